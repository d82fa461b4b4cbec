//! What the ruleset is made of: the files that it includes, with what comes from
//! them, and what it is tested with.

use super::names::readable;
use super::page::{Run, Said, Target};
use super::sentences::{Day, listed, runs};
use super::tree::file_name;
use super::{Writer, count};
use crate::ast::{IncludeDecl, Included};
use crate::ruleset::RuleId;

impl Writer<'_> {
    pub(super) fn origin(&mut self) {
        self.includes();
        self.page.heading(2, "Tests and examples", None);
        let tests = &self.ruleset.tests;
        let cases: usize = tests.iter().map(|test| test.cases.len().max(1)).sum();
        let examples: Vec<String> = self
            .ruleset
            .examples
            .iter()
            .map(|example| format!("“{}”", example.name))
            .collect();
        let tested = match tests.len() {
            0 => runs!["The ruleset holds no tests."],
            number => {
                let tests = count(number, "test", "tests");
                let cases = count(cases, "case", "cases");
                let run = Run::Code("touchline test".to_owned());
                runs![
                    format!("The ruleset holds {tests}, {cases} in all; "),
                    run,
                    " runs them."
                ]
            }
        };
        let given = match examples.len() {
            0 => String::new(),
            1 => format!(" It holds one example: {}.", examples.join("")),
            number => format!(
                " It holds {number} examples: {}.",
                crate::report::list(&examples, "and")
            ),
        };
        self.page.says(runs![tested, given]);
    }

    fn includes(&mut self) {
        if self.program.included.is_empty() {
            return;
        }
        self.page.heading(2, "Included rulesets", None);
        self.page.says(Said::text(
            "Their rules count together with those of this ruleset. An included rule that is \
             milder than what otherwise holds here is told, and decides nothing.",
        ));
        for included in &self.program.included {
            let span = crate::span::Span::new(included.file.id, 0, 0);
            let file = file_name(self.ruleset, span);
            let decl = self.tree.rulesets.get(&included.file.id).copied();
            let title = decl.map_or_else(|| file.clone(), |decl| decl.title.value.clone());
            self.page.heading(3, title, None);
            let mut facts = vec![("File".to_owned(), Said::from(vec![Run::Code(file)]))];
            if let Some(decl) = decl {
                let texts = [
                    ("Version", &decl.version),
                    ("About", &decl.about),
                    ("Source", &decl.source),
                ];
                for (label, text) in texts {
                    if let Some(text) = text {
                        facts.push((label.to_owned(), Said::text(text.value.clone())));
                    }
                }
            }
            facts.extend(self.clauses(included));
            facts.extend(self.brings(included));
            self.page.facts(facts);
        }
    }

    /// How the includes that bring it in tune it.
    fn clauses(&self, included: &Included) -> Vec<(String, Said)> {
        let by = |include: &&&IncludeDecl| included.by.contains(&include.path.span);
        let includes: Vec<&&IncludeDecl> = self.tree.includes.iter().filter(by).collect();
        let mut tuned: Vec<Vec<Run>> = Vec::new();
        let mut without: Vec<Vec<Run>> = Vec::new();
        for include in includes {
            for (name, value) in &include.with {
                let value = self.speaker.noun(value, Day::Today).runs;
                let said = runs![readable(&name.name), " is ", value];
                if !tuned.contains(&said) {
                    tuned.push(said);
                }
            }
            for rule in &include.without {
                let said = runs![format!("“{}”", rule.value)];
                if !without.contains(&said) {
                    without.push(said);
                }
            }
        }
        let mut facts = Vec::new();
        if !tuned.is_empty() {
            facts.push(("Tuned here".to_owned(), listed(tuned, "and").into()));
        }
        if !without.is_empty() {
            facts.push(("Left out here".to_owned(), listed(without, "and").into()));
        }
        facts
    }

    /// Which rules and tables come from it.
    fn brings(&self, included: &Included) -> Vec<(String, Said)> {
        let mut rules: Vec<(RuleId, _)> = (0u32..)
            .map(RuleId)
            .zip(&self.ruleset.rules)
            .filter(|(_, rule)| rule.table.is_none() && rule.span.file == included.file.id)
            .collect();
        rules.sort_by_key(|(_, rule)| rule.span);
        let rules: Vec<Vec<Run>> = rules
            .into_iter()
            .map(|(id, _)| vec![self.rule_name(id)])
            .collect();
        let tables: Vec<Vec<Run>> = self
            .tree
            .tables
            .iter()
            .filter(|table| table.span.file == included.file.id)
            .map(|table| {
                let name = &table.title.value;
                vec![Run::Name(format!("“{name}”"), Target::Table(name.clone()))]
            })
            .collect();
        let mut facts = Vec::new();
        if !rules.is_empty() {
            facts.push(("Rules from it".to_owned(), listed(rules, "and").into()));
        }
        if !tables.is_empty() {
            facts.push(("Tables from it".to_owned(), listed(tables, "and").into()));
        }
        facts
    }
}
