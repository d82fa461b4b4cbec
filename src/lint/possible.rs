//! What a condition can be at all: in goes a condition, out comes which of no,
//! unknown and yes it may be on some day of some athlete, from the declared ranges
//! alone. What is left out can never be; what is in may still be impossible.
//!
//! A condition reads values, and compares each with numbers or members. Between
//! the numbers that it is compared with it does not matter what a value is, so each
//! has a handful of [cases](value): missing, below 3, 3 itself, between 3 and
//! 8, and so on. The condition is looked at in every combination of the cases of the
//! values that it reads more than once; where these are too many, some of them are
//! taken for independent, which only adds to what may be.
//!
//! Of the two readings of a condition this is the one from the data as it stands.

mod value;

use std::collections::HashMap;

use super::same::{Class, Same};
use crate::ruleset::{CompareOp, ExprId, ExprKind, InputId, Ruleset, Type};
use value::{Domain, Test, Value};

/// The most combinations of cases that are gone through.
const MOST_COMBINATIONS: usize = 4096;
/// Conditions nested deeper, through `let`s too, are taken for anything.
const DEEPEST: usize = 64;
/// A condition of more parts is taken for anything.
const MOST_PARTS: usize = 2000;

/// Some of no, unknown and yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Truths(u8);

impl Truths {
    const NONE: Self = Self(0);
    const NO: Self = Self(1);
    const UNKNOWN: Self = Self(2);
    const YES: Self = Self(4);
    /// Anything.
    pub const ANY: Self = Self(7);

    fn from(truth: bool) -> Self {
        if truth { Self::YES } else { Self::NO }
    }

    /// Whether it may be no.
    pub fn may_be_no(self) -> bool {
        self.0 & Self::NO.0 != 0
    }

    /// Whether it may be unknown.
    pub fn may_be_unknown(self) -> bool {
        self.0 & Self::UNKNOWN.0 != 0
    }

    /// Whether it may be yes.
    pub fn may_be_yes(self) -> bool {
        self.0 & Self::YES.0 != 0
    }

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn negated(self) -> Self {
        let swapped = u8::from(self.may_be_no()) * 4 + u8::from(self.may_be_yes());
        Self(swapped | self.0 & Self::UNKNOWN.0)
    }

    /// `and` of what each may be, whatever the other is.
    fn and(self, other: Self) -> Self {
        let mut found = 0;
        for (level, bit) in [(0, 1), (1, 2), (2, 4)] {
            // The lesser of the two is this one where one is it and the other no less.
            let reaches = |truths: Self| truths.0 >> level != 0;
            let is = |truths: Self| truths.0 & bit != 0;
            if is(self) && reaches(other) || is(other) && reaches(self) {
                found |= bit;
            }
        }
        Self(found)
    }

    fn or(self, other: Self) -> Self {
        self.negated().and(other.negated()).negated()
    }
}

/// A condition as its parts: which values it reads, and what it asks of them.
enum Part {
    /// Whatever the values are.
    Fixed(Truths),
    /// A value, and what is asked of it.
    Leaf(usize, Test),
    Not(Box<Self>),
    /// It is not yes: what `unless` needs for a rule to hold.
    NotYes(Box<Self>),
    And(Vec<Self>),
    Or(Vec<Self>),
    AtLeast(usize, Vec<Self>),
    Known(Box<Self>),
    /// Unknown where one of these values is missing.
    Needs(Vec<usize>, Box<Self>),
}

/// What is asked of one value, or of how two values compare.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Of {
    One(Class),
    Two(Class, Class),
}

/// Works out what conditions can be.
pub struct Reader<'a> {
    ruleset: &'a Ruleset,
    same: Same,
    /// What is asked of being missing is taken for anything.
    missing_is_free: bool,
}

impl<'a> Reader<'a> {
    /// Makes ready for the conditions of a ruleset.
    pub fn new(ruleset: &'a Ruleset) -> Self {
        Self {
            ruleset,
            same: Same::by_meaning(ruleset),
            missing_is_free: false,
        }
    }

    /// The same, but for `is missing` and `is known`, which may be anything.
    pub(super) fn with_missing_free(ruleset: &'a Ruleset) -> Self {
        Self {
            missing_is_free: true,
            ..Self::new(ruleset)
        }
    }

    /// What a condition may be.
    pub fn condition(&self, condition: ExprId) -> Truths {
        self.together(&[condition], None)
    }

    /// Whether an exception may be true where a condition is not false. Where the
    /// condition is unknown, an exception keeps the rule from being waited for.
    pub(super) fn may_apply(&self, exception: ExprId, condition: ExprId) -> bool {
        let mut builder = self.builder();
        let exception = builder.condition(exception, 0);
        let no = Part::Not(Box::new(builder.condition(condition, 0)));
        let both = Part::And(vec![exception, Part::NotYes(Box::new(no))]);
        builder.left == 0 || every_case(&both, &builder.values).may_be_yes()
    }

    fn builder(&self) -> Builder<'_, 'a> {
        Builder {
            reader: self,
            values: Vec::new(),
            known: HashMap::new(),
            left: MOST_PARTS,
        }
    }

    /// What `and` of these may be; where an exception is given, also that is not yes.
    pub fn together(&self, conditions: &[ExprId], exception: Option<ExprId>) -> Truths {
        let mut builder = self.builder();
        let mut parts: Vec<Part> = conditions
            .iter()
            .map(|&condition| builder.condition(condition, 0))
            .collect();
        if let Some(exception) = exception {
            let exception = builder.condition(exception, 0);
            parts.push(Part::NotYes(Box::new(exception)));
        }
        if builder.left == 0 {
            return Truths::ANY;
        }
        every_case(&Part::And(parts), &builder.values)
    }
}

