//! "Did you mean": in go a misspelt name and the names there are, out comes the
//! nearest one, and nothing where none is near.

/// The longest name that is looked for, in letters.
const LONGEST: usize = 100;

/// The name nearest to `wrong`, only when it is near: at most a third of the
/// letters differ (Damerau-Levenshtein), ignoring case, spaces and underscores.
pub fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(wrong);
    let letters = folded.chars().count();
    // Nobody misspells so long a word, and comparing takes the square of its length.
    if letters > LONGEST {
        return None;
    }
    names
        .into_iter()
        .filter_map(|name| {
            let other = fold(name);
            let length = other.chars().count();
            let allowed = letters.max(length) / 3;
            if letters.abs_diff(length) > allowed {
                return None;
            }
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
