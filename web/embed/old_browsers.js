/* In a browser that cannot read the page's script, a sentence and not a blank box. Read by such browsers: ES5. */
(function () {
  "use strict";
  function show() {
    var sentence = document.getElementById("old");
    if (sentence) {
      sentence.hidden = false;
      sentence.removeAttribute("hidden");
    }
  }
  if (!("noModule" in document.createElement("script"))) {
    document.addEventListener("DOMContentLoaded", show);
  }
  // The sentence goes with the rest of the first screen as soon as the script has drawn the page.
  window.addEventListener("error", show, true);
})();
