//! A rule drawn on its own text: in goes a rule as it stood, which
//! [`explain::rule`](crate::explain::rule) makes of a decided day, out comes a
//! line that says how it stood, and below it the ruleset's lines with the value
//! of each condition.
//!
//! ```text
//! let rules = evaluator.inspect(&days, &options, |day| explain::rule(day, id).drawn);
//! let text = drawn::rule(&ruleset, &rules[0], &TextOptions { width: 80, color: false });
//! ```

use std::collections::BTreeSet;

use super::grid::{Cell, grid};
use super::paint::Tone;
use super::{TextOptions, list};
use crate::diagnostics::{Note, RenderOptions, draw};
use crate::engine::Standing;
use crate::ruleset::{RuleId, Ruleset, Verdict};
use crate::span::Span;

/// A rule with what is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnRule {
    /// The rule.
    pub rule: RuleId,
    /// Its name.
    pub name: String,
    /// Its verdict; absent for one that only flags.
    pub verdict: Option<Verdict>,
    /// How it stood.
    pub standing: Standing,
    /// The rules that override it: for sure, or else perhaps (`false`).
    pub overridden_by: Vec<(String, bool)>,
    /// The lines of its file that show it, counted from 1.
    pub lines: BTreeSet<usize>,
    /// What is said below its conditions.
    pub notes: Vec<Note>,
    /// Of how many more conditions nothing is said, since there are too many.
    pub more_notes: usize,
}

/// A rule as it stood, drawn on its own text; ends in a line break.
pub fn rule(ruleset: &Ruleset, rule: &DrawnRule, options: &TextOptions) -> String {
    let verdict = match rule.verdict {
        Some(verdict) => Cell::new(verdict.name(), Tone::Verdict(verdict)),
        None => Cell::plain("flag"),
    };
    let title = format!("{}: {}", rule.name, standing(rule));
    let mut out = grid(
        &[vec![verdict, Cell::new(title, Tone::Strong)]],
        0,
        options.width,
        options.color,
    );
    let at = ruleset.rule(rule.rule).title_span;
    out.push_str(&lines(ruleset, at, &rule.lines, &rule.notes, options));
    out.push_str(&more(rule.more_notes, options));
    out
}

/// That there are more conditions than those drawn; empty where there are none.
pub fn more(conditions: usize, options: &TextOptions) -> String {
    let text = match conditions {
        0 => return String::new(),
        1 => "… and 1 more condition".to_owned(),
        count => format!("… and {count} more conditions"),
    };
    let cell = Cell::new(text, Tone::Quiet);
    grid(&[vec![cell]], 2, options.width, options.color)
}

/// Lines of the file of a place, with notes below them; ends in a line break.
pub fn lines(
    ruleset: &Ruleset,
    at: Span,
    lines: &BTreeSet<usize>,
    notes: &[Note],
    options: &TextOptions,
) -> String {
    let render = RenderOptions {
        width: options.width,
        color: options.color,
    };
    draw(&ruleset.sources, at, lines, notes, &render)
}

/// How a rule stood: `fires`, `may still fire`, `overridden by “X”`.
pub fn standing(rule: &DrawnRule) -> String {
    let by = |sure: bool| -> Vec<String> {
        let by = rule.overridden_by.iter().filter(|(_, is)| *is == sure);
        by.map(|(name, _)| format!("“{name}”")).collect()
    };
    let (surely, perhaps) = (by(true), by(false));
    let word = match rule.standing {
        Standing::Sure => "fires",
        Standing::Fires => "fires for now",
        Standing::May => "may still fire",
        Standing::Overridden => "does not fire",
        Standing::No => "does not fire",
    };
    match (surely.is_empty(), perhaps.is_empty()) {
        (false, _) => format!("{word}, overridden by {}", list(&surely, "and")),
        (true, false) if rule.standing != Standing::No => {
            format!("{word}, unless {} overrides it", list(&perhaps, "or"))
        }
        _ => word.to_owned(),
    }
}
