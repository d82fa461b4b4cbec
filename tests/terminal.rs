//! Sessions at a terminal: commands that look and behave differently there.

#![cfg(unix)]
#![allow(clippy::expect_used)]

mod ask;
mod explain;
mod session;

pub use session::*;

#[test]
fn a_session_shows_the_screen_and_ends_with_the_exit_code() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let mut session = Session::start(folder.path(), &["explain", "unknown-name"], (80, 60));
    session.wait("unknown-name");
    let ended = session.end();
    assert_eq!(ended.code, 0, "{}", ended.screen);
    assert!(ended.restored);
    assert!(ended.printed.contains("unknown-name"));
    let ended = Session::start(folder.path(), &["eval", "nothing.csv"], (40, 20)).end();
    assert_eq!(ended.code, 2, "{}", ended.screen);
}
