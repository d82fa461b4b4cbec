//! Names that are meant otherwise than by a slip in a letter: in goes a name that
//! is declared nowhere, out comes what the ruleset shows it to mean: a question or a
//! header in place of the input's name, a member without its choice, a unit, the
//! title of a rule, or what another ruleset declares.

use super::Checker;
use super::names::{Named, did_you_mean};
use crate::ast::{Declaration, Ident, Program};
use crate::built_in;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ChoiceId, Type};
use crate::span::Span;
use crate::units::Unit;

/// Shorter words say too little to be found in a question.
const SHORTEST_WORD: usize = 4;
/// So many names are told among which one may be meant.
const MOST_NAMED: usize = 3;

/// A title of something that is no value, with where it stands.
pub(super) struct Titled {
    folded: String,
    what: &'static str,
    span: Span,
}

/// The titles of rules, tables and tests, and what `let`s are about.
pub(super) fn titles(program: &Program) -> Vec<Titled> {
    let declarations = program.files().flat_map(|file| &file.declarations);
    let titled = declarations.filter_map(|declaration| {
        let (title, what) = match declaration {
            Declaration::Rule(rule) => (&rule.title, "a rule"),
            Declaration::Table(table) => (&table.title, "a table"),
            Declaration::Test(test) => (&test.title, "a test"),
            Declaration::Example(example) => (&example.title, "an example"),
            _ => return None,
        };
        Some(Titled {
            folded: fold(&title.value),
            what,
            span: title.span,
        })
    });
    titled.collect()
}

impl<'a> Checker<'a> {
    /// What is meant by a name that is exactly something else than a name. It comes
    /// before any guess at a slip.
    pub(super) fn meant_exactly(
        &self,
        ident: &Ident,
        pass: impl Fn(Named) -> bool,
    ) -> Option<Diagnostic> {
        let folded = fold(&ident.name);
        if let Some(name) = self.alike(&folded, pass) {
            return Some(did_you_mean(undeclared(ident), ident.span, name));
        }
        if let [owner, ..] = self.owners(&ident.name).as_slice() {
            return Some(self.lone_member(ident, *owner));
        }
        match folded.as_str() {
            "date" | "now" => {
                return Some(
                    undeclared(ident)
                        .help("the day that is decided is called `today`")
                        .fix(ident.span, "today"),
                );
            }
            "athlete" | "athletes" | "player" | "players" => {
                return Some(undeclared(ident).help(
                    "a rule speaks of one athlete at a time, and names only what is known of him \
                     or her: declare that with `input`",
                ));
            }
            _ => {}
        }
        if let Some((name, what, span)) = self.asked_as(&folded) {
            let message = format!("`{}` is {what} `{name}`, not its name", ident.name);
            return Some(
                Diagnostic::error(Code::UnknownName, message)
                    .label(ident.span, "rules go by the name")
                    .label(span, format!("{what} `{name}`"))
                    .help(format!("write `{name}`"))
                    .fix(ident.span, name),
            );
        }
        None
    }

    /// What may be meant where no declared name is near.
    pub(super) fn meant_otherwise(&self, ident: &Ident) -> Option<Diagnostic> {
        let name = ident.name.as_str();
        let folded = fold(name);
        if let Some(titled) = self.titles.iter().find(|titled| titled.folded == folded) {
            let message = format!(
                "`{name}` is what {} is called, and not a value",
                titled.what
            );
            return Some(
                Diagnostic::error(Code::UnknownName, message)
                    .label(ident.span, "a value or a condition is needed")
                    .label(titled.span, "called so here")
                    .help("to use a condition twice, give it a name with `let`, and use that in both places"),
            );
        }
        if let Some(found) = self.unit_as_name(ident) {
            return Some(found);
        }
        let words = self.sharing_words(name);
        match words.as_slice() {
            [(one, None)] => return Some(did_you_mean(undeclared(ident), ident.span, one)),
            [(one, Some(asked))] => {
                return Some(
                    undeclared(ident)
                        .label(*asked, format!("what `{one}` asks"))
                        .help(format!("did you mean `{one}`?"))
                        .fix(ident.span, *one),
                );
            }
            [] => {}
            several => {
                let names = several.iter().take(MOST_NAMED);
                let names: Vec<String> = names.map(|(name, _)| format!("`{name}`")).collect();
                let help = format!("did you mean one of {}?", names.join(", "));
                return Some(undeclared(ident).help(help));
            }
        }
        let ruleset = declaring_built_in(name)?;
        Some(undeclared(ident).help(format!(
            "`@{ruleset}` declares it: to use that, write `include \"@{ruleset}\"` at the left edge"
        )))
    }

