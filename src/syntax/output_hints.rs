//! Near misses in the cells of a table's outputs: in goes the place where
//! reading stopped, out comes a message that says how the language writes it.

use crate::ast::Verdict;
use crate::diagnostics::{Diagnostic, nearest};

use super::errors::shortened;
use super::hints::syntax;
use super::keywords::ADJUSTMENTS;
use super::place::{Place, Token};

/// A cell below `then` that is no verdict.
pub(super) fn verdict(place: &Place<'_>) -> Option<Diagnostic> {
    let text = place.text.trim();
    let tokens = all(place);
    let whole = place.span(tokens.first()?.start, tokens.last()?.end());
    let verdicts: Vec<&Token<'_>> = tokens
        .iter()
        .filter(|token| Verdict::from_name(token.text).is_some())
        .collect();
    let bare = text.trim_matches(['"', '\'', '`', ' ']);
    if let Some(found) = Verdict::from_name(bare) {
        return Some(
            syntax("a verdict stands without quotes")
                .label(whole, "in quotes")
                .help(format!("write `{found}`"))
                .fix(whole, found.name()),
        );
    }
    if let [_, second, ..] = verdicts.as_slice() {
        return Some(
            syntax("a row gives one verdict")
                .label(place.span_of(**second), "the second")
                .help("keep one, or write a row for each"),
        );
    }
    let one = verdicts.first().map(|token| token.text);
    let rest = match (tokens.first()?.text, one) {
        ("then", Some(verdict)) if tokens.len() == 2 => {
            return Some(
                syntax("`then` is not needed in a cell")
                    .label(whole, "said by the header already")
                    .help(format!("write `{verdict}`"))
                    .fix(whole, verdict),
            );
        }
        (first, Some(verdict)) if first == verdict => tokens.get(1..)?,
        _ => &[],
    };
    if let (Some(first), Some(verdict)) = (rest.first(), one) {
        let from = place.span(first.start, tokens.last()?.end());
        let says = |word: &str| rest.iter().take(2).any(|token| token.text == word);
        let error = syntax(format!("only `{verdict}` belongs in this cell"))
            .label(from, "does not belong here");
        return Some(if ADJUSTMENTS.iter().any(|word| says(word)) {
            error.help("write what is changed in a column `adjust`")
        } else if ["if", "when", "unless"].iter().any(|word| says(word)) {
            error.help("write what must hold in a column of its own, headed by the expression")
        } else {
            error.help("write the reason in a column `because`, and a change in a column `adjust`")
        });
    }
    let error =
        syntax(format!("`{}` is no verdict", shortened(text))).label(whole, "not a verdict");
    Some(match nearest(text, ["train", "modify", "rest"]) {
        Some(near) => error
            .help(format!("did you mean `{near}`?"))
            .fix(whole, near),
        None => error.help("the verdicts are `train`, `modify` and `rest`"),
    })
}

/// Words of other languages for a change.
const CHANGES: [(&str, &str); 16] = [
    ("reduce", "cut"),
    ("lower", "cut"),
    ("decrease", "cut"),
    ("less", "cut"),
    ("minus", "cut"),
    ("limit", "cap"),
    ("max", "cap"),
    ("maximum", "cap"),
    ("increase", "raise"),
    ("lengthen", "raise"),
    ("remove", "drop"),
    ("skip", "drop"),
    ("avoid", "drop"),
    ("tell", "advise"),
    ("say", "advise"),
    ("advice", "advise"),
];

/// The change that a word of another language stands for.
pub(super) fn change_for(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    let found = CHANGES.iter().find(|(said, _)| *said == word);
    found.map(|(_, meant)| *meant)
}

