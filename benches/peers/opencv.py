"""OpenCV draws and writes, with the codec that most people ask it for: MPEG-4 part 2, which knows no preset."""

import cv2
import numpy

from job import GREEN, Job

job = Job()
GREEN = GREEN[::-1]


def picture(time):
    image = numpy.full((job.height, job.width, 3), 255, numpy.uint8)
    return cv2.circle(image, job.center, round(job.radius(time)), GREEN, -1)


if job.raw:
    job.write_raw(lambda time: cv2.cvtColor(picture(time), cv2.COLOR_BGR2RGB).tobytes())
else:
    fourcc = cv2.VideoWriter_fourcc(*"mp4v")
    writer = cv2.VideoWriter(job.file, fourcc, job.fps, (job.width, job.height))
    assert writer.isOpened()
    for time in job.times():
        writer.write(picture(time))
    writer.release()
