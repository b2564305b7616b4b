//! A real browser, and what it looks at: chromedriver with headless Chromium, `stemma serve`, and
//! the files of `stemma site`.
//!
//! All that is started is ended when its value is dropped, a failed test's too.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::{example, model, stemma};
use crate::tools;

/// How long anything may take that a reader waits for. Weaving in a debug build on a busy machine is
/// the slowest.
const PATIENCE: Duration = Duration::from_secs(60);

/// Widths at which every page is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    /// A screen on a desk.
    Wide,
    /// A telephone.
    Narrow,
}

/// A program on the path by one of its names.
fn program(names: &[&str]) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let found = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    found.into_iter().find(|file| file.is_file()).unwrap_or_else(|| {
        panic!("there is no {}: `cargo xtask test` installs what these tests need", names[0])
    })
}

/// A store of the story of the strait, read once for all tests.
fn strait() -> &'static Path {
    static STORE: OnceLock<PathBuf> = OnceLock::new();
    STORE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
        // What an earlier run has left is of an earlier program.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let store = folder.join("strait.db");
        stemma(&model())
            .arg("read")
            .arg(example("strait"))
            .arg("-s")
            .arg(&store)
            .assert()
            .success();
        store
    })
}

/// A copy of that store, for a test to judge in.
pub(crate) fn store_in(folder: &Path) -> PathBuf {
    let store = folder.join("s.db");
    let from = std::env::var_os("STEMMA_LOOK_STORE").map(PathBuf::from);
    std::fs::copy(from.as_deref().unwrap_or_else(|| strait()), &store).unwrap();
    store
}

/// Pages that a browser can open.
pub(crate) trait Pages {
    /// The address of a page, by its path from the root.
    fn at(&self, path: &str) -> String;
}

/// `stemma serve` on a store of its own.
pub(crate) struct Served {
    address: String,
    // Dropped in this order: the store goes last.
    _process: Process,
    _folder: TempDir,
}

impl Served {
    /// Serves the story of the strait.
    pub(crate) fn strait() -> Served {
        let folder = tempfile::tempdir().unwrap();
        let store = store_in(folder.path());
        Served::of(folder, &store)
    }

    /// Serves accounts that are read from a folder.
    pub(crate) fn reading(accounts: &Path) -> Served {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("s.db");
        stemma(&model()).arg("read").arg(accounts).arg("-s").arg(&store).assert().success();
        Served::of(folder, &store)
    }

    fn of(folder: TempDir, store: &Path) -> Served {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stemma"));
        command.args(["--quiet", "serve", "--port", "0", "--by", "reader", "--store"]).arg(store);
        command.env("STEMMA_MODEL", model()).env("NO_COLOR", "1");
        let (process, line) = Process::start(&mut command, |line| line.starts_with("http://"));
        Served {
            address: line.trim().trim_end_matches('/').to_owned(),
            _process: process,
            _folder: folder,
        }
    }
}

impl Pages for Served {
    fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.address)
    }
}

/// The files of `stemma site`.
pub(crate) struct Files {
    folder: TempDir,
}

impl Files {
    /// The story of the strait.
    pub(crate) fn strait() -> Files {
        let folder = tempfile::tempdir().unwrap();
        let store = store_in(folder.path());
        let site = folder.path().join("site");
        stemma(&model()).arg("site").arg(&site).arg("-s").arg(&store).assert().success();
        Files { folder }
    }

    /// Where they are.
    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().join("site")
    }
}

impl Pages for Files {
    fn at(&self, path: &str) -> String {
        format!("file://{}/{path}", self.folder().display())
    }
}

/// A program in the background, ended when it is dropped.
struct Process {
    child: Child,
    // Whoever prints into a closed pipe dies of it.
    _output: BufReader<ChildStdout>,
}

