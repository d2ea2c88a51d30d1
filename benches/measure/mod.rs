//! What a command takes with all the processes that it starts: time on the clock, processor time, memory.

use std::collections::HashSet;
use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{WaitOptions, getpid, set_child_subreaper, wait};

/// What a run took.
pub struct Taken {
    /// From the start of its process to the end of it.
    pub wall: Duration,
    /// Of the process and all that it started, user and system; counted in hundredths of a second.
    pub cpu: Duration,
}

/// Runs a command to its end and says what it took.
pub fn timed(command: &mut Command) -> Taken {
    adopt_orphans();
    let before = processor_time();
    let start = Instant::now();
    let status = silent(command).status().expect("it starts");
    let wall = start.elapsed();
    assert!(status.success(), "{command:?}: {status}");
    collect_orphans();
    Taken {
        wall,
        cpu: processor_time() - before,
    }
}

/// Most memory, in bytes, that a command and the processes that it started had at one time. What several processes
/// share counts once (PSS, sampled every 20 ms).
pub fn peak(command: &mut Command) -> u64 {
    adopt_orphans();
    let mut child = silent(command).spawn().expect("it starts");
    let mut most = 0;
    let status = loop {
        most = most.max(descendants().into_iter().map(memory).sum());
        if let Some(status) = child.try_wait().expect("it is our child") {
            break status;
        }
        thread::sleep(Duration::from_millis(20));
    };
    assert!(status.success(), "{command:?}: {status}");
    collect_orphans();
    most
}

/// Has it say nothing but its errors.
fn silent(command: &mut Command) -> &mut Command {
    command.stdout(Stdio::null())
}

/// Processes whose parent ends before them become children of this one, so that their time is counted too.
fn adopt_orphans() {
    set_child_subreaper(Some(getpid())).expect("Linux can do that");
}

/// Waits for the processes that outlived their parent.
fn collect_orphans() {
    while wait(WaitOptions::empty()).is_ok_and(|ended| ended.is_some()) {}
}

/// User and system time of all the processes that this one has waited for (`man 5 proc_pid_stat`).
fn processor_time() -> Duration {
    // Counted from 1, as the manual does; the name is the second.
    const CUTIME: usize = 16;
    let stat = fs::read_to_string("/proc/self/stat").expect("Linux says that");
    let fields = after_name(&stat);
    let ticks = |index: usize| fields[index - 3].parse::<u64>().expect("a number");
    // A tick is a hundredth of a second for every program, whatever the kernel's clock does.
    Duration::from_millis(10 * (ticks(CUTIME) + ticks(CUTIME + 1)))
}

/// The fields of a process's `stat` after its name, which may have spaces in it. The first is the state.
fn after_name(stat: &str) -> Vec<&str> {
    let (_, fields) = stat.rsplit_once(')').expect("the name is in parentheses");
    fields.split_whitespace().collect()
}

/// The processes that this one started, and all that these started.
fn descendants() -> HashSet<u32> {
    let entries = fs::read_dir("/proc").expect("Linux has it").flatten();
    let all: Vec<(u32, u32)> = entries
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter_map(|process| Some((process, parent(process)?)))
        .collect();
    let own = std::process::id();
    let mut family = HashSet::from([own]);
    loop {
        let known = family.len();
        let children = all.iter().filter(|(_, parent)| family.contains(parent));
        let children: Vec<u32> = children.map(|(process, _)| *process).collect();
        family.extend(children);
        if family.len() == known {
            family.remove(&own);
            return family;
        }
    }
}

fn parent(process: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    after_name(&stat)[1].parse().ok()
}

/// Bytes of a process, and none of one that has ended.
fn memory(process: u32) -> u64 {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    kilobytes.map_or(0, |number| number.trim().parse().unwrap_or(0) * 1024)
}
