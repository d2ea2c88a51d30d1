//! The program of the tests of transforms, layers, filters and shapes that are kept.

mod filters;
mod shapes;

use filters::motif;
use kinora::prelude::*;

/// Width and height of the cards of filters.
const SIZE: (u32, u32) = (160, 120);

fn main() {
    let card = |sketch: Sketch| sketch.size(SIZE.0, SIZE.1).fps(10).duration(2.0);
    kinora::run(vec![
        card(Sketch::new("moved", moved)),
        card(Sketch::new("placed", placed)),
        card(Sketch::new("filtered", filters::filtered)),
        card(Sketch::new("leaf", filters::leaf)),
        card(Sketch::new("told", filters::told)),
        card(Sketch::new("listed", filters::listed)),
        card(Sketch::new("celled", celled)),
        card(Sketch::new("many", filters::many)),
        card(Sketch::new("broken", filters::broken)),
        card(Sketch::new("trail", trail)),
        card(Sketch::new("stack", stack)),
        card(Sketch::new("clipped", clipped)),
        card(Sketch::new("cameras", cameras)),
        card(Sketch::new("noded", noded)),
        card(Sketch::new("deep", deep)),
        card(Sketch::new("slanted", slanted)),
        card(Sketch::new("upright", upright)),
        card(Sketch::new("flipped", flipped)),
        card(Sketch::new("shapes", shapes::shapes)),
        card(Sketch::new("refused", shapes::refused)),
        card(Sketch::new("solid", shapes::solid)),
        card(Sketch::new("pointed", pointed)),
    ])
}

/// A group of shapes, turned, moved and grown by transforms, alone and in each other.
async fn moved() {
    let picture = framed();
    loop {
        clear_background(Color::from_hex(0x203040));
        let _group = push();
        translate(80.0, 60.0);
        rotate(0.3);
        scale(1.5, 1.5);
        for index in 0..5 {
            let _turned = push();
            rotate(TAU * index as f32 / 5.0);
            translate(25.0, 0.0);
            draw_rectangle(-6.0, -3.0, 12.0, 6.0, ORANGE);
            draw_circle(0.0, 0.0, 2.2, WHITE);
            draw_line(-8.0, 5.0, 8.0, 5.0, 1.0, SKYBLUE);
        }
        draw_triangle(vec2(-5.0, -5.0), vec2(6.0, -4.0), vec2(0.0, 7.0), PINK);
        draw_texture(&picture, 30.0, 10.0, WHITE);
        next_frame().await
    }
}

/// The same, placed by hand.
async fn placed() {
    let picture = framed();
    loop {
        clear_background(Color::from_hex(0x203040));
        let at = |x: f32, y: f32| vec2(80.0, 60.0) + Vec2::from_angle(0.3).rotate(vec2(x, y) * 1.5);
        for index in 0..5 {
            let angle = TAU * index as f32 / 5.0;
            let here = |x: f32, y: f32| {
                let turned = Vec2::from_angle(angle).rotate(vec2(x + 25.0, y));
                at(turned.x, turned.y)
            };
            let middle = here(0.0, 0.0);
            let params = DrawRectangleParams {
                offset: vec2(0.5, 0.5),
                rotation: 0.3 + angle,
                color: ORANGE,
            };
            draw_rectangle_ex(middle.x, middle.y, 18.0, 9.0, params);
            draw_circle(middle.x, middle.y, 3.3, WHITE);
            let (from, to) = (here(-8.0, 5.0), here(8.0, 5.0));
            draw_line(from.x, from.y, to.x, to.y, 1.5, SKYBLUE);
        }
        draw_triangle(at(-5.0, -5.0), at(6.0, -4.0), at(0.0, 7.0), PINK);
        let corner = at(30.0, 10.0);
        let params = DrawTextureParams {
            dest_size: Some(picture.size() * 1.5),
            rotation: 0.3,
            pivot: Some(corner),
            ..Default::default()
        };
        draw_texture_ex(&picture, corner.x, corner.y, WHITE, params);
        next_frame().await
    }
}

