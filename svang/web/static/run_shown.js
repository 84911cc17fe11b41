// What the run shows of where one is: the word, the seconds, what comes next, the bars, and the end. It decides nothing.
"use strict";

const amount = (key, n) => fill(data.words.lengths[key][n === 1 ? "one" : "many"], { n });
const intervals = () => run.parts.at(-1).n;
const before = () => summed(run.parts.slice(0, run.k)) + run.t;

function show() {
  const [one, words, next] = [stretch(), data.words, run.parts[run.k + 1]];
  headed(by("head"), run.on ? words[one.kind] : words.paused);
  const time = minutes(Math.ceil(left() - 1e-6));
  write(by("left"), time);
  set(by("left"), "aria-label", fill(words.left, { time }));
  write(by("then"), next ? next.then : words.end);
  const all = amount("short", Math.round(summed(run.parts) / 60));
  write(by("total"), fill(words.of_all, { at: minutes(Math.floor(before() + 1e-6)), all }));
  by("player").classList.toggle("still", !run.on);
  showBars(one);
  showButtons(one, next);
  const slept = Math.round(run.slept / 60);
  hide(by("asleep"), !slept);
  if (slept) write(by("asleep"), amount("pocket", slept));
  say(one);
}

// an interval has two parts, run and walk: over, now, or to come; a run in one stretch has one bar that fills
function showBars(one) {
  const [bars, whole, of] = [by("player").querySelector(".ints"), by("player").querySelector("progress"), intervals()];
  hide(bars, of === 1);
  hide(whole, of !== 1);
  const part = Math.round((before() / summed(run.parts)) * 100) / 100;
  if (whole.value !== part || !whole.hasAttribute("value")) whole.value = part;
  while (bars.children.length < of) bars.append(document.createElement("i"));
  [...bars.children].forEach((bar, n) => set(bar, "class", n + 1 < one.n ? "on" : n + 1 > one.n ? "" : `at ${one.kind}`));
  const talk = one.kind === "run";
  const key = of === 1 ? "whole" : talk ? "interval" : "count";
  write(by("where"), fill(data.words[key], { n: one.n, of }));
  set(bars, "aria-label", fill(data.words.count, { n: one.n, of }));
}

function showButtons(one, next) {
  const words = data.words;
  button("walk").classList.toggle("no", one.kind !== "run" || !next);
  set(button("pause"), "aria-label", run.on ? words.pause : words.on);
  set(button("next"), "aria-label", words[`skip_${one.kind}`]);
}

// once for each stretch, and the last three seconds of it
function say(one) {
  if (!run.on) return;
  const second = `${run.k} ${Math.ceil(left() - 1e-6)}`;
  if (told.split(" ")[0] !== String(run.k)) {
    write(by("says"), one.says);
    cue(one.kind === "run" ? "up" : "down", one.kind === "run" ? data.words.run : one.says);
  } else if (second !== told && left() <= 3) tick();
  told = second;
}

// -- too sore, and the end -----------------------------------------------------------------------------------------

function showBand(value) {
  const band = value ? bandOf(value) : null;
  const [title, says] = by("band").querySelectorAll("h2, p");
  write(title, band ? fill(band.title, { n: value }) : "");
  write(says, band ? band.says : "");
  hide(by("band"), !band);
  const [end, on] = ["end", "on"].map((name) => by("hurts").querySelector(`[data-do=${name}]`));
  end.classList.toggle("q", band?.key === "fine");
  hide(on, band?.key === "enough");
}

const clockOf = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang === "da" ? "da-DK" : "en-GB", { hour: "2-digit", minute: "2-digit" });

function showAfter() {
  const [words, n, form] = [data.words, whole(), by("told")];
  headed(by("after-head"), !n ? words.nothing : run.k < run.parts.length ? words.broken : words.done);
  write(by("clock"), fill(words.clock, { from: clockOf(run.began), to: clockOf(run.ended) }));
  write(by("ran"), amount("short", n));
  write(by("walked"), amount("short", Math.round(run.walked / 60)));
  hide(by("blind"), !run.asleep);
  by("form").append(form);
  hide(form, !n);
  form.querySelector("h2")?.remove();
  for (const each of form.querySelectorAll("[name=minutes]")) each.value = n;
  write(form.querySelector("[name=minutes]"), amount("save", n));
  form.querySelector("[name=minutes]").classList.remove("q");
  for (const box of form.querySelectorAll("[name=run_pain]")) box.checked = box.value === run.pain;
  word(form, run.pain);
  turn("after");
}
