//! `touchline explain`.

use touchline::diagnostics::Code;

use super::folder;

#[test]
fn a_message_is_explained() {
    let shown = folder().run("explain wrong-direction").code(0).silent();
    insta::assert_snapshot!(shown.to_string());
    let markdown = folder()
        .run("explain wrong-direction --format markdown")
        .code(0)
        .silent();
    insta::assert_snapshot!(markdown.to_string());
}

#[test]
fn data_and_commands_are_explained_too() {
    let shown = folder().run("explain data-truth").code(0).silent();
    insta::assert_snapshot!(shown.to_string());
}

#[test]
fn names_are_told_by_case_and_spaces() {
    let folder = folder();
    let shown = folder.run("explain unknown-name").code(0);
    assert_eq!(
        folder.run("explain \"Unknown name\"").code(0).out,
        shown.out
    );
    assert_eq!(folder.run("explain UNKNOWN_NAME").code(0).out, shown.out);
}

#[test]
fn a_slip_gets_the_nearest() {
    let folder = folder();
    folder
        .run("explain unkown-name")
        .code(2)
        .nothing_out()
        .err("did you mean `unknown-name`?");
    folder
        .run("explain banana")
        .code(2)
        .nothing_out()
        .err("`touchline explain` lists them all");
}

#[test]
fn all_are_listed_in_groups() {
    let folder = folder();
    let shown = folder.run("explain").code(0).silent();
    let markdown = folder.run("explain --format markdown").code(0).silent();
    for code in Code::ALL {
        assert!(shown.out.contains(&format!("\n  {code} ")), "{code}");
        assert!(markdown.out.contains(&format!("\n- `{code}`: ")), "{code}");
    }
    assert!(shown.out.starts_with("Reading a ruleset\n"), "{shown}");
    assert!(shown.out.contains("\n\nThe command line\n"), "{shown}");
}

#[test]
fn every_page_can_be_shown() {
    let folder = folder();
    for code in Code::ALL {
        folder
            .run(&format!("explain {code}"))
            .code(0)
            .silent()
            .out(code.name());
    }
}
