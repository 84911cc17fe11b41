"""The pathway, broken on purpose in memory, one small fault at a time: does a scenario, else a proof, notice?

`make mutate` plays all of them; `python -m tests.mutate --sample N` a fixed sample, `--like TEXT` those whose name has
a text in it. Survivors are named in docs/mutants.md with their reason.
"""

from __future__ import annotations

import sys
from collections import Counter
from time import monotonic

from tests.mutate.faults import by_id
from tests.mutate.noticing import all_judged, keep_the_hard, named, sample


def main(args: list[str]) -> int:
    ids = list(by_id())
    wanted = sample(ids, int(args[args.index("--sample") + 1])) if "--sample" in args else ids
    wanted = [id for id in wanted if args[args.index("--like") + 1] in id] if "--like" in args else wanted
    start = monotonic()
    found = all_judged(wanted)
    if wanted == ids:
        keep_the_hard(found)
    how = Counter(verdict for _, verdict, *_ in found)
    said = ", ".join(f"{n} {word}" for word, n in how.most_common())
    print(f"{len(found)} faults: {said}; {monotonic() - start:.0f} s")
    survivors = sorted(id for id, verdict, *_ in found if verdict == "survived")
    gone = sorted(named() - by_id().keys())
    for word, listed in (("survived", survivors), ("named, but there is no such fault", gone)):
        print(*(f"{word}: {id}" for id in listed), sep="\n", end="\n" if listed else "")
    return 1 if survivors or gone else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
