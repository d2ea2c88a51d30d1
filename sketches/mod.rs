//! The sketches: one file and one word each.

kinora::sketches![
    pulse,
    noise,
    flow,
    boids,
    lissajous,
    spirograph,
    harmonograph,
    epicycles,
    pendulum,
    sorting
];
