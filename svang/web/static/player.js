// The session: one clock drives the drawing, the arch, the word, the count, sound and voice. The page is enough without it.

const data = JSON.parse(document.getElementById("session")?.textContent || "null");
const by = (id) => document.getElementById(id);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const FORM = 1; // of the place that is kept: one of another form is no use
const VOICES = { da: "da-DK", en: "en-GB" };
const LEAD = 3; // seconds before it goes on after a pause
const ASLEEP = 5; // seconds without a frame: the machine slept, and nobody was at it
const still = matchMedia("(prefers-reduced-motion: reduce)");

// where one is: `list` the exercises, `at` which, `k` its step, `t` seconds into it, `lead` seconds until it goes on
let run = null;
let seen = 0;
let told = "";
let waiting = 0; // the frame that comes next

// -- sound, voice, vibration: off until they are chosen --------------------------------------------------------

const chosen = { sound: kept.get("sound") === true, voice: kept.get("voice") === true };
let audio = null;

// a phone lets sound begin with a tap alone
function listenTo(tap) {
  if (!chosen.sound || !window.AudioContext || !tap) return;
  audio = audio || new AudioContext();
  audio.resume?.();
}

function tone(from, to, seconds, loud) {
  if (!chosen.sound || !audio) return;
  const [wave, gain, now] = [audio.createOscillator(), audio.createGain(), audio.currentTime];
  wave.frequency.setValueAtTime(from, now);
  wave.frequency.linearRampToValueAtTime(to, now + seconds);
  gain.gain.setValueAtTime(loud, now);
  gain.gain.exponentialRampToValueAtTime(0.001, now + seconds);
  wave.connect(gain).connect(audio.destination);
  wave.start(now);
  wave.stop(now + seconds);
}
const TONES = { up: [330, 440], hold: [440, 440], down: [440, 330], off: [330, 262] };
const tick = () => tone(880, 880, 0.05, 0.06);

function cue(part, word) {
  tone(...(TONES[part] || TONES.hold), 0.5, 0.2);
  if (chosen.sound && navigator.vibrate) navigator.vibrate(40);
  speak(word);
}

function speak(words) {
  if (!chosen.voice || !window.speechSynthesis) return;
  const said = new SpeechSynthesisUtterance(words);
  said.lang = VOICES[data.language];
  speechSynthesis.cancel();
  speechSynthesis.speak(said);
}

function showSwitches() {
  for (const each of document.querySelectorAll("[data-switch]")) {
    each.setAttribute("aria-pressed", String(chosen[each.dataset.switch]));
  }
}

// -- the screen stays awake while it runs ------------------------------------------------------------------------

let awake = null;
async function wake() {
  try {
    awake = await navigator.wakeLock.request("screen");
  } catch { /* there is none, or it is not given */ }
}
function sleep() {
  if (awake) awake.release();
  awake = null;
}

// -- what is going on --------------------------------------------------------------------------------------------

const exercise = (n = run.at) => data.exercises.find((each) => each.id === run.list[n]);
const record = (n = run.at) => run.done[n];
const steps = (n = run.at) => exercise(n).steps;
const step = () => steps()[run.k];
const each = (one) => one.parts.reduce((sum, [, seconds]) => sum + seconds, 0);
const long = () => (!run.at && !run.k ? data.ready : step().seconds + (step().kind === "rest" ? run.more : 0));
const sets = (n = run.at) => Math.max(...steps(n).map((one) => one.set));
const isHeld = (one) => one.kind === "set" && one.parts.every(([part]) => part === "hold" || part === "off");

function count(one, reps) {
  if (one.kind === "set" && reps) record().counts[`${one.set}${one.side}`] = reps;
  else if (one.kind === "set") delete record().counts[`${one.set}${one.side}`];
}

// what was counted: the sets that were enough, with the fewest repetitions of any; else the most of one
function result(n = run.at) {
  const found = new Map();
  for (const one of steps(n)) {
    if (one.kind === "set") found.set(one.set, Math.min(found.get(one.set) ?? Infinity, record(n).counts[`${one.set}${one.side}`] || 0));
  }
  const least = Math.max(1, steps(n).find((one) => one.kind === "set").least);
  const enough = [...found.values()].filter((reps) => reps >= least);
  const most = Math.max(0, ...Object.values(record(n).counts));
  return enough.length ? { sets: enough.length, reps: Math.min(...enough) } : { sets: most ? 1 : 0, reps: most };
}
const counts = (n) => steps(n).some((one) => one.reps > 1);

