//! One more row for a data file: in go the file as it is and what an athlete
//! answered on a day, out comes the file with that row below the others, which
//! keep their bytes. What comes out has been read again, and holds the answers.

use std::path::Path;

use super::columns::{Columns, HeaderLine};
use super::date::Dates;
use super::new_cell::{cell, holds, json_row, quoted, slot, with_object};
use super::new_header::NewHeaders;
use super::record::{Record, Records, delimiter, delimiter_line, widened};
use super::{DataFile, Options, ends_in, is_json, paths, read, workbook};
use crate::diagnostics::{Code, Diagnostic};
use crate::engine::show::date_text;
use crate::ruleset::{InputId, Ruleset, Value};
use crate::source::Sources;

/// What one athlete answered on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct NewRow {
    /// The athlete; empty where none is named.
    pub athlete: String,
    /// Days since 1970-01-01.
    pub date: i32,
    /// The answers, in the order of their columns in a new file.
    pub values: Vec<NewValue>,
}

/// One answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NewValue {
    /// The input or plan value.
    pub input: InputId,
    /// The member of a map.
    pub member: Option<u8>,
    /// In the unit of the declared type; of a whole map `None`, which says that no member is named.
    pub value: Option<Value>,
}

/// What a file would hold with one more row; a file that is not there is new. Its
/// ending says what it is: `.tsv`, `.json`, `.ndjson` and `.jsonl`, else CSV.
///
/// # Errors
/// A file that cannot be read, that is no data, or that cannot take the row.
pub fn with_row(
    ruleset: &Ruleset,
    path: &Path,
    row: &NewRow,
    options: &Options,
) -> Result<Vec<u8>, Diagnostic> {
    let name = path.display().to_string();
    let old = match path.exists() {
        true => {
            let mut files = paths::load(&[path]).map_err(|mut errors| errors.remove(0))?;
            files.remove(0).bytes
        }
        false => Vec::new(),
    };
    if old.starts_with(workbook::MAGIC) || ends_in(&name, &[".xlsx", ".xls", ".ods"]) {
        return Err(cannot(&name, "it is a workbook").help("save to a `.csv` file"));
    }
    let old = String::from_utf8(old).map_err(|_| {
        cannot(&name, "it is not UTF-8").help("save it as UTF-8, or choose another file")
    })?;
    let headers = NewHeaders::new(ruleset);
    let file = NewFile {
        ruleset,
        name: &name,
        headers,
        row,
    };
    let (mark, text) = match old.strip_prefix('\u{feff}') {
        Some(text) => ("\u{feff}", text),
        None => ("", old.as_str()),
    };
    let new = if is_json(&name, text) {
        file.json(text)
    } else if text.trim().is_empty() {
        Ok(file.table())
    } else {
        file.appended(text)
    }?;
    let new = format!("{mark}{new}").into_bytes();
    if file.is_read_back(&new, options) {
        Ok(new)
    } else {
        let whose = match row.athlete.as_str() {
            "" => date_text(row.date),
            athlete => format!("`{athlete}` on {}", date_text(row.date)),
        };
        let why = format!("a row of {whose} would not be read from it as it is meant");
        Err(cannot(&name, &why).help("choose another file, or another name for the athlete"))
    }
}

fn cannot(name: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        Code::CannotWrite,
        format!("no row can be added to `{name}`: {why}"),
    )
}

/// A file that gets a row.
struct NewFile<'a> {
    ruleset: &'a Ruleset,
    name: &'a str,
    headers: NewHeaders<'a>,
    row: &'a NewRow,
}

