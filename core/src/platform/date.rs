//! What day and time it is here.

/// As names of files have it: "20261122-183000".
#[cfg(unix)]
pub fn in_a_name() -> String {
    // SAFETY: all zeros are a `tm`, which the call fills, and both pointers are valid for as long as it takes.
    let here = unsafe {
        let now = libc::time(std::ptr::null_mut());
        let mut here: libc::tm = std::mem::zeroed();
        libc::localtime_r(&raw const now, &raw mut here);
        here
    };
    format!(
        "{:04}{:02}{:02}-{:02}{:02}{:02}",
        here.tm_year + 1900,
        here.tm_mon + 1,
        here.tm_mday,
        here.tm_hour,
        here.tm_min,
        here.tm_sec
    )
}

/// The same by a crate that knows the zones there.
#[cfg(not(unix))]
pub fn in_a_name() -> String {
    jiff::Zoned::now().strftime("%Y%m%d-%H%M%S").to_string()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_the_system_says() {
        let said = || {
            let date = std::process::Command::new("date")
                .arg("+%Y%m%d-%H%M%S")
                .output();
            String::from_utf8(date.unwrap().stdout)
                .unwrap()
                .trim()
                .to_owned()
        };
        // Unless a second ends between them, both are the same.
        assert!((0..100).any(|_| said() == in_a_name()));
    }
}
