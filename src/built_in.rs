//! The library of rulesets that is built into the program: in goes a name, out
//! comes its text. A command, an `include` or a program names one as `@name`.

use crate::diagnostics::nearest;

/// Every ruleset that is built in, with its name and its text, by name.
pub const RULESETS: &[(&str, &str)] = &[
    (
        "air_quality",
        include_str!("../rulesets/air_quality.touchline"),
    ),
    ("hooper", include_str!("../rulesets/hooper.touchline")),
    (
        "load_watch",
        include_str!("../rulesets/load_watch.touchline"),
    ),
    ("soreness", include_str!("../rulesets/soreness.touchline")),
    ("squad", include_str!("../rulesets/squad.touchline")),
    (
        "strength_day",
        include_str!("../rulesets/strength_day.touchline"),
    ),
    (
        "throwers_soreness",
        include_str!("../rulesets/throwers_soreness.touchline"),
    ),
    (
        "wellness_lights",
        include_str!("../rulesets/wellness_lights.touchline"),
    ),
];

/// The name (as held here) and the text of the ruleset `name`, which is written without its `@`.
pub fn ruleset(name: &str) -> Option<(&'static str, &'static str)> {
    RULESETS.iter().copied().find(|(known, _)| *known == name)
}

/// The names of all of them, sorted, without `@`.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    RULESETS.iter().map(|(name, _)| *name)
}

/// Which one may have been meant by a name that none has, as a sentence.
pub(crate) fn guess(name: &str) -> String {
    if let Some(near) = nearest(name, names()) {
        return format!("did you mean `@{near}`?");
    }
    let names: Vec<String> = names().map(|name| format!("`@{name}`")).collect();
    match names.split_last() {
        Some((last, [])) => format!("there is {last}"),
        Some((last, others)) => format!("there are {} and {last}", others.join(", ")),
        None => "there are none".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn they_are_sorted_by_name() {
        assert!(super::names().is_sorted());
        assert!(super::ruleset("soreness").is_some());
        assert!(super::ruleset("@soreness").is_none());
    }
}
