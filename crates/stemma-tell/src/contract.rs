//! The JSON that `stemma` prints: version 1, with types of its own.
//!
//! Other programs rely on these names and meanings, so they do not follow the inner types of
//! themselves: whatever changes inside, this file is what is printed. Spans are `[start, end]` in
//! Unicode code points of the text beside them.

mod annotated;
mod exported;
pub mod schema;

pub use annotated::annotated;
pub use exported::{
    AccountJson, ClaimJson, EntityJson, Exporting, JudgementJson, LineageJson, PublishedJson,
    StoryJson, TimelineJson, day,
};

use schemars::JsonSchema;
use serde::Serialize;
use stemma_core::{
    Account, CodePoints, DateMention, EntityKind, Field, Found, Local, Mention, Place, Quantity,
    RuleName, Span, Speaker, Statement,
};

/// The version of the contract.
pub const VERSION: u32 = 1;

/// `[start, end]` in code points.
pub type Range = [usize; 2];

/// Counts in the texts of one account.
pub struct Texts<'a> {
    text: CodePoints<'a>,
    title: CodePoints<'a>,
    dropped: Vec<CodePoints<'a>>,
}

impl<'a> Texts<'a> {
    /// The texts of an account.
    pub fn of(account: &'a Account) -> Texts<'a> {
        Texts {
            text: CodePoints::new(&account.text),
            title: CodePoints::new(account.title.as_deref().unwrap_or_default()),
            dropped: account.dropped.iter().map(|piece| CodePoints::new(&piece.text)).collect(),
        }
    }

    /// A place in code points.
    pub fn range(&self, place: Place) -> Range {
        match place.of {
            Field::Text => self.text.span(place.span),
            Field::Title => self.title.span(place.span),
            Field::Dropped(n) => {
                self.dropped.get(n as usize).map_or([0, 0], |piece| piece.span(place.span))
            }
        }
    }

    fn in_text(&self, span: Span) -> Range {
        self.text.span(span)
    }
}

/// A passage that names or describes somebody or something.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Mention")]
pub struct MentionJson {
    span: Range,
    #[schemars(with = "schema::EntityKind")]
    kind: EntityKind,
    #[schemars(with = "schema::MentionForm")]
    form: stemma_core::MentionForm,
    entity: Option<u32>,
    /// The rule that says what it is.
    #[schemars(with = "Option<String>")]
    by: Option<RuleName>,
}

/// A time expression.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DateMention")]
pub struct DateJson {
    span: Range,
    #[serde(rename = "type")]
    #[schemars(with = "schema::TimexKind")]
    kind: stemma_core::TimexKind,
    value: String,
    /// The form in which it is written.
    #[schemars(with = "Option<String>")]
    by: Option<RuleName>,
}

/// A number with what it counts.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Quantity")]
pub struct QuantityJson<'a> {
    span: Range,
    #[serde(serialize_with = "whole_where_whole")]
    value: f64,
    #[schemars(with = "schema::Bound")]
    bound: stemma_core::Bound,
    unit: Option<&'a str>,
    of: Option<Range>,
    /// The statement whose speaker asserts it; null where the account does.
    statement: Option<usize>,
}

/// Who speaks.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Speaker")]
pub struct SpeakerJson {
    span: Range,
    entity: Option<u32>,
}

/// A passage that says what somebody said.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Statement")]
pub struct StatementJson {
    id: usize,
    #[schemars(with = "schema::Manner")]
    manner: stemma_core::Manner,
    content: Vec<Range>,
    cue: Option<Range>,
    speaker: Option<SpeakerJson>,
    jointly: Vec<SpeakerJson>,
    via: Vec<SpeakerJson>,
    medium: Option<Range>,
    #[schemars(with = "schema::Polarity")]
    polarity: stemma_core::Polarity,
    #[schemars(with = "schema::Certainty")]
    certainty: stemma_core::Certainty,
    /// The construction that shows it.
    #[schemars(with = "Option<String>")]
    by: Option<RuleName>,
}

/// A sign of where the account has its words from.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Source")]
pub struct SourceJson<'a> {
    name: &'a str,
    #[schemars(with = "schema::SourceKind")]
    kind: stemma_core::SourceKind,
    of: String,
    span: Range,
    evidence_of: String,
    evidence: Range,
    statements: &'a [u32],
}

/// What was found in one account. Lists without `title_` count in `text`, as the contract has it;
/// what stands in the title is under names of its own.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FoundInAccount")]
pub struct FoundJson<'a> {
    sentences: Vec<Range>,
    mentions: Vec<MentionJson>,
    dates: Vec<DateJson>,
    quantities: Vec<QuantityJson<'a>>,
    statements: Vec<StatementJson>,
    title_mentions: Vec<MentionJson>,
    title_dates: Vec<DateJson>,
    title_quantities: Vec<QuantityJson<'a>>,
    sources: Vec<SourceJson<'a>>,
}

