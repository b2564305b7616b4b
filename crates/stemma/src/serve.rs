//! The server: the pages, the judgements and the API of one store, for one person on one machine.
//!
//! `state` holds what is told and the one thread that weaves; `guard` decides which requests are
//! heard at all; `routes` answers with pages and files, `judge` with what came of a judgement, `api`
//! with JSON.
//!
//! **Architecture invariant:** nothing of the server is in the pages and nothing of the pages in the
//! server: it finds the [`Target`](crate::web::Target) of a path and renders that.

mod api;
mod guard;
mod judge;
mod outcomes;
mod routes;
mod state;
mod worker;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;

use crate::printer::Printer;
use guard::Allowed;
use state::State;
use worker::Worker;

/// What is served, and where.
pub(crate) struct Settings {
    /// The store.
    pub(crate) store: PathBuf,
    /// The model to weave with, where it is named.
    pub(crate) model: Option<String>,
    /// Where to listen: the first must be free; the others are tried.
    pub(crate) listen: Vec<SocketAddr>,
    /// Names besides `localhost` and the addresses by which this machine may be asked.
    pub(crate) names: Vec<String>,
    /// Who judges.
    pub(crate) by: String,
}

/// A client has this long to send the head of a request, and again for its body.
const PATIENCE: Duration = Duration::from_secs(15);

/// A client that takes no byte of its answer for so long is left: it keeps others from being served.
const UNTAKEN: Duration = Duration::from_secs(60);

/// Answers that are under way when the server is told to end have this long.
const LAST_WORDS: Duration = Duration::from_secs(3);

/// The head of a request has no more bytes than this: address, then all its headers.
const HEAD: usize = 32 * 1024;

/// So many clients are served at once; a browser opens six connections, and more wait their turn.
const CONNECTIONS: usize = 128;

/// Serves until it is told to end. `ready` hears the addresses once they answer.
///
/// # Errors
/// Where the store cannot be opened or woven, and where the address is taken.
pub(crate) fn serve(
    settings: &Settings,
    printer: &mut Printer,
    ready: impl FnOnce(&[SocketAddr], &mut Printer) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("cannot start the server")?;
    // A taken port is told at once, not after a minute of weaving.
    let (listeners, addresses) = runtime.block_on(listen(&settings.listen))?;
    let worker = Worker::open(&settings.store, settings.model.as_deref(), printer)?;
    let allowed = Allowed::new(&addresses, &settings.names);
    let state = State::start(worker, allowed, settings.by.clone(), printer)?;
    ready(&addresses, printer)?;
    runtime.block_on(answer(listeners, &state))?;
    // A weave that is under way is lost, as if the program were killed: a store stands that.
    runtime.shutdown_background();
    Ok(())
}

async fn listen(wanted: &[SocketAddr]) -> anyhow::Result<(Vec<TcpListener>, Vec<SocketAddr>)> {
    let (mut listeners, mut addresses) = (Vec::new(), Vec::<SocketAddr>::new());
    for &address in wanted {
        // All on one port, also where the system chooses it.
        let port = addresses.first().map_or(address.port(), SocketAddr::port);
        let address = SocketAddr::new(address.ip(), port);
        match TcpListener::bind(address).await {
            Ok(listener) => {
                addresses.push(listener.local_addr()?);
                listeners.push(listener);
            }
            // Not every machine has both kinds of address.
            Err(_) if !listeners.is_empty() => {}
            Err(error) => {
                return Err(error).with_context(|| {
                    format!("cannot listen on {address}. `--port 0` takes any port that is free")
                });
            }
        }
    }
    Ok((listeners, addresses))
}

/// Accepts and answers until the process is told to end.
async fn answer(listeners: Vec<TcpListener>, state: &Arc<State>) -> anyhow::Result<()> {
    let service = TowerToHyperService::new(routes::router(Arc::clone(state)));
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(HEAD);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let (sender, mut accepted) = tokio::sync::mpsc::channel(1);
    for listener in listeners {
        let (sender, places) = (sender.clone(), Arc::clone(&places));
        tokio::spawn(async move {
            while let Ok(place) = Arc::clone(&places).acquire_owned().await {
                match listener.accept().await {
                    Ok((stream, _)) => {
                        if sender.send((stream, place)).await.is_err() {
                            return;
                        }
                    }
                    // The client is gone already, or the process has too many files open.
                    Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
                }
            }
        });
    }
    let graceful = GracefulShutdown::new();
    let mut end = std::pin::pin!(told_to_end());
    loop {
        tokio::select! {
            Some((stream, place)) = accepted.recv() => {
                let connection = http.serve_connection(patient(stream, UNTAKEN), service.clone());
                let connection = graceful.watch(connection);
                tokio::spawn(async move {
                    // A fault of a connection concerns its client alone.
                    let _ = connection.await;
                    drop(place);
                });
            }
            ended = &mut end => {
                ended.context("cannot hear signals")?;
                break;
            }
        }
    }
    let _ = tokio::time::timeout(LAST_WORDS, graceful.shutdown()).await;
    Ok(())
}

/// A stream that fails where its other end takes nothing for so long.
fn patient(stream: TcpStream, untaken: Duration) -> TokioIo<Pin<Box<TimeoutStream<TcpStream>>>> {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(untaken));
    TokioIo::new(Box::pin(stream))
}

/// Until Ctrl-C or, where there is such a thing, SIGTERM.
async fn told_to_end() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            done = tokio::signal::ctrl_c() => done,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};

    use super::*;

    /// More than the system keeps for a reader who takes nothing.
    const LARGE: usize = 64 << 20;

    #[tokio::test]
    async fn who_takes_nothing_of_an_answer_gives_the_place_free() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let answer = async || vec![b'x'; LARGE];
        let service = TowerToHyperService::new(axum::Router::new().fallback(answer));
        let http = hyper::server::conn::http1::Builder::new();
        for takes in [false, true] {
            let mut client = std::net::TcpStream::connect(address).unwrap();
            client.write_all(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").unwrap();
            let (stream, _) = listener.accept().await.unwrap();
            let io = patient(stream, Duration::from_millis(500));
            let reader = std::thread::spawn(move || {
                let mut taken = Vec::new();
                if takes {
                    client.read_to_end(&mut taken).unwrap();
                }
                (taken.len(), client)
            });
            let served = http.serve_connection(io, service.clone());
            let served = tokio::time::timeout(Duration::from_secs(60), served).await.unwrap();
            assert_eq!(served.is_ok(), takes);
            assert_eq!(reader.join().unwrap().0 >= LARGE, takes);
        }
    }
}
