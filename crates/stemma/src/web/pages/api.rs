//! The JSON API, described for a reader: drawn from the document that programs read.

use maud::{Markup, html};
use serde_json::{Map, Value};

use super::super::{Page, View};
use crate::api::{OPERATIONS, Operation, TOKEN, document};

/// The page of the API. Only a server has one.
pub(in crate::web) fn page(view: View<'_>) -> Option<Page> {
    view.live?;
    let document = document();
    let schemas = document["components"]["schemas"].as_object();
    let body = html! {
        h1 { "API" }
        p {
            "All that the pages show, as JSON, for programs on this machine. Spans are "
            code { "[start, end]" } " in Unicode code points of the text that they are of. "
            a href=(view.href_to("api/openapi.json")) { "The same as OpenAPI 3.1" } "."
        }
        p {
            "Lists come in pages: " code { "limit" } " says how many items, and " code { "next" }
            " of an answer is what to give as " code { "after" } " for the next. What is wrong is said as "
            code { "{\"error\": …, \"hint\": …}" } ". To judge, send the " code { "token" } " of "
            code { "GET /api" } " in the header " code { (TOKEN) } "."
        }
        nav aria-label="Operations" {
            ul.plain.operations {
                @for operation in &OPERATIONS {
                    li { a href={ "#" (operation.id) } { (head(operation)) } " " (told(operation.summary)) }
                }
            }
        }
        @for operation in &OPERATIONS { (described(operation)) }
        section aria-labelledby="schemas" {
            h2 #schemas { "What is answered" }
            @for (name, schema) in schemas.into_iter().flatten() { (schema_of(name, schema)) }
        }
    };
    Some(Page::new("API", body))
}

fn head(operation: &Operation) -> Markup {
    html! { code { @if operation.posts { "POST " } @else { "GET " } (operation.path) } }
}

/// Words of ours, in which code stands between backticks.
fn told(words: &str) -> Markup {
    html! {
        @for (n, piece) in words.split('`').enumerate() {
            @if n % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}

fn described(operation: &Operation) -> Markup {
    html! {
        section.operation aria-labelledby=(operation.id) {
            h2 #(operation.id) { (head(operation)) }
            p { (told(operation.summary)) "." }
            @if !operation.parameters.is_empty() {
                table {
                    thead { tr { th scope="col" { "Parameter" } th scope="col" { "What it means" } } }
                    tbody {
                        @for parameter in operation.parameters {
                            tr {
                                th scope="row" {
                                    code { (parameter.name) }
                                    @if parameter.is_needed { " (needed)" }
                                }
                                td { (told(parameter.means)) }
                            }
                        }
                    }
                }
            }
            @if let Some(takes) = operation.takes { p { "Takes " (named(takes)) "." } }
            @match operation.gives {
                Some(gives) => { p { "Gives " (named(gives)) "." } }
                None => { p { "Gives one JSON object, which FORMATS.md describes." } }
            }
            p.small { "For example" }
            pre tabindex="0" { code { (example(operation)) } }
        }
    }
}

/// A request as one may be typed.
fn example(operation: &Operation) -> String {
    const HERE: &str = "http://127.0.0.1:7836";
    match operation.id {
        "judge" => format!(
            "curl {HERE}{} -H '{TOKEN}: …' \\\n  --json '{{\"one\": \"e1\", \"other\": \"e2\", \
             \"verdict\": \"same\", \"because\": \"…\"}}'",
            operation.path
        ),
        "undo" => {
            format!("curl {HERE}{} -H '{TOKEN}: …' --json '{{\"n\": 1}}'", operation.path)
        }
        _ => {
            let mut path = operation.path.to_owned();
            let mut query = Vec::new();
            for parameter in operation.parameters {
                let in_path = format!("{{{}}}", parameter.name);
                if path.contains(&in_path) {
                    path = path.replace(&in_path, parameter.example);
                } else if parameter.is_needed || parameter.name == "limit" {
                    query.push(format!("{}={}", parameter.name, parameter.example));
                }
            }
            let sign = if query.is_empty() { "" } else { "?" };
            format!("curl '{HERE}{path}{sign}{}'", query.join("&"))
        }
    }
}

fn named(schema: &str) -> Markup {
    html! { a href={ "#schema-" (schema) } { code { (schema) } } }
}

fn schema_of(name: &str, schema: &Value) -> Markup {
    let properties: Option<&Map<String, Value>> = schema["properties"].as_object();
    let description = schema["description"].as_str();
    html! {
        section.schema aria-labelledby={ "schema-" (name) } {
            h3 id={ "schema-" (name) } { code { (name) } }
            @if let Some(words) = description { p { (told(words)) } }
            @if let Some(properties) = properties {
                table {
                    thead { tr {
                        th scope="col" { "Field" } th scope="col" { "Holds" } th scope="col" { "Meaning" }
                    } }
                    tbody {
                        @for (field, held) in properties {
                            tr {
                                th scope="row" { code { (field) } }
                                td { (kind(held)) }
                                td { (told(held["description"].as_str().unwrap_or_default())) }
                            }
                        }
                    }
                }
            } @else {
                p { (kind(schema)) }
            }
        }
    }
}

/// What a value is, in words, with links to what is described elsewhere.
fn kind(schema: &Value) -> Markup {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return named(name);
    }
    if let Some(words) = schema["enum"].as_array() {
        let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
        return html! { (words.join(", ")) };
    }
    for of in ["anyOf", "oneOf", "allOf"] {
        if let Some(all) = schema[of].as_array() {
            return html! {
                @for (n, one) in all.iter().enumerate() { @if n > 0 { " or " } (kind(one)) }
            };
        }
    }
    if let Some(all) = schema["prefixItems"].as_array() {
        return html! {
            "[" @for (n, one) in all.iter().enumerate() { @if n > 0 { ", " } (kind(one)) } "]"
        };
    }
    match &schema["type"] {
        Value::Array(types) => {
            let types: Vec<&str> = types.iter().filter_map(Value::as_str).collect();
            let types = types.join(" or ");
            html! {
                (types)
                @if schema["items"].is_object() { " of " (kind(&schema["items"])) }
            }
        }
        Value::String(word) if word == "array" => html! { "list of " (kind(&schema["items"])) },
        Value::String(word) => html! { (word) },
        _ => html! { "anything" },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::{Live, Target};
    use stemma_tell::collection::Collection;
    use stemma_tell::testing::{stored, woven};

    #[test]
    fn every_operation_is_described_and_every_schema_that_is_named_is_there() {
        let collection = Collection::new(stored(), woven());
        let live = Live::default();
        let view = View { collection: &collection, target: &Target::Api, live: Some(&live) };
        let page = page(view).unwrap().body.into_string();
        for operation in OPERATIONS {
            assert!(page.contains(&format!("<h2 id=\"{}\">", operation.id)), "{}", operation.id);
        }
        for name in page.split("href=\"#schema-").skip(1).filter_map(|rest| rest.split('"').next())
        {
            assert!(page.contains(&format!("id=\"schema-{name}\"")), "{name}");
        }
        assert!(super::page(View { live: None, ..view }).is_none());
    }
}
