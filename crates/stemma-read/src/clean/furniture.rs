//! The closed lists of page furniture: what stands on news pages round about the reports.
//!
//! Every entry is a phrase that many sites print, not one. Patterns are matched against the folded
//! line (see [`super::shape::fold`]) and most of them against the *whole* line: bare words such as
//! 'Facebook' stand in real sentences too. Each rule has a limit of words, since furniture is short.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};
use stemma_core::DropReason;

use super::shape::{End, Shape};

/// A kind of line: why it goes, how long it may be, and what it looks like.
struct Rule {
    reason: DropReason,
    /// Longer lines are left alone.
    words: usize,
    /// Whether a line that ends like a sentence may go too.
    sentences: bool,
    pattern: &'static str,
}

const fn rule(reason: DropReason, words: usize, sentences: bool, pattern: &'static str) -> Rule {
    Rule {
        reason,
        words,
        sentences,
        pattern,
    }
}

use DropReason::{
    Advertisement, Byline, Caption, Comments, Credit, Legal, Navigation, Prompt, Share, Teaser,
};

/// Lines that go wherever they stand.
const ANYWHERE: &[Rule] = &[
    // First, since captions of galleries begin like credits and pointers ('Photos: …').
    rule(
        Caption,
        90,
        true,
        r"^image copyright .{0,80}\b(image|media) caption\b|\b(hide|show) caption( \d+ of \d+)?$|\b(via )?getty images, file$",
    ),
    // Who to write to.
    rule(
        Byline,
        16,
        true,
        r"^(e-?mail|contact|write to|reach|twitter|tel|phone)\b.{0,40}\S+@\S+\.\w{2,}\b.{0,30}$|^\S+@\S+\.\w{2,}$|^@\w{2,30}$",
    ),
    rule(
        Byline,
        16,
        true,
        r"^(follow|contact|e-?mail|reach) (him|her|them|the (author|writer|reporter))\b",
    ),
    // Advertising.
    rule(
        Advertisement,
        6,
        true,
        r"^[-*\[( ]*(advertisements?|advertising|advertise with us|adverts?|ads?|sponsored( content| post)?|promoted( content)?|paid (content|post)|partner content|реклама|werbung|anzeige|publicité|publicidad|pubblicità|reklama)[-*\]) .:]*$",
    ),
    rule(
        Advertisement,
        14,
        true,
        r"^[-* ]*(advertisement ?[-.:]? ?)?(the |this )?(story|article|report|content|post) continues (below|after)\b",
    ),
    rule(
        Advertisement,
        10,
        true,
        r"^(advertisement ?[-.:]? ?)?(continue reading (below|after|the main story)|scroll (down )?(to continue|for more)|skip (ad|advertisement|past newsletter promotion))\b",
    ),
    // Comments.
    rule(
        Comments,
        10,
        true,
        r"^(leave|post|write|add|submit)( a| your| the first| us a)? (reply|comments?)\b.{0,30}$",
    ),
    rule(
        Comments,
        6,
        false,
        r"^([\d,.]+ |no |view |show |read |all |load |load more |hide |see all )?comments?( ?\(?\d+\)?)?( closed| off)?$",
    ),
    rule(
        Comments,
        60,
        true,
        r"your e-?mail address will not be (published|shown)|required fields are marked|save my name, e-?mail",
    ),
    rule(
        Comments,
        12,
        true,
        r"^please enter (your|a valid) (comment|name|e-?mail)|^you have entered an incorrect email",
    ),
    rule(
        Comments,
        25,
        true,
        r"^(you must|you need to|please) (be |first )?(log(ged)? ?in|sign(ed)? ?in|register(ed)?)\b.{0,40}\b(to|before)\b.{0,20}\bcomment",
    ),
    rule(
        Comments,
        12,
        true,
        r"^(log|sign) ?in to (comment|reply|leave|post|join)\b|^(notify me of (new|follow)|be the first to comment|cancel reply$|join the (conversation|discussion)\b)",
    ),
    rule(
        Comments,
        16,
        true,
        r"^comments (are|have been) (closed|disabled|turned off|moderated)\b",
    ),
    rule(
        Comments,
        2,
        false,
        r"^(your )?(name|e-?mail|website|comment) ?[*:]+$",
    ),
    // Prompts.
    rule(
        Prompt,
        30,
        true,
        r"\b(subscribe|sign up|register)\b.{0,50}\b(newsletters?|e-?mails?|our channels?|telegram|whatsapp|youtube|updates|alerts|notifications|briefing|digest|podcasts?|feed|inbox)\b",
    ),
    rule(
        Prompt,
        30,
        true,
        r"\b(subscribe|sign up) (to|for|with) (us|our)\b|^subscribe (now|today|here|to\b|for\b|and\b)",
    ),
    rule(
        Prompt,
        25,
        true,
        r"^(please |to get .{1,60}, |for more .{1,60}, )?(follow|like|join|find|add|visit) (us|our|@)\b?.{0,80}",
    ),
    rule(
        Prompt,
        20,
        true,
        r"^(you can )?(also )?follow .{2,60} on (twitter|facebook|instagram|telegram|whatsapp|x|google news|linkedin|youtube|flipboard|tiktok|threads|bluesky)\b",
    ),
    rule(
        Prompt,
        16,
        false,
        r"^(watch|listen to|stream|see) .{1,70} (on the internet|online|on youtube|on demand|live on .{1,30}|on (your|the|our) .{0,20}(app|phone|channel)|in (the|our) app|live here|here)[.!]?$",
    ),
    rule(
        Prompt,
        25,
        true,
        r"^(get|download|install|try) (the|our) .{0,50}\b(apps?|newsletters?|e-?edition|briefing|podcasts?)\b",
    ),
    rule(
        Prompt,
        20,
        true,
        r"^(become|be) (a|an|our) .{0,30}\b(member|subscriber|supporter|patron)s?\b|^(support|donate to) (us|our|independent journalism|quality journalism)\b|^make a (donation|contribution)\b",
    ),
    rule(
        Prompt,
        25,
        true,
        r"^(please )?(click|tap|press) (here|on (the|this) (link|image|picture|photo|map))\b|^click (for|to)\b",
    ),
    rule(
        Prompt,
        20,
        true,
        r"^stay (tuned|informed|connected|up[- ]to[- ]date|ahead|in the know)\b",
    ),
    rule(
        Prompt,
        35,
        true,
        r"^(do you |have you )?(have|got|know) .{0,40}\b(story|stories|tips?|question|information|views?)\b.{0,40}\?.{0,40}\b(e-?mail|contact|send|call|write|let us know|get in touch|tell us|whatsapp)\b",
    ),
    rule(
        Prompt,
        20,
        true,
        r"^(e-?mail|send|share|tell) (us )?(your|us about|with us)\b.{0,60}\b(story|stories|tips?|thoughts|views|comments?|opinions?|feedback|photos|videos|experiences?|news)\b",
    ),
    rule(
        Prompt,
        20,
        true,
        r"^(have your say|tell us what you think|let us know what you think|what do you think\?)",
    ),
    rule(
        Prompt,
        25,
        true,
        r"^(this|the|our) (video|content|audio|media|page|player|site) .{0,60}(not (supported|available)|requires? javascript|cannot be played|can't be played|enable javascript)|^your browser (does not|doesn't) support|^please (enable|turn on) javascript|^(playback|media playback) is (not |un)supported",
    ),
    rule(
        Prompt,
        20,
        true,
        r"^already (a|an) (subscriber|member)\b|^already (have an account|registered|subscribed)\b|^create (an|your|a free) account\b|^to continue reading\b|^(you have|you've) (reached|read|used) .{0,40}(articles?|limit)\b|^thank(s| you) for (reading|subscribing|signing up|registering)\b|^enter your e-?mail\b|^(log|sign) ?(in|up)[.!]?$|^(subscribe|register|newsletters?|subscriptions?)[.!]?$",
    ),
    rule(
        Prompt,
        40,
        true,
        r"^by (signing up|subscribing|registering|clicking|submitting|providing) .{0,60}\b(you|i) (agree|accept|consent|confirm)\b",
    ),
    rule(
        Prompt,
        16,
        true,
        r"^(подписывайтесь|подписаться|підписуйтесь|suscríbete|suscríbase|abonnez-vous|inscrivez-vous|iscriviti|zapisz się|subskrybuj|odebírejte|abonnieren sie|sledujte nás|obserwuj nas|síguenos|suivez-nous|seguici|folgen sie uns)\b",
    ),
    rule(
        Prompt,
        14,
        true,
        r"^(turn on|allow|enable) (desktop |push |browser )?notifications\b|^(read|listen to|hear) (this|the) (story|article) (in|on|aloud)\b",
    ),
    // Where it comes from.
    rule(
        Credit,
        12,
        true,
        r"^(news |main |information |article |the )?(source|sources|quelle|fuente|fonte|źródło|zdroj|источник|джерело) ?: ?.{1,100}$",
    ),
    rule(
        Credit,
        16,
        true,
        r"^[\[(]?(main |cover |lead |top |featured? |header |title |file )?(photo|image|picture|video|illustration|graphic|cartoon|map|footage|foto|фото|zdjęcie)s?( credits?| sources?| courtesy| copyright| by| from|grapher|graph| &| and|/|video|photo)* ?[:©] ?.{0,90}$",
    ),
    rule(
        Credit,
        14,
        false,
        r"^(photograph|photo|image|picture|illustration|graphic|video|footage)s? (by|courtesy( of)?|credits?|sources?|via|©) .{1,80}$",
    ),
    rule(
        Credit,
        12,
        false,
        r"^(image copyright|image source|image credit|photo credit|credits?|photographer)\b:? .{1,80}$",
    ),
    rule(
        Credit,
        40,
        true,
        r"^[\[(]?with (additional |further )?(inputs?|files|reporting|material|information|agency inputs|agencies inputs|contributions?) (from|by)\b.{2,120}$",
    ),
    rule(
        Credit,
        40,
        true,
        r"^.{2,160}\bcontributed (to (this|the) (report|story|article)|reporting|additional reporting)\b.{0,60}$",
    ),
    rule(
        Credit,
        40,
        true,
        r"^[\[(*]*(this|the) (story|article|report|piece|post|interview) (was |has been |is )?(first |originally |also )*(appeared|published|produced|translated|syndicated|supplied|provided|generated|auto-generated|republished|reprinted)\b.{0,20}\b(by|in|on|at|from|with|via)\b.{0,120}$",
    ),
    // Other reports.
    rule(Teaser, 40, true, r"^(>>+|>|→|➡|►|▶|☞|👉|›) ?\S"),
    rule(
        Teaser,
        3,
        false,
        r"^(trending|hot topics|most read|most popular)$",
    ),
    // Pictures.
    rule(
        Caption,
        60,
        true,
        r"[\[(](archive|archival|file|stock|illustrative|illustration|library|undated|handout)( (photo|photograph|picture|image|footage|pic|video))?s?( by [^)]{1,60}| from [^)]{1,60}|[:/] ?[^)]{1,60})?[\])][.*]?$",
    ),
    rule(
        Caption,
        90,
        true,
        r"^[\[(]?file( (photo|photograph|picture|image|pic|footage))? ?(:|-+|/) ?\S",
    ),
    rule(
        Caption,
        90,
        true,
        r"^(archive|file|stock|illustrative) (photo|photograph|picture|image|pic|footage)\b.{0,300}$",
    ),
    rule(
        Caption,
        90,
        true,
        r"[\[(](ap|afp|reuters|epa|getty|tass|xinhua)[ /-]?(images? |file |video |news )?(photo|images?|picture)\b[^)]{0,80}[\])][.*]?$",
    ),
    rule(
        Caption,
        90,
        true,
        r"[\[(](photo(graph)?|image|picture|pic|video|illustration|graphic|screenshot|screengrab|credit|source|courtesy)s?( ?[:/©]| (by|credits?|courtesy|source|from|via|of|taken by)\b)[^()]{2,90}[\])][.*]?$",
    ),
    rule(
        Caption,
        60,
        true,
        r"(getty images|shutterstock|alamy|istockphoto|istock|nurphoto|wikimedia commons|epa-efe|ap photo|afp photo|reuters photo|ap images|(?:\S|\s)/ ?(afp|reuters|ap|epa|getty|tass|pa|dpa|xinhua)|via (ap|afp|reuters|getty))[\])]?$",
    ),
    rule(
        Caption,
        60,
        true,
        r"^(image|media|video|photo|picture) (caption|copyright)\b",
    ),
    rule(
        Caption,
        6,
        false,
        r"^(hide|toggle|show|view|open|close|enlarge)( the| this)? (captions?|image|photo|picture|gallery|slideshow|full ?screen)( .{0,20})?$",
    ),
    rule(
        Caption,
        50,
        true,
        r"^(photo|slide|image|picture) ?\d+ ?(of|/) ?\d+\b",
    ),
    rule(Caption, 50, true, r"^(pictured|above|below) ?: ?\S"),
    // The law.
    rule(
        Legal,
        70,
        true,
        r"\ball rights reserved\b|\b(may|must|can|should) not be (published|reproduced|copied|republished|redistributed|used)\b.{0,60}\b(broadcast|rewritten|redistributed|permission|consent|without)\b",
    ),
    rule(
        Legal,
        30,
        true,
        r"^[( ]*(©|\(c\) ?(19|20)\d\d|copyright ?(©|\(c\)|:|by\b|(19|20)\d\d|$))",
    ),
    rule(
        Legal,
        12,
        false,
        r"^(terms (of|and) \w+|privacy (policy|notice|statement)|cookies? (policy|settings|preferences)|terms & conditions|advertise with us|contact us|about us)\b.{0,60}$",
    ),
    rule(
        Legal,
        70,
        true,
        r"^[\[(*]*(disclaimer ?:|(the|all) (views|opinions)( and opinions)? expressed\b|opinions expressed\b)",
    ),
    rule(
        Legal,
        50,
        true,
        r"\b(we|this (web)?site) uses? cookies\b|protected by recaptcha|^our standards ?:|is not responsible for the content of external",
    ),
    // Ways about the site.
    rule(
        Navigation,
        5,
        true,
        r"^(back to (top|home|homepage|index|news)|skip to (main )?content|skip to .{1,20}|menu|main menu|go back|close|search|load more|show more|view all|see all|show all|expand|collapse|next page|previous page|all news|print( this)?( page| article)?|top of page|click to expand|table of contents|home|homepage|text size|font size|listen to article|listen)$",
    ),
    rule(
        Navigation,
        40,
        false,
        r"^(tags?|topics?|related topics|related tags|filed (under|in)|posted in|categor(y|ies)|keywords?|labels|sections?|hashtags?|теги|tagi|schlagworte|etiquetas) ?: ?\S.{0,300}$",
    ),
    rule(
        Navigation,
        25,
        false,
        r"^(home|homepage|main|news|start|главная)( ?(>|»|›|/|::|\|) ?[^>/|]{1,60})+$",
    ),
    rule(
        Navigation,
        12,
        false,
        r"^(next|previous|prev|older|newer) (article|story|post|posts|entry)\b.{0,80}$",
    ),
    rule(
        Share,
        14,
        false,
        r"^(share|tweet|e-?mail|print|send)( (this|the|it|post|article|story|page|on|via|with|to|by|your|friends?|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|viber|vk|e-?mail|link|friend|a|and|or|save|now|copy|tweet|print|report|video|news))*[:!.]?$",
    ),
];

