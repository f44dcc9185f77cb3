(function(s,i){"use strict";var o=i.currentScript;if(!o||!o.src)return;var y=o.src.replace(/embed\.js([?#].*)?$/,""),c=y.split("/").slice(0,3).join("/"),u=a("to\
ken-url",""),h=a("room","lobby"),d=i.createElement("div"),n=i.createElement("iframe"),m=!1,w=!1;function a(e,t){return o.getAttribute("data-"+e)||t}function x(e,t){
var r=a(e,t[0]);return t.indexOf(r)<0?(l("data-"+e+": "+r+": expected one of "+t.join(", ")),t[0]):r}function l(e){s.console.error("chatd: "+e)}function v(e){l(
e),d.textContent=e}if(d.className="chatd",o.parentNode.insertBefore(d,o.nextSibling),!s.fetch||!s.URL||!("noModule"in o)){v("This browser is too old for the cha\
t. Please update it, or use another one.");return}var E=x("mode",["full","read-only","count"]),p=[["room",h],["theme",x("theme",["auto","light","dark"])],["mode",
E]];u&&p.push(["token","1"]),a("accent")&&p.push(["accent",a("accent")]);var C=y+"embed?"+p.map(function(e){return e[0]+"="+encodeURIComponent(e[1])}).join("&");
n.title=a("title","Chat: "+h),n.referrerPolicy="origin",n.allow="clipboard-write",n.style.cssText="display:block;border:0;width:100%;color-scheme:normal;height:"+
(E==="count"?"2em":Math.max(120,parseInt(a("height"),10)||480)+"px"),d.appendChild(n);function S(){var e,t=new Promise(function(f,k){e=setTimeout(k,1e4,Error("h\
as not answered for 10 seconds"))}),r=fetch(u,{credentials:"same-origin",cache:"no-store",headers:{Accept:"application/json"}}).then(function(f){if(/^(204|401|403)$/.
test(f.status))return null;if(!f.ok)throw Error("answered "+f.status);return f.text().then(function(k){var T=/^\s*(?:\{[^]*"token"\s*:\s*")?([\w-]+\.[\w-]+\.[\w-]+)(?:"[^]*\})?\s*$/.
exec(k);if(!T)throw Error('answered with no token: expected JSON as {"token": "…"}');return T[1]})},function(){throw Error("cannot be reached")});return Promise.
race([r,t]).finally(function(){clearTimeout(e)})}function b(e){n.contentWindow.postMessage(e,c)}function j(e){S().then(function(t){b({chatd:"token",id:e,token:t})},
function(t){var r="data-token-url: "+u+" "+t.message;l(r),b({chatd:"token",id:e,error:r})})}function L(e){for(var t=i.querySelectorAll("[data-chatd-unread]"),r=0;r<
t.length;r+=1)t[r].getAttribute("data-chatd-unread")===h&&(t[r].textContent=e.unread||"");d.dispatchEvent(new CustomEvent("chatd",{bubbles:!0,detail:e}))}s.addEventListener(
"message",function(e){var t=e.data;e.source!==n.contentWindow||e.origin!==c||!t||(m=!0,t.chatd==="ready"?b({chatd:"hello",address:location.href}):t.chatd==="tok\
en"&&u?j(t.id):t.chatd==="unread"?L(t):t.chatd==="problem"?l(t.text):t.chatd==="refused"&&l("pages of "+location.origin+" may not show it: add this origin to fr\
ame_ancestors in [server] of "+c))}),i.addEventListener("securitypolicyviolation",function(e){!m&&e.blockedURI.indexOf(c)===0&&/^(frame|child|default)-src/.test(
e.effectiveDirective)&&v("The Content-Security-Policy of this page has to allow the chat: frame-src "+c)});function g(){w||(w=!0,n.addEventListener("load",function(){
setTimeout(function(){!m&&n.parentNode&&v("The chat at "+c+" cannot be shown: it cannot be reached, or a page around this one is not in its frame_ancestors")},5e3)}),
n.src=C)}i.readyState==="complete"?g():(s.addEventListener("load",g),setTimeout(g,2e3))})(window,document);
