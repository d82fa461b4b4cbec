//! Units from end to end: in go sizes that others have defined, and each way to
//! write a unit, out come the same amounts; and `docs/units.md`, made of the code.

use touchline::Ruleset;
use touchline::data::{DataFile, Options, read};
use touchline::decision::Decision;
use touchline::units::{Conversion, Dimension, KNOWN, Known, Unit};

/// An amount in two units: by definition (SI, the international yard and pound
/// of 1959, the thermochemical calorie), or worked out from those by hand.
const SAME: &[(f64, &str, f64, &str)] = &[
    (1000.0, "ms", 1.0, "s"),
    (90.0, "s", 1.5, "min"),
    (450.0, "min", 7.5, "h"),
    (36.0, "h", 1.5, "day"),
    (3.0, "week", 21.0, "day"),
    (1500.0, "g", 1.5, "kg"),
    (1.0, "lb", 0.453_592_37, "kg"),
    (1.0, "mi", 1.609_344, "km"),
    (1.0, "mi", 1760.0, "yd"),
    (1.0, "mi", 5280.0, "ft"),
    (1.0, "yd", 0.9144, "m"),
    (1.0, "ft", 30.48, "cm"),
    (1.0, "ft", 12.0, "inch"),
    (1.0, "inch", 2.54, "cm"),
    (10.0, "mph", 4.4704, "m/s"),
    (10.0, "mph", 16.093_44, "km/h"),
    (36.0, "km/h", 10.0, "m/s"),
    (1.0, "kcal", 4.184, "kJ"),
    (1.0, "kcal", 4184.0, "J"),
    (1.0, "kJ", 1000.0, "J"),
    (60.0, "W", 3.6, "kJ/min"),
    (7.0, "bpm/day", 49.0, "bpm/week"),
    (22.0, "kg/m^2", 0.0022, "kg/cm^2"),
    (0.0, "°C", 32.0, "°F"),
    (100.0, "°C", 212.0, "°F"),
    (-40.0, "°C", -40.0, "°F"),
    (82.0, "°F", 27.0 + 7.0 / 9.0, "°C"),
    (37.0, "°C", 310.15, "K"),
];

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

#[track_caller]
fn ruleset(text: &str) -> Ruleset {
    Ruleset::from_text("units.touchline", text).unwrap_or_else(|errors| panic!("{errors}\n{text}"))
}

#[track_caller]
fn decide(text: &str, name: &str, data: &str) -> Decision {
    let ruleset = ruleset(text);
    let file = DataFile {
        name: name.into(),
        bytes: data.as_bytes().to_vec(),
    };
    match read(&ruleset, vec![file], &Options::default()) {
        Ok(read) => ruleset.decide(&read.days).remove(0),
        Err(errors) => panic!("{errors}\n{data}"),
    }
}

/// The pairs both ways round.
fn pairs() -> impl Iterator<Item = (f64, &'static str, f64, &'static str)> {
    let there = SAME.iter().copied();
    let back = SAME.iter().map(|&(x, a, y, b)| (y, b, x, a));
    there.chain(back)
}

#[test]
fn cells_and_headers_convert() {
    for (x, from, y, to) in pairs() {
        let text = format!("plan it: {to}\notherwise train\n");
        for (name, data) in [
            ("a.csv", format!("it\n{x} {from}\n")),
            ("a.csv", format!("it ({from})\n{x}\n")),
            ("a.csv", format!("It [{from}]\n{y} {to}\n")),
            ("a.json", format!("{{\"it\": \"{x}{from}\"}}")),
            ("a.json", format!("{{\"it ({from})\": {x}}}")),
        ] {
            let decision = decide(&text, name, &data);
            let read = decision.plan[0].before.value.as_f64().unwrap();
            assert!(close(read, y), "{data} is {read} {to}, not {y}");
        }
    }
}

