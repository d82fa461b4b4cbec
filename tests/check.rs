//! Tree to typed ruleset: the rulesets check without a word, each bad one says
//! what is wrong, where, and how to put it right.

use touchline::diagnostics::{Code, Diagnostic, Diagnostics, RenderOptions, apply, render};
use touchline::ruleset::{ExprId, ExprKind, NumberType, Ruleset, Type, Value};
use touchline::{Source, ast};

mod many_at_once;
mod mutations;
pub mod order;
mod sides;
mod tables;

fn check(name: &str, text: &str) -> Result<Ruleset, Diagnostics> {
    let checked = Source::from_text(name, text).parse()?.check()?;
    assert_eq!(checked.warnings.items, []);
    Ok(checked.ruleset)
}

/// Everything that is said of a text, errors or warnings, but for what a ruleset
/// of a few lines hardly has: readers and tests of everything that it declares.
fn messages(name: &str, text: &str) -> Diagnostics {
    let mut said = Source::from_text(name, text).examine();
    said.items
        .retain(|item| !OF_WHOLE_RULESETS.contains(&item.code));
    said
}

const OF_WHOLE_RULESETS: &[Code] = &[
    Code::UnusedInput,
    Code::UnusedPlan,
    Code::UnusedLet,
    Code::UnusedSetting,
    Code::UnusedChoice,
];

fn ruleset(text: &str) -> Ruleset {
    let text = format!("{text}\notherwise train\n");
    check("test.touchline", &text).unwrap_or_else(|errors| panic!("{errors}"))
}

fn codes(text: &str) -> Vec<Code> {
    let text = format!("{text}\notherwise train\n");
    match check("test.touchline", &text) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.items.iter().map(|item| item.code).collect(),
    }
}

/// The type of the first `let`, which must be a number.
fn number(text: &str) -> NumberType {
    let ruleset = ruleset(text);
    match &ruleset.expr(ruleset.lets[0].expr).ty {
        Type::Number(number) => number.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn bad_rulesets_say_what_is_wrong() {
    insta::glob!("cases/check/*.touchline", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        let found = messages(&name, &text);
        let syntax = found.items.iter().any(|item| item.code == Code::Syntax);
        assert!(
            !syntax || name.starts_with("unread_"),
            "{name} does not even parse: {found}"
        );
        let messages = if found.items.is_empty() {
            "nothing is wrong\n".to_owned()
        } else {
            render(&found, &RenderOptions::plain())
        };
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("check", format!("{text}\n{}\n\n{messages}", "=".repeat(80)));
        });
    });
}

#[test]
fn every_fix_of_a_bad_ruleset_lies_in_its_text() {
    for path in std::fs::read_dir("tests/cases/check").unwrap() {
        let text = std::fs::read_to_string(path.unwrap().path()).unwrap();
        for item in &messages("test.touchline", &text).items {
            assert!(item.help.is_some(), "no help: {}", item.message);
            assert!(!item.labels.is_empty(), "no place: {}", item.message);
            for edit in item.fix.iter().flat_map(|fix| &fix.edits) {
                assert!(text.get(edit.span.start..edit.span.end).is_some());
            }
        }
    }
}

#[test]
fn every_fix_puts_its_mistake_right() {
    for path in std::fs::read_dir("tests/cases/check").unwrap() {
        let text = std::fs::read_to_string(path.unwrap().path()).unwrap();
        let found = messages("test.touchline", &text);
        for item in &found.items {
            let Some(fix) = &item.fix else { continue };
            let (fixed, applied) = apply(&text, item.place().unwrap().file, [&fix.edits[..]]);
            assert_eq!(applied, 1, "{item:?}");
            let left = messages("test.touchline", &fixed).items;
            let count = |items: &[Diagnostic]| {
                let same = items.iter().filter(|other| other.message == item.message);
                same.count()
            };
            assert!(
                count(&left) < count(&found.items),
                "{} is not put right by {fix:?}",
                item.message
            );
        }
    }
}

