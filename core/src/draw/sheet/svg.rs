//! A sheet as SVG. Lengths in units of the canvas are rounded to thousandths.

use std::io::Cursor;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use kinora_movie::frame::Size;
use macroquad::color::Color;
use macroquad::math::Affine2;
use macroquad::texture::{FilterMode, Image};
use macroquad_image::{ImageFormat, RgbaImage};
use svg::node::Text;
use svg::node::element::{
    Definitions, Element, Image as Picture, LinearGradient, Path as Outline, RadialGradient,
    Rectangle, Stop, Title,
};
use svg::{Document, Node};

use super::{Item, Mark, Sheet};
use crate::draw::gradient::{Fill, Gradient, Shape};
use crate::draw::path::Path;
use crate::draw::stroke::{Cap, Join, Stroke};
use crate::stage::paint::Blend;

/// Steps between two stops of different alpha: SVG mixes colours that are not premultiplied.
const STEPS: u32 = 16;

impl Sheet {
    /// The sheet of a canvas of that size on `background`, as a document that says of itself that it is `scale` times as large,
    /// with `told` as its metadata.
    pub fn to_svg(
        &self,
        title: &str,
        told: &str,
        size: Size,
        scale: f64,
        background: Color,
    ) -> String {
        let mut metadata = Element::new("metadata");
        metadata.append(Text::new(told));
        let (width, height) = (size.width(), size.height());
        let mut document = Document::new()
            .set("viewBox", (0, 0, width, height))
            .set("width", f64::from(width) * scale)
            .set("height", f64::from(height) * scale)
            .add(Title::new(title))
            .add(metadata);
        if background.a > 0.0 {
            let all = Rectangle::new().set("width", width).set("height", height);
            document = document.add(painted(all, "fill", background));
        }
        let mut gradients = Definitions::new();
        let mut count = 0;
        let mut drawn: Vec<Box<dyn Node>> = vec![];
        for item in &self.items {
            if let Mark::Fill(_, Fill::Gradient(gradient)) = &item.mark {
                count += 1;
                gradients.append(defined(gradient, item.place, count));
            }
            drawn.push(item.element(count));
        }
        if count > 0 {
            document = document.add(gradients);
        }
        for element in drawn {
            document.append(element);
        }
        document.to_string()
    }
}

impl Item {
    /// `gradient` is the number of the last one that was defined.
    fn element(&self, gradient: u32) -> Box<dyn Node> {
        match &self.mark {
            Mark::Fill(path, fill) => {
                let mut outline = outline(&path.transformed(self.place));
                if path.is_even_odd() {
                    outline = outline.set("fill-rule", "evenodd");
                }
                let outline = match fill {
                    Fill::Color(color) => painted(outline, "fill", *color),
                    // SVG's own has its last colour everywhere, the canvas's its first.
                    Fill::Gradient(gradient) if gradient.is_point() => {
                        painted(outline, "fill", gradient.at(0.0))
                    }
                    Fill::Gradient(_) => outline.set("fill", format!("url(#g{gradient})")),
                };
                self.blended(outline)
            }
            Mark::Line(path, stroke, color) => self.line(path, stroke, *color),
            Mark::Picture(image, place, filter) => {
                let rendering = match filter {
                    FilterMode::Nearest => "optimizeSpeed",
                    FilterMode::Linear => "optimizeQuality",
                };
                let picture = Picture::new()
                    .set("width", image.width)
                    .set("height", image.height)
                    .set("image-rendering", rendering)
                    .set("preserveAspectRatio", "none")
                    .set("transform", matrix(self.place * *place))
                    .set("href", data(image));
                self.blended(picture)
            }
        }
    }

    /// A stroke is as wide everywhere, unless what it goes through stretches it.
    fn line(&self, path: &Path, stroke: &Stroke, color: Color) -> Box<dyn Node> {
        let [a, b] = [self.place.matrix2.x_axis, self.place.matrix2.y_axis];
        let is_even = a.dot(b).abs() < 1e-4 * a.length_squared()
            && (a.length() - b.length()).abs() < 1e-4 * a.length();
        // Where it is stretched after it is written, nothing is rounded.
        let (line, times) = match is_even {
            true => (outline(&path.transformed(self.place)), a.length()),
            false => {
                let line = Outline::new().set("d", path.to_svg());
                (line.set("transform", matrix(self.place)), 1.0)
            }
        };
        let number = |length: f32| match is_even {
            true => number(length),
            false => length.to_string(),
        };
        let mut line = line
            .set("fill", "none")
            .set("stroke-width", number(stroke.width.abs() * times));
        line = match stroke.cap {
            Cap::Butt => line,
            Cap::Round => line.set("stroke-linecap", "round"),
            Cap::Square => line.set("stroke-linecap", "square"),
        };
        line = match stroke.join {
            Join::Miter => line.set("stroke-miterlimit", number(stroke.miter_limit.max(1.0))),
            Join::Round => line.set("stroke-linejoin", "round"),
            Join::Bevel => line.set("stroke-linejoin", "bevel"),
        };
        let is_dashed = stroke.dashes.iter().sum::<f32>() > 0.0
            && stroke.dashes.iter().all(|length| *length >= 0.0);
        if is_dashed {
            let lengths = stroke.dashes.iter().map(|length| number(length * times));
            line = line
                .set("stroke-dasharray", lengths.collect::<Vec<_>>().join(" "))
                .set("stroke-dashoffset", number(stroke.dash_offset * times));
        }
        self.blended(painted(line, "stroke", color))
    }

