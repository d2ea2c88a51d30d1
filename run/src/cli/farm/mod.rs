//! Descriptions of jobs for engines that run them on many machines. kinora schedules nothing itself: a part is a command
//! that may be given anywhere and any number of times, and whoever runs commands can make a movie.

pub mod engine;
mod kubernetes;
mod openjd;
mod parallel;
mod slurm;

use std::env;
use std::num::NonZeroU64;
use std::path::Path;

use clap::Parser;
use kinora_core::PartsError;
use kinora_core::platform::say;
use kinora_core::sketch::{Sketch, program};
use kinora_movie::encode::Container;

use super::args::{Cli, Command};
use super::export::wanted;
use crate::KinoraError;
use crate::make::parts::Cut;
use engine::{Common, Engine};

/// A machine for programs of kinora's.
const CONTAINER: &str = include_str!("Containerfile");

/// Frames of a task, where nobody says how many tasks there are to be.
const FRAMES: u64 = 250;

/// Most tasks, where nobody says it: what Slurm takes in one array by itself is 1001.
const MOST: u64 = 1000;

/// How often a part is tried that fails.
const TRIES: u32 = 3;

/// A movie that is made by many, as shells are told it.
struct Job {
    /// What it is called.
    name: String,
    /// The file.
    movie: String,
    /// How many parts there are.
    tasks: u64,
    /// The folder in which all commands are run.
    folder: String,
    /// The program.
    program: String,
    /// The folder of the parts, and the arguments of the export and of the joining.
    parts: String,
    export: Vec<String>,
    join: Vec<String>,
}

/// Prints what that engine takes.
pub fn print(sketches: &[Sketch], engine: Engine) -> Result<(), KinoraError> {
    let text = match engine {
        Engine::Slurm(common) => slurm::script(&Job::new(sketches, common)?),
        Engine::Parallel { hosts, common } => {
            parallel::script(&Job::new(sketches, common)?, &hosts)
        }
        Engine::Openjd(common) => openjd::template(&Job::new(sketches, common)?)?,
        Engine::Kubernetes {
            image,
            claim,
            common,
        } => {
            let own = format!("./{}", program::name());
            let program = common.program.clone().unwrap_or(own);
            let job = Job {
                program,
                ..Job::new(sketches, common)?
            };
            kubernetes::jobs(&job, &image, &claim)
        }
        Engine::Container => CONTAINER.to_owned(),
    };
    say::answer(&text).map_err(KinoraError::Stdout)
}

impl Job {
    /// Looks whether the export is one that can be made in parts, before anybody queues for it.
    fn new(sketches: &[Sketch], common: Common) -> Result<Job, KinoraError> {
        let words = common.export.iter().map(|word| match word.to_str() {
            Some(word) => Ok(word.to_owned()),
            None => Err(PartsError::NotText(word.to_string_lossy().into_owned())),
        });
        let export = words.collect::<Result<Vec<_>, _>>()?;
        let cli =
            Cli::try_parse_from(std::iter::once("kinora").chain(export.iter().map(String::as_str)));
        let args = match cli.unwrap_or_else(|error| error.exit()).command {
            Some(Command::Export(args)) if args.parts.says_nothing() => args,
            _ => return Err(PartsError::NotAnExport.into()),
        };
        let force = args.output.force.then(|| "--force".to_owned());
        let named = args.parts.folder.clone();
        let wanted = wanted(sketches, &args)?;
        let (frames, format) = (wanted.film.frames()?, wanted.format()?);
        let usual = (frames / FRAMES).clamp(1, MOST);
        let tasks = common.tasks.map_or(usual, NonZeroU64::get);
        Cut::new(frames, tasks, format)?;
        // The joining takes the kind of the movie from its name.
        let output = wanted.name(format);
        if Container::of(&output)? != format.container {
            return Err(PartsError::Name {
                path: output,
                extension: format.container.extension(),
            }
            .into());
        }
        let of_parts = named.is_none();
        let (movie, parts) = (text(&output)?, text(&wanted.folder(named, format))?);
        let of_parts = of_parts.then(|| ["--parts".to_owned(), parts.clone()]);
        let here = env::current_dir().map_err(KinoraError::file("find", "."))?;
        let program = match common.program {
            Some(program) => program,
            None => text(&env::current_exe().map_err(KinoraError::file("find", "the program"))?)?,
        };
        let join = ["join".to_owned(), parts.clone(), "-o".into(), movie.clone()];
        let stem = output.file_stem().unwrap_or_default().to_string_lossy();
        Ok(Job {
            name: match format.container {
                Container::PngSequence => wanted.film.sketch.name().to_owned(),
                _ => stem.into_owned(),
            },
            movie,
            tasks,
            folder: text(&here)?,
            program,
            parts,
            export: export
                .into_iter()
                .chain(of_parts.into_iter().flatten())
                .collect(),
            join: join.into_iter().chain(force).collect(),
        })
    }

