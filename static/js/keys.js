// Keys of the office: rows of a list, the next case, the bar of acts, what the keys are; forms are walked field by field.
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

  // What was refused takes the focus: the summary with its links, else the first field that is wrong.
  var wrong = document.querySelector("main .note.wrong[role=alert]") || document.querySelector("main [aria-invalid=true]");
  if (wrong && !document.querySelector("main [autofocus]")) {
    if (wrong.matches(".note")) { wrong.tabIndex = -1; }
    wrong.focus();
  }
  var start = document.querySelector("form[data-start]");
  if (start && !wrong) { document.getElementById(start.dataset.start).focus(); }

  // An address or a link that names a field leads into it, so that one can type.
  function goToNamed() {
    var named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var fields = "input:not([type=hidden]), select, textarea";
    var field = named && named.closest(".field") && (named.matches(fields) ? named : named.querySelector(fields));
    if (!field) { return; }
    field.focus();
    field.scrollIntoView({ block: "center" });
  }
  if (!wrong) { goToNamed(); }
  window.addEventListener("hashchange", goToNamed);

  // Between two fields there is one Tab: the help of a field opens by F1, its parts of a day are left once it is whole or empty.
  function ready(part) {
    part.querySelectorAll(".field .why > summary").forEach(function (summary) {
      var field = summary.closest(".field").querySelector("input:not([type=hidden]), textarea, select");
      if (!field) { return; }
      summary.tabIndex = -1;
      summary.title = "F1";
      field.setAttribute("aria-keyshortcuts", "F1");
    });
    part.querySelectorAll("input[type=date]:not([max])").forEach(function (day) { day.max = "9999-12-31"; });
  }
  function explain(event) {
    var field = event.target.closest(".field");
    var help = field && field.querySelector(".why");
    if (!help) { return; }
    event.preventDefault();
    help.open = !help.open;
  }
  function isStop(field) {
    var group = field.type === "radio" && Array.from(field.form.elements).filter(function (one) { return one.name === field.name; });
    var picked = group && (group.find(function (one) { return one.checked; }) || group[0]);
    return !field.disabled && field.tabIndex >= 0 && field.offsetParent && field.tagName !== "FIELDSET" && (!picked || picked === field);
  }
  function leaveDay(event) {
    var day = event.target;
    var isPartly = day.validity.badInput;
    if (event.shiftKey || isPartly || !day.form || day.closest(".field:has(.why[open])")) { return; }
    var fields = Array.from(day.form.elements);
    var next = fields.slice(fields.indexOf(day) + 1).find(isStop);
    if (!next) { return; }
    event.preventDefault();
    next.focus();
    if (next.select) { next.select(); }
  }
  // Ctrl Enter presses the main button of the form that is being filled in.
  function send(event) {
    // the bar's button may stand outside the form that it sends
    var main = event.target.form && Array.from(event.target.form.elements).find(function (one) { return one.matches("button.first"); });
    if (!main) { return; }
    event.preventDefault();
    event.target.form.requestSubmit(main);
  }
  ready(document);
  document.addEventListener("htmx:load", function (event) { ready(event.target); });
  document.addEventListener("keydown", function (event) {
    if (event.isComposing || event.altKey) { return; }
    if (event.key === "F1") { explain(event); }
    if (event.key === "Tab" && event.target.matches("input[type=date]")) { leaveDay(event); }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { send(event); }
  });

  function toActs() {
    var bar = document.getElementById("decide");
    var first = bar && Array.from(bar.querySelectorAll("input, select, textarea, button, a[href]")).find(function (one) {
      return one.type !== "hidden" && one.tabIndex >= 0 && one.offsetParent;
    });
    if (first) { first.focus(); }
  }
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
    a: toActs,
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
