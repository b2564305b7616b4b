//! Which requests are heard, and what every answer says to the browser that shows it.
//!
//! The server answers to one person at one machine, and a browser on that machine also runs the
//! scripts of every website that is open in it. What such a site can send is refused by what the
//! browser itself says of a request, in headers that no script can write:
//!
//! - **`Host`** must be a name or address that we listen on, with our port. A site that lets its own
//!   name point to this machine (DNS rebinding) is asked for under its own name, and gets 421.
//! - **`Origin`**, where it is sent, must be ours. Our pages say `Referrer-Policy: same-origin`, under
//!   which browsers send it with their forms, and nothing to other sites; under `no-referrer` it
//!   would be `null`, as from a sandboxed frame of anybody's, and that is never heard.
//! - **`Sec-Fetch-Site`**, where it is sent, must be `same-origin`, or `none` (typed, bookmarked).
//!   Browsers send it only to hosts that they trust: to this machine itself, and not to another name
//!   for it without TLS, so that nothing may depend on its being there.
//!   Another site may lead a reader to a page by a link, as a navigation of the whole window; it may
//!   not load, frame, fetch or post anything, nor lead to the API or to a file.
//! - **A form that judges** must come with one of the two, and with the token of a page of this run.
//!   **The API** takes judgements as `application/json` with the token in a header, which no form of
//!   another site can send; a program that is no browser sends neither `Origin` nor `Sec-Fetch-Site`.
//!
//! There are no cookies, and no answer allows another origin anything. Whoever has an account on the
//! same machine and may connect to its ports can read what is served, as with any local server.

use std::net::SocketAddr;

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};

/// What a page may load and where it may send: nothing but ours.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

/// Addresses are no longer than this.
const LONGEST: usize = 4096;

/// A request has no more headers than this.
const MOST_HEADERS: usize = 64;

/// The names under which the server may be asked.
#[derive(Clone, Debug)]
pub(crate) struct Allowed {
    /// `127.0.0.1:7836`, `localhost:7836`; in lower case, without the port where that is 80.
    hosts: Vec<String>,
}

/// A request that is not heard, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) why: String,
}

impl Allowed {
    /// The addresses that are listened on, `localhost`, and further names.
    pub(super) fn new(addresses: &[SocketAddr], names: &[String]) -> Allowed {
        let mut hosts = Vec::new();
        for address in addresses {
            let names = names.iter().cloned();
            let host = address.ip().to_string();
            let host = if address.is_ipv6() { format!("[{host}]") } else { host };
            let local = address.ip().is_loopback() || address.ip().is_unspecified();
            let local = local.then(|| "localhost".to_owned());
            for name in names.chain([host]).chain(local) {
                let is_bare = name.parse::<std::net::Ipv6Addr>().is_ok();
                let name = if is_bare { format!("[{name}]") } else { name.to_ascii_lowercase() };
                hosts.push(format!("{name}:{}", address.port()));
                if address.port() == 80 {
                    hosts.push(name);
                }
            }
        }
        hosts.sort();
        hosts.dedup();
        Allowed { hosts }
    }

    /// Whether a request is heard.
    pub(super) fn check(&self, request: &Parts) -> Result<(), Refusal> {
        let host = self.host(request)?;
        let path = request.uri.path();
        if request.uri.to_string().len() > LONGEST {
            let why = format!("The address is longer than {LONGEST} characters.");
            return refuse(StatusCode::URI_TOO_LONG, &why);
        }
        if request.headers.len() > MOST_HEADERS {
            let why = format!("The request has more than {MOST_HEADERS} headers.");
            return refuse(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, &why);
        }
        if !matches!(request.method, Method::GET | Method::HEAD | Method::POST) {
            return refuse(StatusCode::METHOD_NOT_ALLOWED, "Only GET, HEAD and POST are answered.");
        }
        let site = one(&request.headers, &HeaderName::from_static("sec-fetch-site"))?;
        match one(&request.headers, &ORIGIN)? {
            None => {}
            Some(origin) if origin.eq_ignore_ascii_case(&format!("http://{host}")) => {}
            Some(_) => return refuse(StatusCode::FORBIDDEN, ELSEWHERE),
        }
        match site {
            None | Some("same-origin" | "none") => {}
            Some(_) if is_link(request) && is_page(path) => {}
            Some(_) => return refuse(StatusCode::FORBIDDEN, ELSEWHERE),
        }
        // A program sends neither header, and has no business with forms: the API is for it.
        let says_nothing = site.is_none() && !request.headers.contains_key(ORIGIN);
        if request.method == Method::POST && says_nothing && !path.starts_with("/api/") {
            return refuse(
                StatusCode::FORBIDDEN,
                "A form must say where it comes from (Origin). Programs judge by POST /api/judgements.",
            );
        }
        Ok(())
    }

