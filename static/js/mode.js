// 长者模式 and 深色 live in this browser only; read before the first paint so that nothing flashes.
(function () {
  "use strict";
  var root = document.documentElement;
  function stored(key) {
    try { return localStorage.getItem(key); } catch (error) { return null; }
  }
  function keep(key, value) {
    try { localStorage.setItem(key, value); } catch (error) { /* private window: holds for this page only */ }
  }
  var dark = stored("theme");
  if (!dark && window.matchMedia && matchMedia("(prefers-color-scheme: dark)").matches) { dark = "dark"; }
  root.dataset.bsTheme = dark === "dark" ? "dark" : "light";
  // What else a button turns on, by its name: where it is kept and shown, and as what.
  var MODES = { large: ["size", "large"] };
  Object.keys(MODES).forEach(function (mode) {
    if (stored(MODES[mode][0]) === MODES[mode][1]) { root.dataset[MODES[mode][0]] = MODES[mode][1]; }
  });
  function isOn(mode) {
    return mode === "dark" ? root.dataset.bsTheme === "dark" : root.dataset[MODES[mode][0]] === MODES[mode][1];
  }
  function show() {
    document.querySelectorAll("[data-mode]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(isOn(button.dataset.mode)));
      button.hidden = false;
    });
  }
  function toggle(mode) {
    if (mode === "dark") {
      root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
      keep("theme", root.dataset.bsTheme);
    } else if (isOn(mode)) {
      delete root.dataset[MODES[mode][0]];
      keep(MODES[mode][0], "normal");
    } else {
      root.dataset[MODES[mode][0]] = MODES[mode][1];
      keep(MODES[mode][0], MODES[mode][1]);
    }
    show();
    document.dispatchEvent(new Event("modechange"));
  }
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-mode]");
    if (button) { toggle(button.dataset.mode); }
    if (event.target.closest("[data-print]")) { window.print(); }
  });
})();