impl NewFile<'_> {
    /// A table with this row alone.
    fn table(&self) -> String {
        let delimiter = match ends_in(self.name, &[".tsv", ".tab"]) {
            true => '\t',
            false => ',',
        };
        let mut headers = Vec::new();
        let mut cells = Vec::new();
        if !self.row.athlete.is_empty() {
            headers.push(self.athlete_header());
            cells.push(self.row.athlete.clone());
        }
        headers.push(self.date_header());
        cells.push(date_text(self.row.date));
        for value in &self.row.values {
            headers.push(self.header(value));
            cells.push(cell(self.ruleset, value, false, delimiter));
        }
        let line = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| quoted(cell, delimiter)).collect();
            cells.join(&delimiter.to_string())
        };
        format!("{}\n{}\n", line(&headers), line(&cells))
    }

    /// A table with this row below the others.
    fn appended(&self, text: &str) -> Result<String, Diagnostic> {
        let (delimiter, start) = match delimiter_line(text) {
            Some((delimiter, length)) => (delimiter, length),
            None if ends_in(self.name, &[".tsv", ".tab"]) => (b'\t', 0),
            None => (delimiter(text), 0),
        };
        let mut records = Records::starting_at(text, delimiter, start);
        let mut record = Record::default();
        let is_blank = |record: &Record| {
            let mut cells = record.cells.iter();
            cells.all(|cell| cell.text(text).is_empty())
        };
        while records.next(&mut record) && is_blank(&record) {}
        let columns = self.columns(text, &record)?;
        let joint = char::from(delimiter);
        let mut cells = vec![String::new(); columns.width];
        let mut put = |at: usize, text: String| {
            if let Some(cell) = cells.get_mut(at) {
                *cell = quoted(&text, joint);
            }
        };
        match (&columns.athlete, self.row.athlete.as_str()) {
            (Some(_), "") => {
                return Err(cannot(self.name, "its rows name athletes")
                    .help("say whose answers these are: `--athlete NAME`"));
            }
            (None, "") => {}
            (None, athlete) => {
                let why = format!("its rows name no athlete, and this one is `{athlete}`'s");
                return Err(cannot(self.name, &why).help("choose another file for these answers"));
            }
            (Some(column), athlete) => put(column.at, athlete.to_owned()),
        }
        match &columns.date {
            Some(column) => put(column.at, date_text(self.row.date)),
            None => {
                return Err(cannot(self.name, "it has no column `date`")
                    .help("add the dates of its rows, or choose another file"));
            }
        }
        let mut added = Vec::new();
        for value in &self.row.values {
            let slot = slot(self.ruleset, value);
            let mut readings = columns.readings.iter();
            match readings.find(|reading| reading.field.slot == slot) {
                Some(reading) => {
                    let has_unit = reading.field.unit.is_some();
                    put(reading.at, cell(self.ruleset, value, has_unit, joint));
                }
                None => added.push(value),
            }
        }
        for value in &added {
            cells.push(quoted(&cell(self.ruleset, value, false, joint), joint));
        }
        let newline = match text.contains("\r\n") {
            true => "\r\n",
            false => "\n",
        };
        let mut new = match added.is_empty() {
            true => text.to_owned(),
            false => {
                let headers = added.iter().map(|value| self.header(value));
                let headers: String = headers
                    .map(|header| format!("{joint}{}", quoted(&header, joint)))
                    .collect();
                widened(text, &mut records, &record, columns.width, &headers, joint)
            }
        };
        if !new.ends_with('\n') {
            new.push_str(newline);
        }
        new.push_str(&cells.join(&joint.to_string()));
        new.push_str(newline);
        Ok(new)
    }

    fn columns(&self, text: &str, header: &Record) -> Result<Columns, Diagnostic> {
        let mut sources = Sources::default();
        let file = sources.add(self.name, text);
        let dates = Dates::new(None)?;
        let line = HeaderLine {
            ruleset: self.ruleset,
            headers: &self.headers.headers,
            dates: &dates,
            file,
            name: self.name,
            text,
        };
        line.read(header)
            .map_err(|_| cannot(self.name, "its header line cannot be read").help("mend it first"))
    }

    /// A list of objects, or an object a line, with this row as the last.
    fn json(&self, text: &str) -> Result<String, Diagnostic> {
        let row = json_row(
            self.ruleset,
            self.row,
            &self.athlete_header(),
            &self.date_header(),
        );
        let lines = ends_in(self.name, &[".ndjson", ".jsonl"]);
        with_object(text, &row, lines).ok_or_else(|| {
            cannot(self.name, "it is not a list of objects")
                .help("choose another file for these answers")
        })
    }

    fn athlete_header(&self) -> String {
        self.headers.athlete().unwrap_or_else(|| "athlete".into())
    }

    fn date_header(&self) -> String {
        self.headers.date().unwrap_or_else(|| "date".into())
    }

    /// The header of a column of its own.
    fn header(&self, value: &NewValue) -> String {
        self.headers.input(value.input, value.member)
    }

    /// Whether the answers are what the new file is read as.
    fn is_read_back(&self, bytes: &[u8], options: &Options) -> bool {
        let file = DataFile {
            name: self.name.to_owned(),
            bytes: bytes.to_vec(),
        };
        let options = Options {
            skip_bad_rows: true,
            ..options.clone()
        };
        let Ok(read) = read(self.ruleset, vec![file], &options) else {
            return false;
        };
        holds(self.ruleset, &read.days, self.row)
    }
}

