// The session: one clock drives the drawing, the arch, the word, the count, sound and voice. The page is enough without it.
"use strict";

const FORM = 1; // of the place that is kept: one of another form is no use
const LEAD = 3; // seconds before it goes on after a pause
const ASLEEP = 5; // seconds without a frame: the machine slept, and nobody was at it

// where one is: `list` the exercises, `at` which, `k` its step, `t` seconds into it, `lead` seconds until it goes on
let run = null;
let seen = 0;
let told = "";
let waiting = 0; // the frame that comes next

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
  const found = { to: "/session", task: what.id, day: data.day, sent: `${run.sent}-${what.id}`, n: String(own.n), sets: String(much.sets) };
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
  if (!found?.list || found.form !== FORM || found.day !== data.day) {
    kept.drop("session");
    return null;
  }
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

// -- what is pressed ---------------------------------------------------------------------------------------------

function begin(found) {
  if (isOld()) return;
  const list = data.left;
  const fresh = () => ({ counts: {}, way: "", pain: "", effort: "", n: 0, last: "" });
  run = found || { list, at: 0, k: 0, t: 0, more: 0, sent: newKey(), done: list.map(fresh) };
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
  write(by("hurts-what"), exercise().name);
  write(by("stop"), exercise().stop);
  askHurts(record().pain);
}

// the repetitions of the set one is in the midst of
const countNow = () => { if (step().kind === "set") count(step(), Math.min(step().reps, Math.floor(run.t / each(step())))); };

function painTold(value) {
  record().pain = value;
  tell();
  const band = bandOf(value);
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
  close: closeIt,
};

function start() {
  forward();
  play();
}

function closeIt(event) {
  event.preventDefault();
  breakOff();
  leaveForToday();
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
  if (!whole) countNow();
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

// -- waking it ---------------------------------------------------------------------------------------------------

function clicked(event) {
  clickedOn(event, DO);
  const way = event.target.closest("[data-way]");
  if (way) {
    record().way = way.dataset.way;
    by("adapt").close();
  }
}

function keyed(event) {
  if (!run || by("adapt").open || !forPlayer(event)) return;
  if (isSpace(event)) {
    event.preventDefault();
    DO[step().kind === "ready" ? "wait" : "pause"](event);
  }
  if (event.key === "ArrowLeft") leap(-1);
  if (event.key === "ArrowRight") leap(1);
}

function listen() {
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", keyed);
  by("adapt").addEventListener("close", () => play(LEAD));
  by("hurts").addEventListener("change", ({ target }) => {
    painTold(target.value);
    word(by("hurts"), record().pain);
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
  if (placeKept()) document.querySelector(".go").classList.add("left");
}