/// Eight by eight colours.
pub fn picture() -> Texture2D {
    let pixels: Vec<u8> = (0..64u8)
        .flat_map(|index| [index * 4, 255 - index * 4, index % 8 * 32, 255])
        .collect();
    Texture2D::from_rgba8(8, 8, &pixels)
}

/// The same with a clear frame: so its edges are not seen, which a transform makes smooth.
fn framed() -> Texture2D {
    let mut image = picture().get_texture_data();
    for index in 0..64 {
        let (x, y) = (index % 8, index / 8);
        if [x, y].iter().any(|place| *place == 0 || *place == 7) {
            image.set_pixel(x, y, BLANK);
        }
    }
    Texture2D::from_image(&image)
}

/// A disc that stays, and fades.
async fn trail() {
    let trail = Layer::new();
    trail.paint(|| draw_circle(80.0, 60.0, 30.0, Color::new(1.0, 0.5, 0.0, 1.0)));
    loop {
        let part = slider("part", 0.25, 0.0..=1.0);
        trail.draw();
        trail.fade(part);
        next_frame().await
    }
}

/// Layers on each other: at half opacity, added, into a corner, under a transform, and one in another.
async fn stack() {
    let disc = Layer::sized(40.0, 40.0);
    disc.paint(|| draw_circle(20.0, 20.0, 20.0, Color::new(1.0, 0.0, 0.0, 0.5)));
    let both = Layer::new();
    let is_inner = both.paint(|| {
        translate(100.0, 0.0);
        set_blend(Blend::Multiply);
        disc.paint(|| {
            let is_plain = transform() == Affine2::IDENTITY;
            draw_rectangle(18.0, 0.0, 4.0, 4.0, Color::new(0.0, 1.0, 0.0, 1.0));
            is_plain
        })
    });
    assert!(is_inner);
    both.paint(|| disc.draw());
    loop {
        clear_background(Color::new(0.2, 0.2, 0.2, 1.0));
        disc.draw();
        both.draw_with(Blend::Normal, 0.5);
        with_transform(|| {
            translate(40.0, 0.0);
            disc.draw_with(Blend::Add, 1.0);
        });
        disc.draw_in(Rect::new(80.0, 60.0, 80.0, 60.0), WHITE);
        draw_rectangle(0.0, 110.0, 10.0, 10.0, Color::new(0.0, 0.0, 1.0, 0.5));
        next_frame().await
    }
}

/// A striped disc under a transform, with a hole that was erased from a layer.
async fn clipped() {
    let card = Layer::new();
    card.paint(|| {
        clear_background(Color::new(0.0, 0.0, 1.0, 0.5));
        set_blend(Blend::Erase);
        draw_rectangle(100.0, 0.0, 20.0, 120.0, WHITE);
        draw_rectangle(120.0, 0.0, 20.0, 120.0, Color::new(1.0, 1.0, 1.0, 0.5));
    });
    loop {
        clear_background(BLACK);
        let _moved = push();
        translate(10.0, 10.0);
        scale(2.0, 2.0);
        let inside = with_clip(&Path::circle(vec2(20.0, 20.0), 15.0), || {
            draw_rectangle(0.0, 0.0, 20.0, 40.0, RED);
            draw_rectangle(20.0, 0.0, 20.0, 40.0, Color::new(0.0, 1.0, 0.0, 0.5));
            true
        });
        assert!(inside);
        reset_transform();
        card.draw();
        next_frame().await
    }
}

/// A camera inside of a layer shows on the layer, and the one before is back after it.
async fn cameras() {
    loop {
        clear_background(BLACK);
        let camera = Camera2D::from_display_rect(Rect::new(0.0, 0.0, 16.0, 12.0));
        set_camera(&camera);
        let layer = Layer::new();
        layer.paint(|| {
            draw_rectangle(0.0, 0.0, 10.0, 10.0, RED);
            set_camera(&camera);
            draw_rectangle(2.0, 0.0, 1.0, 1.0, LIME);
            set_default_camera();
            draw_rectangle(40.0, 0.0, 10.0, 10.0, BLUE);
        });
        draw_rectangle(0.0, 2.0, 1.0, 1.0, WHITE);
        set_default_camera();
        layer.draw();
        next_frame().await
    }
}

