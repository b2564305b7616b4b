//! Units of measure and currencies.

use crate::parsed_text::ParsedText;

/// Signs of currency before a number.
pub(super) fn sign(word: &str) -> Option<&'static str> {
    Some(match word {
        "$" | "US$" | "U.S.$" | "USD" => "USD",
        "€" | "EUR" => "EUR",
        "£" | "GBP" => "GBP",
        "¥" | "JPY" => "JPY",
        "₽" | "RUB" => "RUB",
        "₴" | "UAH" => "UAH",
        "₹" | "Rs" | "Rs." | "INR" => "INR",
        "A$" | "AU$" | "AUD" => "AUD",
        "C$" | "CA$" | "CAD" => "CAD",
        "CHF" => "CHF",
        "CNY" => "CNY",
        "PLN" => "PLN",
        "CZK" => "CZK",
        "SEK" => "SEK",
        "NOK" => "NOK",
        "DKK" => "DKK",
        _ => return None,
    })
}

/// Whether pounds are money: where the text has the sign of that money, or they are paid.
fn is_money(text: &ParsedText, pounds: usize) -> bool {
    let paid = pounds < text.len()
        && text.lower.get(pounds + 1).is_none_or(|next| next != "of")
        // The pipeline takes 'fined' for a form of 'fin'.
        && (text.lower[text.head(pounds)] == "fined" || matches!(
            text.lemma(text.head(pounds)),
            "pay"
                | "fine"
                | "cost"
                | "spend"
                | "earn"
                | "owe"
                | "charge"
                | "lend"
                | "borrow"
                | "donate"
                | "invest"
                | "save"
        ));
    paid || text.raw.contains('£') || text.raw.contains("sterling")
}

/// Whether a unit is one of money.
pub(super) fn is_currency(unit: &str) -> bool {
    unit == "cent" || unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// A unit behind a number, and where it ends.
pub(super) fn unit_after(text: &ParsedText, mut at: usize) -> (Option<&'static str>, usize) {
    let start = at;
    let word = |t: usize| text.lower.get(t).map_or("", |w| w.as_str());
    if word(at) == "-" {
        at += 1;
    }
    let square = match word(at) {
        "square" | "sq" => Some("square"),
        "cubic" => Some("cubic"),
        _ => None,
    };
    if square.is_some() {
        at += 1;
    }
    if matches!(word(at), "us" | "u.s." | "american")
        && matches!(word(at + 1), "dollars" | "dollar")
    {
        return (Some("USD"), at + 2);
    }
    if word(at) == "per" && word(at + 1) == "cent" {
        return (Some("%"), at + 2);
    }
    // "130 km/h", "80 miles per hour", "80 miles an hour"
    let hourly = match (word(at + 1), word(at + 2)) {
        ("/", "h" | "h.") | ("per" | "an", "hour") => at + 3,
        ("/h", _) => at + 2,
        _ => at,
    };
    if square.is_none() && hourly > at {
        match word(at) {
            "km" | "kilometers" | "kilometres" => return (Some("km/h"), hourly),
            "miles" => return (Some("mph"), hourly),
            _ => {}
        }
    }
    if matches!(word(at), "percentage") && word(at + 1).starts_with("point") {
        return (Some("percentage points"), at + 2);
    }
    let unit = match (square, word(at)) {
        (Some("square"), "kilometers" | "kilometres" | "kilometre" | "kilometer" | "km") => "km²",
        (Some("square"), "meters" | "metres" | "meter" | "metre" | "m") => "m²",
        (Some("square"), "miles" | "mile") => "sq mi",
        (Some("square"), "feet" | "foot") => "sq ft",
        (Some("cubic"), "meters" | "metres" | "meter" | "metre") => "m³",
        (Some("cubic"), "feet" | "foot") => "cu ft",
        (None, "%" | "percent" | "pct") => "%",
        (None, "km" | "kms" | "kilometers" | "kilometres" | "kilometer" | "kilometre") => "km",
        (None, "m" | "meters" | "metres" | "meter" | "metre") => "m",
        (None, "cm" | "centimeters" | "centimetres" | "centimetre" | "centimeter") => "cm",
        (None, "mm" | "millimeters" | "millimetres") => "mm",
        (None, "mile" | "miles") => "mi",
        (None, "foot" | "feet" | "ft") => "ft",
        (None, "inch" | "inches") => "in",
        (None, "yard" | "yards") => "yd",
        (None, "kg" | "kgs" | "kilogram" | "kilograms" | "kilo" | "kilos") => "kg",
        (None, "g" | "gram" | "grams") => "g",
        (None, "tonne" | "tonnes" | "ton" | "tons") => "t",
        (None, "lb" | "lbs") => "lb",
        (None, "ounce" | "ounces") => "oz",
        (None, "litre" | "litres" | "liter" | "liters") => "l",
        (None, "gallon" | "gallons") => "gal",
        (None, "barrel" | "barrels") => "bbl",
        (None, "hectare" | "hectares") => "ha",
        (None, "acre" | "acres") => "acre",
        (None, "mph") => "mph",
        (None, "kph" | "km/h") => "km/h",
        (None, "megawatt" | "megawatts" | "mw") => "MW",
        (None, "gigawatt" | "gigawatts" | "gw") => "GW",
        (None, "kilowatt" | "kilowatts" | "kw") => "kW",
        (None, "degrees" | "degree" | "°" | "°c" | "°f") => "°",
        (None, "dollar" | "dollars") => "USD",
        (None, "euro" | "euros") => "EUR",
        (None, "pounds" | "pound") => {
            if is_money(text, at) {
                "GBP"
            } else {
                "lb"
            }
        }
        (None, "ruble" | "rubles" | "rouble" | "roubles") => "RUB",
        (None, "hryvnia" | "hryvnias" | "hryvnya") => "UAH",
        (None, "yuan" | "renminbi") => "CNY",
        (None, "yen") => "JPY",
        (None, "rupee" | "rupees") => "INR",
        (None, "zloty" | "zlotys") => "PLN",
        (None, "francs" | "franc") => "CHF",
        (None, "kronor") => "SEK",
        (None, "kroner") => "NOK",
        (None, "cents") => "cent",
        _ => return (None, start),
    };
    (Some(unit), at + 1)
}
