// What a session sounds like and feels like, what keeps the screen awake, and the drawing that moves.
"use strict";

const still = matchMedia("(prefers-reduced-motion: reduce)");
const VOICES = { da: "da-DK", en: "en-GB" };

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
  said.lang = VOICES[document.documentElement.lang];
  speechSynthesis.cancel();
  speechSynthesis.speak(said);
}

function showSwitches() {
  for (const each of document.querySelectorAll("[data-switch]")) {
    each.setAttribute("aria-pressed", String(chosen[each.dataset.switch]));
  }
}

function flip(name) {
  chosen[name] = !chosen[name];
  kept.set(name, chosen[name]);
  showSwitches();
  listenTo(true);
  if (chosen[name] && name === "voice") speak(document.getElementById("title").textContent);
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
