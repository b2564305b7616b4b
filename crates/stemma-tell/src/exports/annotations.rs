//! Statements and the passages of claims as W3C Web Annotations.
//!
//! Each names its words twice: by position (in code points, as the recommendation has it) and by
//! quotation with what stands before and after. Positions count in the text as Stemma has it, which
//! is not the page: where the source is a page, the state of the target names that text by its
//! SHA-256, and whoever has only the page finds the words by the quotation.
//!
//! <https://www.w3.org/TR/annotation-model/>

use serde_json::{Value, json};
use stemma_core::{Passage, Place};

use super::{Scope, ids, lines, word};

/// Characters before and after a quotation that are given with it; more, up to the last, where the
/// text has the same words with the same words around them elsewhere. Set by hand.
const CONTEXT: [usize; 4] = [32, 64, 128, 512];

/// All of them, as one whole of one page.
pub(super) fn written(scope: &Scope<'_>) -> Vec<u8> {
    let mut annotations = statements(scope);
    annotations.extend(members(scope));
    let accounts: Vec<String> =
        scope.accounts().map(|stored| scope.account_urn(stored.id)).collect();
    let mut names = vec!["annotations"];
    names.extend(accounts.iter().map(String::as_str));
    let whole = ids::urn(&names);
    names[0] = "annotations-page";
    let page = ids::urn(&names);
    let head = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": whole,
        "type": "AnnotationCollection",
        "label": "Statements, and the passages in which claims stand",
        "generator": {
            "type": "Software",
            "name": concat!("stemma ", env!("CARGO_PKG_VERSION")),
        },
        "total": annotations.len(),
    });
    let first = json!({
        "id": page, "type": "AnnotationPage", "partOf": whole, "startIndex": 0,
    });
    let page = lines(&first, "items", annotations);
    let mut bytes = serde_json::to_vec(&head).expect("memory takes all that is written");
    bytes.pop();
    bytes.extend(b",\n\"first\":");
    bytes.extend(page);
    bytes.extend(b"}\n");
    bytes
}

fn statements(scope: &Scope<'_>) -> Vec<Value> {
    let mut annotations = Vec::new();
    for stored in scope.accounts() {
        for (n, statement) in stored.found.statements.iter().enumerate() {
            let place = |span| Place { of: statement.of, span }.in_account(stored.id);
            let targets: Vec<Value> = (statement.content.iter())
                .filter_map(|&span| target(scope, &place(span)))
                .collect();
            let mut bodies = vec![tag("statement"), tag(&word(statement.manner))];
            bodies.push(tag(&word(statement.polarity)));
            bodies.push(tag(&word(statement.certainty)));
            let speaker = statement.speaker.as_ref().and_then(|speaker| speaker.entity);
            let speaker = speaker.and_then(|local| scope.collection.entity_of(stored.id, local));
            if let Some(entity) = speaker.and_then(|id| scope.collection.entity(id)) {
                bodies.push(json!({
                    "type": "TextualBody", "purpose": "identifying", "value": entity.name,
                }));
            }
            annotations.push(json!({
                "id": ids::urn(&["statement", &scope.account_urn(stored.id), &n.to_string()]),
                "type": "Annotation",
                "motivation": "tagging",
                "body": bodies,
                "target": targets,
            }));
        }
    }
    annotations
}

fn members(scope: &Scope<'_>) -> Vec<Value> {
    let mut annotations = Vec::new();
    for claim in scope.claims() {
        let claim_urn = scope.claim_urn(claim);
        let words = scope.collection.words(&claim.text);
        for member in &claim.members {
            let Some(target) = target(scope, &member.passage) else {
                continue;
            };
            annotations.push(json!({
                "id": ids::urn(&["member", &claim_urn, &scope.passage_urn("member", &member.passage)]),
                "type": "Annotation",
                "motivation": "linking",
                "body": [
                    claim_urn,
                    tag("claim"),
                    {"type": "TextualBody", "purpose": "describing", "value": words},
                ],
                "target": target,
            }));
        }
    }
    annotations
}

