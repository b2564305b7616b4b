//! What the accounts say together: everything that is named is there, and what is counted is as many.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Account, AccountId, Claim, Judged, NodeId, Passage, Published, Stored, StoryId, Woven,
};

use super::{Checked, Violation, one};
use crate::log::{Entry, standing};

pub(super) fn check(
    accounts: &[Stored],
    woven: &Woven,
    log: &[Entry],
    checked: &mut Checked,
) -> Result<(), Violation> {
    let mut checking = Checking {
        accounts: accounts.iter().map(|stored| (stored.id, stored)).collect(),
        stories: woven.stories.iter().map(|story| story.id).collect(),
        nodes: woven.lineage.nodes.iter().map(|node| node.id).collect(),
        sources: BTreeMap::new(),
        woven,
    };
    for edge in &woven.lineage.edges {
        checking.sources.entry(edge.to).or_default().push(edge.from);
    }
    checking.days()?;
    checking.entities(checked)?;
    checking.stories()?;
    checking.lineage(checked)?;
    checking.claims(checked)?;
    checking.rest(checked)?;
    checking.judgements(log, checked)
}

struct Checking<'a> {
    accounts: BTreeMap<AccountId, &'a Stored>,
    stories: BTreeSet<StoryId>,
    nodes: BTreeSet<NodeId>,
    /// What each node has lines from.
    sources: BTreeMap<NodeId, Vec<NodeId>>,
    woven: &'a Woven,
}

fn violation<T>(what: String) -> Result<T, Violation> {
    Err(Violation { account: None, what })
}

