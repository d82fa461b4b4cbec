//! The ruleset that data files are read for in these tests, put together by
//! hand: a value of every type, and a rule that needs some of them.

use touchline::days::{Column, Days};
use touchline::ruleset::{
    Choice, ChoiceId, Combine, Expr, ExprId, ExprKind, Input, InputId, InputKind, NumberType,
    Otherwise, Range, Rule, Ruleset, Setting, Type, Value, Verdict,
};
use touchline::source::Sources;
use touchline::span::{FileId, Span};
use touchline::units::Unit;

/// What the ruleset would look like as text; declarations are pointed at in it.
pub const TEXT: &str = include_str!("../cases/data/squad.touchline");

fn number(unit: &str, low: f64, high: f64, whole: bool) -> Type {
    Type::Number(NumberType {
        unit: if unit.is_empty() {
            Unit::none()
        } else {
            Unit::parse(unit).unwrap()
        },
        range: Range::new(low, high),
        whole,
        interval: false,
    })
}

fn input(name: &str, ty: Type) -> Input {
    let start = TEXT.find(&format!(" {name}:")).unwrap() + 1;
    Input {
        name: name.into(),
        kind: InputKind::Input,
        ty,
        each: None,
        lasting: false,
        ask: None,
        stage: Some(0),
        columns: Vec::new(),
        default: None,
        combine: None,
        direction: None,
        about: None,
        span: Span::new(FileId(0), start, start + name.len()),
    }
}

fn choice(name: &str, members: &[&str]) -> Choice {
    Choice {
        name: name.into(),
        members: members.iter().map(|&member| member.into()).collect(),
        ordered: false,
        span: Span::default(),
    }
}

pub fn squad() -> Ruleset {
    let mut sources = Sources::default();
    sources.add("squad.touchline", TEXT);
    let mut exprs: Vec<Expr> = Vec::new();
    let mut expr = |kind: ExprKind| {
        exprs.push(Expr {
            kind,
            ty: Type::Truth,
            span: Span::default(),
        });
        ExprId(u32::try_from(exprs.len() - 1).unwrap())
    };
    let read = [0, 1, 2, 5].map(|id| expr(ExprKind::Input(InputId(id))));
    let when = expr(ExprKind::And(read.to_vec()));
    Ruleset {
        name: "Squad".into(),
        about: None,
        source: None,
        version: None,
        sha256: String::new(),
        stages: vec!["check-in".into(), "warm-up".into()],
        athlete_columns: vec!["player_id".into()],
        date_columns: Vec::new(),
        choices: vec![
            choice("muscle", &["quads", "glutes", "hamstrings", "lower_back"]),
            choice("movement", &["clean", "altered", "limited"]),
        ],
        inputs: vec![
            Input {
                each: Some(ChoiceId(0)),
                ..input("soreness", number("", 0.0, 10.0, false))
            },
            Input {
                columns: vec!["Hours slept".into()],
                ..input("sleep", number("hours", 0.0, 16.0, false))
            },
            input("stress", number("", 0.0, 10.0, false)),
            input("dreads_loading", Type::Truth),
            input("movement", Type::Choice(ChoiceId(1))),
            Input {
                stage: Some(1),
                ..input("force", number("percent", 0.0, 150.0, false))
            },
            input("sets", number("", 0.0, 60.0, true)),
            input("target_muscles", Type::Set(ChoiceId(0))),
            Input {
                columns: vec!["daily_load".into(), "session_load".into()],
                combine: Some(Combine::Sum),
                ..input("load", number("", 0.0, 5000.0, false))
            },
            Input {
                lasting: true,
                ..input("birthday", Type::Date)
            },
        ],
        settings: vec![Setting {
            name: "severe".into(),
            ty: number("", 0.0, 10.0, false),
            value: Value::Number(8.0),
            about: None,
            span: Span::default(),
        }],
        lets: Vec::new(),
        rules: vec![Rule {
            name: "Reads four of them".into(),
            when: Some(when),
            unless: None,
            verdict: Some(Verdict::Rest),
            adjustments: Vec::new(),
            flag: None,
            because: None,
            span: Span::default(),
            title_span: Span::default(),
        }],
        otherwise: Otherwise {
            verdict: Verdict::Train,
            adjustments: Vec::new(),
            because: None,
            span: Span::default(),
        },
        guarantees: Vec::new(),
        examples: Vec::new(),
        tests: Vec::new(),
        exprs,
        sources,
    }
}

/// Days as text, a line each: athlete, date, and what is given.
pub fn show(ruleset: &Ruleset, days: &Days) -> String {
    let mut out = String::new();
    for athlete in &days.athletes {
        for row in athlete.rows.clone() {
            out += &format!("{} {}:", athlete.name, days.dates[row]);
            for (id, input) in ruleset.inputs() {
                let members = input.each.map(|choice| &ruleset.choice(choice).members);
                let count = members.map_or(1, |members| members.len() + 1);
                let first = days.layout.slot(id, None).0 as usize;
                for at in 0..count {
                    let part = match members {
                        None => String::new(),
                        Some(members) => {
                            format!(".{}", members.get(at).map_or("answered", String::as_str))
                        }
                    };
                    match &days.columns[first + at] {
                        Column::Number(values) if !values[row].is_nan() => {
                            out += &format!(" {}{part}={}", input.name, values[row]);
                        }
                        Column::Set(values) => {
                            if let Some(mask) = values[row] {
                                out += &format!(" {}{part}={mask:b}", input.name);
                            }
                        }
                        Column::Number(_) => {}
                    }
                }
            }
            out.push('\n');
        }
    }
    out
}
