//! The one layout: in goes a ruleset's text, out comes the same ruleset as the
//! library's are written. The steps:
//!
//! 1. `lines`: a file, cut into declarations by [`crate::syntax`] → clauses in
//!    their order, with the comments and blank lines above each line;
//! 2. `tokens`: a line → words, numbers, texts and signs, with their comments;
//!    `canonical`: the same as the reference writes it;
//! 3. `wrap`: tokens → lines of at most 110 columns; `rows`: the rows of a
//!    table → columns that line up;
//! 4. `proof`: the result is read again: it must say the same, hold every comment,
//!    and stay as it is when it is laid out once more.
//!
//! Only spaces, line breaks, the order of clauses and a few words that mean the
//! same are changed. Texts in quotes, comments and numbers stay as they were written.

mod canonical;
mod lines;
mod proof;
mod rows;
mod tokens;
mod wrap;

use crate::diagnostics::{Code, Diagnostic};
use crate::source::Sources;
use crate::span::FileId;
use crate::syntax;
use canonical::{canonical, without_again};
use lines::{Above, Clause, Line, Written};
use tokens::Lexer;
use wrap::{end_line, wrapped};

/// How far the lines of a declaration are indented.
const INDENT: usize = 2;
/// Declarations that a blank line parts from others.
const SET_APART: [&str; 7] = [
    "ruleset",
    "table",
    "rule",
    "otherwise",
    "guarantee",
    "example",
    "test",
];

/// Lays a file out. The result may be the text as it is; it ends its lines as the
/// text does.
///
/// # Errors
/// Every syntax error of the file; `format-failed` where the result would not say
/// what the text says, which is a mistake of this module.
pub fn format(sources: &Sources, id: FileId) -> Result<String, Vec<Diagnostic>> {
    let source = sources.get(id).map_or("", |file| file.text());
    let (tree, errors) = syntax::parse(sources, id);
    if !errors.is_empty() {
        return Err(errors);
    }
    let Some(out) = lay_out(id, source) else {
        return Err(vec![failed(sources, id, "it could not be cut into lines")]);
    };
    match proof::same(&tree, &out) {
        Ok(()) => Ok(out),
        Err(reason) => Err(vec![failed(sources, id, reason)]),
    }
}

fn failed(sources: &Sources, id: FileId, reason: &str) -> Diagnostic {
    let name = sources.get(id).map_or("", |file| file.name());
    Diagnostic::error(
        Code::FormatFailed,
        format!("`{name}` is left as it is, for it would not say the same: {reason}"),
    )
    .help("this is a mistake of Touchline, not yours: please report it, with the file")
}

/// The layout, not proved yet; `None` for what cannot be cut into lines.
fn lay_out(id: FileId, source: &str) -> Option<String> {
    let cut = syntax::cut(id, source)?;
    let lexer = Lexer {
        cut: &cut.text,
        source,
        comments: &cut.comments,
    };
    let (declarations, rest) = lines::declarations(source, &cut);
    let mut out = String::with_capacity(source.len());
    let mut before = None;
    for written in &declarations {
        let apart = |keyword: &str| SET_APART.contains(&keyword);
        let needs_blank = before.is_some_and(|before| apart(before) || apart(written.keyword));
        if needs_blank && !written.above.contains(&Above::Blank) {
            out.push('\n');
        }
        above(&mut out, &written.above, 0, before.is_none());
        declaration(&mut out, written, &lexer);
        before = Some(written.keyword);
    }
    above(&mut out, &rest, 0, false);
    while out.ends_with("\n\n") {
        out.pop();
    }
    Some(match source.contains("\r\n") {
        true => out.replace('\n', "\r\n"),
        false => out,
    })
}

/// What stands above a line. At the start of a file no blank line does.
fn above(out: &mut String, above: &[Above<'_>], indent: usize, at_start: bool) {
    let blank_first = above
        .iter()
        .take_while(|above| **above == Above::Blank)
        .count();
    let skipped = if at_start { blank_first } else { 0 };
    for above in above.iter().skip(skipped) {
        match above {
            Above::Blank => out.push('\n'),
            Above::Comment(text) => out.push_str(&format!("{:indent$}{text}\n", "")),
        }
    }
}

fn declaration(out: &mut String, written: &Written<'_>, lexer: &Lexer<'_>) {
    let keyword = written.keyword;
    clause(out, &written.head, keyword, 0, lexer);
    for part in &written.clauses {
        clause(out, part, keyword, INDENT, lexer);
    }
    above(out, &written.below, INDENT, false);
}

/// A clause that stands `indent` in; what belongs to it stands deeper.
fn clause(out: &mut String, clause: &Clause<'_>, keyword: &str, indent: usize, lexer: &Lexer<'_>) {
    let rows: Vec<&Line<'_>> = clause.lines.iter().filter(|line| line.is_row()).collect();
    let mut aligned = rows::aligned(&rows, lexer, keyword == "table").into_iter();
    let head = clause.lines.first().map_or("", Line::word);
    for (number, line) in clause.lines.iter().enumerate() {
        let deeper = match head {
            "cases" if line.is_row() => indent,
            _ if number == 0 => indent,
            _ => indent + INDENT,
        };
        // What stands above a declaration was written before it.
        if number > 0 || indent > 0 {
            above(out, &line.above, deeper, false);
        }
        out.push_str(&" ".repeat(deeper));
        if line.is_row() {
            out.push_str(&aligned.next().unwrap_or_default());
            end_line(out, line.behind);
            continue;
        }
        let (dash, start) = match line.is_bullet() {
            true => {
                let inner = line.text.get(1..).unwrap_or_default();
                let blank = inner.len() - inner.trim_start().len();
                ("- ", line.range.start + 1 + blank)
            }
            false => ("", line.range.start),
        };
        let mut tokens = canonical(lexer.tokens(start..line.range.end));
        if keyword == "include" {
            tokens = without_again(tokens);
        }
        if let Some(last) = tokens.last_mut() {
            last.behind = line.behind;
        }
        // A comment right behind a dash stands above its condition.
        let lifted = tokens
            .first_mut()
            .map(|first| std::mem::take(&mut first.above));
        for comment in lifted.unwrap_or_default() {
            out.push_str(&format!("{dash}{comment}\n{:deeper$}", ""));
        }
        out.push_str(dash);
        out.push_str(&wrapped(&tokens, deeper, dash.len()));
    }
}
