//! Tables of a random ruleset: rows that decide or flag, and rows that give.

use super::cells::Head;
use super::conditions::some_of;
use super::declarations::{Dim, Draft, Kind, Named};
use super::numbers::literal;
use super::{Size, Tape};

/// No table has more rows.
const MOST_ROWS: usize = 9;

/// A table as it is written, and as what it means could be written otherwise.
#[derive(Clone, Debug)]
pub struct DraftTable {
    pub title: String,
    pub heads: Vec<String>,
    pub rows: Vec<DraftRow>,
}

/// A row: its cells below the heads, none in an `otherwise` row, and its outputs by
/// their heads: `then`, `give x`. What `adjust` says is a line each.
#[derive(Clone, Debug)]
pub struct DraftRow {
    pub cells: Vec<String>,
    pub outputs: Vec<(String, Vec<String>)>,
}

impl DraftTable {
    pub fn text(&self) -> String {
        let outputs = &self.rows[0].outputs;
        // A name may come before all else.
        let first = usize::from(outputs[0].0 == "name");
        let line = |cells: Vec<String>, outputs: Vec<String>| {
            let (before, after) = outputs.split_at(first);
            let cells = [before, &cells, after].concat();
            format!("\n  | {} |", cells.join(" | "))
        };
        let names = outputs.iter().map(|(head, _)| head.clone()).collect();
        let mut text = format!("table \"{}\"", self.title);
        text.push_str(&line(self.heads.clone(), names));
        for row in &self.rows {
            let mut cells = row.cells.clone();
            if cells.is_empty() {
                cells.push("otherwise".into());
                cells.resize(self.heads.len(), String::new());
            }
            let outputs = row.outputs.iter().map(|(_, lines)| lines.join(", "));
            text.push_str(&line(cells, outputs.collect()));
        }
        text
    }
}

impl Draft {
    /// Heads, and rows of cells below them, of which no two hold at once.
    fn tests(&mut self, tape: &mut Tape) -> Option<(Vec<String>, Vec<Vec<String>>)> {
        let mut heads: Vec<Head> = Vec::new();
        for _ in 0..*tape.pick(&[1, 2, 1, 2, 3]) {
            if let Some(head) = self.head(tape)
                && heads.iter().all(|other| other.text != head.text)
            {
                heads.push(head);
            }
        }
        if heads.is_empty() {
            return None;
        }
        let mut rows = Vec::new();
        split(tape, &heads, &mut Vec::new(), &mut rows);
        while rows.len() > MOST_ROWS {
            let at = tape.below(rows.len());
            rows.remove(at);
        }
        // A gap or two.
        if tape.chance(30) && rows.len() > 2 {
            for _ in 0..1 + tape.below(2) {
                let at = tape.below(rows.len());
                rows.remove(at);
            }
        }
        let middle = tape.below(rows.len());
        rows.rotate_left(middle);
        Some((heads.into_iter().map(|head| head.text).collect(), rows))
    }

    /// A table whose rows are rules.
    pub fn rule_table(&mut self, tape: &mut Tape) {
        let Some((heads, mut rows)) = self.tests(tape) else {
            return;
        };
        let title = ["Bands", "Practice", "Ladder"]
            .into_iter()
            .find(|title| {
                let taken = format!("table \"{title}\"");
                self.declarations.iter().all(|d| !d.starts_with(&taken))
            })
            .unwrap_or("Other bands");
        if tape.chance(20) && rows.len() > 1 {
            // Two rows that hold at once: the cells of one, some of another.
            let (a, b) = (tape.below(rows.len()), tape.below(rows.len()));
            let mut mixed = rows[a].clone();
            let at = tape.below(heads.len());
            mixed[at] = rows[b][at].clone();
            if !rows.contains(&mixed) {
                rows.push(mixed);
            }
        }
        if tape.chance(35) {
            rows.push(Vec::new());
        }
        let verdicts: Vec<&str> = rows
            .iter()
            .map(|_| *tape.pick(&["train", "modify", "rest", "modify", "rest", "train"]))
            .collect();
        let flags_only = tape.chance(10);
        let mut outputs: Vec<&str> = Vec::new();
        if !flags_only {
            outputs.push("then");
            if tape.chance(50) {
                outputs.push("adjust");
            }
            if verdicts.iter().any(|verdict| *verdict != "train") || tape.chance(30) {
                outputs.push("because");
            }
        }
        if flags_only || tape.chance(20) {
            outputs.push("flag");
        }
        if tape.chance(40) {
            outputs.push("name");
        }
        if tape.chance(30) {
            outputs.reverse();
        }
        let mut table = DraftTable {
            title: title.to_owned(),
            heads,
            rows: Vec::new(),
        };
        for (number, cells) in rows.into_iter().enumerate() {
            let mut row = DraftRow {
                cells,
                outputs: Vec::new(),
            };
            for output in &outputs {
                let train = verdicts[number] == "train";
                let lines = match *output {
                    "then" => vec![verdicts[number].to_owned()],
                    "adjust" => self.adjust_lines(tape, verdicts[number]),
                    "because" if train && tape.chance(60) => Vec::new(),
                    "because" => vec![format!("\"Here {{{}}}.\"", self.shown(tape))],
                    "flag" if !flags_only && tape.chance(50) => Vec::new(),
                    "flag" => vec![format!("\"Note {{{}}}.\"", self.shown(tape))],
                    _ if tape.chance(30) => Vec::new(),
                    _ => {
                        let name = format!("{title} {}", number + 1);
                        self.rule_names.push(name.clone());
                        vec![format!("\"{name}\"")]
                    }
                };
                row.outputs.push(((*output).to_owned(), lines));
            }
            table.rows.push(row);
        }
        self.declarations.push(table.text());
        self.tables.push(table);
    }

