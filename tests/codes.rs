//! Every code has a case: in go the snapshots of `tests/cases`, out comes a
//! failure for each code that none of them shows.

use std::collections::BTreeSet;
use std::path::Path;

use touchline::diagnostics::Code;

/// Codes whose cases are no files of `tests/cases`, and where they are shown instead.
const ELSEWHERE: &[(Code, &str)] = &[
    (
        Code::FileTooLarge,
        "a file of 16 MB, made by tests/syntax/limits.rs",
    ),
    (Code::TableTooLarge, "made by tests/check/tables.rs"),
    (Code::TooManyIncludes, "made by tests/include/bombs.rs"),
    (Code::CannotRead, "a file that is not there, tests/cli"),
    (
        Code::CannotWrite,
        "a place that cannot be written, tests/cli",
    ),
    (Code::BadSetting, "an argument, tests/cli/settings.rs"),
    (Code::SettingOutranked, "an argument, tests/cli/settings.rs"),
    (Code::WhichAthlete, "an argument, docs/errors.md"),
    (Code::NoSuchExample, "an argument, docs/errors.md"),
    (Code::UnknownTest, "an argument, docs/errors.md"),
    (Code::FormatFailed, "a mistake of ours that is not known"),
    (Code::DataSheet, "a workbook, tests/data/workbooks.rs"),
    (Code::UnknownMessage, "an argument, tests/cli"),
];

/// The codes that head a message in the snapshots below a folder.
fn shown(folder: &Path, of_data: bool, codes: &mut BTreeSet<&'static str>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            shown(
                &path,
                of_data || name == "data" || name == "settings",
                codes,
            );
        } else if name.ends_with(".snap") && (of_data || name.contains('@')) {
            let text = std::fs::read_to_string(&path).unwrap();
            let heads: BTreeSet<&str> = text.lines().map(str::trim).collect();
            let found = Code::ALL.iter().map(|code| code.name());
            codes
                .extend(found.filter(|code| {
                    heads.contains(code) && (of_data || !code.starts_with("data-"))
                }));
        }
    }
}

#[test]
fn every_code_has_a_case() {
    let mut codes = BTreeSet::new();
    shown(Path::new("tests/snapshots"), false, &mut codes);
    let elsewhere: BTreeSet<&str> = ELSEWHERE.iter().map(|(code, _)| code.name()).collect();
    let lacking: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.name())
        .filter(|code| !codes.contains(code) && !elsewhere.contains(code))
        .collect();
    assert!(
        lacking.is_empty(),
        "no case in tests/cases shows {lacking:?}"
    );
    let both: Vec<&&str> = elsewhere.intersection(&codes).collect();
    assert!(
        both.is_empty(),
        "{both:?} have cases now, and are excepted still"
    );
}
