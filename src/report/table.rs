//! Several decisions as a table, the strictest possible verdict first, then by name.

use super::TextOptions;
use super::grid::{Cell, GAP, column_widths, grid, narrowest, row_lines};
use super::paint::{Tone, paint};
use super::phrases::{range, strictest, waiting};
use crate::ast::Verdict;
use crate::decision::Decision;

const HEADERS: [&str; 6] = [
    "athlete",
    "date",
    "verdict",
    "why",
    "change of plan",
    "waits for",
];

/// A line a decision, or where the width is too small for that a paragraph a
/// decision; then how many of each verdict. Ends in a line break.
pub fn table(decisions: &[Decision], options: &TextOptions) -> String {
    if decisions.is_empty() {
        return "No athlete-days to decide.\n".into();
    }
    let mut sorted: Vec<&Decision> = decisions.iter().collect();
    sorted.sort_by(|a, b| {
        let by_verdict = strictest(b)
            .cmp(&strictest(a))
            .then(b.verdict.cmp(&a.verdict));
        by_verdict.then_with(|| (&a.athlete, &a.date).cmp(&(&b.athlete, &b.date)))
    });
    let rows: Vec<Vec<Cell>> = sorted.into_iter().map(row).collect();
    let is_used = |&column: &usize| {
        let mut cells = rows.iter().filter_map(|row| row.get(column));
        cells.any(|cell| !cell.text.is_empty())
    };
    let used: Vec<usize> = (0..HEADERS.len()).filter(is_used).collect();
    let header = HEADERS
        .map(|header| Cell::new(header, Tone::Quiet))
        .to_vec();
    let pick = |row: &Vec<Cell>| -> Vec<Cell> {
        used.iter()
            .filter_map(|&column| row.get(column).cloned())
            .collect()
    };
    let picked: Vec<Vec<Cell>> = std::iter::once(&header).chain(&rows).map(pick).collect();

    let mut out = if narrowest(&picked) <= options.width {
        lines(&picked, options)
    } else {
        paragraphs(&rows, options)
    };
    out.push('\n');
    out.push_str(&summary(decisions, options));
    out
}

fn row(decision: &Decision) -> Vec<Cell> {
    vec![
        Cell::plain(&decision.athlete),
        Cell::plain(&decision.date),
        Cell::new(range(decision), Tone::Verdict(strictest(decision))),
        Cell::plain(reasons(decision).join("\n")),
        Cell::plain(changes(decision).join("\n")),
        Cell::plain(waits(decision).join("\n")),
    ]
}

fn reasons(decision: &Decision) -> Vec<String> {
    let with_verdict = decision
        .reasons
        .iter()
        .filter(|reason| reason.verdict.is_some());
    let names = with_verdict.map(|reason| match (&reason.because, reason.rule.as_str()) {
        (Some(because), "otherwise") => because.clone(),
        (None, "otherwise") => "No rule fires.".into(),
        (_, rule) => rule.to_owned(),
    });
    let raised = decision.flags.iter().filter(|flag| flag.raised);
    let flags = raised.map(|flag| format!("Flag: {}", flag.text));
    names.chain(flags).collect()
}

fn changes(decision: &Decision) -> Vec<String> {
    let changed = decision
        .plan
        .iter()
        .filter(|planned| planned.before != planned.after);
    let values = changed.map(|planned| {
        let (before, after) = (&planned.before.text, &planned.after.text);
        format!("{} {before} → {after}", planned.name)
    });
    let advice = decision.advice.iter().map(|advice| advice.text.clone());
    values.chain(advice).collect()
}

fn waits(decision: &Decision) -> Vec<String> {
    waiting(decision)
        .into_iter()
        .map(|(heading, text)| match heading.as_str() {
            "answers" | "history" | "no value" => text,
            stage => format!("{stage}: {text}"),
        })
        .collect()
}

fn lines(rows: &[Vec<Cell>], options: &TextOptions) -> String {
    let widths = column_widths(rows, options.width);
    let blocks: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row_lines(row, &widths, options.color))
        .collect();
    // Rows of one line need no space between them; taller ones run together without it.
    let spaced = blocks.iter().skip(1).any(|lines| lines.len() > 1);
    let all = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
    let mut out = String::new();
    for (index, block) in blocks.iter().enumerate() {
        if index > 1 && spaced {
            out.push('\n');
        }
        for line in block {
            out.push_str(line);
            out.push('\n');
        }
        if index == 0 {
            let rule = "─".repeat(all.min(options.width));
            out.push_str(&paint(&rule, Tone::Quiet, options.color));
            out.push('\n');
        }
    }
    out
}

fn paragraphs(rows: &[Vec<Cell>], options: &TextOptions) -> String {
    let mut out = String::new();
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let filled = |from: usize, to: usize| {
            let cells = row.iter().zip(HEADERS).skip(from).take(to - from);
            cells.filter(|(cell, _)| !cell.text.is_empty())
        };
        let mut head: Vec<Cell> = filled(0, 3).map(|(cell, _)| cell.clone()).collect();
        head.rotate_right(1);
        out.push_str(&grid(&[head], 0, options.width, options.color));
        let rest: Vec<Vec<Cell>> = filled(3, HEADERS.len())
            .map(|(cell, header)| vec![Cell::new(header, Tone::Quiet), cell.clone()])
            .collect();
        out.push_str(&grid(&rest, 2, options.width, options.color));
    }
    out
}

/// `3 decisions: 1 rest, 2 train; 1 provisional`
fn summary(decisions: &[Decision], options: &TextOptions) -> String {
    let count = |verdict: Verdict| {
        let of = decisions
            .iter()
            .filter(|decision| decision.verdict == verdict);
        match of.count() {
            0 => None,
            count => Some(paint(
                &format!("{count} {verdict}"),
                Tone::Verdict(verdict),
                options.color,
            )),
        }
    };
    let counts: Vec<String> = Verdict::ALL.into_iter().rev().filter_map(count).collect();
    let total = match decisions.len() {
        1 => "1 decision".into(),
        several => format!("{several} decisions"),
    };
    let open = decisions
        .iter()
        .filter(|decision| !decision.is_final)
        .count();
    let open = match open {
        0 => String::new(),
        open => format!("; {open} provisional"),
    };
    format!("{total}: {}{open}\n", counts.join(", "))
}
