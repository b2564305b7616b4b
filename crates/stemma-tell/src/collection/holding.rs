//! What holds of an account and of an entity whatever else is in the store: their lasting names.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use stemma_core::Stored;
use stemma_core::log::{Act, Entry};
use stemma_core::{Account, AccountId, Entity, EntityId, Local, Passage};

use super::Collection;
use crate::address::safe_address;

/// Characters of a digest in the name of a page.
const SLUG: usize = 12;

/// The name of a file without its folders, with the part of it that is meant (`a.jsonl#key`); an
/// address of the web stays whole.
pub(super) fn file_name<'s>(source: &'s str, key: Option<&str>, url: Option<&str>) -> &'s str {
    if safe_address(source).is_some() {
        return source;
    }
    // A key or an address within the file may have slashes of its own.
    let within = |part: Option<&str>| {
        source.strip_suffix(part?)?.strip_suffix('#').filter(|file| !file.is_empty())
    };
    let addresses = || {
        let signs = source.match_indices('#').map(|(at, _)| at);
        signs.map(|at| (at, &source[at + 1..])).find_map(|(at, rest)| {
            let (scheme, _) = rest.split_once("://")?;
            let is_scheme = !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric());
            is_scheme.then(|| &source[..at])
        })
    };
    let file = within(key).or_else(|| within(url)).or_else(addresses).unwrap_or(source);
    &source[file.rfind(['/', '\\']).map_or(0, |at| at + 1)..]
}

fn file_of(account: &Account) -> &str {
    file_name(&account.source, account.key.as_deref(), account.url.as_deref())
}

