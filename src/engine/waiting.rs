//! What a provisional verdict waits for: the unknown parts of the rules that
//! could still change it, followed down to answers of today, days of the past,
//! and what has no value. What looks back over days is in `history`.

mod history;

use std::collections::HashSet;

use super::view::View;
use super::windows::Window;
use crate::decision::Waiting;
use crate::plan::{Lowered, Members, Reading};
use crate::ruleset::{ChoiceId, DayCount, ExprId, ExprKind, InputId, WindowFunc};

/// What is asked of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Why {
    /// What makes it unknown in the sure reading.
    Unknown,
    /// Which answers of today that it reads may still come.
    Open,
}

/// The walk's state. Each expression is visited once, so shared `let`s cost
/// nothing; and from a list, so that long chains of them never become deep recursion.
pub(super) struct Causes<'a> {
    view: View<'a>,
    ahead: Vec<(ExprId, Members, Why)>,
    seen: HashSet<(ExprId, Members, Why)>,
    found: Vec<Waiting>,
}

impl<'a> Causes<'a> {
    pub(super) fn new(view: View<'a>) -> Self {
        Self {
            view,
            ahead: Vec::new(),
            seen: HashSet::new(),
            found: Vec::new(),
        }
    }

    /// What was found, by stage and name, each once; of a history that several
    /// windows wait for, the most days.
    pub(super) fn finish(mut self) -> Vec<Waiting> {
        self.found.sort_by(|a, b| b.cmp(a));
        self.found.dedup_by(|next, kept| match (&next, &kept) {
            (Waiting::History { of, .. }, Waiting::History { of: same, .. }) => of == same,
            _ => next == kept,
        });
        self.found.reverse();
        self.found
    }

    /// Follows what makes a condition unknown in the sure reading.
    pub(super) fn follow(&mut self, condition: ExprId) {
        self.unknown(condition, &Members::new());
        while let Some((id, members, why)) = self.ahead.pop() {
            if self.seen.insert((id, members.clone(), why)) {
                match why {
                    Why::Unknown => self.visit_unknown(id, &members),
                    Why::Open => self.visit_open(id, &members),
                }
            }
        }
    }

    fn unknown(&mut self, id: ExprId, members: &Members) {
        if !self.view.known(id, Reading::Sure, members) {
            self.ahead.push((id, members.clone(), Why::Unknown));
        }
    }

    fn open(&mut self, id: ExprId, members: &Members) {
        self.ahead.push((id, members.clone(), Why::Open));
    }

    fn visit_unknown(&mut self, id: ExprId, members: &Members) {
        let view = self.view;
        let kind = &view.ruleset.expr(id).kind;
        match kind {
            ExprKind::Input(input) => self.answer(*input, None),
            ExprKind::InputMember(input, member) => self.answer(*input, Some(*member)),
            ExprKind::InputAtMember(input) => {
                let each = view.ruleset.input(*input).each;
                let member = members
                    .iter()
                    .rev()
                    .find(|(choice, _)| Some(*choice) == each);
                self.answer(*input, member.map(|(_, member)| *member));
            }
            ExprKind::Let(name) => self.unknown(view.ruleset.let_(*name).expr, &Members::new()),
            ExprKind::IsMissing(x) | ExprKind::IsKnown(x) => self.open(*x, members),
            ExprKind::If(condition, yes, no) => {
                match view.truth(*condition, Reading::Sure, members) {
                    2 => self.unknown(*yes, members),
                    0 => match no {
                        Some(no) => self.unknown(*no, members),
                        None => self.no_value(id, "its condition does not hold"),
                    },
                    _ => {
                        for part in [condition, yes].into_iter().chain(no) {
                            self.unknown(*part, members);
                        }
                    }
                }
            }
            ExprKind::Lookup { rows, heads, .. } => self.lookup(id, rows, heads, members),
            ExprKind::Where(choice, condition) => self.members(*choice, *condition, members),
            ExprKind::OverMembers {
                choice,
                value,
                among,
                outside,
                ..
            } => {
                if let Some(among) = among {
                    self.unknown(*among, members);
                }
                let counts = self.counting(*among, *outside, members);
                for (bit, inner) in each(view, *choice, members).iter().enumerate() {
                    if counts >> bit & 1 == 1 {
                        self.unknown(*value, inner);
                    }
                }
            }
            ExprKind::OverDays {
                func,
                value,
                when,
                over,
                at_least,
            } => {
                let window = Window {
                    func: *func,
                    over: *over,
                    at_least: *at_least,
                };
                self.window(id, window, *value, *when, members);
            }
            ExprKind::Ewma { value, .. } => {
                if !self.today(*value, None, members) {
                    self.history(*value, Some(1));
                }
            }
            ExprKind::Latest { value, when, .. } => {
                if !self.today(*value, *when, members) {
                    self.history(*value, None);
                }
            }
            ExprKind::Ago(value, _) => self.history(*value, None),
            ExprKind::Days(count, condition) => self.day_count(*count, *condition, members),
            kind => {
                let before = self.ahead.len();
                for operand in kind.operands() {
                    self.unknown(operand, members);
                }
                // No operand is unknown, and so none will say what it waits for.
                if self.ahead.len() == before {
                    self.no_value(id, cause(kind));
                }
            }
        }
    }

