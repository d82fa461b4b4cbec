//! What holds of every questionnaire: nothing is asked twice, going back takes an
//! answer back, what was not asked cannot change a final verdict, and what was
//! answered is saved so that it decides the same.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use touchline::ask::{Entry, Questionnaire, read, value_text};
use touchline::data::{self, NewRow, NewValue};
use touchline::days::{Days, DaysBuilder};
use touchline::engine::{Evaluator, Options, Which};
use touchline::pipeline::Source;
use touchline::ruleset::{InputId, Ruleset, Type, Value};
use touchline::what_if::{Answer, AnswerValues, Change, value_of};

const TODAY: i32 = 20_609;
/// Two muscles by names that are hard to tell from words of the questionnaire, without a default.
const ODD: &str = r#"choice muscle: back, b, quit
input part: set of muscle
input sore: scale 0 to 10 for each muscle
input ill: yes or no for each muscle
  missing means no
input since: date, lasting
rule "Sore"
  when highest sore among part >= 5
  then rest
  because "Sore."
rule "Ill"
  when ill.back or ill.quit and since < today
  then modify
  because "Ill."
otherwise train
"#;

/// The built-in ones, and the odd one.
static ALL: LazyLock<Vec<Ruleset>> = LazyLock::new(|| {
    let built_in = touchline::built_in::names().filter_map(|name| {
        let source = Source::built_in(name).ok()?;
        Some(source.parse().ok()?.check().ok()?.ruleset)
    });
    let mut all: Vec<Ruleset> = built_in.collect();
    all.push(Ruleset::from_text("odd", ODD).expect("a ruleset"));
    all
});

fn empty(ruleset: &Ruleset) -> Days {
    let mut days = DaysBuilder::new(ruleset);
    days.row("Kim", TODAY);
    days.finish()
}

/// A line that answers what is asked; empty to skip it.
fn line(ruleset: &Ruleset, input: InputId, pick: &mut impl FnMut(usize) -> usize) -> String {
    let declared = ruleset.input(input);
    let values = AnswerValues::new(ruleset, &[]).of(input, None, TODAY);
    let text = |pick: &mut dyn FnMut(usize) -> usize| {
        let value = values[pick(values.len())];
        value_text(ruleset, &declared.ty, value)
    };
    if pick(8) == 0 {
        return String::new();
    }
    let Some(each) = declared.each else {
        return text(pick);
    };
    let members = &ruleset.choice(each).members;
    let mut parts = Vec::new();
    for member in members {
        if pick(2) == 0 {
            parts.push(format!("{member}: {}", text(pick)));
        }
    }
    match (parts.is_empty(), declared.default) {
        (true, Some(_)) => "none".into(),
        _ => parts.join("; "),
    }
}

