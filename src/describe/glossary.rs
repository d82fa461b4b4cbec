//! What the names in the rules mean: everything that is worked out, explained
//! once, and the groups.

use super::names::readable;
use super::page::{Run, Said, Target};
use super::sentences::runs;
use super::{Writer, capital};
use crate::ruleset::{Let, LetId};

impl Writer<'_> {
    pub(super) fn glossary(&mut self) {
        let lets = (0u32..).map(LetId).zip(&self.ruleset.lets);
        let mut entries: Vec<(String, Target)> = lets
            .map(|(id, worked_out)| (readable(&worked_out.name), Target::Let(id)))
            .collect();
        entries.extend(
            self.ruleset
                .groups
                .iter()
                .map(|group| (readable(&group.name), Target::Group(group.name.clone()))),
        );
        if entries.is_empty() {
            return;
        }
        entries.sort_by_key(|(name, _)| (name.to_lowercase(), name.clone()));
        self.page.heading(2, "What the names mean", None);
        for (name, target) in entries {
            self.page.heading(3, capital(&name), Some(target.clone()));
            match target {
                Target::Let(id) => self.worked_out(id),
                Target::Group(name) => self.group(&name),
                _ => {}
            }
        }
    }

    fn worked_out(&mut self, id: LetId) {
        let worked_out = self.ruleset.let_(id);
        let said = self.let_meaning(worked_out);
        self.page.says(said);
        let mut facts = Vec::new();
        if let Some(about) = &worked_out.about {
            facts.push(("About".to_owned(), Said::text(about.clone())));
        }
        if let Some(origin) = self.comes_from(worked_out.span) {
            facts.push(("From".to_owned(), vec![Run::Code(origin)].into()));
        }
        self.page.facts(facts);
    }

    fn let_meaning(&self, worked_out: &Let) -> Said {
        if let Some(decl) = self.tree.lets.get(&worked_out.span) {
            return super::sentences::sentence(self.speaker.meaning(&decl.value));
        }
        match self.tree.given.get(&worked_out.span) {
            Some((table, _)) => {
                let name = &table.title.value;
                let target = Target::Table(name.clone());
                runs![
                    "What the table ",
                    Run::Name(format!("“{name}”"), target),
                    " gives.",
                ]
                .into()
            }
            None => Said::default(),
        }
    }

    fn group(&mut self, name: &str) {
        let groups = &self.ruleset.groups;
        let Some(group) = groups.iter().find(|group| group.name == name) else {
            return;
        };
        let members = self.speaker.members(group.choice, group.members);
        let one = readable(&self.speaker.choice(group.choice).name);
        let members = crate::report::list(&members, "and");
        self.page
            .says(Said::text(format!("A group, each a {one}: {members}.")));
    }
}
