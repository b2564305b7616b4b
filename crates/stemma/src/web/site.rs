//! All pages as files: what can be published, printed and archived.

use std::path::Path;

use anyhow::Context;

use super::frame::ASSETS;
use super::target::Part;
use super::{Target, render};
use crate::telling::Telling;

/// Writes every page into a folder, and says how many there are.
///
/// # Errors
/// Where a file cannot be written; it is named.
pub(crate) fn write(telling: &Telling, folder: &Path) -> anyhow::Result<usize> {
    let put = |path: &str, content: &str| -> anyhow::Result<()> {
        let path = folder.join(path);
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent)
            .and_then(|()| std::fs::write(&path, content))
            .with_context(|| format!("cannot write {}", path.display()))
    };
    for asset in ASSETS {
        put(asset.path, asset.content)?;
    }
    let mut pages = 0;
    for target in targets(telling) {
        let Some(page) = render(telling, &target, None) else {
            continue;
        };
        put(&target.path(telling), &page)?;
        pages += 1;
    }
    Ok(pages)
}

/// Every page that is not only a running server's.
fn targets(telling: &Telling) -> Vec<Target> {
    let woven = &telling.woven;
    let mut all =
        vec![Target::Index, Target::Entities, Target::Judgements, Target::Exports, Target::Help];
    all.extend(woven.stories.iter().map(|story| Target::Story(story.id)));
    for story in &woven.stories {
        for part in Part::ALL {
            let pages = (1..).map(|n| Target::Part(story.id, part, n));
            all.extend(pages.take_while(|target| render(telling, target, None).is_some()));
        }
    }
    all.extend(woven.claims.iter().map(|claim| Target::Claim(claim.id)));
    all.extend(woven.entities.iter().map(|entity| Target::Entity(entity.id)));
    all.extend(telling.accounts().iter().map(|stored| Target::Account(stored.id)));
    all
}
