//! Answers at a terminal: in goes a question, out comes what was typed, chosen
//! from a list or marked in one. Escape goes back, Ctrl-C leaves.

use std::io::IsTerminal;

use inquire::ui::{Color, RenderConfig, StyleSheet, Styled};
use inquire::{InquireError, Select, Text};

use super::interrupt::Interrupt;
use super::{Typed, tell};
use crate::ask::{Entry, Question, read, read_member};
use crate::cli::console::Console;
use crate::cli::exit::Stop;
use crate::diagnostics::{Code, Diagnostic, printable};
use crate::pipeline::io_reason;
use crate::report::Tone;
use crate::ruleset::{ChoiceId, Type, Value};
use crate::what_if::{Answer, Change};

/// Below so many columns, answers are typed, never chosen from lists.
const LISTS_FROM: usize = 40;
/// Rows of a list that are shown at once.
pub(super) const PAGE: usize = 12;
/// The last line of lists.
const SKIP: &str = "(skip this question)";

/// A terminal that can show more than lines.
pub(super) struct Prompts {
    pub(super) looks: RenderConfig<'static>,
    lists: bool,
    interrupt: Interrupt,
}

/// One value at the terminal.
pub(super) enum One<T> {
    Given(T),
    /// Left open.
    Empty,
    /// Escape.
    Back,
    /// Ctrl-C.
    Interrupted,
}

impl Prompts {
    /// `None` where there is no such terminal.
    pub fn new(console: &Console, interrupt: &Interrupt) -> Option<Self> {
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let is_terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        let layout = console.messages();
        (is_terminal && !is_dumb).then(|| Self {
            looks: looks(layout.color),
            lists: layout.width >= LISTS_FROM,
            interrupt: interrupt.clone(),
        })
    }

    /// Chooses one of some names; `None` where that was left.
    pub fn choose(&self, question: &str, names: Vec<String>) -> Result<Option<usize>, Stop> {
        let names: Vec<String> = names.iter().map(|name| printable(name).into()).collect();
        let select = Select::new(question, names)
            .with_page_size(PAGE)
            .with_help_message("arrows, or type a part of the name")
            .with_render_config(self.looks);
        Ok(match self.one(|| select.raw_prompt())? {
            One::Given(chosen) => Some(chosen.index),
            One::Empty | One::Back | One::Interrupted => None,
        })
    }

    /// Asks; the question itself has been shown.
    pub fn ask(&self, question: &Question<'_>, console: &Console) -> Result<Typed, Stop> {
        let input = question.input();
        if self.lists && question.each().is_some() {
            return self.map(question, console);
        }
        let is_list = matches!(input.ty, Type::Choice(_) | Type::Set(_));
        if !(self.lists && is_list) {
            return self.line(question, console);
        }
        if let Some(about) = input.about.as_ref().filter(|_| input.ask.is_some()) {
            tell(console, about, Tone::Quiet, 2);
        }
        let given = |value| {
            let change = Change {
                input: question.id(),
                member: None,
                answer: Answer::Given(value),
            };
            Entry::Answer(question.id(), vec![change])
        };
        Ok(typed(
            self.listed(question, &input.ty, ">", console)?,
            given,
        ))
    }

    /// An answer that is typed.
    fn line(&self, question: &Question<'_>, console: &Console) -> Result<Typed, Stop> {
        tell(console, &question.hint(), Tone::Quiet, 2);
        loop {
            let line = match self.one(|| self.text(">").prompt())? {
                One::Given(line) => line,
                One::Empty => String::new(),
                One::Back => return Ok(Typed::Entry(Entry::Back)),
                One::Interrupted => return Ok(Typed::Interrupted),
            };
            match read(question, &line) {
                Ok(entry) => return Ok(Typed::Entry(entry)),
                Err(wrong) => tell(console, &wrong, Tone::Plain, 2),
            }
        }
    }

