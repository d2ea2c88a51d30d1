//! The program of a package, for what needs no window.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use kinora_core::platform::itself;
use kinora_run::live::build::{Said, cargo, no_cargo};

use super::package::{Package, profile};

/// Builds it, if it is not built, and runs it with these arguments; its exit code.
///
/// # Errors
/// It does not compile, or there is none; in words.
pub fn run(package: &Package, arguments: &[OsString]) -> Result<i32, String> {
    let program = build(package)?;
    let mut command = Command::new(&program);
    command.args(arguments);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::arg0(&mut command, &package.name);
    let status = itself::run_to_end(&mut command);
    let status =
        status.map_err(|error| format!("cannot start '{}': {error}", program.display()))?;
    Ok(status.code().unwrap_or(1))
}

fn build(package: &Package) -> Result<PathBuf, String> {
    let program = package.program.as_ref().ok_or_else(|| {
        format!(
            "'{}' has no program: src/main.rs has to call kinora::run",
            package.name
        )
    })?;
    let mut command = cargo(&package.manifest);
    command.args(["build", "--bin", program, "--profile", &profile()]);
    command.args(["--message-format", "json-render-diagnostics"]);
    command.stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = command.output().map_err(|error| no_cargo(&error))?;
    let mut said = Said::read(&package.manifest, &*output.stdout);
    match said.programs.remove(program) {
        Some(path) if output.status.success() => Ok(path),
        _ => Err(format!("'{}' does not compile, see above", package.name)),
    }
}
