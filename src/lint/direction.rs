//! A rule that plainly reads a scale the wrong way round: `rest` for the good
//! end of a scale and not for the bad one. What can be seen from one rule and the
//! comparisons in it is told; the rest is for a proof.

use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{
    CompareOp, Direction, ExprId, ExprKind, InputId, MemberFold, Rule, Ruleset, Type, Verdict,
};

/// A chain of `let`s longer than this is followed no further.
const LONGEST: usize = 64;
/// A condition of more parts than this is not in plain sight.
const MOST_PARTS: usize = 64;

/// An end of a scale.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Low,
    High,
}

impl End {
    fn other(self) -> Self {
        match self {
            Self::Low => Self::High,
            Self::High => Self::Low,
        }
    }
}

/// A condition that holds towards one end of an input's scale, and not at the other.
#[derive(Clone, Copy)]
struct Side {
    input: InputId,
    towards: End,
    at: ExprId,
}

/// A warning for each rule and scale that it reads the wrong way round.
pub(super) fn find(ruleset: &Ruleset) -> Vec<Diagnostic> {
    let reader = Reader { ruleset };
    let mut found = Vec::new();
    for rule in &ruleset.rules {
        let mut told: Vec<InputId> = Vec::new();
        for (side, in_exception) in reader.contradictions(rule) {
            if !told.contains(&side.input) {
                told.push(side.input);
                found.push(reader.warning(rule, side, in_exception));
            }
        }
    }
    found
}

struct Reader<'a> {
    ruleset: &'a Ruleset,
}

