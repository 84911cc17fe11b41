// What the player shows of where one is: words, bars, ring, arch, and what is asked at the end. It decides nothing.
"use strict";

// -- what is shown -----------------------------------------------------------------------------------------------

function show() {
  const [one, what, words] = [step(), exercise(), data.words];
  const kind = one.kind === "set" ? (isHeld(one) ? "ring" : "pacer") : one.kind;
  const titles = { change: one.set && sides(one) ? words.change : words.breathe, rest: fill(words.rest_after, { n: one.set }) };
  headed(by("head"), titles[one.kind] || what.name);
  write(by("over"), one.kind === "ready" ? words[run.at ? "next_exercise" : "first_exercise"] : "");
  write(by("where"), one.kind === "ready" ? what.at : one.kind === "set" ? where(one, what) : what.name);
  hide(by("where"), !by("where").textContent);
  hide(by("next"), one.kind === "ready");
  showParts(kind, one);
  for (const scene of document.querySelectorAll("[data-scene]")) hide(scene, scene.dataset.scene !== what.id);
  for (const about of document.querySelectorAll("[data-about]")) hide(about, about.dataset.about !== what.id);
  by("player").classList.toggle("still", !run.on || one.kind === "ready");
  showBars();
  showFeel(what);
  showButtons(one);
  write(by("next"), one.kind === "ready" ? "" : fill(words.next, { what: next() }));
  if (kind === "pacer") showPace(one, what);
  else if (kind !== "ready") showRing(one);
  say(one, what);
}

function showParts(kind, one) {
  hide(by("ready"), kind !== "ready");
  hide(by("pacer"), kind !== "pacer");
  hide(by("ring"), kind === "pacer" || kind === "ready");
  hide(by("rests"), kind !== "rest");
  hide(by("feel"), one.kind !== "set");
  hide(by("over"), kind !== "ready");
  const words = data.words;
  const after = one.side && steps()[run.k + 1]?.kind === "change" && steps()[run.k + 2]?.set === one.set ? steps()[run.k + 2].side : "";
  const coming = one.kind === "change" ? steps()[run.k + 1].side : "";
  const tags = one.side ? [[words[one.side], "ok"], [after && words[`then_${after}`], ""]] : [[coming && words[coming], "ok"]];
  const found = tags.filter(([text]) => text);
  if (by("sides").textContent !== found.map(([text]) => text).join("")) by("sides").replaceChildren(...found.map(tag));
  hide(by("sides"), !found.length);
}

const tag = ([text, mark]) => Object.assign(document.createElement("span"), { className: `tag ${mark}`, textContent: text });

// does the foot change here?
const sides = (one) => {
  const [before, after] = [steps()[run.k - 1], steps()[run.k + 1]];
  return Boolean(one && before && after && before.side !== after.side);
};

const rep = (one) => Math.min(Math.floor(run.t / each(one)), one.reps - 1);

function where(one, what) {
  const [of, words] = [sets(), data.words];
  if (!counts()) return of > 1 ? capital(fill(what.counted, { n: one.set, of })) : "";
  const set = of > 1 ? [fill(words.set_of, { n: one.set, of })] : [];
  return capital([...set, fill(what.counted, { n: rep(one) + 1, of: one.reps })].join(" · "));
}

function next() {
  const [words, one] = [data.words, steps()[run.k + 1]];
  if (!one) return run.at + 1 < run.list.length ? exercise(run.at + 1).name : words.end;
  if (one.kind === "rest") return words.next_rest;
  const after = one.kind === "set" ? one : steps()[run.k + 2];
  if (one.kind === "change" && after.side !== step().side) return words.next_change;
  return fill(counts() ? words.next_set : exercise().counted, { n: after.set, of: sets() });
}

function showBars() {
  const bars = by("player").querySelector(".bars");
  while (bars.children.length < run.list.length) bars.append(Object.assign(document.createElement("progress"), { className: "bar", max: 1 }));
  [...bars.children].forEach((bar, n) => {
    const part = n < run.at ? 1 : n > run.at ? 0 : Math.round((run.k / steps().length) * 100) / 100;
    if (bar.value !== part || !bar.hasAttribute("value")) bar.value = part;
    set(bar, "aria-hidden", "true");
  });
  set(bars, "aria-label", fill(data.words.exercise_of, { n: run.at + 1, of: run.list.length }));
}

function showFeel(what) {
  const words = { easier: data.words.easier_on, harder: data.words.harder_on };
  const way = record().way;
  write(by("feel").querySelector("span"), way ? fill(words[way], { how: what[way] }) : what.feel);
}

function showButtons(one) {
  const [ready, words] = [one.kind === "ready", data.words];
  hide(button("wait"), !ready);
  hide(button("hurts"), ready);
  hide(button("adapt").parentElement, one.kind !== "set");
  hide(by("soon"), !ready);
  if (ready) write(by("soon"), String(Math.ceil(long() - run.t - 1e-6)));
  hide(button("back"), ready);
  button("back").classList.toggle("no", one.kind !== "set");
  set(button("pause"), "aria-label", ready ? words.now : run.on ? words.pause : words.on);
  const enough = one.kind === "set" && counts() && one.least < one.reps && Math.floor(run.t / each(one)) >= one.least;
  set(button("next"), "aria-label", ready ? words.skip_exercise : enough ? words.enough : words.after);
}