impl Process {
    /// Starts it and waits for a line of its output.
    fn start(command: &mut Command, is_it: impl Fn(&str) -> bool) -> (Process, String) {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {command:?}: {error}"));
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !is_it(&line) {
            line.clear();
            let read = output.read_line(&mut line).unwrap();
            assert!(read > 0, "{command:?} ended: {:?}", child.wait());
        }
        (Process { child, _output: output }, line)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Any command of the driver, by its path within the session.
#[derive(Debug)]
struct Raw {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Raw {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _url: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

/// Headless Chromium.
pub(crate) struct Browser {
    client: Option<Client>,
    scripts: bool,
    runtime: tokio::runtime::Runtime,
    // Dropped in this order: the folder goes last.
    _driver: Process,
    _folder: TempDir,
}

impl Browser {
    /// A wide window, light, with scripts.
    pub(crate) fn new() -> Browser {
        Browser::with(true)
    }

    /// One that runs no script of a page.
    pub(crate) fn without_scripts() -> Browser {
        Browser::with(false)
    }

    fn with(scripts: bool) -> Browser {
        let chromium = program(&["chromium", "chromium-browser", "google-chrome"]);
        // Neither driver nor browser clears all away that it puts there.
        let folder = tempfile::tempdir().unwrap();
        let mut driver = Command::new(program(&["chromedriver"]));
        driver.arg("--port=0").env("TMPDIR", folder.path());
        let started = |line: &str| line.contains("started successfully on port");
        let (driver, line) = Process::start(&mut driver, started);
        let port: String = line.chars().filter(char::is_ascii_digit).collect();
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1280,900",
            // Where a page scrolls smoothly, a click would miss what still moves.
            "--force-prefers-reduced-motion",
        ];
        let mut prefs = json!({ "intl.accept_languages": "en" });
        if !scripts {
            prefs["profile.managed_default_content_settings.javascript"] = json!(2);
        }
        let capabilities = json!({
            "browserName": "chrome",
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "goog:chromeOptions": { "binary": chromium, "args": arguments, "prefs": prefs },
            // A dialog of a page is a fault: it stays, and what comes next fails.
            "unhandledPromptBehavior": "ignore",
        });
        let Value::Object(capabilities) = capabilities else { unreachable!("it is an object") };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let address = format!("http://127.0.0.1:{port}");
        let mut builder =
            ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
        let client = runtime
            .block_on(builder.capabilities(capabilities.into_iter().collect()).connect(&address))
            .unwrap_or_else(|error| panic!("Chromium did not start: {error}"));
        Browser { client: Some(client), scripts, runtime, _driver: driver, _folder: folder }
    }

    fn run<T>(&self, what: impl AsyncFnOnce(&Client) -> Result<T, CmdError>) -> T {
        let client = self.client.as_ref().expect("it is taken only when dropped");
        let done = async { tokio::time::timeout(PATIENCE * 2, what(client)).await };
        let done = self.runtime.block_on(done);
        done.expect("the browser does not answer").unwrap_or_else(|error| panic!("{error}"))
    }

    fn raw(&self, path: &'static str, body: Value) -> Value {
        self.run(async |client| client.issue_cmd(Raw { path, body }).await)
    }

    /// A command of the protocol for developers' tools.
    pub(crate) fn tell(&self, command: &str, parameters: Value) -> Value {
        self.raw("goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }

    /// Opens an address, and waits until its page is all there.
    pub(crate) fn go(&self, address: &str) {
        self.run(async |client| client.goto(address).await);
        if self.scripts {
            self.wait("the page is there", "return document.readyState == 'complete'");
        }
    }

    /// Where it is.
    pub(crate) fn address(&self) -> String {
        self.run(async |client| client.current_url().await).to_string()
    }

    /// What a function's body returns on the page.
    pub(crate) fn js(&self, body: &str) -> Value {
        self.run(async |client| client.execute(body, Vec::new()).await)
    }

    /// The same, as text.
    pub(crate) fn string(&self, body: &str) -> String {
        self.js(body).as_str().unwrap_or_default().to_owned()
    }

    /// Waits until something is so on the page.
    pub(crate) fn wait(&self, what: &str, body: &str) {
        let since = Instant::now();
        // While a page goes and another comes, there is nothing to ask.
        let asked =
            || self.runtime.block_on(self.client.as_ref().unwrap().execute(body, Vec::new()));
        while !asked().is_ok_and(|value| value == true) {
            let page = || (self.address(), self.text("body"));
            assert!(
                since.elapsed() < PATIENCE,
                "{what}: not so after {PATIENCE:?} at {:?}",
                page()
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Waits until a page is there whose path holds this.
    pub(crate) fn arrive(&self, path: &str) {
        if !self.scripts {
            // Nothing can be asked on the page. Its address is there before it is; whatever is
            // looked for in it is waited for.
            let since = Instant::now();
            while !self.address().contains(path) {
                assert!(since.elapsed() < PATIENCE, "{path}: not at {}", self.address());
                std::thread::sleep(Duration::from_millis(30));
            }
            return;
        }
        let here = format!(
            "return location.pathname.includes({path:?}) && document.readyState == 'complete'"
        );
        self.wait(path, &here);
    }

    /// The first element of a selector; waits for it.
    pub(crate) fn find(&self, selector: &str) -> Element {
        let locator = Locator::Css(selector);
        self.run(async |client| client.wait().at_most(PATIENCE).for_element(locator).await)
    }

    /// How many there are.
    pub(crate) fn count(&self, selector: &str) -> usize {
        self.run(async |client| client.find_all(Locator::Css(selector)).await).len()
    }

    /// Does something with the first element of a selector; with that of the page that has come
    /// meanwhile, where the element went with its page.
    fn on<T>(&self, selector: &str, what: impl AsyncFn(Element) -> Result<T, CmdError>) -> T {
        let since = Instant::now();
        loop {
            let element = self.find(selector);
            let done = self.run(async |_| match what(element).await {
                Err(error) if error.is_stale_element_reference() => Ok(None),
                done => done.map(Some),
            });
            if let Some(done) = done {
                return done;
            }
            assert!(since.elapsed() < PATIENCE, "{selector}: its page does not stay");
        }
    }

    /// The text of an element as one sees it.
    pub(crate) fn text(&self, selector: &str) -> String {
        self.on(selector, async |element| element.text().await)
    }

    /// An attribute.
    pub(crate) fn attribute(&self, selector: &str, name: &str) -> String {
        self.on(selector, async |element| element.attr(name).await).unwrap_or_default()
    }

    /// Clicks as a mouse does: on what can be seen, after scrolling to it.
    pub(crate) fn click(&self, selector: &str) {
        self.on(selector, async |element| element.click().await);
    }

    /// Types into a field, in place of what is there.
    pub(crate) fn fill(&self, selector: &str, text: &str) {
        let element = self.find(selector);
        self.run(async |_| {
            element.clear().await?;
            element.send_keys(text).await
        });
    }

    /// Presses keys, one after another, wherever the focus is.
    pub(crate) fn press(&self, keys: &str) {
        let presses = keys.chars().flat_map(|key| {
            ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key.to_string() }))
        });
        let actions: Vec<Value> = presses.collect();
        self.raw(
            "actions",
            json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }),
        );
    }

    /// Makes the window a desk's or a telephone's.
    pub(crate) fn width(&self, width: Width) {
        let (width, height, mobile) = match width {
            Width::Wide => (1280, 900, false),
            Width::Narrow => (390, 844, true),
        };
        let screen =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile });
        self.tell("Emulation.setDeviceMetricsOverride", screen);
    }

    /// What the system asks pages to look like.
    pub(crate) fn dark(&self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        let wanted = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
        self.tell("Emulation.setEmulatedMedia", wanted);
    }

    /// The pages below an address that this page leads to, by their paths, with what is asked of them.
    pub(crate) fn leads_to(&self, root: &str) -> Vec<String> {
        let body = "return [...document.querySelectorAll('a[href]')]
            .map((a) => new URL(a.getAttribute('href'), location).href.split('#')[0])";
        let links: Vec<String> = serde_json::from_value(self.js(body)).unwrap();
        let paths = links.iter().filter_map(|link| link.strip_prefix(root));
        let is_page = |path: &&str| {
            let file = path.split('?').next().unwrap_or_default();
            Path::new(file).extension().is_some_and(|extension| extension == "html")
        };
        paths.filter(is_page).map(str::to_owned).collect()
    }

    /// What is on the clipboard.
    pub(crate) fn clipboard(&self) -> String {
        let all = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        self.tell("Browser.grantPermissions", all);
        let read = "const done = arguments[0]; navigator.clipboard.readText().then(done, (error) => done(String(error)));";
        let words = self.run(async |client| client.execute_async(read, Vec::new()).await);
        words.as_str().unwrap_or_default().to_owned()
    }

    /// The page printed.
    pub(crate) fn print(&self) -> Vec<u8> {
        self.run(async |client| client.print(fantoccini::wd::PrintConfiguration::default()).await)
    }

    /// A picture of the whole page.
    pub(crate) fn picture(&self) -> Vec<u8> {
        let wanted = json!({ "format": "png", "captureBeyondViewport": true });
        let picture = self.tell("Page.captureScreenshot", wanted);
        base64::Engine::decode(
            &base64::prelude::BASE64_STANDARD,
            picture["data"].as_str().unwrap_or_default(),
        )
        .unwrap()
    }

    /// What the page has said in the console since it was last asked: warnings and errors.
    pub(crate) fn console(&self) -> Vec<String> {
        let log = self.raw("se/log", json!({ "type": "browser" }));
        let lines = log.as_array().into_iter().flatten();
        lines.filter_map(|line| line["message"].as_str()).map(str::to_owned).collect()
    }

    /// The addresses that were asked for since it was last asked, also in vain.
    pub(crate) fn requests(&self) -> Vec<String> {
        let log = self.raw("se/log", json!({ "type": "performance" }));
        let lines = log.as_array().into_iter().flatten();
        let messages =
            lines.filter_map(|line| serde_json::from_str::<Value>(line["message"].as_str()?).ok());
        let asked =
            messages.filter(|message| message["message"]["method"] == "Network.requestWillBeSent");
        asked
            .filter_map(|message| {
                message["message"]["params"]["request"]["url"].as_str().map(str::to_owned)
            })
            .collect()
    }

    /// What axe finds on the page that is serious or critical, a line each.
    pub(crate) fn axe(&self) -> Vec<String> {
        static AXE: OnceLock<String> = OnceLock::new();
        let read = || std::fs::read_to_string(tools::npm().join("axe-core/axe.min.js")).unwrap();
        if self.js("return typeof axe") == "undefined" {
            self.js(AXE.get_or_init(read));
        }
        let body = "
            const done = arguments[0];
            axe.run(document).then(({ violations, passes }) => {
                if (passes.length < 10) return done(['axe has looked at next to nothing']);
                const bad = violations.filter(({ impact }) => ['serious', 'critical'].includes(impact));
                done(bad.flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map(
                    (node) => `${id}: ${help}: ${node.html.slice(0, 160)}: ${node.failureSummary}`)));
            }, (error) => done([String(error)]));";
        let found = self.run(async |client| client.execute_async(body, Vec::new()).await);
        let lines = found.as_array().cloned().unwrap_or_default();
        lines.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Chromium ends with its session; without it, it would outlive its driver.
        if let Some(client) = self.client.take() {
            let close =
                async { tokio::time::timeout(Duration::from_secs(10), client.close()).await };
            let _ = self.runtime.block_on(close);
        }
    }
}
