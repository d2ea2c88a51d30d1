//! Two jobs for Kubernetes (batch/v1). It knows no order between jobs, so the one that joins waits for the parts itself.

use super::{Job, TRIES, indented, yaml};

/// How long the parts may take altogether, in seconds: a week.
const WAIT: u32 = 7 * 24 * 60 * 60;

/// What a part asks for.
const CORES: u32 = 2;

/// Both.
pub fn jobs(job: &Job, image: &str, claim: &str) -> String {
    let (title, tasks) = (job.title(), job.tasks);
    let name = label(&job.name);
    let program = super::quote(&job.program);
    let export = super::quoted(&job.export);
    let make =
        format!("exec {program} {export} --part $((JOB_COMPLETION_INDEX + 1))/{tasks} --quiet\n");
    let join = format!("exec {} --wait {WAIT}\n", job.join(&program));
    let (image, claim) = (yaml(image), yaml(claim));
    let pod = |name: &str, script: &str, cores: &str, memory: &str| {
        // Kubernetes replaces $(NAME), and takes two of them for one.
        let script = indented(&script.replace('$', "$$"), 14);
        format!(
            r#"    spec:
      restartPolicy: Never
      containers:
        - name: {name}
          image: {image}
          workingDir: /work
          command: [sh, -c]
          args:
            - |
{script}          resources:
            requests: {{ cpu: "{cores}", memory: {memory} }}
          volumeMounts:
            - {{ name: work, mountPath: /work }}
      volumes:
        - name: work
          persistentVolumeClaim: {{ claimName: {claim} }}
"#
        )
    };
    let parts = pod("part", &make, &CORES.to_string(), "1Gi");
    let joined = pod("join", &join, "100m", "256Mi");
    format!(
        r#"# {title}. The program and all files that it reads are in the volume.
# To start it: kubectl apply -f THIS-FILE
apiVersion: batch/v1
kind: Job
metadata:
  name: {name}-parts
spec:
  completionMode: Indexed
  completions: {tasks}
  parallelism: {tasks}
  # Each part is tried {TRIES} times, whatever becomes of the others (Kubernetes 1.29).
  backoffLimitPerIndex: {retries}
  # One whose arguments are wrong would never work.
  podFailurePolicy:
    rules:
      - action: FailJob
        onExitCodes: {{ operator: In, values: [2] }}
  template:
{parts}---
apiVersion: batch/v1
kind: Job
metadata:
  name: {name}-join
spec:
  backoffLimit: {retries}
  template:
{joined}"#,
        retries = TRIES - 1,
    )
}

/// A name as Kubernetes takes it (RFC 1123): small letters, digits and dashes, 63 of them with what is put after it.
fn label(name: &str) -> String {
    let letters = name
        .chars()
        .map(|letter| match letter.to_ascii_lowercase() {
            letter @ ('a'..='z' | '0'..='9') => letter,
            _ => '-',
        });
    let name: String = letters.take(50).collect();
    match name.trim_matches('-') {
        "" => "kinora".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_kubernetes_takes() {
        assert_eq!(label("my_Orbit 2"), "my-orbit-2");
        assert_eq!(label("ü"), "kinora");
        assert_eq!(label(&"a".repeat(80)).len(), 50);
    }
}
