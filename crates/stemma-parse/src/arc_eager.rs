//! The dependency parser: spaCy's arc-eager system with sentence breaks
//! (`spacy/pipeline/_parser_internals/arc_eager.pyx` and `_state.pxd`).

use smol_str::SmolStr;

use crate::Error;
use crate::files::PipelineFiles;
use crate::thinc::Layers;
use crate::transitions::{Action, Precomputed, Scorer, best, read_actions};
use crate::tree::Tree;

const SHIFT: u8 = 0;
const REDUCE: u8 = 1;
const LEFT: u8 = 2;
const RIGHT: u8 = 3;
const BREAK: u8 = 4;

/// The tokens that a state is scored by: the next two, the three on top of the stack, the last
/// left child of the next and of the top, and the last right child of the top.
const FEATURES: usize = 8;

/// The dependency parser.
pub(crate) struct Parser {
    actions: Vec<Action>,
    scorer: Scorer,
}

impl Parser {
    pub(crate) fn read(
        files: &PipelineFiles,
        folder: &str,
        width: usize,
    ) -> Result<(Parser, Layers), Error> {
        let file = format!("{folder}/moves");
        let actions = read_actions(files, &file)?;
        if actions.iter().any(|action| action.kind > BREAK) {
            return Err(Error::unsupported(&file, "an action of unknown kind"));
        }
        let layers = Layers::read(files, &format!("{folder}/model"))?;
        let scorer = Scorer::read(&layers, FEATURES, actions.len(), width)?;
        Ok((Parser { actions, scorer }, layers))
    }

    /// Multiplications a token that so many actions are taken for.
    pub(crate) fn multiplications(&self, steps: usize) -> usize {
        self.scorer.multiplications(steps)
    }

    pub(crate) fn precompute(&self, vectors: &[f32], count: usize, cached: &mut Precomputed) {
        self.scorer.precompute(vectors, count, cached);
    }

    /// The tree of a document of `length` tokens whose precomputed rows start at `first`.
    pub(crate) fn parse(
        &self,
        length: usize,
        first: usize,
        is_space: &dyn Fn(usize) -> bool,
        cached: &mut Precomputed,
    ) -> Tree {
        let mut state = State::new(length);
        while !state.is_final() {
            let tokens = state.features().map(|token| token.map(|token| first + token));
            self.scorer.score(&tokens, cached);
            let valid = state.valid();
            let subtoken = state.subtoken_is_valid();
            let choice = best(&cached.scores, |action| {
                let action = &self.actions[action];
                valid[usize::from(action.kind)] && (subtoken || action.label != "subtok")
            });
            match choice {
                Some(action) => state.take(self.actions[action].kind, action),
                None => break,
            }
        }
        let mut heads: Vec<usize> = (0..length).collect();
        let mut labels = vec![SmolStr::new_static("ROOT"); length];
        for side in [&state.left, &state.right] {
            for (head, &last) in side.iter().enumerate() {
                let mut next = last;
                while let Some(arc) = next {
                    let arc = &state.arcs[arc as usize];
                    heads[arc.child as usize] = head;
                    labels[arc.child as usize] = self.actions[arc.action as usize].label.clone();
                    next = arc.before;
                }
            }
        }
        Tree::new(heads, labels, is_space)
    }
}

/// An arc from a head, with the one that was added before it on the same side.
struct Arc {
    child: u32,
    action: u32,
    before: Option<u32>,
}

struct State {
    length: usize,
    stack: Vec<usize>,
    /// The next token that was never shifted.
    next: usize,
    /// Tokens put back before it, the next of them last.
    again: Vec<usize>,
    heads: Vec<Option<usize>>,
    /// The last arc of each head to its left and to its right.
    left: Vec<Option<u32>>,
    right: Vec<Option<u32>>,
    arcs: Vec<Arc>,
    /// Tokens that were put back, and may not be shifted again until the stack has changed.
    put_back: Vec<bool>,
    starts: Vec<bool>,
}

