//! `let`: in go its expressions in any order, out come [`Let`]s each after those
//! that it reads, ties by name; those that need each other are reported.
//!
//! A `let` is read when all that it names have been. Whether a name stands for
//! a `let` or for a member only types can tell, so the order is first guessed
//! from the names alone; where the guess was wrong, reading one stops at the
//! `let` that is still missing, and begins again after it.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::ops::Range;

use super::expr::Hint;
use super::names::Named;
use super::{Checker, index, walk};
use crate::ast::{self, ExprKind as Ast, Ident};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ExprId, ExprKind, InputId, Let, LetId};
use crate::span::Span;

/// More labels than this explain nothing.
const MOST_LABELS: usize = 20;

/// A `let` on its way into the ruleset.
pub(super) struct LetState<'a> {
    pub name: &'a Ident,
    about: Option<&'a ast::Text>,
    pub source: LetSource<'a>,
    pub progress: Progress,
    /// Where its expressions lie in `exprs`; what its table reads lies elsewhere.
    exprs: Range<usize>,
}

/// Where the value of a `let` comes from.
#[derive(Clone, Copy)]
pub(super) enum LetSource<'a> {
    /// `let x = …`
    Expr(&'a ast::Expr),
    /// `give x` of a table: the table, and the column.
    Give(usize, usize),
}

/// How far the reading of a `let` has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    Todo,
    /// `None` where it holds a mistake.
    Done(Option<ExprId>),
}

impl<'a> LetState<'a> {
    pub fn new(decl: &'a ast::LetDecl) -> Self {
        Self {
            name: &decl.name,
            about: decl.about.as_ref(),
            source: LetSource::Expr(&decl.value),
            progress: Progress::Todo,
            exprs: 0..0,
        }
    }

    /// What a column of a table gives.
    pub fn given(name: &'a Ident, table: usize, column: usize) -> Self {
        Self {
            name,
            about: None,
            source: LetSource::Give(table, column),
            progress: Progress::Todo,
            exprs: 0..0,
        }
    }
}

/// What can read another: a `let`, or an input with a default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    Let(usize),
    Default(usize),
}

