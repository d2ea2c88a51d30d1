//! How the units a sketch draws in lie on the pixels of its canvas.

use macroquad::math::{Affine2, Mat2, Mat4, Vec2, vec2};

/// The pixels under the camera that is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Raster {
    /// From units to pixels.
    pub to_pixels: Affine2,
    /// Takes a normal to what it is on the pixels, in pixels a unit, inverted; nothing where edges are hard.
    normals: Mat2,
    /// Pixels of the longest unit.
    density: f32,
    /// A circle is a circle on the pixels.
    uniform: bool,
}

/// How a straight edge crosses the pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edge {
    /// One pixel, along the normal; in units.
    pub pixel: f32,
    /// How far from the edge, along the normal, the middle of a pixel can be that the edge still crosses; in units.
    pub reach: f32,
    /// From 0, along the sides of the pixels, to 1, from corner to corner.
    pub slant: f32,
}

impl Raster {
    /// Of a camera's matrix and the part (x, y, width, height) of the pixels that it draws to.
    ///
    /// A camera with depth has hard edges: what is seen through an edge would have to be drawn before it.
    pub fn new(matrix: Mat4, viewport: (i32, i32, i32, i32), depth: bool) -> Raster {
        let (x, y, width, height) = viewport;
        let half = vec2(width as f32, height as f32) / 2.0;
        let w = matrix.w_axis.w;
        let column = |axis: macroquad::math::Vec4| axis.truncate().truncate() / w * half;
        let to_pixels = Affine2 {
            matrix2: Mat2::from_cols(column(matrix.x_axis), column(matrix.y_axis)),
            translation: column(matrix.w_axis) + half + vec2(x as f32, y as f32),
        };
        Raster::of(to_pixels, !depth && w != 0.0)
    }

    /// The same for shapes that go through `transform` before.
    pub fn under(&self, transform: Affine2) -> Raster {
        Raster::of(self.to_pixels * transform, self.is_smooth())
    }

    fn of(to_pixels: Affine2, is_smooth: bool) -> Raster {
        let linear = to_pixels.matrix2;
        let is_flat = is_smooth && linear.determinant() != 0.0 && linear.is_finite();
        let normals = match is_flat {
            true => linear.inverse().transpose(),
            false => Mat2::ZERO,
        };
        let (a, b) = (linear.x_axis, linear.y_axis);
        let longest = a.length_squared().max(b.length_squared());
        let skew = a
            .dot(b)
            .abs()
            .max((a.length_squared() - b.length_squared()).abs());
        Raster {
            to_pixels,
            normals,
            density: match longest.is_finite() && longest > 0.0 {
                true => longest.sqrt(),
                false => 1.0,
            },
            uniform: skew <= longest * 1e-4,
        }
    }

    /// The edge whose normal, of length 1, is that.
    pub fn edge(&self, normal: Vec2) -> Edge {
        let on_pixels = (self.normals * normal).abs();
        let length = on_pixels.length();
        Edge {
            pixel: length,
            reach: on_pixels.element_sum() / 2.0,
            slant: match length > 0.0 {
                true => on_pixels.min_element() / length * std::f32::consts::SQRT_2,
                false => 0.0,
            },
        }
    }

    /// Pixels of one unit, where it has the most.
    pub fn density(&self) -> f32 {
        self.density
    }

    /// The lower and the left side of a pixel, in units; nothing where edges are hard.
    pub fn sides_of_pixels(&self) -> [Vec2; 2] {
        let to_units = self.normals.transpose();
        [to_units.x_axis, to_units.y_axis]
    }

    /// Whether a circle is a circle on the pixels.
    pub fn is_uniform(&self) -> bool {
        self.uniform
    }

    /// Whether right is right on the pixels, and down is down or (where rows lie bottom-up) up.
    pub fn is_upright(&self) -> bool {
        let linear = self.to_pixels.matrix2;
        let slight = self.density * 1e-4;
        linear.x_axis.x > 0.0 && linear.x_axis.y.abs() <= slight && linear.y_axis.x.abs() <= slight
    }

    /// Whether edges are anti-aliased.
    pub fn is_smooth(&self) -> bool {
        self.normals != Mat2::ZERO
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: Vec2, b: Vec2) {
        assert!(a.distance(b) < 1e-3, "{a} is not {b}");
    }

    #[test]
    fn on_a_canvas_of_two_pixels_a_unit_a_pixel_is_half_a_unit() {
        let matrix = Mat4::orthographic_rh_gl(0.0, 100.0, 50.0, 0.0, -1.0, 1.0);
        let raster = Raster::new(matrix, (0, 0, 200, 100), false);
        near(
            raster.to_pixels.transform_point2(vec2(10.0, 0.0)),
            vec2(20.0, 100.0),
        );
        assert!((raster.density() - 2.0).abs() < 1e-4);
        assert!(raster.is_uniform());
        for (normal, reach, slant) in [
            (Vec2::X, 0.25, 0.0),
            (Vec2::NEG_Y, 0.25, 0.0),
            (vec2(0.6, 0.8), 0.35, 0.849),
            (Vec2::splat(0.5f32.sqrt()), 0.354, 1.0),
        ] {
            let edge = raster.edge(normal);
            assert!((edge.pixel - 0.5).abs() < 1e-3);
            assert!((edge.reach - reach).abs() < 1e-3, "{edge:?}");
            assert!((edge.slant - slant).abs() < 1e-3, "{edge:?}");
        }
    }

    #[test]
    fn an_edge_is_a_pixel_wide_however_the_camera_stretches() {
        // 4 pixels a unit across, 1 down.
        let matrix = Mat4::orthographic_rh_gl(0.0, 50.0, 100.0, 0.0, -1.0, 1.0);
        let raster = Raster::new(matrix, (0, 0, 200, 100), false);
        assert!(!raster.is_uniform());
        assert!((raster.edge(Vec2::X).pixel - 0.25).abs() < 1e-4);
        assert!((raster.edge(Vec2::Y).pixel - 1.0).abs() < 1e-4);
    }

    #[test]
    fn cameras_with_depth_have_hard_edges() {
        let matrix = Mat4::perspective_rh_gl(1.0, 1.0, 0.1, 10.0);
        assert!(!Raster::new(matrix, (0, 0, 10, 10), true).is_smooth());
        assert!(!Raster::new(Mat4::ZERO, (0, 0, 10, 10), false).is_smooth());
    }
}
