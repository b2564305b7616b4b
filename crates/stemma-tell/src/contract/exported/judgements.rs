//! A judgement as it is printed.

use stemma_core::{AccountId, Judged, Judgement, Local};

use super::{Exporting, JudgedJson, JudgementJson, LocalJson};

impl<'a> Exporting<'a> {
    /// One judgement.
    pub fn judgement(&self, judgement: &'a Judgement) -> JudgementJson<'a> {
        let (what, of) = match &judgement.of {
            Judged::Entity(pair) => ("entity", JudgedJson::Entities(pair.map(|e| self.local(e)))),
            Judged::Claim(pair) => {
                ("claim", JudgedJson::Passages(pair.map(|passage| self.passage(&passage))))
            }
            Judged::Edge { from, to } => {
                ("edge", JudgedJson::Nodes([from.to_string(), to.to_string()]))
            }
            Judged::Story(pair) => ("story", JudgedJson::Accounts(*pair)),
        };
        JudgementJson {
            id: judgement.id,
            what,
            verdict: judgement.verdict,
            of,
            by: &judgement.by,
            at: judgement.at.as_deref(),
            score: judgement.score,
            reasons: self.reasons(&judgement.reasons),
        }
    }

    fn local(&self, (account, local): (AccountId, Local)) -> LocalJson<'a> {
        let entity = self
            .collection
            .account(account)
            .and_then(|stored| stored.found.entities.get(local.0 as usize));
        LocalJson {
            account,
            entity: self.collection.entity_of(account, local).map(|entity| entity.0),
            name: entity.map_or("", |entity| &entity.name),
        }
    }
}
