"""Pillow draws, imageio's writer takes the pictures."""

import imageio.v2 as imageio
import numpy
from PIL import Image, ImageDraw

from job import GREEN, WHITE, Job

job = Job()


def picture(time):
    image = Image.new("RGB", (job.width, job.height), WHITE)
    (x, y), radius = job.center, job.radius(time)
    ImageDraw.Draw(image).ellipse((x - radius, y - radius, x + radius, y + radius), fill=GREEN)
    return image


if job.raw:
    job.write_raw(lambda time: picture(time).tobytes())
else:
    # Left to itself, the writer makes both sides multiples of 16.
    with imageio.get_writer(
        job.file,
        format="FFMPEG",
        fps=job.fps,
        codec="libx264",
        quality=None,
        macro_block_size=2,
        output_params=["-preset", job.preset, "-crf", "23"],
    ) as writer:
        for time in job.times():
            writer.append_data(numpy.asarray(picture(time)))
