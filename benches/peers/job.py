"""What every peer is asked for, and the radius of the circle."""

import argparse
import math

GREEN = (0, 255, 0)
WHITE = (255, 255, 255)


class Job:
    def __init__(self):
        parser = argparse.ArgumentParser()
        parser.add_argument("file")
        parser.add_argument("--size", default="640x480")
        parser.add_argument("--fps", type=int, default=20)
        parser.add_argument("--frames", type=int, default=100)
        parser.add_argument("--preset", default="medium")
        parser.add_argument("--raw", action="store_true", help="write the frames as RGB, without encoding")
        asked = parser.parse_args()
        self.file = asked.file
        self.width, self.height = map(int, asked.size.split("x"))
        self.fps, self.frames = asked.fps, asked.frames
        self.preset, self.raw = asked.preset, asked.raw
        self.center = (self.width // 2, self.height // 2)

    def radius(self, time):
        """In pixels; `time` in seconds."""
        return (220 + 20 * math.sin(math.tau * time)) * self.height / 480

    def times(self):
        """Of each frame, in seconds."""
        return (frame / self.fps for frame in range(self.frames))

    def write_raw(self, picture):
        """Writes what `picture(time)` gives for each frame: RGB, as an array or bytes."""
        with open(self.file, "wb") as file:
            for time in self.times():
                file.write(bytes(picture(time)))
