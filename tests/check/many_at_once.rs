//! Many mistakes in one ruleset: each is told once, in the order of their places,
//! and none of what follows from it.

use std::collections::BTreeMap;

use touchline::diagnostics::{Diagnostics, Severity};
use touchline::{Source, built_in};

/// Each line that begins with `#!` stands above a mistake, and holds the code of the
/// one message that there must be of it.
const ROOT: &str = "\
ruleset \"Twenty mistakes\"
  stages \"morning\", \"gym\"

include \"lib.touchline\"
#! unknown-setting
  with warnn = 3

#! syntax
choice muscle: quads, back,, chest

choice phase: early, late
#! unknown-member
group start of phase: erly

input soreness: scale 0 to 10 for each muscle
  ask \"How sore are you?\"
#! unknown-type
input sleep: hourz from 0 to 16
input stress: scale 0 to 10
#! unknown-stage
  at \"mornin\"
#! empty-range
input mood: scale 10 to 0
#! syntax
input readiness = scale 0 to 10
input steps: whole number
input heart_rate: bpm
input treatment: one of clean, altered
plan jumps: whole number from 0 to 60

#! out-of-range
setting hard: scale 0 to 10 = 11

#! unclosed-bracket
let debt = sum of (8 h - sleep)) over last 7 days
#! unit-mismatch
let strain = steps + heart_rate
let low = readiness < 3 and mood < 3
#! unknown-name
let tired = stres > 6 or debt > 5 h

#! unclosed-string
rule \"Sore
  when highest soreness >= 7
  then rest
  because \"Sore.\"

rule \"Stressed\"
#! syntax
  when stress => 8
  then rest
  because \"Stressed.\"

rule \"Never\"
#! never-true
  when stress > 12
  then rest
  because \"Never.\"

rule \"No reason\"
  when low and tired
#! missing-because
  then modify
    cut jumps by 2

table \"Heart\"
  | heart_rate | then   | because  |
#! dash-range
  | 30-40 bpm  | rest   | \"Slow.\"  |
  | > 80 bpm   | modify | \"Fast.\"  |

rule \"Altered\"
#! unknown-member
  when treatment is limited
  then rest
  because \"{treatment} since {soreness.quads}.\"
  overrides \"Sore\", \"Heart, row 2\"

test \"Sore\"
  given soreness = {quads: 8}, sleep = 5 h
  expect rule \"Sore\"
  expect rule \"Heart, row 1\"
  expect rest

test \"Stress\"
#! type-mismatch
  given stress = 5, steps = yes
#! unknown-rule
  expect rule \"Nevr\"
  expect strain > 3

#! unknown-declaration
tset \"Last\"
  given mood = 3
  expect train

otherwise train
";

const LIB: &str = "\
#! unknown-clause
setting warn: scale 0 to 10 = 3
  abuot \"From when on it is told.\"
input load: kg
#! unit-mismatch
let heavy = load > 100 h
otherwise train
";

/// The lines of the messages, with their codes.
fn told(found: &Diagnostics) -> Vec<(String, usize, &'static str)> {
    let items = found.items.iter();
    items
        .map(|item| {
            let place = item.place().unwrap();
            let file = found.sources.get(place.file).unwrap();
            let line = file
                .text()
                .bytes()
                .take(place.start)
                .filter(|b| *b == b'\n')
                .count();
            (file.name().to_owned(), line + 1, item.code.name())
        })
        .collect()
}

/// The mistakes that a text says it has, with the line after the mark.
fn marked<'a>(name: &str, text: &'a str) -> Vec<(String, usize, &'a str)> {
    let lines = (1..).zip(text.lines());
    lines
        .filter_map(|(number, line)| {
            let code = line.strip_prefix("#! ")?;
            Some((name.to_owned(), number + 1, code))
        })
        .collect()
}

#[test]
fn twenty_mistakes_are_twenty_messages_in_order() {
    let texts = [("root.touchline", ROOT), ("lib.touchline", LIB)];
    let texts = texts.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let source = Source::from_texts("root.touchline", BTreeMap::from(texts)).unwrap();
    let found = source.examine();
    let mut wanted = marked("root.touchline", ROOT);
    wanted.extend(marked("lib.touchline", LIB));
    assert!(wanted.len() >= 20);
    // A clause is told where it stands, below the line of its declaration.
    let told: Vec<_> = told(&found);
    let told: Vec<_> = told
        .iter()
        .map(|(file, line, code)| match *code {
            "unknown-clause" => (file.clone(), line - 1, *code),
            _ => (file.clone(), *line, *code),
        })
        .collect();
    assert_eq!(told, wanted, "{found}");
}