impl Reader<'_> {
    /// The comparisons of a rule that contradict a direction, and whether they
    /// stand in its exception.
    fn contradictions(&self, rule: &Rule) -> Vec<(Side, bool)> {
        let Some(verdict) = rule.verdict else {
            return Vec::new();
        };
        let ordinary = self.ruleset.otherwise.verdict;
        let lifts = rule
            .overrides
            .iter()
            .filter_map(|&other| self.ruleset.rule(other).verdict)
            .any(|other| other > verdict);
        let mut found = Vec::new();
        if verdict > ordinary && !lifts {
            // Stricter than an ordinary day: it must not hold for the good end alone.
            for side in self.one_sided(rule.when) {
                if Some(side.towards.other()) == self.bad_end(side.input)
                    && !self.covered(rule, side.input, verdict)
                {
                    found.push((side, false));
                }
            }
            // Nor may the bad end be its exception.
            for side in self.one_sided(rule.unless) {
                if Some(side.towards) == self.bad_end(side.input)
                    && !self.covered(rule, side.input, verdict)
                {
                    found.push((side, true));
                }
            }
        } else if verdict < ordinary || lifts {
            // Milder than what would hold without it: not for the bad end.
            let replaced = rule
                .overrides
                .iter()
                .filter_map(|&other| self.ruleset.rule(other).verdict)
                .chain([ordinary])
                .max()
                .unwrap_or(ordinary);
            for side in self.one_sided(rule.when) {
                if Some(side.towards) == self.bad_end(side.input)
                    && !self.covered(rule, side.input, replaced)
                {
                    found.push((side, false));
                }
            }
        }
        found
    }

    fn bad_end(&self, input: InputId) -> Option<End> {
        self.ruleset
            .input(input)
            .direction
            .map(|direction| match direction {
                Direction::Worse => End::High,
                Direction::Better => End::Low,
            })
    }

    /// Whether another rule, at least as strict, looks at the bad end of the scale.
    fn covered(&self, rule: &Rule, input: InputId, verdict: Verdict) -> bool {
        self.ruleset
            .rules
            .iter()
            .filter(|other| other.name != rule.name && other.verdict >= Some(verdict))
            .any(|other| match other.when {
                None => true,
                Some(when) => self
                    .parts(when)
                    .iter()
                    .any(|&part| match self.side(part, 0) {
                        Some(side) => {
                            side.input == input && Some(side.towards) == self.bad_end(input)
                        }
                        // What cannot be read at a glance may look at it.
                        None => self.reads(part, input),
                    }),
            })
    }

    /// The inputs that a condition holds towards one end of, and nothing in it bounds the other way.
    fn one_sided(&self, condition: Option<ExprId>) -> Vec<Side> {
        let Some(condition) = condition else {
            return Vec::new();
        };
        let parts = self.parts(condition);
        let sides: Vec<Side> = parts
            .iter()
            .filter_map(|&part| self.side(part, 0))
            .collect();
        let only = |side: &Side| {
            sides
                .iter()
                .all(|other| other.input != side.input || other.towards == side.towards)
                && parts
                    .iter()
                    .all(|&part| self.side(part, 0).is_some() || !self.reads(part, side.input))
        };
        sides.iter().copied().filter(only).collect()
    }

    /// What `and`, `or` and lists join, `let`s that are conditions looked into.
    fn parts(&self, condition: ExprId) -> Vec<ExprId> {
        let mut parts = Vec::new();
        let mut ahead = vec![condition];
        let mut left = MOST_PARTS;
        while let Some(id) = ahead.pop() {
            left = left.saturating_sub(1);
            match &self.ruleset.expr(id).kind {
                ExprKind::And(items) | ExprKind::Or(items) | ExprKind::AtLeast(_, items)
                    if left > 0 =>
                {
                    ahead.extend(items);
                }
                ExprKind::Let(name) if left > 0 => ahead.push(self.ruleset.let_(*name).expr),
                _ => parts.push(id),
            }
        }
        parts
    }

    fn side(&self, id: ExprId, depth: usize) -> Option<Side> {
        if depth > LONGEST {
            return None;
        }
        match &self.ruleset.expr(id).kind {
            ExprKind::Not(inner) => self.side(*inner, depth + 1).map(|side| Side {
                towards: side.towards.other(),
                at: id,
                ..side
            }),
            ExprKind::Let(name) => self.side(self.ruleset.let_(*name).expr, depth + 1),
            ExprKind::Input(input) if self.ruleset.input(*input).ty == Type::Truth => Some(Side {
                input: *input,
                towards: End::High,
                at: id,
            }),
            ExprKind::Compare(op, left, right) => {
                let (input, op, fixed) = match (self.read(*left), self.read(*right)) {
                    (Some(input), None) => (input, *op, *right),
                    (None, Some(input)) => (input, op.turned(), *left),
                    _ => return None,
                };
                if !self.is_fixed(fixed) {
                    return None;
                }
                let towards = match op {
                    CompareOp::Less | CompareOp::AtMost => End::Low,
                    CompareOp::More | CompareOp::AtLeast => End::High,
                    CompareOp::Is => self.end_at(fixed, input)?,
                    CompareOp::IsNot => self.end_at(fixed, input)?.other(),
                };
                Some(Side {
                    input,
                    towards,
                    at: id,
                })
            }
            _ => None,
        }
    }

    /// The input whose value of today this rises with.
    fn read(&self, id: ExprId) -> Option<InputId> {
        let mut at = id;
        for _ in 0..LONGEST {
            at = match &self.ruleset.expr(at).kind {
                ExprKind::Input(input)
                | ExprKind::InputMember(input, _)
                | ExprKind::InputAtMember(input) => return Some(*input),
                ExprKind::Let(name) => self.ruleset.let_(*name).expr,
                ExprKind::Convert(inner, _) => *inner,
                ExprKind::OverMembers {
                    fold:
                        MemberFold::Highest
                        | MemberFold::Lowest
                        | MemberFold::Average
                        | MemberFold::Sum
                        | MemberFold::Median,
                    value,
                    ..
                } => *value,
                _ => return None,
            };
        }
        None
    }

    /// Whether nothing that is asked changes it.
    fn is_fixed(&self, id: ExprId) -> bool {
        match &self.ruleset.expr(id).kind {
            ExprKind::Number(_)
            | ExprKind::Truth(_)
            | ExprKind::Member(_)
            | ExprKind::Setting(_) => true,
            ExprKind::Convert(inner, _) | ExprKind::Negate(inner) => self.is_fixed(*inner),
            _ => false,
        }
    }

    /// The end of its scale that a value is.
    fn end_at(&self, value: ExprId, input: InputId) -> Option<End> {
        let (at, low, high) = match (
            &self.ruleset.expr(value).kind,
            &self.ruleset.input(input).ty,
        ) {
            (ExprKind::Number(x), Type::Number(ty)) => (*x, ty.range.low, ty.range.high),
            (ExprKind::Truth(truth), Type::Truth) => (f64::from(u8::from(*truth)), 0.0, 1.0),
            (ExprKind::Member(member), Type::Choice(choice)) => {
                let last = self.ruleset.choice(*choice).members.len().saturating_sub(1);
                let last = u8::try_from(last).unwrap_or(u8::MAX);
                (f64::from(*member), 0.0, f64::from(last))
            }
            _ => return None,
        };
        if at <= low {
            Some(End::Low)
        } else if at >= high {
            Some(End::High)
        } else {
            None
        }
    }

    fn reads(&self, id: ExprId, input: InputId) -> bool {
        let mut ahead = vec![id];
        let mut seen = std::collections::HashSet::new();
        while let Some(id) = ahead.pop() {
            if !seen.insert(id) {
                continue;
            }
            match &self.ruleset.expr(id).kind {
                ExprKind::Input(read)
                | ExprKind::InputMember(read, _)
                | ExprKind::InputAtMember(read)
                    if *read == input =>
                {
                    return true;
                }
                ExprKind::Let(name) => ahead.push(self.ruleset.let_(*name).expr),
                kind => ahead.extend(kind.operands()),
            }
        }
        false
    }

    fn warning(&self, rule: &Rule, side: Side, in_exception: bool) -> Diagnostic {
        let input = self.ruleset.input(side.input);
        let name = &input.name;
        let word = if input.ty == Type::Truth {
            "yes"
        } else {
            "higher"
        };
        let end = match input.direction {
            Some(Direction::Better) => "better",
            _ => "worse",
        };
        let verdict = rule.verdict.unwrap_or(Verdict::Train);
        let place = self.ruleset.expr(side.at).span;
        let text = self.ruleset.sources.text(place);
        let message = if in_exception {
            format!(
                "\"{}\" makes a bad `{name}` an exception to {verdict}",
                rule.name
            )
        } else if verdict > self.ruleset.otherwise.verdict && rule.overrides.is_empty() {
            format!(
                "\"{}\" says {verdict} where `{name}` is good, and not where it is bad",
                rule.name
            )
        } else {
            format!("\"{}\" says {verdict} because `{name}` is bad", rule.name)
        };
        Diagnostic::warning(Code::WrongDirection, message)
            .label(place, format!("`{text}` is the {} end", self.quality(side)))
            .label(input.span, format!("of `{name}`, {word} is {end}"))
            .help(format!(
                "turn the comparison round; or, if a {} `{name}` is a good one, say so where it is \
                 declared",
                if word == "yes" { "yes to" } else { "high" }
            ))
    }

    fn quality(&self, side: Side) -> &'static str {
        if Some(side.towards) == self.bad_end(side.input) {
            "bad"
        } else {
            "good"
        }
    }
}
