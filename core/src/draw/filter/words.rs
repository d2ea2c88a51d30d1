//! Names in shaders.

/// Words of GLSL that a parameter may be called, and what every shader has.
const TAKEN: [&str; 38] = [
    "attribute",
    "bool",
    "break",
    "canvas",
    "const",
    "continue",
    "discard",
    "do",
    "else",
    "false",
    "float",
    "for",
    "highp",
    "if",
    "in",
    "inout",
    "int",
    "invariant",
    "lowp",
    "main",
    "mat2",
    "mat3",
    "mat4",
    "mediump",
    "out",
    "precision",
    "return",
    "sampler2D",
    "struct",
    "true",
    "uniform",
    "uv",
    "varying",
    "vec2",
    "vec3",
    "vec4",
    "void",
    "while",
];

/// Whether nothing else may have that name.
pub(super) fn is_taken(name: &str) -> bool {
    TAKEN.contains(&name)
}

/// Whether a shader speaks of something of that name that is no function.
pub(super) fn is_named(source: &str, name: &str) -> bool {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    source.match_indices(name).any(|(at, _)| {
        let before = source[..at].chars().next_back();
        let after = source[at + name.len()..].trim_start().chars().next();
        let next = source[at + name.len()..].chars().next();
        !before.is_some_and(|letter| is_word(letter) || letter == '.')
            && !next.is_some_and(is_word)
            && after != Some('(')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_words_that_are_no_functions() {
        for (source, is_there) in [
            ("x = mix(a, b, 0.5);", false),
            ("x = mix;", true),
            ("x = remix + mixed + a.mix;", false),
            ("mix", true),
        ] {
            assert_eq!(is_named(source, "mix"), is_there, "{source}");
        }
    }
}
