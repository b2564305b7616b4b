//! The folder of a site: written beside and put in place as a whole, and never over other things.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use tempfile::TempDir;

/// Says that a folder is a site of ours, and which files are the site's.
const LIST: &str = "stemma-site.txt";

const HEAD: &str = "\
# Pages written by `stemma site`, which replaces this folder as a whole.
# These files are its own; if there is any other, it leaves the folder alone.
";

/// Where a site may be put.
pub(super) struct Free(PathBuf);

/// A folder that a site is to be put into.
pub(super) struct Folder {
    /// Where it is to be, in the end.
    to: PathBuf,
    /// A folder of ours beside it, gone when this is dropped.
    beside: TempDir,
    /// What was made above it. Dropped after that.
    _above: Above,
    /// Within that: where the site is written.
    new: PathBuf,
}

impl Free {
    /// # Errors
    /// Where there is something that is no earlier site.
    pub(super) fn check(folder: &Path) -> anyhow::Result<Free> {
        // What a link leads to is replaced, not the link.
        let to = match fs::canonicalize(folder) {
            Ok(path) => path,
            Err(_) => std::path::absolute(folder)
                .with_context(|| format!("cannot write to {}", folder.display()))?,
        };
        check(&to, folder)?;
        if to.parent().is_none() {
            bail!("{} is no place for a site; name a folder of its own", folder.display());
        }
        Ok(Free(to))
    }

    /// Makes a folder beside it for the new site.
    ///
    /// # Errors
    /// Where nothing can be made there.
    pub(super) fn begin(self) -> anyhow::Result<Folder> {
        let Free(to) = self;
        let parent = to.parent().unwrap_or(&to);
        let above = Above::missing(parent);
        let beside = fs::create_dir_all(parent)
            .and_then(|()| tempfile::Builder::new().prefix(".stemma-site-").tempdir_in(parent))
            .with_context(|| format!("cannot write to {}", parent.display()))?;
        // A temporary folder is only its owner's; a site is everybody's whom the user lets read.
        let new = beside.path().join("new");
        fs::create_dir(&new).with_context(|| format!("cannot make {}", new.display()))?;
        Ok(Folder { to, beside, _above: above, new })
    }
}

/// Folders that are made for a site, the deepest first. Those that hold nothing in the end go again.
struct Above(Vec<PathBuf>);

impl Above {
    fn missing(folder: &Path) -> Above {
        let missing = folder.ancestors().take_while(|above| !above.exists());
        Above(missing.map(Path::to_owned).collect())
    }
}

impl Drop for Above {
    fn drop(&mut self) {
        for folder in &self.0 {
            // One that holds something stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

impl Folder {
    /// Where the site is to be written.
    pub(super) fn path(&self) -> &Path {
        &self.new
    }

    /// Puts the site in place of what was there. `paths` are the files of the site.
    pub(super) fn done(self, paths: &BTreeSet<String>) -> anyhow::Result<()> {
        let mut list = HEAD.to_owned();
        for path in paths {
            list.push_str(path);
            list.push('\n');
        }
        let file = self.new.join(LIST);
        fs::write(&file, list).with_context(|| format!("cannot write {}", file.display()))?;
        // Somebody may have put something there meanwhile.
        check(&self.to, &self.to)?;
        let old = self.beside.path().join("old");
        let was_there = self.to.exists();
        let place = || format!("cannot replace {}", self.to.display());
        if was_there {
            fs::rename(&self.to, &old).with_context(place)?;
        }
        if let Err(error) = fs::rename(&self.new, &self.to) {
            if was_there {
                fs::rename(&old, &self.to).with_context(place)?;
            }
            return Err(error).with_context(place);
        }
        Ok(())
    }
}

/// Whether a site may be put there: nothing is, or nothing but an earlier site. `named` is what the
/// user calls it.
fn check(folder: &Path, named: &Path) -> anyhow::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    let named = named.display();
    if !folder.is_dir() {
        bail!("{named} is a file; name a folder for the site");
    }
    let list = fs::read_to_string(folder.join(LIST)).unwrap_or_default();
    let own: BTreeSet<&Path> = list.lines().chain([LIST]).map(Path::new).collect();
    if let Some(other) = first_other(folder, folder, &own)? {
        bail!(
            "{named} holds {}, which is no part of an earlier site; name a new folder, or move that \
             away",
            other.display()
        );
    }
    Ok(())
}

/// The first file below a folder that is not in a list.
fn first_other(
    root: &Path,
    folder: &Path,
    own: &BTreeSet<&Path>,
) -> anyhow::Result<Option<PathBuf>> {
    let failed = || format!("cannot read {}", folder.display());
    let mut entries = fs::read_dir(folder)
        .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
        .with_context(failed)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_type().with_context(failed)?.is_dir() {
            if let Some(other) = first_other(root, &path, own)? {
                return Ok(Some(other));
            }
            continue;
        }
        let path = path.strip_prefix(root).unwrap_or(&path);
        if !own.contains(path) {
            return Ok(Some(path.to_owned()));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(folder: &Path, words: &str) -> anyhow::Result<()> {
        let site = Free::check(folder)?.begin()?;
        fs::create_dir(site.path().join("account"))?;
        fs::write(site.path().join("account/a.html"), words)?;
        site.done(&BTreeSet::from(["account/a.html".to_owned()]))
    }

    #[test]
    fn an_earlier_site_is_replaced_and_nothing_is_left_beside_it() {
        let work = tempfile::tempdir().unwrap();
        let folder = work.path().join("deep/site");
        put(&folder, "one").unwrap();
        put(&folder, "two").unwrap();
        assert_eq!(fs::read_to_string(folder.join("account/a.html")).unwrap(), "two");
        assert_eq!(fs::read_dir(work.path().join("deep")).unwrap().count(), 1);
    }

    #[test]
    fn an_empty_folder_is_taken() {
        let work = tempfile::tempdir().unwrap();
        put(work.path(), "one").unwrap();
        assert!(work.path().join("account/a.html").is_file());
    }

    #[test]
    fn other_things_are_left_alone() {
        let work = tempfile::tempdir().unwrap();
        let folder = work.path().join("site");
        put(&folder, "one").unwrap();
        let notes = folder.join("account/notes.txt");
        fs::write(&notes, "mine").unwrap();
        let refused = put(&folder, "two").unwrap_err().to_string();
        assert!(refused.contains("holds account/notes.txt"), "{refused}");
        assert_eq!(fs::read_to_string(notes).unwrap(), "mine");
        assert_eq!(fs::read_to_string(folder.join("account/a.html")).unwrap(), "one");
        let file = work.path().join("file");
        fs::write(&file, "mine").unwrap();
        assert!(put(&file, "one").unwrap_err().to_string().contains("is a file"));
    }

    #[test]
    fn what_is_not_finished_leaves_nothing() {
        let work = tempfile::tempdir().unwrap();
        let site = Free::check(&work.path().join("site")).unwrap().begin().unwrap();
        fs::write(site.path().join("index.html"), "half").unwrap();
        drop(site);
        assert_eq!(fs::read_dir(work.path()).unwrap().count(), 0);
    }
}
