//! The API described as `OpenAPI` 3.1, from the operations and the types themselves.

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::{OPERATIONS, Operation, Parameter, TOKEN, answers};

/// The whole document.
pub(crate) fn document() -> Value {
    let settings = || {
        SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        })
    };
    let mut gives = settings().for_serialize().into_generator();
    let mut takes = settings().for_deserialize().into_generator();
    let mut named: Map<String, Value> = Map::new();
    for (name, schema) in answers::schemas(&mut gives).into_iter().chain(answers::sent(&mut takes))
    {
        named.insert(name.to_owned(), schema.to_value());
    }
    let mut schemas = definitions(&mut takes);
    schemas.extend(definitions(&mut gives));
    // A list is known by its own name rather than by that of its items.
    for (name, schema) in &named {
        if schema["$ref"] != format!("#/components/schemas/{name}") {
            schemas.insert(name.clone(), schema.clone());
        }
    }
    let mut paths: Map<String, Value> = Map::new();
    for operation in OPERATIONS {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[if operation.posts { "post" } else { "get" }] = described(&operation);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Stemma",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What the accounts of a story say together. Spans are [start, end] in \
                Unicode code points of the text that they are of. A number of a claim, an entity or a \
                story holds until the store changes; the name of an account's page always holds.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {
                    "type": "apiKey",
                    "in": "header",
                    "name": TOKEN,
                    "description": "The `token` that GET /api gives.",
                },
            },
        },
    })
}

fn definitions(generator: &mut SchemaGenerator) -> Map<String, Value> {
    generator.take_definitions(true)
}

fn described(operation: &Operation) -> Value {
    let fault = |why: &str| {
        json!({
            "description": why,
            "content": { "application/json": { "schema": reference("Fault") } },
        })
    };
    let schema = operation.gives.map_or_else(|| json!({ "type": "object" }), reference);
    let mut responses = json!({
        "200": { "description": "It", "content": { "application/json": { "schema": schema } } },
        "403": fault("The request comes from another site, or lacks the token"),
        "421": { "description": "The server was asked under a name that is not its own" },
    });
    let mut told = json!({
        "operationId": operation.id,
        "summary": operation.summary,
    });
    if !operation.parameters.is_empty() {
        responses["400"] = fault("A parameter is not as it should be");
        let parameters = operation.parameters.iter();
        told["parameters"] = parameters.map(|one| parameter(operation, one)).collect();
    }
    if operation.path.contains('{') {
        responses["404"] = fault("There is no such thing");
    }
    if let Some(takes) = operation.takes {
        responses["400"] = fault("What was sent is no such JSON");
        responses["409"] = fault("Numbers mean other things by now, or nothing can be taken back");
        responses["413"] = fault("What was sent is larger than 64 KB");
        responses["415"] = fault("What was sent is not declared as JSON");
        responses["422"] = fault("What was named is not there, or is not of one kind");
        responses["503"] = fault("Nothing can be judged now");
        told["requestBody"] = json!({
            "required": true,
            "content": { "application/json": { "schema": reference(takes) } },
        });
        told["security"] = json!([{ "token": [] }]);
    }
    told["responses"] = responses;
    told
}

fn parameter(operation: &Operation, one: &Parameter) -> Value {
    let in_path = operation.path.contains(&format!("{{{}}}", one.name));
    let schema = if one.is_number {
        json!({ "type": "integer", "minimum": i32::from(one.name != "after"), "maximum": u32::MAX })
    } else {
        json!({ "type": "string" })
    };
    let mut told = json!({
        "name": one.name,
        "in": if in_path { "path" } else { "query" },
        "required": one.is_needed,
        "description": one.means,
        "schema": schema,
    });
    if !one.example.is_empty() {
        told["example"] = if one.is_number {
            one.example.parse::<u32>().map_or(Value::Null, Value::from)
        } else {
            one.example.into()
        };
    }
    told
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_that_is_named_is_there() {
        let document = document();
        let told = document.to_string();
        let names = told.split("#/components/schemas/").skip(1);
        for name in names.filter_map(|rest| rest.split('"').next()) {
            assert!(document["components"]["schemas"].get(name).is_some(), "{name}");
        }
        let account = &document["components"]["schemas"]["Account"];
        // What is flattened into an account is described with it.
        assert!(account["properties"]["sentences"].is_object(), "{account}");
        assert!(account["properties"]["outlet"]["type"].as_array().is_some(), "{account}");
        assert_eq!(document["paths"].as_object().unwrap().len(), OPERATIONS.len() - 1);
    }
}
