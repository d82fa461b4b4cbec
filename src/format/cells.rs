//! Cells of tables: in go their tokens and trees, out come their texts, each on one
//! line, in the shortest words that say the same.

use super::lines::Token;
use super::writer::{Part, Writer};
use crate::ast::{CellTest, Comparison, DaySpec, Expr, ExprKind, Verdict};

/// What stands in a cell.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell<'a> {
    /// What must hold of the head of the column.
    Test(&'a CellTest),
    /// Which days a row is about.
    Day(DaySpec),
    /// Nothing, whatever is written.
    Blank,
    /// Words, and these trees among them.
    Parts(&'a [Part<'a>]),
}

/// The text of a cell.
pub(super) fn cell<'a>(source: &'a str, tokens: &'a [Token<'a>], what: Cell<'a>) -> String {
    let mut writer = Writer::new(source, tokens);
    match what {
        Cell::Blank => return String::new(),
        Cell::Day(day) => match days(day) {
            Some(text) => return text,
            // A date.
            None => return written(source, tokens).to_owned(),
        },
        Cell::Test(test) => {
            writer.in_cell = true;
            writer.test(test);
            writer.all(&[]);
        }
        Cell::Parts(parts) => writer.all(parts),
    }
    writer.render(0, usize::MAX)
}

/// What stands in the file.
fn written<'a>(source: &'a str, tokens: &[Token<'_>]) -> &'a str {
    let range = tokens
        .first()
        .zip(tokens.last())
        .and_then(|(first, last)| source.get(first.start..last.end()));
    range.unwrap_or_default()
}

/// `today`, `yesterday`, `3 days ago`, `27 to 7 days ago`
fn days(day: DaySpec) -> Option<String> {
    Some(match day {
        DaySpec::Ago { from: 0, to: 0 } => "today".to_owned(),
        DaySpec::Ago { from: 1, to: 1 } => "yesterday".to_owned(),
        DaySpec::Ago { from, to } if from == to => format!("{from} days ago"),
        DaySpec::Ago { from, to } => format!("{from} to {to} days ago"),
        DaySpec::Date { .. } => return None,
    })
}

impl<'a> Writer<'a> {
    /// `< 82 °F`, `better`, `7 to 14`, `clean or altered`
    fn test(&mut self, test: &'a CellTest) {
        match test {
            CellTest::Compare(Comparison::Is, value) if !needs_is(value) => {
                self.skip(value.span.start);
                self.expr(value, false);
            }
            CellTest::Compare(_, value)
            | CellTest::OneOf(value)
            | CellTest::Overlaps(value)
            | CellTest::Includes(value) => self.expr(value, false),
            CellTest::Range { low, high, .. } => {
                if self.peek().is_some_and(|token| token.text == "is") {
                    // `is between 7 and 14`
                    self.skip(low.span.start);
                    self.expr(low, false);
                    self.text("to");
                    self.skip(high.span.start);
                } else {
                    self.expr(low, false);
                }
                self.expr(high, false);
            }
            CellTest::Not(inner) => {
                self.next();
                self.test(inner);
            }
            CellTest::Or(tests) => {
                for (index, test) in tests.iter().enumerate() {
                    if index > 0 {
                        self.next();
                    }
                    self.test(test);
                }
            }
            CellTest::Any => self.next(),
            CellTest::IsMissing | CellTest::IsKnown => {
                self.next();
                self.next();
            }
        }
    }
}

/// Members that would be words of the language, or taken for a slip, without `is`.
fn needs_is(value: &Expr) -> bool {
    let ExprKind::Name(name) = &value.kind else {
        return false;
    };
    let name = name.name.as_str();
    matches!(
        name,
        "any" | "above" | "under" | "otherwise" | "else" | "default" | "other" | "others"
    ) || Verdict::from_name(name).is_some()
        || crate::diagnostics::nearest(name, ["otherwise"]).is_some()
}
