"""OpenCV draws, PyAV encodes in the same process, with the ffmpeg that it brings along."""

import av
import cv2
import numpy

from job import GREEN, Job

job = Job()


def picture(time):
    image = numpy.full((job.height, job.width, 3), 255, numpy.uint8)
    return cv2.circle(image, job.center, round(job.radius(time)), GREEN, -1)


if job.raw:
    job.write_raw(lambda time: picture(time).tobytes())
else:
    with av.open(job.file, "w") as container:
        stream = container.add_stream("libx264", rate=job.fps, options={"preset": job.preset, "crf": "23"})
        stream.width, stream.height, stream.pix_fmt = job.width, job.height, "yuv420p"
        # Slices alone, which it would take else, use both cores worse.
        stream.thread_type = "AUTO"
        for time in job.times():
            frame = av.VideoFrame.from_ndarray(picture(time), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
