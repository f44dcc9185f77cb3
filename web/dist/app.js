import{$ as ni,A as js,Aa as k,B as $s,Ba as v,C as Ds,Ca as g,D as Bs,E as Fs,F as Us,Fa as O,G as Ws,Ga as oe,H as Ys,Ha as Si,I as Ks,Ia as J,J as zs,Ja as Li,
K as Hs,Ka as be,L as Gs,M as Xs,Ma as Ai,N as ge,O as Js,Oa as re,P as Qs,Pa as N,Q as Vs,Qa as ve,R as Kt,Ra as U,S as z,Sa as j,T as we,Ta as D,U as Zs,Ua as Ri,
V as ei,Va as ke,W as zt,Wa as Q,X as ti,Xa as Ci,Y as ye,Z as si,Za as V,_ as ii,a as q,aa as oi,b as T,ba as ri,c as Ts,ca as ai,d as Wt,da as li,e as ie,ea as ci,
f as G,fa as hi,g as Es,ga as di,h as Ss,ha as ui,i as Ls,ia as mi,j as fe,ja as pi,k as As,ka as fi,l as Rs,la as gi,m as I,ma as wi,n as X,na as yi,oa as ne,p as Cs,
pa as bi,q as Yt,qa as Ht,r as _s,ra as vi,sa as ki,t as Ms,ta as xi,ua as Gt,v as Ps,va as Xt,w as Os,wa as Jt,x as qs,xa as Ti,y as Is,ya as Ei,z as Ns,za as l}from"./chunk-5Y55P4ZJ.js";var xe=class{#e;#t;#s;#i={room:null,seq:null};#n=null;#o=null;constructor({store:e,browser:t,openRoute:s}){this.#e=e,this.#t=t,this.#s=s}start(){return this.#t.
addEventListener("route",({detail:e})=>this.#r(e)),this.#e.addEventListener("change",()=>this.#l()),this.#r(this.#t.route())}async#r(e){let t={room:e.room,seq:e.
seq};this.#i=t,this.#n="going",this.#o=this.#e.state.active,await this.#s(e),this.#i===t&&(this.#n="there",this.#l())}#l(){let{active:e,rooms:t}=this.#e.state,{
room:s,seq:i}=this.#i;if(this.#t.link!==null||this.#n==="going"&&(e===this.#o||e===s)||s===e&&(i===null||this.#c(i)))return;let o=s!==null&&s!==e&&s in t;this.#i=
{room:e,seq:null},this.#t.setRoute(this.#i,{step:o})}#c(e){let{room:t,state:s}=this.#e,i=s.watching===t?.id;return t?.target?.at!==e||i&&this.#n==="off"?!1:(this.#n=
i?this.#n:"off",!0)}};function _i(n){let[e="",t=""]=po(n.replace(/^#/,"")).split("/"),s=G(e)?e:null,i=/^[1-9]\d{0,15}$/.test(t)?Number(t):null;return{room:s,seq:s===null?null:i,refused:s===
null&&e!==""?e:null}}function Mi(n){let[,e,t]=/^#\/login\/([0-9a-f]{32})\/([A-Za-z0-9_.-]{0,8192})$/.exec(n)??[];if(e)return{kind:"login",state:e,token:t};let[,
s,i]=/^#\/(invitation|reset)\/([A-Za-z0-9_-]{1,128})$/.exec(n)??[];return s?{kind:s,token:i}:null}function Qt({room:n,seq:e=null}){return e===null?`#${n}`:`#${n}\
/${e}`}function po(n){try{return decodeURIComponent(n)}catch{return n}}var Te=class extends EventTarget{#e;#t;#s;constructor(e){super(),this.#e=e,this.#t=e.document;let t=s=>()=>this.dispatchEvent(new Event(s));e.addEventListener("\
popstate",()=>{this.dispatchEvent(new CustomEvent("route",{detail:this.route()}))}),e.addEventListener("online",t("network")),e.addEventListener("offline",t("ne\
twork")),e.addEventListener("pageshow",({persisted:s})=>s&&t("back")()),e.addEventListener("pagehide",t("leave")),this.#t.addEventListener("resume",t("back")),this.#s=
this.frame===null,this.frame!==null&&new e.IntersectionObserver(([{isIntersecting:s}])=>{this.#s=s,t("visible")()}).observe(this.#t.documentElement),this.#t.addEventListener(
"visibilitychange",()=>{t("visible")(),this.visible&&t("back")()})}get visible(){return this.#t.visibilityState==="visible"&&this.#s}get mayTakeFocus(){return this.
frame===null||this.#t.hasFocus()}get online(){return this.#e.navigator.onLine}get document(){return this.#t}get base(){return this.#t.baseURI}get siteName(){return this.#i(
"application-name")??"chatd"}get siteLogo(){return this.#i("chatd-logo")}get frame(){let e=this.#i("chatd-frame-ancestors");if(e===null)return null;let{search:t}=this.#e.
location;return{window:this.#e,search:t,ancestors:e.split(" "),problem:this.#i("chatd-problem")}}#i(e){return this.#t.querySelector(`meta[name="${e}"]`)?.getAttribute(
"content")??null}get fetch(){return(...e)=>this.#e.fetch(...e)}languages(){return[...this.#e.navigator.languages??[]]}storages(){let e=t=>{try{return this.#e[t]}catch{
return null}};return{local:e("localStorage"),session:e("sessionStorage")}}exclusive(e){let{locks:t}=this.#e.navigator;return t?s=>t.request(e,s):s=>s()}route(){
return _i(this.#e.location.hash)}get link(){return Mi(this.#e.location.hash)}clearLink(){if(this.link){let{location:e,history:t}=this.#e;t.replaceState(null,"",
e.pathname+e.search)}}reload(){this.#e.location.reload()}painted(){return new Promise(e=>this.nextFrame(()=>this.#e.setTimeout(e,0)))}nextFrame(e){let t=this.#e;
if(this.visible){let i=t.requestAnimationFrame(()=>e());return()=>t.cancelAnimationFrame(i)}let s=t.setTimeout(e,0);return()=>t.clearTimeout(s)}idle(e){let t=this.#e;
t.requestIdleCallback?t.requestIdleCallback(()=>e()):t.setTimeout(e,500)}setRoute(e,{step:t=!1}={}){let{location:s,history:i}=this.#e,o=s.pathname+s.search,r=e.
room===null?o:o+Qt(e);t?i.pushState(null,"",r):i.replaceState(null,"",r)}address(e){return this.#e.location.href.split("#")[0]+Qt(e)}setTitle(e,t,s=null){let o=`${t>
0?`(@${t}) `:e>0?`(${e}) `:""}${s===null?"":`${s} · `}${this.siteName}`;this.#t.title!==o&&(this.#t.title=o)}setLanguage(e){this.#t.documentElement.lang=e}async copy(e){
try{return await this.#e.navigator.clipboard.writeText(e),!0}catch{return this.#n(e)}}download(e,t,s){let i=URL.createObjectURL(new Blob([t],{type:s})),o=this.#t.
createElement("a");o.href=i,o.download=e,o.click(),this.#e.setTimeout(()=>URL.revokeObjectURL(i),6e4)}#n(e){let t=this.#t.createElement("textarea");t.className=
"visually-hidden",t.value=e,(this.#t.querySelector("dialog[open]")??this.#t.body).append(t),t.select();let s=this.#t.execCommand("copy");return t.remove(),s}};var Pi="chatd.watched";var Ee=class{#e;#t=!1;#s=null;constructor(e){this.#e=e,this.#i(),e.document.addEventListener("visibilitychange",()=>this.#i())}get permission(){let{Notification:e}=this.#e;
return e===void 0||this.#t?"missing":e.permission}get visible(){return this.#e.document.visibilityState==="visible"}async requestPermission(){return await this.#e.
Notification.requestPermission(),this.permission}async isWatched(){let{locks:e}=this.#e.navigator,{held:t}=e?await e.query():{held:[]};return t.some(({name:s})=>s===
Pi)}claim(e){let{locks:t}=this.#e.navigator;return t?new Promise(s=>{t.request(`chatd.alert.${e}`,{ifAvailable:!0},i=>(s(i!==null),i&&new Promise(o=>this.#e.setTimeout(
o,1e4))))}):Promise.resolve(!0)}show({title:e,body:t,tag:s,click:i}){try{let o=new this.#e.Notification(e,{body:t,tag:`chatd.${s}`,icon:"favicon.svg"});o.onclick=
()=>{this.#e.focus(),o.close(),i()}}catch{this.#t=!0}}#i(){let{locks:e}=this.#e.navigator;if(this.visible&&this.#s===null){let t=new Promise(s=>this.#s=s);e?.request(
Pi,{mode:"shared"},()=>t)}else this.visible||(this.#s?.(),this.#s=null)}};var fo="chatd.";var ae=class{#e;#t;constructor({local:e,session:t,prefix:s=fo}){this.#e=new Se(e,s),this.#t=new Se(t,s)}get name(){return this.#e.get("name","")}set name(e){this.#e.
set("name",e)}get token(){return this.#e.get("token",null)}set token(e){this.#e.set("token",e)}get loginKind(){return this.#e.get("kind",null)}set loginKind(e){
this.#e.set("kind",e)}get isReturning(){return["account","token"].includes(this.loginKind)||this.name!==""&&this.token!==null}get loginState(){return this.#t.get(
"login",null)}set loginState(e){this.#t.set("login",e)}get deletionTask(){return this.#t.get("removal",null)}set deletionTask(e){this.#t.set("removal",e)}get owner(){
return this.#e.get("owner",null)}set owner(e){this.#e.set("owner",e)}get notifications(){return this.#e.get("alerts",!1)===!0}set notifications(e){this.#e.set("\
alerts",e)}get language(){return this.#e.get("language",null)}set language(e){this.#e.set("language",e)}get rooms(){return qi(this.#e.get("rooms",[]))}set rooms(e){
this.#e.set("rooms",e)}get hidden(){return qi(this.#e.get("hidden",[]))}set hidden(e){this.#e.set("hidden",e.slice(-200))}get ignored(){let e=this.#e.get("ignor\
ed",{});return e!==null&&typeof e=="object"?e:{}}set ignored(e){this.#e.set("ignored",e)}get active(){return this.#t.get("active",null)??this.#e.get("active",null)}set active(e){
this.#t.set("active",e),this.#e.set("active",e)}draft(e){return this.#t.get(`draft.${e}`,null)??this.#e.get(`draft.${e}`,"")}setDraft(e,t){this.#t.set(`draft.${e}`,
t),this.#e.set(`draft.${e}`,t||null)}replyOrEdit(e){let t=this.#t.get(`hand.${e}`,null)??this.#e.get(`hand.${e}`,null),{epoch:s=null,reply:i=null,editing:o=null}=t??
{};return{epoch:s,reply:Oi(i)&&typeof i.user?.name=="string"?i:null,editing:Oi(o)?o:null}}setReplyOrEdit(e,t){this.#t.set(`hand.${e}`,t),this.#e.set(`hand.${e}`,
t)}seen(e){let{epoch:t,seq:s}=this.#e.get(`seen.${e}`,null)??{};return typeof t=="string"&&Number.isSafeInteger(s)&&s>=0?{epoch:t,seq:s}:null}setSeen(e,t){this.#e.
set(`seen.${e}`,t)}unsent(e){let t=this.#t.get(`unsent.${e}`,[]);return Array.isArray(t)?t.filter(go):[]}setUnsent(e,t){this.#t.set(`unsent.${e}`,t.length>0?t:null)}forget(){
let{language:e}=this;this.#e.clear(),this.#t.clear(),this.language=e}};function go(n){return typeof n?.text=="string"&&typeof n.key=="string"&&n.key!==""}function Oi(n){
return Number.isSafeInteger(n?.seq)&&typeof n.text=="string"}function qi(n){return Array.isArray(n)?n.filter(e=>typeof e=="string"):[]}var Se=class{#e;#t;#s=new Map;constructor(e,t){
this.#e=e,this.#t=t}get(e,t){try{let s=this.#e.getItem(this.#t+e);return s===null?this.#s.get(e)??t:JSON.parse(s)}catch{return this.#s.get(e)??t}}set(e,t){this.#s.
delete(e);try{t===null?this.#e.removeItem(this.#t+e):this.#e.setItem(this.#t+e,JSON.stringify(t))}catch{this.#s.set(e,t)}}clear(){this.#s.clear();try{Object.keys(
this.#e).filter(t=>t.startsWith(this.#t)).forEach(t=>this.#e.removeItem(t))}catch{}}};var Le=class{#e;#t;#s=new Map;constructor({store:e,storage:t}){this.#e=e,this.#t=t,e.addEventListener("change",()=>this.#i())}#i(){let{room:e}=this.#e;if(!e?.joined)
return;if(!this.#s.has(e.id)){this.#s.set(e.id,{}),this.#n(e);return}let{reply:t,editing:s}=this.#s.get(e.id);(e.reply!==t||e.editing!==s)&&(this.#s.set(e.id,{reply:e.
reply,editing:e.editing}),this.#t.setReplyOrEdit(e.id,wo(e)))}#n({id:e,epoch:t,entries:s}){let{epoch:i,reply:o,editing:r}=this.#t.replyOrEdit(e),a=({seq:c})=>s.
some(h=>h.seq===c&&h.deleted);i!==t?this.#t.setReplyOrEdit(e,null):r&&!a(r)?this.#e.dispatch({type:"editingChanged",room:e,entry:r}):o&&!a(o)&&this.#e.dispatch(
{type:"replyChanged",room:e,entry:o})}};function wo({epoch:n,reply:e,editing:t}){return t?{epoch:n,editing:{seq:t.seq,text:t.text}}:e?{epoch:n,reply:{seq:e.seq,
user:e.user,text:e.text}}:null}var Ae=class{#e;#t;constructor({client:e,store:t}){this.#e=e,this.#t=t}setEditing(e){this.#n("editingChanged",{entry:e})}editLast(){let{room:e,state:t}=this.#t,
s=e?.can?.includes("edit_own")&&!t.unsupported.includes("edit"),i=r=>r.user.id===t.me?.id&&r.seq!=null&&!r.deleted,o=s?e.entries.findLast(i):void 0;return o&&this.
setEditing(o),o!==void 0}setText(e,t){this.#i({draft:"editing",seq:e,text:t,error:null})}async save(){let{room:e,state:t}=this.#t,{seq:s,text:i,busy:o}=e.editing,
r=T(i),a=e.entries.find(h=>h.seq===s)?.text,c=t.limits.text??1/0;o||r.trim()===""||(r===a?this.setEditing(null):ie(r)>c?this.#i({draft:"editing",seq:s,error:{code:"\
too_large"}}):await this.#s("editing","edit",s,()=>this.#e.edit(e.id,s,r)))}setDeleting(e){this.#n("deletingChanged",{entry:e})}async confirmDelete(){let{id:e,deleting:t}=this.#t.
room;t.busy||await this.#s("deleting","delete",t.seq,()=>this.#e.delete(e,t.seq))}async#s(e,t,s,i){let o=this.#t.room.id;this.#i({draft:e,seq:s,busy:!0,error:null});
try{await i(),this.#t.state.rooms[o]?.[e]?.seq===s&&this.#t.dispatch({type:`${e}Changed`,room:o,entry:null})}catch(r){r.code==="unknown_type"&&this.#t.dispatch(
{type:"commandUnsupported",command:t}),this.#t.dispatch({type:"draftChanged",room:o,draft:e,seq:s,busy:!1,error:r})}}#i(e){this.#n("draftChanged",e)}#n(e,t){this.#t.
dispatch({type:e,room:this.#t.state.active,...t})}};var yo=["full","read-only","count"],bo=["auto","light","dark"],vo=2e4,Re=class{#e;#t;#s;#i=null;#n=null;#o;#r=new Map;#l=0;#c="";constructor({window:e,clock:t,search:s,
ancestors:i,problem:o=null}){this.#e=e,this.#t=t,this.#s=i;let r=new URLSearchParams(s),a=(h,u)=>u.includes(r.get(h))?r.get(h):u[0],c=r.get("room")??"lobby";this.
room=G(c)?c:null,this.theme=a("theme",bo),this.mode=a("mode",yo),this.hasTokens=r.get("token")==="1",this.#o=new Promise(h=>{e.addEventListener("message",u=>this.#h(
u,h))}),e.parent.postMessage({chatd:"ready"},"*"),o!==null&&this.report(o),this.room===null&&this.report(`data-room: ${JSON.stringify(c.slice(0,100))}: this can\
not be the name of a room`)}get readOnly(){return this.mode!=="full"}get hostAddress(){return this.#n??this.#i??""}async token(){await this.#o,this.#l+=1;let e=this.#l;
return new Promise((t,s)=>{let i=this.#t.after(vo,()=>{this.#r.delete(e),s(new Error("data-token-url: the page around the chat has not answered"))});this.#r.set(
e,{resolve:t,reject:s,cancel:i}),this.#d({chatd:"token",id:e})})}tellUnread({unread:e,mentions:t,online:s}){let i={chatd:"unread",room:this.room,unread:e,mentions:t,
online:s},o=JSON.stringify(i);o!==this.#c&&this.#i!==null&&(this.#c=o,this.#d(i))}async report(e){await this.#o,this.#d({chatd:"problem",text:e})}#h({source:e,origin:t,
data:s},i){if(!(e!==this.#e.parent||e===this.#e||!this.#a(t)||!s)){if(s.chatd==="hello"){this.#i=t;let o=String(s.address??"");this.#n=o.startsWith(`${t}/`)?o.split(
"#")[0]:t,i()}else if(s.chatd==="token"&&this.#r.has(s.id)){let{resolve:o,reject:r,cancel:a}=this.#r.get(s.id);this.#r.delete(s.id),a(),s.error?r(new Error(String(
s.error).slice(0,300))):o(typeof s.token=="string"?s.token:null)}}}#a(e){return this.#s.some(t=>{let[s,i]=t.split("*."),o=i!==void 0&&e.startsWith(s)&&e.endsWith(
`.${i}`);return t==="*"||t===e||o})}#d(e){this.#e.parent.postMessage(e,this.#i)}};async function Ii({client:n,clock:e,onProgress:t}){let s=[],i=Math.min(n.limits.history??100,100);for(let o,r=!0;r;){let a=await ko(()=>n.export({after:o,limit:i}),
e),c=a.events.at(-1);s.push(...a.events.map(h=>JSON.stringify(h))),t(s.length),o=c&&{room:c.room,seq:c.seq},r=a.more&&c!==void 0}return{text:s.map(o=>`${o}
`).join(""),count:s.length}}async function ko(n,e){for(;;)try{return await n()}catch(t){if(!t.passing)throw t;await new Promise(s=>e.after(t.retryAfter??1e3,s))}}var le=50,xo=100,Ce=10,To=20,Eo=3e3,So=100,Ni=50,_e=class{#e;#t;#s;#i;#n;#o=Promise.resolve();#r=Promise.resolve();#l=new Map;#c=0;constructor({client:e,store:t,
roomActions:s,clock:i,onAuthors:o=()=>{}}){this.#e=e,this.#t=t,this.#s=s,this.#i=i,this.#n=o,e.addEventListener("joined",({detail:r})=>this.#w(r.room)),e.addEventListener(
"entries",({detail:r})=>this.#w(r.room))}loadOlder(){let{room:e}=this.#t;e?.older&&e.loading===null&&this.#a(e.id,"older",{before:e.from})}loadNewer(){let{room:e}=this.#t;
e&&e.to<e.head&&e.loading===null&&this.#a(e.id,"newer",{after:e.to})}async goToEnd(){let{room:e}=this.#t;e&&e.to<e.head&&await this.#u(this.#m(e.id,{before:e.head+
1},null)),this.#t.dispatch({type:"targetChanged",room:e?.id,seq:null})}async goToUnread(){let{room:e}=this.#t;if(e?.divider==null)return;let t=e.divider+1;t>=e.
from&&t<=e.to?this.#t.dispatch({type:"targetChanged",room:e.id,seq:"divider"}):await this.#u(this.#y(e.id,t))}jump(e,t){return this.#o=this.#o.then(()=>this.#u(
this.#p(e,t))),this.#o}loadOriginal(e,t){let s=this.#t.state.rooms[e],i=`${e}/${s?.epoch}/${t}`,o=this.#l.get(i);if(o||!s?.joined||this.#c>=Ni)return o??Promise.
resolve();this.#c+=1;let r=this.#r.then(()=>this.#f(e,t)),a=()=>this.#l.delete(i),c=r.then(a,a);this.#l.set(i,c);let h=()=>new Promise(u=>this.#i.after(So,u));return this.#r=
c.then(()=>this.#c-=1).then(h),c}async#h(e,t){let s=await this.#e.history(e,t);return this.#n(s.events.map(({user:i})=>i)),s}async#a(e,t,s){this.#t.dispatch({type:"\
historyLoading",room:e,loading:t});try{let i=await this.#h(e,{...s,limit:le});this.#d(e,t,Lo(t,i,s))}catch{this.#t.dispatch({type:"historyLoading",room:e,loading:"\
failed"}),this.#i.after(Eo,()=>this.#t.dispatch({type:"historyLoading",room:e,loading:null}))}}#d(e,t,[s,...i]){this.#t.dispatch({type:`${t}Loaded`,room:e,...s}),
i.length>0&&this.#i.after(To,()=>this.#d(e,t,i))}async#m(e,t,s){let i=await this.#h(e,{...t,limit:le});this.#t.dispatch({type:"windowReplaced",room:e,page:i,target:s})}async#u(e){
try{await e}catch(t){this.#s.showError(t)}}async#p(e,t){this.#s.open(e);try{await this.#e.join(e)}catch{return}let s=()=>this.#t.state.rooms[e];if(t>s().head||t<
s().first){this.#s.showToast("gone");return}(t>s().to||s().from-t>xo)&&await this.#m(e,{before:t+le/2},null),await this.#g(e,t),s().entries.some(i=>i.seq===t)?this.#t.
dispatch({type:"targetChanged",room:e,seq:t}):this.#s.showToast("gone")}async#y(e,t){await this.#m(e,{before:t+le/2},"divider"),t<this.#t.state.rooms[e].from&&(await this.#g(
e,t),this.#t.dispatch({type:"targetChanged",room:e,seq:"divider"}))}async#g(e,t){let s=()=>this.#t.state.rooms[e];for(;t<s().from&&s().older;){let i=s().from,o=await this.#h(
e,{before:i,limit:le});this.#t.dispatch({type:"olderLoaded",room:e,page:o,before:i})}}async#f(e,t){let{events:s}=await this.#h(e,{before:t+1,limit:1}),i=s.find(
o=>o.seq===t&&o.type==="message")??null;this.#t.dispatch({type:"originalLoaded",room:e,seq:t,entry:i})}async#w(e){await null;let t=this.#t.state.rooms[e],s=t?.unread>
0?t.entries.slice(-Ni):[];for(let{seq:i,reply_to:o}of s)o!=null&&i>t.seen&&fe(t,o)===void 0&&this.loadOriginal(e,o)}};function Lo(n,{events:e,more:t,...s},i){let o=[],
r=n==="older",a=e,c=i;do{let h=r?a.slice(-Ce):a.slice(0,Ce);a=r?a.slice(0,-Ce):a.slice(Ce);let u=a.length===0,d=u?null:n;o.push({page:{...s,events:h,more:t||!u,
loading:d},...c}),c=r?{before:h[0]?.seq}:{after:h.at(-1)?.seq}}while(a.length>0);return o}var w=class n extends Error{constructor(e,t=e,{field:s,until:i,retry_after:o,reason:r,by:a,id:c,request_id:h}={}){super(t),this.name="ChatError",this.code=e,this.
field=s,this.until=i,this.retryAfter=o,this.reason=r,this.by=a,this.id=c??h}static from(e){return new n(e.code,e.message,e)}get passing(){return this.code==="ra\
te_limited"||this.code==="unavailable"||this.code==="slow_mode"}};var Me=class{#e;#t;#s;constructor({fetch:e,base:t,cookies:s=!0}){this.#e=e,this.#t=t,this.#s=s}async site(){try{return{...await this.request("GET","site"),accounts:!0}}catch(e){
if(e.code!=="not_found")throw e;return{guests:!0,registration:"closed",accounts:!1,signed_in:null}}}signIn(e,t){return this.request("POST","session",{name:e,password:t})}signInWithToken(e){
return this.request("POST","session",{token:e})}signOut(){return this.request("DELETE","session")}register(e,t,s){return this.request("POST","account",{name:e,password:t,
invitation:s})}async rename(e){let{user:t}=await this.request("PATCH","account",{name:e});return t}async loginName(){let{login:e,user:t}=await this.request("GET",
"session");return e??t.name}async changeLogin(e,t){let{login:s}=await this.request("PATCH","account",{login:e,password:t});return s}changePassword(e,t){return this.
request("PUT","account/password",{old:e,new:t})}async resetPassword(e,t){let{user:s}=await this.request("POST","account/reset",{link:e,new:t});return s}deleteAccount(e){
return this.request("DELETE","account",{password:e})}async task(e){let{state:t}=await this.request("GET",`tasks/${encodeURIComponent(e)}`);return t}async sessions(){
let e=[];for(let t={more:!0,next:null};t.more;e.push(...t.sessions))t=await this.request("GET",t.next?`sessions?after=${encodeURIComponent(t.next)}`:"sessions");
return e}endSession(e){return this.request("DELETE",`sessions/${encodeURIComponent(e)}`)}endOtherSessions(){return this.request("DELETE","sessions?keep=here")}async request(e,t,s){
let i=await this.#i(new URL(`api/${t}`,this.#t),{method:e,headers:s?{"Content-Type":"application/json"}:{},body:s&&JSON.stringify(s),credentials:this.#s?"same-o\
rigin":"omit",cache:"no-store"});if(!i.ok)throw await Ro(i);return i.status===204?null:Ao(i)}async#i(e,t){try{let s=this.#e;return await s(e.href,t)}catch{throw new w(
"offline")}}};async function Ao(n){try{return await n.json()}catch{throw new w("unavailable")}}async function Ro(n){try{let{code:e,detail:t,...s}=await n.json();
if(typeof e=="string")return new w(e,t,s)}catch{}return new w(Co[n.status]??(n.status>=500?"unavailable":"invalid"))}var Co={401:"bad_token",403:"forbidden",404:"\
not_found",429:"rate_limited",500:"internal"};var Pe=class{#e;#t;#s;constructor({api:e,base:t,profile:s}){this.#e=e,this.#t=t,this.#s=s}get available(){return this.#s.hasAccount}async list(e){return(await this.#e.
request("GET",Vt(e))).hooks}async create(e,t){let s=await this.#e.request("POST",Vt(e),{name:t});return new URL(s.path.slice(1),this.#t).href}delete(e,t){return this.#e.
request("DELETE",`${Vt(e)}/${encodeURIComponent(t)}`)}};function Vt(n){return`rooms/${encodeURIComponent(n)}/hooks`}var Oe=class{#e;#t;#s;#i;constructor({client:e,store:t,storage:s,showToast:i}){this.#e=e,this.#t=t,this.#s=s,this.#i=i,e.addEventListener("state",({detail:o})=>o.
state==="online"&&this.#n())}async ignore(e){await this.#o(async()=>{await this.#e.command("ignore",{user:e.id}),this.#t.dispatch({type:"userIgnored",user:e}),this.#i(
"ignored.done",{name:e.name})})}async unignore(e){await this.#o(async()=>{await this.#e.command("unignore",{user:e.id}),this.#t.dispatch({type:"userUnignored",user:e.
id}),this.#i("ignored.undone",{name:e.name})})}async#n(){try{let{users:e}=await this.#e.list("ignores"),t={...this.#s.ignored,...this.#r()};this.#t.dispatch({type:"\
ignoreListLoaded",users:e.map(s=>({id:s,name:t[s]}))}),this.#s.ignored=this.#t.state.ignored}catch({code:e}){(e==="unknown_type"||e==="forbidden")&&this.#t.dispatch(
{type:"commandUnsupported",command:"ignore"})}}async#o(e){try{await e(),this.#s.ignored=this.#t.state.ignored}catch(t){this.#i(`error.${t.code}`,{error:t})}}#r(){
let e=Object.values(this.#t.state.rooms).flatMap(t=>Object.values(t.people));return Object.fromEntries(e.map(({id:t,name:s})=>[t,s]))}};var _o=/^a\./,Mo=/^x\./,Po=/^[ax]\./,ji=1e3,Oo=10;function $i(n,{store:e,storage:t,reload:s}){let i=(r,a)=>n.addEventListener(r,({detail:c})=>a(c));i("login",({
user:r,token:a,account:c})=>{let h=Po.test(t.owner??"")&&t.owner!==r.id;h&&t.forget(),t.owner=r.id,t.loginKind=_o.test(r.id)?"account":Mo.test(r.id)?"token":"gu\
est",a?t.token=a:t.loginKind!=="guest"&&(t.token=null),o(r,c),h&&s()}),i("me",({user:r,account:a})=>o(r,a??n.account)),i("sanction",({room:r,action:a,until:c,reason:h,
by:u=null})=>{r===null&&a==="ban"&&e.dispatch({type:"siteBanChanged",ban:{until:c,reason:h,by:u}})}),i("state",({state:r,error:a,code:c})=>{r==="refused"&&a.code===
"banned"?e.dispatch({type:"siteBanChanged",ban:{until:a.until??null,...ne(a)}}):r==="ended"&&c===4503&&e.state.siteBan===null?e.dispatch({type:"siteBanChanged",
ban:{until:null,reason:"",by:null}}):r==="online"&&e.dispatch({type:"siteBanChanged",ban:null})});function o(r,a){t.name=r.name.replace(/^~/,""),e.dispatch({type:"\
userChanged",user:r}),e.dispatch({type:"accountChanged",account:a??null})}}function Di(n,{store:e,storage:t,clock:s,showToast:i,joinRoom:o=()=>{},readOnly:r=!1}){
let a=(d,m)=>n.addEventListener(d,({detail:p})=>m(p));a("state",d=>{e.dispatch({type:"connectionChanged",connection:d}),d.state==="online"&&c()}),a("announcemen\
t",({text:d,time:m})=>e.dispatch({type:"announced",announcement:{text:d,time:m}})),a("welcome",({limits:d})=>e.dispatch({type:"limitsReceived",limits:d})),a("jo\
ined",d=>{let{room:m}=d;e.dispatch({type:"roomJoined",room:m,answer:Zt(d,r),seen:t.seen(m)})}),a("entries",({room:d,entries:m,replayed:p})=>e.dispatch({type:"en\
triesReceived",room:d,entries:m,replayed:p})),a("outbox",({room:d,items:m})=>{t.setUnsent(d,m.map($o)),e.dispatch({type:"outboxChanged",room:d,items:m})}),a("le\
ft",({room:d,error:m})=>{t.setUnsent(d,[]);let p=m!==void 0&&No(e.state,d),f=p?null:Io(m);if(f){e.dispatch({type:"roomExcluded",room:d,exclusion:f});return}t.rooms=
t.rooms.filter(b=>b!==d),m&&i(jo(m,{removed:p,known:e.state.rooms[d]?.epoch!=null}),{id:d,error:m}),e.dispatch({type:"roomLeft",room:d}),p&&e.dispatch({type:"ro\
omUnlisted",room:d})}),a("presence",d=>e.dispatch({type:"presenceChanged",room:d.room,event:d})),a("room",d=>e.dispatch({type:"settingsChanged",room:d.room,event:Zt(
d,r)})),a("erase",({user:d})=>{e.dispatch({type:"userErased",user:d}),d===e.state.me?.id&&t.forget()}),a("seen",d=>{t.hidden.includes(d.room)||e.dispatch({type:"\
seenReceived",event:d})}),a("activity",d=>{let m=d.room.startsWith("~");d.room in e.state.roomList?e.dispatch({type:"activityReceived",event:d}):m?(t.hidden=t.hidden.
filter(f=>f!==d.room),c()):t.hidden.includes(d.room)||c();let p=(e.state.limits.rooms??0)-Oo-n.joined.length;m&&!e.state.roomList[d.room]?.invited&&p>0&&o(d.room)});
async function c(){try{let{rooms:d}=await n.rooms();e.dispatch({type:"roomListLoaded",rooms:d.filter(({room:m})=>!t.hidden.includes(m))})}catch{}}let h=()=>{};a(
"signal",({room:d,name:m,user:p})=>{m==="typing"&&p.id!==e.state.me?.id&&(e.dispatch({type:"typingReceived",room:d,user:p,now:s.now()}),h(),h=s.after(ji,u))});function u(){
e.dispatch({type:"typingExpired",now:s.now()}),h=Object.values(e.state.rooms).some(m=>Object.keys(m.typing).length>0)?s.after(ji,u):()=>{}}}var qo=new Set(["rea\
d","history_all"]);function Zt(n,e){return e&&n.can?{...n,can:n.can.filter(t=>qo.has(t))}:n}function Bi(n,{store:e,storage:t,clock:s,showToast:i,readOnly:o=!1}){
let r=(c,h)=>n.addEventListener(c,({detail:u})=>h(u));r("standing",c=>e.dispatch({type:"settingsChanged",room:c.room,event:Zt(c,o)})),r("member",c=>e.dispatch({
type:"memberChanged",room:c.room,event:c})),r("invited",({room:c,kind:h,title:u,by:d,role:m="member"})=>{t.hidden=t.hidden.filter(y=>y!==c);let p=h==="direct",f={
room:c,kind:h,title:u,by:d,role:m,invited:!p,...p?{other:d}:{}};e.dispatch({type:"roomListed",listing:f});let b=["moderator","owner"].includes(m)?`invited.${m}`:
"invited.told";i(p?"invited.direct":b,{name:d.name,id:c})}),r("role",({room:c,role:h,by:u})=>{i(["moderator","owner"].includes(h)?`role.given.${h}`:"role.given",
{name:u.name,id:c})}),r("sanction",({room:c,action:h,until:u,reason:d,by:m=null})=>{h==="mute"?(e.dispatch({type:"muteChanged",room:c,mute:{until:u,reason:d,by:m}}),
i("error.muted",{error:{code:"muted",until:u,message:d,reason:d,by:m}})):h==="unmute"?(e.dispatch({type:"muteChanged",room:c,mute:null}),i("unmuted")):h==="kick"&&
c===null&&i("error.kicked",{error:{code:"kicked",message:d,reason:d,by:m}})}),r("entries",({room:c,entries:h,replayed:u})=>{let d=h.some(({type:p,user:f})=>p===
"message"&&f.id===e.state.me?.id),m=e.state.rooms[c];d&&!u&&m&&fi(m)&&e.dispatch({type:"slowModeStarted",room:c,until:s.now()+m.slow})});let a=new WeakSet;r("ou\
tbox",({room:c,items:h})=>{for(let{error:u}of h)u?.code==="slow_mode"&&u.retryAfter!=null&&!a.has(u)&&(a.add(u),e.dispatch({type:"slowModeStarted",room:c,until:s.
now()+u.retryAfter}))})}function Io(n){return n?.code!=="banned"&&n?.code!=="kicked"?null:{code:n.code,until:n.until??null,...ne(n)}}function No({rooms:n,me:e},t){
let s=n[t];return s!==void 0&&Os(s)&&s.members!==null&&qs(s,e)===null}function jo({code:n},{removed:e,known:t}){return e?"room.removed":n==="not_found"?"room.un\
known":t?"room.lost":"room.refused"}function $o({key:n,text:e,reply_to:t,time:s,state:i,error:o}){let{code:r,message:a,field:c}=o??{};return{key:n,text:e,reply_to:t,
time:s,...i==="failed"?{error:{code:r,message:a,field:c}}:{}}}var Fi=Object.fromEntries(["аa","вb","сc","еe","нh","іi","јj","кk","мm","оo","рp","ѕs","тt","уy","хx"].concat(["αa","βb","εe","ηn","ιi","κk",
"νv","οo","ρp","τt","υu","χx","0o","1l","il","|l"]).map(([n,e])=>[n,e]));function Ui(n){let e=n.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu,"").toLowerCase().
replace(/\s+/g," ").trim();return Array.from(e,t=>{let s=Fi[t]??t;return Fi[s]??s}).join("")}function Wi(n){let e=2166136261;for(let t of n)e=Math.imul(e^t.codePointAt(
0),16777619)>>>0;return e=Math.imul(e^e>>>16,2246822507)>>>0,((e^e>>>13)>>>0).toString(16).padStart(8,"0")}var qe=class{#e=new Map;#t=new Map;#s=Object.freeze({});get nameMarks(){
return this.#s}add({id:e,name:t}){if(!e||!t||this.#e.get(e)===t)return!1;this.#e.size>=2e4&&(this.#e.clear(),this.#t.clear()),(this.#e.has(e)?this.#t.get(Ui(this.#e.
get(e))):null)?.delete(e),this.#e.set(e,t);let i=Ui(t),o=this.#t.get(i)??new Set;this.#t.set(i,o.add(e));let{[e]:r,...a}=this.#s,c=o.size>1?Do(o):{};return r===
void 0&&o.size<2?!1:(this.#s=Object.freeze({...a,...c}),!0)}};function Do(n){let e=[...n],t=[2,4,8].find(s=>new Set(e.map(i=>Wi(i).slice(0,s))).size===e.length)??
8;return Object.fromEntries(e.map(s=>[s,Wi(s).slice(0,t)]))}var Bo=2e4,Ie=class{#e;#t=new Map;#s=new qe;constructor({client:e,store:t}){this.#e=t;let s=(i,o)=>e.addEventListener(i,({detail:r})=>o(r));s("joined",({events:i,
presence:o})=>{this.addUsers([...i.map(({user:r})=>r),...o?.users??[]])}),s("entries",({entries:i})=>this.addUsers(i.map(({user:o})=>o))),s("presence",({joined:i=[]})=>this.
addUsers(i)),s("member",({user:i})=>this.addUsers([i])),s("renamed",({user:i})=>this.addUsers([i])),s("login",({user:i})=>this.addUsers([i])),s("me",({user:i})=>this.
addUsers([i]))}addUsers(e){let t=!1;for(let s of e)s?.id&&s.name&&(this.#i(s),t=this.#s.add(s)||t);t&&this.#e.dispatch({type:"nameMarksChanged",nameMarks:this.#s.
nameMarks})}#i(e){if(!e.id.startsWith("a."))return;let t=this.#t.get(e.id);this.#t.size>=Bo&&this.#t.clear(),this.#t.set(e.id,e.name),t!==void 0&&t!==e.name&&this.#e.
dispatch({type:"userRenamed",user:e})}};var zi=Object.freeze({mode:null,site:null,link:null,busy:!1,problem:null,note:null});function Z({site:n,link:e}){if(n===null||e?.kind==="reset")return[];let t=e?.
kind==="invitation";return[n.guests&&"guest",n.accounts&&"signIn",n.accounts&&(n.registration==="open"||t)&&"register"].filter(Boolean)}function Hi(n,{site:e,known:t}){
return Qi({...n,site:e,problem:null},t)}function Gi(n,{link:e,known:t}){return Qi({...n,link:e,mode:null,problem:null},t)}function Xi(n,{mode:e,note:t=null}){return{
...n,mode:Z(n).includes(e)?e:n.mode,problem:null,note:t}}function Ji(n,{busy:e,problem:t=null}){return{...n,busy:e,problem:t,note:e?null:n.note}}function Qi(n,e){
if(n.link?.kind==="reset")return{...n,mode:"reset"};let t=Z(n),s=n.link?.kind==="invitation"?"register":e?"signIn":null,i=[n.mode,s].find(o=>t.includes(o))??t[0]??
null;return{...n,mode:i}}function Y(n,{name:e,password:t},{limit:s=32,least:i=8}={}){let o=n==="register"||n==="reset";return n!=="reset"&&e===""?{field:"name",
name:"name.empty"}:n!=="reset"&&n!=="signIn"&&[...e].length>s?{field:"name",name:"name.long",values:{limit:s}}:n!=="guest"&&t===""?{field:"password",name:"passw\
ord.empty"}:o&&Yi(t)<i?{field:"password",name:"password.short",values:{least:i}}:n!=="guest"&&Yi(t)>Fo?{field:"password",name:"password.long"}:null}var Fo=1024;
function Yi(n){return new TextEncoder().encode(n).length}function K(n,e){let{code:t,message:s,retryAfter:i}=e,o=Uo[e.field]??null;if(Wo.test(e.field??""))return{
field:null,name:"loginPage.foreign",values:{message:ts(s)}};let r=Ki[n]?.[`${t}.${o}`]??Ki[n]?.[t];if(r){let[c,h]=r;return{field:c,name:h,values:{message:ts(s)}}}
return t==="invalid"&&o?{field:o,name:"field.invalid",values:{message:ts(s)}}:t==="rate_limited"&&i!=null?{field:null,name:"loginPage.wait",values:{wait:i}}:{field:null,
name:t==="offline"?"loginPage.unreached":t==="unavailable"?"loginPage.full":`error.${t}`,values:{error:e}}}var Uo={name:"name",login:"login",guest:"name",password:"\
password",new:"password",old:"old"},Wo=/^(origin|sec-fetch-site)$/,es={"conflict.name":["name","name.taken"],"invalid.name":["name","name.unfit"]},Ki={guest:{...es,
login_required:[null,"loginPage.members"]},signIn:{bad_token:["password","password.wrong"],forbidden:[null,"loginPage.disabled"]},register:{...es,bad_token:[null,
"loginPage.invitation.over"],forbidden:[null,"loginPage.closed"]},reset:{bad_token:[null,"loginPage.link.over"]},password:{"bad_token.old":["old","password.not"]},
remove:{bad_token:["password","password.not"]},rename:es,login:{"conflict.login":["login","name.taken"],"invalid.login":["login","name.unfit"],bad_token:["passw\
ord","password.not"]}};function ts(n=""){return n.replace(/^[a-z_]+: /,"")}var Vi=[500,1e3,2e3,4e3,8e3],Ko=2e3,Ne=class{#e;#t;#s;#i;#n;#o;#r;#l;#c=!1;#h=null;constructor({api:e,client:t,store:s,storage:i,clock:o,reload:r,clearLink:a,siteLogin:c}){
this.#e=e,this.#t=t,this.#s=s,this.#i=i,this.#n=o,this.#o=r,this.#r=a,this.#l=c,t.addEventListener("state",({detail:h})=>this.#b(h))}get#a(){return this.#s.state.
loginForm}async loadSite(e=0){try{let t=await this.#e.site();this.#s.dispatch({type:"siteLoaded",site:t,known:this.#u}),this.#y(t.signed_in),this.#i.deletionTask!==
null&&this.#m(this.#i.deletionTask)}catch(t){this.#s.dispatch({type:"loginBusyChanged",busy:!1,problem:K("guest",t)});let s=Vi[Math.min(e,Vi.length-1)];this.#h=
this.#n.after(s,()=>this.#d(e+1))}}retryNow(){this.#h!==null&&(this.#h(),this.#d(0))}useLink(e){this.#s.dispatch({type:"loginLinkChanged",link:e,known:this.#u})}showNote(e){
this.#s.dispatch({type:"loginModeChosen",mode:this.#a.mode,note:e})}chooseMode(e){this.#s.dispatch({type:"loginModeChosen",mode:e})}enterAsGuest(e){let t=T(e).trim(),
s=this.#a.site?.name??this.#s.state.limits.name,i=Y("guest",{name:t},{limit:s});this.#s.dispatch({type:"loginBusyChanged",busy:!1,problem:i}),i===null&&(this.#i.
name=t,this.#i.loginKind="guest",this.#t.connect(),this.#a.link&&this.discardLink())}async signIn({name:e,password:t}){await this.#g("signIn",{name:e,password:t},
async s=>{await this.#e.signIn(s,t)})}get siteLoginAddress(){let e=this.#a.site?.login_url;return e?this.#l.address(e):null}async returnFromSite(e){this.#r();let t=this.#l.
takeToken(e);if(t===null){this.#s.dispatch({type:"loginModeChosen",mode:null,note:e.token?{name:"loginPage.site.foreign"}:null});return}try{let{user:s}=await this.#e.
signInWithToken(t);this.#w(s.name,"token"),this.#c=!0,this.#t.disconnect(),this.#t.connect()}catch(s){this.#s.dispatch({type:"loginModeChosen",mode:null,note:K(
"token",s)})}}async register({name:e,password:t}){await this.#g("register",{name:e,password:t},async s=>{await this.#e.register(s,t,this.#a.link?.token)})}async resetPassword({
password:e}){await this.#f("reset",{password:e},async()=>{let{name:t}=await this.#e.resetPassword(this.#a.link.token,e);this.#i.name=t,this.#i.loginKind="former",
this.#i.token=null,this.discardLink(),this.#s.dispatch({type:"loginModeChosen",mode:"signIn",note:{name:"loginPage.reset.done",values:{name:t}}})})}discardLink(){
this.#r(),this.useLink(null)}async upgradeGuest({name:e,password:t}){let s=this.#a.site?.name,i=T(e).trim(),o=Y("register",{name:i,password:t},{limit:s,least:this.#p});
if(o)return o;try{await this.#e.register(i,t,this.#a.link?.token)}catch(r){return K("register",r)}return this.#w(i,"account"),this.#o(),null}async signOut(){await this.#e.
signOut(),this.forgetPerson()}forgetPerson(){this.#t.disconnect(),this.#i.forget(),this.#o()}accountDeleted(e){this.#t.disconnect(),this.#i.forget(),this.#i.deletionTask=
e,this.#o()}#d(e){this.#h=null,this.loadSite(e)}async#m(e,t=null){let s=t;try{s=await this.#e.task(e)}catch(o){if(o.code==="not_found"){this.#i.deletionTask=null;
return}}let i=s==="done";if(s!==t){let o={name:i?"remove.done":"remove.working"};this.#s.dispatch({type:"loginModeChosen",mode:this.#a.mode,note:o})}i?this.#i.deletionTask=
null:this.#n.after(Ko,()=>this.#m(e,s))}get#u(){return this.#i.loginKind==="account"||this.#i.loginKind==="former"}get#p(){return this.#a.site?.password_least}#y(e){
e&&this.#a.link?.kind==="invitation"&&this.discardLink();let t=e?.kind==="token"?"token":"account";e&&this.#i.loginKind!==t&&(this.#w(e.user.name,t),this.#t.connect())}async#g(e,t,s){
await this.#f(e,t,async i=>{await s(i),this.#w(i,"account"),this.#c=!0,this.#t.disconnect(),this.#t.connect()})}async#f(e,{name:t="",password:s},i){let o=T(t).trim(),
r=this.#a.site?.name,a=Y(e,{name:o,password:s},{limit:r,least:this.#p});if(a||this.#a.busy){this.#s.dispatch({type:"loginBusyChanged",busy:this.#a.busy,problem:a});
return}this.#s.dispatch({type:"loginBusyChanged",busy:!0});try{await i(o),this.#s.dispatch({type:"loginBusyChanged",busy:!1})}catch(c){this.#s.dispatch({type:"l\
oginBusyChanged",busy:!1,problem:K(e,c)})}}#w(e,t){this.#i.name=e,this.#i.loginKind=t,this.#i.token=null}#b(e){e.state==="online"?(this.#c=!1,this.#a.link?.kind===
"invitation"&&this.useLink(null)):e.state==="refused"&&this.#v(e.error)}#v(e){let t=this.#i.loginKind;if((t==="account"||t==="token")&&e.code==="login_required"){
let i=this.#c?"loginPage.cookies":"loginPage.ended";this.#c=!1,this.#i.loginKind=t==="account"?"former":null,this.#s.dispatch({type:"loginModeChosen",mode:t==="\
account"?"signIn":null,note:{name:i}});return}let s=Z(this.#a)[0]??null;e.code==="login_required"&&s!==null&&this.#s.dispatch({type:"loginModeChosen",mode:s}),this.#s.
dispatch({type:"loginBusyChanged",busy:!1,problem:K("guest",e)})}};var je=class{#e;#t;#s;#i=new Set;constructor({client:e,store:t,roomActions:s}){this.#e=e,this.#t=t,this.#s=s,t.addEventListener("change",()=>this.#r())}async createRoom({
kind:e,room:t,title:s,topic:i}){let o=e==="private"?{}:{room:t},r={title:T(s).trim(),topic:T(i).trim()},a=await this.#e.command("create",{kind:e,...o,...r});this.#t.
dispatch({type:"roomListed",listing:{room:a.room,kind:e,title:r.title,role:"owner"}}),this.#s.open(a.room)}browseRooms({text:e,after:t}){return this.#e.directory(
{text:T(e).trim(),...t===null?{}:{after:t}})}async openDirect(e){let{room:t}=await this.#e.command("direct",{user:e.id});this.#t.dispatch({type:"roomListed",listing:{
room:t,kind:"direct",other:e,role:"member"}}),this.#s.open(t)}async findAccount(e){let{user:t}=await this.#e.command("find",{name:T(e).trim().replace(/^@/,"")});
return t}async invite(e,t){await this.#e.command("invite",{room:e,user:t.id}),this.#s.showToast("invited.done",{name:t.name})}async setRole(e,t,s){await this.#o(
this.#e.command("role",{room:e,user:t.id,role:s}),"role.done",{name:t.name})}async resign(e){await this.#e.command("resign",{room:e}),this.#s.leave(e)}async declineInvitation(e){
try{await this.#e.command("resign",{room:e})}catch(t){this.#s.showError(t)}this.#s.hide(e)}async acceptRole(e){await this.#n(e,this.#e.command("join",{room:e,limit:0}))}async declineRole(e){
await this.#n(e,this.#e.command("resign",{room:e}))}async#n(e,t){try{await t,this.#t.dispatch({type:"roomListed",listing:{room:e,invited:!1}})}catch(s){this.#s.
showError(s)}}async#o(e,t,s){try{await e,this.#s.showToast(t,s)}catch(i){this.#s.showError(i)}}#r(){let{room:e}=this.#t;e?.joined?e.members===null&&I(e,"members")&&
!this.#i.has(e.id)&&(this.#i.add(e.id),this.#l(e.id)):this.#i.delete(e?.id)}async#l(e){let t=[];try{({members:t}=await this.#e.list("members",{room:e}))}catch{}
this.#i.delete(e),this.#t.dispatch({type:"membersLoaded",room:e,members:t})}};var $e=class{#e;#t;#s;#i;#n=new Set;constructor({client:e,store:t,roomActions:s,clock:i}){this.#e=e,this.#t=t,this.#s=s,this.#i=i,t.addEventListener("change",()=>this.#r())}async sanction({
act:e,user:t,room:s,length:i=null,reason:o="",address:r=!1}){let a=i===null?{}:{until:this.#i.time()+i},c=e==="kick"?{}:{...a,...r?{address:r}:{}},h=s===null?{}:
{room:s};await this.#e.command(e,{...h,user:t.id,reason:T(o).trim(),...c}),this.#s.showToast(`did.${e}`,{name:t.name}),this.#o(s)}async lift({kind:e,subject:t,name:s,
room:i}){let o=i===null?{}:{room:i};await this.#e.command(`un${e}`,{...o,user:t}),this.#s.showToast(`did.un${e}`,{name:s}),this.#o(i)}async report(e,t,s){await this.#e.
command("report",{room:e,seq:t,reason:T(s).trim()}),this.#s.showToast("did.report")}async changeSettings(e,t){await this.#e.command("set",{room:e,...t})}async closeRoom(e){
await this.#e.command("close",{room:e})}#o(e){e!==null&&this.#t.dispatch({type:"sanctionsLoaded",room:e,sanctions:null})}#r(){let{room:e}=this.#t;e?.joined&&e.sanctions===
null&&(I(e,"mute")||I(e,"ban"))&&!this.#n.has(e.id)&&(this.#n.add(e.id),this.#l(e.id))}async#l(e){let t=[];try{({sanctions:t}=await this.#e.list("sanctions",{room:e}))}catch{}
this.#n.delete(e),this.#t.dispatch({type:"sanctionsLoaded",room:e,sanctions:t})}};var ss=30,De=class{#e;#t;#s;#i=new Set;#n;constructor({client:e,store:t,moderation:s}){this.#e=e,this.#t=t,this.#s=s,t.addEventListener("change",()=>this.#h()),
e.addEventListener("reported",({detail:i})=>this.#c(i))}show({tab:e,room:t,closed:s=!1}){return this.#t.dispatch({type:"queueShown",request:{tab:e,room:t,closed:s}}),
this.#r({further:!1})}close(){this.#t.dispatch({type:"queueShown",request:null})}async loadMore(){let{moderationQueue:e}=this.#t.state;e?.more&&e.state!=="busy"&&
(this.#t.dispatch({type:"queueRequested"}),await this.#r({further:!0}))}async resolve(e,t){await this.#o(e,async()=>{await this.#e.command("resolve",{report:e,outcome:t}),
this.#t.dispatch({type:"queueItemRemoved",id:e})})}async deleteMessage({id:e,room:t,seq:s}){await this.#o(e,async()=>{await this.#e.delete(t,s),this.#t.dispatch(
{type:"queueItemChanged",id:e,changes:{text:null,busy:!1}})})}async lift({id:e,...t}){await this.#o(e,async()=>{await this.#s.lift(t),this.#t.dispatch({type:"qu\
eueItemRemoved",id:e})})}async#o(e,t){let s=i=>this.#t.dispatch({type:"queueItemChanged",id:e,changes:i});s({busy:!0,error:null});try{await t()}catch(i){s({busy:!1,
error:i})}}async#r({further:e}){let{tab:t,room:s,closed:i,items:o,next:r}=this.#t.state.moderationQueue,a={tab:t,room:s,closed:i},c=s===null?{}:{room:s},h=t==="\
sanctions"?{after:r}:{before:o.at(-1)?.id},u={limit:ss,...e?h:{}};try{let d=await this.#l(t,{where:c,page:u,closed:i});this.#t.dispatch({type:"queueLoaded",request:a,
further:e,...d})}catch(d){this.#t.dispatch({type:"queueFailed",request:a,error:d})}}async#l(e,{where:t,page:s,closed:i}){if(e==="sanctions"){let{sanctions:a,more:c,
next:h}=await this.#e.command("sanctions",{...t,...s});return{items:a.map(zo),more:!!c,next:h}}if(e==="audit"){let{acts:a,more:c}=await this.#e.command("audit",
{...t,...s});return{items:a,more:c}}let{reports:o,more:r}=await this.#e.command("reports",{...t,...s,...i?{closed:i}:{}});return{items:o.map(({report:a,text:c})=>({
...a,text:c})),more:r}}#c({room:e,open:t}){this.#t.dispatch({type:"reportsCounted",room:e,open:t});let{moderationQueue:s}=this.#t.state;s?.tab==="reports"&&!s.closed&&
(s.room===null||s.room===e)&&this.#r({further:!1})}#h(){let{room:e,state:t}=this.#t;X(t,"review")&&this.#n!==t.me?.id&&t.connection.state==="online"&&(this.#n=t.
me?.id,this.#a()),e?.joined&&I(e,"review")&&!(e.id in t.reports)&&!this.#i.has(e.id)&&(this.#i.add(e.id),this.#m(e.id))}async#a(){try{let e=await this.#d({}),t=[
...new Set(e.map(({report:s})=>s.room))];for(let s of t){let i=e.filter(({report:o})=>o.room===s).length;this.#t.dispatch({type:"reportsCounted",room:s,open:i})}}catch{}}async#d(e){
let t=[];for(let s=!0;s&&t.length<ss;){let i=t.length>0?{before:t.at(-1).report.id}:{},o=await this.#e.command("reports",{...e,limit:ss,...i});t.push(...o.reports),
s=o.more&&o.reports.length>0}return t}async#m(e){try{let t=await this.#d({room:e});this.#t.dispatch({type:"reportsCounted",room:e,open:t.length})}catch{}}};function zo(n){
let e=n.user??n.address??"";return{...n,subject:e,id:`${n.kind} ${e} ${n.room??""}`}}var Be=class{#e;#t;#s;#i;#n=0;constructor({client:e,store:t,browser:s,retry:i=()=>{}}){this.#e=e,this.#t=t,this.#s=s,this.#i=i,s.addEventListener("network",()=>this.#o()),
s.addEventListener("back",()=>this.#o()),e.addEventListener("state",({detail:o})=>o.state==="online"&&this.#r(!1)),this.#r(!s.online)}async#o(){this.#n+=1;let e=this.#n,
{online:t}=this.#s;this.#r(!t),t&&this.#i(),await this.#e.check()&&e===this.#n&&this.#r(!1)}#r(e){e!==this.#t.state.offline&&this.#t.dispatch({type:"networkChan\
ged",offline:e})}};function is(n){let e=Object.keys(n),t=e.slice(0,12).map(s=>({name:Zi(s),value:Zi(Ho(n[s]))}));return{fields:t,more:e.length-t.length}}function B({text:n,data:e}){
if(n||!e)return n;let{fields:t,more:s}=is(e);return[...t.map(({name:i,value:o})=>`${i}: ${o}`),...s>0?["…"]:[]].join(" · ")}function Ho(n){return typeof n=="\
string"?n:JSON.stringify(n)}function Zi(n){return n.length>200?`${n.slice(0,200).toWellFormed?.()??n.slice(0,200)}…`:n}var en=200;function Go(n,e,{me:t,ignored:s}){let i=n.user.id===t?.id;return n.type!=="message"||i||n.deleted||z(n,{ignored:s})?null:e.kind==="direct"||e.kind===
"inbox"?{title:n.user.name,body:tn(B(n))}:ye(n,e,{me:t})?{title:[n.user.name,...Xo(e)].join(" · "),body:tn(B(n))}:null}function Xo({id:n,title:e}){let t=e||(n.
startsWith("~")?"":`#${n}`);return t===""?[]:[t]}var Fe=class{#e;#t;#s;#i;#n;#o;#r=new Map;constructor({client:e,store:t,storage:s,desktop:i,openMessage:o,loadOriginal:r=async()=>{},
translate:a=()=>""}){this.#e=t,this.#t=s,this.#s=i,this.#i=o,this.#n=r,this.#o=a,e.addEventListener("entries",({detail:c})=>this.#l(c)),e.addEventListener("join\
ed",({detail:c})=>this.#a(c.room)),e.addEventListener("left",({detail:c})=>this.#d(c.room)),e.addEventListener("activity",({detail:c})=>this.#h(c))}get state(){
let{permission:e}=this.#s;return e!=="granted"&&e!=="default"?e:e==="granted"&&this.#t.notifications?"on":"off"}async toggle(){this.state==="on"?this.#t.notifications=
!1:(this.#s.permission==="granted"||await this.#s.requestPermission()==="granted")&&(this.#t.notifications=!0)}#l({room:e,entries:t,replayed:s}){if(s){this.#a(e);
return}let i=!this.#s.visible&&this.#t.notifications;for(let o of i?t:[])this.#c(e,o)}async#c(e,t){let s=this.#e.state.rooms[e];s&&t.reply_to!=null&&fe(s,t.reply_to)===
void 0&&await this.#n(e,t.reply_to);let i=this.#e.state.rooms[e],o=i?Go(t,i,this.#e.state):null;o&&this.#m&&this.#u(o,{room:e,seq:t.seq??null,tag:Jo(i,t)})}#h({
room:e,seq:t}){this.#m&&e.startsWith("~")&&!this.#r.has(e)&&this.#r.set(e,t)}async#a(e){await null;let t=this.#e.state.rooms[e];if(t&&t.to>=(this.#r.get(e)??1/0)){
let s=this.#r.get(e);this.#r.delete(e);let i=t.entries.filter(({seq:o})=>o>=s).at(-1);i&&await this.#c(e,i)}}#d(e){let t=this.#e.state.roomList[e],s=t?.kind==="\
direct"?t.other:null,i=this.#r.get(e);if(this.#r.delete(e),i!==void 0&&this.#m&&s&&!(s.id in this.#e.state.ignored)){let o=this.#o("notifications.direct",{name:s.
name});this.#u({title:s.name,body:o},{room:e,seq:null,tag:`${e}/${t.epoch}/${i}`})}}get#m(){return!this.#s.visible&&this.state==="on"}async#u(e,{room:t,seq:s,tag:i}){
await this.#s.isWatched()||!await this.#s.claim(i)||this.#s.show({...e,tag:i,click:()=>this.#i(t,s)})}};function Jo({id:n,epoch:e},{seq:t,time:s}){return`${n}/${e}\
/${t??s}`}function tn(n){let e=Ts(n);return e.length>en?`${e.slice(0,en).join("")}…`:n}var Ue=class{#e;#t;#s;constructor({api:e,client:t,store:s}){this.#e=e,this.#t=t,this.#s=s}get hasAccount(){return this.#s.state.account?.kind==="account"}rename(e){
let{me:t,limits:s,loginForm:i}=this.#s.state,o=T(e).trim(),r=Y("guest",{name:o},{limit:i.site?.name??s.name});return this.#i("rename",r,async()=>{if(o!==t?.name){
let a=this.hasAccount?await this.#e.rename(o):await this.#t.rename(o);this.#s.dispatch({type:"userChanged",user:a})}})}async contactRule(){return(await this.#t.
command("preferences")).contact}async setContactRule(e){return(await this.#t.command("preferences",{contact:e})).contact}async loadLoginName(){try{this.#s.dispatch(
{type:"loginNameLoaded",loginName:this.hasAccount?await this.#e.loginName():null})}catch{}}changeLogin({login:e,password:t}){let{limits:s,loginForm:i}=this.#s.state,
o=T(e).trim(),r=Y("guest",{name:o},{limit:i.site?.name??s.name}),c=r?{...r,field:"login"}:t===""?{field:"password",name:"password.empty"}:null;return this.#i("l\
ogin",c,async()=>{this.#s.dispatch({type:"loginNameLoaded",loginName:await this.#e.changeLogin(o,t)})})}changePassword({old:e,password:t}){let s=this.#s.state.loginForm.
site?.password_least,o=(e===""?{field:"old",name:"password.empty"}:null)??Y("reset",{password:t},{least:s});return this.#i("password",o,()=>this.#e.changePassword(
e,t))}deleteAccount({password:e},t){let s=e===""?{field:"password",name:"password.empty"}:null;return this.#i("remove",s,async()=>t((await this.#e.deleteAccount(
e))?.task??null))}sessions(){return this.#e.sessions()}endSession(e){return this.#e.endSession(e)}endOtherSessions(){return this.#e.endOtherSessions()}async#i(e,t,s){
if(t)return t;try{return await s(),null}catch(i){return K(e,i)}}};var We=class{#e;#t;#s;#i;#n=new Map;#o=new Map;#r=new Set;#l=!1;#c=!1;#h=new Set;#a=null;#d=null;constructor({client:e,store:t,storage:s,clock:i,browser:o}){this.#e=
e,this.#t=t,this.#s=s,this.#i=i,t.addEventListener("change",()=>this.#m()),o.addEventListener("visible",()=>o.visible||this.#p()),o.addEventListener("leave",()=>this.#p()),
e.addEventListener("joined",({detail:r})=>this.#y(r)),e.addEventListener("seen",({detail:r})=>this.#g(r.room,r))}#m(){for(let{id:e,epoch:t,seen:s,joined:i}of Object.
values(this.#t.state.rooms)){let o=this.#n.get(e);t!==null&&i&&(o?.epoch!==t||o.seq<s)&&(this.#n.set(e,{epoch:t,seq:s}),this.#u(e),this.#f(e))}}#u(e){this.#h.size===
0&&(this.#a=this.#s.owner),this.#h.add(e),this.#d===null&&this.#p()}#p(){this.#d?.(),this.#d=null,this.#h.size!==0&&(this.#a===this.#s.owner&&this.#h.forEach(e=>this.#s.
setSeen(e,this.#n.get(e))),this.#h.clear(),this.#d=this.#i.after(5e3,()=>this.#p()))}#y({room:e,epoch:t,seen:s=0}){this.#g(e,{epoch:t,seq:s}),this.#f(e)}#g(e,{epoch:t,
seq:s}){this.#o.set(e,{epoch:t,seq:s})}#f(e){let t=this.#n.get(e),s=this.#o.get(e);t&&s?.epoch===t.epoch&&s.seq<t.seq&&(this.#r.add(e),this.#w())}#w(){if(!(this.#l||
this.#c||this.#r.size===0||this.#e.state.state!=="online")){for(let e of this.#r)this.#b(e,this.#n.get(e));this.#r.clear(),this.#l=!0,this.#i.after(2e3,()=>{this.#l=
!1,this.#w()})}}async#b(e,t){try{await this.#e.seen(e,t.seq),this.#g(e,t)}catch({code:s,passing:i}){this.#c||=s==="unknown_type",i&&this.#r.add(e)}}};var sn=3e3,Qo=3e3,Vo=500,Ye=class extends EventTarget{#e;#t;#s;#i;#n=-1/0;#o={words:"",at:-1/0};constructor({client:e,store:t,storage:s,clock:i}){super(),this.#e=
e,this.#t=t,this.#s=s,this.#i=i}roomNameProblem(e){if(e.startsWith("~"))return{name:"room.server"};if(G(e))return null;if(e.length>164)return{name:"room.long"};
let t=Es(e);return t?{name:"room.suggest",values:{room:t}}:{name:"room.invalid"}}open(e){this.#r(e),this.#t.dispatch({type:"roomOpened",room:e}),this.#s.active=
e}joinAll(e){for(let t of e)this.#r(t)}leave(e){this.#e.leave(e),this.#s.rooms=this.#s.rooms.filter(t=>t!==e),this.#t.dispatch({type:"roomLeft",room:e}),this.hide(
e),this.#s.active=this.#t.state.active}hide(e){this.#s.hidden=[...this.#s.hidden.filter(t=>t!==e),e],this.#t.dispatch({type:"roomUnlisted",room:e})}say(e){let{room:t}=this.#t,
s=T(e);!t||s.trim()===""||(this.#e.say(t.id,s,{reply_to:t.reply?.seq}),this.#t.dispatch({type:"replyChanged",room:t.id,entry:null}),this.#n=-1/0,this.dispatchEvent(
new CustomEvent("said")))}resend(e){this.#e.sayAgain(this.#t.state.active,e)}discard(e){this.#e.unsay(this.#t.state.active,e)}sendTyping(){let e=this.#i.now(),{
room:t}=this.#t;!t?.joined||e-this.#n<sn||this.#t.state.connection.state!=="online"||(this.#n=e,this.#e.signal(t.id,"typing").catch(({retryAfter:s=4*sn})=>{this.#n=
e+s}))}editUnsent(e){let{room:t}=this.#t,s=this.#e.outbox(t.id).find(i=>i.key===e);if(s&&this.#e.unsay(t.id,e)){let i=t.entries.find(({seq:o})=>s.reply_to!=null&&
o===s.reply_to);this.#t.dispatch({type:"replyChanged",room:t.id,entry:i??null}),this.dispatchEvent(new CustomEvent("restored",{detail:{room:t.id,text:s.text}}))}}reply(e){
this.#t.dispatch({type:"replyChanged",room:this.#t.state.active,entry:e})}reconnect(){this.#e.retry(),this.#e.connect()}showToast(e,t={}){let{code:s,message:i}=t.
error??{},o=JSON.stringify([e,t,s,i]),r=this.#i.now();o===this.#o.words&&r-this.#o.at<Qo||(this.#o={words:o,at:r},this.dispatchEvent(new CustomEvent("toast",{detail:{
name:e,values:t}})))}showError(e){this.showToast(`error.${e.code}`,{error:e})}#r(e){if(this.#t.dispatch({type:"roomAdded",room:e}),this.#e.joined.includes(e))return;
this.#s.rooms=[...this.#s.rooms.filter(i=>i!==e),e],this.#s.hidden=this.#s.hidden.filter(i=>i!==e);let t=this.#s.unsent(e),s=this.#s.seen(e)??void 0;this.#e.join(
e,{since:s,far:Vo}).catch(()=>{});for(let{text:i,error:o,...r}of t)this.#e.say(e,i,{...r,error:o&&new w(o.code,o.message,o)})}};var Zo=700,er=36e5,tr=500,ze=class{#e;#t;#s;#i;#n=new Map;#o=new Map;#r=()=>{};#l=null;constructor({client:e,store:t,clock:s,rejoin:i}){this.#e=e,this.#t=t,this.#s=
s,this.#i=i,t.addEventListener("change",()=>this.#c()),e.addEventListener("sanction",({detail:o})=>this.#d(o)),e.addEventListener("state",({detail:o})=>this.#m(
o))}#c(){let{rooms:e,muted:t}=this.#t.state,s=Object.values(e),o=[...s.filter(a=>this.#n.get(a.id)!==a.exclusion?.until).map(Ke),t,...s.map(a=>a.muted)].map(a=>a?.
until??1/0),r=Math.min(...o);this.#h(r===1/0?null:r),this.#u()}#h(e){if(e!==this.#l&&(this.#l=e,this.#r(),e!==null)){let t=Math.min(Math.max(e+Zo-this.#s.time(),
tr),er);this.#r=this.#s.after(t,()=>this.#a())}}#a(){this.#l=null;let e=this.#s.time(),{rooms:t,muted:s}=this.#t.state;for(let o of Object.values(t)){let r=Ke(o);
ns(r,e)&&this.#n.get(o.id)!==r.until&&(this.#n.set(o.id,r.until),this.#i(o.id))}let i=Object.values(t).filter(o=>ns(o.muted,e));ns(s,e)&&this.#t.dispatch({type:"\
muteChanged",room:null,mute:null});for(let{id:o}of i)this.#t.dispatch({type:"muteChanged",room:o,mute:null});this.#c()}#d({room:e,action:t}){t==="unban"&&Ke(this.#t.
state.rooms[e])&&this.#i(e)}#m({state:e}){this.#o.clear(),e==="online"&&Object.values(this.#t.state.rooms).filter(Ke).forEach(({id:t})=>this.#i(t))}#u(){let{room:e,
state:t}=this.#t;e?.joined&&mi(e,t.muted)&&this.#o.get(e.id)!==e.can&&(this.#o.set(e.id,e.can),this.#p(e))}async#p({id:e}){try{await this.#e.signal(e,"typing")}catch(t){
if(t.code==="muted"){let s={until:t.until??null,...ne(t)};this.#t.dispatch({type:"muteChanged",room:e,mute:s})}}}};function Ke(n){return n?.exclusion?.code==="b\
anned"?n.exclusion:null}function ns(n,e){return n?.until!=null&&n.until<=e}var sr=250,ir=20,nr=new Set(["disconnected","offline"]),He=class{#e;#t;#s;#i;#n=()=>{};#o=0;#r=!1;#l=null;constructor({client:e,store:t,clock:s,onAuthors:i=()=>{}}){
this.#e=e,this.#t=t,this.#s=s,this.#i=i,e.addEventListener("joined",({detail:o})=>this.#a(o))}open(){this.#d(this.#t.state.active,"searchToggled",{open:!0})}close(){
this.#o+=1,this.#n(),this.#d(this.#t.state.active,"searchToggled",{open:!1})}query(e,{now:t=!1}={}){let{room:s}=this.#t,i=or(e);if(!(!s?.search||i===s.search.text&&
!t)&&(this.#o+=1,this.#n(),this.#d(s.id,"searchStarted",{text:i}),i!=="")){let o={turn:this.#o,room:s.id,text:i};this.#n=this.#s.after(t?0:sr,()=>this.#c(o))}}loadMore(){
let{id:e,search:t}=this.#t.room,s=t.results.at(-1);s&&t.more&&t.state!=="busy"&&(this.#o+=1,this.#d(e,"searchStarted",{text:t.text}),this.#c({turn:this.#o,room:e,
text:t.text,before:s.seq}))}async#c(e){if(this.#r){this.#l=e;return}this.#r=!0,await this.#h(e),this.#r=!1;let t=this.#l;this.#l=null,t&&t.turn===this.#o&&this.#c(
t)}async#h(e){let{turn:t,room:s,text:i,before:o}=e;try{let r=await this.#e.search(s,i,{before:o,limit:ir});t===this.#o&&(this.#i(r.events.map(({user:a})=>a)),this.#d(
s,"searchResultsLoaded",{text:i,page:r,further:o!==void 0}))}catch(r){t===this.#o&&r.passing?this.#n=this.#s.after(r.retryAfter??1e3,()=>this.#c(e)):t===this.#o&&
this.#d(s,"searchFailed",{text:i,error:r})}}#a({room:e}){let t=this.#t.state.rooms[e]?.search;t?.state==="failed"&&nr.has(t.error.code)&&this.query(t.text,{now:!0})}#d(e,t,s){
this.#t.dispatch({type:t,room:e,...s})}};function or(n){let e=T(n).trim();return e!==""&&/\s$/.test(n)?`${e} `:e}var Ge=class{#e;#t;#s;#i;constructor({storage:e,browser:t,newState:s,embedding:i=null}){this.#e=e,this.#t=t,this.#s=i,this.#i=s}address(e){return e.replace("{re\
turn}",encodeURIComponent(this.#n()))}takeToken({state:e,token:t}){let s=this.#e.loginState;return this.#e.loginState=null,s?.room&&this.#t.setRoute({room:s.room}),
t&&s?.state===e?t:null}#n(){if(this.#s!==null)return this.#s.hostAddress;let e=this.#e.loginState?.state??this.#i();return this.#e.loginState={state:e,room:this.#t.
route().room},new URL(`#/login/${e}/`,new URL(".",this.#t.base)).href}};var R=Object.freeze({now:()=>globalThis.performance.now(),time:()=>Date.now(),after:(n,e)=>{let t=globalThis.performance.now()+n,s,i=r=>{s=r>2147483647?globalThis.
setTimeout(o,2147483647):globalThis.setTimeout(e,r)},o=()=>i(t-globalThis.performance.now());return i(n),()=>globalThis.clearTimeout(s)}});var rr=5;function Je(){let n=globalThis.crypto.getRandomValues(new Uint8Array(16));return Array.from(n,e=>e.toString(16).padStart(2,"0")).join("")}var Xe=class{#e=[];#t=new Map;#s=new Map;get items(){
return this.#e.map(e=>({...e}))}add({error:e=null,...t}){this.#e.push({...t,state:e?"failed":"waiting",error:e});let s=new Promise((i,o)=>this.#t.set(t.key,{resolve:i,
reject:o}));return s.catch(()=>{}),e&&this.#t.get(t.key).reject(e),s}next(){if(this.#e.some(t=>t.state==="sending"))return null;let e=this.#e.find(t=>t.state===
"waiting");return e?(e.state="sending",e):null}acknowledge(e,t){return e==null||!this.#n(e)?!1:(this.#o(e)?.resolve(t),!0)}fail(e,t){let s=this.#i(e);s&&(s.state=
"failed",s.error=t,this.#s.delete(e),this.#t.get(e)?.reject(t))}postpone(e,t){let s=this.#i(e);s?.state==="sending"&&(s.state="waiting",s.error=t)}retry(e){let t=this.#i(
e);if(t?.state==="failed"){let s=this.#e.indexOf(t);this.#e.splice(s,1),this.#e.push({...t,state:"waiting",error:null})}}discard(e){let t=this.#i(e);return!t||t.
state==="sending"?!1:(this.#n(e),this.#o(e)?.reject(new w("discarded")),!0)}connectionLost(){for(let{key:e,state:t}of[...this.#e]){if(t!=="sending")continue;let s=(this.#s.
get(e)??0)+1;if(this.#s.set(e,s),s>=rr){let i=`the connection was lost ${s} times while this message was being sent`;this.fail(e,new w("unanswered",i))}else this.#i(
e).state="waiting"}}rejectAll(e){for(let{reject:t}of this.#t.values())t(e)}#i(e){return this.#e.find(t=>t.key===e)}#n(e){let t=this.#e.findIndex(s=>s.key===e);return this.#s.
delete(e),t>=0&&this.#e.splice(t,1).length>0}#o(e){let t=this.#t.get(e);return this.#t.delete(e),t}};var Qe=class{#e;#t;#s;#i=0;constructor({random:e=Math.random,first:t=1e3,max:s=3e4}={}){this.#e=e,this.#t=t,this.#s=s}next(){let e=Math.min(this.#s,this.#t*2**this.#i);
return this.#i+=1,Math.round(this.#e()*e)}reset(){this.#i=0}};function nn(n,e){let t=e?.code??n;return t>=4500&&t<=4999?!1:t>=4e3&&t<=4499?!0:e==null||e.retry_after!==
void 0}var on=new RegExp("\\p{Surrogate}","u");function Ve(n,e={}){let{type:t,text:s}=n;if((t==="say"||t==="edit")&&typeof s=="string"){let r=ar(s);if(r>e.text){let a=`\
it has ${r} characters, and the server takes ${e.text}`;throw new w("too_large",a,{field:"text"})}}let i=lr(n),o=cr(i);if(o>e.message)throw new w("too_large",`t\
he command has ${o} bytes, and the server takes ${e.message}`);return i}function ar(n){let e=0;for(let t of n)e+=1;return e}function lr(n){let e="",t=(i,o)=>((on.
test(i)||typeof o=="string"&&on.test(o))&&(e||=i),o),s;try{s=JSON.stringify(n,t)}catch(i){throw new w("invalid",`it cannot be written as JSON: ${i.message}`)}if(e)
throw new w("invalid","half of a character (a lone surrogate) cannot be sent",{field:e});return s}function cr(n){return new TextEncoder().encode(n).length}var hr=1e4,dr=15e3,rn=25e3,ur=500,mr=4e3,pr=5e3,Ze=class extends EventTarget{#e;#t;#s=new Map;#i=new Map;#n=0;#o;#r=rn;#l=()=>{};#c={};#h=!1;#a=null;#d=!1;#m=null;#u=!1;constructor(e,t){
super(),this.#t=t,this.#o=t.now(),this.#e=e,this.#l=t.after(dr,()=>this.#v(1006,"no answer")),this.#e.onmessage=({data:s})=>this.#y(s),this.#e.onclose=({code:s,
reason:i})=>this.#v(s,i),this.#e.onerror=()=>this.#p()}get closed(){return this.#u}get idle(){return this.#s.size===0}command(e,t={},s=i=>i){if(this.#u)return Promise.
reject(new w("disconnected"));this.#n+=1;let i=this.#n;return new Promise((o,r)=>{let a=Ve({type:e,...t,ref:i},this.#c);this.#s.set(i,{onAnswer:s,resolve:o,reject:r}),
this.#e.send(a)})}async commandWithRetry(e,t,s){for(;;)try{return await this.command(e,t,s)}catch(i){if(!i.passing)throw i;await this.wait(i.retryAfter??1e3)}}wait(e){
return new Promise((t,s)=>{let i=this.#t.after(e,()=>{this.#i.delete(i),t()});this.#i.set(i,s)})}check(){return this.#u||!this.#h?Promise.resolve(!1):(this.#a??=
this.#b(mr).finally(()=>this.#a=null),this.#a)}close(e=1e3,t=""){this.#v(e,t)}#p(){this.#u||(this.#l(),this.#l=this.#t.after(ur,()=>this.#v(1006,"error")))}#y(e){
if(this.#u)return;this.#o=this.#t.now(),this.#d=!1;let t=fr(e);if(t===null){this.#v(1006,"a frame that is no JSON object");return}if(t.type==="error"&&t.ref===void 0&&
t.code==="bad_frame"){this.#v(1006,"a command that the server could not read");return}if(t.type==="ok"||t.type==="error"||t.type==="pong"){this.#g(t);return}t.type===
"welcome"?(this.#h=!0,this.#c=t.limits??{},this.#r=(t.heartbeat??rn/1e3)*1e3,this.#f(this.#r)):t.type==="bye"&&(this.#m=t),this.dispatchEvent(new CustomEvent("e\
vent",{detail:t}))}#g(e){let t=this.#s.get(e.ref);if(this.#s.delete(e.ref),!!t){if(e.type==="error"){t.reject(w.from(e));return}try{t.resolve(t.onAnswer(e))}catch(s){
t.reject(s)}}}#f(e){this.#l(),this.#l=this.#t.after(e,()=>this.#w())}#w(){let e=this.#t.now()-this.#o;if(e<this.#r){this.#f(this.#r-e);return}this.#b(hr)}#b(e){
let t=this.#t.now();this.#d=!0;let s=this.command("ping").then(()=>!0,({code:i})=>i!=="disconnected");return this.#l(),this.#l=this.#t.after(e,()=>{let i=this.#t.
now()-t>e+pr;this.#d?i?this.#b(e):this.#v(1006,"silence"):this.#w()}),s}#v(e,t){if(this.#u)return;this.#u=!0,this.#l(),this.#e.onmessage=null,this.#e.onclose=null,
this.#e.readyState<2&&this.#e.close(1e3);let s=new w("disconnected");for(let{reject:i}of this.#s.values())i(s);for(let[i,o]of this.#i)i(),o(s);this.dispatchEvent(
new CustomEvent("closed",{detail:{code:e,reason:t,bye:this.#m,welcomed:this.#h}}))}};function fr(n){try{let e=JSON.parse(n);return e!==null&&typeof e=="object"?
e:null}catch{return null}}var gr=["cookie=no","present=0"],wr={data:'{"type":"pong"}'},yr=/^(event: open\n)?data: (.*)$/;function os(n){let e=new URL(n,globalThis.location?.href);return e.
protocol={"wss:":"https:","ws:":"http:"}[e.protocol]??e.protocol,e.hash="",e}var et=class{onmessage=null;onclose=null;onerror=null;readyState=0;#e;#t;#s;#i;#n=new AbortController;#o="";#r=[];#l=!1;constructor(e,{
fetch:t,clock:s}){let i=os(e);this.#e=new URL("api/connection",i).href;let o=i.search.slice(1).split("&").filter(r=>gr.includes(r));this.#t=o.length>0?`?${o.join(
"&")}`:"",this.#s=t,this.#i=s,this.#c().then(()=>this.#u("the stream has ended"),r=>this.#u(r.message))}send(e){this.#r.push(e),this.#a()}close(){this.readyState=
3,this.#n.abort()}async#c(){let e=await this.#m(this.#e+this.#t,{headers:{Accept:"text/event-stream"},cache:"no-store"});if(e.status!==200)throw new Error(`HTTP\
 ${e.status}`);let t=e.body.getReader(),s=new TextDecoder,i="";for(;;){let{done:o,value:r}=await t.read();if(o)return;let a=(i+s.decode(r,{stream:!0})).split(`

