//! Shapes with straight sides: lines, rectangles, triangles, regular polygons.

use std::f32::consts::{FRAC_PI_2, TAU};

use macroquad::color::Color;
use macroquad::math::{Affine2, Vec2, vec2};
use macroquad::models::Vertex;
use macroquad::shapes::DrawRectangleParams;

use super::ink::{CORNERS, Ink, draw_bar, draw_quad};
use super::path::Path;
use super::sheet::{self, Mark};
use super::sides::{is_drawable, sides};
use super::strip::{Ends, Section};
use super::stroke::Stroke;
use crate::stage::camera::raster;
use crate::stage::raster::Raster;

/// Draws a line from (`x1`, `y1`) to (`x2`, `y2`), half of its `thickness` on either side.
pub fn draw_line(x1: f32, y1: f32, x2: f32, y2: f32, thickness: f32, color: Color) {
    let (from, to) = (vec2(x1, y1), vec2(x2, y2));
    let length = from.distance(to);
    if length > 0.0 && is_drawable(&[length, thickness]) {
        let shape = || Path::polyline(&[from, to]);
        if sheet::takes(|| Mark::line(shape(), Stroke::new(thickness), color)) {
            return;
        }
        let half = vec2(length, thickness) / 2.0;
        block(from.midpoint(to), (to - from) / length, half, color);
    }
}

/// Draws a filled rectangle whose top left corner is (`x`, `y`), of size (`w`, `h`).
pub fn draw_rectangle(x: f32, y: f32, w: f32, h: f32, color: Color) {
    draw_rectangle_ex(
        x,
        y,
        w,
        h,
        DrawRectangleParams {
            color,
            ..DrawRectangleParams::default()
        },
    );
}

/// Draws a filled rectangle, turned by `rotation` radians around the point of it that `offset` says: (0, 0) its top left
/// corner, (0.5, 0.5) its middle. That point is at (`x`, `y`).
pub fn draw_rectangle_ex(x: f32, y: f32, w: f32, h: f32, params: DrawRectangleParams) {
    let numbers = [
        x,
        y,
        w,
        h,
        params.rotation,
        params.offset.x,
        params.offset.y,
    ];
    if !is_drawable(&numbers) || w == 0.0 || h == 0.0 {
        return;
    }
    let axis = Vec2::from_angle(params.rotation);
    let size = vec2(w, h);
    let center = vec2(x, y) + axis.rotate(size * (0.5 - params.offset));
    if sheet::takes(|| Mark::fill(turned(center, axis, size), params.color)) {
        return;
    }
    let Some(raster) = raster() else {
        return;
    };
    if is_crisp(&raster, center, axis, size) {
        crisp(&raster, center, axis, size, params.color);
    } else {
        block(center, axis, size / 2.0, params.color);
    }
}

/// Draws the outline of a rectangle, `thickness` / 2 inward, as macroquad does.
pub fn draw_rectangle_lines(x: f32, y: f32, w: f32, h: f32, thickness: f32, color: Color) {
    let params = DrawRectangleParams {
        color,
        ..DrawRectangleParams::default()
    };
    draw_rectangle_lines_ex(x, y, w, h, thickness / 2.0, params);
}

