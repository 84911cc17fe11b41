// Stands around the pages: takes links and forms, asks the worker what a browser asks a server, and shows what it says.
"use strict";

const network = window.fetch;
const listen = EventTarget.prototype.addEventListener;
const me = crypto.randomUUID();
const tabs = new BroadcastChannel("svang");
const PATIENCE = 8000; // ms that another tab has for an answer before this one says where to go on
const waiting = new Map(); // what was asked and is not answered yet, by its number
let worker = null; // none where another tab has the store
let release = null; // gives the store to another tab
let asked = 0;
let page = new AbortController(); // what the page on show listens to ends with it
let moves = false; // the shell itself changes the address
let said = null; // what stands above the page

const clock = () => (window.svangNow ? Date.parse(window.svangNow) : Date.now()); // a test may say when it is
const words = () => window.svangWords[document.documentElement.lang === "en" ? "en" : "da"];

// -- the worker, here or in another tab ----------------------------------------------------------------------------------

function ask(method, address, { body = null, headers = {} } = {}) {
  return new Promise((found, failed) => {
    asked += 1;
    const n = `${me}:${asked}`;
    const asks = { n, method, address, body, headers: { "Accept-Language": navigator.language, ...where(), ...headers } };
    waiting.set(n, { found, failed, asks, again: false });
    send(asks);
  });
}

function send(asks) {
  if (worker) {
    worker.postMessage(asks);
    return;
  }
  tabs.postMessage({ asks });
  setTimeout(() => { if (waiting.has(asks.n) && !worker) say("other_tab"); }, PATIENCE);
}

function answered({ data }) {
  if (!waiting.has(data.n)) {
    if (worker) tabs.postMessage({ answer: data });
    return;
  }
  const asks = waiting.get(data.n);
  if (data.code === "gone" && worker && !asks.again) { // the browser has shut our files: once more, with new ones
    asks.again = true;
    start(false);
    return;
  }
  waiting.delete(data.n);
  if (data.code) asks.failed(Object.assign(new Error(data.says), { code: data.code }));
  else asks.found(data);
}

function start(mayBeEmpty) {
  worker?.terminate();
  worker = new Worker("/worker.js", { type: "module" });
  worker.onmessage = answered;
  worker.onerror = (event) => {
    event.preventDefault();
    for (const n of waiting.keys()) answered({ data: { n, code: "failed", says: event.message } });
  };
  worker.postMessage({ begin: { mayBeEmpty, now: window.svangNow } });
  for (const { asks } of waiting.values()) worker.postMessage(asks);
}

tabs.onmessage = ({ data }) => {
  if (data.asks && worker) worker.postMessage(data.asks);
  else if (data.put && worker) worker.postMessage(data);
  else if (data.answer && waiting.has(data.answer.n)) answered({ data: data.answer });
};

const keep = (put, value) => (worker ? worker.postMessage({ put, value }) : tabs.postMessage({ put, value }));
const header = (answer, name) => answer.headers.findLast(([key]) => key.toLowerCase() === name)?.[1] || "";

// -- what the phone is ----------------------------------------------------------------------------------------------------

function where() {
  const phone = /iPhone|iPad|iPod/.test(navigator.userAgent) ? "iphone" : /Android/.test(navigator.userAgent) ? "android" : "other";
  const app = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
  return { "Svang-On": `${phone} ${app ? "app" : "tab"}` };
}

// -- what is kept beside the store -------------------------------------------------------------------------------------

// what a page's script keeps: never in the browser's own storage, from whose files nothing is erased at once
const store = Object.create({}, {
  getItem: { value(name) { return this[name] ?? null; } },
  setItem: { value(name, value) { this[name] = String(value); keep("kept", this); } },
  removeItem: { value(name) { if (name in this) { delete this[name]; keep("kept", this); } } },
});
const pageStore = Object.create(store);

async function beside(name) {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("svang-shell");
    const text = await (await (await folder.getFileHandle(name)).getFile()).text();
    return text ? JSON.parse(text) : null;
  } catch {
    return null; // nothing yet, or not to be read
  }
}

// -- a page ------------------------------------------------------------------------------------------------------------

// moved: what becomes of the address: push, replace, or nothing where the browser has changed it
function show(answer, moved) {
  dispatchEvent(new Event("pagehide"));
  const made = put(new TextDecoder().decode(answer.body));
  moves = true;
  if (moved) history[moved === "push" ? "pushState" : "replaceState"](null, "", answer.address);
  moves = false;
  const at = location.hash && document.getElementById(location.hash.slice(1));
  const first = document.getElementById("err") || at || document.querySelector("h1");
  if (first && !first.matches("a, button, input, select, textarea")) first.tabIndex = -1;
  if (at) at.scrollIntoView();
  else scrollTo(0, 0);
  const scripts = [...made.querySelectorAll("script[src]")].map((each) => /([^/]+)\.js/.exec(each.getAttribute("src"))[1]);
  window.svangScripts[scripts.join(" ")]?.(pageStore);
  wire();
  first?.focus({ preventScroll: first.id !== "err" });
}

