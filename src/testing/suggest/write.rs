//! Scenarios as the text of tests: in go a scenario, what it is called and what is
//! expected of it, out comes a `test` block as a coach would write it, started from
//! the example that it is nearest to.

use std::collections::{BTreeMap, BTreeSet};

use super::scenario::{Scenario, Slot};
use crate::engine::show::date_text;
use crate::ruleset::{GivenValue, InputId, Ruleset, SettingId, Type, Value};
use crate::testing::given::days;

/// Beside every expectation that was not written by anybody.
const READ_THIS: &str = "# read this: is it what you want?";
/// A line of things given is broken where it would be longer.
const WIDEST: usize = 100;

/// A block to be written.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// What is tried.
    pub name: String,
    /// What is given in all cases.
    pub scenario: Scenario,
    /// What is expected in all cases.
    pub expects: Vec<String>,
    /// One answer of today that each case gives otherwise, with what is then expected.
    pub cases: Option<(Slot, Vec<(GivenValue, String)>)>,
}

/// What an example gives, to start tests from.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub name: String,
    pub scenario: Scenario,
}

/// The text of a block, with a line break at its end; `None` for a value that cannot
/// be written.
pub(super) fn block(ruleset: &Ruleset, examples: &[Known], block: &Block) -> Option<String> {
    let mut scenario = block.scenario.clone();
    let mut out = format!("test \"{}\"\n", block.name);
    let from = nearest(examples, &scenario);
    if let Some((slot, _)) = block.cases {
        // The cases say it; what the example says of it is no difference.
        let known = from.and_then(|known| known.scenario.get(0, slot));
        scenario.set(0, slot, known);
    }
    let mut items = Vec::new();
    if let Some(known) = from {
        items.push(format!("\"{}\"", known.name));
    }
    if let Some(today) = scenario.today {
        items.push(format!("today = {}", date_text(today)));
    }
    for &(setting, value) in &scenario.settings {
        let known = from.is_some_and(|known| known.scenario.settings.contains(&(setting, value)));
        if !known {
            items.push(setting_given(ruleset, setting, value)?);
        }
    }
    let empty = Scenario::default();
    let base = from.map_or(&empty, |known| &known.scenario);
    items.extend(today(ruleset, base, &scenario)?);
    given(&mut out, &items);
    table(&mut out, &past(ruleset, base, &scenario)?, Some("given"));
    for expect in &block.expects {
        out.push_str(&format!("  expect {expect}\n"));
    }
    let Some((slot, cases)) = &block.cases else {
        // The first line that expects something carries the question.
        return Some(out.replacen("  expect ", &format!("  {READ_THIS}\n  expect "), 1));
    };
    let mut rows = vec![vec![slot_name(ruleset, *slot), "expect".to_owned()]];
    for (value, expect) in cases {
        let ty = &ruleset.input(slot.0).ty;
        rows.push(vec![written(ruleset, ty, *value)?, expect.clone()]);
    }
    out.push_str(&format!("  {READ_THIS}\n"));
    table(&mut out, &rows, Some("cases"));
    Some(out)
}

/// The example that leaves least to be given, if it gives nothing that is not wanted.
fn nearest<'e>(examples: &'e [Known], scenario: &Scenario) -> Option<&'e Known> {
    let fits = |known: &&Known| {
        let from = &known.scenario;
        let values = from.values.keys();
        values.clone().all(|key| is_given(scenario, *key))
            && from
                .answered
                .iter()
                .all(|key| scenario.answered.contains(key))
            && from
                .settings
                .iter()
                .all(|(setting, _)| scenario.settings.iter().any(|(known, _)| known == setting))
    };
    let shares = |known: &&Known| {
        let from = &known.scenario;
        let values = from.values.iter();
        values
            .filter(|(key, value)| scenario.values.get(key) == Some(value))
            .count()
            + from.answered.len()
    };
    let fitting = examples
        .iter()
        .filter(fits)
        .filter(|known| shares(known) > 0);
    fitting.max_by_key(shares)
}

