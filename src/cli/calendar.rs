//! Days on the command line: in goes `2026-06-05`, or the system's clock, out
//! comes the count of days since 1970-01-01.

use jiff::Zoned;
use jiff::civil::Date;

/// Years outside are slips of the finger.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// Reads a day.
///
/// # Errors
/// Says how a day is written.
pub(super) fn day(text: &str) -> Result<i32, String> {
    let wrong = || "a day is written as 2026-06-05".to_owned();
    let date: Date = text.trim().parse().map_err(|_| wrong())?;
    // Other forms of the same standard are easily misread.
    if date.to_string() != text.trim() {
        return Err(wrong());
    }
    if !YEARS.contains(&date.year()) {
        return Err(format!("the year {} cannot be meant", date.year()));
    }
    Ok(days_since_1970(date))
}

/// Today, by the system's clock and time zone.
pub(super) fn today() -> i32 {
    days_since_1970(Zoned::now().date())
}

fn days_since_1970(date: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    // Both ends of jiff's calendar are some four million days away.
    date.since((jiff::Unit::Day, epoch))
        .map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_iso() {
        assert_eq!(day("1970-01-02"), Ok(1));
        assert_eq!(day("2026-06-05"), Ok(20_609));
        assert!(day("20260605").is_err());
        assert!(day("2026-02-30").is_err());
        assert!(day("0026-06-05").is_err());
        assert!(day("9999-12-31").is_err());
    }
}
