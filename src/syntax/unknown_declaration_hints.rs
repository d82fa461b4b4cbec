//! Lines at the left edge that begin no declaration: in goes such a line, out
//! comes a message that names the declaration that was meant, or the ones that
//! there are.

use crate::ast::Verdict;
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::span::Span;

use super::errors::shortened;
use super::keywords::Keyword;
use super::left_out::INCLUDES;

/// What other languages call a declaration.
const ALIASES: [(&str, &str); 28] = [
    ("threshold", "setting"),
    ("constant", "setting"),
    ("const", "setting"),
    ("param", "setting"),
    ("parameter", "setting"),
    ("limit", "setting"),
    ("var", "let"),
    ("val", "let"),
    ("define", "let"),
    ("def", "let"),
    ("calc", "let"),
    ("calculate", "let"),
    ("compute", "let"),
    ("question", "input"),
    ("ask", "input"),
    ("field", "input"),
    ("variable", "input"),
    ("measure", "input"),
    ("measurement", "input"),
    ("enum", "choice"),
    ("type", "choice"),
    ("options", "choice"),
    ("category", "choice"),
    ("default", "otherwise"),
    ("else", "otherwise"),
    ("fallback", "otherwise"),
    ("scenario", "test"),
    ("assert", "test"),
];

/// The line's words after its first, without what joins them to it.
fn after_joint(rest: &str) -> &str {
    rest.trim_start_matches([':', ',', '=', '{', '(', ' ', '-', '>'])
        .trim_end_matches(['}', ')', ';', '.', ' '])
        .trim()
}

/// A line that begins with a word which no declaration begins with.
pub(super) fn unknown_declaration(span: Span, line: Span, source: &str) -> Diagnostic {
    let word = source.get(span.start..span.end).unwrap_or_default();
    let rest = source.get(span.end..line.end).unwrap_or_default().trim();
    let rest = rest.split('#').next().unwrap_or_default().trim();
    let whole = Span::new(line.file, span.start, line.end);
    let folded = word.to_lowercase();
    let error = Diagnostic::error(
        Code::UnknownDeclaration,
        format!("no declaration begins with `{}`", shortened(word)),
    );
    if matches!(
        folded.as_str(),
        "end" | "fi" | "done" | "endif" | "pass" | "begin"
    ) && rest.len() < 3
    {
        return Diagnostic::error(
            Code::UnknownDeclaration,
            "a declaration ends where the next one begins",
        )
        .label(span, "not needed")
        .help(format!("take `{word}` out"))
        .fix(whole, "")
        .sure();
    }
    if let Some(error) = conditional(&folded, rest, span, whole, source) {
        return error;
    }
    let bare = after_joint(rest).trim_matches('"');
    let verdict = bare.strip_prefix("then ").map_or(bare, str::trim);
    let is_otherwise = matches!(folded.as_str(), "default" | "else" | "fallback")
        || nearest(word, ["otherwise"]).is_some();
    if let (true, Some(verdict)) = (is_otherwise, Verdict::from_name(&verdict.to_lowercase())) {
        return Diagnostic::error(
            Code::UnknownDeclaration,
            format!("`{word}` is written `otherwise`"),
        )
        .label(span, "expected `otherwise`")
        .help(format!("write `otherwise {verdict}`"))
        .fix(whole, format!("otherwise {verdict}"))
        .sure();
    }
    if let Some(error) = without_keyword(word, rest, span) {
        return error;
    }
    let owners: Vec<Keyword> = Keyword::ALL
        .into_iter()
        .filter(|keyword| keyword.has_clause(word))
        .collect();
    let alias = ALIASES
        .iter()
        .find(|(said, _)| *said == folded)
        .map(|(_, meant)| *meant)
        .or_else(|| INCLUDES.contains(&folded.as_str()).then_some("include"));
    if let (Some(owner), None) = (owners.first(), alias) {
        return clause_of(*owner, word, whole, source);
    }
    if let Some(meant) = alias {
        return Diagnostic::error(
            Code::UnknownDeclaration,
            format!("`{word}` is written `{meant}`"),
        )
        .label(span, format!("expected `{meant}`"))
        .help(format!("write `{meant}`"))
        .fix(span, meant)
        .sure();
    }
    match nearest(word, Keyword::WORDS) {
        Some(near) => error
            .label(span, "not a declaration")
            .help(format!("did you mean `{near}`?"))
            .fix(span, near)
            .sure(),
        None => error.label(span, "not a declaration").help(format!(
            "declarations are {}; the lines of a declaration are indented below it",
            Keyword::WORDS.map(|word| format!("`{word}`")).join(", ")
        )),
    }
}