function put(html) {
  page.abort();
  page = new AbortController();
  const made = new DOMParser().parseFromString(html, "text/html");
  document.title = made.title;
  document.documentElement.lang = made.documentElement.lang;
  document.documentElement.classList.remove("shell-old");
  dress(made);
  document.body.replaceWith(document.adoptNode(made.body));
  if (said) above();
  return made;
}

// the style sheets of the page, and no others
function dress(made) {
  const named = (from) => [...from.querySelectorAll('link[rel="stylesheet"]')].filter((each) => each.getAttribute("href").startsWith("/static/"));
  const path = (each) => new URL(each.getAttribute("href"), location.origin).pathname;
  const wanted = named(made).map(path);
  for (const each of named(document)) if (!wanted.includes(path(each))) each.remove();
  const there = named(document).map(path);
  for (const href of wanted.filter((each) => !there.includes(each))) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
  }
}

async function go(method, to, how, moved = "push") {
  try {
    const answer = await ask(method, to, how);
    if (said?.key in { opens: 1, other_tab: 1, failed: 1, full: 1, gone: 1 }) hush();
    if (!/^text\/html/.test(header(answer, "content-type"))) save(answer);
    else show(answer, moved);
    if (answer.address.split(/[?#]/)[0] === "/today" && answer.status === 200) remember(answer);
  } catch (error) {
    const filled = error.code === "too_old" ? words().parts.opfs : "";
    say(error.code || "failed", { does: () => location.reload(), called: "again", filled });
  } finally {
    document.querySelectorAll("form").forEach((form) => delete form.dataset.sent);
  }
}

function fileOf(answer) {
  const [, name] = /filename="([^"]+)"/.exec(header(answer, "content-disposition")) || [];
  return new File([answer.body], name || "svang", { type: header(answer, "content-type").split(";")[0] });
}

function save(answer) {
  const file = fileOf(answer);
  const at = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href: at, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(at), 60000);
}

// -- the last Today ----------------------------------------------------------------------------------------------------

// it is shown before the worker answers, while its day lasts, and cannot be used
function remember(answer) {
  const due = Boolean(document.querySelector("#checkin .save"));
  keep("shown", { from: clock(), ends: answer.ends * 1000, html: new TextDecoder().decode(answer.body) });
  if (due) navigator.setAppBadge?.(1).catch(() => {});
  else navigator.clearAppBadge?.().catch(() => {});
}

async function before() {
  const shown = await beside("shown");
  const now = clock();
  if (!shown || waiting.size === 0 || !["/", "/today"].includes(location.pathname) || now < shown.from || now >= shown.ends) return;
  put(shown.html);
  document.documentElement.classList.add("shell-old");
  document.querySelector("main").inert = true;
  document.querySelector("nav")?.setAttribute("inert", "");
  say("opens");
}

// -- what the shell itself says ------------------------------------------------------------------------------------------

function say(key, { does = null, called = "", filled = "" } = {}) {
  said = { key, does, called, filled };
  above();
}

function above() {
  document.querySelector(".shell-says")?.remove();
  const text = words()[said.key].replace("{what}", said.filled);
  const box = Object.assign(document.createElement("div"), { className: "shell-says" });
  const urgent = ["failed", "full", "gone"].includes(said.key);
  box.append(Object.assign(document.createElement("p"), { textContent: text, className: "s" }));
  box.firstChild.setAttribute("role", urgent ? "alert" : "status");
  if (said.does) {
    const button = Object.assign(document.createElement("button"), { textContent: words()[said.called], className: "btn q", type: "button", onclick: said.does });
    box.append(button);
  }
  const waits = document.getElementById("shell");
  if (waits) waits.replaceWith(box); // nothing was shown yet
  else document.querySelector("main").before(box);
}

function hush() {
  said = null;
  document.querySelector(".shell-says")?.remove();
}

// -- links, forms, history ---------------------------------------------------------------------------------------

const ours = (url) => url.origin === location.origin && !url.pathname.startsWith("/static/");
const address = (url) => url.pathname + url.search + url.hash;

function clicked(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.href);
  const within = url.hash && url.pathname === location.pathname && url.search === location.search;
  if (link.target || !ours(url) || within) return;
  event.preventDefault();
  go("GET", address(url));
}

async function submitted(event) {
  if (event.defaultPrevented) return;
  event.preventDefault();
  const form = event.target;
  const by = event.submitter;
  const url = new URL(by?.getAttribute("formaction") || form.getAttribute("action") || location.href, location.href);
  const fields = new FormData(form, by);
  if (form.method === "get") {
    url.search = new URLSearchParams(fields);
    go("GET", address(url));
    return;
  }
  const packed = new Response(form.enctype === "multipart/form-data" ? fields : new URLSearchParams(fields));
  const headers = { "Content-Type": packed.headers.get("Content-Type") };
  go("POST", address(url), { body: await packed.arrayBuffer(), headers });
}

