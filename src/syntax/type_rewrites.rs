//! First lines of declarations: names, types and values as other languages
//! write them: in goes such a line, out come rewrites.

use super::errors::{in_help, shortened};
use super::keywords::Keyword;
use super::place::Place;
use super::rewrites::{LineTokens, Rewrite};

pub(super) fn rewrites(place: &Place<'_>, line: &LineTokens<'_>) -> Vec<Rewrite> {
    let mut found = Vec::new();
    let Some(keyword) = place.keyword.filter(|_| place.first_line) else {
        return found;
    };
    titled(place, line, &mut found);
    match keyword {
        Keyword::Input | Keyword::Plan | Keyword::Setting => {
            names(line, &mut found);
            colons(line, keyword, &mut found);
            types(place, line, &mut found);
            members(place, line, &mut found);
            if keyword == Keyword::Setting {
                setting_value(line, &mut found);
            } else {
                default_value(place, line, &mut found);
            }
        }
        Keyword::Let => {
            names(line, &mut found);
            let_value(place, line, &mut found);
        }
        Keyword::Choice | Keyword::Group => {
            names(line, &mut found);
            colons(line, keyword, &mut found);
            members(place, line, &mut found);
            for (words, written) in [(&["in"], "of"), (&["for"], "of"), (&["from"], "of")] {
                if keyword == Keyword::Group && line.says(2, words) {
                    found.extend(word(place, line, (2, 3), written));
                }
            }
        }
        Keyword::Otherwise => otherwise(place, line, &mut found),
        _ => {}
    }
    found
}

fn word(
    place: &Place<'_>,
    line: &LineTokens<'_>,
    (from, to): (usize, usize),
    written: &str,
) -> Option<Rewrite> {
    let (from, to) = line.range(from, to)?;
    Some(Rewrite::word(place, from, to, written))
}

/// `rule: "Sore"`, `rule = "Sore"`, `rule("Sore")`, `rule 1 "Sore"`, `rule Sore:`
fn titled(place: &Place<'_>, line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
    let string = line.tokens.iter().position(|token| token.is_string());
    let Some(at) = string.filter(|&at| at > 1) else {
        return;
    };
    let (Some(keyword), Some(title), Some((from, to))) =
        (line.tokens.first(), line.tokens.get(at), line.range(1, at))
    else {
        return;
    };
    let said = shortened(place.between(from, to));
    let mut rewrite = Rewrite::new(from, to, format!("`{said}` is not needed before the name"))
        .label("not needed")
        .help(format!("write `{} {}`", keyword.text, in_help(title.text)))
        .with(keyword.end(), title.start, " ");
    // `rule("Sore")`
    if let Some((_, end)) = line.range(at + 1, line.tokens.len()) {
        rewrite = rewrite.with(title.end(), end, "");
    }
    let words = line.tokens.get(1..at).unwrap_or_default();
    found.push(
        if words
            .iter()
            .any(|token| token.is_word() || token.is_number())
        {
            rewrite.guess()
        } else {
            rewrite
        },
    );
}

/// `input "pain": …`, `input sleep-debt: …`
fn names(line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
    if let Some(quoted) = line.tokens.get(1).filter(|token| token.is_string()) {
        let name: String = quoted
            .text
            .trim_matches('"')
            .trim()
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '_' })
            .collect();
        found.push(
            Rewrite::new(quoted.start, quoted.end(), "a name stands without quotes")
                .label("in quotes")
                .help(format!("write `{name}`"))
                .with(quoted.start, quoted.end(), name),
        );
    }
    // `sleep debt`, `sleep-debt`, `sleep.debt`, `sleep/debt`
    let end = (1..line.tokens.len()).find(|&index| matches!(line.word(index), ":" | "="));
    let parts = end
        .and_then(|end| line.tokens.get(1..end))
        .unwrap_or_default();
    let joints = parts.iter().filter(|token| !token.is_word()).count();
    let joined = parts.iter().all(|token| {
        token.is_word() || token.is_number() || matches!(token.text, "-" | "." | "/" | "\u{2013}")
    });
    if let ([first, .., last], true) = (
        parts,
        joined && !parts.iter().any(|part| matches!(part.text, "is" | "of")),
    ) {
        let words: Vec<&str> = parts
            .iter()
            .filter(|token| token.is_word() || token.is_number())
            .map(|token| token.text)
            .collect();
        let name = words.join("_");
        found.push(
            Rewrite::new(
                first.start,
                last.end(),
                "a name is one word of letters, digits and `_`",
            )
            .label(if joints > 0 {
                "not one word"
            } else {
                "more than one word"
            })
            .help(format!("write `{name}`"))
            .with(first.start, last.end(), name),
        );
    }
}

