//! How the units a sketch draws in lie on the pixels of its canvas.

use macroquad::math::{Affine2, Mat2, Mat4, Vec2, vec2};

/// Half the width of an anti-aliased edge, in pixels: coverage falls from 1 to 0 over one pixel, as it does for a pixel
/// that is a square and an edge along its side.
const FEATHER: f32 = 0.5;

/// The pixels under the camera that is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Raster {
    /// From units to pixels.
    pub to_pixels: Affine2,
    /// Takes a normal to half an edge's width along it, in units; nothing where edges are hard.
    normals: Mat2,
    /// Pixels of the longest unit.
    density: f32,
    /// A circle is a circle on the pixels.
    uniform: bool,
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
        let linear = to_pixels.matrix2;
        let is_flat = !depth && w != 0.0 && linear.determinant() != 0.0 && linear.is_finite();
        let normals = match is_flat {
            true => linear.inverse().transpose() * FEATHER,
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

    /// Half the width of an edge whose normal, of length 1, is that; in units.
    pub fn feather(&self, normal: Vec2) -> f32 {
        (self.normals * normal).length()
    }

    /// Pixels of one unit, where it has the most.
    pub fn density(&self) -> f32 {
        self.density
    }

    /// Whether a circle is a circle on the pixels.
    pub fn is_uniform(&self) -> bool {
        self.uniform
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
    fn a_canvas_of_two_pixels_a_unit_has_edges_of_a_quarter_unit() {
        let matrix = Mat4::orthographic_rh_gl(0.0, 100.0, 50.0, 0.0, -1.0, 1.0);
        let raster = Raster::new(matrix, (0, 0, 200, 100), false);
        near(
            raster.to_pixels.transform_point2(vec2(10.0, 0.0)),
            vec2(20.0, 100.0),
        );
        assert!((raster.density() - 2.0).abs() < 1e-4);
        assert!(raster.is_uniform());
        for normal in [Vec2::X, Vec2::Y, vec2(0.6, 0.8)] {
            assert!((raster.feather(normal) - 0.25).abs() < 1e-4);
        }
    }

    #[test]
    fn an_edge_is_a_pixel_wide_however_the_camera_stretches() {
        // 4 pixels a unit across, 1 down.
        let matrix = Mat4::orthographic_rh_gl(0.0, 50.0, 100.0, 0.0, -1.0, 1.0);
        let raster = Raster::new(matrix, (0, 0, 200, 100), false);
        assert!(!raster.is_uniform());
        assert!((raster.feather(Vec2::X) - 0.125).abs() < 1e-4);
        assert!((raster.feather(Vec2::Y) - 0.5).abs() < 1e-4);
    }

    #[test]
    fn cameras_with_depth_have_hard_edges() {
        let matrix = Mat4::perspective_rh_gl(1.0, 1.0, 0.1, 10.0);
        assert!(!Raster::new(matrix, (0, 0, 10, 10), true).is_smooth());
        assert!(!Raster::new(Mat4::ZERO, (0, 0, 10, 10), false).is_smooth());
    }
}
