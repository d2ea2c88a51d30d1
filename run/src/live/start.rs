//! The process that has the window: the tool, started once more with what has been built.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::sync::OnceLock;

use kinora_core::platform::{itself, library};
use serde::{Deserialize, Serialize};

use super::build::Project;

/// The variable in which that process is told what to load.
const TOLD: &str = "KINORA_LIVE";

/// What this process was started with.
static OWN: OnceLock<Start> = OnceLock::new();

/// The function of kinora's library that is called there.
const ENTRY: &str = "kinora_live";

/// The variable with the folders in which the system looks for libraries.
const PATHS: &str = if cfg!(windows) {
    "PATH"
} else if cfg!(target_os = "macos") {
    "DYLD_LIBRARY_PATH"
} else {
    "LD_LIBRARY_PATH"
};

/// The variable with libraries that go before all others.
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
    /// What tells it from others, once it is loaded.
    pub content: Option<u64>,
    /// What is in the variables for libraries otherwise.
    before: [Option<OsString>; 2],
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
            content: None,
            before: [env::var_os(PATHS), env::var_os(PRELOAD)],
        }
    }

    /// Runs the window, or what else these arguments ask for, until it ends.
    ///
    /// # Errors
    /// The process cannot be started, or a path is no text.
    pub fn run(&self, arguments: &[OsString]) -> io::Result<ExitStatus> {
        let mut command = itself::command()?;
        command.args(arguments).env(TOLD, self.to_json()?);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::arg0(&mut command, &self.project.name);
        itself::run_to_end(&mut command)
    }

    /// Takes what this process is told, once: what it starts is not told the same.
    pub fn receive() -> Option<Start> {
        let start = told();
        restore(TOLD, None);
        start
    }

    /// From now on this process was started with this.
    pub fn keep(self) {
        let _ = OWN.set(self);
    }

    /// What this process was started with, if it is one of these.
    pub fn of_process() -> Option<Start> {
        OWN.get().cloned()
    }

    /// A process that is started like this one plays the sketches in that library.
    pub fn tell(&self, sketches: &Path) {
        let start = Start {
            sketches: Some(sketches.to_owned()),
            ..self.clone()
        };
        if let Ok(text) = start.to_json() {
            itself::tell(TOLD, text);
        }
    }

    fn to_json(&self) -> io::Result<String> {
        serde_json::to_string(self).map_err(io::Error::other)
    }

    /// This process anew, with its libraries; what keeps it from that.
    fn replace(&self) -> io::Error {
        let start = || -> io::Result<Command> {
            let kinora = self.kinora.parent().unwrap_or(Path::new("."));
            let before = self.before[0].iter().flat_map(env::split_paths);
            let paths = [self.rust.clone(), kinora.to_owned()];
            let paths = paths.into_iter().chain(before);
            let paths = env::join_paths(paths).map_err(io::Error::other)?;
            // It is looked for there: a path could have what parts one name from the next.
            let mut preload = self.kinora.file_name().unwrap_or_default().to_owned();
            if let Some(before) = &self.before[1] {
                preload.push(":");
                preload.push(before);
            }
            let mut command = itself::command()?;
            command.args(env::args_os().skip(1));
            command.env(PATHS, paths).env(PRELOAD, preload);
            Ok(command)
        };
        match start() {
            Ok(mut command) => exec(&mut command),
            Err(error) => error,
        }
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
    let Some(start) = told() else {
        return Ok(());
    };
    let paths = env::var_os(PATHS).unwrap_or_default();
    if env::split_paths(&paths).next().as_ref() != Some(&start.rust) {
        return Err(start.replace().to_string());
    }
    for (name, value) in [PATHS, PRELOAD].into_iter().zip(&start.before) {
        restore(name, value.as_deref());
    }
    // SAFETY: the library is kinora's own, and its function has this type (`kinora-dylib`).
    let entry = unsafe { library::function::<extern "C" fn() -> i32>(&start.kinora, ENTRY) }?;
    std::process::exit(entry())
}

fn told() -> Option<Start> {
    serde_json::from_str(&env::var(TOLD).ok()?).ok()
}

/// Other programs that are started are told what they would be otherwise.
fn restore(name: &str, value: Option<&OsStr>) {
    // SAFETY: this process has one thread yet.
    unsafe {
        match value {
            Some(value) => env::set_var(name, value),
            None => env::remove_var(name),
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
