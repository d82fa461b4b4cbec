//! What a column or a key gives values of: an input or plan value, or a
//! setting. In goes one of them, out come its name, its type and how several
//! values of one day become one.

use super::several;
use crate::ruleset::{ChoiceId, Combine, InputId, Ruleset, SettingId, Type};

/// What values are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// An input or plan value.
    Input(InputId),
    /// A setting; one that has a value for each member is one for each.
    Setting(SettingId),
}

impl Subject {
    /// Its name, as the ruleset declares it.
    pub fn name(self, ruleset: &Ruleset) -> &str {
        match self {
            Self::Input(id) => &ruleset.input(id).name,
            Self::Setting(id) => &ruleset.setting(id).name,
        }
    }

    /// The type of one value.
    pub fn ty(self, ruleset: &Ruleset) -> &Type {
        match self {
            Self::Input(id) => &ruleset.input(id).ty,
            Self::Setting(id) => &ruleset.setting(id).ty,
        }
    }

    /// The choice that it has a value for each member of.
    pub fn each(self, ruleset: &Ruleset) -> Option<ChoiceId> {
        match self {
            Self::Input(id) => ruleset.input(id).each,
            Self::Setting(_) => None,
        }
    }

    /// How several values of one day become one, if they may be several.
    pub fn combines(self, ruleset: &Ruleset) -> Option<Combine> {
        match self {
            Self::Input(id) => several::combines(ruleset.input(id)),
            Self::Setting(_) => None,
        }
    }
}
