//! Words for what judgements rest on, in what passages part and what is open. Inside, all of that is
//! data; this is the one place where prose is made of it.

use stemma_core::{
    Certainty, ClaimReason, DescentReason, DifferenceKind, EntityReason, EventReason, NodeName,
    Note, PersonReason, Portion, Precedence, QuestionKind, ReasonKind, SourceKind, StoryReason,
    ThingReason,
};

/// Why something was judged so, for a reader.
pub fn reason(kind: &ReasonKind) -> String {
    match kind {
        ReasonKind::Because(words) => words.clone(),
        ReasonKind::SourceShown => "the source here".to_owned(),
        ReasonKind::Outranked => "later judgements of people say otherwise, and hold".to_owned(),
        ReasonKind::Entity(reason) => entity(reason),
        ReasonKind::Claim(reason) => claim(reason),
        ReasonKind::Descent(reason) => descent(reason),
        ReasonKind::Story(reason) => story(reason),
    }
}

fn entity(reason: &EntityReason) -> String {
    match reason {
        EntityReason::OneNameInOneStory(name) => format!("one name in one story: {name}"),
        EntityReason::OneName(name) => format!("one name: {name}"),
        EntityReason::OneStory => "one story".to_owned(),
        EntityReason::TwoStories => "two stories".to_owned(),
        EntityReason::FitsAnother(name) => format!("the bare name fits {name} as well"),
        EntityReason::ToldApart => "one account tells the two apart".to_owned(),
        EntityReason::JudgedDifferent => "a person judged them different".to_owned(),
        EntityReason::Person(reason) => person(reason),
        EntityReason::Event(reason) => event(reason),
        EntityReason::Thing(reason) => thing(reason),
    }
}

fn person(reason: &PersonReason) -> String {
    use PersonReason as P;
    let alike = |what, likeness: &f32, x, y| format!("{what} ({likeness:.2}): {x} / {y}");
    match reason {
        P::OneSurname(name) => format!("one surname: {name}"),
        P::SurnamesOfManAndWoman(x, y) => format!("surnames of a man and of a woman: {x} / {y}"),
        P::SurnamesAlike(at, x, y) => alike("surnames that sound alike", at, x, y),
        P::FirstOfTwoSurnames(x, y) => format!("the first of two surnames: {x} {y}"),
        P::SurnameSlip(at, x, y) => alike("surnames that a slip may explain", at, x, y),
        P::OtherSurnames(x, y) => format!("other surnames: {x} / {y}"),
        P::OtherOrder => "the same words in the other order".to_owned(),
        P::OneGivenName(name) => format!("one given name: {name}"),
        P::InitialFits(x, y) => format!("an initial that fits: {x} / {y}"),
        P::OtherInitial(x, y) => format!("another initial: {x} / {y}"),
        P::SecondGivenName(name) => format!("goes by the second given name: {name}"),
        P::GivenNamesOfManAndWoman(at, x, y) => {
            alike("given names of a man and of a woman", at, x, y)
        }
        P::GivenNamesAlike(at, x, y) => alike("given names that sound alike", at, x, y),
        P::GivenNamesHalfAlike(at, x, y) => alike("given names half alike", at, x, y),
        P::OtherGivenNames(at, x, y) => alike("other given names", at, x, y),
        P::OneMiddleName(x, y) => format!("one middle name: {x} / {y}"),
        P::OtherMiddleNames(x, y) => format!("other middle names: {x} / {y}"),
        P::OtherFathers(x, y) => format!("children of other fathers: {x} / {y}"),
        P::OtherGeneration => "one is told apart as junior or senior".to_owned(),
        P::OtherGender => "one is he, the other she".to_owned(),
        P::OneOffice(office) => format!("one office: {office}"),
        P::BothServe(body) => format!("both serve {body}"),
        P::ServeOthers(x, y) => format!("they serve other countries: {x} / {y}"),
    }
}

fn event(reason: &EventReason) -> String {
    match reason {
        EventReason::OneYear(year) => format!("one year: {year}"),
        EventReason::OtherYears(x, y) => format!("other years: {x} / {y}"),
        EventReason::WordInCommon(word) => format!("a word in common: {word}"),
        EventReason::WordsOfLikeMeaning(x, y) => format!("words of like meaning: {x} / {y}"),
        EventReason::OneSort(sort) => format!("one sort of event: {sort}"),
        EventReason::SameIsTold(words) => format!("the same is told of both: {}", words.join(", ")),
        EventReason::InOneSentence => "one sentence names both".to_owned(),
    }
}

