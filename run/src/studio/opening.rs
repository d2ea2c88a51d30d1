//! The windows there are: the sandbox's, with room for its panel, and the one that a program asks for.

use macroquad::conf;
use macroquad::miniquad::conf::{LinuxBackend, Platform};
use macroquad::miniquad::window::{dpi_scale, screen_size, set_window_size};
use macroquad::window::Conf;

use super::panel;
use kinora_core::canvas::native;
use kinora_core::platform::display;
use kinora_core::sketch::{Plan, Sketch};

/// A window no larger than this is opened; a larger canvas is shown smaller. It leaves room for the title and the
/// desktop's own on a full HD screen.
const LARGEST_WINDOW: (f32, f32) = (1600.0, 900.0);

/// And none smaller, if the screen is not: the panel has room to be used.
const SMALLEST_WINDOW: (f32, f32) = (760.0, 600.0);

/// The window of the sandbox.
pub fn window(sketches: &[Sketch], plan: &Plan, backend: LinuxBackend) -> Conf {
    let (width, height) = window_size(plan, display::screen_size());
    Conf {
        // The title of a window cannot follow the sketch: miniquad sets it once.
        window_title: match sketches {
            [only] => format!("{} · kinora", only.name()),
            _ => "kinora".into(),
        },
        window_width: width,
        window_height: height,
        high_dpi: true,
        platform: native::platform(backend),
        ..Conf::default()
    }
}

/// The window that a program asks for, on the display that there is.
pub fn own_window(program: &Sketch, plan: &Plan, backend: LinuxBackend) -> conf::Conf {
    let conf = program.window_conf();
    let asked = conf.miniquad_conf;
    conf::Conf {
        miniquad_conf: Conf {
            window_width: plan.size.width() as i32,
            window_height: plan.size.height() as i32,
            platform: Platform {
                linux_backend: backend,
                wayland_decorations: native::platform(backend).wayland_decorations,
                ..asked.platform
            },
            ..asked
        },
        ..conf
    }
}

/// Canvas, panel and time line, in points, but no more than the screen has.
fn window_size(plan: &Plan, screen: Option<(f32, f32)>) -> (i32, i32) {
    let (width, height) = (plan.size.width() as f32, plan.size.height() as f32);
    let (most_width, most_height) = (
        LARGEST_WINDOW.0 - panel::WIDTH,
        LARGEST_WINDOW.1 - panel::HEIGHT,
    );
    let scale = (most_width / width).min(most_height / height).min(1.0);
    let (most_width, most_height) = screen.unwrap_or(LARGEST_WINDOW);
    let side = |canvas: f32, beside: f32, least: f32, most: f32| {
        ((canvas * scale).round() + beside).max(least).min(most) as i32
    };
    (
        side(width, panel::WIDTH, SMALLEST_WINDOW.0, most_width),
        side(height, panel::HEIGHT, SMALLEST_WINDOW.1, most_height),
    )
}

/// X11 opens a window of so many pixels, however small they are.
pub fn adapt_to_dpi(plan: &Plan) {
    let scale = dpi_scale();
    let screen = display::screen_size();
    let (width, height) = window_size(plan, screen);
    if scale > 1.0 && screen_size() == (width as f32, height as f32) {
        let points = screen.map(|(width, height)| (width / scale, height / scale));
        let (width, height) = window_size(plan, points);
        set_window_size(
            (width as f32 * scale) as u32,
            (height as f32 * scale) as u32,
        );
    }
}
