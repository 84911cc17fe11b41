// Compiles what build.py has laid out, with the Python that will run it: node compile.mjs PYODIDE LAID MADE
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// an error alone: Node would show the line of the script, which is a megabyte
process.on("uncaughtException", (error) => { console.error(String(error).slice(-3000)); process.exit(1); });

const here = dirname(fileURLToPath(import.meta.url));
const [runtime, laid, made] = process.argv.slice(2).map((each) => resolve(each));
const { loadPyodide } = await import(pathToFileURL(join(runtime, "pyodide.mjs")));
// in what is compiled no place in a line is said: that is a fifth of it, and no trace is ever shown
const env = { PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1", PYTHONNODEBUGRANGES: "1" };
const python = await loadPyodide({ indexURL: runtime + "/", env });
for (const [place, root] of [["/laid", laid], ["/made", made], ["/runtime", runtime]]) {
  python.FS.mkdirTree(place);
  python.FS.mount(python.FS.filesystems.NODEFS, { root }, place);
}
python.runPython(readFileSync(join(here, "compiling.py"), "utf8"));
