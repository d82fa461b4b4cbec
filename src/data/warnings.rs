//! What is no error but should be looked at: in go unused columns, inputs
//! without a column and percentages that look like fractions, out come warnings.

use super::gather::Gather;
use super::header_misses::renamed;
use super::headers::Rows;
use super::needs;
use super::problem::list;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{Ruleset, Type};
use crate::span::Span;

/// How many unused columns are labelled with what may have been meant.
pub(super) const LABELLED: usize = 5;

/// A column or key that the ruleset does not read.
#[derive(Clone, Debug)]
pub(super) struct Unused {
    pub name: String,
    pub span: Span,
    pub note: Note,
}

/// What there is to say of an unused column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Note {
    None,
    /// This may have been meant.
    Near(String),
    /// It is the date of a row of settings.
    Date,
    /// It has no header.
    NoHeader,
}

impl Note {
    /// What may have been meant.
    pub fn near(&self) -> Option<&str> {
        match self {
            Self::Near(name) => Some(name),
            _ => None,
        }
    }

    fn label(&self) -> Option<String> {
        Some(match self {
            Self::None | Self::Near(_) => return None,
            Self::Date => "a row of settings holds for every day".into(),
            Self::NoHeader => "this column has no header".into(),
        })
    }
}

impl Unused {
    fn label(&self) -> Option<String> {
        match self.near() {
            Some((near, _)) => Some(format!("did you mean `{near}`?")),
            None => self.note.label(),
        }
    }

    /// The header that may have been meant, and where it should stand.
    pub fn near(&self) -> Option<(String, Span)> {
        Some((renamed(&self.name, self.note.near()?), self.span))
    }
}

/// A name as it stands in the header of a table, or as a key of JSON.
fn right_name(name: &str, column: &str) -> String {
    if column == "key" {
        serde_json::Value::from(name).to_string()
    } else {
        name.to_owned()
    }
}

/// The names that misspelt columns or keys may have been meant for.
pub(super) fn misspelt(unused: &[Unused]) -> impl Iterator<Item = String> {
    let near = unused.iter().filter_map(|unused| unused.note.near());
    near.map(|near| near.split_once('.').map_or(near, |(map, _)| map).to_owned())
}

/// One warning for all the unused columns of a file.
pub(super) fn unused(
    rows: Rows,
    file: &str,
    column: &str,
    unused: &[Unused],
) -> Option<Diagnostic> {
    let first = unused.first()?;
    let are = match unused.len() {
        1 => format!("1 {column} of `{file}` is"),
        count => format!("{count} {column}s of `{file}` are"),
    };
    let mut diagnostic = Diagnostic::warning(
        Code::DataUnusedColumn,
        format!(
            "{are} not used: {}",
            list(unused.iter().map(|unused| unused.name.as_str()), "and")
        ),
    );
    let labels = unused
        .iter()
        .filter_map(|unused| Some((unused.span, unused.label()?)));
    for (span, text) in labels.take(LABELLED) {
        diagnostic = diagnostic.label(span, text);
    }
    for (near, span) in unused.iter().filter_map(Unused::near).take(LABELLED) {
        diagnostic = diagnostic.fix(span, right_name(&near, column));
    }
    if diagnostic.labels.is_empty() {
        diagnostic = diagnostic.label(first.span, "nothing in the ruleset has this name");
    }
    Some(if unused.iter().any(|unused| unused.note == Note::Date) {
        diagnostic.help("settings that change from day to day are columns of the data")
    } else if rows == Rows::Settings {
        diagnostic.help(match unused.iter().find_map(|unused| unused.note.near()) {
            Some(_) => format!("rename the {column}, if a setting is meant"),
            None => {
                "nothing is wrong with that; settings are named as the ruleset names them".into()
            }
        })
    } else if unused.iter().any(|unused| unused.note.near().is_some()) {
        diagnostic.help(format!(
            "rename the {column}, or write its header under the input: `column \"…\"`"
        ))
    } else {
        diagnostic.help(format!(
            "nothing is wrong with that; if the {column} gives an input, write its header under the input: `column \"…\"`"
        ))
    })
}

/// Whether a value such as `0.9` may have been meant as 90%.
pub(super) fn may_be_fraction(ty: &Type) -> bool {
    matches!(ty, Type::Number(number) if number.unit.is_percent() && number.range.high > 1.5)
}

/// Percentages that all lie between 0 and 1.5, and are not whole.
pub(super) fn fractions(ruleset: &Ruleset, gather: &Gather<'_>) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    for shares in gather.shares.values().filter(|shares| shares.small) {
        let Some((value, span)) = shares.fraction else {
            continue;
        };
        let name = shares.of.name(ruleset);
        let hundredfold = (value * 1e8).round() / 1e6;
        warnings.push(
            Diagnostic::warning(
                Code::DataFraction,
                format!("every `{name}` is at most 1.5%; are these fractions?"),
            )
            .label(span, format!("read as {value}%"))
            .help(format!(
                "if {hundredfold}% is meant, write `{hundredfold}` or `{hundredfold}%`"
            )),
        );
    }
    warnings
}

/// Inputs that conditions read and no file gives.
pub(super) fn missing_columns(
    ruleset: &Ruleset,
    gather: &Gather<'_>,
    column: &str,
) -> Option<Diagnostic> {
    let mut lacking = needs::lacking(ruleset, &gather.covered);
    // Of a misspelt column it is said already what it may be.
    lacking.retain(|&id| !gather.misspelt.contains(&ruleset.input(id).name));
    if lacking.is_empty() {
        return None;
    }
    let names = lacking.iter().map(|&id| ruleset.input(id).name.as_str());
    let (it, decisions) = if lacking.len() == 1 {
        ("it", "rules that need it")
    } else {
        ("them", "rules that need them")
    };
    let mut diagnostic = Diagnostic::warning(
        Code::DataMissingColumn,
        format!(
            "no {column} for {}; {decisions} will leave decisions provisional",
            list(names, "or")
        ),
    );
    for &id in lacking.iter().take(LABELLED) {
        diagnostic = diagnostic.label(ruleset.input(id).span, "declared here");
    }
    Some(diagnostic.help(format!(
        "add {it} to the data; where the data calls {it} otherwise, write `column \"…\"` under the input"
    )))
}
