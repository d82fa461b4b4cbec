//! The words of the language, as far as slips are concerned.

use super::super::super::keywords::{Keyword, RESERVED};

/// Words of the language beside those that cannot be names, and those that begin a declaration.
const OTHERS: &str = "\
    a about advise all always any as ask at athlete because become becomes before better \
    by cap cases column could cut day drop each expect falls flag for from give given \
    hours higher known last lasting least lower means milder minutes missing modify \
    never none now number on one overrides raise rest rises row same scale set several \
    since source span stages train unless verdict version waiting weeks whatever whole \
    worse";

/// Every word that may have been misspelt.
pub(super) fn words_of_language() -> impl Iterator<Item = &'static str> {
    let words = RESERVED.into_iter().chain(Keyword::WORDS);
    words.chain(OTHERS.split(' '))
}

pub(super) fn is_word_of_language(word: &str) -> bool {
    words_of_language().any(|known| known == word)
}
