"""What the readers share: the store's JSON as the truth, and slices of it."""

import json
import socket
import sys
import unicodedata
from pathlib import Path


def folder():
    """The folder of exports, and the JSON of the same store."""
    path = Path(sys.argv[1])
    return path, json.loads((path / "stemma.json").read_text())


def offline():
    """From here on nothing may be fetched."""

    def refused(*_, **__):
        raise AssertionError("a reader wants the network")

    socket.socket.connect = refused
    socket.getaddrinfo = refused


# Told of a store that is too small to have one of everything.
SMALL = "--small"


def allowed(text):
    """The text as forms have it that hold no control characters."""
    return "".join(c if c in "\t\n\r" or unicodedata.category(c) != "Cc" else "\ufffd" for c in text)


class Texts:
    """The texts of the accounts, by number of the account and name of the text."""

    def __init__(self, store):
        self.accounts = {account["id"]: account for account in store["accounts"]}

    def words(self, account, of, start, end):
        account = self.accounts[account]
        if of.startswith("dropped:"):
            text = account["dropped"][int(of.split(":")[1])]["text"]
        else:
            text = account[of]
        assert 0 <= start <= end <= len(text), (of, start, end)
        return text[start:end]

    def at(self, passage):
        return self.words(passage["account"], passage["of"], *passage["span"])


def label(store):
    """What a node of the lineage is called, by its id."""
    outlets = {f"a{account['id']}": f"{account['id']} {account['outlet']}" for account in store["accounts"]}
    names = {node["id"]: node["name"] for node in store["lineage"]["nodes"] if node["kind"] == "source"}
    return outlets | names


def same(what, found, expected):
    """The two are the same, however ordered; says where not."""
    found, expected = sorted(found), sorted(expected)
    missing = [one for one in expected if one not in found]
    more = [one for one in found if one not in expected]
    assert found == expected, f"{what}: {len(found)} for {len(expected)}; missing {missing[:3]}, more {more[:3]}"
    assert expected or SMALL in sys.argv, f"{what}: nothing to compare"
    print(f"{what}: {len(found)}")
