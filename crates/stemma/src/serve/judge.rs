//! Forms that judge, and what came of them.

use std::sync::Arc;
use std::time::Duration;

use axum::Form;
use axum::body::{Body, to_bytes};
use axum::extract::{self, FromRequest, Request};
use axum::http::header::REFRESH;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::Response;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use stemma_core::Verdict;
use tokio::time::timeout;

use super::PATIENCE;
use super::outcomes::{Done, Known};
use super::routes::{beside, html, see};
use super::state::{Shown, State};
use super::worker::{Back, Job, Wanted};
use crate::judging::name;
use crate::web::{self, Message, Notice, Target};

/// A form is no larger than this, in bytes.
const LARGEST: usize = 64 * 1024;

/// Whoever judges a large collection waits no longer than this for an answer, and is shown a page
/// that loads itself anew until all is woven.
const SHORT: Duration = Duration::from_millis(1500);

/// A form that judges; things are written as `stemma judge` takes them.
#[derive(Deserialize)]
struct VerdictForm {
    token: String,
    /// The path of the page that it stands on.
    #[serde(default)]
    back: String,
    one: String,
    #[serde(default)]
    other: Option<String>,
    /// Whether places mean whoever is mentioned there.
    #[serde(default)]
    who: Option<String>,
    verdict: Verdict,
    #[serde(default)]
    because: Option<String>,
}

/// A form that takes a judgement back.
#[derive(Deserialize)]
struct UndoForm {
    token: String,
    #[serde(default)]
    back: String,
    n: u32,
}

/// What is wrong with a form.
struct Fault {
    status: StatusCode,
    head: &'static str,
    line: String,
}

/// `POST /judge`.
pub(super) async fn verdict(
    extract::State(state): extract::State<Arc<State>>,
    request: Request,
) -> Response {
    let asking = read::<VerdictForm>(request).await.and_then(|form| {
        let back = come_from(&state, &form.token, &form.back)?;
        let other = form.other.as_deref().filter(|other| !other.trim().is_empty());
        let who = form.who.as_deref().is_some_and(|who| !matches!(who, "" | "0" | "false" | "no"));
        let things =
            name(form.one.trim(), other.map(str::trim), who, form.verdict, &back.shown.collection);
        let things = things.map_err(|error| Fault {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            head: "That cannot be judged",
            line: format!("{error:#}"),
        })?;
        let (verdict, because) = (form.verdict, form.because);
        Ok((Wanted::Verdict { things: Box::new(things), verdict, because }, back))
    });
    ask(&state, asking, 0).await
}

/// `POST /judge/undo`.
pub(super) async fn undo(
    extract::State(state): extract::State<Arc<State>>,
    request: Request,
) -> Response {
    let asking = read::<UndoForm>(request).await.and_then(|form| {
        let back = come_from(&state, &form.token, &form.back)?;
        Ok((Wanted::Undo(Some(form.n)), back))
    });
    ask(&state, asking, 1).await
}

/// `GET /judge/done?ticket=…`: what came of it, once it is known.
pub(super) async fn done(extract::State(state): extract::State<Arc<State>>, uri: Uri) -> Response {
    let ticket = uri.query().and_then(|query| query.strip_prefix("ticket=")).unwrap_or_default();
    answer(&state, ticket, 1).await
}

async fn ask(state: &Arc<State>, asking: Result<(Wanted, Back), Fault>, deep: usize) -> Response {
    let asked = asking.and_then(|(act, back)| {
        let back = Box::new(back);
        state.ask(|ticket| Job::Act { ticket, act, back }).map_err(|error| Fault {
            status: StatusCode::SERVICE_UNAVAILABLE,
            head: "That cannot be judged now",
            line: format!("{error:#}"),
        })
    });
    match asked {
        Ok((ticket, mut known)) => {
            let _ = timeout(SHORT, known.wait_for(|known| *known)).await;
            answer(state, &ticket, deep).await
        }
        Err(fault) => faulty(state, fault, deep).await,
    }
}

