//! `stemma why`: the reasons of what is joined and what is kept apart, and the rules by which
//! something is found at a place.

mod found;

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use stemma_core::{
    AccountId, Certain, EdgeKind, Entity, Judged, Judgement, NodeId, Passage, Verdict,
};
use stemma_keep::Store;

use crate::Status;
use crate::cli::{ModelOption, StoreOption};
use crate::page::{Page, Styled, shortened};
use crate::place::PlaceName;
use crate::printer::{Printer, styles};
use crate::synopsis;
use crate::weaving::woven;
use stemma_tell::collection::Collection;
use stemma_tell::contract::Exporting;

/// Give the reasons: why passages are one claim, names one entity, accounts one story, or a line of
/// descent is drawn; and by which rules something is found at a place
#[derive(Args)]
#[command(after_help = "\
Examples:
  stemma why claim 3 --store s.db        why its passages are one claim, and what is kept apart
  stemma why entity 7 --store s.db       why its names are one
  stemma why story 1 --store s.db        why its accounts belong together
  stemma why edge a2 --store s.db        why account 2 descends from what it does
  stemma why edge s1-a2 --store s.db     one line of descent
  stemma why judgement 12 --store s.db
  stemma why 2:310 --store s.db          what is found at character 310 of account 2, by which rule

Evidence above 0 speaks for 'same', below 0 against it.")]
pub(crate) struct Why {
    /// What sort of thing: claim, entity, story, edge or judgement; or a place in an account (2:310)
    #[arg(value_parser = subject)]
    what: Subject,

    /// Its number; for an edge its descendant (a2), or both its ends (s1-a2)
    #[arg(value_name = "ID")]
    id: Option<String>,

    #[command(flatten)]
    store: StoreOption,

    #[command(flatten)]
    model: ModelOption,

    /// Print JSON instead
    #[arg(long)]
    json: bool,
}

/// What reasons are asked for.
#[derive(Clone, Copy, Debug)]
enum Subject {
    /// Something that judgements are about.
    Judged(What),
    /// What is found at a place.
    Found(PlaceName),
}

