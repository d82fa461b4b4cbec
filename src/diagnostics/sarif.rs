//! Messages as SARIF 2.1.0, the format that code scanning reads: in goes a
//! [`Batch`], out comes one log with one run. Its rules are the codes that
//! occur, each with its page of `docs/errors.md`; places count characters.

use serde_json::{Value, json};

use super::batch::{Batch, Region};
use super::pages::{page, without_links};
use super::{Certainty, Code, Diagnostic, Edit, Fix, Severity};
use crate::source::Sources;

/// The schema that the log keeps to.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Where the project's pages can be read; empty as long as it has no address.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");
/// What relative paths start from: the checked-out repository.
const ROOT: &str = "%SRCROOT%";

/// Every message of a batch as one SARIF log, with a line break at its end.
pub fn sarif(batch: &Batch) -> String {
    let mut log = Log {
        batch,
        rules: Vec::new(),
        artifacts: Vec::new(),
    };
    let mut results = Vec::new();
    let mut notifications = Vec::new();
    for (sources, item) in batch.items() {
        match item.place().and_then(|span| batch.region(sources, span)) {
            Some(region) => results.push(log.result(sources, item, &region)),
            // A file that cannot be read is no finding in a file.
            None => notifications.push(json!({
                "descriptor": { "id": item.code.name() },
                "level": level(item.severity),
                "message": { "text": message(item) },
            })),
        }
    }
    let mut driver = json!({
        "name": "Touchline",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": log.rules.iter().map(|&(code, severity)| rule(code, severity, REPOSITORY)).collect::<Vec<_>>(),
    });
    if !REPOSITORY.is_empty() {
        set(&mut driver, "informationUri", json!(REPOSITORY));
    }
    let artifacts = log.artifacts.iter().map(|uri| {
        json!({
            "location": location(uri),
            "encoding": "UTF-8",
            "sourceLanguage": "touchline",
        })
    });
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver },
            "invocations": [{
                "executionSuccessful": notifications.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "columnKind": "unicodeCodePoints",
            "artifacts": artifacts.collect::<Vec<_>>(),
            "results": results,
        }],
    });
    // What is made of texts and counts alone can always be written.
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    format!("{text}\n")
}

/// What results refer to by number.
struct Log<'a> {
    batch: &'a Batch,
    rules: Vec<(Code, Severity)>,
    /// The files, as URIs.
    artifacts: Vec<String>,
}

impl Log<'_> {
    fn result(&mut self, sources: &Sources, item: &Diagnostic, at: &Region) -> Value {
        let known = self.rules.iter().position(|&(code, _)| code == item.code);
        let rule = known.unwrap_or_else(|| {
            self.rules.push((item.code, item.severity));
            self.rules.len() - 1
        });
        let mut result = json!({
            "ruleId": item.code.name(),
            "ruleIndex": rule,
            "level": level(item.severity),
            "message": { "text": message(item) },
        });
        let mut labels = item.labels.iter();
        let first = labels.next().map_or("", |label| label.text.as_str());
        set(&mut result, "locations", json!([self.place(at, first)]));
        let others = labels.map(|label| (label.span, label.text.clone()));
        let sides = item.sides.iter().filter_map(|side| {
            let text = format!("`{}`: {}", side.text, side.what);
            Some((side.origin?, text))
        });
        // A log names each place once, and a side may be what a label says already.
        let mut related: Vec<Value> = Vec::new();
        for (span, text) in others.chain(sides) {
            if let Some(region) = self.batch.region(sources, span) {
                let place = self.place(&region, &text);
                if !related.contains(&place) {
                    related.push(place);
                }
            }
        }
        if !related.is_empty() {
            set(&mut result, "relatedLocations", json!(related));
        }
        if let Some(fix) = &item.fix {
            let fix = self.fix(sources, item, fix);
            set(&mut result, "fixes", json!([fix]));
        }
        result
    }

    fn fix(&mut self, sources: &Sources, item: &Diagnostic, fix: &Fix) -> Value {
        let mut changes: Vec<(String, Vec<Value>)> = Vec::new();
        for Edit { span, replacement } in &fix.edits {
            let Some(at) = self.batch.region(sources, *span) else {
                continue;
            };
            let replacement = json!({
                "deletedRegion": region(&at),
                "insertedContent": { "text": replacement },
            });
            match changes.iter_mut().find(|(file, _)| *file == at.file) {
                Some((_, replacements)) => replacements.push(replacement),
                None => changes.push((at.file, vec![replacement])),
            }
        }
        let changes: Vec<Value> = changes
            .into_iter()
            .map(|(file, replacements)| {
                json!({ "artifactLocation": self.artifact(&file), "replacements": replacements })
            })
            .collect();
        let is_sure = fix.certainty == Certainty::Sure;
        json!({
            "description": { "text": plain(item.help.as_deref().unwrap_or(&item.message)) },
            "artifactChanges": changes,
            "properties": { "sure": is_sure },
        })
    }

    fn place(&mut self, at: &Region, text: &str) -> Value {
        let mut place = json!({
            "physicalLocation": {
                "artifactLocation": self.artifact(&at.file),
                "region": region(at),
            },
        });
        if !text.is_empty() {
            set(&mut place, "message", json!({ "text": plain(text) }));
        }
        place
    }

    fn artifact(&mut self, file: &str) -> Value {
        let uri = uri(file);
        let known = self.artifacts.iter().position(|artifact| *artifact == uri);
        let mut found = location(&uri);
        let index = known.unwrap_or(self.artifacts.len());
        if known.is_none() {
            self.artifacts.push(uri);
        }
        set(&mut found, "index", json!(index));
        found
    }
}

