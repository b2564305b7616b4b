//! Which language an account is in.

use whatlang::Lang;

/// The ISO 639-1 code of the language that the words betray, where they are enough to tell.
pub(crate) fn of_words(text: &str) -> Option<&'static str> {
    let cut = text.char_indices().nth(ENOUGH).map_or(text.len(), |(at, _)| at);
    let found = whatlang::detect(&text[..cut])?;
    (found.is_reliable() && text.chars().count() >= FEW).then(|| code(found.lang()))
}

/// More characters do not change the answer, only cost time.
const ENOUGH: usize = 2000;
/// Fewer characters mislead: short headlines come out as any language of the same script.
const FEW: usize = 120;

/// The primary part of a declared language: `en` of `en-GB`, `en_us` and `EN`.
pub(crate) fn declared(value: &str) -> Option<String> {
    let primary = value.trim().split(['-', '_', ';', ',']).next()?.to_lowercase();
    let known = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
    let primary = match primary.as_str() {
        "eng" => "en".to_string(),
        "rus" => "ru".to_string(),
        "und" | "mul" | "zxx" | "mis" => return None,
        _ => primary,
    };
    known.then_some(primary)
}

fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Bel => "be",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Bul => "bg",
        Lang::Mkd => "mk",
        Lang::Srp => "sr",
        Lang::Hrv => "hr",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ron => "ro",
        Lang::Cat => "ca",
        Lang::Nld => "nl",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Est => "et",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Hun => "hu",
        Lang::Ell => "el",
        Lang::Tur => "tr",
        Lang::Aze => "az",
        Lang::Uzb => "uz",
        Lang::Tuk => "tk",
        Lang::Hye => "hy",
        Lang::Kat => "ka",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Ara => "ar",
        Lang::Pes => "fa",
        Lang::Urd => "ur",
        Lang::Hin => "hi",
        Lang::Ben => "bn",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Guj => "gu",
        Lang::Pan => "pa",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Mya => "my",
        Lang::Khm => "km",
        Lang::Tha => "th",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        Lang::Jav => "jv",
        Lang::Tgl => "tl",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Amh => "am",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Aka => "ak",
        Lang::Epo => "eo",
        Lang::Lat => "la",
        Lang::Afr => "af",
        Lang::Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_betray_their_language_where_they_are_enough() {
        let text = "The harbour of Port Halen was closed on Monday after a storm had torn two ships from their moorings, the harbour master said.";
        assert_eq!(of_words(text), Some("en"));
        assert_eq!(of_words("Halen"), None);
        let text = "Порт Гален закрыли в понедельник после шторма, который сорвал с якоря два судна, сообщил начальник порта журналистам. Никто не пострадал, паромы на острова снова пойдут в пятницу, если погода позволит.";
        assert_eq!(of_words(text), Some("ru"));
        assert_eq!(declared("en-GB").as_deref(), Some("en"));
        assert_eq!(declared("x-default"), None);
    }
}
