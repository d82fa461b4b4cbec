//! The rules, the strictest verdict first: when each holds, why, what it changes,
//! what it overrides and what overrides it.

use super::Writer;
use super::opening::strictest_first;
use super::page::{Run, Said, Target};
use super::sentences::{points, runs, sentence};
use super::tree::file_name;
use crate::ast::{RuleDecl, Verdict};
use crate::describe::names::capital_verdict;
use crate::ruleset::{Rule, RuleId};
use crate::span::Span;

impl Writer<'_> {
    pub(super) fn rules(&mut self) {
        self.page.heading(2, "The rules, strictest first", None);
        for verdict in strictest_first() {
            self.rules_of(Some(verdict));
        }
        self.rules_of(None);
        self.otherwise();
    }

    /// The rules of a verdict; those that only raise a flag, where there is none.
    fn rules_of(&mut self, verdict: Option<Verdict>) {
        let mut rules: Vec<(RuleId, &Rule)> = (0u32..)
            .map(RuleId)
            .zip(&self.ruleset.rules)
            .filter(|(_, rule)| rule.verdict == verdict)
            .collect();
        if rules.is_empty() {
            return;
        }
        rules.sort_by_key(|(_, rule)| self.tree.order(rule.span));
        match verdict {
            Some(verdict) => self.page.verdict(3, capital_verdict(verdict), verdict),
            None => {
                self.page.heading(3, "Flags", None);
                let text = "A flag is a note. It gives no verdict, and changes none.";
                self.page.says(Said::text(text));
            }
        }
        for (id, rule) in &rules {
            if let Some(decl) = self.tree.rules.get(&rule.span).copied() {
                let target = Some(Target::Rule(*id));
                self.page.heading(4, rule.name.clone(), target);
                let lead = self.rule_sentence(decl);
                for said in lead {
                    self.page.says(said);
                }
                let facts = self.rule_facts(*id, rule, decl);
                self.page.facts(facts);
            }
        }
        self.rows_of(&rules);
    }

    /// Which rows of tables say the same.
    fn rows_of(&mut self, rules: &[(RuleId, &Rule)]) {
        let tables = (0u32..).zip(&self.ruleset.tables);
        let is_alone = rules.iter().all(|(_, rule)| rule.table.is_some());
        let mut said = Vec::new();
        for (at, table) in tables {
            let of_table = |rule: &Rule| rule.table.is_some_and(|table| table.0 == at);
            let names: Vec<String> = rules
                .iter()
                .filter(|(_, rule)| of_table(rule))
                .map(|(id, rule)| self.row_name(*id, rule))
                .collect();
            if names.is_empty() {
                continue;
            }
            let name = Run::Name(
                format!("“{}”", table.name),
                Target::Table(table.name.clone()),
            );
            let rows = crate::report::list(&names, "and");
            let also = if is_alone {
                "by the table "
            } else {
                "also by the table "
            };
            said.push(runs![also, name, format!(": {rows}")]);
        }
        for runs in said {
            self.page
                .says(Said::from(super::sentences::sentence_case(runs)).and("."));
        }
    }

    /// `row 3`, or what it is called.
    pub(super) fn row_name(&self, id: RuleId, rule: &Rule) -> String {
        let Some((table, row)) = self.tree.rows.get(&rule.span) else {
            return format!("“{}”", rule.name);
        };
        let at = table.rows.iter().position(|one| one.span == row.span);
        let number = at.map_or(0, |at| at + 1);
        let plain = format!("{}, row {number}", table.title.value);
        match self.ruleset.rule(id).name == plain {
            true => format!("row {number}"),
            false => format!("“{}”", rule.name),
        }
    }

    /// `Rest when …, unless …`
    fn rule_sentence(&self, decl: &RuleDecl) -> Vec<Said> {
        let lead = match &decl.then {
            Some(then) => runs![Run::Strong(capital_verdict(then.verdict).to_owned())],
            None => match &decl.flag {
                Some(flag) => runs!["Raise the flag ", self.speaker.text(flag)],
                None => runs!["It holds"],
            },
        };
        let mut said = match &decl.when {
            Some(when) => vec![self.speaker.when(runs![lead, " when"], when)],
            None => vec![Said::from(runs![lead, ", always"])],
        };
        if let Some(unless) = &decl.unless {
            let exception = self.speaker.when(runs!["unless"], unless);
            let is_line = exception.points.is_empty();
            match said.last_mut() {
                Some(last) if is_line && last.points.is_empty() => {
                    last.runs = runs![std::mem::take(&mut last.runs), ", ", exception.runs];
                }
                _ => said.push(Said {
                    runs: super::sentences::sentence_case(exception.runs),
                    points: exception.points,
                }),
            }
        }
        said.into_iter().map(sentence).collect()
    }

    fn rule_facts(&self, id: RuleId, rule: &Rule, decl: &RuleDecl) -> Vec<(String, Said)> {
        let mut facts = Vec::new();
        let mut fact = |label: &str, said: Said| facts.push((label.to_owned(), said));
        if let Some(because) = &decl.because {
            fact("Reason", self.speaker.text(because).into());
        }
        if let Some(then) = &decl.then {
            let changes = self.speaker.changes(&then.adjustments);
            if !changes.plan.is_empty() {
                fact("Change of plan", points(changes.plan));
            }
            if !changes.advice.is_empty() {
                fact("Advice", points(changes.advice));
            }
        }
        if let (Some(flag), Some(_)) = (&decl.flag, &decl.then) {
            fact("Flag", self.speaker.text(flag).into());
        }
        if !rule.overrides.is_empty() {
            let overridden = rule.overrides.iter().map(|id| vec![self.rule_name(*id)]);
            let overridden = points(overridden.collect());
            fact("Overrides", overridden);
        }
        let by = self.overridden_by(id);
        if !by.is_empty() {
            fact("Overridden by", points(by));
        }
        if let Some(origin) = self.comes_from(rule.span) {
            fact("From", vec![Run::Code(origin)].into());
        }
        if self.counts_for_nothing(rule) {
            let otherwise = self.ruleset.otherwise.verdict;
            fact(
                "Counts",
                Said::text(format!(
                    "for nothing but its report: it is milder than {otherwise}, which otherwise holds here"
                )),
            );
        }
        facts
    }

    /// The rules that this one is overridden by.
    pub(super) fn overridden_by(&self, id: RuleId) -> Vec<Vec<Run>> {
        let rules = (0u32..).map(RuleId).zip(&self.ruleset.rules);
        let by = rules.filter(|(_, rule)| rule.overrides.contains(&id));
        by.map(|(by, _)| vec![self.rule_name(by)]).collect()
    }

    pub(super) fn rule_name(&self, id: RuleId) -> Run {
        let rule = self.ruleset.rule(id);
        let target = match rule.table {
            Some(table) => Target::Table(self.ruleset.tables[table.0 as usize].name.clone()),
            None => Target::Rule(id),
        };
        Run::Name(format!("“{}”", rule.name), target)
    }

    /// An included rule that is milder than `otherwise`.
    pub(super) fn counts_for_nothing(&self, rule: &Rule) -> bool {
        let otherwise = self.ruleset.otherwise.verdict;
        rule.included && rule.verdict.is_some_and(|verdict| verdict < otherwise)
    }

    /// The included file that something comes from.
    pub(super) fn comes_from(&self, span: Span) -> Option<String> {
        (!self.tree.is_root(span)).then(|| file_name(self.ruleset, span))
    }

    fn otherwise(&mut self) {
        let Some(otherwise) = self.tree.otherwise else {
            return;
        };
        self.page.verdict(3, "Otherwise", otherwise.then.verdict);
        let verdict = capital_verdict(otherwise.then.verdict).to_owned();
        let said = runs![Run::Strong(verdict), " where no rule with a verdict holds."];
        self.page.says(Said::from(said));
        let mut facts = Vec::new();
        if let Some(because) = &otherwise.because {
            facts.push(("Reason".to_owned(), self.speaker.text(because).into()));
        }
        let changes = self.speaker.changes(&otherwise.then.adjustments);
        if !changes.plan.is_empty() {
            facts.push(("Change of plan".to_owned(), points(changes.plan)));
        }
        if !changes.advice.is_empty() {
            facts.push(("Advice".to_owned(), points(changes.advice)));
        }
        self.page.facts(facts);
    }
}
