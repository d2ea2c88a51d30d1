//! How much memory a process has needed.

/// The most that this process has had at any time, and the largest of those that it started and has waited for; in bytes.
/// `None` where the system does not say.
pub fn most() -> Option<u64> {
    system::most()
}

#[cfg(unix)]
mod system {
    /// Bytes of the unit in which the system counts it.
    const UNIT: u64 = if cfg!(target_vendor = "apple") {
        1
    } else {
        1024
    };

    pub fn most() -> Option<u64> {
        let of = |whose| {
            // SAFETY: all zeros are an `rusage`, and the call only writes one.
            let (failed, usage) = unsafe {
                let mut usage: libc::rusage = std::mem::zeroed();
                (libc::getrusage(whose, &raw mut usage), usage)
            };
            let most = u64::try_from(usage.ru_maxrss).ok()?;
            (failed == 0).then_some(most * UNIT)
        };
        Some(of(libc::RUSAGE_SELF)? + of(libc::RUSAGE_CHILDREN)?)
    }
}

#[cfg(not(unix))]
mod system {
    pub fn most() -> Option<u64> {
        None
    }
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(unix)]
    fn memory_that_was_needed_once_is_remembered() {
        let before = super::most().unwrap();
        let bytes = vec![1u8; 64 << 20];
        assert!(bytes.iter().map(|&byte| u64::from(byte)).sum::<u64>() > 0);
        drop(bytes);
        let after = super::most().unwrap();
        assert!(
            before > 1 << 20 && after >= before.max(60 << 20),
            "{before} {after}"
        );
    }
}