// an easier way counts as the level below; a harder one never as the level above
function fields(n) {
  const [what, own, much] = [exercise(n), record(n), result(n)];
  const found = { task: what.id, day: data.day, sent: `${run.sent}-${what.id}`, n: String(own.n), sets: String(much.sets) };
  if (what.level) found.level = String(own.way === "easier" ? Math.max(1, what.level - 1) : what.level);
  if (counts(n)) found.reps = String(much.reps);
  return { ...found, pain: own.pain, effort: own.effort };
}

// kept on the phone first, then sent; nothing is told of what was not begun
function keepResult(n = run.at) {
  const what = fields(n);
  const now = JSON.stringify({ ...what, n: "" });
  if (now === record(n).last || (what.sets === "0" && !Number.isInteger(parseInt(what.pain, 10)))) return;
  record(n).last = now;
  record(n).n += 1;
  keepUnsent(what);
}
function tell(n = run.at) {
  keepResult(n);
  keepPlace();
  sendUnsent();
}

function keepPlace() {
  if (run && !run.over) kept.set("session", { ...run, form: FORM, on: false, day: data.day, levels: run.list.map((id, n) => exercise(n).level) });
}

function placeKept() {
  const found = kept.get("session");
  if (!found?.list || found.form !== FORM || found.day !== data.day) return null;
  const known = new Map(data.exercises.map((one) => [one.id, one.level]));
  return found.list.every((id, n) => known.get(id) === found.levels[n]) ? found : null;
}

// -- the clock ---------------------------------------------------------------------------------------------------

function frame() {
  if (!run || !run.on) return;
  const now = performance.now();
  const passed = (now - seen) / 1000;
  seen = now;
  if (passed > ASLEEP) {
    pause();
    return;
  }
  pass(passed);
  if (run.on) waiting = requestAnimationFrame(frame);
}

function pass(seconds) {
  if (run.lead > 0) {
    run.lead -= seconds;
    if (run.lead > 0) {
      show();
      return;
    }
    seconds = -run.lead;
    run.lead = 0;
  }
  run.t += seconds;
  while (run.on && run.t >= long()) {
    const rest = run.t - long();
    count(step(), step().reps);
    forward(rest);
  }
  if (run.on) show();
}

function forward(t = 0) {
  run.more = 0;
  run.t = t;
  run.k += 1;
  if (run.k < steps().length) {
    keepPlace();
    show();
    return;
  }
  tell();
  nextExercise(t);
}

function nextExercise(t = 0) {
  if (run.at + 1 >= run.list.length) {
    finish(true);
    return;
  }
  Object.assign(run, { at: run.at + 1, k: 0, t, more: 0 });
  keepPlace();
  show();
}

function play(lead = 0) {
  if (run.on) return;
  Object.assign(run, { on: true, lead: step().kind === "set" ? lead : 0 });
  if (lead && step().kind === "set" && !isHeld(step())) run.t = Math.floor(run.t / each(step())) * each(step());
  seen = performance.now();
  wake();
  show();
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(frame);
}

function pause() {
  if (!run || !run.on) return;
  run.on = false;
  sleep();
  keepPlace();
  show();
}

// -- what is shown -----------------------------------------------------------------------------------------------

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

const clock = (seconds) => (seconds < 60 ? String(seconds) : `${Math.floor(seconds / 60)}.${String(seconds % 60).padStart(2, "0")}`);

