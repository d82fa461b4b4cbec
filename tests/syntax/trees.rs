//! What the tree of a good text holds, and where it says that it stands.

use touchline::ast::{
    Aggregate, CaseCell, CaseColumn, Comparison, DaySpec, Declaration, ExpectKind, Expr, ExprKind,
    File, Given, ListKind, RuleDecl, TemplatePart, TestDecl, TypeKind, Verdict,
};

use super::{at, parse, parse_whole};

/// The expression after `let x =`.
fn expression(text: &str) -> Expr {
    let file = parse_whole(&format!("let x = {text}\n"));
    match file.declarations.into_iter().next() {
        Some(Declaration::Let(decl)) => decl.value,
        other => panic!("{other:?}"),
    }
}

/// An expression with every operation in square brackets, to see what belongs to what.
fn grouped(text: &str) -> String {
    show(&expression(text))
}

pub(super) fn show(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Number { value, unit } => {
            format!("{value}{}", unit.as_ref().map_or("", |unit| &unit.text))
        }
        ExprKind::Name(name) => name.name.clone(),
        ExprKind::Group(inner) => format!("({})", show(inner)),
        ExprKind::Negate(value) => format!("[-{}]", show(value)),
        ExprKind::Not(value) => format!("[not {}]", show(value)),
        ExprKind::And(a, b) => format!("[{} and {}]", show(a), show(b)),
        ExprKind::Or(a, b) => format!("[{} or {}]", show(a), show(b)),
        ExprKind::Without(a, b) => format!("[{} without {}]", show(a), show(b)),
        ExprKind::Overlaps(a, b) => format!("[{} overlaps {}]", show(a), show(b)),
        ExprKind::Arithmetic { op, left, right } => {
            format!("[{} {op:?} {}]", show(left), show(right))
        }
        ExprKind::Compare { op, left, right } => {
            format!("[{} {op:?} {}]", show(left), show(right))
        }
        ExprKind::Between { value, low, high } => {
            format!("[{} between {} and {}]", show(value), show(low), show(high))
        }
        ExprKind::InUnit { value, unit } => format!("[{} in {}]", show(value), unit.text),
        ExprKind::Ago { value, days } => format!("[{} ago {days}]", show(value)),
        ExprKind::OverMembers {
            aggregate, value, ..
        } => {
            format!("[{aggregate:?} {}]", show(value))
        }
        ExprKind::If {
            condition,
            then,
            otherwise,
        } => format!(
            "[if {} then {} else {}]",
            show(condition),
            show(then),
            otherwise.as_ref().map_or("-".into(), |other| show(other))
        ),
        ExprKind::Truth(yes) => if *yes { "yes" } else { "no" }.into(),
        ExprKind::Today => "today".into(),
        ExprKind::Date { year, month, day } => format!("{year}-{month}-{day}"),
        ExprKind::Set(items) => {
            let items: Vec<String> = items.iter().map(show).collect();
            format!("{{{}}}", items.join(", "))
        }
        ExprKind::Call {
            function,
            arguments,
        } => {
            let arguments: Vec<String> = arguments.iter().map(show).collect();
            format!("{function:?}({})", arguments.join(", "))
        }
        other => format!("{other:?}"),
    }
}

fn ruleset(name: &str) -> (String, File) {
    let text = std::fs::read_to_string(format!("rulesets/{name}.touchline")).unwrap();
    let file = parse_whole(&text);
    (text, file)
}

fn rule<'a>(file: &'a File, title: &str) -> &'a RuleDecl {
    file.declarations
        .iter()
        .find_map(|declaration| match declaration {
            Declaration::Rule(rule) if rule.title.value == title => Some(rule),
            _ => None,
        })
        .unwrap()
}

fn test<'a>(file: &'a File, title: &str) -> &'a TestDecl {
    file.declarations
        .iter()
        .find_map(|declaration| match declaration {
            Declaration::Test(test) if test.title.value == title => Some(test),
            _ => None,
        })
        .unwrap()
}

#[test]
fn every_ruleset_parses_whole() {
    for folder in ["rulesets", "tests/cases/programs"] {
        for path in std::fs::read_dir(folder).unwrap() {
            let path = path.unwrap().path();
            if path.extension().is_some_and(|end| end == "touchline") {
                let text = std::fs::read_to_string(&path).unwrap();
                let file = parse_whole(&text);
                let begun = text
                    .lines()
                    .filter(|line| line.starts_with(char::is_alphabetic))
                    .count();
                assert_eq!(file.declarations.len(), begun, "{}", path.display());
                let comments = text.lines().filter(|line| line.starts_with('#')).count();
                assert_eq!(file.comments.len(), comments, "{}", path.display());
            }
        }
    }
}

