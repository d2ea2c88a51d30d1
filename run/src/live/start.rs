//! The process that has the window: the tool, started once more with what has been built.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::sync::OnceLock;

use kinora_core::platform::{itself, library};
use serde::{Deserialize, Serialize};

use super::build::Project;

/// The variable in which that process is told what to load.
const TOLD: &str = "KINORA_LIVE";

/// What counts instead of it.
static CORRECTED: OnceLock<Start> = OnceLock::new();

/// The function of kinora's library that is called there.
const ENTRY: &str = "kinora_live";

/// What opens libraries that were named by name only, and what goes before the program's own libraries, by system.
const PATHS: &str = match cfg!(target_os = "macos") {
    true => "DYLD_LIBRARY_PATH",
    false => "LD_LIBRARY_PATH",
};
const PRELOAD: &str = "LD_PRELOAD";

/// What such a process is started with.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Start {
    /// What is built anew.
    pub project: Project,
    /// kinora's library.
    pub kinora: PathBuf,
    /// The folder of Rust's own.
    pub rust: PathBuf,
    /// The library with the sketches, if they could be built.
    pub sketches: Option<PathBuf>,
    /// What is in the variables for libraries otherwise.
    pub before: [Option<OsString>; 2],
}

impl Start {
    /// With those libraries, in this process's surroundings.
    pub fn new(
        project: Project,
        kinora: PathBuf,
        rust: PathBuf,
        sketches: Option<PathBuf>,
    ) -> Start {
        Start {
            project,
            kinora,
            rust,
            sketches,
            before: [env::var_os(PATHS), env::var_os(PRELOAD)],
        }
    }

    /// Runs the window, or what else these arguments ask for, until it ends.
    ///
    /// # Errors
    /// The process cannot be started.
    pub fn run(&self, arguments: &[OsString]) -> io::Result<ExitStatus> {
        let mut command = itself::command()?;
        command.args(arguments).env(TOLD, self.to_json());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::arg0(&mut command, &self.project.name);
        command.status()
    }

    /// What this process was started with, if it is one.
    pub fn of_process() -> Option<Start> {
        if let Some(corrected) = CORRECTED.get() {
            return Some(corrected.clone());
        }
        serde_json::from_str(&env::var(TOLD).ok()?).ok()
    }

    /// From now on this process was started with this.
    pub fn correct(self) {
        let _ = CORRECTED.set(self);
    }

    /// A process that is started like this one plays the sketches in that library.
    pub fn tell(&self, sketches: &Path) {
        let start = Start {
            sketches: Some(sketches.to_owned()),
            ..self.clone()
        };
        itself::tell(TOLD, start.to_json());
    }

    fn to_json(&self) -> String {
        serde_json::to_string(self).expect("plain values are JSON")
    }
}

/// If this process was started with libraries, it does what they are for, and ends.
///
/// The dynamic linker reads where they are when a process begins, so that it is replaced by itself first. kinora's goes
/// before all others: the clock on the wall is answered by it (symbol interposition, ld.so(8)).
///
/// # Errors
/// They cannot be loaded; in words.
pub fn obey() -> Result<(), String> {
    let Some(start) = Start::of_process() else {
        return Ok(());
    };
    if env::var_os(PATHS).is_none_or(|paths| !begins_with(&paths, &start.rust)) {
        return Err(start.replace());
    }
    for (name, value) in [PATHS, PRELOAD].into_iter().zip(&start.before) {
        // SAFETY: this process has one thread yet.
        unsafe {
            match value {
                Some(value) => env::set_var(name, value),
                None => env::remove_var(name),
            }
        }
    }
    // SAFETY: the library is kinora's own, and its function has this type (`kinora-dylib`).
    let entry = unsafe { library::function::<extern "C" fn() -> i32>(&start.kinora, ENTRY) }?;
    std::process::exit(entry())
}

fn begins_with(paths: &OsString, folder: &Path) -> bool {
    env::split_paths(paths).next().as_deref() == Some(folder)
}

impl Start {
    /// This process anew, with its libraries; what keeps it from that.
    fn replace(&self) -> String {
        let folders = [
            Some(self.rust.clone()),
            self.kinora.parent().map(Path::to_owned),
        ];
        let before = self.before[0].iter().flat_map(env::split_paths);
        let paths = env::join_paths(folders.into_iter().flatten().chain(before));
        let Ok(paths) = paths else {
            return format!(
                "no folder may have a ':' in its name: {}",
                self.kinora.display()
            );
        };
        match itself::command() {
            Ok(mut command) => {
                command.args(env::args_os().skip(1)).env(PATHS, paths);
                command.env(PRELOAD, &self.kinora);
                exec(&mut command).to_string()
            }
            Err(error) => error.to_string(),
        }
    }
}

#[cfg(unix)]
fn exec(command: &mut Command) -> io::Error {
    std::os::unix::process::CommandExt::exec(command)
}

#[cfg(not(unix))]
fn exec(command: &mut Command) -> io::Error {
    match command.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => error,
    }
}
