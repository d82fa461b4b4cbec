//! Truths, members and sets in cells: in goes `Yes`, `Breaking down`,
//! `quads;glutes` or the name of a group, out come truths, indices of members
//! and bit masks.

use super::cell::is_missing;
use super::problem::{Problem, describe, members, near};
use crate::diagnostics::Code;
use crate::ruleset::{ChoiceId, Group, Ruleset, Type, Value};

/// The longest text in which names joined by other signs are looked for.
const LONGEST_SET: usize = 2000;

/// Names are one where they differ in case, spaces and underscores only.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    a == b || folded(a).eq(folded(b))
}

/// The letters by which names are compared.
pub(super) fn folded(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars()
        .filter(|c| !c.is_whitespace() && *c != '_')
        .flat_map(char::to_lowercase)
}

/// Reads `yes`, `n`, `TRUE`, `1` and their like.
pub(super) fn read_truth(text: &str) -> Result<bool, Box<Problem>> {
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    if is(&["yes", "y", "true", "1", "1.0"]) {
        Ok(true)
    } else if is(&["no", "n", "false", "0", "0.0"]) {
        Ok(false)
    } else {
        let problem = Problem::new(Code::DataTruth, text, "is neither yes nor no")
            .expected("`yes` or `no`, `true` or `false`, `1` or `0`");
        Err(match near(text, ["yes", "no", "true", "false"]) {
            Some(near) => problem
                .help(format!("did you mean `{near}`?"))
                .replacement(near),
            None => problem.help("leave the cell empty where the answer is not known"),
        })
    }
}

/// The index of a member.
pub(super) fn find_member(ruleset: &Ruleset, choice: ChoiceId, text: &str) -> Option<u8> {
    let members = &ruleset.choice(choice).members;
    let at = members
        .iter()
        .position(|member| member == text)
        .or_else(|| members.iter().position(|member| same_name(member, text)))?;
    u8::try_from(at).ok()
}

/// Reads the name of a member.
pub(super) fn read_member(
    ruleset: &Ruleset,
    choice: ChoiceId,
    text: &str,
) -> Result<u8, Box<Problem>> {
    find_member(ruleset, choice, text).ok_or_else(|| {
        let problem = Problem::new(Code::DataMember, text, "is none of the choices")
            .expected(describe(ruleset, &Type::Choice(choice)));
        match near(text, members(ruleset, choice)) {
            Some(near) => problem
                .help(format!("did you mean `{near}`?"))
                .replacement(near),
            None => problem.help("use one of these words, or leave it empty"),
        }
    })
}

/// Whether a text says that a set or a map holds nothing.
pub(super) fn says_none(text: &str) -> bool {
    matches!(text, "{}" | "[]") || text.eq_ignore_ascii_case("none")
}

/// Reads the column of a whole map, which can only say that the map is empty.
pub(super) fn read_none(map: &str, text: &str) -> Result<Option<Value>, Box<Problem>> {
    if is_missing(text) {
        Ok(None)
    } else if says_none(text) {
        Ok(Some(Value::Truth(true)))
    } else {
        Err(Problem::new(
            Code::DataMember,
            text,
            "does not say of which of its members it is the value",
        )
        .expected("`none`, or nothing")
        .help(format!("give each of its values a column: `{map}.…`")))
    }
}

/// Reads `quads;glutes`, `quads, glutes`, `quads glutes`, `lower_body;chest` or `none`.
pub(super) fn read_set(
    ruleset: &Ruleset,
    choice: ChoiceId,
    text: &str,
) -> Result<u64, Box<Problem>> {
    if let Some(mask) = find_members(ruleset, choice, text) {
        return Ok(mask);
    }
    if says_none(text) {
        return Ok(0);
    }
    read_names(ruleset, choice, text).map_err(|mut problem| {
        if let Some(joined) = joined_otherwise(ruleset, choice, text) {
            return Problem::new(Code::DataMember, text, "is not how a set is written")
                .expected(describe(ruleset, &Type::Set(choice)))
                .help(format!("join the names by `;`: `{joined}`"))
                .replacement(joined);
        }
        // The cell may hold more than the one name that is wrong.
        let name = problem.shown.clone();
        let near = problem.replacement.take();
        match near.filter(|_| text.matches(&name).count() == 1) {
            Some(near) => problem.replacement(text.replacen(&name, &near, 1)),
            None => problem,
        }
    })
}

