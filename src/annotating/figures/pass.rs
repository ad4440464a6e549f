//! Reading one sentence: at each number its range, its unit, its refusal or its figure.

use std::borrow::Cow;
use std::ops::Range;

use super::line::Line;
use super::numbers::{self, Number};
use super::units::{self, Dimension, Unit};
use super::{Direction, Figure, change, hedges, lone, measure, money, nouns, refusals, shares};

/// The reading of one sentence.
pub(super) struct Pass<'t, 'a, 'f> {
    pub line: Line<'t, 'a>,
    pub sentence: usize,
    /// The tokens of the sentence, dates included.
    pub whole: Range<usize>,
    /// The currency of the last amount, which a later bare "3.4 billion" takes.
    pub last_currency: Option<&'static str>,
    pub figures: &'f mut Vec<Figure>,
}

impl Pass<'_, '_, '_> {
    /// Reads the number at `at`; gives the token to go on from.
    pub fn read(&mut self, at: usize) -> usize {
        if let Some(share) = shares::read(&self.line, at) {
            let number = Number::new(share.percent, share.start, share.end);
            let unit = Unit {
                name: Cow::Borrowed("%"),
                factor: 1.0,
                dimension: Dimension::Share,
                end: share.end,
                hyphen: false,
            };
            if !numbers::is_named(&self.line, &number) {
                self.push(&[&number], share.start, &unit);
            }
            return share.end;
        }
        if let Some((number, unit)) = lone::read(&self.line, at) {
            self.push(&[&number], number.start, &unit);
            return unit.end;
        }
        let taken = self.figures.last().map_or(0, |figure| figure.tokens.end);
        let prefix = money::before(&self.line, at).filter(|&(_, start)| start >= taken);
        let Some(number) = numbers::read(&self.line, at, prefix.is_some()) else {
            return at + 1;
        };
        if refusals::is_name(&self.line, &number, prefix.is_some()) {
            return number.end;
        }
        if let Some(second) = self.votes_against(&number).filter(|_| prefix.is_none()) {
            let unit = Unit {
                name: Cow::Borrowed("vote"),
                factor: 1.0,
                dimension: Dimension::Count,
                end: second.end,
                hyphen: false,
            };
            self.push(&[&number, &second], number.start, &unit);
            return unit.end;
        }
        match self.range_end(&number) {
            Join::Range(second) => self.range(number, second, prefix),
            Join::Score(end) => end,
            Join::None => self.single(&number, prefix),
        }
    }

    fn single(&mut self, number: &Number, prefix: Option<(&'static str, usize)>) -> usize {
        let start = prefix.map_or(number.start, |(_, start)| start);
        let Some(mut unit) = self.unit(number, start, prefix.map(|(code, _)| code)) else {
            return number.end;
        };
        let number_end = number.end;
        let mut number = Cow::Borrowed(number);
        if let Some((cents, end)) = self.cents(&unit) {
            number.to_mut().value += cents;
            unit.end = end;
        }
        if !refusals::is_idle(&self.line, &number, start, &unit) {
            self.push(&[&number], start, &unit);
        }
        self.resume(number_end, &unit)
    }

    /// "3 dollars and | 50 cents": the smaller coin in the larger, and one past it.
    fn cents(&self, unit: &Unit) -> Option<(f64, usize)> {
        let line = &self.line;
        let at = unit.end + usize::from(line.is(unit.end, "and"));
        let number = numbers::read(line, at, false)
            .filter(|number| unit.dimension == Dimension::Money && number.value < 100.0)?;
        let coin = units::measurement(line, number.end)
            .filter(|coin| coin.name == unit.name && coin.factor < 1.0)?;
        Some((number.value * coin.factor, coin.end))
    }

    /// Where to go on: after the unit, or at a number inside its noun group ("two five-year terms").
    fn resume(&self, number_end: usize, unit: &Unit) -> usize {
        let line = &self.line;
        let counted = matches!(unit.dimension, Dimension::Count | Dimension::People);
        let inner = (number_end..unit.end).find(|&at| {
            counted
                && line
                    .get(at)
                    .is_some_and(|token| numbers::may_begin(token, line.lower(at)))
        });
        inner.unwrap_or(unit.end)
    }

    fn range(
        &mut self,
        mut first: Number,
        second: (Number, Option<&'static str>),
        prefix: Option<(&'static str, usize)>,
    ) -> usize {
        let (second, second_currency) = second;
        let start = prefix.map_or(first.start, |(_, start)| start);
        let currency = prefix.map(|(code, _)| code).or(second_currency);
        let Some(unit) = self.unit(&second, second.start, currency) else {
            return second.end;
        };
        // "5 to 7 billion" are billions both.
        if first.is_plain() && first.value < second.value / second.scale {
            first.value *= second.scale;
            first.scale = second.scale;
        }
        if refusals::is_idle(&self.line, &second, start, &unit) {
            return unit.end;
        }
        self.push(&[&first, &second], start, &unit);
        unit.end
    }

    /// The unit of a number, from the sentence's last money or the verb beside it where nothing
    /// names one.
    fn unit(&self, number: &Number, start: usize, currency: Option<&'static str>) -> Option<Unit> {
        let line = &self.line;
        if let Some(unit) = units::of(line, number, currency) {
            return Some(unit);
        }
        if line.is_glued(number.end) && line.is_word(number.end) {
            // "19th", "5G".
            return None;
        }
        if let Some(unit) = self.unit_of_outset(number, start) {
            return Some(unit);
        }
        let hedged = hedges::before(line, start).map_or(start, |(start, _)| start);
        let crowd =
            number.is_whole() && !number.is_year_like() && nouns::numbered_before(line, hedged);
        if crowd || self.counts_casualties(number, start) {
            return Some(Unit {
                name: Cow::Borrowed("people"),
                factor: 1.0,
                dimension: Dimension::People,
                end: number.end,
                hyphen: false,
            });
        }
        self.shared_unit(number)
            .or_else(|| self.unit_of_series(number, start))
            .or_else(|| {
                let code = self.last_currency.filter(|_| number.scale >= 1e6)?;
                Some(units::amount(code, number.end, false))
            })
    }

    /// "33,000 troops, up from 9,000": a bare number that a change goes from or to counts the same.
    fn unit_of_outset(&self, number: &Number, start: usize) -> Option<Unit> {
        let line = &self.line;
        let previous = self.figures.last()?;
        let start = hedges::before(line, start).map_or(start, |(start, _)| start);
        let bare = !line.is_word(number.end) || nouns::ends_group(line, number.end);
        let change = matches!(line.lower_back(start, 1), "from" | "to")
            && line
                .back(start, 2)
                .is_some_and(|at| at >= previous.tokens.end && change::word(line, at).is_some());
        let same = bare
            && change
            && previous.sentence == self.sentence
            && previous.value >= 100.0
            && number.value >= 100.0
            && !number.is_year_like()
            && !money::is_code(&previous.unit)
            && previous.unit != "%";
        same.then(|| unit_of(previous, number.end))
    }

    /// "6 and 9 per cent", "40, 35 and 25 million euros": the unit that the last number of a list has.
    fn shared_unit(&self, number: &Number) -> Option<Unit> {
        /// The longest list.
        const MOST: usize = 5;
        let line = &self.line;
        let mut last = number.clone();
        for _ in 0..MOST {
            let and = line.is(last.end, "and") || line.is(last.end, "or");
            if !(and || line.is(last.end, ",")) || number.is_year_like() {
                return None;
            }
            let at =
                last.end + 1 + usize::from(line.is(last.end, ",") && line.is(last.end + 1, "and"));
            last = numbers::read(line, at, false)
                .filter(|next| next.start == at && next.digits == number.digits)?;
            if let Some(unit) =
                units::measurement(line, last.end).filter(|unit| unit.dimension != Dimension::Time)
            {
                return Some(Unit {
                    end: number.end,
                    ..unit
                });
            }
        }
        None
    }

    /// "Oslo will send 760 soldiers, Helsinki 800 and Riga 1,200": a bare number after a name goes on with the
    /// unit before it.
    fn unit_of_series(&self, number: &Number, start: usize) -> Option<Unit> {
        let line = &self.line;
        let previous = self
            .figures
            .last()
            .filter(|figure| figure.sentence == self.sentence)?;
        let named = line
            .back(start, 1)
            .is_some_and(|at| line.is_capitalized(at) && at >= previous.tokens.end);
        let scaled = number.scale >= 1e6 && !money::is_code(&previous.unit);
        let ends =
            !line.is_word(number.end) || matches!(line.lower(number.end), "and" | "in" | "by");
        let large = number.value >= 100.0 && previous.value >= 100.0 && !number.is_year_like();
        (ends && large && previous.unit != "%" && (named || scaled))
            .then(|| unit_of(previous, number.end))
    }

    /// "killing at least 12", "dozens were arrested", "thousands have marched".
    fn counts_casualties(&self, number: &Number, start: usize) -> bool {
        let line = &self.line;
        let before = hedges::before(line, start).map_or(start, |(start, _)| start);
        let ends = !line.is_word(number.end)
            || nouns::is_stop(line.lower(number.end))
            || matches!(line.lower(number.end), "and" | "more");
        if nouns::is_casualty(line.lower_back(before, 1)) && ends && !line.is_hyphen(number.end) {
            return number.is_whole() && !number.is_year_like();
        }
        let mut at = number.end;
        while matches!(
            line.lower(at),
            "were" | "was" | "are" | "have" | "has" | "had" | "been" | "being" | "others" | "more"
        ) {
            at += 1;
        }
        if at > number.end && nouns::is_casualty(line.lower(at)) {
            return true;
        }
        // "the death toll rose to 43"
        if ends
            && number.is_whole()
            && (1..=6).any(|count| line.lower_back(before, count) == "toll")
        {
            return true;
        }
        // A vague plural at the head of a clause with a verb after it: people, in the press.
        let heads = before == line.range.start
            || matches!(line.lower_back(before, 1), "," | "as" | "where" | "that");
        let verb = at > number.end || (line.is_lower_word(at) && line.lower(at).ends_with("ed"));
        number.vague.is_some() && heads && verb
    }

    /// "voted by 310 to 42", "a 90-10 vote": the votes against, after those in favour.
    fn votes_against(&self, first: &Number) -> Option<Number> {
        /// How far before the numbers the word for the vote may stand.
        const REACH: usize = 8;
        let line = &self.line;
        let joined = line.is(first.end, "to") || line.is(first.end, "-");
        if !joined || !first.is_plain() || !first.is_whole() {
            return None;
        }
        let second = numbers::read(line, first.end + 1, false)
            .filter(|second| second.is_plain() && second.is_whole() && second.vague.is_none())?;
        let vote = |word: &str| {
            matches!(
                word,
                "vote"
                    | "votes"
                    | "voted"
                    | "ballot"
                    | "voting"
                    | "passed"
                    | "approved"
                    | "rejected"
            )
        };
        let by = matches!(line.lower_back(first.start, 1), "by" | "voted" | "of");
        let before = by && (1..=REACH).any(|count| vote(line.lower_back(first.start, count)));
        let after = line.is_hyphen(first.end) && line.is(second.end, "vote");
        // "by 5 to 7 per cent" is a range.
        let bare = units::measurement(line, second.end).is_none();
        ((before || after) && bare).then_some(second)
    }

    /// What joins a second number to the first.
    fn range_end(&self, first: &Number) -> Join {
        let line = &self.line;
        let hyphen = line.is_hyphen(first.end);
        let word = line.lower(first.end);
        // "a five- to seven-year term"
        let suspended = word == "-"
            && line.is_glued(first.end)
            && !line.is_glued(first.end + 1)
            && matches!(line.lower(first.end + 1), "to" | "or");
        let joins = match word {
            "-" => hyphen || line.is_number(first.end + 1) || suspended,
            "to" | "or" => true,
            "and" => (1..=3).any(|count| line.lower_back(first.start, count) == "between"),
            _ => false,
        };
        let from = line.lower_back(first.start, 1) == "from";
        // "fell $2 to $64": the change and the outcome, not a range.
        let sign = money::before(line, first.start).map_or(first.start, |(_, start)| start);
        let outcome = word == "to"
            && line
                .back(sign, 1)
                .is_some_and(|at| change::word(line, at).is_some());
        if !joins || outcome || first.vague.is_some() {
            return Join::None;
        }
        let mut at = first.end + 1 + usize::from(suspended);
        // "three-to-five", "$10bn-$15bn".
        if hyphen && line.is(at, "to") && line.is_hyphen(at + 1) {
            at += 2;
        }
        let money = (at..at + 3)
            .filter(|&number| line.is_number(number))
            .find_map(|number| {
                let (code, start) = money::before(line, number)?;
                (start == at).then_some((code, number))
            });
        if let Some((_, number)) = money {
            at = number;
        }
        let Some(second) = numbers::read(line, at, money.is_some()) else {
            return Join::None;
        };
        if second.vague.is_some() || second.start != at {
            return Join::None;
        }
        let low = if first.is_plain() && first.value < second.value / second.scale {
            first.value * second.scale
        } else {
            first.value
        };
        if low < second.value || (from && word == "to") {
            if first.is_year_like() && second.is_year_like() {
                return Join::Score(second.end);
            }
            return Join::Range((second, money.map(|(code, _)| code)));
        }
        if hyphen {
            // "2-1", "2016-17".
            return Join::Score(second.end);
        }
        Join::None
    }

    /// Adds the figure of each number, all of one unit and one phrase.
    fn push(&mut self, numbers: &[&Number], start: usize, unit: &Unit) {
        let line = &self.line;
        let mut hedge = None;
        let minus = numbers::minus(line, start);
        let sign = if minus.is_some() { -1.0 } else { 1.0 };
        let start = minus.unwrap_or(start);
        let mut from = start;
        let number_start = start;
        if let Some((start, qualifier)) = hedges::before(line, start)
            && !(unit.dimension == Dimension::Time && is_throughout(line, start, number_start))
        {
            from = start;
            hedge = Some(qualifier);
        }
        let last = numbers.last().map_or(start, |number| number.end);
        let mut end = unit.end;
        for at in [unit.end, last] {
            if let Some((past, qualifier)) = hedges::after(line, at) {
                end = end.max(past);
                hedge = hedge.or(Some(qualifier));
            }
        }
        let measure = measure::of(line, &(from..end), start, last, unit);
        let direction = match unit.dimension {
            Dimension::Time => None,
            _ => change::of(line, from, end),
        };
        // "growth of -0.4%" is no growth.
        let direction = direction.map(|way| {
            if minus.is_some() {
                Direction::Down
            } else {
                way
            }
        });
        let mut measure = measure.map(|range| line.tokens.span(range));
        let mut direction = direction;
        if line.lower_back(from, 1) == "("
            && let Some(converted) = self.figures.last()
            && converted.sentence == self.sentence
            && converted.tokens.end + 1 == from
        {
            // "10 billion yuan (1.4 billion dollars)" tells one amount twice.
            measure = measure.or(converted.measure);
            direction = direction.or(converted.direction);
        }
        // "grew from 5 to 7": only the second end is the outcome of the change.
        let last_start = numbers.last().map_or(start, |number| number.start);
        let from_to = numbers.len() > 1 && line.lower_back(from, 1) == "from";
        let end_direction = match line.back(from, 1).filter(|_| from_to) {
            Some(preposition) => change::verb(line, preposition, false),
            None => direction,
        };
        if unit.dimension == Dimension::Money {
            self.last_currency = match &unit.name {
                Cow::Borrowed(code) => Some(code),
                Cow::Owned(_) => self.last_currency,
            };
        }
        let from = from.max(self.whole.start);
        let tokens = from..end.min(self.whole.end);
        let span = line.tokens.span(tokens.clone());
        let text = &line.tokens.article.text;
        let measure_text = measure.map_or_else(String::new, |span| {
            span.of(text)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        });
        for number in numbers {
            let Some(value) = rounded(number.value * sign * unit.factor) else {
                continue;
            };
            self.figures.push(Figure {
                span,
                tokens: tokens.clone(),
                sentence: self.sentence,
                value,
                unit: unit.name.clone(),
                qualifier: number.vague.or(hedge).unwrap_or_default(),
                direction: if number.start == last_start {
                    end_direction
                } else {
                    direction
                },
                measure,
                measure_text: measure_text.clone(),
            });
        }
    }
}

/// How a number goes on.
enum Join {
    /// To the other end of a range, and the currency written before that.
    Range((Number, Option<&'static str>)),
    /// As a score or a pair of years, which ends here and is no figure.
    Score(usize),
    /// Not at all.
    None,
}

/// The unit of a figure, for another number that ends at a token.
fn unit_of(figure: &Figure, end: usize) -> Unit {
    Unit {
        name: figure.unit.clone(),
        factor: 1.0,
        dimension: if figure.unit == "people" {
            Dimension::People
        } else {
            Dimension::Measure
        },
        end,
        hyphen: false,
    }
}

/// The value to twelve digits, so that 8.3 times a billion is 8 300 000 000; `None` where it is no
/// finite number.
fn rounded(value: f64) -> Option<f64> {
    format!("{value:.11e}")
        .parse()
        .ok()
        .filter(|value: &f64| value.is_finite())
}

/// Whether "over" before a duration means throughout it ("a loan over three years"), not more than it
/// ("for over three years").
fn is_throughout(line: &Line<'_, '_>, hedge: usize, number: usize) -> bool {
    line.is(hedge, "over")
        && hedge + 1 == number
        && !matches!(
            line.lower_back(hedge, 1),
            "for"
                | "in"
                | "after"
                | "of"
                | "with"
                | "took"
                | "takes"
                | "lasted"
                | "spent"
                | "spans"
                | "is"
                | "was"
                | "at"
                | "since"
        )
}
