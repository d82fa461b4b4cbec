//! One decision in full: verdict, why, the adjusted plan, what it waits for.

use unicode_width::UnicodeWidthStr;

use super::grid::{Cell, grid};
use super::paint::{Tone, paint};
use super::phrases::{Why, range, standing, strictest, values, waiting, why};
use super::{TextOptions, list};
use crate::ast::Verdict;
use crate::decision::{Adjusted, Decision, Planned, Reason, SettingFrom, UsedSetting};
use crate::diagnostics::{printable, wrap};

/// From this many columns on there is room for three cells beside each other.
const WIDE: usize = 60;

/// One decision with all that explains it; ends in a line break.
pub fn full(decision: &Decision, options: &TextOptions) -> String {
    let mut page = Page {
        out: String::new(),
        options: *options,
    };
    page.out.push_str(&headline(decision, options));
    page.reasons(decision);
    page.plan(decision);
    page.not_made(decision);
    page.advice(decision);
    page.flags(decision);
    page.waiting(decision);
    page.could_become(decision);
    page.overridden(decision);
    page.settings(decision);
    page.footer(decision);
    page.out
}

/// The verdict, for whom and when, and how it stands; ends in a line break.
pub fn headline(decision: &Decision, options: &TextOptions) -> String {
    let tone = Tone::Verdict(strictest(decision));
    let verdict = paint(&range(decision), tone, options.color);
    let whom = match decision.athlete.as_str() {
        "" => decision.date.clone(),
        athlete => format!("{}, {}", printable(athlete), decision.date),
    };
    let one_line = range(decision).width() + 2 + whom.width();
    let mut out = match one_line <= options.width {
        true => format!("{verdict}  {whom}\n"),
        false => format!("{verdict}\n{}\n", wrap(&whom, options.width).join("\n")),
    };
    for line in wrap(&standing(decision), options.width) {
        out.push_str(&line);
        out.push('\n');
    }
    out
}

struct Page {
    out: String,
    options: TextOptions,
}

impl Page {
    fn reasons(&mut self, decision: &Decision) {
        self.heading("Why");
        let mut rows = Vec::new();
        for (verdict, why) in why(decision) {
            let label = Cell::new(verdict.name(), Tone::Verdict(verdict));
            match why {
                Why::Rule(reason) => {
                    let mut name = reason.rule.clone();
                    if !reason.sure && !decision.is_final {
                        name.push_str(" (for now)");
                    }
                    rows.push(vec![label, Cell::new(name, Tone::Strong)]);
                    if let Some(because) = &reason.because {
                        rows.push(vec![Cell::default(), Cell::plain(because)]);
                    }
                    let evidence = Cell::new(evidence(reason, &decision.date), Tone::Quiet);
                    rows.push(vec![Cell::default(), evidence]);
                }
                Why::Table(floor) => {
                    let name = format!("Table “{}”", floor.table);
                    rows.push(vec![label, Cell::new(name, Tone::Strong)]);
                    let mut text = "Which of its rows holds is not known yet".to_owned();
                    if verdict > Verdict::Train {
                        text.push_str(&format!("; none that may is milder than {verdict}"));
                    }
                    text.push('.');
                    rows.push(vec![Cell::default(), Cell::plain(text)]);
                }
            }
        }
        self.grid(&rows);
    }

    fn plan(&mut self, decision: &Decision) {
        if !decision.plan.iter().any(changed) {
            return;
        }
        self.heading("Plan");
        let rows: Vec<Vec<Cell>> = decision
            .plan
            .iter()
            .map(|planned| {
                let change = if changed(planned) {
                    format!("{} → {}", planned.before.text, planned.after.text)
                } else {
                    planned.before.text.clone()
                };
                let tone = match changed(planned) {
                    true => Tone::Strong,
                    false => Tone::Quiet,
                };
                let by = made(decision, planned).join("; ");
                vec![
                    Cell::plain(&planned.name),
                    Cell::new(change, tone),
                    Cell::new(by, Tone::Quiet),
                ]
            })
            .collect();
        let rows = self.last_below(rows);
        self.grid(&rows);
    }

    fn not_made(&mut self, decision: &Decision) {
        let row = |adjusted: &Adjusted| {
            let why = adjusted.not_made.as_ref()?;
            let by = format!("“{}”", adjusted.rule);
            Some(vec![
                Cell::plain(&adjusted.change),
                Cell::plain(why),
                Cell::new(by, Tone::Quiet),
            ])
        };
        let rows: Vec<_> = decision.adjustments.iter().filter_map(row).collect();
        let rows = self.last_below(rows);
        self.section("Not changed", &rows);
    }

    /// On a narrow page, the third cell of each row goes below its second.
    fn last_below(&self, rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
        if self.options.width >= WIDE {
            return rows;
        }
        let mut narrow = Vec::new();
        for mut row in rows {
            let last = row.pop().unwrap_or_default();
            narrow.push(row);
            if !last.text.is_empty() {
                narrow.push(vec![Cell::default(), last]);
            }
        }
        narrow
    }

