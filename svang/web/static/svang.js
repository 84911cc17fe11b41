// Pages work without this: it moves the focus to what is new, names the number that is chosen, and wakes the foot map.
"use strict";

// after an answer: what went wrong, else the heading
const heading = document.querySelector("h1");
if (heading) heading.tabIndex = -1;
const first = document.getElementById("err") || (document.referrer.startsWith(location.origin) && heading);
if (first && !location.hash) first.focus({ preventScroll: first.id !== "err" });

// a form that was sent is not sent twice, and the second of two quick taps does not answer the next question
const shownAt = performance.now();
document.addEventListener("submit", (event) => {
  const form = event.target;
  const early = form.elements.question && performance.now() - shownAt < 250;
  if (form.dataset.sent || early) event.preventDefault();
  else form.dataset.sent = "1";
});
addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => delete form.dataset.sent));

// the scale: the word of the number that is chosen
for (const box of document.querySelectorAll("[data-pain]")) {
  const word = box.querySelector("[data-word]:not(input)");
  box.addEventListener("change", (event) => { word.textContent = (event.target.dataset.word || "").replace(",", " ·"); });
}

// a line of signs: the other answer is taken back
document.addEventListener("change", (event) => {
  const pair = event.target.closest(".pair");
  if (pair) for (const box of pair.querySelectorAll("input")) box.checked &&= box === event.target;
});

// the foot map: each zone is the same as its line in the list
for (const map of document.querySelectorAll("[data-map]")) {
  const list = map.nextElementSibling;
  const boxes = new Map([...list.querySelectorAll("input")].map((box) => [box.dataset.zone, box]));
  const zones = [...map.querySelectorAll(".zone")].filter((zone) => boxes.has(zone.dataset.z));
  const sole = ["heel_front_inner", "heel_pad_centre", "heel_rim"];
  const show = () => {
    const whole = boxes.get("heel_whole");
    for (const zone of zones) {
      const on = boxes.get(zone.dataset.z).checked || (whole && whole.checked && sole.includes(zone.dataset.z));
      zone.setAttribute("aria-checked", String(on));
    }
  };
  for (const svg of map.querySelectorAll("svg")) {
    svg.removeAttribute("aria-hidden");
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-label", svg.dataset.label);
  }
  for (const zone of zones) {
    const box = boxes.get(zone.dataset.z);
    zone.setAttribute("role", "checkbox");
    zone.setAttribute("tabindex", "0");
    zone.setAttribute("aria-label", box.closest("label").textContent.trim());
    const flip = (event) => { event.preventDefault(); box.checked = !box.checked; show(); };
    zone.addEventListener("click", flip);
    zone.addEventListener("keydown", (event) => { if (event.key === " " || event.key === "Enter") flip(event); });
  }
  list.addEventListener("change", show);
  const views = map.querySelector("[data-views]");
  const buttons = [...views.querySelectorAll("button")];
  const turn = (name) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === name));
    for (const view of map.querySelectorAll("[data-view]")) view.hidden = view.dataset.view !== name;
  };
  for (const button of buttons) button.addEventListener("click", () => turn(button.value));
  turn("sole");
  show();
}

// what was told without a network waits on the phone and is sent when there is one; erasing clears it
const kept = {
  get(name) { try { return JSON.parse(localStorage.getItem(`svang.${name}`)); } catch { return null; } },
  set(name, value) { try { localStorage.setItem(`svang.${name}`, JSON.stringify(value)); } catch { /* shut: nothing is kept */ } },
  drop(name) { try { localStorage.removeItem(`svang.${name}`); } catch { /* shut */ } },
};
const unsent = { ...kept.get("waiting") };
const waits = document.getElementById("waits");
let sending = false;
let token = document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
if (document.querySelector("[data-forget]")) {
  for (const name of Object.keys(localStorage)) if (name.startsWith("svang.")) localStorage.removeItem(name);
  for (const sent of Object.keys(unsent)) delete unsent[sent];
}

// what cannot be taken waits for a page that can say so
if (waits) for (const fields of Object.values(unsent)) delete fields.refused;

function keepUnsent(fields) {
  if (fields) unsent[fields.sent] = fields;
  if (Object.keys(unsent).length) kept.set("waiting", unsent);
  else kept.drop("waiting");
}

// a token is of the page and never kept: an old answer goes with a new one
async function newToken() {
  const page = new DOMParser().parseFromString(await (await fetch("/more")).text(), "text/html");
  token = page.querySelector("[name=csrfmiddlewaretoken]").value;
}

// each says where it is told
async function post({ to, ...fields }) {
  const body = new URLSearchParams({ ...fields, csrfmiddlewaretoken: token });
  return fetch(to, { method: "POST", body, keepalive: true, headers: { Accept: "application/json" } });
}

async function sendOne(fields) {
  if (!token) await newToken();
  let answer = await post(fields);
  if (answer.status === 403) {
    await newToken();
    answer = await post(fields);
  }
  if (!answer.ok && answer.status !== 422) throw new Error("not taken");
  const said = await answer.json();
  if (said.says && waits) sayLine(said.says);
  if (said.says && !waits) fields.refused = "yes";
  else if (unsent[fields.sent] === fields) delete unsent[fields.sent];
  keepUnsent();
  document.dispatchEvent(new CustomEvent("svang:sent", { detail: said }));
}

async function sendUnsent() {
  const next = () => Object.values(unsent).find((fields) => !fields.refused);
  if (sending || !next()) return;
  sending = true;
  try {
    while (next()) await sendOne(next());
    if (waits && waits.dataset.waiting) sayLine(waits.dataset.sent, 4000);
  } catch {
    const n = Object.keys(unsent).length;
    if (waits) sayLine(n === 1 ? waits.dataset.one : waits.dataset.some.replace("{n}", n)).dataset.waiting = "yes";
    setTimeout(sendUnsent, 30000);
  } finally {
    sending = false;
  }
}

function sayLine(text, long) {
  waits.hidden = false;
  waits.textContent = text;
  delete waits.dataset.waiting;
  if (long) setTimeout(() => { waits.hidden = waits.textContent === text; }, long);
  return waits;
}
addEventListener("online", sendUnsent);
sendUnsent();
// a page for paper: the browser's own print, which the page says how to find without this
document.querySelector("[data-print]")?.addEventListener("click", () => print());
