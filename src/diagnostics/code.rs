//! The stable code of every message. `docs/errors.md` has a section for each;
//! a test holds the two together.

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// The stable name of a kind of message.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $variant),+ }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as written in messages and in `docs/errors.md`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

codes! {
    // Reading the text of a ruleset.
    /// The file holds nothing to read.
    EmptyFile = "empty-file",
    /// The file is not UTF-8 text.
    NotText = "not-text",
    /// The file is larger than a ruleset may be.
    FileTooLarge = "file-too-large",
    /// Brackets or conditions are nested deeper than anyone could read.
    TooDeep = "too-deep",
    /// Something else stands where a certain thing was expected.
    Syntax = "syntax",
    /// A string without its closing quote.
    UnclosedString = "unclosed-string",
    /// A bracket without its partner.
    UnclosedBracket = "unclosed-bracket",
    /// A line at column 1 that begins no declaration.
    UnknownDeclaration = "unknown-declaration",
    /// An indented line before any declaration.
    StrayLine = "stray-line",
    /// A clause that this declaration does not have.
    UnknownClause = "unknown-clause",
    /// A clause given twice.
    DuplicateClause = "duplicate-clause",
    /// A declaration without a clause that it needs.
    MissingClause = "missing-clause",
    /// `{…}` in a string that holds no expression.
    BadInterpolation = "bad-interpolation",
    /// A list after `is one of` without its brackets.
    BareList = "bare-list",
    /// `7-9` where `7 to 9` is meant.
    DashRange = "dash-range",

    // Files that include others.
    /// `include` of a file or a built-in ruleset that is not there.
    IncludeNotFound = "include-not-found",
    /// `include` of a folder, a data file or the like.
    IncludeNotARuleset = "include-not-a-ruleset",
    /// A path that another computer would not read.
    IncludePath = "include-path",
    /// A path that leaves the folder of the root file.
    IncludeOutside = "include-outside",
    /// Files that include each other, or themselves.
    IncludeCircle = "include-circle",
    /// One file included twice by one file.
    IncludeTwice = "include-twice",
    /// Too many files, or too many in a row.
    TooManyIncludes = "too-many-includes",
    /// One file included by two ways, and tuned differently.
    IncludeDiffers = "include-differs",
    /// `with` of something that is no setting of the file.
    UnknownSetting = "unknown-setting",
    /// An input that two files declare differently.
    InputDiffers = "input-differs",

    // Names.
    /// A name that is declared nowhere.
    UnknownName = "unknown-name",
    /// A type that is none.
    UnknownType = "unknown-type",
    /// A unit that is none.
    UnknownUnit = "unknown-unit",
    /// A member that the choice does not have.
    UnknownMember = "unknown-member",
    /// A stage that the ruleset does not name.
    UnknownStage = "unknown-stage",
    /// A rule, example or flag named in a test, or a rule in `overrides`, that is none.
    UnknownRule = "unknown-rule",
    /// Two declarations of one name.
    DuplicateName = "duplicate-name",
    /// A name that the language keeps for itself.
    ReservedName = "reserved-name",
    /// `let`s that need each other.
    CircularLet = "circular-let",
    /// Rules that override each other.
    CircularOverride = "circular-override",

    // Types, units and ranges.
    /// Two kinds of value that do not go together.
    TypeMismatch = "type-mismatch",
    /// Two units that measure different things.
    UnitMismatch = "unit-mismatch",
    /// A share written as `0.9` where `90%` is meant.
    BarePercent = "bare-percent",
    /// A comparison that the declared range makes always false.
    NeverTrue = "never-true",
    /// A comparison that the declared range makes always true.
    AlwaysTrue = "always-true",
    /// A value outside its declared range.
    OutOfRange = "out-of-range",
    /// A range whose ends are the wrong way round, or equal.
    EmptyRange = "empty-range",
    /// A choice with no members, or more than 64.
    BadChoice = "bad-choice",
    /// A map used where one value is needed.
    MapNeedsMember = "map-needs-member",
    /// A window, span or count that cannot be.
    BadWindow = "bad-window",
    /// A function with too few or too many values.
    BadArguments = "bad-arguments",
    /// A setting or value that must not depend on answers.
    NotConstant = "not-constant",

    // Rules.
    /// No `otherwise`.
    MissingOtherwise = "missing-otherwise",
    /// A second `otherwise`, or a second `ruleset`.
    SecondOtherwise = "second-otherwise",
    /// A second `ruleset` line.
    SecondRuleset = "second-ruleset",
    /// A rule that gives neither verdict nor flag.
    RuleWithoutVerdict = "rule-without-verdict",
    /// A rule that says `modify` or `rest` without `because`.
    MissingBecause = "missing-because",
    /// A change to something that is not planned.
    AdjustUnplanned = "adjust-unplanned",
    /// A change of plan under another verdict than `modify`.
    AdjustOutsideModify = "adjust-outside-modify",
    /// A history that includes today over an input that has a default.
    DefaultToday = "default-today",
    /// A rule that reads a scale against its direction.
    WrongDirection = "wrong-direction",
    /// A row of a table that nothing can match.
    RowNeverMatches = "row-never-matches",
    /// A cell of a `give` column without a value.
    EmptyCell = "empty-cell",
    /// Two rows of a table that hold for one case and say different things.
    RowsOverlap = "rows-overlap",
    /// A case for which a table has no row.
    TableGap = "table-gap",
    /// A column of a table whose cells let everything through.
    ColumnDecidesNothing = "column-decides-nothing",
    /// A part of a cell that lets nothing more through than its other parts.
    PartAddsNothing = "part-adds-nothing",
    /// A table with more cases than can be gone through.
    TableTooLarge = "table-too-large",
    /// A test that cannot be run as written.
    BadTest = "bad-test",
    /// A direction on a type that has none.
    BadDirection = "bad-direction",

    // Lints: what is allowed and hardly meant.
    /// `allow` without a reason, or of what cannot be allowed.
    BadAllow = "bad-allow",
    /// An `allow` of a warning that there is not.
    AllowHidesNothing = "allow-hides-nothing",
    /// An input that nothing reads.
    UnusedInput = "unused-input",
    /// A plan value that nothing reads or changes.
    UnusedPlan = "unused-plan",
    /// A `let`, or what a table gives, that nothing reads.
    UnusedLet = "unused-let",
    /// A setting that nothing reads.
    UnusedSetting = "unused-setting",
    /// A choice or a group that nothing uses.
    UnusedChoice = "unused-choice",
    /// An input that is asked of nobody, where others are.
    MissingAsk = "missing-ask",
    /// A rule whose condition and verdict another rule has.
    RedundantRule = "redundant-rule",
    /// An exception that repeats or contradicts its condition.
    UnlessRepeatsWhen = "unless-repeats-when",
    /// A negative of a negative.
    DoubleNegative = "double-negative",
    /// A condition that can never be true.
    RuleNeverHolds = "rule-never-holds",
    /// A condition that can never be false.
    RuleAlwaysHolds = "rule-always-holds",
    /// A condition that can be unknown, and never true.
    ProvisionalOnlyRule = "provisional-only-rule",
    /// A threshold that no test of the ruleset makes both true and false.
    UntestedThreshold = "untested-threshold",
    /// A window with too few days for what is asked of it.
    ShortWindow = "short-window",

    // Data.
    /// A data file that holds nothing.
    DataEmpty = "data-empty",
    /// A data file that is not UTF-8.
    DataEncoding = "data-encoding",
    /// A table without its header line.
    DataNoHeader = "data-no-header",
    /// A row that is no athlete's day: the header once more, units, a total.
    DataStrayRow = "data-stray-row",
    /// A row with too few or too many cells.
    DataRowLength = "data-row-length",
    /// A column given twice.
    DataDuplicateColumn = "data-duplicate-column",
    /// A cell that is no number.
    DataNumber = "data-number",
    /// A value out of its declared range.
    DataRange = "data-range",
    /// A unit that does not fit.
    DataUnit = "data-unit",
    /// A cell that is not a member of the choice.
    DataMember = "data-member",
    /// A cell that is neither yes nor no.
    DataTruth = "data-truth",
    /// A cell that is no date.
    DataDate = "data-date",
    /// A row without an athlete.
    DataAthlete = "data-athlete",
    /// Two values for one input and day.
    DataTwoValues = "data-two-values",
    /// JSON that does not parse, or is not of the expected shape.
    DataJson = "data-json",
    /// A quote that is never closed, or text after one that is.
    DataQuote = "data-quote",
    /// A kind of file that cannot be read as data.
    DataFormat = "data-format",
    /// A sheet that an Excel workbook does not have.
    DataSheet = "data-sheet",
    /// An input that rules need and no column gives.
    DataMissingColumn = "data-missing-column",
    /// A column that nothing reads.
    DataUnusedColumn = "data-unused-column",
    /// A file of settings with two rows for one athlete, or with what is no setting.
    DataSettings = "data-settings",
    /// Percentages that look like fractions.
    DataFraction = "data-fraction",

    // The command line.
    /// A file that cannot be read.
    CannotRead = "cannot-read",
    /// A file that cannot be written.
    CannotWrite = "cannot-write",
    /// A ruleset that `fmt` cannot lay out without changing what it says.
    FormatFailed = "format-failed",
    /// `--set` of something that is no setting, or with a value it cannot have.
    BadSetting = "bad-setting",
    /// A `--set` that does not count for athletes with a value of their own.
    SettingOutranked = "setting-outranked",
    /// `--athlete`, or a row of settings, of somebody whom the data does not name.
    UnknownAthlete = "unknown-athlete",
    /// `explain` of data with several athletes, and none is named.
    WhichAthlete = "which-athlete",
    /// `--example` of one that the ruleset does not hold.
    NoSuchExample = "no-such-example",
    /// `test --filter` that takes no test.
    UnknownTest = "unknown-test",
    /// `explain` of a message that there is not.
    UnknownMessage = "unknown-message",
}

impl Code {
    /// The code of a name, if it is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// Whether it is (also) a warning about a ruleset, so that `allow` may hide it.
    pub fn may_be_allowed(self) -> bool {
        matches!(
            self,
            Self::DefaultToday
                | Self::WrongDirection
                | Self::RowNeverMatches
                | Self::RowsOverlap
                | Self::TableGap
                | Self::TableTooLarge
                | Self::ColumnDecidesNothing
                | Self::PartAddsNothing
                | Self::UnusedInput
                | Self::UnusedPlan
                | Self::UnusedLet
                | Self::UnusedSetting
                | Self::UnusedChoice
                | Self::MissingAsk
                | Self::RedundantRule
                | Self::UnlessRepeatsWhen
                | Self::DoubleNegative
                | Self::RuleNeverHolds
                | Self::RuleAlwaysHolds
                | Self::ProvisionalOnlyRule
                | Self::UntestedThreshold
                | Self::ShortWindow
        )
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
