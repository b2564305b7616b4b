//! Pages and files, by their path.

use std::sync::Arc;

use axum::Router;
use axum::extract::{self, Query, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use percent_encoding::percent_decode_str;

use super::guard::secure;
use super::outcomes::Known;
use super::state::{Shown, State};
use super::{api, judge, worker};
use crate::searching::{self, Question};
use crate::web::{self, ASSETS, Live, Message, Notice, Target};
use stemma_tell::bugs::guarded;
use stemma_tell::exports;

/// Everything that is answered.
pub(super) fn router(state: Arc<State>) -> Router {
    Router::new()
        .route("/judge", post(judge::verdict))
        .route("/judge/undo", post(judge::undo))
        .route("/judge/done", get(judge::done))
        .merge(api::router())
        .fallback(get(anything))
        .method_not_allowed_fallback(async || {
            plain(StatusCode::METHOD_NOT_ALLOWED, "This address is not to be asked in this way.")
        })
        .layer(middleware::from_fn_with_state(Arc::clone(&state), guard))
        .with_state(state)
}

/// Turns away what is not heard, and gives every answer its headers.
async fn guard(
    extract::State(state): extract::State<Arc<State>>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let mut answer = match state.allowed.check(&parts) {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(refusal) => plain(refusal.status, &refusal.why),
    };
    secure(answer.headers_mut());
    answer
}

/// A line of text.
pub(super) fn plain(status: StatusCode, words: &str) -> Response {
    (status, format!("{words}\n")).into_response()
}

/// A page.
pub(super) fn html(status: StatusCode, page: String) -> Response {
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    (status, [(CONTENT_TYPE, kind)], page).into_response()
}

/// See there instead.
pub(super) fn see(status: StatusCode, path: &str) -> Response {
    let Ok(location) = HeaderValue::from_str(path) else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR, "That page has no address.");
    };
    (status, [(LOCATION, location)]).into_response()
}

/// Answers beside the other requests. A bug costs this request, and says which page has it.
pub(super) async fn beside(
    what: String,
    answer: impl FnOnce() -> Response + Send + 'static,
) -> Response {
    let answered = tokio::task::spawn_blocking(|| guarded(answer)).await;
    let why = match answered {
        Ok(Ok(answer)) => return answer,
        Ok(Err(panicked)) => worker::bug(&panicked.0),
        Err(_) => worker::bug("it ended"),
    };
    plain(StatusCode::INTERNAL_SERVER_ERROR, &format!("{what} cannot be shown: {why}."))
}

/// A page or a file.
async fn anything(extract::State(state): extract::State<Arc<State>>, uri: Uri) -> Response {
    let what = uri.path().to_owned();
    beside(what, move || {
        state.notice_growth();
        file(&uri)
            .or_else(|| export(&state, &uri))
            .or_else(|| comparison(&state, &uri))
            .unwrap_or_else(|| page(&state, &uri))
    })
    .await
}

/// A file that pages need.
fn file(uri: &Uri) -> Option<Response> {
    let name = uri.path().strip_prefix('/')?;
    let asset = ASSETS.into_iter().find(|asset| asset.path == name)?;
    let kind = HeaderValue::from_static(asset.media_type);
    let caching = HeaderValue::from_static("no-cache");
    Some(([(CONTENT_TYPE, kind), (CACHE_CONTROL, caching)], asset.content).into_response())
}

/// A file to take away.
fn export(state: &State, uri: &Uri) -> Option<Response> {
    let path = uri.path().strip_prefix("/export/")?;
    let file = exports::file(&state.shown().collection, path)?;
    let name = path.rsplit('/').next().unwrap_or_default();
    let kept_as = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).ok()?;
    let kind = HeaderValue::from_static(file.media_type);
    Some(([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, kept_as)], file.bytes).into_response())
}

/// The address of the comparison that a form asks for: accounts, each as `of`.
fn comparison(state: &State, uri: &Uri) -> Option<Response> {
    let asked = uri.query().filter(|_| uri.path() == "/compare")?;
    let shown = state.shown();
    let collection = &shown.collection;
    let mut ids = Vec::new();
    for slug in asked.split('&').filter_map(|pair| pair.strip_prefix("of=")) {
        let id = collection.account_of_slug(slug);
        ids.extend(id.filter(|id| !ids.contains(id)));
    }
    if ids.is_empty() {
        return Some(incomparable(state, &shown, 0));
    }
    // The page itself says whether they can be compared.
    let path = Target::Compare(ids).path(collection);
    Some(see(StatusCode::SEE_OTHER, &format!("/{path}")))
}

