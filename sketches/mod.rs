//! The sketches: one file and one word each.

kinora::sketches![
    pulse,
    noise,
    sine,
    wave,
    fade,
    flow,
    boids,
    lissajous,
    spirograph,
    harmonograph,
    epicycles,
    pendulum,
    sorting,
    reaction,
    kinetic,
];
