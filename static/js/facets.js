// A ticked facet asks at once; without scripts the button below the facets does it.
(function () {
  "use strict";
  var form = document.getElementById("ask");
  document.querySelectorAll("[data-noscript]").forEach(function (button) { button.hidden = true; });
  document.querySelectorAll("[data-fold]").forEach(function (fold) {
    if (window.matchMedia("(min-width: 62rem)").matches) { fold.open = true; }
  });
  document.addEventListener("change", function (event) {
    if (event.target.form === form && event.target.type === "checkbox") { form.requestSubmit(); }
  });
  form.addEventListener("submit", function () {
    var word = form.elements.q;
    if (!word.value.trim()) { word.disabled = true; }
  });
})();