/// Leads to the page of what was judged; waits for that on a page that loads itself anew.
async fn answer(state: &Arc<State>, ticket: &str, deep: usize) -> Response {
    match state.outcomes.of(ticket) {
        Some(Known::Done(done)) => {
            let path = led_to(&done, state.shown_then(done.generation).as_deref(), &state.shown());
            see(StatusCode::SEE_OTHER, &format!("/{path}?judged={ticket}"))
        }
        Some(Known::Awaited) => waiting(state, ticket, None, deep).await,
        Some(Known::Kept(n)) => waiting(state, ticket, Some(n), deep).await,
        Some(Known::Unwoven(n, why)) => unwoven(state, n, why, deep).await,
        Some(Known::Refused(why)) => {
            let fault =
                Fault { status: StatusCode::CONFLICT, head: "That was not judged", line: why };
            faulty(state, fault, deep).await
        }
        None => see(StatusCode::SEE_OTHER, "/judgements.html"),
    }
}

/// The path of the page that what was judged leads to: numbers are of the weave that came of it
/// (`then`, where it is still known), and may mean other things by `now`.
fn led_to(done: &Done, then: Option<&Shown>, now: &Shown) -> String {
    let target = if done.generation == now.generation {
        Some(done.back.clone())
    } else {
        then.and_then(|then| done.back.in_another(&then.collection, &now.collection))
    };
    target.unwrap_or(Target::Judgements).path(&now.collection)
}

async fn waiting(state: &Arc<State>, ticket: &str, kept: Option<u32>, deep: usize) -> Response {
    let mut answer = say(state, StatusCode::ACCEPTED, awaiting(kept), deep).await;
    // As the meta element of that name, for which a page needs no script.
    if let Ok(refresh) = HeaderValue::from_str(&format!("2; url=/judge/done?ticket={ticket}")) {
        answer.headers_mut().insert(REFRESH, refresh);
    }
    answer
}

/// What is said meanwhile: whether it is in the log already, under which number.
fn awaiting(kept: Option<u32>) -> Message {
    let line = match kept {
        Some(n) => format!(
            "It is kept in the log, under the number {n}. All that hangs on it is being computed \
             anew, which takes up to some minutes in a large store."
        ),
        None => {
            "It waits its turn, and is not kept yet: what was asked before it, or added to the \
                 store, is being woven, which takes up to some minutes in a large store."
                .to_owned()
        }
    };
    let then = "This page shows what has changed as soon as that is known.".to_owned();
    let head = if kept.is_some() { "Weaving" } else { "Waiting" };
    let on = vec![(Target::Judgements, "All judgements")];
    Message { head: head.to_owned(), lines: vec![line, then], on }
}

async fn unwoven(state: &Arc<State>, n: u32, why: String, deep: usize) -> Response {
    let message = Message {
        head: format!("Judgement {n} is kept, and could not be woven"),
        lines: vec![
            why,
            format!("The pages are as before. `stemma judge undo {n}` takes it back."),
        ],
        on: vec![(Target::Judgements, "All judgements")],
    };
    say(state, StatusCode::INTERNAL_SERVER_ERROR, message, deep).await
}

async fn faulty(state: &Arc<State>, fault: Fault, deep: usize) -> Response {
    let mut lines: Vec<String> = fault.line.lines().map(str::to_owned).collect();
    lines.push("Nothing was changed. Go back in the browser to where you came from.".to_owned());
    let on = vec![(Target::Judgements, "All judgements"), (Target::Entities, "All names")];
    let message = Message { head: fault.head.to_owned(), lines, on };
    say(state, fault.status, message, deep).await
}

async fn say(state: &Arc<State>, status: StatusCode, message: Message, deep: usize) -> Response {
    let state = Arc::clone(state);
    beside("This message".to_owned(), move || {
        let shown = state.shown();
        let live = web::Live { notice: None, ..state.live(&shown, None) };
        html(status, web::say(&shown.collection, deep, &message, &live))
    })
    .await
}

/// Reads a form, if it is one and comes in time.
async fn read<F: DeserializeOwned>(request: Request) -> Result<F, Fault> {
    let fault = |status, line: &str| Fault {
        status,
        head: "That form was not read",
        line: line.to_owned(),
    };
    let (parts, bytes) = request.into_parts();
    let bytes = body(bytes).await.map_err(|(status, why)| fault(status, why))?;
    let form = Form::<F>::from_request(Request::from_parts(parts, Body::from(bytes)), &()).await;
    let form = form.map_err(|error| fault(error.status(), &error.body_text()))?;
    Ok(form.0)
}

