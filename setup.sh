#!/bin/sh
# Installs what kinora needs beside Rust: a linker, ffmpeg, Xvfb and OpenGL for the display it makes itself, and
# xdotool for the tests. Changes nothing when all is there.
set -eu

# What is looked for, and the Debian package that brings it. A leading "lib" is a library, anything else a program.
wanted="
cc                 gcc libc6-dev
ffmpeg             ffmpeg
Xvfb               xvfb
xdotool            xdotool
libGL.so.1         libgl1
libGLX_mesa.so.0   libglx-mesa0 libgl1-mesa-dri
libEGL.so.1        libegl1
libEGL_mesa.so.0   libegl-mesa0
libX11.so.6        libx11-6
libXi.so.6         libxi6
libxkbcommon.so.0  libxkbcommon0
"

has() {
    case $1 in
    lib*) printf '%s\n' "$libraries" | grep -qF "$1" ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
    esac
}

missing_packages() {
    libraries=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true)
    printf '%s\n' "$wanted" | while read -r thing packages; do
        [ -z "$thing" ] || has "$thing" || printf '%s ' "$packages"
    done
}

case $(uname -s) in
Linux) ;;
Darwin)
    command -v ffmpeg >/dev/null 2>&1 && exit 0
    echo "setup.sh: ffmpeg is missing. Install it with: brew install ffmpeg" >&2
    exit 1
    ;;
*)
    echo "setup.sh: install ffmpeg and put it on the PATH" >&2
    exit 1
    ;;
esac

missing=$(missing_packages)
[ -n "$missing" ] || exit 0

if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1; then
        as_root=sudo
    else
        echo "setup.sh: run this as root: apt-get install $missing" >&2
        exit 1
    fi
    echo "setup.sh: installing $missing" >&2
    $as_root apt-get update -q >&2
    # shellcheck disable=SC2086 # the list is words
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >&2
    missing=$(missing_packages)
    [ -z "$missing" ] || { echo "setup.sh: still missing: $missing" >&2; exit 1; }
elif command -v dnf >/dev/null 2>&1; then
    echo "setup.sh: something is missing. Install it with:" >&2
    echo "  sudo dnf install gcc ffmpeg-free xorg-x11-server-Xvfb xdotool mesa-dri-drivers mesa-libGL mesa-libEGL libX11 libXi libxkbcommon" >&2
    exit 1
elif command -v pacman >/dev/null 2>&1; then
    echo "setup.sh: something is missing. Install it with:" >&2
    echo "  sudo pacman -S gcc ffmpeg xorg-server-xvfb xdotool mesa libx11 libxi libxkbcommon" >&2
    exit 1
else
    echo "setup.sh: install what brings these Debian packages on your system: $missing" >&2
    exit 1
fi
