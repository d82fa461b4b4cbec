//! `overrides "rule", "rule"`: in go titles as written, out come rules by their
//! ids; a title that is no rule's, and rules that override each other all the way
//! round, are reported.

use std::borrow::Cow;
use std::collections::HashMap;

use super::declarations::Declarations;
use super::{Checker, index};
use crate::ast;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{Rule, RuleId};
use crate::span::Span;

/// More labels, or names in a headline, than this explain nothing.
const MOST_LABELS: usize = 20;
const MOST_NAMES: usize = 4;

/// `overrides` of one rule: what it names, and where.
type Named = Vec<(RuleId, Span)>;

impl<'a> Checker<'a> {
    /// Notes which rules each rule overrides; `rules` are by name.
    pub(super) fn check_overrides(
        &mut self,
        declarations: &Declarations<'a>,
        rules: &mut [Option<Rule>],
    ) {
        let titles = &declarations.rule_titles;
        let mut sorted = declarations.rules.clone();
        sorted.sort_by_key(|rule| &rule.title.value);
        // Of two rules of one name the first stands, as everywhere.
        sorted.dedup_by_key(|rule| &rule.title.value);
        let mut edges: Vec<Named> = vec![Vec::new(); titles.len()];
        for decl in sorted {
            let title = decl.title.value.as_str();
            let at = titles.partition_point(|known| known.as_ref() < title);
            let named = self.overridden_by(decl, declarations);
            if let Some(Some(rule)) = rules.get_mut(at) {
                rule.overrides = named.iter().map(|(rule, _)| *rule).collect();
            }
            if let Some(edges) = edges.get_mut(at) {
                *edges = named;
            }
        }
        for circle in circles(&edges) {
            self.report_override_circle(&circle, titles);
        }
    }

    /// The rules that one rule names, each once and itself left out.
    fn overridden_by(&mut self, rule: &ast::RuleDecl, declarations: &Declarations<'a>) -> Named {
        let mut named: Named = Vec::new();
        let mut first_at: HashMap<&str, Span> = HashMap::new();
        for title in &rule.overrides {
            if let Some(&first) = first_at.get(title.value.as_str()) {
                self.report(
                    Diagnostic::error(
                        Code::DuplicateName,
                        format!("`overrides` names \"{}\" twice", title.value),
                    )
                    .label(title.span, "again here")
                    .label(first, "first here")
                    .help("take one of them away"),
                );
                continue;
            }
            first_at.insert(&title.value, title.span);
            // The rule that an included file means is gone, whatever else is called so.
            let is_gone = declarations.left_out.contains_key(title.value.as_str());
            if is_gone && title.span.file != declarations.root {
                continue;
            }
            if title.value == rule.title.value {
                self.report(
                    Diagnostic::error(
                        Code::CircularOverride,
                        format!("the rule \"{}\" overrides itself", title.value),
                    )
                    .label(title.span, "this is the rule itself")
                    .label(rule.title.span, "its name")
                    .help("name the rule that it is an exception to, or take `overrides` away"),
                );
            } else if let Some(row) = declarations.row_by_place(&title.value) {
                self.report_row_by_place(title, row);
            } else if let Some(id) = self.rule_named(title, declarations, false) {
                named.push((id, title.span));
            }
        }
        named
    }

    fn report_row_by_place(&mut self, title: &ast::Text, row: Span) {
        self.report(
            Diagnostic::error(
                Code::UnknownRule,
                "`overrides` needs the name of a row, and this one has only a place",
            )
            .label(title.span, "another row, once one is added above it")
            .label(row, format!("this is \"{}\" now", title.value))
            .help(
                "add a column `name` to the table, give this row a name in it, and override that",
            ),
        );
    }