/// Accounts were named that cannot be laid side by side.
fn incomparable(state: &State, shown: &Shown, deep: usize) -> Response {
    let message = Message {
        head: "These cannot be compared".to_owned(),
        lines: vec![
            "Choose two to four different accounts. Any account's page leads to those that are \
             worth laying beside it."
                .to_owned(),
        ],
        on: vec![(Target::Index, "All stories"), (Target::Search, "Search all accounts")],
    };
    let live = state.live(shown, None);
    html(StatusCode::UNPROCESSABLE_ENTITY, web::say(&shown.collection, deep, &message, &live))
}

/// What is found in the store.
fn search(state: &State, shown: &Shown, uri: &Uri, live: &Live) -> Option<String> {
    let pairs = Query::<Vec<(String, String)>>::try_from_uri(uri).map(|pairs| pairs.0);
    let question = Question::of_pairs(pairs.unwrap_or_default());
    if question.is_empty() {
        return web::render(&shown.collection, &Target::Search, Some(live));
    }
    let found = state.look(|store| searching::search(store, &shown.collection, &question));
    Some(web::render_search(&shown.collection, &question, &found, live))
}

fn page(state: &State, uri: &Uri) -> Response {
    let shown = state.shown();
    let path = percent_decode_str(uri.path()).decode_utf8_lossy().into_owned();
    let Some(target) = Target::of(&path, &shown.collection) else {
        return missing(state, &shown, &path);
    };
    // Each page has one address, so that a link that is kept holds.
    let address = target.path(&shown.collection);
    if path != "/" && path[1..] != address {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        return see(StatusCode::SEE_OTHER, &format!("/{address}{query}"));
    }
    let notice = uri.query().and_then(|query| judged(state, &shown, query));
    let live = state.live(&shown, notice);
    let rendered = match &target {
        Target::Search => search(state, &shown, uri, &live),
        target => web::render(&shown.collection, target, Some(&live)),
    };
    match rendered {
        Some(page) => html(StatusCode::OK, page),
        None if matches!(target, Target::Compare(_)) => incomparable(state, &shown, 1),
        None => missing(state, &shown, &path),
    }
}

/// What came of the judgement that led here, while all is as it left it.
fn judged(state: &State, shown: &Shown, query: &str) -> Option<Notice> {
    let ticket = query.split('&').find_map(|pair| pair.strip_prefix("judged="))?;
    match state.outcomes.of(ticket)? {
        Known::Done(done) if done.generation == shown.generation => Some(judge::notice(&done)),
        _ => None,
    }
}

/// There is no such page: what there is instead.
fn missing(state: &State, shown: &Shown, path: &str) -> Response {
    let deep = path.matches('/').count().saturating_sub(1);
    let mut lines = vec![format!("Nothing is at {path}.")];
    if path.starts_with("/claim/") || path.starts_with("/entity/") || path.starts_with("/story/") {
        lines.push(
            "Claims, names and stories are numbered anew when accounts are added or something is \
             judged. The address of an account, and of a passage in it, stays."
                .to_owned(),
        );
    }
    let message = Message {
        head: "There is no such page".to_owned(),
        lines,
        on: vec![
            (Target::Index, "All stories"),
            (Target::Entities, "All names"),
            (Target::Search, "Search all accounts"),
        ],
    };
    let live = state.live(shown, None);
    html(StatusCode::NOT_FOUND, web::say(&shown.collection, deep, &message, &live))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_bug_costs_one_request_and_is_told() {
        let answer = beside("/claim/3.html".to_owned(), || panic!("no such member")).await;
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let told = axum::body::to_bytes(answer.into_body(), 10_000).await.unwrap();
        let told = String::from_utf8(told.to_vec()).unwrap();
        assert!(told.starts_with("/claim/3.html cannot be shown: "), "{told}");
        assert!(told.contains("no such member"), "{told}");
    }
}
