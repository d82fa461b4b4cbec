//! The documentation, executed: in go README.md and the pages of docs/, out comes a
//! failure for every example that is not as its page says. Which blocks there
//! are is written in docs/contributing.md; `TOUCHLINE_DOCS=update cargo test
//! docs` writes what the examples really say into the pages.

#[cfg(unix)]
mod ci;
mod console;
mod fences;
mod fragments;
mod grammar;

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use touchline::diagnostics::{Code, Diagnostic, Diagnostics};
use touchline::{Checked, Source};

use console::Folder;
use fences::{Block, Page};
use fragments::{declarations_on, values_ruleset};

macro_rules! pages {
    ($($test:ident = $path:literal),+ $(,)?) => {
        const PAGES: &[&str] = &[$($path),+];
        $(#[test] fn $test() { run($path); })+
    };
}

pages! {
    readme = "README.md",
    tutorial = "docs/tutorial.md",
    changelog = "docs/CHANGELOG.md",
    architecture = "docs/architecture.md",
    continuous_integration = "docs/ci.md",
    cli = "docs/cli.md",
    contributing = "docs/contributing.md",
    cookbook = "docs/cookbook.md",
    data = "docs/data.md",
    errors = "docs/errors.md",
    reference = "docs/reference.md",
    units = "docs/units.md",
    rulesets = "docs/rulesets/README.md",
    air_quality = "docs/rulesets/air_quality.md",
    hooper = "docs/rulesets/hooper.md",
    load_watch = "docs/rulesets/load_watch.md",
    soreness = "docs/rulesets/soreness.md",
    squad = "docs/rulesets/squad.md",
    strength_day = "docs/rulesets/strength_day.md",
    throwers_soreness = "docs/rulesets/throwers_soreness.md",
    wellness_lights = "docs/rulesets/wellness_lights.md",
}

/// Codes whose example would not fit on a page, or that none is known of.
const TOO_LARGE_TO_SHOW: &[Code] = &[
    Code::FileTooLarge,
    Code::TooManyIncludes,
    Code::TableTooLarge,
    Code::FormatFailed,
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn updating() -> bool {
    std::env::var("TOUCHLINE_DOCS").is_ok_and(|value| value == "update")
}

/// What earlier blocks of a page left for later ones.
struct Reader {
    folder: Folder,
    /// The ruleset that `more` and `values` build on.
    base: Option<String>,
    /// The file of days that `values` are worked out from.
    days: Option<String>,
}

fn run(path: &str) {
    let mut page = Page::read(&root().join(path));
    let mut reader = Reader {
        folder: Folder::new(&root()),
        base: None,
        days: None,
    };
    let mut failures = String::new();
    for index in 0..page.blocks.len() {
        let Some(block) = page.blocks.get(index).cloned() else {
            continue;
        };
        match reader.body(&block) {
            Ok(body) if body == block.body => {}
            Ok(body) if updating() => page.replace(index, body),
            Ok(body) => {
                let said = block.body.join("\n");
                let says = body.join("\n");
                let _ = writeln!(
                    failures,
                    "{path}:{}: the page says\n{said}\nand it is\n{says}\n",
                    block.line
                );
            }
            Err(why) => {
                let _ = writeln!(failures, "{path}:{}: {why}\n", block.line);
            }
        }
    }
    if updating() {
        page.write(&root().join(path));
    }
    assert!(failures.is_empty(), "{failures}");
}

impl Reader {
    /// What the block should hold; `Err` where it cannot be run or is not true.
    fn body(&mut self, block: &Block) -> Result<Vec<String>, String> {
        if let Some(name) = block.option("file") {
            self.folder
                .put(name, &block.text(), block.option("encoding"));
        }
        match block.language.as_str() {
            "touchline" => self.touchline(block),
            "console" => self.folder.console(block),
            "csv" | "json" => {
                if let Some(file) = block.option("from") {
                    rows_of(&block.text(), file)?;
                }
                if block.has("days") {
                    self.days = block.option("file").map(str::to_owned);
                }
                match block.option("file") {
                    Some(file) => {
                        if let Some(ruleset) = block.option("decides") {
                            self.folder.passes_quietly(&["eval", ruleset, file])?;
                        }
                        Ok(block.body.clone())
                    }
                    None => {
                        Err("a data block needs `file=NAME`, so that something reads it".into())
                    }
                }
            }
            // Files of other programs; `ci` runs those of docs/ci.md.
            "yaml" | "sh" if block.option("file").is_some() => Ok(block.body.clone()),
            // Layouts and the like, in which there is nothing to run.
            "text" => Ok(block.body.clone()),
            // The doctest of lib.rs runs it; a test below holds the two together.
            "rust" => Ok(block.body.clone()),
            "sh" => shell(block, &self.folder),
            other => Err(format!("nothing runs a block marked `{other}`")),
        }
    }

    fn touchline(&mut self, block: &Block) -> Result<Vec<String>, String> {
        let text = block.text();
        if let Some(file) = block.option("quote") {
            return quoted(&text, file).map(|()| block.body.clone());
        }
        if block.has("values") {
            return self.values(block);
        }
        let whole = if block.has("more") {
            declarations_on(self.base()?, &text)
        } else {
            text
        };
        // Beside the page's named files, which it may include.
        let name = block.option("file").unwrap_or("example.touchline");
        self.folder.put(name, &whole, None);
        let path = self.folder.path(name);
        if let Some(code) = block.option("error") {
            return gives(&path, code, block).map(|()| block.body.clone());
        }
        if block.has("base") {
            self.base = Some(whole.clone());
        }
        checks(&path)?;
        if !block.has("failing") && whole.lines().any(|line| line.starts_with("test ")) {
            self.folder.passes(&["test", name])?;
        }
        Ok(block.body.clone())
    }

    /// Works out each line, and writes what it is behind it.
    fn values(&self, block: &Block) -> Result<Vec<String>, String> {
        let lines: Vec<&str> = block.body.iter().map(|line| expression(line)).collect();
        let ruleset = values_ruleset(self.base()?, &lines);
        self.folder.put("values.touchline", &ruleset, None);
        checks(&self.folder.path("values.touchline"))?;
        let days = self.days.as_deref().ok_or("no `days` on this page yet")?;
        let arguments = ["eval", "values.touchline", days, "--format", "json"];
        let out = self.folder.passes(&arguments)?;
        let values = fragments::values(&out, lines.len())?;
        let width = lines
            .iter()
            .map(|line| line.chars().count())
            .max()
            .unwrap_or(0);
        let with_value = |(line, value): (&&str, String)| format!("{line:width$}  # {value}");
        Ok(lines.iter().zip(values).map(with_value).collect())
    }

    fn base(&self) -> Result<&str, String> {
        self.base
            .as_deref()
            .ok_or_else(|| "no `base` on this page yet".to_owned())
    }
}

/// A line of a `values` block without the value that the page gives.
fn expression(line: &str) -> &str {
    line.rsplit_once(" # ")
        .map_or(line, |(expression, _)| expression)
        .trim_end()
}

fn check(path: &Path) -> Result<Checked, Diagnostics> {
    Source::read(path)?.parse()?.check()
}

fn checks(path: &Path) -> Result<(), String> {
    match check(path) {
        Ok(checked) if checked.warnings.items.is_empty() => Ok(()),
        Ok(checked) => Err(format!("the example has warnings\n{}", checked.warnings)),
        Err(errors) => Err(format!("the example has errors\n{errors}")),
    }
}

/// Whether a message is about the example, and not about what the page declares for all.
fn of_example(item: &Diagnostic, text: &str, block: &Block) -> bool {
    let line = item.place().and_then(|place| {
        let before = text.get(..place.start)?.matches('\n').count();
        text.lines().nth(before)
    });
    !block.has("more") || line.is_none_or(|line| block.body.iter().any(|own| own == line))
}

/// What is said of the example, and of nothing that the page declares for all examples.
fn gives(path: &Path, code: &str, block: &Block) -> Result<(), String> {
    let source = Source::read(path).map_err(|errors| errors.to_string())?;
    let text = source.text().to_owned();
    let diagnostics = source.examine();
    let codes: BTreeSet<&str> = diagnostics
        .items
        .iter()
        .filter(|item| of_example(item, &text, block))
        .map(|item| item.code.name())
        .collect();
    if codes == BTreeSet::from([code]) {
        Ok(())
    } else {
        Err(format!(
            "the example should give `{code}` alone, and gives {codes:?}\n{diagnostics}"
        ))
    }
}

/// Every stretch between lines of `…` must stand in the file as it is.
fn quoted(text: &str, file: &str) -> Result<(), String> {
    let whole = std::fs::read_to_string(root().join(file)).map_err(|error| error.to_string())?;
    for part in text.split("\n…\n") {
        if !whole.contains(part.trim_end()) {
            return Err(format!("{file} does not hold\n{part}"));
        }
    }
    Ok(())
}

/// Every row must hold what the file's row of that athlete and date holds, in the columns it has.
fn rows_of(text: &str, file: &str) -> Result<(), String> {
    fn table(text: &str) -> Vec<HashMap<&str, &str>> {
        let mut lines = text.lines().map(|line| line.split(','));
        let header: Vec<&str> = lines.next().into_iter().flatten().collect();
        let row = |cells| header.iter().copied().zip(cells).collect();
        lines.map(row).collect()
    }
    let whole = std::fs::read_to_string(root().join(file)).map_err(|error| error.to_string())?;
    let whole = table(&whole);
    for row in table(text) {
        let is_there = whole
            .iter()
            .any(|known| row.iter().all(|(name, cell)| known.get(name) == Some(cell)));
        if !is_there {
            return Err(format!("{file} does not hold {row:?}"));
        }
    }
    Ok(())
}

/// Commands of the toolchain are shown and not run, since cargo runs these
/// tests; but what they say to the program must go well.
fn shell(block: &Block, folder: &Folder) -> Result<Vec<String>, String> {
    let known = ["cargo ", "TOUCHLINE_DOCS=", ".ci/run"];
    for line in &block.body {
        if let Some(arguments) = line.strip_prefix("cargo run --release -- ") {
            folder.passes(&arguments.split(' ').collect::<Vec<_>>())?;
        } else if !known.iter().any(|start| line.starts_with(start)) {
            return Err(format!(
                "`{line}` belongs in a `console` block, which is run"
            ));
        }
    }
    Ok(block.body.clone())
}

#[test]
fn every_page_is_run() {
    let listed: BTreeSet<String> = PAGES.iter().map(|page| (*page).to_owned()).collect();
    let mut found = BTreeSet::from(["README.md".to_owned()]);
    for folder in ["docs", "docs/rulesets"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if Path::new(&name).extension().is_some_and(|end| end == "md") {
                found.insert(format!("{folder}/{name}"));
            }
        }
    }
    assert_eq!(listed, found);
}

#[test]
fn links_lead_somewhere() {
    let mut broken = String::new();
    for page in PAGES {
        let file = root().join(page);
        let text = std::fs::read_to_string(&file).unwrap();
        // What a program prints links to its own page.
        let prose: Vec<&str> = text.split("\n```").step_by(2).collect();
        for link in prose
            .join("\n")
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
            if target.contains("://") {
                continue;
            }
            let target = if target.is_empty() {
                file.clone()
            } else {
                file.parent().unwrap().join(target)
            };
            if !target.exists() {
                let _ = writeln!(broken, "{page}: {link}: there is no such file");
            } else if !anchor.is_empty() && !fences::anchors(&target).contains(anchor) {
                let _ = writeln!(broken, "{page}: {link}: there is no such heading");
            }
        }
    }
    assert!(broken.is_empty(), "{broken}");
}

