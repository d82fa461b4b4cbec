//! Fixes that are applied unread, on every program of `tests/cases` and every
//! shipped ruleset: none is left afterwards, nothing gets worse, and what was
//! right before still means the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use touchline::diagnostics::{Certainty, Diagnostics, Severity};
use touchline::{Source, fixes};

/// Every program below a folder of the project, by path, links of folders left alone.
fn programs(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "touchline") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn errors(found: &Diagnostics) -> usize {
    let items = found.items.iter();
    items
        .filter(|item| item.severity == Severity::Error)
        .count()
}

fn sure(found: &Diagnostics) -> usize {
    let fixes = found.items.iter().filter_map(|item| item.fix.as_ref());
    fixes.filter(|fix| fix.certainty == Certainty::Sure).count()
}

/// The tree without its places: what was written, whatever the spaces.
fn tree(source: &Source) -> String {
    let parsed = source.clone().parse().unwrap();
    let text = format!("{:?}", parsed.program());
    let mut parts = text.split("Span {");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        out.push_str(part.split_once('}').unwrap().1);
    }
    out
}

#[test]
fn no_sure_fix_is_left_and_nothing_gets_worse() {
    let (mut changed, mut mended) = (0, 0);
    for path in programs("tests/cases")
        .into_iter()
        .chain(programs("rulesets"))
    {
        let Ok(source) = Source::read(&path) else {
            continue;
        };
        let before = source.clone().examine();
        let fixed = fixes::fix(std::slice::from_ref(&source));
        let path = path.display();
        let left = &fixed.left[0];
        assert_eq!(
            fixed.refused, 0,
            "{path}: fixes that make it worse\n{before}"
        );
        let hidden_by = before
            .items
            .iter()
            .any(|item| item.severity == Severity::Error && item.fix.is_none());
        // Fixes that overlap another wait for the next round.
        assert_eq!(sure(left), 0, "{path}: still to be fixed\n{left}");
        if errors(&before) > 0 && !hidden_by && errors(left) == 0 {
            mended += 1;
        }
        if let Some(file) = fixed.files.first() {
            changed += 1;
            assert!(sure(&before) > 0, "{path}");
            if errors(&before) == 0 {
                assert_eq!(errors(left), 0, "{path}\n{left}");
                let after = Source::from_text(&file.name, &file.after);
                assert_eq!(tree(&source), tree(&after), "{path}: another meaning");
            }
        }
    }
    println!("{changed} programs changed, {mended} of them were wrong and check");
    assert!(changed > 10, "{changed} programs changed");
}

#[test]
fn what_a_fix_uncovers_is_fixed_in_the_next_round() {
    let text = "input stress: scale 0 to 10\n\nrule “Stressed”\n  when (stress => 7 && stress == 8)\n  then rest\n  because “Not today.”\n\notherwise train\n";
    let fixed = fixes::fix(&[Source::from_text("stress.touchline", text)]);
    let file = &fixed.files[0];
    assert_eq!(fixed.left[0].items.len(), 0, "{}", fixed.left[0]);
    assert_eq!(
        file.after,
        text.replace("=>", ">=")
            .replace("&&", "and")
            .replace("==", "is")
            .replace(['“', '”'], "\"")
    );
    assert_eq!(file.before, text);
}

#[test]
fn a_file_that_two_rulesets_include_is_fixed_once() {
    let sign = "input stress: scale 0 to 10\n\nrule \"Stressed\"\n  when stress => 7\n  then rest\n  because \"Not today.\"\n\notherwise train\n";
    let root = |name: &str| {
        let root = "include \"sign.touchline\"\n\notherwise train\n";
        let texts = [(name, root), ("sign.touchline", sign)];
        let texts = texts.map(|(path, text)| (path.to_owned(), text.to_owned()));
        Source::from_texts(name, BTreeMap::from(texts)).unwrap()
    };
    let fixed = fixes::fix(&[root("a.touchline"), root("b.touchline")]);
    assert_eq!(fixed.files.len(), 1);
    assert_eq!(
        (fixed.files[0].name.as_str(), fixed.files[0].fixes),
        ("sign.touchline", 1)
    );
    assert!(fixed.left.iter().all(|left| left.items.is_empty()));
}
