//! Messages in narrow terminals and over any script: every label stands under
//! what it names, its text hangs from it, and nothing is wider than the
//! terminal. Checked by reading the rendered text, for all wrong programs and
//! data files of `tests/cases`.

use touchline::data::{DataFile, Options, read};
use touchline::diagnostics::{Diagnostic, Diagnostics, Label, RenderOptions, plain, render};
use touchline::{Ruleset, Source};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::data::squad::squad;

const WIDTHS: [usize; 4] = [30, 40, 60, 100];

/// Every message of the files of a folder of `tests/cases` whose names begin so.
fn messages(folder: &str, start: &str) -> Vec<(String, Diagnostics)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(format!("tests/cases/{folder}")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with(start) {
            continue;
        }
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        let said = if folder != "data" {
            let Ok(text) = String::from_utf8(bytes) else {
                continue;
            };
            Source::from_text(&name, text).examine()
        } else if name.ends_with(".touchline") {
            continue;
        } else {
            of_data(squad(), &name, bytes)
        };
        found.push((name, said));
    }
    found
}

fn of_data(ruleset: &Ruleset, name: &str, bytes: impl Into<Vec<u8>>) -> Diagnostics {
    let file = DataFile {
        name: name.into(),
        bytes: bytes.into(),
    };
    let options = Options {
        today: 20_609,
        ..Options::default()
    };
    match read(ruleset, vec![file], &options) {
        Ok(read) => read.warnings,
        Err(errors) => errors,
    }
}

#[test]
fn labels_stand_under_what_they_name() {
    for folder in ["syntax", "check", "data"] {
        for (name, said) in messages(folder, "") {
            for width in WIDTHS {
                stands(&said, width, &format!("{folder}/{name}"));
            }
        }
    }
}

/// A ruleset and data in which characters take two columns, or none.
const WIDE_RULES: &str = "\
input 睡眠: hours from 0 to 16
input schlafgefühl: scale 0 to 10
input נוקשות: scale 0 to 10
rule \"寝不足 👩\u{200d}👩\u{200d}👧 と 👍🏽\"
\twhen 睡眠 < 20 h and u\u{308}bung >= 8 and\tnoten >= 3
  then rest
  because \"👩\u{200d}👩\u{200d}👧 {睡眠} ❤\u{fe0f} {schlaf} und {נוקשו}\"
rule \"العربية\"
  when נוקשות >= 8 and נוקשו >= 12 and schlafgefühl >= 11
  then rest
  because \"x\"
otherwise train
";

const WIDE_DATA: &str = "\
athlete,note,sleep,stress,soreness.quads
鈴木 一朗,良い👍🏽,soso,11,5
Zoe\u{308},👩\u{200d}👩\u{200d}👧 ❤\u{fe0f},seven,5,zehn
נועה,\u{202e}abc\u{202c},\u{200f}x,-1,3
אבגדה וזחטי כלמנס עפצקר שת אבגדה וזחטי כלמנס עפצקר שת אבגדה וזחטי,b,8 kg,2,-
";

#[test]
fn characters_of_any_width_are_counted() {
    let rules = Source::from_text("幅.touchline", WIDE_RULES).examine();
    let data = of_data(squad(), "幅.csv", WIDE_DATA);
    assert!(
        rules.items.len() > 4 && data.items.len() > 5,
        "{rules}{data}"
    );
    for width in WIDTHS {
        stands(&rules, width, "wide rules");
        stands(&data, width, "wide data");
    }
    for width in [30, 40] {
        insta::assert_snapshot!(format!("wide_rules_{width}"), at(&rules, width));
        insta::assert_snapshot!(format!("wide_data_{width}"), at(&data, width));
    }
}

