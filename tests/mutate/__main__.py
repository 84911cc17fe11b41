"""The pathway and the engine, broken on purpose in memory, one small fault at a time: who notices?

`make mutate` plays all of them; `python -m tests.mutate --sample N` a fixed sample of each, `--engine` or `--knowledge`
one of the two alone, `--like TEXT` those whose name has a text in it. Survivors are named in docs/mutants.md with their
reason.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from time import monotonic

from tests.mutate import engine, noticing, watching
from tests.mutate.faults import by_id
from tests.mutate.noticing import Verdict, sample


def main(args: list[str]) -> int:
    knowledge = engine_too = True
    if "--engine" in args or "--knowledge" in args:
        knowledge, engine_too = "--knowledge" in args, "--engine" in args
    bad = 0
    if knowledge:
        bad += said("the pathway", list(by_id()), args, noticing.all_judged, noticing.named())
    if engine_too:
        bad += said("the engine", list(engine.by_id()), args, watching.all_judged, watching.named())
    return min(bad, 1)


def said(
    what: str,
    ids: list[str],
    args: list[str],
    judge: Callable[[Iterable[str]], Iterable[Verdict]],
    named: frozenset[str],
) -> int:
    """Plays what is wanted of these faults, and says what came of it; how many are not as they should be."""
    wanted, start = chosen(ids, args), monotonic()
    found = list(judge(wanted))
    keep(what, found, whole=wanted == ids)
    how = Counter(verdict for _, verdict, *_ in found)
    words = ", ".join(f"{n} {word}" for word, n in how.most_common())
    print(f"{what}: {len(found)} faults: {words}; {monotonic() - start:.0f} s")
    survivors = sorted(f"{id} ({by})" if by else id for id, verdict, by, _ in found if verdict == "survived")
    gone = sorted(named - set(ids))
    for word, listed in (("survived", survivors), ("named, but there is no such fault", gone)):
        print(*(f"{word}: {id}" for id in listed), sep="\n", end="\n" if listed else "")
    return len(survivors) + len(gone)


def chosen(ids: list[str], args: list[str]) -> list[str]:
    wanted = sample(ids, int(args[args.index("--sample") + 1])) if "--sample" in args else ids
    return [id for id in wanted if args[args.index("--like") + 1] in id] if "--like" in args else wanted


def keep(what: str, found: list[Verdict], *, whole: bool) -> None:
    if what == "the engine":
        watching.keep(found, whole=whole)
    elif whole:
        noticing.keep(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
