//! File names as ffmpeg takes them.

use std::ffi::{OsStr, OsString};
use std::path::Path;

/// A file name as ffmpeg takes it literally: a colon or a leading dash in it means nothing special.
pub fn file_url(path: &Path) -> OsString {
    let mut url = OsString::from("file:");
    url.push(path);
    url
}

/// The same for a pattern of numbered files, whose folder may have a percent sign in its name.
pub fn pattern_url(path: &Path) -> OsString {
    let folder = path.parent().unwrap_or(Path::new(""));
    let folder = folder.to_string_lossy().replace('%', "%%");
    file_url(&Path::new(&folder).join(path.file_name().unwrap_or(OsStr::new(""))))
}
