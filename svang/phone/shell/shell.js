// Stands around the pages: takes links and forms, asks the worker what a browser asks a server, and shows what it says.
"use strict";

const network = window.fetch;
const listen = EventTarget.prototype.addEventListener;
const waiting = new Map(); // what was asked, by its number
let worker = null;
let asked = 0;
let page = new AbortController(); // what the page on show listens to ends with it
let moves = false; // the shell itself changes the address

// -- the worker --------------------------------------------------------------------------------------------------

function ask(method, address, { body = null, headers = {} } = {}) {
  return new Promise((found, failed) => {
    asked += 1;
    waiting.set(asked, { found, failed });
    worker.postMessage({ n: asked, method, address, body, headers: { "Accept-Language": navigator.language, ...headers } });
  });
}

function answered({ data }) {
  const { found, failed } = waiting.get(data.n);
  waiting.delete(data.n);
  if (data.error) failed(Object.assign(new Error(data.error), { says: data.says }));
  else found(data);
}

const header = (answer, name) => answer.headers.findLast(([key]) => key.toLowerCase() === name)?.[1] || "";

// -- a page ------------------------------------------------------------------------------------------------------

// moved: what becomes of the address: push, replace, or nothing where the browser has changed it
function show(answer, moved) {
  dispatchEvent(new Event("pagehide"));
  page.abort();
  page = new AbortController();
  const made = new DOMParser().parseFromString(new TextDecoder().decode(answer.body), "text/html");
  document.title = made.title;
  document.documentElement.lang = made.documentElement.lang;
  dress(made);
  const scripts = [...made.querySelectorAll("script[src]")].map((each) => /([^/]+)\.js/.exec(each.getAttribute("src"))[1]);
  document.body.replaceWith(document.adoptNode(made.body));
  moves = true;
  if (moved) history[moved === "push" ? "pushState" : "replaceState"](null, "", answer.address);
  moves = false;
  const at = location.hash && document.getElementById(location.hash.slice(1));
  const first = document.getElementById("err") || at || document.querySelector("h1");
  if (first && !first.matches("a, button, input, select, textarea")) first.tabIndex = -1;
  if (at) at.scrollIntoView();
  else scrollTo(0, 0);
  window.svangScripts[scripts.join(" ")]?.();
  first?.focus({ preventScroll: first.id !== "err" });
}

// the style sheets of the page, and no others
function dress(made) {
  const named = (from) => [...from.querySelectorAll('link[rel="stylesheet"]')];
  const path = (each) => new URL(each.getAttribute("href"), location.origin).pathname;
  const wanted = named(made).map(path);
  for (const each of named(document)) if (!wanted.includes(path(each))) each.remove();
  const there = named(document).map(path);
  for (const href of wanted.filter((each) => !there.includes(each))) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
  }
}

async function go(method, address, how, moved = "push") {
  const answer = await ask(method, address, how);
  if (/^attachment/.test(header(answer, "content-disposition"))) save(answer);
  else show(answer, moved);
}

function save(answer) {
  const [, name] = /filename="([^"]+)"/.exec(header(answer, "content-disposition")) || [];
  const at = URL.createObjectURL(new Blob([answer.body], { type: header(answer, "content-type") }));
  Object.assign(document.createElement("a"), { href: at, download: name || "svang" }).click();
  setTimeout(() => URL.revokeObjectURL(at), 60000);
}

// -- links, forms, history ---------------------------------------------------------------------------------------

const ours = (url) => url.origin === location.origin && !url.pathname.startsWith("/static/");
const address = (url) => url.pathname + url.search + url.hash;

function clicked(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.href);
  const within = url.hash && url.pathname === location.pathname && url.search === location.search;
  if (link.hasAttribute("download") || link.target || !ours(url) || within) return;
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

// -- waking ------------------------------------------------------------------------------------------------------

function begin() {
  worker = new Worker("/worker.js", { type: "module" });
  worker.onmessage = answered;
  listen.call(window, "click", clicked);
  listen.call(window, "submit", submitted);
  listen.call(window, "popstate", () => go("GET", address(location), {}, ""));
  window.navigation?.addEventListener("navigate", navigated);
  for (const target of [window, document]) {
    target.addEventListener = (kind, does, how) => listen.call(target, kind, does, { ...(typeof how === "object" ? how : { capture: Boolean(how) }), signal: page.signal });
  }
  window.fetch = fetched;
  return go("GET", address(location), {}, "replace");
}

async function said(key) {
  const words = await (await network("/words.json")).json();
  document.getElementById("shell").textContent = words[navigator.language.startsWith("en") ? "en" : "da"][key];
}

function wake() {
  navigator.serviceWorker?.register("/sw.js");
  navigator.locks.request("svang-store", { ifAvailable: true }, (free) => (free ? held() : said("other_tab").then(later)));
}

// as long as this page is open no other has the store
const held = () => new Promise((_, failed) => { begin().catch((error) => said("failed").then(() => failed(error))); });
const later = () => { navigator.locks.request("svang-store", held); };

wake();
