//! Whether two files are the same, wherever they are: XXH3 in 128 bits. It finds damage, not malice.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use twox_hash::XxHash3_128;

/// As much as is read at once.
const STEP: usize = 1 << 18;

/// The hash of those bytes, in hexadecimal digits.
pub fn of_bytes(bytes: &[u8]) -> String {
    format!("{:032x}", XxHash3_128::oneshot(bytes))
}

/// The hash of a file.
pub fn of_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = XxHash3_128::new();
    let mut bytes = vec![0; STEP];
    loop {
        match file.read(&mut bytes)? {
            0 => return Ok(format!("{:032x}", hasher.finish_128())),
            read => hasher.write(&bytes[..read]),
        }
    }
}

/// The hash of the program that runs: of the sketch's code, and kinora's.
pub fn of_program() -> io::Result<String> {
    of_file(&kinora_core::platform::itself::file()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_the_hash_of_its_bytes() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a");
        let bytes: Vec<u8> = (0..STEP + 99).map(|index| index as u8).collect();
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(of_file(&path).unwrap(), of_bytes(&bytes));
        // XXH3's own test vector for no bytes at all (xxhash.com).
        assert_eq!(of_bytes(b""), "99aa06d3014798d86001c324468d497f");
    }
}
