//! `example` and `test`: in go their clauses and `cases`, out come what each gives,
//! examples unfolded, and what each expects.

use std::collections::HashMap;

use super::Checker;
use super::declarations::Declarations;
use super::given::{Day, Drafts, GivenTo};
use super::lets::depth_first;
use super::near_misses::fold;
use crate::ast::{self, CaseCell, CaseColumn, Expr};
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::ruleset::{Case, Example, Expected, Test};
use crate::span::Span;

/// The examples of a file: by name, and as they unfold.
#[derive(Default)]
struct Unfolded<'a> {
    places: HashMap<&'a str, usize>,
    /// `None` where one holds a mistake.
    drafts: Vec<Option<Drafts>>,
}

impl<'a> Checker<'a> {
    /// All examples, by name, and all tests, in the order written.
    pub(super) fn check_examples(
        &mut self,
        declarations: &Declarations<'a>,
    ) -> (Option<Vec<Example>>, Option<Vec<Test>>) {
        let (examples, tests) = (&declarations.examples, &declarations.tests);
        self.check_titles("example", examples.iter().map(|example| &example.title));
        self.check_titles("test", tests.iter().map(|test| &test.title));
        let mut sorted = examples.clone();
        sorted.sort_by_key(|example| &example.title.value);
        let unfolded = self.unfold(&sorted);
        let checked: Vec<Option<Example>> = sorted
            .iter()
            .zip(&unfolded.drafts)
            .map(|(example, drafts)| {
                let drafts = drafts.as_ref()?;
                Some(Example {
                    name: example.title.value.clone(),
                    given: self.resolve(drafts, drafts.today)?,
                    span: example.span,
                })
            })
            .collect();
        // By name while they are read, so that ids do not follow places.
        let mut order: Vec<usize> = (0..tests.len()).collect();
        order.sort_by_key(|&at| tests.get(at).map(|test| &test.title.value));
        let mut done: Vec<Option<Test>> = vec![None; tests.len()];
        for at in order {
            if let Some(test) = tests.get(at) {
                done[at] = self.test(test, &unfolded, declarations);
            }
        }
        (checked.into_iter().collect(), done.into_iter().collect())
    }