impl Checking<'_> {
    fn account(&self, id: AccountId, what: &str) -> Result<&Stored, Violation> {
        match self.accounts.get(&id) {
            Some(stored) => Ok(stored),
            None => violation(format!("{what} is of account {}, which is not there", id.0)),
        }
    }

    fn passage(
        &self,
        passage: &Passage,
        what: &str,
        checked: &mut Checked,
    ) -> Result<(), Violation> {
        let stored = self.account(passage.account, what)?;
        one(&stored.account, passage.of, passage.span, what, checked)
            .map_err(|what| Violation { account: Some(passage.account), what })
    }

    fn story(&self, id: StoryId, what: &str) -> Result<(), Violation> {
        if self.stories.contains(&id) {
            Ok(())
        } else {
            violation(format!("{what} is of story {}, which is not there", id.0))
        }
    }

    fn node(&self, id: NodeId, what: &str) -> Result<(), Violation> {
        if self.nodes.contains(&id) {
            Ok(())
        } else {
            violation(format!("{what} leads to {id}, which is not there"))
        }
    }

    fn days(&self) -> Result<(), Violation> {
        for (&id, published) in &self.woven.published {
            self.account(id, "a day of report")?;
            let Published { value, earliest, latest, basis: _ } = published;
            let in_order = |a: &Option<_>, b: &Option<_>| a.is_none() || b.is_none() || a <= b;
            let ordered =
                in_order(earliest, value) && in_order(value, latest) && in_order(earliest, latest);
            if !ordered {
                let what = "its day of report lies outside of its own bounds".to_owned();
                return Err(Violation { account: Some(id), what });
            }
        }
        for (&id, values) in &self.woven.date_values {
            let stored = self.account(id, "a date")?;
            if values.len() != stored.found.dates.len() {
                let what = "it has not one value for each of its dates".to_owned();
                return Err(Violation { account: Some(id), what });
            }
        }
        Ok(())
    }

    fn entities(&self, checked: &mut Checked) -> Result<(), Violation> {
        let mut owners = BTreeMap::new();
        for entity in &self.woven.entities {
            let what = format!("entity {}", entity.id.0);
            if entity.members.is_empty() {
                return violation(format!("{what} has no members"));
            }
            for &(id, local) in &entity.members {
                let stored = self.account(id, &what)?;
                if local.0 as usize >= stored.found.entities.len() {
                    return violation(format!("{what} has a member that account {} has not", id.0));
                }
                if let Some(other) = owners.insert((id, local), entity.id) {
                    return violation(format!("{what} shares a member with entity {}", other.0));
                }
            }
            for name in &entity.names {
                for &id in &name.accounts {
                    if !writes(&self.account(id, &what)?.account, &name.text) {
                        let what = format!("it does not write the name '{}'", name.text);
                        return Err(Violation { account: Some(id), what });
                    }
                    checked.names += 1;
                }
            }
        }
        Ok(())
    }

    fn stories(&self) -> Result<(), Violation> {
        let mut told = BTreeSet::new();
        for story in &self.woven.stories {
            let what = format!("story {}", story.id.0);
            for &id in &story.accounts {
                self.account(id, &what)?;
                if !told.insert(id) {
                    return violation(format!("account {} is in two stories", id.0));
                }
            }
        }
        for saga in &self.woven.sagas {
            let what = format!("saga {}", saga.id.0);
            let linked = saga.links.iter().flat_map(|link| [link.from, link.to]);
            for id in saga.stories.iter().copied().chain(linked) {
                self.story(id, &what)?;
            }
        }
        Ok(())
    }

    fn claims(&self, checked: &mut Checked) -> Result<(), Violation> {
        let entities: BTreeSet<_> = self.woven.entities.iter().map(|entity| entity.id).collect();
        for claim in &self.woven.claims {
            let what = format!("claim {}", claim.id.0);
            self.story(claim.story, &what)?;
            self.passage(&claim.text, &what, checked)?;
            for member in &claim.members {
                let of = format!("a member of {what}");
                self.passage(&member.passage, &of, checked)?;
                let stored = self.account(member.passage.account, &of)?;
                let said = |n| stored.found.statements.get(n as usize).is_none();
                if member.statement.is_some_and(said) {
                    return violation(format!("{of} stands in a statement that is not there"));
                }
            }
            if !claim.members.iter().any(|member| member.passage == claim.text) {
                return violation(format!("the words of {what} are none of its members'"));
            }
            for words in claim.differences.iter().flat_map(|d| &d.between) {
                self.passage(words, &format!("a difference of {what}"), checked)?;
            }
            for words in claim.near.iter().flat_map(|near| [&near.ours, &near.other]) {
                self.passage(words, &format!("what is near to {what}"), checked)?;
            }
            if claim.speaker.is_some_and(|speaker| !entities.contains(&speaker)) {
                return violation(format!("the speaker of {what} is not there"));
            }
            self.origins(claim, &what)?;
            checked.claims += 1;
        }
        Ok(())
    }

    /// As many origins as are named, and each behind an account that has the claim.
    fn origins(&self, claim: &Claim, what: &str) -> Result<(), Violation> {
        if claim.origins as usize != claim.roots.len() {
            let (counted, named) = (claim.origins, claim.roots.len());
            return violation(format!("{what} counts {counted} origins and names {named}"));
        }
        let holders = claim.members.iter().map(|member| NodeId::Account(member.passage.account));
        let mut open: Vec<NodeId> = holders.collect();
        let mut behind: BTreeSet<NodeId> = BTreeSet::new();
        while let Some(node) = open.pop() {
            if behind.insert(node) {
                open.extend(self.sources.get(&node).into_iter().flatten());
            }
        }
        for &root in &claim.roots {
            self.node(root, what)?;
            if !behind.contains(&root) {
                return violation(format!(
                    "{root} is named as an origin of {what}, and no line leads there"
                ));
            }
        }
        for line in &claim.if_wrong {
            self.node(line.from, what)?;
            self.node(line.to, what)?;
        }
        Ok(())
    }

    fn lineage(&self, checked: &mut Checked) -> Result<(), Violation> {
        for edge in &self.woven.lineage.edges {
            let what = format!("the line from {} to {}", edge.from, edge.to);
            self.node(edge.from, &what)?;
            self.node(edge.to, &what)?;
            for words in &edge.evidence {
                self.passage(words, &what, checked)?;
            }
            if let NodeId::Account(id) = edge.to {
                let statements = self.account(id, &what)?.found.statements.len();
                if edge.statements.iter().any(|&n| n as usize >= statements) {
                    return violation(format!("{what} covers a statement that is not there"));
                }
            }
        }
        Ok(())
    }

    fn rest(&self, checked: &mut Checked) -> Result<(), Violation> {
        for entry in &self.woven.timeline {
            let what = format!("the timeline's {}", entry.value);
            self.story(entry.story, &what)?;
            for words in std::iter::once(&entry.what).chain(&entry.places) {
                self.passage(words, &what, checked)?;
            }
        }
        for (n, question) in self.woven.questions.iter().enumerate() {
            let what = format!("question {n}");
            self.story(question.story, &what)?;
            for words in &question.passages {
                self.passage(words, &what, checked)?;
            }
        }
        let links = self.woven.sagas.iter().flat_map(|saga| &saga.links);
        for words in links.flat_map(|link| &link.reasons).flat_map(|reason| &reason.evidence) {
            self.passage(words, "a reason of a saga", checked)?;
        }
        Ok(())
    }

    fn judgements(&self, log: &[Entry], checked: &mut Checked) -> Result<(), Violation> {
        let stands: BTreeSet<(&str, &str)> = (standing(log).into_iter())
            .map(|(entry, _)| (entry.at.as_str(), entry.by.as_str()))
            .collect();
        for judgement in &self.woven.judgements {
            let what = format!("judgement {}", judgement.id);
            for words in judgement.reasons.iter().flat_map(|r| &r.evidence) {
                self.passage(words, &format!("a reason of {what}"), checked)?;
            }
            match &judgement.of {
                Judged::Entity(pair) => {
                    for &(id, local) in pair {
                        let known = self.account(id, &what)?.found.entities.len();
                        if local.0 as usize >= known {
                            return violation(format!("{what} is of somebody who is not there"));
                        }
                    }
                }
                Judged::Claim(pair) => {
                    for words in pair {
                        self.passage(words, &what, checked)?;
                    }
                }
                Judged::Edge { from, to } => {
                    self.node(*from, &what)?;
                    self.node(*to, &what)?;
                }
                Judged::Story(pair) => {
                    for &id in pair {
                        self.account(id, &what)?;
                    }
                }
            }
            if let Some(at) = &judgement.at
                && !stands.contains(&(at.as_str(), judgement.by.as_str()))
            {
                return violation(format!(
                    "{what} is said to be of a person, and the log has no such"
                ));
            }
        }
        Ok(())
    }
}

/// Whether an account writes a name. A name may run over the end of a line, so white space counts
/// as one space.
fn writes(account: &Account, name: &str) -> bool {
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = folded(name);
    std::iter::once(account.text.as_str())
        .chain(account.title.as_deref())
        .chain(account.dropped.iter().map(|piece| piece.text.as_str()))
        .any(|text| text.contains(&name) || folded(text).contains(&name))
}
