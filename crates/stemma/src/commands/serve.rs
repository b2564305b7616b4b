//! `stemma serve`: the pages of a store, in a browser.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use anyhow::bail;
use clap::Args;

use super::judge::by;
use crate::Status;
use crate::cli::{ModelOption, StoreOption};
use crate::printer::Printer;
use crate::serve::{Settings, serve};

/// The port where none is named: the first letters of the program, as a telephone has them (S 7,
/// T 8, E 3, M 6).
const PORT: u16 = 7836;

/// Show a store in the browser: read, compare, search, judge
///
/// Only this machine can reach it, and no website that is open in the same browser. What is judged
/// on a page is judged as by `stemma judge`: all that hangs on it is computed anew, and the page
/// says what has changed. Accounts that another `stemma read` adds meanwhile are noticed.
#[derive(Args)]
#[command(after_help = "\
Examples:
  stemma serve --store s.db --open     and look at it in the browser
  stemma serve --store s.db --port 0   on any port that is free; the address is printed

The address is printed on standard output once it answers; Ctrl-C ends it. The JSON API is under \
/api, and api.html describes it.

To reach it from another machine, lead its port there: `ssh -L 7836:localhost:7836 THIS-MACHINE`. \
`--listen` opens it to a network instead, to everybody there, for reading and for judging: there are \
no passwords.")]
pub(crate) struct Serve {
    #[command(flatten)]
    store: StoreOption,

    #[command(flatten)]
    model: ModelOption,

    /// The port; 0 for any that is free
    #[arg(long, short, default_value_t = PORT, value_name = "N")]
    port: u16,

    /// Open it in the browser
    #[arg(long)]
    open: bool,

    /// Who judges [default: the name of the user's account]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,

    /// Listen on this address of a network rather than on this machine's own
    #[arg(long, value_name = "ADDRESS", requires = "allow_host")]
    listen: Option<IpAddr>,

    /// Answer when asked under this name or address, too (repeatable)
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
}

impl Serve {
    /// The pages of a store, opened in the browser on any port that is free.
    pub(crate) fn opened(store: StoreOption, model: ModelOption) -> Serve {
        Serve { store, model, port: 0, open: true, by: None, listen: None, allow_host: Vec::new() }
    }

    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        if let Some(name) = self.allow_host.iter().find(|name| !is_host(name)) {
            bail!("'{name}' is no name of a host. Write it without http:// and without a port");
        }
        let own = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];
        let listen = self.listen.map_or(own.to_vec(), |address| vec![address]);
        if listen.iter().any(|address| !address.is_loopback()) {
            printer.note(
                "everybody who can reach this address can read the store and judge in it; what is \
                 sent is not encrypted.",
            );
        }
        let settings = Settings {
            store: self.store.store.clone(),
            model: self.model.model.clone(),
            listen: listen.into_iter().map(|ip| SocketAddr::new(ip, self.port)).collect(),
            names: self.allow_host.clone(),
            by: by(self.by.as_deref()),
        };
        serve(&settings, printer, |addresses, printer| {
            let address = format!("http://{}/", addresses[0]);
            printer.data(&format!("{address}\n"))?;
            printer.flush()?;
            printer.say("Ctrl-C ends it.");
            if self.open && open::that_detached(&address).is_err() {
                printer.note(format!("no browser could be opened; go to {address} in one."));
            }
            Ok(())
        })?;
        Ok(Status::Done)
    }
}

/// Whether that is what a browser sends as the host, without its port.
fn is_host(name: &str) -> bool {
    let is_address = name.trim_matches(['[', ']']).parse::<Ipv6Addr>().is_ok();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    is_address || (!name.is_empty() && name.chars().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_or_an_address_alone() {
        for host in ["desk", "desk.example", "10.0.0.7", "[fd00::7]"] {
            assert!(is_host(host), "{host}");
        }
        for not in ["", "http://desk", "desk:80", "desk/", "*"] {
            assert!(!is_host(not), "{not}");
        }
    }
}
