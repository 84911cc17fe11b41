"""One side: a process with one commit's svang that measures what it is asked for. `python -m bench.side ROOM FOLDER`.

A line in, `{"row": NAME, "runs": N}`; a line out, what it took, or why it cannot. The first line out names the rows.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import svang


def main(room: str, folder: Path) -> None:
    say = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever else is printed

    def answer(what: Any) -> None:
        print(json.dumps(what), file=say, flush=True)

    try:
        from bench.rows import measured

        there = {row.name: row for row in rows_of(room, folder)}
    except Exception as error:  # another commit may have other names for anything
        answer({"cannot": said(error)})
        return
    answer({"svang": svang.__file__, "rows": [(row.name, row.limit, row.runs) for row in there.values()]})
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer({"took": measured(there[asked["row"]], asked["runs"])})
        except Exception as error:
            answer({"cannot": said(error)})


def said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:120]


def rows_of(room: str, folder: Path) -> Any:
    if room == "rows":
        from bench import rows

        return rows.rows(folder)
    from bench import pages

    return pages.rows(folder, int(room))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
