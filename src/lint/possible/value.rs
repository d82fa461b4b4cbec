//! What a value can be, as far as the conditions that read it can tell: in go its
//! type and the numbers that it is compared with, out come its cases.

use super::{Truths, always_known};
use crate::check::ranges::tolerance;
use crate::ruleset::{Combine, CompareOp, ExprId, ExprKind, MemberFold, Range, Ruleset, Type};

/// A value compared with more numbers than this is taken for anything.
const MOST_NUMBERS: usize = 24;

/// What is asked of a value.
#[derive(Clone, Copy)]
pub(super) enum Test {
    /// A condition: whether it holds.
    Itself,
    /// `value >= 3`
    Number(CompareOp, f64),
    /// `value is between 3 and 8`
    Between(f64, f64),
    /// `value is green`
    Member(CompareOp, u8),
    /// `value is one of {green, amber}`
    OneOf(u64),
    /// `value is known`: exactly
    Known,
    /// There is nothing to compare at all.
    Absent,
}

/// What a value can be, by its type.
pub(super) enum Domain {
    Truth {
        may_be_unknown: bool,
    },
    Number {
        range: Range,
        whole: bool,
        /// It may be known within bounds.
        bounds: bool,
        may_miss: bool,
    },
    Member {
        members: u8,
        may_miss: bool,
    },
    /// A set or a date: only whether it is known is told.
    Other,
}

impl Domain {
    /// That of an expression.
    pub fn of(ruleset: &Ruleset, id: ExprId) -> Self {
        let expr = ruleset.expr(id);
        let may_miss = match meant(ruleset, id) {
            ExprKind::Input(input) => !always_known(ruleset, *input),
            ExprKind::Setting(_) | ExprKind::SettingAtMember { .. } => false,
            _ => true,
        };
        match &expr.ty {
            Type::Truth => Self::Truth {
                may_be_unknown: may_miss,
            },
            Type::Number(number) => Self::Number {
                range: number.range,
                whole: number.whole
                    && match meant(ruleset, id) {
                        ExprKind::Input(input) | ExprKind::InputMember(input, _) => {
                            ruleset.input(*input).combine != Some(Combine::Average)
                        }
                        _ => false,
                    },
                bounds: may_be_bounds(ruleset, id),
                may_miss,
            },
            Type::Choice(choice) => Self::Member {
                members: u8::try_from(ruleset.choice(*choice).members.len()).unwrap_or(u8::MAX),
                may_miss,
            },
            Type::Set(_) | Type::Date => Self::Other,
        }
    }

    /// That of how one number compares with another.
    pub fn difference(bounds: bool) -> Self {
        Self::Number {
            range: Range::ALL,
            whole: false,
            bounds,
            may_miss: false,
        }
    }
}

/// What an expression is, `let`s looked through.
fn meant(ruleset: &Ruleset, id: ExprId) -> &ExprKind {
    let mut kind = &ruleset.expr(id).kind;
    for _ in 0..64 {
        match kind {
            ExprKind::Let(name) => kind = &ruleset.expr(ruleset.let_(*name).expr).kind,
            _ => break,
        }
    }
    kind
}

/// Whether a number may be known within bounds only.
pub(super) fn may_be_bounds(ruleset: &Ruleset, id: ExprId) -> bool {
    match meant(ruleset, id) {
        ExprKind::OverMembers { fold, .. } => {
            matches!(fold, MemberFold::Highest | MemberFold::Lowest)
        }
        ExprKind::SizeOf(_)
        | ExprKind::Days(..)
        | ExprKind::Let(_)
        | ExprKind::Ago(..)
        | ExprKind::If(..)
        | ExprKind::Lookup { .. }
        | ExprKind::Convert(..) => true,
        _ => false,
    }
}

/// One thing that a value can be.
#[derive(Clone, Copy)]
pub(super) enum Case {
    Missing,
    Truth(Truths),
    Member(u8),
    /// Anywhere from one stretch of numbers to another; stretches are counted
    /// from 0, the odd ones are the numbers themselves.
    Between {
        low: usize,
        high: usize,
        exact: bool,
    },
    /// A set or a date.
    Something,
}

/// A value, and how often a condition reads it.
pub(super) struct Value {
    domain: Domain,
    /// The numbers that it is compared with, rising.
    numbers: Vec<f64>,
    pub uses: usize,
    /// Filled in as soon as it is known what it is compared with.
    cases: std::cell::OnceCell<Vec<Case>>,
}

impl Value {
    pub fn new(domain: Domain) -> Self {
        Self {
            domain,
            numbers: Vec::new(),
            uses: 0,
            cases: std::cell::OnceCell::new(),
        }
    }

    pub fn compared_with(&mut self, numbers: &[f64]) {
        self.numbers.extend_from_slice(numbers);
        self.numbers.sort_by(f64::total_cmp);
        self.numbers.dedup();
    }

    /// Numbers so near to each other that a value may equal both, or so many,
    /// are not told apart.
    fn is_blurred(&self) -> bool {
        let near = |pair: &[f64]| match pair {
            [a, b] => b - a <= 4.0 * tolerance(*a, *b),
            _ => false,
        };
        self.numbers.len() > MOST_NUMBERS
            || self.numbers.windows(2).any(near)
            || self.numbers.iter().any(|number| !number.is_finite())
    }

    /// What it can be; empty only where its type has no values.
    pub fn cases(&self) -> &[Case] {
        self.cases.get_or_init(|| self.all_cases())
    }