    fn adjust_lines(&mut self, tape: &mut Tape, verdict: &str) -> Vec<String> {
        let mut lines = Vec::new();
        if verdict == "modify" {
            for _ in 0..tape.below(3) {
                lines.extend(self.adjustment(tape));
            }
        }
        if tape.chance(30) {
            lines.push(format!("advise \"Then {{{}}}, slowly.\"", self.shown(tape)));
        }
        lines
    }

    /// A table that gives one or two names.
    pub fn give_table(&mut self, tape: &mut Tape) {
        let Some((heads, mut rows)) = self.tests(tape) else {
            return;
        };
        if tape.chance(35) {
            rows.push(Vec::new());
        }
        let mut rows: Vec<DraftRow> = rows
            .into_iter()
            .map(|cells| DraftRow {
                cells,
                outputs: Vec::new(),
            })
            .collect();
        for _ in 0..1 + usize::from(tape.chance(30)) {
            let (name, values) = self.given_values(tape, rows.len());
            for (row, value) in rows.iter_mut().zip(values) {
                row.outputs.push((format!("give {name}"), vec![value]));
            }
        }
        let title = match self.declarations.iter().any(|d| d.starts_with("table")) {
            true => "Another table",
            false => "Table",
        };
        let title = title.to_owned();
        let table = DraftTable { title, heads, rows };
        self.declarations.push(table.text());
        self.tables.push(table);
    }

    /// A new name, and what each row gives it.
    fn given_values(&mut self, tape: &mut Tape, rows: usize) -> (String, Vec<String>) {
        let choices: Vec<Vec<String>> = self
            .specs
            .iter()
            .filter_map(|spec| match &spec.kind {
                Kind::Member(members, _) if *members != self.parts => Some(members.clone()),
                _ => None,
            })
            .collect();
        match tape.below(7) {
            2 if !choices.is_empty() => {
                let members = tape.pick(&choices).clone();
                let mut values: Vec<String> =
                    (0..rows).map(|_| tape.pick(&members).clone()).collect();
                // A member of one choice only tells which one is meant.
                values[0] = members[0].clone();
                let name = self.free("zone");
                self.members.push((name.clone(), members));
                (name, values)
            }
            0 => {
                let values = (0..rows).map(|_| (*tape.pick(&["no", "yes"])).to_owned());
                let values = values.collect();
                let name = self.free("tabled");
                self.truths.push(name.clone());
                (name, values)
            }
            1 => {
                let parts = self.parts.clone();
                let names = self.set_names();
                let mut values: Vec<String> = (0..rows).map(|_| some_of(tape, &parts)).collect();
                // The choice of a set must be told by one of them.
                if !names.is_empty() {
                    values[0] = tape.pick(&names).clone();
                }
                let name = self.free("listed");
                self.sets.push(name.clone());
                (name, values)
            }
            _ => {
                let dim = self.some_dim(tape);
                let levels: &[f64] = match dim {
                    _ if self.size == Size::Small => &[0.0, 1.0, 2.0],
                    Dim::Share => &[0.1, 0.5, 0.8, 1.0],
                    Dim::Temperature => &[-5.0, 10.0, 20.0],
                    _ => &[-2.5, 0.0, 5.0, 8.0, 60.0],
                };
                let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
                let mut values = Vec::new();
                for _ in 0..rows {
                    if tape.chance(15) {
                        self.fuel = 1;
                        let number = self.number_of(tape, dim, 1);
                        if !number.constant {
                            (low, high) = (low.min(number.low), high.max(number.high));
                            values.push(number.text);
                            continue;
                        }
                    }
                    let value = *tape.pick(levels);
                    (low, high) = (low.min(value), high.max(value));
                    // Degrees in one unit: the same in two may differ by a rounding.
                    values.push(match dim {
                        Dim::Temperature => format!("{value} °C"),
                        _ => literal(dim, value, tape),
                    });
                }
                let name = self.free("given");
                self.numbers.push(Named {
                    name: name.clone(),
                    dim,
                    low,
                    high,
                    constant: false,
                    whole: false,
                    each: false,
                });
                (name, values)
            }
        }
    }
}

/// Every combination of pieces, where a later head is not always asked of.
fn split(tape: &mut Tape, heads: &[Head], row: &mut Vec<String>, rows: &mut Vec<Vec<String>>) {
    let Some(head) = heads.get(row.len()) else {
        rows.push(row.clone());
        return;
    };
    if !row.is_empty() && tape.chance(25) {
        row.push("any".into());
        split(tape, heads, row, rows);
        row.pop();
        return;
    }
    for piece in &head.pieces {
        row.push(piece.clone());
        split(tape, heads, row, rows);
        row.pop();
    }
}
