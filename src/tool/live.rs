//! Opens a package in the window, where it is built anew when its sources change.

use std::ffi::OsString;
use std::process::Stdio;

use kinora_core::platform::say;
use kinora_run::live::build::{Folder, Said, Tell, no_cargo, rust_libraries};
use kinora_run::live::start::Start;

use super::package::Package;

/// Builds it for the first time, and runs the window until it is closed; the exit code.
///
/// # Errors
/// There is no cargo, no library, or kinora itself does not compile; in words. Errors in the sketches are shown in the
/// window.
pub fn run(package: &Package, arguments: &[OsString]) -> Result<i32, String> {
    if !package.has_library {
        return Err(format!(
            "'{}' has no library to open live: the sketch has to be in src/lib.rs",
            package.name
        ));
    }
    let mut project = package.project()?;
    if let Ok(path) = std::env::current_dir() {
        // Files without a folder are loaded from there.
        project.folders.push(Folder {
            path,
            is_deep: false,
        });
    }
    let mut child = project
        .cargo(Tell::People)
        .stderr(Stdio::inherit())
        .spawn()
        .map_err(|error| no_cargo(&error))?;
    let said = child
        .stdout
        .take()
        .map(|stdout| Said::read(&project.manifest, stdout))
        .unwrap_or_default();
    let status = child.wait().map_err(|error| error.to_string())?;
    let kinora = said.kinora.ok_or_else(|| {
        format!(
            "'{}' cannot be opened live, for the reason above",
            package.name
        )
    })?;
    let sketches = said.sketches.filter(|_| status.success());
    let rust = rust_libraries(&package.root())?;
    let status = Start::new(project, kinora, rust, sketches).run(arguments);
    let status = status.map_err(|error| format!("the window cannot be started: {error}"))?;
    Ok(status.code().unwrap_or_else(|| {
        say::error(&format!(
            "the window has crashed ({status}), as code with `unsafe` can: what was recorded is in recordings/, and `kinora \
             recover` finishes a file that ends in .partial"
        ));
        1
    }))
}
