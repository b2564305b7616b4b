"""The lineage: GraphML, read by networkx, and DOT, read and drawn by Graphviz."""

import json
import re
import subprocess

import networkx

from shared import Texts, allowed, folder, label, same

folder, store = folder()
texts = Texts(store)
labels = {node: allowed(name) for node, name in label(store).items()}
edges = store["lineage"]["edges"]


def expected(edge):
    words = "\n".join(allowed(texts.at(passage)) for passage in edge["evidence"])
    return labels[edge["from"]], labels[edge["to"]], edge["kind"], edge["certainty"], edge["score"], words


graph = networkx.read_graphml(folder / "lineage.graphml")
assert graph.is_directed()
named = networkx.get_node_attributes(graph, "label")
same("GraphML: edges",
     [(named[start], named[end], data["kind"], data["certainty"], data["score"], data["evidence"])
      for start, end, data in graph.edges(data=True)],
     map(expected, edges))
same("GraphML: accounts",
     [(data["account"], data["title"], data["sha256"]) for _, data in graph.nodes(data=True) if data["kind"] == "account"],
     [(account["id"], allowed(account["title"]), account["sha256"]) for account in store["accounts"]])
same("GraphML: nodes", named.values(), labels.values())

dot = folder / "lineage.dot"
drawn = json.loads(subprocess.run(["dot", "-Tjson", dot], check=True, capture_output=True).stdout)
objects = drawn["objects"]


def plain(text):
    """A string of DOT as text: what stands after a backslash is meant."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def named_in_dot(at):
    return plain(objects[at]["label"]).replace("&amp;", "&")


same("DOT: nodes", map(named_in_dot, range(len(objects))), labels.values())
same("DOT: edges",
     [(named_in_dot(edge["tail"]), named_in_dot(edge["head"]), edge["kind"], edge["certainty"], float(edge["score"]),
       plain(edge["evidence"]))
      for edge in drawn.get("edges", [])],
     map(expected, edges))
svg = subprocess.run(["dot", "-Tsvg", dot], check=True, capture_output=True)
assert not svg.stderr, svg.stderr
assert svg.stdout.count(b'class="edge"') == len(edges)
