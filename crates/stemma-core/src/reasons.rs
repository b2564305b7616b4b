//! What judgements rest on, in what passages part and what is open, as data: of reasons an enum a
//! stage, each variant with the values that it speaks of. No words for readers are here; they are
//! made where something is printed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Certainty, DifferenceKind, SourceKind};

/// What a piece of evidence is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonKind {
    /// A person's reason, in their own words.
    Because(String),
    /// Given without a reason; the words show the source that the judgement is of.
    SourceShown,
    /// Later judgements of people say otherwise, and hold.
    Outranked,
    /// Of two entities of single accounts.
    Entity(EntityReason),
    /// Of two passages.
    Claim(ClaimReason),
    /// Of a line of descent.
    Descent(DescentReason),
    /// Of two accounts as parts of one story, or of two stories as parts of one saga.
    Story(StoryReason),
}

macro_rules! stage {
    ($kind:ident, $reason:ident) => {
        impl From<$reason> for ReasonKind {
            fn from(reason: $reason) -> ReasonKind {
                ReasonKind::$kind(reason)
            }
        }
    };
}
stage!(Entity, EntityReason);
stage!(Claim, ClaimReason);
stage!(Descent, DescentReason);
stage!(Story, StoryReason);

/// Why two entities of single accounts are one or not, whatever they are. Names are folded: in
/// ASCII lower case, without marks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntityReason {
    /// Both bear this name in one story.
    OneNameInOneStory(String),
    /// Both bear this name.
    OneName(String),
    /// Both are of one story.
    OneStory,
    /// They are of two stories.
    TwoStories,
    /// The bare name fits this other entity as well.
    FitsAnother(String),
    /// One account tells the two apart.
    ToldApart,
    /// A person judged them different.
    JudgedDifferent,
    /// What people's names, offices and genders say.
    Person(PersonReason),
    /// What names of events say, and what is told around them.
    Event(EventReason),
    /// What names of bodies, places and other things say.
    Thing(ThingReason),
}

/// Why two people are one or not. Pairs are of the one and the other; likeness is of sounds, from 0
/// to 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonReason {
    /// One surname.
    OneSurname(String),
    /// The forms of one surname for a man and for a woman.
    SurnamesOfManAndWoman(String, String),
    /// Surnames that sound alike.
    SurnamesAlike(f32, String, String),
    /// One goes by the first of the other's two surnames.
    FirstOfTwoSurnames(String, String),
    /// Surnames that only a slip makes one.
    SurnameSlip(f32, String, String),
    /// Other surnames.
    OtherSurnames(String, String),
    /// The same words in the other order.
    OtherOrder,
    /// One given name.
    OneGivenName(String),
    /// An initial that may begin the other's given name.
    InitialFits(String, String),
    /// An initial that may not.
    OtherInitial(String, String),
    /// One goes by the other's second given name.
    SecondGivenName(String),
    /// The forms of one given name for a man and for a woman.
    GivenNamesOfManAndWoman(f32, String, String),
    /// Given names that sound alike.
    GivenNamesAlike(f32, String, String),
    /// Given names that are half alike.
    GivenNamesHalfAlike(f32, String, String),
    /// Other given names.
    OtherGivenNames(f32, String, String),
    /// One middle name.
    OneMiddleName(String, String),
    /// Other middle names.
    OtherMiddleNames(String, String),
    /// Fathers' names that are not one.
    OtherFathers(String, String),
    /// One is called junior or senior, the other is not.
    OtherGeneration,
    /// One is he, the other she.
    OtherGender,
    /// One office.
    OneOffice(String),
    /// Both serve this country or body.
    BothServe(String),
    /// They serve other countries.
    ServeOthers(String, String),
}

/// Why two named events are one or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventReason {
    /// Names of one year.
    OneYear(String),
    /// Names of other years.
    OtherYears(String, String),
    /// A word that both names have.
    WordInCommon(String),
    /// Words of like meaning.
    WordsOfLikeMeaning(String, String),
    /// One sort of event.
    OneSort(String),
    /// Words that stand around both.
    SameIsTold(Vec<String>),
    /// One sentence names both.
    InOneSentence,
}

/// Why two bodies, places or other things are one or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThingReason {
    /// The same words in another order.
    OtherOrder(String, String),
    /// Names that sound alike, by this likeness.
    NamesAlike(f32, String, String),
    /// The first are the first letters of the second.
    FirstLetters(String, String),
    /// Other names.
    OtherNames(String, String),
}

