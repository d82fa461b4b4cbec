//! Dates in cells: in goes `2026-06-05`, or a date in the format that
//! `--date-format` names, out comes the count of days since 1970-01-01.

use jiff::civil::Date;

use super::number_misses::quoted;
use super::problem::Problem;
use crate::diagnostics::{Code, Diagnostic};

/// Years outside are slips of the finger.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// The longest text in which a date is looked for.
const LONGEST: usize = 60;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// Reads dates.
#[derive(Clone, Debug)]
pub(super) struct Dates {
    /// The format as `strptime` takes it, and as it was given.
    format: Option<(String, String)>,
}

impl Dates {
    /// ISO dates, and those of a format: `%d.%m.%Y` or `DD.MM.YYYY`.
    ///
    /// # Errors
    /// `data-date` for a format that does not hold a day, a month and a year.
    pub fn new(format: Option<&str>) -> Result<Self, Diagnostic> {
        let Some(given) = format else {
            return Ok(Self { format: None });
        };
        let strptime = if given.contains('%') {
            given.to_owned()
        } else {
            from_letters(given)
        };
        // A format is good if it gives a date back; 2033 tells the year's two digits from day and month.
        let sample = Date::constant(2033, 2, 17);
        let back = jiff::fmt::strtime::format(&strptime, sample)
            .ok()
            .and_then(|text| Date::strptime(&strptime, text).ok());
        if back == Some(sample) {
            return Ok(Self {
                format: Some((strptime, given.to_owned())),
            });
        }
        Err(Diagnostic::error(
            Code::DataDate,
            format!("`{given}` is not a format of dates"),
        )
        .help("it needs a day, a month and a year, such as `DD.MM.YYYY`, `M/D/YYYY` or `%d.%m.%Y`"))
    }

    /// Days since 1970-01-01.
    pub fn read(&self, text: &str) -> Result<i32, Box<Problem>> {
        let Some(date) = self.parse(text) else {
            return Err(self.no_date(text));
        };
        if !YEARS.contains(&date.year()) {
            let problem = Problem::new(
                Code::DataDate,
                text,
                format!("is in the year {}, which cannot be right", date.year()),
            )
            .expected(self.example());
            // The year with two digits, as `0026`.
            let full = Date::new(date.year() + 2000, date.month(), date.day());
            return Err(match full {
                Ok(full) if date.year() < 100 => problem
                    .help(format!(
                        "is `{full}` meant? dates lie between 1900 and 2200"
                    ))
                    .replacement(full.to_string()),
                _ => problem.help("dates lie between 1900 and 2200"),
            });
        }
        Ok(days(date))
    }

    fn parse(&self, text: &str) -> Option<Date> {
        match &self.format {
            Some((strptime, _)) => Date::strptime(strptime, text).ok().or_else(|| iso(text)),
            None => iso(text),
        }
    }

    fn example(&self) -> String {
        match &self.format {
            Some((_, given)) => format!("a date written as {given}, or as 2026-06-05"),
            None => "a date such as 2026-06-05".into(),
        }
    }

    fn no_date(&self, text: &str) -> Box<Problem> {
        if let Some(problem) = no_such_day(text) {
            return problem.expected(self.example());
        }
        let problem = Problem::new(Code::DataDate, text, "is not a date").expected(self.example());
        if let Some(date) = loose_iso(text) {
            return problem
                .help(format!("write `{date}`"))
                .replacement(date.to_string());
        }
        // A date and a time of day, or a day of the week and a date.
        let mut words = text.split(' ').filter(|word| word.len() < text.len());
        let is_short = text.len() <= LONGEST;
        if let Some(alone) = words.find(|word| is_short && self.parse(word).is_some()) {
            return problem
                .help(format!("write the date alone: `{alone}`"))
                .replacement(alone);
        }
        if let Some(alone) = quoted(text).filter(|inside| self.parse(inside).is_some()) {
            return problem
                .help("leave these quotes away, or use `\"`")
                .replacement(alone);
        }
        if self.format.is_some() {
            return problem.help("correct the cell, or the `--date-format`");
        }
        match formats_that_read(text).as_slice() {
            [] if text.parse::<u32>().is_ok_and(|n| (20_000..80_000).contains(&n)) => problem
                .help("this is the number that Excel keeps for a day; format the column as a date before saving"),
            [] if first_that_reads(text).is_some() => problem.help(format!(
                "write the date alone, and say how dates are written: `--date-format {}`",
                first_that_reads(text).unwrap_or("DD.MM.YYYY")
            )),
            [] if lacks_a_year(text) => problem.help("the year is missing: write year-month-day"),
            [] => problem.help("write year-month-day, or say how dates are written, such as `--date-format DD.MM.YYYY`"),
            [(one, date)] => problem
                .help(format!("say how dates are written: `--date-format {one}`"))
                .replacement(date.to_string()),
            [(one, _), (other, _), ..] => problem.help(format!(
                "say how dates are written: `--date-format {one}` or `--date-format {other}`"
            )),
        }
    }
}

