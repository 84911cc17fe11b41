"""Both languages have the same keys, and no sentence of the one is left in the other."""

import re
from pathlib import Path

import pytest

from svang.pathway.load import pathway
from svang.texts import texts
from tests.cli.given import Talk, answered, on_day

CODE = Path(__file__).parents[2] / "svang" / "cli"


def leaves(node, path=("",)):
    if isinstance(node, dict):
        for key, part in node.items():
            yield from leaves(part, (*path, key))
    elif isinstance(node, list):
        for n, part in enumerate(node):
            yield from leaves(part, (*path, str(n)))
    else:
        yield path, node


def own_words(language):
    return dict(leaves(texts(language).get("ui")))


def test_the_same_keys_and_the_same_blanks():
    danish, english = own_words("da"), own_words("en")
    assert list(danish) == list(english)
    for key, said in danish.items():
        assert set(re.findall(r"{\w+}", said)) == set(re.findall(r"{\w+}", english[key])), key


def test_every_text_of_the_interface_is_used():
    code = "".join(path.read_text(encoding="utf-8") for kind in ("*.py", "*.html") for path in CODE.parent.rglob(kind))
    extras = {word for fact in pathway().facts.values() for word in fact.extra}
    extras |= {source.kind for source in pathway().sources.values()}
    extras |= {row.id for row in pathway().rows}  # how each ends
    by_name = {"help", "status", "keys", "parts", "demo", "kinds", "scales", "next"}
    for path in own_words("da"):
        last = next(key for key in reversed(path[1:]) if not key.isdigit())
        assert re.search(rf"\b{last}\b", code) or path[1] in by_name or last in {*extras, *pathway().facts}, path


def pieces(said):
    """The parts of a text between its blanks that are long enough to be known again, and no name of an answer."""
    named = {option for fact in pathway().facts.values() for option in fact.options}
    found = [part.strip() for part in re.split(r"{\w+}", said) if len(part.strip()) > 7]
    return [part for part in found if part.strip(",") not in named]


def flat(text):
    return " ".join(text.split())


def everything_said(language, folder, svang):
    """A first use, a morning, and every page, in one language."""
    talk = Talk("check", folder=folder, lang=language)
    answered(talk, talk.hear(), language)
    morning = Talk("checkin", folder=folder, lang=language, now=on_day(3))
    morning.hear()
    morning.answer("5", "3", "2", "8", "1", "2")
    pages = [talk.said, morning.said]
    commands = [("today",), ("why",), ("why", "too-much"), ("demo",), ("--help",), ("checkin", "--help"), ("facts",)]
    pages += [svang(*command, lang=language, now=on_day(3)).out for command in commands]
    pages += [svang("explain", id, lang=language).out for id in ("not-settled", "wound", "ice", "rise", "pain_green")]
    pages += [svang(*command, lang=language).err for command in (("nope",), ("today", "--nope"), ("explain", "nope"))]
    return flat(" ".join(pages))


@pytest.mark.parametrize(("language", "other"), [("da", "en"), ("en", "da")])
def test_nothing_is_said_in_the_other_language(folder, svang, language, other):
    said = everything_said(language, folder, svang)
    mine = own_words(language)
    for key, text in own_words(other).items():
        for piece in pieces(text) if text != mine[key] else []:
            if not any(piece in other_text for other_text in mine.values()):
                assert piece not in said, key
    for section in ("facts", "rules", "tasks", "triage", "decisions", "phases", "limits", "plans", "seek_help"):
        for key, text in leaves(texts(other).get(section)):
            assert len(text) <= 25 or flat(text) not in said, (section, key)
