//! Exports: in one go, or in parts.

use std::num::NonZeroUsize;
use std::path::Path;

use kinora_core::platform::{background, say};
use kinora_core::sketch::Sketch;
use kinora_movie::encode::Output as MovieOutput;

use super::args::ExportArgs;
use super::output::Output;
use super::parts::{Jobs, Wanted, say_done};
use super::{as_json, progress, takes};
use crate::KinoraError;
use crate::make::export::{Export, Exported};
use crate::make::film::Film;
use crate::make::recipe::TAKE_EXTENSION;

/// Pixels that are drawn for a movie, from which on it is worth parts that survive a crash. Software draws and encodes
/// about a hundred million a second on two cores: that is some minutes.
const LONG: f64 = 2e10;

/// What the arguments ask for.
pub fn wanted(sketches: &[Sketch], args: &ExportArgs) -> Result<Wanted, KinoraError> {
    let chosen = args.play.choose(sketches, args.sketch.as_deref())?;
    let chosen = chosen.for_movie(args.play.like.as_deref());
    let plan = args.plan(&chosen)?;
    let extension = match args.format {
        Some(container) => container.extension().trim_start_matches('.').to_owned(),
        None => default_extension(args),
    };
    let default = format!("{}.{extension}", chosen.sketch.name());
    let (output, overwrite) = args.output.target(&args.file, default);
    Ok(Wanted {
        film: Film {
            parameters: chosen.parameters(),
            is_same_play: !args.play.changes_the_play(&chosen, plan.alpha),
            take: chosen.take,
            sketch: chosen.sketch,
            plan,
        },
        asked: chosen.asked,
        encoding: args.encoding(&plan),
        output,
        overwrite,
    })
}

/// Makes the movie of a sketch.
pub fn export(sketches: &[Sketch], args: ExportArgs) -> Result<(), KinoraError> {
    if args.background {
        background::stand_back();
    }
    let wanted = wanted(sketches, &args)?;
    let like = args.play.like.as_deref();
    let like = like.filter(|_| wanted.film.take.is_some());
    let style = args.output.style();
    let parts = args.parts;
    if let Some(folder) = &parts.worker {
        return wanted.work(folder, parts.worker_threads, style);
    }
    if let Some(part) = parts.part {
        return wanted.part(part, parts.folder, style);
    }
    let divided = |wanted: Wanted, jobs| {
        let done = wanted.divided(jobs, parts.folder.clone(), style)?;
        say_done(&done, style);
        takes::warn(like, done.compared);
        Ok(())
    };
    let is_begun = wanted.is_begun(parts.folder.as_deref());
    let is_asked = parts.resume || parts.folder.is_some() || is_begun && parts.jobs.is_some();
    let is_long =
        !args.verify && !args.background && is_long(&wanted.film) && wanted.may_be_divided();
    let probe = match parts.jobs {
        Some(Jobs::Number(jobs)) => return divided(wanted, jobs),
        Some(Jobs::Auto) if wanted.may_be_divided() => {
            let probe = wanted.probe()?;
            Some(if is_asked || is_long {
                probe.trial()
            } else {
                probe
            })
        }
        _ if is_asked || is_long => return divided(wanted, NonZeroUsize::MIN),
        _ => None,
    };
    match whole(&wanted, args.verify, args.background, style).run(probe)? {
        Ok(exported) => say_exported(&exported, &wanted, style, like),
        Err(jobs) => divided(wanted, jobs),
    }
}

/// In one go.
fn whole(wanted: &Wanted, verify: bool, is_background: bool, style: Output) -> Export {
    let plan = wanted.film.plan;
    Export {
        on_wait: match style {
            Output::Quiet => None,
            _ => Some(progress::waits),
        },
        progress: match style {
            _ if is_background => Box::new(|frames| say::line(&frames)),
            Output::Quiet => Box::new(|_| {}),
            _ => progress::bar(plan.frames.unwrap_or_default(), plan.fps),
        },
        film: wanted.film.clone(),
        encoding: wanted.encoding.clone(),
        output: wanted.output.clone(),
        overwrite: wanted.overwrite,
        verify,
    }
}

/// Tells what came out, which may be that it is not what it should be.
fn say_exported(
    exported: &Exported,
    wanted: &Wanted,
    style: Output,
    like: Option<&Path>,
) -> Result<(), KinoraError> {
    // Standard output may be the movie.
    let tell: fn(&String) = match MovieOutput::is_stdout(&wanted.output) {
        true => |line| say::note(line),
        false => |line| say::line(line),
    };
    match style {
        Output::Quiet => {}
        Output::Json => tell(&as_json(exported).trim_end().to_owned()),
        Output::Human => {
            tell(&exported.report.to_string());
            if let Some(verdict) = &exported.verdict {
                tell(&verdict.to_string());
            }
        }
    }
    match &exported.verdict {
        Some(verdict) if !verdict.pass => Err(KinoraError::Differs(exported.report.path.clone())),
        Some(_) if wanted.film.is_same_play => takes::verify(like, exported.compared),
        _ => {
            takes::warn(like, exported.compared);
            Ok(())
        }
    }
}

/// Whether it takes so long that nobody wants to begin it anew.
fn is_long(film: &Film) -> bool {
    let frames = film.plan.frames.unwrap_or_default();
    frames as f64 * film.pixels() >= LONG
}

/// A movie like another is of its kind.
fn default_extension(args: &ExportArgs) -> String {
    let like = args.play.like.as_ref().and_then(|like| like.extension());
    match like.map(|extension| extension.to_string_lossy().to_lowercase()) {
        Some(extension) if extension != "png" && extension != TAKE_EXTENSION => extension,
        _ => "mp4".into(),
    }
}
