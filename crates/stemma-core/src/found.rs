//! What one account says: who is mentioned, which days, how many, who said what, whence it has it.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::{Field, Place, Span, TimexKind, When};

/// All that was found in one account, in the order of its texts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Sentences of the body.
    pub sentences: Vec<Span>,
    /// Passages that name or describe somebody or something.
    pub mentions: Vec<Mention>,
    /// What the mentions stand for, as far as this account alone shows; [`Local`] is the index.
    pub entities: Vec<LocalEntity>,
    /// Dates, times, durations and sets.
    pub dates: Vec<DateMention>,
    /// Numbers with what they count.
    pub quantities: Vec<Quantity>,
    /// Who said what. A statement's id is its index.
    pub statements: Vec<Statement>,
    /// Where the account says it has its words from.
    pub sources: Vec<SourceSign>,
}

impl Found {
    /// Whose words they are: the innermost statement whose content holds the place, as an index of
    /// [`Found::statements`]; `None` where the account itself says it.
    pub fn statement_at(&self, place: Place) -> Option<usize> {
        let length = |statement: &Statement| -> u32 {
            statement.content.iter().map(|span| span.end - span.start).sum()
        };
        let holds = |statement: &Statement| {
            statement.of == place.of
                && statement.content.iter().any(|content| content.contains(place.span))
        };
        let holding = self.statements.iter().enumerate().filter(|(_, one)| holds(one));
        // Of two that are equally long the later stands within the earlier.
        holding.min_by_key(|&(n, one)| (length(one), std::cmp::Reverse(n))).map(|(n, _)| n)
    }
}

/// Names the rule that found something: `according-to`, `weekday`. What `stemma-find` has under that
/// name says what the rule looks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleName(pub SmolStr);