    /// The declared name that differs only in case, `_` or a plural's `s`.
    fn alike(&self, folded: &str, pass: impl Fn(Named) -> bool) -> Option<&'a str> {
        let names = self.names.passing(pass);
        let same = names.iter().find(|known| fold(known) == folded);
        let one = |name: &str| name.strip_suffix('s').unwrap_or(name).to_owned();
        same.or_else(|| names.iter().find(|known| one(&fold(known)) == one(folded)))
            .copied()
    }

    /// The input that asks so, or has such a header: its name, which of both, and where.
    pub(super) fn asked_as(&self, folded: &str) -> Option<(&'a str, &'static str, Span)> {
        if folded.is_empty() {
            return None;
        }
        let mut inputs = self.inputs.iter();
        inputs.find_map(|input| {
            let decl = input.decl;
            let name = decl.name.name.as_str();
            let asks = decl.ask.iter().find(|ask| fold(&ask.value) == folded);
            if let Some(ask) = asks {
                return Some((name, "the question of", ask.span));
            }
            let mut columns = decl.columns.iter();
            let column = columns.find(|column| fold(&column.value) == folded)?;
            Some((name, "a column of", column.span))
        })
    }

    /// A member where nothing says of what.
    fn lone_member(&self, ident: &Ident, owner: ChoiceId) -> Diagnostic {
        let name = &ident.name;
        let choice = self.choice(owner);
        let diagnostic = Diagnostic::error(
            Code::UnknownName,
            format!(
                "`{name}` is one of `{}`, and says nothing on its own",
                choice.name
            ),
        )
        .label(ident.span, "an answer to what?");
        let answers = self.readers(owner).into_iter();
        let answers = answers.map(|reader| format!("{reader} is {name}"));
        let maps = self.maps_over(owner).into_iter();
        let maps = maps.map(|map| format!("{map}.{name}"));
        let all: Vec<String> = answers.chain(maps).collect();
        match all.as_slice() {
            [fixed] => diagnostic
                .help(format!("write `{fixed}`"))
                .fix(ident.span, fixed),
            [] => diagnostic.help(format!("put it beside a value, as in `… is {name}`")),
            [first, ..] => diagnostic.help(format!("say what is meant, as in `{first}`")),
        }
    }

    /// The inputs that hold one member of a choice.
    pub(super) fn readers(&self, choice: ChoiceId) -> Vec<&'a str> {
        let holds = |input: &&super::InputState<'_>| {
            let ty = input.ty.as_ref();
            ty.is_some_and(|ty| ty.ty == Type::Choice(choice) && ty.each.is_none())
        };
        let readers = self.inputs.iter().filter(holds);
        readers.map(|input| input.decl.name.name.as_str()).collect()
    }

    /// The inputs and settings that have a value for each member.
    fn maps_over(&self, choice: ChoiceId) -> Vec<&'a str> {
        let is = |ty: Option<&super::DeclaredType>| ty.is_some_and(|ty| ty.each == Some(choice));
        let inputs = self.inputs.iter().filter(|input| is(input.ty.as_ref()));
        let settings = self.settings.iter().filter(|state| is(state.ty.as_ref()));
        let mut maps: Vec<&str> = inputs
            .map(|input| input.decl.name.name.as_str())
            .chain(settings.map(|state| state.decl.name.name.as_str()))
            .collect();
        maps.sort_unstable();
        maps.dedup();
        maps
    }

    /// `hours >= 8`: what is measured in it is meant.
    fn unit_as_name(&self, ident: &Ident) -> Option<Diagnostic> {
        let unit = Unit::parse(&ident.name).ok()?;
        let measured = self.inputs.iter().filter(|input| {
            let ty = input.ty.as_ref().map(|declared| &declared.ty);
            matches!(ty, Some(Type::Number(number)) if number.unit == unit)
        });
        let names: Vec<&str> = measured
            .map(|input| input.decl.name.name.as_str())
            .collect();
        let diagnostic = Diagnostic::error(
            Code::UnknownName,
            format!("`{}` is a unit, and says nothing on its own", ident.name),
        )
        .label(ident.span, "of what?");
        Some(match names.as_slice() {
            [one] => diagnostic
                .help(format!("write `{one}`, which is measured in it"))
                .fix(ident.span, *one),
            [] => diagnostic.help("name what is measured, or put a number before the unit"),
            several => {
                let names = several.iter().take(MOST_NAMED);
                let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
                diagnostic.help(format!(
                    "name what is measured, such as {}",
                    names.join(", ")
                ))
            }
        })
    }

    /// Declared names that hold a word of this one or are one of its words, and
    /// inputs in whose question its words stand, with that question's place.
    fn sharing_words(&self, name: &str) -> Vec<(&'a str, Option<Span>)> {
        let wrong = words(name);
        let inside = |short: &[String], long: &[String]| {
            let length: usize = short.iter().map(|word| word.chars().count()).sum();
            length >= SHORTEST_WORD && short.iter().all(|word| long.contains(word))
        };
        let names = self
            .names
            .passing(|named| !matches!(named, Named::Choice(_)));
        let begins = |one: &str, other: &str| {
            let (one, other) = (fold(one), fold(other));
            let shorter = one.chars().count().min(other.chars().count());
            shorter >= SHORTEST_WORD && (one.starts_with(&other) || other.starts_with(&one))
        };
        let mut found: Vec<(&'a str, Option<Span>)> = Vec::new();
        for known in names {
            let own = words(known);
            if inside(&wrong, &own) || inside(&own, &wrong) || begins(name, known) {
                found.push((known, None));
            }
        }
        if found.is_empty() {
            for input in &self.inputs {
                let asked = input.decl.ask.iter();
                let fits = |text: &&crate::ast::Text| inside(&wrong, &words(&text.value));
                if let Some(text) = asked.chain(&input.decl.columns).find(fits) {
                    found.push((input.decl.name.name.as_str(), Some(text.span)));
                }
            }
        }
        found
    }

    /// What a text in quotes means where a value is needed: what to write, what it
    /// is, and whether that is all that it can mean.
    pub(super) fn meant_by_text(&self, text: &str) -> Option<(String, String, bool)> {
        if self.names.get(text).is_some() || !self.owners(text).is_empty() {
            return Some((text.to_owned(), format!("`{text}` needs no quotes"), true));
        }
        let folded = fold(text);
        if let Some(name) = self.alike(&folded, |named| !matches!(named, Named::Choice(_))) {
            return Some((
                name.to_owned(),
                "names stand without quotes".to_owned(),
                false,
            ));
        }
        let (name, what, _) = self.asked_as(&folded)?;
        let message = format!("\"{text}\" is {what} `{name}`, not its name");
        Some((name.to_owned(), message, false))
    }
}

