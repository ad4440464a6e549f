//! The dossier's title: where the meeting took place, and when.

use crate::edtf::Edtf;

/// "Lima, 15–18 May 2019".
pub(super) fn title(place: Option<String>, meeting: Option<Edtf>) -> String {
    let parts: Vec<String> = place.into_iter().chain(meeting.map(Edtf::words)).collect();
    if parts.is_empty() {
        "Summit".to_owned()
    } else {
        parts.join(", ")
    }
}