#[test]
fn a_rule_keeps_its_clauses_and_where_they_stand() {
    let (text, file) = ruleset("soreness");
    let rule = rule(&file, "Movement is altered");
    assert!(at(&text, rule.span).starts_with("rule \"Movement is altered\""));
    assert!(at(&text, rule.span).ends_with("train what it does not touch.\""));
    let then = rule.then.as_ref().unwrap();
    assert_eq!(then.verdict, Verdict::Modify);
    assert_eq!(at(&text, then.verdict_span), "modify");
    let written: Vec<&str> = then.adjustments.iter().map(|a| at(&text, a.span)).collect();
    assert_eq!(
        written,
        [
            "cut load by 30%",
            "drop muscle where (soreness > manageable) from target_muscles",
            "advise \"Fresh today: {fresh_muscles}.\"",
        ]
    );
    let ExprKind::Compare { op, right, .. } = &rule.when.as_ref().unwrap().kind else {
        panic!("{:?}", rule.when);
    };
    assert_eq!(*op, Comparison::Is);
    assert_eq!(at(&text, right.span), "altered");
}

#[test]
fn bullets_make_a_list() {
    let (text, file) = ruleset("soreness");
    let value = file
        .declarations
        .iter()
        .find_map(|declaration| match declaration {
            Declaration::Let(decl) if decl.name.name == "under_recovered" => Some(&decl.value),
            _ => None,
        })
        .unwrap();
    let ExprKind::List {
        kind: ListKind::AtLeast(n),
        items,
        bullets: true,
    } = &value.kind
    else {
        panic!("{value:?}");
    };
    assert_eq!(at(&text, n.span), "2");
    let written: Vec<&str> = items.iter().map(|item| at(&text, item.span)).collect();
    assert_eq!(
        written,
        [
            "sleep_debt >= 4 h",
            "stress >= 7",
            "fatigue >= 7",
            "trend of resting_hr over last 7 days >= 0.5 bpm/day",
        ]
    );
}

#[test]
fn a_template_holds_expressions_at_their_place() {
    let (text, file) = ruleset("load_watch");
    let rule = rule(&file, "A spike that recovery does not back");
    let because = rule.because.as_ref().unwrap();
    let TemplatePart::Value(ratio) = &because.parts[1] else {
        panic!("{because:?}");
    };
    assert_eq!(at(&text, ratio.span), "round(ratio, 2)");
    assert_eq!(because.parts.len(), 5);
    assert_eq!(
        because.parts[4],
        TemplatePart::Literal(", and recovery is poor.".into())
    );
}

#[test]
fn tables_of_days_and_cases_are_read() {
    let (text, file) = ruleset("wellness_lights");
    let test = test(&file, "Against four weeks of his own");
    let Given::Days(days) = test.given.last().unwrap() else {
        panic!("{:?}", test.given);
    };
    assert_eq!(days.columns.len(), 5);
    assert_eq!(days.rows[0].0, DaySpec::Ago { from: 28, to: 15 });
    assert_eq!(days.rows[2].0, DaySpec::Ago { from: 1, to: 1 });
    assert!(at(&text, days.span).starts_with("| day "));
    assert!(at(&text, days.span).ends_with("| 3      |"));
    let cases = test.cases.as_ref().unwrap();
    assert!(matches!(cases.columns[1], CaseColumn::Expect(_)));
    let CaseCell::Expect(expect) = &cases.rows[2].1[1] else {
        panic!("{:?}", cases.rows);
    };
    assert_eq!(
        expect.kind,
        ExpectKind::Verdict {
            verdict: Verdict::Rest,
            for_now: false
        }
    );
    assert_eq!(at(&text, expect.span), "rest");
}

#[test]
fn what_binds_tighter_is_grouped_first() {
    let cases = [
        ("1 + 2 * 3 ^ 2", "[1 Add [2 Multiply [3 Power 2]]]"),
        ("2 ^ 3 ^ 2", "[2 Power [3 Power 2]]"),
        ("-2 ^ 2", "[-[2 Power 2]]"),
        ("2 ^ -1 * 3", "[[2 Power [-1]] Multiply 3]"),
        ("-a * b", "[[-a] Multiply b]"),
        ("a - b - c", "[[a Subtract b] Subtract c]"),
        ("not a and b or c", "[[[not a] and b] or c]"),
        ("a or not b and c", "[a or [[not b] and c]]"),
        ("a + 1 < b and c is d", "[[[a Add 1] Less b] and [c Is d]]"),
        ("a without b overlaps c", "[[a without b] overlaps c]"),
        ("x is between a and b and c", "[[x between a and b] and c]"),
        ("a + b yesterday", "[a Add [b ago 1]]"),
        (
            "a 3 days ago - 2 h in min",
            "[[a ago 3] Subtract [2h in min]]",
        ),
        ("highest a - 1", "[[Highest a] Subtract 1]"),
        ("8 h / 2", "[8h Divide 2]"),
        ("80 kg*m/s^2 * 3", "[80kg*m/s^2 Multiply 3]"),
        ("20 % + 1 °C", "[20% Add 1°C]"),
        ("7 days and 3", "[7days and 3]"),
        (
            "if a then b else if c then d else e + 1",
            "[if a then b else [if c then d else [e Add 1]]]",
        ),
        ("(ewma) yesterday", ""),
    ];
    for (text, expected) in cases {
        if !expected.is_empty() {
            assert_eq!(grouped(text), expected, "{text}");
        }
    }
}