/// A cell below `adjust` that could not be read.
pub(super) fn adjustments(place: &Place<'_>) -> Option<Diagnostic> {
    let tokens = all(place);
    let is_change = |token: &Token<'_>| ADJUSTMENTS.contains(&token.text);
    // `and cap effort at 7`: read as a condition up to the word behind `cap`.
    let here = place.before.len();
    let joint = tokens
        .windows(2)
        .take(here + 1)
        .find(|pair| {
            matches!(
                pair[0].text,
                "and" | ";" | "&" | "&&" | "+" | "then" | "." | "/"
            ) && is_change(&pair[1])
        })
        .and_then(|pair| pair.first());
    if let Some(joint) = joint {
        return Some(
            syntax("changes in a cell have commas between them")
                .label(place.span_of(*joint), "expected `,`")
                .help("write `,`")
                .fix(place.span_of(*joint), ","),
        );
    }
    let Some(found) = place.found() else {
        return (place.last_word() == ",").then(|| {
            let comma = place.here();
            let comma = place.last().map_or(comma, |last| place.span_of(last));
            syntax("nothing stands after this comma")
                .label(comma, "not needed")
                .help("take it out")
                .fix(comma, "")
        });
    };
    let here = place.span_of(found);
    let last = place.last_word();
    if is_change(&found) && !place.before.is_empty() && last != "," {
        let after = place
            .last()
            .map_or(here.start, |last| place.span_of(last).end);
        let gap = crate::span::Span::new(here.file, after, after);
        return Some(
            syntax("changes in a cell have commas between them")
                .label(here, "expected `,` before this")
                .help("write `,` before it")
                .fix(gap, ","),
        );
    }
    let begins = place.before.is_empty() || last == ",";
    if begins && found.is_string() {
        return Some(
            syntax("advice begins with `advise`")
                .label(here, "expected `advise` before this")
                .help(format!("write `advise {}`", shortened(found.text)))
                .fix(here, format!("advise {}", found.text)),
        );
    }
    // `sets by 2` after a change of something else.
    let left_out = place.next(1).and_then(|next| match next.text {
        "by" => Some("cut"),
        "at" => Some("cap"),
        "to" => Some("raise"),
        _ => None,
    });
    if let (true, Some(word)) = (begins && found.is_word(), left_out) {
        let insert = crate::span::Span::new(here.file, here.start, here.start);
        return Some(
            syntax(format!(
                "`{}` is to be changed, but not how",
                shortened(found.text)
            ))
            .label(here, format!("expected `{word}` before this"))
            .help(format!("write `{word} {}`", shortened(found.text)))
            .fix(insert, format!("{word} ")),
        );
    }
    if begins && found.is_word() {
        let error = syntax(format!("no change begins with `{}`", shortened(found.text)))
            .label(here, "not a change");
        let meant = CHANGES
            .iter()
            .find(|(word, _)| *word == found.text)
            .map(|(_, meant)| *meant)
            .or_else(|| nearest(found.text, ADJUSTMENTS));
        return Some(match meant {
            Some(meant) => error
                .help(format!("did you mean `{meant}`?"))
                .fix(here, meant),
            None => error.help(
                "write `cut NAME by 20%`, `cap NAME at 7`, `raise NAME to 3 min`, `drop SET from NAME` or `advise \"…\"`",
            ),
        });
    }
    let again = matches!(found.text, "by" | "at" | "to" | "from");
    let begun = place.before.iter().rev().find(|token| is_change(token))?;
    (again && place.after_value()).then(|| {
        syntax(format!("one `{}` changes one thing", begun.text))
            .label(here, "a second change")
            .help(format!("write a second `{}` after a comma", begun.text))
    })
}

/// A cell below `because`, `flag` or `name` that is no text.
pub(super) fn text(place: &Place<'_>) -> Option<Diagnostic> {
    let text = place.text.trim();
    let tokens = all(place);
    let strings: Vec<_> = tokens.iter().filter(|token| token.is_string()).collect();
    if let [_, second, ..] = strings.as_slice() {
        return Some(
            syntax("a cell holds one text")
                .label(place.span_of(**second), "the second")
                .help("put both into one text, between one pair of quotes"),
        );
    }
    if text.contains(['"', '\u{201c}', '\u{201d}']) {
        return None;
    }
    let whole = place.span(tokens.first()?.start, tokens.first()?.start + text.len());
    let bare = text.trim_matches(['\'', '`', '\u{2018}', '\u{2019}', ' ']);
    Some(
        syntax("a text stands between quotes")
            .label(whole, "not between quotes")
            .help(format!("write `\"{}\"`", shortened(bare)))
            .fix(whole, format!("\"{bare}\"")),
    )
}

/// A cell below `give` that is no value.
pub(super) fn value(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.found()?;
    let range = found.text == "to" && place.after_value();
    let comparison = place.before.is_empty() && matches!(found.text, "<" | "<=" | ">" | ">=" | "=");
    (range || comparison).then(|| {
        syntax("a cell below `give` holds one value")
            .label(
                place.here(),
                if range {
                    "makes it a range"
                } else {
                    "makes it a comparison"
                },
            )
            .help("write the value that the row gives, such as `2.5 kg`")
    })
}

/// `-` in a cell that says nothing
pub(super) fn nothing(text: &str, span: crate::span::Span) -> Option<Diagnostic> {
    let nothing = [
        "-", "--", "\u{2013}", "\u{2014}", "*", "any", "none", "nothing", "n/a",
    ];
    nothing.contains(&text).then(|| {
        syntax("a cell that says nothing is left empty")
            .label(span, "says nothing")
            .help(format!("take `{text}` out"))
            .fix(span, "")
    })
}

fn all<'p>(place: &Place<'p>) -> Vec<Token<'p>> {
    place.before.iter().chain(&place.after).copied().collect()
}
