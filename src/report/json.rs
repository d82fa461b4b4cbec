//! Decisions as JSON: in go decisions one by one, out comes an array, or one
//! object a line. The document is that of [`Decision`].

use std::io::{self, Write};

use crate::decision::Decision;

/// An array that is written as its decisions come.
#[derive(Debug)]
pub struct JsonArray<W: Write> {
    out: W,
    is_empty: bool,
}

impl<W: Write> JsonArray<W> {
    /// Nothing written yet.
    pub fn new(out: W) -> Self {
        Self {
            out,
            is_empty: true,
        }
    }

    /// Writes one decision.
    ///
    /// # Errors
    /// What writing gives.
    pub fn push(&mut self, decision: &Decision) -> io::Result<()> {
        let text = serde_json::to_string_pretty(decision)?;
        let mut mark = if self.is_empty { "[\n" } else { ",\n" };
        for line in text.lines() {
            write!(self.out, "{mark}  {line}")?;
            mark = "\n";
        }
        self.is_empty = false;
        Ok(())
    }

    /// Closes the array.
    ///
    /// # Errors
    /// What writing gives.
    pub fn finish(mut self) -> io::Result<()> {
        let end = if self.is_empty { "[]\n" } else { "\n]\n" };
        self.out.write_all(end.as_bytes())
    }
}

/// Writes one decision as one line.
///
/// # Errors
/// What writing gives.
pub fn ndjson_line(mut out: impl Write, decision: &Decision) -> io::Result<()> {
    serde_json::to_writer(&mut out, decision)?;
    out.write_all(b"\n")
}
