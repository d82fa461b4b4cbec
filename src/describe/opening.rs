//! The head of the page: what the ruleset is, and how it decides in three
//! sentences.

use super::page::{Run, Said};
use super::sentences::runs;
use super::{Writer, count};
use crate::ast::{InputKind, Verdict};

impl Writer<'_> {
    pub(super) fn opening(&mut self) {
        let ruleset = self.ruleset;
        self.page.title = ruleset.name.clone();
        self.page.about = ruleset.about.clone();
        self.page.sha256 = ruleset.sha256.clone();
        let mut facts = Vec::new();
        let mut fact = |label: &str, text: &Option<String>| {
            if let Some(text) = text {
                facts.push((label.to_owned(), Said::text(text.clone())));
            }
        };
        fact("Version", &ruleset.version);
        fact("Source", &ruleset.source);
        facts.push(("Holds".to_owned(), Said::text(self.holds())));
        self.page.facts = facts;
        self.page.heading(2, "How it decides", None);
        let otherwise = ruleset.otherwise.verdict.name();
        self.page.says(Said::from(runs![
            "The strictest rule that holds decides: ",
            Run::Strong("rest".to_owned()),
            " goes before ",
            Run::Strong("modify".to_owned()),
            ", and modify before ",
            Run::Strong("train".to_owned()),
            "; where no rule holds, the verdict is ",
            Run::Strong(otherwise.to_owned()),
            ". What is not answered never passes for a good answer: as long as an answer could \
             still change the verdict, the decision is provisional, and says which verdicts are \
             possible and what it waits for. An exception, an “unless” or a rule that overrides \
             another, counts only where it is shown to hold.",
        ]));
    }

    /// How much there is of what.
    fn holds(&self) -> String {
        let ruleset = self.ruleset;
        let plans = |input: &&crate::ruleset::Input| input.kind == InputKind::Plan;
        let plan = ruleset.inputs.iter().filter(plans).count();
        let given = ruleset.rules.iter().filter(|rule| rule.table.is_none());
        let rows = ruleset.rules.len() - given.clone().count();
        let mut parts = vec![count(ruleset.inputs.len() - plan, "question", "questions")];
        let mut some = |number: usize, one: &str, many: &str| {
            if number > 0 {
                parts.push(count(number, one, many));
            }
        };
        some(plan, "plan value", "plan values");
        some(self.setting_rows().len(), "setting", "settings");
        some(given.count(), "rule", "rules");
        some(rows, "row of tables", "rows of tables");
        some(ruleset.guarantees.len(), "promise", "promises");
        some(ruleset.examples.len(), "example", "examples");
        some(ruleset.tests.len(), "test", "tests");
        crate::report::list(&parts, "and")
    }
}

/// The verdicts from the strictest to the mildest.
pub(super) fn strictest_first() -> impl Iterator<Item = Verdict> {
    Verdict::ALL.into_iter().rev()
}
