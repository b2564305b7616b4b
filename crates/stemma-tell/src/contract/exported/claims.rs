//! A claim as it is printed.

use stemma_core::{AccountId, Claim, NodeId};

use super::{ClaimJson, DifferenceJson, Exporting, IfWrongJson, MemberJson, NearJson};
use crate::reasons;

impl<'a> Exporting<'a> {
    /// One claim.
    pub fn claim(&self, claim: &'a Claim) -> ClaimJson<'a> {
        ClaimJson {
            id: claim.id.0,
            story: claim.story,
            text: self.words(&claim.text),
            speaker: claim.speaker.map(|speaker| speaker.0),
            members: (claim.members.iter())
                .map(|member| MemberJson {
                    passage: self.passage(&member.passage),
                    statement: member.statement,
                })
                .collect(),
            accounts: claim.accounts().len(),
            origins: claim.origins,
            origins_are: claim.origins_are,
            roots: claim.roots.iter().map(NodeId::to_string).collect(),
            if_wrong: (claim.if_wrong.iter())
                .map(|line| IfWrongJson {
                    edge: [line.from, line.to].map(|node| node.to_string()),
                    origins: line.origins,
                })
                .collect(),
            differences: (claim.differences.iter())
                .map(|difference| DifferenceJson {
                    kind: difference.kind,
                    between: (difference.between.iter())
                        .map(|passage| (passage.account, self.range(passage)))
                        .collect(),
                    between_of: (difference.between.iter())
                        .map(|passage| passage.of.to_string())
                        .collect(),
                    note: reasons::note(&difference.note),
                })
                .collect(),
            near: (claim.near.iter())
                .map(|near| NearJson {
                    ours: self.passage(&near.ours),
                    other: self.passage(&near.other),
                    text: self.words(&near.other),
                    kind: near.kind,
                    note: reasons::note(&near.note),
                    score: near.score,
                })
                .collect(),
            left_out_by: self.left_out_by(claim),
        }
    }

    /// The accounts of its story that do not have a claim.
    fn left_out_by(&self, claim: &Claim) -> Vec<AccountId> {
        let having = claim.accounts();
        let stories = &self.woven.stories;
        let Ok(at) = stories.binary_search_by_key(&claim.story, |story| story.id) else {
            return Vec::new();
        };
        stories[at].accounts.iter().copied().filter(|account| !having.contains(account)).collect()
    }
}