/// A code with its page, for who looks a result up.
fn rule(code: Code, severity: Severity, repository: &str) -> Value {
    let page = page(code);
    let meaning = page.meaning();
    let mut rule = json!({
        "id": code.name(),
        "shortDescription": { "text": plain(&meaning) },
        "fullDescription": { "text": plain(&page.prose()) },
        "help": { "text": plain(&page.prose()), "markdown": without_links(&page.markdown()) },
        "defaultConfiguration": { "level": level(severity) },
    });
    if !repository.is_empty() {
        let uri = format!(
            "{repository}/blob/v{}/docs/errors.md#{}",
            env!("CARGO_PKG_VERSION"),
            code.name()
        );
        set(&mut rule, "helpUri", json!(uri));
    }
    rule
}

/// The headline, the two sides, and the help.
fn message(item: &Diagnostic) -> String {
    let mut lines = vec![item.message.clone()];
    for side in &item.sides {
        lines.push(format!("`{}`: {}", side.text, side.what));
    }
    lines.extend(item.help.iter().map(|help| format!("help: {help}")));
    plain(&lines.join("\n"))
}

/// Text in which nothing passes for a link, which SARIF writes `[text](place)`.
fn plain(text: &str) -> String {
    match text.contains("](") {
        true => text.replace('[', "\\[").replace(']', "\\]"),
        false => text.to_owned(),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn region(at: &Region) -> Value {
    json!({
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
    })
}

fn location(uri: &str) -> Value {
    let mut location = json!({ "uri": uri });
    if !uri.starts_with("file:") && !uri.starts_with(BUILT_IN) {
        set(&mut location, "uriBaseId", json!(ROOT));
    }
    location
}

/// Before the name of a ruleset that is no file.
const BUILT_IN: &str = "touchline:";

/// The path as a URI, relative where it is.
fn uri(file: &str) -> String {
    if let Some(name) = file.strip_prefix('@') {
        return format!("{BUILT_IN}{}", percent(name));
    }
    match (file.strip_prefix('/'), file.get(1..3)) {
        (Some(path), _) => format!("file:///{}", percent(path)),
        // `C:/rules/squad.touchline`
        (None, Some(":/")) => format!("file:///{}", percent(file).replacen("%3A", ":", 1)),
        _ => percent(file),
    }
}

/// Every byte that may not stand in a path by itself, as `%` and its number.
fn percent(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn set(object: &mut Value, key: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::{rule, uri};
    use crate::diagnostics::{Code, Severity};

    #[test]
    fn paths_are_uris() {
        assert_eq!(uri("rules/squad.touchline"), "rules/squad.touchline");
        assert_eq!(
            uri("first team/Zoë#1.touchline"),
            "first%20team/Zo%C3%AB%231.touchline"
        );
        assert_eq!(uri("a:b%.touchline"), "a%3Ab%25.touchline");
        assert_eq!(uri("/club/squad.touchline"), "file:///club/squad.touchline");
        assert_eq!(
            uri("C:/club/squad.touchline"),
            "file:///C:/club/squad.touchline"
        );
        assert_eq!(uri("@soreness"), "touchline:soreness");
    }

    #[test]
    fn a_rule_leads_to_its_page_where_there_is_an_address() {
        let with = rule(
            Code::UnknownName,
            Severity::Error,
            "https://example.org/touchline",
        );
        let uri = with["helpUri"].as_str().unwrap();
        assert!(
            uri.starts_with("https://example.org/touchline/blob/v"),
            "{uri}"
        );
        assert!(uri.ends_with("/docs/errors.md#unknown-name"), "{uri}");
        assert!(
            rule(Code::UnknownName, Severity::Error, "")
                .get("helpUri")
                .is_none()
        );
    }
}