/// Whether something of a scenario stands where an example gives a value; what a
/// map held is forgotten where it is answered anew.
fn is_given(scenario: &Scenario, key: (u32, Slot)) -> bool {
    let (ago, (input, member)) = key;
    scenario.values.contains_key(&key)
        || member.is_some() && ago == 0 && scenario.answered.contains(&(0, input))
}

/// What is given for today, beyond what the example gives.
fn today(ruleset: &Ruleset, base: &Scenario, scenario: &Scenario) -> Option<Vec<String>> {
    let mut items = Vec::new();
    let mut inputs: Vec<InputId> = scenario
        .values
        .keys()
        .filter(|(ago, _)| *ago == 0)
        .map(|(_, (input, _))| *input)
        .collect();
    inputs.extend(
        scenario
            .answered
            .iter()
            .filter(|(ago, _)| *ago == 0)
            .map(|(_, input)| *input),
    );
    inputs.sort_unstable();
    inputs.dedup();
    for input in inputs {
        let declared = ruleset.input(input);
        let of = |from: &Scenario| -> Vec<(Option<u8>, GivenValue)> {
            let range = (0, (input, None))..=(0, (input, Some(u8::MAX)));
            let values = from.values.range(range);
            values
                .map(|((_, (_, member)), value)| (*member, *value))
                .collect()
        };
        let (now, before) = (of(scenario), of(base));
        let is_answered = |from: &Scenario| from.answered.contains(&(0, input));
        if now == before && is_answered(scenario) == is_answered(base) {
            continue;
        }
        let name = &declared.name;
        match declared.each {
            None => {
                for (_, value) in now {
                    items.push(format!(
                        "{name} = {}",
                        written(ruleset, &declared.ty, value)?
                    ));
                }
            }
            Some(_) if is_answered(scenario) => {
                let mut members = Vec::new();
                for (member, value) in now {
                    let member = member_name(ruleset, input, member?)?;
                    members.push(format!(
                        "{member}: {}",
                        written(ruleset, &declared.ty, value)?
                    ));
                }
                items.push(format!("{name} = {{{}}}", members.join(", ")));
            }
            Some(_) => {
                for (member, value) in now {
                    if !before.contains(&(member, value)) {
                        let member = member_name(ruleset, input, member?)?;
                        let value = written(ruleset, &declared.ty, value)?;
                        items.push(format!("{name}.{member} = {value}"));
                    }
                }
            }
        }
    }
    Some(items)
}

/// The days before today, beyond what the example gives, as a table of days.
fn past(ruleset: &Ruleset, base: &Scenario, scenario: &Scenario) -> Option<Vec<Vec<String>>> {
    let differs = |ago: u32, slot: Slot| {
        scenario.get(ago, slot).is_some() && scenario.get(ago, slot) != base.get(ago, slot)
    };
    let columns: BTreeSet<Slot> = scenario
        .values
        .keys()
        .filter(|(ago, slot)| *ago > 0 && differs(*ago, *slot))
        .map(|(_, slot)| *slot)
        .collect();
    if columns.is_empty() {
        return Some(Vec::new());
    }
    let mut by_day: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let ago = scenario
        .values
        .keys()
        .map(|(ago, _)| *ago)
        .filter(|ago| *ago > 0);
    for ago in ago.collect::<BTreeSet<u32>>() {
        let mut cells = Vec::new();
        for &slot in &columns {
            let ty = &ruleset.input(slot.0).ty;
            cells.push(match scenario.get(ago, slot) {
                Some(value) if differs(ago, slot) => written(ruleset, ty, value)?,
                _ => String::new(),
            });
        }
        if cells.iter().any(|cell| !cell.is_empty()) {
            by_day.insert(ago, cells);
        }
    }
    let mut header = vec!["day".to_owned()];
    header.extend(columns.iter().map(|&slot| slot_name(ruleset, slot)));
    let mut rows = vec![header];
    // From the furthest day on; neighbours that are alike are one row.
    let mut groups: Vec<(u32, u32, Vec<String>)> = Vec::new();
    for (ago, cells) in by_day.into_iter().rev() {
        match groups.last_mut() {
            Some((_, last, known)) if *last == ago + 1 && *known == cells => *last = ago,
            _ => groups.push((ago, ago, cells)),
        }
    }
    for (from, to, cells) in groups {
        rows.push([vec![days(from, to)], cells].concat());
    }
    Some(rows)
}

