//! An island of tiles, made with Tiled, with a camera that glides from its shore to the houses.
use macroquad::prelude::*;
use macroquad_tiled as tiled;

fn window_conf() -> Conf {
    Conf {
        window_title: "Tile map".to_owned(),
        window_width: 640,
        window_height: 480,
        ..Default::default()
    }
}

#[macroquad::main(window_conf)]
async fn main() -> Result<(), String> {
    set_pc_assets_folder("assets");
    let texture = load_texture("tiles.png")
        .await
        .map_err(|error| error.to_string())?;
    texture.set_filter(FilterMode::Nearest);
    let json = load_string("map.json")
        .await
        .map_err(|error| error.to_string())?;
    let map = tiled::load_map(&json, &[("tiles.png", texture)], &[])
        .map_err(|error| format!("{error:?}"))?;
    let (width, height) = (
        map.raw_tiled_map.width as f32 * 32.0,
        map.raw_tiled_map.height as f32 * 32.0,
    );
    let trees = map
        .tiles("things", None)
        .filter(|(_, _, tile)| matches!(tile, Some(tile) if tile.id == 3))
        .count();

    loop {
        if is_key_pressed(KeyCode::Escape) {
            return Ok(());
        }
        let t = get_time().min(0.8) as f32 / 0.8;
        let size = 640.0 - 240.0 * t;
        let (x, y) = (80.0 * t, 50.0 * t);
        set_camera(&Camera2D::from_display_rect(Rect::new(
            x,
            y + size * 0.75,
            size,
            -size * 0.75,
        )));
        clear_background(DARKBLUE);
        map.draw_tiles("ground", Rect::new(0.0, 0.0, width, height), None);
        map.draw_tiles("things", Rect::new(0.0, 0.0, width, height), None);
        map.spr("tiles", 6, Rect::new(208.0, 200.0, 32.0, 32.0));

        set_default_camera();
        draw_rectangle(0.0, 448.0, 160.0, 32.0, Color::new(0.0, 0.0, 0.0, 0.6));
        draw_text(format!("{trees} trees"), 12.0, 472.0, 28.0, WHITE);
        next_frame().await
    }
}