fn thing(reason: &ThingReason) -> String {
    match reason {
        ThingReason::OtherOrder(x, y) => format!("the same words in another order: {x} / {y}"),
        ThingReason::NamesAlike(likeness, x, y) => {
            format!("names that sound alike ({likeness:.2}): {x} / {y}")
        }
        ThingReason::FirstLetters(short, long) => {
            format!("{short} are the first letters of {long}")
        }
        ThingReason::OtherNames(x, y) => format!("other names: {x} / {y}"),
    }
}

fn claim(reason: &ClaimReason) -> String {
    use ClaimReason as C;
    let words = match reason {
        C::WordsCorrespond((ours, theirs), words) => {
            let both = |(one, other): &(String, Option<String>)| match other {
                Some(other) => format!("{one} / {other}"),
                None => one.clone(),
            };
            let words: Vec<String> = words.iter().map(both).collect();
            let (ours, theirs) = (100.0 * ours, 100.0 * theirs);
            let words = words.join(", ");
            return format!(
                "{ours:.0} % and {theirs:.0} % of their weighted words correspond: {words}"
            );
        }
        C::WordsInARow(share) => {
            return format!("{:.0} % of their words follow one another in both", 100.0 * share);
        }
        C::OtherNumbers(x, y) => return format!("other numbers of the same: {x} / {y}"),
        C::OtherFigures(x, y) => return format!("other figures: {x} / {y}"),
        C::OtherDays(x, y) => return format!("other days: {x} / {y}"),
        C::RolesSwapped(x, y) => {
            return format!("who does it and to whom are the other way round: {x} / {y}");
        }
        C::OtherSpeakers(x, y) => return format!("other speakers: {x} / {y}"),
        C::OneLessCertain(x, y) => {
            return format!("one is less certain: {} / {}", certainty(*x), certainty(*y));
        }
        C::OneDenies => ONE_DENIES,
        C::OneAsks => ONE_ASKS,
        C::OneSpeaker => "one speaker",
        C::OtherVerbs => "their main verbs do not correspond",
        C::OneDeed => "a verb and who or what belongs to it correspond",
        C::CutShort => "all of the shorter stands in the longer, word by word",
        C::SummedUp => "one account has both, one as the sum of the other",
        C::InOneAccount => "one account has both",
        C::LessThanASentence => "one is less than a sentence",
        C::FewWords => "one has few words that tell something",
        C::LittleElseInCommon => "the two accounts have little else in common",
        C::InStep => "what stands before and after them corresponds too",
        C::NeighboursCorrespond => "what stands beside them corresponds too",
        C::KeptApart => "a person keeps them apart",
        C::TwiceInOneAccount => "one account would say it in two sentences that differ",
        C::OthersLessAlike => "the others of both claims are less alike",
    };
    words.to_owned()
}

fn descent(reason: &DescentReason) -> String {
    match reason {
        DescentReason::NamesSource(kind, name) => format!("{}: {name}", source(*kind)),
        DescentReason::StandsInOther(part) => format!("{} stands in the other", portion(*part)),
        DescentReason::StandsIn(part, other) => {
            format!("{} stands in {}", portion(*part), node(other))
        }
        DescentReason::StandsInWire(part, other, wire) => {
            let (other, wire) = (node(other), node(wire));
            format!("{} stands in {other}, which has it from {wire}", portion(*part))
        }
        DescentReason::OddReading { both, others } => {
            format!("both have “{both}” where others have “{others}”")
        }
        DescentReason::First(precedence) => first(*precedence).to_owned(),
        DescentReason::NobodyFirst => {
            "nothing says which of those who have these words had them first".to_owned()
        }
        DescentReason::FromAThird(third) => format!("both have it from a third: {}", node(third)),
        DescentReason::Only(part) => format!("only {} stands in the other", portion(*part)),
        DescentReason::Background => {
            "a passage of background, which several reports have word for word".to_owned()
        }
        DescentReason::DirectSpeech => {
            "the same direct speech, which both may have heard".to_owned()
        }
    }
}

fn source(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Dateline => "its dateline names the source",
        SourceKind::Byline => "its byline names the source",
        SourceKind::Credit => "it credits the source",
        SourceKind::Reports => "it says that the source reports it",
        SourceKind::Told => "it says that the source was told",
        SourceKind::PostOn => "it says where it was posted",
        SourceKind::Cites => "it has it from one who cites the source",
        SourceKind::Own => "it was told itself",
    }
}

