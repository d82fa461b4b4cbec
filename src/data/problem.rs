//! What is wrong with one cell: in goes what its reader found, out comes a
//! message that shows the cell, the column, what was expected and how to put it
//! right.

use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::ruleset::{NumberType, Ruleset, Type};
use crate::span::Span;
use crate::units::Unit;

/// How many characters of a cell are shown.
const SHOWN: usize = 40;

/// The longest text, in bytes, that may be a misspelt name.
const LONGEST_NAME: usize = 200;

/// How many names are listed before the rest is counted.
const LISTED: usize = 8;

/// What to do where there is no value to write.
pub(super) const LEAVE_EMPTY: &str = "leave the cell empty where a value is not known";

/// A cell that cannot be read as its input's value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Problem {
    pub code: Code,
    /// The cell's text, shortened; empty where there is none to show.
    pub shown: String,
    /// What is wrong with it: `is not a number`.
    pub wrong: String,
    /// What would be right: `expected a number from 0 to 16, in hours`.
    pub expected: String,
    pub help: Option<String>,
    /// The text that the cell should hold, where that is plain.
    pub replacement: Option<String>,
}

impl Problem {
    pub fn new(code: Code, cell: &str, wrong: impl Into<String>) -> Box<Self> {
        Box::new(Self {
            code,
            shown: shorten(cell),
            wrong: wrong.into(),
            expected: String::new(),
            help: None,
            replacement: None,
        })
    }

    pub fn of(mut self: Box<Self>, code: Code) -> Box<Self> {
        self.code = code;
        self
    }

    pub fn expected(mut self: Box<Self>, expected: impl std::fmt::Display) -> Box<Self> {
        self.expected = format!("expected {expected}");
        self
    }

    pub fn help(mut self: Box<Self>, help: impl Into<String>) -> Box<Self> {
        self.help = Some(help.into());
        self
    }

    pub fn replacement(mut self: Box<Self>, text: impl Into<String>) -> Box<Self> {
        self.replacement = Some(text.into());
        self
    }

    /// The same at a value of JSON, whose texts stand in double quotes.
    pub fn in_json(mut self: Box<Self>) -> Box<Self> {
        self.help = self.help.map(|help| {
            help.replace("leave the cell empty", "write `null`")
                .replace("leave it empty", "write `null`")
                .replace(
                    "; a decimal comma is read only in files whose cells are separated by `;`",
                    "",
                )
        });
        self.replacement = self.replacement.map(|text| match text.as_str() {
            "" => "null".into(),
            number if number.parse::<f64>().is_ok_and(f64::is_finite) && is_json(number) => text,
            _ => serde_json::Value::from(text).to_string(),
        });
        self
    }

    /// One line for a list of rejected rows.
    pub fn line(&self, column: &str) -> String {
        let headline = self.headline(column);
        if self.expected.is_empty() {
            headline
        } else {
            format!("{headline}; {}", self.expected)
        }
    }

    /// `column` is empty where the text itself is a header or a key.
    fn headline(&self, column: &str) -> String {
        if column.is_empty() {
            format!("`{}` {}", self.shown, self.wrong)
        } else if self.shown.is_empty() {
            format!("`{}` {}", shorten(column), self.wrong)
        } else {
            format!("`{}` for `{}` {}", self.shown, shorten(column), self.wrong)
        }
    }

    /// The message at a cell, whose header is `column`; empty for the header itself.
    pub fn at(self, span: Span, column: &str) -> Diagnostic {
        let mut diagnostic =
            Diagnostic::error(self.code, self.headline(column)).label(span, self.expected);
        diagnostic.help = self.help;
        match self.replacement {
            Some(text) => diagnostic.fix(span, text),
            None => diagnostic,
        }
    }
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(text).is_ok()
}

/// The first characters of a text on one line, and `…` where there are more.
pub(super) fn shorten(text: &str) -> String {
    let mut short: String = text
        .chars()
        .take(SHOWN)
        .map(|c| if c.is_control() || c == '`' { ' ' } else { c })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        short.push('…');
    }
    short
}

/// `` `a`, `b` and `c` ``; of a long list the first few and how many more there are.
pub(super) fn list<'a>(names: impl IntoIterator<Item = &'a str>, joint: &str) -> String {
    let mut shown: Vec<String> = Vec::new();
    let mut more = 0;
    for name in names {
        if shown.len() < LISTED {
            shown.push(format!("`{}`", shorten(name)));
        } else {
            more += 1;
        }
    }
    let last = if more > 0 {
        Some(format!("{more} more"))
    } else if shown.len() > 1 {
        shown.pop()
    } else {
        None
    };
    match last {
        Some(last) => format!("{} {joint} {last}", shown.join(", ")),
        None => shown.join(", "),
    }
}

/// The name nearest to a text, where one is near; a text longer than any name is near none.
pub(super) fn near<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if text.len() > LONGEST_NAME {
        return None;
    }
    nearest(text, names)
}

/// A value of the type in words: `a number from 0 to 16, in hours`.
pub(super) fn describe(ruleset: &Ruleset, ty: &Type) -> String {
    match ty {
        Type::Number(number) => describe_number(number),
        Type::Truth => "yes or no".into(),
        Type::Choice(choice) => list(members(ruleset, *choice), "or"),
        Type::Set(choice) => format!(
            "some of {}, joined by `;`, or `none`",
            list(members(ruleset, *choice), "and")
        ),
        Type::Date => "a date such as 2026-06-05".into(),
    }
}

/// The names of a choice's members.
pub(super) fn members(
    ruleset: &Ruleset,
    choice: crate::ruleset::ChoiceId,
) -> impl Iterator<Item = &str> {
    ruleset.choice(choice).members.iter().map(String::as_str)
}

/// What a unit measures: `a time`, `a percentage`.
pub(super) fn measures(unit: &Unit) -> String {
    if unit.is_percent() {
        "a percentage".into()
    } else {
        unit.dimension.describe()
    }
}

fn describe_number(ty: &NumberType) -> String {
    let mut text = if ty.whole {
        "a whole number"
    } else {
        "a number"
    }
    .to_owned();
    match (ty.range.low.is_finite(), ty.range.high.is_finite()) {
        (true, true) => text += &format!(" from {} to {}", ty.range.low, ty.range.high),
        (true, false) => text += &format!(" of at least {}", ty.range.low),
        (false, true) => text += &format!(" of at most {}", ty.range.high),
        (false, false) => {}
    }
    if !ty.unit.is_plain() {
        text += &format!(", in {}", ty.unit.plural());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{list, shorten};

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(list(["a"], "or"), "`a`");
        assert_eq!(list(["a", "b", "c"], "or"), "`a`, `b` or `c`");
        let many = ["x"; 10];
        assert_eq!(
            list(many, "and"),
            "`x`, `x`, `x`, `x`, `x`, `x`, `x`, `x` and 2 more"
        );
    }

    #[test]
    fn long_cells_are_cut() {
        assert_eq!(shorten("two\nlines"), "two lines");
        assert_eq!(shorten(&"a".repeat(50)), format!("{}…", "a".repeat(40)));
    }
}
