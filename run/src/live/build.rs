//! Has cargo build a package as a library that can be loaded, and reads what it and rustc say.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

/// A package whose library has sketches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// What its program is called.
    pub name: String,
    /// Its Cargo.toml.
    pub manifest: PathBuf,
    /// The profile of cargo's that it is built with.
    pub profile: String,
    /// The feature that links it to kinora as a library.
    pub feature: String,
    /// What its own settings must be instead, as `profile.release.lto="off"`.
    pub overrides: Vec<String>,
    /// The folders whose files it may load, or that have sources of it.
    pub folders: Vec<Folder>,
    /// Where the compiler keeps what it may use again for the package itself.
    pub incremental: PathBuf,
}

/// A folder that is watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// With those in it.
    pub is_deep: bool,
}

/// How cargo tells of its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tell {
    /// On the terminal, as always.
    People,
    /// Every word of it to this program. All crates are there.
    Program,
    /// The same, where crates may have to be fetched.
    ProgramOnline,
}

impl Project {
    /// cargo, building the library. All that is used by it is as in any build of that profile, so that a later one has it
    /// already; of the package itself, only what has changed is compiled.
    pub fn cargo(&self, tell: Tell) -> Command {
        let mut command = cargo(&self.manifest);
        command.args(["rustc", "--lib", "--crate-type", "cdylib"]);
        command.arg("--profile").arg(&self.profile);
        command.arg("--features").arg(&self.feature);
        for setting in &self.overrides {
            command.arg("--config").arg(setting);
        }
        command.arg("--message-format");
        command.arg(match tell {
            Tell::People => "json-render-diagnostics",
            Tell::Program | Tell::ProgramOnline => "json",
        });
        if tell == Tell::Program {
            // Else cargo asks the registry whether they are.
            command.arg("--offline");
        }
        let mut incremental = OsString::from("incremental=");
        incremental.push(&self.incremental);
        command.args(["--", "-C"]).arg(incremental);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        command
    }
}

/// cargo, as the user has it, in the folder of that Cargo.toml: its settings are looked for from there.
pub fn cargo(manifest: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(manifest.parent().unwrap_or(Path::new(".")));
    command
}

/// What is said where there is no cargo.
pub fn no_cargo(error: &io::Error) -> String {
    format!(
        "cargo, which compiles sketches, cannot be started ({error}): install Rust, https://rustup.rs"
    )
}

/// What cargo said while it built.
#[derive(Debug, Default)]
pub struct Said {
    /// The library with the sketches.
    pub sketches: Option<PathBuf>,
    /// kinora's.
    pub kinora: Option<PathBuf>,
    /// Programs of the package, by name.
    pub programs: BTreeMap<String, PathBuf>,
    /// What rustc has against it, each as it would be on a terminal.
    pub errors: Vec<String>,
    /// How often rustc warns.
    pub warnings: usize,
}

#[derive(Deserialize)]
#[serde(tag = "reason")]
enum Message {
    #[serde(rename = "compiler-artifact")]
    Artifact {
        manifest_path: PathBuf,
        target: Target,
        filenames: Vec<PathBuf>,
        executable: Option<PathBuf>,
    },
    #[serde(rename = "compiler-message")]
    Words { message: Diagnostic },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

#[derive(Deserialize)]
struct Diagnostic {
    level: String,
    message: String,
    rendered: Option<String>,
}

impl Said {
    /// All that cargo says to its end of the package with that Cargo.toml.
    pub fn read(manifest: &Path, said: impl Read) -> Said {
        let mut all = Said::default();
        let lines = BufReader::new(said).lines().map_while(Result::ok);
        for line in lines {
            if let Ok(message) = serde_json::from_str(&line) {
                all.take(manifest, message);
            }
        }
        all
    }

    fn take(&mut self, manifest: &Path, message: Message) {
        match message {
            Message::Artifact {
                manifest_path,
                target,
                filenames,
                executable,
            } => {
                let is_library = |path: &PathBuf| {
                    path.extension()
                        .is_some_and(|it| it == env::consts::DLL_EXTENSION)
                };
                let library = filenames.into_iter().find(is_library);
                if target.name == "kinora_dylib" {
                    self.kinora = library;
                } else if manifest_path == manifest {
                    self.programs
                        .extend(executable.map(|program| (target.name, program)));
                    self.sketches = library.or(self.sketches.take());
                }
            }
            Message::Words { message } => self.note(message),
            Message::Other => {}
        }
    }

