// Asks the pages as they are built for a phone, in Node: node asked.mjs BUILT FOLDER. In FOLDER, requests.json has cases,
// each with a store to copy, a moment and what is asked; the answers are left in answers.json, and in again.json those that
// were given after the memory was kept and put back.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join, resolve } from "node:path";

// an error alone: Node would show the line of the script, which is a megabyte
process.on("uncaughtException", (error) => { console.error(String(error).slice(-3000)); process.exit(1); });

const [built, folder] = process.argv.slice(2).map((each) => resolve(each));
const { loadPyodide } = await import(pathToFileURL(join(built, "python", "pyodide.mjs")));
const { wakened, begun } = await import(pathToFileURL(join(built, "wake.mjs")));
const how = { loadPyodide, indexURL: join(built, "python") + "/", app: new Uint8Array(readFileSync(join(built, "app.zip"))) };
const cases = JSON.parse(readFileSync(join(folder, "requests.json")));

function answers({ python }) {
  python.FS.mkdirTree("/given");
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/given");
  return cases.map(({ store, now, requests }) => {
    python.runPython(`import shutil; shutil.copytree("/given/${store}", "/home/${store}")`);
    const ask = begun(python, `/home/${store}`, "Europe/Copenhagen", now);
    return requests.map((each) => {
      const found = ask({ ...each, body: new TextEncoder().encode(each.body) });
      return { status: found.status, address: found.address, body: new TextDecoder().decode(found.body) };
    });
  });
}

const first = await wakened(how);
writeFileSync(join(folder, "answers.json"), JSON.stringify(answers(first)));
writeFileSync(join(folder, "again.json"), JSON.stringify(answers(await wakened({ ...how, memory: first.memory }))));
