// Keeps the files of one version and gives them without a network; it answers nothing itself.
"use strict";

const { version, files } = self.svangFiles;
const KEPT = "svang-files-";
const NAME = KEPT + version;
let shared = null; // what another app has shared, until the page has taken it; it is never on the disk

// all of them as they should be, or none: what is wrong is refused, and the version before goes on
addEventListener("install", (event) => event.waitUntil((async () => {
  const cache = await caches.open(NAME);
  try {
    await Promise.all(Object.entries(files).map(async ([path, integrity]) => {
      const answer = await fetch(path, { integrity, cache: "no-cache" });
      if (!answer.ok) throw new Error(path);
      await cache.put(path, answer);
    }));
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
})()));

addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith(KEPT) && name !== NAME) await caches.delete(name);
  await clients.claim();
})()));

addEventListener("message", (event) => {
  if (event.data === "switch") skipWaiting(); // the person has said so
  if (event.data === "shared") {
    event.source.postMessage({ shared });
    shared = null;
  }
});

async function take(request) {
  shared = (await request.formData()).get("file");
  return Response.redirect("/data/import#shared", 303);
}

// what the browser has cleared away is fetched again, the very same or not at all
async function give(path) {
  const found = await caches.match(path, { cacheName: NAME });
  return found || (files[path] ? fetch(path, { integrity: files[path], cache: "no-cache" }) : Response.error());
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  const page = request.mode === "navigate";
  event.respondWith(page && request.method === "POST" ? take(request) : give(page ? "/index.html" : url.pathname));
});
