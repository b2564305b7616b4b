//! Whether a name that somebody types is one that accounts write otherwise: for whoever looks for
//! names in what was woven. By name alone; nothing is joined by it.

pub use super::named::SPELLED;
use super::people::SURNAME_ALIKE;
use super::sounds;

/// A name in ASCII lower case, without marks, its words apart by one space each.
pub fn folded(name: &str) -> String {
    sounds::fold(name)
}

/// Keys under which a folded word is looked up: words that sound alike share one.
pub fn sound_keys(word: &str) -> Vec<String> {
    sounds::keys(word)
}

/// Surnames that are this alike may be spellings of one, where nothing else speaks against it.
pub const ALIKE: f32 = SURNAME_ALIKE;

/// How alike two words as written sound: 1 for the same sounds, 0 for strangers.
pub fn likeness(a: &str, b: &str) -> f32 {
    let (ours, theirs) = (sounds::rows(a), sounds::rows(b));
    let pairs = ours.iter().flat_map(|x| theirs.iter().map(move |y| sounds::likeness(x, y)));
    pairs.fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_another_spelling() {
        for (a, b) in [("Тарханов", "Tarkhanov"), ("tarchanow", "Tarkhanov"), ("Tarwel", "Tarvel")]
        {
            assert!(likeness(a, b) >= ALIKE, "{a} / {b}");
            let (a, b) = (sound_keys(&folded(a)), sound_keys(&folded(b)));
            assert!(a.iter().any(|key| b.contains(key)), "{a:?} / {b:?}");
        }
        // Another family's name, however like in letters, and a stranger's.
        assert!(likeness("Marden", "Borden") < ALIKE);
        assert!(likeness("Marden", "Holvik") < SPELLED);
        assert_eq!(folded("The „Firm-Coast“ 2023"), "the firm coast 2023");
    }
}
