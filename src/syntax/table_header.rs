//! The header of a `table`: in go its cells, out comes what each column holds,
//! and what is wrong with the columns together.

use crate::ast::{ColumnKind, ExprKind, TableColumn, Text, Verdict};
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::grammar::{Rule, parts};
use super::head_hints;
use super::keywords::ADJUSTMENTS;
use super::place::Place;
use super::reader::Reader;
use super::table::OTHERWISE;
use super::tables::Row;

/// The most columns of a table: its rows are conditions, which may not grow without bounds either.
const MAX_COLUMNS: usize = 100;

/// A column as far as its head could be read.
pub(super) struct Column {
    /// What the header says.
    pub head: Text,
    /// What its cells hold; `None` where that was not to be read, and was reported.
    pub kind: Option<ColumnKind>,
}

impl Column {
    /// Its cells are conditions on its head.
    pub(super) fn is_test(&self) -> bool {
        matches!(self.kind, Some(ColumnKind::Tests(_)))
    }

    /// As it goes into the tree.
    pub(super) fn into_tree(self) -> Option<TableColumn> {
        Some(TableColumn {
            kind: self.kind?,
            span: self.head.span,
        })
    }

    /// The word for its output, if it has one that may stand only once.
    fn output(&self) -> Option<String> {
        Some(match self.kind.as_ref()? {
            ColumnKind::Tests(_) => return None,
            ColumnKind::Then => "then".to_owned(),
            ColumnKind::Adjust => "adjust".to_owned(),
            ColumnKind::Because => "because".to_owned(),
            ColumnKind::Flag => "flag".to_owned(),
            ColumnKind::Name => "name".to_owned(),
            ColumnKind::Give(name) => format!("give {}", name.name),
        })
    }

    /// Rows with this column say or give something.
    fn decides(&self) -> bool {
        matches!(
            self.kind,
            Some(ColumnKind::Then | ColumnKind::Flag | ColumnKind::Give(_))
        )
    }
}

impl Reader<'_> {
    /// The columns of a table. The cells below a head help to tell what was meant by it.
    pub(super) fn columns(&mut self, header: &Row, rows: &[Row]) -> Vec<Column> {
        let (span, cells) = header;
        if cells.len() > MAX_COLUMNS {
            self.error(
                Diagnostic::error(
                    Code::TooDeep,
                    format!("a table has at most {MAX_COLUMNS} columns"),
                )
                .label(*span, format!("{} columns", cells.len()))
                .help(
                    "cut it into several tables, or give some of the conditions a name with `let`",
                ),
            );
            return Vec::new();
        }
        let before = self.errors.len();
        let mut columns: Vec<Column> = cells
            .iter()
            .map(|cell| Column {
                head: cell.clone(),
                kind: self.head(cell),
            })
            .collect();
        for index in 0..columns.len() {
            let error = remarks(&columns, index, rows, self.whole)
                .or_else(|| misnamed(&columns, index, rows, self.whole));
            if let Some(error) = error {
                self.error(error);
                if let Some(column) = columns.get_mut(index) {
                    column.kind = None;
                }
            }
        }
        self.twice(&columns);
        if self.errors.len() == before {
            self.complete(*span, &columns);
        }
        columns
    }

    /// One cell of the header.
    fn head(&mut self, cell: &Text) -> Option<ColumnKind> {
        if cell.value.is_empty() {
            let here = self.empty_cell(cell);
            self.error(
                Diagnostic::error(Code::Syntax, "this column has no head")
                    .label(here, "an empty cell")
                    .help("write an expression, `then`, `adjust`, `because`, `flag`, `name` or `give NAME`, or take the column out"),
            );
            return None;
        }
        if cell.value == "give" {
            self.error(
                Diagnostic::error(Code::Syntax, "this column does not say what it gives")
                    .label(cell.span, "expected a name after `give`")
                    .help("write `give` and a name, such as `give change`; the name can be used like that of a `let`"),
            );
            return None;
        }
        if let Some(error) = head_hints::like_a_call(&cell.value, cell.span) {
            self.error(error);
            return None;
        }
        let kind = self.hinted(
            Rule::lone_head,
            cell.span,
            Code::Syntax,
            head_hints::hint,
            |reader, node| {
                let what = parts(node).next()?;
                if what.as_rule() == Rule::expression {
                    return Some(ColumnKind::Tests(reader.expr(what)?));
                }
                let mut inner = what.into_inner();
                Some(match inner.next()?.as_rule() {
                    Rule::then_ => ColumnKind::Then,
                    Rule::adjust_ => ColumnKind::Adjust,
                    Rule::because_ => ColumnKind::Because,
                    Rule::flag_ => ColumnKind::Flag,
                    Rule::name_ => ColumnKind::Name,
                    _ => ColumnKind::Give(reader.ident(&inner.next()?)),
                })
            },
        )?;
        if let ColumnKind::Tests(value) = &kind
            && let ExprKind::Text(_) = value.kind
        {
            let bare = cell.value.trim_matches('"');
            self.error(
                Diagnostic::error(
                    Code::Syntax,
                    "a column is headed by an expression, not by a text",
                )
                .label(cell.span, "a text")
                .help(format!("write `{bare}` without quotes"))
                .fix(cell.span, bare),
            );
            return None;
        }
        Some(kind)
    }

    /// Two columns that give the same.
    fn twice(&mut self, columns: &[Column]) {
        let mut seen: Vec<(String, Span)> = Vec::new();
        for column in columns {
            let Some(output) = column.output() else {
                continue;
            };
            let span = column.head.span;
            let Some((_, first)) = seen.iter().find(|(other, _)| *other == output) else {
                seen.push((output, span));
                continue;
            };
            let error = Diagnostic::error(
                Code::DuplicateClause,
                format!("this table has two columns `{output}`"),
            )
            .label(span, "the second")
            .label(*first, "the first");
            self.error(match column.kind {
                Some(ColumnKind::Adjust) => {
                    error.help("write all changes of a row in one cell, with commas between them")
                }
                _ => error.help("keep one of them"),
            });
        }
    }

    /// A table needs something to look at and something to say.
    fn complete(&mut self, span: Span, columns: &[Column]) {
        if !columns.iter().any(Column::is_test) {
            self.error(
                Diagnostic::error(Code::MissingClause, "this table looks at nothing")
                    .label(span, "no column is headed by an expression")
                    .help("head the first columns with what the rows tell apart, such as `soreness`; what holds on every day is a `rule` without `when`"),
            );
        } else if !columns.iter().any(Column::decides) {
            self.error(
                Diagnostic::error(Code::MissingClause, "the rows of this table decide nothing")
                    .label(span, "no column `then`, `flag` or `give`")
                    .help("add a column `then` for the verdict, `flag` for a note, or `give NAME` for a value"),
            );
        }
    }
}

