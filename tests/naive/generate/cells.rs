//! Cells of a random table: in goes a head, out come cells for its column that
//! cut what it may be into pieces, so that no two of them hold at once.

use super::conditions::some_of;
use super::declarations::{Dim, Draft, Kind, Spec};
use super::numbers::{Number, in_words, literal};
use super::{Size, Tape};

/// The head of a column, and cells for it.
#[derive(Clone, Debug)]
pub struct Head {
    pub text: String,
    /// One of these holds at a time, and nearly always one does.
    pub pieces: Vec<String>,
}

/// Between two pieces of a number.
#[derive(Clone, Copy, PartialEq)]
enum Cut {
    /// The breakpoint belongs to the upper piece.
    Below,
    /// It belongs to the lower one.
    Above,
    /// It belongs to neither.
    Neither,
}

impl Draft {
    /// A head of any kind; `None` where nothing can be asked of.
    pub fn head(&mut self, tape: &mut Tape) -> Option<Head> {
        let outer = self.at_member;
        self.at_member = false;
        let head = match tape.below(10) {
            0..=4 => self.answer_head(tape),
            5..=7 => (0..3).find_map(|_| self.number_head(tape)),
            8 if !self.truths.is_empty() => {
                let name = tape.pick(&self.truths).clone();
                Some(truth_head(tape, name))
            }
            9 if self.size != Size::Small => {
                self.fuel = 2;
                let condition = self.condition(tape, 1);
                Some(truth_head(tape, condition))
            }
            _ => self.answer_head(tape),
        };
        self.at_member = outer;
        let mut head = head?;
        if head.pieces.len() > 2 && tape.chance(20) {
            // Two of them in one cell.
            let last = head.pieces.pop()?;
            let place = tape.below(head.pieces.len());
            head.pieces[place] = format!("{} or {last}", head.pieces[place]);
        }
        if tape.chance(12) {
            head.pieces.push("is missing".into());
        }
        Some(head)
    }

    fn answer_head(&mut self, tape: &mut Tape) -> Option<Head> {
        let specs: Vec<Spec> = self.specs.clone();
        let spec = tape.pick(&specs).clone();
        let name = match &spec.each {
            Some(parts) => format!("{}.{}", spec.name, tape.pick(parts)),
            None => spec.name.clone(),
        };
        match &spec.kind {
            Kind::Number { dim, .. } => {
                let number = Number {
                    text: name,
                    tight: true,
                    low: spec.low,
                    high: spec.high,
                    constant: false,
                    whole: spec.whole,
                };
                Some(self.cut_number(tape, &number, *dim))
            }
            Kind::Truth => Some(truth_head(tape, name)),
            Kind::Member(members, ordered) => Some(member_head(tape, name, members, *ordered)),
            Kind::Set(_) => Some(self.set_head(tape, name)),
            Kind::Date => Some(date_head(tape, name)),
        }
    }

    fn number_head(&mut self, tape: &mut Tape) -> Option<Head> {
        let dim = self.some_dim(tape);
        self.fuel = 2;
        let number = self.number_of(tape, dim, 1);
        if number.constant || number.text.starts_with("if ") {
            return None;
        }
        Some(self.cut_number(tape, &number, dim))
    }

    fn cut_number(&mut self, tape: &mut Tape, number: &Number, dim: Dim) -> Head {
        let text = number.text.clone();
        let limits: Vec<String> = self
            .numbers
            .iter()
            .filter(|n| n.constant && n.dim == dim && !n.each)
            .filter(|n| n.low < number.high && n.high > number.low)
            .map(|n| n.name.clone())
            .collect();
        if !limits.is_empty() && tape.chance(25) {
            let limit = tape.pick(&limits);
            let pieces = match tape.below(3) {
                0 => vec![format!(">= {limit}"), format!("< {limit}")],
                1 => vec![format!("<= {limit}"), format!("not <= {limit}")],
                _ => vec![format!("> {limit}"), format!("<= {limit}")],
            };
            return Head { text, pieces };
        }
        let mut cuts: Vec<f64> = Vec::new();
        for _ in 0..1 + tape.below(3) {
            let cut = self.threshold(tape, number, dim);
            let apart = cuts.iter().all(|other| (other - cut).abs() > 1e-3);
            if apart && cut > number.low && cut < number.high {
                cuts.push(cut);
            }
        }
        if cuts.is_empty() {
            let literal = literal(dim, self.threshold(tape, number, dim), tape);
            let pieces = vec![literal.clone(), format!("not {literal}")];
            return Head { text, pieces };
        }
        cuts.sort_by(f64::total_cmp);
        let kinds: Vec<Cut> = cuts
            .iter()
            .map(|_| *tape.pick(&[Cut::Below, Cut::Above, Cut::Below, Cut::Neither]))
            .collect();
        let other = tape.chance(25);
        let whole = number.whole && dim == Dim::Plain && cuts.iter().all(|c| c.fract() == 0.0);
        let mut pieces = Vec::new();
        for piece in 0..=cuts.len() {
            let low = piece
                .checked_sub(1)
                .map(|at| (cuts[at], kinds[at] == Cut::Below));
            let high = cuts
                .get(piece)
                .map(|cut| (*cut, kinds[piece] == Cut::Above));
            // An end of the declared range may be restated.
            let ends = [number.low, number.high].map(|end| end.is_finite() && tape.chance(40));
            let low = low.or((ends[0] && high.is_some()).then_some((number.low, true)));
            let high = high.or((ends[1] && low.is_some()).then_some((number.high, true)));
            pieces.push(range(tape, dim, other, whole, low, high));
            if let Some((cut, false)) = high
                && kinds.get(piece) == Some(&Cut::Neither)
                && tape.chance(60)
            {
                let (number, unit) = in_words(dim, cut, other);
                pieces.push(number + unit);
            }
        }
        Head { text, pieces }
    }

