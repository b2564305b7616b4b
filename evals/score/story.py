#!/usr/bin/env python3
"""Scores a store against what a careful reader finds in it.

usage: story.py EXPORT.json STORY_FOLDER…

STORY_FOLDER holds the accounts and `gold/accounts.json`, `gold/story.json`; EXPORT.json is what
`stemma export --format json` prints of a store into which all the folders were read. Prints every
miss, then a line a part (`part  right of all`), and last the share of all points.

A passage of the gold is found where the program's has the same words, or holds it, or is most of
it; white space, quotation marks and dashes do not count.
"""
import json
import re
import sys
from pathlib import Path

points = {}


def point(part, right, miss):
    """Counts a point for a part, and says what was missed."""
    counted = points.setdefault(part, [0, 0])
    counted[0] += bool(right)
    counted[1] += 1
    if not right:
        print(f'  {part}: {miss}')


def fold(text):
    return ' '.join(re.sub(r'[“”„"«»‘’\'`–—-]', ' ', text or '').lower().split())


def same_words(wanted, got):
    """The passage holds the gold's words, or is the better part of them."""
    # Whether the comma before the closing mark is the speaker's or the printer's is a house style.
    wanted, got = fold(wanted).strip(' ,.;'), fold(got).strip(' ,.;')
    return wanted in got or (got in wanted and len(got) > 20 and len(got) > .6 * len(wanted))


def cut(text, span):
    return (text or '')[span[0]:span[1]]


class Store:
    """The export, with what the parts look up in it."""

    def __init__(self, export, folder):
        self.export = export
        self.entity = {e['id']: e for e in export['entities']}
        self.by_file = {Path(a['source']).name: a for a in export['accounts']
                        if Path(a['source']).parent.name == folder.name}
        # Accounts of a story are numbered, in the gold by number and in the folder by name.
        self.by_number = {name.split('-')[0]: a for name, a in self.by_file.items()}
        self.text = {(a['id'], of): a[of] or '' for a in export['accounts'] for of in ('text', 'title')}
        self.claims = [(c, [(m['account'], cut(self.text[m['account'], m.get('of', 'text')], m['span']))
                            for m in c['members']]) for c in export['claims']]
        self.nodes = {n['id']: n for n in export['lineage']['nodes']}
        self.parents = {}
        for edge in export['lineage']['edges']:
            self.parents.setdefault(edge['to'], set()).add(edge['from'])

    def names(self, entity):
        return {fold(n['text']) for n in entity['names']} | {fold(entity['name'])}

    def node_of(self, number):
        account = self.by_number.get(number)
        return account and f'a{account["id"]}'

    def ancestors(self, node):
        seen, todo = set(), [node]
        while todo:
            for parent in self.parents.get(todo.pop(), ()):
                if parent not in seen:
                    seen.add(parent)
                    todo.append(parent)
        return seen

    def holding(self, number, words):
        """The claims that have these words of that account among their members."""
        account = self.by_number.get(number)
        if not account:
            return []
        return [c for c, members in self.claims
                if any(a == account['id'] and (same_words(words, t) or same_words(t, words)) for a, t in members)]


def score_account(store, name, gold, canonical):
    account = store.by_file.get(name)
    at = name.split('-')[0]
    point('read', account, f'{name}: not in the store')
    if not account:
        return
    text = fold(account['text'])
    point('title', fold(gold['title']) == fold(account['title']), f'{at}: {account["title"]!r}')
    point('outlet', fold(gold['outlet']) in fold(account['outlet']), f'{at}: {account["outlet"]!r} for {gold["outlet"]}')
    for words in gold['dropped']:
        point('cleaned', fold(words) not in text, f'{at}: still in the body: {words[:60]}')
    for quote in gold['quotes']:
        if quote['kind'] != 'headline':
            point('body kept', fold(quote['text'])[:60] in text, f'{at}: lost from the body: {quote["text"][:60]}')

    published, wanted = account['published'] or {}, gold['reported']
    right = [wanted['value'], *wanted.get('also_right', [])]
    point('date of report', published.get('value') in right, f'{at}: {published.get("value")} for {wanted["value"]}')

    for quote in gold['quotes']:
        score_quote(store, at, account, quote, canonical)
    for words in gold['not_quotes']:
        taken = [s for s in account['statements'] if s['manner'] in ('direct', 'mixed') and fold(said(account, s)) == fold(words)]
        point('no false statement', not taken, f'{at}: taken for speech: {words}')
    for date in gold['dates']:
        hit = [d for d in account['dates'] if overlap(cut(account['text'], d['span']), date['text'])]
        right = [date['value'], *date.get('also_right', [])]
        # An expression with a clock in it has the day's value and the clock's.
        point('dates', any(d['value'] in right or d['value'].split('T')[0] in right for d in hit), f'{at}: {date["text"]}: {[d["value"] for d in hit]} for {date["value"]}')
    for words in gold['not_entities_of_the_story']:
        point('no stray entity', not any(words in cut(account['text'], m['span']) for m in account['mentions']), f'{at}: {words}')


