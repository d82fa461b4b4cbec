//! Random rulesets as text, and random answers to them: in go two tapes of
//! random words, out come the files of a ruleset and athletes with gaps.
//! A tape that is shorter or has smaller words gives a simpler case, so
//! proptest shrinks by shortening and lessening tapes.

mod answers;
mod arithmetic;
mod cells;
mod conditions;
mod declarations;
mod includes;
mod measures;
mod numbers;
mod over;
mod plans;
mod rules;
mod sets;
mod settings;
mod tables;
mod tape;

pub use answers::{athletes, every_answer, open_keys};
pub use declarations::{Dim, Draft};
pub use includes::{DraftFile, ROOT, texts};
pub use tables::{DraftRow, DraftTable};
pub use tape::Tape;

/// What a generated case may contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Everything.
    Full,
    /// Everything, compared with values at the ends of ranges and past them.
    Ends,
    /// Few inputs of few values, so that every way to answer can be tried.
    Small,
}

/// A ruleset as separate declarations, in any order of which it is the same.
pub fn ruleset(tape: &mut Tape, size: Size) -> Draft {
    let mut draft = Draft::new(size);
    draft.declare(tape);
    draft.rules(tape);
    draft.split_into_files(tape);
    draft
}
