// Choosers ask at once; without scripts their button does it.
(function () {
  "use strict";
  document.querySelectorAll("[data-noscript]").forEach(function (button) { button.hidden = true; });
  document.querySelectorAll("form[data-auto-select]").forEach(function (form) {
    form.addEventListener("change", function (event) {
      if (event.target.tagName === "SELECT") { form.requestSubmit(); }
    });
    form.addEventListener("submit", function () {
      Array.prototype.forEach.call(form.elements, function (field) {
        if (field.name && !field.value) { field.disabled = true; }
      });
    });
  });
})();
