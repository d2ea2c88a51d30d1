//! Cards of pictures of vectors: what has shapes, and what has none.

use kinora::prelude::*;

use super::picture;

/// One of nearly everything that has a shape, some of it under transforms, and some that is embedded.
pub async fn shapes() {
    let picture = picture();
    let layer = Layer::new();
    layer.paint(|| draw_circle(140.0, 100.0, 12.0, Color::new(1.0, 0.0, 0.0, 0.5)));
    loop {
        draw_rectangle(0.0, 0.0, 160.0, 120.0, RED);
        clear_background(Color::from_hex(0xf4efe4));
        draw_circle(15.0, 15.0, 10.0, ORANGE);
        draw_circle_lines(40.0, 15.0, 8.0, 2.0, BLUE);
        draw_ellipse(65.0, 15.0, 12.0, 6.0, 30.0, GREEN);
        draw_ellipse_lines(92.0, 15.0, 12.0, 6.0, 30.0, 2.0, PURPLE);
        draw_arc(118.0, 15.0, 20, 7.0, 20.0, 4.0, 200.0, BLACK);
        draw_line(132.0, 5.0, 155.0, 25.0, 2.5, DARKBLUE);
        draw_rectangle(5.0, 32.0, 20.0, 12.0, Color::new(0.9, 0.2, 0.2, 0.5));
        draw_rectangle_lines(30.0, 32.0, 20.0, 12.0, 4.0, BLACK);
        draw_rounded_rectangle(55.0, 32.0, 20.0, 12.0, 4.0, DARKGREEN);
        draw_rounded_rectangle_lines(80.0, 32.0, 20.0, 12.0, 4.0, 2.0, BLACK);
        draw_triangle(
            vec2(105.0, 44.0),
            vec2(125.0, 44.0),
            vec2(115.0, 31.0),
            PINK,
        );
        draw_triangle_lines(
            vec2(130.0, 44.0),
            vec2(150.0, 44.0),
            vec2(140.0, 31.0),
            1.5,
            BLACK,
        );
        draw_poly(15.0, 60.0, 5, 10.0, 10.0, VIOLET);
        draw_poly_lines(40.0, 60.0, 6, 8.0, 0.0, 2.0, BLACK);
        draw_hexagon(65.0, 60.0, 9.0, 2.0, true, BLACK, YELLOW);
        let ring = Path::circle(vec2(90.0, 60.0), 10.0).and(&Path::circle(vec2(90.0, 60.0), 5.0));
        let dawn = [
            (0.0, Color::new(0.9, 0.4, 0.1, 1.0)),
            (1.0, Color::new(0.1, 0.2, 0.9, 0.2)),
        ];
        draw_path(
            &ring.even_odd(),
            Gradient::linear(vec2(80.0, 50.0), vec2(100.0, 70.0), &dawn),
        );
        draw_path(
            &Path::circle(vec2(115.0, 60.0), 10.0),
            Gradient::radial(vec2(112.0, 57.0), 12.0, &dawn),
        );
        let zigzag = [130.0, 136.0, 142.0, 148.0].map(|x| vec2(x, 55.0 + x * 7.0 % 12.0));
        draw_polyline(
            &zigzag,
            &Stroke::new(2.0).join(Join::Round).cap(Cap::Round),
            BLACK,
        );
        let wave = Path::new().move_to(vec2(5.0, 85.0)).cubic_to(
            vec2(25.0, 65.0),
            vec2(40.0, 105.0),
            vec2(60.0, 85.0),
        );
        draw_path_lines(&wave, &Stroke::new(2.0).dashes(&[6.0, 3.0]), RED);
        Text::new("Aß").size(24.0).draw(62.0, 95.0, BLACK);
        draw_text("quad", 100.0, 92.0, 20.0, BLACK);
        with_transform(|| {
            translate(20.0, 108.0);
            rotate(0.2);
            scale(2.0, 0.7);
            draw_rectangle(-6.0, -5.0, 12.0, 10.0, SKYBLUE);
            draw_line(-8.0, -8.0, 8.0, 8.0, 2.0, BLACK);
            draw_path(
                &Path::circle(vec2(14.0, 0.0), 5.0),
                Gradient::linear(vec2(9.0, 0.0), vec2(19.0, 0.0), &[(0.0, RED), (1.0, BLUE)]),
            );
            draw_texture(&picture, 24.0, -4.0, WHITE);
        });
        set_blend(Blend::Multiply);
        draw_circle(100.0, 108.0, 9.0, YELLOW);
        draw_circle(108.0, 108.0, 9.0, SKYBLUE);
        set_blend(Blend::Normal);
        layer.draw();
        next_frame().await
    }
}

/// What has no shapes.
pub async fn refused() {
    let plain = ShaderSource::Glsl {
        vertex: PLAIN_VERTEX,
        fragment: PLAIN_FRAGMENT,
    };
    let plain = load_material(plain, MaterialParams::default()).expect("it is GLSL 1.00");
    loop {
        clear_background(WHITE);
        match text("what", "filter") {
            "filter" => filter(&Filter::gray()),
            "add" => {
                set_blend(Blend::Add);
                draw_circle(50.0, 50.0, 20.0, RED);
                set_blend(Blend::Normal);
            }
            "erase" => {
                set_blend(Blend::Erase);
                draw_circle(50.0, 50.0, 20.0, RED);
                set_blend(Blend::Normal);
            }
            "material" => {
                gl_use_material(&plain);
                draw_circle(50.0, 50.0, 20.0, RED);
                gl_use_default_material();
            }
            "viewport" => {
                set_camera(&Camera2D {
                    viewport: Some((0, 0, 80, 60)),
                    ..Default::default()
                });
                draw_circle(0.0, 0.0, 0.2, RED);
                set_default_camera();
            }
            "mesh" => draw_mesh(&mesh()),
            "fps" => draw_fps(),
            _ => draw_circle(50.0, 50.0, 20.0, RED),
        }
        next_frame().await
    }
}

const PLAIN_VERTEX: &str = "#version 100
attribute vec3 position;
uniform mat4 Model, Projection;
void main() { gl_Position = Projection * Model * vec4(position, 1); }";

const PLAIN_FRAGMENT: &str = "#version 100
void main() { gl_FragColor = vec4(1); }";

fn mesh() -> Mesh {
    let corner = |x, y| Vertex::new(x, y, 0.0, 0.0, 0.0, RED);
    Mesh {
        vertices: vec![corner(10.0, 10.0), corner(90.0, 10.0), corner(50.0, 90.0)],
        indices: vec![0, 1, 2],
        texture: None,
    }
}

/// Something with depth.
pub async fn solid() {
    loop {
        clear_background(WHITE);
        set_camera(&Camera3D {
            position: vec3(3.0, 3.0, 3.0),
            ..Default::default()
        });
        draw_circle(0.0, 0.0, 1.0, RED);
        set_default_camera();
        next_frame().await
    }
}
