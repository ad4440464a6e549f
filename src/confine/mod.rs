//! A process that has all it needs in, the same process without the right to anything else out.
//!
//! What is shown to strangers is made of articles that strangers wrote. Should one of them ever steer the
//! program, the kernel refuses it what the program never does: opening files, starting programs, reaching the
//! network, touching other processes. Two mechanisms of Linux do that, each where the other is blind:
//! landlock says which files and ports exist for the process (none), seccomp which system calls do.
//!
//! It cannot be taken back, and holds for every thread made afterwards. What is needed later must be in hand
//! before: files read or held open, sockets bound, keys loaded.

#[cfg(all(
    target_os = "linux",
    target_endian = "little",
    target_pointer_width = "64",
    any(
        target_arch = "x86_64",
        target_arch = "aarch64",
        target_arch = "riscv64"
    )
))]
#[path = "linux.rs"]
mod system;
#[cfg(not(all(
    target_os = "linux",
    target_endian = "little",
    target_pointer_width = "64",
    any(
        target_arch = "x86_64",
        target_arch = "aarch64",
        target_arch = "riscv64"
    )
)))]
#[path = "elsewhere.rs"]
mod system;

use std::fmt;

/// Confines the process, for good. To be called once, by the only thread: landlock does not reach the others, and
/// the threads of a pool stay, unless the pool was built for the occasion (rayon's `build_scoped`).
///
/// Never fails: what could not be done is told by what is returned.
pub fn process() -> Confinement {
    let mut confinement = Confinement::default();
    system::confine(&mut confinement);
    confinement
}

/// What the kernel refuses from now on, and what it could not be asked to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "somebody wants to know what is not in force"]
pub struct Confinement {
    in_force: Vec<String>,
    missing: Vec<Missing>,
}

/// Something that is not in force.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Missing {
    what: &'static str,
    why: String,
}

impl Confinement {
    /// Whether everything is in force.
    pub fn is_whole(&self) -> bool {
        self.missing.is_empty()
    }

    fn lacks(&mut self, what: &'static str, why: impl Into<String>) {
        let why = why.into();
        self.missing.push(Missing { what, why });
    }
}

/// Such as "landlock (ABI 7) and seccomp", "seccomp, not landlock (the kernel does not have it)" or
/// "none (landlock: …; seccomp: …)".
impl fmt::Display for Confinement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.in_force.is_empty() {
            let missing: Vec<String> = self
                .missing
                .iter()
                .map(|Missing { what, why }| format!("{what}: {why}"))
                .collect();
            return write!(f, "none ({})", missing.join("; "));
        }
        f.write_str(&self.in_force.join(" and "))?;
        for Missing { what, why } in &self.missing {
            write!(f, ", not {what} ({why})")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_in_force_and_what_is_not() {
        let of = |in_force: &[&str], missing: &[(&'static str, &str)]| Confinement {
            in_force: in_force.iter().map(ToString::to_string).collect(),
            missing: missing
                .iter()
                .map(|&(what, why)| Missing {
                    what,
                    why: why.to_owned(),
                })
                .collect(),
        };
        let whole = of(&["landlock (ABI 7)", "seccomp"], &[]);
        assert!(whole.is_whole());
        assert_eq!(whole.to_string(), "landlock (ABI 7) and seccomp");
        for (in_force, missing, said) in [
            (
                &["seccomp"][..],
                &[("landlock", "the kernel does not have it")][..],
                "seccomp, not landlock (the kernel does not have it)",
            ),
            (
                &[],
                &[("landlock", "off"), ("seccomp", "refused")],
                "none (landlock: off; seccomp: refused)",
            ),
        ] {
            let part = of(in_force, missing);
            assert!(!part.is_whole());
            assert_eq!(part.to_string(), said);
        }
    }
}
