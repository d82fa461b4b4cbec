//! Takes conditions apart: in goes an expression of the checked ruleset, out come
//! its parts, and the values that they read, each once however often it is read.

use std::collections::HashMap;

use super::super::same::Class;
use super::part::Part;
use super::value::{self, Domain, Test, Value};
use super::{Reader, Truths};
use crate::ruleset::{CompareOp, ExprId, ExprKind, Ruleset, Type};

/// Conditions nested deeper, through `let`s too, are taken for anything.
const DEEPEST: usize = 64;

/// A condition of more parts is taken for anything.
const MOST_PARTS: usize = 2000;

/// What is asked of one value, or of how two values compare.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Of {
    One(Class),
    Two(Class, Class),
}

/// Takes a condition apart.
pub(super) struct Builder<'r, 'a> {
    reader: &'r Reader<'a>,
    values: Vec<Value>,
    known: HashMap<Of, usize>,
    /// How many more parts are looked at.
    left: usize,
}

impl<'r, 'a> Builder<'r, 'a> {
    /// Makes ready for conditions that are looked at together.
    pub(super) fn new(reader: &'r Reader<'a>) -> Self {
        Self {
            reader,
            values: Vec::new(),
            known: HashMap::new(),
            left: MOST_PARTS,
        }
    }

    /// The values that the parts read.
    pub(super) fn values(&self) -> &[Value] {
        &self.values
    }

    /// Whether there were more parts than are looked at.
    pub(super) fn gave_up(&self) -> bool {
        self.left == 0
    }

    fn ruleset(&self) -> &Ruleset {
        self.reader.ruleset
    }

    /// The parts of a condition, `depth` deep in others.
    pub(super) fn condition(&mut self, id: ExprId, depth: usize) -> Part {
        self.left = self.left.saturating_sub(1);
        if depth > DEEPEST || self.left == 0 {
            return Part::Fixed(Truths::ANY);
        }
        let expr = self.reader.ruleset.expr(id);
        match &expr.kind {
            ExprKind::Truth(truth) => Part::Fixed(Truths::from(*truth)),
            ExprKind::Not(inner) => Part::Not(Box::new(self.condition(*inner, depth + 1))),
            ExprKind::And(items) => Part::And(self.all(items, depth)),
            ExprKind::Or(items) => Part::Or(self.all(items, depth)),
            ExprKind::AtLeast(needed, items) => match self.ruleset().expr(*needed).kind {
                ExprKind::Number(needed) if (1.0..=1000.0).contains(&needed) => {
                    let counts = (1..=items.len() + 1).map(|count| (count, count));
                    let whole = counts.filter(|(count, _)| near(*count) >= needed);
                    let needed = whole.map(|(count, _)| count).next();
                    Part::AtLeast(needed.unwrap_or(usize::MAX), self.all(items, depth))
                }
                _ => self.opaque(id),
            },
            ExprKind::Let(name) => {
                let meant = self.ruleset().let_(*name).expr;
                self.condition(meant, depth + 1)
            }
            ExprKind::Compare(op, left, right) => self.compared(id, *op, *left, *right, depth),
            ExprKind::Between(value, low, high) => match (self.number(*low), self.number(*high)) {
                (Some(low), Some(high)) => {
                    let value = self.value(*value);
                    self.compare_with(value, &[low, high]);
                    Part::Leaf(value, Test::Between(low, high))
                }
                _ => self.opaque(id),
            },
            ExprKind::OneOf(value, set) => match self.ruleset().expr(*set).kind {
                ExprKind::Set(members) => Part::Leaf(self.value(*value), Test::OneOf(members)),
                _ => self.opaque(id),
            },
            ExprKind::IsMissing(_) | ExprKind::IsKnown(_) if self.reader.missing_is_free => {
                Part::Fixed(Truths::ANY)
            }
            ExprKind::IsMissing(of) => Part::Not(Box::new(self.known(*of, depth))),
            ExprKind::IsKnown(of) => self.known(*of, depth),
            _ => self.opaque(id),
        }
    }

    fn all(&mut self, items: &[ExprId], depth: usize) -> Vec<Part> {
        let mut parts = Vec::new();
        for &item in items {
            parts.push(self.condition(item, depth + 1));
        }
        parts
    }

    /// A condition that is not looked into: the same wherever it stands.
    fn opaque(&mut self, id: ExprId) -> Part {
        Part::Leaf(self.value(id), Test::Itself)
    }

