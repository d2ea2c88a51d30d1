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
    let Job { movie, tasks, .. } = job;
    if let Some(word) = job.export.iter().find(|word| word.contains(REPLACED)) {
        return Err(PartsError::Braces(word.clone()));
    }
    let (name, folder, program) = (yaml(&job.name), yaml(&job.folder), yaml(&job.program));
    let begin = "set -eu\ncd '{{Param.Folder}}'\n";
    let own = "'{{Param.Program}}'";
    let make = indented(
        &format!("{begin}{}", job.make(own, "{{Task.Param.Part}}")),
        10,
    );
    let join = indented(&format!("{begin}exec {}\n", job.join(own)), 10);
    Ok(format!(
        r#"# {movie}, in {tasks} parts.
specificationVersion: jobtemplate-2023-09
name: {name}
parameterDefinitions:
  - name: Folder
    type: PATH
    objectType: DIRECTORY
    dataFlow: INOUT
    default: {folder}
    description: The folder that the movie and its parts are in, on every machine.
  - name: Program
    type: PATH
    objectType: FILE
    dataFlow: IN
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
          args: ["{{{{Task.File.Make}}}}"]
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
          args: ["{{{{Task.File.Join}}}}"]
      embeddedFiles:
        - name: Join
          type: TEXT
          data: |
{join}"#,
        make = indented(&make, 2),
        join = indented(&join, 2),
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
