//! The settings: thresholds that a coach tunes, with their values, what they may
//! be, and what uses them.

use super::Writer;
use super::names::readable;
use super::page::{Block, Grid, Row, Run, Said, Target};
use super::sentences::{listed, runs};
use super::uses::Owner;
use crate::ruleset::{Setting, SettingId};

impl Writer<'_> {
    pub(super) fn thresholds(&mut self) {
        let rows = self.setting_rows();
        if rows.is_empty() {
            return;
        }
        self.page.heading(2, "Thresholds and settings", None);
        self.page.says(Said::text(
            "A coach may tune these: for all, for a squad, or for one athlete.",
        ));
        let head = ["Setting", "Value", "May be", "What it is", "Used in"];
        let rows = rows.into_iter().map(|row| self.setting_row(&row));
        let grid = Grid {
            caption: "Thresholds and settings".to_owned(),
            head: head.map(|text| vec![Run::text(text)]).to_vec(),
            rows: rows.collect(),
        };
        self.page.blocks.push(Block::Grid(grid));
    }

    /// The settings in the order of the files; one for each member is one row.
    pub(super) fn setting_rows(&self) -> Vec<Vec<SettingId>> {
        let mut rows: Vec<Vec<SettingId>> = Vec::new();
        for (id, setting) in (0u32..).map(SettingId).zip(&self.ruleset.settings) {
            let is_same = |row: &&mut Vec<SettingId>| {
                let first = row.first().map(|first| self.ruleset.setting(*first));
                first.is_some_and(|first| setting.name.contains('.') && first.span == setting.span)
            };
            match rows.last_mut().filter(is_same) {
                Some(row) => row.push(id),
                None => rows.push(vec![id]),
            }
        }
        let place = |row: &Vec<SettingId>| {
            let first = row.first().map(|first| self.ruleset.setting(*first).span);
            first.map(|span| self.tree.order(span))
        };
        rows.sort_by_key(place);
        rows
    }

    fn setting_row(&self, row: &[SettingId]) -> Row {
        let settings: Vec<&Setting> = row.iter().map(|id| self.ruleset.setting(*id)).collect();
        let Some((first, setting)) = row.first().copied().zip(settings.first()) else {
            return Row::default();
        };
        let (name, value) = match setting.name.split_once('.') {
            None => (
                readable(&setting.name),
                self.speaker.value(&setting.ty, setting.value),
            ),
            Some((name, _)) => {
                let values: Vec<String> = settings
                    .iter()
                    .map(|setting| self.of_member(setting))
                    .collect();
                (readable(name), values.join(", "))
            }
        };
        let mut owners: Vec<Vec<Run>> = Vec::new();
        let mut by: Vec<&Owner> = row.iter().flat_map(|id| self.uses.owners(*id)).collect();
        by.sort_by_key(|owner| self.place_of(owner));
        for owner in by {
            let said = self.owner(owner);
            if !owners.contains(&said) {
                owners.push(said);
            }
        }
        let used = match owners.is_empty() {
            true => runs!["nothing"],
            false => listed(owners, "and"),
        };
        let about = setting.about.clone().unwrap_or_default();
        Row {
            of: Some(Target::Setting(first)),
            slug: String::new(),
            cells: vec![
                vec![Run::text(name)],
                vec![Run::Strong(value)],
                vec![Run::text(self.speaker.type_in_words(&setting.ty))],
                vec![Run::text(about)],
                used,
            ],
        }
    }

    /// `chest: 6`
    fn of_member(&self, setting: &Setting) -> String {
        let member = setting
            .name
            .split_once('.')
            .map_or("", |(_, member)| member);
        let value = self.speaker.value(&setting.ty, setting.value);
        format!("{}: {value}", readable(member))
    }

    /// Where it stands among the others: names first, then rules, in the order of the files.
    fn place_of(&self, owner: &Owner) -> (u8, (usize, usize)) {
        let last = (usize::MAX, usize::MAX);
        match owner {
            Owner::Of(Target::Input(id)) => (0, self.tree.order(self.ruleset.input(*id).span)),
            Owner::Of(Target::Let(id)) => (1, self.tree.order(self.ruleset.let_(*id).span)),
            Owner::Of(Target::Rule(id)) => (2, self.tree.order(self.ruleset.rule(*id).span)),
            Owner::Of(_) => (3, last),
            Owner::Otherwise => (4, last),
            Owner::Guarantee(_) => (5, last),
        }
    }

    fn owner(&self, owner: &Owner) -> Vec<Run> {
        match owner {
            Owner::Of(Target::Let(id)) => vec![self.speaker.let_(*id)],
            Owner::Of(Target::Input(id)) => vec![self.speaker.input(*id)],
            Owner::Of(target @ Target::Rule(id)) => {
                let name = &self.ruleset.rule(*id).name;
                vec![Run::Name(format!("“{name}”"), target.clone())]
            }
            Owner::Of(target @ Target::Table(name)) => {
                runs!["the table ", Run::Name(format!("“{name}”"), target.clone())]
            }
            Owner::Of(target) => vec![Run::Name(String::new(), target.clone())],
            Owner::Otherwise => runs!["otherwise"],
            Owner::Guarantee(name) => runs![format!("the promise “{name}”")],
        }
    }
}
