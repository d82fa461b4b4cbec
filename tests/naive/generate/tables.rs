//! Tables of a random ruleset: rows that decide or flag, and rows that give.

use super::cells::Head;
use super::conditions::some_of;
use super::declarations::{Dim, Draft, Kind, Named};
use super::numbers::literal;
use super::{FLOORS, Size, Tape};

/// No table has more rows.
const MOST_ROWS: usize = 9;

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
        let Some((mut header, mut rows)) = self.tests(tape) else {
            return;
        };
        let tested = header.len();
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
            let at = tape.below(tested);
            mixed[at] = rows[b][at].clone();
            if !rows.contains(&mixed) {
                rows.push(mixed);
            }
        }
        let otherwise = FLOORS && tape.chance(35);
        if otherwise {
            let mut row = vec!["otherwise".to_owned()];
            row.extend(vec![String::new(); tested - 1]);
            rows.push(row);
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
        for (number, row) in rows.iter_mut().enumerate() {
            for output in &outputs {
                let cell = match *output {
                    "then" => verdicts[number].to_owned(),
                    "adjust" => self.adjust_cell(tape, verdicts[number]),
                    "because" if verdicts[number] == "train" && tape.chance(60) => String::new(),
                    "because" => format!("\"Here {{{}}}.\"", self.shown(tape)),
                    "flag" if !flags_only && tape.chance(50) => String::new(),
                    "flag" => format!("\"Note {{{}}}.\"", self.shown(tape)),
                    _ if tape.chance(30) => String::new(),
                    _ => {
                        let name = format!("{title} {}", number + 1);
                        self.rule_names.push(name.clone());
                        format!("\"{name}\"")
                    }
                };
                row.push(cell);
            }
        }
        header.extend(outputs.iter().map(|output| (*output).to_owned()));
        self.push_table(title, &header, &rows);
    }

    fn adjust_cell(&mut self, tape: &mut Tape, verdict: &str) -> String {
        let mut lines = Vec::new();
        if verdict == "modify" {
            for _ in 0..tape.below(3) {
                lines.extend(self.adjustment(tape));
            }
        }
        if tape.chance(30) {
            lines.push(format!("advise \"Then {{{}}}, slowly.\"", self.shown(tape)));
        }
        lines.join(", ")
    }

    /// A table that gives one or two names.
    pub fn give_table(&mut self, tape: &mut Tape) {
        let Some((mut header, mut rows)) = self.tests(tape) else {
            return;
        };
        let title = self.free("Table");
        if tape.chance(35) {
            let mut row = vec!["otherwise".to_owned()];
            row.extend(vec![String::new(); header.len() - 1]);
            rows.push(row);
        }
        let count = 1 + usize::from(tape.chance(30));
        for _ in 0..count {
            let (name, values) = self.given_values(tape, rows.len());
            header.push(format!("give {name}"));
            for (row, value) in rows.iter_mut().zip(values) {
                row.push(value);
            }
        }
        let title = match self.declarations.iter().any(|d| d.starts_with("table")) {
            true => format!("{title} 2"),
            false => title,
        };
        self.push_table(&title, &header, &rows);
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
                    values.push(literal(dim, value, tape));
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

    fn push_table(&mut self, title: &str, header: &[String], rows: &[Vec<String>]) {
        let mut text = format!("table \"{title}\"");
        for row in std::iter::once(header).chain(rows.iter().map(Vec::as_slice)) {
            text.push_str(&format!("\n  | {} |", row.join(" | ")));
        }
        self.declarations.push(text);
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
