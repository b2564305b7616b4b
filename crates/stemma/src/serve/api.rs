//! The JSON API: what is told, as the types of the contract.

mod judging;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{self, Path, Query};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router, response::IntoResponse as _};
use serde::Serialize;
use stemma_core::Stored;
use stemma_core::log::{Act, Entry};
use stemma_core::{ClaimId, EntityId, Story, StoryId};

use super::routes::beside;
use super::state::{Shown, State};
use crate::api::{About, AccountHead, EntryJson, Fault, Listed, MOST, StoryHead, USUAL, document};
use crate::judging::{Present, in_force, sentence};
use crate::searching::{self, Found, Question, Unsearched, found_json};
use stemma_tell::collection::Collection;
use stemma_tell::contract::{Exporting, VERSION, day};

/// What is answered, or what is wrong with the request.
type Answer = Result<Response, Wrong>;

/// What is wrong with a request, and what to do.
pub(super) struct Wrong {
    status: StatusCode,
    error: String,
    hint: String,
}

/// Everything below `/api`.
pub(super) fn router() -> Router<Arc<State>> {
    Router::new()
        .route("/api", get(about))
        .route("/api/stories", get(stories))
        .route("/api/stories/{id}", get(story))
        .route("/api/accounts", get(accounts))
        .route("/api/accounts/{id}", get(account))
        .route("/api/claims", get(claims))
        .route("/api/claims/{id}", get(claim))
        .route("/api/entities", get(entities))
        .route("/api/entities/{id}", get(entity))
        .route("/api/lineage", get(lineage))
        .route("/api/timeline", get(timeline))
        .route("/api/search", get(search))
        .route("/api/judgements", get(judgements).post(judging::judge))
        .route("/api/judgements/undo", post(judging::undo))
        .route("/api/log", get(log))
        .route("/api/export", get(export))
        .route("/api/openapi.json", get(async || Json(document())))
        .route("/api/{*rest}", get(nothing))
}

type Asking = extract::State<Arc<State>>;

async fn about(state: Asking) -> Response {
    answer(state, |state, shown| {
        let collection = &shown.collection;
        Ok(json(&About {
            stemma: VERSION,
            program: env!("CARGO_PKG_VERSION"),
            accounts: collection.accounts().len(),
            stories: collection.woven.stories.len(),
            claims: collection.woven.claims.len(),
            entities: collection.woven.entities.len(),
            token: state.live(shown, None).token,
        }))
    })
    .await
}

async fn stories(state: Asking, uri: Uri) -> Response {
    answer(state, move |_, shown| {
        let head = |story: &Story| story_head(&shown.collection, story.id);
        let stories = shown.collection.woven.stories.iter();
        Ok(json(&page(&uri, stories, |story| story.id.0 as usize, head)?))
    })
    .await
}

fn story_head(collection: &Collection, id: StoryId) -> StoryHead<'_> {
    let story = collection.story(id);
    StoryHead {
        id: id.0,
        title: story.map_or("", |story| story.title.as_str()),
        accounts: story.map_or(Vec::new(), |s| s.accounts.iter().map(|id| id.0).collect()),
    }
}

async fn story(state: Asking, Path(id): Path<String>) -> Response {
    answer(state, move |_, shown| {
        let story = shown.collection.story(StoryId(number("id", &id)?));
        let story = story.ok_or_else(|| missing("story", &id))?;
        Ok(json(&Exporting::new(&shown.collection).story(story)))
    })
    .await
}

async fn accounts(state: Asking, uri: Uri) -> Response {
    answer(state, move |_, shown| {
        let collection = &shown.collection;
        let story = story_of(&uri, collection)?;
        let stored = collection.accounts().iter();
        let stored = stored.filter(|stored| story.is_none_or(|s| s.accounts.contains(&stored.id)));
        let head = |stored| account_head(collection, stored);
        Ok(json(&page(&uri, stored, |stored| stored.id.0 as usize, head)?))
    })
    .await
}

fn account_head<'t>(collection: &'t Collection, stored: &'t Stored) -> AccountHead<'t> {
    let (id, account) = (stored.id, &stored.account);
    AccountHead {
        id: id.0,
        slug: collection.slug(id),
        outlet: account.outlet.as_deref(),
        title: account.title.as_deref(),
        language: account.language.as_deref(),
        url: account.url.as_deref(),
        published: day(collection.published(id).unwrap_or(&account.published)),
        sha256: &stored.sha256,
        story: collection.story_of(id).map(|story| story.id.0),
    }
}

async fn account(state: Asking, Path(id): Path<String>) -> Response {
    answer(state, move |_, shown| {
        let collection = &shown.collection;
        let stored = collection.account_of_slug(&id).and_then(|id| collection.account(id));
        let stored = stored.ok_or_else(|| missing("account", &id))?;
        Ok(json(&Exporting::new(collection).account(stored)))
    })
    .await
}

