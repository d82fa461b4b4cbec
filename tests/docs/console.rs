//! Console blocks: in go lines `$ touchline …`, out comes what the real binary
//! prints, run in a folder of its own that holds `rulesets/` and the page's
//! named files.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::fences::Block;

/// Stands for any number of lines that a page leaves out.
const ELISION: &str = "…";

/// Where a page's commands run.
pub struct Folder {
    dir: TempDir,
}

impl Folder {
    pub fn new(root: &Path) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let rulesets = dir.path().join("rulesets");
        std::fs::create_dir(&rulesets).unwrap();
        for entry in std::fs::read_dir(root.join("rulesets")).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                std::fs::copy(entry.path(), rulesets.join(entry.file_name())).unwrap();
            }
        }
        Self { dir }
    }

    /// Writes a file, as UTF-8, as `latin-1`, or as the sheet `Monday` of a workbook.
    pub fn put(&self, name: &str, text: &str, encoding: Option<&str>) {
        let bytes = match encoding {
            None => text.as_bytes().to_vec(),
            Some("latin-1") => text
                .chars()
                .map(|c| u8::try_from(u32::from(c)).unwrap())
                .collect(),
            Some("xlsx") => workbook(text),
            Some(other) => panic!("`{other}` is no encoding that examples can have"),
        };
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Where a file of the folder is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Runs the binary, which must succeed; gives its standard output.
    pub fn passes(&self, arguments: &[&str]) -> Result<String, String> {
        self.run_well(arguments).map(|(text, _)| text)
    }

    /// Runs the binary, which must succeed and have nothing to remark.
    pub fn passes_quietly(&self, arguments: &[&str]) -> Result<(), String> {
        match self.run_well(arguments)? {
            (_, remarks) if remarks.is_empty() => Ok(()),
            (_, remarks) => Err(remarks),
        }
    }

    fn run_well(&self, arguments: &[&str]) -> Result<(String, String), String> {
        let output = self.command(arguments).output();
        let output = output.map_err(|error| error.to_string())?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let remarks = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() {
            return Ok((text, remarks));
        }
        let line = arguments.join(" ");
        Err(format!("`touchline {line}` failed\n{text}{remarks}"))
    }

    /// The block with what its commands really print; what an elision covers stays left out.
    pub fn console(&self, block: &Block) -> Result<Vec<String>, String> {
        let exit = block.option("exit").unwrap_or("0");
        let mut body = Vec::new();
        let mut lines = block.body.iter().peekable();
        while let Some(line) = lines.next() {
            let command = line
                .strip_prefix("$ ")
                .ok_or_else(|| format!("a command begins with `$ `: {line}"))?;
            let mut shown = Vec::new();
            while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
                shown.push(line.clone());
            }
            // A blank line before the next command parts the two on the page.
            let parted = lines.peek().is_some() && shown.last().is_some_and(String::is_empty);
            if parted {
                shown.pop();
            }
            let (printed, status) = self.run(command)?;
            if status != exit {
                let printed = printed.join("\n");
                return Err(format!(
                    "`{command}` ends with exit code {status}, not {exit}\n{printed}"
                ));
            }
            body.push(line.clone());
            body.extend(if matches(&shown, &printed) {
                shown
            } else {
                abridged(&shown, &printed)
            });
            if parted {
                body.push(String::new());
            }
        }
        Ok(body)
    }

    fn run(&self, line: &str) -> Result<(Vec<String>, String), String> {
        let words = words(line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let arguments = match words.as_slice() {
            ["touchline", arguments @ ..] => arguments,
            ["cargo", "run", "--release", "--", arguments @ ..] => arguments,
            _ => {
                return Err(format!(
                    "only `touchline` and `cargo run --release --` are run: {line}"
                ));
            }
        };
        let (arguments, stdin) = match arguments {
            [arguments @ .., "<", file] => {
                let file = std::fs::File::open(self.dir.path().join(file));
                (
                    arguments,
                    Stdio::from(file.map_err(|error| error.to_string())?),
                )
            }
            arguments => (arguments, Stdio::null()),
        };
        let mut command = self.command(arguments);
        let output = command
            .stdin(stdin)
            .output()
            .map_err(|error| error.to_string())?;
        // As on a terminal, where remarks come before the result that is written last.
        let mut text = String::from_utf8_lossy(&output.stderr).into_owned();
        text.push_str(&String::from_utf8_lossy(&output.stdout));
        let code = output
            .status
            .code()
            .map_or_else(|| "none".to_owned(), |code| code.to_string());
        let lines = text
            .trim_end()
            .lines()
            .map(|line| line.trim_end().to_owned())
            .collect();
        Ok((lines, code))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_touchline"));
        command.args(arguments).current_dir(self.dir.path());
        command
            .env("NO_COLOR", "1")
            .env_remove("COLUMNS")
            .env("TZ", "UTC");
        command
    }
}

/// Whether the lines are as shown, where an elision stands for any lines.
fn matches(shown: &[String], printed: &[String]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if first.trim() == ELISION => {
            (0..=printed.len()).any(|skipped| matches(rest, &printed[skipped..]))
        }
        Some((first, rest)) => printed
            .split_first()
            .is_some_and(|(line, later)| line == first && matches(rest, later)),
    }
}

/// What is printed, with lines left out where the page leaves lines out: each
/// stretch that it shows stays as long as it is, and begins with the same line;
/// the last one ends with the output.
fn abridged(shown: &[String], printed: &[String]) -> Vec<String> {
    let stretches: Vec<&[String]> = shown.split(|line| line == ELISION).collect();
    let last = stretches.len() - 1;
    if last == 0 {
        return printed.to_vec();
    }
    let mut lines = Vec::new();
    let mut from = 0;
    for (index, stretch) in stretches.into_iter().enumerate() {
        if index > 0 {
            lines.push(ELISION.to_owned());
        }
        let Some(first) = stretch.first() else {
            continue;
        };
        let start = match index {
            0 => Some(0),
            index if index == last => Some(printed.len().saturating_sub(stretch.len())),
            _ => (from..printed.len()).find(|&at| printed[at] == *first),
        };
        let Some(start) = start.filter(|&start| start >= from) else {
            return printed.to_vec();
        };
        from = printed.len().min(start + stretch.len());
        lines.extend_from_slice(&printed[start..from]);
    }
    lines
}

/// A line as a shell would cut it, double and single quotes kept together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// A table of cells between commas as an Excel workbook.
fn workbook(text: &str) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Monday").unwrap();
    for (row, line) in (0u32..).zip(text.lines()) {
        for (column, cell) in (0u16..).zip(line.split(',')) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number),
                Err(_) => sheet.write_string(row, column, cell),
            }
            .unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}
