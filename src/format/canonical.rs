//! One way to write a thing: in go the tokens of a line, out come those of the
//! same line as the reference writes it. What is left out or changed never
//! changes what the line says, nor loses a comment.

use super::tokens::{Kind, Token};

/// `1 day ago` is `yesterday`, `3 day ago` is `3 days ago`, and nothing stands
/// between a last comma and its bracket.
pub(super) fn canonical(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::with_capacity(tokens.len());
    for token in tokens {
        match (&mut out[..], token.text.as_str()) {
            ([.., count, days], "ago") if is_days(days) && is_count(count) => {
                let quiet = count.behind.is_none() && days.behind.is_none();
                let lone = quiet && days.above.is_empty() && token.above.is_empty();
                // `27 to 1 days ago` counts from one day to another.
                let ends_range = matches!(&out[..], [.., to, _, _] if to.text == "to");
                if lone && !ends_range && out.get(out.len() - 2).is_some_and(|n| n.text == "1") {
                    out.pop();
                    if let Some(count) = out.last_mut() {
                        count.text = "yesterday".to_owned();
                        count.kind = Kind::Value;
                        count.behind = token.behind;
                    }
                    continue;
                }
                if let Some(days) = out.last_mut() {
                    days.text = "days".to_owned();
                }
                out.push(token);
            }
            ([.., comma], _)
                if token.kind == Kind::Close
                    && comma.kind == Kind::Comma
                    && comma.behind.is_none()
                    && comma.above.is_empty() =>
            {
                out.pop();
                out.push(token);
            }
            _ => out.push(token),
        }
    }
    out
}

/// `without rule "a", rule "b"` says `rule` once.
pub(super) fn without_again(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let after_comma = out.last().is_some_and(|last| last.kind == Kind::Comma);
        let quiet = token.above.is_empty() && token.behind.is_none();
        if !(after_comma && quiet && token.text == "rule") {
            out.push(token);
        }
    }
    out
}

fn is_days(token: &Token<'_>) -> bool {
    matches!(token.text.as_str(), "day" | "days")
}

fn is_count(token: &Token<'_>) -> bool {
    !token.text.is_empty() && token.text.bytes().all(|digit| digit.is_ascii_digit())
}
