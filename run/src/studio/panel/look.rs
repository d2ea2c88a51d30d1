//! Colours and sizes of the panel.

use egui::{Color32, Context, CornerRadius, Frame, Margin, Stroke, Theme, vec2};

pub const RED: Color32 = Color32::from_rgb(222, 52, 56);
pub const QUIET: Color32 = Color32::from_gray(160);
const GROUND: Color32 = Color32::from_rgb(30, 30, 33);

/// Sets them, and how many pixels a point has.
pub fn apply(egui: &Context, pixels_per_point: f32) {
    if egui.pixels_per_point() != pixels_per_point {
        egui.set_pixels_per_point(pixels_per_point);
    }
    egui.set_theme(Theme::Dark);
    egui.style_mut(|style| {
        style.visuals.panel_fill = GROUND;
        style.visuals.window_fill = GROUND;
        style.visuals.override_text_color = Some(Color32::from_gray(225));
        style.visuals.slider_trailing_fill = true;
        style.visuals.selection.bg_fill = Color32::from_rgb(52, 96, 150);
        style.visuals.selection.stroke = Stroke::new(1.0, Color32::WHITE);
        style.spacing.item_spacing = vec2(6.0, 6.0);
        style.spacing.interact_size.y = 20.0;
        // What scrolls is seen to.
        style.spacing.scroll.dormant_handle_opacity = 0.5;
        // Nothing moves by itself: a recording needs the time.
        style.animation_time = 0.0;
    });
}

/// The same text with the arrows that egui's fonts have.
pub fn in_font(text: &str) -> String {
    text.replace('→', "➡").replace('←', "⬅")
}

/// What lies over the canvas, and lets a little of it through.
pub fn card() -> Frame {
    sheet().fill(Color32::from_rgba_unmultiplied(20, 20, 22, 235))
}

/// The same, for what is to be read at length.
pub fn sheet() -> Frame {
    Frame::new()
        .fill(GROUND)
        .corner_radius(CornerRadius::same(6))
        .inner_margin(Margin::symmetric(12, 8))
}
