//! A script for GNU parallel, on this machine or over ssh.

use super::{Job, TRIES, quote};

/// What stands for the number of a part: braces may stand in a parameter.
const PART: &str = "@part@";

/// Runs everything, and ends when the movie is there.
pub fn script(job: &Job, hosts: &[String]) -> String {
    let Job { movie, tasks, .. } = job;
    let (folder, program) = (quote(&job.folder), quote(&job.program));
    let export = super::quoted(&job.export);
    let make = quote(&format!("{program} {export} --part {PART}/{tasks} --quiet"));
    let join = job.join(&program);
    let hosts = match hosts {
        [] => String::new(),
        hosts => format!(" --sshlogin {} --workdir .", quote(&hosts.join(","))),
    };
    format!(
        r#"#!/bin/sh
# {movie}, in {tasks} parts, with GNU parallel. Every host must see this folder and the program under the same names.
# To start it: sh THIS-FILE; it may be started again, and makes only what is missing.
set -eu
cd {folder}
seq {tasks} | parallel --retries {TRIES} --jobs 50% --halt soon,fail=1{hosts} -I {PART} {make}
exec {join}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::job;
    use std::process::{Command, Stdio};

    #[test]
    fn a_shell_takes_it() {
        let script = super::script(&job(), &["a".into(), "b".into()]);
        assert!(script.contains("--sshlogin a,b --workdir ."), "{script}");
        let mut command = Command::new("sh");
        command.args(["-n", "-c", &script]).stdin(Stdio::null());
        assert!(command.status().unwrap().success(), "{script}");
    }
}
