//! A script for Slurm: an array of jobs, and one that waits for all of them.

use super::{Job, quote};

/// Hands the jobs over, and says the number of the last one.
pub fn script(job: &Job) -> String {
    let (title, tasks) = (job.title(), job.tasks);
    let (folder, parts, name) = (quote(&job.folder), quote(&job.parts), quote(&job.name));
    // A percent sign is Slurm's own in names of logs.
    let logs = quote(&job.parts.replace('%', "%%"));
    let program = quote(&job.program);
    let make = job.make(&program, "\"$SLURM_ARRAY_TASK_ID\"");
    let join = job.join(&program);
    format!(
        r#"#!/bin/sh
# {title}, with Slurm. Every node must see this folder and the program.
# To start it: sh THIS-FILE; what sbatch is to be told besides goes into SBATCH_PARTITION and the like.
set -eu
cd {folder}
mkdir -p {parts}

# Slurm puts a task back into the queue whose node fails, and what is finished by then is not made again.
parts=$(sbatch --parsable --job-name={name} --array=1-{tasks} --requeue --chdir="$PWD" \
    --open-mode=append --output={logs}/part-%a.log <<'TASK'
#!/bin/sh
{make}TASK
)
sbatch --parsable --job-name={name}-join --dependency="afterok:${{parts%%;*}}" --kill-on-invalid-dep=yes \
    --chdir="$PWD" --output={logs}/join.log <<'JOIN'
#!/bin/sh
exec {join}
JOIN
"#
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::job;
    use std::process::{Command, Stdio};

    #[test]
    fn a_shell_takes_it() {
        let script = super::script(&job());
        assert!(script.contains("--array=1-40 --requeue"), "{script}");
        let mut command = Command::new("sh");
        command.args(["-n", "-c", &script]).stdin(Stdio::null());
        assert!(command.status().unwrap().success(), "{script}");
    }
}