    fn advice(&mut self, decision: &Decision) {
        let rows: Vec<_> = decision
            .advice
            .iter()
            .map(|advice| vec![Cell::plain(&advice.text)])
            .collect();
        self.section("Advice", &rows);
    }

    fn flags(&mut self, decision: &Decision) {
        let mut rows = Vec::new();
        for flag in &decision.flags {
            let mark = if flag.raised { "flag" } else { "perhaps" };
            rows.push(vec![Cell::plain(mark), Cell::plain(&flag.text)]);
            let mut from = flag.rule.clone();
            let only_flags =
                |reason: &&Reason| reason.rule == flag.rule && reason.verdict.is_none();
            if let Some(reason) = decision.reasons.iter().find(only_flags) {
                from = format!("{from}, {}", evidence(reason, &decision.date));
            }
            rows.push(vec![Cell::default(), Cell::new(from, Tone::Quiet)]);
        }
        self.section("Flags", &rows);
    }

    fn waiting(&mut self, decision: &Decision) {
        let rows: Vec<_> = waiting(decision)
            .into_iter()
            .map(|(heading, text)| vec![Cell::plain(heading), Cell::plain(text)])
            .collect();
        self.section("Waits for", &rows);
    }

    fn could_become(&mut self, decision: &Decision) {
        if decision.is_final {
            return;
        }
        let mut may: Vec<_> = decision
            .may
            .iter()
            .filter(|may| {
                may.verdict != decision.verdict && decision.possible.contains(&may.verdict)
            })
            .collect();
        may.sort_by_key(|may| std::cmp::Reverse(may.verdict));
        let rows: Vec<_> = may
            .into_iter()
            .map(|may| {
                vec![
                    Cell::new(may.verdict.name(), Tone::Verdict(may.verdict)),
                    Cell::plain(&may.rule),
                ]
            })
            .collect();
        self.section("Could still become", &rows);
    }

    fn overridden(&mut self, decision: &Decision) {
        let mut rules: Vec<(&str, Vec<String>)> = Vec::new();
        for overridden in &decision.overridden {
            let by = format!("“{}”", overridden.by);
            match rules.iter_mut().find(|(rule, _)| *rule == overridden.rule) {
                Some((_, known)) => known.push(by),
                None => rules.push((&overridden.rule, vec![by])),
            }
        }
        let rows: Vec<_> = rules
            .into_iter()
            .map(|(rule, by)| {
                vec![
                    Cell::plain(rule),
                    Cell::plain(format!("by {}", list(&by, "and"))),
                ]
            })
            .collect();
        self.section("Overridden", &rows);
    }

    /// The thresholds that are not the ruleset's own.
    fn settings(&mut self, decision: &Decision) {
        let tuned = |setting: &&UsedSetting| setting.from != SettingFrom::Ruleset;
        let rows: Vec<_> = decision
            .settings
            .iter()
            .filter(tuned)
            .map(|setting| {
                let from = format!("({})", who(setting.from));
                vec![
                    Cell::plain(&setting.name),
                    Cell::plain(&setting.datum.text),
                    Cell::new(from, Tone::Quiet),
                ]
            })
            .collect();
        self.section("Settings", &rows);
    }

    fn footer(&mut self, decision: &Decision) {
        let ruleset = &decision.ruleset;
        let text = match &ruleset.version {
            Some(version) => format!("Ruleset: {}, version {version}", ruleset.name),
            None => format!("Ruleset: {}", ruleset.name),
        };
        self.out.push('\n');
        for line in wrap(&printable(&text), self.options.width) {
            let line = paint(&line, Tone::Quiet, self.options.color);
            self.out.push_str(&line);
            self.out.push('\n');
        }
    }

    fn section(&mut self, heading: &str, rows: &[Vec<Cell>]) {
        if !rows.is_empty() {
            self.heading(heading);
            self.grid(rows);
        }
    }

    fn heading(&mut self, heading: &str) {
        let heading = paint(heading, Tone::Strong, self.options.color);
        self.out.push_str(&format!("\n{heading}\n"));
    }

    fn grid(&mut self, rows: &[Vec<Cell>]) {
        let text = grid(rows, 2, self.options.width, self.options.color);
        self.out.push_str(&text);
    }
}

/// Who set a threshold.
pub(crate) fn who(from: SettingFrom) -> &'static str {
    match from {
        SettingFrom::Ruleset => "ruleset",
        SettingFrom::Command => "--set",
        SettingFrom::SettingsFile => "settings file",
        SettingFrom::Data => "data",
    }
}

/// Where a rule stands, and what it read.
fn evidence(reason: &Reason, today: &str) -> String {
    let place = format!("{}:{}", reason.file, reason.line);
    match values(&reason.values, today) {
        none if none.is_empty() => place,
        values => format!("{place} · {values}"),
    }
}

fn changed(planned: &Planned) -> bool {
    planned.before != planned.after
}

/// The changes that were made to a plan value, each with its rule.
fn made(decision: &Decision, planned: &Planned) -> Vec<String> {
    decision
        .adjustments
        .iter()
        .filter(|adjusted| adjusted.target == planned.name && adjusted.not_made.is_none())
        .map(|adjusted| format!("{} “{}”", adjusted.change, adjusted.rule))
        .collect()
}
