//! Several decisions as a table, the strictest possible verdict first, then by name.

use std::cmp::Ordering;

use super::TextOptions;
use super::grid::{Cell, GAP, column_widths, grid, narrowest, row_lines};
use super::paint::{Tone, paint};
use super::phrases::{Why, range, strictest, waiting, why};
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

/// The decisions of a run, taken down one by one: a row of text each, which is
/// all that is kept of them.
#[derive(Debug, Default)]
pub struct DecisionTable {
    rows: Vec<Row>,
    /// By verdict, as it stands: train, modify, rest.
    counts: [usize; Verdict::ALL.len()],
    provisional: usize,
}

/// A row, with what it is sorted by.
#[derive(Debug)]
struct Row {
    strictest: Verdict,
    verdict: Verdict,
    cells: Vec<Cell>,
}

impl DecisionTable {
    /// Takes one decision down.
    pub fn push(&mut self, decision: &Decision) {
        self.rows.push(Row {
            strictest: strictest(decision),
            verdict: decision.verdict,
            cells: row(decision),
        });
        for (count, verdict) in self.counts.iter_mut().zip(Verdict::ALL) {
            *count += usize::from(decision.verdict == verdict);
        }
        self.provisional += usize::from(!decision.is_final);
    }

    /// A line a decision, or where the width is too small for that a paragraph a
    /// decision, the strictest possible verdict first, then by name; those of one
    /// athlete by date. Then how many of each verdict. Ends in a line break.
    pub fn text(mut self, options: &TextOptions) -> String {
        if self.rows.is_empty() {
            return "No athlete-days to decide.\n".into();
        }
        // The athlete and the date are the first two cells.
        let name = |row: &Row| row.cells.first().map(|cell| cell.text.clone());
        let first = self.rows.first().and_then(name);
        let is_one_athlete = self.rows.iter().all(|row| name(row) == first);
        self.rows.sort_by(|a, b| {
            // Who looks back over the days of one athlete goes from day to day.
            let by_verdict = match is_one_athlete {
                true => Ordering::Equal,
                false => (b.strictest, b.verdict).cmp(&(a.strictest, a.verdict)),
            };
            let names = || a.cells.iter().zip(&b.cells).take(2);
            let by_name = || {
                names()
                    .map(|(a, b)| a.text.cmp(&b.text))
                    .find(|by| by.is_ne())
            };
            by_verdict.then_with(|| by_name().unwrap_or(Ordering::Equal))
        });
        let summary = self.summary(options);
        let mut rows: Vec<Vec<Cell>> = vec![HEADERS.map(|h| Cell::new(h, Tone::Quiet)).to_vec()];
        rows.extend(self.rows.into_iter().map(|row| row.cells));
        let used = used_columns(&rows);
        for row in &mut rows {
            let mut used = used.iter();
            row.retain(|_| used.next().is_none_or(|used| *used));
        }
        let mut out = if narrowest(&rows) <= options.width {
            lines(&rows, options)
        } else {
            paragraphs(&rows, options)
        };
        out.push('\n');
        out.push_str(&summary);
        out
    }

    /// `3 decisions: 1 rest, 2 train; 1 provisional`
    fn summary(&self, options: &TextOptions) -> String {
        let counted = Verdict::ALL.into_iter().zip(self.counts).rev();
        let counts: Vec<String> = counted
            .filter(|(_, count)| *count > 0)
            .map(|(verdict, count)| {
                let text = format!("{count} {verdict}");
                paint(&text, Tone::Verdict(verdict), options.color)
            })
            .collect();
        let total = match self.rows.len() {
            1 => "1 decision".into(),
            several => format!("{several} decisions"),
        };
        let open = match self.provisional {
            0 => String::new(),
            open => format!("; {open} provisional"),
        };
        format!("{total}: {}{open}\n", counts.join(", "))
    }
}

/// Several decisions as a [`DecisionTable`].
pub fn table(decisions: &[Decision], options: &TextOptions) -> String {
    let mut table = DecisionTable::default();
    for decision in decisions {
        table.push(decision);
    }
    table.text(options)
}

/// The columns that hold anything below their header.
fn used_columns(rows: &[Vec<Cell>]) -> Vec<bool> {
    let is_used = |column: usize| {
        let mut cells = rows.iter().skip(1).filter_map(|row| row.get(column));
        cells.any(|cell| !cell.text.is_empty())
    };
    (0..HEADERS.len()).map(is_used).collect()
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
    // What speaks for an ordinary day is no reason for another verdict.
    let matters = |verdict: Verdict| verdict > Verdict::Train || decision.verdict == Verdict::Train;
    let speaking = why(decision).into_iter();
    let speaking = speaking.filter(|(verdict, _)| matters(*verdict));
    let names = speaking.map(|(verdict, why)| match why {
        Why::Table(floor) if verdict == Verdict::Train => {
            format!("Not known yet which row of {} holds", floor.table)
        }
        Why::Table(floor) => format!("At least {verdict}, by the table {}", floor.table),
        Why::Rule(reason) => match (&reason.because, reason.rule.as_str()) {
            (Some(because), "otherwise") => because.clone(),
            (None, "otherwise") => "No rule fires.".into(),
            (Some(because), _) if reason.by_place => because.clone(),
            (_, rule) => rule.to_owned(),
        },
    });
    let raised = decision.flags.iter().filter(|flag| flag.raised);
    let flags = raised.map(|flag| format!("Flag: {}", flag.text));
    let mut overridden: Vec<&str> = decision
        .overridden
        .iter()
        .map(|overridden| overridden.rule.as_str())
        .collect();
    overridden.dedup();
    let overridden = overridden
        .into_iter()
        .map(|rule| format!("Overridden: {rule}"));
    names.chain(overridden).chain(flags).collect()
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
    let (Some(headers), Some(rows)) = (rows.first(), rows.get(1..)) else {
        return String::new();
    };
    let is_head = |header: &Cell| HEADERS.iter().take(3).any(|head| *head == header.text);
    let mut out = String::new();
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let filled = || {
            let cells = headers.iter().zip(row);
            cells.filter(|(_, cell)| !cell.text.is_empty())
        };
        let head = filled().filter(|(header, _)| is_head(header));
        let mut head: Vec<Cell> = head.map(|(_, cell)| cell.clone()).collect();
        // The verdict first.
        head.rotate_right(1);
        out.push_str(&grid(&[head], 0, options.width, options.color));
        let rest = filled().filter(|(header, _)| !is_head(header));
        let rest: Vec<Vec<Cell>> = rest
            .map(|(header, cell)| vec![header.clone(), cell.clone()])
            .collect();
        out.push_str(&grid(&rest, 2, options.width, options.color));
    }
    out
}