/// The format of the date in a text that holds a time of day besides.
fn first_that_reads(text: &str) -> Option<&'static str> {
    let mut words = text.split_whitespace().filter(|_| text.len() <= LONGEST);
    words.find_map(|word| formats_that_read(word).first().map(|(format, _)| *format))
}

/// `5.6.` and `05/06`
fn lacks_a_year(text: &str) -> bool {
    let short = |part: &str| matches!(shape(part).as_str(), "d" | "dd");
    let day = text.trim_end_matches('.');
    day.split_once(['.', '/', '-'])
        .is_some_and(|(day, month)| short(day) && short(month))
}

/// A day that the calendar does not have, in the order of ISO.
fn no_such_day(text: &str) -> Option<Box<Problem>> {
    if shape(text) != "dddd-dd-dd" {
        return None;
    }
    let mut parts = text.split('-').map(str::parse::<i16>);
    let (year, month, day) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    let problem = Problem::new(Code::DataDate, text, "is a day that does not exist");
    let date = |month: i16, day: i16| {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    Some(match (date(day, month), date(month, 1)) {
        (Some(turned), None) => problem
            .help(format!("there is no month {month}: is `{turned}` meant?"))
            .replacement(turned.to_string()),
        (None, None) => problem.help(format!("there is no month {month}: correct the date")),
        (_, Some(first)) => problem.help(format!(
            "{} {year} has {} days: correct the day or the month",
            MONTHS
                .get(usize::try_from(month).unwrap_or(0).saturating_sub(1))
                .copied()
                .unwrap_or("that month of"),
            first.days_in_month()
        )),
    })
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2026-6-5`, without the zeros of ISO.
fn loose_iso(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?;
    let (month, day) = (parts.next()?, parts.next()?);
    let short = |part: &str| (1..=2).contains(&part.len());
    if parts.next().is_some() || !short(month) || !short(day) {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    date.ok().filter(|date| YEARS.contains(&date.year()))
}

/// Days since 1970-01-01.
fn days(date: Date) -> i32 {
    EPOCH.until(date).map_or(0, |span| span.get_days())
}

/// The date of a count of days since 1970-01-01, as `2026-06-05`.
pub(super) fn show(days: i32) -> String {
    EPOCH
        .checked_add(jiff::Span::new().days(days.clamp(-700_000, 2_000_000)))
        .map_or_else(|_| days.to_string(), |date| date.to_string())
}

/// `2026-06-05`, also with a time of day after it, which is left aside.
fn iso(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let number = |range: std::ops::Range<usize>| {
        bytes.get(range)?.iter().try_fold(0i16, |n, b| {
            b.is_ascii_digit().then(|| n * 10 + i16::from(b - b'0'))
        })
    };
    if bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    if let Some(after) = bytes.get(10) {
        let time = bytes.get(11..).unwrap_or(&[]);
        let of_a_time = |b: &u8| b.is_ascii_digit() || b":.+-Zz ".contains(b);
        if !matches!(after, b'T' | b't' | b' ')
            || time.get(2) != Some(&b':')
            || !time.iter().all(of_a_time)
        {
            return None;
        }
    }
    let (month, day) = (i8::try_from(number(5..7)?), i8::try_from(number(8..10)?));
    Date::new(number(0..4)?, month.ok()?, day.ok()?).ok()
}

/// `05.06.2026` as `dd.dd.dddd`.
fn shape(text: &str) -> String {
    text.chars()
        .take(12)
        .map(|c| if c.is_ascii_digit() { 'd' } else { c })
        .collect()
}

/// The usual formats in which the text is a date, and which it is then.
fn formats_that_read(text: &str) -> Vec<(&'static str, Date)> {
    const FORMATS: [&str; 16] = [
        "DD.MM.YYYY",
        "DD/MM/YYYY",
        "MM/DD/YYYY",
        "DD-MM-YYYY",
        "MM-DD-YYYY",
        "YYYY/MM/DD",
        "YYYY.MM.DD",
        "YYYYMMDD",
        "DD.MM.YY",
        "DD/MM/YY",
        "MM/DD/YY",
        "D MMM YYYY",
        "D MMMM YYYY",
        "MMM D YYYY",
        "MMMM D, YYYY",
        "MMM D, YYYY",
    ];
    let digits = text.split(|c: char| !c.is_ascii_digit()).map(str::len);
    let longest = digits.max();
    let mut found: Vec<(&'static str, Date)> = Vec::new();
    for format in FORMATS {
        // Two digits are no year of four.
        let is_long = format.contains("YYYY");
        let Ok(date) = Date::strptime(from_letters(format), text) else {
            continue;
        };
        // `May` is a month in full and in short.
        let is_new = !format.contains("MMM") || found.iter().all(|(_, other)| *other != date);
        if is_long == (longest >= Some(4)) && YEARS.contains(&date.year()) && is_new {
            found.push((format, date));
        }
    }
    found
}

/// `DD.MM.YYYY` as `%d.%m.%Y`.
fn from_letters(format: &str) -> String {
    let mut out = String::new();
    let mut letters = format.chars().peekable();
    while let Some(letter) = letters.next() {
        let mut count = 1;
        while letters
            .next_if(|next| next.eq_ignore_ascii_case(&letter))
            .is_some()
        {
            count += 1;
        }
        match (letter.to_ascii_uppercase(), count) {
            ('Y', 3..) => out += "%Y",
            ('Y', _) => out += "%y",
            ('M', 4..) => out += "%B",
            ('M', 3) => out += "%b",
            ('M', _) => out += "%m",
            ('D', _) => out += "%d",
            _ => out.extend(std::iter::repeat_n(letter, count)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Dates, show};

    #[test]
    fn iso_dates_and_given_formats() {
        let iso = Dates::new(None).unwrap();
        assert_eq!(iso.read("1970-01-02"), Ok(1));
        assert_eq!(iso.read("2026-06-05"), Ok(20_609));
        assert_eq!(iso.read("2026-06-05T07:30:00Z"), Ok(20_609));
        assert_eq!(iso.read("2026-06-05 00:00:00"), Ok(20_609));
        for wrong in [
            "2026-02-30",
            "2026-6-5",
            "0026-06-05",
            "2026-06-05x",
            "",
            "é",
            "2026-06-05 noon",
        ] {
            assert!(iso.read(wrong).is_err(), "{wrong}");
        }
        for (format, text) in [
            ("DD.MM.YYYY", "05.06.2026"),
            ("D.M.YYYY", "5.6.2026"),
            ("m/d/yy", "6/5/26"),
            ("%d %B %Y", "5 June 2026"),
            ("D MMM YYYY", "5 Jun 2026"),
            ("DD.MM.YYYY", "2026-06-05"),
        ] {
            let dates = Dates::new(Some(format)).unwrap();
            assert_eq!(dates.read(text), Ok(20_609), "{format}");
        }
    }

    #[test]
    fn a_format_needs_all_three() {
        for wrong in ["", "DD.MM", "YYYY", "%H", "%", "nonsense"] {
            assert!(Dates::new(Some(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn days_print_as_dates() {
        assert_eq!(show(20_609), "2026-06-05");
        assert_eq!(show(-1), "1969-12-31");
    }
}
