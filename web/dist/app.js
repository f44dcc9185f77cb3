import{$ as Ds,A as ys,Aa as $e,B as ct,Ba as ti,C as bs,Ca as Z,D as vs,Da as q,E as ks,Ea as dt,F as xs,Fa as H,G as Es,Ga as M,H as Ss,Ha as R,Ia as ei,J as Ts,
Ja as ut,K as Ls,Ka as G,L as js,La as si,M as I,N as z,Na as K,P as Os,Q as _e,R as As,S as Cs,T as _s,U as $s,V as Is,W as qs,X as Ms,Y as Ns,Z as Rs,_ as Ps,
a as is,aa as Ys,b as ot,ba as Ws,c as ns,ca as Hs,d as os,da as Bs,e as rs,ea as Us,f as as,fa as zs,g as ls,ga as Fs,h as Oe,ha as Gs,i as W,ia as Ks,j as rt,
ja as Js,k as $,ka as Vs,l as x,la as Qs,m as cs,ma as Xs,n as Ae,na as ht,o as Q,oa as l,p as at,pa as v,q as hs,qa as k,r as ds,ra as p,s as us,t as ms,u as fs,
ua as _,v as ps,va as X,w as lt,wa as F,x as gs,y as ws,ya as Zs,z as Ce}from"./chunk-3FVHSLJB.js";var w=class i extends Error{constructor(t,e=t,{field:s,until:n,retry_after:o}={}){super(e),this.name="ChatError",this.code=t,this.field=s,this.until=n,this.retryAfter=
o}static from(t){return new i(t.code,t.message,t)}get passing(){return this.code==="rate_limited"||this.code==="unavailable"||this.code==="slow_mode"}};var mt=class{#t;#e;constructor({fetch:t,base:e}){this.#t=t,this.#e=e}async site(){try{return{...await this.#s("GET","site"),accounts:!0}}catch(t){if(t.code!=="n\
ot_found")throw t;return{guests:!0,registration:"closed",accounts:!1,signed_in:null}}}signIn(t,e){return this.#s("POST","session",{name:t,password:e})}signOut(){
return this.#s("DELETE","session")}register(t,e,s){return this.#s("POST","account",{name:t,password:e,invitation:s})}async rename(t){let{user:e}=await this.#s("\
PATCH","account",{name:t});return e}async login(){let{login:t,user:e}=await this.#s("GET","session");return t??e.name}async changeLogin(t,e){let{login:s}=await this.#s(
"PATCH","account",{login:t,password:e});return s}changePassword(t,e){return this.#s("PUT","account/password",{old:t,new:e})}async resetPassword(t,e){let{user:s}=await this.#s(
"POST","account/reset",{link:t,new:e});return s}remove(t){return this.#s("DELETE","account",{password:t})}async task(t){let{state:e}=await this.#s("GET",`tasks/${encodeURIComponent(
t)}`);return e}async sessions(){let t=[];for(let e={more:!0,next:null};e.more;t.push(...e.sessions))e=await this.#s("GET",e.next?`sessions?after=${encodeURIComponent(
e.next)}`:"sessions");return t}endSession(t){return this.#s("DELETE",`sessions/${encodeURIComponent(t)}`)}endOthers(){return this.#s("DELETE","sessions?keep=her\
e")}async#s(t,e,s){let n=await this.#i(new URL(`api/${e}`,this.#e),{method:t,headers:s?{"Content-Type":"application/json"}:{},body:s&&JSON.stringify(s),credentials:"\
same-origin",cache:"no-store"});if(!n.ok)throw await Mn(n);return n.status===204?null:qn(n)}async#i(t,e){try{let s=this.#t;return await s(t.href,e)}catch{throw new w(
"offline")}}};async function qn(i){try{return await i.json()}catch{throw new w("unavailable")}}async function Mn(i){try{let{code:t,detail:e,...s}=await i.json();
if(typeof t=="string")return new w(t,e,s)}catch{}return new w(Nn[i.status]??(i.status>=500?"unavailable":"invalid"))}var Nn={401:"bad_token",403:"forbidden",404:"\
not_found",429:"rate_limited",500:"internal"};var ii=Object.fromEntries(["аa","вb","сc","еe","нh","іi","јj","кk","мm","оo","рp","ѕs","тt","уy","хx"].concat(["αa","βb","εe","ηn","ιi","κk",
"νv","οo","ρp","τt","υu","χx","0o","1l","il","|l"]).map(([i,t])=>[i,t]));function ni(i){let t=i.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu,"").toLowerCase().
replace(/\s+/g," ").trim();return Array.from(t,e=>{let s=ii[e]??e;return ii[s]??s}).join("")}function oi(i){let t=2166136261;for(let e of i)t=Math.imul(t^e.codePointAt(
0),16777619)>>>0;return t=Math.imul(t^t>>>16,2246822507)>>>0,((t^t>>>13)>>>0).toString(16).padStart(8,"0")}var ft=class{#t=new Map;#e=new Map;#s=Object.freeze({});get marks(){
return this.#s}note({id:t,name:e}){if(!t||!e||this.#t.get(t)===e)return!1;this.#t.size>=2e4&&(this.#t.clear(),this.#e.clear()),(this.#t.has(t)?this.#e.get(ni(this.#t.
get(t))):null)?.delete(t),this.#t.set(t,e);let n=ni(e),o=this.#e.get(n)??new Set;this.#e.set(n,o.add(t));let{[t]:r,...a}=this.#s,c=o.size>1?Rn(o):{};return r===
void 0&&o.size<2?!1:(this.#s=Object.freeze({...a,...c}),!0)}};function Rn(i){let t=[...i],e=[2,4,8].find(s=>new Set(t.map(n=>oi(n).slice(0,s))).size===t.length)??
8;return Object.fromEntries(t.map(s=>[s,oi(s).slice(0,e)]))}var Pn=2e4,pt=class{#t;#e=new Map;#s=new ft;constructor({client:t,model:e}){this.#t=e;let s=(n,o)=>t.addEventListener(n,({detail:r})=>o(r));s("joined",({events:n,
presence:o})=>{this.#i([...n.map(({user:r})=>r),...o?.users??[]])}),s("entries",({entries:n})=>this.#i(n.map(({user:o})=>o))),s("presence",({joined:n=[]})=>this.#i(
n)),s("member",({user:n})=>this.#i([n])),s("renamed",({user:n})=>this.#i([n])),s("login",({user:n})=>this.#i([n])),s("me",({user:n})=>this.#i([n]))}#i(t){let e=!1;
for(let s of t)s?.id&&s.name&&(this.#n(s),e=this.#s.note(s)||e);e&&this.#t.dispatch({type:"marks",marks:this.#s.marks})}#n(t){if(!t.id.startsWith("a."))return;let e=this.#e.
get(t.id);this.#e.size>=Pn&&this.#e.clear(),this.#e.set(t.id,t.name),e!==void 0&&e!==t.name&&this.#t.dispatch({type:"renamed",user:t})}};var gt=class{#t;#e;#s;#i={room:null,seq:null};#n=null;#o=null;constructor({model:t,surroundings:e,follow:s}){this.#t=t,this.#e=e,this.#s=s}begin(){return this.#e.
addEventListener("route",({detail:t})=>this.#r(t)),this.#t.addEventListener("change",()=>this.#a()),this.#r(this.#e.route())}async#r(t){let e={room:t.room,seq:t.
seq};this.#i=e,this.#n="going",this.#o=this.#t.state.active,await this.#s(t),this.#i===e&&(this.#n="there",this.#a())}#a(){let{active:t,rooms:e}=this.#t.state,{
room:s,seq:n}=this.#i;if(this.#e.link!==null||this.#n==="going"&&(t===this.#o||t===s)||s===t&&(n===null||this.#d(n)))return;let o=s!==null&&s!==t&&s in e;this.#i=
{room:t,seq:null},this.#e.show(this.#i,{step:o})}#d(t){let{room:e,state:s}=this.#t,n=s.watching===e?.id;return e?.target?.at!==t||n&&this.#n==="off"?!1:(this.#n=
n?this.#n:"off",!0)}};var ri=200;function Dn(i,t,{me:e,ignored:s}){let n=i.user.id===e?.id;return i.type!=="message"||n||i.deleted||W(i,{ignored:s})?null:t.kind==="direct"?{title:i.user.
name,body:ai(i.text)}:ct(i,t,{me:e})?{title:[i.user.name,...Yn(t)].join(" · "),body:ai(i.text)}:null}function Yn({id:i,title:t}){let e=t||(i.startsWith("~")?"":
`#${i}`);return e===""?[]:[e]}var wt=class{#t;#e;#s;#i;#n;#o;#r=new Map;constructor({client:t,model:e,store:s,desktop:n,show:o,original:r=async()=>{},words:a=()=>""}){
this.#t=e,this.#e=s,this.#s=n,this.#i=o,this.#n=r,this.#o=a,t.addEventListener("entries",({detail:c})=>this.#a(c)),t.addEventListener("joined",({detail:c})=>this.#c(
c.room)),t.addEventListener("left",({detail:c})=>this.#h(c.room)),t.addEventListener("activity",({detail:c})=>this.#l(c))}get state(){let{permission:t}=this.#s;
return t!=="granted"&&t!=="default"?t:t==="granted"&&this.#e.alerts?"on":"off"}async turn(){this.state==="on"?this.#e.alerts=!1:(this.#s.permission==="granted"||
await this.#s.ask()==="granted")&&(this.#e.alerts=!0)}#a({room:t,entries:e,replayed:s}){if(s){this.#c(t);return}let n=!this.#s.visible&&this.#e.alerts;for(let o of n?
e:[])this.#d(t,o)}async#d(t,e){let s=this.#t.state.rooms[t];s&&e.reply_to!=null&&ot(s,e.reply_to)===void 0&&await this.#n(t,e.reply_to);let n=this.#t.state.rooms[t],
o=n?Dn(e,n,this.#t.state):null;o&&this.#u&&this.#m(o,{room:t,seq:e.seq??null,tag:Wn(n,e)})}#l({room:t,seq:e}){this.#u&&t.startsWith("~")&&!this.#r.has(t)&&this.#r.
set(t,e)}async#c(t){await null;let e=this.#t.state.rooms[t];if(e&&e.to>=(this.#r.get(t)??1/0)){let s=this.#r.get(t);this.#r.delete(t);let n=e.entries.filter(({seq:o})=>o>=
s).at(-1);n&&await this.#d(t,n)}}#h(t){let e=this.#t.state.lines[t],s=e?.kind==="direct"?e.other:null,n=this.#r.get(t);if(this.#r.delete(t),n!==void 0&&this.#u&&
s&&!(s.id in this.#t.state.ignored)){let o=this.#o("alerts.direct",{name:s.name});this.#m({title:s.name,body:o},{room:t,seq:null,tag:`${t}/${e.epoch}/${n}`})}}get#u(){
return!this.#s.visible&&this.state==="on"}async#m(t,{room:e,seq:s,tag:n}){await this.#s.isWatched()||!await this.#s.isFirst(n)||this.#s.show({...t,tag:n,click:()=>this.#i(
e,s)})}};function Wn({id:i,epoch:t},{seq:e,time:s}){return`${i}/${t}/${e??s}`}function ai(i){let t=cs(i);return t.length>ri?`${t.slice(0,ri).join("")}…`:i}var yt=class{#t;#e;constructor({client:t,model:e}){this.#t=t,this.#e=e}revise(t){this.#n("editing",{entry:t})}reviseLast(){let{room:t,state:e}=this.#e,s=t?.can?.
includes("edit_own")&&!e.unable.includes("edit"),n=r=>r.user.id===e.me?.id&&r.seq!=null&&!r.deleted,o=s?t.entries.findLast(n):void 0;return o&&this.revise(o),o!==
void 0}write(t,e){this.#i({what:"editing",seq:t,text:e,error:null})}async save(){let{room:t,state:e}=this.#e,{seq:s,text:n,busy:o}=t.editing,r=x(n),a=t.entries.
find(h=>h.seq===s)?.text,c=e.limits.text??1/0;o||r.trim()===""||(r===a?this.revise(null):Q(r)>c?this.#i({what:"editing",seq:s,error:{code:"too_large"}}):await this.#s(
"editing","edit",s,()=>this.#t.edit(t.id,s,r)))}doubt(t){this.#n("removing",{entry:t})}async remove(){let{id:t,removing:e}=this.#e.room;e.busy||await this.#s("r\
emoving","delete",e.seq,()=>this.#t.delete(t,e.seq))}async#s(t,e,s,n){let o=this.#e.room.id;this.#i({what:t,seq:s,busy:!0,error:null});try{await n(),this.#e.state.
rooms[o]?.[t]?.seq===s&&this.#e.dispatch({type:t,room:o,entry:null})}catch(r){r.code==="unknown_type"&&this.#e.dispatch({type:"unable",what:e}),this.#e.dispatch(
{type:"inHand",room:o,news:{what:t,seq:s,busy:!1,error:r}})}}#i(t){this.#n("inHand",{news:t})}#n(t,e){this.#e.dispatch({type:t,room:this.#e.state.active,...e})}};var O=Object.freeze({now:()=>globalThis.performance.now(),time:()=>Date.now(),after:(i,t)=>{let e=globalThis.performance.now()+i,s,n=r=>{s=r>2147483647?globalThis.
setTimeout(o,2147483647):globalThis.setTimeout(t,r)},o=()=>n(e-globalThis.performance.now());return n(i),()=>globalThis.clearTimeout(s)}});var bt=class{#t;#e;#s;#i=0;constructor({random:t=Math.random,first:e=1e3,most:s=3e4}={}){this.#t=t,this.#e=e,this.#s=s}next(){let t=Math.min(this.#s,this.#e*2**
this.#i);return this.#i+=1,Math.round(this.#t()*t)}reset(){this.#i=0}};function li(i,t){let e=t?.code??i;return e>=4500&&e<=4999?!1:e>=4e3&&e<=4499?!0:t==null||
t.retry_after!==void 0}var ci=new RegExp("\\p{Surrogate}","u");function vt(i,t={}){let{type:e,text:s}=i;if((e==="say"||e==="edit")&&typeof s=="string"){let r=Hn(s);if(r>t.text){let a=`\
it has ${r} characters, and the server takes ${t.text}`;throw new w("too_large",a,{field:"text"})}}let n=Bn(i),o=Un(n);if(o>t.message)throw new w("too_large",`t\
he command has ${o} bytes, and the server takes ${t.message}`);return n}function Hn(i){let t=0;for(let e of i)t+=1;return t}function Bn(i){let t="",e=(n,o)=>((ci.
test(n)||typeof o=="string"&&ci.test(o))&&(t||=n),o),s;try{s=JSON.stringify(i,e)}catch(n){throw new w("invalid",`it cannot be written as JSON: ${n.message}`)}if(t)
throw new w("invalid","half of a character (a lone surrogate) cannot be sent",{field:t});return s}function Un(i){return new TextEncoder().encode(i).length}var zn=1e4,Fn=15e3,hi=25e3,Gn=500,Kn=4e3,Jn=5e3,kt=class extends EventTarget{#t;#e;#s=new Map;#i=new Map;#n=0;#o;#r=hi;#a=()=>{};#d={};#l=!1;#c=!1;#h=null;#u=!1;#m=null;#f=!1;constructor({
url:t,WebSocket:e,clock:s}){super(),this.#e=s,this.#o=s.now(),this.#t=new e(t,["chatd.v1"]),this.#a=s.after(Fn,()=>this.#y(1006,"no answer")),this.#t.onopen=()=>this.#l=
!0,this.#t.onmessage=({data:n})=>this.#w(n),this.#t.onclose=({code:n,reason:o})=>this.#y(n,o),this.#t.onerror=()=>this.#g()}get over(){return this.#f}command(t,e={},s=n=>n){
if(this.#f)return Promise.reject(new w("disconnected"));this.#n+=1;let n=this.#n;return new Promise((o,r)=>{let a=vt({type:t,...e,ref:n},this.#d);this.#s.set(n,
{settle:s,resolve:o,reject:r}),this.#t.send(a)})}async patiently(t,e,s){for(;;)try{return await this.command(t,e,s)}catch(n){if(!n.passing)throw n;await this.pause(
n.retryAfter??1e3)}}pause(t){return new Promise((e,s)=>{let n=this.#e.after(t,()=>{this.#i.delete(n),e()});this.#i.set(n,s)})}check(){return this.#f||!this.#c?Promise.
resolve(!1):(this.#h??=this.#x(Kn).finally(()=>this.#h=null),this.#h)}close(t=1e3,e=""){this.#y(t,e)}#g(){this.#f||(this.#a(),this.#a=this.#e.after(Gn,()=>this.#y(
1006,"error")))}#w(t){if(this.#f)return;this.#o=this.#e.now(),this.#u=!1;let e=Vn(t);if(e===null){this.#y(1006,"a frame that is no JSON object");return}if(e.type===
"error"&&e.ref===void 0&&e.code==="bad_frame"){this.#y(1006,"a command that the server could not read");return}if(e.type==="ok"||e.type==="error"||e.type==="pon\
g"){this.#p(e);return}e.type==="welcome"?(this.#l=!0,this.#c=!0,this.#d=e.limits??{},this.#r=(e.heartbeat??hi/1e3)*1e3,this.#v(this.#r)):e.type==="bye"&&(this.#m=
e),this.dispatchEvent(new CustomEvent("event",{detail:e}))}#p(t){let e=this.#s.get(t.ref);if(this.#s.delete(t.ref),!!e){if(t.type==="error"){e.reject(w.from(t));
return}try{e.resolve(e.settle(t))}catch(s){e.reject(s)}}}#v(t){this.#a(),this.#a=this.#e.after(t,()=>this.#k())}#k(){let t=this.#e.now()-this.#o;if(t<this.#r){this.#v(
this.#r-t);return}this.#x(zn)}#x(t){let e=this.#e.now();this.#u=!0;let s=this.command("ping").then(()=>!0,({code:n})=>n!=="disconnected");return this.#a(),this.#a=
this.#e.after(t,()=>{let n=this.#e.now()-e>t+Jn;this.#u?n?this.#x(t):this.#y(1006,"silence"):this.#k()}),s}#y(t,e){if(this.#f)return;this.#f=!0,this.#a(),this.#t.
onmessage=null,this.#t.onclose=null,this.#t.readyState<2&&this.#t.close(1e3);let s=new w("disconnected");for(let{reject:n}of this.#s.values())n(s);for(let[n,o]of this.#i)
n(),o(s);this.dispatchEvent(new CustomEvent("closed",{detail:{code:t,reason:e,bye:this.#m,opened:this.#l}}))}};function Vn(i){try{let t=JSON.parse(i);return t!==
null&&typeof t=="object"?t:null}catch{return null}}var Qn=1e4,Xn={offline:()=>"this device is offline",server_unreachable:({url:i,detail:t})=>`no chatd answers at ${i}${t?`: ${t}`:""}`,server_busy:({url:i,detail:t})=>`\
the server at ${i} takes no more connections now: ${t}`,origin_not_allowed:({url:i,origin:t})=>`the server at ${i} does not let pages of ${t} in: add "${t}" to \
\`origins\` in [server] of its configuration; if the page came from that server, its proxy has to pass on the Host`,upgrade_refused:({url:i})=>`the server at ${i}\
 can be reached over HTTP, but no WebSocket can be opened: a proxy on the way does not pass on the fields Upgrade and Connection`},xt=class{#t;#e;#s;#i;#n=0;#o=null;#r=!1;#a=null;#d=new Set;constructor({
url:t,fetch:e,clock:s,tell:n}){this.#t=String(t),this.#e=e,this.#s=s,this.#i=n}get known(){return this.#a}reached(){this.#n=0,this.#o=null,this.#r=!1,this.#a=null}failed(){
this.#n+=1;let t=(this.#n&this.#n-1)===0;this.#o===null&&(t||this.#r&&this.#a===null)&&this.#l()}async#l(){let t={};this.#o=t;let e=await this.#c();if(this.#o!==
t)return;if(this.#o=null,e.reason==="upgrade_refused"&&!this.#r){this.#r=!0;return}this.#r=e.reason==="upgrade_refused";let{reason:s}=e,n=Xn[s](e);this.#a={reason:s,
message:n},(s==="origin_not_allowed"||s==="upgrade_refused")&&!this.#d.has(s)&&(this.#d.add(s),globalThis.console?.warn(`chatd: ${n}`)),this.#i(this.#a)}async#c(){
if(globalThis.navigator?.onLine===!1)return{reason:"offline"};if(!this.#e)return{reason:"server_unreachable",url:this.#t};let{origin:t,url:e,href:s}=this.#u();try{
let n=await this.#h(s),o={origin:t,url:e,detail:`HTTP ${n.status}`};if(n.status===429||n.status===503)return{reason:"server_busy",...o};let{origin_allowed:r}=await n.
json().catch(()=>null)??{};return typeof r!="boolean"?{reason:"server_unreachable",...o}:{reason:r?"upgrade_refused":"origin_not_allowed",...o}}catch(n){return{
reason:"server_unreachable",url:e,detail:n instanceof w?n.message:""}}}async#h(t){let e=new AbortController,s=this.#s.after(Qn,()=>e.abort(new w("timeout","no a\
nswer")));try{let n=this.#e;return await n(t,{credentials:"omit",cache:"no-store",signal:e.signal})}finally{s()}}#u(){let t=new URL(this.#t,globalThis.location?.
href);t.protocol={"wss:":"https:","ws:":"http:"}[t.protocol]??t.protocol,t.hash="";let e=t.href,s=globalThis.location?.origin??"";return s&&t.searchParams.set("\
origin",s),{origin:s,url:e,href:t.href}}};var Zn=1e4,to=3,eo=4e3,so=/^\s*[\x21-\x7e]+\s*$/,Et=class extends EventTarget{#t;#e;#s;#i=null;#n={state:"idle"};#o=()=>{};#r=0;#a=!1;#d;constructor({url:t,credentials:e,
exclusive:s,WebSocket:n,fetch:o,clock:r,random:a}){super(),this.#t={url:t,credentials:e,exclusive:s,WebSocket:n},this.#e=r,this.#s=new bt({random:a}),this.#d=new xt(
{url:t,fetch:o,clock:r,tell:c=>this.#k(c)})}get state(){return this.#n}get link(){return this.#n.state==="online"?this.#i:null}open(){this.#i===null&&!this.#a&&
this.#l()}retry(){this.#a&&this.#l()}async check(){let t=this.#i;return t===null?(this.retry(),!1):this.#n.state==="connecting"&&this.#e.now()-this.#r>=eo?(this.#i=
null,t.close(),this.#l(),!1):t.check()}close(){this.#x(),this.#y("idle")}fail(t){this.#i?.close(1e3,t)}#l(){this.#c(),this.#r=this.#e.now();let{url:t,WebSocket:e}=this.#t,
s;try{s=new kt({url:t,WebSocket:e,clock:this.#e})}catch(n){this.#y("refused",{error:new w("invalid",n.message,{field:"url"})});return}this.#i=s,s.addEventListener(
"event",({detail:n})=>this.#h(s,n)),s.addEventListener("closed",({detail:n})=>this.#v(s,n)),this.#y("connecting",this.#d.known)}#c(){this.#o(),this.#a=!1}#h(t,e){
this.#b("event",e),e.type==="welcome"?(this.#d.reached(),this.#u(t,e)):e.type==="expiring"&&t===this.link&&this.#g(t)}async#u(t,{user:e,account:s}){try{e?this.#p(
{user:e,account:s,expires:s?.expires}):await this.#f(t)}catch(n){this.#m(t,n);return}t.over||(this.#y("online"),this.#b("online",t))}#m(t,e){t.over||(e instanceof
w?(this.#x(),this.#y("refused",{error:e})):t.close(1e3,String(e?.message??e)))}async#f(t){let e=n=>this.#p(n),s=await this.#w({});for(let n=1;;n+=1){if(!s)throw new w(
"login_required");try{await t.patiently("login",s,e);return}catch(r){if(!(s.token&&(r.code==="bad_token"||r.code==="expired"))||n===to)throw r}if(await this.#t.
exclusive(async()=>(s=await this.#w({refused:s.token}),!s||s.token?!1:t.patiently("login",s,e).then(()=>!0))))return}}async#g(t){try{let e=typeof this.#t.credentials==
"function"&&await this.#w({expiring:!0});e&&e.token&&!t.over&&await t.patiently("login",{token:e.token},s=>this.#p(s))}catch{}}async#w(t){let{credentials:e}=this.#t,
s=await(typeof e=="function"?e(t):e);if(s?.token&&!so.test(s.token)){let n=`the token is none: it begins with ${JSON.stringify(String(s.token).slice(0,20))}`;throw typeof e==
"function"?new Error(n):new w("bad_token",n)}return s&&(s.token||s.guest!==void 0)?{...s,...s.token&&{token:s.token.trim()}}:null}#p({user:t,token:e,expires:s,account:n}){
this.#b("login",{user:t,token:e,expires:s,account:n})}#v(t,{code:e,reason:s,bye:n,opened:o}){if(t!==this.#i)return;if(this.#i=null,this.#b("lost"),!li(e,n)){this.#y(
"ended",{code:n?.code??e,reason:n?.reason??s});return}this.#e.now()-this.#r>=Zn&&this.#s.reset();let r=n?.retry_after??this.#s.next();this.#o=this.#e.after(r,()=>this.#l()),
this.#a=!0;let a={wait:r,until:this.#e.time()+r,code:e,reason:s},{known:c}=this.#d;this.#y(c?"unreachable":"waiting",{...a,...c}),o||this.#d.failed()}#k(t){if(this.#a){
let{until:e,code:s,reason:n}=this.#n;this.#y("unreachable",{wait:e-this.#e.time(),until:e,code:s,reason:n,...t})}else this.#n.state==="connecting"&&this.#y("con\
necting",t)}#x(){this.#c(),this.#d.reached();let t=this.#i;this.#i=null,t?.close(),this.#b("lost")}#y(t,e={}){this.#n={state:t,...e},this.#b("state",this.#n)}#b(t,e){
this.dispatchEvent(new CustomEvent(t,{detail:e}))}};var io=5,St=class{#t=[];#e=new Map;#s=new Map;get items(){return this.#t.map(t=>({...t}))}add({error:t=null,...e}){this.#t.push({...e,state:t?"failed":"waiting",
error:t});let s=new Promise((n,o)=>this.#e.set(e.key,{resolve:n,reject:o}));return s.catch(()=>{}),t&&this.#e.get(e.key).reject(t),s}next(){if(this.#t.some(e=>e.
state==="sending"))return null;let t=this.#t.find(e=>e.state==="waiting");return t?(t.state="sending",t):null}settle(t,e){return t==null||!this.#n(t)?!1:(this.#o(
t)?.resolve(e),!0)}fail(t,e){let s=this.#i(t);s&&(s.state="failed",s.error=e,this.#s.delete(t),this.#e.get(t)?.reject(e))}hold(t,e){let s=this.#i(t);s?.state===
"sending"&&(s.state="waiting",s.error=e)}again(t){let e=this.#i(t);if(e?.state==="failed"){let s=this.#t.indexOf(e);this.#t.splice(s,1),this.#t.push({...e,state:"\
waiting",error:null})}}discard(t){let e=this.#i(t);return!e||e.state==="sending"?!1:(this.#n(t),this.#o(t)?.reject(new w("discarded")),!0)}lost(){for(let{key:t,
state:e}of[...this.#t]){if(e!=="sending")continue;let s=(this.#s.get(t)??0)+1;if(this.#s.set(t,s),s>=io){let n=`the connection was lost ${s} times while this me\
ssage was being sent`;this.fail(t,new w("unanswered",n))}else this.#i(t).state="waiting"}}reject(t){for(let{reject:e}of this.#e.values())e(t)}#i(t){return this.#t.
find(e=>e.key===t)}#n(t){let e=this.#t.findIndex(s=>s.key===t);return this.#s.delete(t),e>=0&&this.#t.splice(e,1).length>0}#o(t){let e=this.#e.get(t);return this.#e.
delete(t),e}};var no=100,oo=1e3,ro=6e4,Tt=class{#t;#e;#s;#i;#n;#o;#r;#a=null;#d=null;#l=!1;#c=!1;#h;#u=new St;constructor(t,{limit:e,since:s,far:n,tell:o,clock:r,user:a,limits:c}){
this.#t=t,this.#e=e,this.#s=n,this.#h=new is(s),this.#i=o,this.#n=r,this.#o=a,this.#r=c}get outbox(){return this.#u.items}get position(){return this.#h.since}sit(t){
return this.#a!==t&&(this.#a=t,this.#d=this.#g(t)),this.#d}rise(){this.#a=null,this.#l=!1,this.#c=!1,this.#u.lost(),this.#E()}abandon(t){this.#u.reject(t)}receive(t){
if(t.type==="room"&&t.epoch!==void 0&&t.epoch!==this.#h.epoch){this.#h.forget(),this.#i("room",t),this.#x();return}t.type==="erase"&&this.#h.erase(t.user),["mes\
sage","edit","delete"].includes(t.type)?(this.#T(this.#h.live(t),{replayed:!1}),this.#k()):this.#i(t.type,t)}say(t,{key:e,reply_to:s,time:n=this.#n.time(),error:o,
timeout:r}){let a=o??this.#m({text:t,key:e,reply_to:s}),c=this.#u.add({key:e,text:t,reply_to:s,time:n,error:a});if(r!==void 0){let h=this.#n.after(r,()=>this.#O(
e,new w("timeout")));c.then(h,h)}return this.#E(),this.#b(),c}retry(t){this.#u.again(t),this.#E(),this.#b()}discard(t){let e=this.#u.discard(t);return this.#E(),
e}change(t,e){return this.#f(t,e,s=>{let{seq:n,time:o=this.#n.time(),text:r=e.text}=s,a={type:t,room:this.#t,seq:n,target:e.seq,user:this.#o(),time:o};return this.#T(
this.#h.live(t==="edit"?{...a,text:r}:a),{replayed:!1}),s})}read(t,e){let s=this.#h.age;return this.#f(t,e,n=>{if(s!==this.#h.age)throw new w("stale");return{...n,
events:n.events.map(o=>this.#h.present(o))}})}#m(t){try{return vt({type:"say",room:this.#t,...t,ref:0},this.#r()),null}catch(e){return e}}#f(t,e,s){return this.#a?
this.#a.command(t,{room:this.#t,...e},s):Promise.reject(new w("offline"))}async#g(t){let e=this.#h.lost?void 0:this.#h.since,s=await t.patiently("join",{room:this.#t,
limit:this.#e,since:e},n=>(this.#w(n,e),n));return await this.#v(t),s}#w(t,e){if(e&&!t.gap&&t.seq-e.seq>this.#s){this.#h.skip();return}let{entries:s,reset:n,gap:o}=this.#h.
join(t);this.#L(s),this.#i("joined",{...t,events:s,reset:n,gap:o,since:n?null:e,replayed:!n}),this.#p(this.#a,t.presence).catch(()=>{})}async#p(t,e){for(;e?.more;)
e=await t.patiently("presence",{room:this.#t,after:e.next},s=>(this.#i("presence",{type:"presence",room:this.#t,joined:s.users,left:[],count:s.count}),s))}async#v(t){
for(this.#l=!1;this.#h.behind;){let e={room:this.#t,after:this.#h.seq,limit:no};await t.patiently("history",e,s=>{this.#T(this.#h.page(s.events),{replayed:!0})})}
if(this.#h.lost){await this.#g(t);return}this.#l=!0,this.#b()}#k(){this.#l&&this.#h.behind&&this.#v(this.#a).catch(t=>this.#y(t))}#x(){this.#l&&(this.#l=!1,this.#g(
this.#a).catch(t=>this.#y(t)))}#y(t){t.code!=="disconnected"&&this.#i("left",{room:this.#t,error:t})}#b(){let t=this.#l&&!this.#c?this.#u.next():null;if(!t)return;
let e=this.#a,{key:s,text:n,reply_to:o}=t;this.#E();let r=this.#n.after(ro,()=>e.close(1e3,"no answer to a message"));e.command("say",{room:this.#t,text:n,key:s,
reply_to:o},a=>this.#S(t,a)).catch(a=>this.#j(e,t,a)).finally(r)}#S({key:t,text:e,reply_to:s,time:n},{seq:o,time:r=n,text:a=e}){let c={type:"message",room:this.#t,
seq:o,user:this.#o(),text:a,time:r,key:t,reply_to:s};this.#u.settle(t,c),this.#T(this.#h.live(c),{replayed:!1}),this.#E(),this.#k(),this.#b()}#j(t,{key:e},s){s.
code==="disconnected"||t!==this.#a||(s.passing?this.#A(t,e,s):this.#O(e,s))}#A(t,e,s){this.#c=!0,this.#u.hold(e,s),this.#E();let n=()=>{this.#c=!1,this.#b()};t.
pause(s.retryAfter??oo).then(n,()=>{})}#O(t,e){this.#u.fail(t,e),this.#E(),this.#b()}#T(t,{replayed:e}){t.length>0&&(this.#L(t),this.#i("entries",{room:this.#t,
entries:t,replayed:e}))}#L(t){t.filter(s=>s.type==="message"&&this.#u.settle(s.key,s)).length>0&&this.#E()}#E(){this.#i("outbox",{room:this.#t,items:this.#u.items})}};function Ie(i=import.meta.url){let t=new URL("ws",i);return t.protocol=t.protocol==="https:"?"wss:":"ws:",t.href}function ao(){let i=globalThis.crypto.getRandomValues(
new Uint8Array(16));return Array.from(i,t=>t.toString(16).padStart(2,"0")).join("")}var lo={rooms:"rooms",members:"members",presence:"users",sanctions:"sanction\
s",ignores:"users"},co=new Set(["activity","seen","invited","reported","sanction"]),Lt=class extends EventTarget{#t;#e;#s;#i=new Map;#n=null;#o=null;#r={};constructor({
url:t=Ie(),credentials:e=null,exclusive:s=h=>h(),WebSocket:n=globalThis.WebSocket,fetch:o=globalThis.fetch,clock:r=O,random:a=Math.random,key:c=ao}={}){super(),
this.#e=r,this.#s=c,this.#t=new Et({url:t,credentials:e,exclusive:s,WebSocket:n,fetch:o,clock:r,random:a});let h=(d,u)=>this.#t.addEventListener(d,({detail:m})=>this.#h(
u,m));h("state",d=>this.#d(d)),h("event",d=>this.#g(d)),h("login",d=>this.#u(d)),h("online",d=>this.#m(d)),h("lost",()=>this.#i.forEach(({seat:d})=>d.rise()))}get state(){
return this.#t.state}get user(){return this.#n}get account(){return this.#o}get limits(){return this.#r}get joined(){return[...this.#i.keys()]}connect(){this.#t.
open()}retry(){this.#t.retry()}check(){return this.#t.check()}disconnect(){this.#t.close()}position(t){return this.#i.get(t)?.seat.position}join(t,{limit:e=50,since:s,
far:n=1/0,timeout:o}={}){let r=this.#i.get(t);if(!r){let c=(u,m)=>this.#p(u,m),[h,d]=[()=>this.#n,()=>this.#r];r={seat:new Tt(t,{limit:e,since:s,far:n,tell:c,clock:this.#e,
user:h,limits:d})},this.#i.set(t,r)}r.answer||(r.answer=new Promise((c,h)=>Object.assign(r,{resolve:c,reject:h})),r.answer.catch(()=>{}));let{answer:a}=r;if(o!==
void 0){let c=this.#e.after(o,()=>this.#c(t,r));a.then(c,c)}return this.state.state==="idle"?this.connect():this.#t.link?this.#f(t,r,this.#t.link):this.#l(this.
state),a}leave(t){let e=this.#i.get(t);e&&(this.#t.link?.command("leave",{room:t}).catch(()=>{}),this.#w(t),e.reject?.(new w("not_joined")))}say(t,e,{reply_to:s,
key:n=this.#s(),time:o,error:r,timeout:a}={}){let c=this.#a(t,h=>h.say(e,{reply_to:s,key:n,time:o,error:r,timeout:a}));return this.#l(this.state),c}outbox(t){return this.#i.
get(t)?.seat.outbox??[]}sayAgain(t,e){this.#i.get(t)?.seat.retry(e)}unsay(t,e){return this.#i.get(t)?.seat.discard(e)??!1}edit(t,e,s){return this.#a(t,n=>n.change(
"edit",{seq:e,text:s}))}delete(t,e){return this.#a(t,s=>s.change("delete",{seq:e}))}history(t,{before:e,after:s,limit:n=50}={}){return this.#a(t,o=>o.read("hist\
ory",{before:e,after:s,limit:n}))}search(t,e,{before:s,limit:n}={}){return this.#a(t,o=>o.read("search",{text:e,before:s,limit:n}))}export({after:t,limit:e}={}){
return this.command("export",{after:t,limit:e})}signal(t,e,s={}){return this.command("signal",{room:t,name:e,body:s})}presence(t){return this.list("presence",{room:t})}seen(t,e){
return this.command("seen",{room:t,seq:e})}rooms(){return this.list("rooms")}directory({text:t="",after:e,limit:s}={}){return this.command("directory",{text:t,after:e,
limit:s})}async list(t,e={}){let{link:s}=this.#t;if(!s)throw new w("offline");let n=lo[t],o=await s.command(t,e),r=[...o[n]];for(let a=o;a.more;r.push(...a[n]))
a=await s.patiently(t,{...e,after:a.next});return{...o,[n]:r}}async rename(t){let e=await this.command("rename",{name:t});return this.#u(e),e.user}command(t,e){
let{link:s}=this.#t;return s?s.command(t,e):Promise.reject(new w("offline"))}#a(t,e){let s=this.#i.get(t);return s?e(s.seat):Promise.reject(new w("not_joined"))}#d(t){
this.#p("state",t),this.#l(t.state==="idle"?{state:"ended",reason:"the client was disconnected"}:t)}#l({state:t,error:e,code:s,reason:n}){if(t!=="refused"&&t!==
"ended")return;let o=e??new w("closed",n||`the server closed the connection with ${s}`);for(let r of this.#i.values())r.reject?.(o),r.answer=null,r.seat.abandon(
o)}#c(t,e){if(this.#i.get(t)===e){let{message:s="no answer to the join"}=this.state,n=new w("timeout",s);this.#t.link?.command("leave",{room:t}).catch(()=>{}),e.
reject(n),this.#w(t,n)}}#h(t,e){try{t(e)}catch(s){this.#t.fail(`an event that cannot be understood: ${s.message}`)}}#u({user:t,token:e,expires:s,account:n=this.#o}){
this.#n=t,this.#o=n,this.#p("login",{user:t,token:e,expires:s,account:n})}async#m(t){for(let[e,s]of[...this.#i])await this.#f(e,s,t)}async#f(t,e,s){if(!(s.over||
this.#i.get(t)!==e))try{e.resolve?.(await e.seat.sit(s))}catch(n){n.code!=="disconnected"&&this.#i.get(t)===e&&(this.#w(t,n),e.reject?.(n))}}#g(t){t.type==="wel\
come"?this.#r=t.limits??{}:t.type==="me"&&(this.#n=t.user,this.#o=t.account??this.#o);let e=this.#i.get(t.room);if(t.room==null||co.has(t.type)?this.#p(t.type,t):
e?.seat.receive(t),e&&t.type==="sanction"&&(t.action==="kick"||t.action==="ban")){let s=t.action==="ban"?"banned":"kicked";this.#w(t.room,new w(s,t.reason,t))}}#w(t,e){
this.#p("left",{room:t,error:e})}#p(t,e){if(t==="left"){let{seat:o}=this.#i.get(e.room)??{};o?.rise(),o?.abandon(e.error??new w("not_joined")),this.#i.delete(e.
room)}if(this.dispatchEvent(new CustomEvent(t,{detail:e})),t!=="joined"&&t!=="entries")return;let{room:s}=e;for(let o of e.events??e.entries)this.dispatchEvent(
new CustomEvent(o.type,{detail:{...o,room:s}}));let n=this.position(s);n&&this.dispatchEvent(new CustomEvent("position",{detail:{room:s,...n}}))}};var ho=700,uo=36e5,mo=500,Ot=class{#t;#e;#s;#i;#n=new Map;#o=new Map;#r=()=>{};#a=null;constructor({client:t,model:e,clock:s,back:n}){this.#t=t,this.#e=e,this.#s=
s,this.#i=n,e.addEventListener("change",()=>this.#d()),t.addEventListener("sanction",({detail:o})=>this.#h(o)),t.addEventListener("state",({detail:o})=>this.#u(
o))}#d(){let{rooms:t,muted:e}=this.#e.state,s=Object.values(t),o=[...s.filter(a=>this.#n.get(a.id)!==a.barred?.until).map(jt),e,...s.map(a=>a.muted)].map(a=>a?.
until??1/0),r=Math.min(...o);this.#l(r===1/0?null:r),this.#m()}#l(t){if(t!==this.#a&&(this.#a=t,this.#r(),t!==null)){let e=Math.min(Math.max(t+ho-this.#s.time(),
mo),uo);this.#r=this.#s.after(e,()=>this.#c())}}#c(){this.#a=null;let t=this.#s.time(),{rooms:e,muted:s}=this.#e.state;for(let o of Object.values(e)){let r=jt(o);
qe(r,t)&&this.#n.get(o.id)!==r.until&&(this.#n.set(o.id,r.until),this.#i(o.id))}let n=Object.values(e).filter(o=>qe(o.muted,t));qe(s,t)&&this.#e.dispatch({type:"\
silenced",room:null,bound:null});for(let{id:o}of n)this.#e.dispatch({type:"silenced",room:o,bound:null});this.#d()}#h({room:t,action:e}){e==="unban"&&jt(this.#e.
state.rooms[t])&&this.#i(t)}#u({state:t}){this.#o.clear(),t==="online"&&Object.values(this.#e.state.rooms).filter(jt).forEach(({id:e})=>this.#i(e))}#m(){let{room:t,
state:e}=this.#e;t?.joined&&ks(t,e.muted)&&this.#o.get(t.id)!==t.can&&(this.#o.set(t.id,t.can),this.#f(t))}async#f({id:t}){try{await this.#t.signal(t,"typing")}catch({
code:e,until:s=null,message:n}){e==="muted"&&this.#e.dispatch({type:"silenced",room:t,bound:{until:s,reason:n}})}}};function jt(i){return i?.barred?.code==="ban\
ned"?i.barred:null}function qe(i,t){return i?.until!=null&&i.until<=t}var At=class{#t;#e;#s;#i=new Set;constructor({client:t,model:e,intents:s}){this.#t=t,this.#e=e,this.#s=s,e.addEventListener("change",()=>this.#o())}async create({
kind:t,room:e,title:s,topic:n}){let o=t==="private"?{}:{room:e},r={title:x(s).trim(),topic:x(n).trim()},a=await this.#t.command("create",{kind:t,...o,...r});this.#e.
dispatch({type:"line",line:{room:a.room,kind:t,title:r.title,role:"owner"}}),this.#s.open(a.room)}browse({text:t,after:e}){return this.#t.directory({text:x(t).trim(),
...e===null?{}:{after:e}})}async direct(t){let{room:e}=await this.#t.command("direct",{user:t.id});this.#e.dispatch({type:"line",line:{room:e,kind:"direct",other:t,
role:"member"}}),this.#s.open(e)}async find(t){let{user:e}=await this.#t.command("find",{name:x(t).trim().replace(/^@/,"")});return e}async invite(t,e){await this.#t.
command("invite",{room:t,user:e.id}),this.#s.notice("invited.done",{name:e.name})}async give(t,e,s){await this.#n(this.#t.command("role",{room:t,user:e.id,role:s}),
"role.done",{name:e.name})}async resign(t){await this.#t.command("resign",{room:t}),this.#s.leave(t)}async decline(t){try{await this.#t.command("resign",{room:t})}catch(e){
this.#s.refused(e)}this.#s.hide(t)}async#n(t,e,s){try{await t,this.#s.notice(e,s)}catch(n){this.#s.refused(n)}}#o(){let{room:t}=this.#e;t?.joined?t.members===null&&
I(t,"members")&&!this.#i.has(t.id)&&(this.#i.add(t.id),this.#r(t.id)):this.#i.delete(t?.id)}async#r(t){let e=[];try{({members:e}=await this.#t.list("members",{room:t}))}catch{}
this.#i.delete(t),this.#e.dispatch({type:"members",room:t,members:e})}};var Me=30,Ct=class{#t;#e;#s;#i=new Set;#n;constructor({client:t,model:e,order:s}){this.#t=t,this.#e=e,this.#s=s,e.addEventListener("change",()=>this.#l()),t.addEventListener(
"reported",({detail:n})=>this.#d(n))}turn({tab:t,room:e,closed:s=!1}){return this.#e.dispatch({type:"deskTurned",to:{tab:t,room:e,closed:s}}),this.#r({further:!1})}close(){
this.#e.dispatch({type:"deskTurned",to:null})}async more(){let{desk:t}=this.#e.state;t?.more&&t.state!=="busy"&&(this.#e.dispatch({type:"deskAsked"}),await this.#r(
{further:!0}))}async resolve(t,e){await this.#o(t,async()=>{await this.#t.command("resolve",{report:t,outcome:e}),this.#e.dispatch({type:"deskCleared",id:t})})}async remove({
id:t,room:e,seq:s}){await this.#o(t,async()=>{await this.#t.delete(e,s),this.#e.dispatch({type:"deskInHand",id:t,news:{text:null,busy:!1}})})}async lift({id:t,...e}){
await this.#o(t,async()=>{await this.#s.lift(e),this.#e.dispatch({type:"deskCleared",id:t})})}async#o(t,e){let s=n=>this.#e.dispatch({type:"deskInHand",id:t,news:n});
s({busy:!0,error:null});try{await e()}catch(n){s({busy:!1,error:n})}}async#r({further:t}){let{tab:e,room:s,closed:n,items:o,next:r}=this.#e.state.desk,a={tab:e,
room:s,closed:n},c=s===null?{}:{room:s},h=e==="sanctions"?{after:r}:{before:o.at(-1)?.id},d={limit:Me,...t?h:{}};try{let u=await this.#a(e,{where:c,page:d,closed:n});
this.#e.dispatch({type:"deskCame",asked:a,further:t,...u})}catch(u){this.#e.dispatch({type:"deskFailed",asked:a,error:u})}}async#a(t,{where:e,page:s,closed:n}){
if(t==="sanctions"){let{sanctions:a,more:c,next:h}=await this.#t.command("sanctions",{...e,...s});return{items:a.map(fo),more:!!c,next:h}}if(t==="audit"){let{acts:a,
more:c}=await this.#t.command("audit",{...e,...s});return{items:a,more:c}}let{reports:o,more:r}=await this.#t.command("reports",{...e,...s,...n?{closed:n}:{}});
return{items:o.map(({report:a,text:c})=>({...a,text:c})),more:r}}#d({room:t,open:e}){this.#e.dispatch({type:"reported",room:t,open:e});let{desk:s}=this.#e.state;
s?.tab==="reports"&&!s.closed&&(s.room===null||s.room===t)&&this.#r({further:!1})}#l(){let{room:t,state:e}=this.#e;z(e,"review")&&this.#n!==e.me?.id&&e.link.state===
"online"&&(this.#n=e.me?.id,this.#c()),t?.joined&&I(t,"review")&&!(t.id in e.reports)&&!this.#i.has(t.id)&&(this.#i.add(t.id),this.#u(t.id))}async#c(){try{let t=await this.#h(
{}),e=[...new Set(t.map(({report:s})=>s.room))];for(let s of e){let n=t.filter(({report:o})=>o.room===s).length;this.#e.dispatch({type:"reported",room:s,open:n})}}catch{}}async#h(t){
let e=[];for(let s=!0;s&&e.length<Me;){let n=e.length>0?{before:e.at(-1).report.id}:{},o=await this.#t.command("reports",{...t,limit:Me,...n});e.push(...o.reports),
s=o.more&&o.reports.length>0}return e}async#u(t){try{let e=await this.#h({room:t});this.#e.dispatch({type:"reported",room:t,open:e.length})}catch{}}};function fo(i){
let t=i.user??i.address??"";return{...i,subject:t,id:`${i.kind} ${t} ${i.room??""}`}}var mi=Object.freeze({mode:null,site:null,link:null,busy:!1,doubt:null,note:null});function J({site:i,link:t}){if(i===null||t?.kind==="reset")return[];let e=i.registration===
"invitation"&&t?.kind==="invitation";return[i.guests&&"guest",i.accounts&&"signIn",i.accounts&&(i.registration==="open"||e)&&"register"].filter(Boolean)}function fi(i,{
site:t,known:e}){return yi({...i,site:t,doubt:null},e)}function pi(i,{link:t,known:e}){return yi({...i,link:t,mode:null,doubt:null},e)}function gi(i,{mode:t,note:e=null}){
return{...i,mode:J(i).includes(t)?t:i.mode,doubt:null,note:e}}function wi(i,{busy:t,doubt:e=null}){return{...i,busy:t,doubt:e,note:t?null:i.note}}function yi(i,t){
if(i.link?.kind==="reset")return{...i,mode:"reset"};let e=J(i),s=i.link?.kind==="invitation"?"register":t?"signIn":null,n=[i.mode,s].find(o=>e.includes(o))??e[0]??
null;return{...i,mode:n}}function D(i,{name:t,password:e},{limit:s=32,least:n=8}={}){let o=i==="register"||i==="reset";return i!=="reset"&&t===""?{field:"name",
name:"name.empty"}:i!=="reset"&&i!=="signIn"&&[...t].length>s?{field:"name",name:"name.long",values:{limit:s}}:i!=="guest"&&e===""?{field:"password",name:"passw\
ord.empty"}:o&&di(e)<n?{field:"password",name:"password.short",values:{least:n}}:i!=="guest"&&di(e)>po?{field:"password",name:"password.long"}:null}var po=1024;
function di(i){return new TextEncoder().encode(i).length}function B(i,t){let{code:e,message:s,retryAfter:n}=t,o=go[t.field]??null;if(wo.test(t.field??""))return{
field:null,name:"gate.foreign",values:{message:Re(s)}};let r=ui[i]?.[`${e}.${o}`]??ui[i]?.[e];if(r){let[c,h]=r;return{field:c,name:h,values:{message:Re(s)}}}return e===
"invalid"&&o?{field:o,name:"field.invalid",values:{message:Re(s)}}:e==="rate_limited"&&n!=null?{field:null,name:"gate.wait",values:{wait:n}}:{field:null,name:e===
"offline"?"gate.unreached":e==="unavailable"?"gate.full":`error.${e}`,values:{error:t}}}var go={name:"name",login:"login",guest:"name",password:"password",new:"\
password",old:"old"},wo=/^(origin|sec-fetch-site)$/,Ne={"conflict.name":["name","name.taken"],"invalid.name":["name","name.unfit"]},ui={guest:{...Ne,login_required:[
null,"gate.members"]},signIn:{bad_token:["password","password.wrong"],forbidden:[null,"gate.disabled"]},register:{...Ne,bad_token:[null,"gate.invitation.over"],
forbidden:[null,"gate.closed"]},reset:{bad_token:[null,"gate.link.over"]},password:{"bad_token.old":["old","password.not"]},remove:{bad_token:["password","passw\
ord.not"]},rename:Ne,login:{"conflict.login":["login","name.taken"],"invalid.login":["login","name.unfit"],bad_token:["password","password.not"]}};function Re(i=""){
return i.replace(/^[a-z_]+: /,"")}var bi=[500,1e3,2e3,4e3,8e3],bo=2e3,_t=class{#t;#e;#s;#i;#n;#o;#r;#a=!1;#d=null;constructor({account:t,client:e,model:s,store:n,clock:o,anew:r,unlink:a}){this.#t=
t,this.#e=e,this.#s=s,this.#i=n,this.#n=o,this.#o=r,this.#r=a,e.addEventListener("state",({detail:c})=>this.#v(c))}get#l(){return this.#s.state.door}async look(t=0){
try{let e=await this.#t.site();this.#s.dispatch({type:"sited",site:e,known:this.#u}),this.#f(e.signed_in),this.#i.removal!==null&&this.#h(this.#i.removal)}catch(e){
this.#s.dispatch({type:"underWay",busy:!1,doubt:B("guest",e)});let s=bi[Math.min(t,bi.length-1)];this.#d=this.#n.after(s,()=>this.#c(t+1))}}hurry(){this.#d!==null&&
(this.#d(),this.#c(0))}follow(t){this.#s.dispatch({type:"linked",link:t,known:this.#u})}turn(t){this.#s.dispatch({type:"turned",mode:t})}asGuest(t){let e=x(t).trim(),
s=this.#l.site?.name??this.#s.state.limits.name,n=D("guest",{name:e},{limit:s});this.#s.dispatch({type:"underWay",busy:!1,doubt:n}),n===null&&(this.#i.name=e,this.#i.
kind="guest",this.#e.connect(),this.#l.link&&this.decline())}async signIn({name:t,password:e}){await this.#g("signIn",{name:t,password:e},async s=>{await this.#t.
signIn(s,e)})}async register({name:t,password:e}){await this.#g("register",{name:t,password:e},async s=>{await this.#t.register(s,e,this.#l.link?.token)})}async reset({
password:t}){await this.#w("reset",{password:t},async()=>{let{name:e}=await this.#t.resetPassword(this.#l.link.token,t);this.#i.name=e,this.#i.kind="former",this.#i.
token=null,this.decline(),this.#s.dispatch({type:"turned",mode:"signIn",note:{name:"gate.reset.done",values:{name:e}}})})}decline(){this.#r(),this.follow(null)}async become({
name:t,password:e}){let s=this.#l.site?.name,n=x(t).trim(),o=D("register",{name:n,password:e},{limit:s,least:this.#m});if(o)return o;try{await this.#t.register(
n,e,this.#l.link?.token)}catch(r){return B("register",r)}return this.#p(n),this.#o(),null}async leave(){await this.#t.signOut(),this.forget()}forget(){this.#e.disconnect(),
this.#i.forget(),this.#o()}removed(t){this.#e.disconnect(),this.#i.forget(),this.#i.removal=t,this.#o()}#c(t){this.#d=null,this.look(t)}async#h(t,e=null){let s=e;
try{s=await this.#t.task(t)}catch(o){if(o.code==="not_found"){this.#i.removal=null;return}}let n=s==="done";if(s!==e){let o={name:n?"remove.done":"remove.workin\
g"};this.#s.dispatch({type:"turned",mode:this.#l.mode,note:o})}n?this.#i.removal=null:this.#n.after(bo,()=>this.#h(t,s))}get#u(){return this.#i.kind==="account"||
this.#i.kind==="former"}get#m(){return this.#l.site?.password_least}#f(t){t&&this.#l.link?.kind==="invitation"&&this.decline(),t&&this.#i.kind!=="account"&&(this.#p(
t.user.name),this.#e.connect())}async#g(t,e,s){await this.#w(t,e,async n=>{await s(n),this.#p(n),this.#a=!0,this.#e.disconnect(),this.#e.connect()})}async#w(t,{
name:e="",password:s},n){let o=x(e).trim(),r=this.#l.site?.name,a=D(t,{name:o,password:s},{limit:r,least:this.#m});if(a||this.#l.busy){this.#s.dispatch({type:"u\
nderWay",busy:this.#l.busy,doubt:a});return}this.#s.dispatch({type:"underWay",busy:!0});try{await n(o),this.#s.dispatch({type:"underWay",busy:!1})}catch(c){this.#s.
dispatch({type:"underWay",busy:!1,doubt:B(t,c)})}}#p(t){this.#i.name=t,this.#i.kind="account",this.#i.token=null}#v(t){t.state==="online"?(this.#a=!1,this.#l.link?.
kind==="invitation"&&this.follow(null)):t.state==="refused"&&this.#k(t.error)}#k(t){if(this.#i.kind==="account"&&t.code==="login_required"){let s=this.#a?"gate.\
cookies":"gate.ended";this.#a=!1,this.#i.kind="former",this.#s.dispatch({type:"turned",mode:"signIn",note:{name:s}});return}let e=J(this.#l)[0]??null;t.code==="\
login_required"&&e!==null&&this.#s.dispatch({type:"turned",mode:e}),this.#s.dispatch({type:"underWay",busy:!1,doubt:B("guest",t)})}};var vo=250,ko=20,xo=new Set(["disconnected","offline"]),$t=class{#t;#e;#s;#i=()=>{};#n=0;#o=!1;#r=null;constructor({client:t,model:e,clock:s}){this.#t=t,this.#e=
e,this.#s=s,t.addEventListener("joined",({detail:n})=>this.#l(n))}open(){this.#c(this.#e.state.active,"searching",{open:!0})}close(){this.#n+=1,this.#i(),this.#c(
this.#e.state.active,"searching",{open:!1})}ask(t,{now:e=!1}={}){let{room:s}=this.#e,n=Eo(t);if(!(!s?.search||n===s.search.text&&!e)&&(this.#n+=1,this.#i(),this.#c(
s.id,"asked",{text:n}),n!=="")){let o={turn:this.#n,room:s.id,text:n};this.#i=this.#s.after(e?0:vo,()=>this.#a(o))}}more(){let{id:t,search:e}=this.#e.room,s=e.results.
at(-1);s&&e.more&&e.state!=="busy"&&(this.#n+=1,this.#c(t,"asked",{text:e.text}),this.#a({turn:this.#n,room:t,text:e.text,before:s.seq}))}async#a(t){if(this.#o){
this.#r=t;return}this.#o=!0,await this.#d(t),this.#o=!1;let e=this.#r;this.#r=null,e&&e.turn===this.#n&&this.#a(e)}async#d(t){let{turn:e,room:s,text:n,before:o}=t;
try{let r=await this.#t.search(s,n,{before:o,limit:ko});e===this.#n&&this.#c(s,"found",{text:n,page:r,further:o!==void 0})}catch(r){e===this.#n&&r.passing?this.#i=
this.#s.after(r.retryAfter??1e3,()=>this.#a(t)):e===this.#n&&this.#c(s,"notFound",{text:n,error:r})}}#l({room:t}){let e=this.#e.state.rooms[t]?.search;e?.state===
"failed"&&xo.has(e.error.code)&&this.ask(e.text,{now:!0})}#c(t,e,s){this.#e.dispatch({type:e,room:t,...s})}};function Eo(i){let t=x(i).trim();return t!==""&&/\s$/.
test(i)?`${t} `:t}var vi={more:"More","act.mute":"Mute","act.kick":"Remove","act.ban":"Ban","act.unmute":"Unmute","act.unban":"Unban","act.mute.title":"Mute {name}","act.kick.tit\
le":"Remove {name}","act.ban.title":"Ban {name}","act.mute.about":"They can read but not write.","act.kick.about":"They have to leave now, but can come back.","\
act.ban.about":"They have to leave now and cannot come back until the ban ends.","act.length":"For how long?","act.ever":"Permanently","act.reason":"Reason (opt\
ional, shown to them)","act.where":"Where?","act.room":"In this room","act.site":"On the whole site","act.address":"Also everyone else with the same IP address",
"did.mute":"{name} is muted","did.kick":"{name} was removed","did.ban":"{name} is banned","did.unmute":"{name} can write again","did.unban":"{name} can come bac\
k","did.report":"Thank you. The moderators will look into it.",report:"Report","report.title":"Report a message","report.about":"The moderators of this room wil\
l see the message, and that you reported it.","report.reason":"What is wrong with it? (optional)",desk:"Moderation","desk.waiting":{one:"{count} report is waiti\
ng",other:"{count} reports are waiting"},"desk.reports":"Reports","desk.sanctions":"Active bans and mutes","desk.audit":"Log","desk.where":"Where","desk.room":"\
In this room","desk.all":"On the whole site","desk.open":"Open","desk.closed":"Closed","desk.which":"Which reports","desk.busy":"Loading…","desk.more":"Show o\
lder entries","desk.reports.none":"There are no open reports.","desk.closed.none":"No report has been closed yet.","desk.sanctions.none":"Nobody is muted or ban\
ned.","desk.audit.none":"The log is empty.","desk.by":"Reported by {name}, {time}","desk.why":"“{reason}”","desk.jump":"Go to the message","desk.done":"Mark\
 as resolved","desk.dismiss":"Dismiss","desk.outcome.done":"Resolved by {name}, {time}","desk.outcome.dismissed":"Dismissed by {name}, {time}","desk.mute":"Mute\
d until {until}","desk.ban":"Banned until {until}","desk.mute.ever":"Muted permanently","desk.ban.ever":"Banned permanently","desk.since":"since {time}","desk.a\
ddress":"everyone at {address}","desk.lift":"End now","audit.create_room":"{by} created the room {room}","audit.set":"{by} changed {room}: {detail}","audit.clos\
e":"{by} closed {room}","audit.invite":"{by} invited {user} to {room}","audit.role":"{by} changed {user}’s role in {room}: {detail}","audit.role.none":"{by} r\
emoved {user}’s role in {room}","audit.resign":"{by} left {room}","audit.kick":"{by} removed {user} from {room}","audit.mute":"{by} muted {user} in {room}","a\
udit.unmute":"{by} unmuted {user} in {room}","audit.ban":"{by} banned {user} from {room}","audit.unban":"{by} unbanned {user} from {room}","audit.delete":"{by} \
deleted message {seq} by {user} in {room}","audit.resolve":"{by} closed a report about {user} in {room}: {detail}","audit.other":"{by}: {action} {user} {room} {\
detail}","audit.site":"the whole site","audit.until":"until {until}","audit.ever":"permanently"};var ki={"day.clock":"{day} {clock}","kind.public":"Public room","kind.private":"Private room","kind.announce":"Announcements","kind.archived":"Archived room","k\
ind.direct":"Direct message","kind.public.about":"Anyone can find it and write in it.","kind.private.about":"Only people you invite know about it.","kind.announ\
ce.about":"Everyone can read, only moderators can write.","kind.archived.about":"Its messages stay readable, nobody can write.","room.removed":"You are no longe\
r a member of “{room}”.","room.untitled":"Private room","rooms.invitations":"Invitations","rooms.private":"Private rooms","rooms.direct":"Direct messages","\
rooms.put":"Hide {room} until there is a new message","rooms.barred":"You cannot enter right now","invited.by":"from {name}","invited.accept":"Accept the invita\
tion to {room}","invited.decline":"Decline the invitation to {room}","invited.told":"{name} invites you to “{room}”","invited.direct":"{name} started a conv\
ersation with you","invited.done":"{name} has been invited","browse.title":"Browse rooms","browse.search":"Search rooms","browse.more":"Show more rooms","browse\
.joined":"joined","browse.found":{one:"{count} room",other:"{count} rooms"},"browse.first":{one:"The first room",other:"The first {count} rooms"},"browse.none":"\
No room matches your search.","browse.empty":"There are no public rooms yet.","create.title":"Create a room","create.kind":"Kind of room","create.name":"Name","\
create.name.hint":"Book club","create.id":"Address","create.topic":"Topic (optional)","create.yes":"Create room","create.unnamed":"Please give the room a name.",
"direct.title":"New direct message","direct.hint":"Only the two of you can read it.","direct.yes":"Start","invite.title":"Invite someone to {room}","invite.hint":"\
They will find the invitation in their list of rooms.","invite.yes":"Invite","find.name":"Account name","find.none":"There is no account with that name.","room.\
menu":"Room options","room.settings":"Room settings","room.invite":"Invite someone","room.resign":"Leave room","room.resign.sure":"Leave {room}? You will no lon\
ger be a member.","room.resign.yes":"Leave","room.link":"Copy link to this room","set.title":"Title","set.topic":"Topic","set.slow":"Slow mode: time between mes\
sages","set.slow.off":"Off","set.retention":"Keep messages","set.retention.site":"as long as the site does","set.retention.forever":"forever","set.retention.non\
e":"not at all","set.retention.age":"for {span}","set.kind":"Kind of room","set.close":"Close this room","set.close.sure":"Close this room for everyone? Its mes\
sages stay readable.","set.close.yes":"Close for everyone","role.owner":"Owner","role.moderator":"Moderator","role.invited":"invited","role.muted":"muted","role\
.give.owner":"Make owner","role.give.moderator":"Make moderator","role.give.member":"Make member","role.give.none":"Remove as member","role.done":"{name}’s role\
 was changed","people.online":"online","people.away":"Not in the room right now","person.menu":"Options for {name}","person.direct":"Send a message","person.inv\
ite":"Invite to this room","write.announce":"Only moderators can write here.","write.closed":"This room is archived: you can read it, but nobody can write.","wr\
ite.muted":"You are muted here: you can read but not write.","write.muted.until":"You are muted here until {until}.","write.muted.left":"You are muted here for \
another {left}.","write.slow":"Next message in {left}",unmuted:"You can write again.","barred.banned":"You are banned from {room}","barred.banned.ever":"The ban\
 has no end date.","barred.banned.until":"The ban lasts until {until}. You will then be let back in automatically.","barred.banned.left":"The ban ends in {left}\
. You will then be let back in automatically.","barred.kicked":"You were removed from {room}","barred.kicked.hint":"You can come back.","barred.return":"Rejoin",
"barred.reason":"Reason: {reason}"};var xi={"gate.come":"Welcome back.","gate.join":"A name of your own, on all your devices.","gate.ways":"How do you want to continue?","gate.guest":"As a guest",
"gate.guest.hint":"Guests have a ~ before their name.","gate.signIn":"Sign in","gate.register":"Register","gate.register.do":"Create my account","gate.forgot":"\
Forgot your password? An administrator can send you a link to set a new one.","gate.invited":"You have been invited: choose a name and a password for your accou\
nt.","gate.reset":"Choose a new password for your account.","gate.reset.do":"Set password","gate.reset.done":"Your new password is set, {name}. You can now sign\
 in with it.","gate.ended":"Your session has expired. Please sign in again.","gate.cookies":"You are signed in, but this browser did not keep the cookie. Allow \
cookies for this site and try again.","gate.members":"Guests are not allowed here. Please sign in.","gate.disabled":"This account has been disabled.","gate.clos\
ed":"New accounts can only be created by invitation or by an administrator.","gate.invitation.over":"This invitation has already been used or has expired. Ask f\
or a new one.","gate.link.over":"This link has already been used or has expired. Ask for a new one.","gate.wait":"Too many attempts. Please wait {wait}.","gate.\
full":"The server is busy. Please try again in a moment.","gate.offline":"You are offline. This goes on by itself as soon as you are connected.","gate.unreached":"\
The server cannot be reached.","gate.foreign":"The server does not recognize this page as its own: {message}",password:"Password","password.show":"Show password",
"password.new":"New password","password.old":"Current password","password.least":"At least {count} characters.","password.empty":"Please enter your password.","\
password.short":"A password needs at least {least} characters.","password.long":"That password is too long.","password.wrong":"The name or the password is wrong\
.","password.not":"That is not your current password.","password.change":"Change your password","password.about":"You will be signed out everywhere else.","pass\
word.done":"Your password has been changed.","name.taken":"This name, or one that looks like it, is already taken.","name.unfit":"This name cannot be used: {mes\
sage}","field.invalid":"The server did not accept this: {message}",outside:"You are banned from this site","outside.until":"The ban lasts until {until}.","outsi\
de.left":"The ban ends in {left}.","outside.ever":"The ban has no end date.","outside.over":"The ban has ended.","outside.reason":"Reason: {reason}","outside.ag\
ain":"Come back in","login.change":"Sign-in name","login.do":"Change sign-in name","login.new":"New sign-in name","login.now":"Signs in as {name}","login.about":"\
You sign in as {name}. Others see your display name, which you can change without changing this.","login.done":"Your sign-in name has been changed.","me.leave":"\
Sign out","me.admin":"Administrator","me.account":"Account","me.guest":"Guest on this device","me.other":"Signed in through another site",become:"Create an acco\
unt","become.about":"With an account you keep your name on all your devices. Messages you sent as a guest stay the guest’s; your rooms come with you.",sessions:"\
Where you are signed in","sessions.loading":"Loading…","sessions.here":"This browser","sessions.used":"Last used {when}","sessions.on":"{browser} on {system}",
"sessions.unknown":"Unknown browser","sessions.end":"Sign out","sessions.end.of":"Sign out {name}","sessions.others":"Sign out everywhere else",remove:"Delete m\
y account","remove.about":"Your account and your name are deleted, and all your messages are removed for everyone. This cannot be undone.","remove.yes":"Delete \
everything","remove.working":"Your account is deleted. What you said is still being removed. That goes on by itself; you can close this page.","remove.done":"Yo\
ur account is deleted, and everything you said is removed.",alerts:"Notifications","alerts.on":"You are notified on this device when someone mentions you, repli\
es to you or sends you a direct message while you are not looking at this page.","alerts.off":"Get notified on this device when someone mentions you, replies to\
 you or sends you a direct message while you are not looking at this page.","alerts.direct":"{name} has written to you","alerts.on.do":"Turn on","alerts.off.do":"\
Turn off","alerts.missing":"This browser cannot show notifications.","alerts.denied":"Notifications are blocked for this site. You can allow them in your browse\
r’s settings.",ignored:"Ignored people","ignored.none":"You are not ignoring anyone.","ignored.done":"You will no longer see messages from {name}.","ignored.u\
ndone":"You will see messages from {name} again.",ignore:"Ignore",unignore:"Stop ignoring","unignore.of":"Stop ignoring {name}",hidden:{one:"{count} message fro\
m someone you ignore",other:"{count} messages from people you ignore"},"hidden.show":"Show","mention.offer":{one:"{count} suggestion: Enter or Tab inserts it",other:"\
{count} suggestions: arrow keys to choose, Enter or Tab to insert"},"pill.called":{one:"{count} message for you",other:"{count} messages for you"}};var It={tag:"en",texts:{...ki,...vi,...xi,tagline:"Pick a name and start talking. No account, nothing to install.","gate.room":"You are about to join {room}","g\
ate.room.private":"You are about to join a private room","gate.name":"Your name","gate.placeholder":"How others will see you","gate.enter":"Start chatting","gat\
e.entering":"Just a moment…","name.empty":"Please choose a name.","name.long":"A name can have at most {limit} characters.",language:"Language",rooms:"Rooms",
"rooms.join":"Join a room","rooms.placeholder":"Room name","rooms.leave":"Leave {room}","rooms.hide":"Hide {room}","rooms.others":"Other rooms","rooms.none":"Yo\
u are not in any room yet. Join one below.","room.invalid":"Room names can contain A–Z, a–z, 0–9 and _ - = @ , . ; ~, but no spaces.","room.suggest":"Room\
 names cannot contain spaces or special characters. Try “{room}”.","room.long":"A room name can have at most 164 characters.","room.server":"Names that star\
t with ~ are reserved for the server.","room.unknown":"This room does not exist, or you are not a member.","room.refused":"You cannot join “{room}”: {reason}",
"room.lost":"You are no longer in “{room}”: {reason}",people:"People","people.here":{one:"{count} person here",other:"{count} people here"},"list.more":{one:"\
Show {count} more",other:"Show {count} more"},"people.more":{one:"and {count} more",other:"and {count} more"},you:"you",nobody:"Deleted user","open.rooms":"Show\
 rooms","open.people.of":"Show people: {count}","open.people":"Show people",close:"Close","dialog.missing":"This could not be loaded. Check your connection and \
try again, or reload the page.",messages:"Messages in {room}","message.label":"{name}, {time}: {text}","message.edited":"{name}, {time}, edited: {text}","empty.\
title":"No messages yet","empty.text":"Say hello! Everyone in this room will see it.","none.title":"No room selected","none.text":"Choose a room from the list, \
or join one by name.","older.loading":"Loading earlier messages…","older.start":"This is the beginning of {room}.","older.direct":"This is the beginning of yo\
ur conversation with {room}.","older.failed":"Earlier messages could not be loaded.","divider.new":"New messages","divider.missed":{one:"You missed {count} mess\
age",other:"You missed {count} messages"},"divider.about":{one:"You missed about {count} message",other:"You missed about {count} messages"},"pill.unread":{one:"\
{count} new message",other:"{count} new messages"},"pill.about":{one:"About {count} new message",other:"About {count} new messages"},latest:"Jump to the latest",
"gap.text":"Some messages are missing here: the server could not continue from where you left off, and earlier messages are gone.","gap.older":"Some messages ar\
e missing here: you missed them while you were away.","gap.none":"This room keeps no history: what was said while you were away is not shown.",gone:"This messag\
e no longer exists.",write:"Write a message","write.to":"Message {room}",send:"Send","text.more":"Show more","text.less":"Show less","write.touch":"Enter starts\
 a new line, the button sends","write.hint":"Enter to send, Shift+Enter for a new line","write.left":{one:"{count} character left",other:"{count} characters lef\
t"},"write.over":{one:"{count} character too many",other:"{count} characters too many"},"typing.one":"{a} is typing…","typing.two":"{a} and {b} are typing…",
"typing.many":"Several people are typing…","state.pending":"Sending…","state.offline":"Waiting to be sent","state.held":"You are writing very fast: this is \
sent in a moment, in order","state.busy":"The server cannot take it right now: this is sent as soon as it can","state.slow":"Slow mode: will be sent as soon as \
the room allows it","state.failed":"Not sent",retry:"Try again",discard:"Discard","copy.text":"Copy text","copy.link":"Copy link",copied:"Copied",reply:"Reply",
"reply.to":"Replying to {name}","reply.loading":"Loading the message…","reply.gone":"a message that no longer exists","reply.jump":"Go to this message",edit:"\
Edit","edit.on":"Editing your message","edit.touch":"Enter starts a new line, the button saves","edit.hint":"Enter to save, Esc to cancel","edit.late":"This mes\
sage can no longer be edited.",cancel:"Cancel",edited:"edited",delete:"Delete","delete.sure":"Delete this message?","delete.yes":"Delete for everyone","delete.n\
o":"Keep message",deleted:"This message was deleted.",search:"Search in this room","search.placeholder":"Search","search.hint":"Finds messages in this room that\
 contain all the words. The last one may be the beginning of a word.","search.busy":"Searching…","search.none":"No messages found for “{text}”.","search.f\
ound":{one:"{count} message, newest first",other:"{count} messages, newest first"},"search.first":{one:"The newest message",other:"The newest {count} messages"},
"search.more":"Show older results","link.connecting":"Connecting…","link.waiting":"Connection lost. Trying again in {seconds} s","link.now":"Connection lost. \
Trying again…","link.offline":"You are offline. What you write is kept and sent later.","link.server_unreachable":"The server cannot be reached. Trying again \
in {seconds} s","link.server_busy":"The server is not accepting more connections right now. Trying again in {seconds} s","link.origin_not_allowed":"The server d\
oes not accept connections from this page. Tell the site’s administrator: this page’s address has to be listed in server.origins, or the proxy has to pass on th\
e Host header.","link.upgrade_refused":"Something between you and the server, perhaps a proxy, is blocking chat connections (WebSocket). Trying again…","link.\
ended":"The connection is closed: {reason}","link.online":"Connected","link.retry":"Try now","me.settings":"Your settings","me.name":"Display name","me.save":"S\
ave","me.renamed":"You are now {name}",export:"Export my data","export.busy":{one:"Collecting your messages: {count} so far…",other:"Collecting your messages:\
 {count} so far…"},"export.done":{one:"{count} message saved as {file}.",other:"{count} messages saved as {file}."},"export.none":"You have not sent any messa\
ges yet.","me.forget":"Start over as someone new","me.forget.sure":"Forget your name and rooms on this device?","me.forget.yes":"Forget and start over","error.b\
ad_frame":"The server did not understand the message.","error.unknown_type":"The server does not support this. It may be older than this page.","error.invalid":"\
The server did not accept it: {message}","error.login_required":"Guests are not allowed here. Sign in with an account.","error.bad_token":"Your sign-in is no lo\
nger valid. Please sign in again.","error.expired":"Your session has expired. Please sign in again.","error.forbidden":"You are not allowed to do that here. Ask\
 a moderator if you need it.","error.not_found":"This no longer exists, or never did.","error.not_joined":"You are not in this room. Open it again.","error.mute\
d":"You are muted here: you can read, but not write.","error.muted.until":"You are muted here until {until}. You can read meanwhile.","error.banned":"You are ba\
nned here.","error.banned.until":"You are banned here until {until}.","error.kicked":"You were removed.","error.slow_mode":"Slow mode: please wait a moment betw\
een messages.","error.slow_mode.wait":"Slow mode: wait {seconds} s before your next message.","error.rate_limited":"You are doing that too fast. Please wait a m\
oment and try again.","error.too_large":"This is too long. Shorten it and try again.","error.filtered":"The message was blocked by a filter. Change it and try a\
gain.","error.conflict":"This is already taken. Choose something else.","error.unavailable":"The server cannot do that right now. Please try again in a moment.",
"error.internal":"Something went wrong on the server. Try again, and tell whoever runs it if it happens again.","error.disconnected":"The connection was lost. T\
ry again when you are connected.","error.offline":"There is no connection. Try again when you are connected.","error.closed":"The connection is closed. Reload t\
he page to connect again.","error.timeout":"The server did not answer in time. Please try again.","error.unanswered":"The connection failed every time this was \
sent. Try again, perhaps in smaller parts.","error.stale":"The room was reset in the meantime. Please try again.","error.discarded":"Discarded.","error.rate_lim\
ited.wait":"You are doing that too fast. Try again in {seconds} s.","error.unavailable.wait":"The server cannot do that right now. Try again in {seconds} s.","e\
rror.full.rooms":"You have as many rooms open as you can ({count}). Leave one, then try again.","error.full.memberships":"You belong to as many rooms as you can\
 ({count}). Leave one, then try again.","error.full.members":"This room is full: it has {count} members. Someone has to leave before another can be added.","err\
or.full.ignored":"You ignore as many people as you can ({count}). Stop ignoring someone first.","error.full.sanctions":"This room has as many mutes and bans as \
it can ({count}). End one first.","error.with":"{text} Reason: {reason}"}};var Pe=Object.freeze({en:"English",zh:"简体中文"}),So={zh:()=>import("./zh-2C7QDQ3N.js")},Si={en:It};async function Nt(i){try{return Si[i]??=(await So[i]()).
default,i}catch{return"en"}}var Ei=9e5,To=2e3,qt=[["week",6048e5],["day",864e5],["hour",36e5],["minute",6e4],["second",1e3]],Lo=/[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
function jo(i){return typeof i=="string"&&Lo.test(i)?`⁨${i}⁩`:i}function Ti(i){return i.filter(Boolean).map(e=>e.toLowerCase().split("-")[0]).find(e=>Object.
hasOwn(Pe,e))??"en"}var Mt=class{#t;#e;#s;#i=new Map;constructor(t,{timeZone:e,wished:s=[]}={}){let{texts:n,tag:o}=Si[t],r=s.find(d=>d.toLowerCase().split("-")[0]===
t)??o;this.code=t,this.tag=o,this.#t=n,this.#s=d=>new Intl.NumberFormat(r,{style:"unit",unit:d,unitDisplay:"long"});let a=d=>()=>new Intl.DateTimeFormat(r,{...d,
timeZone:e}),c=()=>({hour:Oo(r),minute:"2-digit"}),h=d=>()=>a({...d,...c()})();this.#e=Co({plural:()=>new Intl.PluralRules(r),relative:()=>new Intl.RelativeTimeFormat(
r,{numeric:"auto"}),clock:h({}),day:a({weekday:"long",day:"numeric",month:"long"}),distant:a({day:"numeric",month:"long",year:"numeric"}),exact:a({dateStyle:"fu\
ll",timeStyle:"medium"}),short:a({day:"numeric",month:"short"}),dated:a({day:"numeric",month:"short",year:"numeric"}),week:h({weekday:"long"}),year:h({day:"nume\
ric",month:"long"}),ever:h({day:"numeric",month:"long",year:"numeric"}),key:()=>e?new Intl.DateTimeFormat("en-CA",{timeZone:e}):{format:Ao}})}t(t,e={}){let s=this.#t[t]??
It.texts[t]??t;return(typeof s=="string"?s:s[this.#e.plural.select(e.count)]??s.other).replace(/\{(\w+)\}/g,(o,r)=>jo(e[r])??o)}has(t){return t in It.texts}clock(t){
return this.#e.clock.format(t)}brief(t){return this.#e.clock.formatToParts(t).filter(({type:s})=>s!=="dayPeriod").map(({value:s})=>s).join("").trim()}exact(t){return this.#e.
exact.format(t)}dayKey(t){let e=Math.floor(t/Ei);return this.#i.has(e)||(this.#i.size>=To&&this.#i.clear(),this.#i.set(e,this.#e.key.format(e*Ei))),this.#i.get(
e)}when(t,e){return this.dayKey(t)===this.dayKey(e)?this.clock(t):this.#e[Math.abs(e-t)<300*864e5?"short":"dated"].format(t)}until(t,e){let s=this.#n(t,e);if(s===
0)return this.clock(t);if(s===1)return this.t("day.clock",{day:this.#e.relative.format(1,"day"),clock:this.clock(t)});let n=s<7?"week":s<300?"year":"ever";return this.#e[n].
format(t)}span(t){let[e,s]=qt.find(([,n])=>t%n===0)??qt.at(-1);return this.#s(e).format(t/s)}left(t){let[e,s]=qt.find(([,n])=>t>=2*n)??qt.at(-1);return this.#s(
e).format(Math.ceil(t/s))}day(t,e){let s=this.#n(t,e);if(s===0||s===-1){let n=this.#e.relative.format(s,"day");return n.charAt(0).toLocaleUpperCase(this.tag)+n.
slice(1)}return this.#e[s>-300&&s<300?"day":"distant"].format(t)}#n(t,e){return Math.round((Date.parse(this.dayKey(t))-Date.parse(this.dayKey(e)))/864e5)}};function Oo(i){
return new Intl.DateTimeFormat(i,{timeStyle:"short",timeZone:"UTC"}).format(Date.UTC(2e3,0,1,9,5)).startsWith("0")?"2-digit":"numeric"}function Ao(i){let t=new Date(
i),e=s=>String(s).padStart(2,"0");return`${t.getFullYear()}-${e(t.getMonth()+1)}-${e(t.getDate())}`}function Co(i){let t=new Map,e=n=>t.get(n)??t.set(n,i[n]()).
get(n),s=Object.keys(i).map(n=>[n,{get:()=>e(n)}]);return Object.defineProperties({},Object.fromEntries(s))}var Li=/^a\./;function ji(i,{model:t,store:e,anew:s}){let n=(r,a)=>i.addEventListener(r,({detail:c})=>a(c));n("login",({user:r,token:a,account:c})=>{let h=Li.test(
e.owner??"")&&e.owner!==r.id;h&&e.forget(),e.owner=r.id,e.kind=Li.test(r.id)?"account":"guest",a?e.token=a:e.kind==="account"&&(e.token=null),o(r,c),h&&s()}),n(
"me",({user:r,account:a})=>o(r,a??i.account)),n("sanction",({room:r,action:a,until:c,reason:h})=>{r===null&&a==="ban"&&t.dispatch({type:"out",bar:{until:c,reason:h}})}),
n("state",({state:r,error:a,code:c})=>{if(r==="refused"&&a.code==="banned"){let h=a.message===a.code?"":a.message;t.dispatch({type:"out",bar:{until:a.until??null,
reason:h}})}else r==="ended"&&c===4503&&t.state.out===null?t.dispatch({type:"out",bar:{until:null,reason:""}}):r==="online"&&t.dispatch({type:"out",bar:null})});
function o(r,a){e.name=r.name.replace(/^~/,""),t.dispatch({type:"me",user:r}),t.dispatch({type:"account",account:a??null})}}var Rt=class{#t;#e;#s;#i;constructor({client:t,model:e,store:s,tell:n}){this.#t=t,this.#e=e,this.#s=s,this.#i=n,t.addEventListener("state",({detail:o})=>o.state===
"online"&&this.#n())}async ignore(t){await this.#o(async()=>{await this.#t.command("ignore",{user:t.id}),this.#e.dispatch({type:"ignored",user:t}),this.#i("igno\
red.done",{name:t.name})})}async unignore(t){await this.#o(async()=>{await this.#t.command("unignore",{user:t.id}),this.#e.dispatch({type:"unignored",user:t.id}),
this.#i("ignored.undone",{name:t.name})})}async#n(){try{let{users:t}=await this.#t.list("ignores"),e={...this.#s.ignored,...this.#r()};this.#e.dispatch({type:"i\
gnoring",users:t.map(s=>({id:s,name:e[s]}))}),this.#s.ignored=this.#e.state.ignored}catch({code:t}){(t==="unknown_type"||t==="forbidden")&&this.#e.dispatch({type:"\
unable",what:"ignore"})}}async#o(t){try{await t(),this.#s.ignored=this.#e.state.ignored}catch(e){this.#i(`error.${e.code}`,{error:e})}}#r(){let t=Object.values(
this.#e.state.rooms).flatMap(e=>Object.values(e.people));return Object.fromEntries(t.map(({id:e,name:s})=>[e,s]))}};function Oi(i,{model:t,store:e,clock:s,notice:n}){let o=(a,c)=>i.addEventListener(a,({detail:h})=>c(h));o("standing",a=>t.dispatch({type:"settings",room:a.room,
event:a})),o("member",a=>t.dispatch({type:"member",room:a.room,event:a})),o("invited",({room:a,kind:c,title:h,by:d})=>{e.hidden=e.hidden.filter(g=>g!==a);let u=c===
"direct",m={room:a,kind:c,title:h,by:d,role:"member",invited:!u,...u?{other:d}:{}};t.dispatch({type:"line",line:m}),n(u?"invited.direct":"invited.told",{name:d.
name,id:a})}),o("sanction",({room:a,action:c,until:h,reason:d})=>{c==="mute"?(t.dispatch({type:"silenced",room:a,bound:{until:h,reason:d}}),n("error.muted",{error:{
code:"muted",until:h,message:d}})):c==="unmute"?(t.dispatch({type:"silenced",room:a,bound:null}),n("unmuted")):c==="kick"&&a===null&&n("error.kicked",{error:{code:"\
kicked",message:d}})}),o("entries",({room:a,entries:c,replayed:h})=>{let d=c.some(({type:m,user:g})=>m==="message"&&g.id===t.state.me?.id),u=t.state.rooms[a];d&&
!h&&u&&Es(u)&&t.dispatch({type:"paused",room:a,until:s.now()+u.slow})});let r=new WeakSet;o("outbox",({room:a,items:c})=>{for(let{error:h}of c)h?.code==="slow_m\
ode"&&h.retryAfter!=null&&!r.has(h)&&(r.add(h),t.dispatch({type:"paused",room:a,until:s.now()+h.retryAfter}))})}function Ai({rooms:i,me:t},e){let s=i[e];return s!==
void 0&&Ls(s)&&s.members!==null&&js(s,t)===null}function Ci(i){return i?.code!=="banned"&&i?.code!=="kicked"?null:{code:i.code,until:i.until??null,reason:ht(i.message,
i.code)}}function $i(i,{model:t,store:e,clock:s,notice:n,bring:o=()=>{}}){let r=(d,u)=>i.addEventListener(d,({detail:m})=>u(m));r("state",d=>{t.dispatch({type:"link",link:d}),
d.state==="online"&&a()}),r("welcome",({limits:d})=>t.dispatch({type:"limits",limits:d})),r("joined",d=>{let{room:u}=d;t.dispatch({type:"joined",room:u,answer:d,
seen:e.seen(u)})}),r("entries",({room:d,entries:u,replayed:m})=>t.dispatch({type:"entries",room:d,entries:u,replayed:m})),r("outbox",({room:d,items:u})=>{e.setUnsent(
d,u.map(Io)),t.dispatch({type:"outbox",room:d,items:u})}),r("left",({room:d,error:u})=>{e.setUnsent(d,[]);let m=u!==void 0&&Ai(t.state,d),g=m?null:Ci(u);if(g){t.
dispatch({type:"barred",room:d,bar:g});return}e.rooms=e.rooms.filter(f=>f!==d),u&&n($o(u,{removed:m,known:t.state.rooms[d]?.epoch!=null}),{id:d,error:u}),t.dispatch(
{type:"left",room:d}),m&&t.dispatch({type:"dropped",room:d})}),r("presence",d=>t.dispatch({type:"presence",room:d.room,event:d})),r("room",d=>t.dispatch({type:"\
settings",room:d.room,event:d})),r("erase",({user:d})=>{t.dispatch({type:"erase",user:d}),d===t.state.me?.id&&e.forget()}),r("seen",d=>{e.hidden.includes(d.room)||
t.dispatch({type:"seen",event:d})}),r("activity",d=>{let u=d.room.startsWith("~");d.room in t.state.lines?t.dispatch({type:"activity",event:d}):u?(e.hidden=e.hidden.
filter(m=>m!==d.room),a()):e.hidden.includes(d.room)||a(),u&&!t.state.lines[d.room]?.invited&&i.joined.length<(t.state.limits.rooms??0)-_o&&o(d.room)});async function a(){
try{let{rooms:d}=await i.rooms();t.dispatch({type:"listed",rooms:d.filter(({room:u})=>!e.hidden.includes(u))})}catch{}}let c=()=>{};r("signal",({room:d,name:u,user:m})=>{
u==="typing"&&m.id!==t.state.me?.id&&(t.dispatch({type:"typing",room:d,user:m,now:s.now()}),c(),c=s.after(_i,h))});function h(){t.dispatch({type:"fade",now:s.now()}),
c=Object.values(t.state.rooms).some(u=>Object.keys(u.typing).length>0)?s.after(_i,h):()=>{}}}var _i=1e3,_o=10;function $o({code:i},{removed:t,known:e}){return t?
"room.removed":i==="not_found"?"room.unknown":e?"room.lost":"room.refused"}function Io({key:i,text:t,reply_to:e,time:s,state:n,error:o}){let{code:r,message:a,field:c}=o??
{};return{key:i,text:t,reply_to:e,time:s,...n==="failed"?{error:{code:r,message:a,field:c}}:{}}}var Ii=3e3,qo=3e3,Mo=500,Pt=class extends EventTarget{#t;#e;#s;#i;#n=-1/0;#o={words:"",at:-1/0};constructor({client:t,model:e,store:s,clock:n}){super(),this.#t=
t,this.#e=e,this.#s=s,this.#i=n}doubt(t){if(t.startsWith("~"))return{name:"room.server"};if(at(t))return null;if(t.length>164)return{name:"room.long"};let e=hs(
t);return e?{name:"room.suggest",values:{room:e}}:{name:"room.invalid"}}open(t){this.#r(t),this.#e.dispatch({type:"open",room:t}),this.#s.active=t}restore(t){for(let e of t)
this.#r(e)}leave(t){this.#t.leave(t),this.#s.rooms=this.#s.rooms.filter(e=>e!==t),this.#e.dispatch({type:"left",room:t}),this.hide(t),this.#s.active=this.#e.state.
active}hide(t){this.#s.hidden=[...this.#s.hidden.filter(e=>e!==t),t],this.#e.dispatch({type:"dropped",room:t})}say(t){let{room:e}=this.#e,s=x(t);!e||s.trim()===
""||(this.#t.say(e.id,s,{reply_to:e.reply?.seq}),this.#e.dispatch({type:"reply",room:e.id,entry:null}),this.#n=-1/0,this.dispatchEvent(new CustomEvent("said")))}again(t){
this.#t.sayAgain(this.#e.state.active,t)}discard(t){this.#t.unsay(this.#e.state.active,t)}typing(){let t=this.#i.now(),{room:e}=this.#e;!e?.joined||t-this.#n<Ii||
this.#e.state.link.state!=="online"||(this.#n=t,this.#t.signal(e.id,"typing").catch(({retryAfter:s=4*Ii})=>{this.#n=t+s}))}mend(t){let{room:e}=this.#e,s=this.#t.
outbox(e.id).find(n=>n.key===t);if(s&&this.#t.unsay(e.id,t)){let n=e.entries.find(({seq:o})=>s.reply_to!=null&&o===s.reply_to);this.#e.dispatch({type:"reply",room:e.
id,entry:n??null}),this.dispatchEvent(new CustomEvent("mend",{detail:{room:e.id,text:s.text}}))}}reply(t){this.#e.dispatch({type:"reply",room:this.#e.state.active,
entry:t})}reconnect(){this.#t.retry(),this.#t.connect()}notice(t,e={}){let{code:s,message:n}=e.error??{},o=JSON.stringify([t,e,s,n]),r=this.#i.now();o===this.#o.
words&&r-this.#o.at<qo||(this.#o={words:o,at:r},this.dispatchEvent(new CustomEvent("notice",{detail:{name:t,values:e}})))}refused(t){this.notice(`error.${t.code}`,
{error:t})}#r(t){if(this.#e.dispatch({type:"enter",room:t}),this.#t.joined.includes(t))return;this.#s.rooms=[...this.#s.rooms.filter(n=>n!==t),t],this.#s.hidden=
this.#s.hidden.filter(n=>n!==t);let e=this.#s.unsent(t),s=this.#s.seen(t)??void 0;this.#t.join(t,{since:s,far:Mo}).catch(()=>{});for(let{text:n,error:o,...r}of e)
this.#t.say(t,n,{...r,error:o&&new w(o.code,o.message,o)})}};var tt=50,No=100,Dt=25,Ro=20,Po=3e3,Do=100,qi=50,Yt=class{#t;#e;#s;#i;#n=Promise.resolve();#o=Promise.resolve();#r=new Map;#a=0;constructor({client:t,model:e,intents:s,
clock:n}){this.#t=t,this.#e=e,this.#s=s,this.#i=n,t.addEventListener("joined",({detail:o})=>this.#w(o.room)),t.addEventListener("entries",({detail:o})=>this.#w(
o.room))}older(){let{room:t}=this.#e;t?.older&&t.loading===null&&this.#d(t.id,"older",{before:t.from})}newer(){let{room:t}=this.#e;t&&t.to<t.head&&t.loading===null&&
this.#d(t.id,"newer",{after:t.to})}async latest(){let{room:t}=this.#e;t&&t.to<t.head&&await this.#h(this.#c(t.id,{before:t.head+1},null)),this.#e.dispatch({type:"\
target",room:t?.id,seq:null})}async unread(){let{room:t}=this.#e;if(t?.divider==null)return;let e=t.divider+1;e>=t.from&&e<=t.to?this.#e.dispatch({type:"target",
room:t.id,seq:"divider"}):await this.#h(this.#m(t.id,e))}jump(t,e){return this.#n=this.#n.then(()=>this.#h(this.#u(t,e))),this.#n}original(t,e){let s=this.#e.state.
rooms[t],n=`${t}/${s?.epoch}/${e}`,o=this.#r.get(n);if(o||!s?.joined||this.#a>=qi)return o??Promise.resolve();this.#a+=1;let r=this.#o.then(()=>this.#g(t,e)),a=()=>this.#r.
delete(n),c=r.then(a,a);this.#r.set(n,c);let h=()=>new Promise(d=>this.#i.after(Do,d));return this.#o=c.then(()=>this.#a-=1).then(h),c}async#d(t,e,s){this.#e.dispatch(
{type:"loading",room:t,what:e});try{let n=await this.#t.history(t,{...s,limit:tt});this.#l(t,e,Yo(e,n,s))}catch{this.#e.dispatch({type:"loading",room:t,what:"fa\
iled"}),this.#i.after(Po,()=>this.#e.dispatch({type:"loading",room:t,what:null}))}}#l(t,e,[s,...n]){this.#e.dispatch({type:e,room:t,...s}),n.length>0&&this.#i.after(
Ro,()=>this.#l(t,e,n))}async#c(t,e,s){let n=await this.#t.history(t,{...e,limit:tt});this.#e.dispatch({type:"moved",room:t,page:n,target:s})}async#h(t){try{await t}catch(e){
this.#s.refused(e)}}async#u(t,e){this.#s.open(t);try{await this.#t.join(t)}catch{return}let s=()=>this.#e.state.rooms[t];if(e>s().head||e<s().first){this.#s.notice(
"gone");return}(e>s().to||s().from-e>No)&&await this.#c(t,{before:e+tt/2},null),await this.#f(t,e),s().entries.some(n=>n.seq===e)?this.#e.dispatch({type:"target",
room:t,seq:e}):this.#s.notice("gone")}async#m(t,e){await this.#c(t,{before:e+tt/2},"divider"),e<this.#e.state.rooms[t].from&&(await this.#f(t,e),this.#e.dispatch(
{type:"target",room:t,seq:"divider"}))}async#f(t,e){let s=()=>this.#e.state.rooms[t];for(;e<s().from&&s().older;){let n=s().from,o=await this.#t.history(t,{before:n,
limit:tt});this.#e.dispatch({type:"older",room:t,page:o,before:n})}}async#g(t,e){let{events:s}=await this.#t.history(t,{before:e+1,limit:1}),n=s.find(o=>o.seq===
e&&o.type==="message")??null;this.#e.dispatch({type:"quote",room:t,seq:e,entry:n})}async#w(t){await null;let e=this.#e.state.rooms[t],s=e?.unread>0?e.entries.slice(
-qi):[];for(let{seq:n,reply_to:o}of s)o!=null&&n>e.seen&&ot(e,o)===void 0&&this.original(t,o)}};function Yo(i,{events:t,more:e,...s},n){let o=[],r=i==="older",a=t,
c=n;do{let h=r?a.slice(-Dt):a.slice(0,Dt);a=r?a.slice(0,-Dt):a.slice(Dt);let d=a.length===0,u=d?null:i;o.push({page:{...s,events:h,more:e||!d,loading:u},...c}),
c=r?{before:h[0]?.seq}:{after:h.at(-1)?.seq}}while(a.length>0);return o}var Wt=class{#t;#e;#s;#i;#n=new Map;#o=new Map;#r=new Set;#a=!1;#d=!1;constructor({client:t,model:e,store:s,clock:n}){this.#t=t,this.#e=e,this.#s=s,this.#i=n,e.
addEventListener("change",()=>this.#l()),t.addEventListener("joined",({detail:o})=>this.#c(o)),t.addEventListener("seen",({detail:o})=>this.#h(o.room,o))}#l(){for(let{
id:t,epoch:e,seen:s,joined:n}of Object.values(this.#e.state.rooms)){let o=this.#n.get(t);e!==null&&n&&(o?.epoch!==e||o.seq<s)&&(this.#n.set(t,{epoch:e,seq:s}),this.#s.
setSeen(t,{epoch:e,seq:s}),this.#u(t))}}#c({room:t,epoch:e,seen:s=0}){this.#h(t,{epoch:e,seq:s}),this.#u(t)}#h(t,{epoch:e,seq:s}){this.#o.set(t,{epoch:e,seq:s})}#u(t){
let e=this.#n.get(t),s=this.#o.get(t);e&&s?.epoch===e.epoch&&s.seq<e.seq&&(this.#r.add(t),this.#m())}#m(){if(!(this.#a||this.#d||this.#r.size===0||this.#t.state.
state!=="online")){for(let t of this.#r)this.#f(t,this.#n.get(t));this.#r.clear(),this.#a=!0,this.#i.after(2e3,()=>{this.#a=!1,this.#m()})}}async#f(t,e){try{await this.#t.
seen(t,e.seq),this.#h(t,e)}catch({code:s,passing:n}){this.#d||=s==="unknown_type",n&&this.#r.add(t)}}};var Ht=class{#t;#e;#s;#i;#n=0;constructor({client:t,model:e,surroundings:s,again:n=()=>{}}){this.#t=t,this.#e=e,this.#s=s,this.#i=n,s.addEventListener("network",
()=>this.#o()),s.addEventListener("back",()=>this.#o()),t.addEventListener("state",({detail:o})=>o.state==="online"&&this.#r(!1)),this.#r(!s.online)}async#o(){this.#n+=
1;let t=this.#n,{online:e}=this.#s;this.#r(!e),e&&this.#i(),await this.#t.check()&&t===this.#n&&this.#r(!1)}#r(t){t!==this.#e.state.offline&&this.#e.dispatch({type:"\
network",offline:t})}};var Bt=class{#t;#e;#s;#i;#n=new Set;constructor({client:t,model:e,intents:s,clock:n}){this.#t=t,this.#e=e,this.#s=s,this.#i=n,e.addEventListener("change",()=>this.#r())}async sanction({
act:t,user:e,room:s,length:n=null,reason:o="",address:r=!1}){let a=n===null?{}:{until:this.#i.time()+n},c=t==="kick"?{}:{...a,...r?{address:r}:{}},h=s===null?{}:
{room:s};await this.#t.command(t,{...h,user:e.id,reason:x(o).trim(),...c}),this.#s.notice(`did.${t}`,{name:e.name}),this.#o(s)}async lift({kind:t,subject:e,name:s,
room:n}){let o=n===null?{}:{room:n};await this.#t.command(`un${t}`,{...o,user:e}),this.#s.notice(`did.un${t}`,{name:s}),this.#o(n)}async report(t,e,s){await this.#t.
command("report",{room:t,seq:e,reason:x(s).trim()}),this.#s.notice("did.report")}async set(t,e){await this.#t.command("set",{room:t,...e})}async close(t){await this.#t.
command("close",{room:t})}#o(t){t!==null&&this.#e.dispatch({type:"sanctions",room:t,sanctions:null})}#r(){let{room:t}=this.#e;t?.joined&&t.sanctions===null&&(I(
t,"mute")||I(t,"ban"))&&!this.#n.has(t.id)&&(this.#n.add(t.id),this.#a(t.id))}async#a(t){let e=[];try{({sanctions:e}=await this.#t.list("sanctions",{room:t}))}catch{}
this.#n.delete(t),this.#e.dispatch({type:"sanctions",room:t,sanctions:e})}};var Ut=class{#t;#e;#s;constructor({account:t,client:e,model:s}){this.#t=t,this.#e=e,this.#s=s}get owned(){return this.#s.state.account?.kind==="account"}rename(t){
let{me:e,limits:s,door:n}=this.#s.state,o=x(t).trim(),r=D("guest",{name:o},{limit:n.site?.name??s.name});return this.#i("rename",r,async()=>{if(o!==e?.name){let a=this.
owned?await this.#t.rename(o):await this.#e.rename(o);this.#s.dispatch({type:"me",user:a})}})}async lookUp(){try{this.#s.dispatch({type:"signsIn",login:this.owned?
await this.#t.login():null})}catch{}}changeLogin({login:t,password:e}){let{limits:s,door:n}=this.#s.state,o=x(t).trim(),r=D("guest",{name:o},{limit:n.site?.name??
s.name}),c=r?{...r,field:"login"}:e===""?{field:"password",name:"password.empty"}:null;return this.#i("login",c,async()=>{this.#s.dispatch({type:"signsIn",login:await this.#t.
changeLogin(o,e)})})}changePassword({old:t,password:e}){let s=this.#s.state.door.site?.password_least,o=(t===""?{field:"old",name:"password.empty"}:null)??D("re\
set",{password:e},{least:s});return this.#i("password",o,()=>this.#t.changePassword(t,e))}remove({password:t},e){let s=t===""?{field:"password",name:"password.e\
mpty"}:null;return this.#i("remove",s,async()=>e((await this.#t.remove(t))?.task??null))}sessions(){return this.#t.sessions()}endSession(t){return this.#t.endSession(
t)}endOthers(){return this.#t.endOthers()}async#i(t,e,s){if(e)return e;try{return await s(),null}catch(n){return B(t,n)}}};function Mi({tab:i,room:t,closed:e=!1}){return Object.freeze({tab:i,room:t,closed:e,items:[],more:!1,next:null,state:"busy",error:null})}function Ni(i){return{...i,
state:"busy",error:null}}function Ri(i,{asked:t,items:e,more:s,next:n=null,further:o}){if(!Wi(i,t))return i;let r=o?i.items:[],a=e.filter(({id:c})=>!r.some(h=>h.
id===c));return{...i,items:[...r,...a],more:s,next:n,state:"done",error:null}}function Pi(i,{asked:t,error:e}){return Wi(i,t)?{...i,state:"failed",error:e}:i}function Di(i,t,e){
return{...i,items:i.items.map(s=>s.id===t?{...s,...e}:s)}}function Yi(i,t){return{...i,items:i.items.filter(e=>e.id!==t)}}function Wi(i,{tab:t,room:e,closed:s}){
return i!==null&&i.tab===t&&i.room===e&&i.closed===s}function Hi(i,t){return Object.fromEntries(t.filter(Ho).map(e=>[e.room,{...i[e.room],...e}]))}function De(i,{room:t,...e}){let s={room:t,title:"",epoch:null,seq:0,
seen:0,unread:0};return zt(i,{...i[t]??s,...e})}function Bi(i,{room:t,seq:e}){let s=i[t];return s&&e>s.seq?zt(i,{...s,seq:e,unread:s.unread+e-s.seq}):i}function Ui(i,{
room:t,epoch:e,seq:s}){let n=i[t]??{room:t,title:"",epoch:e,seq:s,seen:0,unread:0};if(n.epoch!==e||s<=n.seen)return i;let o=Math.min(n.unread,Math.max(0,n.seq-s));
return zt(i,{...n,seq:Math.max(s,n.seq),seen:s,unread:o})}function zi(i,t){let e=({other:s})=>s?.id===t.id;return Object.values(i).filter(e).reduce((s,n)=>zt(s,
{...n,other:t}),i)}function Ye(i,t){return Object.values(i).filter(({room:s,invited:n})=>!(s in t)&&!n).sort((s,n)=>(s.title||s.room).localeCompare(n.title||n.room))}
function We(i,t){let{[t]:e,...s}=i;return s}function Ho({epoch:i,role:t}){return i!=null||t!=null}function zt(i,t){return{...i,[t.room]:t}}function Fi(i,t){return{...i,members:Object.fromEntries(t.map(e=>[e.user.id,e]))}}function Gi(i,{user:t,role:e,invited:s=!1}){let{[t.id]:n,...o}=i.members??{};return{
...i,members:e===null?o:{...o,[t.id]:{...n,user:t,role:e,invited:s}}}}function Ue(i,t){let e=i.members??{},s=Object.values(i.people).map(r=>He(r,e[r.id])),n=Object.
values(e).filter(({user:r})=>!(r.id in i.people)),o=s.length>=Math.min(i.count,1);return{here:Be(s,t),away:o?Be(n.map(r=>He(r.user,r)),t):[]}}function He(i,t){return{
user:i,role:t?.role??null,invited:t?.invited??!1}}function Be(i,t){let e=({user:n})=>n.id===t?.id?0:1,s=({role:n})=>n==="owner"?0:n==="moderator"?1:2;return i.sort(
(n,o)=>e(n)-e(o)||s(n)-s(o)||n.user.name.localeCompare(o.user.name))}function Ki({rooms:i,lines:t,me:e},s){let{here:n,away:o}=Ue(s,e),r=[...n,...o],{other:a}=t[s.
id]??{},c=a&&!r.some(({user:d})=>d.id===a.id)?[...r,He(a)]:r,h=({user:d})=>Object.values(i).some(u=>u.joined&&d.id in u.people);return Be(c,e).map(d=>({...d,online:d.
user.id!==e?.id&&h(d)}))}function ze(i){return Ts(i,"member")}var zo=Object.freeze({me:null,account:null,login:null,marks:Object.freeze({}),door:mi,out:null,link:Object.freeze({state:"idle"}),offline:!1,limits:Object.freeze(
{}),ignored:Object.freeze({}),unable:Object.freeze([]),rooms:Object.freeze({}),lines:Object.freeze({}),active:null,watching:null,following:null,muted:null,reports:Object.
freeze({}),desk:null});function Fo(i,t){let e=Go[t.type];return e?e(i,t):Ji(i,t)}var Go={link:(i,{link:t})=>({...i,link:t,me:t.state==="refused"?null:i.me}),network:(i,{
offline:t})=>({...i,offline:t}),sited:(i,t)=>({...i,door:fi(i.door,t)}),linked:(i,t)=>({...i,door:pi(i.door,t)}),turned:(i,t)=>({...i,door:gi(i.door,t)}),underWay:(i,t)=>({
...i,door:wi(i.door,t)}),out:(i,{bar:t})=>({...i,out:t}),limits:(i,{limits:t})=>({...i,limits:t}),unable:(i,{what:t})=>({...i,unable:[...i.unable,t]}),me:(i,{user:t})=>({
...i,me:t}),account:(i,{account:t})=>({...i,account:t}),ignoring:(i,{users:t})=>({...i,ignored:rs(t)}),ignored:(i,{user:t})=>({...i,ignored:as(i.ignored,t)}),unignored:(i,{
user:t})=>({...i,ignored:ls(i.ignored,t)}),open:(i,t)=>Qo(i,t.room),left:(i,t)=>Xo(i,t.room),barred:(i,t)=>Qs(i,t.room,t.bar),silenced:(i,t)=>Xs(i,t.room,t.bound),
reported:(i,{room:t,open:e})=>({...i,reports:{...i.reports,[t]:e}}),deskTurned:(i,{to:t})=>({...i,desk:t&&Mi(t)}),deskAsked:i=>et(i,Ni),deskCame:(i,t)=>et(i,e=>Ri(
e,t)),deskFailed:(i,t)=>et(i,e=>Pi(e,t)),deskInHand:(i,{id:t,news:e})=>et(i,s=>Di(s,t,e)),deskCleared:(i,{id:t})=>et(i,e=>Yi(e,t)),watch:(i,t)=>Zo(i,t.room),follow:(i,{
room:t})=>({...i,following:t}),target:(i,t)=>Ji(t.seq===null?i:{...i,following:null},t),fade:(i,{now:t})=>Fe(i,e=>Is(e,t)),marks:(i,{marks:t})=>({...i,marks:t}),
signsIn:(i,{login:t})=>({...i,login:t}),renamed:(i,{user:t})=>({...Fe(i,e=>os(e,t)),lines:zi(i.lines,t)}),erase:(i,{user:t})=>Fe(i,e=>ns(e,t)),enter:(i,t)=>t.room in
i.rooms?i:U(i,Hs(t.room)),listed:(i,t)=>({...i,lines:Hi(i.lines,t.rooms)}),line:(i,t)=>({...i,lines:De(i.lines,t.line)}),activity:(i,{event:t})=>{let e=Bi(i.lines,
t);return e===i.lines?i:{...i,lines:e}},dropped:(i,t)=>({...i,lines:We(i.lines,t.room)}),seen:(i,{event:t})=>Vo(i,t)},Ko={members:(i,t)=>Fi(i,t.members),member:(i,{
event:t})=>Gi(i,t),sanctions:(i,t)=>({...i,sanctions:t.sanctions}),paused:(i,{until:t})=>Ss(i,t),joined:(i,t,e)=>Bs(i,t.answer,{...e,seen:t.seen}),entries:(i,t,e)=>zs(
i,t.entries,{...e,replayed:t.replayed}),outbox:(i,{items:t})=>({...i,pending:t}),presence:(i,{event:t})=>_s(i,t),typing:(i,{user:t,now:e},s)=>t.id in s.ignored?
i:$s(i,t,e),settings:(i,{event:t})=>Us(i,t),loading:(i,{what:t})=>({...i,loading:t}),older:(i,{page:t,before:e})=>Fs(i,t,e),newer:(i,{page:t,after:e})=>Gs(i,t,e),
moved:(i,{page:t,target:e})=>Ks(i,t,{target:e}),target:(i,{seq:t})=>({...Oe(i,[t]),target:Js(t)}),quote:(i,{seq:t,entry:e},s)=>bs(i,t,e,s),reveal:(i,{seqs:t})=>Oe(
i,t),read:(i,{seq:t},e)=>Ce(i,t,e),reply:(i,{entry:t})=>qs(i,t),editing:(i,{entry:t})=>Ms(i,t),removing:(i,{entry:t})=>Ns(i,t),inHand:(i,t)=>Rs(i,t.news),searching:(i,{
open:t})=>Ps(i,t),asked:(i,t)=>Ds(i,t),found:(i,t)=>Ys(i,t),notFound:(i,t)=>Ws(i,t)};function Jo(i,{room:t}){return i.lines[t]?.invited?{...i,lines:De(i.lines,{
room:t,invited:!1})}:i}function Ji(i,t){let e=t.type==="joined"?Jo(i,t):i,s=e.rooms[t.room],n=Ko[t.type];if(!s||!n)return e;let{watching:o,active:r,following:a}=e,
c={watched:o===s.id,open:r===s.id,following:a===s.id},h=n(s,t,{...Ge(e),...c});return h===s?e:U(e,h)}function et(i,t){return i.desk===null?i:{...i,desk:t(i.desk)}}
function Ge({me:i,ignored:t}){return{me:i,ignored:t}}function U(i,t){return{...i,rooms:{...i.rooms,[t.id]:Object.freeze(t)}}}function Fe(i,t){return Object.values(
i.rooms).reduce((s,n)=>{let o=t(n);return o===n?s:U(s,o)},i)}function Vo(i,t){let e=i.rooms[t.room];return{...e?.epoch===t.epoch?U(i,Ce(e,t.seq,Ge(i))):i,lines:Ui(
i.lines,t)}}function Qo(i,t){if(i.active===t)return i;let e=i.rooms[i.active],s=e?U(i,Vs(e)):i,n=s.rooms[t];return{...n?U(s,ws(n)):s,active:t,watching:null,following:t}}
function Xo(i,t){let{[t]:e,...s}=i.rooms,n=i.active===t?Object.keys(s)[0]??null:i.active,o=n===i.active;return{...i,rooms:s,active:n,watching:o?i.watching:null,
following:o?i.following:n}}function Zo(i,t){let e=i.rooms[t],s={...i,watching:e?t:null};return e&&!gs(e)?U(s,ys(e,Ge(i))):s}function Vi(i){let{[i.active]:t,...e}=i.
rooms,s={...i,rooms:e,lines:tr(i)};return{unread:Ke(s),called:Je(s)}}function tr({lines:i,active:t}){return t===null?i:We(i,t)}function Ke(i){return[...Object.values(
i.rooms),...Ye(i.lines,i.rooms)].reduce((e,s)=>e+s.unread,0)}function Je(i){let t=s=>s.kind==="direct"?s.unread:s.called??0;return[...Object.values(i.rooms),...Ye(
i.lines,i.rooms)].reduce((s,n)=>s+t(n),0)}var Ft=class extends EventTarget{#t=zo;get state(){return this.#t}get room(){return this.#t.rooms[this.#t.active]??null}dispatch(t){
let e=Fo(this.#t,t);e!==this.#t&&(this.#t=e,this.dispatchEvent(new Event("change")))}};var Gt="chatd.";var Kt=class{#t;#e;constructor({lasting:t,passing:e}){this.#t=new Jt(t),this.#e=new Jt(e)}get name(){return this.#t.get("name","")}set name(t){this.#t.set("name",
t)}get token(){return this.#t.get("token",null)}set token(t){this.#t.set("token",t)}get kind(){return this.#t.get("kind",null)}set kind(t){this.#t.set("kind",t)}get removal(){
return this.#e.get("removal",null)}set removal(t){this.#e.set("removal",t)}get owner(){return this.#t.get("owner",null)}set owner(t){this.#t.set("owner",t)}get alerts(){
return this.#t.get("alerts",!1)===!0}set alerts(t){this.#t.set("alerts",t)}get language(){return this.#t.get("language",null)}set language(t){this.#t.set("langu\
age",t)}get rooms(){return Xi(this.#t.get("rooms",[]))}set rooms(t){this.#t.set("rooms",t)}get hidden(){return Xi(this.#t.get("hidden",[]))}set hidden(t){this.#t.
set("hidden",t.slice(-200))}get ignored(){let t=this.#t.get("ignored",{});return t!==null&&typeof t=="object"?t:{}}set ignored(t){this.#t.set("ignored",t)}get active(){
return this.#e.get("active",null)??this.#t.get("active",null)}set active(t){this.#e.set("active",t),this.#t.set("active",t)}draft(t){return this.#e.get(`draft.${t}`,
null)??this.#t.get(`draft.${t}`,"")}setDraft(t,e){this.#e.set(`draft.${t}`,e),this.#t.set(`draft.${t}`,e||null)}inHand(t){let e=this.#e.get(`hand.${t}`,null)??this.#t.
get(`hand.${t}`,null),{epoch:s=null,reply:n=null,editing:o=null}=e??{};return{epoch:s,reply:Qi(n)&&typeof n.user?.name=="string"?n:null,editing:Qi(o)?o:null}}setInHand(t,e){
this.#e.set(`hand.${t}`,e),this.#t.set(`hand.${t}`,e)}seen(t){let{epoch:e,seq:s}=this.#t.get(`seen.${t}`,null)??{};return typeof e=="string"&&Number.isSafeInteger(
s)&&s>=0?{epoch:e,seq:s}:null}setSeen(t,e){this.#t.set(`seen.${t}`,e)}unsent(t){let e=this.#e.get(`unsent.${t}`,[]);return Array.isArray(e)?e.filter(er):[]}setUnsent(t,e){
this.#e.set(`unsent.${t}`,e.length>0?e:null)}forget(){let{language:t}=this;this.#t.clear(),this.#e.clear(),this.language=t}};function er(i){return typeof i?.text==
"string"&&typeof i.key=="string"&&i.key!==""}function Qi(i){return Number.isSafeInteger(i?.seq)&&typeof i.text=="string"}function Xi(i){return Array.isArray(i)?
i.filter(t=>typeof t=="string"):[]}var Jt=class{#t;#e=new Map;constructor(t){this.#t=t}get(t,e){try{let s=this.#t.getItem(Gt+t);return s===null?this.#e.get(t)??
e:JSON.parse(s)}catch{return this.#e.get(t)??e}}set(t,e){this.#e.delete(t);try{e===null?this.#t.removeItem(Gt+t):this.#t.setItem(Gt+t,JSON.stringify(e))}catch{this.#e.
set(t,e)}}clear(){this.#e.clear();try{Object.keys(this.#t).filter(e=>e.startsWith(Gt)).forEach(e=>this.#t.removeItem(e))}catch{}}};async function Zi({client:i,clock:t,tell:e}){let s=[],n=Math.min(i.limits.history??100,100);for(let o,r=!0;r;){let a=await sr(()=>i.export({after:o,limit:n}),t),
c=a.events.at(-1);s.push(...a.events.map(h=>JSON.stringify(h))),e(s.length),o=c&&{room:c.room,seq:c.seq},r=a.more&&c!==void 0}return{text:s.map(o=>`${o}
`).join(""),count:s.length}}async function sr(i,t){for(;;)try{return await i()}catch(e){if(!e.passing)throw e;await new Promise(s=>t.after(e.retryAfter??1e3,s))}}var Vt=class{#t;#e;#s=new Map;constructor({model:t,store:e}){this.#t=t,this.#e=e,t.addEventListener("change",()=>this.#i())}#i(){let{room:t}=this.#t;if(!t?.joined)
return;if(!this.#s.has(t.id)){this.#s.set(t.id,{}),this.#n(t);return}let{reply:e,editing:s}=this.#s.get(t.id);(t.reply!==e||t.editing!==s)&&(this.#s.set(t.id,{reply:t.
reply,editing:t.editing}),this.#e.setInHand(t.id,ir(t)))}#n({id:t,epoch:e,entries:s}){let{epoch:n,reply:o,editing:r}=this.#e.inHand(t),a=({seq:c})=>s.some(h=>h.
seq===c&&h.deleted);n!==e?this.#e.setInHand(t,null):r&&!a(r)?this.#t.dispatch({type:"editing",room:t,entry:r}):o&&!a(o)&&this.#t.dispatch({type:"reply",room:t,entry:o})}};
function ir({epoch:i,reply:t,editing:e}){return e?{epoch:i,editing:{seq:e.seq,text:e.text}}:t?{epoch:i,reply:{seq:t.seq,user:t.user,text:t.text}}:null}var tn="chatd.watched";var Qt=class{#t;#e=!1;#s=null;constructor(t){this.#t=t,this.#i(),t.document.addEventListener("visibilitychange",()=>this.#i())}get permission(){let{Notification:t}=this.#t;
return t===void 0||this.#e?"missing":t.permission}get visible(){return this.#t.document.visibilityState==="visible"}async ask(){return await this.#t.Notification.
requestPermission(),this.permission}async isWatched(){let{locks:t}=this.#t.navigator,{held:e}=t?await t.query():{held:[]};return e.some(({name:s})=>s===tn)}isFirst(t){
let{locks:e}=this.#t.navigator;return e?new Promise(s=>{e.request(`chatd.alert.${t}`,{ifAvailable:!0},n=>(s(n!==null),n&&new Promise(o=>this.#t.setTimeout(o,1e4))))}):
Promise.resolve(!0)}show({title:t,body:e,tag:s,click:n}){try{let o=new this.#t.Notification(t,{body:e,tag:`chatd.${s}`,icon:"favicon.svg"});o.onclick=()=>{this.#t.
focus(),o.close(),n()}}catch{this.#e=!0}}#i(){let{locks:t}=this.#t.navigator;if(this.visible&&this.#s===null){let e=new Promise(s=>this.#s=s);t?.request(tn,{mode:"\
shared"},()=>e)}else this.visible||(this.#s?.(),this.#s=null)}};function V({language:i,speak:t}){let e=Object.entries(Pe).map(([n,o])=>{let r=n===i.code;return l("option",{value:n,selected:r,lang:n},o)}),s=({target:n})=>t(n.
value);return l("label",{class:"language"},l("span",{class:"visually-hidden"},i.t("language")),l("select",{class:"select",name:"language",on:{change:s}},e))}var nr={guest:"gate.guest",signIn:"gate.signIn",register:"gate.register"},Xt=class{#t;#e=l("p",{class:"gate-tagline"});#s=l("p",{class:"gate-note",role:"status"});#i;#n=l(
"div",{class:"gate-way"});#o=l("p",{class:"gate-hint",role:"status"});#r=new Map;#a=null;#d="";constructor(t){let{language:e,surroundings:s}=t;this.#t=t;let{room:n}=s.
route();this.#i=l("div",{class:"gate-ways",role:"group","aria-label":e.t("gate.ways")}),this.element=l("main",{class:"gate"},l("div",{class:"gate-card"},l("div",
{class:"gate-brand"},l("span",{class:"brand-mark"},v("wave")),l("h1",{},"chatd")),this.#e,n&&l("p",{class:"gate-room"},or(e,n)),this.#s,this.#i,this.#n,this.#o,
V(t)))}render({door:t,link:e,offline:s,me:n}){let{language:o}=this.#t,r=["connecting","waiting","unreachable"].includes(e.state),a=t.busy||r||e.state==="online"&&
!n;p(this.#e,o.t(en[t.link?.kind]??en[t.mode]??"tagline")),p(this.#s,t.note?o.t(t.note.name,t.note.values):""),this.#c(t),this.#h(t);let c=this.#r.get(t.mode);c?.
hold(a,o.t("gate.entering")),c?.tell(t.doubt),p(this.#o,this.#l(t,e,s))}close(){}#l({mode:t,doubt:e},s,n){let{language:o}=this.#t;if(n)return o.t("gate.offline");
if(t===null)return o.t(e?.name==="gate.unreached"?"gate.unreached":"gate.entering");if(s.state==="unreachable"||s.state==="connecting"&&s.reason)return X(o,s,Math.
ceil((s.wait??0)/1e3));let r={waiting:"link.now",ended:"link.ended"}[s.state];return r?o.t(r,{reason:s.reason||s.code}):""}#c(t){let e=J(t),s=JSON.stringify([e,
t.mode]);if(s===this.#d)return;this.#d=s;let{language:n,entry:o}=this.#t,r=a=>{let h={type:"button",class:"gate-choice","aria-pressed":String(a===t.mode)};return l(
"button",{...h,on:{click:()=>o.turn(a)}},n.t(nr[a]))};this.#i.replaceChildren(...e.map(r)),this.#i.hidden=e.length<2}#h({mode:t,site:e}){if(t===this.#a)return;let s=this.#r.
get(this.#a),n=t&&(this.#r.get(t)??Zs(this.#t,t,e));this.#a=t,this.#n.replaceChildren(...n?[n.element]:[]),n&&(this.#r.set(t,n),n.fill({name:s?.values.name||this.#t.
store.name}),n.focus())}};function or(i,t){return t.startsWith("~")?i.t("gate.room.private"):i.t("gate.room",{room:`#${t}`})}var en={invitation:"gate.invited",reset:"\
gate.reset",guest:"tagline",signIn:"gate.come",register:"gate.join"};var Zt=class{#t;#e;#s=l("p",{class:"outside-until","aria-live":"off"});#i=l("p",{class:"outside-reason"});#n;#o;#r=()=>{};constructor(t){this.#t=t;let{language:e,
entry:s,client:n}=t,o={type:"button",class:"button primary",on:{click:()=>n.connect()}};this.#n=l("button",o,e.t("outside.again"));let r=()=>s.leave().catch(()=>s.
forget());this.#o=l("button",{type:"button",class:"button quiet",on:{click:r}},e.t("me.leave")),this.#e=l("h1",{tabindex:"-1"},e.t("outside")),this.element=l("m\
ain",{class:"gate"},l("div",{class:"gate-card outside",role:"alert"},l("span",{class:"outside-mark"},v("alert")),this.#e,this.#s,this.#i,l("div",{class:"outside\
-buttons"},this.#n,this.#o),V(t)))}opened(){this.#e.focus()}render({out:t,link:e,account:s}){let{language:n,clock:o}=this.#t,r=o.time(),a=t.until!==null&&t.until<=
r;this.#s.setAttribute("aria-live",a?"polite":"off"),p(this.#s,a?n.t("outside.over"):F(n,"outside",t.until,r,"ever")),p(this.#i,t.reason?n.t("outside.reason",{reason:t.
reason}):""),this.#n.hidden=!a,this.#n.disabled=e.state==="connecting",this.#o.hidden=s?.kind!=="account",this.#a(a?null:t.until)}close(){this.#r()}#a(t){if(this.#r(),
t!==null){let{clock:e,model:s}=this.#t;this.#r=e.after(1e3,()=>this.render(s.state))}}};var Y=class{#t="";constructor(){this.element=l("span",{class:"visually-hidden",role:"status"})}say(t,e=t){e!==this.#t&&(this.#t=e,p(this.element,t))}};var te=class{#t;#e=l("span");#s=new Y;#i;#n={state:"idle"};#o=!1;#r=0;#a=!1;#d=()=>{};constructor(t){this.#t=t;let{language:e,intents:s}=t,n={type:"button",class:"\
button quiet",on:{click:()=>s.reconnect()}};this.#i=l("button",n,e.t("link.retry")),this.element=l("div",{class:"banner",hidden:!0},this.#e,this.#i),this.spoken=
this.#s.element,this.light=l("span",{class:"light",role:"img"})}render({link:t,offline:e}){this.#o=e&&t.state!=="ended"&&t.state!=="refused",t!==this.#n&&(this.#n=
t,this.#r=this.#t.clock.now()+(t.wait??0)),this.#l()}close(){this.#d()}#l(){this.#d();let t=this.#h(),e=this.#o?"offline":this.#n.state,s=e==="online";p(this.#e,
s?"":t),this.element.hidden=s,this.element.dataset.state=e;let n=e==="waiting"||e==="unreachable",o=e==="ended"||e==="refused";this.#i.hidden=!n&&!o&&!(this.#o&&
this.#n.state!=="online"),this.#c(e,t),this.light.dataset.state=e,this.light.setAttribute("aria-label",t),this.light.title=t,n&&(this.#d=this.#t.clock.after(500,
()=>this.#l()))}#c(t,e){t==="online"?(this.#s.say(this.#a?e:"","online"),this.#a=!1):t!=="connecting"&&t!=="idle"&&(this.#a=!0,this.#s.say(e,`${rr[t]??t} ${this.#n.
reason??""}`))}#h(){let{language:t,clock:e}=this.#t,{state:s,code:n,reason:o,error:r}=this.#n,a=Math.ceil((this.#r-e.now())/1e3);if(this.#o)return t.t("link.off\
line");switch(s){case"online":return t.t("link.online");case"waiting":return a>0?t.t("link.waiting",{seconds:a}):t.t("link.now");case"unreachable":return X(t,this.#n,
a);case"ended":return t.t("link.ended",{reason:o||n});case"refused":return t.t("link.ended",{reason:_(t,r)});default:return o?X(t,this.#n,0):t.t("link.connectin\
g")}}},rr={waiting:"lost",unreachable:"lost"};var ee=class{#t;#e=l("h2",{tabindex:"-1"});#s=l("p",{"aria-live":"off"});#i=l("p",{class:"barred-reason"});#n;#o=null;#r=()=>{};constructor(t){this.#t=t;let{language:e,
intents:s}=t,n=()=>s.open(this.#o.id);this.#n=l("button",{type:"button",class:"button primary",on:{click:n}},e.t("barred.return")),this.element=l("section",{class:"\
barred",role:"alert",hidden:!0},l("span",{class:"empty-mark"},v("lock")),this.#e,this.#s,this.#i,this.#n)}get heading(){return this.#e}render(t,e){this.#r(),this.#o=
e;let s=e?.barred??null;if(this.element.hidden=s===null,s===null)return;let{language:n,clock:o}=this.#t,r=s.code==="kicked";p(this.#e,n.t(`barred.${s.code}`,{room:q(
n,t,e.id)}));let a=o.time(),c=r?n.t("barred.kicked.hint"):F(n,"barred.banned",s.until,a,"ever");p(this.#s,c),p(this.#i,s.reason?n.t("barred.reason",{reason:s.reason}):
""),this.#n.hidden=!r,!r&&s.until!==null&&s.until>a&&(this.#r=o.after(1e3,()=>this.render(t,this.#o)))}close(){this.#r()}};var se=class{#t;#e;#s;#i=l("p",{class:"visually-hidden",role:"status"});#n;#o=[];#r=null;#a=0;constructor({language:t},{area:e,changed:s}){this.#t=t,this.#e=e,this.#s=
s;let n={class:"completions",id:"completions",role:"listbox",hidden:!0};this.#n=l("ul",{...n,"aria-label":t.t("people")}),this.#n.addEventListener("pointerdown",
o=>o.preventDefault()),this.element=l("div",{},this.#n,this.#i),e.setAttribute("aria-controls","completions"),e.setAttribute("aria-autocomplete","list"),e.addEventListener(
"blur",()=>this.close())}look(t){let{value:e,selectionStart:s,selectionEnd:n}=this.#e,o=s===n?fs(e,s,t):null;this.#o=t,JSON.stringify(o)!==JSON.stringify(this.#r)&&
(this.#r=o,this.#a=0,this.#d())}close(){this.#r!==null&&(this.#r=null,this.#d())}key(t){if(this.#r===null||t.isComposing)return!1;let e=this.#r.users.length,s={
ArrowDown:1,ArrowUp:e-1}[t.key];if(s!==void 0)this.#a=(this.#a+s)%e,this.#c();else if(t.key==="Enter"&&!t.shiftKey||t.key==="Tab"&&!t.shiftKey)this.#h(this.#r.users[this.#a]);else if(t.
key==="Escape")this.close();else return!1;return t.preventDefault(),t.stopPropagation(),!0}#d(){let t=this.#r?.users??[];this.#n.hidden=t.length===0,this.#n.replaceChildren(
...t.map((e,s)=>this.#l(e,s))),p(this.#i,t.length>0?this.#t.t("mention.offer",{count:t.length}):""),this.#c()}#l(t,e){return l("li",{class:"completion",role:"op\
tion",id:`completion-${e}`,on:{click:()=>this.#h(t)}},M(t),l("span",{class:"person-name",dir:"auto"},t.name),H(t.mark))}#c(){[...this.#n.children].forEach((t,e)=>t.
setAttribute("aria-selected",String(e===this.#a))),this.#r?(this.#e.setAttribute("aria-activedescendant",`completion-${this.#a}`),this.#n.children[this.#a].scrollIntoView(
{block:"nearest"})):this.#e.removeAttribute("aria-activedescendant")}#h(t){let{text:e,caret:s}=ps(this.#e.value,this.#r,t,this.#o);this.#e.value=e,this.#e.setSelectionRange(
s,s),this.close(),this.#s()}};var ar=8,lr=200,cr=50,ie=class{#t;#e=null;#s=4e3;#i;#n;#o;#r=l("span",{class:"write-count"});#a=l("span",{class:"about-words"});#d=l("span",{class:"about-text",
dir:"auto"});#l;#c;#h=l("p",{class:"silence",hidden:!0});#u=l("span",{class:"write-slow"});#m={count:new Y,silence:new Y,slow:new Y};#f=null;#g=!1;#w=()=>{};#p;constructor(t){
this.#t=t;let{language:e}=t,s=(o,r)=>e.t(o,r);this.#n=l("textarea",{class:"write",id:"write",rows:"1",dir:"auto","aria-label":s("write"),"aria-description":s(G()?
"write.touch":"write.hint"),enterkeyhint:G()?"enter":"send",autocomplete:"off",on:{input:()=>this.#j(),keydown:o=>this.#A(o),click:()=>this.#y(),keyup:({key:o})=>o.
startsWith("Arrow")&&this.#y()}}),this.#o=l("button",{type:"submit",class:"send","aria-label":s("send"),title:s("send")},v("send")),this.#l=l("div",{class:"abou\
t",hidden:!0},this.#a,this.#d,k("close",s("close"),()=>this.#t.intents.reply(null))),this.#c=l("div",{class:"write-box"},this.#n,this.#u,this.#r,this.#o),t.intents.
addEventListener("mend",({detail:o})=>this.#S(o)),this.#p=new se(t,{area:this.#n,changed:()=>this.#j()});let n=o=>{o.preventDefault(),this.#O()};this.element=l(
"form",{class:"composer",novalidate:!0,on:{submit:n}},this.#l,this.#h,this.#p.element,this.#c,Object.values(this.#m).map(({element:o})=>o),l("p",{class:"write-h\
int","aria-hidden":"true"},s("write.hint")))}get field(){return this.#n}focus(){this.#n.focus()}render(t,e){if(this.#w(),this.#f=t,this.#s=t.limits.text??this.#s,
this.element.hidden=e===null||e.barred!==null,this.element.hidden)return;e.id!==this.#e&&(this.#e=e.id,this.#b(this.#t.store.draft(e.id)));let{language:s}=this.#t,
n=s.t("write.to",{room:q(s,t,e.id)});this.#n.placeholder!==n&&(this.#n.placeholder=n),this.#v(e),this.#x(e),this.#L()}close(){this.#w()}#v(t){let{clock:e,language:s}=this.#t,
n=vs(t,this.#f.muted),o=n?this.#k(n):"";p(this.#h,o),this.#m.silence.say(o,n?`${n.why} ${n.until} ${n.reason}`:""),this.#h.hidden=n===null,this.#c.hidden=n!==null,
this.#n.disabled=n!==null;let r=n?0:xs(t,e.now());this.#g=r>0;let a=r>0?s.t("write.slow",{left:s.left(r)}):"";p(this.#u,a),this.#m.slow.say(a,r>0?String(t.pausedUntil):
""),(r>0||n?.until!=null)&&(this.#w=e.after(Math.min(r||1e3,1e3),()=>this.render(this.#f,t)))}#k({why:t,until:e,reason:s}){let{language:n,clock:o}=this.#t;if(t===
"muted"){let r=F(n,"write.muted",e,o.time()),a=ht(s??"","muted");return a?n.t("error.with",{text:r,reason:a}):r}return n.t({archived:"write.closed",announce:"wr\
ite.announce"}[t]??"error.forbidden")}#x({reply:t}){t?.seq!==this.#i&&(this.#i=t?.seq,t&&this.focus());let e=t?this.#t.language.t("reply.to",{name:t.user.name}):
"";p(this.#a,e),p(this.#d,t?.text??""),this.#l.hidden=e===""}#y(){let{model:t}=this.#t;this.#p.look(t.room?lt(t.room,t.state):[])}#b(t){this.#p.close(),this.#n.
value=t,this.#T()}#S({room:t,text:e}){let s=this.#t.store.draft(t),n=s.trim()===""?e:`${e}
${s}`;this.#t.store.setDraft(t,n),this.#b(n),this.#L(),this.focus()}#j(){let{store:t,intents:e}=this.#t;t.setDraft(this.#e,this.#n.value),this.#n.value.trim()!==
""&&e.typing(),this.#T(),this.#L(),this.#y()}#A(t){let{intents:e,changes:s}=this.#t;this.#p.key(t)||(ut(t)?(t.preventDefault(),this.#O()):t.key==="Escape"&&!t.isComposing&&
this.#i!==void 0?(t.stopPropagation(),e.reply(null)):t.key==="ArrowUp"&&this.#n.value===""&&s.reviseLast()&&t.preventDefault())}#O(){let{intents:t,store:e}=this.#t,
s=x(this.#n.value);s.trim()===""||Q(s)>this.#s||this.#n.disabled||this.#g||(e.setDraft(this.#e,""),this.#b(""),t.say(s),this.#L(),this.focus())}#T(){let t=this.#n.
value.split(`
`).length;this.#n.rows=Math.min(Math.max(t,1),ar)}#L(){let{language:t}=this.#t,e=this.#s-Q(x(this.#n.value)),s=e<0?"write.over":e<lr?"write.left":"",n=s&&t.t(s,
{count:Math.abs(e)});p(this.#r,n),this.#m.count.say(n,s&&`${s} ${e<0?"":Math.ceil(e/cr)}`),this.#r.classList.toggle("is-over",e<0),this.#o.disabled=e<0||this.#n.
disabled||this.#g||this.#n.value.trim()===""}};var ne=class{#t;#e;#s=null;#i=new Map;#n=!1;constructor({put:t,...e}){this.#t={...e,dialogs:this},this.#e=t}async fetch(){this.#s??=await import("./all-BN7HIG3I.js")}browse(){
this.#o("Browse",t=>t.open())}create(){this.#o("Create",t=>t.open())}direct(){this.#o("Seek",t=>t.direct())}invite(t){this.#o("Seek",e=>e.invite(t))}settings(t){
this.#o("Terms",e=>e.open(t))}penalty(t,e,s){this.#o("Penalty",n=>n.open(t,e,s))}report(t,e){this.#o("Complaint",s=>s.open(t,e))}resign(t){this.#o("Resign",e=>e.
open(t))}desk(t){this.#o("DeskView",e=>e.open(t))}own(){this.#o("Settings",t=>t.open())}render(t){this.#i.forEach(e=>e.render?.(t))}close(){this.#n=!0,this.#i.forEach(
t=>t.close?.())}#o(t,e){if(this.#s!==null){e(this.#r(t));return}this.fetch().then(()=>!this.#n&&e(this.#r(t)),()=>this.#t.intents.notice("dialog.missing"))}#r(t){
let e=this.#i.get(t);if(e)return e;let s=new this.#s[t](this.#t);return this.#i.set(t,s),this.#e(s.element),s.render?.(this.#t.model.state),s}};function on(i){let t=[],e=0;for(let s of pr.test(i)?i.matchAll(fr()):[]){let n=br(s[0]),o=vr(n);o!==null&&(s.index>e&&t.push({text:i.slice(e,s.index)}),t.push({
text:n,href:o}),e=s.index+n.length)}return e<i.length&&t.push({text:i.slice(e)}),t}var hr="(?<!(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}])[\\p{L\
}\\p{N}_])",dr='(?:https?:\\/\\/|(?<![.@/-])www\\.)[^\\s<>"“”‘’«»，。；：！？、（）【】《》「」]+',ur="[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-\
9])?",mr=`(?<![.%+/@-])[a-z0-9](?:[a-z0-9_%+-]|\\.(?!\\.))*@(?:${ur}\\.)+[a-z]{2,63}(?![\\p{L}\\p{N}_@]|[.:][\\p{L}\\p{N}/])`,fr=$(()=>new RegExp(`${hr}(?:${dr}\
|${mr})`,"giu")),pr=/:\/\/|www\.|@/i,sn=/^https?:/i,gr=/^www\.[^./]+\.[^./]/i,wr=/[.,;:!?'*_~]$/,yr={")":"(","]":"[","}":"{"};function br(i){let t=i;for(;;){let e=t.
at(-1),s=yr[e];if(!(s&&nn(t,s)<nn(t,e))&&!wr.test(t))return t;t=t.slice(0,-1)}}function nn(i,t){return i.split(t).length-1}function vr(i){if(!sn.test(i)&&!gr.test(
i))return i.includes("@")&&!/^www\./i.test(i)?`mailto:${i}`:null;try{let t=new URL(sn.test(i)?i:`https://${i}`);return(t.protocol==="http:"||t.protocol==="https\
:")&&t.username===""&&t.password===""?t.href:null}catch{return null}}function oe(i,{here:t,plain:e=s=>[s]}){return on(i).flatMap(s=>{if(!s.href)return e(s.text);let o=s.href.split("#")[0]===t||s.href.startsWith("mailto:")?{}:{target:"\
_blank",rel:"noopener noreferrer nofollow"};return l("a",{href:s.href,dir:"ltr",...o},s.text)})}var kr={invite:"invite",settings:"gear",reports:"flag",sanctions:"ban",audit:"list",resign:"exit"},xr={invite:"room.invite",settings:"room.settings",reports:"de\
sk.reports",sanctions:"desk.sanctions",audit:"desk.audit",resign:"room.resign"},re=class{#t;#e=l("span",{class:"title-sign"});#s=l("span",{class:"title-words",dir:"\
auto"});#i=l("p",{class:"room-topic",dir:"auto"});#n=l("span",{class:"waiting-count"});#o=null;#r=null;constructor(t){this.#t=t;let{language:e}=t,s={class:"room\
-more","aria-haspopup":"menu"};this.heading=l("h1",{class:"room-title",tabindex:"-1"},this.#e,this.#s),this.words=l("div",{class:"room-words"},this.heading,this.#i),
this.desk=k("shield",e.t("desk"),()=>this.#l(),{class:"desk-open"}),this.desk.append(this.#n),this.more=k("more",e.t("room.menu"),({currentTarget:n})=>this.#c(n),
s)}render(t,e){let{language:s}=this.#t;this.#r=e;let n=e&&$e(t,e.id);if(p(this.#s,n?Z(s,n):"chatd"),this.#d(e?.topic??""),this.#o!==n?.kind){this.#o=n?.kind??null;
let o=this.#o===null||this.#o==="public";this.#e.replaceChildren(...o?[]:[dt(s,this.#o)])}this.more.hidden=!e?.joined,this.#a(t,e)}#a(t,e){let s=_e(e,t),n=s.includes(
"reports")?Cs(t,e):0,o=this.#t.language.t(n>0?"desk.waiting":"desk",{count:n});this.desk.hidden=s.length===0,this.desk.classList.toggle("has-waiting",n>0),this.
desk.title!==o&&(this.desk.title=o,this.desk.setAttribute("aria-label",o)),p(this.#n,n>0?n>99?"99+":String(n):"")}#d(t){if(t!==this.words.title){this.words.title=
t;let e=this.#t.surroundings.address({room:""}).split("#")[0];this.#i.replaceChildren(...oe(t,{here:e}))}}#l(){this.#t.dialogs.desk(_e(this.#r,this.#t.model.state)[0])}#c(t){
let{language:e,menu:s,model:n,intents:o,surroundings:r,dialogs:a}=this.#t,c=this.#r,h=async()=>{await r.copy(r.address({room:c.id}))&&o.notice("copied")},d={invite:()=>a.
invite(c.id),settings:()=>a.settings(n.state.rooms[c.id]??c),resign:()=>a.resign(c.id)},u=As(c,n.state).map(y=>({label:e.t(xr[y]),icon:kr[y],act:d[y]??(()=>a.desk(
y)),danger:y==="resign"})),m=u.filter(({danger:y})=>y),g=u.filter(({danger:y})=>!y),f={label:e.t("room.link"),icon:"link",act:h},b=Z(e,$e(n.state,c.id));s.open(
t,b,[...g,f,...m.length>0?[null,...m]:[]])}};var Er=250,ae=8,le=class{#t;#e=l("p",{class:"menu-title",dir:"auto"});#s=l("div",{class:"menu-items",role:"menu"});#i=null;#n=null;#o=-1/0;constructor({clock:t}){
this.#t=t,this.element=l("div",{class:"menu",popover:"auto",on:{keydown:e=>this.#d(e),toggle:({newState:e})=>e==="closed"&&this.#l()}},this.#e,this.#s)}open(t,e,s,{
home:n=null}={}){t===this.#i&&this.#t.now()-this.#o<Er||(this.#i=t,this.#n=n,this.#e.textContent=e,this.#s.setAttribute("aria-label",e),this.#s.replaceChildren(
...s.map(o=>this.#r(o))),t.setAttribute("aria-expanded","true"),t.closest("main, aside")?.append(this.element),this.element.showPopover(),this.#a(t.getBoundingClientRect()),
this.#s.querySelector("button")?.focus())}close(){this.element.matches(":popover-open")&&this.element.hidePopover()}#r(t){if(t===null)return l("hr",{role:"separ\
ator"});let e=()=>{this.close(),this.#c(),t.act()},s={type:"button",role:"menuitem",class:`menu-item${t.danger?" danger":""}`};return l("button",{...s,on:{click:e}},
t.icon&&v(t.icon),l("span",{},t.label))}#a({top:t,bottom:e,right:s}){let{clientWidth:n,clientHeight:o}=document.documentElement,{offsetWidth:r,offsetHeight:a}=this.
element,c=Math.max(Math.min(s,n-ae)-r,ae),h=e+4,d=h+a>o-ae?Math.max(t-a-4,ae):h;this.element.style.setProperty("--left",`${c}px`),this.element.style.setProperty(
"--top",`${d}px`)}#d(t){!R(t,this.#s.querySelectorAll("button"))&&t.key==="Tab"&&(t.preventDefault(),this.close())}#l(){this.#o=this.#t.now(),this.#i.removeAttribute(
"aria-expanded"),this.#c()}#c(){let t=document.activeElement;!this.#i.isConnected&&(t===null||t===document.body||this.element.contains(t))&&this.#n?.focus({preventScroll:!0})}};var Sr=6e3,Tr=3,ce=class{#t;#e=new Set;#s=({detail:t})=>this.#i(t);constructor(t){this.#t=t,this.element=l("div",{class:"notices",role:"status","aria-atomic":"f\
alse"}),t.intents.addEventListener("notice",this.#s)}render(){}close(){this.#t.intents.removeEventListener("notice",this.#s),this.#e.forEach(t=>t())}#i({name:t,
values:{error:e,id:s,...n}}){let{language:o,clock:r,model:a,chosen:c}=this.#t,h=e?_(o,e):void 0,d=s===void 0?n.room:q(o,a.state,s),u=e&&t.startsWith("error.")?h:
o.t(t,{...n,room:d,reason:h}),m=()=>{},g=()=>{m(),this.#e.delete(m)},f=()=>{g(),E.remove()},b=()=>{f(),c()},y=()=>{g(),m=r.after(Sr,f),this.#e.add(m)},L=()=>E.matches(
":hover")||E.contains(document.activeElement),E=l("div",{class:"notice",on:{pointerenter:g,pointerleave:()=>L()||y(),focusin:g,focusout:({relatedTarget:P})=>E.contains(
P)||E.matches(":hover")||y()}},l("p",{},u),k("close",o.t("close"),b));for(this.element.append(E);this.element.children.length>Tr;)this.element.firstChild.remove();
y()}};var he={direct:"wave",invite:"invite",mute:"mute",kick:"kick",ban:"ban",unmute:"unmute",unban:"unmute"},Lr=new Set(["mute","kick","ban"]);function de(i,t,e){let{
language:s,model:n}=i,o=Os(t,e,n.state).map(h=>jr(i,h,t,e)),r=[...o.filter(h=>!rn(h)),...Or(i,t),...o.filter(rn)],a=r.findIndex(({danger:h})=>h);return(a>0?[...r.
slice(0,a),null,...r.slice(a)]:r).map(h=>h&&{...h,label:s.t(h.label)})}function jr({company:i,order:t,dialogs:e,intents:s,chosen:n},o,r,a){let c=u=>u.catch(m=>s.
refused(m));if(o.startsWith("role.")){let u=o.slice(5),m=u==="none"?null:u,g=()=>i.give(a.id,r,m);return{label:`role.give.${u}`,icon:"star",act:g}}let h=()=>c(i.
direct(r).then(n)),d=u=>c(t.lift({kind:u,subject:r.id,name:r.name,room:a.id}));switch(o){case"direct":return{label:"person.direct",icon:he.direct,act:h};case"in\
vite":return{label:"person.invite",icon:he.invite,act:()=>c(i.invite(a.id,r))};case"unmute":case"unban":return{label:`act.${o}`,icon:he[o],act:()=>d(o.slice(2))};default:{
let u=()=>e.penalty(o,r,a);return{label:`act.${o}`,icon:he[o],act:u,danger:Lr.has(o)}}}}var rn=({danger:i})=>i;function Or({ignoring:i,model:t},e){let{me:s,ignored:n,
unable:o}=t.state;return!e.id||e.id===s?.id||o.includes("ignore")?[]:e.id in n?[{label:"unignore",icon:"eye",act:()=>i.unignore(e)}]:[{label:"ignore",icon:"hide",
act:()=>i.ignore(e)}]}function Ve(i,{entry:t,own:e},s){let{language:n,dialogs:o}=i;if(e||t.seq==null)return[];let r=I(s,"report")&&!t.deleted,a={label:n.t("repo\
rt"),icon:"flag",act:()=>o.report(s.id,t)},c=de(i,t.user,s);return[...r?[a]:[],...r&&c.length>0?[null]:[],...c]}var ue=class{#t;#e;#s;#i;#n=l("p",{class:"side-none"});#o;#r;#a=[];#d={};#l=null;#c=null;constructor(t){this.#t=t;let{language:e,dialogs:s}=t,n=h=>e.t(h);this.#e=
l("h2",{class:"side-title"},n("people"));let o=()=>s.invite(this.#l.id);this.#s=k("invite",n("room.invite"),o,{class:"side-add",hidden:!0});let r=h=>this.#w(h),
a=()=>new K(t,l("ul",{class:"people-list"}),{draw:r,id:Ar,state:h=>this.#u(h)});[this.#i,this.#o]=[a(),a()],this.#r=l("section",{hidden:!0},l("h2",{class:"peopl\
e-away"},n("people.away")),this.#o.element,this.#o.more);let c=l("div",{class:"side-scroll"},this.#i.element,this.#i.more,this.#n,this.#r);c.addEventListener("k\
eydown",h=>R(h,c.querySelectorAll("button.person"))),this.element=l("div",{class:"side-inside"},l("div",{class:"side-head"},this.#e,this.#s,k("close",n("close"),
t.close,{class:"narrow-only"})),c)}render(t,e){let{me:s,account:n,marks:o}=t;e?.id!==this.#l?.id&&(this.#i.reset(),this.#o.reset()),this.#l=e;let r=e?.kind==="d\
irect"?Ki(t,e):null,a=[s,n,o,e?.id,e?.people,e?.count,e?.members,e?.sanctions,e?.can,e?.joined,r?.map(({user:g,online:f})=>`${g.id} ${f}`).join()];if(a.every((g,f)=>g===
this.#a[f])&&this.#a.length>0)return;this.#a=a,this.#d=o;let{language:c}=this.#t,{here:h,away:d}=r?{here:r,away:[]}:e?Ue(e,s):{here:[],away:[]},u=(e?.count??0)-
h.length,m=e?.joined&&!r;p(this.#e,m?c.t("people.here",{count:e.count}):c.t("people")),p(this.#n,u>0&&h.length>0?c.t("people.more",{count:u}):""),this.#s.hidden=
!I(e,"invite"),this.#c=s,this.#h(this.#i,h),this.#h(this.#o,d),this.#r.hidden=d.length===0}#h(t,e){let{element:s}=t,n=s.contains(document.activeElement)?document.
activeElement.dataset.user:null;t.show(e),n&&!s.contains(document.activeElement)&&s.querySelector(`[data-user="${CSS.escape(n)}"]`)?.focus()}#u({user:t,role:e,invited:s,
online:n=!1}){let o=[this.#d[t.id],this.#m(t),this.#f(t),this.#g(t)];return JSON.stringify([t,e,s,n,...o])}#m(t){return this.#l.sanctions?.some(e=>e.kind==="mut\
e"&&e.user===t.id)??!1}#f(t){return t.id===this.#c?.id}#g(t){return de(this.#t,t,this.#l).length>0}#w({user:t,role:e,invited:s,online:n}){let{language:o,menu:r}=this.#t,
a=f=>o.t(f),c=[ze(e)&&l("span",{class:`badge is-${e}`},a(`role.${e}`)),s&&l("span",{class:"badge"},a("role.invited")),n&&l("span",{class:"badge is-online"},a("p\
eople.online")),this.#m(t)&&l("span",{class:"badge is-bound"},a("role.muted"))].filter(Boolean),h=[M(t),l("span",{class:"person-name",dir:"auto",title:t.name},t.
name||a("nobody")),H(this.#d[t.id]),this.#f(t)&&l("span",{class:ze(e)?"visually-hidden":"person-you"},a("you")),c.length>0&&l("span",{class:"badges"},c)];if(!this.#g(
t))return l("li",{class:"person"},h);let d=o.t("person.menu",{name:t.name}),m={on:{click:({currentTarget:f})=>r.open(f,t.name,de(this.#t,t,this.#l))}},g={type:"\
button",class:"person","aria-haspopup":"menu",title:d,data:{user:t.id},...m};return l("li",{},l("button",g,h))}};function Ar({user:i}){return i.id}var me=class{#t;#e={};#s;#i;#n;#o;#r=l("p",{class:"complaint",id:"room-complaint",role:"alert"});#a=l("span",{class:"me-name",dir:"auto"});#d=l("span",{class:"m\
e-face"});#l=[];#c=null;constructor(t){this.#t=t;let{language:e,dialogs:s,close:n}=t,o=(m,g)=>e.t(m,g);this.#s=l("p",{class:"side-none"},o("rooms.none")),this.#i=
k("plus",o("create.title"),()=>s.create(),{class:"side-add add-room"}),this.#n=k("list",o("browse.title"),()=>s.browse(),{class:"side-add browse-rooms",hidden:!0});
let r=l("span",{class:"side-adds"},this.#n,this.#i),a=k("plus",o("direct.title"),()=>s.direct(),{class:"side-add"});this.#e={invitations:this.#h(o("rooms.invita\
tions")),open:this.#h(o("rooms"),r),hidden:this.#h(o("rooms.private")),directs:this.#h(o("rooms.direct"),a),elsewhere:this.#h(o("rooms.others"))},this.#o=l("inp\
ut",{class:"field small",id:"room-name",type:"text",dir:"auto",autocomplete:"off",autocapitalize:"none",spellcheck:"false",placeholder:o("rooms.placeholder"),"a\
ria-label":o("rooms.join"),"aria-describedby":"room-complaint",enterkeyhint:"go",on:{input:()=>p(this.#r,"")}});let c=l("form",{class:"room-join",novalidate:!0,
on:{submit:m=>this.#k(m)}},this.#o,l("button",{type:"submit",class:"icon-button","aria-label":o("rooms.join"),title:o("rooms.join")},v("plus"))),h=l("button",{type:"\
button",class:"me",title:o("me.settings"),on:{click:()=>s.own()}},this.#d,this.#a,l("span",{class:"visually-hidden"},o("me.settings")),v("gear")),d=Object.values(
this.#e).map(({section:m})=>m);this.#e.open.section.append(this.#s);let u=l("nav",{class:"side-scroll","aria-label":o("rooms")},d);u.addEventListener("keydown",
m=>R(m,u.querySelectorAll(".room-open"))),this.element=l("div",{class:"side-inside"},l("div",{class:"brand"},l("span",{class:"brand-mark"},v("wave")),l("span",{
class:"brand-name"},"chatd"),V(t),k("close",o("close"),n,{class:"narrow-only"})),u,c,this.#r,l("div",{class:"side-foot"},h))}render(t,e){let{active:s,me:n,account:o,
reports:r}=t,a=[t.rooms,t.lines,s,o,r,n];if(a.some((c,h)=>c!==this.#l[h])){this.#l=a;let c={find:z(t,"find_rooms"),create:z(t,"create_room"),direct:z(t,"create_\
direct")};this.#u(ti(t),t,c)}n!==this.#c&&(this.#c=n,p(this.#a,n?.name??""),this.#d.replaceChildren(...n?[M(n)]:[]))}#h(t,e=null){let s=new K(this.#t,l("ul",{class:"\
room-list"}),{draw:o=>this.#f(o),id:({place:o})=>o.id,state:JSON.stringify}),n=l("div",{class:"side-head"},l("h2",{class:"side-title"},t),e);return{list:s,add:e,
section:l("section",{class:"room-group"},n,s.element,s.more)}}#u(t,{active:e,reports:s},n){let o=this.element.contains(document.activeElement)?document.activeElement.
closest(".room-row"):null,r=[...this.element.querySelectorAll(".room-row")].indexOf(o),a=document.activeElement?.dataset.room!==void 0;for(let[c,{section:h,list:d}]of Object.
entries(this.#e)){h.hidden=t[c].length===0&&c!=="open"&&!(c==="directs"&&n.direct);let u=t[c].map(m=>({place:m,active:m.id===e,reports:s[m.id]}));d.show(u,{always:m=>m.
active||m.place.unread>0})}this.#i.hidden=!n.create,this.#n.hidden=!n.find,this.#e.directs.add.hidden=!n.direct,this.#s.hidden=t.open.length+t.hidden.length+t.directs.
length>0,o&&!o.contains(document.activeElement)&&this.#m(o.querySelector("[data-room]").dataset.room,{at:r,opens:a})}#m(t,{at:e,opens:s}){let n=this.element.querySelector(
`[data-room="${CSS.escape(t)}"]`)?.closest(".room-row"),o=this.element.querySelectorAll(".room-row");((n??o[Math.min(e,o.length-1)])?.querySelector(s||!n?".room\
-open":"button:not(.room-open)")??this.#o).focus()}#f({place:t,active:e,reports:s=0}){let{id:n,kind:o,other:r,unread:a,called:c,joined:h,invited:d,barred:u}=t,{
intents:m,language:g,chosen:f}=this.#t,b=Z(g,t).replace(/^#/,""),y=()=>{m.open(n),f()},L=!h&&!n.startsWith("~"),N=["room-row",e&&"is-active",a>0&&!d&&"is-unread",
L&&"is-elsewhere"],E=l("span",{class:"room-name",dir:"auto"},b,d&&this.#g(t)),P=r?M(r):dt(g,o??(n.startsWith("~")?"private":"public")),je={class:`room-open${u?"\
 is-barred":""}`,title:u?g.t("rooms.barred"):null};return l("li",{class:N.filter(Boolean).join(" ")},l("button",{type:"button",...je,data:{room:n},"aria-current":e?
"page":null,on:{click:y}},P,E,s>0&&this.#v(s),a>0&&!d&&this.#p(a,c)),this.#w(t,b,y))}#g({by:t}){return t&&l("span",{class:"room-by",dir:"auto"},this.#t.language.
t("invited.by",{name:t.name}))}#w({id:t,joined:e,invited:s},n,o){let{intents:r,company:a,language:c}=this.#t,h=m=>c.t(m,{room:n});if(s)return l("span",{class:"r\
oom-answers"},k("check",h("invited.accept"),o,{class:"room-accept"}),k("close",h("invited.decline"),()=>a.decline(t)));let d=m=>{m.stopPropagation(),e?r.leave(t):
r.hide(t)},u=t.startsWith("~")?"rooms.put":e?"rooms.leave":"rooms.hide";return k("close",h(u),d,{class:"room-leave"})}#p(t,e){let s=e||t,n=this.#t.language.t(e>
0?"pill.called":"pill.unread",{count:s}),o={class:`unread-count${e>0?" is-call":""}`,role:"img","aria-label":n,title:n};return l("span",o,Qe({unread:t,called:e}))}#v(t){
let e=this.#t.language.t("desk.waiting",{count:t});return l("span",{class:"room-flag",role:"img","aria-label":e,title:e},v("flag"))}#k(t){t.preventDefault();let{
intents:e,language:s,chosen:n}=this.#t,o=this.#o.value.trim().replace(/^#/,"");if(o==="")return;let r=e.doubt(o);p(this.#r,r?s.t(r.name,r.values):""),this.#o.setAttribute(
"aria-invalid",String(r!==null)),r===null&&(this.#o.value="",e.open(o),n())}};function Qe({unread:i,called:t},e=99){let s=t||i;return(t>0?"@":"")+(s>e?`${e}+`:String(
s))}var st="\\u0e01-\\u0eff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u1950-\\u19ff\\u1a20-\\u1aaf\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035\\u3038-\\u303c\\u3040-\\u\
30ff\\u3100-\\u318f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua960-\\ua97f\\ua9e0-\\ua9ff\\uaa60-\\uaadf\\uac00-\\ud7ff\\uf900-\\ufaff\\u{1b000}-\\u{1b16f}\\u{2000\
0}-\\u{3ffff}",an="\\u17d2\\u1039\\u1a60",cn="\\u{1f1e6}-\\u{1f1ff}",Cr=`[${cn}]{1,2}|[${st}](?:[${an}][${st}]|(?![${an}])\\p{M})*`,_r=`(?:(?![${st}${cn}])[^\\s.\
])+`,$r=`\\.(?=(?![${st}])[\\p{L}\\p{N}])`,Ir=$(()=>new RegExp(`${Cr}|${_r}|${$r}`,"gu")),qr=$(()=>new RegExp(`^[${st}]`,"u")),Mr=$(()=>/^[\u1100-\u11ff\u2e80-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ufaff\u{1b000}-\u{3ffff}]/u),
Nr=$(()=>new RegExp("(?:[\\u1100-\\u1112][\\u1161-\\u1175][\\u11a8-\\u11c2]?|\\P{M})[\\p{M}\\p{Emoji_Modifier}\\uff9e\\uff9f]*|\\p{M}","gsu")),Rr=$(()=>/[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]/u),
ln=$(()=>new RegExp("(?=[\\p{Mn}\\p{Me}])[\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed\\u08ca-\\u08ff\\u1ab0-\\u1aff\\u1dc0-\\u1\
dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]","gu")),Pr=/[\u0400-\u052f]/,Dr={ё:"е",ѐ:"е",ѝ:"и"},Yr={ø:"o",đ:"d",ð:"d",ł:"l",ħ:"h",ŧ:"t",ŋ:"n",ı:"i",þ:"th",
æ:"ae",œ:"oe",ٱ:"ا",ى:"ي",ی:"ي",ک:"ك",ة:"ه",ہ:"ه",ۃ:"ه",ە:"ه",ـ:""},Wr=/([\u0915-\u0917\u091c\u092b])\u093c/g,Hr=/\u0919\u094d(?=[\u0915-\u0918])|\u091e\u094d(?=[\u091a-\u091d])|\u0923\u094d(?=[\u091f-\u0922])|\u0928\u094d(?=[\u0924-\u0927])|\u092e\u094d(?=[\u092a-\u092d])|\u0901/g,
Br=$(()=>/[\p{L}\p{M}\p{N}.\u{1f1e6}-\u{1f1ff}]/u),Ur=$(()=>new RegExp("[#@&%_/\\\\]|(?!\\p{Sk})[\\p{S}\\p{Cn}\\p{Co}]","u"));function hn(i){let t="",e=[],s=[];
for(let{0:n,index:o}of i.matchAll(Nr()))for(let r of n.normalize("NFKC").replace(Wr,"$1")){let a=Kr(r);t+=a;for(let c=0;c<a.length;c+=1)e.push(o),s.push(o+n.length)}
return t=t.replace(Hr,n=>"ं".padEnd(n.length,"\0")),[...t.matchAll(Ir())].map(({0:n,index:o})=>Fr(n,e[o],s,o))}function dn(i){let e=i.split(/\s+/u).filter(Boolean).
slice(0,32).map(s=>hn(s).map(n=>n.word));return{phrases:e.filter(s=>s.length>0),prefix:!/\s$/u.test(i)&&Gr(e.at(-1)??[])}}function un(i,{phrases:t,prefix:e}){let s=[],
n=hn(i);for(let o of t){let r=e&&o===t.at(-1);for(let a=0;a+o.length<=n.length;a+=1)if(o.every((c,h)=>zr(n[a+h].word,c,r&&h===o.length-1))){let c=o.length-1;s.push(
[n[a].from,n[a+c].ends[o[c].length-1]])}}return s}function zr(i,t,e){return e?i.startsWith(t):i===t}function Fr(i,t,e,s){let n=[...Array(i.length).keys()].filter(
o=>i[o]!=="\0");return{word:n.map(o=>i[o]).join(""),from:t,ends:n.map(o=>e[s+o])}}function Gr(i){let t=i.at(-1)??"";return Mr().test(t)||!/^[\p{L}\p{M}\p{N}]/u.
test(t)?!1:i.length>1||[...t].length>1||qr().test(t)}function Kr(i){return Rr().test(i)?"":[...Jr(i)].map(Qr).join("")}function Jr(i){if(Pr.test(i)){let e=i.toLowerCase();
return e.replace(ln(),"")&&(Dr[e]??e)}return new RegExp("\\p{Nd}","u").test(i)?String(Vr(i.codePointAt(0))):[...i.normalize("NFKD").replace(ln(),"").toUpperCase().
toLowerCase()].map(e=>Yr[e]??e).join("").normalize("NFC")}function Vr(i){let t=i;for(;new RegExp("\\p{Nd}","u").test(String.fromCodePoint(t-1));)t-=1;return(i-t)%
10}function Qr(i){return Br().test(i)?i:Ur().test(i)?` ${i} `:" "}var Xr=60,mn=180;function fn(i,t){let e=new Uint8Array(i.length);for(let[s,n]of un(i,dn(t)))e.fill(1,s,n);return Zr(i,e)}function pn(i,t){let e=fn(i,t);if(i.length<=
mn)return e;let s=Math.max(0,e.findIndex(({hit:h})=>h)),n=e.slice(0,s).map(h=>h.text).join(""),o=Ae(i,Math.max(0,n.length-Xr)),r=Ae(i,Math.min(i.length,o+mn)),a=fn(
i.slice(o,r),t),c=h=>h?[{text:"…",hit:!1}]:[];return[...c(o>0),...a,...c(r<i.length)]}function Zr(i,t){let e=[];for(let s=0,n=0;s<i.length;s=n){for(;n<i.length&&
t[n]===t[s];)n+=1;e.push({text:i.slice(s,n),hit:t[s]===1})}return e}var fe=class{#t;#e;#s=l("p",{class:"search-status",role:"status"});#i;#n;#o;#r=null;#a="";#d=null;#l=!1;constructor(t){this.#t=t;let{language:e,finding:s}=t,n=r=>e.
t(r);this.#e=l("input",{class:"field small",id:"search",type:"search",dir:"auto",autocomplete:"off",placeholder:n("search.placeholder"),"aria-label":n("search"),
enterkeyhint:"search",on:{input:r=>this.#m(r),compositionend:r=>this.#m(r)}}),this.#i=new K(t,l("ol",{class:"search-list"}),{draw:r=>this.#u(r),id:({seq:r})=>r});
let o={type:"button",class:"button quiet search-more",on:{click:()=>s.more()}};this.#n=l("button",o,n("search.more")),this.#o=l("div",{class:"side-scroll"},this.#i.
element,this.#i.more,this.#n),this.element=l("section",{class:"search",role:"search","aria-label":n("search"),on:{keydown:r=>this.#f(r)}},l("div",{class:"search\
-head"},v("search"),this.#e,k("close",n("close"),()=>this.#g())),this.#s,this.#o)}open(){this.element.hidden&&(this.#e.value="",this.element.hidden=!1),this.#e.
focus(),this.#e.select()}render({me:t},e){let s=e?.search??null,n=s!==null&&!this.#l;this.#l=s!==null,!(s===null||s===this.#r)&&(n&&this.#e.value===""&&(this.#e.
value=s.text),this.#r?.results!==s.results&&(this.#d=t,this.#h(s)),s.results.length===0&&(this.#o.scrollTop=0),this.#r=s,p(this.#s,this.#c(s)),this.#s.classList.
toggle("is-failed",s.state==="failed"),this.#n.hidden=!s.more||this.#i.rest>0,this.#n.disabled=s.state==="busy")}#c({text:t,results:e,more:s,state:n,error:o}){let{
language:r}=this.#t,a=e.length;switch(n){case"idle":return r.t("search.hint");case"busy":return r.t("search.busy");case"failed":return _(r,o);default:return a===
0?r.t("search.none",{text:t.trim()}):r.t(s?"search.first":"search.found",{count:a})}}#h({text:t,results:e}){t!==this.#a&&(this.#a=t,this.#i.reset()),this.#i.show(
e)}#u({seq:t,user:e,time:s,text:n}){let{language:o,journey:r,model:a,found:c}=this.#t,h=()=>{r.jump(a.state.active,t),c()},d=pn(n,this.#a).map(g=>g.hit?l("mark",
{},g.text):g.text),u={class:"time",datetime:new Date(s).toISOString(),title:o.exact(s)},m=e.id===this.#d?.id?o.t("you"):e.name;return l("li",{},l("button",{type:"\
button",class:"search-result",data:{found:String(t)},on:{click:h}},M(e),l("span",{class:"search-by"},l("span",{class:"author",dir:"auto"},m),l("time",u,o.when(s,
Date.now()))),l("span",{class:"search-text",dir:"auto"},d)))}#m(t){let e=this.#t.surroundings.languages().some(s=>/^(zh|ja)\b/.test(s));(!t.isComposing||!e)&&this.#t.
finding.ask(this.#e.value)}#f(t){t.key==="Escape"&&!t.isComposing?(t.stopPropagation(),this.#g()):t.target===this.#e&&ei(t)?(t.preventDefault(),this.#t.finding.
ask(this.#e.value,{now:!0})):(t.target!==this.#e||t.key==="ArrowDown")&&R(t,this.#i.element.querySelectorAll(".search-result"))}#g(){this.#t.finding.close(),this.#t.
chosen()}};var ta=5*6e4;function gn(i,{me:t,dayKey:e,ignored:s={},marks:n={}}){let o=[],r=null,a=i.divider===null||i.from>i.divider+1,c=new Map(i.entries.map(f=>[f.seq,f])),
h=f=>f==null?null:c.get(f)??i.quotes[f],d=i.gap===null||i.gap.before===null,u=f=>{o.push(f),f.kind!=="message"&&f.kind!=="pending"&&(r=null)};!i.older&&i.first<=
1&&i.from<=1&&i.joined&&i.entries.length>0&&d&&u({id:"start",kind:"start"});let m=null,g=new Set;for(let f of i.entries){!d&&f.seq>=i.gap.before&&(d=!0,u({id:"g\
ap",kind:"gap",reason:i.gap.reason}));let b=e(f.time);b!==m&&(m=b,u({id:g.has(b)?`d${b}.${rt(f)}`:`d${b}`,kind:"day",time:f.time}),g.add(b));let y=f.user.id!==t?.
id&&!(f.user.id in s);if(!a&&f.seq>i.divider&&y&&(a=!0,u({id:"divider",kind:"divider",missed:i.missed,about:i.about})),W(f,{ignored:s,revealed:i.revealed})){u(ea(
f,o));continue}let L=h(f.reply_to),N=!!(L&&W(L,{ignored:s,revealed:i.revealed})),E=n[f.user.id],P=L?n[L.user.id]:void 0;u({...sa(f,r,t),mark:E,quotedMark:P,called:ct(
f,i,{me:t}),quoted:L,veiled:N}),r=f}if((!d||i.gap?.before===null)&&u({id:"gap",kind:"gap",reason:i.gap.reason}),i.to<i.head)return o;for(let f of i.pending){let b={
...f,user:t??{id:"",name:""}},y=!wn(r,b);u({id:`k${f.key}`,kind:"pending",entry:b,lead:y,own:!0,quoted:h(b.reply_to)}),r=b}return o}function ea(i,t){let e=t.at(
-1)?.kind==="hidden"?t.pop():{id:`h${rt(i)}`,seqs:[]};return{...e,kind:"hidden",seqs:[...e.seqs,rt(i)]}}function sa(i,t,e){let s=i.user.id===e?.id;return{id:s&&
i.key?`k${i.key}`:`m${i.seq??`${i.user.id}.${i.time}.${i.key}`}`,kind:"message",entry:i,lead:!wn(t,i),own:s}}function wn(i,t){return i!==null&&i.user.id===t.user.
id&&i.user.name===t.user.name&&Math.abs(t.time-i.time)<ta&&t.reply_to==null}function ia({entry:i,own:t},{can:e},s=[]){let n=r=>e?.includes(r)??!1,o=r=>!s.includes(r);return i.seq==null||i.deleted?i.deleted?[]:["copy.text"]:[n("say")&&"r\
eply","copy.text","copy.link",t&&n("edit_own")&&o("edit")&&"edit",(t&&n("delete_own")||n("delete_any"))&&o("delete")&&"delete"].filter(Boolean)}var na={reply:"r\
eply","copy.text":"copy","copy.link":"link",edit:"edit",delete:"delete",more:"more"},pe=class{#t;#e=null;constructor(t){this.#t=t;let e=n=>si(n,this.element.children),
s=t.language.t("more");this.element=l("div",{class:"actions",role:"toolbar","aria-label":s,on:{keydown:e}})}attach(t,e,s){if(t===this.#e)return;this.#e=t,this.element.
remove();let n=e?.kind==="message",o=n&&Ve(this.#t,e,s).length>0,r=n?ia(e,s,this.#t.model.state.unable):[],a=o?[...r,"more"]:r;if(a.length>0){let{language:c,clock:h}=this.#t,
d=u=>k(na[u],c.t(u),()=>this.#s(u,e,s));this.element.replaceChildren(...a.map(d)),t.append(this.element),this.element.inert=!0,h.after(0,()=>this.element.inert=
!1)}}detach(){this.#e=null,this.element.remove()}async#s(t,e,s){let{intents:n,changes:o,surroundings:r}=this.#t,{entry:a}=e;if(t==="more")this.#i(e,s);else if(t===
"reply")n.reply(a);else if(t==="edit")this.detach(),o.revise(a);else if(t==="delete")this.detach(),o.doubt(a);else{let c=t==="copy.text"?a.text:r.address({room:s.
id,seq:a.seq});await r.copy(c)&&n.notice("copied")}}#i(t,e){let{menu:s,language:n}=this.#t,o=t.entry.user.name||n.t("nobody"),r=this.#t.model.state.rooms[e.id]??
e;s.open(this.element.lastChild,o,Ve(this.#t,t,r),{home:this.#e})}};var yn=3,ge=class{#t;#e=null;#s=null;constructor({language:t}){this.#t=t,this.element=l("div",{class:"visually-hidden","aria-live":"polite","aria-atomic":"false"})}render(t,{
me:e,ignored:s}){let n=t?.entries.at(-1),o=t?.joined?n?.seq??n?.time??0:null,r=t&&`${t.id}/${t.epoch}`;if(r!==this.#e||this.#s===null||o===null){this.#e=r,this.#s=
o;return}let a=h=>h.user.id!==e?.id&&!W(h,{ignored:s}),c=t.entries.filter(h=>(h.seq??h.time)>this.#s&&a(h));this.#s=Math.max(o,this.#s);for(let{user:h,text:d,time:u}of c.
slice(-yn)){let m={name:h.name,time:this.#t.clock(u),text:d??""};this.element.append(l("p",{},this.#t.t("message.label",m)))}for(;this.element.children.length>yn;)
this.element.firstChild.remove()}};var oa=12,we=class{#t;#e;#s;#i=l("p",{class:"complaint",role:"alert"});#n=null;#o=null;constructor(t){this.#t=t;let{language:e,changes:s}=t,n=a=>e.t(a);this.#e=
l("textarea",{class:"edit-field",rows:"1",dir:"auto","aria-label":n("edit.on"),"aria-description":n(G()?"edit.touch":"edit.hint"),autocomplete:"off",enterkeyhint:G()?
"enter":"done",on:{input:()=>this.#d(),keydown:a=>this.#l(a)}}),this.#s=l("button",{type:"submit",class:"button quiet"},n("me.save"));let o={type:"button",class:"\
button quiet",on:{click:()=>this.#c()}},r=a=>{a.preventDefault(),s.save()};this.element=l("form",{class:"edit",novalidate:!0,on:{submit:r}},this.#e,this.#i,l("p",
{class:"edit-buttons"},l("span",{class:"edit-hint","aria-hidden":"true"},n("edit.hint")),l("button",o,n("cancel")),this.#s))}render(t,{find:e,reveal:s,held:n}){
let o=t?.editing??null,r=o&&e(o.seq),a=r&&o.seq!==this.#n;(r!==this.#o||r&&!r.contains(this.element))&&this.#r(r,!a&&this.#n!==null&&this.element.contains(n)),this.#n=
r?o.seq:null,r&&(this.#e.value!==o.text&&(this.#e.value=o.text),this.#h(),this.#e.readOnly=o.busy,this.#s.disabled=o.busy||o.text.trim()==="",this.#e.setAttribute(
"aria-invalid",String(o.error!==null)),p(this.#i,o.error?this.#a(o.error):""),a&&(this.#e.focus({preventScroll:!0}),this.#e.setSelectionRange(o.text.length,o.text.
length),s(this.element)))}#r(t,e){this.#o?.classList.remove("is-editing"),this.element.remove(),this.#o=t,t?(t.classList.add("is-editing"),t.querySelector(".bod\
y").append(this.element),e&&this.#e.focus({preventScroll:!0})):e&&this.#t.chosen()}#a(t){let{language:e}=this.#t;return t.code==="forbidden"?e.t("edit.late"):_(
e,t)}#d(){this.#h(),this.#t.changes.write(this.#n,this.#e.value)}#l(t){ut(t)?(t.preventDefault(),this.#t.changes.save()):t.key==="Escape"&&!t.isComposing&&(t.stopPropagation(),
this.#c())}#c(){let{changes:t,chosen:e}=this.#t;t.revise(null),e()}#h(){this.#e.rows=Math.min(Math.max(this.#e.value.split(`
`).length,1),oa)}};var bn=18,ra=700;function vn(i){return i.length>ra||i.split(`
`,bn+1).length>bn}function kn(i,{key:t,unfolded:e,release:s,language:n}){let r=l("button",{type:"button",class:"button quiet unfold",on:{click:()=>{s(()=>{e.delete(
t)||e.add(t),a()}),c()}}}),a=()=>{let h=e.has(t);i.classList.toggle("is-folded",!h),r.setAttribute("aria-expanded",String(h)),p(r,n.t(h?"text.less":"text.more"))},
c=()=>{let h=i.scrollHeight>i.clientHeight+1;i.classList.toggle("is-cut",h),r.hidden=!h&&!e.has(t)};return a(),new ResizeObserver(c).observe(i),r}function xn(i,t){let{language:e,reveal:s}=t;switch(i.kind){case"message":case"pending":return la(i,t);case"hidden":return aa(i,{language:e,reveal:s});case"day":
return l("div",{class:"rule day",role:"separator"},l("span",{},e.day(i.time,Date.now())));case"divider":{let o=i.missed>0?i.about?"divider.about":"divider.misse\
d":"divider.new",r=e.t(o,{count:i.missed});return l("div",{class:"rule divider",role:"separator"},l("span",{},r))}case"gap":return l("p",{class:"gap",role:"note"},
v("alert"),l("span",{},e.t(i.reason)));default:return l("p",{class:"start"},e.t(i.direct?"older.direct":"older.start",{room:i.room}))}}function En(i,t){return i.
kind!==t.kind||i.entry!==t.entry||i.lead!==t.lead||i.missed!==t.missed||i.about!==t.about||i.quoted!==t.quoted||i.veiled!==t.veiled||i.called!==t.called||i.mark!==
t.mark||i.quotedMark!==t.quotedMark||i.seqs?.length!==t.seqs?.length||i.reason!==t.reason||i.room!==t.room||i.direct!==t.direct}function aa({seqs:i},{language:t,
reveal:e}){let s={type:"button",class:"button quiet",on:{click:()=>e(i)}},n=l("span",{},t.t("hidden",{count:i.length}));return l("p",{class:"hidden-line"},n,l("\
button",s,t.t("hidden.show")))}function la({kind:i,entry:t,lead:e,own:s,quoted:n,veiled:o,called:r,mark:a,quotedMark:c},h){let{language:d,here:u,names:m,me:g}=h,
{user:f,text:b,time:y}=t,L=!!t.deleted,N=L?d.t("deleted"):b,E=L?l("p",{class:"text is-deleted"},N):l("p",{class:`text${ds(b)?" is-pictures":""}`,dir:"auto"},oe(
b,{here:u,plain:In=>ca(In,{names:m,me:g})})),P=t.key??t.seq,je={class:"time",datetime:new Date(y).toISOString(),title:d.exact(y)},ss=l("time",je,e?d.clock(y):d.
brief(y)),$n=["message",e&&"is-lead",s&&"is-own",r&&"is-call",i==="pending"&&`is-${t.state}`];return l("article",{class:$n.filter(Boolean).join(" "),tabindex:"-\
1",data:t.seq==null?{}:{seq:String(t.seq)},"aria-label":d.t(t.edited&&!L?"message.edited":"message.label",{name:a===void 0?f.name:`${f.name} ·${a}`,time:d.clock(
y),text:N})},l("div",{class:"gutter"},e?M(f):ss),l("div",{class:"body"},e&&l("header",{class:"by"},l("span",{class:"author",dir:"auto"},f.name||d.t("nobody")),H(
a),ss),t.reply_to!=null&&da(t.reply_to,n,{...h,veiled:o,mark:c}),E,!L&&vn(b)&&kn(E,{key:P,...h}),t.edited&&!L&&ha(t,d),i==="pending"&&fa(t,h)))}function ca(i,{names:t,
me:e}){if(!us(i))return[i];let s=[],n=0;for(let o of ms(i,t())){let r={class:o.name===e?.name?"mention is-me":"mention"};s.push(i.slice(n,o.from),l("bdi",r,i.slice(
o.from,o.to))),n=o.to}return[...s,i.slice(n)].filter(o=>o!=="")}function ha({edited:{time:i},time:t},e){let s=e.dayKey(i)===e.dayKey(t)?"":`${e.day(i,Date.now())}\
 `,n={datetime:new Date(i).toISOString(),title:e.exact(i)};return l("p",{class:"edited"},e.t("edited")," ",l("time",n,s+e.clock(i)))}function da(i,t,{language:e,
jump:s,veiled:n,mark:o}){let r=t===null||t?.deleted,a=t===void 0?e.t("reply.loading"):e.t("reply.gone"),c=n?e.t("hidden",{count:1}):t?.text,h=t?r?e.t("deleted"):
c:a;return l("button",{type:"button",class:`quote${r||n?" is-gone":""}`,tabindex:"-1",title:e.t("reply.jump"),disabled:t===null,on:{click:()=>s(i)}},v("reply"),
t?.user.name&&!n&&l("span",{class:"quote-name",dir:"auto"},t.user.name),!n&&H(o),l("span",{class:"quote-text",dir:"auto"},h))}var ua=new Set(["too_large","inval\
id"]),ma={slow_mode:"state.slow",rate_limited:"state.held",unavailable:"state.busy"};function fa({key:i,state:t,error:e},{language:s,again:n,mend:o,discard:r}){
if(t!=="failed"){let c=ma[e?.code],h=c??(t==="waiting"?"state.offline":"state.pending");return l("p",{class:"sending"},v("clock"),l("span",{class:c?"":"visually\
-hidden"},s.t(h)))}let a=(c,h)=>l("button",{type:"button",class:"button quiet",on:{click:h}},s.t(c));return l("p",{class:"failed",role:"alert"},v("alert"),l("sp\
an",{},`${s.t("state.failed")} · ${_(s,e)}`),ua.has(e?.code)?null:a("retry",()=>n(i)),a("edit",()=>o(i)),a("discard",()=>r(i)))}var ye=class{#t;#e;#s;#i=l("p",{class:"complaint",role:"alert"});#n=null;constructor(t){this.#t=t;let{language:e,changes:s}=t,n=(o,r,a)=>l("button",{type:"butto\
n",class:`button ${r}`,on:{click:a}},e.t(o));this.#e=n("delete.yes","danger",()=>s.remove()),this.#s=n("delete.no","quiet",()=>this.#r()),this.element=l("div",{
class:"removal",role:"group","aria-label":e.t("delete"),on:{keydown:o=>this.#o(o)}},l("p",{class:"sure"},e.t("delete.sure")),l("p",{class:"removal-buttons"},this.#e,
this.#s),this.#i)}render(t,{find:e,reveal:s,held:n}){let o=t?.removing??null,r=o&&e(o.seq);if(!r){let h=this.#n!==null&&this.element.contains(n);this.element.remove(),
this.#n=null,h&&this.#t.chosen();return}r.contains(this.element)||r.querySelector(".body").append(this.element),this.#e.disabled=o.busy;let{error:a}=o,{language:c}=this.#t;
p(this.#i,a?_(c,a):""),o.seq!==this.#n&&(this.#n=o.seq,this.#s.focus({preventScroll:!0}),s(this.element))}#o(t){t.key==="Escape"&&(t.stopPropagation(),this.#r())}#r(){
let{changes:t,chosen:e}=this.#t;t.doubt(null),e()}};var be=class{#t;#e;#s;#i;#n=new Map;#o=new WeakMap;constructor(t,{draw:e,differs:s,replaced:n}){this.#t=t,this.#e=e,this.#s=s,this.#i=n}get size(){return this.#n.
size}node(t){return this.#n.get(t)?.node}item(t){return this.#n.get(this.#o.get(t))?.item}message(t){return t==null?null:this.#t.querySelector(`[data-seq="${t}"\
]`)}lastAbove(t){let e=this.#t.children[Xe(this.#t,t)-1];for(;e&&e.dataset.seq===void 0;)e=e.previousElementSibling;return e?Number(e.dataset.seq):null}clear(){
this.#n.clear(),this.#t.replaceChildren()}show(t){let e=new Map,s=this.#t.firstChild;for(let n of t){let o=this.node(n.id),r=this.#r(n);s=s!==null&&s===o?r:s,e.
set(n.id,{item:n,node:r}),r===s?s=s.nextSibling:this.#t.insertBefore(r,s)}for(;s;){let n=s.nextSibling;s.remove(),s=n}this.#n=e}#r(t){let e=this.#n.get(t.id);if(e&&
!this.#s(e.item,t))return e.node;let s=this.#e(t);return this.#o.set(s,t.id),e&&(e.node.replaceWith(s),this.#i(e.node,s)),s}};function Xe(i,t){let e=i.children,
[s,n]=[0,e.length];for(;s<n;){let o=s+n>>1;e[o].getBoundingClientRect().bottom>t?n=o:s=o+1}return s}var ve=48,ke=class{#t;#e;#s=!0;#i="";#n;#o;#r;constructor(t,e,s){this.#t=t,this.#e=e,this.#o=s,this.#r=()=>this.#h(),t.addEventListener("scroll",this.#r,{passive:!0}),
this.#n=new ResizeObserver(()=>this.#c()),this.#n.observe(t),this.#n.observe(e)}get above(){return this.#t.scrollTop}get below(){let{scrollHeight:t,scrollTop:e,
clientHeight:s}=this.#t;return t-e-s}get bottom(){return this.#t.getBoundingClientRect().bottom}get atEnd(){return this.#s}keep(t){let e=this.#s?[]:this.#a();if(t(),
this.#s){this.#d();return}let s=e.find(({row:n})=>n.isConnected);s&&(this.#t.scrollTop+=s.row.getBoundingClientRect().top-s.top)}release(t){this.#s=!1,t(),this.#s=
this.below<ve}toEnd(){this.#s=!0,this.#d()}to(t,e){this.#s=!1,t.scrollIntoView({block:e}),e==="start"&&(this.#t.scrollTop-=ve),this.#s=this.below<ve}shows(t){return!this.
isAbove(t)}isAbove(t){return t.getBoundingClientRect().bottom<this.#t.getBoundingClientRect().top}close(){this.#n.disconnect(),this.#t.removeEventListener("scro\
ll",this.#r)}#a(){let{top:t,bottom:e}=this.#t.getBoundingClientRect(),s=[],n=this.#e.children[Xe(this.#e,t)];for(;n;n=n.nextElementSibling){let o=n.getBoundingClientRect();
if(o.top>=e)break;n.matches(".message")&&s.push({row:n,top:o.top})}return s}#d(){this.#s&&this.#e.firstChild!==null&&(this.#t.scrollTop=this.#t.scrollHeight,this.#i=
this.#l())}#l(){let{scrollHeight:t,clientHeight:e}=this.#t;return`${t} ${e}`}#c(){this.#d(),!this.#s&&this.below<1&&this.#h()}#h(){this.#s&&this.#l()!==this.#i&&
this.#d(),this.#s=this.below<ve,this.#o()}};var Sn=500,xe=class{#t;#e=null;#s=null;#i;#n=l("div",{class:"items"});#o=l("p",{class:"older",role:"status"});#r=l("h2");#a=l("p");#d;#l;#c;#h;#u;#m;#f;#g;#w=null;#p=null;#v=null;#k=null;#x=new Set;#y=[];#b=[];#S=null;#j="";constructor(t){
this.#t=t;let{language:e,intents:s,journey:n,surroundings:o}=t;this.#i=new be(this.#n,{draw:g=>this.#C(g),differs:En,replaced:(g,f)=>this.#$(g,f)});let r=l("spa\
n",{class:"empty-mark"},v("wave"));this.#d=l("div",{class:"empty"},r,this.#r,this.#a);let a={class:"scroller",tabindex:"0",role:"log","aria-live":"off"};this.#l=
l("div",a,this.#o,this.#d,this.#n),this.#c=new ke(this.#l,this.#n,()=>this.#I());let c={type:"button",class:"pill unread-pill",hidden:!0};this.#h=l("button",{...c,
on:{click:()=>n.unread()}},v("up"),l("span"));let h=l("span",{class:"latest-count"}),d=e.t("latest"),u={type:"button",class:"pill latest",hidden:!0,"aria-label":d,
title:d};this.#u=l("button",{...u,on:{click:()=>this.#D()}},h,v("down")),this.#m=new pe(t),this.#f=[new we(t),new ye(t)],this.#g=new ge(t);let m=[this.#l,this.#h,
this.#u,this.#g.element];this.element=l("section",{class:"timeline"},m),this.#A(s,"said",()=>this.#N()),this.#A(o,"visible",()=>this.#M()),this.#l.addEventListener(
"keydown",g=>this.#Y(g));for(let g of["pointerover","focusin","click"])this.#n.addEventListener(g,f=>this.#W(f));this.#l.addEventListener("pointerleave",g=>this.#H(
g))}get reading(){return this.#l}render(t,e){let s=e?.id!==this.#s?.id,n=s||e?.epoch!==this.#s?.epoch;this.#e=t,this.#s=e,this.element.hidden=e?.barred!=null,this.#w=
document.activeElement,s&&this.#O(),this.#T(),this.#E(),this.#q(),e?.joined&&(n||this.#p!==e.id)&&(this.#p=e.id,this.#R()),this.#P(),this.#I(),this.#g.render(e,
t)}close(){this.#y.forEach(t=>t()),this.#c.close()}#A(t,e,s){t.addEventListener(e,s),this.#y.push(()=>t.removeEventListener(e,s))}#O(){this.#m.detach(),this.#i.
clear(),this.#b=[],this.#p=null,this.#v=null,this.#k=null,this.#c.toEnd()}#T(){let{language:t}=this.#t,{me:e,ignored:s}=this.#e,{typing:n,count:o,unread:r,called:a,
seen:c,...h}=this.#s??{},d=[e,s,this.#L({}).room,...Object.values(h)];if(d.length===this.#b.length&&d.every((f,b)=>f===this.#b[b]))return;this.#b=d,this.#S=null,
this.#j=this.#t.surroundings.address({room:""}).split("#")[0];let u=f=>t.dayKey(f),g=(this.#s?gn(this.#s,{...this.#e,dayKey:u}):[]).map(f=>f.kind==="start"?this.#L(
f):f);this.#c.keep(()=>{this.#i.show(g),this.#q()})}#L(t){let{id:e,kind:s}=this.#s??{};return{...t,room:e&&q(this.#t.language,this.#e,e),direct:s==="direct"}}#E(){
let t=s=>this.#i.message(s),e=s=>this.#c.to(s,"nearest");this.#f.forEach(s=>s.render(this.#s,{find:t,reveal:e,held:this.#w}))}#C(t){let{language:e,intents:s,journey:n,
model:o}=this.#t,r=this.#s;return t.entry?.reply_to!=null&&t.quoted===void 0&&n.original(r.id,t.entry.reply_to),xn(t,{language:e,me:this.#e.me,names:()=>this.#_(),
reveal:a=>o.dispatch({type:"reveal",room:r.id,seqs:a}),here:this.#j,again:a=>s.again(a),mend:a=>s.mend(a),unfolded:this.#x,release:a=>this.#c.release(a),discard:a=>s.
discard(a),jump:a=>n.jump(r.id,a)})}#_(){if(this.#S===null){let{me:t}=this.#e,e=[...t?[t]:[],...lt(this.#s,{me:t,ignored:{}})];this.#S=e.map(({name:s})=>s)}return this.#S}#$(t,e){
this.#m.detach(),t===this.#w&&e.focus({preventScroll:!0})}#q(){let{language:t}=this.#t,e=this.#s,s=e===null?"none":"empty";this.#d.hidden=e!==null&&(!e.joined||
e.older||this.#i.size>0),p(this.#r,t.t(`${s}.title`)),p(this.#a,t.t(`${s}.text`));let n={older:"older.loading",failed:"older.failed"}[e?.loading];p(this.#o,n?t.
t(n):"");let o=e?q(t,this.#e,e.id).replace(/^#/,""):"";this.#l.setAttribute("aria-label",t.t("messages",{room:o}))}#R(){this.#c.toEnd();let t=this.#i.node("divi\
der");t&&!this.#c.shows(t)&&this.#c.to(t,"start")}#P(){let t=this.#s?.target??null;if(t===this.#v)return;this.#v=t,this.#n.querySelector(".is-target")?.classList.
remove("is-target");let e=t?.at==="divider",s=e?this.#i.node("divider"):this.#i.message(t?.at);e?(this.#c.to(s??this.#n,"start"),(s?.nextElementSibling??this.#l).
focus({preventScroll:!0})):s?(s.classList.add("is-target"),this.#c.to(s,"center"),s.focus({preventScroll:!0})):t===null&&this.#c.toEnd()}#I(){let{journey:t,language:e}=this.#t,
s=this.#s;if(!s)return;let n=s.to<s.head;s.older&&this.#c.above<Sn&&t.older(),n&&this.#c.below<Sn&&t.newer();let o=this.#i.node("divider"),r=Math.max(s.missed,s.
unread),a=o?this.#c.isAbove(o):s.divider!==null&&s.from>s.divider+1;this.#k=o&&!a?s.divider:this.#k,this.#h.hidden=r===0||!a||this.#k===s.divider,p(this.#h.lastChild,
e.t(s.about?"pill.about":"pill.unread",{count:r})),this.#u.hidden=!n&&this.#c.atEnd,p(this.#u.firstChild,s.unread>0?String(s.unread):""),this.#M()}#M(){let{model:t,
surroundings:e}=this.#t,s=this.#s,n=s?.joined&&e.visible,o=s&&this.#c.atEnd&&s.to>=s.head?s.id:null;o!==t.state.following&&t.state.active===s?.id&&t.dispatch({type:"\
follow",room:o});let r=n?o:null;if((r!==t.state.watching||r&&t.room?.unread>0)&&t.dispatch({type:"watch",room:r}),n&&!r&&s.seen<s.head){let a=this.#i.lastAbove(
this.#c.bottom);a>s.seen&&t.dispatch({type:"read",room:s.id,seq:a})}}#N(){this.#c.toEnd(),this.#t.journey.latest(),this.#I()}#D(){this.#N(),this.#l.focus({preventScroll:!0})}#Y(t){
t.target.closest("button, a, textarea")===null&&R(t,this.#n.querySelectorAll(".message"))}#W({target:t,pointerType:e,type:s}){if(s==="pointerover"&&e==="touch")
return;let n=t.closest(".message"),o=n&&this.#i.item(n);o&&this.#m.attach(n,o,this.#s)}#H({pointerType:t}){t!=="touch"&&!this.#m.element.contains(document.activeElement)&&
this.#m.detach()}};var Ee=class{#t;#e=l("span");constructor({language:t}){this.#t=t;let e=l("span",{class:"dots","aria-hidden":"true"},l("i"),l("i"),l("i"));this.element=l("p",{class:"\
typing is-idle"},e,this.#e)}render(t,e){let s=Object.values(e?.typing??{}).map(({name:a})=>a),[n,o]=s,r=["","typing.one","typing.two"][s.length]??"typing.many";
p(this.#e,r&&this.#t.t(r,{a:n,b:o})),this.element.classList.toggle("is-idle",r==="")}};var it=class{#t;#e;#s;#i;#n;#o;#r;#a;#d;#l=l("span",{class:"badge-count"});#c=l("span",{class:"menu-badge",hidden:!0});#h={};#u={};#m=null;#f=!1;#g;#w=!1;#p;#v;constructor(t){
let e=new le(t),s=()=>this.#C(null),n={...t,menu:e,close:s,chosen:()=>this.#b(),found:()=>this.#A()},o=new ne({...n,put:E=>this.element.append(E)});this.#g=o;let r={
...n,dialogs:o};this.#t=r;let{language:a}=r,c=(E,P)=>a.t(E,P),h=new me(r),d=new ue(r),u=new te(r),m=new ce(r);this.#s=new xe(r),this.#i=new ie(r),this.#a=new fe(
r);let g=new Ee(r),f=new re(r);this.#o=f.heading,this.#n=new ee(r);let b=[f,this.#n,this.#s,g,this.#i,this.#a];this.#e=[u,h,d,...b,o,m],this.#u={rooms:k("menu",
c("open.rooms"),()=>this.#E("rooms"),{"aria-expanded":"false",class:"narrow-only"}),people:k("people",c("open.people"),()=>this.#E("people"),{"aria-expanded":"f\
alse"})},this.#d=k("search",c("search"),()=>this.#O(),{"aria-expanded":"false","aria-keyshortcuts":"Control+K /"}),this.#u.people.append(this.#l),this.#u.rooms.
append(this.#c),this.#h={rooms:l("aside",{class:"side rooms-side",id:"rooms","aria-label":c("rooms")},h.element),people:l("aside",{class:"side people-side",id:"\
people","aria-label":c("people")},d.element)};let y=l("header",{class:"room-head"},this.#u.rooms,f.words,u.light,f.desk,this.#d,this.#u.people,f.more);this.#r=l(
"main",{class:"talk"},y,u.element,u.spoken,m.element,this.#n.element,this.#s.element,g.element,this.#i.element),this.element=l("div",{class:"shell",on:{keydown:E=>this.#$(
E)}},this.#h.rooms,this.#r,this.#h.people,this.#a.element,l("div",{class:"backdrop",on:{click:s}}),e.element),this.#p=globalThis.matchMedia("(max-width: 53.75em\
)");let L=()=>this.#_();this.#p.addEventListener("change",L);let N=E=>this.#L(E);document.addEventListener("keydown",N),this.#v=()=>{this.#p.removeEventListener(
"change",L),document.removeEventListener("keydown",N)}}opened(){this.#_()}render(t){this.#k(t),this.#f||(this.#f=!0,this.#S()),!this.#w&&t.rooms[t.active]?.joined&&
(this.#w=!0,this.#t.surroundings.idle(()=>this.#g.fetch().catch(()=>{})))}close(){this.#v(),this.#e.forEach(t=>t.close?.())}#k(t){let e=document.activeElement,s=t.
rooms[t.active]??null;this.#y(s),this.#x(Vi(t));let n=!!s?.search;this.#d.hidden=s===null||s.epoch===null,this.#d.setAttribute("aria-expanded",String(n)),this.#a.
element.hidden=!n,this.element.classList.toggle("has-search",n);for(let r of this.#e)r.render(t,s);let o=document.activeElement;e!==null&&e!==document.body&&(o===
e||o===document.body)&&Ln(e)&&this.#S()}#x({unread:t,called:e}){let{language:s}=this.#t,n=e||t,o=n>0?s.t(e>0?"pill.called":"pill.unread",{count:n}):"";p(this.#c,
n>0?Qe({unread:t,called:e},9):""),this.#c.hidden=n===0,this.#c.classList.toggle("is-call",e>0);let r=o?`${s.t("open.rooms")} · ${o}`:s.t("open.rooms");this.#u.
rooms.title!==r&&(this.#u.rooms.title=r,this.#u.rooms.setAttribute("aria-label",r))}#y(t){let{language:e}=this.#t,s=t?.kind==="direct"?2:t?.count;p(this.#l,t?.joined?
String(s):"");let n=t?.joined?e.t("open.people.of",{count:s}):e.t("open.people");this.#u.people.ariaLabel!==n&&this.#u.people.setAttribute("aria-label",n)}#b(){
this.#C(null);let t=this.#S();requestAnimationFrame(()=>document.activeElement===t&&this.#S())}#S(){let t=[this.#i.field,this.#n.heading,this.#s.reading,this.#o],
e=this.#p.matches?[this.#n.heading,this.#o]:t;return document.querySelector("dialog[open]")===null&&e.find(Tn),document.activeElement}#j(t){return[...this.#h[t].
querySelectorAll("[aria-current], button, a, input")]}#A(){this.#p.matches&&this.#t.finding.close()}#O(){this.#t.model.room?.search?(this.#t.finding.close(),this.#b()):
this.#T()}#T(){this.#C(null),this.#t.finding.open(),this.element.classList.add("has-search"),this.#a.open()}#L(t){let{key:e,ctrlKey:s,metaKey:n,altKey:o,target:r}=t,
a=r instanceof Element&&r.closest("input, textarea, select, dialog")!==null;(e.toLowerCase()==="k"&&(s||n)&&!o||e==="/"&&!a&&!s&&!n)&&!this.#d.hidden&&!t.isComposing&&
document.querySelector("dialog[open]")===null&&(t.preventDefault(),this.#T())}#E(t){t==="people"&&!this.#p.matches?(this.element.classList.toggle("without-peopl\
e"),this.#_()):this.#C(this.#m===t?null:t)}#C(t){let e=this.#m;if(this.#m=t,this.#_(),t){let s=this.#j(t);[...s.filter(n=>n.ariaCurrent),...s].find(Tn)}else e&&
this.#u[e].focus()}#_(){let t=this.#p.matches,e=this.element.classList.contains("without-people"),s={rooms:!t||this.#m==="rooms",people:t?this.#m==="people":!e};
for(let[o,r]of Object.entries(this.#h))r.inert=!s[o],r.classList.toggle("is-open",this.#m===o),this.#u[o].setAttribute("aria-expanded",String(s[o]));let n=t&&this.#m!==
null;this.#r.inert=n,this.#a.element.inert=n,this.element.classList.toggle("has-drawer",n)}#$(t){t.key==="Escape"&&!t.isComposing&&this.#m&&(this.#C(null),t.stopPropagation())}};
function Tn(i){return Ln(i)?!1:(i.focus({preventScroll:!0}),document.activeElement===i)}function Ln(i){return!i.isConnected||i.disabled||i.closest("[hidden], [i\
nert]")!==null}var pa=3,ga=200,Se=class extends EventTarget{#t;#e;#s;#i;#n=null;#o;#r=!1;#a=()=>{};#d=0;constructor({language:t,...e}){super();let{model:s,store:n,surroundings:o}=e;
this.#e=n,this.#s=s,this.#i=o,this.#o=n.kind==="account"||n.name!==""&&n.token!==null;let r=a=>this.#c(a);this.#t={...e,speak:r,language:this.#l(t)},s.addEventListener(
"change",()=>this.#h()),o.addEventListener("visible",()=>this.#m())}get language(){return this.#t.language}show(){this.#i.setLanguage(this.#t.language.tag),this.#g()}#l(t){
return new Mt(t,{wished:this.#i.languages()})}async#c(t){let e=await Nt(t);e===t&&(this.#e.language=e),this.#t.language=this.#l(e),this.#n?.close(),this.#n=null,
this.show(),e!==t&&this.#t.intents.notice("error.offline")}#h(){if(!this.#r){this.#r=!0;let t=this.#d-this.#t.clock.now();t>0?this.#a=this.#t.clock.after(t,()=>this.#u()):
this.#u()}}#u(){if(this.#i.visible){let t=requestAnimationFrame(()=>this.#f());this.#a=()=>cancelAnimationFrame(t)}else{let t=setTimeout(()=>this.#f(),0);this.#a=
()=>clearTimeout(t)}}#m(){this.#a(),this.#r=!1,this.#h()}#f(){let{clock:t}=this.#t,e=t.now();this.#r=!1,this.#g();let s=t.now();this.#d=s+Math.min((s-e)*pa,ga)}#g(){
let{state:t}=this.#s,s=t.me!==null&&t.active!==null?q(this.#t.language,t,t.active):null;this.#i.setTitle(Ke(t),Je(t),s);let n=this.#w(t);this.#n instanceof n||(this.#n?.
close(),this.#n=new n(this.#t),this.#i.document.body.replaceChildren(this.#n.element),this.#n.opened?.()),n===it&&this.dispatchEvent(new Event("entered")),this.#n.
render(this.#s.state)}#w({me:t,link:e,out:s,door:n}){if(s!==null)return Zt;let r=n.link?.kind==="invitation"&&this.#e.kind!=="account"||n.link?.kind==="reset";return this.#o&&=
e.state!=="refused"&&!r,(t!==null||this.#o)&&!r?it:Xt}};function jn(i){let[t="",e=""]=wa(i.replace(/^#/,"")).split("/"),s=at(t)?t:null,n=/^[1-9]\d{0,15}$/.test(e)?Number(e):null;return{room:s,seq:s===null?null:n,refused:s===
null&&t!==""?t:null}}function On(i){let[,t,e]=/^#\/(invitation|reset)\/([A-Za-z0-9_-]{1,128})$/.exec(i)??[];return t?{kind:t,token:e}:null}function Ze({room:i,seq:t=null}){
return t===null?`#${i}`:`#${i}/${t}`}function wa(i){try{return decodeURIComponent(i)}catch{return i}}var Te=class extends EventTarget{#t;#e;constructor(t){super(),this.#t=t,this.#e=t.document;let e=s=>()=>this.dispatchEvent(new Event(s));t.addEventListener("pop\
state",()=>{this.dispatchEvent(new CustomEvent("route",{detail:this.route()}))}),t.addEventListener("online",e("network")),t.addEventListener("offline",e("netwo\
rk")),t.addEventListener("pageshow",({persisted:s})=>s&&e("back")()),this.#e.addEventListener("resume",e("back")),this.#e.addEventListener("visibilitychange",()=>{
e("visible")(),this.visible&&e("back")()})}get visible(){return this.#e.visibilityState==="visible"}get online(){return this.#t.navigator.onLine}get document(){
return this.#e}get base(){return this.#e.baseURI}get fetch(){return(...t)=>this.#t.fetch(...t)}languages(){return[...this.#t.navigator.languages??[]]}storages(){
let t=e=>{try{return this.#t[e]}catch{return null}};return{lasting:t("localStorage"),passing:t("sessionStorage")}}exclusive(t){let{locks:e}=this.#t.navigator;return e?
s=>e.request(t,s):s=>s()}route(){return jn(this.#t.location.hash)}get link(){return On(this.#t.location.hash)}unlink(){if(this.link){let{location:t,history:e}=this.#t;
e.replaceState(null,"",t.pathname+t.search)}}anew(){this.#t.location.reload()}drawn(){let t=e=>this.visible?this.#t.requestAnimationFrame(e):e();return new Promise(
e=>t(()=>this.#t.setTimeout(e,0)))}idle(t){let e=this.#t;e.requestIdleCallback?e.requestIdleCallback(()=>t()):e.setTimeout(t,500)}show(t,{step:e=!1}={}){let{location:s,
history:n}=this.#t,o=s.pathname+s.search,r=t.room===null?o:o+Ze(t);e?n.pushState(null,"",r):n.replaceState(null,"",r)}address(t){return this.#t.location.href.split(
"#")[0]+Ze(t)}setTitle(t,e,s=null){let o=`${e>0?`(@${e}) `:t>0?`(${t}) `:""}${s===null?"":`${s} · `}chatd`;this.#e.title!==o&&(this.#e.title=o)}setLanguage(t){
this.#e.documentElement.lang=t}async copy(t){try{return await this.#t.navigator.clipboard.writeText(t),!0}catch{return this.#s(t)}}download(t,e,s){let n=URL.createObjectURL(
new Blob([e],{type:s})),o=this.#e.createElement("a");o.href=n,o.download=t,o.click(),this.#t.setTimeout(()=>URL.revokeObjectURL(n),6e4)}#s(t){let e=this.#e.createElement(
"textarea");e.className="visually-hidden",e.value=t,this.#e.body.append(e),e.select();let s=this.#e.execCommand("copy");return e.remove(),s}};var ya="lobby",j=new Te(globalThis),A=new Kt(j.storages()),ba=await Nt(Ti([A.language,...j.languages()])),S=new Ft,va=Ie(j.base),T=new Lt({url:va,credentials:xa,
exclusive:j.exclusive("chatd.guest"),clock:O}),C=new Pt({client:T,model:S,store:A,clock:O}),Le=new Yt({client:T,model:S,intents:C,clock:O}),ka=new At({client:T,
model:S,intents:C}),An=new Bt({client:T,model:S,intents:C,clock:O}),ts=(i,t)=>C.notice(i,t),Cn=()=>j.anew(),_n=new mt({fetch:j.fetch,base:j.base}),nt=new _t({account:_n,
client:T,model:S,store:A,clock:O,anew:Cn,unlink:()=>j.unlink()}),es=new Se({client:T,entry:nt,profile:new Ut({account:_n,client:T,model:S}),ignoring:new Rt({client:T,
model:S,store:A,tell:ts}),alerts:new wt({client:T,model:S,store:A,desktop:new Qt(globalThis),show:Ea,original:(i,t)=>Le.original(i,t),words:(i,t)=>es.language.t(
i,t)}),intents:C,journey:Le,company:ka,order:An,desk:new Ct({client:T,model:S,order:An}),changes:new yt({client:T,model:S}),finding:new $t({client:T,model:S,clock:O}),
takeOut:i=>Zi({client:T,clock:O,tell:i}),model:S,store:A,surroundings:j,clock:O,language:ba});function xa({refused:i,expiring:t}){let{kind:e,token:s,name:n}=A;return e===
"account"||e==="former"||t?null:s&&s!==i?{token:s}:{guest:n}}function Ea(i,t){t===null?C.open(i):Le.jump(i,t)}async function Sa({room:i,seq:t,refused:e}){if(e!==
null){let{name:s,values:n}=C.doubt(e)??{name:"room.invalid"};C.notice(s,n)}else i!==null&&t!==null?(await Le.jump(i,t),await j.drawn()):i!==null&&C.open(i)}function Ta(){
let i=j.route().room??A.active??ya,t=A.rooms.filter(e=>e!==i);C.open(i),C.restore(t),new gt({model:S,surroundings:j,follow:Sa}).begin()}new Wt({client:T,model:S,
store:A,clock:O});new Vt({model:S,store:A});ji(T,{model:S,store:A,anew:Cn});new pt({client:T,model:S});$i(T,{model:S,store:A,clock:O,notice:ts,bring:i=>C.restore(
[i])});Oi(T,{model:S,store:A,clock:O,notice:ts});new Ot({client:T,model:S,clock:O,back:i=>C.restore([i])});new Ht({client:T,model:S,surroundings:j,again:()=>nt.
hurry()});es.addEventListener("entered",Ta,{once:!0});j.addEventListener("route",()=>j.link&&nt.follow(j.link));nt.follow(j.link);nt.look();es.show();
