//! What the fuzz targets run, over the stored corpus: see docs/contributing.md.

#[path = "../fuzz/entries/mod.rs"]
mod entries;

/// Runs one of the targets on each file of its corpus, and says which fails.
#[track_caller]
fn over(target: &str, run: fn(&[u8])) {
    let folder = format!("{}/fuzz/corpus/{target}", env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(paths.len() > 10, "the corpus of {target} is there");
    let mut findings = Vec::new();
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        if std::panic::catch_unwind(|| run(&bytes)).is_err() {
            findings.push(path);
        }
    }
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn parse() {
    over("parse", entries::parse);
}

#[test]
fn check() {
    over("check", entries::check);
}

#[test]
fn data() {
    over("data", entries::data);
}

#[test]
fn eval() {
    over("eval", entries::eval);
}
