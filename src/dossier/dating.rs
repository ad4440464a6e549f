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
 a.iter().map(|x| {
   let own = x.tokens.article.text.lines().take(12).filter(|l| (l.starts_with("**Published") || l.len() < 50) && !l.contains("Monday")).find_map(|l| {
     let c = crate::annotating::dates::parse_date(&l.replace("**", " ").replace("T", " ").replace("Published:", "").replace(" ,", ","))?;
     let s = format!("{c:?}"); 
     let n: Vec<u32> = s.split(|c: char| !c.is_ascii_digit()).filter_map(|x| x.parse().ok()).collect();
     let y = n.iter().find(|x| **x > 1900)?; let r: Vec<u32> = n.iter().copied().filter(|x| *x < 32 && *x > 0).collect();
     chrono::NaiveDate::from_ymd_opt(*y as i32, *r.first()?, *r.get(1)?).and_then(Edtf::day) });
   Dating { published: own.or(d), ..Dating::default() } }).collect() }
