//! Expressions: in go their trees, out they are written token by token, with breaks
//! before `and` and `or`, after other operators, and between what brackets hold.

use super::lines::Token;
use super::writer::{Gap, Writer};
use crate::ast::{Arithmetic, Comparison, Expr, ExprKind, Scope, UnitName};

impl<'a> Writer<'a> {
    /// An expression. `indented`: what is around it stands deeper already, where lines break.
    pub fn expr(&mut self, expr: &'a Expr, indented: bool) {
        self.until(expr.span.start);
        let indented = indented || self.is_behind_bracket();
        match &expr.kind {
            ExprKind::Number { value, unit } => self.number(expr, *value, unit.as_ref()),
            ExprKind::Truth(_)
            | ExprKind::Date { .. }
            | ExprKind::Today
            | ExprKind::Text(_)
            | ExprKind::Name(_)
            | ExprKind::Member { .. } => self.whole(expr.span),
            ExprKind::Group(inner) => {
                self.next();
                self.expr(inner, false);
            }
            ExprKind::Set(items) => self.braces(items.iter()),
            ExprKind::Map(entries) => self.braces(entries.iter().map(|(_, value)| value)),
            ExprKind::Call { arguments, .. } => {
                self.next();
                self.gap = Gap::Glue;
                self.braces(arguments.iter());
            }
            ExprKind::List { items, .. } => self.listed(items),
            ExprKind::Arithmetic { op, .. } if *op != Arithmetic::Power => {
                self.terms(expr, indented);
            }
            ExprKind::And(..) | ExprKind::Or(..) => self.joined(expr, indented),
            ExprKind::Compare { op, left, right } => self.compared(*op, left, right),
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => {
                self.open();
                self.expr(condition, indented);
                self.branch(then);
                if let Some(otherwise) = otherwise {
                    self.branch(otherwise);
                }
                self.close();
            }
            ExprKind::Ago { value, days: 1 } => {
                self.expr(value, indented);
                self.instead(expr.span.end, "yesterday");
            }
            ExprKind::Ago { value, .. } => {
                self.expr(value, indented);
                self.next();
                let days = self.peek().map_or(0, Token::end);
                self.instead(days, "days");
            }
            ExprKind::InUnit { value, unit } => {
                self.expr(value, indented);
                self.whole(unit.span);
            }
            ExprKind::Negate(inner) => {
                self.next();
                self.gap = Gap::Glue;
                self.expr(inner, indented);
            }
            _ => operands(expr).for_each(|inner| self.expr(inner, false)),
        }
        self.until(expr.span.end);
    }

    /// `7.50`, `8 h`, `20%`, `1 day`
    fn number(&mut self, expr: &'a Expr, value: f64, unit: Option<&'a UnitName>) {
        self.next();
        // In a cell it may be the unit of another number.
        let Some(unit) = unit.filter(|unit| unit.span.end <= expr.span.end) else {
            return;
        };
        if unit.span.start < expr.span.start {
            return;
        }
        self.until(unit.span.start);
        if unit.text.starts_with('%') {
            self.gap = Gap::Glue;
        }
        match unit.text.as_str() {
            "day" | "days" if !self.in_cell => {
                #[allow(clippy::float_cmp, reason = "1 is written out")]
                self.text(if value == 1.0 { "day" } else { "days" });
                self.skip(unit.span.end);
            }
            _ => self.whole(unit.span),
        }
    }

    /// `{chest, back}`, `{quads: 5}`, `(a, b)`: as many on a line as it holds.
    fn braces(&mut self, items: impl Iterator<Item = &'a Expr>) {
        let comma = std::mem::replace(&mut self.comma, Gap::Fill);
        self.open();
        self.next();
        items.for_each(|item| self.expr(item, true));
        self.up_to_bracket();
        self.close();
        self.comma = comma;
    }

    /// `any of (a, b)`: on one line, or each on its own.
    fn listed(&mut self, items: &'a [Expr]) {
        let comma = std::mem::replace(&mut self.comma, Gap::Break);
        self.open();
        while self.peek().is_some_and(|token| !token.is_sign("(")) {
            self.next();
        }
        self.next();
        self.gap = Gap::Soft;
        items.iter().for_each(|item| self.expr(item, true));
        self.up_to_bracket();
        self.close();
        self.comma = comma;
    }

    /// Up to the bracket that closes, and with it.
    fn up_to_bracket(&mut self) {
        while let Some(token) = self.peek() {
            let closes = token.is_sign(")") || token.is_sign("}");
            self.gap = if closes { Gap::Glue } else { self.gap };
            self.next();
            if closes {
                return;
            }
        }
    }

    /// `a and b and c`, however many: breaks stand before the word.
    fn joined(&mut self, expr: &'a Expr, indented: bool) {
        let is_and = matches!(expr.kind, ExprKind::And(..));
        let (first, others) = chain(expr, |kind| match kind {
            ExprKind::And(left, right) if is_and => Some((left, right)),
            ExprKind::Or(left, right) if !is_and => Some((left, right)),
            _ => None,
        });
        self.open();
        if !indented {
            self.indent();
        }
        self.expr(first, false);
        for item in others {
            self.gap = Gap::Break;
            // Comments on either side of the word come before it.
            let word = self.peek().map_or("", |token| token.text);
            self.instead(item.span.start, word);
            self.expr(item, false);
        }
        if !indented {
            self.dedent();
        }
        self.close();
    }

