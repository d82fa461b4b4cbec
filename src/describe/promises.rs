//! The guarantees in words, those that a question's direction makes among them.

use super::Writer;
use super::page::{Run, Said};
use super::sentences::{runs, sentence};
use crate::ast::{Direction, GuaranteeKind};
use crate::ruleset::{InputId, Type};

impl Writer<'_> {
    pub(super) fn promises(&mut self) {
        let mut promises: Vec<_> = self.ruleset.guarantees.iter().collect();
        promises.sort_by_key(|guarantee| self.tree.order(guarantee.span));
        let mut said: Vec<Said> = promises
            .into_iter()
            .filter_map(|guarantee| {
                let decl = self.tree.guarantees.get(&guarantee.span)?;
                Some(self.promise(&guarantee.name, &decl.kind))
            })
            .collect();
        let directed = self.ruleset.inputs();
        let directed = directed.filter_map(|(id, input)| Some((id, input.direction?, input.span)));
        let mut directed: Vec<_> = directed.collect();
        directed.sort_by_key(|(_, _, span)| self.tree.order(*span));
        let directed = directed.into_iter();
        said.extend(directed.map(|(id, direction, _)| self.directed(id, direction)));
        if said.is_empty() {
            return;
        }
        self.page.heading(2, "Promises", None);
        self.page.says(Said {
            runs: runs![
                "Promised of every athlete and every answer. These are promises: they are not \
                 proved yet."
            ],
            points: said,
        });
    }

    fn promise(&self, name: &str, kind: &GuaranteeKind) -> Said {
        let lead = |words: String| runs![Run::Strong(name.to_owned()), format!(": {words}")];
        sentence(match kind {
            GuaranteeKind::Always(verdict, condition) => {
                let lead = lead(format!("always {verdict} when"));
                self.speaker.when(lead, condition)
            }
            GuaranteeKind::Never(verdict, condition) => {
                let lead = lead(format!("never {verdict} when"));
                self.speaker.when(lead, condition)
            }
            GuaranteeKind::NeverMilder { input, rises } => {
                let way = if *rises { "rises" } else { "falls" };
                let lead = lead("the verdict never gets milder as ".to_owned());
                runs![lead, self.speaker.name(input), format!(" {way}")].into()
            }
            GuaranteeKind::SameVerdict { input } => {
                let lead = lead("the verdict is the same whatever ".to_owned());
                runs![lead, self.speaker.name(input), " is"].into()
            }
        })
    }

    /// What `higher is worse` promises.
    fn directed(&self, id: InputId, direction: Direction) -> Said {
        let input = self.ruleset.input(id);
        let name = self.speaker.input(id);
        let (way, word) = match (&input.ty, direction) {
            (Type::Truth, Direction::Worse) => (" is yes and not no", "yes is worse"),
            (Type::Truth, Direction::Better) => (" is no and not yes", "yes is better"),
            (_, Direction::Worse) => (" rises", "higher is worse"),
            (_, Direction::Better) => (" falls", "higher is better"),
        };
        let as_ = if input.ty == Type::Truth {
            "where"
        } else {
            "as"
        };
        let lead = format!("No verdict gets milder {as_} today’s ");
        runs![lead, name, format!("{way} ({word}).")].into()
    }
}
