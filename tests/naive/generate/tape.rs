//! A tape of random words: each choice of a generator reads the next one, and
//! past its end every word is 0, which stands for the simplest choice.

/// Random words to choose by.
#[derive(Debug)]
pub struct Tape<'a> {
    words: &'a [u32],
    at: usize,
}

impl<'a> Tape<'a> {
    pub fn new(words: &'a [u32]) -> Self {
        Self { words, at: 0 }
    }

    /// A number below `count`; 0 once the tape has ended.
    pub fn below(&mut self, count: usize) -> usize {
        let word = self.words.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        ((u64::from(word) * count as u64) >> 32) as usize
    }

    /// Whether a thing of this chance (of 100) happens; not, once the tape has ended.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    /// One of several; the first once the tape has ended.
    pub fn pick<'b, T>(&mut self, items: &'b [T]) -> &'b T {
        &items[self.below(items.len())]
    }
}
