//! How names are spelled: transliterations, marks on letters, typing errors, short given names.

use smol_str::{SmolStr, ToSmolStr};

/// `Ana`, `A`, `Anastasia`/`Ana`, `Dmitry`/`Dimitri`.
pub(crate) fn given_names_agree(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    a == b
        || short.chars().count() == 1 && long.starts_with(short)
        || short.chars().count() >= 3 && long.starts_with(short)
        || short.chars().count() >= 4
            && (skeleton(a) == skeleton(b) || within_one_edit(&skeleton(a), &skeleton(b)))
}

/// Letters of a name without what transliterations and typing differ in: `z`/`s`, `o`/`a` without
/// stress, `y`/`j`/`i`, `w`/`v`, `kh`/`h`, doubled letters.
pub(crate) fn skeleton(word: &str) -> SmolStr {
    let mut out = String::with_capacity(word.len());
    let mut chars = word.chars().filter(|c| c.is_alphanumeric()).peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let c = match c {
            'z' => 's',
            'w' => 'v',
            'y' | 'j' => 'i',
            'o' => 'a',
            'c' if next == Some('k') => continue,
            'k' | 'g' if next == Some('h') => {
                chars.next();
                if c == 'k' { 'h' } else { 'g' }
            }
            'p' if next == Some('h') => {
                chars.next();
                'f'
            }
            'c' if next != Some('h') => 'k',
            'q' => 'k',
            c => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out.to_smolstr()
}

/// Small Latin letters without their marks; others stay.
pub(crate) fn fold(word: &str) -> SmolStr {
    let mut out = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match c {
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => out.push('a'),
            'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ě' | 'ę' | 'ė' => out.push('e'),
            'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' | 'į' => out.push('i'),
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' | 'ő' => out.push('o'),
            'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => out.push('u'),
            'ç' | 'ć' | 'č' | 'ĉ' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'ğ' | 'ģ' => out.push('g'),
            'ł' | 'ĺ' | 'ľ' | 'ļ' => out.push('l'),
            'ñ' | 'ń' | 'ň' | 'ņ' => out.push('n'),
            'ŕ' | 'ř' => out.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => out.push('s'),
            'ť' | 'ţ' | 'ț' => out.push('t'),
            'ý' | 'ÿ' => out.push('y'),
            'ź' | 'ž' | 'ż' => out.push('z'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            '\u{300}'..='\u{36f}' => {}
            c => out.push(c),
        }
    }
    out.to_smolstr()
}

/// Whether one letter put in, left out, changed, or two neighbours swapped make the two one.
pub(super) fn within_one_edit(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    if same == short.len() {
        return true;
    }
    if short.len() < long.len() {
        return short[same..] == long[same + 1..];
    }
    short[same + 1..] == long[same + 1..]
        || same + 1 < short.len()
            && short[same] == long[same + 1]
            && short[same + 1] == long[same]
            && short[same + 2..] == long[same + 2..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_surname_have_one_skeleton() {
        for (a, b) in [("tarzelov", "tarselow"), ("mirenko", "mirenka"), ("akhmat", "ahmat")] {
            assert_eq!(skeleton(a), skeleton(b));
        }
        assert_ne!(skeleton("hansen"), skeleton("hanson"));
    }

    #[test]
    fn one_edit() {
        assert!(within_one_edit("tarvelin", "tarvlein"));
        assert!(within_one_edit("tarvelin", "tarvelins"));
        assert!(!within_one_edit("tarvelin", "tarvelino1"));
        assert!(!within_one_edit("tarvelin", "marvelim"));
    }

    #[test]
    fn given_names() {
        assert!(given_names_agree("dmitry", "dimitri"));
        assert!(given_names_agree("a", "ana"));
        assert!(!given_names_agree("ana", "ivo"));
    }
}
