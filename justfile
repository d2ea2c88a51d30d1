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

# Run jobs for many machines on real engines: Slurm, GNU parallel, openjd-cli, and the schema of Kubernetes.
farm: setup
    tests/farm/run

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

# Make the animation in the README: a sketch that is edited while it plays. Needs xterm and nano.
edit: setup
    #!/usr/bin/env bash
    set -euo pipefail
    cargo build --release
    work=$(mktemp -d)
    exec 3< <(exec Xvfb -displayfd 1 -screen 0 1380x480x24 -nolisten tcp -noreset 2>/dev/null)
    xvfb=$!
    read -r number <&3
    export DISPLAY=:$number XDG_CONFIG_HOME=$work
    movie=$PWD/docs/edit.webp kinora=$PWD/target/release/kinora
    (cd "$work" && "$kinora" new book)
    (cd "$work/book" && exec "$kinora") &
    window=$!
    printf 'include "/usr/share/nano/rust.nanorc"\nset mouse\n' >"$work/.nanorc"
    trap 'kill $window $editor $xvfb; rm -rf "$work"' EXIT
    until xdotool search --onlyvisible --name kinora >/dev/null 2>&1; do sleep 0.2; done
    xdotool windowsize "$(xdotool search --onlyvisible --name kinora)" 640 480
    xdotool mousemove 20 20 key Tab
    HOME=$work xterm -geometry 105x36+640+0 -fa 'DejaVu Sans Mono' -fs 9 -bg '#1e1e22' -fg '#d8d8d8' -bw 0 \
        -xrm 'XTerm*color4: #6a9fd5' -xrm 'XTerm*color5: #c08ad0' -e sh -c "cd '$work/book' && nano -x sketches/orbit.rs" &
    editor=$!
    xdotool mousemove 1100 300
    sleep 8
    ffmpeg -v error -y -f x11grab -draw_mouse 0 -framerate 12 -video_size 1380x480 -i "$DISPLAY" \
        -qp 0 -preset ultrafast "$work/edit.mkv" </dev/null &
    grab=$!
    # Goes to the first place of these words.
    find() { xdotool key ctrl+Home ctrl+w; xdotool type --delay 20 "$1"; xdotool key Return; sleep 0.4; }
    # Takes so many letters away there, writes others, and saves.
    edit() { for _ in $(seq "$1"); do xdotool key Delete; sleep 0.05; done; xdotool type --delay 90 "$2"; xdotool key ctrl+s; }
    sleep 1.2
    find ffb347 && edit 6 4fd1c5 && sleep 1.8
    find '3.0 * part' && edit 1 5 && sleep 1.8
    find 'y, 6.0' && edit 1 z && sleep 2.6
    xdotool key BackSpace && edit 0 y && sleep 1.6
    find '24, 1' && edit 2 48 && sleep 2
    kill -INT $grab && wait $grab || true
    ffmpeg -v error -y -i "$work/edit.mkv" -vf scale=1104:-1:flags=area -c:v libwebp_anim -quality 60 -loop 0 "$movie"
    ls -l "$movie"
