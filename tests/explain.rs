//! Explanations of decisions: rules drawn on their own text.

use touchline::engine::{Evaluator, Options, Standing, Which};
use touchline::report::{TextOptions, drawn};
use touchline::{Ruleset, data, explain};

/// Every rule of an athlete's latest day that says something, drawn.
fn rules(ruleset: &str, athlete: &str, width: usize) -> String {
    let ruleset = Ruleset::load(format!("rulesets/{ruleset}.touchline")).expect("a ruleset");
    let path = format!("rulesets/{}.csv", ruleset_stem(&ruleset));
    let options = data::Options::default();
    let mut days = data::read_paths(&ruleset, &[path], &options)
        .expect("data")
        .days;
    days.athletes.retain(|known| known.name == athlete);
    let options = Options {
        which: Which::Latest,
        ..Options::default()
    };
    let evaluator = Evaluator::new(&ruleset);
    let drawn = evaluator.inspect(&days, &options, |day| {
        let standings = day.standings();
        let told = standings
            .iter()
            .filter(|rule| rule.standing != Standing::No || rule.may)
            .map(|rule| explain::rule(day, rule.rule).drawn);
        told.collect::<Vec<_>>()
    });
    let text = TextOptions {
        width,
        color: false,
    };
    let drawn = drawn.iter().flatten();
    drawn
        .map(|rule| drawn::rule(&ruleset, rule, &text))
        .collect::<Vec<_>>()
        .join("\n")
}

fn ruleset_stem(ruleset: &Ruleset) -> String {
    let file = ruleset
        .sources
        .get(ruleset.otherwise.span.file)
        .expect("a file");
    let stem = std::path::Path::new(file.name())
        .file_stem()
        .expect("a stem");
    stem.to_string_lossy().into_owned()
}

#[test]
fn rules_are_drawn_on_their_own_text() {
    let mut all = String::new();
    for (ruleset, athlete, width) in [
        ("soreness", "Chloe", 90),
        ("squad", "Pavel", 90),
        ("throwers_soreness", "Dot", 90),
        ("throwers_soreness", "Dot", 30),
    ] {
        let drawn = rules(ruleset, athlete, width);
        all.push_str(&format!(
            "== {ruleset}, {athlete}, {width} columns\n{drawn}\n"
        ));
    }
    insta::assert_snapshot!(all);
}