fn subject(words: &str) -> Result<Subject, String> {
    if let Ok(what) = What::from_str(words, false) {
        return Ok(Subject::Judged(what));
    }
    words.parse().map(Subject::Found).map_err(|_| {
        let names = What::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        let names: Vec<String> = names.map(|name| name.get_name().to_owned()).collect();
        format!("write one of {} with a number, or a place (2:310)", names.join(", "))
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// A claim.
    Claim,
    /// Somebody or something.
    Entity,
    /// A story.
    Story,
    /// A line of descent.
    Edge,
    /// A judgement by its own number.
    Judgement,
}

impl Why {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let mut store = Store::open(&self.store.store)?;
        let collection = woven(&mut store, self.model.model.as_deref(), printer)?;
        let mut page = Page::new(printer.look());
        let what = match self.what {
            Subject::Judged(what) => what,
            Subject::Found(_) if self.id.is_some() => bail!("a place has no number beside it"),
            Subject::Found(place) => return found::run(&collection, place, self.json, printer),
        };
        let judgements = self.judgements(what, &collection, &mut page)?;
        if self.json {
            let exporting = Exporting::new(&collection);
            printer.json(judgements.iter().map(|judgement| exporting.judgement(judgement)))?;
        } else {
            for judgement in &judgements {
                write(&mut page, &collection, judgement);
            }
            printer.data(&page.into_string())?;
        }
        if judgements.is_empty() {
            printer.note("no judgement is about it: nothing was joined and nothing kept apart.");
            return Ok(Status::No);
        }
        Ok(Status::Done)
    }

    fn id(&self) -> anyhow::Result<&str> {
        self.id
            .as_deref()
            .context("of which one? Its number is missing. `stemma story` shows numbers")
    }

    fn number(&self) -> anyhow::Result<u32> {
        let id = self.id()?;
        id.parse().map_err(|_| anyhow::anyhow!("'{id}' is no number. `stemma story` shows numbers"))
    }

    /// Writes what the judgements are about, and gives those back.
    fn judgements<'a>(
        &self,
        what: What,
        collection: &'a Collection,
        page: &mut Page,
    ) -> anyhow::Result<Vec<&'a Judgement>> {
        let all = collection.woven.judgements.iter();
        Ok(match what {
            What::Judgement => {
                let id = self.number()?;
                let found: Vec<&Judgement> = all.filter(|judgement| judgement.id == id).collect();
                if found.is_empty() {
                    bail!("there is no judgement {id}");
                }
                found
            }
            What::Claim => {
                let id = self.number()?;
                let Some(claim) = collection.woven.claims.iter().find(|claim| claim.id.0 == id)
                else {
                    bail!("there is no claim {id}. `stemma story --all` shows all claims");
                };
                synopsis::one_claim(page, collection, claim);
                let of_claim = |passage: &Passage| {
                    let mut members = claim.members.iter().map(|member| member.passage);
                    members.any(|member| touches(&member, passage))
                };
                all.filter(|judgement| match &judgement.of {
                    Judged::Claim(pair) => pair.iter().any(of_claim),
                    _ => false,
                })
                .collect()
            }
            What::Entity => {
                let id = self.number()?;
                let entity = collection.woven.entities.iter().find(|entity| entity.id.0 == id);
                let Some(entity) = entity else {
                    bail!("there is no entity {id}. `stemma export` lists all entities");
                };
                write_entity(page, entity);
                all.filter(|judgement| match &judgement.of {
                    Judged::Entity(pair) => pair.iter().any(|one| entity.members.contains(one)),
                    _ => false,
                })
                .collect()
            }
            What::Story => {
                let id = self.number()?;
                let Some(story) = collection.story(stemma_core::StoryId(id)) else {
                    bail!("there is no story {id}. `stemma stories` lists what there is");
                };
                page.paragraph(0, &Styled::new().styled(styles::STRONG, &story.title));
                all.filter(|judgement| match &judgement.of {
                    Judged::Story(pair) => pair.iter().any(|id| story.accounts.contains(id)),
                    _ => false,
                })
                .collect()
            }
            What::Edge => {
                let id = self.id()?;
                let (from, to) = match id.split_once('-') {
                    Some((from, to)) => (Some(node(from)?), node(to)?),
                    None => (None, node(id)?),
                };
                let wanted =
                    |one: NodeId, other: NodeId| other == to && from.is_none_or(|from| from == one);
                write_edges(page, collection, &wanted);
                all.filter(|judgement| match &judgement.of {
                    Judged::Edge { from, to } => wanted(*from, *to),
                    _ => false,
                })
                .collect()
            }
        })
    }
}

fn touches(one: &Passage, other: &Passage) -> bool {
    one.account == other.account && one.of == other.of && one.span.overlaps(other.span)
}

fn node(name: &str) -> anyhow::Result<NodeId> {
    let number = |n: &str| n.parse::<u32>().ok();
    let id = match name.split_at_checked(1) {
        Some(("a", n)) => number(n).map(|n| NodeId::Account(AccountId(n))),
        Some(("s", n)) => number(n).map(NodeId::Source),
        _ => number(name).map(|n| NodeId::Account(AccountId(n))),
    };
    id.ok_or_else(|| {
        anyhow::anyhow!("'{name}' is no node. Write a2 for account 2, s1 for source 1")
    })
}

fn write_entity(page: &mut Page, entity: &Entity) {
    page.paragraph(0, &Styled::new().styled(styles::SPEAKER, &entity.name));
    for name in &entity.names {
        let accounts: Vec<String> = name.accounts.iter().map(|id| id.0.to_string()).collect();
        let words = Styled::plain(&name.text)
            .gap()
            .styled(styles::FAINT, &format!("in {}", accounts.join(" ")));
        page.item(2, "", styles::FAINT, 2, &words);
    }
}

