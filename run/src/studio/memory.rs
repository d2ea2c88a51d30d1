//! What the sandbox remembers of a sketch from one day to the next: the values of its parameters, in a file that
//! people can read and write.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};

use crate::KinoraError;
use kinora_core::stage::parameters::Values;

/// The file of one sketch.
pub struct Memory {
    /// `None` for a user without a home.
    path: Option<PathBuf>,
    sketch: String,
    /// What is in the file.
    values: Values,
}

impl Memory {
    /// Reads what is remembered of a sketch: `kinora/PROGRAM/SKETCH.toml` in the user's folder for configuration
    /// (`~/.config` on Linux and macOS).
    pub fn of(sketch: &str) -> (Memory, Result<Values, KinoraError>) {
        let folder = choose_base_strategy().ok().map(|base| base.config_dir());
        let program = kinora_core::sketch::program::name();
        let folder = folder.map(|folder| folder.join("kinora").join(file_name(&program)));
        Memory::open(folder, sketch)
    }

    fn open(folder: Option<PathBuf>, sketch: &str) -> (Memory, Result<Values, KinoraError>) {
        let path = folder.map(|folder| folder.join(format!("{}.toml", file_name(sketch))));
        let read = path.as_deref().map_or(Ok(Values::new()), read);
        let memory = Memory {
            // A file that cannot be understood is somebody's work: it is left alone.
            path: path.filter(|_| read.is_ok()),
            sketch: sketch.to_owned(),
            values: read.as_ref().cloned().unwrap_or_default(),
        };
        (memory, read)
    }

    /// Remembers these values instead, if they are others.
    pub fn keep(&mut self, values: Values) -> Result<(), KinoraError> {
        let Some(path) = self.path.as_ref().filter(|_| values != self.values) else {
            return Ok(());
        };
        write(path, &self.sketch, &values)?;
        self.values = values;
        Ok(())
    }
}

fn read(path: &Path) -> Result<Values, KinoraError> {
    match fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text).map_err(|error| KinoraError::Remembered {
            path: path.to_owned(),
            reason: error.message().to_owned(),
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Values::new()),
        Err(error) => Err(KinoraError::file("read", path)(error)),
    }
}

/// Nothing to remember is no file. The old one is replaced in one step.
fn write(path: &Path, sketch: &str, values: &Values) -> Result<(), KinoraError> {
    if values.is_empty() {
        return match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(KinoraError::file("remove", path)(error))
            }
            _ => Ok(()),
        };
    }
    let text = format!(
        "# Parameters of the sketch '{sketch}' that are not at their defaults, as kinora's panel left them.\n{}",
        toml::to_string(values).expect("plain values are TOML")
    );
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(KinoraError::file("create", folder))?;
    }
    let beside = path.with_extension("toml.new");
    fs::write(&beside, text).map_err(KinoraError::file("write", &beside))?;
    fs::rename(&beside, path).map_err(KinoraError::file("rename", &beside))
}

/// A name without what means something to a file system.
fn file_name(name: &str) -> String {
    let clean = |char: char| match char {
        '/' | '\\' | ':' | '\0' => '-',
        other => other,
    };
    match name.trim_matches('.') {
        "" => "sketch".into(),
        name => name.chars().map(clean).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_found_again_in_a_file_that_people_can_read() {
        let place = tempfile::tempdir().unwrap();
        let open = || Memory::open(Some(place.path().join("new")), "a/b");
        let (mut memory, values) = open();
        assert!(values.unwrap().is_empty());
        let values = Values::from([
            ("big radius".into(), json!(100.0)),
            ("fill".into(), json!(true)),
            ("paint".into(), json!("#ff8000")),
            ("petals".into(), json!(5)),
        ]);
        memory.keep(values.clone()).unwrap();
        let text = fs::read_to_string(place.path().join("new/a-b.toml")).unwrap();
        assert!(
            text.ends_with(
                "\"big radius\" = 100.0\nfill = true\npaint = \"#ff8000\"\npetals = 5\n"
            ),
            "{text}"
        );
        assert_eq!(open().1.unwrap(), values);
        memory.keep(Values::new()).unwrap();
        assert_eq!(fs::read_dir(place.path().join("new")).unwrap().count(), 0);
    }

    #[test]
    fn a_file_with_a_slip_is_named_and_left_alone() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("s.toml");
        fs::write(&path, "radius = = 5").unwrap();
        let (mut memory, values) = Memory::open(Some(place.path().into()), "s");
        let error = values.unwrap_err().to_string();
        assert!(error.contains("s.toml"), "{error}");
        memory
            .keep(Values::from([("radius".into(), json!(1.0))]))
            .unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "radius = = 5");
    }
}
