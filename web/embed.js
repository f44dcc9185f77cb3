/*
 * The widget: <script src="https://chat.example/embed.js" data-room="lobby"></script> puts a room on a page, in a frame
 * behind this element (docs/embed.md). Old browsers read this file, too, and show a sentence: ES5.
 *
 * Messages are taken from the own frame and its origin only, and sent to that origin only.
 */
(function (window, document) {
  "use strict";
  var script = document.currentScript;
  if (!script || !script.src) {
    return;
  }
  var base = script.src.replace(/embed\.js([?#].*)?$/, "");
  var origin = base.split("/").slice(0, 3).join("/");
  var url = option("token-url", "");
  var room = option("room", "lobby");
  var box = document.createElement("div");
  var frame = document.createElement("iframe");
  var heard = false;
  var opened = false;

  function option(name, otherwise) {
    return script.getAttribute("data-" + name) || otherwise;
  }

  // One of the words; another one is named in the console.
  function choice(name, words) {
    var value = option(name, words[0]);
    if (words.indexOf(value) < 0) {
      tell("data-" + name + ": " + value + ": expected one of " + words.join(", "));
      return words[0];
    }
    return value;
  }

  function tell(what) {
    window.console.error("chatd: " + what);
  }

  function fail(what) {
    tell(what);
    box.textContent = what;
  }

  box.className = "chatd";
  script.parentNode.insertBefore(box, script.nextSibling);
  if (!window.fetch || !window.URL || !("noModule" in script)) {
    fail("This browser is too old for the chat. Please update it, or use another one.");
    return;
  }

  var mode = choice("mode", ["full", "read-only", "count"]);
  var query = [["room", room], ["theme", choice("theme", ["auto", "light", "dark"])], ["mode", mode]];
  if (url) {
    query.push(["token", "1"]);
  }
  if (option("accent")) {
    query.push(["accent", option("accent")]);
  }
  var address = base + "embed?" + query.map(function (pair) {
    return pair[0] + "=" + encodeURIComponent(pair[1]);
  }).join("&");
  frame.title = option("title", "Chat: " + room);
  // The chat tells a page that is not allowed why.
  frame.referrerPolicy = "origin";
  frame.allow = "clipboard-write";
  frame.style.cssText = "display:block;border:0;width:100%;color-scheme:normal;height:" +
    (mode === "count" ? "2em" : Math.max(120, parseInt(option("height"), 10) || 480) + "px");
  box.appendChild(frame);

  // Promises the token, or null if nobody is signed in; rejected with what is wrong with the answer.
  function fetchToken() {
    var timer;
    var late = new Promise(function (_, reject) {
      timer = setTimeout(reject, 1e4, Error("has not answered for 10 seconds"));
    });
    var answer = fetch(url, { credentials: "same-origin", cache: "no-store", headers: { Accept: "application/json" } }).then(
      function (response) {
        if (/^(204|401|403)$/.test(response.status)) {
          return null;
        }
        if (!response.ok) {
          throw Error("answered " + response.status);
        }
        return response.text().then(function (text) {
          var token = /^\s*(?:\{[^]*"token"\s*:\s*")?([\w-]+\.[\w-]+\.[\w-]+)(?:"[^]*\})?\s*$/.exec(text);
          if (!token) {
            throw Error('answered with no token: expected JSON as {"token": "…"}');
          }
          return token[1];
        });
      },
      function () {
        throw Error("cannot be reached");
      }
    );
    return Promise.race([answer, late]).finally(function () {
      clearTimeout(timer);
    });
  }

  function send(message) {
    frame.contentWindow.postMessage(message, origin);
  }

  function sendToken(id) {
    fetchToken().then(
      function (token) {
        send({ chatd: "token", id: id, token: token });
      },
      function (error) {
        var what = "data-token-url: " + url + " " + error.message;
        tell(what);
        send({ chatd: "token", id: id, error: what });
      }
    );
  }

  function showUnread(message) {
    var badges = document.querySelectorAll("[data-chatd-unread]");
    for (var at = 0; at < badges.length; at += 1) {
      if (badges[at].getAttribute("data-chatd-unread") === room) {
        badges[at].textContent = message.unread || "";
      }
    }
    box.dispatchEvent(new CustomEvent("chatd", { bubbles: true, detail: message }));
  }

  window.addEventListener("message", function (event) {
    var message = event.data;
    if (event.source !== frame.contentWindow || event.origin !== origin || !message) {
      return;
    }
    heard = true;
    if (message.chatd === "ready") {
      send({ chatd: "hello", address: location.href });
    } else if (message.chatd === "token" && url) {
      sendToken(message.id);
    } else if (message.chatd === "unread") {
      showUnread(message);
    } else if (message.chatd === "problem") {
      tell(message.text);
    } else if (message.chatd === "refused") {
      tell("pages of " + location.origin + " may not show it: add this origin to frame_ancestors in [server] of " + origin);
    }
  });
  document.addEventListener("securitypolicyviolation", function (event) {
    if (!heard && event.blockedURI.indexOf(origin) === 0 && /^(frame|child|default)-src/.test(event.effectiveDirective)) {
      fail("The Content-Security-Policy of this page has to allow the chat: frame-src " + origin);
    }
  });

  function open() {
    if (opened) {
      return;
    }
    opened = true;
    frame.addEventListener("load", function () {
      setTimeout(function () {
        if (!heard && frame.parentNode) {
          fail("The chat at " + origin + " cannot be shown: it cannot be reached, or a page around this one is not in its frame_ancestors");
        }
      }, 5e3);
    });
    frame.src = address;
  }

  // The page comes first: its `load` event does not wait for the chat, and the chat waits for it, but not for long.
  if (document.readyState === "complete") {
    open();
  } else {
    window.addEventListener("load", open);
    setTimeout(open, 2e3);
  }
})(window, document);