    /// The one host of a request, if it is one of ours.
    fn host<'r>(&self, request: &'r Parts) -> Result<&'r str, Refusal> {
        let told = one(&request.headers, &HOST)?;
        // An address may name a host as well, as for a proxy.
        let named = request.uri.authority().map(axum::http::uri::Authority::as_str);
        let ours = |host: &&str| self.hosts.contains(&host.to_ascii_lowercase());
        match (told.filter(ours), named) {
            (Some(host), None) => Ok(host),
            (Some(host), Some(named)) if ours(&named) => Ok(host),
            _ => refuse(
                StatusCode::MISDIRECTED_REQUEST,
                &format!(
                    "This server answers only under its own names: {}. `stemma serve --help` says \
                     how to allow another.",
                    self.hosts.join(", ")
                ),
            ),
        }
    }
}

const ELSEWHERE: &str = "This request comes from another site. Open the page itself.";

fn refuse<T>(status: StatusCode, why: &str) -> Result<T, Refusal> {
    Err(Refusal { status, why: why.to_owned() })
}

/// A header that may be there once.
fn one<'r>(headers: &'r HeaderMap, name: &HeaderName) -> Result<Option<&'r str>, Refusal> {
    let mut all = headers.get_all(name).iter();
    let first = all.next();
    let fault = || Refusal {
        status: StatusCode::BAD_REQUEST,
        why: format!("The header {name} must be there once, in plain letters."),
    };
    if all.next().is_some() {
        return Err(fault());
    }
    first.map(|value| value.to_str().map_err(|_| fault())).transpose()
}

/// Whether somebody follows a link with the whole window.
fn is_link(request: &Parts) -> bool {
    let says = |name: &'static str, value: &str| {
        request.headers.get(name).is_some_and(|told| told.as_bytes() == value.as_bytes())
    };
    matches!(request.method, Method::GET | Method::HEAD)
        && says("sec-fetch-mode", "navigate")
        && says("sec-fetch-dest", "document")
}

/// Whether a path is that of a page, and of nothing to be taken away.
fn is_page(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_html = name.rsplit_once('.').is_none_or(|(_, ending)| ending == "html");
    is_html && !path.starts_with("/api/") && path != "/api"
}

