//! What is made of many days, in words: in goes a line, out come rewrites such
//! as `average x over last 7 days` for `avg x in past 7 days`. What is said of
//! single days and of days in a row comes from `days`.

use super::{LineTokens, Rewrite, days, spaced};
use crate::syntax::place::Place;

/// Ways to say over which days.
const WINDOWS: [(&[&str], &str); 31] = [
    (&["over", "the", "course", "of", "the", "last"], "over last"),
    (&["over", "the", "last"], "over last"),
    (&["over", "the", "past"], "over last"),
    (&["over", "the", "previous"], "over last"),
    (&["over", "past"], "over last"),
    (&["over", "previous"], "over last"),
    (&["over", "these", "last"], "over last"),
    (&["in", "the", "last"], "over last"),
    (&["in", "the", "past"], "over last"),
    (&["in", "last"], "over last"),
    (&["in", "past"], "over last"),
    (&["of", "the", "last"], "over last"),
    (&["of", "last"], "over last"),
    (&["during", "the", "last"], "over last"),
    (&["during", "the", "past"], "over last"),
    (&["during", "last"], "over last"),
    (&["within", "the", "last"], "over last"),
    (&["within", "last"], "over last"),
    (&["within", "the", "past"], "over last"),
    (&["for", "the", "last"], "over last"),
    (&["for", "the", "past"], "over last"),
    (&["for", "last"], "over last"),
    (&["for", "past"], "over last"),
    (&["across", "the", "last"], "over last"),
    (&["across", "last"], "over last"),
    (&["from", "the", "last"], "over last"),
    (&["since", "the", "last"], "over last"),
    (&["the", "last"], "over last"),
    (&["the", "past"], "over last"),
    (&["past"], "over last"),
    (&["last"], "over last"),
];

/// Ways to say what is made of many values.
const AGGREGATES: [(&[&str], &str); 55] = [
    (&["the", "rolling", "average", "of"], "average"),
    (&["rolling", "average", "of"], "average"),
    (&["rolling", "average"], "average"),
    (&["rolling", "mean", "of"], "average"),
    (&["rolling", "mean"], "average"),
    (&["moving", "average", "of"], "average"),
    (&["moving", "average"], "average"),
    (&["the", "average", "of"], "average"),
    (&["the", "average"], "average"),
    (&["average", "of"], "average"),
    (&["the", "mean", "of"], "average"),
    (&["mean", "of"], "average"),
    (&["mean"], "average"),
    (&["avg", "of"], "average"),
    (&["avg"], "average"),
    (&["avg", "."], "average"),
    (&["the", "median", "of"], "median"),
    (&["median", "of"], "median"),
    (&["the", "highest"], "highest"),
    (&["highest", "of"], "highest"),
    (&["maximum", "of"], "highest"),
    (&["maximum"], "highest"),
    (&["max", "of"], "highest"),
    (&["max", "."], "highest"),
    (&["max"], "highest"),
    (&["the", "lowest"], "lowest"),
    (&["lowest", "of"], "lowest"),
    (&["minimum", "of"], "lowest"),
    (&["minimum"], "lowest"),
    (&["min", "of"], "lowest"),
    (&["min"], "lowest"),
    (&["the", "sum", "of"], "sum of"),
    (&["the", "total", "of"], "sum of"),
    (&["total", "of"], "sum of"),
    (&["total"], "sum of"),
    (&["sum"], "sum of"),
    (&["standard", "deviation", "of"], "sd of"),
    (&["standard", "deviation"], "sd of"),
    (&["std", "of"], "sd of"),
    (&["std"], "sd of"),
    (&["stdev", "of"], "sd of"),
    (&["stdev"], "sd of"),
    (&["stddev", "of"], "sd of"),
    (&["stddev"], "sd of"),
    (&["sd"], "sd of"),
    (&["slope", "of"], "trend of"),
    (&["trend", "in"], "trend of"),
    (&["trend"], "trend of"),
    (&["z", "-", "score", "of"], "z_score of"),
    (&["zscore", "of"], "z_score of"),
    (&["z_score"], "z_score of"),
    (&["ewma"], "ewma of"),
    (&["latest", "of"], "latest"),
    (&["the", "latest"], "latest"),
    (&["most", "recent"], "latest"),
];

