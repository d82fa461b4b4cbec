//! What the tree of a table holds: each cell read by the kind of its column.

use touchline::ast::{
    AdjustmentKind, CellKind, CellTest, ColumnKind, Declaration, File, TableDecl, TemplatePart,
};

use super::trees::show;
use super::{at, parse, parse_whole};

fn table(file: &File) -> &TableDecl {
    file.declarations
        .iter()
        .find_map(|declaration| match declaration {
            Declaration::Table(table) => Some(table),
            _ => None,
        })
        .unwrap()
}

/// A test with everything that it says spelt out.
fn spelt(test: &CellTest) -> String {
    match test {
        CellTest::Any => "any".into(),
        CellTest::Compare(op, value) => format!("{op:?} {}", show(value)),
        CellTest::Range {
            low,
            with_low,
            high,
            with_high,
        } => format!(
            "{} {} {} {}",
            show(low),
            if *with_low { "<=" } else { "<" },
            if *with_high { "<=" } else { "<" },
            show(high)
        ),
        CellTest::OneOf(set) => format!("in {}", show(set)),
        CellTest::IsMissing => "missing".into(),
        CellTest::IsKnown => "known".into(),
        CellTest::Overlaps(set) => format!("overlaps {}", show(set)),
        CellTest::Includes(member) => format!("includes {}", show(member)),
        CellTest::Not(test) => format!("not [{}]", spelt(test)),
        CellTest::Or(tests) => {
            let tests: Vec<String> = tests.iter().map(spelt).collect();
            format!("[{}]", tests.join(" or "))
        }
    }
}

fn cell(kind: &CellKind) -> String {
    match kind {
        CellKind::Empty => String::new(),
        CellKind::Tests(test) => spelt(test),
        CellKind::Then(verdict) => verdict.to_string(),
        CellKind::Adjust(adjustments) => {
            let adjustments = adjustments.iter().map(|adjustment| match &adjustment.kind {
                AdjustmentKind::Cut { target, by } => {
                    format!("cut {} by {}", target, show(by))
                }
                AdjustmentKind::Cap { target, at } => {
                    format!("cap {} at {}", target, show(at))
                }
                AdjustmentKind::Raise { target, to } => {
                    format!("raise {} to {}", target, show(to))
                }
                AdjustmentKind::Drop { set, target } => {
                    format!("drop {} from {}", show(set), target)
                }
                AdjustmentKind::Advise(text) => format!("advise {}", text.parts.len()),
            });
            adjustments.collect::<Vec<_>>().join("; ")
        }
        CellKind::Text(text) => text
            .parts
            .iter()
            .map(|part| match part {
                TemplatePart::Literal(text) => text.clone(),
                TemplatePart::Value(value) => format!("{{{}}}", show(value)),
            })
            .collect(),
        CellKind::Name(name) => format!("\"{}\"", name.value),
        CellKind::Give(value) => show(value),
    }
}

fn heads(table: &TableDecl) -> Vec<String> {
    let head = |column: &touchline::ast::TableColumn| match &column.kind {
        ColumnKind::Tests(value) => show(value),
        ColumnKind::Give(name) => format!("give {}", name.name),
        kind => format!("<{kind:?}>"),
    };
    table.columns.iter().map(head).collect()
}

fn rows(table: &TableDecl) -> Vec<String> {
    let row = |row: &touchline::ast::TableRow| {
        let cells: Vec<String> = row.cells.iter().map(|c| cell(&c.kind)).collect();
        let otherwise = if row.otherwise { "otherwise " } else { "" };
        format!("{otherwise}{}", cells.join(" | "))
    };
    table.rows.iter().map(row).collect()
}

/// What a cell below an expression says.
fn test(cell: &str) -> String {
    let file = parse_whole(&format!(
        "table \"T\"\n  | x | give y |\n  | {cell} | 1 |\n"
    ));
    match &table(&file).rows[0].cells[0].kind {
        CellKind::Tests(test) => spelt(test),
        other => panic!("{cell}: {other:?}"),
    }
}

