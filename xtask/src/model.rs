//! Gets the pinned language models.

use std::io::IsTerminal;

use anyhow::Result;

/// Which.
#[derive(Default, clap::Args)]
pub(crate) struct Options {
    /// Models by name; all of them where none is named
    names: Vec<String>,
}

pub(crate) fn model(options: &Options) -> Result<()> {
    let all = || stemma_model::MODELS.iter().map(|model| model.name.to_owned()).collect();
    let names: Vec<String> = if options.names.is_empty() { all() } else { options.names.clone() };
    for name in names {
        let terminal = std::io::stderr().is_terminal();
        let mut progress = |progress: stemma_model::Progress| {
            if terminal {
                let percent = progress.received * 100 / progress.total.max(1);
                eprint!("\r{name}: {percent} %");
            }
        };
        let installed = stemma_model::add(&name, &mut progress, &stemma_model::Options::default())?;
        if terminal {
            eprint!("\r");
        }
        eprintln!("model {name}: {} {}", installed.model.package, installed.model.version);
    }
    Ok(())
}
