// Keys of the office: rows of a list, the next case, what the keys are; an Enter that chooses a character sends nothing.
(function () {
  "use strict";
  var help = document.getElementById("keys");
  var TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

  // 229: the key went to the input method, also where the composition has just ended (Safari).
  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) {
      event.stopImmediatePropagation();
      event.preventDefault();
    }
  }, true);

  function rows() {
    return Array.from(document.querySelectorAll("table.list > tbody > tr")).filter(function (row) {
      return row.offsetParent && row.querySelector("a[href]");
    });
  }
  function here() { return document.activeElement && document.activeElement.closest("table.list > tbody > tr"); }
  function step(by) {
    var all = rows();
    var next = all.indexOf(here()) + by;
    if (!all.length) { return; }
    var row = all[Math.max(0, Math.min(next, all.length - 1))];
    row.querySelector("a[href]").focus();
    row.scrollIntoView({ block: "nearest" });
  }
  function tick() {
    var row = here();
    var box = row && row.querySelector(".tick input[type=checkbox]");
    if (box) { box.click(); }
  }
  function search() {
    var field = document.querySelector("main input[type=search]");
    if (!field) { return; }
    var folded = field.closest("details:not([open])");
    if (folded) { folded.open = true; }
    field.focus();
    field.select();
  }
  var KEYS = {
    j: function () { step(1); },
    k: function () { step(-1); },
    x: tick,
    n: function () { location.href = help.dataset.next + "?after=" + encodeURIComponent(location.pathname); },
    "/": search,
    "?": function () { help.showModal(); }
  };
  if (!help) { return; }
  help.querySelector("[data-close]").addEventListener("click", function () { help.close(); });
  help.addEventListener("click", function (event) { if (event.target === help) { help.close(); } });
  document.querySelectorAll("[data-keys]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { help.showModal(); });
  });
  document.addEventListener("keydown", function (event) {
    var act = KEYS[event.key];
    var taken = event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey;
    if (!act || taken || event.target.closest(TYPING) || document.querySelector("dialog[open]")) { return; }
    event.preventDefault();
    act();
  });
})();