    /// One message for rules that override each other, each the next.
    fn report_override_circle(&mut self, circle: &[(RuleId, Span)], titles: &[Cow<'_, str>]) {
        let title = |rule: RuleId| titles.get(rule.0 as usize).map_or("", AsRef::as_ref);
        let names: Vec<String> = circle
            .iter()
            .map(|(rule, _)| format!("\"{}\"", title(*rule)))
            .collect();
        let message = match names.as_slice() {
            [one, other] => format!("{one} and {other} override each other"),
            [first, way @ ..] if names.len() <= MOST_NAMES => {
                let way: Vec<String> = way
                    .iter()
                    .chain([first])
                    .map(|name| format!("overrides {name}"))
                    .collect();
                format!("{first} {}", way.join(", which "))
            }
            _ => format!("{} rules override each other in a circle", names.len()),
        };
        let mut diagnostic = Diagnostic::error(Code::CircularOverride, message);
        let next = names.iter().cycle().skip(1);
        for ((name, next), (_, span)) in names.iter().zip(next).zip(circle).take(MOST_LABELS) {
            diagnostic = diagnostic.label(*span, format!("{name} overrides {next}"));
        }
        self.report(
            diagnostic.help(
                "break the circle: take one of these away, so that one rule has the last word",
            ),
        );
    }
}

/// The ways round, each from its first rule by name; with each rule goes the
/// place where it names the next. Ways that share a rule are told one at a time.
fn circles(edges: &[Named]) -> Vec<Vec<(RuleId, Span)>> {
    let on_circle = on_or_before_circle(edges);
    let mut seen = vec![false; edges.len()];
    let mut circles = Vec::new();
    for first in 0..edges.len() {
        // Each of these names another of them, so a walk comes back to itself,
        // or to where an earlier one has been.
        let mut path: Vec<(RuleId, Span)> = Vec::new();
        let mut at = first;
        while on_circle[at] && !std::mem::replace(&mut seen[at], true) {
            let next = edges[at]
                .iter()
                .find(|(rule, _)| on_circle.get(rule.0 as usize) == Some(&true));
            let Some((next, span)) = next else { break };
            path.push((RuleId(index(at)), *span));
            at = next.0 as usize;
        }
        let begin = path.iter().position(|(rule, _)| rule.0 as usize == at);
        if let Some(begin) = begin {
            let mut circle = path.split_off(begin);
            let least = (0..circle.len()).min_by_key(|&at| circle[at].0);
            circle.rotate_left(least.unwrap_or(0));
            circles.push(circle);
        }
    }
    circles
}

/// Which rules lie on a way round, or lead to one.
fn on_or_before_circle(edges: &[Named]) -> Vec<bool> {
    let mut left: Vec<usize> = edges.iter().map(Vec::len).collect();
    let mut by: Vec<Vec<usize>> = vec![Vec::new(); edges.len()];
    for (at, named) in edges.iter().enumerate() {
        for (rule, _) in named {
            by[rule.0 as usize].push(at);
        }
    }
    let mut done: Vec<usize> = (0..edges.len()).filter(|&at| left[at] == 0).collect();
    while let Some(at) = done.pop() {
        for &other in &by[at] {
            left[other] -= 1;
            if left[other] == 0 {
                done.push(other);
            }
        }
    }
    left.iter().map(|left| *left > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

    fn ways(edges: &[&[u32]]) -> Vec<Vec<u32>> {
        let at = |at: &u32| (RuleId(*at), Span::new(FileId(0), 0, 0));
        let edges: Vec<Named> = edges.iter().map(|to| to.iter().map(at).collect()).collect();
        let ids = |circle: &Vec<(RuleId, Span)>| circle.iter().map(|(rule, _)| rule.0).collect();
        circles(&edges).iter().map(ids).collect()
    }

    #[test]
    fn each_way_round_is_found_once_and_begins_with_its_first_rule() {
        assert_eq!(ways(&[&[1], &[2], &[]]), Vec::<Vec<u32>>::new());
        assert_eq!(ways(&[&[1], &[2], &[1]]), [[1, 2]]);
        assert_eq!(ways(&[&[2], &[3], &[0], &[1], &[0, 1]]), [[0, 2], [1, 3]]);
    }
}
