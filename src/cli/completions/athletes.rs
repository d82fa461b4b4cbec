//! The athletes in the data files of a line: in go the line's words, out come
//! the names in the column of athletes, as far as they are found quickly.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use super::super::rulesets;

/// So much of a file is read, in bytes. Names that stand further down are not offered.
const MOST_BYTES: u64 = 2 << 20;
/// A larger workbook is not unpacked while somebody waits for a Tab, in bytes.
const LARGEST_WORKBOOK: u64 = 1 << 17;
/// No more files are read.
const MOST_FILES: usize = 4;
/// No more names are offered: nobody reads them.
const MOST_NAMES: usize = 1000;

/// The athletes of the data files among words, sorted; `columns` are headers besides `athlete`.
pub(super) fn among(words: &[String], columns: &[String]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let files = words.iter().map(Path::new);
    let files = files.filter(|path| rulesets::is_data(path) && path.is_file());
    for path in files.take(MOST_FILES) {
        let ending = path.extension().and_then(|ending| ending.to_str());
        match ending.unwrap_or_default().to_ascii_lowercase().as_str() {
            "xlsx" => workbook(path, columns, &mut names),
            "json" | "ndjson" | "jsonl" => {
                documents(&beginning(path), columns, &mut names);
            }
            _ => table(&beginning(path), columns, &mut names),
        }
    }
    names
}

/// The first part of a file, up to the end of a line where it goes on.
fn beginning(path: &Path) -> String {
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| {
        let mut file = file.take(MOST_BYTES);
        file.read_to_end(&mut bytes)
    });
    if read.is_err() {
        return String::new();
    }
    if bytes.len() as u64 == MOST_BYTES {
        let end = bytes.iter().rposition(|&byte| byte == b'\n');
        bytes.truncate(end.unwrap_or(0));
    }
    let text = String::from_utf8_lossy(&bytes);
    text.trim_start_matches('\u{feff}').to_owned()
}

/// Whether a header or key is that of the athlete, as when data is read.
fn is_athlete(header: &str, columns: &[String]) -> bool {
    let fold = |text: &str| -> String {
        let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '_');
        kept.flat_map(char::to_lowercase).collect()
    };
    let header = fold(header);
    header == "athlete" || columns.iter().any(|column| fold(column) == header)
}

fn table(text: &str, columns: &[String], names: &mut BTreeSet<String>) {
    let header = text.lines().next().unwrap_or_default();
    let count = |sign: char| header.matches(sign).count();
    let delimiter = [(',', b','), (';', b';'), ('\t', b'\t')];
    let delimiter = delimiter.into_iter().max_by_key(|(sign, _)| count(*sign));
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(delimiter.map_or(b',', |(_, byte)| byte))
        .flexible(true)
        .from_reader(text.as_bytes());
    let Ok(headers) = rows.headers() else {
        return;
    };
    let Some(column) = headers
        .iter()
        .position(|header| is_athlete(header, columns))
    else {
        return;
    };
    let mut row = csv::StringRecord::new();
    while names.len() < MOST_NAMES && rows.read_record(&mut row).unwrap_or(false) {
        let name = row.get(column).map(str::trim).unwrap_or_default();
        if !name.is_empty() && !names.contains(name) {
            names.insert(name.to_owned());
        }
    }
}

/// The texts behind the key of the athlete, however the documents nest, or where they are cut off.
fn documents(text: &str, columns: &[String], names: &mut BTreeSet<String>) {
    let mut rest = text;
    let mut is_key = false;
    while let Some((between, from)) = rest.split_once('"') {
        let (inside, after) = string(from);
        let is_value = is_key && between.trim() == ":";
        if is_value && names.len() < MOST_NAMES {
            names.extend(serde_json::from_str::<String>(&format!("\"{inside}\"")));
        }
        is_key = !is_value && is_athlete(inside, columns);
        rest = after;
    }
}

/// A string of JSON up to its closing quote, and what comes behind that.
fn string(from: &str) -> (&str, &str) {
    let mut is_escaped = false;
    for (at, byte) in from.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => {
                let (inside, after) = from.split_at(at);
                return (inside, after.strip_prefix('"').unwrap_or_default());
            }
            _ => {}
        }
    }
    (from, "")
}

/// The first sheet of a workbook, as a table.
fn workbook(path: &Path, columns: &[String], names: &mut BTreeSet<String>) {
    let size = std::fs::metadata(path).map(|known| known.len());
    if !size.is_ok_and(|size| size <= LARGEST_WORKBOOK) {
        return;
    }
    let name = path.display().to_string();
    let sheet = std::fs::read(path).map(|bytes| crate::data::workbook::sheet(&name, &bytes, None));
    if let Ok(Ok(sheet)) = sheet {
        table(&sheet.text, columns, names);
    }
}

#[cfg(test)]
mod tests {
    use super::{documents, table};
    use std::collections::BTreeSet;

    fn sorted(
        read: fn(&str, &[String], &mut BTreeSet<String>),
        text: &str,
        columns: &[String],
    ) -> Vec<String> {
        let mut names = BTreeSet::new();
        read(text, columns, &mut names);
        names.into_iter().collect()
    }

    #[test]
    fn athletes_of_tables() {
        let semicolons = "Datum;Athlete ;x\n1;Kim, K.;1\n2;\"Lee \"\"L\"\"\";2\n3;;3\n";
        assert_eq!(sorted(table, semicolons, &[]), ["Kim, K.", "Lee \"L\""]);
        let other = "Player_ID,x\nKim,1\nKim,2\n";
        assert_eq!(sorted(table, other, &["player id".to_owned()]), ["Kim"]);
        assert!(sorted(table, other, &[]).is_empty());
        assert!(sorted(table, "", &[]).is_empty());
    }

    #[test]
    fn athletes_of_documents() {
        let text = r#"[{"athlete": "Kim \"K\"", "note": "athlete", "x": ["athlete"], "history": [
            {"athlete":
             "Lee"}]}, {"athlete": null}, {"athlete": "cut o"#;
        assert_eq!(sorted(documents, text, &[]), ["Kim \"K\"", "Lee", "cut o"]);
    }
}
