//! Descriptions of jobs for engines that run them on many machines. kinora schedules nothing itself: a part is a command
//! that may be given anywhere and any number of times, and whoever runs commands can make a movie.

mod kubernetes;
mod openjd;
mod parallel;
mod slurm;

use std::env;
use std::ffi::OsString;
use std::num::NonZeroU64;

use clap::{Args, Parser, Subcommand};
use kinora_core::PartsError;
use kinora_core::platform::say;
use kinora_core::sketch::{Sketch, program};

use super::args::{Cli, Command};
use super::export::wanted;
use crate::KinoraError;

/// A machine for programs of kinora's.
const CONTAINER: &str = include_str!("Containerfile");

/// Frames of a task, where nobody says how many tasks there are to be.
const FRAMES: u64 = 250;

/// Most tasks, where nobody says it: what Slurm takes in one array by itself is 1001.
const MOST: u64 = 1000;

/// How often a part is tried that fails.
const TRIES: u32 = 3;

/// Whose description is printed.
#[derive(Subcommand)]
pub enum Engine {
    /// A shell script that hands an array of jobs to Slurm, and one that joins what they made.
    Slurm(Common),
    /// Two jobs for Kubernetes: an indexed one for the parts, and one that waits for them and joins them.
    Kubernetes {
        /// The image of a worker: that of `kinora farm container`.
        #[arg(long, value_name = "NAME", default_value = "kinora-worker")]
        image: String,
        /// The claim of a volume that all pods can write to, with the program in it.
        #[arg(long, value_name = "NAME", default_value = "kinora")]
        claim: String,
        #[command(flatten)]
        common: Common,
    },
    /// A job template of Open Job Description 2023-09, as AWS Deadline Cloud and openjd-cli run it.
    Openjd(Common),
    /// A shell script for GNU parallel.
    Parallel {
        /// Machines to reach over ssh, which have this folder under the same name; this one alone if left out.
        #[arg(long, value_name = "HOST,…", value_delimiter = ',')]
        hosts: Vec<String>,
        #[command(flatten)]
        common: Common,
    },
    /// A container file for workers without a display.
    Container,
}

/// What every engine must know.
#[derive(Args)]
pub struct Common {
    /// Into how many parts the movie is cut, each a task; one for 250 frames if left out.
    #[arg(short = 'n', long, value_name = "N")]
    tasks: Option<NonZeroU64>,
    /// The program on the machines; this one, where it is here, if left out (kubernetes: of its name, in the volume).
    #[arg(long, value_name = "FILE")]
    program: Option<String>,
    /// The export, as you would run it here: export SKETCH -o movie.mp4 …
    #[arg(
        required = true,
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "export …"
    )]
    export: Vec<OsString>,
}

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
        crate::make::parts::Cut::new(frames, tasks, format)?;
        let text = |path: &std::path::Path| path.to_string_lossy().into_owned();
        let movie = text(&wanted.output);
        let parts = text(&wanted.folder(named.clone(), format));
        let of_parts = match named {
            Some(_) => vec![],
            None => vec!["--parts".into(), parts.clone()],
        };
        let here = || env::current_dir().map_err(KinoraError::file("find", "."));
        let program = match common.program {
            Some(program) => program,
            None => text(&env::current_exe().map_err(KinoraError::file("find", "the program"))?),
        };
        let join = ["join".to_owned(), parts.clone(), "-o".into(), movie.clone()];
        Ok(Job {
            name: wanted.film.sketch.name().to_owned(),
            movie,
            tasks,
            folder: text(&here()?),
            program,
            parts,
            export: export.into_iter().chain(of_parts).collect(),
            join: join.into_iter().chain(force).collect(),
        })
    }

    /// The command that makes a part, whose number the shell knows by that word; tried again unless it is wrong itself.
    fn make(&self, program: &str, number: &str) -> String {
        let export = quoted(&self.export);
        let tasks = self.tasks;
        format!(
            "try=1\n\
             until {program} {export} --part {number}/{tasks} --quiet; do\n    \
                 status=$?\n    \
                 # 2: it would never work.\n    \
                 [ $status -ne 2 ] && [ $try -lt {TRIES} ] || exit $status\n    \
                 try=$((try + 1))\n\
             done\n"
        )
    }

    /// The command that joins them.
    fn join(&self, program: &str) -> String {
        format!("{program} {}", quoted(&self.join))
    }
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
        let script = format!("{}", job().make("printf '%s\\n'", "7"));
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
