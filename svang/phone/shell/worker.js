// Runs the pages: the phone's Python, with the store in files of the browser's own. One request, one answer.
import { loadPyodide } from "./python/pyodide.mjs";
import { fileSystem, openPool } from "./pool.mjs";
import { begun, wakened } from "./wake.mjs";
import { STAMP } from "./stamp.js";

const MEMORY = `svang-memory-${STAMP}`; // what is kept of the memory is of this code alone, and was made before any answer was read
const BESIDE = "svang-shell"; // a folder: what the shell shows before this answers, and what a page's script keeps
const CODES = {
  QuotaExceededError: "full",
  NoModificationAllowedError: "other_tab",
  InvalidStateError: "gone",
  NotFoundError: "gone",
  TooOld: "too_old",
};

let ask = null;
let pool = null;

async function begin({ mayBeEmpty, now = "" }) {
  if (!globalThis.FileSystemSyncAccessHandle) throw Object.assign(new Error("sync handles"), { name: "TooOld" });
  const [found, app, kept] = await Promise.all([openPool("svang"), fetched("app.zip"), remembered()]);
  pool = found;
  if (pool.empty && !mayBeEmpty) throw Object.assign(new Error("emptied"), { name: "NotFoundError" });
  const { python, memory } = await wakeAgain(app, kept);
  python.FS.mkdirTree("/store");
  python.FS.mount(fileSystem(python.FS, pool), {}, "/store");
  ask = begun(python, "/store", Intl.DateTimeFormat().resolvedOptions().timeZone, now);
  if (memory) remember(memory);
}

async function fetched(name) {
  const answer = await fetch(name);
  if (!answer.ok) throw new Error(name);
  return new Uint8Array(await answer.arrayBuffer());
}

// -- the memory ------------------------------------------------------------------------------------------------------

async function wakeAgain(app, kept) {
  const how = { loadPyodide, indexURL: new URL("python/", import.meta.url).href, app };
  if (kept) {
    try {
      return await wakened({ ...how, memory: kept });
    } catch {
      await caches.delete(MEMORY); // broken: from the beginning, which takes twice the time
    }
  }
  return wakened(how);
}

async function remembered() {
  try {
    const found = await caches.match("/memory", { cacheName: MEMORY });
    return found ? new Uint8Array(await found.arrayBuffer()) : null;
  } catch {
    return null; // shut, or gone
  }
}

async function remember(memory) {
  try {
    for (const name of await caches.keys()) if (name.startsWith("svang-memory-") && name !== MEMORY) await caches.delete(name);
    await (await caches.open(MEMORY)).put("/memory", new Response(memory));
  } catch {
    // no room: it begins from the beginning again
  }
}

// -- beside the store ------------------------------------------------------------------------------------------------

const handles = {};

async function beside(name) {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(BESIDE, { create: true });
  return (handles[name] ??= (await folder.getFileHandle(name, { create: true })).createSyncAccessHandle());
}

let last = Promise.resolve();

// one after the other; where there is no room nothing is kept, which stops nobody
function put(name, value) {
  last = last.then(async () => {
    const handle = await beside(name);
    handle.truncate(0);
    if (value) handle.write(new TextEncoder().encode(JSON.stringify(value)), { at: 0 });
    handle.flush();
  }).catch(() => {});
  return last;
}

async function remembersNothing() {
  await Promise.all([put("shown", null), put("kept", null)]);
}

// -- what is asked ---------------------------------------------------------------------------------------------------

async function answer(data) {
  const before = pool.flushed;
  const found = ask(data);
  if (pool.lost) throw Object.assign(new Error("lost"), { name: "InvalidStateError" });
  const at = found.address.split(/[?#]/)[0];
  if (data.method === "POST" && at === "/data/erase" && found.status === 200) await remembersNothing();
  return { ...found, flushed: pool.flushed - before };
}

let ready = null;

async function told({ data }) {
  if (data.begin) {
    ready = begin(data.begin);
    ready.catch(() => {}); // said of each that asks
  } else if (data.put) {
    put(data.put, data.value);
  } else {
    try {
      await ready;
      const found = await answer(data);
      postMessage({ n: data.n, ...found }, [found.body.buffer]);
    } catch (error) {
      postMessage({ n: data.n, code: CODES[error.name] || "failed", says: String(error).slice(-2000) });
    }
  }
}

addEventListener("message", told);
