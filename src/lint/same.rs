//! Which expressions are the same word for word: in goes a ruleset, out comes a
//! number for each expression, equal for those that say the same whatever their
//! spaces, brackets and the order of what `and`, `or` and lists join.

use std::collections::HashMap;

use crate::ruleset::{CompareOp, Expr, ExprId, ExprKind, Ruleset};

/// The number of what an expression says.
pub(super) type Class = u32;

/// How an expression is told from others: what it is, and the classes of its operands.
type Key = (String, Vec<Class>);

/// The classes of all expressions of a ruleset.
pub(super) struct Same {
    classes: Vec<Class>,
    known: HashMap<Key, Class>,
}

impl Same {
    /// With `let`s as names: two rules that say the same through different ones differ.
    pub fn by_name(ruleset: &Ruleset) -> Self {
        Self::of(ruleset, false)
    }

    /// With `let`s as what they stand for.
    pub fn by_meaning(ruleset: &Ruleset) -> Self {
        Self::of(ruleset, true)
    }

    fn of(ruleset: &Ruleset, through_lets: bool) -> Self {
        let mut same = Self {
            classes: Vec::with_capacity(ruleset.exprs.len()),
            known: HashMap::new(),
        };
        // Operands stand before what they belong to; one that did not would only
        // make two expressions differ that are the same.
        for (index, expr) in ruleset.exprs.iter().enumerate() {
            let meant = match expr.kind {
                ExprKind::Let(name) if through_lets => {
                    same.classes.get(ruleset.let_(name).expr.0 as usize)
                }
                _ => None,
            };
            let class = match meant {
                Some(&class) => class,
                None => {
                    let key = same.key(expr, index);
                    same.class_of_key(key)
                }
            };
            same.classes.push(class);
        }
        same
    }

    /// The class of an expression.
    pub fn class(&self, id: ExprId) -> Class {
        self.classes
            .get(id.0 as usize)
            .copied()
            .unwrap_or(Class::MAX)
    }

    /// The class of the opposite of a condition, where anything in the ruleset says it.
    pub fn opposite(&self, expr: &Expr, id: ExprId) -> Option<Class> {
        let key = match expr.kind {
            ExprKind::Not(inner) => return Some(self.class(inner)),
            ExprKind::Compare(op, left, right) => {
                let (a, b) = (self.class(left), self.class(right));
                match op {
                    CompareOp::Less => compared(CompareOp::AtLeast, a, b),
                    CompareOp::AtMost => compared(CompareOp::More, a, b),
                    CompareOp::More => compared(CompareOp::AtMost, a, b),
                    CompareOp::AtLeast => compared(CompareOp::Less, a, b),
                    CompareOp::Is => compared(CompareOp::IsNot, a, b),
                    CompareOp::IsNot => compared(CompareOp::Is, a, b),
                }
            }
            ExprKind::IsMissing(of) => ("IsKnown".to_owned(), vec![self.class(of)]),
            ExprKind::IsKnown(of) => ("IsMissing".to_owned(), vec![self.class(of)]),
            _ => ("Not".to_owned(), vec![self.class(id)]),
        };
        self.known.get(&key).copied()
    }

    fn class_of_key(&mut self, key: Key) -> Class {
        let next = Class::try_from(self.known.len()).unwrap_or(Class::MAX);
        *self.known.entry(key).or_insert(next)
    }

