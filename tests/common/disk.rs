//! A disk with little room.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::{Place, stderr};

/// Runs `kinora` where there are so many KB on the disk `disk`, which is a tmpfs of its own, or where the system forbids that, under a limit
/// for files. Its exit code, what it said, and where all that it left lies then.
pub fn small(place: &Place, kilobytes: u32, args: &str) -> (i32, String, PathBuf) {
    let disk = place.file("disk");
    fs::create_dir(&disk).unwrap();
    let kinora = place.kinora(args);
    let wrapped = |program: &str, before: &[&str], script: &str| {
        let mut command = Command::new(program);
        command.args(before).args(["sh", "-c", script]);
        command.arg(kinora.get_program()).args(kinora.get_args());
        for (name, value) in kinora.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.current_dir(place.path());
        command
    };
    let tmpfs = format!("mount -t tmpfs -o size={kilobytes}k tmpfs disk");
    let namespace = ["--user", "--map-root-user", "--mount"];
    let may_mount = wrapped("unshare", &namespace, &tmpfs)
        .output()
        .is_ok_and(|output| output.status.success());
    let mut command = if may_mount {
        // The namespace, and with it the disk, ends with kinora: what it kept is copied out.
        let script = format!("{tmpfs} && \"$0\" \"$@\"; code=$?; cp -r disk kept; exit $code");
        wrapped("unshare", &namespace, &script)
    } else {
        let blocks = kilobytes * 2;
        let script = format!(
            "trap '' XFSZ; ulimit -f {blocks}; \"$0\" \"$@\"; code=$?; cp -r disk kept; exit $code"
        );
        wrapped("env", &[], &script)
    };
    let output = command.output().unwrap();
    (
        output.status.code().unwrap(),
        stderr(&output),
        place.file("kept"),
    )
}
