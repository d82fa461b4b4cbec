//! What reads what: in goes a ruleset, out come the places at which each setting
//! is used, how far back the rules look at each question, and which constructs
//! the page has to explain.

use std::collections::{BTreeMap, HashSet};

use super::page::Target;
use crate::ruleset::{
    AdjustmentKind, DayCount, ExprId, ExprKind, GuaranteeKind, InputId, LetId, MemberFold, Over,
    RuleId, Ruleset, SettingId, Template, TemplatePart, WindowFunc,
};

/// How many days back something is read; without end where it is [`ALL`].
pub(super) const ALL: u64 = u64::MAX;

/// What reads a setting.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Owner {
    /// A rule, a table or a `let`.
    Of(Target),
    /// `otherwise`
    Otherwise,
    /// A guarantee, by its name.
    Guarantee(String),
}

/// A construct that the page explains where it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Construct {
    Arithmetic,
    Bounds,
    Window,
    DayCount,
    Average,
    Deviation,
    Trend,
    ZScore,
    Ewma,
    Calendar,
    Case,
}

/// What a ruleset's rules read.
pub(super) struct Uses {
    /// By the number of the input; `None` where nothing reads it.
    back: Vec<Option<u64>>,
    settings: Vec<Vec<Owner>>,
    pub constructs: HashSet<Construct>,
}

impl Uses {
    pub fn of(ruleset: &Ruleset) -> Self {
        let roots = roots(ruleset);
        let mut uses = Self {
            back: vec![None; ruleset.inputs.len()],
            settings: vec![Vec::new(); ruleset.settings.len()],
            constructs: HashSet::new(),
        };
        for (owner, root) in &roots {
            uses.read_by(ruleset, owner, *root);
        }
        uses.look_back(ruleset, roots.iter().map(|(_, root)| *root));
        uses
    }

    /// How many days back rules read an input; `None` where nothing reads it.
    pub fn back(&self, input: InputId) -> Option<u64> {
        self.back.get(input.0 as usize).copied().flatten()
    }

    /// What reads a setting, in the order of the page.
    pub fn owners(&self, setting: SettingId) -> &[Owner] {
        let owners = self.settings.get(setting.0 as usize);
        owners.map_or(&[], Vec::as_slice)
    }

    /// Notes the settings that one root reads itself.
    fn read_by(&mut self, ruleset: &Ruleset, owner: &Owner, root: ExprId) {
        let mut open = vec![root];
        let mut seen = HashSet::new();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let kind = &ruleset.expr(id).kind;
            let settings = match kind {
                ExprKind::Setting(setting) => setting.0..setting.0 + 1,
                ExprKind::SettingAtMember { first, choice } => {
                    let members = ruleset.choice(*choice).members.len();
                    first.0..first.0.saturating_add(u32::try_from(members).unwrap_or(0))
                }
                _ => 0..0,
            };
            for setting in settings {
                if let Some(owners) = self.settings.get_mut(setting as usize)
                    && !owners.contains(owner)
                {
                    owners.push(owner.clone());
                }
            }
            open.extend(kind.operands());
        }
    }

    /// Follows everything from the roots, and counts the days on the way: what reads
    /// before what is read, so that each is gone through once.
    fn look_back(&mut self, ruleset: &Ruleset, roots: impl Iterator<Item = ExprId>) {
        let mut lets: Vec<Option<u64>> = vec![None; ruleset.lets.len()];
        self.follow(ruleset, roots.map(|root| (root, 0)).collect(), &mut lets);
        for (at, worked_out) in ruleset.lets.iter().enumerate().rev() {
            // A `let` reads only those before it.
            if let Some(back) = lets.get(at).copied().flatten() {
                self.follow(
                    ruleset,
                    BTreeMap::from([(worked_out.expr, back)]),
                    &mut lets,
                );
            }
        }
    }

    /// Follows expressions up to the `let`s that they read. Operands stand before
    /// what they are operands of.
    fn follow(
        &mut self,
        ruleset: &Ruleset,
        mut open: BTreeMap<ExprId, u64>,
        lets: &mut [Option<u64>],
    ) {
        while let Some((id, back)) = open.pop_last() {
            let kind = &ruleset.expr(id).kind;
            self.constructs.extend(construct(kind));
            if let ExprKind::Input(input)
            | ExprKind::InputMember(input, _)
            | ExprKind::InputAtMember(input) = kind
                && let Some(known) = self.back.get_mut(input.0 as usize)
            {
                *known = (*known).max(Some(back));
            }
            if let ExprKind::Let(read) = kind
                && let Some(known) = lets.get_mut(read.0 as usize)
            {
                *known = (*known).max(Some(back));
            }
            let further = back.saturating_add(days_back(kind));
            for operand in kind.operands() {
                let known = open.entry(operand).or_insert(further);
                *known = further.max(*known);
            }
        }
    }
}

