// Asks the pages as they are built for a phone, in Node: node asked.mjs PYODIDE APP FOLDER. In FOLDER, requests.json has
// cases, each with a store to copy, a moment and what is asked; the answers are left in answers.json.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join, resolve } from "node:path";

// an error alone: Node would show the line of the script, which is a megabyte
process.on("uncaughtException", (error) => { console.error(String(error).slice(-3000)); process.exit(1); });

const [pyodide, app, folder] = process.argv.slice(2).map((each) => resolve(each));
const { loadPyodide } = await import(pathToFileURL(join(pyodide, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: pyodide + "/", env: { TZ: "Europe/Copenhagen" } });
python.unpackArchive(new Uint8Array(readFileSync(app)), "zip", { extractDir: "/app" });
python.FS.mkdirTree("/given");
python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/given");
python.runPython(`
import sys
sys.path.insert(0, "/app")
import json, os, shutil
from pathlib import Path
from svang.phone.run import begin

given = Path("/given")

def asked(phone, each):
    found = phone.ask(each["method"], each["address"], each["body"].encode(), each["headers"])
    return {"status": found.status, "address": found.address, "headers": found.headers, "body": found.body.decode()}

def answered(case):
    folder = Path("/home") / case["store"]
    shutil.copytree(given / case["store"], folder)
    os.environ["SVANG_NOW"] = case["now"]
    phone = begin(folder)
    return [asked(phone, each) for each in case["requests"]]

cases = json.loads((given / "requests.json").read_text())
(given / "answers.json").write_text(json.dumps([answered(case) for case in cases]))
`);
