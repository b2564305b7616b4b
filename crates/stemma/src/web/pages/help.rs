//! The keys, and how to read the pages.

use maud::{Markup, html};

use super::super::{Page, Target, View};

/// What the keys do. The script of the pages listens for them.
const KEYS: [(&str, &str); 8] = [
    ("/", "Search; in pages without a search, find a name"),
    ("j", "Go to what is next: a claim, a paragraph, a row"),
    ("k", "Go to the one before"),
    ("Enter", "Follow its first link"),
    ("c", "Copy the citation of what is selected, or of the passage you are at"),
    ("l", "Copy its permanent link"),
    ("?", "Show these keys"),
    ("Esc", "Leave a field, close what is open, take the highlight away"),
];

/// Words that pages use, and what they mean.
const WORDS: [(&str, &str); 9] = [
    (
        "account",
        "One report by one outlet, as it stood when it was read. Its text is never edited.",
    ),
    (
        "passage",
        "A span of an account's text. Following it shows the account with those words highlighted.",
    ),
    (
        "statement",
        "A passage that says what somebody said, with who said it and the chain it came by.",
    ),
    (
        "claim",
        "One assertion, as one or more accounts have it. Its passages are true or false together.",
    ),
    (
        "difference",
        "Where the accounts of a claim part: polarity, number, date, who did what to whom, certainty, speaker, name, or only wording.",
    ),
    ("story", "Accounts that belong together."),
    (
        "lineage",
        "Which account has it from which, and from which sources. Stated: the account says so. Inferred: from signs such as the same words, shared errors and the order in time.",
    ),
    (
        "origins",
        "The independent sources that a claim goes back to. Twenty accounts that trace to one agency have one origin.",
    ),
    (
        "judgement",
        "A verdict that two things are the same or different, with its reasons. Yours outranks every rule's, stays until you take it back, and all counts follow.",
    ),
];

/// The keys as a table.
pub(in crate::web) fn keys() -> Markup {
    html! {
        table.keys {
            thead { tr { th scope="col" { "Key" } th scope="col" { "What it does" } } }
            tbody {
                @for (key, does) in KEYS {
                    tr { th scope="row" { kbd { (key) } } td { (does) } }
                }
            }
        }
    }
}

/// The page of help.
pub(in crate::web) fn page(view: View<'_>) -> Page {
    let body = html! {
        h1 { "Help" }
        p {
            "Stemma lays the accounts of a story side by side: who said what, when, who has it from "
            "whom, and where they disagree. It writes nothing of its own about them."
        }
        h2 #reading { "Reading" }
        ul {
            li {
                "Words of accounts are set in a " span.words { "serif" } ", all that is ours in a "
                "sans serif. Every word of an account is a link: it leads to that account, with "
                "those words highlighted."
            }
            li {
                "The address of highlighted words is permanent: it names the account by the digest "
                "of its text, outlet, title and file name, and counts characters, so it holds "
                "whatever is read beside it."
            }
            li {
                "Parts in which accounts differ are underlined and say in what: "
                em.parting.number { "a number" } ", " em.parting.date { "a date" } ", "
                em.parting.name { "a name" } ", " em.parting.wording { "only the wording" } "."
            }
            li {
                "“Not established” is an answer: nothing in the accounts fixes it. Where only bounds "
                "are known, they are given."
            }
        }
        h2 #keys-of-the-pages { "Keys" }
        (keys())
        p {
            "A citation has the outlet, title, date, address, the words, where they stand in the "
            "text, and the digest of that text. To cite other words than a whole passage, select "
            "them in their account. Keys of one letter can be switched off in what "
            kbd { "?" } " shows."
        }
        @if view.live.is_some() {
            h2 #searching { "Searching" }
            p {
                "Words find every sentence that has them all; in quotation marks they must stand "
                "together. A name is found in any transliteration. "
                a href=(view.href(&Target::Search)) { "The search" }
                " can be narrowed by outlet, speaker, date, language and story."
            }
            h2 #judging { "Judging" }
            p {
                "Where the pages show that two things are taken for one, or for two, you can say "
                "otherwise: on entities, claims and lines of descent. All is woven anew, and the page "
                "says what changed. "
                a href=(view.href(&Target::Judgements)) { "Judgements" }
                " lists what was judged; each can be taken back."
            }
            h2 #programs { "Programs" }
            p {
                a href=(view.href(&Target::Api)) { "The JSON API" }
                " has all that the pages show. "
                a href=(view.href(&Target::Exports)) { "Exports" }
                " has it as files in the forms that other programs read."
            }
        } @else {
            h2 #files { "These pages are files" }
            p {
                "They were written by " code { "stemma site" } " and need no server. To search and to "
                "judge, run " code { "stemma serve" } " over the store they were written from."
            }
        }
        h2 #the-words { "The words" }
        dl {
            @for (word, meaning) in WORDS { dt { (word) } dd { (meaning) } }
        }
    };
    Page::new("Help", body)
}
