//! What is typed at a question: in goes a line, out comes an answer, or what
//! else is wanted: to skip, to go back, to be helped, to leave. Values are read
//! as those of data files are.

use super::question::Question;
use super::{Questionnaire, map_answer};
use crate::data::read_value;
use crate::ruleset::{ChoiceId, InputId, Ruleset, Type, Value};
use crate::what_if::{Answer, Change};

/// What a line asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// This is answered. It need not be what was asked: `sleep = 7 h` answers that.
    Answer(InputId, Vec<Change>),
    /// The question stays open.
    Skip,
    /// Back to the question before.
    Back,
    /// More about the question.
    Help,
    /// No more questions, and nothing saved.
    Quit,
}

/// Reads a line that was typed at a question.
///
/// # Errors
/// What would be right, in one line.
pub fn read(question: &Question<'_>, line: &str) -> Result<Entry, String> {
    let line = line.trim();
    let is = |words: &[&'static str]| {
        let mut words = words.iter();
        words.any(|word| line.eq_ignore_ascii_case(word) && !question.is_member(line))
    };
    match line {
        "" => return Ok(Entry::Skip),
        "?" => return Ok(Entry::Help),
        "<" => return Ok(Entry::Back),
        "quit!" => return Ok(Entry::Quit),
        _ if is(&["back", "b"]) => return Ok(Entry::Back),
        _ if is(&["help"]) => return Ok(Entry::Help),
        _ if is(&["skip"]) => return Ok(Entry::Skip),
        _ if is(&["quit", "exit"]) => return Ok(Entry::Quit),
        _ => {}
    }
    match by_name(question, line) {
        Some(entry) => entry,
        None => answer(question, line),
    }
}

/// Reads a line `sleep = 7 h`, whatever is asked; `None` where it names no question.
pub fn read_named(questionnaire: &Questionnaire<'_>, line: &str) -> Option<Result<Entry, String>> {
    let (id, _) = questionnaire.what_if().ruleset().inputs().next()?;
    let question = questionnaire.about(id);
    // Of no map, a member has no name here.
    by_name(&question, line.trim())
}

/// Reads the value of one of a map's members; `None` where it says that there is none.
///
/// # Errors
/// What would be right, in one line.
pub fn read_member(
    question: &Question<'_>,
    name: &str,
    text: &str,
) -> Result<Option<Value>, String> {
    value(question, &question.input().ty, name, text)
}

fn by_name(question: &Question<'_>, line: &str) -> Option<Result<Entry, String>> {
    let (name, text) = line.split_once('=')?;
    let (id, member) = named(question, name.trim())?;
    Some(match (member, text.trim()) {
        (_, "") => Err(format!("write what `{}` is after the `=`", name.trim())),
        (Some(member), text) => member_answer(question, id, member, text),
        (None, text) => answer(&question.of(id), text),
    })
}

/// Reads an answer to one question.
fn answer(question: &Question<'_>, text: &str) -> Result<Entry, String> {
    let id = question.id();
    if let Some(known) = question.known(None) {
        let name = &question.input().name;
        return Err(format!(
            "`{name}` is answered already, in the data: {known}"
        ));
    }
    if question.each().is_some() {
        let changes = map_answer::read(question, text)?;
        return Ok(match changes.is_empty() {
            true => Entry::Skip,
            false => Entry::Answer(id, changes),
        });
    }
    let ty = &question.input().ty;
    Ok(match value(question, ty, &question.input().name, text)? {
        None => Entry::Skip,
        Some(value) => {
            let change = Change {
                input: id,
                member: None,
                answer: Answer::Given(value),
            };
            Entry::Answer(id, vec![change])
        }
    })
}

