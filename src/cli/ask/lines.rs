//! Answers a line each: in go lines from a pipe, or from a terminal that shows
//! lines alone, out come answers; what is none is told, and asked for again.

use std::io::{BufRead, IsTerminal, Read};

use super::{Typed, tell};
use crate::ask::{Entry, Question, Questionnaire, read, read_named};
use crate::cli::console::Console;
use crate::cli::exit::Stop;
use crate::diagnostics::{Code, Diagnostic};
use crate::pipeline::io_reason;
use crate::report::Tone;

/// The longest line that is read as an answer, in bytes.
const LONGEST: u64 = 1 << 16;
/// The most lines that are read from a pipe, which may never end.
const MOST: usize = 10_000;

/// Standard input, line by line.
pub(super) struct Lines {
    /// Somebody types the lines.
    typed: bool,
    ended: bool,
    /// Lines so far.
    read: usize,
    /// Lines that were no answer.
    misread: usize,
}

impl Lines {
    pub fn new() -> Self {
        Self {
            typed: std::io::stdin().is_terminal(),
            ended: false,
            read: 0,
            misread: 0,
        }
    }

    /// Reads lines until one is an answer.
    pub fn ask(&mut self, question: &Question<'_>, console: &Console) -> Result<Typed, Stop> {
        loop {
            if self.typed {
                console.say("  > ");
            }
            let Some(line) = self.next(console)? else {
                return Ok(Typed::End);
            };
            match read(question, &line) {
                Ok(entry) => return Ok(Typed::Entry(entry)),
                Err(wrong) => self.wrong(&wrong, console),
            }
        }
    }

    /// Reads what a pipe still holds when nothing more is asked: answers by name count, the rest is
    /// told of. Whether a line was no answer.
    pub fn finish(
        &mut self,
        questionnaire: &mut Questionnaire<'_>,
        console: &Console,
    ) -> Result<bool, Stop> {
        if self.typed {
            return Ok(false);
        }
        let mut unused = 0;
        while let Some(line) = self.next(console)? {
            if line.trim().is_empty() {
                continue;
            }
            match read_named(questionnaire, &line) {
                Some(Ok(Entry::Answer(input, changes))) => questionnaire.answer(input, changes),
                Some(Ok(_)) => {}
                Some(Err(wrong)) => self.wrong(&wrong, console),
                None => unused += 1,
            }
        }
        match unused {
            0 => {}
            1 => tell(console, "1 more line was not needed.", Tone::Quiet, 0),
            lines => tell(
                console,
                &format!("{lines} more lines were not needed."),
                Tone::Quiet,
                0,
            ),
        }
        Ok(self.misread > 0)
    }

    fn wrong(&mut self, wrong: &str, console: &Console) {
        self.misread += 1;
        tell(console, wrong, Tone::Plain, 2);
    }

    /// The next line; `None` at the end.
    fn next(&mut self, console: &Console) -> Result<Option<String>, Stop> {
        if self.ended {
            return Ok(None);
        }
        if self.read == MOST && !self.typed {
            self.ended = true;
            let text = format!("After {MOST} lines no more are read.");
            tell(console, &text, Tone::Plain, 0);
            return Ok(None);
        }
        self.read += 1;
        let mut bytes = Vec::new();
        let mut stdin = std::io::stdin().lock();
        let read = stdin.by_ref().take(LONGEST).read_until(b'\n', &mut bytes);
        if let Err(error) = read {
            return Err(Stop::command(
                Diagnostic::error(
                    Code::CannotRead,
                    format!("the answers cannot be read: {}", io_reason(&error)),
                )
                .help("give them on standard input, a line each"),
            ));
        }
        if bytes.is_empty() {
            self.ended = true;
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }
}
