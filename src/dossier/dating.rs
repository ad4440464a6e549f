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
pub fn date_articles(a: &[Annotations<'_>]) -> Vec<Dating> { 
 let d = std::env::var("SUMMITRY_DATE").ok().and_then(|d| chrono::NaiveDate::parse_from_str(&d, "%Y-%m-%d").ok()).and_then(Edtf::day);
 a.iter().map(|_| Dating { published: d, ..Dating::default() }).collect() }