    /// A map: which members, then a value each.
    fn map(&self, question: &Question<'_>, console: &Console) -> Result<Typed, Stop> {
        tell(console, &question.hint_of_one(), Tone::Quiet, 2);
        let has_usual = question.input().default.is_some();
        loop {
            let members = match has_usual {
                // Each needs a value: there is nothing to choose.
                false => One::Given(question.open().to_vec()),
                true => self.members(question, console)?,
            };
            let members = match members {
                One::Given(members) => members,
                One::Empty => return Ok(Typed::Entry(Entry::Skip)),
                One::Back => return Ok(Typed::Entry(Entry::Back)),
                One::Interrupted => return Ok(Typed::Interrupted),
            };
            if members.is_empty() {
                let none = Change {
                    input: question.id(),
                    member: None,
                    answer: Answer::NoMember,
                };
                return Ok(Typed::Entry(Entry::Answer(question.id(), vec![none])));
            }
            match self.values(question, &members, console)? {
                One::Given(changes) => {
                    return Ok(Typed::Entry(Entry::Answer(question.id(), changes)));
                }
                One::Empty => return Ok(Typed::Entry(Entry::Skip)),
                One::Interrupted => return Ok(Typed::Interrupted),
                // Back to the list of members; without one, to the question before.
                One::Back if has_usual => {}
                One::Back => return Ok(Typed::Entry(Entry::Back)),
            }
        }
    }

    /// Which members have a value to give; none where she says so.
    fn members(&self, question: &Question<'_>, console: &Console) -> Result<One<Vec<u8>>, Stop> {
        let open = question.open();
        let names = open.iter().map(|&member| question.member_name(member));
        let names: Vec<String> = names.map(str::to_owned).collect();
        Ok(match self.marked(question, "which?", names, console)? {
            One::Given(marked) => One::Given(
                marked
                    .into_iter()
                    .filter_map(|at| open.get(at).copied())
                    .collect(),
            ),
            One::Empty => One::Empty,
            One::Back => One::Back,
            One::Interrupted => One::Interrupted,
        })
    }

    /// A value for each of some members. Escape goes back by one.
    fn values(
        &self,
        question: &Question<'_>,
        members: &[u8],
        console: &Console,
    ) -> Result<One<Vec<Change>>, Stop> {
        let mut values: Vec<Option<Value>> = Vec::new();
        while let Some(&member) = members.get(values.len()) {
            let name = question.member_name(member);
            match self.value(question, name, console)? {
                One::Given(value) => values.push(Some(value)),
                One::Empty => values.push(None),
                One::Interrupted => return Ok(One::Interrupted),
                One::Back => {
                    if values.pop().is_none() {
                        return Ok(One::Back);
                    }
                }
            }
        }
        let given = members.iter().zip(values);
        let changes: Vec<Change> = given
            .filter_map(|(&member, value)| {
                Some(Change {
                    input: question.id(),
                    member: Some(member),
                    answer: Answer::Given(value?),
                })
            })
            .collect();
        Ok(match changes.is_empty() {
            true => One::Empty,
            false => One::Given(changes),
        })
    }

    /// One value of a map.
    fn value(
        &self,
        question: &Question<'_>,
        name: &str,
        console: &Console,
    ) -> Result<One<Value>, Stop> {
        let ty = &question.input().ty;
        if matches!(ty, Type::Choice(_) | Type::Set(_)) {
            return self.listed(question, ty, name, console);
        }
        loop {
            let line = match self.one(|| self.text(name).prompt())? {
                One::Given(line) => line,
                One::Empty => return Ok(One::Empty),
                One::Back => return Ok(One::Back),
                One::Interrupted => return Ok(One::Interrupted),
            };
            match line.trim() {
                "" => return Ok(One::Empty),
                "<" | "back" | "b" => return Ok(One::Back),
                "?" => {
                    for line in question.help() {
                        tell(console, &line, Tone::Plain, 2);
                    }
                    continue;
                }
                _ => {}
            }
            match read_member(question, name, &line) {
                Ok(Some(value)) => return Ok(One::Given(value)),
                Ok(None) => return Ok(One::Empty),
                Err(wrong) => tell(console, &wrong, Tone::Plain, 2),
            }
        }
    }

