//! Column operations: what the engine can do, each yielding one column. They
//! know nothing of names, types or units any more.

use std::hash::{Hash, Hasher};

use crate::days::Slot;
use crate::ruleset::{DayCount, MemberFold, Over, SettingId, WindowFunc};
use crate::units::Conversion;

/// Index into [`Plan::ops`](super::Plan::ops); an operation only reads earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// A number that is equal by its bits, so that equal operations can be shared.
#[derive(Clone, Copy, Debug)]
pub struct Bits(pub f64);

impl PartialEq for Bits {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

impl Eq for Bits {}

impl Hash for Bits {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// `f64`: a number, a member's index, a date; NaN is missing.
    Number,
    /// `u8`: 0 false, 1 unknown, 2 true.
    Truth,
    /// `u64`: a bit a member.
    Set,
}

/// Operations on one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unary {
    /// `-x`
    Negate,
    /// `abs(x)`
    Abs,
    /// `sqrt(x)`
    Sqrt,
    /// `ln(x)`
    Ln,
    /// `exp(x)`
    Exp,
    /// rounded down
    Floor,
}

/// Operations on two numbers; what is not finite is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Binary {
    /// `a + b`
    Add,
    /// `a - b`
    Subtract,
    /// `a * b`
    Multiply,
    /// `a / b`
    Divide,
    /// `a ^ b`
    Power,
    /// `min(a, b)`
    Min,
    /// `max(a, b)`
    Max,
    /// `round(a, b)`
    Round,
    /// whole calendar months from date a to date b
    Months,
    /// whole calendar years from date a to date b
    Years,
}

/// `a < b`, `a <= b`, `a is b`; the others are these turned round or negated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `is`
    Equal,
}

/// A number known within bounds: its lower and its upper column, the same where exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// The lower bound.
    pub low: NodeId,
    /// The upper bound.
    pub high: NodeId,
}

impl Bounds {
    /// A number that is exact, or missing.
    pub fn exact(node: NodeId) -> Self {
        Self {
            low: node,
            high: node,
        }
    }
}

/// A set known as surely-in and maybe-in members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SetNodes {
    /// Members that are surely in.
    pub sure: NodeId,
    /// Members that may be in.
    pub maybe: NodeId,
}