    fn all_cases(&self) -> Vec<Case> {
        let mut cases = Vec::new();
        let missing = match self.domain {
            Domain::Truth { may_be_unknown } => {
                cases.extend([Truths::NO, Truths::YES].map(Case::Truth));
                if may_be_unknown {
                    cases.push(Case::Truth(Truths::UNKNOWN));
                }
                false
            }
            Domain::Member { members, may_miss } => {
                cases.extend((0..members).map(Case::Member));
                may_miss
            }
            Domain::Other => {
                cases.push(Case::Something);
                true
            }
            Domain::Number {
                bounds, may_miss, ..
            } => {
                if self.is_blurred() {
                    return vec![Case::Missing];
                }
                let stretches: Vec<usize> = (0..=2 * self.numbers.len())
                    .filter(|&stretch| self.reaches(stretch))
                    .collect();
                for (index, &low) in stretches.iter().enumerate() {
                    let exact = true;
                    cases.push(Case::Between {
                        low,
                        high: low,
                        exact,
                    });
                    let further = stretches.get(index..).unwrap_or_default();
                    for &high in further.iter().filter(|_| bounds) {
                        let exact = false;
                        cases.push(Case::Between { low, high, exact });
                    }
                }
                may_miss
            }
        };
        if missing {
            cases.push(Case::Missing);
        }
        cases
    }

    /// Whether a value of the declared range lies in a stretch.
    fn reaches(&self, stretch: usize) -> bool {
        let Domain::Number { range, whole, .. } = self.domain else {
            return true;
        };
        let number = |index: usize| self.numbers.get(index).copied();
        let middle = stretch / 2;
        if stretch % 2 == 1 {
            let Some(at) = number(middle) else {
                return true;
            };
            let fits = range.low <= at + tolerance(at, range.low)
                && at - tolerance(at, range.high) <= range.high;
            return fits && (!whole || (at - at.round()).abs() <= 1e-6 * at.abs().max(1.0));
        }
        let above = middle.checked_sub(1).and_then(number);
        let above = above.unwrap_or(f64::NEG_INFINITY);
        let below = number(middle).unwrap_or(f64::INFINITY);
        if !(above < range.high && range.low < below) {
            return false;
        }
        let (low, high) = (above.max(range.low), below.min(range.high));
        if !whole || low.abs() > 1e15 || high.abs() > 1e15 {
            return true;
        }
        // The first and the last whole number in between.
        let first = if low == above {
            low.floor() + 1.0
        } else {
            (low - 1e-6).ceil()
        };
        let last = if high == below {
            high.ceil() - 1.0
        } else {
            (high + 1e-6).floor()
        };
        first <= last
    }

    /// What a test may come to, in one of the cases or in any.
    pub fn truths(&self, test: Test, chosen: Option<usize>) -> Truths {
        if matches!(self.domain, Domain::Number { .. }) && self.is_blurred() {
            return Truths::ANY;
        }
        if self.cases().is_empty() {
            return Truths::ANY;
        }
        let of = |case: &Case| self.in_case(test, *case);
        match chosen.and_then(|chosen| self.cases().get(chosen)) {
            Some(case) => of(case),
            None => self.cases().iter().map(of).fold(Truths::NONE, Truths::with),
        }
    }

    fn in_case(&self, test: Test, case: Case) -> Truths {
        match (test, case) {
            (Test::Absent, case) => Truths::from(matches!(case, Case::Missing)),
            (Test::Known, Case::Missing) => Truths::NO,
            (Test::Known, Case::Between { exact, .. }) => Truths::from(exact),
            (Test::Known, Case::Truth(truth)) => Truths::from(truth != Truths::UNKNOWN),
            (Test::Known, Case::Member(_) | Case::Something) => Truths::YES,
            (Test::Itself, Case::Truth(truth)) => truth,
            (Test::Member(op, with), Case::Member(member)) => {
                Truths::from(holds(op, member.cmp(&with)))
            }
            (Test::OneOf(members), Case::Member(member)) => Truths::from(
                members
                    .checked_shr(member.into())
                    .is_some_and(|m| m & 1 == 1),
            ),
            (Test::Number(op, with), Case::Between { low, high, .. }) => match self.stretch(with) {
                Some(at) => (low..=high)
                    .map(|stretch| Truths::from(holds(op, stretch.cmp(&at))))
                    .fold(Truths::NONE, Truths::with)
                    .decided(),
                None => Truths::ANY,
            },
            (Test::Between(from, to), Case::Between { low, high, .. }) => {
                match (self.stretch(from), self.stretch(to)) {
                    (Some(from), Some(to)) => (low..=high)
                        .map(|stretch| Truths::from(from <= stretch && stretch <= to))
                        .fold(Truths::NONE, Truths::with)
                        .decided(),
                    _ => Truths::ANY,
                }
            }
            (
                Test::Number(..) | Test::Between(..) | Test::Member(..) | Test::OneOf(_),
                Case::Missing,
            ) => Truths::UNKNOWN,
            _ => Truths::ANY,
        }
    }

    /// The stretch that is a number itself.
    fn stretch(&self, number: f64) -> Option<usize> {
        let index = self.numbers.iter().position(|known| *known == number)?;
        Some(2 * index + 1)
    }
}

impl Truths {
    /// What holds for some values between two bounds and not for others is unknown.
    fn decided(self) -> Self {
        if self.may_be_no() && self.may_be_yes() {
            Self::UNKNOWN
        } else {
            self
        }
    }
}

fn holds(op: CompareOp, order: std::cmp::Ordering) -> bool {
    match op {
        CompareOp::Less => order.is_lt(),
        CompareOp::AtMost => order.is_le(),
        CompareOp::More => order.is_gt(),
        CompareOp::AtLeast => order.is_ge(),
        CompareOp::Is => order.is_eq(),
        CompareOp::IsNot => order.is_ne(),
    }
}
