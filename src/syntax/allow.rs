//! `allow CODE because "…"`: in goes the text of a declaration, out come the
//! lines of it that say so, taken out of the text, so that every declaration may
//! have them and none has to read them.

use crate::ast::{Allow, Text};
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::span::{FileId, Span};

use super::grammar::{self, parts};
use super::keywords::Keyword;
use super::layout::Block;
use super::reader::Reader;

/// How it is written, for help.
const WRITTEN: &str = "write `allow CODE because \"reason\"`, with the code of the warning";

/// Takes the lines out of a declaration, leaving blanks of their length, so that
/// offsets stay true; with what is wrong with them.
pub(super) fn take(
    id: FileId,
    file_len: usize,
    block: &Block,
    text: &str,
    errors: &mut Vec<Diagnostic>,
) -> Option<(String, Vec<Allow>)> {
    if !text.contains("allow") {
        return None;
    }
    let covers = match block.keyword {
        Keyword::Ruleset => Span::new(id, 0, file_len),
        _ => Span::new(id, block.start, block.end),
    };
    let mut left = String::with_capacity(text.len());
    let mut allows = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let start = at + (line.len() - line.trim_start().len());
        let written = line.trim();
        let is_allow = at > 0
            && written
                .strip_prefix("allow")
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
        if at > 0 {
            left.push(if is_allow { ' ' } else { '\n' });
        }
        at += line.len() + 1;
        if !is_allow {
            left.push_str(line);
            continue;
        }
        left.extend(std::iter::repeat_n(' ', line.len()));
        let line = Line {
            id,
            start: block.start + start,
            text: written,
        };
        match line.read(covers) {
            Ok(allow) => allows.push(allow),
            Err(error) => {
                errors.push(*error);
                // The warning that it is about is not told as well.
                allows.extend(line.meant(covers));
            }
        }
    }
    // Above the last line may stand blank ones, below which nothing comes now.
    left.truncate(left.trim_end().len());
    Some((left, allows))
}

/// The line of an `allow`.
struct Line<'a> {
    id: FileId,
    /// Where it starts in the file.
    start: usize,
    text: &'a str,
}

