//! The text of JSON: in goes a whole file, out come its documents one by one,
//! and the entries of an object, as slices of the text.

use std::borrow::Cow;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The keys and values of an object, in order, keys given twice included.
pub(super) type Entries<'t> = Vec<(&'t RawValue, &'t RawValue)>;

/// A document that does not parse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BadJson {
    /// What is wrong, in words.
    pub problem: String,
    /// The byte at which it is.
    pub at: usize,
    /// Where the document begins.
    pub start: usize,
    /// Where its line ends.
    pub end: usize,
    /// Whether only this line is concerned, and the next can be read.
    pub of_one_line: bool,
}

/// Goes through the documents of a text: one, or many one after the other;
/// `lines` says that each stands on a line of its own.
pub(super) fn documents(
    text: &str,
    lines: bool,
) -> impl Iterator<Item = Result<&RawValue, BadJson>> {
    let lines = lines || has_an_object_a_line(text);
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + (rest.len() - rest.trim_start().len());
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let document = if lines {
            rest.split_once('\n').map_or(rest, |(line, _)| line)
        } else {
            rest
        };
        let mut stream = serde_json::Deserializer::from_str(document).into_iter::<&RawValue>();
        let read = stream.next()?;
        let end = start + stream.byte_offset();
        let (problem, inside) = match read {
            Ok(raw) => {
                at = end;
                let after = text.get(end..start + document.len()).unwrap_or("");
                if !lines || after.trim().is_empty() {
                    return Some(Ok(raw));
                }
                let blank = after.len() - after.trim_start().len();
                (
                    "something follows after the object".to_owned(),
                    end - start + blank,
                )
            }
            Err(error) => (in_words(&error), offset(document, &error)),
        };
        at = if lines {
            start + document.len()
        } else {
            text.len()
        };
        Some(Err(BadJson {
            problem,
            at: start + inside,
            start,
            end: start + document.trim_end().len(),
            of_one_line: lines,
        }))
    })
}

/// Whether the first line holds an object and the second begins another.
fn has_an_object_a_line(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or("");
    first.starts_with('{')
        && first.ends_with('}')
        && lines.next().is_some_and(|next| next.starts_with('{'))
}

/// The byte that an error is about.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let mut at = before + error.column().saturating_sub(1);
    if error.is_eof() {
        at = text.trim_end().len();
    }
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What `serde_json` says, without the place and its own names.
fn in_words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or(&text);
    match text {
        "expected value" => "a value should stand here",
        "expected ident" => "`true`, `false` or `null` should stand here",
        "trailing comma" => "a `,` with nothing after it",
        "key must be a string" => "a key in double quotes should stand here",
        "recursion limit exceeded" => "lists in lists, too deep to be data",
        _ if error.is_eof() => "it ends in the middle",
        other => other,
    }
    .to_owned()
}

/// The entries of an object. `Err` where the value is none.
pub(super) fn entries(raw: &RawValue) -> Result<Entries<'_>, serde_json::Error> {
    struct Collect;
    impl<'t> Visitor<'t> for Collect {
        type Value = Entries<'t>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = map.next_entry()? {
                entries.push(entry);
            }
            Ok(entries)
        }
    }
    serde_json::Deserializer::from_str(raw.get()).deserialize_map(Collect)
}

/// The text of a JSON string.
pub(super) fn string(raw: &RawValue) -> Cow<'_, str> {
    let text = raw.get();
    let inner = text
        .strip_prefix('"')
        .and_then(|inner| inner.strip_suffix('"'));
    match inner {
        Some(inner) if !inner.contains('\\') => Cow::Borrowed(inner),
        // Only half of a surrogate pair can fail here; it is shown as it stands.
        _ => serde_json::from_str(text).map_or(Cow::Borrowed(text), Cow::Owned),
    }
}

#[cfg(test)]
mod tests {
    use super::{documents, entries, string};

    #[test]
    fn documents_one_after_the_other() {
        let count = |text, lines| {
            let all: Vec<bool> = documents(text, lines).map(|d| d.is_ok()).collect();
            all
        };
        assert_eq!(count("{\n}\n{ }", false), [true, true]);
        assert_eq!(count("{}\n{]\n{}", true), [true, false, true]);
        assert_eq!(count("{}\n{]\n{}", false), [true, false, true]);
        assert_eq!(count("[1,]", false), [false]);
        assert_eq!(count(" \n", false), Vec::<bool>::new());
        assert_eq!(count("{} x\n{}", true), [false, true]);
    }

    #[test]
    fn errors_know_their_byte() {
        let bad = documents("{\"a\":\n  NaN}", false)
            .next()
            .unwrap()
            .unwrap_err();
        assert_eq!(
            (bad.at, bad.problem.as_str()),
            (8, "a value should stand here")
        );
    }

    #[test]
    fn entries_keep_keys_given_twice() {
        let raw = documents("{\"a\": 1, \"\\u0061\": [2]}", false)
            .next()
            .unwrap()
            .unwrap();
        let entries = entries(raw).unwrap();
        let keys: Vec<_> = entries.iter().map(|(key, _)| string(key)).collect();
        assert_eq!(keys, ["a", "a"]);
        assert_eq!(entries[1].1.get(), "[2]");
    }
}
