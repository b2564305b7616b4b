//! The words of Stemma as types, and their invariants.
//!
//! An [`Account`] is one report by one outlet. Its text is never edited; everything that is derived
//! from it points back with a [`Span`]. [`Parsed`] is what its language shows, [`Found`] what it
//! says: who is mentioned, which days, how many, and who said what. [`Woven`] is what many accounts
//! say together: entities, stories, claims, lineage. Every join in it is a [`Judgement`].
//!
//! **Architecture invariant:** no IO here, and no algorithm beyond what a type means.

mod account;
mod found;
pub mod log;
mod order;
#[cfg(feature = "packed")]
pub mod packed;
mod parsed;
mod reasons;
mod renumber;
mod span;
mod stored;
mod time;
pub mod verify;
mod woven;

pub use account::{Account, AccountId, Basis, BasisKind, DropReason, Dropped, Published};
pub use found::{
    Bound, Certainty, DateMention, EntityKind, Found, Gender, Local, LocalEntity, Manner, Mention,
    MentionForm, Polarity, Quantity, Role, RuleName, SourceKind, SourceSign, Speaker, Statement,
};
pub use order::order_of_places;
pub use parsed::{NamedEntity, Parsed, Token};
pub use reasons::{
    ClaimReason, DescentReason, EntityReason, EventReason, NodeName, Note, PersonReason, Portion,
    Precedence, QuestionKind, ReasonKind, StoryReason, ThingReason,
};
pub use span::{CodePoints, Field, NoField, Passage, Place, Span};
pub use stored::Stored;
pub use time::{
    Feast, Season, TimexKind, Toward, Unit, WeekPart, When, Which, WhichYear, YearPart, days_of,
};
pub use woven::{
    Certain, Claim, ClaimId, Difference, DifferenceKind, Edge, EdgeKind, Entity, EntityId,
    EntityName, IfWrong, Judged, Judgement, Lineage, Member, Near, Node, NodeId, OriginsAre,
    Question, Reason, Reported, Saga, SagaId, SagaLink, Story, StoryId, TimelineEntry, Verdict,
    Woven,
};
