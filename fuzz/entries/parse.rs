//! Text to tree: what is wrong is said, where it is, and nothing else is.

use touchline::Source;
use touchline::diagnostics::Diagnostics;
use touchline::source::Sources;
use touchline::syntax;

use super::said::said;

pub fn parse(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let mut sources = Sources::default();
    let id = sources.add("fuzz.touchline", text);
    let (_, errors) = syntax::parse(&sources, id);
    let errors = Diagnostics::new(sources, errors);
    said(&errors);
    // The same text as a root file: what it includes may be wrong besides.
    match Source::from_text("fuzz.touchline", text).parse() {
        Ok(_) => assert!(!errors.has_errors(), "{errors}"),
        Err(wrong) => {
            assert!(wrong.has_errors(), "failed without an error");
            assert!(wrong.items.len() >= errors.items.len(), "{wrong}");
        }
    }
}
