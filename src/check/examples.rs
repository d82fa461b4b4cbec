//! `example` and `test`: in go `given` clauses, tables of days and `cases`, out
//! come values by input, member and day, examples unfolded, dates counted back.

use std::collections::HashMap;

use super::declarations::Declarations;
use super::lets::depth_first;
use super::types::DeclaredType;
use super::{Checker, names};
use crate::ast::{self, CaseCell, CaseColumn, DaySpec, Expr, Ident};
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::ruleset::{Case, Example, Expected, Given, GivenValue, InputId, Target, Test, Value};
use crate::span::Span;

/// How many values the tests of one file may give.
pub(super) const MOST_GIVEN: usize = 2_000_000;

/// How far back a test may give values.
const MOST_DAYS: u32 = 3660;

/// The day a value is given on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Day {
    Ago(u32),
    /// Days since 1970-01-01; counted back once the test's today is known.
    On(i32),
}

/// A value given, its day as written.
#[derive(Clone, Copy)]
struct Draft {
    target: Target,
    day: Day,
    value: GivenValue,
    span: Span,
}

/// What clauses give, a later one in place of an earlier one.
#[derive(Clone, Default)]
struct Drafts {
    today: Option<i32>,
    list: Vec<Option<Draft>>,
    places: HashMap<(Target, Day), usize>,
}

impl Drafts {
    fn add(&mut self, draft: Draft) {
        if let (Target::Input(input), GivenValue::Answered) = (draft.target, draft.value) {
            for member in 0..64 {
                self.forget(Target::Member(input, member), draft.day);
            }
        }
        self.forget(draft.target, draft.day);
        self.places
            .insert((draft.target, draft.day), self.list.len());
        self.list.push(Some(draft));
    }

    fn forget(&mut self, target: Target, day: Day) {
        if let Some(place) = self.places.remove(&(target, day))
            && let Some(slot) = self.list.get_mut(place)
        {
            *slot = None;
        }
    }

    fn drafts(&self) -> impl Iterator<Item = Draft> {
        self.list.iter().flatten().copied()
    }
}

