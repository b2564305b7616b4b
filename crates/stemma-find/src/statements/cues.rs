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
    /// praise, condemn, thank: the object with what it is praised or condemned for
    Judge,
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
        | "rejoin" | "interject" | "rule" | "justify" | "suggest" | "indicate" | "reveal"
        | "detail" | "shout" | "yell" | "whisper" | "scream" | "mutter" | "murmur" | "mumble"
        | "mouth" | "chant" | "bark" | "growl" | "thunder" | "intone" | "exult" | "gripe"
        | "grouse" | "grumble" | "fume" | "bellow" | "roar" | "holler" | "enthuse" | "gush"
        | "scoff" | "snarl" | "stammer" | "stutter" | "cry" | "signal" | "disagree" | "concur"
        | "volunteer" | "venture" | "object" | "moan" | "whine" | "groan" | "relay" | "outline"
        | "articulate" | "guarantee" | "stipulate" | "divulge" | "intimate" | "insinuate"
        | "theorise" | "theorize" | "hypothesise" | "hypothesize" | "conjecture" | "decree"
        | "prophesy" | "summarise" | "summarize" | "narrate" | "blurt" | "deadpan" | "chorus"
        | "quibble" | "surmise" => (Class::Say, "tq"),
        "continue" | "laugh" | "begin" | "go" | "read" | "sing" | "echo" | "interrupt"
        | "offer" | "recite" | "rail" | "snap" | "shoot" | "fire" | "open" | "close" | "finish"
        | "start" | "chime" | "chuckle" | "sigh" | "smile" | "tease" | "text" | "email"
        | "sneer" | "rant" | "address" | "like" | "react" | "use" | "express" | "voice"
        | "highlight" => (Class::Say, "q"),
        "praise" | "slam" | "blast" | "mock" | "criticise" | "criticize" | "defend" | "hail"
        | "decry" | "condemn" | "deride" | "ridicule" | "insult" | "lambast" | "lambaste"
        | "tout" | "applaud" | "thank" | "congratulate" | "laud" | "commend" | "welcome"
        | "salute" | "chide" | "chastise" | "rebuke" | "scold" | "berate" | "bash" | "assail"
        | "attack" | "champion" | "disparage" | "belittle" | "malign" | "vilify" | "castigate"
        | "excoriate" | "fault" | "credit" | "trash" | "pan" | "denigrate" | "demonise"
        | "demonize" | "deplore" | "extol" | "apologise" | "apologize" | "cheer" | "reprimand"
        | "target" => (Class::Judge, "q"),
        "agree" | "vow" | "pledge" | "promise" | "tell" | "advise" | "warn" | "caution" => {
            (Class::Say, "tqi")
        }
        "deny" | "refute" | "rebut" | "disavow" => (Class::Deny, "tqoi"),
        "dispute" | "reject" | "dismiss" | "repudiate" | "disprove" => (Class::Deny, "tqo"),
        "doubt" | "question" => (Class::Doubt, "t"),
        "plan" | "intend" | "threaten" | "aim" => (Class::Plan, "ti"),
        "ask" | "inquire" | "enquire" | "query" => (Class::Ask, "tqi"),
        "wonder" | "ponder" => (Class::Ask, "tq"),
        "demand" | "urge" | "order" | "beg" | "plead" | "request" | "recommend" | "propose"
        | "instruct" | "command" | "insist" | "appeal" => (Class::Demand, "tqi"),
        "refuse" | "decline" => (Class::Refuse, "i"),
        "hope" | "expect" => (Class::Think, "tqi"),
        "believe" | "think" | "fear" | "estimate" | "suspect" | "assume" | "anticipate"
        | "feel" | "worry" | "guess" | "suppose" | "presume" | "reckon" | "calculate"
        | "consider" | "figure" | "imagine" | "foresee" | "envision" | "wish" => {
            (Class::Think, "tq")
        }
        "show" | "find" | "determine" => (Class::Show, "t"),
        "advocate" => (Class::Demand, "tq"),
        "encourage" | "invite" | "challenge" | "implore" | "exhort" | "counsel" => {
            (Class::Demand, "qi")
        }
        "push" | "press" | "campaign" | "lobby" => (Class::Demand, "q"),
        "accuse" | "blame" => (Class::Accuse, "q"),
        "quote" | "cite" | "paraphrase" => (Class::Quote, "tq"),
        "call" | "label" | "dub" | "brand" | "describe" | "denounce" | "characterize"
        | "characterise" | "refer" | "portray" | "depict" | "paint" | "cast" | "regard" => {
            (Class::Name, "q")
        }
        _ => return None,
    };
    Some(Verb { class, frames })
}

/// "rule out": denies that a thing will be.
pub(super) fn ruling_out() -> Verb {
    Verb { class: Class::Deny, frames: "tqo" }
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
        | "expectation" | "view" | "concern" | "worry" | "conviction" => Class::Think,
        "promise" | "pledge" | "threat" | "vow" => Class::Plan,
        "demand" | "request" | "proposal" | "recommendation" => Class::Demand,
        "denial" => Class::Deny,
        _ => return None,
    })
}

/// Nouns for what somebody says or cries, whose words may stand in marks: "their chants of “…”",
/// "her answer was “…”".
pub(super) fn names_words(lemma: &str) -> bool {
    noun(lemma).is_some()
        || matches!(
            lemma,
            "answer"
                | "response"
                | "reply"
                | "slogan"
                | "motto"
                | "mantra"
                | "catchphrase"
                | "phrase"
                | "chant"
                | "cry"
                | "shout"
                | "call"
                | "word"
                | "advice"
                | "question"
                | "theory"
                | "position"
                | "point"
                | "line"
                | "verdict"
                | "lesson"
                | "talk"
                | "description"
                | "characterisation"
                | "characterization"
        )
}

/// Nouns of "in her view", "in the minister’s words".
pub(super) fn is_viewpoint(lemma: &str) -> bool {
    matches!(
        lemma,
        "view" | "opinion" | "word" | "estimation" | "judgement" | "judgment" | "telling" | "eye"
    )
}

/// Adjectives for being sure or afraid that something is so: "is confident that …".
pub(super) fn stance(lemma: &str) -> bool {
    matches!(
        lemma,
        "confident"
            | "convinced"
            | "certain"
            | "sure"
            | "optimistic"
            | "hopeful"
            | "concerned"
            | "worried"
            | "afraid"
            | "adamant"
            | "aware"
            | "disappointed"
            | "alarmed"
    )
}

/// Verbs of having, becoming, doing and showing, whose object in quotation marks is a thing and
/// not what the subject says.
pub(super) fn is_light(lemma: &str) -> bool {
    matches!(
        lemma,
        "be" | "have"
            | "become"
            | "do"
            | "get"
            | "take"
            | "make"
            | "wear"
            | "hold"
            | "carry"
            | "host"
            | "watch"
            | "see"
            | "hear"
            | "launch"
            | "publish"
            | "release"
            | "direct"
            | "produce"
            | "play"
            | "perform"
            | "win"
            | "lose"
            | "include"
            | "feature"
            | "star"
            | "contain"
            | "enter"
            | "join"
            | "buy"
            | "purchase"
            | "sell"
            | "click"
            | "press"
            | "form"
            | "found"
            | "lead"
            | "run"
            | "use"
            | "film"
            | "appear"
            | "remain"
            | "seem"
            | "visit"
            | "leave"
            | "give"
            | "keep"
            | "face"
            | "own"
    )
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
