// Compiles what build.py has laid out, with the Python that will run it: node compile.mjs PYODIDE LAID MADE
import { pathToFileURL } from "node:url";
import { join, resolve } from "node:path";

// an error alone: Node would show the line of the script, which is a megabyte
process.on("uncaughtException", (error) => { console.error(String(error).slice(-3000)); process.exit(1); });

const [pyodide, laid, made] = process.argv.slice(2).map((each) => resolve(each));
const { loadPyodide } = await import(pathToFileURL(join(pyodide, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: pyodide + "/", env: { PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" } });
for (const [place, root] of [["/laid", laid], ["/made", made]]) {
  python.FS.mkdirTree(place);
  python.FS.mount(python.FS.filesystems.NODEFS, { root }, place);
}
python.runPython(`
import sys
from py_compile import PycInvalidationMode, compile as compiled
from pathlib import Path

laid, made = Path("/laid"), Path("/made")
for path in sorted(laid.rglob("*")):
    place = path.relative_to(laid)
    if path.is_dir() or place.name == "parts":
        continue
    (made / place).parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".py":
        compiled(str(path), str(made / place.with_suffix(".pyc")), str(place), doraise=True, optimize=0,
                 invalidation_mode=PycInvalidationMode.UNCHECKED_HASH, quiet=2)
    else:
        (made / place).write_bytes(path.read_bytes())

sys.path.insert(0, "/made")
from svang.ready import of_parts
(made / "svang/built/pathway").write_bytes(of_parts((laid / "svang/built/parts").read_bytes()))
`);
