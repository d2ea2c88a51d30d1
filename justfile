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

# Measure against ffmpeg alone, in turns.
bench: setup
    cargo bench --bench export

# What clippy and rustfmt say.
lint:
    cargo clippy --all-targets -- --deny warnings
    cargo fmt --check

# Write the code as rustfmt does.
fmt:
    cargo fmt

# Read the documentation of the library.
doc:
    cargo doc --no-deps --open

# What must pass before a change lands.
ci:
    .ci/run