/// Why two passages are one claim or not. Pairs of words are of the one and the other, as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimReason {
    /// How much of the weighted words of either corresponds, from 0 to 1, and the words that weigh
    /// most: one for both, or one's and the other's.
    WordsCorrespond((f32, f32), Vec<(String, Option<String>)>),
    /// How many of their words follow one another in both, from 0 to 1.
    WordsInARow(f32),
    /// Other numbers of the same.
    OtherNumbers(String, String),
    /// Other figures of one measure.
    OtherFigures(String, String),
    /// Other days.
    OtherDays(String, String),
    /// One says that it is not so.
    OneDenies,
    /// Who does it and to whom are the other way round.
    RolesSwapped(String, String),
    /// One speaker.
    OneSpeaker,
    /// Other speakers, by their names.
    OtherSpeakers(String, String),
    /// Their main verbs do not correspond.
    OtherVerbs,
    /// A verb and who or what belongs to it correspond.
    OneDeed,
    /// All of the shorter stands in the longer, word by word.
    CutShort,
    /// One asks, one tells.
    OneAsks,
    /// One is certain, the other is not.
    OneLessCertain(Certainty, Certainty),
    /// One account has both, one as the sum of the other.
    SummedUp,
    /// One account has both.
    InOneAccount,
    /// One is less than a sentence.
    LessThanASentence,
    /// One has few words that tell something.
    FewWords,
    /// The two accounts have little else in common.
    LittleElseInCommon,
    /// What stands before and after them corresponds too.
    InStep,
    /// What stands beside them corresponds too.
    NeighboursCorrespond,
    /// A person keeps them apart.
    KeptApart,
    /// One account would say it in two sentences that differ.
    TwiceInOneAccount,
    /// The others of both claims are less alike.
    OthersLessAlike,
}

/// Why one account descends from another, or does not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DescentReason {
    /// The account names this source, and how.
    NamesSource(SourceKind, String),
    /// So much of it stands in the other.
    StandsInOther(Portion),
    /// So much of it stands in this account.
    StandsIn(Portion, NodeName),
    /// So much of it stands in another account, which has it from this wire.
    StandsInWire(Portion, NodeName, NodeName),
    /// Both have an odd reading where others have another.
    OddReading {
        /// What both have.
        both: String,
        /// What others have.
        others: String,
    },
    /// One of the two had the words first.
    First(Precedence),
    /// Nothing says which of those who have the words had them first.
    NobodyFirst,
    /// Both have it from a third.
    FromAThird(NodeName),
    /// Only so much of it stands in the other.
    Only(Portion),
    /// A passage of background, which several reports have word for word.
    Background,
    /// The same direct speech, which both may have heard.
    DirectSpeech,
}

/// Why one of two accounts that share wording had it first: `Other…` speaks for the other one, which
/// is then the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precedence {
    /// The other was published earlier.
    OtherEarlier,
    /// The other was published later.
    OtherLater,
    /// The two are versions of one outlet's report.
    Versions,
    /// The other's dateline names the other itself.
    OtherOwnDateline,
    /// Its dateline names itself.
    OwnDateline,
    /// It is a cut of the other, which has more: the weakest sign of all.
    IsACut,
    /// The other is a cut of it.
    OtherIsACut,
}

/// How much of an account's own wording that is, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Portion {
    /// In the same words.
    pub same: f32,
    /// In other words.
    pub reworded: f32,
}

/// What a reason calls a node of the lineage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NodeName {
    /// An account, by its place in the order of [`crate::Account::order`], from 1: not by its id.
    Account(u32),
    /// A source that accounts name.
    Source(String),
}

/// Why two accounts are one story, or two stories one saga.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StoryReason {
    /// Nearly all sentences of the two are the same.
    SameText,
    /// How alike the groups of the two accounts are.
    GroupsAlike {
        /// Measured against how alike the accounts of each are.
        likeness: f32,
        /// What makes a story.
        needed: f32,
        /// The shared words that weigh most.
        words: Vec<String>,
    },
    /// How many days apart the two were reported.
    ReportedApart(i32),
    /// The names that lead both stories.
    LeadingNames(Vec<String>),
    /// What both stories tell of.
    BothTellOf(Vec<String>),
    /// How many days lie between the reports of two stories.
    DaysBetween(i32),
}

/// In what two passages part: what either has, or one for both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// The words of the one and of the other.
    Words(String, String),
    /// How certain the one and the other is.
    Certainties(Certainty, Certainty),
    /// The first is denied.
    FirstDenied,
    /// The second is denied.
    SecondDenied,
    /// One says that it is not so.
    OneDenies,
    /// One asks, one tells.
    OneAsks,
}

impl Note {
    /// The same from the other side.
    #[must_use]
    pub fn turned(self) -> Note {
        match self {
            Note::Words(x, y) => Note::Words(y, x),
            Note::Certainties(x, y) => Note::Certainties(y, x),
            Note::FirstDenied => Note::SecondDenied,
            Note::SecondDenied => Note::FirstDenied,
            Note::OneDenies | Note::OneAsks => self,
        }
    }
}

/// What is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// On which day an account was published.
    Day {
        /// The account, by its place in the order of [`crate::Account::order`], from 1.
        place: u32,
        /// Its outlet.
        outlet: Option<String>,
        /// The first day that is possible, where one is known.
        earliest: Option<Date>,
        /// The last one.
        latest: Option<Date>,
    },
    /// Which of two members of a claim is right.
    WhichIsRight(DifferenceKind, Note),
}

#[cfg(test)]
mod tests {
    use super::Note;

    #[test]
    fn a_note_can_be_read_from_either_side() {
        let words = |x: &str, y: &str| Note::Words(x.to_owned(), y.to_owned());
        assert_eq!(words("30,000", "40,000").turned(), words("40,000", "30,000"));
        assert_eq!(Note::FirstDenied.turned(), Note::SecondDenied);
        assert_eq!(Note::OneDenies.turned(), Note::OneDenies);
    }
}