/// Reads `soreness.quads = 5`.
fn member_answer(
    question: &Question<'_>,
    id: InputId,
    member: u8,
    text: &str,
) -> Result<Entry, String> {
    let question = question.of(id);
    let name = question.member_name(member);
    if let Some(known) = question.known(Some(member)) {
        return Err(format!(
            "`{name}` is answered already, in the data: {known}"
        ));
    }
    let changes = match value(&question, &question.input().ty, name, text)? {
        None => Vec::new(),
        Some(value) => vec![Change {
            input: id,
            member: Some(member),
            answer: Answer::Given(value),
        }],
    };
    match changes.is_empty() {
        true => Err(format!("write what `{name}` is after the `=`")),
        false => Ok(Entry::Answer(id, changes)),
    }
}

/// The input that a name stands for, whatever its case, spaces and underscores; of
/// `soreness.quads` the member too.
fn named(question: &Question<'_>, name: &str) -> Option<(InputId, Option<u8>)> {
    let ruleset = question.ruleset();
    let (name, member) = match name.split_once('.') {
        Some((name, member)) => (name, Some(member)),
        None => (name, None),
    };
    // `quads = 5` is the answer of a member, even where an input is called so.
    if member.is_none() && question.each().is_some() && question.is_member(name) {
        return None;
    }
    let mut inputs = ruleset.inputs();
    let (id, input) = inputs.find(|(_, input)| folded(&input.name).eq(folded(name)))?;
    match member {
        None => Some((id, None)),
        Some(member) => Some((id, Some(find_member(ruleset, input.each?, member)?))),
    }
}

fn folded(name: &str) -> impl Iterator<Item = char> + '_ {
    let letters = name.chars();
    letters
        .filter(|c| !c.is_whitespace() && *c != '_')
        .flat_map(char::to_lowercase)
}

/// The index of a member by its name.
fn find_member(ruleset: &Ruleset, choice: ChoiceId, name: &str) -> Option<u8> {
    match read_value(ruleset, &Type::Choice(choice), "", name.trim()) {
        Ok(Some(Value::Member(member))) => Some(member),
        _ => None,
    }
}

/// Reads one value; `name` is what it is for.
///
/// # Errors
/// What would be right, in one line.
pub(super) fn value(
    question: &Question<'_>,
    ty: &Type,
    name: &str,
    text: &str,
) -> Result<Option<Value>, String> {
    let (ruleset, name_for) = (question.ruleset(), name);
    let read = read_value(ruleset, ty, name, text);
    let error = match read {
        Ok(read) => return Ok(read),
        Err(error) => error,
    };
    match ty {
        Type::Choice(choice) => {
            if let Some(member) = by_number(ruleset, *choice, text) {
                return Ok(Some(Value::Member(member)));
            }
        }
        Type::Set(choice) => {
            // Names and numbers may stand side by side.
            let members = &ruleset.choice(*choice).members;
            let name = |part: &'_ str| match by_number(ruleset, *choice, part) {
                Some(at) => members.get(usize::from(at)).cloned().unwrap_or_default(),
                None => part.to_owned(),
            };
            let names: Vec<String> = text.split([',', ';', ' ']).map(name).collect();
            if let Ok(Some(value)) = read_value(ruleset, ty, name_for, &names.join(";")) {
                return Ok(Some(value));
            }
        }
        Type::Number(_) | Type::Truth | Type::Date => {}
    }
    // What to change in the ruleset or to leave empty in a file is no help here.
    let meant = error.help.filter(|help| help.starts_with("did you mean"));
    let wrong = error.message.split("; expected").next().unwrap_or_default();
    let right = meant.map_or_else(
        || question.hint_of_one(),
        |meant| meant.trim_end_matches('.').to_owned(),
    );
    Err(format!(
        "{}: {right}",
        wrong.replace(&format!(" for `{name}`"), "")
    ))
}

/// `2` for the second member, counted from 1.
fn by_number(ruleset: &Ruleset, choice: ChoiceId, text: &str) -> Option<u8> {
    let number: usize = text.trim().parse().ok()?;
    let at = number.checked_sub(1)?;
    let is_one = at < ruleset.choice(choice).members.len();
    u8::try_from(at).ok().filter(|_| is_one)
}
