//! What is given from outside: in go a column of the data or a setting, out come its
//! values on every calendar day of the batch, blank where a day has none.

use super::Context;
use crate::days::{Column, Held, Slot};
use crate::ruleset::SettingId;

impl Context<'_> {
    /// A setting on every day: one value, or one for each stretch of settings.
    pub(super) fn setting<T: Copy>(
        &self,
        id: SettingId,
        out: &mut [T],
        read: impl Fn(Option<Held>) -> T,
    ) {
        let value = |settings: usize| {
            let settings = self.batch.settings.get(settings);
            read(settings.and_then(|settings| Some(settings.get(id)?.0)))
        };
        if let Some(shared) = self.batch.shared_settings() {
            out.fill(value(shared));
            return;
        }
        for segment in &self.batch.segments {
            if let Some(out) = out.get_mut(segment.rows.clone()) {
                out.fill(value(segment.settings));
            }
        }
    }

    /// A column of the data on every calendar day; a lasting one is carried forward.
    pub(super) fn raw<T: Copy>(
        &self,
        slot: Slot,
        lasting: bool,
        blank: T,
        read: impl Fn(f64) -> T,
        out: &mut [T],
    ) {
        let Some(Column::Number(values)) = self.days.columns.get(slot.0 as usize) else {
            out.fill(blank);
            return;
        };
        self.rows(
            lasting,
            out,
            |source| {
                let x = values.get(source).copied().unwrap_or(f64::NAN);
                (!x.is_nan()).then(|| read(x))
            },
            blank,
        );
    }

    pub(super) fn raw_set(&self, slot: Slot, lasting: bool, blank: u64, out: &mut [u64]) {
        let Some(Column::Set(values)) = self.days.columns.get(slot.0 as usize) else {
            out.fill(blank);
            return;
        };
        self.rows(
            lasting,
            out,
            |source| values.get(source).copied().flatten(),
            blank,
        );
    }

    fn rows<T: Copy>(
        &self,
        lasting: bool,
        out: &mut [T],
        read: impl Fn(usize) -> Option<T>,
        blank: T,
    ) {
        for segment in &self.batch.segments {
            let mut carried = None;
            for row in segment.rows.clone() {
                let value = self.batch.source(row).and_then(&read);
                if lasting {
                    carried = value.or(carried);
                } else {
                    carried = value;
                }
                out[row] = carried.unwrap_or(blank);
            }
        }
    }

    pub(super) fn answered(&self, slots: &[Slot], lasting: bool, out: &mut [u8]) {
        let given = |source: usize| {
            slots
                .iter()
                .any(|slot| match self.days.columns.get(slot.0 as usize) {
                    Some(Column::Number(values)) => values.get(source).is_some_and(|x| !x.is_nan()),
                    Some(Column::Set(values)) => values.get(source).is_some_and(Option::is_some),
                    None => false,
                })
        };
        self.rows(lasting, out, |source| given(source).then_some(2), 0);
    }
}
