// Runs the pages: the phone's Python, with the store in files of the browser's own. One request, one answer.
import { loadPyodide } from "./python/pyodide.mjs";
import { fileSystem, openPool } from "./pool.js";

let python = null;
let asked = null;
let pool = null;

async function begin() {
  pool = await openPool("svang");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [app] = await Promise.all([
    fetch("app.zip").then((answer) => answer.arrayBuffer()),
    loadPyodide({ indexURL: new URL("python/", import.meta.url).href, env: { TZ: zone, HOME: "/home" } }).then((found) => { python = found; }),
  ]);
  python.unpackArchive(new Uint8Array(app), "zip", { extractDir: "/app" });
  python.FS.mkdirTree("/store");
  python.FS.mount(fileSystem(python.FS, pool), {}, "/store");
  asked = python.runPython(`
import sys
sys.path.insert(0, "/app")
from pathlib import Path
from svang.phone.run import begin

phone = begin(Path("/store"))

def asked(method, address, body, headers):
    found = phone.ask(method, address, body.to_bytes(), headers.to_py())
    return found.status, found.address, found.headers, found.body

asked
`);
}

function ask({ method, address, body, headers }) {
  const before = pool.flushed;
  const found = asked(method, address, new Uint8Array(body || 0), headers || {});
  const [status, where, said, whole] = found.toJs();
  found.destroy();
  return { status, address: where, headers: said, body: whole, flushed: pool.flushed - before };
}

const ready = begin();
addEventListener("message", async ({ data }) => {
  try {
    await ready;
    postMessage({ n: data.n, ...ask(data) });
  } catch (error) {
    postMessage({ n: data.n, error: error.name === "PythonError" ? error.type : error.name, says: String(error).slice(-2000) });
  }
});