function showRing(one) {
  const held = one.kind === "set" ? part(one) : { seconds: long(), u: run.t };
  const leads = run.lead > 0;
  const [total, left] = leads ? [LEAD, run.lead] : [held.seconds, held.seconds - held.u];
  const [number, unit] = by("ring").querySelectorAll("text");
  const whole = Math.max(0, Math.ceil(left - 1e-6));
  write(number, data.language === "da" ? clock(whole) : clock(whole).replace(".", ":"));
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

// -- the drawing: each line's points, between where it begins and where it ends -----------------------------------

const NUMBER = /-?\d*\.?\d+/g;
const drawn = new WeakMap();
const linesOf = (path) => {
  if (!drawn.has(path)) {
    const all = [path.getAttribute("d"), ...path.dataset.to.split("|")];
    drawn.set(path, { text: all[0].split(NUMBER), points: all.map((d) => d.match(NUMBER).map(Number)) });
  }
  return drawn.get(path);
};

function move({ name, seconds, u }) {
  const far = name === "up" ? u / seconds : name === "hold" ? 1 : 1 - u / seconds;
  draw(document.querySelectorAll("[data-scene]:not([hidden]) [data-to]"), 0.5 - 0.5 * Math.cos(Math.PI * far));
}

// who wants nothing to move sees where it begins and where it ends, side by side
function drawStills() {
  for (const one of document.querySelectorAll(".move")) {
    const end = one.cloneNode(true);
    draw(end.querySelectorAll("[data-to]"), 1);
    one.after(end);
  }
}

function draw(paths, eased) {
  for (const path of paths) {
    const { text, points } = linesOf(path);
    const at = eased * (points.length - 1);
    const [low, high] = [points[Math.floor(at)], points[Math.ceil(at)]];
    const between = low.map((value, n) => (value + (high[n] - value) * (at % 1)).toFixed(1));
    path.setAttribute("d", text.map((piece, n) => piece + (between[n] ?? "")).join(""));
  }
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

// -- what is pressed ---------------------------------------------------------------------------------------------

function turn(page) {
  for (const id of ["start", "player", "hurts", "after"]) hide(by(id), id !== page);
  document.body.classList.add("on");
  scrollTo(0, 0);
}

const openedOn = new Date().toDateString();

function begin(found) {
  if (new Date().toDateString() !== openedOn) { // a page of another day: its plan is another
    location.reload();
    return;
  }
  const list = data.left;
  const sent = [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const fresh = () => ({ counts: {}, way: "", pain: "", effort: "", n: 0, last: "" });
  run = found || { list, at: 0, k: 0, t: 0, more: 0, sent, done: list.map(fresh) };
  Object.assign(run, { on: false, lead: 0, over: false });
  turn("player");
  play(found ? LEAD : 0);
  button("pause").focus();
}

// one repetition on or back
function leap(by) {
  const one = step();
  if (one.kind !== "set") return;
  const now = Math.max(0, Math.floor(run.t / each(one)) + by);
  run.t = Math.min(now, one.reps) * each(one);
  count(one, Math.min(now, one.reps));
  if (now >= one.reps) forward();
  else show();
}

function skip() {
  const one = step();
  if (one.kind === "ready") {
    nextExercise();
    return;
  }
  countNow();
  forward();
}

function hurts() {
  pause();
  countNow();
  tell();
  headed(by("hurts-head"), by("hurts-head").parentElement.querySelector("legend").textContent);
  write(by("hurts-what"), exercise().name);
  write(by("stop"), exercise().stop);
  for (const box of by("hurts").querySelectorAll("input")) box.checked = box.value === record().pain;
  if (!record().pain) write(by("hurts").querySelector("[data-word]"), "");
  hide(by("band"), !record().pain);
  turn("hurts");
  by("title").focus();
}

// the repetitions of the set one is in the midst of
const countNow = () => { if (step().kind === "set") count(step(), Math.min(step().reps, Math.floor(run.t / each(step())))); };

function painTold(value) {
  record().pain = value;
  tell();
  const n = Number(value);
  const band = value === "?" ? data.bands.at(-1) : data.bands.find((one) => one.to !== null && n <= one.to);
  const [title, says, stop] = by("band").querySelectorAll("h2, p");
  write(title, fill(band.title, { n: value }));
  write(says, band.says);
  const easier = band.key === "much" || band.key === "unknown";
  write(stop, easier ? fill(data.words.easier_on, { how: exercise().easier }) : "");
  hide(stop, !easier || !exercise().easier);
  const [on, leave] = by("band").querySelectorAll("button");
  run.eases = easier && Boolean(exercise().easier);
  write(on, run.eases ? data.words.go_on_easier : data.words.go_on_same);
  hide(on, band.key === "enough");
  hide(leave, band.key === "enough");
  hide(by("hurts").querySelector("[data-do=return]"), true);
  by("hurts").querySelector("[data-do=end]").classList.toggle("q", band.key !== "enough");
  hide(by("band"), false);
}

function backToIt() {
  if (run.eases) record().way = "easier";
  run.eases = false;
  hide(by("hurts").querySelector("[data-do=return]"), false);
  turn("player");
  play(LEAD);
  button("pause").focus();
}

function leave() {
  hide(by("hurts").querySelector("[data-do=return]"), false);
  turn("player");
  nextExercise();
  if (run.over) return;
  play();
  button("pause").focus();
}

const DO = {
  begin: () => begin(placeKept()),
  afresh: () => begin(null),
  pause: () => (step().kind === "ready" ? start() : run.on ? pause() : play(LEAD)),
  wait: () => (run.on ? pause() : play()),
  back: () => leap(-1),
  next: skip,
  skip,
  more: () => { run.more += 30; show(); },
  hurts,
  adapt: openAdapt,
  return: backToIt,
  on: backToIt,
  leave,
  end: () => finish(false),
  close,
};

function start() {
  forward();
  play();
}

// what was done is sent first, so that Today knows of it; a slow network is not waited for
function close(event) {
  event.preventDefault();
  breakOff();
  const enough = new Promise((go) => { setTimeout(go, 1500); });
  Promise.race([sendUnsent(), enough]).then(() => location.assign("/today"));
}

function openAdapt() {
  pause();
  for (const way of ["easier", "harder"]) {
    write(by(way), exercise()[way]);
    hide(by(way), !exercise()[way]);
    hide(by("adapt").querySelector(`[data-way=${way}]`), !exercise()[way]);
  }
  by("adapt").showModal();
}

// -- the end -----------------------------------------------------------------------------------------------------

function finish(whole) {
  countNowIfAny(whole);
  tell();
  Object.assign(run, { on: false, over: true });
  kept.drop("session");
  sleep();
  const list = run.list.map((id, n) => n).filter((n) => record(n).last);
  const all = list.length === run.list.length;
  headed(by("after-head"), list.length ? data.words[all && whole ? "done" : "broken"] : data.words.nothing_done);
  write(by("after-head").querySelector("p"), fill(data.words.done_of, { n: list.length, of: run.list.length }));
  hide(by("after-says"), !list.length);
  const open = list.some((n) => exercise(n).loads) ? list.filter((n) => exercise(n).loads) : list.slice(0, 1);
  by("after-list").replaceChildren(...list.map((n) => asked(n, open.includes(n))));
  turn("after");
  speak(by("title").textContent);
  by("title").focus();
}
const countNowIfAny = (whole) => { if (!whole) countNow(); };

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
    word(found, own);
  });
  sum(found, n);
  word(found, own);
  return found;
}

