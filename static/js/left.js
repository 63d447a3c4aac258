// What is typed and not sent survives leaving the page: the office keeps it for a day, as it keeps what an ended session left.
(function () {
  "use strict";
  var told = document.getElementById("left");
  if (!told) { return; }
  var here = location.pathname + location.search;
  var KEY = "left:" + here;
  var line = told.querySelector(".say");
  var SKIPPED = ["hidden", "file", "password", "submit", "button"];
  // This browser remembers that there is something, never what.
  function marked() {
    try { return localStorage.getItem(KEY); } catch (error) { return null; }
  }
  function mark(on) {
    try {
      if (on) { localStorage.setItem(KEY, "1"); } else { localStorage.removeItem(KEY); }
    } catch (error) { /* private window: the list of unsent forms still has it */ }
  }
  function send(form) {
    var data = new FormData();
    if (form) {
      new FormData(form).forEach(function (value, name) { if (typeof value === "string") { data.append(name, value); } });
    } else {
      data.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    }
    data.append("left_page", here);
    navigator.sendBeacon(told.dataset.door, data);
    mark(form);
  }

  // A page that was refused shows what was typed, and still it is nowhere kept.
  var refused = document.querySelector("main form[method=post] [aria-invalid=true], main form[method=post] .note.wrong");
  var typed = refused && refused.closest("form");
  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (form && form.method === "post" && form.closest("main") && event.target.type !== "password") { typed = form; }
  });
  document.addEventListener("submit", function (event) {
    if (event.defaultPrevented || event.target !== typed) { return; }
    typed = null;
    if (marked()) { send(null); }
  });
  window.addEventListener("pagehide", function () { if (typed) { send(typed); } });

  function put(form, name, values) {
    var fields = Array.from(form.elements).filter(function (field) { return field.name === name && !SKIPPED.includes(field.type); });
    fields.forEach(function (field, at) {
      if (field.type === "checkbox" || field.type === "radio") { field.checked = values.includes(field.value); return; }
      if (field.multiple) {
        Array.from(field.options).forEach(function (one) { one.selected = values.includes(one.value); });
        return;
      }
      field.value = values[Math.min(at, values.length - 1)];
    });
    // What was picked of a lookup is no field before its words are looked up again; a new pick comes after it and wins.
    if (!fields.length && /-pick$/.test(name)) {
      var picked = document.createElement("input");
      picked.type = "hidden";
      picked.name = name;
      picked.value = values[0];
      form.prepend(picked);
    }
  }
  function fill(fields) {
    var names = new Map();
    fields.forEach(function (pair) { names.set(pair[0], (names.get(pair[0]) || []).concat([pair[1]])); });
    var forms = Array.from(document.querySelectorAll("main form[method=post]"));
    var known = function (form) { return Array.from(names.keys()).filter(function (name) { return form.elements[name]; }).length; };
    forms.sort(function (a, b) { return known(b) - known(a); });
    if (!forms.length) { return; }
    names.forEach(function (values, name) { put(forms[0], name, values); });
    typed = forms[0];
    line.textContent = "已填回上次填写的内容，请看一遍再提交。文件须重新选择。";
    send(null);
  }
  function ask(done) {
    fetch(told.dataset.door + "?left_page=" + encodeURIComponent(here)).then(function (answer) { return answer.json(); }).then(function (kept) {
      if (kept.fields.length) { done(kept.fields); } else { mark(false); }
    }).catch(function () { /* signed out: the list of unsent forms still has it */ });
  }
  if ((marked() || location.hash === "#left") && document.querySelector("main form[method=post]")) {
    ask(function (fields) {
      line.hidden = false;
      line.querySelector("[data-fill]").addEventListener("click", function () { fill(fields); });
      line.querySelector("[data-forget]").addEventListener("click", function () { send(null); line.hidden = true; });
    });
  }
})();