impl Line<'_> {
    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.id, self.start + from, self.start + to)
    }

    fn read(&self, covers: Span) -> Result<Allow, Box<Diagnostic>> {
        let reader = Reader::new(self.id, self.start, self.text, "");
        let mut inner = match grammar::read(grammar::Rule::allow, self.text) {
            Ok(node) => parts(node),
            Err(_) => return Err(Box::new(self.misread())),
        };
        let (Some(code), Some(reason)) = (inner.next(), inner.next()) else {
            return Err(Box::new(self.misread()));
        };
        let (at, reason) = (reader.span(&code), reader.text(&reason));
        let code = self.code(code.as_str(), at)?;
        if reason.value.trim().is_empty() {
            return Err(Box::new(
                without_reason(code.name())
                    .label(reason.span, "says nothing")
                    .help("say why the ruleset is right as it is: whoever reads it next will ask"),
            ));
        }
        Ok(Allow {
            code,
            reason,
            span: self.span(0, self.text.len()),
            covers,
        })
    }

    /// What a line that is wrong was likely meant to allow.
    fn meant(&self, covers: Span) -> Option<Allow> {
        let word = self.text.split_whitespace().nth(1)?;
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let known = || Code::ALL.iter().filter(|code| code.may_be_allowed());
        let name = nearest(word, known().map(|code| code.name()))?;
        let span = self.span(0, self.text.len());
        Some(Allow {
            code: Code::from_name(name)?,
            reason: Text {
                value: String::new(),
                span,
            },
            span,
            covers,
        })
    }

    /// The warning of a name.
    fn code(&self, name: &str, at: Span) -> Result<Code, Box<Diagnostic>> {
        let error = |message| Diagnostic::error(Code::BadAllow, message);
        match Code::from_name(name) {
            Some(code) if code.may_be_allowed() => Ok(code),
            Some(Code::AllowHidesNothing) => Err(Box::new(
                error("a warning about an `allow` cannot be allowed".to_owned())
                    .label(at, "not with another `allow`")
                    .help("take out the `allow` that hides nothing, and this one"),
            )),
            Some(_) if name.starts_with("data-") => Err(Box::new(
                error(format!(
                    "`{name}` is about data, and cannot be allowed in a ruleset"
                ))
                .label(at, "not a warning about a ruleset")
                .help("put the data right, and take this line out"),
            )),
            Some(_) => Err(Box::new(
                error(format!("`{name}` is an error, and cannot be allowed"))
                    .label(at, "no ruleset works with it")
                    .help(format!(
                        "put it right, and take this line out: `touchline explain {name}` says how"
                    )),
            )),
            None => {
                let known = || Code::ALL.iter().filter(|code| code.may_be_allowed());
                let names = known().map(|code| code.name());
                let unknown = error(format!("there is no warning `{name}`"));
                Err(Box::new(match nearest(name, names) {
                    Some(near) => unknown
                        .label(at, "unknown code")
                        .help(format!("did you mean `{near}`?"))
                        .fix(at, near),
                    None => unknown.label(at, "unknown code").help(
                        "write the code of the warning: it stands above the message, such as `table-gap`",
                    ),
                }))
            }
        }
    }

    /// A line that is not as it should be.
    fn misread(&self) -> Diagnostic {
        let error = |message: &str| Diagnostic::error(Code::BadAllow, message);
        let words = || {
            let mut at = 0;
            self.text
                .split(char::is_whitespace)
                .filter_map(move |word| {
                    let start = at;
                    at += word.len() + 1;
                    (!word.is_empty()).then_some((start, word))
                })
        };
        let Some((from, word)) = words().nth(1) else {
            return error("this `allow` does not say which warning")
                .label(self.span(0, self.text.len()), "which?")
                .help(WRITTEN);
        };
        let to = from + word.len();
        let quotes: &[char] = &['"', '`', '\'', '[', ']', '(', ')'];
        let bare = word.trim_matches(quotes);
        if bare != word && Code::from_name(bare).is_some() {
            let at = self.span(from, to);
            return error("the code of a warning stands without quotes")
                .label(at, "quoted")
                .help(format!("write `{bare}`"))
                .fix(at, bare)
                .sure();
        }
        if word == "because" {
            return error("this `allow` does not say which warning")
                .label(self.span(from, to), "a code was expected before it")
                .help(WRITTEN);
        }
        if word.contains(',')
            || words()
                .nth(2)
                .is_some_and(|(_, next)| next.starts_with(','))
        {
            return error("one `allow` names one warning")
                .label(self.span(from, to), "several")
                .help("write a line for each of them, with its reason");
        }
        let rest = self.text.get(to..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let rest_at = to + blank;
        let reason_missing = rest.is_empty() || rest == "because";
        // Code::from_name only knows what is written right, so a slip is told first.
        if let Err(unknown) = self.code(word, self.span(from, to)) {
            return *unknown;
        }
        if reason_missing {
            let at = self.span(rest_at.min(self.text.len()), self.text.len());
            let fix = match rest.is_empty() {
                true => " because \"…\"",
                false => "because \"…\"",
            };
            return without_reason(word)
                .label(self.span(0, self.text.len()), "no reason")
                .help(format!(
                    "write `allow {word} because \"reason\"`: whoever reads it next will ask why"
                ))
                .fix(at, fix);
        }
        if rest.starts_with('"') {
            let at = self.span(rest_at, rest_at);
            return error("`because` is missing before the reason")
                .label(self.span(rest_at, self.text.len()), "the reason")
                .help(format!("write `allow {word} because {rest}`"))
                .fix(at, "because ")
                .sure();
        }
        if let Some(reason) = rest.strip_prefix("because ").map(str::trim)
            && !reason.contains('"')
        {
            let from = self.text.len() - reason.len();
            let at = self.span(from, self.text.len());
            return error("the reason stands between quotes")
                .label(at, "not quoted")
                .help(format!("write `because \"{reason}\"`"))
                .fix(at, format!("\"{reason}\""))
                .sure();
        }
        error("this `allow` cannot be read")
            .label(self.span(rest_at, self.text.len()), "unexpected here")
            .help(format!("write `allow {word} because \"reason\"`"))
    }
}

fn without_reason(code: &str) -> Diagnostic {
    Diagnostic::error(Code::BadAllow, format!("`allow {code}` does not say why"))
}