def overlap(a, b):
    return fold(a) in fold(b) or fold(b) in fold(a)


def said(account, statement):
    base = account['title'] if statement['manner'] == 'headline' else account['text']
    return ' '.join(cut(base, span) for span in statement['content'])


def named(store, account, via):
    """The words for one who handed a statement on, and the name of whom they stand for."""
    who = store.entity.get(via.get('entity'))
    return f'{cut(account["text"], via["span"])} {who["name"] if who else ""}'.strip()


MANNERS = {'direct': ('direct', 'mixed'), 'indirect': ('indirect', 'mixed'), 'headline': ('headline',)}


def score_quote(store, at, account, quote, canonical):
    kind, words = quote['kind'], quote['text']
    hits = [s for s in account['statements'] if s['manner'] in MANNERS[kind] and same_words(words, said(account, s))]
    point(f'{kind} statements', hits, f'{at}: not found: {words[:70]}')
    if not hits:
        return
    # Where a statement stands within another, the one that is no more than these words is meant.
    hit = min(hits, key=lambda s: len(said(account, s)))
    speaker = hit['speaker']
    who = speaker and store.entity.get(speaker['entity'])
    if quote['speaker'] is None:
        point(f'speaker, {kind}', speaker is None, f'{at}: {who and who["name"]!r} for nobody: {words[:50]}')
    else:
        base = account['title'] if kind == 'headline' else account['text']
        as_written = cut(base, speaker['span']) if speaker else ''
        right = who and (who['id'] in canonical.get(quote['speaker'], ()) or fold(quote['speaker']) in store.names(who))
        if not right and quote['speaker'] not in canonical:
            # Somebody whom the story does not follow: the words for them must do.
            shown = [as_written, who['name'] if who else '']
            right = any(words and overlap(words, quote['speaker']) for words in shown)
        point(f'speaker, {kind}', right, f'{at}: {(who and who["name"]) or as_written!r} for {quote["speaker"]}: {words[:50]}')
    if 'via' in quote:
        chain = [named(store, account, via) for via in hit['via']]
        wanted = quote['via'].split(', ')
        # An agency is often written with its word before it: 'the news agency VTA'.
        point('via', len(chain) == len(wanted) and all(overlap(c, w) for c, w in zip(chain, wanted)), f'{at}: {chain} for {wanted}: {words[:50]}')
    for field in ('polarity', 'certainty'):
        if field in quote:
            point(field, hit[field] == quote[field], f'{at}: {hit[field]} for {quote[field]}: {words[:60]}')