/// The names in `quads/glutes` and `quads & glutes`, joined as they should be.
fn joined_otherwise(ruleset: &Ruleset, choice: ChoiceId, text: &str) -> Option<String> {
    let text = text.replace(" and ", "&");
    let mut names = text.split(['/', '&', '+', '|']).map(str::trim);
    let known = |name: &str| find_members(ruleset, choice, name).is_some();
    (text.len() < LONGEST_SET && names.clone().count() > 1 && names.all(known)).then(|| {
        let names = text.split(['/', '&', '+', '|']).map(str::trim);
        names.collect::<Vec<_>>().join(";")
    })
}

fn read_names(ruleset: &Ruleset, choice: ChoiceId, text: &str) -> Result<u64, Box<Problem>> {
    let inner = text
        .strip_prefix(['{', '['])
        .and_then(|inner| inner.strip_suffix(['}', ']']))
        .unwrap_or(text);
    let mut mask = 0;
    if inner.contains([';', ',']) {
        for name in inner.split([';', ',']).map(str::trim) {
            if !name.is_empty() {
                mask |= one_of_set(ruleset, choice, name)?;
            }
        }
    } else {
        let words: Vec<&str> = inner.split_whitespace().collect();
        if words
            .iter()
            .any(|word| find_members(ruleset, choice, word).is_none())
        {
            // Rather one unknown name of several words than several unknown names.
            if words
                .iter()
                .all(|word| find_members(ruleset, choice, word).is_none())
            {
                mask |= one_of_set(ruleset, choice, inner)?;
                return Ok(mask);
            }
        }
        for word in words {
            mask |= one_of_set(ruleset, choice, word)?;
        }
    }
    Ok(mask)
}

/// The bits of a member, or of a group; of two of one name the member.
pub(super) fn find_members(ruleset: &Ruleset, choice: ChoiceId, text: &str) -> Option<u64> {
    let members = &ruleset.choice(choice).members;
    let group = |named: &dyn Fn(&str) -> bool| {
        let mut groups = groups(ruleset, choice);
        groups
            .find(|group| named(&group.name))
            .map(|group| group.members)
    };
    if !members.iter().any(|member| member == text)
        && let Some(mask) = group(&|name| name == text)
    {
        return Some(mask);
    }
    match find_member(ruleset, choice, text) {
        Some(member) => Some(1 << member),
        None => group(&|name| same_name(name, text)),
    }
}

fn groups(ruleset: &Ruleset, choice: ChoiceId) -> impl Iterator<Item = &Group> {
    let groups = ruleset.groups.iter();
    groups.filter(move |group| group.choice == choice)
}

/// The bits of one name in a set: a member, or a group for all of its members.
pub(super) fn one_of_set(
    ruleset: &Ruleset,
    choice: ChoiceId,
    name: &str,
) -> Result<u64, Box<Problem>> {
    find_members(ruleset, choice, name).ok_or_else(|| {
        let problem = Problem::new(Code::DataMember, name, "is none of the choices")
            .expected(describe(ruleset, &Type::Set(choice)));
        let groups = groups(ruleset, choice).map(|group| group.name.as_str());
        match near(name, members(ruleset, choice).chain(groups)) {
            Some(near) => problem
                .help(format!("did you mean `{near}`?"))
                .replacement(near),
            None => problem.help("use one of these words, or leave it empty"),
        }
    })
}
