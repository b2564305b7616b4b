//! The lines that go wherever they stand.
//!
//! Each phrase is one that many sites print. A rule that one site alone needs does not belong here.

use stemma_core::DropReason;
use stemma_core::DropReason::{
    Advertisement, Byline, Caption, Comments, Credit, Legal, Navigation, Prompt, Share, Teaser,
};

/// A kind of line: why it goes, how long it may be, and what it looks like.
pub(super) struct Rule {
    pub(super) reason: DropReason,
    /// Longer lines are left alone.
    pub(super) words: usize,
    /// Whether a line that ends like a sentence may go too.
    pub(super) sentences: bool,
    /// A regular expression for the folded line.
    pub(super) pattern: &'static str,
}

const fn rule(reason: DropReason, words: usize, sentences: bool, pattern: &'static str) -> Rule {
    Rule { reason, words, sentences, pattern }
}

/// Lines that go wherever they stand.
pub(super) const ANYWHERE: &[Rule] = &[
    // First, since captions of galleries begin like credits and pointers ('Photos: …').
    rule(
        Caption,
        90,
        true,
        r"^image copyright .{0,80}\b(image|media) caption\b|\b(hide|show) caption( \d+ of \d+)?$|\b(via )?getty images, file$",
    ),
    // Who to write to.
    rule(Byline, 4, true, r"^about the (author|writer|reporter)s?:?$"),
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
        r"^(follow|contact|e-?mail|reach) (him|her|them|the (author|writer|reporter)s?)( directly)?( here)?( (on|at|via)\b.{0,80}| ?[:@].{0,80}|[.]?)$",
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
    rule(Comments, 16, true, r"^comments (are|have been) (closed|disabled|turned off|moderated)\b"),
    rule(Comments, 2, false, r"^(your )?(name|e-?mail|website|comment) ?[*:]+$"),
    // Prompts.
    rule(
        Prompt,
        16,
        true,
        r"^(not|still not|already) (a|an) (subscriber|member)( yet)?\?|\b(start|begin|get) your (free )?(trial|subscription)\b",
    ),
    rule(
        Prompt,
        16,
        true,
        r"^follow .{2,60} (on|in) (social (media|networks?)|our (social )?(channels?|networks?))\b",
    ),
    rule(
        Prompt,
        25,
        true,
        r"\bctrl ?\+ ?enter\b|^(did you |have you |if you )?(notice|find|found|see|spot|spotted|report)\w* (a|an|any) (mistakes?|errors?|typos?)( (in|on|with) (the|this) (text|article|story|page|site))?\b.{0,90}$",
    ),
    rule(Prompt, 12, true, r"^send (us )?(your|a) (message|question|letter|news)s?\b"),
    rule(
        Prompt,
        8,
        true,
        r"^scroll (down|below|up)?( ?(to|for) (the )?(videos?|photos?|pictures|more|watch|read).{0,20})$",
    ),
    rule(
        Prompt,
        30,
        true,
        r"^for (more|the latest|all|full) .{1,80}(: |\b(visit|go to|check|click|follow|subscribe|download|see) (our|us|the|on|at|out|here|www|https?)\b|https?://).{0,120}$",
    ),
    rule(
        Prompt,
        8,
        true,
        r"^(get|unlock|buy|start|try) (your )?(digital|full|unlimited|free|premium|instant) (access|trial|subscription|membership)\b",
    ),
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
        20,
        true,
        r"^(you can )?(also )?(follow|find|listen to|subscribe to|watch) .{2,60} wherever you (get|read|find|follow|watch|listen to) your (news|podcasts?|stories|shows)\b",
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
        30,
        true,
        r"^[\[(*]*(this (text|article|story|report) (was|is|has been) )?(machine|automatically|auto)[- ]?translated\b|^[\[(*]*translated (from|by|with)\b.{2,100}$",
    ),
    rule(
        Credit,
        30,
        true,
        r"^[-\[(* ]*(with assistance|additional reporting|further reporting|additional material|with reporting) (by|from)\b.{2,160}$|^information from ?: .{2,160}$",
    ),
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
        r"^.{2,160}\bcontributed (to this (report|story|article|piece)\b.{0,60}|to the (report|story|article)[.)]*|(additional )?reporting\b.{0,60})$",
    ),
    rule(
        Credit,
        40,
        true,
        r"^[\[(*]*(this|the) (story|article|report|piece|post|interview) (was |has been |is )?(first |originally |also )*(appeared|published|produced|translated|syndicated|supplied|provided|generated|auto-generated|republished|reprinted)\b.{0,20}\b(by|in|on|at|from|with|via)\b.{0,120}$",
    ),
    // Other reports.
    rule(
        Teaser,
        30,
        false,
        r"\S (read more|continue reading|read the full story|full story)[. >→]*$",
    ),
    rule(Teaser, 28, false, r"^\[ ?(?:[^\[\]]{10,170}) ?\]$"),
    rule(Teaser, 40, true, r"^(>>+|>|→|➡|►|▶|☞|👉|›) ?\S"),
    rule(Teaser, 3, false, r"^(trending|hot topics|most read|most popular)$"),
    // Pictures.
    rule(Caption, 30, true, r"^[\[(]?(chart|infographic|map|table|graph|diagram) ?: .{2,160}$"),
    rule(
        Caption,
        2,
        false,
        r"^(photos?|videos?|images?|pictures?|gallery|slideshow|audio|infographics?|graphics?|maps?|interactive|media|play|watch|listen|live)$",
    ),
    rule(Caption, 40, true, r"\btoggle caption\b"),
    rule(
        Caption,
        60,
        false,
        r"\b(photograph|photographer|photo|image|picture|credit|courtesy)s?( by| credits?)? ?: [^.]{2,60}$",
    ),
    rule(
        Credit,
        7,
        false,
        r"^[\[(]?[^/|]{3,40} ?/ ?(ap|afp|reuters|epa|pa|dpa|getty|getty images|associated press|bloomberg|cnet|xinhua|tass|sputnik|the [^/.]{3,25})[\])]?$",
    ),
    rule(
        Credit,
        3,
        false,
        r"^[\[(]?(reuters|ap|afp|epa|pa|dpa|efe|ansa|getty|getty images|associated press|the associated press|bloomberg|xinhua|tass|sputnik|shutterstock|rex|swns|handout|file photo|archive photo|stock photo)[\])]?$",
    ),
    rule(
        Caption,
        60,
        false,
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
    rule(Caption, 60, true, r"^(image|media|video|photo|picture) (caption|copyright)\b"),
    rule(
        Caption,
        6,
        false,
        r"^(hide|toggle|show|view|open|close|enlarge)( the| this)? (captions?|image|photo|picture|gallery|slideshow|full ?screen)( .{0,20})?$",
    ),
    rule(Caption, 50, true, r"^(photo|slide|image|picture) ?\d+ ?(of|/) ?\d+\b"),
    rule(Caption, 50, true, r"^(pictured|above|below) ?: ?\S"),
    // The law.
    rule(
        Legal,
        70,
        true,
        r"\ball rights reserved\b|\b(material|content|article|story|report|text|photo|publication|site|website|page)s?\b.{0,60}\b(may|must|can|should) not be (published|reproduced|copied|republished|redistributed)\b",
    ),
    rule(
        Legal,
        30,
        true,
        r"^[( ]*(©|\(c\) ?(19|20)\d\d|copyright ?(©|\(c\)|:|by\b|(19|20)\d\d|$))",
    ),
    rule(
        Legal,
        30,
        true,
        r"\b(terms of (use|service)|privacy policy|cookie policy|contact us)\b.{0,20}\b(terms of|privacy|contact us|cookie|about us|advertise)\b",
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
    rule(Navigation, 2, true, r"^(https?://|www\.)\S+$"),
    rule(Share, 8, true, r"^(read or )?share this (story|article|post)\b.{0,60}$"),
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