/// Draws the outline of a rectangle that is placed as [`draw_rectangle_ex`] does it, `thickness` inward.
pub fn draw_rectangle_lines_ex(
    x: f32,
    y: f32,
    w: f32,
    h: f32,
    thickness: f32,
    params: DrawRectangleParams,
) {
    let numbers = [
        x,
        y,
        w,
        h,
        thickness,
        params.rotation,
        params.offset.x,
        params.offset.y,
    ];
    if !is_drawable(&numbers) {
        return;
    }
    let axis = Vec2::from_angle(params.rotation);
    let size = vec2(w, h);
    let center = vec2(x, y) + axis.rotate(size * (0.5 - params.offset));
    let (w, h) = (w.abs(), h.abs());
    let thickness = thickness.min(w / 2.0).min(h / 2.0);
    let shape = || {
        let inside = vec2(w, h) - 2.0 * thickness;
        turned(center, axis, vec2(w, h))
            .and(&turned(center, axis, inside))
            .even_odd()
    };
    if sheet::takes(|| Mark::fill(shape(), params.color)) {
        return;
    }
    let Some(raster) = raster() else {
        return;
    };
    // Four rectangles, no pixel in two of them: crisp where the outline lies on whole pixels.
    let bars = [
        (vec2(0.0, thickness - h) / 2.0, vec2(w, thickness)),
        (vec2(0.0, h - thickness) / 2.0, vec2(w, thickness)),
        (
            vec2(thickness - w, 0.0) / 2.0,
            vec2(thickness, h - 2.0 * thickness),
        ),
        (
            vec2(w - thickness, 0.0) / 2.0,
            vec2(thickness, h - 2.0 * thickness),
        ),
    ];
    let placed = bars.map(|(at, size)| (center + axis.rotate(at), size));
    if placed
        .iter()
        .all(|&(at, size)| is_crisp(&raster, at, axis, size))
    {
        for (at, size) in placed {
            crisp(&raster, at, axis, size, params.color);
        }
        return;
    }
    let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
    let normals = [Vec2::NEG_X, Vec2::NEG_Y, Vec2::X, Vec2::Y, Vec2::NEG_X];
    let sections: Vec<_> = (0..4)
        .flat_map(|index| {
            let corner = |inset: f32| {
                let reach = vec2(w, h) / 2.0 - inset;
                center + axis.rotate(reach * Vec2::from(corners[index]))
            };
            // Of the sides before and after the corner.
            [normals[index], normals[index + 1]]
                .map(|normal| Section::between(corner(0.0), corner(thickness), axis.rotate(normal)))
        })
        .collect();
    band(&sections, Ends::Closed, params.color);
}

/// Draws a filled rectangle with corners of that `radius`.
pub fn draw_rounded_rectangle(x: f32, y: f32, w: f32, h: f32, radius: f32, color: Color) {
    if !is_drawable(&[x, y, w, h, radius]) || w == 0.0 || h == 0.0 {
        return;
    }
    let shape = || Path::rounded_rectangle(x, y, w, h, radius);
    if sheet::takes(|| Mark::fill(shape(), color)) {
        return;
    }
    let Some(mut ink) = Ink::new(color) else {
        return;
    };
    let points = rounded(&ink, vec2(x, y), vec2(w, h), radius, 0.0);
    let points: Vec<_> = points.into_iter().map(|(at, _)| at).collect();
    ink.convex(&points, w.abs().min(h.abs()));
    ink.map_uv(|at| (at - vec2(x, y)) / vec2(w, h));
    ink.draw();
}

/// Draws the outline of a rectangle with corners of that `radius`, `thickness` inward.
pub fn draw_rounded_rectangle_lines(
    x: f32,
    y: f32,
    w: f32,
    h: f32,
    radius: f32,
    thickness: f32,
    color: Color,
) {
    if !is_drawable(&[x, y, w, h, radius, thickness]) {
        return;
    }
    let shape = || {
        let (x, y) = (x.min(x + w), y.min(y + h));
        let (w, h) = (w.abs(), h.abs());
        let (inset, least) = (thickness / 2.0, w.min(h) / 2.0);
        let radius = (radius.min(least) - inset).max(0.0);
        Path::rounded_rectangle(x + inset, y + inset, w - thickness, h - thickness, radius)
    };
    if sheet::takes(|| Mark::line(shape(), Stroke::new(thickness), color)) {
        return;
    }
    let Some(mut ink) = Ink::new(color) else {
        return;
    };
    let points = rounded(&ink, vec2(x, y), vec2(w, h), radius, thickness / 2.0);
    let sections: Vec<_> = points
        .into_iter()
        .map(|(at, out)| Section::straight(at, out * thickness / 2.0))
        .collect();
    ink.band(&sections, Ends::Closed);
    ink.draw();
}

