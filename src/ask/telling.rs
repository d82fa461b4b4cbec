//! Which question tells most: in go the questions that could be asked, out comes
//! the one whose answers leave the fewest verdicts possible on average.

use crate::ruleset::{InputId, Value};
use crate::what_if::{Answer, AnswerValues, Change, WhatIf};

/// Rows that may be decided for one question.
const MOST_ROWS: usize = 100_000;
/// Answers that are tried of one question.
const MOST_ANSWERS: usize = 64;
/// Values that are tried of one member of a map.
const MOST_OF_MEMBER: usize = 8;

/// The one that tells most; of several the first.
pub(super) fn most_telling(
    day: &WhatIf<'_>,
    values: &AnswerValues<'_>,
    questions: &[InputId],
) -> Option<InputId> {
    let left = |&input: &InputId| {
        let answers = answers(day, values, input);
        let outcomes = day.outcomes(&answers);
        let possible: usize = outcomes.iter().map(|outcome| outcome.possible.len()).sum();
        // A ratio of small counts, compared as a fraction: nothing is rounded.
        (input, possible, outcomes.len().max(1))
    };
    let measured: Vec<_> = questions.iter().map(left).collect();
    let best = measured
        .into_iter()
        .reduce(|best, next| match next.1 * best.2 < best.1 * next.2 {
            true => next,
            false => best,
        });
    best.map(|(input, ..)| input)
}

/// Answers to a question, from one end of what it can be to the other.
fn answers(day: &WhatIf<'_>, values: &AnswerValues<'_>, input: InputId) -> Vec<Vec<Change>> {
    let most = (MOST_ROWS / day.days().len().max(1)).clamp(4, MOST_ANSWERS);
    let of_one = values.of(input, None, day.day());
    let given = |member: Option<u8>, value: Value| Change {
        input,
        member,
        answer: Answer::Given(value),
    };
    let ruleset = day.ruleset();
    let declared = ruleset.input(input);
    let Some(each) = declared.each else {
        let answers = of_one.into_iter().map(|value| vec![given(None, value)]);
        return spread(answers.collect(), most);
    };
    let members = ruleset.choice(each).members.len();
    let open = (0u8..).take(members);
    let open: Vec<u8> = open
        .filter(|&member| day.given(input, Some(member)).is_none())
        .collect();
    let of_one = spread(of_one, MOST_OF_MEMBER);
    let mut answers: Vec<Vec<Change>> = Vec::new();
    if declared.default.is_some() {
        let none = Change {
            input,
            member: None,
            answer: Answer::NoMember,
        };
        answers.push(vec![none]);
        for &member in &open {
            answers.extend(of_one.iter().map(|&value| vec![given(Some(member), value)]));
        }
    }
    let all = |value: Value| {
        let open = open.iter();
        open.map(|&member| given(Some(member), value)).collect()
    };
    answers.extend(of_one.iter().copied().map(all));
    spread(answers, most)
}

/// At most so many, evenly spread, the first and the last among them.
fn spread<T>(all: Vec<T>, most: usize) -> Vec<T> {
    let (count, last) = (all.len(), most.saturating_sub(1).max(1));
    if count <= most {
        return all;
    }
    let kept: Vec<usize> = (0..most).map(|at| at * (count - 1) / last).collect();
    let all = all.into_iter().enumerate();
    all.filter(|(at, _)| kept.contains(at))
        .map(|(_, item)| item)
        .collect()
}
