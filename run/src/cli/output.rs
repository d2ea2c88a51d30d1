//! The arguments that say where to, and how the end is told.

use std::path::PathBuf;

use clap::Args;
use kinora_movie::encode::Overwrite;

/// Whether a file is replaced, and what is printed at the end.
#[derive(Args)]
pub struct OutputArgs {
    /// Replace the file if it exists.
    #[arg(long)]
    pub force: bool,
    /// Print nothing but errors.
    #[arg(short, long)]
    quiet: bool,
    /// Print the report as one JSON object.
    #[arg(long)]
    json: bool,
}

/// How the end is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    Human,
    Json,
    Quiet,
}

impl OutputArgs {
    /// How the end is told.
    pub fn style(&self) -> Output {
        match (self.json, self.quiet) {
            (true, _) => Output::Json,
            (false, true) => Output::Quiet,
            (false, false) => Output::Human,
        }
    }

    /// The file that was named, or else `default` with the next free number.
    pub fn target(&self, named: &Option<PathBuf>, default: String) -> (PathBuf, Overwrite) {
        let overwrite = match (self.force, named) {
            (true, _) => Overwrite::Force,
            (false, Some(_)) => Overwrite::Never,
            (false, None) => Overwrite::NextNumber,
        };
        (named.clone().unwrap_or_else(|| default.into()), overwrite)
    }
}
