// What pages can do without, made easier: tick all, drop a file, close menus, one submit at a time.
(function () {
  "use strict";
  // The outer menus come first in the page, so that Esc ends on the one that is still shown.
  var MENUS = "details.drop[open], details.me[open], .shelf details.menu[open]";
  document.addEventListener("change", function (event) {
    var all = event.target.closest("[data-tick-all]");
    if (!all) { return; }
    all.closest("form").querySelectorAll("input[type=checkbox][name]").forEach(function (box) { box.checked = all.checked; });
  });

  // A group's tick goes with those of its parts; without this script it stands for them all when sent.
  document.addEventListener("change", function (event) {
    var group = event.target.closest("fieldset.ticks");
    if (!group || event.target.type !== "checkbox") { return; }
    var whole = group.querySelector("[data-tick-group]");
    if (!whole) { return; }
    var parts = Array.from(group.querySelectorAll("input[type=checkbox]:not([data-tick-group])"));
    if (event.target === whole) { parts.forEach(function (box) { box.checked = whole.checked; }); }
    whole.checked = parts.every(function (box) { return box.checked; });
  });

  document.addEventListener("click", function (event) {
    document.querySelectorAll(MENUS).forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.open = false; }
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    document.querySelectorAll(MENUS).forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // The menu is longer than a screen: it begins where the page lies in it.
  var menu = document.querySelector(".shelf .menu nav");
  var here = menu && menu.querySelector("[aria-current]");
  if (here) { menu.scrollTop = here.offsetTop - menu.offsetTop - menu.clientHeight / 2; }

  // 查找：a dialog on every page; without this script the link leads to its page.
  var finder = document.getElementById("finder");
  var words = finder && finder.querySelector("input[type=search]");  // the form's first input is its hidden token
  function openFinder(event) {
    event.preventDefault();
    if (!finder.open) { finder.showModal(); words.select(); }
  }
  if (finder) {
    document.querySelectorAll("[data-finder]").forEach(function (link) { link.addEventListener("click", openFinder); });
    finder.querySelector("[data-close]").addEventListener("click", function () { finder.close(); });
    finder.addEventListener("click", function (event) { if (event.target === finder) { finder.close(); } });
    document.addEventListener("keydown", function (event) {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { openFinder(event); }
    });
    // Enter opens the first hit, once the hits are those of the words that stand there.
    var shown = null;
    finder.addEventListener("htmx:afterSwap", function (event) {
      shown = event.detail.requestConfig.parameters.q;
      if (finder.open && !finder.contains(document.activeElement)) { words.focus(); }
    });
    finder.querySelector("form").addEventListener("submit", function (event) {
      var first = finder.querySelector("#finder-hits a");
      if (!first || shown !== words.value) { return; }
      event.preventDefault();
      event.stopPropagation();
      location.href = first.href;
    });
    finder.addEventListener("keydown", function (event) {
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) { return; }
      var stops = [words].concat(Array.from(finder.querySelectorAll("#finder-hits a")));
      var next = stops.indexOf(document.activeElement) + step;
      event.preventDefault();
      stops[Math.max(0, Math.min(next, stops.length - 1))].focus();
    });
  }

  // 名词: a drawer on every page; without this script the link leads to its page.
  var glossary = document.getElementById("glossary");
  if (glossary) {
    document.addEventListener("click", function (event) {
      var link = event.target.closest("[data-glossary]");
      if (!link || event.ctrlKey || event.metaKey) { return; }
      event.preventDefault();
      var term = glossary.querySelector("input");
      term.value = link.dataset.glossary;
      if (!glossary.open) { glossary.showModal(); }
      term.dispatchEvent(new Event("asked"));
    });
    glossary.querySelector("[data-close]").addEventListener("click", function () { glossary.close(); });
    glossary.addEventListener("click", function (event) { if (event.target === glossary) { glossary.close(); } });
  }

  // Enter in the words of a lookup looks them up at once; without this script the server tells it from their change.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches(".look input")) { return; }
    event.preventDefault();
    event.target.dispatchEvent(new Event("asked"));
  });

  // In a search field Esc only empties it in some browsers: what lies over the page closes at the first.
  document.querySelectorAll("dialog.finder").forEach(function (dialog) {
    dialog.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { event.preventDefault(); dialog.close(); }
    });
  });

  // On a phone the tabs are wider than the page: the one that is open comes into sight.
  document.querySelectorAll(".tabs [aria-current]").forEach(function (tab) {
    tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 48;
  });

  // A table that fits needs no scroll of its own: without it the head stays in sight while the page moves.
  function fit() {
    document.querySelectorAll(".scroll:has(> table)").forEach(function (box) {
      box.classList.remove("fits");
      box.classList.toggle("fits", box.scrollWidth <= box.clientWidth);
    });
  }
  fit();
  window.addEventListener("resize", fit);
  document.addEventListener("htmx:afterSettle", fit);
  document.addEventListener("modechange", fit);

  // A part of the page was asked for after the session had ended: nothing is swapped, what is typed stays.
  document.addEventListener("signed-out", function () {
    var told = document.getElementById("signed-out");
    if (told) { told.hidden = false; }
  });

  // A second click while the first is under way would only be refused as stale.
  document.addEventListener("submit", function (event) {
    if (event.defaultPrevented || event.target.method !== "post") { return; }
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  // Copies the field that the button names, else the text that it holds; without a clipboard both stay to select.
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", function () {
      var field = document.getElementById(button.dataset.copy);
      navigator.clipboard.writeText(field ? field.value : button.dataset.copy).then(function () { button.textContent = "已复制"; });
    });
  });

  // A file field becomes a zone to drop on; without this script it is the browser's own field.
  // Of a ledger with several kinds of matters only the chosen one's sheet is shown; what holds an answer stays in sight.
  document.querySelectorAll("select[name=own_matter]").forEach(function (choice) {
    function show() {
      document.querySelectorAll("[data-matter]").forEach(function (sheet) {
        var fields = Array.from(sheet.querySelectorAll("input, select, textarea"));
        var idle = fields.every(function (field) { return !field.value && !field.getAttribute("aria-invalid"); });
        sheet.hidden = Boolean(choice.value) && sheet.dataset.matter !== choice.value && idle;
      });
    }
    choice.addEventListener("change", show);
    show();
  });
  document.querySelectorAll("[data-drop]").forEach(function (form) {
    var input = form.querySelector("input[type=file]");
    var most = Number(form.dataset.drop);
    var zone = document.createElement("div");
    var call = document.createElement("p");
    var pick = document.createElement("label");
    var picked = document.createElement("p");
    zone.className = "drop-zone";
    call.textContent = "把文件拖到这里，或者";
    pick.className = "button";
    pick.htmlFor = input.id;
    pick.textContent = "选择文件";
    picked.className = "picked";
    picked.setAttribute("aria-live", "polite");
    input.before(zone);
    zone.append(call, input, pick, picked);
    function show() {
      var file = input.files[0];
      var tooBig = most && file && file.size > most;
      input.setCustomValidity(tooBig ? "文件超过 " + Math.round(most / 1048576) + " MB，请分批上传" : "");
      picked.textContent = file ? file.name + "（" + Math.max(1, Math.round(file.size / 1024)).toLocaleString() + " KB）" : "";
    }
    input.addEventListener("change", show);
    // Enter would send the form without a file; on a button that opens something it opens it.
    input.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey) { return; }
      event.preventDefault();
      input.click();
    });
    ["dragenter", "dragover"].forEach(function (kind) {
      zone.addEventListener(kind, function (event) { event.preventDefault(); zone.classList.add("over"); });
    });
    ["dragleave", "drop"].forEach(function (kind) {
      zone.addEventListener(kind, function (event) { event.preventDefault(); zone.classList.remove("over"); });
    });
    zone.addEventListener("drop", function (event) {
      if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; show(); }
    });
    show();
  });
})();