function sum(found, n) {
  const [much, own, words] = [result(n), record(n), data.words];
  const said = counts(n) ? fill(words.sets_reps, much) : fill(words.sets, much);
  const sore = own.pain && own.pain !== "?" ? fill(words.was_sore, { n: own.pain }) : "";
  write(found.querySelector("summary .g"), [exercise(n).name, much.sets ? said : "", sore].filter(Boolean).join(", "));
}
function word(found, own) {
  const said = own.pain === "" ? "" : own.pain === "?" ? data.words.unknown : `${own.pain} · ${data.scale[own.pain]}`;
  write(found.querySelector("[data-word]"), said);
}

document.addEventListener("svang:sent", ({ detail }) => {
  if (!data || !detail.now) return;
  write(by("now"), fill(data.words.now_says, { says: detail.now }));
  hide(by("now"), false);
});

// -- waking it ---------------------------------------------------------------------------------------------------

function listen() {
  document.addEventListener("click", (event) => {
    const { target } = event;
    const pressed = target.closest("[data-do]");
    listenTo(pressed);
    if (pressed) DO[pressed.dataset.do](event);
    const flipped = target.closest("[data-switch]")?.dataset.switch;
    if (flipped) {
      chosen[flipped] = !chosen[flipped];
      kept.set(flipped, chosen[flipped]);
      showSwitches();
      listenTo(flipped);
      if (chosen[flipped] && flipped === "voice") speak(by("title").textContent);
    }
    const way = target.closest("[data-way]");
    if (way) {
      record().way = way.dataset.way;
      by("adapt").close();
    }
  });
  by("adapt").addEventListener("close", () => play(LEAD));
  by("hurts").addEventListener("change", ({ target }) => {
    painTold(target.value);
    word(by("hurts"), record());
  });
  document.addEventListener("keydown", (event) => {
    if (!run || by("player").hidden || by("adapt").open || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === " " && !event.target.closest("button, a, input")) {
      event.preventDefault();
      if (run.on || step().kind !== "ready") DO[step().kind === "ready" ? "wait" : "pause"]();
      else play();
    }
    if (event.key === "ArrowLeft") leap(-1);
    if (event.key === "ArrowRight") leap(1);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) breakOff(); });
  addEventListener("pagehide", () => { breakOff(); sendUnsent(); });
}

// the page may never be seen again: what was counted is kept first
function breakOff() {
  if (!run || run.over) return;
  countNow();
  keepResult();
  pause();
  keepPlace();
}

if (data) {
  listen();
  showSwitches();
  if (still.matches) drawStills();
  if (placeKept() && data.left.length) document.querySelector(".go").classList.add("left");
}
