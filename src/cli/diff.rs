//! What a change does to a file: in go its text before and after, out comes a
//! unified diff that `git apply` and `patch -p1` take.

use std::path::Path;
use std::time::Duration;

use similar::TextDiff;

use crate::diagnostics::{path_from, printable};
use crate::report::{Tone, paint};

/// Lines shown around each change.
const CONTEXT: usize = 3;
/// Two texts that have hardly a line in common are compared no longer than this; then the diff is
/// longer than it might be.
const LONGEST: Duration = Duration::from_secs(2);

/// How to show a diff.
#[derive(Clone, Copy, Debug)]
pub(super) struct DiffOptions {
    /// Whether to colour.
    pub color: bool,
    /// Whether it is shown, so that nothing in it may steer the terminal; else it is kept as it is.
    pub terminal: bool,
}

/// The diff of one file, by its name from the folder; empty where nothing changes.
pub(super) fn diff(
    folder: &Path,
    name: &str,
    before: &str,
    after: &str,
    options: DiffOptions,
) -> String {
    let path = path_from(folder, name);
    // An absolute path stays as it is, and a name with spaces ends with a tab.
    let slash = if path.starts_with('/') { "" } else { "/" };
    let tab = if path.contains(' ') { "\t" } else { "" };
    let path = printable(&path).replace(['\n', '\t'], "?");
    let header = |side: &str| format!("{side}{slash}{path}{tab}");
    let changes = TextDiff::configure()
        .timeout(LONGEST)
        .diff_lines(before, after);
    let text = changes
        .unified_diff()
        .context_radius(CONTEXT)
        .header(&header("a"), &header("b"))
        .to_string();
    if !options.terminal && !options.color {
        return text;
    }
    text.split_inclusive('\n')
        .map(|line| {
            let tone = match line.get(..1) {
                _ if line.starts_with("---") || line.starts_with("+++") => Tone::Strong,
                Some("-") => Tone::Removed,
                Some("+") => Tone::Added,
                Some("@") => Tone::Quiet,
                _ => Tone::Plain,
            };
            let shown = line.trim_end_matches(['\n', '\r']);
            let shown = match options.terminal {
                true => printable(shown),
                false => shown.into(),
            };
            format!("{}\n", paint(&shown, tone, options.color))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{DiffOptions, diff};

    const AS_IT_IS: DiffOptions = DiffOptions {
        color: false,
        terminal: false,
    };

    #[test]
    fn a_change_stands_among_its_lines() {
        let before = "one\ntwo\nthree\nfour\nfive\nsix";
        let after = "one\ntwo\nthree\nfour\nfive\nseven";
        let shown = diff(
            "/club".as_ref(),
            "/club/a b.touchline",
            before,
            after,
            AS_IT_IS,
        );
        assert_eq!(
            shown,
            "--- a/a b.touchline\t\n+++ b/a b.touchline\t\n@@ -3,4 +3,4 @@\n three\n four\n five\n\
             -six\n\\ No newline at end of file\n+seven\n\\ No newline at end of file\n"
        );
        assert_eq!(diff("/club".as_ref(), "a", before, before, AS_IT_IS), "");
    }

    #[test]
    fn nothing_steers_a_terminal() {
        let options = DiffOptions {
            color: true,
            terminal: true,
        };
        let shown = diff("/".as_ref(), "a", "\u{1b}[2J\n", "b\n", options);
        assert!(shown.contains("\u{1b}[31m-␛[2J\u{1b}[0m\n"), "{shown}");
    }
}