fn tag(value: &str) -> Value {
    json!({"type": "TextualBody", "purpose": "tagging", "value": value})
}

/// Where the words are.
fn target(scope: &Scope<'_>, passage: &Passage) -> Option<Value> {
    let stored = scope.collection.account(passage.account)?;
    let text = stored.account.words(passage.of)?;
    let exact = passage.span.get(text)?;
    let (before, after) = (&text[..passage.span.range().start], &text[passage.span.range().end..]);
    let around = |context: usize| {
        let from = before.char_indices().rev().nth(context - 1).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(context).map_or(after.len(), |(at, _)| at);
        (from, to)
    };
    let is_one = |&(from, to): &(usize, usize)| {
        let whole = &text[from..passage.span.range().end + to];
        text.find(whole) == text.rfind(whole)
    };
    let widest = around(CONTEXT[CONTEXT.len() - 1]);
    let (from, to) = CONTEXT.map(around).into_iter().find(is_one).unwrap_or(widest);
    let [start, end] = scope.collection.range(passage);
    let name = ids::text(stored, passage.of);
    let mut source = json!({"type": "Text"});
    if let Some(language) = &stored.account.language {
        source["language"] = json!(language);
    }
    let mut target = json!({
        "type": "SpecificResource",
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": exact,
                "prefix": &before[from..],
                "suffix": &after[..to],
            },
        ],
    });
    if let Some(address) = ids::address(stored) {
        source["id"] = json!(address);
        target["state"] = json!({"type": "TimeState", "cached": name});
    } else {
        source["id"] = json!(name);
        source["format"] = json!("text/plain");
    }
    target["source"] = source;
    Some(target)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::Collection;
    use crate::testing::{stored, woven};

    #[test]
    fn a_quotation_has_as_much_around_it_as_tells_it_from_others() {
        let mut accounts = stored();
        let text = accounts[1].account.text.clone();
        accounts[1].account.text = format!("{text} {text} {text}");
        let collection = Collection::new(accounts, woven());
        let all: Value = serde_json::from_slice(&written(&Scope::whole(&collection))).unwrap();
        let quotation = &all["first"]["items"][7]["target"]["selector"][1];
        let part = |name: &str| quotation[name].as_str().unwrap().to_owned();
        assert!(part("suffix").chars().count() > CONTEXT[0]);
        let whole = part("prefix") + &part("exact") + &part("suffix");
        let account = &collection.accounts()[1].account;
        assert_eq!(account.text.matches(&whole).count(), 1);
    }

    #[test]
    fn words_are_named_by_position_and_by_quotation() {
        let mut accounts = stored();
        accounts[1].account.url = Some("https://courier.example/boats".to_owned());
        accounts[2].account.url = Some("javascript:alert(1)".to_owned());
        let collection = Collection::new(accounts, woven());
        let all: Value = serde_json::from_slice(&written(&Scope::whole(&collection))).unwrap();
        let items = all["first"]["items"].as_array().unwrap();
        assert_eq!(all["total"], items.len());
        // Four statements, and two claims that stand in two accounts each.
        assert_eq!(items.len(), 8);
        let last = &items[7]["target"];
        assert_eq!(last["source"]["id"], "https://courier.example/boats");
        assert!(last["state"]["cached"].as_str().unwrap().starts_with("nih:sha-256;"));
        assert_eq!(last["selector"][1]["exact"], "Not one of them will remain");
        assert_eq!(
            last["selector"][1]["prefix"],
            "0 boats are to leave Port Ansel. “".chars().skip(2).collect::<String>()
        );
        assert_eq!(last["selector"][1]["suffix"], ",” Mira Tarwel said.");
        assert!(!all.to_string().contains("javascript:"));
    }
}