/// A node of macroquad's, which paints a layer between two squares of its own.
struct Square(Layer);

impl scene::Node for Square {
    fn draw(node: scene::RefMut<Square>) {
        draw_rectangle(2.0, 3.0, 4.0, 4.0, RED);
        node.0.paint(|| draw_rectangle(0.0, 0.0, 20.0, 20.0, BLUE));
        draw_rectangle(10.0, 3.0, 4.0, 4.0, LIME);
    }
}

/// What a node draws goes through the camera of nodes, also after it has painted a layer.
async fn noded() {
    let layer = Layer::new();
    let camera = Camera2D {
        viewport: Some((0, 0, 80, 60)),
        ..Camera2D::from_display_rect(Rect::new(0.0, 0.0, 16.0, 12.0))
    };
    scene::set_camera(0, Some(camera));
    scene::add_node(Square(layer.clone()));
    loop {
        clear_background(BLACK);
        layer.draw();
        next_frame().await
    }
}

/// Two cubes on a layer, half as wide as the canvas: the nearer one hides the other, which is drawn after it. A larger one, which
/// is nearer than both, was there before: in the frame before, or until the layer was cleared by another camera.
async fn deep() {
    let layer = Layer::sized(80.0, 120.0);
    let camera = || Camera3D {
        position: vec3(0.0, 0.0, 5.0),
        target: Vec3::ZERO,
        up: Vec3::Y,
        projection: Projection::Orthographics,
        fovy: 4.0,
        ..Default::default()
    };
    let nearest = || draw_cube(vec3(0.0, 0.0, 2.0), Vec3::splat(2.0), None, BLUE);
    loop {
        clear_background(BLACK);
        layer.paint(|| {
            let is_cleared = text("by", "clearing") == "clearing";
            let is_odd = frame_index() % 2 == 1;
            if is_cleared || is_odd {
                set_camera(&camera());
                if is_odd {
                    clear_background(BLANK);
                }
                nearest();
                set_default_camera();
            }
            match is_cleared {
                true => clear_background(BLANK),
                // A later painting: without clearing, the colours alone are covered.
                false if is_odd => return,
                false => draw_rectangle(0.0, 0.0, 80.0, 120.0, BLACK),
            }
            set_camera(&camera());
            draw_cube(vec3(0.0, 0.0, 1.0), Vec3::splat(1.0), None, RED);
            draw_cube(vec3(0.0, 0.0, -1.0), Vec3::splat(2.0), None, LIME);
        });
        draw_rectangle(0.0, 0.0, 4.0, 4.0, WHITE);
        layer.draw_in(Rect::new(80.0, 0.0, 80.0, 120.0), WHITE);
        next_frame().await
    }
}

/// A white square as a shape, a texture and a layer, turned, sheared, stretched and mirrored.
async fn slanted() {
    let white = Texture2D::from_image(&Image::gen_image_color(8, 8, WHITE));
    let layer = Layer::sized(40.0, 40.0);
    layer.clear(WHITE);
    loop {
        clear_background(Color::from_hex(0x203040));
        translate(80.0, 60.0);
        match text("view", "turned") {
            "turned" => rotate(0.3),
            "sheared" => shear(0.4, 0.1),
            "stretched" => {
                rotate(0.2);
                scale(1.6, 0.7);
            }
            _ => {
                scale(-1.0, 1.0);
                rotate(0.5);
            }
        }
        match text("by", "shape") {
            "shape" => draw_rectangle(-20.0, -20.0, 40.0, 40.0, ORANGE),
            "texture" => {
                let params = DrawTextureParams {
                    dest_size: Some(vec2(40.0, 40.0)),
                    ..Default::default()
                };
                draw_texture_ex(&white, -20.0, -20.0, ORANGE, params);
            }
            "layer" => layer.draw_in(Rect::new(-20.0, -20.0, 40.0, 40.0), ORANGE),
            _ => draw_path(&Path::rectangle(-20.0, -20.0, 40.0, 40.0), ORANGE),
        }
        next_frame().await
    }
}