fn values(questionnaire: &Questionnaire<'_>) -> Vec<NewValue> {
    let now = questionnaire.what_if();
    let ruleset = now.ruleset();
    let mut values = Vec::new();
    for (input, declared) in ruleset.inputs() {
        let before = values.len();
        let count = declared
            .each
            .map_or(0, |each| ruleset.choice(each).members.len());
        let members = (0u8..).take(count).map(Some);
        let alone = declared.each.is_none().then_some(None);
        for member in alone.into_iter().chain(members) {
            if let Some(held) = now.given(input, member) {
                values.push(NewValue {
                    input,
                    member,
                    value: Some(value_of(&declared.ty, held)),
                });
            }
        }
        if values.len() == before && declared.each.is_some() && now.is_answered(input) {
            values.push(NewValue {
                input,
                member: None,
                value: None,
            });
        }
    }
    values
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_questionnaire_is_sound(which in 0usize..100, seed in any::<u64>()) {
        let ruleset = &ALL[which % ALL.len()];
        let mut state = seed | 1;
        let mut pick = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % u64::try_from(below.max(1)).unwrap()).unwrap()
        };
        let days = empty(ruleset);
        let mut questionnaire =
            Questionnaire::new(ruleset, &days, 0, TODAY, &Options::default());
        let mut asked: BTreeSet<InputId> = BTreeSet::new();
        while let Some(question) = questionnaire.question() {
            let id = question.id();
            prop_assert!(asked.insert(id), "{} is asked twice", question.input().name);
            prop_assert!(!questionnaire.what_if().is_answered(id));
            let typed = line(ruleset, id, &mut pick);
            let entry = read(&question, &typed);
            let before = questionnaire.decision().cloned();
            match entry {
                Ok(Entry::Answer(input, changes)) => {
                    prop_assert_eq!(input, id);
                    questionnaire.answer(input, changes.clone());
                    // Back, and the same again.
                    let after = questionnaire.decision().cloned();
                    prop_assert!(questionnaire.back());
                    prop_assert_eq!(questionnaire.decision(), before.as_ref());
                    prop_assert_eq!(questionnaire.question().map(|asked| asked.id()), Some(id));
                    questionnaire.answer(input, changes);
                    prop_assert_eq!(questionnaire.decision(), after.as_ref());
                }
                Ok(Entry::Skip) => {
                    questionnaire.skip();
                    prop_assert!(questionnaire.back());
                    prop_assert_eq!(questionnaire.question().map(|asked| asked.id()), Some(id));
                    questionnaire.skip();
                    prop_assert_eq!(questionnaire.decision(), before.as_ref());
                }
                other => prop_assert!(false, "{typed:?} is read as {other:?}"),
            }
        }
        let decision = questionnaire.decision().cloned().expect("a decision");

        if decision.is_final {
            let tried = AnswerValues::new(ruleset, &[]);
            for (input, declared) in ruleset.inputs() {
                if questionnaire.what_if().is_answered(input) {
                    continue;
                }
                let each = declared.each.map(|_| 0);
                let variants: Vec<Vec<Change>> = tried
                    .of(input, None, TODAY)
                    .into_iter()
                    .map(|value| vec![Change { input, member: each, answer: Answer::Given(value) }])
                    .collect();
                for outcome in questionnaire.what_if().outcomes(&variants) {
                    prop_assert_eq!(outcome.verdict, decision.verdict, "{}", declared.name);
                }
            }
        }

        let row = NewRow {
            athlete: "Kim".into(),
            date: TODAY,
            values: values(&questionnaire),
        };
        for name in ["log.csv", "log.tsv", "log.json", "log.ndjson"] {
            let folder = tempfile::TempDir::new().expect("a folder");
            let path = folder.path().join(name);
            let options = data::Options::default();
            let bytes = data::with_row(ruleset, &path, &row, &options);
            let bytes = bytes.map_err(|error| TestCaseError::fail(error.message))?;
            std::fs::write(&path, bytes).expect("a file");
            let read = data::read_paths(ruleset, &[&path], &options).expect("good data");
            let options = Options { which: Which::On(TODAY), ..Options::default() };
            let again = Evaluator::new(ruleset).decide(&read.days, &options);
            prop_assert_eq!(again.first(), Some(&decision), "{}", name);
        }
    }
}

#[test]
fn words_that_are_members_are_answers() {
    let ruleset = Ruleset::from_text("odd", ODD).expect("a ruleset");
    let days = empty(&ruleset);
    let questionnaire = Questionnaire::new(&ruleset, &days, 0, TODAY, &Options::default());
    let mut inputs = ruleset.inputs();
    let (part, input) = inputs.find(|(_, input)| input.name == "part").expect("it");
    assert!(matches!(input.ty, Type::Set(_)));
    let question = questionnaire.about(part);
    let given = |mask| {
        let change = Change {
            input: part,
            member: None,
            answer: Answer::Given(Value::Set(mask)),
        };
        Ok(Entry::Answer(part, vec![change]))
    };
    assert_eq!(read(&question, "back"), given(1));
    assert_eq!(read(&question, "B, 3"), given(6));
    assert_eq!(read(&question, "quit"), given(4));
    assert_eq!(read(&question, "none"), given(0));
    assert_eq!(read(&question, "<"), Ok(Entry::Back));
    assert_eq!(read(&question, "quit!"), Ok(Entry::Quit));
    let help = question.help().join(" ");
    assert!(help.contains("`<` goes back, `quit!` leaves"), "{help}");
}
