// Says in a browser that is too old what it lacks. In the words of old browsers, for a newer one is not needed here.
(function () {
  "use strict";
  var storage = navigator.storage || {};
  var needs = {
    wasm: typeof WebAssembly === "object",
    opfs: typeof storage.getDirectory === "function",
    locks: Boolean(navigator.locks),
    channel: typeof BroadcastChannel === "function",
    modern: typeof Array.prototype.findLast === "function"
  };
  var words = window.svangWords[/^en/.test(navigator.language) ? "en" : "da"];
  var missing = Object.keys(needs).filter(function (name) { return !needs[name]; });
  document.documentElement.lang = words.lang;
  window.svangTooOld = missing.length > 0;
  document.getElementById("shell").textContent = missing.length
    ? words.too_old.replace("{what}", missing.map(function (name) { return words.parts[name]; }).join(", "))
    : words.begins;
})();
