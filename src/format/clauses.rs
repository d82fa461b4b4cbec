//! The clauses of a declaration: in go its lines, out come the clauses in the
//! order in which they are written everywhere, each with the lines below it and
//! the comments that belong to it.

use super::lines::{Above, Line};
use crate::ast::{Declaration, InputKind};

/// A clause, with its bullets, rows or changes of plan.
pub(super) struct Clause<'a> {
    /// The lines, of which the first begins it, with what stands above each.
    pub lines: Vec<(Vec<Above<'a>>, &'a Line<'a>)>,
    /// Comments below its last line that belong to it.
    pub below: Vec<Above<'a>>,
    rank: usize,
}

/// What stands in a declaration, in order.
pub(super) struct Body<'a> {
    /// The lines below the first that belong to it: bullets of a `let`.
    pub head: Vec<&'a Line<'a>>,
    /// The clauses.
    pub clauses: Vec<Clause<'a>>,
    /// Comments below the last clause.
    pub below: Vec<Above<'a>>,
}

/// The words that clauses begin with, in the order of the clauses; those of one entry keep their
/// order among themselves.
fn order(declaration: &Declaration) -> &'static [&'static [&'static str]] {
    match declaration {
        Declaration::Ruleset(_) => &[
            &["about"],
            &["source"],
            &["version"],
            &["stages"],
            &["athlete"],
            &["date"],
            &["allow"],
        ],
        Declaration::Include(_) => &[&["with"], &["without"], &["allow"]],
        Declaration::Choice(_) | Declaration::Group(_) => &[&["allow"]],
        Declaration::Input(_) => &[
            &["about"],
            &["column"],
            &["at"],
            &["ask"],
            &["higher", "yes"],
            &["several"],
            &["missing"],
            &["allow"],
        ],
        Declaration::Setting(_) | Declaration::Let(_) => &[&["about"], &["allow"]],
        Declaration::Table(_) => &[&["allow"], &["|"]],
        Declaration::Rule(_) => &[
            &["when"],
            &["unless"],
            &["then"],
            &["flag"],
            &["overrides"],
            &["because"],
            &["allow"],
        ],
        Declaration::Otherwise(_) => &[
            &["cut", "cap", "raise", "drop", "advise"],
            &["because"],
            &["allow"],
        ],
        Declaration::Guarantee(_) => &[&["always", "never", "same"], &["allow"]],
        Declaration::Example(_) => &[&["given"], &["allow"]],
        Declaration::Test(_) => &[&["given"], &["cases"], &["expect"], &["allow"]],
    }
}

/// Declarations that may stand below each other without a blank line.
pub(super) fn may_stand_together(declaration: &Declaration) -> bool {
    matches!(
        declaration,
        Declaration::Include(_)
            | Declaration::Choice(_)
            | Declaration::Group(_)
            | Declaration::Setting(_)
            | Declaration::Let(_)
    ) || matches!(
        declaration,
        Declaration::Input(input) if matches!(input.kind, InputKind::Input | InputKind::Plan)
    )
}

/// The clauses of a declaration. `lines` are those below its first, and `below` what
/// stands below the last of them.
pub(super) fn body<'a>(
    declaration: &Declaration,
    lines: &'a [Line<'a>],
    below: &'a [Above<'a>],
) -> Body<'a> {
    let order = order(declaration);
    let mut head = Vec::new();
    let mut clauses: Vec<Clause<'a>> = Vec::new();
    // The clause that bullets, rows and changes belong to: an `allow` between them does not end it.
    let mut current: Option<usize> = None;
    for line in lines {
        let rank = order
            .iter()
            .position(|words| words.contains(&line.first()))
            .filter(|_| !goes_on(line, current.and_then(|index| clauses.get(index))));
        let Some(rank) = rank else {
            match current.and_then(|index| clauses.get_mut(index)) {
                Some(clause) => {
                    let mut above = std::mem::take(&mut clause.below);
                    above.extend(&line.above);
                    clause.lines.push((above, line));
                }
                None => head.push(line),
            }
            continue;
        };
        let mut above = line.above.clone();
        if let Some(last) = clauses.last_mut() {
            above = last.take_own(above);
        }
        if line.first() != "allow" {
            current = Some(clauses.len());
        }
        clauses.push(Clause {
            lines: vec![(above, line)],
            below: Vec::new(),
            rank,
        });
    }
    let mut rest = below.to_vec();
    if let Some(last) = clauses.last_mut() {
        rest = last.take_own(rest);
    }
    clauses.sort_by_key(|clause| clause.rank);
    Body {
        head,
        clauses,
        below: rest,
    }
}

/// The rows of a `table` are one clause.
fn goes_on(line: &Line<'_>, clause: Option<&Clause<'_>>) -> bool {
    let first = clause.and_then(|clause| clause.lines.first());
    line.is_row() && first.is_some_and(|(_, first)| first.is_row())
}

impl<'a> Clause<'a> {
    /// Takes what stands below it and is indented deeper; what does not belong to it is left.
    fn take_own(&mut self, below: Vec<Above<'a>>) -> Vec<Above<'a>> {
        let column = self.lines.first().map_or(0, |(_, line)| line.column);
        let deeper = |above: &Above<'_>| match above {
            Above::Blank => None,
            Above::Comment { column: own, .. } => Some(*own > column),
        };
        let mut own = 0;
        for (index, above) in below.iter().enumerate() {
            match deeper(above) {
                None => {}
                Some(true) => own = index + 1,
                Some(false) => break,
            }
        }
        let mut below = below;
        let rest = below.split_off(own);
        self.below.append(&mut below);
        rest
    }
}
