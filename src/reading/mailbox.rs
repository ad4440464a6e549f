//! A mailbox in, the bytes of its mails out.

use std::borrow::Cow;

use memchr::memmem;

/// The mails of a mailbox, each with the bytes it stands in; a line "From " with a date begins each, and the
/// mark that guards such a line in a mail is taken away.
pub(super) fn split(bytes: &[u8]) -> Vec<Cow<'_, [u8]>> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    let mut blank = true;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if blank && begins_mail(line) {
            starts.push(at);
        }
        blank = line.trim_ascii().is_empty();
        at += line.len();
    }
    let ends = starts.iter().copied().skip(1).chain([bytes.len()]);
    let mails = starts.iter().copied().zip(ends);
    mails
        .filter_map(|(start, end)| {
            let mail = bytes.get(start..end)?;
            let head = mail.iter().position(|&byte| byte == b'\n')?;
            mail.get(head + 1..).map(unguarded)
        })
        .collect()
}

/// Whether a line begins a mail in a mailbox: "From SENDER Tue Mar  4 09:00:00 2014".
pub(super) fn begins_mail(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let rest = String::from_utf8_lossy(rest);
    let words: Vec<&str> = rest.split_whitespace().skip(1).collect();
    let name = |word: &str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let number = |word: &str, len: std::ops::RangeInclusive<usize>| {
        len.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let clock = |word: &str| word.split(':').filter(|part| number(part, 1..=2)).count() >= 2;
    // The zone may stand before the year.
    let is_zone = |word: &str| !word.starts_with(char::is_numeric);
    words.windows(5).any(|words| {
        let &[weekday, one, other, third, fourth] = words else {
            return false;
        };
        let day = name(one) && number(other, 1..=2) || number(one, 1..=2) && name(other);
        let time = clock(third) && (number(fourth, 4..=4) || is_zone(fourth))
            || number(third, 4..=4) && clock(fourth);
        name(weekday.trim_end_matches(',')) && day && time
    })
}

fn unguarded(mail: &[u8]) -> Cow<'_, [u8]> {
    if memmem::find(mail, b">From ").is_none() {
        return Cow::Borrowed(mail);
    }
    let mut out = Vec::with_capacity(mail.len());
    for line in mail.split_inclusive(|&byte| byte == b'\n') {
        let marks = line.iter().take_while(|&&byte| byte == b'>').count();
        let guarded = marks > 0
            && line
                .get(marks..)
                .is_some_and(|rest| rest.starts_with(b"From "));
        out.extend_from_slice(line.get(usize::from(guarded)..).unwrap_or_default());
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_a_mailbox() {
        let one = "From: Ana Silva <ana@courier.example>\nSubject: A\n\nThey met.\n";
        let both = format!(
            "From a@b.example Mon Mar  3 09:00:00 2014\n{one}\nFrom here they left.\n>From there they came.\n\n\
             From - Tue Mar 04 09:00:00 +0100 2014\n{one}\nFrom a Tue, 4 Mar 2014 09:00:00\n{one}"
        );
        let mails = split(both.as_bytes());
        assert_eq!(mails.len(), 3);
        let first = String::from_utf8_lossy(&mails[0]);
        assert!(first.contains("\nFrom here") && first.contains("\nFrom there"));
        assert!(split(b"Leaders met.").is_empty());
        assert!(split(b"From our own correspondent in Lima on 4 March 2014\nFrom: A\n").is_empty());
    }
}
