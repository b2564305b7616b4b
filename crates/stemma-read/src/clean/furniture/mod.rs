//! The closed lists of page furniture: what stands on news pages round about the reports.
//!
//! Every entry is a phrase that many sites print, not one. Patterns are matched against the folded
//! line (see [`super::shape::fold`]) and most of them against the *whole* line: bare words such as
//! 'Facebook' stand in real sentences too. Each rule has a limit of words, since furniture is short.

mod lists;

use std::sync::LazyLock;

use regex::{Regex, RegexSet};
use stemma_core::DropReason::{self, Byline, Caption, Credit, Legal, Teaser};

use super::shape::{End, Shape, fold};
use lists::ANYWHERE;

/// Lines that name other reports and are followed by their headlines, or hold one.
///
/// `told` is an order to the reader and says enough by itself. `named` may begin a sentence too
/// ('Related stories were told in court.'), so that the line must be open. The rest are common
/// words, and need a mark after them.
static TEASER: LazyLock<Regex> = LazyLock::new(|| {
    let told = [
        "see also",
        "also see",
        "read also",
        "also read",
        "read more",
        "read next",
        "read this next",
        "watch also",
        "also watch",
        "more on this(?: story| topic)?",
        "читайте также",
        "читайте ещё",
        "по теме",
        "читайте також",
        "zobacz także",
        "zobacz też",
        "czytaj też",
        "czytaj także",
        "czytaj więcej",
        "przeczytaj także",
        "lesen sie auch",
        "lesen sie mehr",
        "mehr zum thema",
        "lire aussi",
        "à lire aussi",
        "voir aussi",
        "lea también",
        "lee también",
        "leer más",
        "le puede interesar",
        "leggi anche",
        "leia também",
        "leia mais",
        "čtěte také",
        "čtěte i",
        "přečtěte si",
        "lees ook",
        "läs också",
        "les også",
    ];
    let named = [
        "further reading",
        "recommended (?:for you|reading|stories)",
        "related (?:stories|story|articles?|news|content|posts?|reading|coverage|links|videos?)",
        "you (?:may|might) also (?:like|be interested in)",
        "must[- ]read",
        "in case you missed it",
        "read (?:more )?on the topic",
    ];
    let marked = [
        "related",
        "read",
        "watch",
        "more",
        "video",
        "gallery",
        "listen",
        "explainer",
        "photos",
        "in pictures",
        "opinion",
        "analysis",
        "live",
        "don't miss",
        "up next",
        "now read",
        "recommended",
        "we (?:also )?recommend",
        "we suggest",
        "podcast",
        "more here",
        "background",
        "full story",
        "timeline",
        "factbox",
        "explained",
        "graphic",
        "interactive",
        "quiz",
        "trending",
        "newsletter",
        "in other news",
        "tip",
        "read this",
        "exclusive",
    ];
    pattern(&format!(
        r"^[\[(*>\- ]*(?:(?P<told>(?:{})\b)|(?P<named>(?:{})\b)|(?:{})(?: also| now| here)? ?(?:>>|[:>|→]))",
        told.join("|"),
        named.join("|"),
        marked.join("|"),
    ))
});

/// Heads of what stands below a report: all that follows is other reports.
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[*\- ]*(more like this|more from [^.]{1,40}|more on (this|these|the) [^.]{1,30}|more (stories|news|articles|headlines|coverage|top stories)( [^.]{1,30})?|related( (stories|story|articles?|news|content|posts?|reading|coverage|links|videos?|topics))?|you (may|might) (also )?(like|be interested in|have missed)( [^.]{0,20})?|also on [^.]{1,30}|(from )?around the web|from our partners|recommended( (for you|stories|articles|reading|videos|by [^.]{1,20}))?|most (read|popular|viewed|shared|commented|recent|watched)( [^.]{0,30})?|trending( (now|news|stories|on [^.]{1,20}))?|popular( (now|posts|stories|articles|news|on [^.]{1,30}))?|(the )?latest( (news|stories|headlines|posts|articles|videos|updates))( [^.]{0,20})?|recent (posts|stories|news|articles|comments)|top stories( [^.]{0,20})?|read next|up next|what to read next|editor'?s'? (picks?|choice)|in case you missed it|what others are reading|other (news|stories|articles)( [^.]{0,20})?|similar (articles|stories|news|posts)|hot topics|see more|sponsored stories|promoted stories|elsewhere on [^.]{1,30}|don't miss|next story|next article|previous article|more to explore|explore more|keep reading)[:>. ]*$",
    )
});

