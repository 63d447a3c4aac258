// Suggestions below the search box: departments and records that what is typed leads to. Without scripts the box asks as it is.
(function () {
  "use strict";
  var WAIT = 150, LEAST = 2;
  function made(name, parent, text) {
    var element = document.createElement(name);
    if (text) { element.textContent = text; }
    return parent.appendChild(element);
  }
  function attach(input) {
    var box = input.form.querySelector(".find") || input.form;
    var list = made("ul", box), told = made("span", box), options = [], active = -1, timer, asked = "", request;
    list.id = "suggestions"; list.className = "suggestions"; list.hidden = true;
    list.setAttribute("role", "listbox"); list.setAttribute("aria-label", "建议");
    told.className = "visually-hidden"; told.setAttribute("role", "status");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    function close() {
      list.hidden = true; active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function mark(place) {
      active = place;
      options.forEach(function (option, number) { option.setAttribute("aria-selected", String(number === place)); });
      if (place < 0) { input.removeAttribute("aria-activedescendant"); return; }
      input.setAttribute("aria-activedescendant", options[place].id);
      options[place].scrollIntoView({ block: "nearest" });
    }
    function show(found) {
      list.replaceChildren();
      options = found.map(function (suggestion, number) {
        var option = made("li", list);
        option.id = "suggestion-" + number;
        option.setAttribute("role", "option"); option.setAttribute("aria-selected", "false");
        option.dataset.url = suggestion.url;
        made("b", option, suggestion.kind);
        made("span", option, suggestion.text);
        if (suggestion.note) { made("small", option, suggestion.note); }
        return option;
      });
      told.textContent = found.length ? found.length + " 条建议，用上下键选择" : "";
      if (!found.length) { close(); return; }
      list.hidden = false; mark(-1);
      input.setAttribute("aria-expanded", "true");
    }
    function ask() {
      var words = input.value.trim();
      if (words === asked) { return; }
      asked = words;
      if (request) { request.abort(); }
      if (words.length < LEAST) { show([]); return; }
      request = new AbortController();
      fetch(input.dataset.suggest + "?q=" + encodeURIComponent(words), { signal: request.signal })
        .then(function (answer) { return answer.ok ? answer.json() : { suggestions: [] }; })
        .then(function (answer) { if (words === asked && document.activeElement === input) { show(answer.suggestions); } })
        .catch(function () { /* offline or overtaken: the box still asks */ });
    }
    function typed(event) {
      if (event.isComposing) { return; }
      clearTimeout(timer); timer = setTimeout(ask, WAIT);
    }
    input.addEventListener("input", typed);
    input.addEventListener("compositionend", typed);
    input.addEventListener("keydown", function (event) {
      if (event.isComposing || list.hidden) { return; }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        var step = event.key === "ArrowDown" ? 1 : -1, all = options.length + 1;
        mark((active + 1 + step + all) % all - 1);
        event.preventDefault();
      } else if (event.key === "Escape") {
        close(); event.preventDefault();
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault(); location.href = options[active].dataset.url;
      }
    });
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    list.addEventListener("click", function (event) {
      var option = event.target.closest("[data-url]");
      if (option) { location.href = option.dataset.url; }
    });
    input.addEventListener("blur", close);
  }
  document.querySelectorAll("[data-suggest]").forEach(attach);
})();
