//! Sheets to fill in: what is filled in is read as what was asked, as a table and
//! as a workbook, whose cells offer and refuse what a coach would expect.

use std::io::{Cursor, Read};

use calamine::{Reader, Xlsx};
use touchline::data::{DataFile, Options, read};
use touchline::describe::{Template, template};
use touchline::{Source, built_in};
use zip::ZipArchive;

fn of_text(text: &str) -> Template {
    let source = Source::from_text("test.touchline", text);
    template(&source.parse().unwrap().check().unwrap())
}

/// A part of the workbook, as XML.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let range = workbook.worksheet_range(name).unwrap();
    let rows = range.rows();
    rows.map(|row| row.iter().map(ToString::to_string).collect())
        .collect()
}

#[test]
fn every_column_of_every_shipped_ruleset_is_read() {
    for name in built_in::names() {
        let checked = Source::built_in(name).unwrap().parse().unwrap();
        let checked = checked.check().unwrap();
        let sheet = template(&checked);
        let header = sheet.csv();
        let empty = ",".repeat(header.matches(',').count() - 1);
        let file = DataFile {
            name: "days.csv".into(),
            bytes: format!("{header}Ana,2026-06-01{empty}\n").into_bytes(),
        };
        let read = read(&checked.ruleset, vec![file], &Options::default()).unwrap();
        let warnings: Vec<&str> = read
            .warnings
            .items
            .iter()
            .map(|w| w.message.as_str())
            .collect();
        assert!(warnings.is_empty(), "{name}: {warnings:?}");
        assert_eq!(read.days.len(), 1, "{name}");
        let inputs = checked.ruleset.inputs().map(|(_, input)| {
            let each = input.each.map(|each| checked.ruleset.choice(each));
            each.map_or(1, |choice| choice.members.len())
        });
        let columns = header.matches(',').count() + 1;
        assert_eq!(columns, inputs.sum::<usize>() + 2, "{name}");
    }
}

#[test]
fn a_workbook_has_the_columns_of_the_table_and_says_what_they_ask() {
    for name in built_in::names() {
        let source = Source::built_in(name).unwrap();
        let sheet_of = template(&source.parse().unwrap().check().unwrap());
        let bytes = sheet_of.workbook().unwrap();
        assert_eq!(bytes, sheet_of.workbook().unwrap(), "{name}");
        let days = sheet(&bytes, "Days");
        assert_eq!(days.len(), 1, "{name}");
        let header = days.concat();
        assert_eq!(header.join(",") + "\n", sheet_of.csv(), "{name}");
        let questions = sheet(&bytes, "Questions");
        let listed: Vec<&String> = questions.iter().skip(1).map(|row| &row[0]).collect();
        assert_eq!(listed, header.iter().collect::<Vec<_>>(), "{name}");
        let all_told = questions.iter().flatten().all(|cell| !cell.is_empty());
        assert!(all_told || questions[0].len() > 4, "{name}: {questions:?}");
    }
}

const RULES: &str = "choice muscle: quads, back
input sleep: hours from 0 to 16
  ask \"How long did you sleep?\"
input soreness: scale 0 to 10 for each muscle
  higher is worse
  missing means 0
input force: percent from 0 to 150
input ill: yes or no
plan sets: whole number from 0 to 60
plan target: set of muscle
rule \"All\"
  when sleep < 5 h or soreness.quads > 5 or ill or force < 80% or sets > 40 or target includes back
  then rest
  because \"So.\"
otherwise train
";

#[test]
fn cells_offer_what_may_be_answered_and_refuse_the_rest() {
    let sheet_of = of_text(RULES);
    assert_eq!(
        sheet_of.csv(),
        "athlete,date,sleep,soreness.quads,soreness.back,force,ill,sets,target\n"
    );
    let bytes = sheet_of.workbook().unwrap();
    let questions = sheet(&bytes, "Questions");
    let lines: Vec<String> = questions.iter().map(|row| row.join(" | ")).collect();
    insta::assert_snapshot!(lines.join("\n"));
    let days = part(&bytes, "xl/worksheets/sheet1.xml");
    let rules: Vec<&str> = days.split("<dataValidation ").skip(1).collect();
    let rule_of = |column: char| {
        let cells = format!("sqref=\"{column}2:{column}1048576\"");
        rules.iter().find(|rule| rule.contains(&cells)).unwrap()
    };
    let has = |column, texts: &[&str]| {
        for text in texts {
            assert!(rule_of(column).contains(text), "{column}: {text}");
        }
    };
    let between = |low, high| format!("<formula1>{low}</formula1><formula2>{high}</formula2>");
    has('B', &["type=\"date\"", "greaterThanOrEqual"]);
    has('C', &["type=\"decimal\"", &between(0, 16)]);
    has('C', &["prompt=\"How long did you sleep?"]);
    has('D', &["type=\"decimal\"", &between(0, 10)]);
    // A share stays a plain number: a cell laid out in percent would read 80 as 8000.
    has('F', &["type=\"decimal\"", &between(0, 150)]);
    has('G', &["type=\"list\"", "<formula1>\"yes,no\"</formula1>"]);
    has('H', &["type=\"whole\"", &between(0, 60)]);
    assert!(!rule_of('I').contains("type="));
    assert!(days.contains("state=\"frozen\""));
}

#[test]
fn a_list_too_long_for_a_cell_stands_in_cells_of_its_own() {
    let names: Vec<String> = (0..60).map(|at| format!("a_long_name_{at}")).collect();
    let text = format!(
        "choice drill: {}\ninput next: drill\nrule \"A\"\n  when next is a_long_name_3\n  then rest\n  because \"A.\"\notherwise train\n",
        names.join(", ")
    );
    let bytes = of_text(&text).workbook().unwrap();
    let days = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(days.contains("<formula1>Questions!$G$2:$G$61</formula1>"));
    let questions = sheet(&bytes, "Questions");
    let list: Vec<&String> = questions.iter().skip(1).map(|row| &row[6]).collect();
    assert_eq!(list, names.iter().collect::<Vec<_>>());
}
