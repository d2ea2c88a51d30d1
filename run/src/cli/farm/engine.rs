//! The arguments of `farm`.

use std::ffi::OsString;
use std::num::NonZeroU64;

use clap::{Args, Subcommand};

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
    pub tasks: Option<NonZeroU64>,
    /// The program on the machines; this one, where it is here, if left out (kubernetes: of its name, in the volume).
    #[arg(long, value_name = "FILE")]
    pub program: Option<String>,
    /// The export, as you would run it here: export SKETCH -o movie.mp4 …
    #[arg(
        required = true,
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "export …"
    )]
    pub export: Vec<OsString>,
}
