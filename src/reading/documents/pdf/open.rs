//! The bytes of a PDF in, a document that is safe to walk out: small enough and decrypted.

use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::{Document, Error, LoadOptions};
use memchr::memmem::{find, rfind};

use super::measure::Tokens;
use crate::reading::page::Refusal;

/// How many numbers, names and strings a file may hold outside its pages. Loading makes an object
/// of some hundred bytes of each.
const MOST_TOKENS: usize = 2_000_000;

/// How many bytes one stream of objects may unpack to.
const ONE_STREAM: usize = 8 << 20;

/// How many bytes all encrypted streams of objects may unpack to; these cannot be measured
/// before they are loaded.
const ENCRYPTED_STREAMS: usize = 32 << 20;

/// Loads a document; one that is encrypted with an empty password is decrypted.
pub fn open(bytes: &[u8]) -> Result<Document, Refusal> {
    let streams = measure(bytes)?;
    let limit = if find(bytes, b"/Encrypt").is_some() {
        let share = ENCRYPTED_STREAMS / streams.max(1);
        share.clamp(ONE_STREAM / 16, ONE_STREAM)
    } else {
        ONE_STREAM
    };
    let options = LoadOptions::with_max_decompressed_size(limit);
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| why(&error))?;
    if document.is_encrypted() {
        return Err(Refusal::locked());
    }
    Ok(document)
}

fn why(error: &Error) -> Refusal {
    match error {
        Error::Decompress(_) => Refusal::too_large(),
        Error::InvalidPassword | Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => {
            Refusal::locked()
        }
        _ => Refusal::damaged("PDF"),
    }
}

/// Counts the streams of objects, which loading unpacks at once; refuses a file that would load
/// into too many objects.
fn measure(bytes: &[u8]) -> Result<usize, Refusal> {
    let mut tokens = Tokens::default();
    let mut count = 0;
    let mut rest = bytes;
    loop {
        let Some(at) = find(rest, b"stream") else {
            tokens.count(rest);
            break;
        };
        let (before, after) = rest.split_at(at);
        rest = after.get(b"stream".len()..).unwrap_or_default();
        if before.ends_with(b"end") {
            continue;
        }
        tokens.count(before);
        if may_hold_objects(before) {
            count += 1;
            let data = rest.strip_prefix(b"\r").unwrap_or(rest);
            let data = data.strip_prefix(b"\n").unwrap_or(data);
            // Damaged data counts for what it unpacks to before the damage.
            let _ = std::io::copy(
                &mut ZlibDecoder::new(data).take(ONE_STREAM as u64 + 1),
                &mut tokens,
            );
        }
        if tokens.found > MOST_TOKENS {
            break;
        }
        // What lies within a stream is no object.
        rest = find(rest, b"endstream")
            .and_then(|at| rest.get(at..))
            .unwrap_or(rest);
    }
    if tokens.found > MOST_TOKENS {
        return Err(Refusal::too_large());
    }
    Ok(count)
}

/// Whether the dictionary right before a stream names it a stream of objects.
fn may_hold_objects(before: &[u8]) -> bool {
    const DICTIONARY: usize = 1000;
    let from = before.len().saturating_sub(DICTIONARY);
    let near = before.get(from..).unwrap_or_default();
    let start = rfind(near, b"obj").unwrap_or(0);
    let dictionary = near.get(start..).unwrap_or_default();
    find(&unescaped(dictionary), b"ObjStm").is_some()
}

/// Names with "#4f" as the letter it stands for.
fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, tail)) = rest.split_first() {
        let code = tail
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let code = code.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code {
            Some(code) if *first == b'#' => {
                plain.push(code);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                plain.push(*first);
                rest = tail;
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_streams_of_objects() {
        for (before, expected) in [
            (&b"endobj 5 0 obj <</Type/ObjStm/N 3>>"[..], true),
            (b"5 0 obj <</Type/#4fbj#53tm>>", true),
            (
                b"5 0 obj <</Type/ObjStm>> endobj 6 0 obj <</Type/XObject>>",
                false,
            ),
            (b"5 0 obj <</Name/A#20B>>", false),
            (b"#", false),
        ] {
            let shown = String::from_utf8_lossy(before);
            assert_eq!(may_hold_objects(before), expected, "{shown}");
        }
    }
}
