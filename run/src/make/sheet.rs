//! A contact sheet: pictures of a whole sketch, side by side in one PNG.

use std::path::PathBuf;

use kinora_movie::encode::target::Kind;
use kinora_movie::encode::{Overwrite, Target};
use kinora_movie::frame::Size;
use macroquad_image::imageops::{self, FilterType};
use macroquad_image::{Rgba, RgbaImage};

use crate::KinoraError;
use crate::make::headless;
use crate::make::picture::{Format, Made};
use crate::make::recipe::Recipe;
use crate::make::script::{self, Purpose};
use crate::make::still;
use kinora_core::canvas::Capture;
use kinora_core::platform::ending::Exporting;
use kinora_core::platform::interrupt;
use kinora_core::sketch::{Plan, Sketch};
use kinora_core::stage::take::Take;
use kinora_core::stage::{Moment, Shared, Stage, Step};

/// Between pictures, and around them, in pixels.
const GAP: u32 = 8;

/// What the pictures lie on.
const GROUND: Rgba<u8> = Rgba([24, 24, 27, 255]);

/// A sheet to make, and where to.
pub struct Sheet {
    pub sketch: Sketch,
    pub plan: Plan,
    pub parameters: Shared,
    /// A play of the sketch that it is of, if it is not the one in which nobody does anything.
    pub take: Option<Take>,
    pub columns: u32,
    pub rows: u32,
    /// Pixels across the sheet, if its pictures are not to be smaller yet.
    pub width: u32,
    pub output: PathBuf,
    pub overwrite: Overwrite,
}

impl Sheet {
    /// Plays the sketch once and keeps pictures of it at equal distances, the first one of the movie first.
    pub fn run(self) -> Result<Made, KinoraError> {
        if Format::of(&self.output).ok() != Some(Format::Png) {
            return Err(KinoraError::NotPng(self.output));
        }
        let _exporting = Exporting::begin();
        let frames = self
            .plan
            .frames
            .ok_or_else(|| KinoraError::NoDuration(self.sketch.name().into()))?;
        let layout = Layout::new(self.plan.pixels, self.columns, self.rows, self.width)?;
        let target = Target::claim(&self.output, Kind::File, self.overwrite)?;
        let title = format!("kinora: a sheet of {}", self.sketch.name());
        let (sketch, plan) = (self.sketch.clone(), self.plan);
        let epoch = self.take.as_ref().map(script::epoch);
        let drawn = self.draw(layout, frames);
        let (picture, recipe) = headless::run(&title, &sketch, &plan, epoch, drawn)?;
        still::write(&picture, &recipe, target)
    }

    async fn draw(
        mut self,
        layout: Layout,
        frames: u64,
    ) -> Result<(RgbaImage, Recipe), KinoraError> {
        let mut sheet = RgbaImage::from_pixel(layout.sheet.width(), layout.sheet.height(), GROUND);
        let mut stage = Stage::new(&self.sketch, &self.plan, self.parameters.clone());
        let mut capture = Capture::new();
        let count = u64::from(self.columns) * u64::from(self.rows);
        let mut wanted = (0..count)
            .map(|place| self.plan.first + place * frames / count)
            .zip(0u32..)
            .peekable();
        let mut script = match self.take.clone() {
            Some(take) => script::of_take(take, &self.plan, frames),
            None => script::by_clock(&self.plan, frames),
        };
        let mut index = self.plan.first;
        while let Some(mut cue) = script.next() {
            interrupt::check()?;
            let Some(&(next, _)) = wanted.peek() else {
                break;
            };
            let count = match cue.purpose {
                Purpose::Pictures(count) => count,
                _ => 0,
            };
            if !(index..index + count).contains(&next) {
                cue.purpose = Purpose::Nothing;
            }
            if script.play(cue, &mut stage).await? == Step::Ended {
                continue;
            }
            index += count;
            let mut picture = None;
            // Where there are more places than frames, a frame has several.
            while let Some((_, place)) = wanted.next_if(|&(next, _)| next < index) {
                let picture = picture.get_or_insert_with(|| {
                    let whole = still::picture(stage.canvas(), &mut capture);
                    let (width, height) = (layout.tile.width(), layout.tile.height());
                    imageops::resize(&whole, width, height, FilterType::CatmullRom)
                });
                let (x, y) = layout.place(place);
                imageops::replace(&mut sheet, picture, x, y);
            }
        }
        if index == self.plan.first {
            return Err(KinoraError::NoFrames(self.sketch.name().into()));
        }
        let parameters = self.parameters.borrow();
        let from = Moment::of_frame(self.plan.first, self.plan.fps).time;
        let recipe = Recipe {
            // What lies between the pictures is opaque.
            alpha: false,
            length: Some(frames as f64 / self.plan.fps),
            ..Recipe::new(self.sketch.name(), &self.plan, &parameters, from)
        };
        let take = self.take.take();
        let take = take.map(|take| take.part(self.plan.fps, self.plan.first, frames));
        Ok((sheet, recipe.with_take(take.as_ref())))
    }
}

/// Where the pictures go.
#[derive(Debug, Clone, Copy)]
struct Layout {
    columns: u32,
    tile: Size,
    sheet: Size,
}

impl Layout {
    /// For pictures of the proportions of `canvas`, never larger than it.
    fn new(canvas: Size, columns: u32, rows: u32, width: u32) -> Result<Layout, KinoraError> {
        let gaps = |count: u32| GAP.saturating_mul(count.saturating_add(1));
        let room = width.saturating_sub(gaps(columns)) / columns.max(1);
        let tile_width = room.clamp(1, canvas.width());
        let scale = f64::from(tile_width) / f64::from(canvas.width());
        let tile_height = (f64::from(canvas.height()) * scale).round().max(1.0) as u32;
        let side = |count: u32, tile: u32| gaps(count).saturating_add(tile.saturating_mul(count));
        Ok(Layout {
            columns,
            tile: Size::new(tile_width, tile_height)?,
            sheet: Size::new(side(columns, tile_width), side(rows, tile_height))?,
        })
    }

    /// Left and top of the picture at `place`, counted row by row.
    fn place(self, place: u32) -> (i64, i64) {
        let at = |number: u32, side: u32| i64::from(GAP + number * (side + GAP));
        (
            at(place % self.columns, self.tile.width()),
            at(place / self.columns, self.tile.height()),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_fill_the_width_row_by_row() {
        let canvas = Size::new(640, 480).unwrap();
        let layout = Layout::new(canvas, 5, 4, 1600).unwrap();
        assert_eq!(layout.tile, Size::new(310, 233).unwrap());
        assert_eq!(layout.sheet, Size::new(1598, 972).unwrap());
        assert_eq!(layout.place(0), (8, 8));
        assert_eq!(layout.place(6), (8 + 318, 8 + 241));
    }

    #[test]
    fn pictures_are_not_made_larger_than_they_are() {
        let canvas = Size::new(64, 48).unwrap();
        let layout = Layout::new(canvas, 2, 1, 1600).unwrap();
        assert_eq!(layout.tile, canvas);
        assert!(Layout::new(canvas, 100_000, 1, 1600).is_err());
    }
}
