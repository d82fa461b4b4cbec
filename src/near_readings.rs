//! What a ruleset that cannot be read was likely meant to be: in go messages without
//! a fix, out come the same with one, where a small change makes a line readable and
//! leaves the whole ruleset with fewer errors. A fix that a message has and that does
//! not help is taken back.

use crate::diagnostics::{Certainty, Code, Diagnostic, Diagnostics, Fix, Severity};
use crate::source::Sources;
use crate::span::FileId;
use crate::syntax;
use crate::syntax::repair::{Repair, Repairs, is_plain};

/// How many messages are looked at, of a text of which size.
const MOST_MESSAGES: usize = 20;
const LONGEST_TEXT: usize = 1 << 16;
/// So often the whole ruleset is looked through for all of them.
const MOST_LOOKS: usize = 40;
/// What is said where words do not stand as they were meant to.
const MISREAD: [Code; 9] = [
    Code::Syntax,
    Code::UnclosedString,
    Code::UnclosedBracket,
    Code::UnknownDeclaration,
    Code::StrayLine,
    Code::UnknownClause,
    Code::MissingClause,
    Code::DuplicateClause,
    Code::BadInterpolation,
];
/// What is said of words that can be read, and mean nothing.
const UNKNOWN: [Code; 4] = [
    Code::BadTest,
    Code::UnknownName,
    Code::UnknownType,
    Code::UnknownUnit,
];

/// Looks for fixes of messages on the file `root`. `examine` says what is wrong with
/// the ruleset when its root has another text.
pub(crate) fn suggest(
    sources: &Sources,
    root: FileId,
    found: &mut Vec<Diagnostic>,
    examine: impl Fn(&str) -> Diagnostics,
) {
    let Some(text) = sources.get(root).map(|file| file.text()) else {
        return;
    };
    if text.len() > LONGEST_TEXT {
        return;
    }
    let (tree, _) = syntax::parse(sources, root);
    let mut repairs = Repairs::new(text, &tree);
    let mut errors = count(found);
    let (mut tried, mut looks) = (0, 0);
    let mut at = 0;
    while let Some(message) = found.get_mut(at) {
        at += 1;
        let is_here = message.place().is_some_and(|place| place.file == root);
        let is_misread = MISREAD.contains(&message.code);
        if !is_here || tried >= MOST_MESSAGES || !(is_misread || UNKNOWN.contains(&message.code)) {
            continue;
        }
        if message.fix.is_some() && (!is_misread || repairs.helps(message)) {
            continue;
        }
        tried += 1;
        message.fix = None;
        let mut left = Vec::new();
        let repair = repairs.find(message, |text| {
            looks += 1;
            if looks > MOST_LOOKS {
                return false;
            }
            left = examine(text).items;
            count(&left) < errors
        });
        let Some(repair) = repair else { continue };
        let block = repair.block.clone();
        tell(message, repair);
        // What else was said of this declaration, and is gone with it, followed from it.
        let told = message.clone();
        let is_left = |item: &Diagnostic| {
            let mut left = left.iter();
            left.any(|left| left.code == item.code && left.message == item.message)
        };
        found.retain(|item| {
            let inside = item
                .place()
                .is_some_and(|place| place.file == root && block.contains(&place.start));
            let code = item.code;
            let may_follow = MISREAD.contains(&code) || UNKNOWN.contains(&code);
            !inside || *item == told || !may_follow || is_left(item)
        });
        errors = count(found);
    }
}

fn count(found: &[Diagnostic]) -> usize {
    let errors = found.iter();
    errors
        .filter(|item| item.severity == Severity::Error)
        .count()
}

/// Puts what was found into the message.
fn tell(message: &mut Diagnostic, repair: Repair) {
    let Repair {
        edits, shown, sure, ..
    } = repair;
    message.help = Some(match &message.help {
        Some(help) if !is_plain(message) && MISREAD.contains(&message.code) => {
            format!("{help}\nperhaps `{shown}`")
        }
        _ => format!("did you mean `{shown}`?"),
    });
    // A word that means nothing may be a name that nobody has declared yet.
    let certainty = if sure && MISREAD.contains(&message.code) {
        Certainty::Sure
    } else {
        Certainty::Guess
    };
    message.fix = Some(Box::new(Fix { edits, certainty }));
}