/// Points around a rectangle with round corners, `inset` inside of it, each with the direction outward.
fn rounded(ink: &Ink, at: Vec2, size: Vec2, radius: f32, inset: f32) -> Vec<(Vec2, Vec2)> {
    let (low, high) = (at.min(at + size), at.max(at + size));
    let most = (high - low).min_element() / 2.0;
    let radius = radius.clamp(0.0, most).max(inset.min(most));
    let steps = (sides(radius * ink.raster.density()) / 4).max(1);
    let middles = [
        vec2(high.x - radius, high.y - radius),
        vec2(low.x + radius, high.y - radius),
        vec2(low.x + radius, low.y + radius),
        vec2(high.x - radius, low.y + radius),
    ];
    let mut points = vec![];
    for (corner, middle) in middles.into_iter().enumerate() {
        for step in 0..=steps {
            let part = step as f32 / steps as f32;
            let out = Vec2::from_angle((corner as f32 + part) * FRAC_PI_2);
            points.push((middle + out * (radius - inset), out));
        }
    }
    points.dedup_by(|a, b| a.0.distance_squared(b.0) < 1e-8);
    points
}

/// Draws a filled triangle.
pub fn draw_triangle(v1: Vec2, v2: Vec2, v3: Vec2, color: Color) {
    if !(v1.is_finite() && v2.is_finite() && v3.is_finite()) {
        return;
    }
    let around = v1.distance(v2) + v2.distance(v3) + v3.distance(v1);
    let area = (v2 - v1).perp_dot(v3 - v1).abs() / 2.0;
    if area == 0.0 {
        return;
    }
    if sheet::takes(|| Mark::fill(Path::polygon(&[v1, v2, v3]), color)) {
        return;
    }
    // The inscribed circle's radius is twice the area over the length of the sides.
    convex(&[v1, v2, v3], 4.0 * area / around, color);
}

/// Draws the outline of a triangle, half of its `thickness` on either side of each line.
pub fn draw_triangle_lines(v1: Vec2, v2: Vec2, v3: Vec2, thickness: f32, color: Color) {
    Stroke::new(thickness).draw(&[v1, v2, v3], true, color);
}

/// Draws a filled regular polygon around (`x`, `y`) whose corners are `radius` away, the first at `rotation` degrees,
/// clockwise from the right.
pub fn draw_poly(x: f32, y: f32, sides: u8, radius: f32, rotation: f32, color: Color) {
    if !is_drawable(&[x, y, radius, rotation]) || sides < 3 || radius == 0.0 {
        return;
    }
    let directions: Vec<_> = regular(sides, rotation).collect();
    let corners: Vec<_> = directions
        .iter()
        .map(|&direction| vec2(x, y) + direction * radius)
        .collect();
    if sheet::takes(|| Mark::fill(Path::polygon(&corners), color)) {
        return;
    }
    let apothem = radius.abs() * (TAU / f32::from(sides) / 2.0).cos();
    let Some(mut ink) = Ink::new(color) else {
        return;
    };
    ink.convex(&corners, 2.0 * apothem);
    ink.map_uv(|at| (at - vec2(x, y)) / radius);
    ink.draw();
}

