//! Comparisons in words: in goes a line, out come rewrites with the sign, such
//! as `>= 7` for `is at least 7`.

use super::{LineTokens, Rewrite};
use crate::syntax::place::Place;

/// How people say comparisons.
const COMPARED: [(&[&str], &str); 70] = [
    (&["greater", "than", "or", "equal", "to"], ">="),
    (&["greater", "or", "equal", "to"], ">="),
    (&["greater", "than", "or", "equals"], ">="),
    (&["more", "than", "or", "equal", "to"], ">="),
    (&["higher", "than", "or", "equal", "to"], ">="),
    (&["higher", "or", "equal", "to"], ">="),
    (&["above", "or", "equal", "to"], ">="),
    (&["above", "or", "at"], ">="),
    (&["at", "or", "above"], ">="),
    (&["equal", "to", "or", "greater", "than"], ">="),
    (&["equal", "to", "or", "more", "than"], ">="),
    (&["equal", "to", "or", "above"], ">="),
    (&["equal", "or", "greater", "than"], ">="),
    (&["less", "than", "or", "equal", "to"], "<="),
    (&["less", "or", "equal", "to"], "<="),
    (&["less", "than", "or", "equals"], "<="),
    (&["lower", "than", "or", "equal", "to"], "<="),
    (&["lower", "or", "equal", "to"], "<="),
    (&["below", "or", "equal", "to"], "<="),
    (&["below", "or", "at"], "<="),
    (&["at", "or", "below"], "<="),
    (&["equal", "to", "or", "less", "than"], "<="),
    (&["equal", "to", "or", "below"], "<="),
    (&["equal", "or", "less", "than"], "<="),
    (&["at", "least"], ">="),
    (&["at", "a", "minimum"], ">="),
    (&["no", "less", "than"], ">="),
    (&["not", "less", "than"], ">="),
    (&["not", "lower", "than"], ">="),
    (&["no", "fewer", "than"], ">="),
    (&["not", "below"], ">="),
    (&["not", "under"], ">="),
    (&["at", "most"], "<="),
    (&["no", "more", "than"], "<="),
    (&["not", "more", "than"], "<="),
    (&["not", "greater", "than"], "<="),
    (&["no", "greater", "than"], "<="),
    (&["not", "higher", "than"], "<="),
    (&["no", "higher", "than"], "<="),
    (&["not", "above"], "<="),
    (&["not", "over"], "<="),
    (&["up", "to"], "<="),
    (&["more", "than"], ">"),
    (&["greater", "than"], ">"),
    (&["higher", "than"], ">"),
    (&["larger", "than"], ">"),
    (&["bigger", "than"], ">"),
    (&["longer", "than"], ">"),
    (&["later", "than"], ">"),
    (&["less", "than"], "<"),
    (&["lower", "than"], "<"),
    (&["fewer", "than"], "<"),
    (&["smaller", "than"], "<"),
    (&["shorter", "than"], "<"),
    (&["earlier", "than"], "<"),
    (&["exceeds"], ">"),
    (&["exceeding"], ">"),
    (&["above"], ">"),
    (&["below"], "<"),
    (&["under"], "<"),
    (&["equal", "to"], "is"),
    (&["the", "same", "as"], "is"),
    (&["not", "equal", "to"], "is not"),
    (&["does", "not", "equal"], "is not"),
    (&["equals"], "is"),
    (&["equal"], "is"),
    (&["are", "not"], "is not"),
    (&["was", "not"], "is not"),
    (&["are"], "is"),
    (&["was"], "is"),
];

/// `is greater than 7`, `at least 7`
pub(super) fn compared(
    place: &Place<'_>,
    line: &LineTokens<'_>,
    index: usize,
    found: &mut Vec<Rewrite>,
) {
    let over = line.says(index, &["over"])
        && !line.tokens.iter().any(|token| token.text == "last")
        && !["average", "median", "highest", "lowest", "of", "when"]
            .iter()
            .any(|word| {
                line.tokens
                    .iter()
                    .take(index)
                    .any(|token| token.text == *word && line.word(0) != *word)
            });
    let phrases = COMPARED
        .iter()
        .filter(|(words, _)| line.says(index, words))
        .map(|(words, written)| (words.len(), *written))
        .chain(over.then_some((1, ">")));
    for (words, written) in phrases {
        let subject = index.checked_sub(1).is_some_and(|before| {
            !matches!(line.word(before), "when" | "unless" | "and" | "or" | "with")
        });
        if !subject {
            continue;
        }
        let is = ["is", "are", "was", "be"].contains(&line.word(index - 1));
        // What goes on with `of` is a list: `at least 2 of`.
        if let Some((from, to)) = line.range(index - usize::from(is), index + words) {
            found.push(Rewrite::word(place, from, to, written).label("a comparison in words"));
        }
    }
}
