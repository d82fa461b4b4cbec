//! A command line that is still being typed: in goes its text up to the cursor,
//! out come its words as the shell will read them; and candidates go back as
//! the shell has to read them.

use super::Shell;

/// The words up to the cursor.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// Those that are finished, the program's name first.
    pub before: Vec<String>,
    /// The one at the cursor, without its quotes.
    pub current: String,
    /// The same as it is typed.
    pub typed: String,
    /// The quote in it that is still open.
    pub quote: Option<char>,
}

impl Words {
    /// Cuts a line as the shell does: at blanks outside quotes.
    pub fn cut(line: &str, shell: Shell) -> Self {
        let escape = match shell {
            Shell::Powershell => '`',
            Shell::Bash | Shell::Zsh | Shell::Fish => '\\',
        };
        let mut words = Self::default();
        let mut begun = false;
        let mut letters = line.chars().peekable();
        while let Some(c) = letters.next() {
            if words.quote.is_none() && c.is_whitespace() {
                if begun {
                    words.before.push(std::mem::take(&mut words.current));
                    words.typed.clear();
                    begun = false;
                }
                continue;
            }
            begun = true;
            words.typed.push(c);
            let next = letters.peek().copied();
            match (words.quote, c) {
                (Some(open), c) if c == open => {
                    // `''` inside of quotes is one of them.
                    if shell == Shell::Powershell && next == Some(open) {
                        words.typed.extend(letters.next());
                        words.current.push(open);
                    } else {
                        words.quote = None;
                    }
                }
                (None, '"' | '\'') => words.quote = Some(c),
                (quote, c) if c == escape && next.is_some() && escapes(shell, quote, next) => {
                    let escaped = letters.next();
                    words.typed.extend(escaped);
                    words.current.extend(escaped);
                }
                (_, c) => words.current.push(c),
            }
        }
        words.before.drain(..assignments(&words.before));
        words
    }

    /// The part of the typed word that stays, where the shell replaces only its end, `replaced`;
    /// as it will be read.
    pub fn kept(&self, replaced: &str, shell: Shell) -> String {
        let kept = self.typed.strip_suffix(replaced).unwrap_or("");
        Self::cut(kept, shell).current
    }

    /// A text as it has to be typed here.
    pub fn quoted(&self, text: &str, shell: Shell) -> String {
        match shell {
            // These quote by themselves what is chosen.
            Shell::Zsh | Shell::Fish => text.to_owned(),
            Shell::Bash => match self.quote {
                Some('\'') => text.replace('\'', r"'\''"),
                Some(_) => escaped(text, |c| matches!(c, '"' | '\\' | '$' | '`')),
                None => escaped(text, |c| !is_plain(c)),
            },
            Shell::Powershell => {
                let is_plain = |c: char| is_plain(c) && c != '@' && c != ',';
                match text.chars().all(is_plain) {
                    true => text.to_owned(),
                    false => format!("'{}'", text.replace('\'', "''")),
                }
            }
        }
    }
}

/// Whether a sign behind the shell's escape loses its meaning.
fn escapes(shell: Shell, quote: Option<char>, next: Option<char>) -> bool {
    match (shell, quote) {
        (Shell::Powershell, quote) => quote != Some('\''),
        (Shell::Fish, Some('\'')) => matches!(next, Some('\'' | '\\')),
        (_, Some('\'')) => false,
        (_, Some(_)) => matches!(next, Some('"' | '\\' | '$' | '`')),
        (_, None) => true,
    }
}

/// How many words come before the program's name: `NO_COLOR=1 touchline`.
fn assignments(words: &[String]) -> usize {
    let is_one = |word: &&String| {
        let name = word.split_once('=').map_or("", |(name, _)| name);
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        !name.is_empty() && name.chars().all(plain)
    };
    words.iter().take_while(is_one).count()
}

/// Whether a sign means nothing to any shell.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || "_-./:@%+,=~".contains(c)
}

fn escaped(text: &str, needs: impl Fn(char) -> bool) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if needs(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Shell, Words};

    fn cut(line: &str, shell: Shell) -> (Vec<String>, String, Option<char>) {
        let words = Words::cut(line, shell);
        (words.before, words.current, words.quote)
    }

    #[test]
    fn lines_are_cut_as_shells_do() {
        let all = [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::Powershell];
        for shell in all {
            let (before, current, quote) = cut("touchline test \"a b\" 'c d' ", shell);
            assert_eq!(before, ["touchline", "test", "a b", "c d"]);
            assert_eq!((current.as_str(), quote), ("", None));
            let (_, current, quote) = cut("touchline test \"Sore en", shell);
            assert_eq!((current.as_str(), quote), ("Sore en", Some('"')));
        }
        assert_eq!(cut(r"touchline Sore\ en", Shell::Bash).1, "Sore en");
        assert_eq!(cut("touchline Sore` en", Shell::Powershell).1, "Sore en");
        assert_eq!(cut(r"touchline C:\dir", Shell::Powershell).1, r"C:\dir");
        assert_eq!(cut("touchline 'it''s", Shell::Powershell).1, "it's");
        assert_eq!(cut(r"touchline 'it'\''s", Shell::Bash).1, "it's");
        assert_eq!(cut(r"touchline 'it\'s", Shell::Fish).1, "it's");
        assert_eq!(cut("NO_COLOR=1 A=b touchline x=y ", Shell::Bash).0.len(), 2);
        assert_eq!(cut("", Shell::Bash).1, "");
        assert_eq!(cut(r"touchline \", Shell::Bash).1, r"\");
    }

    #[test]
    fn what_is_quoted_is_read_back() {
        let texts = [
            "Kim",
            "Kim Lee",
            "it's",
            "\"x\" $HOME `a`",
            r"a\b",
            "@soreness",
            "a (b), c;",
        ];
        for text in texts {
            for open in ["", "\"", "'"] {
                let words = Words::cut(&format!("touchline {open}"), Shell::Bash);
                let line = format!("touchline {open}{}", words.quoted(text, Shell::Bash));
                assert_eq!(Words::cut(&line, Shell::Bash).current, text);
            }
            let words = Words::cut("touchline ", Shell::Powershell);
            let line = format!("touchline {}", words.quoted(text, Shell::Powershell));
            assert_eq!(Words::cut(&line, Shell::Powershell).current, text);
        }
    }

    #[test]
    fn what_the_shell_keeps_is_known() {
        let kept =
            |line: &str, replaced: &str| Words::cut(line, Shell::Bash).kept(replaced, Shell::Bash);
        assert_eq!(kept("touchline @sor", "sor"), "@");
        assert_eq!(kept("touchline --set severe=7", "7"), "severe=");
        assert_eq!(kept("touchline \"Sore en", "Sore en"), "");
        assert_eq!(kept("touchline Sore\\ en", "Sore\\ en"), "");
        assert_eq!(kept("touchline x", "else"), "");
    }
}
