"""PROV-O, read by rdflib as linked data, with no network."""

import rdflib
from rdflib import PROV, RDF, RDFS

from shared import Texts, folder, label, offline, same

folder, store = folder()
offline()
texts = Texts(store)
labels = label(store)
graph = rdflib.Graph().parse(folder / "provenance.jsonld", format="json-ld")
OURS = rdflib.Namespace("urn:x-stemma:")
print("triples:", len(graph))

# No term of the file is without a meaning.
for predicate in set(graph.predicates()):
    known = (str(PROV), str(RDF), str(RDFS), "http://purl.org/dc/terms/", str(OURS))
    assert str(predicate).startswith(known), predicate


def of(node):
    return str(graph.value(node, RDFS.label))


edges = store["lineage"]["edges"]
for predicate, kind in [(PROV.wasDerivedFrom, "names"), (PROV.wasQuotedFrom, "repeats")]:
    accounts = {node for node, _ in graph.subject_objects(rdflib.DCTERMS.identifier)}
    same(kind, [(of(source), of(node)) for node, source in graph.subject_objects(predicate)
                if node in accounts and (node, PROV.qualifiedDerivation, None) in graph],
         [(labels[edge["from"]], labels[edge["to"]]) for edge in edges if edge["kind"] == kind and edge["to"][0] == "a"])

qualified = graph.query("""
    prefix prov: <http://www.w3.org/ns/prov#>
    prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    prefix stemma: <urn:x-stemma:>
    select ?from ?to ?certainty ?score where {
        ?descendant prov:qualifiedDerivation [prov:entity ?source; stemma:certainty ?certainty; stemma:score ?score].
        ?descendant rdfs:label ?to. ?source rdfs:label ?from.
    }""")
same("qualified derivations",
     [(str(start), str(end), str(certainty), float(score)) for start, end, certainty, score in qualified],
     [(labels[edge["from"]], labels[edge["to"]], edge["certainty"], edge["score"]) for edge in edges])
evidence = [str(words) for derivation in graph.objects(None, PROV.qualifiedDerivation)
            for passage in graph.objects(derivation, OURS.evidence) for words in graph.objects(passage, OURS.words)]
same("evidence", evidence, [texts.at(passage) for edge in edges for passage in edge["evidence"]])

same("outlets", {of(graph.value(node, PROV.wasAttributedTo)) for node in graph.subjects(rdflib.DCTERMS.identifier)},
     {account["outlet"] for account in store["accounts"]})
activities = list(graph.subjects(RDF.type, PROV.Activity))
same("judgements",
     [(str(graph.value(one, OURS.what)), str(graph.value(one, OURS.verdict)), of(graph.value(one, PROV.wasAssociatedWith)))
      for one in activities],
     [(judgement["what"], judgement["verdict"], judgement["by"]) for judgement in store["judgements"]])
people = {of(node) for node in graph.subjects(RDF.type, PROV.Person)}
assert "ana" in people, people
