//! Text to ruleset: `check` says something exactly where it gives no ruleset,
//! and what `examine` says of both stages agrees with it.

use touchline::diagnostics::Severity;
use touchline::{Parsed, Source};

use super::said::said;

pub fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let source = Source::from_text("fuzz.touchline", text);
    let examined = source.clone().examine();
    said(&examined);
    match source.parse().and_then(Parsed::check) {
        Ok(checked) => {
            assert!(!examined.has_errors(), "{examined}");
            assert!(!checked.warnings.has_errors(), "{}", checked.warnings);
            for warning in &checked.warnings.items {
                assert_eq!(warning.severity, Severity::Warning);
            }
            assert_eq!(checked.lint().items, examined.items);
        }
        Err(errors) => {
            assert!(errors.has_errors(), "failed without an error");
            assert!(examined.has_errors(), "{errors}");
        }
    }
}