    /// A member chosen from a list, or several marked in one.
    fn listed(
        &self,
        question: &Question<'_>,
        ty: &Type,
        label: &str,
        console: &Console,
    ) -> Result<One<Value>, Stop> {
        let names = |choice: ChoiceId| question.ruleset().choice(choice).members.clone();
        match ty {
            Type::Choice(choice) => {
                let mut names = names(*choice);
                let count = names.len();
                names.push(SKIP.to_owned());
                let select = Select::new(label, names)
                    .with_page_size(PAGE)
                    .with_help_message("arrows or type, enter chooses, escape goes back")
                    .with_render_config(self.looks);
                Ok(match self.one(|| select.raw_prompt())? {
                    One::Given(chosen) if chosen.index < count => {
                        let member = u8::try_from(chosen.index).unwrap_or(u8::MAX);
                        One::Given(Value::Member(member))
                    }
                    One::Given(_) | One::Empty => One::Empty,
                    One::Back => One::Back,
                    One::Interrupted => One::Interrupted,
                })
            }
            Type::Set(choice) => Ok(
                match self.marked(question, label, names(*choice), console)? {
                    One::Given(marked) => {
                        let mask = marked.iter().fold(0u64, |mask, at| mask | 1 << (at % 64));
                        One::Given(Value::Set(mask))
                    }
                    One::Empty => One::Empty,
                    One::Back => One::Back,
                    One::Interrupted => One::Interrupted,
                },
            ),
            Type::Number(_) | Type::Truth | Type::Date => Ok(One::Empty),
        }
    }

    /// Shows a prompt, and says what came of it.
    pub(super) fn one<T>(
        &self,
        prompt: impl FnOnce() -> Result<T, InquireError>,
    ) -> Result<One<T>, Stop> {
        match self.interrupt.beside(prompt) {
            Ok(value) => Ok(One::Given(value)),
            Err(InquireError::OperationCanceled) => Ok(One::Back),
            Err(InquireError::OperationInterrupted) => Ok(One::Interrupted),
            Err(error) => {
                let reason = match &error {
                    InquireError::IO(error) => io_reason(error),
                    other => other.to_string(),
                };
                Err(Stop::command(
                    Diagnostic::error(
                        Code::CannotRead,
                        format!("the answers cannot be read: {reason}"),
                    )
                    .help("give them on standard input, a line each"),
                ))
            }
        }
    }

    fn text<'t>(&self, label: &'t str) -> Text<'t, 't> {
        Text::new(label).with_render_config(self.looks)
    }
}

fn typed<T>(one: One<T>, entry: impl FnOnce(T) -> Entry) -> Typed {
    match one {
        One::Given(value) => Typed::Entry(entry(value)),
        One::Empty => Typed::Entry(Entry::Skip),
        One::Back => Typed::Entry(Entry::Back),
        One::Interrupted => Typed::Interrupted,
    }
}

/// The sixteen colours only, and none where there is to be no colour.
fn looks(color: bool) -> RenderConfig<'static> {
    let styled = |text: &'static str, style: Color| match color {
        true => Styled::new(text).with_fg(style),
        false => Styled::new(text),
    };
    let mut looks = RenderConfig::empty()
        .with_prompt_prefix(Styled::new(" "))
        .with_answered_prompt_prefix(Styled::new(" "))
        .with_canceled_prompt_indicator(Styled::new(""))
        .with_highlighted_option_prefix(styled(">", Color::LightCyan))
        .with_selected_checkbox(styled("[x]", Color::LightGreen))
        .with_unselected_checkbox(Styled::new("[ ]"));
    if color {
        looks.answer = StyleSheet::new().with_fg(Color::LightCyan);
        looks.help_message = StyleSheet::new().with_fg(Color::DarkGrey);
        looks.selected_option = Some(StyleSheet::new().with_fg(Color::LightCyan));
    }
    looks
}
