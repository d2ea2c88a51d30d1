# List the recipes.
default:
    @just --list

# Install what is missing beside Rust.
setup:
    ./setup.sh

# Open the sandbox on a sketch.
run sketch="pulse" *args: setup
    cargo run --release -- run {{sketch}} {{args}}

# Make the movie of a sketch.
export sketch="pulse" *args: setup
    cargo run --release -- export {{sketch}} {{args}}

# List the sketches.
list:
    cargo run --release -- list

# Run every test.
test *args: setup
    cargo test {{args}}

# Measure everything, in turns, and write BENCHMARKS.md; for some: just bench --bench peers.
bench *args: setup
    cargo bench {{args}}

# What clippy, rustdoc and rustfmt say.
lint:
    cargo clippy --all-targets --all-features -- --deny warnings
    RUSTDOCFLAGS="--deny warnings" cargo doc --no-deps --all-features -p kinora -p kinora-run -p kinora-core -p kinora-movie -p kinora-macros
    cargo fmt --check
    rustfmt --check --edition 2024 sketches/*.rs
    rustfmt --check --edition 2021 tests/corpus/programs/*.rs

# Write the code as rustfmt does.
fmt:
    cargo fmt
    rustfmt --edition 2024 sketches/*.rs
    rustfmt --edition 2021 tests/corpus/programs/*.rs

# Read the documentation of the library.
doc:
    cargo doc --no-deps --open

# What the compiler and clippy say of it on macOS and Windows.
systems:
    .ci/other-systems

# Run the tests of every format with the newest ffmpeg.
newest-ffmpeg *args: setup
    .ci/newest-ffmpeg {{args}}

# What must pass before a change lands.
ci:
    .ci/run

# Make the gallery in the README: every sketch as a small animation, by kinora itself.
gallery: setup
    #!/usr/bin/env bash
    set -euo pipefail
    cargo build --release
    mkdir -p docs/gallery
    for sketch in $(target/release/kinora list | cut -d' ' -f1); do
        target/release/kinora export "$sketch" -o "docs/gallery/$sketch.webp" --force \
            --scale 0.27 --supersample 2 --fps 10 --crf 33 --preset slow
    done
    du -ch docs/gallery/*.webp | tail -1

# Make the picture in the README: the sandbox while it records.
picture: setup
    #!/usr/bin/env bash
    set -euo pipefail
    cargo build --release
    work=$(mktemp -d)
    exec 3< <(exec Xvfb -displayfd 1 -screen 0 1000x760x24 -nolisten tcp -noreset 2>/dev/null)
    xvfb=$!
    read -r number <&3
    export DISPLAY=:$number XDG_CONFIG_HOME=$work
    (cd "$work" && exec "$OLDPWD/target/release/kinora" run spirograph) &
    kinora=$!
    trap 'kill $kinora; wait $kinora; kill $xvfb; rm -rf "$work"' EXIT
    until xdotool search --onlyvisible --name kinora >/dev/null 2>&1; do sleep 0.1; done
    xdotool mousemove 10 10 key r
    until ls "$work"/recordings/*.partial.mp4 >/dev/null 2>&1; do sleep 0.1; done
    sleep 2.3
    ffmpeg -v error -y -f x11grab -draw_mouse 0 -video_size 1000x760 -i "$DISPLAY" -frames:v 1 docs/sandbox.png
