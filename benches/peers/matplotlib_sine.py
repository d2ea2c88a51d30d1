"""matplotlib's own animation of a sine wave, saved by its writer for ffmpeg."""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy
from matplotlib.animation import FFMpegWriter, FuncAnimation

from job import Job

job = Job()
DPI = 100
figure, axes = plt.subplots(figsize=(job.width / DPI, job.height / DPI), dpi=DPI)
x = numpy.linspace(0, 2 * numpy.pi, 100)
(line,) = axes.plot(x, numpy.sin(x))
axes.set_title("sin(x + n / 10)")
axes.grid(True)


def update(frame):
    line.set_ydata(numpy.sin(x + frame / 10))
    return (line,)


def picture(time):
    update(round(time * job.fps))
    figure.canvas.draw()
    return numpy.asarray(figure.canvas.buffer_rgba())[:, :, :3].tobytes()


if job.raw:
    job.write_raw(picture)
else:
    writer = FFMpegWriter(
        fps=job.fps,
        codec="libx264",
        extra_args=["-preset", job.preset, "-crf", "23", "-pix_fmt", "yuv420p"],
    )
    FuncAnimation(figure, update, frames=job.frames).save(job.file, writer=writer, dpi=DPI)
