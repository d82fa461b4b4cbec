//! The answer of a map, a value for each of some members: in goes
//! `quads 5, back 3` or `none`, out come the changes.

use super::answer::value;
use super::question::Question;
use crate::data::read_value;
use crate::ruleset::{ChoiceId, Ruleset, Type, Value};
use crate::what_if::{Answer, Change};

/// Reads the whole answer. Nothing where every value is left out.
///
/// # Errors
/// What would be right, in one line.
pub(super) fn read(question: &Question<'_>, text: &str) -> Result<Vec<Change>, String> {
    let (input, id) = (question.input(), question.id());
    let Some(each) = question.each() else {
        return Ok(Vec::new());
    };
    if is_none(text) && !question.is_member(text) {
        return none(question).map(|change| vec![change]);
    }
    let inner = text
        .strip_prefix('{')
        .and_then(|inner| inner.strip_suffix('}'))
        .unwrap_or(text);
    // Commas join the members of a set that is a value.
    let joints: &[char] = match input.ty {
        Type::Set(_) => &[';'],
        _ => &[';', ','],
    };
    let mut changes: Vec<Change> = Vec::new();
    for part in inner.split(joints).map(str::trim) {
        if part.is_empty() {
            continue;
        }
        let (mask, text) = members(question, each, part)?;
        let name = part.strip_suffix(text).unwrap_or(part);
        let name = name.trim().trim_end_matches([':', '=']).trim_end();
        let value = match (text, &input.ty) {
            ("", Type::Truth) => Some(Value::Truth(true)),
            ("", _) => {
                return Err(format!(
                    "say what `{name}` is, such as `{name} {}`",
                    question.example()
                ));
            }
            _ => value(question, &input.ty, name, text)?,
        };
        let Some(value) = value else {
            continue;
        };
        for member in (0u8..64).filter(|member| (mask >> member) & 1 == 1) {
            let name = question.member_name(member);
            if let Some(known) = question.known(Some(member)) {
                return Err(format!(
                    "`{name}` is answered already, in the data: {known}"
                ));
            }
            if let Some(twice) = changes.iter().find(|change| change.member == Some(member))
                && twice.answer != Answer::Given(value)
            {
                return Err(format!("`{name}` is given twice; give one value for it"));
            }
            changes.push(Change {
                input: id,
                member: Some(member),
                answer: Answer::Given(value),
            });
        }
    }
    Ok(changes)
}

/// That no member is named.
///
/// # Errors
/// Where that leaves each of them without a value.
pub(super) fn none(question: &Question<'_>) -> Result<Change, String> {
    match question.input().default {
        Some(_) => Ok(Change {
            input: question.id(),
            member: None,
            answer: Answer::NoMember,
        }),
        None => Err(format!(
            "each needs a value of its own, {}; Enter alone skips the question",
            question.hint_of_one()
        )),
    }
}

fn is_none(text: &str) -> bool {
    matches!(text, "{}" | "[]") || text.eq_ignore_ascii_case("none")
}

/// The members that a part such as `lower_body 5` or `quads: 5` is about, and the text of their value.
fn members<'t>(
    question: &Question<'_>,
    each: ChoiceId,
    part: &'t str,
) -> Result<(u64, &'t str), String> {
    let ruleset = question.ruleset();
    if let Some((names, text)) = part.split_once([':', '=']) {
        return match mask(ruleset, each, names) {
            Ok(mask) => Ok((mask, text.trim())),
            Err(wrong) => Err(wrong),
        };
    }
    // The longest beginning that is a name: names may hold spaces.
    let ends = part
        .char_indices()
        .filter(|(_, c)| c.is_whitespace())
        .map(|(at, _)| at)
        .chain([part.len()]);
    let mut ends: Vec<usize> = ends.collect();
    ends.reverse();
    for end in ends {
        if let Some((names, text)) = part.split_at_checked(end)
            && let Ok(mask) = mask(ruleset, each, names)
        {
            return Ok((mask, text.trim()));
        }
    }
    let first = part.split_whitespace().next().unwrap_or(part);
    if first.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(format!(
            "say of which it is the value, such as `{} {first}`",
            question
                .open()
                .first()
                .map_or("", |&member| question.member_name(member))
        ));
    }
    match mask(ruleset, each, first) {
        Ok(mask) => Ok((mask, "")),
        Err(wrong) => Err(wrong),
    }
}

/// The members of names; at least one.
fn mask(ruleset: &Ruleset, each: ChoiceId, names: &str) -> Result<u64, String> {
    let choice = &ruleset.choice(each).name;
    match read_value(ruleset, &Type::Set(each), choice, names.trim()) {
        Ok(Some(Value::Set(mask))) if mask != 0 => Ok(mask),
        Ok(_) => Err(format!("`{}` names no {choice}", names.trim())),
        Err(error) => {
            let meant = error.help.filter(|help| help.starts_with("did you mean"));
            let meant = meant.map_or(String::new(), |meant| format!(": {meant}"));
            Err(format!("`{}` is no {choice}{meant}", names.trim()))
        }
    }
}
