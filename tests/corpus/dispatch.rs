//! Which program of the corpus is meant.

/// Runs the program that this process is called by, through a link such as `pong -> corpus-kinora`; under another name
/// it lists the programs.
pub fn run(programs: &[(&str, fn())]) {
    let called = std::env::args_os().next().unwrap_or_default();
    let name = std::path::Path::new(&called).file_stem();
    match programs
        .iter()
        .find(|program| name == Some(program.0.as_ref()))
    {
        Some((_, run)) => run(),
        None => programs.iter().for_each(|(name, _)| println!("{name}")),
    }
}
