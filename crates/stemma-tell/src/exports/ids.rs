//! Names that hold wherever a file is taken: made from words, digests and places, never from the
//! numbers of a store, which move when accounts are added. What is woven of several accounts is named
//! by one of its passages: where a further account is woven into it, that can be another one.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use sha2::{Digest, Sha256};
use stemma_core::Stored;
use stemma_core::{AccountId, Claim, EntityId, Field, NodeId, Passage};

use super::{Scope, word};
use crate::address::safe_address;

/// A digest of some words that name a thing, the sort of thing first.
fn digest(words: &[&str]) -> [u8; 32] {
    let mut sha256 = Sha256::new();
    for word in words {
        // Lengths keep `ab c` and `a bc` apart.
        sha256.update((word.len() as u64).to_be_bytes());
        sha256.update(word);
    }
    sha256.finalize().into()
}

/// A `urn:uuid:` (version 8 of RFC 9562: of our own making) for what some words name.
pub(super) fn urn(words: &[&str]) -> String {
    let mut bytes = digest(words);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = hex(&bytes[..16]);
    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    format!("urn:uuid:{}", parts.join("-"))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The name of a text by its digest (RFC 6920, in hexadecimal), wherever it is kept.
pub(super) fn text(stored: &Stored, of: Field) -> String {
    let digest = match of {
        Field::Text => stored.sha256.clone(),
        of => hex(&Sha256::digest(stored.account.words(of).unwrap_or_default())),
    };
    format!("nih:sha-256;{digest}")
}

/// What no address may hold as it is (RFC 3986), besides letters beyond ASCII, and pages write all the same.
const NOT_IN_ADDRESSES: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The address of an account's page, where it has one that may be followed.
pub(super) fn address(stored: &Stored) -> Option<Cow<'_, str>> {
    let account = &stored.account;
    let told = [account.url.as_deref(), Some(account.source.as_str())];
    let address = told.into_iter().flatten().find_map(safe_address)?;
    Some(utf8_percent_encode(address, NOT_IN_ADDRESSES).into())
}

impl Scope<'_> {
    /// An account: by its text, its key, outlet and title, and the name of its file.
    pub(super) fn account_urn(&self, id: AccountId) -> String {
        // Two accounts that are one in all of these have other pages.
        urn(&["account", self.collection.digest(id), self.collection.slug(id)])
    }

    /// Somebody or something: by its kind and a passage that mentions it.
    pub(super) fn entity_urn(&self, id: EntityId) -> String {
        let Some(entity) = self.collection.entity(id) else {
            return urn(&["entity"]);
        };
        let kind = word(entity.kind);
        if let Some(passage) = self.collection.named_by(id) {
            return urn(&["entity", &kind, &self.passage_urn("mention", passage)]);
        }
        // Nothing mentions it by itself. The place in an account's own list does not move either.
        let members = entity.members.iter();
        let members = members.map(|&(account, local)| (self.account_urn(account), local.0));
        let (account, local) = members.min().unwrap_or_default();
        urn(&["entity", &kind, &account, &local.to_string()])
    }

    /// A node of the lineage.
    pub(super) fn node_urn(&self, id: NodeId) -> String {
        match id {
            NodeId::Account(account) => self.account_urn(account),
            // Sources that are only inferred share a name, and one account may have several.
            NodeId::Source(_) => {
                let name = self.collection.node(id);
                let mut words = vec!["source".to_owned(), name];
                for edge in self.collection.edges_from(id) {
                    match edge.to {
                        NodeId::Account(account) => words.push(self.account_urn(account)),
                        to @ NodeId::Source(_) => words.push(self.collection.node(to)),
                    }
                    let evidence = edge.evidence.iter();
                    words.extend(evidence.map(|words| self.passage_urn("evidence", words)));
                }
                urn(&words.iter().map(String::as_str).collect::<Vec<_>>())
            }
        }
    }

    /// A claim: by its fullest words, whose statement they are, and by whom. The same words may be
    /// the fullest of several claims: of those the second has a count added.
    pub(super) fn claim_urn(&self, claim: &Claim) -> String {
        let fullest = claim.members.iter().filter(|member| member.passage == claim.text);
        let mut words = vec!["claim".to_owned(), self.passage_urn("fullest", &claim.text)];
        words.extend(fullest.filter_map(|member| member.statement).map(|n| n.to_string()));
        words.extend(claim.speaker.map(|speaker| self.entity_urn(speaker)));
        let others = self.collection.claims_with(claim.text.account);
        let before = others.filter(|other| other.text == claim.text && other.id < claim.id).count();
        words.extend((before > 0).then(|| before.to_string()));
        urn(&words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Words at a place, as what they are taken for.
    pub(super) fn passage_urn(&self, taken_for: &str, passage: &Passage) -> String {
        let [start, end] = self.collection.range(passage);
        urn(&[
            taken_for,
            &self.account_urn(passage.account),
            &passage.of.to_string(),
            &start.to_string(),
            &end.to_string(),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_whatever_a_page_wrote() {
        let mut stored = crate::testing::stored().remove(0);
        let mut check = |url: &str, expected: Option<&str>| {
            stored.account.url = Some(url.to_owned());
            assert_eq!(address(&stored).as_deref(), expected);
        };
        check("https://a.example/b?c=d&e=%20#f", Some("https://a.example/b?c=d&e=%20#f"));
        check("https://a.example/\"><b> ü", Some("https://a.example/%22%3E%3Cb%3E%20%C3%BC"));
        check("javascript:alert(1)", None);
    }

    #[test]
    fn a_name_is_a_uuid_of_its_words() {
        let one = urn(&["account", "a"]);
        assert_eq!(one, urn(&["account", "a"]));
        assert_ne!(one, urn(&["accounta"]));
        let (head, rest) = one.split_at("urn:uuid:".len());
        assert_eq!((head, rest.len()), ("urn:uuid:", 36));
        assert_eq!(&rest[14..15], "8");
    }
}