async fn claims(state: Asking, uri: Uri) -> Response {
    answer(state, move |_, shown| {
        let collection = &shown.collection;
        let story = story_of(&uri, collection)?;
        let claims = collection.woven.claims.iter();
        let claims = claims.filter(|claim| story.is_none_or(|story| story.id == claim.story));
        let exporting = Exporting::new(collection);
        Ok(json(&page(&uri, claims, |claim| claim.id.0 as usize, |claim| exporting.claim(claim))?))
    })
    .await
}

async fn claim(state: Asking, Path(id): Path<String>) -> Response {
    answer(state, move |_, shown| {
        let claim = shown.collection.claim(ClaimId(number("id", &id)?));
        let claim = claim.ok_or_else(|| missing("claim", &id))?;
        Ok(json(&Exporting::new(&shown.collection).claim(claim)))
    })
    .await
}

async fn entities(state: Asking, uri: Uri) -> Response {
    answer(state, move |_, shown| {
        let entities = shown.collection.woven.entities.iter();
        Ok(json(&page(&uri, entities, |entity| entity.id.0 as usize, Exporting::entity)?))
    })
    .await
}

async fn entity(state: Asking, Path(id): Path<String>) -> Response {
    answer(state, move |_, shown| {
        let entity = shown.collection.entity(EntityId(number("id", &id)?));
        let entity = entity.ok_or_else(|| missing("entity", &id))?;
        Ok(json(&Exporting::entity(entity)))
    })
    .await
}

async fn lineage(state: Asking, uri: Uri) -> Response {
    answer(state, move |_, shown| {
        let exporting = Exporting::new(&shown.collection);
        let story = story_of(&uri, &shown.collection)?;
        Ok(json(&story.map_or_else(|| exporting.lineage(), |story| exporting.lineage_of(story))))
    })
    .await
}

async fn timeline(state: Asking, uri: Uri) -> Response {
    answer(state, move |_, shown| {
        let collection = &shown.collection;
        let story = story_of(&uri, collection)?;
        let exporting = Exporting::new(collection);
        // Entries have no number of their own: they go by their place.
        let entries = (1..).zip(&collection.woven.timeline);
        let entries =
            entries.filter(|(_, entry)| story.is_none_or(|story| story.id == entry.story));
        Ok(json(&page(&uri, entries, |(n, _)| *n, |(_, entry)| exporting.timeline(entry))?))
    })
    .await
}

async fn judgements(state: Asking, uri: Uri) -> Response {
    answer(state, move |_, shown| {
        let exporting = Exporting::new(&shown.collection);
        let judgements = shown.collection.woven.judgements.iter();
        Ok(json(&page(&uri, judgements, |j| j.id as usize, |j| exporting.judgement(j))?))
    })
    .await
}

async fn log(state: Asking, uri: Uri) -> Response {
    answer(state, move |_, shown| {
        let log = &shown.collection.log;
        let present = Present::of(log, shown.collection.accounts());
        let force = in_force(log);
        let told = |entry: &Entry| EntryJson {
            n: entry.n,
            at: entry.at.clone(),
            by: entry.by.clone(),
            says: sentence(entry),
            because: match &entry.act {
                Act::Judged(verdicted) => verdicted.because.clone(),
                Act::Undone { .. } => None,
            },
            stands: force.contains(&entry.n),
            no_place: present
                .placeless
                .iter()
                .find(|(n, _)| *n == entry.n)
                .map(|(_, why)| why.clone()),
            outranked_by: present.outranked.get(&entry.n).into_iter().flatten().copied().collect(),
        };
        Ok(json(&page(&uri, log.iter(), |entry| entry.n as usize, told)?))
    })
    .await
}

async fn search(state: Asking, uri: Uri) -> Response {
    answer(state, move |state, shown| {
        let question = Question::of_pairs(pairs(&uri)?);
        let page = parameter(&uri, "page")?.map_or(1, |page| page as usize);
        if page == 0 {
            return Err(bad("page is 0", "Give a number from 1"));
        }
        let question = Question { page, ..question };
        if question.is_empty() {
            return Err(bad("nothing is asked", "Give the words to search for as `q`"));
        }
        let found = state.look(|store| searching::search(store, &shown.collection, &question));
        match found {
            // Beyond the end there is nothing, so that who asks until nothing comes has all once.
            Ok(found) if page > found.pages => {
                let beyond = Found { page, results: Vec::new(), ..found };
                Ok(json(&found_json(&shown.collection, &beyond)))
            }
            Ok(found) => Ok(json(&found_json(&shown.collection, &found))),
            Err(Unsearched::Asked(why)) => {
                Err(bad(&why, "Ask otherwise; `q` is as in `stemma search`"))
            }
            Err(Unsearched::Store(error)) => Err(Wrong {
                status: StatusCode::SERVICE_UNAVAILABLE,
                error: error.to_string(),
                hint: "Ask again in a while".to_owned(),
            }),
        }
    })
    .await
}

