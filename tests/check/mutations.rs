//! Rulesets with something changed at random: read or refused, never a crash,
//! and what is refused says where and how to go on.

use touchline::Source;

use super::order::next;

#[test]
fn changed_rulesets_never_break_the_checker() {
    let texts: Vec<String> = ["soreness", "load_watch", "wellness_lights"]
        .iter()
        .map(|name| std::fs::read_to_string(format!("rulesets/{name}.touchline")).unwrap())
        .collect();
    let words: Vec<&str> = texts.iter().flat_map(|text| text.split(' ')).collect();
    let mut state = 11;
    let mut parsed = 0;
    for round in 0..400 {
        let text = &texts[round % texts.len()];
        let mut changed: Vec<&str> = text.split(' ').collect();
        for _ in 0..=next(&mut state) % 3 {
            let at = next(&mut state) % changed.len();
            match next(&mut state) % 4 {
                0 => changed[at] = words[next(&mut state) % words.len()],
                1 => {
                    let other = next(&mut state) % changed.len();
                    changed.swap(at, other);
                }
                2 => changed[at] = ["5", "kg", "yes", "7 h", "muscle", "today"][at % 6],
                _ => {
                    changed.remove(at);
                }
            }
        }
        let Ok(tree) = Source::from_text("changed.touchline", changed.join(" ")).parse() else {
            continue;
        };
        parsed += 1;
        if let Err(errors) = tree.check() {
            assert!(errors.has_errors());
            for item in &errors.items {
                assert!(!item.labels.is_empty(), "no place: {}", item.message);
                assert!(item.help.is_some(), "no help: {}", item.message);
            }
        }
    }
    assert!(parsed > 50, "only {parsed} of them parsed");
}
