//! Text from files made safe to show: in goes text that anybody may have
//! written, out comes the same without characters that steer a terminal or
//! change the order in which a line is read.

use std::borrow::Cow;

/// What stands in for a character that is not shown as it is.
pub(crate) fn visible(c: char) -> char {
    match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => '\u{fffd}',
        _ => c,
    }
}

/// The text with every such character replaced; line breaks and tabs stay.
pub fn printable(text: &str) -> Cow<'_, str> {
    let stays = |c: char| matches!(c, '\n' | '\t') || visible(c) == c;
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|c| if stays(c) { c } else { visible(c) })
            .collect(),
    )
}

/// The longest word that a message shows whole, in characters.
const LONGEST_WORD: usize = 80;

/// The text made safe, and words that would fill the screen cut short.
pub(crate) fn brief(text: &str) -> String {
    let text = printable(text);
    if text
        .split(char::is_whitespace)
        .all(|word| word.len() <= LONGEST_WORD)
    {
        return text.into_owned();
    }
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            let letters = word.trim_end();
            if letters.chars().count() <= LONGEST_WORD {
                return word.to_owned();
            }
            let start: String = letters.chars().take(LONGEST_WORD / 2).collect();
            let quote = if letters.ends_with('`') { "`" } else { "" };
            let space = word.strip_prefix(letters).unwrap_or_default();
            format!("{start}…{quote}{space}")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(printable("\u{1b}[31mred\u{202e}"), "␛[31mred\u{fffd}");
        assert_eq!(printable("Zoë, 漢字\n\t✓"), "Zoë, 漢字\n\t✓");
    }

    #[test]
    fn words_that_fill_the_screen_are_cut() {
        let long = format!("no `{}` here", "x".repeat(5000));
        assert_eq!(
            super::brief(&long),
            format!("no `{}…` here", "x".repeat(39))
        );
    }
}
