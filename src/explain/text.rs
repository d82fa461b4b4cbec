//! An explanation for reading: in go an [`Explanation`] and a width, out come
//! the headline, the rules on their own text, what they read, why the verdict
//! is no other, and what would change it.

use super::sparkline::{LEFT_OUT, MISSING, sparkline};
use super::{Explanation, KeeperKind, Lacking, ToVerdict, words};
use crate::engine::{Counting, History, HistoryKind};
use crate::report::{Cell, TextOptions, Tone, drawn, grid, headline, paint, waiting, who};
use crate::ruleset::{Ruleset, Verdict};

/// More rules than this are counted, and not drawn.
const MOST_RULES: usize = 20;
/// More `let`s than this are counted, and not drawn.
const MOST_LETS: usize = 20;
/// More histories than this are counted, and not drawn.
const MOST_HISTORIES: usize = 20;
/// Of the rules that would make a verdict stricter, so many have a line.
const MOST_LACKING: usize = 6;
/// Of the changes that give one verdict, so many have a line.
const MOST_CHANGES: usize = 3;

/// One explanation; ends in a line break.
pub fn text(ruleset: &Ruleset, explanation: &Explanation, options: &TextOptions) -> String {
    let mut page = Page {
        ruleset,
        explanation,
        options: *options,
        out: headline(&explanation.decision, options),
    };
    page.rules();
    page.waiting();
    page.lets();
    page.histories();
    page.settings();
    page.not_milder();
    page.not_stricter();
    page.changes();
    page.out
}

struct Page<'a> {
    ruleset: &'a Ruleset,
    explanation: &'a Explanation,
    options: TextOptions,
    out: String,
}

