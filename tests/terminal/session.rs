//! A session at a terminal: the real binary runs at a pseudo-terminal of a given
//! size, keys go in, and what stands on its screen comes out.
//!
//! ```ignore
//! let mut session = Session::start(folder, &["ask"], (100, 40));
//! session.wait("How long did you sleep?").send("7 h\r");
//! let ended = session.end();
//! assert_eq!(ended.code, 0);
//! ```

#![allow(dead_code, reason = "the sessions of each command use some of it")]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long something may take. Only a test that fails waits so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// Ends a line.
pub const ENTER: &str = "\r";
/// The key that leaves a question.
pub const ESCAPE: &str = "\u{1b}";
/// Ctrl-C.
pub const CTRL_C: &str = "\u{3}";
/// Ctrl-D: the end of what is typed.
pub const CTRL_D: &str = "\u{4}";
/// The key that marks one of several.
pub const SPACE: &str = " ";
/// To the next of several.
pub const DOWN: &str = "\u{1b}[B";

/// The binary at work.
pub struct Session {
    shared: Arc<Shared>,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Arc<Mutex<Box<dyn Write + Send>>>,
    reader: Option<JoinHandle<()>>,
    /// How the terminal was set before the binary ran.
    before: String,
}

/// How a session ended.
pub struct Ended {
    /// The exit code.
    pub code: u32,
    /// What stands on the screen, without the spaces at the ends of lines.
    pub screen: String,
    /// All that was ever printed, escape sequences taken out.
    pub printed: String,
    /// The terminal is set as it was before, and its cursor can be seen.
    pub restored: bool,
    /// Something was in colour, or bold.
    pub colored: bool,
}

#[derive(Default)]
struct Shared {
    seen: Mutex<Seen>,
    changed: Condvar,
}

struct Seen {
    parser: vt100::Parser,
    /// Every byte so far.
    bytes: Vec<u8>,
    closed: bool,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            parser: vt100::Parser::new(24, 80, 0),
            bytes: Vec::new(),
            closed: false,
        }
    }
}

impl Session {
    /// Starts `touchline` in a folder, at a terminal of so many columns and rows.
    pub fn start(folder: &Path, arguments: &[&str], size: (u16, u16)) -> Self {
        Self::start_with(folder, arguments, size, &[])
    }

    /// The same with environment variables.
    pub fn start_with(
        folder: &Path,
        arguments: &[&str],
        (cols, rows): (u16, u16),
        variables: &[(&str, &str)],
    ) -> Self {
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let before = settings(pair.master.as_ref());
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_touchline"));
        command.args(arguments);
        command.cwd(folder);
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the binary");
        // The reader sees the end only when nobody holds this side open.
        drop(pair.slave);
        let output = pair.master.try_clone_reader().expect("its output");
        let keys = pair.master.take_writer().expect("its input");
        let keys = Arc::new(Mutex::new(keys));
        let shared = Arc::new(Shared::default());
        shared.lock().parser = vt100::Parser::new(rows, cols, 0);
        let reader = {
            let (shared, keys) = (Arc::clone(&shared), Arc::clone(&keys));
            std::thread::spawn(move || shared.follow(output, &keys))
        };
        Self {
            shared,
            child,
            master: pair.master,
            keys,
            reader: Some(reader),
            before,
        }
    }

    /// Waits until a text stands on the screen.
    #[track_caller]
    pub fn wait(&mut self, text: &str) -> &mut Self {
        self.wait_until(&format!("{text:?}"), |screen| screen.contains(text))
    }

    /// Waits until the screen is as it should be; `what` is told where that never happens.
    #[track_caller]
    pub fn wait_until(&mut self, what: &str, is_so: impl Fn(&str) -> bool) -> &mut Self {
        let start = Instant::now();
        let mut seen = self.shared.lock();
        loop {
            let screen = seen.screen();
            if is_so(&screen) {
                break;
            }
            let left = PATIENCE.saturating_sub(start.elapsed());
            assert!(
                !seen.closed && !left.is_zero(),
                "{what} never came to the screen:\n{screen}"
            );
            seen = self.shared.wait(seen, left);
        }
        drop(seen);
        self
    }