/// A layer, its pixels, and the canvas show the same the same way up.
async fn upright() {
    let layer = Layer::new();
    layer.paint(motif);
    let image = Texture2D::from_image(&layer.image());
    loop {
        match text("by", "layer") {
            "layer" => layer.draw(),
            "image" => draw_texture(&image, 0.0, 0.0, WHITE),
            _ => motif(),
        }
        next_frame().await
    }
}

/// Parts of a texture under a transform, flipped.
async fn flipped() {
    let picture = picture();
    loop {
        let params = |flip_x, flip_y| DrawTextureParams {
            dest_size: Some(vec2(32.0, 24.0)),
            source: Some(Rect::new(2.0, 1.0, 5.0, 6.0)),
            flip_x,
            flip_y,
            rotation: 0.4,
            ..Default::default()
        };
        let is_moved = text("by", "hand") == "transform";
        let _pushed = push();
        let by = vec2(50.0, 30.0);
        if is_moved {
            translate(by.x, by.y);
        }
        let from = if is_moved { Vec2::ZERO } else { by };
        for (at, params) in [
            (vec2(0.0, 0.0), params(false, false)),
            (vec2(50.0, 0.0), params(true, false)),
            (vec2(0.0, 45.0), params(false, true)),
            (vec2(50.0, 45.0), params(true, true)),
        ] {
            let at = from + at;
            draw_texture_ex(&picture, at.x, at.y, Color::new(1.0, 0.9, 0.8, 0.9), params);
        }
        next_frame().await
    }
}

/// A grid of colours as a picture, and a gradient of a palette.
async fn celled() {
    let corners = Grid::from_fn(2, 2, |place| match (place.x, place.y) {
        (0, 0) => Color::from_hex(0xff0000),
        (1, 0) => Color::from_hex(0x00e430),
        (0, _) => Color::from_hex(0x0079f1),
        _ => Color::new(0.1, 0.2, 0.3, 1.0),
    });
    let palette = Palette::named("dusk").expect("it is one of their names");
    loop {
        corners.draw(Rect::new(0.0, 0.0, 160.0, 60.0), FilterMode::Nearest);
        let fill = Gradient::linear(vec2(0.0, 0.0), vec2(160.0, 0.0), &palette.stops());
        draw_path(&Path::rectangle(0.0, 60.0, 160.0, 60.0), fill);
        assert_eq!(canvas_rect().size(), canvas_size());
        next_frame().await
    }
}

/// Places go to where they are seen, and back, under a camera and a transform.
async fn pointed() {
    loop {
        let camera = Camera2D {
            target: vec2(10.0, 20.0),
            zoom: vec2(1.0 / 40.0, -1.0 / 30.0),
            ..Default::default()
        };
        let near = |a: Vec2, b: Vec2| assert!(a.distance(b) < 1e-3, "{a} is not {b}");
        near(from_local(vec2(3.0, 4.0)), vec2(3.0, 4.0));
        set_camera(&camera);
        near(from_local(vec2(10.0, 20.0)), vec2(80.0, 60.0));
        near(from_local(vec2(20.0, 20.0)), vec2(100.0, 60.0));
        translate(5.0, 0.0);
        rotate(PI / 2.0);
        near(
            from_local(vec2(0.0, 0.0)),
            from_local_of(&camera, vec2(5.0, 0.0)),
        );
        near(
            to_local(from_local(vec2(7.0, -3.0))).unwrap(),
            vec2(7.0, -3.0),
        );
        scale(0.0, 1.0);
        assert_eq!(to_local(vec2(1.0, 1.0)), None);
        reset_transform();
        set_default_camera();
        let layer = Layer::new();
        layer.paint(|| near(from_local(vec2(3.0, 4.0)), vec2(3.0, 4.0)));
        clear_background(LIME);
        next_frame().await
    }
}

/// Where a camera shows a place.
fn from_local_of(camera: &Camera2D, at: Vec2) -> Vec2 {
    let seen = (at - camera.target) * camera.zoom;
    vec2(80.0 * (1.0 + seen.x), 60.0 * (1.0 + seen.y))
}
