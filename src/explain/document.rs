//! An explanation for programs: in goes an [`Explanation`], out comes a JSON
//! object with all there is to it; docs/cli.md says what each of its parts is.

use serde_json::{Value, json};

use super::{
    Change, ExplainedLet, ExplainedRule, Explanation, Keeper, KeeperKind, Lacking, Reach, ToVerdict,
};
use crate::diagnostics::Note;
use crate::engine::{Counting, History, HistoryKind, Join, Part, Read, Standing};
use crate::ruleset::{ExprId, Ruleset};
use crate::span::Span;

/// The version of the document's layout.
const VERSION: u32 = 1;

/// One explanation as a JSON object.
pub fn document(ruleset: &Ruleset, explanation: &Explanation) -> Value {
    let it = Writer { ruleset };
    let Explanation {
        decision,
        rules,
        more_rules,
        names,
        why,
        changes,
    } = explanation;
    let settings = names.settings.iter().filter_map(|&id| {
        let name = &ruleset.setting(id).name;
        decision.settings.iter().find(|used| used.name == *name)
    });
    json!({
        "version": VERSION,
        "decision": decision,
        "rules": rules.iter().map(|rule| it.rule(rule)).collect::<Vec<_>>(),
        "more_rules": more_rules,
        "lets": names.lets.iter().map(|shown| it.let_(shown)).collect::<Vec<_>>(),
        "settings": settings.collect::<Vec<_>>(),
        "histories": names.histories.iter().map(history).collect::<Vec<_>>(),
        "why_not_milder": {
            "kept_by": why.not_milder.iter().map(|keeper| it.keeper(keeper)).collect::<Vec<_>>(),
            "rules": why.milder.iter().map(|rule| it.lacking(rule)).collect::<Vec<_>>(),
            "more_kept_by": why.more_not_milder,
            "more_rules": why.more_milder,
        },
        "why_not_stricter": {
            "rules": why.stricter.iter().map(|rule| it.lacking(rule)).collect::<Vec<_>>(),
            "more_rules": why.more_stricter,
        },
        "changes": changes.iter().map(to_verdict).collect::<Vec<_>>(),
    })
}

struct Writer<'a> {
    ruleset: &'a Ruleset,
}

impl Writer<'_> {
    fn rule(&self, rule: &ExplainedRule) -> Value {
        let drawn = &rule.drawn;
        let by = drawn.overridden_by.iter();
        let by = by.map(|(rule, sure)| json!({ "rule": rule, "sure": sure }));
        json!({
            "rule": drawn.name,
            "verdict": drawn.verdict,
            "standing": standing(drawn.standing),
            "overridden_by": by.collect::<Vec<_>>(),
            "place": self.place(rule.span),
            "when": self.parts(&rule.when, &drawn.notes),
            "unless": self.parts(&rule.unless, &drawn.notes),
        })
    }

    fn let_(&self, shown: &ExplainedLet) -> Value {
        json!({
            "name": shown.name,
            "value": shown.value.value,
            "text": shown.value.text,
            "place": self.place(shown.span),
            "values": values(&shown.reads),
            "conditions": self.parts(&shown.parts, &shown.notes),
        })
    }

    fn parts(&self, parts: &[Part], notes: &[Note]) -> Vec<Value> {
        let part = |part: &Part| {
            let note = notes.iter().find(|note| note.span == part.span);
            let needed = match part.join {
                Join::AtLeast(needed) => needed,
                _ => None,
            };
            json!({
                "text": self.written(part.expr),
                "joins": join(part.join),
                "needed": needed,
                "part_of": part.parent,
                "now": part.now,
                "sure": part.sure,
                "says": note.map(|note| &note.text),
                "values": values(&part.reads),
                "waits_for": part.waits_for,
                "place": self.place(self.ruleset.expr(part.expr).span),
            })
        };
        parts.iter().map(part).collect()
    }

    fn keeper(&self, keeper: &Keeper) -> Value {
        json!({
            "by": match keeper.kind {
                KeeperKind::Rule => "rule",
                KeeperKind::Table => "table",
                KeeperKind::Otherwise => "otherwise",
            },
            "name": keeper.name,
            "verdict": keeper.verdict,
            "needs": keeper.needs,
            "conditions": self.conditions(&keeper.conditions),
        })
    }

    fn lacking(&self, lacking: &Lacking) -> Value {
        json!({
            "rule": lacking.name,
            "verdict": lacking.verdict,
            "may": lacking.may,
            "lacks": lacking.lacks,
            "needs": lacking.needs,
            "conditions": self.conditions(&lacking.conditions),
        })
    }

    fn conditions(&self, conditions: &[ExprId]) -> Vec<Value> {
        let condition = |&id: &ExprId| {
            let place = self.place(self.ruleset.expr(id).span);
            json!({ "text": self.written(id), "place": place })
        };
        conditions.iter().map(condition).collect()
    }

    /// As the ruleset writes it, on one line.
    fn written(&self, id: ExprId) -> String {
        let text = self.ruleset.sources.text(self.ruleset.expr(id).span);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Lines and columns count from 1, columns in characters; the end is one past the last.
    fn place(&self, span: Span) -> Value {
        let Some(file) = self.ruleset.sources.get(span.file) else {
            return Value::Null;
        };
        let (line, column) = file.line_and_column(span.start);
        let (end_line, end_column) = file.line_and_column(span.end);
        json!({
            "file": file.name(),
            "line": line,
            "column": column,
            "end_line": end_line,
            "end_column": end_column,
        })
    }
}

