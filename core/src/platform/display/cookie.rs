//! What lets a program in at an X server of our own: nobody else has it.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};

use rustix::fs::{MemfdFlags, memfd_create};
use rustix::rand::{GetRandomFlags, getrandom};

/// X's way of asking for a secret (Xsecurity(7)).
const WAY: &[u8] = b"MIT-MAGIC-COOKIE-1";

/// Of a cookie.
const BYTES: usize = 16;

/// "Whatever the address" in an authority file (Xau(3)).
const FAMILY_WILD: u16 = 0xFFFF;

/// An authority file of one secret. It has no name in any folder, only its owner can open it, and it is gone with the
/// processes that hold it, however they end.
pub struct Cookie(OwnedFd);

impl Cookie {
    /// A new secret.
    pub fn bake() -> io::Result<Cookie> {
        let mut secret = [0; BYTES];
        let mut filled = 0;
        while filled < BYTES {
            filled += getrandom(&mut secret[filled..], GetRandomFlags::empty())?;
        }
        let mut file = File::from(memfd_create("kinora-xauthority", MemfdFlags::CLOEXEC)?);
        let length = |bytes: &[u8]| (bytes.len() as u16).to_be_bytes();
        let none = length(&[]);
        let parts: [&[u8]; 7] = [
            &FAMILY_WILD.to_be_bytes(),
            // Neither an address nor the number of a display.
            &none,
            &none,
            &length(WAY),
            WAY,
            &length(&secret),
            &secret,
        ];
        file.write_all(&parts.concat())?;
        Ok(Cookie(file.into()))
    }

    /// What a process that holds it calls it.
    pub fn path(&self) -> String {
        format!("/proc/self/fd/{}", self.0.as_raw_fd())
    }
}

impl AsFd for Cookie {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn each_cookie_is_another_and_nobody_elses() {
        let (one, other) = (Cookie::bake().unwrap(), Cookie::bake().unwrap());
        let read = |cookie: &Cookie| std::fs::read(cookie.path()).unwrap();
        assert_eq!(read(&one).len(), 2 + 2 + 2 + 2 + 18 + 2 + 16);
        assert_ne!(read(&one), read(&other));
        let link = std::fs::symlink_metadata(one.path()).unwrap();
        assert_eq!(link.permissions().mode() & 0o077, 0, "of its owner alone");
    }
}
