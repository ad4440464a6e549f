//! Which of a sentence's dates is the date of an event named in it.

use std::ops::Range;

use super::clauses::{self, Clauses, Role};
use super::meaning::{Anchor, Cue, Kind, Meaning, Tense, YearRef};
use super::units::{Granularity, Unit};
use super::{Timex, tense};
use crate::annotating::tokens::Tokens;

/// The index in `timexes` of the expression that dates the event whose trigger stands at `anchor`;
/// `None` where the sentence dates only other things.
pub fn attach(
    tokens: &Tokens<'_>,
    timexes: &[Timex],
    sentence: usize,
    anchor: Range<usize>,
) -> Option<usize> {
    let from = timexes.partition_point(|timex| timex.sentence < sentence);
    let to = timexes.partition_point(|timex| timex.sentence <= sentence);
    let here = timexes.get(from..to)?;
    if here.is_empty() {
        return None;
    }
    let range = tokens.sentence(sentence);
    let clauses = clauses::cut(tokens, range.clone(), |token| {
        here.iter().any(|timex| timex.tokens.contains(&token))
    });
    here.iter()
        .enumerate()
        .filter(|(_, timex)| can_date(timex))
        .filter_map(|(index, timex)| {
            let cost = cost(tokens, &clauses, &range, timex, &anchor)?;
            Some((cost, from + index))
        })
        .min()
        .map(|(_, index)| told_finer(timexes, index).unwrap_or(index))
}

/// Whether the expression can come to a date at all.
const fn can_date(timex: &Timex) -> bool {
    let untold = matches!(
        timex.meaning,
        Meaning::Run { count: None, .. }
            | Meaning::Shift { count: None, .. }
            | Meaning::Shift {
                anchor: Anchor::Event,
                ..
            }
    );
    matches!(timex.kind(), Kind::Point | Kind::Span) && !untold
}

/// The day that is named after its year: "next year, from July 2 to 4".
fn told_finer(timexes: &[Timex], index: usize) -> Option<usize> {
    let year = timexes.get(index)?;
    let next = timexes.get(index + 1)?;
    let of_year = matches!(
        year.meaning,
        Meaning::Unit {
            unit: Unit::Year,
            ..
        }
    );
    let is_day = matches!(next.meaning, Meaning::Date(date) | Meaning::Range(date, _)
        if date.month.is_some() && matches!(date.year, YearRef::Offset(_)));
    (of_year && is_day && next.sentence == year.sentence).then_some(index + 1)
}

/// How ill the expression fits the event; `None` where it belongs to something else.
fn cost(
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    sentence: &Range<usize>,
    timex: &Timex,
    anchor: &Range<usize>,
) -> Option<usize> {
    let follows = timex.tokens.start >= anchor.end;
    let between = if follows {
        anchor.end..timex.tokens.start
    } else {
        timex.tokens.end..anchor.start
    };
    let is_verb = |index: &usize| tense::cue(tokens, sentence, *index).is_some();
    if timex.attributive
        && !follows
        && !is_verb(&anchor.start)
        && is_noun_phrase(tokens, sentence, between.clone())
    {
        return Some(0);
    }
    let relation = relation(
        clauses,
        clauses.of(timex.tokens.start),
        clauses.of(anchor.start),
    )?;
    let distance = between.len();
    // A stretch of years is that of the nearest noun: "at the conference she pledged aid over three years".
    let is_run = matches!(timex.meaning, Meaning::Run { .. });
    if is_run
        && follows
        && !is_verb(&anchor.start)
        && (distance > 4 || between.clone().any(|at| is_verb(&at)))
    {
        return None;
    }
    if timex.attributive {
        // "At Friday's session, leaders called": the day of the session is the day of the call.
        // "The 1974 collapse" dates nothing but the collapse.
        let deictic = timex.granularity() <= Granularity::Day
            || matches!(timex.meaning, Meaning::Unit { .. });
        return (deictic && relation == 0).then_some(distance + 40);
    }
    let count = |word| {
        between
            .clone()
            .filter(|index| tokens.is(*index, word))
            .count()
    };
    let dashes = between
        .clone()
        .filter(|index| {
            tokens.is(*index, "-") && tokens.get(*index).is_some_and(|dash| !dash.glued)
        })
        .count();
    let (commas, quotes) = (count(",") + dashes, count("\""));
    let verbs = between.clone().filter(is_verb).count();
    let opening = timex.tokens.start <= sentence.start + 2;
    let scheduled = timex
        .tokens
        .start
        .checked_sub(2)
        .is_some_and(|index| is_verb(&index));
    let fits = quotes % 2 == 0
        && (opening || fits_cue(timex, commas, verbs, scheduled))
        && !(verbs > 0 && follows && clauses::is_saying(tokens, anchor.start))
        && !(follows && owned_by_another(tokens, sentence, timex, anchor))
        && !(!follows && !opening && !scheduled && timex.is_of_noun())
        && (opening || !is_contrary(tokens, sentence, timex, anchor));
    if !fits {
        return None;
    }
    let obstacles = if opening { 0 } else { commas * 8 + verbs * 6 };
    // The date of a verb mostly follows it.
    let order = if follows { 0 } else { 3 };
    Some(distance + relation + obstacles + order)
}

