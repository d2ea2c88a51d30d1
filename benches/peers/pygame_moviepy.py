"""pygame draws on a surface, moviepy asks for it frame by frame."""

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"

import pygame
from moviepy import VideoClip

from job import GREEN, WHITE, Job

job = Job()
pygame.init()
surface = pygame.Surface((job.width, job.height))


def picture(time):
    surface.fill(WHITE)
    pygame.draw.circle(surface, GREEN, job.center, job.radius(time))
    # pygame's arrays have x first.
    return pygame.surfarray.array3d(surface).swapaxes(0, 1)


if job.raw:
    job.write_raw(lambda time: picture(time).tobytes())
else:
    clip = VideoClip(picture, duration=job.frames / job.fps)
    clip.write_videofile(
        job.file, fps=job.fps, codec="libx264", preset=job.preset, ffmpeg_params=["-crf", "23"], audio=False, logger=None
    )
