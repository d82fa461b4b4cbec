//! The names and texts that a file declares, as far as it could be read: what
//! makes one guess likelier than another.

use std::collections::HashSet;

use crate::ast::{self, Declaration, TypeKind};

/// Names and titles.
#[derive(Default)]
pub(super) struct Known {
    names: HashSet<String>,
    plans: HashSet<String>,
    members: HashSet<String>,
    titles: Vec<String>,
}

impl Known {
    pub(super) fn of(file: &ast::File) -> Self {
        let mut known = Self::default();
        for declaration in &file.declarations {
            known.take(declaration);
        }
        // The longest first, so that no title hides in another.
        known
            .titles
            .sort_by_key(|title| std::cmp::Reverse(title.len()));
        known
    }

    fn take(&mut self, declaration: &Declaration) {
        let named = match declaration {
            Declaration::Choice(choice) => {
                self.member_list(&choice.members);
                &choice.name
            }
            Declaration::Group(group) => &group.name,
            Declaration::Input(input) => {
                self.kind(&input.ty.kind);
                if input.kind == ast::InputKind::Plan {
                    self.plans.insert(input.name.name.clone());
                }
                &input.name
            }
            Declaration::Setting(setting) => {
                self.kind(&setting.ty.kind);
                &setting.name
            }
            Declaration::Let(value) => &value.name,
            Declaration::Rule(rule) => return self.titles.push(rule.title.value.clone()),
            Declaration::Example(example) => return self.titles.push(example.title.value.clone()),
            Declaration::Table(table) => return self.titles.push(table.title.value.clone()),
            _ => return,
        };
        self.names.insert(named.name.clone());
    }

    fn kind(&mut self, kind: &TypeKind) {
        if let TypeKind::OneOf { members, .. } = kind {
            self.member_list(members);
        }
    }

    fn member_list(&mut self, members: &[ast::Ident]) {
        self.members
            .extend(members.iter().map(|member| member.name.clone()));
    }

    pub(super) fn is_name(&self, word: &str) -> bool {
        self.names.contains(word) || self.members.contains(word)
    }

    pub(super) fn is_plan(&self, word: &str) -> bool {
        self.plans.contains(word)
    }

    pub(super) fn is_member(&self, word: &str) -> bool {
        self.members.contains(word)
    }

    /// Titles of rules, examples and tables, the longest first.
    pub(super) fn titles(&self) -> impl Iterator<Item = &str> {
        self.titles.iter().map(String::as_str)
    }
}