/// The ends of a period hold for the nearest word only: "a plan to guide trade through 2027".
const fn fits_cue(timex: &Timex, commas: usize, verbs: usize, scheduled: bool) -> bool {
    let day = matches!(timex.granularity(), Granularity::Day);
    let near = verbs == 0 && commas == 0;
    match timex.cue {
        Cue::Since => verbs == 0,
        Cue::From if day => verbs == 0 && commas <= 1,
        Cue::From | Cue::Until | Cue::By => near,
        // "an outline for 2011-2014, to be endorsed": the years of the plan.
        Cue::Over if matches!(timex.meaning, Meaning::Date(_) | Meaning::Range(..)) => {
            scheduled || near
        }
        _ => true,
    }
}

/// Whether a verb beside the expression, other than the event's own, takes it: "said the forum held on
/// May 4 was …"; likewise the noun before "for", unless something is scheduled "for" it.
fn owned_by_another(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    timex: &Timex,
    anchor: &Range<usize>,
) -> bool {
    let is_verb = |index: usize| tense::cue(tokens, sentence, index).is_some();
    let from = timex.tokens.start.saturating_sub(2).max(anchor.end);
    let beside = (from..timex.tokens.start).find(|index| is_verb(*index));
    let joined = beside
        .and_then(|index| index.checked_sub(1))
        .is_some_and(|index| matches!(tokens.lower(index), "and" | "or" | "be" | "to"));
    let taken = beside.is_some() && !joined && is_verb(anchor.start);
    let far = timex.tokens.start > anchor.end + 2;
    taken || (beside.is_none() && far && timex.is_of_noun())
}

/// Whether the verb of the event lies ahead and that of the expression is past.
fn is_contrary(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    timex: &Timex,
    anchor: &Range<usize>,
) -> bool {
    timex.tense == Tense::Past
        && timex.tokens.end <= anchor.start
        && (anchor.start.saturating_sub(1).max(sentence.start)..anchor.end)
            .any(|index| tense::cue(tokens, sentence, index) == Some(Tense::Future))
}

/// What it costs to take a date out of clause `theirs` into clause `mine`.
fn relation(clauses: &Clauses, theirs: usize, mine: usize) -> Option<usize> {
    if theirs == mine {
        return Some(0);
    }
    let (their, my) = (clauses.get(theirs), clauses.get(mine));
    match (their.role, my.role) {
        (Role::Main, Role::Main) => Some(80),
        (_, Role::Beside) if my.parent == Some(theirs) => Some(50),
        (Role::Beside, _) if their.parent == Some(mine) => Some(60),
        _ => None,
    }
}

/// Whether the tokens lead from an attribute to its noun without a break.
fn is_noun_phrase(tokens: &Tokens<'_>, sentence: &Range<usize>, between: Range<usize>) -> bool {
    between.len() <= 7
        && between.clone().all(|index| {
            let word = tokens.lower(index);
            word != ","
                && tense::cue(tokens, sentence, index).is_none()
                && !matches!(
                    word,
                    "in" | "on" | "at" | "with" | "to" | "for" | "after" | "before"
                )
        })
}

#[cfg(test)]
mod tests {
    use super::attach;
    use crate::annotating::dates::recognise;
    use crate::annotating::testing::article;
    use crate::annotating::tokens::Tokens;