impl State {
    fn new(length: usize) -> State {
        let mut starts = vec![false; length];
        if let Some(first) = starts.first_mut() {
            *first = true;
        }
        State {
            length,
            stack: Vec::new(),
            next: 0,
            again: Vec::new(),
            heads: vec![None; length],
            left: vec![None; length],
            right: vec![None; length],
            arcs: Vec::with_capacity(length),
            put_back: vec![false; length],
            starts,
        }
    }

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.remaining() == 0
    }

    fn remaining(&self) -> usize {
        self.length - self.next + self.again.len()
    }

    fn top(&self, index: usize) -> Option<usize> {
        self.stack.len().checked_sub(index + 1).map(|at| self.stack[at])
    }

    fn buffer(&self, index: usize) -> Option<usize> {
        if let Some(at) = self.again.len().checked_sub(index + 1) {
            return Some(self.again[at]);
        }
        Some(self.next + index - self.again.len()).filter(|&token| token < self.length)
    }

    fn last_child(&self, side: &[Option<u32>], head: Option<usize>) -> Option<usize> {
        side[head?].map(|arc| self.arcs[arc as usize].child as usize)
    }

    fn features(&self) -> [Option<usize>; FEATURES] {
        let (next, top) = (self.buffer(0), self.top(0));
        [
            next,
            self.buffer(1),
            top,
            self.top(1),
            self.top(2),
            self.last_child(&self.left, next),
            self.last_child(&self.left, top),
            self.last_child(&self.right, top),
        ]
    }

    /// Which kinds of action may be taken.
    fn valid(&self) -> [bool; 5] {
        let next = self.buffer(0);
        let starts = |token: Option<usize>| token.is_some_and(|token| self.starts[token]);
        let (empty, remaining) = (self.stack.is_empty(), self.remaining());
        let shift = empty
            || (remaining >= 2 && !starts(next) && !next.is_some_and(|token| self.put_back[token]));
        let arc = !empty && remaining > 0 && !starts(next);
        let second = self.buffer(1);
        let break_here = remaining >= 2 && second == next.map(|token| token + 1) && !starts(second);
        [shift, !empty, arc, arc, break_here]
    }

    /// Whether an arc may be one that joins two pieces of a word.
    fn subtoken_is_valid(&self) -> bool {
        matches!((self.top(0), self.buffer(0)), (Some(top), Some(next)) if top + 1 == next)
    }

    fn take(&mut self, kind: u8, action: usize) {
        match kind {
            SHIFT => self.push(),
            REDUCE => {
                let Some(top) = self.stack.pop() else { return };
                if self.heads[top].is_none() && !self.stack.is_empty() {
                    self.put_back[top] = true;
                    self.again.push(top);
                }
            }
            LEFT => {
                let (Some(next), Some(top)) = (self.buffer(0), self.top(0)) else {
                    return;
                };
                self.attach(next, top, action);
                self.put_back[next] = false;
                self.stack.pop();
            }
            RIGHT => {
                let (Some(next), Some(top)) = (self.buffer(0), self.top(0)) else {
                    return;
                };
                self.attach(top, next, action);
                self.push();
            }
            _ => {
                if let Some(second) = self.buffer(1) {
                    self.starts[second] = true;
                }
            }
        }
    }

    fn push(&mut self) {
        let token = self.again.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(token);
    }

    fn attach(&mut self, head: usize, child: usize, action: usize) {
        if let Some(old) = self.heads[child] {
            // spaCy deletes an arc only where it is the last of its head: elsewhere it clears a
            // copy. The order of actions never asks for the other case.
            let side = if old > child { &mut self.left } else { &mut self.right };
            if let Some(last) = side[old]
                && self.arcs[last as usize].child as usize == child
            {
                side[old] = self.arcs[last as usize].before;
            }
        }
        let side = if head > child { &mut self.left } else { &mut self.right };
        let before = side[head].replace(self.arcs.len() as u32);
        self.arcs.push(Arc { child: child as u32, action: action as u32, before });
        self.heads[child] = Some(head);
    }
}