/// The whole store, sent as it is made.
async fn export(extract::State(state): Asking) -> Response {
    let (mut sender, body) = http_body_util::channel::Channel::<axum::body::Bytes>::new(4);
    let runtime = tokio::runtime::Handle::current();
    tokio::task::spawn_blocking(move || {
        let shown = state.shown();
        let mut out = std::io::BufWriter::with_capacity(
            64 * 1024,
            Sending(|bytes| {
                runtime.block_on(sender.send_data(bytes)).map_err(std::io::Error::other)
            }),
        );
        // Whoever no longer listens has enough of it.
        let _ = Exporting::new(&shown.collection).write(&mut out);
        let _ = std::io::Write::flush(&mut out);
    });
    let name = HeaderValue::from_static("attachment; filename=\"stemma.json\"");
    let kind = HeaderValue::from_static("application/json");
    ([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, name)], Body::new(body)).into_response()
}

/// Sends what is written.
struct Sending<F>(F);

impl<F: FnMut(axum::body::Bytes) -> std::io::Result<()>> std::io::Write for Sending<F> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        (self.0)(axum::body::Bytes::copy_from_slice(bytes)).map(|()| bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn nothing(uri: Uri) -> Response {
    Wrong {
        status: StatusCode::NOT_FOUND,
        error: format!("nothing is at {}", uri.path()),
        hint: "/api/openapi.json and api.html say what there is".to_owned(),
    }
    .into()
}

/// Answers beside the other requests.
async fn answer(
    extract::State(state): Asking,
    ask: impl FnOnce(&State, &Shown) -> Answer + Send + 'static,
) -> Response {
    beside("This".to_owned(), move || {
        state.notice_growth();
        ask(&state, &state.shown()).unwrap_or_else(Response::from)
    })
    .await
}

pub(super) fn json(answer: &impl Serialize) -> Response {
    let kind = HeaderValue::from_static("application/json");
    match serde_json::to_vec(answer) {
        Ok(bytes) => ([(CONTENT_TYPE, kind)], bytes).into_response(),
        Err(error) => Wrong {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            error: error.to_string(),
            hint: "This is a bug; please report it".to_owned(),
        }
        .into(),
    }
}

impl From<Wrong> for Response {
    fn from(wrong: Wrong) -> Response {
        (wrong.status, Json(Fault { error: wrong.error, hint: wrong.hint })).into_response()
    }
}

fn bad(error: &str, hint: &str) -> Wrong {
    let (error, hint) = (error.to_owned(), hint.to_owned());
    Wrong { status: StatusCode::BAD_REQUEST, error, hint }
}

fn missing(what: &str, id: &str) -> Wrong {
    Wrong {
        status: StatusCode::NOT_FOUND,
        error: format!("there is no {what} {id}"),
        hint: "Numbers change when accounts are added or something is judged; the lists have them"
            .to_owned(),
    }
}

fn number(name: &str, value: &str) -> Result<u32, Wrong> {
    let fault = || bad(&format!("{name} is '{value}', which is no number"), "Give a whole number");
    value.parse().map_err(|_| fault())
}

fn pairs(uri: &Uri) -> Result<Vec<(String, String)>, Wrong> {
    let pairs = Query::<Vec<(String, String)>>::try_from_uri(uri);
    let fault = |_| bad("what follows the question mark is not readable", "Encode it as a form is");
    pairs.map(|pairs| pairs.0).map_err(fault)
}

fn parameter(uri: &Uri, name: &str) -> Result<Option<u32>, Wrong> {
    let pairs = pairs(uri)?;
    let value = pairs.iter().find(|(known, _)| known == name);
    value.map(|(_, value)| number(name, value)).transpose()
}

/// The story that a request is narrowed to.
fn story_of<'t>(uri: &Uri, collection: &'t Collection) -> Result<Option<&'t Story>, Wrong> {
    let Some(id) = parameter(uri, "story")? else {
        return Ok(None);
    };
    let story = collection.story(StoryId(id));
    story.map(Some).ok_or_else(|| missing("story", &id.to_string()))
}

/// One page of a list whose items are in the order of their numbers.
fn page<I, T>(
    uri: &Uri,
    items: impl Iterator<Item = I>,
    number: impl Fn(&I) -> usize,
    make: impl Fn(I) -> T,
) -> Result<Listed<T>, Wrong> {
    let limit = parameter(uri, "limit")?.map_or(USUAL, |limit| limit as usize);
    if !(1..=MOST).contains(&limit) {
        return Err(bad(&format!("limit is {limit}"), "Give a number from 1 to 1000"));
    }
    let after = parameter(uri, "after")?.map_or(0, |after| after as usize);
    let (mut total, mut page, mut next) = (0, Vec::new(), None);
    let mut last = 0;
    for item in items {
        total += 1;
        let n = number(&item);
        if n <= after {
            continue;
        }
        if page.len() < limit {
            last = n;
            page.push(make(item));
        } else {
            next = Some(last);
        }
    }
    Ok(Listed { items: page, total, next })
}