/// Goes through the cases of the values that are read more than once.
fn every_case(part: &Part, values: &[Value]) -> Truths {
    let cases: Vec<usize> = values.iter().map(|value| value.cases().len()).collect();
    let mut shared: Vec<usize> = (0..values.len())
        .filter(|&index| values.get(index).is_some_and(|value| value.uses > 1))
        .collect();
    shared.sort_by_key(|&index| cases.get(index));
    let mut combinations = 1_usize;
    shared.retain(|&index| {
        let more = combinations.saturating_mul(cases.get(index).copied().unwrap_or(1));
        let fits = more <= MOST_COMBINATIONS;
        if fits {
            combinations = more;
        }
        fits
    });
    let mut chosen: Vec<Option<usize>> = vec![None; values.len()];
    let mut found = Truths::NONE;
    for combination in 0..combinations {
        let mut rest = combination;
        for &index in &shared {
            let count = cases.get(index).copied().unwrap_or(1).max(1);
            if let Some(slot) = chosen.get_mut(index) {
                *slot = Some(rest % count);
            }
            rest /= count;
        }
        found = found.with(part.truths(values, &chosen));
        if found == Truths::ANY {
            break;
        }
    }
    found
}

impl Part {
    fn truths(&self, values: &[Value], chosen: &[Option<usize>]) -> Truths {
        let of = |part: &Self| part.truths(values, chosen);
        match self {
            Self::Fixed(truths) => *truths,
            Self::Leaf(value, test) => {
                let chosen = chosen.get(*value).copied().flatten();
                values
                    .get(*value)
                    .map_or(Truths::ANY, |value| value.truths(*test, chosen))
            }
            Self::Not(inner) => of(inner).negated(),
            Self::NotYes(inner) => {
                let inner = of(inner);
                let mut found = Truths::NONE;
                if inner.may_be_yes() {
                    found = found.with(Truths::NO);
                }
                if inner.may_be_no() || inner.may_be_unknown() {
                    found = found.with(Truths::YES);
                }
                found
            }
            Self::And(items) => items.iter().map(of).fold(Truths::YES, Truths::and),
            Self::Or(items) => items.iter().map(of).fold(Truths::NO, Truths::or),
            Self::AtLeast(needed, items) => {
                let items: Vec<Truths> = items.iter().map(of).collect();
                let count = |fits: fn(&Truths) -> bool| items.iter().filter(|t| fits(t)).count();
                let most_yes = count(|t| t.may_be_yes());
                let least_yes = count(|t| *t == Truths::YES);
                let most_open = count(|t| t.may_be_yes() || t.may_be_unknown());
                let least_open = count(|t| !t.may_be_no());
                let mut found = Truths::NONE;
                if most_yes >= *needed {
                    found = found.with(Truths::YES);
                }
                if least_open < *needed {
                    found = found.with(Truths::NO);
                }
                if least_yes < *needed && most_open >= *needed {
                    found = found.with(Truths::UNKNOWN);
                }
                found
            }
            Self::Known(inner) => {
                let inner = of(inner);
                let mut found = Truths::NONE;
                if inner.may_be_unknown() {
                    found = found.with(Truths::NO);
                }
                if inner.may_be_no() || inner.may_be_yes() {
                    found = found.with(Truths::YES);
                }
                found
            }
            Self::Needs(needed, inner) => {
                let absent = needed.iter().map(|&value| {
                    let chosen = chosen.get(value).copied().flatten();
                    let value = values.get(value);
                    value.map_or(Truths::ANY, |value| value.truths(Test::Absent, chosen))
                });
                let absent = absent.fold(Truths::NO, Truths::or);
                let mut found = Truths::NONE;
                if absent.may_be_yes() {
                    found = found.with(Truths::UNKNOWN);
                }
                if absent.may_be_no() || absent.may_be_unknown() {
                    found = found.with(of(inner));
                }
                found
            }
        }
    }
}

/// Takes a condition apart.
struct Builder<'r, 'a> {
    reader: &'r Reader<'a>,
    values: Vec<Value>,
    known: HashMap<Of, usize>,
    /// How many more parts are looked at.
    left: usize,
}

impl Builder<'_, '_> {
    fn ruleset(&self) -> &Ruleset {
        self.reader.ruleset
    }

    fn condition(&mut self, id: ExprId, depth: usize) -> Part {
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
                    Part::Leaf(self.value(right), Test::Member(turned(op), *member))
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
                    Part::Leaf(value, Test::Number(turned(op), with))
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
            (Of::Two(b, a), turned(op))
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

/// `a < b` as a comparison of b with a.
fn turned(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::More,
        CompareOp::AtMost => CompareOp::AtLeast,
        CompareOp::More => CompareOp::Less,
        CompareOp::AtLeast => CompareOp::AtMost,
        same => same,
    }
}

/// A count as a number, with what comparisons allow.
fn near(count: usize) -> f64 {
    let count = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    count * (1.0 + 1e-9)
}

/// Whether an input always has a value on the day that is decided.
fn always_known(ruleset: &Ruleset, input: InputId) -> bool {
    let input = ruleset.input(input);
    input.default.is_some() && input.each.is_none()
}
