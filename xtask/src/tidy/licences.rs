//! Licences of all dependencies, and the oldest Rust that they can be built with.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::run::{cargo, output_of};

/// What is wrong with the licences of the project and of all that it is built from, and which
/// dependencies need a newer Rust than the project claims.
pub(super) fn faults() -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for file in ["LICENSE-MIT", "LICENSE-APACHE"] {
        if !Path::new(file).is_file() {
            faults.push(format!("{file} is missing"));
        }
    }
    // One list for cargo-deny and for this.
    let deny: toml::Table = toml::from_str(&fs::read_to_string("deny.toml").context("deny.toml")?)?;
    let allowed =
        deny.get("licenses").and_then(|table| table.get("allow")).and_then(|list| list.as_array());
    let allowed: HashSet<&str> = allowed
        .context("deny.toml has no `licenses.allow`")?
        .iter()
        .filter_map(toml::Value::as_str)
        .collect();
    let metadata = output_of(cargo().args(["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let cargo_toml: toml::Table = toml::from_str(&fs::read_to_string("Cargo.toml")?)?;
    let oldest = cargo_toml["workspace"]["package"]["rust-version"].as_str();
    let oldest = oldest.context("Cargo.toml has no `rust-version`")?;
    for package in metadata["packages"].as_array().context("cargo metadata lists no packages")? {
        let name = package["name"].as_str().unwrap_or_default();
        if let Some(needed) = package["rust_version"].as_str()
            && release(needed) > release(oldest)
        {
            faults.push(format!("{name} needs Rust {needed}; Cargo.toml claims {oldest}"));
        }
        let licence = package["license"].as_str().unwrap_or_default();
        if !is_allowed(licence, &allowed) {
            faults.push(format!("{name}: its licence `{licence}` is not in deny.toml"));
        }
    }
    Ok(faults)
}

/// A version of Rust as numbers: `1.89` is no older than `1.89.0`.
fn release(version: &str) -> [u32; 2] {
    let mut numbers = version.split('.').map(|number| number.parse().unwrap_or(0));
    [numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)]
}

/// Whether an SPDX expression can be satisfied with the allowed licences. `/` is how old packages
/// write `OR`.
fn is_allowed(expression: &str, allowed: &HashSet<&str>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = tokens.as_slice();
    let value = either(&mut rest, allowed);
    value && rest.is_empty()
}

fn either(rest: &mut &[&str], allowed: &HashSet<&str>) -> bool {
    let mut value = both(rest, allowed);
    while let ["OR", others @ ..] = rest {
        *rest = others;
        value |= both(rest, allowed);
    }
    value
}

fn both(rest: &mut &[&str], allowed: &HashSet<&str>) -> bool {
    let mut value = one(rest, allowed);
    while let ["AND", others @ ..] = rest {
        *rest = others;
        value &= one(rest, allowed);
    }
    value
}

fn one(rest: &mut &[&str], allowed: &HashSet<&str>) -> bool {
    match *rest {
        ["(", others @ ..] => {
            *rest = others;
            let value = either(rest, allowed);
            if let [")", others @ ..] = rest {
                *rest = others;
            }
            value
        }
        [name, "WITH", exception, others @ ..] => {
            *rest = others;
            allowed.contains(name) || allowed.contains(format!("{name} WITH {exception}").as_str())
        }
        [name, others @ ..] => {
            *rest = others;
            allowed.contains(name)
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_read_as_spdx_means_them() {
        let allowed = HashSet::from(["MIT", "Apache-2.0", "Unicode-3.0"]);
        for right in ["MIT", "MIT OR GPL-3.0", "GPL-2.0/MIT", "(MIT OR GPL-3.0) AND Unicode-3.0"] {
            assert!(is_allowed(right, &allowed), "{right}");
        }
        for wrong in ["", "GPL-3.0", "MIT AND GPL-3.0", "GPL-3.0 OR LGPL-3.0"] {
            assert!(!is_allowed(wrong, &allowed), "{wrong}");
        }
    }
}