#[test]
fn every_code_has_its_section_with_an_example() {
    let page = Page::read(&root().join("docs/errors.md"));
    let sections: Vec<&str> = page.sections().into_iter().map(|(name, _)| name).collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(
        sections, codes,
        "docs/errors.md has a `## code` for each, in the order of code.rs"
    );
    for (name, blocks) in page.sections() {
        if TOO_LARGE_TO_SHOW.iter().any(|code| code.name() == name) {
            continue;
        }
        let shown = blocks.iter().any(|block| {
            let printed = block.language == "console" && block.body.iter().any(|line| line == name);
            block.option("error") == Some(name) || printed
        });
        assert!(shown, "`{name}` has no example that gives it");
    }
}

/// A warning is no error, so that the examples put right check is not enough.
#[test]
fn what_is_put_right_is_warned_of_no_more() {
    let page = Page::read(&root().join("docs/errors.md"));
    let base = page.blocks.iter().find(|block| block.has("base")).unwrap();
    for (name, blocks) in page.sections() {
        let warns = Code::from_name(name).is_some_and(Code::may_be_allowed);
        let right =
            |block: &&&Block| block.language == "touchline" && block.option("error").is_none();
        for block in blocks.iter().filter(right).filter(|_| warns) {
            let text = match block.has("more") {
                true => declarations_on(&base.text(), &block.text()),
                false => block.text(),
            };
            let said = Source::from_text("example.touchline", text.as_str()).examine();
            let again =
                |item: &&Diagnostic| item.code.name() == name && of_example(item, &text, block);
            assert!(
                said.items.iter().find(again).is_none(),
                "{name}: put right, it says\n{said}"
            );
        }
    }
}

#[test]
fn the_readme_and_the_crate_show_one_program() {
    let page = Page::read(&root().join("README.md"));
    let crate_docs: String = std::fs::read_to_string(root().join("src/lib.rs"))
        .unwrap()
        .lines()
        .filter_map(|line| line.strip_prefix("//!"))
        .map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line)))
        .collect();
    let programs: Vec<&Block> = page
        .blocks
        .iter()
        .filter(|block| block.language == "rust")
        .collect();
    assert!(!programs.is_empty(), "the README shows the library");
    for program in programs {
        assert!(
            crate_docs.contains(&program.text()),
            "src/lib.rs does not run\n{}",
            program.text()
        );
    }
}
