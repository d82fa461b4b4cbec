//! What somebody has to know who decides by the page alone: how answers that are
//! missing count, and what the words mean that the rules use. Only what this
//! ruleset needs is said.

use super::Writer;
use super::page::Said;
use super::uses::Construct;
use crate::ruleset::AdjustmentKind;

impl Writer<'_> {
    pub(super) fn by_hand(&mut self) {
        self.page.heading(2, "Deciding by hand", None);
        let mut points = vec![
            "What is not answered is not known, and so is whatever is worked out from it, unless the \
             page says what a missing answer counts as.",
            "A condition that reads what is not known may neither hold nor fail. “And” fails as \
             soon as one part fails; “or” holds as soon as one part holds; a list holds or fails \
             as soon as the missing answers cannot change that.",
            "An answer of the day that is decided may still come. Until then, what reads it is not \
             sure, even where the missing answer counts as something.",
            "A rule holds where its condition holds and its exception is not shown. It may still \
             hold where neither is settled.",
        ];
        let uses = &self.uses.constructs;
        let notes = [
            (
                Construct::Arithmetic,
                "× and ÷ go before + and −; brackets go before both. What is divided by zero is \
                 not known.",
            ),
            (
                Construct::Bounds,
                "The highest (or lowest) of several, some of them not known, lies between two \
                 bounds: what is not known may be anything that it can be. So one high value can \
                 be enough.",
            ),
            (
                Construct::Case,
                "Where it is not known which case or which row of a table fits, the value is not \
                 known either, unless all that may fit give the same.",
            ),
            (
                Construct::Average,
                "A sum, average or median over several needs all of them.",
            ),
            (
                Construct::Window,
                "Days are days of the calendar, from the athlete’s first day in the data on. A day \
                 without an answer is left out, and is never zero. With fewer known days than the \
                 page says, the value is not known.",
            ),
            (
                Construct::DayCount,
                "Of days that are counted, one of which it is not known whether it counts may \
                 count: the number then lies between two bounds.",
            ),
            (
                Construct::Deviation,
                "The standard deviation is that of a sample (divided by the number of days or \
                 members less one); the population standard deviation divides by their number.",
            ),
            (
                Construct::Trend,
                "The trend is the slope, a day, of the straight line that fits the known days best \
                 (least squares).",
            ),
            (
                Construct::ZScore,
                "The z-score is the day’s own value less the average of the days it is held \
                 against, divided by their standard deviation (of a sample). Where they do not \
                 differ from each other, it is not known.",
            ),
            (
                Construct::Ewma,
                "The exponentially weighted average starts at the first known value. Each later \
                 known day moves it 2/(N + 1) of the way to that day’s value, where N is the span \
                 in days; a missing day leaves it as it is.",
            ),
            (
                Construct::Calendar,
                "Full months and years are those of the calendar.",
            ),
        ];
        points.extend(
            notes
                .iter()
                .filter(|(of, _)| uses.contains(of))
                .map(|(_, text)| *text),
        );
        if self.changes_plans() {
            points.extend([
                "The plan changes only where the verdict is modify. All rules that hold and say \
                 modify change it together, in no order of their own: of the cuts, each taken from \
                 what was planned, the one that leaves least; then the lowest “at most”; then the \
                 highest “at least”; and everything that is left out.",
                "Whole numbers are rounded down, and after an “at least” up; nothing leaves the \
                 range that it may have. What is not planned is not changed, nor what depends on a \
                 value that is not known.",
            ]);
        }
        let points = points.into_iter().map(Said::text).collect();
        self.page.says(Said {
            runs: Vec::new(),
            points,
        });
    }

    fn changes_plans(&self) -> bool {
        let mut lines = self.ruleset.rules.iter().flat_map(|rule| &rule.adjustments);
        lines.any(|line| !matches!(line.kind, AdjustmentKind::Advise(_)))
    }
}
