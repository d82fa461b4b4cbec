//! Odd sizes: nothing is too small, too long or too deep, and no row of many
//! is lost.

use super::squad::squad;
use super::{file, options, read_text};
use touchline::data::read;

#[test]
fn odd_sizes_are_fine() {
    for text in [
        "", "x", "\"", "{", "[", "{}", "[]", ",", "\n", "0", "\u{feff}",
    ] {
        let _ = read_text("a.csv", text);
        let _ = read_text("a.json", text);
    }
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    assert!(read_text("a.json", &deep).is_err());
    let deep = format!("{{\"a\": {}}}", "{\"b\":".repeat(200_000));
    assert!(read_text("a.json", &deep).is_err());
    let deep = format!(
        "{{\"sleep\": {}1{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(read_text("a.json", &deep).is_err());
    let long = "x".repeat(3_000_000);
    let errors = read_text("a.csv", format!("sleep\n{long}\n")).unwrap_err();
    assert!(errors.to_string().len() < 2000);
    let errors = read_text("a.csv", format!("sleep,{long}\nx,y\n")).unwrap_err();
    assert!(errors.to_string().len() < 2000);
    let wide = format!(
        "athlete{}\nAna{}\n",
        ",a".repeat(200_000),
        ",1".repeat(200_000)
    );
    let read = read_text("a.csv", &wide).unwrap();
    assert!(read.warnings.to_string().len() < 2000);
}

#[test]
fn many_rows_are_all_read() {
    let mut text = "athlete,date,soreness.quads,sleep,stress,movement,sets,load\n".to_owned();
    for row in 0..40_000 {
        text += &format!(
            "A{},20{:02}-{:02}-{:02},5,7.5,3,clean,12,300\n",
            row / 1000,
            row % 1000 / 336,
            row % 336 / 28 + 1,
            row % 28 + 1
        );
    }
    let days = read(squad(), vec![file("a.csv", &text)], &options())
        .unwrap()
        .days;
    assert_eq!(days.len(), 40_000);
}
