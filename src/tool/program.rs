//! The program of a package, for what needs no window.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use kinora_run::live::build::cargo;
use serde::Deserialize;

use super::package::{Package, no_cargo, profile};

#[derive(Deserialize)]
struct Artifact {
    manifest_path: PathBuf,
    target: Target,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

/// Builds it, if it is not built, and runs it with these arguments; its exit code.
///
/// # Errors
/// It does not compile, or there is none; in words.
pub fn run(package: &Package, arguments: &[OsString]) -> Result<i32, String> {
    let program = build(package)?;
    let mut command = Command::new(&program);
    let status = command.args(arguments).status();
    let status =
        status.map_err(|error| format!("cannot start '{}': {error}", program.display()))?;
    Ok(status.code().unwrap_or(1))
}

fn build(package: &Package) -> Result<PathBuf, String> {
    let mut command = cargo(&package.manifest);
    command.args(["build", "--bins", "--profile", &profile()]);
    command.args(["--message-format", "json-render-diagnostics"]);
    command.stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = command.output().map_err(|error| no_cargo(&error))?;
    if !output.status.success() {
        return Err(format!("'{}' does not compile, see above", package.name));
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let artifacts = said
        .lines()
        .filter_map(|line| serde_json::from_str::<Artifact>(line).ok());
    let own = artifacts.filter(|artifact| artifact.manifest_path == package.manifest);
    let mut programs: Vec<_> = own
        .filter_map(|it| Some((it.target.name, it.executable?)))
        .collect();
    // Of several, the one that has the package's name.
    programs.sort_by_key(|(name, _)| *name != package.name);
    let program = programs.into_iter().next();
    program.map(|(_, path)| path).ok_or_else(|| {
        format!(
            "'{}' has no program: src/main.rs has to call kinora::run",
            package.name
        )
    })
}
