//! Pebbles of coloured glass: the cells around seeds that wander in closed loops.
use kinora::prelude::*;

pub fn sketch() -> Sketch {
    Sketch::new("voronoi", voronoi)
        .size(640, 640)
        .fps(30)
        .duration(8.0)
        .seed(7)
}

async fn voronoi() {
    let (mut count, mut homes) = (0, vec![]);
    loop {
        let cells = slider("cells", 30, 3..=80);
        if cells != count {
            (count, homes) = (cells, spread(cells));
        }
        let canvas = canvas_size();
        let cell = (canvas.x * canvas.y / cells as f32).sqrt();
        let wander = cell * slider("wander", 0.3, 0.0..=1.0);
        let place = |&(home, phase, shade): &(Vec2, f32, f32)| {
            let turn = Vec2::from_angle(TAU * (playhead() + phase));
            (home * canvas + turn * wander).extend(shade)
        };
        let seeds: Vec<Vec3> = homes.iter().map(place).collect();
        // The shader names each seed, because software OpenGL is slow at finding them by number.
        let each = |index| format!("f(seeds[{index}]);");
        let each: String = (0..seeds.len()).map(each).collect();
        let glass = Filter::shader(&format!("#define EACH_SEED(f) {each}\n{GLASS}"))
            .set("seeds", &seeds)
            .set("density", screen_dpi_scale())
            .set("lead", cell * slider("gap", 0.045, 0.0..=0.2))
            .set("soft", cell * slider("softness", 0.2, 0.01..=0.5));
        filter(&glass);
        next_frame().await
    }
}

/// About as many places in a square of side 1, each with a phase and a shade.
fn spread(cells: usize) -> Vec<(Vec2, f32, f32)> {
    let places = poisson_discs(Vec2::ONE, (0.7 / cells as f32).sqrt());
    // Steps of the golden ratio: neighbours in time, and so in place, differ in shade.
    let shades = (0..).map(|number| (number as f32 * 0.618_034).fract());
    let seeds = places.into_iter().zip(shades);
    seeds
        .map(|(place, shade)| (place, rand::gen_range(0.0, 1.0), shade))
        .collect()
}

// The distance to a border is that to the nearest bisector (Inigo Quilez, https://iquilezles.org/articles/voronoilines/).
// Here the bisectors are joined smoothly, which rounds the corners.
const GLASS: &str = "
vec3 palette(float shade) {
    if (shade < 0.30) return vec3(0.07, 0.33, 0.39);
    if (shade < 0.52) return vec3(0.16, 0.56, 0.56);
    if (shade < 0.72) return vec3(0.93, 0.77, 0.50);
    if (shade < 0.88) return vec3(0.93, 0.52, 0.33);
    return vec3(0.80, 0.25, 0.25);
}
vec2 at;
vec3 home;
float near = 1e20, sum = 0.0;
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
    sum += apart > 0.0 ? exp2(-6.0 * border / soft) : 0.0;
}
void main() {
    at = vec2(uv.x, 1.0 - uv.y) * size;
    EACH_SEED(find_home)
    EACH_SEED(add_border)
    float border = -log2(sum) * soft / 6.0 - lead;
    float rise = clamp(border / (soft * 2.0), 0.0, 1.0);
    vec3 lit = palette(home.z) * mix(0.72, 1.08, rise) + 0.012 * (home.y - at.y) / soft;
    float inside = clamp(border * density + 0.5, 0.0, 1.0);
    gl_FragColor = vec4(mix(vec3(0.055, 0.07, 0.11), lit, inside), 1);
}";
