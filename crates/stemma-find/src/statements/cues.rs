//! The words that show that somebody said something: closed lists of English.

/// What kind of saying a cue is; decides polarity and certainty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// say, tell, announce
    Say,
    /// deny, reject
    Deny,
    /// doubt, question
    Doubt,
    /// plan, intend, threaten: what is said is yet to be done
    Plan,
    /// ask, wonder
    Ask,
    /// demand, urge, call for
    Demand,
    /// refuse, decline: what is said will not be done
    Refuse,
    /// believe, expect, fear
    Think,
    /// show, find: what a paper, a poll, a picture says
    Show,
    /// accuse, blame
    Accuse,
    /// quote, cite: the subject hands on what another said
    Quote,
    /// call, describe: the object with what it is called
    Name,
}

/// A reporting verb.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verb {
    /// What kind of saying it is.
    pub(super) class: Class,
    frames: &'static str,
}

impl Verb {
    /// Takes a clause: "said (that) …".
    pub(super) fn takes_clause(self) -> bool {
        self.frames.contains('t')
    }

    /// Introduces words in quotation marks.
    pub(super) fn takes_quote(self) -> bool {
        self.frames.contains('q')
    }

    /// Takes an infinitive that is what was said: "promised to …".
    pub(super) fn takes_infinitive(self) -> bool {
        self.frames.contains('i')
    }

    /// Takes an object that is what was said: "denied involvement".
    pub(super) fn takes_object(self) -> bool {
        self.frames.contains('o')
    }
}

/// The reporting verb of that lemma, if it is one.
pub(super) fn verb(lemma: &str) -> Option<Verb> {
    let (class, frames) = match lemma {
        "say" | "add" | "note" | "state" | "explain" | "declare" | "claim" | "argue"
        | "maintain" | "contend" | "assert" | "aver" | "allege" | "acknowledge" | "admit"
        | "concede" | "affirm" | "confirm" | "disclose" | "observe" | "remark" | "comment"
        | "stress" | "emphasise" | "emphasize" | "underline" | "underscore" | "reiterate"
        | "repeat" | "recall" | "report" | "relate" | "recount" | "clarify" | "specify"
        | "inform" | "notify" | "announce" | "proclaim" | "pronounce" | "write" | "tweet"
        | "post" | "reply" | "respond" | "answer" | "retort" | "conclude" | "predict"
        | "forecast" | "imply" | "hint" | "boast" | "brag" | "complain" | "lament" | "bemoan"
        | "quip" | "joke" | "testify" | "attest" | "swear" | "remind" | "assure" | "reassure"
        | "confess" | "exclaim" | "opine" | "elaborate" | "muse" | "reason" | "counter"
        | "speculate" | "charge" | "mention" | "convey" | "posit" | "protest" | "point"
        | "rejoin" | "interject" | "teach" | "rule" | "justify" | "suggest" | "indicate"
        | "reveal" | "detail" => (Class::Say, "tq"),
        "continue" | "shout" | "yell" | "whisper" | "scream" | "mutter" | "murmur" | "laugh"
        | "begin" | "go" | "read" | "sing" | "chant" | "echo" | "interrupt" | "offer"
        | "recite" | "rail" | "thunder" | "growl" | "snap" | "bark" | "fume" | "shoot" | "fire"
        | "open" | "close" | "finish" | "start" | "chime" | "chuckle" | "sigh" | "smile"
        | "praise" | "slam" | "blast" | "mock" | "tease" | "text" | "email" | "intone"
        | "sneer" | "scoff" | "rant" | "cry" | "criticise" | "criticize" | "address" | "like"
        | "defend" | "react" | "use" => (Class::Say, "q"),
        "agree" | "vow" | "pledge" | "promise" | "tell" | "advise" | "warn" | "caution" => {
            (Class::Say, "tqi")
        }
        "deny" | "refute" | "rebut" | "disavow" => (Class::Deny, "tqoi"),
        "dispute" | "reject" | "dismiss" | "repudiate" | "disprove" => (Class::Deny, "tqo"),
        "doubt" | "question" => (Class::Doubt, "t"),
        "plan" | "intend" | "threaten" | "undertake" | "aim" => (Class::Plan, "ti"),
        "ask" | "inquire" | "enquire" | "query" => (Class::Ask, "tqi"),
        "wonder" => (Class::Ask, "tq"),
        "demand" | "urge" | "order" | "beg" | "plead" | "request" | "recommend" | "propose"
        | "instruct" | "command" | "insist" | "appeal" => (Class::Demand, "tqi"),
        "refuse" | "decline" => (Class::Refuse, "i"),
        "believe" | "think" | "expect" | "hope" | "fear" | "estimate" | "suspect" | "assume"
        | "anticipate" | "feel" | "worry" | "guess" | "suppose" | "presume" | "reckon"
        | "calculate" | "consider" => (Class::Think, "tq"),
        "show" | "find" | "determine" => (Class::Show, "t"),
        "accuse" | "blame" => (Class::Accuse, "q"),
        "quote" | "cite" | "paraphrase" => (Class::Quote, "tq"),
        "call" | "label" | "dub" | "brand" | "describe" | "denounce" | "characterize"
        | "characterise" => (Class::Name, "q"),
        _ => return None,
    };
    Some(Verb { class, frames })
}

