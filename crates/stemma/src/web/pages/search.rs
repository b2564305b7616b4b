//! The search: its form, and what was found, each place in its sentence.

use std::collections::BTreeMap;

use maud::{Markup, html};
use stemma_core::{EntityId, Field, Place, Span};

use super::super::text::countable;
use super::super::{Page, Target, View};
use crate::page::shortened;
use crate::searching::{Added, Facets, Found, Hit, InAccount, ON_A_PAGE, Question, Unsearched};
use stemma_tell::plural::count;

/// Places of one account that are shown before the others are folded away.
const SHOWN: usize = 3;
/// Places that are folded away; the account itself has all.
const FOLDED: usize = 40;
/// Stories offered in the form, those of most accounts; any other goes by its number in the address.
const STORIES: usize = 200;
/// Characters of a story's title there.
const TITLE: usize = 70;
/// Names told of those that were looked for beside what was typed.
const ALSO: usize = 12;

/// The page of a search that nothing was asked of yet.
pub(in crate::web) fn page(view: View<'_>) -> Page {
    let body = html! {
        h1 { "Search" }
        (form(view, &Question::default()))
    };
    Page::new("Search", body)
}

/// The page of a question and its answer.
pub(in crate::web) fn answer(
    view: View<'_>,
    question: &Question,
    found: &Result<Found, Unsearched>,
) -> Page {
    let body = html! {
        h1 { "Search" }
        (form(view, question))
        @match found {
            _ if question.query.is_empty() => {
                p.fault role="alert" { "Type words to look for; filters alone find nothing." }
            }
            Ok(found) => { (results(view, question, found)) }
            Err(why) => { p.fault role="alert" { (sentence(&why.to_string())) } }
        }
    };
    let title = if question.query.is_empty() {
        "Search".to_owned()
    } else {
        format!("Search: {}", shortened(&question.query, TITLE))
    };
    Page::new(title, body)
}

/// With a capital and a full stop.
fn sentence(why: &str) -> String {
    let mut letters = why.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let stop = if why.ends_with(['.', '*', '?']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

fn form(view: View<'_>, question: &Question) -> Markup {
    let collection = view.collection;
    let facets = Facets::new(collection);
    let mut stories: Vec<_> = collection.woven.stories.iter().collect();
    stories.sort_by_key(|story| (std::cmp::Reverse(story.accounts.len()), story.id));
    stories.truncate(STORIES);
    let is_offered = |number: &str| stories.iter().any(|story| story.id.0.to_string() == number);
    let filters = Question { query: String::new(), page: 0, ..question.clone() };
    html! {
        form.ask role="search" aria-label="Search all accounts" action=(view.href(&Target::Search)) {
            p.words-of {
                label for="q" { "Words, names, “phrases”" }
                input #q name="q" type="search" value=(question.query) autocomplete="off" required;
                button { "Search" }
            }
            p.small.faint {
                code { "\"the phrase\"" } " · " code { "begin*" } " · " code { "-without" } " · "
                code { "one OR other" } " · " code { "+just-so" }
                ". A name is found in every spelling that accounts give it, and by its sound."
            }
            details.filters open[!filters.pairs().is_empty()] {
                summary { "Filters" }
                div.fields {
                    (choice("outlet", "Outlet", &facets.outlets, &question.outlet))
                    p {
                        label for="f-speaker" { "Said by" }
                        input #f-speaker name="speaker" value=(question.speaker) list="speakers"
                            placeholder="anybody" autocomplete="off";
                        datalist #speakers {
                            @for (id, statements) in &facets.speakers {
                                option value=(name(view, *id)) { (count(*statements, "statement")) }
                            }
                        }
                    }
                    p {
                        label for="f-from" { "Reported from" }
                        input #f-from name="from" value=(question.from) placeholder="any day"
                            autocomplete="off" aria-describedby="f-days";
                    }
                    p {
                        label for="f-to" { "to" }
                        input #f-to name="to" value=(question.to) autocomplete="off" aria-describedby="f-days";
                    }
                    (choice("language", "Language", &facets.languages, &question.language))
                    p.story {
                        label for="f-story" { "Story" }
                        select #f-story name="story" {
                            option value="" { "any" }
                            @if !question.story.is_empty() && !is_offered(&question.story) {
                                option value=(question.story) selected { "story " (question.story) }
                            }
                            @for story in &stories {
                                option value=(story.id.0) selected[question.story == story.id.0.to_string()] {
                                    (shortened(&story.title, TITLE)) " (" (story.accounts.len()) ")"
                                }
                            }
                        }
                    }
                }
                p #f-days .small.faint {
                    "A day, a month or a year: 2031-05-13, 2031-05, 2031."
                    @if let Some((first, last)) = facets.days {
                        " These accounts were reported " (stemma_tell::days::range(first, last)) "."
                    }
                }
                p {
                    label {
                        input type="checkbox" name="exact" value="1" checked[question.exact];
                        " Only the words as typed: no other spelling of a name"
                    }
                }
            }
        }
    }
}