#[test]
fn forty_columns_are_enough() {
    for (folder, name) in [
        ("syntax", "chained_comparison"),
        ("syntax", "table_rows"),
        ("check", "mixed_dimensions"),
        ("check", "table_gaps"),
        ("data", "unit_misfit"),
        ("data", "two_values"),
    ] {
        let all = messages(folder, name);
        let stem = |(file, _): &&(String, Diagnostics)| file.split('.').next() == Some(name);
        let (_, said) = all.iter().find(stem).unwrap();
        insta::assert_snapshot!(format!("forty_{folder}_{name}"), at(said, 40));
    }
}

/// A label over another, and two too far apart for one line of the terminal.
#[test]
fn labels_over_each_other_have_rows_of_their_own() {
    use touchline::diagnostics::Code;
    use touchline::source::Sources;
    use touchline::span::Span;
    let mut sources = Sources::default();
    let text = "rule \"A\"\n  when average soreness over last 7 days >= 50 kg and sleep <= 6 h\n";
    let file = sources.add("long/path/to/the/rules/of/the/squad.touchline", text);
    let at_text = |part: &str| {
        let start = text.find(part).unwrap();
        Span::new(file, start, start + part.len())
    };
    let wrong = Diagnostic::error(Code::UnitMismatch, "these do not go together")
        .label(
            at_text("average soreness over last 7 days >= 50 kg"),
            "compared here",
        )
        .label(at_text("soreness"), "a scale from 0 to 10")
        .label(at_text("50 kg"), "a mass, in kilograms")
        .label(at_text("6 h"), "a time, which is not what is wrong")
        .label(at_text("sleep"), "")
        .help("add a line:\n    because \"the reason\"\nand see `--date-format DD.MM.YYYY`");
    let all = Diagnostics::new(sources, vec![wrong]);
    for width in [30, 40, 80] {
        stands(&all, width, "over each other");
        insta::assert_snapshot!(format!("over_each_other_{width}"), at(&all, width));
    }
}

fn at(said: &Diagnostics, width: usize) -> String {
    render(
        said,
        &RenderOptions {
            width,
            color: false,
        },
    )
}

/// Every label of every message, rendered alone, is where it should be.
#[track_caller]
fn stands(said: &Diagnostics, width: usize, name: &str) {
    for line in plain(said, width).lines() {
        assert!(line.width() <= width, "{name} at {width}: {line}");
    }
    for item in &said.items {
        let alone = Diagnostics {
            items: vec![item.clone()],
            hidden: 0,
            ..said.clone()
        };
        let text = at(&alone, width);
        for line in text.lines() {
            assert!(columns(line) <= width, "{name} at {width}: {line}\n{text}");
        }
        let drawn = underlines(&text);
        for label in &item.labels {
            let Some(named) = Named::of(label, &alone) else {
                continue;
            };
            assert!(
                drawn.iter().any(|underline| underline.names(&named)),
                "{name} at {width}: nothing stands under {named:?}\n{text}\n{drawn:#?}"
            );
        }
    }
}

/// What a label covers, as a terminal shows it.
#[derive(Debug)]
struct Named {
    line: usize,
    before: String,
    text: String,
    has_text: bool,
}

impl Named {
    /// `None` for a label over several lines, or past the end.
    fn of(label: &Label, said: &Diagnostics) -> Option<Self> {
        let file = said.sources.get(label.span.file)?;
        let covered = file.text().get(label.span.start..label.span.end)?;
        let end = label.span.start + covered.trim_end().len();
        let line = file.line(label.span.start);
        let range = file.line_range(line);
        if end > range.end || label.span.start > range.end {
            return None;
        }
        // Spaces that a label ends in are not underlined, unless they are all of it.
        let end = if end == label.span.start {
            label.span.end.min(range.end)
        } else {
            end
        };
        let text = file.text();
        let whole = shown(text.get(range.start..end.max(label.span.start))?);
        let before = shown(text.get(range.start..label.span.start)?);
        Some(Self {
            line,
            text: whole.strip_prefix(&before)?.to_owned(),
            before,
            has_text: !label.text.is_empty(),
        })
    }
}

