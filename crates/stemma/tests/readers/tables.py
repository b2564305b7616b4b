"""CSV and Parquet, read by DuckDB: the same rows in both, and those of the JSON."""

import duckdb

from shared import Texts, folder, same

folder, store = folder()
texts = Texts(store)
database = duckdb.connect()


def rows(query):
    cursor = database.execute(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor.fetchall()]


tables = {}
for path in sorted(folder.glob("parquet/*.parquet")):
    name = path.stem
    tables[name] = rows(f"from read_parquet('{path}')")
    types = {row["column_name"]: row["column_type"] for row in rows(f"describe from read_parquet('{path}')")}
    assert set(types.values()) <= {"VARCHAR", "BIGINT", "DOUBLE", "DATE"}, types
    # One apostrophe keeps a spreadsheet from running a text as a formula.
    kept = r"^''(''*[=+\-@\t\r\n＝＋－＠])"
    columns = ", ".join(
        f"""regexp_replace("{column}", '{kept}', '\\1') as "{column}" """ if kind == "VARCHAR" else f'"{column}"'
        for column, kind in types.items()
    )
    csv = folder / "csv" / f"{name}.csv"
    as_csv = f"(select {columns} from read_csv('{csv}', header=true, delim=',', quote='\"', escape='\"', columns={types}))"
    as_parquet = f"(from read_parquet('{path}'))"
    for one, other in [(as_csv, as_parquet), (as_parquet, as_csv)]:
        only = rows(f"{one} except all {other}")
        assert not only, f"{name}: {only[:2]}"

assert sorted(tables) == sorted(path.stem for path in folder.glob("csv/*.csv"))
print("tables:", len(tables))

passages = 0
for name, table in tables.items():
    for row in table:
        if row.get("words") is not None and "start" in row:
            assert row["words"] == texts.words(row["account"], row["of"], row["start"], row["end"]), (name, row)
            passages += 1
print("passages:", passages)
assert passages


def place(row, *names):
    return tuple(row[name] for name in ("account", "of", "start", "end", *names))


def spans(part):
    """The spans of a list of every account, of the text and of the title."""
    return [
        (account["id"], of, *item["span"])
        for account in store["accounts"]
        for of, named in [("text", part), ("title", f"title_{part}")]
        for item in account[named]
    ]


same("accounts", [(row["account"], row["text"], row["sha256"]) for row in tables["accounts"]],
     [(account["id"], account["text"], account["sha256"]) for account in store["accounts"]])
same("days of report", [(row["account"], str(row["published"])) for row in tables["accounts"]],
     [(account["id"], str(account["published"]["value"])) for account in store["accounts"]])
for part in ["mentions", "dates", "quantities"]:
    same(part, map(place, tables[part]), spans(part))
same("statements", [(row["account"], row["statement"], row["manner"], row["polarity"], row["speaker"] or 0)
                    for row in tables["statements"]],
     [(account["id"], said["id"], said["manner"], said["polarity"], (said["speaker"] or {}).get("entity") or 0)
      for account in store["accounts"] for said in account["statements"]])
same("pieces", [(row["account"], row["statement"], row["start"], row["end"]) for row in tables["pieces"]],
     [(account["id"], said["id"], *piece)
      for account in store["accounts"] for said in account["statements"] for piece in said["content"]])
same("names", [(row["entity"], row["name"], row["account"]) for row in tables["names"]],
     [(entity["id"], name["text"], account)
      for entity in store["entities"] for name in entity["names"] for account in name["accounts"]])
same("claims", [(row["claim"], row["words"], row["accounts"], row["origins"], row["origins_are"])
                for row in tables["claims"]],
     [(claim["id"], claim["text"], claim["accounts"], claim["origins"], claim["origins_are"])
      for claim in store["claims"]])
same("members", [(row["claim"], *place(row)) for row in tables["members"]],
     [(claim["id"], member["account"], member["of"], *member["span"])
      for claim in store["claims"] for member in claim["members"]])
same("differences", [(row["claim"], row["kind"], row["note"], row["account"], row["start"], row["end"])
                     for row in tables["differences"]],
     [(claim["id"], difference["kind"], difference["note"], account, *span)
      for claim in store["claims"] for difference in claim["differences"] for account, span in difference["between"]])
same("near", [(row["claim"], row["note"], row["other_words"]) for row in tables["near"]],
     [(claim["id"], near["note"], near["text"]) for claim in store["claims"] for near in claim["near"]])
same("left out", [(row["claim"], row["account"]) for row in tables["left_out"]],
     [(claim["id"], account) for claim in store["claims"] for account in claim["left_out_by"]])
same("edges", [(row["from"], row["to"], row["kind"], row["certainty"]) for row in tables["edges"]],
     [(edge["from"], edge["to"], edge["kind"], edge["certainty"]) for edge in store["lineage"]["edges"]])
same("timeline", [(row["value"], row["words"]) for row in tables["timeline"]],
     [(entry["value"], entry["what"]) for entry in store["timeline"]])
same("judgements", [(row["judgement"], row["what"], row["verdict"]) for row in tables["judgements"]],
     [(judgement["id"], judgement["what"], judgement["verdict"]) for judgement in store["judgements"]])
assert len(tables["judged"]) == 2 * len(store["judgements"])