/// A filter with what there is to choose, each with its number of accounts. What was asked stays
/// chosen, though no account has it.
fn choice(name: &str, label: &str, offered: &BTreeMap<&str, usize>, asked: &str) -> Markup {
    let id = format!("f-{name}");
    html! {
        p {
            label for=(id) { (label) }
            select id=(id) name=(name) {
                option value="" { "any" }
                @for (one, accounts) in offered {
                    option value=(one) selected[asked == *one] { (one) " (" (accounts) ")" }
                }
                @if !asked.is_empty() && !offered.contains_key(asked) {
                    option value=(asked) selected { (asked) }
                }
            }
        }
    }
}

/// An entity's name.
fn name(view: View<'_>, id: EntityId) -> &str {
    view.collection.entity(id).map_or("", |entity| entity.name.as_str())
}

/// The address of a question.
fn address(view: View<'_>, question: &Question) -> String {
    let mut address = form_urlencoded::Serializer::new(view.href(&Target::Search) + "?");
    address.extend_pairs(question.pairs());
    address.finish()
}

fn results(view: View<'_>, question: &Question, found: &Found) -> Markup {
    let first = (found.page - 1) * ON_A_PAGE + 1;
    html! {
        section.results aria-label="What was found" {
            p.count role="status" {
                b {
                    @if found.accounts == 0 { "Nothing found" }
                    @else { (count(found.accounts, "account")) }
                }
                @if found.pages > 1 {
                    " · " (first) "–" (first + found.results.len() - 1)
                }
            }
            @for added in &found.added { (also(view, question, added)) }
            @if !question.speaker.is_empty() { (speakers(view, question, found)) }
            @if let Some(numbers) = numbers(question) {
                p.small.faint {
                    (numbers) " by number: numbers change when accounts are added or something is "
                    "judged, and this address may ask for another then."
                }
            }
            @if found.undated > 0 {
                p.small.faint {
                    (count(found.undated, "account")) " left out: nothing is known of the day."
                }
            }
            @if found.is_unclosed {
                p.small.faint { "A quotation mark was not closed: the phrase was taken to go to the end." }
            }
            @if found.accounts == 0 { (nothing(view, question)) }
            ol.found start=(first) {
                @for one in &found.results { (account(view, one)) }
            }
            (paging(view, question, found))
        }
    }
}

/// Which other names were looked for, and the way to leave them out.
fn also(view: View<'_>, question: &Question, added: &Added) -> Markup {
    let exact = Question { exact: true, page: 1, ..question.clone() };
    html! {
        p.also {
            "also: " span.text { (added.names[..added.names.len().min(ALSO)].join(", ")) }
            @if added.names.len() > ALSO { ", …" }
            " — as names of "
            @for (at, id) in added.entities.iter().take(ALSO).enumerate() {
                @if at > 0 { ", " }
                (view.entity(*id))
            }
            @if added.entities.len() > ALSO { ", …" }
            " · " a href=(address(view, &exact)) { "Only the words as typed" }
        }
    }
}

/// Whom the name of the speaker fits.
fn speakers(view: View<'_>, question: &Question, found: &Found) -> Markup {
    let only = |id: EntityId| {
        let number = format!("e{}", id.0);
        let name = name_alone(view, id).map(str::to_owned);
        let label = name.as_ref().map_or_else(|| number.clone(), |name| format!("“{name}”"));
        let speaker = name.unwrap_or(number);
        (label, address(view, &Question { speaker, page: 1, ..question.clone() }))
    };
    html! {
        p.also {
            "said by "
            @for (at, id) in found.speakers.iter().take(ALSO).enumerate() {
                @if at > 0 { ", " }
                (view.entity(*id))
                @if found.speakers.len() > 1 {
                    @let (label, address) = only(*id);
                    " (" a href=(address) { "only " (label) } ")"
                }
            }
            @if found.speakers.len() > ALSO { ", …" }
        }
    }
}

