//! Excel workbooks: what a sheet holds is read as the same table in CSV is.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, XlsxError};
use touchline::data::{Options, Read, read};
use touchline::diagnostics::Diagnostics;

use super::squad::{show, squad};
use super::{TODAY, file, gives, options};

type Made = Result<(), XlsxError>;

/// A workbook with the sheets `Notes` and `Monday`; the first is filled by the test.
fn workbook(fill: impl FnOnce(&mut Workbook) -> Made) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(&mut workbook).unwrap();
    workbook.save_to_buffer().unwrap()
}

fn read_book(bytes: &[u8], sheet: Option<&str>) -> Result<Read, Diagnostics> {
    let options = Options {
        sheet: sheet.map(str::to_owned),
        ..options()
    };
    read(squad(), vec![file("squad.xlsx", bytes)], &options)
}

#[track_caller]
fn refused(bytes: &[u8], sheet: Option<&str>) -> (String, String) {
    match read_book(bytes, sheet) {
        Ok(read) => panic!("read as {}", show(squad(), &read.days)),
        Err(errors) => {
            let error = &errors.items[0];
            (
                error.message.clone(),
                error.help.clone().unwrap_or_default(),
            )
        }
    }
}

/// The cells of `table`, a line a row, `|` between cells.
fn sheet(workbook: &mut Workbook, name: &str, table: &str) -> Made {
    let sheet = workbook.add_worksheet().set_name(name)?;
    for (row, line) in (0u32..).zip(table.lines()) {
        for (column, cell) in (0u16..).zip(line.split('|')) {
            match cell.trim().parse::<f64>() {
                _ if cell.trim().is_empty() => {}
                Ok(number) => drop(sheet.write_number(row, column, number)?),
                Err(_) => drop(sheet.write_string(row, column, cell.trim())?),
            }
        }
    }
    Ok(())
}

#[test]
fn a_sheet_is_read_as_the_same_table_is() {
    let days = "athlete,date,hours slept,force,movement,dreads_loading,target_muscles\n\
                Ana,2026-06-04,7.5,95%,clean,yes,\"quads;glutes\"\n\
                Ben,2026-06-05,7,7%,,no,none\n";
    let bytes = workbook(|workbook| {
        let (percent, day) = (
            Format::new().set_num_format("0.0%"),
            Format::new().set_num_format("dd.mm.yyyy"),
        );
        let sheet = workbook.add_worksheet();
        // What stands above the table, and blank rows in it, are passed over.
        let header = [
            "athlete",
            "date",
            "hours slept",
            "force",
            "movement",
            "dreads_loading",
            "target_muscles",
        ];
        for (column, name) in (0u16..).zip(header) {
            sheet.write_string(0, column, name)?;
        }
        sheet.write_string(1, 0, "Ana")?;
        sheet.write_datetime_with_format(1, 1, ExcelDateTime::from_ymd(2026, 6, 4)?, &day)?;
        sheet.write_number(1, 2, 7.5)?;
        sheet.write_number_with_format(1, 3, 0.95, &percent)?;
        sheet.write_string(1, 4, "Clean")?;
        sheet.write_boolean(1, 5, true)?;
        sheet.write_string(1, 6, "quads;glutes")?;
        sheet.write_string(4, 0, "Ben")?;
        sheet.write_string(4, 1, "2026-06-05")?;
        sheet.write_formula(4, 2, Formula::new("=3+4").set_result("7"))?;
        sheet.write_number_with_format(4, 3, 0.07, &percent)?;
        sheet.write_boolean(4, 5, false)?;
        sheet.write_string(4, 6, "none")?;
        Ok(())
    });
    let read = read_book(&bytes, None).unwrap_or_else(|errors| panic!("{errors}"));
    gives("same.csv", days, &show(squad(), &read.days));
}

#[test]
fn a_sheet_is_chosen_by_its_name() {
    let bytes = workbook(|workbook| {
        sheet(
            workbook,
            "Monday",
            "athlete|date|hours slept\nAna|2026-06-01|8",
        )?;
        sheet(
            workbook,
            "Tuesday",
            "athlete|date|hours slept\nAna|2026-06-02|6",
        )
    });
    let first = read_book(&bytes, None).unwrap();
    let second = read_book(&bytes, Some("tuesday")).unwrap();
    assert_eq!(first.days.dates, [TODAY - 4]);
    assert_eq!(second.days.dates, [TODAY - 3]);
    let (message, help) = refused(&bytes, Some("Tusday"));
    assert_eq!(message, "`squad.xlsx` has no sheet `Tusday`");
    assert_eq!(help, "did you mean `--sheet \"Tuesday\"`?");
    let (_, help) = refused(&bytes, Some("June"));
    assert_eq!(help, "it has `Monday` and `Tuesday`");
}

#[test]
fn what_is_wrong_in_a_sheet_is_shown_at_its_row() {
    let bytes = workbook(|workbook| {
        sheet(
            workbook,
            "Monday",
            "athlete|date|hours slept\n\nAna|2026-06-01|eight\nBen|2026-06-01|99",
        )
    });
    let errors = read_book(&bytes, None).unwrap_err();
    let label = errors.items[0].labels[0].span;
    assert_eq!(errors.sources.line(label), 3);
    assert_eq!(errors.sources.text(label), "eight");
    assert_eq!(errors.items.len(), 2);
}

#[test]
fn a_formula_that_went_wrong_is_no_value() {
    let bytes = workbook(|workbook| {
        let sheet = workbook.add_worksheet();
        sheet.write_string(0, 0, "athlete")?;
        sheet.write_string(0, 1, "hours slept")?;
        sheet.write_string(1, 0, "Ana")?;
        sheet.write_formula(1, 1, Formula::new("=1/0").set_result("#DIV/0!"))?;
        Ok(())
    });
    let (message, _) = refused(&bytes, None);
    assert!(message.contains("#DIV/0!"), "{message}");
}

#[test]
fn what_is_no_workbook_is_told() {
    let (message, _) = refused(b"PK\x03\x04 and nothing more", None);
    assert_eq!(
        message,
        "`squad.xlsx` is a zip file, and no Excel workbook that can be read"
    );
    let bytes = workbook(|workbook| {
        sheet(
            workbook,
            "Monday",
            "athlete|date|hours slept\nAna|2026-06-01|8",
        )
    });
    // Cut off anywhere, it is refused, and nothing panics.
    for end in (4..bytes.len()).step_by(97) {
        refused(&bytes[..end], None);
    }
    // So it is with a byte changed, unless it is read.
    for at in (0..bytes.len()).step_by(31) {
        let mut bytes = bytes.clone();
        bytes[at] ^= 0x55;
        let _ = read_book(&bytes, None);
    }
    let empty = workbook(|workbook| sheet(workbook, "Monday", ""));
    assert_eq!(refused(&empty, None).0, "`squad.xlsx` is empty");
}

#[test]
fn a_small_file_that_holds_a_huge_one_is_refused() {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let deflated = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .large_file(true);
    let blank = vec![b' '; 1 << 20];
    for part in 0..11 {
        zip.start_file(format!("xl/{part}.xml"), deflated).unwrap();
        for _ in 0..50 {
            zip.write_all(&blank).unwrap();
        }
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 4 << 20);
    assert_eq!(
        refused(&bytes, None).0,
        "`squad.xlsx` holds more than 512 MB"
    );
}