fn undeclared(ident: &Ident) -> Diagnostic {
    let message = format!("`{}` is not declared", ident.name);
    Diagnostic::error(Code::UnknownName, message).label(ident.span, "no declaration has this name")
}

/// The built-in ruleset that declares a name.
fn declaring_built_in(name: &str) -> Option<&'static str> {
    let declares = |line: &str| {
        let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
        let keyword = words.next().unwrap_or_default();
        matches!(
            keyword,
            "input" | "plan" | "setting" | "let" | "choice" | "group"
        ) && words.next() == Some(name)
    };
    let mut rulesets = built_in::RULESETS.iter();
    let (ruleset, _) = rulesets.find(|(_, text)| text.lines().any(declares))?;
    Some(ruleset)
}

/// Letters and digits alone, in lower case.
pub(super) fn fold(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The words of a name or a question: `sleepQuality` and `sleep_quality` have two.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut after_small = false;
    for c in text.chars() {
        if (!c.is_alphanumeric() || (c.is_uppercase() && after_small)) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        after_small = c.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{declaring_built_in, words};

    #[test]
    fn names_and_questions_are_cut_into_words() {
        assert_eq!(words("sleepQuality"), ["sleep", "quality"]);
        assert_eq!(words("How sore?"), ["how", "sore"]);
    }

    #[test]
    fn built_in_names_are_found() {
        assert!(declaring_built_in("banana").is_none());
    }
}
