//! The grammar and the reference, held together: in go `grammar/touchline.pest`
//! and `docs/reference.md`, out comes which rules no section describes. A
//! section names its rules in `<!-- grammar: rule, rule_clause -->`, which no
//! reader of the page sees.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The rules of a grammar that a reader of the reference may ask about: all
/// but the silent ones, keywords (which end with `_`) and single signs.
fn rules(grammar: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in grammar.lines() {
        let Some((name, body)) = line.split_once('=') else {
            continue;
        };
        let name = name.trim_end();
        let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let body = body.trim_start();
        let silent = body.starts_with('_');
        if is_name && !silent && !name.ends_with('_') && !is_sign(body) {
            found.push(name.to_owned());
        }
    }
    found
}

/// `{ "," }`, `{ "\n"+ }`, `{ "=" ~ !("=" | ">") }`
fn is_sign(body: &str) -> bool {
    let inner = body.trim_matches(['{', '}', '$', '@', ' ']);
    let mut pieces = inner.split('~').map(str::trim);
    let first = pieces.next().unwrap_or_default().trim_end_matches('+');
    let literal =
        first.len() > 2 && first.starts_with('"') && first.ends_with('"') && !first.contains(" | ");
    literal && pieces.all(|piece| piece.starts_with('!'))
}

/// A section of the reference, from any heading to the next.
#[derive(Default)]
struct Section {
    heading: String,
    rules: Vec<String>,
    examples: usize,
}

fn sections(page: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut inside = false;
    for line in page.lines() {
        let Some(section) = sections.last_mut() else {
            continue;
        };
        if let Some(language) = line.strip_prefix("```") {
            section.examples += usize::from(!inside && language.starts_with("touchline"));
            inside = !inside;
        } else if let (false, Some(heading)) = (inside, line.strip_prefix('#')) {
            sections.push(Section {
                heading: heading.trim_start_matches('#').trim().to_owned(),
                ..Section::default()
            });
        } else if let (false, Some(names)) = (inside, line.strip_prefix("<!-- grammar: ")) {
            let names = names.trim_end().trim_end_matches("-->").split(',');
            section
                .rules
                .extend(names.map(|name| name.trim().to_owned()));
        }
    }
    sections
}

#[test]
fn every_grammar_rule_has_its_section() {
    let root = super::root();
    let read = |file: &str| std::fs::read_to_string(root.join(file)).unwrap();
    let rules = rules(&read("grammar/touchline.pest"));
    assert!(rules.len() > 100, "{rules:?}");
    let mut described: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let sections = sections(&read("docs/reference.md"));
    let mut wrong = String::new();
    for section in &sections {
        let heading = section.heading.as_str();
        if !section.rules.is_empty() && section.examples == 0 {
            let _ = writeln!(wrong, "`{heading}` has no example");
        }
        for rule in &section.rules {
            described.entry(rule).or_default().push(heading);
            if !rules.contains(rule) {
                let _ = writeln!(wrong, "`{heading}` describes `{rule}`, which is no rule");
            }
        }
    }
    for rule in &rules {
        let found = described.get(rule.as_str()).map_or(&[][..], Vec::as_slice);
        if found.len() != 1 {
            let _ = writeln!(
                wrong,
                "`{rule}` should have one section of docs/reference.md, and has {found:?}"
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
