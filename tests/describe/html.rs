//! The HTML page, held without a browser: well-formed, complete, alone.

use std::collections::BTreeSet;

use touchline::built_in;

use super::{SHA256, built_in as page_of, of_file, root};

/// Elements that have no end tag.
const VOID: &[&str] = &["meta", "br", "link", "img", "input", "hr"];

/// A tag: its name, whether it ends an element, and its attributes.
struct Tag {
    name: String,
    ends: bool,
    attributes: Vec<(String, String)>,
}

/// The tags of a page, and the text between them; a `<` that begins none is a failure.
fn tags(html: &str) -> (Vec<Tag>, String) {
    let (mut tags, mut text) = (Vec::new(), String::new());
    let mut rest = html.strip_prefix("<!DOCTYPE html>").expect("a doctype");
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        text.push('\u{1}');
        let (tag, after) = after.split_once('>').expect("a tag that ends");
        assert!(!tag.contains('<'), "a tag in a tag: {tag}");
        let ends = tag.starts_with('/');
        let tag = tag.trim_start_matches('/');
        let (name, mut of) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(
            name.chars().all(|c| c.is_ascii_alphanumeric()),
            "`{tag}` is no tag"
        );
        let mut attributes = Vec::new();
        while let Some((key, value)) = of.split_once("=\"") {
            let (value, more) = value.split_once('"').expect("an attribute that ends");
            attributes.push((key.trim().to_owned(), value.to_owned()));
            of = more;
        }
        tags.push(Tag {
            name: name.to_owned(),
            ends,
            attributes,
        });
        rest = after;
        if name == "style" && !ends {
            let (_, after) = rest.split_once("</style>").expect("an end of the style");
            rest = after;
            tags.push(Tag {
                name: "style".to_owned(),
                ends: true,
                attributes: Vec::new(),
            });
        }
    }
    text.push_str(rest);
    (tags, text)
}

fn check(html: &str) {
    let (tags, _) = tags(html);
    let mut open: Vec<&str> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut links = BTreeSet::new();
    let mut level = 0;
    for tag in &tags {
        let name = tag.name.as_str();
        if tag.ends {
            assert_eq!(open.pop(), Some(name), "elements cross each other");
            continue;
        }
        if !VOID.contains(&name) {
            open.push(name);
        }
        assert_ne!(name, "script");
        assert_ne!(name, "link");
        for (key, value) in &tag.attributes {
            assert!(!key.starts_with("on") && key != "src", "{key}={value}");
            match key.as_str() {
                "id" => assert!(ids.insert(value.clone()), "the id `{value}` stands twice"),
                "href" => {
                    let place = value.strip_prefix('#').expect("a link within the page");
                    links.insert(place.to_owned());
                }
                _ => {}
            }
        }
        if let Some(heading) = name.strip_prefix('h').and_then(|of| of.parse::<u8>().ok()) {
            assert!(heading <= level + 1, "h{heading} below h{level}");
            level = heading;
        }
        if name == "th" {
            assert!(tag.attributes.iter().any(|(key, _)| key == "scope"));
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "elements without an end");
    let lost: Vec<_> = links.difference(&ids).collect();
    assert!(lost.is_empty(), "links that lead nowhere: {lost:?}");
    assert!(!html.contains("http:") && !html.contains("https:") && !html.contains("url("));
    assert!(html.contains("<html lang=\"en\">") && html.contains("name=\"viewport\""));
}

/// A text as it stands in HTML.
fn escaped(text: &str) -> String {
    let text = text
        .replace('&', "&#38;")
        .replace('<', "&#60;")
        .replace('>', "&#62;");
    text.replace('"', "&#34;").replace('\'', "&#39;")
}

#[test]
fn every_page_is_whole_and_stands_alone() {
    for name in built_in::names() {
        check(&page_of(name).html());
    }
    for case in ["conditions", "history", "rules", "values"] {
        let path = root().join(format!("tests/cases/describe/{case}.touchline"));
        check(&of_file(&path).html());
    }
}

#[test]
fn every_question_setting_and_rule_is_on_its_page() {
    for name in built_in::names() {
        let source = touchline::Source::built_in(name).unwrap();
        let checked = source.parse().unwrap().check().unwrap();
        let (_, text) = tags(&touchline::describe::describe(&checked).html());
        let ruleset = &checked.ruleset;
        let has = |wanted: &str| {
            let wanted = escaped(wanted);
            assert!(text.contains(&wanted), "{name}: `{wanted}` is missing");
        };
        for input in &ruleset.inputs {
            has(input.name.replace('_', " ").get(1..).unwrap());
            input.ask.iter().for_each(|ask| has(ask));
            input.about.iter().for_each(|about| has(about));
        }
        for setting in &ruleset.settings {
            has(&setting.name.replace('_', " "));
            setting.about.iter().for_each(|about| has(about));
        }
        for rule in ruleset.rules.iter().filter(|rule| rule.table.is_none()) {
            has(&rule.name);
        }
        for table in &ruleset.tables {
            has(&table.name);
        }
        for guarantee in &ruleset.guarantees {
            has(&guarantee.name);
        }
        ruleset.source.iter().for_each(|source| has(source));
        has(&ruleset.sha256);
    }
}

#[test]
fn what_a_ruleset_says_is_no_html() {
    let path = root().join("tests/cases/describe/rules.touchline");
    let html = of_file(&path).html();
    assert!(
        html.contains("How sore is &#60;b&#62;each&#60;/b&#62; muscle?"),
        "{html}"
    );
    assert!(!html.contains("<b>") && !html.contains("<tags>"));
}

#[test]
fn a_page_as_html() {
    insta::with_settings!({omit_expression => true, filters => SHA256}, {
        insta::assert_snapshot!("html_air_quality", page_of("air_quality").html());
    });
}
