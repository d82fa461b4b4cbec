//! A sheet to fill in: in goes a [`Checked`] ruleset, out comes a [`Template`]
//! with a column for the athlete, the date, each question and what is planned, as
//! a table of its header line alone or as a workbook that says what may stand where.

use super::questions::Asked;
use super::{Writer, workbook};
use crate::ast::InputKind;
use crate::data::{ColumnOf, NewColumn, new_columns};
use crate::diagnostics::Diagnostic;
use crate::pipeline::Checked;
use crate::ruleset::{Choice, InputId, Type};

/// A sheet for the answers, without answers.
#[derive(Clone, Debug)]
pub struct Template {
    pub(super) columns: Vec<Column>,
    /// What the ruleset is called.
    pub(super) title: String,
}

/// A column, with all that somebody who fills it in has to know.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub header: String,
    /// The question as it is asked.
    pub question: String,
    /// What may be answered.
    pub answer: String,
    /// What an empty cell means.
    pub missing: String,
    pub cells: Cells,
}

/// What the cells of a column hold.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cells {
    /// A name, or several members.
    Text,
    Date,
    /// From the lowest to the highest, in the unit of the input.
    Number {
        whole: bool,
        low: f64,
        high: f64,
    },
    /// One of these.
    OneOf(Vec<String>),
}

/// The sheet of a ruleset. The same ruleset gives the same bytes.
pub fn template(checked: &Checked) -> Template {
    let writer = Writer::new(checked);
    let questions = writer.of_kind(InputKind::Input, |_| true);
    let mut inputs: Vec<InputId> = questions;
    // As they come to be asked; what is asked at any time, first.
    inputs.sort_by_key(|id| writer.ruleset.input(*id).stage);
    inputs.extend(writer.of_kind(InputKind::Plan, |_| true));
    let columns = new_columns(writer.ruleset, &inputs);
    Template {
        columns: columns
            .into_iter()
            .map(|column| writer.sheet_column(column))
            .collect(),
        title: writer.ruleset.name.clone(),
    }
}

impl Template {
    /// The header line of a table whose cells are parted by commas.
    pub fn csv(&self) -> String {
        let mut line = String::new();
        for column in &self.columns {
            if !line.is_empty() {
                line.push(',');
            }
            line.push_str(&crate::data::quoted(&column.header, ','));
        }
        line.push('\n');
        line
    }

    /// An Excel workbook: the sheet, whose cells take what may be answered, and the questions.
    ///
    /// # Errors
    /// More columns than a sheet has.
    pub fn workbook(&self) -> Result<Vec<u8>, Diagnostic> {
        workbook::write(self)
    }
}

impl Writer<'_> {
    fn sheet_column(&self, column: NewColumn) -> Column {
        let NewColumn { header, of } = column;
        match of {
            ColumnOf::Athlete => Column {
                header,
                question: "Whose answers these are".into(),
                answer: "a name, always written alike".into(),
                missing: "fill it in; without this column all rows are of one athlete".into(),
                cells: Cells::Text,
            },
            ColumnOf::Date => Column {
                header,
                question: "The day they are of".into(),
                answer: "a date such as 2026-06-04".into(),
                missing: "fill it in".into(),
                cells: Cells::Date,
            },
            ColumnOf::Input(id, member) => self.input_column(header, id, member),
        }
    }

    fn input_column(&self, header: String, id: InputId, member: Option<u8>) -> Column {
        let Asked {
            question,
            answer,
            missing,
        } = self.asked(id, member);
        let members = |choice: &Choice| Cells::OneOf(choice.members.clone());
        let cells = match &self.ruleset.input(id).ty {
            Type::Number(number) => Cells::Number {
                whole: number.whole,
                low: number.range.low,
                high: number.range.high,
            },
            Type::Truth => Cells::OneOf(vec!["yes".into(), "no".into()]),
            Type::Choice(choice) => members(self.ruleset.choice(*choice)),
            Type::Set(_) => Cells::Text,
            Type::Date => Cells::Date,
        };
        Column {
            header,
            question,
            answer,
            missing,
            cells,
        }
    }
}