/// Names of sections and labels, as they stand above a headline.
static SECTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:all |latest |top |world |local |breaking |main |just in|today's )?(?:news|stories|headlines|world|politics|business|economy|finance|markets|opinion|opinions|editorials?|sports?|local|national|nation|international|regional|europe|asia|africa|americas?|middle east|us|u\.s\.|usa|uk|technology|tech|science|health|culture|arts|entertainment|lifestyle|travel|society|exclusive|analysis|features?|video|videos|photos|gallery|live|military|army|defen[cs]e|security|war|conflict|crime|weather|environment|climate|education|press releases?|agencies|latest|home|homepage|main|index|archive|interviews?|updated|breaking|in brief|briefly)(?: ?[>|/»›,&·•-]+ ?| and | |$))+$",
    )
});

/// A biography below a report.
static BIOGRAPHY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(about the (author|writer|reporter)s?\b|the (author|writer) is\b)|\b(is|was) (a|an|the|our|senior|chief) .{0,80}\b(reporter|correspondent|journalist|writer|editor|columnist|contributor|producer|bureau chief)\b.{0,240}(\bfollow (him|her|them)\b|@\w{3}|\b(be )?(reached|contacted) (at|by|on)\b|\bon twitter\b)",
    )
});

static ANYWHERE_SET: LazyLock<RegexSet> = LazyLock::new(|| {
    RegexSet::new(ANYWHERE.iter().map(|rule| rule.pattern)).expect("the lists are constants")
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the lists are constants")
}

/// Why a line goes wherever it stands, if it does.
pub(crate) fn anywhere(shape: &Shape) -> Option<DropReason> {
    // No rule is for longer lines; and a line with a quotation is somebody's speech.
    if shape.words > LONGEST {
        return None;
    }
    // What the editors say of the report is the report's.
    let notes = ["editor", "note", "correction", "update", "clarification"];
    if notes.iter().any(|note| shape.folded.trim_start_matches(['[', '(']).starts_with(note))
        && shape.folded.starts_with(['[', '('])
    {
        return None;
    }
    ANYWHERE_SET
        .matches(&shape.folded)
        .iter()
        .map(|n| &ANYWHERE[n])
        .find(|rule| {
            shape.words <= rule.words
                && (rule.sentences || shape.end != End::Sentence)
                && (!shape.quotes || matches!(rule.reason, Caption | Credit | Legal | Teaser))
        })
        .map(|rule| rule.reason)
}

/// The greatest limit of words among the rules.
const LONGEST: usize = 90;

/// What a line that points to another report looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pointer {
    /// The marker alone: headlines follow.
    Alone,
    /// The marker and a headline.
    WithHeadline,
}

/// Whether a line points to another report.
pub(crate) fn pointer(shape: &Shape) -> Option<Pointer> {
    if shape.words > POINTER_WORDS {
        return None;
    }
    let found = TEASER.captures(&shape.folded)?;
    let marker = found.get(0).expect("group 0 is the match");
    let rest = shape.folded[marker.end()..].trim_start_matches([' ', ':', '>', '-', '|', '→']);
    if !rest.contains(char::is_alphanumeric) {
        return Some(Pointer::Alone);
    }
    // A whole sentence that begins with 'Analysis:' may be the report's own, one that begins with
    // 'See also' is not.
    (found.name("told").is_some() || shape.end != End::Sentence).then_some(Pointer::WithHeadline)
}

/// A pointer may hold three headlines.
const POINTER_WORDS: usize = 45;

/// Whether a line stands at the head of other reports.
pub(crate) fn tail_head(shape: &Shape) -> bool {
    shape.words <= 8 && TAIL.is_match(&shape.folded)
}