// a script that goes elsewhere
function navigated(event) {
  const url = new URL(event.destination.url);
  if (moves || !event.canIntercept || event.userInitiated || event.hashChange || event.navigationType === "traverse" || event.navigationType === "reload" || !ours(url)) return;
  event.intercept({ handler: () => go("GET", address(url), {}, "") });
}

// what a page's script asks for
async function fetched(to, how = {}) {
  const url = new URL(to, location.href);
  if (!ours(url)) return network(to, how);
  const packed = new Response(how.body ?? null);
  const kind = packed.headers.get("Content-Type");
  const headers = { ...(kind ? { "Content-Type": kind } : {}), ...how.headers };
  const answer = await ask(how.method || "GET", address(url), { body: await packed.arrayBuffer(), headers });
  return new Response(answer.body, { status: answer.status, headers: answer.headers.filter(([name]) => !/^set-cookie$/i.test(name)) });
}

// -- what only a phone can ------------------------------------------------------------------------------------------------

let offered = null; // the browser's own way to the home screen

function wire() {
  for (const button of document.querySelectorAll("[data-install]")) {
    button.hidden = !offered;
    button.onclick = () => offered.prompt();
  }
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = !navigator.canShare?.({ files: [new File(["x"], "svang.jsonl", { type: "text/plain" })] });
    button.onclick = () => share(button.dataset.share);
  }
  for (const line of document.querySelectorAll("[data-persist]")) persisted(line);
}

// a copy or a report goes to another app; text is what every one of them takes
async function share(to) {
  const answer = await ask("GET", to);
  const whole = fileOf(answer);
  const name = whole.name.includes(".") ? whole.name : `${whole.name}.html`;
  const file = new File([answer.body], name, { type: name.endsWith(".html") ? "text/html" : "text/plain" });
  await navigator.share({ files: [file] }).catch((error) => { if (error.name !== "AbortError") save(answer); });
}

async function persisted(line) {
  const storage = navigator.storage;
  const said = async (kept) => { line.textContent = words()[kept ? "kept" : "not_kept"]; };
  said(await storage.persisted?.());
  const button = document.querySelector("[data-keep]");
  if (!button) return;
  button.hidden = !storage.persist || await storage.persisted();
  button.onclick = async () => { said(await storage.persist()); button.hidden = await storage.persisted(); };
}

// a file that another app has shared, or that was opened with Svang, lies in the field of the page; the person sends it
function received(file) {
  const field = document.querySelector('input[type="file"]');
  if (!file || !field) return;
  const held = new DataTransfer();
  held.items.add(file);
  field.files = held.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
}

async function opened({ files }) {
  if (!files.length) return;
  const file = await files[0].getFile();
  await go("GET", "/data/import");
  received(file);
}

// -- a new version ---------------------------------------------------------------------------------------------------------

async function watch() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  let had = Boolean(workers.controller); // else this is the first version, and nothing is switched
  let chosen = false;
  workers.addEventListener("controllerchange", () => {
    if (had) switched(chosen);
    had = true;
  });
  workers.addEventListener("message", ({ data }) => received(data.shared));
  const offer = (next) => say("new_version", { called: "switch", does: () => { chosen = true; next.postMessage("switch"); } });
  const registration = await workers.register("/sw.js", { updateViaCache: "none" });
  if (registration.waiting && had) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const next = registration.installing;
    let whole = false;
    next.addEventListener("statechange", () => {
      whole ||= next.state === "installed";
      if (next.state === "installed" && had) offer(next);
      if (next.state === "redundant" && !whole && had) say("update_broken");
    });
  });
  if (location.hash === "#shared") workers.controller?.postMessage("shared");
}

// what was asked is answered first; then this tab lets the store go
async function switched(chosen) {
  while (waiting.size) await new Promise((done) => setTimeout(done, 50));
  worker?.terminate();
  worker = null;
  release?.();
  if (chosen || document.hidden) location.reload();
  else say("switched", { called: "again", does: () => location.reload() });
}

// -- waking ------------------------------------------------------------------------------------------------------

async function wake() {
  listen.call(window, "click", clicked);
  listen.call(window, "submit", submitted);
  listen.call(window, "popstate", () => go("GET", address(location), {}, ""));
  window.navigation?.addEventListener("navigate", navigated);
  listen.call(window, "beforeinstallprompt", (event) => { event.preventDefault(); offered = event; wire(); });
  listen.call(window, "appinstalled", () => { offered = null; wire(); });
  for (const target of [window, document]) {
    target.addEventListener = (kind, does, how) => listen.call(target, kind, does, { ...(typeof how === "object" ? how : { capture: Boolean(how) }), signal: page.signal });
  }
  window.fetch = fetched;
  const held = () => new Promise((done) => { release = done; start(true); });
  navigator.locks.request("svang-store", { ifAvailable: true }, (free) => {
    if (free) return held();
    navigator.locks.request("svang-store", held);
    return undefined;
  });
  const first = go("GET", address(location), {}, "replace");
  await before();
  Object.assign(pageStore, await beside("kept"));
  await first;
  window.launchQueue?.setConsumer(opened);
  watch().catch(() => {}); // without it there is no page without a network, and all else goes on
}

if (!window.svangTooOld) wake();
