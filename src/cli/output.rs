//! Where results go: standard output, or a file that is written whole or not
//! at all.

use std::fs::Permissions;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::exit::Stop;
use crate::diagnostics::{Code, Diagnostic};
use crate::pipeline::io_reason;

/// Results on their way out.
#[derive(Debug)]
pub(super) struct Output {
    writer: BufWriter<Target>,
    /// As the user calls it.
    name: String,
}

#[derive(Debug)]
enum Target {
    Stdout(io::Stdout),
    /// A device or a pipe, which cannot be replaced.
    Device(std::fs::File),
    /// Becomes the file at the path once all is written.
    Whole(NamedTempFile, PathBuf),
}

impl Output {
    /// Standard output; with a path other than `-`, that file.
    ///
    /// # Errors
    /// `cannot-write`.
    pub fn open(path: Option<&Path>) -> Result<Self, Stop> {
        let (target, name) = match path {
            Some(path) if path != Path::new("-") => {
                let name = path.display().to_string();
                let target = Target::at(path).map_err(|error| cannot_write(&name, &error))?;
                (target, name)
            }
            _ => (Target::Stdout(io::stdout()), "standard output".into()),
        };
        Ok(Self {
            writer: BufWriter::with_capacity(1 << 16, target),
            name,
        })
    }

    /// Writes something, and turns what goes wrong into a reason to stop.
    ///
    /// # Errors
    /// A closed pipe, or `cannot-write`.
    pub fn write<T>(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<T>,
    ) -> Result<T, Stop> {
        write(&mut self.writer).map_err(|error| self.stop(&error))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// A closed pipe, or `cannot-write`.
    pub fn finish(self) -> Result<(), Stop> {
        let name = self.name;
        let stop = |error: io::Error| stop(&name, &error);
        let inner = self.writer.into_inner();
        match inner.map_err(|error| stop(error.into_error()))? {
            Target::Stdout(mut out) => out.flush().map_err(stop),
            Target::Device(mut file) => file.flush().map_err(stop),
            Target::Whole(file, path) => {
                file.persist(path).map_err(|error| stop(error.error))?;
                Ok(())
            }
        }
    }

    fn stop(&self, error: &io::Error) -> Stop {
        stop(&self.name, error)
    }
}

impl Target {
    fn at(path: &Path) -> io::Result<Self> {
        // A link stays a link: what it leads to is replaced, or made.
        let path = path.canonicalize().unwrap_or_else(|_| led_to(path));
        let known = std::fs::metadata(&path).ok();
        if let Some(known) = &known {
            if known.is_dir() {
                return Err(io::ErrorKind::IsADirectory.into());
            }
            if !known.is_file() {
                let file = std::fs::OpenOptions::new().write(true).open(&path)?;
                return Ok(Self::Device(file));
            }
            if known.permissions().readonly() {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
        }
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let permissions = known.map(|known| known.permissions());
        let file = new_file(folder, permissions)?;
        Ok(Self::Whole(file, path))
    }
}

/// Where a link leads that leads to nothing yet; any other path is itself.
fn led_to(path: &Path) -> PathBuf {
    match (path.read_link(), path.parent()) {
        (Ok(target), Some(folder)) => folder.join(target),
        _ => path.to_owned(),
    }
}

/// A file beside its target, so that it can be moved there in one step. It may be read by whom the
/// file it replaces could be, and for a new one by whom the system lets read new files.
fn new_file(folder: &Path, permissions: Option<Permissions>) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".touchline-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    Ok(file)
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::Device(file) => file.write(bytes),
            Self::Whole(file, _) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::Device(file) => file.flush(),
            Self::Whole(file, _) => file.flush(),
        }
    }
}

/// Prints a text on standard output.
///
/// # Errors
/// A closed pipe, or `cannot-write`.
pub(super) fn print(text: &str) -> Result<(), Stop> {
    let mut output = Output::open(None)?;
    output.write(|out| out.write_all(text.as_bytes()))?;
    output.finish()
}

fn stop(name: &str, error: &io::Error) -> Stop {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Stop::ClosedPipe,
        _ => cannot_write(name, error),
    }
}

fn cannot_write(name: &str, error: &io::Error) -> Stop {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "there is no such folder".into(),
        _ => io_reason(error),
    };
    let help = match error.kind() {
        io::ErrorKind::StorageFull => "make room, or write it elsewhere",
        _ => "check the path, and that you may write there",
    };
    Stop::command(
        Diagnostic::error(
            Code::CannotWrite,
            format!("`{name}` cannot be written: {reason}"),
        )
        .help(help),
    )
}
