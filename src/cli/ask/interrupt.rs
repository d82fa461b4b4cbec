//! Ctrl-C where the terminal, and not a prompt, sees it: out comes the note that
//! nothing was saved, and exit code 130. Never while the file is being written.

use std::sync::{Arc, Mutex, PoisonError};

use crate::cli::exit::Exit;

/// What is said when it comes.
#[derive(Clone, Default)]
pub(super) struct Interrupt {
    note: Arc<Mutex<String>>,
}

impl Interrupt {
    /// Waits for Ctrl-C from now on. Where that cannot be, the system ends the process.
    pub fn watch(note: String) -> Self {
        let interrupt = Self {
            note: Arc::new(Mutex::new(note)),
        };
        interrupt.clone().spawn();
        interrupt
    }

    /// Does something that is done whole or not at all; Ctrl-C is heard after it, without the note.
    pub fn after<T>(&self, act: impl FnOnce() -> T) -> T {
        let mut note = self.note.lock().unwrap_or_else(PoisonError::into_inner);
        let done = act();
        note.clear();
        done
    }

    /// Does something that sets the terminal otherwise, and sets it back at its end: Ctrl-C is a
    /// key meanwhile. One that came just before is heard after it.
    pub fn beside<T>(&self, act: impl FnOnce() -> T) -> T {
        let _held = self.note.lock().unwrap_or_else(PoisonError::into_inner);
        act()
    }

    #[cfg(unix)]
    fn spawn(self) {
        use std::io::Write;

        use signal_hook::consts::SIGINT;
        use signal_hook::iterator::Signals;

        let Ok(mut signals) = Signals::new([SIGINT]) else {
            return;
        };
        std::thread::spawn(move || {
            if signals.forever().next().is_some() {
                let note = self.note.lock().unwrap_or_else(PoisonError::into_inner);
                let _ = std::io::stderr().write_all(note.as_bytes());
                std::process::exit(Exit::Interrupted as i32);
            }
        });
    }

    #[cfg(not(unix))]
    fn spawn(self) {}
}
