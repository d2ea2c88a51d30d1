//! Pebbles of coloured glass: the cells around seeds that wander in closed loops.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("voronoi", voronoi)
        .size(640, 640)
        .fps(30)
        .duration(8.0)
        .seed(7)
}

const CELLS: usize = 30;
const MOST: usize = 80;

async fn voronoi() {
    let (mut count, mut homes) = (CELLS, spread(CELLS));
    let mut material = glass(homes.len());
    loop {
        let cells = slider("cells", CELLS, 3..=MOST);
        if cells != count {
            (count, homes) = (cells, spread(cells));
            material = glass(homes.len());
        }
        let canvas = vec2(screen_width(), screen_height());
        let cell = (canvas.x * canvas.y / cells as f32).sqrt();
        let wander = cell * slider("wander", 0.3, 0.0..=1.0);
        let seeds: Vec<Vec3> = homes
            .iter()
            .map(|&(home, phase, shade)| {
                let turn = Vec2::from_angle(TAU * (playhead() + phase));
                (home * canvas + turn * wander).extend(shade)
            })
            .collect();
        material.set_uniform_array("seeds", &seeds);
        material.set_uniform("gap", cell * slider("gap", 0.045, 0.0..=0.2));
        material.set_uniform("softness", cell * slider("softness", 0.2, 0.01..=0.5));
        material.set_uniform("density", screen_dpi_scale());
        gl_use_material(&material);
        draw_rectangle(0.0, 0.0, canvas.x, canvas.y, WHITE);
        gl_use_default_material();
        next_frame().await
    }
}

/// What paints that many cells. The shader names each seed, because software OpenGL is slow at finding them by number.
fn glass(cells: usize) -> Material {
    let each: String = (0..cells)
        .map(|cell| format!("f(seeds[{cell}]);"))
        .collect();
    let fragment =
        format!("#version 100\n#define COUNT {cells}\n#define EACH_SEED(f) {each}\n{FRAGMENT}");
    let shader = ShaderSource::Glsl {
        vertex: VERTEX,
        fragment: &fragment,
    };
    let uniforms = vec![
        UniformDesc::new("seeds", UniformType::Float3).array(cells),
        UniformDesc::new("gap", UniformType::Float1),
        UniformDesc::new("softness", UniformType::Float1),
        UniformDesc::new("density", UniformType::Float1),
    ];
    let params = MaterialParams {
        uniforms,
        ..MaterialParams::default()
    };
    load_material(shader, params).expect("the shader is plain GLSL 1.00")
}

/// About as many places in a square of side 1, each with a phase and a shade.
fn spread(cells: usize) -> Vec<(Vec2, f32, f32)> {
    let places = poisson_discs(Vec2::ONE, (0.7 / cells as f32).sqrt());
    // Steps of the golden ratio: neighbours in time, and so in place, differ in shade.
    let shade = |place: usize| (place as f32 * 0.618_034).fract();
    let places = places.into_iter().enumerate();
    places
        .map(|(number, place)| (place, rand::gen_range(0.0, 1.0), shade(number)))
        .collect()
}

const VERTEX: &str = "#version 100
attribute vec3 position;
varying highp vec2 at;
uniform mat4 Model, Projection;
void main() {
    gl_Position = Projection * Model * vec4(position, 1);
    at = position.xy;
}";

// The distance to a border is that to the nearest bisector (Inigo Quilez, https://iquilezles.org/articles/voronoilines/).
// Here the bisectors are joined smoothly, which rounds the corners.
const FRAGMENT: &str = "
precision highp float;
varying vec2 at;
uniform vec3 seeds[COUNT];
uniform float gap, softness, density;
vec3 palette(float shade) {
    if (shade < 0.30) return vec3(0.07, 0.33, 0.39);
    if (shade < 0.52) return vec3(0.16, 0.56, 0.56);
    if (shade < 0.72) return vec3(0.93, 0.77, 0.50);
    if (shade < 0.88) return vec3(0.93, 0.52, 0.33);
    return vec3(0.80, 0.25, 0.25);
}
vec3 home = vec3(0);
float near = 1e20;
float sum = 0.0;
void find_home(vec3 seed) {
    vec2 way = seed.xy - at;
    float far = dot(way, way);
    home = far < near ? seed : home;
    near = min(far, near);
}
void add_border(vec3 seed) {
    vec2 way = seed.xy - at, across = seed.xy - home.xy;
    float apart = dot(across, across);
    float border = (dot(way, way) - near) * inversesqrt(apart + 1e-9) / 2.0;
    sum += apart > 0.0 ? exp2(-6.0 * border / softness) : 0.0;
}
void main() {
    EACH_SEED(find_home)
    EACH_SEED(add_border)
    float border = -log2(sum) * softness / 6.0 - gap;
    vec3 glass = palette(home.z);
    float rise = clamp(border / (softness * 2.0), 0.0, 1.0);
    vec3 lit = glass * mix(0.72, 1.08, rise) + 0.012 * (home.y - at.y) / softness;
    vec3 lead = vec3(0.055, 0.07, 0.11);
    gl_FragColor = vec4(mix(lead, lit, clamp(border * density + 0.5, 0.0, 1.0)), 1);
}";
