//! A file read from front to back, most of it skipped.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

/// Where in the file, and how long that is.
pub struct Walk {
    file: BufReader<File>,
    at: u64,
    length: u64,
}

impl Walk {
    pub fn open(path: &Path) -> io::Result<Walk> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok(Walk {
            file: BufReader::new(file),
            at: 0,
            length,
        })
    }

    pub fn is_at_end(&self) -> bool {
        self.at >= self.length
    }

    /// Bytes that are left.
    pub fn left(&self) -> u64 {
        self.length.saturating_sub(self.at)
    }

    /// The next bytes.
    pub fn take<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.file.read_exact(&mut bytes)?;
        self.at += N as u64;
        Ok(bytes)
    }

    pub fn byte(&mut self) -> io::Result<u8> {
        self.take::<1>().map(|[byte]| byte)
    }

    /// The next `bytes` of them, which must be there.
    pub fn take_all(&mut self, bytes: u64) -> io::Result<Vec<u8>> {
        self.must_have(bytes)?;
        let mut taken = vec![0; usize::try_from(bytes).map_err(io::Error::other)?];
        self.file.read_exact(&mut taken)?;
        self.at += bytes;
        Ok(taken)
    }

    /// Passes over `bytes`, which must be there.
    pub fn skip(&mut self, bytes: u64) -> io::Result<()> {
        self.must_have(bytes)?;
        self.file
            .seek_relative(i64::try_from(bytes).map_err(io::Error::other)?)?;
        self.at += bytes;
        Ok(())
    }

    fn must_have(&self, bytes: u64) -> io::Result<()> {
        match bytes <= self.left() {
            true => Ok(()),
            false => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }
}