    /// What each example gives, those it starts from included.
    fn unfold(&mut self, examples: &[&'a ast::ExampleDecl]) -> Unfolded<'a> {
        let mut unfolded = Unfolded::default();
        for (at, example) in examples.iter().enumerate() {
            unfolded.places.entry(&example.title.value).or_insert(at);
        }
        unfolded.drafts = vec![None; examples.len()];
        let starts: Vec<Vec<usize>> = examples
            .iter()
            .map(|example| {
                let named = example.given.iter().filter_map(|given| match given {
                    ast::Given::Example(name) => unfolded.places.get(name.value.as_str()),
                    _ => None,
                });
                named.copied().collect()
            })
            .collect();
        let order = depth_first(&starts);
        let mut done = vec![false; examples.len()];
        for at in order {
            if let Some(example) = examples.get(at) {
                let circular = starts[at].iter().any(|&start| !done[start]);
                if circular {
                    self.report_circular_example(example);
                } else {
                    unfolded.drafts[at] = self.drafts(&example.given, &unfolded);
                }
            }
            done[at] = true;
        }
        unfolded
    }

    fn report_circular_example(&mut self, example: &ast::ExampleDecl) {
        self.report(
            Diagnostic::error(
                Code::BadTest,
                format!("the example \"{}\" starts from itself", example.title.value),
            )
            .label(example.title.span, "in the end it starts from this again")
            .help("let it start from another example, or give its values here"),
        );
    }

    /// What clauses give, one after the other.
    fn drafts(&mut self, given: &[ast::Given], examples: &Unfolded) -> Option<Drafts> {
        let mut drafts = Some(Drafts::default());
        for clause in given {
            let ok = match clause {
                ast::Given::Example(name) => self.start_from(name, examples, &mut drafts),
                ast::Given::Value { path, value } => self.give(path, value, &mut drafts),
                ast::Given::Today { date, span } => {
                    let today = self.today_of(date, *span);
                    if let (Some(drafts), Some(today)) = (&mut drafts, today) {
                        drafts.today = Some(today);
                    }
                    today.map(|_| ())
                }
                ast::Given::Days(table) => self.give_days(table, &mut drafts),
            };
            if ok.is_none() {
                drafts = None;
            }
        }
        drafts
    }

    fn start_from(
        &mut self,
        name: &ast::Text,
        examples: &Unfolded,
        drafts: &mut Option<Drafts>,
    ) -> Option<()> {
        let Some(&at) = examples.places.get(name.value.as_str()) else {
            if self
                .left_out
                .titles(&name.value, examples.places.keys().copied())
            {
                return None;
            }
            let mut known = self.guesses(examples.places.keys().copied());
            known.sort_unstable();
            let diagnostic = Diagnostic::error(
                Code::UnknownRule,
                format!("there is no example \"{}\"", name.value),
            )
            .label(name.span, "not declared");
            if let Some((input, what, _)) = self.asked_as(&fold(&name.value)) {
                let help = format!(
                    "that is {what} `{input}`: to give its answer, write `given {input} = …`"
                );
                self.report(diagnostic.help(help));
                return None;
            }
            self.report(suggest_title(diagnostic, name, &known, "example"));
            return None;
        };
        let example = examples.drafts.get(at)?.as_ref()?;
        let drafts = drafts.as_mut()?;
        drafts.today = example.today.or(drafts.today);
        for draft in example.drafts() {
            self.spend(name.span)?;
            drafts.add(draft);
        }
        Some(())
    }

    fn test(
        &mut self,
        test: &ast::TestDecl,
        examples: &Unfolded,
        declarations: &Declarations<'a>,
    ) -> Option<Test> {
        self.check_expects_something(test);
        let drafts = self.drafts(&test.given, examples);
        let given = match &drafts {
            Some(drafts) => {
                let by_case = test.cases.as_ref().is_some_and(|cases| {
                    cases
                        .columns
                        .iter()
                        .any(|column| matches!(column, CaseColumn::Today(_)))
                });
                let dated = drafts.drafts().find(|d| matches!(d.day, Day::On(_)));
                match dated {
                    Some(draft) if by_case => {
                        self.report_dates_and_cases(draft.span);
                        None
                    }
                    _ => self.resolve(drafts, drafts.today),
                }
            }
            None => None,
        };
        let cases = match &test.cases {
            None => Some(Vec::new()),
            Some(cases) => self.cases(cases, declarations),
        };
        let expects = self.expects(test.expects.iter(), declarations);
        Some(Test {
            name: test.title.value.clone(),
            today: drafts.as_ref()?.today,
            given: given?,
            cases: cases?,
            expects: expects?,
            span: test.span,
        })
    }

    /// A test, or a case, that expects nothing would pass whatever the rules say.
    fn check_expects_something(&mut self, test: &ast::TestDecl) {
        if !test.expects.is_empty() {
            return;
        }
        let name = &test.title.value;
        let (span, message) = match &test.cases {
            None => (
                test.title.span,
                format!("the test \"{name}\" expects nothing"),
            ),
            Some(table) => {
                let expects = |cells: &[CaseCell]| {
                    cells.iter().any(|cell| matches!(cell, CaseCell::Expect(_)))
                };
                match table.rows.iter().find(|(_, cells)| !expects(cells)) {
                    Some((span, _)) => (*span, format!("a case of \"{name}\" expects nothing")),
                    None => return,
                }
            }
        };
        self.report(
            Diagnostic::error(Code::BadTest, message)
                .label(span, "passes whatever the rules say")
                .help("say what should come out, as in `expect train`"),
        );
    }

    fn report_dates_and_cases(&mut self, span: Span) {
        self.report(
            Diagnostic::error(
                Code::BadTest,
                "dates cannot be given where each case has its own today",
            )
            .label(span, "given on a date")
            .help("count back instead, as in `3 days ago`"),
        );
    }

    fn cases(
        &mut self,
        table: &ast::CaseTable,
        declarations: &Declarations<'a>,
    ) -> Option<Vec<Case>> {
        let columns: Vec<Option<GivenTo>> = table
            .columns
            .iter()
            .map(|column| match column {
                CaseColumn::Given(path) => self.given_to(path),
                CaseColumn::Today(_) | CaseColumn::Expect(_) => None,
            })
            .collect();
        self.check_columns(table.columns.iter().filter_map(|column| match column {
            CaseColumn::Given(path) => Some(path),
            _ => None,
        }));
        let cases: Vec<Option<Case>> = table
            .rows
            .iter()
            .map(|(span, cells)| self.case(*span, cells, &columns, &table.columns, declarations))
            .collect();
        cases.into_iter().collect()
    }

    fn case(
        &mut self,
        span: Span,
        cells: &[CaseCell],
        columns: &[Option<GivenTo>],
        heads: &[CaseColumn],
        declarations: &Declarations<'a>,
    ) -> Option<Case> {
        let mut drafts = Some(Drafts::default());
        let mut expects: Vec<Option<Expected>> = Vec::new();
        let mut whole = Some(());
        for ((cell, to), head) in cells.iter().zip(columns).zip(heads) {
            let ok = match (cell, head) {
                (CaseCell::Empty, _) => Some(()),
                (CaseCell::Value(value), CaseColumn::Given(path)) => match to {
                    Some(to) => self
                        .given_values(to, path, value)
                        .and_then(|values| self.put(values, Day::Ago(0), value.span, &mut drafts)),
                    None => None,
                },
                (CaseCell::Value(value), CaseColumn::Today(span)) => {
                    let today = self.today_of(value, *span);
                    if let Some(drafts) = &mut drafts {
                        drafts.today = today;
                    }
                    today.map(|_| ())
                }
                (CaseCell::Expect(expect), _) => {
                    expects.push(self.expect(expect, declarations));
                    Some(())
                }
                (CaseCell::Value(value), CaseColumn::Expect(_)) => {
                    self.report_no_expectation(value);
                    None
                }
            };
            if ok.is_none() {
                whole = None;
            }
        }
        whole?;
        let drafts = drafts?;
        Some(Case {
            given: self.resolve(&drafts, drafts.today)?,
            today: drafts.today,
            expects: expects.into_iter().collect::<Option<_>>()?,
            span,
        })
    }

    fn report_no_expectation(&mut self, value: &Expr) {
        let quoted = self.quote(value.span);
        self.report(
            Diagnostic::error(
                Code::BadTest,
                format!("{quoted} is not something to expect"),
            )
            .label(value.span, "below `expect`")
            .help("write a verdict, as in `modify` or `train for now`, or a condition"),
        );
    }
}

/// Adds the nearest title, or the first few that there are.
pub(super) fn suggest_title(
    diagnostic: Diagnostic,
    name: &ast::Text,
    known: &[&str],
    kind: &str,
) -> Diagnostic {
    match nearest(&name.value, known.iter().copied()) {
        Some(near) => diagnostic
            .help(format!("did you mean \"{near}\"?"))
            .fix(name.span, format!("\"{near}\"")),
        None if known.is_empty() => {
            diagnostic.help(format!("name a {kind} of this file, letter by letter"))
        }
        None => {
            let shown: Vec<String> = known.iter().take(5).map(|n| format!("\"{n}\"")).collect();
            let more = if known.len() > 5 { ", …" } else { "" };
            let there = if known.len() == 1 {
                "there is"
            } else {
                "there are"
            };
            diagnostic.help(format!("{there} {}{more}", shown.join(", ")))
        }
    }
}