/// Draws the outline of a regular polygon; its corners lie `radius` and `radius` + `thickness` from the middle.
pub fn draw_poly_lines(
    x: f32,
    y: f32,
    sides: u8,
    radius: f32,
    rotation: f32,
    thickness: f32,
    color: Color,
) {
    if !is_drawable(&[x, y, radius, rotation, thickness]) || sides < 3 {
        return;
    }
    let shape = || {
        let [inside, outside] = [radius, radius + thickness].map(|radius| {
            let corners = regular(sides, rotation).map(|direction| vec2(x, y) + direction * radius);
            Path::polygon(&corners.collect::<Vec<_>>())
        });
        outside.and(&inside).even_odd()
    };
    if sheet::takes(|| Mark::fill(shape(), color)) {
        return;
    }
    let half_turn = TAU / f32::from(sides) / 2.0;
    let sections: Vec<_> = regular(sides, rotation)
        .flat_map(|direction| {
            // The sides before and after the corner.
            [-half_turn, half_turn].map(|angle| Section {
                center: vec2(x, y) + direction * (radius + thickness / 2.0),
                half: direction * thickness / 2.0,
                normal: Vec2::from_angle(angle).rotate(direction),
            })
        })
        .collect();
    band(&sections, Ends::Closed, color);
}

/// Draws a filled hexagon around (`x`, `y`) and its outline; `vertical`, two of its corners are above and below.
pub fn draw_hexagon(
    x: f32,
    y: f32,
    size: f32,
    border: f32,
    vertical: bool,
    border_color: Color,
    fill_color: Color,
) {
    let rotation = if vertical { 90.0 } else { 0.0 };
    draw_poly(x, y, 6, size, rotation, fill_color);
    if border > 0.0 {
        draw_poly_lines(x, y, 6, size, rotation, border, border_color);
    }
}

/// Directions to the corners of a regular polygon.
fn regular(sides: u8, rotation: f32) -> impl Iterator<Item = Vec2> {
    let turn = TAU / f32::from(sides);
    (0..sides).map(move |side| Vec2::from_angle(rotation.to_radians() + turn * f32::from(side)))
}

fn convex(corners: &[Vec2], thickness: f32, color: Color) {
    if let Some(mut ink) = Ink::new(color) {
        ink.convex(corners, thickness);
        ink.draw();
    }
}

fn band(sections: &[Section], ends: Ends, color: Color) {
    if let Some(mut ink) = Ink::new(color) {
        ink.band(sections, ends);
        ink.draw();
    }
}

fn block(center: Vec2, axis: Vec2, half: Vec2, color: Color) {
    let half = half.abs();
    // A bar lies along its longer side.
    let is_drawn = match half.y <= half.x {
        true => draw_bar(center, axis, half, color),
        false => draw_bar(center, axis.perp(), vec2(half.y, half.x), color),
    };
    if is_drawn {
        return;
    }
    if let Some(mut ink) = Ink::new(color) {
        ink.block(center, axis, half);
        ink.draw();
    }
}

/// A rectangle around a point, whose width lies along `axis`.
fn turned(center: Vec2, axis: Vec2, size: Vec2) -> Path {
    let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map(Vec2::from);
    Path::polygon(&corners.map(|corner| center + axis.rotate(size * corner)))
}

/// Whether the sides of the rectangle lie between pixels, so that there is nothing to smooth.
fn is_crisp(raster: &Raster, center: Vec2, axis: Vec2, size: Vec2) -> bool {
    if !raster.is_smooth() {
        return true;
    }
    let place: Affine2 = raster.to_pixels;
    let half = axis.rotate(size / 2.0);
    let (a, b) = (
        place.transform_point2(center - half),
        place.transform_point2(center + half),
    );
    let whole = |at: f32| (at - at.round()).abs() < 1e-3;
    let is_upright = [axis, axis.perp()]
        .into_iter()
        .all(|side| place.transform_vector2(side).abs().min_element() <= 1e-4 * raster.density());
    is_upright && whole(a.x) && whole(a.y) && whole(b.x) && whole(b.y)
}

/// A rectangle of two triangles.
fn crisp(raster: &Raster, center: Vec2, axis: Vec2, size: Vec2, color: Color) {
    let corners = CORNERS.map(|part| {
        let at = center + axis.rotate(size * (part - 0.5));
        Vertex::new(at.x, at.y, 0.0, part.x, part.y, color)
    });
    draw_quad(raster, corners);
}
