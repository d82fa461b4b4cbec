//! Headers for columns that are new: in goes a ruleset, out comes for each of its
//! questions a header that is read as that question.

use super::headers::{Headers, Meaning, Rows};
use crate::days::Layout;
use crate::ruleset::{InputId, Ruleset};

/// What a column of a file to fill in is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnOf {
    /// Who was asked.
    Athlete,
    /// The day.
    Date,
    /// An input or a plan value; of a map one member, by its place in the choice.
    Input(InputId, Option<u8>),
}

/// A column of a file to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewColumn {
    /// Its header, which no other column of the file has.
    pub header: String,
    /// What stands below it.
    pub of: ColumnOf,
}

/// The columns of a file to fill in: athlete, date, then each of these inputs, a map with a column
/// for each of its members. All that [`super::read`] asks for stands in them.
pub fn new_columns(ruleset: &Ruleset, inputs: &[InputId]) -> Vec<NewColumn> {
    let headers = NewHeaders::new(ruleset);
    let column = |of| move |header| NewColumn { header, of };
    let athlete = headers.athlete().map(column(ColumnOf::Athlete));
    let date = headers.date().map(column(ColumnOf::Date));
    let mut columns: Vec<NewColumn> = athlete.into_iter().chain(date).collect();
    for &id in inputs {
        let members = ruleset.input(id).each.map(|each| {
            let count = ruleset.choice(each).members.len();
            (0..u8::MAX).take(count)
        });
        let of: Vec<Option<u8>> = match members {
            Some(members) => members.map(Some).collect(),
            None => vec![None],
        };
        let of = of.into_iter().map(|member| NewColumn {
            header: headers.input(id, member),
            of: ColumnOf::Input(id, member),
        });
        columns.extend(of);
    }
    columns
}

/// Chooses headers.
pub(super) struct NewHeaders<'a> {
    ruleset: &'a Ruleset,
    pub headers: Headers<'a>,
    layout: Layout,
}

impl<'a> NewHeaders<'a> {
    pub fn new(ruleset: &'a Ruleset) -> Self {
        Self {
            ruleset,
            headers: Headers::new(ruleset, Rows::Days),
            layout: Layout::new(ruleset),
        }
    }

    /// `None` where the ruleset has every such name for something else.
    pub fn athlete(&self) -> Option<String> {
        let is_athlete = |meaning| matches!(meaning, Meaning::Athlete { .. });
        self.naming("athlete", &self.ruleset.athlete_columns, is_athlete)
    }

    /// Likewise.
    pub fn date(&self) -> Option<String> {
        let is_date = |meaning| matches!(meaning, Meaning::Date { .. });
        self.naming("date", &self.ruleset.date_columns, is_date)
    }

    /// The usual header, unless the ruleset has that name for something else.
    fn naming(
        &self,
        usual: &str,
        declared: &[String],
        is: impl Fn(Meaning) -> bool,
    ) -> Option<String> {
        let names = declared.iter().map(String::as_str);
        let mut names = [usual].into_iter().chain(names);
        let name = names.find(|name| is(self.headers.meaning(name)));
        name.map(str::to_owned)
    }

    /// The name of the input, unless that is read as something else.
    pub fn input(&self, id: InputId, member: Option<u8>) -> String {
        let input = self.ruleset.input(id);
        let member_name = input.each.zip(member).and_then(|(each, member)| {
            let members = &self.ruleset.choice(each).members;
            members.get(usize::from(member))
        });
        let header = |name: &String| match member_name {
            Some(member) => format!("{name}.{member}"),
            None => name.clone(),
        };
        let slot = match (input.each, member) {
            (Some(each), None) => {
                let count = self.ruleset.choice(each).members.len();
                self.layout.answered(id, count)
            }
            _ => self.layout.slot(id, member),
        };
        let is_read_so = |header: &String| {
            let meaning = self.headers.meaning(header);
            matches!(meaning, Meaning::Field(field) if field.slot == slot)
        };
        let usual = header(&input.name);
        let mut headers = std::iter::once(usual.clone()).chain(input.columns.iter().map(header));
        headers.find(is_read_so).unwrap_or(usual)
    }
}

#[cfg(test)]
mod tests {
    use super::new_columns;
    use crate::ruleset::Ruleset;

    fn headers(text: &str) -> Vec<String> {
        let ruleset = Ruleset::from_text("test", text).unwrap();
        let inputs: Vec<_> = ruleset.inputs().map(|(id, _)| id).collect();
        let columns = new_columns(&ruleset, &inputs);
        columns.into_iter().map(|column| column.header).collect()
    }

    const RULE: &str =
        "rule \"Ill\"\n  when ill\n  then rest\n  because \"Ill.\"\notherwise train\n";

    #[test]
    fn names_that_are_taken_give_way_to_declared_ones() {
        let usual = headers(&format!("input ill: yes or no\n{RULE}"));
        assert_eq!(usual, ["athlete", "date", "ill"]);
        let taken = headers(&format!(
            "ruleset \"Test\"\n  athlete column \"Name\"\n  date column \"Day\"\ninput date: yes or no\ninput ill: yes or no\nrule \"Date\"\n  when date\n  then rest\n  because \"So.\"\n{RULE}"
        ));
        assert_eq!(taken, ["athlete", "Day", "date", "ill"]);
    }
}