    fn visit_open(&mut self, id: ExprId, members: &Members) {
        let view = self.view;
        match &view.ruleset.expr(id).kind {
            ExprKind::Input(_) | ExprKind::InputMember(..) | ExprKind::InputAtMember(_) => {
                if view.open(id, members) {
                    self.unknown(id, members);
                }
            }
            ExprKind::Let(name) => self.open(view.ruleset.let_(*name).expr, &Members::new()),
            ExprKind::Ago(..) => {}
            ExprKind::OverDays { func, over, .. }
                if over.before_today && *func != WindowFunc::ZScore => {}
            ExprKind::Days(DayCount::When(over), _) if over.before_today => {}
            ExprKind::Where(choice, inner) => self.open_members(*choice, *inner, members),
            ExprKind::OverMembers {
                choice,
                value,
                among,
                ..
            } => {
                if let Some(among) = among {
                    self.open(*among, members);
                }
                self.open_members(*choice, *value, members);
            }
            kind => {
                for operand in kind.operands() {
                    self.open(operand, members);
                }
            }
        }
    }

    /// The rows of a table that may hold: whether they do, and what they give.
    fn lookup(
        &mut self,
        id: ExprId,
        rows: &[(ExprId, ExprId)],
        heads: &[ExprId],
        members: &Members,
    ) {
        let view = self.view;
        let before = self.ahead.len();
        let mut may_hold = false;
        for (condition, value) in rows {
            if view.truth(*condition, Reading::Sure, members) == 0 {
                continue;
            }
            may_hold = true;
            self.unknown(*condition, members);
            self.unknown(*value, members);
        }
        if self.ahead.len() > before {
            return;
        }
        let heads: Vec<String> = heads.iter().map(|&head| view.datum(head).text).collect();
        let heads = heads.join(", ");
        let cause = match may_hold {
            true => format!("rows that disagree for {heads}"),
            false => format!("no row for {heads}"),
        };
        self.no_value(id, &cause);
    }

    /// The members that may count, as bits: of those in the set, or of those outside it.
    fn counting(&self, among: Option<ExprId>, outside: bool, members: &Members) -> u64 {
        let view = self.view;
        match among.and_then(|among| view.plan.value(among, Reading::Sure, members)) {
            Some(Lowered::Set(set)) if outside => !view.set_at(set.sure),
            Some(Lowered::Set(set)) => view.set_at(set.maybe),
            _ => u64::MAX,
        }
    }

    fn members(&mut self, choice: ChoiceId, id: ExprId, members: &Members) {
        for inner in each(self.view, choice, members) {
            self.unknown(id, &inner);
        }
    }

    fn open_members(&mut self, choice: ChoiceId, id: ExprId, members: &Members) {
        for inner in each(self.view, choice, members) {
            self.open(id, &inner);
        }
    }

    fn answer(&mut self, id: InputId, member: Option<u8>) {
        let ruleset = self.view.ruleset;
        let input = ruleset.input(id);
        let stage = input.stage.and_then(|stage| ruleset.stages.get(stage));
        // A map that was not answered at all is one question.
        let member = member.filter(|_| self.answered(id));
        let name = input.each.zip(member).and_then(|(choice, member)| {
            let member = ruleset.choice(choice).members.get(usize::from(member))?;
            Some(format!("{}.{member}", input.name))
        });
        self.found.push(Waiting::Answer {
            order: input.stage.map_or(0, |stage| stage + 1),
            stage: stage.cloned(),
            input: name.unwrap_or_else(|| input.name.clone()),
        });
    }

    fn answered(&self, id: InputId) -> bool {
        self.view.map_answered(id)
    }

    fn no_value(&mut self, of: ExprId, cause: &str) {
        self.found.push(Waiting::NoValue {
            of: self.view.name_of(of),
            cause: cause.to_owned(),
        });
    }
}

/// Why a value is missing though all it reads is known.
fn cause(kind: &ExprKind) -> &'static str {
    match kind {
        ExprKind::Divide(..) => "division by 0",
        ExprKind::Call(crate::ruleset::Func::Ln, _) => "no logarithm of 0 or less",
        ExprKind::Call(crate::ruleset::Func::Sqrt, _) => "no root of less than 0",
        _ => "too large a number",
    }
}

fn each(view: View<'_>, choice: ChoiceId, members: &Members) -> Vec<Members> {
    (0u8..)
        .zip(&view.ruleset.choice(choice).members)
        .map(|(member, _)| members.iter().copied().chain([(choice, member)]).collect())
        .collect()
}
