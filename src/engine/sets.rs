//! Loops over columns of sets: a bit a member, surely-in and maybe-in side by
//! side (`[sure, maybe]`). What depends on the difference is unknown.

/// Rows of a set's two sides.
fn rows<'a>(set: [&'a [u64]; 2]) -> impl Iterator<Item = (u64, u64)> + 'a {
    let [sure, maybe] = set;
    sure.iter().copied().zip(maybe.iter().copied())
}

pub(super) fn known(sure: &[u64], maybe: &[u64], out: &mut [u8]) {
    out.iter_mut()
        .zip(rows([sure, maybe]))
        .for_each(|(out, (sure, maybe))| {
            *out = u8::from(sure == maybe) * 2;
        });
}

pub(super) fn same(a: [&[u64]; 2], b: [&[u64]; 2], out: &mut [u8]) {
    for (out, ((a_sure, a_maybe), (b_sure, b_maybe))) in out.iter_mut().zip(rows(a).zip(rows(b))) {
        let differ = a_sure & !b_maybe != 0 || b_sure & !a_maybe != 0;
        let exact = a_sure == a_maybe && b_sure == b_maybe;
        *out = if differ {
            0
        } else if exact {
            2
        } else {
            1
        };
    }
}

pub(super) fn overlaps(a: [&[u64]; 2], b: [&[u64]; 2], out: &mut [u8]) {
    for (out, ((a_sure, a_maybe), (b_sure, b_maybe))) in out.iter_mut().zip(rows(a).zip(rows(b))) {
        *out = u8::from(a_sure & b_sure != 0) + u8::from(a_maybe & b_maybe != 0);
    }
}

/// The bit of a member given by its index.
fn bit(member: f64) -> u64 {
    (0..64u8)
        .find(|index| f64::from(*index) == member)
        .map_or(0, |index| 1 << index)
}

pub(super) fn includes(sure: &[u64], maybe: &[u64], member: &[f64], out: &mut [u8]) {
    for (out, ((sure, maybe), member)) in out.iter_mut().zip(rows([sure, maybe]).zip(member)) {
        let bit = bit(*member);
        *out = if member.is_nan() {
            1
        } else {
            u8::from(sure & bit != 0) + u8::from(maybe & bit != 0)
        };
    }
}

pub(super) fn member_bit(member: &[f64], blank: u64, out: &mut [u64]) {
    out.iter_mut().zip(member).for_each(|(out, member)| {
        *out = if member.is_nan() { blank } else { bit(*member) };
    });
}

pub(super) fn default(
    first: &[u64],
    known: &[u8],
    second: &[u64],
    filled: Option<&[u8]>,
    out: &mut [u64],
) {
    for (row, (out, ((first, known), second))) in out
        .iter_mut()
        .zip(first.iter().zip(known).zip(second))
        .enumerate()
    {
        let filled = filled.is_none_or(|filled| filled.get(row) == Some(&2));
        *out = if *known == 2 || !filled {
            *first
        } else {
            *second
        };
    }
}

/// One side of `if c then a else b`; where c is unknown, the set that both
/// branches agree on, else `blank`.
pub(super) fn choose(
    condition: &[u8],
    branches: [Option<[&[u64]; 2]>; 2],
    maybe: bool,
    blank: u64,
    out: &mut [u64],
) {
    let read = |branch: Option<[&[u64]; 2]>, row: usize| {
        let [sure, maybe] = branch?;
        Some((*sure.get(row)?, *maybe.get(row)?))
    };
    for (row, (out, condition)) in out.iter_mut().zip(condition).enumerate() {
        let [yes, no] = branches.map(|branch| read(branch, row));
        let chosen = match condition {
            2 => yes,
            0 => no,
            _ => yes.filter(|(sure, maybe)| yes == no && sure == maybe),
        };
        *out = chosen.map_or(blank, |(sure, may)| if maybe { may } else { sure });
    }
}