/// A name that leads to this speaker and to no other: it holds from one weave to the next, as a
/// number does not.
fn name_alone(view: View<'_>, id: EntityId) -> Option<&str> {
    let collection = view.collection;
    let entity = collection.entity(id)?;
    let names = entity.names.iter().map(|name| name.text.as_str());
    std::iter::once(entity.name.as_str()).chain(names).find(|name| {
        let bearers = collection.names().bearers(collection, name);
        let mut speakers =
            bearers.into_iter().filter(|&id| collection.said_by(id).next().is_some());
        speakers.next() == Some(id) && speakers.next().is_none()
    })
}

/// What a question names by numbers that hold only until all is woven anew.
fn numbers(question: &Question) -> Option<&'static str> {
    let number = question.speaker.strip_prefix('e');
    let speaker = number.is_some_and(|number| number.parse::<u32>().is_ok());
    match (speaker, !question.story.is_empty()) {
        (true, true) => Some("The speaker and the story are named"),
        (true, false) => Some("The speaker is named"),
        (false, true) => Some("The story is named"),
        (false, false) => None,
    }
}

/// What else may be tried.
fn nothing(view: View<'_>, question: &Question) -> Markup {
    let wider = Question { query: question.query.clone(), ..Question::default() };
    html! {
        ul {
            @if wider.pairs() != question.pairs() {
                li { a href=(address(view, &wider)) { "The same words without filters" } }
            }
            li { "Fewer words, or the beginning of one: " code { "harb*" } }
            li { a href=(view.href(&Target::Entities)) { "All names" } " that accounts write" }
        }
    }
}

fn account(view: View<'_>, one: &InAccount) -> Markup {
    let collection = view.collection;
    let title = collection.account(one.account).and_then(|stored| stored.account.title.as_deref());
    let story = collection.story_of(one.account);
    html! {
        li {
            h2 { a href=(view.account_href(one.account)) { (title.unwrap_or("(no title)")) } }
            p.small.faint {
                (view.source(one.account))
                @if let Some(story) = story.filter(|story| story.accounts.len() > 1) {
                    " · of the story "
                    a href=(view.href(&Target::Story(story.id))) { (shortened(&story.title, TITLE)) }
                }
            }
            ul.plain {
                @for hit in one.hits.iter().take(SHOWN) { (place(view, hit)) }
            }
            @if one.hits.len() > SHOWN {
                details {
                    summary.small { (count(one.hits.len() - SHOWN, "more place")) }
                    ul.plain {
                        @for hit in one.hits.iter().skip(SHOWN).take(FOLDED) { (place(view, hit)) }
                        @if one.hits.len() > SHOWN + FOLDED {
                            li { a href=(view.account_href(one.account)) { "and more in the account" } }
                        }
                    }
                }
            }
        }
    }
}

/// A sentence with the found words marked; following it leads to it in its account.
fn place(view: View<'_>, hit: &Hit) -> Markup {
    let collection = view.collection;
    let passage = &hit.passage;
    let text =
        |span: Span| collection.words(&Place { of: passage.of, span }.in_account(passage.account));
    let mut pieces = Vec::new();
    let mut at = passage.span.start;
    for word in &hit.words {
        let (start, end) = (word.start.max(at), word.end.min(passage.span.end));
        if start < end {
            pieces.push((false, text(Span { start: at, end: start })));
            pieces.push((true, text(Span { start, end })));
            at = end;
        }
    }
    pieces.push((false, text(Span { start: at, end: passage.span.end })));
    let stored = collection.account(passage.account);
    let statement = hit.statement.and_then(|n| stored?.found.statements.get(n));
    let speaker = statement.and_then(|statement| statement.speaker);
    let speaker =
        speaker.and_then(|speaker| collection.entity_of(passage.account, speaker.entity?));
    html! {
        li.place data-item {
            a.words href=(view.passage_href(passage)) data-account=(passage.account.0)
                data-at=(collection.anchor(passage)) {
                @for (is_found, words) in pieces {
                    @if is_found { mark { (countable(words)) } } @else { (countable(words)) }
                }
            }
            @if passage.of == Field::Title { " " span.tag { "headline" } }
            @if let Some(id) = speaker {
                " " span.small.faint { "said by " (view.entity(id)) }
            }
        }
    }
}