fn given(out: &mut String, items: &[String]) {
    let mut line = String::new();
    for item in items {
        if !line.is_empty() && line.chars().count() + item.chars().count() > WIDEST {
            out.push_str(&format!("  given {line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push_str(", ");
        }
        line.push_str(item);
    }
    if !line.is_empty() {
        out.push_str(&format!("  given {line}\n"));
    }
}

/// A table below a word, its columns aligned; nothing where it has no rows.
fn table(out: &mut String, rows: &[Vec<String>], word: Option<&str>) {
    let columns = rows.first().map_or(0, Vec::len);
    if columns == 0 {
        return;
    }
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    if let Some(word) = word {
        out.push_str(&format!("  {word}\n"));
    }
    let indent = match word {
        Some("cases") => "  ",
        _ => "    ",
    };
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| {
            let missing = width.saturating_sub(cell.chars().count());
            format!(" {cell}{} |", " ".repeat(missing))
        });
        out.push_str(&format!("{indent}|{}\n", cells.collect::<String>()));
    }
}

fn setting_given(ruleset: &Ruleset, id: SettingId, value: Value) -> Option<String> {
    let setting = ruleset.setting(id);
    let value = written(ruleset, &setting.ty, GivenValue::Value(value))?;
    Some(format!("{} = {value}", setting.name))
}

fn member_name(ruleset: &Ruleset, input: InputId, member: u8) -> Option<&str> {
    let members = &ruleset.choice(ruleset.input(input).each?).members;
    members.get(usize::from(member)).map(String::as_str)
}

/// `sleep`, `soreness.quads`
pub(super) fn slot_name(ruleset: &Ruleset, (input, member): Slot) -> String {
    let name = &ruleset.input(input).name;
    match member.and_then(|member| member_name(ruleset, input, member)) {
        Some(member) => format!("{name}.{member}"),
        None => name.clone(),
    }
}

/// A value as a ruleset writes it.
pub(super) fn written(ruleset: &Ruleset, ty: &Type, value: GivenValue) -> Option<String> {
    Some(match (ty, value) {
        (_, GivenValue::DaysFromToday(0)) => "today".to_owned(),
        (_, GivenValue::DaysFromToday(days)) => {
            let sign = if days < 0 { '-' } else { '+' };
            let unit = if days.abs() == 1 { "day" } else { "days" };
            format!("today {sign} {} {unit}", days.abs())
        }
        (Type::Number(number), GivenValue::Value(Value::Number(x))) => {
            // A percent is kept as it is written.
            number.unit.show(&format!("{x}"))
        }
        (_, GivenValue::Value(Value::Truth(truth))) => if truth { "yes" } else { "no" }.to_owned(),
        (Type::Choice(choice), GivenValue::Value(Value::Member(member))) => {
            let members = &ruleset.choice(*choice).members;
            members.get(usize::from(member))?.clone()
        }
        (Type::Set(choice), GivenValue::Value(Value::Set(mask))) => {
            let members = (0..64u32).zip(&ruleset.choice(*choice).members);
            let names: Vec<&str> = members
                .filter(|(bit, _)| mask >> bit & 1 == 1)
                .map(|(_, name)| name.as_str())
                .collect();
            format!("{{{}}}", names.join(", "))
        }
        (Type::Date, GivenValue::Value(Value::Date(day))) => date_text(day),
        _ => return None,
    })
}
