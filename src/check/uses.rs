//! How often a name is written: in go the texts of all files, out come counts of
//! their words and of their texts in quotes. Comments do not count, and of a text in
//! quotes only what stands in `{…}` counts as words.

use std::collections::HashMap;

use crate::ast::Program;
use crate::source::Sources;

/// Words and texts, with how often each is written.
#[derive(Default)]
pub(super) struct Uses<'a> {
    words: HashMap<&'a str, usize>,
    texts: HashMap<&'a str, usize>,
}

impl<'a> Uses<'a> {
    pub fn of(program: &Program, sources: &'a Sources) -> Self {
        let mut uses = Self::default();
        for file in program.files() {
            uses.read(sources.get(file.id).map_or("", |source| source.text()));
        }
        uses
    }

    /// How often a name stands in the rulesets, where it is declared included.
    pub fn words(&self, name: &str) -> usize {
        self.words.get(name).copied().unwrap_or(0)
    }

    /// The same of a text in quotes.
    pub fn texts(&self, text: &str) -> usize {
        self.texts.get(text).copied().unwrap_or(0)
    }

    fn read(&mut self, text: &'a str) {
        for line in text.lines() {
            let mut rest = line;
            while let Some(at) = rest.find(['"', '#']) {
                let (code, from) = rest.split_at(at);
                self.read_code(code);
                let Some(inside) = from.strip_prefix('"') else {
                    rest = "";
                    break;
                };
                let (quoted, after) = inside.split_once('"').unwrap_or((inside, ""));
                *self.texts.entry(quoted).or_default() += 1;
                for value in quoted.split('{').skip(1) {
                    self.read_code(value.split('}').next().unwrap_or_default());
                }
                rest = after;
            }
            self.read_code(rest);
        }
    }

    fn read_code(&mut self, code: &'a str) {
        let words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
        for word in words.filter(|word| !word.is_empty()) {
            *self.words.entry(word).or_default() += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Uses;

    #[test]
    fn comments_and_plain_texts_hold_no_names() {
        let mut uses = Uses::default();
        uses.read("rule \"sleep\" # sleep\n  when sleep < 8 h\n  because \"{sleep} is short\"");
        assert_eq!((uses.words("sleep"), uses.texts("sleep")), (2, 1));
    }
}