#[test]
fn every_kind_of_column_is_read() {
    let text = "table \"T\" # none\n  | aqi - 1 | flagged | name | then | adjust | because \t | flag | give change | give rate |\n  | > 5 | any | \"A {{1}}\" | modify | cut load by 20%, cap effort at max(6, 7), drop {chest} from target, raise breaks to 3 min, advise \"a, b | {x}\" | \"a | b # c {y + 1}\"| \"f\" | -5 kg | if x then 1 else 2 | # one\n  |otherwise|any||rest|advise \"x\"|||0|{a, b}|\n";
    let file = parse_whole(text);
    let table = table(&file);
    assert_eq!(table.title.value, "T");
    assert_eq!(
        heads(table),
        [
            "[aqi Subtract 1]",
            "flagged",
            "<Name>",
            "<Then>",
            "<Adjust>",
            "<Because>",
            "<Flag>",
            "give change",
            "give rate"
        ]
    );
    assert_eq!(
        rows(table),
        [
            "More 5 | any | \"A {1}\" | modify | cut load by 20%; cap effort at Max(6, 7); drop {chest} from target; raise breaks to 3min; advise 2 | \
             a | b # c {[y Add 1]} | f | [-5kg] | [if x then 1 else 2]",
            "otherwise  |  |  | rest | advise 1 |  |  | 0 | {a, b}"
        ]
    );
    let cells = |row: usize| {
        let cells = table.rows[row].cells.iter();
        cells.map(|cell| at(text, cell.span)).collect::<Vec<_>>()
    };
    assert_eq!(cells(0)[5], "\"a | b # c {y + 1}\"");
    assert_eq!(cells(1)[..4], ["otherwise", "any", "", "rest"]);
    assert_eq!(at(text, table.columns[7].span), "give change");
    let comments: Vec<&str> = file.comments.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(comments, ["# none", "# one"]);
}

#[test]
fn a_comment_is_no_cell() {
    let (file, errors) = parse("table \"T\"\n  | aqi | give x |\n  | 1 | # |\n");
    assert!(file.declarations.is_empty());
    assert_eq!(errors.items.len(), 1, "{errors}");
}

#[test]
fn every_kind_of_test_is_read() {
    let cases = [
        ("any", "any"),
        ("< 82 °F", "Less 82°F"),
        (">= tsb_limit + 1", "AtLeast [tsb_limit Add 1]"),
        ("<= -5", "AtMost [-5]"),
        ("is better", "Is better"),
        ("is not 5", "IsNot 5"),
        ("is missing", "missing"),
        ("is known", "known"),
        ("is between 4 and 6", "4 <= <= 6"),
        ("is between -4 and 6 kg", "[-4kg] <= <= 6kg"),
        ("is one of {a, b}", "in {a, b}"),
        ("is one of lower_body", "in lower_body"),
        (
            "overlaps lower_body without arms",
            "overlaps [lower_body without arms]",
        ),
        ("includes quads", "includes quads"),
        ("better", "Is better"),
        ("anyone", "Is anyone"),
        ("is any", "Is any"),
        ("yes", "Is yes"),
        ("5", "Is 5"),
        ("-5", "Is [-5]"),
        ("20%", "Is 20%"),
        ("2026-06-05", "Is 2026-6-5"),
        ("today - 3 days", "Is [today Subtract 3days]"),
        ("{chest, back}", "Is {chest, back}"),
        ("clean or altered", "[Is clean or Is altered]"),
        ("< 5 or > 9 or is missing", "[Less 5 or More 9 or missing]"),
        ("not clean", "not [Is clean]"),
        ("not 7 to 14", "not [7 <= <= 14]"),
        ("not a or not not b", "[not [Is a] or not [not [Is b]]]"),
        ("not is one of {a, b}", "not [in {a, b}]"),
        ("7 to 14", "7 <= <= 14"),
        ("82 to under 87", "82 <= < 87"),
        ("above 82 to 87", "82 < <= 87"),
        ("above 82 to under 87", "82 < < 87"),
        ("above -5 to under -1 or 3", "[[-5] < < [-1] or Is 3]"),
        ("above", "Is above"),
        ("above or under", "[Is above or Is under]"),
        ("above to under", "above <= <= under"),
        ("0 to low + 1", "0 <= <= [low Add 1]"),
        ("-0.5 to 0.5", "[-0.5] <= <= 0.5"),
        // A unit given once.
        ("82 to under 87 °F", "82°F <= < 87°F"),
        ("82 °F to 87", "82°F <= <= 87°F"),
        ("-5 to 0 °C", "[-5°C] <= <= 0°C"),
        ("0 to 50%", "0% <= <= 50%"),
        ("5 or 7 kg", "[Is 5kg or Is 7kg]"),
        ("1 to 2 or 5 to 7 h", "[1h <= <= 2h or 5h <= <= 7h]"),
        ("30 min to 2 h", "30min <= <= 2h"),
        ("30 min to 2 h or 5", "[30min <= <= 2h or Is 5]"),
        ("0 to low + 1 kg", "0 <= <= [low Add 1kg]"),
        ("7 days to 14", "7days <= <= 14days"),
    ];
    for (cell, expected) in cases {
        assert_eq!(test(cell), expected, "{cell}");
    }
}
