// The phone's Python with the pages made ready: from what was kept of its memory, or from the beginning. It knows no
// store and no answer yet. Used by the worker, and by the tests in Node.
import { unpack } from "./unpack.mjs";

const PREPARE = `
import sys
sys.path.insert(0, "/app")
from svang.phone.run import prepare
prepare()
`;

const BEGIN = `
from pathlib import Path
from svang.phone.run import begin, day_ends

phone = None

def begun(folder, zone, now):
    global phone
    phone = begin(Path(folder), zone, now)

def asked(method, address, body, headers):
    found = phone.ask(method, address, body.to_bytes(), headers.to_py())
    return found.status, found.address, found.headers, found.body, day_ends()
`;

// memory: what wakened() gave before, or null. Gives python, and memory to be kept where it began from the beginning.
export async function wakened({ loadPyodide, indexURL, app, memory = null }) {
  const how = { indexURL, env: { HOME: "/home" } };
  if (memory) {
    const python = await loadPyodide({ ...how, _loadSnapshot: memory });
    unpack(python.FS, app, "/app");
    return { python, memory: null };
  }
  const python = await loadPyodide({ ...how, _makeSnapshot: true });
  unpack(python.FS, app, "/app");
  python.runPython(PREPARE);
  return { python, memory: python.makeMemorySnapshot() };
}

// Over the store in `folder`: gives what asks for a page. now: a moment, where the phone's own clock is not to be asked.
export function begun(python, folder, zone, now = "") {
  python.runPython(BEGIN);
  python.globals.get("begun")(folder, zone, now);
  const asked = python.globals.get("asked");
  return ({ method, address, body, headers }) => {
    const found = asked(method, address, new Uint8Array(body || 0), headers || {});
    const [status, where, said, whole, ends] = found.toJs();
    found.destroy();
    return { status, address: where, headers: said, body: whole, ends };
  };
}