fn values(reads: &[Read]) -> Vec<Value> {
    let value = |read: &Read| {
        let mut value = serde_json::to_value(&read.value).unwrap_or(Value::Null);
        if let (Value::Object(fields), false) = (&mut value, read.of.is_empty()) {
            fields.insert("of".to_owned(), json!(read.of));
        }
        value
    };
    reads.iter().map(value).collect()
}

fn history(history: &History) -> Value {
    let days = history.days.iter().map(|day| {
        json!({
            "date": day.date,
            "value": day.value.value,
            "text": day.value.text,
            "counted": day.counting == Counting::Counted,
            "left_out": day.counting == Counting::LeftOut,
        })
    });
    json!({
        "history": history.name,
        "on": history.on,
        "value": history.value.value,
        "text": history.value.text,
        "today": history.today,
        "kind": match history.kind {
            HistoryKind::Statistic => "statistic",
            HistoryKind::Count => "count",
            HistoryKind::Latest => "latest",
        },
        "known_days": history.days.iter().filter(|day| day.counting == Counting::Counted).count(),
        "needed_days": history.needed,
        "earlier_days": history.earlier,
        "days": days.collect::<Vec<_>>(),
    })
}

fn to_verdict(to: &ToVerdict) -> Value {
    json!({
        "verdict": to.verdict,
        "answers_at_once": to.tried,
        "all_tried": to.complete,
        "nearest": to.changes.iter().map(change).collect::<Vec<_>>(),
    })
}

fn change(change: &Change) -> Value {
    let answers = change.answers.iter().map(|answer| {
        json!({
            "input": answer.name,
            "is": answer.is,
            "counts_as": answer.counts_as,
            "to": answer.to,
            "also": answer.also,
            "beyond": match answer.reach {
                Some(Reach::Down) => Some("down"),
                Some(Reach::Up) => Some("up"),
                None => None,
            },
        })
    });
    json!({
        "verdict": change.verdict,
        "final": change.is_final,
        "share": change.share,
        "text": change.text(),
        "answers": answers.collect::<Vec<_>>(),
    })
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Sure => "fires",
        Standing::Fires => "fires_for_now",
        Standing::May => "may_fire",
        Standing::Overridden => "overridden",
        Standing::No => "does_not_fire",
    }
}

fn join(join: Join) -> &'static str {
    match join {
        Join::One => "one",
        Join::All => "all",
        Join::Any => "any",
        Join::None => "none",
        Join::AtLeast(_) => "at_least",
        Join::Not => "not",
    }
}
