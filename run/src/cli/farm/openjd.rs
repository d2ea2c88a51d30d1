//! A template of Open Job Description, revision 2023-09
//! (github.com/OpenJobDescription/openjd-specifications/wiki/2023-09-Template-Schemas).

use kinora_core::PartsError;

use super::{Job, indented, yaml};

/// What a template has in it that is replaced.
const REPLACED: &str = "{{";

/// The template.
///
/// # Errors
/// [`PartsError::Braces`] for words that the engine would take for its own.
pub fn template(job: &Job) -> Result<String, PartsError> {
    let (title, tasks) = (job.title(), job.tasks);
    let words = job.export.iter().chain(&job.join);
    if let Some(word) = words.into_iter().find(|word| word.contains(REPLACED)) {
        return Err(PartsError::Braces(word.clone()));
    }
    let (name, program) = (yaml(&job.name), yaml(&job.program));
    // Values are arguments of the script: in its text they would have to be quoted.
    let begin = "set -eu\ncd \"$1\"\nprogram=$2\n";
    let own = "\"$program\"";
    let make = format!("{begin}part=$3\n{}", job.make(own, "\"$part\""));
    let join = format!("{begin}exec {}\n", job.join(own));
    let (make, join) = (indented(&make, 12), indented(&join, 12));
    Ok(format!(
        r#"# {title}. It belongs into the folder of the movie, which every machine must see, and the program.
# To start it: openjd run THIS-FILE
specificationVersion: jobtemplate-2023-09
name: {name}
parameterDefinitions:
  - name: Folder
    type: PATH
    objectType: DIRECTORY
    dataFlow: INOUT
    default: "."
    description: The folder that the movie and its parts are in.
  - name: Program
    type: STRING
    default: {program}
    description: The program with the sketch.
steps:
  - name: parts
    parameterSpace:
      taskParameterDefinitions:
        - name: Part
          type: INT
          range: "1-{tasks}"
    script:
      actions:
        onRun:
          command: sh
          args: ["{{{{Task.File.Make}}}}", "{{{{Param.Folder}}}}", "{{{{Param.Program}}}}", "{{{{Task.Param.Part}}}}"]
      embeddedFiles:
        - name: Make
          type: TEXT
          data: |
{make}  - name: join
    dependencies:
      - dependsOn: parts
    script:
      actions:
        onRun:
          command: sh
          args: ["{{{{Task.File.Join}}}}", "{{{{Param.Folder}}}}", "{{{{Param.Program}}}}"]
      embeddedFiles:
        - name: Join
          type: TEXT
          data: |
{join}"#
    ))
}

#[cfg(test)]
mod tests {
    use super::super::tests::job;

    #[test]
    fn words_that_would_be_replaced_are_refused() {
        assert!(super::template(&job()).unwrap().contains("range: \"1-40\""));
        let mut job = job();
        job.export.push("text={{now}}".into());
        let error = super::template(&job).unwrap_err().to_string();
        assert!(error.contains("text={{now}}"), "{error}");
    }
}
