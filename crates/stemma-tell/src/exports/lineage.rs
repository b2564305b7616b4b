//! What descends from what, as `GraphML` (networkx, Gephi, yEd, R's igraph) and as DOT (Graphviz).

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use stemma_core::{Certain, Edge, NodeId};

use super::{Scope, allowed, ids, plain, word};

/// An account by its outlet, a source by its name.
pub(super) fn name(scope: &Scope<'_>, node: NodeId) -> String {
    match node {
        NodeId::Account(id) => scope.collection.outlet(id).to_owned(),
        NodeId::Source(_) => scope.collection.node(node),
    }
}

/// What is said of a node or an edge: the name of the attribute, and its value.
type Said = Vec<(&'static str, String)>;

fn of_node(scope: &Scope<'_>, node: NodeId) -> Said {
    let mut said = vec![("label", scope.collection.node(node)), ("name", name(scope, node))];
    match node {
        NodeId::Source(_) => said.push(("kind", "source".to_owned())),
        NodeId::Account(id) => {
            said.push(("kind", "account".to_owned()));
            said.push(("account", id.0.to_string()));
            if let Some(day) = scope.collection.published(id).and_then(|published| published.value)
            {
                said.push(("day", day.to_string()));
            }
            if let Some(stored) = scope.collection.account(id) {
                said.extend(stored.account.title.clone().map(|title| ("title", title)));
                said.extend(ids::address(stored).map(|url| ("url", url.into_owned())));
                said.push(("sha256", stored.sha256.clone()));
            }
        }
    }
    if let Some(entity) = scope.collection.entity_of_node(node) {
        said.push(("entity", entity.0.to_string()));
    }
    said
}

fn of_edge(scope: &Scope<'_>, edge: &Edge) -> Said {
    let words: Vec<&str> =
        edge.evidence.iter().map(|words| scope.collection.words(words)).collect();
    let places: Vec<String> =
        edge.evidence.iter().map(|words| scope.collection.mark(words)).collect();
    vec![
        ("kind", word(edge.kind)),
        ("certainty", word(edge.certainty)),
        ("score", plain(edge.score).to_string()),
        ("evidence", words.join("\n")),
        ("places", places.join(" ")),
    ]
}

const OF_NODES: [(&str, &str); 9] = [
    ("label", "string"),
    ("name", "string"),
    ("kind", "string"),
    ("account", "int"),
    ("day", "string"),
    ("title", "string"),
    ("url", "string"),
    ("sha256", "string"),
    ("entity", "int"),
];

const OF_EDGES: [(&str, &str); 5] = [
    ("kind", "string"),
    ("certainty", "string"),
    ("score", "double"),
    ("evidence", "string"),
    ("places", "string"),
];

/// As `GraphML`.
pub(super) fn graphml(scope: &Scope<'_>) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let graphml = writer.create_element("graphml");
    graphml
        .with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"))
        .write_inner_content(|writer| {
            for (domain, keys) in [("node", &OF_NODES[..]), ("edge", &OF_EDGES[..])] {
                for (name, kind) in keys {
                    let id = key(domain, name);
                    let attributes = [
                        ("id", id.as_str()),
                        ("for", domain),
                        ("attr.name", name),
                        ("attr.type", kind),
                    ];
                    writer.create_element("key").with_attributes(attributes).write_empty()?;
                }
            }
            let graph = writer.create_element("graph");
            let attributes = [("id", "lineage"), ("edgedefault", "directed")];
            graph.with_attributes(attributes).write_inner_content(|writer| {
                for node in scope.nodes() {
                    let id = node.to_string();
                    let element = writer.create_element("node").with_attribute(("id", &id[..]));
                    element.write_inner_content(|writer| {
                        data(writer, "node", &of_node(scope, node))
                    })?;
                }
                for edge in scope.edges() {
                    let (from, to) = (edge.from.to_string(), edge.to.to_string());
                    let attributes = [("source", &from[..]), ("target", &to[..])];
                    let element = writer.create_element("edge").with_attributes(attributes);
                    element.write_inner_content(|writer| {
                        data(writer, "edge", &of_edge(scope, edge))
                    })?;
                }
                Ok(())
            })?;
            Ok(())
        })?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn key(domain: &str, name: &str) -> String {
    format!("{domain}-{name}")
}

fn data(writer: &mut Writer<Vec<u8>>, domain: &str, said: &Said) -> io::Result<()> {
    for (name, value) in said {
        let element = writer.create_element("data").with_attribute(("key", &key(domain, name)[..]));
        element.write_text_content(BytesText::new(&allowed(value)))?;
    }
    Ok(())
}

/// As DOT: time runs downward, an inferred line is dashed, a source that is not among the accounts
/// is an ellipse.
pub(super) fn dot(scope: &Scope<'_>) -> String {
    let mut dot =
        "digraph lineage {\n  rankdir=TB;\n  node [shape=box, fontname=\"sans-serif\"];\n  \
                   edge [fontname=\"sans-serif\"];\n"
            .to_owned();
    for node in scope.nodes() {
        let mut said = of_node(scope, node);
        if matches!(node, NodeId::Source(_)) {
            said.push(("shape", "ellipse".to_owned()));
        }
        dot += &format!("  {} [{}];\n", quoted(&node.to_string()), attributes(said));
    }
    for edge in scope.edges() {
        let mut said = of_edge(scope, edge);
        said.push((
            "style",
            match edge.certainty {
                Certain::Stated => "solid".to_owned(),
                Certain::Inferred => "dashed".to_owned(),
            },
        ));
        let (from, to) = (edge.from.to_string(), edge.to.to_string());
        dot += &format!("  {} -> {} [{}];\n", quoted(&from), quoted(&to), attributes(said));
    }
    dot + "}\n"
}

fn attributes(said: Said) -> String {
    let one = |(name, value): (&str, String)| {
        // What Graphviz draws it reads as text with entities; the rest it hands through.
        let value = if name == "label" { value.replace('&', "&amp;") } else { value };
        // Graphviz makes links of `URL` only.
        format!("{name}={}", quoted(&value))
    };
    said.into_iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A string of DOT.
fn quoted(text: &str) -> String {
    let text = allowed(text).replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", text.replace('\r', " ").replace('\n', "\\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::Collection;
    use crate::testing::{stored, woven};

    #[test]
    fn no_words_break_out_of_either_form() {
        let mut accounts = stored();
        accounts[0].account.outlet = Some("A \"B\" \\ <C> & \u{0}\u{1b}D]]>".to_owned());
        let collection = Collection::new(accounts, woven());
        let scope = Scope::whole(&collection);
        let xml = String::from_utf8(graphml(&scope).unwrap()).unwrap();
        assert!(xml.contains("&lt;C&gt; &amp; \u{fffd}\u{fffd}D]]&gt;"), "{xml}");
        assert!(!xml.contains(['\u{0}', '\u{1b}']));
        let dot = dot(&scope);
        assert!(dot.contains(r#"name="A \"B\" \\ <C> & "#), "{dot}");
        assert!(dot.contains(r#"label="1 A \"B\" \\ <C> &amp; "#), "{dot}");
        assert!(dot.contains("\"s1\" -> \"a1\""));
    }
}
