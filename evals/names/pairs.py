#!/usr/bin/env python3
"""Prints pairs of names, a JSON object a line: {"half", "kind", "same", "a", "b"}.

Names come from the lists of mimesis and faker; what is one and what is two is made from them by
rule, so that nobody had to judge it:

- Russian names in Cyrillic are written in two systems of transliteration: those of iuliia, and the
  usual practice of German and Polish newspapers (the two tables below). One side may add the
  patronymic, give an initial, put the surname first, keep the Cyrillic, leave the given name out,
  or have one slip of the pen.
- Names with marks on letters are written with them and without.
- Chinese names are written surname first and surname last, in one word, in two, or with a hyphen.

Look-alikes are the same ways of writing for two people: father and son, brother and sister, others
of one surname, and the nearest other surname of the list with the same given name.

All choices hang on hashes of the names, so every run prints the same. A surname with all its pairs
is in the half `tuned` (on which weights are set) or in the half `unseen` (which is measured only);
the nearest other surname may be of the other half.
"""
import collections
import hashlib
import importlib
import json
import pathlib
import sys
import unicodedata

import iuliia
import mimesis
from pypinyin import lazy_pinyin

SYSTEMS = """ala_lc bgn_pcgn bs_2979 gost_16876_alt gost_52290 gost_52535 gost_7034 icao_doc_9303
iso_9_1954 iso_9_1968 mosmetro mvd_310_fr mvd_782 scientific ungegn_1987 wikipedia yandex_maps
yandex_money""".split()
LETTERS = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'
NEWSPAPERS = {
    'german': 'a b w g d e jo sch s i j k l m n o p r s t u f ch z tsch sch schtsch - y - e ju ja',
    'polish': 'a b w g d e jo ż z i j k ł m n o p r s t u f ch c cz sz szcz - y - e ju ja',
}
MARKED = ['pl', 'cs', 'hu', 'es', 'tr', 'is', 'pt', 'hr', 'sv']


def number(*key):
    return int.from_bytes(hashlib.sha256('|'.join(map(str, key)).encode()).digest()[:6], 'big')


def pick(options, *key):
    return options[number(*key) % len(options)]


def half(surname):
    return 'tuned' if number('half', surname) % 2 else 'unseen'


def people(language):
    file = pathlib.Path(mimesis.__file__).parent / 'datasets' / language / 'person.json'
    return json.loads(file.read_text(encoding='utf8'))


def edits(a, b):
    above = list(range(len(b) + 1))
    for n, x in enumerate(a, 1):
        row = [n]
        for m, y in enumerate(b, 1):
            row.append(min(above[m - 1] + (x != y), above[m] + 1, row[-1] + 1))
        above = row
    return above[-1]


def nearest(name, names, key):
    """One of the three other names that are least edits away."""
    letters = collections.Counter(name)

    def bound(other):
        """No fewer edits than this lie between."""
        count = collections.Counter(other)
        return max((letters - count).total(), (count - letters).total())

    found = []
    for least, other in sorted((bound(other), other) for other in set(names) if other != name):
        if len(found) >= 3 and least > found[2][0]:
            break
        found = sorted(found + [(edits(name, other), other)])
    return pick(found[:3], 'nearest', key)[1]


def write(system, word):
    if system not in NEWSPAPERS:
        return iuliia.schemas.get(system).translate(word)
    table = dict(zip(LETTERS, NEWSPAPERS[system].split()))
    latin = ''.join(table.get(c, c) for c in word.lower()).replace('-', '')
    for long, short in [('ij', 'i'), ('yj', 'y')]:
        if latin.endswith(long):
            latin = latin[:-2] + short
    return latin[:1].upper() + latin[1:]


KEYS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']


