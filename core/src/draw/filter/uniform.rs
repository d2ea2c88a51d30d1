//! What a shader is told by name.

use macroquad::color::Color;
use macroquad::math::{Vec2, Vec3, Vec4};
use macroquad::miniquad::{UniformDesc, UniformType};

/// A number, a vector of up to four or a colour, which a shader has as `float`, `vec2`, `vec3` or `vec4`; or a list of them,
/// which it has as an array: a slice, an array or a `Vec`, or a reference to one.
///
/// # Panics
/// To be made of a list without elements.
#[derive(Debug, Clone, PartialEq)]
pub struct Uniform {
    numbers: Vec<f32>,
    /// Numbers of each vector, 1 to 4.
    width: usize,
    is_array: bool,
}

/// Vectors of 1 to 4 numbers, as GLSL and miniquad name them.
const KINDS: [(&str, UniformType); 4] = [
    ("float", UniformType::Float1),
    ("vec2", UniformType::Float2),
    ("vec3", UniformType::Float3),
    ("vec4", UniformType::Float4),
];

/// What a uniform is made of.
pub trait Component: Copy {
    /// Numbers of it, 1 to 4.
    const WIDTH: usize;

    /// Adds them to others.
    fn put(self, numbers: &mut Vec<f32>);
}

macro_rules! components {
    ($($kind:ty, $width:literal, $numbers:expr;)*) => {$(
        impl Component for $kind {
            const WIDTH: usize = $width;

            fn put(self, numbers: &mut Vec<f32>) {
                let of: fn($kind) -> [f32; $width] = $numbers;
                numbers.extend(of(self));
            }
        }
    )*};
}

components! {
    f32, 1, |it| [it];
    i32, 1, |it| [it as f32];
    Vec2, 2, |it| it.to_array();
    Vec3, 3, |it| it.to_array();
    Vec4, 4, |it| it.to_array();
    Color, 4, |it| [it.r, it.g, it.b, it.a];
}

impl Uniform {
    fn of<T: Component>(values: &[T], is_array: bool) -> Uniform {
        assert!(
            !values.is_empty(),
            "a list for a shader is empty: it has one element at least"
        );
        let mut numbers = vec![];
        for value in values {
            value.put(&mut numbers);
        }
        Uniform {
            numbers,
            width: T::WIDTH,
            is_array,
        }
    }

    /// A vector of these, 1 to 4.
    pub(super) fn vector(numbers: &[f32]) -> Uniform {
        Uniform {
            numbers: numbers.to_vec(),
            width: numbers.len(),
            is_array: false,
        }
    }

    /// All of them, one after the other.
    pub(super) fn numbers(&self) -> &[f32] {
        &self.numbers
    }

    /// How GLSL declares it.
    pub(super) fn declared(&self, name: &str) -> String {
        let (kind, _) = KINDS[self.width - 1];
        match self.is_array {
            true => format!("uniform {kind} {name}[{}];\n", self.count()),
            false => format!("uniform {kind} {name};\n"),
        }
    }

    /// How miniquad is told of it.
    pub(super) fn desc(&self, name: &str) -> UniformDesc {
        let (_, kind) = KINDS[self.width - 1];
        UniformDesc::new(name, kind).array(self.count())
    }

    fn count(&self) -> usize {
        self.numbers.len() / self.width
    }
}

impl<T: Component> From<T> for Uniform {
    fn from(value: T) -> Uniform {
        Uniform::of(&[value], false)
    }
}

impl<T: Component> From<&[T]> for Uniform {
    fn from(values: &[T]) -> Uniform {
        Uniform::of(values, true)
    }
}

impl<T: Component> From<&Vec<T>> for Uniform {
    fn from(values: &Vec<T>) -> Uniform {
        Uniform::of(values, true)
    }
}

impl<T: Component> From<Vec<T>> for Uniform {
    fn from(values: Vec<T>) -> Uniform {
        Uniform::of(&values, true)
    }
}

impl<T: Component, const N: usize> From<&[T; N]> for Uniform {
    fn from(values: &[T; N]) -> Uniform {
        Uniform::of(values, true)
    }
}

impl<T: Component, const N: usize> From<[T; N]> for Uniform {
    fn from(values: [T; N]) -> Uniform {
        Uniform::of(&values, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_declared_as_glsl_has_it() {
        for (uniform, declared, numbers) in [
            (Uniform::from(1.5), "float x", vec![1.5]),
            (Uniform::from(3), "float x", vec![3.0]),
            (Vec2::Y.into(), "vec2 x", vec![0.0, 1.0]),
            (
                Color::new(0.1, 0.2, 0.3, 0.4).into(),
                "vec4 x",
                vec![0.1, 0.2, 0.3, 0.4],
            ),
            ([1.0, 2.0].into(), "float x[2]", vec![1.0, 2.0]),
            ((&vec![Vec3::X]).into(), "vec3 x[1]", vec![1.0, 0.0, 0.0]),
        ] {
            assert_eq!(uniform.declared("x"), format!("uniform {declared};\n"));
            assert_eq!(uniform.numbers(), numbers);
        }
    }
}
