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

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(printable("\u{1b}[31mred\u{202e}"), "␛[31mred\u{fffd}");
        assert_eq!(printable("Zoë, 漢字\n\t✓"), "Zoë, 漢字\n\t✓");
    }
}
