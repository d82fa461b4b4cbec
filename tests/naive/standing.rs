//! How each rule stands: in go the rules and a day, out comes which of them fire,
//! hold for sure or may hold, which override which, and what tables are sure of.

use touchline::ast::{Expr, RuleDecl, Verdict};

use super::evaluate::{At, History};
use super::value::Truth;

/// How a rule stands on the decided day.
pub struct Standing<'a> {
    pub decl: &'a RuleDecl,
    pub name: &'a str,
    pub verdict: Option<Verdict>,
    pub fires: bool,
    pub sure: bool,
    pub may: bool,
    included: bool,
    table: Option<usize>,
    /// Whether it would fire, were it not for the rules that override it.
    fires_alone: bool,
}

impl Standing<'_> {
    /// Its verdict, where it counts: one of an included file that is milder than
    /// `otherwise` does not.
    pub fn counting(&self, otherwise: Verdict) -> Option<Verdict> {
        self.verdict
            .filter(|verdict| !self.included || *verdict >= otherwise)
    }

    /// Seen from a rule that it overrides.
    fn status(&self) -> Truth {
        match (self.sure, self.may) {
            (true, _) => Truth::True,
            (false, true) => Truth::Unknown,
            (false, false) => Truth::False,
        }
    }
}

/// A table that is sure of a verdict.
pub struct Floor<'a> {
    pub table: &'a str,
    pub verdict: Verdict,
    /// Whether one of its rows is sure, too.
    pub row_is_sure: bool,
}

impl<'a> History<'a> {
    /// Every rule, by name.
    pub fn standings(&self, now: &At, sure: &At) -> Vec<Standing<'a>> {
        let mut rules: Vec<Standing> = (0..self.model.rules.len())
            .map(|rule| self.standing(rule, now, sure))
            .collect();
        rules.sort_by_key(|rule| rule.name);
        rules
    }

    fn standing(&self, rule: usize, now: &At, sure: &At) -> Standing<'a> {
        let rule = &self.model.rules[rule];
        let decl = rule.decl;
        let read = |condition: &Option<Expr>, absent: Truth, at: &At| match condition {
            Some(condition) => self.truth(condition, at),
            None => absent,
        };
        let when_now = read(&decl.when, Truth::True, now);
        let when_sure = read(&decl.when, Truth::True, sure);
        let unless_now = read(&decl.unless, Truth::False, now);
        let (mut except_now, mut except_sure) =
            (unless_now, read(&decl.unless, Truth::False, sure));
        for (index, other) in self.model.rules.iter().enumerate() {
            if overrides(other.decl, &decl.title.value) {
                let status = self.standing(index, now, sure).status();
                except_now = except_now.or(status);
                except_sure = except_sure.or(status);
            }
        }
        Standing {
            decl,
            name: &decl.title.value,
            verdict: decl.then.as_ref().map(|then| then.verdict),
            fires: when_now == Truth::True && except_now != Truth::True,
            sure: when_sure == Truth::True && except_sure == Truth::False,
            may: when_sure != Truth::False && except_sure != Truth::True,
            included: rule.included,
            table: rule.table,
            fires_alone: when_now == Truth::True && unless_now != Truth::True,
        }
    }

    /// Rules that would fire, were it not for one that overrides them, with it.
    pub fn overridden(&self, rules: &[Standing]) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for rule in rules.iter().filter(|rule| rule.fires_alone) {
            for by in rules {
                if by.status() == Truth::True && overrides(by.decl, rule.name) {
                    pairs.push((rule.name.to_owned(), by.name.to_owned()));
                }
            }
        }
        pairs.sort();
        pairs
    }

    /// What a rule waits for: its own conditions, and those of the rules that may override it.
    pub fn unsettled<'r>(&self, rule: &Standing<'r>, rules: &[Standing<'r>]) -> Vec<&'r Expr> {
        let mut conditions: Vec<&Expr> = [&rule.decl.when, &rule.decl.unless]
            .into_iter()
            .flatten()
            .collect();
        for by in rules {
            if by.status() == Truth::Unknown && overrides(by.decl, rule.name) {
                conditions.extend(self.unsettled(by, rules));
            }
        }
        conditions
    }

    /// What tables are sure of, whichever of their rows holds; those of included
    /// files that are milder than `otherwise` do not count.
    pub fn floors(&self, rules: &[Standing], otherwise: Verdict) -> Vec<Floor<'a>> {
        let mut floors = Vec::new();
        for (index, table) in self.model.tables.iter().enumerate() {
            let may: Vec<&Standing> = rules
                .iter()
                .filter(|rule| rule.table == Some(index) && rule.may)
                .collect();
            let verdicts: Option<Vec<Verdict>> = may.iter().map(|rule| rule.verdict).collect();
            let mildest = verdicts.and_then(|verdicts| verdicts.into_iter().min());
            let Some(verdict) = mildest.filter(|_| table.complete) else {
                continue;
            };
            if !table.included || verdict >= otherwise {
                floors.push(Floor {
                    table: table.name,
                    verdict,
                    row_is_sure: may.iter().any(|rule| rule.sure),
                });
            }
        }
        floors.sort_by_key(|floor| floor.table);
        floors
    }
}

fn overrides(rule: &RuleDecl, name: &str) -> bool {
    rule.overrides.iter().any(|text| text.value == name)
}