/// Ways to count days.
const COUNTS: [(&[&str], &str); 17] = [
    (&["the", "number", "of", "days", "when"], "days when"),
    (&["number", "of", "days", "when"], "days when"),
    (&["number", "of", "days", "with"], "days when"),
    (&["number", "of", "days", "where"], "days when"),
    (&["number", "of", "days", "on", "which"], "days when"),
    (&["count", "of", "days", "when"], "days when"),
    (&["count", "of", "days", "with"], "days when"),
    (&["count", "days", "when"], "days when"),
    (&["count", "days", "with"], "days when"),
    (&["days", "on", "which"], "days when"),
    (&["days", "with"], "days when"),
    (&["days", "where"], "days when"),
    (&["days", "of"], "days when"),
    (&["days", "that"], "days when"),
    (&["count", "of"], "days when"),
    (&["count"], "days when"),
    (&["days", "if"], "days when"),
];

pub(super) fn rewrites(place: &Place<'_>, line: &LineTokens<'_>) -> Vec<Rewrite> {
    let mut found = Vec::new();
    if place.first_line && place.keyword.is_some() && line.word(0) != "let" {
        return found;
    }
    // What is said of the whole line comes first: `for 3 days in a row`.
    for index in 0..line.tokens.len() {
        found.extend(days::in_a_row(place, line, index));
        found.extend(days::as_call(line, index));
        found.extend(days::yesterday(place, line, index));
        found.extend(days::whole_week(place, line, index));
        found.extend(days::days_back(place, line, index));
        found.extend(days::any_or_all(line, index));
    }
    let aggregate = first_of(place, line, &AGGREGATES);
    let window = first_of(place, line, &WINDOWS);
    let count = first_of(place, line, &COUNTS);
    // `avg x in past 7 days`: either alone would leave the other to stumble over.
    for (one, other) in [(&aggregate, &window), (&count, &window)] {
        if let (Some(one), Some(other)) = (one, other) {
            found.extend(both(place, one, other));
        }
    }
    for (phrases, only_last) in [
        (&AGGREGATES[..], false),
        (&WINDOWS[..], true),
        (&COUNTS[..], false),
    ] {
        for index in 0..line.tokens.len() {
            for (words, written) in phrases {
                let last_alone =
                    only_last && *words == ["last"] && line.word(index.wrapping_sub(1)) == "over";
                if !line.says(index, words) || last_alone {
                    continue;
                }
                if let Some((from, to)) = line.range(index, index + words.len()) {
                    found.push(Rewrite::word(place, from, to, written));
                }
            }
        }
    }
    for index in 0..line.tokens.len() {
        found.extend(days::condition_on_days(place, line, index));
        found.extend(days::ewma_window(place, line, index));
    }
    found
}

/// Where some words stand, and what they are written as.
type Said = ((usize, usize), &'static str);

fn first_of(
    place: &Place<'_>,
    line: &LineTokens<'_>,
    phrases: &[(&[&str], &'static str)],
) -> Option<Said> {
    (0..line.tokens.len()).find_map(|index| {
        let (words, written) = phrases.iter().find(|(words, _)| line.says(index, words))?;
        let range = line.range(index, index + words.len())?;
        (place.between(range.0, range.1) != *written).then_some((range, *written))
    })
}

/// Two at once, and what the second leaves to be read in brackets.
fn both(place: &Place<'_>, one: &Said, other: &Said) -> Option<Rewrite> {
    let ((from, to), written) = *one;
    let ((start, end), then) = *other;
    (to <= start).then(|| {
        Rewrite::word(place, from, to, written).with(start, end, spaced(place, start, end, then))
    })
}
