//! A sheet to fill in as an Excel workbook: in goes a [`Template`], out come its
//! bytes. The first sheet has a column for each question, whose cells say what is
//! asked and refuse what cannot be an answer; the second one lists the questions.

use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign, Formula,
    Workbook, Worksheet, XlsxError,
};

use super::template::{Cells, Column, Template};
use crate::diagnostics::{Code, Diagnostic};

/// The last row of a sheet, counted from 0.
const LAST_ROW: u32 = 1_048_575;
/// The most characters of the title of a note at a cell.
const TITLE: usize = 32;
/// The most characters of the note.
const NOTE: usize = 255;
/// The most characters of a list that stands in the rule of a cell; the commas count.
const LIST: usize = 255;
/// The narrowest and the widest column, in characters.
const WIDTHS: (usize, usize) = (10, 30);
/// The sheet with the questions.
const QUESTIONS: &str = "Questions";
/// The first of its columns for answers that are chosen from a long list.
const LISTS: u16 = 6;

/// The bytes of the workbook: the same for the same template, on every machine.
///
/// # Errors
/// More columns than a sheet has.
pub(super) fn write(template: &Template) -> Result<Vec<u8>, Diagnostic> {
    written(template).map_err(|error| {
        Diagnostic::error(
            Code::CannotWrite,
            format!("no workbook can be made of the template: {error}"),
        )
        .help("write it as a table, to a `.csv` file")
    })
}

fn written(template: &Template) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Not the moment at which it is made: the same ruleset gives the same bytes.
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(template.title.as_str())
        .set_creation_datetime(&made);
    workbook.set_properties(&properties);
    let mut questions = Worksheet::new();
    questions.set_name(QUESTIONS)?;
    list_questions(&mut questions, template)?;
    let days = workbook.add_worksheet().set_name("Days")?;
    days.set_freeze_panes(1, 0)?;
    let mut lists = LISTS;
    for (at, column) in (0u16..).zip(&template.columns) {
        let header = Format::new().set_bold();
        days.write_string_with_format(0, at, &column.header, &header)?;
        days.set_column_width(at, width(column))?;
        if column.cells == Cells::Date {
            days.set_column_format(at, &Format::new().set_num_format("yyyy-mm-dd"))?;
        }
        let list = match &column.cells {
            Cells::OneOf(names) if is_long(names) => {
                let list = write_list(&mut questions, lists, &column.header, names)?;
                lists += 1;
                Some(list)
            }
            _ => None,
        };
        days.add_data_validation(1, at, LAST_ROW, at, &validation(column, list)?)?;
    }
    workbook.push_worksheet(questions);
    workbook.save_to_buffer()
}

fn width(column: &Column) -> f64 {
    let (low, high) = WIDTHS;
    let characters = column.header.chars().count() + 2;
    u32::try_from(characters.clamp(low, high)).map_or(10.0, f64::from)
}

/// What a cell takes, and what it says when it is chosen.
fn validation(column: &Column, list: Option<Formula>) -> Result<DataValidation, XlsxError> {
    let any = DataValidation::new();
    let rule = match (&column.cells, list) {
        (_, Some(list)) => any.allow_list_formula(list),
        (Cells::OneOf(names), None) if !names.is_empty() => any.allow_list_strings(names)?,
        (Cells::Number { whole, low, high }, None) => {
            let whole_numbers = (as_whole(*low), as_whole(*high));
            match (whole, low.is_finite(), high.is_finite(), whole_numbers) {
                (true, true, true, (Some(low), Some(high))) => {
                    any.allow_whole_number(DataValidationRule::Between(low, high))
                }
                (_, true, true, _) => {
                    any.allow_decimal_number(DataValidationRule::Between(*low, *high))
                }
                (_, true, false, _) => {
                    any.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(*low))
                }
                (_, false, true, _) => {
                    any.allow_decimal_number(DataValidationRule::LessThanOrEqualTo(*high))
                }
                (_, false, false, _) => any,
            }
        }
        (Cells::Date, None) => {
            let first = ExcelDateTime::from_ymd(1900, 1, 1)?;
            any.allow_date(DataValidationRule::GreaterThanOrEqualTo(first))
        }
        (Cells::Text | Cells::OneOf(_), None) => any,
    };
    let note = format!("{}\n{}", column.question, column.answer);
    rule.set_input_title(cut(&column.header, TITLE))?
        .set_input_message(cut(&note, NOTE))?
        .set_error_title("This is no answer")?
        .set_error_message(cut(&format!("Here stands {}.", column.answer), NOTE))
}

/// A number without a fraction, as a cell's rule takes it.
fn as_whole(x: f64) -> Option<i32> {
    let text = format!("{x:.0}");
    let whole: i32 = text.parse().ok()?;
    (f64::from(whole) == x).then_some(whole)
}

/// Whether a list has to stand in cells.
fn is_long(names: &[String]) -> bool {
    let characters = names.iter().map(|name| name.chars().count() + 1);
    characters.sum::<usize>() > LIST || names.iter().any(|name| name.contains(','))
}

/// The beginning of a text, with a mark where there was more.
fn cut(text: &str, most: usize) -> String {
    // A character beyond the first plane counts as two.
    let mut units = 0;
    let mut end = 0;
    for c in text.chars() {
        units += c.len_utf16();
        if units < most {
            end += c.len_utf8();
        }
    }
    match (units <= most, text.get(..end)) {
        (false, Some(beginning)) => format!("{beginning}…"),
        _ => text.to_owned(),
    }
}

fn list_questions(sheet: &mut Worksheet, template: &Template) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    let titles = [
        ("Column", 24.0),
        ("Question", 44.0),
        ("Answer", 44.0),
        ("If it is empty", 32.0),
    ];
    for (at, (title, width)) in (0u16..).zip(titles) {
        sheet.write_string_with_format(0, at, title, &bold)?;
        sheet.set_column_width(at, width)?;
    }
    for (row, column) in (1u32..).zip(&template.columns) {
        let texts = [
            &column.header,
            &column.question,
            &column.answer,
            &column.missing,
        ];
        for (at, text) in (0u16..).zip(texts) {
            sheet.write_string_with_format(row, at, text, &wrapped)?;
        }
    }
    Ok(())
}

/// Writes a list in a column of its own; gives where it stands.
fn write_list(
    sheet: &mut Worksheet,
    at: u16,
    header: &str,
    names: &[String],
) -> Result<Formula, XlsxError> {
    let bold = Format::new().set_bold();
    sheet.write_string_with_format(0, at, header, &bold)?;
    let mut last = 0;
    for (row, name) in (1u32..).zip(names) {
        sheet.write_string(row, at, name)?;
        last = row;
    }
    let range = rust_xlsxwriter::utility::cell_range_absolute(1, at, last, at);
    Ok(Formula::new(format!("={QUESTIONS}!{range}")))
}