/// What every answer says, whoever asks.
pub(super) fn secure(headers: &mut HeaderMap) {
    let value = HeaderValue::from_static;
    headers.insert(CONTENT_SECURITY_POLICY, value(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, value("nosniff"));
    headers.insert(X_FRAME_OPTIONS, value("DENY"));
    headers.insert(REFERRER_POLICY, value("same-origin"));
    headers.insert("cross-origin-opener-policy", value("same-origin"));
    headers.insert("cross-origin-resource-policy", value("same-origin"));
    headers.entry(CACHE_CONTROL).or_insert(value("no-store"));
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    /// The status of a request: its method and path, then headers as `Name: value`.
    fn check(line: &str, headers: &[&str]) -> u16 {
        let address = "127.0.0.1:7836".parse().unwrap();
        let allowed = Allowed::new(&[address], &["desk.example".to_owned()]);
        let (method, path) = line.split_once(' ').unwrap();
        let mut request = Request::builder().method(method).uri(path);
        for header in headers {
            let (name, value) = header.split_once(": ").unwrap();
            request = request.header(name, value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        allowed.check(&parts).map_or_else(|refusal| refusal.status.as_u16(), |()| 200)
    }

    const OURS: &str = "Host: 127.0.0.1:7836";
    const SAME: &str = "Sec-Fetch-Site: same-origin";
    const CROSS: &str = "Sec-Fetch-Site: cross-site";

    #[test]
    fn only_our_own_names_are_answered() {
        for host in ["127.0.0.1:7836", "localhost:7836", "LOCALHOST:7836", "desk.example:7836"] {
            assert_eq!(check("GET /", &[&format!("Host: {host}")]), 200, "{host}");
        }
        let wrong =
            ["127.0.0.1", "127.0.0.1:80", "evil.example:7836", "localhost.evil.example:7836"];
        for host in wrong.into_iter().chain(["[::1]:7836", "127.0.0.1:7836.evil.example", ""]) {
            assert_eq!(check("GET /", &[&format!("Host: {host}")]), 421, "{host}");
        }
        assert_eq!(check("GET /", &[]), 421);
        assert_eq!(check("GET /", &[OURS, "Host: evil.example"]), 400);
        assert_eq!(check("GET http://evil.example/", &[OURS]), 421);
        assert_eq!(check("GET http://127.0.0.1:7836/", &[OURS]), 200);
    }

    #[test]
    fn another_site_may_lead_to_a_page_and_do_nothing_else() {
        let link = ["Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"];
        let frame = ["Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"];
        let image = ["Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"];
        let with = |line: &str, how: &[&str]| check(line, &[&[OURS, CROSS], how].concat());
        assert_eq!(with("GET /story/1.html", &link), 200);
        for how in [&frame, &image] {
            assert_eq!(with("GET /story/1.html", how), 403, "{how:?}");
        }
        for path in ["/api/stories", "/api", "/export/stemma.csv", "/stemma.js"] {
            assert_eq!(with(&format!("GET {path}"), &link), 403, "{path}");
        }
        assert_eq!(with("POST /judge", &link), 403);
        // Another port of this machine is the same site, and no more to be trusted.
        assert_eq!(check("GET /", &[OURS, "Sec-Fetch-Site: same-site"]), 403);
        assert_eq!(check("GET /", &[OURS, "Sec-Fetch-Site: none"]), 200);
        assert_eq!(check("GET /api/stories", &[OURS, SAME]), 200);
        assert_eq!(check("DELETE /", &[OURS]), 405);
        assert_eq!(check("OPTIONS /api/judgements", &[OURS]), 405);
    }

    #[test]
    fn a_form_says_where_it_comes_from() {
        let origin = "Origin: http://127.0.0.1:7836";
        assert_eq!(check("POST /judge", &[OURS, origin]), 200);
        assert_eq!(check("POST /judge", &[OURS, SAME]), 200);
        // A browser that asks under another name of this machine says no more than that.
        let desk = ["Host: desk.example:7836", "Origin: http://desk.example:7836"];
        assert_eq!(check("POST /judge", &desk), 200);
        for headers in [
            &[OURS][..],
            &[OURS, "Origin: null"],
            &[OURS, "Origin: http://evil.example"],
            &[OURS, "Origin: https://127.0.0.1:7836"],
            &[OURS, "Origin: http://127.0.0.1:7837"],
            &[OURS, "Origin: http://localhost:7836"],
            &[OURS, "Origin: null", SAME],
            &[OURS, "Origin: null", CROSS],
            &["Host: desk.example:7836", "Origin: null"],
            &["Host: desk.example:7836", "Origin: http://evil.example:7836"],
            &[OURS, origin, CROSS],
        ] {
            assert_eq!(check("POST /judge", headers), 403, "{headers:?}");
        }
        // A program: what it needs is the token.
        assert_eq!(check("POST /api/judgements", &[OURS]), 200);
    }

    #[test]
    fn a_request_has_its_limits() {
        assert_eq!(check(&format!("GET /{}", "a".repeat(LONGEST)), &[OURS]), 414);
        let many: Vec<String> = (0..=MOST_HEADERS).map(|n| format!("X-{n}: 1")).collect();
        let mut headers: Vec<&str> = many.iter().map(String::as_str).collect();
        headers.push(OURS);
        assert_eq!(check("GET /", &headers), 431);
    }
}
