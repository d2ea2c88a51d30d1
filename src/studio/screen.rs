//! The screen that the window opens on.

/// Its width and height in pixels, where it can be asked before there is a window: X11.
#[cfg(target_os = "linux")]
pub fn size() -> Option<(f32, f32)> {
    use x11rb::connection::Connection;
    let (x11, number) = x11rb::connect(None).ok()?;
    let screen = x11.setup().roots.get(number)?;
    let (width, height) = (screen.width_in_pixels, screen.height_in_pixels);
    Some((width.into(), height.into()))
}

/// Its width and height in pixels, where it can be asked before there is a window: not here.
#[cfg(not(target_os = "linux"))]
pub fn size() -> Option<(f32, f32)> {
    None
}