#[test]
fn the_rulesets_check_without_a_word() {
    let mut count = 0;
    for path in std::fs::read_dir("rulesets").unwrap() {
        let path = path.unwrap().path();
        if path.extension().is_some_and(|e| e == "touchline") {
            let checked = Source::read(&path).and_then(Source::parse).unwrap().check();
            let checked = checked.unwrap_or_else(|errors| panic!("{errors}"));
            assert_eq!(checked.lint().items, [], "{}", path.display());
            count += 1;
        }
    }
    assert!(count >= 3);
}

#[test]
fn names_and_hash_come_from_the_text() {
    let named = ruleset("ruleset \"Mornings\"\n  version \"2\"");
    assert_eq!(
        (named.name.as_str(), named.version.as_deref()),
        ("Mornings", Some("2"))
    );
    let unnamed = check("squads/first_team.touchline", "otherwise train\n").unwrap();
    assert_eq!(unnamed.name, "first_team");
    assert_eq!(
        unnamed.sha256,
        // printf 'otherwise train\n' | sha256sum
        "1874946a18a3141a901343a11c89d95c7d74fad0419b8ec77e047b56ef81f3ea"
    );
}

#[test]
fn results_stand_in_the_unit_of_their_operands() {
    let inputs = "input sleep: hours from 0 to 16\ninput nap: minutes from 0 to 180\n\
                  input hr: bpm from 25 to 220\ninput run: km from 0 to 100\n\
                  input share: percent from 0 to 100\ninput speed: km/h from 1 to 40\n";
    for (expression, unit, low, high) in [
        ("sleep + nap", "h", 0.0, 19.0),
        ("nap + sleep", "min", 0.0, 1140.0),
        ("8 h - 30 min", "h", 7.5, 7.5),
        ("sleep + 30 min", "h", 0.5, 16.5),
        ("sleep * share", "h", 0.0, 16.0),
        ("1 - share", "", 0.0, 1.0),
        ("share + 10%", "%", 10.0, 110.0),
        ("run / speed", "h", 0.0, 100.0),
        ("sleep / nap", "", 0.0, f64::INFINITY),
        ("90 min / 1 h", "", 1.5, 1.5),
        ("max(sleep, 30 min)", "h", 0.5, 16.0),
        ("sleep in min", "", 0.0, 960.0),
        ("if share > 50% then sleep else nap", "h", 0.0, 16.0),
        ("sum of sleep over last 3 days", "h", 0.0, 48.0),
        (
            "sum of sleep over last 3 days with at least 2 known",
            "h",
            0.0,
            48.0,
        ),
        ("average nap over last 2 weeks", "min", 0.0, 180.0),
        ("days when (nap > 20 min) over last 2 weeks", "", 0.0, 14.0),
        ("sleep ^ 2 / sleep", "h", 0.0, f64::INFINITY),
        ("sqrt(sleep ^ 2)", "h", 0.0, 16.0),
        ("-nap", "min", -180.0, 0.0),
        ("abs(sleep - 8 h)", "h", 0.0, 8.0),
        ("round(share, 0)", "%", 0.0, 100.0),
    ] {
        let number = number(&format!("{inputs}let x = {expression}"));
        assert_eq!(number.unit.symbol, unit, "{expression}");
        let near = |a: f64, b: f64| a == b || (a - b).abs() < 1e-9;
        assert!(
            near(number.range.low, low) && near(number.range.high, high),
            "{expression}: {:?}",
            number.range
        );
    }
    let trend = number(&format!("{inputs}let x = trend of hr over last 7 days"));
    assert_eq!(trend.unit.symbol, "bpm/day");
}