/// What a name in a test stands for.
enum GivenTo {
    Input(InputId, DeclaredType),
    Member(InputId, u8, DeclaredType),
    Setting(Target, crate::ruleset::Type),
}

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
            if !self.names_elsewhere {
                let known = {
                    let mut known: Vec<&str> = examples.places.keys().copied().collect();
                    known.sort_unstable();
                    known
                };
                let diagnostic = Diagnostic::error(
                    Code::UnknownRule,
                    format!("there is no example \"{}\"", name.value),
                )
                .label(name.span, "not declared");
                self.report(suggest_title(diagnostic, name, &known, "example"));
            }
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

    /// Counts the values given in the file.
    fn spend(&mut self, span: Span) -> Option<()> {
        if self.given_left == 0 {
            return None;
        }
        self.given_left -= 1;
        if self.given_left == 0 {
            self.report(
                Diagnostic::error(
                    Code::BadTest,
                    format!("the tests of this file give more than {MOST_GIVEN} values"),
                )
                .label(span, "here it becomes too many")
                .help("give fewer days, or split the file"),
            );
            return None;
        }
        Some(())
    }

    fn give(&mut self, path: &ast::Path, value: &Expr, drafts: &mut Option<Drafts>) -> Option<()> {
        let to = self.given_to(path)?;
        let values = self.given_values(&to, path, value)?;
        let span = path.span().to(value.span);
        self.put(values, Day::Ago(0), span, drafts)
    }

    fn put(
        &mut self,
        values: Vec<(Target, GivenValue)>,
        day: Day,
        span: Span,
        drafts: &mut Option<Drafts>,
    ) -> Option<()> {
        for (target, value) in values {
            self.spend(span)?;
            if let Some(drafts) = drafts {
                drafts.add(Draft {
                    target,
                    day,
                    value,
                    span,
                });
            }
        }
        Some(())
    }

    fn given_to(&mut self, path: &ast::Path) -> Option<GivenTo> {
        let ident = &path.name;
        let named = self.lookup(ident, |named| {
            matches!(named, names::Named::Input(_) | names::Named::Setting(_))
        })?;
        match (named, &path.member) {
            (names::Named::Input(id), member) => {
                let declared = self.input(id).ty.clone()?;
                match (member, declared.each) {
                    (None, _) => Some(GivenTo::Input(id, declared)),
                    (Some(member), Some(choice)) => {
                        let member = self.expect_member(choice, member)?;
                        Some(GivenTo::Member(id, member, declared))
                    }
                    (Some(_), None) => {
                        self.report_no_map(ident, path.span());
                        None
                    }
                }
            }
            (names::Named::Setting(id), None) => {
                let ty = self.setting(id).ty.clone()?;
                Some(GivenTo::Setting(Target::Setting(id), ty))
            }
            (names::Named::Setting(_), Some(_)) => {
                self.report_no_map(ident, path.span());
                None
            }
            (other, _) => {
                self.report_not_given(ident, other);
                None
            }
        }
    }

    fn report_not_given(&mut self, ident: &Ident, named: names::Named) {
        let name = &ident.name;
        let mut diagnostic = Diagnostic::error(
            Code::BadTest,
            format!("`{name}` is {}, so a test cannot give it", named.what()),
        )
        .label(ident.span, "not an input, a plan value or a setting");
        if let Some(span) = self.names.span(name) {
            diagnostic = diagnostic.label(span, "declared here");
        }
        let help = match named {
            names::Named::Let(_) => format!(
                "give the inputs that `{name}` is worked out from, and `expect {name} is …`"
            ),
            _ => "give inputs, plan values and settings".to_owned(),
        };
        self.report(diagnostic.help(help));
    }

    fn given_values(
        &mut self,
        to: &GivenTo,
        path: &ast::Path,
        value: &Expr,
    ) -> Option<Vec<(Target, GivenValue)>> {
        let ident = self.declared_ident(&path.name);
        match to {
            GivenTo::Setting(target, ty) => {
                let value = self.given_value(value, ty, &ident)?;
                Some(vec![(*target, value)])
            }
            GivenTo::Member(id, member, declared) => {
                let value = self.given_value(value, &declared.ty, &ident)?;
                Some(vec![(Target::Member(*id, *member), value)])
            }
            GivenTo::Input(id, declared) if declared.each.is_some() => {
                self.given_map(*id, declared, &ident, value)
            }
            GivenTo::Input(id, declared) => {
                let value = self.given_value(value, &declared.ty, &ident)?;
                Some(vec![(Target::Input(*id), value)])
            }
        }
    }

    /// The name with the place where it is declared.
    pub(super) fn declared_ident(&self, ident: &Ident) -> Ident {
        Ident {
            name: ident.name.clone(),
            span: self.names.span(&ident.name).unwrap_or(ident.span),
        }
    }

    fn given_value(
        &mut self,
        value: &Expr,
        ty: &crate::ruleset::Type,
        ident: &Ident,
    ) -> Option<GivenValue> {
        Some(match self.constant_of(value, ty, ident)? {
            super::constant::Constant::Value(value) => GivenValue::Value(value),
            super::constant::Constant::FromToday(days) => GivenValue::DaysFromToday(days),
        })
    }

    /// `{quads: 5}`, `{}`: an answered map, and its entries.
    fn given_map(
        &mut self,
        id: InputId,
        declared: &DeclaredType,
        ident: &Ident,
        value: &Expr,
    ) -> Option<Vec<(Target, GivenValue)>> {
        let choice = declared.each?;
        let mut values = vec![(Target::Input(id), GivenValue::Answered)];
        match &value.kind {
            ast::ExprKind::Set(items) if items.is_empty() => Some(values),
            ast::ExprKind::Map(entries) => {
                let members: Vec<Ident> = entries.iter().map(|(m, _)| m.clone()).collect();
                self.check_distinct(&members, "this answer");
                let mut whole = true;
                for (member, value) in entries {
                    let member = self.expect_member(choice, member);
                    let value = self.given_value(value, &declared.ty, ident);
                    match member.zip(value) {
                        Some((member, value)) => values.push((Target::Member(id, member), value)),
                        None => whole = false,
                    }
                }
                whole.then_some(values)
            }
            _ => {
                let name = &ident.name;
                let choice = self.choice(choice);
                let member = choice.members.first().map_or("…", String::as_str);
                let diagnostic = Diagnostic::error(
                    Code::MapNeedsMember,
                    format!("`{name}` has a value for each {}", choice.name),
                )
                .label(value.span, "values of which members?")
                .label(ident.span, "declared here")
                .help(format!(
                    "write `{name} = {{{member}: …}}`, or `{name}.{member} = …`; \
                     `{name} = {{}}` is an answer without entries"
                ));
                self.report(diagnostic);
                None
            }
        }
    }

    fn today_of(&mut self, date: &Expr, span: Span) -> Option<i32> {
        let ident = Ident {
            name: "today".to_owned(),
            span,
        };
        match self.constant_of(date, &crate::ruleset::Type::Date, &ident)? {
            super::constant::Constant::Value(Value::Date(day)) => Some(day),
            _ => {
                self.report(
                    Diagnostic::error(Code::NotConstant, "`today` must be given as a date")
                        .label(date.span, "not a date")
                        .help("write the date itself, as in `given today = 2026-06-05`"),
                );
                None
            }
        }
    }

    fn give_days(&mut self, table: &ast::DayTable, drafts: &mut Option<Drafts>) -> Option<()> {
        let mut whole = Some(());
        let columns: Vec<Option<GivenTo>> = table
            .columns
            .iter()
            .map(|path| {
                let to = self.given_to(path)?;
                if let GivenTo::Setting(..) = to {
                    self.report_setting_day(path);
                    return None;
                }
                Some(to)
            })
            .collect();
        self.check_columns(table.columns.iter());
        for (day, span, cells) in &table.rows {
            let days = self.days_of(*day, *span);
            for ((cell, to), path) in cells.iter().zip(&columns).zip(&table.columns) {
                let Some(cell) = cell else { continue };
                let values = match to {
                    Some(to) => self.given_values(to, path, cell),
                    None => None,
                };
                let (Some(values), Some(days)) = (values, &days) else {
                    whole = None;
                    continue;
                };
                for &day in days {
                    self.put(values.clone(), day, cell.span, drafts)?;
                }
            }
            if days.is_none() {
                whole = None;
            }
        }
        whole
    }

    fn report_setting_day(&mut self, path: &ast::Path) {
        let name = &path.name.name;
        self.report(
            Diagnostic::error(
                Code::BadTest,
                format!("`{name}` is a setting, and settings have no days"),
            )
            .label(path.span(), "one value for the whole test")
            .help(format!("give it on its own line, as in `given {name} = …`")),
        );
    }

    fn check_columns<'p>(&mut self, paths: impl Iterator<Item = &'p ast::Path>) {
        let idents: Vec<Ident> = paths
            .map(|path| Ident {
                name: match &path.member {
                    Some(member) => format!("{}.{}", path.name.name, member.name),
                    None => path.name.name.clone(),
                },
                span: path.span(),
            })
            .collect();
        self.check_distinct(&idents, "this table's header");
    }

    /// The days of a row, the earliest first.
    fn days_of(&mut self, day: DaySpec, span: Span) -> Option<Vec<Day>> {
        match day {
            DaySpec::Ago { from, to } => {
                let (early, late) = (from.max(to), from.min(to));
                if early > MOST_DAYS {
                    self.report_too_far(span);
                    return None;
                }
                Some((late..=early).rev().map(Day::Ago).collect())
            }
            DaySpec::Date { year, month, day } => {
                let date = self.days_since_epoch(year, month, day, span)?;
                Some(vec![Day::On(date)])
            }
        }
    }

    fn report_too_far(&mut self, span: Span) {
        self.report(
            Diagnostic::error(
                Code::BadTest,
                format!("a test looks back at most {MOST_DAYS} days"),
            )
            .label(span, "too long ago")
            .help("give a day within ten years of the test's today"),
        );
    }

    /// The values with their days counted back from today.
    fn resolve(&mut self, drafts: &Drafts, today: Option<i32>) -> Option<Vec<Given>> {
        let mut given = Vec::new();
        let mut wrong: Option<Span> = None;
        for draft in drafts.drafts() {
            let days_ago = match draft.day {
                Day::Ago(days) => Some(days),
                Day::On(date) => self.days_before(date, today, draft.span, &mut wrong),
            };
            if let Some(days_ago) = days_ago {
                given.push(Given {
                    target: draft.target,
                    days_ago,
                    value: draft.value,
                    span: draft.span,
                });
            }
        }
        wrong.is_none().then_some(given)
    }

    /// One message a test: what is wrong with one date is wrong with the others.
    fn days_before(
        &mut self,
        date: i32,
        today: Option<i32>,
        span: Span,
        wrong: &mut Option<Span>,
    ) -> Option<u32> {
        let ago = today.map(|today| i64::from(today) - i64::from(date));
        let days = ago.and_then(|ago| u32::try_from(ago).ok());
        if let Some(days) = days
            && days <= MOST_DAYS
        {
            return Some(days);
        }
        if wrong.replace(span).is_none() {
            match ago {
                None => self.report(
                    Diagnostic::error(
                        Code::BadTest,
                        "a test with dates needs to say which day is today",
                    )
                    .label(span, "given on a date")
                    .help("add `given today = 2026-06-05` with the day that is decided"),
                ),
                Some(_) if days.is_none() => self.report(
                    Diagnostic::error(Code::BadTest, "nothing can be given after today")
                        .label(span, "later than the test's today")
                        .help("give an earlier date, or a later `today`"),
                ),
                Some(_) => self.report_too_far(span),
            }
        }
        None
    }

    fn test(
        &mut self,
        test: &ast::TestDecl,
        examples: &Unfolded,
        declarations: &Declarations<'a>,
    ) -> Option<Test> {
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
        None if known.is_empty() => diagnostic.help(format!("the file has no {kind}s")),
        None => {
            let shown: Vec<String> = known.iter().take(5).map(|n| format!("\"{n}\"")).collect();
            let more = if known.len() > 5 { ", …" } else { "" };
            diagnostic.help(format!("there are {}{more}", shown.join(", ")))
        }
    }
}
