//! The proof of a layout: in go a tree and the text laid out from it, out comes
//! whether the text reads as the same tree, holds the same comments, and is its own
//! layout. What fails it is never written.

use super::without_places::without_places;
use crate::ast::File;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Sources;
use crate::syntax;

/// What is wrong with a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It cannot be read.
    Unreadable,
    /// It says something else.
    Meaning,
    /// A comment is missing, or stands there twice.
    Comments,
    /// It would be laid out anew.
    Unsettled,
}

/// Holds a layout against the tree that it was made from.
pub(super) fn same(before: &File, after: &str) -> Result<(), Wrong> {
    let mut sources = Sources::default();
    let id = sources.add("", after);
    let (read, errors) = syntax::parse(&sources, id);
    if !errors.is_empty() {
        return Err(Wrong::Unreadable);
    }
    if comments(before) != comments(&read) {
        return Err(Wrong::Comments);
    }
    let again = super::once(&read, after);
    if without_places(before.clone()) != without_places(read) {
        return Err(Wrong::Meaning);
    }
    match again == after {
        true => Ok(()),
        false => Err(Wrong::Unsettled),
    }
}

/// The comments, in an order that clauses which move do not change.
fn comments(file: &File) -> Vec<&str> {
    let mut comments: Vec<&str> = file.comments.iter().map(|c| c.text.as_str()).collect();
    comments.sort_unstable();
    comments
}

/// The message to whoever meets a mistake of ours.
pub(super) fn failed(name: &str, why: Wrong) -> Diagnostic {
    let why = match why {
        Wrong::Unreadable => "could not be read",
        Wrong::Meaning => "would say something else",
        Wrong::Comments => "would lose a comment",
        Wrong::Unsettled => "would be laid out otherwise once more",
    };
    Diagnostic::error(
        Code::FormatFailed,
        format!("`{name}` is left as it is: laid out, it {why}"),
    )
    .help("this is a mistake of Touchline, not yours: please report it, with the file")
}

#[cfg(test)]
mod tests {
    use super::{Wrong, failed, same};
    use crate::source::Sources;
    use crate::syntax;

    fn proved(before: &str, after: &str) -> Result<(), Wrong> {
        let mut sources = Sources::default();
        let id = sources.add("squad.touchline", before);
        let (file, errors) = syntax::parse(&sources, id);
        assert_eq!(errors, []);
        same(&file, after)
    }

    #[test]
    fn nothing_else_passes() {
        let before = "rule \"Sore\"\n  when soreness >= 8  # of 10\n  then rest\n";
        assert_eq!(proved(before, before), Ok(()));
        let wrong = |from: &str, to: &str| proved(before, &before.replace(from, to));
        assert_eq!(wrong("when", "whenn"), Err(Wrong::Unreadable));
        assert_eq!(wrong("8", "7"), Err(Wrong::Meaning));
        assert_eq!(wrong("  # of 10", ""), Err(Wrong::Comments));
        assert_eq!(wrong("of 10", "of ten"), Err(Wrong::Comments));
        assert_eq!(wrong(" >= ", ">="), Err(Wrong::Unsettled));
    }

    #[test]
    fn it_is_told_that_it_is_no_mistake_of_the_coach() {
        let told = failed("squad.touchline", Wrong::Meaning);
        assert_eq!(
            told.message,
            "`squad.touchline` is left as it is: laid out, it would say something else"
        );
    }
}
