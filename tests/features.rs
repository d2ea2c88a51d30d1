//! macroquad's features are there under macroquad's names, and do what they do in macroquad. Those that are not on by
//! default are compiled and tested with `--all-features`, or by name.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Names of a package's features, but not of those that stand only for an optional dependency.
fn features(package: &Value) -> Vec<&str> {
    let features = package["features"].as_object().unwrap();
    let is_own =
        |(name, what): &(&String, &Value)| **what != serde_json::json!([format!("dep:{name}")]);
    features
        .iter()
        .filter(is_own)
        .map(|(name, _)| name.as_str())
        .collect()
}

#[test]
fn every_feature_of_macroquad_is_one_of_kinora() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--format-version", "1", "--offline"]);
    // Crates of other systems were never fetched.
    let platform = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    cargo.args(["--filter-platform", &platform]);
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    let metadata: Value = serde_json::from_slice(&cargo.output().unwrap().stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = |name: &str| {
        packages
            .iter()
            .find(|package| package["name"] == name)
            .unwrap()
    };
    let (macroquads, kinoras) = (features(package("macroquad")), features(package("kinora")));
    assert!(macroquads.contains(&"audio"), "{macroquads:?}");
    for feature in macroquads {
        assert!(
            kinoras.contains(&feature),
            "there is no '{feature}' in {kinoras:?}"
        );
        let what = &package("kinora")["features"][feature];
        let passed_on = format!("macroquad/{feature}");
        assert!(
            // Sound is kinora's own.
            ["default", "audio"].contains(&feature) || what[0] == passed_on.as_str(),
            "{feature}: {what}"
        );
    }
}

#[test]
fn nothing_that_builds_anew_is_in_other_programs() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args([
        "tree",
        "--offline",
        "--package",
        "kinora",
        "--edges",
        "normal",
        "--prefix",
        "none",
    ]);
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    let crates = String::from_utf8(cargo.output().unwrap().stdout).unwrap();
    assert!(crates.contains("kinora-run v"), "{crates}");
    for name in ["notify", "kinora-dylib"] {
        assert!(!crates.contains(&format!("{name} v")), "{name} is used");
    }
    let tool = Path::new(env!("CARGO_BIN_EXE_kinora"));
    let program = tool.with_file_name("examples").join("game");
    let has = |program: &Path, words: &str| {
        let bytes = fs::read(program).unwrap();
        bytes
            .windows(words.len())
            .any(|window| window == words.as_bytes())
    };
    for words in ["KINORA_LIVE", "cdylib"] {
        assert!(has(tool, words), "the tool knows of {words}");
        assert!(!has(&program, words), "{words} is in a program");
    }
}

#[cfg(feature = "log-rs")]
#[test]
fn log_rs_gives_messages_to_the_crate_log() {
    use std::sync::Mutex;

    use kinora::logging::{LevelFilter, Log, Metadata, Record, set_logger, set_max_level};

    static SAID: Mutex<Vec<String>> = Mutex::new(vec![]);

    struct Logger;

    impl Log for Logger {
        fn enabled(&self, _: &Metadata) -> bool {
            true
        }

        fn log(&self, record: &Record) {
            let line = format!("{} {}", record.level(), record.args());
            SAID.lock().unwrap().push(line);
        }

        fn flush(&self) {}
    }

    set_logger(&Logger).unwrap();
    set_max_level(LevelFilter::Info);
    {
        use kinora::prelude::*;
        warn!("level {}", 3);
    }
    kinora::logging::info!("saved");
    kinora::logging::debug!("not asked for");
    assert_eq!(*SAID.lock().unwrap(), ["WARN level 3", "INFO saved"]);
}

#[cfg(feature = "glam-serde")]
#[test]
fn glam_serde_writes_vectors_and_reads_them() {
    use kinora::prelude::*;

    let text = serde_json::to_string(&vec2(1.0, -2.5)).unwrap();
    assert_eq!(text, "[1.0,-2.5]");
    assert_eq!(
        serde_json::from_str::<Vec2>(&text).unwrap(),
        vec2(1.0, -2.5)
    );
}
