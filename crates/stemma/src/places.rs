//! Where inputs are, and what stands in each.

use std::path::{Path, PathBuf};

use stemma_read::{Input, Piece, Refusal};

use stemma_tell::bugs::guarded;

/// Names places the same way whatever folder the program runs in: as seen from the folder of the
/// store, so that a store and the accounts beside it can be moved together.
pub(crate) struct Places {
    folder: PathBuf,
}

impl Places {
    /// Seen from the folder of this store.
    pub(crate) fn seen_from(store: &Path) -> Places {
        Places { folder: folder_of(store) }
    }

    /// The place of an input, or of what stands in it under the name of `source`.
    pub(crate) fn of(&self, input: &Input, source: &str) -> String {
        let path = std::path::absolute(&input.path).unwrap_or_else(|_| input.path.clone());
        let path = path.strip_prefix(&self.folder).unwrap_or(&path);
        format!("{}{}", path.display(), source.strip_prefix(&input.source).unwrap_or_default())
    }
}

/// Whether a file is still at a place that [`Places`] named.
pub(crate) fn is_there(store: &Path, place: &str) -> bool {
    let folder = folder_of(store);
    let is_file = |path: &str| folder.join(path).is_file();
    is_file(place) || place.match_indices('#').any(|(at, _)| is_file(&place[..at]))
}

fn folder_of(store: &Path) -> PathBuf {
    let path = std::path::absolute(store).unwrap_or_else(|_| store.to_owned());
    path.parent().map(Path::to_owned).unwrap_or_default()
}

/// What stands in some inputs, one after the other.
pub(crate) struct Pieces<'i> {
    inputs: std::slice::Iter<'i, (usize, &'i Input)>,
    open: Option<((usize, &'i Input), stemma_read::Pieces)>,
}

impl<'i> Pieces<'i> {
    /// Of these inputs, each with its number.
    pub(crate) fn of(inputs: &'i [(usize, &'i Input)]) -> Pieces<'i> {
        Pieces { inputs: inputs.iter(), open: None }
    }
}

impl<'i> Iterator for Pieces<'i> {
    type Item = ((usize, &'i Input), Result<Piece, Refusal>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (input, mut pieces) = if let Some(open) = self.open.take() {
                open
            } else {
                let &input = self.inputs.next()?;
                (input, stemma_read::pieces(input.1))
            };
            match guarded(|| pieces.next()) {
                Ok(Some(piece)) => {
                    self.open = Some((input, pieces));
                    return Some((input, piece));
                }
                Ok(None) => {}
                // A bug costs what is left of this input, and no other.
                Err(panicked) => {
                    let refusal = Refusal {
                        source: input.1.source.clone(),
                        line: None,
                        reason: format!(
                            "met a bug in this program ({})",
                            panicked.0.replace('\n', " ")
                        ),
                        hint: "Please report it; the other accounts are done.".to_owned(),
                    };
                    return Some((input, Err(refusal)));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_seen_from_the_store() {
        let folder = std::path::absolute("collection").unwrap();
        let places = Places::seen_from(&folder.join("s.db"));
        let input = Input::file("collection/reports/in.jsonl");
        assert_eq!(places.of(&input, "collection/reports/in.jsonl#k1"), "reports/in.jsonl#k1");
        let elsewhere = Input::file("other/a.html");
        let place = places.of(&elsewhere, "other/a.html");
        assert_eq!(Path::new(&place), std::path::absolute("other/a.html").unwrap());
    }
}