#[test]
fn what_is_counted_is_whole() {
    let inputs = "choice side: left, right\ninput a: whole number from 0 to 9\n\
                  input b: scale 0 to 10\ninput s: set of side\ninput d: date\n";
    for (expression, whole) in [
        ("a + 1", true),
        ("a * 2 - a", true),
        ("a + b", false),
        ("a / 2", false),
        ("a + 0.5", false),
        ("max(a, 3)", true),
        ("sum of a over last 7 days", true),
        ("average a over last 7 days", false),
        ("latest a", true),
        ("size of s", true),
        ("days since (b > 5)", true),
        ("round(b)", true),
        ("round(b, 1)", false),
        ("today - d", true),
        ("years since d", true),
        ("if b > 5 then a else 2", true),
    ] {
        let number = number(&format!("{inputs}let x = {expression}"));
        assert_eq!(number.whole, whole, "{expression}");
    }
}

#[test]
fn temperatures_are_points_and_differences() {
    let inputs = "input t: °C from -30 to 50\ninput u: °F from -20 to 120\n";
    let point = number(&format!("{inputs}let x = t - 9 °F"));
    assert!(!point.interval);
    assert!((point.range.high - 45.0).abs() < 1e-9);
    let difference = number(&format!("{inputs}let x = t - u"));
    assert!(difference.interval);
    let limit = ruleset(&format!(
        "{inputs}rule \"Hot\"\n  when t > 82 °F\n  flag \"Hot.\""
    ));
    let ExprKind::Compare(_, _, right) = &limit.expr(limit.rules[0].when.unwrap()).kind else {
        panic!("no comparison");
    };
    let ExprKind::Number(limit) = limit.expr(*right).kind else {
        panic!("no number");
    };
    assert!((limit - 27.777_777_777_777_78).abs() < 1e-9);
    assert_eq!(codes(&format!("{inputs}let x = t - u > 5 °C")), []);
    assert_eq!(
        codes(&format!("{inputs}let x = t + u")),
        [Code::UnitMismatch]
    );
}

#[test]
fn an_outermost_in_keeps_its_unit_in_a_text_only() {
    let ruleset = ruleset(
        "input a: number from 1 to 9\nlet plain = (a / 2) in percent\n\
         rule \"R\"\n  when a > 5\n  flag \"{(a / 2) in percent} {plain}\"",
    );
    let flag = ruleset.rules[0].flag.as_ref().unwrap();
    let unit = |id: ExprId| match &ruleset.expr(id).ty {
        Type::Number(number) => number.unit.symbol.clone(),
        other => panic!("{other:?}"),
    };
    let values: Vec<String> = flag
        .parts
        .iter()
        .filter_map(|part| match part {
            touchline::ruleset::TemplatePart::Value(id) => Some(unit(*id)),
            touchline::ruleset::TemplatePart::Literal(_) => None,
        })
        .collect();
    assert_eq!(values, ["%", ""]);
}

#[test]
fn settings_and_shares_are_kept_in_their_unit() {
    let ruleset = ruleset(
        "choice side: left, right\nsetting need: hours from 4 to 12 = 450 min\n\
         setting cut: percent from 0 to 100 = 20%\nsetting part: number = 20%\n\
         setting sides: set of side = {right}\nsetting on: date = 1970-01-02",
    );
    let values: Vec<Value> = ruleset
        .settings
        .iter()
        .map(|setting| setting.value)
        .collect();
    // cut, need, on, part, sides
    assert_eq!(
        values,
        [
            Value::Number(20.0),
            Value::Number(7.5),
            Value::Date(1),
            Value::Number(0.2),
            Value::Set(2)
        ]
    );
}

#[test]
fn lets_stand_after_what_they_read_ties_by_name() {
    let ruleset = ruleset(
        "input x: scale 0 to 10\n  missing means last\nlet a = z + 1\nlet z = m\nlet m = 1\n\
         let b = x\nlet last = 5\nlet c = 2",
    );
    let names: Vec<&str> = ruleset.lets.iter().map(|l| l.name.as_str()).collect();
    assert_eq!(names, ["c", "last", "b", "m", "z", "a"]);
}

