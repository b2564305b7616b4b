//! Schemas of what is printed as a word: the enumerations of the inner crates, as they are written.
//!
//! The inner types know nothing of schemas. That these lists are whole is tested: every answer of
//! the API is held against the schemas by a validator that others wrote.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

macro_rules! words {
    ($($name:ident: $($word:literal)+;)+) => {
        $(
            /// Stands for the inner type of that name.
            pub enum $name {}

            impl JsonSchema for $name {
                fn schema_name() -> Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!({ "type": "string", "enum": [$($word),+] })
                }
            }
        )+
    };
}

words! {
    EntityKind: "person" "organisation" "place" "group" "event" "equipment" "work" "other";
    MentionForm: "name" "description" "pronoun";
    TimexKind: "DATE" "TIME" "DURATION" "SET";
    Bound: "exact" "about" "at-least" "at-most";
    Manner: "direct" "mixed" "indirect" "headline";
    Polarity: "asserted" "denied";
    Certainty: "certain" "possible" "planned" "conditional" "asked";
    SourceKind: "dateline" "byline" "credit" "reports" "told" "post-on" "cites" "own";
    BasisKind: "metadata" "dateline" "given" "inferred";
    DifferenceKind: "polarity" "number" "date" "roles" "certainty" "speaker" "name" "wording";
    OriginsAre: "independent" "shared" "unknown";
    EdgeKind: "names" "repeats";
    Certain: "stated" "inferred";
    Verdict: "same" "different";
}

/// A day: `2031-05-08`.
pub enum Day {}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

/// A name and the accounts that write it.
#[derive(JsonSchema)]
#[schemars(rename = "Name")]
#[expect(dead_code, reason = "only its schema is of use; the inner type is what is written")]
pub struct EntityName {
    text: String,
    accounts: Vec<u32>,
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;

    /// Whether the schema has each of these values as it is written.
    fn check<S: JsonSchema>(values: &[impl Serialize]) {
        let schema = S::json_schema(&mut SchemaGenerator::default());
        let words = schema.get("enum").and_then(|words| words.as_array()).unwrap().clone();
        let written: Vec<_> = values.iter().map(|v| serde_json::to_value(v).unwrap()).collect();
        assert_eq!(words, written, "{}", S::schema_name());
    }

    #[test]
    fn words_are_as_they_are_written() {
        use stemma_core::{
            Bound as B, Certain as C, DifferenceKind as D, OriginsAre as O, SourceKind as S,
            TimexKind as T,
        };
        check::<Bound>(&[B::Exact, B::About, B::AtLeast, B::AtMost]);
        check::<Certain>(&[C::Stated, C::Inferred]);
        check::<OriginsAre>(&[O::Independent, O::Shared, O::Unknown]);
        check::<TimexKind>(&[T::Date, T::Time, T::Duration, T::Set]);
        check::<DifferenceKind>(&[
            D::Polarity,
            D::Number,
            D::Date,
            D::Roles,
            D::Certainty,
            D::Speaker,
            D::Name,
            D::Wording,
        ]);
        check::<SourceKind>(&[
            S::Dateline,
            S::Byline,
            S::Credit,
            S::Reports,
            S::Told,
            S::PostOn,
            S::Cites,
            S::Own,
        ]);
    }
}