    fn note(&mut self, diagnostic: Diagnostic) {
        // The last words of rustc only count the others.
        let message = &diagnostic.message;
        let is_sum = message.starts_with("aborting due to")
            || message.ends_with("warning emitted")
            || message.ends_with("warnings emitted");
        match diagnostic.level.as_str() {
            _ if is_sum => {}
            "warning" => self.warnings += 1,
            "error" | "error: internal compiler error" => {
                self.errors
                    .push(diagnostic.rendered.unwrap_or(diagnostic.message));
            }
            _ => {}
        }
    }
}

/// The files that a library was built from, which cargo writes beside it as a rule of a makefile.
pub fn sources(library: &Path) -> BTreeSet<PathBuf> {
    let rule = fs::read_to_string(library.with_extension("d")).unwrap_or_default();
    let (_, files) = rule.split_once(": ").unwrap_or_default();
    // A space that belongs to a name has a backslash before it.
    let files = files.trim_end().replace("\\ ", "\0");
    let files = files.split(' ').filter(|file| !file.is_empty());
    files.map(|file| file.replace('\0', " ").into()).collect()
}

/// The folder of Rust's own libraries.
///
/// # Errors
/// There is no rustc, or it does not say; in words.
pub fn rust_libraries(near: &Path) -> Result<PathBuf, String> {
    let mut command = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let output = command
        .args(["--print", "target-libdir"])
        .current_dir(near)
        .output();
    let output = output.map_err(|error| format!("rustc cannot be started ({error})"))?;
    match String::from_utf8_lossy(&output.stdout).trim() {
        "" => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
        folder => Ok(folder.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> Project {
        Project {
            name: "book".into(),
            manifest: "/book/Cargo.toml".into(),
            profile: "release".into(),
            feature: "film/live".into(),
            overrides: vec!["profile.release.lto=\"off\"".into()],
            folders: vec![],
            incremental: "/cache/it".into(),
        }
    }

    #[test]
    fn cargo_is_told_to_build_a_library_that_shares_kinora() {
        let command = project().cargo(Tell::Program);
        let told: Vec<_> = command.get_args().map(|it| it.to_str().unwrap()).collect();
        let told = told.join(" ");
        assert!(told.starts_with("rustc --lib --crate-type cdylib --profile release"));
        assert!(
            told.contains("--features film/live --config profile.release.lto=\"off\""),
            "{told}"
        );
        assert!(told.contains("--message-format json --offline"), "{told}");
        assert!(told.ends_with("-- -C incremental=/cache/it"), "{told}");
    }

    #[test]
    fn of_what_cargo_says_libraries_errors_and_warnings_are_kept() {
        let said = r#"
            {"reason":"compiler-artifact","manifest_path":"/kinora/dylib/Cargo.toml","target":{"name":"kinora_dylib"},"filenames":["/t/libkinora_dylib.so"],"fresh":true}
            {"reason":"compiler-message","message":{"level":"warning","message":"unused","rendered":"w"}}
            {"reason":"compiler-message","message":{"level":"warning","message":"1 warning emitted","rendered":"w"}}
            {"reason":"compiler-message","message":{"level":"error","message":"cannot find","rendered":"error: cannot find"}}
            {"reason":"compiler-message","message":{"level":"error","message":"aborting due to 1 previous error","rendered":"e"}}
            {"reason":"build-script-executed"}
            no JSON
            {"reason":"compiler-artifact","manifest_path":"/book/Cargo.toml","target":{"name":"build-script-build"},"filenames":["/t/build"],"fresh":false}
            {"reason":"compiler-artifact","manifest_path":"/book/Cargo.toml","target":{"name":"book"},"filenames":["/t/libbook.so"],"fresh":false}
            {"reason":"compiler-artifact","manifest_path":"/book/Cargo.toml","target":{"name":"book"},"filenames":["/t/book"],"executable":"/t/book"}
        "#;
        let library = format!("libbook.{}", env::consts::DLL_EXTENSION);
        let said = said.replace(".so", &format!(".{}", env::consts::DLL_EXTENSION));
        let said = Said::read(Path::new("/book/Cargo.toml"), said.as_bytes());
        assert!(said.kinora.is_some() && said.sketches.unwrap().ends_with(library));
        assert_eq!(said.programs["book"], Path::new("/t/book"));
        assert_eq!(
            (said.errors, said.warnings),
            (vec!["error: cannot find".to_owned()], 1)
        );
    }

    #[test]
    fn the_sources_of_a_library_are_those_that_its_rule_names() {
        let place = tempfile::tempdir().unwrap();
        let rule = "/t/libbook.so: /book/src/lib.rs /my\\ book/sketches/a.rs\n";
        fs::write(place.path().join("libbook.d"), rule).unwrap();
        let found = sources(&place.path().join("libbook.so"));
        let wanted = ["/book/src/lib.rs", "/my book/sketches/a.rs"];
        assert_eq!(found, wanted.map(PathBuf::from).into());
        assert!(sources(Path::new("/nowhere/lib.so")).is_empty());
    }
}
