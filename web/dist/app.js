import{$ as zs,A as Ls,Aa as k,B as Ss,Ba as v,C as As,Ca as g,D as Cs,E as Rs,F as _s,Fa as M,G as Ms,Ga as te,H as Ps,Ha as H,I as qs,Ia as mi,J as Os,Ja as me,
K as Is,L as js,La as pi,M as Ns,N as he,Na as se,O as $s,Oa as I,P as Ds,Pa as pe,Q as Bs,Qa as F,R as Ot,Ra as j,S as W,Sa as $,T as de,Ta as fi,U as Fs,Ua as fe,
V as Us,Va as G,W as It,Wa as gi,X as Ws,Y as ue,Ya as X,Z as Ys,_ as Ks,a as q,aa as Hs,b as x,ba as Gs,c as ds,ca as Xs,d as Pt,da as Js,e as Z,ea as Qs,f as le,
fa as Vs,g as us,ga as Zs,h as ms,ha as ei,i as ps,ia as ti,j as ce,ja as si,k as fs,ka as ii,l as gs,la as ni,m as O,ma as oi,n as z,na as ri,oa as ee,p as ws,
pa as ai,q as qt,qa as jt,r as ys,ra as li,sa as ci,t as bs,ta as hi,ua as Nt,v as vs,va as $t,w as ks,wa as Dt,x as xs,xa as di,y as Es,ya as ui,z as Ts,za as l}from"./chunk-RT4WVSKE.js";var ge=class{#e;#t;#s;#i={room:null,seq:null};#n=null;#o=null;constructor({store:e,browser:t,openRoute:s}){this.#e=e,this.#t=t,this.#s=s}start(){return this.#t.
addEventListener("route",({detail:e})=>this.#r(e)),this.#e.addEventListener("change",()=>this.#a()),this.#r(this.#t.route())}async#r(e){let t={room:e.room,seq:e.
seq};this.#i=t,this.#n="going",this.#o=this.#e.state.active,await this.#s(e),this.#i===t&&(this.#n="there",this.#a())}#a(){let{active:e,rooms:t}=this.#e.state,{
room:s,seq:i}=this.#i;if(this.#t.link!==null||this.#n==="going"&&(e===this.#o||e===s)||s===e&&(i===null||this.#h(i)))return;let o=s!==null&&s!==e&&s in t;this.#i=
{room:e,seq:null},this.#t.setRoute(this.#i,{step:o})}#h(e){let{room:t,state:s}=this.#e,i=s.watching===t?.id;return t?.target?.at!==e||i&&this.#n==="off"?!1:(this.#n=
i?this.#n:"off",!0)}};function wi(n){let[e="",t=""]=Kn(n.replace(/^#/,"")).split("/"),s=le(e)?e:null,i=/^[1-9]\d{0,15}$/.test(t)?Number(t):null;return{room:s,seq:s===null?null:i,refused:s===
null&&e!==""?e:null}}function yi(n){let[,e,t]=/^#\/(invitation|reset)\/([A-Za-z0-9_-]{1,128})$/.exec(n)??[];return e?{kind:e,token:t}:null}function Bt({room:n,seq:e=null}){
return e===null?`#${n}`:`#${n}/${e}`}function Kn(n){try{return decodeURIComponent(n)}catch{return n}}var we=class extends EventTarget{#e;#t;constructor(e){super(),this.#e=e,this.#t=e.document;let t=s=>()=>this.dispatchEvent(new Event(s));e.addEventListener("pop\
state",()=>{this.dispatchEvent(new CustomEvent("route",{detail:this.route()}))}),e.addEventListener("online",t("network")),e.addEventListener("offline",t("netwo\
rk")),e.addEventListener("pageshow",({persisted:s})=>s&&t("back")()),e.addEventListener("pagehide",t("leave")),this.#t.addEventListener("resume",t("back")),this.#t.
addEventListener("visibilitychange",()=>{t("visible")(),this.visible&&t("back")()})}get visible(){return this.#t.visibilityState==="visible"}get online(){return this.#e.
navigator.onLine}get document(){return this.#t}get base(){return this.#t.baseURI}get fetch(){return(...e)=>this.#e.fetch(...e)}languages(){return[...this.#e.navigator.
languages??[]]}storages(){let e=t=>{try{return this.#e[t]}catch{return null}};return{local:e("localStorage"),session:e("sessionStorage")}}exclusive(e){let{locks:t}=this.#e.
navigator;return t?s=>t.request(e,s):s=>s()}route(){return wi(this.#e.location.hash)}get link(){return yi(this.#e.location.hash)}clearLink(){if(this.link){let{location:e,
history:t}=this.#e;t.replaceState(null,"",e.pathname+e.search)}}reload(){this.#e.location.reload()}painted(){return new Promise(e=>this.nextFrame(()=>this.#e.setTimeout(
e,0)))}nextFrame(e){let t=this.#e;if(this.visible){let i=t.requestAnimationFrame(()=>e());return()=>t.cancelAnimationFrame(i)}let s=t.setTimeout(e,0);return()=>t.
clearTimeout(s)}idle(e){let t=this.#e;t.requestIdleCallback?t.requestIdleCallback(()=>e()):t.setTimeout(e,500)}setRoute(e,{step:t=!1}={}){let{location:s,history:i}=this.#e,
o=s.pathname+s.search,r=e.room===null?o:o+Bt(e);t?i.pushState(null,"",r):i.replaceState(null,"",r)}address(e){return this.#e.location.href.split("#")[0]+Bt(e)}setTitle(e,t,s=null){
let o=`${t>0?`(@${t}) `:e>0?`(${e}) `:""}${s===null?"":`${s} · `}chatd`;this.#t.title!==o&&(this.#t.title=o)}setLanguage(e){this.#t.documentElement.lang=e}async copy(e){
try{return await this.#e.navigator.clipboard.writeText(e),!0}catch{return this.#s(e)}}download(e,t,s){let i=URL.createObjectURL(new Blob([t],{type:s})),o=this.#t.
createElement("a");o.href=i,o.download=e,o.click(),this.#e.setTimeout(()=>URL.revokeObjectURL(i),6e4)}#s(e){let t=this.#t.createElement("textarea");t.className=
"visually-hidden",t.value=e,(this.#t.querySelector("dialog[open]")??this.#t.body).append(t),t.select();let s=this.#t.execCommand("copy");return t.remove(),s}};var bi="chatd.watched";var ye=class{#e;#t=!1;#s=null;constructor(e){this.#e=e,this.#i(),e.document.addEventListener("visibilitychange",()=>this.#i())}get permission(){let{Notification:e}=this.#e;
return e===void 0||this.#t?"missing":e.permission}get visible(){return this.#e.document.visibilityState==="visible"}async requestPermission(){return await this.#e.
Notification.requestPermission(),this.permission}async isWatched(){let{locks:e}=this.#e.navigator,{held:t}=e?await e.query():{held:[]};return t.some(({name:s})=>s===
bi)}claim(e){let{locks:t}=this.#e.navigator;return t?new Promise(s=>{t.request(`chatd.alert.${e}`,{ifAvailable:!0},i=>(s(i!==null),i&&new Promise(o=>this.#e.setTimeout(
o,1e4))))}):Promise.resolve(!0)}show({title:e,body:t,tag:s,click:i}){try{let o=new this.#e.Notification(e,{body:t,tag:`chatd.${s}`,icon:"favicon.svg"});o.onclick=
()=>{this.#e.focus(),o.close(),i()}}catch{this.#t=!0}}#i(){let{locks:e}=this.#e.navigator;if(this.visible&&this.#s===null){let t=new Promise(s=>this.#s=s);e?.request(
bi,{mode:"shared"},()=>t)}else this.visible||(this.#s?.(),this.#s=null)}};var be="chatd.";var ve=class{#e;#t;constructor({local:e,session:t}){this.#e=new ke(e),this.#t=new ke(t)}get name(){return this.#e.get("name","")}set name(e){this.#e.set("name",
e)}get token(){return this.#e.get("token",null)}set token(e){this.#e.set("token",e)}get loginKind(){return this.#e.get("kind",null)}set loginKind(e){this.#e.set(
"kind",e)}get isReturning(){return this.loginKind==="account"||this.name!==""&&this.token!==null}get deletionTask(){return this.#t.get("removal",null)}set deletionTask(e){
this.#t.set("removal",e)}get owner(){return this.#e.get("owner",null)}set owner(e){this.#e.set("owner",e)}get notifications(){return this.#e.get("alerts",!1)===
!0}set notifications(e){this.#e.set("alerts",e)}get language(){return this.#e.get("language",null)}set language(e){this.#e.set("language",e)}get rooms(){return ki(
this.#e.get("rooms",[]))}set rooms(e){this.#e.set("rooms",e)}get hidden(){return ki(this.#e.get("hidden",[]))}set hidden(e){this.#e.set("hidden",e.slice(-200))}get ignored(){
let e=this.#e.get("ignored",{});return e!==null&&typeof e=="object"?e:{}}set ignored(e){this.#e.set("ignored",e)}get active(){return this.#t.get("active",null)??
this.#e.get("active",null)}set active(e){this.#t.set("active",e),this.#e.set("active",e)}draft(e){return this.#t.get(`draft.${e}`,null)??this.#e.get(`draft.${e}`,
"")}setDraft(e,t){this.#t.set(`draft.${e}`,t),this.#e.set(`draft.${e}`,t||null)}replyOrEdit(e){let t=this.#t.get(`hand.${e}`,null)??this.#e.get(`hand.${e}`,null),
{epoch:s=null,reply:i=null,editing:o=null}=t??{};return{epoch:s,reply:vi(i)&&typeof i.user?.name=="string"?i:null,editing:vi(o)?o:null}}setReplyOrEdit(e,t){this.#t.
set(`hand.${e}`,t),this.#e.set(`hand.${e}`,t)}seen(e){let{epoch:t,seq:s}=this.#e.get(`seen.${e}`,null)??{};return typeof t=="string"&&Number.isSafeInteger(s)&&s>=
0?{epoch:t,seq:s}:null}setSeen(e,t){this.#e.set(`seen.${e}`,t)}unsent(e){let t=this.#t.get(`unsent.${e}`,[]);return Array.isArray(t)?t.filter(zn):[]}setUnsent(e,t){
this.#t.set(`unsent.${e}`,t.length>0?t:null)}forget(){let{language:e}=this;this.#e.clear(),this.#t.clear(),this.language=e}};function zn(n){return typeof n?.text==
"string"&&typeof n.key=="string"&&n.key!==""}function vi(n){return Number.isSafeInteger(n?.seq)&&typeof n.text=="string"}function ki(n){return Array.isArray(n)?
n.filter(e=>typeof e=="string"):[]}var ke=class{#e;#t=new Map;constructor(e){this.#e=e}get(e,t){try{let s=this.#e.getItem(be+e);return s===null?this.#t.get(e)??
t:JSON.parse(s)}catch{return this.#t.get(e)??t}}set(e,t){this.#t.delete(e);try{t===null?this.#e.removeItem(be+e):this.#e.setItem(be+e,JSON.stringify(t))}catch{this.#t.
set(e,t)}}clear(){this.#t.clear();try{Object.keys(this.#e).filter(t=>t.startsWith(be)).forEach(t=>this.#e.removeItem(t))}catch{}}};var xe=class{#e;#t;#s=new Map;constructor({store:e,storage:t}){this.#e=e,this.#t=t,e.addEventListener("change",()=>this.#i())}#i(){let{room:e}=this.#e;if(!e?.joined)
return;if(!this.#s.has(e.id)){this.#s.set(e.id,{}),this.#n(e);return}let{reply:t,editing:s}=this.#s.get(e.id);(e.reply!==t||e.editing!==s)&&(this.#s.set(e.id,{reply:e.
reply,editing:e.editing}),this.#t.setReplyOrEdit(e.id,Hn(e)))}#n({id:e,epoch:t,entries:s}){let{epoch:i,reply:o,editing:r}=this.#t.replyOrEdit(e),a=({seq:c})=>s.
some(h=>h.seq===c&&h.deleted);i!==t?this.#t.setReplyOrEdit(e,null):r&&!a(r)?this.#e.dispatch({type:"editingChanged",room:e,entry:r}):o&&!a(o)&&this.#e.dispatch(
{type:"replyChanged",room:e,entry:o})}};function Hn({epoch:n,reply:e,editing:t}){return t?{epoch:n,editing:{seq:t.seq,text:t.text}}:e?{epoch:n,reply:{seq:e.seq,
user:e.user,text:e.text}}:null}var Ee=class{#e;#t;constructor({client:e,store:t}){this.#e=e,this.#t=t}setEditing(e){this.#n("editingChanged",{entry:e})}editLast(){let{room:e,state:t}=this.#t,
s=e?.can?.includes("edit_own")&&!t.unsupported.includes("edit"),i=r=>r.user.id===t.me?.id&&r.seq!=null&&!r.deleted,o=s?e.entries.findLast(i):void 0;return o&&this.
setEditing(o),o!==void 0}setText(e,t){this.#i({draft:"editing",seq:e,text:t,error:null})}async save(){let{room:e,state:t}=this.#t,{seq:s,text:i,busy:o}=e.editing,
r=x(i),a=e.entries.find(h=>h.seq===s)?.text,c=t.limits.text??1/0;o||r.trim()===""||(r===a?this.setEditing(null):Z(r)>c?this.#i({draft:"editing",seq:s,error:{code:"\
too_large"}}):await this.#s("editing","edit",s,()=>this.#e.edit(e.id,s,r)))}setDeleting(e){this.#n("deletingChanged",{entry:e})}async confirmDelete(){let{id:e,deleting:t}=this.#t.
room;t.busy||await this.#s("deleting","delete",t.seq,()=>this.#e.delete(e,t.seq))}async#s(e,t,s,i){let o=this.#t.room.id;this.#i({draft:e,seq:s,busy:!0,error:null});
try{await i(),this.#t.state.rooms[o]?.[e]?.seq===s&&this.#t.dispatch({type:`${e}Changed`,room:o,entry:null})}catch(r){r.code==="unknown_type"&&this.#t.dispatch(
{type:"commandUnsupported",command:t}),this.#t.dispatch({type:"draftChanged",room:o,draft:e,seq:s,busy:!1,error:r})}}#i(e){this.#n("draftChanged",e)}#n(e,t){this.#t.
dispatch({type:e,room:this.#t.state.active,...t})}};async function xi({client:n,clock:e,onProgress:t}){let s=[],i=Math.min(n.limits.history??100,100);for(let o,r=!0;r;){let a=await Gn(()=>n.export({after:o,limit:i}),
e),c=a.events.at(-1);s.push(...a.events.map(h=>JSON.stringify(h))),t(s.length),o=c&&{room:c.room,seq:c.seq},r=a.more&&c!==void 0}return{text:s.map(o=>`${o}
`).join(""),count:s.length}}async function Gn(n,e){for(;;)try{return await n()}catch(t){if(!t.passing)throw t;await new Promise(s=>e.after(t.retryAfter??1e3,s))}}var ie=50,Xn=100,Te=10,Jn=20,Qn=3e3,Vn=100,Ei=50,Le=class{#e;#t;#s;#i;#n;#o=Promise.resolve();#r=Promise.resolve();#a=new Map;#h=0;constructor({client:e,store:t,
roomActions:s,clock:i,onAuthors:o=()=>{}}){this.#e=e,this.#t=t,this.#s=s,this.#i=i,this.#n=o,e.addEventListener("joined",({detail:r})=>this.#b(r.room)),e.addEventListener(
"entries",({detail:r})=>this.#b(r.room))}loadOlder(){let{room:e}=this.#t;e?.older&&e.loading===null&&this.#d(e.id,"older",{before:e.from})}loadNewer(){let{room:e}=this.#t;
e&&e.to<e.head&&e.loading===null&&this.#d(e.id,"newer",{after:e.to})}async goToEnd(){let{room:e}=this.#t;e&&e.to<e.head&&await this.#m(this.#u(e.id,{before:e.head+
1},null)),this.#t.dispatch({type:"targetChanged",room:e?.id,seq:null})}async goToUnread(){let{room:e}=this.#t;if(e?.divider==null)return;let t=e.divider+1;t>=e.
from&&t<=e.to?this.#t.dispatch({type:"targetChanged",room:e.id,seq:"divider"}):await this.#m(this.#w(e.id,t))}jump(e,t){return this.#o=this.#o.then(()=>this.#m(
this.#p(e,t))),this.#o}loadOriginal(e,t){let s=this.#t.state.rooms[e],i=`${e}/${s?.epoch}/${t}`,o=this.#a.get(i);if(o||!s?.joined||this.#h>=Ei)return o??Promise.
resolve();this.#h+=1;let r=this.#r.then(()=>this.#f(e,t)),a=()=>this.#a.delete(i),c=r.then(a,a);this.#a.set(i,c);let h=()=>new Promise(d=>this.#i.after(Vn,d));return this.#r=
c.then(()=>this.#h-=1).then(h),c}async#l(e,t){let s=await this.#e.history(e,t);return this.#n(s.events.map(({user:i})=>i)),s}async#d(e,t,s){this.#t.dispatch({type:"\
historyLoading",room:e,loading:t});try{let i=await this.#l(e,{...s,limit:ie});this.#c(e,t,Zn(t,i,s))}catch{this.#t.dispatch({type:"historyLoading",room:e,loading:"\
failed"}),this.#i.after(Qn,()=>this.#t.dispatch({type:"historyLoading",room:e,loading:null}))}}#c(e,t,[s,...i]){this.#t.dispatch({type:`${t}Loaded`,room:e,...s}),
i.length>0&&this.#i.after(Jn,()=>this.#c(e,t,i))}async#u(e,t,s){let i=await this.#l(e,{...t,limit:ie});this.#t.dispatch({type:"windowReplaced",room:e,page:i,target:s})}async#m(e){
try{await e}catch(t){this.#s.showError(t)}}async#p(e,t){this.#s.open(e);try{await this.#e.join(e)}catch{return}let s=()=>this.#t.state.rooms[e];if(t>s().head||t<
s().first){this.#s.showToast("gone");return}(t>s().to||s().from-t>Xn)&&await this.#u(e,{before:t+ie/2},null),await this.#g(e,t),s().entries.some(i=>i.seq===t)?this.#t.
dispatch({type:"targetChanged",room:e,seq:t}):this.#s.showToast("gone")}async#w(e,t){await this.#u(e,{before:t+ie/2},"divider"),t<this.#t.state.rooms[e].from&&(await this.#g(
e,t),this.#t.dispatch({type:"targetChanged",room:e,seq:"divider"}))}async#g(e,t){let s=()=>this.#t.state.rooms[e];for(;t<s().from&&s().older;){let i=s().from,o=await this.#l(
e,{before:i,limit:ie});this.#t.dispatch({type:"olderLoaded",room:e,page:o,before:i})}}async#f(e,t){let{events:s}=await this.#l(e,{before:t+1,limit:1}),i=s.find(
o=>o.seq===t&&o.type==="message")??null;this.#t.dispatch({type:"originalLoaded",room:e,seq:t,entry:i})}async#b(e){await null;let t=this.#t.state.rooms[e],s=t?.unread>
0?t.entries.slice(-Ei):[];for(let{seq:i,reply_to:o}of s)o!=null&&i>t.seen&&ce(t,o)===void 0&&this.loadOriginal(e,o)}};function Zn(n,{events:e,more:t,...s},i){let o=[],
r=n==="older",a=e,c=i;do{let h=r?a.slice(-Te):a.slice(0,Te);a=r?a.slice(0,-Te):a.slice(Te);let d=a.length===0,u=d?null:n;o.push({page:{...s,events:h,more:t||!d,
loading:u},...c}),c=r?{before:h[0]?.seq}:{after:h.at(-1)?.seq}}while(a.length>0);return o}var w=class n extends Error{constructor(e,t=e,{field:s,until:i,retry_after:o,reason:r,by:a,id:c,request_id:h}={}){super(t),this.name="ChatError",this.code=e,this.
field=s,this.until=i,this.retryAfter=o,this.reason=r,this.by=a,this.id=c??h}static from(e){return new n(e.code,e.message,e)}get passing(){return this.code==="ra\
te_limited"||this.code==="unavailable"||this.code==="slow_mode"}};var Se=class{#e;#t;constructor({fetch:e,base:t}){this.#e=e,this.#t=t}async site(){try{return{...await this.request("GET","site"),accounts:!0}}catch(e){if(e.code!==
"not_found")throw e;return{guests:!0,registration:"closed",accounts:!1,signed_in:null}}}signIn(e,t){return this.request("POST","session",{name:e,password:t})}signOut(){
return this.request("DELETE","session")}register(e,t,s){return this.request("POST","account",{name:e,password:t,invitation:s})}async rename(e){let{user:t}=await this.
request("PATCH","account",{name:e});return t}async loginName(){let{login:e,user:t}=await this.request("GET","session");return e??t.name}async changeLogin(e,t){let{
login:s}=await this.request("PATCH","account",{login:e,password:t});return s}changePassword(e,t){return this.request("PUT","account/password",{old:e,new:t})}async resetPassword(e,t){
let{user:s}=await this.request("POST","account/reset",{link:e,new:t});return s}deleteAccount(e){return this.request("DELETE","account",{password:e})}async task(e){
let{state:t}=await this.request("GET",`tasks/${encodeURIComponent(e)}`);return t}async sessions(){let e=[];for(let t={more:!0,next:null};t.more;e.push(...t.sessions))
t=await this.request("GET",t.next?`sessions?after=${encodeURIComponent(t.next)}`:"sessions");return e}endSession(e){return this.request("DELETE",`sessions/${encodeURIComponent(
e)}`)}endOtherSessions(){return this.request("DELETE","sessions?keep=here")}async request(e,t,s){let i=await this.#s(new URL(`api/${t}`,this.#t),{method:e,headers:s?
{"Content-Type":"application/json"}:{},body:s&&JSON.stringify(s),credentials:"same-origin",cache:"no-store"});if(!i.ok)throw await to(i);return i.status===204?null:
eo(i)}async#s(e,t){try{let s=this.#e;return await s(e.href,t)}catch{throw new w("offline")}}};async function eo(n){try{return await n.json()}catch{throw new w("\
unavailable")}}async function to(n){try{let{code:e,detail:t,...s}=await n.json();if(typeof e=="string")return new w(e,t,s)}catch{}return new w(so[n.status]??(n.
status>=500?"unavailable":"invalid"))}var so={401:"bad_token",403:"forbidden",404:"not_found",429:"rate_limited",500:"internal"};var Ae=class{#e;#t;#s;constructor({api:e,base:t,profile:s}){this.#e=e,this.#t=t,this.#s=s}get available(){return this.#s.hasAccount}async list(e){return(await this.#e.
request("GET",Ft(e))).hooks}async create(e,t){let s=await this.#e.request("POST",Ft(e),{name:t});return new URL(s.path.slice(1),this.#t).href}delete(e,t){return this.#e.
request("DELETE",`${Ft(e)}/${encodeURIComponent(t)}`)}};function Ft(n){return`rooms/${encodeURIComponent(n)}/hooks`}var Ce=class{#e;#t;#s;#i;constructor({client:e,store:t,storage:s,showToast:i}){this.#e=e,this.#t=t,this.#s=s,this.#i=i,e.addEventListener("state",({detail:o})=>o.
state==="online"&&this.#n())}async ignore(e){await this.#o(async()=>{await this.#e.command("ignore",{user:e.id}),this.#t.dispatch({type:"userIgnored",user:e}),this.#i(
"ignored.done",{name:e.name})})}async unignore(e){await this.#o(async()=>{await this.#e.command("unignore",{user:e.id}),this.#t.dispatch({type:"userUnignored",user:e.
id}),this.#i("ignored.undone",{name:e.name})})}async#n(){try{let{users:e}=await this.#e.list("ignores"),t={...this.#s.ignored,...this.#r()};this.#t.dispatch({type:"\
ignoreListLoaded",users:e.map(s=>({id:s,name:t[s]}))}),this.#s.ignored=this.#t.state.ignored}catch({code:e}){(e==="unknown_type"||e==="forbidden")&&this.#t.dispatch(
{type:"commandUnsupported",command:"ignore"})}}async#o(e){try{await e(),this.#s.ignored=this.#t.state.ignored}catch(t){this.#i(`error.${t.code}`,{error:t})}}#r(){
let e=Object.values(this.#t.state.rooms).flatMap(t=>Object.values(t.people));return Object.fromEntries(e.map(({id:t,name:s})=>[t,s]))}};var Ti=/^a\./,Li=1e3,io=10;function Si(n,{store:e,storage:t,reload:s}){let i=(r,a)=>n.addEventListener(r,({detail:c})=>a(c));i("login",({user:r,token:a,account:c})=>{
let h=Ti.test(t.owner??"")&&t.owner!==r.id;h&&t.forget(),t.owner=r.id,t.loginKind=Ti.test(r.id)?"account":"guest",a?t.token=a:t.loginKind==="account"&&(t.token=
null),o(r,c),h&&s()}),i("me",({user:r,account:a})=>o(r,a??n.account)),i("sanction",({room:r,action:a,until:c,reason:h,by:d=null})=>{r===null&&a==="ban"&&e.dispatch(
{type:"siteBanChanged",ban:{until:c,reason:h,by:d}})}),i("state",({state:r,error:a,code:c})=>{r==="refused"&&a.code==="banned"?e.dispatch({type:"siteBanChanged",
ban:{until:a.until??null,...ee(a)}}):r==="ended"&&c===4503&&e.state.siteBan===null?e.dispatch({type:"siteBanChanged",ban:{until:null,reason:"",by:null}}):r==="o\
nline"&&e.dispatch({type:"siteBanChanged",ban:null})});function o(r,a){t.name=r.name.replace(/^~/,""),e.dispatch({type:"userChanged",user:r}),e.dispatch({type:"\
accountChanged",account:a??null})}}function Ai(n,{store:e,storage:t,clock:s,showToast:i,joinRoom:o=()=>{}}){let r=(d,u)=>n.addEventListener(d,({detail:m})=>u(m));
r("state",d=>{e.dispatch({type:"connectionChanged",connection:d}),d.state==="online"&&a()}),r("announcement",({text:d,time:u})=>e.dispatch({type:"announced",announcement:{
text:d,time:u}})),r("welcome",({limits:d})=>e.dispatch({type:"limitsReceived",limits:d})),r("joined",d=>{let{room:u}=d;e.dispatch({type:"roomJoined",room:u,answer:d,
seen:t.seen(u)})}),r("entries",({room:d,entries:u,replayed:m})=>e.dispatch({type:"entriesReceived",room:d,entries:u,replayed:m})),r("outbox",({room:d,items:u})=>{
t.setUnsent(d,u.map(ao)),e.dispatch({type:"outboxChanged",room:d,items:u})}),r("left",({room:d,error:u})=>{t.setUnsent(d,[]);let m=u!==void 0&&oo(e.state,d),p=m?
null:no(u);if(p){e.dispatch({type:"roomExcluded",room:d,exclusion:p});return}t.rooms=t.rooms.filter(f=>f!==d),u&&i(ro(u,{removed:m,known:e.state.rooms[d]?.epoch!=
null}),{id:d,error:u}),e.dispatch({type:"roomLeft",room:d}),m&&e.dispatch({type:"roomUnlisted",room:d})}),r("presence",d=>e.dispatch({type:"presenceChanged",room:d.
room,event:d})),r("room",d=>e.dispatch({type:"settingsChanged",room:d.room,event:d})),r("erase",({user:d})=>{e.dispatch({type:"userErased",user:d}),d===e.state.
me?.id&&t.forget()}),r("seen",d=>{t.hidden.includes(d.room)||e.dispatch({type:"seenReceived",event:d})}),r("activity",d=>{let u=d.room.startsWith("~");d.room in
e.state.roomList?e.dispatch({type:"activityReceived",event:d}):u?(t.hidden=t.hidden.filter(p=>p!==d.room),a()):t.hidden.includes(d.room)||a();let m=(e.state.limits.
rooms??0)-io-n.joined.length;u&&!e.state.roomList[d.room]?.invited&&m>0&&o(d.room)});async function a(){try{let{rooms:d}=await n.rooms();e.dispatch({type:"roomL\
istLoaded",rooms:d.filter(({room:u})=>!t.hidden.includes(u))})}catch{}}let c=()=>{};r("signal",({room:d,name:u,user:m})=>{u==="typing"&&m.id!==e.state.me?.id&&(e.
dispatch({type:"typingReceived",room:d,user:m,now:s.now()}),c(),c=s.after(Li,h))});function h(){e.dispatch({type:"typingExpired",now:s.now()}),c=Object.values(e.
state.rooms).some(u=>Object.keys(u.typing).length>0)?s.after(Li,h):()=>{}}}function Ci(n,{store:e,storage:t,clock:s,showToast:i}){let o=(a,c)=>n.addEventListener(
a,({detail:h})=>c(h));o("standing",a=>e.dispatch({type:"settingsChanged",room:a.room,event:a})),o("member",a=>e.dispatch({type:"memberChanged",room:a.room,event:a})),
o("invited",({room:a,kind:c,title:h,by:d,role:u="member"})=>{t.hidden=t.hidden.filter(b=>b!==a);let m=c==="direct",p={room:a,kind:c,title:h,by:d,role:u,invited:!m,
...m?{other:d}:{}};e.dispatch({type:"roomListed",listing:p});let f=["moderator","owner"].includes(u)?`invited.${u}`:"invited.told";i(m?"invited.direct":f,{name:d.
name,id:a})}),o("role",({room:a,role:c,by:h})=>{i(["moderator","owner"].includes(c)?`role.given.${c}`:"role.given",{name:h.name,id:a})}),o("sanction",({room:a,action:c,
until:h,reason:d,by:u=null})=>{c==="mute"?(e.dispatch({type:"muteChanged",room:a,mute:{until:h,reason:d,by:u}}),i("error.muted",{error:{code:"muted",until:h,message:d,
reason:d,by:u}})):c==="unmute"?(e.dispatch({type:"muteChanged",room:a,mute:null}),i("unmuted")):c==="kick"&&a===null&&i("error.kicked",{error:{code:"kicked",message:d,
reason:d,by:u}})}),o("entries",({room:a,entries:c,replayed:h})=>{let d=c.some(({type:m,user:p})=>m==="message"&&p.id===e.state.me?.id),u=e.state.rooms[a];d&&!h&&
u&&ii(u)&&e.dispatch({type:"slowModeStarted",room:a,until:s.now()+u.slow})});let r=new WeakSet;o("outbox",({room:a,items:c})=>{for(let{error:h}of c)h?.code==="s\
low_mode"&&h.retryAfter!=null&&!r.has(h)&&(r.add(h),e.dispatch({type:"slowModeStarted",room:a,until:s.now()+h.retryAfter}))})}function no(n){return n?.code!=="b\
anned"&&n?.code!=="kicked"?null:{code:n.code,until:n.until??null,...ee(n)}}function oo({rooms:n,me:e},t){let s=n[t];return s!==void 0&&ks(s)&&s.members!==null&&
xs(s,e)===null}function ro({code:n},{removed:e,known:t}){return e?"room.removed":n==="not_found"?"room.unknown":t?"room.lost":"room.refused"}function ao({key:n,
text:e,reply_to:t,time:s,state:i,error:o}){let{code:r,message:a,field:c}=o??{};return{key:n,text:e,reply_to:t,time:s,...i==="failed"?{error:{code:r,message:a,field:c}}:
{}}}var Ri=Object.fromEntries(["аa","вb","сc","еe","нh","іi","јj","кk","мm","оo","рp","ѕs","тt","уy","хx"].concat(["αa","βb","εe","ηn","ιi","κk",
"νv","οo","ρp","τt","υu","χx","0o","1l","il","|l"]).map(([n,e])=>[n,e]));function _i(n){let e=n.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu,"").toLowerCase().
replace(/\s+/g," ").trim();return Array.from(e,t=>{let s=Ri[t]??t;return Ri[s]??s}).join("")}function Mi(n){let e=2166136261;for(let t of n)e=Math.imul(e^t.codePointAt(
0),16777619)>>>0;return e=Math.imul(e^e>>>16,2246822507)>>>0,((e^e>>>13)>>>0).toString(16).padStart(8,"0")}var Re=class{#e=new Map;#t=new Map;#s=Object.freeze({});get nameMarks(){
return this.#s}add({id:e,name:t}){if(!e||!t||this.#e.get(e)===t)return!1;this.#e.size>=2e4&&(this.#e.clear(),this.#t.clear()),(this.#e.has(e)?this.#t.get(_i(this.#e.
get(e))):null)?.delete(e),this.#e.set(e,t);let i=_i(t),o=this.#t.get(i)??new Set;this.#t.set(i,o.add(e));let{[e]:r,...a}=this.#s,c=o.size>1?lo(o):{};return r===
void 0&&o.size<2?!1:(this.#s=Object.freeze({...a,...c}),!0)}};function lo(n){let e=[...n],t=[2,4,8].find(s=>new Set(e.map(i=>Mi(i).slice(0,s))).size===e.length)??
8;return Object.fromEntries(e.map(s=>[s,Mi(s).slice(0,t)]))}var co=2e4,_e=class{#e;#t=new Map;#s=new Re;constructor({client:e,store:t}){this.#e=t;let s=(i,o)=>e.addEventListener(i,({detail:r})=>o(r));s("joined",({events:i,
presence:o})=>{this.addUsers([...i.map(({user:r})=>r),...o?.users??[]])}),s("entries",({entries:i})=>this.addUsers(i.map(({user:o})=>o))),s("presence",({joined:i=[]})=>this.
addUsers(i)),s("member",({user:i})=>this.addUsers([i])),s("renamed",({user:i})=>this.addUsers([i])),s("login",({user:i})=>this.addUsers([i])),s("me",({user:i})=>this.
addUsers([i]))}addUsers(e){let t=!1;for(let s of e)s?.id&&s.name&&(this.#i(s),t=this.#s.add(s)||t);t&&this.#e.dispatch({type:"nameMarksChanged",nameMarks:this.#s.
nameMarks})}#i(e){if(!e.id.startsWith("a."))return;let t=this.#t.get(e.id);this.#t.size>=co&&this.#t.clear(),this.#t.set(e.id,e.name),t!==void 0&&t!==e.name&&this.#e.
dispatch({type:"userRenamed",user:e})}};var Oi=Object.freeze({mode:null,site:null,link:null,busy:!1,problem:null,note:null});function J({site:n,link:e}){if(n===null||e?.kind==="reset")return[];let t=e?.
kind==="invitation";return[n.guests&&"guest",n.accounts&&"signIn",n.accounts&&(n.registration==="open"||t)&&"register"].filter(Boolean)}function Ii(n,{site:e,known:t}){
return Di({...n,site:e,problem:null},t)}function ji(n,{link:e,known:t}){return Di({...n,link:e,mode:null,problem:null},t)}function Ni(n,{mode:e,note:t=null}){return{
...n,mode:J(n).includes(e)?e:n.mode,problem:null,note:t}}function $i(n,{busy:e,problem:t=null}){return{...n,busy:e,problem:t,note:e?null:n.note}}function Di(n,e){
if(n.link?.kind==="reset")return{...n,mode:"reset"};let t=J(n),s=n.link?.kind==="invitation"?"register":e?"signIn":null,i=[n.mode,s].find(o=>t.includes(o))??t[0]??
null;return{...n,mode:i}}function U(n,{name:e,password:t},{limit:s=32,least:i=8}={}){let o=n==="register"||n==="reset";return n!=="reset"&&e===""?{field:"name",
name:"name.empty"}:n!=="reset"&&n!=="signIn"&&[...e].length>s?{field:"name",name:"name.long",values:{limit:s}}:n!=="guest"&&t===""?{field:"password",name:"passw\
ord.empty"}:o&&Pi(t)<i?{field:"password",name:"password.short",values:{least:i}}:n!=="guest"&&Pi(t)>ho?{field:"password",name:"password.long"}:null}var ho=1024;
function Pi(n){return new TextEncoder().encode(n).length}function Y(n,e){let{code:t,message:s,retryAfter:i}=e,o=uo[e.field]??null;if(mo.test(e.field??""))return{
field:null,name:"loginPage.foreign",values:{message:Wt(s)}};let r=qi[n]?.[`${t}.${o}`]??qi[n]?.[t];if(r){let[c,h]=r;return{field:c,name:h,values:{message:Wt(s)}}}
return t==="invalid"&&o?{field:o,name:"field.invalid",values:{message:Wt(s)}}:t==="rate_limited"&&i!=null?{field:null,name:"loginPage.wait",values:{wait:i}}:{field:null,
name:t==="offline"?"loginPage.unreached":t==="unavailable"?"loginPage.full":`error.${t}`,values:{error:e}}}var uo={name:"name",login:"login",guest:"name",password:"\
password",new:"password",old:"old"},mo=/^(origin|sec-fetch-site)$/,Ut={"conflict.name":["name","name.taken"],"invalid.name":["name","name.unfit"]},qi={guest:{...Ut,
login_required:[null,"loginPage.members"]},signIn:{bad_token:["password","password.wrong"],forbidden:[null,"loginPage.disabled"]},register:{...Ut,bad_token:[null,
"loginPage.invitation.over"],forbidden:[null,"loginPage.closed"]},reset:{bad_token:[null,"loginPage.link.over"]},password:{"bad_token.old":["old","password.not"]},
remove:{bad_token:["password","password.not"]},rename:Ut,login:{"conflict.login":["login","name.taken"],"invalid.login":["login","name.unfit"],bad_token:["passw\
ord","password.not"]}};function Wt(n=""){return n.replace(/^[a-z_]+: /,"")}var Bi=[500,1e3,2e3,4e3,8e3],fo=2e3,Me=class{#e;#t;#s;#i;#n;#o;#r;#a=!1;#h=null;constructor({api:e,client:t,store:s,storage:i,clock:o,reload:r,clearLink:a}){this.#e=
e,this.#t=t,this.#s=s,this.#i=i,this.#n=o,this.#o=r,this.#r=a,t.addEventListener("state",({detail:c})=>this.#b(c))}get#l(){return this.#s.state.loginForm}async loadSite(e=0){
try{let t=await this.#e.site();this.#s.dispatch({type:"siteLoaded",site:t,known:this.#u}),this.#p(t.signed_in),this.#i.deletionTask!==null&&this.#c(this.#i.deletionTask)}catch(t){
this.#s.dispatch({type:"loginBusyChanged",busy:!1,problem:Y("guest",t)});let s=Bi[Math.min(e,Bi.length-1)];this.#h=this.#n.after(s,()=>this.#d(e+1))}}retryNow(){
this.#h!==null&&(this.#h(),this.#d(0))}useLink(e){this.#s.dispatch({type:"loginLinkChanged",link:e,known:this.#u})}chooseMode(e){this.#s.dispatch({type:"loginMo\
deChosen",mode:e})}enterAsGuest(e){let t=x(e).trim(),s=this.#l.site?.name??this.#s.state.limits.name,i=U("guest",{name:t},{limit:s});this.#s.dispatch({type:"log\
inBusyChanged",busy:!1,problem:i}),i===null&&(this.#i.name=t,this.#i.loginKind="guest",this.#t.connect(),this.#l.link&&this.discardLink())}async signIn({name:e,
password:t}){await this.#w("signIn",{name:e,password:t},async s=>{await this.#e.signIn(s,t)})}async register({name:e,password:t}){await this.#w("register",{name:e,
password:t},async s=>{await this.#e.register(s,t,this.#l.link?.token)})}async resetPassword({password:e}){await this.#g("reset",{password:e},async()=>{let{name:t}=await this.#e.
resetPassword(this.#l.link.token,e);this.#i.name=t,this.#i.loginKind="former",this.#i.token=null,this.discardLink(),this.#s.dispatch({type:"loginModeChosen",mode:"\
signIn",note:{name:"loginPage.reset.done",values:{name:t}}})})}discardLink(){this.#r(),this.useLink(null)}async upgradeGuest({name:e,password:t}){let s=this.#l.
site?.name,i=x(e).trim(),o=U("register",{name:i,password:t},{limit:s,least:this.#m});if(o)return o;try{await this.#e.register(i,t,this.#l.link?.token)}catch(r){
return Y("register",r)}return this.#f(i),this.#o(),null}async signOut(){await this.#e.signOut(),this.forgetPerson()}forgetPerson(){this.#t.disconnect(),this.#i.
forget(),this.#o()}accountDeleted(e){this.#t.disconnect(),this.#i.forget(),this.#i.deletionTask=e,this.#o()}#d(e){this.#h=null,this.loadSite(e)}async#c(e,t=null){
let s=t;try{s=await this.#e.task(e)}catch(o){if(o.code==="not_found"){this.#i.deletionTask=null;return}}let i=s==="done";if(s!==t){let o={name:i?"remove.done":"\
remove.working"};this.#s.dispatch({type:"loginModeChosen",mode:this.#l.mode,note:o})}i?this.#i.deletionTask=null:this.#n.after(fo,()=>this.#c(e,s))}get#u(){return this.#i.
loginKind==="account"||this.#i.loginKind==="former"}get#m(){return this.#l.site?.password_least}#p(e){e&&this.#l.link?.kind==="invitation"&&this.discardLink(),e&&
this.#i.loginKind!=="account"&&(this.#f(e.user.name),this.#t.connect())}async#w(e,t,s){await this.#g(e,t,async i=>{await s(i),this.#f(i),this.#a=!0,this.#t.disconnect(),
this.#t.connect()})}async#g(e,{name:t="",password:s},i){let o=x(t).trim(),r=this.#l.site?.name,a=U(e,{name:o,password:s},{limit:r,least:this.#m});if(a||this.#l.
busy){this.#s.dispatch({type:"loginBusyChanged",busy:this.#l.busy,problem:a});return}this.#s.dispatch({type:"loginBusyChanged",busy:!0});try{await i(o),this.#s.
dispatch({type:"loginBusyChanged",busy:!1})}catch(c){this.#s.dispatch({type:"loginBusyChanged",busy:!1,problem:Y(e,c)})}}#f(e){this.#i.name=e,this.#i.loginKind=
"account",this.#i.token=null}#b(e){e.state==="online"?(this.#a=!1,this.#l.link?.kind==="invitation"&&this.useLink(null)):e.state==="refused"&&this.#k(e.error)}#k(e){
if(this.#i.loginKind==="account"&&e.code==="login_required"){let s=this.#a?"loginPage.cookies":"loginPage.ended";this.#a=!1,this.#i.loginKind="former",this.#s.dispatch(
{type:"loginModeChosen",mode:"signIn",note:{name:s}});return}let t=J(this.#l)[0]??null;e.code==="login_required"&&t!==null&&this.#s.dispatch({type:"loginModeCho\
sen",mode:t}),this.#s.dispatch({type:"loginBusyChanged",busy:!1,problem:Y("guest",e)})}};var Pe=class{#e;#t;#s;#i=new Set;constructor({client:e,store:t,roomActions:s}){this.#e=e,this.#t=t,this.#s=s,t.addEventListener("change",()=>this.#r())}async createRoom({
kind:e,room:t,title:s,topic:i}){let o=e==="private"?{}:{room:t},r={title:x(s).trim(),topic:x(i).trim()},a=await this.#e.command("create",{kind:e,...o,...r});this.#t.
dispatch({type:"roomListed",listing:{room:a.room,kind:e,title:r.title,role:"owner"}}),this.#s.open(a.room)}browseRooms({text:e,after:t}){return this.#e.directory(
{text:x(e).trim(),...t===null?{}:{after:t}})}async openDirect(e){let{room:t}=await this.#e.command("direct",{user:e.id});this.#t.dispatch({type:"roomListed",listing:{
room:t,kind:"direct",other:e,role:"member"}}),this.#s.open(t)}async findAccount(e){let{user:t}=await this.#e.command("find",{name:x(e).trim().replace(/^@/,"")});
return t}async invite(e,t){await this.#e.command("invite",{room:e,user:t.id}),this.#s.showToast("invited.done",{name:t.name})}async setRole(e,t,s){await this.#o(
this.#e.command("role",{room:e,user:t.id,role:s}),"role.done",{name:t.name})}async resign(e){await this.#e.command("resign",{room:e}),this.#s.leave(e)}async declineInvitation(e){
try{await this.#e.command("resign",{room:e})}catch(t){this.#s.showError(t)}this.#s.hide(e)}async acceptRole(e){await this.#n(e,this.#e.command("join",{room:e,limit:0}))}async declineRole(e){
await this.#n(e,this.#e.command("resign",{room:e}))}async#n(e,t){try{await t,this.#t.dispatch({type:"roomListed",listing:{room:e,invited:!1}})}catch(s){this.#s.
showError(s)}}async#o(e,t,s){try{await e,this.#s.showToast(t,s)}catch(i){this.#s.showError(i)}}#r(){let{room:e}=this.#t;e?.joined?e.members===null&&O(e,"members")&&
!this.#i.has(e.id)&&(this.#i.add(e.id),this.#a(e.id)):this.#i.delete(e?.id)}async#a(e){let t=[];try{({members:t}=await this.#e.list("members",{room:e}))}catch{}
this.#i.delete(e),this.#t.dispatch({type:"membersLoaded",room:e,members:t})}};var qe=class{#e;#t;#s;#i;#n=new Set;constructor({client:e,store:t,roomActions:s,clock:i}){this.#e=e,this.#t=t,this.#s=s,this.#i=i,t.addEventListener("change",()=>this.#r())}async sanction({
act:e,user:t,room:s,length:i=null,reason:o="",address:r=!1}){let a=i===null?{}:{until:this.#i.time()+i},c=e==="kick"?{}:{...a,...r?{address:r}:{}},h=s===null?{}:
{room:s};await this.#e.command(e,{...h,user:t.id,reason:x(o).trim(),...c}),this.#s.showToast(`did.${e}`,{name:t.name}),this.#o(s)}async lift({kind:e,subject:t,name:s,
room:i}){let o=i===null?{}:{room:i};await this.#e.command(`un${e}`,{...o,user:t}),this.#s.showToast(`did.un${e}`,{name:s}),this.#o(i)}async report(e,t,s){await this.#e.
command("report",{room:e,seq:t,reason:x(s).trim()}),this.#s.showToast("did.report")}async changeSettings(e,t){await this.#e.command("set",{room:e,...t})}async closeRoom(e){
await this.#e.command("close",{room:e})}#o(e){e!==null&&this.#t.dispatch({type:"sanctionsLoaded",room:e,sanctions:null})}#r(){let{room:e}=this.#t;e?.joined&&e.sanctions===
null&&(O(e,"mute")||O(e,"ban"))&&!this.#n.has(e.id)&&(this.#n.add(e.id),this.#a(e.id))}async#a(e){let t=[];try{({sanctions:t}=await this.#e.list("sanctions",{room:e}))}catch{}
this.#n.delete(e),this.#t.dispatch({type:"sanctionsLoaded",room:e,sanctions:t})}};var Yt=30,Oe=class{#e;#t;#s;#i=new Set;#n;constructor({client:e,store:t,moderation:s}){this.#e=e,this.#t=t,this.#s=s,t.addEventListener("change",()=>this.#l()),
e.addEventListener("reported",({detail:i})=>this.#h(i))}show({tab:e,room:t,closed:s=!1}){return this.#t.dispatch({type:"queueShown",request:{tab:e,room:t,closed:s}}),
this.#r({further:!1})}close(){this.#t.dispatch({type:"queueShown",request:null})}async loadMore(){let{moderationQueue:e}=this.#t.state;e?.more&&e.state!=="busy"&&
(this.#t.dispatch({type:"queueRequested"}),await this.#r({further:!0}))}async resolve(e,t){await this.#o(e,async()=>{await this.#e.command("resolve",{report:e,outcome:t}),
this.#t.dispatch({type:"queueItemRemoved",id:e})})}async deleteMessage({id:e,room:t,seq:s}){await this.#o(e,async()=>{await this.#e.delete(t,s),this.#t.dispatch(
{type:"queueItemChanged",id:e,changes:{text:null,busy:!1}})})}async lift({id:e,...t}){await this.#o(e,async()=>{await this.#s.lift(t),this.#t.dispatch({type:"qu\
eueItemRemoved",id:e})})}async#o(e,t){let s=i=>this.#t.dispatch({type:"queueItemChanged",id:e,changes:i});s({busy:!0,error:null});try{await t()}catch(i){s({busy:!1,
error:i})}}async#r({further:e}){let{tab:t,room:s,closed:i,items:o,next:r}=this.#t.state.moderationQueue,a={tab:t,room:s,closed:i},c=s===null?{}:{room:s},h=t==="\
sanctions"?{after:r}:{before:o.at(-1)?.id},d={limit:Yt,...e?h:{}};try{let u=await this.#a(t,{where:c,page:d,closed:i});this.#t.dispatch({type:"queueLoaded",request:a,
further:e,...u})}catch(u){this.#t.dispatch({type:"queueFailed",request:a,error:u})}}async#a(e,{where:t,page:s,closed:i}){if(e==="sanctions"){let{sanctions:a,more:c,
next:h}=await this.#e.command("sanctions",{...t,...s});return{items:a.map(go),more:!!c,next:h}}if(e==="audit"){let{acts:a,more:c}=await this.#e.command("audit",
{...t,...s});return{items:a,more:c}}let{reports:o,more:r}=await this.#e.command("reports",{...t,...s,...i?{closed:i}:{}});return{items:o.map(({report:a,text:c})=>({
...a,text:c})),more:r}}#h({room:e,open:t}){this.#t.dispatch({type:"reportsCounted",room:e,open:t});let{moderationQueue:s}=this.#t.state;s?.tab==="reports"&&!s.closed&&
(s.room===null||s.room===e)&&this.#r({further:!1})}#l(){let{room:e,state:t}=this.#t;z(t,"review")&&this.#n!==t.me?.id&&t.connection.state==="online"&&(this.#n=t.
me?.id,this.#d()),e?.joined&&O(e,"review")&&!(e.id in t.reports)&&!this.#i.has(e.id)&&(this.#i.add(e.id),this.#u(e.id))}async#d(){try{let e=await this.#c({}),t=[
...new Set(e.map(({report:s})=>s.room))];for(let s of t){let i=e.filter(({report:o})=>o.room===s).length;this.#t.dispatch({type:"reportsCounted",room:s,open:i})}}catch{}}async#c(e){
let t=[];for(let s=!0;s&&t.length<Yt;){let i=t.length>0?{before:t.at(-1).report.id}:{},o=await this.#e.command("reports",{...e,limit:Yt,...i});t.push(...o.reports),
s=o.more&&o.reports.length>0}return t}async#u(e){try{let t=await this.#c({room:e});this.#t.dispatch({type:"reportsCounted",room:e,open:t.length})}catch{}}};function go(n){
let e=n.user??n.address??"";return{...n,subject:e,id:`${n.kind} ${e} ${n.room??""}`}}var Ie=class{#e;#t;#s;#i;#n=0;constructor({client:e,store:t,browser:s,retry:i=()=>{}}){this.#e=e,this.#t=t,this.#s=s,this.#i=i,s.addEventListener("network",()=>this.#o()),
s.addEventListener("back",()=>this.#o()),e.addEventListener("state",({detail:o})=>o.state==="online"&&this.#r(!1)),this.#r(!s.online)}async#o(){this.#n+=1;let e=this.#n,
{online:t}=this.#s;this.#r(!t),t&&this.#i(),await this.#e.check()&&e===this.#n&&this.#r(!1)}#r(e){e!==this.#t.state.offline&&this.#t.dispatch({type:"networkChan\
ged",offline:e})}};function Kt(n){let e=Object.keys(n),t=e.slice(0,12).map(s=>({name:Fi(s),value:Fi(wo(n[s]))}));return{fields:t,more:e.length-t.length}}function D({text:n,data:e}){
if(n||!e)return n;let{fields:t,more:s}=Kt(e);return[...t.map(({name:i,value:o})=>`${i}: ${o}`),...s>0?["…"]:[]].join(" · ")}function wo(n){return typeof n=="\
string"?n:JSON.stringify(n)}function Fi(n){return n.length>200?`${n.slice(0,200).toWellFormed?.()??n.slice(0,200)}…`:n}var Ui=200;function yo(n,e,{me:t,ignored:s}){let i=n.user.id===t?.id;return n.type!=="message"||i||n.deleted||W(n,{ignored:s})?null:e.kind==="direct"||e.kind===
"inbox"?{title:n.user.name,body:Wi(D(n))}:ue(n,e,{me:t})?{title:[n.user.name,...bo(e)].join(" · "),body:Wi(D(n))}:null}function bo({id:n,title:e}){let t=e||(n.
startsWith("~")?"":`#${n}`);return t===""?[]:[t]}var je=class{#e;#t;#s;#i;#n;#o;#r=new Map;constructor({client:e,store:t,storage:s,desktop:i,openMessage:o,loadOriginal:r=async()=>{},
translate:a=()=>""}){this.#e=t,this.#t=s,this.#s=i,this.#i=o,this.#n=r,this.#o=a,e.addEventListener("entries",({detail:c})=>this.#a(c)),e.addEventListener("join\
ed",({detail:c})=>this.#d(c.room)),e.addEventListener("left",({detail:c})=>this.#c(c.room)),e.addEventListener("activity",({detail:c})=>this.#l(c))}get state(){
let{permission:e}=this.#s;return e!=="granted"&&e!=="default"?e:e==="granted"&&this.#t.notifications?"on":"off"}async toggle(){this.state==="on"?this.#t.notifications=
!1:(this.#s.permission==="granted"||await this.#s.requestPermission()==="granted")&&(this.#t.notifications=!0)}#a({room:e,entries:t,replayed:s}){if(s){this.#d(e);
return}let i=!this.#s.visible&&this.#t.notifications;for(let o of i?t:[])this.#h(e,o)}async#h(e,t){let s=this.#e.state.rooms[e];s&&t.reply_to!=null&&ce(s,t.reply_to)===
void 0&&await this.#n(e,t.reply_to);let i=this.#e.state.rooms[e],o=i?yo(t,i,this.#e.state):null;o&&this.#u&&this.#m(o,{room:e,seq:t.seq??null,tag:vo(i,t)})}#l({
room:e,seq:t}){this.#u&&e.startsWith("~")&&!this.#r.has(e)&&this.#r.set(e,t)}async#d(e){await null;let t=this.#e.state.rooms[e];if(t&&t.to>=(this.#r.get(e)??1/0)){
let s=this.#r.get(e);this.#r.delete(e);let i=t.entries.filter(({seq:o})=>o>=s).at(-1);i&&await this.#h(e,i)}}#c(e){let t=this.#e.state.roomList[e],s=t?.kind==="\
direct"?t.other:null,i=this.#r.get(e);if(this.#r.delete(e),i!==void 0&&this.#u&&s&&!(s.id in this.#e.state.ignored)){let o=this.#o("notifications.direct",{name:s.
name});this.#m({title:s.name,body:o},{room:e,seq:null,tag:`${e}/${t.epoch}/${i}`})}}get#u(){return!this.#s.visible&&this.state==="on"}async#m(e,{room:t,seq:s,tag:i}){
await this.#s.isWatched()||!await this.#s.claim(i)||this.#s.show({...e,tag:i,click:()=>this.#i(t,s)})}};function vo({id:n,epoch:e},{seq:t,time:s}){return`${n}/${e}\
/${t??s}`}function Wi(n){let e=ds(n);return e.length>Ui?`${e.slice(0,Ui).join("")}…`:n}var Ne=class{#e;#t;#s;constructor({api:e,client:t,store:s}){this.#e=e,this.#t=t,this.#s=s}get hasAccount(){return this.#s.state.account?.kind==="account"}rename(e){
let{me:t,limits:s,loginForm:i}=this.#s.state,o=x(e).trim(),r=U("guest",{name:o},{limit:i.site?.name??s.name});return this.#i("rename",r,async()=>{if(o!==t?.name){
let a=this.hasAccount?await this.#e.rename(o):await this.#t.rename(o);this.#s.dispatch({type:"userChanged",user:a})}})}async contactRule(){return(await this.#t.
command("preferences")).contact}async setContactRule(e){return(await this.#t.command("preferences",{contact:e})).contact}async loadLoginName(){try{this.#s.dispatch(
{type:"loginNameLoaded",loginName:this.hasAccount?await this.#e.loginName():null})}catch{}}changeLogin({login:e,password:t}){let{limits:s,loginForm:i}=this.#s.state,
o=x(e).trim(),r=U("guest",{name:o},{limit:i.site?.name??s.name}),c=r?{...r,field:"login"}:t===""?{field:"password",name:"password.empty"}:null;return this.#i("l\
ogin",c,async()=>{this.#s.dispatch({type:"loginNameLoaded",loginName:await this.#e.changeLogin(o,t)})})}changePassword({old:e,password:t}){let s=this.#s.state.loginForm.
site?.password_least,o=(e===""?{field:"old",name:"password.empty"}:null)??U("reset",{password:t},{least:s});return this.#i("password",o,()=>this.#e.changePassword(
e,t))}deleteAccount({password:e},t){let s=e===""?{field:"password",name:"password.empty"}:null;return this.#i("remove",s,async()=>t((await this.#e.deleteAccount(
e))?.task??null))}sessions(){return this.#e.sessions()}endSession(e){return this.#e.endSession(e)}endOtherSessions(){return this.#e.endOtherSessions()}async#i(e,t,s){
if(t)return t;try{return await s(),null}catch(i){return Y(e,i)}}};var $e=class{#e;#t;#s;#i;#n=new Map;#o=new Map;#r=new Set;#a=!1;#h=!1;#l=new Set;#d=null;#c=null;constructor({client:e,store:t,storage:s,clock:i,browser:o}){this.#e=
e,this.#t=t,this.#s=s,this.#i=i,t.addEventListener("change",()=>this.#u()),o.addEventListener("visible",()=>o.visible||this.#p()),o.addEventListener("leave",()=>this.#p()),
e.addEventListener("joined",({detail:r})=>this.#w(r)),e.addEventListener("seen",({detail:r})=>this.#g(r.room,r))}#u(){for(let{id:e,epoch:t,seen:s,joined:i}of Object.
values(this.#t.state.rooms)){let o=this.#n.get(e);t!==null&&i&&(o?.epoch!==t||o.seq<s)&&(this.#n.set(e,{epoch:t,seq:s}),this.#m(e),this.#f(e))}}#m(e){this.#l.size===
0&&(this.#d=this.#s.owner),this.#l.add(e),this.#c===null&&this.#p()}#p(){this.#c?.(),this.#c=null,this.#l.size!==0&&(this.#d===this.#s.owner&&this.#l.forEach(e=>this.#s.
setSeen(e,this.#n.get(e))),this.#l.clear(),this.#c=this.#i.after(5e3,()=>this.#p()))}#w({room:e,epoch:t,seen:s=0}){this.#g(e,{epoch:t,seq:s}),this.#f(e)}#g(e,{epoch:t,
seq:s}){this.#o.set(e,{epoch:t,seq:s})}#f(e){let t=this.#n.get(e),s=this.#o.get(e);t&&s?.epoch===t.epoch&&s.seq<t.seq&&(this.#r.add(e),this.#b())}#b(){if(!(this.#a||
this.#h||this.#r.size===0||this.#e.state.state!=="online")){for(let e of this.#r)this.#k(e,this.#n.get(e));this.#r.clear(),this.#a=!0,this.#i.after(2e3,()=>{this.#a=
!1,this.#b()})}}async#k(e,t){try{await this.#e.seen(e,t.seq),this.#g(e,t)}catch({code:s,passing:i}){this.#h||=s==="unknown_type",i&&this.#r.add(e)}}};var Yi=3e3,ko=3e3,xo=500,De=class extends EventTarget{#e;#t;#s;#i;#n=-1/0;#o={words:"",at:-1/0};constructor({client:e,store:t,storage:s,clock:i}){super(),this.#e=
e,this.#t=t,this.#s=s,this.#i=i}roomNameProblem(e){if(e.startsWith("~"))return{name:"room.server"};if(le(e))return null;if(e.length>164)return{name:"room.long"};
let t=us(e);return t?{name:"room.suggest",values:{room:t}}:{name:"room.invalid"}}open(e){this.#r(e),this.#t.dispatch({type:"roomOpened",room:e}),this.#s.active=
e}joinAll(e){for(let t of e)this.#r(t)}leave(e){this.#e.leave(e),this.#s.rooms=this.#s.rooms.filter(t=>t!==e),this.#t.dispatch({type:"roomLeft",room:e}),this.hide(
e),this.#s.active=this.#t.state.active}hide(e){this.#s.hidden=[...this.#s.hidden.filter(t=>t!==e),e],this.#t.dispatch({type:"roomUnlisted",room:e})}say(e){let{room:t}=this.#t,
s=x(e);!t||s.trim()===""||(this.#e.say(t.id,s,{reply_to:t.reply?.seq}),this.#t.dispatch({type:"replyChanged",room:t.id,entry:null}),this.#n=-1/0,this.dispatchEvent(
new CustomEvent("said")))}resend(e){this.#e.sayAgain(this.#t.state.active,e)}discard(e){this.#e.unsay(this.#t.state.active,e)}sendTyping(){let e=this.#i.now(),{
room:t}=this.#t;!t?.joined||e-this.#n<Yi||this.#t.state.connection.state!=="online"||(this.#n=e,this.#e.signal(t.id,"typing").catch(({retryAfter:s=4*Yi})=>{this.#n=
e+s}))}editUnsent(e){let{room:t}=this.#t,s=this.#e.outbox(t.id).find(i=>i.key===e);if(s&&this.#e.unsay(t.id,e)){let i=t.entries.find(({seq:o})=>s.reply_to!=null&&
o===s.reply_to);this.#t.dispatch({type:"replyChanged",room:t.id,entry:i??null}),this.dispatchEvent(new CustomEvent("restored",{detail:{room:t.id,text:s.text}}))}}reply(e){
this.#t.dispatch({type:"replyChanged",room:this.#t.state.active,entry:e})}reconnect(){this.#e.retry(),this.#e.connect()}showToast(e,t={}){let{code:s,message:i}=t.
error??{},o=JSON.stringify([e,t,s,i]),r=this.#i.now();o===this.#o.words&&r-this.#o.at<ko||(this.#o={words:o,at:r},this.dispatchEvent(new CustomEvent("toast",{detail:{
name:e,values:t}})))}showError(e){this.showToast(`error.${e.code}`,{error:e})}#r(e){if(this.#t.dispatch({type:"roomAdded",room:e}),this.#e.joined.includes(e))return;
this.#s.rooms=[...this.#s.rooms.filter(i=>i!==e),e],this.#s.hidden=this.#s.hidden.filter(i=>i!==e);let t=this.#s.unsent(e),s=this.#s.seen(e)??void 0;this.#e.join(
e,{since:s,far:xo}).catch(()=>{});for(let{text:i,error:o,...r}of t)this.#e.say(e,i,{...r,error:o&&new w(o.code,o.message,o)})}};var Eo=700,To=36e5,Lo=500,Fe=class{#e;#t;#s;#i;#n=new Map;#o=new Map;#r=()=>{};#a=null;constructor({client:e,store:t,clock:s,rejoin:i}){this.#e=e,this.#t=t,this.#s=
s,this.#i=i,t.addEventListener("change",()=>this.#h()),e.addEventListener("sanction",({detail:o})=>this.#c(o)),e.addEventListener("state",({detail:o})=>this.#u(
o))}#h(){let{rooms:e,muted:t}=this.#t.state,s=Object.values(e),o=[...s.filter(a=>this.#n.get(a.id)!==a.exclusion?.until).map(Be),t,...s.map(a=>a.muted)].map(a=>a?.
until??1/0),r=Math.min(...o);this.#l(r===1/0?null:r),this.#m()}#l(e){if(e!==this.#a&&(this.#a=e,this.#r(),e!==null)){let t=Math.min(Math.max(e+Eo-this.#s.time(),
Lo),To);this.#r=this.#s.after(t,()=>this.#d())}}#d(){this.#a=null;let e=this.#s.time(),{rooms:t,muted:s}=this.#t.state;for(let o of Object.values(t)){let r=Be(o);
zt(r,e)&&this.#n.get(o.id)!==r.until&&(this.#n.set(o.id,r.until),this.#i(o.id))}let i=Object.values(t).filter(o=>zt(o.muted,e));zt(s,e)&&this.#t.dispatch({type:"\
muteChanged",room:null,mute:null});for(let{id:o}of i)this.#t.dispatch({type:"muteChanged",room:o,mute:null});this.#h()}#c({room:e,action:t}){t==="unban"&&Be(this.#t.
state.rooms[e])&&this.#i(e)}#u({state:e}){this.#o.clear(),e==="online"&&Object.values(this.#t.state.rooms).filter(Be).forEach(({id:t})=>this.#i(t))}#m(){let{room:e,
state:t}=this.#t;e?.joined&&ti(e,t.muted)&&this.#o.get(e.id)!==e.can&&(this.#o.set(e.id,e.can),this.#p(e))}async#p({id:e}){try{await this.#e.signal(e,"typing")}catch(t){
if(t.code==="muted"){let s={until:t.until??null,...ee(t)};this.#t.dispatch({type:"muteChanged",room:e,mute:s})}}}};function Be(n){return n?.exclusion?.code==="b\
anned"?n.exclusion:null}function zt(n,e){return n?.until!=null&&n.until<=e}var So=250,Ao=20,Co=new Set(["disconnected","offline"]),Ue=class{#e;#t;#s;#i;#n=()=>{};#o=0;#r=!1;#a=null;constructor({client:e,store:t,clock:s,onAuthors:i=()=>{}}){
this.#e=e,this.#t=t,this.#s=s,this.#i=i,e.addEventListener("joined",({detail:o})=>this.#d(o))}open(){this.#c(this.#t.state.active,"searchToggled",{open:!0})}close(){
this.#o+=1,this.#n(),this.#c(this.#t.state.active,"searchToggled",{open:!1})}query(e,{now:t=!1}={}){let{room:s}=this.#t,i=Ro(e);if(!(!s?.search||i===s.search.text&&
!t)&&(this.#o+=1,this.#n(),this.#c(s.id,"searchStarted",{text:i}),i!=="")){let o={turn:this.#o,room:s.id,text:i};this.#n=this.#s.after(t?0:So,()=>this.#h(o))}}loadMore(){
let{id:e,search:t}=this.#t.room,s=t.results.at(-1);s&&t.more&&t.state!=="busy"&&(this.#o+=1,this.#c(e,"searchStarted",{text:t.text}),this.#h({turn:this.#o,room:e,
text:t.text,before:s.seq}))}async#h(e){if(this.#r){this.#a=e;return}this.#r=!0,await this.#l(e),this.#r=!1;let t=this.#a;this.#a=null,t&&t.turn===this.#o&&this.#h(
t)}async#l(e){let{turn:t,room:s,text:i,before:o}=e;try{let r=await this.#e.search(s,i,{before:o,limit:Ao});t===this.#o&&(this.#i(r.events.map(({user:a})=>a)),this.#c(
s,"searchResultsLoaded",{text:i,page:r,further:o!==void 0}))}catch(r){t===this.#o&&r.passing?this.#n=this.#s.after(r.retryAfter??1e3,()=>this.#h(e)):t===this.#o&&
this.#c(s,"searchFailed",{text:i,error:r})}}#d({room:e}){let t=this.#t.state.rooms[e]?.search;t?.state==="failed"&&Co.has(t.error.code)&&this.query(t.text,{now:!0})}#c(e,t,s){
this.#t.dispatch({type:t,room:e,...s})}};function Ro(n){let e=x(n).trim();return e!==""&&/\s$/.test(n)?`${e} `:e}var R=Object.freeze({now:()=>globalThis.performance.now(),time:()=>Date.now(),after:(n,e)=>{let t=globalThis.performance.now()+n,s,i=r=>{s=r>2147483647?globalThis.
setTimeout(o,2147483647):globalThis.setTimeout(e,r)},o=()=>i(t-globalThis.performance.now());return i(n),()=>globalThis.clearTimeout(s)}});var We=class{#e;#t;#s;#i=0;constructor({random:e=Math.random,first:t=1e3,max:s=3e4}={}){this.#e=e,this.#t=t,this.#s=s}next(){let e=Math.min(this.#s,this.#t*2**this.#i);
return this.#i+=1,Math.round(this.#e()*e)}reset(){this.#i=0}};function Ki(n,e){let t=e?.code??n;return t>=4500&&t<=4999?!1:t>=4e3&&t<=4499?!0:e==null||e.retry_after!==
void 0}var zi=new RegExp("\\p{Surrogate}","u");function Ye(n,e={}){let{type:t,text:s}=n;if((t==="say"||t==="edit")&&typeof s=="string"){let r=_o(s);if(r>e.text){let a=`\
it has ${r} characters, and the server takes ${e.text}`;throw new w("too_large",a,{field:"text"})}}let i=Mo(n),o=Po(i);if(o>e.message)throw new w("too_large",`t\
he command has ${o} bytes, and the server takes ${e.message}`);return i}function _o(n){let e=0;for(let t of n)e+=1;return e}function Mo(n){let e="",t=(i,o)=>((zi.
test(i)||typeof o=="string"&&zi.test(o))&&(e||=i),o),s;try{s=JSON.stringify(n,t)}catch(i){throw new w("invalid",`it cannot be written as JSON: ${i.message}`)}if(e)
throw new w("invalid","half of a character (a lone surrogate) cannot be sent",{field:e});return s}function Po(n){return new TextEncoder().encode(n).length}var qo=1e4,Oo=15e3,Hi=25e3,Io=500,jo=4e3,No=5e3,Ke=class extends EventTarget{#e;#t;#s=new Map;#i=new Map;#n=0;#o;#r=Hi;#a=()=>{};#h={};#l=!1;#d=!1;#c=null;#u=!1;#m=null;#p=!1;constructor({
url:e,WebSocket:t,clock:s}){super(),this.#t=s,this.#o=s.now(),this.#e=new t(e,["chatd.v1"]),this.#a=s.after(Oo,()=>this.#y(1006,"no answer")),this.#e.onopen=()=>this.#l=
!0,this.#e.onmessage=({data:i})=>this.#g(i),this.#e.onclose=({code:i,reason:o})=>this.#y(i,o),this.#e.onerror=()=>this.#w()}get closed(){return this.#p}command(e,t={},s=i=>i){
if(this.#p)return Promise.reject(new w("disconnected"));this.#n+=1;let i=this.#n;return new Promise((o,r)=>{let a=Ye({type:e,...t,ref:i},this.#h);this.#s.set(i,
{onAnswer:s,resolve:o,reject:r}),this.#e.send(a)})}async commandWithRetry(e,t,s){for(;;)try{return await this.command(e,t,s)}catch(i){if(!i.passing)throw i;await this.
wait(i.retryAfter??1e3)}}wait(e){return new Promise((t,s)=>{let i=this.#t.after(e,()=>{this.#i.delete(i),t()});this.#i.set(i,s)})}check(){return this.#p||!this.#d?
Promise.resolve(!1):(this.#c??=this.#x(jo).finally(()=>this.#c=null),this.#c)}close(e=1e3,t=""){this.#y(e,t)}#w(){this.#p||(this.#a(),this.#a=this.#t.after(Io,()=>this.#y(
1006,"error")))}#g(e){if(this.#p)return;this.#o=this.#t.now(),this.#u=!1;let t=$o(e);if(t===null){this.#y(1006,"a frame that is no JSON object");return}if(t.type===
"error"&&t.ref===void 0&&t.code==="bad_frame"){this.#y(1006,"a command that the server could not read");return}if(t.type==="ok"||t.type==="error"||t.type==="pon\
g"){this.#f(t);return}t.type==="welcome"?(this.#l=!0,this.#d=!0,this.#h=t.limits??{},this.#r=(t.heartbeat??Hi/1e3)*1e3,this.#b(this.#r)):t.type==="bye"&&(this.#m=
t),this.dispatchEvent(new CustomEvent("event",{detail:t}))}#f(e){let t=this.#s.get(e.ref);if(this.#s.delete(e.ref),!!t){if(e.type==="error"){t.reject(w.from(e));
return}try{t.resolve(t.onAnswer(e))}catch(s){t.reject(s)}}}#b(e){this.#a(),this.#a=this.#t.after(e,()=>this.#k())}#k(){let e=this.#t.now()-this.#o;if(e<this.#r){
this.#b(this.#r-e);return}this.#x(qo)}#x(e){let t=this.#t.now();this.#u=!0;let s=this.command("ping").then(()=>!0,({code:i})=>i!=="disconnected");return this.#a(),
this.#a=this.#t.after(e,()=>{let i=this.#t.now()-t>e+No;this.#u?i?this.#x(e):this.#y(1006,"silence"):this.#k()}),s}#y(e,t){if(this.#p)return;this.#p=!0,this.#a(),
this.#e.onmessage=null,this.#e.onclose=null,this.#e.readyState<2&&this.#e.close(1e3);let s=new w("disconnected");for(let{reject:i}of this.#s.values())i(s);for(let[
i,o]of this.#i)i(),o(s);this.dispatchEvent(new CustomEvent("closed",{detail:{code:e,reason:t,bye:this.#m,opened:this.#l}}))}};function $o(n){try{let e=JSON.parse(
n);return e!==null&&typeof e=="object"?e:null}catch{return null}}var Do=1e4,Bo={offline:()=>"this device is offline",server_unreachable:({url:n,detail:e})=>`no chatd answers at ${n}${e?`: ${e}`:""}`,server_busy:({url:n,detail:e})=>`\
the server at ${n} takes no more connections now: ${e}`,origin_not_allowed:({url:n,origin:e})=>`the server at ${n} does not let pages of ${e} in: add "${e}" to \
\`origins\` in [server] of its configuration; if the page came from that server, its proxy has to pass on the Host`,upgrade_refused:({url:n})=>`the server at ${n}\
 can be reached over HTTP, but no WebSocket can be opened: a proxy on the way does not pass on the fields Upgrade and Connection`},ze=class{#e;#t;#s;#i;#n=0;#o=null;#r=!1;#a=null;#h=new Set;constructor({
url:e,fetch:t,clock:s,onDiagnosis:i}){this.#e=String(e),this.#t=t,this.#s=s,this.#i=i}get diagnosis(){return this.#a}reset(){this.#n=0,this.#o=null,this.#r=!1,this.#a=
null}attemptFailed(){this.#n+=1;let e=(this.#n&this.#n-1)===0;this.#o===null&&(e||this.#r&&this.#a===null)&&this.#l()}async#l(){let e={};this.#o=e;let t=await this.#d();
if(this.#o!==e)return;if(this.#o=null,t.reason==="upgrade_refused"&&!this.#r){this.#r=!0;return}this.#r=t.reason==="upgrade_refused";let{reason:s}=t,i=Bo[s](t);
this.#a={reason:s,message:i},(s==="origin_not_allowed"||s==="upgrade_refused")&&!this.#h.has(s)&&(this.#h.add(s),globalThis.console?.warn(`chatd: ${i}`)),this.#i(
this.#a)}async#d(){if(globalThis.navigator?.onLine===!1)return{reason:"offline"};if(!this.#t)return{reason:"server_unreachable",url:this.#e};let{origin:e,url:t,
href:s}=this.#u();try{let i=await this.#c(s),o={origin:e,url:t,detail:`HTTP ${i.status}`};if(i.status===429||i.status===503)return{reason:"server_busy",...o};let{
origin_allowed:r}=await i.json().catch(()=>null)??{};return typeof r!="boolean"?{reason:"server_unreachable",...o}:{reason:r?"upgrade_refused":"origin_not_allow\
ed",...o}}catch(i){return{reason:"server_unreachable",url:t,detail:i instanceof w?i.message:""}}}async#c(e){let t=new AbortController,s=this.#s.after(Do,()=>t.abort(
new w("timeout","no answer")));try{let i=this.#t;return await i(e,{credentials:"omit",cache:"no-store",signal:t.signal})}finally{s()}}#u(){let e=new URL(this.#e,
globalThis.location?.href);e.protocol={"wss:":"https:","ws:":"http:"}[e.protocol]??e.protocol,e.hash="";let t=e.href,s=globalThis.location?.origin??"";return s&&
e.searchParams.set("origin",s),{origin:s,url:t,href:e.href}}};var Fo=1e4,Uo=3,Wo=4e3,Yo=/^\s*[\x21-\x7e]+\s*$/,He=class extends EventTarget{#e;#t;#s;#i=null;#n={state:"idle"};#o=()=>{};#r=0;#a=!1;#h;constructor({url:e,credentials:t,
exclusive:s,WebSocket:i,fetch:o,clock:r,random:a}){super(),this.#e={url:e,credentials:t,exclusive:s,WebSocket:i},this.#t=r,this.#s=new We({random:a}),this.#h=new ze(
{url:e,fetch:o,clock:r,onDiagnosis:c=>this.#k(c)})}get state(){return this.#n}get current(){return this.#n.state==="online"?this.#i:null}connect(){this.#i===null&&
!this.#a&&this.#l()}retry(){this.#a&&this.#l()}async check(){let e=this.#i;return e===null?(this.retry(),!1):this.#n.state==="connecting"&&this.#t.now()-this.#r>=
Wo?(this.#i=null,e.close(),this.#l(),!1):e.check()}close(){this.#x(),this.#y("idle")}fail(e){this.#i?.close(1e3,e)}#l(){this.#d(),this.#r=this.#t.now();let{url:e,
WebSocket:t}=this.#e,s;try{s=new Ke({url:e,WebSocket:t,clock:this.#t})}catch(i){this.#y("refused",{error:new w("invalid",i.message,{field:"url"})});return}this.#i=
s,s.addEventListener("event",({detail:i})=>this.#c(s,i)),s.addEventListener("closed",({detail:i})=>this.#b(s,i)),this.#y("connecting",this.#h.diagnosis)}#d(){this.#o(),
this.#a=!1}#c(e,t){this.#v("event",t),t.type==="welcome"?(this.#h.reset(),this.#u(e,t)):t.type==="expiring"&&e===this.current&&this.#w(e)}async#u(e,{user:t,account:s}){
try{t?this.#f({user:t,account:s,expires:s?.expires}):await this.#p(e)}catch(i){this.#m(e,i);return}e.closed||(this.#y("online"),this.#v("online",e))}#m(e,t){e.closed||
(t instanceof w?(this.#x(),this.#y("refused",{error:t})):e.close(1e3,String(t?.message??t)))}async#p(e){let t=i=>this.#f(i),s=await this.#g({});for(let i=1;;i+=
1){if(!s)throw new w("login_required");try{let r=e.commandWithRetry("login",s,t);i===1&&this.#v("entering",e),await r;return}catch(r){if(!(s.token&&(r.code==="b\
ad_token"||r.code==="expired"))||i===Uo)throw r}if(await this.#e.exclusive(async()=>(s=await this.#g({refused:s.token}),!s||s.token?!1:e.commandWithRetry("login",
s,t).then(()=>!0))))return}}async#w(e){try{let t=typeof this.#e.credentials=="function"&&await this.#g({expiring:!0});t&&t.token&&!e.closed&&await e.commandWithRetry(
"login",{token:t.token},s=>this.#f(s))}catch{}}async#g(e){let t=this.#e.credentials,s=await(typeof t=="function"?t(e):t);if(s?.token&&!Yo.test(s.token)){let i=`\
the token is none: it begins with ${JSON.stringify(String(s.token).slice(0,20))}`;throw typeof t=="function"?new Error(i):new w("bad_token",i)}return!s||!s.token&&
s.guest===void 0?null:s.token?{...s,token:s.token.trim()}:{...s}}#f({user:e,token:t,expires:s,account:i}){this.#v("login",{user:e,token:t,expires:s,account:i})}#b(e,{
code:t,reason:s,bye:i,opened:o}){if(e!==this.#i)return;if(this.#i=null,this.#v("lost"),!Ki(t,i)){this.#y("ended",{code:i?.code??t,reason:i?.reason??s});return}this.#t.
now()-this.#r>=Fo&&this.#s.reset();let r=i?.retry_after??this.#s.next();this.#o=this.#t.after(r,()=>this.#l()),this.#a=!0;let a={wait:r,until:this.#t.time()+r,code:t,
reason:s},{diagnosis:c}=this.#h;this.#y(c?"unreachable":"waiting",{...a,...c}),o||this.#h.attemptFailed()}#k(e){if(this.#a){let{until:t,code:s,reason:i}=this.#n;
this.#y("unreachable",{wait:t-this.#t.time(),until:t,code:s,reason:i,...e})}else this.#n.state==="connecting"&&this.#y("connecting",e)}#x(){this.#d(),this.#h.reset();
let e=this.#i;this.#i=null,e?.close(),this.#v("lost")}#y(e,t={}){this.#n={state:e,...t},this.#v("state",this.#n)}#v(e,t){this.dispatchEvent(new CustomEvent(e,{detail:t}))}};var Ko=5,Ge=class{#e=[];#t=new Map;#s=new Map;get items(){return this.#e.map(e=>({...e}))}add({error:e=null,...t}){this.#e.push({...t,state:e?"failed":"waiting",
error:e});let s=new Promise((i,o)=>this.#t.set(t.key,{resolve:i,reject:o}));return s.catch(()=>{}),e&&this.#t.get(t.key).reject(e),s}next(){if(this.#e.some(t=>t.
state==="sending"))return null;let e=this.#e.find(t=>t.state==="waiting");return e?(e.state="sending",e):null}acknowledge(e,t){return e==null||!this.#n(e)?!1:(this.#o(
e)?.resolve(t),!0)}fail(e,t){let s=this.#i(e);s&&(s.state="failed",s.error=t,this.#s.delete(e),this.#t.get(e)?.reject(t))}postpone(e,t){let s=this.#i(e);s?.state===
"sending"&&(s.state="waiting",s.error=t)}retry(e){let t=this.#i(e);if(t?.state==="failed"){let s=this.#e.indexOf(t);this.#e.splice(s,1),this.#e.push({...t,state:"\
waiting",error:null})}}discard(e){let t=this.#i(e);return!t||t.state==="sending"?!1:(this.#n(e),this.#o(e)?.reject(new w("discarded")),!0)}connectionLost(){for(let{
key:e,state:t}of[...this.#e]){if(t!=="sending")continue;let s=(this.#s.get(e)??0)+1;if(this.#s.set(e,s),s>=Ko){let i=`the connection was lost ${s} times while t\
his message was being sent`;this.fail(e,new w("unanswered",i))}else this.#i(e).state="waiting"}}rejectAll(e){for(let{reject:t}of this.#t.values())t(e)}#i(e){return this.#e.
find(t=>t.key===e)}#n(e){let t=this.#e.findIndex(s=>s.key===e);return this.#s.delete(e),t>=0&&this.#e.splice(t,1).length>0}#o(e){let t=this.#t.get(e);return this.#t.
delete(e),t}};var zo=100,Ho=1e3,Go=6e4,Xe=class{#e;#t;#s;#i;#n;#o;#r;#a=null;#h=null;#l=!1;#d=!1;#c;#u=new Ge;constructor(e,{limit:t,since:s,maxReplay:i,emit:o,clock:r,user:a,
limits:c}){this.#e=e,this.#t=t,this.#s=i,this.#c=new ps(s),this.#i=o,this.#n=r,this.#o=a,this.#r=c}get outbox(){return this.#u.items}get position(){return this.#c.
position}join(e){return this.#a!==e&&(this.#a=e,this.#h=this.#w(e)),this.#h}suspend(){this.#a=null,this.#l=!1,this.#d=!1,this.#u.connectionLost(),this.#E()}rejectPending(e){
this.#u.rejectAll(e)}receive(e){if(e.type==="room"&&e.epoch!==void 0&&e.epoch!==this.#c.epoch){this.#c.invalidate(),this.#i("room",e),this.#x();return}e.type===
"erase"&&this.#c.eraseUser(e.user),["message","edit","delete"].includes(e.type)?(this.#L(this.#c.append(e),{replayed:!1}),this.#k()):this.#i(e.type,e)}say(e,{key:t,
data:s,reply_to:i,time:o=this.#n.time(),error:r,timeout:a}){let c=r??this.#m({text:e,data:s,key:t,reply_to:i}),h=this.#u.add({key:t,text:e,...Ht({data:s}),reply_to:i,
time:o,error:c});if(a!==void 0){let d=this.#n.after(a,()=>this.#C(t,new w("timeout")));h.then(d,d)}return this.#E(),this.#v(),h}retry(e){this.#u.retry(e),this.#E(),
this.#v()}discard(e){let t=this.#u.discard(e);return this.#E(),t}changeMessage(e,t){return this.#p(e,t,s=>{let{seq:i,time:o=this.#n.time(),text:r=t.text,data:a=t.
data}=s,c={type:e,room:this.#e,seq:i,target:t.seq,user:this.#o(),time:o},h=e==="edit"?{text:r,...Ht({data:a})}:{};return this.#L(this.#c.append({...c,...h}),{replayed:!1}),
s})}readPage(e,t){let s=this.#c.generation;return this.#p(e,t,i=>{if(s!==this.#c.generation)throw new w("stale");return{...i,events:i.events.map(o=>this.#c.withChanges(
o))}})}#m(e){try{return Ye({type:"say",room:this.#e,...e,ref:0},this.#r()),null}catch(t){return t}}#p(e,t,s){return this.#a?this.#a.command(e,{room:this.#e,...t},
s):Promise.reject(new w("offline"))}async#w(e){let t=this.#c.isBroken?void 0:this.#c.position,s=await e.commandWithRetry("join",{room:this.#e,limit:this.#t,since:t},
i=>(this.#g(i,t),i));return await this.#b(e),s}#g(e,t){if(t&&!e.gap&&e.seq-t.seq>this.#s){this.#c.skip();return}let{entries:s,reset:i,gap:o}=this.#c.join(e);this.#A(
s),this.#i("joined",{...e,events:s,reset:i,gap:o,since:i?null:t,replayed:!i}),this.#f(this.#a,e.presence).catch(()=>{})}async#f(e,t){for(;t?.more;)t=await e.commandWithRetry(
"presence",{room:this.#e,after:t.next},s=>(this.#i("presence",{type:"presence",room:this.#e,joined:s.users,left:[],count:s.count}),s))}async#b(e){for(this.#l=!1;this.#c.
isBehind;){let t={room:this.#e,after:this.#c.seq,limit:zo};await e.commandWithRetry("history",t,s=>{this.#L(this.#c.appendPage(s.events),{replayed:!0})})}if(this.#c.
isBroken){await this.#w(e);return}this.#l=!0,this.#v()}#k(){this.#l&&this.#c.isBehind&&this.#b(this.#a).catch(e=>this.#y(e))}#x(){this.#l&&(this.#l=!1,this.#w(this.#a).
catch(e=>this.#y(e)))}#y(e){e.code!=="disconnected"&&this.#i("left",{room:this.#e,error:e})}#v(){let e=this.#l&&!this.#d?this.#u.next():null;if(!e)return;let t=this.#a,
{key:s,text:i,data:o,reply_to:r}=e;this.#E();let a=this.#n.after(Go,()=>t.close(1e3,"no answer to a message"));t.command("say",{room:this.#e,text:i,data:o,key:s,
reply_to:r},c=>this.#T(e,c)).catch(c=>this.#S(t,e,c)).finally(a)}#T({key:e,text:t,data:s,reply_to:i,time:o},{seq:r,time:a=o,text:c=t}){let h={user:this.#o(),text:c,
...Ht({data:s}),time:a,key:e,reply_to:i},d={type:"message",room:this.#e,seq:r,...h};this.#u.acknowledge(e,d),this.#L(this.#c.append(d),{replayed:!1}),this.#E(),
this.#k(),this.#v()}#S(e,{key:t},s){s.code==="disconnected"||e!==this.#a||(s.passing?this.#R(e,t,s):this.#C(t,s))}#R(e,t,s){this.#d=!0,this.#u.postpone(t,s),this.#E();
let i=()=>{this.#d=!1,this.#v()};e.wait(s.retryAfter??Ho).then(i,()=>{})}#C(e,t){this.#u.fail(e,t),this.#E(),this.#v()}#L(e,{replayed:t}){e.length>0&&(this.#A(e),
this.#i("entries",{room:this.#e,entries:e,replayed:t}))}#A(e){e.filter(s=>s.type==="message"&&this.#u.acknowledge(s.key,s)).length>0&&this.#E()}#E(){this.#i("ou\
tbox",{room:this.#e,items:this.#u.items})}};function Ht({data:n}){return n==null?{}:{data:n}}function Gt(n=import.meta.url){let e=new URL("ws",n);return e.protocol=e.protocol==="https:"?"wss:":"ws:",e.href}function Xo(){let n=globalThis.crypto.getRandomValues(
new Uint8Array(16));return Array.from(n,e=>e.toString(16).padStart(2,"0")).join("")}var Jo={rooms:"rooms",members:"members",presence:"users",sanctions:"sanction\
s",ignores:"users"},Qo=new Set(["activity","seen","invited","reported","role","sanction"]),Je=class extends EventTarget{#e;#t;#s;#i=new Map;#n=null;#o=null;#r={};#a=!1;#h=null;constructor({
url:e=Gt(),credentials:t=null,exclusive:s=h=>h(),WebSocket:i=globalThis.WebSocket,fetch:o=globalThis.fetch,clock:r=R,random:a=Math.random,key:c=Xo}={}){super(),
this.#t=r,this.#s=c,this.#e=new He({url:e,credentials:t,exclusive:s,WebSocket:i,fetch:o,clock:r,random:a});let h=(d,u)=>this.#e.addEventListener(d,({detail:m})=>this.#m(
u,m));h("state",d=>this.#d(d)),h("event",d=>this.#k(d)),h("login",d=>this.#p(d)),h("entering",d=>this.#g(d)),h("online",d=>this.#f(d)),h("lost",()=>this.#i.forEach(
({subscription:d})=>d.suspend()))}get state(){return this.#e.state}get user(){return this.#n}get inbox(){return this.#o?.inbox??null}get account(){return this.#o}get limits(){
return this.#r}get joined(){return[...this.#i.keys()]}addEventListener(e,...t){super.addEventListener(e,...t),e==="inbox"&&(this.#a=!0,this.#w())}connect(){this.#e.
connect()}retry(){this.#e.retry()}check(){return this.#e.check()}disconnect(){this.#e.close()}position(e){return this.#i.get(e)?.subscription.position}join(e,{limit:t=50,
since:s,far:i=1/0,timeout:o}={}){let r=this.#i.get(e);if(!r){let c=(m,p)=>this.#y(m,p),[h,d]=[()=>this.#n,()=>this.#r],u={limit:t,since:s,maxReplay:i,emit:c,clock:this.#t,
user:h,limits:d};r={subscription:new Xe(e,u)},this.#i.set(e,r)}r.answer||(r.answer=new Promise((c,h)=>Object.assign(r,{resolve:c,reject:h})),r.answer.catch(()=>{}));
let{answer:a}=r;if(o!==void 0){let c=this.#t.after(o,()=>this.#u(e,r));a.then(c,c)}return this.state.state==="idle"?this.connect():this.#e.current?this.#b(e,r,this.#e.
current):this.#c(this.state),a}leave(e){let t=this.#i.get(e);t&&(this.#e.current?.command("leave",{room:e}).catch(()=>{}),this.#x(e),t.reject?.(new w("not_joine\
d")))}say(e,t,{data:s,reply_to:i,key:o=this.#s(),time:r,error:a,timeout:c}={}){let h={data:s,reply_to:i,key:o,time:r,error:a,timeout:c},d=this.#l(e,u=>u.say(t,h));
return this.#c(this.state),d}outbox(e){return this.#i.get(e)?.subscription.outbox??[]}sayAgain(e,t){this.#i.get(e)?.subscription.retry(t)}unsay(e,t){return this.#i.
get(e)?.subscription.discard(t)??!1}edit(e,t,s,{data:i}={}){return this.#l(e,o=>o.changeMessage("edit",{seq:t,text:s,data:i}))}delete(e,t){return this.#l(e,s=>s.
changeMessage("delete",{seq:t}))}history(e,{before:t,after:s,limit:i=50}={}){return this.#l(e,o=>o.readPage("history",{before:t,after:s,limit:i}))}search(e,t,{before:s,
limit:i}={}){return this.#l(e,o=>o.readPage("search",{text:t,before:s,limit:i}))}export({after:e,limit:t}={}){return this.command("export",{after:e,limit:t})}signal(e,t,s={}){
return this.command("signal",{room:e,name:t,body:s})}presence(e){return this.list("presence",{room:e})}seen(e,t){return this.command("seen",{room:e,seq:t})}rooms(){
return this.list("rooms")}directory({text:e="",after:t,limit:s}={}){return this.command("directory",{text:e,after:t,limit:s})}async list(e,t={}){let{current:s}=this.#e;
if(!s)throw new w("offline");let i=Jo[e],o=await s.command(e,t),r=[...o[i]];for(let a=o;a.more;r.push(...a[i]))a=await s.commandWithRetry(e,{...t,after:a.next});
return{...o,[i]:r}}async rename(e){let t=await this.command("rename",{name:e});return this.#p(t),t.user}command(e,t){let{current:s}=this.#e;return s?s.command(e,
t):Promise.reject(new w("offline"))}#l(e,t){let s=this.#i.get(e);return s?t(s.subscription):Promise.reject(new w("not_joined"))}#d(e){this.#y("state",e),this.#c(
e.state==="idle"?{state:"ended",reason:"the client was disconnected"}:e)}#c({state:e,error:t,code:s,reason:i}){if(e!=="refused"&&e!=="ended")return;let o=t??new w(
"closed",i||`the server closed the connection with ${s}`);for(let r of this.#i.values())r.reject?.(o),r.answer=null,r.subscription.rejectPending(o)}#u(e,t){if(this.#i.
get(e)===t){let{message:s="no answer to the join"}=this.state,i=new w("timeout",s);this.#e.current?.command("leave",{room:e}).catch(()=>{}),t.reject(i),this.#x(
e,i)}}#m(e,t){try{e(t)}catch(s){this.#e.fail(`an event that cannot be understood: ${s.message}`)}}#p({user:e,token:t,expires:s,account:i=this.#o}){this.#n=e,this.#o=
i,this.#w(),this.#y("login",{user:e,token:t,expires:s,account:i})}#w(){let{inbox:e}=this;!this.#a||e===this.#h||(this.#h!==null&&this.leave(this.#h),this.#h=e,e!==
null&&this.join(e).catch(()=>{}))}async#g(e){let[[t,s]=[]]=this.#i;try{await s?.subscription.join(e),s&&!this.#i.has(t)&&await e.command("leave",{room:t})}catch(i){
i.code==="login_required"&&s.subscription.suspend()}}async#f(e){for(let[t,s]of[...this.#i])await this.#b(t,s,e)}async#b(e,t,s){if(!(s.closed||this.#i.get(e)!==t))
try{t.resolve?.(await t.subscription.join(s))}catch(i){i.code!=="disconnected"&&this.#i.get(e)===t&&(this.#x(e,i),t.reject?.(i))}}#k(e){e.type==="welcome"?this.#r=
e.limits??{}:e.type==="me"&&(this.#n=e.user,this.#o=e.account??this.#o);let t=this.#i.get(e.room);if(e.room==null||Qo.has(e.type)?this.#y(e.type,e):t?.subscription.
receive(e),t&&e.type==="sanction"&&(e.action==="kick"||e.action==="ban")){let s=e.action==="ban"?"banned":"kicked";this.#x(e.room,new w(s,e.reason,e))}}#x(e,t){
this.#y("left",{room:e,error:t})}#y(e,t){if(e==="left"){let{subscription:o}=this.#i.get(t.room)??{};o?.suspend(),o?.rejectPending(t.error??new w("not_joined")),
this.#i.delete(t.room),t.room===this.#h&&(this.#h=null)}if(this.dispatchEvent(new CustomEvent(e,{detail:t})),e!=="joined"&&e!=="entries")return;let{room:s}=t;for(let o of t.
events??t.entries){let r=o.type==="message"&&s===this.#h?"inbox":o.type;(r!=="inbox"||!t.reset||o.seq>t.seen)&&this.dispatchEvent(new CustomEvent(r,{detail:{...o,
room:s}}))}let i=this.position(s);i&&this.dispatchEvent(new CustomEvent("position",{detail:{room:s,...i}}))}};var Gi={more:"More","act.mute":"Mute","act.kick":"Remove","act.ban":"Ban","act.unmute":"Unmute","act.unban":"Unban","act.mute.title":"Mute {name}","act.kick.tit\
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
it.create_room":"{by} created the room {room}","audit.set":"{by} changed {room}: {detail}","audit.close":"{by} closed {room}","audit.create_hook":"{by} created \
the incoming webhook {detail} of {room}","audit.revoke_hook":"{by} deleted the incoming webhook {detail} of {room}","audit.invite":"{by} invited {user} to {room\
}","audit.role":"{by} changed {user}’s role in {room}: {detail}","audit.role.none":"{by} removed {user}’s role in {room}","audit.resign":"{by} left {room}",
"audit.kick":"{by} removed {user} from {room}","audit.mute":"{by} muted {user} in {room}","audit.unmute":"{by} unmuted {user} in {room}","audit.ban":"{by} banne\
d {user} from {room}","audit.unban":"{by} unbanned {user} from {room}","audit.delete":"{by} deleted message {seq} by {user} in {room}","audit.resolve":"{by} clo\
sed a report about {user} in {room}: {detail}","audit.other":"{by}: {action} {user} {room} {detail}","audit.site":"the whole site","audit.until":"until {until}",
"audit.ever":"permanently"};var Xi={"day.clock":"{day} {clock}","kind.public":"Public room","kind.private":"Private room","kind.announce":"Announcements","kind.archived":"Archived room","k\
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
ite does","set.retention.forever":"Forever","set.retention.none":"Not at all","set.retention.age":"For {span}","set.kind":"Kind of room",hooks:"Incoming webhook\
s","hooks.about":"Programs that can write to Slack, such as Grafana, Sentry or a build server, write to this room through such an address.","hooks.loading":"Loa\
ding…","hooks.none":"There are none yet.","hooks.used":"Last used {when}","hooks.unused":"Not used yet","hooks.name":"Name of a new webhook","hooks.name.hint":"\
What it is called in the room: a–z, 0–9, _ and -","hooks.name.invalid":"Use 1 to 32 characters of a–z, 0–9, _ and -, beginning with a letter or a digit.",
"hooks.name.taken":"Another webhook of this site has this name. Please choose another one.","hooks.create":"Create webhook","hooks.made":"“{name}” is ready. Cop\
y its address now: it is not shown again. Whoever has it can write to this room.","hooks.url":"Address","hooks.url.copy":"Copy the address","hooks.command":"Try\
 it in a shell","hooks.command.copy":"Copy the command","hooks.delete":"Delete","hooks.delete.of":"Delete {name}","hooks.delete.sure":"Delete now","hooks.delete\
.sure.of":"Delete now: {name}","hooks.deleted":"“{name}” is deleted. Its address no longer works.","set.close":"Close this room","set.close.sure":"Close thi\
s room for everyone? Its messages stay readable.","set.close.yes":"Close for everyone","role.owner":"Owner","role.moderator":"Moderator","role.invited":"Invited",
"role.muted":"Muted","role.give.owner":"Make owner","role.give.moderator":"Make moderator","role.give.member":"Make member","role.give.none":"Remove as member",
"role.given":"{name} changed your role in “{room}”","role.given.moderator":"{name} made you a moderator of “{room}”. You can leave the room at any time.",
"role.given.owner":"{name} made you an owner of “{room}”. You can leave the room at any time.","role.done":"{name}’s role was changed","people.online":"On\
line","people.away":"Not in the room right now","person.menu":"Options for {name}","person.direct":"Send a message","person.invite":"Invite to this room","write\
.announce":"Only moderators can write here.","write.inbox":"Here the site writes to you; nobody else sees it.","write.closed":"This room is archived: you can re\
ad it, but nobody can write.","write.muted":"You are muted here: you can read but not write.","write.muted.until":"You are muted here until {until}.","write.mut\
ed.left":"You are muted here for another {left}.","write.slow":"Next message in {left}",unmuted:"You can write again.","excluded.banned":"You are banned from {r\
oom}","excluded.banned.ever":"The ban has no end date.","excluded.banned.until":"The ban lasts until {until}. You will then be let back in automatically.","excl\
uded.banned.left":"The ban ends in {left}. You will then be let back in automatically.","excluded.kicked":"You were removed from {room}","excluded.kicked.hint":"\
You can come back.","excluded.return":"Rejoin","excluded.reason":"Reason: {reason}"};var Ji={"loginPage.come":"Welcome back.","loginPage.join":"A name of your own, on all your devices.","loginPage.ways":"How do you want to continue?","loginPage.\
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
ill.called":{one:"{count} message for you",other:"{count} messages for you"}};var Qe={tag:"en",texts:{...Xi,...Gi,...Ji,tagline:"Pick a name and start talking. No account, nothing to install.","loginPage.room":"You are about to join {room\
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
} {reason}","reason.quoted":"{name}: “{reason}”","reason.operator":"The operators of this site"}};var Xt=Object.freeze({en:"English",zh:"简体中文"}),Vo={zh:()=>import("./zh-S4JJKWKP.js")},Vi={en:Qe};async function et(n){try{return Vi[n]??=(await Vo[n]()).
default,n}catch{return"en"}}var Qi=9e5,Zo=2e3,Ve=[["week",6048e5],["day",864e5],["hour",36e5],["minute",6e4],["second",1e3]],er=/[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
function tr(n){return typeof n=="string"&&er.test(n)?`⁨${n}⁩`:n}function Zi(n){return n.filter(Boolean).map(t=>t.toLowerCase().split("-")[0]).find(t=>Object.
hasOwn(Xt,t))??"en"}var Ze=class{#e;#t;#s;#i=new Map;constructor(e,{timeZone:t,wished:s=[],texts:i}={}){let{texts:o,tag:r}=Vi[e],a=s.find(u=>u.toLowerCase().split(
"-")[0]===e)??r;this.code=e,this.tag=r,this.#e=i?{...o,...i}:o,this.#s=u=>new Intl.NumberFormat(a,{style:"unit",unit:u,unitDisplay:"long"});let c=u=>()=>new Intl.
DateTimeFormat(a,{...u,timeZone:t}),h=()=>({hour:sr(a),minute:"2-digit"}),d=u=>()=>c({...u,...h()})();this.#t=nr({plural:()=>new Intl.PluralRules(a),relative:()=>new Intl.
RelativeTimeFormat(a,{numeric:"auto"}),clock:d({}),day:c({weekday:"long",day:"numeric",month:"long"}),distant:c({day:"numeric",month:"long",year:"numeric"}),exact:c(
{dateStyle:"full",timeStyle:"medium"}),short:c({day:"numeric",month:"short"}),dated:c({day:"numeric",month:"short",year:"numeric"}),week:d({weekday:"long"}),year:d(
{day:"numeric",month:"long"}),ever:d({day:"numeric",month:"long",year:"numeric"}),key:()=>t?new Intl.DateTimeFormat("en-CA",{timeZone:t}):{format:ir}})}t(e,t={}){
let s=this.#e[e]??Qe.texts[e]??e;return(typeof s=="string"?s:s[this.#t.plural.select(t.count)]??s.other).replace(/\{(\w+)\}/g,(o,r)=>tr(t[r])??o)}has(e){return e in
Qe.texts}clock(e){return this.#t.clock.format(e)}brief(e){return this.#t.clock.formatToParts(e).filter(({type:s})=>s!=="dayPeriod").map(({value:s})=>s).join("").
trim()}exact(e){return this.#t.exact.format(e)}dayKey(e){let t=Math.floor(e/Qi);return this.#i.has(t)||(this.#i.size>=Zo&&this.#i.clear(),this.#i.set(t,this.#t.
key.format(t*Qi))),this.#i.get(t)}when(e,t){return this.dayKey(e)===this.dayKey(t)?this.clock(e):this.#t[Math.abs(t-e)<300*864e5?"short":"dated"].format(e)}until(e,t){
let s=this.#n(e,t);if(s===0)return this.clock(e);if(s===1)return this.t("day.clock",{day:this.#t.relative.format(1,"day"),clock:this.clock(e)});let i=s<7?"week":
s<300?"year":"ever";return this.#t[i].format(e)}span(e){let[t,s]=Ve.find(([,i])=>e%i===0)??Ve.at(-1);return this.#s(t).format(e/s)}left(e){let[t,s]=Ve.find(([,i])=>e>=
2*i)??Ve.at(-1);return this.#s(t).format(Math.ceil(e/s))}day(e,t,{inSentence:s=!1}={}){let i=this.#n(e,t);if(i===0||i===-1){let o=this.#t.relative.format(i,"day");
return s?o:o.charAt(0).toLocaleUpperCase(this.tag)+o.slice(1)}return this.#t[i>-300&&i<300?"day":"distant"].format(e)}#n(e,t){return Math.round((Date.parse(this.
dayKey(e))-Date.parse(this.dayKey(t)))/864e5)}};function sr(n){return new Intl.DateTimeFormat(n,{timeStyle:"short",timeZone:"UTC"}).format(Date.UTC(2e3,0,1,9,5)).
startsWith("0")?"2-digit":"numeric"}function ir(n){let e=new Date(n),t=s=>String(s).padStart(2,"0");return`${e.getFullYear()}-${t(e.getMonth()+1)}-${t(e.getDate())}`}
function nr(n){let e=new Map,t=i=>e.get(i)??e.set(i,n[i]()).get(i),s=Object.keys(n).map(i=>[i,{get:()=>t(i)}]);return Object.defineProperties({},Object.fromEntries(
s))}function en(n,e){return{...n,members:Object.fromEntries(e.map(t=>[t.user.id,t]))}}function tn(n,{user:e,role:t,invited:s=!1}){let{[e.id]:i,...o}=n.members??{};return{
...n,members:t===null?o:{...o,[e.id]:{...i,user:e,role:t,invited:s}}}}function Vt(n,e){let t=n.members??{},s=Object.values(n.people).map(r=>Jt(r,t[r.id])),i=Object.
values(t).filter(({user:r})=>!(r.id in n.people)),o=s.length>=Math.min(n.count,1);return{here:Qt(s,e),away:o?Qt(i.map(r=>Jt(r.user,r)),e):[]}}function Jt(n,e){return{
user:n,role:e?.role??null,invited:e?.invited??!1}}function Qt(n,e){let t=({user:i})=>i.id===e?.id?0:1,s=({role:i})=>i==="owner"?0:i==="moderator"?1:2;return n.sort(
(i,o)=>t(i)-t(o)||s(i)-s(o)||i.user.name.localeCompare(o.user.name))}function sn({rooms:n,roomList:e,me:t},s){let{here:i,away:o}=Vt(s,t),r=[...i,...o],{other:a}=e[s.
id]??{},c=a&&!r.some(({user:d})=>d.id===a.id)?[...r,Jt(a)]:r,h=({user:d})=>Object.values(n).some(u=>u.joined&&d.id in u.people);return Qt(c,t).map(d=>({...d,online:d.
user.id!==t?.id&&h(d)}))}function Zt(n){return vs(n,"member")}function nn({tab:n,room:e,closed:t=!1}){return Object.freeze({tab:n,room:e,closed:t,items:[],more:!1,next:null,state:"busy",error:null})}function on(n){return{...n,
state:"busy",error:null}}function rn(n,{request:e,items:t,more:s,next:i=null,further:o}){if(!hn(n,e))return n;let r=o?n.items:[],a=t.filter(({id:c})=>!r.some(h=>h.
id===c));return{...n,items:[...r,...a],more:s,next:i,state:"done",error:null}}function an(n,{request:e,error:t}){return hn(n,e)?{...n,state:"failed",error:t}:n}
function ln(n,e,t){return{...n,items:n.items.map(s=>s.id===e?{...s,...t}:s)}}function cn(n,e){return{...n,items:n.items.filter(t=>t.id!==e)}}function hn(n,{tab:e,
room:t,closed:s}){return n!==null&&n.tab===e&&n.room===t&&n.closed===s}var ar=Object.freeze({me:null,account:null,loginName:null,nameMarks:Object.freeze({}),loginForm:Oi,siteBan:null,connection:Object.freeze({state:"idle"}),offline:!1,
announcement:null,limits:Object.freeze({}),ignored:Object.freeze({}),unsupported:Object.freeze([]),rooms:Object.freeze({}),roomList:Object.freeze({}),active:null,
watching:null,following:null,muted:null,reports:Object.freeze({}),moderationQueue:null});function lr(n,e){let t=cr[e.type];return t?t(n,e):dn(n,e)}var cr={connectionChanged:(n,{
connection:e})=>({...n,connection:e,me:e.state==="refused"?null:n.me}),networkChanged:(n,{offline:e})=>({...n,offline:e}),announced:(n,{announcement:e})=>({...n,
announcement:e}),announcementClosed:n=>({...n,announcement:null}),siteLoaded:(n,e)=>({...n,loginForm:Ii(n.loginForm,e)}),loginLinkChanged:(n,e)=>({...n,loginForm:ji(
n.loginForm,e)}),loginModeChosen:(n,e)=>({...n,loginForm:Ni(n.loginForm,e)}),loginBusyChanged:(n,e)=>({...n,loginForm:$i(n.loginForm,e)}),siteBanChanged:(n,{ban:e})=>({
...n,siteBan:e}),limitsReceived:(n,{limits:e})=>({...n,limits:e}),commandUnsupported:(n,{command:e})=>({...n,unsupported:[...n.unsupported,e]}),userChanged:(n,{
user:e})=>({...n,me:e}),accountChanged:(n,{account:e})=>({...n,account:e}),ignoreListLoaded:(n,{users:e})=>({...n,ignored:$s(e)}),userIgnored:(n,{user:e})=>({...n,
ignored:Ds(n.ignored,e)}),userUnignored:(n,{user:e})=>({...n,ignored:Bs(n.ignored,e)}),roomOpened:(n,e)=>mr(n,e.room),roomLeft:(n,e)=>pr(n,e.room),roomExcluded:(n,e)=>oi(
n,e.room,e.exclusion),muteChanged:(n,e)=>ri(n,e.room,e.mute),reportsCounted:(n,{room:e,open:t})=>({...n,reports:{...n.reports,[e]:t}}),queueShown:(n,{request:e})=>({
...n,moderationQueue:e&&nn(e)}),queueRequested:n=>ne(n,on),queueLoaded:(n,e)=>ne(n,t=>rn(t,e)),queueFailed:(n,e)=>ne(n,t=>an(t,e)),queueItemChanged:(n,{id:e,changes:t})=>ne(
n,s=>ln(s,e,t)),queueItemRemoved:(n,{id:e})=>ne(n,t=>cn(t,e)),roomWatched:(n,e)=>fr(n,e.room),endFollowed:(n,{room:e})=>({...n,following:e}),targetChanged:(n,e)=>dn(
e.seq===null?n:{...n,following:null},e),typingExpired:(n,{now:e})=>es(n,t=>Ls(t,e)),nameMarksChanged:(n,{nameMarks:e})=>({...n,nameMarks:e}),loginNameLoaded:(n,{
loginName:e})=>({...n,loginName:e}),userRenamed:(n,{user:e})=>({...es(n,t=>gs(t,e)),roomList:hi(n.roomList,e)}),userErased:(n,{user:e})=>es(n,t=>fs(t,e)),roomAdded:(n,e)=>e.
room in n.rooms?n:K(n,Ks(e.room)),roomListLoaded:(n,e)=>({...n,roomList:ai(n.roomList,e.rooms)}),roomListed:(n,e)=>({...n,roomList:jt(n.roomList,e.listing)}),activityReceived:(n,{
event:e})=>{let t=li(n.roomList,e);return t===n.roomList?n:{...n,roomList:t}},roomUnlisted:(n,e)=>({...n,roomList:$t(n.roomList,e.room)}),seenReceived:(n,{event:e})=>ur(
n,e)},hr={membersLoaded:(n,e)=>en(n,e.members),memberChanged:(n,{event:e})=>tn(n,e),sanctionsLoaded:(n,e)=>({...n,sanctions:e.sanctions}),slowModeStarted:(n,{until:e})=>ni(
n,e),roomJoined:(n,e,t)=>zs(n,e.answer,{...t,seen:e.seen}),entriesReceived:(n,e,t)=>Gs(n,e.entries,{...t,replayed:e.replayed}),outboxChanged:(n,{items:e})=>({...n,
pending:e}),presenceChanged:(n,{event:e})=>Es(n,e),typingReceived:(n,{user:e,now:t},s)=>e.id in s.ignored?n:Ts(n,e,t),settingsChanged:(n,{event:e})=>Hs(n,e),historyLoading:(n,{
loading:e})=>({...n,loading:e}),olderLoaded:(n,{page:e,before:t})=>Xs(n,e,t),newerLoaded:(n,{page:e,after:t})=>Js(n,e,t),windowReplaced:(n,{page:e,target:t})=>Qs(
n,e,{target:t}),targetChanged:(n,{seq:e})=>({...Ot(n,[e]),target:Vs(e)}),originalLoaded:(n,{seq:e,entry:t},s)=>Ys(n,e,t,s),messagesRevealed:(n,{seqs:e})=>Ot(n,e),
messagesRead:(n,{seq:e},t)=>It(n,e,t),replyChanged:(n,{entry:e})=>Ss(n,e),editingChanged:(n,{entry:e})=>As(n,e),deletingChanged:(n,{entry:e})=>Cs(n,e),draftChanged:(n,e)=>Rs(
n,e),searchToggled:(n,{open:e})=>_s(n,e),searchStarted:(n,e)=>Ms(n,e),searchResultsLoaded:(n,e)=>Ps(n,e),searchFailed:(n,e)=>qs(n,e)};function dr(n,{room:e}){return n.
roomList[e]?.invited?{...n,roomList:jt(n.roomList,{room:e,invited:!1})}:n}function dn(n,e){let t=e.type==="roomJoined"?dr(n,e):n,s=t.rooms[e.room],i=hr[e.type];
if(!s||!i)return t;let{watching:o,active:r,following:a}=t,c={watched:o===s.id,open:r===s.id,following:a===s.id},h=i(s,e,{...ts(t),...c});return h===s?t:K(t,h)}function ne(n,e){
return n.moderationQueue===null?n:{...n,moderationQueue:e(n.moderationQueue)}}function ts({me:n,ignored:e}){return{me:n,ignored:e}}function K(n,e){return{...n,rooms:{
...n.rooms,[e.id]:Object.freeze(e)}}}function es(n,e){return Object.values(n.rooms).reduce((s,i)=>{let o=e(i);return o===i?s:K(s,o)},n)}function ur(n,e){let t=n.
rooms[e.room];return{...t?.epoch===e.epoch?K(n,It(t,e.seq,ts(n))):n,roomList:ci(n.roomList,e)}}function mr(n,e){if(n.active===e)return n;let t=n.rooms[n.active],
s=t?K(n,Zs(t)):n,i=s.rooms[e];return{...i?K(s,Us(i)):s,active:e,watching:null,following:e}}function pr(n,e){let{[e]:t,...s}=n.rooms,i=n.active===e?Object.keys(s)[0]??
null:n.active,o=i===n.active;return{...n,rooms:s,active:i,watching:o?n.watching:null,following:o?n.following:i}}function fr(n,e){let t=n.rooms[e],s={...n,watching:t?
e:null};return t&&!Fs(t)?K(s,Ws(t,ts(n))):s}function un(n){let{[n.active]:e,...t}=n.rooms,s={...n,rooms:t,roomList:gr(n)};return{unread:ss(s),mentions:is(s)}}function gr({
roomList:n,active:e}){return e===null?n:$t(n,e)}function ss(n){return[...Object.values(n.rooms),...Nt(n.roomList,n.rooms)].reduce((t,s)=>t+s.unread,0)}function is(n){
let e=s=>s.kind==="direct"||s.kind==="inbox"?s.unread:s.mentions??0;return[...Object.values(n.rooms),...Nt(n.roomList,n.rooms)].reduce((s,i)=>s+e(i),0)}var tt=class extends EventTarget{#e=ar;get state(){
return this.#e}get room(){return this.#e.rooms[this.#e.active]??null}dispatch(e){let t=lr(this.#e,e);t!==this.#e&&(this.#e=t,this.dispatchEvent(new CustomEvent(
"change",{detail:e})))}};function Q({language:n,setLanguage:e}){let t=Object.entries(Xt).map(([i,o])=>{let r=i===n.code;return l("option",{value:i,selected:r,lang:i},o)}),s=({target:i})=>e(
i.value);return l("label",{class:"language"},l("span",{class:"visually-hidden"},n.t("language")),l("select",{class:"select",name:"language",on:{change:s}},t))}var wr={guest:"loginPage.guest",signIn:"loginPage.signIn",register:"loginPage.register"},st=class{#e;#t=l("p",{class:"gate-tagline"});#s=l("p",{class:"gate-note",
role:"status"});#i;#n=l("div",{class:"gate-way"});#o=l("p",{class:"gate-hint",role:"status"});#r=new Map;#a=null;#h="";constructor(e){let{language:t,browser:s}=e;
this.#e=e;let{room:i}=s.route();this.#i=l("div",{class:"gate-ways",role:"group","aria-label":t.t("loginPage.ways")}),this.element=l("main",{class:"gate"},l("div",
{class:"gate-card"},l("div",{class:"gate-brand"},l("span",{class:"brand-mark"},k("wave")),l("h1",{},"chatd")),this.#t,i&&l("p",{class:"gate-room"},yr(t,i)),this.#s,
this.#i,this.#n,this.#o,Q(e)))}render({loginForm:e,connection:t,offline:s,me:i}){let{language:o}=this.#e,r=["connecting","waiting","unreachable"].includes(t.state),
a=e.busy||r||t.state==="online"&&!i;g(this.#t,o.t(mn[e.link?.kind]??mn[e.mode]??"tagline")),g(this.#s,e.note?o.t(e.note.name,e.note.values):""),this.#d(e),this.#c(
e);let c=this.#r.get(e.mode);c?.setBusy(a,o.t("loginPage.entering")),c?.showProblem(e.problem),g(this.#o,this.#l(e,t,s))}close(){}#l({mode:e,problem:t},s,i){let{
language:o}=this.#e;if(i)return o.t("loginPage.offline");if(e===null)return o.t(t?.name==="loginPage.unreached"?"loginPage.unreached":"loginPage.entering");if(s.
state==="unreachable"||s.state==="connecting"&&s.reason)return te(o,s,Math.ceil((s.wait??0)/1e3));let r={waiting:"connection.now",ended:"connection.ended"}[s.state];
return r?o.t(r,{reason:s.reason||s.code}):""}#d(e){let t=J(e),s=JSON.stringify([t,e.mode]);if(s===this.#h)return;this.#h=s;let{language:i,login:o}=this.#e,r=a=>{
let h={type:"button",class:"gate-choice","aria-pressed":String(a===e.mode)};return l("button",{...h,on:{click:()=>o.chooseMode(a)}},i.t(wr[a]))};this.#i.replaceChildren(
...t.map(r)),this.#i.hidden=t.length<2}#c({mode:e,site:t}){if(e===this.#a)return;let s=this.#r.get(this.#a),i=e&&(this.#r.get(e)??pi(this.#e,e,t));this.#a=e,this.#n.
replaceChildren(...i?[i.element]:[]),i&&(this.#r.set(e,i),i.fill({name:s?.values.name||this.#e.storage.name}),i.focus())}};function yr(n,e){return e.startsWith(
"~")?n.t("loginPage.room.private"):n.t("loginPage.room",{room:`#${e}`})}var mn={invitation:"loginPage.invited",reset:"loginPage.reset",guest:"tagline",signIn:"l\
oginPage.come",register:"loginPage.join"};var it=class{#e;#t;#s=l("p",{class:"outside-until","aria-live":"off"});#i=l("p",{class:"outside-reason"});#n;#o;#r=()=>{};constructor(e){this.#e=e;let{language:t,
login:s,client:i}=e,o={type:"button",class:"button primary",on:{click:()=>i.connect()}};this.#n=l("button",o,t.t("siteBan.again"));let r=()=>s.signOut().catch(()=>s.
forgetPerson());this.#o=l("button",{type:"button",class:"button quiet",on:{click:r}},t.t("me.leave")),this.#t=l("h1",{tabindex:"-1"},t.t("siteBan")),this.element=
l("main",{class:"gate"},l("div",{class:"gate-card outside",role:"alert"},l("span",{class:"outside-mark"},k("alert")),this.#t,this.#s,this.#i,l("div",{class:"out\
side-buttons"},this.#n,this.#o),Q(e)))}opened(){this.#t.focus()}render({siteBan:e,connection:t,account:s}){let{language:i,clock:o}=this.#e,r=o.time(),a=e.until!==
null&&e.until<=r;this.#s.setAttribute("aria-live",a?"polite":"off"),g(this.#s,a?i.t("siteBan.over"):H(i,"siteBan",e.until,r,"ever"));let c=me(i,e);g(this.#i,e.by||
!c?c:i.t("siteBan.reason",{reason:c})),this.#n.hidden=!a,this.#n.disabled=t.state==="connecting",this.#o.hidden=s?.kind!=="account",this.#a(a?null:e.until)}close(){
this.#r()}#a(e){if(this.#r(),e!==null){let{clock:t,store:s}=this.#e;this.#r=t.after(1e3,()=>this.render(s.state))}}};var B=class{#e="";constructor(){this.element=l("span",{class:"visually-hidden",role:"status"})}announce(e,t=e){t!==this.#e&&(this.#e=t,g(this.element,e))}};var nt=class{#e;#t=l("span",{class:"announcement-text"});#s=new B;constructor({language:e,store:t}){this.#e=e;let s=v("close",e.t("announcement.close"),()=>t.dispatch(
{type:"announcementClosed"}));this.element=l("div",{class:"announcement",hidden:!0},this.#t,s),this.spoken=this.#s.element}render({announcement:e}){this.element.
hidden=e===null;let t=e===null?"":this.#e.t("announcement.text",{text:e.text});g(this.#t,t),this.#s.announce(t,`${e?.time} ${t}`)}};var ot=class{#e;#t=l("span");#s=new B;#i;#n={state:"idle"};#o=!1;#r=0;#a=!1;#h=()=>{};constructor(e){this.#e=e;let{language:t,roomActions:s}=e,i={type:"button",
class:"button quiet",on:{click:()=>s.reconnect()}};this.#i=l("button",i,t.t("connection.retry")),this.element=l("div",{class:"banner",hidden:!0},this.#t,this.#i),
this.spoken=this.#s.element,this.light=l("span",{class:"light",role:"img"})}render({connection:e,offline:t}){this.#o=t&&e.state!=="ended"&&e.state!=="refused",e!==
this.#n&&(this.#n=e,this.#r=this.#e.clock.now()+(e.wait??0)),this.#l()}close(){this.#h()}#l(){this.#h();let e=this.#c(),t=this.#o?"offline":this.#n.state,s=t===
"online";g(this.#t,s?"":e),this.element.hidden=s,this.element.dataset.state=t;let i=t==="waiting"||t==="unreachable",o=t==="ended"||t==="refused";this.#i.hidden=
!i&&!o&&!(this.#o&&this.#n.state!=="online"),this.#d(t,e),this.light.dataset.state=t,this.light.setAttribute("aria-label",e),this.light.title=e,i&&(this.#h=this.#e.
clock.after(500,()=>this.#l()))}#d(e,t){e==="online"?(this.#s.announce(this.#a?t:"","online"),this.#a=!1):e!=="connecting"&&e!=="idle"&&(this.#a=!0,this.#s.announce(
t,`${br[e]??e} ${this.#n.reason??""}`))}#c(){let{language:e,clock:t}=this.#e,{state:s,code:i,reason:o,error:r}=this.#n,a=Math.ceil((this.#r-t.now())/1e3);if(this.#o)
return e.t("connection.offline");switch(s){case"online":return e.t("connection.online");case"waiting":return a>0?e.t("connection.waiting",{seconds:a}):e.t("conn\
ection.now");case"unreachable":return te(e,this.#n,a);case"ended":return e.t("connection.ended",{reason:o||i});case"refused":return e.t("connection.ended",{reason:M(
e,r)});default:return o?te(e,this.#n,0):e.t("connection.connecting")}}},br={waiting:"lost",unreachable:"lost"};var rt=class{#e;#t=l("h2",{tabindex:"-1"});#s=l("p",{"aria-live":"off"});#i=l("p",{class:"barred-reason"});#n;#o=null;#r=()=>{};constructor(e){this.#e=e;let{language:t,
roomActions:s}=e,i=()=>s.open(this.#o.id);this.#n=l("button",{type:"button",class:"button primary",on:{click:i}},t.t("excluded.return")),this.element=l("section",
{class:"barred",role:"alert",hidden:!0},l("span",{class:"empty-mark"},k("lock")),this.#t,this.#s,this.#i,this.#n)}get heading(){return this.#t}render(e,t){this.#r(),
this.#o=t;let s=t?.exclusion??null;if(this.element.hidden=s===null,s===null)return;let{language:i,clock:o}=this.#e,r=s.code==="kicked";g(this.#t,i.t(`excluded.${s.
code}`,{room:I(i,e,t.id)}));let a=o.time(),c=r?i.t("excluded.kicked.hint"):H(i,"excluded.banned",s.until,a,"ever");g(this.#s,c);let h=me(i,s);g(this.#i,s.by||!h?
h:i.t("excluded.reason",{reason:h})),this.#n.hidden=!r,!r&&s.until!==null&&s.until>a&&(this.#r=o.after(1e3,()=>this.render(e,this.#o)))}close(){this.#r()}};var at=class{#e;#t;#s;#i=l("p",{class:"visually-hidden",role:"status"});#n;#o=[];#r=null;#a=0;constructor({language:e},{area:t,changed:s}){this.#e=e,this.#t=t,this.#s=
s;let i={class:"completions",id:"completions",role:"listbox",hidden:!0};this.#n=l("ul",{...i,"aria-label":e.t("people")}),this.#n.addEventListener("pointerdown",
o=>o.preventDefault()),this.element=l("div",{},this.#n,this.#i),t.setAttribute("aria-controls","completions"),t.setAttribute("aria-autocomplete","list"),t.addEventListener(
"blur",()=>this.close())}look(e){let{value:t,selectionStart:s,selectionEnd:i}=this.#t,o=s===i?js(t,s,e):null;this.#o=e,JSON.stringify(o)!==JSON.stringify(this.#r)&&
(this.#r=o,this.#a=0,this.#h())}close(){this.#r!==null&&(this.#r=null,this.#h())}key(e){if(this.#r===null||e.isComposing)return!1;let t=this.#r.users.length,s={
ArrowDown:1,ArrowUp:t-1}[e.key];if(s!==void 0)this.#a=(this.#a+s)%t,this.#d();else if(e.key==="Enter"&&!e.shiftKey||e.key==="Tab"&&!e.shiftKey)this.#c(this.#r.users[this.#a]);else if(e.
key==="Escape")this.close();else return!1;return e.preventDefault(),e.stopPropagation(),!0}#h(){let e=this.#r?.users??[];this.#n.hidden=e.length===0,this.#n.replaceChildren(
...e.map((t,s)=>this.#l(t,s))),g(this.#i,e.length>0?this.#e.t("mention.offer",{count:e.length}):""),this.#d()}#l(e,t){return l("li",{class:"completion",role:"op\
tion",id:`completion-${t}`,on:{click:()=>this.#c(e)}},j(e),l("span",{class:"person-name",dir:"auto"},e.name),F(e.mark))}#d(){[...this.#n.children].forEach((e,t)=>e.
setAttribute("aria-selected",String(t===this.#a))),this.#r?(this.#t.setAttribute("aria-activedescendant",`completion-${this.#a}`),this.#n.children[this.#a].scrollIntoView(
{block:"nearest"})):this.#t.removeAttribute("aria-activedescendant")}#c(e){let{text:t,caret:s}=Ns(this.#t.value,this.#r,e,this.#o);this.#t.value=t,this.#t.setSelectionRange(
s,s),this.close(),this.#s()}};var vr=8,kr=200,xr=50,lt=class{#e;#t=null;#s=4e3;#i;#n;#o;#r=l("span",{class:"write-count"});#a=l("span",{class:"about-words"});#h=l("span",{class:"about-text",
dir:"auto"});#l;#d;#c=l("p",{class:"silence",hidden:!0});#u=l("span",{class:"write-slow"});#m={count:new B,silence:new B,slow:new B};#p=null;#w=!1;#g=()=>{};#f;constructor(e){
this.#e=e;let{language:t}=e,s=(o,r)=>t.t(o,r);this.#n=l("textarea",{class:"write",id:"write",rows:"1",dir:"auto","aria-label":s("write"),"aria-description":s(G()?
"write.touch":"write.hint"),enterkeyhint:G()?"enter":"send",autocomplete:"off",on:{input:()=>this.#S(),keydown:o=>this.#R(o),click:()=>this.#y(),keyup:({key:o})=>o.
startsWith("Arrow")&&this.#y()}}),this.#o=l("button",{type:"submit",class:"send","aria-label":s("send"),title:s("send")},k("send")),this.#l=l("div",{class:"abou\
t",hidden:!0},this.#a,this.#h,v("close",s("close"),()=>this.#e.roomActions.reply(null))),this.#d=l("div",{class:"write-box"},this.#n,this.#u,this.#r,this.#o),e.
roomActions.addEventListener("restored",({detail:o})=>this.#T(o)),this.#f=new at(e,{area:this.#n,changed:()=>this.#S()});let i=o=>{o.preventDefault(),this.#C()};
this.element=l("form",{class:"composer",novalidate:!0,on:{submit:i}},this.#l,this.#c,this.#f.element,this.#d,Object.values(this.#m).map(({element:o})=>o),l("p",
{class:"write-hint","aria-hidden":"true"},s("write.hint")))}get field(){return this.#n}focus(){this.#n.focus()}render(e,t){if(this.#g(),this.#p=e,this.#s=e.limits.
text??this.#s,this.element.hidden=t===null||t.exclusion!==null,this.element.hidden)return;t.id!==this.#t&&(this.#t=t.id,this.#v(this.#e.storage.draft(t.id)));let{
language:s}=this.#e,i=s.t("write.to",{room:I(s,e,t.id)});this.#n.placeholder!==i&&(this.#n.placeholder=i),this.#b(t),this.#x(t),this.#A()}close(){this.#g()}#b(e){
let{clock:t,language:s}=this.#e,i=ei(e,this.#p.muted),o=i?this.#k(i):"";g(this.#c,o),this.#m.silence.announce(o,i?`${i.why} ${i.until} ${i.reason}`:""),this.#c.
hidden=i===null,this.#d.hidden=i!==null,this.#n.disabled=i!==null;let r=i?0:si(e,t.now());this.#w=r>0;let a=r>0?s.t("write.slow",{left:s.left(r)}):"";g(this.#u,
a),this.#m.slow.announce(a,r>0?String(e.pausedUntil):""),(r>0||i?.until!=null)&&(this.#g=t.after(Math.min(r||1e3,1e3),()=>this.render(this.#p,e)))}#k({why:e,until:t,
reason:s,by:i}){let{language:o,clock:r}=this.#e;if(e==="muted"){let a=H(o,"write.muted",t,r.time());return mi(o,a,{reason:s,by:i})}return o.t({archived:"write.c\
losed",announce:"write.announce",inbox:"write.inbox"}[e]??"error.forbidden")}#x({reply:e}){e?.seq!==this.#i&&(this.#i=e?.seq,e&&this.focus());let t=e?this.#e.language.
t("reply.to",{name:e.user.name}):"";g(this.#a,t),g(this.#h,(e&&D(e))??""),this.#l.hidden=t===""}#y(){let{store:e}=this.#e;this.#f.look(e.room?he(e.room,e.state):
[])}#v(e){this.#f.close(),this.#n.value=e,this.#L()}#T({room:e,text:t}){let s=this.#e.storage.draft(e),i=s.trim()===""?t:`${t}
${s}`;this.#e.storage.setDraft(e,i),this.#v(i),this.#A(),this.focus()}#S(){let{storage:e,roomActions:t}=this.#e;e.setDraft(this.#t,this.#n.value),this.#n.value.
trim()!==""&&t.sendTyping(),this.#L(),this.#A(),this.#y()}#R(e){let{roomActions:t,edits:s}=this.#e;this.#f.key(e)||(fe(e)?(e.preventDefault(),this.#C()):e.key===
"Escape"&&!e.isComposing&&this.#i!==void 0?(e.stopPropagation(),t.reply(null)):e.key==="ArrowUp"&&this.#n.value===""&&s.editLast()&&e.preventDefault())}#C(){let{
roomActions:e,storage:t}=this.#e,s=x(this.#n.value);s.trim()===""||Z(s)>this.#s||this.#n.disabled||this.#w||(t.setDraft(this.#t,""),this.#v(""),e.say(s),this.#A(),
this.focus())}#L(){let e=this.#n.value.split(`
`).length;this.#n.rows=Math.min(Math.max(e,1),vr)}#A(){let{language:e}=this.#e,t=this.#s-Z(x(this.#n.value)),s=t<0?"write.over":t<kr?"write.left":"",i=s&&e.t(s,
{count:Math.abs(t)});g(this.#r,i),this.#m.count.announce(i,s&&`${s} ${t<0?"":Math.ceil(t/xr)}`),this.#r.classList.toggle("is-over",t<0),this.#o.disabled=t<0||this.#n.
disabled||this.#w||this.#n.value.trim()===""}};var ct=class{#e;#t;#s=null;#i=new Map;#n=!1;constructor({attach:e,...t}){this.#e={...t,dialogs:this},this.#t=e}async load(){this.#s??=await import("./all-6YAEXOI2.js")}browseRooms(){
this.#o("BrowseRoomsDialog",e=>e.open())}createRoom(){this.#o("CreateRoomDialog",e=>e.open())}startDirect(){this.#o("FindPersonDialog",e=>e.direct())}inviteTo(e){
this.#o("FindPersonDialog",t=>t.invite(e))}roomSettings(e){this.#o("RoomSettingsDialog",t=>t.open(e))}sanction(e,t,s){this.#o("SanctionDialog",i=>i.open(e,t,s))}report(e,t){
this.#o("ReportDialog",s=>s.open(e,t))}leaveRoom(e){this.#o("LeaveRoomDialog",t=>t.open(e))}moderationQueue(e){this.#o("ModerationQueueDialog",t=>t.open(e))}settings(){
this.#o("SettingsDialog",e=>e.open())}render(e){this.#i.forEach(t=>t.render?.(e))}close(){this.#n=!0,this.#i.forEach(e=>e.close?.())}#o(e,t){if(this.#s!==null){
t(this.#r(e));return}this.load().then(()=>!this.#n&&t(this.#r(e)),()=>this.#e.roomActions.showToast("dialog.missing"))}#r(e){let t=this.#i.get(e);if(t)return t;
let s=new this.#s[e](this.#e);return this.#i.set(e,s),this.#t(s.element),s.render?.(this.#e.store.state),s}};function gn(n){let e=[],t=0;for(let s of Cr.test(n)?n.matchAll(Ar()):[]){let i=Pr(s[0]),o=qr(i);o!==null&&(s.index>t&&e.push({text:n.slice(t,s.index)}),e.push({
text:i,href:o}),t=s.index+i.length)}return t<n.length&&e.push({text:n.slice(t)}),e}var Er="(?<!(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}])[\\p{L\
}\\p{N}_])",Tr='(?:https?:\\/\\/|(?<![.@/-])www\\.)[^\\s<>"“”‘’«»，。；：！？、（）【】《》「」]+',Lr="[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-\
9])?",Sr=`(?<![.%+/@-])[a-z0-9](?:[a-z0-9_%+-]|\\.(?!\\.))*@(?:${Lr}\\.)+[a-z]{2,63}(?![\\p{L}\\p{N}_@]|[.:][\\p{L}\\p{N}/])`,Ar=q(()=>new RegExp(`${Er}(?:${Tr}\
|${Sr})`,"giu")),Cr=/:\/\/|www\.|@/i,pn=/^https?:/i,Rr=/^www\.[\p{L}\p{N}][^./]*\.[^./]/iu,_r=/[.,;:!?'*_~]$/,Mr={")":"(","]":"[","}":"{"};function Pr(n){let e=n;
for(;;){let t=e.at(-1),s=Mr[t];if(!(s&&fn(e,s)<fn(e,t))&&!_r.test(e))return e;e=e.slice(0,-1)}}function fn(n,e){return n.split(e).length-1}function qr(n){if(!pn.
test(n)&&!Rr.test(n))return n.includes("@")&&!/^www\./i.test(n)?`mailto:${n}`:null;try{let e=new URL(pn.test(n)?n:`https://${n}`);return(e.protocol==="http:"||e.
protocol==="https:")&&e.username===""&&e.password===""?e.href:null}catch{return null}}function ht(n,{here:e,plain:t=s=>[s]}){return gn(n).flatMap(s=>{if(!s.href)return t(s.text);let o=s.href.split("#")[0]===e||s.href.startsWith("mailto:")?{}:{target:"\
_blank",rel:"noopener noreferrer nofollow"};return l("a",{href:s.href,dir:"ltr",...o},s.text)})}var Or={invite:"invite",settings:"gear",reports:"flag",sanctions:"ban",audit:"list",resign:"exit"},Ir={invite:"room.invite",settings:"room.settings",reports:"qu\
eue.reports",sanctions:"queue.sanctions",audit:"queue.audit",resign:"room.resign"},dt=class{#e;#t=l("span",{class:"title-sign"});#s=l("span",{class:"title-words",
dir:"auto"});#i=l("p",{class:"room-topic",dir:"auto"});#n=l("span",{class:"waiting-count"});#o=null;#r=null;constructor(e){this.#e=e;let{language:t}=e,s={class:"\
room-more","aria-haspopup":"menu"};this.heading=l("h1",{class:"room-title",tabindex:"-1"},this.#t,this.#s),this.words=l("div",{class:"room-words"},this.heading,
this.#i),this.queueButton=v("shield",t.t("queue"),()=>this.#l(),{class:"desk-open"}),this.queueButton.append(this.#n),this.more=v("more",t.t("room.menu"),({currentTarget:i})=>this.#d(
i),s)}render(e,t){let{language:s}=this.#e;this.#r=t;let i=t&&Dt(e,t.id);if(g(this.#s,i?se(s,i):"chatd"),this.#h(t?.topic??""),this.#o!==i?.kind){this.#o=i?.kind??
null;let o=this.#o===null||this.#o==="public";this.#t.replaceChildren(...o?[]:[pe(s,this.#o)])}this.more.hidden=!t?.joined,this.#a(e,t)}#a(e,t){let s=qt(t,e),i=s.
includes("reports")?bs(e,t):0,o=this.#e.language.t(i>0?"queue.waiting":"queue",{count:i});this.queueButton.hidden=s.length===0,this.queueButton.classList.toggle(
"has-waiting",i>0),this.queueButton.title!==o&&(this.queueButton.title=o,this.queueButton.setAttribute("aria-label",o)),g(this.#n,i>0?i>99?"99+":String(i):"")}#h(e){
if(e!==this.words.title){this.words.title=e;let t=this.#e.browser.address({room:""}).split("#")[0];this.#i.replaceChildren(...ht(e,{here:t}))}}#l(){this.#e.dialogs.
moderationQueue(qt(this.#r,this.#e.store.state)[0])}#d(e){let{language:t,menu:s,store:i,roomActions:o,browser:r,dialogs:a}=this.#e,c=this.#r,h=async()=>{await r.
copy(r.address({room:c.id}))&&o.showToast("copied")},d={invite:()=>a.inviteTo(c.id),settings:()=>a.roomSettings(i.state.rooms[c.id]??c),resign:()=>a.leaveRoom(c.
id)},u=ys(c,i.state).map(y=>({label:t.t(Ir[y]),icon:Or[y],act:d[y]??(()=>a.moderationQueue(y)),danger:y==="resign"})),m=u.filter(({danger:y})=>y),p=u.filter(({danger:y})=>!y),
f={label:t.t("room.link"),icon:"link",act:h},b=se(t,Dt(i.state,c.id));s.open(e,b,[...p,f,...m.length>0?[null,...m]:[]])}};var jr=250,ut=8,mt=class{#e;#t=l("p",{class:"menu-title",dir:"auto"});#s=l("div",{class:"menu-items",role:"menu"});#i=null;#n=null;#o=-1/0;constructor({clock:e}){
this.#e=e,this.element=l("div",{class:"menu",popover:"auto",on:{keydown:t=>this.#h(t),toggle:({newState:t})=>t==="closed"&&this.#l()}},this.#t,this.#s)}open(e,t,s,{
home:i=null}={}){e===this.#i&&this.#e.now()-this.#o<jr||(this.#i=e,this.#n=i,this.#t.textContent=t,this.#s.setAttribute("aria-label",t),this.#s.replaceChildren(
...s.map(o=>this.#r(o))),e.setAttribute("aria-expanded","true"),e.closest("main, aside")?.append(this.element),this.element.showPopover(),this.#a(e.getBoundingClientRect()),
this.#s.querySelector("button")?.focus())}close(){this.element.matches(":popover-open")&&this.element.hidePopover()}#r(e){if(e===null)return l("hr",{role:"separ\
ator"});let t=()=>{this.close(),this.#d(),e.act()},s={type:"button",role:"menuitem",class:`menu-item${e.danger?" danger":""}`};return l("button",{...s,on:{click:t}},
e.icon&&k(e.icon),l("span",{},e.label))}#a({top:e,bottom:t,right:s}){let{clientWidth:i,clientHeight:o}=document.documentElement,{offsetWidth:r,offsetHeight:a}=this.
element,c=Math.max(Math.min(s,i-ut)-r,ut),h=t+4,d=h+a>o-ut?Math.max(e-a-4,ut):h;this.element.style.setProperty("--left",`${c}px`),this.element.style.setProperty(
"--top",`${d}px`)}#h(e){!$(e,this.#s.querySelectorAll("button"))&&e.key==="Tab"&&(e.preventDefault(),this.close())}#l(){this.#o=this.#e.now(),this.#i.removeAttribute(
"aria-expanded"),this.#d()}#d(){let e=document.activeElement;!this.#i.isConnected&&(e===null||e===document.body||this.element.contains(e))&&this.#n?.focus({preventScroll:!0})}};var Nr=6e3,$r=3,pt=class{#e;#t=new Set;#s=({detail:e})=>this.#i(e);constructor(e){this.#e=e,this.element=l("div",{class:"notices",role:"status","aria-atomic":"f\
alse"}),e.roomActions.addEventListener("toast",this.#s)}render(){}close(){this.#e.roomActions.removeEventListener("toast",this.#s),this.#t.forEach(e=>e())}#i({name:e,
values:{error:t,id:s,...i}}){let{language:o,clock:r,store:a,returnFocus:c}=this.#e,h=t?M(o,t):void 0,d=s===void 0?i.room:I(o,a.state,s),u=t&&e.startsWith("error\
.")?h:o.t(e,{...i,room:d,reason:h}),m=()=>{},p=()=>{m(),this.#t.delete(m)},f=()=>{p(),A.remove()},b=()=>{f(),c()},y=()=>{p(),m=r.after(Nr,f),this.#t.add(m)},S=()=>A.
matches(":hover")||A.contains(document.activeElement),A=l("div",{class:"notice",on:{pointerenter:p,pointerleave:()=>S()||y(),focusin:p,focusout:({relatedTarget:C})=>A.
contains(C)||A.matches(":hover")||y()}},l("p",{},u),v("close",o.t("close"),b));for(this.element.append(A);this.element.children.length>$r;)this.element.firstChild.
remove();y()}};var ft={direct:"wave",invite:"invite",mute:"mute",kick:"kick",ban:"ban",unmute:"unmute",unban:"unmute"},Dr=new Set(["mute","kick","ban"]);function gt(n,e,t){let{
language:s,store:i}=n,o=ws(e,t,i.state).map(h=>Br(n,h,e,t)),r=[...o.filter(h=>!wn(h)),...Fr(n,e),...o.filter(wn)],a=r.findIndex(({danger:h})=>h);return(a>0?[...r.
slice(0,a),null,...r.slice(a)]:r).map(h=>h&&{...h,label:s.t(h.label)})}function Br({members:n,moderation:e,dialogs:t,roomActions:s,returnFocus:i},o,r,a){let c=u=>u.
catch(m=>s.showError(m));if(o.startsWith("role.")){let u=o.slice(5),m=u==="none"?null:u,p=()=>n.setRole(a.id,r,m);return{label:`role.give.${u}`,icon:"star",act:p}}
let h=()=>c(n.openDirect(r).then(i)),d=u=>c(e.lift({kind:u,subject:r.id,name:r.name,room:a.id}));switch(o){case"direct":return{label:"person.direct",icon:ft.direct,
act:h};case"invite":return{label:"person.invite",icon:ft.invite,act:()=>c(n.invite(a.id,r))};case"unmute":case"unban":return{label:`act.${o}`,icon:ft[o],act:()=>d(
o.slice(2))};default:{let u=()=>t.sanction(o,r,a);return{label:`act.${o}`,icon:ft[o],act:u,danger:Dr.has(o)}}}}var wn=({danger:n})=>n;function Fr({ignoreList:n,
store:e},t){let{me:s,ignored:i,unsupported:o}=e.state;return!t.id||t.id===s?.id||o.includes("ignore")?[]:t.id in i?[{label:"unignore",icon:"eye",act:()=>n.unignore(
t)}]:[{label:"ignore",icon:"hide",act:()=>n.ignore(t)}]}function ns(n,{entry:e,own:t},s){let{language:i,dialogs:o}=n;if(t||e.seq==null)return[];let r=O(s,"repor\
t")&&!e.deleted,a={label:i.t("report"),icon:"flag",act:()=>o.report(s.id,e)},c=gt(n,e.user,s);return[...r?[a]:[],...r&&c.length>0?[null]:[],...c]}var wt=class{#e;#t;#s;#i;#n=l("p",{class:"side-none"});#o;#r;#a=[];#h={};#l=null;#d=null;constructor(e){this.#e=e;let{language:t,dialogs:s}=e,i=h=>t.t(h);this.#t=
l("h2",{class:"side-title"},i("people"));let o=()=>s.inviteTo(this.#l.id);this.#s=v("invite",i("room.invite"),o,{class:"side-add",hidden:!0});let r=h=>this.#g(h),
a=()=>new X(e,l("ul",{class:"people-list"}),{draw:r,id:Ur,state:h=>this.#u(h)});[this.#i,this.#o]=[a(),a()],this.#r=l("section",{hidden:!0},l("h2",{class:"peopl\
e-away"},i("people.away")),this.#o.element,this.#o.more);let c=l("div",{class:"side-scroll"},this.#i.element,this.#i.more,this.#n,this.#r);c.addEventListener("k\
eydown",h=>$(h,c.querySelectorAll("button.person"))),this.element=l("div",{class:"side-inside"},l("div",{class:"side-head"},this.#t,this.#s,v("close",i("close"),
e.close,{class:"narrow-only"})),c)}render(e,t){let{me:s,account:i,nameMarks:o}=e;t?.id!==this.#l?.id&&(this.#i.reset(),this.#o.reset()),this.#l=t;let r=t?.kind===
"direct"?sn(e,t):null,a=[s,i,o,t?.id,t?.people,t?.count,t?.members,t?.sanctions,t?.can,t?.joined,r?.map(({user:p,online:f})=>`${p.id} ${f}`).join()];if(a.every(
(p,f)=>p===this.#a[f])&&this.#a.length>0)return;this.#a=a,this.#h=o;let{language:c}=this.#e,{here:h,away:d}=r?{here:r,away:[]}:t?Vt(t,s):{here:[],away:[]},u=(t?.
count??0)-h.length,m=t?.joined&&!r&&t.kind!=="inbox";g(this.#t,m?c.t("people.here",{count:t.count}):c.t("people")),g(this.#n,u>0&&h.length>0?c.t("people.more",{
count:u}):""),this.#s.hidden=!O(t,"invite"),this.#d=s,this.#c(this.#i,h),this.#c(this.#o,d),this.#r.hidden=d.length===0}#c(e,t){let{element:s}=e,i=s.contains(document.
activeElement)?document.activeElement.dataset.user:null;e.show(t),i&&!s.contains(document.activeElement)&&s.querySelector(`[data-user="${CSS.escape(i)}"]`)?.focus()}#u({
user:e,role:t,invited:s,online:i=!1}){let o=[this.#h[e.id],this.#m(e),this.#p(e),this.#w(e)];return JSON.stringify([e,t,s,i,...o])}#m(e){return this.#l.sanctions?.
some(t=>t.kind==="mute"&&t.user===e.id)??!1}#p(e){return e.id===this.#d?.id}#w(e){return gt(this.#e,e,this.#l).length>0}#g({user:e,role:t,invited:s,online:i}){let{
language:o,menu:r}=this.#e,a=f=>o.t(f),c=[Zt(t)&&l("span",{class:`badge is-${t}`},a(`role.${t}`)),s&&l("span",{class:"badge"},a("role.invited")),i&&l("span",{class:"\
badge is-online"},a("people.online")),this.#m(e)&&l("span",{class:"badge is-bound"},a("role.muted"))].filter(Boolean),h=[j(e),l("span",{class:"person-name",dir:"\
auto",title:e.name},e.name||a("nobody")),F(this.#h[e.id]),this.#p(e)&&l("span",{class:Zt(t)?"visually-hidden":"person-you"},a("you")),c.length>0&&l("span",{class:"\
badges"},c)];if(!this.#w(e))return l("li",{class:"person"},h);let d=o.t("person.menu",{name:e.name}),m={on:{click:({currentTarget:f})=>r.open(f,e.name,gt(this.#e,
e,this.#l))}},p={type:"button",class:"person","aria-haspopup":"menu",title:d,data:{user:e.id},...m};return l("li",{},l("button",p,h))}};function Ur({user:n}){return n.
id}var Wr=100,yt=class{#e;#t={};#s;#i;#n;#o;#r=l("p",{class:"complaint",id:"room-complaint",role:"alert"});#a=l("span",{class:"me-name",dir:"auto"});#h=l("span",{class:"\
me-face"});#l=null;#d=null;constructor(e){this.#e=e;let{language:t,dialogs:s,close:i}=e,o=(m,p)=>t.t(m,p);this.#s=l("p",{class:"side-none"},o("rooms.none")),this.#i=
v("plus",o("create.title"),()=>s.createRoom(),{class:"side-add add-room"}),this.#n=v("list",o("browse.title"),()=>s.browseRooms(),{class:"side-add browse-rooms",
hidden:!0});let r=l("span",{class:"side-adds"},this.#n,this.#i),a=v("plus",o("direct.title"),()=>s.startDirect(),{class:"side-add"});this.#t={invitations:this.#c(
o("rooms.invitations")),open:this.#c(o("rooms"),r),hidden:this.#c(o("rooms.private")),directs:this.#c(o("rooms.direct"),a),elsewhere:this.#c(o("rooms.others"))},
this.#o=l("input",{class:"field small",id:"room-name",type:"text",dir:"auto",autocomplete:"off",autocapitalize:"none",spellcheck:"false",placeholder:o("rooms.pl\
aceholder"),"aria-label":o("rooms.join"),"aria-describedby":"room-complaint",enterkeyhint:"go",on:{input:()=>g(this.#r,"")}});let c=l("form",{class:"room-join",
novalidate:!0,on:{submit:m=>this.#k(m)}},this.#o,l("button",{type:"submit",class:"icon-button","aria-label":o("rooms.join"),title:o("rooms.join")},k("plus"))),h=l(
"button",{type:"button",class:"me",title:o("me.settings"),on:{click:()=>s.settings()}},this.#h,this.#a,l("span",{class:"visually-hidden"},o("me.settings")),k("g\
ear")),d=Object.values(this.#t).map(({section:m})=>m);this.#t.open.section.append(this.#s);let u=l("nav",{class:"side-scroll","aria-label":o("rooms")},d);u.addEventListener(
"keydown",m=>$(m,u.querySelectorAll(".room-open"))),this.element=l("div",{class:"side-inside"},l("div",{class:"brand"},l("span",{class:"brand-mark"},k("wave")),
l("span",{class:"brand-name"},"chatd"),Q(e),v("close",o("close"),i,{class:"narrow-only"})),u,c,this.#r,l("div",{class:"side-foot"},h))}render(e,t){let{me:s}=e,i=this.#l;
this.#l=e;let o=r=>i[r]===e[r];if(i===null||!["active","account","reports"].every(o)||!ui(i,e)){let r={find:z(e,"find_rooms"),create:z(e,"create_room"),direct:z(
e,"create_direct")};this.#u(di(e),e,r)}s!==this.#d&&(this.#d=s,g(this.#a,s?.name??""),this.#h.replaceChildren(...s?[j(s)]:[]))}#c(e,t=null){let s=new X(this.#e,
l("ul",{class:"room-list"}),{draw:o=>this.#p(o),id:({place:o})=>o.id,state:JSON.stringify}),i=l("div",{class:"side-head"},l("h2",{class:"side-title"},e),t);return{
list:s,add:t,section:l("section",{class:"room-group"},i,s.element,s.more)}}#u(e,{active:t,reports:s},i){let o=this.element.contains(document.activeElement)?document.
activeElement.closest(".room-row"):null,r=[...this.element.querySelectorAll(".room-row")].indexOf(o),a=document.activeElement?.dataset.room!==void 0;for(let[c,{
section:h,list:d}]of Object.entries(this.#t)){h.hidden=e[c].length===0&&c!=="open"&&!(c==="directs"&&i.direct);let u=e[c].map(p=>({place:p,active:p.id===t,reports:s[p.
id]})),m=new Set(u.filter(({place:p})=>p.unread>0).slice(0,Wr));d.show(u,{always:p=>p.active||m.has(p)})}this.#i.hidden=!i.create,this.#n.hidden=!i.find,this.#t.
directs.add.hidden=!i.direct,this.#s.hidden=e.open.length+e.hidden.length+e.directs.length>0,o&&!o.contains(document.activeElement)&&this.#m(o.querySelector("[d\
ata-room]").dataset.room,{at:r,opens:a})}#m(e,{at:t,opens:s}){let i=this.element.querySelector(`[data-room="${CSS.escape(e)}"]`)?.closest(".room-row"),o=this.element.
querySelectorAll(".room-row");((i??o[Math.min(t,o.length-1)])?.querySelector(s||!i?".room-open":"button:not(.room-open)")??this.#o).focus()}#p({place:e,active:t,
reports:s=0}){let{id:i,kind:o,other:r,unread:a,mentions:c,joined:h,invited:d,exclusion:u}=e,{roomActions:m,language:p,returnFocus:f}=this.#e,b=se(p,e).replace(/^#/,
""),y=()=>{m.open(i),f()},S=!h&&!i.startsWith("~"),N=["room-row",t&&"is-active",a>0&&!d&&"is-unread",S&&"is-elsewhere"],A=l("span",{class:"room-name",dir:"auto"},
b,d&&this.#w(e)),C=r?j(r):pe(p,o??(i.startsWith("~")?"private":"public")),V={class:`room-open${u?" is-barred":""}`,title:u?p.t("rooms.barred"):null};return l("l\
i",{class:N.filter(Boolean).join(" ")},l("button",{type:"button",...V,data:{room:i},"aria-current":t?"page":null,on:{click:y}},C,A,s>0&&this.#b(s),a>0&&!d&&this.#f(
a,c)),this.#g(e,b,y))}#w({by:e}){return e&&l("span",{class:"room-by",dir:"auto"},this.#e.language.t("invited.by",{name:e.name}))}#g({id:e,joined:t,invited:s,offered:i},o,r){
let{roomActions:a,members:c,language:h}=this.#e,d=p=>h.t(p,{room:o});if(s||i){let[p,f]=i?[()=>c.acceptRole(e),()=>c.declineRole(e)]:[r,()=>c.declineInvitation(e)];
return l("span",{class:"room-answers"},v("check",d("invited.accept"),p,{class:"room-accept"}),v("close",d("invited.decline"),f))}let u=p=>{p.stopPropagation(),t?
a.leave(e):a.hide(e)},m=e.startsWith("~")?"rooms.put":t?"rooms.leave":"rooms.hide";return v("close",d(m),u,{class:"room-leave"})}#f(e,t){let s=t||e,i=this.#e.language.
t(t>0?"pill.called":"pill.unread",{count:s}),o={class:`unread-count${t>0?" is-call":""}`,role:"img","aria-label":i,title:i};return l("span",o,os({unread:e,mentions:t}))}#b(e){
let t=this.#e.language.t("queue.waiting",{count:e});return l("span",{class:"room-flag",role:"img","aria-label":t,title:t},k("flag"))}#k(e){e.preventDefault();let{
roomActions:t,language:s,returnFocus:i}=this.#e,o=this.#o.value.trim().replace(/^#/,"");if(o==="")return;let r=t.roomNameProblem(o);g(this.#r,r?s.t(r.name,r.values):
""),this.#o.setAttribute("aria-invalid",String(r!==null)),r===null&&(this.#o.value="",t.open(o),i())}};function os({unread:n,mentions:e},t=99){let s=e||n;return(e>
0?"@":"")+(s>t?`${t}+`:String(s))}var oe="\\u0e01-\\u0eff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u1950-\\u19ff\\u1a20-\\u1aaf\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035\\u3038-\\u303c\\u3040-\\u\
30ff\\u3100-\\u318f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua960-\\ua97f\\ua9e0-\\ua9ff\\uaa60-\\uaadf\\uac00-\\ud7ff\\uf900-\\ufaff\\u{1b000}-\\u{1b16f}\\u{2000\
0}-\\u{3ffff}",yn="\\u17d2\\u1039\\u1a60",vn="\\u{1f1e6}-\\u{1f1ff}",Yr=`[${vn}]{1,2}|[${oe}](?:[${yn}][${oe}]|(?![${yn}])\\p{M})*`,Kr=`(?:(?![${oe}${vn}])[^\\s.\
])+`,zr=`\\.(?=(?![${oe}])[\\p{L}\\p{N}])`,Hr=q(()=>new RegExp(`${Yr}|${Kr}|${zr}`,"gu")),Gr=q(()=>new RegExp(`^[${oe}]`,"u")),Xr=q(()=>/^[\u1100-\u11ff\u2e80-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ufaff\u{1b000}-\u{3ffff}]/u),
Jr=q(()=>new RegExp("(?:[\\u1100-\\u1112][\\u1161-\\u1175][\\u11a8-\\u11c2]?|\\P{M})[\\p{M}\\p{Emoji_Modifier}\\uff9e\\uff9f]*|\\p{M}","gsu")),Qr=q(()=>/[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]/u),
bn=q(()=>new RegExp("(?=[\\p{Mn}\\p{Me}])[\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed\\u08ca-\\u08ff\\u1ab0-\\u1aff\\u1dc0-\\u1\
dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]","gu")),Vr=/[\u0400-\u052f]/,Zr={ё:"е",ѐ:"е",ѝ:"и"},ea={ø:"o",đ:"d",ð:"d",ł:"l",ħ:"h",ŧ:"t",ŋ:"n",ı:"i",þ:"th",
æ:"ae",œ:"oe",ٱ:"ا",ى:"ي",ی:"ي",ک:"ك",ة:"ه",ہ:"ه",ۃ:"ه",ە:"ه",ـ:""},ta=/([\u0915-\u0917\u091c\u092b])\u093c/g,sa=/\u0919\u094d(?=[\u0915-\u0918])|\u091e\u094d(?=[\u091a-\u091d])|\u0923\u094d(?=[\u091f-\u0922])|\u0928\u094d(?=[\u0924-\u0927])|\u092e\u094d(?=[\u092a-\u092d])|\u0901/g,
ia=q(()=>/[\p{L}\p{M}\p{N}.\u{1f1e6}-\u{1f1ff}]/u),na=q(()=>new RegExp("[#@&%_/\\\\]|(?!\\p{Sk})[\\p{S}\\p{Cn}\\p{Co}]","u"));function kn(n){let e="",t=[],s=[];
for(let{0:i,index:o}of n.matchAll(Jr()))for(let r of i.normalize("NFKC").replace(ta,"$1")){let a=la(r);e+=a;for(let c=0;c<a.length;c+=1)t.push(o),s.push(o+i.length)}
return e=e.replace(sa,i=>"ं".padEnd(i.length,"\0")),[...e.matchAll(Hr())].map(({0:i,index:o})=>ra(i,t[o],s,o))}function xn(n){let t=n.split(/\s+/u).filter(Boolean).
slice(0,32).map(s=>kn(s).map(i=>i.word));return{phrases:t.filter(s=>s.length>0),prefix:!/\s$/u.test(n)&&aa(t.at(-1)??[])}}function En(n,{phrases:e,prefix:t}){let s=[],
i=kn(n);for(let o of e){let r=t&&o===e.at(-1);for(let a=0;a+o.length<=i.length;a+=1)if(o.every((c,h)=>oa(i[a+h].word,c,r&&h===o.length-1))){let c=o.length-1;s.push(
[i[a].from,i[a+c].ends[o[c].length-1]])}}return s}function oa(n,e,t){return t?n.startsWith(e):n===e}function ra(n,e,t,s){let i=[...Array(n.length).keys()].filter(
o=>n[o]!=="\0");return{word:i.map(o=>n[o]).join(""),from:e,ends:i.map(o=>t[s+o])}}function aa(n){let e=n.at(-1)??"";return Xr().test(e)||!/^[\p{L}\p{M}\p{N}]/u.
test(e)?!1:n.length>1||[...e].length>1||Gr().test(e)}function la(n){return Qr().test(n)?"":[...ca(n)].map(da).join("")}function ca(n){if(Vr.test(n)){let t=n.toLowerCase();
return t.replace(bn(),"")&&(Zr[t]??t)}return new RegExp("\\p{Nd}","u").test(n)?String(ha(n.codePointAt(0))):[...n.normalize("NFKD").replace(bn(),"").toUpperCase().
toLowerCase()].map(t=>ea[t]??t).join("").normalize("NFC")}function ha(n){let e=n;for(;new RegExp("\\p{Nd}","u").test(String.fromCodePoint(e-1));)e-=1;return(n-e)%
10}function da(n){return ia().test(n)?n:na().test(n)?` ${n} `:" "}var ua=60,Tn=180;function Ln(n,e){let t=new Uint8Array(n.length);for(let[s,i]of En(n,xn(e)))t.fill(1,s,i);return ma(n,t)}function Sn(n,e){let t=Ln(n,e);if(n.length<=
Tn)return t;let s=Math.max(0,t.findIndex(({hit:h})=>h)),i=t.slice(0,s).map(h=>h.text).join(""),o=Pt(n,Math.max(0,i.length-ua)),r=Pt(n,Math.min(n.length,o+Tn)),a=Ln(
n.slice(o,r),e),c=h=>h?[{text:"…",hit:!1}]:[];return[...c(o>0),...a,...c(r<n.length)]}function ma(n,e){let t=[];for(let s=0,i=0;s<n.length;s=i){for(;i<n.length&&
e[i]===e[s];)i+=1;t.push({text:n.slice(s,i),hit:e[s]===1})}return t}var bt=class{#e;#t;#s=l("p",{class:"search-status",role:"status"});#i;#n;#o;#r=null;#a="";#h=null;#l={};#d=!1;constructor(e){this.#e=e;let{language:t,search:s}=e,
i=r=>t.t(r);this.#t=l("input",{class:"field small",id:"search",type:"search",dir:"auto",autocomplete:"off",placeholder:i("search.placeholder"),"aria-label":i("s\
earch"),enterkeyhint:"search",on:{input:r=>this.#p(r),compositionend:r=>this.#p(r)}}),this.#i=new X(e,l("ol",{class:"search-list"}),{draw:r=>this.#m(r),id:({seq:r})=>r});
let o={type:"button",class:"button quiet search-more",on:{click:()=>s.loadMore()}};this.#n=l("button",o,i("search.more")),this.#o=l("div",{class:"side-scroll"},
this.#i.element,this.#i.more,this.#n),this.element=l("section",{class:"search",role:"search","aria-label":i("search"),on:{keydown:r=>this.#w(r)}},l("div",{class:"\
search-head"},k("search"),this.#t,v("close",i("close"),()=>this.#g())),this.#s,this.#o)}open(){this.element.hidden&&(this.#t.value="",this.element.hidden=!1),this.#t.
focus(),this.#t.select()}render({me:e,nameMarks:t},s){let i=s?.search??null,o=i!==null&&!this.#d;this.#d=i!==null;let r=t!==this.#l;i===null||i===this.#r&&!r||(o&&
this.#t.value===""&&(this.#t.value=i.text),r&&(this.#l=t,this.#i.show([])),(this.#r?.results!==i.results||r)&&(this.#h=e,this.#u(i)),i.results.length===0&&(this.#o.
scrollTop=0),this.#r=i,g(this.#s,this.#c(i)),this.#s.classList.toggle("is-failed",i.state==="failed"),this.#n.hidden=!i.more||this.#i.rest>0,this.#n.disabled=i.
state==="busy")}#c({text:e,results:t,more:s,state:i,error:o}){let{language:r}=this.#e,a=t.length;switch(i){case"idle":return r.t("search.hint");case"busy":return r.
t("search.busy");case"failed":return M(r,o);default:return a===0?r.t("search.none",{text:e.trim()}):r.t(s?"search.first":"search.found",{count:a})}}#u({text:e,results:t}){
e!==this.#a&&(this.#a=e,this.#i.reset()),this.#i.show(t)}#m({seq:e,user:t,time:s,text:i}){let{language:o,history:r,store:a,resultOpened:c}=this.#e,h=()=>{r.jump(
a.state.active,e),c()},d=Sn(i,this.#a).map(p=>p.hit?l("mark",{},p.text):p.text),u={class:"time",datetime:new Date(s).toISOString(),title:o.exact(s)},m=t.id===this.#h?.
id?o.t("you.name"):t.name;return l("li",{},l("button",{type:"button",class:"search-result",data:{found:String(e)},on:{click:h}},j(t),l("span",{class:"search-by"},
l("span",{class:"author",dir:"auto"},m),F(this.#l[t.id]),l("time",u,o.when(s,Date.now()))),l("span",{class:"search-text",dir:"auto"},d)))}#p(e){let t=this.#e.browser.
languages().some(s=>/^(zh|ja)\b/.test(s));(!e.isComposing||!t)&&this.#e.search.query(this.#t.value)}#w(e){e.key==="Escape"&&!e.isComposing?(e.stopPropagation(),
this.#g()):e.target===this.#t&&fi(e)?(e.preventDefault(),this.#e.search.query(this.#t.value,{now:!0})):(e.target!==this.#t||e.key==="ArrowDown")&&$(e,this.#i.element.
querySelectorAll(".search-result"))}#g(){this.#e.search.close(),this.#e.returnFocus()}};var pa=5*6e4;function An(n,{me:e,dayKey:t,ignored:s={},nameMarks:i={}}){let o=[],r=null,a=n.divider===null||n.from>n.divider+1,c=new Map(n.entries.map(f=>[f.seq,
f])),h=f=>f==null?null:c.get(f)??n.quotes[f],d=n.gap===null||n.gap.before===null,u=f=>{o.push(f),f.kind!=="message"&&f.kind!=="pending"&&(r=null)};!n.older&&n.first<=
1&&n.from<=1&&n.joined&&n.entries.length>0&&d&&u({id:"start",kind:"start"});let m=null,p=new Set;for(let f of n.entries){!d&&f.seq>=n.gap.before&&(d=!0,u({id:"g\
ap",kind:"gap",reason:n.gap.reason}));let b=t(f.time);b!==m&&(m=b,u({id:p.has(b)?`d${b}.${de(f)}`:`d${b}`,kind:"day",time:f.time}),p.add(b));let y=f.user.id!==e?.
id&&!(f.user.id in s);if(!a&&f.seq>n.divider&&y&&(a=!0,u({id:"divider",kind:"divider",missed:n.missed,approximate:n.approximate})),W(f,{ignored:s,revealed:n.revealed})){
u(fa(f,o));continue}let S=h(f.reply_to),N=!!(S&&W(S,{ignored:s,revealed:n.revealed})),A=i[f.user.id],C=S?i[S.user.id]:void 0;u({...ga(f,r,e),mark:A,quotedMark:C,
mentionsMe:ue(f,n,{me:e}),quoted:S,veiled:N}),r=f}if((!d||n.gap?.before===null)&&u({id:"gap",kind:"gap",reason:n.gap.reason}),n.to<n.head)return o;for(let f of n.
pending){let b={...f,user:e??{id:"",name:""}},y=!Cn(r,b);u({id:`k${f.key}`,kind:"pending",entry:b,lead:y,own:!0,quoted:h(b.reply_to)}),r=b}return o}function fa(n,e){
let t=e.at(-1)?.kind==="hidden"?e.pop():{id:`h${de(n)}`,seqs:[]};return{...t,kind:"hidden",seqs:[...t.seqs,de(n)]}}function ga(n,e,t){let s=n.user.id===t?.id;return{
id:s&&n.key?`k${n.key}`:`m${n.seq??`${n.user.id}.${n.time}.${n.key}`}`,kind:"message",entry:n,lead:!Cn(e,n),own:s}}function Cn(n,e){return n!==null&&n.user.id===
e.user.id&&n.user.name===e.user.name&&Math.abs(e.time-n.time)<pa&&e.reply_to==null}function wa({entry:n,own:e},{can:t},s=[]){let i=r=>t?.includes(r)??!1,o=r=>!s.includes(r);return n.seq==null||n.deleted?n.deleted?[]:["copy.text"]:[i("say")&&"r\
eply","copy.text","copy.link",e&&i("edit_own")&&o("edit")&&"edit",(e&&i("delete_own")||i("delete_any"))&&o("delete")&&"delete"].filter(Boolean)}var ya={reply:"r\
eply","copy.text":"copy","copy.link":"link",edit:"edit",delete:"delete",more:"more"},vt=class{#e;#t=null;constructor(e){this.#e=e;let t=i=>gi(i,this.element.children),
s=e.language.t("more");this.element=l("div",{class:"actions",role:"toolbar","aria-label":s,on:{keydown:t}})}attach(e,t,s){if(e===this.#t)return;this.detach(),this.#t=
e;let i=t?.kind==="message",o=i&&ns(this.#e,t,s).length>0,r=i?wa(t,s,this.#e.store.state.unsupported):[],a=o?[...r,"more"]:r;if(a.length>0){let{language:c,clock:h}=this.#e,
d=u=>v(ya[u],c.t(u),()=>this.#s(u,t,s));this.element.replaceChildren(...a.map(d)),e.append(this.element),e.classList.add("has-actions"),this.element.inert=!0,h.
after(0,()=>this.element.inert=!1)}}detach(){this.#t?.classList.remove("has-actions"),this.#t=null,this.element.remove()}async#s(e,t,s){let{roomActions:i,edits:o,
browser:r}=this.#e,{entry:a}=t;if(e==="more")this.#i(t,s);else if(e==="reply")i.reply(a);else if(e==="edit")this.detach(),o.setEditing(a);else if(e==="delete")this.
detach(),o.setDeleting(a);else{let c=e==="copy.text"?D(a):r.address({room:s.id,seq:a.seq});await r.copy(c)&&i.showToast("copied")}}#i(e,t){let{menu:s,language:i}=this.#e,
o=e.entry.user.name||i.t("nobody"),r=this.#e.store.state.rooms[t.id]??t;s.open(this.element.lastChild,o,ns(this.#e,e,r),{home:this.#t})}};var Rn=3,kt=class{#e;#t=null;#s=null;constructor({language:e}){this.#e=e,this.element=l("div",{class:"visually-hidden","aria-live":"polite","aria-atomic":"false"})}render(e,{
me:t,ignored:s}){let i=e?.entries.at(-1),o=e?.joined?i?.seq??i?.time??0:null,r=e&&`${e.id}/${e.epoch}`;if(r!==this.#t||this.#s===null||o===null){this.#t=r,this.#s=
o;return}let a=h=>h.user.id!==t?.id&&!W(h,{ignored:s}),c=e.entries.filter(h=>(h.seq??h.time)>this.#s&&a(h));this.#s=Math.max(o,this.#s);for(let{user:h,text:d,time:u}of c.
slice(-Rn)){let m={name:h.name,time:this.#e.clock(u),text:d??""};this.element.append(l("p",{},this.#e.t("message.label",m)))}for(;this.element.children.length>Rn;)
this.element.firstChild.remove()}};var ba=12,xt=class{#e;#t;#s;#i=l("p",{class:"complaint",role:"alert"});#n=null;#o=null;constructor(e){this.#e=e;let{language:t,edits:s}=e,i=a=>t.t(a);this.#t=l(
"textarea",{class:"edit-field",rows:"1",dir:"auto","aria-label":i("edit.on"),"aria-description":i(G()?"edit.touch":"edit.hint"),autocomplete:"off",enterkeyhint:G()?
"enter":"done",on:{input:()=>this.#h(),keydown:a=>this.#l(a)}}),this.#s=l("button",{type:"submit",class:"button quiet"},i("me.save"));let o={type:"button",class:"\
button quiet",on:{click:()=>this.#d()}},r=a=>{a.preventDefault(),s.save()};this.element=l("form",{class:"edit",novalidate:!0,on:{submit:r}},this.#t,this.#i,l("p",
{class:"edit-buttons"},l("span",{class:"edit-hint","aria-hidden":"true"},i("edit.hint")),l("button",o,i("cancel")),this.#s))}render(e,{find:t,reveal:s,held:i}){
let o=e?.editing??null,r=o&&t(o.seq),a=r&&o.seq!==this.#n;(r!==this.#o||r&&!r.contains(this.element))&&this.#r(r,!a&&this.#n!==null&&this.element.contains(i)),this.#n=
r?o.seq:null,r&&(this.#t.value!==o.text&&(this.#t.value=o.text),this.#c(),this.#t.readOnly=o.busy,this.#s.disabled=o.busy||o.text.trim()==="",this.#t.setAttribute(
"aria-invalid",String(o.error!==null)),g(this.#i,o.error?this.#a(o.error):""),a&&(this.#t.focus({preventScroll:!0}),this.#t.setSelectionRange(o.text.length,o.text.
length),s(this.element)))}#r(e,t){this.#o?.classList.remove("is-editing"),this.element.remove(),this.#o=e,e?(e.classList.add("is-editing"),e.querySelector(".bod\
y").append(this.element),t&&this.#t.focus({preventScroll:!0})):t&&this.#e.returnFocus()}#a(e){let{language:t}=this.#e;return e.code==="forbidden"?t.t("edit.late"):
M(t,e)}#h(){this.#c(),this.#e.edits.setText(this.#n,this.#t.value)}#l(e){fe(e)?(e.preventDefault(),this.#e.edits.save()):e.key==="Escape"&&!e.isComposing&&(e.stopPropagation(),
this.#d())}#d(){let{edits:e,returnFocus:t}=this.#e;e.setEditing(null),t()}#c(){this.#t.rows=Math.min(Math.max(this.#t.value.split(`
`).length,1),ba)}};var _n=18,va=700;function Mn(n){return n.length>va||n.split(`
`,_n+1).length>_n}function Pn(n,{key:e,unfolded:t,release:s,language:i}){let r=l("button",{type:"button",class:"button quiet unfold",on:{click:()=>{s(()=>{t.delete(
e)||t.add(e),a()}),c()}}}),a=()=>{let h=t.has(e);n.classList.toggle("is-folded",!h),r.setAttribute("aria-expanded",String(h)),g(r,i.t(h?"text.less":"text.more"))},
c=()=>{let h=n.scrollHeight>n.clientHeight+1;n.classList.toggle("is-cut",h),r.hidden=!h&&!t.has(e)};return a(),new ResizeObserver(c).observe(n),r}function qn(n,e){let{language:t,reveal:s}=e;switch(n.kind){case"message":case"pending":return xa(n,e);case"hidden":return ka(n,{language:t,reveal:s});case"day":
return l("div",{class:"rule day",role:"separator"},l("span",{},t.day(n.time,Date.now())));case"divider":{let o=n.missed>0?n.approximate?"divider.about":"divider\
.missed":"divider.new",r=t.t(o,{count:n.missed});return l("div",{class:"rule divider",role:"separator"},l("span",{},r))}case"gap":return l("p",{class:"gap",role:"\
note"},k("alert"),l("span",{},t.t(n.reason)));default:return l("p",{class:"start"},t.t(n.direct?"older.direct":"older.start",{room:n.room}))}}function On(n,e){return n.
kind!==e.kind||n.entry!==e.entry||n.lead!==e.lead||n.missed!==e.missed||n.approximate!==e.approximate||n.quoted!==e.quoted||n.veiled!==e.veiled||n.mentionsMe!==
e.mentionsMe||n.mark!==e.mark||n.quotedMark!==e.quotedMark||n.seqs?.length!==e.seqs?.length||n.reason!==e.reason||n.room!==e.room||n.direct!==e.direct}function ka({
seqs:n},{language:e,reveal:t}){let s={type:"button",class:"button quiet",on:{click:()=>t(n)}},i=l("span",{},e.t("hidden",{count:n.length}));return l("p",{class:"\
hidden-line"},i,l("button",s,e.t("hidden.show")))}function xa({kind:n,entry:e,lead:t,own:s,quoted:i,veiled:o,mentionsMe:r,mark:a,quotedMark:c},h){let{language:d,
here:u,names:m,me:p}=h,{user:f,text:b,time:y}=e,S=!!e.deleted,N=S?d.t("deleted"):D(e),A=S?l("p",{class:"text is-deleted"},N):e.data&&!b?Ea(e.data):l("p",{class:`\
text${ms(b)?" is-pictures":""}`,dir:"auto"},ht(b,{here:u,plain:Yn=>Ta(Yn,{names:m,me:p})})),C=e.key??e.seq,V={class:"time",datetime:new Date(y).toISOString(),title:d.
exact(y)},hs=l("time",V,t?d.clock(y):d.brief(y)),Wn=["message",t&&"is-lead",s&&"is-own",r&&"is-call",n==="pending"&&`is-${e.state}`];return l("article",{class:Wn.
filter(Boolean).join(" "),tabindex:"-1",data:e.seq==null?{}:{seq:String(e.seq)},"aria-label":d.t(e.edited&&!S?"message.edited":"message.label",{name:a===void 0?
f.name:`${f.name} ·${a}`,time:d.clock(y),text:N})},l("div",{class:"gutter"},t?j(f):hs),l("div",{class:"body"},t&&l("header",{class:"by"},l("span",{class:"autho\
r",dir:"auto"},f.name||d.t("nobody")),F(a),hs),e.reply_to!=null&&Sa(e.reply_to,i,{...h,veiled:o,mark:c}),A,!S&&Mn(b)&&Pn(A,{key:C,...h}),e.edited&&!S&&La(e,d),n===
"pending"&&Ra(e,h)))}function Ea(n){let{fields:e,more:t}=Kt(n),s=e.map(({name:i,value:o})=>l("div",{},l("dt",{},l("bdi",{},i)),l("dd",{},l("bdi",{},o))));return l(
"div",{class:"data"},l("dl",{},s),t>0&&l("p",{class:"data-more"},"…"))}function Ta(n,{names:e,me:t}){if(!Os(n))return[n];let s=[],i=0;for(let o of Is(n,e())){
let r={class:o.name===t?.name?"mention is-me":"mention"};s.push(n.slice(i,o.from),l("bdi",r,n.slice(o.from,o.to))),i=o.to}return[...s,n.slice(i)].filter(o=>o!==
"")}function La({edited:{time:n},time:e},t){let s=t.dayKey(n)===t.dayKey(e)?"":`${t.day(n,Date.now(),{inSentence:!0})} `,i={datetime:new Date(n).toISOString(),title:t.
exact(n)};return l("p",{class:"edited"},t.t("edited")," ",l("time",i,s+t.clock(n)))}function Sa(n,e,{language:t,jump:s,veiled:i,mark:o}){let r=e===null||e?.deleted,
a=e===void 0?t.t("reply.loading"):t.t("reply.gone"),c=i?t.t("hidden",{count:1}):e&&D(e),h=e?r?t.t("deleted"):c:a;return l("button",{type:"button",class:`quote${r||
i?" is-gone":""}`,tabindex:"-1",title:t.t("reply.jump"),disabled:e===null,on:{click:()=>s(n)}},k("reply"),e?.user.name&&!i&&l("span",{class:"quote-name",dir:"au\
to"},e.user.name),!i&&F(o),l("span",{class:"quote-text",dir:"auto"},h))}var Aa=new Set(["too_large","invalid"]),Ca={slow_mode:"state.slow",rate_limited:"state.h\
eld",unavailable:"state.busy"};function Ra({key:n,state:e,error:t},{language:s,again:i,mend:o,discard:r}){if(e!=="failed"){let c=Ca[t?.code],h=c??(e==="waiting"?
"state.offline":"state.pending");return l("p",{class:"sending"},k("clock"),l("span",{class:c?"":"visually-hidden"},s.t(h)))}let a=(c,h)=>l("button",{type:"butto\
n",class:"button quiet",on:{click:h}},s.t(c));return l("p",{class:"failed",role:"alert"},k("alert"),l("span",{},`${s.t("state.failed")} · ${M(s,t)}`),Aa.has(t?.
code)?null:a("retry",()=>i(n)),a("edit",()=>o(n)),a("discard",()=>r(n)))}var Et=class{#e;#t;#s;#i=l("p",{class:"complaint",role:"alert"});#n=null;constructor(e){this.#e=e;let{language:t,edits:s}=e,i=(o,r,a)=>l("button",{type:"button",
class:`button ${r}`,on:{click:a}},t.t(o));this.#t=i("delete.yes","danger",()=>s.confirmDelete()),this.#s=i("delete.no","quiet",()=>this.#r()),this.element=l("di\
v",{class:"removal",role:"group","aria-label":t.t("delete"),on:{keydown:o=>this.#o(o)}},l("p",{class:"sure"},t.t("delete.sure")),l("p",{class:"removal-buttons"},
this.#t,this.#s),this.#i)}render(e,{find:t,reveal:s,held:i}){let o=e?.deleting??null,r=o&&t(o.seq);if(!r){let h=this.#n!==null&&this.element.contains(i);this.element.
remove(),this.#n=null,h&&this.#e.returnFocus();return}r.contains(this.element)||r.querySelector(".body").append(this.element),this.#t.disabled=o.busy;let{error:a}=o,
{language:c}=this.#e;g(this.#i,a?M(c,a):""),o.seq!==this.#n&&(this.#n=o.seq,this.#s.focus({preventScroll:!0}),s(this.element))}#o(e){e.key==="Escape"&&(e.stopPropagation(),
this.#r())}#r(){let{edits:e,returnFocus:t}=this.#e;e.setDeleting(null),t()}};var Tt=class{#e;#t;#s;#i;#n=new Map;#o=new WeakMap;constructor(e,{draw:t,differs:s,replaced:i}){this.#e=e,this.#t=t,this.#s=s,this.#i=i}get size(){return this.#n.
size}element(e){return this.#n.get(e)?.node}item(e){return this.#n.get(this.#o.get(e))?.item}messageElement(e){return e==null?null:this.#e.querySelector(`[data-\
seq="${e}"]`)}lastSeqAbove(e){let t=this.#e.children[rs(this.#e,e)-1];for(;t&&t.dataset.seq===void 0;)t=t.previousElementSibling;return t?Number(t.dataset.seq):
null}clear(){this.#n.clear(),this.#e.replaceChildren()}show(e){this.#r(e);let t=new Map,s=this.#e.firstChild;for(let i of e){let o=this.element(i.id),r=this.#a(
i);s=s!==null&&s===o?r:s,t.set(i.id,{item:i,node:r}),r===s?s=s.nextSibling:this.#e.insertBefore(r,s)}this.#n=t}#r(e){let t=new Set(e.map(({id:s})=>s));for(let[s,
{node:i}]of this.#n)t.has(s)||i.remove()}#a(e){let t=this.#n.get(e.id);if(t&&!this.#s(t.item,e))return t.node;let s=this.#t(e);return this.#o.set(s,e.id),t&&(t.
node.replaceWith(s),this.#i(t.node,s)),s}};function rs(n,e){let t=n.children,[s,i]=[0,t.length];for(;s<i;){let o=s+i>>1;t[o].getBoundingClientRect().bottom>e?i=
o:s=o+1}return s}var Lt=48,St=class{#e;#t;#s=!0;#i="";#n;#o;#r;constructor(e,t,s){this.#e=e,this.#t=t,this.#o=s,this.#r=()=>this.#c(),e.addEventListener("scroll",this.#r,{passive:!0}),
this.#n=new ResizeObserver(()=>this.#d()),this.#n.observe(e),this.#n.observe(t)}get above(){return this.#e.scrollTop}get below(){let{scrollHeight:e,scrollTop:t,
clientHeight:s}=this.#e;return e-t-s}get bottom(){return this.#e.getBoundingClientRect().bottom}get atEnd(){return this.#s}keep(e){let t=this.#s?[]:this.#a();if(e(),
this.#s){this.#h();return}let s=t.find(({row:i})=>i.isConnected);s&&(this.#e.scrollTop+=s.row.getBoundingClientRect().top-s.top)}release(e){this.#s=!1,e(),this.#s=
this.below<Lt}toEnd(){this.#s=!0,this.#h()}scrollTo(e,t){this.#s=!1,e.scrollIntoView({block:t}),t==="start"&&(this.#e.scrollTop-=Lt),this.#s=this.below<Lt}isVisible(e){
return!this.isAbove(e)}isAbove(e){return e.getBoundingClientRect().bottom<this.#e.getBoundingClientRect().top}close(){this.#n.disconnect(),this.#e.removeEventListener(
"scroll",this.#r)}#a(){let{top:e,bottom:t}=this.#e.getBoundingClientRect(),s=[],i=this.#t.children[rs(this.#t,e)];for(;i;i=i.nextElementSibling){let o=i.getBoundingClientRect();
if(o.top>=t)break;i.matches(".message")&&s.push({row:i,top:o.top})}return s}#h(){this.#s&&this.#t.firstChild!==null&&(this.#e.scrollTop=this.#e.scrollHeight,this.#i=
this.#l())}#l(){let{scrollHeight:e,clientHeight:t}=this.#e;return`${e} ${t}`}#d(){this.#h(),!this.#s&&this.below<1&&this.#c()}#c(){this.#s&&this.#l()!==this.#i&&
this.#h(),this.#s=this.below<Lt,this.#o()}};var In=500,_a=6,Ma=1/8,At=class{#e;#t=null;#s=null;#i;#n=l("div",{class:"items"});#o=l("p",{class:"older",role:"status"});#r=l("h2");#a=l("p");#h;#l;#d;#c;#u;#m;#p;#w;#g=null;#f=null;#b=null;#k=null;#x=new Set;#y=[];#v=[];#T=!1;#S=null;#R="";constructor(e){
this.#e=e;let{language:t,roomActions:s,history:i,browser:o}=e;this.#i=new Tt(this.#n,{draw:p=>this.#P(p),differs:On,replaced:(p,f)=>this.#$(p,f)});let r=l("span",
{class:"empty-mark"},k("wave"));this.#h=l("div",{class:"empty"},r,this.#r,this.#a);let a={class:"scroller",tabindex:"0",role:"log","aria-live":"off"};this.#l=l(
"div",a,this.#o,this.#h,this.#n),this.#d=new St(this.#l,this.#n,()=>this.#q());let c={type:"button",class:"pill unread-pill",hidden:!0};this.#c=l("button",{...c,
on:{click:()=>i.goToUnread()}},k("up"),l("span"));let h=l("span",{class:"latest-count"}),d=t.t("latest"),u={type:"button",class:"pill latest",hidden:!0,"aria-la\
bel":d,title:d};this.#u=l("button",{...u,on:{click:()=>this.#F()}},h,k("down")),this.#m=new vt(e),this.#p=[new xt(e),new Et(e)],this.#w=new kt(e);let m=[this.#l,
this.#c,this.#u,this.#w.element];this.element=l("section",{class:"timeline"},m),this.#C(s,"said",()=>this.#j()),this.#C(o,"visible",()=>this.#I()),this.#l.addEventListener(
"keydown",p=>this.#U(p));for(let p of["pointerover","focusin","click"])this.#n.addEventListener(p,f=>this.#W(f));this.#l.addEventListener("pointerleave",p=>this.#Y(
p))}get reading(){return this.#l}get remains(){return this.#T}render(e,t,{inParts:s}){let i=t?.id!==this.#s?.id,o=i||t?.epoch!==this.#s?.epoch;this.#t=e,this.#s=
t,this.element.hidden=t?.exclusion!=null,this.#g=document.activeElement,i&&this.#L(),this.#A({inParts:s}),this.#M(),this.#O(),t?.joined&&(o||this.#f!==t.id)&&(this.#f=
t.id,this.#D()),this.#B(),this.#q(),this.#w.render(t,e)}close(){this.#y.forEach(e=>e()),this.#d.close()}#C(e,t,s){e.addEventListener(t,s),this.#y.push(()=>e.removeEventListener(
t,s))}#L(){this.#m.detach(),this.#i.clear(),this.#v=[],this.#T=!1,this.#f=null,this.#b=null,this.#k=null,this.#d.toEnd()}#A({inParts:e}){let{language:t}=this.#e,
{me:s,ignored:i}=this.#t,{typing:o,count:r,unread:a,called:c,seen:h,...d}=this.#s??{},u=[s,i,this.#_({}).room,...Object.values(d)];if(!this.#T&&u.length===this.#v.
length&&u.every((y,S)=>y===this.#v[S]))return;this.#v=u,this.#S=null,this.#R=this.#e.browser.address({room:""}).split("#")[0];let m=y=>t.dayKey(y),f=(this.#s?An(
this.#s,{...this.#t,dayKey:m}):[]).map(y=>y.kind==="start"?this.#_(y):y),b=e?this.#E(f):f;this.#T=b.length<f.length,this.#d.keep(()=>{this.#i.show(b),this.#O()})}#E(e){
let t=({id:i})=>this.#i.element(i)===void 0,s=Math.max(_a,Math.ceil(e.filter(t).length*Ma));return e.filter(i=>!t(i)||(s-=1)>=0)}#_(e){let{id:t,kind:s}=this.#s??
{};return{...e,room:t&&I(this.#e.language,this.#t,t),direct:s==="direct"}}#M(){let e=s=>this.#i.messageElement(s),t=s=>this.#d.scrollTo(s,"nearest");this.#p.forEach(
s=>s.render(this.#s,{find:e,reveal:t,held:this.#g}))}#P(e){let{language:t,roomActions:s,history:i,store:o}=this.#e,r=this.#s;return e.entry?.reply_to!=null&&e.quoted===
void 0&&i.loadOriginal(r.id,e.entry.reply_to),qn(e,{language:t,me:this.#t.me,names:()=>this.#N(),reveal:a=>o.dispatch({type:"messagesRevealed",room:r.id,seqs:a}),
here:this.#R,again:a=>s.resend(a),mend:a=>s.editUnsent(a),unfolded:this.#x,release:a=>this.#d.release(a),discard:a=>s.discard(a),jump:a=>i.jump(r.id,a)})}#N(){if(this.#S===
null){let{me:e}=this.#t,t=[...e?[e]:[],...he(this.#s,{me:e,ignored:{}})];this.#S=t.map(({name:s})=>s)}return this.#S}#$(e,t){this.#m.detach(),e===this.#g&&t.focus(
{preventScroll:!0})}#O(){let{language:e}=this.#e,t=this.#s,s=t===null?"none":"empty";this.#h.hidden=t!==null&&(!t.joined||t.older||this.#i.size>0),g(this.#r,e.t(
`${s}.title`)),g(this.#a,e.t(`${s}.text`));let i={older:"older.loading",failed:"older.failed"}[t?.loading];g(this.#o,i?e.t(i):"");let o=t?I(e,this.#t,t.id).replace(
/^#/,""):"";this.#l.setAttribute("aria-label",e.t("messages",{room:o}))}#D(){this.#d.toEnd();let e=this.#i.element("divider");e&&!this.#d.isVisible(e)&&this.#d.
scrollTo(e,"start")}#B(){let e=this.#s?.target??null;if(e===this.#b)return;this.#b=e,this.#n.querySelector(".is-target")?.classList.remove("is-target");let t=e?.
at==="divider",s=t?this.#i.element("divider"):this.#i.messageElement(e?.at);t?(this.#d.scrollTo(s??this.#n,"start"),(s?.nextElementSibling??this.#l).focus({preventScroll:!0})):
s?(s.classList.add("is-target"),this.#d.scrollTo(s,"center"),s.focus({preventScroll:!0})):e===null&&this.#d.toEnd()}#q(){let{history:e,language:t}=this.#e,s=this.#s;
if(!s)return;let i=s.to<s.head;s.older&&this.#d.above<In&&e.loadOlder(),i&&this.#d.below<In&&e.loadNewer();let o=this.#i.element("divider"),r=Math.max(s.missed,
s.unread),a=o?this.#d.isAbove(o):s.divider!==null&&s.from>s.divider+1;this.#k=o&&!a?s.divider:this.#k,this.#c.hidden=r===0||!a||this.#k===s.divider,g(this.#c.lastChild,
t.t(s.approximate?"pill.about":"pill.unread",{count:r})),this.#u.hidden=!i&&this.#d.atEnd,g(this.#u.firstChild,s.unread>0?String(s.unread):""),this.#I()}#I(){let{
store:e,browser:t}=this.#e,s=this.#s,i=s?.joined&&t.visible,o=s&&this.#d.atEnd&&s.to>=s.head?s.id:null;o!==e.state.following&&e.state.active===s?.id&&e.dispatch(
{type:"endFollowed",room:o});let r=i?o:null;if((r!==e.state.watching||r&&e.room?.unread>0)&&e.dispatch({type:"roomWatched",room:r}),i&&!r&&s.seen<s.head){let a=this.#i.
lastSeqAbove(this.#d.bottom);a>s.seen&&e.dispatch({type:"messagesRead",room:s.id,seq:a})}}#j(){this.#d.toEnd(),this.#e.history.goToEnd(),this.#q()}#F(){this.#j(),
this.#l.focus({preventScroll:!0})}#U(e){e.target.closest("button, a, textarea")===null&&$(e,this.#n.querySelectorAll(".message"))}#W({target:e,pointerType:t,type:s}){
if(s==="pointerover"&&t==="touch")return;let i=e.closest(".message"),o=i&&this.#i.item(i);o&&this.#m.attach(i,o,this.#s)}#Y({pointerType:e}){e!=="touch"&&!this.#m.
element.contains(document.activeElement)&&this.#m.detach()}};var Ct=class{#e;#t=l("span");constructor({language:e}){this.#e=e;let t=l("span",{class:"dots","aria-hidden":"true"},l("i"),l("i"),l("i"));this.element=l("p",{class:"\
typing is-idle"},t,this.#t)}render(e,t){let s=Object.values(t?.typing??{}).map(({name:a})=>a),[i,o]=s,r=["","typing.one","typing.two"][s.length]??"typing.many";
g(this.#t,r&&this.#e.t(r,{a:i,b:o})),this.element.classList.toggle("is-idle",r==="")}};var re=class{#e;#t;#s;#i;#n;#o;#r;#a;#h;#l=l("span",{class:"badge-count"});#d=l("span",{class:"menu-badge",hidden:!0});#c={};#u={};#m=null;#p=!1;#w;#g=!1;#f;#b;constructor(e){
let t=new mt(e),s=()=>this.#_(null),i={...e,menu:t,close:s,returnFocus:()=>this.#v(),resultOpened:()=>this.#R()},o=new ct({...i,attach:C=>this.element.append(C)});
this.#w=o;let r={...i,dialogs:o};this.#e=r;let{language:a}=r,c=(C,V)=>a.t(C,V),h=new yt(r),d=new wt(r),u=new ot(r),m=new nt(r),p=new pt(r);this.#s=new At(r),this.#i=
new lt(r),this.#a=new bt(r);let f=new Ct(r),b=new dt(r);this.#o=b.heading,this.#n=new rt(r);let y=[b,this.#n,this.#s,f,this.#i,this.#a];this.#t=[u,m,h,d,...y,o,
p],this.#u={rooms:v("menu",c("open.rooms"),()=>this.#E("rooms"),{"aria-expanded":"false",class:"narrow-only"}),people:v("people",c("open.people"),()=>this.#E("p\
eople"),{"aria-expanded":"false"})},this.#h=v("search",c("search"),()=>this.#C(),{"aria-expanded":"false","aria-keyshortcuts":"Control+K /"}),this.#u.people.append(
this.#l),this.#u.rooms.append(this.#d),this.#c={rooms:l("aside",{class:"side rooms-side",id:"rooms","aria-label":c("rooms")},h.element),people:l("aside",{class:"\
side people-side",id:"people","aria-label":c("people")},d.element)};let S=l("header",{class:"room-head"},this.#u.rooms,b.words,u.light,b.queueButton,this.#h,this.#u.
people,b.more);this.#r=l("main",{class:"talk"},S,u.element,u.spoken,m.element,m.spoken,p.element,this.#n.element,this.#s.element,f.element,this.#i.element),this.
element=l("div",{class:"shell",on:{keydown:C=>this.#P(C)}},this.#c.rooms,this.#r,this.#c.people,this.#a.element,l("div",{class:"backdrop",on:{click:s}}),t.element),
this.#f=globalThis.matchMedia("(max-width: 53.75em)");let N=()=>this.#M();this.#f.addEventListener("change",N);let A=C=>this.#A(C);document.addEventListener("ke\
ydown",A),this.#b=()=>{this.#f.removeEventListener("change",N),document.removeEventListener("keydown",A)}}opened(){this.#M()}render(e,{inParts:t}){return this.#k(
e,{inParts:t}),this.#p||(this.#p=!0,this.#T()),!this.#g&&e.rooms[e.active]?.joined&&(this.#g=!0,this.#e.browser.idle(()=>this.#w.load().catch(()=>{}))),this.#s.
remains}close(){this.#b(),this.#t.forEach(e=>e.close?.())}#k(e,{inParts:t}){let s=document.activeElement,i=e.rooms[e.active]??null;this.#y(i),this.#x(un(e));let o=!!i?.
search;this.#h.hidden=i===null||i.epoch===null,this.#h.setAttribute("aria-expanded",String(o)),this.#a.element.hidden=!o,this.element.classList.toggle("has-sear\
ch",o);for(let a of this.#t)a.render(e,i,{inParts:t});let r=document.activeElement;s!==null&&s!==document.body&&(r===s||r===document.body)&&Nn(s)&&this.#T()}#x({
unread:e,mentions:t}){let{language:s}=this.#e,i=t||e,o=i>0?s.t(t>0?"pill.called":"pill.unread",{count:i}):"";g(this.#d,i>0?os({unread:e,mentions:t},9):""),this.#d.
hidden=i===0,this.#d.classList.toggle("is-call",t>0);let r=o?`${s.t("open.rooms")} · ${o}`:s.t("open.rooms");this.#u.rooms.title!==r&&(this.#u.rooms.title=r,this.#u.
rooms.setAttribute("aria-label",r))}#y(e){let{language:t}=this.#e,s=e?.kind==="direct"?2:e?.count,i=e?.joined&&e.kind!=="inbox";g(this.#l,i?String(s):"");let o=i?
t.t("open.people.of",{count:s}):t.t("open.people");this.#u.people.ariaLabel!==o&&this.#u.people.setAttribute("aria-label",o)}#v(){this.#_(null);let e=this.#T();
requestAnimationFrame(()=>document.activeElement===e&&this.#T())}#T(){let e=[this.#i.field,this.#n.heading,this.#s.reading,this.#o],t=this.#f.matches?[this.#n.heading,
this.#o]:e;return document.querySelector("dialog[open]")===null&&t.find(jn),document.activeElement}#S(e){return[...this.#c[e].querySelectorAll("[aria-current], \
button, a, input")]}#R(){this.#f.matches&&this.#e.search.close()}#C(){this.#e.store.room?.search?(this.#e.search.close(),this.#v()):this.#L()}#L(){this.#_(null),
this.#e.search.open(),this.element.classList.add("has-search"),this.#a.open()}#A(e){let{key:t,ctrlKey:s,metaKey:i,altKey:o,target:r}=e,a=r instanceof Element&&r.
closest("input, textarea, select, dialog")!==null;(t.toLowerCase()==="k"&&(s||i)&&!o||t==="/"&&!a&&!s&&!i)&&!this.#h.hidden&&!e.isComposing&&document.querySelector(
"dialog[open]")===null&&(e.preventDefault(),this.#L())}#E(e){e==="people"&&!this.#f.matches?(this.element.classList.toggle("without-people"),this.#M()):this.#_(
this.#m===e?null:e)}#_(e){let t=this.#m;if(this.#m=e,this.#M(),e){let s=this.#S(e);[...s.filter(i=>i.ariaCurrent),...s].find(jn)}else t&&this.#u[t].focus()}#M(){
let e=this.#f.matches,t=this.element.classList.contains("without-people"),s={rooms:!e||this.#m==="rooms",people:e?this.#m==="people":!t};for(let[o,r]of Object.entries(
this.#c))r.inert=!s[o],r.classList.toggle("is-open",this.#m===o),this.#u[o].setAttribute("aria-expanded",String(s[o]));let i=e&&this.#m!==null;this.#r.inert=i,this.#a.
element.inert=i,this.element.classList.toggle("has-drawer",i)}#P(e){e.key==="Escape"&&!e.isComposing&&this.#m&&(this.#_(null),e.stopPropagation())}};function jn(n){
return Nn(n)?!1:(n.focus({preventScroll:!0}),document.activeElement===n)}function Nn(n){return!n.isConnected||n.disabled||n.closest("[hidden], [inert]")!==null}var Rt=class{#e;#t;#s;#i=!1;#n=null;#o=()=>{};#r=!1;#a=!1;#h=()=>{};#l=0;#d=-1/0;constructor({clock:e,browser:t,draw:s}){this.#e=e,this.#t=t,this.#s=s}request({
urgent:e}){this.#i?e&&this.#n!==null&&(this.#n=null,this.#c()):(this.#i=!0,this.#n=e?null:this.#e.now(),this.#c())}keyPressed(){let e=this.#e.now();if(this.#d=e,
this.#u||this.#a)return;this.#a=!0;let t=()=>{this.#a=!1,this.#c({nextKey:0})};this.#h=this.#t.nextFrame(()=>this.#e.after(0,t)),this.#c()}visibilityChanged(){this.#o(),
this.#h(),this.#a=!1,this.#i=!1,this.request({urgent:!0})}#c({nextKey:e=150}={}){this.#o(),this.#o=()=>{};let t=this.#r||this.#a;if(!this.#i||t&&this.#n!==null)
return;let s=this.#e.now(),i=this.#u||e===0?0:this.#d+e,o=Math.max(this.#l,i)-s;this.#n===null||o<=0?this.#o=this.#t.nextFrame(()=>this.#m()):this.#o=this.#e.after(
o,()=>this.#c())}get#u(){return this.#i&&(this.#n===null||this.#e.now()-this.#n>=1e3)}#m(){let e=this.#e.now(),t=this.#n!==null&&e-this.#d<1e3;this.#i=!1;let s=this.#s(
{inParts:t});this.#r=!0,this.#e.after(0,()=>{let i=this.#e.now(),o=s?1:6;this.#l=i+Math.min((i-e)*o,500),this.#r=!1,this.#c()}),s&&this.request({urgent:!1})}};var Pa=new Set(["activityReceived","endFollowed","entriesReceived","messagesRead","presenceChanged","roomWatched","seenReceived","typingExpired","typingReceived"]),
_t=class extends EventTarget{#e;#t;#s;#i;#n=null;#o;constructor({language:e,...t}){super();let{store:s,storage:i,browser:o}=t;this.#t=i,this.#s=s,this.#i=o,this.#o=
i.isReturning;let r=h=>this.#a(h);this.#e={...t,setLanguage:r,language:this.#r(e)};let{clock:a}=t,c=new Rt({clock:a,browser:o,draw:h=>this.#h(h)});s.addEventListener(
"change",({detail:{type:h}})=>c.request({urgent:!Pa.has(h)})),o.addEventListener("visible",()=>c.visibilityChanged());for(let h of["keydown","beforeinput"])o.document.
addEventListener(h,()=>c.keyPressed(),{capture:!0,passive:!0})}get language(){return this.#e.language}show(){this.#i.setLanguage(this.#e.language.tag),this.#h()}#r(e){
return new Ze(e,{wished:this.#i.languages()})}async#a(e){let t=await et(e);t===e&&(this.#t.language=t),this.#e.language=this.#r(t),this.#n?.close(),this.#n=null,
this.show(),t!==e&&this.#e.roomActions.showToast("error.offline")}#h({inParts:e=!1}={}){let{state:t}=this.#s,i=t.me!==null&&t.active!==null?I(this.#e.language,t,
t.active):null;this.#i.setTitle(ss(t),is(t),i);let o=this.#l(t);return this.#n instanceof o||(this.#n?.close(),this.#n=new o(this.#e),this.#i.document.body.replaceChildren(
this.#n.element),this.#n.opened?.()),o===re&&this.dispatchEvent(new Event("entered")),this.#n.render(this.#s.state,{inParts:e})===!0}#l({me:e,connection:t,siteBan:s,
loginForm:i}){if(s!==null)return it;let r=i.link?.kind==="invitation"&&this.#t.loginKind!=="account"||i.link?.kind==="reset";return this.#o&&=t.state!=="refused"&&
!r,(e!==null||this.#o)&&!r?re:st}};var qa="lobby",L=new we(globalThis),_=new ve(L.storages()),Oa=await et(Zi([_.language,...L.languages()])),T=new tt,Ia=Gt(L.base),E=new Je({url:Ia,credentials:Na,
exclusive:L.exclusive("chatd.guest"),clock:R}),P=new De({client:E,store:T,storage:_,clock:R}),Bn=n=>Fa.addUsers(n),Mt=new Le({client:E,store:T,roomActions:P,clock:R,
onAuthors:Bn}),ja=new Pe({client:E,store:T,roomActions:P}),$n=new qe({client:E,store:T,roomActions:P,clock:R}),as=(n,e)=>P.showToast(n,e),Fn=n=>P.joinAll([n]),Un=()=>L.
reload(),ls=new Se({fetch:L.fetch,base:L.base}),Dn=new Ne({api:ls,client:E,store:T}),ae=new Me({api:ls,client:E,store:T,storage:_,clock:R,reload:Un,clearLink:()=>L.
clearLink()}),cs=new _t({client:E,login:ae,profile:Dn,incomingHooks:new Ae({api:ls,base:L.base,profile:Dn}),ignoreList:new Ce({client:E,store:T,storage:_,showToast:as}),
notifications:new je({client:E,store:T,storage:_,desktop:new ye(globalThis),openMessage:$a,loadOriginal:(n,e)=>Mt.loadOriginal(n,e),translate:(n,e)=>cs.language.
t(n,e)}),roomActions:P,history:Mt,members:ja,moderation:$n,moderationQueue:new Oe({client:E,store:T,moderation:$n}),edits:new Ee({client:E,store:T}),search:new Ue(
{client:E,store:T,clock:R,onAuthors:Bn}),exportMessages:n=>xi({client:E,clock:R,onProgress:n}),store:T,storage:_,browser:L,clock:R,language:Oa});function Na({refused:n,
expiring:e}){let{loginKind:t,token:s,name:i}=_;return t==="account"||t==="former"||e?null:s&&s!==n?{token:s}:{guest:i}}function $a(n,e){e===null?P.open(n):Mt.jump(
n,e)}async function Da({room:n,seq:e,refused:t}){if(t!==null){let{name:s,values:i}=P.roomNameProblem(t)??{name:"room.invalid"};P.showToast(s,i)}else n!==null&&e!==
null?(await Mt.jump(n,e),await L.painted()):n!==null&&P.open(n)}function Ba(){let n=L.route().room??_.active??qa,e=_.rooms.filter(t=>t!==n);P.open(n),P.joinAll(
e),new ge({store:T,browser:L,openRoute:Da}).start()}new $e({client:E,store:T,storage:_,clock:R,browser:L});new xe({store:T,storage:_});Si(E,{store:T,storage:_,reload:Un});
var Fa=new _e({client:E,store:T});Ai(E,{store:T,storage:_,clock:R,showToast:as,joinRoom:Fn});Ci(E,{store:T,storage:_,clock:R,showToast:as});new Fe({client:E,store:T,
clock:R,rejoin:Fn});new Ie({client:E,store:T,browser:L,retry:()=>ae.retryNow()});cs.addEventListener("entered",Ba,{once:!0});L.addEventListener("route",()=>L.link&&
ae.useLink(L.link));ae.useLink(L.link);_.isReturning&&L.link===null&&E.connect();ae.loadSite();cs.show();
