//! The numbers that rules compare answers with: in go the expressions of a
//! ruleset, out come for each input the thresholds at which a comparison of it
//! turns, in the unit that the input is declared in.
//!
//! Only what is compared as it was answered has a threshold of its own:
//! `soreness`, `highest soreness`, `average sleep over last 7 days`, `sleep in
//! min`. Where a difference or a sum is compared, nothing is found here.

use std::collections::{HashMap, HashSet};

use crate::ruleset::{
    ExprId, ExprKind, InputId, MemberFold, Ruleset, SettingId, Value, WindowFunc,
};
use crate::units::Conversion;

/// For each input the numbers that it is compared with, rising; members of a
/// choice by index, dates as days since 1970-01-01.
pub(super) fn thresholds(
    ruleset: &Ruleset,
    settings: &HashMap<SettingId, Value>,
) -> HashMap<InputId, Vec<f64>> {
    let mut finder = Finder {
        ruleset,
        settings,
        found: HashMap::new(),
    };
    for expr in &ruleset.exprs {
        match expr.kind {
            ExprKind::Compare(_, left, right) => {
                finder.compare(left, right);
                finder.compare(right, left);
            }
            ExprKind::Between(value, low, high) => {
                finder.compare(value, low);
                finder.compare(value, high);
            }
            _ => {}
        }
    }
    for values in finder.found.values_mut() {
        values.sort_by(f64::total_cmp);
        values.dedup();
    }
    finder.found
}

struct Finder<'a> {
    ruleset: &'a Ruleset,
    settings: &'a HashMap<SettingId, Value>,
    found: HashMap<InputId, Vec<f64>>,
}

impl Finder<'_> {
    fn compare(&mut self, value: ExprId, with: ExprId) {
        for number in self.constants(with) {
            self.reach(value, number);
        }
    }

    /// The numbers that an expression stands for whatever the answers are.
    fn constants(&self, id: ExprId) -> Vec<f64> {
        let plain = |value: Value| match value {
            Value::Number(x) => Some(x),
            Value::Member(index) => Some(f64::from(index)),
            Value::Date(day) => Some(f64::from(day)),
            Value::Truth(_) | Value::Set(_) => None,
        };
        let setting = |id: SettingId| {
            let declared = self.ruleset.setting(id).value;
            plain(self.settings.get(&id).copied().unwrap_or(declared))
        };
        match &self.ruleset.expr(id).kind {
            ExprKind::Number(x) => vec![*x],
            ExprKind::Member(index) => vec![f64::from(*index)],
            ExprKind::Date(day) => vec![f64::from(*day)],
            ExprKind::Setting(id) => setting(*id).into_iter().collect(),
            ExprKind::SettingAtMember { first, choice } => {
                let members = self.ruleset.choice(*choice).members.len();
                let ids = (first.0..).take(members).map(SettingId);
                ids.filter_map(setting).collect()
            }
            ExprKind::Negate(inner) => self.constants(*inner).iter().map(|x| -x).collect(),
            ExprKind::Convert(inner, conversion) => {
                let inner = self.constants(*inner);
                inner.iter().map(|&x| conversion.apply(x)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Notes a number for the inputs that an expression passes on as they are.
    fn reach(&mut self, id: ExprId, number: f64) {
        let mut seen = HashSet::new();
        let mut waiting = vec![(id, number)];
        while let Some((id, number)) = waiting.pop() {
            if !seen.insert((id, number.to_bits())) {
                continue;
            }
            match &self.ruleset.expr(id).kind {
                ExprKind::Input(input)
                | ExprKind::InputMember(input, _)
                | ExprKind::InputAtMember(input) => {
                    self.found.entry(*input).or_default().push(number);
                }
                ExprKind::Let(name) => waiting.push((self.ruleset.let_(*name).expr, number)),
                ExprKind::Convert(inner, conversion) => {
                    waiting.push((*inner, before(*conversion, number)));
                }
                ExprKind::If(_, then, otherwise) => {
                    waiting.push((*then, number));
                    waiting.extend(otherwise.map(|otherwise| (otherwise, number)));
                }
                ExprKind::OverMembers { fold, value, .. } => match fold {
                    MemberFold::Highest
                    | MemberFold::Lowest
                    | MemberFold::Average
                    | MemberFold::Median => waiting.push((*value, number)),
                    MemberFold::Sum | MemberFold::Sd | MemberFold::PopulationSd => {}
                },
                ExprKind::OverDays { func, value, .. } => match func {
                    WindowFunc::Average
                    | WindowFunc::Median
                    | WindowFunc::Highest
                    | WindowFunc::Lowest => waiting.push((*value, number)),
                    WindowFunc::Sum
                    | WindowFunc::Sd
                    | WindowFunc::PopulationSd
                    | WindowFunc::Trend
                    | WindowFunc::ZScore => {}
                },
                ExprKind::Ewma { value, .. }
                | ExprKind::Latest { value, .. }
                | ExprKind::Ago(value, _) => waiting.push((*value, number)),
                _ => {}
            }
        }
    }
}

/// The number that a conversion makes into this one.
fn before(conversion: Conversion, number: f64) -> f64 {
    let zero = conversion.apply(0.0);
    let before = (number - zero) / (conversion.apply(1.0) - zero);
    // 7.000000000000001 is a seven.
    let rounded = (before * 1e6).round() / 1e6;
    match (rounded - before).abs() <= 1e-9 * before.abs().max(1.0) {
        true => rounded,
        false => before,
    }
}
