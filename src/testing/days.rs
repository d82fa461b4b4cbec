//! What a case gives as athlete-days: in go its givens in order, out come the
//! days of one athlete and the settings.

use crate::days::{Days, DaysBuilder};
use crate::ruleset::{Given, GivenValue, InputId, Ruleset, SettingId, Target, Value};

/// The day a test is played on when it names none: 2000-01-01.
pub(super) const TODAY: i32 = 10_957;
/// A day further back than this is a slip of the pen: two hundred years.
const FURTHEST: u32 = 73_050;

/// The days of a case, and its settings.
///
/// # Errors
/// Says which day cannot be.
pub(super) fn fill<'a>(
    ruleset: &Ruleset,
    given: impl Iterator<Item = &'a Given>,
    today: i32,
) -> Result<(Days, Vec<(SettingId, Value)>), String> {
    let mut days = DaysBuilder::new(ruleset);
    let settings = add(ruleset, &mut days, "", given, today)?;
    Ok((days.finish(), settings))
}

/// The same among the days of other cases, under a name of its own.
///
/// # Errors
/// Says which day cannot be.
pub(super) fn add<'a>(
    ruleset: &Ruleset,
    days: &mut DaysBuilder,
    name: &str,
    given: impl Iterator<Item = &'a Given>,
    today: i32,
) -> Result<Vec<(SettingId, Value)>, String> {
    let mut settings: Vec<(SettingId, Value)> = Vec::new();
    days.row(name, today);
    for given in given {
        let ago = i32::try_from(given.days_ago.min(FURTHEST + 1)).unwrap_or(i32::MAX);
        let date = today.checked_sub(ago);
        let (Some(date), true) = (date, given.days_ago <= FURTHEST) else {
            return Err(format!("{} days ago is too long ago", given.days_ago));
        };
        let value = match given.value {
            GivenValue::Value(value) => Some(value),
            GivenValue::DaysFromToday(ahead) => Some(Value::Date(today.saturating_add(ahead))),
            GivenValue::Answered => None,
        };
        match (given.target, value) {
            (Target::Setting(setting), Some(value)) => {
                settings.retain(|(known, _)| *known != setting);
                settings.push((setting, value));
            }
            (Target::Input(input), Some(value)) => {
                let slot = days.layout().slot(input, None);
                let row = days.row(name, date);
                days.set(row, slot, value);
            }
            (Target::Member(input, member), Some(value)) => {
                let slot = days.layout().slot(input, Some(member));
                let row = days.row(name, date);
                days.set(row, slot, value);
            }
            (Target::Input(input), None) => answered(ruleset, days, name, input, date),
            (Target::Member(..) | Target::Setting(_), None) => {}
        }
    }
    Ok(settings)
}

/// A map was answered anew: what its members held before is forgotten.
fn answered(ruleset: &Ruleset, days: &mut DaysBuilder, name: &str, input: InputId, date: i32) {
    let Some(choice) = ruleset.input(input).each else {
        return;
    };
    let row = days.row(name, date);
    let members = ruleset.choice(choice).members.len();
    for member in (0u8..).take(members) {
        let slot = days.layout().slot(input, Some(member));
        days.clear(row, slot);
    }
    let slot = days.layout().answered(input, members);
    days.set(row, slot, Value::Truth(true));
}
