//! What holds of all messages: their places lie in the text, their fixes can be
//! applied, and they can be shown in every format at every width.

use std::path::PathBuf;

use touchline::diagnostics::{
    Batch, Diagnostic, Diagnostics, RenderOptions, apply, github, json, plain, render, sarif,
};
use touchline::span::Span;
use unicode_width::UnicodeWidthStr;

/// Of many messages so many are shown.
const SHOWN: usize = 12;
/// Narrower than this no terminal is taken to be.
const NARROWEST: usize = 30;

pub fn said(all: &Diagnostics) {
    for item in &all.items {
        one(item, all);
    }
    let some = Diagnostics {
        items: all.items.iter().take(SHOWN).cloned().collect(),
        ..all.clone()
    };
    // Which widths depends on the text, so that all come about without each taking as long as four.
    let turn = some
        .items
        .iter()
        .map(|item| item.message.len())
        .sum::<usize>();
    for width in [[0, 40], [NARROWEST, 100]][turn % 2] {
        let color = turn / 2 % 2 == 0;
        shown(&render(&some, &RenderOptions { width, color }), width);
        shown(&plain(&some, width), width);
    }
    assert!(!plain(&some, usize::MAX).contains('\u{1b}'));
    let batch = Batch::new(vec![some], PathBuf::from("/"));
    for document in [json(&batch), sarif(&batch)] {
        serde_json::from_str::<serde_json::Value>(&document).expect("JSON");
    }
    assert_eq!(github(&batch).lines().count(), batch.parts[0].items.len());
}

fn one(item: &Diagnostic, all: &Diagnostics) {
    assert!(!item.message.trim().is_empty(), "{item:?}");
    assert!(!item.message.ends_with('.'), "{item:?}");
    for label in &item.labels {
        placed(label.span, item, all);
    }
    for side in &item.sides {
        if let Some(origin) = side.origin {
            placed(origin, item, all);
        }
    }
    let Some(fix) = &item.fix else {
        return;
    };
    assert!(!fix.edits.is_empty(), "{item:?}");
    for edit in &fix.edits {
        placed(edit.span, item, all);
        let file = all.sources.get(edit.span.file).expect("placed");
        // Each of the edits alone fits, and all that lie in one file do together.
        let here: Vec<_> = fix
            .edits
            .iter()
            .filter(|other| other.span.file == edit.span.file)
            .cloned()
            .collect();
        let (after, applied) = apply(file.text(), edit.span.file, [here.as_slice()]);
        assert_eq!(applied, 1, "{item:?}");
        assert_ne!(after, file.text(), "a fix that changes nothing: {item:?}");
    }
}

fn placed(span: Span, item: &Diagnostic, all: &Diagnostics) {
    let file = all
        .sources
        .get(span.file)
        .unwrap_or_else(|| panic!("no such file: {item:?}"));
    assert!(
        file.text().get(span.start..span.end).is_some(),
        "not a place in the text: {item:?}"
    );
}

/// Nothing steers the terminal or is wider than it.
fn shown(text: &str, width: usize) {
    for line in text.lines() {
        let line = without_color(line);
        assert!(
            !line.contains(|c: char| c.is_control() && c != '\t'),
            "{line:?}"
        );
        if width >= NARROWEST {
            assert!(
                line.width() <= width,
                "{width} columns:\n{line}\nin\n{text}"
            );
        }
    }
}

fn without_color(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        out.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}
