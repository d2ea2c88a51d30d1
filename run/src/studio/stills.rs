//! Stills from the window: taken at once, written on a thread of their own, so that drawing goes on.

use std::thread::{self, JoinHandle};

use macroquad_image::RgbaImage;

use super::recordings::claim;
use crate::KinoraError;
use crate::make::picture::Made;
use crate::make::recipe::Recipe;
use crate::make::still;
use kinora_core::stage::take::Take;

/// Those that are being written.
#[derive(Default)]
pub struct Stills(Vec<JoinHandle<Result<Made, KinoraError>>>);

impl Stills {
    /// Writes `picture`, to which that take has led, beside the recordings.
    pub fn write(
        &mut self,
        picture: RgbaImage,
        recipe: Recipe,
        take: Option<Take>,
    ) -> Result<(), KinoraError> {
        let target = claim(&recipe.sketch, "png")?;
        let thread = thread::Builder::new()
            .name("kinora-still".into())
            .spawn(move || still::write(&picture, &recipe.with_take(take.as_ref()), target))
            .map_err(KinoraError::file("start a thread for", "a still"))?;
        self.0.push(thread);
        Ok(())
    }

    /// The outcome of one that has been written since the last call.
    pub fn written(&mut self) -> Option<Result<Made, KinoraError>> {
        let done = self.0.iter().position(JoinHandle::is_finished)?;
        Some(join(self.0.remove(done)))
    }

    /// Waits for the next one; `None` when there are no more.
    pub fn wait(&mut self) -> Option<Result<Made, KinoraError>> {
        (!self.0.is_empty()).then(|| join(self.0.remove(0)))
    }
}

fn join(thread: JoinHandle<Result<Made, KinoraError>>) -> Result<Made, KinoraError> {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