/// What is put in place of a line of a ruleset, by what the line begins with.
struct Mistake {
    /// The declaration that it is made in.
    declaration: &'static str,
    /// How a line of it begins, and what stands there instead of that.
    line: (&'static str, &'static str),
}

const MISTAKES: &[Mistake] = &[
    Mistake {
        declaration: "rule ",
        line: ("  when ", "  when ("),
    },
    Mistake {
        declaration: "rule ",
        line: ("  then ", "  thn "),
    },
    Mistake {
        declaration: "rule ",
        line: ("  when ", "  when nowhere_declared > 3 and "),
    },
    Mistake {
        declaration: "rule ",
        line: ("  because ", "  because the"),
    },
    Mistake {
        declaration: "rule ",
        line: ("rule ", "rul "),
    },
    Mistake {
        declaration: "input ",
        line: ("input ", "input = "),
    },
    Mistake {
        declaration: "input ",
        line: ("input ", "inputt "),
    },
    Mistake {
        declaration: "input ",
        line: ("  ask ", "  aks "),
    },
    Mistake {
        declaration: "plan ",
        line: ("plan ", "plann "),
    },
    Mistake {
        declaration: "setting ",
        line: ("setting ", "setting ;"),
    },
    Mistake {
        declaration: "let ",
        line: ("let ", "let let "),
    },
    Mistake {
        declaration: "let ",
        line: ("let ", "lte "),
    },
    Mistake {
        declaration: "choice ",
        line: ("choice ", "choice, "),
    },
    Mistake {
        declaration: "group ",
        line: ("group ", "gruop "),
    },
    Mistake {
        declaration: "table ",
        line: ("table ", "table x "),
    },
    Mistake {
        declaration: "test ",
        line: ("  expect ", "  expectt "),
    },
    Mistake {
        declaration: "test ",
        line: (
            "  expect ",
            "  expect rule \"Nobody wrote this\"\n  expect ",
        ),
    },
    Mistake {
        declaration: "otherwise ",
        line: ("otherwise ", "otherwize "),
    },
    Mistake {
        declaration: "ruleset ",
        line: ("  about ", "  abuot "),
    },
];

/// The declarations of a text: each from its first line to the next one's.
fn declarations(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.split_inclusive('\n') {
        let begins = line.starts_with(|c: char| c.is_alphabetic());
        match found.last_mut() {
            Some(last) if !begins => last.push_str(line),
            _ => found.push(line.to_owned()),
        }
    }
    found
}

/// The declaration with the mistake made in it.
fn broken(declaration: &str, mistake: &Mistake) -> Option<String> {
    if !declaration.starts_with(mistake.declaration) {
        return None;
    }
    let (begin, instead) = mistake.line;
    let mut lines: Vec<String> = declaration.lines().map(str::to_owned).collect();
    let line = lines.iter_mut().find(|line| line.starts_with(begin))?;
    *line = line.replacen(begin, instead, 1);
    Some(lines.join("\n") + "\n")
}

#[test]
fn mistakes_in_several_declarations_are_as_many_messages() {
    let mut tried = 0;
    let rulesets: BTreeMap<String, String> = built_in::RULESETS
        .iter()
        .map(|(name, text)| (format!("{name}.touchline"), (*text).to_owned()))
        .collect();
    for (name, text) in &rulesets {
        let whole = declarations(text);
        for seed in 0..12 {
            let mut parts = whole.clone();
            let mut places = Vec::new();
            // Each kind of mistake in another declaration, from one that the seed says.
            for (number, mistake) in MISTAKES.iter().enumerate() {
                if (number + seed) % 3 == 0 {
                    continue;
                }
                let fits = (0..parts.len()).map(|at| (at + seed * 7) % parts.len());
                let found = fits
                    .filter(|at| !places.contains(at))
                    .find_map(|at| Some((at, broken(&whole[at], mistake)?)));
                if let Some((at, part)) = found {
                    parts[at] = part;
                    places.push(at);
                }
            }
            let mut texts = rulesets.clone();
            texts.insert("changed.touchline".to_owned(), parts.concat());
            let source = Source::from_texts("changed.touchline", texts).unwrap();
            let found = source.examine();
            let errors = found.items.iter();
            let errors = errors.filter(|item| item.severity == Severity::Error);
            let starts: Vec<usize> = parts
                .iter()
                .scan(0, |at, part| {
                    *at += part.len();
                    Some(*at)
                })
                .collect();
            let told: Vec<usize> = errors
                .map(|item| starts.partition_point(|end| *end <= item.place().unwrap().start))
                .collect();
            places.sort_unstable();
            assert_eq!(told, places, "{name}, seed {seed}\n{found}");
            tried += 1;
        }
    }
    assert!(tried >= 80, "{tried}");
}
