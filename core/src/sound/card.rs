//! The sound card: a mixer on its own thread, which follows the sketch's where time goes as on the wall.

pub(super) use system::Speaker;

#[cfg(feature = "audio")]
mod system {
    use std::sync::Arc;

    use kira::backend::cpal::CpalBackend;
    use kira::sound::static_sound::StaticSoundHandle;
    use kira::{AudioManager, AudioManagerSettings, Frame};

    use crate::platform::say;
    use crate::sound::desk::{data, settings, tween};
    use crate::sound::playback::Playback;
    use crate::sound::playing::Playing;

    /// How far the card may be from the sketch, in seconds: a card's clock is not the computer's.
    const OFF: f64 = 0.08;

    /// Seconds in which what is taken up becomes loud, and what is left away: without them it would click.
    const SOFTLY: f64 = 0.01;

    /// Where sounds are heard.
    #[derive(Default)]
    pub struct Speaker {
        card: Option<AudioManager<CpalBackend>>,
        has_failed: bool,
        is_on: bool,
    }

    impl Speaker {
        /// Plays a sound from that second on, if anybody listens.
        pub fn play(
            &mut self,
            frames: &Arc<[Frame]>,
            playback: Playback,
            from: f64,
        ) -> Option<StaticSoundHandle> {
            if !self.is_on {
                return None;
            }
            self.open()?.play(data(frames, playback, from)).ok()
        }

        fn open(&mut self) -> Option<&mut AudioManager<CpalBackend>> {
            if self.card.is_none() && !self.has_failed {
                let settings: AudioManagerSettings<CpalBackend> = settings(Default::default());
                self.card = AudioManager::new(settings)
                    .inspect_err(|error| {
                        self.has_failed = true;
                        say::warning(&format!(
                            "no sound card can be opened ({error}): sounds are not heard here, but movies have them"
                        ));
                    })
                    .ok();
            }
            self.card.as_mut()
        }

        pub fn listen(&mut self, is_on: bool, playing: &mut [Playing]) {
            if self.is_on == is_on {
                return;
            }
            self.is_on = is_on;
            for playing in playing {
                match is_on {
                    true => self.take_up(playing),
                    false => leave(playing),
                }
            }
        }

        fn take_up(&mut self, playing: &mut Playing) {
            leave(playing);
            if playing.is_ending() {
                return;
            }
            let softly = playing.playback.fade_in(SOFTLY);
            playing.heard = self.play(&playing.frames, softly, playing.position());
        }

        /// What has run away from the sketch is taken up anew.
        pub fn follow(&mut self, playing: &mut [Playing]) {
            if !self.is_on {
                return;
            }
            for playing in playing {
                let Some(heard) = &playing.heard else {
                    continue;
                };
                let length = playing.frames.len() as f64 / f64::from(crate::sound::RATE);
                let off = (heard.position() - playing.position()).abs();
                if off.min((length - off).abs()) > OFF {
                    self.take_up(playing);
                }
            }
        }

        /// Everything that plays ends.
        pub fn stop(&mut self, playing: &mut [Playing]) {
            playing.iter_mut().for_each(leave);
        }
    }

    fn leave(playing: &mut Playing) {
        if let Some(mut heard) = playing.heard.take() {
            heard.stop(tween(SOFTLY));
        }
    }
}

#[cfg(not(feature = "audio"))]
mod system {
    use std::sync::Arc;

    use kira::Frame;
    use kira::sound::static_sound::StaticSoundHandle;

    use crate::sound::playback::Playback;
    use crate::sound::playing::Playing;

    /// Nobody hears anything.
    #[derive(Default)]
    pub struct Speaker;

    impl Speaker {
        pub fn play(&mut self, _: &Arc<[Frame]>, _: Playback, _: f64) -> Option<StaticSoundHandle> {
            None
        }

        pub fn listen(&mut self, _: bool, _: &mut [Playing]) {}

        pub fn follow(&mut self, _: &mut [Playing]) {}

        pub fn stop(&mut self, _: &mut [Playing]) {}
    }
}
