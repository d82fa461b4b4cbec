//! Both sides of a mismatch: in goes an expression or a declared name, out comes
//! what it is in everyday words, where that was declared, and, for products and
//! quotients, the parts from which their unit comes.

use super::Checker;
use super::lets::LetSource;
use super::names::Named;
use crate::diagnostics::{self, Diagnostic};
use crate::ruleset::{ChoiceId, DayCount, ExprId, ExprKind, Func, LetId, Type, WindowFunc};
use crate::span::Span;

/// More parts than this explain nothing.
const MOST_PARTS: usize = 3;
/// Characters of an expression that a side shows.
const LONGEST_TEXT: usize = 40;

/// One side of a mismatch.
#[derive(Clone, Debug)]
pub(super) struct Side {
    /// The name or a short text in backticks, else `this`.
    pub subject: String,
    /// Where it stands.
    pub span: Span,
    /// The expression, where it is one.
    pub id: Option<ExprId>,
    /// What it is: "a time, in hours".
    what: String,
    /// Where that was declared, or the literal itself.
    origin: Option<Span>,
    /// What makes it that.
    parts: Vec<diagnostics::Side>,
}

impl Side {
    /// Without its backticks.
    pub fn text(&self) -> &str {
        self.subject.trim_matches('`')
    }

    /// Whether it is written out, so that nothing more can be said of it.
    pub fn is_its_own_origin(&self) -> bool {
        self.origin == Some(self.span) && self.id.is_some()
    }

    /// Whether it stands where it is declared, not where it is used.
    fn is_declaration(&self) -> bool {
        self.id.is_none() && self.origin.is_some_and(|origin| holds(origin, self.span))
    }
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}