def score_story(store, gold, canonical):
    for entity in gold['entities']:
        ids = canonical.get(entity['name'], set())
        # Two men of one name may well be two entities; whoever has all the names is the one meant.
        one = 1 <= len(ids) <= 1 + entity.get('namesakes', 0) and any(
            all(fold(n) in store.names(store.entity[i]) for n in entity['names']) for i in ids)
        point('one entity, many names', one, f'{entity["name"]}: {[sorted(store.names(store.entity[i])) for i in sorted(ids)]}')
    for one, other in gold['different']:
        there = canonical.get(one) and canonical.get(other)
        point('two entities kept apart', there and not (canonical[one] & canonical[other]), f'{one} / {other}')

    best = {}
    for claim in gold['aligned']:
        members = claim['members']
        for n, (a, words) in enumerate(members):
            for b, others in members[n + 1:]:
                joined = [c for c in store.holding(a, words) if c in store.holding(b, others)]
                point('same claim', joined, f'{claim["id"]}: {a} / {b}')
        found = [c for number, words in members for c in store.holding(number, words)]
        if found:
            best[claim['id']] = max(found, key=lambda c: (found.count(c), -c['id']))
    for (a, words), (b, others) in gold['not_aligned']:
        joined = [c for c in store.holding(a, words) if c in store.holding(b, others)]
        point('claims kept apart', not joined, f'{words[:40]} / {others[:40]}')
    for part, differences in (('differences', gold['differences']), ('no false difference', gold.get('not_differences', []))):
        for difference in differences:
            (a, words), (b, others) = difference['between']
            joined = [c for c in store.holding(a, words) if c in store.holding(b, others)]
            shown = any(d['kind'] == difference['kind'] for c in joined for d in c['differences'])
            # Passages of two claims are shown to differ where each is near the other.
            near = [n for c in store.holding(a, words) for n in c['near'] if n['kind'] == difference['kind']]
            other = store.by_number.get(b)
            shown |= any(other and n['other']['account'] == other['id'] and (same_words(others, n['text']) or same_words(n['text'], others)) for n in near)
            right = shown if part == 'differences' else joined and not shown
            point(part, right, f'{words} / {others}{"" if joined else ": not one claim"}')
    for origins in gold['origins']:
        claim = best.get(origins['claim'])
        right = [origins['origins'], *origins.get('also_right', [])]
        point('origins', claim and claim['accounts'] > 1 and claim['origins'] in right,
              f'{origins["claim"]}: {claim and claim["origins"]} of {claim and claim["accounts"]} accounts, for {origins["origins"]}: {origins["why"]}')

    for entry in gold['timeline']:
        right = [entry['value'], *entry.get('also_right', [])]
        point('timeline', any(t['value'] in right for t in store.export['timeline']), f'{entry["value"]}: {entry["what"]}')

    for source in gold['sources']:
        node = store.node_of(source['account'])
        got = ' | '.join(sorted(node_name(store, p) for p in store.parents.get(node, ())))
        if 'descends_from' in source:
            point('stated sources', fold(source['descends_from']) in fold(got), f'{source["account"]}: {got!r} for {source["descends_from"]}')
        else:
            point('no false source', fold(source['not_descends_from']) not in fold(got), f'{source["account"]}: {got!r}: {source["why"]}')
    for wanted, pairs in ((True, gold['lineage']), (False, gold['not_lineage'])):
        for source, number in pairs:
            ancestors = store.ancestors(store.node_of(number))
            account = store.by_number.get(source)
            # A source is the account itself, or the outlet that published it.
            name = account['outlet'] if account else source
            there = store.node_of(source) in ancestors or any(
                n.startswith('s') and fold(name) in fold(node_name(store, n)) for n in ancestors)
            part = 'descent' if wanted else 'no false descent'
            point(part, there == wanted, f'{number} {"does not descend" if wanted else "descends"} from {source}')

    if 'edges' in gold:
        score_edges(store, gold['edges'])

    ids = {a['id'] for a in store.by_file.values()}
    stories = [set(s['accounts']) for s in store.export['stories']]
    point('one story', any(ids <= s for s in stories), str(sorted(sorted(s) for s in stories)))
    point('stories kept apart', not any(ids & s and s - ids for s in stories), str(sorted(sorted(s) for s in stories)))


def score_edges(store, wanted):
    """Each line of descent that there is, and none besides; a source goes by its name."""
    number = {store.node_of(n): n for n in store.by_number}
    drawn = {(edge['from'], number[edge['to']]) for edge in store.export['lineage']['edges'] if edge['to'] in number}
    for source, to in wanted:
        def is_it(node):
            return number[node] == source if node in number else fold(source) in fold(store.nodes[node]['name'])
        found = {line for line in drawn if line[1] == to and is_it(line[0])}
        point('lines of descent', found, f'none from {source} to {to}')
        drawn -= found
    for source, to in sorted(drawn):
        point('lines of descent', False, f'one from {number.get(source) or store.nodes[source]["name"]} to {to}, which is none')


def node_name(store, node):
    """A node's name; for an account, its outlet too."""
    names = [store.nodes[node]['name'] or '']
    for account in store.export['accounts']:
        if node == f'a{account["id"]}':
            names.append(account['outlet'] or '')
    return ' '.join(names)


def main():
    export = json.loads(Path(sys.argv[1]).read_text(encoding='utf8'))
    for folder in map(Path, sys.argv[2:]):
        print(f'{folder.name}:')
        accounts = json.loads((folder / 'gold/accounts.json').read_text(encoding='utf8'))['accounts']
        story = json.loads((folder / 'gold/story.json').read_text(encoding='utf8'))
        store = Store(export, folder)
        own = {a['id'] for a in store.by_file.values()}
        canonical = {}
        for gold in story['entities']:
            # A bare surname that a relative has too picks nobody out.
            shared = {fold(n) for n in gold.get('shared_names', [])}
            wanted = ({fold(n) for n in gold['names']} | {fold(gold['name'])}) - shared
            for entity in export['entities']:
                # The other story's namesakes are none of this one's business.
                here = any(own & set(n['accounts']) for n in entity['names'])
                if here and entity['kind'] == gold['kind'] and store.names(entity) & wanted:
                    canonical.setdefault(gold['name'], set()).add(entity['id'])
        for name, gold in accounts.items():
            score_account(store, name, gold, canonical)
        score_story(store, story, canonical)
    print()
    for part, (right, all_) in points.items():
        print(f'{part:<26} {right:>3} of {all_}')
    right, all_ = sum(r for r, _ in points.values()), sum(a for _, a in points.values())
    print(f'{right / all_:.3f}')


if __name__ == '__main__':
    main()
