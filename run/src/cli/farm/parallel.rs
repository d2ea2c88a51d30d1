//! A script for GNU parallel, on this machine or over ssh.

use super::{Job, TRIES, quote};

/// What stands for the number of a part.
const PART: &str = "@part@";

/// Runs everything, and ends when the movie is there.
pub fn script(job: &Job, hosts: &[String]) -> String {
    let (title, tasks) = (job.title(), job.tasks);
    let (folder, program) = (quote(&job.folder), quote(&job.program));
    let export: Vec<_> = job.export.iter().map(|word| unbraced(word)).collect();
    let export = export.join(" ");
    let own = unbraced(&job.program);
    let make = quote(&format!("{own} {export} --part {PART}/{tasks} --quiet"));
    let join = job.join(&program);
    let hosts = match hosts {
        [] => String::new(),
        hosts => format!(" --sshlogin {} --workdir .", quote(&hosts.join(","))),
    };
    format!(
        r#"#!/bin/sh
# {title}, with GNU parallel. Every host must see this folder and the program under the same names.
# To start it: sh THIS-FILE; it may be started again, and makes only what is missing.
set -eu
# What each host is to read the commands with.
export PARALLEL_SHELL=/bin/sh
cd {folder}
seq {tasks} | parallel --retries {TRIES} --jobs 50% --halt soon,fail=1{hosts} -I {PART} {make}
exec {join}
"#
    )
}

/// A word of a shell without anything that parallel would replace, as it does {}, {#} and {= … =}: behind each brace the
/// quotes end and begin again.
fn unbraced(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''").replace('{', "{''"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::job;
    use std::process::{Command, Stdio};

    #[test]
    fn a_shell_takes_it() {
        let script = super::script(&job(), &["a".into(), "b".into()]);
        assert!(script.contains("--sshlogin 'a,b' --workdir ."), "{script}");
        let mut command = Command::new("sh");
        command.args(["-n", "-c", &script]).stdin(Stdio::null());
        assert!(command.status().unwrap().success(), "{script}");
    }
}
