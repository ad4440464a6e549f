//! Short names for items, the same for the same text on every machine.

/// `prefix-` and twelve hexadecimal digits of the FNV-1a hash of the parts.
pub(super) fn id(prefix: &str, parts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{prefix}-{:012x}", hash & 0xffff_ffff_ffff)
}

/// `prefix-` and the text in lower-case ASCII, words joined by hyphens ("p-maria-silva").
pub(super) fn slug(prefix: &str, text: &str) -> String {
    let folded = any_ascii::any_ascii(text).to_lowercase();
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    format!("{prefix}-{}", words.join("-"))
}