`);i=a.pop(),a.forEach(c=>this.#h(c))}}#h(e){let[,t,s]=yr.exec(e)??[];t?(this.#o=JSON.parse(s).connection,this.readyState=1,this.#a()):this.onmessage?.(s?{data:s}:
wr)}#a(){this.#d().catch(e=>this.#u(e.message))}async#d(){if(!(this.#l||!this.#o)){for(this.#l=!0;this.#r.length>0;){let e=0,t=this.#r.slice(0,64).filter((i,o)=>(e+=
i.length)<=8e3||o===0),{status:s}=await this.#m(this.#e,{method:"POST",headers:{Authorization:`Bearer ${this.#o}`,"Content-Type":"application/json"},body:`{"com\
mands":[${t}]}`});if(s===429)await new Promise(i=>this.#i.after(1e3,i));else{if(s!==204)throw new Error(`HTTP ${s}`);this.#r.splice(0,t.length)}}this.#l=!1}}#m(e,t){
let s=this.#s;return s(e,{...t,signal:this.#n.signal})}#u(e){this.readyState<3&&(this.close(),this.onclose?.({code:1006,reason:e}))}};var br=1e4,an={offline:()=>"this device is offline",server_unreachable:({url:n,detail:e})=>`no chatd answers at ${n}${e?`: ${e}`:""}`,server_busy:({url:n,detail:e})=>`\
the server at ${n} takes no more connections now: ${e}`,host_not_served:({url:n})=>`the server at ${n} does not serve this host name: add it to \`hosts\` in [serv\
er] of its configuration`,origin_not_allowed:({url:n,origin:e})=>`the server at ${n} does not let pages of ${e} in: add "${e}" to \`origins\` in [server] of its c\
onfiguration; if the page came from that server, its proxy has to pass on the Host`,upgrade_refused:({url:n})=>`the server at ${n} can be reached over HTTP, but\
 no WebSocket can be opened: a proxy on the way does not pass on the fields Upgrade and Connection`},tt=class{#e;#t;#s;#i;#n;#o=0;#r=null;#l=!1;#c=null;#h=new Set;constructor({
url:e,fetch:t,clock:s,onSuspicion:i,onDiagnosis:o}){this.#e=String(e),this.#t=t,this.#s=s,this.#i=i,this.#n=o}get diagnosis(){return this.#c}reset(){this.#o=0,this.#r=
null,this.#l=!1,this.#c=null}attemptFailed(){this.#o+=1;let e=(this.#o&this.#o-1)===0;this.#r===null&&(e||this.#l&&this.#c===null)&&this.#a()}async upgradeFailed(){
let e=await this.#m();e.reason==="upgrade_refused"&&this.#d(e)}async#a(){let e={};this.#r=e;let t=await this.#m();if(this.#r!==e)return;this.#r=null;let{reason:s}=t,
i=this.#l;if(this.#l=s==="upgrade_refused",this.#l&&!i){this.#i();return}this.#c={reason:s,message:an[s](t)},(s==="origin_not_allowed"||s==="upgrade_refused")&&
this.#d(t),this.#n(this.#c)}#d(e){this.#h.has(e.reason)||(this.#h.add(e.reason),globalThis.console?.warn(`chatd: ${an[e.reason](e)}`))}async#m(){if(globalThis.navigator?.
onLine===!1)return{reason:"offline"};if(!this.#t)return{reason:"server_unreachable",url:this.#e};let{origin:e,url:t,href:s}=this.#p();try{let i=await this.#u(s),
o={origin:e,url:t,detail:`HTTP ${i.status}`},r={421:"host_not_served",429:"server_busy",503:"server_busy"}[i.status];if(r)return{reason:r,...o};let{origin_allowed:a}=await i.
json().catch(()=>null)??{};return typeof a!="boolean"?{reason:"server_unreachable",...o}:{reason:a?"upgrade_refused":"origin_not_allowed",...o}}catch(i){return{
reason:"server_unreachable",url:t,detail:i instanceof w?i.message:""}}}async#u(e){let t=new AbortController,s=this.#s.after(br,()=>t.abort(new w("timeout","no a\
nswer")));try{let i=this.#t;return await i(e,{credentials:"omit",cache:"no-store",signal:t.signal})}finally{s()}}#p(){let e=os(this.#e),t=e.href,s=globalThis.location?.
origin??"";return s&&e.searchParams.set("origin",s),{origin:s,url:t,href:e.href}}};var vr=1e4,kr=3,ln=8e3,xr=3,Tr=6e4,Er=6e5,Sr=4e3,Lr=/^\s*[\x21-\x7e]+\s*$/,st=class extends EventTarget{#e;#t;#s;#i=null;#n={state:"idle"};#o=()=>{};#r=0;#l=!1;#c;#h;#a;#d=0;#m="";#u=null;#p=Tr;#y=()=>{};#g=null;constructor({
url:e,credentials:t,exclusive:s,transports:i,WebSocket:o,fetch:r,clock:a,random:c}){super(),this.#e={url:e,credentials:t,exclusive:s,WebSocket:o,fetch:r},this.#t=
a,this.#s=new Qe({random:c});let h={websocket:o,sse:r};this.#h=i.filter(d=>h[d]),[this.#a]=this.#h;let u=()=>this.#I();this.#c=new tt({url:e,fetch:r,clock:a,onSuspicion:u,
onDiagnosis:d=>this.#$(d)})}get state(){return this.#n}get current(){return this.#n.state==="online"?this.#i:null}connect(){this.#i===null&&!this.#l&&this.#f()}retry(){
this.#l&&this.#f()}async check(){let e=this.#i;return e===null?(this.retry(),!1):this.#n.state==="connecting"&&this.#t.now()-this.#r>=Sr?(this.#i=null,e.close(),
this.#f(),!1):e.check()}close(){this.#N(),this.#A("idle")}fail(e){this.#i?.close(1e3,e)}#f(){if(this.#k(),this.#r=this.#t.now(),this.#g=null,!this.#a){let e="th\
ere is none of the `transports`: this program needs a WebSocket or fetch, given as an option";this.#A("refused",{error:new w("unsupported",e)});return}try{this.#v(
this.#b(this.#a))}catch(e){this.#A("refused",{error:new w("invalid",e.message,{field:"url"})});return}this.#A("connecting",this.#c.diagnosis)}#w(e){return this.#h.
includes(e)}#b(e){let{url:t,WebSocket:s,fetch:i}=this.#e,o=this.#t,r=e==="sse"?new et(t,{fetch:i,clock:o}):new s(t,["chatd.v1"]);return new Ze(r,o)}#v(e){this.#i=
e,e.addEventListener("event",({detail:t})=>this.#S(e,t)),e.addEventListener("closed",({detail:t})=>this.#q(e,t))}#T(){this.#y=this.#t.after(this.#p,()=>{let e=this.#u=
this.#b("websocket");e.addEventListener("closed",({detail:s})=>{e===this.#u&&(s.welcomed||this.#c.upgradeFailed(),this.#T())});let t=({detail:s})=>{if(!(e!==this.#u||
s.type!=="welcome")){if(!this.current?.idle){e.close();return}e.removeEventListener("event",t),this.#u=null,this.#N(),this.#a="websocket",this.#r=this.#t.now(),
this.#v(e),this.#A("connecting"),this.#S(e,s)}};e.addEventListener("event",t)}),this.#p=Math.min(Er,this.#p*2)}#x(){this.#y();let e=this.#u;this.#u=null,e?.close()}#k(){
this.#o(),this.#l=!1}#S(e,t){this.#_("event",t),t.type==="welcome"?(this.#c.reset(),this.#m=this.#a,this.#C(e,t)):t.type==="expiring"&&e===this.current&&this.#E(
e)}async#C(e,{user:t,account:s}){try{t?this.#P({user:t,account:s,expires:s?.expires}):await this.#R(e)}catch(i){this.#L(e,i);return}if(!e.closed){let i=this.#a;
this.#A("online",{transport:i}),this.#_("online",e),i==="sse"&&this.#w("websocket")&&this.#T()}}#L(e,t){e.closed||(t instanceof w?(this.#N(),this.#A("refused",{
error:t})):(this.#g=new w("credentials_failed",String(t?.message??t)),e.close(1e3,this.#g.message)))}async#R(e){let t=i=>this.#P(i),s=await this.#O({});for(let i=1;;i+=
1){if(!s)throw new w("login_required");try{let r=e.commandWithRetry("login",s,t);i===1&&this.#_("entering",e),await r;return}catch(r){if(!(s.token&&(r.code==="b\
ad_token"||r.code==="expired"))||i===kr)throw r}if(await this.#e.exclusive(async()=>(s=await this.#O({refused:s.token}),!s||s.token?!1:e.commandWithRetry("login",
s,t).then(()=>!0))))return}}async#E(e){try{let t=typeof this.#e.credentials=="function"&&await this.#O({expiring:!0});t&&t.token&&!e.closed&&await e.commandWithRetry(
"login",{token:t.token},s=>this.#P(s))}catch{}}async#O(e){let t=this.#e.credentials,s=await(typeof t=="function"?this.#M(t,e):t);if(s?.token&&!Lr.test(s.token)){
let i=`the token is none: it begins with ${JSON.stringify(String(s.token).slice(0,20))}`;throw typeof t=="function"?new Error(i):new w("bad_token",i)}return!s||
!s.token&&s.guest===void 0?null:s.token?{...s,token:s.token.trim()}:{...s}}#M(e,t){return new Promise((s,i)=>{let o=new Error(`the function \`credentials\` has no\
t answered for ${ln/1e3} seconds`),r=this.#t.after(ln,()=>i(o));new Promise(a=>a(e(t))).then(s,i).finally(r)})}#P({user:e,token:t,expires:s,account:i}){this.#_(
"login",{user:e,token:t,expires:s,account:i})}#q(e,{code:t,reason:s,bye:i,welcomed:o}){if(e!==this.#i)return;if(this.#i=null,this.#x(),this.#_("lost"),!nn(t,i)){
this.#A("ended",{code:i?.code??t,reason:i?.reason??s});return}let r=this.#t.now()-this.#r>=vr;r&&this.#s.reset();let a=this.#a;this.#j({welcomed:o,cut:o&&!r&&t===
1006});let c=i?.retry_after??this.#s.next();this.#o=this.#t.after(c,()=>this.#f()),this.#l=!0;let h=this.#g??void 0,u={wait:c,until:this.#t.time()+c,code:t,reason:s,
error:h},{diagnosis:d}=this.#c;this.#A(d?"unreachable":"waiting",{...u,...d}),!o&&(a==="websocket"||!this.#w("websocket"))&&this.#c.attemptFailed()}#j({welcomed:e,
cut:t}){this.#d=t?this.#d+1:0;let s=this.#d===xr||!e&&this.#m==="sse",i=this.#a==="sse"?"websocket":"sse";this.#w(i)&&(this.#a==="sse"?!e:s)&&(this.#a=i,this.#d=
0)}#$(e){if(!(e.reason==="upgrade_refused"&&this.#I()))if(this.#l){let{until:t,code:s,reason:i}=this.#n;this.#A("unreachable",{wait:t-this.#t.time(),until:t,code:s,
reason:i,...e})}else this.#n.state==="connecting"&&this.#A("connecting",e)}#I(){let e=this.#l&&this.#a==="websocket"&&this.#w("sse");return e&&(this.#a="sse",this.#f()),
e}#N(){this.#k(),this.#x(),this.#c.reset();let e=this.#i;this.#i=null,e?.close(),this.#_("lost")}#A(e,t={}){this.#n={state:e,...t},this.#_("state",this.#n)}#_(e,t){
this.dispatchEvent(new CustomEvent(e,{detail:t}))}};var Ar=100,Rr=1e3,Cr=6e4,it=class{#e;#t;#s;#i;#n;#o;#r=null;#l=null;#c=!1;#h=!1;#a;#d=new Xe;constructor(e,{client:t,limit:s,since:i,maxReplay:o,emit:r,clock:a}){
this.#e=e,this.#t=s,this.#s=o,this.#a=new Ls(i),this.#i=r,this.#n=a,this.#o=t}get outbox(){return this.#d.items}get position(){return this.#a.position}join(e){return this.#r!==
e&&(this.#r=e,this.#l=this.#p(e)),this.#l}suspend(){this.#r=null,this.#c=!1,this.#h=!1,this.#d.connectionLost(),this.#E()}rejectPending(e){this.#d.rejectAll(e)}receive(e){
if(e.type==="room"&&e.epoch!==void 0&&e.epoch!==this.#a.epoch){this.#a.invalidate(),this.#i("room",e),this.#b();return}e.type==="erase"&&this.#a.eraseUser(e.user),
["message","edit","delete"].includes(e.type)?(this.#L(this.#a.append(e),{replayed:!1}),this.#w()):this.#i(e.type,e)}say(e,{key:t,data:s,reply_to:i,time:o=this.#n.
time(),error:r,timeout:a}){let c=r??this.#m({text:e,data:s,key:t,reply_to:i}),h=this.#d.add({key:t,text:e,...rs({data:s}),reply_to:i,time:o,error:c});if(a!==void 0){
let u=this.#n.after(a,()=>this.#C(t,new w("timeout")));h.then(u,u)}return this.#E(),this.#T(),h}retry(e){this.#d.retry(e),this.#E(),this.#T()}discard(e){let t=this.#d.
discard(e);return this.#E(),t}changeMessage(e,t){return this.#u(e,t,s=>{let{seq:i,time:o=this.#n.time(),text:r=t.text,data:a=t.data}=s,c={type:e,room:this.#e,seq:i,
target:t.seq,user:this.#o.user,time:o},h=e==="edit"?{text:r,...rs({data:a})}:{};return this.#L(this.#a.append({...c,...h}),{replayed:!1}),s})}readPage(e,t){let s=this.#a.
generation;return this.#u(e,t,i=>{if(s!==this.#a.generation)throw new w("stale");return{...i,events:i.events.map(o=>this.#a.withChanges(o))}})}#m(e){try{return Ve(
{type:"say",room:this.#e,...e,ref:0},this.#o.limits),null}catch(t){return t}}#u(e,t,s){return this.#r?this.#r.command(e,{room:this.#e,...t},s):Promise.reject(new w(
"offline"))}async#p(e){let t=this.#a.isBroken?void 0:this.#a.position,s=await e.commandWithRetry("join",{room:this.#e,limit:this.#t,since:t},i=>(this.#y(i,t),i));
return await this.#f(e),s}#y(e,t){if(t&&!e.gap&&e.seq-t.seq>this.#s){this.#a.skip();return}let{entries:s,reset:i,gap:o}=this.#a.join(e);this.#R(s),this.#i("join\
ed",{...e,events:s,reset:i,gap:o,since:i?null:t,replayed:!i}),this.#g(this.#r,e.presence).catch(()=>{})}async#g(e,t){for(;t?.more;)t=await e.commandWithRetry("p\
resence",{room:this.#e,after:t.next},s=>(this.#i("presence",{type:"presence",room:this.#e,joined:s.users,left:[],count:s.count}),s))}async#f(e){for(this.#c=!1;this.#a.
isBehind;){let t={room:this.#e,after:this.#a.seq,limit:Ar};await e.commandWithRetry("history",t,s=>{this.#L(this.#a.appendPage(s.events),{replayed:!0})})}if(this.#a.
isBroken){await this.#p(e);return}this.#c=!0,this.#T()}#w(){this.#c&&this.#a.isBehind&&this.#f(this.#r).catch(e=>this.#v(e))}#b(){this.#c&&(this.#c=!1,this.#p(this.#r).
catch(e=>this.#v(e)))}#v(e){e.code!=="disconnected"&&this.#i("left",{room:this.#e,error:e})}#T(){let e=this.#c&&!this.#h?this.#d.next():null;if(!e)return;let t=this.#r,
{key:s,text:i,data:o,reply_to:r}=e;this.#E();let a=this.#n.after(Cr,()=>t.close(1e3,"no answer to a message"));t.command("say",{room:this.#e,text:i,data:o,key:s,
reply_to:r},c=>this.#x(e,c)).catch(c=>this.#k(t,e,c)).finally(a)}#x({key:e,text:t,data:s,reply_to:i,time:o},{seq:r,time:a=o,text:c=t}){let h={user:this.#o.user,
text:c,...rs({data:s}),time:a,key:e,reply_to:i},u={type:"message",room:this.#e,seq:r,...h};this.#d.acknowledge(e,u),this.#L(this.#a.append(u),{replayed:!1}),this.#E(),
this.#w(),this.#T()}#k(e,{key:t},s){s.code==="disconnected"||e!==this.#r||(s.passing?this.#S(e,t,s):this.#C(t,s))}#S(e,t,s){this.#h=!0,this.#d.postpone(t,s),this.#E();
let i=()=>{this.#h=!1,this.#T()};e.wait(s.retryAfter??Rr).then(i,()=>{})}#C(e,t){this.#d.fail(e,t),this.#E(),this.#T()}#L(e,{replayed:t}){e.length>0&&(this.#R(e),
this.#i("entries",{room:this.#e,entries:e,replayed:t}))}#R(e){e.filter(s=>s.type==="message"&&this.#d.acknowledge(s.key,s)).length>0&&this.#E()}#E(){this.#i("ou\
tbox",{room:this.#e,items:this.#d.items})}};function rs({data:n}){return n==null?{}:{data:n}}var ce=class extends EventTarget{#e="left";constructor(e,t){super(),this.client=e,this.id=t}get state(){return this.#e}get position(){return this.client.position(
this.id)}get outbox(){return this.client.outbox(this.id)}setState(e,t){e!==this.#e&&(this.#e=e,this.emit("state",{state:e,error:t}))}emit(e,t){this.dispatchEvent(
new CustomEvent(e,{detail:t}))}},_r="join leave say sayAgain unsay edit delete history search signal presence seen".split(" ");for(let n of _r)ce.prototype[n]=function(...e){
return this.client[n](this.id,...e)};function as(n=import.meta.url){let e=new URL("ws",n);return e.protocol=e.protocol==="https:"?"wss:":"ws:",e.href}var Mr={rooms:"rooms",members:"members",presence:"\
users",sanctions:"sanctions",ignores:"users"},Pr=new Set(["activity","seen","invited","reported","role","sanction"]),nt=class extends EventTarget{#e;#t;#s;#i=new Map;#n=new Map;#o=null;#r=null;#l={};#c=!1;#h=null;constructor({
url:e=as(),credentials:t=null,exclusive:s=u=>u(),transports:i=["websocket","sse"],WebSocket:o=globalThis.WebSocket,fetch:r=globalThis.fetch,clock:a=R,random:c=Math.
random,key:h=Je}={}){super(),this.#t=a,this.#s=h,this.#e=new st({url:e,credentials:t,exclusive:s,transports:i,WebSocket:o,fetch:r,clock:a,random:c});let u=(d,m)=>this.#e.
addEventListener(d,({detail:p})=>this.#y(m,p));u("state",d=>this.#m(d)),u("event",d=>this.#T(d)),u("login",d=>this.#g(d)),u("entering",d=>this.#w(d)),u("online",
d=>this.#b(d)),u("lost",()=>this.#d())}get state(){return this.#e.state}get user(){return this.#o}get inbox(){return this.#r?.inbox??null}get account(){return this.#r}get limits(){
return this.#l}get joined(){return[...this.#i.keys()]}addEventListener(e,...t){super.addEventListener(e,...t),e==="inbox"&&(this.#c=!0,this.#f())}connect(){this.#e.
connect()}retry(){this.#e.retry()}check(){return this.#e.check()}disconnect(){this.#e.close()}room(e){let t=this.#n.get(e)??new ce(this,e);return this.#n.set(e,
t),t}position(e){return this.#i.get(e)?.subscription.position}join(e,{limit:t=50,since:s,far:i=1/0,timeout:o}={}){let r=this.#i.get(e);if(!r){let h={client:this,
limit:t,since:s,maxReplay:i,emit:(u,d)=>this.#k(u,d),clock:this.#t};r={subscription:new it(e,h)},this.#i.set(e,r),this.room(e).setState("joining")}r.answer||(r.
answer=new Promise((c,h)=>Object.assign(r,{resolve:c,reject:h})),r.answer.catch(()=>{}));let{answer:a}=r;if(o!==void 0){let c=this.#t.after(o,()=>this.#p(e,r));
a.then(c,c)}return this.state.state==="idle"?this.connect():this.#e.current?this.#v(e,r,this.#e.current):this.#u(this.state),a}leave(e){let t=this.#i.get(e);t&&
(this.#e.current?.command("leave",{room:e}).catch(()=>{}),this.#x(e),t.reject?.(new w("not_joined")))}say(e,t,s){let i=s?.key??this.#s(),o=this.#a(e,r=>r.say(t,
{...s,key:i}));return this.#u(this.state),o}outbox(e){return this.#i.get(e)?.subscription.outbox??[]}sayAgain(e,t){this.#i.get(e)?.subscription.retry(t)}unsay(e,t){
return this.#i.get(e)?.subscription.discard(t)??!1}edit(e,t,s,i){return this.#a(e,o=>o.changeMessage("edit",{seq:t,text:s,...i}))}delete(e,t){return this.#a(e,s=>s.
changeMessage("delete",{seq:t}))}history(e,t){return this.#a(e,s=>s.readPage("history",{limit:50,...t}))}search(e,t,s){return this.#a(e,i=>i.readPage("search",{
text:t,...s}))}export(e){return this.command("export",e)}signal(e,t,s={}){return this.command("signal",{room:e,name:t,body:s})}presence(e){return this.list("pre\
sence",{room:e})}seen(e,t){return this.command("seen",{room:e,seq:t})}rooms(){return this.list("rooms")}directory(e){return this.command("directory",{text:"",...e})}async list(e,t={}){
let{current:s}=this.#e;if(!s)throw new w("offline");let i=Mr[e],o=await s.command(e,t),r=[...o[i]];for(let a=o;a.more;r.push(...a[i]))a=await s.commandWithRetry(
e,{...t,after:a.next});return{...o,[i]:r}}async rename(e){let t=await this.command("rename",{name:e});return this.#g(t),t.user}command(e,t){let{current:s}=this.#e;
return s?s.command(e,t):Promise.reject(new w("offline"))}#a(e,t){let s=this.#i.get(e);return s?t(s.subscription):Promise.reject(new w("not_joined"))}#d(){for(let[
e,{subscription:t}]of this.#i)t.suspend(),this.#n.get(e)?.setState("joining")}#m(e){this.#k("state",e),this.#u(e.state==="idle"?{state:"ended",reason:"the clien\
t was disconnected"}:e)}#u({state:e,error:t,code:s,reason:i}){if(e!=="refused"&&e!=="ended")return;let o=t??new w("closed",i||`the server closed the connection \
with ${s}`);for(let r of this.#i.values())r.reject?.(o),r.answer=null,r.subscription.rejectPending(o)}#p(e,t){if(this.#i.get(e)===t){let{message:s="no answer to\
 the join"}=this.state,i=new w("timeout",s);this.#e.current?.command("leave",{room:e}).catch(()=>{}),t.reject(i),this.#x(e,i)}}#y(e,t){try{e(t)}catch(s){this.#e.
fail(`an event that cannot be understood: ${s.message}`)}}#g({user:e,token:t,expires:s,account:i=this.#r}){this.#o=e,this.#r=i,this.#f(),this.#k("login",{user:e,
token:t,expires:s,account:i})}#f(){let{inbox:e}=this;!this.#c||e===this.#h||(this.#h!==null&&this.leave(this.#h),this.#h=e,e!==null&&this.join(e).catch(()=>{}))}async#w(e){
let[[t,s]=[]]=this.#i;try{await s?.subscription.join(e),s&&!this.#i.has(t)&&await e.command("leave",{room:t})}catch(i){i.code==="login_required"&&s.subscription.
suspend()}}async#b(e){for(let[t,s]of[...this.#i])await this.#v(t,s,e)}async#v(e,t,s){if(!(s.closed||this.#i.get(e)!==t))try{t.resolve?.(await t.subscription.join(
s))}catch(i){i.code!=="disconnected"&&this.#i.get(e)===t&&(this.#x(e,i),t.reject?.(i))}}#T(e){e.type==="welcome"?this.#l=e.limits??{}:e.type==="me"&&(this.#o=e.
user,this.#r=e.account??this.#r);let t=this.#i.get(e.room);if(e.room==null||Pr.has(e.type)?this.#k(e.type,e):t?.subscription.receive(e),t&&e.type==="sanction"&&
(e.action==="kick"||e.action==="ban")){let s=e.action==="ban"?"banned":"kicked";this.#x(e.room,new w(s,e.reason,e))}}#x(e,t){this.#k("left",{room:e,error:t})}#k(e,t){
if(e==="left"){let{subscription:o}=this.#i.get(t.room)??{};o?.suspend(),o?.rejectPending(t.error??new w("not_joined")),this.#i.delete(t.room),t.room===this.#h&&
(this.#h=null)}if((e==="joined"||e==="left")&&this.room(t.room).setState(e,t.error),this.#S(e,t),e!=="joined"&&e!=="entries")return;let{room:s}=t;for(let o of t.
events??t.entries){let r=o.type==="message"&&s===this.#h?"inbox":o.type;(r!=="inbox"||!t.reset||o.seq>t.seen)&&this.#S(r,{...o,room:s})}let i=this.position(s);i&&
this.#S("position",{room:s,...i})}#S(e,t){this.dispatchEvent(new CustomEvent(e,{detail:t})),this.#n.get(t.room)?.emit(e,t)}};var cn={more:"More","act.mute":"Mute","act.kick":"Remove","act.ban":"Ban","act.unmute":"Unmute","act.unban":"Unban","act.mute.title":"Mute {name}","act.kick.tit\
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
"audit.ever":"permanently"};var hn={"day.clock":"{day} {clock}","kind.public":"Public room","kind.private":"Private room","kind.announce":"Announcements","kind.archived":"Archived room","k\
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
You can come back.","excluded.return":"Rejoin","excluded.reason":"Reason: {reason}"};var dn={"loginPage.come":"Welcome back.","loginPage.join":"A name of your own, on all your devices.","loginPage.ways":"How do you want to continue?","loginPage.\
guest":"As a guest","loginPage.guest.hint":"Guests have a ~ before their name.","loginPage.signIn":"Sign in","loginPage.register":"Register","loginPage.register\
.do":"Create my account","loginPage.forgot":"Forgot your password? An administrator can send you a link to set a new one.","loginPage.invited":"You have been in\
vited: choose a name and a password for your account.","loginPage.reset":"Choose a new password for your account.","loginPage.reset.do":"Set password","loginPag\
e.reset.done":"Your new password is set, {name}. You can now sign in with it.","loginPage.ended":"Your session has expired. Please sign in again.","loginPage.si\
te":"Sign in with {name}","loginPage.site.foreign":"This sign-in was not started in this tab. Please start it here.","embed.token":"Signing in did not work: {me\
ssage}","embed.reader":"Reader","embed.signedOut":"Sign in to see the chat","loginPage.cookies":"You are signed in, but this browser did not keep the cookie. Al\
low cookies for this site and try again.","loginPage.members":"Guests are not allowed here. Please sign in.","loginPage.disabled":"This account has been disable\
d.","loginPage.closed":"New accounts can only be created by invitation or by an administrator.","loginPage.invitation.over":"This invitation has already been us\
ed or has expired. Ask for a new one.","loginPage.link.over":"This link has already been used or has expired. Ask for a new one.","loginPage.wait":"Too many att\
empts. Please wait {wait}.","loginPage.full":"The server is busy. Please try again in a moment.","loginPage.offline":"You are offline. This goes on by itself as\
 soon as you are connected.","loginPage.unreached":"The server cannot be reached.","loginPage.foreign":"The server does not recognize this page as its own: {mes\
sage}",password:"Password","password.show":"Show password","password.new":"New password","password.old":"Current password","password.least":"At least {count} ch\
aracters.","password.empty":"Please enter your password.","password.short":"A password needs at least {least} characters.","password.long":"That password is too\
 long.","password.wrong":"The name or the password is wrong.","password.not":"That is not your current password.","password.change":"Change your password","pass\
word.about":"You will be signed out everywhere else.","password.done":"Your password has been changed.","name.taken":"This name, or one that looks like it, is a\
lready taken.","name.unfit":"This name cannot be used: {message}","field.invalid":"The server did not accept this: {message}",siteBan:"You are banned from this \
site","siteBan.until":"The ban lasts until {until}.","siteBan.left":"The ban ends in {left}.","siteBan.ever":"The ban has no end date.","siteBan.over":"The ban \
has ended.","siteBan.reason":"Reason: {reason}","siteBan.again":"Come back in","login.change":"Sign-in name","login.do":"Change sign-in name","login.new":"New s\
ign-in name","login.now":"Signs in as {name}","login.about":"You sign in as {name}. Others see your display name, which you can change without changing this.","\
login.done":"Your sign-in name has been changed.","me.leave":"Sign out","me.admin":"Administrator","me.operatorPage":"The operator’s page","me.account":"Accou\
nt","me.guest":"Guest on this device","me.other":"Signed in through another site",createAccount:"Create an account","createAccount.about":"With an account you k\
eep your name on all your devices. Messages you sent as a guest stay the guest’s; your rooms come with you.",sessions:"Where you are signed in","sessions.load\
ing":"Loading…","sessions.here":"This browser","sessions.used":"Last used {when}","sessions.on":"{browser} on {system}","sessions.unknown":"Unknown browser","\
sessions.end":"Sign out","sessions.end.of":"Sign out {name}","sessions.others":"Sign out everywhere else",remove:"Delete my account","remove.about":"Your accoun\
t and your name are deleted, and all your messages are removed for everyone. This cannot be undone.","remove.yes":"Delete everything","remove.working":"Your acc\
ount is deleted. What you said is still being removed. That goes on by itself; you can close this page.","remove.done":"Your account is deleted, and everything \
you said is removed.",notifications:"Notifications","notifications.on":"You are notified on this device when someone mentions you, replies to you or sends you a\
 direct message while you are not looking at this page.","notifications.off":"Get notified on this device when someone mentions you, replies to you or sends you\
 a direct message while you are not looking at this page.","notifications.direct":"{name} has written to you","notifications.on.do":"Turn on","notifications.off\
.do":"Turn off","notifications.missing":"This browser cannot show notifications.","notifications.denied":"Notifications are blocked for this site. You can allow\
 them in your browser’s settings.",contact:"Who may contact me","contact.about":"For invitations to rooms and direct messages. Anyone else is refused, without\
 being told why.","contact.who":"Who may invite me and write to me","contact.everybody":"Everyone","contact.shared":"Members of my rooms","contact.nobody":"No o\
ne","contact.saved":"Saved.",ignored:"Ignored people","ignored.unnamed":"Name not known on this device","ignored.none":"You are not ignoring anyone.","ignored.d\
one":"You will no longer see messages from {name}.","ignored.undone":"You will see messages from {name} again.",ignore:"Ignore",unignore:"Stop ignoring","unigno\
re.of":"Stop ignoring {name}",hidden:{one:"{count} message from someone you ignore",other:"{count} messages from people you ignore"},"hidden.show":"Show","menti\
on.offer":{one:"{count} suggestion: Enter or Tab inserts it",other:"{count} suggestions: arrow keys to choose, Enter or Tab to insert"},"pill.called":{one:"{cou\
nt} message for you",other:"{count} messages for you"}};var ot={tag:"en",texts:{...hn,...cn,...dn,tagline:"Pick a name and start talking. No account, nothing to install.","loginPage.room":"You are about to join {room\
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
 in {seconds} s","connection.server_busy":"The server is not accepting more connections right now. Trying again in {seconds} s","connection.host_not_served":"Th\
e server is not served under this address. Tell the site’s administrator: the host name has to be listed in server.hosts.","connection.origin_not_allowed":"Th\
e server does not accept connections from this page. Tell the site’s administrator: this page’s address has to be listed in server.origins, or the proxy has to \
pass on the Host header.","connection.upgrade_refused":"Something between you and the server, perhaps a proxy, is blocking chat connections (WebSocket). Trying \
again…","connection.ended":"The connection is closed: {reason}","connection.online":"Connected","connection.retry":"Try now","me.settings":"Your settings","me\
.name":"Display name","me.save":"Save","me.renamed":"You are now {name}",export:"Export my data","export.busy":{one:"Collecting your messages: {count} so far…",
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
} {reason}","reason.quoted":"{name}: “{reason}”","reason.operator":"The operators of this site"}};var ls=Object.freeze({en:"English",zh:"简体中文"}),Or={zh:()=>import("./zh-UOXXTBGC.js")},mn={en:ot};async function lt(n){try{return mn[n]??=(await Or[n]()).
default,n}catch{return"en"}}var un=9e5,qr=2e3,rt=[["week",6048e5],["day",864e5],["hour",36e5],["minute",6e4],["second",1e3]],Ir=/[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
function Nr(n){return typeof n=="string"&&Ir.test(n)?`⁨${n}⁩`:n}function pn(n){return n.filter(Boolean).map(t=>t.toLowerCase().split("-")[0]).find(t=>Object.
hasOwn(ls,t))??"en"}var at=class{#e;#t;#s;#i=new Map;constructor(e,{timeZone:t,wished:s=[],texts:i}={}){let{texts:o,tag:r}=mn[e],a=s.find(d=>d.toLowerCase().split(
"-")[0]===e)??r;this.code=e,this.tag=r,this.#e=i?{...o,...i}:o,this.#s=d=>new Intl.NumberFormat(a,{style:"unit",unit:d,unitDisplay:"long"});let c=d=>()=>new Intl.
DateTimeFormat(a,{...d,timeZone:t}),h=()=>({hour:jr(a),minute:"2-digit"}),u=d=>()=>c({...d,...h()})();this.#t=Dr({plural:()=>new Intl.PluralRules(a),relative:()=>new Intl.
RelativeTimeFormat(a,{numeric:"auto"}),clock:u({}),day:c({weekday:"long",day:"numeric",month:"long"}),distant:c({day:"numeric",month:"long",year:"numeric"}),exact:c(
{dateStyle:"full",timeStyle:"medium"}),short:c({day:"numeric",month:"short"}),dated:c({day:"numeric",month:"short",year:"numeric"}),week:u({weekday:"long"}),year:u(
{day:"numeric",month:"long"}),ever:u({day:"numeric",month:"long",year:"numeric"}),key:()=>t?new Intl.DateTimeFormat("en-CA",{timeZone:t}):{format:$r}})}t(e,t={}){
let s=this.#e[e]??ot.texts[e]??e;return(typeof s=="string"?s:s[this.#t.plural.select(t.count)]??s.other).replace(/\{(\w+)\}/g,(o,r)=>Nr(t[r])??o)}has(e){return e in
ot.texts}clock(e){return this.#t.clock.format(e)}brief(e){return this.#t.clock.formatToParts(e).filter(({type:s})=>s!=="dayPeriod").map(({value:s})=>s).join("").
trim()}exact(e){return this.#t.exact.format(e)}dayKey(e){let t=Math.floor(e/un);return this.#i.has(t)||(this.#i.size>=qr&&this.#i.clear(),this.#i.set(t,this.#t.
key.format(t*un))),this.#i.get(t)}when(e,t){return this.dayKey(e)===this.dayKey(t)?this.clock(e):this.#t[Math.abs(t-e)<300*864e5?"short":"dated"].format(e)}until(e,t){
let s=this.#n(e,t);if(s===0)return this.clock(e);if(s===1)return this.t("day.clock",{day:this.#t.relative.format(1,"day"),clock:this.clock(e)});let i=s<7?"week":
s<300?"year":"ever";return this.#t[i].format(e)}span(e){let[t,s]=rt.find(([,i])=>e%i===0)??rt.at(-1);return this.#s(t).format(e/s)}left(e){let[t,s]=rt.find(([,i])=>e>=
2*i)??rt.at(-1);return this.#s(t).format(Math.ceil(e/s))}day(e,t,{inSentence:s=!1}={}){let i=this.#n(e,t);if(i===0||i===-1){let o=this.#t.relative.format(i,"day");
return s?o:o.charAt(0).toLocaleUpperCase(this.tag)+o.slice(1)}return this.#t[i>-300&&i<300?"day":"distant"].format(e)}#n(e,t){return Math.round((Date.parse(this.
dayKey(e))-Date.parse(this.dayKey(t)))/864e5)}};function jr(n){return new Intl.DateTimeFormat(n,{timeStyle:"short",timeZone:"UTC"}).format(Date.UTC(2e3,0,1,9,5)).
startsWith("0")?"2-digit":"numeric"}function $r(n){let e=new Date(n),t=s=>String(s).padStart(2,"0");return`${e.getFullYear()}-${t(e.getMonth()+1)}-${t(e.getDate())}`}
function Dr(n){let e=new Map,t=i=>e.get(i)??e.set(i,n[i]()).get(i),s=Object.keys(n).map(i=>[i,{get:()=>t(i)}]);return Object.defineProperties({},Object.fromEntries(
s))}function fn(n,e){return{...n,members:Object.fromEntries(e.map(t=>[t.user.id,t]))}}function gn(n,{user:e,role:t,invited:s=!1}){let{[e.id]:i,...o}=n.members??{};return{
...n,members:t===null?o:{...o,[e.id]:{...i,user:e,role:t,invited:s}}}}function ds(n,e){let t=n.members??{},s=Object.values(n.people).map(r=>cs(r,t[r.id])),i=Object.
values(t).filter(({user:r})=>!(r.id in n.people)),o=s.length>=Math.min(n.count,1);return{here:hs(s,e),away:o?hs(i.map(r=>cs(r.user,r)),e):[]}}function cs(n,e){return{
user:n,role:e?.role??null,invited:e?.invited??!1}}function hs(n,e){let t=({user:i})=>i.id===e?.id?0:1,s=({role:i})=>i==="owner"?0:i==="moderator"?1:2;return n.sort(
(i,o)=>t(i)-t(o)||s(i)-s(o)||i.user.name.localeCompare(o.user.name))}function wn({rooms:n,roomList:e,me:t},s){let{here:i,away:o}=ds(s,t),r=[...i,...o],{other:a}=e[s.
id]??{},c=a&&!r.some(({user:u})=>u.id===a.id)?[...r,cs(a)]:r,h=({user:u})=>Object.values(n).some(d=>d.joined&&u.id in d.people);return hs(c,t).map(u=>({...u,online:u.
user.id!==t?.id&&h(u)}))}function us(n){return Ps(n,"member")}function yn({tab:n,room:e,closed:t=!1}){return Object.freeze({tab:n,room:e,closed:t,items:[],more:!1,next:null,state:"busy",error:null})}function bn(n){return{...n,
state:"busy",error:null}}function vn(n,{request:e,items:t,more:s,next:i=null,further:o}){if(!En(n,e))return n;let r=o?n.items:[],a=t.filter(({id:c})=>!r.some(h=>h.
id===c));return{...n,items:[...r,...a],more:s,next:i,state:"done",error:null}}function kn(n,{request:e,error:t}){return En(n,e)?{...n,state:"failed",error:t}:n}
function xn(n,e,t){return{...n,items:n.items.map(s=>s.id===e?{...s,...t}:s)}}function Tn(n,e){return{...n,items:n.items.filter(t=>t.id!==e)}}function En(n,{tab:e,
room:t,closed:s}){return n!==null&&n.tab===e&&n.room===t&&n.closed===s}var Ur=Object.freeze({me:null,account:null,loginName:null,nameMarks:Object.freeze({}),loginForm:zi,siteBan:null,connection:Object.freeze({state:"idle"}),offline:!1,
announcement:null,limits:Object.freeze({}),ignored:Object.freeze({}),unsupported:Object.freeze([]),rooms:Object.freeze({}),roomList:Object.freeze({}),active:null,
watching:null,following:null,muted:null,reports:Object.freeze({}),moderationQueue:null});function Wr(n,e){let t=Yr[e.type];return t?t(n,e):Sn(n,e)}var Yr={connectionChanged:(n,{
connection:e})=>({...n,connection:e,me:e.state==="refused"?null:n.me}),networkChanged:(n,{offline:e})=>({...n,offline:e}),announced:(n,{announcement:e})=>({...n,
announcement:e}),announcementClosed:n=>({...n,announcement:null}),siteLoaded:(n,e)=>({...n,loginForm:Hi(n.loginForm,e)}),loginLinkChanged:(n,e)=>({...n,loginForm:Gi(
n.loginForm,e)}),loginModeChosen:(n,e)=>({...n,loginForm:Xi(n.loginForm,e)}),loginBusyChanged:(n,e)=>({...n,loginForm:Ji(n.loginForm,e)}),siteBanChanged:(n,{ban:e})=>({
...n,siteBan:e}),limitsReceived:(n,{limits:e})=>({...n,limits:e}),commandUnsupported:(n,{command:e})=>({...n,unsupported:[...n.unsupported,e]}),userChanged:(n,{
user:e})=>({...n,me:e}),accountChanged:(n,{account:e})=>({...n,account:e}),ignoreListLoaded:(n,{users:e})=>({...n,ignored:Js(e)}),userIgnored:(n,{user:e})=>({...n,
ignored:Qs(n.ignored,e)}),userUnignored:(n,{user:e})=>({...n,ignored:Vs(n.ignored,e)}),roomOpened:(n,e)=>Gr(n,e.room),roomLeft:(n,e)=>Xr(n,e.room),roomExcluded:(n,e)=>wi(
n,e.room,e.exclusion),muteChanged:(n,e)=>yi(n,e.room,e.mute),reportsCounted:(n,{room:e,open:t})=>({...n,reports:{...n.reports,[e]:t}}),queueShown:(n,{request:e})=>({
...n,moderationQueue:e&&yn(e)}),queueRequested:n=>he(n,bn),queueLoaded:(n,e)=>he(n,t=>vn(t,e)),queueFailed:(n,e)=>he(n,t=>kn(t,e)),queueItemChanged:(n,{id:e,changes:t})=>he(
n,s=>xn(s,e,t)),queueItemRemoved:(n,{id:e})=>he(n,t=>Tn(t,e)),roomWatched:(n,e)=>Jr(n,e.room),endFollowed:(n,{room:e})=>({...n,following:e}),targetChanged:(n,e)=>Sn(
e.seq===null?n:{...n,following:null},e),typingExpired:(n,{now:e})=>ms(n,t=>js(t,e)),nameMarksChanged:(n,{nameMarks:e})=>({...n,nameMarks:e}),loginNameLoaded:(n,{
loginName:e})=>({...n,loginName:e}),userRenamed:(n,{user:e})=>({...ms(n,t=>Rs(t,e)),roomList:xi(n.roomList,e)}),userErased:(n,{user:e})=>ms(n,t=>As(t,e)),roomAdded:(n,e)=>e.
room in n.rooms?n:H(n,ii(e.room)),roomListLoaded:(n,e)=>({...n,roomList:bi(n.roomList,e.rooms)}),roomListed:(n,e)=>({...n,roomList:Ht(n.roomList,e.listing)}),activityReceived:(n,{
event:e})=>{let t=vi(n.roomList,e);return t===n.roomList?n:{...n,roomList:t}},roomUnlisted:(n,e)=>({...n,roomList:Xt(n.roomList,e.room)}),seenReceived:(n,{event:e})=>Hr(
n,e)},Kr={membersLoaded:(n,e)=>fn(n,e.members),memberChanged:(n,{event:e})=>gn(n,e),sanctionsLoaded:(n,e)=>({...n,sanctions:e.sanctions}),slowModeStarted:(n,{until:e})=>gi(
n,e),roomJoined:(n,e,t)=>ni(n,e.answer,{...t,seen:e.seen}),entriesReceived:(n,e,t)=>ri(n,e.entries,{...t,replayed:e.replayed}),outboxChanged:(n,{items:e})=>({...n,
pending:e}),presenceChanged:(n,{event:e})=>Is(n,e),typingReceived:(n,{user:e,now:t},s)=>e.id in s.ignored?n:Ns(n,e,t),settingsChanged:(n,{event:e})=>oi(n,e),historyLoading:(n,{
loading:e})=>({...n,loading:e}),olderLoaded:(n,{page:e,before:t})=>ai(n,e,t),newerLoaded:(n,{page:e,after:t})=>li(n,e,t),windowReplaced:(n,{page:e,target:t})=>ci(
n,e,{target:t}),targetChanged:(n,{seq:e})=>({...Kt(n,[e]),target:hi(e)}),originalLoaded:(n,{seq:e,entry:t},s)=>si(n,e,t,s),messagesRevealed:(n,{seqs:e})=>Kt(n,e),
messagesRead:(n,{seq:e},t)=>zt(n,e,t),replyChanged:(n,{entry:e})=>$s(n,e),editingChanged:(n,{entry:e})=>Ds(n,e),deletingChanged:(n,{entry:e})=>Bs(n,e),draftChanged:(n,e)=>Fs(
n,e),searchToggled:(n,{open:e})=>Us(n,e),searchStarted:(n,e)=>Ws(n,e),searchResultsLoaded:(n,e)=>Ys(n,e),searchFailed:(n,e)=>Ks(n,e)};function zr(n,{room:e}){return n.
roomList[e]?.invited?{...n,roomList:Ht(n.roomList,{room:e,invited:!1})}:n}function Sn(n,e){let t=e.type==="roomJoined"?zr(n,e):n,s=t.rooms[e.room],i=Kr[e.type];
if(!s||!i)return t;let{watching:o,active:r,following:a}=t,c={watched:o===s.id,open:r===s.id,following:a===s.id},h=i(s,e,{...ps(t),...c});return h===s?t:H(t,h)}function he(n,e){
return n.moderationQueue===null?n:{...n,moderationQueue:e(n.moderationQueue)}}function ps({me:n,ignored:e}){return{me:n,ignored:e}}function H(n,e){return{...n,rooms:{
...n.rooms,[e.id]:Object.freeze(e)}}}function ms(n,e){return Object.values(n.rooms).reduce((s,i)=>{let o=e(i);return o===i?s:H(s,o)},n)}function Hr(n,e){let t=n.
rooms[e.room];return{...t?.epoch===e.epoch?H(n,zt(t,e.seq,ps(n))):n,roomList:ki(n.roomList,e)}}function Gr(n,e){if(n.active===e)return n;let t=n.rooms[n.active],
s=t?H(n,di(t)):n,i=s.rooms[e];return{...i?H(s,ei(i)):s,active:e,watching:null,following:e}}function Xr(n,e){let{[e]:t,...s}=n.rooms,i=n.active===e?Object.keys(s)[0]??
null:n.active,o=i===n.active;return{...n,rooms:s,active:i,watching:o?n.watching:null,following:o?n.following:i}}function Jr(n,e){let t=n.rooms[e],s={...n,watching:t?
e:null};return t&&!Zs(t)?H(s,ti(t,ps(n))):s}function Ln(n){let{[n.active]:e,...t}=n.rooms,s={...n,rooms:t,roomList:Qr(n)};return{unread:fs(s),mentions:gs(s)}}function Qr({
roomList:n,active:e}){return e===null?n:Xt(n,e)}function fs(n){return[...Object.values(n.rooms),...Gt(n.roomList,n.rooms)].reduce((t,s)=>t+s.unread,0)}function gs(n){
let e=s=>s.kind==="direct"||s.kind==="inbox"?s.unread:s.mentions??0;return[...Object.values(n.rooms),...Gt(n.roomList,n.rooms)].reduce((s,i)=>s+e(i),0)}var ct=class extends EventTarget{#e=Ur;get state(){
return this.#e}get room(){return this.#e.rooms[this.#e.active]??null}dispatch(e){let t=Wr(this.#e,e);t!==this.#e&&(this.#e=t,this.dispatchEvent(new CustomEvent(
"change",{detail:e})))}};var de=class{#e;#t=l("span",{class:"count-people"});#s=l("span",{class:"count-unread",hidden:!0});constructor(e){this.#e=e,this.element=l("main",{class:"count-o\
nly",role:"status"},this.#t,this.#s)}render({rooms:e,active:t,connection:s,loginForm:i}){let{language:o}=this.#e,r=e[t],a=s.state==="refused"||i.note!==null?"em\
bed.signedOut":"loginPage.entering";g(this.#t,r?.joined?o.t("people.here",{count:r.count}):o.t(a));let c=r?.unread??0;g(this.#s,c>0?o.t("pill.unread",{count:c}):
""),this.#s.hidden=c===0}close(){}};function ht({siteLogo:n}){return n!==null?l("img",{class:"brand-logo",src:n,alt:""}):l("span",{class:"brand-mark"},k("wave"))}function ee({language:n,setLanguage:e}){let t=Object.entries(ls).map(([i,o])=>{let r=i===n.code;return l("option",{value:i,selected:r,lang:i},o)}),s=({target:i})=>e(
i.value);return l("label",{class:"language"},l("span",{class:"visually-hidden"},n.t("language")),l("select",{class:"select",name:"language",on:{change:s}},t))}var Vr={guest:"loginPage.guest",signIn:"loginPage.signIn",register:"loginPage.register"},dt=class{#e;#t=l("p",{class:"gate-tagline"});#s=l("p",{class:"gate-note",
role:"status"});#i;#n=l("a",{class:"button primary gate-site",hidden:!0});#o=l("div",{class:"gate-way"});#r=l("p",{class:"gate-hint",role:"status"});#l=new Map;#c=null;#h="";constructor(e){
let{language:t,browser:s}=e;this.#e=e,s.frame!==null&&(this.#n.target="_top");let{room:i}=s.route();this.#i=l("div",{class:"gate-ways",role:"group","aria-label":t.
t("loginPage.ways")}),this.element=l("main",{class:"gate"},l("div",{class:"gate-card"},l("div",{class:"gate-brand"},ht(s),l("h1",{},s.siteName)),this.#t,i&&l("p",
{class:"gate-room"},Zr(t,i)),this.#s,this.#n,this.#i,this.#o,this.#r,ee(e)))}render({loginForm:e,connection:t,offline:s,me:i}){let{language:o}=this.#e,r=["conne\
cting","waiting","unreachable"].includes(t.state),a=e.busy||r||t.state==="online"&&!i;g(this.#t,o.t(An[e.link?.kind]??An[e.mode]??"tagline")),g(this.#s,e.note?Si(
o,e.note):""),this.#d(e),this.#m(e),this.#u(e);let c=this.#l.get(e.mode);c?.setBusy(a,o.t("loginPage.entering")),c?.showProblem(e.problem),g(this.#r,this.#a(e,t,
s))}close(){}#a({mode:e,problem:t},s,i){let{language:o}=this.#e;if(i)return o.t("loginPage.offline");if(e===null)return o.t(t?.name==="loginPage.unreached"?"log\
inPage.unreached":"loginPage.entering");if(s.state==="unreachable"||s.state==="connecting"&&s.reason)return oe(o,s,Math.ceil((s.wait??0)/1e3));let r={waiting:"c\
onnection.now",ended:"connection.ended"}[s.state];return r?o.t(r,{reason:s.reason||s.code}):""}#d({site:e,link:t}){let{language:s,login:i}=this.#e,o=t===null?i.
siteLoginAddress:null;this.#n.hidden=o===null,o!==null&&this.#n.getAttribute("href")!==o&&(this.#n.setAttribute("href",o),g(this.#n,s.t("loginPage.site",{name:e.
login_name||new URL(o,document.baseURI).hostname})))}#m(e){let t=Z(e),s=JSON.stringify([t,e.mode]);if(s===this.#h)return;this.#h=s;let{language:i,login:o}=this.#e,
r=a=>{let h={type:"button",class:"gate-choice","aria-pressed":String(a===e.mode)};return l("button",{...h,on:{click:()=>o.chooseMode(a)}},i.t(Vr[a]))};this.#i.replaceChildren(
...t.map(r)),this.#i.hidden=t.length<2}#u({mode:e,site:t}){if(e===this.#c)return;let s=this.#l.get(this.#c),i=e&&(this.#l.get(e)??Ai(this.#e,e,t));this.#c=e,this.#o.
replaceChildren(...i?[i.element]:[]),i&&(this.#l.set(e,i),i.fill({name:s?.values.name||this.#e.storage.name}),this.#e.browser.mayTakeFocus&&i.focus())}};function Zr(n,e){
return e.startsWith("~")?n.t("loginPage.room.private"):n.t("loginPage.room",{room:`#${e}`})}var An={invitation:"loginPage.invited",reset:"loginPage.reset",guest:"\
tagline",signIn:"loginPage.come",register:"loginPage.join"};var ut=class{#e;#t;#s=l("p",{class:"outside-until","aria-live":"off"});#i=l("p",{class:"outside-reason"});#n;#o;#r=()=>{};constructor(e){this.#e=e;let{language:t,
login:s,client:i}=e,o={type:"button",class:"button primary",on:{click:()=>i.connect()}};this.#n=l("button",o,t.t("siteBan.again"));let r=()=>s.signOut().catch(()=>s.
forgetPerson());this.#o=l("button",{type:"button",class:"button quiet",on:{click:r}},t.t("me.leave")),this.#t=l("h1",{tabindex:"-1"},t.t("siteBan")),this.element=
l("main",{class:"gate"},l("div",{class:"gate-card outside",role:"alert"},l("span",{class:"outside-mark"},k("alert")),this.#t,this.#s,this.#i,l("div",{class:"out\
side-buttons"},this.#n,this.#o),ee(e)))}opened(){this.#e.browser.mayTakeFocus&&this.#t.focus()}render({siteBan:e,connection:t,account:s}){let{language:i,clock:o}=this.#e,
r=o.time(),a=e.until!==null&&e.until<=r;this.#s.setAttribute("aria-live",a?"polite":"off"),g(this.#s,a?i.t("siteBan.over"):J(i,"siteBan",e.until,r,"ever"));let c=be(
i,e);g(this.#i,e.by||!c?c:i.t("siteBan.reason",{reason:c})),this.#n.hidden=!a,this.#n.disabled=t.state==="connecting",this.#o.hidden=s?.kind!=="account",this.#l(
a?null:e.until)}close(){this.#r()}#l(e){if(this.#r(),e!==null){let{clock:t,store:s}=this.#e;this.#r=t.after(1e3,()=>this.render(s.state))}}};var F=class{#e="";constructor(){this.element=l("span",{class:"visually-hidden",role:"status"})}announce(e,t=e){t!==this.#e&&(this.#e=t,g(this.element,e))}};var mt=class{#e;#t=l("span",{class:"announcement-text"});#s=new F;constructor({language:e,store:t}){this.#e=e;let s=v("close",e.t("announcement.close"),()=>t.dispatch(
{type:"announcementClosed"}));this.element=l("div",{class:"announcement",hidden:!0},this.#t,s),this.spoken=this.#s.element}render({announcement:e}){this.element.
hidden=e===null;let t=e===null?"":this.#e.t("announcement.text",{text:e.text});g(this.#t,t),this.#s.announce(t,`${e?.time} ${t}`)}};var pt=class{#e;#t=l("span");#s=new F;#i;#n={state:"idle"};#o=!1;#r=0;#l=!1;#c=()=>{};constructor(e){this.#e=e;let{language:t,roomActions:s}=e,i={type:"button",
class:"button quiet",on:{click:()=>s.reconnect()}};this.#i=l("button",i,t.t("connection.retry")),this.element=l("div",{class:"banner",hidden:!0},this.#t,this.#i),
this.spoken=this.#s.element,this.light=l("span",{class:"light",role:"img"})}render({connection:e,offline:t}){this.#o=t&&e.state!=="ended"&&e.state!=="refused",e!==
this.#n&&(this.#n=e,this.#r=this.#e.clock.now()+(e.wait??0)),this.#h()}close(){this.#c()}#h(){this.#c();let e=this.#d(),t=this.#o?"offline":this.#n.state,s=t===
"online";g(this.#t,s?"":e),this.element.hidden=s,this.element.dataset.state=t;let i=t==="waiting"||t==="unreachable",o=t==="ended"||t==="refused";this.#i.hidden=
!i&&!o&&!(this.#o&&this.#n.state!=="online"),this.#a(t,e),this.light.dataset.state=t,this.light.setAttribute("aria-label",e),this.light.title=e,i&&(this.#c=this.#e.
clock.after(500,()=>this.#h()))}#a(e,t){e==="online"?(this.#s.announce(this.#l?t:"","online"),this.#l=!1):e!=="connecting"&&e!=="idle"&&(this.#l=!0,this.#s.announce(
t,`${ea[e]??e} ${this.#n.reason??""}`))}#d(){let{language:e,clock:t}=this.#e,{state:s,code:i,reason:o,error:r}=this.#n,a=Math.ceil((this.#r-t.now())/1e3);if(this.#o)
return e.t("connection.offline");switch(s){case"online":return e.t("connection.online");case"waiting":return a>0?e.t("connection.waiting",{seconds:a}):e.t("conn\
ection.now");case"unreachable":return oe(e,this.#n,a);case"ended":return e.t("connection.ended",{reason:o||i});case"refused":return e.t("connection.ended",{reason:O(
e,r)});default:return o?oe(e,this.#n,0):e.t("connection.connecting")}}},ea={waiting:"lost",unreachable:"lost"};var ft=class{#e;#t=l("h2",{tabindex:"-1"});#s=l("p",{"aria-live":"off"});#i=l("p",{class:"barred-reason"});#n;#o=null;#r=()=>{};constructor(e){this.#e=e;let{language:t,
roomActions:s}=e,i=()=>s.open(this.#o.id);this.#n=l("button",{type:"button",class:"button primary",on:{click:i}},t.t("excluded.return")),this.element=l("section",
{class:"barred",role:"alert",hidden:!0},l("span",{class:"empty-mark"},k("lock")),this.#t,this.#s,this.#i,this.#n)}get heading(){return this.#t}render(e,t){this.#r(),
this.#o=t;let s=t?.exclusion??null;if(this.element.hidden=s===null,s===null)return;let{language:i,clock:o}=this.#e,r=s.code==="kicked";g(this.#t,i.t(`excluded.${s.
code}`,{room:N(i,e,t.id)}));let a=o.time(),c=r?i.t("excluded.kicked.hint"):J(i,"excluded.banned",s.until,a,"ever");g(this.#s,c);let h=be(i,s);g(this.#i,s.by||!h?
h:i.t("excluded.reason",{reason:h})),this.#n.hidden=!r,!r&&s.until!==null&&s.until>a&&(this.#r=o.after(1e3,()=>this.render(e,this.#o)))}close(){this.#r()}};var gt=class{#e;#t;#s;#i=l("p",{class:"visually-hidden",role:"status"});#n;#o=[];#r=null;#l=0;constructor({language:e},{area:t,changed:s}){this.#e=e,this.#t=t,this.#s=
s;let i={class:"completions",id:"completions",role:"listbox",hidden:!0};this.#n=l("ul",{...i,"aria-label":e.t("people")}),this.#n.addEventListener("pointerdown",
o=>o.preventDefault()),this.element=l("div",{},this.#n,this.#i),t.setAttribute("aria-controls","completions"),t.setAttribute("aria-autocomplete","list"),t.addEventListener(
"blur",()=>this.close())}look(e){let{value:t,selectionStart:s,selectionEnd:i}=this.#t,o=s===i?Gs(t,s,e):null;this.#o=e,JSON.stringify(o)!==JSON.stringify(this.#r)&&
(this.#r=o,this.#l=0,this.#c())}close(){this.#r!==null&&(this.#r=null,this.#c())}key(e){if(this.#r===null||e.isComposing)return!1;let t=this.#r.users.length,s={
ArrowDown:1,ArrowUp:t-1}[e.key];if(s!==void 0)this.#l=(this.#l+s)%t,this.#a();else if(e.key==="Enter"&&!e.shiftKey||e.key==="Tab"&&!e.shiftKey)this.#d(this.#r.users[this.#l]);else if(e.
key==="Escape")this.close();else return!1;return e.preventDefault(),e.stopPropagation(),!0}#c(){let e=this.#r?.users??[];this.#n.hidden=e.length===0,this.#n.replaceChildren(
...e.map((t,s)=>this.#h(t,s))),g(this.#i,e.length>0?this.#e.t("mention.offer",{count:e.length}):""),this.#a()}#h(e,t){return l("li",{class:"completion",role:"op\
tion",id:`completion-${t}`,on:{click:()=>this.#d(e)}},j(e),l("span",{class:"person-name",dir:"auto"},e.name),U(e.mark))}#a(){[...this.#n.children].forEach((e,t)=>e.
setAttribute("aria-selected",String(t===this.#l))),this.#r?(this.#t.setAttribute("aria-activedescendant",`completion-${this.#l}`),this.#n.children[this.#l].scrollIntoView(
{block:"nearest"})):this.#t.removeAttribute("aria-activedescendant")}#d(e){let{text:t,caret:s}=Xs(this.#t.value,this.#r,e,this.#o);this.#t.value=t,this.#t.setSelectionRange(
s,s),this.close(),this.#s()}};var ta=8,sa=200,ia=50,wt=class{#e;#t=null;#s=4e3;#i;#n;#o;#r=l("span",{class:"write-count"});#l=l("span",{class:"about-words"});#c=l("span",{class:"about-text",
dir:"auto"});#h;#a;#d=l("p",{class:"silence",hidden:!0});#m=l("span",{class:"write-slow"});#u={count:new F,silence:new F,slow:new F};#p=null;#y=!1;#g=()=>{};#f;constructor(e){
this.#e=e;let{language:t}=e,s=(o,r)=>t.t(o,r);this.#n=l("textarea",{class:"write",id:"write",rows:"1",dir:"auto","aria-label":s("write"),"aria-description":s(Q()?
"write.touch":"write.hint"),enterkeyhint:Q()?"enter":"send",autocomplete:"off",on:{input:()=>this.#S(),keydown:o=>this.#C(o),click:()=>this.#T(),keyup:({key:o})=>o.
startsWith("Arrow")&&this.#T()}}),this.#o=l("button",{type:"submit",class:"send","aria-label":s("send"),title:s("send")},k("send")),this.#h=l("div",{class:"abou\
t",hidden:!0},this.#l,this.#c,v("close",s("close"),()=>this.#e.roomActions.reply(null))),this.#a=l("div",{class:"write-box"},this.#n,this.#m,this.#r,this.#o),e.
roomActions.addEventListener("restored",({detail:o})=>this.#k(o)),this.#f=new gt(e,{area:this.#n,changed:()=>this.#S()});let i=o=>{o.preventDefault(),this.#L()};
this.element=l("form",{class:"composer",novalidate:!0,on:{submit:i}},this.#h,this.#d,this.#f.element,this.#a,Object.values(this.#u).map(({element:o})=>o),l("p",
{class:"write-hint","aria-hidden":"true"},s("write.hint")))}get field(){return this.#n}focus(){this.#n.focus()}render(e,t){if(this.#g(),this.#p=e,this.#s=e.limits.
text??this.#s,this.element.hidden=t===null||t.exclusion!==null,this.element.hidden)return;t.id!==this.#t&&(this.#t=t.id,this.#x(this.#e.storage.draft(t.id)));let{
language:s}=this.#e,i=s.t("write.to",{room:N(s,e,t.id)});this.#n.placeholder!==i&&(this.#n.placeholder=i),this.#w(t),this.#v(t),this.#E()}close(){this.#g()}#w(e){
let{clock:t,language:s}=this.#e,i=ui(e,this.#p.muted),o=i?this.#b(i):"";g(this.#d,o),this.#u.silence.announce(o,i?`${i.why} ${i.until} ${i.reason}`:""),this.#d.
hidden=i===null,this.#a.hidden=i!==null,this.#n.disabled=i!==null;let r=i?0:pi(e,t.now());this.#y=r>0;let a=r>0?s.t("write.slow",{left:s.left(r)}):"";g(this.#m,
a),this.#u.slow.announce(a,r>0?String(e.pausedUntil):""),(r>0||i?.until!=null)&&(this.#g=t.after(Math.min(r||1e3,1e3),()=>this.render(this.#p,e)))}#b({why:e,until:t,
reason:s,by:i}){let{language:o,clock:r}=this.#e;if(e==="muted"){let a=J(o,"write.muted",t,r.time());return Li(o,a,{reason:s,by:i})}return o.t({archived:"write.c\
losed",announce:"write.announce",inbox:"write.inbox"}[e]??"error.forbidden")}#v({reply:e}){e?.seq!==this.#i&&(this.#i=e?.seq,e&&this.focus());let t=e?this.#e.language.
t("reply.to",{name:e.user.name}):"";g(this.#l,t),g(this.#c,(e&&B(e))??""),this.#h.hidden=t===""}#T(){let{store:e}=this.#e;this.#f.look(e.room?ge(e.room,e.state):
[])}#x(e){this.#f.close(),this.#n.value=e,this.#R()}#k({room:e,text:t}){let s=this.#e.storage.draft(e),i=s.trim()===""?t:`${t}
${s}`;this.#e.storage.setDraft(e,i),this.#x(i),this.#E(),this.focus()}#S(){let{storage:e,roomActions:t}=this.#e;e.setDraft(this.#t,this.#n.value),this.#n.value.
trim()!==""&&t.sendTyping(),this.#R(),this.#E(),this.#T()}#C(e){let{roomActions:t,edits:s}=this.#e;this.#f.key(e)||(ke(e)?(e.preventDefault(),this.#L()):e.key===
"Escape"&&!e.isComposing&&this.#i!==void 0?(e.stopPropagation(),t.reply(null)):e.key==="ArrowUp"&&this.#n.value===""&&s.editLast()&&e.preventDefault())}#L(){let{
roomActions:e,storage:t}=this.#e,s=T(this.#n.value);s.trim()===""||ie(s)>this.#s||this.#n.disabled||this.#y||(t.setDraft(this.#t,""),this.#x(""),e.say(s),this.#E(),
this.focus())}#R(){let e=this.#n.value.split(`
`).length;this.#n.rows=Math.min(Math.max(e,1),ta)}#E(){let{language:e}=this.#e,t=this.#s-ie(T(this.#n.value)),s=t<0?"write.over":t<sa?"write.left":"",i=s&&e.t(s,
{count:Math.abs(t)});g(this.#r,i),this.#u.count.announce(i,s&&`${s} ${t<0?"":Math.ceil(t/ia)}`),this.#r.classList.toggle("is-over",t<0),this.#o.disabled=t<0||this.#n.
disabled||this.#y||this.#n.value.trim()===""}};var yt=class{#e;#t;#s=null;#i=new Map;#n=!1;constructor({attach:e,...t}){this.#e={...t,dialogs:this},this.#t=e}async load(){this.#s??=await import("./all-MLMU5QLS.js")}browseRooms(){
this.#o("BrowseRoomsDialog",e=>e.open())}createRoom(){this.#o("CreateRoomDialog",e=>e.open())}startDirect(){this.#o("FindPersonDialog",e=>e.direct())}inviteTo(e){
this.#o("FindPersonDialog",t=>t.invite(e))}roomSettings(e){this.#o("RoomSettingsDialog",t=>t.open(e))}sanction(e,t,s){this.#o("SanctionDialog",i=>i.open(e,t,s))}report(e,t){
this.#o("ReportDialog",s=>s.open(e,t))}leaveRoom(e){this.#o("LeaveRoomDialog",t=>t.open(e))}moderationQueue(e){this.#o("ModerationQueueDialog",t=>t.open(e))}settings(){
this.#o("SettingsDialog",e=>e.open())}render(e){this.#i.forEach(t=>t.render?.(e))}close(){this.#n=!0,this.#i.forEach(e=>e.close?.())}#o(e,t){if(this.#s!==null){
t(this.#r(e));return}this.load().then(()=>!this.#n&&t(this.#r(e)),()=>this.#e.roomActions.showToast("dialog.missing"))}#r(e){let t=this.#i.get(e);if(t)return t;
let s=new this.#s[e](this.#e);return this.#i.set(e,s),this.#t(s.element),s.render?.(this.#e.store.state),s}};function _n(n){let e=[],t=0;for(let s of ca.test(n)?n.matchAll(la()):[]){let i=ma(s[0]),o=pa(i);o!==null&&(s.index>t&&e.push({text:n.slice(t,s.index)}),e.push({
text:i,href:o}),t=s.index+i.length)}return t<n.length&&e.push({text:n.slice(t)}),e}var na="(?<!(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}])[\\p{L\
}\\p{N}_])",oa='(?:https?:\\/\\/|(?<![.@/-])www\\.)[^\\s<>"“”‘’«»，。；：！？、（）【】《》「」]+',ra="[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-\
9])?",aa=`(?<![.%+/@-])[a-z0-9](?:[a-z0-9_%+-]|\\.(?!\\.))*@(?:${ra}\\.)+[a-z]{2,63}(?![\\p{L}\\p{N}_@]|[.:][\\p{L}\\p{N}/])`,la=q(()=>new RegExp(`${na}(?:${oa}\
|${aa})`,"giu")),ca=/:\/\/|www\.|@/i,Rn=/^https?:/i,ha=/^www\.[\p{L}\p{N}][^./]*\.[^./]/iu,da=/[.,;:!?'*_~]$/,ua={")":"(","]":"[","}":"{"};function ma(n){let e=n;
for(;;){let t=e.at(-1),s=ua[t];if(!(s&&Cn(e,s)<Cn(e,t))&&!da.test(e))return e;e=e.slice(0,-1)}}function Cn(n,e){return n.split(e).length-1}function pa(n){if(!Rn.
test(n)&&!ha.test(n))return n.includes("@")&&!/^www\./i.test(n)?`mailto:${n}`:null;try{let e=new URL(Rn.test(n)?n:`https://${n}`);return(e.protocol==="http:"||e.
protocol==="https:")&&e.username===""&&e.password===""?e.href:null}catch{return null}}function bt(n,{here:e,plain:t=s=>[s]}){return _n(n).flatMap(s=>{if(!s.href)return t(s.text);let o=s.href.split("#")[0]===e||s.href.startsWith("mailto:")?{}:{target:"\
_blank",rel:"noopener noreferrer nofollow"};return l("a",{href:s.href,dir:"ltr",...o},s.text)})}var fa={invite:"invite",settings:"gear",reports:"flag",sanctions:"ban",audit:"list",resign:"exit"},ga={invite:"room.invite",settings:"room.settings",reports:"qu\
eue.reports",sanctions:"queue.sanctions",audit:"queue.audit",resign:"room.resign"},vt=class{#e;#t=l("span",{class:"title-sign"});#s=l("span",{class:"title-words",
dir:"auto"});#i=l("p",{class:"room-topic",dir:"auto"});#n=l("span",{class:"waiting-count"});#o=null;#r=null;constructor(e){this.#e=e;let{language:t}=e,s={class:"\
room-more","aria-haspopup":"menu"};this.heading=l("h1",{class:"room-title",tabindex:"-1"},this.#t,this.#s),this.words=l("div",{class:"room-words"},this.heading,
this.#i),this.queueButton=v("shield",t.t("queue"),()=>this.#h(),{class:"desk-open"}),this.queueButton.append(this.#n),this.more=v("more",t.t("room.menu"),({currentTarget:i})=>this.#a(
i),s)}render(e,t){let{language:s}=this.#e;this.#r=t;let i=t&&Jt(e,t.id);if(g(this.#s,i?re(s,i):this.#e.browser.siteName),this.#c(t?.topic??""),this.#o!==i?.kind){
this.#o=i?.kind??null;let o=this.#o===null||this.#o==="public";this.#t.replaceChildren(...o?[]:[ve(s,this.#o)])}this.more.hidden=!t?.joined,this.#l(e,t)}#l(e,t){
let s=Yt(t,e),i=s.includes("reports")?Ms(e,t):0,o=this.#e.language.t(i>0?"queue.waiting":"queue",{count:i});this.queueButton.hidden=s.length===0,this.queueButton.
classList.toggle("has-waiting",i>0),this.queueButton.title!==o&&(this.queueButton.title=o,this.queueButton.setAttribute("aria-label",o)),g(this.#n,i>0?i>99?"99+":
String(i):"")}#c(e){if(e!==this.words.title){this.words.title=e;let t=this.#e.browser.address({room:""}).split("#")[0];this.#i.replaceChildren(...bt(e,{here:t}))}}#h(){
this.#e.dialogs.moderationQueue(Yt(this.#r,this.#e.store.state)[0])}#a(e){let{language:t,menu:s,store:i,roomActions:o,browser:r,dialogs:a}=this.#e,c=this.#r,h=async()=>{
await r.copy(r.address({room:c.id}))&&o.showToast("copied")},u={invite:()=>a.inviteTo(c.id),settings:()=>a.roomSettings(i.state.rooms[c.id]??c),resign:()=>a.leaveRoom(
c.id)},d=_s(c,i.state).map(y=>({label:t.t(ga[y]),icon:fa[y],act:u[y]??(()=>a.moderationQueue(y)),danger:y==="resign"})),m=d.filter(({danger:y})=>y),p=d.filter(({
danger:y})=>!y),f={label:t.t("room.link"),icon:"link",act:h},b=re(t,Jt(i.state,c.id));s.open(e,b,[...p,f,...m.length>0?[null,...m]:[]])}};var wa=250,kt=8,xt=class{#e;#t=l("p",{class:"menu-title",dir:"auto"});#s=l("div",{class:"menu-items",role:"menu"});#i=null;#n=null;#o=-1/0;constructor({clock:e}){
this.#e=e,this.element=l("div",{class:"menu",popover:"auto",on:{keydown:t=>this.#c(t),toggle:({newState:t})=>t==="closed"&&this.#h()}},this.#t,this.#s)}open(e,t,s,{
home:i=null}={}){e===this.#i&&this.#e.now()-this.#o<wa||(this.#i=e,this.#n=i,this.#t.textContent=t,this.#s.setAttribute("aria-label",t),this.#s.replaceChildren(
...s.map(o=>this.#r(o))),e.setAttribute("aria-expanded","true"),e.closest("main, aside")?.append(this.element),this.element.showPopover(),this.#l(e.getBoundingClientRect()),
this.#s.querySelector("button")?.focus())}close(){this.element.matches(":popover-open")&&this.element.hidePopover()}#r(e){if(e===null)return l("hr",{role:"separ\
ator"});let t=()=>{this.close(),this.#a(),e.act()},s={type:"button",role:"menuitem",class:`menu-item${e.danger?" danger":""}`};return l("button",{...s,on:{click:t}},
e.icon&&k(e.icon),l("span",{},e.label))}#l({top:e,bottom:t,right:s}){let{clientWidth:i,clientHeight:o}=document.documentElement,{offsetWidth:r,offsetHeight:a}=this.
element,c=Math.max(Math.min(s,i-kt)-r,kt),h=t+4,u=h+a>o-kt?Math.max(e-a-4,kt):h;this.element.style.setProperty("--left",`${c}px`),this.element.style.setProperty(
"--top",`${u}px`)}#c(e){!D(e,this.#s.querySelectorAll("button"))&&e.key==="Tab"&&(e.preventDefault(),this.close())}#h(){this.#o=this.#e.now(),this.#i.removeAttribute(
"aria-expanded"),this.#a()}#a(){let e=document.activeElement;!this.#i.isConnected&&(e===null||e===document.body||this.element.contains(e))&&this.#n?.focus({preventScroll:!0})}};var ya=6e3,ba=3,Tt=class{#e;#t=new Set;#s=({detail:e})=>this.#i(e);constructor(e){this.#e=e,this.element=l("div",{class:"notices",role:"status","aria-atomic":"f\
alse"}),e.roomActions.addEventListener("toast",this.#s)}render(){}close(){this.#e.roomActions.removeEventListener("toast",this.#s),this.#t.forEach(e=>e())}#i({name:e,
values:{error:t,id:s,...i}}){let{language:o,clock:r,store:a,returnFocus:c}=this.#e,h=t?O(o,t):void 0,u=s===void 0?i.room:N(o,a.state,s),d=t&&e.startsWith("error\
.")?h:o.t(e,{...i,room:u,reason:h}),m=()=>{},p=()=>{m(),this.#t.delete(m)},f=()=>{p(),C.remove()},b=()=>{f(),c()},y=()=>{p(),m=r.after(ya,f),this.#t.add(m)},A=()=>C.
matches(":hover")||C.contains(document.activeElement),C=l("div",{class:"notice",on:{pointerenter:p,pointerleave:()=>A()||y(),focusin:p,focusout:({relatedTarget:_})=>C.
contains(_)||C.matches(":hover")||y()}},l("p",{},d),v("close",o.t("close"),b));for(this.element.append(C);this.element.children.length>ba;)this.element.firstChild.
remove();y()}};var Et={direct:"wave",invite:"invite",mute:"mute",kick:"kick",ban:"ban",unmute:"unmute",unban:"unmute"},va=new Set(["mute","kick","ban"]);function St(n,e,t){let{
language:s,store:i}=n,o=Cs(e,t,i.state).map(h=>ka(n,h,e,t)),r=[...o.filter(h=>!Mn(h)),...xa(n,e),...o.filter(Mn)],a=r.findIndex(({danger:h})=>h);return(a>0?[...r.
slice(0,a),null,...r.slice(a)]:r).map(h=>h&&{...h,label:s.t(h.label)})}function ka({members:n,moderation:e,dialogs:t,roomActions:s,returnFocus:i},o,r,a){let c=d=>d.
catch(m=>s.showError(m));if(o.startsWith("role.")){let d=o.slice(5),m=d==="none"?null:d,p=()=>n.setRole(a.id,r,m);return{label:`role.give.${d}`,icon:"star",act:p}}
let h=()=>c(n.openDirect(r).then(i)),u=d=>c(e.lift({kind:d,subject:r.id,name:r.name,room:a.id}));switch(o){case"direct":return{label:"person.direct",icon:Et.direct,
act:h};case"invite":return{label:"person.invite",icon:Et.invite,act:()=>c(n.invite(a.id,r))};case"unmute":case"unban":return{label:`act.${o}`,icon:Et[o],act:()=>u(
o.slice(2))};default:{let d=()=>t.sanction(o,r,a);return{label:`act.${o}`,icon:Et[o],act:d,danger:va.has(o)}}}}var Mn=({danger:n})=>n;function xa({ignoreList:n,
store:e},t){let{me:s,ignored:i,unsupported:o}=e.state;return!t.id||t.id===s?.id||o.includes("ignore")?[]:t.id in i?[{label:"unignore",icon:"eye",act:()=>n.unignore(
t)}]:[{label:"ignore",icon:"hide",act:()=>n.ignore(t)}]}function ws(n,{entry:e,own:t},s){let{language:i,dialogs:o}=n;if(t||e.seq==null)return[];let r=I(s,"repor\
t")&&!e.deleted,a={label:i.t("report"),icon:"flag",act:()=>o.report(s.id,e)},c=St(n,e.user,s);return[...r?[a]:[],...r&&c.length>0?[null]:[],...c]}var Lt=class{#e;#t;#s;#i;#n=l("p",{class:"side-none"});#o;#r;#l=[];#c={};#h=null;#a=null;constructor(e){this.#e=e;let{language:t,dialogs:s}=e,i=h=>t.t(h);this.#t=
l("h2",{class:"side-title"},i("people"));let o=()=>s.inviteTo(this.#h.id);this.#s=v("invite",i("room.invite"),o,{class:"side-add",hidden:!0});let r=h=>this.#g(h),
a=()=>new V(e,l("ul",{class:"people-list"}),{draw:r,id:Ta,state:h=>this.#m(h)});[this.#i,this.#o]=[a(),a()],this.#r=l("section",{hidden:!0},l("h2",{class:"peopl\
e-away"},i("people.away")),this.#o.element,this.#o.more);let c=l("div",{class:"side-scroll"},this.#i.element,this.#i.more,this.#n,this.#r);c.addEventListener("k\
eydown",h=>D(h,c.querySelectorAll("button.person"))),this.element=l("div",{class:"side-inside"},l("div",{class:"side-head"},this.#t,this.#s,v("close",i("close"),
e.close,{class:"narrow-only"})),c)}render(e,t){let{me:s,account:i,nameMarks:o}=e;t?.id!==this.#h?.id&&(this.#i.reset(),this.#o.reset()),this.#h=t;let r=t?.kind===
"direct"?wn(e,t):null,a=[s,i,o,t?.id,t?.people,t?.count,t?.members,t?.sanctions,t?.can,t?.joined,r?.map(({user:p,online:f})=>`${p.id} ${f}`).join()];if(a.every(
(p,f)=>p===this.#l[f])&&this.#l.length>0)return;this.#l=a,this.#c=o;let{language:c}=this.#e,{here:h,away:u}=r?{here:r,away:[]}:t?ds(t,s):{here:[],away:[]},d=(t?.
count??0)-h.length,m=t?.joined&&!r&&t.kind!=="inbox";g(this.#t,m?c.t("people.here",{count:t.count}):c.t("people")),g(this.#n,d>0&&h.length>0?c.t("people.more",{
count:d}):""),this.#s.hidden=!I(t,"invite"),this.#a=s,this.#d(this.#i,h),this.#d(this.#o,u),this.#r.hidden=u.length===0}#d(e,t){let{element:s}=e,i=s.contains(document.
activeElement)?document.activeElement.dataset.user:null;e.show(t),i&&!s.contains(document.activeElement)&&s.querySelector(`[data-user="${CSS.escape(i)}"]`)?.focus()}#m({
user:e,role:t,invited:s,online:i=!1}){let o=[this.#c[e.id],this.#u(e),this.#p(e),this.#y(e)];return JSON.stringify([e,t,s,i,...o])}#u(e){return this.#h.sanctions?.
some(t=>t.kind==="mute"&&t.user===e.id)??!1}#p(e){return e.id===this.#a?.id}#y(e){return St(this.#e,e,this.#h).length>0}#g({user:e,role:t,invited:s,online:i}){let{
language:o,menu:r}=this.#e,a=f=>o.t(f),c=[us(t)&&l("span",{class:`badge is-${t}`},a(`role.${t}`)),s&&l("span",{class:"badge"},a("role.invited")),i&&l("span",{class:"\
badge is-online"},a("people.online")),this.#u(e)&&l("span",{class:"badge is-bound"},a("role.muted"))].filter(Boolean),h=[j(e),l("span",{class:"person-name",dir:"\
auto",title:e.name},e.name||a("nobody")),U(this.#c[e.id]),this.#p(e)&&l("span",{class:us(t)?"visually-hidden":"person-you"},a("you")),c.length>0&&l("span",{class:"\
badges"},c)];if(!this.#y(e))return l("li",{class:"person"},h);let u=o.t("person.menu",{name:e.name}),m={on:{click:({currentTarget:f})=>r.open(f,e.name,St(this.#e,
e,this.#h))}},p={type:"button",class:"person","aria-haspopup":"menu",title:u,data:{user:e.id},...m};return l("li",{},l("button",p,h))}};function Ta({user:n}){return n.
id}var Ea=100,At=class{#e;#t={};#s;#i;#n;#o;#r=l("p",{class:"complaint",id:"room-complaint",role:"alert"});#l=l("span",{class:"me-name",dir:"auto"});#c=l("span",{class:"\
me-face"});#h=null;#a=null;constructor(e){this.#e=e;let{language:t,dialogs:s,close:i}=e,o=(m,p)=>t.t(m,p);this.#s=l("p",{class:"side-none"},o("rooms.none")),this.#i=
v("plus",o("create.title"),()=>s.createRoom(),{class:"side-add add-room"}),this.#n=v("list",o("browse.title"),()=>s.browseRooms(),{class:"side-add browse-rooms",
hidden:!0});let r=l("span",{class:"side-adds"},this.#n,this.#i),a=v("plus",o("direct.title"),()=>s.startDirect(),{class:"side-add"});this.#t={invitations:this.#d(
o("rooms.invitations")),open:this.#d(o("rooms"),r),hidden:this.#d(o("rooms.private")),directs:this.#d(o("rooms.direct"),a),elsewhere:this.#d(o("rooms.others"))},
this.#o=l("input",{class:"field small",id:"room-name",type:"text",dir:"auto",autocomplete:"off",autocapitalize:"none",spellcheck:"false",placeholder:o("rooms.pl\
aceholder"),"aria-label":o("rooms.join"),"aria-describedby":"room-complaint",enterkeyhint:"go",on:{input:()=>g(this.#r,"")}});let c=l("form",{class:"room-join",
novalidate:!0,on:{submit:m=>this.#b(m)}},this.#o,l("button",{type:"submit",class:"icon-button","aria-label":o("rooms.join"),title:o("rooms.join")},k("plus"))),h=l(
"button",{type:"button",class:"me",title:o("me.settings"),on:{click:()=>s.settings()}},this.#c,this.#l,l("span",{class:"visually-hidden"},o("me.settings")),k("g\
ear")),u=Object.values(this.#t).map(({section:m})=>m);this.#t.open.section.append(this.#s);let d=l("nav",{class:"side-scroll","aria-label":o("rooms")},u);d.addEventListener(
"keydown",m=>D(m,d.querySelectorAll(".room-open"))),this.element=l("div",{class:"side-inside"},l("div",{class:"brand"},ht(e.browser),l("span",{class:"brand-name"},
e.browser.siteName),ee(e),v("close",o("close"),i,{class:"narrow-only"})),d,c,this.#r,l("div",{class:"side-foot"},h))}render(e,t){let{me:s}=e,i=this.#h;this.#h=e;
let o=r=>i[r]===e[r];if(i===null||!["active","account","reports"].every(o)||!Ei(i,e)){let r={find:X(e,"find_rooms"),create:X(e,"create_room"),direct:X(e,"create\
_direct")};this.#m(Ti(e),e,r)}s!==this.#a&&(this.#a=s,g(this.#l,s?.name??""),this.#c.replaceChildren(...s?[j(s)]:[]))}#d(e,t=null){let s=new V(this.#e,l("ul",{class:"\
room-list"}),{draw:o=>this.#p(o),id:({place:o})=>o.id,state:JSON.stringify}),i=l("div",{class:"side-head"},l("h2",{class:"side-title"},e),t);return{list:s,add:t,
section:l("section",{class:"room-group"},i,s.element,s.more)}}#m(e,{active:t,reports:s},i){let o=this.element.contains(document.activeElement)?document.activeElement.
closest(".room-row"):null,r=[...this.element.querySelectorAll(".room-row")].indexOf(o),a=document.activeElement?.dataset.room!==void 0;for(let[c,{section:h,list:u}]of Object.
entries(this.#t)){h.hidden=e[c].length===0&&c!=="open"&&!(c==="directs"&&i.direct);let d=e[c].map(p=>({place:p,active:p.id===t,reports:s[p.id]})),m=new Set(d.filter(
({place:p})=>p.unread>0).slice(0,Ea));u.show(d,{always:p=>p.active||m.has(p)})}this.#i.hidden=!i.create,this.#n.hidden=!i.find,this.#t.directs.add.hidden=!i.direct,
this.#s.hidden=e.open.length+e.hidden.length+e.directs.length>0,o&&!o.contains(document.activeElement)&&this.#u(o.querySelector("[data-room]").dataset.room,{at:r,
opens:a})}#u(e,{at:t,opens:s}){let i=this.element.querySelector(`[data-room="${CSS.escape(e)}"]`)?.closest(".room-row"),o=this.element.querySelectorAll(".room-r\
ow");((i??o[Math.min(t,o.length-1)])?.querySelector(s||!i?".room-open":"button:not(.room-open)")??this.#o).focus()}#p({place:e,active:t,reports:s=0}){let{id:i,kind:o,
other:r,unread:a,mentions:c,joined:h,invited:u,exclusion:d}=e,{roomActions:m,language:p,returnFocus:f}=this.#e,b=re(p,e).replace(/^#/,""),y=()=>{m.open(i),f()},
A=!h&&!i.startsWith("~"),$=["room-row",t&&"is-active",a>0&&!u&&"is-unread",A&&"is-elsewhere"],C=l("span",{class:"room-name",dir:"auto"},b,u&&this.#y(e)),_=r?j(r):
ve(p,o??(i.startsWith("~")?"private":"public")),se={class:`room-open${d?" is-barred":""}`,title:d?p.t("rooms.barred"):null};return l("li",{class:$.filter(Boolean).
join(" ")},l("button",{type:"button",...se,data:{room:i},"aria-current":t?"page":null,on:{click:y}},_,C,s>0&&this.#w(s),a>0&&!u&&this.#f(a,c)),this.#g(e,b,y))}#y({
by:e}){return e&&l("span",{class:"room-by",dir:"auto"},this.#e.language.t("invited.by",{name:e.name}))}#g({id:e,joined:t,invited:s,offered:i},o,r){let{roomActions:a,
members:c,language:h}=this.#e,u=p=>h.t(p,{room:o});if(s||i){let[p,f]=i?[()=>c.acceptRole(e),()=>c.declineRole(e)]:[r,()=>c.declineInvitation(e)];return l("span",
{class:"room-answers"},v("check",u("invited.accept"),p,{class:"room-accept"}),v("close",u("invited.decline"),f))}let d=p=>{p.stopPropagation(),t?a.leave(e):a.hide(
e)},m=e.startsWith("~")?"rooms.put":t?"rooms.leave":"rooms.hide";return v("close",u(m),d,{class:"room-leave"})}#f(e,t){let s=t||e,i=this.#e.language.t(t>0?"pill\
.called":"pill.unread",{count:s}),o={class:`unread-count${t>0?" is-call":""}`,role:"img","aria-label":i,title:i};return l("span",o,ys({unread:e,mentions:t}))}#w(e){
let t=this.#e.language.t("queue.waiting",{count:e});return l("span",{class:"room-flag",role:"img","aria-label":t,title:t},k("flag"))}#b(e){e.preventDefault();let{
roomActions:t,language:s,returnFocus:i}=this.#e,o=this.#o.value.trim().replace(/^#/,"");if(o==="")return;let r=t.roomNameProblem(o);g(this.#r,r?s.t(r.name,r.values):
""),this.#o.setAttribute("aria-invalid",String(r!==null)),r===null&&(this.#o.value="",t.open(o),i())}};function ys({unread:n,mentions:e},t=99){let s=e||n;return(e>
0?"@":"")+(s>t?`${t}+`:String(s))}var ue="\\u0e01-\\u0eff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u1950-\\u19ff\\u1a20-\\u1aaf\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035\\u3038-\\u303c\\u3040-\\u\
30ff\\u3100-\\u318f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua960-\\ua97f\\ua9e0-\\ua9ff\\uaa60-\\uaadf\\uac00-\\ud7ff\\uf900-\\ufaff\\u{1b000}-\\u{1b16f}\\u{2000\
0}-\\u{3ffff}",Pn="\\u17d2\\u1039\\u1a60",qn="\\u{1f1e6}-\\u{1f1ff}",Sa=`[${qn}]{1,2}|[${ue}](?:[${Pn}][${ue}]|(?![${Pn}])\\p{M})*`,La=`(?:(?![${ue}${qn}])[^\\s.\
])+`,Aa=`\\.(?=(?![${ue}])[\\p{L}\\p{N}])`,Ra=q(()=>new RegExp(`${Sa}|${La}|${Aa}`,"gu")),Ca=q(()=>new RegExp(`^[${ue}]`,"u")),_a=q(()=>/^[\u1100-\u11ff\u2e80-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ufaff\u{1b000}-\u{3ffff}]/u),
Ma=q(()=>new RegExp("(?:[\\u1100-\\u1112][\\u1161-\\u1175][\\u11a8-\\u11c2]?|\\P{M})[\\p{M}\\p{Emoji_Modifier}\\uff9e\\uff9f]*|\\p{M}","gsu")),Pa=q(()=>/[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]/u),
On=q(()=>new RegExp("(?=[\\p{Mn}\\p{Me}])[\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed\\u08ca-\\u08ff\\u1ab0-\\u1aff\\u1dc0-\\u1\
dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]","gu")),Oa=/[\u0400-\u052f]/,qa={ё:"е",ѐ:"е",ѝ:"и"},Ia={ø:"o",đ:"d",ð:"d",ł:"l",ħ:"h",ŧ:"t",ŋ:"n",ı:"i",þ:"th",
æ:"ae",œ:"oe",ٱ:"ا",ى:"ي",ی:"ي",ک:"ك",ة:"ه",ہ:"ه",ۃ:"ه",ە:"ه",ـ:""},Na=/([\u0915-\u0917\u091c\u092b])\u093c/g,ja=/\u0919\u094d(?=[\u0915-\u0918])|\u091e\u094d(?=[\u091a-\u091d])|\u0923\u094d(?=[\u091f-\u0922])|\u0928\u094d(?=[\u0924-\u0927])|\u092e\u094d(?=[\u092a-\u092d])|\u0901/g,
$a=q(()=>/[\p{L}\p{M}\p{N}.\u{1f1e6}-\u{1f1ff}]/u),Da=q(()=>new RegExp("[#@&%_/\\\\]|(?!\\p{Sk})[\\p{S}\\p{Cn}\\p{Co}]","u"));function In(n){let e="",t=[],s=[];
for(let{0:i,index:o}of n.matchAll(Ma()))for(let r of i.normalize("NFKC").replace(Na,"$1")){let a=Wa(r);e+=a;for(let c=0;c<a.length;c+=1)t.push(o),s.push(o+i.length)}
return e=e.replace(ja,i=>"ं".padEnd(i.length,"\0")),[...e.matchAll(Ra())].map(({0:i,index:o})=>Fa(i,t[o],s,o))}function Nn(n){let t=n.split(/\s+/u).filter(Boolean).
slice(0,32).map(s=>In(s).map(i=>i.word));return{phrases:t.filter(s=>s.length>0),prefix:!/\s$/u.test(n)&&Ua(t.at(-1)??[])}}function jn(n,{phrases:e,prefix:t}){let s=[],
i=In(n);for(let o of e){let r=t&&o===e.at(-1);for(let a=0;a+o.length<=i.length;a+=1)if(o.every((c,h)=>Ba(i[a+h].word,c,r&&h===o.length-1))){let c=o.length-1;s.push(
[i[a].from,i[a+c].ends[o[c].length-1]])}}return s}function Ba(n,e,t){return t?n.startsWith(e):n===e}function Fa(n,e,t,s){let i=[...Array(n.length).keys()].filter(
o=>n[o]!=="\0");return{word:i.map(o=>n[o]).join(""),from:e,ends:i.map(o=>t[s+o])}}function Ua(n){let e=n.at(-1)??"";return _a().test(e)||!/^[\p{L}\p{M}\p{N}]/u.
test(e)?!1:n.length>1||[...e].length>1||Ca().test(e)}function Wa(n){return Pa().test(n)?"":[...Ya(n)].map(za).join("")}function Ya(n){if(Oa.test(n)){let t=n.toLowerCase();
return t.replace(On(),"")&&(qa[t]??t)}return new RegExp("\\p{Nd}","u").test(n)?String(Ka(n.codePointAt(0))):[...n.normalize("NFKD").replace(On(),"").toUpperCase().
toLowerCase()].map(t=>Ia[t]??t).join("").normalize("NFC")}function Ka(n){let e=n;for(;new RegExp("\\p{Nd}","u").test(String.fromCodePoint(e-1));)e-=1;return(n-e)%
10}function za(n){return $a().test(n)?n:Da().test(n)?` ${n} `:" "}var Ha=60,$n=180;function Dn(n,e){let t=new Uint8Array(n.length);for(let[s,i]of jn(n,Nn(e)))t.fill(1,s,i);return Ga(n,t)}function Bn(n,e){let t=Dn(n,e);if(n.length<=
$n)return t;let s=Math.max(0,t.findIndex(({hit:h})=>h)),i=t.slice(0,s).map(h=>h.text).join(""),o=Wt(n,Math.max(0,i.length-Ha)),r=Wt(n,Math.min(n.length,o+$n)),a=Dn(
n.slice(o,r),e),c=h=>h?[{text:"…",hit:!1}]:[];return[...c(o>0),...a,...c(r<n.length)]}function Ga(n,e){let t=[];for(let s=0,i=0;s<n.length;s=i){for(;i<n.length&&
e[i]===e[s];)i+=1;t.push({text:n.slice(s,i),hit:e[s]===1})}return t}var Rt=class{#e;#t;#s=l("p",{class:"search-status",role:"status"});#i;#n;#o;#r=null;#l="";#c=null;#h={};#a=!1;constructor(e){this.#e=e;let{language:t,search:s}=e,
i=r=>t.t(r);this.#t=l("input",{class:"field small",id:"search",type:"search",dir:"auto",autocomplete:"off",placeholder:i("search.placeholder"),"aria-label":i("s\
earch"),enterkeyhint:"search",on:{input:r=>this.#p(r),compositionend:r=>this.#p(r)}}),this.#i=new V(e,l("ol",{class:"search-list"}),{draw:r=>this.#u(r),id:({seq:r})=>r});
let o={type:"button",class:"button quiet search-more",on:{click:()=>s.loadMore()}};this.#n=l("button",o,i("search.more")),this.#o=l("div",{class:"side-scroll"},
this.#i.element,this.#i.more,this.#n),this.element=l("section",{class:"search",role:"search","aria-label":i("search"),on:{keydown:r=>this.#y(r)}},l("div",{class:"\
search-head"},k("search"),this.#t,v("close",i("close"),()=>this.#g())),this.#s,this.#o)}open(){this.element.hidden&&(this.#t.value="",this.element.hidden=!1),this.#t.
focus(),this.#t.select()}render({me:e,nameMarks:t},s){let i=s?.search??null,o=i!==null&&!this.#a;this.#a=i!==null;let r=t!==this.#h;i===null||i===this.#r&&!r||(o&&
this.#t.value===""&&(this.#t.value=i.text),r&&(this.#h=t,this.#i.show([])),(this.#r?.results!==i.results||r)&&(this.#c=e,this.#m(i)),i.results.length===0&&(this.#o.
scrollTop=0),this.#r=i,g(this.#s,this.#d(i)),this.#s.classList.toggle("is-failed",i.state==="failed"),this.#n.hidden=!i.more||this.#i.rest>0,this.#n.disabled=i.
state==="busy")}#d({text:e,results:t,more:s,state:i,error:o}){let{language:r}=this.#e,a=t.length;switch(i){case"idle":return r.t("search.hint");case"busy":return r.
t("search.busy");case"failed":return O(r,o);default:return a===0?r.t("search.none",{text:e.trim()}):r.t(s?"search.first":"search.found",{count:a})}}#m({text:e,results:t}){
e!==this.#l&&(this.#l=e,this.#i.reset()),this.#i.show(t)}#u({seq:e,user:t,time:s,text:i}){let{language:o,history:r,store:a,resultOpened:c}=this.#e,h=()=>{r.jump(
a.state.active,e),c()},u=Bn(i,this.#l).map(p=>p.hit?l("mark",{},p.text):p.text),d={class:"time",datetime:new Date(s).toISOString(),title:o.exact(s)},m=t.id===this.#c?.
id?o.t("you.name"):t.name;return l("li",{},l("button",{type:"button",class:"search-result",data:{found:String(e)},on:{click:h}},j(t),l("span",{class:"search-by"},
l("span",{class:"author",dir:"auto"},m),U(this.#h[t.id]),l("time",d,o.when(s,Date.now()))),l("span",{class:"search-text",dir:"auto"},u)))}#p(e){let t=this.#e.browser.
languages().some(s=>/^(zh|ja)\b/.test(s));(!e.isComposing||!t)&&this.#e.search.query(this.#t.value)}#y(e){e.key==="Escape"&&!e.isComposing?(e.stopPropagation(),
this.#g()):e.target===this.#t&&Ri(e)?(e.preventDefault(),this.#e.search.query(this.#t.value,{now:!0})):(e.target!==this.#t||e.key==="ArrowDown")&&D(e,this.#i.element.
querySelectorAll(".search-result"))}#g(){this.#e.search.close(),this.#e.returnFocus()}};var Xa=5*6e4;function Fn(n,{me:e,dayKey:t,ignored:s={},nameMarks:i={}}){let o=[],r=null,a=n.divider===null||n.from>n.divider+1,c=new Map(n.entries.map(f=>[f.seq,
f])),h=f=>f==null?null:c.get(f)??n.quotes[f],u=n.gap===null||n.gap.before===null,d=f=>{o.push(f),f.kind!=="message"&&f.kind!=="pending"&&(r=null)};!n.older&&n.first<=
1&&n.from<=1&&n.joined&&n.entries.length>0&&u&&d({id:"start",kind:"start"});let m=null,p=new Set;for(let f of n.entries){!u&&f.seq>=n.gap.before&&(u=!0,d({id:"g\
ap",kind:"gap",reason:n.gap.reason}));let b=t(f.time);b!==m&&(m=b,d({id:p.has(b)?`d${b}.${we(f)}`:`d${b}`,kind:"day",time:f.time}),p.add(b));let y=f.user.id!==e?.
id&&!(f.user.id in s);if(!a&&f.seq>n.divider&&y&&(a=!0,d({id:"divider",kind:"divider",missed:n.missed,approximate:n.approximate})),z(f,{ignored:s,revealed:n.revealed})){
d(Ja(f,o));continue}let A=h(f.reply_to),$=!!(A&&z(A,{ignored:s,revealed:n.revealed})),C=i[f.user.id],_=A?i[A.user.id]:void 0;d({...Qa(f,r,e),mark:C,quotedMark:_,
mentionsMe:ye(f,n,{me:e}),quoted:A,veiled:$}),r=f}if((!u||n.gap?.before===null)&&d({id:"gap",kind:"gap",reason:n.gap.reason}),n.to<n.head)return o;for(let f of n.
pending){let b={...f,user:e??{id:"",name:""}},y=!Un(r,b);d({id:`k${f.key}`,kind:"pending",entry:b,lead:y,own:!0,quoted:h(b.reply_to)}),r=b}return o}function Ja(n,e){
let t=e.at(-1)?.kind==="hidden"?e.pop():{id:`h${we(n)}`,seqs:[]};return{...t,kind:"hidden",seqs:[...t.seqs,we(n)]}}function Qa(n,e,t){let s=n.user.id===t?.id;return{
id:s&&n.key?`k${n.key}`:`m${n.seq??`${n.user.id}.${n.time}.${n.key}`}`,kind:"message",entry:n,lead:!Un(e,n),own:s}}function Un(n,e){return n!==null&&n.user.id===
e.user.id&&n.user.name===e.user.name&&Math.abs(e.time-n.time)<Xa&&e.reply_to==null}function Va({entry:n,own:e},{can:t},s=[]){let i=r=>t?.includes(r)??!1,o=r=>!s.includes(r);return n.seq==null||n.deleted?n.deleted?[]:["copy.text"]:[i("say")&&"r\
eply","copy.text","copy.link",e&&i("edit_own")&&o("edit")&&"edit",(e&&i("delete_own")||i("delete_any"))&&o("delete")&&"delete"].filter(Boolean)}var Za={reply:"r\
eply","copy.text":"copy","copy.link":"link",edit:"edit",delete:"delete",more:"more"},Ct=class{#e;#t=null;constructor(e){this.#e=e;let t=i=>Ci(i,this.element.children),
s=e.language.t("more");this.element=l("div",{class:"actions",role:"toolbar","aria-label":s,on:{keydown:t}})}attach(e,t,s){if(e===this.#t)return;this.detach(),this.#t=
e;let i=t?.kind==="message",o=i&&ws(this.#e,t,s).length>0,r=i?Va(t,s,this.#e.store.state.unsupported):[],a=o?[...r,"more"]:r;if(a.length>0){let{language:c,clock:h}=this.#e,
u=d=>v(Za[d],c.t(d),()=>this.#s(d,t,s));this.element.replaceChildren(...a.map(u)),e.append(this.element),e.classList.add("has-actions"),this.element.inert=!0,h.
after(0,()=>this.element.inert=!1)}}detach(){this.#t?.classList.remove("has-actions"),this.#t=null,this.element.remove()}async#s(e,t,s){let{roomActions:i,edits:o,
browser:r}=this.#e,{entry:a}=t;if(e==="more")this.#i(t,s);else if(e==="reply")i.reply(a);else if(e==="edit")this.detach(),o.setEditing(a);else if(e==="delete")this.
detach(),o.setDeleting(a);else{let c=e==="copy.text"?B(a):r.address({room:s.id,seq:a.seq});await r.copy(c)&&i.showToast("copied")}}#i(e,t){let{menu:s,language:i}=this.#e,
o=e.entry.user.name||i.t("nobody"),r=this.#e.store.state.rooms[t.id]??t;s.open(this.element.lastChild,o,ws(this.#e,e,r),{home:this.#t})}};var Wn=3,_t=class{#e;#t=null;#s=null;constructor({language:e}){this.#e=e,this.element=l("div",{class:"visually-hidden","aria-live":"polite","aria-atomic":"false"})}render(e,{
me:t,ignored:s}){let i=e?.entries.at(-1),o=e?.joined?i?.seq??i?.time??0:null,r=e&&`${e.id}/${e.epoch}`;if(r!==this.#t||this.#s===null||o===null){this.#t=r,this.#s=
o;return}let a=h=>h.user.id!==t?.id&&!z(h,{ignored:s}),c=e.entries.filter(h=>(h.seq??h.time)>this.#s&&a(h));this.#s=Math.max(o,this.#s);for(let{user:h,text:u,time:d}of c.
slice(-Wn)){let m={name:h.name,time:this.#e.clock(d),text:u??""};this.element.append(l("p",{},this.#e.t("message.label",m)))}for(;this.element.children.length>Wn;)
this.element.firstChild.remove()}};var el=12,Mt=class{#e;#t;#s;#i=l("p",{class:"complaint",role:"alert"});#n=null;#o=null;constructor(e){this.#e=e;let{language:t,edits:s}=e,i=a=>t.t(a);this.#t=l(
"textarea",{class:"edit-field",rows:"1",dir:"auto","aria-label":i("edit.on"),"aria-description":i(Q()?"edit.touch":"edit.hint"),autocomplete:"off",enterkeyhint:Q()?
"enter":"done",on:{input:()=>this.#c(),keydown:a=>this.#h(a)}}),this.#s=l("button",{type:"submit",class:"button quiet"},i("me.save"));let o={type:"button",class:"\
button quiet",on:{click:()=>this.#a()}},r=a=>{a.preventDefault(),s.save()};this.element=l("form",{class:"edit",novalidate:!0,on:{submit:r}},this.#t,this.#i,l("p",
{class:"edit-buttons"},l("span",{class:"edit-hint","aria-hidden":"true"},i("edit.hint")),l("button",o,i("cancel")),this.#s))}render(e,{find:t,reveal:s,held:i}){
let o=e?.editing??null,r=o&&t(o.seq),a=r&&o.seq!==this.#n;(r!==this.#o||r&&!r.contains(this.element))&&this.#r(r,!a&&this.#n!==null&&this.element.contains(i)),this.#n=
r?o.seq:null,r&&(this.#t.value!==o.text&&(this.#t.value=o.text),this.#d(),this.#t.readOnly=o.busy,this.#s.disabled=o.busy||o.text.trim()==="",this.#t.setAttribute(
"aria-invalid",String(o.error!==null)),g(this.#i,o.error?this.#l(o.error):""),a&&(this.#t.focus({preventScroll:!0}),this.#t.setSelectionRange(o.text.length,o.text.
length),s(this.element)))}#r(e,t){this.#o?.classList.remove("is-editing"),this.element.remove(),this.#o=e,e?(e.classList.add("is-editing"),e.querySelector(".bod\
y").append(this.element),t&&this.#t.focus({preventScroll:!0})):t&&this.#e.returnFocus()}#l(e){let{language:t}=this.#e;return e.code==="forbidden"?t.t("edit.late"):
O(t,e)}#c(){this.#d(),this.#e.edits.setText(this.#n,this.#t.value)}#h(e){ke(e)?(e.preventDefault(),this.#e.edits.save()):e.key==="Escape"&&!e.isComposing&&(e.stopPropagation(),
this.#a())}#a(){let{edits:e,returnFocus:t}=this.#e;e.setEditing(null),t()}#d(){this.#t.rows=Math.min(Math.max(this.#t.value.split(`
`).length,1),el)}};var Yn=18,tl=700;function Kn(n){return n.length>tl||n.split(`
`,Yn+1).length>Yn}function zn(n,{key:e,unfolded:t,release:s,language:i}){let r=l("button",{type:"button",class:"button quiet unfold",on:{click:()=>{s(()=>{t.delete(
e)||t.add(e),a()}),c()}}}),a=()=>{let h=t.has(e);n.classList.toggle("is-folded",!h),r.setAttribute("aria-expanded",String(h)),g(r,i.t(h?"text.less":"text.more"))},
c=()=>{let h=n.scrollHeight>n.clientHeight+1;n.classList.toggle("is-cut",h),r.hidden=!h&&!t.has(e)};return a(),new ResizeObserver(c).observe(n),r}function Hn(n,e){let{language:t,reveal:s}=e;switch(n.kind){case"message":case"pending":return il(n,e);case"hidden":return sl(n,{language:t,reveal:s});case"day":
return l("div",{class:"rule day",role:"separator"},l("span",{},t.day(n.time,Date.now())));case"divider":{let o=n.missed>0?n.approximate?"divider.about":"divider\
.missed":"divider.new",r=t.t(o,{count:n.missed});return l("div",{class:"rule divider",role:"separator"},l("span",{},r))}case"gap":return l("p",{class:"gap",role:"\
note"},k("alert"),l("span",{},t.t(n.reason)));default:return l("p",{class:"start"},t.t(n.direct?"older.direct":"older.start",{room:n.room}))}}function Gn(n,e){return n.
kind!==e.kind||n.entry!==e.entry||n.lead!==e.lead||n.missed!==e.missed||n.approximate!==e.approximate||n.quoted!==e.quoted||n.veiled!==e.veiled||n.mentionsMe!==
e.mentionsMe||n.mark!==e.mark||n.quotedMark!==e.quotedMark||n.seqs?.length!==e.seqs?.length||n.reason!==e.reason||n.room!==e.room||n.direct!==e.direct}function sl({
seqs:n},{language:e,reveal:t}){let s={type:"button",class:"button quiet",on:{click:()=>t(n)}},i=l("span",{},e.t("hidden",{count:n.length}));return l("p",{class:"\
hidden-line"},i,l("button",s,e.t("hidden.show")))}function il({kind:n,entry:e,lead:t,own:s,quoted:i,veiled:o,mentionsMe:r,mark:a,quotedMark:c},h){let{language:u,
here:d,names:m,me:p}=h,{user:f,text:b,time:y}=e,A=!!e.deleted,$=A?u.t("deleted"):B(e),C=A?l("p",{class:"text is-deleted"},$):e.data&&!b?nl(e.data):l("p",{class:`\
text${Ss(b)?" is-pictures":""}`,dir:"auto"},bt(b,{here:d,plain:mo=>ol(mo,{names:m,me:p})})),_=e.key??e.seq,se={class:"time",datetime:new Date(y).toISOString(),title:u.
exact(y)},xs=l("time",se,t?u.clock(y):u.brief(y)),uo=["message",t&&"is-lead",s&&"is-own",r&&"is-call",n==="pending"&&`is-${e.state}`];return l("article",{class:uo.
filter(Boolean).join(" "),tabindex:"-1",data:e.seq==null?{}:{seq:String(e.seq)},"aria-label":u.t(e.edited&&!A?"message.edited":"message.label",{name:a===void 0?
f.name:`${f.name} ·${a}`,time:u.clock(y),text:$})},l("div",{class:"gutter"},t?j(f):xs),l("div",{class:"body"},t&&l("header",{class:"by"},l("span",{class:"autho\
r",dir:"auto"},f.name||u.t("nobody")),U(a),xs),e.reply_to!=null&&al(e.reply_to,i,{...h,veiled:o,mark:c}),C,!A&&Kn(b)&&zn(C,{key:_,...h}),e.edited&&!A&&rl(e,u),n===
"pending"&&hl(e,h)))}function nl(n){let{fields:e,more:t}=is(n),s=e.map(({name:i,value:o})=>l("div",{},l("dt",{},l("bdi",{},i)),l("dd",{},l("bdi",{},o))));return l(
"div",{class:"data"},l("dl",{},s),t>0&&l("p",{class:"data-more"},"…"))}function ol(n,{names:e,me:t}){if(!zs(n))return[n];let s=[],i=0;for(let o of Hs(n,e())){
let r={class:o.name===t?.name?"mention is-me":"mention"};s.push(n.slice(i,o.from),l("bdi",r,n.slice(o.from,o.to))),i=o.to}return[...s,n.slice(i)].filter(o=>o!==
"")}function rl({edited:{time:n},time:e},t){let s=t.dayKey(n)===t.dayKey(e)?"":`${t.day(n,Date.now(),{inSentence:!0})} `,i={datetime:new Date(n).toISOString(),title:t.
exact(n)};return l("p",{class:"edited"},t.t("edited")," ",l("time",i,s+t.clock(n)))}function al(n,e,{language:t,jump:s,veiled:i,mark:o}){let r=e===null||e?.deleted,
a=e===void 0?t.t("reply.loading"):t.t("reply.gone"),c=i?t.t("hidden",{count:1}):e&&B(e),h=e?r?t.t("deleted"):c:a;return l("button",{type:"button",class:`quote${r||
i?" is-gone":""}`,tabindex:"-1",title:t.t("reply.jump"),disabled:e===null,on:{click:()=>s(n)}},k("reply"),e?.user.name&&!i&&l("span",{class:"quote-name",dir:"au\
to"},e.user.name),!i&&U(o),l("span",{class:"quote-text",dir:"auto"},h))}var ll=new Set(["too_large","invalid"]),cl={slow_mode:"state.slow",rate_limited:"state.h\
eld",unavailable:"state.busy"};function hl({key:n,state:e,error:t},{language:s,again:i,mend:o,discard:r}){if(e!=="failed"){let c=cl[t?.code],h=c??(e==="waiting"?
"state.offline":"state.pending");return l("p",{class:"sending"},k("clock"),l("span",{class:c?"":"visually-hidden"},s.t(h)))}let a=(c,h)=>l("button",{type:"butto\
n",class:"button quiet",on:{click:h}},s.t(c));return l("p",{class:"failed",role:"alert"},k("alert"),l("span",{},`${s.t("state.failed")} · ${O(s,t)}`),ll.has(t?.
code)?null:a("retry",()=>i(n)),a("edit",()=>o(n)),a("discard",()=>r(n)))}var Pt=class{#e;#t;#s;#i=l("p",{class:"complaint",role:"alert"});#n=null;constructor(e){this.#e=e;let{language:t,edits:s}=e,i=(o,r,a)=>l("button",{type:"button",
class:`button ${r}`,on:{click:a}},t.t(o));this.#t=i("delete.yes","danger",()=>s.confirmDelete()),this.#s=i("delete.no","quiet",()=>this.#r()),this.element=l("di\
v",{class:"removal",role:"group","aria-label":t.t("delete"),on:{keydown:o=>this.#o(o)}},l("p",{class:"sure"},t.t("delete.sure")),l("p",{class:"removal-buttons"},
this.#t,this.#s),this.#i)}render(e,{find:t,reveal:s,held:i}){let o=e?.deleting??null,r=o&&t(o.seq);if(!r){let h=this.#n!==null&&this.element.contains(i);this.element.
remove(),this.#n=null,h&&this.#e.returnFocus();return}r.contains(this.element)||r.querySelector(".body").append(this.element),this.#t.disabled=o.busy;let{error:a}=o,
{language:c}=this.#e;g(this.#i,a?O(c,a):""),o.seq!==this.#n&&(this.#n=o.seq,this.#s.focus({preventScroll:!0}),s(this.element))}#o(e){e.key==="Escape"&&(e.stopPropagation(),
this.#r())}#r(){let{edits:e,returnFocus:t}=this.#e;e.setDeleting(null),t()}};var Ot=class{#e;#t;#s;#i;#n=new Map;#o=new WeakMap;constructor(e,{draw:t,differs:s,replaced:i}){this.#e=e,this.#t=t,this.#s=s,this.#i=i}get size(){return this.#n.
size}element(e){return this.#n.get(e)?.node}item(e){return this.#n.get(this.#o.get(e))?.item}messageElement(e){return e==null?null:this.#e.querySelector(`[data-\
seq="${e}"]`)}lastSeqAbove(e){let t=this.#e.children[bs(this.#e,e)-1];for(;t&&t.dataset.seq===void 0;)t=t.previousElementSibling;return t?Number(t.dataset.seq):
null}clear(){this.#n.clear(),this.#e.replaceChildren()}show(e){this.#r(e);let t=new Map,s=this.#e.firstChild;for(let i of e){let o=this.element(i.id),r=this.#l(
i);s=s!==null&&s===o?r:s,t.set(i.id,{item:i,node:r}),r===s?s=s.nextSibling:this.#e.insertBefore(r,s)}this.#n=t}#r(e){let t=new Set(e.map(({id:s})=>s));for(let[s,
{node:i}]of this.#n)t.has(s)||i.remove()}#l(e){let t=this.#n.get(e.id);if(t&&!this.#s(t.item,e))return t.node;let s=this.#t(e);return this.#o.set(s,e.id),t&&(t.
node.replaceWith(s),this.#i(t.node,s)),s}};function bs(n,e){let t=n.children,[s,i]=[0,t.length];for(;s<i;){let o=s+i>>1;t[o].getBoundingClientRect().bottom>e?i=
o:s=o+1}return s}var qt=48,It=class{#e;#t;#s=!0;#i="";#n;#o;#r;constructor(e,t,s){this.#e=e,this.#t=t,this.#o=s,this.#r=()=>this.#d(),e.addEventListener("scroll",this.#r,{passive:!0}),
this.#n=new ResizeObserver(()=>this.#a()),this.#n.observe(e),this.#n.observe(t)}get above(){return this.#e.scrollTop}get below(){let{scrollHeight:e,scrollTop:t,
clientHeight:s}=this.#e;return e-t-s}get bottom(){return this.#e.getBoundingClientRect().bottom}get atEnd(){return this.#s}keep(e){let t=this.#s?[]:this.#l();if(e(),
this.#s){this.#c();return}let s=t.find(({row:i})=>i.isConnected);s&&(this.#e.scrollTop+=s.row.getBoundingClientRect().top-s.top)}release(e){this.#s=!1,e(),this.#s=
this.below<qt}toEnd(){this.#s=!0,this.#c()}scrollTo(e,t){this.#s=!1,e.scrollIntoView({block:t}),t==="start"&&(this.#e.scrollTop-=qt),this.#s=this.below<qt}isVisible(e){
return!this.isAbove(e)}isAbove(e){return e.getBoundingClientRect().bottom<this.#e.getBoundingClientRect().top}close(){this.#n.disconnect(),this.#e.removeEventListener(
"scroll",this.#r)}#l(){let{top:e,bottom:t}=this.#e.getBoundingClientRect(),s=[],i=this.#t.children[bs(this.#t,e)];for(;i;i=i.nextElementSibling){let o=i.getBoundingClientRect();
if(o.top>=t)break;i.matches(".message")&&s.push({row:i,top:o.top})}return s}#c(){this.#s&&this.#t.firstChild!==null&&(this.#e.scrollTop=this.#e.scrollHeight,this.#i=
this.#h())}#h(){let{scrollHeight:e,clientHeight:t}=this.#e;return`${e} ${t}`}#a(){this.#c(),!this.#s&&this.below<1&&this.#d()}#d(){this.#s&&this.#h()!==this.#i&&
this.#c(),this.#s=this.below<qt,this.#o()}};var Xn=500,dl=6,ul=1/8,Nt=class{#e;#t=null;#s=null;#i;#n=l("div",{class:"items"});#o=l("p",{class:"older",role:"status"});#r=l("h2");#l=l("p");#c;#h;#a;#d;#m;#u;#p;#y;#g=null;#f=null;#w=null;#b=null;#v=new Set;#T=[];#x=[];#k=!1;#S=null;#C="";constructor(e){
this.#e=e;let{language:t,roomActions:s,history:i,browser:o}=e;this.#i=new Ot(this.#n,{draw:p=>this.#q(p),differs:Gn,replaced:(p,f)=>this.#$(p,f)});let r=l("span",
{class:"empty-mark"},k("wave"));this.#c=l("div",{class:"empty"},r,this.#r,this.#l);let a={class:"scroller",tabindex:"0",role:"log","aria-live":"off"};this.#h=l(
"div",a,this.#o,this.#c,this.#n),this.#a=new It(this.#h,this.#n,()=>this.#_());let c={type:"button",class:"pill unread-pill",hidden:!0};this.#d=l("button",{...c,
on:{click:()=>i.goToUnread()}},k("up"),l("span"));let h=l("span",{class:"latest-count"}),u=t.t("latest"),d={type:"button",class:"pill latest",hidden:!0,"aria-la\
bel":u,title:u};this.#m=l("button",{...d,on:{click:()=>this.#F()}},h,k("down")),this.#u=new Ct(e),this.#p=[new Mt(e),new Pt(e)],this.#y=new _t(e);let m=[this.#h,
this.#d,this.#m,this.#y.element];this.element=l("section",{class:"timeline"},m),this.#L(s,"said",()=>this.#B()),this.#L(o,"visible",()=>this.#D()),this.#h.addEventListener(
"keydown",p=>this.#U(p));for(let p of["pointerover","focusin","click"])this.#n.addEventListener(p,f=>this.#W(f));this.#h.addEventListener("pointerleave",p=>this.#Y(
p))}get reading(){return this.#h}get remains(){return this.#k}render(e,t,{inParts:s}){let i=t?.id!==this.#s?.id,o=i||t?.epoch!==this.#s?.epoch;this.#t=e,this.#s=
t,this.element.hidden=t?.exclusion!=null,this.#g=document.activeElement,i&&this.#R(),this.#E({inParts:s}),this.#P(),this.#I(),t?.joined&&(o||this.#f!==t.id)&&(this.#f=
t.id,this.#N()),this.#A(),this.#_(),this.#y.render(t,e)}close(){this.#T.forEach(e=>e()),this.#a.close()}#L(e,t,s){e.addEventListener(t,s),this.#T.push(()=>e.removeEventListener(
t,s))}#R(){this.#u.detach(),this.#i.clear(),this.#x=[],this.#k=!1,this.#f=null,this.#w=null,this.#b=null,this.#a.toEnd()}#E({inParts:e}){let{language:t}=this.#e,
{me:s,ignored:i}=this.#t,{typing:o,count:r,unread:a,called:c,seen:h,...u}=this.#s??{},d=[s,i,this.#M({}).room,...Object.values(u)];if(!this.#k&&d.length===this.#x.
length&&d.every((y,A)=>y===this.#x[A]))return;this.#x=d,this.#S=null,this.#C=this.#e.browser.address({room:""}).split("#")[0];let m=y=>t.dayKey(y),f=(this.#s?Fn(
this.#s,{...this.#t,dayKey:m}):[]).map(y=>y.kind==="start"?this.#M(y):y),b=e?this.#O(f):f;this.#k=b.length<f.length,this.#a.keep(()=>{this.#i.show(b),this.#I()})}#O(e){
let t=({id:i})=>this.#i.element(i)===void 0,s=Math.max(dl,Math.ceil(e.filter(t).length*ul));return e.filter(i=>!t(i)||(s-=1)>=0)}#M(e){let{id:t,kind:s}=this.#s??
{};return{...e,room:t&&N(this.#e.language,this.#t,t),direct:s==="direct"}}#P(){let e=s=>this.#i.messageElement(s),t=s=>this.#a.scrollTo(s,"nearest");this.#p.forEach(
s=>s.render(this.#s,{find:e,reveal:t,held:this.#g}))}#q(e){let{language:t,roomActions:s,history:i,store:o}=this.#e,r=this.#s;return e.entry?.reply_to!=null&&e.quoted===
void 0&&i.loadOriginal(r.id,e.entry.reply_to),Hn(e,{language:t,me:this.#t.me,names:()=>this.#j(),reveal:a=>o.dispatch({type:"messagesRevealed",room:r.id,seqs:a}),
here:this.#C,again:a=>s.resend(a),mend:a=>s.editUnsent(a),unfolded:this.#v,release:a=>this.#a.release(a),discard:a=>s.discard(a),jump:a=>i.jump(r.id,a)})}#j(){if(this.#S===
null){let{me:e}=this.#t,t=[...e?[e]:[],...ge(this.#s,{me:e,ignored:{}})];this.#S=t.map(({name:s})=>s)}return this.#S}#$(e,t){this.#u.detach(),e===this.#g&&t.focus(
{preventScroll:!0})}#I(){let{language:e}=this.#e,t=this.#s,s=t===null?"none":"empty";this.#c.hidden=t!==null&&(!t.joined||t.older||this.#i.size>0),g(this.#r,e.t(
`${s}.title`)),g(this.#l,e.t(`${s}.text`));let i={older:"older.loading",failed:"older.failed"}[t?.loading];g(this.#o,i?e.t(i):"");let o=t?N(e,this.#t,t.id).replace(
/^#/,""):"";this.#h.setAttribute("aria-label",e.t("messages",{room:o}))}#N(){this.#a.toEnd();let e=this.#i.element("divider");e&&!this.#a.isVisible(e)&&this.#a.
scrollTo(e,"start")}#A(){let e=this.#s?.target??null;if(e===this.#w)return;this.#w=e,this.#n.querySelector(".is-target")?.classList.remove("is-target");let t=e?.
at==="divider",s=t?this.#i.element("divider"):this.#i.messageElement(e?.at);t?(this.#a.scrollTo(s??this.#n,"start"),(s?.nextElementSibling??this.#h).focus({preventScroll:!0})):
s?(s.classList.add("is-target"),this.#a.scrollTo(s,"center"),s.focus({preventScroll:!0})):e===null&&this.#a.toEnd()}#_(){let{history:e,language:t}=this.#e,s=this.#s;
if(!s)return;let i=s.to<s.head;s.older&&this.#a.above<Xn&&e.loadOlder(),i&&this.#a.below<Xn&&e.loadNewer();let o=this.#i.element("divider"),r=Math.max(s.missed,
s.unread),a=o?this.#a.isAbove(o):s.divider!==null&&s.from>s.divider+1;this.#b=o&&!a?s.divider:this.#b,this.#d.hidden=r===0||!a||this.#b===s.divider,g(this.#d.lastChild,
t.t(s.approximate?"pill.about":"pill.unread",{count:r})),this.#m.hidden=!i&&this.#a.atEnd,g(this.#m.firstChild,s.unread>0?String(s.unread):""),this.#D()}#D(){let{
store:e,browser:t}=this.#e,s=this.#s,i=s?.joined&&t.visible,o=s&&this.#a.atEnd&&s.to>=s.head?s.id:null;o!==e.state.following&&e.state.active===s?.id&&e.dispatch(
{type:"endFollowed",room:o});let r=i?o:null;if((r!==e.state.watching||r&&e.room?.unread>0)&&e.dispatch({type:"roomWatched",room:r}),i&&!r&&s.seen<s.head){let a=this.#i.
lastSeqAbove(this.#a.bottom);a>s.seen&&e.dispatch({type:"messagesRead",room:s.id,seq:a})}}#B(){this.#a.toEnd(),this.#e.history.goToEnd(),this.#_()}#F(){this.#B(),
this.#h.focus({preventScroll:!0})}#U(e){e.target.closest("button, a, textarea")===null&&D(e,this.#n.querySelectorAll(".message"))}#W({target:e,pointerType:t,type:s}){
if(s==="pointerover"&&t==="touch")return;let i=e.closest(".message"),o=i&&this.#i.item(i);o&&this.#u.attach(i,o,this.#s)}#Y({pointerType:e}){e!=="touch"&&!this.#u.
element.contains(document.activeElement)&&this.#u.detach()}};var jt=class{#e;#t=l("span");constructor({language:e}){this.#e=e;let t=l("span",{class:"dots","aria-hidden":"true"},l("i"),l("i"),l("i"));this.element=l("p",{class:"\
typing is-idle"},t,this.#t)}render(e,t){let s=Object.values(t?.typing??{}).map(({name:a})=>a),[i,o]=s,r=["","typing.one","typing.two"][s.length]??"typing.many";
g(this.#t,r&&this.#e.t(r,{a:i,b:o})),this.element.classList.toggle("is-idle",r==="")}};var me=class{#e;#t;#s;#i;#n;#o;#r;#l;#c;#h=l("span",{class:"badge-count"});#a=l("span",{class:"menu-badge",hidden:!0});#d={};#m={};#u=null;#p=!1;#y;#g=!1;#f;#w;constructor(e){
let t=new xt(e),s=()=>this.#M(null),i={...e,menu:t,close:s,returnFocus:()=>this.#x(),resultOpened:()=>this.#C()},o=new yt({...i,attach:_=>this.element.append(_)});
this.#y=o;let r={...i,dialogs:o};this.#e=r;let{language:a}=r,c=(_,se)=>a.t(_,se),h=new At(r),u=new Lt(r),d=new pt(r),m=new mt(r),p=new Tt(r);this.#s=new Nt(r),this.#i=
new wt(r),this.#l=new Rt(r);let f=new jt(r),b=new vt(r);this.#o=b.heading,this.#n=new ft(r);let y=[b,this.#n,this.#s,f,this.#i,this.#l];this.#t=[d,m,h,u,...y,o,
p],this.#m={rooms:v("menu",c("open.rooms"),()=>this.#O("rooms"),{"aria-expanded":"false",class:"narrow-only"}),people:v("people",c("open.people"),()=>this.#O("p\
eople"),{"aria-expanded":"false"})},this.#c=v("search",c("search"),()=>this.#L(),{"aria-expanded":"false","aria-keyshortcuts":"Control+K /"}),this.#m.people.append(
this.#h),this.#m.rooms.append(this.#a),this.#d={rooms:l("aside",{class:"side rooms-side",id:"rooms","aria-label":c("rooms")},h.element),people:l("aside",{class:"\
side people-side",id:"people","aria-label":c("people")},u.element)};let A=l("header",{class:"room-head"},this.#m.rooms,b.words,d.light,b.queueButton,this.#c,this.#m.
people,b.more);this.#r=l("main",{class:"talk"},A,d.element,d.spoken,m.element,m.spoken,p.element,this.#n.element,this.#s.element,f.element,this.#i.element),this.
element=l("div",{class:"shell",on:{keydown:_=>this.#q(_)}},this.#d.rooms,this.#r,this.#d.people,this.#l.element,l("div",{class:"backdrop",on:{click:s}}),t.element),
this.#f=globalThis.matchMedia("(max-width: 53.75em)");let $=()=>this.#P();this.#f.addEventListener("change",$);let C=_=>this.#E(_);document.addEventListener("ke\
ydown",C),this.#w=()=>{this.#f.removeEventListener("change",$),document.removeEventListener("keydown",C)}}opened(){this.#P()}render(e,{inParts:t}){return this.#b(
e,{inParts:t}),this.#p||(this.#p=!0,this.#e.browser.mayTakeFocus&&this.#k()),!this.#g&&e.rooms[e.active]?.joined&&(this.#g=!0,this.#e.browser.idle(()=>this.#y.load().
catch(()=>{}))),this.#s.remains}close(){this.#w(),this.#t.forEach(e=>e.close?.())}#b(e,{inParts:t}){let s=document.activeElement,i=e.rooms[e.active]??null;this.#T(
i),this.#v(Ln(e));let o=!!i?.search;this.#c.hidden=i===null||i.epoch===null,this.#c.setAttribute("aria-expanded",String(o)),this.#l.element.hidden=!o,this.element.
classList.toggle("has-search",o);for(let a of this.#t)a.render(e,i,{inParts:t});let r=document.activeElement;s!==null&&s!==document.body&&(r===s||r===document.body)&&
Qn(s)&&this.#k()}#v({unread:e,mentions:t}){let{language:s}=this.#e,i=t||e,o=i>0?s.t(t>0?"pill.called":"pill.unread",{count:i}):"";g(this.#a,i>0?ys({unread:e,mentions:t},
9):""),this.#a.hidden=i===0,this.#a.classList.toggle("is-call",t>0);let r=o?`${s.t("open.rooms")} · ${o}`:s.t("open.rooms");this.#m.rooms.title!==r&&(this.#m.rooms.
title=r,this.#m.rooms.setAttribute("aria-label",r))}#T(e){let{language:t}=this.#e,s=e?.kind==="direct"?2:e?.count,i=e?.joined&&e.kind!=="inbox";g(this.#h,i?String(
s):"");let o=i?t.t("open.people.of",{count:s}):t.t("open.people");this.#m.people.ariaLabel!==o&&this.#m.people.setAttribute("aria-label",o)}#x(){this.#M(null);let e=this.#k();
requestAnimationFrame(()=>document.activeElement===e&&this.#k())}#k(){let e=[this.#i.field,this.#n.heading,this.#s.reading,this.#o],t=this.#f.matches?[this.#n.heading,
this.#o]:e;return document.querySelector("dialog[open]")===null&&t.find(Jn),document.activeElement}#S(e){return[...this.#d[e].querySelectorAll("[aria-current], \
button, a, input")]}#C(){this.#f.matches&&this.#e.search.close()}#L(){this.#e.store.room?.search?(this.#e.search.close(),this.#x()):this.#R()}#R(){this.#M(null),
this.#e.search.open(),this.element.classList.add("has-search"),this.#l.open()}#E(e){let{key:t,ctrlKey:s,metaKey:i,altKey:o,target:r}=e,a=r instanceof Element&&r.
closest("input, textarea, select, dialog")!==null;(t.toLowerCase()==="k"&&(s||i)&&!o||t==="/"&&!a&&!s&&!i)&&!this.#c.hidden&&!e.isComposing&&document.querySelector(
"dialog[open]")===null&&(e.preventDefault(),this.#R())}#O(e){e==="people"&&!this.#f.matches?(this.element.classList.toggle("without-people"),this.#P()):this.#M(
this.#u===e?null:e)}#M(e){let t=this.#u;if(this.#u=e,this.#P(),e){let s=this.#S(e);[...s.filter(i=>i.ariaCurrent),...s].find(Jn)}else t&&this.#m[t].focus()}#P(){
let e=this.#f.matches,t=this.element.classList.contains("without-people"),s={rooms:!e||this.#u==="rooms",people:e?this.#u==="people":!t};for(let[o,r]of Object.entries(
this.#d))r.inert=!s[o],r.classList.toggle("is-open",this.#u===o),this.#m[o].setAttribute("aria-expanded",String(s[o]));let i=e&&this.#u!==null;this.#r.inert=i,this.#l.
element.inert=i,this.element.classList.toggle("has-drawer",i)}#q(e){e.key==="Escape"&&!e.isComposing&&this.#u&&(this.#M(null),e.stopPropagation())}};function Jn(n){
return Qn(n)?!1:(n.focus({preventScroll:!0}),document.activeElement===n)}function Qn(n){return!n.isConnected||n.disabled||n.closest("[hidden], [inert]")!==null}var $t=class{#e;#t;#s;#i=!1;#n=null;#o=()=>{};#r=!1;#l=!1;#c=()=>{};#h=0;#a=-1/0;constructor({clock:e,browser:t,draw:s}){this.#e=e,this.#t=t,this.#s=s}request({
urgent:e}){this.#i?e&&this.#n!==null&&(this.#n=null,this.#d()):(this.#i=!0,this.#n=e?null:this.#e.now(),this.#d())}keyPressed(){let e=this.#e.now();if(this.#a=e,
this.#m||this.#l)return;this.#l=!0;let t=()=>{this.#l=!1,this.#d({nextKey:0})};this.#c=this.#t.nextFrame(()=>this.#e.after(0,t)),this.#d()}visibilityChanged(){this.#o(),
this.#c(),this.#l=!1,this.#i=!1,this.request({urgent:!0})}#d({nextKey:e=150}={}){this.#o(),this.#o=()=>{};let t=this.#r||this.#l;if(!this.#i||t&&this.#n!==null)
return;let s=this.#e.now(),i=this.#m||e===0?0:this.#a+e,o=Math.max(this.#h,i)-s;this.#n===null||o<=0?this.#o=this.#t.nextFrame(()=>this.#u()):this.#o=this.#e.after(
o,()=>this.#d())}get#m(){return this.#i&&(this.#n===null||this.#e.now()-this.#n>=1e3)}#u(){let e=this.#e.now(),t=this.#n!==null&&e-this.#a<1e3;this.#i=!1;let s=this.#s(
{inParts:t});this.#r=!0,this.#e.after(0,()=>{let i=this.#e.now(),o=s?1:6;this.#h=i+Math.min((i-e)*o,500),this.#r=!1,this.#d()}),s&&this.request({urgent:!1})}};var ml=/prefers-color-scheme:\s*dark/;function Vn(n){if(n!=="auto")for(let e of document.styleSheets)for(let t of e.cssRules)t instanceof CSSMediaRule&&ml.test(
t.media.mediaText)?t.media.mediaText=n==="dark"?"all":"not all":t instanceof CSSStyleRule&&t.style.colorScheme&&(t.style.colorScheme=n)}var pl=new Set(["activityReceived","endFollowed","entriesReceived","messagesRead","presenceChanged","roomWatched","seenReceived","typingExpired","typingReceived"]),
Dt=class extends EventTarget{#e;#t;#s;#i;#n=null;#o;constructor({language:e,...t}){super();let{store:s,storage:i,browser:o}=t;this.#t=i,this.#s=s,this.#i=o;let{
embedding:r=null}=t;this.#o=i.isReturning&&!r?.hasTokens,Vn(r?.theme??"auto"),o.document.body.classList.toggle("read-only",r?.readOnly===!0);let a=u=>this.#l(u);
this.#e={...t,setLanguage:a,language:this.#r(e)};let{clock:c}=t,h=new $t({clock:c,browser:o,draw:u=>this.#c(u)});s.addEventListener("change",({detail:{type:u}})=>h.
request({urgent:!pl.has(u)})),o.addEventListener("visible",()=>h.visibilityChanged());for(let u of["keydown","beforeinput"])o.document.addEventListener(u,()=>h.
keyPressed(),{capture:!0,passive:!0})}get language(){return this.#e.language}show(){this.#i.setLanguage(this.#e.language.tag),this.#c()}#r(e){return new at(e,{wished:this.#i.
languages()})}async#l(e){let t=await lt(e);t===e&&(this.#t.language=t),this.#e.language=this.#r(t),this.#n?.close(),this.#n=null,this.show(),t!==e&&this.#e.roomActions.
showToast("error.offline")}#c({inParts:e=!1}={}){let{state:t}=this.#s,i=t.me!==null&&t.active!==null?N(this.#e.language,t,t.active):null;this.#i.setTitle(fs(t),
gs(t),i);let o=this.#h(t);return this.#n instanceof o||(this.#n?.close(),this.#n=new o(this.#e),this.#i.document.body.replaceChildren(this.#n.element),this.#n.opened?.()),
(o===me||o===de&&t.me!==null)&&this.dispatchEvent(new Event("entered")),this.#n.render(this.#s.state,{inParts:e})===!0}#h({me:e,connection:t,siteBan:s,loginForm:i}){
if(this.#e.embedding?.mode==="count")return de;if(s!==null)return ut;let r=i.link?.kind==="invitation"&&this.#t.loginKind!=="account"||i.link?.kind==="reset";return this.#o&&=
t.state!=="refused"&&!r,(e!==null||this.#o)&&!r?me:dt}};var Zn="lobby",E=new Te(globalThis),M=E.frame===null?null:new Re({...E.frame,clock:R}),te=M?.readOnly===!0,eo=new ae(E.storages()),L=te&&!eo.isReturning?new ae(
{...E.storages(),prefix:"chatd.reader."}):eo,fl=await lt(pn([L.language,...E.languages()])),x=new ct,pe=M?.hasTokens===!0,to=[pe&&"cookie=no",te&&"present=0"].filter(
Boolean).join("&"),gl=`${as(E.base)}${to&&`?${to}`}`,Bt=null,S=new nt({url:gl,credentials:pe?bl:ao,exclusive:E.exclusive("chatd.guest"),clock:R}),P=new Ye({client:S,
store:x,storage:L,clock:R}),no=n=>Tl.addUsers(n),Ft=new _e({client:S,store:x,roomActions:P,clock:R,onAuthors:no}),wl=new je({client:S,store:x,roomActions:P}),so=new $e(
{client:S,store:x,roomActions:P,clock:R}),vs=(n,e)=>P.showToast(n,e),oo=n=>P.joinAll([n]),ro=()=>E.reload(),ks=new Me({fetch:E.fetch,base:E.base,cookies:!pe}),io=new Ue(
{api:ks,client:S,store:x}),yl=new Ge({storage:L,browser:E,newState:Je,embedding:M}),W=new Ne({api:ks,client:S,store:x,storage:L,clock:R,reload:ro,clearLink:()=>E.
clearLink(),siteLogin:yl}),Ut=new Dt({client:S,login:W,profile:io,incomingHooks:new Pe({api:ks,base:E.base,profile:io}),ignoreList:new Oe({client:S,store:x,storage:L,
showToast:vs}),notifications:new Fe({client:S,store:x,storage:L,desktop:new Ee(globalThis),openMessage:vl,loadOriginal:(n,e)=>Ft.loadOriginal(n,e),translate:(n,e)=>Ut.
language.t(n,e)}),roomActions:P,history:Ft,members:wl,moderation:so,moderationQueue:new De({client:S,store:x,moderation:so}),edits:new Ae({client:S,store:x}),search:new He(
{client:S,store:x,clock:R,onAuthors:no}),exportMessages:n=>Ii({client:S,clock:R,onProgress:n}),store:x,storage:L,browser:E,clock:R,language:fl,embedding:M});function ao({
refused:n,expiring:e}){let{loginKind:t,token:s,name:i}=L;return["account","token","former"].includes(t)||e?null:s&&s!==n?{token:s}:{guest:i}}async function bl({
refused:n,expiring:e}){let t=!n&&!e&&Bt||await M.token();return Bt=null,t||e?t?{token:t}:null:L.loginKind==="guest"?ao({refused:n}):null}async function lo(n=0){
if(pe)try{Bt=await M.token()}catch(t){W.showNote({name:"embed.token",values:{message:t.message}}),R.after(Math.min(6e4,5e3*2**n),()=>lo(n+1));return}await W.loadSite(),
W.showNote(null);let e=L.loginKind==="guest"&&L.isReturning;Bt||!pe&&L.isReturning||e?S.connect():te&&x.state.loginForm.site?.guests&&x.state.loginForm.site.signed_in===
null&&W.enterAsGuest(Ut.language.t("embed.reader"))}function vl(n,e){e===null?P.open(n):Ft.jump(n,e)}async function kl({room:n,seq:e,refused:t}){if(t!==null){let{
name:s,values:i}=P.roomNameProblem(t)??{name:"room.invalid"};P.showToast(s,i)}else n!==null&&e!==null?(await Ft.jump(n,e),await E.painted()):n!==null&&P.open(n)}
async function co(n){n?.kind==="login"?await W.returnFromSite(n):W.useLink(n)}function xl(){if(M!==null){P.open(M.room??Zn);return}let n=E.route().room??L.active??
Zn,e=L.rooms.filter(t=>t!==n);P.open(n),P.joinAll(e),new xe({store:x,browser:E,openRoute:kl}).start()}new We({client:S,store:x,storage:L,clock:R,browser:E});new Le(
{store:x,storage:L});$i(S,{store:x,storage:L,reload:ro});var Tl=new Ie({client:S,store:x});Di(S,{store:x,storage:L,clock:R,showToast:vs,joinRoom:M===null?oo:()=>{},
readOnly:te});Bi(S,{store:x,storage:L,clock:R,showToast:vs,readOnly:te});te||new ze({client:S,store:x,clock:R,rejoin:oo});new Be({client:S,store:x,browser:E,retry:()=>W.
retryNow()});Ut.addEventListener("entered",xl,{once:!0});M!==null&&x.addEventListener("change",()=>{let{unread:n=0,mentions:e=0,count:t=0}=x.state.rooms[M.room]??
{};M.tellUnread({unread:n,mentions:e,online:t})});E.addEventListener("route",()=>E.link&&co(E.link));var ho=M===null?E.link:null;M===null&&L.isReturning&&ho===null&&
S.connect();M===null?co(ho).finally(()=>W.loadSite()):lo();Ut.show();