    fn blended(&self, mut node: impl Node) -> Box<dyn Node> {
        let mode = match self.blend {
            Blend::Normal | Blend::Add | Blend::Erase => None,
            Blend::Multiply => Some("multiply"),
            Blend::Screen => Some("screen"),
        };
        if let Some(mode) = mode {
            node.assign("style", format!("mix-blend-mode:{mode}"));
        }
        Box::new(node)
    }
}

fn outline(path: &Path) -> Outline {
    Outline::new().set("d", path.written(number))
}

/// With a colour, and the opacity of it that is not whole.
fn painted<N: Node>(mut node: N, what: &str, color: Color) -> N {
    node.assign(what, hex(color));
    if color.a < 1.0 {
        node.assign(format!("{what}-opacity"), number(color.a.max(0.0)));
    }
    node
}

fn hex(color: Color) -> String {
    let parts = [color.r, color.g, color.b];
    let [r, g, b] = parts.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn defined(gradient: &Gradient, place: Affine2, count: u32) -> Box<dyn Node> {
    match gradient.shape {
        Shape::Linear { from, to } => {
            let line = LinearGradient::new().set("x1", from.x).set("y1", from.y);
            let line = line.set("x2", to.x).set("y2", to.y);
            with_stops(line, gradient, place, count)
        }
        Shape::Radial { center, radius } => {
            let circle = RadialGradient::new()
                .set("cx", center.x)
                .set("cy", center.y);
            with_stops(circle.set("r", radius.abs()), gradient, place, count)
        }
    }
}

fn with_stops(
    mut node: impl Node,
    gradient: &Gradient,
    place: Affine2,
    count: u32,
) -> Box<dyn Node> {
    node.assign("id", format!("g{count}"));
    node.assign("gradientUnits", "userSpaceOnUse");
    node.assign("gradientTransform", matrix(place));
    for (at, color) in stops(gradient) {
        let stop = Stop::new()
            .set("offset", number(at))
            .set("stop-color", hex(color))
            .set("stop-opacity", number(color.a.max(0.0)));
        node.append(stop);
    }
    Box::new(node)
}

/// Its stops, and more of them where alpha changes.
fn stops(gradient: &Gradient) -> Vec<(f32, Color)> {
    let mut all = vec![];
    for (index, &(at, color)) in gradient.stops.iter().enumerate() {
        if let Some(&(before, other)) = index.checked_sub(1).map(|last| &gradient.stops[last])
            && other.a != color.a
        {
            let step = |step: u32| before + (at - before) * step as f32 / STEPS as f32;
            all.extend(
                (1..STEPS)
                    .map(step)
                    .map(|place| (place, gradient.at(place))),
            );
        }
        all.push((at, color));
    }
    all
}

fn matrix(by: Affine2) -> String {
    let [a, b, c, d, x, y] = by.to_cols_array();
    format!("matrix({a} {b} {c} {d} {x} {y})")
}

/// A picture as part of the document.
fn data(image: &Image) -> String {
    let (width, height) = (u32::from(image.width), u32::from(image.height));
    let picture = RgbaImage::from_raw(width, height, image.bytes.clone());
    let mut png = Cursor::new(vec![]);
    let written = picture.map(|picture| picture.write_to(&mut png, ImageFormat::Png));
    debug_assert!(matches!(written, Some(Ok(()))));
    format!(
        "data:image/png;base64,{}",
        BASE64_STANDARD.encode(png.into_inner())
    )
}

/// Rounded to thousandths.
fn number(value: f32) -> String {
    let rounded = (f64::from(value) * 1e3).round() / 1e3;
    // There is no -0.
    format!("{}", rounded + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use macroquad::color::{BLACK, BLANK, WHITE};
    use macroquad::math::{Vec2, vec2};

    #[test]
    fn a_gradient_without_length_is_its_first_colour() {
        let filled = |to: Vec2| {
            let fill = Gradient::linear(Vec2::ONE, to, &[(0.0, WHITE), (1.0, BLACK)]);
            let item = Item {
                mark: Mark::fill(Path::rectangle(0.0, 0.0, 4.0, 4.0), fill),
                place: Affine2::IDENTITY,
                blend: Blend::Normal,
            };
            let sheet = Sheet {
                items: vec![item],
                ..Sheet::default()
            };
            sheet.to_svg("a", "", Size::new(4, 4).unwrap(), 1.0, BLANK)
        };
        assert!(filled(vec2(3.0, 1.0)).contains("fill=\"url(#g1)\""));
        assert!(filled(Vec2::ONE).contains("fill=\"#ffffff\""));
    }
}