/// `input nap = hours`, `input nap is hours`, `input nap hours`, `choice side = a, b`
fn colons(line: &LineTokens<'_>, keyword: Keyword, found: &mut Vec<Rewrite>) {
    let at = if keyword == Keyword::Group { 4 } else { 2 };
    let Some(token) = line.tokens.get(at) else {
        return;
    };
    if keyword == Keyword::Setting && token.text == "=" {
        return;
    }
    let name = line
        .tokens
        .get(at - 1)
        .map_or(token.start, |name| name.end());
    let what = if matches!(keyword, Keyword::Choice | Keyword::Group) {
        "its members"
    } else {
        "its type"
    };
    let sign = matches!(
        token.text,
        "=" | "is" | "are" | "-" | ";" | "," | "as" | "of" | "in" | "==" | "has"
    );
    let new = |from: usize, to: usize| {
        Rewrite::new(from, to, format!("`:` stands between the name and {what}"))
            .label("expected `:`")
            .help("write `:` after the name")
    };
    if sign {
        found.push(new(token.start, token.end()).with(name, token.end(), ":"));
    } else if token.is_word() {
        found.push(
            new(token.start, token.end())
                .label("expected `:` before this")
                .with(name, name, ":"),
        );
    }
}

/// Types as they are said elsewhere.
const TYPES: [(&[&str], &str); 26] = [
    (&["yes", "/", "no"], "yes or no"),
    (&["yes", ",", "no"], "yes or no"),
    (&["yes", "|", "no"], "yes or no"),
    (&["yes", "-", "no"], "yes or no"),
    (&["yes", "and", "no"], "yes or no"),
    (&["yes", "no"], "yes or no"),
    (&["no", "or", "yes"], "yes or no"),
    (&["one", "of", "yes", ",", "no"], "yes or no"),
    (&["one", "of", "yes", "or", "no"], "yes or no"),
    (&["one", "of", "{", "yes", ",", "no", "}"], "yes or no"),
    (&["true", "or", "false"], "yes or no"),
    (&["true", "/", "false"], "yes or no"),
    (&["y", "/", "n"], "yes or no"),
    (&["a", "scale", "of"], "scale"),
    (&["a", "scale", "from"], "scale"),
    (&["scale", "of"], "scale"),
    (&["scale", "from"], "scale"),
    (&["scale", "between"], "scale"),
    (&["scale", ":"], "scale"),
    (&["whole", "numbers"], "whole number"),
    (&["for", "every"], "for each"),
    (&["per"], "for each"),
    (&["each"], "for each"),
    (&["by"], "for each"),
    (&["for"], "for each"),
    (&["between"], "from"),
];

fn types(place: &Place<'_>, line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
    let Some(colon) = line.tokens.iter().position(|token| token.text == ":") else {
        return;
    };
    for index in colon + 1..line.tokens.len() {
        for (words, written) in TYPES {
            if line.says(index, words) && line.word(index + words.len()) != "each" {
                let mut rewrite = word(place, line, (index, index + words.len()), written);
                // `between 0 and 16`
                let and = (index..line.tokens.len())
                    .find(|&at| matches!(line.word(at), "and" | "-" | "\u{2013}" | ","));
                if let (true, Some(and)) = (words.contains(&"between"), and)
                    && let Some((from, to)) = line.range(and, and + 1)
                {
                    rewrite = rewrite.map(|rewrite| {
                        rewrite.with(from, to, super::rewrites::spaced(place, from, to, "to"))
                    });
                }
                found.extend(rewrite);
            }
        }
    }
    let first = colon + 1;
    let number = |index: usize| {
        let sign = usize::from(line.word(index) == "-");
        line.tokens
            .get(index + sign)
            .is_some_and(|token| token.is_number())
            .then_some(sign + 1)
    };
    // `scale (0 to 10)`, `scale [0, 10]`
    let open = line
        .tokens
        .iter()
        .position(|token| matches!(token.text, "(" | "["));
    if let Some(open) = open.filter(|&open| open > colon)
        && let Some(close) = line.closing(open)
        && let (Some(low), Some((from, to))) = (number(open + 1), line.range(open, close + 1))
        && let Some(high) = number(open + 1 + low + 1)
        && open + 1 + low + 1 + high == close
    {
        let range = format!(
            "{} to {}",
            line.text(place, open + 1, open + 1 + low),
            line.text(place, open + 2 + low, close)
        );
        let range = if matches!(line.word(open - 1), "scale" | "from") {
            range
        } else {
            format!("from {range}")
        };
        found.push(
            Rewrite::new(from, to, "a range stands without brackets")
                .label("in brackets")
                .help(format!("write `{range}`"))
                .with(from, to, super::rewrites::spaced(place, from, to, &range)),
        );
    }
    // `0 to 10`, `1-10`
    if let Some(low) = number(first)
        && matches!(line.word(first + low), "to" | "-" | "\u{2013}" | "..")
        && number(first + low + 1).is_some()
        && let Some((from, to)) = line.range(first + low, first + low + 1)
        && let Some(start) = line.tokens.get(first).map(|token| token.start)
    {
        let rewrite = Rewrite::new(start, start, "a range alone does not say what is measured")
            .label("expected a type before this")
            .help("write `scale` before it for a rating, or a unit and `from`, as in `hours from 0 to 16`")
            .with(start, start, "scale ")
            .guess();
        found.push(if line.word(first + low) == "to" {
            rewrite
        } else {
            rewrite.with(from, to, super::rewrites::spaced(place, from, to, "to"))
        });
    }
    units_of_ends(line, colon, found);
    // `date lasting`
    let last = line.tokens.len().saturating_sub(1);
    if line.says(last, &["lasting"])
        && line.word(last.saturating_sub(1)) != ","
        && let Some(token) = line.tokens.get(last)
        && let Some(before) = line.tokens.get(last.saturating_sub(1))
    {
        found.push(
            Rewrite::new(token.start, token.end(), "a comma stands before `lasting`")
                .label("expected `,` before this")
                .help("write `, lasting`")
                .with(before.end(), before.end(), ","),
        );
    }
}