/// The digest of an account: its text, its key, outlet and title, and the name of its file. Nothing
/// else that is in a store has a part in it, nor the folder that the file lay in.
pub(super) fn digest(stored: &Stored) -> String {
    let account = &stored.account;
    let parts = [
        Some(stored.sha256.as_str()),
        account.key.as_deref(),
        account.outlet.as_deref(),
        account.title.as_deref(),
        Some(file_of(account)),
    ];
    let mut sha256 = Sha256::new();
    for part in parts {
        // Lengths keep `ab c` and `a bc` apart, and what is empty from what is missing.
        sha256.update(part.map_or(0, |part| part.len() as u64 + 1).to_be_bytes());
        sha256.update(part.unwrap_or_default());
    }
    sha256.finalize().iter().fold(String::new(), |mut hex, byte| {
        use std::fmt::Write as _;
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The names of pages. Only accounts that are one in everything that the digest is of need a count.
pub(super) fn slugs(digests: &BTreeMap<AccountId, String>) -> BTreeMap<AccountId, String> {
    let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
    let slugs = digests.iter().map(|(&id, digest)| {
        let start = &digest[..SLUG];
        let n = alike.entry(start).or_default();
        *n += 1;
        (id, if *n == 1 { start.to_owned() } else { format!("{start}-{n}") })
    });
    slugs.collect()
}

/// A passage that each entity can be named by: the first mention in the account whose digest is the
/// smallest. Which that is does not depend on numbers, only on which accounts have the entity.
pub(super) fn named_by(collection: &Collection) -> BTreeMap<EntityId, Passage> {
    let mut first: BTreeMap<(AccountId, Local), Passage> = BTreeMap::new();
    for stored in collection.accounts() {
        for mention in &stored.found.mentions {
            if let Some(local) = mention.entity {
                let passage = mention.place.in_account(stored.id);
                let first = first.entry((stored.id, local)).or_insert(passage);
                *first = (*first).min(passage);
            }
        }
    }
    let named = |entity: &Entity| {
        let passages = entity.members.iter().filter_map(|member| first.get(member));
        passages.min_by_key(|passage| (collection.slug(passage.account), **passage)).copied()
    };
    let entities = collection.woven.entities.iter();
    entities.filter_map(|entity| Some((entity.id, named(entity)?))).collect()
}

/// Takes the folders of files out of accounts.
pub(super) fn without_folders(accounts: &mut [Stored]) {
    for Stored { account, .. } in accounts {
        account.source = file_of(account).to_owned();
    }
}

/// And out of what was judged.
pub(super) fn log_without_folders(log: &mut [Entry]) {
    for entry in log {
        let Act::Judged(judged) = &mut entry.act else {
            continue;
        };
        for anchor in judged.of.iter_mut().chain(judged.also.iter_mut().flatten()) {
            let account = &mut anchor.account;
            account.source = file_name(&account.source, account.key.as_deref(), None).to_owned();
        }
    }
}

#[cfg(test)]
mod tests {
    use stemma_core::{EntityKind, Mention, MentionForm, Place, Span, Woven};

    use super::*;
    use crate::testing::stored;

    fn names(accounts: Vec<Stored>) -> BTreeMap<Option<String>, String> {
        let collection = Collection::new(accounts, Woven::default());
        let outlet = |stored: &Stored| stored.account.outlet.clone();
        let name = |stored: &Stored| (outlet(stored), collection.slug(stored.id).to_owned());
        collection.accounts().iter().map(name).collect()
    }

    #[test]
    fn a_copy_elsewhere_moves_no_address() {
        let before = names(stored());
        // The same words by another outlet come to stand first.
        let mut after = stored();
        let mut copy = after[0].clone();
        copy.account.outlet = Some("Another Gazette".to_owned());
        after.insert(0, copy);
        for (stored, n) in after.iter_mut().zip(1..) {
            stored.id = AccountId(n);
        }
        let after = names(after);
        assert_eq!((before.len(), after.len()), (3, 4));
        assert!(before.iter().all(|(outlet, slug)| after.get(outlet) == Some(slug)));
        let mut slugs: Vec<&String> = after.values().collect();
        slugs.sort_unstable();
        slugs.dedup();
        assert_eq!(slugs.len(), 4);
        assert!(slugs.iter().all(|slug| slug.len() == SLUG));
    }

    #[test]
    fn only_accounts_that_are_one_in_everything_are_counted() {
        let mut both = [stored().remove(0), stored().remove(0)];
        both[0].account.source = "first/1.html".to_owned();
        both[1].account.source = "second/1.html".to_owned();
        both[1].id = AccountId(2);
        let collection = Collection::new(both.to_vec(), Woven::default());
        let [one, other] = [1, 2].map(|n| collection.slug(AccountId(n)));
        assert_eq!(other, format!("{one}-2"));
        assert_eq!(collection.account_of_slug(other), Some(AccountId(2)));
    }

    #[test]
    fn addresses_are_those_of_earlier_versions() {
        // Who changes what the digest is of breaks every link that was ever sent.
        let mut stored = stored().remove(0);
        stored.sha256 = "00".repeat(32);
        stored.account.key = Some("17".to_owned());
        stored.account.source = "there/a.jsonl#17".to_owned();
        expect_test::expect![[r"f0d94b0f96ee57401890a108f003549e76049ccb7f093ae5870858d5118b3bc0"]]
            .assert_eq(&digest(&stored));
    }

    #[test]
    fn files_are_named_without_folders() {
        fn name(source: &str, key: Option<&str>, url: Option<&str>) -> String {
            file_name(source, key, url).to_owned()
        }
        assert_eq!(name("1.html", None, None), "1.html");
        assert_eq!(name("/srv/ana/case#3/1.html", None, None), "1.html");
        assert_eq!(name(r"C:\Users\ana\1.html", None, None), "1.html");
        assert_eq!(name("ana/a.jsonl#17", Some("17"), None), "a.jsonl#17");
        assert_eq!(name("ana/a.jsonl#2031/05/a", Some("2031/05/a"), None), "a.jsonl#2031/05/a");
        assert_eq!(name("ana/f.xml#/may/storm", None, Some("/may/storm")), "f.xml#/may/storm");
        let within = "a.warc#https://a.example/b/c";
        assert_eq!(name(&format!("ana/w#1/{within}"), None, None), within);
        assert_eq!(name("https://a.example/b/c", None, None), "https://a.example/b/c");
        // What was cut once is not cut again.
        for source in ["1.html", "a.jsonl#17", within, "https://a.example/b/c"] {
            assert_eq!(name(source, None, None), source);
        }
    }

    #[test]
    fn what_is_published_names_no_folder_and_keeps_its_addresses() {
        let mut accounts = stored();
        for stored in &mut accounts {
            stored.account.source = format!("/srv/ana/case/{}", stored.account.source);
        }
        let private = Collection::new(accounts.clone(), crate::testing::woven());
        let slugs = private.slugs.clone();
        let public = private.for_others();
        assert_eq!(public.slugs, slugs);
        assert_eq!(Collection::new(public.accounts.clone(), Woven::default()).slugs, slugs);
        assert!(public.accounts().iter().all(|stored| !stored.account.source.contains('/')));
    }

    #[test]
    fn an_entity_is_named_by_the_same_words_under_any_numbers() {
        let passage = |numbers: [u32; 2]| {
            let mut accounts: Vec<Stored> = stored().into_iter().take(2).collect();
            for (stored, n) in accounts.iter_mut().zip(numbers) {
                stored.id = AccountId(n);
                let place = |start| Place::text(Span::new(start, start + 4));
                let mention = |start| Mention {
                    place: place(start),
                    kind: EntityKind::Person,
                    form: MentionForm::Name,
                    entity: Some(Local(0)),
                    by: None,
                };
                stored.found.mentions = vec![mention(9), mention(3)];
            }
            accounts.sort_by_key(|stored| stored.id);
            let mut woven = Woven::default();
            woven.entities.push(Entity {
                id: EntityId(1),
                kind: EntityKind::Person,
                name: "Mira Tarvel".to_owned(),
                names: Vec::new(),
                members: vec![(AccountId(1), Local(0)), (AccountId(2), Local(0))],
            });
            let collection = Collection::new(accounts, woven);
            let passage = *collection.named_by(EntityId(1)).unwrap();
            (collection.outlet(passage.account).to_owned(), passage.span)
        };
        let one = passage([1, 2]);
        assert_eq!(one.1, Span::new(3, 7));
        assert_eq!(passage([2, 1]), one);
    }
}
