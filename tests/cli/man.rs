//! `touchline man`.

use std::process::Command;

use super::folder;

/// The commands that the program's help lists.
fn commands() -> Vec<String> {
    let help = folder().run("").code(0).out;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| !line.is_empty());
    let names = listed.filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

/// What a formatter says of a page, on machines that have it.
fn complaints(folder: &super::Folder, page: &str) -> Option<String> {
    let output = Command::new("groff")
        .args(["-man", "-Tutf8", "-Kutf8", "-ww", "-z", page])
        .current_dir(folder.path("."))
        .output()
        .ok()?;
    Some(String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn every_command_has_a_page() {
    let folder = folder();
    let shown = folder.run("man --output pages/man1").code(0).silent();
    insta::assert_snapshot!(shown.to_string());
    let mut pages = vec!["touchline".to_owned()];
    pages.extend(commands().iter().map(|name| format!("touchline-{name}")));
    for page in &pages {
        let file = format!("pages/man1/{page}.1");
        let text = folder.read(&file);
        let title = format!(".TH \"{}\" \"1\"", page.to_uppercase().replace('-', "\\-"));
        assert!(text.starts_with(&title), "{text}");
        for heading in [
            ".SH NAME",
            ".SH SYNOPSIS",
            ".SH DESCRIPTION",
            ".SH OPTIONS",
            ".SH \"EXAMPLES\"",
            ".SH \"EXIT STATUS\"",
            ".SH \"SEE ALSO\"",
        ] {
            assert!(
                text.contains(&format!("\n{heading}\n")),
                "{heading} of {page}"
            );
        }
        assert_eq!(complaints(&folder, &file).unwrap_or_default(), "", "{page}");
    }
    let written = std::fs::read_dir(folder.path("pages/man1"))
        .unwrap()
        .count();
    assert_eq!(written, pages.len());
    // Once more, over what is there.
    folder.run("man --output pages/man1").code(0).silent();
}

#[test]
fn a_page_is_printed() {
    let folder = folder();
    insta::assert_snapshot!("page", folder.run("man new").code(0).silent().out);
    let program = folder.run("man").code(0).silent();
    program.out(".SH COMMANDS").out("touchline\\-eval(1)");
}

#[test]
fn what_cannot_be_is_said() {
    let folder = folder().file("taken", "");
    folder
        .run("man evil")
        .code(2)
        .nothing_out()
        .err("did you mean `touchline man eval`?");
    folder
        .run("man --output taken")
        .code(2)
        .nothing_out()
        .err("`taken`");
    folder.run("man eval --output x").code(2).nothing_out();
    assert_eq!(folder.names(), ["taken"]);
}