/// `verdict`, `action` or `reason` at the head of a column whose cells are
/// verdicts, changes or texts: what they are is meant.
fn misnamed(columns: &[Column], index: usize, rows: &[Row], whole: &str) -> Option<Diagnostic> {
    let column = columns.get(index).filter(|column| column.is_test())?;
    // What is declared is compared, and its cells are written wrong.
    if Place::says(whole, &column.head.value) {
        return None;
    }
    let mut cells = rows
        .iter()
        .filter_map(|(_, cells)| cells.get(index))
        .map(|cell| cell.value.as_str())
        .filter(|cell| !cell.is_empty() && *cell != OTHERWISE)
        .peekable();
    cells.peek()?;
    let cells: Vec<&str> = cells.collect();
    let (heads, what) = meant(&cells)?;
    let is_there = |head: &str| columns.iter().any(|column| column.head.value == head);
    // A choice may have members that are called like verdicts.
    let gives =
        |column: &Column| matches!(column.kind, Some(ColumnKind::Then | ColumnKind::Give(_)));
    if what == "verdicts" && columns.iter().any(gives) {
        return None;
    }
    let span = column.head.span;
    let error = Diagnostic::error(
        Code::Syntax,
        format!("a column of {what} is headed by {}", listed(heads)),
    )
    .label(span, format!("below this stand {what}"));
    Some(match heads.iter().find(|head| !is_there(head)) {
        Some(head) => {
            let error = error.help(format!("write `{head}`")).fix(span, *head);
            let same = column.head.value.eq_ignore_ascii_case(head);
            if same || heads.len() == 1 {
                error.sure()
            } else {
                error
            }
        }
        None => error.help("the table has such a column already; put the two together"),
    })
}

/// `remarks`: a column that is for people only.
fn remarks(columns: &[Column], index: usize, rows: &[Row], whole: &str) -> Option<Diagnostic> {
    const REMARKS: [&str; 10] = [
        "remarks",
        "remark",
        "notes",
        "note",
        "comment",
        "comments",
        "description",
        "explanation",
        "info",
        "meaning",
    ];
    let column = columns.get(index)?;
    let head = column.head.value.to_lowercase();
    let mut texts = rows.iter().filter_map(|(_, cells)| cells.get(index));
    if !REMARKS.contains(&head.as_str())
        || Place::says(whole, &column.head.value)
        || texts.all(|cell| cell.value.starts_with('"'))
    {
        return None;
    }
    let mut error = Diagnostic::error(Code::Syntax, "a table has no column for remarks")
        .label(column.head.span, "for people only")
        .help("write remarks as comments, which begin with `#`, on lines of their own; for a note to the athlete take a column `flag`, with its texts between quotes");
    let heads: Vec<&Text> = columns.iter().map(|column| &column.head).collect();
    let lines = rows.iter().map(|(_, cells)| cells.iter().collect());
    for cells in std::iter::once(heads).chain(lines) {
        let cells: Vec<&Text> = cells;
        let (Some(cell), before, after) = (
            cells.get(index),
            index.checked_sub(1).and_then(|at| cells.get(at)),
            cells.get(index + 1),
        ) else {
            continue;
        };
        let gap = match (before, after) {
            (Some(before), _) => Span::new(cell.span.file, before.span.end, cell.span.end),
            (None, Some(after)) => Span::new(cell.span.file, cell.span.start, after.span.start),
            (None, None) => continue,
        };
        error = error.fix(gap, "");
    }
    Some(error)
}

/// What all of these cells are, and the heads for that.
fn meant(cells: &[&str]) -> Option<(&'static [&'static str], &'static str)> {
    let all = |fits: fn(&str) -> bool| cells.iter().all(|cell| fits(cell));
    if all(|cell| Verdict::from_name(cell).is_some()) {
        Some((&["then"], "verdicts"))
    } else if all(is_change) {
        Some((&["adjust"], "changes"))
    } else if all(|cell| cell.starts_with('"')) {
        Some((&["because", "flag", "name"], "texts"))
    } else {
        None
    }
}

/// `cut load by 20%`
fn is_change(cell: &str) -> bool {
    cell.split_once(' ')
        .is_some_and(|(word, rest)| ADJUSTMENTS.contains(&word) && !rest.starts_with("or "))
}

/// `because`, `flag` or `name`
fn listed(heads: &[&str]) -> String {
    let heads: Vec<String> = heads.iter().map(|head| format!("`{head}`")).collect();
    match heads.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => heads.concat(),
    }
}