    fn known(&mut self, id: ExprId, depth: usize) -> Part {
        let expr = self.ruleset().expr(id);
        match (&expr.ty, &expr.kind) {
            (Type::Truth, _) => Part::Known(Box::new(self.condition(id, depth + 1))),
            (
                _,
                ExprKind::Number(_)
                | ExprKind::Member(_)
                | ExprKind::Set(_)
                | ExprKind::Date(_)
                | ExprKind::Today,
            ) => Part::Fixed(Truths::YES),
            _ => Part::Leaf(self.value(id), Test::Known),
        }
    }

    fn compared(
        &mut self,
        id: ExprId,
        op: CompareOp,
        left: ExprId,
        right: ExprId,
        depth: usize,
    ) -> Part {
        let ruleset = self.reader.ruleset;
        let sides = (&ruleset.expr(left).kind, &ruleset.expr(right).kind);
        match &ruleset.expr(left).ty {
            Type::Truth => {
                let (of, truth) = match sides {
                    (_, ExprKind::Truth(truth)) => (left, *truth),
                    (ExprKind::Truth(truth), _) => (right, *truth),
                    _ => return self.opaque(id),
                };
                let of = self.condition(of, depth + 1);
                if truth == (op == CompareOp::Is) {
                    of
                } else {
                    Part::Not(Box::new(of))
                }
            }
            Type::Choice(_) => match sides {
                (_, ExprKind::Member(member)) => {
                    Part::Leaf(self.value(left), Test::Member(op, *member))
                }
                (ExprKind::Member(member), _) => {
                    Part::Leaf(self.value(right), Test::Member(op.turned(), *member))
                }
                _ => self.opaque(id),
            },
            Type::Number(_) => match (self.number(left), self.number(right)) {
                (Some(_), Some(_)) => self.opaque(id),
                (None, Some(with)) => {
                    let value = self.value(left);
                    self.compare_with(value, &[with]);
                    Part::Leaf(value, Test::Number(op, with))
                }
                (Some(with), None) => {
                    let value = self.value(right);
                    self.compare_with(value, &[with]);
                    Part::Leaf(value, Test::Number(op.turned(), with))
                }
                (None, None) => self.two_values(op, left, right),
            },
            _ => self.opaque(id),
        }
    }

    /// Two values that both vary: how one compares with the other is a value, too.
    fn two_values(&mut self, op: CompareOp, left: ExprId, right: ExprId) -> Part {
        let (a, b) = (self.reader.same.class(left), self.reader.same.class(right));
        if a == b {
            return Part::Fixed(Truths::ANY);
        }
        let (of, op) = if a < b {
            (Of::Two(a, b), op)
        } else {
            (Of::Two(b, a), op.turned())
        };
        let needed = vec![self.value(left), self.value(right)];
        let bounded = [left, right]
            .into_iter()
            .any(|side| value::may_be_bounds(self.ruleset(), side));
        let pair = self.slot(of, || Domain::difference(bounded));
        self.compare_with(pair, &[0.0]);
        let leaf = Part::Leaf(pair, Test::Number(op, 0.0));
        Part::Needs(needed, Box::new(leaf))
    }

    fn compare_with(&mut self, value: usize, numbers: &[f64]) {
        if let Some(value) = self.values.get_mut(value) {
            value.compared_with(numbers);
        }
    }

    /// The number of a literal.
    fn number(&self, id: ExprId) -> Option<f64> {
        match self.ruleset().expr(id).kind {
            ExprKind::Number(number) => Some(number),
            ExprKind::Negate(inner) => match self.ruleset().expr(inner).kind {
                ExprKind::Number(number) => Some(-number),
                _ => None,
            },
            _ => None,
        }
    }

    /// The value of an expression.
    fn value(&mut self, id: ExprId) -> usize {
        let ruleset = self.reader.ruleset;
        let of = Of::One(self.reader.same.class(id));
        self.slot(of, || Domain::of(ruleset, id))
    }

    fn slot(&mut self, of: Of, domain: impl FnOnce() -> Domain) -> usize {
        let values = &mut self.values;
        let index = *self.known.entry(of).or_insert_with(|| {
            values.push(Value::new(domain()));
            values.len() - 1
        });
        if let Some(value) = self.values.get_mut(index) {
            value.uses += 1;
        }
        index
    }
}

/// A count as a number, with what comparisons allow.
fn near(count: usize) -> f64 {
    let count = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    count * (1.0 + 1e-9)
}
