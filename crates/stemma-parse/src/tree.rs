//! Dependency trees: heads and labels, sentences, and the undoing of pseudo-projective labels
//! (`nonproj.pyx`, and `set_children_from_heads` of `doc.pyx`).

use smol_str::SmolStr;

/// What stands between the two halves of a label that encodes a non-projective arc.
const DELIMITER: &str = "||";

/// spaCy gives up widening the edges after so many rounds.
const ROUNDS: usize = 12;

/// The trees of a document.
pub(crate) struct Tree {
    /// The head of each token; its own number for a root.
    pub(crate) heads: Vec<usize>,
    pub(crate) labels: Vec<SmolStr>,
    /// Whether a sentence starts with the token.
    pub(crate) starts: Vec<bool>,
    /// The first and last token of each token's subtree.
    edges: Vec<(usize, usize)>,
}

impl Tree {
    /// From the parser's arcs; `is_space` tells tokens that never are a new head.
    pub(crate) fn new(
        heads: Vec<usize>,
        labels: Vec<SmolStr>,
        is_space: &dyn Fn(usize) -> bool,
    ) -> Tree {
        let mut tree = Tree { heads, labels, starts: Vec::new(), edges: Vec::new() };
        tree.find_edges();
        if tree.labels.iter().any(|label| label.contains(DELIMITER)) {
            tree.deprojectivize(is_space);
            tree.find_edges();
        }
        tree
    }

    fn find_edges(&mut self) {
        let length = self.heads.len();
        self.edges = (0..length).map(|token| (token, token)).collect();
        for _ in 0..ROUNDS {
            (0..length).for_each(|token| self.widen(token));
            (0..length).rev().for_each(|token| self.widen(token));
            if self.heads_are_within_sentences() {
                break;
            }
        }
        self.starts = self.root_edges();
    }

    fn widen(&mut self, child: usize) {
        let (left, right) = self.edges[child];
        let edges = &mut self.edges[self.heads[child]];
        *edges = (edges.0.min(left), edges.1.max(right));
    }

    /// Whether a token is the first of a root's subtree.
    fn root_edges(&self) -> Vec<bool> {
        let mut starts = vec![false; self.heads.len()];
        for (token, &head) in self.heads.iter().enumerate() {
            if token == head {
                starts[self.edges[token].0] = true;
            }
        }
        starts
    }

    fn heads_are_within_sentences(&self) -> bool {
        let length = self.heads.len();
        let starts = self.root_edges();
        let mut first = 0;
        for (at, starts) in starts.into_iter().enumerate() {
            if (at > 0 && starts) || at + 1 == length {
                // The last token's own head is not looked at, and the bound is one too far, as in
                // spaCy.
                if self.heads[first..at].iter().any(|&head| head < first || head > at) {
                    return false;
                }
                first = at;
            }
        }
        true
    }

    /// Moves each child with a decorated label `X||Y` below the first descendant of its head that
    /// is labelled `Y`, breadth first.
    fn deprojectivize(&mut self, is_space: &dyn Fn(usize) -> bool) {
        for token in 0..self.heads.len() {
            let label = self.labels[token].clone();
            if let Some((own, head_label)) = label.split_once(DELIMITER) {
                self.heads[token] = self.new_head(token, head_label, is_space);
                self.labels[token] = SmolStr::new(own);
            }
        }
    }

    fn new_head(&self, token: usize, label: &str, is_space: &dyn Fn(usize) -> bool) -> usize {
        let mut queue = vec![self.heads[token]];
        // A cycle cannot come from the parser; the bound keeps even one from looping for ever.
        for _ in 0..=self.heads.len() {
            let mut next = Vec::new();
            for &parent in &queue {
                for child in self.children(parent) {
                    if child == token || is_space(child) {
                        continue;
                    }
                    if self.labels[child] == label {
                        return child;
                    }
                    next.push(child);
                }
            }
            if next.is_empty() {
                break;
            }
            queue = next;
        }
        self.heads[token]
    }

    fn children(&self, head: usize) -> impl Iterator<Item = usize> {
        let (first, last) = self.edges[head];
        (first..=last).filter(move |&token| token != head && self.heads[token] == head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(heads: &[usize], labels: &[&str]) -> Tree {
        let labels = labels.iter().map(SmolStr::new).collect();
        Tree::new(heads.to_vec(), labels, &|_| false)
    }

    #[test]
    fn sentences_start_at_the_left_edge_of_roots() {
        let tree = tree(&[1, 1, 1, 4, 4], &["det", "ROOT", "punct", "nsubj", "ROOT"]);
        assert_eq!(tree.starts, [true, false, false, true, false]);
    }

    #[test]
    fn a_decorated_label_moves_its_token() {
        // "A hearing is held on the bridge": "on" hangs on "is held" and belongs to "hearing".
        let tree = tree(
            &[1, 3, 3, 3, 3, 6, 4],
            &["det", "nsubjpass", "auxpass", "ROOT", "prep||nsubjpass", "det", "pobj"],
        );
        assert_eq!(tree.heads, [1, 3, 3, 3, 1, 6, 4]);
        assert_eq!(tree.labels[4], "prep");
        assert_eq!(tree.starts, [true, false, false, false, false, false, false]);
    }
}