/// How many days further back the operands of a construct are read.
fn days_back(kind: &ExprKind) -> u64 {
    let window = |over: &Over| match over.before_today {
        true => u64::from(over.days),
        false => u64::from(over.days.saturating_sub(1)),
    };
    match kind {
        ExprKind::OverDays { over, .. } | ExprKind::Days(DayCount::When(over), _) => window(over),
        ExprKind::Days(DayCount::InARow | DayCount::Since, _) | ExprKind::Ewma { .. } => ALL,
        ExprKind::Latest { within, .. } => within.map_or(ALL, u64::from),
        ExprKind::Ago(_, days) => u64::from(*days),
        _ => 0,
    }
}

fn construct(kind: &ExprKind) -> Vec<Construct> {
    let one = match kind {
        ExprKind::Add(..)
        | ExprKind::Subtract(..)
        | ExprKind::Multiply(..)
        | ExprKind::Divide(..)
        | ExprKind::Power(..)
        | ExprKind::Call(..) => Construct::Arithmetic,
        ExprKind::OverMembers { fold, .. } => match fold {
            MemberFold::Highest | MemberFold::Lowest => Construct::Bounds,
            MemberFold::Sd | MemberFold::PopulationSd => {
                return vec![Construct::Average, Construct::Deviation];
            }
            MemberFold::Average | MemberFold::Sum | MemberFold::Median => Construct::Average,
        },
        ExprKind::OverDays { func, .. } => match func {
            WindowFunc::Sd | WindowFunc::PopulationSd => {
                return vec![Construct::Window, Construct::Deviation];
            }
            WindowFunc::Trend => return vec![Construct::Window, Construct::Trend],
            WindowFunc::ZScore => return vec![Construct::Window, Construct::ZScore],
            _ => Construct::Window,
        },
        ExprKind::Ewma { .. } => Construct::Ewma,
        ExprKind::Days(..) => Construct::DayCount,
        ExprKind::MonthsSince(_) | ExprKind::YearsSince(_) => Construct::Calendar,
        ExprKind::Lookup { .. } | ExprKind::If(..) => Construct::Case,
        _ => return Vec::new(),
    };
    vec![one]
}

/// Every expression that something of the page is made of, and what that is.
fn roots(ruleset: &Ruleset) -> Vec<(Owner, ExprId)> {
    let mut roots = Vec::new();
    let filled = |template: &Option<Template>| -> Vec<ExprId> {
        let parts = template.iter().flat_map(|template| &template.parts);
        parts.filter_map(value).collect()
    };
    for (id, rule) in (0u32..).map(RuleId).zip(&ruleset.rules) {
        let owner = Owner::Of(match rule.table {
            Some(table) => Target::Table(ruleset.tables[table.0 as usize].name.clone()),
            None => Target::Rule(id),
        });
        let conditions = rule.when.into_iter().chain(rule.unless);
        let changes = rule.adjustments.iter().flat_map(|line| changed(&line.kind));
        let texts = filled(&rule.because).into_iter().chain(filled(&rule.flag));
        roots.extend(
            conditions
                .chain(changes)
                .chain(texts)
                .map(|id| (owner.clone(), id)),
        );
    }
    for (id, worked_out) in (0u32..).map(LetId).zip(&ruleset.lets) {
        roots.push((Owner::Of(Target::Let(id)), worked_out.expr));
    }
    let otherwise = &ruleset.otherwise;
    let advice = otherwise
        .adjustments
        .iter()
        .flat_map(|line| changed(&line.kind));
    let of_otherwise = advice.chain(filled(&otherwise.because));
    roots.extend(of_otherwise.map(|id| (Owner::Otherwise, id)));
    for guarantee in &ruleset.guarantees {
        if let GuaranteeKind::Always(_, condition) | GuaranteeKind::Never(_, condition) =
            guarantee.kind
        {
            roots.push((Owner::Guarantee(guarantee.name.clone()), condition));
        }
    }
    for (id, input) in ruleset.inputs() {
        roots.extend(
            input
                .default
                .map(|default| (Owner::Of(Target::Input(id)), default)),
        );
    }
    roots
}

/// The values that a line under `then` reads.
fn changed(kind: &AdjustmentKind) -> Vec<ExprId> {
    match kind {
        AdjustmentKind::Cut { by, .. } => vec![*by],
        AdjustmentKind::Cap { at, .. } => vec![*at],
        AdjustmentKind::Raise { to, .. } => vec![*to],
        AdjustmentKind::Drop { set, .. } => vec![*set],
        AdjustmentKind::Advise(text) => text.parts.iter().filter_map(value).collect(),
    }
}

fn value(part: &TemplatePart) -> Option<ExprId> {
    match part {
        TemplatePart::Value(id) => Some(*id),
        TemplatePart::Literal(_) => None,
    }
}
