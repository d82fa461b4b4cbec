//! Bytes to text: in goes what a file holds, out comes UTF-8 text without its
//! byte-order mark, or a message that names the encoding it is in instead.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::diagnostics::{Code, Diagnostic};
use crate::source::Sources;
use crate::span::{FileId, Span};

/// How a kind of file that is no text begins, what it is, and how to make text of it.
const KINDS: &[(&[u8], &str, &str)] = &[
    (
        b"\xD0\xCF\x11\xE0",
        "an old Excel workbook, or one with a password",
        "open it and save the sheet as CSV (in Excel: `CSV UTF-8`)",
    ),
    (
        b"PAR1",
        "a Parquet file",
        "export the table as CSV or NDJSON",
    ),
    (b"%PDF", "a PDF document", "export the table as CSV"),
    (b"\x1F\x8B", "a gzip file", "unpack it first"),
];

const SAVE_AS: &str = "save it as UTF-8: in Excel `Save As`, then `CSV UTF-8`; in LibreOffice `Save As` with the character set `Unicode (UTF-8)`";

/// How much of a file is looked at to tell what it is.
const SAMPLE_BYTES: usize = 8192;

/// Adds the text of a file to `sources`.
///
/// # Errors
/// `data-empty`, `data-encoding` or `data-format`.
pub(super) fn decode(
    sources: &mut Sources,
    name: &str,
    bytes: Vec<u8>,
) -> Result<FileId, Diagnostic> {
    if let Some((_, kind, fix)) = KINDS.iter().find(|kind| bytes.starts_with(kind.0)) {
        return Err(
            Diagnostic::error(Code::DataFormat, format!("`{name}` is {kind}, not text")).help(*fix),
        );
    }
    let marked = Encoding::for_bom(&bytes).map(|(encoding, _)| encoding);
    match marked.or_else(|| utf_16_without_mark(&bytes)) {
        Some(encoding) if encoding != UTF_8 => {
            return Err(Diagnostic::error(
                Code::DataEncoding,
                format!("`{name}` is {}, not UTF-8", encoding.name()),
            )
            .help(SAVE_AS));
        }
        _ => {}
    }
    let sample = bytes.get(..SAMPLE_BYTES).unwrap_or(&bytes);
    let controls = sample
        .iter()
        .filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C))
        .count();
    if controls * 100 > sample.len() || sample.contains(&0) {
        return Err(
            Diagnostic::error(Code::DataFormat, format!("`{name}` is not text"))
                .help("Touchline reads CSV, TSV, JSON and NDJSON; export the data as one of them"),
        );
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(looks_like_windows(sources, name, &error)),
    };
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    // Lines that end as on an old Macintosh.
    let text = if text.contains('\r') && !text.contains('\n') {
        text.replace('\r', "\n")
    } else {
        text
    };
    let start: String = text.trim_start().chars().take(9).collect();
    if ["<!doctype", "<html", "<?xml"]
        .iter()
        .any(|tag| start.to_lowercase().starts_with(tag))
    {
        return Err(Diagnostic::error(
            Code::DataFormat,
            format!("`{name}` is a web page or XML, not data"),
        )
        .help("was a page saved instead of the file? export the data as CSV, or as JSON"));
    }
    add(sources, name, text)
}

/// Adds a text to `sources`, unless there is nothing in it.
///
/// # Errors
/// `data-empty`.
pub(super) fn add(sources: &mut Sources, name: &str, text: String) -> Result<FileId, Diagnostic> {
    if text.trim().is_empty() {
        return Err(
            Diagnostic::error(Code::DataEmpty, format!("`{name}` is empty"))
                .help("a data file has a header line and a row for each athlete and day"),
        );
    }
    Ok(sources.add(name, text))
}

/// UTF-16 text of mostly Latin letters has a zero in every other byte.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
    if sample.len() < 4 {
        return None;
    }
    let zeros = |from: usize| {
        let all = sample.iter().skip(from).step_by(2);
        let zeros = all.clone().filter(|&&b| b == 0).count();
        (zeros, all.count())
    };
    let ((even, evens), (odd, odds)) = (zeros(0), zeros(1));
    if odd * 10 > odds * 7 && even * 10 < evens {
        Some(UTF_16LE)
    } else if even * 10 > evens * 7 && odd * 10 < odds {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The message shows the text as Windows-1252 would read it, at the first byte that is not UTF-8.
fn looks_like_windows(
    sources: &mut Sources,
    name: &str,
    error: &std::string::FromUtf8Error,
) -> Diagnostic {
    let at = error.utf8_error().valid_up_to();
    let (decoded, _) = WINDOWS_1252.decode_without_bom_handling(error.as_bytes());
    let (before, _) =
        WINDOWS_1252.decode_without_bom_handling(error.as_bytes().get(..at).unwrap_or(&[]));
    let start = before.len();
    let wrong = decoded.get(start..).and_then(|rest| rest.chars().next());
    let length = wrong.map_or(0, char::len_utf8);
    let file = sources.add(name, decoded.into_owned());
    Diagnostic::error(
        Code::DataEncoding,
        format!("`{name}` is not UTF-8; it looks like Windows-1252"),
    )
    .label(
        Span::new(file, start, start + length),
        match wrong {
            Some(c) if !c.is_control() => format!("as Windows-1252 this is `{c}`"),
            _ => "this is no UTF-8".into(),
        },
    )
    .help(SAVE_AS)
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::source::Sources;

    fn message(bytes: &[u8]) -> String {
        decode(&mut Sources::default(), "x.csv", bytes.to_vec())
            .unwrap_err()
            .message
    }

    #[test]
    fn what_is_not_utf_8_is_named() {
        assert_eq!(message(b"\xFF\xFEa\0,\0"), "`x.csv` is UTF-16LE, not UTF-8");
        assert_eq!(message(b"a\0,\0b\0"), "`x.csv` is UTF-16LE, not UTF-8");
        assert_eq!(
            message(b"athlete\nJos\xE9\n"),
            "`x.csv` is not UTF-8; it looks like Windows-1252"
        );
        assert_eq!(message(b"\x00\x01\x02"), "`x.csv` is not text");
        assert_eq!(message(b"\xEF\xBB\xBF \r\n"), "`x.csv` is empty");
    }
}