fn write_edges(page: &mut Page, collection: &Collection, wanted: &dyn Fn(NodeId, NodeId) -> bool) {
    let edges = collection.woven.lineage.edges.iter();
    for edge in edges.filter(|edge| wanted(edge.from, edge.to)) {
        let how = match (edge.kind, edge.certainty) {
            (EdgeKind::Names, Certain::Stated) => "is named as a source by",
            (EdgeKind::Names, Certain::Inferred) => "seems to be the source named by",
            (EdgeKind::Repeats, Certain::Stated) => "is repeated, as it says itself, by",
            (EdgeKind::Repeats, Certain::Inferred) => "seems to be repeated by",
        };
        let words = Styled::new()
            .styled(styles::STRONG, &collection.node(edge.from))
            .and(&format!(" {how} "))
            .styled(styles::STRONG, &collection.node(edge.to))
            .styled(styles::FAINT, &format!(" ({} to {}, {:.2})", edge.from, edge.to, edge.score));
        page.paragraph(0, &words);
        evidence(page, collection, &edge.evidence);
    }
}

fn write(page: &mut Page, collection: &Collection, judgement: &Judgement) {
    page.gap();
    let verdict = match judgement.verdict {
        Verdict::Same => "same",
        Verdict::Different => "different",
    };
    let by = match &judgement.at {
        // A person is not more or less sure.
        Some(at) => {
            let at = at.get(..16).unwrap_or(at).replace('T', " ");
            format!(" · judged by {} on {at}", judgement.by)
        }
        None => format!(" · {} · {:.2}", judgement.by, judgement.score),
    };
    let head = Styled::new()
        .styled(styles::STRONG, &format!("judgement {}: {verdict}", judgement.id))
        .styled(styles::FAINT, &by);
    page.paragraph(0, &head);
    match &judgement.of {
        Judged::Claim(pair) => pair.iter().for_each(|passage| {
            let words = Styled::plain(collection.words(passage));
            page.item(2, &collection.mark(passage), styles::FAINT, 10, &words);
        }),
        Judged::Entity(pair) => pair.iter().for_each(|&(account, local)| {
            let stored = collection.account(account);
            let entity = stored.and_then(|stored| stored.found.entities.get(local.0 as usize));
            let name = Styled::plain(entity.map_or("", |entity| &entity.name));
            page.item(2, &format!("in {}", account.0), styles::FAINT, 10, &name);
        }),
        Judged::Edge { from, to } => {
            let words = format!("{} → {}", collection.node(*from), collection.node(*to));
            page.paragraph(2, &Styled::plain(&words));
        }
        Judged::Story(pair) => pair.iter().for_each(|&id| {
            let title = collection.account(id).and_then(|stored| stored.account.title.as_deref());
            let words = Styled::plain(title.unwrap_or("(no title)"));
            page.item(2, &id.0.to_string(), styles::FAINT, 10, &words);
        }),
    }
    for reason in &judgement.reasons {
        let person = judgement.at.is_some();
        let weight = if person { String::new() } else { format!("{:+.2}", reason.weight) };
        page.item(
            4,
            &weight,
            styles::OPEN,
            8,
            &Styled::plain(&stemma_tell::reasons::reason(&reason.kind)),
        );
        evidence(page, collection, &reason.evidence);
    }
}

fn evidence(page: &mut Page, collection: &Collection, passages: &[Passage]) {
    for passage in passages.iter().take(4) {
        let Some(stored) = collection.account(passage.account) else {
            continue;
        };
        let room = page.look().width.saturating_sub(22);
        let words = shortened(stored.account.words_at(passage.place()), room);
        page.item(12, &collection.mark(passage), styles::FAINT, 10, &Styled::plain(&words));
    }
}
