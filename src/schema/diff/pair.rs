//! What belongs together in two versions of a list.

/// Everything old with its new self, if there is one, and what is new.
pub(super) struct Pairs<'a, T> {
    pub(super) matched: Vec<(&'a T, Option<&'a T>)>,
    pub(super) added: Vec<&'a T>,
}

/// Pairs by name; what is left then by likeness, which makes it a renaming.
pub(super) fn pair<'a, T>(
    old: impl IntoIterator<Item = &'a T>,
    new: &'a [T],
    name: fn(&T) -> &str,
    alike: fn(&T, &T) -> bool,
) -> Pairs<'a, T> {
    let mut added: Vec<_> = new.iter().collect();
    let mut take = |belongs: &dyn Fn(&T) -> bool| {
        let index = added.iter().position(|candidate| belongs(candidate))?;
        Some(added.remove(index))
    };
    let named = old.into_iter().map(|old| (old, take(&|new| name(new) == name(old))));
    let mut matched: Vec<_> = named.collect();
    for (old, new) in matched.iter_mut().filter(|(_, new)| new.is_none()) {
        *new = take(&|new| alike(old, new));
    }
    Pairs { matched, added }
}
