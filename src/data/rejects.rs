//! Rows that were left out: in go bad rows and what is wrong with them, out
//! comes a file in the format they came in, with an added column `error`.

use std::sync::Arc;

use super::row::Place;
use crate::source::Sources;

/// The header of a table and what separates its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableShape {
    /// The header line as it stands in the file, without its line end.
    pub header: String,
    /// `,`, `;` or a tab.
    pub delimiter: char,
}

/// A row that was left out of the days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedRow {
    /// The file it stands in.
    pub file: String,
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// The row as it stands in the file: a line of a table, or a JSON object.
    pub text: String,
    /// What is wrong with it, a line each.
    pub errors: Vec<String>,
    /// The table it is a row of; `None` for JSON.
    pub table: Option<Arc<TableShape>>,
}

impl RejectedRow {
    pub(super) fn new(sources: &Sources, place: Place<'_>, errors: Vec<String>) -> Self {
        let text = sources.text(place.span);
        Self {
            file: sources
                .get(place.span.file)
                .map_or_else(String::new, |file| file.name().to_owned()),
            line: sources.line(place.span),
            text: match place.inherited {
                Some(athlete) => with_athlete(text, athlete),
                None => text.to_owned(),
            },
            errors,
            table: place.table.map(Arc::clone),
        }
    }

    fn error(&self) -> String {
        self.errors.join("; ")
    }
}

/// An entry of a `history` says nothing of its athlete by itself.
fn with_athlete(text: &str, athlete: &str) -> String {
    match serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text) {
        Ok(mut object) if !athlete.is_empty() && !object.contains_key("athlete") => {
            object.shift_insert(0, "athlete".into(), athlete.into());
            serde_json::Value::Object(object).to_string()
        }
        _ => text.to_owned(),
    }
}

/// The text of a file that holds the rows with an added `error`: a table where
/// all of them are rows of tables with the same header, else NDJSON.
pub fn rejects_text(rows: &[RejectedRow]) -> String {
    let shape = rows.first().and_then(|row| row.table.as_ref());
    match shape {
        Some(shape) if rows.iter().all(|row| row.table.as_ref() == Some(shape)) => {
            let mut out = format!("{}{}error\n", shape.header, shape.delimiter);
            for row in rows {
                // A row that is too short must not have its error under another header.
                let lacking = super::record::cells_lacking(shape, &row.text);
                out += &row.text;
                out.extend(std::iter::repeat_n(shape.delimiter, lacking + 1));
                out += &format!("{}\n", quoted(&row.error()));
            }
            out
        }
        _ => rows.iter().map(|row| json_line(row) + "\n").collect(),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn json_line(row: &RejectedRow) -> String {
    let mut object = match (&row.table, serde_json::from_str(&row.text)) {
        (None, Ok(serde_json::Value::Object(object))) => object,
        (None, _) => {
            let mut object = serde_json::Map::new();
            object.insert("text".into(), row.text.as_str().into());
            object
        }
        (Some(shape), _) => super::record::cells_by_header(shape, &row.text)
            .into_iter()
            .map(|(name, cell)| (name, cell.into()))
            .collect(),
    };
    object.insert("error".into(), row.error().into());
    serde_json::Value::Object(object).to_string()
}