def slip(word, *key):
    """One slip: a letter dropped, doubled or hit beside, two swapped, or one of g/h/kh/ch taken for another."""
    swaps = [('kh', 'h'), ('kh', 'ch'), ('kh', 'g'), ('ch', 'h'), ('h', 'kh'), ('g', 'h')]
    at = 1 + number('at', *key) % max(1, len(word) - 2)
    kind = number('slip', *key) % 5
    low = word.lower()
    known = [(a, b) for a, b in swaps if a in low]
    if kind == 0 and known:
        a, b = pick(known, 'swap', *key)
        n = low.index(a)
        out = word[:n] + b + word[n + len(a):]
    elif kind == 1:
        out = word[:at] + word[at + 1:]
    elif kind == 2:
        out = word[:at] + word[at] + word[at:]
    elif kind == 3:
        out = word[:at] + word[at + 1:at + 2] + word[at] + word[at + 2:]
    else:
        row = next((row for row in KEYS if low[at] in row), None)
        n = row.index(low[at]) if row else 0
        beside = row[n - 1] if row and n else row[1] if row else low[at]
        out = word[:at] + beside + word[at + 1:]
    return out[:1].upper() + out[1:].lower()


class Person:
    def __init__(self, given, patronymic, surname):
        self.given, self.patronymic, self.surname = given, patronymic, surname

    def written(self, system, form, *key):
        """In a system of transliteration and a way of giving names."""
        if form == 'cyrillic':
            return f'{self.given} {self.surname}'
        given, patronymic, surname = (write(system, w) for w in (self.given, self.patronymic, self.surname))
        return {
            'plain': f'{given} {surname}',
            'patronymic': f'{given} {patronymic} {surname}',
            'initial': f'{given[0]}. {surname}',
            'initials': f'{given[0]}. {patronymic[0]}. {surname}',
            'reversed': f'{surname} {given}',
            'official': f'{surname} {given} {patronymic}',
            'capitals': f'{surname.upper()} {given}',
            'surname': surname,
            'slip': f'{given} {slip(surname, *key)}',
        }[form]


def pair(kind, same, a, b, surname):
    if a != b:
        print(json.dumps({'half': half(surname), 'kind': kind, 'same': same, 'a': a, 'b': b}, ensure_ascii=False))


def systems(*key):
    every = SYSTEMS + list(NEWSPAPERS)
    first = pick(every, 'first', *key)
    return first, pick([system for system in every if system != first], 'second', *key)


FORMS = ['plain', 'plain', 'patronymic', 'initial', 'initials', 'reversed', 'official', 'capitals', 'cyrillic', 'surname', 'slip']
CAREFUL = ['plain', 'plain', 'patronymic', 'reversed', 'official', 'cyrillic']


def russian():
    lists = people('ru')
    fakers = importlib.import_module('faker.providers.person.ru_RU').Provider
    patronymics = {'male': fakers.middle_names_male, 'female': fakers.middle_names_female}
    # Names that faker has too are borne today; the list of mimesis has those of the calendar.
    given = {'male': sorted(set(fakers.first_names_male)), 'female': sorted(set(fakers.first_names_female))}
    surnames = {sex: sorted(set(lists['surnames'][sex])) for sex in ('male', 'female')}
    known = set(surnames['female'])
    for sex in ('male', 'female'):
        other = 'female' if sex == 'male' else 'male'
        for surname in surnames[sex]:
            person = Person(pick(given[sex], 'given', surname), pick(patronymics[sex], 'patronymic', surname), surname)
            for n in range(2):
                one, two = systems(surname, n)
                form = pick(FORMS, 'form', surname, n)
                a, b = person.written(one, 'plain'), person.written(two, form, surname, n)
                pair(f'same, {form}', True, a, b, surname)

            def other_person(kind, who, forms=CAREFUL, both=None):
                one, two = systems(surname, kind)
                form = pick(forms, 'form', surname, kind)
                pair(kind, False, person.written(one, both or 'plain'), who.written(two, both or form), surname)

            sibling = pick([g for g in given[sex] if g != person.given], 'sibling', surname)
            other_person('other given name', Person(sibling, person.patronymic, surname))
            near = nearest(person.given, given[sex], surname)
            other_person('nearest given name', Person(near, person.patronymic, surname))
            # A name with ё is mostly printed with е: the two are one name.
            others = [s for s in surnames[sex] if s.replace('ё', 'е') != surname.replace('ё', 'е')]
            spelled = nearest(surname, others, surname)
            other_person('nearest surname', Person(person.given, person.patronymic, spelled), ['plain', 'plain', 'patronymic', 'initial', 'reversed', 'surname'])
            father = pick([p for p in patronymics[sex] if p != person.patronymic], 'father', surname)
            other_person('other patronymic', Person(person.given, father, surname), both='patronymic')
            if sex == 'male':
                son = pick(given['male'], 'son', surname)
                of = next((p for p in patronymics['male'] if p.startswith(person.given[:4])), None)
                if of and son != person.given:
                    other_person('father and son', Person(son, of, surname), ['plain', 'patronymic', 'official'])
            if sex == 'male' and surname + 'а' in known:
                # The given name nearest his: Александр and Александра.
                hers = nearest(person.given, given['female'], surname)
                her = Person(hers, pick(patronymics['female'], surname), surname + 'а')
                other_person('his and hers', her, ['plain', 'plain', 'patronymic', 'initial', 'reversed', 'surname'])


