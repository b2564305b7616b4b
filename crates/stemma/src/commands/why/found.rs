//! What is found at a place, and by which rule.

use anyhow::{Context as _, bail};
use serde_json::{Value, json};
use stemma_core::{Field, Local, MentionForm, Passage, Place, RuleName, Span, Stored};
use stemma_find::Part;

use crate::Status;
use crate::page::{Page, Styled};
use crate::place::{PlaceName, byte_at};
use crate::printer::{Printer, styles};
use stemma_tell::collection::Collection;

/// Something that is found at the place.
struct Item {
    /// `mention`, `date`, `quantity` or `statement`.
    sort: &'static str,
    words: String,
    /// What it stands for.
    meaning: String,
    by: Option<RuleName>,
    /// What the rule looks for.
    rule: Option<&'static str>,
    passage: Passage,
}

/// Prints what is found at a place.
pub(super) fn run(
    collection: &Collection,
    place: PlaceName,
    json: bool,
    printer: &mut Printer,
) -> anyhow::Result<Status> {
    let id = place.account;
    let stored = collection.account(id).with_context(|| format!("there is no account {}", id.0))?;
    let Some((of, characters)) = place.at else {
        bail!("write a place in account {0}, too: {0}:310, {0}:title", id.0);
    };
    let Some(text) = stored.account.words(of) else {
        bail!("account {} has no such place", id.0);
    };
    let items = items(collection, stored, of, byte_at(text, characters) as u32);
    if json {
        printer.json(items.iter().map(|item| shown(collection, item)))?;
    } else {
        let mut page = Page::new(printer.look());
        for item in &items {
            write(&mut page, collection, item);
        }
        printer.data(&page.into_string())?;
    }
    if items.is_empty() {
        printer.note("nothing is found at this place.");
        return Ok(Status::No);
    }
    Ok(Status::Done)
}

fn items(collection: &Collection, stored: &Stored, of: Field, at: u32) -> Vec<Item> {
    let found = &stored.found;
    let here = |place: Place| place.of == of && (place.span.start..place.span.end).contains(&at);
    let item = |sort, part: &str, place: Place, meaning, by: Option<&RuleName>| {
        let passage = place.in_account(stored.id);
        Item {
            sort,
            words: collection.words(&passage).to_owned(),
            meaning,
            by: by.cloned(),
            rule: by.and_then(|by| described(part, by)),
            passage,
        }
    };
    let name = |local: Option<Local>| {
        let id = local.and_then(|local| collection.entity_of(stored.id, local));
        let entity = id.and_then(|id| collection.entity(id));
        entity.map_or("somebody not established".to_owned(), |entity| {
            format!("{} (entity {})", entity.name, entity.id.0)
        })
    };
    let mentions = found.mentions.iter().filter(|mention| here(mention.place)).map(|mention| {
        let form = match mention.form {
            MentionForm::Name => "name",
            MentionForm::Description => "description",
            MentionForm::Pronoun => "pronoun",
        };
        let meaning = format!("a {form}: {}", name(mention.entity));
        item("mention", "Mentions", mention.place, meaning, mention.by.as_ref())
    });
    let dates = found
        .dates
        .iter()
        .filter(|date| here(date.place))
        .map(|date| item("date", "Dates", date.place, date.value.clone(), date.by.as_ref()));
    let quantities = found.quantities.iter().filter(|quantity| here(quantity.place));
    let quantities = quantities.map(|quantity| {
        let unit = quantity.unit.as_deref().unwrap_or_default();
        let meaning = format!("{} {unit}", quantity.value).trim_end().to_owned();
        item("quantity", "Quantities", quantity.place, meaning, None)
    });
    let statements = found.statements.iter().filter(|statement| {
        let speaker = statement.speaker.as_ref().map(|speaker| speaker.span);
        let spans = statement.content.iter().copied().chain(statement.cue).chain(speaker);
        spans.map(|span| Place { of: statement.of, span }).any(here)
    });
    let statements = statements.map(|statement| {
        let speaker = statement.speaker.as_ref();
        let who = speaker.map_or("nobody named".to_owned(), |speaker| name(speaker.entity));
        let manner = format!("{:?}", statement.manner).to_lowercase();
        let extent: Span = statement.extent();
        let place = Place { of: statement.of, span: extent };
        item("statement", "Statements", place, format!("{manner}, by {who}"), statement.by.as_ref())
    });
    mentions.chain(dates).chain(quantities).chain(statements).collect()
}

/// What the rule of a part looks for.
fn described(part: &str, by: &RuleName) -> Option<&'static str> {
    let part = Part::ALL.into_iter().find(|known| format!("{known:?}") == part)?;
    part.rule(by).map(|rule| rule.what)
}

fn shown(collection: &Collection, item: &Item) -> Value {
    json!({
        "found": item.sort,
        "account": item.passage.account,
        "of": item.passage.of.to_string(),
        "span": collection.range(&item.passage),
        "words": item.words,
        "meaning": item.meaning,
        "by": item.by,
        "rule": item.rule,
    })
}

fn write(page: &mut Page, collection: &Collection, item: &Item) {
    page.gap();
    let head = Styled::new().styled(styles::STRONG, item.sort).and(": ").and(&item.meaning);
    page.paragraph(0, &head);
    page.item(2, &collection.mark(&item.passage), styles::FAINT, 10, &Styled::plain(&item.words));
    let rule = match (&item.by, item.rule) {
        (Some(by), Some(what)) => format!("by the rule {by}: {what}"),
        (Some(by), None) => format!("by the rule {by}, of another version"),
        (None, _) => "by no named rule".to_owned(),
    };
    page.paragraph(2, &Styled::new().styled(styles::FAINT, &rule));
}