fn first(precedence: Precedence) -> &'static str {
    match precedence {
        Precedence::OtherEarlier => "the other was published earlier",
        Precedence::OtherLater => "the other was published later",
        Precedence::Versions => "the two are versions of one outlet's report",
        Precedence::OtherOwnDateline => "the other's dateline names the other itself",
        Precedence::OwnDateline => "its dateline names itself",
        Precedence::IsACut => "it is a cut of the other, which has more",
        Precedence::OtherIsACut => "the other is a cut of it",
    }
}

fn portion(Portion { same, reworded }: Portion) -> String {
    if reworded < 1.0 {
        format!("{same:.0} % of its own wording")
    } else if same < 1.0 {
        format!("{reworded:.0} % of its own wording, in other words,")
    } else {
        format!("{same:.0} % of its own wording, and {reworded:.0} % in other words,")
    }
}

fn node(name: &NodeName) -> String {
    match name {
        NodeName::Account(place) => format!("account {place}"),
        NodeName::Source(name) => name.clone(),
    }
}

fn story(reason: &StoryReason) -> String {
    match reason {
        StoryReason::SameText => "nearly all sentences of the two are the same".to_owned(),
        StoryReason::GroupsAlike { likeness, needed, words } => format!(
            "their groups are {likeness:.2} alike ({needed} make a story), measured against how \
             alike the accounts of each are; shared words that weigh most: {}",
            words.join(", ")
        ),
        StoryReason::ReportedApart(0) => "reported on the same day".to_owned(),
        StoryReason::ReportedApart(1) => "reported a day apart".to_owned(),
        StoryReason::ReportedApart(days) => format!("reported {days} days apart"),
        StoryReason::LeadingNames(names) => {
            format!("the same names lead both: {}", names.join(", "))
        }
        StoryReason::BothTellOf(words) => format!("both tell of: {}", words.join(", ")),
        StoryReason::DaysBetween(days) => format!("{days} days lie between their reports"),
    }
}

const ONE_DENIES: &str = "one says that it is not so";
const ONE_ASKS: &str = "one asks, one tells";

fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "certain",
        Certainty::Possible => "possible",
        Certainty::Planned => "planned",
        Certainty::Conditional => "conditional",
        Certainty::Asked => "asked",
    }
}

/// What a note says of either side; `None` where it says one thing of both.
pub fn sides(note: &Note) -> Option<[&str; 2]> {
    match note {
        Note::Words(x, y) => Some([x, y]),
        Note::Certainties(x, y) => Some([certainty(*x), certainty(*y)]),
        Note::FirstDenied => Some(["denied", "not denied"]),
        Note::SecondDenied => Some(["not denied", "denied"]),
        Note::OneDenies | Note::OneAsks => None,
    }
}

/// In what two passages part, for a reader: `30,000 / 40,000`.
pub fn note(note: &Note) -> String {
    match (sides(note), note) {
        (Some([one, other]), _) => format!("{one} / {other}"),
        (None, Note::OneAsks) => ONE_ASKS.to_owned(),
        (None, _) => ONE_DENIES.to_owned(),
    }
}

/// What is open, for a reader.
pub fn question(kind: &QuestionKind) -> String {
    match kind {
        QuestionKind::Day { place, outlet, earliest, latest } => {
            let bounds = match (earliest, latest) {
                (Some(from), Some(to)) => format!("; it lies between {from} and {to}"),
                (Some(from), None) => format!("; not before {from}"),
                (None, Some(to)) => format!("; not after {to}"),
                (None, None) => String::new(),
            };
            let outlet = outlet.as_ref().map_or(String::new(), |outlet| format!(" ({outlet})"));
            format!("the day of account {place}{outlet} is not established{bounds}")
        }
        QuestionKind::WhichIsRight(kind, of) => {
            let what = match kind {
                DifferenceKind::Number => "which number is right",
                DifferenceKind::Date => "which day is right",
                DifferenceKind::Polarity => "whether it is so",
                DifferenceKind::Speaker => "who said it",
                DifferenceKind::Certainty => "how sure it is",
                DifferenceKind::Roles => "who does it to whom",
                DifferenceKind::Name | DifferenceKind::Wording => "which words are right",
            };
            format!("{what}: {}", note(of))
        }
    }
}
