//! Explanations at a terminal: as wide as it is, and in colour.

use super::Session;

const RULES: &str = "\
input sleep: hours from 0 to 16
input stress: scale 0 to 10

let tired = at least 2 of
  - sleep < 6 h
  - stress >= 7
  - average sleep over last 3 days with at least 2 known < 6.5 h

rule \"Tired\"
  when tired
  then rest
  because \"Tired.\"

otherwise train
";

const DATA: &str = "\
athlete,date,sleep,stress
金,2026-06-03,6,4
金,2026-06-05,5.5,8
";

fn session(width: u16, color: &str) -> (String, String) {
    let folder = tempfile::TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("tired.touchline"), RULES).expect("a file");
    std::fs::write(folder.path().join("kin.csv"), DATA).expect("a file");
    let arguments = ["explain", "tired.touchline", "kin.csv", "--color", color];
    let ended = Session::start(folder.path(), &arguments, (width, 130)).end();
    assert_eq!(ended.code, 0, "{}", ended.screen);
    assert!(ended.restored);
    (ended.screen, ended.printed)
}

#[test]
fn an_explanation_fits_the_terminal() {
    for width in [30, 80] {
        let (screen, printed) = session(width, "always");
        insta::assert_snapshot!(format!("explained_in_{width}_columns"), screen);
        // No line went on by itself on the next one.
        let lines = printed.lines().filter(|line| !line.trim().is_empty());
        let on_screen = screen.lines().filter(|line| !line.trim().is_empty());
        assert_eq!(lines.count(), on_screen.count());
        let (plain, _) = session(width, "never");
        assert_eq!(plain, screen);
    }
}