/// Verbs whose plain object may be what was said: "announced the closure of the port".
pub(super) fn announces(lemma: &str) -> bool {
    matches!(
        lemma,
        "announce"
            | "confirm"
            | "report"
            | "propose"
            | "promise"
            | "pledge"
            | "predict"
            | "demand"
            | "recommend"
            | "admit"
            | "acknowledge"
            | "allege"
            | "threaten"
            | "reveal"
            | "note"
            | "disclose"
            | "forecast"
            | "reiterate"
            | "stress"
            | "emphasise"
            | "emphasize"
            | "mention"
            | "highlight"
    )
}

/// Nouns whose clause is what somebody said: "the minister's warning that …".
pub(super) fn noun(lemma: &str) -> Option<Class> {
    Some(match lemma {
        "statement" | "claim" | "announcement" | "warning" | "assertion" | "allegation"
        | "admission" | "acknowledgement" | "acknowledgment" | "assurance" | "prediction"
        | "report" | "argument" | "complaint" | "conclusion" | "contention" | "declaration"
        | "insistence" | "observation" | "remark" | "comment" | "confirmation" | "reminder"
        | "revelation" | "testimony" | "charge" | "accusation" | "rumour" | "rumor" | "message" => {
            Class::Say
        }
        "suggestion" | "belief" | "fear" | "hope" | "opinion" | "suspicion" | "speculation"
        | "expectation" | "view" => Class::Think,
        "promise" | "pledge" | "threat" | "vow" => Class::Plan,
        "demand" | "request" | "proposal" | "recommendation" => Class::Demand,
        "denial" => Class::Deny,
        _ => return None,
    })
}

/// Media in which one says something: "in an interview", "on Twitter".
pub(super) fn is_medium(lemma: &str) -> bool {
    matches!(
        lemma,
        "interview"
            | "statement"
            | "tweet"
            | "post"
            | "speech"
            | "letter"
            | "email"
            | "e-mail"
            | "briefing"
            | "conference"
            | "address"
            | "broadcast"
            | "message"
            | "telegram"
            | "article"
            | "column"
            | "op-ed"
            | "editorial"
            | "memo"
            | "report"
            | "release"
            | "testimony"
            | "debate"
            | "show"
            | "programme"
            | "program"
            | "podcast"
            | "video"
            | "book"
            | "blog"
            | "channel"
            | "website"
            | "site"
            | "page"
            | "television"
            | "tv"
            | "radio"
            | "twitter"
            | "facebook"
            | "telegram channel"
            | "instagram"
            | "youtube"
            | "whatsapp"
            | "phone"
            | "telephone"
            | "call"
            | "media"
    )
}
