//! A list that grows by a segment at a time and shrinks again.

use std::collections::VecDeque;

/// Places of a segment: about a batch. Of the records of a connection it takes 2 KiB.
pub(crate) const SEGMENT: usize = 64;

/// First in, first out. No push moves what is in it already, and what it has grown to under load it gives back when
/// it is [trimmed](Self::trim).
#[derive(Debug)]
pub(crate) struct Segments<T> {
    /// All but the last are full up to their end, all but the first from their beginning.
    segments: VecDeque<VecDeque<T>>,
    /// Empty ones, so that a list under load allocates nothing.
    spare: Vec<VecDeque<T>>,
    len: usize,
}

impl<T> Segments<T> {
    /// Returns an empty list. Takes no memory before the first push.
    pub(crate) const fn new() -> Self {
        Self { segments: VecDeque::new(), spare: Vec::new(), len: 0 }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(crate) fn front(&self) -> Option<&T> {
        self.segments.front()?.front()
    }

    #[inline]
    pub(crate) fn push_back(&mut self, item: T) {
        self.len += 1;
        match self.segments.back_mut() {
            Some(last) if last.len() < SEGMENT => last.push_back(item),
            _ => self.grow(item),
        }
    }

    pub(crate) fn pop_front(&mut self) -> Option<T> {
        let first = self.segments.front_mut()?;
        let item = first.pop_front()?;
        self.len -= 1;
        if first.is_empty() && self.segments.len() > 1 {
            self.spare.extend(self.segments.pop_front());
        }
        Some(item)
    }

    /// Hands out the empty segments, to be freed where nobody waits; one of them stays while the list is empty.
    pub(crate) fn trim(&mut self) -> Vec<VecDeque<T>> {
        self.segments.shrink_to(1);
        std::mem::take(&mut self.spare)
    }

    /// Once in a segment.
    #[cold]
    fn grow(&mut self, item: T) {
        let mut segment = self.spare.pop().unwrap_or_else(|| VecDeque::with_capacity(SEGMENT));
        segment.push_back(item);
        self.segments.push_back(segment);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// It is a list like the standard one; what it reserves is what it holds, one segment at either end, and, until
        /// it is trimmed, what it once held.
        #[test]
        fn it_is_a_list_that_gives_back_what_it_took(steps in prop::collection::vec((0usize..200, 0usize..200), 0..20)) {
            let (mut list, mut model) = (Segments::new(), VecDeque::new());
            let mut next = 0u32;
            for (pushes, pops) in steps {
                for _ in 0..pushes {
                    list.push_back(next);
                    model.push_back(next);
                    next += 1;
                }
                for _ in 0..pops {
                    prop_assert_eq!(list.front(), model.front());
                    prop_assert_eq!(list.pop_front(), model.pop_front());
                }
                prop_assert_eq!((list.len(), list.is_empty()), (model.len(), model.is_empty()));
                drop(list.trim());
                let reserved: usize = list.segments.iter().chain(&list.spare).map(VecDeque::capacity).sum();
                prop_assert!(reserved <= list.len() + 2 * SEGMENT, "{reserved} for {}", list.len());
                prop_assert!(list.segments.capacity() <= list.segments.len() + 1);
            }
        }
    }

    #[test]
    fn one_segment_stays_while_it_is_empty() {
        let mut list = Segments::new();
        list.push_back(0);
        list.pop_front();
        drop(list.trim());
        assert_eq!(allocation_counter::measure(|| list.push_back(1)).count_total, 0);
    }

    #[test]
    fn under_load_it_allocates_nothing() {
        let mut list = Segments::new();
        let mut round = || {
            (0..10 * SEGMENT).for_each(|item| list.push_back(item));
            while list.pop_front().is_some() {}
            list.segments.iter().chain(&list.spare).map(VecDeque::capacity).sum::<usize>()
        };
        let first = round();
        assert_eq!([round(), round()], [first, first]);
    }
}