impl Page<'_> {
    fn rules(&mut self) {
        self.heading("Rules");
        let rules = &self.explanation.rules;
        let has_verdict = rules.iter().any(|rule| {
            use crate::engine::Standing::{Fires, Sure};
            matches!(rule.drawn.standing, Sure | Fires) && rule.drawn.verdict.is_some()
        });
        if !has_verdict {
            let otherwise = self.ruleset.otherwise.verdict;
            self.paragraph(
                &format!("No rule with a verdict fires: otherwise {otherwise}."),
                0,
            );
        }
        for (index, rule) in rules.iter().take(MOST_RULES).enumerate() {
            if index > 0 || !has_verdict {
                self.out.push('\n');
            }
            let text = drawn::rule(self.ruleset, &rule.drawn, &self.options);
            self.out.push_str(&text);
        }
        let more = rules.len().saturating_sub(MOST_RULES) + self.explanation.more_rules;
        self.more(more, "rule that fires or may", "rules that fire or may");
    }

    fn waiting(&mut self) {
        let rows: Vec<_> = waiting(&self.explanation.decision)
            .into_iter()
            .map(|(heading, text)| vec![Cell::plain(heading), Cell::plain(text)])
            .collect();
        self.section("Waits for", &rows);
    }

    fn lets(&mut self) {
        let lets = &self.explanation.names.lets;
        if lets.is_empty() {
            return;
        }
        self.heading("What they read");
        for (index, shown) in lets.iter().take(MOST_LETS).enumerate() {
            if index > 0 {
                self.out.push('\n');
            }
            let name = words::plain(&shown.name);
            let text = format!("{name} = {}", shown.value.text);
            self.paragraph(&text, 0);
            let drawn = drawn::lines(
                self.ruleset,
                shown.span,
                &shown.lines,
                &shown.notes,
                &self.options,
            );
            self.out.push_str(&drawn);
            self.out
                .push_str(&drawn::more(shown.more_notes, &self.options));
        }
        self.more(lets.len().saturating_sub(MOST_LETS), "name", "names");
    }

    fn histories(&mut self) {
        let histories = &self.explanation.names.histories;
        if histories.is_empty() {
            return;
        }
        self.heading("Histories");
        let mut signs = String::new();
        for (index, history) in histories.iter().take(MOST_HISTORIES).enumerate() {
            if index > 0 {
                self.out.push('\n');
            }
            self.history(history, &mut signs);
        }
        self.more(
            histories.len().saturating_sub(MOST_HISTORIES),
            "history",
            "histories",
        );
        let mut legend = Vec::new();
        if signs.contains(MISSING) {
            legend.push(format!("{MISSING} not known"));
        }
        if signs.contains(LEFT_OUT) {
            legend.push(format!("{LEFT_OUT} does not count"));
        }
        if !legend.is_empty() {
            self.out.push('\n');
            self.quiet(&legend.join("   "), 2);
        }
    }

    fn history(&mut self, history: &History, signs: &mut String) {
        let today = &self.explanation.decision.date;
        let on = match history.on == *today {
            true => String::new(),
            false => format!(", as on {}", history.on),
        };
        let mut value = history.value.text.clone();
        if let Some(today) = &history.today {
            value = format!("{value}, of {} today", today.text);
        }
        self.paragraph(&format!("{}{on}: {value}", history.name), 2);
        for line in sparkline(history, self.options.width.saturating_sub(4).min(56)) {
            signs.push_str(&line);
            self.out.push_str(&format!("    {line}\n"));
        }
        self.quiet(&told(history), 4);
    }

    fn settings(&mut self) {
        let settings = self.explanation.names.settings.iter();
        let names = settings.map(|&id| &self.ruleset.setting(id).name);
        let rows: Vec<_> = names
            .filter_map(|name| {
                let used = self.explanation.decision.settings.iter();
                let used = used.into_iter().find(|used| used.name == *name)?;
                Some(vec![
                    Cell::plain(words::plain(name)),
                    Cell::plain(&used.datum.text),
                    Cell::new(format!("({})", who(used.from)), Tone::Quiet),
                ])
            })
            .collect();
        self.section("Settings", &rows);
    }

    fn not_milder(&mut self) {
        let why = &self.explanation.why;
        let mut rows = Vec::new();
        for keeper in &why.not_milder {
            let name = match keeper.kind {
                KeeperKind::Table => format!("Table “{}”", keeper.name),
                KeeperKind::Rule | KeeperKind::Otherwise => keeper.name.clone(),
            };
            rows.push(row(keeper.verdict, &name, Tone::Strong));
            rows.push(vec![Cell::default(), Cell::plain(&keeper.needs)]);
        }
        for lacking in &why.milder {
            rows.extend(lacking_rows(lacking));
        }
        self.section("Why not milder", &rows);
        self.more(why.more_not_milder + why.more_milder, "rule", "rules");
    }

    fn not_stricter(&mut self) {
        let why = &self.explanation.why;
        let rows: Vec<_> = why
            .stricter
            .iter()
            .take(MOST_LACKING)
            .flat_map(lacking_rows)
            .collect();
        self.section("Why not stricter", &rows);
        let more = why.stricter.len().saturating_sub(MOST_LACKING) + why.more_stricter;
        self.more(more, "rule", "rules");
    }

    fn changes(&mut self) {
        let mut rows = Vec::new();
        for to in &self.explanation.changes {
            for change in to.changes.iter().take(MOST_CHANGES) {
                let text = change.text();
                let text = text.strip_prefix(to.verdict.name()).unwrap_or(&text);
                let text = text.trim_start_matches([',', ' ']);
                rows.push(row(to.verdict, text, Tone::Plain));
            }
            if to.changes.is_empty() {
                rows.push(row(to.verdict, &none(to), Tone::Plain));
            }
        }
        self.section("What would change it", &rows);
    }

    fn section(&mut self, heading: &str, rows: &[Vec<Cell>]) {
        if !rows.is_empty() {
            self.heading(heading);
            let text = grid(rows, 2, self.options.width, self.options.color);
            self.out.push_str(&text);
        }
    }

    fn heading(&mut self, heading: &str) {
        let heading = paint(heading, Tone::Strong, self.options.color);
        self.out.push_str(&format!("\n{heading}\n"));
    }

    fn more(&mut self, count: usize, one: &str, several: &str) {
        match count {
            0 => {}
            1 => self.quiet(&format!("… and 1 more {one}"), 2),
            count => self.quiet(&format!("… and {count} more {several}"), 2),
        }
    }

    fn paragraph(&mut self, text: &str, indent: usize) {
        self.lines(text, indent, Tone::Plain);
    }

    fn quiet(&mut self, text: &str, indent: usize) {
        self.lines(text, indent, Tone::Quiet);
    }

    fn lines(&mut self, text: &str, indent: usize, tone: Tone) {
        let cells = vec![vec![Cell::new(text, tone)]];
        let text = grid(&cells, indent, self.options.width, self.options.color);
        self.out.push_str(&text);
    }
}