/// One column operation.
#[expect(missing_docs, reason = "each variant's line says what its fields are")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    // Numbers.
    /// The same number on every day.
    Number(Bits),
    /// An input's column; a lasting one is carried forward.
    RawNumber { slot: Slot, lasting: bool },
    /// A setting's number, member or date.
    SettingNumber(SettingId),
    /// The day itself.
    Today,
    /// Another unit.
    Convert(NodeId, Conversion),
    /// One operand.
    Unary(Unary, NodeId),
    /// Two operands.
    Binary(Binary, NodeId, NodeId),
    /// The number where both bounds agree and are finite, else missing.
    Exact(Bounds),
    /// `this`, but missing where both ends are the same infinity.
    BoundEnd { this: NodeId, other: NodeId },
    /// `first` where known, else `second` where `filled` is true (always, without it).
    DefaultNumber {
        first: NodeId,
        second: NodeId,
        filled: Option<NodeId>,
    },
    /// One end of `if c then a else b`: `this` of the branch taken; where c is
    /// unknown it is missing unless both branches agree at both ends.
    IfNumber {
        condition: NodeId,
        this: [Option<NodeId>; 2],
        other: [Option<NodeId>; 2],
    },
    /// Missing where `blocked` is true.
    BlankNumber { value: NodeId, blocked: NodeId },
    /// The highest (or lowest) of the members in `mask`; a missing one counts as
    /// `blank`, none at all as `empty`.
    Extreme {
        highest: bool,
        members: Vec<NodeId>,
        mask: Option<NodeId>,
        blank: Bits,
        empty: Bits,
    },
    /// A fold over members, all of which must be known, and the set of them exact.
    Fold {
        fold: MemberFold,
        members: Vec<NodeId>,
        among: Option<SetNodes>,
    },
    /// How many members.
    Size(NodeId),
    /// A statistic over a window.
    Window {
        func: WindowFunc,
        value: NodeId,
        when: Option<NodeId>,
        over: Over,
        at_least: Option<u32>,
    },
    /// Today's number against the window's mean and sample SD.
    ZScore {
        today: NodeId,
        mean: NodeId,
        sd: NodeId,
    },
    /// Exponentially weighted mean with weight 2 / (N + 1).
    Ewma { value: NodeId, lambda: Bits },
    /// The latest known number on a day when `when` is true.
    LatestNumber {
        value: NodeId,
        when: Option<NodeId>,
        within: Option<u32>,
    },
    /// The number so many days ago.
    AgoNumber(NodeId, u32),
    /// A bound of a day count; `today` is the condition's reading on the day itself.
    DayCount {
        count: DayCount,
        past: NodeId,
        today: NodeId,
        upper: bool,
    },

    /// One end of what a table gives: of the rows whose truth is not false, the
    /// value that all have, where one is true or the table is complete.
    LookupNumber {
        rows: Vec<(NodeId, Bounds)>,
        complete: bool,
        upper: bool,
    },

    // Truths.
    /// The same truth on every day.
    Truth(u8),
    /// An input's column.
    RawTruth { slot: Slot, lasting: bool },
    /// A setting's truth.
    SettingTruth(SettingId),
    /// `first` where known, else `second` where `filled` is true (always, without it).
    DefaultTruth {
        first: NodeId,
        second: NodeId,
        filled: Option<NodeId>,
    },
    /// A comparison of two numbers known within bounds.
    Compare(Relation, Bounds, Bounds),
    /// `a is b` of two truths.
    SameTruth(NodeId, NodeId),
    /// `a is b` of two sets.
    SameSet(SetNodes, SetNodes),
    /// Whether a number is known.
    KnownNumber(Bounds),
    /// Whether a truth is known.
    KnownTruth(NodeId),
    /// Whether a set is known.
    KnownSet(SetNodes),
    /// `not a`
    Not(NodeId),
    /// The minimum of all.
    And(Vec<NodeId>),
    /// The maximum of all.
    Or(Vec<NodeId>),
    /// `at least N of`
    AtLeast(NodeId, Vec<NodeId>),
    /// `a overlaps b`
    Overlaps(SetNodes, SetNodes),
    /// `a includes x`
    Includes(SetNodes, NodeId),
    /// `if c then a else b`
    IfTruth(NodeId, NodeId, Option<NodeId>),
    /// `x is missing`, surely: false where known, unknown where still open, else true.
    SurelyMissing { known: NodeId, open: NodeId },
    /// Whether a window, `latest` or `ewma` hangs on an answer that is still open.
    Blocked {
        when: Option<[NodeId; 2]>,
        open: NodeId,
        known: NodeId,
    },
    /// Unknown where `blocked` is true.
    BlankTruth { value: NodeId, blocked: NodeId },
    /// The latest known truth.
    LatestTruth {
        value: NodeId,
        when: Option<NodeId>,
        within: Option<u32>,
    },
    /// The truth so many days ago.
    AgoTruth(NodeId, u32),
    /// The truth that a table gives.
    LookupTruth {
        rows: Vec<(NodeId, NodeId)>,
        complete: bool,
    },
    /// Whether a map was answered: any of its columns holds something.
    Answered { slots: Vec<Slot>, lasting: bool },

    // Sets.
    /// The same set on every day.
    Set(u64),
    /// One side of an input's column: `blank` where not given.
    RawSet {
        slot: Slot,
        lasting: bool,
        blank: u64,
    },
    /// A setting's set.
    SettingSet(SettingId),
    /// `first` where `known` is true, else `second` where `filled` is true (always, without it).
    DefaultSet {
        first: NodeId,
        known: NodeId,
        second: NodeId,
        filled: Option<NodeId>,
    },
    /// The bit of a member; `blank` where it is missing.
    MemberBit { member: NodeId, blank: u64 },
    /// The union of all.
    Union(Vec<NodeId>),
    /// Members of the first that are not in the second.
    Difference(NodeId, NodeId),
    /// The members whose truth is at least so much (2 surely in, 1 maybe in).
    Where { members: Vec<NodeId>, least: u8 },
    /// One side of `if c then a else b`; `blank` where undecided.
    IfSet {
        condition: NodeId,
        branches: [Option<SetNodes>; 2],
        maybe: bool,
        blank: u64,
    },
    /// `blank` where `blocked` is true.
    BlankSet {
        value: NodeId,
        blocked: NodeId,
        blank: u64,
    },
    /// One side of the latest known set.
    LatestSet {
        value: SetNodes,
        when: Option<NodeId>,
        within: Option<u32>,
        blank: u64,
    },
    /// The set so many days ago.
    AgoSet {
        value: NodeId,
        days: u32,
        blank: u64,
    },
    /// One side of the set that a table gives; `blank` where it gives none.
    LookupSet {
        rows: Vec<(NodeId, SetNodes)>,
        complete: bool,
        maybe: bool,
        blank: u64,
    },
}

impl Op {
    /// What its column holds.
    pub fn kind(&self) -> ColumnKind {
        match self {
            Self::Number(_)
            | Self::RawNumber { .. }
            | Self::SettingNumber(_)
            | Self::Today
            | Self::Convert(..)
            | Self::Unary(..)
            | Self::Binary(..)
            | Self::Exact(_)
            | Self::BoundEnd { .. }
            | Self::DefaultNumber { .. }
            | Self::IfNumber { .. }
            | Self::BlankNumber { .. }
            | Self::Extreme { .. }
            | Self::Fold { .. }
            | Self::Size(_)
            | Self::Window { .. }
            | Self::ZScore { .. }
            | Self::Ewma { .. }
            | Self::LatestNumber { .. }
            | Self::AgoNumber(..)
            | Self::DayCount { .. }
            | Self::LookupNumber { .. } => ColumnKind::Number,
            Self::Set(_)
            | Self::RawSet { .. }
            | Self::SettingSet(_)
            | Self::DefaultSet { .. }
            | Self::MemberBit { .. }
            | Self::Union(_)
            | Self::Difference(..)
            | Self::Where { .. }
            | Self::IfSet { .. }
            | Self::BlankSet { .. }
            | Self::LatestSet { .. }
            | Self::AgoSet { .. }
            | Self::LookupSet { .. } => ColumnKind::Set,
            _ => ColumnKind::Truth,
        }
    }
}
