//! Names of groups in the cells of sets: in goes data, out come the members
//! that the groups stand for.

use touchline::Ruleset;
use touchline::data::read;

use super::squad::show;
use super::{file, options};

const TEXT: &str = r#"choice muscle: chest, back, quads, glutes
choice side: left, right
group lower_body of muscle: quads, glutes
group back_side of muscle: back, glutes
group chest of muscle: quads
group arms of side: left
plan target: set of muscle
otherwise train
"#;

fn ruleset() -> Ruleset {
    match Ruleset::from_text("groups.touchline", TEXT) {
        Ok(ruleset) => ruleset,
        Err(errors) => panic!("{errors}"),
    }
}

#[test]
fn a_group_stands_for_its_members() {
    let (lower, with_chest, all_but_chest) = (0b1100, 0b1101, 0b1110);
    for (cell, mask) in [
        ("lower_body", lower),
        ("Lower Body", lower),
        ("lower_body;chest", with_chest),
        ("chest lower_body", with_chest),
        ("{lower_body, quads}", lower),
        ("lower_body;back side", all_but_chest),
        // A member goes before a group of its name.
        ("chest", 0b1),
    ] {
        for (name, text) in [
            ("a.csv", format!("target\n\"{cell}\"\n")),
            ("a.json", format!("{{\"target\": \"{cell}\"}}")),
        ] {
            let read = read(&ruleset(), vec![file(name, &text)], &options()).unwrap();
            assert_eq!(
                show(&ruleset(), &read.days),
                format!(" 20609: target={mask:b}\n"),
                "{text}"
            );
        }
    }
    let text = r#"{"target": ["lower_body", "chest"]}"#;
    let read = read(&ruleset(), vec![file("a.json", text)], &options()).unwrap();
    assert_eq!(show(&ruleset(), &read.days), " 20609: target=1101\n");
}

#[test]
fn a_group_of_another_choice_is_none() {
    for (cell, help) in [
        ("arms", "use one of these words, or leave it empty"),
        ("lowerr_body;chest", "did you mean `lower_body`?"),
    ] {
        let text = format!("target\n{cell}\n");
        let errors = read(&ruleset(), vec![file("a.csv", text)], &options()).unwrap_err();
        assert_eq!(errors.items[0].help.as_deref(), Some(help));
    }
}
