//! Files on a disk: folders, links, and names to show them by.

use std::path::Path;

use tempfile::TempDir;
use touchline::diagnostics::{Code, Diagnostics};
use touchline::{Ruleset, Source};

const HEAT: &str = "setting hot: °C from 20 to 50 = 32 °C\ninput heat: °C from -40 to 60\n\
    rule \"Too hot\"\n  when heat >= hot\n  then rest\n  because \"Hot.\"\notherwise train\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

fn wrong(path: impl AsRef<Path>) -> Diagnostics {
    Ruleset::load(path).expect_err("errors")
}

#[track_caller]
fn one(errors: &Diagnostics, code: Code) {
    let codes: Vec<Code> = errors.items.iter().map(|item| item.code).collect();
    assert_eq!(codes, [code], "{errors}");
}

#[test]
fn paths_start_from_the_including_file() {
    let folder = folder(&[
        (
            "squads/first.touchline",
            "include \"lib/weather.touchline\"\notherwise train\n",
        ),
        (
            "squads/lib/weather.touchline",
            "include \"deep/heat.touchline\"\ninclude \"../sore.touchline\"\n",
        ),
        ("squads/lib/deep/heat.touchline", HEAT),
        ("squads/sore.touchline", "input soreness: scale 0 to 10\n"),
    ]);
    let ruleset = Ruleset::load(folder.path().join("squads/first.touchline"))
        .unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(ruleset.inputs.len(), 2);
    let rule = ruleset.rules.first().expect("a rule");
    assert!(rule.included);
    let file = ruleset.sources.get(rule.span.file).expect("its file");
    assert_eq!(
        Path::new(file.name()),
        folder.path().join("squads/lib/deep/heat.touchline")
    );
}

#[test]
fn no_path_leaves_the_folder_of_the_root() {
    let folder = folder(&[
        ("heat.touchline", HEAT),
        (
            "squads/up.touchline",
            "include \"../heat.touchline\"\notherwise train\n",
        ),
        (
            "squads/link.touchline",
            "include \"linked.touchline\"\notherwise train\n",
        ),
        (
            "squads/through.touchline",
            "include \"out/heat.touchline\"\notherwise train\n",
        ),
    ]);
    one(
        &wrong(folder.path().join("squads/up.touchline")),
        Code::IncludeOutside,
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        let squads = folder.path().join("squads");
        symlink(
            folder.path().join("heat.touchline"),
            squads.join("linked.touchline"),
        )
        .expect("a link");
        symlink(folder.path(), squads.join("out")).expect("a link");
        one(&wrong(squads.join("link.touchline")), Code::IncludeOutside);
        one(
            &wrong(squads.join("through.touchline")),
            Code::IncludeOutside,
        );
    }
}

#[cfg(unix)]
#[test]
fn one_file_by_two_names_is_one_file() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[
        ("lib/heat.touchline", HEAT),
        (
            "squad.touchline",
            "include \"lib/heat.touchline\"\ninclude \"lib/other.touchline\"\notherwise train\n",
        ),
        (
            "circle.touchline",
            "include \"round.touchline\"\notherwise train\n",
        ),
        (
            "loop.touchline",
            "include \"around.touchline\"\notherwise train\n",
        ),
        ("pipe.touchline", "include \"stream\"\notherwise train\n"),
    ]);
    let path = |name: &str| folder.path().join(name);
    symlink(path("lib/heat.touchline"), path("lib/other.touchline")).expect("a link");
    one(&wrong(path("squad.touchline")), Code::IncludeTwice);
    symlink(path("circle.touchline"), path("round.touchline")).expect("a link");
    one(&wrong(path("circle.touchline")), Code::IncludeCircle);
    symlink(path("around.touchline"), path("around.touchline")).expect("a link");
    one(&wrong(path("loop.touchline")), Code::CannotRead);
    // The root may itself be a link; what it includes lies beside the link.
    symlink(path("circle.touchline"), path("lib/linked.touchline")).expect("a link");
    one(&wrong(path("lib/linked.touchline")), Code::IncludeNotFound);
    // A pipe would never end.
    let made = std::process::Command::new("mkfifo")
        .arg(path("stream"))
        .status();
    if made.is_ok_and(|status| status.success()) {
        one(&wrong(path("pipe.touchline")), Code::IncludeNotARuleset);
    }
}

#[test]
fn files_that_are_no_text_are_told_at_the_include() {
    let folder = folder(&[
        (
            "squad.touchline",
            "include \"latin.touchline\"\ninclude \"lib\"\ninclude \"no/such\"\notherwise train\n",
        ),
        ("lib/heat.touchline", HEAT),
    ]);
    let latin = b"input schlafqualit\xe4t: scale 1 to 5\n";
    std::fs::write(folder.path().join("latin.touchline"), latin).expect("a file");
    let errors = wrong(folder.path().join("squad.touchline"));
    let codes: Vec<Code> = errors.items.iter().map(|item| item.code).collect();
    assert_eq!(
        codes,
        [
            Code::NotText,
            Code::IncludeNotARuleset,
            Code::IncludeNotFound
        ]
    );
    assert!(errors.items.iter().all(|item| item.labels.len() == 1));
}

#[test]
fn a_text_lies_in_no_folder() {
    let text = "include \"heat.touchline\"\notherwise train\n";
    let errors = Ruleset::from_text("squad.touchline", text).expect_err("errors");
    one(&errors, Code::IncludeNotFound);
    assert!(errors.to_string().contains("lies in no folder"), "{errors}");
    let text = "include \"@hooper\"\notherwise train\n";
    let ruleset = Ruleset::from_text("squad.touchline", text).unwrap_or_else(|e| panic!("{e}"));
    assert!(ruleset.rules.iter().all(|rule| rule.included));
    let missing = Source::from_texts("squad.touchline", std::collections::BTreeMap::new());
    assert!(missing.is_err());
}
