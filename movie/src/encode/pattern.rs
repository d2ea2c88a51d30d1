//! Names of numbered pictures: `frames/%05d.png`.

use std::ffi::OsStr;
use std::ops::Range;
use std::path::Path;

use crate::MovieError;

/// Most digits that a number may be filled up to.
const MOST_DIGITS: usize = 18;

/// Whether the name is a pattern of numbered pictures: it ends in `.png` and has one `%d` or `%05d`, and no other percent
/// sign. Everything else is a name as it stands.
pub fn is_pattern(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    is_png(path) && number_place(&name).is_some()
}

/// Where in a pattern the number is, and how many digits it has at least.
pub fn number_place(name: &str) -> Option<(Range<usize>, usize)> {
    let mut places = directives(name);
    match (places.next(), places.next()) {
        (Some(only), None) if name.matches('%').count() == 1 => Some(only),
        _ => None,
    }
}

/// Refuses a name of pictures that was meant to be a pattern, and is none: `%d-%d.png`, `%5d.png`.
///
/// # Errors
/// [`MovieError::Pattern`].
pub fn check(path: &Path) -> Result<(), MovieError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_meant = directives(&name).next().is_some() || has_padding(&name);
    match is_png(path) && is_meant && !is_pattern(path) {
        true => Err(MovieError::Pattern(path.to_owned())),
        false => Ok(()),
    }
}

fn is_png(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("png"))
}

/// Every `%d` and `%0Nd`.
fn directives(name: &str) -> impl Iterator<Item = (Range<usize>, usize)> {
    name.match_indices('%').filter_map(|(start, _)| {
        let rest = &name[start + 1..];
        let digits = rest.len()
            - rest
                .trim_start_matches(|char: char| char.is_ascii_digit())
                .len();
        let end = start + 1 + digits;
        let least = match &rest[..digits] {
            "" => 1,
            filled if filled.starts_with('0') => filled.parse().ok()?,
            _ => return None,
        };
        (rest[digits..].starts_with('d') && least <= MOST_DIGITS).then_some((start..end + 1, least))
    })
}

/// Whether there is a `%5d`, which would be filled up with spaces, or with more digits than any number has.
fn has_padding(name: &str) -> bool {
    name.split('%').skip(1).any(|rest| {
        let after = rest.trim_start_matches(|char: char| char.is_ascii_digit());
        after.len() < rest.len() && after.starts_with('d')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_has_one_number_and_is_of_pictures() {
        for name in ["%d.png", "frames/%05d.png", "a%da.PNG", "100%/x%03d.png"] {
            assert!(is_pattern(Path::new(name)), "{name}");
            assert!(check(Path::new(name)).is_ok(), "{name}");
        }
        for name in [
            "20%discount.mp4",
            "a%d.mp4",
            "100%.png",
            "%x.png",
            "%d/a.png",
            "a%d.apng",
        ] {
            assert!(!is_pattern(Path::new(name)), "{name}");
            assert!(
                check(Path::new(name)).is_ok(),
                "{name} is a name as it stands"
            );
        }
    }

    #[test]
    fn what_was_meant_to_be_a_pattern_is_refused() {
        for name in [
            "%05d%d.png",
            "%d%.png",
            "50%-%d.png",
            "%5d.png",
            "%099d.png",
        ] {
            assert!(!is_pattern(Path::new(name)), "{name}");
            let error = check(Path::new(name)).unwrap_err();
            assert!(error.to_string().contains("%05d"), "{error}");
            assert!(error.is_about_arguments());
        }
    }
}
