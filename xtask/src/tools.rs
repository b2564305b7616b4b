//! What the tests need beyond Rust and Python: programs of the system, packages of Python and npm.
//!
//! Programs come from Debian's packages where they are missing. The packages are pinned in
//! `xtask/tools/` and installed into `tools/` below the target folder, where the tests find them:
//! `tools/python/bin/python` and `tools/npm/node_modules`. When all is there, this asks nobody.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::run::{root, run, target};

/// Nothing to choose.
#[derive(clap::Args)]
pub(crate) struct Options {}

/// A program that tests run.
struct Program {
    /// What it may be called; one is enough.
    names: &'static [&'static str],
    /// Debian's package that has it.
    package: &'static str,
}

const PROGRAMS: [Program; 7] = [
    Program { names: &["chromium", "chromium-browser", "google-chrome"], package: "chromium" },
    Program { names: &["chromedriver"], package: "chromium-driver" },
    Program { names: &["node"], package: "nodejs" },
    Program { names: &["npm"], package: "npm" },
    Program { names: &["dot"], package: "graphviz" },
    // PyICU, which followthemoney needs, comes as source.
    Program { names: &["c++", "g++", "clang++"], package: "g++" },
    Program { names: &["pkg-config"], package: "pkg-config" },
];

/// Installs what is missing, and returns the folder of the packages.
pub(crate) fn tools() -> Result<PathBuf> {
    programs()?;
    let tools = target().join("tools");
    // Tests run in other folders than this.
    let tools = std::path::absolute(&tools).with_context(|| tools.display().to_string())?;
    python(&tools.join("python"))?;
    npm(&tools.join("npm"))?;
    Ok(tools)
}

fn programs() -> Result<()> {
    let missing: Vec<&str> = PROGRAMS
        .iter()
        .filter(|program| !program.names.iter().any(|name| on_path(name)))
        .map(|program| program.package)
        .chain((!has_venv()).then_some("python3-venv"))
        .chain((!has_python_headers()).then_some("python3-dev"))
        .chain((!has_icu()).then_some("libicu-dev"))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let wanted = missing.join(", ");
    if !on_path("apt-get") {
        bail!(
            "the tests need programs that are not here; install them: {wanted} (these are the \
             names of Debian's packages)"
        );
    }
    eprintln!("installing {wanted}");
    let install = || run(apt_get().args(["install", "--yes", "--quiet"]).args(&missing));
    // The lists of packages may be old or empty.
    if install().is_err() {
        run(apt_get().args(["update", "--quiet"]))?;
        install()
            .with_context(|| format!("the tests need these of Debian's packages: {wanted}"))?;
    }
    for program in &PROGRAMS {
        if !program.names.iter().any(|name| on_path(name)) {
            bail!("{} was installed, but there is no {}", program.package, program.names[0]);
        }
    }
    Ok(())
}

/// `apt-get`, with the rights to install.
fn apt_get() -> Command {
    let id = Command::new("id").arg("-u").output();
    let is_root = id.is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    let mut command = Command::new(if is_root { "env" } else { "sudo" });
    if !is_root {
        command.arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).stdin(Stdio::null());
    command
}

fn on_path(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// Debian's Python has what makes virtual environments in a package of its own.
fn has_venv() -> bool {
    succeeds("python3", &["-c", "import venv, ensurepip"])
}

/// And what its extensions are compiled with in another.
fn has_python_headers() -> bool {
    let look = "import os.path, sysconfig, sys; \
                sys.exit(not os.path.isfile(sysconfig.get_path('include') + '/Python.h'))";
    succeeds("python3", &["-c", look])
}

/// The library that `PyICU` is an extension for.
fn has_icu() -> bool {
    succeeds("pkg-config", &["--exists", "icu-i18n"])
}

fn succeeds(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Python's packages, in a virtual environment.
fn python(folder: &Path) -> Result<()> {
    let wanted = root().join("xtask/tools/requirements.txt");
    up_to_date(folder, &[&wanted], || {
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder))?;
        let mut pip = Command::new(folder.join("bin/python"));
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        run(pip.arg("--requirement").arg(&wanted))
    })
}

/// npm's packages, just as they are locked.
fn npm(folder: &Path) -> Result<()> {
    let from = root().join("xtask/tools");
    let (wanted, lock) = (from.join("package.json"), from.join("package-lock.json"));
    up_to_date(folder, &[&wanted, &lock], || {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        for file in [&wanted, &lock] {
            let name = file.file_name().unwrap_or_default();
            fs::copy(file, folder.join(name)).with_context(|| file.display().to_string())?;
        }
        // No package runs anything of its own here.
        let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
        run(Command::new("npm").args(arguments).current_dir(folder))
    })
}

/// Makes a folder, unless it was made before from the same files.
fn up_to_date(folder: &Path, from: &[&Path], make: impl FnOnce() -> Result<()>) -> Result<()> {
    let mut wanted = String::new();
    for file in from {
        wanted += &fs::read_to_string(file).with_context(|| file.display().to_string())?;
    }
    let mark = folder.join("made-from");
    if fs::read_to_string(&mark).is_ok_and(|made| made == wanted) {
        return Ok(());
    }
    eprintln!("setting up {}", folder.display());
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent).with_context(|| parent.display().to_string())?;
    }
    make()?;
    fs::write(&mark, wanted).with_context(|| mark.display().to_string())
}

/// Installs what is missing, and says where it is.
pub(crate) fn print(_options: &Options) -> Result<()> {
    let tools = tools()?;
    println!("{}", tools.display());
    Ok(())
}
