//! `--watch`: in go the files that a command reads and what it does, out comes
//! the same again and again, once whenever one of the files is another one,
//! until Ctrl-C.
//!
//! The system tells that something happened in a folder; whether a file is
//! another one is then seen by its stamp ([`Stamps`]). So it does no harm where
//! the system tells too much, and where it tells nothing, looking from time to
//! time finds out.

mod files;
mod stamps;

use std::collections::BTreeSet;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::sleep;
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::console::Console;
use super::exit::{Exit, Stop};
use super::output;
pub(super) use files::Files;
use stamps::Stamps;

/// How long files have to be left alone: editors write in several steps.
const QUIET: Duration = Duration::from_millis(100);
/// How often that is looked at before a file that never rests is read all the same.
const MOST_LOOKS: usize = 20;
/// How long a file that is gone may take to come back before that is told, in looks.
const LOOKS_FOR_THE_GONE: usize = 4;
/// How often to look where the system tells of changes: it does not know of all.
const SELDOM: Duration = Duration::from_secs(2);
/// How often to look where it does not.
const OFTEN: Duration = Duration::from_millis(500);
/// The most folders that the system is asked to tell of.
const MOST_FOLDERS: usize = 500;

/// Does the work now, and again after every change of the files. Ends with Ctrl-C, which ends
/// the program as it ends any other; or when nobody reads the results any more.
///
/// # Errors
/// `cannot-read` where there is nothing that could change.
pub(super) fn run(
    files: &Files,
    console: &Console,
    work: &mut dyn FnMut() -> Result<Exit, Stop>,
) -> Result<Exit, Stop> {
    files.refuse_what_never_changes()?;
    let mut bell = Bell::new();
    loop {
        // Before the work reads them, so that no change is missed meanwhile.
        let known = files.now();
        let before = Stamps::of(&known);
        bell.listen(&known, &files.folders());
        match work() {
            Ok(_) => {}
            Err(Stop::ClosedPipe) => return Ok(Exit::Done),
            Err(Stop::Wrong(_, found)) => console.complain(&found),
        }
        console.say("\n");
        console.say_line("waiting for changes, Ctrl-C ends");
        let changes = wait(files, &known, &before, &bell);
        part(console, &changes)?;
    }
}

/// Waits for a change, and for the end of it; says what changed.
fn wait(files: &Files, known: &BTreeSet<PathBuf>, before: &Stamps, bell: &Bell) -> String {
    let look = || Stamps::of(&known.union(&files.found()).cloned().collect());
    loop {
        bell.wait();
        let mut now = look();
        if now == *before {
            continue;
        }
        for looks in 0..MOST_LOOKS {
            sleep(QUIET);
            let next = look();
            let rests = next == now;
            now = next;
            if rests && (looks >= LOOKS_FOR_THE_GONE || !now.lacks_some_of(before)) {
                break;
            }
        }
        if now != *before {
            return now.changes_since(before);
        }
    }
}

/// Parts one run from the next: a terminal is cleared, elsewhere there is a line.
fn part(console: &Console, changes: &str) -> Result<(), Stop> {
    if std::io::stdout().is_terminal() {
        // To the upper left corner, and all below it away; what is above can be scrolled to.
        match output::print("\u{1b}[2J\u{1b}[H") {
            Err(Stop::ClosedPipe) | Ok(()) => {}
            Err(stop) => return Err(stop),
        }
        console.say_line(changes);
    } else {
        console.say("\n");
        console.say_line(&format!("──── {changes}"));
    }
    console.say("\n");
    Ok(())
}

/// Rings when something happens in a folder, and else from time to time.
struct Bell {
    /// `None` where the system cannot tell.
    watcher: Option<RecommendedWatcher>,
    rings: Receiver<()>,
    pause: Duration,
    /// Keeps the bell from being silent for ever where there is no watcher.
    _rope: SyncSender<()>,
}

impl Bell {
    fn new() -> Self {
        let (rope, rings) = sync_channel(1);
        let pull = rope.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let is_reading = event.is_ok_and(|event| matches!(event.kind, EventKind::Access(_)));
            if !is_reading {
                // One ring is as good as several.
                let _ = pull.try_send(());
            }
        });
        Self {
            watcher: watcher.ok(),
            rings,
            pause: SELDOM,
            _rope: rope,
        }
    }

    /// Listens in the folders of these files; in the next folder above one that is not there.
    fn listen(&mut self, files: &BTreeSet<PathBuf>, folders: &[&Path]) {
        let mut folders: BTreeSet<PathBuf> = folders.iter().map(PathBuf::from).collect();
        for file in files {
            folders.extend(folder_of(file));
            // What a link leads to may lie elsewhere.
            let real = file.canonicalize().ok();
            folders.extend(real.as_deref().and_then(folder_of));
        }
        let mut hears_all = self.watcher.is_some() && folders.len() <= MOST_FOLDERS;
        for folder in folders.iter().take(MOST_FOLDERS) {
            if let Some(watcher) = &mut self.watcher {
                // Again, where it is listened to already: the folder may be another by now.
                hears_all &= watcher.watch(folder, RecursiveMode::NonRecursive).is_ok();
            }
        }
        self.pause = if hears_all { SELDOM } else { OFTEN };
    }

    /// Waits for the next ring.
    fn wait(&self) {
        if self.rings.recv_timeout(self.pause).is_ok() {
            // A busy folder rings all the time.
            sleep(QUIET / 2);
        }
    }
}

/// The folder in which a file lies, or would.
fn folder_of(file: &Path) -> Option<PathBuf> {
    let above = file.ancestors().skip(1);
    let folders = above.map(|folder| match folder == Path::new("") {
        true => Path::new("."),
        false => folder,
    });
    folders
        .into_iter()
        .find(|folder| folder.is_dir())
        .map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{Bell, Files, Stamps, wait};
    use std::sync::mpsc::sync_channel;
    use std::time::Duration;

    #[test]
    fn without_help_of_the_system_changes_are_seen_too() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let week = folder.path().join("week.csv");
        std::fs::write(&week, "athlete\n")?;
        let files = Files {
            rulesets: vec!["@soreness".to_owned()],
            data: vec![week.clone()],
        };
        let known = files.now();
        let before = Stamps::of(&known);
        let (rope, rings) = sync_channel(1);
        let bell = Bell {
            watcher: None,
            rings,
            pause: Duration::from_millis(10),
            _rope: rope,
        };
        let writer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(50));
            std::fs::write(&week, "athlete\nKim\n")
        });
        let changes = wait(&files, &known, &before, &bell);
        assert!(changes.ends_with("week.csv changed"), "{changes}");
        writer
            .join()
            .unwrap_or_else(|_| Err(std::io::ErrorKind::Other.into()))
    }
}