/// 1200 rather than 1200.0, where the number is whole.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn whole_where_whole<S: serde::Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    // Whole numbers of a 64-bit float are exact up to here.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        serializer.serialize_i64(*value as i64)
    } else {
        serializer.serialize_f64(*value)
    }
}

/// What was found, for printing. `date_values` are the values of `found.dates`; `entity` names a
/// local entity as the reader of the JSON knows it.
pub fn found<'a>(
    account: &Account,
    found: &'a Found,
    date_values: &[String],
    entity: &dyn Fn(Local) -> Option<u32>,
) -> FoundJson<'a> {
    let texts = Texts::of(account);
    let mentions = |of: Field| {
        let those = found.mentions.iter().filter(move |m| m.place.of == of);
        those.map(|m| mention(m, &texts, entity)).collect()
    };
    let dates = |of: Field| {
        let valued = found.dates.iter().enumerate();
        valued
            .filter(|(_, date)| date.place.of == of)
            .map(|(n, date)| date_json(date, date_values.get(n), &texts))
            .collect()
    };
    let quantities = |of: Field| {
        let those = found.quantities.iter().filter(move |q| q.place.of == of);
        those.map(|q| quantity(q, found, &texts)).collect()
    };
    FoundJson {
        sentences: found.sentences.iter().map(|&s| texts.in_text(s)).collect(),
        mentions: mentions(Field::Text),
        dates: dates(Field::Text),
        quantities: quantities(Field::Text),
        statements: found
            .statements
            .iter()
            .enumerate()
            .map(|(id, s)| statement(id, s, &texts, entity))
            .collect(),
        title_mentions: mentions(Field::Title),
        title_dates: dates(Field::Title),
        title_quantities: quantities(Field::Title),
        sources: found
            .sources
            .iter()
            .map(|sign| SourceJson {
                name: &sign.name,
                kind: sign.kind,
                of: sign.place.of.to_string(),
                span: texts.range(sign.place),
                evidence_of: sign.evidence.of.to_string(),
                evidence: texts.range(sign.evidence),
                statements: &sign.statements,
            })
            .collect(),
    }
}

fn mention(
    mention: &Mention,
    texts: &Texts<'_>,
    entity: &dyn Fn(Local) -> Option<u32>,
) -> MentionJson {
    MentionJson {
        span: texts.range(mention.place),
        kind: mention.kind,
        form: mention.form,
        entity: mention.entity.and_then(entity),
        by: mention.by.clone(),
    }
}

fn date_json(date: &DateMention, value: Option<&String>, texts: &Texts<'_>) -> DateJson {
    DateJson {
        span: texts.range(date.place),
        kind: date.kind,
        value: value.unwrap_or(&date.value).clone(),
        by: date.by.clone(),
    }
}

fn quantity<'a>(quantity: &'a Quantity, found: &Found, texts: &Texts<'_>) -> QuantityJson<'a> {
    let of = quantity.place.of;
    QuantityJson {
        span: texts.range(quantity.place),
        value: quantity.value,
        bound: quantity.bound,
        unit: quantity.unit.as_deref(),
        of: quantity.of.map(|span| texts.range(Place { of, span })),
        statement: found.statement_at(quantity.place),
    }
}

fn statement(
    id: usize,
    statement: &Statement,
    texts: &Texts<'_>,
    entity: &dyn Fn(Local) -> Option<u32>,
) -> StatementJson {
    let range = |span: Span| {
        let of = statement.of;
        texts.range(Place { of, span })
    };
    let speaker = |speaker: &Speaker| SpeakerJson {
        span: range(speaker.span),
        entity: speaker.entity.and_then(entity),
    };
    StatementJson {
        id,
        manner: statement.manner,
        content: statement.content.iter().map(|&span| range(span)).collect(),
        cue: statement.cue.map(range),
        speaker: statement.speaker.as_ref().map(speaker),
        jointly: statement.jointly.iter().map(speaker).collect(),
        via: statement.via.iter().map(speaker).collect(),
        medium: statement.medium.map(range),
        polarity: statement.polarity,
        certainty: statement.certainty,
        by: statement.by.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{Exporting, annotated};
    use crate::collection::Collection;
    use crate::testing::{stored, woven};

    /// The names and the nesting are the contract; a change here is a change of it.
    #[test]
    fn an_export_is_as_the_contract_says() {
        let (accounts, woven) = (stored(), woven());
        let mut json = Vec::new();
        Exporting::new(&Collection::new(accounts, woven)).write(&mut json).unwrap();
        let json: Value = serde_json::from_slice(&json).unwrap();
        insta::assert_snapshot!(serde_json::to_string_pretty(&json).unwrap());
    }

    #[test]
    fn a_line_of_annotate_is_as_the_contract_says() {
        let stored = &stored()[1];
        let id = Value::from("k1");
        let line = annotated(&id, &stored.account, &stored.found, &[]);
        insta::assert_snapshot!(serde_json::to_string_pretty(&line).unwrap());
    }
}
