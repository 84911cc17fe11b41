// Keeps the files of one version and gives them without a network; it answers nothing itself.
"use strict";

const { version, files } = self.svangFiles;
const NAME = `svang-${version}`;

addEventListener("install", (event) => event.waitUntil((async () => {
  const cache = await caches.open(NAME);
  await Promise.all(Object.entries(files).map(async ([path, integrity]) => {
    const answer = await fetch(path, { integrity, cache: "no-cache" });
    if (!answer.ok) throw new Error(path);
    await cache.put(path, answer);
  }));
})()));

addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("svang-") && name !== NAME) await caches.delete(name);
  await clients.claim();
})()));

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin) return;
  const path = event.request.mode === "navigate" ? "/index.html" : url.pathname;
  event.respondWith(caches.open(NAME).then((cache) => cache.match(path)).then((found) => found || Response.error()));
});
