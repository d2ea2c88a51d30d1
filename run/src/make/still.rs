//! One picture of a sketch: a PNG that carries its recipe, or the shapes that were drawn.

use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;

use kinora_movie::encode::target::{self, Kind};
use kinora_movie::encode::{Converter, Overwrite, PixelFormat, Target};
use kinora_movie::frame::Rows;
use macroquad_image::{RgbaImage, imageops};

use crate::KinoraError;
use crate::make::headless;
use crate::make::picture::{Format, Made};
use crate::make::recipe::{PNG_KEYWORD, Recipe};
use crate::make::script::{self, Purpose};
use crate::make::vectors;
use kinora_core::canvas::Canvas;
use kinora_core::canvas::Capture;
use kinora_core::draw::sheet as shapes;
use kinora_core::platform::ending::Exporting;
use kinora_core::platform::interrupt;
use kinora_core::sketch::{Plan, Sampling, Sketch};
use kinora_core::stage::take::Take;
use kinora_core::stage::{Moment, Shared, Stage, Step};

/// A picture to make, and where to.
pub struct Still {
    pub sketch: Sketch,
    pub plan: Plan,
    pub parameters: Shared,
    /// Seconds from the beginning of the sketch.
    pub at: f64,
    /// The play that the picture is of, if it is not the one in which nobody does anything, and whether it is another
    /// picture of it than the one that it was taken for.
    pub take: Option<(Take, bool)>,
    pub output: PathBuf,
    pub overwrite: Overwrite,
}

impl Still {
    /// Plays the sketch from its beginning to that moment, and draws this one.
    pub fn run(mut self) -> Result<Made, KinoraError> {
        let format = Format::of(&self.output)?;
        if format != Format::Png {
            if self.plan.sampling.sub_frames > 1 {
                return Err(KinoraError::ShapesBlur(self.output));
            }
            self.plan.sampling = Sampling::default();
            self.plan.canvas = self.plan.pixels;
        }
        let _exporting = Exporting::begin();
        let target = Target::claim(&self.output, Kind::File, self.overwrite)?;
        let title = format!("kinora: a still of {}", self.sketch.name());
        let (sketch, plan) = (self.sketch.clone(), self.plan);
        let epoch = self.take.as_ref().map(|(take, _)| script::epoch(take));
        let (picture, shapes, recipe) = headless::run(&title, &sketch, &plan, epoch, async move {
            let mut stage = Stage::new(&self.sketch, &self.plan, self.parameters.clone());
            let mut capture = Capture::sampled(&self.plan);
            let take = self.take.take().map(|(take, is_another)| match is_another {
                true => script::beginning_at(take, self.at),
                false => take,
            });
            let mut script = match take.clone() {
                Some(take) => script::still_of(take, &self.plan),
                None => script::up_to(&self.plan, Moment::at(self.at, self.plan.fps)),
            };
            let mut time = Moment::at(self.at, self.plan.fps).time;
            let mut picture = None;
            let mut shapes = None;
            while let Some(cue) = script.next() {
                interrupt::check()?;
                let purpose = cue.purpose;
                let is_kept = format != Format::Png && matches!(purpose, Purpose::Pictures(_));
                if is_kept {
                    shapes::begin();
                }
                if take.is_some() {
                    time = cue.time;
                }
                match (script.play(cue, &mut stage).await?, purpose) {
                    (Step::Drawn, Purpose::Exposure(_)) => capture.expose(stage.canvas()),
                    (Step::Drawn, Purpose::Pictures(_)) => {
                        picture = Some(self::picture(stage.canvas(), &mut capture));
                        if is_kept {
                            shapes = Some(shapes::end());
                        }
                    }
                    (Step::Drawn, Purpose::Nothing) | (Step::Ended, _) => {}
                }
            }
            let picture = picture.ok_or_else(|| self.too_late())?;
            let parameters = self.parameters.borrow();
            let recipe = Recipe::new(self.sketch.name(), &self.plan, &parameters, time);
            let take = take.map(|take| take.part(self.plan.fps, 0, 1));
            Ok((picture, shapes, recipe.with_take(take.as_ref())))
        })?;
        match shapes {
            None => write(&picture, &recipe, target),
            Some(shapes) => {
                let document = vectors::document(shapes, &picture, &recipe, &plan)?;
                vectors::write(&document, format, &plan, target)
            }
        }
    }

