//! Heads of columns: in goes the expression at the head, out comes what it is
//! worked out from. `10 - rpe`, `rpe in percent` and a `let` that says so are all
//! decided over the answers `rpe`, as are two columns over one answer.

use std::collections::BTreeSet;

use crate::check::Checker;
use crate::check::constant::Constant;
use crate::check::lets::Progress;
use crate::check::ranges;
use crate::ruleset::{ExprId, ExprKind, InputId, LetId, Value};

/// More expressions are not gone through in search of what a head reads.
const MOST_READ: usize = 2000;

/// A longer way through `let`s is not gone.
const MOST_STEPS: usize = 200;

/// What tells one value from another; equal ones are one axis.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Input(u32),
    Member(u32, u8),
    Let(u32),
    /// Anything else, as written.
    Text(String),
}

/// A head as a line over what it is worked out from: `scale × base + offset`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line {
    pub base: ExprId,
    pub scale: f64,
    pub offset: f64,
}

impl Line {
    /// Whether the head is its base.
    pub fn is_base(self) -> bool {
        self.scale == 1.0 && self.offset == 0.0
    }

    /// What the base is where the head is this.
    pub fn back(self, head: f64) -> f64 {
        (head - self.offset) / self.scale
    }

    /// What the head is where the base is this.
    pub fn forth(self, base: f64) -> f64 {
        base * self.scale + self.offset
    }

    fn through(self, base: ExprId, scale: f64, offset: f64) -> Self {
        Self {
            base,
            scale: self.scale * scale,
            offset: self.scale * offset + self.offset,
        }
    }
}

/// An answer, or `today`, that a head reads; of a map all of it, or one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    Answer(u32, Option<u8>),
    Today,
}

impl Source {
    fn meets(self, other: Self) -> bool {
        match (self, other) {
            (Self::Answer(a, x), Self::Answer(b, y)) => {
                a == b && (x.is_none() || y.is_none() || x == y)
            }
            (a, b) => a == b,
        }
    }
}

/// What a head reads; `None` where that is too much to be gone through.
pub(super) type Sources = Option<BTreeSet<Source>>;

/// Whether two heads read an answer in common, so that not every value of one may
/// go with every value of the other.
pub(super) fn depend(a: &Sources, b: &Sources) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.iter().any(|x| b.iter().any(|y| x.meets(*y))),
        _ => true,
    }
}

impl Checker<'_> {
    /// What a head is worked out from, as far as it is a line over that.
    pub(super) fn line(&self, head: ExprId) -> Line {
        let mut line = Line {
            base: head,
            scale: 1.0,
            offset: 0.0,
        };
        for _ in 0..MOST_STEPS {
            let Some(next) = self.step(line) else { break };
            let flat = next.scale == 0.0 || !next.scale.is_finite() || !next.offset.is_finite();
            if flat {
                break;
            }
            line = next;
        }
        line
    }

    fn step(&self, line: Line) -> Option<Line> {
        let number = |id: ExprId| match self.constant(id)? {
            Constant::Value(Value::Number(x)) => Some(x),
            _ => None,
        };
        let number_or_day = |id: ExprId| match self.constant(id)? {
            Constant::Value(Value::Date(day)) => Some(f64::from(day)),
            _ => number(id),
        };
        match &self.at(line.base).kind {
            ExprKind::Let(id) => {
                let value = self.value_of_let(*id)?;
                Some(line.through(value, 1.0, 0.0))
            }
            ExprKind::Convert(inner, conversion) => {
                let offset = conversion.apply(0.0);
                let scale = conversion.apply(1.0) - offset;
                Some(line.through(*inner, scale, offset))
            }
            ExprKind::Negate(inner) => Some(line.through(*inner, -1.0, 0.0)),
            // A part of a day leads to no other date.
            ExprKind::AddDays(date, days) => {
                let days = number(*days).filter(|days| ranges::is_whole(*days))?;
                Some(line.through(*date, 1.0, days))
            }
            ExprKind::Add(a, b) => match (number(*a), number(*b)) {
                (None, Some(x)) => Some(line.through(*a, 1.0, x)),
                (Some(x), None) => Some(line.through(*b, 1.0, x)),
                _ => None,
            },
            ExprKind::Subtract(a, b) => match (number_or_day(*a), number_or_day(*b)) {
                (None, Some(x)) => Some(line.through(*a, 1.0, -x)),
                (Some(x), None) => Some(line.through(*b, -1.0, x)),
                _ => None,
            },
            ExprKind::Multiply(a, b) => match (number(*a), number(*b)) {
                (None, Some(x)) => Some(line.through(*a, x, 0.0)),
                (Some(x), None) => Some(line.through(*b, x, 0.0)),
                _ => None,
            },
            ExprKind::Divide(a, b) => match (number(*a), number(*b)) {
                (None, Some(x)) => Some(line.through(*a, x.recip(), 0.0)),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a `let` is, where that can be looked into.
    fn value_of_let(&self, LetId(id): LetId) -> Option<ExprId> {
        let Progress::Done(Some(value)) = self.lets[id as usize].progress else {
            return None;
        };
        let is_lookup = matches!(self.at(value).kind, ExprKind::Lookup { .. });
        (!is_lookup).then_some(value)
    }

    pub(super) fn key(&self, base: ExprId) -> Key {
        match &self.at(base).kind {
            ExprKind::Input(InputId(id)) => Key::Input(*id),
            ExprKind::InputMember(InputId(id), member) => Key::Member(*id, *member),
            ExprKind::Let(LetId(id)) => Key::Let(*id),
            _ => Key::Text(as_one_writes(self.sources.text(self.at(base).span))),
        }
    }

    /// The answers that an expression reads, through `let`s too.
    pub(super) fn sources_of(&self, expr: ExprId) -> Sources {
        let mut sources = BTreeSet::new();
        let mut open = vec![expr];
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            if seen.len() > MOST_READ {
                return None;
            }
            let kind = &self.at(id).kind;
            match kind {
                ExprKind::Input(InputId(id)) | ExprKind::InputAtMember(InputId(id)) => {
                    sources.insert(Source::Answer(*id, None));
                }
                ExprKind::InputMember(InputId(id), member) => {
                    sources.insert(Source::Answer(*id, Some(*member)));
                }
                ExprKind::Today | ExprKind::MonthsSince(_) | ExprKind::YearsSince(_) => {
                    sources.insert(Source::Today);
                }
                ExprKind::Let(LetId(id)) => {
                    if let Progress::Done(Some(value)) = self.lets[*id as usize].progress {
                        open.push(value);
                    }
                }
                ExprKind::Lookup { rows, .. } if rows.len() > MOST_READ => return None,
                _ => {}
            }
            open.extend(kind.operands());
        }
        Some(sources)
    }
}

/// A text without the space that may stand or not: `a+b` for `a + b`.
fn as_one_writes(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let letter = |c: char| c.is_alphanumeric() || c == '_';
        if written.ends_with(letter) && word.starts_with(letter) {
            written.push(' ');
        }
        written.push_str(word);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::as_one_writes;

    #[test]
    fn space_counts_only_between_words() {
        assert_eq!(as_one_writes("a + b"), as_one_writes("a+b"));
        assert_eq!(as_one_writes("latest  x"), "latest x");
        assert_ne!(as_one_writes("a b"), as_one_writes("ab"));
    }
}
