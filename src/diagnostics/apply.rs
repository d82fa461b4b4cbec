//! Fixes, applied: in go a text and replacements in it, out comes the text with
//! those that do not get in each other's way.

use super::Edit;
use crate::span::FileId;

/// The text of a file after the fixes, and how many of them were applied. A fix
/// is applied as a whole or not at all: not where it overlaps one before it in
/// the list, lies in another file, or does not fit the text.
///
/// ```
/// use touchline::Source;
/// use touchline::diagnostics::apply;
///
/// let text = "otherwise trian\n";
/// let errors = Source::from_text("squad.touchline", text).parse().unwrap_err();
/// let fixes = errors.items.iter().filter_map(|item| item.fix.as_ref());
/// let file = errors.items[0].place().unwrap().file;
/// let (right, applied) = apply(text, file, fixes.map(|fix| fix.edits.as_slice()));
/// assert_eq!((right.as_str(), applied), ("otherwise train\n", 1));
/// ```
pub fn apply<'a>(
    text: &str,
    file: FileId,
    fixes: impl IntoIterator<Item = &'a [Edit]>,
) -> (String, usize) {
    let mut taken: Vec<&Edit> = Vec::new();
    let mut applied = 0;
    for fix in fixes {
        let fits = |edit: &Edit| {
            edit.span.file == file && text.get(edit.span.start..edit.span.end).is_some()
        };
        let free = |edit: &Edit| taken.iter().all(|other| !overlap(edit, other));
        // Two fixes may agree, as two messages about one quote do.
        let is_new = |edit: &&Edit| !taken.contains(edit);
        if fix
            .iter()
            .all(|edit| fits(edit) && (taken.contains(&edit) || free(edit)))
        {
            let new: Vec<&Edit> = fix.iter().filter(is_new).collect();
            taken.extend(new);
            applied += 1;
        }
    }
    taken.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for edit in taken {
        out.push_str(text.get(from..edit.span.start).unwrap_or_default());
        out.push_str(&edit.replacement);
        from = edit.span.end.max(from);
    }
    out.push_str(text.get(from..).unwrap_or_default());
    (out, applied)
}

/// Whether two replacements touch the same text; two insertions at one place do.
fn overlap(one: &Edit, other: &Edit) -> bool {
    let (a, b) = (one.span, other.span);
    a.start == b.start || (a.start < b.end && b.start < a.end)
}
