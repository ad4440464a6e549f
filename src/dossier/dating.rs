//! stub
use crate::annotating::Annotations;
use crate::dossier::DatingBasis;
use crate::edtf::Edtf;
/// stub
#[derive(Clone, Debug, Default)]
pub struct Dating { /// s
 pub published: Option<Edtf>, /// s
 pub basis: DatingBasis, /// s
 pub because: String }
/// stub
pub fn date_articles(a: &[Annotations<'_>]) -> Vec<Dating> { vec![Dating::default(); a.len()] }
