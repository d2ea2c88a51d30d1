//! A package that uses kinora, as cargo sees it.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use kinora_run::live::build::{Folder, Project, cargo, no_cargo};
use serde::Deserialize;

use super::kept;

/// A package that uses kinora.
#[derive(Debug, Clone)]
pub struct Package {
    /// What its program is called.
    pub name: String,
    pub manifest: PathBuf,
    /// The feature that links it to kinora as a library: its own, or that of kinora, under the name that it has here.
    pub feature: String,
    pub has_library: bool,
    /// The target that is its program, if it has one.
    pub program: Option<String>,
    /// Settings that a library for the window must not have, as what they have to be instead.
    pub overrides: Vec<String>,
    /// Where files are that it may load.
    pub folders: Vec<Folder>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Described>,
    workspace_root: PathBuf,
}

#[derive(Deserialize)]
struct Described {
    name: String,
    manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
    features: BTreeMap<String, Vec<String>>,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    rename: Option<String>,
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

impl Package {
    /// The one of that Cargo.toml, or, where that is only a workspace's, the only one in it that uses kinora; `None` if it
    /// does not, or several do.
    ///
    /// # Errors
    /// What cargo has against the manifest, or that there is no cargo; in words.
    pub fn of(manifest: &Path) -> Result<Option<Package>, String> {
        let mut command = cargo(manifest);
        command.args(["metadata", "--no-deps", "--format-version", "1"]);
        let output = command.output().map_err(|error| no_cargo(&error))?;
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr);
            return Err(words.trim().trim_start_matches("error: ").to_owned());
        }
        let metadata: Metadata =
            serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
        let overrides = overrides(&metadata.workspace_root.join("Cargo.toml"));
        let is_its = |package: &Described| package.manifest_path == manifest;
        let is_of_package = metadata.packages.iter().any(is_its);
        let packages = metadata.packages.into_iter();
        let packages = packages.filter(|package| !is_of_package || is_its(package));
        let mut using = packages.filter_map(|package| package.using_kinora(&overrides));
        let first = using.next();
        Ok(first.filter(|_| using.next().is_none()))
    }

    /// What is built of it for the window.
    ///
    /// # Errors
    /// The user has no home; in words.
    pub fn project(&self) -> Result<Project, String> {
        Ok(Project {
            name: self.name.clone(),
            manifest: self.manifest.clone(),
            profile: profile(),
            feature: self.feature.clone(),
            overrides: self.overrides.clone(),
            folders: self.folders.clone(),
            incremental: kept::folder("incremental")?.join(kept::name(&self.root())),
        })
    }

    /// The folder of its Cargo.toml.
    pub fn root(&self) -> PathBuf {
        self.manifest
            .parent()
            .map(Path::to_owned)
            .unwrap_or_default()
    }
}

impl Described {
    fn using_kinora(self, overrides: &[String]) -> Option<Package> {
        let is_kinora = |it: &&Dependency| it.name == "kinora" && it.kind.is_none();
        let dependency = self.dependencies.iter().find(is_kinora)?;
        let kinora = dependency.rename.as_ref().unwrap_or(&dependency.name);
        let kinoras = format!("{kinora}/live");
        let mut own = self.features.iter();
        let own = own.find(|(_, features)| features.contains(&kinoras));
        let feature = own.map_or(kinoras.clone(), |(own, _)| own.clone());
        let is = |target: &Target, kind: &str| target.kind.iter().any(|it| it == kind);
        let libraries = ["lib", "rlib", "cdylib"];
        let is_library = |target: &Target| libraries.iter().any(|kind| is(target, kind));
        let has_library = self.targets.iter().any(is_library);
        // Of several, the one that has the package's name.
        let programs = self.targets.iter().filter(|target| is(target, "bin"));
        let program = programs.min_by_key(|target| target.name != self.name);
        let program = program.map(|target| target.name.clone());
        let root = self.manifest_path.parent()?.to_owned();
        Some(Package {
            feature,
            has_library,
            overrides: overrides.to_vec(),
            folders: vec![Folder {
                path: root,
                is_deep: true,
            }],
            name: program.clone().unwrap_or(self.name),
            program,
            manifest: self.manifest_path,
        })
    }
}

/// The profile of cargo's that sketches are built with: what `KINORA_PROFILE` says, or release.
pub fn profile() -> String {
    env::var("KINORA_PROFILE").unwrap_or_else(|_| "release".into())
}

/// A library that shares another one is not optimised across both, and a panic in it has to end.
fn overrides(manifest: &Path) -> Vec<String> {
    let text = fs::read_to_string(manifest).unwrap_or_default();
    let table: toml::Table = text.parse().unwrap_or_default();
    let profile = profile();
    let setting = |name: &str| table.get("profile")?.get(&profile)?.get(name);
    let mut overrides = vec![];
    if setting("lto").is_some_and(|lto| lto.as_bool() != Some(false) && lto.as_str() != Some("off"))
    {
        overrides.push(format!("profile.{profile}.lto=\"off\""));
    }
    if setting("panic").is_some_and(|panic| panic.as_str() != Some("unwind")) {
        overrides.push(format!("profile.{profile}.panic=\"unwind\""));
    }
    overrides
}
