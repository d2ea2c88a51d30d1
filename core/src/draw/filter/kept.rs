//! Things that take long to make, kept as long as they are used.

use std::collections::BTreeMap;

/// As many things as there is room for, by a text that says all of each.
pub(super) struct Kept<T> {
    things: BTreeMap<String, (T, u64)>,
    most: usize,
    /// How often any was asked for.
    asked: u64,
}

impl<T> Kept<T> {
    /// Room for so many, none yet.
    pub const fn new(most: usize) -> Kept<T> {
        Kept {
            things: BTreeMap::new(),
            most,
            asked: 0,
        }
    }

    /// The one of that text, which is made if there is none; and the one that has to go for it: that which was asked for least
    /// recently.
    pub fn get(&mut self, key: String, make: impl FnOnce() -> T) -> (&mut T, Option<T>) {
        self.asked += 1;
        let made = (!self.things.contains_key(&key)).then(make);
        let is_full = made.is_some() && self.things.len() >= self.most;
        let oldest = self.things.iter().min_by_key(|(_, (_, asked))| *asked);
        let oldest = oldest.filter(|_| is_full).map(|(key, _)| key.clone());
        let gone = oldest.and_then(|key| self.things.remove(&key));
        if let Some(thing) = made {
            self.things.insert(key.clone(), (thing, 0));
        }
        let (thing, asked) = self
            .things
            .get_mut(&key)
            .expect("it was there, or was made");
        *asked = self.asked;
        (thing, gone.map(|(thing, _)| thing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_more_than_there_is_room_for_the_one_goes_that_was_asked_for_first() {
        let mut kept = Kept::new(2);
        let mut get = |key: &str, made| {
            let (thing, gone) = kept.get(key.to_owned(), || made);
            (*thing, gone)
        };
        assert_eq!(get("a", 1), (1, None));
        assert_eq!(get("b", 2), (2, None));
        assert_eq!(get("a", 0), (1, None));
        assert_eq!(get("c", 3), (3, Some(2)));
        assert_eq!(get("b", 4), (4, Some(1)));
        assert_eq!(get("c", 0), (3, None));
    }
}
