//! What is asked, stage by stage, and what is planned: the words of the question,
//! what may be answered, what a missing answer means, how far the rules look back.

use super::page::{Run, Said, Target};
use super::sentences::{listed, runs};
use super::uses::ALL;
use super::{Writer, capital};
use crate::ast::{Combine, InputKind};
use crate::describe::names::readable;
use crate::describe::sentences::Day;
use crate::ruleset::{Input, InputId, Type};

/// What a column of a data file asks for, in words.
pub(super) struct Asked {
    pub question: String,
    /// What may stand in its cells.
    pub answer: String,
    /// What an empty cell means.
    pub missing: String,
}

impl Writer<'_> {
    pub(super) fn questions(&mut self) {
        let stages = &self.ruleset.stages;
        self.page.heading(2, "Questions", None);
        self.page.says(Said::text(
            "Where nothing else is said, an answer that is missing is not known, and the rules \
             read the answer of the day that is decided.",
        ));
        if stages.is_empty() {
            let all = self.of_kind(InputKind::Input, |_| true);
            if all.is_empty() {
                self.page.says(Said::text("Nothing is asked."));
            }
            self.entries(&all, 3);
            return;
        }
        let anytime = self.of_kind(InputKind::Input, |input| input.stage.is_none());
        if !anytime.is_empty() {
            self.page.heading(3, "At any time", None);
            self.entries(&anytime, 4);
        }
        for (at, stage) in stages.iter().enumerate() {
            let asked = self.of_kind(InputKind::Input, |input| input.stage == Some(at));
            if !asked.is_empty() {
                self.page.heading(3, format!("At “{stage}”"), None);
                self.entries(&asked, 4);
            }
        }
    }

    pub(super) fn plan(&mut self) {
        let planned = self.of_kind(InputKind::Plan, |_| true);
        if planned.is_empty() {
            return;
        }
        self.page.heading(2, "The plan", None);
        self.page.says(Said::text(
            "What is planned for the day. Conditions read it as it was planned; the verdict \
             modify may change it.",
        ));
        self.entries(&planned, 3);
    }

    /// Inputs of a kind, in the order of the files.
    pub(super) fn of_kind(&self, kind: InputKind, wanted: impl Fn(&Input) -> bool) -> Vec<InputId> {
        let inputs = self.ruleset.inputs();
        let mut found: Vec<(InputId, &Input)> = inputs
            .filter(|(_, input)| input.kind == kind && wanted(input))
            .collect();
        found.sort_by_key(|(_, input)| self.tree.order(input.span));
        found.into_iter().map(|(id, _)| id).collect()
    }

    fn entries(&mut self, inputs: &[InputId], level: u8) {
        for &id in inputs {
            let name = capital(&readable(&self.ruleset.input(id).name));
            self.page.heading(level, name, Some(Target::Input(id)));
            let facts = self.input_facts(id);
            self.page.facts(facts);
        }
    }

    fn input_facts(&self, id: InputId) -> Vec<(String, Said)> {
        let input = self.ruleset.input(id);
        let mut facts: Vec<(String, Said)> = Vec::new();
        let mut fact = |label: &str, said: Said| facts.push((label.to_owned(), said));
        if let Some(ask) = &input.ask {
            fact("Question", Said::text(format!("“{ask}”")));
        }
        if let Some(about) = &input.about {
            fact("About", Said::text(about.clone()));
        }
        let stage = input.stage.and_then(|at| self.ruleset.stages.get(at));
        if let (InputKind::Plan, Some(stage)) = (input.kind, stage) {
            fact("Asked", Said::text(format!("at “{stage}”")));
        }
        fact("Answer", self.answer(input));
        if let Some(missing) = self.missing(input) {
            fact("If it is missing", missing);
        }
        if let Some(combine) = input.combine {
            let what = match combine {
                Combine::Sum => "their sum counts",
                Combine::Average => "their average counts",
                Combine::Highest => "the highest counts",
                Combine::Lowest => "the lowest counts",
            };
            fact("If there are several a day", Said::text(what));
        }
        if let Some(days) = self.looked_back(id) {
            fact("Days that are read", Said::text(days));
        }
        fact("In data files", self.columns(input));
        facts
    }

    fn answer(&self, input: &Input) -> Said {
        let mut text = self.speaker.type_in_words(&input.ty);
        if let Some(choice) = input.each {
            let one = readable(&self.speaker.choice(choice).name);
            let members = self.speaker.all_members(choice);
            text.push_str(&format!(", for each {one}: {members}"));
        }
        text.push_str(&self.answer_means(input));
        Said::text(text)
    }

    /// The end of a sentence on its answer: which way is worse, and how long it holds.
    fn answer_means(&self, input: &Input) -> String {
        let direction = input.direction.map(|direction| {
            let meaning = self.speaker.direction_in_words(&input.ty, direction);
            format!("; {meaning}")
        });
        let mut text = direction.unwrap_or_default();
        if input.lasting {
            text.push_str("; it holds until it is answered anew");
        }
        text
    }

    /// What stands in a column of an input, or of one member of a map.
    pub(super) fn asked(&self, id: InputId, member: Option<u8>) -> Asked {
        let input = self.ruleset.input(id);
        let mut question = match &input.ask {
            Some(ask) => ask.clone(),
            None => capital(&readable(&input.name)),
        };
        let member = input.each.zip(member).and_then(|(each, member)| {
            let members = &self.ruleset.choice(each).members;
            members.get(usize::from(member))
        });
        if let Some(member) = member {
            question.push_str(&format!(" ({})", readable(member)));
        }
        let mut answer = match &input.ty {
            // What stands in a cell, letter for letter.
            Type::Choice(choice) => {
                let members = &self.ruleset.choice(*choice).members;
                format!("one of {}", members.join(", "))
            }
            Type::Set(choice) => {
                let members = &self.ruleset.choice(*choice).members;
                let members = members.join(", ");
                format!("none, or one or several of {members}, with ; between them")
            }
            ty => self.speaker.type_in_words(ty),
        };
        answer.push_str(&self.answer_means(input));
        let missing = self.missing(input).map(|said| said.plain());
        Asked {
            question,
            answer,
            missing: missing.unwrap_or_else(|| "it is not known".into()),
        }
    }

    /// What a missing answer counts as; `None` where it is simply not known.
    pub(super) fn missing(&self, input: &Input) -> Option<Said> {
        let Some(value) = self.tree.missing_means(&input.name) else {
            let text = "the latest answer holds; before the first it is not known";
            return input.lasting.then(|| Said::text(text));
        };
        let value = self.speaker.noun(value, Day::Today).runs;
        Some(match input.each {
            Some(choice) => {
                let one = readable(&self.speaker.choice(choice).name);
                runs![
                    "once it is answered, ",
                    value,
                    format!(" for every {one} left blank; not answered at all, it is not known"),
                ]
                .into()
            }
            None if input.lasting => runs![
                "the latest answer holds; before the first it counts as ",
                value
            ]
            .into(),
            None => runs!["it counts as ", value].into(),
        })
    }

    /// Which days of it the rules read; `None` where it is the one that is decided.
    fn looked_back(&self, id: InputId) -> Option<String> {
        Some(match self.uses.back(id) {
            None if self.ruleset.input(id).kind == InputKind::Plan => return None,
            None => "none: nothing reads it".to_owned(),
            Some(0) => return None,
            Some(ALL) => "the one that is decided, and all before it".to_owned(),
            Some(1) => "the one that is decided, and the day before".to_owned(),
            Some(days) => format!("the one that is decided, and up to {days} days before it"),
        })
    }

    /// What headers and keys it may have.
    fn columns(&self, input: &Input) -> Said {
        let names = std::iter::once(&input.name).chain(&input.columns);
        let Some(choice) = input.each else {
            let names = names.map(|name| vec![Run::Code(name.clone())]);
            return listed(names.collect(), "or").into();
        };
        let members = &self.speaker.choice(choice).members;
        let first = members.first().map_or("", String::as_str);
        let names = names.map(|name| vec![Run::Code(format!("{name}.{first}"))]);
        let one = readable(&self.speaker.choice(choice).name);
        let each = format!(", a column for each {one}");
        runs![listed(names.collect(), "or"), each].into()
    }
}