    /// Types keys.
    pub fn send(&mut self, keys: &str) -> &mut Self {
        let mut writer = self.keys.lock().expect("the keys");
        // A program that has ended reads no more; the exit code will tell.
        let _ = writer.write_all(keys.as_bytes());
        let _ = writer.flush();
        drop(writer);
        self
    }

    /// Waits for a text, then types keys.
    #[track_caller]
    pub fn answer(&mut self, text: &str, keys: &str) -> &mut Self {
        self.wait(text).send(keys)
    }

    /// What stands on the screen, without the spaces at the ends of lines.
    pub fn screen(&self) -> String {
        self.shared.lock().screen()
    }

    /// Waits for the end of the binary.
    #[track_caller]
    pub fn end(mut self) -> Ended {
        let start = Instant::now();
        let mut seen = self.shared.lock();
        while !seen.closed {
            let left = PATIENCE.saturating_sub(start.elapsed());
            if left.is_zero() {
                let screen = seen.screen();
                drop(seen);
                let _ = self.child.kill();
                panic!("it did not end:\n{screen}");
            }
            seen = self.shared.wait(seen, left);
        }
        drop(seen);
        let status = self.child.wait().expect("its end");
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reader");
        }
        let seen = self.shared.lock();
        let restored =
            settings(self.master.as_ref()) == self.before && !seen.parser.screen().hide_cursor();
        Ended {
            code: status.exit_code(),
            screen: seen.screen(),
            printed: without_escapes(&seen.bytes),
            restored,
            colored: is_colored(&seen.bytes),
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().expect("the screen")
    }

    fn wait<'a>(&self, seen: MutexGuard<'a, Seen>, left: Duration) -> MutexGuard<'a, Seen> {
        let waited = self.changed.wait_timeout(seen, left);
        waited.expect("the screen").0
    }

    /// Reads what the binary prints until it ends, and answers where it asks for the cursor.
    fn follow(&self, mut output: Box<dyn Read + Send>, keys: &Mutex<Box<dyn Write + Send>>) {
        let mut buffer = [0; 4096];
        loop {
            let read = match output.read(&mut buffer) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                // Linux tells the end of a pseudo-terminal as an error.
                Ok(0) | Err(_) => break,
                Ok(read) => &buffer[..read],
            };
            let mut seen = self.lock();
            seen.bytes.extend_from_slice(read);
            seen.parser.process(read);
            if read.windows(4).any(|bytes| bytes == b"\x1b[6n") {
                let (row, col) = seen.parser.screen().cursor_position();
                let reply = format!("\x1b[{};{}R", row + 1, col + 1);
                let _ = keys.lock().expect("the keys").write_all(reply.as_bytes());
            }
            self.changed.notify_all();
        }
        self.lock().closed = true;
        self.changed.notify_all();
    }
}

impl Seen {
    fn screen(&self) -> String {
        let contents = self.parser.screen().contents();
        let lines = contents.lines().map(str::trim_end);
        lines.collect::<Vec<_>>().join("\n").trim_end().to_owned()
    }
}

/// How a terminal is set: echo, line by line, and all else.
fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

/// Whether an escape sequence sets a style: `ESC [ … m`, with more than `0`.
fn is_colored(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let mut sequences = text.split("\u{1b}[").skip(1);
    sequences.any(|sequence| {
        let codes = sequence.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        codes.starts_with('m') && !sequence.starts_with("0m") && !sequence.starts_with('m')
    })
}

fn without_escapes(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut plain = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' => {
                // `ESC [ … letter`, or `ESC` and one more.
                if chars.next() == Some('[') {
                    for c in chars.by_ref() {
                        if ('@'..='~').contains(&c) {
                            break;
                        }
                    }
                }
            }
            '\r' => {}
            c => plain.push(c),
        }
    }
    plain
}
