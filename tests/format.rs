//! The one layout: it says what the text said, holds every comment at its place,
//! and stays as it is.

mod disturb;
mod disturbed;
mod programs;

use touchline::ast::File;
use touchline::format::format;
use touchline::source::Sources;
use touchline::syntax;

/// A text in its layout; `None` where it has syntax errors. That a layout was refused is a failure.
#[track_caller]
fn laid_out(text: &str) -> Option<String> {
    let mut sources = Sources::default();
    let id = sources.add("case.touchline", text);
    match format(&sources, id) {
        Ok(layout) => Some(layout),
        Err(errors) => {
            let failed = errors
                .iter()
                .find(|error| error.code.name() == "format-failed");
            assert!(failed.is_none(), "{}\n{text}", failed.unwrap().message);
            None
        }
    }
}

fn parse(text: &str) -> File {
    let mut sources = Sources::default();
    let id = sources.add("case.touchline", text);
    let (file, errors) = syntax::parse(&sources, id);
    assert_eq!(errors, []);
    file
}

/// The layout of a text that has no syntax errors, held against it: the same tree but for
/// places, the same comments, and the layout of itself.
#[track_caller]
fn proved(text: &str) -> Option<String> {
    let layout = laid_out(text)?;
    assert_eq!(laid_out(&layout).as_deref(), Some(layout.as_str()));
    let (before, after) = (parse(text), parse(&layout));
    assert_eq!(said(&before), said(&after), "{text}");
    let comments = |file: &File| {
        let mut texts: Vec<String> = file.comments.iter().map(|c| c.text.clone()).collect();
        texts.sort();
        texts
    };
    assert_eq!(comments(&before), comments(&after), "{text}");
    for (number, line) in layout.lines().enumerate() {
        let wide = line.trim_end().len() != line.len() || line.contains('\t');
        assert!(
            !wide || line.contains('#') || line.contains('"'),
            "line {number}: `{line}`"
        );
    }
    assert!(layout.ends_with('\n') && !layout.ends_with("\n\n"));
    assert!(!layout.contains("\n\n\n"));
    Some(layout)
}

/// What a file says, without places and with `days` in one word: another way to take places
/// out of a tree than that of the library.
fn said(file: &File) -> Vec<String> {
    let declarations = file.declarations.iter().map(|part| format!("{part:?}"));
    let allows = file.allows.iter().map(|part| format!("{part:?}"));
    declarations
        .chain(allows)
        .map(|text| placeless(&text))
        .collect()
}

fn placeless(text: &str) -> String {
    let mut pieces = text.split("Span { file: ");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        out.push_str(piece.split_once('}').map_or(piece, |(_, rest)| rest));
    }
    out.replace("UnitName { text: \"days\"", "UnitName { text: \"day\"")
}

/// Each construct, for people to read.
#[test]
fn every_construct_has_its_layout() {
    insta::glob!("cases/format/*.touchline", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let layout = proved(&text).unwrap();
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(layout.replace('\r', "␍"));
        });
    });
}

#[test]
fn line_ends_and_the_mark_of_the_encoding_stay() {
    let layout = laid_out("\u{feff}\n\ninput a:number\n").unwrap();
    assert_eq!(layout, "\u{feff}input a: number\n");
    let layout = laid_out("input a:number\r\n\r\n\r\nlet b=a+ # c\r\n  1").unwrap();
    assert_eq!(layout, "input a: number\r\n\r\nlet b = a +  # c\r\n  1\r\n");
    assert_eq!(laid_out("let a=1\rlet b = 2\n"), None);
}

/// As deep as the language lets anything be, on a stack as small as that of a test's thread.
#[test]
fn what_is_nested_deep_is_laid_out() {
    let deep = |open: &str, close: &str, count: usize| {
        format!("let a = {}1{}\n", open.repeat(count), close.repeat(count))
    };
    let chain = |sign: &str| format!("let a = 1{}\n", format!(" {sign} 1").repeat(240));
    let texts = [
        deep("(", ")", 99),
        deep("max(1, ", ")", 99),
        deep("-", "", 240),
        deep("not ", "", 240),
        deep("if a then 1 else ", "", 90),
        deep("(1 + ", ")", 99),
        chain("+"),
        chain("and"),
        chain("^"),
        chain("without"),
        format!("let a = 1{}\n", " yesterday".repeat(240)),
    ];
    for text in texts {
        let small = std::thread::Builder::new().stack_size(1 << 20);
        let run = small.spawn(move || {
            let layout = laid_out(&text).unwrap();
            assert_eq!(laid_out(&layout), Some(layout));
        });
        run.unwrap().join().unwrap();
    }
}

/// Twice as long takes about twice as long.
#[test]
fn time_grows_with_the_length() {
    let text = |count: usize| {
        let sum = vec!["sleep"; 200].join(" + ");
        let cases = "  | 7 | train |\n".repeat(count);
        let rules = format!("let a = ({sum}) > 7 and b\n  # why\n").repeat(count / 20);
        format!("{rules}\ntest \"t\"\n  cases\n  | sleep | expect |\n{cases}")
    };
    let time = |text: &str| {
        let start = std::time::Instant::now();
        laid_out(text).unwrap();
        start.elapsed()
    };
    let (one, eight) = (text(500), text(4000));
    let (one, eight) = (time(&one), time(&eight));
    // A machine that does other things besides is no finer measure.
    assert!(eight < one * 32, "{one:?}, {eight:?}");
}