/// A text as it stands in a frame: tabs to the next fourth column, signs for
/// what steers, and without what joins characters.
fn shown(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\t' => out.extend(std::iter::repeat_n(' ', 4 - columns(&out) % 4)),
            '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' => {}
            c if c < ' ' => out.push(char::from_u32(0x2400 + c as u32).unwrap()),
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{202a}'..='\u{202e}' => {
                out.push('\u{fffd}');
            }
            c => out.push(c),
        }
    }
    out
}

/// Columns, character by character, as terminals do it that join none.
fn columns(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// An underline as it was drawn.
#[derive(Debug)]
struct Underline {
    line: usize,
    /// The shown line up to it, and what stands over it.
    before: String,
    over: String,
    hangs: bool,
    is_place: bool,
}

impl Underline {
    fn names(&self, named: &Named) -> bool {
        // A tab in a line that is cut at the left ends at another column.
        let squeezed = |text: &str| {
            text.split(' ')
                .filter(|s| !s.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let before = match self.before.strip_prefix('…') {
            Some(rest) => squeezed(&named.before).ends_with(&squeezed(rest)),
            None => named.before == self.before,
        };
        let over = self.over.trim_end_matches('…');
        let whole = squeezed(over) == squeezed(&named.text)
            || self.is_place
            || (squeezed(&named.text).starts_with(&squeezed(over)) && columns(over) + 14 >= 20)
            || (named.text.is_empty() && columns(&self.over) <= 1);
        self.line == named.line && before && whole && (self.hangs || !named.has_text)
    }
}

/// The underlines of a rendered message, with what stands over them.
fn underlines(text: &str) -> Vec<Underline> {
    let mut found = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    let mut source: Option<(usize, &str)> = None;
    for (index, line) in lines.iter().enumerate() {
        if let Some((number, rest)) = line.split_once('│')
            && let Ok(number) = number.trim().parse()
        {
            source = Some((number, rest.strip_prefix(' ').unwrap_or(rest)));
            continue;
        }
        let Some((margin, row)) = line.split_once("· ") else {
            continue;
        };
        let is_underline = row.chars().all(|c| " ─┬▲".contains(c)) && !row.trim().is_empty();
        let Some((number, over)) = source.filter(|_| margin.trim().is_empty() && is_underline)
        else {
            continue;
        };
        // Labels that touch are parted by their signs, or taken together.
        let row: Vec<char> = row.chars().collect();
        for (start, end) in runs(&row) {
            let bar = (start..end).find(|&at| row[at] == '┬' || row[at] == '▲');
            let hangs = bar.is_some_and(|bar| {
                lines[index + 1..]
                    .iter()
                    .map_while(|below| below.split_once("· "))
                    .any(|(_, below)| matches!(below.chars().nth(bar), Some('╰' | '╯')))
            });
            found.push(Underline {
                line: number,
                before: cut(over, 0, start),
                over: cut(over, start, end),
                hangs,
                is_place: row[start] == '▲',
            });
        }
    }
    found
}

/// The runs of underline in a row: each has at most one sign from which a text hangs.
fn runs(row: &[char]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < row.len() {
        if row[at] == ' ' {
            at += 1;
            continue;
        }
        let start = at;
        while at < row.len() && row[at] != ' ' {
            at += 1;
        }
        runs.push((start, at));
    }
    runs
}

/// What a line shows from one column to another.
fn cut(line: &str, start: usize, end: usize) -> String {
    let mut column = 0;
    let mut out = String::new();
    for c in line.chars() {
        let width = c.width().unwrap_or(0);
        let inside = column >= start && (column < end || (width == 0 && column <= end && end > 0));
        // What has no column belongs to the character before it.
        if inside && !(width == 0 && column == start && start > 0) {
            out.push(c);
        }
        column += width;
    }
    out
}
