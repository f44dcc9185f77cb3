var w=class n extends Error{constructor(t,e=t,{field:s,until:i,retry_after:o}={}){super(e),this.name="ChatError",this.code=t,this.field=s,this.until=i,this.retryAfter=
o}static from(t){return new n(t.code,t.message,t)}get passing(){return this.code==="rate_limited"||this.code==="unavailable"||this.code==="slow_mode"}};var Ct=class{#t;#e;constructor({fetch:t,base:e}){this.#t=t,this.#e=e}async site(){try{return{...await this.#s("GET","site"),accounts:!0}}catch(t){if(t.code!=="n\
ot_found")throw t;return{guests:!0,registration:"closed",accounts:!1,signed_in:null}}}signIn(t,e){return this.#s("POST","session",{name:t,password:e})}signOut(){
return this.#s("DELETE","session")}register(t,e,s){return this.#s("POST","account",{name:t,password:e,invitation:s})}async rename(t){let{user:e}=await this.#s("\
PATCH","account",{name:t});return e}async login(){let{login:t,user:e}=await this.#s("GET","session");return t??e.name}async changeLogin(t,e){let{login:s}=await this.#s(
"PATCH","account",{login:t,password:e});return s}changePassword(t,e){return this.#s("PUT","account/password",{old:t,new:e})}async resetPassword(t,e){let{user:s}=await this.#s(
"POST","account/reset",{link:t,new:e});return s}remove(t){return this.#s("DELETE","account",{password:t})}async task(t){let{state:e}=await this.#s("GET",`tasks/${encodeURIComponent(
t)}`);return e}async sessions(){let t=[];for(let e={more:!0,next:null};e.more;t.push(...e.sessions))e=await this.#s("GET",e.next?`sessions?after=${encodeURIComponent(
e.next)}`:"sessions");return t}endSession(t){return this.#s("DELETE",`sessions/${encodeURIComponent(t)}`)}endOthers(){return this.#s("DELETE","sessions?keep=her\
e")}async#s(t,e,s){let i=await this.#n(new URL(`api/${e}`,this.#e),{method:t,headers:s?{"Content-Type":"application/json"}:{},body:s&&JSON.stringify(s),credentials:"\
same-origin",cache:"no-store"});if(!i.ok)throw await wr(i);return i.status===204?null:gr(i)}async#n(t,e){try{let s=this.#t;return await s(t.href,e)}catch{throw new w(
"offline")}}};async function gr(n){try{return await n.json()}catch{throw new w("unavailable")}}async function wr(n){try{let{code:t,detail:e,...s}=await n.json();
if(typeof t=="string")return new w(t,e,s)}catch{}return new w(br[n.status]??(n.status>=500?"unavailable":"invalid"))}var br={401:"bad_token",403:"forbidden",404:"\
not_found",429:"rate_limited",500:"internal"};var yn=Object.fromEntries(["\u0430a","\u0432b","\u0441c","\u0435e","\u043Dh","\u0456i","\u0458j","\u043Ak","\u043Cm","\u043Eo","\u0440p","\u0455s","\u0442t","\u0443y",
"\u0445x"].concat(["\u03B1a","\u03B2b","\u03B5e","\u03B7n","\u03B9i","\u03BAk","\u03BDv","\u03BFo","\u03C1p","\u03C4t","\u03C5u","\u03C7x","0o","1l","il","|l"]).
map(([n,t])=>[n,t]));function vn(n){let t=n.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu,"").toLowerCase().replace(/\s+/g," ").trim();return Array.from(t,e=>{let s=yn[e]??
e;return yn[s]??s}).join("")}function kn(n){let t=2166136261;for(let e of n)t=Math.imul(t^e.codePointAt(0),16777619)>>>0;return t=Math.imul(t^t>>>16,2246822507)>>>
0,((t^t>>>13)>>>0).toString(16).padStart(8,"0")}var qt=class{#t=new Map;#e=new Map;#s=Object.freeze({});get marks(){return this.#s}note({id:t,name:e}){if(!t||!e||
this.#t.get(t)===e)return!1;this.#t.size>=2e4&&(this.#t.clear(),this.#e.clear()),(this.#t.has(t)?this.#e.get(vn(this.#t.get(t))):null)?.delete(t),this.#t.set(t,
e);let i=vn(e),o=this.#e.get(i)??new Set;this.#e.set(i,o.add(t));let{[t]:r,...a}=this.#s,c=o.size>1?yr(o):{};return r===void 0&&o.size<2?!1:(this.#s=Object.freeze(
{...a,...c}),!0)}};function yr(n){let t=[...n],e=[2,4,8].find(s=>new Set(t.map(i=>kn(i).slice(0,s))).size===t.length)??8;return Object.fromEntries(t.map(s=>[s,kn(
s).slice(0,e)]))}var vr=2e4,It=class{#t;#e=new Map;#s=new qt;constructor({client:t,model:e}){this.#t=e;let s=(i,o)=>t.addEventListener(i,({detail:r})=>o(r));s("joined",({events:i,
presence:o})=>{this.#n([...i.map(({user:r})=>r),...o?.users??[]])}),s("entries",({entries:i})=>this.#n(i.map(({user:o})=>o))),s("presence",({joined:i=[]})=>this.#n(
i)),s("member",({user:i})=>this.#n([i])),s("renamed",({user:i})=>this.#n([i])),s("login",({user:i})=>this.#n([i])),s("me",({user:i})=>this.#n([i]))}#n(t){let e=!1;
for(let s of t)s?.id&&s.name&&(this.#i(s),e=this.#s.note(s)||e);e&&this.#t.dispatch({type:"marks",marks:this.#s.marks})}#i(t){if(!t.id.startsWith("a."))return;let e=this.#e.
get(t.id);this.#e.size>=vr&&this.#e.clear(),this.#e.set(t.id,t.name),e!==void 0&&e!==t.name&&this.#t.dispatch({type:"renamed",user:t})}};var Nt=class{#t;#e;#s;#n={room:null,seq:null};#i=null;#o=null;constructor({model:t,surroundings:e,follow:s}){this.#t=t,this.#e=e,this.#s=s}begin(){return this.#e.
addEventListener("route",({detail:t})=>this.#r(t)),this.#t.addEventListener("change",()=>this.#a()),this.#r(this.#e.route())}async#r(t){let e={room:t.room,seq:t.
seq};this.#n=e,this.#i="going",this.#o=this.#t.state.active,await this.#s(t),this.#n===e&&(this.#i="there",this.#a())}#a(){let{active:t,rooms:e}=this.#t.state,{
room:s,seq:i}=this.#n;if(this.#e.link!==null||this.#i==="going"&&(t===this.#o||t===s)||s===t&&(i===null||this.#l(i)))return;let o=s!==null&&s!==t&&s in e;this.#n=
{room:t,seq:null},this.#e.show(this.#n,{step:o})}#l(t){let{room:e,state:s}=this.#t,i=s.watching===e?.id;return e?.target?.at!==t||i&&this.#i==="off"?!1:(this.#i=
i?this.#i:"off",!0)}};var Rt=class{#t=null;#e=null;#s=null;#n=[];#i=!1;#o=!1;#r=!1;#a=0;#l=new Map;#c=new Set;constructor(t){t&&(this.#h(t.epoch,t.seq),this.#i=!0)}get since(){return this.#t===
null?void 0:{epoch:this.#t,seq:this.#e}}get epoch(){return this.#t}get seq(){return this.#e}get behind(){return this.#s!==null&&!this.#o}get lost(){return this.#o}get age(){
return this.#a}join({epoch:t,seq:e,events:s,gap:i}){let o=this.#i,r=this.#r&&t===this.#t,a=t!=null,c=o&&!i&&!this.#o&&a&&t===this.#t;if(this.#i=!0,this.#n=[],c){
let h=this.#d(s);return this.#s=this.#e<e?e:null,{entries:h,reset:!1,gap:!1}}return a?(this.#h(t,e),{entries:s.map(h=>this.present(h)),reset:!0,gap:o&&!r}):(this.#h(
null,null),{entries:[],reset:!o,gap:o})}live(t){return this.#u(t),t.seq==null?[this.present(t)]:t.seq<=this.#e?[]:this.#s===null&&t.seq===this.#e+1?(this.#e=t.seq,
[this.present(t)]):(this.#n.push(t),this.#s??=t.seq-1,[])}page(t){let e=this.#e,s=this.#d(t);if(t.some(r=>r.seq>this.#e+1)||this.#e===e&&this.#e<this.#s)return this.#o=
!0,s;if(this.#e<this.#s)return s;this.#s=null;let o=this.#n;this.#n=[];for(let r of o)s.push(...this.live(r));return s}present(t){if(this.#c.has(t.user?.id))return t.
type==="message"?Ss(t):xn(t);if(t.type!=="message")return t;let e=this.#l.get(t.seq);return e?Es(t,e):t}forget(){this.#o=!0}skip(){this.#o=!0,this.#r=!0}erase(t){
this.#c.add(t)}#h(t,e){this.#t=t,this.#e=e,this.#s=null,this.#o=!1,this.#r=!1,this.#a+=1,this.#l.clear()}#d(t){let e=[];for(let s of t)s.seq===this.#e+1&&(this.#e=
s.seq,this.#u(s),e.push(this.present(s)));return e}#u(t){if(t.type!=="edit"&&t.type!=="delete")return;let e=this.#l.get(t.target);e&&e.seq>=t.seq||(this.#l.delete(
t.target),this.#l.set(t.target,t),this.#l.size>2e3&&this.#l.delete(this.#l.keys().next().value))}};function Es(n,t){let{seq:e,user:s,time:i}=t,o=Math.max(n.edited?.
seq??0,n.deleted?.seq??0);return n.deleted||o>=e?n:t.type==="delete"?{...n,text:null,deleted:{seq:e,user:s,time:i}}:t.text==null?n:{...n,text:t.text,edited:{seq:e,
user:s,time:i}}}function Ss(n){return{...xn(n),deleted:n.deleted??{}}}function xn(n){return{...n,text:null,user:{id:n.user.id,name:""}}}function rt({entries:n,quotes:t},e){let[s,i]=[0,n.length];for(;s<i;){let o=s+i>>1;[s,i]=n[o].seq<e?[o+1,i]:[s,o]}return n[s]?.seq===e?n[s]:t[e]}function En(n,t){
let e=Ts(n,s=>s.seq===t.target?Es(s,t):s);return t.type==="delete"?On(e,t.target):e}function Sn(n,t){let{[t]:e,...s}=n.people,{[t]:i,...o}=n.typing,r=e?{...s,[t]:{
...e,name:""}}:n.people,a=n.entries.filter(h=>h.user.id===t),c=Ts({...n,people:r,typing:o},h=>h.user.id===t?Ss(h):h);return[...a,...n.search?.results??[]].filter(
h=>h.user.id===t).reduce((h,{seq:d})=>On(h,d),c)}function Tn(n,t){let e=c=>c?.user.id===t.id,s=c=>e(c)?{...c,user:t}:c,i=c=>e(c)||e(c.edited)||e(c.deleted)?{...c,
user:e(c)?t:c.user,edited:s(c.edited),deleted:s(c.deleted)}:c,{people:o,members:r,typing:a}=n;return Ts({...n,people:t.id in o?{...o,[t.id]:t}:o,members:r?.[t.id]?
{...r,[t.id]:{...r[t.id],user:t}}:r,typing:t.id in a?{...a,[t.id]:{...a[t.id],name:t.name}}:a},i)}function Ts(n,t){let e=Object.entries(n.quotes).map(([s,i])=>[
s,i&&t(i)]);return{...n,entries:n.entries.map(t),quotes:e.length>0?Object.fromEntries(e):n.quotes,reply:n.reply&&t(n.reply),search:n.search&&{...n.search,results:n.
search.results.map(t)}}}function On(n,t){let{search:e,reply:s,editing:i,removing:o}=n;return{...n,search:e&&{...e,results:e.results.filter(r=>r.seq!==t)},reply:s?.
seq===t?null:s,editing:i?.seq===t?null:i,removing:o?.seq===t?null:o}}function Mn(n){return Object.freeze(Object.fromEntries(n.map(({id:t,name:e})=>[t,e??""])))}function jn(n,{id:t,name:e}){return Object.freeze({...n,[t]:e??""})}function An(n,t){
let{[t]:e,...s}=n;return Object.freeze(s)}function Os(n,t){return{...n,revealed:{...n.revealed,...Object.fromEntries(t.map(e=>[e,!0]))}}}function U(n,{ignored:t={},
revealed:e={}}){return n.user.id in t&&!e[vt(n)]}function vt({seq:n,time:t}){return n??t}function A(n){let t,e=!1;return()=>(e||(t=n(),e=!0),t)}var kr=/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g,xr=/^[A-Za-z0-9_\-=@,.;~]{1,164}$/,Er=A(()=>new RegExp("^(?:\\p{Extended_Pictographic}(?:[\\u{1f3fb}-\\u{1f3ff}\
]|\\ufe0f|\\u200d\\p{Extended_Pictographic})*|\\p{RI}{2}|\\s){1,12}$","u")),Sr=/^[\x20-\x7e]*$/,Tr=12;function O(n){let t=n.replace(/\r\n?/g,`
`).replace(kr,"");return(t.toWellFormed?t.toWellFormed():t).replace(/^\s*\n/,"").trimEnd()}var Pt=A(()=>globalThis.Intl?.Segmenter&&new Intl.Segmenter(void 0,{granularity:"\
grapheme"}));function Dt(n){return Sr.test(n)?[...n]:Pt()?Array.from(Pt().segment(n),({segment:t})=>t):n.match(new RegExp("\\P{M}\\p{M}*|\\p{M}","gsu"))??[]}function Ms(n,t){
if(Pt())return Pt().segment(n).containing(t)?.index??t;let e=n.charCodeAt(t);return e>=56320&&e<=57343?t-1:t}function kt(n){let t=0;for(let e of n)t+=1;return t}
function zt(n){let t=[],e="",s=0;for(let i of n){let o=i.normalize("NFKD").toLowerCase();for(let r=0;r<o.length;r+=1)t.push(s);e+=o,s+=i.length}return t.push(s),
{folded:e,places:t}}function Ht(n){return xr.test(n)}function Wt(n){return n.normalize("NFKD").replace(new RegExp("\\p{M}","gu"),"").trim().replace(/^#+/,"").replace(
/\s+/g,"-").replace(/[^A-Za-z0-9_\-=@,.;~]/g,"").replace(/^~+/,"").slice(0,164)}function $n(n){let t=n.normalize("NFC").trim().split(/[\s._-]+/).filter(s=>/[\p{L}\p{N}]/u.
test(s));if(t.length===0)return Dt(n).find(s=>new RegExp("\\p{Extended_Pictographic}|\\p{RI}","u").test(s))??"?";let e=Ln(t[0]);return t.length===1||/[\u2e80-\u9fff\uac00-\ud7af]/.
test(e)?e.toLocaleUpperCase():(e+Ln(t.at(-1))).toLocaleUpperCase()}function Ln(n){return Dt(n).find(t=>/[\p{L}\p{N}]/u.test(t))}function _n(n){let t=2166136261;
for(let e of n)t=Math.imul(t^e.codePointAt(0),16777619)>>>0;return((t^t>>>15)>>>0)%Tr}function Cn(n){return n.length<=40&&Er().test(n)&&n.trim()!==""}var Yt="~",Or=8,Mr=80,qn=A(()=>/[\p{L}\p{N}\p{M}_]/u),js=A(()=>/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u);function xt(n){return/[@＠﹫]/.
test(n)}function As(n,t){if(!xt(n))return[];let{folded:e,places:s}=zt(n),i=[...new Set(t)].map(at).filter(({word:r})=>r!=="");i.sort((r,a)=>a.word.length-r.word.
length||r.guest-a.guest);let o=[];for(let r=e.indexOf("@");r>=0;r=e.indexOf("@",r+1)){let a=e[r+1]===Yt,c=r+(a?2:1),h=({word:u,guest:m})=>(m||!a)&&e.startsWith(
u,c)&&Ar(e,c+u.length),d=Pn(e,r)&&i.find(h);d&&o.push({from:s[r],to:s[c+d.word.length],name:d.name})}return o}function In(n,t,e){return!t?.name||!n?!1:As(n,[t.name,
...e.map(({name:s})=>s)]).some(({name:s})=>s===t.name)}function Nn(n,t,e){let s=n.slice(Math.max(0,t-Mr),t),i=Math.max(s.lastIndexOf("@"),s.lastIndexOf("\uFF20"));
if(i<0||!Pn(s,i)||/^\s|\n/.test(s.slice(i+1)))return null;let{folded:o}=zt(s.slice(i+1)),r=o.replace(/^~/,""),a=r===o?e:e.filter(({name:u})=>at(u).guest),c=a.filter(
({name:u})=>at(u).word.startsWith(r)),h=a.filter(({name:u})=>!c.some(m=>m.name===u)&&jr(u,r)),d=[...c,...h].slice(0,Or);return d.length>0?{from:t-s.length+i,to:t,
users:d}:null}function Rn(n,{from:t,to:e},s,i){let o=at(s.name),r=i.some(({id:u,name:m})=>u!==s.id&&at(m).word===o.word),a=o.guest&&!r?s.name.slice(Yt.length):s.
name,c=`${n.slice(0,t)}@${a}`,h=n.slice(e),d=/^\s/.test(h)?"":" ";return{text:c+d+h,caret:c.length+1}}function Bt(n,{me:t,ignored:e,marks:s={}}){let i=n.entries.
map(({user:c})=>c).reverse(),o=Object.values(n.people).sort((c,h)=>c.name.localeCompare(h.name)),r=Object.values(n.members??{}).map(({user:c})=>c),a=new Map;for(let c of[
...i,...o,...r]){let h=n.people[c.id]??c;h.name!==""&&h.id!==t?.id&&!(h.id in e)&&!a.has(h.id)&&a.set(h.id,h.id in s?{...h,mark:s[h.id]}:h)}return[...a.values()]}
function at(n){let t=n.startsWith(Yt);return{name:n,guest:t,word:zt(t?n.slice(Yt.length):n).folded}}function jr(n,t){return at(n).word.split(/[\s._-]+/).some(e=>t!==
""&&e.startsWith(t))}function Pn(n,t){let e=/.?$/su.exec(n.slice(Math.max(0,t-2),t))[0];return!qn().test(e)||js().test(e)}function Ar(n,t){let e=/.$/su.exec(n.slice(
Math.max(0,t-2),t))?.[0]??"",s=/^./su.exec(n.slice(t,t+2))?.[0]??"";return new RegExp("\\p{M}","u").test(s)?!1:!qn().test(s)||js().test(s)||js().test(e)}var Lr={most:200,kept:120},$r={most:150,kept:100};function G(n){return n.to<n.head}function Dn(n){return n.entries.length>=200}function zn(n,{open:t}){return Ls(
n,t?Lr:$r)}function Hn(n){return n.entries.length<=200||n.entries[199].seq==null?n:$s({...n,to:n.entries[199].seq},n.entries.slice(0,200))}function Wn(n){return Ls(
n,{most:200,kept:200})}function Yn(n){let t={from:n.head+1,to:n.head,older:n.head>=n.first,loading:null};return G(n)?$s({...n,...t},[]):Ut(n)}function Ut(n){return G(
n)?n:Ls(n,{most:100,kept:100})}function Bn(n){return n.divider!==null&&n.from>n.divider+1}function Ls(n,{most:t,kept:e}){if(n.entries.length<=t)return n;let s=n.
entries.slice(-e),i=s[0].seq!=null;return $s({...n,from:i?s[0].seq:n.from,older:i},s)}function $s(n,t){let e={},s=[...t,...n.pending].map(({reply_to:i})=>i).filter(
i=>i!=null);if(s.length>0){let i=new Map(n.entries.map(o=>[o.seq,o]));for(let o of s){let r=i.get(o)??n.quotes[o];r!==void 0&&(e[o]=r)}}return{...n,entries:t,quotes:e}}function Un(n,t,e){let s=n.entries.filter(a=>Ft(a,e)&&a.seq>t).length,i=t+1<n.from&&n.head>t,o=i?n.head-t:s,r={...n,seen:t,unread:o,about:i,divider:o>0?t:null,missed:o};
return{...r,called:Cs(r,t,e)}}function Fn(n,t,{watched:e,replayed:s,...i}){if(!Ft(t,i))return e?{...n,divider:null,missed:0,about:!1}:n;if(t.seq!=null&&t.seq<=n.
seen||e&&!s)return n;let r=s?n.missed===0:n.unread===0,a=r?(t.seq??n.head+1)-1:n.divider,c=s?n.missed+1:r?0:n.missed,h=n.called+(lt(t,n,i)?1:0);return{...n,divider:a,
missed:c,...e?{unread:0,called:0}:{unread:n.unread+1,called:h}}}function Et(n,t,e){if(t<=n.seen&&(n.unread===0||t<n.head))return n;let s=Math.max(n.seen,t);if(s>=
n.head)return{...n,seen:s,unread:0,called:0};let i=s+1<n.from?n.called:Math.min(n.called,Cs(n,s,e));return{...n,seen:s,called:i,unread:n.about?n.head-s:qr(n,s,e)}}
function _s(n,t){let e=Bn(n)?Math.max(n.missed,n.unread):n.missed;return Et(e===n.missed?n:{...n,missed:e},n.head,t)}function lt(n,t,{me:e}){return n.deleted||n.
user.id===e?.id?!1:Cr(n,t,e)||xt(n.text)&&In(n.text,e,Object.values(t.people))}function Gn(n,t,e,s){let i={...n,quotes:{...n.quotes,[t]:e}};return n.unread===0||
e?.user.id!==s.me?.id?i:{...i,called:Math.max(n.called,Cs(i,n.seen,s))}}function Cr({reply_to:n},t,e){return n!=null&&e!=null&&rt(t,n)?.user.id===e.id}function Cs(n,t,e){
return n.entries.filter(i=>i.seq>t&&Ft(i,e)).filter(i=>lt(i,n,e)).length}function qr(n,t,e){let s=n.entries.filter(i=>Ft(i,e)&&i.seq>n.seen&&i.seq<=t);return Math.
max(0,Math.min(n.unread-s.length,n.head-t))}function Ft(n,{me:t,ignored:e}){return n.user.id!==t?.id&&!n.deleted&&!U(n,{ignored:e})}var Kn=200;function Ir(n,t,{me:e,ignored:s}){let i=n.user.id===e?.id;return n.type!=="message"||i||n.deleted||U(n,{ignored:s})?null:t.kind==="direct"?{title:n.user.
name,body:Jn(n.text)}:lt(n,t,{me:e})?{title:[n.user.name,...Nr(t)].join(" \xB7 "),body:Jn(n.text)}:null}function Nr({id:n,title:t}){let e=t||(n.startsWith("~")?
"":`#${n}`);return e===""?[]:[e]}var Gt=class{#t;#e;#s;#n;#i;#o;#r=new Map;constructor({client:t,model:e,store:s,desktop:i,show:o,original:r=async()=>{},words:a=()=>""}){
this.#t=e,this.#e=s,this.#s=i,this.#n=o,this.#i=r,this.#o=a,t.addEventListener("entries",({detail:c})=>this.#a(c)),t.addEventListener("joined",({detail:c})=>this.#h(
c.room)),t.addEventListener("left",({detail:c})=>this.#d(c.room)),t.addEventListener("activity",({detail:c})=>this.#c(c))}get state(){let{permission:t}=this.#s;
return t!=="granted"&&t!=="default"?t:t==="granted"&&this.#e.alerts?"on":"off"}async turn(){this.state==="on"?this.#e.alerts=!1:(this.#s.permission==="granted"||
await this.#s.ask()==="granted")&&(this.#e.alerts=!0)}#a({room:t,entries:e,replayed:s}){if(s){this.#h(t);return}let i=!this.#s.visible&&this.#e.alerts;for(let o of i?
e:[])this.#l(t,o)}async#l(t,e){let s=this.#t.state.rooms[t];s&&e.reply_to!=null&&rt(s,e.reply_to)===void 0&&await this.#i(t,e.reply_to);let i=this.#t.state.rooms[t],
o=i?Ir(e,i,this.#t.state):null;o&&this.#u&&this.#m(o,{room:t,seq:e.seq??null,tag:Rr(i,e)})}#c({room:t,seq:e}){this.#u&&t.startsWith("~")&&!this.#r.has(t)&&this.#r.
set(t,e)}async#h(t){await null;let e=this.#t.state.rooms[t];if(e&&e.to>=(this.#r.get(t)??1/0)){let s=this.#r.get(t);this.#r.delete(t);let i=e.entries.filter(({seq:o})=>o>=
s).at(-1);i&&await this.#l(t,i)}}#d(t){let e=this.#t.state.lines[t],s=e?.kind==="direct"?e.other:null,i=this.#r.get(t);if(this.#r.delete(t),i!==void 0&&this.#u&&
s&&!(s.id in this.#t.state.ignored)){let o=this.#o("alerts.direct",{name:s.name});this.#m({title:s.name,body:o},{room:t,seq:null,tag:`${t}/${e.epoch}/${i}`})}}get#u(){
return!this.#s.visible&&this.state==="on"}async#m(t,{room:e,seq:s,tag:i}){await this.#s.isWatched()||!await this.#s.isFirst(i)||this.#s.show({...t,tag:i,click:()=>this.#n(
e,s)})}};function Rr({id:n,epoch:t},{seq:e,time:s}){return`${n}/${t}/${e??s}`}function Jn(n){let t=Dt(n);return t.length>Kn?`${t.slice(0,Kn).join("")}\u2026`:n}var Kt=class{#t;#e;constructor({client:t,model:e}){this.#t=t,this.#e=e}revise(t){this.#i("editing",{entry:t})}reviseLast(){let{room:t,state:e}=this.#e,s=t?.can?.
includes("edit_own")&&!e.unable.includes("edit"),i=r=>r.user.id===e.me?.id&&r.seq!=null&&!r.deleted,o=s?t.entries.findLast(i):void 0;return o&&this.revise(o),o!==
void 0}write(t,e){this.#n({what:"editing",seq:t,text:e,error:null})}async save(){let{room:t,state:e}=this.#e,{seq:s,text:i,busy:o}=t.editing,r=O(i),a=t.entries.
find(h=>h.seq===s)?.text,c=e.limits.text??1/0;o||r.trim()===""||(r===a?this.revise(null):kt(r)>c?this.#n({what:"editing",seq:s,error:{code:"too_large"}}):await this.#s(
"editing","edit",s,()=>this.#t.edit(t.id,s,r)))}doubt(t){this.#i("removing",{entry:t})}async remove(){let{id:t,removing:e}=this.#e.room;e.busy||await this.#s("r\
emoving","delete",e.seq,()=>this.#t.delete(t,e.seq))}async#s(t,e,s,i){let o=this.#e.room.id;this.#n({what:t,seq:s,busy:!0,error:null});try{await i(),this.#e.state.
rooms[o]?.[t]?.seq===s&&this.#e.dispatch({type:t,room:o,entry:null})}catch(r){r.code==="unknown_type"&&this.#e.dispatch({type:"unable",what:e}),this.#e.dispatch(
{type:"inHand",room:o,news:{what:t,seq:s,busy:!1,error:r}})}}#n(t){this.#i("inHand",{news:t})}#i(t,e){this.#e.dispatch({type:t,room:this.#e.state.active,...e})}};var N=Object.freeze({now:()=>globalThis.performance.now(),time:()=>Date.now(),after:(n,t)=>{let e=globalThis.performance.now()+n,s,i=r=>{s=r>2147483647?globalThis.
setTimeout(o,2147483647):globalThis.setTimeout(t,r)},o=()=>i(e-globalThis.performance.now());return i(n),()=>globalThis.clearTimeout(s)}});var Jt=class{#t;#e;#s;#n=0;constructor({random:t=Math.random,first:e=1e3,most:s=3e4}={}){this.#t=t,this.#e=e,this.#s=s}next(){let t=Math.min(this.#s,this.#e*2**
this.#n);return this.#n+=1,Math.round(this.#t()*t)}reset(){this.#n=0}};function Vn(n,t){let e=t?.code??n;return e>=4500&&e<=4999?!1:e>=4e3&&e<=4499?!0:t==null||
t.retry_after!==void 0}var Zn=new RegExp("\\p{Surrogate}","u");function Vt(n,t={}){let{type:e,text:s}=n;if((e==="say"||e==="edit")&&typeof s=="string"){let r=Pr(s);if(r>t.text){let a=`\
it has ${r} characters, and the server takes ${t.text}`;throw new w("too_large",a,{field:"text"})}}let i=Dr(n),o=zr(i);if(o>t.message)throw new w("too_large",`t\
he command has ${o} bytes, and the server takes ${t.message}`);return i}function Pr(n){let t=0;for(let e of n)t+=1;return t}function Dr(n){let t="",e=(i,o)=>((Zn.
test(i)||typeof o=="string"&&Zn.test(o))&&(t||=i),o),s;try{s=JSON.stringify(n,e)}catch(i){throw new w("invalid",`it cannot be written as JSON: ${i.message}`)}if(t)
throw new w("invalid","half of a character (a lone surrogate) cannot be sent",{field:t});return s}function zr(n){return new TextEncoder().encode(n).length}var Hr=1e4,Wr=15e3,Qn=25e3,Yr=500,Br=4e3,Ur=5e3,Zt=class extends EventTarget{#t;#e;#s=new Map;#n=new Map;#i=0;#o;#r=Qn;#a=()=>{};#l={};#c=!1;#h=!1;#d=null;#u=!1;#m=null;#p=!1;constructor({
url:t,WebSocket:e,clock:s}){super(),this.#e=s,this.#o=s.now(),this.#t=new e(t,["chatd.v1"]),this.#a=s.after(Wr,()=>this.#b(1006,"no answer")),this.#t.onopen=()=>this.#c=
!0,this.#t.onmessage=({data:i})=>this.#g(i),this.#t.onclose=({code:i,reason:o})=>this.#b(i,o),this.#t.onerror=()=>this.#f()}get over(){return this.#p}command(t,e={},s=i=>i){
if(this.#p)return Promise.reject(new w("disconnected"));this.#i+=1;let i=this.#i;return new Promise((o,r)=>{let a=Vt({type:t,...e,ref:i},this.#l);this.#s.set(i,
{settle:s,resolve:o,reject:r}),this.#t.send(a)})}async patiently(t,e,s){for(;;)try{return await this.command(t,e,s)}catch(i){if(!i.passing)throw i;await this.pause(
i.retryAfter??1e3)}}pause(t){return new Promise((e,s)=>{let i=this.#e.after(t,()=>{this.#n.delete(i),e()});this.#n.set(i,s)})}check(){return this.#p||!this.#h?Promise.
resolve(!1):(this.#d??=this.#S(Br).finally(()=>this.#d=null),this.#d)}close(t=1e3,e=""){this.#b(t,e)}#f(){this.#p||(this.#a(),this.#a=this.#e.after(Yr,()=>this.#b(
1006,"error")))}#g(t){if(this.#p)return;this.#o=this.#e.now(),this.#u=!1;let e=Fr(t);if(e===null){this.#b(1006,"a frame that is no JSON object");return}if(e.type===
"error"&&e.ref===void 0&&e.code==="bad_frame"){this.#b(1006,"a command that the server could not read");return}if(e.type==="ok"||e.type==="error"||e.type==="pon\
g"){this.#w(e);return}e.type==="welcome"?(this.#c=!0,this.#h=!0,this.#l=e.limits??{},this.#r=(e.heartbeat??Qn/1e3)*1e3,this.#v(this.#r)):e.type==="bye"&&(this.#m=
e),this.dispatchEvent(new CustomEvent("event",{detail:e}))}#w(t){let e=this.#s.get(t.ref);if(this.#s.delete(t.ref),!!e){if(t.type==="error"){e.reject(w.from(t));
return}try{e.resolve(e.settle(t))}catch(s){e.reject(s)}}}#v(t){this.#a(),this.#a=this.#e.after(t,()=>this.#k())}#k(){let t=this.#e.now()-this.#o;if(t<this.#r){this.#v(
this.#r-t);return}this.#S(Hr)}#S(t){let e=this.#e.now();this.#u=!0;let s=this.command("ping").then(()=>!0,({code:i})=>i!=="disconnected");return this.#a(),this.#a=
this.#e.after(t,()=>{let i=this.#e.now()-e>t+Ur;this.#u?i?this.#S(t):this.#b(1006,"silence"):this.#k()}),s}#b(t,e){if(this.#p)return;this.#p=!0,this.#a(),this.#t.
onmessage=null,this.#t.onclose=null,this.#t.readyState<2&&this.#t.close(1e3);let s=new w("disconnected");for(let{reject:i}of this.#s.values())i(s);for(let[i,o]of this.#n)
i(),o(s);this.dispatchEvent(new CustomEvent("closed",{detail:{code:t,reason:e,bye:this.#m,opened:this.#c}}))}};function Fr(n){try{let t=JSON.parse(n);return t!==
null&&typeof t=="object"?t:null}catch{return null}}var Gr=1e4,Kr={offline:()=>"this device is offline",server_unreachable:({url:n,detail:t})=>`no chatd answers at ${n}${t?`: ${t}`:""}`,server_busy:({url:n,detail:t})=>`\
the server at ${n} takes no more connections now: ${t}`,origin_not_allowed:({url:n,origin:t})=>`the server at ${n} does not let pages of ${t} in: add "${t}" to \
\`origins\` in [server] of its configuration; if the page came from that server, its proxy has to pass on the Host`,upgrade_refused:({url:n})=>`the server at ${n}\
 can be reached over HTTP, but no WebSocket can be opened: a proxy on the way does not pass on the fields Upgrade and Connection`},Qt=class{#t;#e;#s;#n;#i=0;#o=null;#r=!1;#a=null;#l=new Set;constructor({
url:t,fetch:e,clock:s,tell:i}){this.#t=String(t),this.#e=e,this.#s=s,this.#n=i}get known(){return this.#a}reached(){this.#i=0,this.#o=null,this.#r=!1,this.#a=null}failed(){
this.#i+=1;let t=(this.#i&this.#i-1)===0;this.#o===null&&(t||this.#r&&this.#a===null)&&this.#c()}async#c(){let t={};this.#o=t;let e=await this.#h();if(this.#o!==
t)return;if(this.#o=null,e.reason==="upgrade_refused"&&!this.#r){this.#r=!0;return}this.#r=e.reason==="upgrade_refused";let{reason:s}=e,i=Kr[s](e);this.#a={reason:s,
message:i},(s==="origin_not_allowed"||s==="upgrade_refused")&&!this.#l.has(s)&&(this.#l.add(s),globalThis.console?.warn(`chatd: ${i}`)),this.#n(this.#a)}async#h(){
if(globalThis.navigator?.onLine===!1)return{reason:"offline"};if(!this.#e)return{reason:"server_unreachable",url:this.#t};let{origin:t,url:e,href:s}=this.#u();try{
let i=await this.#d(s),o={origin:t,url:e,detail:`HTTP ${i.status}`};if(i.status===429||i.status===503)return{reason:"server_busy",...o};let{origin_allowed:r}=await i.
json().catch(()=>null)??{};return typeof r!="boolean"?{reason:"server_unreachable",...o}:{reason:r?"upgrade_refused":"origin_not_allowed",...o}}catch(i){return{
reason:"server_unreachable",url:e,detail:i instanceof w?i.message:""}}}async#d(t){let e=new AbortController,s=this.#s.after(Gr,()=>e.abort(new w("timeout","no a\
nswer")));try{let i=this.#e;return await i(t,{credentials:"omit",cache:"no-store",signal:e.signal})}finally{s()}}#u(){let t=new URL(this.#t,globalThis.location?.
href);t.protocol={"wss:":"https:","ws:":"http:"}[t.protocol]??t.protocol,t.hash="";let e=t.href,s=globalThis.location?.origin??"";return s&&t.searchParams.set("\
origin",s),{origin:s,url:e,href:t.href}}};var Jr=1e4,Vr=3,Zr=4e3,Qr=/^\s*[\x21-\x7e]+\s*$/,Xt=class extends EventTarget{#t;#e;#s;#n=null;#i={state:"idle"};#o=()=>{};#r=0;#a=!1;#l;constructor({url:t,credentials:e,
exclusive:s,WebSocket:i,fetch:o,clock:r,random:a}){super(),this.#t={url:t,credentials:e,exclusive:s,WebSocket:i},this.#e=r,this.#s=new Jt({random:a}),this.#l=new Qt(
{url:t,fetch:o,clock:r,tell:c=>this.#k(c)})}get state(){return this.#i}get link(){return this.#i.state==="online"?this.#n:null}open(){this.#n===null&&!this.#a&&
this.#c()}retry(){this.#a&&this.#c()}async check(){let t=this.#n;return t===null?(this.retry(),!1):this.#i.state==="connecting"&&this.#e.now()-this.#r>=Zr?(this.#n=
null,t.close(),this.#c(),!1):t.check()}close(){this.#S(),this.#b("idle")}fail(t){this.#n?.close(1e3,t)}#c(){this.#h(),this.#r=this.#e.now();let{url:t,WebSocket:e}=this.#t,
s;try{s=new Zt({url:t,WebSocket:e,clock:this.#e})}catch(i){this.#b("refused",{error:new w("invalid",i.message,{field:"url"})});return}this.#n=s,s.addEventListener(
"event",({detail:i})=>this.#d(s,i)),s.addEventListener("closed",({detail:i})=>this.#v(s,i)),this.#b("connecting",this.#l.known)}#h(){this.#o(),this.#a=!1}#d(t,e){
this.#y("event",e),e.type==="welcome"?(this.#l.reached(),this.#u(t,e)):e.type==="expiring"&&t===this.link&&this.#f(t)}async#u(t,{user:e,account:s}){try{e?this.#w(
{user:e,account:s,expires:s?.expires}):await this.#p(t)}catch(i){this.#m(t,i);return}t.over||(this.#b("online"),this.#y("online",t))}#m(t,e){t.over||(e instanceof
w?(this.#S(),this.#b("refused",{error:e})):t.close(1e3,String(e?.message??e)))}async#p(t){let e=i=>this.#w(i),s=await this.#g({});for(let i=1;;i+=1){if(!s)throw new w(
"login_required");try{await t.patiently("login",s,e);return}catch(r){if(!(s.token&&(r.code==="bad_token"||r.code==="expired"))||i===Vr)throw r}if(await this.#t.
exclusive(async()=>(s=await this.#g({refused:s.token}),!s||s.token?!1:t.patiently("login",s,e).then(()=>!0))))return}}async#f(t){try{let e=typeof this.#t.credentials==
"function"&&await this.#g({expiring:!0});e&&e.token&&!t.over&&await t.patiently("login",{token:e.token},s=>this.#w(s))}catch{}}async#g(t){let{credentials:e}=this.#t,
s=await(typeof e=="function"?e(t):e);if(s?.token&&!Qr.test(s.token)){let i=`the token is none: it begins with ${JSON.stringify(String(s.token).slice(0,20))}`;throw typeof e==
"function"?new Error(i):new w("bad_token",i)}return s&&(s.token||s.guest!==void 0)?{...s,...s.token&&{token:s.token.trim()}}:null}#w({user:t,token:e,expires:s,account:i}){
this.#y("login",{user:t,token:e,expires:s,account:i})}#v(t,{code:e,reason:s,bye:i,opened:o}){if(t!==this.#n)return;if(this.#n=null,this.#y("lost"),!Vn(e,i)){this.#b(
"ended",{code:i?.code??e,reason:i?.reason??s});return}this.#e.now()-this.#r>=Jr&&this.#s.reset();let r=i?.retry_after??this.#s.next();this.#o=this.#e.after(r,()=>this.#c()),
this.#a=!0;let a={wait:r,until:this.#e.time()+r,code:e,reason:s},{known:c}=this.#l;this.#b(c?"unreachable":"waiting",{...a,...c}),o||this.#l.failed()}#k(t){if(this.#a){
let{until:e,code:s,reason:i}=this.#i;this.#b("unreachable",{wait:e-this.#e.time(),until:e,code:s,reason:i,...t})}else this.#i.state==="connecting"&&this.#b("con\
necting",t)}#S(){this.#h(),this.#l.reached();let t=this.#n;this.#n=null,t?.close(),this.#y("lost")}#b(t,e={}){this.#i={state:t,...e},this.#y("state",this.#i)}#y(t,e){
this.dispatchEvent(new CustomEvent(t,{detail:e}))}};var Xr=5,te=class{#t=[];#e=new Map;#s=new Map;get items(){return this.#t.map(t=>({...t}))}add({error:t=null,...e}){this.#t.push({...e,state:t?"failed":"waiting",
error:t});let s=new Promise((i,o)=>this.#e.set(e.key,{resolve:i,reject:o}));return s.catch(()=>{}),t&&this.#e.get(e.key).reject(t),s}next(){if(this.#t.some(e=>e.
state==="sending"))return null;let t=this.#t.find(e=>e.state==="waiting");return t?(t.state="sending",t):null}settle(t,e){return t==null||!this.#i(t)?!1:(this.#o(
t)?.resolve(e),!0)}fail(t,e){let s=this.#n(t);s&&(s.state="failed",s.error=e,this.#s.delete(t),this.#e.get(t)?.reject(e))}hold(t,e){let s=this.#n(t);s?.state===
"sending"&&(s.state="waiting",s.error=e)}again(t){let e=this.#n(t);if(e?.state==="failed"){let s=this.#t.indexOf(e);this.#t.splice(s,1),this.#t.push({...e,state:"\
waiting",error:null})}}discard(t){let e=this.#n(t);return!e||e.state==="sending"?!1:(this.#i(t),this.#o(t)?.reject(new w("discarded")),!0)}lost(){for(let{key:t,
state:e}of[...this.#t]){if(e!=="sending")continue;let s=(this.#s.get(t)??0)+1;if(this.#s.set(t,s),s>=Xr){let i=`the connection was lost ${s} times while this me\
ssage was being sent`;this.fail(t,new w("unanswered",i))}else this.#n(t).state="waiting"}}reject(t){for(let{reject:e}of this.#e.values())e(t)}#n(t){return this.#t.
find(e=>e.key===t)}#i(t){let e=this.#t.findIndex(s=>s.key===t);return this.#s.delete(t),e>=0&&this.#t.splice(e,1).length>0}#o(t){let e=this.#e.get(t);return this.#e.
delete(t),e}};var ta=100,ea=1e3,sa=6e4,ee=class{#t;#e;#s;#n;#i;#o;#r;#a=null;#l=null;#c=!1;#h=!1;#d;#u=new te;constructor(t,{limit:e,since:s,far:i,tell:o,clock:r,user:a,limits:c}){
this.#t=t,this.#e=e,this.#s=i,this.#d=new Rt(s),this.#n=o,this.#i=r,this.#o=a,this.#r=c}get outbox(){return this.#u.items}get position(){return this.#d.since}sit(t){
return this.#a!==t&&(this.#a=t,this.#l=this.#f(t)),this.#l}rise(){this.#a=null,this.#c=!1,this.#h=!1,this.#u.lost(),this.#E()}abandon(t){this.#u.reject(t)}receive(t){
if(t.type==="room"&&t.epoch!==void 0&&t.epoch!==this.#d.epoch){this.#d.forget(),this.#n("room",t),this.#S();return}t.type==="erase"&&this.#d.erase(t.user),["mes\
sage","edit","delete"].includes(t.type)?(this.#T(this.#d.live(t),{replayed:!1}),this.#k()):this.#n(t.type,t)}say(t,{key:e,reply_to:s,time:i=this.#i.time(),error:o,
timeout:r}){let a=o??this.#m({text:t,key:e,reply_to:s}),c=this.#u.add({key:e,text:t,reply_to:s,time:i,error:a});if(r!==void 0){let h=this.#i.after(r,()=>this.#A(
e,new w("timeout")));c.then(h,h)}return this.#E(),this.#y(),c}retry(t){this.#u.again(t),this.#E(),this.#y()}discard(t){let e=this.#u.discard(t);return this.#E(),
e}change(t,e){return this.#p(t,e,s=>{let{seq:i,time:o=this.#i.time(),text:r=e.text}=s,a={type:t,room:this.#t,seq:i,target:e.seq,user:this.#o(),time:o};return this.#T(
this.#d.live(t==="edit"?{...a,text:r}:a),{replayed:!1}),s})}read(t,e){let s=this.#d.age;return this.#p(t,e,i=>{if(s!==this.#d.age)throw new w("stale");return{...i,
events:i.events.map(o=>this.#d.present(o))}})}#m(t){try{return Vt({type:"say",room:this.#t,...t,ref:0},this.#r()),null}catch(e){return e}}#p(t,e,s){return this.#a?
this.#a.command(t,{room:this.#t,...e},s):Promise.reject(new w("offline"))}async#f(t){let e=this.#d.lost?void 0:this.#d.since,s=await t.patiently("join",{room:this.#t,
limit:this.#e,since:e},i=>(this.#g(i,e),i));return await this.#v(t),s}#g(t,e){if(e&&!t.gap&&t.seq-e.seq>this.#s){this.#d.skip();return}let{entries:s,reset:i,gap:o}=this.#d.
join(t);this.#x(s),this.#n("joined",{...t,events:s,reset:i,gap:o,since:i?null:e,replayed:!i}),this.#w(this.#a,t.presence).catch(()=>{})}async#w(t,e){for(;e?.more;)
e=await t.patiently("presence",{room:this.#t,after:e.next},s=>(this.#n("presence",{type:"presence",room:this.#t,joined:s.users,left:[],count:s.count}),s))}async#v(t){
for(this.#c=!1;this.#d.behind;){let e={room:this.#t,after:this.#d.seq,limit:ta};await t.patiently("history",e,s=>{this.#T(this.#d.page(s.events),{replayed:!0})})}
if(this.#d.lost){await this.#f(t);return}this.#c=!0,this.#y()}#k(){this.#c&&this.#d.behind&&this.#v(this.#a).catch(t=>this.#b(t))}#S(){this.#c&&(this.#c=!1,this.#f(
this.#a).catch(t=>this.#b(t)))}#b(t){t.code!=="disconnected"&&this.#n("left",{room:this.#t,error:t})}#y(){let t=this.#c&&!this.#h?this.#u.next():null;if(!t)return;
let e=this.#a,{key:s,text:i,reply_to:o}=t;this.#E();let r=this.#i.after(sa,()=>e.close(1e3,"no answer to a message"));e.command("say",{room:this.#t,text:i,key:s,
reply_to:o},a=>this.#O(t,a)).catch(a=>this.#M(e,t,a)).finally(r)}#O({key:t,text:e,reply_to:s,time:i},{seq:o,time:r=i,text:a=e}){let c={type:"message",room:this.#t,
seq:o,user:this.#o(),text:a,time:r,key:t,reply_to:s};this.#u.settle(t,c),this.#T(this.#d.live(c),{replayed:!1}),this.#E(),this.#k(),this.#y()}#M(t,{key:e},s){s.
code==="disconnected"||t!==this.#a||(s.passing?this.#j(t,e,s):this.#A(e,s))}#j(t,e,s){this.#h=!0,this.#u.hold(e,s),this.#E();let i=()=>{this.#h=!1,this.#y()};t.
pause(s.retryAfter??ea).then(i,()=>{})}#A(t,e){this.#u.fail(t,e),this.#E(),this.#y()}#T(t,{replayed:e}){t.length>0&&(this.#x(t),this.#n("entries",{room:this.#t,
entries:t,replayed:e}))}#x(t){t.filter(s=>s.type==="message"&&this.#u.settle(s.key,s)).length>0&&this.#E()}#E(){this.#n("outbox",{room:this.#t,items:this.#u.items})}};function qs(n=import.meta.url){let t=new URL("ws",n);return t.protocol=t.protocol==="https:"?"wss:":"ws:",t.href}function na(){let n=globalThis.crypto.getRandomValues(
new Uint8Array(16));return Array.from(n,t=>t.toString(16).padStart(2,"0")).join("")}var ia={rooms:"rooms",members:"members",presence:"users",sanctions:"sanction\
s",ignores:"users"},oa=new Set(["activity","seen","invited","reported","sanction"]),se=class extends EventTarget{#t;#e;#s;#n=new Map;#i=null;#o=null;#r={};constructor({
url:t=qs(),credentials:e=null,exclusive:s=h=>h(),WebSocket:i=globalThis.WebSocket,fetch:o=globalThis.fetch,clock:r=N,random:a=Math.random,key:c=na}={}){super(),
this.#e=r,this.#s=c,this.#t=new Xt({url:t,credentials:e,exclusive:s,WebSocket:i,fetch:o,clock:r,random:a});let h=(d,u)=>this.#t.addEventListener(d,({detail:m})=>this.#d(
u,m));h("state",d=>this.#l(d)),h("event",d=>this.#f(d)),h("login",d=>this.#u(d)),h("online",d=>this.#m(d)),h("lost",()=>this.#n.forEach(({seat:d})=>d.rise()))}get state(){
return this.#t.state}get user(){return this.#i}get account(){return this.#o}get limits(){return this.#r}get joined(){return[...this.#n.keys()]}connect(){this.#t.
open()}retry(){this.#t.retry()}check(){return this.#t.check()}disconnect(){this.#t.close()}position(t){return this.#n.get(t)?.seat.position}join(t,{limit:e=50,since:s,
far:i=1/0,timeout:o}={}){let r=this.#n.get(t);if(!r){let c=(u,m)=>this.#w(u,m),[h,d]=[()=>this.#i,()=>this.#r];r={seat:new ee(t,{limit:e,since:s,far:i,tell:c,clock:this.#e,
user:h,limits:d})},this.#n.set(t,r)}r.answer||(r.answer=new Promise((c,h)=>Object.assign(r,{resolve:c,reject:h})),r.answer.catch(()=>{}));let{answer:a}=r;if(o!==
void 0){let c=this.#e.after(o,()=>this.#h(t,r));a.then(c,c)}return this.state.state==="idle"?this.connect():this.#t.link?this.#p(t,r,this.#t.link):this.#c(this.
state),a}leave(t){let e=this.#n.get(t);e&&(this.#t.link?.command("leave",{room:t}).catch(()=>{}),this.#g(t),e.reject?.(new w("not_joined")))}say(t,e,{reply_to:s,
key:i=this.#s(),time:o,error:r,timeout:a}={}){let c=this.#a(t,h=>h.say(e,{reply_to:s,key:i,time:o,error:r,timeout:a}));return this.#c(this.state),c}outbox(t){return this.#n.
get(t)?.seat.outbox??[]}sayAgain(t,e){this.#n.get(t)?.seat.retry(e)}unsay(t,e){return this.#n.get(t)?.seat.discard(e)??!1}edit(t,e,s){return this.#a(t,i=>i.change(
"edit",{seq:e,text:s}))}delete(t,e){return this.#a(t,s=>s.change("delete",{seq:e}))}history(t,{before:e,after:s,limit:i=50}={}){return this.#a(t,o=>o.read("hist\
ory",{before:e,after:s,limit:i}))}search(t,e,{before:s,limit:i}={}){return this.#a(t,o=>o.read("search",{text:e,before:s,limit:i}))}export({after:t,limit:e}={}){
return this.command("export",{after:t,limit:e})}signal(t,e,s={}){return this.command("signal",{room:t,name:e,body:s})}presence(t){return this.list("presence",{room:t})}seen(t,e){
return this.command("seen",{room:t,seq:e})}rooms(){return this.list("rooms")}directory({text:t="",after:e,limit:s}={}){return this.command("directory",{text:t,after:e,
limit:s})}async list(t,e={}){let{link:s}=this.#t;if(!s)throw new w("offline");let i=ia[t],o=await s.command(t,e),r=[...o[i]];for(let a=o;a.more;r.push(...a[i]))
a=await s.patiently(t,{...e,after:a.next});return{...o,[i]:r}}async rename(t){let e=await this.command("rename",{name:t});return this.#u(e),e.user}command(t,e){
let{link:s}=this.#t;return s?s.command(t,e):Promise.reject(new w("offline"))}#a(t,e){let s=this.#n.get(t);return s?e(s.seat):Promise.reject(new w("not_joined"))}#l(t){
this.#w("state",t),this.#c(t.state==="idle"?{state:"ended",reason:"the client was disconnected"}:t)}#c({state:t,error:e,code:s,reason:i}){if(t!=="refused"&&t!==
"ended")return;let o=e??new w("closed",i||`the server closed the connection with ${s}`);for(let r of this.#n.values())r.reject?.(o),r.answer=null,r.seat.abandon(
o)}#h(t,e){if(this.#n.get(t)===e){let{message:s="no answer to the join"}=this.state,i=new w("timeout",s);this.#t.link?.command("leave",{room:t}).catch(()=>{}),e.
reject(i),this.#g(t,i)}}#d(t,e){try{t(e)}catch(s){this.#t.fail(`an event that cannot be understood: ${s.message}`)}}#u({user:t,token:e,expires:s,account:i=this.#o}){
this.#i=t,this.#o=i,this.#w("login",{user:t,token:e,expires:s,account:i})}async#m(t){for(let[e,s]of[...this.#n])await this.#p(e,s,t)}async#p(t,e,s){if(!(s.over||
this.#n.get(t)!==e))try{e.resolve?.(await e.seat.sit(s))}catch(i){i.code!=="disconnected"&&this.#n.get(t)===e&&(this.#g(t,i),e.reject?.(i))}}#f(t){t.type==="wel\
come"?this.#r=t.limits??{}:t.type==="me"&&(this.#i=t.user,this.#o=t.account??this.#o);let e=this.#n.get(t.room);if(t.room==null||oa.has(t.type)?this.#w(t.type,t):
e?.seat.receive(t),e&&t.type==="sanction"&&(t.action==="kick"||t.action==="ban")){let s=t.action==="ban"?"banned":"kicked";this.#g(t.room,new w(s,t.reason,t))}}#g(t,e){
this.#w("left",{room:t,error:e})}#w(t,e){if(t==="left"){let{seat:o}=this.#n.get(e.room)??{};o?.rise(),o?.abandon(e.error??new w("not_joined")),this.#n.delete(e.
room)}if(this.dispatchEvent(new CustomEvent(t,{detail:e})),t!=="joined"&&t!=="entries")return;let{room:s}=e;for(let o of e.events??e.entries)this.dispatchEvent(
new CustomEvent(o.type,{detail:{...o,room:s}}));let i=this.position(s);i&&this.dispatchEvent(new CustomEvent("position",{detail:{room:s,...i}}))}};function Is(n,t=null){if(n.can===null||n.can.includes("say"))return null;if(n.kind==="archived")return{why:"archived"};let e=t??n.muted;return e?{why:"muted",...e}:
{why:n.kind==="announce"?"announce":"forbidden"}}function Xn(n,t=null){let e=Is(n,t),s=["moderator","owner","admin"].includes(n.role);return e?.why==="forbidden"||
e?.why==="announce"&&s}function ti(n,t){return ne(n)?Math.max(0,n.pausedUntil-t):0}function ne({slow:n,can:t}){return n>0&&!(t?.includes("unslowed")??!1)}function ei(n,t){
return ne(n)&&t>n.pausedUntil?{...n,pausedUntil:t}:n}var ra=new Set(["say","signal","edit_own","invite","set"]);function Ns(n,t){let e=t&&n.can?n.can.filter(s=>!ra.
has(s)):n.can;return{...n,muted:t,can:e}}var la=700,ca=36e5,ha=500,oe=class{#t;#e;#s;#n;#i=new Map;#o=new Map;#r=()=>{};#a=null;constructor({client:t,model:e,clock:s,back:i}){this.#t=t,this.#e=e,this.#s=
s,this.#n=i,e.addEventListener("change",()=>this.#l()),t.addEventListener("sanction",({detail:o})=>this.#d(o)),t.addEventListener("state",({detail:o})=>this.#u(
o))}#l(){let{rooms:t,muted:e}=this.#e.state,s=Object.values(t),o=[...s.filter(a=>this.#i.get(a.id)!==a.barred?.until).map(ie),e,...s.map(a=>a.muted)].map(a=>a?.
until??1/0),r=Math.min(...o);this.#c(r===1/0?null:r),this.#m()}#c(t){if(t!==this.#a&&(this.#a=t,this.#r(),t!==null)){let e=Math.min(Math.max(t+la-this.#s.time(),
ha),ca);this.#r=this.#s.after(e,()=>this.#h())}}#h(){this.#a=null;let t=this.#s.time(),{rooms:e,muted:s}=this.#e.state;for(let o of Object.values(e)){let r=ie(o);
Rs(r,t)&&this.#i.get(o.id)!==r.until&&(this.#i.set(o.id,r.until),this.#n(o.id))}let i=Object.values(e).filter(o=>Rs(o.muted,t));Rs(s,t)&&this.#e.dispatch({type:"\
silenced",room:null,bound:null});for(let{id:o}of i)this.#e.dispatch({type:"silenced",room:o,bound:null});this.#l()}#d({room:t,action:e}){e==="unban"&&ie(this.#e.
state.rooms[t])&&this.#n(t)}#u({state:t}){this.#o.clear(),t==="online"&&Object.values(this.#e.state.rooms).filter(ie).forEach(({id:e})=>this.#n(e))}#m(){let{room:t,
state:e}=this.#e;t?.joined&&Xn(t,e.muted)&&this.#o.get(t.id)!==t.can&&(this.#o.set(t.id,t.can),this.#p(t))}async#p({id:t}){try{await this.#t.signal(t,"typing")}catch({
code:e,until:s=null,message:i}){e==="muted"&&this.#e.dispatch({type:"silenced",room:t,bound:{until:s,reason:i}})}}};function ie(n){return n?.barred?.code==="ban\
ned"?n.barred:null}function Rs(n,t){return n?.until!=null&&n.until<=t}var si=["guest","member","moderator","owner","admin","operator"],Ps=Object.freeze([6e5,36e5,864e5,6048e5,null]),ni=Object.freeze(["mute","kick","ban"]);function X(n,t){
return si.indexOf(n)>si.indexOf(t)}function tt({id:n,kind:t}){return t==="private"||t==="direct"||n.startsWith("~")}function Ds(n,t){let e=et(n,t),s=tt(n)?null:
t.id.startsWith("g.")?"guest":"member";return X(s,e)?s:e}function et(n,t){return n.members?.[t?.id]?.role??null}function S(n,t){return n?.can?.includes(t)??!1}function R({account:n},t){return n?.can?.includes(t)??!1}function St(n,t,e,s){return!t.id||t.id===s.me?.id?[]:[e!==
null&&S(e,n)&&X(e.role,Ds(e,t))&&"room",R(s,n)&&"site"].filter(Boolean)}function da(n,t,{me:e}){if(!S(t,"role")||n.id===e?.id||!X(t.role,Ds(t,n)))return[];let s=et(
t,n);return[...["owner","moderator","member"].filter(o=>o!=="owner"||!n.id.startsWith("g.")).filter(o=>o!==s&&!X(o,t.role)),...s===null?[]:[null]]}function ii(n,t,e){
if(!n.id||n.id===e.me?.id)return[];let s=i=>t?.sanctions?.some(o=>o.kind===i&&o.user===n.id)??!1;return[R(e,"create_direct")&&t?.kind!=="direct"&&"direct",t&&S(
t,"invite")&&et(t,n)===null&&"invite",...t?da(n,t,e).map(i=>`role.${i??"none"}`):[],...ni.flatMap(i=>{let o=St(i,n,t,e),r=o.includes("room")&&s(i)&&`un${i}`;return o.
length===0?[]:[r||i]})].filter(Boolean)}function ct(n,t){let e=s=>S(n,s)||R(t,s);return[e("review")&&"reports",(e("mute")||e("ban"))&&"sanctions",e("audit")&&"a\
udit"].filter(Boolean)}function oi(n,t){let e=et(n,t.me),s=Object.values(n.members??{}).filter(({role:o,invited:r})=>o==="owner"&&!r),i=e==="owner"&&s.length<2;
return[S(n,"invite")&&"invite",(S(n,"set")||S(n,"slow"))&&"settings",...ct(n,t),e!==null&&n.kind!=="direct"&&!i&&"resign"].filter(Boolean)}function ri(n,t){return R(
n,"review")?Object.values(n.reports).reduce((e,s)=>e+s,0):n.reports[t?.id]??0}var re=class{#t;#e;#s;#n=new Set;constructor({client:t,model:e,intents:s}){this.#t=t,this.#e=e,this.#s=s,e.addEventListener("change",()=>this.#o())}async create({
kind:t,room:e,title:s,topic:i}){let o=t==="private"?{}:{room:e},r={title:O(s).trim(),topic:O(i).trim()},a=await this.#t.command("create",{kind:t,...o,...r});this.#e.
dispatch({type:"line",line:{room:a.room,kind:t,title:r.title,role:"owner"}}),this.#s.open(a.room)}browse({text:t,after:e}){return this.#t.directory({text:O(t).trim(),
...e===null?{}:{after:e}})}async direct(t){let{room:e}=await this.#t.command("direct",{user:t.id});this.#e.dispatch({type:"line",line:{room:e,kind:"direct",other:t,
role:"member"}}),this.#s.open(e)}async find(t){let{user:e}=await this.#t.command("find",{name:O(t).trim().replace(/^@/,"")});return e}async invite(t,e){await this.#t.
command("invite",{room:t,user:e.id}),this.#s.notice("invited.done",{name:e.name})}async give(t,e,s){await this.#i(this.#t.command("role",{room:t,user:e.id,role:s}),
"role.done",{name:e.name})}async resign(t){await this.#t.command("resign",{room:t}),this.#s.leave(t)}async decline(t){try{await this.#t.command("resign",{room:t})}catch(e){
this.#s.refused(e)}this.#s.hide(t)}async#i(t,e,s){try{await t,this.#s.notice(e,s)}catch(i){this.#s.refused(i)}}#o(){let{room:t}=this.#e;t?.joined?t.members===null&&
S(t,"members")&&!this.#n.has(t.id)&&(this.#n.add(t.id),this.#r(t.id)):this.#n.delete(t?.id)}async#r(t){let e=[];try{({members:e}=await this.#t.list("members",{room:t}))}catch{}
this.#n.delete(t),this.#e.dispatch({type:"members",room:t,members:e})}};var zs=30,ae=class{#t;#e;#s;#n=new Set;#i;constructor({client:t,model:e,order:s}){this.#t=t,this.#e=e,this.#s=s,e.addEventListener("change",()=>this.#c()),t.addEventListener(
"reported",({detail:i})=>this.#l(i))}turn({tab:t,room:e,closed:s=!1}){return this.#e.dispatch({type:"deskTurned",to:{tab:t,room:e,closed:s}}),this.#r({further:!1})}close(){
this.#e.dispatch({type:"deskTurned",to:null})}async more(){let{desk:t}=this.#e.state;t?.more&&t.state!=="busy"&&(this.#e.dispatch({type:"deskAsked"}),await this.#r(
{further:!0}))}async resolve(t,e){await this.#o(t,async()=>{await this.#t.command("resolve",{report:t,outcome:e}),this.#e.dispatch({type:"deskCleared",id:t})})}async remove({
id:t,room:e,seq:s}){await this.#o(t,async()=>{await this.#t.delete(e,s),this.#e.dispatch({type:"deskInHand",id:t,news:{text:null,busy:!1}})})}async lift({id:t,...e}){
await this.#o(t,async()=>{await this.#s.lift(e),this.#e.dispatch({type:"deskCleared",id:t})})}async#o(t,e){let s=i=>this.#e.dispatch({type:"deskInHand",id:t,news:i});
s({busy:!0,error:null});try{await e()}catch(i){s({busy:!1,error:i})}}async#r({further:t}){let{tab:e,room:s,closed:i,items:o,next:r}=this.#e.state.desk,a={tab:e,
room:s,closed:i},c=s===null?{}:{room:s},h=e==="sanctions"?{after:r}:{before:o.at(-1)?.id},d={limit:zs,...t?h:{}};try{let u=await this.#a(e,{where:c,page:d,closed:i});
this.#e.dispatch({type:"deskCame",asked:a,further:t,...u})}catch(u){this.#e.dispatch({type:"deskFailed",asked:a,error:u})}}async#a(t,{where:e,page:s,closed:i}){
if(t==="sanctions"){let{sanctions:a,more:c,next:h}=await this.#t.command("sanctions",{...e,...s});return{items:a.map(ua),more:!!c,next:h}}if(t==="audit"){let{acts:a,
more:c}=await this.#t.command("audit",{...e,...s});return{items:a,more:c}}let{reports:o,more:r}=await this.#t.command("reports",{...e,...s,...i?{closed:i}:{}});
return{items:o.map(({report:a,text:c})=>({...a,text:c})),more:r}}#l({room:t,open:e}){this.#e.dispatch({type:"reported",room:t,open:e});let{desk:s}=this.#e.state;
s?.tab==="reports"&&!s.closed&&(s.room===null||s.room===t)&&this.#r({further:!1})}#c(){let{room:t,state:e}=this.#e;R(e,"review")&&this.#i!==e.me?.id&&e.link.state===
"online"&&(this.#i=e.me?.id,this.#h()),t?.joined&&S(t,"review")&&!(t.id in e.reports)&&!this.#n.has(t.id)&&(this.#n.add(t.id),this.#u(t.id))}async#h(){try{let t=await this.#d(
{}),e=[...new Set(t.map(({report:s})=>s.room))];for(let s of e){let i=t.filter(({report:o})=>o.room===s).length;this.#e.dispatch({type:"reported",room:s,open:i})}}catch{}}async#d(t){
let e=[];for(let s=!0;s&&e.length<zs;){let i=e.length>0?{before:e.at(-1).report.id}:{},o=await this.#t.command("reports",{...t,limit:zs,...i});e.push(...o.reports),
s=o.more&&o.reports.length>0}return e}async#u(t){try{let e=await this.#d({room:t});this.#e.dispatch({type:"reported",room:t,open:e.length})}catch{}}};function ua(n){
let t=n.user??n.address??"";return{...n,subject:t,id:`${n.kind} ${t} ${n.room??""}`}}var ci=Object.freeze({mode:null,site:null,link:null,busy:!1,doubt:null,note:null});function ht({site:n,link:t}){if(n===null||t?.kind==="reset")return[];let e=n.
registration==="invitation"&&t?.kind==="invitation";return[n.guests&&"guest",n.accounts&&"signIn",n.accounts&&(n.registration==="open"||e)&&"register"].filter(Boolean)}
function hi(n,{site:t,known:e}){return pi({...n,site:t,doubt:null},e)}function di(n,{link:t,known:e}){return pi({...n,link:t,mode:null,doubt:null},e)}function ui(n,{
mode:t,note:e=null}){return{...n,mode:ht(n).includes(t)?t:n.mode,doubt:null,note:e}}function mi(n,{busy:t,doubt:e=null}){return{...n,busy:t,doubt:e,note:t?null:
n.note}}function pi(n,t){if(n.link?.kind==="reset")return{...n,mode:"reset"};let e=ht(n),s=n.link?.kind==="invitation"?"register":t?"signIn":null,i=[n.mode,s].find(
o=>e.includes(o))??e[0]??null;return{...n,mode:i}}function K(n,{name:t,password:e},{limit:s=32,least:i=8}={}){let o=n==="register"||n==="reset";return n!=="rese\
t"&&t===""?{field:"name",name:"name.empty"}:n!=="reset"&&n!=="signIn"&&[...t].length>s?{field:"name",name:"name.long",values:{limit:s}}:n!=="guest"&&e===""?{field:"\
password",name:"password.empty"}:o&&ai(e)<i?{field:"password",name:"password.short",values:{least:i}}:n!=="guest"&&ai(e)>ma?{field:"password",name:"password.lon\
g"}:null}var ma=1024;function ai(n){return new TextEncoder().encode(n).length}function st(n,t){let{code:e,message:s,retryAfter:i}=t,o=pa[t.field]??null;if(fa.test(
t.field??""))return{field:null,name:"gate.foreign",values:{message:Ws(s)}};let r=li[n]?.[`${e}.${o}`]??li[n]?.[e];if(r){let[c,h]=r;return{field:c,name:h,values:{
message:Ws(s)}}}return e==="invalid"&&o?{field:o,name:"field.invalid",values:{message:Ws(s)}}:e==="rate_limited"&&i!=null?{field:null,name:"gate.wait",values:{wait:i}}:
{field:null,name:e==="offline"?"gate.unreached":e==="unavailable"?"gate.full":`error.${e}`,values:{error:t}}}var pa={name:"name",login:"login",guest:"name",password:"\
password",new:"password",old:"old"},fa=/^(origin|sec-fetch-site)$/,Hs={"conflict.name":["name","name.taken"],"invalid.name":["name","name.unfit"]},li={guest:{...Hs,
login_required:[null,"gate.members"]},signIn:{bad_token:["password","password.wrong"],forbidden:[null,"gate.disabled"]},register:{...Hs,bad_token:[null,"gate.in\
vitation.over"],forbidden:[null,"gate.closed"]},reset:{bad_token:[null,"gate.link.over"]},password:{"bad_token.old":["old","password.not"]},remove:{bad_token:["\
password","password.not"]},rename:Hs,login:{"conflict.login":["login","name.taken"],"invalid.login":["login","name.unfit"],bad_token:["password","password.not"]}};
function Ws(n=""){return n.replace(/^[a-z_]+: /,"")}var fi=[500,1e3,2e3,4e3,8e3],wa=2e3,le=class{#t;#e;#s;#n;#i;#o;#r;#a=!1;#l=null;constructor({account:t,client:e,model:s,store:i,clock:o,anew:r,unlink:a}){this.#t=
t,this.#e=e,this.#s=s,this.#n=i,this.#i=o,this.#o=r,this.#r=a,e.addEventListener("state",({detail:c})=>this.#v(c))}get#c(){return this.#s.state.door}async look(t=0){
try{let e=await this.#t.site();this.#s.dispatch({type:"sited",site:e,known:this.#u}),this.#p(e.signed_in),this.#n.removal!==null&&this.#d(this.#n.removal)}catch(e){
this.#s.dispatch({type:"underWay",busy:!1,doubt:st("guest",e)});let s=fi[Math.min(t,fi.length-1)];this.#l=this.#i.after(s,()=>this.#h(t+1))}}hurry(){this.#l!==null&&
(this.#l(),this.#h(0))}follow(t){this.#s.dispatch({type:"linked",link:t,known:this.#u})}turn(t){this.#s.dispatch({type:"turned",mode:t})}asGuest(t){let e=O(t).trim(),
s=this.#c.site?.name??this.#s.state.limits.name,i=K("guest",{name:e},{limit:s});this.#s.dispatch({type:"underWay",busy:!1,doubt:i}),i===null&&(this.#n.name=e,this.#n.
kind="guest",this.#e.connect(),this.#c.link&&this.decline())}async signIn({name:t,password:e}){await this.#f("signIn",{name:t,password:e},async s=>{await this.#t.
signIn(s,e)})}async register({name:t,password:e}){await this.#f("register",{name:t,password:e},async s=>{await this.#t.register(s,e,this.#c.link?.token)})}async reset({
password:t}){await this.#g("reset",{password:t},async()=>{let{name:e}=await this.#t.resetPassword(this.#c.link.token,t);this.#n.name=e,this.#n.kind="former",this.#n.
token=null,this.decline(),this.#s.dispatch({type:"turned",mode:"signIn",note:{name:"gate.reset.done",values:{name:e}}})})}decline(){this.#r(),this.follow(null)}async become({
name:t,password:e}){let s=this.#c.site?.name,i=O(t).trim(),o=K("register",{name:i,password:e},{limit:s,least:this.#m});if(o)return o;try{await this.#t.register(
i,e,this.#c.link?.token)}catch(r){return st("register",r)}return this.#w(i),this.#o(),null}async leave(){await this.#t.signOut(),this.forget()}forget(){this.#e.
disconnect(),this.#n.forget(),this.#o()}removed(t){this.#e.disconnect(),this.#n.forget(),this.#n.removal=t,this.#o()}#h(t){this.#l=null,this.look(t)}async#d(t,e=null){
let s=e;try{s=await this.#t.task(t)}catch(o){if(o.code==="not_found"){this.#n.removal=null;return}}let i=s==="done";if(s!==e){let o={name:i?"remove.done":"remov\
e.working"};this.#s.dispatch({type:"turned",mode:this.#c.mode,note:o})}i?this.#n.removal=null:this.#i.after(wa,()=>this.#d(t,s))}get#u(){return this.#n.kind==="\
account"||this.#n.kind==="former"}get#m(){return this.#c.site?.password_least}#p(t){t&&this.#c.link?.kind==="invitation"&&this.decline(),t&&this.#n.kind!=="acco\
unt"&&(this.#w(t.user.name),this.#e.connect())}async#f(t,e,s){await this.#g(t,e,async i=>{await s(i),this.#w(i),this.#a=!0,this.#e.disconnect(),this.#e.connect()})}async#g(t,{
name:e="",password:s},i){let o=O(e).trim(),r=this.#c.site?.name,a=K(t,{name:o,password:s},{limit:r,least:this.#m});if(a||this.#c.busy){this.#s.dispatch({type:"u\
nderWay",busy:this.#c.busy,doubt:a});return}this.#s.dispatch({type:"underWay",busy:!0});try{await i(o),this.#s.dispatch({type:"underWay",busy:!1})}catch(c){this.#s.
dispatch({type:"underWay",busy:!1,doubt:st(t,c)})}}#w(t){this.#n.name=t,this.#n.kind="account",this.#n.token=null}#v(t){t.state==="online"?(this.#a=!1,this.#c.link?.
kind==="invitation"&&this.follow(null)):t.state==="refused"&&this.#k(t.error)}#k(t){if(this.#n.kind==="account"&&t.code==="login_required"){let s=this.#a?"gate.\
cookies":"gate.ended";this.#a=!1,this.#n.kind="former",this.#s.dispatch({type:"turned",mode:"signIn",note:{name:s}});return}let e=ht(this.#c)[0]??null;t.code===
"login_required"&&e!==null&&this.#s.dispatch({type:"turned",mode:e}),this.#s.dispatch({type:"underWay",busy:!1,doubt:st("guest",t)})}};var ba=250,ya=20,va=new Set(["disconnected","offline"]),ce=class{#t;#e;#s;#n=()=>{};#i=0;#o=!1;#r=null;constructor({client:t,model:e,clock:s}){this.#t=t,this.#e=
e,this.#s=s,t.addEventListener("joined",({detail:i})=>this.#c(i))}open(){this.#h(this.#e.state.active,"searching",{open:!0})}close(){this.#i+=1,this.#n(),this.#h(
this.#e.state.active,"searching",{open:!1})}ask(t,{now:e=!1}={}){let{room:s}=this.#e,i=ka(t);if(!(!s?.search||i===s.search.text&&!e)&&(this.#i+=1,this.#n(),this.#h(
s.id,"asked",{text:i}),i!=="")){let o={turn:this.#i,room:s.id,text:i};this.#n=this.#s.after(e?0:ba,()=>this.#a(o))}}more(){let{id:t,search:e}=this.#e.room,s=e.results.
at(-1);s&&e.more&&e.state!=="busy"&&(this.#i+=1,this.#h(t,"asked",{text:e.text}),this.#a({turn:this.#i,room:t,text:e.text,before:s.seq}))}async#a(t){if(this.#o){
this.#r=t;return}this.#o=!0,await this.#l(t),this.#o=!1;let e=this.#r;this.#r=null,e&&e.turn===this.#i&&this.#a(e)}async#l(t){let{turn:e,room:s,text:i,before:o}=t;
try{let r=await this.#t.search(s,i,{before:o,limit:ya});e===this.#i&&this.#h(s,"found",{text:i,page:r,further:o!==void 0})}catch(r){e===this.#i&&r.passing?this.#n=
this.#s.after(r.retryAfter??1e3,()=>this.#a(t)):e===this.#i&&this.#h(s,"notFound",{text:i,error:r})}}#c({room:t}){let e=this.#e.state.rooms[t]?.search;e?.state===
"failed"&&va.has(e.error.code)&&this.ask(e.text,{now:!0})}#h(t,e,s){this.#e.dispatch({type:e,room:t,...s})}};function ka(n){let t=O(n).trim();return t!==""&&/\s$/.
test(n)?`${t} `:t}var gi={more:"More","act.mute":"Mute","act.kick":"Remove","act.ban":"Ban","act.unmute":"Unmute","act.unban":"Unban","act.mute.title":"Mute {name}","act.kick.tit\
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
ser} {room} {detail}","audit.site":"the whole site","audit.until":"until {until}","audit.ever":"permanently"};var wi={"day.clock":"{day} {clock}","kind.public":"Public room","kind.private":"Private room","kind.announce":"Announcements","kind.archived":"Archived room","k\
ind.direct":"Direct message","kind.public.about":"Anyone can find it and write in it.","kind.private.about":"Only people you invite know about it.","kind.announ\
ce.about":"Everyone can read, only moderators can write.","kind.archived.about":"Its messages stay readable, nobody can write.","room.removed":"You are no longe\
r a member of \u201C{room}\u201D.","room.untitled":"Private room","rooms.invitations":"Invitations","rooms.private":"Private rooms","rooms.direct":"Direct messa\
ges","rooms.put":"Hide {room} until there is a new message","rooms.barred":"You cannot enter right now","invited.by":"from {name}","invited.accept":"Accept the \
invitation to {room}","invited.decline":"Decline the invitation to {room}","invited.told":"{name} invites you to \u201C{room}\u201D","invited.direct":"{name} st\
arted a conversation with you","invited.done":"{name} has been invited","browse.title":"Browse rooms","browse.search":"Search rooms","browse.more":"Show more ro\
oms","browse.joined":"joined","browse.found":{one:"{count} room",other:"{count} rooms"},"browse.first":{one:"The first room",other:"The first {count} rooms"},"b\
rowse.none":"No room matches your search.","browse.empty":"There are no public rooms yet.","create.title":"Create a room","create.kind":"Kind of room","create.n\
ame":"Name","create.name.hint":"Book club","create.id":"Address","create.topic":"Topic (optional)","create.yes":"Create room","create.unnamed":"Please give the \
room a name.","direct.title":"New direct message","direct.hint":"Only the two of you can read it.","direct.yes":"Start","invite.title":"Invite someone to {room}",
"invite.hint":"They will find the invitation in their list of rooms.","invite.yes":"Invite","find.name":"Account name","find.none":"There is no account with tha\
t name.","room.menu":"Room options","room.settings":"Room settings","room.invite":"Invite someone","room.resign":"Leave room","room.resign.sure":"Leave {room}? \
You will no longer be a member.","room.resign.yes":"Leave","room.link":"Copy link to this room","set.title":"Title","set.topic":"Topic","set.slow":"Slow mode: t\
ime between messages","set.slow.off":"Off","set.retention":"Keep messages","set.retention.site":"as long as the site does","set.retention.forever":"forever","se\
t.retention.none":"not at all","set.retention.age":"for {span}","set.kind":"Kind of room","set.close":"Close this room","set.close.sure":"Close this room for ev\
eryone? Its messages stay readable.","set.close.yes":"Close for everyone","role.owner":"Owner","role.moderator":"Moderator","role.invited":"invited","role.muted":"\
muted","role.give.owner":"Make owner","role.give.moderator":"Make moderator","role.give.member":"Make member","role.give.none":"Remove as member","role.done":"{\
name}\u2019s role was changed","people.online":"online","people.away":"Not in the room right now","person.menu":"Options for {name}","person.direct":"Send a mes\
sage","person.invite":"Invite to this room","write.announce":"Only moderators can write here.","write.closed":"This room is archived: you can read it, but nobod\
y can write.","write.muted":"You are muted here: you can read but not write.","write.muted.until":"You are muted here until {until}.","write.muted.left":"You ar\
e muted here for another {left}.","write.slow":"Next message in {left}",unmuted:"You can write again.","barred.banned":"You are banned from {room}","barred.bann\
ed.ever":"The ban has no end date.","barred.banned.until":"The ban lasts until {until}. You will then be let back in automatically.","barred.banned.left":"The b\
an ends in {left}. You will then be let back in automatically.","barred.kicked":"You were removed from {room}","barred.kicked.hint":"You can come back.","barred\
.return":"Rejoin","barred.reason":"Reason: {reason}"};var bi={"gate.come":"Welcome back.","gate.join":"A name of your own, on all your devices.","gate.ways":"How do you want to continue?","gate.guest":"As a guest",
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
unt","become.about":"With an account you keep your name on all your devices. Messages you sent as a guest stay the guest\u2019s; your rooms come with you.",sessions:"\
Where you are signed in","sessions.loading":"Loading\u2026","sessions.here":"This browser","sessions.used":"Last used {when}","sessions.on":"{browser} on {syste\
m}","sessions.unknown":"Unknown browser","sessions.end":"Sign out","sessions.end.of":"Sign out {name}","sessions.others":"Sign out everywhere else",remove:"Dele\
te my account","remove.about":"Your account and your name are deleted, and all your messages are removed for everyone. This cannot be undone.","remove.yes":"Del\
ete everything","remove.working":"Your account is deleted. What you said is still being removed. That goes on by itself; you can close this page.","remove.done":"\
Your account is deleted, and everything you said is removed.",alerts:"Notifications","alerts.on":"You are notified on this device when someone mentions you, rep\
lies to you or sends you a direct message while you are not looking at this page.","alerts.off":"Get notified on this device when someone mentions you, replies \
to you or sends you a direct message while you are not looking at this page.","alerts.direct":"{name} has written to you","alerts.on.do":"Turn on","alerts.off.d\
o":"Turn off","alerts.missing":"This browser cannot show notifications.","alerts.denied":"Notifications are blocked for this site. You can allow them in your br\
owser\u2019s settings.",ignored:"Ignored people","ignored.none":"You are not ignoring anyone.","ignored.done":"You will no longer see messages from {name}.","ig\
nored.undone":"You will see messages from {name} again.",ignore:"Ignore",unignore:"Stop ignoring","unignore.of":"Stop ignoring {name}",hidden:{one:"{count} mess\
age from someone you ignore",other:"{count} messages from people you ignore"},"hidden.show":"Show","mention.offer":{one:"{count} suggestion: Enter or Tab insert\
s it",other:"{count} suggestions: arrow keys to choose, Enter or Tab to insert"},"pill.called":{one:"{count} message for you",other:"{count} messages for you"}};var yi={name:"English",tag:"en",texts:{...wi,...gi,...bi,tagline:"Pick a name and start talking. No account, nothing to install.","gate.room":"You are about to \
join {room}","gate.room.private":"You are about to join a private room","gate.name":"Your name","gate.placeholder":"How others will see you","gate.enter":"Start\
 chatting","gate.entering":"Just a moment\u2026","name.empty":"Please choose a name.","name.long":"A name can have at most {limit} characters.",language:"Langua\
ge",rooms:"Rooms","rooms.join":"Join a room","rooms.placeholder":"Room name","rooms.leave":"Leave {room}","rooms.hide":"Hide {room}","rooms.others":"Other rooms",
"rooms.none":"You are not in any room yet. Join one below.","room.invalid":"Room names can contain A\u2013Z, a\u2013z, 0\u20139 and _ - = @ , . ; ~, but no spaces.",
"room.suggest":"Room names cannot contain spaces or special characters. Try \u201C{room}\u201D.","room.long":"A room name can have at most 164 characters.","roo\
m.server":"Names that start with ~ are reserved for the server.","room.unknown":"This room does not exist, or you are not a member.","room.refused":"You cannot \
join \u201C{room}\u201D: {reason}","room.lost":"You are no longer in \u201C{room}\u201D: {reason}",people:"People","people.here":{one:"{count} person here",other:"\
{count} people here"},"list.more":{one:"Show {count} more",other:"Show {count} more"},"people.more":{one:"and {count} more",other:"and {count} more"},you:"you",
nobody:"Deleted user","open.rooms":"Show rooms","open.people.of":"Show people: {count}","open.people":"Show people",close:"Close",messages:"Messages in {room}",
"message.label":"{name}, {time}: {text}","message.edited":"{name}, {time}, edited: {text}","empty.title":"No messages yet","empty.text":"Say hello! Everyone in \
this room will see it.","none.title":"No room selected","none.text":"Choose a room from the list, or join one by name.","older.loading":"Loading earlier message\
s\u2026","older.start":"This is the beginning of {room}.","older.direct":"This is the beginning of your conversation with {room}.","older.failed":"Earlier messa\
ges could not be loaded.","divider.new":"New messages","divider.missed":{one:"You missed {count} message",other:"You missed {count} messages"},"divider.about":{
one:"You missed about {count} message",other:"You missed about {count} messages"},"pill.unread":{one:"{count} new message",other:"{count} new messages"},"pill.a\
bout":{one:"About {count} new message",other:"About {count} new messages"},latest:"Jump to the latest","gap.text":"Some messages are missing here: the server co\
uld not continue from where you left off, and earlier messages are gone.","gap.older":"Some messages are missing here: you missed them while you were away.","ga\
p.none":"This room keeps no history: what was said while you were away is not shown.",gone:"This message no longer exists.",write:"Write a message","write.to":"\
Message {room}",send:"Send","text.more":"Show more","text.less":"Show less","write.touch":"Enter starts a new line, the button sends","write.hint":"Enter to sen\
d, Shift+Enter for a new line","write.left":{one:"{count} character left",other:"{count} characters left"},"write.over":{one:"{count} character too many",other:"\
{count} characters too many"},"typing.one":"{a} is typing\u2026","typing.two":"{a} and {b} are typing\u2026","typing.many":"Several people are typing\u2026","st\
ate.pending":"Sending\u2026","state.offline":"Waiting to be sent","state.held":"You are writing very fast: this is sent in a moment, in order","state.busy":"The\
 server cannot take it right now: this is sent as soon as it can","state.slow":"Slow mode: will be sent as soon as the room allows it","state.failed":"Not sent",
retry:"Try again",discard:"Discard","copy.text":"Copy text","copy.link":"Copy link",copied:"Copied",reply:"Reply","reply.to":"Replying to {name}","reply.loading":"\
Loading the message\u2026","reply.gone":"a message that no longer exists","reply.jump":"Go to this message",edit:"Edit","edit.on":"Editing your message","edit.t\
ouch":"Enter starts a new line, the button saves","edit.hint":"Enter to save, Esc to cancel","edit.late":"This message can no longer be edited.",cancel:"Cancel",
edited:"edited",delete:"Delete","delete.sure":"Delete this message?","delete.yes":"Delete for everyone","delete.no":"Keep message",deleted:"This message was del\
eted.",search:"Search in this room","search.placeholder":"Search","search.hint":"Finds messages in this room that contain all the words. The last one may be the\
 beginning of a word.","search.busy":"Searching\u2026","search.none":"No messages found for \u201C{text}\u201D.","search.found":{one:"{count} message, newest fi\
rst",other:"{count} messages, newest first"},"search.first":{one:"The newest message",other:"The newest {count} messages"},"search.more":"Show older results","l\
ink.connecting":"Connecting\u2026","link.waiting":"Connection lost. Trying again in {seconds} s","link.now":"Connection lost. Trying again\u2026","link.offline":"\
You are offline. What you write is kept and sent later.","link.server_unreachable":"The server cannot be reached. Trying again in {seconds} s","link.server_busy":"\
The server is not accepting more connections right now. Trying again in {seconds} s","link.origin_not_allowed":"The server does not accept connections from this\
 page. Tell the site\u2019s administrator: this page\u2019s address has to be listed in server.origins, or the proxy has to pass on the Host header.","link.upgr\
ade_refused":"Something between you and the server, perhaps a proxy, is blocking chat connections (WebSocket). Trying again\u2026","link.ended":"The connection \
is closed: {reason}","link.online":"Connected","link.retry":"Try now","me.settings":"Your settings","me.name":"Display name","me.save":"Save","me.renamed":"You \
are now {name}",export:"Export my data","export.busy":{one:"Collecting your messages: {count} so far\u2026",other:"Collecting your messages: {count} so far\u2026"},
"export.done":{one:"{count} message saved as {file}.",other:"{count} messages saved as {file}."},"export.none":"You have not sent any messages yet.","me.forget":"\
Start over as someone new","me.forget.sure":"Forget your name and rooms on this device?","me.forget.yes":"Forget and start over","error.bad_frame":"The server d\
id not understand the message.","error.unknown_type":"The server does not support this. It may be older than this page.","error.invalid":"The server did not acc\
ept it: {message}","error.login_required":"Guests are not allowed here. Sign in with an account.","error.bad_token":"Your sign-in is no longer valid. Please sig\
n in again.","error.expired":"Your session has expired. Please sign in again.","error.forbidden":"You are not allowed to do that here. Ask a moderator if you ne\
ed it.","error.not_found":"This no longer exists, or never did.","error.not_joined":"You are not in this room. Open it again.","error.muted":"You are muted here\
: you can read, but not write.","error.muted.until":"You are muted here until {until}. You can read meanwhile.","error.banned":"You are banned here.","error.ban\
ned.until":"You are banned here until {until}.","error.kicked":"You were removed.","error.slow_mode":"Slow mode: please wait a moment between messages.","error.\
slow_mode.wait":"Slow mode: wait {seconds} s before your next message.","error.rate_limited":"You are doing that too fast. Please wait a moment and try again.",
"error.too_large":"This is too long. Shorten it and try again.","error.filtered":"The message was blocked by a filter. Change it and try again.","error.conflict":"\
This is already taken. Choose something else.","error.unavailable":"The server cannot do that right now. Please try again in a moment.","error.internal":"Someth\
ing went wrong on the server. Try again, and tell whoever runs it if it happens again.","error.disconnected":"The connection was lost. Try again when you are co\
nnected.","error.offline":"There is no connection. Try again when you are connected.","error.closed":"The connection is closed. Reload the page to connect again\
.","error.timeout":"The server did not answer in time. Please try again.","error.unanswered":"The connection failed every time this was sent. Try again, perhaps\
 in smaller parts.","error.stale":"The room was reset in the meantime. Please try again.","error.discarded":"Discarded.","error.rate_limited.wait":"You are doin\
g that too fast. Try again in {seconds} s.","error.unavailable.wait":"The server cannot do that right now. Try again in {seconds} s.","error.full.rooms":"You ha\
ve as many rooms open as you can ({count}). Leave one, then try again.","error.full.memberships":"You belong to as many rooms as you can ({count}). Leave one, t\
hen try again.","error.full.members":"This room is full: it has {count} members. Someone has to leave before another can be added.","error.full.ignored":"You ig\
nore as many people as you can ({count}). Stop ignoring someone first.","error.full.sanctions":"This room has as many mutes and bans as it can ({count}). End on\
e first.","error.with":"{text} Reason: {reason}"}};var vi={more:"\u66F4\u591A","act.mute":"\u7981\u8A00","act.kick":"\u79FB\u51FA","act.ban":"\u5C01\u7981","act.unmute":"\u89E3\u9664\u7981\u8A00","act.unban":"\u89E3\u9664\
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
site":"\u5168\u7AD9","audit.until":"\u76F4\u5230 {until}","audit.ever":"\u6C38\u4E45"};var ki={"day.clock":"{day} {clock}","kind.public":"\u516C\u5F00\u623F\u95F4","kind.private":"\u79C1\u5BC6\u623F\u95F4","kind.announce":"\u516C\u544A\u623F\u95F4",
"kind.archived":"\u5DF2\u5F52\u6863\u623F\u95F4","kind.direct":"\u79C1\u4FE1","kind.public.about":"\u4EFB\u4F55\u4EBA\u90FD\u53EF\u4EE5\u627E\u5230\u5E76\u53D1\u8A00\u3002",
"kind.private.about":"\u53EA\u6709\u53D7\u9080\u7684\u4EBA\u624D\u80FD\u770B\u5230\u3002","kind.announce.about":"\u6240\u6709\u4EBA\u53EF\u8BFB\uFF0C\u4EC5\u623F\u95F4\u7BA1\u7406\u5458\u53EF\u53D1\u8A00\u3002",
"kind.archived.about":"\u6D88\u606F\u4ECD\u53EF\u67E5\u770B\uFF0C\u4E0D\u80FD\u518D\u53D1\u8A00\u3002","room.removed":"\u4F60\u5DF2\u4E0D\u518D\u662F\u201C{room}\u201D\u7684\u6210\u5458\u3002",
"room.untitled":"\u79C1\u5BC6\u623F\u95F4","rooms.invitations":"\u9080\u8BF7","rooms.private":"\u79C1\u5BC6\u623F\u95F4","rooms.direct":"\u79C1\u4FE1","rooms.pu\
t":"\u6536\u8D77 {room}\uFF0C\u6709\u65B0\u6D88\u606F\u65F6\u518D\u663E\u793A","rooms.barred":"\u4F60\u6682\u65F6\u4E0D\u80FD\u8FDB\u5165","invited.by":"\u6765\u81EA {nam\
e}","invited.accept":"\u63A5\u53D7\u52A0\u5165 {room} \u7684\u9080\u8BF7","invited.decline":"\u62D2\u7EDD\u52A0\u5165 {room} \u7684\u9080\u8BF7","invited.told":"\
{name} \u9080\u8BF7\u4F60\u52A0\u5165\u201C{room}\u201D","invited.direct":"{name} \u7ED9\u4F60\u53D1\u8D77\u4E86\u79C1\u4FE1","invited.done":"\u5DF2\u9080\u8BF7 {name}",
"browse.title":"\u6D4F\u89C8\u623F\u95F4","browse.search":"\u641C\u7D22\u623F\u95F4","browse.more":"\u663E\u793A\u66F4\u591A\u623F\u95F4","browse.joined":"\u5DF2\u52A0\u5165",
"browse.found":{other:"{count} \u4E2A\u623F\u95F4"},"browse.first":{other:"\u524D {count} \u4E2A\u623F\u95F4"},"browse.none":"\u6CA1\u6709\u7B26\u5408\u641C\u7D22\u7684\u623F\u95F4\u3002",
"browse.empty":"\u8FD8\u6CA1\u6709\u516C\u5F00\u623F\u95F4\u3002","create.title":"\u65B0\u5EFA\u623F\u95F4","create.kind":"\u623F\u95F4\u7C7B\u578B","create.nam\
e":"\u540D\u79F0","create.name.hint":"\u8BFB\u4E66\u4F1A","create.id":"\u5730\u5740","create.topic":"\u8BDD\u9898\uFF08\u9009\u586B\uFF09","create.yes":"\u521B\u5EFA\u623F\u95F4",
"create.unnamed":"\u8BF7\u586B\u5199\u623F\u95F4\u540D\u79F0\u3002","direct.title":"\u53D1\u8D77\u79C1\u4FE1","direct.hint":"\u53EA\u6709\u4F60\u4EEC\u4E24\u4EBA\u80FD\u770B\u5230\u3002",
"direct.yes":"\u5F00\u59CB","invite.title":"\u9080\u8BF7\u4ED6\u4EBA\u52A0\u5165 {room}","invite.hint":"\u5BF9\u65B9\u4F1A\u5728\u623F\u95F4\u5217\u8868\u91CC\u770B\u5230\u9080\u8BF7\u3002",
"invite.yes":"\u9080\u8BF7","find.name":"\u8D26\u53F7\u540D","find.none":"\u6CA1\u6709\u8FD9\u4E2A\u8D26\u53F7\u3002","room.menu":"\u623F\u95F4\u9009\u9879","ro\
om.settings":"\u623F\u95F4\u8BBE\u7F6E","room.invite":"\u9080\u8BF7\u4ED6\u4EBA","room.resign":"\u9000\u51FA\u623F\u95F4","room.resign.sure":"\u8981\u9000\u51FA {room} \u5417\uFF1F\u4E4B\u540E\u4F60\u5C06\u4E0D\
\u518D\u662F\u6210\u5458\u3002","room.resign.yes":"\u9000\u51FA","room.link":"\u590D\u5236\u623F\u95F4\u94FE\u63A5","set.title":"\u540D\u79F0","set.topic":"\u8BDD\u9898",
"set.slow":"\u6162\u901F\u6A21\u5F0F\uFF1A\u53D1\u8A00\u95F4\u9694","set.slow.off":"\u5173\u95ED","set.retention":"\u6D88\u606F\u4FDD\u7559\u65F6\u95F4","set.re\
tention.site":"\u8DDF\u968F\u7AD9\u70B9\u8BBE\u7F6E","set.retention.forever":"\u6C38\u4E45","set.retention.none":"\u4E0D\u4FDD\u7559","set.retention.age":"{span\
}","set.kind":"\u623F\u95F4\u7C7B\u578B","set.close":"\u5173\u95ED\u8FD9\u4E2A\u623F\u95F4","set.close.sure":"\u8981\u4E3A\u6240\u6709\u4EBA\u5173\u95ED\u8FD9\u4E2A\u623F\u95F4\u5417\uFF1F\u5DF2\u6709\u6D88\u606F\u4ECD\u53EF\u67E5\u770B\u3002",
"set.close.yes":"\u4E3A\u6240\u6709\u4EBA\u5173\u95ED","role.owner":"\u623F\u4E3B","role.moderator":"\u623F\u95F4\u7BA1\u7406\u5458","role.invited":"\u5DF2\u9080\u8BF7",
"role.muted":"\u5DF2\u7981\u8A00","role.give.owner":"\u8BBE\u4E3A\u623F\u4E3B","role.give.moderator":"\u8BBE\u4E3A\u623F\u95F4\u7BA1\u7406\u5458","role.give.mem\
ber":"\u8BBE\u4E3A\u666E\u901A\u6210\u5458","role.give.none":"\u79FB\u9664\u6210\u5458","role.done":"{name} \u7684\u8EAB\u4EFD\u5DF2\u66F4\u6539","people.online":"\
\u5728\u7EBF","people.away":"\u5F53\u524D\u4E0D\u5728\u623F\u95F4","person.menu":"{name} \u7684\u9009\u9879","person.direct":"\u53D1\u79C1\u4FE1","person.invite":"\
\u9080\u8BF7\u5230\u8FD9\u4E2A\u623F\u95F4","write.announce":"\u53EA\u6709\u623F\u95F4\u7BA1\u7406\u5458\u53EF\u4EE5\u5728\u8FD9\u91CC\u53D1\u8A00\u3002","write\
.closed":"\u8FD9\u4E2A\u623F\u95F4\u5DF2\u5F52\u6863\uFF1A\u53EF\u4EE5\u67E5\u770B\uFF0C\u4E0D\u80FD\u518D\u53D1\u8A00\u3002","write.muted":"\u4F60\u5728\u8FD9\u91CC\u88AB\u7981\u8A00\uFF1A\u53EF\u4EE5\u67E5\u770B\uFF0C\u4E0D\u80FD\u53D1\u8A00\u3002",
"write.muted.until":"\u4F60\u5728\u8FD9\u91CC\u88AB\u7981\u8A00\uFF0C\u76F4\u5230 {until}\u3002","write.muted.left":"\u4F60\u5728\u8FD9\u91CC\u8FD8\u8981\u88AB\u7981\u8A00 {left}\u3002",
"write.slow":"{left}\u540E\u53EF\u53D1\u4E0B\u4E00\u6761",unmuted:"\u4F60\u53EF\u4EE5\u91CD\u65B0\u53D1\u8A00\u4E86\u3002","barred.banned":"\u4F60\u5DF2\u88AB\u7981\u6B62\u8FDB\u5165 {room}",
"barred.banned.ever":"\u5C01\u7981\u6CA1\u6709\u7ED3\u675F\u65F6\u95F4\u3002","barred.banned.until":"\u5C01\u7981\u6301\u7EED\u5230 {until}\uFF0C\u5C4A\u65F6\u4F1A\u81EA\u52A8\u91CD\u65B0\u8FDB\u5165\u3002",
"barred.banned.left":"\u5C01\u7981\u5C06\u5728{left}\u540E\u7ED3\u675F\uFF0C\u5C4A\u65F6\u4F1A\u81EA\u52A8\u91CD\u65B0\u8FDB\u5165\u3002","barred.kicked":"\u4F60\u5DF2\u88AB\u79FB\u51FA\
 {room}","barred.kicked.hint":"\u4F60\u53EF\u4EE5\u91CD\u65B0\u52A0\u5165\u3002","barred.return":"\u91CD\u65B0\u52A0\u5165","barred.reason":"\u539F\u56E0\uFF1A{reason}"};var xi={"gate.come":"\u6B22\u8FCE\u56DE\u6765\u3002","gate.join":"\u4E00\u4E2A\u5C5E\u4E8E\u4F60\u7684\u540D\u5B57\uFF0C\u5728\u6240\u6709\u8BBE\u5907\u4E0A\u901A\u7528\u3002",
"gate.ways":"\u9009\u62E9\u8FDB\u5165\u65B9\u5F0F","gate.guest":"\u8BBF\u5BA2","gate.guest.hint":"\u8BBF\u5BA2\u7684\u540D\u5B57\u524D\u5E26\u6709 ~\u3002","gat\
e.signIn":"\u767B\u5F55","gate.register":"\u6CE8\u518C","gate.register.do":"\u521B\u5EFA\u8D26\u53F7","gate.forgot":"\u5FD8\u8BB0\u5BC6\u7801\uFF1F\u7AD9\u70B9\u7BA1\u7406\u5458\u53EF\u4EE5\u7ED9\u4F60\u4E00\u4E2A\u91CD\u8BBE\u5BC6\u7801\u7684\u94FE\u63A5\u3002",
"gate.invited":"\u4F60\u6536\u5230\u4E86\u9080\u8BF7\uFF1A\u8BF7\u4E3A\u4F60\u7684\u8D26\u53F7\u53D6\u540D\u5E76\u8BBE\u7F6E\u5BC6\u7801\u3002","gate.reset":"\u4E3A\u4F60\
\u7684\u8D26\u53F7\u8BBE\u7F6E\u65B0\u5BC6\u7801\u3002","gate.reset.do":"\u8BBE\u7F6E\u5BC6\u7801","gate.reset.done":"{name}\uFF0C\u65B0\u5BC6\u7801\u5DF2\u8BBE\u7F6E\uFF0C\u8BF7\u7528\u5B83\u767B\u5F55\u3002",
"gate.ended":"\u4F60\u7684\u767B\u5F55\u5DF2\u8FC7\u671F\uFF0C\u8BF7\u91CD\u65B0\u767B\u5F55\u3002","gate.cookies":"\u4F60\u5DF2\u767B\u5F55\uFF0C\u4F46\u6D4F\u89C8\u5668\u6CA1\u6709\u4FDD\u5B58 Cookie\u3002\u8BF7\u5141\u8BB8\u672C\u7AD9\u4F7F\u7528 Cookie \u540E\u91CD\u8BD5\u3002",
"gate.members":"\u8FD9\u91CC\u4E0D\u5141\u8BB8\u8BBF\u5BA2\u8FDB\u5165\uFF0C\u8BF7\u767B\u5F55\u3002","gate.disabled":"\u8FD9\u4E2A\u8D26\u53F7\u5DF2\u88AB\u505C\u7528\u3002",
"gate.closed":"\u53EA\u6709\u53D7\u9080\u8005\u53EF\u4EE5\u6CE8\u518C\uFF0C\u6216\u7531\u7AD9\u70B9\u7BA1\u7406\u5458\u521B\u5EFA\u8D26\u53F7\u3002","gate.invit\
ation.over":"\u8FD9\u4E2A\u9080\u8BF7\u5DF2\u88AB\u4F7F\u7528\u6216\u5DF2\u8FC7\u671F\uFF0C\u8BF7\u7D22\u53D6\u65B0\u7684\u9080\u8BF7\u3002","gate.link.over":"\u8FD9\
\u4E2A\u94FE\u63A5\u5DF2\u88AB\u4F7F\u7528\u6216\u5DF2\u8FC7\u671F\uFF0C\u8BF7\u7D22\u53D6\u65B0\u7684\u94FE\u63A5\u3002","gate.wait":"\u5C1D\u8BD5\u6B21\u6570\u8FC7\u591A\uFF0C\u8BF7\u7B49\u5F85{wait}\u3002",
"gate.full":"\u670D\u52A1\u5668\u6B63\u5FD9\uFF0C\u8BF7\u7A0D\u540E\u518D\u8BD5\u3002","gate.offline":"\u4F60\u5DF2\u79BB\u7EBF\u3002\u8FDE\u63A5\u6062\u590D\u540E\u4F1A\u81EA\u52A8\u7EE7\u7EED\u3002",
"gate.unreached":"\u65E0\u6CD5\u8FDE\u63A5\u670D\u52A1\u5668\u3002","gate.foreign":"\u670D\u52A1\u5668\u65E0\u6CD5\u786E\u8BA4\u8FD9\u4E2A\u9875\u9762\u5C5E\u4E8E\u5B83\uFF1A{message}",
password:"\u5BC6\u7801","password.show":"\u663E\u793A\u5BC6\u7801","password.new":"\u65B0\u5BC6\u7801","password.old":"\u5F53\u524D\u5BC6\u7801","password.least":"\
\u81F3\u5C11 {count} \u4E2A\u5B57\u7B26\u3002","password.empty":"\u8BF7\u8F93\u5165\u5BC6\u7801\u3002","password.short":"\u5BC6\u7801\u81F3\u5C11\u9700\u8981 {least} \u4E2A\u5B57\u7B26\u3002",
"password.long":"\u5BC6\u7801\u592A\u957F\u4E86\u3002","password.wrong":"\u540D\u5B57\u6216\u5BC6\u7801\u4E0D\u6B63\u786E\u3002","password.not":"\u5F53\u524D\u5BC6\u7801\u4E0D\u6B63\u786E\u3002",
"password.change":"\u4FEE\u6539\u5BC6\u7801","password.about":"\u5176\u4ED6\u8BBE\u5907\u4E0A\u7684\u767B\u5F55\u90FD\u4F1A\u9000\u51FA\u3002","password.done":"\
\u5BC6\u7801\u5DF2\u4FEE\u6539\u3002","name.taken":"\u8FD9\u4E2A\u540D\u5B57\uFF08\u6216\u770B\u8D77\u6765\u5F88\u50CF\u7684\u540D\u5B57\uFF09\u5DF2\u88AB\u5360\u7528\u3002",
"name.unfit":"\u4E0D\u80FD\u7528\u8FD9\u4E2A\u540D\u5B57\uFF1A{message}","field.invalid":"\u670D\u52A1\u5668\u672A\u63A5\u53D7\uFF1A{message}",outside:"\u4F60\u5DF2\u88AB\u7981\u6B62\u8FDB\u5165\u672C\
\u7AD9","outside.until":"\u5C01\u7981\u6301\u7EED\u5230 {until}\u3002","outside.left":"\u5C01\u7981\u5C06\u5728{left}\u540E\u7ED3\u675F\u3002","outside.ever":"\u5C01\
\u7981\u6CA1\u6709\u7ED3\u675F\u65F6\u95F4\u3002","outside.over":"\u5C01\u7981\u5DF2\u7ED3\u675F\u3002","outside.reason":"\u539F\u56E0\uFF1A{reason}","outside.a\
gain":"\u91CD\u65B0\u8FDB\u5165","login.change":"\u767B\u5F55\u540D","login.do":"\u66F4\u6539\u767B\u5F55\u540D","login.new":"\u65B0\u7684\u767B\u5F55\u540D","l\
ogin.now":"\u767B\u5F55\u540D\uFF1A{name}","login.about":"\u4F60\u7684\u767B\u5F55\u540D\u662F {name}\u3002\u522B\u4EBA\u770B\u5230\u7684\u662F\u663E\u793A\u540D\uFF0C\u4FEE\u6539\u663E\u793A\u540D\u4E0D\u4F1A\u5F71\u54CD\u767B\u5F55\u540D\u3002",
"login.done":"\u767B\u5F55\u540D\u5DF2\u66F4\u6539\u3002","me.leave":"\u9000\u51FA\u767B\u5F55","me.admin":"\u7AD9\u70B9\u7BA1\u7406\u5458","me.account":"\u8D26\u53F7",
"me.guest":"\u8FD9\u53F0\u8BBE\u5907\u4E0A\u7684\u8BBF\u5BA2","me.other":"\u901A\u8FC7\u5176\u4ED6\u7F51\u7AD9\u767B\u5F55",become:"\u521B\u5EFA\u8D26\u53F7","b\
ecome.about":"\u6709\u4E86\u8D26\u53F7\uFF0C\u4F60\u5728\u6240\u6709\u8BBE\u5907\u4E0A\u90FD\u4F7F\u7528\u540C\u4E00\u4E2A\u540D\u5B57\u3002\u4EE5\u8BBF\u5BA2\u8EAB\u4EFD\u53D1\u9001\u7684\u6D88\u606F\u4ECD\u5C5E\u4E8E\u90A3\u4F4D\u8BBF\u5BA2\uFF1B\u4F60\u7684\u623F\u95F4\u4F1A\u4FDD\u7559\u3002",
sessions:"\u5DF2\u767B\u5F55\u7684\u8BBE\u5907","sessions.loading":"\u6B63\u5728\u52A0\u8F7D\u2026","sessions.here":"\u5F53\u524D\u6D4F\u89C8\u5668","sessions.u\
sed":"\u4E0A\u6B21\u4F7F\u7528\uFF1A{when}","sessions.on":"{system} \u4E0A\u7684 {browser}","sessions.unknown":"\u672A\u77E5\u6D4F\u89C8\u5668","sessions.end":"\
\u9000\u51FA","sessions.end.of":"\u9000\u51FA {name}","sessions.others":"\u9000\u51FA\u5176\u4ED6\u6240\u6709\u767B\u5F55",remove:"\u5220\u9664\u6211\u7684\u8D26\u53F7",
"remove.about":"\u4F60\u7684\u8D26\u53F7\u548C\u540D\u5B57\u4F1A\u88AB\u5220\u9664\uFF0C\u4F60\u53D1\u9001\u7684\u6240\u6709\u6D88\u606F\u4F1A\u5BF9\u6240\u6709\u4EBA\u79FB\u9664\u3002\u6B64\u64CD\u4F5C\u65E0\u6CD5\u64A4\u9500\u3002",
"remove.yes":"\u5168\u90E8\u5220\u9664","remove.working":"\u4F60\u7684\u8D26\u53F7\u5DF2\u5220\u9664\uFF0C\u4F60\u8BF4\u8FC7\u7684\u5185\u5BB9\u6B63\u5728\u79FB\u9664\u3002\u79FB\u9664\u4F1A\u81EA\u52A8\u5B8C\u6210\uFF0C\u4F60\u53EF\u4EE5\u5173\u95ED\u6B64\u9875\u9762\u3002",
"remove.done":"\u4F60\u7684\u8D26\u53F7\u5DF2\u5220\u9664\uFF0C\u4F60\u8BF4\u8FC7\u7684\u6240\u6709\u5185\u5BB9\u4E5F\u5DF2\u79FB\u9664\u3002",alerts:"\u901A\u77E5",
"alerts.on":"\u5F53\u4F60\u6CA1\u5728\u770B\u8FD9\u4E2A\u9875\u9762\u65F6\uFF0C\u5982\u679C\u6709\u4EBA\u63D0\u5230\u4F60\u3001\u56DE\u590D\u4F60\u6216\u7ED9\u4F60\u53D1\u79C1\u4FE1\uFF0C\u8FD9\u53F0\u8BBE\u5907\u4F1A\u901A\u77E5\u4F60\u3002",
"alerts.off":"\u5F53\u4F60\u6CA1\u5728\u770B\u8FD9\u4E2A\u9875\u9762\u65F6\uFF0C\u5982\u679C\u6709\u4EBA\u63D0\u5230\u4F60\u3001\u56DE\u590D\u4F60\u6216\u7ED9\u4F60\u53D1\u79C1\u4FE1\uFF0C\u53EF\u5728\u8FD9\u53F0\u8BBE\u5907\u4E0A\u6536\u5230\u901A\u77E5\u3002",
"alerts.direct":"{name} \u7ED9\u4F60\u53D1\u4E86\u6D88\u606F","alerts.on.do":"\u5F00\u542F","alerts.off.do":"\u5173\u95ED","alerts.missing":"\u8FD9\u4E2A\u6D4F\u89C8\u5668\u65E0\u6CD5\u663E\u793A\u901A\u77E5\u3002",
"alerts.denied":"\u672C\u7AD9\u7684\u901A\u77E5\u5DF2\u88AB\u963B\u6B62\uFF0C\u53EF\u4EE5\u5728\u6D4F\u89C8\u5668\u8BBE\u7F6E\u4E2D\u5141\u8BB8\u3002",ignored:"\
\u5DF2\u5C4F\u853D\u7684\u4EBA","ignored.none":"\u4F60\u6CA1\u6709\u5C4F\u853D\u4EFB\u4F55\u4EBA\u3002","ignored.done":"\u4F60\u4E0D\u4F1A\u518D\u770B\u5230 {name} \u7684\u6D88\u606F\u3002",
"ignored.undone":"\u4F60\u53C8\u80FD\u770B\u5230 {name} \u7684\u6D88\u606F\u4E86\u3002",ignore:"\u5C4F\u853D",unignore:"\u53D6\u6D88\u5C4F\u853D","unignore.of":"\
\u53D6\u6D88\u5C4F\u853D {name}",hidden:{other:"{count} \u6761\u6765\u81EA\u5DF2\u5C4F\u853D\u7684\u4EBA\u7684\u6D88\u606F"},"hidden.show":"\u663E\u793A","menti\
on.offer":{other:"{count} \u4E2A\u5019\u9009\uFF1A\u65B9\u5411\u952E\u9009\u62E9\uFF0CEnter \u6216 Tab \u63D2\u5165"},"pill.called":{other:"{count} \u6761\u7ED9\u4F60\u7684\u6D88\u606F"}};var Ei={name:"\u7B80\u4F53\u4E2D\u6587",tag:"zh-CN",texts:{...ki,...vi,...xi,tagline:"\u53D6\u4E2A\u540D\u5B57\u5C31\u80FD\u5F00\u804A\u3002\u65E0\u9700\u6CE8\u518C\uFF0C\u65E0\u9700\u5B89\u88C5\u3002",
"gate.room":"\u5373\u5C06\u8FDB\u5165 {room}","gate.room.private":"\u5373\u5C06\u8FDB\u5165\u4E00\u4E2A\u79C1\u5BC6\u623F\u95F4","gate.name":"\u4F60\u7684\u540D\u5B57",
"gate.placeholder":"\u522B\u4EBA\u4F1A\u770B\u5230\u8FD9\u4E2A\u540D\u5B57","gate.enter":"\u5F00\u59CB\u804A\u5929","gate.entering":"\u8BF7\u7A0D\u5019\u2026","\
name.empty":"\u8BF7\u53D6\u4E00\u4E2A\u540D\u5B57\u3002","name.long":"\u540D\u5B57\u6700\u591A {limit} \u4E2A\u5B57\u7B26\u3002",language:"\u8BED\u8A00",rooms:"\
\u623F\u95F4","rooms.join":"\u52A0\u5165\u623F\u95F4","rooms.placeholder":"\u623F\u95F4\u540D","rooms.leave":"\u79BB\u5F00 {room}","rooms.hide":"\u9690\u85CF {room}",
"rooms.others":"\u5176\u4ED6\u623F\u95F4","rooms.none":"\u4F60\u8FD8\u6CA1\u6709\u52A0\u5165\u4EFB\u4F55\u623F\u95F4\uFF0C\u5728\u4E0B\u9762\u52A0\u5165\u4E00\u4E2A\u5427\u3002",
"room.invalid":"\u623F\u95F4\u540D\u53EA\u80FD\u7528 A\u2013Z\u3001a\u2013z\u30010\u20139 \u548C _ - = @ , . ; ~\uFF0C\u4E0D\u80FD\u6709\u7A7A\u683C\u3002","roo\
m.suggest":"\u623F\u95F4\u540D\u4E0D\u80FD\u6709\u7A7A\u683C\u6216\u5176\u4ED6\u7B26\u53F7\uFF0C\u8BD5\u8BD5\u201C{room}\u201D\u3002","room.long":"\u623F\u95F4\u540D\u6700\u591A 164 \u4E2A\u5B57\u7B26\
\u3002","room.server":"\u4EE5 ~ \u5F00\u5934\u7684\u540D\u5B57\u7531\u670D\u52A1\u5668\u4FDD\u7559\u3002","room.unknown":"\u8FD9\u4E2A\u623F\u95F4\u4E0D\u5B58\u5728\uFF0C\u6216\u8005\u4F60\u4E0D\u662F\u6210\u5458\u3002",
"room.refused":"\u65E0\u6CD5\u52A0\u5165\u201C{room}\u201D\uFF1A{reason}","room.lost":"\u4F60\u5DF2\u4E0D\u5728\u201C{room}\u201D\uFF1A{reason}",people:"\u6210\u5458",
"people.here":{other:"{count} \u4EBA\u5728\u7EBF"},"list.more":{other:"\u518D\u663E\u793A {count} \u4E2A"},"people.more":{other:"\u8FD8\u6709 {count} \u4EBA"},you:"\
\u4F60",nobody:"\u5DF2\u6CE8\u9500\u7528\u6237","open.rooms":"\u663E\u793A\u623F\u95F4","open.people.of":"\u663E\u793A\u6210\u5458 {count}","open.people":"\u663E\u793A\u6210\u5458",
close:"\u5173\u95ED",messages:"{room} \u7684\u6D88\u606F","message.label":"{name}\uFF0C{time}\uFF1A{text}","message.edited":"{name}\uFF0C{time}\uFF0C\u5DF2\u7F16\u8F91\uFF1A{text}",
"empty.title":"\u8FD8\u6CA1\u6709\u6D88\u606F","empty.text":"\u6253\u4E2A\u62DB\u547C\u5427\uFF0C\u623F\u95F4\u91CC\u7684\u4EBA\u9A6C\u4E0A\u5C31\u80FD\u770B\u5230\u3002",
"none.title":"\u672A\u9009\u62E9\u623F\u95F4","none.text":"\u4ECE\u5217\u8868\u4E2D\u9009\u62E9\u4E00\u4E2A\u623F\u95F4\uFF0C\u6216\u8F93\u5165\u540D\u5B57\u52A0\u5165\u3002",
"older.loading":"\u6B63\u5728\u52A0\u8F7D\u66F4\u65E9\u7684\u6D88\u606F\u2026","older.start":"{room} \u4ECE\u8FD9\u91CC\u5F00\u59CB\u3002","older.direct":"\u4F60\u4E0E {r\
oom} \u7684\u5BF9\u8BDD\u4ECE\u8FD9\u91CC\u5F00\u59CB\u3002","older.failed":"\u65E0\u6CD5\u52A0\u8F7D\u66F4\u65E9\u7684\u6D88\u606F\u3002","divider.new":"\u65B0\u6D88\u606F",
"divider.missed":{other:"\u4F60\u9519\u8FC7\u4E86 {count} \u6761\u6D88\u606F"},"divider.about":{other:"\u4F60\u9519\u8FC7\u4E86\u5927\u7EA6 {count} \u6761\u6D88\u606F"},
"pill.unread":{other:"{count} \u6761\u65B0\u6D88\u606F"},"pill.about":{other:"\u7EA6 {count} \u6761\u65B0\u6D88\u606F"},latest:"\u8DF3\u5230\u6700\u65B0\u6D88\u606F",
"gap.text":"\u6B64\u5904\u7F3A\u5C11\u90E8\u5206\u6D88\u606F\uFF1A\u670D\u52A1\u5668\u65E0\u6CD5\u4ECE\u4F60\u4E0A\u6B21\u7684\u4F4D\u7F6E\u7EE7\u7EED\uFF0C\u66F4\u65E9\u7684\u6D88\u606F\u5DF2\u4E0D\u5B58\u5728\u3002",
"gap.older":"\u6B64\u5904\u7F3A\u5C11\u90E8\u5206\u6D88\u606F\uFF1A\u4F60\u79BB\u5F00\u671F\u95F4\u7684\u6D88\u606F\u6CA1\u6709\u6536\u5230\u3002","gap.none":"\u8FD9\
\u4E2A\u623F\u95F4\u4E0D\u4FDD\u5B58\u5386\u53F2\u6D88\u606F\uFF1A\u4F60\u79BB\u5F00\u671F\u95F4\u7684\u5185\u5BB9\u4E0D\u4F1A\u663E\u793A\u3002",gone:"\u8FD9\u6761\u6D88\u606F\u5DF2\u4E0D\u5B58\u5728\
\u3002",write:"\u8F93\u5165\u6D88\u606F","write.to":"\u53D1\u6D88\u606F\u5230 {room}",send:"\u53D1\u9001","text.more":"\u5C55\u5F00","text.less":"\u6536\u8D77",
"write.touch":"Enter \u6362\u884C\uFF0C\u6309\u94AE\u53D1\u9001","write.hint":"\u6309 Enter \u53D1\u9001\uFF0CShift+Enter \u6362\u884C","write.left":{other:"\u8FD8\u53EF\u8F93\
\u5165 {count} \u4E2A\u5B57\u7B26"},"write.over":{other:"\u8D85\u51FA {count} \u4E2A\u5B57\u7B26"},"typing.one":"{a} \u6B63\u5728\u8F93\u5165\u2026","typing.two":"\
{a} \u548C {b} \u6B63\u5728\u8F93\u5165\u2026","typing.many":"\u591A\u4EBA\u6B63\u5728\u8F93\u5165\u2026","state.pending":"\u53D1\u9001\u4E2D\u2026","state.offl\
ine":"\u7B49\u5F85\u53D1\u9001","state.held":"\u4F60\u53D1\u5F97\u592A\u5FEB\u4E86\uFF1A\u7A0D\u540E\u4F1A\u6309\u987A\u5E8F\u81EA\u52A8\u53D1\u9001","state.bus\
y":"\u670D\u52A1\u5668\u6682\u65F6\u65E0\u6CD5\u63A5\u6536\uFF1A\u7A0D\u540E\u4F1A\u81EA\u52A8\u53D1\u9001","state.slow":"\u6162\u901F\u6A21\u5F0F\uFF1A\u5230\u65F6\u95F4\u4F1A\u81EA\u52A8\u53D1\u9001",
"state.failed":"\u672A\u53D1\u9001",retry:"\u91CD\u8BD5",discard:"\u653E\u5F03","copy.text":"\u590D\u5236\u6587\u5B57","copy.link":"\u590D\u5236\u94FE\u63A5",copied:"\
\u5DF2\u590D\u5236",reply:"\u56DE\u590D","reply.to":"\u56DE\u590D {name}","reply.loading":"\u6B63\u5728\u52A0\u8F7D\u539F\u6D88\u606F\u2026","reply.gone":"\u4E00\u6761\u5DF2\u4E0D\u5B58\
\u5728\u7684\u6D88\u606F","reply.jump":"\u8DF3\u5230\u8FD9\u6761\u6D88\u606F",edit:"\u7F16\u8F91","edit.on":"\u6B63\u5728\u7F16\u8F91\u4F60\u7684\u6D88\u606F","\
edit.touch":"Enter \u6362\u884C\uFF0C\u6309\u94AE\u4FDD\u5B58","edit.hint":"\u6309 Enter \u4FDD\u5B58\uFF0CEsc \u53D6\u6D88","edit.late":"\u8FD9\u6761\u6D88\u606F\u5DF2\u4E0D\u80FD\u518D\u7F16\u8F91\u3002",
cancel:"\u53D6\u6D88",edited:"\u5DF2\u7F16\u8F91",delete:"\u5220\u9664","delete.sure":"\u8981\u5220\u9664\u8FD9\u6761\u6D88\u606F\u5417\uFF1F","delete.yes":"\u4E3A\u6240\u6709\
\u4EBA\u5220\u9664","delete.no":"\u4FDD\u7559\u6D88\u606F",deleted:"\u8FD9\u6761\u6D88\u606F\u5DF2\u88AB\u5220\u9664\u3002",search:"\u5728\u6B64\u623F\u95F4\u4E2D\u641C\u7D22",
"search.placeholder":"\u641C\u7D22","search.hint":"\u67E5\u627E\u6B64\u623F\u95F4\u4E2D\u5305\u542B\u6240\u6709\u5173\u952E\u8BCD\u7684\u6D88\u606F\uFF0C\u6700\u540E\u4E00\u4E2A\u8BCD\u53EF\u4EE5\u53EA\u8F93\u5165\u5F00\u5934\u3002",
"search.busy":"\u6B63\u5728\u641C\u7D22\u2026","search.none":"\u6CA1\u6709\u627E\u5230\u4E0E\u201C{text}\u201D\u5339\u914D\u7684\u6D88\u606F\u3002","search.foun\
d":{other:"{count} \u6761\u6D88\u606F\uFF0C\u6700\u65B0\u7684\u5728\u524D"},"search.first":{other:"\u6700\u65B0\u7684 {count} \u6761\u6D88\u606F"},"search.more":"\
\u663E\u793A\u66F4\u65E9\u7684\u7ED3\u679C","link.connecting":"\u6B63\u5728\u8FDE\u63A5\u2026","link.waiting":"\u8FDE\u63A5\u5DF2\u65AD\u5F00\uFF0C{seconds} \u79D2\u540E\u91CD\u8BD5",
"link.now":"\u8FDE\u63A5\u5DF2\u65AD\u5F00\uFF0C\u6B63\u5728\u91CD\u8BD5\u2026","link.offline":"\u4F60\u5DF2\u79BB\u7EBF\u3002\u8F93\u5165\u7684\u5185\u5BB9\u4F1A\u4FDD\u7559\uFF0C\u7A0D\u540E\u53D1\u9001\u3002",
"link.server_unreachable":"\u65E0\u6CD5\u8FDE\u63A5\u5230\u670D\u52A1\u5668\uFF0C{seconds} \u79D2\u540E\u91CD\u8BD5","link.server_busy":"\u670D\u52A1\u5668\u6682\u65F6\u65E0\u6CD5\u63A5\u53D7\u66F4\u591A\u8FDE\u63A5\uFF0C{seconds}\
 \u79D2\u540E\u91CD\u8BD5","link.origin_not_allowed":"\u670D\u52A1\u5668\u4E0D\u5141\u8BB8\u6B64\u9875\u9762\u8FDE\u63A5\u3002\u8BF7\u544A\u77E5\u7AD9\u70B9\u7BA1\u7406\u5458\uFF1A\u9700\u8981\u628A\u672C\u9875\u5730\u5740\u52A0\u5165 server.origins\uFF0C\u6216\u8BA9\u4EE3\u7406\u8F6C\u53D1 Host\u3002",
"link.upgrade_refused":"\u4F60\u4E0E\u670D\u52A1\u5668\u4E4B\u95F4\u7684\u7F51\u7EDC\uFF08\u53EF\u80FD\u662F\u4EE3\u7406\uFF09\u963B\u6B62\u4E86\u804A\u5929\u8FDE\u63A5\uFF08WebSocket\uFF09\uFF0C\u6B63\u5728\u91CD\u8BD5\u2026",
"link.ended":"\u8FDE\u63A5\u5DF2\u5173\u95ED\uFF1A{reason}","link.online":"\u5DF2\u8FDE\u63A5","link.retry":"\u7ACB\u5373\u91CD\u8BD5","me.settings":"\u4F60\u7684\u8BBE\u7F6E",
"me.name":"\u663E\u793A\u540D","me.save":"\u4FDD\u5B58","me.renamed":"\u4F60\u73B0\u5728\u53EB {name}",export:"\u5BFC\u51FA\u6211\u7684\u6570\u636E","export.bus\
y":{other:"\u6B63\u5728\u6536\u96C6\u4F60\u7684\u6D88\u606F\uFF1A{count} \u6761\u2026"},"export.done":{other:"{count} \u6761\u6D88\u606F\u5DF2\u4FDD\u5B58\u4E3A {file}\u3002"},
"export.none":"\u4F60\u8FD8\u6CA1\u6709\u53D1\u9001\u8FC7\u6D88\u606F\u3002","me.forget":"\u4EE5\u65B0\u8EAB\u4EFD\u91CD\u65B0\u5F00\u59CB","me.forget.sure":"\u8981\u6E05\
\u9664\u8FD9\u53F0\u8BBE\u5907\u4E0A\u4FDD\u5B58\u7684\u540D\u5B57\u548C\u623F\u95F4\u5417\uFF1F","me.forget.yes":"\u6E05\u9664\u5E76\u91CD\u65B0\u5F00\u59CB","\
error.bad_frame":"\u670D\u52A1\u5668\u65E0\u6CD5\u8BC6\u522B\u8FD9\u6761\u6D88\u606F\u3002","error.unknown_type":"\u670D\u52A1\u5668\u4E0D\u652F\u6301\u8FD9\u4E2A\u64CD\u4F5C\uFF0C\u5B83\u7684\u7248\u672C\u53EF\u80FD\u6BD4\u672C\u9875\u65E7\u3002",
"error.invalid":"\u670D\u52A1\u5668\u672A\u63A5\u53D7\uFF1A{message}","error.login_required":"\u8FD9\u91CC\u4E0D\u5141\u8BB8\u8BBF\u5BA2\u8FDB\u5165\uFF0C\u8BF7\u7528\u8D26\u53F7\u767B\u5F55\u3002",
"error.bad_token":"\u4F60\u7684\u767B\u5F55\u5DF2\u5931\u6548\uFF0C\u8BF7\u91CD\u65B0\u767B\u5F55\u3002","error.expired":"\u4F60\u7684\u767B\u5F55\u5DF2\u8FC7\u671F\uFF0C\u8BF7\u91CD\u65B0\u767B\u5F55\u3002",
"error.forbidden":"\u4F60\u6CA1\u6709\u6743\u9650\u5728\u8FD9\u91CC\u6267\u884C\u6B64\u64CD\u4F5C\uFF0C\u5982\u6709\u9700\u8981\u8BF7\u8054\u7CFB\u7248\u4E3B\u3002",
"error.not_found":"\u5185\u5BB9\u4E0D\u5B58\u5728\u6216\u5DF2\u88AB\u5220\u9664\u3002","error.not_joined":"\u4F60\u4E0D\u5728\u8FD9\u4E2A\u623F\u95F4\u91CC\uFF0C\u8BF7\u91CD\u65B0\u6253\u5F00\u5B83\u3002",
"error.muted":"\u4F60\u5728\u8FD9\u91CC\u88AB\u7981\u8A00\u4E86\uFF1A\u53EF\u4EE5\u9605\u8BFB\uFF0C\u4E0D\u80FD\u53D1\u8A00\u3002","error.muted.until":"\u4F60\u5728\u8FD9\u91CC\u88AB\u7981\u8A00\uFF0C\
\u76F4\u5230 {until}\uFF0C\u671F\u95F4\u53EF\u4EE5\u9605\u8BFB\u3002","error.banned":"\u4F60\u5DF2\u88AB\u7981\u6B62\u8FDB\u5165\u8FD9\u91CC\u3002","error.banne\
d.until":"\u4F60\u5DF2\u88AB\u7981\u6B62\u8FDB\u5165\u8FD9\u91CC\uFF0C\u76F4\u5230 {until}\u3002","error.kicked":"\u4F60\u5DF2\u88AB\u79FB\u51FA\u3002","error.s\
low_mode":"\u6162\u901F\u6A21\u5F0F\uFF1A\u8BF7\u7A0D\u540E\u518D\u53D1\u3002","error.slow_mode.wait":"\u6162\u901F\u6A21\u5F0F\uFF1A\u8BF7\u7B49 {seconds} \u79D2\u518D\u53D1\u4E0B\u4E00\u6761\u3002",
"error.rate_limited":"\u64CD\u4F5C\u592A\u9891\u7E41\uFF0C\u8BF7\u7A0D\u5019\u518D\u8BD5\u3002","error.too_large":"\u5185\u5BB9\u592A\u957F\u4E86\uFF0C\u8BF7\u7F29\u77ED\u540E\u518D\u8BD5\u3002",
"error.filtered":"\u6D88\u606F\u88AB\u8FC7\u6EE4\u5668\u62E6\u622A\u4E86\uFF0C\u8BF7\u4FEE\u6539\u540E\u518D\u8BD5\u3002","error.conflict":"\u5DF2\u88AB\u5360\u7528\uFF0C\u8BF7\u6362\u4E00\u4E2A\u3002",
"error.unavailable":"\u670D\u52A1\u5668\u6682\u65F6\u65E0\u6CD5\u5904\u7406\uFF0C\u8BF7\u7A0D\u540E\u518D\u8BD5\u3002","error.internal":"\u670D\u52A1\u5668\u51FA\u9519\u4E86\u3002\u8BF7\u518D\u8BD5\u4E00\u6B21\uFF0C\u5982\u679C\u4ECD\u7136\u51FA\u9519\uFF0C\u8BF7\u544A\u77E5\
\u7F51\u7AD9\u7EF4\u62A4\u8005\u3002","error.disconnected":"\u8FDE\u63A5\u65AD\u5F00\u4E86\uFF0C\u8BF7\u5728\u6062\u590D\u8FDE\u63A5\u540E\u91CD\u8BD5\u3002","e\
rror.offline":"\u6CA1\u6709\u8FDE\u63A5\uFF0C\u8BF7\u5728\u6062\u590D\u8FDE\u63A5\u540E\u91CD\u8BD5\u3002","error.closed":"\u8FDE\u63A5\u5DF2\u5173\u95ED\uFF0C\u8BF7\u5237\u65B0\u9875\u9762\u91CD\u65B0\u8FDE\u63A5\u3002",
"error.timeout":"\u670D\u52A1\u5668\u6CA1\u6709\u53CA\u65F6\u54CD\u5E94\uFF0C\u8BF7\u91CD\u8BD5\u3002","error.unanswered":"\u6BCF\u6B21\u53D1\u9001\u65F6\u8FDE\u63A5\u90FD\u4E2D\u65AD\u4E86\u3002\u8BF7\u91CD\u8BD5\uFF0C\u6216\u5206\u6210\u51E0\u6761\u53D1\u9001\u3002",
"error.stale":"\u623F\u95F4\u5DF2\u88AB\u91CD\u7F6E\uFF0C\u8BF7\u91CD\u8BD5\u3002","error.discarded":"\u5DF2\u53D6\u6D88\u3002","error.rate_limited.wait":"\u64CD\u4F5C\u592A\u9891\u7E41\
\uFF0C\u8BF7\u5728 {seconds} \u79D2\u540E\u518D\u8BD5\u3002","error.unavailable.wait":"\u670D\u52A1\u5668\u6682\u65F6\u65E0\u6CD5\u5904\u7406\uFF0C\u8BF7\u5728 {seconds} \u79D2\u540E\u518D\u8BD5\u3002",
"error.full.rooms":"\u4F60\u6253\u5F00\u7684\u623F\u95F4\u5DF2\u8FBE\u4E0A\u9650\uFF08{count} \u4E2A\uFF09\uFF0C\u8BF7\u5148\u79BB\u5F00\u4E00\u4E2A\u518D\u8BD5\u3002",
"error.full.memberships":"\u4F60\u52A0\u5165\u7684\u623F\u95F4\u5DF2\u8FBE\u4E0A\u9650\uFF08{count} \u4E2A\uFF09\uFF0C\u8BF7\u5148\u9000\u51FA\u4E00\u4E2A\u518D\u8BD5\u3002",
"error.full.members":"\u8FD9\u4E2A\u623F\u95F4\u5DF2\u6EE1\uFF08{count} \u540D\u6210\u5458\uFF09\uFF0C\u6709\u4EBA\u9000\u51FA\u540E\u624D\u80FD\u518D\u52A0\u5165\u3002",
"error.full.ignored":"\u4F60\u5FFD\u7565\u7684\u4EBA\u5DF2\u8FBE\u4E0A\u9650\uFF08{count} \u4EBA\uFF09\uFF0C\u8BF7\u5148\u53D6\u6D88\u5FFD\u7565\u4E00\u4EBA\u3002",
"error.full.sanctions":"\u8FD9\u4E2A\u623F\u95F4\u7684\u7981\u8A00\u548C\u5C01\u7981\u5DF2\u8FBE\u4E0A\u9650\uFF08{count} \u4E2A\uFF09\uFF0C\u8BF7\u5148\u89E3\u9664\u4E00\u4E2A\u3002",
"error.with":"{text}\u539F\u56E0\uFF1A{reason}"}};var Tt={en:yi,zh:Ei},Si=9e5,xa=2e3,he=[["week",6048e5],["day",864e5],["hour",36e5],["minute",6e4],["second",1e3]],Ea=/[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
function Sa(n){return typeof n=="string"&&Ea.test(n)?`\u2068${n}\u2069`:n}var Ti=Object.freeze(Object.fromEntries(Object.entries(Tt).map(([n,{name:t}])=>[n,t])));
function Oi(n){return n.filter(Boolean).map(e=>e.toLowerCase().split("-")[0]).find(e=>Object.hasOwn(Tt,e))??"en"}var de=class{#t;#e;#s;#n=new Map;constructor(t,{
timeZone:e,wished:s=[]}={}){let{texts:i,tag:o}=Tt[t],r=s.find(d=>d.toLowerCase().split("-")[0]===t)??o;this.code=t,this.tag=o,this.#t=i,this.#s=d=>new Intl.NumberFormat(
r,{style:"unit",unit:d,unitDisplay:"long"});let a=d=>()=>new Intl.DateTimeFormat(r,{...d,timeZone:e}),c=()=>({hour:Ta(r),minute:"2-digit"}),h=d=>()=>a({...d,...c()})();
this.#e=Ma({plural:()=>new Intl.PluralRules(r),relative:()=>new Intl.RelativeTimeFormat(r,{numeric:"auto"}),clock:h({}),day:a({weekday:"long",day:"numeric",month:"\
long"}),distant:a({day:"numeric",month:"long",year:"numeric"}),exact:a({dateStyle:"full",timeStyle:"medium"}),short:a({day:"numeric",month:"short"}),dated:a({day:"\
numeric",month:"short",year:"numeric"}),week:h({weekday:"long"}),year:h({day:"numeric",month:"long"}),ever:h({day:"numeric",month:"long",year:"numeric"}),key:()=>e?
new Intl.DateTimeFormat("en-CA",{timeZone:e}):{format:Oa}})}t(t,e={}){let s=this.#t[t]??Tt.en.texts[t]??t;return(typeof s=="string"?s:s[this.#e.plural.select(e.
count)]??s.other).replace(/\{(\w+)\}/g,(o,r)=>Sa(e[r])??o)}has(t){return t in Tt.en.texts}clock(t){return this.#e.clock.format(t)}brief(t){return this.#e.clock.
formatToParts(t).filter(({type:s})=>s!=="dayPeriod").map(({value:s})=>s).join("").trim()}exact(t){return this.#e.exact.format(t)}dayKey(t){let e=Math.floor(t/Si);
return this.#n.has(e)||(this.#n.size>=xa&&this.#n.clear(),this.#n.set(e,this.#e.key.format(e*Si))),this.#n.get(e)}when(t,e){return this.dayKey(t)===this.dayKey(
e)?this.clock(t):this.#e[Math.abs(e-t)<300*864e5?"short":"dated"].format(t)}until(t,e){let s=this.#i(t,e);if(s===0)return this.clock(t);if(s===1)return this.t("\
day.clock",{day:this.#e.relative.format(1,"day"),clock:this.clock(t)});let i=s<7?"week":s<300?"year":"ever";return this.#e[i].format(t)}span(t){let[e,s]=he.find(
([,i])=>t%i===0)??he.at(-1);return this.#s(e).format(t/s)}left(t){let[e,s]=he.find(([,i])=>t>=2*i)??he.at(-1);return this.#s(e).format(Math.ceil(t/s))}day(t,e){
let s=this.#i(t,e);if(s===0||s===-1){let i=this.#e.relative.format(s,"day");return i.charAt(0).toLocaleUpperCase(this.tag)+i.slice(1)}return this.#e[s>-300&&s<300?
"day":"distant"].format(t)}#i(t,e){return Math.round((Date.parse(this.dayKey(t))-Date.parse(this.dayKey(e)))/864e5)}};function Ta(n){return new Intl.DateTimeFormat(
n,{timeStyle:"short",timeZone:"UTC"}).format(Date.UTC(2e3,0,1,9,5)).startsWith("0")?"2-digit":"numeric"}function Oa(n){let t=new Date(n),e=s=>String(s).padStart(
2,"0");return`${t.getFullYear()}-${e(t.getMonth()+1)}-${e(t.getDate())}`}function Ma(n){let t=new Map,e=i=>t.get(i)??t.set(i,n[i]()).get(i),s=Object.keys(n).map(
i=>[i,{get:()=>e(i)}]);return Object.defineProperties({},Object.fromEntries(s))}var Mi=/^a\./;function ji(n,{model:t,store:e,anew:s}){let i=(r,a)=>n.addEventListener(r,({detail:c})=>a(c));i("login",({user:r,token:a,account:c})=>{let h=Mi.test(
e.owner??"")&&e.owner!==r.id;h&&e.forget(),e.owner=r.id,e.kind=Mi.test(r.id)?"account":"guest",a?e.token=a:e.kind==="account"&&(e.token=null),o(r,c),h&&s()}),i(
"me",({user:r,account:a})=>o(r,a??n.account)),i("sanction",({room:r,action:a,until:c,reason:h})=>{r===null&&a==="ban"&&t.dispatch({type:"out",bar:{until:c,reason:h}})}),
i("state",({state:r,error:a,code:c})=>{if(r==="refused"&&a.code==="banned"){let h=a.message===a.code?"":a.message;t.dispatch({type:"out",bar:{until:a.until??null,
reason:h}})}else r==="ended"&&c===4503&&t.state.out===null?t.dispatch({type:"out",bar:{until:null,reason:""}}):r==="online"&&t.dispatch({type:"out",bar:null})});
function o(r,a){e.name=r.name.replace(/^~/,""),t.dispatch({type:"me",user:r}),t.dispatch({type:"account",account:a??null})}}var ue=class{#t;#e;#s;#n;constructor({client:t,model:e,store:s,tell:i}){this.#t=t,this.#e=e,this.#s=s,this.#n=i,t.addEventListener("state",({detail:o})=>o.state===
"online"&&this.#i())}async ignore(t){await this.#o(async()=>{await this.#t.command("ignore",{user:t.id}),this.#e.dispatch({type:"ignored",user:t}),this.#n("igno\
red.done",{name:t.name})})}async unignore(t){await this.#o(async()=>{await this.#t.command("unignore",{user:t.id}),this.#e.dispatch({type:"unignored",user:t.id}),
this.#n("ignored.undone",{name:t.name})})}async#i(){try{let{users:t}=await this.#t.list("ignores"),e={...this.#s.ignored,...this.#r()};this.#e.dispatch({type:"i\
gnoring",users:t.map(s=>({id:s,name:e[s]}))}),this.#s.ignored=this.#e.state.ignored}catch({code:t}){(t==="unknown_type"||t==="forbidden")&&this.#e.dispatch({type:"\
unable",what:"ignore"})}}async#o(t){try{await t(),this.#s.ignored=this.#e.state.ignored}catch(e){this.#n(`error.${e.code}`,{error:e})}}#r(){let t=Object.values(
this.#e.state.rooms).flatMap(e=>Object.values(e.people));return Object.fromEntries(t.map(({id:e,name:s})=>[e,s]))}};function Ai(n,t){if(!t)return n;let e=Object.fromEntries((t.users??[]).map(s=>[s.id,s]));return{...n,people:e,count:t.count??Object.keys(e).length}}function Li(n,{
joined:t=[],left:e=[],count:s}){let i={...n.people};for(let r of t)i[r.id]=r;for(let r of e)delete i[r];return{...e.reduce((r,a)=>Ys(r,a),n),people:i,count:s??Object.
keys(i).length}}function $i(n,t,e){return{...n,typing:{...n.typing,[t.id]:{name:t.name,until:e+5e3}}}}function Ys(n,t){if(!(t in n.typing))return n;let{[t]:e,...s}=n.
typing;return{...n,typing:s}}function _i(n,t){let e=Object.entries(n.typing).filter(([,{until:s}])=>s>t);return e.length===Object.keys(n.typing).length?n:{...n,
typing:Object.fromEntries(e)}}function qi(n,t){return{...n,reply:t,editing:null,removing:null}}function Ii(n,t){let e=t&&{seq:t.seq,text:t.text,busy:!1,error:null};return{...n,editing:e,removing:null}}
function Ni(n,t){let e=t&&{seq:t.seq,busy:!1,error:null};return{...n,removing:e,editing:t?null:n.editing}}function Ri(n,{what:t,seq:e,...s}){return n[t]?.seq===
e?{...n,[t]:{...n[t],...s}}:n}function Pi(n,t){let e={text:"",results:[],more:!1,state:"idle",error:null};return{...n,search:t?n.search??e:null}}function Di(n,{
text:t}){let e=t==="";return Bs(n,{text:t,state:e?"idle":"busy",error:null,...e?{results:[],more:!1}:{}})}function zi(n,{text:t,page:e,further:s}){if(n.search?.
text!==t)return n;let i=s?n.search.results:[],o=e.events.filter(r=>!r.deleted&&!i.some(({seq:a})=>a===r.seq));return Bs(n,{results:[...i,...o],more:e.more,state:"\
done",error:null})}function Hi(n,{text:t,error:e}){return n.search?.text===t?Bs(n,{state:"failed",error:e}):n}function Wi(n){return{...n,removing:null,search:null}}
function Bs(n,t){return n.search?{...n,search:{...n.search,...t}}:n}function Ot(n){return Object.freeze({id:n,kind:null,title:"",topic:"",slow:0,retention:null,joined:!1,role:null,can:null,members:null,muted:null,barred:null,pausedUntil:0,
sanctions:null,epoch:null,first:1,head:0,from:1,to:0,entries:[],quotes:{},older:!1,loading:null,pending:[],people:{},count:0,typing:{},seen:0,unread:0,called:0,
revealed:{},about:!1,divider:null,missed:0,gap:null,target:null,reply:null,editing:null,removing:null,search:null})}function Yi(n,t,{me:e,ignored:s,seen:i,watched:o}){
let r={...Us(n,t),joined:!0,barred:null,members:null,sanctions:null,typing:{}},a=Ai(r,t.presence);if(!t.reset){let f=t.gap?{before:null,reason:"gap.none"}:a.gap,
b=n.epoch===null?Aa(a,t,i):a;return Fs({...b,gap:f},t.events,{me:e,ignored:s,watched:o,replayed:!0})}let{epoch:c,seq:h,events:d}=t,u=c===n.epoch||c===i?.epoch?"\
gap.older":"gap.text",m=d[0]?.seq??(h??0)+1,g={...a,epoch:c,first:t.first??1,head:h??0,from:m,to:h??0,entries:d.filter(me),quotes:c===n.epoch?n.quotes:{},older:!!t.
more,loading:null,gap:t.gap?{before:m,reason:u}:null,target:null,editing:null,removing:null,reply:null};return Un(g,La(t,i,n),{me:e,ignored:s})}function Aa(n,{epoch:t,
first:e,since:s,seen:i=0},o){if(!s)return n;let{seq:r}=s,a=Math.max(i,o?.epoch===t?o.seq:0);return{...n,epoch:t,first:e??1,head:r,from:r+1,to:r,older:r>=(e??1),
seen:a}}function La({epoch:n,seq:t,seen:e=0,gap:s,kind:i},o,r){let a=Math.max(o?.epoch===n?o.seq:0,r.epoch===n?r.seen:0),c=Math.max(e,a);return c>0||s||i==="dir\
ect"?c:t??0}function Us(n,t){let{kind:e,title:s,topic:i,slow:o,retention:r,can:a,role:c}={...n,...t},h=a?.includes("say")?null:n.muted;return{...n,kind:e,title:s,
topic:i,slow:o,retention:r,can:a,role:c,muted:h}}function Fs(n,t,{open:e=!1,following:s=!1,...i}){let o=e&&n.epoch!==null&&(!s||n.editing!==null||n.removing!==null),
r=t.reduce((a,c)=>$a(a,c,{...i,reads:o}),n);return o||G(r)?r:zn(r,{open:e})}function $a(n,t,{reads:e,...s}){let i=t.type==="message",o=!G(n)&&!(e&&i&&Dn(n)),r=o&&
!(t.seq!=null&&t.seq<=n.to),a=i?Ca(n,t,{...s,kept:r}):En(n,t);return t.seq==null?a:_a(a,t.seq,{...s,follows:o})}function _a(n,t,{watched:e,follows:s}){let i=Math.
max(n.head,t);return{...n,head:i,to:s?i:n.to,seen:e&&s?Math.max(n.seen,t):n.seen}}function Ca(n,t,{kept:e,...s}){let i=e?[...n.entries,t]:n.entries,o=Ys({...n,entries:i},
t.user.id);return Fn(o,t,s)}function Bi(n,{events:t,first:e=n.first,more:s,loading:i=null},o=n.from){if(o!==n.from)return{...n,loading:null};let r=t.filter(h=>h.
seq<n.from),a=r[0]?.seq??(s?n.from:e),c=[...r.filter(me),...n.entries];return Hn({...n,entries:c,from:a,first:e,older:!!s&&r.length>0,loading:i})}function Ui(n,{
events:t,more:e,loading:s=null},i=n.to){if(i!==n.to)return{...n,loading:null};let o=t.filter(c=>c.seq>n.to),r=o.at(-1)?.seq??(e?n.to:n.head),a=[...n.entries,...o.
filter(me)];return Wn({...n,entries:a,to:r,head:Math.max(n.head,r),loading:s})}function Fi(n,{events:t,first:e=n.first,more:s},{target:i=null}={}){if(t.length===
0)return{...n,loading:null};let[o,r]=[t[0].seq,t.at(-1).seq],a=Math.max(n.head,r);return{...n,entries:t.filter(me),from:o,to:r,head:a,first:e,older:s??o>e,loading:null,
target:Gs(i)}}function Gs(n){return n===null?null:Object.freeze({at:n})}function Gi(n){let t={...Wi(n),target:null,revealed:{}};return Yn(n.unread===0?{...t,divider:null,
missed:0,about:!1}:t)}function me(n){return n.type==="message"}function Ki(n,t,{code:e,until:s=null,reason:i=""}){let o=n.rooms[t]??Ot(t),{title:r,topic:a,kind:c}=o,h=Object.freeze({...Ot(t),title:r,topic:a,kind:c,barred:Object.
freeze({code:e,until:s,reason:i})});return{...n,rooms:{...n.rooms,[t]:h}}}function Ji(n,t,e){let s=o=>t===null?{...Ns(o,e),muted:o.muted}:Ns(o,e),i=Object.entries(
n.rooms).map(([o,r])=>[o,t===null||o===t?s(r):r]);return{...n,rooms:Object.fromEntries(i),muted:t===null?e:n.muted}}function dt(n,t){let e=n.match(/^(?:you are (?:banned|muted)(?:: (.*))?|a filter of this room refused the text)$/s),
s=e?e[1]??"":n;return s===t?"":s}function Vi(n,{model:t,store:e,clock:s,notice:i}){let o=(a,c)=>n.addEventListener(a,({detail:h})=>c(h));o("standing",a=>t.dispatch({type:"settings",room:a.room,
event:a})),o("member",a=>t.dispatch({type:"member",room:a.room,event:a})),o("invited",({room:a,kind:c,title:h,by:d})=>{e.hidden=e.hidden.filter(g=>g!==a);let u=c===
"direct",m={room:a,kind:c,title:h,by:d,role:"member",invited:!u,...u?{other:d}:{}};t.dispatch({type:"line",line:m}),i(u?"invited.direct":"invited.told",{name:d.
name,id:a})}),o("sanction",({room:a,action:c,until:h,reason:d})=>{c==="mute"?(t.dispatch({type:"silenced",room:a,bound:{until:h,reason:d}}),i("error.muted",{error:{
code:"muted",until:h,message:d}})):c==="unmute"?(t.dispatch({type:"silenced",room:a,bound:null}),i("unmuted")):c==="kick"&&a===null&&i("error.kicked",{error:{code:"\
kicked",message:d}})}),o("entries",({room:a,entries:c,replayed:h})=>{let d=c.some(({type:m,user:g})=>m==="message"&&g.id===t.state.me?.id),u=t.state.rooms[a];d&&
!h&&u&&ne(u)&&t.dispatch({type:"paused",room:a,until:s.now()+u.slow})});let r=new WeakSet;o("outbox",({room:a,items:c})=>{for(let{error:h}of c)h?.code==="slow_m\
ode"&&h.retryAfter!=null&&!r.has(h)&&(r.add(h),t.dispatch({type:"paused",room:a,until:s.now()+h.retryAfter}))})}function Zi({rooms:n,me:t},e){let s=n[e];return s!==
void 0&&tt(s)&&s.members!==null&&et(s,t)===null}function Qi(n){return n?.code!=="banned"&&n?.code!=="kicked"?null:{code:n.code,until:n.until??null,reason:dt(n.message,
n.code)}}function to(n,{model:t,store:e,clock:s,notice:i,bring:o=()=>{}}){let r=(d,u)=>n.addEventListener(d,({detail:m})=>u(m));r("state",d=>{t.dispatch({type:"link",link:d}),
d.state==="online"&&a()}),r("welcome",({limits:d})=>t.dispatch({type:"limits",limits:d})),r("joined",d=>{let{room:u}=d;t.dispatch({type:"joined",room:u,answer:d,
seen:e.seen(u)})}),r("entries",({room:d,entries:u,replayed:m})=>t.dispatch({type:"entries",room:d,entries:u,replayed:m})),r("outbox",({room:d,items:u})=>{e.setUnsent(
d,u.map(Pa)),t.dispatch({type:"outbox",room:d,items:u})}),r("left",({room:d,error:u})=>{e.setUnsent(d,[]);let m=u!==void 0&&Zi(t.state,d),g=m?null:Qi(u);if(g){t.
dispatch({type:"barred",room:d,bar:g});return}e.rooms=e.rooms.filter(f=>f!==d),u&&i(Ra(u,{removed:m,known:t.state.rooms[d]?.epoch!=null}),{id:d,error:u}),t.dispatch(
{type:"left",room:d}),m&&t.dispatch({type:"dropped",room:d})}),r("presence",d=>t.dispatch({type:"presence",room:d.room,event:d})),r("room",d=>t.dispatch({type:"\
settings",room:d.room,event:d})),r("erase",({user:d})=>{t.dispatch({type:"erase",user:d}),d===t.state.me?.id&&e.forget()}),r("seen",d=>{e.hidden.includes(d.room)||
t.dispatch({type:"seen",event:d})}),r("activity",d=>{let u=d.room.startsWith("~");d.room in t.state.lines?t.dispatch({type:"activity",event:d}):u?(e.hidden=e.hidden.
filter(m=>m!==d.room),a()):e.hidden.includes(d.room)||a(),u&&!t.state.lines[d.room]?.invited&&n.joined.length<(t.state.limits.rooms??0)-Na&&o(d.room)});async function a(){
try{let{rooms:d}=await n.rooms();t.dispatch({type:"listed",rooms:d.filter(({room:u})=>!e.hidden.includes(u))})}catch{}}let c=()=>{};r("signal",({room:d,name:u,user:m})=>{
u==="typing"&&m.id!==t.state.me?.id&&(t.dispatch({type:"typing",room:d,user:m,now:s.now()}),c(),c=s.after(Xi,h))});function h(){t.dispatch({type:"fade",now:s.now()}),
c=Object.values(t.state.rooms).some(u=>Object.keys(u.typing).length>0)?s.after(Xi,h):()=>{}}}var Xi=1e3,Na=10;function Ra({code:n},{removed:t,known:e}){return t?
"room.removed":n==="not_found"?"room.unknown":e?"room.lost":"room.refused"}function Pa({key:n,text:t,reply_to:e,time:s,state:i,error:o}){let{code:r,message:a,field:c}=o??
{};return{key:n,text:t,reply_to:e,time:s,...i==="failed"?{error:{code:r,message:a,field:c}}:{}}}var eo=3e3,Da=3e3,za=500,pe=class extends EventTarget{#t;#e;#s;#n;#i=-1/0;#o={words:"",at:-1/0};constructor({client:t,model:e,store:s,clock:i}){super(),this.#t=
t,this.#e=e,this.#s=s,this.#n=i}doubt(t){if(t.startsWith("~"))return{name:"room.server"};if(Ht(t))return null;if(t.length>164)return{name:"room.long"};let e=Wt(
t);return e?{name:"room.suggest",values:{room:e}}:{name:"room.invalid"}}open(t){this.#r(t),this.#e.dispatch({type:"open",room:t}),this.#s.active=t}restore(t){for(let e of t)
this.#r(e)}leave(t){this.#t.leave(t),this.#s.rooms=this.#s.rooms.filter(e=>e!==t),this.#e.dispatch({type:"left",room:t}),this.hide(t),this.#s.active=this.#e.state.
active}hide(t){this.#s.hidden=[...this.#s.hidden.filter(e=>e!==t),t],this.#e.dispatch({type:"dropped",room:t})}say(t){let{room:e}=this.#e,s=O(t);!e||s.trim()===
""||(this.#t.say(e.id,s,{reply_to:e.reply?.seq}),this.#e.dispatch({type:"reply",room:e.id,entry:null}),this.#i=-1/0,this.dispatchEvent(new CustomEvent("said")))}again(t){
this.#t.sayAgain(this.#e.state.active,t)}discard(t){this.#t.unsay(this.#e.state.active,t)}typing(){let t=this.#n.now(),{room:e}=this.#e;!e?.joined||t-this.#i<eo||
this.#e.state.link.state!=="online"||(this.#i=t,this.#t.signal(e.id,"typing").catch(({retryAfter:s=4*eo})=>{this.#i=t+s}))}mend(t){let{room:e}=this.#e,s=this.#t.
outbox(e.id).find(i=>i.key===t);if(s&&this.#t.unsay(e.id,t)){let i=e.entries.find(({seq:o})=>s.reply_to!=null&&o===s.reply_to);this.#e.dispatch({type:"reply",room:e.
id,entry:i??null}),this.dispatchEvent(new CustomEvent("mend",{detail:{room:e.id,text:s.text}}))}}reply(t){this.#e.dispatch({type:"reply",room:this.#e.state.active,
entry:t})}reconnect(){this.#t.retry(),this.#t.connect()}notice(t,e={}){let{code:s,message:i}=e.error??{},o=JSON.stringify([t,e,s,i]),r=this.#n.now();o===this.#o.
words&&r-this.#o.at<Da||(this.#o={words:o,at:r},this.dispatchEvent(new CustomEvent("notice",{detail:{name:t,values:e}})))}refused(t){this.notice(`error.${t.code}`,
{error:t})}#r(t){if(this.#e.dispatch({type:"enter",room:t}),this.#t.joined.includes(t))return;this.#s.rooms=[...this.#s.rooms.filter(i=>i!==t),t],this.#s.hidden=
this.#s.hidden.filter(i=>i!==t);let e=this.#s.unsent(t),s=this.#s.seen(t)??void 0;this.#t.join(t,{since:s,far:za}).catch(()=>{});for(let{text:i,error:o,...r}of e)
this.#t.say(t,i,{...r,error:o&&new w(o.code,o.message,o)})}};var Mt=50,Ha=100,fe=25,Wa=20,Ya=3e3,Ba=100,so=50,ge=class{#t;#e;#s;#n;#i=Promise.resolve();#o=Promise.resolve();#r=new Map;#a=0;constructor({client:t,model:e,intents:s,
clock:i}){this.#t=t,this.#e=e,this.#s=s,this.#n=i,t.addEventListener("joined",({detail:o})=>this.#g(o.room)),t.addEventListener("entries",({detail:o})=>this.#g(
o.room))}older(){let{room:t}=this.#e;t?.older&&t.loading===null&&this.#l(t.id,"older",{before:t.from})}newer(){let{room:t}=this.#e;t&&t.to<t.head&&t.loading===null&&
this.#l(t.id,"newer",{after:t.to})}async latest(){let{room:t}=this.#e;t&&t.to<t.head&&await this.#d(this.#h(t.id,{before:t.head+1},null)),this.#e.dispatch({type:"\
target",room:t?.id,seq:null})}async unread(){let{room:t}=this.#e;if(t?.divider==null)return;let e=t.divider+1;e>=t.from&&e<=t.to?this.#e.dispatch({type:"target",
room:t.id,seq:"divider"}):await this.#d(this.#m(t.id,e))}jump(t,e){return this.#i=this.#i.then(()=>this.#d(this.#u(t,e))),this.#i}original(t,e){let s=this.#e.state.
rooms[t],i=`${t}/${s?.epoch}/${e}`,o=this.#r.get(i);if(o||!s?.joined||this.#a>=so)return o??Promise.resolve();this.#a+=1;let r=this.#o.then(()=>this.#f(t,e)),a=()=>this.#r.
delete(i),c=r.then(a,a);this.#r.set(i,c);let h=()=>new Promise(d=>this.#n.after(Ba,d));return this.#o=c.then(()=>this.#a-=1).then(h),c}async#l(t,e,s){this.#e.dispatch(
{type:"loading",room:t,what:e});try{let i=await this.#t.history(t,{...s,limit:Mt});this.#c(t,e,Ua(e,i,s))}catch{this.#e.dispatch({type:"loading",room:t,what:"fa\
iled"}),this.#n.after(Ya,()=>this.#e.dispatch({type:"loading",room:t,what:null}))}}#c(t,e,[s,...i]){this.#e.dispatch({type:e,room:t,...s}),i.length>0&&this.#n.after(
Wa,()=>this.#c(t,e,i))}async#h(t,e,s){let i=await this.#t.history(t,{...e,limit:Mt});this.#e.dispatch({type:"moved",room:t,page:i,target:s})}async#d(t){try{await t}catch(e){
this.#s.refused(e)}}async#u(t,e){this.#s.open(t);try{await this.#t.join(t)}catch{return}let s=()=>this.#e.state.rooms[t];if(e>s().head||e<s().first){this.#s.notice(
"gone");return}(e>s().to||s().from-e>Ha)&&await this.#h(t,{before:e+Mt/2},null),await this.#p(t,e),s().entries.some(i=>i.seq===e)?this.#e.dispatch({type:"target",
room:t,seq:e}):this.#s.notice("gone")}async#m(t,e){await this.#h(t,{before:e+Mt/2},"divider"),e<this.#e.state.rooms[t].from&&(await this.#p(t,e),this.#e.dispatch(
{type:"target",room:t,seq:"divider"}))}async#p(t,e){let s=()=>this.#e.state.rooms[t];for(;e<s().from&&s().older;){let i=s().from,o=await this.#t.history(t,{before:i,
limit:Mt});this.#e.dispatch({type:"older",room:t,page:o,before:i})}}async#f(t,e){let{events:s}=await this.#t.history(t,{before:e+1,limit:1}),i=s.find(o=>o.seq===
e&&o.type==="message")??null;this.#e.dispatch({type:"quote",room:t,seq:e,entry:i})}async#g(t){await null;let e=this.#e.state.rooms[t],s=e?.unread>0?e.entries.slice(
-so):[];for(let{seq:i,reply_to:o}of s)o!=null&&i>e.seen&&rt(e,o)===void 0&&this.original(t,o)}};function Ua(n,{events:t,more:e,...s},i){let o=[],r=n==="older",a=t,
c=i;do{let h=r?a.slice(-fe):a.slice(0,fe);a=r?a.slice(0,-fe):a.slice(fe);let d=a.length===0,u=d?null:n;o.push({page:{...s,events:h,more:e||!d,loading:u},...c}),
c=r?{before:h[0]?.seq}:{after:h.at(-1)?.seq}}while(a.length>0);return o}var we=class{#t;#e;#s;#n;#i=new Map;#o=new Map;#r=new Set;#a=!1;#l=!1;constructor({client:t,model:e,store:s,clock:i}){this.#t=t,this.#e=e,this.#s=s,this.#n=i,e.
addEventListener("change",()=>this.#c()),t.addEventListener("joined",({detail:o})=>this.#h(o)),t.addEventListener("seen",({detail:o})=>this.#d(o.room,o))}#c(){for(let{
id:t,epoch:e,seen:s,joined:i}of Object.values(this.#e.state.rooms)){let o=this.#i.get(t);e!==null&&i&&(o?.epoch!==e||o.seq<s)&&(this.#i.set(t,{epoch:e,seq:s}),this.#s.
setSeen(t,{epoch:e,seq:s}),this.#u(t))}}#h({room:t,epoch:e,seen:s=0}){this.#d(t,{epoch:e,seq:s}),this.#u(t)}#d(t,{epoch:e,seq:s}){this.#o.set(t,{epoch:e,seq:s})}#u(t){
let e=this.#i.get(t),s=this.#o.get(t);e&&s?.epoch===e.epoch&&s.seq<e.seq&&(this.#r.add(t),this.#m())}#m(){if(!(this.#a||this.#l||this.#r.size===0||this.#t.state.
state!=="online")){for(let t of this.#r)this.#p(t,this.#i.get(t));this.#r.clear(),this.#a=!0,this.#n.after(2e3,()=>{this.#a=!1,this.#m()})}}async#p(t,e){try{await this.#t.
seen(t,e.seq),this.#d(t,e)}catch({code:s,passing:i}){this.#l||=s==="unknown_type",i&&this.#r.add(t)}}};var be=class{#t;#e;#s;#n;#i=0;constructor({client:t,model:e,surroundings:s,again:i=()=>{}}){this.#t=t,this.#e=e,this.#s=s,this.#n=i,s.addEventListener("network",
()=>this.#o()),s.addEventListener("back",()=>this.#o()),t.addEventListener("state",({detail:o})=>o.state==="online"&&this.#r(!1)),this.#r(!s.online)}async#o(){this.#i+=
1;let t=this.#i,{online:e}=this.#s;this.#r(!e),e&&this.#n(),await this.#t.check()&&t===this.#i&&this.#r(!1)}#r(t){t!==this.#e.state.offline&&this.#e.dispatch({type:"\
network",offline:t})}};var ye=class{#t;#e;#s;#n;#i=new Set;constructor({client:t,model:e,intents:s,clock:i}){this.#t=t,this.#e=e,this.#s=s,this.#n=i,e.addEventListener("change",()=>this.#r())}async sanction({
act:t,user:e,room:s,length:i=null,reason:o="",address:r=!1}){let a=i===null?{}:{until:this.#n.time()+i},c=t==="kick"?{}:{...a,...r?{address:r}:{}},h=s===null?{}:
{room:s};await this.#t.command(t,{...h,user:e.id,reason:O(o).trim(),...c}),this.#s.notice(`did.${t}`,{name:e.name}),this.#o(s)}async lift({kind:t,subject:e,name:s,
room:i}){let o=i===null?{}:{room:i};await this.#t.command(`un${t}`,{...o,user:e}),this.#s.notice(`did.un${t}`,{name:s}),this.#o(i)}async report(t,e,s){await this.#t.
command("report",{room:t,seq:e,reason:O(s).trim()}),this.#s.notice("did.report")}async set(t,e){await this.#t.command("set",{room:t,...e})}async close(t){await this.#t.
command("close",{room:t})}#o(t){t!==null&&this.#e.dispatch({type:"sanctions",room:t,sanctions:null})}#r(){let{room:t}=this.#e;t?.joined&&t.sanctions===null&&(S(
t,"mute")||S(t,"ban"))&&!this.#i.has(t.id)&&(this.#i.add(t.id),this.#a(t.id))}async#a(t){let e=[];try{({sanctions:e}=await this.#t.list("sanctions",{room:t}))}catch{}
this.#i.delete(t),this.#e.dispatch({type:"sanctions",room:t,sanctions:e})}};var ve=class{#t;#e;#s;constructor({account:t,client:e,model:s}){this.#t=t,this.#e=e,this.#s=s}get owned(){return this.#s.state.account?.kind==="account"}rename(t){
let{me:e,limits:s,door:i}=this.#s.state,o=O(t).trim(),r=K("guest",{name:o},{limit:i.site?.name??s.name});return this.#n("rename",r,async()=>{if(o!==e?.name){let a=this.
owned?await this.#t.rename(o):await this.#e.rename(o);this.#s.dispatch({type:"me",user:a})}})}async lookUp(){try{this.#s.dispatch({type:"signsIn",login:this.owned?
await this.#t.login():null})}catch{}}changeLogin({login:t,password:e}){let{limits:s,door:i}=this.#s.state,o=O(t).trim(),r=K("guest",{name:o},{limit:i.site?.name??
s.name}),c=r?{...r,field:"login"}:e===""?{field:"password",name:"password.empty"}:null;return this.#n("login",c,async()=>{this.#s.dispatch({type:"signsIn",login:await this.#t.
changeLogin(o,e)})})}changePassword({old:t,password:e}){let s=this.#s.state.door.site?.password_least,o=(t===""?{field:"old",name:"password.empty"}:null)??K("re\
set",{password:e},{least:s});return this.#n("password",o,()=>this.#t.changePassword(t,e))}remove({password:t},e){let s=t===""?{field:"password",name:"password.e\
mpty"}:null;return this.#n("remove",s,async()=>e((await this.#t.remove(t))?.task??null))}sessions(){return this.#t.sessions()}endSession(t){return this.#t.endSession(
t)}endOthers(){return this.#t.endOthers()}async#n(t,e,s){if(e)return e;try{return await s(),null}catch(i){return st(t,i)}}};function no({tab:n,room:t,closed:e=!1}){return Object.freeze({tab:n,room:t,closed:e,items:[],more:!1,next:null,state:"busy",error:null})}function io(n){return{...n,
state:"busy",error:null}}function oo(n,{asked:t,items:e,more:s,next:i=null,further:o}){if(!co(n,t))return n;let r=o?n.items:[],a=e.filter(({id:c})=>!r.some(h=>h.
id===c));return{...n,items:[...r,...a],more:s,next:i,state:"done",error:null}}function ro(n,{asked:t,error:e}){return co(n,t)?{...n,state:"failed",error:e}:n}function ao(n,t,e){
return{...n,items:n.items.map(s=>s.id===t?{...s,...e}:s)}}function lo(n,t){return{...n,items:n.items.filter(e=>e.id!==t)}}function co(n,{tab:t,room:e,closed:s}){
return n!==null&&n.tab===t&&n.room===e&&n.closed===s}function ho(n,t){return Object.fromEntries(t.filter(Ga).map(e=>[e.room,{...n[e.room],...e}]))}function Ks(n,{room:t,...e}){let s={room:t,title:"",epoch:null,seq:0,
seen:0,unread:0};return ke(n,{...n[t]??s,...e})}function uo(n,{room:t,seq:e}){let s=n[t];return s&&e>s.seq?ke(n,{...s,seq:e,unread:s.unread+e-s.seq}):n}function mo(n,{
room:t,epoch:e,seq:s}){let i=n[t]??{room:t,title:"",epoch:e,seq:s,seen:0,unread:0};if(i.epoch!==e||s<=i.seen)return n;let o=Math.min(i.unread,Math.max(0,i.seq-s));
return ke(n,{...i,seq:Math.max(s,i.seq),seen:s,unread:o})}function po(n,t){let e=({other:s})=>s?.id===t.id;return Object.values(n).filter(e).reduce((s,i)=>ke(s,
{...i,other:t}),n)}function Js(n,t){return Object.values(n).filter(({room:s,invited:i})=>!(s in t)&&!i).sort((s,i)=>(s.title||s.room).localeCompare(i.title||i.room))}
function Vs(n,t){let{[t]:e,...s}=n;return s}function Ga({epoch:n,role:t}){return n!=null||t!=null}function ke(n,t){return{...n,[t.room]:t}}function fo(n,t){return{...n,members:Object.fromEntries(t.map(e=>[e.user.id,e]))}}function go(n,{user:t,role:e,invited:s=!1}){let{[t.id]:i,...o}=n.members??{};return{
...n,members:e===null?o:{...o,[t.id]:{...i,user:t,role:e,invited:s}}}}function Xs(n,t){let e=n.members??{},s=Object.values(n.people).map(r=>Zs(r,e[r.id])),i=Object.
values(e).filter(({user:r})=>!(r.id in n.people)),o=s.length>=Math.min(n.count,1);return{here:Qs(s,t),away:o?Qs(i.map(r=>Zs(r.user,r)),t):[]}}function Zs(n,t){return{
user:n,role:t?.role??null,invited:t?.invited??!1}}function Qs(n,t){let e=({user:i})=>i.id===t?.id?0:1,s=({role:i})=>i==="owner"?0:i==="moderator"?1:2;return n.sort(
(i,o)=>e(i)-e(o)||s(i)-s(o)||i.user.name.localeCompare(o.user.name))}function wo({rooms:n,lines:t,me:e},s){let{here:i,away:o}=Xs(s,e),r=[...i,...o],{other:a}=t[s.
id]??{},c=a&&!r.some(({user:d})=>d.id===a.id)?[...r,Zs(a)]:r,h=({user:d})=>Object.values(n).some(u=>u.joined&&d.id in u.people);return Qs(c,e).map(d=>({...d,online:d.
user.id!==e?.id&&h(d)}))}function tn(n){return X(n,"member")}var Va=Object.freeze({me:null,account:null,login:null,marks:Object.freeze({}),door:ci,out:null,link:Object.freeze({state:"idle"}),offline:!1,limits:Object.freeze(
{}),ignored:Object.freeze({}),unable:Object.freeze([]),rooms:Object.freeze({}),lines:Object.freeze({}),active:null,watching:null,following:null,muted:null,reports:Object.
freeze({}),desk:null});function Za(n,t){let e=Qa[t.type];return e?e(n,t):bo(n,t)}var Qa={link:(n,{link:t})=>({...n,link:t,me:t.state==="refused"?null:n.me}),network:(n,{
offline:t})=>({...n,offline:t}),sited:(n,t)=>({...n,door:hi(n.door,t)}),linked:(n,t)=>({...n,door:di(n.door,t)}),turned:(n,t)=>({...n,door:ui(n.door,t)}),underWay:(n,t)=>({
...n,door:mi(n.door,t)}),out:(n,{bar:t})=>({...n,out:t}),limits:(n,{limits:t})=>({...n,limits:t}),unable:(n,{what:t})=>({...n,unable:[...n.unable,t]}),me:(n,{user:t})=>({
...n,me:t}),account:(n,{account:t})=>({...n,account:t}),ignoring:(n,{users:t})=>({...n,ignored:Mn(t)}),ignored:(n,{user:t})=>({...n,ignored:jn(n.ignored,t)}),unignored:(n,{
user:t})=>({...n,ignored:An(n.ignored,t)}),open:(n,t)=>sl(n,t.room),left:(n,t)=>nl(n,t.room),barred:(n,t)=>Ki(n,t.room,t.bar),silenced:(n,t)=>Ji(n,t.room,t.bound),
reported:(n,{room:t,open:e})=>({...n,reports:{...n.reports,[t]:e}}),deskTurned:(n,{to:t})=>({...n,desk:t&&no(t)}),deskAsked:n=>jt(n,io),deskCame:(n,t)=>jt(n,e=>oo(
e,t)),deskFailed:(n,t)=>jt(n,e=>ro(e,t)),deskInHand:(n,{id:t,news:e})=>jt(n,s=>ao(s,t,e)),deskCleared:(n,{id:t})=>jt(n,e=>lo(e,t)),watch:(n,t)=>il(n,t.room),follow:(n,{
room:t})=>({...n,following:t}),target:(n,t)=>bo(t.seq===null?n:{...n,following:null},t),fade:(n,{now:t})=>en(n,e=>_i(e,t)),marks:(n,{marks:t})=>({...n,marks:t}),
signsIn:(n,{login:t})=>({...n,login:t}),renamed:(n,{user:t})=>({...en(n,e=>Tn(e,t)),lines:po(n.lines,t)}),erase:(n,{user:t})=>en(n,e=>Sn(e,t)),enter:(n,t)=>t.room in
n.rooms?n:nt(n,Ot(t.room)),listed:(n,t)=>({...n,lines:ho(n.lines,t.rooms)}),line:(n,t)=>({...n,lines:Ks(n.lines,t.line)}),activity:(n,{event:t})=>{let e=uo(n.lines,
t);return e===n.lines?n:{...n,lines:e}},dropped:(n,t)=>({...n,lines:Vs(n.lines,t.room)}),seen:(n,{event:t})=>el(n,t)},Xa={members:(n,t)=>fo(n,t.members),member:(n,{
event:t})=>go(n,t),sanctions:(n,t)=>({...n,sanctions:t.sanctions}),paused:(n,{until:t})=>ei(n,t),joined:(n,t,e)=>Yi(n,t.answer,{...e,seen:t.seen}),entries:(n,t,e)=>Fs(
n,t.entries,{...e,replayed:t.replayed}),outbox:(n,{items:t})=>({...n,pending:t}),presence:(n,{event:t})=>Li(n,t),typing:(n,{user:t,now:e},s)=>t.id in s.ignored?
n:$i(n,t,e),settings:(n,{event:t})=>Us(n,t),loading:(n,{what:t})=>({...n,loading:t}),older:(n,{page:t,before:e})=>Bi(n,t,e),newer:(n,{page:t,after:e})=>Ui(n,t,e),
moved:(n,{page:t,target:e})=>Fi(n,t,{target:e}),target:(n,{seq:t})=>({...Os(n,[t]),target:Gs(t)}),quote:(n,{seq:t,entry:e},s)=>Gn(n,t,e,s),reveal:(n,{seqs:t})=>Os(
n,t),read:(n,{seq:t},e)=>Et(n,t,e),reply:(n,{entry:t})=>qi(n,t),editing:(n,{entry:t})=>Ii(n,t),removing:(n,{entry:t})=>Ni(n,t),inHand:(n,t)=>Ri(n,t.news),searching:(n,{
open:t})=>Pi(n,t),asked:(n,t)=>Di(n,t),found:(n,t)=>zi(n,t),notFound:(n,t)=>Hi(n,t)};function tl(n,{room:t}){return n.lines[t]?.invited?{...n,lines:Ks(n.lines,{
room:t,invited:!1})}:n}function bo(n,t){let e=t.type==="joined"?tl(n,t):n,s=e.rooms[t.room],i=Xa[t.type];if(!s||!i)return e;let{watching:o,active:r,following:a}=e,
c={watched:o===s.id,open:r===s.id,following:a===s.id},h=i(s,t,{...sn(e),...c});return h===s?e:nt(e,h)}function jt(n,t){return n.desk===null?n:{...n,desk:t(n.desk)}}
function sn({me:n,ignored:t}){return{me:n,ignored:t}}function nt(n,t){return{...n,rooms:{...n.rooms,[t.id]:Object.freeze(t)}}}function en(n,t){return Object.values(
n.rooms).reduce((s,i)=>{let o=t(i);return o===i?s:nt(s,o)},n)}function el(n,t){let e=n.rooms[t.room];return{...e?.epoch===t.epoch?nt(n,Et(e,t.seq,sn(n))):n,lines:mo(
n.lines,t)}}function sl(n,t){if(n.active===t)return n;let e=n.rooms[n.active],s=e?nt(n,Gi(e)):n,i=s.rooms[t];return{...i?nt(s,Ut(i)):s,active:t,watching:null,following:t}}
function nl(n,t){let{[t]:e,...s}=n.rooms,i=n.active===t?Object.keys(s)[0]??null:n.active,o=i===n.active;return{...n,rooms:s,active:i,watching:o?n.watching:null,
following:o?n.following:i}}function il(n,t){let e=n.rooms[t],s={...n,watching:e?t:null};return e&&!G(e)?nt(s,_s(e,sn(n))):s}function yo(n){let{[n.active]:t,...e}=n.
rooms,s={...n,rooms:e,lines:ol(n)};return{unread:nn(s),called:on(s)}}function ol({lines:n,active:t}){return t===null?n:Vs(n,t)}function nn(n){return[...Object.values(
n.rooms),...Js(n.lines,n.rooms)].reduce((e,s)=>e+s.unread,0)}function on(n){let t=s=>s.kind==="direct"?s.unread:s.called??0;return[...Object.values(n.rooms),...Js(
n.lines,n.rooms)].reduce((s,i)=>s+t(i),0)}var xe=class extends EventTarget{#t=Va;get state(){return this.#t}get room(){return this.#t.rooms[this.#t.active]??null}dispatch(t){
let e=Za(this.#t,t);e!==this.#t&&(this.#t=e,this.dispatchEvent(new Event("change")))}};var Ee="chatd.";var Se=class{#t;#e;constructor({lasting:t,passing:e}){this.#t=new Te(t),this.#e=new Te(e)}get name(){return this.#t.get("name","")}set name(t){this.#t.set("name",
t)}get token(){return this.#t.get("token",null)}set token(t){this.#t.set("token",t)}get kind(){return this.#t.get("kind",null)}set kind(t){this.#t.set("kind",t)}get removal(){
return this.#e.get("removal",null)}set removal(t){this.#e.set("removal",t)}get owner(){return this.#t.get("owner",null)}set owner(t){this.#t.set("owner",t)}get alerts(){
return this.#t.get("alerts",!1)===!0}set alerts(t){this.#t.set("alerts",t)}get language(){return this.#t.get("language",null)}set language(t){this.#t.set("langu\
age",t)}get rooms(){return ko(this.#t.get("rooms",[]))}set rooms(t){this.#t.set("rooms",t)}get hidden(){return ko(this.#t.get("hidden",[]))}set hidden(t){this.#t.
set("hidden",t.slice(-200))}get ignored(){let t=this.#t.get("ignored",{});return t!==null&&typeof t=="object"?t:{}}set ignored(t){this.#t.set("ignored",t)}get active(){
return this.#e.get("active",null)??this.#t.get("active",null)}set active(t){this.#e.set("active",t),this.#t.set("active",t)}draft(t){return this.#e.get(`draft.${t}`,
null)??this.#t.get(`draft.${t}`,"")}setDraft(t,e){this.#e.set(`draft.${t}`,e),this.#t.set(`draft.${t}`,e||null)}inHand(t){let e=this.#e.get(`hand.${t}`,null)??this.#t.
get(`hand.${t}`,null),{epoch:s=null,reply:i=null,editing:o=null}=e??{};return{epoch:s,reply:vo(i)&&typeof i.user?.name=="string"?i:null,editing:vo(o)?o:null}}setInHand(t,e){
this.#e.set(`hand.${t}`,e),this.#t.set(`hand.${t}`,e)}seen(t){let{epoch:e,seq:s}=this.#t.get(`seen.${t}`,null)??{};return typeof e=="string"&&Number.isSafeInteger(
s)&&s>=0?{epoch:e,seq:s}:null}setSeen(t,e){this.#t.set(`seen.${t}`,e)}unsent(t){let e=this.#e.get(`unsent.${t}`,[]);return Array.isArray(e)?e.filter(rl):[]}setUnsent(t,e){
this.#e.set(`unsent.${t}`,e.length>0?e:null)}forget(){let{language:t}=this;this.#t.clear(),this.#e.clear(),this.language=t}};function rl(n){return typeof n?.text==
"string"&&typeof n.key=="string"&&n.key!==""}function vo(n){return Number.isSafeInteger(n?.seq)&&typeof n.text=="string"}function ko(n){return Array.isArray(n)?
n.filter(t=>typeof t=="string"):[]}var Te=class{#t;#e=new Map;constructor(t){this.#t=t}get(t,e){try{let s=this.#t.getItem(Ee+t);return s===null?this.#e.get(t)??
e:JSON.parse(s)}catch{return this.#e.get(t)??e}}set(t,e){this.#e.delete(t);try{e===null?this.#t.removeItem(Ee+t):this.#t.setItem(Ee+t,JSON.stringify(e))}catch{this.#e.
set(t,e)}}clear(){this.#e.clear();try{Object.keys(this.#t).filter(e=>e.startsWith(Ee)).forEach(e=>this.#t.removeItem(e))}catch{}}};async function xo({client:n,clock:t,tell:e}){let s=[],i=Math.min(n.limits.history??100,100);for(let o,r=!0;r;){let a=await al(()=>n.export({after:o,limit:i}),t),
c=a.events.at(-1);s.push(...a.events.map(h=>JSON.stringify(h))),e(s.length),o=c&&{room:c.room,seq:c.seq},r=a.more&&c!==void 0}return{text:s.map(o=>`${o}
`).join(""),count:s.length}}async function al(n,t){for(;;)try{return await n()}catch(e){if(!e.passing)throw e;await new Promise(s=>t.after(e.retryAfter??1e3,s))}}var Oe=class{#t;#e;#s=new Map;constructor({model:t,store:e}){this.#t=t,this.#e=e,t.addEventListener("change",()=>this.#n())}#n(){let{room:t}=this.#t;if(!t?.joined)
return;if(!this.#s.has(t.id)){this.#s.set(t.id,{}),this.#i(t);return}let{reply:e,editing:s}=this.#s.get(t.id);(t.reply!==e||t.editing!==s)&&(this.#s.set(t.id,{reply:t.
reply,editing:t.editing}),this.#e.setInHand(t.id,ll(t)))}#i({id:t,epoch:e,entries:s}){let{epoch:i,reply:o,editing:r}=this.#e.inHand(t),a=({seq:c})=>s.some(h=>h.
seq===c&&h.deleted);i!==e?this.#e.setInHand(t,null):r&&!a(r)?this.#t.dispatch({type:"editing",room:t,entry:r}):o&&!a(o)&&this.#t.dispatch({type:"reply",room:t,entry:o})}};
function ll({epoch:n,reply:t,editing:e}){return e?{epoch:n,editing:{seq:e.seq,text:e.text}}:t?{epoch:n,reply:{seq:t.seq,user:t.user,text:t.text}}:null}var Eo="chatd.watched";var Me=class{#t;#e=!1;#s=null;constructor(t){this.#t=t,this.#n(),t.document.addEventListener("visibilitychange",()=>this.#n())}get permission(){let{Notification:t}=this.#t;
return t===void 0||this.#e?"missing":t.permission}get visible(){return this.#t.document.visibilityState==="visible"}async ask(){return await this.#t.Notification.
requestPermission(),this.permission}async isWatched(){let{locks:t}=this.#t.navigator,{held:e}=t?await t.query():{held:[]};return e.some(({name:s})=>s===Eo)}isFirst(t){
let{locks:e}=this.#t.navigator;return e?new Promise(s=>{e.request(`chatd.alert.${t}`,{ifAvailable:!0},i=>(s(i!==null),i&&new Promise(o=>this.#t.setTimeout(o,1e4))))}):
Promise.resolve(!0)}show({title:t,body:e,tag:s,click:i}){try{let o=new this.#t.Notification(t,{body:e,tag:`chatd.${s}`,icon:"favicon.svg"});o.onclick=()=>{this.#t.
focus(),o.close(),i()}}catch{this.#e=!0}}#n(){let{locks:t}=this.#t.navigator;if(this.visible&&this.#s===null){let e=new Promise(s=>this.#s=s);t?.request(Eo,{mode:"\
shared"},()=>e)}else this.visible||(this.#s?.(),this.#s=null)}};var So="http://www.w3.org/2000/svg";function l(n,t={},...e){let s=document.createElement(n);for(let[i,o]of Object.entries(t))i==="on"?Object.entries(o).forEach(
([r,a])=>s.addEventListener(r,a)):i==="data"?Object.assign(s.dataset,o):o===!0?s.setAttribute(i,""):o!==!1&&o!=null&&s.setAttribute(i,o);return s.append(...e.flat().
filter(i=>i!=null&&i!==!1)),s}var cl={menu:"M4 7h16M4 12h16M4 17h16",people:"M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.6-3.6 3-5.5 6.500-5.500s5.900 1.\
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
a3 3 0 0 1-3-3zM8.500 8.500h7M8.500 12h4"};function E(n){let t=document.createElementNS(So,"svg");t.setAttribute("viewBox","0 0 24 24"),t.setAttribute("class","\
icon"),t.setAttribute("aria-hidden","true");let e=document.createElementNS(So,"path");return e.setAttribute("d",cl[n]),t.append(e),t}function v(n,t,e,s={}){let{
class:i="",...o}=s,r={type:"button",class:`icon-button ${i}`.trim(),"aria-label":t,title:t};return l("button",{...r,...o,on:{click:e}},E(n))}function p(n,t){n.textContent!==
t&&(n.textContent=t)}function ut({language:n,speak:t}){let e=Object.entries(Ti).map(([i,o])=>{let r=i===n.code;return l("option",{value:i,selected:r,lang:i},o)}),s=({target:i})=>t(i.
value);return l("label",{class:"language"},l("span",{class:"visually-hidden"},n.t("language")),l("select",{class:"select",name:"language",on:{change:s}},e))}var L=class{#t;#e;constructor({language:t},{id:e,label:s,hint:i=null,secret:o=!1,...r}){let a=`${e}-complaint`,c=`${e}-hint`;this.#e=l("p",{class:"complaint",id:a,
role:"alert"}),this.#t=l("input",{id:e,class:"field",type:o?"password":"text","aria-describedby":i?`${c} ${a}`:a,...o?{autocapitalize:"none",spellcheck:"false"}:
{dir:"auto"},...r,on:{input:()=>this.complain("")}}),this.element=l("div",{class:"labelled"},l("label",{for:e},s),o?l("div",{class:"secret"},this.#t,this.#s(t)):
this.#t,i&&l("p",{class:"field-hint",id:c},i),this.#e)}get value(){return this.#t.value}set value(t){this.#t.value=t}focus(){this.#t.focus()}select(){this.#t.select()}complain(t){
p(this.#e,t),this.#t.setAttribute("aria-invalid",String(t!==""))}#s(t){let e=()=>{let i=this.#t.type==="password";this.#t.type=i?"text":"password",s.setAttribute(
"aria-pressed",String(i))},s=v("eye",t.t("password.show"),e,{"aria-pressed":"false"});return s}};function mt(){return l("input",{class:"visually-hidden",type:"t\
ext",name:"username",autocomplete:"username",readonly:!0,tabindex:"-1","aria-hidden":"true"})}var hl=36e5,dl=[[/joins at most (\d+) rooms/,"error.full.rooms"],[/belong to at most (\d+) rooms/,"error.full.memberships"],[/a room has at most (\d+) members/,
"error.full.members"],[/at most (\d+) people can be ignored/,"error.full.ignored"],[/at most (\d+) mutes and bans/,"error.full.sanctions"]];function x(n,t){let{
code:e,message:s="",until:i,retryAfter:o,field:r}=t,a=dl.map(([d,u])=>[d.exec(s),u]).find(([d])=>d);if(a)return n.t(a[1],{count:Number(a[0][1])});let c={message:r&&
!s.startsWith(`${r}:`)?`${r}: ${s}`:s};if(i!=null&&n.has(`error.${e}.until`)){let d=n.t(`error.${e}.until`,{until:n.until(i,Date.now())});return To(n,d,e,s)}if(o!=
null&&n.has(`error.${e}.wait`))return n.t(`error.${e}.wait`,{seconds:Math.ceil(o/1e3)});let h=n.has(`error.${e}`)?n.t(`error.${e}`,c):s;return ul.has(e)?To(n,h,
e,s):h}var ul=new Set(["muted","banned","kicked","filtered"]);function At(n,{reason:t},e){return n.t(n.has(`link.${t}`)?`link.${t}`:"link.now",{seconds:Math.max(
e,0)})}function Oo(n,{name:t,values:{error:e,wait:s,...i}={}}){return e?x(n,e):n.t(t,s===void 0?i:{...i,wait:n.left(s)})}function pt(n,t,e,s,i=""){if(e===null)return n.
t(i?`${t}.${i}`:t);let o=e-s;return o<hl?n.t(`${t}.left`,{left:n.left(Math.max(o,1e3))}):n.t(`${t}.until`,{until:n.until(e,s)})}function To(n,t,e,s=""){let i=dt(
s,e);return i?n.t("error.with",{text:t,reason:i}):t}var C=class{#t;#e;#s;#n;#i=l("p",{class:"sheet-doubt",role:"alert"});#o=null;constructor({language:t},{name:e,fields:s,label:i,send:o,before:r=[],after:a=[],beside:c=[],
danger:h=!1}){this.#t=t,this.#e=s,this.#n=i,this.#s=l("button",{type:"submit",class:`button ${h?"danger":"primary"}`},i);let d=u=>{u.preventDefault(),this.#s.disabled||
o(this.values)};this.element=l("form",{class:"sheet",name:e,novalidate:!0,on:{submit:d}},r,Object.values(s).map(u=>u.element),this.#i,l("div",{class:"sheet-butt\
ons"},c,this.#s),a)}get values(){return Object.fromEntries(Object.entries(this.#e).map(([t,e])=>[t,e.value]))}focus(){let t=Object.values(this.#e);(t.find(({value:e})=>e===
"")??t[0])?.focus()}fill(t){for(let[e,s]of Object.entries(t))this.#e[e]&&(this.#e[e].value=s)}clear(){Object.values(this.#e).forEach(t=>t.value=""),this.tell(null)}hold(t,e=this.#n){
this.#s.disabled=t,p(this.#s,t?e:this.#n)}tell(t){if(t===this.#o)return;this.#o=t;let e=t===null?"":Oo(this.#t,t),s=t&&this.#e[t.field];Object.values(this.#e).forEach(
i=>i.complain(i===s?e:"")),p(this.#i,s?"":e),s?.focus()}};function Mo(n,t,e){return ml[t](n,e??{})}var ml={guest:pl,signIn:fl,register:gl,reset:wl};function pl(n,{accounts:t}){let{language:e,entry:s}=n,i=a=>e.t(a),o=new L(
n,{id:"name",label:i("gate.name"),hint:t?i("gate.guest.hint"):null,name:"nickname",autocomplete:"nickname",maxlength:"64",placeholder:i("gate.placeholder"),enterkeyhint:"\
go"}),r=a=>s.asGuest(a.name);return new C(n,{name:"guest",fields:{name:o},label:i("gate.enter"),send:r})}function fl(n){let{language:t,entry:e}=n,s=c=>t.t(c),i=new L(
n,{id:"password",label:s("password"),secret:!0,name:"password",autocomplete:"current-password",enterkeyhint:"go"}),o=[l("p",{class:"gate-forgot"},s("gate.forgot"))],
r=c=>e.signIn(c),a={name:jo(n),password:i};return new C(n,{name:"sign-in",fields:a,after:o,label:s("gate.signIn"),send:r})}function gl(n,t){let{language:e,entry:s}=n,
i={name:jo(n),password:ft(n,t)},o=r=>s.register(r);return new C(n,{name:"register",fields:i,label:e.t("gate.register.do"),send:o})}function wl(n,t){let{language:e,
entry:s}=n,i=a=>s.reset(a),o=[l("button",{type:"button",class:"button quiet",on:{click:()=>s.decline()}},e.t("cancel"))],r={password:ft(n,t,{label:"password.new"})};
return new C(n,{name:"reset",before:[mt()],fields:r,beside:o,label:e.t("gate.reset.do"),send:i})}function jo(n){return new L(n,{id:"name",label:n.language.t("ga\
te.name"),name:"username",autocomplete:"username",autocapitalize:"none",spellcheck:"false",maxlength:"64",enterkeyhint:"next"})}function ft(n,{password_least:t=8}={},{
id:e="password",label:s="password"}={}){let{language:i}=n;return new L(n,{id:e,label:i.t(s),hint:i.t("password.least",{count:t}),secret:!0,name:"new-password",autocomplete:"\
new-password",enterkeyhint:"go"})}var bl={guest:"gate.guest",signIn:"gate.signIn",register:"gate.register"},je=class{#t;#e=l("p",{class:"gate-tagline"});#s=l("p",{class:"gate-note",role:"status"});#n;#i=l(
"div",{class:"gate-way"});#o=l("p",{class:"gate-hint",role:"status"});#r=new Map;#a=null;#l="";constructor(t){let{language:e,surroundings:s}=t;this.#t=t;let{room:i}=s.
route();this.#n=l("div",{class:"gate-ways",role:"group","aria-label":e.t("gate.ways")}),this.element=l("main",{class:"gate"},l("div",{class:"gate-card"},l("div",
{class:"gate-brand"},l("span",{class:"brand-mark"},E("wave")),l("h1",{},"chatd")),this.#e,i&&l("p",{class:"gate-room"},yl(e,i)),this.#s,this.#n,this.#i,this.#o,
ut(t)))}render({door:t,link:e,offline:s,me:i}){let{language:o}=this.#t,r=["connecting","waiting","unreachable"].includes(e.state),a=t.busy||r||e.state==="online"&&
!i;p(this.#e,o.t(Ao[t.link?.kind]??Ao[t.mode]??"tagline")),p(this.#s,t.note?o.t(t.note.name,t.note.values):""),this.#h(t),this.#d(t);let c=this.#r.get(t.mode);c?.
hold(a,o.t("gate.entering")),c?.tell(t.doubt),p(this.#o,this.#c(t,e,s))}close(){}#c({mode:t,doubt:e},s,i){let{language:o}=this.#t;if(i)return o.t("gate.offline");
if(t===null)return o.t(e?.name==="gate.unreached"?"gate.unreached":"gate.entering");if(s.state==="unreachable"||s.state==="connecting"&&s.reason)return At(o,s,Math.
ceil((s.wait??0)/1e3));let r={waiting:"link.now",ended:"link.ended"}[s.state];return r?o.t(r,{reason:s.reason||s.code}):""}#h(t){let e=ht(t),s=JSON.stringify([e,
t.mode]);if(s===this.#l)return;this.#l=s;let{language:i,entry:o}=this.#t,r=a=>{let h={type:"button",class:"gate-choice","aria-pressed":String(a===t.mode)};return l(
"button",{...h,on:{click:()=>o.turn(a)}},i.t(bl[a]))};this.#n.replaceChildren(...e.map(r)),this.#n.hidden=e.length<2}#d({mode:t,site:e}){if(t===this.#a)return;let s=this.#r.
get(this.#a),i=t&&(this.#r.get(t)??Mo(this.#t,t,e));this.#a=t,this.#i.replaceChildren(...i?[i.element]:[]),i&&(this.#r.set(t,i),i.fill({name:s?.values.name||this.#t.
store.name}),i.focus())}};function yl(n,t){return t.startsWith("~")?n.t("gate.room.private"):n.t("gate.room",{room:`#${t}`})}var Ao={invitation:"gate.invited",reset:"\
gate.reset",guest:"tagline",signIn:"gate.come",register:"gate.join"};function gt({rooms:n,lines:t,me:e},s){let i=n[s],o=t[s],r=i?.kind??o?.kind??null,a=i?i.unread:o?.unread??0;return{id:s,kind:r,title:i?.title||o?.title||"",other:o?.
other??kl(i,e),unread:a,called:r==="direct"?a:i?.called??0,joined:i!==void 0,invited:i===void 0&&(o?.invited??!1),by:o?.by??null,barred:i?.barred!=null}}function $o(n){
let t=[...new Set([...Object.keys(n.rooms),...Object.keys(n.lines)])],e={invitations:[],open:[],hidden:[],directs:[],elsewhere:[]};for(let s of t.map(i=>gt(n,i)))
e[vl(s)].push(s);for(let s of["invitations","hidden","directs","elsewhere"])e[s].sort((i,o)=>Lo(i).localeCompare(Lo(o)));return e}function vl(n){return n.invited?
"invitations":n.kind==="direct"?"directs":tt(n)?"hidden":n.joined?"open":"elsewhere"}function Lo({id:n,title:t,other:e}){return e?.name||t||n}function kl(n,t){return n?.
kind!=="direct"?null:[...Object.values(n.members??{}).map(({user:s})=>s),...Object.values(n.people)].find(s=>s.id!==t?.id)??null}var xl={private:"lock",announce:"horn",archived:"archive",direct:"person"};function J(n,{id:t,kind:e,title:s,other:i}){return i?i.name||n.t("nobody"):s||(t.startsWith(
"~")?n.t(e==="direct"?"kind.direct":"room.untitled"):`#${t}`)}function $(n,t,e){return J(n,gt(t,e))}function wt(n,t){let e=xl[t],s=e?E(e):"#",i=e&&l("span",{class:"\
visually-hidden"},`${n.t(`kind.${t}`)}: `);return l("span",{class:"room-hash"},l("span",{class:"room-sign","aria-hidden":"true"},s),i)}var Ae=class{#t;#e;#s=l("p",{class:"outside-until","aria-live":"off"});#n=l("p",{class:"outside-reason"});#i;#o;#r=()=>{};constructor(t){this.#t=t;let{language:e,
entry:s,client:i}=t,o={type:"button",class:"button primary",on:{click:()=>i.connect()}};this.#i=l("button",o,e.t("outside.again"));let r=()=>s.leave().catch(()=>s.
forget());this.#o=l("button",{type:"button",class:"button quiet",on:{click:r}},e.t("me.leave")),this.#e=l("h1",{tabindex:"-1"},e.t("outside")),this.element=l("m\
ain",{class:"gate"},l("div",{class:"gate-card outside",role:"alert"},l("span",{class:"outside-mark"},E("alert")),this.#e,this.#s,this.#n,l("div",{class:"outside\
-buttons"},this.#i,this.#o),ut(t)))}opened(){this.#e.focus()}render({out:t,link:e,account:s}){let{language:i,clock:o}=this.#t,r=o.time(),a=t.until!==null&&t.until<=
r;this.#s.setAttribute("aria-live",a?"polite":"off"),p(this.#s,a?i.t("outside.over"):pt(i,"outside",t.until,r,"ever")),p(this.#n,t.reason?i.t("outside.reason",{
reason:t.reason}):""),this.#i.hidden=!a,this.#i.disabled=e.state==="connecting",this.#o.hidden=s?.kind!=="account",this.#a(a?null:t.until)}close(){this.#r()}#a(t){
if(this.#r(),t!==null){let{clock:e,model:s}=this.#t;this.#r=e.after(1e3,()=>this.render(s.state))}}};var V=class{#t="";constructor(){this.element=l("span",{class:"visually-hidden",role:"status"})}say(t,e=t){e!==this.#t&&(this.#t=e,p(this.element,t))}};var Le=class{#t;#e=l("span");#s=new V;#n;#i={state:"idle"};#o=!1;#r=0;#a=!1;#l=()=>{};constructor(t){this.#t=t;let{language:e,intents:s}=t,i={type:"button",class:"\
button quiet",on:{click:()=>s.reconnect()}};this.#n=l("button",i,e.t("link.retry")),this.element=l("div",{class:"banner",hidden:!0},this.#e,this.#n),this.spoken=
this.#s.element,this.light=l("span",{class:"light",role:"img"})}render({link:t,offline:e}){this.#o=e&&t.state!=="ended"&&t.state!=="refused",t!==this.#i&&(this.#i=
t,this.#r=this.#t.clock.now()+(t.wait??0)),this.#c()}close(){this.#l()}#c(){this.#l();let t=this.#d(),e=this.#o?"offline":this.#i.state,s=e==="online";p(this.#e,
s?"":t),this.element.hidden=s,this.element.dataset.state=e;let i=e==="waiting"||e==="unreachable",o=e==="ended"||e==="refused";this.#n.hidden=!i&&!o&&!(this.#o&&
this.#i.state!=="online"),this.#h(e,t),this.light.dataset.state=e,this.light.setAttribute("aria-label",t),this.light.title=t,i&&(this.#l=this.#t.clock.after(500,
()=>this.#c()))}#h(t,e){t==="online"?(this.#s.say(this.#a?e:"","online"),this.#a=!1):t!=="connecting"&&t!=="idle"&&(this.#a=!0,this.#s.say(e,`${El[t]??t} ${this.#i.
reason??""}`))}#d(){let{language:t,clock:e}=this.#t,{state:s,code:i,reason:o,error:r}=this.#i,a=Math.ceil((this.#r-e.now())/1e3);if(this.#o)return t.t("link.off\
line");switch(s){case"online":return t.t("link.online");case"waiting":return a>0?t.t("link.waiting",{seconds:a}):t.t("link.now");case"unreachable":return At(t,this.#i,
a);case"ended":return t.t("link.ended",{reason:o||i});case"refused":return t.t("link.ended",{reason:x(t,r)});default:return o?At(t,this.#i,0):t.t("link.connecti\
ng")}}},El={waiting:"lost",unreachable:"lost"};var $e=class{#t;#e=l("h2",{tabindex:"-1"});#s=l("p",{"aria-live":"off"});#n=l("p",{class:"barred-reason"});#i;#o=null;#r=()=>{};constructor(t){this.#t=t;let{language:e,
intents:s}=t,i=()=>s.open(this.#o.id);this.#i=l("button",{type:"button",class:"button primary",on:{click:i}},e.t("barred.return")),this.element=l("section",{class:"\
barred",role:"alert",hidden:!0},l("span",{class:"empty-mark"},E("lock")),this.#e,this.#s,this.#n,this.#i)}get heading(){return this.#e}render(t,e){this.#r(),this.#o=
e;let s=e?.barred??null;if(this.element.hidden=s===null,s===null)return;let{language:i,clock:o}=this.#t,r=s.code==="kicked";p(this.#e,i.t(`barred.${s.code}`,{room:$(
i,t,e.id)}));let a=o.time(),c=r?i.t("barred.kicked.hint"):pt(i,"barred.banned",s.until,a,"ever");p(this.#s,c),p(this.#n,s.reason?i.t("barred.reason",{reason:s.reason}):
""),this.#i.hidden=!r,!r&&s.until!==null&&s.until>a&&(this.#r=o.after(1e3,()=>this.render(t,this.#o)))}close(){this.#r()}};function it(n){return n!==void 0&&l("span",{class:"name-mark"},`\xB7${n}`)}function _(n){return l("span",{class:`avatar tint-${_n(n.id)}`,"aria-hidden":"true"},
$n(n.name))}var _e=class{#t;#e;#s;#n=l("p",{class:"visually-hidden",role:"status"});#i;#o=[];#r=null;#a=0;constructor({language:t},{area:e,changed:s}){this.#t=t,this.#e=e,this.#s=
s;let i={class:"completions",id:"completions",role:"listbox",hidden:!0};this.#i=l("ul",{...i,"aria-label":t.t("people")}),this.#i.addEventListener("pointerdown",
o=>o.preventDefault()),this.element=l("div",{},this.#i,this.#n),e.setAttribute("aria-controls","completions"),e.setAttribute("aria-autocomplete","list"),e.addEventListener(
"blur",()=>this.close())}look(t){let{value:e,selectionStart:s,selectionEnd:i}=this.#e,o=s===i?Nn(e,s,t):null;this.#o=t,JSON.stringify(o)!==JSON.stringify(this.#r)&&
(this.#r=o,this.#a=0,this.#l())}close(){this.#r!==null&&(this.#r=null,this.#l())}key(t){if(this.#r===null||t.isComposing)return!1;let e=this.#r.users.length,s={
ArrowDown:1,ArrowUp:e-1}[t.key];if(s!==void 0)this.#a=(this.#a+s)%e,this.#h();else if(t.key==="Enter"&&!t.shiftKey||t.key==="Tab"&&!t.shiftKey)this.#d(this.#r.users[this.#a]);else if(t.
key==="Escape")this.close();else return!1;return t.preventDefault(),t.stopPropagation(),!0}#l(){let t=this.#r?.users??[];this.#i.hidden=t.length===0,this.#i.replaceChildren(
...t.map((e,s)=>this.#c(e,s))),p(this.#n,t.length>0?this.#t.t("mention.offer",{count:t.length}):""),this.#h()}#c(t,e){return l("li",{class:"completion",role:"op\
tion",id:`completion-${e}`,on:{click:()=>this.#d(t)}},_(t),l("span",{class:"person-name",dir:"auto"},t.name),it(t.mark))}#h(){[...this.#i.children].forEach((t,e)=>t.
setAttribute("aria-selected",String(e===this.#a))),this.#r?(this.#e.setAttribute("aria-activedescendant",`completion-${this.#a}`),this.#i.children[this.#a].scrollIntoView(
{block:"nearest"})):this.#e.removeAttribute("aria-activedescendant")}#d(t){let{text:e,caret:s}=Rn(this.#e.value,this.#r,t,this.#o);this.#e.value=e,this.#e.setSelectionRange(
s,s),this.close(),this.#s()}};var _o={ArrowDown:1,ArrowUp:-1};function Y(n,t){let e=[...t],s=e.findIndex(a=>a.contains(document.activeElement)),i={Home:0,End:e.length-1},o=s<0&&n.key==="Arro\
wUp"?e.length:s,r=i[n.key]??(n.key in _o?o+_o[n.key]:null);return r===null||e.length===0?!1:(e[Math.min(Math.max(r,0),e.length-1)].focus(),n.preventDefault(),!0)}
function rn(n){return n.key==="Enter"&&!n.shiftKey&&!n.isComposing&&n.keyCode!==229}function Ce(n){let t=n.ctrlKey||n.metaKey;return rn(n)&&(t||!ot())}function ot(){
return globalThis.matchMedia("(pointer: coarse)").matches}function an(n,t){let e=[...t],s={ArrowRight:1,ArrowLeft:-1}[n.key],i=e.indexOf(document.activeElement);
if(s===void 0||i<0)return null;n.preventDefault();let o=e[(i+s+e.length)%e.length];return o.focus(),o}function Co(n,t){an(n,t)?.click()}var Sl=8,Tl=200,Ol=50,qe=class{#t;#e=null;#s=4e3;#n;#i;#o;#r=l("span",{class:"write-count"});#a=l("span",{class:"about-words"});#l=l("span",{class:"about-text",
dir:"auto"});#c;#h;#d=l("p",{class:"silence",hidden:!0});#u=l("span",{class:"write-slow"});#m={count:new V,silence:new V,slow:new V};#p=null;#f=!1;#g=()=>{};#w;constructor(t){
this.#t=t;let{language:e}=t,s=(o,r)=>e.t(o,r);this.#i=l("textarea",{class:"write",id:"write",rows:"1",dir:"auto","aria-label":s("write"),"aria-description":s(ot()?
"write.touch":"write.hint"),enterkeyhint:ot()?"enter":"send",autocomplete:"off",on:{input:()=>this.#M(),keydown:o=>this.#j(o),click:()=>this.#b(),keyup:({key:o})=>o.
startsWith("Arrow")&&this.#b()}}),this.#o=l("button",{type:"submit",class:"send","aria-label":s("send"),title:s("send")},E("send")),this.#c=l("div",{class:"abou\
t",hidden:!0},this.#a,this.#l,v("close",s("close"),()=>this.#t.intents.reply(null))),this.#h=l("div",{class:"write-box"},this.#i,this.#u,this.#r,this.#o),t.intents.
addEventListener("mend",({detail:o})=>this.#O(o)),this.#w=new _e(t,{area:this.#i,changed:()=>this.#M()});let i=o=>{o.preventDefault(),this.#A()};this.element=l(
"form",{class:"composer",novalidate:!0,on:{submit:i}},this.#c,this.#d,this.#w.element,this.#h,Object.values(this.#m).map(({element:o})=>o),l("p",{class:"write-h\
int","aria-hidden":"true"},s("write.hint")))}get field(){return this.#i}focus(){this.#i.focus()}render(t,e){if(this.#g(),this.#p=t,this.#s=t.limits.text??this.#s,
this.element.hidden=e===null||e.barred!==null,this.element.hidden)return;e.id!==this.#e&&(this.#e=e.id,this.#y(this.#t.store.draft(e.id)));let{language:s}=this.#t,
i=s.t("write.to",{room:$(s,t,e.id)});this.#i.placeholder!==i&&(this.#i.placeholder=i),this.#v(e),this.#S(e),this.#x()}close(){this.#g()}#v(t){let{clock:e,language:s}=this.#t,
i=Is(t,this.#p.muted),o=i?this.#k(i):"";p(this.#d,o),this.#m.silence.say(o,i?`${i.why} ${i.until} ${i.reason}`:""),this.#d.hidden=i===null,this.#h.hidden=i!==null,
this.#i.disabled=i!==null;let r=i?0:ti(t,e.now());this.#f=r>0;let a=r>0?s.t("write.slow",{left:s.left(r)}):"";p(this.#u,a),this.#m.slow.say(a,r>0?String(t.pausedUntil):
""),(r>0||i?.until!=null)&&(this.#g=e.after(Math.min(r||1e3,1e3),()=>this.render(this.#p,t)))}#k({why:t,until:e,reason:s}){let{language:i,clock:o}=this.#t;if(t===
"muted"){let r=pt(i,"write.muted",e,o.time()),a=dt(s??"","muted");return a?i.t("error.with",{text:r,reason:a}):r}return i.t({archived:"write.closed",announce:"w\
rite.announce"}[t]??"error.forbidden")}#S({reply:t}){t?.seq!==this.#n&&(this.#n=t?.seq,t&&this.focus());let e=t?this.#t.language.t("reply.to",{name:t.user.name}):
"";p(this.#a,e),p(this.#l,t?.text??""),this.#c.hidden=e===""}#b(){let{model:t}=this.#t;this.#w.look(t.room?Bt(t.room,t.state):[])}#y(t){this.#w.close(),this.#i.
value=t,this.#T()}#O({room:t,text:e}){let s=this.#t.store.draft(t),i=s.trim()===""?e:`${e}
${s}`;this.#t.store.setDraft(t,i),this.#y(i),this.#x(),this.focus()}#M(){let{store:t,intents:e}=this.#t;t.setDraft(this.#e,this.#i.value),this.#i.value.trim()!==
""&&e.typing(),this.#T(),this.#x(),this.#b()}#j(t){let{intents:e,changes:s}=this.#t;this.#w.key(t)||(Ce(t)?(t.preventDefault(),this.#A()):t.key==="Escape"&&!t.isComposing&&
this.#n!==void 0?(t.stopPropagation(),e.reply(null)):t.key==="ArrowUp"&&this.#i.value===""&&s.reviseLast()&&t.preventDefault())}#A(){let{intents:t,store:e}=this.#t,
s=O(this.#i.value);s.trim()===""||kt(s)>this.#s||this.#i.disabled||this.#f||(e.setDraft(this.#e,""),this.#y(""),t.say(s),this.#x(),this.focus())}#T(){let t=this.#i.
value.split(`
`).length;this.#i.rows=Math.min(Math.max(t,1),Sl)}#x(){let{language:t}=this.#t,e=this.#s-kt(O(this.#i.value)),s=e<0?"write.over":e<Tl?"write.left":"",i=s&&t.t(s,
{count:Math.abs(e)});p(this.#r,i),this.#m.count.say(i,s&&`${s} ${e<0?"":Math.ceil(e/Ol)}`),this.#r.classList.toggle("is-over",e<0),this.#o.disabled=e<0||this.#i.
disabled||this.#f||this.#i.value.trim()===""}};var Ml=250,jl=400,Ie=class{#t;#e;#s=l("p",{class:"browse-status",role:"status"});#n=l("ul",{class:"browse-list"});#i;#o;#r=null;#a=0;#l=!1;#c=()=>{};constructor(t){
this.#t=t;let{language:e}=t,s=a=>e.t(a);this.#e=l("input",{class:"field",id:"browse-search",type:"search",dir:"auto",autocomplete:"off",maxlength:"200",enterkeyhint:"\
search",placeholder:s("browse.search"),"aria-label":s("browse.search"),on:{input:()=>this.#h(),keydown:a=>this.#d(a)}});let i={type:"button",class:"button quiet\
 browse-more",hidden:!0};this.#i=l("button",{...i,on:{click:()=>this.#p()}},s("browse.more")),this.#o=l("div",{class:"browse-scroll",on:{scroll:()=>this.#w()}},
this.#n,this.#i),this.#n.addEventListener("keydown",a=>Y(a,this.#n.querySelectorAll("button")));let o=v("close",s("close"),()=>this.element.close()),r=l("div",{
class:"browse-head"},l("h2",{id:"browse-title"},s("browse.title")),o);this.element=l("dialog",{class:"dialog browse-dialog","aria-labelledby":"browse-title",on:{
close:()=>this.#u()}},r,l("div",{class:"browse-field"},E("search"),this.#e),this.#s,this.#o)}open(){this.#e.value="",this.element.showModal(),this.#e.focus(),this.#m()}#h(){
this.#c(),this.#c=this.#t.clock.after(Ml,()=>this.#m())}#d(t){t.key==="ArrowDown"?(this.#n.querySelector("button")?.focus(),t.preventDefault()):t.key==="Enter"&&
!t.isComposing&&(this.#c(),this.#m())}#u(){this.#a+=1,this.#c(),this.#r=null,this.#i.hidden=!0,this.#n.replaceChildren(),p(this.#s,"")}#m(){this.#a+=1,this.#f(!1),
this.#r=null,this.#p()}async#p(){if(this.#l)return;let{company:t,language:e}=this.#t,[s,i]=[this.#a,this.#r];this.#f(!0);try{let{rooms:o,more:r,next:a}=await t.
browse({text:this.#e.value,after:i});s===this.#a&&(this.#f(!1),this.#r=r?a:null,this.#g(o,i===null))}catch(o){s===this.#a&&(this.#f(!1),p(this.#s,x(e,o)))}}#f(t){
this.#l=t,this.#n.setAttribute("aria-busy",String(t))}#g(t,e){let{language:s}=this.#t,i=t.map(h=>this.#v(h)),o=document.activeElement===this.#i;e?(this.#n.replaceChildren(
...i),this.#o.scrollTop=0):this.#n.append(...i),this.#i.hidden=this.#r===null,o&&i[0]?.querySelector("button").focus();let r=this.#n.childElementCount,a=this.#e.
value.trim()===""?"browse.empty":"browse.none",c=this.#r===null?"browse.found":"browse.first";p(this.#s,r===0&&this.#r===null?s.t(a):s.t(c,{count:r}))}#w(){let{
scrollTop:t,clientHeight:e,scrollHeight:s}=this.#o;this.#r!==null&&s-t-e<jl&&this.#p()}#v({room:t,kind:e,title:s,topic:i,count:o,member:r}){let{language:a,intents:c,
chosen:h,model:d}=this.#t,u=()=>{this.element.close(),c.open(t),h()},m=J(a,{id:t,kind:e,title:s}).replace(/^#/,""),g=r||d.state.rooms[t]?.joined,f=[s!==""&&`#${t}`,
g&&a.t("browse.joined")].filter(Boolean).join(" \xB7 "),b=a.t("people.here",{count:o});return l("li",{},l("button",{type:"button",class:"browse-room",data:{room:t},
on:{click:u}},l("span",{class:"browse-name"},wt(a,e),l("bdi",{class:"browse-title"},m),f&&l("span",{class:"browse-about"},f)),l("span",{class:"browse-count",title:b},
E("people"),l("span",{"aria-hidden":"true"},String(o)),l("span",{class:"visually-hidden"},b)),i&&l("span",{class:"browse-topic",dir:"auto"},i)))}};var P=class{#t;#e=l("p",{class:"complaint",role:"alert"});#s;#n;#i=async()=>{};#o=t=>x(this.#t,t);#r=!1;#a=null;constructor({language:t},{name:e,fields:s,yes:i="",
danger:o=!1,extra:r=[]}){this.#t=t;let a=()=>this.element.close();this.#s=l("h2",{id:`${e}-title`}),this.#n=l("button",{type:"submit",class:`button ${o?"danger":
"primary"}`},i);let c=d=>{d.preventDefault(),this.#l()};this.form=l("form",{novalidate:!0,on:{submit:c,input:()=>this.complain("")}},...s,this.#e,l("div",{class:"\
dialog-buttons"},l("button",{type:"button",class:"button",on:{click:a}},t.t("cancel")),this.#n));let h={class:`dialog ${e}-dialog`,"aria-labelledby":`${e}-title`,
on:{close:()=>this.#c()}};this.element=l("dialog",h,this.#s,this.form,...r)}open({title:t,yes:e,submit:s,words:i,focus:o}){p(this.#s,t),p(this.#n,e??this.#n.textContent),
this.#i=s,this.#o=i??(r=>x(this.#t,r)),this.#h(!1),this.complain(""),this.#a=document.activeElement?.closest(".message")??null,this.element.showModal(),o?.focus()}close(){
this.element.open&&this.element.close()}complain(t){p(this.#e,t)}async#l(){if(!this.#r){this.#h(!0);try{let t=await this.#i();t!==!1&&(this.close(),t?.())}catch(t){
this.complain(this.#o(t))}this.#h(!1)}}#c(){document.activeElement===document.body&&this.#a?.focus({preventScroll:!0})}#h(t){this.#r=t,this.#n.disabled=t}};function Z(n,t,e,{
chosen:s,change:i=()=>{}}={}){let o=e.map(({value:r,words:a,about:c})=>{let h={type:"radio",name:n,value:r,checked:r===s,class:"visually-hidden"},d=c&&l("span",
{class:"choice-about"},c);return l("label",{class:"choice"},l("input",{...h,on:{change:i}}),l("span",{},a),d)});return l("fieldset",{class:"choices"},l("legend",
{},t),l("div",{class:"choices-row"},o))}function bt(n){return n.querySelector("input:checked")?.value}function Q(n,t){for(let e of n.querySelectorAll("input"))e.
checked=e.value===t}function H(n,t,e={}){let s=l("input",{id:n,class:"field",type:"text",dir:"auto",autocomplete:"off",...e});return{input:s,all:[l("label",{for:n},
t),s]}}var Ne=class{#t;#e=l("blockquote",{class:"dialog-quote",dir:"auto"});#s;#n;constructor(t){this.#t=t;let{language:e}=t;this.#s=H("report-reason",e.t("report.reas\
on"),{maxlength:"500"});let s=l("p",{class:"dialog-hint"},e.t("report.about")),i=[this.#e,s,...this.#s.all];this.#n=new P(t,{name:"report",fields:i,yes:e.t("rep\
ort")}),this.element=this.#n.element}open(t,{seq:e,text:s,user:i}){let{language:o,order:r}=this.#t;this.#e.replaceChildren(l("bdi",{},i.name||o.t("nobody")),": ",
s),this.#s.input.value="";let a=()=>r.report(t,e,this.#s.input.value);this.#n.open({title:o.t("report.title"),submit:a,focus:this.#s.input})}};var Al=["private","public","announce"],Re=class{#t;#e;#s;#n;#i;#o;#r;#a=!1;constructor(t){this.#t=t;let{language:e}=t,s=r=>e.t(r),i=Al.map(r=>({value:r,words:s(
`kind.${r}`),about:s(`kind.${r}.about`)}));this.#e=Z("create-kind",s("create.kind"),i,{chosen:"private",change:()=>this.#l()}),this.#e.classList.add("is-tall"),
this.#s=H("create-name",s("create.name"),{maxlength:"200",placeholder:s("create.name.hint"),on:{input:()=>this.#c()}}),this.#n=H("create-id",s("create.id"),{maxlength:"\
164",autocapitalize:"none",spellcheck:"false",on:{input:()=>this.#a=!0}}),this.#i=H("create-topic",s("create.topic"),{maxlength:"1000"}),this.#r=l("div",{class:"\
create-id",hidden:!0},this.#n.all);let o=[this.#e,...this.#s.all,this.#r,...this.#i.all];this.#o=new P(t,{name:"create",fields:o,yes:s("create.yes")}),this.element=
this.#o.element}open(){for(let{input:e}of[this.#s,this.#n,this.#i])e.value="";this.#a=!1,Q(this.#e,"private"),this.#l();let t=this.#t.language.t("create.title");
this.#o.open({title:t,submit:()=>this.#h(),focus:this.#s.input})}#l(){this.#r.hidden=bt(this.#e)==="private"}#c(){this.#a||(this.#n.input.value=Wt(this.#s.input.
value).toLowerCase())}async#h(){let{company:t,intents:e,language:s,chosen:i}=this.#t,o=bt(this.#e),r=this.#s.input.value,a=this.#n.input.value.trim().replace(/^#/,
"");if(r.trim()==="")return this.#o.complain(s.t("create.unnamed")),!1;let c=o==="private"?null:e.doubt(a);return c?(this.#o.complain(s.t(c.name,c.values)),this.#n.
input.focus(),!1):(await t.create({kind:o,room:a,title:r,topic:this.#i.input.value}),i)}};function qo({action:n,detail:t=""},e){let s={role:`role.${t}`,resolve:`desk.${t==="done"?"done":"dismiss"}`}[n];return(s&&e(s))??t}function Io(n,t,e){let{language:s,model:i}=t,{author:o,by:r,text:a,reason:c,outcome:h,error:d,busy:u}=n,m=(k,I)=>s.t(k,I),g=s.when(n.time,Date.now()),f=(k,I,T,z="\
quiet")=>l("button",{type:"button",class:`button ${z}`,disabled:u,data:{act:k},on:{click:T}},I),b=h?[]:[f("done",m("desk.done"),()=>e.resolve(n,"done"),"small"),
f("dismiss",m("desk.dismiss"),()=>e.resolve(n,"dismissed"),"small")],y=h?[]:["mute","ban"].filter(k=>e.mayPunish(k,n));return l("li",{class:"desk-item report"},
l("div",{class:"report-by"},_(o),l("span",{class:"author",dir:"auto"},o.name||m("nobody")),l("span",{class:"report-room",dir:"auto"},$(s,i.state,n.room))),a===null?
l("p",{class:"report-text is-deleted"},m("deleted")):l("p",{class:"report-text",dir:"auto"},a),c&&l("p",{class:"report-why"},m("desk.why",{reason:c})),l("p",{class:"\
report-meta"},m("desk.by",{name:r.name||m("nobody"),time:g})),h&&l("p",{class:"report-meta"},Ll(n,s)),l("p",{class:"report-acts"},f("jump",m("desk.jump"),()=>e.
jump(n)),a!==null&&e.mayDelete(n)&&f("delete",m("delete"),()=>e.remove(n),"quiet danger"),y.map(k=>f(k,m(`act.${k}`),()=>e.penalty(k,n),"quiet danger")),b.length>
0&&l("span",{class:"report-end"},b)),d&&l("p",{class:"complaint",role:"alert"},x(s,d)))}function Ll({outcome:n,closed_by:t,closed:e},s){let i={name:t?.name||s.t(
"nobody"),time:s.when(e,Date.now())};return s.t(`desk.outcome.${n}`,i)}function No(n,t,e){let{language:s}=t,{kind:i,user:o,name:r,address:a,until:c,reason:h,at:d,
error:u,busy:m}=n,g=Date.now(),f=(T,z)=>s.t(T,z),b=o===null?f("desk.address",{address:a}):r||f("nobody"),y=c===null?f(`desk.${i}.ever`):f(`desk.${i}`,{until:s.until(
c,g)}),k=()=>e.lift({...n,name:b}),I={type:"button",class:"button small",disabled:m,data:{act:"lift"}};return l("li",{class:"desk-item bound"},_({id:o??"",name:o===
null?"":r}),l("div",{class:"bound-words"},l("div",{class:"author"},l("bdi",{},b),o!==null&&a&&` \xB7 ${f("desk.address",{address:a})}`),l("p",{class:"report-met\
a"},`${y} \xB7 ${f("desk.since",{time:s.when(d,g)})}`),h&&l("p",{class:"report-why"},f("desk.why",{reason:h})),u&&l("p",{class:"complaint",role:"alert"},x(s,u))),
e.mayLift(n)&&l("button",{...I,on:{click:k}},f("desk.lift")))}function Ro(n,{language:t,model:e}){let{by:s,time:i,user:o,room:r,seq:a,until:c,reason:h,detail:d=""}=n,
u=n.action==="role"&&d==="none"?"audit.role.none":`audit.${n.action}`,m={by:s.name||s.id,user:o?o.name||o.id:"",room:r?$(t,e.state,r):t.t("audit.site"),seq:a??"",
action:n.action,detail:qo(n,k=>t.has(k)?t.t(k):null)},g=t.t(t.has(u)?u:"audit.other",m),b=(c==null?null:t.t("audit.until",{until:t.until(c,i)}))??(["mute","ban"].
includes(n.action)?t.t("audit.ever"):null),y={class:"time",datetime:new Date(i).toISOString(),title:t.exact(i)};return l("li",{class:"desk-item act"},l("time",y,
t.when(i,Date.now())),l("div",{},l("p",{},b?`${g} \xB7 ${b}`:g),h&&l("p",{class:"report-why"},t.t("desk.why",{reason:h}))))}var Pe=100,B=class{#t;#e;#s;#n;#i=[];#o=Pe;#r=new Map;#a=()=>!1;constructor({language:t},e,{draw:s,id:i,state:o=r=>r}){this.#t=t,this.#e=s,this.#s=i,this.#n=o,this.
element=e;let r={type:"button",class:"button quiet list-more",hidden:!0,on:{click:()=>this.#l()}};this.more=l("button",r)}get rest(){return Math.max(0,this.#i.length-
this.#r.size)}show(t,{always:e=()=>!1}={}){this.#i=t,this.#a=e,this.#c()}reset(){this.#o=Pe}#l(){let t=this.element.lastElementChild,e=document.activeElement===
this.more;if(this.#o+=Pe,this.#c(),e&&this.more.hidden){let s=t?.nextElementSibling;(s?.matches("button")?s:s?.querySelector("button"))?.focus()}}#c(){let t=new Map,
e=this.element.firstElementChild;for(let[s,i]of this.#i.entries()){if(s>=this.#o&&!this.#a(i))continue;let o=this.#s(i),r=this.#n(i),a=this.#r.get(o),c=a?.state===
r?a.node:this.#e(i);t.set(o,{state:r,node:c}),a&&a.node!==c&&(e=e===a.node?c:e,a.node.replaceWith(c)),c===e?e=e.nextElementSibling:this.element.insertBefore(c,e)}
for(;e;){let s=e.nextElementSibling;e.remove(),e=s}this.#r=t,this.more.hidden=this.rest===0,p(this.more,this.rest>0?this.#t.t("list.more",{count:Math.min(Pe,this.
rest)}):"")}};var $l={reports:Io,sanctions:No,audit:Ro},ln={reports:["review"],sanctions:["mute","ban"],audit:["audit"]},De=class{#t;#e=l("div",{class:"desk-tabs",role:"tabli\
st"});#s;#n;#i=l("p",{class:"desk-status",role:"status"});#o;#r;#a=null;#l=null;constructor(t){this.#t=t;let{language:e,desk:s}=t,i=m=>e.t(m),o=["room","all"].map(
m=>({value:m,words:i(`desk.${m}`)})),r=({target:m})=>this.#c({room:m.value==="all"?null:this.#l.id});this.#s=Z("desk-where",i("desk.where"),o,{change:r});let a=[
"open","closed"].map(m=>({value:m,words:i(`desk.${m}`)})),c=({target:m})=>this.#c({closed:m.value==="closed"});this.#n=Z("desk-which",i("desk.which"),a,{change:c});
let h={type:"button",class:"button quiet search-more",on:{click:()=>s.more()}};this.#r=l("button",h,i("desk.more"));let d=this.#m();this.#o=new B(t,l("ul",{class:"\
desk-list"}),{draw:m=>$l[this.#a.tab](m,t,d),id:({id:m})=>`${this.#a.tab} ${m}`}),this.#e.setAttribute("aria-label",i("desk")),this.#e.addEventListener("keydown",
m=>Co(m,this.#e.children));let u=()=>this.element.close();this.element=l("dialog",{class:"dialog desk","aria-labelledby":"desk-title",on:{close:()=>s.close()}},
l("div",{class:"desk-head"},l("h2",{id:"desk-title"},i("desk")),v("close",i("close"),u)),this.#e,l("div",{class:"desk-choices"},this.#s,this.#n),l("div",{class:"\
desk-scroll",role:"tabpanel",tabindex:"-1"},this.#i,this.#o.element,this.#o.more,this.#r))}open(t){let{model:e,desk:s}=this.#t;this.#l=e.room;let i=this.#l!==null&&
ln[t].some(r=>S(this.#l,r)),o=t==="reports"&&R(e.state,"review")&&!e.state.reports[this.#l?.id];s.turn({tab:t,room:i&&!o?this.#l.id:null}),this.render(e.state),
this.element.showModal(),this.#e.querySelector("[aria-selected=true]").focus()}render(t){let{desk:e}=t;if(e===null||e===this.#a)return;let s=this.#a?.tab!==e.tab||
this.#a?.room!==e.room;if(this.#a=e,s){this.#o.reset(),this.#h(e,t),Q(this.#s,e.room===null?"all":"room");let i=this.#l!==null&&ln[e.tab].some(o=>S(this.#l,o));
this.#s.hidden=!i||!ln[e.tab].some(o=>R(t,o)),this.#n.hidden=e.tab!=="reports"}Q(this.#n,e.closed?"closed":"open"),p(this.#i,this.#d(e)),this.#u(e),this.#r.hidden=
!e.more||this.#o.rest>0,this.#r.disabled=e.state==="busy"}#c(t){let{tab:e,room:s,closed:i}=this.#t.model.state.desk;this.#t.desk.turn({tab:e,room:s,closed:i,...t})}#h({
tab:t},e){let{language:s}=this.#t,i=this.#e.contains(document.activeElement),o=r=>{let a=r===t,c=()=>this.#c({tab:r,closed:!1}),h={type:"button",class:"desk-tab",
role:"tab","aria-selected":String(a)};return l("button",{...h,tabindex:a?"0":"-1",on:{click:c}},s.t(`desk.${r}`))};this.#e.replaceChildren(...ct(this.#l,e).map(
o)),i&&this.#e.querySelector("[aria-selected=true]").focus()}#d({tab:t,closed:e,items:s,state:i,error:o}){let{language:r}=this.#t;return i==="failed"?x(r,o):s.length>
0?"":r.t(i==="busy"?"desk.busy":`desk.${e?"closed":t}.none`)}#u({items:t}){let{element:e}=this.#o,s=document.activeElement?.closest(".desk-item"),i=s?[...e.children].
indexOf(s):-1,o=s&&document.activeElement.dataset.act;if(this.#o.show(t),i>=0&&!s.isConnected){let r=e.children[Math.min(i,t.length-1)];(r?.querySelector(`[data\
-act="${o}"]`)??r?.querySelector("button")??this.#e.firstChild)?.focus()}}#m(){let{desk:t,journey:e,model:s,dialogs:i}=this.#t,o=r=>s.state.rooms[r]??null;return{
jump:r=>{this.element.close(),e.jump(r.room,r.seq)},remove:r=>t.remove(r),resolve:(r,a)=>t.resolve(r.id,a),lift:r=>t.lift(r),penalty:(r,a)=>i.penalty(r,a.author,
o(a.room)),mayDelete:r=>o(r.room)?.joined&&S(o(r.room),"delete_any"),mayPunish:(r,a)=>St(r,a.author,o(a.room),s.state).length>0,mayLift:({kind:r,room:a})=>a===null?
R(s.state,r):!0}}};var ze=class{#t;#e=l("p",{class:"dialog-hint"});#s;#n;#i;#o=l("input",{type:"checkbox",id:"act-address"});#r;#a;constructor(t){this.#t=t;let{language:e}=t,s=a=>e.
t(a),i=a=>({value:String(a),words:a===null?s("act.ever"):e.span(a)});this.#s=Z("act-length",s("act.length"),Ps.map(i));let o=["room","site"].map(a=>({value:a,words:s(
`act.${a}`)}));this.#n=Z("act-where",s("act.where"),o),this.#i=H("act-reason",s("act.reason"),{maxlength:"500"}),this.#r=l("label",{class:"check"},this.#o,l("sp\
an",{},s("act.address")));let r=[this.#e,this.#s,this.#n,...this.#i.all,this.#r];this.#a=new P(t,{name:"penalty",fields:r,danger:!0}),this.element=this.#a.element}open(t,e,s){
let{language:i,model:o}=this.#t,r=St(t,e,s,o.state);p(this.#e,i.t(`act.${t}.about`)),this.#s.hidden=t==="kick",this.#r.hidden=t==="kick",this.#n.hidden=r.length<
2,Q(this.#s,String(Ps[1])),Q(this.#n,r[0]),this.#i.input.value="",this.#o.checked=!1;let a=()=>this.#l(t,e,s),c=t==="kick"?this.#i.input:this.#s.querySelector("\
input:checked"),h=i.t(`act.${t}.title`,{name:e.name});this.#a.open({title:h,yes:i.t(`act.${t}`),submit:a,focus:c})}async#l(t,e,s){let i=bt(this.#s);await this.#t.
order.sanction({act:t,user:e,room:bt(this.#n)==="site"?null:s.id,length:i==="null"?null:Number(i),reason:this.#i.input.value,address:this.#o.checked})}};var He=class{#t;#e=l("p",{class:"dialog-hint"});#s;constructor(t){this.#t=t;let e=t.language.t("room.resign.yes");this.#s=new P(t,{name:"resign",fields:[this.#e],
yes:e,danger:!0}),this.element=this.#s.element}open(t){let{language:e,company:s,model:i}=this.#t;p(this.#e,e.t("room.resign.sure",{room:$(e,i.state,t)})),this.#s.
open({title:e.t("room.resign"),submit:()=>s.resign(t)})}};var We=class{#t;#e;#s=l("p",{class:"dialog-hint"});#n;constructor(t){this.#t=t;let e={maxlength:"64",autocapitalize:"none",spellcheck:"false"};this.#e=H("seek-n\
ame",t.language.t("find.name"),e),this.#n=new P(t,{name:"seek",fields:[this.#s,...this.#e.all]}),this.element=this.#n.element}direct(){let{company:t,language:e,
chosen:s}=this.#t,i={title:e.t("direct.title"),hint:e.t("direct.hint"),yes:e.t("direct.yes")};this.#i(i,async o=>(await t.direct(o),s))}invite(t){let{company:e,
language:s,model:i}=this.#t,r={title:s.t("invite.title",{room:$(s,i.state,t)}),hint:s.t("invite.hint"),yes:s.t("invite.yes")};this.#i(r,a=>e.invite(t,a))}#i({title:t,
hint:e,yes:s},i){let{company:o,language:r}=this.#t;this.#e.input.value="",p(this.#s,e);let a=async()=>this.#e.input.value.trim()===""?!1:i(await o.find(this.#e.
input.value)),c=d=>d.code==="not_found"||d.code==="invalid"&&d.field==="name",h=d=>c(d)?r.t("find.none"):x(r,d);this.#n.open({title:t,yes:s,submit:a,words:h,focus:this.#e.
input})}};var Ye=class{#t;#e;#s=l("p",{class:"fold-about",role:"status"});constructor(t){this.#t=t,this.#e=l("button",{type:"button",class:"button",on:{click:()=>this.#n()}}),
this.element=l("div",{},this.#s,this.#e),this.#i()}render(){}reset(){this.#i()}async#n(){this.#e.disabled=!0,await this.#t.alerts.turn(),this.#e.disabled=!1,this.#i()}#i(){
let{language:t,alerts:e}=this.#t,{state:s}=e;p(this.#s,t.t(_l[s])),this.#e.hidden=s==="missing"||s==="denied",p(this.#e,t.t(s==="on"?"alerts.off.do":"alerts.on.\
do"))}},_l={on:"alerts.on",off:"alerts.off",missing:"alerts.missing",denied:"alerts.denied"};var Be=class{#t;#e;constructor(t){this.#t=t;let{language:e}=t,s=new L(t,{id:"account-name",label:e.t("gate.name"),name:"username",autocomplete:"username",maxlength:"\
64"}),i=ft(t,t.model.state.door.site??{},{id:"account-password"});this.#e=new C(t,{name:"become",fields:{name:s,password:i},label:e.t("gate.register.do"),send:o=>this.#s(
o)}),this.element=l("div",{},l("p",{class:"fold-about"},e.t("become.about")),this.#e.element)}render(){}reset(){this.#e.clear()}open(){this.#e.fill({name:this.#t.
store.name}),this.#e.focus()}async#s(t){let{language:e,entry:s}=this.#t;this.#e.hold(!0,e.t("gate.entering"));let i=await s.become(t);this.#e.hold(i===null,e.t(
"gate.entering")),this.#e.tell(i)}};function F(n,t,{group:e,opened:s=()=>{}}){return l("details",{class:"fold",name:e,on:{toggle:({target:o})=>o.open&&s()}},l("summary",{},n),l("div",{class:"fold-\
inside"},t))}var Ue=class{#t;#e;#s;#n;#i;#o=l("p",{class:"complaint",role:"alert"});#r;#a;#l;constructor(t){this.#t=t;let{language:e}=t,s=r=>e.t(r);this.#e=l("button",{type:"\
button",class:"button quiet",on:{click:()=>this.#c()}},s("me.leave"));let i=new L(t,{id:"last-password",label:s("password"),secret:!0,name:"password",autocomplete:"\
current-password"});this.#n=mt(),this.#i=new C(t,{name:"delete-account",before:[this.#n],fields:{password:i},label:s("remove.yes"),danger:!0,send:r=>this.#h(r)});
let o=l("p",{class:"fold-about"},s("remove.about"));this.#s=F(s("remove"),[o,this.#i.element],{group:"settings"}),this.#r=l("p",{class:"sure",hidden:!0},s("me.f\
orget.sure")),this.#a=l("button",{type:"button",class:"button quiet danger",on:{click:()=>this.#d()}}),this.#l=l("div",{},this.#r,this.#a),this.element=l("div",
{class:"farewell"},this.#s,this.#e,this.#o,this.#l)}render({account:t,me:e,login:s}){this.#n.value=s??e?.name??"";let i=t?.kind==="account";this.#e.hidden=!i,this.#s.
hidden=!i,this.#l.hidden=i}reset(){this.#i.clear(),this.#s.open=!1,this.#r.hidden=!0,p(this.#o,""),p(this.#a,this.#t.language.t("me.forget"))}async#c(){let{entry:t,
language:e}=this.#t;this.#e.disabled=!0;try{await t.leave()}catch(s){this.#e.disabled=!1,p(this.#o,x(e,s))}}async#h(t){let{language:e,profile:s,entry:i}=this.#t;
this.#i.hold(!0,e.t("gate.entering"));let o=await s.remove(t,r=>i.removed(r));this.#i.hold(o===null),this.#i.tell(o)}#d(){let{entry:t,language:e}=this.#t;this.#r.
hidden?(this.#r.hidden=!1,p(this.#a,e.t("me.forget.yes"))):t.forget()}};var Fe=class{#t;#e=l("ul",{class:"ignored"});#s;#n=null;constructor(t){this.#t=t;let{language:e}=t;this.#s=l("p",{class:"fold-about"},e.t("ignored.none")),this.
element=l("div",{},this.#s,this.#e)}render({ignored:t}){if(t!==this.#n){this.#n=t;let e=Object.entries(t).map(([s,i])=>({id:s,name:i}));this.#s.hidden=e.length>
0,this.#e.replaceChildren(...e.map(s=>this.#i(s)))}}reset(){}#i(t){let{language:e,ignoring:s}=this.#t,i=t.name||e.t("nobody"),o=e.t("unignore.of",{name:i}),r={type:"\
button",class:"button quiet","aria-label":o,title:o};return l("li",{class:"person"},_({...t,name:i}),l("span",{class:"person-name",dir:"auto",title:i},i),l("but\
ton",{...r,on:{click:()=>s.unignore({...t,name:i})}},e.t("unignore")))}};var Ge=class{#t;#e=l("p",{class:"fold-about"});#s;#n=l("p",{class:"fold-note",role:"status"});constructor(t){this.#t=t;let{language:e}=t,s=new L(t,{id:"new-logi\
n",label:e.t("login.new"),name:"username",autocomplete:"username",autocapitalize:"none",spellcheck:"false",maxlength:"64"}),i=new L(t,{id:"login-password",label:e.
t("password"),secret:!0,name:"password",autocomplete:"current-password"});this.#s=new C(t,{name:"change-login",fields:{login:s,password:i},label:e.t("login.do"),
send:o=>this.#i(o)}),this.element=l("div",{},this.#e,this.#s.element,this.#n)}render({login:t}){p(this.#e,t===null?"":this.#t.language.t("login.about",{name:t}))}reset(){
this.#s.clear(),p(this.#n,"")}async#i(t){let{language:e,profile:s}=this.#t;p(this.#n,""),this.#s.hold(!0,e.t("gate.entering"));let i=await s.changeLogin(t);this.#s.
hold(!1),i===null?(this.#s.clear(),p(this.#n,e.t("login.done"))):this.#s.tell(i)}};var Ke=class{#t;#e;#s;#n=l("p",{class:"fold-note",role:"status"});constructor(t){this.#t=t;let{language:e}=t;this.#e=mt();let s=new L(t,{id:"old-password",label:e.
t("password.old"),secret:!0,name:"password",autocomplete:"current-password"});this.#s=new C(t,{name:"change-password",before:[this.#e],fields:{old:s,password:ft(
t,t.model.state.door.site??{},{id:"next-password",label:"password.new"})},label:e.t("password.change"),send:i=>this.#i(i)}),this.element=l("div",{},l("p",{class:"\
fold-about"},e.t("password.about")),this.#s.element,this.#n)}render({me:t,login:e}){this.#e.value=e??t?.name??""}reset(){this.#s.clear(),p(this.#n,"")}async#i(t){
let{language:e,profile:s}=this.#t;p(this.#n,""),this.#s.hold(!0,e.t("gate.entering"));let i=await s.changePassword(t);this.#s.hold(!1),i===null?(this.#s.clear(),
p(this.#n,e.t("password.done"))):this.#s.tell(i)}};var Cl=[["Edge",/\bEdg(?:A|iOS)?\//],["Opera",/\bOPR\//],["Samsung Internet",/\bSamsungBrowser\//],["Firefox",/\b(?:Firefox|FxiOS)\//],["Chrome",/\b(?:Chrome|CriOS|HeadlessChrome)\//],
["Safari",/\bSafari\//]],ql=[["Android",/\bAndroid\b/],["iPhone",/\biPhone\b/],["iPad",/\biPad\b/],["Windows",/\bWindows\b/],["macOS",/\bMac OS X\b|\bMacintosh\b/],
["ChromeOS",/\bCrOS\b/],["Linux",/\bLinux\b/]];function Po(n){let t=s=>s.find(([,i])=>i.test(n))?.[0]??"";return{browser:t(Cl)||n.slice(0,40).trim(),system:t(ql)}}var Je=class{#t;#e=l("ul",{class:"sessions"});#s=l("p",{class:"fold-note",role:"status"});#n;constructor(t){this.#t=t;let{language:e}=t,s={type:"button",class:"\
button",hidden:!0,on:{click:()=>this.#a()}};this.#n=l("button",s,e.t("sessions.others")),this.element=l("div",{},this.#e,this.#s,this.#n)}render(){}reset(){this.#e.
replaceChildren(),this.#n.hidden=!0,p(this.#s,"")}async open(){let{language:t,profile:e}=this.#t;this.#e.children.length===0&&p(this.#s,t.t("sessions.loading")),
await this.#l(async()=>this.#i(await e.sessions()))}#i(t){this.#e.replaceChildren(...t.map(e=>this.#o(e))),this.#n.hidden=t.every(({here:e})=>e),p(this.#s,"")}#o({
id:t,agent:e,used:s,here:i}){let{language:o,clock:r}=this.#t,{browser:a,system:c}=Po(e),h=o.t("sessions.unknown"),d=c?o.t("sessions.on",{browser:a||h,system:c}):
a||h,u=o.t("sessions.used",{when:o.when(s,r.time())}),m={type:"button",class:"button quiet danger",on:{click:()=>this.#r(t)}},g=o.t("sessions.end.of",{name:d});
return l("li",{class:"session"},l("div",{class:"session-words"},l("span",{class:"session-name"},d),l("span",{class:"session-when"},i?o.t("sessions.here"):u)),!i&&
l("button",{...m,"aria-label":g,title:g},o.t("sessions.end")))}#r(t){return this.#l(async()=>{await this.#t.profile.endSession(t),this.#i(await this.#t.profile.
sessions())})}#a(){return this.#l(async()=>{await this.#t.profile.endOthers(),this.#i(await this.#t.profile.sessions())})}async#l(t){try{await t()}catch(e){p(this.#s,
x(this.#t.language,e))}}};var Ve=class{#t;#e;#s=l("p",{class:"takeaway-status",role:"status"});constructor(t){this.#t=t;let{language:e}=t,s={type:"button",class:"button quiet",on:{click:()=>this.#n()}};
this.#e=l("button",s,e.t("export")),this.element=l("div",{class:"takeaway"},this.#e,this.#s)}reset(){this.#e.disabled||p(this.#s,"")}async#n(){let{language:t,takeOut:e,
surroundings:s,clock:i}=this.#t,o=(r,a)=>p(this.#s,t.t(r,a));this.#e.disabled=!0,this.#s.setAttribute("aria-live","off"),o("export.busy",{count:0});try{let{text:r,
count:a}=await e(d=>o("export.busy",{count:d})),h=`chatd-${new Date(i.time()).toISOString().slice(0,10)}.jsonl`;this.#s.setAttribute("aria-live","polite"),a>0&&
s.download(h,r,"application/jsonl"),o(a>0?"export.done":"export.none",{count:a,file:h})}catch(r){this.#s.setAttribute("aria-live","polite"),p(this.#s,x(t,r))}this.#e.
disabled=!1}};var yt="settings",Ze=class{#t;#e=l("span",{class:"self-face"});#s=l("span",{class:"self-name",dir:"auto"});#n=l("span",{class:"self-kind"});#i=l("span",{class:"\
self-kind"});#o;#r;#a;#l=null;constructor(t){this.#t=t;let e=f=>t.language.t(f),s=new L(t,{id:"new-name",label:e("me.name"),name:"nickname",autocomplete:"nickna\
me",maxlength:"64"});this.#o=new C(t,{name:"rename",fields:{name:s},label:e("me.save"),send:f=>this.#c(f)});let i=new Je(t),o=new Be(t),[r,a,c]=[new Ke(t),new Ye(
t),new Fe(t)],h=new Ge(t),d=new Ve(t),u=new Ue(t);this.#r=[i,o,h,r,a,c,d,u],this.#a={become:F(e("become"),o.element,{group:yt,opened:()=>o.open()}),bells:F(e("a\
lerts"),a.element,{group:yt}),ignored:F(e("ignored"),c.element,{group:yt}),login:F(e("login.change"),h.element,{group:yt}),secrets:F(e("password.change"),r.element,
{group:yt}),sessions:F(e("sessions"),i.element,{group:yt,opened:()=>i.open()})};let m=()=>this.element.close(),g=l("div",{class:"self-words"},this.#s,this.#n,this.#i);
this.element=l("dialog",{class:"dialog settings","aria-labelledby":"settings-title",on:{close:()=>this.#h()}},l("h2",{id:"settings-title",class:"visually-hidden"},
e("me.settings")),l("header",{class:"self"},this.#e,g,v("close",e("close"),m)),this.#o.element,l("div",{class:"folds"},Object.values(this.#a)),d.element,u.element),
this.#h()}open(){this.#o.fill({name:this.#t.store.name}),this.#t.profile.lookUp(),this.element.showModal(),this.element.querySelector("#new-name").select()}render(t){
let{me:e,account:s,door:i,login:o}=t,{language:r}=this.#t,a=s?.kind==="account";e!==this.#l&&(this.#l=e,this.#e.replaceChildren(...e?[_(e)]:[]),p(this.#s,e?.name??
""));let c=a&&o!==null&&o!==e?.name;p(this.#i,c?r.t("login.now",{name:o}):"");let h=s?.admin?"admin":a?"account":e?.id.startsWith("g.")?"guest":"other";p(this.#n,
r.t(Il[h])),this.#o.element.hidden=h==="other",this.#a.become.hidden=h!=="guest"||i.site?.registration!=="open",this.#a.secrets.hidden=!a,this.#a.login.hidden=!a,
this.#a.sessions.hidden=!a,this.#r.forEach(d=>d.render?.(t))}close(){this.element.close()}async#c({name:t}){let{language:e,profile:s,intents:i}=this.#t;this.#o.
hold(!0,e.t("gate.entering"));let o=this.#t.model.state.me?.name,r=await s.rename(t);this.#o.hold(!1),this.#o.tell(r);let a=this.#t.model.state.me?.name;r===null&&
(this.element.close(),a!==o&&i.notice("me.renamed",{name:a}))}#h(){this.#r.forEach(t=>t.reset()),this.#o.tell(null),Object.values(this.#a).forEach(t=>t.open=!1)}},
Il={admin:"me.admin",account:"me.account",guest:"me.guest",other:"me.other"};var Nl=[0,5e3,1e4,3e4,6e4,3e5,9e5,36e5],Rl=["forever","365d","30d","7d","1d","none"],Pl={d:864e5,h:36e5,m:6e4,s:1e3},Qe=class{#t;#e;#s;#n;#i;#o;#r;#a;#l;#c;#h;#d=null;constructor(t){
this.#t=t;let e=o=>t.language.t(o);this.#e=H("set-title",e("set.title"),{maxlength:"200"}),this.#s=H("set-topic",e("set.topic"),{maxlength:"1000"}),this.#n=cn("\
set-slow",e("set.slow")),this.#i=cn("set-kept",e("set.retention")),this.#o=cn("set-kind",e("set.kind")),this.#r=l("div",{class:"fields"},this.#e.all,this.#s.all);
let s=[this.#r,...this.#n.all,l("div",{class:"fields"},this.#i.all,this.#o.all)];this.#a=l("p",{class:"sure",hidden:!0,role:"status"},e("set.close.sure"));let i={
type:"button",class:"button quiet danger",on:{click:()=>this.#m()}};this.#l=l("button",i,e("set.close")),this.#c=l("div",{class:"closing"},l("hr"),this.#a,this.#l),
this.#h=new P(t,{name:"terms",fields:s,yes:e("me.save"),extra:[this.#c]}),this.element=this.#h.element}open(t){let{language:e}=this.#t;this.#d=t;let s=S(t,"set");
this.#r.hidden=!s,this.#i.input.closest(".fields").hidden=!s,this.#n.all.forEach(a=>a.hidden=!S(t,"slow")),this.#e.input.value=t.title,this.#s.input.value=t.topic,
hn(this.#n.input,dn(Nl,t.slow),t.slow,a=>this.#f(a));let i=["",...dn(Rl,t.retention??"forever")];hn(this.#i.input,i,t.retention??"forever",a=>this.#g(a));let o=tt(
t)?["private","archived"]:["public","announce","archived"];hn(this.#o.input,dn(o,t.kind),t.kind,a=>e.t(`kind.${a}`)),this.#c.hidden=!S(t,"close")||t.kind==="arc\
hived",this.#p(!1);let r=s?this.#e.input:this.#n.input;this.#h.open({title:e.t("room.settings"),submit:()=>this.#u(),focus:r})}async#u(){let{slow:t,title:e,topic:s,
retention:i,kind:o}=this.#d,r={title:this.#e.input.value.trim(),topic:this.#s.input.value.trim(),slow:Number(this.#n.input.value),retention:this.#i.input.value,
kind:this.#o.input.value},a={title:e,topic:s,slow:t,retention:i??"forever",kind:o},c=Object.fromEntries(Object.entries(r).filter(([h,d])=>d!==a[h]));c.retention===
""&&(c.retention=null),Object.keys(c).length>0&&await this.#t.order.set(this.#d.id,c)}async#m(){if(this.#a.hidden){this.#p(!0);return}try{await this.#t.order.close(
this.#d.id),this.#h.close()}catch(t){this.#h.complain(x(this.#t.language,t))}}#p(t){this.#a.hidden=!t,p(this.#l,this.#t.language.t(t?"set.close.yes":"set.close"))}#f(t){
let{language:e}=this.#t;return t===0?e.t("set.slow.off"):e.span(t)}#g(t){let{language:e}=this.#t,s=t.match(/^(\d+)([dhms])$/);if(s)return e.t("set.retention.age",
{span:e.span(Number(s[1])*Pl[s[2]])});let i={"":"site",forever:"forever",none:"none"};return t in i?e.t(`set.retention.${i[t]}`):t}};function cn(n,t){let e=l("s\
elect",{id:n,class:"field"});return{input:e,all:[l("label",{for:n},t),e]}}function hn(n,t,e,s){n.replaceChildren(...t.map(i=>l("option",{value:String(i)},s(i)))),
n.value=String(e)}function dn(n,t){return n.includes(t)||t==null?n:[...n,t]}var Xe=class{#t=new Set;#e;#s;#n;#i;#o;#r;#a;#l;#c;constructor({put:t,...e}){let s={...e,dialogs:this},i=o=>A(()=>{let r=new o(s);return this.#t.add(r),t(r.element),
r.render?.(s.model.state),r});this.#e=i(Ie),this.#s=i(Re),this.#n=i(We),this.#i=i(Qe),this.#o=i(ze),this.#r=i(Ne),this.#a=i(He),this.#l=i(De),this.#c=i(Ze)}browse(){
this.#e().open()}create(){this.#s().open()}direct(){this.#n().direct()}invite(t){this.#n().invite(t)}settings(t){this.#i().open(t)}penalty(t,e,s){this.#o().open(
t,e,s)}report(t,e){this.#r().open(t,e)}resign(t){this.#a().open(t)}desk(t){this.#l().open(t)}own(){this.#c().open()}render(t){this.#t.forEach(e=>e.render?.(t))}close(){
this.#t.forEach(t=>t.close?.())}};function Ho(n){let t=[],e=0;for(let s of Bl.test(n)?n.matchAll(Yl()):[]){let i=Kl(s[0]),o=Jl(i);o!==null&&(s.index>e&&t.push({text:n.slice(e,s.index)}),t.push({
text:i,href:o}),e=s.index+i.length)}return e<n.length&&t.push({text:n.slice(e)}),t}var Dl="(?<!(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}])[\\p{L\
}\\p{N}_])",zl='(?:https?:\\/\\/|(?<![.@/-])www\\.)[^\\s<>"\u201C\u201D\u2018\u2019\xAB\xBB\uFF0C\u3002\uFF1B\uFF1A\uFF01\uFF1F\u3001\uFF08\uFF09\u3010\u3011\u300A\u300B\u300C\u300D]+',
Hl="[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?",Wl=`(?<![.%+/@-])[a-z0-9](?:[a-z0-9_%+-]|\\.(?!\\.))*@(?:${Hl}\\.)+[a-z]{2,63}(?![\\p{L}\\p{N}_@]|[.:][\\p{L}\\p{N}/])`,
Yl=A(()=>new RegExp(`${Dl}(?:${zl}|${Wl})`,"giu")),Bl=/:\/\/|www\.|@/i,Do=/^https?:/i,Ul=/^www\.[^./]+\.[^./]/i,Fl=/[.,;:!?'*_~]$/,Gl={")":"(","]":"[","}":"{"};
function Kl(n){let t=n;for(;;){let e=t.at(-1),s=Gl[e];if(!(s&&zo(t,s)<zo(t,e))&&!Fl.test(t))return t;t=t.slice(0,-1)}}function zo(n,t){return n.split(t).length-
1}function Jl(n){if(!Do.test(n)&&!Ul.test(n))return n.includes("@")&&!/^www\./i.test(n)?`mailto:${n}`:null;try{let t=new URL(Do.test(n)?n:`https://${n}`);return(t.
protocol==="http:"||t.protocol==="https:")&&t.username===""&&t.password===""?t.href:null}catch{return null}}function ts(n,{here:t,plain:e=s=>[s]}){return Ho(n).flatMap(s=>{if(!s.href)return e(s.text);let o=s.href.split("#")[0]===t||s.href.startsWith("mailto:")?{}:{target:"\
_blank",rel:"noopener noreferrer nofollow"};return l("a",{href:s.href,dir:"ltr",...o},s.text)})}var Vl={invite:"invite",settings:"gear",reports:"flag",sanctions:"ban",audit:"list",resign:"exit"},Zl={invite:"room.invite",settings:"room.settings",reports:"de\
sk.reports",sanctions:"desk.sanctions",audit:"desk.audit",resign:"room.resign"},es=class{#t;#e=l("span",{class:"title-sign"});#s=l("span",{class:"title-words",dir:"\
auto"});#n=l("p",{class:"room-topic",dir:"auto"});#i=l("span",{class:"waiting-count"});#o=null;#r=null;constructor(t){this.#t=t;let{language:e}=t,s={class:"room\
-more","aria-haspopup":"menu"};this.heading=l("h1",{class:"room-title",tabindex:"-1"},this.#e,this.#s),this.words=l("div",{class:"room-words"},this.heading,this.#n),
this.desk=v("shield",e.t("desk"),()=>this.#c(),{class:"desk-open"}),this.desk.append(this.#i),this.more=v("more",e.t("room.menu"),({currentTarget:i})=>this.#h(i),
s)}render(t,e){let{language:s}=this.#t;this.#r=e;let i=e&&gt(t,e.id);if(p(this.#s,i?J(s,i):"chatd"),this.#l(e?.topic??""),this.#o!==i?.kind){this.#o=i?.kind??null;
let o=this.#o===null||this.#o==="public";this.#e.replaceChildren(...o?[]:[wt(s,this.#o)])}this.more.hidden=!e?.joined,this.#a(t,e)}#a(t,e){let s=ct(e,t),i=s.includes(
"reports")?ri(t,e):0,o=this.#t.language.t(i>0?"desk.waiting":"desk",{count:i});this.desk.hidden=s.length===0,this.desk.classList.toggle("has-waiting",i>0),this.
desk.title!==o&&(this.desk.title=o,this.desk.setAttribute("aria-label",o)),p(this.#i,i>0?i>99?"99+":String(i):"")}#l(t){if(t!==this.words.title){this.words.title=
t;let e=this.#t.surroundings.address({room:""}).split("#")[0];this.#n.replaceChildren(...ts(t,{here:e}))}}#c(){this.#t.dialogs.desk(ct(this.#r,this.#t.model.state)[0])}#h(t){
let{language:e,menu:s,model:i,intents:o,surroundings:r,dialogs:a}=this.#t,c=this.#r,h=async()=>{await r.copy(r.address({room:c.id}))&&o.notice("copied")},d={invite:()=>a.
invite(c.id),settings:()=>a.settings(i.state.rooms[c.id]??c),resign:()=>a.resign(c.id)},u=oi(c,i.state).map(y=>({label:e.t(Zl[y]),icon:Vl[y],act:d[y]??(()=>a.desk(
y)),danger:y==="resign"})),m=u.filter(({danger:y})=>y),g=u.filter(({danger:y})=>!y),f={label:e.t("room.link"),icon:"link",act:h},b=J(e,gt(i.state,c.id));s.open(
t,b,[...g,f,...m.length>0?[null,...m]:[]])}};var Ql=250,ss=8,ns=class{#t;#e=l("p",{class:"menu-title",dir:"auto"});#s=l("div",{class:"menu-items",role:"menu"});#n=null;#i=null;#o=-1/0;constructor({clock:t}){
this.#t=t,this.element=l("div",{class:"menu",popover:"auto",on:{keydown:e=>this.#l(e),toggle:({newState:e})=>e==="closed"&&this.#c()}},this.#e,this.#s)}open(t,e,s,{
home:i=null}={}){t===this.#n&&this.#t.now()-this.#o<Ql||(this.#n=t,this.#i=i,this.#e.textContent=e,this.#s.setAttribute("aria-label",e),this.#s.replaceChildren(
...s.map(o=>this.#r(o))),t.setAttribute("aria-expanded","true"),t.closest("main, aside")?.append(this.element),this.element.showPopover(),this.#a(t.getBoundingClientRect()),
this.#s.querySelector("button")?.focus())}close(){this.element.matches(":popover-open")&&this.element.hidePopover()}#r(t){if(t===null)return l("hr",{role:"separ\
ator"});let e=()=>{this.close(),this.#h(),t.act()},s={type:"button",role:"menuitem",class:`menu-item${t.danger?" danger":""}`};return l("button",{...s,on:{click:e}},
t.icon&&E(t.icon),l("span",{},t.label))}#a({top:t,bottom:e,right:s}){let{clientWidth:i,clientHeight:o}=document.documentElement,{offsetWidth:r,offsetHeight:a}=this.
element,c=Math.max(Math.min(s,i-ss)-r,ss),h=e+4,d=h+a>o-ss?Math.max(t-a-4,ss):h;this.element.style.setProperty("--left",`${c}px`),this.element.style.setProperty(
"--top",`${d}px`)}#l(t){!Y(t,this.#s.querySelectorAll("button"))&&t.key==="Tab"&&(t.preventDefault(),this.close())}#c(){this.#o=this.#t.now(),this.#n.removeAttribute(
"aria-expanded"),this.#h()}#h(){let t=document.activeElement;!this.#n.isConnected&&(t===null||t===document.body||this.element.contains(t))&&this.#i?.focus({preventScroll:!0})}};var Xl=6e3,tc=3,is=class{#t;#e=new Set;#s=({detail:t})=>this.#n(t);constructor(t){this.#t=t,this.element=l("div",{class:"notices",role:"status","aria-atomic":"f\
alse"}),t.intents.addEventListener("notice",this.#s)}render(){}close(){this.#t.intents.removeEventListener("notice",this.#s),this.#e.forEach(t=>t())}#n({name:t,
values:{error:e,id:s,...i}}){let{language:o,clock:r,model:a,chosen:c}=this.#t,h=e?x(o,e):void 0,d=s===void 0?i.room:$(o,a.state,s),u=e&&t.startsWith("error.")?h:
o.t(t,{...i,room:d,reason:h}),m=()=>{},g=()=>{m(),this.#e.delete(m)},f=()=>{g(),T.remove()},b=()=>{f(),c()},y=()=>{g(),m=r.after(Xl,f),this.#e.add(m)},k=()=>T.matches(
":hover")||T.contains(document.activeElement),T=l("div",{class:"notice",on:{pointerenter:g,pointerleave:()=>k()||y(),focusin:g,focusout:({relatedTarget:z})=>T.contains(
z)||T.matches(":hover")||y()}},l("p",{},u),v("close",o.t("close"),b));for(this.element.append(T);this.element.children.length>tc;)this.element.firstChild.remove();
y()}};var os={direct:"wave",invite:"invite",mute:"mute",kick:"kick",ban:"ban",unmute:"unmute",unban:"unmute"},ec=new Set(["mute","kick","ban"]);function rs(n,t,e){let{
language:s,model:i}=n,o=ii(t,e,i.state).map(h=>sc(n,h,t,e)),r=[...o.filter(h=>!Wo(h)),...nc(n,t),...o.filter(Wo)],a=r.findIndex(({danger:h})=>h);return(a>0?[...r.
slice(0,a),null,...r.slice(a)]:r).map(h=>h&&{...h,label:s.t(h.label)})}function sc({company:n,order:t,dialogs:e,intents:s,chosen:i},o,r,a){let c=u=>u.catch(m=>s.
refused(m));if(o.startsWith("role.")){let u=o.slice(5),m=u==="none"?null:u,g=()=>n.give(a.id,r,m);return{label:`role.give.${u}`,icon:"star",act:g}}let h=()=>c(n.
direct(r).then(i)),d=u=>c(t.lift({kind:u,subject:r.id,name:r.name,room:a.id}));switch(o){case"direct":return{label:"person.direct",icon:os.direct,act:h};case"in\
vite":return{label:"person.invite",icon:os.invite,act:()=>c(n.invite(a.id,r))};case"unmute":case"unban":return{label:`act.${o}`,icon:os[o],act:()=>d(o.slice(2))};default:{
let u=()=>e.penalty(o,r,a);return{label:`act.${o}`,icon:os[o],act:u,danger:ec.has(o)}}}}var Wo=({danger:n})=>n;function nc({ignoring:n,model:t},e){let{me:s,ignored:i,
unable:o}=t.state;return!e.id||e.id===s?.id||o.includes("ignore")?[]:e.id in i?[{label:"unignore",icon:"eye",act:()=>n.unignore(e)}]:[{label:"ignore",icon:"hide",
act:()=>n.ignore(e)}]}function un(n,{entry:t,own:e},s){let{language:i,dialogs:o}=n;if(e||t.seq==null)return[];let r=S(s,"report")&&!t.deleted,a={label:i.t("repo\
rt"),icon:"flag",act:()=>o.report(s.id,t)},c=rs(n,t.user,s);return[...r?[a]:[],...r&&c.length>0?[null]:[],...c]}var as=class{#t;#e;#s;#n;#i=l("p",{class:"side-none"});#o;#r;#a=[];#l={};#c=null;#h=null;constructor(t){this.#t=t;let{language:e,dialogs:s}=t,i=h=>e.t(h);this.#e=
l("h2",{class:"side-title"},i("people"));let o=()=>s.invite(this.#c.id);this.#s=v("invite",i("room.invite"),o,{class:"side-add",hidden:!0});let r=h=>this.#g(h),
a=()=>new B(t,l("ul",{class:"people-list"}),{draw:r,id:ic,state:h=>this.#u(h)});[this.#n,this.#o]=[a(),a()],this.#r=l("section",{hidden:!0},l("h2",{class:"peopl\
e-away"},i("people.away")),this.#o.element,this.#o.more);let c=l("div",{class:"side-scroll"},this.#n.element,this.#n.more,this.#i,this.#r);c.addEventListener("k\
eydown",h=>Y(h,c.querySelectorAll("button.person"))),this.element=l("div",{class:"side-inside"},l("div",{class:"side-head"},this.#e,this.#s,v("close",i("close"),
t.close,{class:"narrow-only"})),c)}render(t,e){let{me:s,account:i,marks:o}=t;e?.id!==this.#c?.id&&(this.#n.reset(),this.#o.reset()),this.#c=e;let r=e?.kind==="d\
irect"?wo(t,e):null,a=[s,i,o,e?.id,e?.people,e?.count,e?.members,e?.sanctions,e?.can,e?.joined,r?.map(({user:g,online:f})=>`${g.id} ${f}`).join()];if(a.every((g,f)=>g===
this.#a[f])&&this.#a.length>0)return;this.#a=a,this.#l=o;let{language:c}=this.#t,{here:h,away:d}=r?{here:r,away:[]}:e?Xs(e,s):{here:[],away:[]},u=(e?.count??0)-
h.length,m=e?.joined&&!r;p(this.#e,m?c.t("people.here",{count:e.count}):c.t("people")),p(this.#i,u>0&&h.length>0?c.t("people.more",{count:u}):""),this.#s.hidden=
!S(e,"invite"),this.#h=s,this.#d(this.#n,h),this.#d(this.#o,d),this.#r.hidden=d.length===0}#d(t,e){let{element:s}=t,i=s.contains(document.activeElement)?document.
activeElement.dataset.user:null;t.show(e),i&&!s.contains(document.activeElement)&&s.querySelector(`[data-user="${CSS.escape(i)}"]`)?.focus()}#u({user:t,role:e,invited:s,
online:i=!1}){let o=[this.#l[t.id],this.#m(t),this.#p(t),this.#f(t)];return JSON.stringify([t,e,s,i,...o])}#m(t){return this.#c.sanctions?.some(e=>e.kind==="mut\
e"&&e.user===t.id)??!1}#p(t){return t.id===this.#h?.id}#f(t){return rs(this.#t,t,this.#c).length>0}#g({user:t,role:e,invited:s,online:i}){let{language:o,menu:r}=this.#t,
a=f=>o.t(f),c=[tn(e)&&l("span",{class:`badge is-${e}`},a(`role.${e}`)),s&&l("span",{class:"badge"},a("role.invited")),i&&l("span",{class:"badge is-online"},a("p\
eople.online")),this.#m(t)&&l("span",{class:"badge is-bound"},a("role.muted"))].filter(Boolean),h=[_(t),l("span",{class:"person-name",dir:"auto",title:t.name},t.
name||a("nobody")),it(this.#l[t.id]),this.#p(t)&&l("span",{class:tn(e)?"visually-hidden":"person-you"},a("you")),c.length>0&&l("span",{class:"badges"},c)];if(!this.#f(
t))return l("li",{class:"person"},h);let d=o.t("person.menu",{name:t.name}),m={on:{click:({currentTarget:f})=>r.open(f,t.name,rs(this.#t,t,this.#c))}},g={type:"\
button",class:"person","aria-haspopup":"menu",title:d,data:{user:t.id},...m};return l("li",{},l("button",g,h))}};function ic({user:n}){return n.id}var ls=class{#t;#e={};#s;#n;#i;#o;#r=l("p",{class:"complaint",id:"room-complaint",role:"alert"});#a=l("span",{class:"me-name",dir:"auto"});#l=l("span",{class:"m\
e-face"});#c=[];#h=null;constructor(t){this.#t=t;let{language:e,dialogs:s,close:i}=t,o=(m,g)=>e.t(m,g);this.#s=l("p",{class:"side-none"},o("rooms.none")),this.#n=
v("plus",o("create.title"),()=>s.create(),{class:"side-add add-room"}),this.#i=v("list",o("browse.title"),()=>s.browse(),{class:"side-add browse-rooms",hidden:!0});
let r=l("span",{class:"side-adds"},this.#i,this.#n),a=v("plus",o("direct.title"),()=>s.direct(),{class:"side-add"});this.#e={invitations:this.#d(o("rooms.invita\
tions")),open:this.#d(o("rooms"),r),hidden:this.#d(o("rooms.private")),directs:this.#d(o("rooms.direct"),a),elsewhere:this.#d(o("rooms.others"))},this.#o=l("inp\
ut",{class:"field small",id:"room-name",type:"text",dir:"auto",autocomplete:"off",autocapitalize:"none",spellcheck:"false",placeholder:o("rooms.placeholder"),"a\
ria-label":o("rooms.join"),"aria-describedby":"room-complaint",enterkeyhint:"go",on:{input:()=>p(this.#r,"")}});let c=l("form",{class:"room-join",novalidate:!0,
on:{submit:m=>this.#k(m)}},this.#o,l("button",{type:"submit",class:"icon-button","aria-label":o("rooms.join"),title:o("rooms.join")},E("plus"))),h=l("button",{type:"\
button",class:"me",title:o("me.settings"),on:{click:()=>s.own()}},this.#l,this.#a,l("span",{class:"visually-hidden"},o("me.settings")),E("gear")),d=Object.values(
this.#e).map(({section:m})=>m);this.#e.open.section.append(this.#s);let u=l("nav",{class:"side-scroll","aria-label":o("rooms")},d);u.addEventListener("keydown",
m=>Y(m,u.querySelectorAll(".room-open"))),this.element=l("div",{class:"side-inside"},l("div",{class:"brand"},l("span",{class:"brand-mark"},E("wave")),l("span",{
class:"brand-name"},"chatd"),ut(t),v("close",o("close"),i,{class:"narrow-only"})),u,c,this.#r,l("div",{class:"side-foot"},h))}render(t,e){let{active:s,me:i,account:o,
reports:r}=t,a=[t.rooms,t.lines,s,o,r,i];if(a.some((c,h)=>c!==this.#c[h])){this.#c=a;let c={find:R(t,"find_rooms"),create:R(t,"create_room"),direct:R(t,"create_\
direct")};this.#u($o(t),t,c)}i!==this.#h&&(this.#h=i,p(this.#a,i?.name??""),this.#l.replaceChildren(...i?[_(i)]:[]))}#d(t,e=null){let s=new B(this.#t,l("ul",{class:"\
room-list"}),{draw:o=>this.#p(o),id:({place:o})=>o.id,state:JSON.stringify}),i=l("div",{class:"side-head"},l("h2",{class:"side-title"},t),e);return{list:s,add:e,
section:l("section",{class:"room-group"},i,s.element,s.more)}}#u(t,{active:e,reports:s},i){let o=this.element.contains(document.activeElement)?document.activeElement.
closest(".room-row"):null,r=[...this.element.querySelectorAll(".room-row")].indexOf(o),a=document.activeElement?.dataset.room!==void 0;for(let[c,{section:h,list:d}]of Object.
entries(this.#e)){h.hidden=t[c].length===0&&c!=="open"&&!(c==="directs"&&i.direct);let u=t[c].map(m=>({place:m,active:m.id===e,reports:s[m.id]}));d.show(u,{always:m=>m.
active||m.place.unread>0})}this.#n.hidden=!i.create,this.#i.hidden=!i.find,this.#e.directs.add.hidden=!i.direct,this.#s.hidden=t.open.length+t.hidden.length+t.directs.
length>0,o&&!o.contains(document.activeElement)&&this.#m(o.querySelector("[data-room]").dataset.room,{at:r,opens:a})}#m(t,{at:e,opens:s}){let i=this.element.querySelector(
`[data-room="${CSS.escape(t)}"]`)?.closest(".room-row"),o=this.element.querySelectorAll(".room-row");((i??o[Math.min(e,o.length-1)])?.querySelector(s||!i?".room\
-open":"button:not(.room-open)")??this.#o).focus()}#p({place:t,active:e,reports:s=0}){let{id:i,kind:o,other:r,unread:a,called:c,joined:h,invited:d,barred:u}=t,{
intents:m,language:g,chosen:f}=this.#t,b=J(g,t).replace(/^#/,""),y=()=>{m.open(i),f()},k=!h&&!i.startsWith("~"),I=["room-row",e&&"is-active",a>0&&!d&&"is-unread",
k&&"is-elsewhere"],T=l("span",{class:"room-name",dir:"auto"},b,d&&this.#f(t)),z=r?_(r):wt(g,o??(i.startsWith("~")?"private":"public")),xs={class:`room-open${u?"\
 is-barred":""}`,title:u?g.t("rooms.barred"):null};return l("li",{class:I.filter(Boolean).join(" ")},l("button",{type:"button",...xs,data:{room:i},"aria-current":e?
"page":null,on:{click:y}},z,T,s>0&&this.#v(s),a>0&&!d&&this.#w(a,c)),this.#g(t,b,y))}#f({by:t}){return t&&l("span",{class:"room-by",dir:"auto"},this.#t.language.
t("invited.by",{name:t.name}))}#g({id:t,joined:e,invited:s},i,o){let{intents:r,company:a,language:c}=this.#t,h=m=>c.t(m,{room:i});if(s)return l("span",{class:"r\
oom-answers"},v("check",h("invited.accept"),o,{class:"room-accept"}),v("close",h("invited.decline"),()=>a.decline(t)));let d=m=>{m.stopPropagation(),e?r.leave(t):
r.hide(t)},u=t.startsWith("~")?"rooms.put":e?"rooms.leave":"rooms.hide";return v("close",h(u),d,{class:"room-leave"})}#w(t,e){let s=e||t,i=this.#t.language.t(e>
0?"pill.called":"pill.unread",{count:s}),o={class:`unread-count${e>0?" is-call":""}`,role:"img","aria-label":i,title:i};return l("span",o,mn({unread:t,called:e}))}#v(t){
let e=this.#t.language.t("desk.waiting",{count:t});return l("span",{class:"room-flag",role:"img","aria-label":e,title:e},E("flag"))}#k(t){t.preventDefault();let{
intents:e,language:s,chosen:i}=this.#t,o=this.#o.value.trim().replace(/^#/,"");if(o==="")return;let r=e.doubt(o);p(this.#r,r?s.t(r.name,r.values):""),this.#o.setAttribute(
"aria-invalid",String(r!==null)),r===null&&(this.#o.value="",e.open(o),i())}};function mn({unread:n,called:t},e=99){let s=t||n;return(t>0?"@":"")+(s>e?`${e}+`:String(
s))}var Lt="\\u0e01-\\u0eff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u1950-\\u19ff\\u1a20-\\u1aaf\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035\\u3038-\\u303c\\u3040-\\u\
30ff\\u3100-\\u318f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua960-\\ua97f\\ua9e0-\\ua9ff\\uaa60-\\uaadf\\uac00-\\ud7ff\\uf900-\\ufaff\\u{1b000}-\\u{1b16f}\\u{2000\
0}-\\u{3ffff}",Yo="\\u17d2\\u1039\\u1a60",Uo="\\u{1f1e6}-\\u{1f1ff}",oc=`[${Uo}]{1,2}|[${Lt}](?:[${Yo}][${Lt}]|(?![${Yo}])\\p{M})*`,rc=`(?:(?![${Lt}${Uo}])[^\\s.\
])+`,ac=`\\.(?=(?![${Lt}])[\\p{L}\\p{N}])`,lc=A(()=>new RegExp(`${oc}|${rc}|${ac}`,"gu")),cc=A(()=>new RegExp(`^[${Lt}]`,"u")),hc=A(()=>/^[\u1100-\u11ff\u2e80-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ufaff\u{1b000}-\u{3ffff}]/u),
dc=A(()=>new RegExp("(?:[\\u1100-\\u1112][\\u1161-\\u1175][\\u11a8-\\u11c2]?|\\P{M})[\\p{M}\\p{Emoji_Modifier}\\uff9e\\uff9f]*|\\p{M}","gsu")),uc=A(()=>/[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]/u),
Bo=A(()=>new RegExp("(?=[\\p{Mn}\\p{Me}])[\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed\\u08ca-\\u08ff\\u1ab0-\\u1aff\\u1dc0-\\u1\
dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]","gu")),mc=/[\u0400-\u052f]/,pc={\u0451:"\u0435",\u0450:"\u0435",\u045D:"\u0438"},fc={\u00F8:"o",\u0111:"d",\u00F0:"d",\u0142:"\
l",\u0127:"h",\u0167:"t",\u014B:"n",\u0131:"i",\u00FE:"th",\u00E6:"ae",\u0153:"oe",\u0671:"\u0627",\u0649:"\u064A",\u06CC:"\u064A",\u06A9:"\u0643",\u0629:"\u0647",
\u06C1:"\u0647",\u06C3:"\u0647",\u06D5:"\u0647",\u0640:""},gc=/([\u0915-\u0917\u091c\u092b])\u093c/g,wc=/\u0919\u094d(?=[\u0915-\u0918])|\u091e\u094d(?=[\u091a-\u091d])|\u0923\u094d(?=[\u091f-\u0922])|\u0928\u094d(?=[\u0924-\u0927])|\u092e\u094d(?=[\u092a-\u092d])|\u0901/g,
bc=A(()=>/[\p{L}\p{M}\p{N}.\u{1f1e6}-\u{1f1ff}]/u),yc=A(()=>new RegExp("[#@&%_/\\\\]|(?!\\p{Sk})[\\p{S}\\p{Cn}\\p{Co}]","u"));function Fo(n){let t="",e=[],s=[];
for(let{0:i,index:o}of n.matchAll(dc()))for(let r of i.normalize("NFKC").replace(gc,"$1")){let a=Ec(r);t+=a;for(let c=0;c<a.length;c+=1)e.push(o),s.push(o+i.length)}
return t=t.replace(wc,i=>"\u0902".padEnd(i.length,"\0")),[...t.matchAll(lc())].map(({0:i,index:o})=>kc(i,e[o],s,o))}function Go(n){let e=n.split(/\s+/u).filter(
Boolean).slice(0,32).map(s=>Fo(s).map(i=>i.word));return{phrases:e.filter(s=>s.length>0),prefix:!/\s$/u.test(n)&&xc(e.at(-1)??[])}}function Ko(n,{phrases:t,prefix:e}){
let s=[],i=Fo(n);for(let o of t){let r=e&&o===t.at(-1);for(let a=0;a+o.length<=i.length;a+=1)if(o.every((c,h)=>vc(i[a+h].word,c,r&&h===o.length-1))){let c=o.length-
1;s.push([i[a].from,i[a+c].ends[o[c].length-1]])}}return s}function vc(n,t,e){return e?n.startsWith(t):n===t}function kc(n,t,e,s){let i=[...Array(n.length).keys()].
filter(o=>n[o]!=="\0");return{word:i.map(o=>n[o]).join(""),from:t,ends:i.map(o=>e[s+o])}}function xc(n){let t=n.at(-1)??"";return hc().test(t)||!/^[\p{L}\p{M}\p{N}]/u.
test(t)?!1:n.length>1||[...t].length>1||cc().test(t)}function Ec(n){return uc().test(n)?"":[...Sc(n)].map(Oc).join("")}function Sc(n){if(mc.test(n)){let e=n.toLowerCase();
return e.replace(Bo(),"")&&(pc[e]??e)}return new RegExp("\\p{Nd}","u").test(n)?String(Tc(n.codePointAt(0))):[...n.normalize("NFKD").replace(Bo(),"").toUpperCase().
toLowerCase()].map(e=>fc[e]??e).join("").normalize("NFC")}function Tc(n){let t=n;for(;new RegExp("\\p{Nd}","u").test(String.fromCodePoint(t-1));)t-=1;return(n-t)%
10}function Oc(n){return bc().test(n)?n:yc().test(n)?` ${n} `:" "}var Mc=60,Jo=180;function Vo(n,t){let e=new Uint8Array(n.length);for(let[s,i]of Ko(n,Go(t)))e.fill(1,s,i);return jc(n,e)}function Zo(n,t){let e=Vo(n,t);if(n.length<=
Jo)return e;let s=Math.max(0,e.findIndex(({hit:h})=>h)),i=e.slice(0,s).map(h=>h.text).join(""),o=Ms(n,Math.max(0,i.length-Mc)),r=Ms(n,Math.min(n.length,o+Jo)),a=Vo(
n.slice(o,r),t),c=h=>h?[{text:"\u2026",hit:!1}]:[];return[...c(o>0),...a,...c(r<n.length)]}function jc(n,t){let e=[];for(let s=0,i=0;s<n.length;s=i){for(;i<n.length&&
t[i]===t[s];)i+=1;e.push({text:n.slice(s,i),hit:t[s]===1})}return e}var cs=class{#t;#e;#s=l("p",{class:"search-status",role:"status"});#n;#i;#o;#r=null;#a="";#l=null;#c=!1;constructor(t){this.#t=t;let{language:e,finding:s}=t,i=r=>e.
t(r);this.#e=l("input",{class:"field small",id:"search",type:"search",dir:"auto",autocomplete:"off",placeholder:i("search.placeholder"),"aria-label":i("search"),
enterkeyhint:"search",on:{input:r=>this.#m(r),compositionend:r=>this.#m(r)}}),this.#n=new B(t,l("ol",{class:"search-list"}),{draw:r=>this.#u(r),id:({seq:r})=>r});
let o={type:"button",class:"button quiet search-more",on:{click:()=>s.more()}};this.#i=l("button",o,i("search.more")),this.#o=l("div",{class:"side-scroll"},this.#n.
element,this.#n.more,this.#i),this.element=l("section",{class:"search",role:"search","aria-label":i("search"),on:{keydown:r=>this.#p(r)}},l("div",{class:"search\
-head"},E("search"),this.#e,v("close",i("close"),()=>this.#f())),this.#s,this.#o)}open(){this.element.hidden&&(this.#e.value="",this.element.hidden=!1),this.#e.
focus(),this.#e.select()}render({me:t},e){let s=e?.search??null,i=s!==null&&!this.#c;this.#c=s!==null,!(s===null||s===this.#r)&&(i&&this.#e.value===""&&(this.#e.
value=s.text),this.#r?.results!==s.results&&(this.#l=t,this.#d(s)),s.results.length===0&&(this.#o.scrollTop=0),this.#r=s,p(this.#s,this.#h(s)),this.#s.classList.
toggle("is-failed",s.state==="failed"),this.#i.hidden=!s.more||this.#n.rest>0,this.#i.disabled=s.state==="busy")}#h({text:t,results:e,more:s,state:i,error:o}){let{
language:r}=this.#t,a=e.length;switch(i){case"idle":return r.t("search.hint");case"busy":return r.t("search.busy");case"failed":return x(r,o);default:return a===
0?r.t("search.none",{text:t.trim()}):r.t(s?"search.first":"search.found",{count:a})}}#d({text:t,results:e}){t!==this.#a&&(this.#a=t,this.#n.reset()),this.#n.show(
e)}#u({seq:t,user:e,time:s,text:i}){let{language:o,journey:r,model:a,found:c}=this.#t,h=()=>{r.jump(a.state.active,t),c()},d=Zo(i,this.#a).map(g=>g.hit?l("mark",
{},g.text):g.text),u={class:"time",datetime:new Date(s).toISOString(),title:o.exact(s)},m=e.id===this.#l?.id?o.t("you"):e.name;return l("li",{},l("button",{type:"\
button",class:"search-result",data:{found:String(t)},on:{click:h}},_(e),l("span",{class:"search-by"},l("span",{class:"author",dir:"auto"},m),l("time",u,o.when(s,
Date.now()))),l("span",{class:"search-text",dir:"auto"},d)))}#m(t){let e=this.#t.surroundings.languages().some(s=>/^(zh|ja)\b/.test(s));(!t.isComposing||!e)&&this.#t.
finding.ask(this.#e.value)}#p(t){t.key==="Escape"&&!t.isComposing?(t.stopPropagation(),this.#f()):t.target===this.#e&&rn(t)?(t.preventDefault(),this.#t.finding.
ask(this.#e.value,{now:!0})):(t.target!==this.#e||t.key==="ArrowDown")&&Y(t,this.#n.element.querySelectorAll(".search-result"))}#f(){this.#t.finding.close(),this.#t.
chosen()}};var Ac=5*6e4;function Qo(n,{me:t,dayKey:e,ignored:s={},marks:i={}}){let o=[],r=null,a=n.divider===null||n.from>n.divider+1,c=new Map(n.entries.map(f=>[f.seq,f])),
h=f=>f==null?null:c.get(f)??n.quotes[f],d=n.gap===null||n.gap.before===null,u=f=>{o.push(f),f.kind!=="message"&&f.kind!=="pending"&&(r=null)};!n.older&&n.first<=
1&&n.from<=1&&n.joined&&n.entries.length>0&&d&&u({id:"start",kind:"start"});let m=null,g=new Set;for(let f of n.entries){!d&&f.seq>=n.gap.before&&(d=!0,u({id:"g\
ap",kind:"gap",reason:n.gap.reason}));let b=e(f.time);b!==m&&(m=b,u({id:g.has(b)?`d${b}.${vt(f)}`:`d${b}`,kind:"day",time:f.time}),g.add(b));let y=f.user.id!==t?.
id&&!(f.user.id in s);if(!a&&f.seq>n.divider&&y&&(a=!0,u({id:"divider",kind:"divider",missed:n.missed,about:n.about})),U(f,{ignored:s,revealed:n.revealed})){u(Lc(
f,o));continue}let k=h(f.reply_to),I=!!(k&&U(k,{ignored:s,revealed:n.revealed})),T=i[f.user.id],z=k?i[k.user.id]:void 0;u({...$c(f,r,t),mark:T,quotedMark:z,called:lt(
f,n,{me:t}),quoted:k,veiled:I}),r=f}if((!d||n.gap?.before===null)&&u({id:"gap",kind:"gap",reason:n.gap.reason}),n.to<n.head)return o;for(let f of n.pending){let b={
...f,user:t??{id:"",name:""}},y=!Xo(r,b);u({id:`k${f.key}`,kind:"pending",entry:b,lead:y,own:!0,quoted:h(b.reply_to)}),r=b}return o}function Lc(n,t){let e=t.at(
-1)?.kind==="hidden"?t.pop():{id:`h${vt(n)}`,seqs:[]};return{...e,kind:"hidden",seqs:[...e.seqs,vt(n)]}}function $c(n,t,e){let s=n.user.id===e?.id;return{id:s&&
n.key?`k${n.key}`:`m${n.seq??`${n.user.id}.${n.time}.${n.key}`}`,kind:"message",entry:n,lead:!Xo(t,n),own:s}}function Xo(n,t){return n!==null&&n.user.id===t.user.
id&&n.user.name===t.user.name&&Math.abs(t.time-n.time)<Ac&&t.reply_to==null}function _c({entry:n,own:t},{can:e},s=[]){let i=r=>e?.includes(r)??!1,o=r=>!s.includes(r);return n.seq==null||n.deleted?n.deleted?[]:["copy.text"]:[i("say")&&"r\
eply","copy.text","copy.link",t&&i("edit_own")&&o("edit")&&"edit",(t&&i("delete_own")||i("delete_any"))&&o("delete")&&"delete"].filter(Boolean)}var Cc={reply:"r\
eply","copy.text":"copy","copy.link":"link",edit:"edit",delete:"delete",more:"more"},hs=class{#t;#e=null;constructor(t){this.#t=t;let e=i=>an(i,this.element.children),
s=t.language.t("more");this.element=l("div",{class:"actions",role:"toolbar","aria-label":s,on:{keydown:e}})}attach(t,e,s){if(t===this.#e)return;this.#e=t,this.element.
remove();let i=e?.kind==="message",o=i&&un(this.#t,e,s).length>0,r=i?_c(e,s,this.#t.model.state.unable):[],a=o?[...r,"more"]:r;if(a.length>0){let{language:c,clock:h}=this.#t,
d=u=>v(Cc[u],c.t(u),()=>this.#s(u,e,s));this.element.replaceChildren(...a.map(d)),t.append(this.element),this.element.inert=!0,h.after(0,()=>this.element.inert=
!1)}}detach(){this.#e=null,this.element.remove()}async#s(t,e,s){let{intents:i,changes:o,surroundings:r}=this.#t,{entry:a}=e;if(t==="more")this.#n(e,s);else if(t===
"reply")i.reply(a);else if(t==="edit")this.detach(),o.revise(a);else if(t==="delete")this.detach(),o.doubt(a);else{let c=t==="copy.text"?a.text:r.address({room:s.
id,seq:a.seq});await r.copy(c)&&i.notice("copied")}}#n(t,e){let{menu:s,language:i}=this.#t,o=t.entry.user.name||i.t("nobody"),r=this.#t.model.state.rooms[e.id]??
e;s.open(this.element.lastChild,o,un(this.#t,t,r),{home:this.#e})}};var tr=3,ds=class{#t;#e=null;#s=null;constructor({language:t}){this.#t=t,this.element=l("div",{class:"visually-hidden","aria-live":"polite","aria-atomic":"false"})}render(t,{
me:e,ignored:s}){let i=t?.entries.at(-1),o=t?.joined?i?.seq??i?.time??0:null,r=t&&`${t.id}/${t.epoch}`;if(r!==this.#e||this.#s===null||o===null){this.#e=r,this.#s=
o;return}let a=h=>h.user.id!==e?.id&&!U(h,{ignored:s}),c=t.entries.filter(h=>(h.seq??h.time)>this.#s&&a(h));this.#s=Math.max(o,this.#s);for(let{user:h,text:d,time:u}of c.
slice(-tr)){let m={name:h.name,time:this.#t.clock(u),text:d??""};this.element.append(l("p",{},this.#t.t("message.label",m)))}for(;this.element.children.length>tr;)
this.element.firstChild.remove()}};var qc=12,us=class{#t;#e;#s;#n=l("p",{class:"complaint",role:"alert"});#i=null;#o=null;constructor(t){this.#t=t;let{language:e,changes:s}=t,i=a=>e.t(a);this.#e=
l("textarea",{class:"edit-field",rows:"1",dir:"auto","aria-label":i("edit.on"),"aria-description":i(ot()?"edit.touch":"edit.hint"),autocomplete:"off",enterkeyhint:ot()?
"enter":"done",on:{input:()=>this.#l(),keydown:a=>this.#c(a)}}),this.#s=l("button",{type:"submit",class:"button quiet"},i("me.save"));let o={type:"button",class:"\
button quiet",on:{click:()=>this.#h()}},r=a=>{a.preventDefault(),s.save()};this.element=l("form",{class:"edit",novalidate:!0,on:{submit:r}},this.#e,this.#n,l("p",
{class:"edit-buttons"},l("span",{class:"edit-hint","aria-hidden":"true"},i("edit.hint")),l("button",o,i("cancel")),this.#s))}render(t,{find:e,reveal:s,held:i}){
let o=t?.editing??null,r=o&&e(o.seq),a=r&&o.seq!==this.#i;(r!==this.#o||r&&!r.contains(this.element))&&this.#r(r,!a&&this.#i!==null&&this.element.contains(i)),this.#i=
r?o.seq:null,r&&(this.#e.value!==o.text&&(this.#e.value=o.text),this.#d(),this.#e.readOnly=o.busy,this.#s.disabled=o.busy||o.text.trim()==="",this.#e.setAttribute(
"aria-invalid",String(o.error!==null)),p(this.#n,o.error?this.#a(o.error):""),a&&(this.#e.focus({preventScroll:!0}),this.#e.setSelectionRange(o.text.length,o.text.
length),s(this.element)))}#r(t,e){this.#o?.classList.remove("is-editing"),this.element.remove(),this.#o=t,t?(t.classList.add("is-editing"),t.querySelector(".bod\
y").append(this.element),e&&this.#e.focus({preventScroll:!0})):e&&this.#t.chosen()}#a(t){let{language:e}=this.#t;return t.code==="forbidden"?e.t("edit.late"):x(
e,t)}#l(){this.#d(),this.#t.changes.write(this.#i,this.#e.value)}#c(t){Ce(t)?(t.preventDefault(),this.#t.changes.save()):t.key==="Escape"&&!t.isComposing&&(t.stopPropagation(),
this.#h())}#h(){let{changes:t,chosen:e}=this.#t;t.revise(null),e()}#d(){this.#e.rows=Math.min(Math.max(this.#e.value.split(`
`).length,1),qc)}};var er=18,Ic=700;function sr(n){return n.length>Ic||n.split(`
`,er+1).length>er}function nr(n,{key:t,unfolded:e,release:s,language:i}){let r=l("button",{type:"button",class:"button quiet unfold",on:{click:()=>{s(()=>{e.delete(
t)||e.add(t),a()}),c()}}}),a=()=>{let h=e.has(t);n.classList.toggle("is-folded",!h),r.setAttribute("aria-expanded",String(h)),p(r,i.t(h?"text.less":"text.more"))},
c=()=>{let h=n.scrollHeight>n.clientHeight+1;n.classList.toggle("is-cut",h),r.hidden=!h&&!e.has(t)};return a(),new ResizeObserver(c).observe(n),r}function ir(n,t){let{language:e,reveal:s}=t;switch(n.kind){case"message":case"pending":return Rc(n,t);case"hidden":return Nc(n,{language:e,reveal:s});case"day":
return l("div",{class:"rule day",role:"separator"},l("span",{},e.day(n.time,Date.now())));case"divider":{let o=n.missed>0?n.about?"divider.about":"divider.misse\
d":"divider.new",r=e.t(o,{count:n.missed});return l("div",{class:"rule divider",role:"separator"},l("span",{},r))}case"gap":return l("p",{class:"gap",role:"note"},
E("alert"),l("span",{},e.t(n.reason)));default:return l("p",{class:"start"},e.t(n.direct?"older.direct":"older.start",{room:n.room}))}}function or(n,t){return n.
kind!==t.kind||n.entry!==t.entry||n.lead!==t.lead||n.missed!==t.missed||n.about!==t.about||n.quoted!==t.quoted||n.veiled!==t.veiled||n.called!==t.called||n.mark!==
t.mark||n.quotedMark!==t.quotedMark||n.seqs?.length!==t.seqs?.length||n.reason!==t.reason||n.room!==t.room||n.direct!==t.direct}function Nc({seqs:n},{language:t,
reveal:e}){let s={type:"button",class:"button quiet",on:{click:()=>e(n)}},i=l("span",{},t.t("hidden",{count:n.length}));return l("p",{class:"hidden-line"},i,l("\
button",s,t.t("hidden.show")))}function Rc({kind:n,entry:t,lead:e,own:s,quoted:i,veiled:o,called:r,mark:a,quotedMark:c},h){let{language:d,here:u,names:m,me:g}=h,
{user:f,text:b,time:y}=t,k=!!t.deleted,I=k?d.t("deleted"):b,T=k?l("p",{class:"text is-deleted"},I):l("p",{class:`text${Cn(b)?" is-pictures":""}`,dir:"auto"},ts(
b,{here:u,plain:fr=>Pc(fr,{names:m,me:g})})),z=t.key??t.seq,xs={class:"time",datetime:new Date(y).toISOString(),title:d.exact(y)},bn=l("time",xs,e?d.clock(y):d.
brief(y)),pr=["message",e&&"is-lead",s&&"is-own",r&&"is-call",n==="pending"&&`is-${t.state}`];return l("article",{class:pr.filter(Boolean).join(" "),tabindex:"-\
1",data:t.seq==null?{}:{seq:String(t.seq)},"aria-label":d.t(t.edited&&!k?"message.edited":"message.label",{name:a===void 0?f.name:`${f.name} \xB7${a}`,time:d.clock(
y),text:I})},l("div",{class:"gutter"},e?_(f):bn),l("div",{class:"body"},e&&l("header",{class:"by"},l("span",{class:"author",dir:"auto"},f.name||d.t("nobody")),it(
a),bn),t.reply_to!=null&&zc(t.reply_to,i,{...h,veiled:o,mark:c}),T,!k&&sr(b)&&nr(T,{key:z,...h}),t.edited&&!k&&Dc(t,d),n==="pending"&&Yc(t,h)))}function Pc(n,{names:t,
me:e}){if(!xt(n))return[n];let s=[],i=0;for(let o of As(n,t())){let r={class:o.name===e?.name?"mention is-me":"mention"};s.push(n.slice(i,o.from),l("bdi",r,n.slice(
o.from,o.to))),i=o.to}return[...s,n.slice(i)].filter(o=>o!=="")}function Dc({edited:{time:n},time:t},e){let s=e.dayKey(n)===e.dayKey(t)?"":`${e.day(n,Date.now())}\
 `,i={datetime:new Date(n).toISOString(),title:e.exact(n)};return l("p",{class:"edited"},e.t("edited")," ",l("time",i,s+e.clock(n)))}function zc(n,t,{language:e,
jump:s,veiled:i,mark:o}){let r=t===null||t?.deleted,a=t===void 0?e.t("reply.loading"):e.t("reply.gone"),c=i?e.t("hidden",{count:1}):t?.text,h=t?r?e.t("deleted"):
c:a;return l("button",{type:"button",class:`quote${r||i?" is-gone":""}`,tabindex:"-1",title:e.t("reply.jump"),disabled:t===null,on:{click:()=>s(n)}},E("reply"),
t?.user.name&&!i&&l("span",{class:"quote-name",dir:"auto"},t.user.name),!i&&it(o),l("span",{class:"quote-text",dir:"auto"},h))}var Hc=new Set(["too_large","inva\
lid"]),Wc={slow_mode:"state.slow",rate_limited:"state.held",unavailable:"state.busy"};function Yc({key:n,state:t,error:e},{language:s,again:i,mend:o,discard:r}){
if(t!=="failed"){let c=Wc[e?.code],h=c??(t==="waiting"?"state.offline":"state.pending");return l("p",{class:"sending"},E("clock"),l("span",{class:c?"":"visually\
-hidden"},s.t(h)))}let a=(c,h)=>l("button",{type:"button",class:"button quiet",on:{click:h}},s.t(c));return l("p",{class:"failed",role:"alert"},E("alert"),l("sp\
an",{},`${s.t("state.failed")} \xB7 ${x(s,e)}`),Hc.has(e?.code)?null:a("retry",()=>i(n)),a("edit",()=>o(n)),a("discard",()=>r(n)))}var ms=class{#t;#e;#s;#n=l("p",{class:"complaint",role:"alert"});#i=null;constructor(t){this.#t=t;let{language:e,changes:s}=t,i=(o,r,a)=>l("button",{type:"butto\
n",class:`button ${r}`,on:{click:a}},e.t(o));this.#e=i("delete.yes","danger",()=>s.remove()),this.#s=i("delete.no","quiet",()=>this.#r()),this.element=l("div",{
class:"removal",role:"group","aria-label":e.t("delete"),on:{keydown:o=>this.#o(o)}},l("p",{class:"sure"},e.t("delete.sure")),l("p",{class:"removal-buttons"},this.#e,
this.#s),this.#n)}render(t,{find:e,reveal:s,held:i}){let o=t?.removing??null,r=o&&e(o.seq);if(!r){let h=this.#i!==null&&this.element.contains(i);this.element.remove(),
this.#i=null,h&&this.#t.chosen();return}r.contains(this.element)||r.querySelector(".body").append(this.element),this.#e.disabled=o.busy;let{error:a}=o,{language:c}=this.#t;
p(this.#n,a?x(c,a):""),o.seq!==this.#i&&(this.#i=o.seq,this.#s.focus({preventScroll:!0}),s(this.element))}#o(t){t.key==="Escape"&&(t.stopPropagation(),this.#r())}#r(){
let{changes:t,chosen:e}=this.#t;t.doubt(null),e()}};var ps=class{#t;#e;#s;#n;#i=new Map;#o=new WeakMap;constructor(t,{draw:e,differs:s,replaced:i}){this.#t=t,this.#e=e,this.#s=s,this.#n=i}get size(){return this.#i.
size}node(t){return this.#i.get(t)?.node}item(t){return this.#i.get(this.#o.get(t))?.item}message(t){return t==null?null:this.#t.querySelector(`[data-seq="${t}"\
]`)}lastAbove(t){let e=this.#t.children[pn(this.#t,t)-1];for(;e&&e.dataset.seq===void 0;)e=e.previousElementSibling;return e?Number(e.dataset.seq):null}clear(){
this.#i.clear(),this.#t.replaceChildren()}show(t){let e=new Map,s=this.#t.firstChild;for(let i of t){let o=this.node(i.id),r=this.#r(i);s=s!==null&&s===o?r:s,e.
set(i.id,{item:i,node:r}),r===s?s=s.nextSibling:this.#t.insertBefore(r,s)}for(;s;){let i=s.nextSibling;s.remove(),s=i}this.#i=e}#r(t){let e=this.#i.get(t.id);if(e&&
!this.#s(e.item,t))return e.node;let s=this.#e(t);return this.#o.set(s,t.id),e&&(e.node.replaceWith(s),this.#n(e.node,s)),s}};function pn(n,t){let e=n.children,
[s,i]=[0,e.length];for(;s<i;){let o=s+i>>1;e[o].getBoundingClientRect().bottom>t?i=o:s=o+1}return s}var fs=48,gs=class{#t;#e;#s=!0;#n="";#i;#o;#r;constructor(t,e,s){this.#t=t,this.#e=e,this.#o=s,this.#r=()=>this.#d(),t.addEventListener("scroll",this.#r,{passive:!0}),
this.#i=new ResizeObserver(()=>this.#h()),this.#i.observe(t),this.#i.observe(e)}get above(){return this.#t.scrollTop}get below(){let{scrollHeight:t,scrollTop:e,
clientHeight:s}=this.#t;return t-e-s}get bottom(){return this.#t.getBoundingClientRect().bottom}get atEnd(){return this.#s}keep(t){let e=this.#s?[]:this.#a();if(t(),
this.#s){this.#l();return}let s=e.find(({row:i})=>i.isConnected);s&&(this.#t.scrollTop+=s.row.getBoundingClientRect().top-s.top)}release(t){this.#s=!1,t(),this.#s=
this.below<fs}toEnd(){this.#s=!0,this.#l()}to(t,e){this.#s=!1,t.scrollIntoView({block:e}),e==="start"&&(this.#t.scrollTop-=fs),this.#s=this.below<fs}shows(t){return!this.
isAbove(t)}isAbove(t){return t.getBoundingClientRect().bottom<this.#t.getBoundingClientRect().top}close(){this.#i.disconnect(),this.#t.removeEventListener("scro\
ll",this.#r)}#a(){let{top:t,bottom:e}=this.#t.getBoundingClientRect(),s=[],i=this.#e.children[pn(this.#e,t)];for(;i;i=i.nextElementSibling){let o=i.getBoundingClientRect();
if(o.top>=e)break;i.matches(".message")&&s.push({row:i,top:o.top})}return s}#l(){this.#s&&this.#e.firstChild!==null&&(this.#t.scrollTop=this.#t.scrollHeight,this.#n=
this.#c())}#c(){let{scrollHeight:t,clientHeight:e}=this.#t;return`${t} ${e}`}#h(){this.#l(),!this.#s&&this.below<1&&this.#d()}#d(){this.#s&&this.#c()!==this.#n&&
this.#l(),this.#s=this.below<fs,this.#o()}};var rr=500,ws=class{#t;#e=null;#s=null;#n;#i=l("div",{class:"items"});#o=l("p",{class:"older",role:"status"});#r=l("h2");#a=l("p");#l;#c;#h;#d;#u;#m;#p;#f;#g=null;#w=null;#v=null;#k=null;#S=new Set;#b=[];#y=[];#O=null;#M="";constructor(t){
this.#t=t;let{language:e,intents:s,journey:i,surroundings:o}=t;this.#n=new ps(this.#i,{draw:g=>this.#L(g),differs:or,replaced:(g,f)=>this.#N(g,f)});let r=l("spa\
n",{class:"empty-mark"},E("wave"));this.#l=l("div",{class:"empty"},r,this.#r,this.#a);let a={class:"scroller",tabindex:"0",role:"log","aria-live":"off"};this.#c=
l("div",a,this.#o,this.#l,this.#i),this.#h=new gs(this.#c,this.#i,()=>this.#$());let c={type:"button",class:"pill unread-pill",hidden:!0};this.#d=l("button",{...c,
on:{click:()=>i.unread()}},E("up"),l("span"));let h=l("span",{class:"latest-count"}),d=e.t("latest"),u={type:"button",class:"pill latest",hidden:!0,"aria-label":d,
title:d};this.#u=l("button",{...u,on:{click:()=>this.#D()}},h,E("down")),this.#m=new hs(t),this.#p=[new us(t),new ms(t)],this.#f=new ds(t);let m=[this.#c,this.#d,
this.#u,this.#f.element];this.element=l("section",{class:"timeline"},m),this.#j(s,"said",()=>this.#q()),this.#j(o,"visible",()=>this.#C()),this.#c.addEventListener(
"keydown",g=>this.#z(g));for(let g of["pointerover","focusin","click"])this.#i.addEventListener(g,f=>this.#H(f));this.#c.addEventListener("pointerleave",g=>this.#W(
g))}get reading(){return this.#c}render(t,e){let s=e?.id!==this.#s?.id,i=s||e?.epoch!==this.#s?.epoch;this.#e=t,this.#s=e,this.element.hidden=e?.barred!=null,this.#g=
document.activeElement,s&&this.#A(),this.#T(),this.#E(),this.#_(),e?.joined&&(i||this.#w!==e.id)&&(this.#w=e.id,this.#R()),this.#P(),this.#$(),this.#f.render(e,
t)}close(){this.#b.forEach(t=>t()),this.#h.close()}#j(t,e,s){t.addEventListener(e,s),this.#b.push(()=>t.removeEventListener(e,s))}#A(){this.#m.detach(),this.#n.
clear(),this.#y=[],this.#w=null,this.#v=null,this.#k=null,this.#h.toEnd()}#T(){let{language:t}=this.#t,{me:e,ignored:s}=this.#e,{typing:i,count:o,unread:r,called:a,
seen:c,...h}=this.#s??{},d=[e,s,this.#x({}).room,...Object.values(h)];if(d.length===this.#y.length&&d.every((f,b)=>f===this.#y[b]))return;this.#y=d,this.#O=null,
this.#M=this.#t.surroundings.address({room:""}).split("#")[0];let u=f=>t.dayKey(f),g=(this.#s?Qo(this.#s,{...this.#e,dayKey:u}):[]).map(f=>f.kind==="start"?this.#x(
f):f);this.#h.keep(()=>{this.#n.show(g),this.#_()})}#x(t){let{id:e,kind:s}=this.#s??{};return{...t,room:e&&$(this.#t.language,this.#e,e),direct:s==="direct"}}#E(){
let t=s=>this.#n.message(s),e=s=>this.#h.to(s,"nearest");this.#p.forEach(s=>s.render(this.#s,{find:t,reveal:e,held:this.#g}))}#L(t){let{language:e,intents:s,journey:i,
model:o}=this.#t,r=this.#s;return t.entry?.reply_to!=null&&t.quoted===void 0&&i.original(r.id,t.entry.reply_to),ir(t,{language:e,me:this.#e.me,names:()=>this.#I(),
reveal:a=>o.dispatch({type:"reveal",room:r.id,seqs:a}),here:this.#M,again:a=>s.again(a),mend:a=>s.mend(a),unfolded:this.#S,release:a=>this.#h.release(a),discard:a=>s.
discard(a),jump:a=>i.jump(r.id,a)})}#I(){if(this.#O===null){let{me:t}=this.#e,e=[...t?[t]:[],...Bt(this.#s,{me:t,ignored:{}})];this.#O=e.map(({name:s})=>s)}return this.#O}#N(t,e){
this.#m.detach(),t===this.#g&&e.focus({preventScroll:!0})}#_(){let{language:t}=this.#t,e=this.#s,s=e===null?"none":"empty";this.#l.hidden=e!==null&&(!e.joined||
e.older||this.#n.size>0),p(this.#r,t.t(`${s}.title`)),p(this.#a,t.t(`${s}.text`));let i={older:"older.loading",failed:"older.failed"}[e?.loading];p(this.#o,i?t.
t(i):"");let o=e?$(t,this.#e,e.id).replace(/^#/,""):"";this.#c.setAttribute("aria-label",t.t("messages",{room:o}))}#R(){this.#h.toEnd();let t=this.#n.node("divi\
der");t&&!this.#h.shows(t)&&this.#h.to(t,"start")}#P(){let t=this.#s?.target??null;if(t===this.#v)return;this.#v=t,this.#i.querySelector(".is-target")?.classList.
remove("is-target");let e=t?.at==="divider",s=e?this.#n.node("divider"):this.#n.message(t?.at);e?(this.#h.to(s??this.#i,"start"),(s?.nextElementSibling??this.#c).
focus({preventScroll:!0})):s?(s.classList.add("is-target"),this.#h.to(s,"center"),s.focus({preventScroll:!0})):t===null&&this.#h.toEnd()}#$(){let{journey:t,language:e}=this.#t,
s=this.#s;if(!s)return;let i=s.to<s.head;s.older&&this.#h.above<rr&&t.older(),i&&this.#h.below<rr&&t.newer();let o=this.#n.node("divider"),r=Math.max(s.missed,s.
unread),a=o?this.#h.isAbove(o):s.divider!==null&&s.from>s.divider+1;this.#k=o&&!a?s.divider:this.#k,this.#d.hidden=r===0||!a||this.#k===s.divider,p(this.#d.lastChild,
e.t(s.about?"pill.about":"pill.unread",{count:r})),this.#u.hidden=!i&&this.#h.atEnd,p(this.#u.firstChild,s.unread>0?String(s.unread):""),this.#C()}#C(){let{model:t,
surroundings:e}=this.#t,s=this.#s,i=s?.joined&&e.visible,o=s&&this.#h.atEnd&&s.to>=s.head?s.id:null;o!==t.state.following&&t.state.active===s?.id&&t.dispatch({type:"\
follow",room:o});let r=i?o:null;if((r!==t.state.watching||r&&t.room?.unread>0)&&t.dispatch({type:"watch",room:r}),i&&!r&&s.seen<s.head){let a=this.#n.lastAbove(
this.#h.bottom);a>s.seen&&t.dispatch({type:"read",room:s.id,seq:a})}}#q(){this.#h.toEnd(),this.#t.journey.latest(),this.#$()}#D(){this.#q(),this.#c.focus({preventScroll:!0})}#z(t){
t.target.closest("button, a, textarea")===null&&Y(t,this.#i.querySelectorAll(".message"))}#H({target:t,pointerType:e,type:s}){if(s==="pointerover"&&e==="touch")
return;let i=t.closest(".message"),o=i&&this.#n.item(i);o&&this.#m.attach(i,o,this.#s)}#W({pointerType:t}){t!=="touch"&&!this.#m.element.contains(document.activeElement)&&
this.#m.detach()}};var bs=class{#t;#e=l("span");constructor({language:t}){this.#t=t;let e=l("span",{class:"dots","aria-hidden":"true"},l("i"),l("i"),l("i"));this.element=l("p",{class:"\
typing is-idle"},e,this.#e)}render(t,e){let s=Object.values(e?.typing??{}).map(({name:a})=>a),[i,o]=s,r=["","typing.one","typing.two"][s.length]??"typing.many";
p(this.#e,r&&this.#t.t(r,{a:i,b:o})),this.element.classList.toggle("is-idle",r==="")}};var $t=class{#t;#e;#s;#n;#i;#o;#r;#a;#l;#c=l("span",{class:"badge-count"});#h=l("span",{class:"menu-badge",hidden:!0});#d={};#u={};#m=null;#p=!1;#f;#g;constructor(t){
let e=new ns(t),s=()=>this.#x(null),i={...t,menu:e,close:s,chosen:()=>this.#S(),found:()=>this.#O()},o=new Xe({...i,put:T=>this.element.append(T)}),r={...i,dialogs:o};
this.#t=r;let{language:a}=r,c=(T,z)=>a.t(T,z),h=new ls(r),d=new as(r),u=new Le(r),m=new is(r);this.#s=new ws(r),this.#n=new qe(r),this.#a=new cs(r);let g=new bs(
r),f=new es(r);this.#o=f.heading,this.#i=new $e(r);let b=[f,this.#i,this.#s,g,this.#n,this.#a];this.#e=[u,h,d,...b,o,m],this.#u={rooms:v("menu",c("open.rooms"),
()=>this.#T("rooms"),{"aria-expanded":"false",class:"narrow-only"}),people:v("people",c("open.people"),()=>this.#T("people"),{"aria-expanded":"false"})},this.#l=
v("search",c("search"),()=>this.#M(),{"aria-expanded":"false","aria-keyshortcuts":"Control+K /"}),this.#u.people.append(this.#c),this.#u.rooms.append(this.#h),this.#d=
{rooms:l("aside",{class:"side rooms-side",id:"rooms","aria-label":c("rooms")},h.element),people:l("aside",{class:"side people-side",id:"people","aria-label":c("\
people")},d.element)};let y=l("header",{class:"room-head"},this.#u.rooms,f.words,u.light,f.desk,this.#l,this.#u.people,f.more);this.#r=l("main",{class:"talk"},y,
u.element,u.spoken,m.element,this.#i.element,this.#s.element,g.element,this.#n.element),this.element=l("div",{class:"shell",on:{keydown:T=>this.#L(T)}},this.#d.
rooms,this.#r,this.#d.people,this.#a.element,l("div",{class:"backdrop",on:{click:s}}),e.element),this.#f=globalThis.matchMedia("(max-width: 53.75em)");let k=()=>this.#E();
this.#f.addEventListener("change",k);let I=T=>this.#A(T);document.addEventListener("keydown",I),this.#g=()=>{this.#f.removeEventListener("change",k),document.removeEventListener(
"keydown",I)}}opened(){this.#E()}render(t){this.#w(t),this.#p||(this.#p=!0,this.#b())}close(){this.#g(),this.#e.forEach(t=>t.close?.())}#w(t){let e=document.activeElement,
s=t.rooms[t.active]??null;this.#k(s),this.#v(yo(t));let i=!!s?.search;this.#l.hidden=s===null||s.epoch===null,this.#l.setAttribute("aria-expanded",String(i)),this.#a.
element.hidden=!i,this.element.classList.toggle("has-search",i);for(let r of this.#e)r.render(t,s);let o=document.activeElement;e!==null&&e!==document.body&&(o===
e||o===document.body)&&lr(e)&&this.#b()}#v({unread:t,called:e}){let{language:s}=this.#t,i=e||t,o=i>0?s.t(e>0?"pill.called":"pill.unread",{count:i}):"";p(this.#h,
i>0?mn({unread:t,called:e},9):""),this.#h.hidden=i===0,this.#h.classList.toggle("is-call",e>0);let r=o?`${s.t("open.rooms")} \xB7 ${o}`:s.t("open.rooms");this.#u.
rooms.title!==r&&(this.#u.rooms.title=r,this.#u.rooms.setAttribute("aria-label",r))}#k(t){let{language:e}=this.#t,s=t?.kind==="direct"?2:t?.count;p(this.#c,t?.joined?
String(s):"");let i=t?.joined?e.t("open.people.of",{count:s}):e.t("open.people");this.#u.people.ariaLabel!==i&&this.#u.people.setAttribute("aria-label",i)}#S(){
this.#x(null);let t=this.#b();requestAnimationFrame(()=>document.activeElement===t&&this.#b())}#b(){let t=[this.#n.field,this.#i.heading,this.#s.reading,this.#o],
e=this.#f.matches?[this.#i.heading,this.#o]:t;return document.querySelector("dialog[open]")===null&&e.find(ar),document.activeElement}#y(t){return[...this.#d[t].
querySelectorAll("[aria-current], button, a, input")]}#O(){this.#f.matches&&this.#t.finding.close()}#M(){this.#t.model.room?.search?(this.#t.finding.close(),this.#S()):
this.#j()}#j(){this.#x(null),this.#t.finding.open(),this.element.classList.add("has-search"),this.#a.open()}#A(t){let{key:e,ctrlKey:s,metaKey:i,altKey:o,target:r}=t,
a=r instanceof Element&&r.closest("input, textarea, select, dialog")!==null;(e.toLowerCase()==="k"&&(s||i)&&!o||e==="/"&&!a&&!s&&!i)&&!this.#l.hidden&&!t.isComposing&&
document.querySelector("dialog[open]")===null&&(t.preventDefault(),this.#j())}#T(t){t==="people"&&!this.#f.matches?(this.element.classList.toggle("without-peopl\
e"),this.#E()):this.#x(this.#m===t?null:t)}#x(t){let e=this.#m;if(this.#m=t,this.#E(),t){let s=this.#y(t);[...s.filter(i=>i.ariaCurrent),...s].find(ar)}else e&&
this.#u[e].focus()}#E(){let t=this.#f.matches,e=this.element.classList.contains("without-people"),s={rooms:!t||this.#m==="rooms",people:t?this.#m==="people":!e};
for(let[o,r]of Object.entries(this.#d))r.inert=!s[o],r.classList.toggle("is-open",this.#m===o),this.#u[o].setAttribute("aria-expanded",String(s[o]));let i=t&&this.#m!==
null;this.#r.inert=i,this.#a.element.inert=i,this.element.classList.toggle("has-drawer",i)}#L(t){t.key==="Escape"&&!t.isComposing&&this.#m&&(this.#x(null),t.stopPropagation())}};
function ar(n){return lr(n)?!1:(n.focus({preventScroll:!0}),document.activeElement===n)}function lr(n){return!n.isConnected||n.disabled||n.closest("[hidden], [i\
nert]")!==null}var Bc=3,Uc=200,ys=class extends EventTarget{#t;#e;#s;#n;#i=null;#o;#r=!1;#a=()=>{};#l=0;constructor({language:t,...e}){super();let{model:s,store:i,surroundings:o}=e;
this.#e=i,this.#s=s,this.#n=o,this.#o=i.kind==="account"||i.name!==""&&i.token!==null;let r=a=>this.#h(a);this.#t={...e,speak:r,language:this.#c(t)},s.addEventListener(
"change",()=>this.#d()),o.addEventListener("visible",()=>this.#m())}get language(){return this.#t.language}show(){this.#n.setLanguage(this.#t.language.tag),this.#f()}#c(t){
return new de(t,{wished:this.#n.languages()})}#h(t){this.#e.language=t,this.#t.language=this.#c(t),this.#i?.close(),this.#i=null,this.show()}#d(){if(!this.#r){this.#r=
!0;let t=this.#l-this.#t.clock.now();t>0?this.#a=this.#t.clock.after(t,()=>this.#u()):this.#u()}}#u(){if(this.#n.visible){let t=requestAnimationFrame(()=>this.#p());
this.#a=()=>cancelAnimationFrame(t)}else{let t=setTimeout(()=>this.#p(),0);this.#a=()=>clearTimeout(t)}}#m(){this.#a(),this.#r=!1,this.#d()}#p(){let{clock:t}=this.#t,
e=t.now();this.#r=!1,this.#f();let s=t.now();this.#l=s+Math.min((s-e)*Bc,Uc)}#f(){let{state:t}=this.#s,s=t.me!==null&&t.active!==null?$(this.#t.language,t,t.active):
null;this.#n.setTitle(nn(t),on(t),s);let i=this.#g(t);this.#i instanceof i||(this.#i?.close(),this.#i=new i(this.#t),this.#n.document.body.replaceChildren(this.#i.
element),this.#i.opened?.()),i===$t&&this.dispatchEvent(new Event("entered")),this.#i.render(this.#s.state)}#g({me:t,link:e,out:s,door:i}){if(s!==null)return Ae;
let r=i.link?.kind==="invitation"&&this.#e.kind!=="account"||i.link?.kind==="reset";return this.#o&&=e.state!=="refused"&&!r,(t!==null||this.#o)&&!r?$t:je}};function cr(n){let[t="",e=""]=Fc(n.replace(/^#/,"")).split("/"),s=Ht(t)?t:null,i=/^[1-9]\d{0,15}$/.test(e)?Number(e):null;return{room:s,seq:s===null?null:i,refused:s===
null&&t!==""?t:null}}function hr(n){let[,t,e]=/^#\/(invitation|reset)\/([A-Za-z0-9_-]{1,128})$/.exec(n)??[];return t?{kind:t,token:e}:null}function fn({room:n,seq:t=null}){
return t===null?`#${n}`:`#${n}/${t}`}function Fc(n){try{return decodeURIComponent(n)}catch{return n}}var vs=class extends EventTarget{#t;#e;constructor(t){super(),this.#t=t,this.#e=t.document;let e=s=>()=>this.dispatchEvent(new Event(s));t.addEventListener("pop\
state",()=>{this.dispatchEvent(new CustomEvent("route",{detail:this.route()}))}),t.addEventListener("online",e("network")),t.addEventListener("offline",e("netwo\
rk")),t.addEventListener("pageshow",({persisted:s})=>s&&e("back")()),this.#e.addEventListener("resume",e("back")),this.#e.addEventListener("visibilitychange",()=>{
e("visible")(),this.visible&&e("back")()})}get visible(){return this.#e.visibilityState==="visible"}get online(){return this.#t.navigator.onLine}get document(){
return this.#e}get base(){return this.#e.baseURI}get fetch(){return(...t)=>this.#t.fetch(...t)}languages(){return[...this.#t.navigator.languages??[]]}storages(){
let t=e=>{try{return this.#t[e]}catch{return null}};return{lasting:t("localStorage"),passing:t("sessionStorage")}}exclusive(t){let{locks:e}=this.#t.navigator;return e?
s=>e.request(t,s):s=>s()}route(){return cr(this.#t.location.hash)}get link(){return hr(this.#t.location.hash)}unlink(){if(this.link){let{location:t,history:e}=this.#t;
e.replaceState(null,"",t.pathname+t.search)}}anew(){this.#t.location.reload()}drawn(){let t=e=>this.visible?this.#t.requestAnimationFrame(e):e();return new Promise(
e=>t(()=>this.#t.setTimeout(e,0)))}show(t,{step:e=!1}={}){let{location:s,history:i}=this.#t,o=s.pathname+s.search,r=t.room===null?o:o+fn(t);e?i.pushState(null,"",
r):i.replaceState(null,"",r)}address(t){return this.#t.location.href.split("#")[0]+fn(t)}setTitle(t,e,s=null){let o=`${e>0?`(@${e}) `:t>0?`(${t}) `:""}${s===null?
"":`${s} \xB7 `}chatd`;this.#e.title!==o&&(this.#e.title=o)}setLanguage(t){this.#e.documentElement.lang=t}async copy(t){try{return await this.#t.navigator.clipboard.
writeText(t),!0}catch{return this.#s(t)}}download(t,e,s){let i=URL.createObjectURL(new Blob([e],{type:s})),o=this.#e.createElement("a");o.href=i,o.download=t,o.
click(),this.#t.setTimeout(()=>URL.revokeObjectURL(i),6e4)}#s(t){let e=this.#e.createElement("textarea");e.className="visually-hidden",e.value=t,this.#e.body.append(
e),e.select();let s=this.#e.execCommand("copy");return e.remove(),s}};var Gc="lobby",q=new vs(globalThis),D=new Se(q.storages()),M=new xe,Kc=qs(q.base),j=new se({url:Kc,credentials:Vc,exclusive:q.exclusive("chatd.guest"),clock:N}),
W=new pe({client:j,model:M,store:D,clock:N}),ks=new ge({client:j,model:M,intents:W,clock:N}),Jc=new re({client:j,model:M,intents:W}),dr=new ye({client:j,model:M,
intents:W,clock:N}),gn=(n,t)=>W.notice(n,t),ur=()=>q.anew(),mr=new Ct({fetch:q.fetch,base:q.base}),_t=new le({account:mr,client:j,model:M,store:D,clock:N,anew:ur,
unlink:()=>q.unlink()}),wn=new ys({client:j,entry:_t,profile:new ve({account:mr,client:j,model:M}),ignoring:new ue({client:j,model:M,store:D,tell:gn}),alerts:new Gt(
{client:j,model:M,store:D,desktop:new Me(globalThis),show:Zc,original:(n,t)=>ks.original(n,t),words:(n,t)=>wn.language.t(n,t)}),intents:W,journey:ks,company:Jc,
order:dr,desk:new ae({client:j,model:M,order:dr}),changes:new Kt({client:j,model:M}),finding:new ce({client:j,model:M,clock:N}),takeOut:n=>xo({client:j,clock:N,
tell:n}),model:M,store:D,surroundings:q,clock:N,language:Oi([D.language,...q.languages()])});function Vc({refused:n,expiring:t}){let{kind:e,token:s,name:i}=D;return e===
"account"||e==="former"||t?null:s&&s!==n?{token:s}:{guest:i}}function Zc(n,t){t===null?W.open(n):ks.jump(n,t)}async function Qc({room:n,seq:t,refused:e}){if(e!==
null){let{name:s,values:i}=W.doubt(e)??{name:"room.invalid"};W.notice(s,i)}else n!==null&&t!==null?(await ks.jump(n,t),await q.drawn()):n!==null&&W.open(n)}function Xc(){
let n=q.route().room??D.active??Gc,t=D.rooms.filter(e=>e!==n);W.open(n),W.restore(t),new Nt({model:M,surroundings:q,follow:Qc}).begin()}new we({client:j,model:M,
store:D,clock:N});new Oe({model:M,store:D});ji(j,{model:M,store:D,anew:ur});new It({client:j,model:M});to(j,{model:M,store:D,clock:N,notice:gn,bring:n=>W.restore(
[n])});Vi(j,{model:M,store:D,clock:N,notice:gn});new oe({client:j,model:M,clock:N,back:n=>W.restore([n])});new be({client:j,model:M,surroundings:q,again:()=>_t.
hurry()});wn.addEventListener("entered",Xc,{once:!0});q.addEventListener("route",()=>q.link&&_t.follow(q.link));_t.follow(q.link);_t.look();wn.show();