#[test]
fn operands_come_before_what_reads_them() {
    for path in std::fs::read_dir("rulesets").unwrap() {
        let path = path.unwrap().path();
        if path.extension().is_some_and(|e| e == "touchline") {
            let ruleset = Ruleset::load(&path).unwrap();
            for (at, expr) in ruleset.exprs.iter().enumerate() {
                if let ExprKind::Add(a, b) | ExprKind::Compare(_, a, b) = expr.kind {
                    assert!((a.0 as usize) < at && (b.0 as usize) < at);
                }
            }
        }
    }
}

#[test]
fn deep_and_long_expressions_fit_any_stack() {
    let input = "input x: number\ninput c: yes or no\n";
    let sum = vec!["x"; 240].join(" + ");
    assert_eq!(codes(&format!("{input}let a = {sum}")), []);
    let all = vec!["x > 1"; 240].join(" and ");
    assert_eq!(codes(&format!("{input}let a = {all}")), []);
    for (open, inner, close) in [
        ("(", "x", ")"),
        ("abs(", "x", ")"),
        ("-(", "x", ")"),
        ("max(1, ", "x", ")"),
        ("if c then 1 else (", "x", ")"),
        ("1 + (", "x", ")"),
        ("days since (", "c", ") > 1"),
        ("average (", "x", ") over last 3 days"),
        ("not (", "c", ")"),
        ("any of (c, ", "c", ")"),
        ("latest (", "x", ")"),
        ("latest ", "x", ""),
        ("ewma of ", "x", " with span 3 days"),
        ("average ", "x", " over last 3 days"),
        ("", "x", " yesterday"),
        ("not ", "c", ""),
        ("-", "x", ""),
        ("x ^ ", "x", ""),
        ("if c then 1 else ", "x", ""),
    ] {
        for depth in [50, 95, 120, 190, 240, 1000] {
            let nested = format!("{}{inner}{}", open.repeat(depth), close.repeat(depth));
            // Whatever the parser lets through is read or refused, never a crash.
            let codes = codes(&format!("{input}let a = {nested}"));
            assert!(codes.len() <= 1, "{open} {depth}: {codes:?}");
        }
    }
}

#[test]
fn chains_of_lets_of_any_length_are_read() {
    let count = 5_000;
    let mut text = String::from("input x: number\nlet a0 = x\n");
    for at in (1..count).rev() {
        text.push_str(&format!("let a{at} = a{} + 1\n", at - 1));
    }
    assert_eq!(codes(&text), []);
    let ring = text.replace("let a0 = x\n", &format!("let a0 = a{}\n", count - 1));
    assert_eq!(codes(&ring), [Code::CircularLet]);
}

#[test]
fn tests_cannot_fill_the_memory() {
    let mut text = String::from("input x: number\nexample \"E0\"\n  given x = 1\n");
    for at in 1..60 {
        let before = at - 1;
        text.push_str(&format!(
            "example \"E{at}\"\n  given \"E{before}\", \"E{before}\"\n"
        ));
    }
    assert_eq!(codes(&text), []);
    let mut text = String::from("input x: number\n");
    for at in 0..300 {
        text.push_str(&format!(
            "test \"T{at}\"\n  given\n    | day | x |\n    | 3660 to 1 days ago | 1 |\n  expect train\n"
        ));
    }
    assert_eq!(codes(&text), [Code::BadTest]);
}

#[test]
fn the_tree_may_hold_anything() {
    // A tree that the parser would not make: the checker takes it as it is.
    let span = touchline::span::Span::default();
    let file = ast::File {
        id: span.file,
        declarations: vec![ast::Declaration::Choice(ast::ChoiceDecl {
            name: ast::Ident {
                name: "empty".into(),
                span,
            },
            members: Vec::new(),
            ordered: false,
            span,
        })],
        allows: Vec::new(),
        comments: Vec::new(),
        broken: Vec::new(),
    };
    let (ruleset, messages) = touchline::check::check(
        &touchline::source::Sources::default(),
        &touchline::ast::Program::alone(file),
    );
    assert!(ruleset.is_none());
    let codes: Vec<Code> = messages.iter().map(|message| message.code).collect();
    assert_eq!(codes, [Code::BadChoice, Code::MissingOtherwise]);
}
