//! Values as text: in goes a text with expressions to fill in and a day, out
//! comes what a decision says.

use touchline::ast::{Expr, ExprKind, Template, TemplatePart};
use touchline::units::Unit;

use super::evaluate::{At, History};
use super::model::{Type, bare};
use super::value::{Members, Truth, Value, show_bounds, show_date};

impl History<'_> {
    pub fn fill(&self, text: &Template, at: &At) -> String {
        let mut out = String::new();
        for part in &text.parts {
            match part {
                TemplatePart::Literal(text) => out.push_str(text),
                TemplatePart::Value(expr) => out.push_str(&self.show(expr, at)),
            }
        }
        out
    }

    fn show(&self, expr: &Expr, at: &At) -> String {
        let ty = self.model.type_of(expr);
        let names = |choice: usize, members: &Members| {
            let all = &self.model.choices[choice].members;
            let names: Vec<&str> = members.iter().map(|m| all[*m].as_str()).collect();
            if names.is_empty() {
                "none".to_owned()
            } else {
                names.join(", ")
            }
        };
        match (self.value(expr, at), ty) {
            (
                Value::Number { lo, hi },
                Some(Type::Number {
                    unit, low, high, ..
                }),
            ) => {
                if lo != hi && lo == low && hi == high {
                    return "not known".into();
                }
                match &bare(expr).kind {
                    ExprKind::InUnit { unit, .. } => {
                        show_bounds(lo, hi, &Unit::parse(&unit.text).unwrap())
                    }
                    _ => show_bounds(lo, hi, &unit),
                }
            }
            (Value::Truth(Truth::True), _) => "yes".into(),
            (Value::Truth(Truth::False), _) => "no".into(),
            (Value::Member(member), Some(Type::Member(choice))) => {
                self.model.choices[choice].members[member].clone()
            }
            (Value::Set { sure, maybe }, Some(Type::Set(choice))) if sure == maybe => {
                names(choice, &sure)
            }
            (Value::Set { sure, maybe }, Some(Type::Set(choice)))
                if !sure.is_empty() || maybe != self.all_members(choice) =>
            {
                let rest = names(choice, &(&maybe - &sure));
                if sure.is_empty() {
                    format!("maybe {rest}")
                } else {
                    format!("{}, maybe {rest}", names(choice, &sure))
                }
            }
            (Value::Date(day), _) => show_date(day),
            _ => "not known".into(),
        }
    }
}
