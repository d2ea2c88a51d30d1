//! A frame as the shapes that it was: SVG, and PDF made of it.

use std::fs;

use kinora_core::draw::sheet::Sheet;
use kinora_core::sketch::Plan;
use kinora_movie::encode::Target;
use kinora_movie::encode::target::{self, Kind};
use macroquad::color::Color;
use macroquad_image::RgbaImage;

use crate::KinoraError;
use crate::make::picture::{Format, Made};
use crate::make::recipe::Recipe;

/// The shapes as SVG, on what the canvas was filled with.
///
/// # Errors
/// [`KinoraError::NoShapes`] where something was drawn that has none: what was refused, or what is on the canvas.
pub fn document(
    shapes: Result<Sheet, Vec<&'static str>>,
    canvas: &RgbaImage,
    recipe: &Recipe,
    plan: &Plan,
) -> Result<String, KinoraError> {
    let refused = |what: String| KinoraError::NoShapes {
        name: recipe.sketch.clone(),
        what,
    };
    let shapes = shapes.map_err(|what| refused(what.join(" and ")))?;
    let ground = *canvas.get_pixel(0, 0);
    if canvas.pixels().any(|pixel| *pixel != ground) {
        return Err(refused(
            "something that is no shape of kinora's (a mesh, 3D, macroquad's UI)".into(),
        ));
    }
    let [r, g, b, a] = ground.0;
    let alpha = if recipe.alpha { a } else { 255 };
    let background = Color::from_rgba(r, g, b, alpha);
    let (title, told) = (&recipe.sketch, recipe.to_xml_text());
    Ok(shapes.to_svg(title, &told, plan.size, plan.scale, background))
}

/// Writes it as what the name says.
pub fn write(
    document: &str,
    format: Format,
    plan: &Plan,
    target: Target,
) -> Result<Made, KinoraError> {
    let bytes = match format {
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf(document)?,
        _ => document.as_bytes().to_vec(),
    };
    fs::write(target.partial(), bytes).map_err(KinoraError::file("write", target.partial()))?;
    let path = target.commit()?;
    let bytes = target::bytes(&path, Kind::File)?;
    Ok(Made {
        path,
        width: plan.pixels.width(),
        height: plan.pixels.height(),
        bytes,
    })
}

#[cfg(feature = "pdf")]
fn pdf(document: &str) -> Result<Vec<u8>, KinoraError> {
    use svg2pdf::usvg::{Options, Tree};
    use svg2pdf::{ConversionOptions, PageOptions, to_pdf};

    let told = |error: &dyn std::fmt::Display| KinoraError::Pdf(error.to_string());
    let tree = Tree::from_str(document, &Options::default()).map_err(|error| told(&error))?;
    to_pdf(&tree, ConversionOptions::default(), PageOptions::default())
        .map_err(|error| told(&error))
}
