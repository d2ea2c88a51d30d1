//! A ring of light from an own pipeline of miniquad, between shapes of macroquad.
use macroquad::miniquad::{
    Bindings, BufferLayout, BufferSource, BufferType, BufferUsage, PassAction, Pipeline,
    RenderingBackend, ShaderMeta, UniformBlockLayout, UniformsSource, VertexAttribute,
    VertexFormat,
};
use macroquad::prelude::*;

#[repr(C)]
struct Uniforms {
    turn: f32,
    aspect: f32,
}

struct Ring {
    pipeline: Pipeline,
    bindings: Bindings,
    count: i32,
}

impl Ring {
    fn new(ctx: &mut dyn RenderingBackend) -> Ring {
        const STEPS: u16 = 48;
        let mut vertices: Vec<[f32; 5]> = vec![];
        let mut indices: Vec<u16> = vec![];
        for i in 0..=STEPS {
            let (sin, cos) = (i as f32 / STEPS as f32 * std::f32::consts::TAU).sin_cos();
            let glow = 0.5 + 0.5 * (3.0 * sin + cos).sin();
            vertices.push([cos * 0.5, sin * 0.5, 0.1, 0.2 * glow, 0.4]);
            vertices.push([cos * 0.8, sin * 0.8, 1.0, 0.9 * glow, 0.2]);
            if i < STEPS {
                indices.extend([0, 1, 2, 2, 1, 3].map(|k| k + 2 * i));
            }
        }
        let vertex_buffer = ctx.new_buffer(
            BufferType::VertexBuffer,
            BufferUsage::Immutable,
            BufferSource::slice(&vertices),
        );
        let index_buffer = ctx.new_buffer(
            BufferType::IndexBuffer,
            BufferUsage::Immutable,
            BufferSource::slice(&indices),
        );
        let bindings = Bindings {
            vertex_buffers: vec![vertex_buffer],
            index_buffer,
            images: vec![],
        };
        let meta = ShaderMeta {
            images: vec![],
            uniforms: UniformBlockLayout {
                uniforms: vec![
                    UniformDesc::new("turn", UniformType::Float1),
                    UniformDesc::new("aspect", UniformType::Float1),
                ],
            },
        };
        let source = ShaderSource::Glsl {
            vertex: VERTEX,
            fragment: FRAGMENT,
        };
        let shader = ctx.new_shader(source, meta).expect("the shader compiles");
        let pipeline = ctx.new_pipeline(
            &[BufferLayout::default()],
            &[
                VertexAttribute::new("place", VertexFormat::Float2),
                VertexAttribute::new("light", VertexFormat::Float3),
            ],
            shader,
            PipelineParams::default(),
        );
        let count = indices.len() as i32;
        Ring {
            pipeline,
            bindings,
            count,
        }
    }
}

#[macroquad::main("Raw")]
async fn main() {
    let ring = Ring::new(unsafe { get_internal_gl().quad_context });
    loop {
        let t = get_time().min(0.8) as f32;
        clear_background(Color::from_rgba(14, 16, 26, 255));
        draw_rectangle(0.0, 260.0, 800.0, 80.0, DARKBLUE);

        let mut gl = unsafe { get_internal_gl() };
        gl.flush();
        let ctx = gl.quad_context;
        ctx.begin_default_pass(PassAction::Nothing);
        ctx.apply_pipeline(&ring.pipeline);
        ctx.apply_bindings(&ring.bindings);
        ctx.apply_uniforms(UniformsSource::table(&Uniforms {
            turn: t * 2.0,
            aspect: screen_width() / screen_height(),
        }));
        ctx.draw(0, ring.count, 1);
        ctx.end_render_pass();

        draw_circle(400.0, 300.0, 50.0, GOLD);
        draw_text("raw", 372.0, 310.0, 40.0, BLACK);
        next_frame().await
    }
}

const VERTEX: &str = "#version 100
attribute vec2 place;
attribute vec3 light;
uniform float turn;
uniform float aspect;
varying lowp vec3 color;
void main() {
    mat2 spin = mat2(cos(turn), sin(turn), -sin(turn), cos(turn));
    gl_Position = vec4(spin * place / vec2(aspect, 1.0), 0.0, 1.0);
    color = light;
}";

const FRAGMENT: &str = "#version 100
varying lowp vec3 color;
void main() {
    gl_FragColor = vec4(color, 1.0);
}";