    /// What it is, in a comment.
    fn title(&self) -> String {
        let movie: String = self
            .movie
            .chars()
            .filter(|char| !char.is_control())
            .collect();
        format!("{movie}, in {} parts", self.tasks)
    }

    /// The command that makes a part, whose number the shell knows by that word; tried again unless that is no use.
    fn make(&self, program: &str, number: &str) -> String {
        let export = quoted(&self.export);
        let tasks = self.tasks;
        format!(
            "try=1\n\
             until {program} {export} --part {number}/{tasks} --quiet; do\n    \
                 status=$?\n    \
                 # 2: it would never work; 130: somebody has ended it.\n    \
                 [ $status -ne 2 ] && [ $status -ne 130 ] && [ $try -lt {TRIES} ] || exit $status\n    \
                 try=$((try + 1))\n\
             done\n"
        )
    }

    /// The command that joins them.
    fn join(&self, program: &str) -> String {
        format!("{program} {}", quoted(&self.join))
    }
}

/// The name of a file, where it is text.
fn text(path: &Path) -> Result<String, PartsError> {
    let text = path.to_str().map(str::to_owned);
    text.ok_or_else(|| PartsError::NotText(path.to_string_lossy().into_owned()))
}

/// Words of a shell.
fn quoted(words: &[String]) -> String {
    let words = words.iter().map(|word| quote(word));
    words.collect::<Vec<_>>().join(" ")
}

/// A word of a shell. What no argument can hold has been refused by the system.
fn quote(word: &str) -> String {
    shlex::try_quote(word).map_or_else(|_| word.to_owned(), |word| word.into_owned())
}

/// A text of YAML, which takes those of JSON.
fn yaml(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

/// Lines, each so far in.
fn indented(text: &str, columns: usize) -> String {
    let lines = text.lines().map(|line| match line.is_empty() {
        true => "\n".to_owned(),
        false => format!("{}{line}\n", " ".repeat(columns)),
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    pub fn job() -> Job {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        Job {
            name: "orbit".into(),
            movie: "my orbit.mp4".into(),
            tasks: 40,
            folder: "/home/o'hara/book".into(),
            program: "/home/o'hara/book/target/release/book".into(),
            parts: "my orbit.parts".into(),
            export: [
                words("export orbit -o"),
                vec!["my orbit.mp4".into()],
                words("--set"),
                vec!["text=it's {} $HOME".into()],
                words("--parts"),
                vec!["my orbit.parts".into()],
            ]
            .concat(),
            join: vec![
                "join".into(),
                "my orbit.parts".into(),
                "-o".into(),
                "my orbit.mp4".into(),
            ],
        }
    }

    #[test]
    fn a_shell_understands_each_word_as_it_was_meant() {
        let script = job().make("printf '%s\\n'", "7");
        let output = std::process::Command::new("sh")
            .arg("-c")
            .arg(script)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let words: Vec<_> = said.lines().collect();
        assert_eq!(words[..4], ["export", "orbit", "-o", "my orbit.mp4"]);
        assert!(
            words.contains(&"text=it's {} $HOME") && words.contains(&"7/40"),
            "{said}"
        );
    }

    #[test]
    fn the_container_has_what_setup_installs_to_run() {
        let setup = include_str!("../../../../setup.sh");
        let table = setup
            .split("wanted=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let rows = table.lines().filter(|line| !line.is_empty());
        let packages = rows.flat_map(|row| row.split_whitespace().skip(1));
        let to_build_and_test = ["gcc", "libc6-dev", "xdotool"];
        for package in packages.filter(|package| !to_build_and_test.contains(package)) {
            let is_there = CONTAINER
                .lines()
                .any(|line| line.trim() == format!("{package} \\"));
            assert!(is_there, "{package} is not in the container file");
        }
    }
}