/// Whether a line is a name of a section, as stands above headlines.
pub(crate) fn section(shape: &Shape) -> bool {
    shape.words <= 6 && SECTION.is_match(&shape.folded)
}

/// Whether a paragraph tells about who wrote the report.
pub(crate) fn biography(shape: &Shape) -> bool {
    shape.words <= 80 && BIOGRAPHY.is_match(&shape.folded)
}

/// Whether the line opens a form for comments: all below it is readers'.
pub(crate) fn opens_comments(shape: &Shape) -> bool {
    static OPENS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^((leave|post|write|add)( a| your)? (reply|comment)s?\b.{0,30}|([\d,.]+ |view |show |readers'? )?comments?( ?\(?\d+\)?)?|please enter your comment.?|join the (conversation|discussion).?)$",
        )
    });
    shape.words <= 8 && OPENS.is_match(&shape.folded)
}

/// Whether a line is of the kind that stands with readers' comments: 'Reply', 'Ada says:', '2 hours ago'.
pub(crate) fn sign_of_readers(shape: &Shape) -> bool {
    static SIGN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(reply|report|like|upvote|permalink|flag|reply to .{1,30}|.{1,40} says ?:|.{0,40}\b\d+ (minutes?|hours?|days?|weeks?|months?|years?) ago)$",
        )
    });
    shape.words <= 8 && SIGN.is_match(&shape.folded)
}

/// Whether a line of a day says what day it is: of the first printing, or of a change.
pub(crate) fn labelled_day(shape: &Shape) -> bool {
    ["updated", "published", "posted", "modified", "created", "first published"]
        .iter()
        .any(|label| shape.folded.contains(label))
}

/// Whether every word of the line is a place to share on.
pub(crate) fn share_bar(shape: &Shape) -> bool {
    const BAR: &[&str] = &[
        "share",
        "shares",
        "tweet",
        "email",
        "e-mail",
        "mail",
        "print",
        "facebook",
        "twitter",
        "linkedin",
        "whatsapp",
        "telegram",
        "pinterest",
        "reddit",
        "pocket",
        "flipboard",
        "copy",
        "link",
        "messenger",
        "tumblr",
        "vk",
        "vkontakte",
        "viber",
        "skype",
        "instagram",
        "youtube",
        "google+",
        "google",
        "line",
        "sms",
        "save",
        "bookmark",
        "x",
        "threads",
        "bluesky",
        "mastodon",
        "rss",
        "odnoklassniki",
        "ok",
        "weibo",
        "wechat",
        "tiktok",
        "signal",
        "+1",
    ];
    const WITH: &[&str] = &["on", "via", "this", "by", "to", "post", "article", "story", "and"];
    let mut bars = 0;
    for word in shape.folded.split([' ', ',', '|', '/', '·', '•']) {
        let word = word.trim_matches([':', '.', '!', '(', ')', '-']);
        if word.is_empty() || word.bytes().all(|b| b.is_ascii_digit()) || WITH.contains(&word) {
            continue;
        }
        if !BAR.contains(&word) {
            return false;
        }
        bars += 1;
    }
    bars > 0 && shape.words <= 25
}

/// Agencies, as they sign pictures: alternatives of a regular expression, the longest first, since
/// the first that fits is taken.
static AGENCIES: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<&str> =
        stemma_words::outlets().flat_map(|outlet| outlet.credited_as.iter().copied()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.join("|")
});

