//! What the window is opened with, and what is remembered from earlier.

use std::collections::BTreeMap;

use kinora_core::sketch::Sketch;
use kinora_core::stage::parameters::Values;
use kinora_core::stage::take::Take;
use kinora_core::stage::{Parameters, Shared};
use kinora_movie::encode::Encoding;

use super::memory::Memory;
use super::notice::Notices;

/// What the sandbox is opened with.
pub struct Options {
    pub encoding: Encoding,
    /// Extension of recordings.
    pub format: String,
    /// Parameters of the first sketch, by name.
    pub asked: BTreeMap<String, String>,
    /// What is played again until somebody takes over.
    pub take: Option<Take>,
    /// What the code of the first sketch says, where it was asked for otherwise.
    #[cfg(feature = "live")]
    pub own: Option<kinora_core::sketch::Settings>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            encoding: Encoding::default(),
            format: "mp4".into(),
            asked: BTreeMap::new(),
            take: None,
            #[cfg(feature = "live")]
            own: None,
        }
    }
}

/// The parameters of a sketch as they were left.
pub fn remembered(
    sketch: &Sketch,
    asked: BTreeMap<String, String>,
    notices: &mut Notices,
) -> (Memory, Shared) {
    let (memory, values) = Memory::of(sketch.name());
    let values = values.unwrap_or_else(|error| {
        notices.error(&error);
        Values::new()
    });
    let parameters = Parameters::new(sketch.name(), asked, values);
    (memory, parameters.shared())
}