    fn key(&self, expr: &Expr, index: usize) -> Key {
        let mut operands: Vec<Class> = Vec::new();
        for operand in expr.kind.operands() {
            match self.classes.get(operand.0 as usize) {
                Some(&class) => operands.push(class),
                None => return (format!("expression {index}"), Vec::new()),
            }
        }
        let head = match &expr.kind {
            ExprKind::Compare(op, ..) => {
                return match operands[..] {
                    [a, b] => compared(*op, a, b),
                    _ => (format!("expression {index}"), operands),
                };
            }
            ExprKind::And(_) | ExprKind::Or(_) => {
                operands.sort_unstable();
                operands.dedup();
                let head = match expr.kind {
                    ExprKind::And(_) => "And",
                    _ => "Or",
                };
                head.to_owned()
            }
            ExprKind::Number(value) => format!("{value:?} {:?}", expr.ty),
            ExprKind::Member(_) | ExprKind::Set(_) => format!("{:?} {:?}", expr.kind, expr.ty),
            ExprKind::Convert(_, conversion) => format!("Convert {conversion:?} {:?}", expr.ty),
            ExprKind::Call(func, _) => format!("{func:?}"),
            ExprKind::AtLeast(_, items) => {
                if let Some(items) = operands.get_mut(1..) {
                    items.sort_unstable();
                }
                format!("AtLeast {}", items.len())
            }
            ExprKind::Where(choice, _) => format!("Where {choice:?}"),
            ExprKind::OverMembers {
                fold,
                choice,
                among,
                outside,
                ..
            } => format!("{fold:?} {choice:?} {outside} {}", among.is_some()),
            ExprKind::OverDays {
                func,
                when,
                over,
                at_least,
                ..
            } => format!("{func:?} {over:?} {at_least:?} {}", when.is_some()),
            ExprKind::Ewma { span_days, .. } => format!("Ewma {span_days:?}"),
            ExprKind::Latest { when, within, .. } => {
                format!("Latest {within:?} {}", when.is_some())
            }
            ExprKind::Ago(_, days) => format!("Ago {days}"),
            ExprKind::Days(count, _) => format!("Days {count:?}"),
            ExprKind::Lookup { complete, .. } => format!("Lookup {complete}"),
            ExprKind::Negate(_) => "Negate".to_owned(),
            ExprKind::Add(..) => "Add".to_owned(),
            ExprKind::Subtract(..) => "Subtract".to_owned(),
            ExprKind::AddDays(..) => "AddDays".to_owned(),
            ExprKind::Multiply(..) => "Multiply".to_owned(),
            ExprKind::Divide(..) => "Divide".to_owned(),
            ExprKind::Power(..) => "Power".to_owned(),
            ExprKind::If(..) => "If".to_owned(),
            ExprKind::MonthsSince(_) => "MonthsSince".to_owned(),
            ExprKind::YearsSince(_) => "YearsSince".to_owned(),
            ExprKind::Between(..) => "Between".to_owned(),
            ExprKind::OneOf(..) => "OneOf".to_owned(),
            ExprKind::IsMissing(_) => "IsMissing".to_owned(),
            ExprKind::IsKnown(_) => "IsKnown".to_owned(),
            ExprKind::Not(_) => "Not".to_owned(),
            ExprKind::Overlaps(..) => "Overlaps".to_owned(),
            ExprKind::Includes(..) => "Includes".to_owned(),
            ExprKind::Without(..) => "Without".to_owned(),
            ExprKind::SizeOf(_) => "SizeOf".to_owned(),
            ExprKind::SetOf(_) => "SetOf".to_owned(),
            // These hold no expression, so all that they are shows.
            ExprKind::Truth(_)
            | ExprKind::Date(_)
            | ExprKind::Today
            | ExprKind::Input(_)
            | ExprKind::InputMember(..)
            | ExprKind::InputAtMember(_)
            | ExprKind::Setting(_)
            | ExprKind::SettingAtMember { .. }
            | ExprKind::Let(_) => format!("{:?}", expr.kind),
        };
        (head, operands)
    }
}

/// A comparison, the same from both sides.
fn compared(op: CompareOp, a: Class, b: Class) -> Key {
    let (op, mut sides) = match op {
        CompareOp::More => (CompareOp::Less, vec![b, a]),
        CompareOp::AtLeast => (CompareOp::AtMost, vec![b, a]),
        same => (same, vec![a, b]),
    };
    if matches!(op, CompareOp::Is | CompareOp::IsNot) {
        sides.sort_unstable();
    }
    (format!("{op:?}"), sides)
}

/// The conditions that `and` joins, or this one alone.
pub(super) fn all_of(ruleset: &Ruleset, condition: ExprId) -> Vec<ExprId> {
    joined(ruleset, condition, |kind| match kind {
        ExprKind::And(items) => Some(items.as_slice()),
        _ => None,
    })
}

/// The conditions that `or` joins, or this one alone.
pub(super) fn any_of(ruleset: &Ruleset, condition: ExprId) -> Vec<ExprId> {
    joined(ruleset, condition, |kind| match kind {
        ExprKind::Or(items) => Some(items.as_slice()),
        _ => None,
    })
}

fn joined<'a>(
    ruleset: &'a Ruleset,
    condition: ExprId,
    items: impl Fn(&'a ExprKind) -> Option<&'a [ExprId]>,
) -> Vec<ExprId> {
    let mut parts = Vec::new();
    let mut ahead = vec![condition];
    while let Some(id) = ahead.pop() {
        match items(&ruleset.expr(id).kind) {
            Some(items) => ahead.extend(items.iter().rev()),
            None => parts.push(id),
        }
    }
    parts
}
