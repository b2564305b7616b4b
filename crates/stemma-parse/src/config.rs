//! `config.cfg`: sections of `key = value`, where a value is JSON or a reference to another key.
//!
//! The format is that of `confection`: Python's `ConfigParser`, each value parsed as JSON where it
//! is JSON, `${section:key}` or `${section.key}` for a reference.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{Error, PipelineFiles};

const FILE: &str = "config.cfg";

/// A pipeline's configuration: value by section and key.
pub(crate) struct Config {
    sections: BTreeMap<String, BTreeMap<String, Value>>,
}

impl Config {
    pub(crate) fn read(files: &PipelineFiles) -> Result<Config, Error> {
        let mut config = Config { sections: BTreeMap::new() };
        let mut section = String::new();
        for (number, line) in files.need_text(FILE)?.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with(['#', ';']) {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                name.clone_into(&mut section);
                config.sections.entry(section.clone()).or_default();
                continue;
            }
            let Some((key, value)) = line.split_once('=') else {
                let fault = format!("line {} is neither a section nor `key = value`", number + 1);
                return Err(Error::malformed(FILE, fault));
            };
            let (key, value) = (key.trim(), value.trim());
            let value =
                serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.to_owned()));
            config.put(&section, key, value);
        }
        Ok(config)
    }

    /// A table written as one JSON value is the same as a section of its own.
    fn put(&mut self, section: &str, key: &str, value: Value) {
        if let Value::Object(table) = value {
            let inner = format!("{section}.{key}");
            self.sections.entry(inner.clone()).or_default();
            for (key, value) in table {
                self.put(&inner, &key, value);
            }
        } else {
            self.sections.entry(section.to_owned()).or_default().insert(key.to_owned(), value);
        }
    }

    pub(crate) fn get(&self, section: &str, key: &str) -> Option<&Value> {
        let value = self.sections.get(section)?.get(key)?;
        match value.as_str().and_then(|v| v.strip_prefix("${")?.strip_suffix('}')) {
            Some(reference) => {
                let (section, key) =
                    reference.split_once(':').or_else(|| reference.rsplit_once('.'))?;
                self.sections.get(section)?.get(key)
            }
            None => Some(value),
        }
    }

    pub(crate) fn text(&self, section: &str, key: &str) -> Result<&str, Error> {
        self.get(section, key)
            .and_then(Value::as_str)
            .ok_or_else(|| Error::malformed(FILE, format!("[{section}] has no text value {key:?}")))
    }

    pub(crate) fn texts(&self, section: &str, key: &str) -> Result<Vec<&str>, Error> {
        let values = self.get(section, key).and_then(Value::as_array);
        values
            .and_then(|values| values.iter().map(Value::as_str).collect())
            .ok_or_else(|| Error::malformed(FILE, format!("[{section}] has no list {key:?}")))
    }

    /// Fails where a setting that changes what a component does is not the one that is run here.
    pub(crate) fn require(&self, section: &str, key: &str, want: &Value) -> Result<(), Error> {
        match self.get(section, key) {
            None => Ok(()),
            Some(value) if value == want => Ok(()),
            Some(value) => Err(Error::unsupported(
                FILE,
                format!("[{section}] {key} = {value}; only {want} is supported"),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_tables_and_references() {
        let text = "[a]\nb = {\"c\":[\"x\"],\"d\":{\"e\":1}}\n[f.g]\nh = ${a.b:c}\ni = plain\n";
        let files =
            [(FILE.to_owned(), text.as_bytes().to_vec())].into_iter().collect::<PipelineFiles>();
        let config = Config::read(&files).unwrap();
        assert_eq!(config.texts("f.g", "h").unwrap(), ["x"]);
        assert_eq!(config.get("a.b.d", "e"), Some(&Value::from(1)));
        assert_eq!(config.text("f.g", "i").unwrap(), "plain");
        assert!(config.text("f.g", "j").is_err());
    }
}