#[test]
fn settings_convert_in_the_ruleset_and_in_the_data() {
    for (x, from, y, to) in pairs() {
        let text = format!("input it: number\nsetting own: {to} = {x} {from}\notherwise train\n");
        for data in ["it\n1\n", &format!("it,own ({from})\n1,{x}\n")] {
            let decision = decide(&text, "a.csv", data);
            let value = decision.settings[0].datum.value.as_f64().unwrap();
            assert!(close(value, y), "{x} {from} is {value} {to}, not {y}");
        }
    }
}

#[test]
fn literals_compare_in_conditions_and_in_the_cells_of_tables() {
    for (x, from, y, to) in pairs() {
        let text = format!(
            "input it: {to}\n\
             rule \"Is\"\n  when it is {x} {from}\n  flag \"is\"\n\
             rule \"Between\"\n  when it is between {x} {from} and {} {from}\n  flag \"between\"\n\
             rule \"Over\"\n  when it > {x} {from}\n  flag \"over\"\n\
             table \"Cells\"\n  | it | flag |\n  | > {x} {from} | \"above\" |\n  | {x} {from} | \"at\" |\n  | < {x} {from} | \"under\" |\n\
             otherwise train\n",
            x + 1.0
        );
        let decision = decide(&text, "a.csv", &format!("it\n{y}\n"));
        let flags: Vec<&str> = decision
            .flags
            .iter()
            .map(|flag| flag.text.as_str())
            .collect();
        let mut sorted = flags.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, ["at", "between", "is"], "{x} {from} is {y} {to}");
    }
}

#[test]
fn texts_and_plain_numbers_are_in_the_unit_asked_for() {
    for (x, from, y, to) in pairs() {
        let text = format!(
            "input it: {to}\n\
             let plain = it in {from}\n\
             rule \"Prints\"\n  when plain is {x} and it is {y} {to}\n  flag \"{{it in {from}}}\"\n\
             otherwise train\n"
        );
        let decision = decide(&text, "a.csv", &format!("it\n{y}\n"));
        let unit = Unit::parse(from).unwrap();
        let number = touchline::engine::show::number_text(x);
        assert_eq!(decision.flags[0].text, unit.show(&number), "{y} {to}");
    }
}

#[test]
fn every_name_is_its_unit_everywhere() {
    for known in KNOWN {
        for name in known.names {
            let to = known.names[0].replace('%', "percent");
            let text = format!(
                "plan it: {to}\nrule \"Same\"\n  when it is 5 {name} and (it in {name}) is 5\n  flag \"same\"\notherwise train\n"
            );
            for data in [format!("it\n5 {name}\n"), format!("it ({name})\n5\n")] {
                let decision = decide(&text, "a.csv", &data);
                assert_eq!(decision.flags.len(), 1, "{name}");
                assert_eq!(decision.plan[0].before.text, known.unit().show("5"));
            }
        }
    }
}

#[test]
fn spreadsheets_spell_some_otherwise() {
    for (unit, cells) in [
        ("inch", &["5 in", "5in"][..]),
        ("°C", &["5 C", "5C", "5 ℃", "41 F", "41℉"]),
        ("h", &["5 hr", "5 hrs", "300 mins", "18000 secs"]),
        ("kg", &["5 kgs"]),
        ("km", &["5 kms"]),
    ] {
        for cell in cells {
            let decision = decide(
                &format!("plan it: {unit}\notherwise train\n"),
                "a.csv",
                &format!("it\n{cell}\n"),
            );
            assert_eq!(decision.plan[0].before.value.as_f64(), Some(5.0), "{cell}");
        }
    }
    let decision = decide("plan it: °C\notherwise train\n", "a.csv", "it (F)\n41\n");
    assert_eq!(decision.plan[0].before.text, "5 °C");
}

