import{$ as Fs,A as vs,Aa as v,B as ks,Ba as k,C as xs,Ca as g,D as Es,E as Ts,F as Ls,Fa as _,G as Ss,Ga as ee,H as As,Ha as H,I as Cs,Ia as li,J as Rs,Ja as ue,
K as _s,L as Ms,La as ci,M as Ps,N as ce,Na as te,O as Os,Oa as q,P as qs,Pa as me,Q as js,Qa as B,R as Mt,Ra as j,S as W,Sa as N,T as he,Ta as hi,U as Is,Ua as pe,
V as Ns,Va as G,W as Pt,Wa as di,X as $s,Y as de,Ya as X,Z as Ds,_ as Bs,a as P,aa as Us,b as x,ba as Ws,c as rs,ca as Ys,d as Rt,da as Ks,e as V,ea as zs,f as ae,
fa as Hs,g as as,ga as Gs,h as ls,ha as Xs,i as cs,ia as Js,j as le,ja as Qs,k as hs,ka as Vs,l as ds,la as Zs,m as O,ma as ei,n as z,na as ti,oa as Z,p as us,pa as si,
q as _t,qa as Ot,r as ms,ra as ii,sa as ni,t as ps,ta as oi,ua as qt,v as fs,va as jt,w as gs,wa as It,x as ws,xa as ri,y as ys,ya as ai,z as bs,za as l}from"./chunk-2CNACUMD.js";var fe=class{#e;#t;#s;#i={room:null,seq:null};#n=null;#o=null;constructor({store:e,browser:t,openRoute:s}){this.#e=e,this.#t=t,this.#s=s}start(){return this.#t.
addEventListener("route",({detail:e})=>this.#r(e)),this.#e.addEventListener("change",()=>this.#a()),this.#r(this.#t.route())}async#r(e){let t={room:e.room,seq:e.
seq};this.#i=t,this.#n="going",this.#o=this.#e.state.active,await this.#s(e),this.#i===t&&(this.#n="there",this.#a())}#a(){let{active:e,rooms:t}=this.#e.state,{
room:s,seq:i}=this.#i;if(this.#t.link!==null||this.#n==="going"&&(e===this.#o||e===s)||s===e&&(i===null||this.#h(i)))return;let o=s!==null&&s!==e&&s in t;this.#i=
{room:e,seq:null},this.#t.setRoute(this.#i,{step:o})}#h(e){let{room:t,state:s}=this.#e,i=s.watching===t?.id;return t?.target?.at!==e||i&&this.#n==="off"?!1:(this.#n=
i?this.#n:"off",!0)}};function ui(n){let[e="",t=""]=Fn(n.replace(/^#/,"")).split("/"),s=ae(e)?e:null,i=/^[1-9]\d{0,15}$/.test(t)?Number(t):null;return{room:s,seq:s===null?null:i,refused:s===
null&&e!==""?e:null}}function mi(n){let[,e,t]=/^#\/(invitation|reset)\/([A-Za-z0-9_-]{1,128})$/.exec(n)??[];return e?{kind:e,token:t}:null}function Nt({room:n,seq:e=null}){
return e===null?`#${n}`:`#${n}/${e}`}function Fn(n){try{return decodeURIComponent(n)}catch{return n}}var ge=class extends EventTarget{#e;#t;constructor(e){super(),this.#e=e,this.#t=e.document;let t=s=>()=>this.dispatchEvent(new Event(s));e.addEventListener("pop\
state",()=>{this.dispatchEvent(new CustomEvent("route",{detail:this.route()}))}),e.addEventListener("online",t("network")),e.addEventListener("offline",t("netwo\
rk")),e.addEventListener("pageshow",({persisted:s})=>s&&t("back")()),this.#t.addEventListener("resume",t("back")),this.#t.addEventListener("visibilitychange",()=>{
t("visible")(),this.visible&&t("back")()})}get visible(){return this.#t.visibilityState==="visible"}get online(){return this.#e.navigator.onLine}get document(){
return this.#t}get base(){return this.#t.baseURI}get fetch(){return(...e)=>this.#e.fetch(...e)}languages(){return[...this.#e.navigator.languages??[]]}storages(){
let e=t=>{try{return this.#e[t]}catch{return null}};return{local:e("localStorage"),session:e("sessionStorage")}}exclusive(e){let{locks:t}=this.#e.navigator;return t?
s=>t.request(e,s):s=>s()}route(){return ui(this.#e.location.hash)}get link(){return mi(this.#e.location.hash)}clearLink(){if(this.link){let{location:e,history:t}=this.#e;
t.replaceState(null,"",e.pathname+e.search)}}reload(){this.#e.location.reload()}painted(){let e=t=>this.visible?this.#e.requestAnimationFrame(t):t();return new Promise(
t=>e(()=>this.#e.setTimeout(t,0)))}idle(e){let t=this.#e;t.requestIdleCallback?t.requestIdleCallback(()=>e()):t.setTimeout(e,500)}setRoute(e,{step:t=!1}={}){let{
location:s,history:i}=this.#e,o=s.pathname+s.search,r=e.room===null?o:o+Nt(e);t?i.pushState(null,"",r):i.replaceState(null,"",r)}address(e){return this.#e.location.
href.split("#")[0]+Nt(e)}setTitle(e,t,s=null){let o=`${t>0?`(@${t}) `:e>0?`(${e}) `:""}${s===null?"":`${s} · `}chatd`;this.#t.title!==o&&(this.#t.title=o)}setLanguage(e){
this.#t.documentElement.lang=e}async copy(e){try{return await this.#e.navigator.clipboard.writeText(e),!0}catch{return this.#s(e)}}download(e,t,s){let i=URL.createObjectURL(
new Blob([t],{type:s})),o=this.#t.createElement("a");o.href=i,o.download=e,o.click(),this.#e.setTimeout(()=>URL.revokeObjectURL(i),6e4)}#s(e){let t=this.#t.createElement(
"textarea");t.className="visually-hidden",t.value=e,this.#t.body.append(t),t.select();let s=this.#t.execCommand("copy");return t.remove(),s}};var pi="chatd.watched";var we=class{#e;#t=!1;#s=null;constructor(e){this.#e=e,this.#i(),e.document.addEventListener("visibilitychange",()=>this.#i())}get permission(){let{Notification:e}=this.#e;
return e===void 0||this.#t?"missing":e.permission}get visible(){return this.#e.document.visibilityState==="visible"}async requestPermission(){return await this.#e.
Notification.requestPermission(),this.permission}async isWatched(){let{locks:e}=this.#e.navigator,{held:t}=e?await e.query():{held:[]};return t.some(({name:s})=>s===
pi)}claim(e){let{locks:t}=this.#e.navigator;return t?new Promise(s=>{t.request(`chatd.alert.${e}`,{ifAvailable:!0},i=>(s(i!==null),i&&new Promise(o=>this.#e.setTimeout(
o,1e4))))}):Promise.resolve(!0)}show({title:e,body:t,tag:s,click:i}){try{let o=new this.#e.Notification(e,{body:t,tag:`chatd.${s}`,icon:"favicon.svg"});o.onclick=
()=>{this.#e.focus(),o.close(),i()}}catch{this.#t=!0}}#i(){let{locks:e}=this.#e.navigator;if(this.visible&&this.#s===null){let t=new Promise(s=>this.#s=s);e?.request(
pi,{mode:"shared"},()=>t)}else this.visible||(this.#s?.(),this.#s=null)}};var ye="chatd.";var be=class{#e;#t;constructor({local:e,session:t}){this.#e=new ve(e),this.#t=new ve(t)}get name(){return this.#e.get("name","")}set name(e){this.#e.set("name",
e)}get token(){return this.#e.get("token",null)}set token(e){this.#e.set("token",e)}get loginKind(){return this.#e.get("kind",null)}set loginKind(e){this.#e.set(
"kind",e)}get isReturning(){return this.loginKind==="account"||this.name!==""&&this.token!==null}get deletionTask(){return this.#t.get("removal",null)}set deletionTask(e){
this.#t.set("removal",e)}get owner(){return this.#e.get("owner",null)}set owner(e){this.#e.set("owner",e)}get notifications(){return this.#e.get("alerts",!1)===
!0}set notifications(e){this.#e.set("alerts",e)}get language(){return this.#e.get("language",null)}set language(e){this.#e.set("language",e)}get rooms(){return gi(
this.#e.get("rooms",[]))}set rooms(e){this.#e.set("rooms",e)}get hidden(){return gi(this.#e.get("hidden",[]))}set hidden(e){this.#e.set("hidden",e.slice(-200))}get ignored(){
let e=this.#e.get("ignored",{});return e!==null&&typeof e=="object"?e:{}}set ignored(e){this.#e.set("ignored",e)}get active(){return this.#t.get("active",null)??
this.#e.get("active",null)}set active(e){this.#t.set("active",e),this.#e.set("active",e)}draft(e){return this.#t.get(`draft.${e}`,null)??this.#e.get(`draft.${e}`,
"")}setDraft(e,t){this.#t.set(`draft.${e}`,t),this.#e.set(`draft.${e}`,t||null)}replyOrEdit(e){let t=this.#t.get(`hand.${e}`,null)??this.#e.get(`hand.${e}`,null),
{epoch:s=null,reply:i=null,editing:o=null}=t??{};return{epoch:s,reply:fi(i)&&typeof i.user?.name=="string"?i:null,editing:fi(o)?o:null}}setReplyOrEdit(e,t){this.#t.
set(`hand.${e}`,t),this.#e.set(`hand.${e}`,t)}seen(e){let{epoch:t,seq:s}=this.#e.get(`seen.${e}`,null)??{};return typeof t=="string"&&Number.isSafeInteger(s)&&s>=
0?{epoch:t,seq:s}:null}setSeen(e,t){this.#e.set(`seen.${e}`,t)}unsent(e){let t=this.#t.get(`unsent.${e}`,[]);return Array.isArray(t)?t.filter(Un):[]}setUnsent(e,t){
this.#t.set(`unsent.${e}`,t.length>0?t:null)}forget(){let{language:e}=this;this.#e.clear(),this.#t.clear(),this.language=e}};function Un(n){return typeof n?.text==
"string"&&typeof n.key=="string"&&n.key!==""}function fi(n){return Number.isSafeInteger(n?.seq)&&typeof n.text=="string"}function gi(n){return Array.isArray(n)?
n.filter(e=>typeof e=="string"):[]}var ve=class{#e;#t=new Map;constructor(e){this.#e=e}get(e,t){try{let s=this.#e.getItem(ye+e);return s===null?this.#t.get(e)??
t:JSON.parse(s)}catch{return this.#t.get(e)??t}}set(e,t){this.#t.delete(e);try{t===null?this.#e.removeItem(ye+e):this.#e.setItem(ye+e,JSON.stringify(t))}catch{this.#t.
set(e,t)}}clear(){this.#t.clear();try{Object.keys(this.#e).filter(t=>t.startsWith(ye)).forEach(t=>this.#e.removeItem(t))}catch{}}};var ke=class{#e;#t;#s=new Map;constructor({store:e,storage:t}){this.#e=e,this.#t=t,e.addEventListener("change",()=>this.#i())}#i(){let{room:e}=this.#e;if(!e?.joined)
return;if(!this.#s.has(e.id)){this.#s.set(e.id,{}),this.#n(e);return}let{reply:t,editing:s}=this.#s.get(e.id);(e.reply!==t||e.editing!==s)&&(this.#s.set(e.id,{reply:e.
reply,editing:e.editing}),this.#t.setReplyOrEdit(e.id,Wn(e)))}#n({id:e,epoch:t,entries:s}){let{epoch:i,reply:o,editing:r}=this.#t.replyOrEdit(e),a=({seq:c})=>s.
some(h=>h.seq===c&&h.deleted);i!==t?this.#t.setReplyOrEdit(e,null):r&&!a(r)?this.#e.dispatch({type:"editingChanged",room:e,entry:r}):o&&!a(o)&&this.#e.dispatch(
{type:"replyChanged",room:e,entry:o})}};function Wn({epoch:n,reply:e,editing:t}){return t?{epoch:n,editing:{seq:t.seq,text:t.text}}:e?{epoch:n,reply:{seq:e.seq,
user:e.user,text:e.text}}:null}var xe=class{#e;#t;constructor({client:e,store:t}){this.#e=e,this.#t=t}setEditing(e){this.#n("editingChanged",{entry:e})}editLast(){let{room:e,state:t}=this.#t,
s=e?.can?.includes("edit_own")&&!t.unsupported.includes("edit"),i=r=>r.user.id===t.me?.id&&r.seq!=null&&!r.deleted,o=s?e.entries.findLast(i):void 0;return o&&this.
setEditing(o),o!==void 0}setText(e,t){this.#i({draft:"editing",seq:e,text:t,error:null})}async save(){let{room:e,state:t}=this.#t,{seq:s,text:i,busy:o}=e.editing,
r=x(i),a=e.entries.find(h=>h.seq===s)?.text,c=t.limits.text??1/0;o||r.trim()===""||(r===a?this.setEditing(null):V(r)>c?this.#i({draft:"editing",seq:s,error:{code:"\
too_large"}}):await this.#s("editing","edit",s,()=>this.#e.edit(e.id,s,r)))}setDeleting(e){this.#n("deletingChanged",{entry:e})}async confirmDelete(){let{id:e,deleting:t}=this.#t.
room;t.busy||await this.#s("deleting","delete",t.seq,()=>this.#e.delete(e,t.seq))}async#s(e,t,s,i){let o=this.#t.room.id;this.#i({draft:e,seq:s,busy:!0,error:null});
try{await i(),this.#t.state.rooms[o]?.[e]?.seq===s&&this.#t.dispatch({type:`${e}Changed`,room:o,entry:null})}catch(r){r.code==="unknown_type"&&this.#t.dispatch(
{type:"commandUnsupported",command:t}),this.#t.dispatch({type:"draftChanged",room:o,draft:e,seq:s,busy:!1,error:r})}}#i(e){this.#n("draftChanged",e)}#n(e,t){this.#t.
dispatch({type:e,room:this.#t.state.active,...t})}};async function wi({client:n,clock:e,onProgress:t}){let s=[],i=Math.min(n.limits.history??100,100);for(let o,r=!0;r;){let a=await Yn(()=>n.export({after:o,limit:i}),
e),c=a.events.at(-1);s.push(...a.events.map(h=>JSON.stringify(h))),t(s.length),o=c&&{room:c.room,seq:c.seq},r=a.more&&c!==void 0}return{text:s.map(o=>`${o}
`).join(""),count:s.length}}async function Yn(n,e){for(;;)try{return await n()}catch(t){if(!t.passing)throw t;await new Promise(s=>e.after(t.retryAfter??1e3,s))}}var se=50,Kn=100,Ee=10,zn=20,Hn=3e3,Gn=100,yi=50,Te=class{#e;#t;#s;#i;#n;#o=Promise.resolve();#r=Promise.resolve();#a=new Map;#h=0;constructor({client:e,store:t,
roomActions:s,clock:i,onAuthors:o=()=>{}}){this.#e=e,this.#t=t,this.#s=s,this.#i=i,this.#n=o,e.addEventListener("joined",({detail:r})=>this.#y(r.room)),e.addEventListener(
"entries",({detail:r})=>this.#y(r.room))}loadOlder(){let{room:e}=this.#t;e?.older&&e.loading===null&&this.#d(e.id,"older",{before:e.from})}loadNewer(){let{room:e}=this.#t;
e&&e.to<e.head&&e.loading===null&&this.#d(e.id,"newer",{after:e.to})}async goToEnd(){let{room:e}=this.#t;e&&e.to<e.head&&await this.#m(this.#u(e.id,{before:e.head+
1},null)),this.#t.dispatch({type:"targetChanged",room:e?.id,seq:null})}async goToUnread(){let{room:e}=this.#t;if(e?.divider==null)return;let t=e.divider+1;t>=e.
from&&t<=e.to?this.#t.dispatch({type:"targetChanged",room:e.id,seq:"divider"}):await this.#m(this.#w(e.id,t))}jump(e,t){return this.#o=this.#o.then(()=>this.#m(
this.#p(e,t))),this.#o}loadOriginal(e,t){let s=this.#t.state.rooms[e],i=`${e}/${s?.epoch}/${t}`,o=this.#a.get(i);if(o||!s?.joined||this.#h>=yi)return o??Promise.
resolve();this.#h+=1;let r=this.#r.then(()=>this.#f(e,t)),a=()=>this.#a.delete(i),c=r.then(a,a);this.#a.set(i,c);let h=()=>new Promise(d=>this.#i.after(Gn,d));return this.#r=
c.then(()=>this.#h-=1).then(h),c}async#l(e,t){let s=await this.#e.history(e,t);return this.#n(s.events.map(({user:i})=>i)),s}async#d(e,t,s){this.#t.dispatch({type:"\
historyLoading",room:e,loading:t});try{let i=await this.#l(e,{...s,limit:se});this.#c(e,t,Xn(t,i,s))}catch{this.#t.dispatch({type:"historyLoading",room:e,loading:"\
failed"}),this.#i.after(Hn,()=>this.#t.dispatch({type:"historyLoading",room:e,loading:null}))}}#c(e,t,[s,...i]){this.#t.dispatch({type:`${t}Loaded`,room:e,...s}),
i.length>0&&this.#i.after(zn,()=>this.#c(e,t,i))}async#u(e,t,s){let i=await this.#l(e,{...t,limit:se});this.#t.dispatch({type:"windowReplaced",room:e,page:i,target:s})}async#m(e){
try{await e}catch(t){this.#s.showError(t)}}async#p(e,t){this.#s.open(e);try{await this.#e.join(e)}catch{return}let s=()=>this.#t.state.rooms[e];if(t>s().head||t<
s().first){this.#s.showToast("gone");return}(t>s().to||s().from-t>Kn)&&await this.#u(e,{before:t+se/2},null),await this.#g(e,t),s().entries.some(i=>i.seq===t)?this.#t.
dispatch({type:"targetChanged",room:e,seq:t}):this.#s.showToast("gone")}async#w(e,t){await this.#u(e,{before:t+se/2},"divider"),t<this.#t.state.rooms[e].from&&(await this.#g(
e,t),this.#t.dispatch({type:"targetChanged",room:e,seq:"divider"}))}async#g(e,t){let s=()=>this.#t.state.rooms[e];for(;t<s().from&&s().older;){let i=s().from,o=await this.#l(
e,{before:i,limit:se});this.#t.dispatch({type:"olderLoaded",room:e,page:o,before:i})}}async#f(e,t){let{events:s}=await this.#l(e,{before:t+1,limit:1}),i=s.find(
o=>o.seq===t&&o.type==="message")??null;this.#t.dispatch({type:"originalLoaded",room:e,seq:t,entry:i})}async#y(e){await null;let t=this.#t.state.rooms[e],s=t?.unread>
0?t.entries.slice(-yi):[];for(let{seq:i,reply_to:o}of s)o!=null&&i>t.seen&&le(t,o)===void 0&&this.loadOriginal(e,o)}};function Xn(n,{events:e,more:t,...s},i){let o=[],
r=n==="older",a=e,c=i;do{let h=r?a.slice(-Ee):a.slice(0,Ee);a=r?a.slice(0,-Ee):a.slice(Ee);let d=a.length===0,u=d?null:n;o.push({page:{...s,events:h,more:t||!d,
loading:u},...c}),c=r?{before:h[0]?.seq}:{after:h.at(-1)?.seq}}while(a.length>0);return o}var w=class n extends Error{constructor(e,t=e,{field:s,until:i,retry_after:o,reason:r,by:a}={}){super(t),this.name="ChatError",this.code=e,this.field=s,this.until=
i,this.retryAfter=o,this.reason=r,this.by=a}static from(e){return new n(e.code,e.message,e)}get passing(){return this.code==="rate_limited"||this.code==="unavai\
lable"||this.code==="slow_mode"}};var Le=class{#e;#t;constructor({fetch:e,base:t}){this.#e=e,this.#t=t}async site(){try{return{...await this.#s("GET","site"),accounts:!0}}catch(e){if(e.code!=="n\
ot_found")throw e;return{guests:!0,registration:"closed",accounts:!1,signed_in:null}}}signIn(e,t){return this.#s("POST","session",{name:e,password:t})}signOut(){
return this.#s("DELETE","session")}register(e,t,s){return this.#s("POST","account",{name:e,password:t,invitation:s})}async rename(e){let{user:t}=await this.#s("\
PATCH","account",{name:e});return t}async loginName(){let{login:e,user:t}=await this.#s("GET","session");return e??t.name}async changeLogin(e,t){let{login:s}=await this.#s(
"PATCH","account",{login:e,password:t});return s}changePassword(e,t){return this.#s("PUT","account/password",{old:e,new:t})}async resetPassword(e,t){let{user:s}=await this.#s(
"POST","account/reset",{link:e,new:t});return s}deleteAccount(e){return this.#s("DELETE","account",{password:e})}async task(e){let{state:t}=await this.#s("GET",
`tasks/${encodeURIComponent(e)}`);return t}async sessions(){let e=[];for(let t={more:!0,next:null};t.more;e.push(...t.sessions))t=await this.#s("GET",t.next?`se\
ssions?after=${encodeURIComponent(t.next)}`:"sessions");return e}endSession(e){return this.#s("DELETE",`sessions/${encodeURIComponent(e)}`)}endOtherSessions(){return this.#s(
"DELETE","sessions?keep=here")}async#s(e,t,s){let i=await this.#i(new URL(`api/${t}`,this.#t),{method:e,headers:s?{"Content-Type":"application/json"}:{},body:s&&
JSON.stringify(s),credentials:"same-origin",cache:"no-store"});if(!i.ok)throw await Qn(i);return i.status===204?null:Jn(i)}async#i(e,t){try{let s=this.#e;return await s(
e.href,t)}catch{throw new w("offline")}}};async function Jn(n){try{return await n.json()}catch{throw new w("unavailable")}}async function Qn(n){try{let{code:e,detail:t,
...s}=await n.json();if(typeof e=="string")return new w(e,t,s)}catch{}return new w(Vn[n.status]??(n.status>=500?"unavailable":"invalid"))}var Vn={401:"bad_token",
403:"forbidden",404:"not_found",429:"rate_limited",500:"internal"};var Se=class{#e;#t;#s;#i;constructor({client:e,store:t,storage:s,showToast:i}){this.#e=e,this.#t=t,this.#s=s,this.#i=i,e.addEventListener("state",({detail:o})=>o.
state==="online"&&this.#n())}async ignore(e){await this.#o(async()=>{await this.#e.command("ignore",{user:e.id}),this.#t.dispatch({type:"userIgnored",user:e}),this.#i(
"ignored.done",{name:e.name})})}async unignore(e){await this.#o(async()=>{await this.#e.command("unignore",{user:e.id}),this.#t.dispatch({type:"userUnignored",user:e.
id}),this.#i("ignored.undone",{name:e.name})})}async#n(){try{let{users:e}=await this.#e.list("ignores"),t={...this.#s.ignored,...this.#r()};this.#t.dispatch({type:"\
ignoreListLoaded",users:e.map(s=>({id:s,name:t[s]}))}),this.#s.ignored=this.#t.state.ignored}catch({code:e}){(e==="unknown_type"||e==="forbidden")&&this.#t.dispatch(
{type:"commandUnsupported",command:"ignore"})}}async#o(e){try{await e(),this.#s.ignored=this.#t.state.ignored}catch(t){this.#i(`error.${t.code}`,{error:t})}}#r(){
let e=Object.values(this.#t.state.rooms).flatMap(t=>Object.values(t.people));return Object.fromEntries(e.map(({id:t,name:s})=>[t,s]))}};var bi=/^a\./,vi=1e3,Zn=10;function ki(n,{store:e,storage:t,reload:s}){let i=(r,a)=>n.addEventListener(r,({detail:c})=>a(c));i("login",({user:r,token:a,account:c})=>{
let h=bi.test(t.owner??"")&&t.owner!==r.id;h&&t.forget(),t.owner=r.id,t.loginKind=bi.test(r.id)?"account":"guest",a?t.token=a:t.loginKind==="account"&&(t.token=
null),o(r,c),h&&s()}),i("me",({user:r,account:a})=>o(r,a??n.account)),i("sanction",({room:r,action:a,until:c,reason:h,by:d=null})=>{r===null&&a==="ban"&&e.dispatch(
{type:"siteBanChanged",ban:{until:c,reason:h,by:d}})}),i("state",({state:r,error:a,code:c})=>{r==="refused"&&a.code==="banned"?e.dispatch({type:"siteBanChanged",
ban:{until:a.until??null,...Z(a)}}):r==="ended"&&c===4503&&e.state.siteBan===null?e.dispatch({type:"siteBanChanged",ban:{until:null,reason:"",by:null}}):r==="on\
line"&&e.dispatch({type:"siteBanChanged",ban:null})});function o(r,a){t.name=r.name.replace(/^~/,""),e.dispatch({type:"userChanged",user:r}),e.dispatch({type:"a\
ccountChanged",account:a??null})}}function xi(n,{store:e,storage:t,clock:s,showToast:i,joinRoom:o=()=>{}}){let r=(d,u)=>n.addEventListener(d,({detail:f})=>u(f));
r("state",d=>{e.dispatch({type:"connectionChanged",connection:d}),d.state==="online"&&a()}),r("welcome",({limits:d})=>e.dispatch({type:"limitsReceived",limits:d})),
r("joined",d=>{let{room:u}=d;e.dispatch({type:"roomJoined",room:u,answer:d,seen:t.seen(u)})}),r("entries",({room:d,entries:u,replayed:f})=>e.dispatch({type:"ent\
riesReceived",room:d,entries:u,replayed:f})),r("outbox",({room:d,items:u})=>{t.setUnsent(d,u.map(io)),e.dispatch({type:"outboxChanged",room:d,items:u})}),r("lef\
t",({room:d,error:u})=>{t.setUnsent(d,[]);let f=u!==void 0&&to(e.state,d),p=f?null:eo(u);if(p){e.dispatch({type:"roomExcluded",room:d,exclusion:p});return}t.rooms=
t.rooms.filter(m=>m!==d),u&&i(so(u,{removed:f,known:e.state.rooms[d]?.epoch!=null}),{id:d,error:u}),e.dispatch({type:"roomLeft",room:d}),f&&e.dispatch({type:"ro\
omUnlisted",room:d})}),r("presence",d=>e.dispatch({type:"presenceChanged",room:d.room,event:d})),r("room",d=>e.dispatch({type:"settingsChanged",room:d.room,event:d})),
r("erase",({user:d})=>{e.dispatch({type:"userErased",user:d}),d===e.state.me?.id&&t.forget()}),r("seen",d=>{t.hidden.includes(d.room)||e.dispatch({type:"seenRec\
eived",event:d})}),r("activity",d=>{let u=d.room.startsWith("~");d.room in e.state.roomList?e.dispatch({type:"activityReceived",event:d}):u?(t.hidden=t.hidden.filter(
p=>p!==d.room),a()):t.hidden.includes(d.room)||a();let f=(e.state.limits.rooms??0)-Zn-n.joined.length;u&&!e.state.roomList[d.room]?.invited&&f>0&&o(d.room)});async function a(){
try{let{rooms:d}=await n.rooms();e.dispatch({type:"roomListLoaded",rooms:d.filter(({room:u})=>!t.hidden.includes(u))})}catch{}}let c=()=>{};r("signal",({room:d,
name:u,user:f})=>{u==="typing"&&f.id!==e.state.me?.id&&(e.dispatch({type:"typingReceived",room:d,user:f,now:s.now()}),c(),c=s.after(vi,h))});function h(){e.dispatch(
{type:"typingExpired",now:s.now()}),c=Object.values(e.state.rooms).some(u=>Object.keys(u.typing).length>0)?s.after(vi,h):()=>{}}}function Ei(n,{store:e,storage:t,
clock:s,showToast:i}){let o=(a,c)=>n.addEventListener(a,({detail:h})=>c(h));o("standing",a=>e.dispatch({type:"settingsChanged",room:a.room,event:a})),o("member",
a=>e.dispatch({type:"memberChanged",room:a.room,event:a})),o("invited",({room:a,kind:c,title:h,by:d,role:u="member"})=>{t.hidden=t.hidden.filter(y=>y!==a);let f=c===
"direct",p={room:a,kind:c,title:h,by:d,role:u,invited:!f,...f?{other:d}:{}};e.dispatch({type:"roomListed",listing:p});let m=["moderator","owner"].includes(u)?`i\
nvited.${u}`:"invited.told";i(f?"invited.direct":m,{name:d.name,id:a})}),o("role",({room:a,role:c,by:h})=>{i(["moderator","owner"].includes(c)?`role.given.${c}`:
"role.given",{name:h.name,id:a})}),o("sanction",({room:a,action:c,until:h,reason:d,by:u=null})=>{c==="mute"?(e.dispatch({type:"muteChanged",room:a,mute:{until:h,
reason:d,by:u}}),i("error.muted",{error:{code:"muted",until:h,message:d,reason:d,by:u}})):c==="unmute"?(e.dispatch({type:"muteChanged",room:a,mute:null}),i("unm\
uted")):c==="kick"&&a===null&&i("error.kicked",{error:{code:"kicked",message:d,reason:d,by:u}})}),o("entries",({room:a,entries:c,replayed:h})=>{let d=c.some(({type:f,
user:p})=>f==="message"&&p.id===e.state.me?.id),u=e.state.rooms[a];d&&!h&&u&&Vs(u)&&e.dispatch({type:"slowModeStarted",room:a,until:s.now()+u.slow})});let r=new WeakSet;
o("outbox",({room:a,items:c})=>{for(let{error:h}of c)h?.code==="slow_mode"&&h.retryAfter!=null&&!r.has(h)&&(r.add(h),e.dispatch({type:"slowModeStarted",room:a,until:s.
now()+h.retryAfter}))})}function eo(n){return n?.code!=="banned"&&n?.code!=="kicked"?null:{code:n.code,until:n.until??null,...Z(n)}}function to({rooms:n,me:e},t){
let s=n[t];return s!==void 0&&gs(s)&&s.members!==null&&ws(s,e)===null}function so({code:n},{removed:e,known:t}){return e?"room.removed":n==="not_found"?"room.un\
known":t?"room.lost":"room.refused"}function io({key:n,text:e,reply_to:t,time:s,state:i,error:o}){let{code:r,message:a,field:c}=o??{};return{key:n,text:e,reply_to:t,
time:s,...i==="failed"?{error:{code:r,message:a,field:c}}:{}}}var Ti=Object.fromEntries(["аa","вb","сc","еe","нh","іi","јj","кk","мm","оo","рp","ѕs","тt","уy","хx"].concat(["αa","βb","εe","ηn","ιi","κk",
"νv","οo","ρp","τt","υu","χx","0o","1l","il","|l"]).map(([n,e])=>[n,e]));function Li(n){let e=n.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu,"").toLowerCase().
replace(/\s+/g," ").trim();return Array.from(e,t=>{let s=Ti[t]??t;return Ti[s]??s}).join("")}function Si(n){let e=2166136261;for(let t of n)e=Math.imul(e^t.codePointAt(
0),16777619)>>>0;return e=Math.imul(e^e>>>16,2246822507)>>>0,((e^e>>>13)>>>0).toString(16).padStart(8,"0")}var Ae=class{#e=new Map;#t=new Map;#s=Object.freeze({});get nameMarks(){
return this.#s}add({id:e,name:t}){if(!e||!t||this.#e.get(e)===t)return!1;this.#e.size>=2e4&&(this.#e.clear(),this.#t.clear()),(this.#e.has(e)?this.#t.get(Li(this.#e.
get(e))):null)?.delete(e),this.#e.set(e,t);let i=Li(t),o=this.#t.get(i)??new Set;this.#t.set(i,o.add(e));let{[e]:r,...a}=this.#s,c=o.size>1?no(o):{};return r===
void 0&&o.size<2?!1:(this.#s=Object.freeze({...a,...c}),!0)}};function no(n){let e=[...n],t=[2,4,8].find(s=>new Set(e.map(i=>Si(i).slice(0,s))).size===e.length)??
8;return Object.fromEntries(e.map(s=>[s,Si(s).slice(0,t)]))}var oo=2e4,Ce=class{#e;#t=new Map;#s=new Ae;constructor({client:e,store:t}){this.#e=t;let s=(i,o)=>e.addEventListener(i,({detail:r})=>o(r));s("joined",({events:i,
presence:o})=>{this.addUsers([...i.map(({user:r})=>r),...o?.users??[]])}),s("entries",({entries:i})=>this.addUsers(i.map(({user:o})=>o))),s("presence",({joined:i=[]})=>this.
addUsers(i)),s("member",({user:i})=>this.addUsers([i])),s("renamed",({user:i})=>this.addUsers([i])),s("login",({user:i})=>this.addUsers([i])),s("me",({user:i})=>this.
addUsers([i]))}addUsers(e){let t=!1;for(let s of e)s?.id&&s.name&&(this.#i(s),t=this.#s.add(s)||t);t&&this.#e.dispatch({type:"nameMarksChanged",nameMarks:this.#s.
nameMarks})}#i(e){if(!e.id.startsWith("a."))return;let t=this.#t.get(e.id);this.#t.size>=oo&&this.#t.clear(),this.#t.set(e.id,e.name),t!==void 0&&t!==e.name&&this.#e.
dispatch({type:"userRenamed",user:e})}};var Ri=Object.freeze({mode:null,site:null,link:null,busy:!1,problem:null,note:null});function J({site:n,link:e}){if(n===null||e?.kind==="reset")return[];let t=n.
registration==="invitation"&&e?.kind==="invitation";return[n.guests&&"guest",n.accounts&&"signIn",n.accounts&&(n.registration==="open"||t)&&"register"].filter(Boolean)}
function _i(n,{site:e,known:t}){return qi({...n,site:e,problem:null},t)}function Mi(n,{link:e,known:t}){return qi({...n,link:e,mode:null,problem:null},t)}function Pi(n,{
mode:e,note:t=null}){return{...n,mode:J(n).includes(e)?e:n.mode,problem:null,note:t}}function Oi(n,{busy:e,problem:t=null}){return{...n,busy:e,problem:t,note:e?
null:n.note}}function qi(n,e){if(n.link?.kind==="reset")return{...n,mode:"reset"};let t=J(n),s=n.link?.kind==="invitation"?"register":e?"signIn":null,i=[n.mode,
s].find(o=>t.includes(o))??t[0]??null;return{...n,mode:i}}function F(n,{name:e,password:t},{limit:s=32,least:i=8}={}){let o=n==="register"||n==="reset";return n!==
"reset"&&e===""?{field:"name",name:"name.empty"}:n!=="reset"&&n!=="signIn"&&[...e].length>s?{field:"name",name:"name.long",values:{limit:s}}:n!=="guest"&&t===""?
{field:"password",name:"password.empty"}:o&&Ai(t)<i?{field:"password",name:"password.short",values:{least:i}}:n!=="guest"&&Ai(t)>ro?{field:"password",name:"pass\
word.long"}:null}var ro=1024;function Ai(n){return new TextEncoder().encode(n).length}function Y(n,e){let{code:t,message:s,retryAfter:i}=e,o=ao[e.field]??null;if(lo.
test(e.field??""))return{field:null,name:"loginPage.foreign",values:{message:Dt(s)}};let r=Ci[n]?.[`${t}.${o}`]??Ci[n]?.[t];if(r){let[c,h]=r;return{field:c,name:h,
values:{message:Dt(s)}}}return t==="invalid"&&o?{field:o,name:"field.invalid",values:{message:Dt(s)}}:t==="rate_limited"&&i!=null?{field:null,name:"loginPage.wa\
it",values:{wait:i}}:{field:null,name:t==="offline"?"loginPage.unreached":t==="unavailable"?"loginPage.full":`error.${t}`,values:{error:e}}}var ao={name:"name",
login:"login",guest:"name",password:"password",new:"password",old:"old"},lo=/^(origin|sec-fetch-site)$/,$t={"conflict.name":["name","name.taken"],"invalid.name":[
"name","name.unfit"]},Ci={guest:{...$t,login_required:[null,"loginPage.members"]},signIn:{bad_token:["password","password.wrong"],forbidden:[null,"loginPage.dis\
abled"]},register:{...$t,bad_token:[null,"loginPage.invitation.over"],forbidden:[null,"loginPage.closed"]},reset:{bad_token:[null,"loginPage.link.over"]},password:{
"bad_token.old":["old","password.not"]},remove:{bad_token:["password","password.not"]},rename:$t,login:{"conflict.login":["login","name.taken"],"invalid.login":[
"login","name.unfit"],bad_token:["password","password.not"]}};function Dt(n=""){return n.replace(/^[a-z_]+: /,"")}var ji=[500,1e3,2e3,4e3,8e3],ho=2e3,Re=class{#e;#t;#s;#i;#n;#o;#r;#a=!1;#h=null;constructor({api:e,client:t,store:s,storage:i,clock:o,reload:r,clearLink:a}){this.#e=
e,this.#t=t,this.#s=s,this.#i=i,this.#n=o,this.#o=r,this.#r=a,t.addEventListener("state",({detail:c})=>this.#y(c))}get#l(){return this.#s.state.loginForm}async loadSite(e=0){
try{let t=await this.#e.site();this.#s.dispatch({type:"siteLoaded",site:t,known:this.#u}),this.#p(t.signed_in),this.#i.deletionTask!==null&&this.#c(this.#i.deletionTask)}catch(t){
this.#s.dispatch({type:"loginBusyChanged",busy:!1,problem:Y("guest",t)});let s=ji[Math.min(e,ji.length-1)];this.#h=this.#n.after(s,()=>this.#d(e+1))}}retryNow(){
this.#h!==null&&(this.#h(),this.#d(0))}useLink(e){this.#s.dispatch({type:"loginLinkChanged",link:e,known:this.#u})}chooseMode(e){this.#s.dispatch({type:"loginMo\
deChosen",mode:e})}enterAsGuest(e){let t=x(e).trim(),s=this.#l.site?.name??this.#s.state.limits.name,i=F("guest",{name:t},{limit:s});this.#s.dispatch({type:"log\
inBusyChanged",busy:!1,problem:i}),i===null&&(this.#i.name=t,this.#i.loginKind="guest",this.#t.connect(),this.#l.link&&this.discardLink())}async signIn({name:e,
password:t}){await this.#w("signIn",{name:e,password:t},async s=>{await this.#e.signIn(s,t)})}async register({name:e,password:t}){await this.#w("register",{name:e,
password:t},async s=>{await this.#e.register(s,t,this.#l.link?.token)})}async resetPassword({password:e}){await this.#g("reset",{password:e},async()=>{let{name:t}=await this.#e.
resetPassword(this.#l.link.token,e);this.#i.name=t,this.#i.loginKind="former",this.#i.token=null,this.discardLink(),this.#s.dispatch({type:"loginModeChosen",mode:"\
signIn",note:{name:"loginPage.reset.done",values:{name:t}}})})}discardLink(){this.#r(),this.useLink(null)}async upgradeGuest({name:e,password:t}){let s=this.#l.
site?.name,i=x(e).trim(),o=F("register",{name:i,password:t},{limit:s,least:this.#m});if(o)return o;try{await this.#e.register(i,t,this.#l.link?.token)}catch(r){
return Y("register",r)}return this.#f(i),this.#o(),null}async signOut(){await this.#e.signOut(),this.forgetPerson()}forgetPerson(){this.#t.disconnect(),this.#i.
forget(),this.#o()}accountDeleted(e){this.#t.disconnect(),this.#i.forget(),this.#i.deletionTask=e,this.#o()}#d(e){this.#h=null,this.loadSite(e)}async#c(e,t=null){
let s=t;try{s=await this.#e.task(e)}catch(o){if(o.code==="not_found"){this.#i.deletionTask=null;return}}let i=s==="done";if(s!==t){let o={name:i?"remove.done":"\
remove.working"};this.#s.dispatch({type:"loginModeChosen",mode:this.#l.mode,note:o})}i?this.#i.deletionTask=null:this.#n.after(ho,()=>this.#c(e,s))}get#u(){return this.#i.
loginKind==="account"||this.#i.loginKind==="former"}get#m(){return this.#l.site?.password_least}#p(e){e&&this.#l.link?.kind==="invitation"&&this.discardLink(),e&&
this.#i.loginKind!=="account"&&(this.#f(e.user.name),this.#t.connect())}async#w(e,t,s){await this.#g(e,t,async i=>{await s(i),this.#f(i),this.#a=!0,this.#t.disconnect(),
this.#t.connect()})}async#g(e,{name:t="",password:s},i){let o=x(t).trim(),r=this.#l.site?.name,a=F(e,{name:o,password:s},{limit:r,least:this.#m});if(a||this.#l.
busy){this.#s.dispatch({type:"loginBusyChanged",busy:this.#l.busy,problem:a});return}this.#s.dispatch({type:"loginBusyChanged",busy:!0});try{await i(o),this.#s.
dispatch({type:"loginBusyChanged",busy:!1})}catch(c){this.#s.dispatch({type:"loginBusyChanged",busy:!1,problem:Y(e,c)})}}#f(e){this.#i.name=e,this.#i.loginKind=
"account",this.#i.token=null}#y(e){e.state==="online"?(this.#a=!1,this.#l.link?.kind==="invitation"&&this.useLink(null)):e.state==="refused"&&this.#k(e.error)}#k(e){
if(this.#i.loginKind==="account"&&e.code==="login_required"){let s=this.#a?"loginPage.cookies":"loginPage.ended";this.#a=!1,this.#i.loginKind="former",this.#s.dispatch(
{type:"loginModeChosen",mode:"signIn",note:{name:s}});return}let t=J(this.#l)[0]??null;e.code==="login_required"&&t!==null&&this.#s.dispatch({type:"loginModeCho\
sen",mode:t}),this.#s.dispatch({type:"loginBusyChanged",busy:!1,problem:Y("guest",e)})}};var _e=class{#e;#t;#s;#i=new Set;constructor({client:e,store:t,roomActions:s}){this.#e=e,this.#t=t,this.#s=s,t.addEventListener("change",()=>this.#r())}async createRoom({
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
this.#i.delete(e),this.#t.dispatch({type:"membersLoaded",room:e,members:t})}};var Me=class{#e;#t;#s;#i;#n=new Set;constructor({client:e,store:t,roomActions:s,clock:i}){this.#e=e,this.#t=t,this.#s=s,this.#i=i,t.addEventListener("change",()=>this.#r())}async sanction({
act:e,user:t,room:s,length:i=null,reason:o="",address:r=!1}){let a=i===null?{}:{until:this.#i.time()+i},c=e==="kick"?{}:{...a,...r?{address:r}:{}},h=s===null?{}:
{room:s};await this.#e.command(e,{...h,user:t.id,reason:x(o).trim(),...c}),this.#s.showToast(`did.${e}`,{name:t.name}),this.#o(s)}async lift({kind:e,subject:t,name:s,
room:i}){let o=i===null?{}:{room:i};await this.#e.command(`un${e}`,{...o,user:t}),this.#s.showToast(`did.un${e}`,{name:s}),this.#o(i)}async report(e,t,s){await this.#e.
command("report",{room:e,seq:t,reason:x(s).trim()}),this.#s.showToast("did.report")}async changeSettings(e,t){await this.#e.command("set",{room:e,...t})}async closeRoom(e){
await this.#e.command("close",{room:e})}#o(e){e!==null&&this.#t.dispatch({type:"sanctionsLoaded",room:e,sanctions:null})}#r(){let{room:e}=this.#t;e?.joined&&e.sanctions===
null&&(O(e,"mute")||O(e,"ban"))&&!this.#n.has(e.id)&&(this.#n.add(e.id),this.#a(e.id))}async#a(e){let t=[];try{({sanctions:t}=await this.#e.list("sanctions",{room:e}))}catch{}
this.#n.delete(e),this.#t.dispatch({type:"sanctionsLoaded",room:e,sanctions:t})}};var Bt=30,Pe=class{#e;#t;#s;#i=new Set;#n;constructor({client:e,store:t,moderation:s}){this.#e=e,this.#t=t,this.#s=s,t.addEventListener("change",()=>this.#l()),
e.addEventListener("reported",({detail:i})=>this.#h(i))}show({tab:e,room:t,closed:s=!1}){return this.#t.dispatch({type:"queueShown",request:{tab:e,room:t,closed:s}}),
this.#r({further:!1})}close(){this.#t.dispatch({type:"queueShown",request:null})}async loadMore(){let{moderationQueue:e}=this.#t.state;e?.more&&e.state!=="busy"&&
(this.#t.dispatch({type:"queueRequested"}),await this.#r({further:!0}))}async resolve(e,t){await this.#o(e,async()=>{await this.#e.command("resolve",{report:e,outcome:t}),
this.#t.dispatch({type:"queueItemRemoved",id:e})})}async deleteMessage({id:e,room:t,seq:s}){await this.#o(e,async()=>{await this.#e.delete(t,s),this.#t.dispatch(
{type:"queueItemChanged",id:e,changes:{text:null,busy:!1}})})}async lift({id:e,...t}){await this.#o(e,async()=>{await this.#s.lift(t),this.#t.dispatch({type:"qu\
eueItemRemoved",id:e})})}async#o(e,t){let s=i=>this.#t.dispatch({type:"queueItemChanged",id:e,changes:i});s({busy:!0,error:null});try{await t()}catch(i){s({busy:!1,
error:i})}}async#r({further:e}){let{tab:t,room:s,closed:i,items:o,next:r}=this.#t.state.moderationQueue,a={tab:t,room:s,closed:i},c=s===null?{}:{room:s},h=t==="\
sanctions"?{after:r}:{before:o.at(-1)?.id},d={limit:Bt,...e?h:{}};try{let u=await this.#a(t,{where:c,page:d,closed:i});this.#t.dispatch({type:"queueLoaded",request:a,
further:e,...u})}catch(u){this.#t.dispatch({type:"queueFailed",request:a,error:u})}}async#a(e,{where:t,page:s,closed:i}){if(e==="sanctions"){let{sanctions:a,more:c,
next:h}=await this.#e.command("sanctions",{...t,...s});return{items:a.map(uo),more:!!c,next:h}}if(e==="audit"){let{acts:a,more:c}=await this.#e.command("audit",
{...t,...s});return{items:a,more:c}}let{reports:o,more:r}=await this.#e.command("reports",{...t,...s,...i?{closed:i}:{}});return{items:o.map(({report:a,text:c})=>({
...a,text:c})),more:r}}#h({room:e,open:t}){this.#t.dispatch({type:"reportsCounted",room:e,open:t});let{moderationQueue:s}=this.#t.state;s?.tab==="reports"&&!s.closed&&
(s.room===null||s.room===e)&&this.#r({further:!1})}#l(){let{room:e,state:t}=this.#t;z(t,"review")&&this.#n!==t.me?.id&&t.connection.state==="online"&&(this.#n=t.
me?.id,this.#d()),e?.joined&&O(e,"review")&&!(e.id in t.reports)&&!this.#i.has(e.id)&&(this.#i.add(e.id),this.#u(e.id))}async#d(){try{let e=await this.#c({}),t=[
...new Set(e.map(({report:s})=>s.room))];for(let s of t){let i=e.filter(({report:o})=>o.room===s).length;this.#t.dispatch({type:"reportsCounted",room:s,open:i})}}catch{}}async#c(e){
let t=[];for(let s=!0;s&&t.length<Bt;){let i=t.length>0?{before:t.at(-1).report.id}:{},o=await this.#e.command("reports",{...e,limit:Bt,...i});t.push(...o.reports),
s=o.more&&o.reports.length>0}return t}async#u(e){try{let t=await this.#c({room:e});this.#t.dispatch({type:"reportsCounted",room:e,open:t.length})}catch{}}};function uo(n){
let e=n.user??n.address??"";return{...n,subject:e,id:`${n.kind} ${e} ${n.room??""}`}}var Oe=class{#e;#t;#s;#i;#n=0;constructor({client:e,store:t,browser:s,retry:i=()=>{}}){this.#e=e,this.#t=t,this.#s=s,this.#i=i,s.addEventListener("network",()=>this.#o()),
s.addEventListener("back",()=>this.#o()),e.addEventListener("state",({detail:o})=>o.state==="online"&&this.#r(!1)),this.#r(!s.online)}async#o(){this.#n+=1;let e=this.#n,
{online:t}=this.#s;this.#r(!t),t&&this.#i(),await this.#e.check()&&e===this.#n&&this.#r(!1)}#r(e){e!==this.#t.state.offline&&this.#t.dispatch({type:"networkChan\
ged",offline:e})}};function Ft(n){let e=Object.keys(n),t=e.slice(0,12).map(s=>({name:Ii(s),value:Ii(mo(n[s]))}));return{fields:t,more:e.length-t.length}}function $({text:n,data:e}){
if(n||!e)return n;let{fields:t,more:s}=Ft(e);return[...t.map(({name:i,value:o})=>`${i}: ${o}`),...s>0?["…"]:[]].join(" · ")}function mo(n){return typeof n=="\
string"?n:JSON.stringify(n)}function Ii(n){return n.length>200?`${n.slice(0,200).toWellFormed?.()??n.slice(0,200)}…`:n}var Ni=200;function po(n,e,{me:t,ignored:s}){let i=n.user.id===t?.id;return n.type!=="message"||i||n.deleted||W(n,{ignored:s})?null:e.kind==="direct"?{title:n.user.
name,body:$i($(n))}:de(n,e,{me:t})?{title:[n.user.name,...fo(e)].join(" · "),body:$i($(n))}:null}function fo({id:n,title:e}){let t=e||(n.startsWith("~")?"":`#${n}`);
return t===""?[]:[t]}var qe=class{#e;#t;#s;#i;#n;#o;#r=new Map;constructor({client:e,store:t,storage:s,desktop:i,openMessage:o,loadOriginal:r=async()=>{},translate:a=()=>""}){
this.#e=t,this.#t=s,this.#s=i,this.#i=o,this.#n=r,this.#o=a,e.addEventListener("entries",({detail:c})=>this.#a(c)),e.addEventListener("joined",({detail:c})=>this.#d(
c.room)),e.addEventListener("left",({detail:c})=>this.#c(c.room)),e.addEventListener("activity",({detail:c})=>this.#l(c))}get state(){let{permission:e}=this.#s;
return e!=="granted"&&e!=="default"?e:e==="granted"&&this.#t.notifications?"on":"off"}async toggle(){this.state==="on"?this.#t.notifications=!1:(this.#s.permission===
"granted"||await this.#s.requestPermission()==="granted")&&(this.#t.notifications=!0)}#a({room:e,entries:t,replayed:s}){if(s){this.#d(e);return}let i=!this.#s.visible&&
this.#t.notifications;for(let o of i?t:[])this.#h(e,o)}async#h(e,t){let s=this.#e.state.rooms[e];s&&t.reply_to!=null&&le(s,t.reply_to)===void 0&&await this.#n(e,
t.reply_to);let i=this.#e.state.rooms[e],o=i?po(t,i,this.#e.state):null;o&&this.#u&&this.#m(o,{room:e,seq:t.seq??null,tag:go(i,t)})}#l({room:e,seq:t}){this.#u&&
e.startsWith("~")&&!this.#r.has(e)&&this.#r.set(e,t)}async#d(e){await null;let t=this.#e.state.rooms[e];if(t&&t.to>=(this.#r.get(e)??1/0)){let s=this.#r.get(e);
this.#r.delete(e);let i=t.entries.filter(({seq:o})=>o>=s).at(-1);i&&await this.#h(e,i)}}#c(e){let t=this.#e.state.roomList[e],s=t?.kind==="direct"?t.other:null,
i=this.#r.get(e);if(this.#r.delete(e),i!==void 0&&this.#u&&s&&!(s.id in this.#e.state.ignored)){let o=this.#o("notifications.direct",{name:s.name});this.#m({title:s.
name,body:o},{room:e,seq:null,tag:`${e}/${t.epoch}/${i}`})}}get#u(){return!this.#s.visible&&this.state==="on"}async#m(e,{room:t,seq:s,tag:i}){await this.#s.isWatched()||
!await this.#s.claim(i)||this.#s.show({...e,tag:i,click:()=>this.#i(t,s)})}};function go({id:n,epoch:e},{seq:t,time:s}){return`${n}/${e}/${t??s}`}function $i(n){
let e=rs(n);return e.length>Ni?`${e.slice(0,Ni).join("")}…`:n}var je=class{#e;#t;#s;constructor({api:e,client:t,store:s}){this.#e=e,this.#t=t,this.#s=s}get hasAccount(){return this.#s.state.account?.kind==="account"}rename(e){
let{me:t,limits:s,loginForm:i}=this.#s.state,o=x(e).trim(),r=F("guest",{name:o},{limit:i.site?.name??s.name});return this.#i("rename",r,async()=>{if(o!==t?.name){
let a=this.hasAccount?await this.#e.rename(o):await this.#t.rename(o);this.#s.dispatch({type:"userChanged",user:a})}})}async loadLoginName(){try{this.#s.dispatch(
{type:"loginNameLoaded",loginName:this.hasAccount?await this.#e.loginName():null})}catch{}}changeLogin({login:e,password:t}){let{limits:s,loginForm:i}=this.#s.state,
o=x(e).trim(),r=F("guest",{name:o},{limit:i.site?.name??s.name}),c=r?{...r,field:"login"}:t===""?{field:"password",name:"password.empty"}:null;return this.#i("l\
ogin",c,async()=>{this.#s.dispatch({type:"loginNameLoaded",loginName:await this.#e.changeLogin(o,t)})})}changePassword({old:e,password:t}){let s=this.#s.state.loginForm.
site?.password_least,o=(e===""?{field:"old",name:"password.empty"}:null)??F("reset",{password:t},{least:s});return this.#i("password",o,()=>this.#e.changePassword(
e,t))}deleteAccount({password:e},t){let s=e===""?{field:"password",name:"password.empty"}:null;return this.#i("remove",s,async()=>t((await this.#e.deleteAccount(
e))?.task??null))}sessions(){return this.#e.sessions()}endSession(e){return this.#e.endSession(e)}endOtherSessions(){return this.#e.endOtherSessions()}async#i(e,t,s){
if(t)return t;try{return await s(),null}catch(i){return Y(e,i)}}};var Ie=class{#e;#t;#s;#i;#n=new Map;#o=new Map;#r=new Set;#a=!1;#h=!1;constructor({client:e,store:t,storage:s,clock:i}){this.#e=e,this.#t=t,this.#s=s,this.#i=i,
t.addEventListener("change",()=>this.#l()),e.addEventListener("joined",({detail:o})=>this.#d(o)),e.addEventListener("seen",({detail:o})=>this.#c(o.room,o))}#l(){
for(let{id:e,epoch:t,seen:s,joined:i}of Object.values(this.#t.state.rooms)){let o=this.#n.get(e);t!==null&&i&&(o?.epoch!==t||o.seq<s)&&(this.#n.set(e,{epoch:t,seq:s}),
this.#s.setSeen(e,{epoch:t,seq:s}),this.#u(e))}}#d({room:e,epoch:t,seen:s=0}){this.#c(e,{epoch:t,seq:s}),this.#u(e)}#c(e,{epoch:t,seq:s}){this.#o.set(e,{epoch:t,
seq:s})}#u(e){let t=this.#n.get(e),s=this.#o.get(e);t&&s?.epoch===t.epoch&&s.seq<t.seq&&(this.#r.add(e),this.#m())}#m(){if(!(this.#a||this.#h||this.#r.size===0||
this.#e.state.state!=="online")){for(let e of this.#r)this.#p(e,this.#n.get(e));this.#r.clear(),this.#a=!0,this.#i.after(2e3,()=>{this.#a=!1,this.#m()})}}async#p(e,t){
try{await this.#e.seen(e,t.seq),this.#c(e,t)}catch({code:s,passing:i}){this.#h||=s==="unknown_type",i&&this.#r.add(e)}}};var Di=3e3,wo=3e3,yo=500,Ne=class extends EventTarget{#e;#t;#s;#i;#n=-1/0;#o={words:"",at:-1/0};constructor({client:e,store:t,storage:s,clock:i}){super(),this.#e=
e,this.#t=t,this.#s=s,this.#i=i}roomNameProblem(e){if(e.startsWith("~"))return{name:"room.server"};if(ae(e))return null;if(e.length>164)return{name:"room.long"};
let t=as(e);return t?{name:"room.suggest",values:{room:t}}:{name:"room.invalid"}}open(e){this.#r(e),this.#t.dispatch({type:"roomOpened",room:e}),this.#s.active=
e}joinAll(e){for(let t of e)this.#r(t)}leave(e){this.#e.leave(e),this.#s.rooms=this.#s.rooms.filter(t=>t!==e),this.#t.dispatch({type:"roomLeft",room:e}),this.hide(
e),this.#s.active=this.#t.state.active}hide(e){this.#s.hidden=[...this.#s.hidden.filter(t=>t!==e),e],this.#t.dispatch({type:"roomUnlisted",room:e})}say(e){let{room:t}=this.#t,
s=x(e);!t||s.trim()===""||(this.#e.say(t.id,s,{reply_to:t.reply?.seq}),this.#t.dispatch({type:"replyChanged",room:t.id,entry:null}),this.#n=-1/0,this.dispatchEvent(
new CustomEvent("said")))}resend(e){this.#e.sayAgain(this.#t.state.active,e)}discard(e){this.#e.unsay(this.#t.state.active,e)}sendTyping(){let e=this.#i.now(),{
room:t}=this.#t;!t?.joined||e-this.#n<Di||this.#t.state.connection.state!=="online"||(this.#n=e,this.#e.signal(t.id,"typing").catch(({retryAfter:s=4*Di})=>{this.#n=
e+s}))}editUnsent(e){let{room:t}=this.#t,s=this.#e.outbox(t.id).find(i=>i.key===e);if(s&&this.#e.unsay(t.id,e)){let i=t.entries.find(({seq:o})=>s.reply_to!=null&&
o===s.reply_to);this.#t.dispatch({type:"replyChanged",room:t.id,entry:i??null}),this.dispatchEvent(new CustomEvent("restored",{detail:{room:t.id,text:s.text}}))}}reply(e){
this.#t.dispatch({type:"replyChanged",room:this.#t.state.active,entry:e})}reconnect(){this.#e.retry(),this.#e.connect()}showToast(e,t={}){let{code:s,message:i}=t.
error??{},o=JSON.stringify([e,t,s,i]),r=this.#i.now();o===this.#o.words&&r-this.#o.at<wo||(this.#o={words:o,at:r},this.dispatchEvent(new CustomEvent("toast",{detail:{
name:e,values:t}})))}showError(e){this.showToast(`error.${e.code}`,{error:e})}#r(e){if(this.#t.dispatch({type:"roomAdded",room:e}),this.#e.joined.includes(e))return;
this.#s.rooms=[...this.#s.rooms.filter(i=>i!==e),e],this.#s.hidden=this.#s.hidden.filter(i=>i!==e);let t=this.#s.unsent(e),s=this.#s.seen(e)??void 0;this.#e.join(
e,{since:s,far:yo}).catch(()=>{});for(let{text:i,error:o,...r}of t)this.#e.say(e,i,{...r,error:o&&new w(o.code,o.message,o)})}};var bo=700,vo=36e5,ko=500,De=class{#e;#t;#s;#i;#n=new Map;#o=new Map;#r=()=>{};#a=null;constructor({client:e,store:t,clock:s,rejoin:i}){this.#e=e,this.#t=t,this.#s=
s,this.#i=i,t.addEventListener("change",()=>this.#h()),e.addEventListener("sanction",({detail:o})=>this.#c(o)),e.addEventListener("state",({detail:o})=>this.#u(
o))}#h(){let{rooms:e,muted:t}=this.#t.state,s=Object.values(e),o=[...s.filter(a=>this.#n.get(a.id)!==a.exclusion?.until).map($e),t,...s.map(a=>a.muted)].map(a=>a?.
until??1/0),r=Math.min(...o);this.#l(r===1/0?null:r),this.#m()}#l(e){if(e!==this.#a&&(this.#a=e,this.#r(),e!==null)){let t=Math.min(Math.max(e+bo-this.#s.time(),
ko),vo);this.#r=this.#s.after(t,()=>this.#d())}}#d(){this.#a=null;let e=this.#s.time(),{rooms:t,muted:s}=this.#t.state;for(let o of Object.values(t)){let r=$e(o);
Ut(r,e)&&this.#n.get(o.id)!==r.until&&(this.#n.set(o.id,r.until),this.#i(o.id))}let i=Object.values(t).filter(o=>Ut(o.muted,e));Ut(s,e)&&this.#t.dispatch({type:"\
muteChanged",room:null,mute:null});for(let{id:o}of i)this.#t.dispatch({type:"muteChanged",room:o,mute:null});this.#h()}#c({room:e,action:t}){t==="unban"&&$e(this.#t.
state.rooms[e])&&this.#i(e)}#u({state:e}){this.#o.clear(),e==="online"&&Object.values(this.#t.state.rooms).filter($e).forEach(({id:t})=>this.#i(t))}#m(){let{room:e,
state:t}=this.#t;e?.joined&&Js(e,t.muted)&&this.#o.get(e.id)!==e.can&&(this.#o.set(e.id,e.can),this.#p(e))}async#p({id:e}){try{await this.#e.signal(e,"typing")}catch(t){
if(t.code==="muted"){let s={until:t.until??null,...Z(t)};this.#t.dispatch({type:"muteChanged",room:e,mute:s})}}}};function $e(n){return n?.exclusion?.code==="ba\
nned"?n.exclusion:null}function Ut(n,e){return n?.until!=null&&n.until<=e}var xo=250,Eo=20,To=new Set(["disconnected","offline"]),Be=class{#e;#t;#s;#i;#n=()=>{};#o=0;#r=!1;#a=null;constructor({client:e,store:t,clock:s,onAuthors:i=()=>{}}){
this.#e=e,this.#t=t,this.#s=s,this.#i=i,e.addEventListener("joined",({detail:o})=>this.#d(o))}open(){this.#c(this.#t.state.active,"searchToggled",{open:!0})}close(){
this.#o+=1,this.#n(),this.#c(this.#t.state.active,"searchToggled",{open:!1})}query(e,{now:t=!1}={}){let{room:s}=this.#t,i=Lo(e);if(!(!s?.search||i===s.search.text&&
!t)&&(this.#o+=1,this.#n(),this.#c(s.id,"searchStarted",{text:i}),i!=="")){let o={turn:this.#o,room:s.id,text:i};this.#n=this.#s.after(t?0:xo,()=>this.#h(o))}}loadMore(){
let{id:e,search:t}=this.#t.room,s=t.results.at(-1);s&&t.more&&t.state!=="busy"&&(this.#o+=1,this.#c(e,"searchStarted",{text:t.text}),this.#h({turn:this.#o,room:e,
text:t.text,before:s.seq}))}async#h(e){if(this.#r){this.#a=e;return}this.#r=!0,await this.#l(e),this.#r=!1;let t=this.#a;this.#a=null,t&&t.turn===this.#o&&this.#h(
t)}async#l(e){let{turn:t,room:s,text:i,before:o}=e;try{let r=await this.#e.search(s,i,{before:o,limit:Eo});t===this.#o&&(this.#i(r.events.map(({user:a})=>a)),this.#c(
s,"searchResultsLoaded",{text:i,page:r,further:o!==void 0}))}catch(r){t===this.#o&&r.passing?this.#n=this.#s.after(r.retryAfter??1e3,()=>this.#h(e)):t===this.#o&&
this.#c(s,"searchFailed",{text:i,error:r})}}#d({room:e}){let t=this.#t.state.rooms[e]?.search;t?.state==="failed"&&To.has(t.error.code)&&this.query(t.text,{now:!0})}#c(e,t,s){
this.#t.dispatch({type:t,room:e,...s})}};function Lo(n){let e=x(n).trim();return e!==""&&/\s$/.test(n)?`${e} `:e}var C=Object.freeze({now:()=>globalThis.performance.now(),time:()=>Date.now(),after:(n,e)=>{let t=globalThis.performance.now()+n,s,i=r=>{s=r>2147483647?globalThis.
setTimeout(o,2147483647):globalThis.setTimeout(e,r)},o=()=>i(t-globalThis.performance.now());return i(n),()=>globalThis.clearTimeout(s)}});var Fe=class{#e;#t;#s;#i=0;constructor({random:e=Math.random,first:t=1e3,max:s=3e4}={}){this.#e=e,this.#t=t,this.#s=s}next(){let e=Math.min(this.#s,this.#t*2**this.#i);
return this.#i+=1,Math.round(this.#e()*e)}reset(){this.#i=0}};function Bi(n,e){let t=e?.code??n;return t>=4500&&t<=4999?!1:t>=4e3&&t<=4499?!0:e==null||e.retry_after!==
void 0}var Fi=new RegExp("\\p{Surrogate}","u");function Ue(n,e={}){let{type:t,text:s}=n;if((t==="say"||t==="edit")&&typeof s=="string"){let r=So(s);if(r>e.text){let a=`\
it has ${r} characters, and the server takes ${e.text}`;throw new w("too_large",a,{field:"text"})}}let i=Ao(n),o=Co(i);if(o>e.message)throw new w("too_large",`t\
he command has ${o} bytes, and the server takes ${e.message}`);return i}function So(n){let e=0;for(let t of n)e+=1;return e}function Ao(n){let e="",t=(i,o)=>((Fi.
test(i)||typeof o=="string"&&Fi.test(o))&&(e||=i),o),s;try{s=JSON.stringify(n,t)}catch(i){throw new w("invalid",`it cannot be written as JSON: ${i.message}`)}if(e)
throw new w("invalid","half of a character (a lone surrogate) cannot be sent",{field:e});return s}function Co(n){return new TextEncoder().encode(n).length}var Ro=1e4,_o=15e3,Ui=25e3,Mo=500,Po=4e3,Oo=5e3,We=class extends EventTarget{#e;#t;#s=new Map;#i=new Map;#n=0;#o;#r=Ui;#a=()=>{};#h={};#l=!1;#d=!1;#c=null;#u=!1;#m=null;#p=!1;constructor({
url:e,WebSocket:t,clock:s}){super(),this.#t=s,this.#o=s.now(),this.#e=new t(e,["chatd.v1"]),this.#a=s.after(_o,()=>this.#b(1006,"no answer")),this.#e.onopen=()=>this.#l=
!0,this.#e.onmessage=({data:i})=>this.#g(i),this.#e.onclose=({code:i,reason:o})=>this.#b(i,o),this.#e.onerror=()=>this.#w()}get closed(){return this.#p}command(e,t={},s=i=>i){
if(this.#p)return Promise.reject(new w("disconnected"));this.#n+=1;let i=this.#n;return new Promise((o,r)=>{let a=Ue({type:e,...t,ref:i},this.#h);this.#s.set(i,
{onAnswer:s,resolve:o,reject:r}),this.#e.send(a)})}async commandWithRetry(e,t,s){for(;;)try{return await this.command(e,t,s)}catch(i){if(!i.passing)throw i;await this.
wait(i.retryAfter??1e3)}}wait(e){return new Promise((t,s)=>{let i=this.#t.after(e,()=>{this.#i.delete(i),t()});this.#i.set(i,s)})}check(){return this.#p||!this.#d?
Promise.resolve(!1):(this.#c??=this.#x(Po).finally(()=>this.#c=null),this.#c)}close(e=1e3,t=""){this.#b(e,t)}#w(){this.#p||(this.#a(),this.#a=this.#t.after(Mo,()=>this.#b(
1006,"error")))}#g(e){if(this.#p)return;this.#o=this.#t.now(),this.#u=!1;let t=qo(e);if(t===null){this.#b(1006,"a frame that is no JSON object");return}if(t.type===
"error"&&t.ref===void 0&&t.code==="bad_frame"){this.#b(1006,"a command that the server could not read");return}if(t.type==="ok"||t.type==="error"||t.type==="pon\
g"){this.#f(t);return}t.type==="welcome"?(this.#l=!0,this.#d=!0,this.#h=t.limits??{},this.#r=(t.heartbeat??Ui/1e3)*1e3,this.#y(this.#r)):t.type==="bye"&&(this.#m=
t),this.dispatchEvent(new CustomEvent("event",{detail:t}))}#f(e){let t=this.#s.get(e.ref);if(this.#s.delete(e.ref),!!t){if(e.type==="error"){t.reject(w.from(e));
return}try{t.resolve(t.onAnswer(e))}catch(s){t.reject(s)}}}#y(e){this.#a(),this.#a=this.#t.after(e,()=>this.#k())}#k(){let e=this.#t.now()-this.#o;if(e<this.#r){
this.#y(this.#r-e);return}this.#x(Ro)}#x(e){let t=this.#t.now();this.#u=!0;let s=this.command("ping").then(()=>!0,({code:i})=>i!=="disconnected");return this.#a(),
this.#a=this.#t.after(e,()=>{let i=this.#t.now()-t>e+Oo;this.#u?i?this.#x(e):this.#b(1006,"silence"):this.#k()}),s}#b(e,t){if(this.#p)return;this.#p=!0,this.#a(),
this.#e.onmessage=null,this.#e.onclose=null,this.#e.readyState<2&&this.#e.close(1e3);let s=new w("disconnected");for(let{reject:i}of this.#s.values())i(s);for(let[
i,o]of this.#i)i(),o(s);this.dispatchEvent(new CustomEvent("closed",{detail:{code:e,reason:t,bye:this.#m,opened:this.#l}}))}};function qo(n){try{let e=JSON.parse(
n);return e!==null&&typeof e=="object"?e:null}catch{return null}}var jo=1e4,Io={offline:()=>"this device is offline",server_unreachable:({url:n,detail:e})=>`no chatd answers at ${n}${e?`: ${e}`:""}`,server_busy:({url:n,detail:e})=>`\
the server at ${n} takes no more connections now: ${e}`,origin_not_allowed:({url:n,origin:e})=>`the server at ${n} does not let pages of ${e} in: add "${e}" to \
\`origins\` in [server] of its configuration; if the page came from that server, its proxy has to pass on the Host`,upgrade_refused:({url:n})=>`the server at ${n}\
 can be reached over HTTP, but no WebSocket can be opened: a proxy on the way does not pass on the fields Upgrade and Connection`},Ye=class{#e;#t;#s;#i;#n=0;#o=null;#r=!1;#a=null;#h=new Set;constructor({
url:e,fetch:t,clock:s,onDiagnosis:i}){this.#e=String(e),this.#t=t,this.#s=s,this.#i=i}get diagnosis(){return this.#a}reset(){this.#n=0,this.#o=null,this.#r=!1,this.#a=
null}attemptFailed(){this.#n+=1;let e=(this.#n&this.#n-1)===0;this.#o===null&&(e||this.#r&&this.#a===null)&&this.#l()}async#l(){let e={};this.#o=e;let t=await this.#d();
if(this.#o!==e)return;if(this.#o=null,t.reason==="upgrade_refused"&&!this.#r){this.#r=!0;return}this.#r=t.reason==="upgrade_refused";let{reason:s}=t,i=Io[s](t);
this.#a={reason:s,message:i},(s==="origin_not_allowed"||s==="upgrade_refused")&&!this.#h.has(s)&&(this.#h.add(s),globalThis.console?.warn(`chatd: ${i}`)),this.#i(
this.#a)}async#d(){if(globalThis.navigator?.onLine===!1)return{reason:"offline"};if(!this.#t)return{reason:"server_unreachable",url:this.#e};let{origin:e,url:t,
href:s}=this.#u();try{let i=await this.#c(s),o={origin:e,url:t,detail:`HTTP ${i.status}`};if(i.status===429||i.status===503)return{reason:"server_busy",...o};let{
origin_allowed:r}=await i.json().catch(()=>null)??{};return typeof r!="boolean"?{reason:"server_unreachable",...o}:{reason:r?"upgrade_refused":"origin_not_allow\
ed",...o}}catch(i){return{reason:"server_unreachable",url:t,detail:i instanceof w?i.message:""}}}async#c(e){let t=new AbortController,s=this.#s.after(jo,()=>t.abort(
new w("timeout","no answer")));try{let i=this.#t;return await i(e,{credentials:"omit",cache:"no-store",signal:t.signal})}finally{s()}}#u(){let e=new URL(this.#e,
globalThis.location?.href);e.protocol={"wss:":"https:","ws:":"http:"}[e.protocol]??e.protocol,e.hash="";let t=e.href,s=globalThis.location?.origin??"";return s&&
e.searchParams.set("origin",s),{origin:s,url:t,href:e.href}}};var No=1e4,$o=3,Do=4e3,Bo=/^\s*[\x21-\x7e]+\s*$/,Ke=class extends EventTarget{#e;#t;#s;#i=null;#n={state:"idle"};#o=()=>{};#r=0;#a=!1;#h;constructor({url:e,credentials:t,
exclusive:s,WebSocket:i,fetch:o,clock:r,random:a}){super(),this.#e={url:e,credentials:t,exclusive:s,WebSocket:i},this.#t=r,this.#s=new Fe({random:a}),this.#h=new Ye(
{url:e,fetch:o,clock:r,onDiagnosis:c=>this.#k(c)})}get state(){return this.#n}get current(){return this.#n.state==="online"?this.#i:null}connect(){this.#i===null&&
!this.#a&&this.#l()}retry(){this.#a&&this.#l()}async check(){let e=this.#i;return e===null?(this.retry(),!1):this.#n.state==="connecting"&&this.#t.now()-this.#r>=
Do?(this.#i=null,e.close(),this.#l(),!1):e.check()}close(){this.#x(),this.#b("idle")}fail(e){this.#i?.close(1e3,e)}#l(){this.#d(),this.#r=this.#t.now();let{url:e,
WebSocket:t}=this.#e,s;try{s=new We({url:e,WebSocket:t,clock:this.#t})}catch(i){this.#b("refused",{error:new w("invalid",i.message,{field:"url"})});return}this.#i=
s,s.addEventListener("event",({detail:i})=>this.#c(s,i)),s.addEventListener("closed",({detail:i})=>this.#y(s,i)),this.#b("connecting",this.#h.diagnosis)}#d(){this.#o(),
this.#a=!1}#c(e,t){this.#v("event",t),t.type==="welcome"?(this.#h.reset(),this.#u(e,t)):t.type==="expiring"&&e===this.current&&this.#w(e)}async#u(e,{user:t,account:s}){
try{t?this.#f({user:t,account:s,expires:s?.expires}):await this.#p(e)}catch(i){this.#m(e,i);return}e.closed||(this.#b("online"),this.#v("online",e))}#m(e,t){e.closed||
(t instanceof w?(this.#x(),this.#b("refused",{error:t})):e.close(1e3,String(t?.message??t)))}async#p(e){let t=i=>this.#f(i),s=await this.#g({});for(let i=1;;i+=
1){if(!s)throw new w("login_required");try{let r=e.commandWithRetry("login",s,t);i===1&&this.#v("entering",e),await r;return}catch(r){if(!(s.token&&(r.code==="b\
ad_token"||r.code==="expired"))||i===$o)throw r}if(await this.#e.exclusive(async()=>(s=await this.#g({refused:s.token}),!s||s.token?!1:e.commandWithRetry("login",
s,t).then(()=>!0))))return}}async#w(e){try{let t=typeof this.#e.credentials=="function"&&await this.#g({expiring:!0});t&&t.token&&!e.closed&&await e.commandWithRetry(
"login",{token:t.token},s=>this.#f(s))}catch{}}async#g(e){let t=this.#e.credentials,s=await(typeof t=="function"?t(e):t);if(s?.token&&!Bo.test(s.token)){let i=`\
the token is none: it begins with ${JSON.stringify(String(s.token).slice(0,20))}`;throw typeof t=="function"?new Error(i):new w("bad_token",i)}return!s||!s.token&&
s.guest===void 0?null:s.token?{...s,token:s.token.trim()}:{...s}}#f({user:e,token:t,expires:s,account:i}){this.#v("login",{user:e,token:t,expires:s,account:i})}#y(e,{
code:t,reason:s,bye:i,opened:o}){if(e!==this.#i)return;if(this.#i=null,this.#v("lost"),!Bi(t,i)){this.#b("ended",{code:i?.code??t,reason:i?.reason??s});return}this.#t.
now()-this.#r>=No&&this.#s.reset();let r=i?.retry_after??this.#s.next();this.#o=this.#t.after(r,()=>this.#l()),this.#a=!0;let a={wait:r,until:this.#t.time()+r,code:t,
reason:s},{diagnosis:c}=this.#h;this.#b(c?"unreachable":"waiting",{...a,...c}),o||this.#h.attemptFailed()}#k(e){if(this.#a){let{until:t,code:s,reason:i}=this.#n;
this.#b("unreachable",{wait:t-this.#t.time(),until:t,code:s,reason:i,...e})}else this.#n.state==="connecting"&&this.#b("connecting",e)}#x(){this.#d(),this.#h.reset();
let e=this.#i;this.#i=null,e?.close(),this.#v("lost")}#b(e,t={}){this.#n={state:e,...t},this.#v("state",this.#n)}#v(e,t){this.dispatchEvent(new CustomEvent(e,{detail:t}))}};var Fo=5,ze=class{#e=[];#t=new Map;#s=new Map;get items(){return this.#e.map(e=>({...e}))}add({error:e=null,...t}){this.#e.push({...t,state:e?"failed":"waiting",
error:e});let s=new Promise((i,o)=>this.#t.set(t.key,{resolve:i,reject:o}));return s.catch(()=>{}),e&&this.#t.get(t.key).reject(e),s}next(){if(this.#e.some(t=>t.
state==="sending"))return null;let e=this.#e.find(t=>t.state==="waiting");return e?(e.state="sending",e):null}acknowledge(e,t){return e==null||!this.#n(e)?!1:(this.#o(
e)?.resolve(t),!0)}fail(e,t){let s=this.#i(e);s&&(s.state="failed",s.error=t,this.#s.delete(e),this.#t.get(e)?.reject(t))}postpone(e,t){let s=this.#i(e);s?.state===
"sending"&&(s.state="waiting",s.error=t)}retry(e){let t=this.#i(e);if(t?.state==="failed"){let s=this.#e.indexOf(t);this.#e.splice(s,1),this.#e.push({...t,state:"\
waiting",error:null})}}discard(e){let t=this.#i(e);return!t||t.state==="sending"?!1:(this.#n(e),this.#o(e)?.reject(new w("discarded")),!0)}connectionLost(){for(let{
key:e,state:t}of[...this.#e]){if(t!=="sending")continue;let s=(this.#s.get(e)??0)+1;if(this.#s.set(e,s),s>=Fo){let i=`the connection was lost ${s} times while t\
his message was being sent`;this.fail(e,new w("unanswered",i))}else this.#i(e).state="waiting"}}rejectAll(e){for(let{reject:t}of this.#t.values())t(e)}#i(e){return this.#e.
find(t=>t.key===e)}#n(e){let t=this.#e.findIndex(s=>s.key===e);return this.#s.delete(e),t>=0&&this.#e.splice(t,1).length>0}#o(e){let t=this.#t.get(e);return this.#t.
delete(e),t}};var Uo=100,Wo=1e3,Yo=6e4,He=class{#e;#t;#s;#i;#n;#o;#r;#a=null;#h=null;#l=!1;#d=!1;#c;#u=new ze;constructor(e,{limit:t,since:s,maxReplay:i,emit:o,clock:r,user:a,
limits:c}){this.#e=e,this.#t=t,this.#s=i,this.#c=new cs(s),this.#i=o,this.#n=r,this.#o=a,this.#r=c}get outbox(){return this.#u.items}get position(){return this.#c.
position}join(e){return this.#a!==e&&(this.#a=e,this.#h=this.#w(e)),this.#h}suspend(){this.#a=null,this.#l=!1,this.#d=!1,this.#u.connectionLost(),this.#E()}rejectPending(e){
this.#u.rejectAll(e)}receive(e){if(e.type==="room"&&e.epoch!==void 0&&e.epoch!==this.#c.epoch){this.#c.invalidate(),this.#i("room",e),this.#x();return}e.type===
"erase"&&this.#c.eraseUser(e.user),["message","edit","delete"].includes(e.type)?(this.#L(this.#c.append(e),{replayed:!1}),this.#k()):this.#i(e.type,e)}say(e,{key:t,
data:s,reply_to:i,time:o=this.#n.time(),error:r,timeout:a}){let c=r??this.#m({text:e,data:s,key:t,reply_to:i}),h=this.#u.add({key:t,text:e,...Wt({data:s}),reply_to:i,
time:o,error:c});if(a!==void 0){let d=this.#n.after(a,()=>this.#C(t,new w("timeout")));h.then(d,d)}return this.#E(),this.#v(),h}retry(e){this.#u.retry(e),this.#E(),
this.#v()}discard(e){let t=this.#u.discard(e);return this.#E(),t}changeMessage(e,t){return this.#p(e,t,s=>{let{seq:i,time:o=this.#n.time(),text:r=t.text,data:a=t.
data}=s,c={type:e,room:this.#e,seq:i,target:t.seq,user:this.#o(),time:o},h=e==="edit"?{text:r,...Wt({data:a})}:{};return this.#L(this.#c.append({...c,...h}),{replayed:!1}),
s})}readPage(e,t){let s=this.#c.generation;return this.#p(e,t,i=>{if(s!==this.#c.generation)throw new w("stale");return{...i,events:i.events.map(o=>this.#c.withChanges(
o))}})}#m(e){try{return Ue({type:"say",room:this.#e,...e,ref:0},this.#r()),null}catch(t){return t}}#p(e,t,s){return this.#a?this.#a.command(e,{room:this.#e,...t},
s):Promise.reject(new w("offline"))}async#w(e){let t=this.#c.isBroken?void 0:this.#c.position,s=await e.commandWithRetry("join",{room:this.#e,limit:this.#t,since:t},
i=>(this.#g(i,t),i));return await this.#y(e),s}#g(e,t){if(t&&!e.gap&&e.seq-t.seq>this.#s){this.#c.skip();return}let{entries:s,reset:i,gap:o}=this.#c.join(e);this.#S(
s),this.#i("joined",{...e,events:s,reset:i,gap:o,since:i?null:t,replayed:!i}),this.#f(this.#a,e.presence).catch(()=>{})}async#f(e,t){for(;t?.more;)t=await e.commandWithRetry(
"presence",{room:this.#e,after:t.next},s=>(this.#i("presence",{type:"presence",room:this.#e,joined:s.users,left:[],count:s.count}),s))}async#y(e){for(this.#l=!1;this.#c.
isBehind;){let t={room:this.#e,after:this.#c.seq,limit:Uo};await e.commandWithRetry("history",t,s=>{this.#L(this.#c.appendPage(s.events),{replayed:!0})})}if(this.#c.
isBroken){await this.#w(e);return}this.#l=!0,this.#v()}#k(){this.#l&&this.#c.isBehind&&this.#y(this.#a).catch(e=>this.#b(e))}#x(){this.#l&&(this.#l=!1,this.#w(this.#a).
catch(e=>this.#b(e)))}#b(e){e.code!=="disconnected"&&this.#i("left",{room:this.#e,error:e})}#v(){let e=this.#l&&!this.#d?this.#u.next():null;if(!e)return;let t=this.#a,
{key:s,text:i,data:o,reply_to:r}=e;this.#E();let a=this.#n.after(Yo,()=>t.close(1e3,"no answer to a message"));t.command("say",{room:this.#e,text:i,data:o,key:s,
reply_to:r},c=>this.#T(e,c)).catch(c=>this.#A(t,e,c)).finally(a)}#T({key:e,text:t,data:s,reply_to:i,time:o},{seq:r,time:a=o,text:c=t}){let h={user:this.#o(),text:c,
...Wt({data:s}),time:a,key:e,reply_to:i},d={type:"message",room:this.#e,seq:r,...h};this.#u.acknowledge(e,d),this.#L(this.#c.append(d),{replayed:!1}),this.#E(),
this.#k(),this.#v()}#A(e,{key:t},s){s.code==="disconnected"||e!==this.#a||(s.passing?this.#R(e,t,s):this.#C(t,s))}#R(e,t,s){this.#d=!0,this.#u.postpone(t,s),this.#E();
let i=()=>{this.#d=!1,this.#v()};e.wait(s.retryAfter??Wo).then(i,()=>{})}#C(e,t){this.#u.fail(e,t),this.#E(),this.#v()}#L(e,{replayed:t}){e.length>0&&(this.#S(e),
this.#i("entries",{room:this.#e,entries:e,replayed:t}))}#S(e){e.filter(s=>s.type==="message"&&this.#u.acknowledge(s.key,s)).length>0&&this.#E()}#E(){this.#i("ou\
tbox",{room:this.#e,items:this.#u.items})}};function Wt({data:n}){return n==null?{}:{data:n}}function Yt(n=import.meta.url){let e=new URL("ws",n);return e.protocol=e.protocol==="https:"?"wss:":"ws:",e.href}function Ko(){let n=globalThis.crypto.getRandomValues(
new Uint8Array(16));return Array.from(n,e=>e.toString(16).padStart(2,"0")).join("")}var zo={rooms:"rooms",members:"members",presence:"users",sanctions:"sanction\
s",ignores:"users"},Ho=new Set(["activity","seen","invited","reported","role","sanction"]),Ge=class extends EventTarget{#e;#t;#s;#i=new Map;#n=null;#o=null;#r={};constructor({
url:e=Yt(),credentials:t=null,exclusive:s=h=>h(),WebSocket:i=globalThis.WebSocket,fetch:o=globalThis.fetch,clock:r=C,random:a=Math.random,key:c=Ko}={}){super(),
this.#t=r,this.#s=c,this.#e=new Ke({url:e,credentials:t,exclusive:s,WebSocket:i,fetch:o,clock:r,random:a});let h=(d,u)=>this.#e.addEventListener(d,({detail:f})=>this.#c(
u,f));h("state",d=>this.#h(d)),h("event",d=>this.#g(d)),h("login",d=>this.#u(d)),h("entering",d=>this.#m(d)),h("online",d=>this.#p(d)),h("lost",()=>this.#i.forEach(
({subscription:d})=>d.suspend()))}get state(){return this.#e.state}get user(){return this.#n}get account(){return this.#o}get limits(){return this.#r}get joined(){
return[...this.#i.keys()]}connect(){this.#e.connect()}retry(){this.#e.retry()}check(){return this.#e.check()}disconnect(){this.#e.close()}position(e){return this.#i.
get(e)?.subscription.position}join(e,{limit:t=50,since:s,far:i=1/0,timeout:o}={}){let r=this.#i.get(e);if(!r){let c=(f,p)=>this.#y(f,p),[h,d]=[()=>this.#n,()=>this.#r],
u={limit:t,since:s,maxReplay:i,emit:c,clock:this.#t,user:h,limits:d};r={subscription:new He(e,u)},this.#i.set(e,r)}r.answer||(r.answer=new Promise((c,h)=>Object.
assign(r,{resolve:c,reject:h})),r.answer.catch(()=>{}));let{answer:a}=r;if(o!==void 0){let c=this.#t.after(o,()=>this.#d(e,r));a.then(c,c)}return this.state.state===
"idle"?this.connect():this.#e.current?this.#w(e,r,this.#e.current):this.#l(this.state),a}leave(e){let t=this.#i.get(e);t&&(this.#e.current?.command("leave",{room:e}).
catch(()=>{}),this.#f(e),t.reject?.(new w("not_joined")))}say(e,t,{data:s,reply_to:i,key:o=this.#s(),time:r,error:a,timeout:c}={}){let h={data:s,reply_to:i,key:o,
time:r,error:a,timeout:c},d=this.#a(e,u=>u.say(t,h));return this.#l(this.state),d}outbox(e){return this.#i.get(e)?.subscription.outbox??[]}sayAgain(e,t){this.#i.
get(e)?.subscription.retry(t)}unsay(e,t){return this.#i.get(e)?.subscription.discard(t)??!1}edit(e,t,s,{data:i}={}){return this.#a(e,o=>o.changeMessage("edit",{
seq:t,text:s,data:i}))}delete(e,t){return this.#a(e,s=>s.changeMessage("delete",{seq:t}))}history(e,{before:t,after:s,limit:i=50}={}){return this.#a(e,o=>o.readPage(
"history",{before:t,after:s,limit:i}))}search(e,t,{before:s,limit:i}={}){return this.#a(e,o=>o.readPage("search",{text:t,before:s,limit:i}))}export({after:e,limit:t}={}){
return this.command("export",{after:e,limit:t})}signal(e,t,s={}){return this.command("signal",{room:e,name:t,body:s})}presence(e){return this.list("presence",{room:e})}seen(e,t){
return this.command("seen",{room:e,seq:t})}rooms(){return this.list("rooms")}directory({text:e="",after:t,limit:s}={}){return this.command("directory",{text:e,after:t,
limit:s})}async list(e,t={}){let{current:s}=this.#e;if(!s)throw new w("offline");let i=zo[e],o=await s.command(e,t),r=[...o[i]];for(let a=o;a.more;r.push(...a[i]))
a=await s.commandWithRetry(e,{...t,after:a.next});return{...o,[i]:r}}async rename(e){let t=await this.command("rename",{name:e});return this.#u(t),t.user}command(e,t){
let{current:s}=this.#e;return s?s.command(e,t):Promise.reject(new w("offline"))}#a(e,t){let s=this.#i.get(e);return s?t(s.subscription):Promise.reject(new w("no\
t_joined"))}#h(e){this.#y("state",e),this.#l(e.state==="idle"?{state:"ended",reason:"the client was disconnected"}:e)}#l({state:e,error:t,code:s,reason:i}){if(e!==
"refused"&&e!=="ended")return;let o=t??new w("closed",i||`the server closed the connection with ${s}`);for(let r of this.#i.values())r.reject?.(o),r.answer=null,
r.subscription.rejectPending(o)}#d(e,t){if(this.#i.get(e)===t){let{message:s="no answer to the join"}=this.state,i=new w("timeout",s);this.#e.current?.command("\
leave",{room:e}).catch(()=>{}),t.reject(i),this.#f(e,i)}}#c(e,t){try{e(t)}catch(s){this.#e.fail(`an event that cannot be understood: ${s.message}`)}}#u({user:e,
token:t,expires:s,account:i=this.#o}){this.#n=e,this.#o=i,this.#y("login",{user:e,token:t,expires:s,account:i})}async#m(e){let[[t,s]=[]]=this.#i;try{await s?.subscription.
join(e),s&&!this.#i.has(t)&&await e.command("leave",{room:t})}catch(i){i.code==="login_required"&&s.subscription.suspend()}}async#p(e){for(let[t,s]of[...this.#i])
await this.#w(t,s,e)}async#w(e,t,s){if(!(s.closed||this.#i.get(e)!==t))try{t.resolve?.(await t.subscription.join(s))}catch(i){i.code!=="disconnected"&&this.#i.get(
e)===t&&(this.#f(e,i),t.reject?.(i))}}#g(e){e.type==="welcome"?this.#r=e.limits??{}:e.type==="me"&&(this.#n=e.user,this.#o=e.account??this.#o);let t=this.#i.get(
e.room);if(e.room==null||Ho.has(e.type)?this.#y(e.type,e):t?.subscription.receive(e),t&&e.type==="sanction"&&(e.action==="kick"||e.action==="ban")){let s=e.action===
"ban"?"banned":"kicked";this.#f(e.room,new w(s,e.reason,e))}}#f(e,t){this.#y("left",{room:e,error:t})}#y(e,t){if(e==="left"){let{subscription:o}=this.#i.get(t.room)??
{};o?.suspend(),o?.rejectPending(t.error??new w("not_joined")),this.#i.delete(t.room)}if(this.dispatchEvent(new CustomEvent(e,{detail:t})),e!=="joined"&&e!=="en\
tries")return;let{room:s}=t;for(let o of t.events??t.entries)this.dispatchEvent(new CustomEvent(o.type,{detail:{...o,room:s}}));let i=this.position(s);i&&this.dispatchEvent(
new CustomEvent("position",{detail:{room:s,...i}}))}};var Wi={more:"More","act.mute":"Mute","act.kick":"Remove","act.ban":"Ban","act.unmute":"Unmute","act.unban":"Unban","act.mute.title":"Mute {name}","act.kick.tit\
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
ently","queue.since":"since {time}","queue.address":"everyone at {address}","queue.lift":"End now","audit.create_room":"{by} created the room {room}","audit.set":"\
{by} changed {room}: {detail}","audit.close":"{by} closed {room}","audit.invite":"{by} invited {user} to {room}","audit.role":"{by} changed {user}’s role in {ro\
om}: {detail}","audit.role.none":"{by} removed {user}’s role in {room}","audit.resign":"{by} left {room}","audit.kick":"{by} removed {user} from {room}","audi\
t.mute":"{by} muted {user} in {room}","audit.unmute":"{by} unmuted {user} in {room}","audit.ban":"{by} banned {user} from {room}","audit.unban":"{by} unbanned {\
user} from {room}","audit.delete":"{by} deleted message {seq} by {user} in {room}","audit.resolve":"{by} closed a report about {user} in {room}: {detail}","audi\
t.other":"{by}: {action} {user} {room} {detail}","audit.site":"the whole site","audit.until":"until {until}","audit.ever":"permanently"};var Yi={"day.clock":"{day} {clock}","kind.public":"Public room","kind.private":"Private room","kind.announce":"Announcements","kind.archived":"Archived room","k\
ind.direct":"Direct message","kind.public.about":"Anyone can find it and write in it.","kind.private.about":"Only people you invite know about it.","kind.announ\
ce.about":"Everyone can read, only moderators can write.","kind.archived.about":"Its messages stay readable, nobody can write.","room.removed":"You are no longe\
r a member of “{room}”.","room.untitled":"Private room","rooms.invitations":"Invitations","rooms.private":"Private rooms","rooms.direct":"Direct messages","\
rooms.put":"Hide {room} until there is a new message","rooms.barred":"You cannot enter right now","invited.by":"from {name}","invited.accept":"Accept the invita\
tion to {room}","invited.decline":"Decline the invitation to {room}","invited.told":"{name} invites you to “{room}”","invited.moderator":"{name} invites you\
 to “{room}” as a moderator. Accept or decline in the list of rooms.","invited.owner":"{name} invites you to “{room}” as an owner. Accept or decline in the \
list of rooms.","invited.direct":"{name} started a conversation with you","invited.done":"{name} has been invited","browse.title":"Browse rooms","browse.search":"\
Search rooms","browse.more":"Show more rooms","browse.joined":"joined","browse.found":{one:"{count} room",other:"{count} rooms"},"browse.first":{one:"The first \
room",other:"The first {count} rooms"},"browse.none":"No room matches your search.","browse.empty":"There are no public rooms yet.","create.title":"Create a roo\
m","create.kind":"Kind of room","create.name":"Name","create.name.hint":"Book club","create.id":"Address","create.topic":"Topic (optional)","create.yes":"Create\
 room","create.unnamed":"Please give the room a name.","direct.title":"New direct message","direct.hint":"Only the two of you can read it.","direct.yes":"Start",
"invite.title":"Invite someone to {room}","invite.hint":"They will find the invitation in their list of rooms.","invite.yes":"Invite","find.name":"Account name",
"find.none":"There is no account with that name.","room.menu":"Room options","room.settings":"Room settings","room.invite":"Invite someone","room.resign":"Leave\
 room","room.resign.sure":"Leave {room}? You will no longer be a member.","room.resign.last":"Leave {room}? You are its only owner: nobody will own the room unt\
il an administrator of the site gives it a new one.","room.resign.yes":"Leave","room.link":"Copy link to this room","set.title":"Title","set.topic":"Topic","set\
.slow":"Slow mode: time between messages","set.slow.off":"Off","set.retention":"Keep messages","set.retention.site":"As long as the site does","set.retention.fo\
rever":"Forever","set.retention.none":"Not at all","set.retention.age":"For {span}","set.kind":"Kind of room","set.close":"Close this room","set.close.sure":"Cl\
ose this room for everyone? Its messages stay readable.","set.close.yes":"Close for everyone","role.owner":"Owner","role.moderator":"Moderator","role.invited":"\
Invited","role.muted":"Muted","role.give.owner":"Make owner","role.give.moderator":"Make moderator","role.give.member":"Make member","role.give.none":"Remove as\
 member","role.given":"{name} changed your role in “{room}”","role.given.moderator":"{name} made you a moderator of “{room}”. You can leave the room at any \
time.","role.given.owner":"{name} made you an owner of “{room}”. You can leave the room at any time.","role.done":"{name}’s role was changed","people.onli\
ne":"Online","people.away":"Not in the room right now","person.menu":"Options for {name}","person.direct":"Send a message","person.invite":"Invite to this room",
"write.announce":"Only moderators can write here.","write.closed":"This room is archived: you can read it, but nobody can write.","write.muted":"You are muted h\
ere: you can read but not write.","write.muted.until":"You are muted here until {until}.","write.muted.left":"You are muted here for another {left}.","write.slo\
w":"Next message in {left}",unmuted:"You can write again.","excluded.banned":"You are banned from {room}","excluded.banned.ever":"The ban has no end date.","exc\
luded.banned.until":"The ban lasts until {until}. You will then be let back in automatically.","excluded.banned.left":"The ban ends in {left}. You will then be \
let back in automatically.","excluded.kicked":"You were removed from {room}","excluded.kicked.hint":"You can come back.","excluded.return":"Rejoin","excluded.re\
ason":"Reason: {reason}"};var Ki={"loginPage.come":"Welcome back.","loginPage.join":"A name of your own, on all your devices.","loginPage.ways":"How do you want to continue?","loginPage.\
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
r this site. You can allow them in your browser’s settings.",ignored:"Ignored people","ignored.unnamed":"Name not known on this device","ignored.none":"You ar\
e not ignoring anyone.","ignored.done":"You will no longer see messages from {name}.","ignored.undone":"You will see messages from {name} again.",ignore:"Ignore",
unignore:"Stop ignoring","unignore.of":"Stop ignoring {name}",hidden:{one:"{count} message from someone you ignore",other:"{count} messages from people you igno\
re"},"hidden.show":"Show","mention.offer":{one:"{count} suggestion: Enter or Tab inserts it",other:"{count} suggestions: arrow keys to choose, Enter or Tab to i\
nsert"},"pill.called":{one:"{count} message for you",other:"{count} messages for you"}};var Xe={tag:"en",texts:{...Yi,...Wi,...Ki,tagline:"Pick a name and start talking. No account, nothing to install.","loginPage.room":"You are about to join {room\
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
other:"The newest {count} messages"},"search.more":"Show older results","connection.connecting":"Connecting…","connection.waiting":"Connection lost. Trying ag\
ain in {seconds} s","connection.now":"Connection lost. Trying again…","connection.offline":"You are offline. What you write is kept and sent later.","connecti\
on.server_unreachable":"The server cannot be reached. Trying again in {seconds} s","connection.server_busy":"The server is not accepting more connections right \
now. Trying again in {seconds} s","connection.origin_not_allowed":"The server does not accept connections from this page. Tell the site’s administrator: this pa\
ge’s address has to be listed in server.origins, or the proxy has to pass on the Host header.","connection.upgrade_refused":"Something between you and the ser\
ver, perhaps a proxy, is blocking chat connections (WebSocket). Trying again…","connection.ended":"The connection is closed: {reason}","connection.online":"Co\
nnected","connection.retry":"Try now","me.settings":"Your settings","me.name":"Display name","me.save":"Save","me.renamed":"You are now {name}",export:"Export m\
y data","export.busy":{one:"Collecting your messages: {count} so far…",other:"Collecting your messages: {count} so far…"},"export.done":{one:"{count} messag\
e saved as {file}.",other:"{count} messages saved as {file}."},"export.none":"You have not sent any messages yet.","me.forget":"Start over as someone new","me.f\
orget.sure":"Forget your name and rooms on this device?","me.forget.yes":"Forget and start over","error.bad_frame":"The server did not understand the message.",
"error.unknown_type":"The server does not support this. It may be older than this page.","error.invalid":"The server did not accept it: {message}","error.login_\
required":"Guests are not allowed here. Sign in with an account.","error.bad_token":"Your sign-in is no longer valid. Please sign in again.","error.expired":"Yo\
ur session has expired. Please sign in again.","error.forbidden":"You are not allowed to do that here. Ask a moderator if you need it.","error.not_found":"This \
no longer exists, or never did.","error.not_joined":"You are not in this room. Open it again.","error.muted":"You are muted here: you can read, but not write.",
"error.muted.until":"You are muted here until {until}. You can read meanwhile.","error.banned":"You are banned here.","error.banned.until":"You are banned here \
until {until}.","error.kicked":"You were removed.","error.slow_mode":"Slow mode: please wait a moment between messages.","error.slow_mode.wait":"Slow mode: wait\
 {seconds} s before your next message.","error.rate_limited":"You are doing that too fast. Please wait a moment and try again.","error.too_large":"This is too l\
ong. Shorten it and try again.","error.filtered":"The message was blocked by a filter. Change it and try again.","error.conflict":"This is already taken. Choose\
 something else.","error.unavailable":"The server cannot do that right now. Please try again in a moment.","error.internal":"Something went wrong on the server.\
 Try again, and tell whoever runs it if it happens again.","error.disconnected":"The connection was lost. Try again when you are connected.","error.offline":"Th\
ere is no connection. Try again when you are connected.","error.closed":"The connection is closed. Reload the page to connect again.","error.timeout":"The serve\
r did not answer in time. Please try again.","error.unanswered":"The connection failed every time this was sent. Try again, perhaps in smaller parts.","error.st\
ale":"The room was reset in the meantime. Please try again.","error.discarded":"Discarded.","error.rate_limited.wait":"You are doing that too fast. Try again in\
 {seconds} s.","error.unavailable.wait":"The server cannot do that right now. Try again in {seconds} s.","error.full.rooms":"You have as many rooms open as you \
can ({count}). Leave one, then try again.","error.full.memberships":"You belong to as many rooms as you can ({count}). Leave one, then try again.","error.full.m\
embers":"This room is full: it has {count} members. Someone has to leave before another can be added.","error.full.ignored":"You ignore as many people as you ca\
n ({count}). Stop ignoring someone first.","error.full.sanctions":"This room has as many mutes and bans as it can ({count}). End one first.","error.with":"{text\
} Reason: {reason}","error.quoted":"{text} {reason}","reason.quoted":"{name}: “{reason}”","reason.operator":"The operators of this site"}};var Kt=Object.freeze({en:"English",zh:"简体中文"}),Go={zh:()=>import("./zh-XIARX74H.js")},Hi={en:Xe};async function Ve(n){try{return Hi[n]??=(await Go[n]()).
default,n}catch{return"en"}}var zi=9e5,Xo=2e3,Je=[["week",6048e5],["day",864e5],["hour",36e5],["minute",6e4],["second",1e3]],Jo=/[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
function Qo(n){return typeof n=="string"&&Jo.test(n)?`⁨${n}⁩`:n}function Gi(n){return n.filter(Boolean).map(t=>t.toLowerCase().split("-")[0]).find(t=>Object.
hasOwn(Kt,t))??"en"}var Qe=class{#e;#t;#s;#i=new Map;constructor(e,{timeZone:t,wished:s=[]}={}){let{texts:i,tag:o}=Hi[e],r=s.find(d=>d.toLowerCase().split("-")[0]===
e)??o;this.code=e,this.tag=o,this.#e=i,this.#s=d=>new Intl.NumberFormat(r,{style:"unit",unit:d,unitDisplay:"long"});let a=d=>()=>new Intl.DateTimeFormat(r,{...d,
timeZone:t}),c=()=>({hour:Vo(r),minute:"2-digit"}),h=d=>()=>a({...d,...c()})();this.#t=er({plural:()=>new Intl.PluralRules(r),relative:()=>new Intl.RelativeTimeFormat(
r,{numeric:"auto"}),clock:h({}),day:a({weekday:"long",day:"numeric",month:"long"}),distant:a({day:"numeric",month:"long",year:"numeric"}),exact:a({dateStyle:"fu\
ll",timeStyle:"medium"}),short:a({day:"numeric",month:"short"}),dated:a({day:"numeric",month:"short",year:"numeric"}),week:h({weekday:"long"}),year:h({day:"nume\
ric",month:"long"}),ever:h({day:"numeric",month:"long",year:"numeric"}),key:()=>t?new Intl.DateTimeFormat("en-CA",{timeZone:t}):{format:Zo}})}t(e,t={}){let s=this.#e[e]??
Xe.texts[e]??e;return(typeof s=="string"?s:s[this.#t.plural.select(t.count)]??s.other).replace(/\{(\w+)\}/g,(o,r)=>Qo(t[r])??o)}has(e){return e in Xe.texts}clock(e){
return this.#t.clock.format(e)}brief(e){return this.#t.clock.formatToParts(e).filter(({type:s})=>s!=="dayPeriod").map(({value:s})=>s).join("").trim()}exact(e){return this.#t.
exact.format(e)}dayKey(e){let t=Math.floor(e/zi);return this.#i.has(t)||(this.#i.size>=Xo&&this.#i.clear(),this.#i.set(t,this.#t.key.format(t*zi))),this.#i.get(
t)}when(e,t){return this.dayKey(e)===this.dayKey(t)?this.clock(e):this.#t[Math.abs(t-e)<300*864e5?"short":"dated"].format(e)}until(e,t){let s=this.#n(e,t);if(s===
0)return this.clock(e);if(s===1)return this.t("day.clock",{day:this.#t.relative.format(1,"day"),clock:this.clock(e)});let i=s<7?"week":s<300?"year":"ever";return this.#t[i].
format(e)}span(e){let[t,s]=Je.find(([,i])=>e%i===0)??Je.at(-1);return this.#s(t).format(e/s)}left(e){let[t,s]=Je.find(([,i])=>e>=2*i)??Je.at(-1);return this.#s(
t).format(Math.ceil(e/s))}day(e,t,{inSentence:s=!1}={}){let i=this.#n(e,t);if(i===0||i===-1){let o=this.#t.relative.format(i,"day");return s?o:o.charAt(0).toLocaleUpperCase(
this.tag)+o.slice(1)}return this.#t[i>-300&&i<300?"day":"distant"].format(e)}#n(e,t){return Math.round((Date.parse(this.dayKey(e))-Date.parse(this.dayKey(t)))/864e5)}};
function Vo(n){return new Intl.DateTimeFormat(n,{timeStyle:"short",timeZone:"UTC"}).format(Date.UTC(2e3,0,1,9,5)).startsWith("0")?"2-digit":"numeric"}function Zo(n){
let e=new Date(n),t=s=>String(s).padStart(2,"0");return`${e.getFullYear()}-${t(e.getMonth()+1)}-${t(e.getDate())}`}function er(n){let e=new Map,t=i=>e.get(i)??e.
set(i,n[i]()).get(i),s=Object.keys(n).map(i=>[i,{get:()=>t(i)}]);return Object.defineProperties({},Object.fromEntries(s))}function Xi(n,e){return{...n,members:Object.fromEntries(e.map(t=>[t.user.id,t]))}}function Ji(n,{user:e,role:t,invited:s=!1}){let{[e.id]:i,...o}=n.members??{};return{
...n,members:t===null?o:{...o,[e.id]:{...i,user:e,role:t,invited:s}}}}function Gt(n,e){let t=n.members??{},s=Object.values(n.people).map(r=>zt(r,t[r.id])),i=Object.
values(t).filter(({user:r})=>!(r.id in n.people)),o=s.length>=Math.min(n.count,1);return{here:Ht(s,e),away:o?Ht(i.map(r=>zt(r.user,r)),e):[]}}function zt(n,e){return{
user:n,role:e?.role??null,invited:e?.invited??!1}}function Ht(n,e){let t=({user:i})=>i.id===e?.id?0:1,s=({role:i})=>i==="owner"?0:i==="moderator"?1:2;return n.sort(
(i,o)=>t(i)-t(o)||s(i)-s(o)||i.user.name.localeCompare(o.user.name))}function Qi({rooms:n,roomList:e,me:t},s){let{here:i,away:o}=Gt(s,t),r=[...i,...o],{other:a}=e[s.
id]??{},c=a&&!r.some(({user:d})=>d.id===a.id)?[...r,zt(a)]:r,h=({user:d})=>Object.values(n).some(u=>u.joined&&d.id in u.people);return Ht(c,t).map(d=>({...d,online:d.
user.id!==t?.id&&h(d)}))}function Xt(n){return fs(n,"member")}function Vi({tab:n,room:e,closed:t=!1}){return Object.freeze({tab:n,room:e,closed:t,items:[],more:!1,next:null,state:"busy",error:null})}function Zi(n){return{...n,
state:"busy",error:null}}function en(n,{request:e,items:t,more:s,next:i=null,further:o}){if(!on(n,e))return n;let r=o?n.items:[],a=t.filter(({id:c})=>!r.some(h=>h.
id===c));return{...n,items:[...r,...a],more:s,next:i,state:"done",error:null}}function tn(n,{request:e,error:t}){return on(n,e)?{...n,state:"failed",error:t}:n}
function sn(n,e,t){return{...n,items:n.items.map(s=>s.id===e?{...s,...t}:s)}}function nn(n,e){return{...n,items:n.items.filter(t=>t.id!==e)}}function on(n,{tab:e,
room:t,closed:s}){return n!==null&&n.tab===e&&n.room===t&&n.closed===s}var ir=Object.freeze({me:null,account:null,loginName:null,nameMarks:Object.freeze({}),loginForm:Ri,siteBan:null,connection:Object.freeze({state:"idle"}),offline:!1,
limits:Object.freeze({}),ignored:Object.freeze({}),unsupported:Object.freeze([]),rooms:Object.freeze({}),roomList:Object.freeze({}),active:null,watching:null,following:null,
muted:null,reports:Object.freeze({}),moderationQueue:null});function nr(n,e){let t=or[e.type];return t?t(n,e):rn(n,e)}var or={connectionChanged:(n,{connection:e})=>({
...n,connection:e,me:e.state==="refused"?null:n.me}),networkChanged:(n,{offline:e})=>({...n,offline:e}),siteLoaded:(n,e)=>({...n,loginForm:_i(n.loginForm,e)}),loginLinkChanged:(n,e)=>({
...n,loginForm:Mi(n.loginForm,e)}),loginModeChosen:(n,e)=>({...n,loginForm:Pi(n.loginForm,e)}),loginBusyChanged:(n,e)=>({...n,loginForm:Oi(n.loginForm,e)}),siteBanChanged:(n,{
ban:e})=>({...n,siteBan:e}),limitsReceived:(n,{limits:e})=>({...n,limits:e}),commandUnsupported:(n,{command:e})=>({...n,unsupported:[...n.unsupported,e]}),userChanged:(n,{
user:e})=>({...n,me:e}),accountChanged:(n,{account:e})=>({...n,account:e}),ignoreListLoaded:(n,{users:e})=>({...n,ignored:Os(e)}),userIgnored:(n,{user:e})=>({...n,
ignored:qs(n.ignored,e)}),userUnignored:(n,{user:e})=>({...n,ignored:js(n.ignored,e)}),roomOpened:(n,e)=>cr(n,e.room),roomLeft:(n,e)=>hr(n,e.room),roomExcluded:(n,e)=>ei(
n,e.room,e.exclusion),muteChanged:(n,e)=>ti(n,e.room,e.mute),reportsCounted:(n,{room:e,open:t})=>({...n,reports:{...n.reports,[e]:t}}),queueShown:(n,{request:e})=>({
...n,moderationQueue:e&&Vi(e)}),queueRequested:n=>ie(n,Zi),queueLoaded:(n,e)=>ie(n,t=>en(t,e)),queueFailed:(n,e)=>ie(n,t=>tn(t,e)),queueItemChanged:(n,{id:e,changes:t})=>ie(
n,s=>sn(s,e,t)),queueItemRemoved:(n,{id:e})=>ie(n,t=>nn(t,e)),roomWatched:(n,e)=>dr(n,e.room),endFollowed:(n,{room:e})=>({...n,following:e}),targetChanged:(n,e)=>rn(
e.seq===null?n:{...n,following:null},e),typingExpired:(n,{now:e})=>Jt(n,t=>vs(t,e)),nameMarksChanged:(n,{nameMarks:e})=>({...n,nameMarks:e}),loginNameLoaded:(n,{
loginName:e})=>({...n,loginName:e}),userRenamed:(n,{user:e})=>({...Jt(n,t=>ds(t,e)),roomList:oi(n.roomList,e)}),userErased:(n,{user:e})=>Jt(n,t=>hs(t,e)),roomAdded:(n,e)=>e.
room in n.rooms?n:K(n,Bs(e.room)),roomListLoaded:(n,e)=>({...n,roomList:si(n.roomList,e.rooms)}),roomListed:(n,e)=>({...n,roomList:Ot(n.roomList,e.listing)}),activityReceived:(n,{
event:e})=>{let t=ii(n.roomList,e);return t===n.roomList?n:{...n,roomList:t}},roomUnlisted:(n,e)=>({...n,roomList:jt(n.roomList,e.room)}),seenReceived:(n,{event:e})=>lr(
n,e)},rr={membersLoaded:(n,e)=>Xi(n,e.members),memberChanged:(n,{event:e})=>Ji(n,e),sanctionsLoaded:(n,e)=>({...n,sanctions:e.sanctions}),slowModeStarted:(n,{until:e})=>Zs(
n,e),roomJoined:(n,e,t)=>Fs(n,e.answer,{...t,seen:e.seen}),entriesReceived:(n,e,t)=>Ws(n,e.entries,{...t,replayed:e.replayed}),outboxChanged:(n,{items:e})=>({...n,
pending:e}),presenceChanged:(n,{event:e})=>ys(n,e),typingReceived:(n,{user:e,now:t},s)=>e.id in s.ignored?n:bs(n,e,t),settingsChanged:(n,{event:e})=>Us(n,e),historyLoading:(n,{
loading:e})=>({...n,loading:e}),olderLoaded:(n,{page:e,before:t})=>Ys(n,e,t),newerLoaded:(n,{page:e,after:t})=>Ks(n,e,t),windowReplaced:(n,{page:e,target:t})=>zs(
n,e,{target:t}),targetChanged:(n,{seq:e})=>({...Mt(n,[e]),target:Hs(e)}),originalLoaded:(n,{seq:e,entry:t},s)=>Ds(n,e,t,s),messagesRevealed:(n,{seqs:e})=>Mt(n,e),
messagesRead:(n,{seq:e},t)=>Pt(n,e,t),replyChanged:(n,{entry:e})=>ks(n,e),editingChanged:(n,{entry:e})=>xs(n,e),deletingChanged:(n,{entry:e})=>Es(n,e),draftChanged:(n,e)=>Ts(
n,e),searchToggled:(n,{open:e})=>Ls(n,e),searchStarted:(n,e)=>Ss(n,e),searchResultsLoaded:(n,e)=>As(n,e),searchFailed:(n,e)=>Cs(n,e)};function ar(n,{room:e}){return n.
roomList[e]?.invited?{...n,roomList:Ot(n.roomList,{room:e,invited:!1})}:n}function rn(n,e){let t=e.type==="roomJoined"?ar(n,e):n,s=t.rooms[e.room],i=rr[e.type];
if(!s||!i)return t;let{watching:o,active:r,following:a}=t,c={watched:o===s.id,open:r===s.id,following:a===s.id},h=i(s,e,{...Qt(t),...c});return h===s?t:K(t,h)}function ie(n,e){
return n.moderationQueue===null?n:{...n,moderationQueue:e(n.moderationQueue)}}function Qt({me:n,ignored:e}){return{me:n,ignored:e}}function K(n,e){return{...n,rooms:{
...n.rooms,[e.id]:Object.freeze(e)}}}function Jt(n,e){return Object.values(n.rooms).reduce((s,i)=>{let o=e(i);return o===i?s:K(s,o)},n)}function lr(n,e){let t=n.
rooms[e.room];return{...t?.epoch===e.epoch?K(n,Pt(t,e.seq,Qt(n))):n,roomList:ni(n.roomList,e)}}function cr(n,e){if(n.active===e)return n;let t=n.rooms[n.active],
s=t?K(n,Gs(t)):n,i=s.rooms[e];return{...i?K(s,Ns(i)):s,active:e,watching:null,following:e}}function hr(n,e){let{[e]:t,...s}=n.rooms,i=n.active===e?Object.keys(s)[0]??
null:n.active,o=i===n.active;return{...n,rooms:s,active:i,watching:o?n.watching:null,following:o?n.following:i}}function dr(n,e){let t=n.rooms[e],s={...n,watching:t?
e:null};return t&&!Is(t)?K(s,$s(t,Qt(n))):s}function an(n){let{[n.active]:e,...t}=n.rooms,s={...n,rooms:t,roomList:ur(n)};return{unread:Vt(s),mentions:Zt(s)}}function ur({
roomList:n,active:e}){return e===null?n:jt(n,e)}function Vt(n){return[...Object.values(n.rooms),...qt(n.roomList,n.rooms)].reduce((t,s)=>t+s.unread,0)}function Zt(n){
let e=s=>s.kind==="direct"?s.unread:s.mentions??0;return[...Object.values(n.rooms),...qt(n.roomList,n.rooms)].reduce((s,i)=>s+e(i),0)}var Ze=class extends EventTarget{#e=ir;get state(){
return this.#e}get room(){return this.#e.rooms[this.#e.active]??null}dispatch(e){let t=nr(this.#e,e);t!==this.#e&&(this.#e=t,this.dispatchEvent(new CustomEvent(
"change",{detail:e})))}};function Q({language:n,setLanguage:e}){let t=Object.entries(Kt).map(([i,o])=>{let r=i===n.code;return l("option",{value:i,selected:r,lang:i},o)}),s=({target:i})=>e(
i.value);return l("label",{class:"language"},l("span",{class:"visually-hidden"},n.t("language")),l("select",{class:"select",name:"language",on:{change:s}},t))}var mr={guest:"loginPage.guest",signIn:"loginPage.signIn",register:"loginPage.register"},et=class{#e;#t=l("p",{class:"gate-tagline"});#s=l("p",{class:"gate-note",
role:"status"});#i;#n=l("div",{class:"gate-way"});#o=l("p",{class:"gate-hint",role:"status"});#r=new Map;#a=null;#h="";constructor(e){let{language:t,browser:s}=e;
this.#e=e;let{room:i}=s.route();this.#i=l("div",{class:"gate-ways",role:"group","aria-label":t.t("loginPage.ways")}),this.element=l("main",{class:"gate"},l("div",
{class:"gate-card"},l("div",{class:"gate-brand"},l("span",{class:"brand-mark"},v("wave")),l("h1",{},"chatd")),this.#t,i&&l("p",{class:"gate-room"},pr(t,i)),this.#s,
this.#i,this.#n,this.#o,Q(e)))}render({loginForm:e,connection:t,offline:s,me:i}){let{language:o}=this.#e,r=["connecting","waiting","unreachable"].includes(t.state),
a=e.busy||r||t.state==="online"&&!i;g(this.#t,o.t(ln[e.link?.kind]??ln[e.mode]??"tagline")),g(this.#s,e.note?o.t(e.note.name,e.note.values):""),this.#d(e),this.#c(
e);let c=this.#r.get(e.mode);c?.setBusy(a,o.t("loginPage.entering")),c?.showProblem(e.problem),g(this.#o,this.#l(e,t,s))}close(){}#l({mode:e,problem:t},s,i){let{
language:o}=this.#e;if(i)return o.t("loginPage.offline");if(e===null)return o.t(t?.name==="loginPage.unreached"?"loginPage.unreached":"loginPage.entering");if(s.
state==="unreachable"||s.state==="connecting"&&s.reason)return ee(o,s,Math.ceil((s.wait??0)/1e3));let r={waiting:"connection.now",ended:"connection.ended"}[s.state];
return r?o.t(r,{reason:s.reason||s.code}):""}#d(e){let t=J(e),s=JSON.stringify([t,e.mode]);if(s===this.#h)return;this.#h=s;let{language:i,login:o}=this.#e,r=a=>{
let h={type:"button",class:"gate-choice","aria-pressed":String(a===e.mode)};return l("button",{...h,on:{click:()=>o.chooseMode(a)}},i.t(mr[a]))};this.#i.replaceChildren(
...t.map(r)),this.#i.hidden=t.length<2}#c({mode:e,site:t}){if(e===this.#a)return;let s=this.#r.get(this.#a),i=e&&(this.#r.get(e)??ci(this.#e,e,t));this.#a=e,this.#n.
replaceChildren(...i?[i.element]:[]),i&&(this.#r.set(e,i),i.fill({name:s?.values.name||this.#e.storage.name}),i.focus())}};function pr(n,e){return e.startsWith(
"~")?n.t("loginPage.room.private"):n.t("loginPage.room",{room:`#${e}`})}var ln={invitation:"loginPage.invited",reset:"loginPage.reset",guest:"tagline",signIn:"l\
oginPage.come",register:"loginPage.join"};var tt=class{#e;#t;#s=l("p",{class:"outside-until","aria-live":"off"});#i=l("p",{class:"outside-reason"});#n;#o;#r=()=>{};constructor(e){this.#e=e;let{language:t,
login:s,client:i}=e,o={type:"button",class:"button primary",on:{click:()=>i.connect()}};this.#n=l("button",o,t.t("siteBan.again"));let r=()=>s.signOut().catch(()=>s.
forgetPerson());this.#o=l("button",{type:"button",class:"button quiet",on:{click:r}},t.t("me.leave")),this.#t=l("h1",{tabindex:"-1"},t.t("siteBan")),this.element=
l("main",{class:"gate"},l("div",{class:"gate-card outside",role:"alert"},l("span",{class:"outside-mark"},v("alert")),this.#t,this.#s,this.#i,l("div",{class:"out\
side-buttons"},this.#n,this.#o),Q(e)))}opened(){this.#t.focus()}render({siteBan:e,connection:t,account:s}){let{language:i,clock:o}=this.#e,r=o.time(),a=e.until!==
null&&e.until<=r;this.#s.setAttribute("aria-live",a?"polite":"off"),g(this.#s,a?i.t("siteBan.over"):H(i,"siteBan",e.until,r,"ever"));let c=ue(i,e);g(this.#i,e.by||
!c?c:i.t("siteBan.reason",{reason:c})),this.#n.hidden=!a,this.#n.disabled=t.state==="connecting",this.#o.hidden=s?.kind!=="account",this.#a(a?null:e.until)}close(){
this.#r()}#a(e){if(this.#r(),e!==null){let{clock:t,store:s}=this.#e;this.#r=t.after(1e3,()=>this.render(s.state))}}};var U=class{#e="";constructor(){this.element=l("span",{class:"visually-hidden",role:"status"})}announce(e,t=e){t!==this.#e&&(this.#e=t,g(this.element,e))}};var st=class{#e;#t=l("span");#s=new U;#i;#n={state:"idle"};#o=!1;#r=0;#a=!1;#h=()=>{};constructor(e){this.#e=e;let{language:t,roomActions:s}=e,i={type:"button",
class:"button quiet",on:{click:()=>s.reconnect()}};this.#i=l("button",i,t.t("connection.retry")),this.element=l("div",{class:"banner",hidden:!0},this.#t,this.#i),
this.spoken=this.#s.element,this.light=l("span",{class:"light",role:"img"})}render({connection:e,offline:t}){this.#o=t&&e.state!=="ended"&&e.state!=="refused",e!==
this.#n&&(this.#n=e,this.#r=this.#e.clock.now()+(e.wait??0)),this.#l()}close(){this.#h()}#l(){this.#h();let e=this.#c(),t=this.#o?"offline":this.#n.state,s=t===
"online";g(this.#t,s?"":e),this.element.hidden=s,this.element.dataset.state=t;let i=t==="waiting"||t==="unreachable",o=t==="ended"||t==="refused";this.#i.hidden=
!i&&!o&&!(this.#o&&this.#n.state!=="online"),this.#d(t,e),this.light.dataset.state=t,this.light.setAttribute("aria-label",e),this.light.title=e,i&&(this.#h=this.#e.
clock.after(500,()=>this.#l()))}#d(e,t){e==="online"?(this.#s.announce(this.#a?t:"","online"),this.#a=!1):e!=="connecting"&&e!=="idle"&&(this.#a=!0,this.#s.announce(
t,`${fr[e]??e} ${this.#n.reason??""}`))}#c(){let{language:e,clock:t}=this.#e,{state:s,code:i,reason:o,error:r}=this.#n,a=Math.ceil((this.#r-t.now())/1e3);if(this.#o)
return e.t("connection.offline");switch(s){case"online":return e.t("connection.online");case"waiting":return a>0?e.t("connection.waiting",{seconds:a}):e.t("conn\
ection.now");case"unreachable":return ee(e,this.#n,a);case"ended":return e.t("connection.ended",{reason:o||i});case"refused":return e.t("connection.ended",{reason:_(
e,r)});default:return o?ee(e,this.#n,0):e.t("connection.connecting")}}},fr={waiting:"lost",unreachable:"lost"};var it=class{#e;#t=l("h2",{tabindex:"-1"});#s=l("p",{"aria-live":"off"});#i=l("p",{class:"barred-reason"});#n;#o=null;#r=()=>{};constructor(e){this.#e=e;let{language:t,
roomActions:s}=e,i=()=>s.open(this.#o.id);this.#n=l("button",{type:"button",class:"button primary",on:{click:i}},t.t("excluded.return")),this.element=l("section",
{class:"barred",role:"alert",hidden:!0},l("span",{class:"empty-mark"},v("lock")),this.#t,this.#s,this.#i,this.#n)}get heading(){return this.#t}render(e,t){this.#r(),
this.#o=t;let s=t?.exclusion??null;if(this.element.hidden=s===null,s===null)return;let{language:i,clock:o}=this.#e,r=s.code==="kicked";g(this.#t,i.t(`excluded.${s.
code}`,{room:q(i,e,t.id)}));let a=o.time(),c=r?i.t("excluded.kicked.hint"):H(i,"excluded.banned",s.until,a,"ever");g(this.#s,c);let h=ue(i,s);g(this.#i,s.by||!h?
h:i.t("excluded.reason",{reason:h})),this.#n.hidden=!r,!r&&s.until!==null&&s.until>a&&(this.#r=o.after(1e3,()=>this.render(e,this.#o)))}close(){this.#r()}};var nt=class{#e;#t;#s;#i=l("p",{class:"visually-hidden",role:"status"});#n;#o=[];#r=null;#a=0;constructor({language:e},{area:t,changed:s}){this.#e=e,this.#t=t,this.#s=
s;let i={class:"completions",id:"completions",role:"listbox",hidden:!0};this.#n=l("ul",{...i,"aria-label":e.t("people")}),this.#n.addEventListener("pointerdown",
o=>o.preventDefault()),this.element=l("div",{},this.#n,this.#i),t.setAttribute("aria-controls","completions"),t.setAttribute("aria-autocomplete","list"),t.addEventListener(
"blur",()=>this.close())}look(e){let{value:t,selectionStart:s,selectionEnd:i}=this.#t,o=s===i?Ms(t,s,e):null;this.#o=e,JSON.stringify(o)!==JSON.stringify(this.#r)&&
(this.#r=o,this.#a=0,this.#h())}close(){this.#r!==null&&(this.#r=null,this.#h())}key(e){if(this.#r===null||e.isComposing)return!1;let t=this.#r.users.length,s={
ArrowDown:1,ArrowUp:t-1}[e.key];if(s!==void 0)this.#a=(this.#a+s)%t,this.#d();else if(e.key==="Enter"&&!e.shiftKey||e.key==="Tab"&&!e.shiftKey)this.#c(this.#r.users[this.#a]);else if(e.
key==="Escape")this.close();else return!1;return e.preventDefault(),e.stopPropagation(),!0}#h(){let e=this.#r?.users??[];this.#n.hidden=e.length===0,this.#n.replaceChildren(
...e.map((t,s)=>this.#l(t,s))),g(this.#i,e.length>0?this.#e.t("mention.offer",{count:e.length}):""),this.#d()}#l(e,t){return l("li",{class:"completion",role:"op\
tion",id:`completion-${t}`,on:{click:()=>this.#c(e)}},j(e),l("span",{class:"person-name",dir:"auto"},e.name),B(e.mark))}#d(){[...this.#n.children].forEach((e,t)=>e.
setAttribute("aria-selected",String(t===this.#a))),this.#r?(this.#t.setAttribute("aria-activedescendant",`completion-${this.#a}`),this.#n.children[this.#a].scrollIntoView(
{block:"nearest"})):this.#t.removeAttribute("aria-activedescendant")}#c(e){let{text:t,caret:s}=Ps(this.#t.value,this.#r,e,this.#o);this.#t.value=t,this.#t.setSelectionRange(
s,s),this.close(),this.#s()}};var gr=8,wr=200,yr=50,ot=class{#e;#t=null;#s=4e3;#i;#n;#o;#r=l("span",{class:"write-count"});#a=l("span",{class:"about-words"});#h=l("span",{class:"about-text",
dir:"auto"});#l;#d;#c=l("p",{class:"silence",hidden:!0});#u=l("span",{class:"write-slow"});#m={count:new U,silence:new U,slow:new U};#p=null;#w=!1;#g=()=>{};#f;constructor(e){
this.#e=e;let{language:t}=e,s=(o,r)=>t.t(o,r);this.#n=l("textarea",{class:"write",id:"write",rows:"1",dir:"auto","aria-label":s("write"),"aria-description":s(G()?
"write.touch":"write.hint"),enterkeyhint:G()?"enter":"send",autocomplete:"off",on:{input:()=>this.#A(),keydown:o=>this.#R(o),click:()=>this.#b(),keyup:({key:o})=>o.
startsWith("Arrow")&&this.#b()}}),this.#o=l("button",{type:"submit",class:"send","aria-label":s("send"),title:s("send")},v("send")),this.#l=l("div",{class:"abou\
t",hidden:!0},this.#a,this.#h,k("close",s("close"),()=>this.#e.roomActions.reply(null))),this.#d=l("div",{class:"write-box"},this.#n,this.#u,this.#r,this.#o),e.
roomActions.addEventListener("restored",({detail:o})=>this.#T(o)),this.#f=new nt(e,{area:this.#n,changed:()=>this.#A()});let i=o=>{o.preventDefault(),this.#C()};
this.element=l("form",{class:"composer",novalidate:!0,on:{submit:i}},this.#l,this.#c,this.#f.element,this.#d,Object.values(this.#m).map(({element:o})=>o),l("p",
{class:"write-hint","aria-hidden":"true"},s("write.hint")))}get field(){return this.#n}focus(){this.#n.focus()}render(e,t){if(this.#g(),this.#p=e,this.#s=e.limits.
text??this.#s,this.element.hidden=t===null||t.exclusion!==null,this.element.hidden)return;t.id!==this.#t&&(this.#t=t.id,this.#v(this.#e.storage.draft(t.id)));let{
language:s}=this.#e,i=s.t("write.to",{room:q(s,e,t.id)});this.#n.placeholder!==i&&(this.#n.placeholder=i),this.#y(t),this.#x(t),this.#S()}close(){this.#g()}#y(e){
let{clock:t,language:s}=this.#e,i=Xs(e,this.#p.muted),o=i?this.#k(i):"";g(this.#c,o),this.#m.silence.announce(o,i?`${i.why} ${i.until} ${i.reason}`:""),this.#c.
hidden=i===null,this.#d.hidden=i!==null,this.#n.disabled=i!==null;let r=i?0:Qs(e,t.now());this.#w=r>0;let a=r>0?s.t("write.slow",{left:s.left(r)}):"";g(this.#u,
a),this.#m.slow.announce(a,r>0?String(e.pausedUntil):""),(r>0||i?.until!=null)&&(this.#g=t.after(Math.min(r||1e3,1e3),()=>this.render(this.#p,e)))}#k({why:e,until:t,
reason:s,by:i}){let{language:o,clock:r}=this.#e;if(e==="muted"){let a=H(o,"write.muted",t,r.time());return li(o,a,{reason:s,by:i})}return o.t({archived:"write.c\
losed",announce:"write.announce"}[e]??"error.forbidden")}#x({reply:e}){e?.seq!==this.#i&&(this.#i=e?.seq,e&&this.focus());let t=e?this.#e.language.t("reply.to",
{name:e.user.name}):"";g(this.#a,t),g(this.#h,(e&&$(e))??""),this.#l.hidden=t===""}#b(){let{store:e}=this.#e;this.#f.look(e.room?ce(e.room,e.state):[])}#v(e){this.#f.
close(),this.#n.value=e,this.#L()}#T({room:e,text:t}){let s=this.#e.storage.draft(e),i=s.trim()===""?t:`${t}
${s}`;this.#e.storage.setDraft(e,i),this.#v(i),this.#S(),this.focus()}#A(){let{storage:e,roomActions:t}=this.#e;e.setDraft(this.#t,this.#n.value),this.#n.value.
trim()!==""&&t.sendTyping(),this.#L(),this.#S(),this.#b()}#R(e){let{roomActions:t,edits:s}=this.#e;this.#f.key(e)||(pe(e)?(e.preventDefault(),this.#C()):e.key===
"Escape"&&!e.isComposing&&this.#i!==void 0?(e.stopPropagation(),t.reply(null)):e.key==="ArrowUp"&&this.#n.value===""&&s.editLast()&&e.preventDefault())}#C(){let{
roomActions:e,storage:t}=this.#e,s=x(this.#n.value);s.trim()===""||V(s)>this.#s||this.#n.disabled||this.#w||(t.setDraft(this.#t,""),this.#v(""),e.say(s),this.#S(),
this.focus())}#L(){let e=this.#n.value.split(`
`).length;this.#n.rows=Math.min(Math.max(e,1),gr)}#S(){let{language:e}=this.#e,t=this.#s-V(x(this.#n.value)),s=t<0?"write.over":t<wr?"write.left":"",i=s&&e.t(s,
{count:Math.abs(t)});g(this.#r,i),this.#m.count.announce(i,s&&`${s} ${t<0?"":Math.ceil(t/yr)}`),this.#r.classList.toggle("is-over",t<0),this.#o.disabled=t<0||this.#n.
disabled||this.#w||this.#n.value.trim()===""}};var rt=class{#e;#t;#s=null;#i=new Map;#n=!1;constructor({attach:e,...t}){this.#e={...t,dialogs:this},this.#t=e}async load(){this.#s??=await import("./all-ACWJMKXS.js")}browseRooms(){
this.#o("BrowseRoomsDialog",e=>e.open())}createRoom(){this.#o("CreateRoomDialog",e=>e.open())}startDirect(){this.#o("FindPersonDialog",e=>e.direct())}inviteTo(e){
this.#o("FindPersonDialog",t=>t.invite(e))}roomSettings(e){this.#o("RoomSettingsDialog",t=>t.open(e))}sanction(e,t,s){this.#o("SanctionDialog",i=>i.open(e,t,s))}report(e,t){
this.#o("ReportDialog",s=>s.open(e,t))}leaveRoom(e){this.#o("LeaveRoomDialog",t=>t.open(e))}moderationQueue(e){this.#o("ModerationQueueDialog",t=>t.open(e))}settings(){
this.#o("SettingsDialog",e=>e.open())}render(e){this.#i.forEach(t=>t.render?.(e))}close(){this.#n=!0,this.#i.forEach(e=>e.close?.())}#o(e,t){if(this.#s!==null){
t(this.#r(e));return}this.load().then(()=>!this.#n&&t(this.#r(e)),()=>this.#e.roomActions.showToast("dialog.missing"))}#r(e){let t=this.#i.get(e);if(t)return t;
let s=new this.#s[e](this.#e);return this.#i.set(e,s),this.#t(s.element),s.render?.(this.#e.store.state),s}};function dn(n){let e=[],t=0;for(let s of Tr.test(n)?n.matchAll(Er()):[]){let i=Cr(s[0]),o=Rr(i);o!==null&&(s.index>t&&e.push({text:n.slice(t,s.index)}),e.push({
text:i,href:o}),t=s.index+i.length)}return t<n.length&&e.push({text:n.slice(t)}),e}var br="(?<!(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}])[\\p{L\
}\\p{N}_])",vr='(?:https?:\\/\\/|(?<![.@/-])www\\.)[^\\s<>"“”‘’«»，。；：！？、（）【】《》「」]+',kr="[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-\
9])?",xr=`(?<![.%+/@-])[a-z0-9](?:[a-z0-9_%+-]|\\.(?!\\.))*@(?:${kr}\\.)+[a-z]{2,63}(?![\\p{L}\\p{N}_@]|[.:][\\p{L}\\p{N}/])`,Er=P(()=>new RegExp(`${br}(?:${vr}\
|${xr})`,"giu")),Tr=/:\/\/|www\.|@/i,cn=/^https?:/i,Lr=/^www\.[\p{L}\p{N}][^./]*\.[^./]/iu,Sr=/[.,;:!?'*_~]$/,Ar={")":"(","]":"[","}":"{"};function Cr(n){let e=n;
for(;;){let t=e.at(-1),s=Ar[t];if(!(s&&hn(e,s)<hn(e,t))&&!Sr.test(e))return e;e=e.slice(0,-1)}}function hn(n,e){return n.split(e).length-1}function Rr(n){if(!cn.
test(n)&&!Lr.test(n))return n.includes("@")&&!/^www\./i.test(n)?`mailto:${n}`:null;try{let e=new URL(cn.test(n)?n:`https://${n}`);return(e.protocol==="http:"||e.
protocol==="https:")&&e.username===""&&e.password===""?e.href:null}catch{return null}}function at(n,{here:e,plain:t=s=>[s]}){return dn(n).flatMap(s=>{if(!s.href)return t(s.text);let o=s.href.split("#")[0]===e||s.href.startsWith("mailto:")?{}:{target:"\
_blank",rel:"noopener noreferrer nofollow"};return l("a",{href:s.href,dir:"ltr",...o},s.text)})}var _r={invite:"invite",settings:"gear",reports:"flag",sanctions:"ban",audit:"list",resign:"exit"},Mr={invite:"room.invite",settings:"room.settings",reports:"qu\
eue.reports",sanctions:"queue.sanctions",audit:"queue.audit",resign:"room.resign"},lt=class{#e;#t=l("span",{class:"title-sign"});#s=l("span",{class:"title-words",
dir:"auto"});#i=l("p",{class:"room-topic",dir:"auto"});#n=l("span",{class:"waiting-count"});#o=null;#r=null;constructor(e){this.#e=e;let{language:t}=e,s={class:"\
room-more","aria-haspopup":"menu"};this.heading=l("h1",{class:"room-title",tabindex:"-1"},this.#t,this.#s),this.words=l("div",{class:"room-words"},this.heading,
this.#i),this.queueButton=k("shield",t.t("queue"),()=>this.#l(),{class:"desk-open"}),this.queueButton.append(this.#n),this.more=k("more",t.t("room.menu"),({currentTarget:i})=>this.#d(
i),s)}render(e,t){let{language:s}=this.#e;this.#r=t;let i=t&&It(e,t.id);if(g(this.#s,i?te(s,i):"chatd"),this.#h(t?.topic??""),this.#o!==i?.kind){this.#o=i?.kind??
null;let o=this.#o===null||this.#o==="public";this.#t.replaceChildren(...o?[]:[me(s,this.#o)])}this.more.hidden=!t?.joined,this.#a(e,t)}#a(e,t){let s=_t(t,e),i=s.
includes("reports")?ps(e,t):0,o=this.#e.language.t(i>0?"queue.waiting":"queue",{count:i});this.queueButton.hidden=s.length===0,this.queueButton.classList.toggle(
"has-waiting",i>0),this.queueButton.title!==o&&(this.queueButton.title=o,this.queueButton.setAttribute("aria-label",o)),g(this.#n,i>0?i>99?"99+":String(i):"")}#h(e){
if(e!==this.words.title){this.words.title=e;let t=this.#e.browser.address({room:""}).split("#")[0];this.#i.replaceChildren(...at(e,{here:t}))}}#l(){this.#e.dialogs.
moderationQueue(_t(this.#r,this.#e.store.state)[0])}#d(e){let{language:t,menu:s,store:i,roomActions:o,browser:r,dialogs:a}=this.#e,c=this.#r,h=async()=>{await r.
copy(r.address({room:c.id}))&&o.showToast("copied")},d={invite:()=>a.inviteTo(c.id),settings:()=>a.roomSettings(i.state.rooms[c.id]??c),resign:()=>a.leaveRoom(c.
id)},u=ms(c,i.state).map(b=>({label:t.t(Mr[b]),icon:_r[b],act:d[b]??(()=>a.moderationQueue(b)),danger:b==="resign"})),f=u.filter(({danger:b})=>b),p=u.filter(({danger:b})=>!b),
m={label:t.t("room.link"),icon:"link",act:h},y=te(t,It(i.state,c.id));s.open(e,y,[...p,m,...f.length>0?[null,...f]:[]])}};var Pr=250,ct=8,ht=class{#e;#t=l("p",{class:"menu-title",dir:"auto"});#s=l("div",{class:"menu-items",role:"menu"});#i=null;#n=null;#o=-1/0;constructor({clock:e}){
this.#e=e,this.element=l("div",{class:"menu",popover:"auto",on:{keydown:t=>this.#h(t),toggle:({newState:t})=>t==="closed"&&this.#l()}},this.#t,this.#s)}open(e,t,s,{
home:i=null}={}){e===this.#i&&this.#e.now()-this.#o<Pr||(this.#i=e,this.#n=i,this.#t.textContent=t,this.#s.setAttribute("aria-label",t),this.#s.replaceChildren(
...s.map(o=>this.#r(o))),e.setAttribute("aria-expanded","true"),e.closest("main, aside")?.append(this.element),this.element.showPopover(),this.#a(e.getBoundingClientRect()),
this.#s.querySelector("button")?.focus())}close(){this.element.matches(":popover-open")&&this.element.hidePopover()}#r(e){if(e===null)return l("hr",{role:"separ\
ator"});let t=()=>{this.close(),this.#d(),e.act()},s={type:"button",role:"menuitem",class:`menu-item${e.danger?" danger":""}`};return l("button",{...s,on:{click:t}},
e.icon&&v(e.icon),l("span",{},e.label))}#a({top:e,bottom:t,right:s}){let{clientWidth:i,clientHeight:o}=document.documentElement,{offsetWidth:r,offsetHeight:a}=this.
element,c=Math.max(Math.min(s,i-ct)-r,ct),h=t+4,d=h+a>o-ct?Math.max(e-a-4,ct):h;this.element.style.setProperty("--left",`${c}px`),this.element.style.setProperty(
"--top",`${d}px`)}#h(e){!N(e,this.#s.querySelectorAll("button"))&&e.key==="Tab"&&(e.preventDefault(),this.close())}#l(){this.#o=this.#e.now(),this.#i.removeAttribute(
"aria-expanded"),this.#d()}#d(){let e=document.activeElement;!this.#i.isConnected&&(e===null||e===document.body||this.element.contains(e))&&this.#n?.focus({preventScroll:!0})}};var Or=6e3,qr=3,dt=class{#e;#t=new Set;#s=({detail:e})=>this.#i(e);constructor(e){this.#e=e,this.element=l("div",{class:"notices",role:"status","aria-atomic":"f\
alse"}),e.roomActions.addEventListener("toast",this.#s)}render(){}close(){this.#e.roomActions.removeEventListener("toast",this.#s),this.#t.forEach(e=>e())}#i({name:e,
values:{error:t,id:s,...i}}){let{language:o,clock:r,store:a,returnFocus:c}=this.#e,h=t?_(o,t):void 0,d=s===void 0?i.room:q(o,a.state,s),u=t&&e.startsWith("error\
.")?h:o.t(e,{...i,room:d,reason:h}),f=()=>{},p=()=>{f(),this.#t.delete(f)},m=()=>{p(),E.remove()},y=()=>{m(),c()},b=()=>{p(),f=r.after(Or,m),this.#t.add(f)},S=()=>E.
matches(":hover")||E.contains(document.activeElement),E=l("div",{class:"notice",on:{pointerenter:p,pointerleave:()=>S()||b(),focusin:p,focusout:({relatedTarget:D})=>E.
contains(D)||E.matches(":hover")||b()}},l("p",{},u),k("close",o.t("close"),y));for(this.element.append(E);this.element.children.length>qr;)this.element.firstChild.
remove();b()}};var ut={direct:"wave",invite:"invite",mute:"mute",kick:"kick",ban:"ban",unmute:"unmute",unban:"unmute"},jr=new Set(["mute","kick","ban"]);function mt(n,e,t){let{
language:s,store:i}=n,o=us(e,t,i.state).map(h=>Ir(n,h,e,t)),r=[...o.filter(h=>!un(h)),...Nr(n,e),...o.filter(un)],a=r.findIndex(({danger:h})=>h);return(a>0?[...r.
slice(0,a),null,...r.slice(a)]:r).map(h=>h&&{...h,label:s.t(h.label)})}function Ir({members:n,moderation:e,dialogs:t,roomActions:s,returnFocus:i},o,r,a){let c=u=>u.
catch(f=>s.showError(f));if(o.startsWith("role.")){let u=o.slice(5),f=u==="none"?null:u,p=()=>n.setRole(a.id,r,f);return{label:`role.give.${u}`,icon:"star",act:p}}
let h=()=>c(n.openDirect(r).then(i)),d=u=>c(e.lift({kind:u,subject:r.id,name:r.name,room:a.id}));switch(o){case"direct":return{label:"person.direct",icon:ut.direct,
act:h};case"invite":return{label:"person.invite",icon:ut.invite,act:()=>c(n.invite(a.id,r))};case"unmute":case"unban":return{label:`act.${o}`,icon:ut[o],act:()=>d(
o.slice(2))};default:{let u=()=>t.sanction(o,r,a);return{label:`act.${o}`,icon:ut[o],act:u,danger:jr.has(o)}}}}var un=({danger:n})=>n;function Nr({ignoreList:n,
store:e},t){let{me:s,ignored:i,unsupported:o}=e.state;return!t.id||t.id===s?.id||o.includes("ignore")?[]:t.id in i?[{label:"unignore",icon:"eye",act:()=>n.unignore(
t)}]:[{label:"ignore",icon:"hide",act:()=>n.ignore(t)}]}function es(n,{entry:e,own:t},s){let{language:i,dialogs:o}=n;if(t||e.seq==null)return[];let r=O(s,"repor\
t")&&!e.deleted,a={label:i.t("report"),icon:"flag",act:()=>o.report(s.id,e)},c=mt(n,e.user,s);return[...r?[a]:[],...r&&c.length>0?[null]:[],...c]}var pt=class{#e;#t;#s;#i;#n=l("p",{class:"side-none"});#o;#r;#a=[];#h={};#l=null;#d=null;constructor(e){this.#e=e;let{language:t,dialogs:s}=e,i=h=>t.t(h);this.#t=
l("h2",{class:"side-title"},i("people"));let o=()=>s.inviteTo(this.#l.id);this.#s=k("invite",i("room.invite"),o,{class:"side-add",hidden:!0});let r=h=>this.#g(h),
a=()=>new X(e,l("ul",{class:"people-list"}),{draw:r,id:$r,state:h=>this.#u(h)});[this.#i,this.#o]=[a(),a()],this.#r=l("section",{hidden:!0},l("h2",{class:"peopl\
e-away"},i("people.away")),this.#o.element,this.#o.more);let c=l("div",{class:"side-scroll"},this.#i.element,this.#i.more,this.#n,this.#r);c.addEventListener("k\
eydown",h=>N(h,c.querySelectorAll("button.person"))),this.element=l("div",{class:"side-inside"},l("div",{class:"side-head"},this.#t,this.#s,k("close",i("close"),
e.close,{class:"narrow-only"})),c)}render(e,t){let{me:s,account:i,nameMarks:o}=e;t?.id!==this.#l?.id&&(this.#i.reset(),this.#o.reset()),this.#l=t;let r=t?.kind===
"direct"?Qi(e,t):null,a=[s,i,o,t?.id,t?.people,t?.count,t?.members,t?.sanctions,t?.can,t?.joined,r?.map(({user:p,online:m})=>`${p.id} ${m}`).join()];if(a.every(
(p,m)=>p===this.#a[m])&&this.#a.length>0)return;this.#a=a,this.#h=o;let{language:c}=this.#e,{here:h,away:d}=r?{here:r,away:[]}:t?Gt(t,s):{here:[],away:[]},u=(t?.
count??0)-h.length,f=t?.joined&&!r;g(this.#t,f?c.t("people.here",{count:t.count}):c.t("people")),g(this.#n,u>0&&h.length>0?c.t("people.more",{count:u}):""),this.#s.
hidden=!O(t,"invite"),this.#d=s,this.#c(this.#i,h),this.#c(this.#o,d),this.#r.hidden=d.length===0}#c(e,t){let{element:s}=e,i=s.contains(document.activeElement)?
document.activeElement.dataset.user:null;e.show(t),i&&!s.contains(document.activeElement)&&s.querySelector(`[data-user="${CSS.escape(i)}"]`)?.focus()}#u({user:e,
role:t,invited:s,online:i=!1}){let o=[this.#h[e.id],this.#m(e),this.#p(e),this.#w(e)];return JSON.stringify([e,t,s,i,...o])}#m(e){return this.#l.sanctions?.some(
t=>t.kind==="mute"&&t.user===e.id)??!1}#p(e){return e.id===this.#d?.id}#w(e){return mt(this.#e,e,this.#l).length>0}#g({user:e,role:t,invited:s,online:i}){let{language:o,
menu:r}=this.#e,a=m=>o.t(m),c=[Xt(t)&&l("span",{class:`badge is-${t}`},a(`role.${t}`)),s&&l("span",{class:"badge"},a("role.invited")),i&&l("span",{class:"badge \
is-online"},a("people.online")),this.#m(e)&&l("span",{class:"badge is-bound"},a("role.muted"))].filter(Boolean),h=[j(e),l("span",{class:"person-name",dir:"auto",
title:e.name},e.name||a("nobody")),B(this.#h[e.id]),this.#p(e)&&l("span",{class:Xt(t)?"visually-hidden":"person-you"},a("you")),c.length>0&&l("span",{class:"bad\
ges"},c)];if(!this.#w(e))return l("li",{class:"person"},h);let d=o.t("person.menu",{name:e.name}),f={on:{click:({currentTarget:m})=>r.open(m,e.name,mt(this.#e,e,
this.#l))}},p={type:"button",class:"person","aria-haspopup":"menu",title:d,data:{user:e.id},...f};return l("li",{},l("button",p,h))}};function $r({user:n}){return n.
id}var Dr=100,ft=class{#e;#t={};#s;#i;#n;#o;#r=l("p",{class:"complaint",id:"room-complaint",role:"alert"});#a=l("span",{class:"me-name",dir:"auto"});#h=l("span",{class:"\
me-face"});#l=null;#d=null;constructor(e){this.#e=e;let{language:t,dialogs:s,close:i}=e,o=(f,p)=>t.t(f,p);this.#s=l("p",{class:"side-none"},o("rooms.none")),this.#i=
k("plus",o("create.title"),()=>s.createRoom(),{class:"side-add add-room"}),this.#n=k("list",o("browse.title"),()=>s.browseRooms(),{class:"side-add browse-rooms",
hidden:!0});let r=l("span",{class:"side-adds"},this.#n,this.#i),a=k("plus",o("direct.title"),()=>s.startDirect(),{class:"side-add"});this.#t={invitations:this.#c(
o("rooms.invitations")),open:this.#c(o("rooms"),r),hidden:this.#c(o("rooms.private")),directs:this.#c(o("rooms.direct"),a),elsewhere:this.#c(o("rooms.others"))},
this.#o=l("input",{class:"field small",id:"room-name",type:"text",dir:"auto",autocomplete:"off",autocapitalize:"none",spellcheck:"false",placeholder:o("rooms.pl\
aceholder"),"aria-label":o("rooms.join"),"aria-describedby":"room-complaint",enterkeyhint:"go",on:{input:()=>g(this.#r,"")}});let c=l("form",{class:"room-join",
novalidate:!0,on:{submit:f=>this.#k(f)}},this.#o,l("button",{type:"submit",class:"icon-button","aria-label":o("rooms.join"),title:o("rooms.join")},v("plus"))),h=l(
"button",{type:"button",class:"me",title:o("me.settings"),on:{click:()=>s.settings()}},this.#h,this.#a,l("span",{class:"visually-hidden"},o("me.settings")),v("g\
ear")),d=Object.values(this.#t).map(({section:f})=>f);this.#t.open.section.append(this.#s);let u=l("nav",{class:"side-scroll","aria-label":o("rooms")},d);u.addEventListener(
"keydown",f=>N(f,u.querySelectorAll(".room-open"))),this.element=l("div",{class:"side-inside"},l("div",{class:"brand"},l("span",{class:"brand-mark"},v("wave")),
l("span",{class:"brand-name"},"chatd"),Q(e),k("close",o("close"),i,{class:"narrow-only"})),u,c,this.#r,l("div",{class:"side-foot"},h))}render(e,t){let{me:s}=e,i=this.#l;
this.#l=e;let o=r=>i[r]===e[r];if(i===null||!["active","account","reports"].every(o)||!ai(i,e)){let r={find:z(e,"find_rooms"),create:z(e,"create_room"),direct:z(
e,"create_direct")};this.#u(ri(e),e,r)}s!==this.#d&&(this.#d=s,g(this.#a,s?.name??""),this.#h.replaceChildren(...s?[j(s)]:[]))}#c(e,t=null){let s=new X(this.#e,
l("ul",{class:"room-list"}),{draw:o=>this.#p(o),id:({place:o})=>o.id,state:JSON.stringify}),i=l("div",{class:"side-head"},l("h2",{class:"side-title"},e),t);return{
list:s,add:t,section:l("section",{class:"room-group"},i,s.element,s.more)}}#u(e,{active:t,reports:s},i){let o=this.element.contains(document.activeElement)?document.
activeElement.closest(".room-row"):null,r=[...this.element.querySelectorAll(".room-row")].indexOf(o),a=document.activeElement?.dataset.room!==void 0;for(let[c,{
section:h,list:d}]of Object.entries(this.#t)){h.hidden=e[c].length===0&&c!=="open"&&!(c==="directs"&&i.direct);let u=e[c].map(p=>({place:p,active:p.id===t,reports:s[p.
id]})),f=new Set(u.filter(({place:p})=>p.unread>0).slice(0,Dr));d.show(u,{always:p=>p.active||f.has(p)})}this.#i.hidden=!i.create,this.#n.hidden=!i.find,this.#t.
directs.add.hidden=!i.direct,this.#s.hidden=e.open.length+e.hidden.length+e.directs.length>0,o&&!o.contains(document.activeElement)&&this.#m(o.querySelector("[d\
ata-room]").dataset.room,{at:r,opens:a})}#m(e,{at:t,opens:s}){let i=this.element.querySelector(`[data-room="${CSS.escape(e)}"]`)?.closest(".room-row"),o=this.element.
querySelectorAll(".room-row");((i??o[Math.min(t,o.length-1)])?.querySelector(s||!i?".room-open":"button:not(.room-open)")??this.#o).focus()}#p({place:e,active:t,
reports:s=0}){let{id:i,kind:o,other:r,unread:a,mentions:c,joined:h,invited:d,exclusion:u}=e,{roomActions:f,language:p,returnFocus:m}=this.#e,y=te(p,e).replace(/^#/,
""),b=()=>{f.open(i),m()},S=!h&&!i.startsWith("~"),I=["room-row",t&&"is-active",a>0&&!d&&"is-unread",S&&"is-elsewhere"],E=l("span",{class:"room-name",dir:"auto"},
y,d&&this.#w(e)),D=r?j(r):me(p,o??(i.startsWith("~")?"private":"public")),Ct={class:`room-open${u?" is-barred":""}`,title:u?p.t("rooms.barred"):null};return l("\
li",{class:I.filter(Boolean).join(" ")},l("button",{type:"button",...Ct,data:{room:i},"aria-current":t?"page":null,on:{click:b}},D,E,s>0&&this.#y(s),a>0&&!d&&this.#f(
a,c)),this.#g(e,y,b))}#w({by:e}){return e&&l("span",{class:"room-by",dir:"auto"},this.#e.language.t("invited.by",{name:e.name}))}#g({id:e,joined:t,invited:s,offered:i},o,r){
let{roomActions:a,members:c,language:h}=this.#e,d=p=>h.t(p,{room:o});if(s||i){let[p,m]=i?[()=>c.acceptRole(e),()=>c.declineRole(e)]:[r,()=>c.declineInvitation(e)];
return l("span",{class:"room-answers"},k("check",d("invited.accept"),p,{class:"room-accept"}),k("close",d("invited.decline"),m))}let u=p=>{p.stopPropagation(),t?
a.leave(e):a.hide(e)},f=e.startsWith("~")?"rooms.put":t?"rooms.leave":"rooms.hide";return k("close",d(f),u,{class:"room-leave"})}#f(e,t){let s=t||e,i=this.#e.language.
t(t>0?"pill.called":"pill.unread",{count:s}),o={class:`unread-count${t>0?" is-call":""}`,role:"img","aria-label":i,title:i};return l("span",o,ts({unread:e,mentions:t}))}#y(e){
let t=this.#e.language.t("queue.waiting",{count:e});return l("span",{class:"room-flag",role:"img","aria-label":t,title:t},v("flag"))}#k(e){e.preventDefault();let{
roomActions:t,language:s,returnFocus:i}=this.#e,o=this.#o.value.trim().replace(/^#/,"");if(o==="")return;let r=t.roomNameProblem(o);g(this.#r,r?s.t(r.name,r.values):
""),this.#o.setAttribute("aria-invalid",String(r!==null)),r===null&&(this.#o.value="",t.open(o),i())}};function ts({unread:n,mentions:e},t=99){let s=e||n;return(e>
0?"@":"")+(s>t?`${t}+`:String(s))}var ne="\\u0e01-\\u0eff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u1950-\\u19ff\\u1a20-\\u1aaf\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035\\u3038-\\u303c\\u3040-\\u\
30ff\\u3100-\\u318f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua960-\\ua97f\\ua9e0-\\ua9ff\\uaa60-\\uaadf\\uac00-\\ud7ff\\uf900-\\ufaff\\u{1b000}-\\u{1b16f}\\u{2000\
0}-\\u{3ffff}",mn="\\u17d2\\u1039\\u1a60",fn="\\u{1f1e6}-\\u{1f1ff}",Br=`[${fn}]{1,2}|[${ne}](?:[${mn}][${ne}]|(?![${mn}])\\p{M})*`,Fr=`(?:(?![${ne}${fn}])[^\\s.\
])+`,Ur=`\\.(?=(?![${ne}])[\\p{L}\\p{N}])`,Wr=P(()=>new RegExp(`${Br}|${Fr}|${Ur}`,"gu")),Yr=P(()=>new RegExp(`^[${ne}]`,"u")),Kr=P(()=>/^[\u1100-\u11ff\u2e80-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ufaff\u{1b000}-\u{3ffff}]/u),
zr=P(()=>new RegExp("(?:[\\u1100-\\u1112][\\u1161-\\u1175][\\u11a8-\\u11c2]?|\\P{M})[\\p{M}\\p{Emoji_Modifier}\\uff9e\\uff9f]*|\\p{M}","gsu")),Hr=P(()=>/[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]/u),
pn=P(()=>new RegExp("(?=[\\p{Mn}\\p{Me}])[\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed\\u08ca-\\u08ff\\u1ab0-\\u1aff\\u1dc0-\\u1\
dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]","gu")),Gr=/[\u0400-\u052f]/,Xr={ё:"е",ѐ:"е",ѝ:"и"},Jr={ø:"o",đ:"d",ð:"d",ł:"l",ħ:"h",ŧ:"t",ŋ:"n",ı:"i",þ:"th",
æ:"ae",œ:"oe",ٱ:"ا",ى:"ي",ی:"ي",ک:"ك",ة:"ه",ہ:"ه",ۃ:"ه",ە:"ه",ـ:""},Qr=/([\u0915-\u0917\u091c\u092b])\u093c/g,Vr=/\u0919\u094d(?=[\u0915-\u0918])|\u091e\u094d(?=[\u091a-\u091d])|\u0923\u094d(?=[\u091f-\u0922])|\u0928\u094d(?=[\u0924-\u0927])|\u092e\u094d(?=[\u092a-\u092d])|\u0901/g,
Zr=P(()=>/[\p{L}\p{M}\p{N}.\u{1f1e6}-\u{1f1ff}]/u),ea=P(()=>new RegExp("[#@&%_/\\\\]|(?!\\p{Sk})[\\p{S}\\p{Cn}\\p{Co}]","u"));function gn(n){let e="",t=[],s=[];
for(let{0:i,index:o}of n.matchAll(zr()))for(let r of i.normalize("NFKC").replace(Qr,"$1")){let a=na(r);e+=a;for(let c=0;c<a.length;c+=1)t.push(o),s.push(o+i.length)}
return e=e.replace(Vr,i=>"ं".padEnd(i.length,"\0")),[...e.matchAll(Wr())].map(({0:i,index:o})=>sa(i,t[o],s,o))}function wn(n){let t=n.split(/\s+/u).filter(Boolean).
slice(0,32).map(s=>gn(s).map(i=>i.word));return{phrases:t.filter(s=>s.length>0),prefix:!/\s$/u.test(n)&&ia(t.at(-1)??[])}}function yn(n,{phrases:e,prefix:t}){let s=[],
i=gn(n);for(let o of e){let r=t&&o===e.at(-1);for(let a=0;a+o.length<=i.length;a+=1)if(o.every((c,h)=>ta(i[a+h].word,c,r&&h===o.length-1))){let c=o.length-1;s.push(
[i[a].from,i[a+c].ends[o[c].length-1]])}}return s}function ta(n,e,t){return t?n.startsWith(e):n===e}function sa(n,e,t,s){let i=[...Array(n.length).keys()].filter(
o=>n[o]!=="\0");return{word:i.map(o=>n[o]).join(""),from:e,ends:i.map(o=>t[s+o])}}function ia(n){let e=n.at(-1)??"";return Kr().test(e)||!/^[\p{L}\p{M}\p{N}]/u.
test(e)?!1:n.length>1||[...e].length>1||Yr().test(e)}function na(n){return Hr().test(n)?"":[...oa(n)].map(aa).join("")}function oa(n){if(Gr.test(n)){let t=n.toLowerCase();
return t.replace(pn(),"")&&(Xr[t]??t)}return new RegExp("\\p{Nd}","u").test(n)?String(ra(n.codePointAt(0))):[...n.normalize("NFKD").replace(pn(),"").toUpperCase().
toLowerCase()].map(t=>Jr[t]??t).join("").normalize("NFC")}function ra(n){let e=n;for(;new RegExp("\\p{Nd}","u").test(String.fromCodePoint(e-1));)e-=1;return(n-e)%
10}function aa(n){return Zr().test(n)?n:ea().test(n)?` ${n} `:" "}var la=60,bn=180;function vn(n,e){let t=new Uint8Array(n.length);for(let[s,i]of yn(n,wn(e)))t.fill(1,s,i);return ca(n,t)}function kn(n,e){let t=vn(n,e);if(n.length<=
bn)return t;let s=Math.max(0,t.findIndex(({hit:h})=>h)),i=t.slice(0,s).map(h=>h.text).join(""),o=Rt(n,Math.max(0,i.length-la)),r=Rt(n,Math.min(n.length,o+bn)),a=vn(
n.slice(o,r),e),c=h=>h?[{text:"…",hit:!1}]:[];return[...c(o>0),...a,...c(r<n.length)]}function ca(n,e){let t=[];for(let s=0,i=0;s<n.length;s=i){for(;i<n.length&&
e[i]===e[s];)i+=1;t.push({text:n.slice(s,i),hit:e[s]===1})}return t}var gt=class{#e;#t;#s=l("p",{class:"search-status",role:"status"});#i;#n;#o;#r=null;#a="";#h=null;#l={};#d=!1;constructor(e){this.#e=e;let{language:t,search:s}=e,
i=r=>t.t(r);this.#t=l("input",{class:"field small",id:"search",type:"search",dir:"auto",autocomplete:"off",placeholder:i("search.placeholder"),"aria-label":i("s\
earch"),enterkeyhint:"search",on:{input:r=>this.#p(r),compositionend:r=>this.#p(r)}}),this.#i=new X(e,l("ol",{class:"search-list"}),{draw:r=>this.#m(r),id:({seq:r})=>r});
let o={type:"button",class:"button quiet search-more",on:{click:()=>s.loadMore()}};this.#n=l("button",o,i("search.more")),this.#o=l("div",{class:"side-scroll"},
this.#i.element,this.#i.more,this.#n),this.element=l("section",{class:"search",role:"search","aria-label":i("search"),on:{keydown:r=>this.#w(r)}},l("div",{class:"\
search-head"},v("search"),this.#t,k("close",i("close"),()=>this.#g())),this.#s,this.#o)}open(){this.element.hidden&&(this.#t.value="",this.element.hidden=!1),this.#t.
focus(),this.#t.select()}render({me:e,nameMarks:t},s){let i=s?.search??null,o=i!==null&&!this.#d;this.#d=i!==null;let r=t!==this.#l;i===null||i===this.#r&&!r||(o&&
this.#t.value===""&&(this.#t.value=i.text),r&&(this.#l=t,this.#i.show([])),(this.#r?.results!==i.results||r)&&(this.#h=e,this.#u(i)),i.results.length===0&&(this.#o.
scrollTop=0),this.#r=i,g(this.#s,this.#c(i)),this.#s.classList.toggle("is-failed",i.state==="failed"),this.#n.hidden=!i.more||this.#i.rest>0,this.#n.disabled=i.
state==="busy")}#c({text:e,results:t,more:s,state:i,error:o}){let{language:r}=this.#e,a=t.length;switch(i){case"idle":return r.t("search.hint");case"busy":return r.
t("search.busy");case"failed":return _(r,o);default:return a===0?r.t("search.none",{text:e.trim()}):r.t(s?"search.first":"search.found",{count:a})}}#u({text:e,results:t}){
e!==this.#a&&(this.#a=e,this.#i.reset()),this.#i.show(t)}#m({seq:e,user:t,time:s,text:i}){let{language:o,history:r,store:a,resultOpened:c}=this.#e,h=()=>{r.jump(
a.state.active,e),c()},d=kn(i,this.#a).map(p=>p.hit?l("mark",{},p.text):p.text),u={class:"time",datetime:new Date(s).toISOString(),title:o.exact(s)},f=t.id===this.#h?.
id?o.t("you.name"):t.name;return l("li",{},l("button",{type:"button",class:"search-result",data:{found:String(e)},on:{click:h}},j(t),l("span",{class:"search-by"},
l("span",{class:"author",dir:"auto"},f),B(this.#l[t.id]),l("time",u,o.when(s,Date.now()))),l("span",{class:"search-text",dir:"auto"},d)))}#p(e){let t=this.#e.browser.
languages().some(s=>/^(zh|ja)\b/.test(s));(!e.isComposing||!t)&&this.#e.search.query(this.#t.value)}#w(e){e.key==="Escape"&&!e.isComposing?(e.stopPropagation(),
this.#g()):e.target===this.#t&&hi(e)?(e.preventDefault(),this.#e.search.query(this.#t.value,{now:!0})):(e.target!==this.#t||e.key==="ArrowDown")&&N(e,this.#i.element.
querySelectorAll(".search-result"))}#g(){this.#e.search.close(),this.#e.returnFocus()}};var ha=5*6e4;function xn(n,{me:e,dayKey:t,ignored:s={},nameMarks:i={}}){let o=[],r=null,a=n.divider===null||n.from>n.divider+1,c=new Map(n.entries.map(m=>[m.seq,
m])),h=m=>m==null?null:c.get(m)??n.quotes[m],d=n.gap===null||n.gap.before===null,u=m=>{o.push(m),m.kind!=="message"&&m.kind!=="pending"&&(r=null)};!n.older&&n.first<=
1&&n.from<=1&&n.joined&&n.entries.length>0&&d&&u({id:"start",kind:"start"});let f=null,p=new Set;for(let m of n.entries){!d&&m.seq>=n.gap.before&&(d=!0,u({id:"g\
ap",kind:"gap",reason:n.gap.reason}));let y=t(m.time);y!==f&&(f=y,u({id:p.has(y)?`d${y}.${he(m)}`:`d${y}`,kind:"day",time:m.time}),p.add(y));let b=m.user.id!==e?.
id&&!(m.user.id in s);if(!a&&m.seq>n.divider&&b&&(a=!0,u({id:"divider",kind:"divider",missed:n.missed,approximate:n.approximate})),W(m,{ignored:s,revealed:n.revealed})){
u(da(m,o));continue}let S=h(m.reply_to),I=!!(S&&W(S,{ignored:s,revealed:n.revealed})),E=i[m.user.id],D=S?i[S.user.id]:void 0;u({...ua(m,r,e),mark:E,quotedMark:D,
mentionsMe:de(m,n,{me:e}),quoted:S,veiled:I}),r=m}if((!d||n.gap?.before===null)&&u({id:"gap",kind:"gap",reason:n.gap.reason}),n.to<n.head)return o;for(let m of n.
pending){let y={...m,user:e??{id:"",name:""}},b=!En(r,y);u({id:`k${m.key}`,kind:"pending",entry:y,lead:b,own:!0,quoted:h(y.reply_to)}),r=y}return o}function da(n,e){
let t=e.at(-1)?.kind==="hidden"?e.pop():{id:`h${he(n)}`,seqs:[]};return{...t,kind:"hidden",seqs:[...t.seqs,he(n)]}}function ua(n,e,t){let s=n.user.id===t?.id;return{
id:s&&n.key?`k${n.key}`:`m${n.seq??`${n.user.id}.${n.time}.${n.key}`}`,kind:"message",entry:n,lead:!En(e,n),own:s}}function En(n,e){return n!==null&&n.user.id===
e.user.id&&n.user.name===e.user.name&&Math.abs(e.time-n.time)<ha&&e.reply_to==null}function ma({entry:n,own:e},{can:t},s=[]){let i=r=>t?.includes(r)??!1,o=r=>!s.includes(r);return n.seq==null||n.deleted?n.deleted?[]:["copy.text"]:[i("say")&&"r\
eply","copy.text","copy.link",e&&i("edit_own")&&o("edit")&&"edit",(e&&i("delete_own")||i("delete_any"))&&o("delete")&&"delete"].filter(Boolean)}var pa={reply:"r\
eply","copy.text":"copy","copy.link":"link",edit:"edit",delete:"delete",more:"more"},wt=class{#e;#t=null;constructor(e){this.#e=e;let t=i=>di(i,this.element.children),
s=e.language.t("more");this.element=l("div",{class:"actions",role:"toolbar","aria-label":s,on:{keydown:t}})}attach(e,t,s){if(e===this.#t)return;this.#t=e,this.element.
remove();let i=t?.kind==="message",o=i&&es(this.#e,t,s).length>0,r=i?ma(t,s,this.#e.store.state.unsupported):[],a=o?[...r,"more"]:r;if(a.length>0){let{language:c,
clock:h}=this.#e,d=u=>k(pa[u],c.t(u),()=>this.#s(u,t,s));this.element.replaceChildren(...a.map(d)),e.append(this.element),this.element.inert=!0,h.after(0,()=>this.
element.inert=!1)}}detach(){this.#t=null,this.element.remove()}async#s(e,t,s){let{roomActions:i,edits:o,browser:r}=this.#e,{entry:a}=t;if(e==="more")this.#i(t,s);else if(e===
"reply")i.reply(a);else if(e==="edit")this.detach(),o.setEditing(a);else if(e==="delete")this.detach(),o.setDeleting(a);else{let c=e==="copy.text"?$(a):r.address(
{room:s.id,seq:a.seq});await r.copy(c)&&i.showToast("copied")}}#i(e,t){let{menu:s,language:i}=this.#e,o=e.entry.user.name||i.t("nobody"),r=this.#e.store.state.rooms[t.
id]??t;s.open(this.element.lastChild,o,es(this.#e,e,r),{home:this.#t})}};var Tn=3,yt=class{#e;#t=null;#s=null;constructor({language:e}){this.#e=e,this.element=l("div",{class:"visually-hidden","aria-live":"polite","aria-atomic":"false"})}render(e,{
me:t,ignored:s}){let i=e?.entries.at(-1),o=e?.joined?i?.seq??i?.time??0:null,r=e&&`${e.id}/${e.epoch}`;if(r!==this.#t||this.#s===null||o===null){this.#t=r,this.#s=
o;return}let a=h=>h.user.id!==t?.id&&!W(h,{ignored:s}),c=e.entries.filter(h=>(h.seq??h.time)>this.#s&&a(h));this.#s=Math.max(o,this.#s);for(let{user:h,text:d,time:u}of c.
slice(-Tn)){let f={name:h.name,time:this.#e.clock(u),text:d??""};this.element.append(l("p",{},this.#e.t("message.label",f)))}for(;this.element.children.length>Tn;)
this.element.firstChild.remove()}};var fa=12,bt=class{#e;#t;#s;#i=l("p",{class:"complaint",role:"alert"});#n=null;#o=null;constructor(e){this.#e=e;let{language:t,edits:s}=e,i=a=>t.t(a);this.#t=l(
"textarea",{class:"edit-field",rows:"1",dir:"auto","aria-label":i("edit.on"),"aria-description":i(G()?"edit.touch":"edit.hint"),autocomplete:"off",enterkeyhint:G()?
"enter":"done",on:{input:()=>this.#h(),keydown:a=>this.#l(a)}}),this.#s=l("button",{type:"submit",class:"button quiet"},i("me.save"));let o={type:"button",class:"\
button quiet",on:{click:()=>this.#d()}},r=a=>{a.preventDefault(),s.save()};this.element=l("form",{class:"edit",novalidate:!0,on:{submit:r}},this.#t,this.#i,l("p",
{class:"edit-buttons"},l("span",{class:"edit-hint","aria-hidden":"true"},i("edit.hint")),l("button",o,i("cancel")),this.#s))}render(e,{find:t,reveal:s,held:i}){
let o=e?.editing??null,r=o&&t(o.seq),a=r&&o.seq!==this.#n;(r!==this.#o||r&&!r.contains(this.element))&&this.#r(r,!a&&this.#n!==null&&this.element.contains(i)),this.#n=
r?o.seq:null,r&&(this.#t.value!==o.text&&(this.#t.value=o.text),this.#c(),this.#t.readOnly=o.busy,this.#s.disabled=o.busy||o.text.trim()==="",this.#t.setAttribute(
"aria-invalid",String(o.error!==null)),g(this.#i,o.error?this.#a(o.error):""),a&&(this.#t.focus({preventScroll:!0}),this.#t.setSelectionRange(o.text.length,o.text.
length),s(this.element)))}#r(e,t){this.#o?.classList.remove("is-editing"),this.element.remove(),this.#o=e,e?(e.classList.add("is-editing"),e.querySelector(".bod\
y").append(this.element),t&&this.#t.focus({preventScroll:!0})):t&&this.#e.returnFocus()}#a(e){let{language:t}=this.#e;return e.code==="forbidden"?t.t("edit.late"):
_(t,e)}#h(){this.#c(),this.#e.edits.setText(this.#n,this.#t.value)}#l(e){pe(e)?(e.preventDefault(),this.#e.edits.save()):e.key==="Escape"&&!e.isComposing&&(e.stopPropagation(),
this.#d())}#d(){let{edits:e,returnFocus:t}=this.#e;e.setEditing(null),t()}#c(){this.#t.rows=Math.min(Math.max(this.#t.value.split(`
`).length,1),fa)}};var Ln=18,ga=700;function Sn(n){return n.length>ga||n.split(`
`,Ln+1).length>Ln}function An(n,{key:e,unfolded:t,release:s,language:i}){let r=l("button",{type:"button",class:"button quiet unfold",on:{click:()=>{s(()=>{t.delete(
e)||t.add(e),a()}),c()}}}),a=()=>{let h=t.has(e);n.classList.toggle("is-folded",!h),r.setAttribute("aria-expanded",String(h)),g(r,i.t(h?"text.less":"text.more"))},
c=()=>{let h=n.scrollHeight>n.clientHeight+1;n.classList.toggle("is-cut",h),r.hidden=!h&&!t.has(e)};return a(),new ResizeObserver(c).observe(n),r}function Cn(n,e){let{language:t,reveal:s}=e;switch(n.kind){case"message":case"pending":return ya(n,e);case"hidden":return wa(n,{language:t,reveal:s});case"day":
return l("div",{class:"rule day",role:"separator"},l("span",{},t.day(n.time,Date.now())));case"divider":{let o=n.missed>0?n.approximate?"divider.about":"divider\
.missed":"divider.new",r=t.t(o,{count:n.missed});return l("div",{class:"rule divider",role:"separator"},l("span",{},r))}case"gap":return l("p",{class:"gap",role:"\
note"},v("alert"),l("span",{},t.t(n.reason)));default:return l("p",{class:"start"},t.t(n.direct?"older.direct":"older.start",{room:n.room}))}}function Rn(n,e){return n.
kind!==e.kind||n.entry!==e.entry||n.lead!==e.lead||n.missed!==e.missed||n.approximate!==e.approximate||n.quoted!==e.quoted||n.veiled!==e.veiled||n.mentionsMe!==
e.mentionsMe||n.mark!==e.mark||n.quotedMark!==e.quotedMark||n.seqs?.length!==e.seqs?.length||n.reason!==e.reason||n.room!==e.room||n.direct!==e.direct}function wa({
seqs:n},{language:e,reveal:t}){let s={type:"button",class:"button quiet",on:{click:()=>t(n)}},i=l("span",{},e.t("hidden",{count:n.length}));return l("p",{class:"\
hidden-line"},i,l("button",s,e.t("hidden.show")))}function ya({kind:n,entry:e,lead:t,own:s,quoted:i,veiled:o,mentionsMe:r,mark:a,quotedMark:c},h){let{language:d,
here:u,names:f,me:p}=h,{user:m,text:y,time:b}=e,S=!!e.deleted,I=S?d.t("deleted"):$(e),E=S?l("p",{class:"text is-deleted"},I):e.data&&!y?ba(e.data):l("p",{class:`\
text${ls(y)?" is-pictures":""}`,dir:"auto"},at(y,{here:u,plain:Bn=>va(Bn,{names:f,me:p})})),D=e.key??e.seq,Ct={class:"time",datetime:new Date(b).toISOString(),title:d.
exact(b)},os=l("time",Ct,t?d.clock(b):d.brief(b)),Dn=["message",t&&"is-lead",s&&"is-own",r&&"is-call",n==="pending"&&`is-${e.state}`];return l("article",{class:Dn.
filter(Boolean).join(" "),tabindex:"-1",data:e.seq==null?{}:{seq:String(e.seq)},"aria-label":d.t(e.edited&&!S?"message.edited":"message.label",{name:a===void 0?
m.name:`${m.name} ·${a}`,time:d.clock(b),text:I})},l("div",{class:"gutter"},t?j(m):os),l("div",{class:"body"},t&&l("header",{class:"by"},l("span",{class:"autho\
r",dir:"auto"},m.name||d.t("nobody")),B(a),os),e.reply_to!=null&&xa(e.reply_to,i,{...h,veiled:o,mark:c}),E,!S&&Sn(y)&&An(E,{key:D,...h}),e.edited&&!S&&ka(e,d),n===
"pending"&&La(e,h)))}function ba(n){let{fields:e,more:t}=Ft(n),s=e.map(({name:i,value:o})=>l("div",{},l("dt",{},l("bdi",{},i)),l("dd",{},l("bdi",{},o))));return l(
"div",{class:"data"},l("dl",{},s),t>0&&l("p",{class:"data-more"},"…"))}function va(n,{names:e,me:t}){if(!Rs(n))return[n];let s=[],i=0;for(let o of _s(n,e())){
let r={class:o.name===t?.name?"mention is-me":"mention"};s.push(n.slice(i,o.from),l("bdi",r,n.slice(o.from,o.to))),i=o.to}return[...s,n.slice(i)].filter(o=>o!==
"")}function ka({edited:{time:n},time:e},t){let s=t.dayKey(n)===t.dayKey(e)?"":`${t.day(n,Date.now(),{inSentence:!0})} `,i={datetime:new Date(n).toISOString(),title:t.
exact(n)};return l("p",{class:"edited"},t.t("edited")," ",l("time",i,s+t.clock(n)))}function xa(n,e,{language:t,jump:s,veiled:i,mark:o}){let r=e===null||e?.deleted,
a=e===void 0?t.t("reply.loading"):t.t("reply.gone"),c=i?t.t("hidden",{count:1}):e&&$(e),h=e?r?t.t("deleted"):c:a;return l("button",{type:"button",class:`quote${r||
i?" is-gone":""}`,tabindex:"-1",title:t.t("reply.jump"),disabled:e===null,on:{click:()=>s(n)}},v("reply"),e?.user.name&&!i&&l("span",{class:"quote-name",dir:"au\
to"},e.user.name),!i&&B(o),l("span",{class:"quote-text",dir:"auto"},h))}var Ea=new Set(["too_large","invalid"]),Ta={slow_mode:"state.slow",rate_limited:"state.h\
eld",unavailable:"state.busy"};function La({key:n,state:e,error:t},{language:s,again:i,mend:o,discard:r}){if(e!=="failed"){let c=Ta[t?.code],h=c??(e==="waiting"?
"state.offline":"state.pending");return l("p",{class:"sending"},v("clock"),l("span",{class:c?"":"visually-hidden"},s.t(h)))}let a=(c,h)=>l("button",{type:"butto\
n",class:"button quiet",on:{click:h}},s.t(c));return l("p",{class:"failed",role:"alert"},v("alert"),l("span",{},`${s.t("state.failed")} · ${_(s,t)}`),Ea.has(t?.
code)?null:a("retry",()=>i(n)),a("edit",()=>o(n)),a("discard",()=>r(n)))}var vt=class{#e;#t;#s;#i=l("p",{class:"complaint",role:"alert"});#n=null;constructor(e){this.#e=e;let{language:t,edits:s}=e,i=(o,r,a)=>l("button",{type:"button",
class:`button ${r}`,on:{click:a}},t.t(o));this.#t=i("delete.yes","danger",()=>s.confirmDelete()),this.#s=i("delete.no","quiet",()=>this.#r()),this.element=l("di\
v",{class:"removal",role:"group","aria-label":t.t("delete"),on:{keydown:o=>this.#o(o)}},l("p",{class:"sure"},t.t("delete.sure")),l("p",{class:"removal-buttons"},
this.#t,this.#s),this.#i)}render(e,{find:t,reveal:s,held:i}){let o=e?.deleting??null,r=o&&t(o.seq);if(!r){let h=this.#n!==null&&this.element.contains(i);this.element.
remove(),this.#n=null,h&&this.#e.returnFocus();return}r.contains(this.element)||r.querySelector(".body").append(this.element),this.#t.disabled=o.busy;let{error:a}=o,
{language:c}=this.#e;g(this.#i,a?_(c,a):""),o.seq!==this.#n&&(this.#n=o.seq,this.#s.focus({preventScroll:!0}),s(this.element))}#o(e){e.key==="Escape"&&(e.stopPropagation(),
this.#r())}#r(){let{edits:e,returnFocus:t}=this.#e;e.setDeleting(null),t()}};var kt=class{#e;#t;#s;#i;#n=new Map;#o=new WeakMap;constructor(e,{draw:t,differs:s,replaced:i}){this.#e=e,this.#t=t,this.#s=s,this.#i=i}get size(){return this.#n.
size}element(e){return this.#n.get(e)?.node}item(e){return this.#n.get(this.#o.get(e))?.item}messageElement(e){return e==null?null:this.#e.querySelector(`[data-\
seq="${e}"]`)}lastSeqAbove(e){let t=this.#e.children[ss(this.#e,e)-1];for(;t&&t.dataset.seq===void 0;)t=t.previousElementSibling;return t?Number(t.dataset.seq):
null}clear(){this.#n.clear(),this.#e.replaceChildren()}show(e){let t=new Map,s=this.#e.firstChild;for(let i of e){let o=this.element(i.id),r=this.#r(i);s=s!==null&&
s===o?r:s,t.set(i.id,{item:i,node:r}),r===s?s=s.nextSibling:this.#e.insertBefore(r,s)}for(;s;){let i=s.nextSibling;s.remove(),s=i}this.#n=t}#r(e){let t=this.#n.
get(e.id);if(t&&!this.#s(t.item,e))return t.node;let s=this.#t(e);return this.#o.set(s,e.id),t&&(t.node.replaceWith(s),this.#i(t.node,s)),s}};function ss(n,e){let t=n.
children,[s,i]=[0,t.length];for(;s<i;){let o=s+i>>1;t[o].getBoundingClientRect().bottom>e?i=o:s=o+1}return s}var xt=48,Et=class{#e;#t;#s=!0;#i="";#n;#o;#r;constructor(e,t,s){this.#e=e,this.#t=t,this.#o=s,this.#r=()=>this.#c(),e.addEventListener("scroll",this.#r,{passive:!0}),
this.#n=new ResizeObserver(()=>this.#d()),this.#n.observe(e),this.#n.observe(t)}get above(){return this.#e.scrollTop}get below(){let{scrollHeight:e,scrollTop:t,
clientHeight:s}=this.#e;return e-t-s}get bottom(){return this.#e.getBoundingClientRect().bottom}get atEnd(){return this.#s}keep(e){let t=this.#s?[]:this.#a();if(e(),
this.#s){this.#h();return}let s=t.find(({row:i})=>i.isConnected);s&&(this.#e.scrollTop+=s.row.getBoundingClientRect().top-s.top)}release(e){this.#s=!1,e(),this.#s=
this.below<xt}toEnd(){this.#s=!0,this.#h()}scrollTo(e,t){this.#s=!1,e.scrollIntoView({block:t}),t==="start"&&(this.#e.scrollTop-=xt),this.#s=this.below<xt}isVisible(e){
return!this.isAbove(e)}isAbove(e){return e.getBoundingClientRect().bottom<this.#e.getBoundingClientRect().top}close(){this.#n.disconnect(),this.#e.removeEventListener(
"scroll",this.#r)}#a(){let{top:e,bottom:t}=this.#e.getBoundingClientRect(),s=[],i=this.#t.children[ss(this.#t,e)];for(;i;i=i.nextElementSibling){let o=i.getBoundingClientRect();
if(o.top>=t)break;i.matches(".message")&&s.push({row:i,top:o.top})}return s}#h(){this.#s&&this.#t.firstChild!==null&&(this.#e.scrollTop=this.#e.scrollHeight,this.#i=
this.#l())}#l(){let{scrollHeight:e,clientHeight:t}=this.#e;return`${e} ${t}`}#d(){this.#h(),!this.#s&&this.below<1&&this.#c()}#c(){this.#s&&this.#l()!==this.#i&&
this.#h(),this.#s=this.below<xt,this.#o()}};var _n=500,Tt=class{#e;#t=null;#s=null;#i;#n=l("div",{class:"items"});#o=l("p",{class:"older",role:"status"});#r=l("h2");#a=l("p");#h;#l;#d;#c;#u;#m;#p;#w;#g=null;#f=null;#y=null;#k=null;#x=new Set;#b=[];#v=[];#T=null;#A="";constructor(e){
this.#e=e;let{language:t,roomActions:s,history:i,browser:o}=e;this.#i=new kt(this.#n,{draw:p=>this.#_(p),differs:Rn,replaced:(p,m)=>this.#P(p,m)});let r=l("span",
{class:"empty-mark"},v("wave"));this.#h=l("div",{class:"empty"},r,this.#r,this.#a);let a={class:"scroller",tabindex:"0",role:"log","aria-live":"off"};this.#l=l(
"div",a,this.#o,this.#h,this.#n),this.#d=new Et(this.#l,this.#n,()=>this.#O());let c={type:"button",class:"pill unread-pill",hidden:!0};this.#c=l("button",{...c,
on:{click:()=>i.goToUnread()}},v("up"),l("span"));let h=l("span",{class:"latest-count"}),d=t.t("latest"),u={type:"button",class:"pill latest",hidden:!0,"aria-la\
bel":d,title:d};this.#u=l("button",{...u,on:{click:()=>this.#D()}},h,v("down")),this.#m=new wt(e),this.#p=[new bt(e),new vt(e)],this.#w=new yt(e);let f=[this.#l,
this.#c,this.#u,this.#w.element];this.element=l("section",{class:"timeline"},f),this.#R(s,"said",()=>this.#I()),this.#R(o,"visible",()=>this.#j()),this.#l.addEventListener(
"keydown",p=>this.#B(p));for(let p of["pointerover","focusin","click"])this.#n.addEventListener(p,m=>this.#F(m));this.#l.addEventListener("pointerleave",p=>this.#U(
p))}get reading(){return this.#l}render(e,t){let s=t?.id!==this.#s?.id,i=s||t?.epoch!==this.#s?.epoch;this.#t=e,this.#s=t,this.element.hidden=t?.exclusion!=null,
this.#g=document.activeElement,s&&this.#C(),this.#L(),this.#E(),this.#q(),t?.joined&&(i||this.#f!==t.id)&&(this.#f=t.id,this.#N()),this.#$(),this.#O(),this.#w.render(
t,e)}close(){this.#b.forEach(e=>e()),this.#d.close()}#R(e,t,s){e.addEventListener(t,s),this.#b.push(()=>e.removeEventListener(t,s))}#C(){this.#m.detach(),this.#i.
clear(),this.#v=[],this.#f=null,this.#y=null,this.#k=null,this.#d.toEnd()}#L(){let{language:e}=this.#e,{me:t,ignored:s}=this.#t,{typing:i,count:o,unread:r,called:a,
seen:c,...h}=this.#s??{},d=[t,s,this.#S({}).room,...Object.values(h)];if(d.length===this.#v.length&&d.every((m,y)=>m===this.#v[y]))return;this.#v=d,this.#T=null,
this.#A=this.#e.browser.address({room:""}).split("#")[0];let u=m=>e.dayKey(m),p=(this.#s?xn(this.#s,{...this.#t,dayKey:u}):[]).map(m=>m.kind==="start"?this.#S(m):
m);this.#d.keep(()=>{this.#i.show(p),this.#q()})}#S(e){let{id:t,kind:s}=this.#s??{};return{...e,room:t&&q(this.#e.language,this.#t,t),direct:s==="direct"}}#E(){
let e=s=>this.#i.messageElement(s),t=s=>this.#d.scrollTo(s,"nearest");this.#p.forEach(s=>s.render(this.#s,{find:e,reveal:t,held:this.#g}))}#_(e){let{language:t,
roomActions:s,history:i,store:o}=this.#e,r=this.#s;return e.entry?.reply_to!=null&&e.quoted===void 0&&i.loadOriginal(r.id,e.entry.reply_to),Cn(e,{language:t,me:this.#t.
me,names:()=>this.#M(),reveal:a=>o.dispatch({type:"messagesRevealed",room:r.id,seqs:a}),here:this.#A,again:a=>s.resend(a),mend:a=>s.editUnsent(a),unfolded:this.#x,
release:a=>this.#d.release(a),discard:a=>s.discard(a),jump:a=>i.jump(r.id,a)})}#M(){if(this.#T===null){let{me:e}=this.#t,t=[...e?[e]:[],...ce(this.#s,{me:e,ignored:{}})];
this.#T=t.map(({name:s})=>s)}return this.#T}#P(e,t){this.#m.detach(),e===this.#g&&t.focus({preventScroll:!0})}#q(){let{language:e}=this.#e,t=this.#s,s=t===null?
"none":"empty";this.#h.hidden=t!==null&&(!t.joined||t.older||this.#i.size>0),g(this.#r,e.t(`${s}.title`)),g(this.#a,e.t(`${s}.text`));let i={older:"older.loadin\
g",failed:"older.failed"}[t?.loading];g(this.#o,i?e.t(i):"");let o=t?q(e,this.#t,t.id).replace(/^#/,""):"";this.#l.setAttribute("aria-label",e.t("messages",{room:o}))}#N(){
this.#d.toEnd();let e=this.#i.element("divider");e&&!this.#d.isVisible(e)&&this.#d.scrollTo(e,"start")}#$(){let e=this.#s?.target??null;if(e===this.#y)return;this.#y=
e,this.#n.querySelector(".is-target")?.classList.remove("is-target");let t=e?.at==="divider",s=t?this.#i.element("divider"):this.#i.messageElement(e?.at);t?(this.#d.
scrollTo(s??this.#n,"start"),(s?.nextElementSibling??this.#l).focus({preventScroll:!0})):s?(s.classList.add("is-target"),this.#d.scrollTo(s,"center"),s.focus({preventScroll:!0})):
e===null&&this.#d.toEnd()}#O(){let{history:e,language:t}=this.#e,s=this.#s;if(!s)return;let i=s.to<s.head;s.older&&this.#d.above<_n&&e.loadOlder(),i&&this.#d.below<
_n&&e.loadNewer();let o=this.#i.element("divider"),r=Math.max(s.missed,s.unread),a=o?this.#d.isAbove(o):s.divider!==null&&s.from>s.divider+1;this.#k=o&&!a?s.divider:
this.#k,this.#c.hidden=r===0||!a||this.#k===s.divider,g(this.#c.lastChild,t.t(s.approximate?"pill.about":"pill.unread",{count:r})),this.#u.hidden=!i&&this.#d.atEnd,
g(this.#u.firstChild,s.unread>0?String(s.unread):""),this.#j()}#j(){let{store:e,browser:t}=this.#e,s=this.#s,i=s?.joined&&t.visible,o=s&&this.#d.atEnd&&s.to>=s.
head?s.id:null;o!==e.state.following&&e.state.active===s?.id&&e.dispatch({type:"endFollowed",room:o});let r=i?o:null;if((r!==e.state.watching||r&&e.room?.unread>
0)&&e.dispatch({type:"roomWatched",room:r}),i&&!r&&s.seen<s.head){let a=this.#i.lastSeqAbove(this.#d.bottom);a>s.seen&&e.dispatch({type:"messagesRead",room:s.id,
seq:a})}}#I(){this.#d.toEnd(),this.#e.history.goToEnd(),this.#O()}#D(){this.#I(),this.#l.focus({preventScroll:!0})}#B(e){e.target.closest("button, a, textarea")===
null&&N(e,this.#n.querySelectorAll(".message"))}#F({target:e,pointerType:t,type:s}){if(s==="pointerover"&&t==="touch")return;let i=e.closest(".message"),o=i&&this.#i.
item(i);o&&this.#m.attach(i,o,this.#s)}#U({pointerType:e}){e!=="touch"&&!this.#m.element.contains(document.activeElement)&&this.#m.detach()}};var Lt=class{#e;#t=l("span");constructor({language:e}){this.#e=e;let t=l("span",{class:"dots","aria-hidden":"true"},l("i"),l("i"),l("i"));this.element=l("p",{class:"\
typing is-idle"},t,this.#t)}render(e,t){let s=Object.values(t?.typing??{}).map(({name:a})=>a),[i,o]=s,r=["","typing.one","typing.two"][s.length]??"typing.many";
g(this.#t,r&&this.#e.t(r,{a:i,b:o})),this.element.classList.toggle("is-idle",r==="")}};var oe=class{#e;#t;#s;#i;#n;#o;#r;#a;#h;#l=l("span",{class:"badge-count"});#d=l("span",{class:"menu-badge",hidden:!0});#c={};#u={};#m=null;#p=!1;#w;#g=!1;#f;#y;constructor(e){
let t=new ht(e),s=()=>this.#_(null),i={...e,menu:t,close:s,returnFocus:()=>this.#v(),resultOpened:()=>this.#R()},o=new rt({...i,attach:E=>this.element.append(E)});
this.#w=o;let r={...i,dialogs:o};this.#e=r;let{language:a}=r,c=(E,D)=>a.t(E,D),h=new ft(r),d=new pt(r),u=new st(r),f=new dt(r);this.#s=new Tt(r),this.#i=new ot(
r),this.#a=new gt(r);let p=new Lt(r),m=new lt(r);this.#o=m.heading,this.#n=new it(r);let y=[m,this.#n,this.#s,p,this.#i,this.#a];this.#t=[u,h,d,...y,o,f],this.#u=
{rooms:k("menu",c("open.rooms"),()=>this.#E("rooms"),{"aria-expanded":"false",class:"narrow-only"}),people:k("people",c("open.people"),()=>this.#E("people"),{"a\
ria-expanded":"false"})},this.#h=k("search",c("search"),()=>this.#C(),{"aria-expanded":"false","aria-keyshortcuts":"Control+K /"}),this.#u.people.append(this.#l),
this.#u.rooms.append(this.#d),this.#c={rooms:l("aside",{class:"side rooms-side",id:"rooms","aria-label":c("rooms")},h.element),people:l("aside",{class:"side peo\
ple-side",id:"people","aria-label":c("people")},d.element)};let b=l("header",{class:"room-head"},this.#u.rooms,m.words,u.light,m.queueButton,this.#h,this.#u.people,
m.more);this.#r=l("main",{class:"talk"},b,u.element,u.spoken,f.element,this.#n.element,this.#s.element,p.element,this.#i.element),this.element=l("div",{class:"s\
hell",on:{keydown:E=>this.#P(E)}},this.#c.rooms,this.#r,this.#c.people,this.#a.element,l("div",{class:"backdrop",on:{click:s}}),t.element),this.#f=globalThis.matchMedia(
"(max-width: 53.75em)");let S=()=>this.#M();this.#f.addEventListener("change",S);let I=E=>this.#S(E);document.addEventListener("keydown",I),this.#y=()=>{this.#f.
removeEventListener("change",S),document.removeEventListener("keydown",I)}}opened(){this.#M()}render(e){this.#k(e),this.#p||(this.#p=!0,this.#T()),!this.#g&&e.rooms[e.
active]?.joined&&(this.#g=!0,this.#e.browser.idle(()=>this.#w.load().catch(()=>{})))}close(){this.#y(),this.#t.forEach(e=>e.close?.())}#k(e){let t=document.activeElement,
s=e.rooms[e.active]??null;this.#b(s),this.#x(an(e));let i=!!s?.search;this.#h.hidden=s===null||s.epoch===null,this.#h.setAttribute("aria-expanded",String(i)),this.#a.
element.hidden=!i,this.element.classList.toggle("has-search",i);for(let r of this.#t)r.render(e,s);let o=document.activeElement;t!==null&&t!==document.body&&(o===
t||o===document.body)&&Pn(t)&&this.#T()}#x({unread:e,mentions:t}){let{language:s}=this.#e,i=t||e,o=i>0?s.t(t>0?"pill.called":"pill.unread",{count:i}):"";g(this.#d,
i>0?ts({unread:e,mentions:t},9):""),this.#d.hidden=i===0,this.#d.classList.toggle("is-call",t>0);let r=o?`${s.t("open.rooms")} · ${o}`:s.t("open.rooms");this.#u.
rooms.title!==r&&(this.#u.rooms.title=r,this.#u.rooms.setAttribute("aria-label",r))}#b(e){let{language:t}=this.#e,s=e?.kind==="direct"?2:e?.count;g(this.#l,e?.joined?
String(s):"");let i=e?.joined?t.t("open.people.of",{count:s}):t.t("open.people");this.#u.people.ariaLabel!==i&&this.#u.people.setAttribute("aria-label",i)}#v(){
this.#_(null);let e=this.#T();requestAnimationFrame(()=>document.activeElement===e&&this.#T())}#T(){let e=[this.#i.field,this.#n.heading,this.#s.reading,this.#o],
t=this.#f.matches?[this.#n.heading,this.#o]:e;return document.querySelector("dialog[open]")===null&&t.find(Mn),document.activeElement}#A(e){return[...this.#c[e].
querySelectorAll("[aria-current], button, a, input")]}#R(){this.#f.matches&&this.#e.search.close()}#C(){this.#e.store.room?.search?(this.#e.search.close(),this.#v()):
this.#L()}#L(){this.#_(null),this.#e.search.open(),this.element.classList.add("has-search"),this.#a.open()}#S(e){let{key:t,ctrlKey:s,metaKey:i,altKey:o,target:r}=e,
a=r instanceof Element&&r.closest("input, textarea, select, dialog")!==null;(t.toLowerCase()==="k"&&(s||i)&&!o||t==="/"&&!a&&!s&&!i)&&!this.#h.hidden&&!e.isComposing&&
document.querySelector("dialog[open]")===null&&(e.preventDefault(),this.#L())}#E(e){e==="people"&&!this.#f.matches?(this.element.classList.toggle("without-peopl\
e"),this.#M()):this.#_(this.#m===e?null:e)}#_(e){let t=this.#m;if(this.#m=e,this.#M(),e){let s=this.#A(e);[...s.filter(i=>i.ariaCurrent),...s].find(Mn)}else t&&
this.#u[t].focus()}#M(){let e=this.#f.matches,t=this.element.classList.contains("without-people"),s={rooms:!e||this.#m==="rooms",people:e?this.#m==="people":!t};
for(let[o,r]of Object.entries(this.#c))r.inert=!s[o],r.classList.toggle("is-open",this.#m===o),this.#u[o].setAttribute("aria-expanded",String(s[o]));let i=e&&this.#m!==
null;this.#r.inert=i,this.#a.element.inert=i,this.element.classList.toggle("has-drawer",i)}#P(e){e.key==="Escape"&&!e.isComposing&&this.#m&&(this.#_(null),e.stopPropagation())}};
function Mn(n){return Pn(n)?!1:(n.focus({preventScroll:!0}),document.activeElement===n)}function Pn(n){return!n.isConnected||n.disabled||n.closest("[hidden], [i\
nert]")!==null}var Sa=5,On=500,Aa=20,Ca=new Set(["activityReceived","endFollowed","entriesReceived","messagesRead","presenceChanged","roomWatched","seenReceived","typingExpire\
d","typingReceived"]),St=class extends EventTarget{#e;#t;#s;#i;#n=null;#o;#r=!1;#a=null;#h=()=>{};#l=!1;#d=0;constructor({language:e,...t}){super();let{store:s,
storage:i,browser:o}=t;this.#t=i,this.#s=s,this.#i=o,this.#o=i.isReturning;let r=a=>this.#u(a);this.#e={...t,setLanguage:r,language:this.#c(e)},s.addEventListener(
"change",({detail:{type:a}})=>this.#m({urgent:!Ca.has(a)})),o.addEventListener("visible",()=>this.#f()),o.document.addEventListener("keydown",()=>this.#w(),{capture:!0,
passive:!0})}get language(){return this.#e.language}show(){this.#i.setLanguage(this.#e.language.tag),this.#k()}#c(e){return new Qe(e,{requested:this.#i.languages()})}async#u(e){
let t=await Ve(e);t===e&&(this.#t.language=t),this.#e.language=this.#c(t),this.#n?.close(),this.#n=null,this.show(),t!==e&&this.#e.roomActions.showToast("error.\
offline")}#m({urgent:e}){this.#r?e&&this.#a!==null&&(this.#a=null,this.#p()):(this.#r=!0,this.#a=e?null:this.#e.clock.now(),this.#p())}#p(){let{clock:e}=this.#e,
t=this.#d-e.now();this.#h(),this.#a===null||t<=0&&!this.#l?this.#g():this.#h=this.#l?()=>{}:e.after(t,()=>this.#g())}#w(){let e=this.#e.clock.now(),t=this.#r&&this.#a!==
null;(!t||e-this.#a<On)&&(this.#d=Math.max(this.#d,e+Aa)),t&&this.#p()}#g(){if(this.#i.visible){let e=requestAnimationFrame(()=>this.#y());this.#h=()=>cancelAnimationFrame(
e)}else{let e=setTimeout(()=>this.#y(),0);this.#h=()=>clearTimeout(e)}}#f(){this.#h(),this.#r=!1,this.#m({urgent:!0})}#y(){let{clock:e}=this.#e,t=e.now();this.#r=
!1,this.#k(),this.#l=!0,e.after(0,()=>{let s=e.now();this.#l=!1,this.#d=s+Math.min((s-t)*Sa,On),this.#r&&this.#a!==null&&this.#p()})}#k(){let{state:e}=this.#s,s=e.
me!==null&&e.active!==null?q(this.#e.language,e,e.active):null;this.#i.setTitle(Vt(e),Zt(e),s);let i=this.#x(e);this.#n instanceof i||(this.#n?.close(),this.#n=
new i(this.#e),this.#i.document.body.replaceChildren(this.#n.element),this.#n.opened?.()),i===oe&&this.dispatchEvent(new Event("entered")),this.#n.render(this.#s.
state)}#x({me:e,connection:t,siteBan:s,loginForm:i}){if(s!==null)return tt;let r=i.link?.kind==="invitation"&&this.#t.loginKind!=="account"||i.link?.kind==="res\
et";return this.#o&&=t.state!=="refused"&&!r,(e!==null||this.#o)&&!r?oe:et}};var Ra="lobby",A=new ge(globalThis),R=new be(A.storages()),_a=await Ve(Gi([R.language,...A.languages()])),L=new Ze,Ma=Yt(A.base),T=new Ge({url:Ma,credentials:Oa,
exclusive:A.exclusive("chatd.guest"),clock:C}),M=new Ne({client:T,store:L,storage:R,clock:C}),jn=n=>Na.addUsers(n),At=new Te({client:T,store:L,roomActions:M,clock:C,
onAuthors:jn}),Pa=new _e({client:T,store:L,roomActions:M}),qn=new Me({client:T,store:L,roomActions:M,clock:C}),is=(n,e)=>M.showToast(n,e),In=n=>M.joinAll([n]),Nn=()=>A.
reload(),$n=new Le({fetch:A.fetch,base:A.base}),re=new Re({api:$n,client:T,store:L,storage:R,clock:C,reload:Nn,clearLink:()=>A.clearLink()}),ns=new St({client:T,
login:re,profile:new je({api:$n,client:T,store:L}),ignoreList:new Se({client:T,store:L,storage:R,showToast:is}),notifications:new qe({client:T,store:L,storage:R,
desktop:new we(globalThis),openMessage:qa,loadOriginal:(n,e)=>At.loadOriginal(n,e),translate:(n,e)=>ns.language.t(n,e)}),roomActions:M,history:At,members:Pa,moderation:qn,
moderationQueue:new Pe({client:T,store:L,moderation:qn}),edits:new xe({client:T,store:L}),search:new Be({client:T,store:L,clock:C,onAuthors:jn}),exportMessages:n=>wi(
{client:T,clock:C,onProgress:n}),store:L,storage:R,browser:A,clock:C,language:_a});function Oa({refused:n,expiring:e}){let{loginKind:t,token:s,name:i}=R;return t===
"account"||t==="former"||e?null:s&&s!==n?{token:s}:{guest:i}}function qa(n,e){e===null?M.open(n):At.jump(n,e)}async function ja({room:n,seq:e,refused:t}){if(t!==
null){let{name:s,values:i}=M.roomNameProblem(t)??{name:"room.invalid"};M.showToast(s,i)}else n!==null&&e!==null?(await At.jump(n,e),await A.painted()):n!==null&&
M.open(n)}function Ia(){let n=A.route().room??R.active??Ra,e=R.rooms.filter(t=>t!==n);M.open(n),M.joinAll(e),new fe({store:L,browser:A,openRoute:ja}).start()}new Ie(
{client:T,store:L,storage:R,clock:C});new ke({store:L,storage:R});ki(T,{store:L,storage:R,reload:Nn});var Na=new Ce({client:T,store:L});xi(T,{store:L,storage:R,
clock:C,showToast:is,joinRoom:In});Ei(T,{store:L,storage:R,clock:C,showToast:is});new De({client:T,store:L,clock:C,rejoin:In});new Oe({client:T,store:L,browser:A,
retry:()=>re.retryNow()});ns.addEventListener("entered",Ia,{once:!0});A.addEventListener("route",()=>A.link&&re.useLink(A.link));re.useLink(A.link);R.isReturning&&
A.link===null&&T.connect();re.loadSite();ns.show();
