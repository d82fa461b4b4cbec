//! How a command ends.

use std::process::ExitCode;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Sources;

/// The exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Nothing is wrong.
    Done = 0,
    /// Errors in a ruleset, or failed tests.
    RulesetWrong = 1,
    /// Arguments, or files that cannot be read or written.
    CommandWrong = 2,
    /// Errors in the data, or rows skipped for them.
    DataWrong = 3,
    /// `--fail-on` matched.
    FailOn = 4,
    /// Ctrl-C, as shells count it.
    Interrupted = 130,
}

impl Exit {
    /// How a command ends that went on to another file: with the first thing
    /// wrong, unless what is wrong is the command itself.
    pub fn and(self, next: Self) -> Self {
        if next == Self::CommandWrong || self == Self::Done {
            next
        } else {
            self
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What ends a command early.
#[derive(Debug)]
pub(super) enum Stop {
    /// Whoever read the output has read enough.
    ClosedPipe,
    /// Something is wrong, and here is what.
    Wrong(Exit, Diagnostics),
}

impl Stop {
    /// Something is wrong with the command itself.
    pub fn command(diagnostic: Diagnostic) -> Self {
        let diagnostics = Diagnostics::new(Sources::default(), vec![diagnostic]);
        Self::Wrong(Exit::CommandWrong, diagnostics)
    }

    /// Something is wrong with a file: the exit code, unless it cannot be read at all.
    pub fn file(exit: Exit, diagnostics: Diagnostics) -> Self {
        let of_command = |item: &Diagnostic| {
            matches!(
                item.code,
                Code::CannotRead | Code::CannotWrite | Code::BadSetting | Code::UnknownAthlete
            )
        };
        match diagnostics.items.iter().any(of_command) {
            true => Self::Wrong(Exit::CommandWrong, diagnostics),
            false => Self::Wrong(exit, diagnostics),
        }
    }
}
