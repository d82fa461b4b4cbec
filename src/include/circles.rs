//! Files that include each other: in go the files with who includes them, out
//! comes one message for each way round.

use std::collections::HashSet;

use super::Loaded;
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

/// How many files of a circle are shown.
const MOST_SHOWN: usize = 6;

/// Reports every circle, each once.
pub(super) fn report(files: &[Loaded], errors: &mut Vec<Diagnostic>) {
    let mut includes: Vec<Vec<(usize, Span)>> = vec![Vec::new(); files.len()];
    for (to, file) in files.iter().enumerate() {
        for &(from, span) in &file.by {
            if let Some(of) = includes.get_mut(from) {
                of.push((to, span));
            }
        }
    }
    // The way from the root to the file being looked at, each with the next of
    // its includes to follow.
    let mut way: Vec<(usize, usize)> = vec![(0, 0)];
    let mut done: HashSet<usize> = HashSet::new();
    let mut told: HashSet<usize> = HashSet::new();
    while let Some((at, next)) = way.last_mut() {
        let at = *at;
        let Some(&(to, _)) = includes.get(at).and_then(|of| of.get(*next)) else {
            done.insert(at);
            way.pop();
            continue;
        };
        *next += 1;
        if let Some(first) = way.iter().position(|&(on, _)| on == to) {
            let round = way.get(first..).unwrap_or_default();
            let is_new = !(told.contains(&at) && told.contains(&to));
            if is_new {
                errors.push(circle(files, &includes, round));
                told.extend(round.iter().map(|&(on, _)| on));
            }
        } else if !done.contains(&to) {
            way.push((to, 0));
        }
    }
}

/// The message for a way round: each file with the place behind the one that leads on.
fn circle(
    files: &[Loaded],
    includes: &[Vec<(usize, Span)>],
    round: &[(usize, usize)],
) -> Diagnostic {
    let name = |at: usize| files.get(at).map_or("", |file| file.name.as_str());
    let steps: Vec<(usize, usize, Span)> = round
        .iter()
        .filter_map(|&(from, next)| {
            let &(to, span) = includes.get(from)?.get(next.checked_sub(1)?)?;
            Some((from, to, span))
        })
        .collect();
    let start = steps.first().map_or("", |&(from, ..)| name(from));
    let between: Vec<String> = steps
        .iter()
        .skip(1)
        .take(MOST_SHOWN)
        .map(|&(from, ..)| format!("`{}`", name(from)))
        .collect();
    let more = if steps.len() > MOST_SHOWN + 1 {
        " …"
    } else {
        ""
    };
    let mut error = Diagnostic::error(
        Code::IncludeCircle,
        format!(
            "`{start}` includes {}{more}, which includes `{start}` again",
            between.join(", which includes ")
        ),
    );
    // The last step is the one that closes the circle, and likely the one too many.
    let last = steps.len().saturating_sub(1);
    let shown = steps
        .iter()
        .rev()
        .take(1)
        .chain(steps.iter().take(MOST_SHOWN.min(last)));
    for &(_, to, span) in shown {
        error = error.label(span, format!("`{}` from here", name(to)));
    }
    error.help("take one of these `include`s away; what both files need can stand in a third")
}