/// `hours from 0 h to 16 h`
fn units_of_ends(line: &LineTokens<'_>, colon: usize, found: &mut Vec<Rewrite>) {
    let mut rewrite: Option<Rewrite> = None;
    for index in colon + 1..line.tokens.len() {
        let (Some(number), Some(unit)) = (line.tokens.get(index), line.tokens.get(index + 1))
        else {
            break;
        };
        let is_unit = unit.text == "%"
            || (unit.is_word()
                && !matches!(unit.text, "to" | "for" | "from" | "per" | "and" | "each"));
        if !number.is_number() || !is_unit || line.word(index + 1) == "ago" {
            continue;
        }
        let so_far = rewrite.take().unwrap_or_else(|| {
            Rewrite::new(unit.start, unit.end(), "the ends of a range are plain numbers")
                .label("a unit is not needed here")
                .help("take it out: the type before the range says the unit, such as `hours from 0 to 16`")
        });
        rewrite = Some(so_far.with(number.end(), unit.end(), ""));
    }
    // Whether it is the unit of the type nobody has looked at.
    found.extend(rewrite.map(Rewrite::guess));
}

/// `one of {a, b}`, `one of "a", "b"`, `one of a or b`, `choice side: one of a, b`
fn members(place: &Place<'_>, line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
    let one_of = (0..line.tokens.len()).find(|&index| line.says(index, &["one", "of"]));
    let colon = line.tokens.iter().position(|token| token.text == ":");
    let bare = matches!(line.word(0), "choice" | "group");
    let (Some(first), has_one_of) = (
        one_of.map(|at| at + 2).or(colon.map(|at| at + 1)),
        one_of.is_some(),
    ) else {
        return;
    };
    let rest = line.tokens.get(first..).unwrap_or_default();
    let end = rest
        .iter()
        .position(|token| token.text == "=")
        .unwrap_or(rest.len());
    let rest = rest.get(..end).unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for token in rest {
        let text = token.text.trim_matches('"').trim();
        let joint = matches!(
            token.text,
            "," | "or" | "and" | "/" | "|" | ";" | "{" | "}" | "[" | "]" | "(" | ")" | ":" | "&"
        );
        if joint {
            if !words.is_empty() {
                names.push(words.join("_"));
                words.clear();
            }
        } else if token.is_word() || token.is_number() {
            words.push(text);
        } else if token.is_string() && !text.is_empty() {
            words.extend(
                text.split(|c: char| !c.is_alphanumeric())
                    .filter(|word| !word.is_empty()),
            );
        } else {
            return;
        }
    }
    if !words.is_empty() {
        names.push(words.join("_"));
    }
    let (Some(start), Some(stop)) = (rest.first(), rest.last()) else {
        return;
    };
    if names.len() < 2 {
        return;
    }
    let list = names.join(", ");
    let from = match (bare, one_of) {
        (true, Some(at)) => line.tokens.get(at).map_or(start.start, |token| token.start),
        _ => start.start,
    };
    let written = if bare || has_one_of {
        list
    } else {
        format!("one of {list}")
    };
    let joined = names.iter().any(|name| name.contains('_'))
        && !place.between(from, stop.end()).contains('_');
    let rewrite = Rewrite::new(
        from,
        stop.end(),
        "the members have commas between them, and nothing around them",
    )
    .label(if has_one_of || bare {
        "a list of members"
    } else {
        "expected `one of` before this"
    })
    .help(format!("write `{}`", in_help(&written)))
    .with(
        from,
        stop.end(),
        super::rewrites::spaced(place, from, stop.end(), &written),
    );
    found.push(if joined { rewrite.guess() } else { rewrite });
}

/// `setting limit = 7`, `setting limit: 7`, `setting limit: scale 0 to 10: 7`
fn setting_value(line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
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
fn default_value(place: &Place<'_>, line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
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
fn let_value(place: &Place<'_>, line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
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
fn otherwise(place: &Place<'_>, line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
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