    /// (sentence, the event's trigger, the expression that dates it)
    const EVENTS: &[(&str, &str, Option<&str>)] = &[
        (
            "She arrived in Lima on Wednesday to join talks.",
            "arrived",
            Some("Wednesday"),
        ),
        (
            "On Friday, the ministers signed a pact.",
            "signed",
            Some("Friday"),
        ),
        (
            "In October, Peru, which had waited, proposed new rules.",
            "proposed",
            Some("October"),
        ),
        (
            "Following the 1974 collapse of the dam, Arcadia was plunged into a crisis.",
            "collapse",
            Some("1974"),
        ),
        (
            "Following the 1974 collapse of the dam, Arcadia was plunged into a crisis.",
            "plunged",
            None,
        ),
        (
            "The king, who has ruled since 1987, hosted talks.",
            "hosted",
            None,
        ),
        (
            "The king, who has ruled since 1987, hosted talks on Monday.",
            "hosted",
            Some("Monday"),
        ),
        (
            "The king, who has ruled since 1987, hosted talks on Monday.",
            "ruled",
            Some("1987"),
        ),
        (
            "The queen met the envoy before the pact was signed on Thursday.",
            "signed",
            Some("Thursday"),
        ),
        (
            "The queen met the envoy before the pact was signed on Thursday.",
            "met",
            None,
        ),
        (
            "The queen will on Thursday open the fair.",
            "open",
            Some("Thursday"),
        ),
        (
            "The two met on Monday and signed on Tuesday.",
            "met",
            Some("Monday"),
        ),
        (
            "The two met on Monday and signed on Tuesday.",
            "signed",
            Some("Tuesday"),
        ),
        (
            "The envoy said on Monday that talks would begin in June.",
            "begin",
            Some("June"),
        ),
        (
            "The envoy said on Monday that talks would begin in June.",
            "said",
            Some("Monday"),
        ),
        (
            "The bank (founded in 1950) closed on Friday.",
            "closed",
            Some("Friday"),
        ),
        (
            "At Sunday's closing session, the chair called for calm.",
            "called",
            Some("Sunday"),
        ),
        (
            "Sunday's closing session was short.",
            "session",
            Some("Sunday"),
        ),
        ("A five-year plan was adopted.", "adopted", None),
        (
            "At the last forum in 2012, she criticised him.",
            "criticised",
            Some("2012"),
        ),
        (
            "The forum closed with a plan to guide trade through 2027.",
            "closed",
            None,
        ),
        (
            "The pact will be signed in Lima, the envoy said on Monday.",
            "signed",
            None,
        ),
        (
            "The pact will be signed in Lima, the envoy said on Monday.",
            "said",
            Some("Monday"),
        ),
        (
            "The envoy announced on Monday a road that would be opened soon.",
            "opened",
            None,
        ),
        (
            "She said the forum held on May 4 was a success.",
            "said",
            None,
        ),
        (
            "An outline for 2011-2014 is due to be endorsed on Sunday.",
            "endorsed",
            Some("Sunday"),
        ),
        (
            "They quarrelled. \"Much hangs today on us,\" he said.",
            "quarrelled",
            None,
        ),
        (
            "Ferries have been halted for weeks, since late January.",
            "halted",
            Some("late January"),
        ),
        (
            "They sealed a pact on a leaner 2015-2018 farming scheme.",
            "sealed",
            None,
        ),
        (
            "The quarrel over the 2015-2018 scheme followed long talks.",
            "followed",
            None,
        ),
        (
            "The envoy said the pact left room for a revision in 2012.",
            "said",
            None,
        ),
        (
            "The envoy said the pact left room for a revision in 2012.",
            "revision",
            Some("2012"),
        ),
        (
            "At the forum slated for May 20-21, leaders will review trade.",
            "review",
            Some("May 20-21"),
        ),
        (
            "From May 20 to 21, Lima will host a forum.",
            "host",
            Some("May 20 to 21"),
        ),
        (
            "This year's forum took place in Lima.",
            "took",
            Some("This year"),
        ),
        (
            "Arcadia and Borduria will become members on 1 March 2021, the envoy told a press conference.",
            "told",
            None,
        ),
        (
            "Arcadia and Borduria will become members on 1 March 2021, the envoy told a press conference.",
            "conference",
            None,
        ),
        (
            "Arcadia will become a member on 1 March 2021, King [Otto Lund](https://a.example/b) told a conference.",
            "conference",
            None,
        ),
        (
            "Talking at the final conference, she said the bloc would pay for roads over the next four years.",
            "conference",
            None,
        ),
        (
            "Next year's forum takes place in Lima, from July 2 to 4.",
            "takes",
            Some("July 2 to 4"),
        ),
        (
            "Next year's forum takes place in Lima, from July 2 to 4.",
            "forum",
            Some("July 2 to 4"),
        ),
        (
            "Two texts, a declaration and an action plan for 2007-2009, are expected to be adopted at the fair.",
            "adopted",
            None,
        ),
        (
            "The chair said in a statement that on Thursday the queen will take part in talks.",
            "said",
            None,
        ),
        (
            "The chair said in a statement that on Thursday the queen will take part in talks.",
            "take",
            Some("Thursday"),
        ),
    ];

    #[test]
    fn dates_events() {
        for (text, trigger, wanted) in EVENTS {
            let article = article(text);
            let tokens = Tokens::of(&article);
            let timexes = recognise(&tokens);
            let at = tokens.at(text.find(*trigger).unwrap());
            let found =
                attach(&tokens, &timexes, 0, at..at + 1).map(|index| timexes[index].span.of(text));
            assert_eq!(found, *wanted, "{trigger}: {text}");
        }
    }
}
