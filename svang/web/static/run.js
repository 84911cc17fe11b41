// The run: the clock of the phone drives the word, the seconds, the bars, sound and voice. The page is enough without it.
"use strict";

const FORM = 1; // of the place that is kept: one of another form is no use
const ASLEEP = 5; // seconds without a beat: the phone slept in a pocket, and the run went on
const BEAT = 200; // milliseconds

// where one is: `k` which stretch, `t` seconds into it, `seen` when that was so; `ran`, `walked`, `slept` in seconds
let run = null;
let beating = 0;
let told = "";
let refused = false;

// -- what is going on --------------------------------------------------------------------------------------------

const stretch = () => run.parts[run.k];
const left = () => stretch().seconds - run.t;
const summed = (parts) => parts.reduce((sum, one) => sum + one.seconds, 0);
const whole = () => (run.ran < 1 ? 0 : Math.max(run.stopped ? 1 : 0, Math.round(run.ran / 60)));

// kept on the phone first, then sent: the minutes that were run so far, and the worst that was told
function keepResult() {
  const what = { to: "/run", day: run.day, sent: run.sent, n: String(run.n), run_minutes: String(whole()) };
  if (run.pain) what.run_pain = run.pain;
  const now = JSON.stringify({ ...what, n: "" });
  if (!whole() || now === run.last) return;
  run.last = now;
  run.n += 1;
  keepUnsent(what);
}
function tell() {
  keepResult();
  keepPlace();
  sendUnsent();
}

const keepPlace = () => { if (run && !run.saved) kept.set("run", { ...run, form: FORM }); };

function placeKept() {
  const found = kept.get("run");
  if (found?.form === FORM && found.day === data.day) return found;
  kept.drop("run");
  return null;
}

// -- the clock ---------------------------------------------------------------------------------------------------

function beat() {
  if (!run || !run.on) return;
  const now = Date.now();
  const passed = Math.max(0, (now - run.seen) / 1000);
  run.seen = now;
  if (passed > ASLEEP) run.slept += passed;
  pass(passed, passed > ASLEEP);
}

function pass(seconds, asleep) {
  let rest = seconds;
  while (run.on && rest > 0) {
    const some = Math.min(rest, left());
    run[stretch().kind === "run" ? "ran" : "walked"] += some;
    run.t += some;
    rest -= some;
    if (left() < 1e-6) forward(asleep, rest);
  }
  if (run.on) show();
}

function forward(asleep = false, rest = 0) {
  run.k += 1;
  run.t = 0;
  if (!asleep) run.slept = 0;
  if (run.k < run.parts.length) keepPlace();
  else finish(asleep, rest);
}

function play() {
  Object.assign(run, { on: true, seen: Date.now(), began: run.began || Date.now() });
  goOn();
}

// as the phone's clock says, also where the page was away
function goOn() {
  wake();
  clearInterval(beating);
  beating = setInterval(beat, BEAT);
  beat();
  if (run.on) show();
  keepPlace();
}

function rest() {
  beat();
  run.on = false;
  clearInterval(beating);
  sleep();
  keepPlace();
}

function pause() {
  rest();
  if (!run.over) show();
}

// -- what is pressed ---------------------------------------------------------------------------------------------

const fresh = () => ({ parts: data.parts, k: 0, t: 0, ran: 0, walked: 0, slept: 0, began: 0, sent: newKey(), day: data.day, n: 0, last: "", pain: "" });

function begin(found) {
  if (isOld()) return;
  run = found || fresh();
  turn("player");
  if (run.on) goOn();
  else play();
  if (run.on) button("pause").focus();
}

// over to the next stretch: what was not run of this one does not count
function skip() {
  beat();
  if (run.over) return;
  forward();
  if (!run.over) show();
}

function hurts() {
  rest();
  if (run.over) return;
  Object.assign(run, { stopped: true, before: run.pain });
  tell();
  askHurts("");
  showBand("");
}

const worse = (one, other) => (one === "" || one === "?" || Number(other) > Number(one) ? other : one);

function painTold(value) {
  run.pain = worse(run.before, value);
  tell();
  showBand(value);
}

function onAgain() {
  run.stopped = false;
  turn("player");
  play();
  button("pause").focus();
}

const DO = {
  begin: () => begin(placeKept()),
  afresh: () => begin(null),
  pause: () => (run.on ? pause() : play()),
  walk: skip,
  next: skip,
  hurts,
  on: onAgain,
  end: () => finish(false),
  close: closeIt,
};

function closeIt(event) {
  event.preventDefault();
  breakOff();
  rest();
  leaveForToday();
}

// -- the end -----------------------------------------------------------------------------------------------------

// what nobody saw is asked before it is stored
function finish(asleep, rest = 0) {
  Object.assign(run, { over: true, stopped: true, on: false, asleep, ended: Date.now() - rest * 1000 });
  clearInterval(beating);
  sleep();
  if (asleep) keepPlace();
  else tell();
  if (!whole()) kept.drop("run");
  showAfter();
  speak(by("title").textContent);
  by("title").focus();
}

function save(event) {
  event.preventDefault();
  const form = event.target;
  if (form.dataset.sent) return;
  const fields = Object.fromEntries(new FormData(form, event.submitter));
  delete fields.csrfmiddlewaretoken;
  refused = false;
  if (run) run.n += 1;
  keepUnsent({ ...fields, ...(run ? { day: run.day, sent: run.sent } : {}), n: String(run ? run.n : 0), to: "/run" });
  leaveForToday(() => {
    if (refused) delete form.dataset.sent;
    else if (run) run.saved = true;
    if (!refused) kept.drop("run");
    return !refused;
  });
}

// -- waking it ---------------------------------------------------------------------------------------------------

function keyed(event) {
  if (!run || !forPlayer(event)) return;
  if (isSpace(event)) {
    event.preventDefault();
    DO.pause();
  }
  if (event.key === "ArrowRight") skip();
}

// the page may never be seen again: what was run is kept first, and the clock goes on
function breakOff() {
  if (!run || run.saved) return;
  beat();
  if (!run.over) keepResult();
  keepPlace();
}

function seenAgain() {
  if (document.hidden) breakOff();
  else if (run && run.on) goOn();
}

function listen() {
  document.addEventListener("click", (event) => clickedOn(event, DO));
  document.addEventListener("keydown", keyed);
  document.addEventListener("visibilitychange", seenAgain);
  document.addEventListener("svang:sent", ({ detail }) => { if (detail.says) refused = true; });
  addEventListener("pagehide", () => { breakOff(); sendUnsent(); });
  by("told").addEventListener("submit", save);
  by("told").addEventListener("change", ({ target }) => { if (target.name === "run_pain") word(by("told"), target.value); });
  by("hurts").addEventListener("change", ({ target }) => {
    painTold(target.value);
    word(by("hurts"), target.value);
  });
}

function comeBack(found) {
  run = found;
  if (found.over) showAfter();
  else if (found.on) begin(found);
  else {
    run = null;
    document.querySelector(".go").classList.add("left");
  }
}

if (data) {
  listen();
  showSwitches();
  if (placeKept()) comeBack(placeKept());
}