function part(one) {
  let left = run.t - rep(one) * each(one);
  for (const [name, seconds] of one.parts) {
    if (left < seconds) return { name, seconds, u: left };
    left -= seconds;
  }
  const [name, seconds] = one.parts.at(-1);
  return { name, seconds, u: seconds };
}

const clock = (seconds) => (seconds < 60 ? String(seconds) : minutes(seconds));

function showRing(one) {
  const held = one.kind === "set" ? part(one) : { seconds: long(), u: run.t };
  const leads = run.lead > 0;
  const [total, left] = leads ? [LEAD, run.lead] : [held.seconds, held.seconds - held.u];
  const [number, unit] = by("ring").querySelectorAll("text");
  const whole = Math.max(0, Math.ceil(left - 1e-6));
  write(number, clock(whole));
  const word = one.kind === "set" && held.name === "off" ? exercise().cues.off : "";
  const units = whole < 60 ? data.words.seconds : data.words.minutes;
  write(unit, leads ? data.words.lead : word || units);
  set(by("ring"), "aria-label", `${number.textContent} ${units}`);
  const share = still.matches ? Math.ceil(left) / total : left / total;
  set(by("ring").querySelector(".on"), "stroke-dasharray", `${Math.min(1, Math.max(0, share)).toFixed(4)} 1`);
}

// how far on the arch each part reaches; without a hold its top is passed in the middle
const REACH = { up: [0, 0.389], hold: [0.389, 0.611], down: [0.611, 1] };
const WITHOUT = { up: [0, 0.5], down: [0.5, 1] };

function showPace(one, what) {
  const now = run.lead > 0 ? { name: one.parts[0][0], seconds: one.parts[0][1], u: 0 } : part(one);
  const reach = (one.parts.some(([name]) => name === "hold") ? REACH : WITHOUT)[now.name];
  const share = reach[0] + (reach[1] - reach[0]) * (now.u / now.seconds);
  const [way, trace] = by("pacer").querySelectorAll("path");
  const [word, number] = by("pacer").querySelectorAll("tspan");
  write(word, run.lead > 0 ? data.words.lead : what.cues[now.name]);
  write(number, String(run.lead > 0 ? Math.ceil(run.lead) : Math.min(now.seconds, Math.floor(now.u) + 1)));
  set(by("pacer").firstElementChild, "aria-label", `${word.textContent} ${number.textContent}`);
  const labels = by("pacer").querySelectorAll("text");
  ["up", "hold", "down"].forEach((name, n) => {
    const found = one.parts.find(([each]) => each === name);
    write(labels[n], found ? `${what.cues[name]} ${found[1]}` : "");
  });
  if (still.matches) return;
  const at = way.getPointAtLength(way.getTotalLength() * share);
  set(by("pacer").querySelector("circle"), "transform", `translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})`);
  set(trace, "stroke-dasharray", `${share.toFixed(4)} 1`);
  move(now);
}

// -- what is said, once for each change --------------------------------------------------------------------------

function say(one, what) {
  if (!run.on || run.lead > 0) return;
  const now = one.kind === "set" ? part(one) : { name: one.kind, u: run.t };
  const key = [run.at, run.k, one.kind === "set" ? rep(one) : 0, now.name].join();
  const second = `${key} ${Math.floor(now.u)}`;
  if (key !== told.split(" ")[0]) sayChange(one, what, now);
  else if (second !== told) tick();
  told = second;
}

function sayChange(one, what, now) {
  const words = data.words;
  const fresh = one.kind !== "set" || (run.t < each(one) && now.name === one.parts[0][0]);
  if (fresh) write(by("says"), [by("title").textContent, by("where").textContent, one.side && words[one.side]].filter(Boolean).join(". "));
  cue(now.name, one.kind === "set" ? what.cues[now.name] : by("title").textContent);
}

// how sore and how hard one exercise was: saved on tap
function asked(n, open) {
  const found = by("one").content.cloneNode(true).firstElementChild;
  const [what, own] = [exercise(n), record(n)];
  found.open = open;
  for (const box of found.querySelectorAll("input")) {
    box.checked = box.value === own[box.name];
    box.dataset.key = box.name;
    box.name = `${box.name}-${n}`;
  }
  const legends = found.querySelectorAll("legend");
  for (const legend of legends) legend.classList.contains("vh") && (legend.textContent = `${legend.textContent} ${what.name}`);
  found.addEventListener("change", ({ target }) => {
    own[target.dataset.key] = target.value;
    tell(n);
    sum(found, n);
    word(found, own.pain);
  });
  sum(found, n);
  word(found, own.pain);
  return found;
}

function sum(found, n) {
  const [much, own, words] = [result(n), record(n), data.words];
  const said = counts(n) ? fill(words.sets_reps, much) : fill(words.sets, much);
  const sore = own.pain && own.pain !== "?" ? fill(words.was_sore, { n: own.pain }) : "";
  write(found.querySelector("summary .g"), [exercise(n).name, much.sets ? said : "", sore].filter(Boolean).join(", "));
}

document.addEventListener("svang:sent", ({ detail }) => {
  if (!data || !detail.now) return;
  write(by("now"), fill(data.words.now_says, { says: detail.now }));
  hide(by("now"), false);
});
