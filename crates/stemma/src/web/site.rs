//! All pages as files: what can be published, printed and archived.
//!
//! Which pages there are follows from the links of those that nobody must miss, so that every link
//! of a site holds, and a collection of thousands of accounts has no page that nothing leads to.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Context;
use rayon::prelude::*;

use super::frame::ASSETS;
use super::pages::compare;
use super::{Target, render};
use stemma_tell::collection::Collection;
use stemma_tell::exports;

/// Pages that are made at a time, and held in memory.
const AT_A_TIME: usize = 256;

/// What was written.
pub(crate) struct Written {
    /// How many pages.
    pub(crate) pages: usize,
    /// How many files in other forms than pages.
    pub(crate) exports: usize,
    /// All paths below the folder, in order.
    pub(crate) paths: BTreeSet<String>,
}

/// Writes every page into a folder, with all that they load and lead to. `progress` is told how many
/// are done, and of how many that are known so far; an error of its own ends the writing.
///
/// # Errors
/// Where a file cannot be written; it is named.
pub(crate) fn write(
    collection: &Collection,
    folder: &Path,
    progress: &mut dyn FnMut(usize, usize) -> anyhow::Result<()>,
) -> anyhow::Result<Written> {
    let mut paths = BTreeSet::new();
    for asset in ASSETS {
        put(folder, asset.path, asset.content.as_bytes())?;
        paths.insert(asset.path.to_owned());
    }
    let mut known: BTreeSet<Target> = roots(collection).collect();
    let mut files: BTreeSet<String> =
        exports::files(collection).into_iter().map(|listed| listed.path).collect();
    let mut waiting: Vec<Target> = known.iter().cloned().collect();
    let mut pages = 0;
    while !waiting.is_empty() {
        let rest = waiting.split_off(waiting.len().min(AT_A_TIME));
        let made: Vec<_> =
            waiting.par_iter().map(|target| page(collection, target, folder)).collect();
        waiting = rest;
        for made in made {
            let Some(made) = made? else {
                continue;
            };
            pages += 1;
            paths.insert(made.path);
            for link in made.links {
                if let Some(file) = link.strip_prefix("export/") {
                    files.insert(file.to_owned());
                } else if let Some(target) = Target::of(&link, collection).filter(is_a_file)
                    && known.insert(target.clone())
                {
                    waiting.push(target);
                }
            }
        }
        progress(pages, pages + waiting.len() + files.len())?;
    }
    let mut exports = 0;
    for name in &files {
        let Some(file) = exports::file(collection, name) else {
            continue;
        };
        let path = format!("export/{name}");
        put(folder, &path, &file.bytes)?;
        paths.insert(path);
        exports += 1;
        progress(pages + exports, pages + files.len())?;
    }
    Ok(Written { pages, exports, paths })
}

/// What must be there, whatever leads to it.
fn roots(collection: &Collection) -> impl Iterator<Item = Target> {
    let first =
        [Target::Index, Target::Entities, Target::Judgements, Target::Exports, Target::Help];
    let stories = collection.woven.stories.iter().map(|story| Target::Story(story.id));
    let accounts = collection.accounts().iter().map(|stored| Target::Account(stored.id));
    first.into_iter().chain(stories).chain(accounts).chain(compare::pairs(collection))
}

/// Whether a page can be a file: what answers a question needs a server.
fn is_a_file(target: &Target) -> bool {
    !matches!(target, Target::Search | Target::Api)
}

struct Made {
    path: String,
    /// Where it leads, as paths from the root of the site.
    links: Vec<String>,
}

fn page(collection: &Collection, target: &Target, folder: &Path) -> anyhow::Result<Option<Made>> {
    let Some(page) = render(collection, target, None) else {
        return Ok(None);
    };
    let path = target.path(collection);
    put(folder, &path, page.as_bytes())?;
    Ok(Some(Made { path, links: links(&page) }))
}

/// The places on this site that a page leads to. Links that we write go up to the root first.
fn links(page: &str) -> Vec<String> {
    const HREF: &str = "href=\"";
    let links = page.match_indices(HREF).filter_map(|(at, _)| {
        let link = page[at + HREF.len()..].split('"').next()?;
        let path = link.split(['#', '?']).next()?.trim_start_matches("../");
        (!path.is_empty() && !path.contains(':')).then(|| path.to_owned())
    });
    let links: BTreeSet<String> = links.collect();
    links.into_iter().collect()
}

fn put(folder: &Path, path: &str, content: &[u8]) -> anyhow::Result<()> {
    let path = folder.join(path);
    let parent = path.parent().unwrap_or(folder);
    std::fs::create_dir_all(parent)
        .and_then(|()| std::fs::write(&path, content))
        .with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_tell::testing::{stored, woven};

    #[test]
    fn no_page_and_no_export_names_a_folder() {
        let mut accounts = stored();
        for stored in &mut accounts {
            stored.account.source = format!("/srv/ana/case/{}", stored.account.source);
        }
        let public = Collection::new(accounts, woven()).for_others();
        let folder = tempfile::tempdir().unwrap();
        let written = write(&public, folder.path(), &mut |_, _| Ok(())).unwrap();
        assert!(!written.paths.is_empty());
        for path in written.paths {
            let bytes = std::fs::read(folder.path().join(&path)).unwrap();
            assert!(!bytes.windows(8).any(|bytes| bytes == b"ana/case"), "{path}");
        }
    }

    #[test]
    fn links_of_a_page_are_those_to_this_site() {
        let page = r##"<a href="../claim/3.html#x"></a><a href="#top"></a>
            <a href="https://a.example/claim/9.html"></a><a href="../claim/3.html"></a>
            <a href="../export/story-1/stemma.json"></a>"##;
        assert_eq!(links(page), ["claim/3.html", "export/story-1/stemma.json"]);
    }

    #[test]
    fn the_same_store_gives_the_same_files() {
        let collection = Collection::new(stored(), woven());
        let [one, other] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        let written = write(&collection, one.path(), &mut |_, _| Ok(())).unwrap();
        let again = write(&collection, other.path(), &mut |_, _| Ok(())).unwrap();
        assert_eq!(written.paths, again.paths);
        assert!(written.paths.contains("index.html"));
        for claim in &collection.woven.claims {
            let path = Target::Claim(claim.id).path(&collection);
            let is_shared = claim.accounts().len() > 1;
            assert_eq!(written.paths.contains(&path), is_shared, "{path}");
        }
        for path in &written.paths {
            let bytes = |folder: &Path| std::fs::read(folder.join(path)).unwrap();
            assert_eq!(bytes(one.path()), bytes(other.path()), "{path}");
        }
    }
}