fn paging(view: View<'_>, question: &Question, found: &Found) -> Markup {
    let to = |page: usize| address(view, &Question { page, ..question.clone() });
    html! {
        @if found.pages > 1 {
            nav.pages aria-label="Pages of what was found" {
                ol.plain {
                    @if found.page > 1 { li { a rel="prev" href=(to(found.page - 1)) { "← earlier" } } }
                    li { "page " (found.page) " of " (found.pages) }
                    @if found.page < found.pages {
                        li { a rel="next" href=(to(found.page + 1)) { "further →" } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use stemma_core::{AccountId, Passage};

    use super::*;
    use crate::searching::Question;
    use crate::web::{Live, render_search};
    use stemma_tell::collection::Collection;
    use stemma_tell::testing::{stored, woven};

    fn rendered(question: &Question, found: &Result<Found, Unsearched>) -> String {
        let collection = Collection::new(stored(), woven());
        render_search(&collection, question, found, &Live::default())
    }

    fn found() -> Found {
        let passage = Passage { account: AccountId(2), of: Field::Text, span: Span::new(0, 21) };
        let hit = Hit::for_tests(passage, vec![Span::new(13, 21)]);
        Found {
            accounts: 45,
            page: 2,
            pages: 3,
            results: vec![InAccount { account: AccountId(2), score: 1.0, hits: vec![hit] }],
            added: vec![Added {
                typed: "tarvel".into(),
                entities: vec![EntityId(1)],
                names: vec!["Tarwel".into(), "<b>".into()],
            }],
            speakers: vec![EntityId(1), EntityId(2)],
            undated: 1,
            is_unclosed: true,
        }
    }

    #[test]
    fn found_words_are_marked_and_lead_to_their_place() {
        let question = Question::of_pairs([("q", "nor* & \"x"), ("speaker", "t"), ("page", "2")]);
        let page = rendered(&question, &Ok(found()));
        for words in [
            "According to <mark>Norpress</mark></a>",
            "#t0-21",
            "also: <span class=\"text\">Tarwel, &lt;b&gt;</span>",
            "q=nor*+%26+%22x&amp;speaker=t&amp;exact=1\"",
            "speaker=Mira+Tarvel\">only “Mira Tarvel”",
            "speaker=t&amp;page=3\"",
            "<ol class=\"found\" start=\"21\">",
            "was not closed",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }

    #[test]
    fn what_was_asked_stays_chosen_though_no_account_has_it() {
        let asked = [("q", "boats"), ("outlet", "The Nowhere Post"), ("language", "fr")];
        let page = rendered(&Question::of_pairs(asked), &Ok(found()));
        assert!(page.contains("<option value=\"The Nowhere Post\" selected>"), "{page}");
        assert!(page.contains("<option value=\"fr\" selected>"), "{page}");
    }

    #[test]
    fn a_question_that_is_kept_names_a_speaker_by_name_or_says_that_it_does_not() {
        let mut two = woven();
        two.entities[1].name = two.entities[0].name.clone();
        two.entities[1].names = two.entities[0].names.clone();
        let id = two.entities[0].id;
        let (alone, shared) = (Collection::new(stored(), woven()), Collection::new(stored(), two));
        let name = |collection| {
            let view = View { collection, target: &Target::Search, live: None };
            name_alone(view, id).map(str::to_owned)
        };
        assert_eq!(name(&alone).as_deref(), Some("Mira Tarvel"));
        assert_eq!(name(&shared), None);

        let asks = |pair| numbers(&Question::of_pairs([("q", "x"), pair])).is_some();
        assert!(asks(("speaker", "e12")) && asks(("story", "3")));
        assert!(!asks(("speaker", "Eve")) && !asks(("outlet", "e1")));
        let question = Question::of_pairs([("q", "x"), ("speaker", "e1")]);
        assert!(rendered(&question, &Ok(found())).contains("The speaker is named by number"));
    }

    #[test]
    fn a_fault_is_told_and_the_question_stays() {
        let question =
            Question::of_pairs([("q", "<script>"), ("outlet", "Herald"), ("from", "\"")]);
        let page = rendered(&question, &Err(Unsearched::Asked("there is no '<i>'".into())));
        for words in ["There is no '&lt;i&gt;'.", "value=\"&lt;script&gt;\"", "Herald", "&quot;"] {
            assert!(page.contains(words), "{words}");
        }
        assert!(!page.contains("<script>\""), "{page}");
    }
}
