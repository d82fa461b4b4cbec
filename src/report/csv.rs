//! Decisions as CSV: a row a decision, with the plan before and after in
//! columns of its own. Values are written as data files hold them: numbers in
//! the declared unit, sets as `quads;glutes`, truths as `yes` and `no`.

use std::io::{self, Write};

use serde_json::Value as Json;

use super::phrases::{floors, missing_days};
use crate::decision::{Datum, Decision, Waiting};
use crate::ruleset::{InputKind, Ruleset, Type};

/// A table that is written as its decisions come.
#[derive(Debug)]
pub struct CsvTable<W: Write> {
    out: csv::Writer<W>,
    plan: Vec<String>,
}

impl<W: Write> CsvTable<W> {
    /// Writes the header: what every decision has, then what this ruleset plans.
    ///
    /// # Errors
    /// What writing gives.
    pub fn new(ruleset: &Ruleset, out: W) -> io::Result<Self> {
        let mut out = csv::Writer::from_writer(out);
        let mut plan = Vec::new();
        let mut header: Vec<String> = [
            "athlete",
            "date",
            "verdict",
            "final",
            "possible",
            "rules",
            "overridden",
            "because",
            "waiting_on",
        ]
        .map(str::to_owned)
        .to_vec();
        for input in ruleset
            .inputs
            .iter()
            .filter(|input| input.kind == InputKind::Plan)
        {
            let unit = match &input.ty {
                Type::Number(number) if !number.unit.symbol.is_empty() => {
                    format!(" ({})", number.unit.symbol)
                }
                _ => String::new(),
            };
            let members = input.each.map(|choice| &ruleset.choice(choice).members);
            let names = match members {
                None => vec![input.name.clone()],
                Some(members) => members
                    .iter()
                    .map(|member| format!("{}.{member}", input.name))
                    .collect(),
            };
            for name in names {
                header.push(format!("{name} before{unit}"));
                header.push(format!("{name} after{unit}"));
                plan.push(name);
            }
        }
        header.extend(["advice", "flags"].map(str::to_owned));
        out.write_record(&header).map_err(io_error)?;
        Ok(Self { out, plan })
    }

    /// Writes one decision.
    ///
    /// # Errors
    /// What writing gives.
    pub fn push(&mut self, decision: &Decision) -> io::Result<()> {
        let possible: Vec<&str> = decision.possible.iter().map(|v| v.name()).collect();
        let of_rules = decision.reasons.iter().map(|r| r.rule.clone());
        let of_tables =
            floors(decision).map(|floor| format!("{} (at least {})", floor.table, floor.verdict));
        let rules: Vec<String> = of_rules.chain(of_tables).collect();
        let mut overridden: Vec<&str> = decision
            .overridden
            .iter()
            .map(|o| o.rule.as_str())
            .collect();
        overridden.dedup();
        let because = decision.reasons.iter().filter_map(|r| r.because.as_deref());
        let waiting: Vec<String> = decision.waiting_on.iter().map(waiting_text).collect();
        let mut record = vec![
            decision.athlete.clone(),
            decision.date.clone(),
            decision.verdict.to_string(),
            yes_or_no(decision.is_final).into(),
            possible.join(";"),
            rules.join("; "),
            overridden.join("; "),
            because.collect::<Vec<_>>().join(" "),
            waiting.join("; "),
        ];
        for name in &self.plan {
            let planned = decision.plan.iter().find(|planned| planned.name == *name);
            record.push(planned.map_or_else(String::new, |planned| cell(&planned.before)));
            record.push(planned.map_or_else(String::new, |planned| cell(&planned.after)));
        }
        let advice: Vec<&str> = decision.advice.iter().map(|a| a.text.as_str()).collect();
        record.push(advice.join(" "));
        let raised = decision.flags.iter().filter(|flag| flag.raised);
        record.push(
            raised
                .map(|flag| flag.text.as_str())
                .collect::<Vec<_>>()
                .join("; "),
        );
        self.out.write_record(&record).map_err(io_error)
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// What writing gives.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// What went wrong below: a closed pipe must be told from a full disk.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn waiting_text(waiting: &Waiting) -> String {
    match waiting {
        Waiting::Answer { input, .. } => input.clone(),
        Waiting::History { of, days } => missing_days(of, *days),
        Waiting::NoValue { of, cause } => format!("{of}: {cause}"),
    }
}

fn yes_or_no(truth: bool) -> &'static str {
    if truth { "yes" } else { "no" }
}

/// A value as a data file holds it.
fn cell(datum: &Datum) -> String {
    match &datum.value {
        Json::Null => String::new(),
        Json::Bool(truth) => yes_or_no(*truth).into(),
        Json::String(text) => text.clone(),
        Json::Array(members) if members.is_empty() => "none".into(),
        Json::Array(members) => {
            let names: Vec<&str> = members.iter().filter_map(Json::as_str).collect();
            names.join(";")
        }
        Json::Number(number) => match number.as_f64() {
            // 80, not 80.0
            Some(x) => x.to_string(),
            None => number.to_string(),
        },
        Json::Object(_) => datum.text.clone(),
    }
}
