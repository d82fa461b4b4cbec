//! Excel workbooks to text: in goes the content of an `.xlsx` file, out comes
//! one of its sheets as lines of cells between tabs, row N on line N, so that it
//! is read as any table is and messages can point into it.
//!
//! Shares stand in a sheet as plain numbers that are shown as `95%`; they are
//! written with their sign, since 0.95 of a `percent` is something else. Days
//! are written `2026-06-05`, times of day and durations `7:30`.

use std::io::{Cursor, Read, Seek};

use calamine::{DataRef, ExcelDateTime, Reader as _, Style, Xlsx, XlsxError};
use zip::ZipArchive;

use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::report::list;

/// How a zip file begins, which a workbook is.
pub(super) const MAGIC: &[u8] = b"PK\x03\x04";
/// The most that a workbook may unpack to, in bytes.
const MOST_UNPACKED: u64 = 1 << 29;
/// The most columns a sheet may have: a stray cell far to the right is a slip.
const MOST_COLUMNS: u32 = 4096;

const SAVE_AS: &str = "open it and save the sheet as CSV (in Excel: `CSV UTF-8`)";

/// A sheet as text.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// What messages call it: the workbook, and its name where there are others.
    pub name: String,
    /// A line for each row, tabs between its cells.
    pub text: String,
}

/// Reads a sheet of a workbook; the first where none is named. `file` is what
/// messages call the workbook.
///
/// # Errors
/// `data-format`, `data-sheet` or `file-too-large`.
pub(crate) fn sheet(file: &str, bytes: &[u8], wanted: Option<&str>) -> Result<Sheet, Diagnostic> {
    measure(file, bytes)?;
    let broken = |error: XlsxError| not_read(file, &error);
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let names = workbook.sheet_names();
    let name = match wanted {
        None => names.first().cloned(),
        Some(wanted) => names.iter().find(|name| is_same(name, wanted)).cloned(),
    };
    let Some(name) = name else {
        return Err(no_sheet(file, wanted.unwrap_or(""), &names));
    };
    let text = text(file, &mut workbook, &name)?;
    let name = match names.len() {
        1 => file.to_owned(),
        _ => format!("{file}, sheet {name}"),
    };
    Ok(Sheet { name, text })
}

/// Unpacks the whole of it once, keeping nothing: a small file may hold a huge one,
/// and what it says of its own size need not be true.
fn measure(file: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    let broken = || {
        Diagnostic::error(
            Code::DataFormat,
            format!("`{file}` is a zip file, and no Excel workbook that can be read"),
        )
        .help(SAVE_AS)
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let mut part = archive
            .by_index(index)
            .map_err(|_| broken())?
            .take(left + 1);
        let read = std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| broken())?;
        left = left.checked_sub(read).ok_or_else(|| {
            Diagnostic::error(
                Code::FileTooLarge,
                format!("`{file}` holds more than {} MB", MOST_UNPACKED >> 20),
            )
            .help(SAVE_AS)
        })?;
    }
    Ok(())
}

fn text<R: Read + Seek>(
    file: &str,
    workbook: &mut Xlsx<R>,
    sheet: &str,
) -> Result<String, Diagnostic> {
    let broken = |error: XlsxError| not_read(file, &error);
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(broken)?;
    let styles: Vec<bool> = reader.styles().iter().map(shows_percent).collect();
    let mut cells: Vec<((u32, u32), String)> = Vec::new();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(broken)? {
        let is_percent = styles.get(style).copied().unwrap_or(false);
        let text = cell_text(cell.get_value(), is_percent);
        if text.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        if column >= MOST_COLUMNS {
            let message = format!(
                "sheet `{sheet}` of `{file}` has something in column {}, far to the right",
                column + 1
            );
            return Err(Diagnostic::error(Code::DataFormat, message)
                .help("delete what stands to the right of the data"));
        }
        cells.push(((row, column), text));
    }
    // Rows may stand in any order.
    cells.sort_by_key(|(place, _)| *place);
    cells.dedup_by_key(|(place, _)| *place);
    let mut out = String::new();
    let (mut row, mut column) = (0, 0);
    for ((of_row, of_column), text) in cells {
        while row < of_row {
            out.push('\n');
            row += 1;
            column = 0;
        }
        while column < of_column {
            out.push('\t');
            column += 1;
        }
        push_cell(&mut out, &text);
    }
    out.push('\n');
    Ok(out)
}

