//! Tiles and little people from two sheets, cut out, flipped, turned and tinted, out of one atlas.
use macroquad::prelude::*;

fn tile(index: usize) -> Option<Rect> {
    Some(Rect::new(index as f32 * 16.0, 0.0, 16.0, 16.0))
}

#[macroquad::main("Sprites")]
async fn main() {
    set_pc_assets_folder("assets");
    set_default_filter_mode(FilterMode::Nearest);
    let tiles = load_texture("tiles.png").await.unwrap();
    let hero = Texture2D::from_file_with_format(
        &load_file("hero.png").await.unwrap(),
        Some(ImageFormat::Png),
    );
    build_textures_atlas();

    loop {
        let t = get_time().min(0.8) as f32 / 0.8;
        clear_background(Color::from_rgba(120, 190, 230, 255));
        let big = Some(vec2(64.0, 64.0));
        for i in 0..13 {
            for j in 0..3 {
                draw_texture_ex(
                    &tiles,
                    i as f32 * 64.0,
                    408.0 + j as f32 * 64.0,
                    if j == 0 { WHITE } else { LIGHTGRAY },
                    DrawTextureParams {
                        dest_size: big,
                        source: tile(if j == 0 { 0 } else { 4 + (i + j) % 2 }),
                        flip_x: i % 2 == 0,
                        flip_y: j == 1 && i % 3 == 0,
                        ..Default::default()
                    },
                );
            }
        }
        // Two people, face to face.
        for (x, flip_x, tint) in [
            (180.0 + 60.0 * t, false, WHITE),
            (520.0 - 60.0 * t, true, PINK),
        ] {
            draw_texture_ex(
                &hero,
                x,
                312.0,
                tint,
                DrawTextureParams {
                    dest_size: Some(vec2(96.0, 96.0)),
                    source: Some(Rect::new(24.0, 0.0, 24.0, 24.0)),
                    flip_x,
                    ..Default::default()
                },
            );
        }
        // A ring of gems around a middle, by turning each around that point.
        for i in 0..8 {
            draw_texture_ex(
                &tiles,
                368.0,
                70.0,
                WHITE,
                DrawTextureParams {
                    dest_size: big,
                    source: tile(6),
                    rotation: i as f32 * std::f32::consts::TAU / 8.0 + t,
                    pivot: Some(vec2(400.0, 190.0)),
                    ..Default::default()
                },
            );
        }
        draw_texture_ex(
            &tiles,
            352.0,
            142.0,
            WHITE,
            DrawTextureParams {
                dest_size: Some(vec2(96.0, 96.0)),
                source: tile(7),
                rotation: t * 6.0,
                ..Default::default()
            },
        );
        draw_texture(&tiles, 20.0, 20.0, WHITE);
        next_frame().await
    }
}
