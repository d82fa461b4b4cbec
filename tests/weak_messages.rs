//! The ledger of messages that are not good enough yet: each file says on its
//! first line why, and its snapshot shows what is said of it today. A message
//! that was made good leaves the ledger for the cases that it belongs to.

use touchline::Source;
use touchline::diagnostics::{Certainty, RenderOptions, render};

#[test]
fn weak_messages_stand_in_a_ledger() {
    insta::glob!("cases/weak_messages/*.touchline", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        let first = text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("# weak: "),
            "{name} does not say on its first line what is weak"
        );
        let found = Source::from_text(&*name, &text).examine();
        assert!(!found.items.is_empty(), "nothing is said of {name}");
        let sure = |item: &&touchline::diagnostics::Diagnostic| {
            let fix = item.fix.as_ref();
            fix.is_some_and(|fix| fix.certainty == Certainty::Sure)
        };
        let sure = found.items.iter().filter(sure).count();
        let message = render(&found, &RenderOptions::plain());
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(
                "weak_messages",
                format!("{text}{}\n\n{message}\nsure fixes: {sure}", "=".repeat(80))
            );
        });
    });
}
