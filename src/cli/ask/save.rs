//! `--save FILE`: in go the answers of a questionnaire, out comes the file with
//! a row for them. What would keep it from being written is found before
//! anything is asked.

use std::path::{Path, PathBuf};

use super::tell;
use crate::ask::Questionnaire;
use crate::cli::console::Console;
use crate::cli::exit::Stop;
use crate::cli::output::Output;
use crate::cli::reading::Reading;
use crate::data::{self, NewRow, NewValue};
use crate::diagnostics::{Code, Diagnostic};
use crate::report::Tone;
use crate::ruleset::Ruleset;
use crate::what_if::value_of;

/// Where the answers go.
pub(super) struct Save<'a> {
    path: PathBuf,
    ruleset: &'a Ruleset,
    options: data::Options,
    athlete: String,
    date: i32,
}

impl<'a> Save<'a> {
    /// Makes sure that the file can be written, and can take a row of this athlete and day.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn new(
        path: &Path,
        ruleset: &'a Ruleset,
        reading: &Reading,
        athlete: &str,
        date: i32,
    ) -> Result<Self, Stop> {
        let save = Self {
            path: path.to_owned(),
            ruleset,
            options: reading.data_options(),
            athlete: athlete.trim().to_owned(),
            date,
        };
        // A file beside it is made, and thrown away with this.
        drop(Output::open(Some(path))?);
        save.bytes(Vec::new())?;
        Ok(save)
    }

    /// Adds the answers. Without any the file stays as it is.
    ///
    /// # Errors
    /// `cannot-write`, and whatever became of the file since it was looked at.
    pub fn write(&self, questionnaire: &Questionnaire<'_>, console: &Console) -> Result<(), Stop> {
        let values = values(questionnaire);
        let name = self.path.display();
        if values.is_empty() {
            let text = format!("Nothing was answered, so nothing was saved to {name}.");
            tell(console, &text, Tone::Quiet, 0);
            return Ok(());
        }
        let bytes = self.bytes(values)?;
        let mut output = Output::open(Some(&self.path))?;
        output.write(|out| out.write_all(&bytes))?;
        output.finish()?;
        tell(console, &format!("Saved to {name}."), Tone::Quiet, 0);
        Ok(())
    }

    fn bytes(&self, values: Vec<NewValue>) -> Result<Vec<u8>, Stop> {
        let row = NewRow {
            athlete: self.athlete.clone(),
            date: self.date,
            values,
        };
        data::with_row(self.ruleset, &self.path, &row, &self.options).map_err(Stop::command)
    }
}

/// Refuses what holds no rows to add one to, before it is read.
///
/// # Errors
/// `cannot-write`.
pub(super) fn refuse_what_is_no_file(path: &Path) -> Result<(), Stop> {
    let refuse = |message: String| {
        Err(Stop::command(
            Diagnostic::error(Code::CannotWrite, message)
                .help("name a file; the decision goes to standard output"),
        ))
    };
    if path == Path::new("-") {
        return refuse("`--save -` names no file".to_owned());
    }
    let name = path.display();
    match std::fs::metadata(path) {
        Ok(known) if known.is_dir() => refuse(format!("`{name}` is a folder, not a file")),
        Ok(known) if !known.is_file() => {
            refuse(format!("`{name}` is no file that keeps what is written"))
        }
        _ => Ok(()),
    }
}

/// What was answered that the data did not say.
fn values(questionnaire: &Questionnaire<'_>) -> Vec<NewValue> {
    let (start, now) = (questionnaire.start(), questionnaire.what_if());
    let ruleset = now.ruleset();
    let mut values = Vec::new();
    for (input, declared) in ruleset.inputs() {
        let members: Vec<Option<u8>> = match declared.each {
            None => vec![None],
            Some(each) => {
                let members = ruleset.choice(each).members.len();
                (0u8..).take(members).map(Some).collect()
            }
        };
        let before = values.len();
        for &member in &members {
            let held = now.given(input, member);
            if let Some(held) = held.filter(|_| start.given(input, member).is_none()) {
                let value = Some(value_of(&declared.ty, held));
                values.push(NewValue {
                    input,
                    member,
                    value,
                });
            }
        }
        let is_none = values.len() == before
            && declared.each.is_some()
            && now.is_answered(input)
            && !start.is_answered(input);
        if is_none {
            values.push(NewValue {
                input,
                member: None,
                value: None,
            });
        }
    }
    values
}