    fn set_head(&mut self, tape: &mut Tape, name: String) -> Head {
        let part = tape.pick(&self.parts).clone();
        let two = some_of(tape, &self.parts);
        let pieces = match tape.below(4) {
            0 => vec![format!("includes {part}"), format!("not includes {part}")],
            1 => vec![format!("overlaps {two}"), format!("not overlaps {two}")],
            2 => vec!["{}".into(), "not {}".into()],
            _ => vec![format!("is {two}"), format!("is not {two}")],
        };
        Head { text: name, pieces }
    }
}

/// A cell for the numbers between two ends, each with whether it is in.
fn range(
    tape: &mut Tape,
    dim: Dim,
    other: bool,
    whole: bool,
    low: Option<(f64, bool)>,
    high: Option<(f64, bool)>,
) -> String {
    let show = |x: f64| {
        let (number, unit) = in_words(dim, x, other);
        number + unit
    };
    match (low, high) {
        (None, None) => "any".into(),
        (None, Some((high, true))) => format!("<= {}", show(high)),
        (None, Some((high, false))) => format!("< {}", show(high)),
        (Some((low, true)), None) => format!(">= {}", show(low)),
        (Some((low, false)), None) => format!("> {}", show(low)),
        (Some((low, with_low)), Some((high, with_high))) => {
            let (mut low, mut high, mut with_low, mut with_high) = (low, high, with_low, with_high);
            if whole && tape.chance(60) {
                // Whole numbers have no gap between 50 and 51.
                if !with_low {
                    (low, with_low) = (low + 1.0, true);
                }
                if !with_high {
                    (high, with_high) = (high - 1.0, true);
                }
                if low >= high {
                    return show(low);
                }
            }
            let (from, unit) = in_words(dim, low, other);
            // The unit once holds for both.
            let from = if tape.chance(50) { from } else { from + unit };
            let above = if with_low { "" } else { "above " };
            let under = if with_high { "" } else { "under " };
            if with_low && with_high && tape.chance(15) {
                return format!("is between {} and {}", show(low), show(high));
            }
            format!("{above}{from} to {under}{}", show(high))
        }
    }
}

fn truth_head(tape: &mut Tape, text: String) -> Head {
    let pieces = match tape.below(4) {
        0 => vec!["no".into(), "yes".into()],
        1 => vec!["is yes".into(), "not yes".into()],
        2 => vec!["is not yes".into(), "yes".into()],
        _ => vec!["yes".into(), "no".into()],
    };
    Head { text, pieces }
}

fn member_head(tape: &mut Tape, text: String, members: &[String], ordered: bool) -> Head {
    let (first, rest) = (&members[0], &members[1..]);
    let all = || members.iter().cloned();
    let pieces = match tape.below(5) {
        0 if ordered => vec![format!("<= {first}"), format!("> {first}")],
        1 if ordered => vec![
            format!("{first} to {}", members[1]),
            format!("above {} to {}", members[1], members[2]),
        ],
        2 => vec![first.clone(), format!("not {first}")],
        3 => vec![first.clone(), rest.join(" or ")],
        4 if rest.len() > 1 => {
            let list = format!("{{{}}}", rest.join(", "));
            vec![first.clone(), format!("is one of {list}")]
        }
        _ => all().collect(),
    };
    Head { text, pieces }
}

fn date_head(tape: &mut Tape, text: String) -> Head {
    let pieces: &[&str] = match tape.below(3) {
        0 => &["< 2026-01-20", ">= 2026-01-20"],
        1 => &["< 2026-01-10", "2026-01-10 to 2026-02-01", "> 2026-02-01"],
        _ => &["<= today - 5 days", "> today - 5 days"],
    };
    Head {
        text,
        pieces: pieces.iter().map(|piece| (*piece).to_owned()).collect(),
    }
}