    fn too_late(&self) -> KinoraError {
        KinoraError::EndsBefore {
            name: self.sketch.name().to_owned(),
            time: self.at,
        }
    }
}

/// What is on the canvas: straight alpha, the top row first.
pub fn picture(canvas: &Canvas, capture: &mut Capture) -> RgbaImage {
    let size = capture.size(canvas);
    let mut converter = Converter::new(size, Canvas::ROWS, PixelFormat::Rgba);
    let mut bytes = vec![0; converter.frame_bytes()];
    capture.read(canvas, &mut converter, &mut bytes);
    let mut picture = RgbaImage::from_raw(size.width(), size.height(), bytes)
        .expect("a frame of RGBA has 4 bytes a pixel");
    if Canvas::ROWS == Rows::BottomUp {
        imageops::flip_vertical_in_place(&mut picture);
    }
    picture
}

/// Writes the picture, as RGB unless its recipe says that it has alpha.
pub fn write(picture: &RgbaImage, recipe: &Recipe, target: Target) -> Result<Made, KinoraError> {
    let (width, height) = picture.dimensions();
    let encode = || -> Result<(), png::EncodingError> {
        let file = BufWriter::new(File::create(target.partial())?);
        let mut encoder = png::Encoder::new(file, width, height);
        encoder.set_color(match recipe.alpha {
            true => png::ColorType::Rgba,
            false => png::ColorType::Rgb,
        });
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
        encoder.add_itxt_chunk("Title".into(), recipe.sketch.clone())?;
        encoder.add_text_chunk("Software".into(), format!("kinora {}", recipe.version))?;
        encoder.add_itxt_chunk(PNG_KEYWORD.into(), recipe.to_json())?;
        let mut writer = encoder.write_header()?;
        if recipe.alpha {
            writer.write_image_data(picture)?;
        } else {
            let rgb: Vec<u8> = picture
                .pixels()
                .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
                .collect();
            writer.write_image_data(&rgb)?;
        }
        writer.finish()
    };
    encode().map_err(|error| {
        let source = match error {
            png::EncodingError::IoError(error) => error,
            other => std::io::Error::other(other),
        };
        KinoraError::file("write", target.partial())(source)
    })?;
    let path = target.commit()?;
    let bytes = target::bytes(&path, Kind::File)?;
    Ok(Made {
        path,
        width,
        height,
        bytes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinora_core::stage::parameters::Values;

    #[test]
    fn a_picture_is_read_as_it_was_written_recipe_included() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a.png");
        let mut picture = RgbaImage::from_pixel(3, 2, macroquad_image::Rgba([10, 20, 30, 40]));
        picture.put_pixel(2, 0, macroquad_image::Rgba([255, 0, 0, 255]));
        for alpha in [true, false] {
            let recipe = Recipe {
                version: "1.0.0".into(),
                sketch: "ünïcode".into(),
                seed: 7,
                width: 3,
                height: 2,
                scale: 1.0,
                fps: 20.0,
                duration: None,
                time: 1.25,
                length: None,
                alpha,
                supersample: None,
                motion_blur: None,
                shutter: None,
                parameters: Values::new(),
                code_changed: false,
                take: None,
            };
            let target = Target::claim(&path, Kind::File, Overwrite::Force).unwrap();
            let made = write(&picture, &recipe, target).unwrap();
            assert_eq!((made.width, made.height), (3, 2));
            assert_eq!(Recipe::read(&path).unwrap(), recipe);
            let read = image::open(&path).unwrap().into_rgba8();
            assert_eq!(read.get_pixel(2, 0).0, [255, 0, 0, 255]);
            assert_eq!(read.get_pixel(0, 0).0[3], if alpha { 40 } else { 255 });
        }
    }
}
