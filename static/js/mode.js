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
  if (stored("size") === "large") { root.dataset.size = "large"; }

  function show() {
    document.querySelectorAll("[data-mode]").forEach(function (button) {
      var on = button.dataset.mode === "dark" ? root.dataset.bsTheme === "dark" : root.dataset.size === "large";
      button.setAttribute("aria-pressed", String(on));
      button.hidden = false;
    });
  }
  function toggle(mode) {
    if (mode === "dark") {
      root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
      keep("theme", root.dataset.bsTheme);
    } else if (root.dataset.size === "large") {
      delete root.dataset.size;
      keep("size", "normal");
    } else {
      root.dataset.size = "large";
      keep("size", "large");
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
