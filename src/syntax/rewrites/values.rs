//! Values in first lines: what a setting, an input, a `let` or `otherwise` is
//! given, as other languages give it. In goes such a line, out come rewrites
//! such as `let load = …` for `let load := …`.

use super::{LineTokens, Rewrite};
use crate::syntax::errors::shortened;
use crate::syntax::place::Place;

/// `setting limit = 7`, `setting limit: 7`, `setting limit: scale 0 to 10: 7`
pub(super) fn setting_value(line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
    let Some(name) = line.tokens.get(1) else {
        return;
    };
    let value = line.tokens.len() - 1;
    let number = (3..=value).find(|&at| line.tokens.get(at).is_some_and(|token| token.is_number()));
    if matches!(line.word(2), "=" | ":") && number == Some(3) {
        let unit = (value == 4)
            .then(|| line.word(4))
            .filter(|unit| *unit != "%");
        let kind = match (value, unit, line.word(4)) {
            (3, _, _) => "number".to_owned(),
            (4, Some(unit), _) => unit.to_owned(),
            (4, None, _) => "percent".to_owned(),
            _ => return,
        };
        let (Some(sign), written) = (line.tokens.get(2), format!(": {kind} =")) else {
            return;
        };
        found.push(
            Rewrite::new(sign.start, sign.end(), "this setting has no type")
                .label("expected a type before the value")
                .help(format!(
                    "write `{}{written} …`, or a type with a range, such as `scale 0 to 10`",
                    name.text
                ))
                .with(name.end(), sign.end(), written)
                .guess(),
        );
    }
    for index in 3..line.tokens.len() {
        let Some(token) = line.tokens.get(index) else {
            continue;
        };
        let Some(before) = line.tokens.get(index - 1) else {
            continue;
        };
        if matches!(token.text, ":" | "is" | "==" | ":=" | "default")
            || (token.text == ":" && line.word(index + 1) == "=")
        {
            let more = usize::from(token.text == ":" && line.word(index + 1) == "=");
            let end = line
                .tokens
                .get(index + more)
                .map_or(token.end(), |token| token.end());
            found.push(
                Rewrite::new(token.start, end, "`=` stands before the value of a setting")
                    .label("expected `=`")
                    .help("write `=`")
                    .with(before.end(), end, " ="),
            );
        }
        if token.is_number() && index == line.here {
            found.push(
                Rewrite::new(
                    token.start,
                    token.end(),
                    "`=` stands before the value of a setting",
                )
                .label("expected `=` before this")
                .help(format!("write `= {}`", token.text))
                .with(before.end(), before.end(), " ="),
            );
        }
    }
}

/// `input pain: scale 0 to 10 = 0`
pub(super) fn default_value(place: &Place<'_>, line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
    let Some(equals) = line
        .tokens
        .iter()
        .rposition(|token| matches!(token.text, "=" | "default"))
    else {
        return;
    };
    let (Some(sign), Some(before)) = (
        line.tokens.get(equals),
        line.tokens.get(equals.saturating_sub(1)),
    ) else {
        return;
    };
    let Some((from, to)) = line
        .range(equals + 1, line.tokens.len())
        .filter(|_| equals > 3)
    else {
        return;
    };
    let value = place.between(from, to);
    found.push(
        Rewrite::new(sign.start, sign.end(), "an input gets its value from the data")
            .label("a value")
            .help(format!("where a missing answer means {value}, write `missing means {value}` on a line of its own"))
            .with(before.end(), to, format!("\n  missing means {value}"))
            .guess(),
    );
}

/// `let pain: number = …`, `let pain := …`, `let pain is …`, `let pain …`
pub(super) fn let_value(place: &Place<'_>, line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
    let (Some(name), Some(sign)) = (line.tokens.get(1), line.tokens.get(2)) else {
        return;
    };
    let equals = line.tokens.iter().position(|token| token.text == "=");
    if sign.text == ":"
        && let Some(equals) = equals.filter(|&at| at > 3)
        && let Some(token) = line.tokens.get(equals)
    {
        found.push(
            Rewrite::new(
                sign.start,
                token.start,
                "a `let` has no type: it follows from its value",
            )
            .label("not needed")
            .help(format!("write `let {} = …`", name.text))
            .with(name.end(), token.end(), " ="),
        );
    }
    let words = match sign.text {
        ":" if line.word(3) == "=" => 2,
        "==" if line.word(3) == "=" => 2,
        ":" | "==" | "is" | "be" | "equals" | "as" | "to" | "=>" => 1,
        _ => 0,
    };
    let end = line
        .tokens
        .get(1 + words)
        .map_or(name.end(), |token| token.end());
    let rewrite = if words > 0 {
        let said = place.between(sign.start, end);
        Rewrite::new(
            sign.start,
            end,
            format!("a value is given with `=`, not with `{said}`"),
        )
        .label("expected `=`")
        .with(name.end(), end, " =")
    } else {
        Rewrite::new(sign.start, sign.end(), "`=` is missing after the name")
            .label("expected `=` before this")
            .with(name.end(), name.end(), " =")
    };
    found.push(rewrite.help(format!("write `let {} = …`", name.text)));
}

/// `otherwise: train`, `otherwise then train`, `otherwise { train }`, `otherwise "train"`
pub(super) fn otherwise(place: &Place<'_>, line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
    let verdict =
        |text: &str| crate::ast::Verdict::from_name(&text.trim_matches('"').to_lowercase());
    let Some((at, found_verdict)) = line
        .tokens
        .iter()
        .enumerate()
        .find_map(|(at, token)| Some((at, verdict(token.text)?)))
    else {
        return;
    };
    let marks = line
        .tokens
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(index, _)| *index != at);
    let only_marks = marks.clone().all(|(_, token)| {
        matches!(
            token.text,
            ":" | ","
                | "="
                | "{"
                | "}"
                | "("
                | ")"
                | "-"
                | ">"
                | "=>"
                | "then"
                | "is"
                | "return"
                | "->"
                | "."
                | ";"
                | "!"
                | "do"
                | "to"
                | "\u{2192}"
        )
    });
    if let (true, Some((from, to)), Some(start)) = (
        only_marks,
        line.range(1, line.tokens.len()),
        line.tokens.first(),
    ) {
        let said = shortened(place.between(start.start, to));
        found.push(
            Rewrite::new(
                from,
                to,
                format!("`{said}` is written `otherwise {found_verdict}`"),
            )
            .label(format!("expected `{found_verdict}` alone"))
            .help(format!("write `otherwise {found_verdict}`"))
            .with(start.end(), to, format!(" {found_verdict}")),
        );
    }
}
