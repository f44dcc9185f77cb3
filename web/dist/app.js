var w=class n extends Error{constructor(e,t=e,{field:s,until:i,retry_after:o}={}){super(t),this.name="ChatError",this.code=e,this.field=s,this.until=i,this.retryAfter=
o}static from(e){return new n(e.code,e.message,e)}get passing(){return this.code==="rate_limited"||this.code==="unavailable"||this.code==="slow_mode"}};var Te=class{#e;#t;constructor({fetch:e,base:t}){this.#e=e,this.#t=t}async site(){try{return{...await this.#s("GET","site"),accounts:!0}}catch(e){if(e.code!=="n\
ot_found")throw e;return{guests:!0,registration:"closed",accounts:!1,signed_in:null}}}signIn(e,t){return this.#s("POST","session",{name:e,password:t})}signOut(){
return this.#s("DELETE","session")}register(e,t,s){return this.#s("POST","account",{name:e,password:t,invitation:s})}async rename(e){let{user:t}=await this.#s("\
PATCH","account",{name:e});return t}changePassword(e,t){return this.#s("PUT","account/password",{old:e,new:t})}async resetPassword(e,t){let{user:s}=await this.#s(
"POST","account/reset",{link:e,new:t});return s}remove(e){return this.#s("DELETE","account",{password:e})}async task(e){let{state:t}=await this.#s("GET",`tasks/${encodeURIComponent(
e)}`);return t}async sessions(){let e=[];for(let t={more:!0,next:null};t.more;e.push(...t.sessions))t=await this.#s("GET",t.next?`sessions?after=${encodeURIComponent(
t.next)}`:"sessions");return e}endSession(e){return this.#s("DELETE",`sessions/${encodeURIComponent(e)}`)}endOthers(){return this.#s("DELETE","sessions?keep=her\
e")}async#s(e,t,s){let i=await this.#n(new URL(`api/${t}`,this.#t),{method:e,headers:s?{"Content-Type":"application/json"}:{},body:s&&JSON.stringify(s),credentials:"\
same-origin",cache:"no-store"});if(!i.ok)throw await vo(i);return i.status===204?null:bo(i)}async#n(e,t){try{let s=this.#e;return await s(e.href,t)}catch{throw new w(
"offline")}}};async function bo(n){try{return await n.json()}catch{throw new w("unavailable")}}async function vo(n){try{let{code:e,detail:t,...s}=await n.json();
if(typeof e=="string")return new w(e,t,s)}catch{}return new w(ko[n.status]??(n.status>=500?"unavailable":"invalid"))}var ko={401:"bad_token",403:"forbidden",404:"\
not_found",429:"rate_limited",500:"internal"};function Ns(n){return Object.freeze(Object.fromEntries(n.map(({id:e,name:t})=>[e,t??""])))}function Is(n,{id:e,name:t}){return Object.freeze({...n,[e]:t??""})}function Rs(n,e){
let{[e]:t,...s}=n;return Object.freeze(s)}function ts(n,e){return{...n,revealed:{...n.revealed,...Object.fromEntries(e.map(t=>[t,!0]))}}}function z(n,{ignored:e={},
revealed:t={}}){return n.user.id in e&&!t[ue(n)]}function ue({seq:n,time:e}){return n??e}var xo=/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g,Eo=/^[A-Za-z0-9_\-=@,.;~]{1,164}$/,So=new RegExp("^(?:\\p{Extended_Pictographic}(?:[\\u{1f3fb}-\\u{1f3ff}]|\\ufe\
0f|\\u200d\\p{Extended_Pictographic})*|\\p{RI}{2}|\\s){1,12}$","u"),To=12;function T(n){let e=n.replace(/\r\n?/g,`
`).replace(xo,"");return(e.toWellFormed?e.toWellFormed():e).replace(/^\s*\n/,"").trimEnd()}var Oe=globalThis.Intl?.Segmenter&&new Intl.Segmenter(void 0,{granularity:"\
grapheme"});function Me(n){return Oe?Array.from(Oe.segment(n),({segment:e})=>e):n.match(new RegExp("\\P{M}\\p{M}*|\\p{M}","gsu"))??[]}function ss(n,e){if(Oe)return Oe.
segment(n).containing(e)?.index??e;let t=n.charCodeAt(e);return t>=56320&&t<=57343?e-1:e}function me(n){let e=0;for(let t of n)e+=1;return e}function je(n){let e=[],
t="",s=0;for(let i of n){let o=i.normalize("NFKD").toLowerCase();for(let r=0;r<o.length;r+=1)e.push(s);t+=o,s+=i.length}return e.push(s),{folded:t,places:e}}function Ce(n){
return Eo.test(n)}function Ae(n){return n.normalize("NFKD").replace(new RegExp("\\p{M}","gu"),"").trim().replace(/^#+/,"").replace(/\s+/g,"-").replace(/[^A-Za-z0-9_\-=@,.;~]/g,
"").replace(/^~+/,"").slice(0,164)}function Ds(n){let e=n.normalize("NFC").trim().split(/[\s._-]+/).filter(s=>/[\p{L}\p{N}]/u.test(s));if(e.length===0)return Me(
n).find(s=>new RegExp("\\p{Extended_Pictographic}|\\p{RI}","u").test(s))??"?";let t=Ps(e[0]);return e.length===1||/[\u2e80-\u9fff\uac00-\ud7af]/.test(t)?t.toLocaleUpperCase():
(t+Ps(e.at(-1))).toLocaleUpperCase()}function Ps(n){return Me(n).find(e=>/[\p{L}\p{N}]/u.test(e))}function Ws(n){let e=2166136261;for(let t of n)e=Math.imul(e^t.
codePointAt(0),16777619)>>>0;return((e^e>>>15)>>>0)%To}function zs(n){return n.length<=40&&So.test(n)&&n.trim()!==""}var _e="~",Oo=8,Mo=80,Hs=/[\p{L}\p{N}\p{M}_]/u,ns=/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;function is(n,e){if(!/[@＠﹫]/.test(
n))return[];let{folded:t,places:s}=je(n),i=[...new Set(e)].map(X).filter(({word:r})=>r!=="");i.sort((r,a)=>a.word.length-r.word.length||r.guest-a.guest);let o=[];
for(let r=t.indexOf("@");r>=0;r=t.indexOf("@",r+1)){let a=t[r+1]===_e,c=r+(a?2:1),h=({word:u,guest:f})=>(f||!a)&&t.startsWith(u,c)&&Co(t,c+u.length),d=Gs(t,r)&&
i.find(h);d&&o.push({from:s[r],to:s[c+d.word.length],name:d.name})}return o}function Us(n,e,t){return!e?.name||!n?!1:is(n,[e.name,...t.map(({name:s})=>s)]).some(
({name:s})=>s===e.name)}function Ys(n,e,t){let s=n.slice(Math.max(0,e-Mo),e),i=Math.max(s.lastIndexOf("@"),s.lastIndexOf("\uFF20"));if(i<0||!Gs(s,i)||/^\s|\n/.test(
s.slice(i+1)))return null;let{folded:o}=je(s.slice(i+1)),r=o.replace(/^~/,""),a=r===o?t:t.filter(({name:u})=>X(u).guest),c=a.filter(({name:u})=>X(u).word.startsWith(
r)),h=a.filter(({name:u})=>!c.some(f=>f.name===u)&&jo(u,r)),d=[...c,...h].slice(0,Oo);return d.length>0?{from:e-s.length+i,to:e,users:d}:null}function Bs(n,{from:e,
to:t},s,i){let o=X(s.name),r=i.some(({id:u,name:f})=>u!==s.id&&X(f).word===o.word),a=o.guest&&!r?s.name.slice(_e.length):s.name,c=`${n.slice(0,e)}@${a}`,h=n.slice(
t),d=/^\s/.test(h)?"":" ";return{text:c+d+h,caret:c.length+1}}function $e(n,{me:e,ignored:t}){let s=n.entries.map(({user:a})=>a).reverse(),i=Object.values(n.people).
sort((a,c)=>a.name.localeCompare(c.name)),o=Object.values(n.members??{}).map(({user:a})=>a),r=new Map;for(let a of[...s,...i,...o]){let c=n.people[a.id]??a;c.name!==
""&&c.id!==e?.id&&!(c.id in t)&&!r.has(c.id)&&r.set(c.id,c)}return[...r.values()]}function X(n){let e=n.startsWith(_e);return{name:n,guest:e,word:je(e?n.slice(_e.
length):n).folded}}function jo(n,e){return X(n).word.split(/[\s._-]+/).some(t=>e!==""&&t.startsWith(e))}function Gs(n,e){let t=/.?$/su.exec(n.slice(Math.max(0,e-
2),e))[0];return!Hs.test(t)||ns.test(t)}function Co(n,e){let t=/.$/su.exec(n.slice(Math.max(0,e-2),e))?.[0]??"",s=/^./su.exec(n.slice(e,e+2))?.[0]??"";return new RegExp(
"\\p{M}","u").test(s)?!1:!Hs.test(s)||ns.test(s)||ns.test(t)}function Fs(n,e,t){let s=n.entries.filter(a=>Le(a,t)&&a.seq>e).length,i=e+1<n.from&&n.head>e,o=i?n.head-e:s,r={...n,seen:e,unread:o,about:i,divider:o>0?e:null,missed:o};
return{...r,called:Js(r,e,t)}}function Ks(n,e,{watched:t,replayed:s,...i}){if(!Le(e,i))return t?{...n,divider:null,missed:0,about:!1}:n;if(e.seq!=null&&e.seq<=n.
seen||t&&!s)return n;let r=s?n.missed===0:n.unread===0,a=r?(e.seq??n.head+1)-1:n.divider,c=s?n.missed+1:r?0:n.missed,h=n.called+(ee(e,n,i)?1:0);return{...n,divider:a,
missed:c,...t?{unread:0,called:0}:{unread:n.unread+1,called:h}}}function pe(n,e,t){if(e<=n.seen&&(n.unread===0||e<n.head))return n;let s=Math.max(n.seen,e);if(s>=
n.head)return{...n,seen:s,unread:0,called:0};let i=Math.min(n.called,Js(n,s,t));return{...n,seen:s,called:i,unread:n.about?n.head-s:Ao(n,s,t)}}function ee(n,e,{
me:t}){return!n.deleted&&n.user.id!==t?.id&&Us(n.text,t,Object.values(e.people))}function Js(n,e,t){return n.entries.filter(i=>i.seq>e&&Le(i,t)).filter(i=>ee(i,
n,t)).length}function Ao(n,e,t){let s=n.entries.filter(i=>Le(i,t)&&i.seq>n.seen&&i.seq<=e);return Math.max(0,n.unread-s.length)}function Le(n,{me:e,ignored:t}){
return n.user.id!==e?.id&&!n.deleted&&!z(n,{ignored:t})}var Vs=200;function _o(n,e,{me:t,ignored:s}){let i=n.user.id===t?.id;if(n.type!=="message"||i||n.deleted||z(n,{ignored:s}))return null;let o=Lo(n.text);return e.
kind==="direct"?{title:n.user.name,body:o}:ee(n,e,{me:t})?{title:[n.user.name,...$o(e)].join(" \xB7 "),body:o}:null}function $o({id:n,title:e}){let t=e||(n.startsWith(
"~")?"":`#${n}`);return t===""?[]:[t]}var qe=class{#e;#t;#s;#n;constructor({client:e,model:t,store:s,desktop:i,show:o}){this.#e=t,this.#t=s,this.#s=i,this.#n=o,
e.addEventListener("entries",({detail:r})=>!r.replayed&&this.#i(r)),e.addEventListener("activity",({detail:r})=>this.#o(r))}get state(){let{permission:e}=this.#s;
return e!=="granted"&&e!=="default"?e:e==="granted"&&this.#t.alerts?"on":"off"}async turn(){this.state==="on"?this.#t.alerts=!1:(this.#s.permission==="granted"||
await this.#s.ask()==="granted")&&(this.#t.alerts=!0)}#i({room:e,entries:t}){let s=this.#e.state.rooms[e];for(let i of this.#r&&s?t:[]){let o=_o(i,s,this.#e.state);
o&&this.#a(o,{room:e,seq:i.seq??null,tag:`${e}/${s.epoch}/${i.seq??i.time}`})}}#o({room:e,seq:t}){let s=this.#e.state.lines[e],i=s?.kind==="direct"?s.other:null;
this.#r&&i&&!(i.id in this.#e.state.ignored)&&this.#a({title:i.name,body:""},{room:e,seq:null,tag:`${e}/${s.epoch}/${t}`})}get#r(){return this.state==="on"&&!this.#s.
visible}async#a(e,{room:t,seq:s,tag:i}){await this.#s.isWatched()||!await this.#s.isFirst(i)||this.#s.show({...e,tag:i,click:()=>this.#n(t,s)})}};function Lo(n){
let e=Me(n);return e.length>Vs?`${e.slice(0,Vs).join("")}\u2026`:n}var Ne=class{#e;#t;constructor({client:e,model:t}){this.#e=e,this.#t=t}revise(e){this.#i("editing",{entry:e})}reviseLast(){let{room:e,state:t}=this.#t,s=e?.can?.
includes("edit_own")&&!t.unable.includes("edit"),i=r=>r.user.id===t.me?.id&&r.seq!=null&&!r.deleted,o=s?e.entries.findLast(i):void 0;return o&&this.revise(o),o!==
void 0}write(e,t){this.#n({what:"editing",seq:e,text:t,error:null})}async save(){let{room:e,state:t}=this.#t,{seq:s,text:i,busy:o}=e.editing,r=T(i),a=e.entries.
find(h=>h.seq===s)?.text,c=t.limits.text??1/0;o||r.trim()===""||(r===a?this.revise(null):me(r)>c?this.#n({what:"editing",seq:s,error:{code:"too_large"}}):await this.#s(
"editing","edit",s,()=>this.#e.edit(e.id,s,r)))}doubt(e){this.#i("removing",{entry:e})}async remove(){let{id:e,removing:t}=this.#t.room;t.busy||await this.#s("r\
emoving","delete",t.seq,()=>this.#e.delete(e,t.seq))}async#s(e,t,s,i){let o=this.#t.room.id;this.#n({what:e,seq:s,busy:!0,error:null});try{await i(),this.#t.state.
rooms[o]?.[e]?.seq===s&&this.#t.dispatch({type:e,room:o,entry:null})}catch(r){r.code==="unknown_type"&&this.#t.dispatch({type:"unable",what:t}),this.#t.dispatch(
{type:"inHand",room:o,news:{what:e,seq:s,busy:!1,error:r}})}}#n(e){this.#i("inHand",{news:e})}#i(e,t){this.#t.dispatch({type:e,room:this.#t.state.active,...t})}};var _=Object.freeze({now:()=>globalThis.performance.now(),time:()=>Date.now(),after:(n,e)=>{let t=globalThis.performance.now()+n,s,i=r=>{s=r>2147483647?globalThis.
setTimeout(o,2147483647):globalThis.setTimeout(e,r)},o=()=>i(t-globalThis.performance.now());return i(n),()=>globalThis.clearTimeout(s)}});var Ie=class{#e;#t;#s;#n=0;constructor({random:e=Math.random,first:t=1e3,most:s=3e4}={}){this.#e=e,this.#t=t,this.#s=s}next(){let e=Math.min(this.#s,this.#t*2**
this.#n);return this.#n+=1,Math.round(this.#e()*e)}reset(){this.#n=0}};function Zs(n,e){let t=e?.code??n;return t>=4500&&t<=4999?!1:t>=4e3&&t<=4499?!0:e==null||
e.retry_after!==void 0}var Qs=new RegExp("\\p{Surrogate}","u");function Re(n,e={}){let{type:t,text:s}=n;if((t==="say"||t==="edit")&&typeof s=="string"){let r=qo(s);if(r>e.text){let a=`\
it has ${r} characters, and the server takes ${e.text}`;throw new w("too_large",a,{field:"text"})}}let i=No(n),o=Io(i);if(o>e.message)throw new w("too_large",`t\
he command has ${o} bytes, and the server takes ${e.message}`);return i}function qo(n){let e=0;for(let t of n)e+=1;return e}function No(n){let e="",t=(i,o)=>((Qs.
test(i)||typeof o=="string"&&Qs.test(o))&&(e||=i),o),s;try{s=JSON.stringify(n,t)}catch(i){throw new w("invalid",`it cannot be written as JSON: ${i.message}`)}if(e)
throw new w("invalid","half of a character (a lone surrogate) cannot be sent",{field:e});return s}function Io(n){return new TextEncoder().encode(n).length}var Xs=1e4,Ro=15e3,en=25e3,Po=500,Do=5e3,Pe=class extends EventTarget{#e;#t;#s=new Map;#n=new Map;#i=0;#o;#r=en;#a=()=>{};#l={};#c=!1;#h=null;#d=!1;constructor({
url:e,WebSocket:t,clock:s}){super(),this.#t=s,this.#o=s.now(),this.#e=new t(e,["chatd.v1"]),this.#a=s.after(Ro,()=>this.#g(1006,"no answer")),this.#e.onopen=()=>this.#c=
!0,this.#e.onmessage=({data:i})=>this.#m(i),this.#e.onclose=({code:i,reason:o})=>this.#g(i,o),this.#e.onerror=()=>this.#u()}get over(){return this.#d}command(e,t={},s=i=>i){
if(this.#d)return Promise.reject(new w("disconnected"));this.#i+=1;let i=this.#i;return new Promise((o,r)=>{let a=Re({type:e,...t,ref:i},this.#l);this.#s.set(i,
{settle:s,resolve:o,reject:r}),this.#e.send(a)})}async patiently(e,t,s){for(;;)try{return await this.command(e,t,s)}catch(i){if(!i.passing)throw i;await this.pause(
i.retryAfter??1e3)}}pause(e){return new Promise((t,s)=>{let i=this.#t.after(e,()=>{this.#n.delete(i),t()});this.#n.set(i,s)})}close(e=1e3,t=""){this.#g(e,t)}#u(){
this.#d||(this.#a(),this.#a=this.#t.after(Po,()=>this.#g(1006,"error")))}#m(e){if(this.#d)return;this.#o=this.#t.now();let t=Wo(e);if(t===null){this.#g(1006,"a \
frame that is no JSON object");return}if(t.type==="error"&&t.ref===void 0&&t.code==="bad_frame"){this.#g(1006,"a command that the server could not read");return}
if(t.type==="ok"||t.type==="error"||t.type==="pong"){this.#f(t);return}t.type==="welcome"?(this.#c=!0,this.#l=t.limits??{},this.#r=(t.heartbeat??en/1e3)*1e3,this.#w(
this.#r)):t.type==="bye"&&(this.#h=t),this.dispatchEvent(new CustomEvent("event",{detail:t}))}#f(e){let t=this.#s.get(e.ref);if(this.#s.delete(e.ref),!!t){if(e.
type==="error"){t.reject(w.from(e));return}try{t.resolve(t.settle(e))}catch(s){t.reject(s)}}}#w(e){this.#a(),this.#a=this.#t.after(e,()=>this.#p())}#p(){let e=this.#t.
now()-this.#o;if(e<this.#r){this.#w(this.#r-e);return}this.command("ping").catch(()=>{});let t=this.#t.now();this.#a=this.#t.after(Xs,()=>{let s=this.#t.now()-t>
Xs+Do;this.#o>=t||s?this.#p():this.#g(1006,"silence")})}#g(e,t){if(this.#d)return;this.#d=!0,this.#a(),this.#e.onmessage=null,this.#e.onclose=null,this.#e.readyState<
2&&this.#e.close(1e3);let s=new w("disconnected");for(let{reject:i}of this.#s.values())i(s);for(let[i,o]of this.#n)i(),o(s);this.dispatchEvent(new CustomEvent("\
closed",{detail:{code:e,reason:t,bye:this.#h,opened:this.#c}}))}};function Wo(n){try{let e=JSON.parse(n);return e!==null&&typeof e=="object"?e:null}catch{return null}}var zo=1e4,Ho={offline:()=>"this device is offline",server_unreachable:({url:n,detail:e})=>`no chatd answers at ${n}${e?`: ${e}`:""}`,server_busy:({url:n,detail:e})=>`\
the server at ${n} takes no more connections now: ${e}`,origin_not_allowed:({url:n,origin:e})=>`the server at ${n} does not let pages of ${e} in: add "${e}" to \
\`origins\` in [server] of its configuration; if the page came from that server, its proxy has to pass on the Host`,upgrade_refused:({url:n})=>`the server at ${n}\
 can be reached over HTTP, but no WebSocket can be opened: a proxy on the way does not pass on the fields Upgrade and Connection`},De=class{#e;#t;#s;#n;#i=0;#o=null;#r=!1;#a=null;#l=new Set;constructor({
url:e,fetch:t,clock:s,tell:i}){this.#e=String(e),this.#t=t,this.#s=s,this.#n=i}get known(){return this.#a}reached(){this.#i=0,this.#o=null,this.#r=!1,this.#a=null}failed(){
this.#i+=1;let e=(this.#i&this.#i-1)===0;this.#o===null&&(e||this.#r&&this.#a===null)&&this.#c()}async#c(){let e={};this.#o=e;let t=await this.#h();if(this.#o!==
e)return;if(this.#o=null,t.reason==="upgrade_refused"&&!this.#r){this.#r=!0;return}this.#r=t.reason==="upgrade_refused";let{reason:s}=t,i=Ho[s](t);this.#a={reason:s,
message:i},(s==="origin_not_allowed"||s==="upgrade_refused")&&!this.#l.has(s)&&(this.#l.add(s),globalThis.console?.warn(`chatd: ${i}`)),this.#n(this.#a)}async#h(){
if(globalThis.navigator?.onLine===!1)return{reason:"offline"};if(!this.#t)return{reason:"server_unreachable",url:this.#e};let{origin:e,url:t,href:s}=this.#u();try{
let i=await this.#d(s),o={origin:e,url:t,detail:`HTTP ${i.status}`};if(i.status===429||i.status===503)return{reason:"server_busy",...o};let{origin_allowed:r}=await i.
json().catch(()=>null)??{};return typeof r!="boolean"?{reason:"server_unreachable",...o}:{reason:r?"upgrade_refused":"origin_not_allowed",...o}}catch(i){return{
reason:"server_unreachable",url:t,detail:i instanceof w?i.message:""}}}async#d(e){let t=new AbortController,s=this.#s.after(zo,()=>t.abort(new w("timeout","no a\
nswer")));try{let i=this.#t;return await i(e,{credentials:"omit",cache:"no-store",signal:t.signal})}finally{s()}}#u(){let e=new URL(this.#e,globalThis.location?.
href);e.protocol={"wss:":"https:","ws:":"http:"}[e.protocol]??e.protocol,e.hash="";let t=e.href,s=globalThis.location?.origin??"";return s&&e.searchParams.set("\
origin",s),{origin:s,url:t,href:e.href}}};var Uo=1e4,Yo=3,Bo=/^\s*[\x21-\x7e]+\s*$/,We=class extends EventTarget{#e;#t;#s;#n=null;#i={state:"idle"};#o=()=>{};#r=0;#a=!1;#l;constructor({url:e,credentials:t,
exclusive:s,WebSocket:i,fetch:o,clock:r,random:a}){super(),this.#e={url:e,credentials:t,exclusive:s,WebSocket:i},this.#t=r,this.#s=new Ie({random:a}),this.#l=new De(
{url:e,fetch:o,clock:r,tell:c=>this.#k(c)})}get state(){return this.#i}get link(){return this.#i.state==="online"?this.#n:null}open(){this.#n===null&&!this.#a&&
this.#c()}retry(){this.#a&&this.#c()}close(){this.#x(),this.#y("idle")}fail(e){this.#n?.close(1e3,e)}#c(){this.#h(),this.#r=this.#t.now();let{url:e,WebSocket:t}=this.#e,
s;try{s=new Pe({url:e,WebSocket:t,clock:this.#t})}catch(i){this.#y("refused",{error:new w("invalid",i.message,{field:"url"})});return}this.#n=s,s.addEventListener(
"event",({detail:i})=>this.#d(s,i)),s.addEventListener("closed",({detail:i})=>this.#v(s,i)),this.#y("connecting",this.#l.known)}#h(){this.#o(),this.#a=!1}#d(e,t){
this.#b("event",t),t.type==="welcome"?(this.#l.reached(),this.#u(e,t)):t.type==="expiring"&&e===this.link&&this.#w(e)}async#u(e,{user:t,account:s}){try{t?this.#g(
{user:t,account:s,expires:s?.expires}):await this.#f(e)}catch(i){this.#m(e,i);return}e.over||(this.#y("online"),this.#b("online",e))}#m(e,t){e.over||(t instanceof
w?(this.#x(),this.#y("refused",{error:t})):e.close(1e3,String(t?.message??t)))}async#f(e){let t=i=>this.#g(i),s=await this.#p({});for(let i=1;;i+=1){if(!s)throw new w(
"login_required");try{await e.patiently("login",s,t);return}catch(r){if(!(s.token&&(r.code==="bad_token"||r.code==="expired"))||i===Yo)throw r}if(await this.#e.
exclusive(async()=>(s=await this.#p({refused:s.token}),!s||s.token?!1:e.patiently("login",s,t).then(()=>!0))))return}}async#w(e){try{let t=typeof this.#e.credentials==
"function"&&await this.#p({expiring:!0});t&&t.token&&!e.over&&await e.patiently("login",{token:t.token},s=>this.#g(s))}catch{}}async#p(e){let{credentials:t}=this.#e,
s=await(typeof t=="function"?t(e):t);if(s?.token&&!Bo.test(s.token)){let i=`the token is none: it begins with ${JSON.stringify(String(s.token).slice(0,20))}`;throw typeof t==
"function"?new Error(i):new w("bad_token",i)}return s&&(s.token||s.guest!==void 0)?{...s,...s.token&&{token:s.token.trim()}}:null}#g({user:e,token:t,expires:s,account:i}){
this.#b("login",{user:e,token:t,expires:s,account:i})}#v(e,{code:t,reason:s,bye:i,opened:o}){if(e!==this.#n)return;if(this.#n=null,this.#b("lost"),!Zs(t,i)){this.#y(
"ended",{code:i?.code??t,reason:i?.reason??s});return}this.#t.now()-this.#r>=Uo&&this.#s.reset();let r=i?.retry_after??this.#s.next();this.#o=this.#t.after(r,()=>this.#c()),
this.#a=!0;let a={wait:r,until:this.#t.time()+r,code:t,reason:s},{known:c}=this.#l;this.#y(c?"unreachable":"waiting",{...a,...c}),o||this.#l.failed()}#k(e){if(this.#a){
let{until:t,code:s,reason:i}=this.#i;this.#y("unreachable",{wait:t-this.#t.time(),until:t,code:s,reason:i,...e})}else this.#i.state==="connecting"&&this.#y("con\
necting",e)}#x(){this.#h(),this.#l.reached();let e=this.#n;this.#n=null,e?.close(),this.#b("lost")}#y(e,t={}){this.#i={state:e,...t},this.#b("state",this.#i)}#b(e,t){
this.dispatchEvent(new CustomEvent(e,{detail:t}))}};var ze=class{#e=null;#t=null;#s=null;#n=[];#i=!1;#o=!1;#r=!1;#a=0;#l=new Map;#c=new Set;constructor(e){e&&(this.#h(e.epoch,e.seq),this.#i=!0)}get since(){return this.#e===
null?void 0:{epoch:this.#e,seq:this.#t}}get epoch(){return this.#e}get seq(){return this.#t}get behind(){return this.#s!==null&&!this.#o}get lost(){return this.#o}get age(){
return this.#a}join({epoch:e,seq:t,events:s,gap:i}){let o=this.#i,r=this.#r&&e===this.#e,a=e!=null,c=o&&!i&&!this.#o&&a&&e===this.#e;if(this.#i=!0,this.#n=[],c){
let h=this.#d(s);return this.#s=this.#t<t?t:null,{entries:h,reset:!1,gap:!1}}return a?(this.#h(e,t),{entries:s.map(h=>this.present(h)),reset:!0,gap:o&&!r}):(this.#h(
null,null),{entries:[],reset:!o,gap:o})}live(e){return this.#u(e),e.seq==null?[this.present(e)]:e.seq<=this.#t?[]:this.#s===null&&e.seq===this.#t+1?(this.#t=e.seq,
[this.present(e)]):(this.#n.push(e),this.#s??=e.seq-1,[])}page(e){let t=this.#t,s=this.#d(e);if(e.some(r=>r.seq>this.#t+1)||this.#t===t&&this.#t<this.#s)return this.#o=
!0,s;if(this.#t<this.#s)return s;this.#s=null;let o=this.#n;this.#n=[];for(let r of o)s.push(...this.live(r));return s}present(e){if(this.#c.has(e.user?.id))return e.
type==="message"?rs(e):tn(e);if(e.type!=="message")return e;let t=this.#l.get(e.seq);return t?os(e,t):e}forget(){this.#o=!0}skip(){this.#o=!0,this.#r=!0}erase(e){
this.#c.add(e)}#h(e,t){this.#e=e,this.#t=t,this.#s=null,this.#o=!1,this.#r=!1,this.#a+=1,this.#l.clear()}#d(e){let t=[];for(let s of e)s.seq===this.#t+1&&(this.#t=
s.seq,this.#u(s),t.push(this.present(s)));return t}#u(e){if(e.type!=="edit"&&e.type!=="delete")return;let t=this.#l.get(e.target);t&&t.seq>=e.seq||(this.#l.delete(
e.target),this.#l.set(e.target,e),this.#l.size>2e3&&this.#l.delete(this.#l.keys().next().value))}};function os(n,e){let{seq:t,user:s,time:i}=e,o=Math.max(n.edited?.
seq??0,n.deleted?.seq??0);return n.deleted||o>=t?n:e.type==="delete"?{...n,text:null,deleted:{seq:t,user:s,time:i}}:e.text==null?n:{...n,text:e.text,edited:{seq:t,
user:s,time:i}}}function rs(n){return{...tn(n),deleted:n.deleted??{}}}function tn(n){return{...n,text:null,user:{id:n.user.id,name:""}}}var Go=5,He=class{#e=[];#t=new Map;#s=new Map;get items(){return this.#e.map(e=>({...e}))}add({error:e=null,...t}){this.#e.push({...t,state:e?"failed":"waiting",
error:e});let s=new Promise((i,o)=>this.#t.set(t.key,{resolve:i,reject:o}));return s.catch(()=>{}),e&&this.#t.get(t.key).reject(e),s}next(){if(this.#e.some(t=>t.
state==="sending"))return null;let e=this.#e.find(t=>t.state==="waiting");return e?(e.state="sending",e):null}settle(e,t){return e==null||!this.#i(e)?!1:(this.#o(
e)?.resolve(t),!0)}fail(e,t){let s=this.#n(e);s&&(s.state="failed",s.error=t,this.#s.delete(e),this.#t.get(e)?.reject(t))}hold(e,t){let s=this.#n(e);s?.state===
"sending"&&(s.state="waiting",s.error=t)}again(e){let t=this.#n(e);if(t?.state==="failed"){let s=this.#e.indexOf(t);this.#e.splice(s,1),this.#e.push({...t,state:"\
waiting",error:null})}}discard(e){let t=this.#n(e);return!t||t.state==="sending"?!1:(this.#i(e),this.#o(e)?.reject(new w("discarded")),!0)}lost(){for(let{key:e,
state:t}of[...this.#e]){if(t!=="sending")continue;let s=(this.#s.get(e)??0)+1;if(this.#s.set(e,s),s>=Go){let i=`the connection was lost ${s} times while this me\
ssage was being sent`;this.fail(e,new w("unanswered",i))}else this.#n(e).state="waiting"}}reject(e){for(let{reject:t}of this.#t.values())t(e)}#n(e){return this.#e.
find(t=>t.key===e)}#i(e){let t=this.#e.findIndex(s=>s.key===e);return this.#s.delete(e),t>=0&&this.#e.splice(t,1).length>0}#o(e){let t=this.#t.get(e);return this.#t.
delete(e),t}};var Fo=100,Ko=1e3,Jo=6e4,Ue=class{#e;#t;#s;#n;#i;#o;#r;#a=null;#l=null;#c=!1;#h=!1;#d;#u=new He;constructor(e,{limit:t,since:s,far:i,tell:o,clock:r,user:a,limits:c}){
this.#e=e,this.#t=t,this.#s=i,this.#d=new ze(s),this.#n=o,this.#i=r,this.#o=a,this.#r=c}get outbox(){return this.#u.items}get position(){return this.#d.since}sit(e){
return this.#a!==e&&(this.#a=e,this.#l=this.#w(e)),this.#l}rise(){this.#a=null,this.#c=!1,this.#h=!1,this.#u.lost(),this.#S()}abandon(e){this.#u.reject(e)}receive(e){
if(e.type==="room"&&e.epoch!==void 0&&e.epoch!==this.#d.epoch){this.#d.forget(),this.#n("room",e),this.#x();return}e.type==="erase"&&this.#d.erase(e.user),["mes\
sage","edit","delete"].includes(e.type)?(this.#E(this.#d.live(e),{replayed:!1}),this.#k()):this.#n(e.type,e)}say(e,{key:t,reply_to:s,time:i=this.#i.time(),error:o,
timeout:r}){let a=o??this.#m({text:e,key:t,reply_to:s}),c=this.#u.add({key:t,text:e,reply_to:s,time:i,error:a});if(r!==void 0){let h=this.#i.after(r,()=>this.#T(
t,new w("timeout")));c.then(h,h)}return this.#S(),this.#b(),c}retry(e){this.#u.again(e),this.#S(),this.#b()}discard(e){let t=this.#u.discard(e);return this.#S(),
t}change(e,t){return this.#f(e,t,s=>{let{seq:i,time:o=this.#i.time(),text:r=t.text}=s,a={type:e,room:this.#e,seq:i,target:t.seq,user:this.#o(),time:o};return this.#E(
this.#d.live(e==="edit"?{...a,text:r}:a),{replayed:!1}),s})}read(e,t){let s=this.#d.age;return this.#f(e,t,i=>{if(s!==this.#d.age)throw new w("stale");return{...i,
events:i.events.map(o=>this.#d.present(o))}})}#m(e){try{return Re({type:"say",room:this.#e,...e,ref:0},this.#r()),null}catch(t){return t}}#f(e,t,s){return this.#a?
this.#a.command(e,{room:this.#e,...t},s):Promise.reject(new w("offline"))}async#w(e){let t=this.#d.lost?void 0:this.#d.since,s=await e.patiently("join",{room:this.#e,
limit:this.#t,since:t},i=>(this.#p(i,t),i));return await this.#v(e),s}#p(e,t){if(t&&!e.gap&&e.seq-t.seq>this.#s){this.#d.skip();return}let{entries:s,reset:i,gap:o}=this.#d.
join(e);this.#C(s),this.#n("joined",{...e,events:s,reset:i,gap:o,since:i?null:t,replayed:!i}),this.#g(this.#a,e.presence).catch(()=>{})}async#g(e,t){for(;t?.more;)
t=await e.patiently("presence",{room:this.#e,after:t.next},s=>(this.#n("presence",{type:"presence",room:this.#e,joined:s.users,left:[],count:s.count}),s))}async#v(e){
for(this.#c=!1;this.#d.behind;){let t={room:this.#e,after:this.#d.seq,limit:Fo};await e.patiently("history",t,s=>{this.#E(this.#d.page(s.events),{replayed:!0})})}
if(this.#d.lost){await this.#w(e);return}this.#c=!0,this.#b()}#k(){this.#c&&this.#d.behind&&this.#v(this.#a).catch(e=>this.#y(e))}#x(){this.#c&&(this.#c=!1,this.#w(
this.#a).catch(e=>this.#y(e)))}#y(e){e.code!=="disconnected"&&this.#n("left",{room:this.#e,error:e})}#b(){let e=this.#c&&!this.#h?this.#u.next():null;if(!e)return;
let t=this.#a,{key:s,text:i,reply_to:o}=e;this.#S();let r=this.#i.after(Jo,()=>t.close(1e3,"no answer to a message"));t.command("say",{room:this.#e,text:i,key:s,
reply_to:o},a=>this.#O(e,a)).catch(a=>this.#j(t,e,a)).finally(r)}#O({key:e,text:t,reply_to:s,time:i},{seq:o,time:r=i,text:a=t}){let c={type:"message",room:this.#e,
seq:o,user:this.#o(),text:a,time:r,key:e,reply_to:s};this.#u.settle(e,c),this.#E(this.#d.live(c),{replayed:!1}),this.#S(),this.#k(),this.#b()}#j(e,{key:t},s){s.
code==="disconnected"||e!==this.#a||(s.passing?this.#M(e,t,s):this.#T(t,s))}#M(e,t,s){this.#h=!0,this.#u.hold(t,s),this.#S();let i=()=>{this.#h=!1,this.#b()};e.
pause(s.retryAfter??Ko).then(i,()=>{})}#T(e,t){this.#u.fail(e,t),this.#S(),this.#b()}#E(e,{replayed:t}){e.length>0&&(this.#C(e),this.#n("entries",{room:this.#e,
entries:e,replayed:t}))}#C(e){e.filter(s=>s.type==="message"&&this.#u.settle(s.key,s)).length>0&&this.#S()}#S(){this.#n("outbox",{room:this.#e,items:this.#u.items})}};function as(n=import.meta.url){let e=new URL("ws",n);return e.protocol=e.protocol==="https:"?"wss:":"ws:",e.href}function Vo(){let n=globalThis.crypto.getRandomValues(
new Uint8Array(16));return Array.from(n,e=>e.toString(16).padStart(2,"0")).join("")}var Zo={rooms:"rooms",members:"members",presence:"users",sanctions:"sanction\
s",ignores:"users"},Qo=new Set(["activity","seen","invited","reported","sanction"]),Ye=class extends EventTarget{#e;#t;#s;#n=new Map;#i=null;#o=null;#r={};constructor({
url:e=as(),credentials:t=null,exclusive:s=h=>h(),WebSocket:i=globalThis.WebSocket,fetch:o=globalThis.fetch,clock:r=_,random:a=Math.random,key:c=Vo}={}){super(),
this.#t=r,this.#s=c,this.#e=new We({url:e,credentials:t,exclusive:s,WebSocket:i,fetch:o,clock:r,random:a});let h=(d,u)=>this.#e.addEventListener(d,({detail:f})=>this.#d(
u,f));h("state",d=>this.#l(d)),h("event",d=>this.#w(d)),h("login",d=>this.#u(d)),h("online",d=>this.#m(d)),h("lost",()=>this.#n.forEach(({seat:d})=>d.rise()))}get state(){
return this.#e.state}get user(){return this.#i}get account(){return this.#o}get limits(){return this.#r}get joined(){return[...this.#n.keys()]}connect(){this.#e.
open()}retry(){this.#e.retry()}disconnect(){this.#e.close()}position(e){return this.#n.get(e)?.seat.position}join(e,{limit:t=50,since:s,far:i=1/0,timeout:o}={}){
let r=this.#n.get(e);if(!r){let c=(u,f)=>this.#g(u,f),[h,d]=[()=>this.#i,()=>this.#r];r={seat:new Ue(e,{limit:t,since:s,far:i,tell:c,clock:this.#t,user:h,limits:d})},
this.#n.set(e,r)}r.answer||(r.answer=new Promise((c,h)=>Object.assign(r,{resolve:c,reject:h})),r.answer.catch(()=>{}));let{answer:a}=r;if(o!==void 0){let c=this.#t.
after(o,()=>this.#h(e,r));a.then(c,c)}return this.state.state==="idle"?this.connect():this.#e.link?this.#f(e,r,this.#e.link):this.#c(this.state),a}leave(e){let t=this.#n.
get(e);t&&(this.#e.link?.command("leave",{room:e}).catch(()=>{}),this.#p(e),t.reject?.(new w("not_joined")))}say(e,t,{reply_to:s,key:i=this.#s(),time:o,error:r,
timeout:a}={}){let c=this.#a(e,h=>h.say(t,{reply_to:s,key:i,time:o,error:r,timeout:a}));return this.#c(this.state),c}outbox(e){return this.#n.get(e)?.seat.outbox??
[]}sayAgain(e,t){this.#n.get(e)?.seat.retry(t)}unsay(e,t){return this.#n.get(e)?.seat.discard(t)??!1}edit(e,t,s){return this.#a(e,i=>i.change("edit",{seq:t,text:s}))}delete(e,t){
return this.#a(e,s=>s.change("delete",{seq:t}))}history(e,{before:t,after:s,limit:i=50}={}){return this.#a(e,o=>o.read("history",{before:t,after:s,limit:i}))}search(e,t,{
before:s,limit:i}={}){return this.#a(e,o=>o.read("search",{text:t,before:s,limit:i}))}export({after:e,limit:t}={}){return this.command("export",{after:e,limit:t})}signal(e,t,s={}){
return this.command("signal",{room:e,name:t,body:s})}presence(e){return this.list("presence",{room:e})}seen(e,t){return this.command("seen",{room:e,seq:t})}rooms(){
return this.list("rooms")}async list(e,t={}){let{link:s}=this.#e;if(!s)throw new w("offline");let i=Zo[e],o=await s.command(e,t),r=[...o[i]];for(let a=o;a.more;r.
push(...a[i]))a=await s.patiently(e,{...t,after:a.next});return{...o,[i]:r}}async rename(e){let t=await this.command("rename",{name:e});return this.#u(t),t.user}command(e,t){
let{link:s}=this.#e;return s?s.command(e,t):Promise.reject(new w("offline"))}#a(e,t){let s=this.#n.get(e);return s?t(s.seat):Promise.reject(new w("not_joined"))}#l(e){
this.#g("state",e),this.#c(e.state==="idle"?{state:"ended",reason:"the client was disconnected"}:e)}#c({state:e,error:t,code:s,reason:i}){if(e!=="refused"&&e!==
"ended")return;let o=t??new w("closed",i||`the server closed the connection with ${s}`);for(let r of this.#n.values())r.reject?.(o),r.answer=null,r.seat.abandon(
o)}#h(e,t){if(this.#n.get(e)===t){let{message:s="no answer to the join"}=this.state,i=new w("timeout",s);this.#e.link?.command("leave",{room:e}).catch(()=>{}),t.
reject(i),this.#p(e,i)}}#d(e,t){try{e(t)}catch(s){this.#e.fail(`an event that cannot be understood: ${s.message}`)}}#u({user:e,token:t,expires:s,account:i=this.#o}){
this.#i=e,this.#o=i,this.#g("login",{user:e,token:t,expires:s,account:i})}async#m(e){for(let[t,s]of[...this.#n])await this.#f(t,s,e)}async#f(e,t,s){if(!(s.over||
this.#n.get(e)!==t))try{t.resolve?.(await t.seat.sit(s))}catch(i){i.code!=="disconnected"&&this.#n.get(e)===t&&(this.#p(e,i),t.reject?.(i))}}#w(e){e.type==="wel\
come"?this.#r=e.limits??{}:e.type==="me"&&(this.#i=e.user,this.#o=e.account??this.#o);let t=this.#n.get(e.room);if(e.room==null||Qo.has(e.type)?this.#g(e.type,e):
t?.seat.receive(e),t&&e.type==="sanction"&&(e.action==="kick"||e.action==="ban")){let s=e.action==="ban"?"banned":"kicked";this.#p(e.room,new w(s,e.reason,e))}}#p(e,t){
this.#g("left",{room:e,error:t})}#g(e,t){if(e==="left"){let{seat:o}=this.#n.get(t.room)??{};o?.rise(),o?.abandon(t.error??new w("not_joined")),this.#n.delete(t.
room)}if(this.dispatchEvent(new CustomEvent(e,{detail:t})),e!=="joined"&&e!=="entries")return;let{room:s}=t;for(let o of t.events??t.entries)this.dispatchEvent(
new CustomEvent(o.type,{detail:{...o,room:s}}));let i=this.position(s);i&&this.dispatchEvent(new CustomEvent("position",{detail:{room:s,...i}}))}};function ls(n,e=null){if(n.can===null||n.can.includes("say"))return null;if(n.kind==="archived")return{why:"archived"};let t=e??n.muted;return t?{why:"muted",...t}:
{why:n.kind==="announce"?"announce":"forbidden"}}function sn(n,e=null){let t=ls(n,e),s=["moderator","owner","admin"].includes(n.role);return t?.why==="forbidden"||
t?.why==="announce"&&s}function nn(n,e){return Be(n)?Math.max(0,n.pausedUntil-e):0}function Be({slow:n,can:e}){return n>0&&!(e?.includes("unslowed")??!1)}function on(n,e){
return Be(n)&&e>n.pausedUntil?{...n,pausedUntil:e}:n}var Xo=new Set(["say","signal","edit_own","invite","set"]);function cs(n,e){let t=e&&n.can?n.can.filter(s=>!Xo.
has(s)):n.can;return{...n,muted:e,can:t}}var tr=700,sr=36e5,nr=500,Fe=class{#e;#t;#s;#n;#i=new Map;#o=new Map;#r=()=>{};#a=null;constructor({client:e,model:t,clock:s,back:i}){this.#e=e,this.#t=t,this.#s=
s,this.#n=i,t.addEventListener("change",()=>this.#l()),e.addEventListener("sanction",({detail:o})=>this.#d(o)),e.addEventListener("state",({detail:o})=>this.#u(
o))}#l(){let{rooms:e,muted:t}=this.#t.state,s=Object.values(e),o=[...s.filter(a=>this.#i.get(a.id)!==a.barred?.until).map(Ge),t,...s.map(a=>a.muted)].map(a=>a?.
until??1/0),r=Math.min(...o);this.#c(r===1/0?null:r),this.#m()}#c(e){if(e!==this.#a&&(this.#a=e,this.#r(),e!==null)){let t=Math.min(Math.max(e+tr-this.#s.time(),
nr),sr);this.#r=this.#s.after(t,()=>this.#h())}}#h(){this.#a=null;let e=this.#s.time(),{rooms:t,muted:s}=this.#t.state;for(let o of Object.values(t)){let r=Ge(o);
hs(r,e)&&this.#i.get(o.id)!==r.until&&(this.#i.set(o.id,r.until),this.#n(o.id))}let i=Object.values(t).filter(o=>hs(o.muted,e));hs(s,e)&&this.#t.dispatch({type:"\
silenced",room:null,bound:null});for(let{id:o}of i)this.#t.dispatch({type:"silenced",room:o,bound:null});this.#l()}#d({room:e,action:t}){t==="unban"&&Ge(this.#t.
state.rooms[e])&&this.#n(e)}#u({state:e}){this.#o.clear(),e==="online"&&Object.values(this.#t.state.rooms).filter(Ge).forEach(({id:t})=>this.#n(t))}#m(){let{room:e,
state:t}=this.#t;e?.joined&&sn(e,t.muted)&&this.#o.get(e.id)!==e.can&&(this.#o.set(e.id,e.can),this.#f(e))}async#f({id:e}){try{await this.#e.signal(e,"typing")}catch({
code:t,until:s=null,message:i}){t==="muted"&&this.#t.dispatch({type:"silenced",room:e,bound:{until:s,reason:i}})}}};function Ge(n){return n?.barred?.code==="ban\
ned"?n.barred:null}function hs(n,e){return n?.until!=null&&n.until<=e}var rn=["guest","member","moderator","owner","admin","operator"],ds=Object.freeze([6e5,36e5,864e5,6048e5,null]),an=Object.freeze(["mute","kick","ban"]);function K(n,e){
return rn.indexOf(n)>rn.indexOf(e)}function J({id:n,kind:e}){return e==="private"||e==="direct"||n.startsWith("~")}function us(n,e){let t=V(n,e),s=J(n)?null:e.id.
startsWith("g.")?"guest":"member";return K(s,t)?s:t}function V(n,e){return n.members?.[e?.id]?.role??null}function E(n,e){return n?.can?.includes(e)??!1}function N({account:n},e){return n?.can?.includes(e)??!1}function fe(n,e,t,s){return!e.id||e.id===s.me?.id?[]:[t!==
null&&E(t,n)&&K(t.role,us(t,e))&&"room",N(s,n)&&"site"].filter(Boolean)}function ir(n,e,{me:t}){if(!E(e,"role")||n.id===t?.id||!K(e.role,us(e,n)))return[];let s=V(
e,n);return[...["owner","moderator","member"].filter(o=>o!=="owner"||!n.id.startsWith("g.")).filter(o=>o!==s&&!K(o,e.role)),...s===null?[]:[null]]}function ln(n,e,t){
if(!n.id||n.id===t.me?.id)return[];let s=i=>e?.sanctions?.some(o=>o.kind===i&&o.user===n.id)??!1;return[N(t,"create_direct")&&e?.kind!=="direct"&&"direct",e&&E(
e,"invite")&&V(e,n)===null&&"invite",...e?ir(n,e,t).map(i=>`role.${i??"none"}`):[],...an.flatMap(i=>{let o=fe(i,n,e,t),r=o.includes("room")&&s(i)&&`un${i}`;return o.
length===0?[]:[r||i]})].filter(Boolean)}function te(n,e){let t=s=>E(n,s)||N(e,s);return[t("review")&&"reports",(t("mute")||t("ban"))&&"sanctions",t("audit")&&"a\
udit"].filter(Boolean)}function cn(n,e){let t=V(n,e.me),s=Object.values(n.members??{}).filter(({role:o,invited:r})=>o==="owner"&&!r),i=t==="owner"&&s.length<2;return[
E(n,"invite")&&"invite",(E(n,"set")||E(n,"slow"))&&"settings",...te(n,e),t!==null&&n.kind!=="direct"&&!i&&"resign"].filter(Boolean)}function hn(n,e){return N(n,
"review")?Object.values(n.reports).reduce((t,s)=>t+s,0):n.reports[e?.id]??0}var Ke=class{#e;#t;#s;#n=new Set;constructor({client:e,model:t,intents:s}){this.#e=e,this.#t=t,this.#s=s,t.addEventListener("change",()=>this.#o())}async create({
kind:e,room:t,title:s,topic:i}){let o=e==="private"?{}:{room:t},r={title:T(s).trim(),topic:T(i).trim()},a=await this.#e.command("create",{kind:e,...o,...r});this.#t.
dispatch({type:"line",line:{room:a.room,kind:e,title:r.title,role:"owner"}}),this.#s.open(a.room)}async direct(e){let{room:t}=await this.#e.command("direct",{user:e.
id});this.#t.dispatch({type:"line",line:{room:t,kind:"direct",other:e,role:"member"}}),this.#s.open(t)}async find(e){let{user:t}=await this.#e.command("find",{name:T(
e).trim().replace(/^@/,"")});return t}async invite(e,t){await this.#e.command("invite",{room:e,user:t.id}),this.#s.notice("invited.done",{name:t.name})}async give(e,t,s){
await this.#i(this.#e.command("role",{room:e,user:t.id,role:s}),"role.done",{name:t.name})}async resign(e){await this.#e.command("resign",{room:e}),this.#s.leave(
e)}async decline(e){try{await this.#e.command("resign",{room:e})}catch(t){this.#s.refused(t)}this.#s.hide(e)}async#i(e,t,s){try{await e,this.#s.notice(t,s)}catch(i){
this.#s.refused(i)}}#o(){let{room:e}=this.#t;e?.joined?e.members===null&&E(e,"members")&&!this.#n.has(e.id)&&(this.#n.add(e.id),this.#r(e.id)):this.#n.delete(e?.
id)}async#r(e){let t=[];try{({members:t}=await this.#e.list("members",{room:e}))}catch{}this.#n.delete(e),this.#t.dispatch({type:"members",room:e,members:t})}};var ms=30,Je=class{#e;#t;#s;#n=new Set;#i;constructor({client:e,model:t,order:s}){this.#e=e,this.#t=t,this.#s=s,t.addEventListener("change",()=>this.#c()),e.addEventListener(
"reported",({detail:i})=>this.#l(i))}turn({tab:e,room:t,closed:s=!1}){return this.#t.dispatch({type:"deskTurned",to:{tab:e,room:t,closed:s}}),this.#r({further:!1})}close(){
this.#t.dispatch({type:"deskTurned",to:null})}async more(){let{desk:e}=this.#t.state;e?.more&&e.state!=="busy"&&(this.#t.dispatch({type:"deskAsked"}),await this.#r(
{further:!0}))}async resolve(e,t){await this.#o(e,async()=>{await this.#e.command("resolve",{report:e,outcome:t}),this.#t.dispatch({type:"deskCleared",id:e})})}async remove({
id:e,room:t,seq:s}){await this.#o(e,async()=>{await this.#e.delete(t,s),this.#t.dispatch({type:"deskInHand",id:e,news:{text:null,busy:!1}})})}async lift({id:e,...t}){
await this.#o(e,async()=>{await this.#s.lift(t),this.#t.dispatch({type:"deskCleared",id:e})})}async#o(e,t){let s=i=>this.#t.dispatch({type:"deskInHand",id:e,news:i});
s({busy:!0,error:null});try{await t()}catch(i){s({busy:!1,error:i})}}async#r({further:e}){let{tab:t,room:s,closed:i,items:o,next:r}=this.#t.state.desk,a={tab:t,
room:s,closed:i},c=s===null?{}:{room:s},h=t==="sanctions"?{after:r}:{before:o.at(-1)?.id},d={limit:ms,...e?h:{}};try{let u=await this.#a(t,{where:c,page:d,closed:i});
this.#t.dispatch({type:"deskCame",asked:a,further:e,...u})}catch(u){this.#t.dispatch({type:"deskFailed",asked:a,error:u})}}async#a(e,{where:t,page:s,closed:i}){
if(e==="sanctions"){let{sanctions:a,more:c,next:h}=await this.#e.command("sanctions",{...t,...s});return{items:a.map(or),more:!!c,next:h}}if(e==="audit"){let{acts:a,
more:c}=await this.#e.command("audit",{...t,...s});return{items:a,more:c}}let{reports:o,more:r}=await this.#e.command("reports",{...t,...s,...i?{closed:i}:{}});
return{items:o.map(({report:a,text:c})=>({...a,text:c})),more:r}}#l({room:e,open:t}){this.#t.dispatch({type:"reported",room:e,open:t});let{desk:s}=this.#t.state;
s?.tab==="reports"&&!s.closed&&(s.room===null||s.room===e)&&this.#r({further:!1})}#c(){let{room:e,state:t}=this.#t;N(t,"review")&&this.#i!==t.me?.id&&t.link.state===
"online"&&(this.#i=t.me?.id,this.#h()),e?.joined&&E(e,"review")&&!(e.id in t.reports)&&!this.#n.has(e.id)&&(this.#n.add(e.id),this.#u(e.id))}async#h(){try{let e=await this.#d(
{}),t=[...new Set(e.map(({report:s})=>s.room))];for(let s of t){let i=e.filter(({report:o})=>o.room===s).length;this.#t.dispatch({type:"reported",room:s,open:i})}}catch{}}async#d(e){
let t=[];for(let s=!0;s&&t.length<ms;){let i=t.length>0?{before:t.at(-1).report.id}:{},o=await this.#e.command("reports",{...e,limit:ms,...i});t.push(...o.reports),
s=o.more&&o.reports.length>0}return t}async#u(e){try{let t=await this.#d({room:e});this.#t.dispatch({type:"reported",room:e,open:t.length})}catch{}}};function or(n){
let e=n.user??n.address??"";return{...n,subject:e,id:`${n.kind} ${e} ${n.room??""}`}}var mn=Object.freeze({mode:null,site:null,link:null,busy:!1,doubt:null,note:null});function se({site:n,link:e}){if(n===null||e?.kind==="reset")return[];let t=n.
registration==="invitation"&&e?.kind==="invitation";return[n.guests&&"guest",n.accounts&&"signIn",n.accounts&&(n.registration==="open"||t)&&"register"].filter(Boolean)}
function pn(n,{site:e,known:t}){return yn({...n,site:e,doubt:null},t)}function fn(n,{link:e,known:t}){return yn({...n,link:e,mode:null,doubt:null},t)}function gn(n,{
mode:e,note:t=null}){return{...n,mode:se(n).includes(e)?e:n.mode,doubt:null,note:t}}function wn(n,{busy:e,doubt:t=null}){return{...n,busy:e,doubt:t,note:e?null:
n.note}}function yn(n,e){if(n.link?.kind==="reset")return{...n,mode:"reset"};let t=se(n),s=n.link?.kind==="invitation"?"register":e?"signIn":null,i=[n.mode,s].find(
o=>t.includes(o))??t[0]??null;return{...n,mode:i}}function Z(n,{name:e,password:t},{limit:s=32,least:i=8}={}){let o=n==="register"||n==="reset";return n!=="rese\
t"&&e===""?{field:"name",name:"name.empty"}:n!=="reset"&&n!=="signIn"&&[...e].length>s?{field:"name",name:"name.long",values:{limit:s}}:n!=="guest"&&t===""?{field:"\
password",name:"password.empty"}:o&&dn(t)<i?{field:"password",name:"password.short",values:{least:i}}:n!=="guest"&&dn(t)>rr?{field:"password",name:"password.lon\
g"}:null}var rr=1024;function dn(n){return new TextEncoder().encode(n).length}function Q(n,e){let{code:t,message:s,retryAfter:i}=e,o=ar[e.field]??null;if(lr.test(
e.field??""))return{field:null,name:"gate.foreign",values:{message:fs(s)}};let r=un[n]?.[`${t}.${o}`]??un[n]?.[t];if(r){let[c,h]=r;return{field:c,name:h,values:{
message:fs(s)}}}return t==="invalid"&&o?{field:o,name:"field.invalid",values:{message:fs(s)}}:t==="rate_limited"&&i!=null?{field:null,name:"gate.wait",values:{wait:i}}:
{field:null,name:t==="offline"?"gate.unreached":t==="unavailable"?"gate.full":`error.${t}`,values:{error:e}}}var ar={name:"name",guest:"name",password:"password",
new:"password",old:"old"},lr=/^(origin|sec-fetch-site)$/,ps={"conflict.name":["name","name.taken"],"invalid.name":["name","name.unfit"]},un={guest:{...ps,login_required:[
null,"gate.members"]},signIn:{bad_token:["password","password.wrong"],forbidden:[null,"gate.disabled"]},register:{...ps,bad_token:[null,"gate.invitation.over"],
forbidden:[null,"gate.closed"]},reset:{bad_token:[null,"gate.link.over"]},password:{"bad_token.old":["old","password.not"]},remove:{bad_token:["password","passw\
ord.not"]},rename:ps};function fs(n=""){return n.replace(/^[a-z_]+: /,"")}var bn=[500,1e3,2e3,4e3,8e3],hr=2e3,Ve=class{#e;#t;#s;#n;#i;#o;#r;#a=!1;constructor({account:e,client:t,model:s,store:i,clock:o,anew:r,unlink:a}){this.#e=e,this.#t=
t,this.#s=s,this.#n=i,this.#i=o,this.#o=r,this.#r=a,t.addEventListener("state",({detail:c})=>this.#p(c))}get#l(){return this.#s.state.door}async look(e=0){try{let t=await this.#e.
site();this.#s.dispatch({type:"sited",site:t,known:this.#h}),this.#u(t.signed_in),this.#n.removal!==null&&this.#c(this.#n.removal)}catch(t){this.#s.dispatch({type:"\
underWay",busy:!1,doubt:Q("guest",t)}),this.#i.after(bn[Math.min(e,bn.length-1)],()=>this.look(e+1))}}follow(e){this.#s.dispatch({type:"linked",link:e,known:this.#h})}turn(e){
this.#s.dispatch({type:"turned",mode:e})}asGuest(e){let t=T(e).trim(),s=this.#l.site?.name??this.#s.state.limits.name,i=Z("guest",{name:t},{limit:s});this.#s.dispatch(
{type:"underWay",busy:!1,doubt:i}),i===null&&(this.#n.name=t,this.#n.kind="guest",this.#t.connect(),this.#l.link&&this.decline())}async signIn({name:e,password:t}){
await this.#m("signIn",{name:e,password:t},async s=>{await this.#e.signIn(s,t)})}async register({name:e,password:t}){await this.#m("register",{name:e,password:t},
async s=>{await this.#e.register(s,t,this.#l.link?.token)})}async reset({password:e}){await this.#f("reset",{password:e},async()=>{let{name:t}=await this.#e.resetPassword(
this.#l.link.token,e);this.#n.name=t,this.#n.kind="former",this.#n.token=null,this.decline(),this.#s.dispatch({type:"turned",mode:"signIn",note:{name:"gate.rese\
t.done",values:{name:t}}})})}decline(){this.#r(),this.follow(null)}async become({name:e,password:t}){let s=this.#l.site?.name,i=T(e).trim(),o=Z("register",{name:i,
password:t},{limit:s,least:this.#d});if(o)return o;try{await this.#e.register(i,t,this.#l.link?.token)}catch(r){return Q("register",r)}return this.#w(i),this.#o(),
null}async leave(){await this.#e.signOut(),this.forget()}forget(){this.#t.disconnect(),this.#n.forget(),this.#o()}removed(e){this.#t.disconnect(),this.#n.forget(),
this.#n.removal=e,this.#o()}async#c(e,t=null){let s=t;try{s=await this.#e.task(e)}catch(o){if(o.code==="not_found"){this.#n.removal=null;return}}let i=s==="done";
if(s!==t){let o={name:i?"remove.done":"remove.working"};this.#s.dispatch({type:"turned",mode:this.#l.mode,note:o})}i?this.#n.removal=null:this.#i.after(hr,()=>this.#c(
e,s))}get#h(){return this.#n.kind==="account"||this.#n.kind==="former"}get#d(){return this.#l.site?.password_least}#u(e){e&&this.#l.link?.kind==="invitation"&&this.
decline(),e&&this.#n.kind!=="account"&&(this.#w(e.user.name),this.#t.connect())}async#m(e,t,s){await this.#f(e,t,async i=>{await s(i),this.#w(i),this.#a=!0,this.#t.
disconnect(),this.#t.connect()})}async#f(e,{name:t="",password:s},i){let o=T(t).trim(),r=this.#l.site?.name,a=Z(e,{name:o,password:s},{limit:r,least:this.#d});if(a||
this.#l.busy){this.#s.dispatch({type:"underWay",busy:this.#l.busy,doubt:a});return}this.#s.dispatch({type:"underWay",busy:!0});try{await i(o),this.#s.dispatch({
type:"underWay",busy:!1})}catch(c){this.#s.dispatch({type:"underWay",busy:!1,doubt:Q(e,c)})}}#w(e){this.#n.name=e,this.#n.kind="account",this.#n.token=null}#p(e){
e.state==="online"?(this.#a=!1,this.#l.link?.kind==="invitation"&&this.follow(null)):e.state==="refused"&&this.#g(e.error)}#g(e){if(this.#n.kind==="account"&&e.
code==="login_required"){let s=this.#a?"gate.cookies":"gate.ended";this.#a=!1,this.#n.kind="former",this.#s.dispatch({type:"turned",mode:"signIn",note:{name:s}});
return}let t=se(this.#l)[0]??null;e.code==="login_required"&&t!==null&&this.#s.dispatch({type:"turned",mode:t}),this.#s.dispatch({type:"underWay",busy:!1,doubt:Q(
"guest",e)})}};var dr=250,ur=20,Ze=class{#e;#t;#s;#n=()=>{};constructor({client:e,model:t,clock:s}){this.#e=e,this.#t=t,this.#s=s}open(){this.#o(this.#t.state.active,"searchin\
g",{open:!0})}close(){this.#n(),this.#o(this.#t.state.active,"searching",{open:!1})}ask(e,{now:t=!1}={}){let{room:s}=this.#t,i=T(e).trim();!s?.search||i===s.search.
text&&!t||(this.#n(),this.#o(s.id,"asked",{text:i}),i!==""&&(this.#n=this.#s.after(t?0:dr,()=>this.#i(s.id,i))))}more(){let{id:e,search:t}=this.#t.room,s=t.results.
at(-1);s&&t.more&&t.state!=="busy"&&(this.#o(e,"asked",{text:t.text}),this.#i(e,t.text,s.seq))}async#i(e,t,s){try{let i=await this.#e.search(e,t,{before:s,limit:ur});
this.#o(e,"found",{text:t,page:i,further:s!==void 0})}catch(i){i.passing?(this.#n(),this.#n=this.#s.after(i.retryAfter??1e3,()=>this.#i(e,t,s))):this.#o(e,"notF\
ound",{text:t,error:i})}}#o(e,t,s){this.#t.dispatch({type:t,room:e,...s})}};var vn={more:"More","act.mute":"Mute","act.kick":"Remove","act.ban":"Ban","act.unmute":"Unmute","act.unban":"Unban","act.mute.title":"Mute {name}","act.kick.tit\
le":"Remove {name}","act.ban.title":"Ban {name}","act.mute.about":"They can read but not write.","act.kick.about":"They have to leave now, but can come back.","\
act.ban.about":"They have to leave now and cannot come back until the ban ends.","act.length":"For how long?","act.ever":"Permanently","act.reason":"Reason (opt\
ional, shown to them)","act.where":"Where?","act.room":"In this room","act.site":"On the whole site","act.address":"Also everyone else with the same IP address",
"did.mute":"{name} is muted","did.kick":"{name} was removed","did.ban":"{name} is banned","did.unmute":"{name} can write again","did.unban":"{name} can come bac\
k","did.report":"Thank you. The moderators will look into it.",report:"Report","report.title":"Report a message","report.about":"The moderators of this room wil\
l see the message, and that you reported it.","report.reason":"What is wrong with it? (optional)",desk:"Moderation","desk.waiting":{one:"{count} report is waiti\
ng",other:"{count} reports are waiting"},"desk.reports":"Reports","desk.sanctions":"Active bans and mutes","desk.audit":"Log","desk.where":"Where","desk.room":"\
In this room","desk.all":"On the whole site","desk.open":"Open","desk.closed":"Closed","desk.which":"Which reports","desk.busy":"Loading\u2026","desk.more":"Sho\
w older entries","desk.reports.none":"There are no open reports.","desk.closed.none":"No report has been closed yet.","desk.sanctions.none":"Nobody is muted or \
banned.","desk.audit.none":"The log is empty.","desk.by":"Reported by {name}, {time}","desk.why":"\u201C{reason}\u201D","desk.jump":"Go to the message","desk.do\
ne":"Mark as resolved","desk.dismiss":"Dismiss","desk.outcome.done":"Resolved by {name}, {time}","desk.outcome.dismissed":"Dismissed by {name}, {time}","desk.mu\
te":"Muted until {until}","desk.ban":"Banned until {until}","desk.mute.ever":"Muted permanently","desk.ban.ever":"Banned permanently","desk.since":"since {time}",
"desk.address":"everyone at {address}","desk.lift":"End now","audit.create_room":"{by} created the room {room}","audit.set":"{by} changed {room}: {detail}","aud\
it.close":"{by} closed {room}","audit.invite":"{by} invited {user} to {room}","audit.role":"{by} changed {user}\u2019s role in {room}: {detail}","audit.role.non\
e":"{by} removed {user}\u2019s role in {room}","audit.resign":"{by} left {room}","audit.kick":"{by} removed {user} from {room}","audit.mute":"{by} muted {user} \
in {room}","audit.unmute":"{by} unmuted {user} in {room}","audit.ban":"{by} banned {user} from {room}","audit.unban":"{by} unbanned {user} from {room}","audit.d\
elete":"{by} deleted message {seq} by {user} in {room}","audit.resolve":"{by} closed a report about {user} in {room}: {detail}","audit.other":"{by}: {action} {u\
ser} {room} {detail}","audit.site":"the whole site","audit.until":"until {until}","audit.ever":"permanently"};var kn={"day.clock":"{day} {clock}","kind.public":"Public room","kind.private":"Private room","kind.announce":"Announcements","kind.archived":"Archived room","k\
ind.direct":"Direct message","kind.public.about":"Anyone can find it and write in it.","kind.private.about":"Only people you invite know about it.","kind.announ\
ce.about":"Everyone can read, only moderators can write.","kind.archived.about":"Its messages stay readable, nobody can write.","room.removed":"You are no longe\
r a member of \u201C{room}\u201D.","room.untitled":"Private room","rooms.invitations":"Invitations","rooms.private":"Private rooms","rooms.direct":"Direct messa\
ges","rooms.put":"Hide {room} until there is a new message","rooms.barred":"You cannot enter right now","invited.by":"from {name}","invited.accept":"Accept the \
invitation to {room}","invited.decline":"Decline the invitation to {room}","invited.told":"{name} invites you to \u201C{room}\u201D","invited.direct":"{name} st\
arted a conversation with you","invited.done":"{name} has been invited","create.title":"Create a room","create.kind":"Kind of room","create.name":"Name","create\
.name.hint":"Book club","create.id":"Address","create.topic":"Topic (optional)","create.yes":"Create room","create.unnamed":"Please give the room a name.","dire\
ct.title":"New direct message","direct.hint":"Only the two of you can read it.","direct.yes":"Start","invite.title":"Invite someone to {room}","invite.hint":"Th\
ey will find the invitation in their list of rooms.","invite.yes":"Invite","find.name":"Account name","find.none":"There is no account with that name.","room.me\
nu":"Room options","room.settings":"Room settings","room.invite":"Invite someone","room.resign":"Leave room","room.resign.sure":"Leave {room}? You will no longe\
r be a member.","room.resign.yes":"Leave","room.link":"Copy link to this room","set.title":"Title","set.topic":"Topic","set.slow":"Slow mode: time between messa\
ges","set.slow.off":"Off","set.retention":"Keep messages","set.retention.site":"as long as the site does","set.retention.forever":"forever","set.retention.none":"\
not at all","set.retention.age":"for {span}","set.kind":"Kind of room","set.close":"Close this room","set.close.sure":"Close this room for everyone? Its message\
s stay readable.","set.close.yes":"Close for everyone","role.owner":"Owner","role.moderator":"Moderator","role.invited":"invited","role.muted":"muted","role.giv\
e.owner":"Make owner","role.give.moderator":"Make moderator","role.give.member":"Make member","role.give.none":"Remove as member","role.done":"{name}\u2019s role was\
 changed","people.away":"Not in the room right now","person.menu":"Options for {name}","person.direct":"Send a message","person.invite":"Invite to this room","w\
rite.announce":"Only moderators can write here.","write.closed":"This room is archived: you can read it, but nobody can write.","write.muted":"You are muted her\
e: you can read but not write.","write.muted.until":"You are muted here until {until}.","write.muted.left":"You are muted here for another {left}.","write.slow":"\
Next message in {left}",unmuted:"You can write again.","barred.banned":"You are banned from {room}","barred.banned.ever":"The ban has no end date.","barred.bann\
ed.until":"The ban lasts until {until}. You will then be let back in automatically.","barred.banned.left":"The ban ends in {left}. You will then be let back in \
automatically.","barred.kicked":"You were removed from {room}","barred.kicked.hint":"You can come back.","barred.return":"Rejoin","barred.reason":"Reason: {reas\
on}"};var xn={"gate.come":"Welcome back.","gate.join":"A name of your own, on all your devices.","gate.ways":"How do you want to continue?","gate.guest":"As a guest",
"gate.guest.hint":"Guests have a ~ before their name.","gate.signIn":"Sign in","gate.register":"Register","gate.register.do":"Create my account","gate.forgot":"\
Forgot your password? An administrator can send you a link to set a new one.","gate.invited":"You have been invited: choose a name and a password for your accou\
nt.","gate.reset":"Choose a new password for your account.","gate.reset.do":"Set password","gate.reset.done":"Your new password is set, {name}. You can now sign\
 in with it.","gate.ended":"Your session has expired. Please sign in again.","gate.cookies":"You are signed in, but this browser did not keep the cookie. Allow \
cookies for this site and try again.","gate.members":"Guests are not allowed here. Please sign in.","gate.disabled":"This account has been disabled.","gate.clos\
ed":"New accounts can only be created by invitation or by an administrator.","gate.invitation.over":"This invitation has already been used or has expired. Ask f\
or a new one.","gate.link.over":"This link has already been used or has expired. Ask for a new one.","gate.wait":"Too many attempts. Please wait {wait}.","gate.\
full":"The server is busy. Please try again in a moment.","gate.unreached":"The server cannot be reached.","gate.foreign":"The server does not recognize this pa\
ge as its own: {message}",password:"Password","password.show":"Show password","password.new":"New password","password.old":"Current password","password.least":"\
At least {count} characters.","password.empty":"Please enter your password.","password.short":"A password needs at least {least} characters.","password.long":"T\
hat password is too long.","password.wrong":"The name or the password is wrong.","password.not":"That is not your current password.","password.change":"Change y\
our password","password.about":"You will be signed out everywhere else.","password.done":"Your password has been changed.","name.taken":"This name, or one that \
looks like it, is already taken.","name.unfit":"This name cannot be used: {message}","field.invalid":"The server did not accept this: {message}",outside:"You ar\
e banned from this site","outside.until":"The ban lasts until {until}.","outside.left":"The ban ends in {left}.","outside.ever":"The ban has no end date.","outs\
ide.over":"The ban has ended.","outside.reason":"Reason: {reason}","outside.again":"Come back in","me.leave":"Sign out","me.admin":"Administrator","me.account":"\
Account","me.guest":"Guest on this device","me.other":"Signed in through another site",become:"Create an account","become.about":"With an account you keep your \
name on all your devices. Messages you sent as a guest stay the guest\u2019s; your rooms come with you.",sessions:"Where you are signed in","sessions.loading":"\
Loading\u2026","sessions.here":"This browser","sessions.used":"Last used {when}","sessions.on":"{browser} on {system}","sessions.unknown":"Unknown browser","ses\
sions.end":"Sign out","sessions.end.of":"Sign out {name}","sessions.others":"Sign out everywhere else",remove:"Delete my account","remove.about":"Your account a\
nd your name are deleted, and all your messages are removed for everyone. This cannot be undone.","remove.yes":"Delete everything","remove.working":"Your accoun\
t is deleted. What you said is still being removed. That goes on by itself; you can close this page.","remove.done":"Your account is deleted, and everything you\
 said is removed.",alerts:"Notifications","alerts.on":"You are notified on this device when someone mentions you or sends you a direct message while you are not\
 looking at this page.","alerts.off":"Get notified on this device when someone mentions you or sends you a direct message while you are not looking at this page\
.","alerts.on.do":"Turn on","alerts.off.do":"Turn off","alerts.missing":"This browser cannot show notifications.","alerts.denied":"Notifications are blocked for\
 this site. You can allow them in your browser\u2019s settings.",ignored:"Ignored people","ignored.none":"You are not ignoring anyone.","ignored.done":"You will\
 no longer see messages from {name}.","ignored.undone":"You will see messages from {name} again.",ignore:"Ignore",unignore:"Stop ignoring","unignore.of":"Stop i\
gnoring {name}",hidden:{one:"{count} message from someone you ignore",other:"{count} messages from people you ignore"},"hidden.show":"Show","mention.offer":{one:"\
{count} suggestion: Enter or Tab inserts it",other:"{count} suggestions: arrow keys to choose, Enter or Tab to insert"},"pill.called":{one:"{count} message for \
you",other:"{count} messages for you"}};var En={name:"English",tag:"en",texts:{...kn,...vn,...xn,tagline:"Pick a name and start talking. No account, nothing to install.","gate.room":"You are about to \
join {room}","gate.room.private":"You are about to join a private room","gate.name":"Your name","gate.placeholder":"How others will see you","gate.enter":"Start\
 chatting","gate.entering":"Just a moment\u2026","name.empty":"Please choose a name.","name.long":"A name can have at most {limit} characters.",language:"Langua\
ge",rooms:"Rooms","rooms.join":"Join a room","rooms.placeholder":"Room name","rooms.leave":"Leave {room}","rooms.hide":"Hide {room}","rooms.others":"Other rooms",
"rooms.none":"You are not in any room yet. Join one below.","room.invalid":"Room names can contain A\u2013Z, a\u2013z, 0\u20139 and _ - = @ , . ; ~, but no spaces.",
"room.suggest":"Room names cannot contain spaces or special characters. Try \u201C{room}\u201D.","room.long":"A room name can have at most 164 characters.","roo\
m.server":"Names that start with ~ are reserved for the server.","room.unknown":"This room does not exist, or you are not a member.","room.refused":"You cannot \
join \u201C{room}\u201D: {reason}","room.lost":"You are no longer in \u201C{room}\u201D: {reason}",people:"People","people.here":{one:"{count} person here",other:"\
{count} people here"},"people.more":{one:"and {count} more",other:"and {count} more"},you:"you",nobody:"Deleted user","open.rooms":"Show rooms","open.people":"S\
how people",close:"Close",messages:"Messages in {room}","message.label":"{name}, {time}: {text}","message.edited":"{name}, {time}, edited: {text}","empty.title":"\
No messages yet","empty.text":"Say hello! Everyone in this room will see it.","none.title":"No room selected","none.text":"Choose a room from the list, or join \
one by name.","older.loading":"Loading earlier messages\u2026","older.start":"This is the beginning of {room}.","older.direct":"This is the beginning of your co\
nversation with {room}.","older.failed":"Earlier messages could not be loaded.","divider.new":"New messages","divider.missed":{one:"You missed {count} message",
other:"You missed {count} messages"},"divider.about":{one:"You missed about {count} message",other:"You missed about {count} messages"},"pill.unread":{one:"{cou\
nt} new message",other:"{count} new messages"},"pill.about":{one:"About {count} new message",other:"About {count} new messages"},latest:"Jump to the latest","ga\
p.text":"Some messages are missing here: the server could not continue from where you left off, and earlier messages are gone.","gap.older":"Some messages are m\
issing here: you missed them while you were away.","gap.none":"This room keeps no history: what was said while you were away is not shown.",gone:"This message n\
o longer exists.",write:"Write a message","write.to":"Message {room}",send:"Send","write.hint":"Enter to send, Shift+Enter for a new line","write.left":{one:"{c\
ount} character left",other:"{count} characters left"},"write.over":{one:"{count} character too many",other:"{count} characters too many"},"typing.one":"{a} is \
typing\u2026","typing.two":"{a} and {b} are typing\u2026","typing.many":"Several people are typing\u2026","state.pending":"Sending\u2026","state.offline":"Will \
be sent when you are back online","state.slow":"Slow mode: will be sent as soon as the room allows it","state.failed":"Not sent",retry:"Try again",discard:"Disc\
ard","copy.text":"Copy text","copy.link":"Copy link",copied:"Copied",reply:"Reply","reply.to":"Replying to {name}","reply.loading":"Loading the message\u2026","\
reply.gone":"a message that no longer exists","reply.jump":"Go to this message",edit:"Edit","edit.on":"Editing your message","edit.hint":"Enter to save, Esc to \
cancel","edit.late":"This message can no longer be edited.",cancel:"Cancel",edited:"edited",delete:"Delete","delete.sure":"Delete this message?","delete.yes":"D\
elete for everyone","delete.no":"Keep message",deleted:"This message was deleted.",search:"Search in this room","search.placeholder":"Search","search.hint":"Fin\
ds messages in this room that contain all the words.","search.busy":"Searching\u2026","search.none":"No messages found for \u201C{text}\u201D.","search.found":{
one:"{count} message, newest first",other:"{count} messages, newest first"},"search.first":{one:"The newest message",other:"The newest {count} messages"},"searc\
h.more":"Show older results","link.connecting":"Connecting\u2026","link.waiting":"Connection lost. Trying again in {seconds} s","link.now":"Connection lost. Try\
ing again\u2026","link.offline":"You are offline. What you write is kept and sent later.","link.server_unreachable":"The server cannot be reached. Trying again \
in {seconds} s","link.server_busy":"The server is not accepting more connections right now. Trying again in {seconds} s","link.origin_not_allowed":"The server d\
oes not accept connections from this page. Tell the site\u2019s administrator: this page\u2019s address has to be listed in server.origins, or the proxy has to pass on th\
e Host header.","link.upgrade_refused":"Something between you and the server, perhaps a proxy, is blocking chat connections (WebSocket). Trying again\u2026","li\
nk.ended":"The connection is closed: {reason}","link.online":"Connected","link.retry":"Try now","me.settings":"Your settings","me.name":"Change your name","me.s\
ave":"Save","me.renamed":"You are now {name}",export:"Export my data","export.busy":{one:"Collecting your messages: {count} so far\u2026",other:"Collecting your\
 messages: {count} so far\u2026"},"export.done":{one:"{count} message saved as {file}.",other:"{count} messages saved as {file}."},"export.none":"You have not s\
ent any messages yet.","me.forget":"Start over as someone new","me.forget.sure":"Forget your name and rooms on this device?","me.forget.yes":"Forget and start o\
ver","error.bad_frame":"The server did not understand the message.","error.unknown_type":"The server does not support this.","error.invalid":"The server did not\
 accept it: {message}","error.login_required":"Guests are not allowed here.","error.bad_token":"Your sign-in is no longer valid.","error.expired":"Your session \
has expired.","error.forbidden":"You are not allowed to do that here.","error.not_found":"This no longer exists, or never did.","error.not_joined":"You are not \
in this room.","error.muted":"You are muted here.","error.muted.until":"You are muted here until {until}.","error.banned":"You are banned here.","error.banned.u\
ntil":"You are banned here until {until}.","error.kicked":"You were removed.","error.slow_mode":"Slow mode: please wait a moment between messages.","error.slow_\
mode.wait":"Slow mode: wait {seconds} s before your next message.","error.rate_limited":"You are doing that too fast. Please wait a moment.","error.too_large":"\
The message is too long.","error.filtered":"The message was blocked by a filter.","error.conflict":"This is already taken.","error.unavailable":"The server cann\
ot do that right now. Please try again in a moment.","error.internal":"Something went wrong on the server.","error.disconnected":"The connection was lost.","err\
or.offline":"There is no connection.","error.closed":"The connection is closed.","error.timeout":"The server did not answer in time.","error.unanswered":"The co\
nnection failed every time this was sent.","error.stale":"The room was reset in the meantime.","error.discarded":"Discarded.","error.with":"{text} Reason: {reas\
on}"}};var Sn={more:"\u66F4\u591A","act.mute":"\u7981\u8A00","act.kick":"\u79FB\u51FA","act.ban":"\u5C01\u7981","act.unmute":"\u89E3\u9664\u7981\u8A00","act.unban":"\u89E3\u9664\
\u5C01\u7981","act.mute.title":"\u7981\u8A00 {name}","act.kick.title":"\u79FB\u51FA {name}","act.ban.title":"\u5C01\u7981 {name}","act.mute.about":"\u5BF9\u65B9\u53EF\u4EE5\u9605\u8BFB\uFF0C\u4F46\u4E0D\u80FD\u53D1\u8A00\
\u3002","act.kick.about":"\u5BF9\u65B9\u4F1A\u7ACB\u5373\u79BB\u5F00\uFF0C\u4F46\u53EF\u4EE5\u518D\u6B21\u52A0\u5165\u3002","act.ban.about":"\u5BF9\u65B9\u4F1A\u7ACB\u5373\u79BB\u5F00\uFF0C\u5C01\u7981\u7ED3\u675F\u524D\u4E0D\u80FD\u518D\u52A0\u5165\u3002",
"act.length":"\u65F6\u957F","act.ever":"\u6C38\u4E45","act.reason":"\u539F\u56E0\uFF08\u9009\u586B\uFF0C\u5BF9\u65B9\u53EF\u89C1\uFF09","act.where":"\u8303\u56F4",
"act.room":"\u5728\u8FD9\u4E2A\u623F\u95F4","act.site":"\u5728\u5168\u7AD9","act.address":"\u540C\u65F6\u5904\u7406\u4F7F\u7528\u540C\u4E00 IP \u5730\u5740\u7684\u5176\u4ED6\u4EBA",
"did.mute":"{name} \u5DF2\u88AB\u7981\u8A00","did.kick":"{name} \u5DF2\u88AB\u79FB\u51FA","did.ban":"{name} \u5DF2\u88AB\u5C01\u7981","did.unmute":"{name} \u53EF\u4EE5\u91CD\u65B0\u53D1\
\u8A00\u4E86","did.unban":"{name} \u53EF\u4EE5\u91CD\u65B0\u52A0\u5165\u4E86","did.report":"\u8C22\u8C22\uFF0C\u623F\u95F4\u7BA1\u7406\u5458\u4F1A\u67E5\u770B\u3002",
report:"\u4E3E\u62A5","report.title":"\u4E3E\u62A5\u4E00\u6761\u6D88\u606F","report.about":"\u623F\u95F4\u7BA1\u7406\u5458\u4F1A\u770B\u5230\u8FD9\u6761\u6D88\u606F\uFF0C\u4E5F\u4F1A\u770B\u5230\u662F\u4F60\u4E3E\u62A5\u7684\u3002",
"report.reason":"\u6709\u4EC0\u4E48\u95EE\u9898\uFF1F\uFF08\u9009\u586B\uFF09",desk:"\u623F\u95F4\u7BA1\u7406","desk.waiting":{other:"{count} \u6761\u4E3E\u62A5\u5F85\u5904\u7406"},
"desk.reports":"\u4E3E\u62A5","desk.sanctions":"\u5C01\u7981\u4E0E\u7981\u8A00","desk.audit":"\u65E5\u5FD7","desk.where":"\u8303\u56F4","desk.room":"\u5728\u8FD9\u4E2A\u623F\u95F4",
"desk.all":"\u5728\u5168\u7AD9","desk.open":"\u5F85\u5904\u7406","desk.closed":"\u5DF2\u5904\u7406","desk.which":"\u4E3E\u62A5\u72B6\u6001","desk.busy":"\u6B63\u5728\u52A0\u8F7D\u2026",
"desk.more":"\u663E\u793A\u66F4\u65E9\u7684\u8BB0\u5F55","desk.reports.none":"\u6CA1\u6709\u5F85\u5904\u7406\u7684\u4E3E\u62A5\u3002","desk.closed.none":"\u8FD8\u6CA1\u6709\u5DF2\u5904\u7406\
\u7684\u4E3E\u62A5\u3002","desk.sanctions.none":"\u6CA1\u6709\u4EBA\u88AB\u7981\u8A00\u6216\u5C01\u7981\u3002","desk.audit.none":"\u65E5\u5FD7\u4E3A\u7A7A\u3002",
"desk.by":"{name} \u4E3E\u62A5\u4E8E {time}","desk.why":"\u201C{reason}\u201D","desk.jump":"\u67E5\u770B\u6D88\u606F","desk.done":"\u6807\u4E3A\u5DF2\u5904\u7406",
"desk.dismiss":"\u65E0\u9700\u5904\u7406","desk.outcome.done":"{name} \u5DF2\u5904\u7406\uFF0C{time}","desk.outcome.dismissed":"{name} \u8BA4\u4E3A\u65E0\u9700\u5904\u7406\uFF0C{time}",
"desk.mute":"\u7981\u8A00\u81F3 {until}","desk.ban":"\u5C01\u7981\u81F3 {until}","desk.mute.ever":"\u6C38\u4E45\u7981\u8A00","desk.ban.ever":"\u6C38\u4E45\u5C01\u7981",
"desk.since":"\u59CB\u4E8E {time}","desk.address":"{address} \u7684\u6240\u6709\u4EBA","desk.lift":"\u7ACB\u5373\u89E3\u9664","audit.create_room":"{by} \u65B0\u5EFA\u4E86\u623F\u95F4 {r\
oom}","audit.set":"{by} \u66F4\u6539\u4E86 {room}\uFF1A{detail}","audit.close":"{by} \u5173\u95ED\u4E86 {room}","audit.invite":"{by} \u9080\u8BF7 {user} \u52A0\u5165 {room}",
"audit.role":"{by} \u5728 {room} \u628A {user} \u8BBE\u4E3A {detail}","audit.role.none":"{by} \u53D6\u6D88\u4E86 {user} \u5728 {room} \u7684\u8EAB\u4EFD","audit\
.resign":"{by} \u9000\u51FA\u4E86 {room}","audit.kick":"{by} \u628A {user} \u79FB\u51FA\u4E86 {room}","audit.mute":"{by} \u5728 {room} \u7981\u8A00\u4E86 {user}",
"audit.unmute":"{by} \u5728 {room} \u89E3\u9664\u4E86 {user} \u7684\u7981\u8A00","audit.ban":"{by} \u5728 {room} \u5C01\u7981\u4E86 {user}","audit.unban":"{by} \
\u5728 {room} \u89E3\u9664\u4E86 {user} \u7684\u5C01\u7981","audit.delete":"{by} \u5220\u9664\u4E86 {user} \u5728 {room} \u7684\u6D88\u606F {seq}","audit.resolv\
e":"{by} \u5904\u7406\u4E86\u5173\u4E8E {user} \u5728 {room} \u7684\u4E3E\u62A5\uFF1A{detail}","audit.other":"{by}\uFF1A{action} {user} {room} {detail}","audit.\
site":"\u5168\u7AD9","audit.until":"\u76F4\u5230 {until}","audit.ever":"\u6C38\u4E45"};var Tn={"day.clock":"{day} {clock}","kind.public":"\u516C\u5F00\u623F\u95F4","kind.private":"\u79C1\u5BC6\u623F\u95F4","kind.announce":"\u516C\u544A\u623F\u95F4",
"kind.archived":"\u5DF2\u5F52\u6863\u623F\u95F4","kind.direct":"\u79C1\u4FE1","kind.public.about":"\u4EFB\u4F55\u4EBA\u90FD\u53EF\u4EE5\u627E\u5230\u5E76\u53D1\u8A00\u3002",
"kind.private.about":"\u53EA\u6709\u53D7\u9080\u7684\u4EBA\u624D\u80FD\u770B\u5230\u3002","kind.announce.about":"\u6240\u6709\u4EBA\u53EF\u8BFB\uFF0C\u4EC5\u623F\u95F4\u7BA1\u7406\u5458\u53EF\u53D1\u8A00\u3002",
"kind.archived.about":"\u6D88\u606F\u4ECD\u53EF\u67E5\u770B\uFF0C\u4E0D\u80FD\u518D\u53D1\u8A00\u3002","room.removed":"\u4F60\u5DF2\u4E0D\u518D\u662F\u201C{room}\u201D\u7684\u6210\u5458\u3002",
"room.untitled":"\u79C1\u5BC6\u623F\u95F4","rooms.invitations":"\u9080\u8BF7","rooms.private":"\u79C1\u5BC6\u623F\u95F4","rooms.direct":"\u79C1\u4FE1","rooms.pu\
t":"\u6536\u8D77 {room}\uFF0C\u6709\u65B0\u6D88\u606F\u65F6\u518D\u663E\u793A","rooms.barred":"\u4F60\u6682\u65F6\u4E0D\u80FD\u8FDB\u5165","invited.by":"\u6765\u81EA {nam\
e}","invited.accept":"\u63A5\u53D7\u52A0\u5165 {room} \u7684\u9080\u8BF7","invited.decline":"\u62D2\u7EDD\u52A0\u5165 {room} \u7684\u9080\u8BF7","invited.told":"\
{name} \u9080\u8BF7\u4F60\u52A0\u5165\u201C{room}\u201D","invited.direct":"{name} \u7ED9\u4F60\u53D1\u8D77\u4E86\u79C1\u4FE1","invited.done":"\u5DF2\u9080\u8BF7 {name}",
"create.title":"\u65B0\u5EFA\u623F\u95F4","create.kind":"\u623F\u95F4\u7C7B\u578B","create.name":"\u540D\u79F0","create.name.hint":"\u8BFB\u4E66\u4F1A","create.\
id":"\u5730\u5740","create.topic":"\u8BDD\u9898\uFF08\u9009\u586B\uFF09","create.yes":"\u521B\u5EFA\u623F\u95F4","create.unnamed":"\u8BF7\u586B\u5199\u623F\u95F4\u540D\u79F0\u3002",
"direct.title":"\u53D1\u8D77\u79C1\u4FE1","direct.hint":"\u53EA\u6709\u4F60\u4EEC\u4E24\u4EBA\u80FD\u770B\u5230\u3002","direct.yes":"\u5F00\u59CB","invite.title":"\
\u9080\u8BF7\u4ED6\u4EBA\u52A0\u5165 {room}","invite.hint":"\u5BF9\u65B9\u4F1A\u5728\u623F\u95F4\u5217\u8868\u91CC\u770B\u5230\u9080\u8BF7\u3002","invite.yes":"\
\u9080\u8BF7","find.name":"\u8D26\u53F7\u540D","find.none":"\u6CA1\u6709\u8FD9\u4E2A\u8D26\u53F7\u3002","room.menu":"\u623F\u95F4\u9009\u9879","room.settings":"\
\u623F\u95F4\u8BBE\u7F6E","room.invite":"\u9080\u8BF7\u4ED6\u4EBA","room.resign":"\u9000\u51FA\u623F\u95F4","room.resign.sure":"\u8981\u9000\u51FA {room} \u5417\uFF1F\u4E4B\u540E\u4F60\u5C06\u4E0D\u518D\u662F\u6210\u5458\u3002",
"room.resign.yes":"\u9000\u51FA","room.link":"\u590D\u5236\u623F\u95F4\u94FE\u63A5","set.title":"\u540D\u79F0","set.topic":"\u8BDD\u9898","set.slow":"\u6162\u901F\u6A21\u5F0F\uFF1A\u53D1\u8A00\u95F4\u9694",
"set.slow.off":"\u5173\u95ED","set.retention":"\u6D88\u606F\u4FDD\u7559\u65F6\u95F4","set.retention.site":"\u8DDF\u968F\u7AD9\u70B9\u8BBE\u7F6E","set.retention.\
forever":"\u6C38\u4E45","set.retention.none":"\u4E0D\u4FDD\u7559","set.retention.age":"{span}","set.kind":"\u623F\u95F4\u7C7B\u578B","set.close":"\u5173\u95ED\u8FD9\u4E2A\u623F\u95F4",
"set.close.sure":"\u8981\u4E3A\u6240\u6709\u4EBA\u5173\u95ED\u8FD9\u4E2A\u623F\u95F4\u5417\uFF1F\u5DF2\u6709\u6D88\u606F\u4ECD\u53EF\u67E5\u770B\u3002","set.clo\
se.yes":"\u4E3A\u6240\u6709\u4EBA\u5173\u95ED","role.owner":"\u623F\u4E3B","role.moderator":"\u623F\u95F4\u7BA1\u7406\u5458","role.invited":"\u5DF2\u9080\u8BF7",
"role.muted":"\u5DF2\u7981\u8A00","role.give.owner":"\u8BBE\u4E3A\u623F\u4E3B","role.give.moderator":"\u8BBE\u4E3A\u623F\u95F4\u7BA1\u7406\u5458","role.give.mem\
ber":"\u8BBE\u4E3A\u666E\u901A\u6210\u5458","role.give.none":"\u79FB\u9664\u6210\u5458","role.done":"{name} \u7684\u8EAB\u4EFD\u5DF2\u66F4\u6539","people.away":"\
\u5F53\u524D\u4E0D\u5728\u623F\u95F4","person.menu":"{name} \u7684\u9009\u9879","person.direct":"\u53D1\u79C1\u4FE1","person.invite":"\u9080\u8BF7\u5230\u8FD9\u4E2A\u623F\u95F4",
"write.announce":"\u53EA\u6709\u623F\u95F4\u7BA1\u7406\u5458\u53EF\u4EE5\u5728\u8FD9\u91CC\u53D1\u8A00\u3002","write.closed":"\u8FD9\u4E2A\u623F\u95F4\u5DF2\u5F52\u6863\uFF1A\u53EF\u4EE5\u67E5\u770B\uFF0C\u4E0D\u80FD\u518D\u53D1\u8A00\u3002",
"write.muted":"\u4F60\u5728\u8FD9\u91CC\u88AB\u7981\u8A00\uFF1A\u53EF\u4EE5\u67E5\u770B\uFF0C\u4E0D\u80FD\u53D1\u8A00\u3002","write.muted.until":"\u4F60\u5728\u8FD9\u91CC\u88AB\u7981\u8A00\uFF0C\u76F4\u5230 {un\
til}\u3002","write.muted.left":"\u4F60\u5728\u8FD9\u91CC\u8FD8\u8981\u88AB\u7981\u8A00 {left}\u3002","write.slow":"{left}\u540E\u53EF\u53D1\u4E0B\u4E00\u6761",unmuted:"\
\u4F60\u53EF\u4EE5\u91CD\u65B0\u53D1\u8A00\u4E86\u3002","barred.banned":"\u4F60\u5DF2\u88AB\u7981\u6B62\u8FDB\u5165 {room}","barred.banned.ever":"\u5C01\u7981\u6CA1\u6709\u7ED3\u675F\u65F6\u95F4\u3002",
"barred.banned.until":"\u5C01\u7981\u6301\u7EED\u5230 {until}\uFF0C\u5C4A\u65F6\u4F1A\u81EA\u52A8\u91CD\u65B0\u8FDB\u5165\u3002","barred.banned.left":"\u5C01\u7981\u5C06\u5728{left\
}\u540E\u7ED3\u675F\uFF0C\u5C4A\u65F6\u4F1A\u81EA\u52A8\u91CD\u65B0\u8FDB\u5165\u3002","barred.kicked":"\u4F60\u5DF2\u88AB\u79FB\u51FA {room}","barred.kicked.hi\
nt":"\u4F60\u53EF\u4EE5\u91CD\u65B0\u52A0\u5165\u3002","barred.return":"\u91CD\u65B0\u52A0\u5165","barred.reason":"\u539F\u56E0\uFF1A{reason}"};var On={"gate.come":"\u6B22\u8FCE\u56DE\u6765\u3002","gate.join":"\u4E00\u4E2A\u5C5E\u4E8E\u4F60\u7684\u540D\u5B57\uFF0C\u5728\u6240\u6709\u8BBE\u5907\u4E0A\u901A\u7528\u3002",
"gate.ways":"\u9009\u62E9\u8FDB\u5165\u65B9\u5F0F","gate.guest":"\u8BBF\u5BA2","gate.guest.hint":"\u8BBF\u5BA2\u7684\u540D\u5B57\u524D\u5E26\u6709 ~\u3002","gat\
e.signIn":"\u767B\u5F55","gate.register":"\u6CE8\u518C","gate.register.do":"\u521B\u5EFA\u8D26\u53F7","gate.forgot":"\u5FD8\u8BB0\u5BC6\u7801\uFF1F\u7AD9\u70B9\u7BA1\u7406\u5458\u53EF\u4EE5\u7ED9\u4F60\u4E00\u4E2A\u91CD\u8BBE\u5BC6\u7801\u7684\u94FE\u63A5\u3002",
"gate.invited":"\u4F60\u6536\u5230\u4E86\u9080\u8BF7\uFF1A\u8BF7\u4E3A\u4F60\u7684\u8D26\u53F7\u53D6\u540D\u5E76\u8BBE\u7F6E\u5BC6\u7801\u3002","gate.reset":"\u4E3A\u4F60\
\u7684\u8D26\u53F7\u8BBE\u7F6E\u65B0\u5BC6\u7801\u3002","gate.reset.do":"\u8BBE\u7F6E\u5BC6\u7801","gate.reset.done":"{name}\uFF0C\u65B0\u5BC6\u7801\u5DF2\u8BBE\u7F6E\uFF0C\u8BF7\u7528\u5B83\u767B\u5F55\u3002",
"gate.ended":"\u4F60\u7684\u767B\u5F55\u5DF2\u8FC7\u671F\uFF0C\u8BF7\u91CD\u65B0\u767B\u5F55\u3002","gate.cookies":"\u4F60\u5DF2\u767B\u5F55\uFF0C\u4F46\u6D4F\u89C8\u5668\u6CA1\u6709\u4FDD\u5B58 Cookie\u3002\u8BF7\u5141\u8BB8\u672C\u7AD9\u4F7F\u7528 Cookie \u540E\u91CD\u8BD5\u3002",
"gate.members":"\u8FD9\u91CC\u4E0D\u5141\u8BB8\u8BBF\u5BA2\u8FDB\u5165\uFF0C\u8BF7\u767B\u5F55\u3002","gate.disabled":"\u8FD9\u4E2A\u8D26\u53F7\u5DF2\u88AB\u505C\u7528\u3002",
"gate.closed":"\u53EA\u6709\u53D7\u9080\u8005\u53EF\u4EE5\u6CE8\u518C\uFF0C\u6216\u7531\u7AD9\u70B9\u7BA1\u7406\u5458\u521B\u5EFA\u8D26\u53F7\u3002","gate.invit\
ation.over":"\u8FD9\u4E2A\u9080\u8BF7\u5DF2\u88AB\u4F7F\u7528\u6216\u5DF2\u8FC7\u671F\uFF0C\u8BF7\u7D22\u53D6\u65B0\u7684\u9080\u8BF7\u3002","gate.link.over":"\u8FD9\
\u4E2A\u94FE\u63A5\u5DF2\u88AB\u4F7F\u7528\u6216\u5DF2\u8FC7\u671F\uFF0C\u8BF7\u7D22\u53D6\u65B0\u7684\u94FE\u63A5\u3002","gate.wait":"\u5C1D\u8BD5\u6B21\u6570\u8FC7\u591A\uFF0C\u8BF7\u7B49\u5F85{wait}\u3002",
"gate.full":"\u670D\u52A1\u5668\u6B63\u5FD9\uFF0C\u8BF7\u7A0D\u540E\u518D\u8BD5\u3002","gate.unreached":"\u65E0\u6CD5\u8FDE\u63A5\u670D\u52A1\u5668\u3002","gate\
.foreign":"\u670D\u52A1\u5668\u65E0\u6CD5\u786E\u8BA4\u8FD9\u4E2A\u9875\u9762\u5C5E\u4E8E\u5B83\uFF1A{message}",password:"\u5BC6\u7801","password.show":"\u663E\u793A\u5BC6\u7801",
"password.new":"\u65B0\u5BC6\u7801","password.old":"\u5F53\u524D\u5BC6\u7801","password.least":"\u81F3\u5C11 {count} \u4E2A\u5B57\u7B26\u3002","password.empty":"\
\u8BF7\u8F93\u5165\u5BC6\u7801\u3002","password.short":"\u5BC6\u7801\u81F3\u5C11\u9700\u8981 {least} \u4E2A\u5B57\u7B26\u3002","password.long":"\u5BC6\u7801\u592A\u957F\u4E86\u3002",
"password.wrong":"\u540D\u5B57\u6216\u5BC6\u7801\u4E0D\u6B63\u786E\u3002","password.not":"\u5F53\u524D\u5BC6\u7801\u4E0D\u6B63\u786E\u3002","password.change":"\u4FEE\
\u6539\u5BC6\u7801","password.about":"\u5176\u4ED6\u8BBE\u5907\u4E0A\u7684\u767B\u5F55\u90FD\u4F1A\u9000\u51FA\u3002","password.done":"\u5BC6\u7801\u5DF2\u4FEE\u6539\u3002",
"name.taken":"\u8FD9\u4E2A\u540D\u5B57\uFF08\u6216\u770B\u8D77\u6765\u5F88\u50CF\u7684\u540D\u5B57\uFF09\u5DF2\u88AB\u5360\u7528\u3002","name.unfit":"\u4E0D\u80FD\u7528\u8FD9\u4E2A\u540D\u5B57\uFF1A{m\
essage}","field.invalid":"\u670D\u52A1\u5668\u672A\u63A5\u53D7\uFF1A{message}",outside:"\u4F60\u5DF2\u88AB\u7981\u6B62\u8FDB\u5165\u672C\u7AD9","outside.until":"\
\u5C01\u7981\u6301\u7EED\u5230 {until}\u3002","outside.left":"\u5C01\u7981\u5C06\u5728{left}\u540E\u7ED3\u675F\u3002","outside.ever":"\u5C01\u7981\u6CA1\u6709\u7ED3\u675F\u65F6\u95F4\u3002",
"outside.over":"\u5C01\u7981\u5DF2\u7ED3\u675F\u3002","outside.reason":"\u539F\u56E0\uFF1A{reason}","outside.again":"\u91CD\u65B0\u8FDB\u5165","me.leave":"\u9000\u51FA\u767B\u5F55",
"me.admin":"\u7AD9\u70B9\u7BA1\u7406\u5458","me.account":"\u8D26\u53F7","me.guest":"\u8FD9\u53F0\u8BBE\u5907\u4E0A\u7684\u8BBF\u5BA2","me.other":"\u901A\u8FC7\u5176\u4ED6\u7F51\u7AD9\u767B\u5F55",
become:"\u521B\u5EFA\u8D26\u53F7","become.about":"\u6709\u4E86\u8D26\u53F7\uFF0C\u4F60\u5728\u6240\u6709\u8BBE\u5907\u4E0A\u90FD\u4F7F\u7528\u540C\u4E00\u4E2A\u540D\u5B57\u3002\u4EE5\u8BBF\u5BA2\u8EAB\u4EFD\u53D1\u9001\u7684\u6D88\u606F\u4ECD\u5C5E\u4E8E\u90A3\u4F4D\u8BBF\u5BA2\uFF1B\u4F60\u7684\u623F\u95F4\u4F1A\u4FDD\u7559\u3002",
sessions:"\u5DF2\u767B\u5F55\u7684\u8BBE\u5907","sessions.loading":"\u6B63\u5728\u52A0\u8F7D\u2026","sessions.here":"\u5F53\u524D\u6D4F\u89C8\u5668","sessions.u\
sed":"\u4E0A\u6B21\u4F7F\u7528\uFF1A{when}","sessions.on":"{system} \u4E0A\u7684 {browser}","sessions.unknown":"\u672A\u77E5\u6D4F\u89C8\u5668","sessions.end":"\
\u9000\u51FA","sessions.end.of":"\u9000\u51FA {name}","sessions.others":"\u9000\u51FA\u5176\u4ED6\u6240\u6709\u767B\u5F55",remove:"\u5220\u9664\u6211\u7684\u8D26\u53F7",
"remove.about":"\u4F60\u7684\u8D26\u53F7\u548C\u540D\u5B57\u4F1A\u88AB\u5220\u9664\uFF0C\u4F60\u53D1\u9001\u7684\u6240\u6709\u6D88\u606F\u4F1A\u5BF9\u6240\u6709\u4EBA\u79FB\u9664\u3002\u6B64\u64CD\u4F5C\u65E0\u6CD5\u64A4\u9500\u3002",
"remove.yes":"\u5168\u90E8\u5220\u9664","remove.working":"\u4F60\u7684\u8D26\u53F7\u5DF2\u5220\u9664\uFF0C\u4F60\u8BF4\u8FC7\u7684\u5185\u5BB9\u6B63\u5728\u79FB\u9664\u3002\u79FB\u9664\u4F1A\u81EA\u52A8\u5B8C\u6210\uFF0C\u4F60\u53EF\u4EE5\u5173\u95ED\u6B64\u9875\u9762\u3002",
"remove.done":"\u4F60\u7684\u8D26\u53F7\u5DF2\u5220\u9664\uFF0C\u4F60\u8BF4\u8FC7\u7684\u6240\u6709\u5185\u5BB9\u4E5F\u5DF2\u79FB\u9664\u3002",alerts:"\u901A\u77E5",
"alerts.on":"\u5F53\u4F60\u6CA1\u5728\u770B\u8FD9\u4E2A\u9875\u9762\u65F6\uFF0C\u5982\u679C\u6709\u4EBA\u63D0\u5230\u4F60\u6216\u7ED9\u4F60\u53D1\u79C1\u4FE1\uFF0C\u8FD9\u53F0\u8BBE\u5907\u4F1A\u901A\u77E5\u4F60\u3002",
"alerts.off":"\u5F53\u4F60\u6CA1\u5728\u770B\u8FD9\u4E2A\u9875\u9762\u65F6\uFF0C\u5982\u679C\u6709\u4EBA\u63D0\u5230\u4F60\u6216\u7ED9\u4F60\u53D1\u79C1\u4FE1\uFF0C\u53EF\u5728\u8FD9\u53F0\u8BBE\u5907\u4E0A\u6536\u5230\u901A\u77E5\u3002",
"alerts.on.do":"\u5F00\u542F","alerts.off.do":"\u5173\u95ED","alerts.missing":"\u8FD9\u4E2A\u6D4F\u89C8\u5668\u65E0\u6CD5\u663E\u793A\u901A\u77E5\u3002","alerts\
.denied":"\u672C\u7AD9\u7684\u901A\u77E5\u5DF2\u88AB\u963B\u6B62\uFF0C\u53EF\u4EE5\u5728\u6D4F\u89C8\u5668\u8BBE\u7F6E\u4E2D\u5141\u8BB8\u3002",ignored:"\u5DF2\u5C4F\u853D\u7684\u4EBA",
"ignored.none":"\u4F60\u6CA1\u6709\u5C4F\u853D\u4EFB\u4F55\u4EBA\u3002","ignored.done":"\u4F60\u4E0D\u4F1A\u518D\u770B\u5230 {name} \u7684\u6D88\u606F\u3002","i\
gnored.undone":"\u4F60\u53C8\u80FD\u770B\u5230 {name} \u7684\u6D88\u606F\u4E86\u3002",ignore:"\u5C4F\u853D",unignore:"\u53D6\u6D88\u5C4F\u853D","unignore.of":"\u53D6\
\u6D88\u5C4F\u853D {name}",hidden:{other:"{count} \u6761\u6765\u81EA\u5DF2\u5C4F\u853D\u7684\u4EBA\u7684\u6D88\u606F"},"hidden.show":"\u663E\u793A","mention.off\
er":{other:"{count} \u4E2A\u5019\u9009\uFF1A\u65B9\u5411\u952E\u9009\u62E9\uFF0CEnter \u6216 Tab \u63D2\u5165"},"pill.called":{other:"{count} \u6761\u7ED9\u4F60\u7684\u6D88\u606F"}};var Mn={name:"\u7B80\u4F53\u4E2D\u6587",tag:"zh-CN",texts:{...Tn,...Sn,...On,tagline:"\u53D6\u4E2A\u540D\u5B57\u5C31\u80FD\u5F00\u804A\u3002\u65E0\u9700\u6CE8\u518C\uFF0C\u65E0\u9700\u5B89\u88C5\u3002",
"gate.room":"\u5373\u5C06\u8FDB\u5165 {room}","gate.room.private":"\u5373\u5C06\u8FDB\u5165\u4E00\u4E2A\u79C1\u5BC6\u623F\u95F4","gate.name":"\u4F60\u7684\u540D\u5B57",
"gate.placeholder":"\u522B\u4EBA\u4F1A\u770B\u5230\u8FD9\u4E2A\u540D\u5B57","gate.enter":"\u5F00\u59CB\u804A\u5929","gate.entering":"\u8BF7\u7A0D\u5019\u2026","\
name.empty":"\u8BF7\u53D6\u4E00\u4E2A\u540D\u5B57\u3002","name.long":"\u540D\u5B57\u6700\u591A {limit} \u4E2A\u5B57\u7B26\u3002",language:"\u8BED\u8A00",rooms:"\
\u623F\u95F4","rooms.join":"\u52A0\u5165\u623F\u95F4","rooms.placeholder":"\u623F\u95F4\u540D","rooms.leave":"\u79BB\u5F00 {room}","rooms.hide":"\u9690\u85CF {room}",
"rooms.others":"\u5176\u4ED6\u623F\u95F4","rooms.none":"\u4F60\u8FD8\u6CA1\u6709\u52A0\u5165\u4EFB\u4F55\u623F\u95F4\uFF0C\u5728\u4E0B\u9762\u52A0\u5165\u4E00\u4E2A\u5427\u3002",
"room.invalid":"\u623F\u95F4\u540D\u53EA\u80FD\u7528 A\u2013Z\u3001a\u2013z\u30010\u20139 \u548C _ - = @ , . ; ~\uFF0C\u4E0D\u80FD\u6709\u7A7A\u683C\u3002","roo\
m.suggest":"\u623F\u95F4\u540D\u4E0D\u80FD\u6709\u7A7A\u683C\u6216\u5176\u4ED6\u7B26\u53F7\uFF0C\u8BD5\u8BD5\u201C{room}\u201D\u3002","room.long":"\u623F\u95F4\u540D\u6700\u591A 164 \u4E2A\u5B57\u7B26\
\u3002","room.server":"\u4EE5 ~ \u5F00\u5934\u7684\u540D\u5B57\u7531\u670D\u52A1\u5668\u4FDD\u7559\u3002","room.unknown":"\u8FD9\u4E2A\u623F\u95F4\u4E0D\u5B58\u5728\uFF0C\u6216\u8005\u4F60\u4E0D\u662F\u6210\u5458\u3002",
"room.refused":"\u65E0\u6CD5\u52A0\u5165\u201C{room}\u201D\uFF1A{reason}","room.lost":"\u4F60\u5DF2\u4E0D\u5728\u201C{room}\u201D\uFF1A{reason}",people:"\u6210\u5458",
"people.here":{other:"{count} \u4EBA\u5728\u7EBF"},"people.more":{other:"\u8FD8\u6709 {count} \u4EBA"},you:"\u4F60",nobody:"\u5DF2\u6CE8\u9500\u7528\u6237","ope\
n.rooms":"\u663E\u793A\u623F\u95F4","open.people":"\u663E\u793A\u6210\u5458",close:"\u5173\u95ED",messages:"{room} \u7684\u6D88\u606F","message.label":"{name}\uFF0C{\
time}\uFF1A{text}","message.edited":"{name}\uFF0C{time}\uFF0C\u5DF2\u7F16\u8F91\uFF1A{text}","empty.title":"\u8FD8\u6CA1\u6709\u6D88\u606F","empty.text":"\u6253\u4E2A\u62DB\u547C\u5427\uFF0C\
\u623F\u95F4\u91CC\u7684\u4EBA\u9A6C\u4E0A\u5C31\u80FD\u770B\u5230\u3002","none.title":"\u672A\u9009\u62E9\u623F\u95F4","none.text":"\u4ECE\u5217\u8868\u4E2D\u9009\u62E9\u4E00\u4E2A\u623F\u95F4\uFF0C\u6216\u8F93\u5165\u540D\u5B57\u52A0\u5165\u3002",
"older.loading":"\u6B63\u5728\u52A0\u8F7D\u66F4\u65E9\u7684\u6D88\u606F\u2026","older.start":"{room} \u4ECE\u8FD9\u91CC\u5F00\u59CB\u3002","older.direct":"\u4F60\u4E0E {r\
oom} \u7684\u5BF9\u8BDD\u4ECE\u8FD9\u91CC\u5F00\u59CB\u3002","older.failed":"\u65E0\u6CD5\u52A0\u8F7D\u66F4\u65E9\u7684\u6D88\u606F\u3002","divider.new":"\u65B0\u6D88\u606F",
"divider.missed":{other:"\u4F60\u9519\u8FC7\u4E86 {count} \u6761\u6D88\u606F"},"divider.about":{other:"\u4F60\u9519\u8FC7\u4E86\u5927\u7EA6 {count} \u6761\u6D88\u606F"},
"pill.unread":{other:"{count} \u6761\u65B0\u6D88\u606F"},"pill.about":{other:"\u7EA6 {count} \u6761\u65B0\u6D88\u606F"},latest:"\u8DF3\u5230\u6700\u65B0\u6D88\u606F",
"gap.text":"\u6B64\u5904\u7F3A\u5C11\u90E8\u5206\u6D88\u606F\uFF1A\u670D\u52A1\u5668\u65E0\u6CD5\u4ECE\u4F60\u4E0A\u6B21\u7684\u4F4D\u7F6E\u7EE7\u7EED\uFF0C\u66F4\u65E9\u7684\u6D88\u606F\u5DF2\u4E0D\u5B58\u5728\u3002",
"gap.older":"\u6B64\u5904\u7F3A\u5C11\u90E8\u5206\u6D88\u606F\uFF1A\u4F60\u79BB\u5F00\u671F\u95F4\u7684\u6D88\u606F\u6CA1\u6709\u6536\u5230\u3002","gap.none":"\u8FD9\
\u4E2A\u623F\u95F4\u4E0D\u4FDD\u5B58\u5386\u53F2\u6D88\u606F\uFF1A\u4F60\u79BB\u5F00\u671F\u95F4\u7684\u5185\u5BB9\u4E0D\u4F1A\u663E\u793A\u3002",gone:"\u8FD9\u6761\u6D88\u606F\u5DF2\u4E0D\u5B58\u5728\
\u3002",write:"\u8F93\u5165\u6D88\u606F","write.to":"\u53D1\u6D88\u606F\u5230 {room}",send:"\u53D1\u9001","write.hint":"\u6309 Enter \u53D1\u9001\uFF0CShift+Enter \u6362\u884C",
"write.left":{other:"\u8FD8\u53EF\u8F93\u5165 {count} \u4E2A\u5B57\u7B26"},"write.over":{other:"\u8D85\u51FA {count} \u4E2A\u5B57\u7B26"},"typing.one":"{a} \u6B63\u5728\u8F93\u5165\
\u2026","typing.two":"{a} \u548C {b} \u6B63\u5728\u8F93\u5165\u2026","typing.many":"\u591A\u4EBA\u6B63\u5728\u8F93\u5165\u2026","state.pending":"\u53D1\u9001\u4E2D\u2026",
"state.offline":"\u6062\u590D\u8FDE\u63A5\u540E\u81EA\u52A8\u53D1\u9001","state.slow":"\u6162\u901F\u6A21\u5F0F\uFF1A\u5230\u65F6\u95F4\u4F1A\u81EA\u52A8\u53D1\u9001",
"state.failed":"\u672A\u53D1\u9001",retry:"\u91CD\u8BD5",discard:"\u653E\u5F03","copy.text":"\u590D\u5236\u6587\u5B57","copy.link":"\u590D\u5236\u94FE\u63A5",copied:"\
\u5DF2\u590D\u5236",reply:"\u56DE\u590D","reply.to":"\u56DE\u590D {name}","reply.loading":"\u6B63\u5728\u52A0\u8F7D\u539F\u6D88\u606F\u2026","reply.gone":"\u4E00\u6761\u5DF2\u4E0D\u5B58\
\u5728\u7684\u6D88\u606F","reply.jump":"\u8DF3\u5230\u8FD9\u6761\u6D88\u606F",edit:"\u7F16\u8F91","edit.on":"\u6B63\u5728\u7F16\u8F91\u4F60\u7684\u6D88\u606F","\
edit.hint":"\u6309 Enter \u4FDD\u5B58\uFF0CEsc \u53D6\u6D88","edit.late":"\u8FD9\u6761\u6D88\u606F\u5DF2\u4E0D\u80FD\u518D\u7F16\u8F91\u3002",cancel:"\u53D6\u6D88",
edited:"\u5DF2\u7F16\u8F91",delete:"\u5220\u9664","delete.sure":"\u8981\u5220\u9664\u8FD9\u6761\u6D88\u606F\u5417\uFF1F","delete.yes":"\u4E3A\u6240\u6709\u4EBA\u5220\u9664",
"delete.no":"\u4FDD\u7559\u6D88\u606F",deleted:"\u8FD9\u6761\u6D88\u606F\u5DF2\u88AB\u5220\u9664\u3002",search:"\u5728\u6B64\u623F\u95F4\u4E2D\u641C\u7D22","sea\
rch.placeholder":"\u641C\u7D22","search.hint":"\u67E5\u627E\u6B64\u623F\u95F4\u4E2D\u5305\u542B\u6240\u6709\u5173\u952E\u8BCD\u7684\u6D88\u606F\u3002","search.b\
usy":"\u6B63\u5728\u641C\u7D22\u2026","search.none":"\u6CA1\u6709\u627E\u5230\u4E0E\u201C{text}\u201D\u5339\u914D\u7684\u6D88\u606F\u3002","search.found":{other:"\
{count} \u6761\u6D88\u606F\uFF0C\u6700\u65B0\u7684\u5728\u524D"},"search.first":{other:"\u6700\u65B0\u7684 {count} \u6761\u6D88\u606F"},"search.more":"\u663E\u793A\u66F4\u65E9\u7684\u7ED3\u679C",
"link.connecting":"\u6B63\u5728\u8FDE\u63A5\u2026","link.waiting":"\u8FDE\u63A5\u5DF2\u65AD\u5F00\uFF0C{seconds} \u79D2\u540E\u91CD\u8BD5","link.now":"\u8FDE\u63A5\u5DF2\u65AD\u5F00\uFF0C\u6B63\u5728\u91CD\
\u8BD5\u2026","link.offline":"\u4F60\u5DF2\u79BB\u7EBF\u3002\u8F93\u5165\u7684\u5185\u5BB9\u4F1A\u4FDD\u7559\uFF0C\u7A0D\u540E\u53D1\u9001\u3002","link.server_u\
nreachable":"\u65E0\u6CD5\u8FDE\u63A5\u5230\u670D\u52A1\u5668\uFF0C{seconds} \u79D2\u540E\u91CD\u8BD5","link.server_busy":"\u670D\u52A1\u5668\u6682\u65F6\u65E0\u6CD5\u63A5\u53D7\u66F4\u591A\u8FDE\u63A5\uFF0C{seconds} \u79D2\u540E\u91CD\u8BD5",
"link.origin_not_allowed":"\u670D\u52A1\u5668\u4E0D\u5141\u8BB8\u6B64\u9875\u9762\u8FDE\u63A5\u3002\u8BF7\u544A\u77E5\u7AD9\u70B9\u7BA1\u7406\u5458\uFF1A\u9700\u8981\u628A\u672C\u9875\u5730\u5740\u52A0\u5165 server.origins\uFF0C\u6216\u8BA9\u4EE3\u7406\u8F6C\u53D1 Host\u3002",
"link.upgrade_refused":"\u4F60\u4E0E\u670D\u52A1\u5668\u4E4B\u95F4\u7684\u7F51\u7EDC\uFF08\u53EF\u80FD\u662F\u4EE3\u7406\uFF09\u963B\u6B62\u4E86\u804A\u5929\u8FDE\u63A5\uFF08WebSocket\uFF09\uFF0C\u6B63\u5728\u91CD\u8BD5\u2026",
"link.ended":"\u8FDE\u63A5\u5DF2\u5173\u95ED\uFF1A{reason}","link.online":"\u5DF2\u8FDE\u63A5","link.retry":"\u7ACB\u5373\u91CD\u8BD5","me.settings":"\u4F60\u7684\u8BBE\u7F6E",
"me.name":"\u4FEE\u6539\u540D\u5B57","me.save":"\u4FDD\u5B58","me.renamed":"\u4F60\u73B0\u5728\u53EB {name}",export:"\u5BFC\u51FA\u6211\u7684\u6570\u636E","expo\
rt.busy":{other:"\u6B63\u5728\u6536\u96C6\u4F60\u7684\u6D88\u606F\uFF1A{count} \u6761\u2026"},"export.done":{other:"{count} \u6761\u6D88\u606F\u5DF2\u4FDD\u5B58\u4E3A {file}\u3002"},
"export.none":"\u4F60\u8FD8\u6CA1\u6709\u53D1\u9001\u8FC7\u6D88\u606F\u3002","me.forget":"\u4EE5\u65B0\u8EAB\u4EFD\u91CD\u65B0\u5F00\u59CB","me.forget.sure":"\u8981\u6E05\
\u9664\u8FD9\u53F0\u8BBE\u5907\u4E0A\u4FDD\u5B58\u7684\u540D\u5B57\u548C\u623F\u95F4\u5417\uFF1F","me.forget.yes":"\u6E05\u9664\u5E76\u91CD\u65B0\u5F00\u59CB","\
error.bad_frame":"\u670D\u52A1\u5668\u65E0\u6CD5\u8BC6\u522B\u8FD9\u6761\u6D88\u606F\u3002","error.unknown_type":"\u670D\u52A1\u5668\u4E0D\u652F\u6301\u8FD9\u4E2A\u64CD\u4F5C\u3002",
"error.invalid":"\u670D\u52A1\u5668\u672A\u63A5\u53D7\uFF1A{message}","error.login_required":"\u8FD9\u91CC\u4E0D\u5141\u8BB8\u8BBF\u5BA2\u8FDB\u5165\u3002","err\
or.bad_token":"\u4F60\u7684\u767B\u5F55\u5DF2\u5931\u6548\u3002","error.expired":"\u4F60\u7684\u767B\u5F55\u5DF2\u8FC7\u671F\u3002","error.forbidden":"\u4F60\u6CA1\u6709\u6743\u9650\u5728\u8FD9\u91CC\u6267\
\u884C\u6B64\u64CD\u4F5C\u3002","error.not_found":"\u5185\u5BB9\u4E0D\u5B58\u5728\u6216\u5DF2\u88AB\u5220\u9664\u3002","error.not_joined":"\u4F60\u4E0D\u5728\u8FD9\u4E2A\u623F\u95F4\u91CC\u3002",
"error.muted":"\u4F60\u5728\u8FD9\u91CC\u88AB\u7981\u8A00\u4E86\u3002","error.muted.until":"\u4F60\u5728\u8FD9\u91CC\u88AB\u7981\u8A00\uFF0C\u76F4\u5230 {until}\u3002",
"error.banned":"\u4F60\u5DF2\u88AB\u7981\u6B62\u8FDB\u5165\u8FD9\u91CC\u3002","error.banned.until":"\u4F60\u5DF2\u88AB\u7981\u6B62\u8FDB\u5165\u8FD9\u91CC\uFF0C\u76F4\u5230 {until}\u3002",
"error.kicked":"\u4F60\u5DF2\u88AB\u79FB\u51FA\u3002","error.slow_mode":"\u6162\u901F\u6A21\u5F0F\uFF1A\u8BF7\u7A0D\u540E\u518D\u53D1\u3002","error.slow_mode.wa\
it":"\u6162\u901F\u6A21\u5F0F\uFF1A\u8BF7\u7B49 {seconds} \u79D2\u518D\u53D1\u4E0B\u4E00\u6761\u3002","error.rate_limited":"\u64CD\u4F5C\u592A\u9891\u7E41\uFF0C\u8BF7\u7A0D\u5019\u3002",
"error.too_large":"\u6D88\u606F\u592A\u957F\u4E86\u3002","error.filtered":"\u6D88\u606F\u88AB\u8FC7\u6EE4\u5668\u62E6\u622A\u4E86\u3002","error.conflict":"\u5DF2\u88AB\u5360\u7528\u3002",
"error.unavailable":"\u670D\u52A1\u5668\u6682\u65F6\u65E0\u6CD5\u5904\u7406\uFF0C\u8BF7\u7A0D\u540E\u518D\u8BD5\u3002","error.internal":"\u670D\u52A1\u5668\u51FA\u9519\u4E86\u3002",
"error.disconnected":"\u8FDE\u63A5\u65AD\u5F00\u4E86\u3002","error.offline":"\u6CA1\u6709\u8FDE\u63A5\u3002","error.closed":"\u8FDE\u63A5\u5DF2\u5173\u95ED\u3002",
"error.timeout":"\u670D\u52A1\u5668\u6CA1\u6709\u53CA\u65F6\u54CD\u5E94\u3002","error.unanswered":"\u6BCF\u6B21\u53D1\u9001\u65F6\u8FDE\u63A5\u90FD\u4E2D\u65AD\u4E86\u3002",
"error.stale":"\u623F\u95F4\u5DF2\u88AB\u91CD\u7F6E\u3002","error.discarded":"\u5DF2\u53D6\u6D88\u3002","error.with":"{text}\u539F\u56E0\uFF1A{reason}"}};var ge={en:En,zh:Mn},Qe=[["week",6048e5],["day",864e5],["hour",36e5],["minute",6e4],["second",1e3]],jn=Object.freeze(Object.fromEntries(Object.entries(ge).map(([
n,{name:e}])=>[n,e])));function Cn(n){return n.filter(Boolean).map(t=>t.toLowerCase().split("-")[0]).find(t=>Object.hasOwn(ge,t))??"en"}var Xe=class{#e;#t;#s;#n;#i;constructor(e,{
timeZone:t,wished:s=[]}={}){let{texts:i,tag:o}=ge[e],r=s.find(c=>c.toLowerCase().split("-")[0]===e)??o;this.code=e,this.tag=o,this.#e=i,this.#t=new Intl.PluralRules(
r),this.#i=c=>new Intl.NumberFormat(r,{style:"unit",unit:c,unitDisplay:"long"}),this.#n=new Intl.RelativeTimeFormat(r,{numeric:"auto"});let a=c=>new Intl.DateTimeFormat(
r,{...c,timeZone:t});this.#s={clock:a({hour:"2-digit",minute:"2-digit"}),day:a({weekday:"long",day:"numeric",month:"long"}),distant:a({day:"numeric",month:"long",
year:"numeric"}),exact:a({dateStyle:"full",timeStyle:"medium"}),short:a({day:"numeric",month:"short"}),dated:a({day:"numeric",month:"short",year:"numeric"}),week:a(
{weekday:"long",hour:"2-digit",minute:"2-digit"}),year:a({day:"numeric",month:"long",hour:"2-digit",minute:"2-digit"}),ever:a({day:"numeric",month:"long",year:"\
numeric",hour:"2-digit",minute:"2-digit"}),key:new Intl.DateTimeFormat("en-CA",{timeZone:t})}}t(e,t={}){let s=this.#e[e]??ge.en.texts[e]??e;return(typeof s=="st\
ring"?s:s[this.#t.select(t.count)]??s.other).replace(/\{(\w+)\}/g,(o,r)=>t[r]??o)}has(e){return e in ge.en.texts}clock(e){return this.#s.clock.format(e)}brief(e){
return this.#s.clock.formatToParts(e).filter(({type:s})=>s!=="dayPeriod").map(({value:s})=>s).join("").trim()}exact(e){return this.#s.exact.format(e)}dayKey(e){
return this.#s.key.format(e)}when(e,t){return this.dayKey(e)===this.dayKey(t)?this.clock(e):this.#s[Math.abs(t-e)<300*864e5?"short":"dated"].format(e)}until(e,t){
let s=this.#o(e,t);if(s===0)return this.clock(e);if(s===1)return this.t("day.clock",{day:this.#n.format(1,"day"),clock:this.clock(e)});let i=s<7?"week":s<300?"y\
ear":"ever";return this.#s[i].format(e)}span(e){let[t,s]=Qe.find(([,i])=>e%i===0)??Qe.at(-1);return this.#i(t).format(e/s)}left(e){let[t,s]=Qe.find(([,i])=>e>=2*
i)??Qe.at(-1);return this.#i(t).format(Math.ceil(e/s))}day(e,t){let s=this.#o(e,t);if(s===0||s===-1){let i=this.#n.format(s,"day");return i.charAt(0).toLocaleUpperCase(
this.tag)+i.slice(1)}return this.#s[s>-300&&s<300?"day":"distant"].format(e)}#o(e,t){return Math.round((Date.parse(this.dayKey(e))-Date.parse(this.dayKey(t)))/864e5)}};var An=/^a\./;function _n(n,{model:e,store:t,anew:s}){let i=(r,a)=>n.addEventListener(r,({detail:c})=>a(c));i("login",({user:r,token:a,account:c})=>{let h=An.test(
t.owner??"")&&t.owner!==r.id;h&&t.forget(),t.owner=r.id,t.kind=An.test(r.id)?"account":"guest",a?t.token=a:t.kind==="account"&&(t.token=null),o(r,c),h&&s()}),i(
"me",({user:r,account:a})=>o(r,a??n.account)),i("sanction",({room:r,action:a,until:c,reason:h})=>{r===null&&a==="ban"&&e.dispatch({type:"out",bar:{until:c,reason:h}})}),
i("state",({state:r,error:a,code:c})=>{if(r==="refused"&&a.code==="banned"){let h=a.message===a.code?"":a.message;e.dispatch({type:"out",bar:{until:a.until??null,
reason:h}})}else r==="ended"&&c===4503&&e.state.out===null?e.dispatch({type:"out",bar:{until:null,reason:""}}):r==="online"&&e.dispatch({type:"out",bar:null})});
function o(r,a){t.name=r.name.replace(/^~/,""),e.dispatch({type:"me",user:r}),e.dispatch({type:"account",account:a??null})}}var et=class{#e;#t;#s;#n;constructor({client:e,model:t,store:s,tell:i}){this.#e=e,this.#t=t,this.#s=s,this.#n=i,e.addEventListener("state",({detail:o})=>o.state===
"online"&&this.#i())}async ignore(e){await this.#o(async()=>{await this.#e.command("ignore",{user:e.id}),this.#t.dispatch({type:"ignored",user:e}),this.#n("igno\
red.done",{name:e.name})})}async unignore(e){await this.#o(async()=>{await this.#e.command("unignore",{user:e.id}),this.#t.dispatch({type:"unignored",user:e.id}),
this.#n("ignored.undone",{name:e.name})})}async#i(){try{let{users:e}=await this.#e.list("ignores"),t={...this.#s.ignored,...this.#r()};this.#t.dispatch({type:"i\
gnoring",users:e.map(s=>({id:s,name:t[s]}))}),this.#s.ignored=this.#t.state.ignored}catch({code:e}){(e==="unknown_type"||e==="forbidden")&&this.#t.dispatch({type:"\
unable",what:"ignore"})}}async#o(e){try{await e(),this.#s.ignored=this.#t.state.ignored}catch(t){this.#n(`error.${t.code}`,{error:t})}}#r(){let e=Object.values(
this.#t.state.rooms).flatMap(t=>Object.values(t.people));return Object.fromEntries(e.map(({id:t,name:s})=>[t,s]))}};function $n(n,e){if(!e)return n;let t=Object.fromEntries((e.users??[]).map(s=>[s.id,s]));return{...n,people:t,count:e.count??Object.keys(t).length}}function Ln(n,{
joined:e=[],left:t=[],count:s}){let i={...n.people};for(let r of e)i[r.id]=r;for(let r of t)delete i[r];return{...t.reduce((r,a)=>gs(r,a),n),people:i,count:s??Object.
keys(i).length}}function qn(n,e,t){return{...n,typing:{...n.typing,[e.id]:{name:e.name,until:t+5e3}}}}function gs(n,e){if(!(e in n.typing))return n;let{[e]:t,...s}=n.
typing;return{...n,typing:s}}function Nn(n,e){let t=Object.entries(n.typing).filter(([,{until:s}])=>s>e);return t.length===Object.keys(n.typing).length?n:{...n,
typing:Object.fromEntries(t)}}function Rn(n,e){let t=Dn(n,s=>s.seq===e.target?os(s,e):s);return e.type==="delete"?Wn(t,e.target):t}function Pn(n,e){let{[e]:t,...s}=n.people,{[e]:i,...o}=n.typing,
r=t?{...s,[e]:{...t,name:""}}:n.people,a=n.entries.filter(h=>h.user.id===e),c=Dn({...n,people:r,typing:o},h=>h.user.id===e?rs(h):h);return[...a,...n.search?.results??
[]].filter(h=>h.user.id===e).reduce((h,{seq:d})=>Wn(h,d),c)}function Dn(n,e){let t=Object.entries(n.quotes).map(([s,i])=>[s,i&&e(i)]);return{...n,entries:n.entries.
map(e),quotes:t.length>0?Object.fromEntries(t):n.quotes,reply:n.reply&&e(n.reply),search:n.search&&{...n.search,results:n.search.results.map(e)}}}function Wn(n,e){
let{search:t,reply:s,editing:i,removing:o}=n;return{...n,search:t&&{...t,results:t.results.filter(r=>r.seq!==e)},reply:s?.seq===e?null:s,editing:i?.seq===e?null:
i,removing:o?.seq===e?null:o}}function zn(n,e){return{...n,reply:e,editing:null,removing:null}}function Hn(n,e){let t=e&&{seq:e.seq,text:e.text,busy:!1,error:null};return{...n,editing:t,removing:null}}
function Un(n,e){let t=e&&{seq:e.seq,busy:!1,error:null};return{...n,removing:t,editing:e?null:n.editing}}function Yn(n,{what:e,seq:t,...s}){return n[e]?.seq===
t?{...n,[e]:{...n[e],...s}}:n}function Bn(n,e){let t={text:"",results:[],more:!1,state:"idle",error:null};return{...n,search:e?n.search??t:null}}function Gn(n,{
text:e}){let t=e==="";return ws(n,{text:e,state:t?"idle":"busy",error:null,...t?{results:[],more:!1}:{}})}function Fn(n,{text:e,page:t,further:s}){if(n.search?.
text!==e)return n;let i=s?n.search.results:[],o=t.events.filter(r=>!r.deleted&&!i.some(({seq:a})=>a===r.seq));return ws(n,{results:[...i,...o],more:t.more,state:"\
done",error:null})}function Kn(n,{text:e,error:t}){return n.search?.text===e?ws(n,{state:"failed",error:t}):n}function Jn(n){return{...n,removing:null,search:null}}
function ws(n,e){return n.search?{...n,search:{...n.search,...e}}:n}var pr=800,fr=500;function ye(n){return Object.freeze({id:n,kind:null,title:"",topic:"",slow:0,retention:null,joined:!1,role:null,can:null,members:null,muted:null,
barred:null,pausedUntil:0,sanctions:null,epoch:null,first:1,head:0,from:1,to:0,entries:[],quotes:{},older:!1,loading:null,pending:[],people:{},count:0,typing:{},
seen:0,unread:0,called:0,revealed:{},about:!1,divider:null,missed:0,gap:null,target:null,reply:null,editing:null,removing:null,search:null})}function we(n){return n.
to<n.head}function Vn(n,e,{me:t,ignored:s,seen:i,watched:o}){let r={...ys(n,e),joined:!0,barred:null,members:null,sanctions:null,typing:{}},a=$n(r,e.presence);if(!e.
reset){let g=e.gap?{before:null,reason:"gap.none"}:a.gap,b=n.epoch===null?gr(a,e,i):a;return bs({...b,gap:g},e.events,{me:t,ignored:s,watched:o,replayed:!0})}let{
epoch:c,seq:h,events:d}=e,u=c===n.epoch||c===i?.epoch?"gap.older":"gap.text",f=d[0]?.seq??(h??0)+1,p={...a,epoch:c,first:e.first??1,head:h??0,from:f,to:h??0,entries:d.
filter(tt),quotes:c===n.epoch?n.quotes:{},older:!!e.more,loading:null,gap:e.gap?{before:f,reason:u}:null,target:null,editing:null,removing:null,reply:null};return Fs(
p,wr(e,i,n),{me:t,ignored:s})}function gr(n,{epoch:e,first:t,since:s,seen:i=0},o){if(!s)return n;let{seq:r}=s,a=Math.max(i,o?.epoch===e?o.seq:0);return{...n,epoch:e,
first:t??1,head:r,from:r+1,to:r,older:r>=(t??1),seen:a}}function wr({epoch:n,seq:e,seen:t=0,gap:s},i,o){let r=Math.max(i?.epoch===n?i.seq:0,o.epoch===n?o.seen:0),
a=Math.max(t,r);return a>0||s?a:e??0}function ys(n,e){let{kind:t,title:s,topic:i,slow:o,retention:r,can:a,role:c}={...n,...e},h=a?.includes("say")?null:n.muted;
return{...n,kind:t,title:s,topic:i,slow:o,retention:r,can:a,role:c,muted:h}}function bs(n,e,{me:t,ignored:s,watched:i,replayed:o=!1}){let r=n,a={me:t,ignored:s,
watched:i,replayed:o};for(let c of e)r=c.type==="message"?br(r,c,a):Rn(r,c),r=c.seq==null?r:yr(r,c.seq,i);return i?vr(r):r}function yr(n,e,t){let s=we(n)?n.to:e;
return{...n,head:e,to:s,seen:t&&!we(n)?Math.max(n.seen,e):n.seen}}function br(n,e,t){let s=we(n)?n.entries:[...n.entries,e],i=gs({...n,entries:s},e.user.id);return Ks(
i,e,t)}function vr(n){if(n.entries.length<=pr||n.target!==null)return n;let e=n.entries.slice(-fr);return{...n,entries:e,from:e[0].seq??n.from,older:e[0].seq!=null}}
function Zn(n,{events:e,first:t=n.first,more:s}){let i=e.filter(a=>a.seq<n.from),o=i[0]?.seq??(s?n.from:t),r=[...i.filter(tt),...n.entries];return{...n,entries:r,
from:o,first:t,older:!!s&&i.length>0,loading:null}}function Qn(n,{events:e,more:t}){let s=e.filter(r=>r.seq>n.to),i=s.at(-1)?.seq??(t?n.to:n.head),o=[...n.entries,
...s.filter(tt)];return{...n,entries:o,to:i,head:Math.max(n.head,i),loading:null}}function Xn(n,{events:e,first:t=n.first,more:s},{target:i=null}={}){if(e.length===
0)return{...n,loading:null};let[o,r]=[e[0].seq,e.at(-1).seq],a=Math.max(n.head,r);return{...n,entries:e.filter(tt),from:o,to:r,head:a,first:t,older:s??o>t,loading:null,
target:vs(i)}}function vs(n){return n===null?null:Object.freeze({at:n})}function ei(n){let e={...Jn(n),target:null,revealed:{}};return n.unread===0?{...e,divider:null,
missed:0,about:!1}:e}function tt(n){return n.type==="message"}function ti(n,e,{code:t,until:s=null,reason:i=""}){let o=n.rooms[e]??ye(e),{title:r,topic:a,kind:c}=o,h=Object.freeze({...ye(e),title:r,topic:a,kind:c,barred:Object.
freeze({code:t,until:s,reason:i})});return{...n,rooms:{...n.rooms,[e]:h}}}function si(n,e,t){let s=o=>e===null?{...cs(o,t),muted:o.muted}:cs(o,t),i=Object.entries(
n.rooms).map(([o,r])=>[o,e===null||o===e?s(r):r]);return{...n,rooms:Object.fromEntries(i),muted:e===null?t:n.muted}}function ne(n,e){let t=n.match(/^you are (?:banned|muted)(?:: (.*))?$/s),
s=t?t[1]??"":n;return s===e?"":s}function ni(n,{model:e,store:t,clock:s,notice:i}){let o=(a,c)=>n.addEventListener(a,({detail:h})=>c(h));o("standing",a=>e.dispatch({type:"settings",room:a.room,
event:a})),o("member",a=>e.dispatch({type:"member",room:a.room,event:a})),o("invited",({room:a,kind:c,title:h,by:d})=>{t.hidden=t.hidden.filter(p=>p!==a);let u=c===
"direct",f={room:a,kind:c,title:h,by:d,role:"member",invited:!u,...u?{other:d}:{}};e.dispatch({type:"line",line:f}),i(u?"invited.direct":"invited.told",{name:d.
name,id:a})}),o("sanction",({room:a,action:c,until:h,reason:d})=>{c==="mute"?(e.dispatch({type:"silenced",room:a,bound:{until:h,reason:d}}),i("error.muted",{error:{
code:"muted",until:h,message:d}})):c==="unmute"?(e.dispatch({type:"silenced",room:a,bound:null}),i("unmuted")):c==="kick"&&a===null&&i("error.kicked",{error:{code:"\
kicked",message:d}})}),o("entries",({room:a,entries:c,replayed:h})=>{let d=c.some(({type:f,user:p})=>f==="message"&&p.id===e.state.me?.id),u=e.state.rooms[a];d&&
!h&&u&&Be(u)&&e.dispatch({type:"paused",room:a,until:s.now()+u.slow})});let r=new WeakSet;o("outbox",({room:a,items:c})=>{for(let{error:h}of c)h?.code==="slow_m\
ode"&&h.retryAfter!=null&&!r.has(h)&&(r.add(h),e.dispatch({type:"paused",room:a,until:s.now()+h.retryAfter}))})}function ii({rooms:n,me:e},t){let s=n[t];return s!==
void 0&&J(s)&&s.members!==null&&V(s,e)===null}function oi(n){return n?.code!=="banned"&&n?.code!=="kicked"?null:{code:n.code,until:n.until??null,reason:ne(n.message,
n.code)}}function ai(n,{model:e,store:t,clock:s,notice:i}){let o=(h,d)=>n.addEventListener(h,({detail:u})=>d(u));o("state",h=>{e.dispatch({type:"link",link:h}),h.state===
"online"&&r()}),o("welcome",({limits:h})=>e.dispatch({type:"limits",limits:h})),o("joined",h=>{let{room:d}=h;e.dispatch({type:"joined",room:d,answer:h,seen:t.seen(
d)})}),o("entries",({room:h,entries:d,replayed:u})=>e.dispatch({type:"entries",room:h,entries:d,replayed:u})),o("outbox",({room:h,items:d})=>{t.setUnsent(h,d.map(
Sr)),e.dispatch({type:"outbox",room:h,items:d})}),o("left",({room:h,error:d})=>{t.setUnsent(h,[]);let u=d!==void 0&&ii(e.state,h),f=u?null:oi(d);if(f){e.dispatch(
{type:"barred",room:h,bar:f});return}t.rooms=t.rooms.filter(p=>p!==h),d&&i(Er(d,{removed:u,known:e.state.rooms[h]?.epoch!=null}),{id:h,error:d}),e.dispatch({type:"\
left",room:h}),u&&e.dispatch({type:"dropped",room:h})}),o("presence",h=>e.dispatch({type:"presence",room:h.room,event:h})),o("room",h=>e.dispatch({type:"setting\
s",room:h.room,event:h})),o("erase",({user:h})=>{e.dispatch({type:"erase",user:h}),h===e.state.me?.id&&t.forget()}),o("seen",h=>{t.hidden.includes(h.room)||e.dispatch(
{type:"seen",event:h})}),o("activity",h=>{h.room in e.state.lines?e.dispatch({type:"activity",event:h}):h.room.startsWith("~")?(t.hidden=t.hidden.filter(d=>d!==
h.room),r()):t.hidden.includes(h.room)||r()});async function r(){try{let{rooms:h}=await n.rooms();e.dispatch({type:"listed",rooms:h.filter(({room:d})=>!t.hidden.
includes(d))})}catch{}}let a=()=>{};o("signal",({room:h,name:d,user:u})=>{d==="typing"&&u.id!==e.state.me?.id&&(e.dispatch({type:"typing",room:h,user:u,now:s.now()}),
a(),a=s.after(ri,c))});function c(){e.dispatch({type:"fade",now:s.now()}),a=Object.values(e.state.rooms).some(d=>Object.keys(d.typing).length>0)?s.after(ri,c):()=>{}}}
var ri=1e3;function Er({code:n},{removed:e,known:t}){return e?"room.removed":n==="not_found"?"room.unknown":t?"room.lost":"room.refused"}function Sr({key:n,text:e,
reply_to:t,time:s,state:i,error:o}){let{code:r,message:a,field:c}=o??{};return{key:n,text:e,reply_to:t,time:s,...i==="failed"?{error:{code:r,message:a,field:c}}:
{}}}var li=3e3,Tr=500,st=class extends EventTarget{#e;#t;#s;#n;#i=-1/0;constructor({client:e,model:t,store:s,clock:i}){super(),this.#e=e,this.#t=t,this.#s=s,this.#n=
i}doubt(e){if(e.startsWith("~"))return{name:"room.server"};if(Ce(e))return null;if(e.length>164)return{name:"room.long"};let t=Ae(e);return t?{name:"room.sugges\
t",values:{room:t}}:{name:"room.invalid"}}open(e){this.#o(e),this.#t.dispatch({type:"open",room:e}),this.#s.active=e}restore(e){for(let t of e)this.#o(t)}leave(e){
this.#e.leave(e),this.#s.rooms=this.#s.rooms.filter(t=>t!==e),this.#t.dispatch({type:"left",room:e}),this.hide(e),this.#s.active=this.#t.state.active}hide(e){this.#s.
hidden=[...this.#s.hidden.filter(t=>t!==e),e],this.#t.dispatch({type:"dropped",room:e})}say(e){let{room:t}=this.#t,s=T(e);!t||s.trim()===""||(this.#e.say(t.id,s,
{reply_to:t.reply?.seq}),this.#t.dispatch({type:"reply",room:t.id,entry:null}),this.#i=-1/0,this.dispatchEvent(new CustomEvent("said")))}again(e){this.#e.sayAgain(
this.#t.state.active,e)}discard(e){this.#e.unsay(this.#t.state.active,e)}typing(){let e=this.#n.now(),{room:t}=this.#t;!t?.joined||e-this.#i<li||this.#t.state.link.
state!=="online"||(this.#i=e,this.#e.signal(t.id,"typing").catch(({retryAfter:s=4*li})=>{this.#i=e+s}))}mend(e){let{room:t}=this.#t,s=this.#e.outbox(t.id).find(
i=>i.key===e);if(s&&this.#e.unsay(t.id,e)){let i=t.entries.find(({seq:o})=>s.reply_to!=null&&o===s.reply_to);this.#t.dispatch({type:"reply",room:t.id,entry:i??null}),
this.dispatchEvent(new CustomEvent("mend",{detail:{room:t.id,text:s.text}}))}}reply(e){this.#t.dispatch({type:"reply",room:this.#t.state.active,entry:e})}reconnect(){
this.#e.retry()}notice(e,t={}){this.dispatchEvent(new CustomEvent("notice",{detail:{name:e,values:t}}))}refused(e){this.notice(`error.${e.code}`,{error:e})}#o(e){
if(this.#t.dispatch({type:"enter",room:e}),this.#e.joined.includes(e))return;this.#s.rooms=[...this.#s.rooms.filter(i=>i!==e),e],this.#s.hidden=this.#s.hidden.filter(
i=>i!==e);let t=this.#s.unsent(e),s=this.#s.seen(e)??void 0;this.#e.join(e,{since:s,far:Tr}).catch(()=>{});for(let{text:i,error:o,...r}of t)this.#e.say(e,i,{...r,
error:o&&new w(o.code,o.message,o)})}};var nt=class{#e;#t;#s;#n;#i=Promise.resolve();#o=Promise.resolve();#r=new Set;constructor({client:e,model:t,intents:s,clock:i}){this.#e=e,this.#t=t,this.#s=s,this.#n=
i}older(){let{room:e}=this.#t;e?.older&&e.loading===null&&this.#a(e.id,"older",{before:e.from})}newer(){let{room:e}=this.#t;e&&e.to<e.head&&e.loading===null&&this.#a(
e.id,"newer",{after:e.to})}async latest(){let{room:e}=this.#t;e&&e.to<e.head&&await this.#c(this.#l(e.id,{before:e.head+1},null)),this.#t.dispatch({type:"target",
room:e?.id,seq:null})}async unread(){let{room:e}=this.#t;if(e?.divider==null)return;let t=e.divider+1;t>=e.from&&t<=e.to?this.#t.dispatch({type:"target",room:e.
id,seq:"divider"}):await this.#c(this.#d(e.id,t))}jump(e,t){return this.#i=this.#i.then(()=>this.#c(this.#h(e,t))),this.#i}original(e,t){let s=this.#t.state.rooms[e],
i=`${e}/${s.epoch}/${t}`;this.#r.has(i)||!s.joined||(this.#r.add(i),this.#o=this.#o.then(()=>this.#m(e,t)).catch(()=>this.#r.delete(i)))}async#a(e,t,s){this.#t.
dispatch({type:"loading",room:e,what:t});try{let i=await this.#e.history(e,{...s,limit:50});this.#t.dispatch({type:t,room:e,page:i})}catch{this.#t.dispatch({type:"\
loading",room:e,what:"failed"}),this.#n.after(3e3,()=>this.#t.dispatch({type:"loading",room:e,what:null}))}}async#l(e,t,s){let i=await this.#e.history(e,{...t,limit:50});
this.#t.dispatch({type:"moved",room:e,page:i,target:s})}async#c(e){try{await e}catch(t){this.#s.refused(t)}}async#h(e,t){this.#s.open(e);try{await this.#e.join(
e)}catch{return}let s=()=>this.#t.state.rooms[e];if(t>s().head||t<s().first){this.#s.notice("gone");return}(t>s().to||s().from-t>300)&&await this.#l(e,{before:t+
50/2},null),await this.#u(e,t),s().entries.some(i=>i.seq===t)?this.#t.dispatch({type:"target",room:e,seq:t}):this.#s.notice("gone")}async#d(e,t){await this.#l(e,
{before:t+50/2},"divider"),t<this.#t.state.rooms[e].from&&(await this.#u(e,t),this.#t.dispatch({type:"target",room:e,seq:"divider"}))}async#u(e,t){let s=()=>this.#t.
state.rooms[e];for(;t<s().from&&s().older;){let i=await this.#e.history(e,{before:s().from,limit:50});this.#t.dispatch({type:"older",room:e,page:i})}}async#m(e,t){
let{events:s}=await this.#e.history(e,{before:t+1,limit:1}),i=s.find(o=>o.seq===t&&o.type==="message")??null;this.#t.dispatch({type:"quote",room:e,seq:t,entry:i}),
await new Promise(o=>this.#n.after(100,o))}};var it=class{#e;#t;#s;#n;#i=new Map;#o=new Map;#r=new Set;#a=!1;#l=!1;constructor({client:e,model:t,store:s,clock:i}){this.#e=e,this.#t=t,this.#s=s,this.#n=i,t.
addEventListener("change",()=>this.#c()),e.addEventListener("joined",({detail:o})=>this.#h(o)),e.addEventListener("seen",({detail:o})=>this.#d(o.room,o))}#c(){for(let{
id:e,epoch:t,seen:s,joined:i}of Object.values(this.#t.state.rooms)){let o=this.#i.get(e);t!==null&&i&&(o?.epoch!==t||o.seq<s)&&(this.#i.set(e,{epoch:t,seq:s}),this.#s.
setSeen(e,{epoch:t,seq:s}),this.#u(e))}}#h({room:e,epoch:t,seen:s=0}){this.#d(e,{epoch:t,seq:s}),this.#u(e)}#d(e,{epoch:t,seq:s}){this.#o.set(e,{epoch:t,seq:s})}#u(e){
let t=this.#i.get(e),s=this.#o.get(e);t&&s?.epoch===t.epoch&&s.seq<t.seq&&(this.#r.add(e),this.#m())}#m(){if(!(this.#a||this.#l||this.#r.size===0||this.#e.state.
state!=="online")){for(let e of this.#r)this.#f(e,this.#i.get(e));this.#r.clear(),this.#a=!0,this.#n.after(2e3,()=>{this.#a=!1,this.#m()})}}async#f(e,t){try{await this.#e.
seen(e,t.seq),this.#d(e,t)}catch({code:s,passing:i}){this.#l||=s==="unknown_type",i&&this.#r.add(e)}}};var ot=class{#e;#t;#s;#n;#i=new Set;constructor({client:e,model:t,intents:s,clock:i}){this.#e=e,this.#t=t,this.#s=s,this.#n=i,t.addEventListener("change",()=>this.#r())}async sanction({
act:e,user:t,room:s,length:i=null,reason:o="",address:r=!1}){let a=i===null?{}:{until:this.#n.time()+i},c=e==="kick"?{}:{...a,...r?{address:r}:{}},h=s===null?{}:
{room:s};await this.#e.command(e,{...h,user:t.id,reason:T(o).trim(),...c}),this.#s.notice(`did.${e}`,{name:t.name}),this.#o(s)}async lift({kind:e,subject:t,name:s,
room:i}){let o=i===null?{}:{room:i};await this.#e.command(`un${e}`,{...o,user:t}),this.#s.notice(`did.un${e}`,{name:s}),this.#o(i)}async report(e,t,s){await this.#e.
command("report",{room:e,seq:t,reason:T(s).trim()}),this.#s.notice("did.report")}async set(e,t){await this.#e.command("set",{room:e,...t})}async close(e){await this.#e.
command("close",{room:e})}#o(e){e!==null&&this.#t.dispatch({type:"sanctions",room:e,sanctions:null})}#r(){let{room:e}=this.#t;e?.joined&&e.sanctions===null&&(E(
e,"mute")||E(e,"ban"))&&!this.#i.has(e.id)&&(this.#i.add(e.id),this.#a(e.id))}async#a(e){let t=[];try{({sanctions:t}=await this.#e.list("sanctions",{room:e}))}catch{}
this.#i.delete(e),this.#t.dispatch({type:"sanctions",room:e,sanctions:t})}};var rt=class{#e;#t;#s;constructor({account:e,client:t,model:s}){this.#e=e,this.#t=t,this.#s=s}get owned(){return this.#s.state.account?.kind==="account"}rename(e){
let{me:t,limits:s,door:i}=this.#s.state,o=T(e).trim(),r=Z("guest",{name:o},{limit:i.site?.name??s.name});return this.#n("rename",r,async()=>{if(o!==t?.name){let a=this.
owned?await this.#e.rename(o):await this.#t.rename(o);this.#s.dispatch({type:"me",user:a})}})}changePassword({old:e,password:t}){let s=this.#s.state.door.site?.
password_least,o=(e===""?{field:"old",name:"password.empty"}:null)??Z("reset",{password:t},{least:s});return this.#n("password",o,()=>this.#e.changePassword(e,t))}remove({
password:e},t){let s=e===""?{field:"password",name:"password.empty"}:null;return this.#n("remove",s,async()=>t((await this.#e.remove(e))?.task??null))}sessions(){
return this.#e.sessions()}endSession(e){return this.#e.endSession(e)}endOthers(){return this.#e.endOthers()}async#n(e,t,s){if(t)return t;try{return await s(),null}catch(i){
return Q(e,i)}}};function ci({tab:n,room:e,closed:t=!1}){return Object.freeze({tab:n,room:e,closed:t,items:[],more:!1,next:null,state:"busy",error:null})}function hi(n){return{...n,
state:"busy",error:null}}function di(n,{asked:e,items:t,more:s,next:i=null,further:o}){if(!fi(n,e))return n;let r=o?n.items:[],a=t.filter(({id:c})=>!r.some(h=>h.
id===c));return{...n,items:[...r,...a],more:s,next:i,state:"done",error:null}}function ui(n,{asked:e,error:t}){return fi(n,e)?{...n,state:"failed",error:t}:n}function mi(n,e,t){
return{...n,items:n.items.map(s=>s.id===e?{...s,...t}:s)}}function pi(n,e){return{...n,items:n.items.filter(t=>t.id!==e)}}function fi(n,{tab:e,room:t,closed:s}){
return n!==null&&n.tab===e&&n.room===t&&n.closed===s}function gi(n,e){return Object.fromEntries(e.filter(Mr).map(t=>[t.room,{...n[t.room],...t}]))}function ks(n,{room:e,...t}){let s={room:e,title:"",epoch:null,seq:0,
seen:0,unread:0};return Es(n,{...n[e]??s,...t})}function wi(n,{room:e,seq:t}){let s=n[e];return s&&t>s.seq?Es(n,{...s,seq:t,unread:s.unread+t-s.seq}):n}function yi(n,{
room:e,epoch:t,seq:s}){let i=n[e]??{room:e,title:"",epoch:t,seq:s,seen:0,unread:0};if(i.epoch!==t||s<=i.seen)return n;let o=Math.min(i.unread,Math.max(0,i.seq-s));
return Es(n,{...i,seq:Math.max(s,i.seq),seen:s,unread:o})}function xs(n,e){return Object.values(n).filter(({room:s,invited:i})=>!(s in e)&&!i).sort((s,i)=>(s.title||
s.room).localeCompare(i.title||i.room))}function bi(n,e){let{[e]:t,...s}=n;return s}function Mr({epoch:n,role:e}){return n!=null||e!=null}function Es(n,e){return{
...n,[e.room]:e}}function xi(n,e){return{...n,members:Object.fromEntries(e.map(t=>[t.user.id,t]))}}function Ei(n,{user:e,role:t,invited:s=!1}){let{[e.id]:i,...o}=n.members??{};return{
...n,members:t===null?o:{...o,[e.id]:{...i,user:e,role:t,invited:s}}}}function Si(n,e){let t=n.members??{},s=Object.values(n.people).map(r=>vi(r,t[r.id])),i=Object.
values(t).filter(({user:r})=>!(r.id in n.people)),o=s.length>=Math.min(n.count,1);return{here:ki(s,e),away:o?ki(i.map(r=>vi(r.user,r)),e):[]}}function vi(n,e){return{
user:n,role:e?.role??null,invited:e?.invited??!1}}function ki(n,e){let t=({user:i})=>i.id===e?.id?0:1,s=({role:i})=>i==="owner"?0:i==="moderator"?1:2;return n.sort(
(i,o)=>t(i)-t(o)||s(i)-s(o)||i.user.name.localeCompare(o.user.name))}function Ss(n){return K(n,"member")}var Ar=Object.freeze({me:null,account:null,door:mn,out:null,link:Object.freeze({state:"idle"}),limits:Object.freeze({}),ignored:Object.freeze({}),unable:Object.
freeze([]),rooms:Object.freeze({}),lines:Object.freeze({}),active:null,watching:null,muted:null,reports:Object.freeze({}),desk:null});function _r(n,e){let t=$r[e.
type];return t?t(n,e):Nr(n,e)}var $r={link:(n,{link:e})=>({...n,link:e,me:e.state==="refused"?null:n.me}),sited:(n,e)=>({...n,door:pn(n.door,e)}),linked:(n,e)=>({
...n,door:fn(n.door,e)}),turned:(n,e)=>({...n,door:gn(n.door,e)}),underWay:(n,e)=>({...n,door:wn(n.door,e)}),out:(n,{bar:e})=>({...n,out:e}),limits:(n,{limits:e})=>({
...n,limits:e}),unable:(n,{what:e})=>({...n,unable:[...n.unable,e]}),me:(n,{user:e})=>({...n,me:e}),account:(n,{account:e})=>({...n,account:e}),ignoring:(n,{users:e})=>({
...n,ignored:Ns(e)}),ignored:(n,{user:e})=>({...n,ignored:Is(n.ignored,e)}),unignored:(n,{user:e})=>({...n,ignored:Rs(n.ignored,e)}),open:(n,e)=>Rr(n,e.room),left:(n,e)=>Pr(
n,e.room),barred:(n,e)=>ti(n,e.room,e.bar),silenced:(n,e)=>si(n,e.room,e.bound),reported:(n,{room:e,open:t})=>({...n,reports:{...n.reports,[e]:t}}),deskTurned:(n,{
to:e})=>({...n,desk:e&&ci(e)}),deskAsked:n=>be(n,hi),deskCame:(n,e)=>be(n,t=>di(t,e)),deskFailed:(n,e)=>be(n,t=>ui(t,e)),deskInHand:(n,{id:e,news:t})=>be(n,s=>mi(
s,e,t)),deskCleared:(n,{id:e})=>be(n,t=>pi(t,e)),watch:(n,e)=>Dr(n,e.room),fade:(n,{now:e})=>Ti(n,t=>Nn(t,e)),erase:(n,{user:e})=>Ti(n,t=>Pn(t,e)),enter:(n,e)=>e.
room in n.rooms?n:ie(n,ye(e.room)),listed:(n,e)=>({...n,lines:gi(n.lines,e.rooms)}),line:(n,e)=>({...n,lines:ks(n.lines,e.line)}),activity:(n,{event:e})=>{let t=wi(
n.lines,e);return t===n.lines?n:{...n,lines:t}},dropped:(n,e)=>({...n,lines:bi(n.lines,e.room)}),seen:(n,{event:e})=>Ir(n,e)},Lr={members:(n,e)=>xi(n,e.members),
member:(n,{event:e})=>Ei(n,e),sanctions:(n,e)=>({...n,sanctions:e.sanctions}),paused:(n,{until:e})=>on(n,e),joined:(n,e,t)=>Vn(n,e.answer,{...t,seen:e.seen}),entries:(n,e,t)=>bs(
n,e.entries,{...t,replayed:e.replayed}),outbox:(n,{items:e})=>({...n,pending:e}),presence:(n,{event:e})=>Ln(n,e),typing:(n,{user:e,now:t},s)=>e.id in s.ignored?
n:qn(n,e,t),settings:(n,{event:e})=>ys(n,e),loading:(n,{what:e})=>({...n,loading:e}),older:(n,{page:e})=>Zn(n,e),newer:(n,{page:e})=>Qn(n,e),moved:(n,{page:e,target:t})=>Xn(
n,e,{target:t}),target:(n,{seq:e})=>({...ts(n,[e]),target:vs(e)}),quote:(n,{seq:e,entry:t})=>({...n,quotes:{...n.quotes,[e]:t}}),reveal:(n,{seqs:e})=>ts(n,e),read:(n,{
seq:e},t)=>pe(n,e,t),reply:(n,{entry:e})=>zn(n,e),editing:(n,{entry:e})=>Hn(n,e),removing:(n,{entry:e})=>Un(n,e),inHand:(n,e)=>Yn(n,e.news),searching:(n,{open:e})=>Bn(
n,e),asked:(n,e)=>Gn(n,e),found:(n,e)=>Fn(n,e),notFound:(n,e)=>Kn(n,e)};function qr(n,{room:e}){return n.lines[e]?.invited?{...n,lines:ks(n.lines,{room:e,invited:!1})}:
n}function Nr(n,e){let t=e.type==="joined"?qr(n,e):n,s=t.rooms[e.room],i=Lr[e.type];if(!s||!i)return t;let o=i(s,e,{...Ts(t),watched:t.watching===s.id});return o===
s?t:ie(t,o)}function be(n,e){return n.desk===null?n:{...n,desk:e(n.desk)}}function Ts({me:n,ignored:e}){return{me:n,ignored:e}}function ie(n,e){return{...n,rooms:{
...n.rooms,[e.id]:Object.freeze(e)}}}function Ti(n,e){return Object.values(n.rooms).reduce((s,i)=>{let o=e(i);return o===i?s:ie(s,o)},n)}function Ir(n,e){let t=n.
rooms[e.room];return{...t?.epoch===e.epoch?ie(n,pe(t,e.seq,Ts(n))):n,lines:yi(n.lines,e)}}function Rr(n,e){if(n.active===e)return n;let t=n.rooms[n.active];return{
...t?ie(n,ei(t)):n,active:e,watching:null}}function Pr(n,e){let{[e]:t,...s}=n.rooms,i=n.active===e?Object.keys(s)[0]??null:n.active;return{...n,rooms:s,active:i,
watching:i===n.active?n.watching:null}}function Dr(n,e){let t=n.rooms[e],s={...n,watching:t?e:null};return t&&!we(t)?ie(s,pe(t,t.head,Ts(n))):s}function Oi(n){return[
...Object.values(n.rooms),...xs(n.lines,n.rooms)].reduce((t,s)=>t+s.unread,0)}function Mi(n){let e=s=>s.kind==="direct"?s.unread:s.called??0;return[...Object.values(
n.rooms),...xs(n.lines,n.rooms)].reduce((s,i)=>s+e(i),0)}var at=class extends EventTarget{#e=Ar;get state(){return this.#e}get room(){return this.#e.rooms[this.#e.
active]??null}dispatch(e){let t=_r(this.#e,e);t!==this.#e&&(this.#e=t,this.dispatchEvent(new Event("change")))}};var lt="chatd.";var ct=class{#e;#t;constructor({lasting:e,passing:t}){this.#e=new ht(e),this.#t=new ht(t)}get name(){return this.#e.get("name","")}set name(e){this.#e.set("name",
e)}get token(){return this.#e.get("token",null)}set token(e){this.#e.set("token",e)}get kind(){return this.#e.get("kind",null)}set kind(e){this.#e.set("kind",e)}get removal(){
return this.#t.get("removal",null)}set removal(e){this.#t.set("removal",e)}get owner(){return this.#e.get("owner",null)}set owner(e){this.#e.set("owner",e)}get alerts(){
return this.#e.get("alerts",!1)===!0}set alerts(e){this.#e.set("alerts",e)}get language(){return this.#e.get("language",null)}set language(e){this.#e.set("langu\
age",e)}get rooms(){return ji(this.#e.get("rooms",[]))}set rooms(e){this.#e.set("rooms",e)}get hidden(){return ji(this.#e.get("hidden",[]))}set hidden(e){this.#e.
set("hidden",e.slice(-200))}get ignored(){let e=this.#e.get("ignored",{});return e!==null&&typeof e=="object"?e:{}}set ignored(e){this.#e.set("ignored",e)}get active(){
return this.#t.get("active",null)??this.#e.get("active",null)}set active(e){this.#t.set("active",e),this.#e.set("active",e)}draft(e){return this.#t.get(`draft.${e}`,
null)??this.#e.get(`draft.${e}`,"")}setDraft(e,t){this.#t.set(`draft.${e}`,t),this.#e.set(`draft.${e}`,t||null)}seen(e){let{epoch:t,seq:s}=this.#e.get(`seen.${e}`,
null)??{};return typeof t=="string"&&Number.isSafeInteger(s)&&s>=0?{epoch:t,seq:s}:null}setSeen(e,t){this.#e.set(`seen.${e}`,t)}unsent(e){let t=this.#t.get(`uns\
ent.${e}`,[]);return Array.isArray(t)?t.filter(Wr):[]}setUnsent(e,t){this.#t.set(`unsent.${e}`,t.length>0?t:null)}forget(){let{language:e}=this;this.#e.clear(),
this.#t.clear(),this.language=e}};function Wr(n){return typeof n?.text=="string"&&typeof n.key=="string"&&n.key!==""}function ji(n){return Array.isArray(n)?n.filter(
e=>typeof e=="string"):[]}var ht=class{#e;#t=new Map;constructor(e){this.#e=e}get(e,t){try{let s=this.#e.getItem(lt+e);return s===null?this.#t.get(e)??t:JSON.parse(
s)}catch{return this.#t.get(e)??t}}set(e,t){this.#t.delete(e);try{t===null?this.#e.removeItem(lt+e):this.#e.setItem(lt+e,JSON.stringify(t))}catch{this.#t.set(e,
t)}}clear(){this.#t.clear();try{Object.keys(this.#e).filter(t=>t.startsWith(lt)).forEach(t=>this.#e.removeItem(t))}catch{}}};async function Ci({client:n,clock:e,tell:t}){let s=[],i=Math.min(n.limits.history??100,100);for(let o,r=!0;r;){let a=await zr(()=>n.export({after:o,limit:i}),e),
c=a.events.at(-1);s.push(...a.events.map(h=>JSON.stringify(h))),t(s.length),o=c&&{room:c.room,seq:c.seq},r=a.more&&c!==void 0}return{text:s.map(o=>`${o}
`).join(""),count:s.length}}async function zr(n,e){for(;;)try{return await n()}catch(t){if(!t.passing)throw t;await new Promise(s=>e.after(t.retryAfter??1e3,s))}}var Ai="chatd.watched";var dt=class{#e;#t=!1;#s=null;constructor(e){this.#e=e,this.#n(),e.document.addEventListener("visibilitychange",()=>this.#n())}get permission(){let{Notification:e}=this.#e;
return e===void 0||this.#t?"missing":e.permission}get visible(){return this.#e.document.visibilityState==="visible"}async ask(){return await this.#e.Notification.
requestPermission(),this.permission}async isWatched(){let{locks:e}=this.#e.navigator,{held:t}=e?await e.query():{held:[]};return t.some(({name:s})=>s===Ai)}isFirst(e){
let{locks:t}=this.#e.navigator;return t?new Promise(s=>{t.request(`chatd.alert.${e}`,{ifAvailable:!0},i=>(s(i!==null),i&&new Promise(o=>this.#e.setTimeout(o,1e4))))}):
Promise.resolve(!0)}show({title:e,body:t,tag:s,click:i}){try{let o=new this.#e.Notification(e,{body:t,tag:`chatd.${s}`,icon:"favicon.svg"});o.onclick=()=>{this.#e.
focus(),o.close(),i()}}catch{this.#t=!0}}#n(){let{locks:e}=this.#e.navigator;if(this.visible&&this.#s===null){let t=new Promise(s=>this.#s=s);e?.request(Ai,{mode:"\
shared"},()=>t)}else this.visible||(this.#s?.(),this.#s=null)}};var _i="http://www.w3.org/2000/svg";function l(n,e={},...t){let s=document.createElement(n);for(let[i,o]of Object.entries(e))i==="on"?Object.entries(o).forEach(
([r,a])=>s.addEventListener(r,a)):i==="data"?Object.assign(s.dataset,o):o===!0?s.setAttribute(i,""):o!==!1&&o!=null&&s.setAttribute(i,o);return s.append(...t.flat().
filter(i=>i!=null&&i!==!1)),s}var Hr={menu:"M4 7h16M4 12h16M4 17h16",people:"M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.6-3.6 3-5.5 6.500-5.500s5.900 1.\
900 6.500 5.500M16 4.300a3.500 3.500 0 0 1 0 6.400M17.500 14.800c2.200.6 3.600 2.400 4 5.200",close:"M6 6l12 12M18 6L6 18",send:"M5 12h13M12.500 5.500L19 12l-6.\
500 6.500",down:"M12 5v14M5.500 12.500L12 19l6.500-6.500",up:"M12 19V5M5.500 11.500L12 5l6.500 6.500",plus:"M12 5v14M5 12h14",search:"M11 18a7 7 0 1 0 0-14 7 7 \
0 0 0 0 14zM16.200 16.200L21 21",reply:"M9 6L4 11l5 5M4 11h9c4 0 6.500 2 7 7",copy:"M9 9h11v11H9zM15 9V4H4v11h5",link:"M10 14a4 4 0 0 0 5.700 0l3-3a4 4 0 0 0-5.\
700-5.700l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1",edit:"M4 20l1-4L16 5l3 3L8 19zM13.500 7.500l3 3",delete:"M5 7h14M10 7V4h4v3M7 7l1 13h8l1-\
13",alert:"M12 8v5M12 16.500v.1M12 3.500l9.500 16.500h-19z",clock:"M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.500 2",gear:"M12 15.200a3.200 3.200 0 1 0 0-6.\
400 3.200 3.200 0 0 0 0 6.400zM12 3v2.500M12 18.500V21M3 12h2.500M18.500 12H21M5.600 5.600l1.800 1.800M16.600 16.600l1.800 1.800M18.400 5.600l-1.800 1.800M7.400\
 16.600l-1.800 1.800",lock:"M6.500 11h11v9h-11zM8.500 11V8a3.500 3.500 0 0 1 7 0v3M12 14.500v2",horn:"M4 10v4h3l9 4.500v-13L7 10zM19 9.500a3.500 3.500 0 0 1 0 5\
M7.500 14.500L9 20h2.500l-1.200-4.300",archive:"M4 5h16v4H4zM5.500 9v10h13V9M10 13h4",person:"M12 11.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20.500c.7-4 3.500-6 \
7.500-6s6.800 2 7.500 6",invite:"M10 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM3.500 20c.6-3.600 3-5.500 6.500-5.500 1.300 0 2.500.3 3.500.8M18 14v6M15 17\
h6",more:"M5.500 11.300a.7.7 0 1 0 0 1.400.7.7 0 0 0 0-1.400zM12 11.300a.7.7 0 1 0 0 1.400.7.7 0 0 0 0-1.400zM18.500 11.300a.7.7 0 1 0 0 1.400.7.7 0 0 0 0-1.400\
z",shield:"M12 3l7.500 2.800v5.500c0 4.700-3.200 8-7.500 9.700-4.300-1.700-7.500-5-7.500-9.700V5.800zM9 12l2.200 2.200L15.500 10",flag:"M6 21V4M6 4.500c4-2 7 2 \
12 0v9c-5 2-8-2-12 0",mute:"M4.500 6.500a3 3 0 0 1 3-3h9a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3H12l-4.500 4v-4a3 3 0 0 1-3-3zM9.500 7.500l5 5M14.500 7.500l-5 5",unmute:"\
M4.500 6.500a3 3 0 0 1 3-3h9a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3H12l-4.500 4v-4a3 3 0 0 1-3-3zM9 10.200l2 2 4-4",kick:"M10 4H5v16h5M10 12h10M16 8l4 4-4 4",ban:"M12 21\
a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.800 5.800l12.400 12.400",star:"M12 4l2.400 5.100 5.600.7-4.100 3.900 1 5.500L12 16.500l-4.900 2.700 1-5.500L4 9.800l5.600-.7z",
check:"M5 12.500l4.500 4.500L19 7.500",list:"M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",exit:"M14 4h5v16h-5M14 12H4M8 8l-4 4 4 4",hide:"M4 4l16 16M9.900\
 5.700c.7-.1 1.400-.2 2.100-.2 4 0 7.200 2.200 9.500 6.500-.8 1.500-1.700 2.700-2.700 3.700M6.500 7.300c-1.600 1.100-2.900 2.700-4 4.700 2.300 4.300 5.500 6.500\
 9.500 6.500 1.500 0 2.900-.3 4.200-1M10 10a3 3 0 0 0 4.100 4.200",eye:"M2.500 12c2.300-4.300 5.500-6.500 9.500-6.500s7.200 2.200 9.500 6.500c-2.300 4.300-5.500\
 6.500-9.500 6.500s-7.200-2.200-9.500-6.500zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",wave:"M4.500 6.500a3 3 0 0 1 3-3h9a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3H12l-4.500 4v-4\
a3 3 0 0 1-3-3zM8.500 8.500h7M8.500 12h4"};function v(n){let e=document.createElementNS(_i,"svg");e.setAttribute("viewBox","0 0 24 24"),e.setAttribute("class","\
icon"),e.setAttribute("aria-hidden","true");let t=document.createElementNS(_i,"path");return t.setAttribute("d",Hr[n]),e.append(t),e}function x(n,e,t,s={}){let{
class:i="",...o}=s,r={type:"button",class:`icon-button ${i}`.trim(),"aria-label":e,title:e};return l("button",{...r,...o,on:{click:t}},v(n))}function m(n,e){n.textContent!==
e&&(n.textContent=e)}function oe({language:n,speak:e}){let t=Object.entries(jn).map(([i,o])=>{let r=i===n.code;return l("option",{value:i,selected:r,lang:i},o)}),s=({target:i})=>e(i.
value);return l("label",{class:"language"},l("span",{class:"visually-hidden"},n.t("language")),l("select",{class:"select",name:"language",on:{change:s}},t))}var $=class{#e;#t;constructor({language:e},{id:t,label:s,hint:i=null,secret:o=!1,...r}){let a=`${t}-complaint`,c=`${t}-hint`;this.#t=l("p",{class:"complaint",id:a,
role:"alert"}),this.#e=l("input",{id:t,class:"field",type:o?"password":"text","aria-describedby":i?`${c} ${a}`:a,...o?{autocapitalize:"none",spellcheck:"false"}:
{},...r,on:{input:()=>this.complain("")}}),this.element=l("div",{class:"labelled"},l("label",{for:t},s),o?l("div",{class:"secret"},this.#e,this.#s(e)):this.#e,i&&
l("p",{class:"field-hint",id:c},i),this.#t)}get value(){return this.#e.value}set value(e){this.#e.value=e}focus(){this.#e.focus()}select(){this.#e.select()}complain(e){
m(this.#t,e),this.#e.setAttribute("aria-invalid",String(e!==""))}#s(e){let t=()=>{let i=this.#e.type==="password";this.#e.type=i?"text":"password",s.setAttribute(
"aria-pressed",String(i))},s=x("eye",e.t("password.show"),t,{"aria-pressed":"false"});return s}};var Ur=36e5;function y(n,e){let{code:t,message:s,until:i,retryAfter:o,field:r}=e,a={message:r?`${r}: ${s}`:s};if(i!=null&&n.has(`error.${t}.until`)){let h=n.t(`\
error.${t}.until`,{until:n.until(i,Date.now())});return $i(n,h,t,s)}if(o!=null&&n.has(`error.${t}.wait`))return n.t(`error.${t}.wait`,{seconds:Math.ceil(o/1e3)});
let c=n.has(`error.${t}`)?n.t(`error.${t}`,a):s;return t==="muted"||t==="banned"||t==="kicked"?$i(n,c,t,s):c}function ve(n,{reason:e},t){return n.t(n.has(`link.${e}`)?
`link.${e}`:"link.now",{seconds:Math.max(t,0)})}function Li(n,{name:e,values:{error:t,wait:s,...i}={}}){return t?y(n,t):n.t(e,s===void 0?i:{...i,wait:n.left(s)})}
function re(n,e,t,s,i=""){if(t===null)return n.t(i?`${e}.${i}`:e);let o=t-s;return o<Ur?n.t(`${e}.left`,{left:n.left(Math.max(o,1e3))}):n.t(`${e}.until`,{until:n.
until(t,s)})}function $i(n,e,t,s=""){let i=ne(s,t);return i?n.t("error.with",{text:e,reason:i}):e}var L=class{#e;#t;#s;#n;#i=l("p",{class:"sheet-doubt",role:"alert"});#o=null;constructor({language:e},{name:t,fields:s,label:i,send:o,before:r=[],after:a=[],beside:c=[],
danger:h=!1}){this.#e=e,this.#t=s,this.#n=i,this.#s=l("button",{type:"submit",class:`button ${h?"danger":"primary"}`},i);let d=u=>{u.preventDefault(),this.#s.disabled||
o(this.values)};this.element=l("form",{class:"sheet",name:t,novalidate:!0,on:{submit:d}},r,Object.values(s).map(u=>u.element),this.#i,l("div",{class:"sheet-butt\
ons"},c,this.#s),a)}get values(){return Object.fromEntries(Object.entries(this.#t).map(([e,t])=>[e,t.value]))}focus(){let e=Object.values(this.#t);(e.find(({value:t})=>t===
"")??e[0])?.focus()}fill(e){for(let[t,s]of Object.entries(e))this.#t[t]&&(this.#t[t].value=s)}clear(){Object.values(this.#t).forEach(e=>e.value=""),this.tell(null)}hold(e,t=this.#n){
this.#s.disabled=e,m(this.#s,e?t:this.#n)}tell(e){if(e===this.#o)return;this.#o=e;let t=e===null?"":Li(this.#e,e),s=e&&this.#t[e.field];Object.values(this.#t).forEach(
i=>i.complain(i===s?t:"")),m(this.#i,s?"":t),s?.focus()}};function qi(n,e,t){return Yr[e](n,t??{})}var Yr={guest:Br,signIn:Gr,register:Fr,reset:Kr};function Br(n,{accounts:e}){let{language:t,entry:s}=n,i=a=>t.t(a),o=new $(
n,{id:"name",label:i("gate.name"),hint:e?i("gate.guest.hint"):null,name:"nickname",autocomplete:"nickname",maxlength:"64",placeholder:i("gate.placeholder"),enterkeyhint:"\
go"}),r=a=>s.asGuest(a.name);return new L(n,{name:"guest",fields:{name:o},label:i("gate.enter"),send:r})}function Gr(n){let{language:e,entry:t}=n,s=c=>e.t(c),i=new $(
n,{id:"password",label:s("password"),secret:!0,name:"password",autocomplete:"current-password",enterkeyhint:"go"}),o=[l("p",{class:"gate-forgot"},s("gate.forgot"))],
r=c=>t.signIn(c),a={name:Ni(n),password:i};return new L(n,{name:"sign-in",fields:a,after:o,label:s("gate.signIn"),send:r})}function Fr(n,e){let{language:t,entry:s}=n,
i={name:Ni(n),password:ae(n,e)},o=r=>s.register(r);return new L(n,{name:"register",fields:i,label:t.t("gate.register.do"),send:o})}function Kr(n,e){let{language:t,
entry:s}=n,i=a=>s.reset(a),o=[l("button",{type:"button",class:"button quiet",on:{click:()=>s.decline()}},t.t("cancel"))],r={password:ae(n,e,{label:"password.new"})};
return new L(n,{name:"reset",fields:r,beside:o,label:t.t("gate.reset.do"),send:i})}function Ni(n){return new $(n,{id:"name",label:n.language.t("gate.name"),name:"\
username",autocomplete:"username",autocapitalize:"none",spellcheck:"false",maxlength:"64",enterkeyhint:"next"})}function ae(n,{password_least:e=8}={},{id:t="pas\
sword",label:s="password"}={}){let{language:i}=n;return new $(n,{id:t,label:i.t(s),hint:i.t("password.least",{count:e}),secret:!0,name:"new-password",autocomplete:"\
new-password",enterkeyhint:"go"})}var Jr={guest:"gate.guest",signIn:"gate.signIn",register:"gate.register"},ut=class{#e;#t=l("p",{class:"gate-tagline"});#s=l("p",{class:"gate-note",role:"status"});#n;#i=l(
"div",{class:"gate-way"});#o=l("p",{class:"gate-hint",role:"status"});#r=new Map;#a=null;#l="";constructor(e){let{language:t,surroundings:s}=e;this.#e=e;let{room:i}=s.
route();this.#n=l("div",{class:"gate-ways",role:"group","aria-label":t.t("gate.ways")}),this.element=l("main",{class:"gate"},l("div",{class:"gate-card"},l("div",
{class:"gate-brand"},l("span",{class:"brand-mark"},v("wave")),l("h1",{},"chatd")),this.#t,i&&l("p",{class:"gate-room"},Vr(t,i)),this.#s,this.#n,this.#i,this.#o,
oe(e)))}render({door:e,link:t,me:s}){let{language:i}=this.#e,o=["connecting","waiting","unreachable"].includes(t.state),r=e.busy||o||t.state==="online"&&!s;m(this.#t,
i.t(Ii[e.link?.kind]??Ii[e.mode]??"tagline")),m(this.#s,e.note?i.t(e.note.name,e.note.values):""),this.#h(e),this.#d(e);let a=this.#r.get(e.mode);a?.hold(r,i.t(
"gate.entering")),a?.tell(e.doubt),m(this.#o,this.#c(e,t))}close(){}#c({mode:e,doubt:t},s){let{language:i}=this.#e;if(e===null)return i.t(t?.name==="gate.unreac\
hed"?"gate.unreached":"gate.entering");if(s.state==="unreachable"||s.state==="connecting"&&s.reason)return ve(i,s,Math.ceil((s.wait??0)/1e3));let o={waiting:"li\
nk.now",ended:"link.ended"}[s.state];return o?i.t(o,{reason:s.reason||s.code}):""}#h(e){let t=se(e),s=JSON.stringify([t,e.mode]);if(s===this.#l)return;this.#l=s;
let{language:i,entry:o}=this.#e,r=a=>{let h={type:"button",class:"gate-choice","aria-pressed":String(a===e.mode)};return l("button",{...h,on:{click:()=>o.turn(a)}},
i.t(Jr[a]))};this.#n.replaceChildren(...t.map(r)),this.#n.hidden=t.length<2}#d({mode:e,site:t}){if(e===this.#a)return;let s=this.#r.get(this.#a),i=e&&(this.#r.get(
e)??qi(this.#e,e,t));this.#a=e,this.#i.replaceChildren(...i?[i.element]:[]),i&&(this.#r.set(e,i),i.fill({name:s?.values.name||this.#e.store.name}),i.focus())}};
function Vr(n,e){return e.startsWith("~")?n.t("gate.room.private"):n.t("gate.room",{room:`#${e}`})}var Ii={invitation:"gate.invited",reset:"gate.reset",guest:"t\
agline",signIn:"gate.come",register:"gate.join"};var mt=class{#e;#t=l("p",{class:"outside-until"});#s=l("p",{class:"outside-reason"});#n;#i;#o=()=>{};constructor(e){this.#e=e;let{language:t,entry:s,client:i}=e,
o={type:"button",class:"button primary",on:{click:()=>i.connect()}};this.#n=l("button",o,t.t("outside.again"));let r=()=>s.leave().catch(()=>s.forget());this.#i=
l("button",{type:"button",class:"button quiet",on:{click:r}},t.t("me.leave")),this.element=l("main",{class:"gate"},l("div",{class:"gate-card outside",role:"aler\
t"},l("span",{class:"outside-mark"},v("alert")),l("h1",{},t.t("outside")),this.#t,this.#s,l("div",{class:"outside-buttons"},this.#n,this.#i),oe(e)))}render({out:e,
link:t,account:s}){let{language:i,clock:o}=this.#e,r=o.time(),a=e.until!==null&&e.until<=r;m(this.#t,a?i.t("outside.over"):re(i,"outside",e.until,r,"ever")),m(this.#s,
e.reason?i.t("outside.reason",{reason:e.reason}):""),this.#n.hidden=!a,this.#n.disabled=t.state==="connecting",this.#i.hidden=s?.kind!=="account",this.#r(a?null:
e.until)}close(){this.#o()}#r(e){if(this.#o(),e!==null){let{clock:t,model:s}=this.#e;this.#o=t.after(1e3,()=>this.render(s.state))}}};var pt=class{#e;#t=l("span");#s;#n={state:"idle"};#i=0;#o=()=>{};constructor(e){this.#e=e;let{language:t,intents:s}=e,i={type:"button",class:"button quiet",on:{
click:()=>s.reconnect()}};this.#s=l("button",i,t.t("link.retry")),this.element=l("div",{class:"banner",role:"status",hidden:!0},this.#t,this.#s),this.light=l("s\
pan",{class:"light",role:"img"})}render({link:e}){e!==this.#n&&(this.#n=e,this.#i=this.#e.clock.now()+(e.wait??0)),this.#r()}close(){this.#o()}#r(){this.#o();let e=this.#a(),
t=this.#n.state==="online";m(this.#t,t?"":e),this.element.hidden=t,this.element.dataset.state=this.#n.state;let s=this.#n.state==="waiting"||this.#n.state==="un\
reachable";this.#s.hidden=!s,this.light.dataset.state=this.#n.state,this.light.setAttribute("aria-label",e),this.light.title=e,s&&(this.#o=this.#e.clock.after(500,
()=>this.#r()))}#a(){let{language:e,clock:t,surroundings:s}=this.#e,{state:i,code:o,reason:r,error:a}=this.#n,c=Math.ceil((this.#i-t.now())/1e3);switch(i){case"\
online":return e.t("link.online");case"waiting":return s.online?c>0?e.t("link.waiting",{seconds:c}):e.t("link.now"):e.t("link.offline");case"unreachable":return s.
online?ve(e,this.#n,c):e.t("link.offline");case"ended":return e.t("link.ended",{reason:r||o});case"refused":return e.t("link.ended",{reason:y(e,a)});default:return r?
ve(e,this.#n,0):e.t("link.connecting")}}};function le({rooms:n,lines:e,me:t},s){let i=n[s],o=e[s],r=i?.kind??o?.kind??null,a=i?i.unread:o?.unread??0;return{id:s,kind:r,title:i?.title||o?.title||"",other:o?.
other??Qr(i,t),unread:a,called:r==="direct"?a:i?.called??0,joined:i!==void 0,invited:i===void 0&&(o?.invited??!1),by:o?.by??null,barred:i?.barred!=null}}function Pi(n){
let e=[...new Set([...Object.keys(n.rooms),...Object.keys(n.lines)])],t={invitations:[],open:[],hidden:[],directs:[],elsewhere:[]};for(let s of e.map(i=>le(n,i)))
t[Zr(s)].push(s);for(let s of["invitations","hidden","directs","elsewhere"])t[s].sort((i,o)=>Ri(i).localeCompare(Ri(o)));return t}function Zr(n){return n.invited?
"invitations":n.kind==="direct"?"directs":J(n)?"hidden":n.joined?"open":"elsewhere"}function Ri({id:n,title:e,other:t}){return t?.name||e||n}function Qr(n,e){return n?.
kind!=="direct"?null:[...Object.values(n.members??{}).map(({user:s})=>s),...Object.values(n.people)].find(s=>s.id!==e?.id)??null}var Xr={private:"lock",announce:"horn",archived:"archive",direct:"person"};function ce(n,{id:e,kind:t,title:s,other:i}){return i?i.name||n.t("nobody"):s||(e.startsWith(
"~")?n.t(t==="direct"?"kind.direct":"room.untitled"):`#${e}`)}function C(n,e,t){return ce(n,le(e,t))}function ft(n,e){let t=Xr[e],s=t?v(t):"#",i=t&&l("span",{class:"\
visually-hidden"},`${n.t(`kind.${e}`)}: `);return l("span",{class:"room-hash"},l("span",{class:"room-sign","aria-hidden":"true"},s),i)}var gt=class{#e;#t=l("h2");#s=l("p");#n=l("p",{class:"barred-reason"});#i;#o=null;#r=()=>{};constructor(e){this.#e=e;let{language:t,intents:s}=e,i=()=>s.open(this.#o.
id);this.#i=l("button",{type:"button",class:"button primary",on:{click:i}},t.t("barred.return")),this.element=l("section",{class:"barred",role:"alert",hidden:!0},
l("span",{class:"empty-mark"},v("lock")),this.#t,this.#s,this.#n,this.#i)}render(e,t){this.#r(),this.#o=t;let s=t?.barred??null;if(this.element.hidden=s===null,
s===null)return;let{language:i,clock:o}=this.#e,r=s.code==="kicked";m(this.#t,i.t(`barred.${s.code}`,{room:C(i,e,t.id)}));let a=o.time(),c=r?i.t("barred.kicked.\
hint"):re(i,"barred.banned",s.until,a,"ever");m(this.#s,c),m(this.#n,s.reason?i.t("barred.reason",{reason:s.reason}):""),this.#i.hidden=!r,!r&&s.until!==null&&s.
until>a&&(this.#r=o.after(1e3,()=>this.render(e,this.#o)))}close(){this.#r()}};function O(n){return l("span",{class:`avatar tint-${Ws(n.id)}`,"aria-hidden":"true"},Ds(n.name))}var wt=class{#e;#t;#s;#n=l("p",{class:"visually-hidden",role:"status"});#i;#o=[];#r=null;#a=0;constructor({language:e},{area:t,changed:s}){this.#e=e,this.#t=t,this.#s=
s;let i={class:"completions",id:"completions",role:"listbox",hidden:!0};this.#i=l("ul",{...i,"aria-label":e.t("people")}),this.#i.addEventListener("pointerdown",
o=>o.preventDefault()),this.element=l("div",{},this.#i,this.#n),t.setAttribute("aria-controls","completions"),t.setAttribute("aria-autocomplete","list"),t.addEventListener(
"blur",()=>this.close())}look(e){let{value:t,selectionStart:s,selectionEnd:i}=this.#t,o=s===i?Ys(t,s,e):null;this.#o=e,JSON.stringify(o)!==JSON.stringify(this.#r)&&
(this.#r=o,this.#a=0,this.#l())}close(){this.#r!==null&&(this.#r=null,this.#l())}key(e){if(this.#r===null||e.isComposing)return!1;let t=this.#r.users.length,s={
ArrowDown:1,ArrowUp:t-1}[e.key];if(s!==void 0)this.#a=(this.#a+s)%t,this.#h();else if(e.key==="Enter"&&!e.shiftKey||e.key==="Tab"&&!e.shiftKey)this.#d(this.#r.users[this.#a]);else if(e.
key==="Escape")this.close();else return!1;return e.preventDefault(),e.stopPropagation(),!0}#l(){let e=this.#r?.users??[];this.#i.hidden=e.length===0,this.#i.replaceChildren(
...e.map((t,s)=>this.#c(t,s))),m(this.#n,e.length>0?this.#e.t("mention.offer",{count:e.length}):""),this.#h()}#c(e,t){return l("li",{class:"completion",role:"op\
tion",id:`completion-${t}`,on:{click:()=>this.#d(e)}},O(e),l("span",{class:"person-name"},e.name))}#h(){[...this.#i.children].forEach((e,t)=>e.setAttribute("ari\
a-selected",String(t===this.#a))),this.#r?(this.#t.setAttribute("aria-activedescendant",`completion-${this.#a}`),this.#i.children[this.#a].scrollIntoView({block:"\
nearest"})):this.#t.removeAttribute("aria-activedescendant")}#d(e){let{text:t,caret:s}=Bs(this.#t.value,this.#r,e,this.#o);this.#t.value=t,this.#t.setSelectionRange(
s,s),this.close(),this.#s()}};var Di={ArrowDown:1,ArrowUp:-1};function D(n,e){let t=[...e],s=t.findIndex(a=>a.contains(document.activeElement)),i={Home:0,End:t.length-1},o=s<0&&n.key==="Arro\
wUp"?t.length:s,r=i[n.key]??(n.key in Di?o+Di[n.key]:null);return r===null||t.length===0?!1:(t[Math.min(Math.max(r,0),t.length-1)].focus(),n.preventDefault(),!0)}
function he(n){return n.key==="Enter"&&!n.shiftKey&&!n.isComposing&&n.keyCode!==229}function Wi(n,e){let t=[...e],s={ArrowRight:1,ArrowLeft:-1}[n.key],i=t.indexOf(
document.activeElement);if(s===void 0||i<0)return;n.preventDefault();let o=t[(i+s+t.length)%t.length];o.focus(),o.click()}var ea=8,ta=200,yt=class{#e;#t=null;#s=4e3;#n;#i;#o;#r=l("span",{class:"write-count",role:"status"});#a=l("span",{class:"about-words"});#l=l("span",{class:"abou\
t-text"});#c;#h;#d=l("p",{class:"silence",role:"status",hidden:!0});#u=l("span",{class:"write-slow",role:"status"});#m=null;#f=!1;#w=()=>{};#p;constructor(e){this.#e=
e;let{language:t}=e,s=(o,r)=>t.t(o,r);this.#i=l("textarea",{class:"write",id:"write",rows:"1","aria-label":s("write"),"aria-description":s("write.hint"),enterkeyhint:"\
send",autocomplete:"off",on:{input:()=>this.#O(),keydown:o=>this.#j(o),click:()=>this.#x(),keyup:({key:o})=>o.startsWith("Arrow")&&this.#x()}}),this.#o=l("butto\
n",{type:"submit",class:"send","aria-label":s("send"),title:s("send")},v("send")),this.#c=l("div",{class:"about",hidden:!0},this.#a,this.#l,x("close",s("close"),
()=>this.#e.intents.reply(null))),this.#h=l("div",{class:"write-box"},this.#i,this.#u,this.#r,this.#o),e.intents.addEventListener("mend",({detail:o})=>this.#b(o)),
this.#p=new wt(e,{area:this.#i,changed:()=>this.#O()});let i=o=>{o.preventDefault(),this.#M()};this.element=l("form",{class:"composer",novalidate:!0,on:{submit:i}},
this.#c,this.#d,this.#p.element,this.#h,l("p",{class:"write-hint","aria-hidden":"true"},s("write.hint")))}focus(){this.#i.focus()}render(e,t){if(this.#w(),this.#m=
e,this.#s=e.limits.text??this.#s,this.element.hidden=t===null||t.barred!==null,this.element.hidden)return;t.id!==this.#t&&(this.#t=t.id,this.#y(this.#e.store.draft(
t.id)));let{language:s}=this.#e;this.#i.placeholder=s.t("write.to",{room:C(s,e,t.id)}),this.#g(t),this.#k(t),this.#E()}close(){this.#w()}#g(e){let{clock:t,language:s}=this.#e,
i=ls(e,this.#m.muted),o=i?this.#v(i):"";m(this.#d,o),this.#d.hidden=i===null,this.#h.hidden=i!==null,this.#i.disabled=i!==null;let r=i?0:nn(e,t.now());this.#f=r>
0,m(this.#u,r>0?s.t("write.slow",{left:s.left(r)}):""),(r>0||i?.until!=null)&&(this.#w=t.after(Math.min(r||1e3,1e3),()=>this.render(this.#m,e)))}#v({why:e,until:t,
reason:s}){let{language:i,clock:o}=this.#e;if(e==="muted"){let r=re(i,"write.muted",t,o.time()),a=ne(s??"","muted");return a?i.t("error.with",{text:r,reason:a}):
r}return i.t({archived:"write.closed",announce:"write.announce"}[e]??"error.forbidden")}#k({reply:e}){e?.seq!==this.#n&&(this.#n=e?.seq,e&&this.focus());let t=e?
this.#e.language.t("reply.to",{name:e.user.name}):"";m(this.#a,t),m(this.#l,e?.text??""),this.#c.hidden=t===""}#x(){let{model:e}=this.#e;this.#p.look(e.room?$e(
e.room,e.state):[])}#y(e){this.#p.close(),this.#i.value=e,this.#T()}#b({room:e,text:t}){let s=this.#e.store.draft(e),i=s.trim()===""?t:`${t}
${s}`;this.#e.store.setDraft(e,i),this.#y(i),this.#E(),this.focus()}#O(){let{store:e,intents:t}=this.#e;e.setDraft(this.#t,this.#i.value),this.#i.value.trim()!==
""&&t.typing(),this.#T(),this.#E(),this.#x()}#j(e){let{intents:t,changes:s}=this.#e;this.#p.key(e)||(he(e)?(e.preventDefault(),this.#M()):e.key==="Escape"&&!e.isComposing&&
this.#n!==void 0?(e.stopPropagation(),t.reply(null)):e.key==="ArrowUp"&&this.#i.value===""&&s.reviseLast()&&e.preventDefault())}#M(){let{intents:e,store:t}=this.#e,
s=T(this.#i.value);s.trim()===""||me(s)>this.#s||this.#i.disabled||this.#f||(t.setDraft(this.#t,""),this.#y(""),e.say(s),this.#E(),this.focus())}#T(){let e=this.#i.
value.split(`
`).length;this.#i.rows=Math.min(Math.max(e,1),ea)}#E(){let{language:e}=this.#e,t=this.#s-me(T(this.#i.value)),s=t<0?"write.over":t<ta?"write.left":"";m(this.#r,
s&&e.t(s,{count:Math.abs(t)})),this.#r.classList.toggle("is-over",t<0),this.#o.disabled=t<0||this.#i.disabled||this.#f||this.#i.value.trim()===""}};var q=class{#e;#t=l("p",{class:"complaint",role:"alert"});#s;#n;#i=async()=>{};#o=e=>y(this.#e,e);#r=!1;constructor({language:e},{name:t,fields:s,yes:i="",danger:o=!1,
extra:r=[]}){this.#e=e;let a=()=>this.element.close();this.#s=l("h2",{id:`${t}-title`}),this.#n=l("button",{type:"submit",class:`button ${o?"danger":"primary"}`},
i);let c=d=>{d.preventDefault(),this.#a()};this.form=l("form",{novalidate:!0,on:{submit:c,input:()=>this.complain("")}},...s,this.#t,l("div",{class:"dialog-butt\
ons"},l("button",{type:"button",class:"button",on:{click:a}},e.t("cancel")),this.#n));let h={class:`dialog ${t}-dialog`,"aria-labelledby":`${t}-title`};this.element=
l("dialog",h,this.#s,this.form,...r)}open({title:e,yes:t,submit:s,words:i,focus:o}){m(this.#s,e),m(this.#n,t??this.#n.textContent),this.#i=s,this.#o=i??(r=>y(this.#e,
r)),this.#l(!1),this.complain(""),this.element.showModal(),o?.focus()}close(){this.element.open&&this.element.close()}complain(e){m(this.#t,e)}async#a(){if(!this.#r){
this.#l(!0);try{await this.#i()!==!1&&this.close()}catch(e){this.complain(this.#o(e))}this.#l(!1)}}#l(e){this.#r=e,this.#n.disabled=e}};function Y(n,e,t,{chosen:s,
change:i=()=>{}}={}){let o=t.map(({value:r,words:a,about:c})=>{let h={type:"radio",name:n,value:r,checked:r===s,class:"visually-hidden"},d=c&&l("span",{class:"c\
hoice-about"},c);return l("label",{class:"choice"},l("input",{...h,on:{change:i}}),l("span",{},a),d)});return l("fieldset",{class:"choices"},l("legend",{},e),l(
"div",{class:"choices-row"},o))}function de(n){return n.querySelector("input:checked")?.value}function B(n,e){for(let t of n.querySelectorAll("input"))t.checked=
t.value===e}function I(n,e,t={}){let s=l("input",{id:n,class:"field",type:"text",autocomplete:"off",...t});return{input:s,all:[l("label",{for:n},e),s]}}var bt=class{#e;#t=l("blockquote",{class:"dialog-quote"});#s;#n;constructor(e){this.#e=e;let{language:t}=e;this.#s=I("report-reason",t.t("report.reason"),{maxlength:"\
500"});let s=l("p",{class:"dialog-hint"},t.t("report.about")),i=[this.#t,s,...this.#s.all];this.#n=new q(e,{name:"report",fields:i,yes:t.t("report")}),this.element=
this.#n.element}open(e,{seq:t,text:s,user:i}){let{language:o,order:r}=this.#e;m(this.#t,`${i.name}: ${s}`),this.#s.input.value="";let a=()=>r.report(e,t,this.#s.
input.value);this.#n.open({title:o.t("report.title"),submit:a,focus:this.#s.input})}};var sa=["private","public","announce"],vt=class{#e;#t;#s;#n;#i;#o;#r;#a=!1;constructor(e){this.#e=e;let{language:t}=e,s=r=>t.t(r),i=sa.map(r=>({value:r,words:s(
`kind.${r}`),about:s(`kind.${r}.about`)}));this.#t=Y("create-kind",s("create.kind"),i,{chosen:"private",change:()=>this.#l()}),this.#t.classList.add("is-tall"),
this.#s=I("create-name",s("create.name"),{maxlength:"200",placeholder:s("create.name.hint"),on:{input:()=>this.#c()}}),this.#n=I("create-id",s("create.id"),{maxlength:"\
164",autocapitalize:"none",spellcheck:"false",on:{input:()=>this.#a=!0}}),this.#i=I("create-topic",s("create.topic"),{maxlength:"1000"}),this.#r=l("div",{class:"\
create-id",hidden:!0},this.#n.all);let o=[this.#t,...this.#s.all,this.#r,...this.#i.all];this.#o=new q(e,{name:"create",fields:o,yes:s("create.yes")}),this.element=
this.#o.element}open(){for(let{input:t}of[this.#s,this.#n,this.#i])t.value="";this.#a=!1,B(this.#t,"private"),this.#l();let e=this.#e.language.t("create.title");
this.#o.open({title:e,submit:()=>this.#h(),focus:this.#s.input})}#l(){this.#r.hidden=de(this.#t)==="private"}#c(){this.#a||(this.#n.input.value=Ae(this.#s.input.
value).toLowerCase())}async#h(){let{company:e,intents:t,language:s,chosen:i}=this.#e,o=de(this.#t),r=this.#s.input.value,a=this.#n.input.value.trim().replace(/^#/,
"");if(r.trim()==="")return this.#o.complain(s.t("create.unnamed")),!1;let c=o==="private"?null:t.doubt(a);return c?(this.#o.complain(s.t(c.name,c.values)),this.#n.
input.focus(),!1):(await e.create({kind:o,room:a,title:r,topic:this.#i.input.value}),i(),!0)}};function zi({action:n,detail:e=""},t){let s={role:`role.${e}`,resolve:`desk.${e==="done"?"done":"dismiss"}`}[n];return(s&&t(s))??e}function Hi(n,e,t){let{language:s,model:i}=e,{author:o,by:r,text:a,reason:c,outcome:h,error:d,busy:u}=n,f=(S,W)=>s.t(S,W),p=s.when(n.time,Date.now()),g=(S,W,H,U="\
quiet")=>l("button",{type:"button",class:`button ${U}`,disabled:u,data:{act:S},on:{click:H}},W),b=h?[]:[g("done",f("desk.done"),()=>t.resolve(n,"done"),"small"),
g("dismiss",f("desk.dismiss"),()=>t.resolve(n,"dismissed"),"small")],k=h?[]:["mute","ban"].filter(S=>t.mayPunish(S,n));return l("li",{class:"desk-item report"},
l("header",{class:"report-by"},O(o),l("span",{class:"author"},o.name||f("nobody")),l("span",{class:"report-room"},C(s,i.state,n.room))),a===null?l("p",{class:"r\
eport-text is-deleted"},f("deleted")):l("p",{class:"report-text"},a),c&&l("p",{class:"report-why"},f("desk.why",{reason:c})),l("p",{class:"report-meta"},f("desk\
.by",{name:r.name||f("nobody"),time:p})),h&&l("p",{class:"report-meta"},na(n,s)),l("p",{class:"report-acts"},g("jump",f("desk.jump"),()=>t.jump(n)),a!==null&&t.
mayDelete(n)&&g("delete",f("delete"),()=>t.remove(n),"quiet danger"),k.map(S=>g(S,f(`act.${S}`),()=>t.penalty(S,n),"quiet danger")),b.length>0&&l("span",{class:"\
report-end"},b)),d&&l("p",{class:"complaint",role:"alert"},y(s,d)))}function na({outcome:n,closed_by:e,closed:t},s){let i={name:e?.name||s.t("nobody"),time:s.when(
t,Date.now())};return s.t(`desk.outcome.${n}`,i)}function Ui(n,e,t){let{language:s}=e,{kind:i,user:o,name:r,address:a,until:c,reason:h,at:d,error:u,busy:f}=n,p=Date.
now(),g=(H,U)=>s.t(H,U),b=o===null?g("desk.address",{address:a}):r||g("nobody"),k=c===null?g(`desk.${i}.ever`):g(`desk.${i}`,{until:s.until(c,p)}),S=()=>t.lift(
{...n,name:b}),W={type:"button",class:"button small",disabled:f,data:{act:"lift"}};return l("li",{class:"desk-item bound"},O({id:o??"",name:o===null?"":r}),l("d\
iv",{class:"bound-words"},l("p",{class:"author"},b,o!==null&&a&&` \xB7 ${g("desk.address",{address:a})}`),l("p",{class:"report-meta"},`${k} \xB7 ${g("desk.since",
{time:s.when(d,p)})}`),h&&l("p",{class:"report-why"},g("desk.why",{reason:h})),u&&l("p",{class:"complaint",role:"alert"},y(s,u))),t.mayLift(n)&&l("button",{...W,
on:{click:S}},g("desk.lift")))}function Yi(n,{language:e,model:t}){let{by:s,time:i,user:o,room:r,seq:a,until:c,reason:h,detail:d=""}=n,u=n.action==="role"&&d===
"none"?"audit.role.none":`audit.${n.action}`,f={by:s.name||s.id,user:o?o.name||o.id:"",room:r?C(e,t.state,r):e.t("audit.site"),seq:a??"",action:n.action,detail:zi(
n,S=>e.has(S)?e.t(S):null)},p=e.t(e.has(u)?u:"audit.other",f),b=(c==null?null:e.t("audit.until",{until:e.until(c,i)}))??(["mute","ban"].includes(n.action)?e.t("\
audit.ever"):null),k={class:"time",datetime:new Date(i).toISOString(),title:e.exact(i)};return l("li",{class:"desk-item act"},l("time",k,e.when(i,Date.now())),l(
"div",{},l("p",{},b?`${p} \xB7 ${b}`:p),h&&l("p",{class:"report-why"},e.t("desk.why",{reason:h}))))}var Os={reports:["review"],sanctions:["mute","ban"],audit:["audit"]},kt=class{#e;#t=l("div",{class:"desk-tabs",role:"tablist"});#s;#n;#i=l("p",{class:"desk-stat\
us",role:"status"});#o=l("ul",{class:"desk-list"});#r;#a=null;#l=null;constructor(e){this.#e=e;let{language:t,desk:s}=e,i=u=>t.t(u),o=["room","all"].map(u=>({value:u,
words:i(`desk.${u}`)})),r=({target:u})=>this.#c({room:u.value==="all"?null:this.#l.id});this.#s=Y("desk-where",i("desk.where"),o,{change:r});let a=["open","clos\
ed"].map(u=>({value:u,words:i(`desk.${u}`)})),c=({target:u})=>this.#c({closed:u.value==="closed"});this.#n=Y("desk-which",i("desk.which"),a,{change:c});let h={type:"\
button",class:"button quiet search-more",on:{click:()=>s.more()}};this.#r=l("button",h,i("desk.more")),this.#t.setAttribute("aria-label",i("desk")),this.#t.addEventListener(
"keydown",u=>Wi(u,this.#t.children));let d=()=>this.element.close();this.element=l("dialog",{class:"dialog desk","aria-labelledby":"desk-title",on:{close:()=>s.
close()}},l("header",{class:"desk-head"},l("h2",{id:"desk-title"},i("desk")),x("close",i("close"),d)),this.#t,l("div",{class:"desk-choices"},this.#s,this.#n),l(
"div",{class:"desk-scroll",role:"tabpanel",tabindex:"-1"},this.#i,this.#o,this.#r))}open(e){let{model:t,desk:s}=this.#e;this.#l=t.room;let i=this.#l!==null&&Os[e].
some(r=>E(this.#l,r)),o=e==="reports"&&N(t.state,"review")&&!t.state.reports[this.#l?.id];s.turn({tab:e,room:i&&!o?this.#l.id:null}),this.render(t.state),this.element.
showModal(),this.#t.querySelector("[aria-selected=true]").focus()}render(e){let{desk:t}=e;if(t===null||t===this.#a)return;let s=this.#a?.tab!==t.tab||this.#a?.room!==
t.room;if(this.#a=t,s){this.#h(t,e),B(this.#s,t.room===null?"all":"room");let i=this.#l!==null&&Os[t.tab].some(o=>E(this.#l,o));this.#s.hidden=!i||!Os[t.tab].some(
o=>N(e,o)),this.#n.hidden=t.tab!=="reports"}B(this.#n,t.closed?"closed":"open"),m(this.#i,this.#d(t)),this.#r.hidden=!t.more,this.#r.disabled=t.state==="busy",this.#u(
t)}#c(e){let{tab:t,room:s,closed:i}=this.#e.model.state.desk;this.#e.desk.turn({tab:t,room:s,closed:i,...e})}#h({tab:e},t){let{language:s}=this.#e,i=this.#t.contains(
document.activeElement),o=r=>{let a=r===e,c=()=>this.#c({tab:r,closed:!1}),h={type:"button",class:"desk-tab",role:"tab","aria-selected":String(a)};return l("but\
ton",{...h,tabindex:a?"0":"-1",on:{click:c}},s.t(`desk.${r}`))};this.#t.replaceChildren(...te(this.#l,t).map(o)),i&&this.#t.querySelector("[aria-selected=true]").
focus()}#d({tab:e,closed:t,items:s,state:i,error:o}){let{language:r}=this.#e;return i==="failed"?y(r,o):s.length>0?"":r.t(i==="busy"?"desk.busy":`desk.${t?"clos\
ed":e}.none`)}#u({tab:e,items:t}){let s=document.activeElement?.closest(".desk-item"),i=s?[...this.#o.children].indexOf(s):-1,o=s&&document.activeElement.dataset.
act,r={reports:Hi,sanctions:Ui,audit:Yi}[e],a=this.#m();if(this.#o.replaceChildren(...t.map(c=>r(c,this.#e,a))),i>=0){let c=this.#o.children[Math.min(i,t.length-
1)];(c?.querySelector(`[data-act="${o}"]`)??c?.querySelector("button")??this.#t.firstChild)?.focus()}}#m(){let{desk:e,journey:t,model:s,dialogs:i}=this.#e,o=r=>s.
state.rooms[r]??null;return{jump:r=>{this.element.close(),t.jump(r.room,r.seq)},remove:r=>e.remove(r),resolve:(r,a)=>e.resolve(r.id,a),lift:r=>e.lift(r),penalty:(r,a)=>i.
penalty(r,a.author,o(a.room)),mayDelete:r=>o(r.room)?.joined&&E(o(r.room),"delete_any"),mayPunish:(r,a)=>fe(r,a.author,o(a.room),s.state).length>0,mayLift:({kind:r,
room:a})=>a===null?N(s.state,r):!0}}};var xt=class{#e;#t=l("p",{class:"dialog-hint"});#s;#n;#i;#o=l("input",{type:"checkbox",id:"act-address"});#r;#a;constructor(e){this.#e=e;let{language:t}=e,s=a=>t.
t(a),i=a=>({value:String(a),words:a===null?s("act.ever"):t.span(a)});this.#s=Y("act-length",s("act.length"),ds.map(i));let o=["room","site"].map(a=>({value:a,words:s(
`act.${a}`)}));this.#n=Y("act-where",s("act.where"),o),this.#i=I("act-reason",s("act.reason"),{maxlength:"500"}),this.#r=l("label",{class:"check"},this.#o,l("sp\
an",{},s("act.address")));let r=[this.#t,this.#s,this.#n,...this.#i.all,this.#r];this.#a=new q(e,{name:"penalty",fields:r,danger:!0}),this.element=this.#a.element}open(e,t,s){
let{language:i,model:o}=this.#e,r=fe(e,t,s,o.state);m(this.#t,i.t(`act.${e}.about`)),this.#s.hidden=e==="kick",this.#r.hidden=e==="kick",this.#n.hidden=r.length<
2,B(this.#s,String(ds[1])),B(this.#n,r[0]),this.#i.input.value="",this.#o.checked=!1;let a=()=>this.#l(e,t,s),c=e==="kick"?this.#i.input:this.#s.querySelector("\
input:checked"),h=i.t(`act.${e}.title`,{name:t.name});this.#a.open({title:h,yes:i.t(`act.${e}`),submit:a,focus:c})}async#l(e,t,s){let i=de(this.#s);await this.#e.
order.sanction({act:e,user:t,room:de(this.#n)==="site"?null:s.id,length:i==="null"?null:Number(i),reason:this.#i.input.value,address:this.#o.checked})}};var Et=class{#e;#t=l("p",{class:"dialog-hint"});#s;constructor(e){this.#e=e;let t=e.language.t("room.resign.yes");this.#s=new q(e,{name:"resign",fields:[this.#t],
yes:t,danger:!0}),this.element=this.#s.element}open(e){let{language:t,company:s,model:i}=this.#e;m(this.#t,t.t("room.resign.sure",{room:C(t,i.state,e)})),this.#s.
open({title:t.t("room.resign"),submit:()=>s.resign(e)})}};var St=class{#e;#t;#s=l("p",{class:"dialog-hint"});#n;constructor(e){this.#e=e;let t={maxlength:"64",autocapitalize:"none",spellcheck:"false"};this.#t=I("seek-n\
ame",e.language.t("find.name"),t),this.#n=new q(e,{name:"seek",fields:[this.#s,...this.#t.all]}),this.element=this.#n.element}direct(){let{company:e,language:t,
chosen:s}=this.#e,i={title:t.t("direct.title"),hint:t.t("direct.hint"),yes:t.t("direct.yes")};this.#i(i,async o=>{await e.direct(o),s()})}invite(e){let{company:t,
language:s,model:i}=this.#e,r={title:s.t("invite.title",{room:C(s,i.state,e)}),hint:s.t("invite.hint"),yes:s.t("invite.yes")};this.#i(r,a=>t.invite(e,a))}#i({title:e,
hint:t,yes:s},i){let{company:o,language:r}=this.#e;this.#t.input.value="",m(this.#s,t);let a=async()=>this.#t.input.value.trim()===""?!1:(await i(await o.find(this.#t.
input.value)),!0),c=d=>d.code==="not_found"||d.code==="invalid"&&d.field==="name",h=d=>c(d)?r.t("find.none"):y(r,d);this.#n.open({title:e,yes:s,submit:a,words:h,
focus:this.#t.input})}};var ia=[0,5e3,1e4,3e4,6e4,3e5,9e5,36e5],oa=["forever","365d","30d","7d","1d","none"],ra={d:864e5,h:36e5,m:6e4,s:1e3},Tt=class{#e;#t;#s;#n;#i;#o;#r;#a;#l;#c;#h;#d=null;constructor(e){
this.#e=e;let t=o=>e.language.t(o);this.#t=I("set-title",t("set.title"),{maxlength:"200"}),this.#s=I("set-topic",t("set.topic"),{maxlength:"1000"}),this.#n=Ms("\
set-slow",t("set.slow")),this.#i=Ms("set-kept",t("set.retention")),this.#o=Ms("set-kind",t("set.kind")),this.#r=l("div",{class:"fields"},this.#t.all,this.#s.all);
let s=[this.#r,...this.#n.all,l("div",{class:"fields"},this.#i.all,this.#o.all)];this.#a=l("p",{class:"sure",hidden:!0,role:"status"},t("set.close.sure"));let i={
type:"button",class:"button quiet danger",on:{click:()=>this.#m()}};this.#l=l("button",i,t("set.close")),this.#c=l("div",{class:"closing"},l("hr"),this.#a,this.#l),
this.#h=new q(e,{name:"terms",fields:s,yes:t("me.save"),extra:[this.#c]}),this.element=this.#h.element}open(e){let{language:t}=this.#e;this.#d=e;let s=E(e,"set");
this.#r.hidden=!s,this.#i.input.closest(".fields").hidden=!s,this.#n.all.forEach(a=>a.hidden=!E(e,"slow")),this.#t.input.value=e.title,this.#s.input.value=e.topic,
js(this.#n.input,Cs(ia,e.slow),e.slow,a=>this.#w(a));let i=["",...Cs(oa,e.retention??"forever")];js(this.#i.input,i,e.retention??"forever",a=>this.#p(a));let o=J(
e)?["private","archived"]:["public","announce","archived"];js(this.#o.input,Cs(o,e.kind),e.kind,a=>t.t(`kind.${a}`)),this.#c.hidden=!E(e,"close")||e.kind==="arc\
hived",this.#f(!1);let r=s?this.#t.input:this.#n.input;this.#h.open({title:t.t("room.settings"),submit:()=>this.#u(),focus:r})}async#u(){let{slow:e,title:t,topic:s,
retention:i,kind:o}=this.#d,r={title:this.#t.input.value.trim(),topic:this.#s.input.value.trim(),slow:Number(this.#n.input.value),retention:this.#i.input.value,
kind:this.#o.input.value},a={title:t,topic:s,slow:e,retention:i??"forever",kind:o},c=Object.fromEntries(Object.entries(r).filter(([h,d])=>d!==a[h]));c.retention===
""&&(c.retention=null),Object.keys(c).length>0&&await this.#e.order.set(this.#d.id,c)}async#m(){if(this.#a.hidden){this.#f(!0);return}try{await this.#e.order.close(
this.#d.id),this.#h.close()}catch(e){this.#h.complain(y(this.#e.language,e))}}#f(e){this.#a.hidden=!e,m(this.#l,this.#e.language.t(e?"set.close.yes":"set.close"))}#w(e){
let{language:t}=this.#e;return e===0?t.t("set.slow.off"):t.span(e)}#p(e){let{language:t}=this.#e,s=e.match(/^(\d+)([dhms])$/);if(s)return t.t("set.retention.age",
{span:t.span(Number(s[1])*ra[s[2]])});let i={"":"site",forever:"forever",none:"none"};return e in i?t.t(`set.retention.${i[e]}`):e}};function Ms(n,e){let t=l("s\
elect",{id:n,class:"field"});return{input:t,all:[l("label",{for:n},e),t]}}function js(n,e,t,s){n.replaceChildren(...e.map(i=>l("option",{value:String(i)},s(i)))),
n.value=String(t)}function Cs(n,e){return n.includes(e)||e==null?n:[...n,e]}var Ot=class{#e;#t;#s;#n;#i;#o;#r;constructor(e){let t={...e,dialogs:this};this.#e=new vt(t),this.#t=new St(t),this.#s=new Tt(t),this.#n=new xt(t),this.#i=new bt(
t),this.#o=new Et(t),this.#r=new kt(t);let s=[this.#e,this.#t,this.#s,this.#n,this.#i,this.#o,this.#r];this.elements=s.map(({element:i})=>i)}create(){this.#e.open()}direct(){
this.#t.direct()}invite(e){this.#t.invite(e)}settings(e){this.#s.open(e)}penalty(e,t,s){this.#n.open(e,t,s)}report(e,t){this.#i.open(e,t)}resign(e){this.#o.open(
e)}desk(e){this.#r.open(e)}render(e){this.#r.render(e)}};var aa={invite:"invite",settings:"gear",reports:"flag",sanctions:"ban",audit:"list",resign:"exit"},la={invite:"room.invite",settings:"room.settings",reports:"de\
sk.reports",sanctions:"desk.sanctions",audit:"desk.audit",resign:"room.resign"},Mt=class{#e;#t=l("span",{class:"title-sign"});#s=l("span",{class:"title-words"});#n=l(
"p",{class:"room-topic"});#i=l("span",{class:"waiting-count"});#o=null;#r=null;constructor(e){this.#e=e;let{language:t}=e,s={class:"room-more","aria-haspopup":"\
menu"};this.words=l("div",{class:"room-words"},l("h1",{class:"room-title"},this.#t,this.#s),this.#n),this.desk=x("shield",t.t("desk"),()=>this.#l(),{class:"desk\
-open"}),this.desk.append(this.#i),this.more=x("more",t.t("room.menu"),({currentTarget:i})=>this.#c(i),s)}render(e,t){let{language:s}=this.#e;this.#r=t;let i=t&&
le(e,t.id);if(m(this.#s,i?ce(s,i):"chatd"),m(this.#n,t?.topic??""),this.words.title=t?.topic??"",this.#o!==i?.kind){this.#o=i?.kind??null;let o=this.#o===null||
this.#o==="public";this.#t.replaceChildren(...o?[]:[ft(s,this.#o)])}this.more.hidden=!t?.joined,this.#a(e,t)}#a(e,t){let s=te(t,e),i=s.includes("reports")?hn(e,
t):0,o=this.#e.language.t(i>0?"desk.waiting":"desk",{count:i});this.desk.hidden=s.length===0,this.desk.classList.toggle("has-waiting",i>0),this.desk.title!==o&&
(this.desk.title=o,this.desk.setAttribute("aria-label",o)),m(this.#i,i>0?i>99?"99+":String(i):"")}#l(){this.#e.dialogs.desk(te(this.#r,this.#e.model.state)[0])}#c(e){
let{language:t,menu:s,model:i,intents:o,surroundings:r,dialogs:a}=this.#e,c=this.#r,h=async()=>{await r.copy(r.address({room:c.id}))&&o.notice("copied")},d={invite:()=>a.
invite(c.id),settings:()=>a.settings(i.state.rooms[c.id]??c),resign:()=>a.resign(c.id)},u=cn(c,i.state).map(k=>({label:t.t(la[k]),icon:aa[k],act:d[k]??(()=>a.desk(
k)),danger:k==="resign"})),f=u.filter(({danger:k})=>k),p=u.filter(({danger:k})=>!k),g={label:t.t("room.link"),icon:"link",act:h},b=ce(t,le(i.state,c.id));s.open(
e,b,[...p,g,...f.length>0?[null,...f]:[]])}};var ca=250,jt=8,Ct=class{#e;#t=l("p",{class:"menu-title"});#s=l("div",{class:"menu-items",role:"menu"});#n=null;#i=null;#o=-1/0;constructor({clock:e}){this.#e=e,
this.element=l("div",{class:"menu",popover:"auto",on:{keydown:t=>this.#l(t),toggle:({newState:t})=>t==="closed"&&this.#c()}},this.#t,this.#s)}open(e,t,s,{home:i=null}={}){
e===this.#n&&this.#e.now()-this.#o<ca||(this.#n=e,this.#i=i,this.#t.textContent=t,this.#s.setAttribute("aria-label",t),this.#s.replaceChildren(...s.map(o=>this.#r(
o))),e.setAttribute("aria-expanded","true"),this.element.showPopover(),this.#a(e.getBoundingClientRect()),this.#s.querySelector("button")?.focus())}close(){this.
element.matches(":popover-open")&&this.element.hidePopover()}#r(e){if(e===null)return l("hr",{role:"separator"});let t=()=>{this.close(),e.act()},s={type:"butto\
n",role:"menuitem",class:`menu-item${e.danger?" danger":""}`};return l("button",{...s,on:{click:t}},e.icon&&v(e.icon),l("span",{},e.label))}#a({top:e,bottom:t,right:s}){
let{clientWidth:i,clientHeight:o}=document.documentElement,{offsetWidth:r,offsetHeight:a}=this.element,c=Math.min(Math.max(s-r,jt),i-r-jt),h=t+4,d=h+a>o-jt?Math.
max(e-a-4,jt):h;this.element.style.setProperty("--left",`${c}px`),this.element.style.setProperty("--top",`${d}px`)}#l(e){!D(e,this.#s.querySelectorAll("button"))&&
e.key==="Tab"&&(e.preventDefault(),this.close())}#c(){this.#o=this.#e.now(),this.#n.removeAttribute("aria-expanded"),!this.#n.isConnected&&(document.activeElement===
document.body||!document.activeElement)&&this.#i?.focus({preventScroll:!0})}};var ha=6e3,At=class{#e;#t=new Set;#s=({detail:e})=>this.#n(e);constructor(e){this.#e=e,this.element=l("div",{class:"notices",role:"status"}),e.intents.addEventListener(
"notice",this.#s)}render(){}close(){this.#e.intents.removeEventListener("notice",this.#s),this.#t.forEach(e=>e())}#n({name:e,values:{error:t,id:s,...i}}){let{language:o,
clock:r,model:a}=this.#e,c=t?y(o,t):void 0,h=s===void 0?i.room:C(o,a.state,s),d=t&&e.startsWith("error.")?c:o.t(e,{...i,room:h,reason:c}),u=l("p",{class:"notice"},
d);for(this.element.append(u);this.element.children.length>3;)this.element.firstChild.remove();let f=r.after(ha,()=>{this.#t.delete(f),u.remove()});this.#t.add(
f)}};var _t={direct:"wave",invite:"invite",mute:"mute",kick:"kick",ban:"ban",unmute:"unmute",unban:"unmute"},da=new Set(["mute","kick","ban"]);function $t(n,e,t){let{
language:s,model:i}=n,o=ln(e,t,i.state).map(h=>ua(n,h,e,t)),r=[...o.filter(h=>!Bi(h)),...ma(n,e),...o.filter(Bi)],a=r.findIndex(({danger:h})=>h);return(a>0?[...r.
slice(0,a),null,...r.slice(a)]:r).map(h=>h&&{...h,label:s.t(h.label)})}function ua({company:n,order:e,dialogs:t,intents:s,chosen:i},o,r,a){let c=u=>u.catch(f=>s.
refused(f));if(o.startsWith("role.")){let u=o.slice(5),f=u==="none"?null:u,p=()=>n.give(a.id,r,f);return{label:`role.give.${u}`,icon:"star",act:p}}let h=()=>c(n.
direct(r).then(i)),d=u=>c(e.lift({kind:u,subject:r.id,name:r.name,room:a.id}));switch(o){case"direct":return{label:"person.direct",icon:_t.direct,act:h};case"in\
vite":return{label:"person.invite",icon:_t.invite,act:()=>c(n.invite(a.id,r))};case"unmute":case"unban":return{label:`act.${o}`,icon:_t[o],act:()=>d(o.slice(2))};default:{
let u=()=>t.penalty(o,r,a);return{label:`act.${o}`,icon:_t[o],act:u,danger:da.has(o)}}}}var Bi=({danger:n})=>n;function ma({ignoring:n,model:e},t){let{me:s,ignored:i,
unable:o}=e.state;return!t.id||t.id===s?.id||o.includes("ignore")?[]:t.id in i?[{label:"unignore",icon:"eye",act:()=>n.unignore(t)}]:[{label:"ignore",icon:"hide",
act:()=>n.ignore(t)}]}function As(n,{entry:e,own:t},s){let{language:i,dialogs:o}=n;if(t||e.seq==null)return[];let r=E(s,"report")&&!e.deleted,a={label:i.t("repo\
rt"),icon:"flag",act:()=>o.report(s.id,e)},c=$t(n,e.user,s);return[...r?[a]:[],...r&&c.length>0?[null]:[],...c]}var _s=200,Lt=class{#e;#t;#s;#n=l("ul",{class:"people-list"});#i=l("p",{class:"side-none"});#o=l("ul",{class:"people-list"});#r;#a=[];#l=null;constructor(e){this.#e=
e;let{language:t,dialogs:s}=e,i=a=>t.t(a);this.#t=l("h2",{class:"side-title"},i("people"));let o=()=>s.invite(this.#l.id);this.#s=x("invite",i("room.invite"),o,
{class:"side-add",hidden:!0}),this.#r=l("section",{hidden:!0},l("h2",{class:"people-away"},i("people.away")),this.#o);let r=l("div",{class:"side-scroll"},this.#n,
this.#i,this.#r);r.addEventListener("keydown",a=>D(a,r.querySelectorAll("button.person"))),this.element=l("div",{class:"side-inside"},l("div",{class:"side-head"},
this.#t,this.#s),r)}render({me:e,account:t},s){this.#l=s;let i=[e,t,s?.id,s?.people,s?.count,s?.members,s?.sanctions,s?.can,s?.joined];if(i.every((h,d)=>h===this.#a[d])&&
this.#a.length>0)return;this.#a=i;let{language:o}=this.#e,{here:r,away:a}=s?Si(s,e):{here:[],away:[]},c=(s?.count??0)-Math.min(r.length,_s);m(this.#t,s?.joined?
o.t("people.here",{count:s.count}):o.t("people")),m(this.#i,c>0&&r.length>0?o.t("people.more",{count:c}):""),this.#s.hidden=!E(s,"invite"),this.#c(this.#n,r.slice(
0,_s),e),this.#c(this.#o,a.slice(0,_s),e),this.#r.hidden=a.length===0}#c(e,t,s){let i=e.contains(document.activeElement)?document.activeElement.dataset.user:null;
e.replaceChildren(...t.map(o=>this.#h(o,s))),i&&e.querySelector(`[data-user="${CSS.escape(i)}"]`)?.focus()}#h({user:e,role:t,invited:s},i){let{language:o,menu:r}=this.#e,
a=g=>o.t(g),c=this.#l.sanctions?.some(g=>g.kind==="mute"&&g.user===e.id),h=[O(e),l("span",{class:"person-name",title:e.name},e.name||a("nobody")),e.id===i?.id&&
l("span",{class:Ss(t)?"visually-hidden":"person-you"},a("you")),Ss(t)&&l("span",{class:`badge is-${t}`},a(`role.${t}`)),s&&l("span",{class:"badge"},a("role.invi\
ted")),c&&l("span",{class:"badge is-bound"},a("role.muted"))];if($t(this.#e,e,this.#l).length===0)return l("li",{class:"person"},h);let d=o.t("person.menu",{name:e.
name}),f={on:{click:({currentTarget:g})=>r.open(g,e.name,$t(this.#e,e,this.#l))}},p={type:"button",class:"person","aria-haspopup":"menu",title:d,data:{user:e.id},
...f};return l("li",{},l("button",p,h))}};var qt=class{#e;#t={};#s;#n;#i;#o=l("p",{class:"complaint",id:"room-complaint",role:"alert"});#r=l("span",{class:"me-name"});#a=l("span",{class:"me-face"});#l="";#c=null;constructor(e){
this.#e=e;let{language:t,settings:s,dialogs:i}=e,o=(u,f)=>t.t(u,f);this.#s=l("p",{class:"side-none"},o("rooms.none")),this.#n=x("plus",o("create.title"),()=>i.create(),
{class:"side-add"});let r=x("plus",o("direct.title"),()=>i.direct(),{class:"side-add"});this.#t={invitations:ke(o("rooms.invitations")),open:ke(o("rooms"),this.#n),
hidden:ke(o("rooms.private")),directs:ke(o("rooms.direct"),r),elsewhere:ke(o("rooms.others"))},this.#i=l("input",{class:"field small",id:"room-name",type:"text",
autocomplete:"off",autocapitalize:"none",spellcheck:"false",placeholder:o("rooms.placeholder"),"aria-label":o("rooms.join"),"aria-describedby":"room-complaint",
enterkeyhint:"go",on:{input:()=>m(this.#o,"")}});let a=l("form",{class:"room-join",novalidate:!0,on:{submit:u=>this.#p(u)}},this.#i,l("button",{type:"submit",class:"\
icon-button","aria-label":o("rooms.join"),title:o("rooms.join")},v("plus"))),c=l("button",{type:"button",class:"me","aria-label":o("me.settings"),title:o("me.se\
ttings"),on:{click:s}},this.#a,this.#r,v("gear")),h=Object.values(this.#t).map(({section:u})=>u);this.#t.open.section.append(this.#s);let d=l("nav",{class:"side\
-scroll","aria-label":o("rooms")},h);d.addEventListener("keydown",u=>D(u,d.querySelectorAll(".room-open"))),this.element=l("div",{class:"side-inside"},l("div",{
class:"brand"},l("span",{class:"brand-mark"},v("wave")),l("span",{class:"brand-name"},"chatd"),oe(e)),d,a,this.#o,l("div",{class:"side-foot"},c))}render(e,t){let{
active:s,me:i,account:o,reports:r}=e,a=Pi(e),c={create:N(e,"create_room"),direct:N(e,"create_direct")},h=JSON.stringify([a,s,c,r,o?.kind]);h!==this.#l&&(this.#l=
h,this.#h(a,e,c)),i!==this.#c&&(this.#c=i,m(this.#r,i?.name??""),this.#a.replaceChildren(...i?[O(i)]:[]))}#h(e,{active:t,reports:s},i){let o=this.element.contains(
document.activeElement)?document.activeElement.dataset.room:null;for(let[r,{section:a,list:c}]of Object.entries(this.#t))a.hidden=e[r].length===0&&r!=="open"&&!(r===
"directs"&&i.direct),c.replaceChildren(...e[r].map(h=>this.#d(h,h.id===t,s[h.id])));this.#n.hidden=!i.create,this.#t.directs.add.hidden=!i.direct,this.#s.hidden=
e.open.length+e.hidden.length+e.directs.length>0,o&&this.element.querySelector(`[data-room="${CSS.escape(o)}"]`)?.focus()}#d(e,t,s=0){let{id:i,kind:o,other:r,unread:a,
called:c,joined:h,invited:d,barred:u}=e,{intents:f,language:p,chosen:g}=this.#e,b=ce(p,e).replace(/^#/,""),k=()=>{f.open(i),g()},S=!h&&!i.startsWith("~"),W=["ro\
om-row",t&&"is-active",a>0&&!d&&"is-unread",S&&"is-elsewhere"],H=l("span",{class:"room-name"},b,d&&this.#u(e)),U=r?O(r):ft(p,o??(i.startsWith("~")?"private":"pu\
blic")),F={class:`room-open${u?" is-barred":""}`,title:u?p.t("rooms.barred"):null};return l("li",{class:W.filter(Boolean).join(" ")},l("button",{type:"button",...F,
data:{room:i},"aria-current":t?"page":null,on:{click:k}},U,H,s>0&&this.#w(s),a>0&&!d&&this.#f(a,c)),this.#m(e,b,k))}#u({by:e}){return e&&l("span",{class:"room-b\
y"},this.#e.language.t("invited.by",{name:e.name}))}#m({id:e,joined:t,invited:s},i,o){let{intents:r,company:a,language:c}=this.#e,h=f=>c.t(f,{room:i});if(s)return l(
"span",{class:"room-answers"},x("check",h("invited.accept"),o,{class:"room-accept"}),x("close",h("invited.decline"),()=>a.decline(e)));let d=f=>{f.stopPropagation(),
t?r.leave(e):r.hide(e)},u=e.startsWith("~")?"rooms.put":t?"rooms.leave":"rooms.hide";return x("close",h(u),d,{class:"room-leave"})}#f(e,t){let s=t||e,i=this.#e.
language.t(t>0?"pill.called":"pill.unread",{count:s}),o={class:`unread-count${t>0?" is-call":""}`,role:"img","aria-label":i,title:i};return l("span",o,(t>0?"@":
"")+(s>99?"99+":String(s)))}#w(e){let t=this.#e.language.t("desk.waiting",{count:e});return l("span",{class:"room-flag",role:"img","aria-label":t,title:t},v("fl\
ag"))}#p(e){e.preventDefault();let{intents:t,language:s,chosen:i}=this.#e,o=this.#i.value.trim().replace(/^#/,"");if(o==="")return;let r=t.doubt(o);m(this.#o,r?
s.t(r.name,r.values):""),this.#i.setAttribute("aria-invalid",String(r!==null)),r===null&&(this.#i.value="",t.open(o),i())}};function ke(n,e=null){let t=l("ul",{
class:"room-list"}),s=l("div",{class:"side-head"},l("h2",{class:"side-title"},n),e);return{list:t,add:e,section:l("section",{class:"room-group"},s,t)}}var xe="\\u0e01-\\u0eff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u1950-\\u19ff\\u1a20-\\u1aaf\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035\\u3038-\\u303c\\u3040-\\u\
30ff\\u3100-\\u318f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua960-\\ua97f\\ua9e0-\\ua9ff\\uaa60-\\uaadf\\uac00-\\ud7ff\\uf900-\\ufaff\\u{1b000}-\\u{1b16f}\\u{2000\
0}-\\u{3ffff}",Gi="\\u17d2\\u1039\\u1a60",Ki="\\u{1f1e6}-\\u{1f1ff}",pa=`[${Ki}]{1,2}|[${xe}](?:[${Gi}][${xe}]|(?![${Gi}])\\p{M})*`,fa=`(?:(?![${xe}${Ki}])[^\\s.\
])+`,ga=`\\.(?=(?![${xe}])[\\p{L}\\p{N}])`,wa=new RegExp(`${pa}|${fa}|${ga}`,"gu"),ya=new RegExp(`^[${xe}]`,"u"),ba=/^[\u1100-\u11ff\u2e80-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ufaff\u{1b000}-\u{3ffff}]/u,
va=new RegExp("(?:[\\u1100-\\u1112][\\u1161-\\u1175][\\u11a8-\\u11c2]?|\\P{M})[\\p{M}\\p{Emoji_Modifier}\\uff9e\\uff9f]*|\\p{M}","gsu"),ka=/[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]/u,
Fi=new RegExp("(?=[\\p{Mn}\\p{Me}])[\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed\\u08ca-\\u08ff\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u2\
0d0-\\u20ff\\ufe20-\\ufe2f]","gu"),xa=/[\u0400-\u052f]/,Ea={\u0451:"\u0435",\u0450:"\u0435",\u045D:"\u0438"},Sa={\u00F8:"o",\u0111:"d",\u00F0:"d",\u0142:"l",\u0127:"\
h",\u0167:"t",\u014B:"n",\u0131:"i",\u00FE:"th",\u00E6:"ae",\u0153:"oe",\u0671:"\u0627",\u0649:"\u064A",\u06CC:"\u064A",\u06A9:"\u0643",\u0629:"\u0647",\u06C1:"\
\u0647",\u06C3:"\u0647",\u06D5:"\u0647",\u0640:""},Ta=/([\u0915-\u0917\u091c\u092b])\u093c/g,Oa=/\u0919\u094d(?=[\u0915-\u0918])|\u091e\u094d(?=[\u091a-\u091d])|\u0923\u094d(?=[\u091f-\u0922])|\u0928\u094d(?=[\u0924-\u0927])|\u092e\u094d(?=[\u092a-\u092d])|\u0901/g,
Ma=/[\p{L}\p{M}\p{N}.\u{1f1e6}-\u{1f1ff}]/u,ja=new RegExp("[#@&%_/\\\\]|(?!\\p{Sk})[\\p{S}\\p{Cn}\\p{Co}]","u");function Ji(n){let e="",t=[],s=[];for(let{0:i,index:o}of n.
matchAll(va))for(let r of i.normalize("NFKC").replace(Ta,"$1")){let a=$a(r);e+=a;for(let c=0;c<a.length;c+=1)t.push(o),s.push(o+i.length)}return e=e.replace(Oa,
i=>"\u0902".padEnd(i.length,"\0")),[...e.matchAll(wa)].map(({0:i,index:o})=>Aa(i,t[o],s,o))}function Vi(n){let t=n.split(/\s+/u).filter(Boolean).slice(0,32).map(
s=>Ji(s).map(i=>i.word));return{phrases:t.filter(s=>s.length>0),prefix:!/\s$/u.test(n)&&_a(t.at(-1)??[])}}function Zi(n,{phrases:e,prefix:t}){let s=[],i=Ji(n);for(let o of e){
let r=t&&o===e.at(-1);for(let a=0;a+o.length<=i.length;a+=1)if(o.every((c,h)=>Ca(i[a+h].word,c,r&&h===o.length-1))){let c=o.length-1;s.push([i[a].from,i[a+c].ends[o[c].
length-1]])}}return s}function Ca(n,e,t){return t?n.startsWith(e):n===e}function Aa(n,e,t,s){let i=[...Array(n.length).keys()].filter(o=>n[o]!=="\0");return{word:i.
map(o=>n[o]).join(""),from:e,ends:i.map(o=>t[s+o])}}function _a(n){let e=n.at(-1)??"";return ba.test(e)||!/^[\p{L}\p{M}\p{N}]/u.test(e)?!1:n.length>1||[...e].length>
1||ya.test(e)}function $a(n){return ka.test(n)?"":[...La(n)].map(Na).join("")}function La(n){if(xa.test(n)){let t=n.toLowerCase();return t.replace(Fi,"")&&(Ea[t]??
t)}return new RegExp("\\p{Nd}","u").test(n)?String(qa(n.codePointAt(0))):[...n.normalize("NFKD").replace(Fi,"").toUpperCase().toLowerCase()].map(t=>Sa[t]??t).join(
"").normalize("NFC")}function qa(n){let e=n;for(;new RegExp("\\p{Nd}","u").test(String.fromCodePoint(e-1));)e-=1;return(n-e)%10}function Na(n){return Ma.test(n)?
n:ja.test(n)?` ${n} `:" "}var Ia=60,Qi=180;function Xi(n,e){let t=new Uint8Array(n.length);for(let[s,i]of Zi(n,Vi(e)))t.fill(1,s,i);return Ra(n,t)}function eo(n,e){let t=Xi(n,e);if(n.length<=
Qi)return t;let s=Math.max(0,t.findIndex(({hit:h})=>h)),i=t.slice(0,s).map(h=>h.text).join(""),o=ss(n,Math.max(0,i.length-Ia)),r=ss(n,Math.min(n.length,o+Qi)),a=Xi(
n.slice(o,r),e),c=h=>h?[{text:"\u2026",hit:!1}]:[];return[...c(o>0),...a,...c(r<n.length)]}function Ra(n,e){let t=[];for(let s=0,i=0;s<n.length;s=i){for(;i<n.length&&
e[i]===e[s];)i+=1;t.push({text:n.slice(s,i),hit:e[s]===1})}return t}var Nt=class{#e;#t;#s=l("p",{class:"search-status",role:"status"});#n=l("ol",{class:"search-list"});#i;#o;#r=null;#a=!1;constructor(e){this.#e=e;let{language:t,
finding:s}=e,i=r=>t.t(r);this.#t=l("input",{class:"field small",id:"search",type:"search",autocomplete:"off",placeholder:i("search.placeholder"),"aria-label":i(
"search"),enterkeyhint:"search",on:{input:r=>this.#h(r),compositionend:r=>this.#h(r)}});let o={type:"button",class:"button quiet search-more",on:{click:()=>s.more()}};
this.#i=l("button",o,i("search.more")),this.#o=l("div",{class:"side-scroll"},this.#n,this.#i),this.element=l("section",{class:"search",role:"search","aria-label":i(
"search"),on:{keydown:r=>this.#d(r)}},l("div",{class:"search-head"},v("search"),this.#t,x("close",i("close"),()=>this.#u())),this.#s,this.#o)}open(){this.element.
hidden&&(this.#t.value="",this.element.hidden=!1),this.#t.focus(),this.#t.select()}render({me:e},t){let s=t?.search??null,i=s!==null&&!this.#a;this.#a=s!==null,
!(s===null||s===this.#r)&&(i&&this.#t.value===""&&(this.#t.value=s.text),this.#r?.results!==s.results&&this.#n.replaceChildren(...s.results.map(o=>this.#c(o,s.text,
e))),s.results.length===0&&(this.#o.scrollTop=0),this.#r=s,m(this.#s,this.#l(s)),this.#s.classList.toggle("is-failed",s.state==="failed"),this.#i.hidden=!s.more,
this.#i.disabled=s.state==="busy")}#l({text:e,results:t,more:s,state:i,error:o}){let{language:r}=this.#e,a=t.length;switch(i){case"idle":return r.t("search.hint");case"\
busy":return r.t("search.busy");case"failed":return y(r,o);default:return a===0?r.t("search.none",{text:e}):r.t(s?"search.first":"search.found",{count:a})}}#c({
seq:e,user:t,time:s,text:i},o,r){let{language:a,journey:c,model:h,found:d}=this.#e,u=()=>{c.jump(h.state.active,e),d()},f=eo(i,o).map(b=>b.hit?l("mark",{},b.text):
b.text),p={class:"time",datetime:new Date(s).toISOString(),title:a.exact(s)},g=t.id===r?.id?a.t("you"):t.name;return l("li",{},l("button",{type:"button",class:"\
search-result",data:{found:String(e)},on:{click:u}},O(t),l("span",{class:"search-by"},l("span",{class:"author"},g),l("time",p,a.when(s,Date.now()))),l("span",{class:"\
search-text"},f)))}#h(e){e.isComposing||this.#e.finding.ask(this.#t.value)}#d(e){e.key==="Escape"&&!e.isComposing?(e.stopPropagation(),this.#u()):e.target===this.#t&&
he(e)?(e.preventDefault(),this.#e.finding.ask(this.#t.value,{now:!0})):(e.target!==this.#t||e.key==="ArrowDown")&&D(e,this.#n.querySelectorAll(".search-result"))}#u(){
this.#e.finding.close(),this.#e.chosen()}};var It=class{#e;#t;#s=l("p",{class:"fold-about",role:"status"});constructor(e){this.#e=e,this.#t=l("button",{type:"button",class:"button",on:{click:()=>this.#n()}}),
this.element=l("div",{},this.#s,this.#t),this.#i()}render(){}reset(){this.#i()}async#n(){this.#t.disabled=!0,await this.#e.alerts.turn(),this.#t.disabled=!1,this.#i()}#i(){
let{language:e,alerts:t}=this.#e,{state:s}=t;m(this.#s,e.t(Pa[s])),this.#t.hidden=s==="missing"||s==="denied",m(this.#t,e.t(s==="on"?"alerts.off.do":"alerts.on.\
do"))}},Pa={on:"alerts.on",off:"alerts.off",missing:"alerts.missing",denied:"alerts.denied"};var Rt=class{#e;#t;constructor(e){this.#e=e;let{language:t}=e,s=new $(e,{id:"account-name",label:t.t("gate.name"),name:"username",autocomplete:"username",maxlength:"\
64"}),i=ae(e,e.model.state.door.site??{},{id:"account-password"});this.#t=new L(e,{name:"become",fields:{name:s,password:i},label:t.t("gate.register.do"),send:o=>this.#s(
o)}),this.element=l("div",{},l("p",{class:"fold-about"},t.t("become.about")),this.#t.element)}render(){}reset(){this.#t.clear()}open(){this.#t.fill({name:this.#e.
store.name}),this.#t.focus()}async#s(e){let{language:t,entry:s}=this.#e;this.#t.hold(!0,t.t("gate.entering"));let i=await s.become(e);this.#t.hold(i===null,t.t(
"gate.entering")),this.#t.tell(i)}};function G(n,e,{group:t,opened:s=()=>{}}){return l("details",{class:"fold",name:t,on:{toggle:({target:o})=>o.open&&s()}},l("summary",{},n),l("div",{class:"fold-\
inside"},e))}var Pt=class{#e;#t;#s;#n;#i=l("p",{class:"complaint",role:"alert"});#o;#r;#a;constructor(e){this.#e=e;let{language:t}=e,s=r=>t.t(r);this.#t=l("button",{type:"bu\
tton",class:"button quiet",on:{click:()=>this.#l()}},s("me.leave"));let i=new $(e,{id:"last-password",label:s("password"),secret:!0,name:"password",autocomplete:"\
current-password"});this.#n=new L(e,{name:"delete-account",fields:{password:i},label:s("remove.yes"),danger:!0,send:r=>this.#c(r)});let o=l("p",{class:"fold-abo\
ut"},s("remove.about"));this.#s=G(s("remove"),[o,this.#n.element],{group:"settings"}),this.#o=l("p",{class:"sure",hidden:!0},s("me.forget.sure")),this.#r=l("but\
ton",{type:"button",class:"button quiet danger",on:{click:()=>this.#h()}}),this.#a=l("div",{},this.#o,this.#r),this.element=l("div",{class:"farewell"},this.#s,this.#t,
this.#i,this.#a)}render({account:e}){let t=e?.kind==="account";this.#t.hidden=!t,this.#s.hidden=!t,this.#a.hidden=t}reset(){this.#n.clear(),this.#s.open=!1,this.#o.
hidden=!0,m(this.#i,""),m(this.#r,this.#e.language.t("me.forget"))}async#l(){let{entry:e,language:t}=this.#e;this.#t.disabled=!0;try{await e.leave()}catch(s){this.#t.
disabled=!1,m(this.#i,y(t,s))}}async#c(e){let{language:t,profile:s,entry:i}=this.#e;this.#n.hold(!0,t.t("gate.entering"));let o=await s.remove(e,r=>i.removed(r));
this.#n.hold(o===null),this.#n.tell(o)}#h(){let{entry:e,language:t}=this.#e;this.#o.hidden?(this.#o.hidden=!1,m(this.#r,t.t("me.forget.yes"))):e.forget()}};var Dt=class{#e;#t=l("ul",{class:"ignored"});#s;#n=null;constructor(e){this.#e=e;let{language:t}=e;this.#s=l("p",{class:"fold-about"},t.t("ignored.none")),this.
element=l("div",{},this.#s,this.#t)}render({ignored:e}){if(e!==this.#n){this.#n=e;let t=Object.entries(e).map(([s,i])=>({id:s,name:i}));this.#s.hidden=t.length>
0,this.#t.replaceChildren(...t.map(s=>this.#i(s)))}}reset(){}#i(e){let{language:t,ignoring:s}=this.#e,i=e.name||t.t("nobody"),o=t.t("unignore.of",{name:i}),r={type:"\
button",class:"button quiet","aria-label":o,title:o};return l("li",{class:"person"},O({...e,name:i}),l("span",{class:"person-name",title:i},i),l("button",{...r,
on:{click:()=>s.unignore({...e,name:i})}},t.t("unignore")))}};var Wt=class{#e;#t;#s;#n=l("p",{class:"fold-note",role:"status"});constructor(e){this.#e=e;let{language:t}=e;this.#t=l("input",{class:"visually-hidden",type:"te\
xt",name:"username",autocomplete:"username",readonly:!0,tabindex:"-1","aria-hidden":"true"});let s=new $(e,{id:"old-password",label:t.t("password.old"),secret:!0,
name:"password",autocomplete:"current-password"});this.#s=new L(e,{name:"change-password",before:[this.#t],fields:{old:s,password:ae(e,e.model.state.door.site??
{},{id:"next-password",label:"password.new"})},label:t.t("password.change"),send:i=>this.#i(i)}),this.element=l("div",{},l("p",{class:"fold-about"},t.t("passwor\
d.about")),this.#s.element,this.#n)}render({me:e}){this.#t.value=e?.name??""}reset(){this.#s.clear(),m(this.#n,"")}async#i(e){let{language:t,profile:s}=this.#e;
m(this.#n,""),this.#s.hold(!0,t.t("gate.entering"));let i=await s.changePassword(e);this.#s.hold(!1),i===null?(this.#s.clear(),m(this.#n,t.t("password.done"))):
this.#s.tell(i)}};var Da=[["Edge",/\bEdg(?:A|iOS)?\//],["Opera",/\bOPR\//],["Samsung Internet",/\bSamsungBrowser\//],["Firefox",/\b(?:Firefox|FxiOS)\//],["Chrome",/\b(?:Chrome|CriOS|HeadlessChrome)\//],
["Safari",/\bSafari\//]],Wa=[["Android",/\bAndroid\b/],["iPhone",/\biPhone\b/],["iPad",/\biPad\b/],["Windows",/\bWindows\b/],["macOS",/\bMac OS X\b|\bMacintosh\b/],
["ChromeOS",/\bCrOS\b/],["Linux",/\bLinux\b/]];function to(n){let e=s=>s.find(([,i])=>i.test(n))?.[0]??"";return{browser:e(Da)||n.slice(0,40).trim(),system:e(Wa)}}var zt=class{#e;#t=l("ul",{class:"sessions"});#s=l("p",{class:"fold-note",role:"status"});#n;constructor(e){this.#e=e;let{language:t}=e,s={type:"button",class:"\
button",hidden:!0,on:{click:()=>this.#a()}};this.#n=l("button",s,t.t("sessions.others")),this.element=l("div",{},this.#t,this.#s,this.#n)}render(){}reset(){this.#t.
replaceChildren(),this.#n.hidden=!0,m(this.#s,"")}async open(){let{language:e,profile:t}=this.#e;this.#t.children.length===0&&m(this.#s,e.t("sessions.loading")),
await this.#l(async()=>this.#i(await t.sessions()))}#i(e){this.#t.replaceChildren(...e.map(t=>this.#o(t))),this.#n.hidden=e.every(({here:t})=>t),m(this.#s,"")}#o({
id:e,agent:t,used:s,here:i}){let{language:o,clock:r}=this.#e,{browser:a,system:c}=to(t),h=o.t("sessions.unknown"),d=c?o.t("sessions.on",{browser:a||h,system:c}):
a||h,u=o.t("sessions.used",{when:o.when(s,r.time())}),f={type:"button",class:"button quiet danger",on:{click:()=>this.#r(e)}},p=o.t("sessions.end.of",{name:d});
return l("li",{class:"session"},l("div",{class:"session-words"},l("span",{class:"session-name"},d),l("span",{class:"session-when"},i?o.t("sessions.here"):u)),!i&&
l("button",{...f,"aria-label":p,title:p},o.t("sessions.end")))}#r(e){return this.#l(async()=>{await this.#e.profile.endSession(e),this.#i(await this.#e.profile.
sessions())})}#a(){return this.#l(async()=>{await this.#e.profile.endOthers(),this.#i(await this.#e.profile.sessions())})}async#l(e){try{await e()}catch(t){m(this.#s,
y(this.#e.language,t))}}};var Ht=class{#e;#t;#s=l("p",{class:"takeaway-status",role:"status"});constructor(e){this.#e=e;let{language:t}=e,s={type:"button",class:"button quiet",on:{click:()=>this.#n()}};
this.#t=l("button",s,t.t("export")),this.element=l("div",{class:"takeaway"},this.#t,this.#s)}reset(){this.#t.disabled||m(this.#s,"")}async#n(){let{language:e,takeOut:t,
surroundings:s,clock:i}=this.#e,o=(r,a)=>m(this.#s,e.t(r,a));this.#t.disabled=!0,o("export.busy",{count:0});try{let{text:r,count:a}=await t(d=>o("export.busy",{
count:d})),h=`chatd-${new Date(i.time()).toISOString().slice(0,10)}.jsonl`;a>0&&s.download(h,r,"application/jsonl"),o(a>0?"export.done":"export.none",{count:a,file:h})}catch(r){
m(this.#s,y(e,r))}this.#t.disabled=!1}};var Ee="settings",Ut=class{#e;#t=l("span",{class:"self-face"});#s=l("span",{class:"self-name"});#n=l("span",{class:"self-kind"});#i;#o;#r;#a=null;constructor(e){
this.#e=e;let t=p=>e.language.t(p),s=new $(e,{id:"new-name",label:t("me.name"),autocomplete:"nickname",maxlength:"64"});this.#i=new L(e,{name:"rename",fields:{name:s},
label:t("me.save"),send:p=>this.#l(p)});let i=new zt(e),o=new Rt(e),[r,a,c]=[new Wt(e),new It(e),new Dt(e)],h=new Ht(e),d=new Pt(e);this.#o=[i,o,r,a,c,h,d],this.#r=
{become:G(t("become"),o.element,{group:Ee,opened:()=>o.open()}),bells:G(t("alerts"),a.element,{group:Ee}),ignored:G(t("ignored"),c.element,{group:Ee}),secrets:G(
t("password.change"),r.element,{group:Ee}),sessions:G(t("sessions"),i.element,{group:Ee,opened:()=>i.open()})};let u=()=>this.element.close(),f=l("div",{class:"\
self-words"},this.#s,this.#n);this.element=l("dialog",{class:"dialog settings","aria-labelledby":"settings-title",on:{close:()=>this.#c()}},l("h2",{id:"settings\
-title",class:"visually-hidden"},t("me.settings")),l("header",{class:"self"},this.#t,f,x("close",t("close"),u)),this.#i.element,l("div",{class:"folds"},Object.values(
this.#r)),h.element,d.element),this.#c()}open(){this.#i.fill({name:this.#e.store.name}),this.element.showModal(),this.element.querySelector("#new-name").select()}render(e){
let{me:t,account:s,door:i}=e,{language:o}=this.#e,r=s?.kind==="account";t!==this.#a&&(this.#a=t,this.#t.replaceChildren(...t?[O(t)]:[]),m(this.#s,t?.name??""));
let a=s?.admin?"admin":r?"account":t?.id.startsWith("g.")?"guest":"other";m(this.#n,o.t(za[a])),this.#i.element.hidden=a==="other",this.#r.become.hidden=a!=="gu\
est"||i.site?.registration!=="open",this.#r.secrets.hidden=!r,this.#r.sessions.hidden=!r,this.#o.forEach(c=>c.render?.(e))}close(){this.element.close()}async#l({
name:e}){let{language:t,profile:s,intents:i}=this.#e;this.#i.hold(!0,t.t("gate.entering"));let o=this.#e.model.state.me?.name,r=await s.rename(e);this.#i.hold(!1),
this.#i.tell(r);let a=this.#e.model.state.me?.name;r===null&&(this.element.close(),a!==o&&i.notice("me.renamed",{name:a}))}#c(){this.#o.forEach(e=>e.reset()),this.#i.
tell(null),Object.values(this.#r).forEach(e=>e.open=!1)}},za={admin:"me.admin",account:"me.account",guest:"me.guest",other:"me.other"};var Ha=5*6e4;function so(n,{me:e,dayKey:t,ignored:s={}}){let i=[],o=null,r=n.divider===null||n.from>n.divider+1,a=new Map(n.entries.map(p=>[p.seq,p])),c=p=>p==null?
null:a.get(p)??n.quotes[p],h=n.gap===null||n.gap.before===null,d=p=>{i.push(p),p.kind!=="message"&&p.kind!=="pending"&&(o=null)};!n.older&&n.first<=1&&n.from<=1&&
n.joined&&n.entries.length>0&&h&&d({id:"start",kind:"start"});let u=null,f=new Set;for(let p of n.entries){!h&&p.seq>=n.gap.before&&(h=!0,d({id:"gap",kind:"gap",
reason:n.gap.reason}));let g=t(p.time);g!==u&&(u=g,d({id:f.has(g)?`d${g}.${ue(p)}`:`d${g}`,kind:"day",time:p.time}),f.add(g));let b=p.user.id!==e?.id&&!(p.user.
id in s);if(!r&&p.seq>n.divider&&b&&(r=!0,d({id:"divider",kind:"divider",missed:n.missed,about:n.about})),z(p,{ignored:s,revealed:n.revealed})){d(Ua(p,i));continue}
let k=c(p.reply_to),S=!!(k&&z(k,{ignored:s,revealed:n.revealed}));d({...Ya(p,o,e),called:ee(p,n,{me:e}),quoted:k,veiled:S}),o=p}if((!h||n.gap?.before===null)&&d(
{id:"gap",kind:"gap",reason:n.gap.reason}),n.to<n.head)return i;for(let p of n.pending){let g={...p,user:e??{id:"",name:""}},b=!no(o,g);d({id:`k${p.key}`,kind:"\
pending",entry:g,lead:b,own:!0,quoted:c(g.reply_to)}),o=g}return i}function Ua(n,e){let t=e.at(-1)?.kind==="hidden"?e.pop():{id:`h${ue(n)}`,seqs:[]};return{...t,
kind:"hidden",seqs:[...t.seqs,ue(n)]}}function Ya(n,e,t){let s=n.user.id===t?.id;return{id:s&&n.key?`k${n.key}`:`m${n.seq??`${n.user.id}.${n.time}.${n.key}`}`,kind:"\
message",entry:n,lead:!no(e,n),own:s}}function no(n,e){return n!==null&&n.user.id===e.user.id&&n.user.name===e.user.name&&Math.abs(e.time-n.time)<Ha&&e.reply_to==
null}function Ba({entry:n,own:e},{can:t},s=[]){let i=r=>t?.includes(r)??!1,o=r=>!s.includes(r);return n.seq==null||n.deleted?n.deleted?[]:["copy.text"]:[i("say")&&"r\
eply","copy.text","copy.link",e&&i("edit_own")&&o("edit")&&"edit",(e&&i("delete_own")||i("delete_any"))&&o("delete")&&"delete"].filter(Boolean)}var Ga={reply:"r\
eply","copy.text":"copy","copy.link":"link",edit:"edit",delete:"delete",more:"more"},Yt=class{#e;#t=null;constructor(e){this.#e=e,this.element=l("div",{class:"a\
ctions",role:"toolbar"})}attach(e,t,s){if(e===this.#t)return;this.#t=e,this.element.remove();let i=t?.kind==="message",o=i&&As(this.#e,t,s).length>0,r=i?Ba(t,s,
this.#e.model.state.unable):[],a=o?[...r,"more"]:r;if(a.length>0){let{language:c,clock:h}=this.#e,d=u=>x(Ga[u],c.t(u),()=>this.#s(u,t,s));this.element.replaceChildren(
...a.map(d)),e.append(this.element),this.element.inert=!0,h.after(0,()=>this.element.inert=!1)}}detach(){this.#t=null,this.element.remove()}async#s(e,t,s){let{intents:i,
changes:o,surroundings:r}=this.#e,{entry:a}=t;if(e==="more")this.#n(t,s);else if(e==="reply")i.reply(a);else if(e==="edit")this.detach(),o.revise(a);else if(e===
"delete")this.detach(),o.doubt(a);else{let c=e==="copy.text"?a.text:r.address({room:s.id,seq:a.seq});await r.copy(c)&&i.notice("copied")}}#n(e,t){let{menu:s,language:i}=this.#e,
o=e.entry.user.name||i.t("nobody"),r=this.#e.model.state.rooms[t.id]??t;s.open(this.element.lastChild,o,As(this.#e,e,r),{home:this.#t})}};var io=3,Bt=class{#e;#t=null;#s=null;constructor({language:e}){this.#e=e,this.element=l("div",{class:"visually-hidden",role:"status","aria-live":"polite"})}render(e,{
me:t,ignored:s}){let i=e?.entries.at(-1),o=e?.joined?i?.seq??i?.time??0:null,r=e&&`${e.id}/${e.epoch}`;if(r!==this.#t||this.#s===null||o===null){this.#t=r,this.#s=
o;return}let a=h=>h.user.id!==t?.id&&!z(h,{ignored:s}),c=e.entries.filter(h=>(h.seq??h.time)>this.#s&&a(h));this.#s=Math.max(o,this.#s);for(let{user:h,text:d,time:u}of c.
slice(-io)){let f={name:h.name,time:this.#e.clock(u),text:d??""};this.element.append(l("p",{},this.#e.t("message.label",f)))}for(;this.element.children.length>io;)
this.element.firstChild.remove()}};var Fa=12,Gt=class{#e;#t;#s;#n=l("p",{class:"complaint",role:"alert"});#i=null;#o=null;constructor(e){this.#e=e;let{language:t,changes:s}=e,i=a=>t.t(a);this.#t=
l("textarea",{class:"edit-field",rows:"1","aria-label":i("edit.on"),"aria-description":i("edit.hint"),autocomplete:"off",enterkeyhint:"done",on:{input:()=>this.#l(),
keydown:a=>this.#c(a)}}),this.#s=l("button",{type:"submit",class:"button quiet"},i("me.save"));let o={type:"button",class:"button quiet",on:{click:()=>this.#h()}},
r=a=>{a.preventDefault(),s.save()};this.element=l("form",{class:"edit",novalidate:!0,on:{submit:r}},this.#t,this.#n,l("p",{class:"edit-buttons"},l("span",{class:"\
edit-hint","aria-hidden":"true"},i("edit.hint")),l("button",o,i("cancel")),this.#s))}render(e,{find:t,reveal:s,held:i}){let o=e?.editing??null,r=o&&t(o.seq),a=r&&
o.seq!==this.#i;(r!==this.#o||r&&!r.contains(this.element))&&this.#r(r,!a&&this.#i!==null&&this.element.contains(i)),this.#i=r?o.seq:null,r&&(this.#t.value!==o.
text&&(this.#t.value=o.text),this.#d(),this.#t.readOnly=o.busy,this.#s.disabled=o.busy||o.text.trim()==="",this.#t.setAttribute("aria-invalid",String(o.error!==
null)),m(this.#n,o.error?this.#a(o.error):""),a&&(this.#t.focus({preventScroll:!0}),this.#t.setSelectionRange(o.text.length,o.text.length),s(this.element)))}#r(e,t){
this.#o?.classList.remove("is-editing"),this.element.remove(),this.#o=e,e?(e.classList.add("is-editing"),e.querySelector(".body").append(this.element),t&&this.#t.
focus({preventScroll:!0})):t&&this.#e.chosen()}#a(e){let{language:t}=this.#e;return e.code==="forbidden"?t.t("edit.late"):y(t,e)}#l(){this.#d(),this.#e.changes.
write(this.#i,this.#t.value)}#c(e){he(e)?(e.preventDefault(),this.#e.changes.save()):e.key==="Escape"&&!e.isComposing&&(e.stopPropagation(),this.#h())}#h(){let{
changes:e,chosen:t}=this.#e;e.revise(null),t()}#d(){this.#t.rows=Math.min(Math.max(this.#t.value.split(`
`).length,1),Fa)}};function ro(n){let e=[],t=0;for(let s of n.matchAll(Ka)){let i=Za(s[0]),o=Qa(i);o!==null&&(s.index>t&&e.push({text:n.slice(t,s.index)}),e.push({text:i,href:o}),
t=s.index+i.length)}return t<n.length&&e.push({text:n.slice(t)}),e}var Ka=new RegExp('(?<![\\p{L}\\p{N}_])https?:\\/\\/[^\\s<>"\u201C\u201D\u2018\u2019\xAB\xBB\uFF0C\u3002\uFF1B\uFF1A\uFF01\uFF1F\u3001\uFF08\uFF09\u3010\u3011\u300A\u300B\u300C\u300D]+',
"giu"),Ja=/[.,;:!?'*_~]$/,Va={")":"(","]":"[","}":"{"};function Za(n){let e=n;for(;;){let t=e.at(-1),s=Va[t];if(!(s&&oo(e,s)<oo(e,t))&&!Ja.test(e))return e;e=e.
slice(0,-1)}}function oo(n,e){return n.split(e).length-1}function Qa(n){try{let e=new URL(n);return(e.protocol==="http:"||e.protocol==="https:")&&e.username===""&&
e.password===""?e.href:null}catch{return null}}function ao(n,e){let{language:t,reveal:s}=e;switch(n.kind){case"message":case"pending":return el(n,e);case"hidden":return Xa(n,{language:t,reveal:s});case"day":
return l("div",{class:"rule day",role:"separator"},l("span",{},t.day(n.time,Date.now())));case"divider":{let o=n.missed>0?n.about?"divider.about":"divider.misse\
d":"divider.new",r=t.t(o,{count:n.missed});return l("div",{class:"rule divider",role:"separator"},l("span",{},r))}case"gap":return l("p",{class:"gap",role:"note"},
v("alert"),l("span",{},t.t(n.reason)));default:return l("p",{class:"start"},t.t(n.direct?"older.direct":"older.start",{room:n.room}))}}function lo(n,e){return n.
kind!==e.kind||n.entry!==e.entry||n.lead!==e.lead||n.missed!==e.missed||n.about!==e.about||n.quoted!==e.quoted||n.veiled!==e.veiled||n.called!==e.called||n.seqs?.
length!==e.seqs?.length||n.reason!==e.reason||n.room!==e.room||n.direct!==e.direct}function Xa({seqs:n},{language:e,reveal:t}){let s={type:"button",class:"butto\
n quiet",on:{click:()=>t(n)}},i=l("span",{},e.t("hidden",{count:n.length}));return l("p",{class:"hidden-line"},i,l("button",s,e.t("hidden.show")))}function el({
kind:n,entry:e,lead:t,own:s,quoted:i,veiled:o,called:r},a){let{language:c}=a,{user:h,text:d,time:u}=e,f=!!e.deleted,p=f?c.t("deleted"):d,g=f?l("p",{class:"text \
is-deleted"},p):l("p",{class:`text${zs(d)?" is-pictures":""}`},tl(d,a)),b={class:"time",datetime:new Date(u).toISOString(),title:c.exact(u)},k=l("time",b,t?c.clock(
u):c.brief(u)),S=["message",t&&"is-lead",s&&"is-own",r&&"is-call",n==="pending"&&`is-${e.state}`];return l("article",{class:S.filter(Boolean).join(" "),tabindex:"\
-1",data:e.seq==null?{}:{seq:String(e.seq)},"aria-label":c.t(e.edited&&!f?"message.edited":"message.label",{name:h.name,time:c.clock(u),text:p})},l("div",{class:"\
gutter"},t?O(h):k),l("div",{class:"body"},t&&l("header",{class:"by"},l("span",{class:"author"},h.name||c.t("nobody")),k),e.reply_to!=null&&il(e.reply_to,i,{...a,
veiled:o}),g,e.edited&&!f&&nl(e,c),n==="pending"&&rl(e,a)))}function tl(n,{here:e,names:t,me:s}){return ro(n).flatMap(i=>{if(!i.href)return sl(i.text,{names:t,me:s});
let r=i.href.split("#")[0]===e?{}:{target:"_blank",rel:"noopener noreferrer nofollow"};return l("a",{href:i.href,...r},i.text)})}function sl(n,{names:e,me:t}){let s=[],
i=0;for(let o of is(n,e())){let r={class:o.name===t?.name?"mention is-me":"mention"};s.push(n.slice(i,o.from),l("span",r,n.slice(o.from,o.to))),i=o.to}return[...s,
n.slice(i)].filter(o=>o!=="")}function nl({edited:{time:n},time:e},t){let s=t.dayKey(n)===t.dayKey(e)?"":`${t.day(n,Date.now())} `,i={datetime:new Date(n).toISOString(),
title:t.exact(n)};return l("p",{class:"edited"},t.t("edited")," ",l("time",i,s+t.clock(n)))}function il(n,e,{language:t,jump:s,veiled:i}){let o=e===null||e?.deleted,
r=e===void 0?t.t("reply.loading"):t.t("reply.gone"),a=i?t.t("hidden",{count:1}):e?.text,c=e?o?t.t("deleted"):a:r;return l("button",{type:"button",class:`quote${o||
i?" is-gone":""}`,tabindex:"-1",title:t.t("reply.jump"),disabled:e===null,on:{click:()=>s(n)}},v("reply"),e?.user.name&&!i&&l("span",{class:"quote-name"},e.user.
name),l("span",{class:"quote-text"},c))}var ol=new Set(["too_large","invalid"]);function rl({key:n,state:e,error:t},{language:s,again:i,mend:o,discard:r}){if(e!==
"failed"){let c=t?.code==="slow_mode",h=c?"state.slow":e==="waiting"&&!t?"state.offline":"state.pending";return l("p",{class:"sending"},v("clock"),l("span",{class:c?
"":"visually-hidden"},s.t(h)))}let a=(c,h)=>l("button",{type:"button",class:"button quiet",on:{click:h}},s.t(c));return l("p",{class:"failed",role:"alert"},v("a\
lert"),l("span",{},`${s.t("state.failed")} \xB7 ${y(s,t)}`),ol.has(t?.code)?null:a("retry",()=>i(n)),a("edit",()=>o(n)),a("discard",()=>r(n)))}var Ft=class{#e;#t;#s;#n=l("p",{class:"complaint",role:"alert"});#i=null;constructor(e){this.#e=e;let{language:t,changes:s}=e,i=(o,r,a)=>l("button",{type:"butto\
n",class:`button ${r}`,on:{click:a}},t.t(o));this.#t=i("delete.yes","danger",()=>s.remove()),this.#s=i("delete.no","quiet",()=>this.#r()),this.element=l("div",{
class:"removal",role:"group","aria-label":t.t("delete"),on:{keydown:o=>this.#o(o)}},l("p",{class:"sure"},t.t("delete.sure")),l("p",{class:"removal-buttons"},this.#t,
this.#s),this.#n)}render(e,{find:t,reveal:s,held:i}){let o=e?.removing??null,r=o&&t(o.seq);if(!r){let h=this.#i!==null&&this.element.contains(i);this.element.remove(),
this.#i=null,h&&this.#e.chosen();return}r.contains(this.element)||r.querySelector(".body").append(this.element),this.#t.disabled=o.busy;let{error:a}=o,{language:c}=this.#e;
m(this.#n,a?y(c,a):""),o.seq!==this.#i&&(this.#i=o.seq,this.#s.focus({preventScroll:!0}),s(this.element))}#o(e){e.key==="Escape"&&(e.stopPropagation(),this.#r())}#r(){
let{changes:e,chosen:t}=this.#e;e.doubt(null),t()}};var Kt=class{#e;#t;#s;#n;#i=new Map;constructor(e,{draw:t,differs:s,replaced:i}){this.#e=e,this.#t=t,this.#s=s,this.#n=i}get size(){return this.#i.size}node(e){
return this.#i.get(e)?.node}item(e){return[...this.#i.values()].find(t=>t.node===e)?.item}message(e){return e==null?null:this.#e.querySelector(`[data-seq="${e}"\
]`)}lastAbove(e){let t=this.#e.querySelectorAll("[data-seq]");for(let s=t.length-1;s>=0;s-=1)if(t[s].getBoundingClientRect().bottom<=e)return Number(t[s].dataset.
seq);return null}clear(){this.#i.clear(),this.#e.replaceChildren()}show(e){let t=new Map,s=this.#e.firstChild;for(let i of e){let o=this.node(i.id),r=this.#o(i);
s=s!==null&&s===o?r:s,t.set(i.id,{item:i,node:r}),r===s?s=s.nextSibling:this.#e.insertBefore(r,s)}for(;s;){let i=s.nextSibling;s.remove(),s=i}this.#i=t}#o(e){let t=this.#i.
get(e.id);if(t&&!this.#s(t.item,e))return t.node;let s=this.#t(e);return t&&(t.node.replaceWith(s),this.#n(t.node,s)),s}};var Jt=class{#e;#t;#s=!0;#n;#i;#o;constructor(e,t,s){this.#e=e,this.#t=t,this.#i=s,this.#o=()=>this.#c(),e.addEventListener("scroll",this.#o,{passive:!0}),this.#n=
new ResizeObserver(()=>this.#l()),this.#n.observe(e),this.#n.observe(t)}get above(){return this.#e.scrollTop}get below(){let{scrollHeight:e,scrollTop:t,clientHeight:s}=this.#e;
return e-t-s}get bottom(){return this.#e.getBoundingClientRect().bottom}get atEnd(){return this.#s}keep(e){let t=this.#s?[]:this.#r();if(e(),this.#s){this.#a();
return}let s=t.find(({row:i})=>i.isConnected);s&&(this.#e.scrollTop+=s.row.getBoundingClientRect().top-s.top)}toEnd(){this.#s=!0,this.#a()}to(e,t){this.#s=!1,e.
scrollIntoView({block:t}),t==="start"&&(this.#e.scrollTop-=48),this.#s=this.below<48}shows(e){return!this.isAbove(e)}isAbove(e){return e.getBoundingClientRect().
bottom<this.#e.getBoundingClientRect().top}close(){this.#n.disconnect(),this.#e.removeEventListener("scroll",this.#o)}#r(){let{top:e,bottom:t}=this.#e.getBoundingClientRect();
return[...this.#t.querySelectorAll(".message")].map(i=>({row:i,...al(i)})).filter(i=>i.bottom>e&&i.top<t)}#a(){this.#s&&(this.#e.scrollTop=this.#e.scrollHeight)}#l(){
this.#a(),!this.#s&&this.below<1&&this.#c()}#c(){this.#s=this.below<48,this.#i()}};function al(n){let{top:e,bottom:t}=n.getBoundingClientRect();return{top:e,bottom:t}}var co=500,Vt=class{#e;#t=null;#s=null;#n;#i=l("div",{class:"items"});#o=l("p",{class:"older",role:"status"});#r=l("h2");#a=l("p");#l;#c;#h;#d;#u;#m;#f;#w;#p=null;#g=null;#v=null;#k=null;#x=[];constructor(e){
this.#e=e;let{language:t,intents:s,journey:i,surroundings:o}=e;this.#n=new Kt(this.#i,{draw:p=>this.#T(p),differs:lo,replaced:(p,g)=>this.#C(p,g)});let r=l("spa\
n",{class:"empty-mark"},v("wave"));this.#l=l("div",{class:"empty"},r,this.#r,this.#a);let a={class:"scroller",tabindex:"0",role:"log","aria-live":"off"};this.#c=
l("div",a,this.#o,this.#l,this.#i),this.#h=new Jt(this.#c,this.#i,()=>this.#A());let c={type:"button",class:"pill unread-pill",hidden:!0};this.#d=l("button",{...c,
on:{click:()=>i.unread()}},v("up"),l("span"));let h=l("span",{class:"latest-count"}),d=t.t("latest"),u={type:"button",class:"pill latest",hidden:!0,"aria-label":d,
title:d};this.#u=l("button",{...u,on:{click:()=>this.#$()}},h,v("down")),this.#m=new Yt(e),this.#f=[new Gt(e),new Ft(e)],this.#w=new Bt(e);let f=[this.#c,this.#d,
this.#u,this.#w.element];this.element=l("section",{class:"timeline"},f),this.#y(s,"said",()=>this.#$()),this.#y(o,"visible",()=>this.#_()),this.#c.addEventListener(
"keydown",p=>this.#N(p));for(let p of["pointerover","focusin","click"])this.#i.addEventListener(p,g=>this.#I(g));this.#c.addEventListener("pointerleave",p=>this.#R(
p))}render(e,t){let s=t?.id!==this.#s?.id,i=s||t?.epoch!==this.#s?.epoch;this.#t=e,this.#s=t,this.element.hidden=t?.barred!=null,this.#p=document.activeElement,
s&&this.#b(),this.#h.keep(()=>this.#O()),this.#M(),this.#S(),t?.joined&&(i||this.#g!==t.id)&&(this.#g=t.id,this.#L()),this.#q(),this.#w.render(t,e),this.#A()}close(){
this.#x.forEach(e=>e()),this.#h.close()}#y(e,t,s){e.addEventListener(t,s),this.#x.push(()=>e.removeEventListener(t,s))}#b(){this.#m.detach(),this.#n.clear(),this.#g=
null,this.#v=null,this.#k=null,this.#h.toEnd()}#O(){let{language:e}=this.#e,t=i=>e.dayKey(i),s=this.#s?so(this.#s,{...this.#t,dayKey:t}):[];this.#n.show(s.map(i=>i.
kind==="start"?this.#j(i):i))}#j(e){let{id:t,kind:s}=this.#s;return{...e,room:C(this.#e.language,this.#t,t),direct:s==="direct"}}#M(){let e=s=>this.#n.message(s),
t=s=>this.#h.to(s,"nearest");this.#f.forEach(s=>s.render(this.#s,{find:e,reveal:t,held:this.#p}))}#T(e){let{language:t,intents:s,journey:i,model:o,surroundings:r}=this.#e,
a=this.#s;return e.entry?.reply_to!=null&&e.quoted===void 0&&i.original(a.id,e.entry.reply_to),ao(e,{language:t,me:this.#t.me,names:()=>this.#E(),reveal:c=>o.dispatch(
{type:"reveal",room:a.id,seqs:c}),here:r.address({room:""}).split("#")[0],again:c=>s.again(c),mend:c=>s.mend(c),discard:c=>s.discard(c),jump:c=>i.jump(a.id,c)})}#E(){
let{me:e}=this.#t;return[...e?[e]:[],...$e(this.#s,{me:e,ignored:{}})].map(({name:t})=>t)}#C(e,t){this.#m.detach(),e===this.#p&&t.focus({preventScroll:!0})}#S(){
let{language:e}=this.#e,t=this.#s,s=t===null?"none":"empty";this.#l.hidden=t!==null&&(!t.joined||t.older||this.#n.size>0),m(this.#r,e.t(`${s}.title`)),m(this.#a,
e.t(`${s}.text`));let i={older:"older.loading",failed:"older.failed"}[t?.loading];m(this.#o,i?e.t(i):"");let o=t?C(e,this.#t,t.id).replace(/^#/,""):"";this.#c.setAttribute(
"aria-label",e.t("messages",{room:o}))}#L(){this.#h.toEnd();let e=this.#n.node("divider");e&&!this.#h.shows(e)&&this.#h.to(e,"start")}#q(){let e=this.#s?.target??
null;if(e===this.#v)return;this.#v=e,this.#i.querySelector(".is-target")?.classList.remove("is-target");let t=e?.at==="divider",s=t?this.#n.node("divider"):this.#n.
message(e?.at);t?this.#h.to(s??this.#i,"start"):s?(s.classList.add("is-target"),this.#h.to(s,"center"),s.focus({preventScroll:!0})):e===null&&this.#h.toEnd()}#A(){
let{journey:e,language:t}=this.#e,s=this.#s;if(!s)return;let i=s.to<s.head;s.older&&this.#h.above<co&&e.older(),i&&this.#h.below<co&&e.newer();let o=this.#n.node(
"divider"),r=Math.max(s.missed,s.unread),a=o?this.#h.isAbove(o):s.divider!==null&&s.from>s.divider+1;this.#k=o&&!a?s.divider:this.#k,this.#d.hidden=r===0||!a||this.#k===
s.divider,m(this.#d.lastChild,t.t(s.about?"pill.about":"pill.unread",{count:r})),this.#u.hidden=!i&&this.#h.atEnd,m(this.#u.firstChild,s.unread>0?String(s.unread):
""),this.#_()}#_(){let{model:e,surroundings:t}=this.#e,s=this.#s,i=s?.joined&&t.visible,o=i&&this.#h.atEnd&&s.to>=s.head?s.id:null;if((o!==e.state.watching||o&&
e.room?.unread>0)&&e.dispatch({type:"watch",room:o}),i&&!o&&s.seen<s.head){let r=this.#n.lastAbove(this.#h.bottom);r>s.seen&&e.dispatch({type:"read",room:s.id,seq:r})}}#$(){
this.#h.toEnd(),this.#e.journey.latest(),this.#A()}#N(e){e.target.closest("button, a, textarea")===null&&D(e,this.#i.querySelectorAll(".message"))}#I({target:e,
pointerType:t,type:s}){if(s==="pointerover"&&t==="touch")return;let i=e.closest(".message"),o=i&&this.#n.item(i);o&&this.#m.attach(i,o,this.#s)}#R({pointerType:e}){
e!=="touch"&&!this.#m.element.contains(document.activeElement)&&this.#m.detach()}};var Zt=class{#e;#t=l("span");constructor({language:e}){this.#e=e;let t=l("span",{class:"dots","aria-hidden":"true"},l("i"),l("i"),l("i"));this.element=l("p",{class:"\
typing",hidden:!0},t,this.#t)}render(e,t){let s=Object.values(t?.typing??{}).map(({name:a})=>a),[i,o]=s,r=["","typing.one","typing.two"][s.length]??"typing.many";
m(this.#t,r&&this.#e.t(r,{a:i,b:o})),this.element.hidden=r===""}};var Se=class{#e;#t;#s;#n;#i;#o;#r=l("span",{class:"badge-count"});#a={};#l={};#c=null;#h;#d;constructor(e){let t=new Ct(e),s={...e,menu:t,chosen:()=>this.#u(),found:()=>this.#m()},
i=new Ot(s),o={...s,dialogs:i};this.#e=o;let{language:r}=o,a=(F,yo)=>r.t(F,yo),c=()=>this.#v(null),h=new Ut(o),d=new qt({...o,settings:()=>h.open()}),u=new Lt(o),
f=new pt(o),p=new At(o);this.#s=new Vt(o),this.#n=new yt(o),this.#i=new Nt(o);let g=new Zt(o),b=new Mt(o),k=new gt(o),S=[b,k,this.#s,g,this.#n,this.#i];this.#t=
[f,d,u,...S,h,i,p],this.#l={rooms:x("menu",a("open.rooms"),()=>this.#g("rooms"),{"aria-expanded":"false",class:"narrow-only"}),people:x("people",a("open.people"),
()=>this.#g("people"),{"aria-expanded":"false"})},this.#o=x("search",a("search"),()=>this.#f(),{"aria-expanded":"false","aria-keyshortcuts":"Control+K /"}),this.#l.
people.append(this.#r),this.#a={rooms:l("aside",{class:"side rooms-side",id:"rooms","aria-label":a("rooms")},d.element),people:l("aside",{class:"side people-sid\
e",id:"people","aria-label":a("people")},u.element)};let W=l("header",{class:"room-head"},this.#l.rooms,b.words,f.light,b.desk,this.#o,this.#l.people,b.more);this.
element=l("div",{class:"shell",on:{keydown:F=>this.#x(F)}},this.#a.rooms,l("main",{class:"talk"},W,f.element,k.element,this.#s.element,g.element,this.#n.element),
this.#a.people,this.#i.element,l("div",{class:"backdrop",on:{click:c}}),h.element,...i.elements,t.element,p.element),this.#h=globalThis.matchMedia("(max-width: \
53.75em)");let H=()=>this.#k();this.#h.addEventListener("change",H);let U=F=>this.#p(F);document.addEventListener("keydown",U),this.#d=()=>{this.#h.removeEventListener(
"change",H),document.removeEventListener("keydown",U)}}opened(){this.#k(),this.#h.matches||this.#n.focus()}render(e){let t=e.rooms[e.active]??null;m(this.#r,t?.
joined?String(t.count):"");let s=!!t?.search;this.#o.hidden=t===null||t.epoch===null,this.#o.setAttribute("aria-expanded",String(s)),this.#i.element.hidden=!s,this.
element.classList.toggle("has-search",s);for(let i of this.#t)i.render(e,t)}close(){this.#d(),this.#t.forEach(e=>e.close?.())}#u(){this.#v(null),this.#h.matches||
this.#n.focus()}#m(){this.#h.matches&&this.#e.finding.close()}#f(){this.#e.model.room?.search?(this.#e.finding.close(),this.#u()):this.#w()}#w(){this.#v(null),this.#e.
finding.open(),this.element.classList.add("has-search"),this.#i.open()}#p(e){let{key:t,ctrlKey:s,metaKey:i,altKey:o,target:r}=e,a=r instanceof Element&&r.closest(
"input, textarea, select, dialog")!==null;(t==="k"&&(s||i)&&!o||t==="/"&&!a&&!s&&!i)&&!this.#o.hidden&&!e.isComposing&&document.querySelector("dialog[open]")===
null&&(e.preventDefault(),this.#w())}#g(e){e==="people"&&!this.#h.matches?(this.element.classList.toggle("without-people"),this.#k()):this.#v(this.#c===e?null:e)}#v(e){
let t=this.#c;this.#c=e,this.#k(),e?this.#a[e].querySelector("button, a, input")?.focus():t&&this.#l[t].focus()}#k(){let e=this.#h.matches,t=this.element.classList.
contains("without-people"),s={rooms:!e||this.#c==="rooms",people:e?this.#c==="people":!t};for(let[i,o]of Object.entries(this.#a))o.inert=!s[i],o.classList.toggle(
"is-open",this.#c===i),this.#l[i].setAttribute("aria-expanded",String(s[i]));this.element.classList.toggle("has-drawer",e&&this.#c!==null)}#x(e){e.key==="Escape"&&
!e.isComposing&&this.#c&&(this.#v(null),e.stopPropagation())}};var Qt=class extends EventTarget{#e;#t;#s;#n;#i=null;#o;#r=!1;constructor({language:e,...t}){super();let{model:s,store:i,surroundings:o}=t;this.#t=i,this.#s=s,this.#n=
o,this.#o=i.kind==="account"||i.name!==""&&i.token!==null;let r=a=>this.#l(a);this.#e={...t,speak:r,language:this.#a(e)},s.addEventListener("change",()=>this.#c()),
o.addEventListener("visible",()=>this.#c()),o.addEventListener("network",()=>this.#c())}show(){this.#n.setLanguage(this.#e.language.tag),this.#h()}#a(e){return new Xe(
e,{wished:this.#n.languages()})}#l(e){this.#t.language=e,this.#e.language=this.#a(e),this.#i?.close(),this.#i=null,this.show()}#c(){if(this.#n.setTitle(Oi(this.#s.
state),Mi(this.#s.state)),this.#r)return;this.#r=!0;let e=()=>{this.#r=!1,this.#h()};this.#n.visible?requestAnimationFrame(e):setTimeout(e,0)}#h(){let{state:e}=this.#s,
t=this.#d(e);this.#i instanceof t||(this.#i?.close(),this.#i=new t(this.#e),this.#n.document.body.replaceChildren(this.#i.element),this.#i.opened?.()),t===Se&&(this.
dispatchEvent(new Event("entered")),this.#n.show(this.#s.state.active)),this.#i.render(this.#s.state)}#d({me:e,link:t,out:s,door:i}){if(s!==null)return mt;let r=i.
link?.kind==="invitation"&&this.#t.kind!=="account"||i.link?.kind==="reset";return this.#o&&=t.state!=="refused"&&!r,(e!==null||this.#o)&&!r?Se:ut}};function ho(n){let[e="",t=""]=ll(n.replace(/^#/,"")).split("/"),s=Ce(e)?e:null,i=/^[1-9]\d{0,15}$/.test(t)?Number(t):null;return{room:s,seq:s===null?null:i,refused:s===
null&&e!==""?e:null}}function uo(n){let[,e,t]=/^#\/(invitation|reset)\/([A-Za-z0-9_-]{1,128})$/.exec(n)??[];return e?{kind:e,token:t}:null}function $s({room:n,seq:e=null}){
return e===null?`#${n}`:`#${n}/${e}`}function ll(n){try{return decodeURIComponent(n)}catch{return n}}var Xt=class extends EventTarget{#e;#t;#s=null;constructor(e){super(),this.#e=e,this.#t=e.document,e.addEventListener("hashchange",()=>this.#i()),e.addEventListener(
"popstate",()=>this.#i()),e.addEventListener("online",()=>this.dispatchEvent(new Event("network"))),e.addEventListener("offline",()=>this.dispatchEvent(new Event(
"network"))),this.#t.addEventListener("visibilitychange",()=>{this.dispatchEvent(new Event("visible")),this.visible&&this.dispatchEvent(new Event("network"))})}get visible(){
return this.#t.visibilityState==="visible"}get online(){return this.#e.navigator.onLine}get document(){return this.#t}get base(){return this.#t.baseURI}get fetch(){
return(...e)=>this.#e.fetch(...e)}languages(){return[...this.#e.navigator.languages??[]]}storages(){let e=t=>{try{return this.#e[t]}catch{return null}};return{lasting:e(
"localStorage"),passing:e("sessionStorage")}}exclusive(e){let{locks:t}=this.#e.navigator;return t?s=>t.request(e,s):s=>s()}route(){return ho(this.#e.location.hash)}get link(){
return uo(this.#e.location.hash)}unlink(){if(this.link){let{location:e,history:t}=this.#e;t.replaceState(null,"",e.pathname+e.search)}}anew(){this.#e.location.reload()}show(e){
let{location:t,history:s}=this.#e;if(e===null||e===this.#s)return;let i=this.#s===null;if(this.#s=e,this.route().room===e)return;let o=$s({room:e});i?s.replaceState(
null,"",o):s.pushState(null,"",o)}address(e){return this.#e.location.href.split("#")[0]+$s(e)}setTitle(e,t){let s=t>0?`(@${t}) `:e>0?`(${e}) `:"";this.#t.title=
`${s}chatd`}setLanguage(e){this.#t.documentElement.lang=e}async copy(e){try{return await this.#e.navigator.clipboard.writeText(e),!0}catch{return this.#n(e)}}download(e,t,s){
let i=URL.createObjectURL(new Blob([t],{type:s})),o=this.#t.createElement("a");o.href=i,o.download=e,o.click(),this.#e.setTimeout(()=>URL.revokeObjectURL(i),6e4)}#n(e){
let t=this.#t.createElement("textarea");t.className="visually-hidden",t.value=e,this.#t.body.append(t),t.select();let s=this.#t.execCommand("copy");return t.remove(),
s}#i(){let e=this.route();this.#s=e.room??this.#s,this.dispatchEvent(new CustomEvent("route",{detail:e}))}};var cl="lobby",A=new Xt(globalThis),R=new ct(A.storages()),j=new at,hl=as(A.base),M=new Ye({url:hl,credentials:ul,exclusive:A.exclusive("chatd.guest"),clock:_}),
P=new st({client:M,model:j,store:R,clock:_}),Ls=new nt({client:M,model:j,intents:P,clock:_}),dl=new Ke({client:M,model:j,intents:P}),mo=new ot({client:M,model:j,
intents:P,clock:_}),qs=(n,e)=>P.notice(n,e),fo=()=>A.anew(),go=new Te({fetch:A.fetch,base:A.base}),es=new Ve({account:go,client:M,model:j,store:R,clock:_,anew:fo,
unlink:()=>A.unlink()}),wo=new Qt({client:M,entry:es,profile:new rt({account:go,client:M,model:j}),ignoring:new et({client:M,model:j,store:R,tell:qs}),alerts:new qe(
{client:M,model:j,store:R,desktop:new dt(globalThis),show:ml}),intents:P,journey:Ls,company:dl,order:mo,desk:new Je({client:M,model:j,order:mo}),changes:new Ne(
{client:M,model:j}),finding:new Ze({client:M,model:j,clock:_}),takeOut:n=>Ci({client:M,clock:_,tell:n}),model:j,store:R,surroundings:A,clock:_,language:Cn([R.language,
...A.languages()])});function ul({refused:n,expiring:e}){let{kind:t,token:s,name:i}=R;return t==="account"||t==="former"||e?null:s&&s!==n?{token:s}:{guest:i}}function ml(n,e){
e===null?P.open(n):Ls.jump(n,e)}function po({room:n,seq:e,refused:t}){if(t!==null){let{name:s,values:i}=P.doubt(t)??{name:"room.invalid"};P.notice(s,i)}else n!==
null&&e!==null?Ls.jump(n,e):n!==null&&P.open(n)}function pl(){let n=A.route(),e=n.room??R.active??cl,t=R.rooms.filter(s=>s!==e);P.open(e),P.restore(t),(n.seq!==
null||n.refused!==null)&&po(n),A.addEventListener("route",({detail:s})=>po(s))}new it({client:M,model:j,store:R,clock:_});_n(M,{model:j,store:R,anew:fo});ai(M,{
model:j,store:R,clock:_,notice:qs});ni(M,{model:j,store:R,clock:_,notice:qs});new Fe({client:M,model:j,clock:_,back:n=>P.restore([n])});A.addEventListener("netw\
ork",()=>P.reconnect());wo.addEventListener("entered",pl,{once:!0});A.addEventListener("route",()=>A.link&&es.follow(A.link));es.follow(A.link);es.look();wo.show();
