//! An island with a small map of itself in the corner, drawn with a camera that is put away and taken back.
use macroquad::prelude::*;

struct Island {
    trees: Vec<Vec2>,
}

impl Island {
    fn new() -> Island {
        rand::srand(99);
        let place = || polar_to_cartesian(rand::gen_range(40.0, 260.0), rand::gen_range(0.0, 6.2));
        Island {
            trees: (0..60).map(|_| place()).collect(),
        }
    }

    fn draw(&self, explorer: Vec2) {
        clear_background(Color::from_rgba(40, 110, 160, 255));
        draw_poly(0.0, 0.0, 9, 330.0, 0.0, BEIGE);
        draw_poly(0.0, 0.0, 9, 290.0, 0.0, Color::from_rgba(96, 150, 70, 255));
        draw_ellipse(40.0, 30.0, 70.0, 40.0, 20.0, BLUE);
        for tree in &self.trees {
            draw_circle(tree.x, tree.y, 14.0, DARKGREEN);
        }
        draw_circle(explorer.x, explorer.y, 16.0, WHITE);
        draw_circle(explorer.x, explorer.y, 11.0, RED);
    }
}

fn draw_minimap(island: &Island, explorer: Vec2, target: &RenderTarget) {
    push_camera_state();
    set_camera(&Camera2D {
        zoom: vec2(1.0 / 360.0, 1.0 / 360.0),
        render_target: Some(target.clone()),
        ..Default::default()
    });
    island.draw(explorer);
    pop_camera_state();
}

#[macroquad::main("Minimap")]
async fn main() {
    let island = Island::new();
    let target = render_target(180, 180);

    loop {
        let t = get_time().min(0.8) as f32;
        let explorer = vec2(-150.0, -60.0) + vec2(260.0, 170.0) * t;

        set_camera(&Camera2D {
            target: explorer,
            zoom: vec2(1.0 / 200.0, 1.0 / 150.0),
            ..Default::default()
        });
        island.draw(explorer);
        draw_minimap(&island, explorer, &target);
        // Still in the world, thanks to the pop.
        draw_rectangle_lines(
            explorer.x - 26.0,
            explorer.y - 26.0,
            52.0,
            52.0,
            4.0,
            YELLOW,
        );

        set_default_camera();
        let x = screen_width() - 200.0;
        draw_rectangle(x - 6.0, 14.0, 192.0, 192.0, BLACK);
        draw_texture(&target.texture, x, 20.0, WHITE);
        next_frame().await
    }
}
