"""FollowTheMoney entities, loaded and validated by the package of that name."""

import json

from followthemoney import model

from shared import allowed, folder, offline, same

folder, store = folder()
offline()

proxies = []
for line in (folder / "entities.ftm.json").read_text().splitlines():
    data = json.loads(line)
    schema = model.get(data["schema"])
    assert schema is not None, data["schema"]
    schema.validate(data)
    # What it would clean, it would change: nothing.
    proxy = model.get_proxy(data, cleaned=False)
    told = {name: sorted(values) for name, values in data["properties"].items()}
    assert {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()} == told, data
    again = model.get_proxy(proxy.to_dict())
    assert again == proxy and again.caption == proxy.caption
    proxies.append(proxy)

by_id = {proxy.id: proxy for proxy in proxies}
assert len(by_id) == len(proxies), "ids are there twice"
# Whatever points to an entity points to one of the file, of a schema that fits.
for proxy in proxies:
    for prop in proxy.iterprops():
        if prop.type.name == "entity":
            for value in proxy.get(prop):
                assert by_id[value].schema.is_a(prop.range), (proxy, prop, by_id[value])


def of(schema):
    return [proxy for proxy in proxies if proxy.schema.name == schema]


same("articles", [(one.first("title"), one.first("bodyText"), one.first("publisher")) for one in of("Article")],
     [(account["title"], allowed(account["text"]), allowed(account["outlet"])) for account in store["accounts"]])
kinds = {"Person": "person", "Organization": "organisation", "Address": "place"}
# Only who can act is mentioned there; of places and events the articles are the proof.
mentioned = {"person", "organisation"}
for schema, kind in kinds.items():
    same(schema, [tuple(sorted({*one.get("name"), *one.get("alias")})) for one in of(schema)],
         [tuple(sorted({entity["name"], *(name["text"] for name in entity["names"])}))
          for entity in store["entities"] if entity["kind"] == kind])
articles = {account["id"]: allowed(account["text"]) for account in store["accounts"]}
same("mentions",
     [(by_id[one.first("document")].first("bodyText"), one.first("name")) for one in of("Mention")],
     [(articles[account], name["text"]) for entity in store["entities"]
      if entity["kind"] in mentioned for name in entity["names"] for account in name["accounts"]])
assert len(of("UnknownLink")) == len(store["lineage"]["edges"])
happened = {allowed(entry["what"]) for entry in store["timeline"] if not entry["value"].startswith("X")}
assert happened <= {one.first("name") for one in of("Event")}
