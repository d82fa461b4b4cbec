//! A file: in go its tree and its text, out comes its one layout, declaration by
//! declaration, with every comment and at most one blank line in a row.

use super::clauses::{Clause, body, may_stand_together};
use super::lines::{Above, Line, lines};
use super::parts::Parts;
use super::pieces::{INDENT, WIDTH};
use super::rows;
use super::writer::{Gap, Writer};
use crate::ast::{Declaration, File};

/// The layout of a file, with `\n` at the end of each line. `joined` is the text as it is
/// read: as long, without comments and without the line breaks that end nothing.
pub(super) fn lay_out(file: &File, text: &str, joined: &str) -> String {
    let (lines, end) = lines(text, joined, &file.comments);
    let mut layout = Layout {
        source: text,
        out: String::with_capacity(text.len()),
    };
    let mut rest = lines.as_slice();
    let mut before: Option<&Declaration> = None;
    // What stands between the last declaration and the next.
    let mut between: &[Above<'_>] = rest.first().map_or(&end, |line| &line.above);
    for (index, declaration) in file.declarations.iter().enumerate() {
        let next = file.declarations.get(index + 1).map(start);
        let count = next.map_or(rest.len(), |next| {
            rest.partition_point(|line| line.start() < next)
        });
        let (own, others) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        rest = others;
        let after = rest.first().map_or(&end, |line| &line.above);
        // What is indented belongs to the declaration above it.
        let at_the_edge = after
            .iter()
            .position(|above| matches!(above, Above::Comment { column: 0, .. }))
            .unwrap_or(after.len());
        let inside = after
            .iter()
            .take(at_the_edge)
            .rposition(|above| matches!(above, Above::Comment { .. }))
            .map_or(0, |last| last + 1);
        let (inside, outside) = after.split_at_checked(inside).unwrap_or((&[], after));
        layout.between(before, between, declaration);
        layout.declaration(declaration, own, inside);
        before = Some(declaration);
        between = outside;
    }
    layout.above(between, 0);
    while layout.out.ends_with("\n\n") {
        layout.out.pop();
    }
    layout.out
}

/// Where a declaration starts.
fn start(declaration: &Declaration) -> usize {
    let span = match declaration {
        Declaration::Ruleset(decl) => decl.span,
        Declaration::Include(decl) => decl.span,
        Declaration::Choice(decl) => decl.span,
        Declaration::Group(decl) => decl.span,
        Declaration::Input(decl) => decl.span,
        Declaration::Setting(decl) => decl.span,
        Declaration::Let(decl) => decl.span,
        Declaration::Table(decl) => decl.span,
        Declaration::Rule(decl) => decl.span,
        Declaration::Otherwise(decl) => decl.span,
        Declaration::Guarantee(decl) => decl.span,
        Declaration::Example(decl) => decl.span,
        Declaration::Test(decl) => decl.span,
    };
    span.start
}

/// What is written so far.
struct Layout<'a> {
    source: &'a str,
    out: String,
}

impl<'a> Layout<'a> {
    /// What stands between two declarations: a blank line, unless they are of the kinds that may
    /// stand together and did.
    fn between(&mut self, before: Option<&Declaration>, between: &[Above<'_>], next: &Declaration) {
        let Some(before) = before else {
            let blank = usize::from(between.first() == Some(&Above::Blank));
            self.above(between.get(blank..).unwrap_or_default(), 0);
            return;
        };
        let together = may_stand_together(before) && may_stand_together(next);
        if !together && !between.contains(&Above::Blank) {
            self.out.push('\n');
        }
        self.above(between, 0);
    }

    /// Comments and blank lines.
    fn above(&mut self, above: &[Above<'_>], column: usize) {
        for above in above {
            match above {
                Above::Blank => self.out.push('\n'),
                Above::Comment { text, .. } => self.line(column, text, None),
            }
        }
    }

    fn line(&mut self, column: usize, text: &str, after: Option<&str>) {
        self.out.extend(std::iter::repeat_n(' ', column));
        self.out.push_str(text);
        if let Some(comment) = after {
            self.out.push_str("  ");
            self.out.push_str(comment);
        }
        self.out.push('\n');
    }

    fn declaration(&mut self, declaration: &Declaration, lines: &[Line<'_>], below: &[Above<'_>]) {
        let Some((first, lines)) = lines.split_first() else {
            return;
        };
        let parts = Parts::of(declaration);
        let body = body(declaration, lines, below);
        self.written(declaration, first, &parts, 0);
        for line in body.head {
            self.above(&line.above, INDENT);
            self.written(declaration, line, &parts, INDENT);
        }
        for clause in &body.clauses {
            self.clause(declaration, clause, &parts);
        }
        self.above(&body.below, INDENT);
    }

    fn clause(&mut self, declaration: &Declaration, clause: &Clause<'_>, parts: &Parts<'_>) {
        // The rows below `cases` stand below the word, as those of a `table` do.
        let first = clause.lines.first();
        let beside = first.is_some_and(|(_, line)| line.first() == "cases" || line.is_row());
        let deeper = if beside { INDENT } else { 2 * INDENT };
        let table: Vec<&Line<'_>> = clause.lines.iter().map(|(_, line)| *line).collect();
        let table: Vec<&Line<'_>> = table.into_iter().filter(|line| line.is_row()).collect();
        let mut rows = rows::rows(self.source, &table, parts).into_iter();
        for (index, (above, line)) in clause.lines.iter().enumerate() {
            let column = if index == 0 { INDENT } else { deeper };
            self.above(above, column);
            match line.is_row() {
                true => {
                    let row = rows.next().unwrap_or_default();
                    self.line(column, &row, line.after);
                }
                false => self.written(declaration, line, parts, column),
            }
        }
        self.above(&clause.below, 2 * INDENT);
    }

    /// A line that is no row.
    fn written(
        &mut self,
        declaration: &Declaration,
        line: &Line<'_>,
        parts: &Parts<'_>,
        column: usize,
    ) {
        let end = line.tokens.last().map_or(0, |token| token.end());
        let mut writer = Writer::new(self.source, &line.tokens);
        writer.in_code = line.first() == "allow";
        writer.on_one_line = matches!(declaration, Declaration::Setting(_));
        writer.one_rule =
            matches!(declaration, Declaration::Include(_)) && line.first() == "without";
        if line.tokens.first().is_some_and(|token| token.is_sign("-")) {
            // A bullet, and no minus.
            writer.next();
            writer.gap = Gap::Space;
        }
        writer.all(parts.between(line.start(), end));
        let text = writer.render(column, WIDTH);
        self.line(column, &text, line.after);
    }
}
