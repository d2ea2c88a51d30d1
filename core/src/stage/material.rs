//! Materials: what a sketch has chosen, and what paints its shapes where it has chosen none.

use macroquad::material::Material;

use super::now::scene;
use super::paint::{Blend, Source, Surface};
use super::set::{SET, Set};

/// Draws with `material` from here on.
pub fn gl_use_material(material: &Material) {
    SET.with_borrow_mut(|set| {
        set.material = Some(material.clone());
        set.bars = None;
    });
    macroquad::material::gl_use_material(material);
}

/// Draws with macroquad's own material again.
pub fn gl_use_default_material() {
    SET.with_borrow_mut(|set| set.material = None);
    use_default_material();
}

/// How everything is blended that is drawn from here on, until another mode is set; a material of the sketch's own
/// blends as it says itself.
pub fn set_blend(blend: Blend) {
    SET.with_borrow_mut(|set| set.blend = blend);
    if has_default_material() {
        use_default_material();
    }
}

/// How what is drawn now is blended.
pub(crate) fn blend() -> Blend {
    SET.with_borrow(|set| set.blend)
}

/// Runs `draw` with another mode of blending.
pub(crate) fn blended(blend: Blend, draw: impl FnOnce()) {
    let before = self::blend();
    set_blend(blend);
    draw();
    set_blend(before);
}

/// The material that a sketch draws with when it has set none.
pub(super) fn use_default_material() {
    let surface = SET.with_borrow_mut(|set| {
        set.bars = None;
        set.surface()
    });
    use_paint(Source::Texture, surface);
}

/// Draws with the material of bars from here on; whether the sketch has set none of its own. It stays, because macroquad
/// ends a draw call where the material changes, and what macroquad draws by itself looks the same with it.
pub(crate) fn use_bars() -> bool {
    SET.with_borrow_mut(|set| {
        if set.material.is_some() {
            return false;
        }
        if set.bars.is_none() {
            let surface = set.surface();
            set.bars = scene(|scene| scene.paints.material(Source::Bar, surface)).flatten();
        }
        if let Some(bars) = &set.bars {
            macroquad::material::gl_use_material(bars);
        }
        set.bars.is_some()
    })
}

/// Draws with the default material again, if bars have taken its place.
pub(super) fn leave_bars() {
    if SET.with_borrow(|set| set.bars.is_some()) {
        use_default_material();
    }
}

pub(super) fn use_paint(source: Source, surface: Surface) {
    match scene(|scene| scene.paints.material(source, surface)).flatten() {
        Some(material) => macroquad::material::gl_use_material(&material),
        None => macroquad::material::gl_use_default_material(),
    }
}

/// Runs `draw` with a material whose colours come from `source`; with the sketch's own, if it has set one.
pub(crate) fn painted(source: Source, draw: impl FnOnce()) {
    let is_default = has_default_material();
    if is_default {
        use_paint(source, SET.with_borrow(Set::surface));
    }
    draw();
    if is_default {
        use_default_material();
    }
}

/// Whether the sketch has set no material of its own.
pub(crate) fn has_default_material() -> bool {
    SET.with_borrow(|set| set.material.is_none())
}
