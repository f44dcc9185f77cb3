import{$ as Ws,A as xs,Aa as k,B as Es,Ba as v,C as Ts,Ca as g,D as Ls,E as Ss,F as As,Fa as M,G as Cs,Ga as et,H as Rs,Ha as H,I as _s,Ia as hi,J as Ms,Ja as mt,
K as Ps,L as qs,La as di,M as Os,N as ht,Na as st,O as Is,Oa as I,P as js,Pa as pt,Q as Ns,Qa as F,R as qe,Ra as j,S as W,Sa as $,T as dt,Ta as ui,U as $s,Ua as ft,
V as Ds,Va as G,W as Oe,Wa as mi,X as Bs,Y as ut,Ya as X,Z as Fs,_ as Us,a as q,aa as Ys,b as x,ba as Ks,c as ls,ca as zs,d as Me,da as Hs,e as Z,ea as Gs,f as lt,
fa as Xs,g as cs,ga as Js,h as hs,ha as Qs,i as ds,ia as Vs,j as ct,ja as Zs,k as us,ka as ti,l as ms,la as ei,m as O,ma as si,n as z,na as ii,oa as tt,p as ps,
pa as ni,q as Pe,qa as Ie,r as fs,ra as oi,sa as ri,t as gs,ta as ai,ua as je,v as ws,va as Ne,w as ys,wa as $e,x as bs,xa as li,y as vs,ya as ci,z as ks,za as l}from"./chunk-VOKX3562.js";var gt=class{#t;#e;#s;#i={room:null,seq:null};#n=null;#o=null;constructor({store:t,browser:e,openRoute:s}){this.#t=t,this.#e=e,this.#s=s}start(){return this.#e.
addEventListener("route",({detail:t})=>this.#r(t)),this.#t.addEventListener("change",()=>this.#a()),this.#r(this.#e.route())}async#r(t){let e={room:t.room,seq:t.
seq};this.#i=e,this.#n="going",this.#o=this.#t.state.active,await this.#s(t),this.#i===e&&(this.#n="there",this.#a())}#a(){let{active:t,rooms:e}=this.#t.state,{
room:s,seq:i}=this.#i;if(this.#e.link!==null||this.#n==="going"&&(t===this.#o||t===s)||s===t&&(i===null||this.#h(i)))return;let o=s!==null&&s!==t&&s in e;this.#i=
{room:t,seq:null},this.#e.setRoute(this.#i,{step:o})}#h(t){let{room:e,state:s}=this.#t,i=s.watching===e?.id;return e?.target?.at!==t||i&&this.#n==="off"?!1:(this.#n=
i?this.#n:"off",!0)}};function pi(n){let[t="",e=""]=Un(n.replace(/^#/,"")).split("/"),s=lt(t)?t:null,i=/^[1-9]\d{0,15}$/.test(e)?Number(e):null;return{room:s,seq:s===null?null:i,refused:s===
null&&t!==""?t:null}}function fi(n){let[,t,e]=/^#\/(invitation|reset)\/([A-Za-z0-9_-]{1,128})$/.exec(n)??[];return t?{kind:t,token:e}:null}function De({room:n,seq:t=null}){
return t===null?`#${n}`:`#${n}/${t}`}function Un(n){try{return decodeURIComponent(n)}catch{return n}}var wt=class extends EventTarget{#t;#e;constructor(t){super(),this.#t=t,this.#e=t.document;let e=s=>()=>this.dispatchEvent(new Event(s));t.addEventListener("pop\
state",()=>{this.dispatchEvent(new CustomEvent("route",{detail:this.route()}))}),t.addEventListener("online",e("network")),t.addEventListener("offline",e("netwo\
rk")),t.addEventListener("pageshow",({persisted:s})=>s&&e("back")()),t.addEventListener("pagehide",e("leave")),this.#e.addEventListener("resume",e("back")),this.#e.
addEventListener("visibilitychange",()=>{e("visible")(),this.visible&&e("back")()})}get visible(){return this.#e.visibilityState==="visible"}get online(){return this.#t.
navigator.onLine}get document(){return this.#e}get base(){return this.#e.baseURI}get fetch(){return(...t)=>this.#t.fetch(...t)}languages(){return[...this.#t.navigator.
languages??[]]}storages(){let t=e=>{try{return this.#t[e]}catch{return null}};return{local:t("localStorage"),session:t("sessionStorage")}}exclusive(t){let{locks:e}=this.#t.
navigator;return e?s=>e.request(t,s):s=>s()}route(){return pi(this.#t.location.hash)}get link(){return fi(this.#t.location.hash)}clearLink(){if(this.link){let{location:t,
history:e}=this.#t;e.replaceState(null,"",t.pathname+t.search)}}reload(){this.#t.location.reload()}painted(){return new Promise(t=>this.nextFrame(()=>this.#t.setTimeout(
t,0)))}nextFrame(t){let e=this.#t;if(this.visible){let i=e.requestAnimationFrame(()=>t());return()=>e.cancelAnimationFrame(i)}let s=e.setTimeout(t,0);return()=>e.
clearTimeout(s)}idle(t){let e=this.#t;e.requestIdleCallback?e.requestIdleCallback(()=>t()):e.setTimeout(t,500)}setRoute(t,{step:e=!1}={}){let{location:s,history:i}=this.#t,
o=s.pathname+s.search,r=t.room===null?o:o+De(t);e?i.pushState(null,"",r):i.replaceState(null,"",r)}address(t){return this.#t.location.href.split("#")[0]+De(t)}setTitle(t,e,s=null){
let o=`${e>0?`(@${e}) `:t>0?`(${t}) `:""}${s===null?"":`${s} · `}chatd`;this.#e.title!==o&&(this.#e.title=o)}setLanguage(t){this.#e.documentElement.lang=t}async copy(t){
try{return await this.#t.navigator.clipboard.writeText(t),!0}catch{return this.#s(t)}}download(t,e,s){let i=URL.createObjectURL(new Blob([e],{type:s})),o=this.#e.
createElement("a");o.href=i,o.download=t,o.click(),this.#t.setTimeout(()=>URL.revokeObjectURL(i),6e4)}#s(t){let e=this.#e.createElement("textarea");e.className=
"visually-hidden",e.value=t,this.#e.body.append(e),e.select();let s=this.#e.execCommand("copy");return e.remove(),s}};var gi="chatd.watched";var yt=class{#t;#e=!1;#s=null;constructor(t){this.#t=t,this.#i(),t.document.addEventListener("visibilitychange",()=>this.#i())}get permission(){let{Notification:t}=this.#t;
return t===void 0||this.#e?"missing":t.permission}get visible(){return this.#t.document.visibilityState==="visible"}async requestPermission(){return await this.#t.
Notification.requestPermission(),this.permission}async isWatched(){let{locks:t}=this.#t.navigator,{held:e}=t?await t.query():{held:[]};return e.some(({name:s})=>s===
gi)}claim(t){let{locks:e}=this.#t.navigator;return e?new Promise(s=>{e.request(`chatd.alert.${t}`,{ifAvailable:!0},i=>(s(i!==null),i&&new Promise(o=>this.#t.setTimeout(
o,1e4))))}):Promise.resolve(!0)}show({title:t,body:e,tag:s,click:i}){try{let o=new this.#t.Notification(t,{body:e,tag:`chatd.${s}`,icon:"favicon.svg"});o.onclick=
()=>{this.#t.focus(),o.close(),i()}}catch{this.#e=!0}}#i(){let{locks:t}=this.#t.navigator;if(this.visible&&this.#s===null){let e=new Promise(s=>this.#s=s);t?.request(
gi,{mode:"shared"},()=>e)}else this.visible||(this.#s?.(),this.#s=null)}};var bt="chatd.";var vt=class{#t;#e;constructor({local:t,session:e}){this.#t=new kt(t),this.#e=new kt(e)}get name(){return this.#t.get("name","")}set name(t){this.#t.set("name",
t)}get token(){return this.#t.get("token",null)}set token(t){this.#t.set("token",t)}get loginKind(){return this.#t.get("kind",null)}set loginKind(t){this.#t.set(
"kind",t)}get isReturning(){return this.loginKind==="account"||this.name!==""&&this.token!==null}get deletionTask(){return this.#e.get("removal",null)}set deletionTask(t){
this.#e.set("removal",t)}get owner(){return this.#t.get("owner",null)}set owner(t){this.#t.set("owner",t)}get notifications(){return this.#t.get("alerts",!1)===
!0}set notifications(t){this.#t.set("alerts",t)}get language(){return this.#t.get("language",null)}set language(t){this.#t.set("language",t)}get rooms(){return yi(
this.#t.get("rooms",[]))}set rooms(t){this.#t.set("rooms",t)}get hidden(){return yi(this.#t.get("hidden",[]))}set hidden(t){this.#t.set("hidden",t.slice(-200))}get ignored(){
let t=this.#t.get("ignored",{});return t!==null&&typeof t=="object"?t:{}}set ignored(t){this.#t.set("ignored",t)}get active(){return this.#e.get("active",null)??
this.#t.get("active",null)}set active(t){this.#e.set("active",t),this.#t.set("active",t)}draft(t){return this.#e.get(`draft.${t}`,null)??this.#t.get(`draft.${t}`,
"")}setDraft(t,e){this.#e.set(`draft.${t}`,e),this.#t.set(`draft.${t}`,e||null)}replyOrEdit(t){let e=this.#e.get(`hand.${t}`,null)??this.#t.get(`hand.${t}`,null),
{epoch:s=null,reply:i=null,editing:o=null}=e??{};return{epoch:s,reply:wi(i)&&typeof i.user?.name=="string"?i:null,editing:wi(o)?o:null}}setReplyOrEdit(t,e){this.#e.
set(`hand.${t}`,e),this.#t.set(`hand.${t}`,e)}seen(t){let{epoch:e,seq:s}=this.#t.get(`seen.${t}`,null)??{};return typeof e=="string"&&Number.isSafeInteger(s)&&s>=
0?{epoch:e,seq:s}:null}setSeen(t,e){this.#t.set(`seen.${t}`,e)}unsent(t){let e=this.#e.get(`unsent.${t}`,[]);return Array.isArray(e)?e.filter(Wn):[]}setUnsent(t,e){
this.#e.set(`unsent.${t}`,e.length>0?e:null)}forget(){let{language:t}=this;this.#t.clear(),this.#e.clear(),this.language=t}};function Wn(n){return typeof n?.text==
"string"&&typeof n.key=="string"&&n.key!==""}function wi(n){return Number.isSafeInteger(n?.seq)&&typeof n.text=="string"}function yi(n){return Array.isArray(n)?
n.filter(t=>typeof t=="string"):[]}var kt=class{#t;#e=new Map;constructor(t){this.#t=t}get(t,e){try{let s=this.#t.getItem(bt+t);return s===null?this.#e.get(t)??
e:JSON.parse(s)}catch{return this.#e.get(t)??e}}set(t,e){this.#e.delete(t);try{e===null?this.#t.removeItem(bt+t):this.#t.setItem(bt+t,JSON.stringify(e))}catch{this.#e.
set(t,e)}}clear(){this.#e.clear();try{Object.keys(this.#t).filter(e=>e.startsWith(bt)).forEach(e=>this.#t.removeItem(e))}catch{}}};var xt=class{#t;#e;#s=new Map;constructor({store:t,storage:e}){this.#t=t,this.#e=e,t.addEventListener("change",()=>this.#i())}#i(){let{room:t}=this.#t;if(!t?.joined)
return;if(!this.#s.has(t.id)){this.#s.set(t.id,{}),this.#n(t);return}let{reply:e,editing:s}=this.#s.get(t.id);(t.reply!==e||t.editing!==s)&&(this.#s.set(t.id,{reply:t.
reply,editing:t.editing}),this.#e.setReplyOrEdit(t.id,Yn(t)))}#n({id:t,epoch:e,entries:s}){let{epoch:i,reply:o,editing:r}=this.#e.replyOrEdit(t),a=({seq:c})=>s.
some(h=>h.seq===c&&h.deleted);i!==e?this.#e.setReplyOrEdit(t,null):r&&!a(r)?this.#t.dispatch({type:"editingChanged",room:t,entry:r}):o&&!a(o)&&this.#t.dispatch(
{type:"replyChanged",room:t,entry:o})}};function Yn({epoch:n,reply:t,editing:e}){return e?{epoch:n,editing:{seq:e.seq,text:e.text}}:t?{epoch:n,reply:{seq:t.seq,
user:t.user,text:t.text}}:null}var Et=class{#t;#e;constructor({client:t,store:e}){this.#t=t,this.#e=e}setEditing(t){this.#n("editingChanged",{entry:t})}editLast(){let{room:t,state:e}=this.#e,
s=t?.can?.includes("edit_own")&&!e.unsupported.includes("edit"),i=r=>r.user.id===e.me?.id&&r.seq!=null&&!r.deleted,o=s?t.entries.findLast(i):void 0;return o&&this.
setEditing(o),o!==void 0}setText(t,e){this.#i({draft:"editing",seq:t,text:e,error:null})}async save(){let{room:t,state:e}=this.#e,{seq:s,text:i,busy:o}=t.editing,
r=x(i),a=t.entries.find(h=>h.seq===s)?.text,c=e.limits.text??1/0;o||r.trim()===""||(r===a?this.setEditing(null):Z(r)>c?this.#i({draft:"editing",seq:s,error:{code:"\
too_large"}}):await this.#s("editing","edit",s,()=>this.#t.edit(t.id,s,r)))}setDeleting(t){this.#n("deletingChanged",{entry:t})}async confirmDelete(){let{id:t,deleting:e}=this.#e.
room;e.busy||await this.#s("deleting","delete",e.seq,()=>this.#t.delete(t,e.seq))}async#s(t,e,s,i){let o=this.#e.room.id;this.#i({draft:t,seq:s,busy:!0,error:null});
try{await i(),this.#e.state.rooms[o]?.[t]?.seq===s&&this.#e.dispatch({type:`${t}Changed`,room:o,entry:null})}catch(r){r.code==="unknown_type"&&this.#e.dispatch(
{type:"commandUnsupported",command:e}),this.#e.dispatch({type:"draftChanged",room:o,draft:t,seq:s,busy:!1,error:r})}}#i(t){this.#n("draftChanged",t)}#n(t,e){this.#e.
dispatch({type:t,room:this.#e.state.active,...e})}};async function bi({client:n,clock:t,onProgress:e}){let s=[],i=Math.min(n.limits.history??100,100);for(let o,r=!0;r;){let a=await Kn(()=>n.export({after:o,limit:i}),
t),c=a.events.at(-1);s.push(...a.events.map(h=>JSON.stringify(h))),e(s.length),o=c&&{room:c.room,seq:c.seq},r=a.more&&c!==void 0}return{text:s.map(o=>`${o}
`).join(""),count:s.length}}async function Kn(n,t){for(;;)try{return await n()}catch(e){if(!e.passing)throw e;await new Promise(s=>t.after(e.retryAfter??1e3,s))}}var it=50,zn=100,Tt=10,Hn=20,Gn=3e3,Xn=100,vi=50,Lt=class{#t;#e;#s;#i;#n;#o=Promise.resolve();#r=Promise.resolve();#a=new Map;#h=0;constructor({client:t,store:e,
roomActions:s,clock:i,onAuthors:o=()=>{}}){this.#t=t,this.#e=e,this.#s=s,this.#i=i,this.#n=o,t.addEventListener("joined",({detail:r})=>this.#b(r.room)),t.addEventListener(
"entries",({detail:r})=>this.#b(r.room))}loadOlder(){let{room:t}=this.#e;t?.older&&t.loading===null&&this.#d(t.id,"older",{before:t.from})}loadNewer(){let{room:t}=this.#e;
t&&t.to<t.head&&t.loading===null&&this.#d(t.id,"newer",{after:t.to})}async goToEnd(){let{room:t}=this.#e;t&&t.to<t.head&&await this.#m(this.#u(t.id,{before:t.head+
1},null)),this.#e.dispatch({type:"targetChanged",room:t?.id,seq:null})}async goToUnread(){let{room:t}=this.#e;if(t?.divider==null)return;let e=t.divider+1;e>=t.
from&&e<=t.to?this.#e.dispatch({type:"targetChanged",room:t.id,seq:"divider"}):await this.#m(this.#w(t.id,e))}jump(t,e){return this.#o=this.#o.then(()=>this.#m(
this.#p(t,e))),this.#o}loadOriginal(t,e){let s=this.#e.state.rooms[t],i=`${t}/${s?.epoch}/${e}`,o=this.#a.get(i);if(o||!s?.joined||this.#h>=vi)return o??Promise.
resolve();this.#h+=1;let r=this.#r.then(()=>this.#f(t,e)),a=()=>this.#a.delete(i),c=r.then(a,a);this.#a.set(i,c);let h=()=>new Promise(d=>this.#i.after(Xn,d));return this.#r=
c.then(()=>this.#h-=1).then(h),c}async#l(t,e){let s=await this.#t.history(t,e);return this.#n(s.events.map(({user:i})=>i)),s}async#d(t,e,s){this.#e.dispatch({type:"\
historyLoading",room:t,loading:e});try{let i=await this.#l(t,{...s,limit:it});this.#c(t,e,Jn(e,i,s))}catch{this.#e.dispatch({type:"historyLoading",room:t,loading:"\
failed"}),this.#i.after(Gn,()=>this.#e.dispatch({type:"historyLoading",room:t,loading:null}))}}#c(t,e,[s,...i]){this.#e.dispatch({type:`${e}Loaded`,room:t,...s}),
i.length>0&&this.#i.after(Hn,()=>this.#c(t,e,i))}async#u(t,e,s){let i=await this.#l(t,{...e,limit:it});this.#e.dispatch({type:"windowReplaced",room:t,page:i,target:s})}async#m(t){
try{await t}catch(e){this.#s.showError(e)}}async#p(t,e){this.#s.open(t);try{await this.#t.join(t)}catch{return}let s=()=>this.#e.state.rooms[t];if(e>s().head||e<
s().first){this.#s.showToast("gone");return}(e>s().to||s().from-e>zn)&&await this.#u(t,{before:e+it/2},null),await this.#g(t,e),s().entries.some(i=>i.seq===e)?this.#e.
dispatch({type:"targetChanged",room:t,seq:e}):this.#s.showToast("gone")}async#w(t,e){await this.#u(t,{before:e+it/2},"divider"),e<this.#e.state.rooms[t].from&&(await this.#g(
t,e),this.#e.dispatch({type:"targetChanged",room:t,seq:"divider"}))}async#g(t,e){let s=()=>this.#e.state.rooms[t];for(;e<s().from&&s().older;){let i=s().from,o=await this.#l(
t,{before:i,limit:it});this.#e.dispatch({type:"olderLoaded",room:t,page:o,before:i})}}async#f(t,e){let{events:s}=await this.#l(t,{before:e+1,limit:1}),i=s.find(
o=>o.seq===e&&o.type==="message")??null;this.#e.dispatch({type:"originalLoaded",room:t,seq:e,entry:i})}async#b(t){await null;let e=this.#e.state.rooms[t],s=e?.unread>
0?e.entries.slice(-vi):[];for(let{seq:i,reply_to:o}of s)o!=null&&i>e.seen&&ct(e,o)===void 0&&this.loadOriginal(t,o)}};function Jn(n,{events:t,more:e,...s},i){let o=[],
r=n==="older",a=t,c=i;do{let h=r?a.slice(-Tt):a.slice(0,Tt);a=r?a.slice(0,-Tt):a.slice(Tt);let d=a.length===0,u=d?null:n;o.push({page:{...s,events:h,more:e||!d,
loading:u},...c}),c=r?{before:h[0]?.seq}:{after:h.at(-1)?.seq}}while(a.length>0);return o}var w=class n extends Error{constructor(t,e=t,{field:s,until:i,retry_after:o,reason:r,by:a,id:c,request_id:h}={}){super(e),this.name="ChatError",this.code=t,this.
field=s,this.until=i,this.retryAfter=o,this.reason=r,this.by=a,this.id=c??h}static from(t){return new n(t.code,t.message,t)}get passing(){return this.code==="ra\
te_limited"||this.code==="unavailable"||this.code==="slow_mode"}};var St=class{#t;#e;constructor({fetch:t,base:e}){this.#t=t,this.#e=e}async site(){try{return{...await this.request("GET","site"),accounts:!0}}catch(t){if(t.code!==
"not_found")throw t;return{guests:!0,registration:"closed",accounts:!1,signed_in:null}}}signIn(t,e){return this.request("POST","session",{name:t,password:e})}signOut(){
return this.request("DELETE","session")}register(t,e,s){return this.request("POST","account",{name:t,password:e,invitation:s})}async rename(t){let{user:e}=await this.
request("PATCH","account",{name:t});return e}async loginName(){let{login:t,user:e}=await this.request("GET","session");return t??e.name}async changeLogin(t,e){let{
login:s}=await this.request("PATCH","account",{login:t,password:e});return s}changePassword(t,e){return this.request("PUT","account/password",{old:t,new:e})}async resetPassword(t,e){
let{user:s}=await this.request("POST","account/reset",{link:t,new:e});return s}deleteAccount(t){return this.request("DELETE","account",{password:t})}async task(t){
let{state:e}=await this.request("GET",`tasks/${encodeURIComponent(t)}`);return e}async sessions(){let t=[];for(let e={more:!0,next:null};e.more;t.push(...e.sessions))
e=await this.request("GET",e.next?`sessions?after=${encodeURIComponent(e.next)}`:"sessions");return t}endSession(t){return this.request("DELETE",`sessions/${encodeURIComponent(
t)}`)}endOtherSessions(){return this.request("DELETE","sessions?keep=here")}async request(t,e,s){let i=await this.#s(new URL(`api/${e}`,this.#e),{method:t,headers:s?
{"Content-Type":"application/json"}:{},body:s&&JSON.stringify(s),credentials:"same-origin",cache:"no-store"});if(!i.ok)throw await Vn(i);return i.status===204?null:
Qn(i)}async#s(t,e){try{let s=this.#t;return await s(t.href,e)}catch{throw new w("offline")}}};async function Qn(n){try{return await n.json()}catch{throw new w("\
unavailable")}}async function Vn(n){try{let{code:t,detail:e,...s}=await n.json();if(typeof t=="string")return new w(t,e,s)}catch{}return new w(Zn[n.status]??(n.
status>=500?"unavailable":"invalid"))}var Zn={401:"bad_token",403:"forbidden",404:"not_found",429:"rate_limited",500:"internal"};var At=class{#t;#e;#s;#i;constructor({client:t,store:e,storage:s,showToast:i}){this.#t=t,this.#e=e,this.#s=s,this.#i=i,t.addEventListener("state",({detail:o})=>o.
state==="online"&&this.#n())}async ignore(t){await this.#o(async()=>{await this.#t.command("ignore",{user:t.id}),this.#e.dispatch({type:"userIgnored",user:t}),this.#i(
"ignored.done",{name:t.name})})}async unignore(t){await this.#o(async()=>{await this.#t.command("unignore",{user:t.id}),this.#e.dispatch({type:"userUnignored",user:t.
id}),this.#i("ignored.undone",{name:t.name})})}async#n(){try{let{users:t}=await this.#t.list("ignores"),e={...this.#s.ignored,...this.#r()};this.#e.dispatch({type:"\
ignoreListLoaded",users:t.map(s=>({id:s,name:e[s]}))}),this.#s.ignored=this.#e.state.ignored}catch({code:t}){(t==="unknown_type"||t==="forbidden")&&this.#e.dispatch(
{type:"commandUnsupported",command:"ignore"})}}async#o(t){try{await t(),this.#s.ignored=this.#e.state.ignored}catch(e){this.#i(`error.${e.code}`,{error:e})}}#r(){
let t=Object.values(this.#e.state.rooms).flatMap(e=>Object.values(e.people));return Object.fromEntries(t.map(({id:e,name:s})=>[e,s]))}};var ki=/^a\./,xi=1e3,to=10;function Ei(n,{store:t,storage:e,reload:s}){let i=(r,a)=>n.addEventListener(r,({detail:c})=>a(c));i("login",({user:r,token:a,account:c})=>{
let h=ki.test(e.owner??"")&&e.owner!==r.id;h&&e.forget(),e.owner=r.id,e.loginKind=ki.test(r.id)?"account":"guest",a?e.token=a:e.loginKind==="account"&&(e.token=
null),o(r,c),h&&s()}),i("me",({user:r,account:a})=>o(r,a??n.account)),i("sanction",({room:r,action:a,until:c,reason:h,by:d=null})=>{r===null&&a==="ban"&&t.dispatch(
{type:"siteBanChanged",ban:{until:c,reason:h,by:d}})}),i("state",({state:r,error:a,code:c})=>{r==="refused"&&a.code==="banned"?t.dispatch({type:"siteBanChanged",
ban:{until:a.until??null,...tt(a)}}):r==="ended"&&c===4503&&t.state.siteBan===null?t.dispatch({type:"siteBanChanged",ban:{until:null,reason:"",by:null}}):r==="o\
nline"&&t.dispatch({type:"siteBanChanged",ban:null})});function o(r,a){e.name=r.name.replace(/^~/,""),t.dispatch({type:"userChanged",user:r}),t.dispatch({type:"\
accountChanged",account:a??null})}}function Ti(n,{store:t,storage:e,clock:s,showToast:i,joinRoom:o=()=>{}}){let r=(d,u)=>n.addEventListener(d,({detail:m})=>u(m));
r("state",d=>{t.dispatch({type:"connectionChanged",connection:d}),d.state==="online"&&a()}),r("announcement",({text:d,time:u})=>t.dispatch({type:"announced",announcement:{
text:d,time:u}})),r("welcome",({limits:d})=>t.dispatch({type:"limitsReceived",limits:d})),r("joined",d=>{let{room:u}=d;t.dispatch({type:"roomJoined",room:u,answer:d,
seen:e.seen(u)})}),r("entries",({room:d,entries:u,replayed:m})=>t.dispatch({type:"entriesReceived",room:d,entries:u,replayed:m})),r("outbox",({room:d,items:u})=>{
e.setUnsent(d,u.map(no)),t.dispatch({type:"outboxChanged",room:d,items:u})}),r("left",({room:d,error:u})=>{e.setUnsent(d,[]);let m=u!==void 0&&so(t.state,d),p=m?
null:eo(u);if(p){t.dispatch({type:"roomExcluded",room:d,exclusion:p});return}e.rooms=e.rooms.filter(f=>f!==d),u&&i(io(u,{removed:m,known:t.state.rooms[d]?.epoch!=
null}),{id:d,error:u}),t.dispatch({type:"roomLeft",room:d}),m&&t.dispatch({type:"roomUnlisted",room:d})}),r("presence",d=>t.dispatch({type:"presenceChanged",room:d.
room,event:d})),r("room",d=>t.dispatch({type:"settingsChanged",room:d.room,event:d})),r("erase",({user:d})=>{t.dispatch({type:"userErased",user:d}),d===t.state.
me?.id&&e.forget()}),r("seen",d=>{e.hidden.includes(d.room)||t.dispatch({type:"seenReceived",event:d})}),r("activity",d=>{let u=d.room.startsWith("~");d.room in
t.state.roomList?t.dispatch({type:"activityReceived",event:d}):u?(e.hidden=e.hidden.filter(p=>p!==d.room),a()):e.hidden.includes(d.room)||a();let m=(t.state.limits.
rooms??0)-to-n.joined.length;u&&!t.state.roomList[d.room]?.invited&&m>0&&o(d.room)});async function a(){try{let{rooms:d}=await n.rooms();t.dispatch({type:"roomL\
istLoaded",rooms:d.filter(({room:u})=>!e.hidden.includes(u))})}catch{}}let c=()=>{};r("signal",({room:d,name:u,user:m})=>{u==="typing"&&m.id!==t.state.me?.id&&(t.
dispatch({type:"typingReceived",room:d,user:m,now:s.now()}),c(),c=s.after(xi,h))});function h(){t.dispatch({type:"typingExpired",now:s.now()}),c=Object.values(t.
state.rooms).some(u=>Object.keys(u.typing).length>0)?s.after(xi,h):()=>{}}}function Li(n,{store:t,storage:e,clock:s,showToast:i}){let o=(a,c)=>n.addEventListener(
a,({detail:h})=>c(h));o("standing",a=>t.dispatch({type:"settingsChanged",room:a.room,event:a})),o("member",a=>t.dispatch({type:"memberChanged",room:a.room,event:a})),
o("invited",({room:a,kind:c,title:h,by:d,role:u="member"})=>{e.hidden=e.hidden.filter(b=>b!==a);let m=c==="direct",p={room:a,kind:c,title:h,by:d,role:u,invited:!m,
...m?{other:d}:{}};t.dispatch({type:"roomListed",listing:p});let f=["moderator","owner"].includes(u)?`invited.${u}`:"invited.told";i(m?"invited.direct":f,{name:d.
name,id:a})}),o("role",({room:a,role:c,by:h})=>{i(["moderator","owner"].includes(c)?`role.given.${c}`:"role.given",{name:h.name,id:a})}),o("sanction",({room:a,action:c,
until:h,reason:d,by:u=null})=>{c==="mute"?(t.dispatch({type:"muteChanged",room:a,mute:{until:h,reason:d,by:u}}),i("error.muted",{error:{code:"muted",until:h,message:d,
reason:d,by:u}})):c==="unmute"?(t.dispatch({type:"muteChanged",room:a,mute:null}),i("unmuted")):c==="kick"&&a===null&&i("error.kicked",{error:{code:"kicked",message:d,
reason:d,by:u}})}),o("entries",({room:a,entries:c,replayed:h})=>{let d=c.some(({type:m,user:p})=>m==="message"&&p.id===t.state.me?.id),u=t.state.rooms[a];d&&!h&&
u&&ti(u)&&t.dispatch({type:"slowModeStarted",room:a,until:s.now()+u.slow})});let r=new WeakSet;o("outbox",({room:a,items:c})=>{for(let{error:h}of c)h?.code==="s\
low_mode"&&h.retryAfter!=null&&!r.has(h)&&(r.add(h),t.dispatch({type:"slowModeStarted",room:a,until:s.now()+h.retryAfter}))})}function eo(n){return n?.code!=="b\
anned"&&n?.code!=="kicked"?null:{code:n.code,until:n.until??null,...tt(n)}}function so({rooms:n,me:t},e){let s=n[e];return s!==void 0&&ys(s)&&s.members!==null&&
bs(s,t)===null}function io({code:n},{removed:t,known:e}){return t?"room.removed":n==="not_found"?"room.unknown":e?"room.lost":"room.refused"}function no({key:n,
text:t,reply_to:e,time:s,state:i,error:o}){let{code:r,message:a,field:c}=o??{};return{key:n,text:t,reply_to:e,time:s,...i==="failed"?{error:{code:r,message:a,field:c}}:
{}}}var Si=Object.fromEntries(["аa","вb","сc","еe","нh","іi","јj","кk","мm","оo","рp","ѕs","тt","уy","хx"].concat(["αa","βb","εe","ηn","ιi","κk",
"νv","οo","ρp","τt","υu","χx","0o","1l","il","|l"]).map(([n,t])=>[n,t]));function Ai(n){let t=n.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu,"").toLowerCase().
replace(/\s+/g," ").trim();return Array.from(t,e=>{let s=Si[e]??e;return Si[s]??s}).join("")}function Ci(n){let t=2166136261;for(let e of n)t=Math.imul(t^e.codePointAt(
0),16777619)>>>0;return t=Math.imul(t^t>>>16,2246822507)>>>0,((t^t>>>13)>>>0).toString(16).padStart(8,"0")}var Ct=class{#t=new Map;#e=new Map;#s=Object.freeze({});get nameMarks(){
return this.#s}add({id:t,name:e}){if(!t||!e||this.#t.get(t)===e)return!1;this.#t.size>=2e4&&(this.#t.clear(),this.#e.clear()),(this.#t.has(t)?this.#e.get(Ai(this.#t.
get(t))):null)?.delete(t),this.#t.set(t,e);let i=Ai(e),o=this.#e.get(i)??new Set;this.#e.set(i,o.add(t));let{[t]:r,...a}=this.#s,c=o.size>1?oo(o):{};return r===
void 0&&o.size<2?!1:(this.#s=Object.freeze({...a,...c}),!0)}};function oo(n){let t=[...n],e=[2,4,8].find(s=>new Set(t.map(i=>Ci(i).slice(0,s))).size===t.length)??
8;return Object.fromEntries(t.map(s=>[s,Ci(s).slice(0,e)]))}var ro=2e4,Rt=class{#t;#e=new Map;#s=new Ct;constructor({client:t,store:e}){this.#t=e;let s=(i,o)=>t.addEventListener(i,({detail:r})=>o(r));s("joined",({events:i,
presence:o})=>{this.addUsers([...i.map(({user:r})=>r),...o?.users??[]])}),s("entries",({entries:i})=>this.addUsers(i.map(({user:o})=>o))),s("presence",({joined:i=[]})=>this.
addUsers(i)),s("member",({user:i})=>this.addUsers([i])),s("renamed",({user:i})=>this.addUsers([i])),s("login",({user:i})=>this.addUsers([i])),s("me",({user:i})=>this.
addUsers([i]))}addUsers(t){let e=!1;for(let s of t)s?.id&&s.name&&(this.#i(s),e=this.#s.add(s)||e);e&&this.#t.dispatch({type:"nameMarksChanged",nameMarks:this.#s.
nameMarks})}#i(t){if(!t.id.startsWith("a."))return;let e=this.#e.get(t.id);this.#e.size>=ro&&this.#e.clear(),this.#e.set(t.id,t.name),e!==void 0&&e!==t.name&&this.#t.
dispatch({type:"userRenamed",user:t})}};var Mi=Object.freeze({mode:null,site:null,link:null,busy:!1,problem:null,note:null});function J({site:n,link:t}){if(n===null||t?.kind==="reset")return[];let e=t?.
kind==="invitation";return[n.guests&&"guest",n.accounts&&"signIn",n.accounts&&(n.registration==="open"||e)&&"register"].filter(Boolean)}function Pi(n,{site:t,known:e}){
return ji({...n,site:t,problem:null},e)}function qi(n,{link:t,known:e}){return ji({...n,link:t,mode:null,problem:null},e)}function Oi(n,{mode:t,note:e=null}){return{
...n,mode:J(n).includes(t)?t:n.mode,problem:null,note:e}}function Ii(n,{busy:t,problem:e=null}){return{...n,busy:t,problem:e,note:t?null:n.note}}function ji(n,t){
if(n.link?.kind==="reset")return{...n,mode:"reset"};let e=J(n),s=n.link?.kind==="invitation"?"register":t?"signIn":null,i=[n.mode,s].find(o=>e.includes(o))??e[0]??
null;return{...n,mode:i}}function U(n,{name:t,password:e},{limit:s=32,least:i=8}={}){let o=n==="register"||n==="reset";return n!=="reset"&&t===""?{field:"name",
name:"name.empty"}:n!=="reset"&&n!=="signIn"&&[...t].length>s?{field:"name",name:"name.long",values:{limit:s}}:n!=="guest"&&e===""?{field:"password",name:"passw\
ord.empty"}:o&&Ri(e)<i?{field:"password",name:"password.short",values:{least:i}}:n!=="guest"&&Ri(e)>ao?{field:"password",name:"password.long"}:null}var ao=1024;
function Ri(n){return new TextEncoder().encode(n).length}function Y(n,t){let{code:e,message:s,retryAfter:i}=t,o=lo[t.field]??null;if(co.test(t.field??""))return{
field:null,name:"loginPage.foreign",values:{message:Fe(s)}};let r=_i[n]?.[`${e}.${o}`]??_i[n]?.[e];if(r){let[c,h]=r;return{field:c,name:h,values:{message:Fe(s)}}}
return e==="invalid"&&o?{field:o,name:"field.invalid",values:{message:Fe(s)}}:e==="rate_limited"&&i!=null?{field:null,name:"loginPage.wait",values:{wait:i}}:{field:null,
name:e==="offline"?"loginPage.unreached":e==="unavailable"?"loginPage.full":`error.${e}`,values:{error:t}}}var lo={name:"name",login:"login",guest:"name",password:"\
password",new:"password",old:"old"},co=/^(origin|sec-fetch-site)$/,Be={"conflict.name":["name","name.taken"],"invalid.name":["name","name.unfit"]},_i={guest:{...Be,
login_required:[null,"loginPage.members"]},signIn:{bad_token:["password","password.wrong"],forbidden:[null,"loginPage.disabled"]},register:{...Be,bad_token:[null,
"loginPage.invitation.over"],forbidden:[null,"loginPage.closed"]},reset:{bad_token:[null,"loginPage.link.over"]},password:{"bad_token.old":["old","password.not"]},
remove:{bad_token:["password","password.not"]},rename:Be,login:{"conflict.login":["login","name.taken"],"invalid.login":["login","name.unfit"],bad_token:["passw\
ord","password.not"]}};function Fe(n=""){return n.replace(/^[a-z_]+: /,"")}var Ni=[500,1e3,2e3,4e3,8e3],uo=2e3,_t=class{#t;#e;#s;#i;#n;#o;#r;#a=!1;#h=null;constructor({api:t,client:e,store:s,storage:i,clock:o,reload:r,clearLink:a}){this.#t=
t,this.#e=e,this.#s=s,this.#i=i,this.#n=o,this.#o=r,this.#r=a,e.addEventListener("state",({detail:c})=>this.#b(c))}get#l(){return this.#s.state.loginForm}async loadSite(t=0){
try{let e=await this.#t.site();this.#s.dispatch({type:"siteLoaded",site:e,known:this.#u}),this.#p(e.signed_in),this.#i.deletionTask!==null&&this.#c(this.#i.deletionTask)}catch(e){
this.#s.dispatch({type:"loginBusyChanged",busy:!1,problem:Y("guest",e)});let s=Ni[Math.min(t,Ni.length-1)];this.#h=this.#n.after(s,()=>this.#d(t+1))}}retryNow(){
this.#h!==null&&(this.#h(),this.#d(0))}useLink(t){this.#s.dispatch({type:"loginLinkChanged",link:t,known:this.#u})}chooseMode(t){this.#s.dispatch({type:"loginMo\
deChosen",mode:t})}enterAsGuest(t){let e=x(t).trim(),s=this.#l.site?.name??this.#s.state.limits.name,i=U("guest",{name:e},{limit:s});this.#s.dispatch({type:"log\
inBusyChanged",busy:!1,problem:i}),i===null&&(this.#i.name=e,this.#i.loginKind="guest",this.#e.connect(),this.#l.link&&this.discardLink())}async signIn({name:t,
password:e}){await this.#w("signIn",{name:t,password:e},async s=>{await this.#t.signIn(s,e)})}async register({name:t,password:e}){await this.#w("register",{name:t,
password:e},async s=>{await this.#t.register(s,e,this.#l.link?.token)})}async resetPassword({password:t}){await this.#g("reset",{password:t},async()=>{let{name:e}=await this.#t.
resetPassword(this.#l.link.token,t);this.#i.name=e,this.#i.loginKind="former",this.#i.token=null,this.discardLink(),this.#s.dispatch({type:"loginModeChosen",mode:"\
signIn",note:{name:"loginPage.reset.done",values:{name:e}}})})}discardLink(){this.#r(),this.useLink(null)}async upgradeGuest({name:t,password:e}){let s=this.#l.
site?.name,i=x(t).trim(),o=U("register",{name:i,password:e},{limit:s,least:this.#m});if(o)return o;try{await this.#t.register(i,e,this.#l.link?.token)}catch(r){
return Y("register",r)}return this.#f(i),this.#o(),null}async signOut(){await this.#t.signOut(),this.forgetPerson()}forgetPerson(){this.#e.disconnect(),this.#i.
forget(),this.#o()}accountDeleted(t){this.#e.disconnect(),this.#i.forget(),this.#i.deletionTask=t,this.#o()}#d(t){this.#h=null,this.loadSite(t)}async#c(t,e=null){
let s=e;try{s=await this.#t.task(t)}catch(o){if(o.code==="not_found"){this.#i.deletionTask=null;return}}let i=s==="done";if(s!==e){let o={name:i?"remove.done":"\
remove.working"};this.#s.dispatch({type:"loginModeChosen",mode:this.#l.mode,note:o})}i?this.#i.deletionTask=null:this.#n.after(uo,()=>this.#c(t,s))}get#u(){return this.#i.
loginKind==="account"||this.#i.loginKind==="former"}get#m(){return this.#l.site?.password_least}#p(t){t&&this.#l.link?.kind==="invitation"&&this.discardLink(),t&&
this.#i.loginKind!=="account"&&(this.#f(t.user.name),this.#e.connect())}async#w(t,e,s){await this.#g(t,e,async i=>{await s(i),this.#f(i),this.#a=!0,this.#e.disconnect(),
this.#e.connect()})}async#g(t,{name:e="",password:s},i){let o=x(e).trim(),r=this.#l.site?.name,a=U(t,{name:o,password:s},{limit:r,least:this.#m});if(a||this.#l.
busy){this.#s.dispatch({type:"loginBusyChanged",busy:this.#l.busy,problem:a});return}this.#s.dispatch({type:"loginBusyChanged",busy:!0});try{await i(o),this.#s.
dispatch({type:"loginBusyChanged",busy:!1})}catch(c){this.#s.dispatch({type:"loginBusyChanged",busy:!1,problem:Y(t,c)})}}#f(t){this.#i.name=t,this.#i.loginKind=
"account",this.#i.token=null}#b(t){t.state==="online"?(this.#a=!1,this.#l.link?.kind==="invitation"&&this.useLink(null)):t.state==="refused"&&this.#k(t.error)}#k(t){
if(this.#i.loginKind==="account"&&t.code==="login_required"){let s=this.#a?"loginPage.cookies":"loginPage.ended";this.#a=!1,this.#i.loginKind="former",this.#s.dispatch(
{type:"loginModeChosen",mode:"signIn",note:{name:s}});return}let e=J(this.#l)[0]??null;t.code==="login_required"&&e!==null&&this.#s.dispatch({type:"loginModeCho\
sen",mode:e}),this.#s.dispatch({type:"loginBusyChanged",busy:!1,problem:Y("guest",t)})}};var Mt=class{#t;#e;#s;#i=new Set;constructor({client:t,store:e,roomActions:s}){this.#t=t,this.#e=e,this.#s=s,e.addEventListener("change",()=>this.#r())}async createRoom({
kind:t,room:e,title:s,topic:i}){let o=t==="private"?{}:{room:e},r={title:x(s).trim(),topic:x(i).trim()},a=await this.#t.command("create",{kind:t,...o,...r});this.#e.
dispatch({type:"roomListed",listing:{room:a.room,kind:t,title:r.title,role:"owner"}}),this.#s.open(a.room)}browseRooms({text:t,after:e}){return this.#t.directory(
{text:x(t).trim(),...e===null?{}:{after:e}})}async openDirect(t){let{room:e}=await this.#t.command("direct",{user:t.id});this.#e.dispatch({type:"roomListed",listing:{
room:e,kind:"direct",other:t,role:"member"}}),this.#s.open(e)}async findAccount(t){let{user:e}=await this.#t.command("find",{name:x(t).trim().replace(/^@/,"")});
return e}async invite(t,e){await this.#t.command("invite",{room:t,user:e.id}),this.#s.showToast("invited.done",{name:e.name})}async setRole(t,e,s){await this.#o(
this.#t.command("role",{room:t,user:e.id,role:s}),"role.done",{name:e.name})}async resign(t){await this.#t.command("resign",{room:t}),this.#s.leave(t)}async declineInvitation(t){
try{await this.#t.command("resign",{room:t})}catch(e){this.#s.showError(e)}this.#s.hide(t)}async acceptRole(t){await this.#n(t,this.#t.command("join",{room:t,limit:0}))}async declineRole(t){
await this.#n(t,this.#t.command("resign",{room:t}))}async#n(t,e){try{await e,this.#e.dispatch({type:"roomListed",listing:{room:t,invited:!1}})}catch(s){this.#s.
showError(s)}}async#o(t,e,s){try{await t,this.#s.showToast(e,s)}catch(i){this.#s.showError(i)}}#r(){let{room:t}=this.#e;t?.joined?t.members===null&&O(t,"members")&&
!this.#i.has(t.id)&&(this.#i.add(t.id),this.#a(t.id)):this.#i.delete(t?.id)}async#a(t){let e=[];try{({members:e}=await this.#t.list("members",{room:t}))}catch{}
this.#i.delete(t),this.#e.dispatch({type:"membersLoaded",room:t,members:e})}};var Pt=class{#t;#e;#s;#i;#n=new Set;constructor({client:t,store:e,roomActions:s,clock:i}){this.#t=t,this.#e=e,this.#s=s,this.#i=i,e.addEventListener("change",()=>this.#r())}async sanction({
act:t,user:e,room:s,length:i=null,reason:o="",address:r=!1}){let a=i===null?{}:{until:this.#i.time()+i},c=t==="kick"?{}:{...a,...r?{address:r}:{}},h=s===null?{}:
{room:s};await this.#t.command(t,{...h,user:e.id,reason:x(o).trim(),...c}),this.#s.showToast(`did.${t}`,{name:e.name}),this.#o(s)}async lift({kind:t,subject:e,name:s,
room:i}){let o=i===null?{}:{room:i};await this.#t.command(`un${t}`,{...o,user:e}),this.#s.showToast(`did.un${t}`,{name:s}),this.#o(i)}async report(t,e,s){await this.#t.
command("report",{room:t,seq:e,reason:x(s).trim()}),this.#s.showToast("did.report")}async changeSettings(t,e){await this.#t.command("set",{room:t,...e})}async closeRoom(t){
await this.#t.command("close",{room:t})}#o(t){t!==null&&this.#e.dispatch({type:"sanctionsLoaded",room:t,sanctions:null})}#r(){let{room:t}=this.#e;t?.joined&&t.sanctions===
null&&(O(t,"mute")||O(t,"ban"))&&!this.#n.has(t.id)&&(this.#n.add(t.id),this.#a(t.id))}async#a(t){let e=[];try{({sanctions:e}=await this.#t.list("sanctions",{room:t}))}catch{}
this.#n.delete(t),this.#e.dispatch({type:"sanctionsLoaded",room:t,sanctions:e})}};var Ue=30,qt=class{#t;#e;#s;#i=new Set;#n;constructor({client:t,store:e,moderation:s}){this.#t=t,this.#e=e,this.#s=s,e.addEventListener("change",()=>this.#l()),
t.addEventListener("reported",({detail:i})=>this.#h(i))}show({tab:t,room:e,closed:s=!1}){return this.#e.dispatch({type:"queueShown",request:{tab:t,room:e,closed:s}}),
this.#r({further:!1})}close(){this.#e.dispatch({type:"queueShown",request:null})}async loadMore(){let{moderationQueue:t}=this.#e.state;t?.more&&t.state!=="busy"&&
(this.#e.dispatch({type:"queueRequested"}),await this.#r({further:!0}))}async resolve(t,e){await this.#o(t,async()=>{await this.#t.command("resolve",{report:t,outcome:e}),
this.#e.dispatch({type:"queueItemRemoved",id:t})})}async deleteMessage({id:t,room:e,seq:s}){await this.#o(t,async()=>{await this.#t.delete(e,s),this.#e.dispatch(
{type:"queueItemChanged",id:t,changes:{text:null,busy:!1}})})}async lift({id:t,...e}){await this.#o(t,async()=>{await this.#s.lift(e),this.#e.dispatch({type:"qu\
eueItemRemoved",id:t})})}async#o(t,e){let s=i=>this.#e.dispatch({type:"queueItemChanged",id:t,changes:i});s({busy:!0,error:null});try{await e()}catch(i){s({busy:!1,
error:i})}}async#r({further:t}){let{tab:e,room:s,closed:i,items:o,next:r}=this.#e.state.moderationQueue,a={tab:e,room:s,closed:i},c=s===null?{}:{room:s},h=e==="\
sanctions"?{after:r}:{before:o.at(-1)?.id},d={limit:Ue,...t?h:{}};try{let u=await this.#a(e,{where:c,page:d,closed:i});this.#e.dispatch({type:"queueLoaded",request:a,
further:t,...u})}catch(u){this.#e.dispatch({type:"queueFailed",request:a,error:u})}}async#a(t,{where:e,page:s,closed:i}){if(t==="sanctions"){let{sanctions:a,more:c,
next:h}=await this.#t.command("sanctions",{...e,...s});return{items:a.map(mo),more:!!c,next:h}}if(t==="audit"){let{acts:a,more:c}=await this.#t.command("audit",
{...e,...s});return{items:a,more:c}}let{reports:o,more:r}=await this.#t.command("reports",{...e,...s,...i?{closed:i}:{}});return{items:o.map(({report:a,text:c})=>({
...a,text:c})),more:r}}#h({room:t,open:e}){this.#e.dispatch({type:"reportsCounted",room:t,open:e});let{moderationQueue:s}=this.#e.state;s?.tab==="reports"&&!s.closed&&
(s.room===null||s.room===t)&&this.#r({further:!1})}#l(){let{room:t,state:e}=this.#e;z(e,"review")&&this.#n!==e.me?.id&&e.connection.state==="online"&&(this.#n=e.
me?.id,this.#d()),t?.joined&&O(t,"review")&&!(t.id in e.reports)&&!this.#i.has(t.id)&&(this.#i.add(t.id),this.#u(t.id))}async#d(){try{let t=await this.#c({}),e=[
...new Set(t.map(({report:s})=>s.room))];for(let s of e){let i=t.filter(({report:o})=>o.room===s).length;this.#e.dispatch({type:"reportsCounted",room:s,open:i})}}catch{}}async#c(t){
let e=[];for(let s=!0;s&&e.length<Ue;){let i=e.length>0?{before:e.at(-1).report.id}:{},o=await this.#t.command("reports",{...t,limit:Ue,...i});e.push(...o.reports),
s=o.more&&o.reports.length>0}return e}async#u(t){try{let e=await this.#c({room:t});this.#e.dispatch({type:"reportsCounted",room:t,open:e.length})}catch{}}};function mo(n){
let t=n.user??n.address??"";return{...n,subject:t,id:`${n.kind} ${t} ${n.room??""}`}}var Ot=class{#t;#e;#s;#i;#n=0;constructor({client:t,store:e,browser:s,retry:i=()=>{}}){this.#t=t,this.#e=e,this.#s=s,this.#i=i,s.addEventListener("network",()=>this.#o()),
s.addEventListener("back",()=>this.#o()),t.addEventListener("state",({detail:o})=>o.state==="online"&&this.#r(!1)),this.#r(!s.online)}async#o(){this.#n+=1;let t=this.#n,
{online:e}=this.#s;this.#r(!e),e&&this.#i(),await this.#t.check()&&t===this.#n&&this.#r(!1)}#r(t){t!==this.#e.state.offline&&this.#e.dispatch({type:"networkChan\
ged",offline:t})}};function We(n){let t=Object.keys(n),e=t.slice(0,12).map(s=>({name:$i(s),value:$i(po(n[s]))}));return{fields:e,more:t.length-e.length}}function D({text:n,data:t}){
if(n||!t)return n;let{fields:e,more:s}=We(t);return[...e.map(({name:i,value:o})=>`${i}: ${o}`),...s>0?["…"]:[]].join(" · ")}function po(n){return typeof n=="\
string"?n:JSON.stringify(n)}function $i(n){return n.length>200?`${n.slice(0,200).toWellFormed?.()??n.slice(0,200)}…`:n}var Di=200;function fo(n,t,{me:e,ignored:s}){let i=n.user.id===e?.id;return n.type!=="message"||i||n.deleted||W(n,{ignored:s})?null:t.kind==="direct"||t.kind===
"inbox"?{title:n.user.name,body:Bi(D(n))}:ut(n,t,{me:e})?{title:[n.user.name,...go(t)].join(" · "),body:Bi(D(n))}:null}function go({id:n,title:t}){let e=t||(n.
startsWith("~")?"":`#${n}`);return e===""?[]:[e]}var It=class{#t;#e;#s;#i;#n;#o;#r=new Map;constructor({client:t,store:e,storage:s,desktop:i,openMessage:o,loadOriginal:r=async()=>{},
translate:a=()=>""}){this.#t=e,this.#e=s,this.#s=i,this.#i=o,this.#n=r,this.#o=a,t.addEventListener("entries",({detail:c})=>this.#a(c)),t.addEventListener("join\
ed",({detail:c})=>this.#d(c.room)),t.addEventListener("left",({detail:c})=>this.#c(c.room)),t.addEventListener("activity",({detail:c})=>this.#l(c))}get state(){
let{permission:t}=this.#s;return t!=="granted"&&t!=="default"?t:t==="granted"&&this.#e.notifications?"on":"off"}async toggle(){this.state==="on"?this.#e.notifications=
!1:(this.#s.permission==="granted"||await this.#s.requestPermission()==="granted")&&(this.#e.notifications=!0)}#a({room:t,entries:e,replayed:s}){if(s){this.#d(t);
return}let i=!this.#s.visible&&this.#e.notifications;for(let o of i?e:[])this.#h(t,o)}async#h(t,e){let s=this.#t.state.rooms[t];s&&e.reply_to!=null&&ct(s,e.reply_to)===
void 0&&await this.#n(t,e.reply_to);let i=this.#t.state.rooms[t],o=i?fo(e,i,this.#t.state):null;o&&this.#u&&this.#m(o,{room:t,seq:e.seq??null,tag:wo(i,e)})}#l({
room:t,seq:e}){this.#u&&t.startsWith("~")&&!this.#r.has(t)&&this.#r.set(t,e)}async#d(t){await null;let e=this.#t.state.rooms[t];if(e&&e.to>=(this.#r.get(t)??1/0)){
let s=this.#r.get(t);this.#r.delete(t);let i=e.entries.filter(({seq:o})=>o>=s).at(-1);i&&await this.#h(t,i)}}#c(t){let e=this.#t.state.roomList[t],s=e?.kind==="\
direct"?e.other:null,i=this.#r.get(t);if(this.#r.delete(t),i!==void 0&&this.#u&&s&&!(s.id in this.#t.state.ignored)){let o=this.#o("notifications.direct",{name:s.
name});this.#m({title:s.name,body:o},{room:t,seq:null,tag:`${t}/${e.epoch}/${i}`})}}get#u(){return!this.#s.visible&&this.state==="on"}async#m(t,{room:e,seq:s,tag:i}){
await this.#s.isWatched()||!await this.#s.claim(i)||this.#s.show({...t,tag:i,click:()=>this.#i(e,s)})}};function wo({id:n,epoch:t},{seq:e,time:s}){return`${n}/${t}\
/${e??s}`}function Bi(n){let t=ls(n);return t.length>Di?`${t.slice(0,Di).join("")}…`:n}var jt=class{#t;#e;#s;constructor({api:t,client:e,store:s}){this.#t=t,this.#e=e,this.#s=s}get hasAccount(){return this.#s.state.account?.kind==="account"}rename(t){
let{me:e,limits:s,loginForm:i}=this.#s.state,o=x(t).trim(),r=U("guest",{name:o},{limit:i.site?.name??s.name});return this.#i("rename",r,async()=>{if(o!==e?.name){
let a=this.hasAccount?await this.#t.rename(o):await this.#e.rename(o);this.#s.dispatch({type:"userChanged",user:a})}})}async contactRule(){return(await this.#e.
command("preferences")).contact}async setContactRule(t){return(await this.#e.command("preferences",{contact:t})).contact}async loadLoginName(){try{this.#s.dispatch(
{type:"loginNameLoaded",loginName:this.hasAccount?await this.#t.loginName():null})}catch{}}changeLogin({login:t,password:e}){let{limits:s,loginForm:i}=this.#s.state,
o=x(t).trim(),r=U("guest",{name:o},{limit:i.site?.name??s.name}),c=r?{...r,field:"login"}:e===""?{field:"password",name:"password.empty"}:null;return this.#i("l\
ogin",c,async()=>{this.#s.dispatch({type:"loginNameLoaded",loginName:await this.#t.changeLogin(o,e)})})}changePassword({old:t,password:e}){let s=this.#s.state.loginForm.
site?.password_least,o=(t===""?{field:"old",name:"password.empty"}:null)??U("reset",{password:e},{least:s});return this.#i("password",o,()=>this.#t.changePassword(
t,e))}deleteAccount({password:t},e){let s=t===""?{field:"password",name:"password.empty"}:null;return this.#i("remove",s,async()=>e((await this.#t.deleteAccount(
t))?.task??null))}sessions(){return this.#t.sessions()}endSession(t){return this.#t.endSession(t)}endOtherSessions(){return this.#t.endOtherSessions()}async#i(t,e,s){
if(e)return e;try{return await s(),null}catch(i){return Y(t,i)}}};var Nt=class{#t;#e;#s;#i;#n=new Map;#o=new Map;#r=new Set;#a=!1;#h=!1;#l=new Set;#d=null;#c=null;constructor({client:t,store:e,storage:s,clock:i,browser:o}){this.#t=
t,this.#e=e,this.#s=s,this.#i=i,e.addEventListener("change",()=>this.#u()),o.addEventListener("visible",()=>o.visible||this.#p()),o.addEventListener("leave",()=>this.#p()),
t.addEventListener("joined",({detail:r})=>this.#w(r)),t.addEventListener("seen",({detail:r})=>this.#g(r.room,r))}#u(){for(let{id:t,epoch:e,seen:s,joined:i}of Object.
values(this.#e.state.rooms)){let o=this.#n.get(t);e!==null&&i&&(o?.epoch!==e||o.seq<s)&&(this.#n.set(t,{epoch:e,seq:s}),this.#m(t),this.#f(t))}}#m(t){this.#l.size===
0&&(this.#d=this.#s.owner),this.#l.add(t),this.#c===null&&this.#p()}#p(){this.#c?.(),this.#c=null,this.#l.size!==0&&(this.#d===this.#s.owner&&this.#l.forEach(t=>this.#s.
setSeen(t,this.#n.get(t))),this.#l.clear(),this.#c=this.#i.after(5e3,()=>this.#p()))}#w({room:t,epoch:e,seen:s=0}){this.#g(t,{epoch:e,seq:s}),this.#f(t)}#g(t,{epoch:e,
seq:s}){this.#o.set(t,{epoch:e,seq:s})}#f(t){let e=this.#n.get(t),s=this.#o.get(t);e&&s?.epoch===e.epoch&&s.seq<e.seq&&(this.#r.add(t),this.#b())}#b(){if(!(this.#a||
this.#h||this.#r.size===0||this.#t.state.state!=="online")){for(let t of this.#r)this.#k(t,this.#n.get(t));this.#r.clear(),this.#a=!0,this.#i.after(2e3,()=>{this.#a=
!1,this.#b()})}}async#k(t,e){try{await this.#t.seen(t,e.seq),this.#g(t,e)}catch({code:s,passing:i}){this.#h||=s==="unknown_type",i&&this.#r.add(t)}}};var Fi=3e3,yo=3e3,bo=500,$t=class extends EventTarget{#t;#e;#s;#i;#n=-1/0;#o={words:"",at:-1/0};constructor({client:t,store:e,storage:s,clock:i}){super(),this.#t=
t,this.#e=e,this.#s=s,this.#i=i}roomNameProblem(t){if(t.startsWith("~"))return{name:"room.server"};if(lt(t))return null;if(t.length>164)return{name:"room.long"};
let e=cs(t);return e?{name:"room.suggest",values:{room:e}}:{name:"room.invalid"}}open(t){this.#r(t),this.#e.dispatch({type:"roomOpened",room:t}),this.#s.active=
t}joinAll(t){for(let e of t)this.#r(e)}leave(t){this.#t.leave(t),this.#s.rooms=this.#s.rooms.filter(e=>e!==t),this.#e.dispatch({type:"roomLeft",room:t}),this.hide(
t),this.#s.active=this.#e.state.active}hide(t){this.#s.hidden=[...this.#s.hidden.filter(e=>e!==t),t],this.#e.dispatch({type:"roomUnlisted",room:t})}say(t){let{room:e}=this.#e,
s=x(t);!e||s.trim()===""||(this.#t.say(e.id,s,{reply_to:e.reply?.seq}),this.#e.dispatch({type:"replyChanged",room:e.id,entry:null}),this.#n=-1/0,this.dispatchEvent(
new CustomEvent("said")))}resend(t){this.#t.sayAgain(this.#e.state.active,t)}discard(t){this.#t.unsay(this.#e.state.active,t)}sendTyping(){let t=this.#i.now(),{
room:e}=this.#e;!e?.joined||t-this.#n<Fi||this.#e.state.connection.state!=="online"||(this.#n=t,this.#t.signal(e.id,"typing").catch(({retryAfter:s=4*Fi})=>{this.#n=
t+s}))}editUnsent(t){let{room:e}=this.#e,s=this.#t.outbox(e.id).find(i=>i.key===t);if(s&&this.#t.unsay(e.id,t)){let i=e.entries.find(({seq:o})=>s.reply_to!=null&&
o===s.reply_to);this.#e.dispatch({type:"replyChanged",room:e.id,entry:i??null}),this.dispatchEvent(new CustomEvent("restored",{detail:{room:e.id,text:s.text}}))}}reply(t){
this.#e.dispatch({type:"replyChanged",room:this.#e.state.active,entry:t})}reconnect(){this.#t.retry(),this.#t.connect()}showToast(t,e={}){let{code:s,message:i}=e.
error??{},o=JSON.stringify([t,e,s,i]),r=this.#i.now();o===this.#o.words&&r-this.#o.at<yo||(this.#o={words:o,at:r},this.dispatchEvent(new CustomEvent("toast",{detail:{
name:t,values:e}})))}showError(t){this.showToast(`error.${t.code}`,{error:t})}#r(t){if(this.#e.dispatch({type:"roomAdded",room:t}),this.#t.joined.includes(t))return;
this.#s.rooms=[...this.#s.rooms.filter(i=>i!==t),t],this.#s.hidden=this.#s.hidden.filter(i=>i!==t);let e=this.#s.unsent(t),s=this.#s.seen(t)??void 0;this.#t.join(
t,{since:s,far:bo}).catch(()=>{});for(let{text:i,error:o,...r}of e)this.#t.say(t,i,{...r,error:o&&new w(o.code,o.message,o)})}};var vo=700,ko=36e5,xo=500,Bt=class{#t;#e;#s;#i;#n=new Map;#o=new Map;#r=()=>{};#a=null;constructor({client:t,store:e,clock:s,rejoin:i}){this.#t=t,this.#e=e,this.#s=
s,this.#i=i,e.addEventListener("change",()=>this.#h()),t.addEventListener("sanction",({detail:o})=>this.#c(o)),t.addEventListener("state",({detail:o})=>this.#u(
o))}#h(){let{rooms:t,muted:e}=this.#e.state,s=Object.values(t),o=[...s.filter(a=>this.#n.get(a.id)!==a.exclusion?.until).map(Dt),e,...s.map(a=>a.muted)].map(a=>a?.
until??1/0),r=Math.min(...o);this.#l(r===1/0?null:r),this.#m()}#l(t){if(t!==this.#a&&(this.#a=t,this.#r(),t!==null)){let e=Math.min(Math.max(t+vo-this.#s.time(),
xo),ko);this.#r=this.#s.after(e,()=>this.#d())}}#d(){this.#a=null;let t=this.#s.time(),{rooms:e,muted:s}=this.#e.state;for(let o of Object.values(e)){let r=Dt(o);
Ye(r,t)&&this.#n.get(o.id)!==r.until&&(this.#n.set(o.id,r.until),this.#i(o.id))}let i=Object.values(e).filter(o=>Ye(o.muted,t));Ye(s,t)&&this.#e.dispatch({type:"\
muteChanged",room:null,mute:null});for(let{id:o}of i)this.#e.dispatch({type:"muteChanged",room:o,mute:null});this.#h()}#c({room:t,action:e}){e==="unban"&&Dt(this.#e.
state.rooms[t])&&this.#i(t)}#u({state:t}){this.#o.clear(),t==="online"&&Object.values(this.#e.state.rooms).filter(Dt).forEach(({id:e})=>this.#i(e))}#m(){let{room:t,
state:e}=this.#e;t?.joined&&Vs(t,e.muted)&&this.#o.get(t.id)!==t.can&&(this.#o.set(t.id,t.can),this.#p(t))}async#p({id:t}){try{await this.#t.signal(t,"typing")}catch(e){
if(e.code==="muted"){let s={until:e.until??null,...tt(e)};this.#e.dispatch({type:"muteChanged",room:t,mute:s})}}}};function Dt(n){return n?.exclusion?.code==="b\
anned"?n.exclusion:null}function Ye(n,t){return n?.until!=null&&n.until<=t}var Eo=250,To=20,Lo=new Set(["disconnected","offline"]),Ft=class{#t;#e;#s;#i;#n=()=>{};#o=0;#r=!1;#a=null;constructor({client:t,store:e,clock:s,onAuthors:i=()=>{}}){
this.#t=t,this.#e=e,this.#s=s,this.#i=i,t.addEventListener("joined",({detail:o})=>this.#d(o))}open(){this.#c(this.#e.state.active,"searchToggled",{open:!0})}close(){
this.#o+=1,this.#n(),this.#c(this.#e.state.active,"searchToggled",{open:!1})}query(t,{now:e=!1}={}){let{room:s}=this.#e,i=So(t);if(!(!s?.search||i===s.search.text&&
!e)&&(this.#o+=1,this.#n(),this.#c(s.id,"searchStarted",{text:i}),i!=="")){let o={turn:this.#o,room:s.id,text:i};this.#n=this.#s.after(e?0:Eo,()=>this.#h(o))}}loadMore(){
let{id:t,search:e}=this.#e.room,s=e.results.at(-1);s&&e.more&&e.state!=="busy"&&(this.#o+=1,this.#c(t,"searchStarted",{text:e.text}),this.#h({turn:this.#o,room:t,
text:e.text,before:s.seq}))}async#h(t){if(this.#r){this.#a=t;return}this.#r=!0,await this.#l(t),this.#r=!1;let e=this.#a;this.#a=null,e&&e.turn===this.#o&&this.#h(
e)}async#l(t){let{turn:e,room:s,text:i,before:o}=t;try{let r=await this.#t.search(s,i,{before:o,limit:To});e===this.#o&&(this.#i(r.events.map(({user:a})=>a)),this.#c(
s,"searchResultsLoaded",{text:i,page:r,further:o!==void 0}))}catch(r){e===this.#o&&r.passing?this.#n=this.#s.after(r.retryAfter??1e3,()=>this.#h(t)):e===this.#o&&
this.#c(s,"searchFailed",{text:i,error:r})}}#d({room:t}){let e=this.#e.state.rooms[t]?.search;e?.state==="failed"&&Lo.has(e.error.code)&&this.query(e.text,{now:!0})}#c(t,e,s){
this.#e.dispatch({type:e,room:t,...s})}};function So(n){let t=x(n).trim();return t!==""&&/\s$/.test(n)?`${t} `:t}var R=Object.freeze({now:()=>globalThis.performance.now(),time:()=>Date.now(),after:(n,t)=>{let e=globalThis.performance.now()+n,s,i=r=>{s=r>2147483647?globalThis.
setTimeout(o,2147483647):globalThis.setTimeout(t,r)},o=()=>i(e-globalThis.performance.now());return i(n),()=>globalThis.clearTimeout(s)}});var Ut=class{#t;#e;#s;#i=0;constructor({random:t=Math.random,first:e=1e3,max:s=3e4}={}){this.#t=t,this.#e=e,this.#s=s}next(){let t=Math.min(this.#s,this.#e*2**this.#i);
return this.#i+=1,Math.round(this.#t()*t)}reset(){this.#i=0}};function Ui(n,t){let e=t?.code??n;return e>=4500&&e<=4999?!1:e>=4e3&&e<=4499?!0:t==null||t.retry_after!==
void 0}var Wi=new RegExp("\\p{Surrogate}","u");function Wt(n,t={}){let{type:e,text:s}=n;if((e==="say"||e==="edit")&&typeof s=="string"){let r=Ao(s);if(r>t.text){let a=`\
it has ${r} characters, and the server takes ${t.text}`;throw new w("too_large",a,{field:"text"})}}let i=Co(n),o=Ro(i);if(o>t.message)throw new w("too_large",`t\
he command has ${o} bytes, and the server takes ${t.message}`);return i}function Ao(n){let t=0;for(let e of n)t+=1;return t}function Co(n){let t="",e=(i,o)=>((Wi.
test(i)||typeof o=="string"&&Wi.test(o))&&(t||=i),o),s;try{s=JSON.stringify(n,e)}catch(i){throw new w("invalid",`it cannot be written as JSON: ${i.message}`)}if(t)
throw new w("invalid","half of a character (a lone surrogate) cannot be sent",{field:t});return s}function Ro(n){return new TextEncoder().encode(n).length}var _o=1e4,Mo=15e3,Yi=25e3,Po=500,qo=4e3,Oo=5e3,Yt=class extends EventTarget{#t;#e;#s=new Map;#i=new Map;#n=0;#o;#r=Yi;#a=()=>{};#h={};#l=!1;#d=!1;#c=null;#u=!1;#m=null;#p=!1;constructor({
url:t,WebSocket:e,clock:s}){super(),this.#e=s,this.#o=s.now(),this.#t=new e(t,["chatd.v1"]),this.#a=s.after(Mo,()=>this.#y(1006,"no answer")),this.#t.onopen=()=>this.#l=
!0,this.#t.onmessage=({data:i})=>this.#g(i),this.#t.onclose=({code:i,reason:o})=>this.#y(i,o),this.#t.onerror=()=>this.#w()}get closed(){return this.#p}command(t,e={},s=i=>i){
if(this.#p)return Promise.reject(new w("disconnected"));this.#n+=1;let i=this.#n;return new Promise((o,r)=>{let a=Wt({type:t,...e,ref:i},this.#h);this.#s.set(i,
{onAnswer:s,resolve:o,reject:r}),this.#t.send(a)})}async commandWithRetry(t,e,s){for(;;)try{return await this.command(t,e,s)}catch(i){if(!i.passing)throw i;await this.
wait(i.retryAfter??1e3)}}wait(t){return new Promise((e,s)=>{let i=this.#e.after(t,()=>{this.#i.delete(i),e()});this.#i.set(i,s)})}check(){return this.#p||!this.#d?
Promise.resolve(!1):(this.#c??=this.#x(qo).finally(()=>this.#c=null),this.#c)}close(t=1e3,e=""){this.#y(t,e)}#w(){this.#p||(this.#a(),this.#a=this.#e.after(Po,()=>this.#y(
1006,"error")))}#g(t){if(this.#p)return;this.#o=this.#e.now(),this.#u=!1;let e=Io(t);if(e===null){this.#y(1006,"a frame that is no JSON object");return}if(e.type===
"error"&&e.ref===void 0&&e.code==="bad_frame"){this.#y(1006,"a command that the server could not read");return}if(e.type==="ok"||e.type==="error"||e.type==="pon\
g"){this.#f(e);return}e.type==="welcome"?(this.#l=!0,this.#d=!0,this.#h=e.limits??{},this.#r=(e.heartbeat??Yi/1e3)*1e3,this.#b(this.#r)):e.type==="bye"&&(this.#m=
e),this.dispatchEvent(new CustomEvent("event",{detail:e}))}#f(t){let e=this.#s.get(t.ref);if(this.#s.delete(t.ref),!!e){if(t.type==="error"){e.reject(w.from(t));
return}try{e.resolve(e.onAnswer(t))}catch(s){e.reject(s)}}}#b(t){this.#a(),this.#a=this.#e.after(t,()=>this.#k())}#k(){let t=this.#e.now()-this.#o;if(t<this.#r){
this.#b(this.#r-t);return}this.#x(_o)}#x(t){let e=this.#e.now();this.#u=!0;let s=this.command("ping").then(()=>!0,({code:i})=>i!=="disconnected");return this.#a(),
this.#a=this.#e.after(t,()=>{let i=this.#e.now()-e>t+Oo;this.#u?i?this.#x(t):this.#y(1006,"silence"):this.#k()}),s}#y(t,e){if(this.#p)return;this.#p=!0,this.#a(),
this.#t.onmessage=null,this.#t.onclose=null,this.#t.readyState<2&&this.#t.close(1e3);let s=new w("disconnected");for(let{reject:i}of this.#s.values())i(s);for(let[
i,o]of this.#i)i(),o(s);this.dispatchEvent(new CustomEvent("closed",{detail:{code:t,reason:e,bye:this.#m,opened:this.#l}}))}};function Io(n){try{let t=JSON.parse(
n);return t!==null&&typeof t=="object"?t:null}catch{return null}}var jo=1e4,No={offline:()=>"this device is offline",server_unreachable:({url:n,detail:t})=>`no chatd answers at ${n}${t?`: ${t}`:""}`,server_busy:({url:n,detail:t})=>`\
the server at ${n} takes no more connections now: ${t}`,origin_not_allowed:({url:n,origin:t})=>`the server at ${n} does not let pages of ${t} in: add "${t}" to \
\`origins\` in [server] of its configuration; if the page came from that server, its proxy has to pass on the Host`,upgrade_refused:({url:n})=>`the server at ${n}\
 can be reached over HTTP, but no WebSocket can be opened: a proxy on the way does not pass on the fields Upgrade and Connection`},Kt=class{#t;#e;#s;#i;#n=0;#o=null;#r=!1;#a=null;#h=new Set;constructor({
url:t,fetch:e,clock:s,onDiagnosis:i}){this.#t=String(t),this.#e=e,this.#s=s,this.#i=i}get diagnosis(){return this.#a}reset(){this.#n=0,this.#o=null,this.#r=!1,this.#a=
null}attemptFailed(){this.#n+=1;let t=(this.#n&this.#n-1)===0;this.#o===null&&(t||this.#r&&this.#a===null)&&this.#l()}async#l(){let t={};this.#o=t;let e=await this.#d();
if(this.#o!==t)return;if(this.#o=null,e.reason==="upgrade_refused"&&!this.#r){this.#r=!0;return}this.#r=e.reason==="upgrade_refused";let{reason:s}=e,i=No[s](e);
this.#a={reason:s,message:i},(s==="origin_not_allowed"||s==="upgrade_refused")&&!this.#h.has(s)&&(this.#h.add(s),globalThis.console?.warn(`chatd: ${i}`)),this.#i(
this.#a)}async#d(){if(globalThis.navigator?.onLine===!1)return{reason:"offline"};if(!this.#e)return{reason:"server_unreachable",url:this.#t};let{origin:t,url:e,
href:s}=this.#u();try{let i=await this.#c(s),o={origin:t,url:e,detail:`HTTP ${i.status}`};if(i.status===429||i.status===503)return{reason:"server_busy",...o};let{
origin_allowed:r}=await i.json().catch(()=>null)??{};return typeof r!="boolean"?{reason:"server_unreachable",...o}:{reason:r?"upgrade_refused":"origin_not_allow\
ed",...o}}catch(i){return{reason:"server_unreachable",url:e,detail:i instanceof w?i.message:""}}}async#c(t){let e=new AbortController,s=this.#s.after(jo,()=>e.abort(
new w("timeout","no answer")));try{let i=this.#e;return await i(t,{credentials:"omit",cache:"no-store",signal:e.signal})}finally{s()}}#u(){let t=new URL(this.#t,
globalThis.location?.href);t.protocol={"wss:":"https:","ws:":"http:"}[t.protocol]??t.protocol,t.hash="";let e=t.href,s=globalThis.location?.origin??"";return s&&
t.searchParams.set("origin",s),{origin:s,url:e,href:t.href}}};var $o=1e4,Do=3,Bo=4e3,Fo=/^\s*[\x21-\x7e]+\s*$/,zt=class extends EventTarget{#t;#e;#s;#i=null;#n={state:"idle"};#o=()=>{};#r=0;#a=!1;#h;constructor({url:t,credentials:e,
exclusive:s,WebSocket:i,fetch:o,clock:r,random:a}){super(),this.#t={url:t,credentials:e,exclusive:s,WebSocket:i},this.#e=r,this.#s=new Ut({random:a}),this.#h=new Kt(
{url:t,fetch:o,clock:r,onDiagnosis:c=>this.#k(c)})}get state(){return this.#n}get current(){return this.#n.state==="online"?this.#i:null}connect(){this.#i===null&&
!this.#a&&this.#l()}retry(){this.#a&&this.#l()}async check(){let t=this.#i;return t===null?(this.retry(),!1):this.#n.state==="connecting"&&this.#e.now()-this.#r>=
Bo?(this.#i=null,t.close(),this.#l(),!1):t.check()}close(){this.#x(),this.#y("idle")}fail(t){this.#i?.close(1e3,t)}#l(){this.#d(),this.#r=this.#e.now();let{url:t,
WebSocket:e}=this.#t,s;try{s=new Yt({url:t,WebSocket:e,clock:this.#e})}catch(i){this.#y("refused",{error:new w("invalid",i.message,{field:"url"})});return}this.#i=
s,s.addEventListener("event",({detail:i})=>this.#c(s,i)),s.addEventListener("closed",({detail:i})=>this.#b(s,i)),this.#y("connecting",this.#h.diagnosis)}#d(){this.#o(),
this.#a=!1}#c(t,e){this.#v("event",e),e.type==="welcome"?(this.#h.reset(),this.#u(t,e)):e.type==="expiring"&&t===this.current&&this.#w(t)}async#u(t,{user:e,account:s}){
try{e?this.#f({user:e,account:s,expires:s?.expires}):await this.#p(t)}catch(i){this.#m(t,i);return}t.closed||(this.#y("online"),this.#v("online",t))}#m(t,e){t.closed||
(e instanceof w?(this.#x(),this.#y("refused",{error:e})):t.close(1e3,String(e?.message??e)))}async#p(t){let e=i=>this.#f(i),s=await this.#g({});for(let i=1;;i+=
1){if(!s)throw new w("login_required");try{let r=t.commandWithRetry("login",s,e);i===1&&this.#v("entering",t),await r;return}catch(r){if(!(s.token&&(r.code==="b\
ad_token"||r.code==="expired"))||i===Do)throw r}if(await this.#t.exclusive(async()=>(s=await this.#g({refused:s.token}),!s||s.token?!1:t.commandWithRetry("login",
s,e).then(()=>!0))))return}}async#w(t){try{let e=typeof this.#t.credentials=="function"&&await this.#g({expiring:!0});e&&e.token&&!t.closed&&await t.commandWithRetry(
"login",{token:e.token},s=>this.#f(s))}catch{}}async#g(t){let e=this.#t.credentials,s=await(typeof e=="function"?e(t):e);if(s?.token&&!Fo.test(s.token)){let i=`\
the token is none: it begins with ${JSON.stringify(String(s.token).slice(0,20))}`;throw typeof e=="function"?new Error(i):new w("bad_token",i)}return!s||!s.token&&
s.guest===void 0?null:s.token?{...s,token:s.token.trim()}:{...s}}#f({user:t,token:e,expires:s,account:i}){this.#v("login",{user:t,token:e,expires:s,account:i})}#b(t,{
code:e,reason:s,bye:i,opened:o}){if(t!==this.#i)return;if(this.#i=null,this.#v("lost"),!Ui(e,i)){this.#y("ended",{code:i?.code??e,reason:i?.reason??s});return}this.#e.
now()-this.#r>=$o&&this.#s.reset();let r=i?.retry_after??this.#s.next();this.#o=this.#e.after(r,()=>this.#l()),this.#a=!0;let a={wait:r,until:this.#e.time()+r,code:e,
reason:s},{diagnosis:c}=this.#h;this.#y(c?"unreachable":"waiting",{...a,...c}),o||this.#h.attemptFailed()}#k(t){if(this.#a){let{until:e,code:s,reason:i}=this.#n;
this.#y("unreachable",{wait:e-this.#e.time(),until:e,code:s,reason:i,...t})}else this.#n.state==="connecting"&&this.#y("connecting",t)}#x(){this.#d(),this.#h.reset();
let t=this.#i;this.#i=null,t?.close(),this.#v("lost")}#y(t,e={}){this.#n={state:t,...e},this.#v("state",this.#n)}#v(t,e){this.dispatchEvent(new CustomEvent(t,{detail:e}))}};var Uo=5,Ht=class{#t=[];#e=new Map;#s=new Map;get items(){return this.#t.map(t=>({...t}))}add({error:t=null,...e}){this.#t.push({...e,state:t?"failed":"waiting",
error:t});let s=new Promise((i,o)=>this.#e.set(e.key,{resolve:i,reject:o}));return s.catch(()=>{}),t&&this.#e.get(e.key).reject(t),s}next(){if(this.#t.some(e=>e.
state==="sending"))return null;let t=this.#t.find(e=>e.state==="waiting");return t?(t.state="sending",t):null}acknowledge(t,e){return t==null||!this.#n(t)?!1:(this.#o(
t)?.resolve(e),!0)}fail(t,e){let s=this.#i(t);s&&(s.state="failed",s.error=e,this.#s.delete(t),this.#e.get(t)?.reject(e))}postpone(t,e){let s=this.#i(t);s?.state===
"sending"&&(s.state="waiting",s.error=e)}retry(t){let e=this.#i(t);if(e?.state==="failed"){let s=this.#t.indexOf(e);this.#t.splice(s,1),this.#t.push({...e,state:"\
waiting",error:null})}}discard(t){let e=this.#i(t);return!e||e.state==="sending"?!1:(this.#n(t),this.#o(t)?.reject(new w("discarded")),!0)}connectionLost(){for(let{
key:t,state:e}of[...this.#t]){if(e!=="sending")continue;let s=(this.#s.get(t)??0)+1;if(this.#s.set(t,s),s>=Uo){let i=`the connection was lost ${s} times while t\
his message was being sent`;this.fail(t,new w("unanswered",i))}else this.#i(t).state="waiting"}}rejectAll(t){for(let{reject:e}of this.#e.values())e(t)}#i(t){return this.#t.
find(e=>e.key===t)}#n(t){let e=this.#t.findIndex(s=>s.key===t);return this.#s.delete(t),e>=0&&this.#t.splice(e,1).length>0}#o(t){let e=this.#e.get(t);return this.#e.
delete(t),e}};var Wo=100,Yo=1e3,Ko=6e4,Gt=class{#t;#e;#s;#i;#n;#o;#r;#a=null;#h=null;#l=!1;#d=!1;#c;#u=new Ht;constructor(t,{limit:e,since:s,maxReplay:i,emit:o,clock:r,user:a,
limits:c}){this.#t=t,this.#e=e,this.#s=i,this.#c=new ds(s),this.#i=o,this.#n=r,this.#o=a,this.#r=c}get outbox(){return this.#u.items}get position(){return this.#c.
position}join(t){return this.#a!==t&&(this.#a=t,this.#h=this.#w(t)),this.#h}suspend(){this.#a=null,this.#l=!1,this.#d=!1,this.#u.connectionLost(),this.#E()}rejectPending(t){
this.#u.rejectAll(t)}receive(t){if(t.type==="room"&&t.epoch!==void 0&&t.epoch!==this.#c.epoch){this.#c.invalidate(),this.#i("room",t),this.#x();return}t.type===
"erase"&&this.#c.eraseUser(t.user),["message","edit","delete"].includes(t.type)?(this.#L(this.#c.append(t),{replayed:!1}),this.#k()):this.#i(t.type,t)}say(t,{key:e,
data:s,reply_to:i,time:o=this.#n.time(),error:r,timeout:a}){let c=r??this.#m({text:t,data:s,key:e,reply_to:i}),h=this.#u.add({key:e,text:t,...Ke({data:s}),reply_to:i,
time:o,error:c});if(a!==void 0){let d=this.#n.after(a,()=>this.#C(e,new w("timeout")));h.then(d,d)}return this.#E(),this.#v(),h}retry(t){this.#u.retry(t),this.#E(),
this.#v()}discard(t){let e=this.#u.discard(t);return this.#E(),e}changeMessage(t,e){return this.#p(t,e,s=>{let{seq:i,time:o=this.#n.time(),text:r=e.text,data:a=e.
data}=s,c={type:t,room:this.#t,seq:i,target:e.seq,user:this.#o(),time:o},h=t==="edit"?{text:r,...Ke({data:a})}:{};return this.#L(this.#c.append({...c,...h}),{replayed:!1}),
s})}readPage(t,e){let s=this.#c.generation;return this.#p(t,e,i=>{if(s!==this.#c.generation)throw new w("stale");return{...i,events:i.events.map(o=>this.#c.withChanges(
o))}})}#m(t){try{return Wt({type:"say",room:this.#t,...t,ref:0},this.#r()),null}catch(e){return e}}#p(t,e,s){return this.#a?this.#a.command(t,{room:this.#t,...e},
s):Promise.reject(new w("offline"))}async#w(t){let e=this.#c.isBroken?void 0:this.#c.position,s=await t.commandWithRetry("join",{room:this.#t,limit:this.#e,since:e},
i=>(this.#g(i,e),i));return await this.#b(t),s}#g(t,e){if(e&&!t.gap&&t.seq-e.seq>this.#s){this.#c.skip();return}let{entries:s,reset:i,gap:o}=this.#c.join(t);this.#A(
s),this.#i("joined",{...t,events:s,reset:i,gap:o,since:i?null:e,replayed:!i}),this.#f(this.#a,t.presence).catch(()=>{})}async#f(t,e){for(;e?.more;)e=await t.commandWithRetry(
"presence",{room:this.#t,after:e.next},s=>(this.#i("presence",{type:"presence",room:this.#t,joined:s.users,left:[],count:s.count}),s))}async#b(t){for(this.#l=!1;this.#c.
isBehind;){let e={room:this.#t,after:this.#c.seq,limit:Wo};await t.commandWithRetry("history",e,s=>{this.#L(this.#c.appendPage(s.events),{replayed:!0})})}if(this.#c.
isBroken){await this.#w(t);return}this.#l=!0,this.#v()}#k(){this.#l&&this.#c.isBehind&&this.#b(this.#a).catch(t=>this.#y(t))}#x(){this.#l&&(this.#l=!1,this.#w(this.#a).
catch(t=>this.#y(t)))}#y(t){t.code!=="disconnected"&&this.#i("left",{room:this.#t,error:t})}#v(){let t=this.#l&&!this.#d?this.#u.next():null;if(!t)return;let e=this.#a,
{key:s,text:i,data:o,reply_to:r}=t;this.#E();let a=this.#n.after(Ko,()=>e.close(1e3,"no answer to a message"));e.command("say",{room:this.#t,text:i,data:o,key:s,
reply_to:r},c=>this.#T(t,c)).catch(c=>this.#S(e,t,c)).finally(a)}#T({key:t,text:e,data:s,reply_to:i,time:o},{seq:r,time:a=o,text:c=e}){let h={user:this.#o(),text:c,
...Ke({data:s}),time:a,key:t,reply_to:i},d={type:"message",room:this.#t,seq:r,...h};this.#u.acknowledge(t,d),this.#L(this.#c.append(d),{replayed:!1}),this.#E(),
this.#k(),this.#v()}#S(t,{key:e},s){s.code==="disconnected"||t!==this.#a||(s.passing?this.#R(t,e,s):this.#C(e,s))}#R(t,e,s){this.#d=!0,this.#u.postpone(e,s),this.#E();
let i=()=>{this.#d=!1,this.#v()};t.wait(s.retryAfter??Yo).then(i,()=>{})}#C(t,e){this.#u.fail(t,e),this.#E(),this.#v()}#L(t,{replayed:e}){t.length>0&&(this.#A(t),
this.#i("entries",{room:this.#t,entries:t,replayed:e}))}#A(t){t.filter(s=>s.type==="message"&&this.#u.acknowledge(s.key,s)).length>0&&this.#E()}#E(){this.#i("ou\
tbox",{room:this.#t,items:this.#u.items})}};function Ke({data:n}){return n==null?{}:{data:n}}function ze(n=import.meta.url){let t=new URL("ws",n);return t.protocol=t.protocol==="https:"?"wss:":"ws:",t.href}function zo(){let n=globalThis.crypto.getRandomValues(
new Uint8Array(16));return Array.from(n,t=>t.toString(16).padStart(2,"0")).join("")}var Ho={rooms:"rooms",members:"members",presence:"users",sanctions:"sanction\
s",ignores:"users"},Go=new Set(["activity","seen","invited","reported","role","sanction"]),Xt=class extends EventTarget{#t;#e;#s;#i=new Map;#n=null;#o=null;#r={};#a=!1;#h=null;constructor({
url:t=ze(),credentials:e=null,exclusive:s=h=>h(),WebSocket:i=globalThis.WebSocket,fetch:o=globalThis.fetch,clock:r=R,random:a=Math.random,key:c=zo}={}){super(),
this.#e=r,this.#s=c,this.#t=new zt({url:t,credentials:e,exclusive:s,WebSocket:i,fetch:o,clock:r,random:a});let h=(d,u)=>this.#t.addEventListener(d,({detail:m})=>this.#m(
u,m));h("state",d=>this.#d(d)),h("event",d=>this.#k(d)),h("login",d=>this.#p(d)),h("entering",d=>this.#g(d)),h("online",d=>this.#f(d)),h("lost",()=>this.#i.forEach(
({subscription:d})=>d.suspend()))}get state(){return this.#t.state}get user(){return this.#n}get inbox(){return this.#o?.inbox??null}get account(){return this.#o}get limits(){
return this.#r}get joined(){return[...this.#i.keys()]}addEventListener(t,...e){super.addEventListener(t,...e),t==="inbox"&&(this.#a=!0,this.#w())}connect(){this.#t.
connect()}retry(){this.#t.retry()}check(){return this.#t.check()}disconnect(){this.#t.close()}position(t){return this.#i.get(t)?.subscription.position}join(t,{limit:e=50,
since:s,far:i=1/0,timeout:o}={}){let r=this.#i.get(t);if(!r){let c=(m,p)=>this.#y(m,p),[h,d]=[()=>this.#n,()=>this.#r],u={limit:e,since:s,maxReplay:i,emit:c,clock:this.#e,
user:h,limits:d};r={subscription:new Gt(t,u)},this.#i.set(t,r)}r.answer||(r.answer=new Promise((c,h)=>Object.assign(r,{resolve:c,reject:h})),r.answer.catch(()=>{}));
let{answer:a}=r;if(o!==void 0){let c=this.#e.after(o,()=>this.#u(t,r));a.then(c,c)}return this.state.state==="idle"?this.connect():this.#t.current?this.#b(t,r,this.#t.
current):this.#c(this.state),a}leave(t){let e=this.#i.get(t);e&&(this.#t.current?.command("leave",{room:t}).catch(()=>{}),this.#x(t),e.reject?.(new w("not_joine\
d")))}say(t,e,{data:s,reply_to:i,key:o=this.#s(),time:r,error:a,timeout:c}={}){let h={data:s,reply_to:i,key:o,time:r,error:a,timeout:c},d=this.#l(t,u=>u.say(e,h));
return this.#c(this.state),d}outbox(t){return this.#i.get(t)?.subscription.outbox??[]}sayAgain(t,e){this.#i.get(t)?.subscription.retry(e)}unsay(t,e){return this.#i.
get(t)?.subscription.discard(e)??!1}edit(t,e,s,{data:i}={}){return this.#l(t,o=>o.changeMessage("edit",{seq:e,text:s,data:i}))}delete(t,e){return this.#l(t,s=>s.
changeMessage("delete",{seq:e}))}history(t,{before:e,after:s,limit:i=50}={}){return this.#l(t,o=>o.readPage("history",{before:e,after:s,limit:i}))}search(t,e,{before:s,
limit:i}={}){return this.#l(t,o=>o.readPage("search",{text:e,before:s,limit:i}))}export({after:t,limit:e}={}){return this.command("export",{after:t,limit:e})}signal(t,e,s={}){
return this.command("signal",{room:t,name:e,body:s})}presence(t){return this.list("presence",{room:t})}seen(t,e){return this.command("seen",{room:t,seq:e})}rooms(){
return this.list("rooms")}directory({text:t="",after:e,limit:s}={}){return this.command("directory",{text:t,after:e,limit:s})}async list(t,e={}){let{current:s}=this.#t;
if(!s)throw new w("offline");let i=Ho[t],o=await s.command(t,e),r=[...o[i]];for(let a=o;a.more;r.push(...a[i]))a=await s.commandWithRetry(t,{...e,after:a.next});
return{...o,[i]:r}}async rename(t){let e=await this.command("rename",{name:t});return this.#p(e),e.user}command(t,e){let{current:s}=this.#t;return s?s.command(t,
e):Promise.reject(new w("offline"))}#l(t,e){let s=this.#i.get(t);return s?e(s.subscription):Promise.reject(new w("not_joined"))}#d(t){this.#y("state",t),this.#c(
t.state==="idle"?{state:"ended",reason:"the client was disconnected"}:t)}#c({state:t,error:e,code:s,reason:i}){if(t!=="refused"&&t!=="ended")return;let o=e??new w(
"closed",i||`the server closed the connection with ${s}`);for(let r of this.#i.values())r.reject?.(o),r.answer=null,r.subscription.rejectPending(o)}#u(t,e){if(this.#i.
get(t)===e){let{message:s="no answer to the join"}=this.state,i=new w("timeout",s);this.#t.current?.command("leave",{room:t}).catch(()=>{}),e.reject(i),this.#x(
t,i)}}#m(t,e){try{t(e)}catch(s){this.#t.fail(`an event that cannot be understood: ${s.message}`)}}#p({user:t,token:e,expires:s,account:i=this.#o}){this.#n=t,this.#o=
i,this.#w(),this.#y("login",{user:t,token:e,expires:s,account:i})}#w(){let{inbox:t}=this;!this.#a||t===this.#h||(this.#h!==null&&this.leave(this.#h),this.#h=t,t!==
null&&this.join(t).catch(()=>{}))}async#g(t){let[[e,s]=[]]=this.#i;try{await s?.subscription.join(t),s&&!this.#i.has(e)&&await t.command("leave",{room:e})}catch(i){
i.code==="login_required"&&s.subscription.suspend()}}async#f(t){for(let[e,s]of[...this.#i])await this.#b(e,s,t)}async#b(t,e,s){if(!(s.closed||this.#i.get(t)!==e))
try{e.resolve?.(await e.subscription.join(s))}catch(i){i.code!=="disconnected"&&this.#i.get(t)===e&&(this.#x(t,i),e.reject?.(i))}}#k(t){t.type==="welcome"?this.#r=
t.limits??{}:t.type==="me"&&(this.#n=t.user,this.#o=t.account??this.#o);let e=this.#i.get(t.room);if(t.room==null||Go.has(t.type)?this.#y(t.type,t):e?.subscription.
receive(t),e&&t.type==="sanction"&&(t.action==="kick"||t.action==="ban")){let s=t.action==="ban"?"banned":"kicked";this.#x(t.room,new w(s,t.reason,t))}}#x(t,e){
this.#y("left",{room:t,error:e})}#y(t,e){if(t==="left"){let{subscription:o}=this.#i.get(e.room)??{};o?.suspend(),o?.rejectPending(e.error??new w("not_joined")),
this.#i.delete(e.room),e.room===this.#h&&(this.#h=null)}if(this.dispatchEvent(new CustomEvent(t,{detail:e})),t!=="joined"&&t!=="entries")return;let{room:s}=e;for(let o of e.
events??e.entries){let r=o.type==="message"&&s===this.#h?"inbox":o.type;(r!=="inbox"||!e.reset||o.seq>e.seen)&&this.dispatchEvent(new CustomEvent(r,{detail:{...o,
room:s}}))}let i=this.position(s);i&&this.dispatchEvent(new CustomEvent("position",{detail:{room:s,...i}}))}};var Ki={more:"More","act.mute":"Mute","act.kick":"Remove","act.ban":"Ban","act.unmute":"Unmute","act.unban":"Unban","act.mute.title":"Mute {name}","act.kick.tit\
le":"Remove {name}","act.ban.title":"Ban {name}","act.mute.about":"They can read but not write.","act.kick.about":"They have to leave now, but can come back.","\
act.ban.about":"They have to leave now and cannot come back until the ban ends.","act.length":"For how long?","act.ever":"Permanently","act.reason":"Reason (opt\
ional, shown to them as your words)","act.where":"Where?","act.room":"In this room","act.site":"On the whole site","act.address":"Also everyone else with the sa\
me IP address","did.mute":"{name} is muted","did.kick":"{name} was removed","did.ban":"{name} is banned","did.unmute":"{name} can write again","did.unban":"{nam\
e} can come back","did.report":"Thank you. The moderators will look into it.",report:"Report","report.title":"Report a message","report.about":"The moderators o\
f this room will see the message, and that you reported it.","report.reason":"What is wrong with it? (optional)",queue:"Moderation","queue.waiting":{one:"{count\
} report is waiting",other:"{count} reports are waiting"},"queue.reports":"Reports","queue.sanctions":"Active bans and mutes","queue.audit":"Log","queue.where":"\
Where","queue.room":"In this room","queue.all":"On the whole site","queue.open":"Open","queue.closed":"Closed","queue.which":"Which reports","queue.busy":"Loadi\
ng…","queue.more":"Show older entries","queue.reports.none":"There are no open reports.","queue.closed.none":"No report has been closed yet.","queue.sanctions\
.none":"Nobody is muted or banned.","queue.audit.none":"The log is empty.","queue.by":"Reported by {name}, {time}","queue.why":"“{reason}”","queue.jump":"Go\
 to the message","queue.done":"Mark as resolved","queue.dismiss":"Dismiss","queue.outcome.done":"Resolved by {name}, {time}","queue.outcome.dismissed":"Dismisse\
d by {name}, {time}","queue.mute":"Muted until {until}","queue.ban":"Banned until {until}","queue.mute.ever":"Muted permanently","queue.ban.ever":"Banned perman\
ently","queue.since":"since {time}","queue.address":"everyone at {address}","queue.lift":"End now","audit.say":"{by} spoke in {room} from the command line","aud\
it.create_room":"{by} created the room {room}","audit.set":"{by} changed {room}: {detail}","audit.close":"{by} closed {room}","audit.invite":"{by} invited {user\
} to {room}","audit.role":"{by} changed {user}’s role in {room}: {detail}","audit.role.none":"{by} removed {user}’s role in {room}","audit.resign":"{by} lef\
t {room}","audit.kick":"{by} removed {user} from {room}","audit.mute":"{by} muted {user} in {room}","audit.unmute":"{by} unmuted {user} in {room}","audit.ban":"\
{by} banned {user} from {room}","audit.unban":"{by} unbanned {user} from {room}","audit.delete":"{by} deleted message {seq} by {user} in {room}","audit.resolve":"\
{by} closed a report about {user} in {room}: {detail}","audit.other":"{by}: {action} {user} {room} {detail}","audit.site":"the whole site","audit.until":"until \
{until}","audit.ever":"permanently"};var zi={"day.clock":"{day} {clock}","kind.public":"Public room","kind.private":"Private room","kind.announce":"Announcements","kind.archived":"Archived room","k\
ind.direct":"Direct message","kind.inbox":"Notices","kind.public.about":"Anyone can find it and write in it.","kind.private.about":"Only people you invite know \
about it.","kind.announce.about":"Everyone can read, only moderators can write.","kind.archived.about":"Its messages stay readable, nobody can write.","room.rem\
oved":"You are no longer a member of “{room}”.","room.untitled":"Private room","rooms.invitations":"Invitations","rooms.private":"Private rooms","rooms.dire\
ct":"Direct messages","rooms.put":"Hide {room} until there is a new message","rooms.barred":"You cannot enter right now","invited.by":"from {name}","invited.acc\
ept":"Accept the invitation to {room}","invited.decline":"Decline the invitation to {room}","invited.told":"{name} invites you to “{room}”","invited.moderat\
or":"{name} invites you to “{room}” as a moderator. Accept or decline in the list of rooms.","invited.owner":"{name} invites you to “{room}” as an owner. Ac\
cept or decline in the list of rooms.","invited.direct":"{name} started a conversation with you","invited.done":"{name} has been invited","browse.title":"Browse\
 rooms","browse.search":"Search rooms","browse.more":"Show more rooms","browse.joined":"joined","browse.found":{one:"{count} room",other:"{count} rooms"},"brows\
e.first":{one:"The first room",other:"The first {count} rooms"},"browse.none":"No room matches your search.","browse.empty":"There are no public rooms yet.","cr\
eate.title":"Create a room","create.kind":"Kind of room","create.name":"Name","create.name.hint":"Book club","create.id":"Address","create.topic":"Topic (option\
al)","create.yes":"Create room","create.unnamed":"Please give the room a name.","direct.title":"New direct message","direct.hint":"Only the two of you can read \
it.","direct.yes":"Start","invite.title":"Invite someone to {room}","invite.hint":"They will find the invitation in their list of rooms.","invite.yes":"Invite",
"find.name":"Account name","find.none":"There is no account with that name.","room.menu":"Room options","room.settings":"Room settings","room.invite":"Invite so\
meone","room.resign":"Leave room","room.resign.sure":"Leave {room}? You will no longer be a member.","room.resign.last":"Leave {room}? You are its only owner: n\
obody will own the room until an administrator of the site gives it a new one.","room.resign.yes":"Leave","room.link":"Copy link to this room","set.title":"Titl\
e","set.topic":"Topic","set.slow":"Slow mode: time between messages","set.slow.off":"Off","set.retention":"Keep messages","set.retention.site":"As long as the s\
ite does","set.retention.forever":"Forever","set.retention.none":"Not at all","set.retention.age":"For {span}","set.kind":"Kind of room","set.close":"Close this\
 room","set.close.sure":"Close this room for everyone? Its messages stay readable.","set.close.yes":"Close for everyone","role.owner":"Owner","role.moderator":"\
Moderator","role.invited":"Invited","role.muted":"Muted","role.give.owner":"Make owner","role.give.moderator":"Make moderator","role.give.member":"Make member",
"role.give.none":"Remove as member","role.given":"{name} changed your role in “{room}”","role.given.moderator":"{name} made you a moderator of “{room}”. You\
 can leave the room at any time.","role.given.owner":"{name} made you an owner of “{room}”. You can leave the room at any time.","role.done":"{name}’s role \
was changed","people.online":"Online","people.away":"Not in the room right now","person.menu":"Options for {name}","person.direct":"Send a message","person.invi\
te":"Invite to this room","write.announce":"Only moderators can write here.","write.inbox":"Here the site writes to you; nobody else sees it.","write.closed":"T\
his room is archived: you can read it, but nobody can write.","write.muted":"You are muted here: you can read but not write.","write.muted.until":"You are muted\
 here until {until}.","write.muted.left":"You are muted here for another {left}.","write.slow":"Next message in {left}",unmuted:"You can write again.","excluded\
.banned":"You are banned from {room}","excluded.banned.ever":"The ban has no end date.","excluded.banned.until":"The ban lasts until {until}. You will then be l\
et back in automatically.","excluded.banned.left":"The ban ends in {left}. You will then be let back in automatically.","excluded.kicked":"You were removed from\
 {room}","excluded.kicked.hint":"You can come back.","excluded.return":"Rejoin","excluded.reason":"Reason: {reason}"};var Hi={"loginPage.come":"Welcome back.","loginPage.join":"A name of your own, on all your devices.","loginPage.ways":"How do you want to continue?","loginPage.\
guest":"As a guest","loginPage.guest.hint":"Guests have a ~ before their name.","loginPage.signIn":"Sign in","loginPage.register":"Register","loginPage.register\
.do":"Create my account","loginPage.forgot":"Forgot your password? An administrator can send you a link to set a new one.","loginPage.invited":"You have been in\
vited: choose a name and a password for your account.","loginPage.reset":"Choose a new password for your account.","loginPage.reset.do":"Set password","loginPag\
e.reset.done":"Your new password is set, {name}. You can now sign in with it.","loginPage.ended":"Your session has expired. Please sign in again.","loginPage.co\
okies":"You are signed in, but this browser did not keep the cookie. Allow cookies for this site and try again.","loginPage.members":"Guests are not allowed her\
e. Please sign in.","loginPage.disabled":"This account has been disabled.","loginPage.closed":"New accounts can only be created by invitation or by an administr\
ator.","loginPage.invitation.over":"This invitation has already been used or has expired. Ask for a new one.","loginPage.link.over":"This link has already been \
used or has expired. Ask for a new one.","loginPage.wait":"Too many attempts. Please wait {wait}.","loginPage.full":"The server is busy. Please try again in a m\
oment.","loginPage.offline":"You are offline. This goes on by itself as soon as you are connected.","loginPage.unreached":"The server cannot be reached.","login\
Page.foreign":"The server does not recognize this page as its own: {message}",password:"Password","password.show":"Show password","password.new":"New password",
"password.old":"Current password","password.least":"At least {count} characters.","password.empty":"Please enter your password.","password.short":"A password ne\
eds at least {least} characters.","password.long":"That password is too long.","password.wrong":"The name or the password is wrong.","password.not":"That is not\
 your current password.","password.change":"Change your password","password.about":"You will be signed out everywhere else.","password.done":"Your password has \
been changed.","name.taken":"This name, or one that looks like it, is already taken.","name.unfit":"This name cannot be used: {message}","field.invalid":"The se\
rver did not accept this: {message}",siteBan:"You are banned from this site","siteBan.until":"The ban lasts until {until}.","siteBan.left":"The ban ends in {lef\
t}.","siteBan.ever":"The ban has no end date.","siteBan.over":"The ban has ended.","siteBan.reason":"Reason: {reason}","siteBan.again":"Come back in","login.cha\
nge":"Sign-in name","login.do":"Change sign-in name","login.new":"New sign-in name","login.now":"Signs in as {name}","login.about":"You sign in as {name}. Other\
s see your display name, which you can change without changing this.","login.done":"Your sign-in name has been changed.","me.leave":"Sign out","me.admin":"Admin\
istrator","me.account":"Account","me.guest":"Guest on this device","me.other":"Signed in through another site",createAccount:"Create an account","createAccount.\
about":"With an account you keep your name on all your devices. Messages you sent as a guest stay the guest’s; your rooms come with you.",sessions:"Where you \
are signed in","sessions.loading":"Loading…","sessions.here":"This browser","sessions.used":"Last used {when}","sessions.on":"{browser} on {system}","sessions\
.unknown":"Unknown browser","sessions.end":"Sign out","sessions.end.of":"Sign out {name}","sessions.others":"Sign out everywhere else",remove:"Delete my account",
"remove.about":"Your account and your name are deleted, and all your messages are removed for everyone. This cannot be undone.","remove.yes":"Delete everything",
"remove.working":"Your account is deleted. What you said is still being removed. That goes on by itself; you can close this page.","remove.done":"Your account i\
s deleted, and everything you said is removed.",notifications:"Notifications","notifications.on":"You are notified on this device when someone mentions you, rep\
lies to you or sends you a direct message while you are not looking at this page.","notifications.off":"Get notified on this device when someone mentions you, r\
eplies to you or sends you a direct message while you are not looking at this page.","notifications.direct":"{name} has written to you","notifications.on.do":"T\
urn on","notifications.off.do":"Turn off","notifications.missing":"This browser cannot show notifications.","notifications.denied":"Notifications are blocked fo\
r this site. You can allow them in your browser’s settings.",contact:"Who may contact me","contact.about":"For invitations to rooms and direct messages. Anyon\
e else is refused, without being told why.","contact.who":"Who may invite me and write to me","contact.everybody":"Everyone","contact.shared":"Members of my roo\
ms","contact.nobody":"No one","contact.saved":"Saved.",ignored:"Ignored people","ignored.unnamed":"Name not known on this device","ignored.none":"You are not ig\
noring anyone.","ignored.done":"You will no longer see messages from {name}.","ignored.undone":"You will see messages from {name} again.",ignore:"Ignore",unignore:"\
Stop ignoring","unignore.of":"Stop ignoring {name}",hidden:{one:"{count} message from someone you ignore",other:"{count} messages from people you ignore"},"hidd\
en.show":"Show","mention.offer":{one:"{count} suggestion: Enter or Tab inserts it",other:"{count} suggestions: arrow keys to choose, Enter or Tab to insert"},"p\
ill.called":{one:"{count} message for you",other:"{count} messages for you"}};var Jt={tag:"en",texts:{...zi,...Ki,...Hi,tagline:"Pick a name and start talking. No account, nothing to install.","loginPage.room":"You are about to join {room\
}","loginPage.room.private":"You are about to join a private room","loginPage.name":"Your name","loginPage.placeholder":"How others will see you","loginPage.ent\
er":"Start chatting","loginPage.entering":"Just a moment…","name.empty":"Please choose a name.","name.long":"A name can have at most {limit} characters.",language:"\
Language",rooms:"Rooms","rooms.join":"Join a room","rooms.placeholder":"Room name","rooms.leave":"Leave {room}","rooms.hide":"Hide {room}","rooms.others":"Other\
 rooms","rooms.none":"You are not in any room yet. Join one below.","room.invalid":"Room names can contain A–Z, a–z, 0–9 and _ - = @ , . ; ~, but no spaces.",
"room.suggest":"Room names cannot contain spaces or special characters. Try “{room}”.","room.long":"A room name can have at most 164 characters.","room.serv\
er":"Names that start with ~ are reserved for the server.","room.unknown":"This room does not exist, or you are not a member.","room.refused":"You cannot join “\
{room}”: {reason}","room.lost":"You are no longer in “{room}”: {reason}",people:"People","people.here":{one:"{count} person here",other:"{count} people he\
re"},"list.more":{one:"Show {count} more",other:"Show {count} more"},"people.more":{one:"and {count} more",other:"and {count} more"},you:"you",nobody:"Deleted u\
ser","open.rooms":"Show rooms","open.people.of":"Show people: {count}","open.people":"Show people",close:"Close","dialog.missing":"This could not be loaded. Che\
ck your connection and try again, or reload the page.",messages:"Messages in {room}","message.label":"{name}, {time}: {text}","message.edited":"{name}, {time}, \
edited: {text}","empty.title":"No messages yet","empty.text":"Say hello! Everyone in this room will see it.","none.title":"No room selected","none.text":"Choose\
 a room from the list, or join one by name.","older.loading":"Loading earlier messages…","older.start":"This is the beginning of {room}.","older.direct":"This\
 is the beginning of your conversation with {room}.","older.failed":"Earlier messages could not be loaded.","divider.new":"New messages","divider.missed":{one:"\
You missed {count} message",other:"You missed {count} messages"},"divider.about":{one:"You missed about {count} message",other:"You missed about {count} message\
s"},"pill.unread":{one:"{count} new message",other:"{count} new messages"},"pill.about":{one:"About {count} new message",other:"About {count} new messages"},latest:"\
Jump to the latest","gap.text":"Some messages are missing here: the server could not continue from where you left off, and earlier messages are gone.","gap.olde\
r":"Some messages are missing here: you missed them while you were away.","gap.none":"This room keeps no history: what was said while you were away is not shown\
.",gone:"This message no longer exists.",write:"Write a message","write.to":"Message {room}",send:"Send","text.more":"Show more","text.less":"Show less","write.\
touch":"Enter starts a new line, the button sends","write.hint":"Enter to send, Shift+Enter for a new line","write.left":{one:"{count} character left",other:"{c\
ount} characters left"},"write.over":{one:"{count} character too many",other:"{count} characters too many"},"typing.one":"{a} is typing…","typing.two":"{a} an\
d {b} are typing…","typing.many":"Several people are typing…","state.pending":"Sending…","state.offline":"Waiting to be sent","state.held":"You are writin\
g very fast: this is sent in a moment, in order","state.busy":"The server cannot take it right now: this is sent as soon as it can","state.slow":"Slow mode: wil\
l be sent as soon as the room allows it","state.failed":"Not sent",retry:"Try again",discard:"Discard","copy.text":"Copy text","copy.link":"Copy link",copied:"C\
opied",reply:"Reply","reply.to":"Replying to {name}","reply.loading":"Loading the message…","reply.gone":"a message that no longer exists","reply.jump":"Go to\
 this message",edit:"Edit","edit.on":"Editing your message","edit.touch":"Enter starts a new line, the button saves","edit.hint":"Enter to save, Esc to cancel",
"edit.late":"This message can no longer be edited.",cancel:"Cancel",edited:"edited",delete:"Delete","delete.sure":"Delete this message?","delete.yes":"Delete fo\
r everyone","delete.no":"Keep message",deleted:"This message was deleted.","you.name":"You",search:"Search in this room","search.placeholder":"Search","search.h\
int":"Finds messages in this room that contain all the words. The last one may be the beginning of a word.","search.busy":"Searching…","search.none":"No messa\
ges found for “{text}”.","search.found":{one:"{count} message, newest first",other:"{count} messages, newest first"},"search.first":{one:"The newest message",
other:"The newest {count} messages"},"search.more":"Show older results","announcement.text":"From the operator: {text}","announcement.close":"Close the announce\
ment","connection.connecting":"Connecting…","connection.waiting":"Connection lost. Trying again in {seconds} s","connection.now":"Connection lost. Trying agai\
n…","connection.offline":"You are offline. What you write is kept and sent later.","connection.server_unreachable":"The server cannot be reached. Trying again\
 in {seconds} s","connection.server_busy":"The server is not accepting more connections right now. Trying again in {seconds} s","connection.origin_not_allowed":"\
The server does not accept connections from this page. Tell the site’s administrator: this page’s address has to be listed in server.origins, or the proxy has t\
o pass on the Host header.","connection.upgrade_refused":"Something between you and the server, perhaps a proxy, is blocking chat connections (WebSocket). Tryin\
g again…","connection.ended":"The connection is closed: {reason}","connection.online":"Connected","connection.retry":"Try now","me.settings":"Your settings","\
me.name":"Display name","me.save":"Save","me.renamed":"You are now {name}",export:"Export my data","export.busy":{one:"Collecting your messages: {count} so far…",
other:"Collecting your messages: {count} so far…"},"export.done":{one:"{count} message saved as {file}.",other:"{count} messages saved as {file}."},"export.no\
ne":"You have not sent any messages yet.","me.forget":"Start over as someone new","me.forget.sure":"Forget your name and rooms on this device?","me.forget.yes":"\
Forget and start over","error.bad_frame":"The server did not understand the message.","error.unknown_type":"The server does not support this. It may be older th\
an this page.","error.invalid":"The server did not accept it: {message}","error.login_required":"Guests are not allowed here. Sign in with an account.","error.b\
ad_token":"Your sign-in is no longer valid. Please sign in again.","error.expired":"Your session has expired. Please sign in again.","error.forbidden":"You are \
not allowed to do that here. Ask a moderator if you need it.","error.not_found":"This no longer exists, or never did.","error.not_joined":"You are not in this r\
oom. Open it again.","error.muted":"You are muted here: you can read, but not write.","error.muted.until":"You are muted here until {until}. You can read meanwh\
ile.","error.banned":"You are banned here.","error.banned.until":"You are banned here until {until}.","error.kicked":"You were removed.","error.slow_mode":"Slow\
 mode: please wait a moment between messages.","error.slow_mode.wait":"Slow mode: wait {seconds} s before your next message.","error.rate_limited":"You are doin\
g that too fast. Please wait a moment and try again.","error.too_large":"This is too long. Shorten it and try again.","error.filtered":"The message was blocked \
by a filter. Change it and try again.","error.conflict":"This is already taken. Choose something else.","error.unavailable":"The server cannot do that right now\
. Please try again in a moment.","error.internal":"Something went wrong on the server. Try again, and tell whoever runs it if it happens again.","error.internal\
.id":"Something went wrong on the server. Try again, and tell whoever runs it if it happens again: error {id}.","error.disconnected":"The connection was lost. T\
ry again when you are connected.","error.offline":"There is no connection. Try again when you are connected.","error.closed":"The connection is closed. Reload t\
he page to connect again.","error.timeout":"The server did not answer in time. Please try again.","error.unanswered":"The connection failed every time this was \
sent. Try again, perhaps in smaller parts.","error.stale":"The room was reset in the meantime. Please try again.","error.discarded":"Discarded.","error.rate_lim\
ited.wait":"You are doing that too fast. Try again in {seconds} s.","error.unavailable.wait":"The server cannot do that right now. Try again in {seconds} s.","e\
rror.full.rooms":"You have as many rooms open as you can ({count}). Leave one, then try again.","error.full.memberships":"You belong to as many rooms as you can\
 ({count}). Leave one, then try again.","error.full.members":"This room is full: it has {count} members. Someone has to leave before another can be added.","err\
or.full.ignored":"You ignore as many people as you can ({count}). Stop ignoring someone first.","error.full.sanctions":"This room has as many mutes and bans as \
it can ({count}). End one first.","error.with":"{text} Reason: {reason}","error.contact":"You cannot invite this person or write to them.","error.quoted":"{text\
} {reason}","reason.quoted":"{name}: “{reason}”","reason.operator":"The operators of this site"}};var He=Object.freeze({en:"English",zh:"简体中文"}),Xo={zh:()=>import("./zh-FUOQHFXS.js")},Xi={en:Jt};async function Zt(n){try{return Xi[n]??=(await Xo[n]()).
default,n}catch{return"en"}}var Gi=9e5,Jo=2e3,Qt=[["week",6048e5],["day",864e5],["hour",36e5],["minute",6e4],["second",1e3]],Qo=/[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
function Vo(n){return typeof n=="string"&&Qo.test(n)?`⁨${n}⁩`:n}function Ji(n){return n.filter(Boolean).map(e=>e.toLowerCase().split("-")[0]).find(e=>Object.
hasOwn(He,e))??"en"}var Vt=class{#t;#e;#s;#i=new Map;constructor(t,{timeZone:e,wished:s=[],texts:i}={}){let{texts:o,tag:r}=Xi[t],a=s.find(u=>u.toLowerCase().split(
"-")[0]===t)??r;this.code=t,this.tag=r,this.#t=i?{...o,...i}:o,this.#s=u=>new Intl.NumberFormat(a,{style:"unit",unit:u,unitDisplay:"long"});let c=u=>()=>new Intl.
DateTimeFormat(a,{...u,timeZone:e}),h=()=>({hour:Zo(a),minute:"2-digit"}),d=u=>()=>c({...u,...h()})();this.#e=er({plural:()=>new Intl.PluralRules(a),relative:()=>new Intl.
RelativeTimeFormat(a,{numeric:"auto"}),clock:d({}),day:c({weekday:"long",day:"numeric",month:"long"}),distant:c({day:"numeric",month:"long",year:"numeric"}),exact:c(
{dateStyle:"full",timeStyle:"medium"}),short:c({day:"numeric",month:"short"}),dated:c({day:"numeric",month:"short",year:"numeric"}),week:d({weekday:"long"}),year:d(
{day:"numeric",month:"long"}),ever:d({day:"numeric",month:"long",year:"numeric"}),key:()=>e?new Intl.DateTimeFormat("en-CA",{timeZone:e}):{format:tr}})}t(t,e={}){
let s=this.#t[t]??Jt.texts[t]??t;return(typeof s=="string"?s:s[this.#e.plural.select(e.count)]??s.other).replace(/\{(\w+)\}/g,(o,r)=>Vo(e[r])??o)}has(t){return t in
Jt.texts}clock(t){return this.#e.clock.format(t)}brief(t){return this.#e.clock.formatToParts(t).filter(({type:s})=>s!=="dayPeriod").map(({value:s})=>s).join("").
trim()}exact(t){return this.#e.exact.format(t)}dayKey(t){let e=Math.floor(t/Gi);return this.#i.has(e)||(this.#i.size>=Jo&&this.#i.clear(),this.#i.set(e,this.#e.
key.format(e*Gi))),this.#i.get(e)}when(t,e){return this.dayKey(t)===this.dayKey(e)?this.clock(t):this.#e[Math.abs(e-t)<300*864e5?"short":"dated"].format(t)}until(t,e){
let s=this.#n(t,e);if(s===0)return this.clock(t);if(s===1)return this.t("day.clock",{day:this.#e.relative.format(1,"day"),clock:this.clock(t)});let i=s<7?"week":
s<300?"year":"ever";return this.#e[i].format(t)}span(t){let[e,s]=Qt.find(([,i])=>t%i===0)??Qt.at(-1);return this.#s(e).format(t/s)}left(t){let[e,s]=Qt.find(([,i])=>t>=
2*i)??Qt.at(-1);return this.#s(e).format(Math.ceil(t/s))}day(t,e,{inSentence:s=!1}={}){let i=this.#n(t,e);if(i===0||i===-1){let o=this.#e.relative.format(i,"day");
return s?o:o.charAt(0).toLocaleUpperCase(this.tag)+o.slice(1)}return this.#e[i>-300&&i<300?"day":"distant"].format(t)}#n(t,e){return Math.round((Date.parse(this.
dayKey(t))-Date.parse(this.dayKey(e)))/864e5)}};function Zo(n){return new Intl.DateTimeFormat(n,{timeStyle:"short",timeZone:"UTC"}).format(Date.UTC(2e3,0,1,9,5)).
startsWith("0")?"2-digit":"numeric"}function tr(n){let t=new Date(n),e=s=>String(s).padStart(2,"0");return`${t.getFullYear()}-${e(t.getMonth()+1)}-${e(t.getDate())}`}
function er(n){let t=new Map,e=i=>t.get(i)??t.set(i,n[i]()).get(i),s=Object.keys(n).map(i=>[i,{get:()=>e(i)}]);return Object.defineProperties({},Object.fromEntries(
s))}function Qi(n,t){return{...n,members:Object.fromEntries(t.map(e=>[e.user.id,e]))}}function Vi(n,{user:t,role:e,invited:s=!1}){let{[t.id]:i,...o}=n.members??{};return{
...n,members:e===null?o:{...o,[t.id]:{...i,user:t,role:e,invited:s}}}}function Je(n,t){let e=n.members??{},s=Object.values(n.people).map(r=>Ge(r,e[r.id])),i=Object.
values(e).filter(({user:r})=>!(r.id in n.people)),o=s.length>=Math.min(n.count,1);return{here:Xe(s,t),away:o?Xe(i.map(r=>Ge(r.user,r)),t):[]}}function Ge(n,t){return{
user:n,role:t?.role??null,invited:t?.invited??!1}}function Xe(n,t){let e=({user:i})=>i.id===t?.id?0:1,s=({role:i})=>i==="owner"?0:i==="moderator"?1:2;return n.sort(
(i,o)=>e(i)-e(o)||s(i)-s(o)||i.user.name.localeCompare(o.user.name))}function Zi({rooms:n,roomList:t,me:e},s){let{here:i,away:o}=Je(s,e),r=[...i,...o],{other:a}=t[s.
id]??{},c=a&&!r.some(({user:d})=>d.id===a.id)?[...r,Ge(a)]:r,h=({user:d})=>Object.values(n).some(u=>u.joined&&d.id in u.people);return Xe(c,e).map(d=>({...d,online:d.
user.id!==e?.id&&h(d)}))}function Qe(n){return ws(n,"member")}function tn({tab:n,room:t,closed:e=!1}){return Object.freeze({tab:n,room:t,closed:e,items:[],more:!1,next:null,state:"busy",error:null})}function en(n){return{...n,
state:"busy",error:null}}function sn(n,{request:t,items:e,more:s,next:i=null,further:o}){if(!an(n,t))return n;let r=o?n.items:[],a=e.filter(({id:c})=>!r.some(h=>h.
id===c));return{...n,items:[...r,...a],more:s,next:i,state:"done",error:null}}function nn(n,{request:t,error:e}){return an(n,t)?{...n,state:"failed",error:e}:n}
function on(n,t,e){return{...n,items:n.items.map(s=>s.id===t?{...s,...e}:s)}}function rn(n,t){return{...n,items:n.items.filter(e=>e.id!==t)}}function an(n,{tab:t,
room:e,closed:s}){return n!==null&&n.tab===t&&n.room===e&&n.closed===s}var nr=Object.freeze({me:null,account:null,loginName:null,nameMarks:Object.freeze({}),loginForm:Mi,siteBan:null,connection:Object.freeze({state:"idle"}),offline:!1,
announcement:null,limits:Object.freeze({}),ignored:Object.freeze({}),unsupported:Object.freeze([]),rooms:Object.freeze({}),roomList:Object.freeze({}),active:null,
watching:null,following:null,muted:null,reports:Object.freeze({}),moderationQueue:null});function or(n,t){let e=rr[t.type];return e?e(n,t):ln(n,t)}var rr={connectionChanged:(n,{
connection:t})=>({...n,connection:t,me:t.state==="refused"?null:n.me}),networkChanged:(n,{offline:t})=>({...n,offline:t}),announced:(n,{announcement:t})=>({...n,
announcement:t}),announcementClosed:n=>({...n,announcement:null}),siteLoaded:(n,t)=>({...n,loginForm:Pi(n.loginForm,t)}),loginLinkChanged:(n,t)=>({...n,loginForm:qi(
n.loginForm,t)}),loginModeChosen:(n,t)=>({...n,loginForm:Oi(n.loginForm,t)}),loginBusyChanged:(n,t)=>({...n,loginForm:Ii(n.loginForm,t)}),siteBanChanged:(n,{ban:t})=>({
...n,siteBan:t}),limitsReceived:(n,{limits:t})=>({...n,limits:t}),commandUnsupported:(n,{command:t})=>({...n,unsupported:[...n.unsupported,t]}),userChanged:(n,{
user:t})=>({...n,me:t}),accountChanged:(n,{account:t})=>({...n,account:t}),ignoreListLoaded:(n,{users:t})=>({...n,ignored:Is(t)}),userIgnored:(n,{user:t})=>({...n,
ignored:js(n.ignored,t)}),userUnignored:(n,{user:t})=>({...n,ignored:Ns(n.ignored,t)}),roomOpened:(n,t)=>hr(n,t.room),roomLeft:(n,t)=>dr(n,t.room),roomExcluded:(n,t)=>si(
n,t.room,t.exclusion),muteChanged:(n,t)=>ii(n,t.room,t.mute),reportsCounted:(n,{room:t,open:e})=>({...n,reports:{...n.reports,[t]:e}}),queueShown:(n,{request:t})=>({
...n,moderationQueue:t&&tn(t)}),queueRequested:n=>nt(n,en),queueLoaded:(n,t)=>nt(n,e=>sn(e,t)),queueFailed:(n,t)=>nt(n,e=>nn(e,t)),queueItemChanged:(n,{id:t,changes:e})=>nt(
n,s=>on(s,t,e)),queueItemRemoved:(n,{id:t})=>nt(n,e=>rn(e,t)),roomWatched:(n,t)=>ur(n,t.room),endFollowed:(n,{room:t})=>({...n,following:t}),targetChanged:(n,t)=>ln(
t.seq===null?n:{...n,following:null},t),typingExpired:(n,{now:t})=>Ve(n,e=>xs(e,t)),nameMarksChanged:(n,{nameMarks:t})=>({...n,nameMarks:t}),loginNameLoaded:(n,{
loginName:t})=>({...n,loginName:t}),userRenamed:(n,{user:t})=>({...Ve(n,e=>ms(e,t)),roomList:ai(n.roomList,t)}),userErased:(n,{user:t})=>Ve(n,e=>us(e,t)),roomAdded:(n,t)=>t.
room in n.rooms?n:K(n,Us(t.room)),roomListLoaded:(n,t)=>({...n,roomList:ni(n.roomList,t.rooms)}),roomListed:(n,t)=>({...n,roomList:Ie(n.roomList,t.listing)}),activityReceived:(n,{
event:t})=>{let e=oi(n.roomList,t);return e===n.roomList?n:{...n,roomList:e}},roomUnlisted:(n,t)=>({...n,roomList:Ne(n.roomList,t.room)}),seenReceived:(n,{event:t})=>cr(
n,t)},ar={membersLoaded:(n,t)=>Qi(n,t.members),memberChanged:(n,{event:t})=>Vi(n,t),sanctionsLoaded:(n,t)=>({...n,sanctions:t.sanctions}),slowModeStarted:(n,{until:t})=>ei(
n,t),roomJoined:(n,t,e)=>Ws(n,t.answer,{...e,seen:t.seen}),entriesReceived:(n,t,e)=>Ks(n,t.entries,{...e,replayed:t.replayed}),outboxChanged:(n,{items:t})=>({...n,
pending:t}),presenceChanged:(n,{event:t})=>vs(n,t),typingReceived:(n,{user:t,now:e},s)=>t.id in s.ignored?n:ks(n,t,e),settingsChanged:(n,{event:t})=>Ys(n,t),historyLoading:(n,{
loading:t})=>({...n,loading:t}),olderLoaded:(n,{page:t,before:e})=>zs(n,t,e),newerLoaded:(n,{page:t,after:e})=>Hs(n,t,e),windowReplaced:(n,{page:t,target:e})=>Gs(
n,t,{target:e}),targetChanged:(n,{seq:t})=>({...qe(n,[t]),target:Xs(t)}),originalLoaded:(n,{seq:t,entry:e},s)=>Fs(n,t,e,s),messagesRevealed:(n,{seqs:t})=>qe(n,t),
messagesRead:(n,{seq:t},e)=>Oe(n,t,e),replyChanged:(n,{entry:t})=>Es(n,t),editingChanged:(n,{entry:t})=>Ts(n,t),deletingChanged:(n,{entry:t})=>Ls(n,t),draftChanged:(n,t)=>Ss(
n,t),searchToggled:(n,{open:t})=>As(n,t),searchStarted:(n,t)=>Cs(n,t),searchResultsLoaded:(n,t)=>Rs(n,t),searchFailed:(n,t)=>_s(n,t)};function lr(n,{room:t}){return n.
roomList[t]?.invited?{...n,roomList:Ie(n.roomList,{room:t,invited:!1})}:n}function ln(n,t){let e=t.type==="roomJoined"?lr(n,t):n,s=e.rooms[t.room],i=ar[t.type];
if(!s||!i)return e;let{watching:o,active:r,following:a}=e,c={watched:o===s.id,open:r===s.id,following:a===s.id},h=i(s,t,{...Ze(e),...c});return h===s?e:K(e,h)}function nt(n,t){
return n.moderationQueue===null?n:{...n,moderationQueue:t(n.moderationQueue)}}function Ze({me:n,ignored:t}){return{me:n,ignored:t}}function K(n,t){return{...n,rooms:{
...n.rooms,[t.id]:Object.freeze(t)}}}function Ve(n,t){return Object.values(n.rooms).reduce((s,i)=>{let o=t(i);return o===i?s:K(s,o)},n)}function cr(n,t){let e=n.
rooms[t.room];return{...e?.epoch===t.epoch?K(n,Oe(e,t.seq,Ze(n))):n,roomList:ri(n.roomList,t)}}function hr(n,t){if(n.active===t)return n;let e=n.rooms[n.active],
s=e?K(n,Js(e)):n,i=s.rooms[t];return{...i?K(s,Ds(i)):s,active:t,watching:null,following:t}}function dr(n,t){let{[t]:e,...s}=n.rooms,i=n.active===t?Object.keys(s)[0]??
null:n.active,o=i===n.active;return{...n,rooms:s,active:i,watching:o?n.watching:null,following:o?n.following:i}}function ur(n,t){let e=n.rooms[t],s={...n,watching:e?
t:null};return e&&!$s(e)?K(s,Bs(e,Ze(n))):s}function cn(n){let{[n.active]:t,...e}=n.rooms,s={...n,rooms:e,roomList:mr(n)};return{unread:ts(s),mentions:es(s)}}function mr({
roomList:n,active:t}){return t===null?n:Ne(n,t)}function ts(n){return[...Object.values(n.rooms),...je(n.roomList,n.rooms)].reduce((e,s)=>e+s.unread,0)}function es(n){
let t=s=>s.kind==="direct"||s.kind==="inbox"?s.unread:s.mentions??0;return[...Object.values(n.rooms),...je(n.roomList,n.rooms)].reduce((s,i)=>s+t(i),0)}var te=class extends EventTarget{#t=nr;get state(){
return this.#t}get room(){return this.#t.rooms[this.#t.active]??null}dispatch(t){let e=or(this.#t,t);e!==this.#t&&(this.#t=e,this.dispatchEvent(new CustomEvent(
"change",{detail:t})))}};function Q({language:n,setLanguage:t}){let e=Object.entries(He).map(([i,o])=>{let r=i===n.code;return l("option",{value:i,selected:r,lang:i},o)}),s=({target:i})=>t(
i.value);return l("label",{class:"language"},l("span",{class:"visually-hidden"},n.t("language")),l("select",{class:"select",name:"language",on:{change:s}},e))}var pr={guest:"loginPage.guest",signIn:"loginPage.signIn",register:"loginPage.register"},ee=class{#t;#e=l("p",{class:"gate-tagline"});#s=l("p",{class:"gate-note",
role:"status"});#i;#n=l("div",{class:"gate-way"});#o=l("p",{class:"gate-hint",role:"status"});#r=new Map;#a=null;#h="";constructor(t){let{language:e,browser:s}=t;
this.#t=t;let{room:i}=s.route();this.#i=l("div",{class:"gate-ways",role:"group","aria-label":e.t("loginPage.ways")}),this.element=l("main",{class:"gate"},l("div",
{class:"gate-card"},l("div",{class:"gate-brand"},l("span",{class:"brand-mark"},k("wave")),l("h1",{},"chatd")),this.#e,i&&l("p",{class:"gate-room"},fr(e,i)),this.#s,
this.#i,this.#n,this.#o,Q(t)))}render({loginForm:t,connection:e,offline:s,me:i}){let{language:o}=this.#t,r=["connecting","waiting","unreachable"].includes(e.state),
a=t.busy||r||e.state==="online"&&!i;g(this.#e,o.t(hn[t.link?.kind]??hn[t.mode]??"tagline")),g(this.#s,t.note?o.t(t.note.name,t.note.values):""),this.#d(t),this.#c(
t);let c=this.#r.get(t.mode);c?.setBusy(a,o.t("loginPage.entering")),c?.showProblem(t.problem),g(this.#o,this.#l(t,e,s))}close(){}#l({mode:t,problem:e},s,i){let{
language:o}=this.#t;if(i)return o.t("loginPage.offline");if(t===null)return o.t(e?.name==="loginPage.unreached"?"loginPage.unreached":"loginPage.entering");if(s.
state==="unreachable"||s.state==="connecting"&&s.reason)return et(o,s,Math.ceil((s.wait??0)/1e3));let r={waiting:"connection.now",ended:"connection.ended"}[s.state];
return r?o.t(r,{reason:s.reason||s.code}):""}#d(t){let e=J(t),s=JSON.stringify([e,t.mode]);if(s===this.#h)return;this.#h=s;let{language:i,login:o}=this.#t,r=a=>{
let h={type:"button",class:"gate-choice","aria-pressed":String(a===t.mode)};return l("button",{...h,on:{click:()=>o.chooseMode(a)}},i.t(pr[a]))};this.#i.replaceChildren(
...e.map(r)),this.#i.hidden=e.length<2}#c({mode:t,site:e}){if(t===this.#a)return;let s=this.#r.get(this.#a),i=t&&(this.#r.get(t)??di(this.#t,t,e));this.#a=t,this.#n.
replaceChildren(...i?[i.element]:[]),i&&(this.#r.set(t,i),i.fill({name:s?.values.name||this.#t.storage.name}),i.focus())}};function fr(n,t){return t.startsWith(
"~")?n.t("loginPage.room.private"):n.t("loginPage.room",{room:`#${t}`})}var hn={invitation:"loginPage.invited",reset:"loginPage.reset",guest:"tagline",signIn:"l\
oginPage.come",register:"loginPage.join"};var se=class{#t;#e;#s=l("p",{class:"outside-until","aria-live":"off"});#i=l("p",{class:"outside-reason"});#n;#o;#r=()=>{};constructor(t){this.#t=t;let{language:e,
login:s,client:i}=t,o={type:"button",class:"button primary",on:{click:()=>i.connect()}};this.#n=l("button",o,e.t("siteBan.again"));let r=()=>s.signOut().catch(()=>s.
forgetPerson());this.#o=l("button",{type:"button",class:"button quiet",on:{click:r}},e.t("me.leave")),this.#e=l("h1",{tabindex:"-1"},e.t("siteBan")),this.element=
l("main",{class:"gate"},l("div",{class:"gate-card outside",role:"alert"},l("span",{class:"outside-mark"},k("alert")),this.#e,this.#s,this.#i,l("div",{class:"out\
side-buttons"},this.#n,this.#o),Q(t)))}opened(){this.#e.focus()}render({siteBan:t,connection:e,account:s}){let{language:i,clock:o}=this.#t,r=o.time(),a=t.until!==
null&&t.until<=r;this.#s.setAttribute("aria-live",a?"polite":"off"),g(this.#s,a?i.t("siteBan.over"):H(i,"siteBan",t.until,r,"ever"));let c=mt(i,t);g(this.#i,t.by||
!c?c:i.t("siteBan.reason",{reason:c})),this.#n.hidden=!a,this.#n.disabled=e.state==="connecting",this.#o.hidden=s?.kind!=="account",this.#a(a?null:t.until)}close(){
this.#r()}#a(t){if(this.#r(),t!==null){let{clock:e,store:s}=this.#t;this.#r=e.after(1e3,()=>this.render(s.state))}}};var B=class{#t="";constructor(){this.element=l("span",{class:"visually-hidden",role:"status"})}announce(t,e=t){e!==this.#t&&(this.#t=e,g(this.element,t))}};var ie=class{#t;#e=l("span",{class:"announcement-text"});#s=new B;constructor({language:t,store:e}){this.#t=t;let s=v("close",t.t("announcement.close"),()=>e.dispatch(
{type:"announcementClosed"}));this.element=l("div",{class:"announcement",hidden:!0},this.#e,s),this.spoken=this.#s.element}render({announcement:t}){this.element.
hidden=t===null;let e=t===null?"":this.#t.t("announcement.text",{text:t.text});g(this.#e,e),this.#s.announce(e,`${t?.time} ${e}`)}};var ne=class{#t;#e=l("span");#s=new B;#i;#n={state:"idle"};#o=!1;#r=0;#a=!1;#h=()=>{};constructor(t){this.#t=t;let{language:e,roomActions:s}=t,i={type:"button",
class:"button quiet",on:{click:()=>s.reconnect()}};this.#i=l("button",i,e.t("connection.retry")),this.element=l("div",{class:"banner",hidden:!0},this.#e,this.#i),
this.spoken=this.#s.element,this.light=l("span",{class:"light",role:"img"})}render({connection:t,offline:e}){this.#o=e&&t.state!=="ended"&&t.state!=="refused",t!==
this.#n&&(this.#n=t,this.#r=this.#t.clock.now()+(t.wait??0)),this.#l()}close(){this.#h()}#l(){this.#h();let t=this.#c(),e=this.#o?"offline":this.#n.state,s=e===
"online";g(this.#e,s?"":t),this.element.hidden=s,this.element.dataset.state=e;let i=e==="waiting"||e==="unreachable",o=e==="ended"||e==="refused";this.#i.hidden=
!i&&!o&&!(this.#o&&this.#n.state!=="online"),this.#d(e,t),this.light.dataset.state=e,this.light.setAttribute("aria-label",t),this.light.title=t,i&&(this.#h=this.#t.
clock.after(500,()=>this.#l()))}#d(t,e){t==="online"?(this.#s.announce(this.#a?e:"","online"),this.#a=!1):t!=="connecting"&&t!=="idle"&&(this.#a=!0,this.#s.announce(
e,`${gr[t]??t} ${this.#n.reason??""}`))}#c(){let{language:t,clock:e}=this.#t,{state:s,code:i,reason:o,error:r}=this.#n,a=Math.ceil((this.#r-e.now())/1e3);if(this.#o)
return t.t("connection.offline");switch(s){case"online":return t.t("connection.online");case"waiting":return a>0?t.t("connection.waiting",{seconds:a}):t.t("conn\
ection.now");case"unreachable":return et(t,this.#n,a);case"ended":return t.t("connection.ended",{reason:o||i});case"refused":return t.t("connection.ended",{reason:M(
t,r)});default:return o?et(t,this.#n,0):t.t("connection.connecting")}}},gr={waiting:"lost",unreachable:"lost"};var oe=class{#t;#e=l("h2",{tabindex:"-1"});#s=l("p",{"aria-live":"off"});#i=l("p",{class:"barred-reason"});#n;#o=null;#r=()=>{};constructor(t){this.#t=t;let{language:e,
roomActions:s}=t,i=()=>s.open(this.#o.id);this.#n=l("button",{type:"button",class:"button primary",on:{click:i}},e.t("excluded.return")),this.element=l("section",
{class:"barred",role:"alert",hidden:!0},l("span",{class:"empty-mark"},k("lock")),this.#e,this.#s,this.#i,this.#n)}get heading(){return this.#e}render(t,e){this.#r(),
this.#o=e;let s=e?.exclusion??null;if(this.element.hidden=s===null,s===null)return;let{language:i,clock:o}=this.#t,r=s.code==="kicked";g(this.#e,i.t(`excluded.${s.
code}`,{room:I(i,t,e.id)}));let a=o.time(),c=r?i.t("excluded.kicked.hint"):H(i,"excluded.banned",s.until,a,"ever");g(this.#s,c);let h=mt(i,s);g(this.#i,s.by||!h?
h:i.t("excluded.reason",{reason:h})),this.#n.hidden=!r,!r&&s.until!==null&&s.until>a&&(this.#r=o.after(1e3,()=>this.render(t,this.#o)))}close(){this.#r()}};var re=class{#t;#e;#s;#i=l("p",{class:"visually-hidden",role:"status"});#n;#o=[];#r=null;#a=0;constructor({language:t},{area:e,changed:s}){this.#t=t,this.#e=e,this.#s=
s;let i={class:"completions",id:"completions",role:"listbox",hidden:!0};this.#n=l("ul",{...i,"aria-label":t.t("people")}),this.#n.addEventListener("pointerdown",
o=>o.preventDefault()),this.element=l("div",{},this.#n,this.#i),e.setAttribute("aria-controls","completions"),e.setAttribute("aria-autocomplete","list"),e.addEventListener(
"blur",()=>this.close())}look(t){let{value:e,selectionStart:s,selectionEnd:i}=this.#e,o=s===i?qs(e,s,t):null;this.#o=t,JSON.stringify(o)!==JSON.stringify(this.#r)&&
(this.#r=o,this.#a=0,this.#h())}close(){this.#r!==null&&(this.#r=null,this.#h())}key(t){if(this.#r===null||t.isComposing)return!1;let e=this.#r.users.length,s={
ArrowDown:1,ArrowUp:e-1}[t.key];if(s!==void 0)this.#a=(this.#a+s)%e,this.#d();else if(t.key==="Enter"&&!t.shiftKey||t.key==="Tab"&&!t.shiftKey)this.#c(this.#r.users[this.#a]);else if(t.
key==="Escape")this.close();else return!1;return t.preventDefault(),t.stopPropagation(),!0}#h(){let t=this.#r?.users??[];this.#n.hidden=t.length===0,this.#n.replaceChildren(
...t.map((e,s)=>this.#l(e,s))),g(this.#i,t.length>0?this.#t.t("mention.offer",{count:t.length}):""),this.#d()}#l(t,e){return l("li",{class:"completion",role:"op\
tion",id:`completion-${e}`,on:{click:()=>this.#c(t)}},j(t),l("span",{class:"person-name",dir:"auto"},t.name),F(t.mark))}#d(){[...this.#n.children].forEach((t,e)=>t.
setAttribute("aria-selected",String(e===this.#a))),this.#r?(this.#e.setAttribute("aria-activedescendant",`completion-${this.#a}`),this.#n.children[this.#a].scrollIntoView(
{block:"nearest"})):this.#e.removeAttribute("aria-activedescendant")}#c(t){let{text:e,caret:s}=Os(this.#e.value,this.#r,t,this.#o);this.#e.value=e,this.#e.setSelectionRange(
s,s),this.close(),this.#s()}};var wr=8,yr=200,br=50,ae=class{#t;#e=null;#s=4e3;#i;#n;#o;#r=l("span",{class:"write-count"});#a=l("span",{class:"about-words"});#h=l("span",{class:"about-text",
dir:"auto"});#l;#d;#c=l("p",{class:"silence",hidden:!0});#u=l("span",{class:"write-slow"});#m={count:new B,silence:new B,slow:new B};#p=null;#w=!1;#g=()=>{};#f;constructor(t){
this.#t=t;let{language:e}=t,s=(o,r)=>e.t(o,r);this.#n=l("textarea",{class:"write",id:"write",rows:"1",dir:"auto","aria-label":s("write"),"aria-description":s(G()?
"write.touch":"write.hint"),enterkeyhint:G()?"enter":"send",autocomplete:"off",on:{input:()=>this.#S(),keydown:o=>this.#R(o),click:()=>this.#y(),keyup:({key:o})=>o.
startsWith("Arrow")&&this.#y()}}),this.#o=l("button",{type:"submit",class:"send","aria-label":s("send"),title:s("send")},k("send")),this.#l=l("div",{class:"abou\
t",hidden:!0},this.#a,this.#h,v("close",s("close"),()=>this.#t.roomActions.reply(null))),this.#d=l("div",{class:"write-box"},this.#n,this.#u,this.#r,this.#o),t.
roomActions.addEventListener("restored",({detail:o})=>this.#T(o)),this.#f=new re(t,{area:this.#n,changed:()=>this.#S()});let i=o=>{o.preventDefault(),this.#C()};
this.element=l("form",{class:"composer",novalidate:!0,on:{submit:i}},this.#l,this.#c,this.#f.element,this.#d,Object.values(this.#m).map(({element:o})=>o),l("p",
{class:"write-hint","aria-hidden":"true"},s("write.hint")))}get field(){return this.#n}focus(){this.#n.focus()}render(t,e){if(this.#g(),this.#p=t,this.#s=t.limits.
text??this.#s,this.element.hidden=e===null||e.exclusion!==null,this.element.hidden)return;e.id!==this.#e&&(this.#e=e.id,this.#v(this.#t.storage.draft(e.id)));let{
language:s}=this.#t,i=s.t("write.to",{room:I(s,t,e.id)});this.#n.placeholder!==i&&(this.#n.placeholder=i),this.#b(e),this.#x(e),this.#A()}close(){this.#g()}#b(t){
let{clock:e,language:s}=this.#t,i=Qs(t,this.#p.muted),o=i?this.#k(i):"";g(this.#c,o),this.#m.silence.announce(o,i?`${i.why} ${i.until} ${i.reason}`:""),this.#c.
hidden=i===null,this.#d.hidden=i!==null,this.#n.disabled=i!==null;let r=i?0:Zs(t,e.now());this.#w=r>0;let a=r>0?s.t("write.slow",{left:s.left(r)}):"";g(this.#u,
a),this.#m.slow.announce(a,r>0?String(t.pausedUntil):""),(r>0||i?.until!=null)&&(this.#g=e.after(Math.min(r||1e3,1e3),()=>this.render(this.#p,t)))}#k({why:t,until:e,
reason:s,by:i}){let{language:o,clock:r}=this.#t;if(t==="muted"){let a=H(o,"write.muted",e,r.time());return hi(o,a,{reason:s,by:i})}return o.t({archived:"write.c\
losed",announce:"write.announce",inbox:"write.inbox"}[t]??"error.forbidden")}#x({reply:t}){t?.seq!==this.#i&&(this.#i=t?.seq,t&&this.focus());let e=t?this.#t.language.
t("reply.to",{name:t.user.name}):"";g(this.#a,e),g(this.#h,(t&&D(t))??""),this.#l.hidden=e===""}#y(){let{store:t}=this.#t;this.#f.look(t.room?ht(t.room,t.state):
[])}#v(t){this.#f.close(),this.#n.value=t,this.#L()}#T({room:t,text:e}){let s=this.#t.storage.draft(t),i=s.trim()===""?e:`${e}
${s}`;this.#t.storage.setDraft(t,i),this.#v(i),this.#A(),this.focus()}#S(){let{storage:t,roomActions:e}=this.#t;t.setDraft(this.#e,this.#n.value),this.#n.value.
trim()!==""&&e.sendTyping(),this.#L(),this.#A(),this.#y()}#R(t){let{roomActions:e,edits:s}=this.#t;this.#f.key(t)||(ft(t)?(t.preventDefault(),this.#C()):t.key===
"Escape"&&!t.isComposing&&this.#i!==void 0?(t.stopPropagation(),e.reply(null)):t.key==="ArrowUp"&&this.#n.value===""&&s.editLast()&&t.preventDefault())}#C(){let{
roomActions:t,storage:e}=this.#t,s=x(this.#n.value);s.trim()===""||Z(s)>this.#s||this.#n.disabled||this.#w||(e.setDraft(this.#e,""),this.#v(""),t.say(s),this.#A(),
this.focus())}#L(){let t=this.#n.value.split(`
`).length;this.#n.rows=Math.min(Math.max(t,1),wr)}#A(){let{language:t}=this.#t,e=this.#s-Z(x(this.#n.value)),s=e<0?"write.over":e<yr?"write.left":"",i=s&&t.t(s,
{count:Math.abs(e)});g(this.#r,i),this.#m.count.announce(i,s&&`${s} ${e<0?"":Math.ceil(e/br)}`),this.#r.classList.toggle("is-over",e<0),this.#o.disabled=e<0||this.#n.
disabled||this.#w||this.#n.value.trim()===""}};var le=class{#t;#e;#s=null;#i=new Map;#n=!1;constructor({attach:t,...e}){this.#t={...e,dialogs:this},this.#e=t}async load(){this.#s??=await import("./all-LXWEUXSA.js")}browseRooms(){
this.#o("BrowseRoomsDialog",t=>t.open())}createRoom(){this.#o("CreateRoomDialog",t=>t.open())}startDirect(){this.#o("FindPersonDialog",t=>t.direct())}inviteTo(t){
this.#o("FindPersonDialog",e=>e.invite(t))}roomSettings(t){this.#o("RoomSettingsDialog",e=>e.open(t))}sanction(t,e,s){this.#o("SanctionDialog",i=>i.open(t,e,s))}report(t,e){
this.#o("ReportDialog",s=>s.open(t,e))}leaveRoom(t){this.#o("LeaveRoomDialog",e=>e.open(t))}moderationQueue(t){this.#o("ModerationQueueDialog",e=>e.open(t))}settings(){
this.#o("SettingsDialog",t=>t.open())}render(t){this.#i.forEach(e=>e.render?.(t))}close(){this.#n=!0,this.#i.forEach(t=>t.close?.())}#o(t,e){if(this.#s!==null){
e(this.#r(t));return}this.load().then(()=>!this.#n&&e(this.#r(t)),()=>this.#t.roomActions.showToast("dialog.missing"))}#r(t){let e=this.#i.get(t);if(e)return e;
let s=new this.#s[t](this.#t);return this.#i.set(t,s),this.#e(s.element),s.render?.(this.#t.store.state),s}};function mn(n){let t=[],e=0;for(let s of Lr.test(n)?n.matchAll(Tr()):[]){let i=Rr(s[0]),o=_r(i);o!==null&&(s.index>e&&t.push({text:n.slice(e,s.index)}),t.push({
text:i,href:o}),e=s.index+i.length)}return e<n.length&&t.push({text:n.slice(e)}),t}var vr="(?<!(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}])[\\p{L\
}\\p{N}_])",kr='(?:https?:\\/\\/|(?<![.@/-])www\\.)[^\\s<>"“”‘’«»，。；：！？、（）【】《》「」]+',xr="[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-\
9])?",Er=`(?<![.%+/@-])[a-z0-9](?:[a-z0-9_%+-]|\\.(?!\\.))*@(?:${xr}\\.)+[a-z]{2,63}(?![\\p{L}\\p{N}_@]|[.:][\\p{L}\\p{N}/])`,Tr=q(()=>new RegExp(`${vr}(?:${kr}\
|${Er})`,"giu")),Lr=/:\/\/|www\.|@/i,dn=/^https?:/i,Sr=/^www\.[\p{L}\p{N}][^./]*\.[^./]/iu,Ar=/[.,;:!?'*_~]$/,Cr={")":"(","]":"[","}":"{"};function Rr(n){let t=n;
for(;;){let e=t.at(-1),s=Cr[e];if(!(s&&un(t,s)<un(t,e))&&!Ar.test(t))return t;t=t.slice(0,-1)}}function un(n,t){return n.split(t).length-1}function _r(n){if(!dn.
test(n)&&!Sr.test(n))return n.includes("@")&&!/^www\./i.test(n)?`mailto:${n}`:null;try{let t=new URL(dn.test(n)?n:`https://${n}`);return(t.protocol==="http:"||t.
protocol==="https:")&&t.username===""&&t.password===""?t.href:null}catch{return null}}function ce(n,{here:t,plain:e=s=>[s]}){return mn(n).flatMap(s=>{if(!s.href)return e(s.text);let o=s.href.split("#")[0]===t||s.href.startsWith("mailto:")?{}:{target:"\
_blank",rel:"noopener noreferrer nofollow"};return l("a",{href:s.href,dir:"ltr",...o},s.text)})}var Mr={invite:"invite",settings:"gear",reports:"flag",sanctions:"ban",audit:"list",resign:"exit"},Pr={invite:"room.invite",settings:"room.settings",reports:"qu\
eue.reports",sanctions:"queue.sanctions",audit:"queue.audit",resign:"room.resign"},he=class{#t;#e=l("span",{class:"title-sign"});#s=l("span",{class:"title-words",
dir:"auto"});#i=l("p",{class:"room-topic",dir:"auto"});#n=l("span",{class:"waiting-count"});#o=null;#r=null;constructor(t){this.#t=t;let{language:e}=t,s={class:"\
room-more","aria-haspopup":"menu"};this.heading=l("h1",{class:"room-title",tabindex:"-1"},this.#e,this.#s),this.words=l("div",{class:"room-words"},this.heading,
this.#i),this.queueButton=v("shield",e.t("queue"),()=>this.#l(),{class:"desk-open"}),this.queueButton.append(this.#n),this.more=v("more",e.t("room.menu"),({currentTarget:i})=>this.#d(
i),s)}render(t,e){let{language:s}=this.#t;this.#r=e;let i=e&&$e(t,e.id);if(g(this.#s,i?st(s,i):"chatd"),this.#h(e?.topic??""),this.#o!==i?.kind){this.#o=i?.kind??
null;let o=this.#o===null||this.#o==="public";this.#e.replaceChildren(...o?[]:[pt(s,this.#o)])}this.more.hidden=!e?.joined,this.#a(t,e)}#a(t,e){let s=Pe(e,t),i=s.
includes("reports")?gs(t,e):0,o=this.#t.language.t(i>0?"queue.waiting":"queue",{count:i});this.queueButton.hidden=s.length===0,this.queueButton.classList.toggle(
"has-waiting",i>0),this.queueButton.title!==o&&(this.queueButton.title=o,this.queueButton.setAttribute("aria-label",o)),g(this.#n,i>0?i>99?"99+":String(i):"")}#h(t){
if(t!==this.words.title){this.words.title=t;let e=this.#t.browser.address({room:""}).split("#")[0];this.#i.replaceChildren(...ce(t,{here:e}))}}#l(){this.#t.dialogs.
moderationQueue(Pe(this.#r,this.#t.store.state)[0])}#d(t){let{language:e,menu:s,store:i,roomActions:o,browser:r,dialogs:a}=this.#t,c=this.#r,h=async()=>{await r.
copy(r.address({room:c.id}))&&o.showToast("copied")},d={invite:()=>a.inviteTo(c.id),settings:()=>a.roomSettings(i.state.rooms[c.id]??c),resign:()=>a.leaveRoom(c.
id)},u=fs(c,i.state).map(y=>({label:e.t(Pr[y]),icon:Mr[y],act:d[y]??(()=>a.moderationQueue(y)),danger:y==="resign"})),m=u.filter(({danger:y})=>y),p=u.filter(({danger:y})=>!y),
f={label:e.t("room.link"),icon:"link",act:h},b=st(e,$e(i.state,c.id));s.open(t,b,[...p,f,...m.length>0?[null,...m]:[]])}};var qr=250,de=8,ue=class{#t;#e=l("p",{class:"menu-title",dir:"auto"});#s=l("div",{class:"menu-items",role:"menu"});#i=null;#n=null;#o=-1/0;constructor({clock:t}){
this.#t=t,this.element=l("div",{class:"menu",popover:"auto",on:{keydown:e=>this.#h(e),toggle:({newState:e})=>e==="closed"&&this.#l()}},this.#e,this.#s)}open(t,e,s,{
home:i=null}={}){t===this.#i&&this.#t.now()-this.#o<qr||(this.#i=t,this.#n=i,this.#e.textContent=e,this.#s.setAttribute("aria-label",e),this.#s.replaceChildren(
...s.map(o=>this.#r(o))),t.setAttribute("aria-expanded","true"),t.closest("main, aside")?.append(this.element),this.element.showPopover(),this.#a(t.getBoundingClientRect()),
this.#s.querySelector("button")?.focus())}close(){this.element.matches(":popover-open")&&this.element.hidePopover()}#r(t){if(t===null)return l("hr",{role:"separ\
ator"});let e=()=>{this.close(),this.#d(),t.act()},s={type:"button",role:"menuitem",class:`menu-item${t.danger?" danger":""}`};return l("button",{...s,on:{click:e}},
t.icon&&k(t.icon),l("span",{},t.label))}#a({top:t,bottom:e,right:s}){let{clientWidth:i,clientHeight:o}=document.documentElement,{offsetWidth:r,offsetHeight:a}=this.
element,c=Math.max(Math.min(s,i-de)-r,de),h=e+4,d=h+a>o-de?Math.max(t-a-4,de):h;this.element.style.setProperty("--left",`${c}px`),this.element.style.setProperty(
"--top",`${d}px`)}#h(t){!$(t,this.#s.querySelectorAll("button"))&&t.key==="Tab"&&(t.preventDefault(),this.close())}#l(){this.#o=this.#t.now(),this.#i.removeAttribute(
"aria-expanded"),this.#d()}#d(){let t=document.activeElement;!this.#i.isConnected&&(t===null||t===document.body||this.element.contains(t))&&this.#n?.focus({preventScroll:!0})}};var Or=6e3,Ir=3,me=class{#t;#e=new Set;#s=({detail:t})=>this.#i(t);constructor(t){this.#t=t,this.element=l("div",{class:"notices",role:"status","aria-atomic":"f\
alse"}),t.roomActions.addEventListener("toast",this.#s)}render(){}close(){this.#t.roomActions.removeEventListener("toast",this.#s),this.#e.forEach(t=>t())}#i({name:t,
values:{error:e,id:s,...i}}){let{language:o,clock:r,store:a,returnFocus:c}=this.#t,h=e?M(o,e):void 0,d=s===void 0?i.room:I(o,a.state,s),u=e&&t.startsWith("error\
.")?h:o.t(t,{...i,room:d,reason:h}),m=()=>{},p=()=>{m(),this.#e.delete(m)},f=()=>{p(),A.remove()},b=()=>{f(),c()},y=()=>{p(),m=r.after(Or,f),this.#e.add(m)},L=()=>A.
matches(":hover")||A.contains(document.activeElement),A=l("div",{class:"notice",on:{pointerenter:p,pointerleave:()=>L()||y(),focusin:p,focusout:({relatedTarget:C})=>A.
contains(C)||A.matches(":hover")||y()}},l("p",{},u),v("close",o.t("close"),b));for(this.element.append(A);this.element.children.length>Ir;)this.element.firstChild.
remove();y()}};var pe={direct:"wave",invite:"invite",mute:"mute",kick:"kick",ban:"ban",unmute:"unmute",unban:"unmute"},jr=new Set(["mute","kick","ban"]);function fe(n,t,e){let{
language:s,store:i}=n,o=ps(t,e,i.state).map(h=>Nr(n,h,t,e)),r=[...o.filter(h=>!pn(h)),...$r(n,t),...o.filter(pn)],a=r.findIndex(({danger:h})=>h);return(a>0?[...r.
slice(0,a),null,...r.slice(a)]:r).map(h=>h&&{...h,label:s.t(h.label)})}function Nr({members:n,moderation:t,dialogs:e,roomActions:s,returnFocus:i},o,r,a){let c=u=>u.
catch(m=>s.showError(m));if(o.startsWith("role.")){let u=o.slice(5),m=u==="none"?null:u,p=()=>n.setRole(a.id,r,m);return{label:`role.give.${u}`,icon:"star",act:p}}
let h=()=>c(n.openDirect(r).then(i)),d=u=>c(t.lift({kind:u,subject:r.id,name:r.name,room:a.id}));switch(o){case"direct":return{label:"person.direct",icon:pe.direct,
act:h};case"invite":return{label:"person.invite",icon:pe.invite,act:()=>c(n.invite(a.id,r))};case"unmute":case"unban":return{label:`act.${o}`,icon:pe[o],act:()=>d(
o.slice(2))};default:{let u=()=>e.sanction(o,r,a);return{label:`act.${o}`,icon:pe[o],act:u,danger:jr.has(o)}}}}var pn=({danger:n})=>n;function $r({ignoreList:n,
store:t},e){let{me:s,ignored:i,unsupported:o}=t.state;return!e.id||e.id===s?.id||o.includes("ignore")?[]:e.id in i?[{label:"unignore",icon:"eye",act:()=>n.unignore(
e)}]:[{label:"ignore",icon:"hide",act:()=>n.ignore(e)}]}function ss(n,{entry:t,own:e},s){let{language:i,dialogs:o}=n;if(e||t.seq==null)return[];let r=O(s,"repor\
t")&&!t.deleted,a={label:i.t("report"),icon:"flag",act:()=>o.report(s.id,t)},c=fe(n,t.user,s);return[...r?[a]:[],...r&&c.length>0?[null]:[],...c]}var ge=class{#t;#e;#s;#i;#n=l("p",{class:"side-none"});#o;#r;#a=[];#h={};#l=null;#d=null;constructor(t){this.#t=t;let{language:e,dialogs:s}=t,i=h=>e.t(h);this.#e=
l("h2",{class:"side-title"},i("people"));let o=()=>s.inviteTo(this.#l.id);this.#s=v("invite",i("room.invite"),o,{class:"side-add",hidden:!0});let r=h=>this.#g(h),
a=()=>new X(t,l("ul",{class:"people-list"}),{draw:r,id:Dr,state:h=>this.#u(h)});[this.#i,this.#o]=[a(),a()],this.#r=l("section",{hidden:!0},l("h2",{class:"peopl\
e-away"},i("people.away")),this.#o.element,this.#o.more);let c=l("div",{class:"side-scroll"},this.#i.element,this.#i.more,this.#n,this.#r);c.addEventListener("k\
eydown",h=>$(h,c.querySelectorAll("button.person"))),this.element=l("div",{class:"side-inside"},l("div",{class:"side-head"},this.#e,this.#s,v("close",i("close"),
t.close,{class:"narrow-only"})),c)}render(t,e){let{me:s,account:i,nameMarks:o}=t;e?.id!==this.#l?.id&&(this.#i.reset(),this.#o.reset()),this.#l=e;let r=e?.kind===
"direct"?Zi(t,e):null,a=[s,i,o,e?.id,e?.people,e?.count,e?.members,e?.sanctions,e?.can,e?.joined,r?.map(({user:p,online:f})=>`${p.id} ${f}`).join()];if(a.every(
(p,f)=>p===this.#a[f])&&this.#a.length>0)return;this.#a=a,this.#h=o;let{language:c}=this.#t,{here:h,away:d}=r?{here:r,away:[]}:e?Je(e,s):{here:[],away:[]},u=(e?.
count??0)-h.length,m=e?.joined&&!r&&e.kind!=="inbox";g(this.#e,m?c.t("people.here",{count:e.count}):c.t("people")),g(this.#n,u>0&&h.length>0?c.t("people.more",{
count:u}):""),this.#s.hidden=!O(e,"invite"),this.#d=s,this.#c(this.#i,h),this.#c(this.#o,d),this.#r.hidden=d.length===0}#c(t,e){let{element:s}=t,i=s.contains(document.
activeElement)?document.activeElement.dataset.user:null;t.show(e),i&&!s.contains(document.activeElement)&&s.querySelector(`[data-user="${CSS.escape(i)}"]`)?.focus()}#u({
user:t,role:e,invited:s,online:i=!1}){let o=[this.#h[t.id],this.#m(t),this.#p(t),this.#w(t)];return JSON.stringify([t,e,s,i,...o])}#m(t){return this.#l.sanctions?.
some(e=>e.kind==="mute"&&e.user===t.id)??!1}#p(t){return t.id===this.#d?.id}#w(t){return fe(this.#t,t,this.#l).length>0}#g({user:t,role:e,invited:s,online:i}){let{
language:o,menu:r}=this.#t,a=f=>o.t(f),c=[Qe(e)&&l("span",{class:`badge is-${e}`},a(`role.${e}`)),s&&l("span",{class:"badge"},a("role.invited")),i&&l("span",{class:"\
badge is-online"},a("people.online")),this.#m(t)&&l("span",{class:"badge is-bound"},a("role.muted"))].filter(Boolean),h=[j(t),l("span",{class:"person-name",dir:"\
auto",title:t.name},t.name||a("nobody")),F(this.#h[t.id]),this.#p(t)&&l("span",{class:Qe(e)?"visually-hidden":"person-you"},a("you")),c.length>0&&l("span",{class:"\
badges"},c)];if(!this.#w(t))return l("li",{class:"person"},h);let d=o.t("person.menu",{name:t.name}),m={on:{click:({currentTarget:f})=>r.open(f,t.name,fe(this.#t,
t,this.#l))}},p={type:"button",class:"person","aria-haspopup":"menu",title:d,data:{user:t.id},...m};return l("li",{},l("button",p,h))}};function Dr({user:n}){return n.
id}var Br=100,we=class{#t;#e={};#s;#i;#n;#o;#r=l("p",{class:"complaint",id:"room-complaint",role:"alert"});#a=l("span",{class:"me-name",dir:"auto"});#h=l("span",{class:"\
me-face"});#l=null;#d=null;constructor(t){this.#t=t;let{language:e,dialogs:s,close:i}=t,o=(m,p)=>e.t(m,p);this.#s=l("p",{class:"side-none"},o("rooms.none")),this.#i=
v("plus",o("create.title"),()=>s.createRoom(),{class:"side-add add-room"}),this.#n=v("list",o("browse.title"),()=>s.browseRooms(),{class:"side-add browse-rooms",
hidden:!0});let r=l("span",{class:"side-adds"},this.#n,this.#i),a=v("plus",o("direct.title"),()=>s.startDirect(),{class:"side-add"});this.#e={invitations:this.#c(
o("rooms.invitations")),open:this.#c(o("rooms"),r),hidden:this.#c(o("rooms.private")),directs:this.#c(o("rooms.direct"),a),elsewhere:this.#c(o("rooms.others"))},
this.#o=l("input",{class:"field small",id:"room-name",type:"text",dir:"auto",autocomplete:"off",autocapitalize:"none",spellcheck:"false",placeholder:o("rooms.pl\
aceholder"),"aria-label":o("rooms.join"),"aria-describedby":"room-complaint",enterkeyhint:"go",on:{input:()=>g(this.#r,"")}});let c=l("form",{class:"room-join",
novalidate:!0,on:{submit:m=>this.#k(m)}},this.#o,l("button",{type:"submit",class:"icon-button","aria-label":o("rooms.join"),title:o("rooms.join")},k("plus"))),h=l(
"button",{type:"button",class:"me",title:o("me.settings"),on:{click:()=>s.settings()}},this.#h,this.#a,l("span",{class:"visually-hidden"},o("me.settings")),k("g\
ear")),d=Object.values(this.#e).map(({section:m})=>m);this.#e.open.section.append(this.#s);let u=l("nav",{class:"side-scroll","aria-label":o("rooms")},d);u.addEventListener(
"keydown",m=>$(m,u.querySelectorAll(".room-open"))),this.element=l("div",{class:"side-inside"},l("div",{class:"brand"},l("span",{class:"brand-mark"},k("wave")),
l("span",{class:"brand-name"},"chatd"),Q(t),v("close",o("close"),i,{class:"narrow-only"})),u,c,this.#r,l("div",{class:"side-foot"},h))}render(t,e){let{me:s}=t,i=this.#l;
this.#l=t;let o=r=>i[r]===t[r];if(i===null||!["active","account","reports"].every(o)||!ci(i,t)){let r={find:z(t,"find_rooms"),create:z(t,"create_room"),direct:z(
t,"create_direct")};this.#u(li(t),t,r)}s!==this.#d&&(this.#d=s,g(this.#a,s?.name??""),this.#h.replaceChildren(...s?[j(s)]:[]))}#c(t,e=null){let s=new X(this.#t,
l("ul",{class:"room-list"}),{draw:o=>this.#p(o),id:({place:o})=>o.id,state:JSON.stringify}),i=l("div",{class:"side-head"},l("h2",{class:"side-title"},t),e);return{
list:s,add:e,section:l("section",{class:"room-group"},i,s.element,s.more)}}#u(t,{active:e,reports:s},i){let o=this.element.contains(document.activeElement)?document.
activeElement.closest(".room-row"):null,r=[...this.element.querySelectorAll(".room-row")].indexOf(o),a=document.activeElement?.dataset.room!==void 0;for(let[c,{
section:h,list:d}]of Object.entries(this.#e)){h.hidden=t[c].length===0&&c!=="open"&&!(c==="directs"&&i.direct);let u=t[c].map(p=>({place:p,active:p.id===e,reports:s[p.
id]})),m=new Set(u.filter(({place:p})=>p.unread>0).slice(0,Br));d.show(u,{always:p=>p.active||m.has(p)})}this.#i.hidden=!i.create,this.#n.hidden=!i.find,this.#e.
directs.add.hidden=!i.direct,this.#s.hidden=t.open.length+t.hidden.length+t.directs.length>0,o&&!o.contains(document.activeElement)&&this.#m(o.querySelector("[d\
ata-room]").dataset.room,{at:r,opens:a})}#m(t,{at:e,opens:s}){let i=this.element.querySelector(`[data-room="${CSS.escape(t)}"]`)?.closest(".room-row"),o=this.element.
querySelectorAll(".room-row");((i??o[Math.min(e,o.length-1)])?.querySelector(s||!i?".room-open":"button:not(.room-open)")??this.#o).focus()}#p({place:t,active:e,
reports:s=0}){let{id:i,kind:o,other:r,unread:a,mentions:c,joined:h,invited:d,exclusion:u}=t,{roomActions:m,language:p,returnFocus:f}=this.#t,b=st(p,t).replace(/^#/,
""),y=()=>{m.open(i),f()},L=!h&&!i.startsWith("~"),N=["room-row",e&&"is-active",a>0&&!d&&"is-unread",L&&"is-elsewhere"],A=l("span",{class:"room-name",dir:"auto"},
b,d&&this.#w(t)),C=r?j(r):pt(p,o??(i.startsWith("~")?"private":"public")),V={class:`room-open${u?" is-barred":""}`,title:u?p.t("rooms.barred"):null};return l("l\
i",{class:N.filter(Boolean).join(" ")},l("button",{type:"button",...V,data:{room:i},"aria-current":e?"page":null,on:{click:y}},C,A,s>0&&this.#b(s),a>0&&!d&&this.#f(
a,c)),this.#g(t,b,y))}#w({by:t}){return t&&l("span",{class:"room-by",dir:"auto"},this.#t.language.t("invited.by",{name:t.name}))}#g({id:t,joined:e,invited:s,offered:i},o,r){
let{roomActions:a,members:c,language:h}=this.#t,d=p=>h.t(p,{room:o});if(s||i){let[p,f]=i?[()=>c.acceptRole(t),()=>c.declineRole(t)]:[r,()=>c.declineInvitation(t)];
return l("span",{class:"room-answers"},v("check",d("invited.accept"),p,{class:"room-accept"}),v("close",d("invited.decline"),f))}let u=p=>{p.stopPropagation(),e?
a.leave(t):a.hide(t)},m=t.startsWith("~")?"rooms.put":e?"rooms.leave":"rooms.hide";return v("close",d(m),u,{class:"room-leave"})}#f(t,e){let s=e||t,i=this.#t.language.
t(e>0?"pill.called":"pill.unread",{count:s}),o={class:`unread-count${e>0?" is-call":""}`,role:"img","aria-label":i,title:i};return l("span",o,is({unread:t,mentions:e}))}#b(t){
let e=this.#t.language.t("queue.waiting",{count:t});return l("span",{class:"room-flag",role:"img","aria-label":e,title:e},k("flag"))}#k(t){t.preventDefault();let{
roomActions:e,language:s,returnFocus:i}=this.#t,o=this.#o.value.trim().replace(/^#/,"");if(o==="")return;let r=e.roomNameProblem(o);g(this.#r,r?s.t(r.name,r.values):
""),this.#o.setAttribute("aria-invalid",String(r!==null)),r===null&&(this.#o.value="",e.open(o),i())}};function is({unread:n,mentions:t},e=99){let s=t||n;return(t>
0?"@":"")+(s>e?`${e}+`:String(s))}var ot="\\u0e01-\\u0eff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u1950-\\u19ff\\u1a20-\\u1aaf\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035\\u3038-\\u303c\\u3040-\\u\
30ff\\u3100-\\u318f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua960-\\ua97f\\ua9e0-\\ua9ff\\uaa60-\\uaadf\\uac00-\\ud7ff\\uf900-\\ufaff\\u{1b000}-\\u{1b16f}\\u{2000\
0}-\\u{3ffff}",fn="\\u17d2\\u1039\\u1a60",wn="\\u{1f1e6}-\\u{1f1ff}",Fr=`[${wn}]{1,2}|[${ot}](?:[${fn}][${ot}]|(?![${fn}])\\p{M})*`,Ur=`(?:(?![${ot}${wn}])[^\\s.\
])+`,Wr=`\\.(?=(?![${ot}])[\\p{L}\\p{N}])`,Yr=q(()=>new RegExp(`${Fr}|${Ur}|${Wr}`,"gu")),Kr=q(()=>new RegExp(`^[${ot}]`,"u")),zr=q(()=>/^[\u1100-\u11ff\u2e80-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ufaff\u{1b000}-\u{3ffff}]/u),
Hr=q(()=>new RegExp("(?:[\\u1100-\\u1112][\\u1161-\\u1175][\\u11a8-\\u11c2]?|\\P{M})[\\p{M}\\p{Emoji_Modifier}\\uff9e\\uff9f]*|\\p{M}","gsu")),Gr=q(()=>/[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]/u),
gn=q(()=>new RegExp("(?=[\\p{Mn}\\p{Me}])[\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed\\u08ca-\\u08ff\\u1ab0-\\u1aff\\u1dc0-\\u1\
dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]","gu")),Xr=/[\u0400-\u052f]/,Jr={ё:"е",ѐ:"е",ѝ:"и"},Qr={ø:"o",đ:"d",ð:"d",ł:"l",ħ:"h",ŧ:"t",ŋ:"n",ı:"i",þ:"th",
æ:"ae",œ:"oe",ٱ:"ا",ى:"ي",ی:"ي",ک:"ك",ة:"ه",ہ:"ه",ۃ:"ه",ە:"ه",ـ:""},Vr=/([\u0915-\u0917\u091c\u092b])\u093c/g,Zr=/\u0919\u094d(?=[\u0915-\u0918])|\u091e\u094d(?=[\u091a-\u091d])|\u0923\u094d(?=[\u091f-\u0922])|\u0928\u094d(?=[\u0924-\u0927])|\u092e\u094d(?=[\u092a-\u092d])|\u0901/g,
ta=q(()=>/[\p{L}\p{M}\p{N}.\u{1f1e6}-\u{1f1ff}]/u),ea=q(()=>new RegExp("[#@&%_/\\\\]|(?!\\p{Sk})[\\p{S}\\p{Cn}\\p{Co}]","u"));function yn(n){let t="",e=[],s=[];
for(let{0:i,index:o}of n.matchAll(Hr()))for(let r of i.normalize("NFKC").replace(Vr,"$1")){let a=oa(r);t+=a;for(let c=0;c<a.length;c+=1)e.push(o),s.push(o+i.length)}
return t=t.replace(Zr,i=>"ं".padEnd(i.length,"\0")),[...t.matchAll(Yr())].map(({0:i,index:o})=>ia(i,e[o],s,o))}function bn(n){let e=n.split(/\s+/u).filter(Boolean).
slice(0,32).map(s=>yn(s).map(i=>i.word));return{phrases:e.filter(s=>s.length>0),prefix:!/\s$/u.test(n)&&na(e.at(-1)??[])}}function vn(n,{phrases:t,prefix:e}){let s=[],
i=yn(n);for(let o of t){let r=e&&o===t.at(-1);for(let a=0;a+o.length<=i.length;a+=1)if(o.every((c,h)=>sa(i[a+h].word,c,r&&h===o.length-1))){let c=o.length-1;s.push(
[i[a].from,i[a+c].ends[o[c].length-1]])}}return s}function sa(n,t,e){return e?n.startsWith(t):n===t}function ia(n,t,e,s){let i=[...Array(n.length).keys()].filter(
o=>n[o]!=="\0");return{word:i.map(o=>n[o]).join(""),from:t,ends:i.map(o=>e[s+o])}}function na(n){let t=n.at(-1)??"";return zr().test(t)||!/^[\p{L}\p{M}\p{N}]/u.
test(t)?!1:n.length>1||[...t].length>1||Kr().test(t)}function oa(n){return Gr().test(n)?"":[...ra(n)].map(la).join("")}function ra(n){if(Xr.test(n)){let e=n.toLowerCase();
return e.replace(gn(),"")&&(Jr[e]??e)}return new RegExp("\\p{Nd}","u").test(n)?String(aa(n.codePointAt(0))):[...n.normalize("NFKD").replace(gn(),"").toUpperCase().
toLowerCase()].map(e=>Qr[e]??e).join("").normalize("NFC")}function aa(n){let t=n;for(;new RegExp("\\p{Nd}","u").test(String.fromCodePoint(t-1));)t-=1;return(n-t)%
10}function la(n){return ta().test(n)?n:ea().test(n)?` ${n} `:" "}var ca=60,kn=180;function xn(n,t){let e=new Uint8Array(n.length);for(let[s,i]of vn(n,bn(t)))e.fill(1,s,i);return ha(n,e)}function En(n,t){let e=xn(n,t);if(n.length<=
kn)return e;let s=Math.max(0,e.findIndex(({hit:h})=>h)),i=e.slice(0,s).map(h=>h.text).join(""),o=Me(n,Math.max(0,i.length-ca)),r=Me(n,Math.min(n.length,o+kn)),a=xn(
n.slice(o,r),t),c=h=>h?[{text:"…",hit:!1}]:[];return[...c(o>0),...a,...c(r<n.length)]}function ha(n,t){let e=[];for(let s=0,i=0;s<n.length;s=i){for(;i<n.length&&
t[i]===t[s];)i+=1;e.push({text:n.slice(s,i),hit:t[s]===1})}return e}var ye=class{#t;#e;#s=l("p",{class:"search-status",role:"status"});#i;#n;#o;#r=null;#a="";#h=null;#l={};#d=!1;constructor(t){this.#t=t;let{language:e,search:s}=t,
i=r=>e.t(r);this.#e=l("input",{class:"field small",id:"search",type:"search",dir:"auto",autocomplete:"off",placeholder:i("search.placeholder"),"aria-label":i("s\
earch"),enterkeyhint:"search",on:{input:r=>this.#p(r),compositionend:r=>this.#p(r)}}),this.#i=new X(t,l("ol",{class:"search-list"}),{draw:r=>this.#m(r),id:({seq:r})=>r});
let o={type:"button",class:"button quiet search-more",on:{click:()=>s.loadMore()}};this.#n=l("button",o,i("search.more")),this.#o=l("div",{class:"side-scroll"},
this.#i.element,this.#i.more,this.#n),this.element=l("section",{class:"search",role:"search","aria-label":i("search"),on:{keydown:r=>this.#w(r)}},l("div",{class:"\
search-head"},k("search"),this.#e,v("close",i("close"),()=>this.#g())),this.#s,this.#o)}open(){this.element.hidden&&(this.#e.value="",this.element.hidden=!1),this.#e.
focus(),this.#e.select()}render({me:t,nameMarks:e},s){let i=s?.search??null,o=i!==null&&!this.#d;this.#d=i!==null;let r=e!==this.#l;i===null||i===this.#r&&!r||(o&&
this.#e.value===""&&(this.#e.value=i.text),r&&(this.#l=e,this.#i.show([])),(this.#r?.results!==i.results||r)&&(this.#h=t,this.#u(i)),i.results.length===0&&(this.#o.
scrollTop=0),this.#r=i,g(this.#s,this.#c(i)),this.#s.classList.toggle("is-failed",i.state==="failed"),this.#n.hidden=!i.more||this.#i.rest>0,this.#n.disabled=i.
state==="busy")}#c({text:t,results:e,more:s,state:i,error:o}){let{language:r}=this.#t,a=e.length;switch(i){case"idle":return r.t("search.hint");case"busy":return r.
t("search.busy");case"failed":return M(r,o);default:return a===0?r.t("search.none",{text:t.trim()}):r.t(s?"search.first":"search.found",{count:a})}}#u({text:t,results:e}){
t!==this.#a&&(this.#a=t,this.#i.reset()),this.#i.show(e)}#m({seq:t,user:e,time:s,text:i}){let{language:o,history:r,store:a,resultOpened:c}=this.#t,h=()=>{r.jump(
a.state.active,t),c()},d=En(i,this.#a).map(p=>p.hit?l("mark",{},p.text):p.text),u={class:"time",datetime:new Date(s).toISOString(),title:o.exact(s)},m=e.id===this.#h?.
id?o.t("you.name"):e.name;return l("li",{},l("button",{type:"button",class:"search-result",data:{found:String(t)},on:{click:h}},j(e),l("span",{class:"search-by"},
l("span",{class:"author",dir:"auto"},m),F(this.#l[e.id]),l("time",u,o.when(s,Date.now()))),l("span",{class:"search-text",dir:"auto"},d)))}#p(t){let e=this.#t.browser.
languages().some(s=>/^(zh|ja)\b/.test(s));(!t.isComposing||!e)&&this.#t.search.query(this.#e.value)}#w(t){t.key==="Escape"&&!t.isComposing?(t.stopPropagation(),
this.#g()):t.target===this.#e&&ui(t)?(t.preventDefault(),this.#t.search.query(this.#e.value,{now:!0})):(t.target!==this.#e||t.key==="ArrowDown")&&$(t,this.#i.element.
querySelectorAll(".search-result"))}#g(){this.#t.search.close(),this.#t.returnFocus()}};var da=5*6e4;function Tn(n,{me:t,dayKey:e,ignored:s={},nameMarks:i={}}){let o=[],r=null,a=n.divider===null||n.from>n.divider+1,c=new Map(n.entries.map(f=>[f.seq,
f])),h=f=>f==null?null:c.get(f)??n.quotes[f],d=n.gap===null||n.gap.before===null,u=f=>{o.push(f),f.kind!=="message"&&f.kind!=="pending"&&(r=null)};!n.older&&n.first<=
1&&n.from<=1&&n.joined&&n.entries.length>0&&d&&u({id:"start",kind:"start"});let m=null,p=new Set;for(let f of n.entries){!d&&f.seq>=n.gap.before&&(d=!0,u({id:"g\
ap",kind:"gap",reason:n.gap.reason}));let b=e(f.time);b!==m&&(m=b,u({id:p.has(b)?`d${b}.${dt(f)}`:`d${b}`,kind:"day",time:f.time}),p.add(b));let y=f.user.id!==t?.
id&&!(f.user.id in s);if(!a&&f.seq>n.divider&&y&&(a=!0,u({id:"divider",kind:"divider",missed:n.missed,approximate:n.approximate})),W(f,{ignored:s,revealed:n.revealed})){
u(ua(f,o));continue}let L=h(f.reply_to),N=!!(L&&W(L,{ignored:s,revealed:n.revealed})),A=i[f.user.id],C=L?i[L.user.id]:void 0;u({...ma(f,r,t),mark:A,quotedMark:C,
mentionsMe:ut(f,n,{me:t}),quoted:L,veiled:N}),r=f}if((!d||n.gap?.before===null)&&u({id:"gap",kind:"gap",reason:n.gap.reason}),n.to<n.head)return o;for(let f of n.
pending){let b={...f,user:t??{id:"",name:""}},y=!Ln(r,b);u({id:`k${f.key}`,kind:"pending",entry:b,lead:y,own:!0,quoted:h(b.reply_to)}),r=b}return o}function ua(n,t){
let e=t.at(-1)?.kind==="hidden"?t.pop():{id:`h${dt(n)}`,seqs:[]};return{...e,kind:"hidden",seqs:[...e.seqs,dt(n)]}}function ma(n,t,e){let s=n.user.id===e?.id;return{
id:s&&n.key?`k${n.key}`:`m${n.seq??`${n.user.id}.${n.time}.${n.key}`}`,kind:"message",entry:n,lead:!Ln(t,n),own:s}}function Ln(n,t){return n!==null&&n.user.id===
t.user.id&&n.user.name===t.user.name&&Math.abs(t.time-n.time)<da&&t.reply_to==null}function pa({entry:n,own:t},{can:e},s=[]){let i=r=>e?.includes(r)??!1,o=r=>!s.includes(r);return n.seq==null||n.deleted?n.deleted?[]:["copy.text"]:[i("say")&&"r\
eply","copy.text","copy.link",t&&i("edit_own")&&o("edit")&&"edit",(t&&i("delete_own")||i("delete_any"))&&o("delete")&&"delete"].filter(Boolean)}var fa={reply:"r\
eply","copy.text":"copy","copy.link":"link",edit:"edit",delete:"delete",more:"more"},be=class{#t;#e=null;constructor(t){this.#t=t;let e=i=>mi(i,this.element.children),
s=t.language.t("more");this.element=l("div",{class:"actions",role:"toolbar","aria-label":s,on:{keydown:e}})}attach(t,e,s){if(t===this.#e)return;this.detach(),this.#e=
t;let i=e?.kind==="message",o=i&&ss(this.#t,e,s).length>0,r=i?pa(e,s,this.#t.store.state.unsupported):[],a=o?[...r,"more"]:r;if(a.length>0){let{language:c,clock:h}=this.#t,
d=u=>v(fa[u],c.t(u),()=>this.#s(u,e,s));this.element.replaceChildren(...a.map(d)),t.append(this.element),t.classList.add("has-actions"),this.element.inert=!0,h.
after(0,()=>this.element.inert=!1)}}detach(){this.#e?.classList.remove("has-actions"),this.#e=null,this.element.remove()}async#s(t,e,s){let{roomActions:i,edits:o,
browser:r}=this.#t,{entry:a}=e;if(t==="more")this.#i(e,s);else if(t==="reply")i.reply(a);else if(t==="edit")this.detach(),o.setEditing(a);else if(t==="delete")this.
detach(),o.setDeleting(a);else{let c=t==="copy.text"?D(a):r.address({room:s.id,seq:a.seq});await r.copy(c)&&i.showToast("copied")}}#i(t,e){let{menu:s,language:i}=this.#t,
o=t.entry.user.name||i.t("nobody"),r=this.#t.store.state.rooms[e.id]??e;s.open(this.element.lastChild,o,ss(this.#t,t,r),{home:this.#e})}};var Sn=3,ve=class{#t;#e=null;#s=null;constructor({language:t}){this.#t=t,this.element=l("div",{class:"visually-hidden","aria-live":"polite","aria-atomic":"false"})}render(t,{
me:e,ignored:s}){let i=t?.entries.at(-1),o=t?.joined?i?.seq??i?.time??0:null,r=t&&`${t.id}/${t.epoch}`;if(r!==this.#e||this.#s===null||o===null){this.#e=r,this.#s=
o;return}let a=h=>h.user.id!==e?.id&&!W(h,{ignored:s}),c=t.entries.filter(h=>(h.seq??h.time)>this.#s&&a(h));this.#s=Math.max(o,this.#s);for(let{user:h,text:d,time:u}of c.
slice(-Sn)){let m={name:h.name,time:this.#t.clock(u),text:d??""};this.element.append(l("p",{},this.#t.t("message.label",m)))}for(;this.element.children.length>Sn;)
this.element.firstChild.remove()}};var ga=12,ke=class{#t;#e;#s;#i=l("p",{class:"complaint",role:"alert"});#n=null;#o=null;constructor(t){this.#t=t;let{language:e,edits:s}=t,i=a=>e.t(a);this.#e=l(
"textarea",{class:"edit-field",rows:"1",dir:"auto","aria-label":i("edit.on"),"aria-description":i(G()?"edit.touch":"edit.hint"),autocomplete:"off",enterkeyhint:G()?
"enter":"done",on:{input:()=>this.#h(),keydown:a=>this.#l(a)}}),this.#s=l("button",{type:"submit",class:"button quiet"},i("me.save"));let o={type:"button",class:"\
button quiet",on:{click:()=>this.#d()}},r=a=>{a.preventDefault(),s.save()};this.element=l("form",{class:"edit",novalidate:!0,on:{submit:r}},this.#e,this.#i,l("p",
{class:"edit-buttons"},l("span",{class:"edit-hint","aria-hidden":"true"},i("edit.hint")),l("button",o,i("cancel")),this.#s))}render(t,{find:e,reveal:s,held:i}){
let o=t?.editing??null,r=o&&e(o.seq),a=r&&o.seq!==this.#n;(r!==this.#o||r&&!r.contains(this.element))&&this.#r(r,!a&&this.#n!==null&&this.element.contains(i)),this.#n=
r?o.seq:null,r&&(this.#e.value!==o.text&&(this.#e.value=o.text),this.#c(),this.#e.readOnly=o.busy,this.#s.disabled=o.busy||o.text.trim()==="",this.#e.setAttribute(
"aria-invalid",String(o.error!==null)),g(this.#i,o.error?this.#a(o.error):""),a&&(this.#e.focus({preventScroll:!0}),this.#e.setSelectionRange(o.text.length,o.text.
length),s(this.element)))}#r(t,e){this.#o?.classList.remove("is-editing"),this.element.remove(),this.#o=t,t?(t.classList.add("is-editing"),t.querySelector(".bod\
y").append(this.element),e&&this.#e.focus({preventScroll:!0})):e&&this.#t.returnFocus()}#a(t){let{language:e}=this.#t;return t.code==="forbidden"?e.t("edit.late"):
M(e,t)}#h(){this.#c(),this.#t.edits.setText(this.#n,this.#e.value)}#l(t){ft(t)?(t.preventDefault(),this.#t.edits.save()):t.key==="Escape"&&!t.isComposing&&(t.stopPropagation(),
this.#d())}#d(){let{edits:t,returnFocus:e}=this.#t;t.setEditing(null),e()}#c(){this.#e.rows=Math.min(Math.max(this.#e.value.split(`
`).length,1),ga)}};var An=18,wa=700;function Cn(n){return n.length>wa||n.split(`
`,An+1).length>An}function Rn(n,{key:t,unfolded:e,release:s,language:i}){let r=l("button",{type:"button",class:"button quiet unfold",on:{click:()=>{s(()=>{e.delete(
t)||e.add(t),a()}),c()}}}),a=()=>{let h=e.has(t);n.classList.toggle("is-folded",!h),r.setAttribute("aria-expanded",String(h)),g(r,i.t(h?"text.less":"text.more"))},
c=()=>{let h=n.scrollHeight>n.clientHeight+1;n.classList.toggle("is-cut",h),r.hidden=!h&&!e.has(t)};return a(),new ResizeObserver(c).observe(n),r}function _n(n,t){let{language:e,reveal:s}=t;switch(n.kind){case"message":case"pending":return ba(n,t);case"hidden":return ya(n,{language:e,reveal:s});case"day":
return l("div",{class:"rule day",role:"separator"},l("span",{},e.day(n.time,Date.now())));case"divider":{let o=n.missed>0?n.approximate?"divider.about":"divider\
.missed":"divider.new",r=e.t(o,{count:n.missed});return l("div",{class:"rule divider",role:"separator"},l("span",{},r))}case"gap":return l("p",{class:"gap",role:"\
note"},k("alert"),l("span",{},e.t(n.reason)));default:return l("p",{class:"start"},e.t(n.direct?"older.direct":"older.start",{room:n.room}))}}function Mn(n,t){return n.
kind!==t.kind||n.entry!==t.entry||n.lead!==t.lead||n.missed!==t.missed||n.approximate!==t.approximate||n.quoted!==t.quoted||n.veiled!==t.veiled||n.mentionsMe!==
t.mentionsMe||n.mark!==t.mark||n.quotedMark!==t.quotedMark||n.seqs?.length!==t.seqs?.length||n.reason!==t.reason||n.room!==t.room||n.direct!==t.direct}function ya({
seqs:n},{language:t,reveal:e}){let s={type:"button",class:"button quiet",on:{click:()=>e(n)}},i=l("span",{},t.t("hidden",{count:n.length}));return l("p",{class:"\
hidden-line"},i,l("button",s,t.t("hidden.show")))}function ba({kind:n,entry:t,lead:e,own:s,quoted:i,veiled:o,mentionsMe:r,mark:a,quotedMark:c},h){let{language:d,
here:u,names:m,me:p}=h,{user:f,text:b,time:y}=t,L=!!t.deleted,N=L?d.t("deleted"):D(t),A=L?l("p",{class:"text is-deleted"},N):t.data&&!b?va(t.data):l("p",{class:`\
text${hs(b)?" is-pictures":""}`,dir:"auto"},ce(b,{here:u,plain:Fn=>ka(Fn,{names:m,me:p})})),C=t.key??t.seq,V={class:"time",datetime:new Date(y).toISOString(),title:d.
exact(y)},as=l("time",V,e?d.clock(y):d.brief(y)),Bn=["message",e&&"is-lead",s&&"is-own",r&&"is-call",n==="pending"&&`is-${t.state}`];return l("article",{class:Bn.
filter(Boolean).join(" "),tabindex:"-1",data:t.seq==null?{}:{seq:String(t.seq)},"aria-label":d.t(t.edited&&!L?"message.edited":"message.label",{name:a===void 0?
f.name:`${f.name} ·${a}`,time:d.clock(y),text:N})},l("div",{class:"gutter"},e?j(f):as),l("div",{class:"body"},e&&l("header",{class:"by"},l("span",{class:"autho\
r",dir:"auto"},f.name||d.t("nobody")),F(a),as),t.reply_to!=null&&Ea(t.reply_to,i,{...h,veiled:o,mark:c}),A,!L&&Cn(b)&&Rn(A,{key:C,...h}),t.edited&&!L&&xa(t,d),n===
"pending"&&Sa(t,h)))}function va(n){let{fields:t,more:e}=We(n),s=t.map(({name:i,value:o})=>l("div",{},l("dt",{},l("bdi",{},i)),l("dd",{},l("bdi",{},o))));return l(
"div",{class:"data"},l("dl",{},s),e>0&&l("p",{class:"data-more"},"…"))}function ka(n,{names:t,me:e}){if(!Ms(n))return[n];let s=[],i=0;for(let o of Ps(n,t())){
let r={class:o.name===e?.name?"mention is-me":"mention"};s.push(n.slice(i,o.from),l("bdi",r,n.slice(o.from,o.to))),i=o.to}return[...s,n.slice(i)].filter(o=>o!==
"")}function xa({edited:{time:n},time:t},e){let s=e.dayKey(n)===e.dayKey(t)?"":`${e.day(n,Date.now(),{inSentence:!0})} `,i={datetime:new Date(n).toISOString(),title:e.
exact(n)};return l("p",{class:"edited"},e.t("edited")," ",l("time",i,s+e.clock(n)))}function Ea(n,t,{language:e,jump:s,veiled:i,mark:o}){let r=t===null||t?.deleted,
a=t===void 0?e.t("reply.loading"):e.t("reply.gone"),c=i?e.t("hidden",{count:1}):t&&D(t),h=t?r?e.t("deleted"):c:a;return l("button",{type:"button",class:`quote${r||
i?" is-gone":""}`,tabindex:"-1",title:e.t("reply.jump"),disabled:t===null,on:{click:()=>s(n)}},k("reply"),t?.user.name&&!i&&l("span",{class:"quote-name",dir:"au\
to"},t.user.name),!i&&F(o),l("span",{class:"quote-text",dir:"auto"},h))}var Ta=new Set(["too_large","invalid"]),La={slow_mode:"state.slow",rate_limited:"state.h\
eld",unavailable:"state.busy"};function Sa({key:n,state:t,error:e},{language:s,again:i,mend:o,discard:r}){if(t!=="failed"){let c=La[e?.code],h=c??(t==="waiting"?
"state.offline":"state.pending");return l("p",{class:"sending"},k("clock"),l("span",{class:c?"":"visually-hidden"},s.t(h)))}let a=(c,h)=>l("button",{type:"butto\
n",class:"button quiet",on:{click:h}},s.t(c));return l("p",{class:"failed",role:"alert"},k("alert"),l("span",{},`${s.t("state.failed")} · ${M(s,e)}`),Ta.has(e?.
code)?null:a("retry",()=>i(n)),a("edit",()=>o(n)),a("discard",()=>r(n)))}var xe=class{#t;#e;#s;#i=l("p",{class:"complaint",role:"alert"});#n=null;constructor(t){this.#t=t;let{language:e,edits:s}=t,i=(o,r,a)=>l("button",{type:"button",
class:`button ${r}`,on:{click:a}},e.t(o));this.#e=i("delete.yes","danger",()=>s.confirmDelete()),this.#s=i("delete.no","quiet",()=>this.#r()),this.element=l("di\
v",{class:"removal",role:"group","aria-label":e.t("delete"),on:{keydown:o=>this.#o(o)}},l("p",{class:"sure"},e.t("delete.sure")),l("p",{class:"removal-buttons"},
this.#e,this.#s),this.#i)}render(t,{find:e,reveal:s,held:i}){let o=t?.deleting??null,r=o&&e(o.seq);if(!r){let h=this.#n!==null&&this.element.contains(i);this.element.
remove(),this.#n=null,h&&this.#t.returnFocus();return}r.contains(this.element)||r.querySelector(".body").append(this.element),this.#e.disabled=o.busy;let{error:a}=o,
{language:c}=this.#t;g(this.#i,a?M(c,a):""),o.seq!==this.#n&&(this.#n=o.seq,this.#s.focus({preventScroll:!0}),s(this.element))}#o(t){t.key==="Escape"&&(t.stopPropagation(),
this.#r())}#r(){let{edits:t,returnFocus:e}=this.#t;t.setDeleting(null),e()}};var Ee=class{#t;#e;#s;#i;#n=new Map;#o=new WeakMap;constructor(t,{draw:e,differs:s,replaced:i}){this.#t=t,this.#e=e,this.#s=s,this.#i=i}get size(){return this.#n.
size}element(t){return this.#n.get(t)?.node}item(t){return this.#n.get(this.#o.get(t))?.item}messageElement(t){return t==null?null:this.#t.querySelector(`[data-\
seq="${t}"]`)}lastSeqAbove(t){let e=this.#t.children[ns(this.#t,t)-1];for(;e&&e.dataset.seq===void 0;)e=e.previousElementSibling;return e?Number(e.dataset.seq):
null}clear(){this.#n.clear(),this.#t.replaceChildren()}show(t){this.#r(t);let e=new Map,s=this.#t.firstChild;for(let i of t){let o=this.element(i.id),r=this.#a(
i);s=s!==null&&s===o?r:s,e.set(i.id,{item:i,node:r}),r===s?s=s.nextSibling:this.#t.insertBefore(r,s)}this.#n=e}#r(t){let e=new Set(t.map(({id:s})=>s));for(let[s,
{node:i}]of this.#n)e.has(s)||i.remove()}#a(t){let e=this.#n.get(t.id);if(e&&!this.#s(e.item,t))return e.node;let s=this.#e(t);return this.#o.set(s,t.id),e&&(e.
node.replaceWith(s),this.#i(e.node,s)),s}};function ns(n,t){let e=n.children,[s,i]=[0,e.length];for(;s<i;){let o=s+i>>1;e[o].getBoundingClientRect().bottom>t?i=
o:s=o+1}return s}var Te=48,Le=class{#t;#e;#s=!0;#i="";#n;#o;#r;constructor(t,e,s){this.#t=t,this.#e=e,this.#o=s,this.#r=()=>this.#c(),t.addEventListener("scroll",this.#r,{passive:!0}),
this.#n=new ResizeObserver(()=>this.#d()),this.#n.observe(t),this.#n.observe(e)}get above(){return this.#t.scrollTop}get below(){let{scrollHeight:t,scrollTop:e,
clientHeight:s}=this.#t;return t-e-s}get bottom(){return this.#t.getBoundingClientRect().bottom}get atEnd(){return this.#s}keep(t){let e=this.#s?[]:this.#a();if(t(),
this.#s){this.#h();return}let s=e.find(({row:i})=>i.isConnected);s&&(this.#t.scrollTop+=s.row.getBoundingClientRect().top-s.top)}release(t){this.#s=!1,t(),this.#s=
this.below<Te}toEnd(){this.#s=!0,this.#h()}scrollTo(t,e){this.#s=!1,t.scrollIntoView({block:e}),e==="start"&&(this.#t.scrollTop-=Te),this.#s=this.below<Te}isVisible(t){
return!this.isAbove(t)}isAbove(t){return t.getBoundingClientRect().bottom<this.#t.getBoundingClientRect().top}close(){this.#n.disconnect(),this.#t.removeEventListener(
"scroll",this.#r)}#a(){let{top:t,bottom:e}=this.#t.getBoundingClientRect(),s=[],i=this.#e.children[ns(this.#e,t)];for(;i;i=i.nextElementSibling){let o=i.getBoundingClientRect();
if(o.top>=e)break;i.matches(".message")&&s.push({row:i,top:o.top})}return s}#h(){this.#s&&this.#e.firstChild!==null&&(this.#t.scrollTop=this.#t.scrollHeight,this.#i=
this.#l())}#l(){let{scrollHeight:t,clientHeight:e}=this.#t;return`${t} ${e}`}#d(){this.#h(),!this.#s&&this.below<1&&this.#c()}#c(){this.#s&&this.#l()!==this.#i&&
this.#h(),this.#s=this.below<Te,this.#o()}};var Pn=500,Aa=6,Ca=1/8,Se=class{#t;#e=null;#s=null;#i;#n=l("div",{class:"items"});#o=l("p",{class:"older",role:"status"});#r=l("h2");#a=l("p");#h;#l;#d;#c;#u;#m;#p;#w;#g=null;#f=null;#b=null;#k=null;#x=new Set;#y=[];#v=[];#T=!1;#S=null;#R="";constructor(t){
this.#t=t;let{language:e,roomActions:s,history:i,browser:o}=t;this.#i=new Ee(this.#n,{draw:p=>this.#P(p),differs:Mn,replaced:(p,f)=>this.#$(p,f)});let r=l("span",
{class:"empty-mark"},k("wave"));this.#h=l("div",{class:"empty"},r,this.#r,this.#a);let a={class:"scroller",tabindex:"0",role:"log","aria-live":"off"};this.#l=l(
"div",a,this.#o,this.#h,this.#n),this.#d=new Le(this.#l,this.#n,()=>this.#q());let c={type:"button",class:"pill unread-pill",hidden:!0};this.#c=l("button",{...c,
on:{click:()=>i.goToUnread()}},k("up"),l("span"));let h=l("span",{class:"latest-count"}),d=e.t("latest"),u={type:"button",class:"pill latest",hidden:!0,"aria-la\
bel":d,title:d};this.#u=l("button",{...u,on:{click:()=>this.#F()}},h,k("down")),this.#m=new be(t),this.#p=[new ke(t),new xe(t)],this.#w=new ve(t);let m=[this.#l,
this.#c,this.#u,this.#w.element];this.element=l("section",{class:"timeline"},m),this.#C(s,"said",()=>this.#j()),this.#C(o,"visible",()=>this.#I()),this.#l.addEventListener(
"keydown",p=>this.#U(p));for(let p of["pointerover","focusin","click"])this.#n.addEventListener(p,f=>this.#W(f));this.#l.addEventListener("pointerleave",p=>this.#Y(
p))}get reading(){return this.#l}get remains(){return this.#T}render(t,e,{inParts:s}){let i=e?.id!==this.#s?.id,o=i||e?.epoch!==this.#s?.epoch;this.#e=t,this.#s=
e,this.element.hidden=e?.exclusion!=null,this.#g=document.activeElement,i&&this.#L(),this.#A({inParts:s}),this.#M(),this.#O(),e?.joined&&(o||this.#f!==e.id)&&(this.#f=
e.id,this.#D()),this.#B(),this.#q(),this.#w.render(e,t)}close(){this.#y.forEach(t=>t()),this.#d.close()}#C(t,e,s){t.addEventListener(e,s),this.#y.push(()=>t.removeEventListener(
e,s))}#L(){this.#m.detach(),this.#i.clear(),this.#v=[],this.#T=!1,this.#f=null,this.#b=null,this.#k=null,this.#d.toEnd()}#A({inParts:t}){let{language:e}=this.#t,
{me:s,ignored:i}=this.#e,{typing:o,count:r,unread:a,called:c,seen:h,...d}=this.#s??{},u=[s,i,this.#_({}).room,...Object.values(d)];if(!this.#T&&u.length===this.#v.
length&&u.every((y,L)=>y===this.#v[L]))return;this.#v=u,this.#S=null,this.#R=this.#t.browser.address({room:""}).split("#")[0];let m=y=>e.dayKey(y),f=(this.#s?Tn(
this.#s,{...this.#e,dayKey:m}):[]).map(y=>y.kind==="start"?this.#_(y):y),b=t?this.#E(f):f;this.#T=b.length<f.length,this.#d.keep(()=>{this.#i.show(b),this.#O()})}#E(t){
let e=({id:i})=>this.#i.element(i)===void 0,s=Math.max(Aa,Math.ceil(t.filter(e).length*Ca));return t.filter(i=>!e(i)||(s-=1)>=0)}#_(t){let{id:e,kind:s}=this.#s??
{};return{...t,room:e&&I(this.#t.language,this.#e,e),direct:s==="direct"}}#M(){let t=s=>this.#i.messageElement(s),e=s=>this.#d.scrollTo(s,"nearest");this.#p.forEach(
s=>s.render(this.#s,{find:t,reveal:e,held:this.#g}))}#P(t){let{language:e,roomActions:s,history:i,store:o}=this.#t,r=this.#s;return t.entry?.reply_to!=null&&t.quoted===
void 0&&i.loadOriginal(r.id,t.entry.reply_to),_n(t,{language:e,me:this.#e.me,names:()=>this.#N(),reveal:a=>o.dispatch({type:"messagesRevealed",room:r.id,seqs:a}),
here:this.#R,again:a=>s.resend(a),mend:a=>s.editUnsent(a),unfolded:this.#x,release:a=>this.#d.release(a),discard:a=>s.discard(a),jump:a=>i.jump(r.id,a)})}#N(){if(this.#S===
null){let{me:t}=this.#e,e=[...t?[t]:[],...ht(this.#s,{me:t,ignored:{}})];this.#S=e.map(({name:s})=>s)}return this.#S}#$(t,e){this.#m.detach(),t===this.#g&&e.focus(
{preventScroll:!0})}#O(){let{language:t}=this.#t,e=this.#s,s=e===null?"none":"empty";this.#h.hidden=e!==null&&(!e.joined||e.older||this.#i.size>0),g(this.#r,t.t(
`${s}.title`)),g(this.#a,t.t(`${s}.text`));let i={older:"older.loading",failed:"older.failed"}[e?.loading];g(this.#o,i?t.t(i):"");let o=e?I(t,this.#e,e.id).replace(
/^#/,""):"";this.#l.setAttribute("aria-label",t.t("messages",{room:o}))}#D(){this.#d.toEnd();let t=this.#i.element("divider");t&&!this.#d.isVisible(t)&&this.#d.
scrollTo(t,"start")}#B(){let t=this.#s?.target??null;if(t===this.#b)return;this.#b=t,this.#n.querySelector(".is-target")?.classList.remove("is-target");let e=t?.
at==="divider",s=e?this.#i.element("divider"):this.#i.messageElement(t?.at);e?(this.#d.scrollTo(s??this.#n,"start"),(s?.nextElementSibling??this.#l).focus({preventScroll:!0})):
s?(s.classList.add("is-target"),this.#d.scrollTo(s,"center"),s.focus({preventScroll:!0})):t===null&&this.#d.toEnd()}#q(){let{history:t,language:e}=this.#t,s=this.#s;
if(!s)return;let i=s.to<s.head;s.older&&this.#d.above<Pn&&t.loadOlder(),i&&this.#d.below<Pn&&t.loadNewer();let o=this.#i.element("divider"),r=Math.max(s.missed,
s.unread),a=o?this.#d.isAbove(o):s.divider!==null&&s.from>s.divider+1;this.#k=o&&!a?s.divider:this.#k,this.#c.hidden=r===0||!a||this.#k===s.divider,g(this.#c.lastChild,
e.t(s.approximate?"pill.about":"pill.unread",{count:r})),this.#u.hidden=!i&&this.#d.atEnd,g(this.#u.firstChild,s.unread>0?String(s.unread):""),this.#I()}#I(){let{
store:t,browser:e}=this.#t,s=this.#s,i=s?.joined&&e.visible,o=s&&this.#d.atEnd&&s.to>=s.head?s.id:null;o!==t.state.following&&t.state.active===s?.id&&t.dispatch(
{type:"endFollowed",room:o});let r=i?o:null;if((r!==t.state.watching||r&&t.room?.unread>0)&&t.dispatch({type:"roomWatched",room:r}),i&&!r&&s.seen<s.head){let a=this.#i.
lastSeqAbove(this.#d.bottom);a>s.seen&&t.dispatch({type:"messagesRead",room:s.id,seq:a})}}#j(){this.#d.toEnd(),this.#t.history.goToEnd(),this.#q()}#F(){this.#j(),
this.#l.focus({preventScroll:!0})}#U(t){t.target.closest("button, a, textarea")===null&&$(t,this.#n.querySelectorAll(".message"))}#W({target:t,pointerType:e,type:s}){
if(s==="pointerover"&&e==="touch")return;let i=t.closest(".message"),o=i&&this.#i.item(i);o&&this.#m.attach(i,o,this.#s)}#Y({pointerType:t}){t!=="touch"&&!this.#m.
element.contains(document.activeElement)&&this.#m.detach()}};var Ae=class{#t;#e=l("span");constructor({language:t}){this.#t=t;let e=l("span",{class:"dots","aria-hidden":"true"},l("i"),l("i"),l("i"));this.element=l("p",{class:"\
typing is-idle"},e,this.#e)}render(t,e){let s=Object.values(e?.typing??{}).map(({name:a})=>a),[i,o]=s,r=["","typing.one","typing.two"][s.length]??"typing.many";
g(this.#e,r&&this.#t.t(r,{a:i,b:o})),this.element.classList.toggle("is-idle",r==="")}};var rt=class{#t;#e;#s;#i;#n;#o;#r;#a;#h;#l=l("span",{class:"badge-count"});#d=l("span",{class:"menu-badge",hidden:!0});#c={};#u={};#m=null;#p=!1;#w;#g=!1;#f;#b;constructor(t){
let e=new ue(t),s=()=>this.#_(null),i={...t,menu:e,close:s,returnFocus:()=>this.#v(),resultOpened:()=>this.#R()},o=new le({...i,attach:C=>this.element.append(C)});
this.#w=o;let r={...i,dialogs:o};this.#t=r;let{language:a}=r,c=(C,V)=>a.t(C,V),h=new we(r),d=new ge(r),u=new ne(r),m=new ie(r),p=new me(r);this.#s=new Se(r),this.#i=
new ae(r),this.#a=new ye(r);let f=new Ae(r),b=new he(r);this.#o=b.heading,this.#n=new oe(r);let y=[b,this.#n,this.#s,f,this.#i,this.#a];this.#e=[u,m,h,d,...y,o,
p],this.#u={rooms:v("menu",c("open.rooms"),()=>this.#E("rooms"),{"aria-expanded":"false",class:"narrow-only"}),people:v("people",c("open.people"),()=>this.#E("p\
eople"),{"aria-expanded":"false"})},this.#h=v("search",c("search"),()=>this.#C(),{"aria-expanded":"false","aria-keyshortcuts":"Control+K /"}),this.#u.people.append(
this.#l),this.#u.rooms.append(this.#d),this.#c={rooms:l("aside",{class:"side rooms-side",id:"rooms","aria-label":c("rooms")},h.element),people:l("aside",{class:"\
side people-side",id:"people","aria-label":c("people")},d.element)};let L=l("header",{class:"room-head"},this.#u.rooms,b.words,u.light,b.queueButton,this.#h,this.#u.
people,b.more);this.#r=l("main",{class:"talk"},L,u.element,u.spoken,m.element,m.spoken,p.element,this.#n.element,this.#s.element,f.element,this.#i.element),this.
element=l("div",{class:"shell",on:{keydown:C=>this.#P(C)}},this.#c.rooms,this.#r,this.#c.people,this.#a.element,l("div",{class:"backdrop",on:{click:s}}),e.element),
this.#f=globalThis.matchMedia("(max-width: 53.75em)");let N=()=>this.#M();this.#f.addEventListener("change",N);let A=C=>this.#A(C);document.addEventListener("ke\
ydown",A),this.#b=()=>{this.#f.removeEventListener("change",N),document.removeEventListener("keydown",A)}}opened(){this.#M()}render(t,{inParts:e}){return this.#k(
t,{inParts:e}),this.#p||(this.#p=!0,this.#T()),!this.#g&&t.rooms[t.active]?.joined&&(this.#g=!0,this.#t.browser.idle(()=>this.#w.load().catch(()=>{}))),this.#s.
remains}close(){this.#b(),this.#e.forEach(t=>t.close?.())}#k(t,{inParts:e}){let s=document.activeElement,i=t.rooms[t.active]??null;this.#y(i),this.#x(cn(t));let o=!!i?.
search;this.#h.hidden=i===null||i.epoch===null,this.#h.setAttribute("aria-expanded",String(o)),this.#a.element.hidden=!o,this.element.classList.toggle("has-sear\
ch",o);for(let a of this.#e)a.render(t,i,{inParts:e});let r=document.activeElement;s!==null&&s!==document.body&&(r===s||r===document.body)&&On(s)&&this.#T()}#x({
unread:t,mentions:e}){let{language:s}=this.#t,i=e||t,o=i>0?s.t(e>0?"pill.called":"pill.unread",{count:i}):"";g(this.#d,i>0?is({unread:t,mentions:e},9):""),this.#d.
hidden=i===0,this.#d.classList.toggle("is-call",e>0);let r=o?`${s.t("open.rooms")} · ${o}`:s.t("open.rooms");this.#u.rooms.title!==r&&(this.#u.rooms.title=r,this.#u.
rooms.setAttribute("aria-label",r))}#y(t){let{language:e}=this.#t,s=t?.kind==="direct"?2:t?.count,i=t?.joined&&t.kind!=="inbox";g(this.#l,i?String(s):"");let o=i?
e.t("open.people.of",{count:s}):e.t("open.people");this.#u.people.ariaLabel!==o&&this.#u.people.setAttribute("aria-label",o)}#v(){this.#_(null);let t=this.#T();
requestAnimationFrame(()=>document.activeElement===t&&this.#T())}#T(){let t=[this.#i.field,this.#n.heading,this.#s.reading,this.#o],e=this.#f.matches?[this.#n.heading,
this.#o]:t;return document.querySelector("dialog[open]")===null&&e.find(qn),document.activeElement}#S(t){return[...this.#c[t].querySelectorAll("[aria-current], \
button, a, input")]}#R(){this.#f.matches&&this.#t.search.close()}#C(){this.#t.store.room?.search?(this.#t.search.close(),this.#v()):this.#L()}#L(){this.#_(null),
this.#t.search.open(),this.element.classList.add("has-search"),this.#a.open()}#A(t){let{key:e,ctrlKey:s,metaKey:i,altKey:o,target:r}=t,a=r instanceof Element&&r.
closest("input, textarea, select, dialog")!==null;(e.toLowerCase()==="k"&&(s||i)&&!o||e==="/"&&!a&&!s&&!i)&&!this.#h.hidden&&!t.isComposing&&document.querySelector(
"dialog[open]")===null&&(t.preventDefault(),this.#L())}#E(t){t==="people"&&!this.#f.matches?(this.element.classList.toggle("without-people"),this.#M()):this.#_(
this.#m===t?null:t)}#_(t){let e=this.#m;if(this.#m=t,this.#M(),t){let s=this.#S(t);[...s.filter(i=>i.ariaCurrent),...s].find(qn)}else e&&this.#u[e].focus()}#M(){
let t=this.#f.matches,e=this.element.classList.contains("without-people"),s={rooms:!t||this.#m==="rooms",people:t?this.#m==="people":!e};for(let[o,r]of Object.entries(
this.#c))r.inert=!s[o],r.classList.toggle("is-open",this.#m===o),this.#u[o].setAttribute("aria-expanded",String(s[o]));let i=t&&this.#m!==null;this.#r.inert=i,this.#a.
element.inert=i,this.element.classList.toggle("has-drawer",i)}#P(t){t.key==="Escape"&&!t.isComposing&&this.#m&&(this.#_(null),t.stopPropagation())}};function qn(n){
return On(n)?!1:(n.focus({preventScroll:!0}),document.activeElement===n)}function On(n){return!n.isConnected||n.disabled||n.closest("[hidden], [inert]")!==null}var Ce=class{#t;#e;#s;#i=!1;#n=null;#o=()=>{};#r=!1;#a=!1;#h=()=>{};#l=0;#d=-1/0;constructor({clock:t,browser:e,draw:s}){this.#t=t,this.#e=e,this.#s=s}request({
urgent:t}){this.#i?t&&this.#n!==null&&(this.#n=null,this.#c()):(this.#i=!0,this.#n=t?null:this.#t.now(),this.#c())}keyPressed(){let t=this.#t.now();if(this.#d=t,
this.#u||this.#a)return;this.#a=!0;let e=()=>{this.#a=!1,this.#c({nextKey:0})};this.#h=this.#e.nextFrame(()=>this.#t.after(0,e)),this.#c()}visibilityChanged(){this.#o(),
this.#h(),this.#a=!1,this.#i=!1,this.request({urgent:!0})}#c({nextKey:t=150}={}){this.#o(),this.#o=()=>{};let e=this.#r||this.#a;if(!this.#i||e&&this.#n!==null)
return;let s=this.#t.now(),i=this.#u||t===0?0:this.#d+t,o=Math.max(this.#l,i)-s;this.#n===null||o<=0?this.#o=this.#e.nextFrame(()=>this.#m()):this.#o=this.#t.after(
o,()=>this.#c())}get#u(){return this.#i&&(this.#n===null||this.#t.now()-this.#n>=1e3)}#m(){let t=this.#t.now(),e=this.#n!==null&&t-this.#d<1e3;this.#i=!1;let s=this.#s(
{inParts:e});this.#r=!0,this.#t.after(0,()=>{let i=this.#t.now(),o=s?1:6;this.#l=i+Math.min((i-t)*o,500),this.#r=!1,this.#c()}),s&&this.request({urgent:!1})}};var Ra=new Set(["activityReceived","endFollowed","entriesReceived","messagesRead","presenceChanged","roomWatched","seenReceived","typingExpired","typingReceived"]),
Re=class extends EventTarget{#t;#e;#s;#i;#n=null;#o;constructor({language:t,...e}){super();let{store:s,storage:i,browser:o}=e;this.#e=i,this.#s=s,this.#i=o,this.#o=
i.isReturning;let r=h=>this.#a(h);this.#t={...e,setLanguage:r,language:this.#r(t)};let{clock:a}=e,c=new Ce({clock:a,browser:o,draw:h=>this.#h(h)});s.addEventListener(
"change",({detail:{type:h}})=>c.request({urgent:!Ra.has(h)})),o.addEventListener("visible",()=>c.visibilityChanged());for(let h of["keydown","beforeinput"])o.document.
addEventListener(h,()=>c.keyPressed(),{capture:!0,passive:!0})}get language(){return this.#t.language}show(){this.#i.setLanguage(this.#t.language.tag),this.#h()}#r(t){
return new Vt(t,{wished:this.#i.languages()})}async#a(t){let e=await Zt(t);e===t&&(this.#e.language=e),this.#t.language=this.#r(e),this.#n?.close(),this.#n=null,
this.show(),e!==t&&this.#t.roomActions.showToast("error.offline")}#h({inParts:t=!1}={}){let{state:e}=this.#s,i=e.me!==null&&e.active!==null?I(this.#t.language,e,
e.active):null;this.#i.setTitle(ts(e),es(e),i);let o=this.#l(e);return this.#n instanceof o||(this.#n?.close(),this.#n=new o(this.#t),this.#i.document.body.replaceChildren(
this.#n.element),this.#n.opened?.()),o===rt&&this.dispatchEvent(new Event("entered")),this.#n.render(this.#s.state,{inParts:t})===!0}#l({me:t,connection:e,siteBan:s,
loginForm:i}){if(s!==null)return se;let r=i.link?.kind==="invitation"&&this.#e.loginKind!=="account"||i.link?.kind==="reset";return this.#o&&=e.state!=="refused"&&
!r,(t!==null||this.#o)&&!r?rt:ee}};var _a="lobby",S=new wt(globalThis),_=new vt(S.storages()),Ma=await Zt(Ji([_.language,...S.languages()])),T=new te,Pa=ze(S.base),E=new Xt({url:Pa,credentials:Oa,
exclusive:S.exclusive("chatd.guest"),clock:R}),P=new $t({client:E,store:T,storage:_,clock:R}),jn=n=>$a.addUsers(n),_e=new Lt({client:E,store:T,roomActions:P,clock:R,
onAuthors:jn}),qa=new Mt({client:E,store:T,roomActions:P}),In=new Pt({client:E,store:T,roomActions:P,clock:R}),os=(n,t)=>P.showToast(n,t),Nn=n=>P.joinAll([n]),$n=()=>S.
reload(),Dn=new St({fetch:S.fetch,base:S.base}),at=new _t({api:Dn,client:E,store:T,storage:_,clock:R,reload:$n,clearLink:()=>S.clearLink()}),rs=new Re({client:E,
login:at,profile:new jt({api:Dn,client:E,store:T}),ignoreList:new At({client:E,store:T,storage:_,showToast:os}),notifications:new It({client:E,store:T,storage:_,
desktop:new yt(globalThis),openMessage:Ia,loadOriginal:(n,t)=>_e.loadOriginal(n,t),translate:(n,t)=>rs.language.t(n,t)}),roomActions:P,history:_e,members:qa,moderation:In,
moderationQueue:new qt({client:E,store:T,moderation:In}),edits:new Et({client:E,store:T}),search:new Ft({client:E,store:T,clock:R,onAuthors:jn}),exportMessages:n=>bi(
{client:E,clock:R,onProgress:n}),store:T,storage:_,browser:S,clock:R,language:Ma});function Oa({refused:n,expiring:t}){let{loginKind:e,token:s,name:i}=_;return e===
"account"||e==="former"||t?null:s&&s!==n?{token:s}:{guest:i}}function Ia(n,t){t===null?P.open(n):_e.jump(n,t)}async function ja({room:n,seq:t,refused:e}){if(e!==
null){let{name:s,values:i}=P.roomNameProblem(e)??{name:"room.invalid"};P.showToast(s,i)}else n!==null&&t!==null?(await _e.jump(n,t),await S.painted()):n!==null&&
P.open(n)}function Na(){let n=S.route().room??_.active??_a,t=_.rooms.filter(e=>e!==n);P.open(n),P.joinAll(t),new gt({store:T,browser:S,openRoute:ja}).start()}new Nt(
{client:E,store:T,storage:_,clock:R,browser:S});new xt({store:T,storage:_});Ei(E,{store:T,storage:_,reload:$n});var $a=new Rt({client:E,store:T});Ti(E,{store:T,
storage:_,clock:R,showToast:os,joinRoom:Nn});Li(E,{store:T,storage:_,clock:R,showToast:os});new Bt({client:E,store:T,clock:R,rejoin:Nn});new Ot({client:E,store:T,
browser:S,retry:()=>at.retryNow()});rs.addEventListener("entered",Na,{once:!0});S.addEventListener("route",()=>S.link&&at.useLink(S.link));at.useLink(S.link);_.
isReturning&&S.link===null&&E.connect();at.loadSite();rs.show();
