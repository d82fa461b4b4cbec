//! A decision: the verdict for one athlete on one day, with everything that
//! explains it. This is the document that `--format json` prints; `engine`
//! makes it, `report` shows it.

use serde::Serialize;

use crate::ast::Verdict;

/// A verdict with its reasons.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Decision {
    /// The athlete, as the data names them; absent where it names none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub athlete: String,
    /// The day, as `2026-06-05`.
    pub date: String,
    /// What to do as things stand.
    pub verdict: Verdict,
    /// Whether no answer of today can change the verdict any more.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// The verdicts that are still possible, from the mildest to the strictest.
    pub possible: Vec<Verdict>,
    /// What a provisional verdict waits for.
    pub waiting_on: Vec<Waiting>,
    /// The rules that fire, the strictest first; `otherwise` where none with a verdict does.
    pub reasons: Vec<Reason>,
    /// Rules with a verdict that do not fire and still may.
    pub may: Vec<MayHold>,
    /// Rules that would fire, were they not overridden.
    pub overridden: Vec<Overridden>,
    /// Tables that are sure of a verdict though none of their rows is.
    pub floors: Vec<Floor>,
    /// The changes of plan, rule by rule.
    pub adjustments: Vec<Adjusted>,
    /// Advice of the rules that fire.
    pub advice: Vec<Advice>,
    /// The plan before and after, by name; only what is planned.
    pub plan: Vec<Planned>,
    /// Notes that give no verdict.
    pub flags: Vec<Flag>,
    /// The thresholds that were used, by name.
    pub settings: Vec<UsedSetting>,
    /// Which ruleset decided.
    pub ruleset: RulesetInfo,
}

/// A value as data and as text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Datum {
    /// A number in the declared unit, a truth, a member's name, a list of names, a date; `null` when not known.
    pub value: serde_json::Value,
    /// The same as printed, with its unit: `5.5 h`.
    pub text: String,
}

/// What a provisional verdict waits for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum Waiting {
    /// An answer of today.
    Answer {
        /// Place of the stage in the ruleset; answers at no stage come first.
        #[serde(skip)]
        order: usize,
        /// The stage it is given at.
        #[serde(skip_serializing_if = "Option::is_none")]
        stage: Option<String>,
        /// The input or plan value: `soreness`, or `soreness.quads`.
        input: String,
    },
    /// Days of the past that were not answered.
    History {
        /// What they are days of, as the ruleset writes it.
        of: String,
        /// How many more are needed; absent where there is no such number.
        #[serde(skip_serializing_if = "Option::is_none")]
        days: Option<u32>,
    },
    /// What has no value.
    NoValue {
        /// What, as the ruleset writes it.
        of: String,
        /// Why: `no spread in 28 days`, `division by 0`.
        cause: String,
    },
}

/// A rule that fires.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// The rule; `otherwise` where none with a verdict fires.
    pub rule: String,
    /// It is a row of a table, called by its place alone.
    #[serde(skip)]
    pub by_place: bool,
    /// Its verdict; absent for a rule that only flags.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Whether no answer of today can take it back.
    pub sure: bool,
    /// Its reason, filled in; absent where it gives none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// The file of the rule.
    pub file: String,
    /// The line it stands on, counted from 1.
    pub line: usize,
    /// What its condition read.
    pub values: Vec<ReadValue>,
}

/// A value that a condition read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReadValue {
    /// The name, or the history, as the ruleset writes it.
    pub name: String,
    /// What it was.
    #[serde(flatten)]
    pub datum: Datum,
    /// The day it is from, or the first day of its window; absent for settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The last day of its window, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// A rule that does not fire and still may.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MayHold {
    /// The rule.
    pub rule: String,
    /// Its verdict.
    pub verdict: Verdict,
}

/// A rule that another one overrides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overridden {
    /// The rule.
    pub rule: String,
    /// By which.
    pub by: String,
}

/// A table that is sure of a verdict, whichever of its rows holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Floor {
    /// The table.
    pub table: String,
    /// The mildest verdict of the rows that may hold.
    pub verdict: Verdict,
}

/// What one rule does to one plan value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Adjusted {
    /// The rule.
    pub rule: String,
    /// As the ruleset writes it: `cut load by 20%`.
    pub change: String,
    /// The plan value.
    pub target: String,
    /// What this change alone would make of it; absent where it was not made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Datum>,
    /// Why it was not made: `load is not planned`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_made: Option<String>,
}

/// Advice, filled in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Advice {
    /// The rule that gives it.
    pub rule: String,
    /// The advice.
    pub text: String,
}

/// A plan value before and after.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Planned {
    /// Its name.
    pub name: String,
    /// As planned.
    pub before: Datum,
    /// As adjusted; the same where nothing changed it.
    pub after: Datum,
}

/// A note that gives no verdict.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Flag {
    /// The rule that raises it.
    pub rule: String,
    /// The note, filled in.
    pub text: String,
    /// Whether the rule fires; else it only may.
    pub raised: bool,
}

/// A threshold that was used.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UsedSetting {
    /// The name.
    pub name: String,
    /// What it was.
    #[serde(flatten)]
    pub datum: Datum,
    /// Who set it so.
    pub from: SettingFrom,
}

/// Who set a threshold; each of these wins over those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingFrom {
    /// The ruleset, or a file that includes it.
    Ruleset,
    /// The command: `--set`.
    Command,
    /// The athlete's row of `--settings FILE`.
    SettingsFile,
    /// A column of the data.
    Data,
}

/// Which ruleset decided.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RulesetInfo {
    /// Its name.
    pub name: String,
    /// Its version, where it says one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// SHA-256 of its text.
    pub sha256: String,
}