/// A cell that holds a quote is quoted, as in any table.
fn push_cell(out: &mut String, text: &str) {
    let text = text.replace(['\t', '\n', '\r'], " ");
    match text.contains('"') {
        true => {
            out.push('"');
            out.push_str(&text.replace('"', "\"\""));
            out.push('"');
        }
        false => out.push_str(&text),
    }
}

fn cell_text(cell: &DataRef<'_>, is_percent: bool) -> String {
    match cell {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.trim().to_owned()
        }
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(truth) => if *truth { "yes" } else { "no" }.to_owned(),
        DataRef::Int(number) if !is_percent => number.to_string(),
        #[allow(clippy::cast_precision_loss, reason = "a share is far smaller")]
        DataRef::Int(number) => percent(*number as f64),
        DataRef::Float(number) if is_percent => percent(*number),
        DataRef::Float(number) => number.to_string(),
        DataRef::DateTime(when) => moment(when),
        // Such as `#DIV/0!`: no value of any input, and so told.
        DataRef::Error(error) => error.to_string(),
    }
}

/// 0.07 is `7%`, without the dust of the multiplication.
fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let rounded = (percent * 1e9).round() / 1e9;
    let near = (rounded - percent).abs() <= percent.abs() * 1e-12;
    format!("{}%", if near { rounded } else { percent })
}

fn moment(when: &ExcelDateTime) -> String {
    let days = when.as_f64();
    let is_span = when.is_duration() || (0.0..1.0).contains(&days);
    if is_span {
        let minutes = (days * 24.0 * 60.0).round();
        let (hours, minutes) = ((minutes / 60.0).floor(), minutes.rem_euclid(60.0));
        return format!("{hours}:{minutes:02}");
    }
    let (year, month, day, hour, minute, ..) = when.to_ymd_hms_milli();
    match (hour, minute) {
        (0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"),
    }
}

/// Whether a cell of this style shows its number as a share: `0.0%`, not `0"%"`.
fn shows_percent(style: &Style) -> bool {
    let format = style.number_format.as_ref();
    let code = format.map_or("", |format| format.format_code.as_str());
    let mut quoted = false;
    let mut escaped = false;
    code.chars().any(|c| {
        if std::mem::take(&mut escaped) {
            return false;
        }
        match c {
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            '%' => return !quoted,
            _ => {}
        }
        false
    })
}

fn is_same(name: &str, wanted: &str) -> bool {
    name.trim().to_lowercase() == wanted.trim().to_lowercase()
}

fn no_sheet(file: &str, wanted: &str, names: &[String]) -> Diagnostic {
    if names.is_empty() {
        let message = format!("`{file}` is a workbook without sheets");
        return Diagnostic::error(Code::DataSheet, message).help(SAVE_AS);
    }
    let message = format!("`{file}` has no sheet `{wanted}`");
    let help = match nearest(wanted, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `--sheet \"{near}\"`?"),
        None => {
            let names: Vec<String> = names
                .iter()
                .take(12)
                .map(|name| format!("`{name}`"))
                .collect();
            format!("it has {}", list(&names, "and"))
        }
    };
    Diagnostic::error(Code::DataSheet, message).help(help)
}

fn not_read(file: &str, error: &XlsxError) -> Diagnostic {
    let message = match error {
        XlsxError::Password => format!("`{file}` is protected by a password"),
        _ => format!("`{file}` is a zip file, and no Excel workbook that can be read"),
    };
    Diagnostic::error(Code::DataFormat, message).help(SAVE_AS)
}