/// Lines that name other reports and are followed by their headlines, or hold one.
///
/// The first group says enough by itself; the second are common words, and need a colon.
static TEASER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\[(*>\- ]*(?:(?:see also|also see|read also|also read|read more|read next|read this next|watch also|also watch|more on this(?: story| topic)?|further reading|recommended (?:for you|reading|stories)|related (?:stories|story|articles?|news|content|posts?|reading|coverage|links|videos?)|you (?:may|might) also (?:like|be interested in)|must[- ]read|in other news|in case you missed it|читайте также|читайте ещё|по теме|читайте також|zobacz także|zobacz też|czytaj też|czytaj także|czytaj więcej|przeczytaj także|lesen sie auch|lesen sie mehr|mehr zum thema|lire aussi|à lire aussi|voir aussi|lea también|lee también|leer más|le puede interesar|leggi anche|leia também|leia mais|čtěte také|čtěte i|přečtěte si|lees ook|läs också|les også)\b(?P<sure>)|(?:related|read|watch|more|video|gallery|listen|explainer|photos|in pictures|opinion|analysis|live|don't miss|up next|now read|recommended|podcast|more here|background|full story|timeline|factbox|explained|graphic|interactive|quiz|trending|newsletter)(?: also| now| here)? ?(?:>>|[:>|→]))",
    )
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
        r"^(?:(?:all |latest |top |world |local |breaking |main |just in|today's )?(?:news|stories|headlines|world|politics|business|economy|finance|markets|opinion|opinions|editorials?|sports?|local|national|nation|international|regional|europe|asia|africa|americas?|middle east|us|u\.s\.|usa|uk|technology|tech|science|health|culture|arts|entertainment|lifestyle|travel|society|exclusive|analysis|features?|video|videos|photos|gallery|live|military|army|defen[cs]e|security|war|conflict|crime|weather|environment|climate|education|press releases?|agencies|latest|home|homepage|main|index|archive|interviews?|russia|ukraine|china|updated|breaking|in brief|briefly)(?: ?[>|/»›,&·•-]+ ?| and | |$))+$",
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
    // 'Read more about …' and headlines are open; a whole sentence that begins with 'Analysis:' may
    // be the report's own, one that begins with 'See also' is not.
    (found.name("sure").is_some() || shape.end != End::Sentence).then_some(Pointer::WithHeadline)
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

/// Whether a line of a day says what day it is: of the first printing, or of a change.
pub(crate) fn labelled_day(shape: &Shape) -> bool {
    [
        "updated",
        "published",
        "posted",
        "modified",
        "created",
        "first published",
    ]
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
    const WITH: &[&str] = &[
        "on", "via", "this", "by", "to", "post", "article", "story", "and",
    ];
    let mut bars = 0;
    for word in shape
        .folded
        .split(|c: char| matches!(c, ' ' | ',' | '|' | '/' | '·' | '•'))
    {
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

/// Agencies whose name at the end of an open line says whose picture it was under.
///
/// Written as they sign pictures. A headline may end with 'Reuters' only after a verb or a dash.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[^-–—:,]\s+|\p{Ll})(?:REUTERS|Reuters|AFP|AP|EPA|EFE|DPA|ANSA|TASS|XINHUA|Xinhua|KYODO|Kyodo|YONHAP|Yonhap|PAP|CTK|ČTK|UNIAN|UKRINFORM|Ukrinform|BelTA|BELTA|SPUTNIK|Sputnik|AAP|ANI|PTI|Getty Images|Getty|GETTY|Shutterstock|Associated Press|Press Association|EPA-EFE|Anadolu|Facebook|Twitter|Wikipedia|Wikimedia|YouTube)\s*[.)]?$",
    )
});

/// Whether an open line is signed by an agency, as captions are.
pub(crate) fn signed(line: &str, shape: &Shape) -> bool {
    const SPEAKS: &[&str] = &[
        "says", "said", "told", "tells", "reports", "reported", "by", "on", "to", "from", "with",
        "via", "of", "and", "at", "in", "for", "quits", "cites", "citing", "sues", "buys", "the",
        "joins", "leaves", "like", "against", "over", "bans", "blocks", "under", "using", "than",
    ];
    if shape.end != End::Open || shape.words < 3 || shape.words > 40 {
        return false;
    }
    let Some(found) = SIGNED.find(line) else {
        return false;
    };
    let before =
        fold(&line[..found.start() + found.as_str().chars().next().map_or(0, char::len_utf8)]);
    !SPEAKS.contains(&before.rsplit(' ').next().unwrap_or_default())
}

use super::shape::fold;

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
        ["report", "writing", "edit", "transl", "compil", "produc"]
            .iter()
            .any(|w| what.contains(w))
    };
    // 'Reporting by …; Editing by …' says whose work it is and may be long; a byline is short.
    let who = &found["who"];
    if !work && (shape.words > 14 || shape.end == End::Sentence && !who.ends_with("Jr.")) {
        return None;
    }
    all_names(who, work).then_some(if work { Credit } else { Byline })
}

/// Whether a line is nothing but names, their joints, and (for credits) the words of the trade.
fn all_names(who: &str, trade: bool) -> bool {
    const JOINTS: &[&str] = &[
        "and", "in", "for", "of", "de", "van", "von", "der", "la", "el", "al", "bin", "the", "at",
        "with", "&", "y", "et", "und",
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
    let mut names = 0;
    for word in who.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '|')) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            continue;
        }
        let lower = bare.to_lowercase();
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