impl std::fmt::Display for RuleName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names an entity within one account: an index into [`Found::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Local(pub u32);

/// A passage that names or describes somebody or something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The words.
    pub place: Place,
    /// What sort of thing.
    pub kind: EntityKind,
    /// By name, by description or by pronoun.
    pub form: MentionForm,
    /// Whom it stands for; `None` where the account does not establish it.
    pub entity: Option<Local>,
    /// The rule that says what it is; `None` where an older version found it, or no rule has a name.
    #[serde(default)]
    pub by: Option<RuleName>,
}

/// Sorts of things that are mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body that acts: a ministry, an agency, a company, an alliance.
    Organisation,
    /// A country, a town, a region, a building.
    Place,
    /// A people, a faith, a party's followers.
    Group,
    /// Something with a name that happens: an exercise, a summit, a war, a storm.
    Event,
    /// A weapon, a vehicle, a product.
    Equipment,
    /// A treaty, a law, a book, a programme.
    Work,
    /// Anything else with a name.
    Other,
}

/// How a mention points to its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionForm {
    /// By name.
    Name,
    /// By a description: "the defence minister".
    Description,
    /// By a pronoun.
    Pronoun,
}

/// Somebody or something, as one account shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LocalEntity {
    /// What sort of thing.
    pub kind: EntityKind,
    /// The fullest name; a description where the account gives no name.
    pub name: String,
    /// Every name that the account writes, each once, in the order of the text.
    pub names: Vec<String>,
    /// Offices and roles that the account gives it.
    pub roles: Vec<Role>,
    /// What its pronouns and titles show.
    pub gender: Option<Gender>,
}

/// An office or role, and of what: ("defence minister", "Norland").
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Role {
    /// The office in lower case, base form: `defence minister`, `spokesman`.
    pub office: String,
    /// Country or body it belongs to, by its common name (`Norwegian` and `of Norway` are `Norway`).
    pub of: Option<String>,
    /// The words that say so.
    pub place: Place,
}

/// What pronouns show of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// she
    Female,
    /// he
    Male,
}

/// A date, a time, a duration or a set of times.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DateMention {
    /// The words.
    pub place: Place,
    /// TIMEX3 type.
    pub kind: TimexKind,
    /// TIMEX3 value, given the day of report that was known when this was found.
    pub value: String,
    /// What the words mean, whatever the day of report: `when.value(day)` gives the value again.
    pub when: When,
    /// The form in which it is written; `None` where an older version found it.
    #[serde(default)]
    pub by: Option<RuleName>,
}

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The number with its bound and unit: "more than 30,000".
    pub place: Place,
    /// The number.
    pub value: f64,
    /// Whether it is exact.
    pub bound: Bound,
    /// Unit of measure or currency (`km`, `USD`, `%`); `None` for a bare count.
    pub unit: Option<String>,
    /// What is counted.
    pub of: Option<Span>,
}

/// How a number binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// "12"
    Exact,
    /// "some 12"
    About,
    /// "more than 12"
    AtLeast,
    /// "up to 12"
    AtMost,
}

/// A passage that says what somebody said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// In whose words.
    pub manner: Manner,
    /// Which text all of its spans count in.
    pub of: Field,
    /// What was said, without quotation marks; in several pieces where the sentence breaks it.
    pub content: Vec<Span>,
    /// The word that shows that it was said: "said", "according to", ":".
    pub cue: Option<Span>,
    /// Who said it; `None` where the account names nobody.
    pub speaker: Option<Speaker>,
    /// Who said it together with the speaker, in the order of the text: B and C of "A, B and C
    /// said". The span of `speaker` covers them all.
    #[serde(default)]
    pub jointly: Vec<Speaker>,
    /// The chain between speaker and account, nearest the account last.
    pub via: Vec<Speaker>,
    /// The medium, where one is named: "on Twitter", "in an interview with Time".
    pub medium: Option<Span>,
    /// Asserted or denied.
    pub polarity: Polarity,
    /// How sure the content is meant to be.
    pub certainty: Certainty,
    /// The construction that shows it; `None` where an older version found it, or no rule has a name.
    #[serde(default)]
    pub by: Option<RuleName>,
}

impl Statement {
    /// From the first to the last word of the content.
    pub fn extent(&self) -> Span {
        self.content.iter().copied().reduce(Span::cover).unwrap_or(Span { start: 0, end: 0 })
    }
}

/// Who speaks, as written, and whom that stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The mention as written; it counts in the statement's text.
    pub span: Span,
    /// Whom it stands for.
    pub entity: Option<Local>,
}

/// In whose words a statement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Manner {
    /// All of it in quotation marks, or a dash-led turn.
    Direct,
    /// Partly in quotation marks.
    Mixed,
    /// In the account's words.
    Indirect,
    /// In the title: "X: …", "…, says X".
    Headline,
}

/// Whether the speaker asserts or denies the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// It is so.
    Asserted,
    /// It is not so.
    Denied,
}

/// How sure the content is meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// It is so.
    Certain,
    /// It may be so.
    Possible,
    /// It is meant to be so.
    Planned,
    /// It would be so, if.
    Conditional,
    /// Is it so?
    Asked,
}

/// A sign of where the account has its words from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceSign {
    /// The source's name, as written: "Norpress", "the press service of the ministry".
    pub name: String,
    /// Where the name stands (perhaps in what was dropped: a credit line).
    pub place: Place,
    /// The words that make it a source: "quoted by", "Source:", "(Reuters) -".
    pub evidence: Place,
    /// In which form.
    pub kind: SourceKind,
    /// The entity, where the name is a mention.
    pub entity: Option<Local>,
    /// The statements that it covers; all of the account where empty.
    pub statements: Vec<u32>,
}

/// Forms in which an account names its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// "PORT ANSEL, May 3. /NPA/."
    Dateline,
    /// "By X and agencies", "(Reporting by …)".
    Byline,
    /// "Source: X".
    Credit,
    /// "X reports", "X informs", "according to X".
    Reports,
    /// "told X", "in an interview with X".
    Told,
    /// "on Twitter", "in a post on".
    PostOn,
    /// "citing X": whoever reports it has it from X.
    Cites,
    /// "told me", "told this newspaper", "I walked": the reporter was there.
    Own,
}

#[cfg(test)]
mod tests {
    use super::{Certainty, Found, Manner, Polarity, Statement};
    use crate::{Field, Place, Span};

    fn statement(of: Field, content: &[(usize, usize)]) -> Statement {
        Statement {
            manner: Manner::Indirect,
            of,
            content: content.iter().map(|&(start, end)| Span::new(start, end)).collect(),
            cue: None,
            speaker: None,
            jointly: Vec::new(),
            via: Vec::new(),
            medium: None,
            polarity: Polarity::Asserted,
            certainty: Certainty::Certain,
            by: None,
        }
    }

    #[test]
    fn the_innermost_statement_says_it() {
        // The agency said that the minister said it.
        let found = Found {
            statements: vec![
                statement(Field::Text, &[(0, 60)]),
                statement(Field::Text, &[(20, 30), (50, 60)]),
                statement(Field::Title, &[(0, 20)]),
            ],
            ..Found::default()
        };
        let at = |start, end| found.statement_at(Place::text(Span::new(start, end)));
        assert_eq!(at(52, 55), Some(1));
        assert_eq!(at(2, 5), Some(0));
        // Between the pieces, and across the end of one, the outer one speaks.
        assert_eq!((at(32, 40), at(28, 34)), (Some(0), Some(0)));
        assert_eq!(at(58, 64), None);
    }
}