def plain(word):
    """Without marks, as a wire without them writes it."""
    letters = {'ł': 'l', 'Ł': 'L', 'ø': 'o', 'Ø': 'O', 'đ': 'd', 'Đ': 'D', 'ð': 'd', 'Ð': 'D', 'þ': 'th', 'Þ': 'Th', 'ı': 'i', 'ß': 'ss', 'æ': 'ae', 'Æ': 'Ae'}
    word = ''.join(letters.get(c, c) for c in word)
    return ''.join(c for c in unicodedata.normalize('NFD', word) if not unicodedata.combining(c))


def marked():
    for language in MARKED:
        lists = people(language)
        surnames = lists['surnames'] if isinstance(lists['surnames'], list) else lists['surnames']['male']
        surnames = sorted({s for s in surnames if ' ' not in s and s.isalpha()})
        given = sorted({g for g in lists['names']['male'] if g.isalpha()})
        for surname in surnames:
            key = (language, surname)
            name = pick(given, 'given', *key)
            forms = {
                'marks': f'{plain(name)} {plain(surname)}',
                'initial': f'{plain(name)[0]}. {plain(surname)}',
                'reversed': f'{plain(surname)} {plain(name)}',
                'capitals': f'{surname.upper()} {name}',
                'second surname': f'{plain(name)} {plain(surname)} {plain(pick(surnames, "second", *key))}',
                'middle name': f'{plain(name)} {plain(pick(given, "middle", *key))} {plain(surname)}',
            }
            form = pick(sorted(forms), 'form', *key)
            if form == 'second surname' and language not in ('es', 'pt'):
                form = 'marks'
            pair(f'same, {form}', True, f'{name} {surname}', forms[form], surname)
            sibling = pick([g for g in given if plain(g) != plain(name)], 'sibling', *key)
            pair('other given name', False, f'{name} {surname}', f'{plain(sibling)} {plain(surname)}', surname)
            others = [s for s in surnames if plain(s) != plain(surname)]
            pair('nearest surname', False, f'{name} {surname}', f'{plain(name)} {plain(nearest(surname, others, surname))}', surname)


def chinese():
    lists = people('zh')
    pinyin = lambda word: [s for s in lazy_pinyin(word)]
    surnames = sorted({''.join(pinyin(s)) for s in lists['surnames'] if len(s) == 1})
    given = sorted({tuple(pinyin(g)) for g in lists['names']['male'] if len(g) == 2})
    for n in range(3 * len(surnames)):
        surname = surnames[n % len(surnames)]
        key = (surname, n)
        name = pick(given, 'given', *key)
        family, joined = surname.title(), ''.join(name).title()
        forms = {
            'hyphen': f'{family} {name[0].title()}-{name[1]}',
            'reversed': f'{joined} {family}',
            'capitals': f'{family.upper()} {joined}',
            'two words': f'{family} {name[0].title()} {name[1].title()}',
        }
        form = pick(sorted(forms), 'form', *key)
        pair(f'same, {form}', True, f'{family} {joined}', forms[form], surname)
        sibling = ''.join(pick([g for g in given if ''.join(g) != ''.join(name)], 'sibling', *key)).title()
        pair('other given name', False, f'{family} {joined}', f'{family} {sibling}', surname)
        stranger = pick([s for s in surnames if s != surname], 'other', *key).title()
        pair('other surname', False, f'{family} {joined}', f'{stranger} {joined}', surname)


if __name__ == '__main__':
    sys.stdout.reconfigure(encoding='utf8')
    russian()
    marked()
    chinese()
