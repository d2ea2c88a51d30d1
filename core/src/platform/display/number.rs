//! The number of a display that no other server has.
//!
//! An X server that is told to find one by itself relies on its abstract socket for that, which a private one does not
//! have: without it, two servers that start together take the same number, and the second the first one's socket away.

use std::fs;
use std::io;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};

use rustix::rand::{GetRandomFlags, getrandom};

/// Numbers to choose from. People's own displays have small ones, and there are none above (the port of a display is
/// 6000 and its number).
const FIRST: u16 = 1_000;
const LAST: u16 = 59_000;

/// How often another number is tried.
const TRIES: usize = 100;

/// A number that is this process's as long as this lives.
pub struct Number {
    number: u16,
    /// A name that only one can have. Nobody can connect to it, and it goes with the process.
    _held: UnixDatagram,
}

impl Number {
    /// One that is free.
    pub fn claim() -> io::Result<Number> {
        for _ in 0..TRIES {
            let mut random = [0; 2];
            getrandom(&mut random, GetRandomFlags::empty())?;
            let number = FIRST + u16::from_ne_bytes(random) % (LAST - FIRST);
            let name = SocketAddr::from_abstract_name(format!("kinora-display-{number}"))?;
            let Ok(held) = UnixDatagram::bind_addr(&name) else {
                continue;
            };
            let is_free = |file: String| fs::symlink_metadata(file).is_err();
            if is_free(format!("/tmp/.X11-unix/X{number}"))
                && is_free(format!("/tmp/.X{number}-lock"))
            {
                return Ok(Number {
                    number,
                    _held: held,
                });
            }
        }
        Err(io::Error::other("no display number is free"))
    }

    /// As servers and programs call it: `:1234`.
    pub fn name(&self) -> String {
        format!(":{}", self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_held_by_one() {
        let one = Number::claim().unwrap();
        let name = format!("kinora-display-{}", one.number);
        let bind = || UnixDatagram::bind_addr(&SocketAddr::from_abstract_name(&name)?);
        assert!(bind().is_err());
        drop(one);
        assert!(bind().is_ok());
    }
}
