//! What tests leave out, as text: a line that counts, then each thing that no
//! test tries, with its place; or everything, with how often it was tried.

use super::{Coverage, Item, ItemKind, State};
use crate::report::{Cell, TextOptions, Tone, grid, list};
use crate::ruleset::Verdict;

/// From this many columns on there is room for a place beside what is told of it.
const WIDE: usize = 60;

/// How much of a [`Coverage`] is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// Only what no test tries.
    #[default]
    Missing,
    /// Everything, with how often it was tried.
    All,
}

/// `97%, 66 of 68 ways tried; in full: 12 rules, 8 rows, 31 of 33 conditions`; the
/// ways are those in which something can stand: a rule fires or not, a number lies
/// just below, at or just above its threshold.
pub fn summary(coverage: &Coverage) -> String {
    let counts: Vec<String> = ItemKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let all = coverage.of(kind).count();
            let whole = coverage.of(kind).filter(|item| item.is_whole()).count();
            let name = kind.counted(all);
            match whole {
                _ if all == 0 => None,
                _ if whole == all => Some(format!("{all} {name}")),
                _ => Some(format!("{whole} of {all} {name}")),
            }
        })
        .collect();
    let (percent, counts) = (coverage.percent(), counts.join(", "));
    match coverage.tried() {
        _ if counts.is_empty() => "nothing to try".to_owned(),
        (tried, all) if tried == all => format!("{percent}%, all {all} ways tried: {counts}"),
        (tried, all) => format!("{percent}%, {tried} of {all} ways tried; in full: {counts}"),
    }
}

/// What no test tries of an item, in words; `None` where all of it is tried.
pub fn missing(item: &Item) -> Option<String> {
    let missing: Vec<&str> = item
        .states
        .iter()
        .filter(|state| state.is_missing())
        .map(|state| state.name)
        .collect();
    if missing.is_empty() {
        return None;
    }
    let text = &item.text;
    Some(match item.kind {
        ItemKind::Rule => match missing[..] {
            ["fired"] => format!("no test in which “{text}” fires"),
            ["not_fired"] => format!("no test in which “{text}” does not fire"),
            _ => format!("no test in which “{text}” fires, and none in which it does not"),
        },
        ItemKind::Row => match missing[..] {
            ["true"] => format!("no test in which {text} holds"),
            ["false"] => format!("no test in which {text} does not hold"),
            _ => format!("no test in which {text} holds, and none in which it does not"),
        },
        ItemKind::Condition => {
            format!("no test makes {text} {}", list(&missing, "or"))
        }
        ItemKind::Threshold => {
            let points: Vec<&str> = missing.iter().map(|point| around(point)).collect();
            let limit = item.limit.as_deref().unwrap_or_default();
            format!("no test tries {text} {} {limit}", list(&points, "or"))
        }
    })
}

/// Where a point lies of its threshold, in words.
pub(in crate::testing) fn around(point: &str) -> &'static str {
    match point {
        "below" => "just below",
        "at" => "at exactly",
        _ => "just above",
    }
}

/// A line for each ruleset, by its file, then what is to be told of its items; ends
/// in a line break.
pub fn text(measured: &[(&str, &Coverage)], shown: Shown, options: &TextOptions) -> String {
    let is_narrow = options.width < WIDE;
    let mut out = String::new();
    let mut titles = Vec::new();
    for (file, coverage) in measured {
        let tone = match coverage.items.iter().all(Item::is_whole) {
            true => Tone::Verdict(Verdict::Train),
            false => Tone::Verdict(Verdict::Modify),
        };
        let (file, summary) = (Cell::plain(file), Cell::new(summary(coverage), tone));
        match is_narrow {
            true => {
                out.push_str(&grid(&[vec![file]], 0, options.width, options.color));
                out.push_str(&grid(&[vec![summary]], 2, options.width, options.color));
            }
            false => titles.push(vec![file, summary]),
        }
    }
    out.push_str(&grid(&titles, 0, options.width, options.color));
    for (file, coverage) in measured {
        let place = |item: &Item| match is_narrow {
            true => Cell::new(item.line.to_string(), Tone::Quiet),
            false => Cell::new(format!("{}:{}", item.file, item.line), Tone::Quiet),
        };
        let told = |item: &Item| match shown {
            Shown::Missing => Some(vec![place(item), Cell::plain(missing(item)?)]),
            Shown::All => Some([vec![place(item)], whole(item)].concat()),
        };
        let rows: Vec<Vec<Cell>> = coverage.items.iter().filter_map(told).collect();
        if rows.is_empty() {
            continue;
        }
        out.push('\n');
        if is_narrow {
            let heading = vec![Cell::new(format!("{file}, by line"), Tone::Quiet)];
            out.push_str(&grid(&[heading], 0, options.width, options.color));
        }
        out.push_str(&grid(&rows, 0, options.width, options.color));
    }
    out
}

/// An item with how often each of its states was tried.
fn whole(item: &Item) -> Vec<Cell> {
    let what = match item.kind {
        ItemKind::Rule => format!("“{}”", item.text),
        ItemKind::Row | ItemKind::Condition => item.text.clone(),
        ItemKind::Threshold => {
            let limit = item.limit.as_deref().unwrap_or_default();
            format!("{} at {limit}", item.text)
        }
    };
    let count = |state: &State| {
        let name = state.name.replace('_', " ");
        format!("{name} {}", state.cases)
    };
    let counts: Vec<String> = item.states.iter().map(count).collect();
    let (mark, tone) = match item.is_whole() {
        true => ("ok", Tone::Verdict(Verdict::Train)),
        false => ("missing", Tone::Verdict(Verdict::Modify)),
    };
    vec![
        Cell::new(mark, tone),
        Cell::plain(what),
        Cell::new(counts.join(", "), Tone::Quiet),
    ]
}