    /// `a + b - c`: breaks stand behind the sign, where the line is full.
    fn terms(&mut self, expr: &'a Expr, indented: bool) {
        let class = |op: Arithmetic| matches!(op, Arithmetic::Add | Arithmetic::Subtract);
        let ExprKind::Arithmetic { op, .. } = &expr.kind else {
            return;
        };
        let sums = class(*op);
        let (first, others) = chain(expr, |kind| match kind {
            ExprKind::Arithmetic { op, left, right }
                if class(*op) == sums && *op != Arithmetic::Power =>
            {
                Some((left, right))
            }
            _ => None,
        });
        self.open();
        if !indented {
            self.indent();
        }
        self.expr(first, false);
        for item in others {
            self.separator(item.span.start, Gap::Fill);
            self.expr(item, false);
        }
        if !indented {
            self.dedent();
        }
        self.close();
    }

    /// `a >= b`, `a is not b`
    fn compared(&mut self, op: Comparison, left: &'a Expr, right: &'a Expr) {
        let is_word = matches!(op, Comparison::Is | Comparison::IsNot);
        self.expr(left, false);
        self.open();
        self.indent();
        // Behind a word the line may end, but reads badly.
        let gap = if is_word { Gap::Space } else { Gap::Break };
        self.separator(right.span.start, gap);
        self.expr(right, true);
        self.dedent();
        self.close();
    }

    /// `then a`, `else b`: only in brackets may the line break before them.
    fn branch(&mut self, value: &'a Expr) {
        if self.brackets > 0 {
            self.gap = Gap::Break;
        }
        self.expr(value, false);
    }
}

/// The operands of a chain `a + b + c`, which is a tree as high as it is long: the first, and the
/// others in their order.
fn chain<'a>(
    expr: &'a Expr,
    step: impl Fn(&'a ExprKind) -> Option<(&'a Expr, &'a Expr)>,
) -> (&'a Expr, Vec<&'a Expr>) {
    let mut first = expr;
    let mut others = Vec::new();
    while let Some((left, right)) = step(&first.kind) {
        others.push(right);
        first = left;
    }
    others.reverse();
    (first, others)
}

/// What an expression is made of, in the order in which it is written.
fn operands(expr: &Expr) -> impl Iterator<Item = &Expr> {
    let list: [Option<&Expr>; 4] = match &expr.kind {
        ExprKind::Between { value, low, high } => [Some(value), Some(low), Some(high), None],
        ExprKind::Arithmetic { left, right, .. } | ExprKind::Compare { left, right, .. } => {
            [Some(left), Some(right), None, None]
        }
        ExprKind::OneOf { value, set } => [Some(value), Some(set), None, None],
        ExprKind::Overlaps(left, right)
        | ExprKind::Includes(left, right)
        | ExprKind::Without(left, right)
        | ExprKind::And(left, right)
        | ExprKind::Or(left, right) => [Some(left), Some(right), None, None],
        ExprKind::Group(inner)
        | ExprKind::Negate(inner)
        | ExprKind::IsMissing(inner)
        | ExprKind::IsKnown(inner)
        | ExprKind::Not(inner)
        | ExprKind::SizeOf(inner)
        | ExprKind::DaysInARow(inner)
        | ExprKind::DaysSince(inner) => [Some(inner), None, None, None],
        ExprKind::InUnit { value, .. } | ExprKind::Ago { value, .. } => {
            [Some(value), None, None, None]
        }
        ExprKind::Where { condition, .. } => [Some(condition), None, None, None],
        ExprKind::Since { date, .. } => [Some(date), None, None, None],
        ExprKind::OverMembers { value, scope, .. } => match scope {
            Scope::All => [Some(value), None, None, None],
            Scope::Among(set) | Scope::Outside(set) => [Some(value), Some(set), None, None],
        },
        ExprKind::OverDays {
            value,
            when,
            window,
            at_least,
            ..
        } => [
            Some(value),
            when.as_deref(),
            Some(&window.length),
            at_least.as_deref(),
        ],
        ExprKind::Ewma { value, span } => [Some(value), Some(span), None, None],
        ExprKind::Latest {
            value,
            when,
            within,
        } => [Some(value), when.as_deref(), within.as_deref(), None],
        ExprKind::DaysWhen { condition, window } => {
            [Some(condition), Some(&window.length), None, None]
        }
        ExprKind::If {
            condition,
            then,
            otherwise,
        } => [Some(condition), Some(then), otherwise.as_deref(), None],
        ExprKind::Number { .. }
        | ExprKind::Truth(_)
        | ExprKind::Date { .. }
        | ExprKind::Today
        | ExprKind::Text(_)
        | ExprKind::Name(_)
        | ExprKind::Member { .. }
        | ExprKind::Set(_)
        | ExprKind::Map(_)
        | ExprKind::Call { .. }
        | ExprKind::List { .. } => [None; 4],
    };
    list.into_iter().flatten()
}
