//! Which of several ways to put the `|`s of a row is the one whose columns stand
//! under those of the rows beside it.

use std::ops::Range;

/// Where the `|`s of a row of the same table stand, in characters: of the row
/// above the line, or below it.
pub(super) fn bars_beside(text: &str, line: &Range<usize>) -> Vec<usize> {
    let row = |line: Option<&str>| {
        line.filter(|line| line.trim_start().starts_with('|'))
            .map(bars)
    };
    let above = text
        .get(..line.start)
        .and_then(|above| row(above.lines().next_back()));
    let below = text
        .get(line.end..)
        .and_then(|below| row(below.lines().nth(1)));
    above.or(below).unwrap_or_default()
}

/// Where the `|`s of a line stand, in characters.
pub(super) fn bars(line: &str) -> Vec<usize> {
    let at = line.chars().enumerate().filter(|(_, c)| *c == '|');
    at.map(|(at, _)| at).collect()
}

/// How many of them stand where others do.
pub(super) fn shared(bars: &[usize], others: &[usize]) -> usize {
    bars.iter().filter(|bar| others.contains(bar)).count()
}
