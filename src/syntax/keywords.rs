//! The words that begin declarations and clauses: in goes a word, out comes
//! what it begins, and for "did you mean" which words there are.

use super::grammar::Rule;

/// The words that begin a line under `then`.
pub(super) const ADJUSTMENTS: [&str; 5] = ["cut", "cap", "raise", "drop", "advise"];

/// The words that cannot be names, as `reserved` in the grammar has them.
pub(super) const RESERVED: [&str; 40] = [
    "and",
    "or",
    "not",
    "is",
    "if",
    "then",
    "else",
    "yes",
    "no",
    "today",
    "yesterday",
    "ago",
    "between",
    "among",
    "outside",
    "where",
    "when",
    "over",
    "without",
    "with",
    "overlaps",
    "includes",
    "of",
    "to",
    "in",
    "latest",
    "days",
    "months",
    "years",
    "size",
    "sum",
    "average",
    "median",
    "highest",
    "lowest",
    "sd",
    "population",
    "trend",
    "z_score",
    "ewma",
];

/// The word that a declaration begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    Ruleset,
    Include,
    Choice,
    Group,
    Input,
    Plan,
    Setting,
    Let,
    Table,
    Rule,
    Otherwise,
    Guarantee,
    Example,
    Test,
}

impl Keyword {
    /// Every word that begins a declaration.
    pub(super) const WORDS: [&'static str; 14] = [
        "ruleset",
        "include",
        "choice",
        "group",
        "input",
        "plan",
        "setting",
        "let",
        "table",
        "rule",
        "otherwise",
        "guarantee",
        "example",
        "test",
    ];

    /// What a word begins, if anything.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "ruleset" => Self::Ruleset,
            "include" => Self::Include,
            "choice" => Self::Choice,
            "group" => Self::Group,
            "input" => Self::Input,
            "plan" => Self::Plan,
            "setting" => Self::Setting,
            "let" => Self::Let,
            "table" => Self::Table,
            "rule" => Self::Rule,
            "otherwise" => Self::Otherwise,
            "guarantee" => Self::Guarantee,
            "example" => Self::Example,
            "test" => Self::Test,
            _ => return None,
        })
    }

    /// What people call it.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Plan => "plan value",
            Self::Otherwise => "`otherwise`",
            Self::Let => "`let`",
            Self::Ruleset => "ruleset",
            Self::Include => "include",
            Self::Choice => "choice",
            Self::Group => "group",
            Self::Input => "input",
            Self::Setting => "setting",
            Self::Table => "table",
            Self::Rule => "rule",
            Self::Guarantee => "guarantee",
            Self::Example => "example",
            Self::Test => "test",
        }
    }

    /// The grammar's rule that reads the whole declaration.
    pub(super) fn grammar_rule(self) -> Rule {
        match self {
            Self::Ruleset => Rule::ruleset,
            Self::Include => Rule::include,
            Self::Choice => Rule::choice,
            Self::Group => Rule::group,
            Self::Input | Self::Plan => Rule::input,
            Self::Setting => Rule::setting,
            Self::Let => Rule::let_decl,
            Self::Table => Rule::table,
            Self::Rule => Rule::rule_decl,
            Self::Otherwise => Rule::otherwise,
            Self::Guarantee => Rule::guarantee,
            Self::Example => Rule::example,
            Self::Test => Rule::test,
        }
    }

    /// The first words of its clauses, as they are written.
    pub(super) fn clauses(self) -> &'static [&'static str] {
        match self {
            Self::Ruleset => &[
                "about",
                "source",
                "version",
                "stages",
                "athlete column",
                "date column",
            ],
            Self::Include => &["with", "without rule"],
            Self::Choice | Self::Group | Self::Table => &[],
            Self::Input | Self::Plan => &[
                "ask",
                "at",
                "column",
                "missing means",
                "several a day",
                "higher is worse",
                "higher is better",
                "yes is worse",
                "yes is better",
                "about",
            ],
            Self::Setting | Self::Let => &["about"],
            Self::Rule => &[
                "when",
                "unless",
                "then",
                "cut",
                "cap",
                "raise",
                "drop",
                "advise",
                "flag",
                "because",
                "overrides",
            ],
            Self::Otherwise => &["cut", "cap", "raise", "drop", "advise", "because"],
            Self::Guarantee => &[
                "always",
                "never",
                "never milder as",
                "same verdict whatever",
            ],
            Self::Example => &["given"],
            Self::Test => &["given", "cases", "expect"],
        }
    }

    /// Every kind of declaration.
    pub(super) const ALL: [Self; 14] = [
        Self::Ruleset,
        Self::Include,
        Self::Choice,
        Self::Group,
        Self::Input,
        Self::Plan,
        Self::Setting,
        Self::Let,
        Self::Table,
        Self::Rule,
        Self::Otherwise,
        Self::Guarantee,
        Self::Example,
        Self::Test,
    ];

    /// Whether one of its clauses begins with this word.
    pub(super) fn has_clause(self, word: &str) -> bool {
        let mut clauses = self.clauses().iter();
        word == "allow" || clauses.any(|clause| clause.split(' ').next() == Some(word))
    }
}

/// Whether a clause of any declaration begins with this word.
pub(super) fn is_clause_word(word: &str) -> bool {
    Keyword::ALL.iter().any(|keyword| keyword.has_clause(word))
}
