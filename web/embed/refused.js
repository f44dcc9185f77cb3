/* Tells the page around the frame that it may not show the chat: its console says why. There is nothing else here. */
(function () {
  "use strict";
  var origin = document.currentScript.getAttribute("data-origin");
  if (window.parent !== window) {
    window.parent.postMessage({ chatd: "refused", origin: origin }, "*");
  }
})();