#[test]
fn differences_of_temperatures_are_intervals() {
    let text = "input a: °F\ninput b: °C\n\
        rule \"Flags\"\n  flag \"{a - b} {a - 9 °F} {b + 9 °F} {(a - b) in °F} {b - a} {a in K}\"\n\
        rule \"Over\"\n  when a - b > 9 °F and a - b < 11 °F and a > 14 °C\n  flag \"over\"\n\
        otherwise train\n";
    let decision = decide(text, "a.csv", "a,b\n59,9.5\n");
    let flags: Vec<&str> = decision
        .flags
        .iter()
        .map(|flag| flag.text.as_str())
        .collect();
    assert_eq!(
        flags,
        ["9.9 °F 50 °F 14.5 °C 9.9 °F -5.5 °C 288.15 K", "over"]
    );
}

#[test]
fn products_and_quotients_take_the_name_of_their_unit() {
    let text = "input way: km\ninput pace: km/h\ninput load: kg\ninput power: W\ninput time: s\n\
        rule \"Flags\"\n  flag \"{way / pace} {power * time} {load / load} {(load / load) in percent} {sqrt(load * load)} {way / time} {load * 10}\"\n\
        otherwise train\n";
    let decision = decide(text, "a.csv", "way,pace,load,power,time\n10,5,8,200,20\n");
    assert_eq!(
        decision.flags[0].text,
        "2 h 4000 J 1 100% 8 kg 0.5 km/s 80 kg"
    );
}

/// A number that has an end is written out, any other one as a fraction.
fn size(known: &Known) -> String {
    let (mut num, mut den) = (known.num, known.den);
    let (mut a, mut b) = (num, den);
    while b > 0.0 {
        (a, b) = (b, a % b);
    }
    (num, den) = (num / a, den / a);
    let mut rest = den;
    for factor in [2.0, 5.0] {
        while rest % factor == 0.0 {
            rest /= factor;
        }
    }
    if rest == 1.0 {
        (num / den).to_string()
    } else {
        format!("{num}/{den}")
    }
}

fn base(dimension: Dimension) -> &'static str {
    match dimension.describe().as_str() {
        "a time" => " s",
        "a mass" => " kg",
        "a length" => " m",
        "a speed" => " m/s",
        "a temperature" => " K",
        "a heart rate" => " beats a second",
        "an energy" => " J",
        "a power" => " W",
        _ => "",
    }
}

fn table() -> String {
    let mut rows = String::new();
    for known in KNOWN {
        let (symbol, more) = known.names.split_first().unwrap();
        let more: Vec<String> = more.iter().map(|name| format!("`{name}`")).collect();
        let measures = match known.dimension.describe() {
            plain if plain == "a plain number" => "a share".to_owned(),
            other => other,
        };
        let zero = Conversion::between(&known.unit(), &Unit::parse("K").unwrap(), false)
            .map(|to_kelvin| to_kelvin.apply(0.0))
            .filter(|zero| *zero != 0.0)
            .map_or_else(String::new, |zero| {
                format!("; 0 {symbol} is {} K", (zero * 1e4).round() / 1e4)
            });
        rows += &format!(
            "| `{symbol}` | {} | {measures} | {}{}{zero} |\n",
            more.join(", "),
            size(known),
            base(known.dimension)
        );
    }
    rows
}

/// `TOUCHLINE_DOCS=update cargo test units` writes the table.
#[test]
fn the_page_lists_every_unit() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/units.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (before, rest) = page.split_once("| --- | --- | --- | --- |\n").unwrap();
    let rows = |line: &&str| line.starts_with('|');
    let after: String = rest.split_inclusive('\n').skip_while(rows).collect();
    let wanted = format!("{before}| --- | --- | --- | --- |\n{}{after}", table());
    if std::env::var("TOUCHLINE_DOCS").is_ok_and(|value| value == "update") {
        std::fs::write(path, wanted).unwrap();
    } else {
        assert_eq!(
            page, wanted,
            "`TOUCHLINE_DOCS=update cargo test units` writes it"
        );
    }
}