/// The body of a request, if it is small and comes in time.
pub(super) async fn body(body: Body) -> Result<axum::body::Bytes, (StatusCode, &'static str)> {
    match timeout(PATIENCE, to_bytes(body, LARGEST)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => {
            Err((StatusCode::PAYLOAD_TOO_LARGE, "It is larger than 64 KB, or broken off."))
        }
        Err(_) => Err((StatusCode::REQUEST_TIMEOUT, "It did not come in time.")),
    }
}

/// The page that a form stands on, as its token and `back` say.
fn come_from(state: &State, token: &str, back: &str) -> Result<Back, Fault> {
    let Some(generation) = state.generation_of(token) else {
        return Err(Fault {
            status: StatusCode::FORBIDDEN,
            head: "That form is not ours",
            line:
                "It does not carry the token of a page of this server. If the server was started \
                   anew since the page was loaded, load the page again."
                    .to_owned(),
        });
    };
    // Numbers on an older page may mean other things by now.
    let Some(shown) = state.shown_then(generation) else {
        return Err(Fault {
            status: StatusCode::CONFLICT,
            head: "That page is no longer as it was",
            line:
                "The accounts were woven anew since it was loaded. Load it again, and judge there."
                    .to_owned(),
        });
    };
    let target = Target::of(back, &shown.collection).unwrap_or(Target::Judgements);
    Ok(Back { target, shown })
}

/// What a page says of what was judged.
pub(super) fn notice(done: &Done) -> Notice {
    let outcome = &done.outcome;
    let notes = outcome.notes.iter().map(|note| note.words.clone());
    let mut lines: Vec<String> = notes.collect();
    let changes = outcome.changes.iter();
    lines.extend(changes.map(|change| format!("{}: {}", change.label, change.words)));
    // What could not be heard or followed has changed nothing for another reason.
    if lines.is_empty() {
        lines.push("Nothing changed: it was woven so already.".to_owned());
    }
    Notice { head: outcome.head.clone(), lines, undo: Some(done.n) }
}

#[cfg(test)]
mod tests {
    use stemma_core::ClaimId;

    use super::*;
    use crate::judging::{Change, Noted, Outcome};
    use stemma_tell::collection::Collection;
    use stemma_tell::testing::{stored, woven};

    fn done(outcome: Outcome) -> Done {
        Done { n: 3, outcome, back: Target::Claim(ClaimId(1)), generation: 2 }
    }

    #[test]
    fn a_notice_says_what_is_so_and_all_of_it() {
        const ALREADY: &str = "Nothing changed: it was woven so already.";
        assert_eq!(notice(&done(Outcome::default())).lines, [ALREADY]);
        let words = "judgement 3 is kept, but could not be followed to the end.".to_owned();
        let noted = Noted { words: words.clone(), is_contradiction: false };
        let unfollowed = Outcome { notes: vec![noted], ..Outcome::default() };
        assert_eq!(notice(&done(unfollowed)).lines, [words]);
        let change = |n| Change { label: "claims", words: format!("change {n}") };
        let many = Outcome { changes: (0..60).map(change).collect(), ..Outcome::default() };
        let lines = notice(&done(many)).lines;
        assert_eq!((lines.len(), lines[59].as_str()), (60, "claims: change 59"));
    }

    #[test]
    fn what_is_awaited_is_not_said_to_be_kept() {
        let said = |kept| awaiting(kept).lines.concat();
        assert!(said(None).contains("not kept yet"), "{}", said(None));
        assert!(said(Some(7)).contains("kept in the log, under the number 7"), "{}", said(Some(7)));
    }

    #[test]
    fn a_late_answer_leads_to_the_same_claim_whatever_its_number_is_by_then() {
        let shown = |generation, woven| {
            let collection = Collection::new(stored(), woven);
            Shown { generation, revision: 0, collection }
        };
        let then = shown(2, woven());
        let mut numbered_anew = woven();
        let (one, other) = (numbered_anew.claims[0].id, numbered_anew.claims[1].id);
        numbered_anew.claims[0].id = other;
        numbered_anew.claims[1].id = one;
        let now = shown(3, numbered_anew);
        let done = Done { back: Target::Claim(one), ..done(Outcome::default()) };
        let path = |id| Target::Claim(id).path(&then.collection);
        assert_eq!(led_to(&done, Some(&then), &then), path(one));
        assert_eq!(led_to(&done, Some(&then), &now), path(other));
        assert_eq!(led_to(&done, None, &now), "judgements.html");
    }
}