#[test]
fn history_is_read_in_full() {
    let text = "sum of max(a, 0 h) when (b > 1) over 28 days before today with at least k known";
    let ExprKind::OverDays {
        aggregate: Aggregate::Sum,
        when: Some(_),
        window,
        at_least: Some(_),
        ..
    } = expression(text).kind
    else {
        panic!();
    };
    assert!(window.before_today);
    for text in [
        "ewma of load with span 7 days",
        "latest weight when (a) within 2 days",
        "latest soreness.quads",
        "days in a row when (a) >= 2",
        "days since (a)",
        "months since birthday",
        "years since 2000-02-29",
        "months since today",
        "population sd of load over last 2 weeks",
        "z_score of (a + b) over 28 days before today",
        "average (highest soreness) over last 7 days",
        "highest (sum of (average a over last 3 days) over last 7 days) over last 28 days",
        "median soreness among {quads, chest} without legs",
        "size of muscle where (soreness > 3)",
        "at least needed of (a, b)",
        "none of (a, b,)",
        "{quads: 5, chest: 3}",
        "{}",
        "schlafdauer + Überlast + 睡眠",
        "rest + none + flag + min + h",
        "today - 3 days",
    ] {
        expression(text);
    }
}

#[test]
fn types_are_read_in_full() {
    let kinds = |text: &str| {
        let file = parse_whole(&format!("input x: {text}\n"));
        match &file.declarations[0] {
            Declaration::Input(input) => input.ty.clone(),
            other => panic!("{other:?}"),
        }
    };
    let lasting = kinds("one of green < amber < red for each muscle, lasting");
    assert!(lasting.lasting && lasting.each.is_some());
    let TypeKind::OneOf {
        members,
        ordered: true,
    } = lasting.kind
    else {
        panic!("{lasting:?}");
    };
    assert_eq!(members.len(), 3);
    let listed = kinds("one of a, b, lasting");
    assert!(listed.lasting);
    assert!(matches!(listed.kind, TypeKind::OneOf { members, .. } if members.len() == 2));
    assert_eq!(
        kinds("whole number from -5 to 60").kind,
        TypeKind::Number {
            whole: true,
            range: Some((-5.0, 60.0))
        }
    );
    assert!(matches!(
        kinds("m/s from 0 to 3").kind,
        TypeKind::Named { range: Some(_), .. }
    ));
    assert!(matches!(
        kinds("°C").kind,
        TypeKind::Named { range: None, .. }
    ));
    assert!(matches!(kinds("set of muscle").kind, TypeKind::SetOf(_)));
}

#[test]
fn windows_line_ends_a_mark_and_tabs_change_nothing() {
    let plain = std::fs::read_to_string("rulesets/soreness.touchline").unwrap();
    let plain_file = parse_whole(&plain);
    let marked = format!(
        "\u{feff}{}",
        plain.replace('\n', "\r\n").replace("\r\n  ", "\r\n\t")
    );
    let marked_file = parse_whole(&marked);
    assert_eq!(
        plain_file.declarations.len(),
        marked_file.declarations.len()
    );
    assert_eq!(plain_file.comments.len(), marked_file.comments.len());
    for comment in &marked_file.comments {
        assert_eq!(at(&marked, comment.span), comment.text);
    }
}

#[test]
fn an_expression_goes_on_where_it_can() {
    let text = "rule \"A\" # c\n\n  when any of # d\n    - a >\n        5\n\n      and b # e\n    # f\n    - c\n      overlaps d\n  unless (a\n  or\nb)\n  then rest\n";
    let (_, errors) = parse(text);
    assert_eq!(errors.items.len(), 1, "{errors}");
    let text = text.replace("\nb)", "\n  b)");
    let file = parse_whole(&text);
    assert_eq!(file.comments.len(), 4);
    let Some(ExprKind::List { items, .. }) = rule(&file, "A").when.as_ref().map(|w| &w.kind) else {
        panic!();
    };
    assert_eq!(items.len(), 2);
}

#[test]
fn a_broken_declaration_leaves_the_others() {
    let text = "rule \"A\"\n  when x > > 5\n  then rest\n\nrule \"B\"\n  then train\n\nrule \"C\"\n  then rst\n";
    let (file, errors) = parse(text);
    assert_eq!(file.declarations.len(), 1);
    assert_eq!(errors.items.len(), 2, "{errors}");
}
