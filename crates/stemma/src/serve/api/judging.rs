//! Judging through the API.

use axum::extract::{self, Request};
use axum::http::StatusCode;
use axum::response::Response;
use serde::de::DeserializeOwned;

use super::super::judge::body;
use super::super::outcomes::Known;
use super::super::state::State;
use super::super::worker::{Back, Job, Wanted};
use super::{Asking, Wrong, json};
use crate::api::{Asked, AskedBack, ChangeJson, JudgedJson, TOKEN};
use crate::judging::name;
use crate::web::Target;

/// `POST /api/judgements`.
pub(super) async fn judge(extract::State(state): Asking, request: Request) -> Response {
    let wanted = read::<Asked>(&state, request).await.and_then(|(asked, back)| {
        let other = asked.other.as_deref().map(str::trim).filter(|other| !other.is_empty());
        let collection = &back.shown.collection;
        let things = name(asked.one.trim(), other, asked.who, asked.verdict, collection);
        let things = things.map_err(|error| Wrong {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            error: format!("{error:#}"),
            hint: "Name two things as `stemma judge` takes them".to_owned(),
        })?;
        let (verdict, because) = (asked.verdict, asked.because);
        Ok((Wanted::Verdict { things: Box::new(things), verdict, because }, back))
    });
    ask(&state, wanted).await.unwrap_or_else(Response::from)
}

/// `POST /api/judgements/undo`.
pub(super) async fn undo(extract::State(state): Asking, request: Request) -> Response {
    let wanted = read::<AskedBack>(&state, request).await;
    let wanted = wanted.map(|(asked, back)| (Wanted::Undo(asked.n), back));
    ask(&state, wanted).await.unwrap_or_else(Response::from)
}

async fn ask(state: &State, wanted: Result<(Wanted, Back), Wrong>) -> Result<Response, Wrong> {
    let (act, back) = wanted?;
    let back = Box::new(back);
    let unheard = |error: &str| Wrong {
        status: StatusCode::SERVICE_UNAVAILABLE,
        error: error.to_owned(),
        hint: "Ask again, or start the server anew".to_owned(),
    };
    let asked = state.ask(|ticket| Job::Act { ticket, act, back });
    let (ticket, mut known) = asked.map_err(|error| unheard(&format!("{error:#}")))?;
    // A program waits as long as it takes.
    let _ = known.wait_for(|known| *known).await;
    match state.outcomes.of(&ticket) {
        Some(Known::Done(done)) => Ok(json(&JudgedJson {
            n: done.n,
            head: done.outcome.head,
            changes: (done.outcome.changes.into_iter())
                .map(|change| ChangeJson { label: change.label, words: change.words })
                .collect(),
            notes: done.outcome.notes.into_iter().map(|note| note.words).collect(),
        })),
        Some(Known::Refused(why)) => Err(Wrong {
            status: StatusCode::CONFLICT,
            error: why,
            hint: "GET /api/log says what was judged".to_owned(),
        }),
        Some(Known::Unwoven(n, why)) => Err(Wrong {
            status: StatusCode::SERVICE_UNAVAILABLE,
            error: format!("judgement {n} is kept, and could not be woven: {why}"),
            hint: format!("`stemma judge undo {n}` takes it back"),
        }),
        Some(Known::Awaited | Known::Kept(_)) | None => {
            Err(unheard("the thread that weaves has ended"))
        }
    }
}

/// What was sent, and the weave whose numbers it uses.
async fn read<T: DeserializeOwned>(state: &State, request: Request) -> Result<(T, Back), Wrong> {
    let (parts, sent) = request.into_parts();
    let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let kind = header("content-type").and_then(|kind| kind.split(';').next()).map(str::trim);
    if !kind.is_some_and(|kind| kind.eq_ignore_ascii_case("application/json")) {
        return Err(Wrong {
            status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
            error: "what was sent is not declared as JSON".to_owned(),
            hint: "Send Content-Type: application/json".to_owned(),
        });
    }
    let generation = header(TOKEN).and_then(|token| state.generation_of(token));
    let generation = generation.ok_or_else(|| Wrong {
        status: StatusCode::FORBIDDEN,
        error: format!("the header {TOKEN} does not carry the token of this server"),
        hint: "GET /api gives it; it is another one after each start".to_owned(),
    })?;
    let shown = state.shown_then(generation).ok_or_else(|| Wrong {
        status: StatusCode::CONFLICT,
        error: "the accounts were woven anew since that token was given".to_owned(),
        hint: "Look up the numbers again, and take the token of now from GET /api".to_owned(),
    })?;
    let bytes = body(sent).await.map_err(|(status, why)| Wrong {
        status,
        error: why.to_owned(),
        hint: "Send less, and at once".to_owned(),
    })?;
    let asked = serde_json::from_slice(&bytes).map_err(|error| Wrong {
        status: StatusCode::BAD_REQUEST,
        error: format!("what was sent is not as it should be: {error}"),
        hint: "/api/openapi.json has the schema".to_owned(),
    })?;
    Ok((asked, Back { target: Target::Judgements, shown }))
}