#[cfg(test)]
mod tests {
    use super::{NewRow, NewValue, with_row};
    use crate::data::Options;
    use crate::ruleset::{Ruleset, Value};

    const RULES: &str = "choice muscle: quads, back\ninput sleep: hours from 0 to 16\ninput soreness: scale 0 to 10 for each muscle\n  missing means 0\ninput ill: yes or no\nplan target: set of muscle\nrule \"All\"\n  when sleep < 5 h or soreness.quads > 5 or ill or target includes back\n  then rest\n  because \"So.\"\notherwise train\n";

    fn new(name: &str, old: &str, athlete: &str) -> Result<String, String> {
        let ruleset = Ruleset::from_text("test", RULES).unwrap();
        let id = |name: &str| {
            let mut inputs = ruleset.inputs();
            inputs.find(|(_, input)| input.name == name).unwrap().0
        };
        let value = |name, member, value| NewValue {
            input: id(name),
            member,
            value,
        };
        let row = NewRow {
            athlete: athlete.into(),
            date: 20_609,
            values: vec![
                value("sleep", None, Some(Value::Number(7.25))),
                value("soreness", Some(1), Some(Value::Number(3.0))),
                value("target", None, Some(Value::Set(3))),
            ],
        };
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join(name);
        if !old.is_empty() {
            std::fs::write(&path, old).unwrap();
        }
        let bytes = with_row(&ruleset, &path, &row, &Options::default());
        bytes
            .map(|bytes| String::from_utf8(bytes).unwrap())
            .map_err(|error| error.message.rsplit_once(": ").unwrap().1.to_owned())
    }

    #[test]
    fn a_new_table_has_the_columns_that_were_answered() {
        assert_eq!(
            new("log.csv", "", "Kim, 2nd").unwrap(),
            "athlete,date,sleep,soreness.back,target\n\"Kim, 2nd\",2026-06-05,7.25,3,quads;back\n"
        );
        assert_eq!(
            new("log.tsv", "", "").unwrap(),
            "date\tsleep\tsoreness.back\ttarget\n2026-06-05\t7.25\t3\tquads;back\n"
        );
        assert_eq!(
            new("log.json", "", "Kim").unwrap(),
            "[\n  {\"athlete\":\"Kim\",\"date\":\"2026-06-05\",\"sleep\":7.25,\"soreness\":{\"back\":3},\"target\":[\"quads\",\"back\"]}\n]\n"
        );
    }

    #[test]
    fn rows_keep_their_bytes() {
        let old = "athlete;note;date;Sleep (min);target;soreness.back\r\nKim;\"a\r\nb\"; 2026-06-04 ;400;;\r\n";
        assert_eq!(
            new("log.csv", old, "Kim").unwrap(),
            format!("{old}Kim;;2026-06-05;7.25 h;quads,back;3\r\n")
        );
        let old = "\u{feff}date,sleep\n2026-06-04,7\n\n2026-06-03,6";
        assert_eq!(
            new("log.csv", old, "").unwrap(),
            "\u{feff}date,sleep,soreness.back,target\n2026-06-04,7,,\n\n2026-06-03,6,,\n2026-06-05,7.25,3,quads;back\n"
        );
        let old = "[ {\"date\": \"2026-06-04\", \"sleep\": 7} ]\n";
        assert_eq!(
            new("log.json", old, "").unwrap(),
            "[ {\"date\": \"2026-06-04\", \"sleep\": 7},\n  {\"date\":\"2026-06-05\",\"sleep\":7.25,\"soreness\":{\"back\":3},\"target\":[\"quads\",\"back\"]}\n]\n"
        );
    }

    #[test]
    fn a_file_that_cannot_take_the_row_says_why() {
        let why = |old, athlete| new("log.csv", old, athlete).unwrap_err();
        assert_eq!(
            why("athlete,date\nKim,2026-06-04\n", ""),
            "its rows name athletes"
        );
        assert_eq!(why("sleep\n7\n", ""), "it has no column `date`");
        assert_eq!(
            why("date,sleep\n2026-06-04,7\n", "Kim"),
            "its rows name no athlete, and this one is `Kim`'s"
        );
        // A second value for a question of the same day.
        assert_eq!(
            why("date,sleep\n2026-06-05,7\n", ""),
            "a row of 2026-06-05 would not be read from it as it is meant"
        );
        let nobody = why("athlete,date\nKim,2026-06-04\n", "NA");
        assert!(nobody.starts_with("a row of `NA` on"), "{nobody}");
    }
}
