(function(u,c){"use strict";var o=c.currentScript;if(!o||!o.src)return;var k=o.src.replace(/embed\.js([?#].*)?$/,""),i=k.split("/").slice(0,3).join("/"),f=a("to\
ken-url",""),h=a("room","lobby"),s=c.createElement("div"),r=c.createElement("iframe"),m=!1;function a(e,t){return o.getAttribute("data-"+e)||t}function w(e,t){var n=a(
e,t[0]);return t.indexOf(n)<0?(d("data-"+e+": "+n+": expected one of "+t.join(", ")),t[0]):n}function d(e){u.console.error("chatd: "+e)}function v(e){d(e),s.textContent=
e}if(s.className="chatd",o.parentNode.insertBefore(s,o.nextSibling),!u.fetch||!u.URL||!("noModule"in o)){v("This browser is too old for the chat. Please update \
it, or use another one.");return}var x=w("mode",["full","read-only","count"]),p=[["room",h],["theme",w("theme",["auto","light","dark"])],["mode",x]];f&&p.push([
"token","1"]),a("accent")&&p.push(["accent",a("accent")]),r.src=k+"embed?"+p.map(function(e){return e[0]+"="+encodeURIComponent(e[1])}).join("&"),r.title=a("tit\
le","Chat: "+h),r.referrerPolicy="origin",r.allow="clipboard-write",r.style.cssText="display:block;border:0;width:100%;color-scheme:normal;height:"+(x==="count"?
"2em":Math.max(120,parseInt(a("height"),10)||480)+"px"),s.appendChild(r);function E(){var e,t=new Promise(function(l,g){e=setTimeout(g,1e4,Error("has not answer\
ed for 10 seconds"))}),n=fetch(f,{credentials:"same-origin",cache:"no-store",headers:{Accept:"application/json"}}).then(function(l){if(/^(204|401|403)$/.test(l.
status))return null;if(!l.ok)throw Error("answered "+l.status);return l.text().then(function(g){var y=/^\s*(?:\{[^]*"token"\s*:\s*")?([\w-]+\.[\w-]+\.[\w-]+)(?:"[^]*\})?\s*$/.
exec(g);if(!y)throw Error('answered with no token: expected JSON as {"token": "…"}');return y[1]})},function(){throw Error("cannot be reached")});return Promise.
race([n,t]).finally(function(){clearTimeout(e)})}function b(e){r.contentWindow.postMessage(e,i)}function T(e){E().then(function(t){b({chatd:"token",id:e,token:t})},
function(t){var n="data-token-url: "+f+" "+t.message;d(n),b({chatd:"token",id:e,error:n})})}function C(e){for(var t=c.querySelectorAll("[data-chatd-unread]"),n=0;n<
t.length;n+=1)t[n].getAttribute("data-chatd-unread")===h&&(t[n].textContent=e.unread||"");s.dispatchEvent(new CustomEvent("chatd",{bubbles:!0,detail:e}))}u.addEventListener(
"message",function(e){var t=e.data;e.source!==r.contentWindow||e.origin!==i||!t||(m=!0,t.chatd==="ready"?b({chatd:"hello",address:location.href}):t.chatd==="tok\
en"&&f?T(t.id):t.chatd==="unread"?C(t):t.chatd==="problem"?d(t.text):t.chatd==="refused"&&d("pages of "+location.origin+" may not show it: add this origin to fr\
ame_ancestors in [server] of "+i))}),c.addEventListener("securitypolicyviolation",function(e){!m&&e.blockedURI.indexOf(i)===0&&/^(frame|child|default)-src/.test(
e.effectiveDirective)&&v("The Content-Security-Policy of this page has to allow the chat: frame-src "+i)}),r.addEventListener("load",function(){setTimeout(function(){
!m&&r.parentNode&&v("The chat at "+i+" cannot be shown: it cannot be reached, or a page around this one is not in its frame_ancestors")},5e3)})})(window,document);
