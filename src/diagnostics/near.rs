//! "Did you mean": in go a misspelt name and the names there are, out comes the
//! nearest one, and nothing where none is near.

/// The name nearest to `wrong`, only when it is near: at most a third of the
/// letters differ (Damerau-Levenshtein), ignoring case, spaces and underscores.
pub fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(wrong);
    let letters = folded.chars().count();
    names
        .into_iter()
        .filter_map(|name| {
            let other = fold(name);
            let allowed = letters.max(other.chars().count()) / 3;
            let distance = strsim::damerau_levenshtein(&folded, &other);
            (distance <= allowed).then_some((distance, name))
        })
        .min()
        .map(|(_, name)| name)
}

fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, ' ' | '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_name() {
        assert_eq!(nearest("sorenes", ["stress", "soreness"]), Some("soreness"));
        assert_eq!(
            nearest("Sleep Quality", ["sleep", "sleep_quality"]),
            Some("sleep_quality")
        );
    }

    #[test]
    fn nothing_near_stays_silent() {
        assert_eq!(nearest("banana", ["stress", "soreness"]), None);
        assert_eq!(nearest("h", ["g"]), None);
    }
}
