// What is played, a session or a run: words in their places, one screen at a time, too sore, and going away.
"use strict";

const data = JSON.parse(document.querySelector("script[type='application/json']")?.textContent || "null");
const by = (id) => document.getElementById(id);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");

const write = (place, text) => { if (place.textContent !== text) place.textContent = text; };
const set = (place, name, value) => { if (place.getAttribute(name) !== value) place.setAttribute(name, value); };
const hide = (place, on) => { if (place.hasAttribute("hidden") !== on) place.toggleAttribute("hidden", on); };
const button = (name) => by("player").querySelector(`[data-do=${name}]`);

function headed(place, text) {
  const title = by("title");
  const over = place.querySelector(".over");
  if (title.parentElement !== place) over ? over.after(title) : place.prepend(title);
  write(title, text);
  document.title = `${text} – Svang`;
}

function turn(page) {
  for (const id of ["start", "player", "hurts", "after"]) hide(by(id), id !== page);
  document.body.classList.add("on");
  scrollTo(0, 0);
}

// minutes and seconds as the reader writes them
const minutes = (seconds) => [Math.floor(seconds / 60), String(seconds % 60).padStart(2, "0")].join(data.language === "da" ? "." : ":");

// -- too sore ------------------------------------------------------------------------------------------------------

const bandOf = (value) => (value === "?" ? data.bands.at(-1) : data.bands.find((one) => one.to !== null && Number(value) <= one.to));

function word(found, pain) {
  const said = pain === "" ? "" : pain === "?" ? data.words.unknown : `${pain} · ${data.scale[pain]}`;
  write(found.querySelector("[data-word]"), said);
}

// the screen that asks for the number; what was told before stands
function askHurts(pain) {
  headed(by("hurts-head"), by("hurts").querySelector("legend").textContent);
  for (const box of by("hurts").querySelectorAll("input")) box.checked = box.value === pain;
  word(by("hurts"), pain);
  hide(by("band"), !pain);
  turn("hurts");
  by("title").focus();
}

// -- coming and going ----------------------------------------------------------------------------------------------

const openedOn = new Date().toDateString();

// a page of another day is loaded anew: its plan is another
function isOld() {
  const old = new Date().toDateString() !== openedOn;
  if (old) location.reload();
  return old;
}

// what was done is sent first, so that Today knows of it; a slow network is not waited for
async function leaveForToday(mayGo = () => true) {
  const enough = new Promise((go) => { setTimeout(go, 1500); });
  await Promise.race([sendUnsent(), enough]);
  if (mayGo()) location.assign("/today");
}

// a button that says what it does, or a switch
function clickedOn(event, does) {
  const pressed = event.target.closest("[data-do]");
  listenTo(pressed);
  if (pressed) does[pressed.dataset.do](event);
  const flipped = event.target.closest("[data-switch]");
  if (flipped) flip(flipped.dataset.switch);
}

const forPlayer = (event) => !by("player").hidden && !event.altKey && !event.ctrlKey && !event.metaKey;
const isSpace = (event) => event.key === " " && !event.target.closest("button, a, input, summary");