impl Checker<'_> {
    /// An expression as one side of a mismatch.
    pub(super) fn side(&self, id: ExprId) -> Side {
        let span = self.at(id).span;
        let parts = self.parts(id);
        Side {
            subject: self.quote(span),
            span,
            id: Some(id),
            what: self.what_is(id),
            origin: if parts.is_empty() || self.is_name(id) {
                self.origin(id)
            } else {
                None
            },
            parts,
        }
    }

    /// A name as one side: where it is used, or where it is declared.
    pub(super) fn side_of_name(&self, subject: String, span: Span, name: &str, ty: &Type) -> Side {
        Side {
            subject,
            span,
            id: None,
            what: self.describe(ty),
            origin: self.declaration_of(name).or(Some(span)),
            parts: Vec::new(),
        }
    }

    /// Adds the sides of a message, and a label where each of them is used.
    pub(super) fn with_sides(&self, diagnostic: Diagnostic, sides: &[&Side]) -> Diagnostic {
        let mut sides = sides.to_vec();
        // In the order in which they are read, but for what is declared elsewhere.
        sides.sort_by_key(|side| (!side.is_declaration(), side.span));
        let mut diagnostic = diagnostic;
        for side in sides {
            let is_labelled = |span| diagnostic.labels.iter().any(|label| label.span == span);
            let is_near = diagnostic.place().is_none_or(|place| {
                place.file == side.span.file
                    && self
                        .sources
                        .line(place)
                        .abs_diff(self.sources.line(side.span))
                        <= 1
            });
            if is_near && !is_labelled(side.span) && !side.is_declaration() {
                diagnostic = diagnostic.label(side.span, "");
            }
            let text = self.shown(side.span);
            // `t + t` is no more than `t` twice.
            let is_told = |told: &diagnostics::Side| {
                !told.is_part && told.text == text && told.what == side.what
            };
            if diagnostic.sides.iter().any(is_told) {
                continue;
            }
            diagnostic = diagnostic.side(text, &side.what, side.origin);
            diagnostic.sides.extend(side.parts.iter().cloned());
        }
        diagnostic
    }

    /// The text of a span on one line, cut where it is long.
    fn shown(&self, span: Span) -> String {
        let words: Vec<&str> = self.sources.text(span).split_whitespace().collect();
        let text = words.join(" ");
        if text.chars().count() <= LONGEST_TEXT {
            return text;
        }
        let mut short: String = text.chars().take(LONGEST_TEXT - 1).collect();
        short.truncate(short.trim_end().len());
        short.push('…');
        short
    }

    fn is_name(&self, id: ExprId) -> bool {
        matches!(
            self.at(id).kind,
            ExprKind::Input(_)
                | ExprKind::InputMember(..)
                | ExprKind::InputAtMember(_)
                | ExprKind::Setting(_)
                | ExprKind::SettingAtMember { .. }
                | ExprKind::Let(_)
        )
    }

    /// What a value is, and why, where its operands would make one expect something else.
    fn what_is(&self, id: ExprId) -> String {
        let expr = self.at(id);
        let what = self.describe(&expr.ty);
        let why = match &expr.kind {
            ExprKind::Days(DayCount::When(_) | DayCount::InARow | DayCount::Since, _) => {
                "a count of days"
            }
            ExprKind::SizeOf(_) => "a count of members",
            ExprKind::MonthsSince(_) => "whole months",
            ExprKind::YearsSince(_) => "whole years",
            ExprKind::OverDays {
                func: WindowFunc::ZScore,
                ..
            } => "how many SDs from the mean",
            ExprKind::Call(Func::Ln, _) => "a logarithm",
            ExprKind::Convert(..) => match self.stripped_unit(id) {
                Some(unit) => return format!("{what}: `in {unit}` takes the unit away"),
                None => return what,
            },
            ExprKind::Subtract(left, _) if self.at(*left).ty == Type::Date => {
                "how far two dates lie apart"
            }
            _ => return what,
        };
        format!("{what}: {why}")
    }

    /// The unit of `x in min`, as it is written.
    pub(super) fn stripped_unit(&self, id: ExprId) -> Option<&str> {
        let ExprKind::Convert(inner, _) = self.at(id).kind else {
            return None;
        };
        let (of_inner, own) = (self.number_of(inner)?, self.number_of(id)?);
        if of_inner.unit.dimension.is_none() || !own.unit.dimension.is_none() {
            return None;
        }
        let (_, unit) = self.sources.text(self.at(id).span).rsplit_once(" in ")?;
        Some(unit.trim())
    }

    /// Where the type of a value was declared; a literal is its own origin.
    fn origin(&self, id: ExprId) -> Option<Span> {
        let mut at = id;
        loop {
            let expr = self.at(at);
            at = match &expr.kind {
                ExprKind::Input(input)
                | ExprKind::InputMember(input, _)
                | ExprKind::InputAtMember(input) => {
                    let decl = self.input(*input).decl;
                    return Some(decl.name.span.to(decl.ty.span));
                }
                ExprKind::Setting(setting) | ExprKind::SettingAtMember { first: setting, .. } => {
                    let decl = self.setting(*setting).decl;
                    return Some(decl.name.span.to(decl.ty.span));
                }
                ExprKind::Let(id) => return Some(self.let_declaration(*id)),
                ExprKind::Number(_) | ExprKind::Truth(_) | ExprKind::Date(_) | ExprKind::Today => {
                    return Some(expr.span);
                }
                ExprKind::Member(_) | ExprKind::Set(_) | ExprKind::SetOf(_) => {
                    return match expr.ty {
                        Type::Choice(choice) | Type::Set(choice) => {
                            Some(self.choice_declaration(choice))
                        }
                        _ => None,
                    };
                }
                // What is worked out of something else is told by `what_is`.
                ExprKind::OverDays {
                    func: WindowFunc::ZScore,
                    ..
                }
                | ExprKind::Call(Func::Ln | Func::Exp, _) => return None,
                ExprKind::Convert(inner, _)
                | ExprKind::Negate(inner)
                | ExprKind::Ago(inner, _)
                | ExprKind::Power(inner, _)
                | ExprKind::Latest { value: inner, .. }
                | ExprKind::Ewma { value: inner, .. }
                | ExprKind::OverMembers { value: inner, .. }
                | ExprKind::OverDays { value: inner, .. }
                | ExprKind::If(_, inner, _)
                | ExprKind::AddDays(inner, _)
                | ExprKind::Without(inner, _) => *inner,
                ExprKind::Add(left, right) | ExprKind::Subtract(left, right) => {
                    if self.at(*left).ty == Type::Date {
                        return None;
                    }
                    if self.is_literal(*left) {
                        *right
                    } else {
                        *left
                    }
                }
                ExprKind::Multiply(left, right) | ExprKind::Divide(left, right) => {
                    match [left, right].map(|side| self.has_unit(*side)) {
                        [true, false] => *left,
                        [false, true] => *right,
                        _ => return None,
                    }
                }
                ExprKind::Call(_, arguments) => {
                    let first = arguments.iter().find(|id| !self.is_literal(**id));
                    *first.or(arguments.first())?
                }
                ExprKind::Where(choice, _) => return Some(self.choice_declaration(*choice)),
                _ => return None,
            };
        }
    }

    fn has_unit(&self, id: ExprId) -> bool {
        self.number_of(id)
            .is_some_and(|number| !number.unit.dimension.is_none())
    }

    /// The factors that have a unit of a product or a quotient, where there are a few.
    fn parts(&self, id: ExprId) -> Vec<diagnostics::Side> {
        let part = |id: &ExprId| diagnostics::Side {
            text: self.shown(self.at(*id).span),
            what: self.what_is(*id),
            origin: self.origin(*id),
            is_part: true,
        };
        // What two temperatures differ by is no temperature.
        if let ExprKind::Subtract(left, right) = self.at(id).kind
            && self.number_of(id).is_some_and(|number| number.interval)
            && self.number_of(left).is_some_and(|number| !number.interval)
        {
            return [left, right].iter().map(part).collect();
        }
        let mut at = id;
        let product = loop {
            at = match &self.at(at).kind {
                ExprKind::Multiply(..) | ExprKind::Divide(..) => break at,
                ExprKind::Let(let_id) => match self.lets[let_id.0 as usize].progress {
                    super::lets::Progress::Done(Some(inner)) if at == id => inner,
                    _ => return Vec::new(),
                },
                other => match super::describe::carried(other) {
                    Some(inner) => inner,
                    None => return Vec::new(),
                },
            };
        };
        let mut factors = Vec::new();
        let mut open = vec![product];
        while let Some(next) = open.pop() {
            match &self.at(next).kind {
                ExprKind::Multiply(left, right) | ExprKind::Divide(left, right) => {
                    open.extend([*right, *left]);
                }
                ExprKind::Convert(inner, _) => open.push(*inner),
                _ if self.has_unit(next) => factors.push(next),
                _ => {}
            }
            if factors.len() > MOST_PARTS {
                return Vec::new();
            }
        }
        if factors.len() < 2 {
            return Vec::new();
        }
        factors.iter().map(part).collect()
    }

    /// From the name to the type of an input or a setting, or to the value of a `let`.
    pub(super) fn declaration_of(&self, name: &str) -> Option<Span> {
        match self.names.get(name)? {
            Named::Input(id) => {
                let decl = self.input(id).decl;
                Some(decl.name.span.to(decl.ty.span))
            }
            Named::Setting(id) => {
                let decl = self.setting(id).decl;
                Some(decl.name.span.to(decl.ty.span))
            }
            Named::Let(id) => Some(self.let_declaration(id)),
            Named::Choice(id) => Some(self.choice_declaration(id)),
            Named::Group(_) | Named::Unclear => self.names.span(name),
        }
    }

    fn let_declaration(&self, id: LetId) -> Span {
        let state = &self.lets[id.0 as usize];
        match state.source {
            LetSource::Expr(value) => state.name.span.to(value.span),
            LetSource::Give(..) => state.name.span,
        }
    }

    /// A choice where it is declared; one in place, with the name it is the type of.
    pub(super) fn choice_declaration(&self, choice: ChoiceId) -> Span {
        let choice = self.choice(choice);
        match self.names.get(&choice.name) {
            Some(Named::Input(_) | Named::Setting(_)) => {
                self.declaration_of(&choice.name).unwrap_or(choice.span)
            }
            _ => choice.span,
        }
    }
}