/// `rest if soreness > 7`, `if soreness > 7 then rest`, `elif …`, `otherwise if …`
fn conditional(
    word: &str,
    rest: &str,
    span: Span,
    whole: Span,
    source: &str,
) -> Option<Diagnostic> {
    let verdict = Verdict::from_name(word);
    let cut = |text: &str, words: &[&str]| -> Option<String> {
        words
            .iter()
            .find_map(|word| text.strip_prefix(word).map(|rest| rest.trim().to_owned()))
    };
    let (condition, what) = match (verdict, word) {
        (Some(_), _) => (
            cut(rest, &["if ", "when ", "whenever "]).unwrap_or_default(),
            "a verdict",
        ),
        (None, "if" | "when" | "whenever" | "elif" | "elseif" | "elsif" | "elsewhen") => {
            (rest.to_owned(), "a condition")
        }
        (None, "else") => (cut(rest, &["if ", "when "])?, "a condition"),
        _ => return None,
    };
    let condition = condition.trim_end_matches([':', ',', ';']).trim();
    let (condition, said) = match condition
        .rsplit_once(" then ")
        .or_else(|| condition.rsplit_once(':'))
    {
        Some((condition, said)) => (condition.trim().trim_end_matches(','), said.trim()),
        None => (condition, ""),
    };
    let verdict = verdict.or(Verdict::from_name(said));
    let shown = if condition.is_empty() {
        "…"
    } else {
        condition
    };
    let error = Diagnostic::error(
        Code::UnknownDeclaration,
        format!("{what} belongs to a rule"),
    )
    .label(span, "no rule stands above it");
    let then = verdict.map_or("rest", Verdict::name);
    let error = error.help(format!(
        "write `rule \"Name\"`, and below it, indented, `when {}` and `then {then}`",
        shortened(shown)
    ));
    if condition.is_empty() || condition.contains('"') {
        return Some(error);
    }
    let below = source.get(whole.end..).unwrap_or_default();
    let next = below
        .trim_start_matches(['\r', ' '])
        .strip_prefix('\n')
        .unwrap_or_default();
    let goes_on = next.starts_with([' ', '\t']);
    let mut written = format!("rule \"{condition}\"\n  when {condition}");
    match verdict {
        Some(verdict) if !goes_on => {
            written.push_str(&format!("\n  then {verdict}"));
            if verdict != Verdict::Train {
                written.push_str(&format!("\n  because \"{condition}\""));
            }
        }
        None if goes_on => {}
        _ => return Some(error),
    }
    Some(error.fix(whole, written))
}

/// `pain: scale 0 to 10`, `pain = soreness * 2`
fn without_keyword(word: &str, rest: &str, span: Span) -> Option<Diagnostic> {
    let at = Span::new(span.file, span.start, span.start);
    let (meant, what) = if rest.starts_with(':') && !rest.starts_with(":=") && rest.len() > 1 {
        ("input", "measured or asked")
    } else if rest.starts_with('=') && !rest.starts_with("==") {
        ("let", "worked out")
    } else {
        return None;
    };
    if Keyword::from_word(&word.to_lowercase()).is_some() || nearest(word, Keyword::WORDS).is_some()
    {
        return None;
    }
    Some(
        Diagnostic::error(
            Code::UnknownDeclaration,
            format!("nothing says what `{}` is", shortened(word)),
        )
        .label(span, format!("expected `{meant}` before this"))
        .help(format!(
            "what is {what} is declared with `{meant} {} …`",
            shortened(word)
        ))
        .fix(at, format!("{meant} ")),
    )
}

/// `stages "check-in"`: a clause without its declaration
fn clause_of(owner: Keyword, word: &str, whole: Span, source: &str) -> Diagnostic {
    let line_of = |keyword: Keyword| {
        source.lines().any(|line| {
            let end = line
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(line.len());
            line.get(..end).and_then(Keyword::from_word) == Some(keyword)
        })
    };
    let noun = owner.noun();
    let span = Span::new(whole.file, whole.start, whole.start + word.len());
    let error = Diagnostic::error(
        Code::UnknownDeclaration,
        format!(
            "`{word}` is a clause of {}",
            super::unknown_clause_hints::article(owner)
        ),
    )
    .label(
        span,
        format!("no {} stands above it", noun.trim_matches('`')),
    );
    if owner == Keyword::Ruleset && !line_of(Keyword::Ruleset) {
        return error
            .help("write `ruleset \"Name\"` above it, and indent this line")
            .fix(
                Span::new(whole.file, whole.start, whole.start),
                "ruleset \"Name\"\n  ",
            );
    }
    error.help(format!(
        "put it, indented, below the {noun} that it belongs to"
    ))
}

/// `; too sore`, `---`, `% too sore`: at the left edge, said to people only.
pub(super) fn left_edge_comment(line: Span, source: &str) -> Option<Diagnostic> {
    let text = source.get(line.start..line.end)?;
    let ruler = text.chars().count() > 1
        && text.chars().all(|c| {
            matches!(
                c,
                '-' | '=' | '*' | '_' | '~' | '+' | '\u{2014}' | '\u{2500}'
            )
        });
    let prose = text.chars().filter(|c| c.is_alphabetic()).count() > 2;
    let sign = if text.starts_with("--") {
        2
    } else {
        text.chars()
            .next()
            .filter(|c| {
                matches!(
                    c,
                    ';' | '%' | '\'' | '*' | '@' | '>' | '\u{2014}' | '\u{2013}' | '!' | '$'
                )
            })?
            .len_utf8()
    };
    if !(ruler || prose) || text.contains('|') {
        return None;
    }
    let end = if ruler { line.start } else { line.start + sign };
    let at = Span::new(line.file, line.start, line.start + sign);
    Some(
        Diagnostic::error(Code::StrayLine, "a comment begins with `#`")
            .label(at, "expected `#`")
            .help("write `#` before what is said to people only")
            .fix(
                Span::new(line.file, line.start, end),
                if ruler { "# " } else { "#" },
            )
            .sure(),
    )
}

/// `  rule "Sore"` where nothing stands above it; `indent` is in bytes.
pub(super) fn indented_declaration(line: Span, word: &str, indent: usize) -> Diagnostic {
    Diagnostic::error(
        Code::UnknownClause,
        format!("`{word}` begins a declaration, but is indented"),
    )
    .label(
        Span::new(line.file, line.start, line.start + word.len()),
        "not at the left edge",
    )
    .help("begin its line at the left edge")
    .fix(
        Span::new(line.file, line.start.saturating_sub(indent), line.start),
        "",
    )
    .sure()
}
