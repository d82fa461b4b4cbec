//! The one layout: it says what the text said, holds every comment, and stays as it is.

use std::path::{Path, PathBuf};

use touchline::format::format;
use touchline::source::Sources;

fn laid_out(text: &str) -> Result<String, String> {
    let mut sources = Sources::default();
    let id = sources.add("case.touchline", text);
    format(&sources, id).map_err(|errors| errors[0].message.clone())
}

#[track_caller]
fn gives(text: &str, layout: &str) {
    assert_eq!(laid_out(text).as_deref(), Ok(layout));
    assert_eq!(laid_out(layout).as_deref(), Ok(layout));
}

fn programs(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            programs(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "touchline") {
            found.push(path);
        }
    }
}

#[test]
fn every_program_keeps_what_it_says() {
    let mut paths = Vec::new();
    programs(Path::new("rulesets"), &mut paths);
    programs(Path::new("tests/cases"), &mut paths);
    let mut formatted = 0;
    for path in &paths {
        let Ok(text) = std::fs::read_to_string(path) else {
            continue;
        };
        let mut sources = Sources::default();
        let id = sources.add(path.display().to_string(), &text);
        match format(&sources, id) {
            Ok(layout) => {
                formatted += 1;
                gives(&text, &layout);
            }
            Err(errors) => {
                let failed = errors
                    .iter()
                    .find(|error| error.code.name() == "format-failed");
                assert_eq!(failed.map(|error| &error.message), None);
            }
        }
    }
    assert!(formatted > 140, "{formatted} of {}", paths.len());
}