impl Checker<'_> {
    /// Reads every `let`.
    pub(super) fn check_lets(&mut self) {
        let mut is_open = vec![false; self.lets.len()];
        for first in self.guessed_order() {
            self.check_let(first, &mut is_open);
        }
    }

    /// Each `let` after those that its names may mean, as far as there is such an order.
    fn guessed_order(&self) -> Vec<usize> {
        let sources = self.lets.iter().map(|state| state.source);
        let named: Vec<Vec<usize>> = sources.map(|source| self.named_lets(source)).collect();
        depth_first(&named)
    }

    fn named_lets(&self, source: LetSource<'_>) -> Vec<usize> {
        let read = match source {
            LetSource::Expr(value) => vec![value],
            LetSource::Give(table, column) => self.tables[table].read_for(column),
        };
        let parts = read.into_iter().flat_map(walk::all);
        let mut named: Vec<usize> = parts
            .filter_map(|part| match &part.kind {
                Ast::Name(ident) => self.names.get(&ident.name),
                _ => None,
            })
            .filter_map(|named| match named {
                Named::Let(id) => Some(id.0 as usize),
                _ => None,
            })
            .collect();
        // A column of ten thousand cells may name the same few over and over.
        let mut seen = HashSet::new();
        named.retain(|&at| seen.insert(at));
        named
    }

    /// Reads one, and those it turns out to need; `is_open` says which are begun.
    fn check_let(&mut self, first: usize, is_open: &mut [bool]) {
        let mut open = vec![first];
        while let Some(&at) = open.last() {
            if self.lets[at].progress != Progress::Todo {
                is_open[at] = false;
                open.pop();
                continue;
            }
            is_open[at] = true;
            let awaited = match self.let_value(at) {
                Ok(value) => {
                    self.lets[at].progress = Progress::Done(value);
                    continue;
                }
                Err(LetId(awaited)) => awaited as usize,
            };
            if !is_open[awaited] {
                open.push(awaited);
                continue;
            }
            let begin = open.iter().position(|&open| open == awaited).unwrap_or(0);
            let circle: Vec<usize> = open.drain(begin..).collect();
            for &at in &circle {
                is_open[at] = false;
                self.lets[at].progress = Progress::Done(None);
            }
            let places = circle
                .iter()
                .map(|&at| {
                    let name = self.lets[at].name;
                    (name.name.clone(), name.span)
                })
                .collect();
            self.report_circle(places, false);
        }
    }

    /// Reads the value of one, after the conditions of its table where it has one;
    /// or says which must be read before.
    fn let_value(&mut self, at: usize) -> Result<Option<ExprId>, LetId> {
        let source = self.lets[at].source;
        if let LetSource::Give(table, _) = source {
            self.attempt(|checker| checker.read_table(table))?;
        }
        let first = self.exprs.len();
        let value = self.attempt(|checker| match source {
            LetSource::Expr(value) => checker.value(value, Hint::None),
            LetSource::Give(table, column) => checker.given_by(table, column),
        })?;
        self.lets[at].exprs = first..self.exprs.len();
        Ok(value)
    }

    /// Reads something; where that turns out to need a `let` that is not read yet,
    /// it leaves no trace.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Result<T, LetId> {
        let (exprs, diagnostics) = (self.exprs.len(), self.diagnostics.len());
        let result = read(self);
        match self.awaited.take() {
            None => Ok(result),
            Some(awaited) => {
                self.exprs.truncate(exprs);
                self.diagnostics.truncate(diagnostics);
                Err(awaited)
            }
        }
    }

    /// One message for names that need each other, in the order in which each reads the next.
    fn report_circle(&mut self, mut places: Vec<(String, Span)>, has_default: bool) {
        // The same circle reads the same wherever it was entered.
        let first = places
            .iter()
            .enumerate()
            .min_by_key(|(_, (_, span))| *span)
            .map_or(0, |(at, _)| at);
        places.rotate_left(first);
        let Some((name, _)) = places.first() else {
            return;
        };
        let message = match places.as_slice() {
            [_] => format!("`{name}` is worked out from itself"),
            [_, (other, _)] => format!("`{name}` and `{other}` are worked out from each other"),
            more => format!("{} names are worked out from each other", more.len()),
        };
        let mut diagnostic = Diagnostic::error(Code::CircularLet, message);
        let next = places.iter().cycle().skip(1);
        for ((name, span), (reads, _)) in places.iter().zip(next).take(MOST_LABELS) {
            let text = if name == reads {
                format!("`{name}` reads itself")
            } else {
                format!("`{name}` reads `{reads}`")
            };
            diagnostic = diagnostic.label(*span, text);
        }
        let help = if has_default && places.len() == 1 {
            "to let the last answer stand in for a missing one, write `, lasting` after its type"
        } else {
            "break the circle: let one of them read only inputs and settings"
        };
        self.report(diagnostic.help(help));
    }

    /// The order in which `let`s can be worked out, ties by name; reports
    /// circles that run through defaults. `None` where there is a circle.
    pub(super) fn order_lets(&mut self) -> Option<Vec<usize>> {
        let lets = self.lets.len();
        let nodes = lets + self.inputs.len();
        let reads: Vec<Vec<usize>> = (0..nodes).map(|at| self.reads(self.node(at))).collect();
        let mut waiting: Vec<usize> = reads.iter().map(Vec::len).collect();
        let mut readers: Vec<Vec<usize>> = vec![Vec::new(); nodes];
        for (at, reads) in reads.iter().enumerate() {
            for &read in reads {
                readers[read].push(at);
            }
        }
        // Ids follow names, so the smallest id is the first name; inputs are no
        // `let`s and hold none of them up.
        let rank = |at: usize| Reverse((at < lets, at));
        let mut ready: BinaryHeap<Reverse<(bool, usize)>> = (0..nodes)
            .filter(|&at| waiting[at] == 0)
            .map(rank)
            .collect();
        let mut order = Vec::new();
        let mut done = 0;
        while let Some(Reverse((_, at))) = ready.pop() {
            done += 1;
            if at < lets {
                order.push(at);
            }
            for &reader in &readers[at] {
                waiting[reader] -= 1;
                if waiting[reader] == 0 {
                    ready.push(rank(reader));
                }
            }
        }
        if done == nodes {
            return Some(order);
        }
        self.report_default_circles(&reads, &waiting);
        None
    }

    fn node(&self, at: usize) -> Node {
        match at.checked_sub(self.lets.len()) {
            None => Node::Let(at),
            Some(input) => Node::Default(input),
        }
    }

    /// What a node reads, itself among it where it does.
    fn reads(&self, node: Node) -> Vec<usize> {
        let (range, table) = match node {
            Node::Let(at) => {
                let state = &self.lets[at];
                let table = match state.source {
                    LetSource::Give(table, _) => self.tables[table].exprs(),
                    LetSource::Expr(_) => 0..0,
                };
                (state.exprs.clone(), table)
            }
            Node::Default(at) => (self.inputs[at].default_range.clone(), 0..0),
        };
        let parts = [range, table];
        let mut reads: Vec<usize> = parts
            .into_iter()
            .flat_map(|range| self.exprs.get(range).unwrap_or_default())
            .filter_map(|expr| match expr.kind {
                ExprKind::Let(LetId(id)) => Some(id as usize),
                ExprKind::Input(InputId(id))
                | ExprKind::InputMember(InputId(id), _)
                | ExprKind::InputAtMember(InputId(id)) => Some(self.lets.len() + id as usize),
                _ => None,
            })
            .collect();
        reads.sort_unstable();
        reads.dedup();
        reads
    }

    fn report_default_circles(&mut self, reads: &[Vec<usize>], waiting: &[usize]) {
        let mut reported = vec![false; reads.len()];
        for first in 0..reads.len() {
            if waiting[first] == 0 || reported[first] {
                continue;
            }
            // Every node that still waits reads one that does: a walk must come back to itself.
            let mut path = Vec::new();
            let mut place: HashMap<usize, usize> = HashMap::new();
            let mut at = first;
            let begin = loop {
                if let Some(&begin) = place.get(&at) {
                    break Some(begin);
                }
                if reported[at] {
                    break None;
                }
                place.insert(at, path.len());
                path.push(at);
                match reads[at].iter().find(|&&read| waiting[read] > 0) {
                    Some(&next) => at = next,
                    None => break None,
                }
            };
            for &at in &path {
                reported[at] = true;
            }
            let Some(begin) = begin else { continue };
            let places = path
                .iter()
                .skip(begin)
                .map(|&at| {
                    let name = match self.node(at) {
                        Node::Let(at) => self.lets[at].name,
                        Node::Default(at) => &self.inputs[at].decl.name,
                    };
                    (name.name.clone(), name.span)
                })
                .collect();
            self.report_circle(places, true);
        }
    }

    /// The `let`s in their order, every expression reading them by their new places.
    pub(super) fn finish_lets(&mut self, order: &[usize]) -> Option<Vec<Let>> {
        let mut places = vec![0; self.lets.len()];
        for (place, &at) in order.iter().enumerate() {
            places[at] = index(place);
        }
        for expr in &mut self.exprs {
            if let ExprKind::Let(id) = &mut expr.kind {
                id.0 = places.get(id.0 as usize).copied().unwrap_or(id.0);
            }
        }
        order
            .iter()
            .map(|&at| {
                let state = &self.lets[at];
                let Progress::Done(Some(expr)) = state.progress else {
                    return None;
                };
                Some(Let {
                    name: state.name.name.clone(),
                    expr,
                    about: state.about.map(|about| about.value.clone()),
                    span: state.name.span,
                })
            })
            .collect()
    }
}

/// Every node after those it leads to, but for edges that lead back.
pub(super) fn depth_first(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(edges.len());
    let mut seen = vec![false; edges.len()];
    for first in 0..edges.len() {
        let mut open = vec![(first, 0)];
        while let Some((at, next)) = open.pop() {
            if next == 0 && std::mem::replace(&mut seen[at], true) {
                continue;
            }
            match edges[at].get(next) {
                Some(&target) => {
                    open.push((at, next + 1));
                    if !seen[target] {
                        open.push((target, 0));
                    }
                }
                None => order.push(at),
            }
        }
    }
    order
}