fn row(verdict: Verdict, text: &str, tone: Tone) -> Vec<Cell> {
    vec![
        Cell::new(verdict.name(), Tone::Verdict(verdict)),
        Cell::new(text, tone),
    ]
}

/// A rule that does not fire, and what it lacks.
fn lacking_rows(lacking: &Lacking) -> [Vec<Cell>; 2] {
    let may = if lacking.may { " (may still fire)" } else { "" };
    let name = format!("{}{may}", lacking.name);
    let needs = &lacking.needs;
    [
        row(lacking.verdict, &name, Tone::Strong),
        vec![Cell::default(), Cell::plain(needs)],
    ]
}

/// That nothing was found, and how far that was looked for.
fn none(to: &ToVerdict) -> String {
    let answers = match to.tried {
        0 | 1 => "no one answer",
        _ => "no one or two answers",
    };
    match to.complete {
        true => format!("{answers} of today can make it so"),
        false => format!("{answers} of today that were tried can make it so; not all were tried"),
    }
}

/// Of which days, and how many of them count.
fn told(history: &History) -> String {
    let days = &history.days;
    let count = |counting: Counting| days.iter().filter(|day| day.counting == counting).count();
    let (counted, missing, left_out) = (
        count(Counting::Counted),
        count(Counting::Missing),
        count(Counting::LeftOut),
    );
    let mut parts = Vec::new();
    if let (Some(first), Some(last)) = (days.first(), days.last()) {
        parts.push(match first.date == last.date {
            true => first.date.clone(),
            false => format!("{} to {}", first.date, last.date),
        });
    }
    match history.kind {
        HistoryKind::Statistic => {
            parts.push(format!("{counted} of {} days known", counted + missing));
            let needed = history.needed.filter(|&needed| counted < needed);
            parts.extend(needed.map(|needed| format!("{needed} needed")));
            if left_out > 0 {
                parts.push(format!("{left_out} left out by `when`"));
            }
        }
        HistoryKind::Count => {
            let holds = days.iter().filter(|day| day.number == Some(1.0)).count();
            parts.push(format!("holds on {holds} of {} days", days.len()));
            if missing > 0 {
                parts.push(format!("{missing} not known"));
            }
        }
        HistoryKind::Latest => {
            let latest = days.iter().find(|day| day.counting == Counting::Counted);
            parts.push(latest.map_or_else(
                || "none of them is known".to_owned(),
                |day| format!("of {}", day.date),
            ));
        }
    }
    if let Some(range) = range(history) {
        parts.push(range);
    }
    if history.earlier > 0 {
        parts.push(format!("and {} days before", history.earlier));
    }
    parts.join(", ")
}

/// From the lowest value that counted to the highest.
fn range(history: &History) -> Option<String> {
    if history.kind != HistoryKind::Statistic {
        return None;
    }
    let counted = || {
        let days = history.days.iter();
        days.filter(|day| day.counting == Counting::Counted && day.number.is_some())
    };
    let number = |day: &&crate::engine::HistoryDay| day.number.unwrap_or(0.0);
    let low = counted().min_by(|a, b| number(a).total_cmp(&number(b)))?;
    let high = counted().max_by(|a, b| number(a).total_cmp(&number(b)))?;
    Some(match low.value.text == high.value.text {
        true => format!("each {}", low.value.text),
        false => format!("from {} to {}", low.value.text, high.value.text),
    })
}