/// Whether an open line is signed by an agency, as captions are: at its end ('The harbour from the
/// air REUTERS', even glued to the last word), after it in brackets, or before it.
///
/// A headline may end with 'Reuters' too, but only after a verb, a preposition or a mark.
pub(crate) fn signed(line: &str, shape: &Shape) -> bool {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"(?:[^-–—:,\s]\s+|\p{{Ll}})(?P<agency>{})\s*$", *AGENCIES))
    });
    static BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"[^.!?\s]\s*[(\[](?:[^()\[\]]{{1,40}}/\s?)?(?:{})[)\]]\s*$", *AGENCIES))
    });
    static START: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"^(?:{})(?: - Contributor)? \p{{Lu}}\S* \S+ \S+", *AGENCIES))
    });
    const SPEAKS: &[&str] = &[
        "says", "said", "told", "tells", "reports", "reported", "by", "on", "to", "from", "with",
        "via", "of", "and", "at", "in", "for", "quits", "cites", "citing", "sues", "buys", "the",
        "joins", "leaves", "like", "against", "over", "bans", "blocks", "under", "using", "than",
        "per", "as", "a", "an", "not", "or", "into", "about", "is", "was", "asks", "asked",
    ];
    if shape.end != End::Open || shape.words < 3 || shape.words > 40 {
        return false;
    }
    if BRACKETS.is_match(line) || START.is_match(line) && !shape.quotes {
        return true;
    }
    let Some(agency) = END.captures(line).and_then(|found| found.name("agency")) else {
        return false;
    };
    let before = fold(&line[..agency.start()]);
    !SPEAKS.contains(&before.rsplit(' ').next().unwrap_or_default())
}

/// Whether the line names who wrote, edited or translated, and nothing else.
pub(crate) fn names_of_writers(line: &str, shape: &Shape) -> Option<DropReason> {
    static WRITERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[\[(*\s]*(?P<what>(?:additional |further )?(?:reporting|writing|editing|translation|compiled|edited|translated|reported|produced)(?: and \w+)?(?: in [\w ]+)? by|(?:story |text |words |written |posted |article |from )?by|authors?\s*:|reporter\s*:|editors?\s*:|автор\s*:|autor\s*:)\s*:?\s*(?P<who>\S.*)$",
        )
    });
    if shape.words > 45 || shape.quotes {
        return None;
    }
    let found = WRITERS.captures(line)?;
    let work = {
        let what = fold(&found["what"]);
        ["report", "writing", "edit", "transl", "compil", "produc"].iter().any(|w| what.contains(w))
    };
    // 'Reporting by …; Editing by …' says whose work it is and may be long; a byline is short.
    let who = &found["who"];
    if !work && (shape.words > 14 || shape.end == End::Sentence && !who.ends_with("Jr.")) {
        return None;
    }
    // After 'Author:' initials do for a name.
    let label = found["what"].ends_with(':') && shape.words <= 6;
    (label || all_names(who, work)).then_some(if work { Credit } else { Byline })
}

/// Whether a line is nothing but names, their joints, and (for credits) the words of the trade.
fn all_names(who: &str, trade: bool) -> bool {
    const JOINTS: &[&str] = &[
        "and",
        "in",
        "for",
        "of",
        "de",
        "van",
        "von",
        "der",
        "la",
        "el",
        "al",
        "bin",
        "the",
        "at",
        "with",
        "&",
        "y",
        "et",
        "und",
        "our",
        "special",
        "senior",
        "chief",
        "political",
        "foreign",
        "defence",
        "defense",
        "news",
        "bureau",
    ];
    const TRADE: &[&str] = &[
        "reporting",
        "editing",
        "writing",
        "additional",
        "by",
        "graphics",
        "graphic",
        "bureau",
        "newsroom",
        "translation",
        "translated",
        "edited",
        "from",
        "staff",
        "photography",
    ];
    const OFFICES: &[&str] = &[
        "correspondent",
        "correspondents",
        "reporter",
        "reporters",
        "writer",
        "writers",
        "editor",
        "editors",
        "envoy",
        "staff",
        "desk",
        "newsroom",
        "agency",
        "agencies",
    ];
    let mut names = 0;
    for word in who.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '|')) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            continue;
        }
        let lower = bare.to_lowercase();
        if OFFICES.contains(&lower.as_str()) {
            names += 1;
            continue;
        }
        if JOINTS.contains(&lower.as_str()) || trade && TRADE.contains(&lower.as_str()) {
            continue;
        }
        if crate::dates::is_time_word(&lower) && names == 0 {
            return false;
        }
        if bare.contains('@')
            || bare.starts_with(char::is_uppercase)
            || bare.starts_with(|c: char| c.is_ascii_digit()) && names > 0
        {
            names += 1;
        } else {
            return false;
        }
    }
    names > 0
}
