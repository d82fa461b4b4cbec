//! A list of which some are marked at a terminal: in go its names, out come those
//! that were marked, and those that stand typed when enter is pressed. So nobody
//! who types `quads` is taken to have said nothing.

use std::cell::RefCell;

use inquire::MultiSelect;
use inquire::list_option::ListOption;

use super::prompts::{One, PAGE, Prompts};
use super::tell;
use crate::ask::{Entry, Question, read};
use crate::cli::console::Console;
use crate::cli::exit::Stop;
use crate::diagnostics::printable;
use crate::report::{Tone, list};

/// More names than this are not told in one message.
const MOST_TOLD: usize = 4;
/// The last line of such a list.
const NONE: &str = "none of them";

impl Prompts {
    /// Some of a list, marked or typed; nothing leaves it open.
    pub fn marked(
        &self,
        question: &Question<'_>,
        label: &str,
        mut names: Vec<String>,
        console: &Console,
    ) -> Result<One<Vec<usize>>, Stop> {
        let none = names.len();
        names.push(NONE.to_owned());
        let mut marked: Vec<usize> = Vec::new();
        loop {
            // What stands typed is told to the filter alone.
            let typed = RefCell::new(String::new());
            let score = |text: &str, name: &String, _: &str, at: usize| {
                text.clone_into(&mut typed.borrow_mut());
                let place = i64::try_from(at).unwrap_or(i64::MAX);
                shows(text, name).then_some(-place)
            };
            let answer = |marked: &[ListOption<&String>]| {
                let mut all: Vec<usize> = marked.iter().map(|marked| marked.index).collect();
                let typed = typed.borrow();
                let wrong = match meant(&typed, &names) {
                    Ok(more) => {
                        all.extend(more);
                        None
                    }
                    Err(_) => Some(printable(typed.trim()).into_owned()),
                };
                all.sort_unstable();
                all.dedup();
                let all = all.iter().filter_map(|&at| names.get(at).cloned());
                all.chain(wrong).collect::<Vec<String>>().join(", ")
            };
            let select = MultiSelect::new(label, names.clone())
                .with_page_size(PAGE)
                .with_default(&marked)
                .with_keep_filter(false)
                .with_scorer(&score)
                .with_formatter(&answer)
                .with_help_message("space marks, enter goes on, nothing marked skips")
                .with_render_config(self.looks);
            let chosen = match self.one(|| select.raw_prompt())? {
                One::Given(chosen) => chosen,
                One::Empty => return Ok(One::Empty),
                One::Back => return Ok(One::Back),
                One::Interrupted => return Ok(One::Interrupted),
            };
            marked = chosen.iter().map(|chosen| chosen.index).collect();
            let typed = typed.take();
            match (meant(&typed, &names), read(question, &typed)) {
                (Ok(more), _) => marked.extend(more),
                (Err(_), Ok(Entry::Back)) => return Ok(One::Back),
                (Err(_), Ok(Entry::Skip)) => return Ok(One::Empty),
                (Err(_), Ok(Entry::Quit)) => return Ok(One::Interrupted),
                (Err(_), Ok(Entry::Help)) => {
                    for line in question.help() {
                        tell(console, &line, Tone::Plain, 2);
                    }
                    continue;
                }
                (Err(wrong), _) => {
                    tell(console, &wrong, Tone::Plain, 2);
                    continue;
                }
            }
            marked.sort_unstable();
            marked.dedup();
            match marked[..] {
                [] => return Ok(One::Empty),
                [only] if only == none => return Ok(One::Given(Vec::new())),
                _ if marked.contains(&none) => {
                    let wrong = format!("Mark some, or `{NONE}`, but not both.");
                    tell(console, &wrong, Tone::Plain, 2);
                }
                _ => return Ok(One::Given(marked)),
            }
        }
    }
}

/// Whether a name is to be seen while something is typed; the last of several words counts.
fn shows(typed: &str, name: &str) -> bool {
    let part = parts(typed).next_back().unwrap_or_default();
    folded(name).contains(&folded(part))
}

/// The indices of the names that are typed, with commas or spaces between them: in full, or as
/// much of them as only one has.
///
/// # Errors
/// What is no name, and what to do, in one line.
fn meant(typed: &str, names: &[String]) -> Result<Vec<usize>, String> {
    parts(typed).try_fold(Vec::new(), |mut all, part| {
        match one(part, names) {
            Ok(at) => all.push(at),
            Err(wrong) => {
                let words = part.split_whitespace();
                let each: Result<Vec<usize>, String> = words.map(|word| one(word, names)).collect();
                all.extend(each.map_err(|_| wrong)?);
            }
        }
        Ok(all)
    })
}

fn one(part: &str, names: &[String]) -> Result<usize, String> {
    let wanted = folded(part);
    if let Some(at) = names.iter().position(|name| folded(name) == wanted) {
        return Ok(at);
    }
    let near: Vec<(usize, &String)> = names
        .iter()
        .enumerate()
        .filter(|(_, name)| folded(name).contains(&wanted))
        .collect();
    let part = printable(part);
    match &near[..] {
        [(at, _)] => Ok(*at),
        [] => Err(format!(
            "`{part}` is none of these; the space key marks, escape goes back"
        )),
        several if several.len() <= MOST_TOLD => {
            let names: Vec<String> = several.iter().map(|(_, name)| (*name).clone()).collect();
            Err(format!("`{part}` may be {}", list(&names, "or")))
        }
        several => Err(format!(
            "`{part}` may be {} of these; the space key marks",
            several.len()
        )),
    }
}

fn parts(typed: &str) -> impl DoubleEndedIterator<Item = &str> {
    let parts = typed.split([',', ';']).map(str::trim);
    parts.filter(|part| !part.is_empty())
}

/// Case, spaces and underscores aside, as in data files.
fn folded(name: &str) -> String {
    let letters = name.chars();
    letters
        .filter(|c| !c.is_whitespace() && *c != '_')
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{meant, shows};

    fn names() -> Vec<String> {
        ["chest", "left_knee", "right_knee", "quads", "none of them"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn names_are_meant_in_full_or_by_what_only_one_has() {
        for (typed, indices) in [
            ("quads", vec![3]),
            ("Quads, chest", vec![3, 0]),
            ("quads chest", vec![3, 0]),
            ("left knee; quad", vec![1, 3]),
            ("none", vec![4]),
            (" , ", vec![]),
        ] {
            assert_eq!(meant(typed, &names()), Ok(indices), "{typed}");
        }
        for (typed, wrong) in [
            ("knee", "`knee` may be left_knee or right_knee"),
            (
                "quads, calf",
                "`calf` is none of these; the space key marks, escape goes back",
            ),
        ] {
            assert_eq!(meant(typed, &names()), Err(wrong.to_owned()), "{typed}");
        }
    }

    #[test]
    fn the_last_part_leaves_some_to_see() {
        assert!(shows("", "chest"));
        assert!(shows("quads, KNEE", "left_knee"));
        assert!(shows("quads,", "quads"));
        assert!(!shows("quads,", "chest"));
    }
}
