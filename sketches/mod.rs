//! The sketches: one file and one word each.

kinora::sketches![pulse, noise, julia, life, particles, paint, voronoi, tree, truchet, snake];
