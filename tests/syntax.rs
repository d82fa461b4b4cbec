//! Text to tree: the programs parse whole, and each bad one says what is wrong.

use touchline::source::Sources;
use touchline::{ast, diagnostics, syntax};

fn parse(text: &str) -> (ast::File, diagnostics::Diagnostics) {
    let mut sources = Sources::default();
    let id = sources.add("test.touchline", text);
    let (file, errors) = syntax::parse(&sources, id);
    (file, diagnostics::Diagnostics::new(sources, errors))
}

#[test]
fn the_rulesets_parse_whole() {
    for path in std::fs::read_dir("rulesets").unwrap() {
        let path = path.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "touchline")
        {
            let (_, errors) = parse(&std::fs::read_to_string(&path).unwrap());
            assert_eq!(errors.items, [], "{}", path.display());
        }
    }
}
