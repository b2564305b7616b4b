//! `stemma model`: the language models.

use clap::{Args, Subcommand};
use serde::Serialize;
use stemma_model::{MODELS, Model, Options};

use crate::Status;
use crate::language::add;
use crate::printer::{Printer, styles};

/// Get, list and remove language models
#[derive(Args)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Examples:
  stemma model add en       get the English model with pip; it is checked against its SHA-256
  stemma model list
  stemma model path en

Models are kept in the user's data folder; STEMMA_DATA names another. Every command that takes
`--model` also takes the path of a spaCy pipeline folder or of its wheel."
)]
pub(crate) struct ModelCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Get a model, unless it is there
    Add {
        /// Its name
        #[arg(default_value = stemma_model::DEFAULT)]
        name: String,
    },
    /// List the models that are known, and whether they are there
    List {
        /// Print JSON instead
        #[arg(long)]
        json: bool,
    },
    /// Print where a model's file is
    Path {
        /// Its name
        #[arg(default_value = stemma_model::DEFAULT)]
        name: String,
    },
    /// Remove a model's file
    Remove {
        /// Its name
        name: String,
    },
}

#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    language: &'a str,
    package: &'a str,
    version: &'a str,
    licence: &'a str,
    size: u64,
    about: &'a str,
    path: Option<String>,
}

impl ModelCommand {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let options = Options::default();
        match &self.action {
            Action::Add { name } => {
                let installed = add(name, printer)?;
                printer.say(format!("The model `{name}` is at {}", installed.path.display()));
            }
            Action::List { json } => list(*json, printer)?,
            Action::Path { name } => {
                known(name)?;
                let installed = stemma_model::list(&options)?;
                let Some(installed) = installed.iter().find(|model| model.model.name == name)
                else {
                    printer.note(format!(
                        "the model `{name}` is not installed. `stemma model add {name}` gets it."
                    ));
                    return Ok(Status::No);
                };
                printer.data(&format!("{}\n", installed.path.display()))?;
            }
            Action::Remove { name } => {
                if !stemma_model::remove(name, &options)? {
                    printer.note(format!("the model `{name}` was not installed."));
                    return Ok(Status::No);
                }
                printer.say(format!("Removed the model `{name}`."));
            }
        }
        Ok(Status::Done)
    }
}

fn known(name: &str) -> anyhow::Result<&'static Model> {
    Model::named(name).ok_or_else(|| {
        let names: Vec<&str> = MODELS.iter().map(|model| model.name).collect();
        anyhow::anyhow!("there is no model `{name}`. Models: {}", names.join(", "))
    })
}

fn list(json: bool, printer: &mut Printer) -> anyhow::Result<()> {
    let installed = stemma_model::list(&Options::default())?;
    let path = |name: &str| {
        let found = installed.iter().find(|there| there.model.name == name);
        found.map(|there| there.path.display().to_string())
    };
    if json {
        printer.json(MODELS.iter().map(|model| Row {
            name: model.name,
            language: model.language,
            package: model.package,
            version: model.version,
            licence: model.licence,
            size: model.size,
            about: model.about,
            path: path(model.name),
        }))?;
        return Ok(());
    }
    let look = printer.look();
    for model in MODELS {
        let there = path(model.name).unwrap_or_else(|| "not installed".to_owned());
        printer.data(&format!(
            "{}  {} ({:.0} MB, {})\n       {}\n",
            look.paint(styles::STRONG, &format!("{:<5}", model.name)),
            model.about,
            model.size as f64 / 1e6,
            model.licence,
            look.paint(styles::FAINT, &there)
        ))?;
    }
    Ok(())
}
