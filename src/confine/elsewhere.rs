//! Systems and processors that nobody has written a confinement for.

use super::Confinement;

pub fn confine(confinement: &mut Confinement) {
    for what in ["landlock", "seccomp"] {
        confinement.lacks(what, "not on this system");
    }
}
