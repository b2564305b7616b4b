"""Holds the API against its own description, with validators that others wrote.

Usage: openapi.py ADDRESS TOKEN ONE OTHER

Asks every operation of the document that ADDRESS serves, with the examples that it gives, and
checks status, media type and every answer against the schemas. ONE and OTHER are two names, which
are judged to be the same, and parted again.
"""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request

from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

address, token, one, other = sys.argv[1:]


def ask(method, path, body=None, headers=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address.rstrip("/") + path, data, headers or {}, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


status, _, told = ask("GET", "/api/openapi.json")
assert status == 200, status
document = json.loads(told)
validate(document)
assert document["openapi"].startswith("3.1."), document["openapi"]

resource = Resource.from_contents(document, default_specification=DRAFT202012)
registry = Registry().with_resource("urn:document", resource)
answers = 0


def check(operation, status, headers, body):
    """The answer is one that the operation is described to give."""
    global answers
    name = operation["operationId"]
    assert str(status) in operation["responses"], (name, status, body[:300])
    content = operation["responses"][str(status)].get("content", {})
    kind = headers["Content-Type"].split(";")[0]
    assert kind in content, (name, status, kind)
    schema = dict(content[kind]["schema"])
    if "$ref" in schema:
        schema["$ref"] = "urn:document" + schema["$ref"]
    validator = Draft202012Validator(
        schema, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    value = json.loads(body)
    errors = [f"{error.json_path}: {error.message}"[:300] for error in validator.iter_errors(value)]
    assert not errors, (name, status, errors[:5])
    answers += 1
    return value


def filled(path, operation, values):
    query = []
    for parameter in operation.get("parameters", []):
        name = parameter["name"]
        value = values.get(name, parameter.get("example"))
        if parameter["in"] == "path":
            path = path.replace("{%s}" % name, urllib.parse.quote(str(value)))
        elif value is not None:
            query.append((name, value))
    return path + ("?" + urllib.parse.urlencode(query) if query else "")


asked = 0
for path, methods in document["paths"].items():
    for method, operation in methods.items():
        asked += 1
        if method == "post":
            continue
        check(operation, *ask("GET", filled(path, operation, {})))
        names = {parameter["name"] for parameter in operation.get("parameters", [])}
        if "id" in names:
            status, headers, body = ask("GET", filled(path, operation, {"id": 999999}))
            assert status == 404, (path, status)
            fault = check(operation, status, headers, body)
            assert fault["error"] and fault["hint"], fault
        if "limit" in names:
            status, headers, body = ask("GET", filled(path, operation, {"limit": 0}))
            assert status == 400, (path, status)
            check(operation, status, headers, body)
            # Pages together are the whole, each item once.
            whole = json.loads(ask("GET", path + "?limit=1000")[2])
            items, after = [], 0
            while after is not None:
                page = json.loads(ask("GET", f"{path}?limit=7&after={after}")[2])
                items += page["items"]
                after = page["next"]
            assert items[:1000] == whole["items"], path
            assert len(items) == whole["total"], path

judge = document["paths"]["/api/judgements"]["post"]
undo = document["paths"]["/api/judgements/undo"]["post"]
own = {"X-Stemma-Token": token, "Content-Type": "application/json"}
verdict = {"one": one, "other": other, "verdict": "same", "because": "the validator says so"}


def post(operation, path, body, headers, expected):
    status, told, answer = ask("POST", path, body, headers)
    assert status == expected, (path, body, status, answer[:300])
    return check(operation, status, told, answer)


plain = {"Content-Type": "application/json"}
post(judge, "/api/judgements", verdict, plain, 403)
post(judge, "/api/judgements", verdict, {**own, "X-Stemma-Token": token[:-1] + "x"}, 403)
post(judge, "/api/judgements", verdict, {**own, "Content-Type": "text/plain"}, 415)
post(judge, "/api/judgements", {"one": one}, own, 400)
post(judge, "/api/judgements", {**verdict, "other": "Nobody Atall"}, own, 422)
post(judge, "/api/judgements", {**verdict, "because": "x" * 70000}, own, 413)
assert json.loads(ask("GET", "/api/log")[2])["total"] == 0

outcome = post(judge, "/api/judgements", verdict, own, 200)
assert outcome["n"] == 1 and outcome["changes"], outcome
entry = json.loads(ask("GET", "/api/log")[2])["items"][0]
assert entry["stands"] and entry["because"] == verdict["because"], entry
own["X-Stemma-Token"] = json.loads(ask("GET", "/api")[2])["token"]
outcome = post(undo, "/api/judgements/undo", {"n": 1}, own, 200)
assert outcome["n"] == 2, outcome
own["X-Stemma-Token"] = json.loads(ask("GET", "/api")[2])["token"]
post(undo, "/api/judgements/undo", {"n": 1}, own, 409)
entries = json.loads(ask("GET", "/api/log")[2])["items"]
assert [entry["stands"] for entry in entries] == [False, True], entries

print(f"{asked} operations, {answers} answers as described")
