//! What is left out of the tree: in goes the text of a declaration that cannot be
//! read, out comes what it may have declared, as the words in it. The checker
//! says nothing of what names one of them: its author knows already.

use crate::ast::Broken;
use crate::diagnostics::nearest;
use crate::span::Span;

use super::keywords::Keyword;

/// What other languages begin an `include` with.
pub(super) const INCLUDES: [&str; 7] = [
    "import", "use", "using", "require", "load", "extends", "from",
];

/// What a declaration may have said; `text` has blanks for comments.
pub(super) fn left_out(text: &str, span: Span) -> Broken {
    let first_line = text.lines().next().unwrap_or_default();
    let mut head = words(first_line);
    let first = head.next().unwrap_or_default();
    let keyword = keyword(first);
    let rest = first_line.trim_start().get(first.len()..);
    let is_nameless = |sign: char| {
        let before = rest.and_then(|rest| rest.split_once(sign));
        before.is_some_and(|(before, _)| words(before).next().is_none())
    };
    let anything = match keyword {
        Some("include") => true,
        Some("input" | "plan" | "setting" | "choice") => is_nameless(':'),
        Some("let") => is_nameless('='),
        _ => false,
    };
    let own = keyword.is_none().then_some(first);
    Broken {
        keyword,
        head: own.into_iter().chain(head).map(str::to_owned).collect(),
        words: words(text).map(str::to_owned).collect(),
        anything,
        span,
    }
}

/// The declaration that a word begins, or was likely meant to.
fn keyword(word: &str) -> Option<&'static str> {
    let known = |word: &str| Keyword::WORDS.into_iter().find(|known| *known == word);
    let lower = word.to_lowercase();
    // A verdict or a condition without its rule, or without its `otherwise`.
    if matches!(
        &*lower,
        "train" | "modify" | "rest" | "if" | "when" | "else"
    ) {
        return None;
    }
    known(word)
        .or_else(|| INCLUDES.contains(&lower.as_str()).then_some("include"))
        .or_else(|| nearest(word, Keyword::WORDS).and_then(known))
}

/// What may be a name, or a part of one that is written with spaces.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::left_out;
    use crate::span::{FileId, Span};

    #[test]
    fn a_declaration_is_known_by_its_words() {
        let broken = left_out(
            "inptu sleep quality: scale 0 to 10\n  ask \"How was it?\"",
            Span::new(FileId(0), 0, 0),
        );
        assert_eq!(broken.keyword, Some("input"));
        assert_eq!(broken.head[..2], ["sleep", "quality"]);
        assert!(broken.words.contains("How") && !broken.anything);
        assert!(left_out("let = 8 h - sleep", Span::new(FileId(0), 0, 0)).anything);
    }
}
