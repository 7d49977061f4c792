//! Who shares what: found by key once, at connect, and held by handle from then on.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Weak};

use crate::sync::{Mutex, Process};

/// Things by key, each as long as somebody holds it. Nothing is counted and nothing is looked up to be released; one
/// that is on its way out is not found, and a new one takes its place.
#[derive(Debug)]
pub(crate) struct Registry<K, T> {
    entries: Mutex<HashMap<K, Weak<T>>>,
    process: Process,
}

impl<K: Eq + Hash, T> Registry<K, T> {
    pub(crate) fn new() -> Self {
        Self { entries: Mutex::new(HashMap::new()), process: Process::current() }
    }

    /// Returns a part in the one that is held under `key`, or in one that is made now, if that one gives none: it may
    /// be on its way out. `make` must not wait. `None` in a forked child.
    pub(crate) fn lease_or_make<L>(
        &self,
        key: K,
        lease: impl Fn(&Arc<T>) -> Option<L>,
        make: impl FnOnce() -> Arc<T>,
    ) -> Option<L> {
        if self.process.is_gone() {
            return None;
        }
        let mut entries = self.process.lock(&self.entries)?;
        if let Some(leased) = entries.get(&key).and_then(Weak::upgrade).and_then(|held| lease(&held)) {
            return Some(leased);
        }
        entries.retain(|_, entry| entry.strong_count() > 0);
        let made = make();
        let leased = lease(&made);
        entries.insert(key, Arc::downgrade(&made));
        leased
    }

    /// Returns all that are held.
    pub(crate) fn all(&self) -> Vec<Arc<T>> {
        let Some(entries) = self.process.lock(&self.entries) else { return Vec::new() };
        entries.values().filter_map(Weak::upgrade).collect()
    }

    /// Finds none of them any more; whoever holds one goes on holding it.
    pub(crate) fn take_all(&self) -> Vec<Arc<T>> {
        let Some(mut entries) = self.process.lock(&self.entries) else { return Vec::new() };
        entries.drain().filter_map(|(_, entry)| entry.upgrade()).collect()
    }
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;

    #[test]
    fn one_that_gives_no_lease_is_replaced() {
        let registry = Registry::new();
        let over = registry.lease_or_make("a", |it| Some(Arc::clone(it)), || Arc::new(1)).expect("no fork here");
        let unless_over = |it: &Arc<i32>| (**it != 1).then(|| Arc::clone(it));
        let other = registry.lease_or_make("a", unless_over, || Arc::new(2)).expect("no fork here");
        assert_eq!((*over, *other), (1, 2));
    }

    #[test]
    fn all_are_those_that_are_held() {
        let registry = Registry::new();
        let get = |key| registry.lease_or_make(key, |it| Some(Arc::clone(it)), || Arc::new(key)).expect("no fork here");
        let (one, two) = (get(1), get(2));
        get(3);
        let sorted = |mut all: Vec<Arc<i32>>| {
            all.sort_unstable();
            all
        };
        assert_eq!(sorted(registry.all()), [one.clone(), two.clone()]);
        assert_eq!(sorted(registry.take_all()), [one, two]);
        assert!(registry.all().is_empty());
    }

    #[test]
    fn one_a_key_for_as_long_as_it_is_held() {
        let registry = Registry::new();
        let get = |key| registry.lease_or_make(key, |it| Some(Arc::clone(it)), || Arc::new(())).expect("no fork here");
        let one = get("a");
        assert!(Arc::ptr_eq(&one, &get("a")));
        assert!(!Arc::ptr_eq(&one, &get("b")));
        drop(one);
        get("c");
        assert_eq!(registry.entries.lock().len(), 1, "nobody holds the others");
    }
}

#[cfg(all(test, model))]
mod model {
    use super::*;
    use crate::sync::{AtomicUsize, Ordering};
    use loom::thread;

    /// Open, close and open again, from two threads: nobody is handed something that has ended, and there are never
    /// two that are both found.
    #[test]
    fn nobody_gets_what_has_ended() {
        struct Thing(loom::sync::Arc<AtomicUsize>);
        impl Drop for Thing {
            fn drop(&mut self) {
                self.0.fetch_sub(1, Ordering::AcqRel);
            }
        }
        loom::model(|| {
            let alive = loom::sync::Arc::new(AtomicUsize::new(0));
            let registry = loom::sync::Arc::new(Registry::new());
            let open = |registry: &Registry<u8, Thing>, alive: &loom::sync::Arc<AtomicUsize>| {
                let made = registry.lease_or_make(
                    1,
                    |it: &Arc<Thing>| Some(it.clone()),
                    || {
                        alive.fetch_add(1, Ordering::AcqRel);
                        Arc::new(Thing(alive.clone()))
                    },
                );
                made.expect("no fork here")
            };
            let other = {
                let (registry, alive) = (registry.clone(), alive.clone());
                thread::spawn(move || {
                    drop(open(&registry, &alive));
                    let again = open(&registry, &alive);
                    assert!(alive.load(Ordering::Acquire) >= 1);
                    drop(again);
                })
            };
            let mine = open(&registry, &alive);
            assert!(Arc::ptr_eq(&mine, &open(&registry, &alive)), "while it is held, it is the one");
            drop(mine);
            other.join().expect("no panic");
            assert_eq!(alive.load(Ordering::Acquire), 0);
        });
    }
}
