function M(e){let t,n=!1;return()=>(n||(t=e(),n=!0),t)}var Re=/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g,ze=/^[A-Za-z0-9_\-=@,.;~]{1,164}$/,Pe=M(()=>new RegExp("^(?:\\p{Extended_Pictographic}(?:[\\u{1f3fb}-\\u{1f3ff}\
]|\\ufe0f|\\u200d\\p{Extended_Pictographic})*|\\p{RI}{2}|\\s){1,12}$","u")),Ce=/^[\x20-\x7e]*$/,Le=12;function Pt(e){let t=e.replace(/\r\n?/g,`
`).replace(Re,"");return(t.toWellFormed?t.toWellFormed():t).replace(/^\s*\n/,"").trimEnd()}var v=M(()=>globalThis.Intl?.Segmenter&&new Intl.Segmenter(void 0,{granularity:"\
grapheme"}));function K(e){return Ce.test(e)?[...e]:v()?Array.from(v().segment(e),({segment:t})=>t):e.match(new RegExp("\\P{M}\\p{M}*|\\p{M}","gsu"))??[]}function Ct(e,t){
if(v())return v().segment(e).containing(t)?.index??t;let n=e.charCodeAt(t);return n>=56320&&n<=57343?t-1:t}function Lt(e){let t=0;for(let n of e)t+=1;return t}function E(e){
let t=[],n="",s=0;for(let r of e){let i=r.normalize("NFKD").toLowerCase();for(let o=0;o<i.length;o+=1)t.push(s);n+=i,s+=r.length}return t.push(s),{folded:n,places:t}}
function $t(e){return ze.test(e)}function Dt(e){return e.normalize("NFKD").replace(new RegExp("\\p{M}","gu"),"").trim().replace(/^#+/,"").replace(/\s+/g,"-").replace(
/[^A-Za-z0-9_\-=@,.;~]/g,"").replace(/^~+/,"").slice(0,164)}function V(e){let t=e.normalize("NFC").trim().split(/[\s._-]+/).filter(s=>/[\p{L}\p{N}]/u.test(s));if(t.
length===0)return K(e).find(s=>new RegExp("\\p{Extended_Pictographic}|\\p{RI}","u").test(s))??"?";let n=X(t[0]);return t.length===1||/[\u2e80-\u9fff\uac00-\ud7af]/.
test(n)?n.toLocaleUpperCase():(n+X(t.at(-1))).toLocaleUpperCase()}function X(e){return K(e).find(t=>/[\p{L}\p{N}]/u.test(t))}function Z(e){let t=2166136261;for(let n of e)
t=Math.imul(t^n.codePointAt(0),16777619)>>>0;return((t^t>>>15)>>>0)%Le}function Ut(e){return e.length<=40&&Pe().test(e)&&e.trim()!==""}var Y=class{#t=null;#e=null;#n=null;#r=[];#i=!1;#s=!1;#l=!1;#u=0;#o=new Map;#a=new Set;constructor(t){t&&(this.#c(t.epoch,t.seq),this.#i=!0)}get position(){return this.#t===
null?void 0:{epoch:this.#t,seq:this.#e}}get epoch(){return this.#t}get seq(){return this.#e}get isBehind(){return this.#n!==null&&!this.#s}get isBroken(){return this.#s}get generation(){
return this.#u}join({epoch:t,seq:n,events:s,gap:r}){let i=this.#i,o=this.#l&&t===this.#t,l=t!=null,u=i&&!r&&!this.#s&&l&&t===this.#t;if(this.#i=!0,this.#r=[],u){
let a=this.#d(s);return this.#n=this.#e<n?n:null,{entries:a,reset:!1,gap:!1}}return l?(this.#c(t,n),{entries:s.map(a=>this.withChanges(a)),reset:!0,gap:i&&!o}):
(this.#c(null,null),{entries:[],reset:!i,gap:i})}append(t){return this.#f(t),t.seq==null?[this.withChanges(t)]:t.seq<=this.#e?[]:this.#n===null&&t.seq===this.#e+
1?(this.#e=t.seq,[this.withChanges(t)]):(this.#r.push(t),this.#n??=t.seq-1,[])}appendPage(t){let n=this.#e,s=this.#d(t);if(t.some(o=>o.seq>this.#e+1)||this.#e===
n&&this.#e<this.#n)return this.#s=!0,s;if(this.#e<this.#n)return s;this.#n=null;let i=this.#r;this.#r=[];for(let o of i)s.push(...this.append(o));return s}withChanges(t){
if(this.#a.has(t.user?.id))return t.type==="message"?R(t):J(t);if(t.type!=="message")return t;let n=this.#o.get(t.seq);return n?I(t,n):t}invalidate(){this.#s=!0}skip(){
this.#s=!0,this.#l=!0}eraseUser(t){this.#a.add(t)}#c(t,n){this.#t=t,this.#e=n,this.#n=null,this.#s=!1,this.#l=!1,this.#u+=1,this.#o.clear()}#d(t){let n=[];for(let s of t)
s.seq===this.#e+1&&(this.#e=s.seq,this.#f(s),n.push(this.withChanges(s)));return n}#f(t){if(t.type!=="edit"&&t.type!=="delete")return;let n=this.#o.get(t.target);
n&&n.seq>=t.seq||(this.#o.delete(t.target),this.#o.set(t.target,t),this.#o.size>2e3&&this.#o.delete(this.#o.keys().next().value))}};function I(e,t){let{seq:n,user:s,
time:r}=t,i=Math.max(e.edited?.seq??0,e.deleted?.seq??0);if(e.deleted||i>=n)return e;if(t.type==="delete")return{...N(e),text:null,deleted:{seq:n,user:s,time:r}};
if(t.text==null)return e;let o=t.data==null?{}:{data:t.data};return{...N(e),text:t.text,...o,edited:{seq:n,user:s,time:r}}}function R(e){return{...J(e),deleted:e.
deleted??{}}}function J(e){return{...N(e),text:null,user:{id:e.user.id,name:""}}}function N({data:e,...t}){return t}function Q({entries:e,quotes:t},n){let[s,r]=[0,e.length];for(;s<r;){let i=s+r>>1;[s,r]=e[i].seq<n?[i+1,r]:[s,i]}return e[s]?.seq===n?e[s]:t[n]}function ee(e,t){
let n=z(e,s=>s.seq===t.target?I(s,t):s);return t.type==="delete"?te(n,t.target):n}function Wt(e,t){let{[t]:n,...s}=e.people,{[t]:r,...i}=e.typing,o=n?{...s,[t]:{
...n,name:""}}:e.people,l=e.entries.filter(a=>a.user.id===t),u=z({...e,people:o,typing:i},a=>a.user.id===t?R(a):a);return[...l,...e.search?.results??[]].filter(
a=>a.user.id===t).reduce((a,{seq:f})=>te(a,f),u)}function Gt(e,t){let n=u=>u?.user.id===t.id,s=u=>n(u)?{...u,user:t}:u,r=u=>n(u)||n(u.edited)||n(u.deleted)?{...u,
user:n(u)?t:u.user,edited:s(u.edited),deleted:s(u.deleted)}:u,{people:i,members:o,typing:l}=e;return z({...e,people:t.id in i?{...i,[t.id]:t}:i,members:o?.[t.id]?
{...o,[t.id]:{...o[t.id],user:t}}:o,typing:t.id in l?{...l,[t.id]:{...l[t.id],name:t.name}}:l},r)}function z(e,t){let n=Object.entries(e.quotes).map(([s,r])=>[s,
r&&t(r)]);return{...e,entries:e.entries.map(t),quotes:n.length>0?Object.fromEntries(n):e.quotes,reply:e.reply&&t(e.reply),search:e.search&&{...e.search,results:e.
search.results.map(t)}}}function te(e,t){let{search:n,reply:s,editing:r,deleting:i}=e;return{...e,search:n&&{...n,results:n.results.filter(o=>o.seq!==t)},reply:s?.
seq===t?null:s,editing:r?.seq===t?null:r,deleting:i?.seq===t?null:i}}function h(e,t){return e?.can?.includes(t)??!1}function k({account:e},t){return e?.can?.includes(t)??!1}function $e(e,t,n,s){return!t.id||t.id===s.me?.id?[]:[n!==
null&&h(n,e)&&y(n.role,se(n,t))&&"room",k(s,e)&&"site"].filter(Boolean)}function De(e,t,{me:n}){if(!h(t,"role")||e.id===n?.id||!y(t.role,se(t,e)))return[];let s=O(
t,e);return[...["owner","moderator","member"].filter(i=>i!=="owner"||!e.id.startsWith("g.")).filter(i=>i!==s&&!y(i,t.role)),...s===null?[]:[null]]}function Kt(e,t,n){
if(!e.id||e.id===n.me?.id)return[];let s=r=>t?.sanctions?.some(i=>i.kind===r&&i.user===e.id)??!1;return[k(n,"create_direct")&&t?.kind!=="direct"&&"direct",t&&h(
t,"invite")&&O(t,e)===null&&"invite",...t?De(e,t,n).map(r=>`role.${r??"none"}`):[],...Fe.flatMap(r=>{let i=$e(r,e,t,n),o=i.includes("room")&&s(r)&&`un${r}`;return i.
length===0?[]:[o||r]})].filter(Boolean)}function Ue(e,t){let n=s=>h(e,s)||k(t,s);return[n("review")&&"reports",(n("mute")||n("ban"))&&"sanctions",n("audit")&&"a\
udit"].filter(Boolean)}function Vt(e,t){let n=O(e,t.me);return[h(e,"invite")&&"invite",(h(e,"set")||h(e,"slow"))&&"settings",...Ue(e,t),n!==null&&e.kind!=="dire\
ct"&&"resign"].filter(Boolean)}function Zt(e,t){let n=Object.values(e?.members??{}).filter(({role:s,invited:r})=>s==="owner"&&!r);return n.length===1&&n[0].user.
id===t?.id}function Yt(e,t){return k(e,"review")?Object.values(e.reports).reduce((n,s)=>n+s,0):e.reports[t?.id]??0}var ne=["guest","member","moderator","owner",
"admin","operator"],Jt=Object.freeze([6e5,36e5,864e5,6048e5,null]),Fe=Object.freeze(["mute","kick","ban"]);function y(e,t){return ne.indexOf(e)>ne.indexOf(t)}function P({
id:e,kind:t}){return t==="private"||t==="direct"||e.startsWith("~")}function se(e,t){let n=O(e,t),s=P(e)?null:t.id.startsWith("g.")?"guest":"member";return y(s,
n)?s:n}function O(e,t){return e.members?.[t?.id]?.role??null}function re(e,t){if(!t)return e;let n=Object.fromEntries((t.users??[]).map(s=>[s.id,s]));return{...e,people:n,count:t.count??Object.keys(n).length}}function en(e,{
joined:t=[],left:n=[],count:s}){let r={...e.people};for(let o of t)r[o.id]=o;for(let o of n)delete r[o];return{...n.reduce((o,l)=>C(o,l),e),people:r,count:s??Object.
keys(r).length}}function tn(e,t,n){return{...e,typing:{...e.typing,[t.id]:{name:t.name,until:n+5e3}}}}function C(e,t){if(!(t in e.typing))return e;let{[t]:n,...s}=e.
typing;return{...e,typing:s}}function nn(e,t){let n=Object.entries(e.typing).filter(([,{until:s}])=>s>t);return n.length===Object.keys(e.typing).length?e:{...e,
typing:Object.fromEntries(n)}}function sn(e,t){return{...e,reply:t,editing:null,deleting:null}}function rn(e,t){let n=t&&{seq:t.seq,text:t.text,busy:!1,error:null};return{...e,editing:n,deleting:null}}
function on(e,t){let n=t&&{seq:t.seq,busy:!1,error:null};return{...e,deleting:n,editing:t?null:e.editing}}function ln(e,{draft:t,seq:n,text:s,busy:r,error:i}){if(e[t]?.
seq!==n)return e;let o=Object.fromEntries(Object.entries({text:s,busy:r,error:i}).filter(([,l])=>l!==void 0));return{...e,[t]:{...e[t],...o}}}function un(e,t){let n={
text:"",results:[],more:!1,state:"idle",error:null};return{...e,search:t?e.search??n:null}}function an(e,{text:t}){let n=t==="";return L(e,{text:t,state:n?"idle":
"busy",error:null,...n?{results:[],more:!1}:{}})}function cn(e,{text:t,page:n,further:s}){if(e.search?.text!==t)return e;let r=s?e.search.results:[],i=n.events.
filter(o=>!o.deleted&&!r.some(({seq:l})=>l===o.seq));return L(e,{results:[...r,...i],more:n.more,state:"done",error:null})}function dn(e,{text:t,error:n}){return e.
search?.text===t?L(e,{state:"failed",error:n}):e}function ie(e){return{...e,deleting:null,search:null}}function L(e,t){return e.search?{...e,search:{...e.search,
...t}}:e}function pn(e){return Object.freeze(Object.fromEntries(e.map(({id:t,name:n})=>[t,n??""])))}function hn(e,{id:t,name:n}){return Object.freeze({...e,[t]:n??""})}function mn(e,t){
let{[t]:n,...s}=e;return Object.freeze(s)}function gn(e,t){return{...e,revealed:{...e.revealed,...Object.fromEntries(t.map(n=>[n,!0]))}}}function oe(e,{ignored:t={},
revealed:n={}}){return e.user.id in t&&!n[He(e)]}function He({seq:e,time:t}){return e??t}var We={most:200,kept:120},Ge={most:150,kept:100};function w(e){return e.to<e.head}function le(e){return e.entries.length>=200}function ue(e,{open:t}){return $(
e,t?We:Ge)}function ae(e){return e.entries.length<=200||e.entries[199].seq==null?e:D({...e,to:e.entries[199].seq},e.entries.slice(0,200))}function ce(e){return $(
e,{most:200,kept:200})}function de(e){let t={from:e.head+1,to:e.head,older:e.head>=e.first,loading:null};return w(e)?D({...e,...t},[]):Xe(e)}function Xe(e){return w(
e)?e:$(e,{most:100,kept:100})}function fe(e){return e.divider!==null&&e.from>e.divider+1}function $(e,{most:t,kept:n}){if(e.entries.length<=t)return e;let s=e.entries.
slice(-n),r=s[0].seq!=null;return D({...e,from:r?s[0].seq:e.from,older:r},s)}function D(e,t){let n={},s=[...t,...e.pending].map(({reply_to:r})=>r).filter(r=>r!=
null);if(s.length>0){let r=new Map(e.entries.map(i=>[i.seq,i]));for(let i of s){let o=r.get(i)??e.quotes[i];o!==void 0&&(n[i]=o)}}return{...e,entries:t,quotes:n}}var S="~",Ve=8,Ze=80,pe=M(()=>/[\p{L}\p{N}\p{M}_]/u),U=M(()=>/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u);function F(e){return/[@＠﹫]/.
test(e)}function Ye(e,t){if(!F(e))return[];let{folded:n,places:s}=E(e),r=[...new Set(t)].map(b).filter(({word:o})=>o!=="");r.sort((o,l)=>l.word.length-o.word.length||
o.guest-l.guest);let i=[];for(let o=n.indexOf("@");o>=0;o=n.indexOf("@",o+1)){let l=n[o+1]===S,u=o+(l?2:1),a=({word:d,guest:p})=>(p||!l)&&n.startsWith(d,u)&&Qe(
n,u+d.length),f=me(n,o)&&r.find(a);f&&i.push({from:s[o],to:s[u+f.word.length],name:f.name})}return i}function he(e,t,n){return!t?.name||!e?!1:Ye(e,[t.name,...n.
map(({name:s})=>s)]).some(({name:s})=>s===t.name)}function wn(e,t,n){let s=e.slice(Math.max(0,t-Ze),t),r=Math.max(s.lastIndexOf("@"),s.lastIndexOf("＠"));if(r<
0||!me(s,r)||/^\s|\n/.test(s.slice(r+1)))return null;let{folded:i}=E(s.slice(r+1)),o=i.replace(/^~/,""),l=o===i?n:n.filter(({name:d})=>b(d).guest),u=l.filter(({
name:d})=>b(d).word.startsWith(o)),a=l.filter(({name:d})=>!u.some(p=>p.name===d)&&Je(d,o)),f=[...u,...a].slice(0,Ve);return f.length>0?{from:t-s.length+r,to:t,users:f}:
null}function vn(e,{from:t,to:n},s,r){let i=b(s.name),o=r.some(({id:d,name:p})=>d!==s.id&&b(p).word===i.word),l=i.guest&&!o?s.name.slice(S.length):s.name,u=`${e.
slice(0,t)}@${l}`,a=e.slice(n),f=/^\s/.test(a)?"":" ";return{text:u+f+a,caret:u.length+1}}function En(e,{me:t,ignored:n,nameMarks:s={}}){let r=e.entries.map(({user:u})=>u).
reverse(),i=Object.values(e.people).sort((u,a)=>u.name.localeCompare(a.name)),o=Object.values(e.members??{}).map(({user:u})=>u),l=new Map;for(let u of[...r,...i,
...o]){let a=e.people[u.id]??u;a.name!==""&&a.id!==t?.id&&!(a.id in n)&&!l.has(a.id)&&l.set(a.id,a.id in s?{...a,mark:s[a.id]}:a)}return[...l.values()]}function b(e){
let t=e.startsWith(S);return{name:e,guest:t,word:E(t?e.slice(S.length):e).folded}}function Je(e,t){return b(e).word.split(/[\s._-]+/).some(n=>t!==""&&n.startsWith(
t))}function me(e,t){let n=/.?$/su.exec(e.slice(Math.max(0,t-2),t))[0];return!pe().test(n)||U().test(n)}function Qe(e,t){let n=/.$/su.exec(e.slice(Math.max(0,t-
2),t))?.[0]??"",s=/^./su.exec(e.slice(t,t+2))?.[0]??"";return new RegExp("\\p{M}","u").test(s)?!1:!pe().test(s)||U().test(s)||U().test(n)}function ge(e,t,n){let s=e.entries.filter(l=>q(l,n)&&l.seq>t).length,r=t+1<e.from&&e.head>t,i=r?e.head-t:s,o={...e,seen:t,unread:i,approximate:r,divider:i>0?t:null,
missed:i};return{...o,mentions:B(o,t,n)}}function xe(e,t,{watched:n,replayed:s,...r}){if(!q(t,r))return n?{...e,divider:null,missed:0,approximate:!1}:e;if(t.seq!=
null&&t.seq<=e.seen||n&&!s)return e;let o=s?e.missed===0:e.unread===0,l=o?(t.seq??e.head+1)-1:e.divider,u=s?e.missed+1:o?0:e.missed,a=e.mentions+(Me(t,e,r)?1:0);
return{...e,divider:l,missed:u,...n?{unread:0,mentions:0}:{unread:e.unread+1,mentions:a}}}function et(e,t,n){if(t<=e.seen&&(e.unread===0||t<e.head))return e;let s=Math.
max(e.seen,t);if(s>=e.head)return{...e,seen:s,unread:0,mentions:0};let r=s+1<e.from?e.mentions:Math.min(e.mentions,B(e,s,n));return{...e,seen:s,mentions:r,unread:e.
approximate?e.head-s:nt(e,s,n)}}function An(e,t){let n=fe(e)?Math.max(e.missed,e.unread):e.missed;return et(n===e.missed?e:{...e,missed:n},e.head,t)}function Me(e,t,{
me:n}){return e.deleted||e.user.id===n?.id?!1:tt(e,t,n)||F(e.text)&&he(e.text,n,Object.values(t.people))}function Tn(e,t,n,s){let r={...e,quotes:{...e.quotes,[t]:n}};
return e.unread===0||n?.user.id!==s.me?.id?r:{...r,mentions:Math.max(e.mentions,B(r,e.seen,s))}}function tt({reply_to:e},t,n){return e!=null&&n!=null&&Q(t,e)?.user.
id===n.id}function B(e,t,n){return e.entries.filter(r=>r.seq>t&&q(r,n)).filter(r=>Me(r,e,n)).length}function nt(e,t,n){let s=e.entries.filter(r=>q(r,n)&&r.seq>e.
seen&&r.seq<=t);return Math.max(0,Math.min(e.unread-s.length,e.head-t))}function q(e,{me:t,ignored:n}){return e.user.id!==t?.id&&!e.deleted&&!oe(e,{ignored:n})}function H(e){return Object.freeze({id:e,kind:null,title:"",topic:"",slow:0,retention:null,joined:!1,role:null,can:null,members:null,muted:null,exclusion:null,pausedUntil:0,
sanctions:null,epoch:null,first:1,head:0,from:1,to:0,entries:[],quotes:{},older:!1,loading:null,pending:[],people:{},count:0,typing:{},seen:0,unread:0,mentions:0,
revealed:{},approximate:!1,divider:null,missed:0,gap:null,target:null,reply:null,editing:null,deleting:null,search:null})}function Rn(e,t,{me:n,ignored:s,seen:r,
watched:i}){let o={...it(e,t),joined:!0,exclusion:null,members:null,sanctions:null,typing:{}},l=re(o,t.presence);if(!t.reset){let Ne=t.gap?{before:null,reason:"\
gap.none"}:l.gap,Ie=e.epoch===null?st(l,t,r):l;return ot({...Ie,gap:Ne},t.events,{me:n,ignored:s,watched:i,replayed:!0})}let{epoch:u,seq:a,events:f}=t,d=u===e.epoch||
u===r?.epoch?"gap.older":"gap.text",p=f[0]?.seq??(a??0)+1,je={...l,epoch:u,first:t.first??1,head:a??0,from:p,to:a??0,entries:f.filter(A),quotes:u===e.epoch?e.quotes:
{},older:!!t.more,loading:null,gap:t.gap?{before:p,reason:d}:null,target:null,editing:null,deleting:null,reply:null};return ge(je,rt(t,r,e),{me:n,ignored:s})}function st(e,{
epoch:t,first:n,since:s,seen:r=0},i){if(!s)return e;let{seq:o}=s,l=Math.max(r,i?.epoch===t?i.seq:0);return{...e,epoch:t,first:n??1,head:o,from:o+1,to:o,older:o>=
(n??1),seen:l}}function rt({epoch:e,seq:t,seen:n=0,gap:s,kind:r},i,o){let l=Math.max(i?.epoch===e?i.seq:0,o.epoch===e?o.seen:0),u=Math.max(n,l);return u>0||s||r===
"direct"||r==="inbox"?u:t??0}function it(e,t){let{kind:n,title:s,topic:r,slow:i,retention:o,can:l,role:u}={...e,...t},a=l?.includes("say")?null:e.muted;return{...e,
kind:n,title:s,topic:r,slow:i,retention:o,can:l,role:u,muted:a}}function ot(e,t,{open:n=!1,following:s=!1,...r}){let i=n&&e.epoch!==null&&(!s||e.editing!==null||
e.deleting!==null),o=t.reduce((l,u)=>lt(l,u,{...r,reads:i}),e);return i||w(o)?o:ue(o,{open:n})}function lt(e,t,{reads:n,...s}){let r=t.type==="message",i=!w(e)&&
!(n&&r&&le(e)),o=i&&!(t.seq!=null&&t.seq<=e.to),l=r?at(e,t,{...s,kept:o}):ee(e,t);return t.seq==null?l:ut(l,t.seq,{...s,follows:i})}function ut(e,t,{watched:n,follows:s}){
let r=Math.max(e.head,t);return{...e,head:r,to:s?r:e.to,seen:n&&s?Math.max(e.seen,t):e.seen}}function at(e,t,{kept:n,...s}){let r=n?[...e.entries,t]:e.entries,i=C(
{...e,entries:r},t.user.id);return xe(i,t,s)}function zn(e,{events:t,first:n=e.first,more:s,loading:r=null},i=e.from){if(i!==e.from)return{...e,loading:null};let o=t.
filter(a=>a.seq<e.from),l=o[0]?.seq??(s?e.from:n),u=[...o.filter(A),...e.entries];return ae({...e,entries:u,from:l,first:n,older:!!s&&o.length>0,loading:r})}function Pn(e,{
events:t,more:n,loading:s=null},r=e.to){if(r!==e.to)return{...e,loading:null};let i=t.filter(u=>u.seq>e.to),o=i.at(-1)?.seq??(n?e.to:e.head),l=[...e.entries,...i.
filter(A)];return ce({...e,entries:l,to:o,head:Math.max(e.head,o),loading:s})}function Cn(e,{events:t,first:n=e.first,more:s},{target:r=null}={}){if(t.length===
0)return{...e,loading:null};let[i,o]=[t[0].seq,t.at(-1).seq],l=Math.max(e.head,o);return{...e,entries:t.filter(A),from:i,to:o,head:l,first:n,older:s??i>n,loading:null,
target:ct(r)}}function ct(e){return e===null?null:Object.freeze({at:e})}function Ln(e){let t={...ie(e),target:null,revealed:{}};return de(e.unread===0?{...t,divider:null,
missed:0,approximate:!1}:t)}function A(e){return e.type==="message"}function dt(e,t=null){if(e.can===null||e.can.includes("say"))return null;if(e.kind==="archived"||e.kind==="inbox")return{why:e.kind};let n=t??e.muted;return n?{
why:"muted",...n}:{why:e.kind==="announce"?"announce":"forbidden"}}function Dn(e,t=null){let n=dt(e,t),s=["moderator","owner","admin"].includes(e.role);return n?.
why==="forbidden"||n?.why==="announce"&&s}function Un(e,t){return be(e)?Math.max(0,e.pausedUntil-t):0}function be({slow:e,can:t}){return e>0&&!(t?.includes("uns\
lowed")??!1)}function Fn(e,t){return be(e)&&t>e.pausedUntil?{...e,pausedUntil:t}:e}var ft=new Set(["say","signal","edit_own","invite","set","hooks"]);function W(e,t){
let n=t&&e.can?e.can.filter(s=>!ft.has(s)):e.can;return{...e,muted:t,can:n}}function Gn(e,t,{code:n,until:s=null,reason:r="",by:i=null}){let o=e.rooms[t]??H(t),{title:l,topic:u,kind:a}=o,f=Object.freeze({code:n,until:s,reason:r,by:i}),d=Object.
freeze({...H(t),title:l,topic:u,kind:a,exclusion:f});return{...e,rooms:{...e.rooms,[t]:d}}}function Xn(e,t,n){let s=i=>t===null?{...W(i,n),muted:i.muted}:W(i,n),
r=Object.entries(e.rooms).map(([i,o])=>[i,t===null||i===t?s(o):o]);return{...e,rooms:Object.fromEntries(r),muted:t===null?n:e.muted}}function we({code:e,message:t="",
reason:n,by:s=null}){return s!==null?{reason:n??"",by:s}:{reason:t===e||/^(?:you are (?:banned|muted)|a filter of this room refused the text)/.test(t)?"":t,by:null}}function Zn(e,t){return Object.fromEntries(t.filter(pt).map(n=>[n.room,{...e[n.room],...n}]))}function Yn(e,{room:t,...n}){let s={room:t,title:"",epoch:null,seq:0,
seen:0,unread:0};return T(e,{...e[t]??s,...n})}function Jn(e,{room:t,seq:n}){let s=e[t];return s&&n>s.seq?T(e,{...s,seq:n,unread:s.unread+n-s.seq}):e}function Qn(e,{
room:t,epoch:n,seq:s}){let r=e[t]??{room:t,title:"",epoch:n,seq:s,seen:0,unread:0};if(r.epoch!==n||s<=r.seen)return e;let i=Math.min(r.unread,Math.max(0,r.seq-s));
return T(e,{...r,seq:Math.max(s,r.seq),seen:s,unread:i})}function es(e,t){let n=({other:s})=>s?.id===t.id;return Object.values(e).filter(n).reduce((s,r)=>T(s,{...r,
other:t}),e)}function ts(e,t){return Object.values(e).filter(({room:s,invited:r})=>!(s in t)&&!r).sort((s,r)=>(s.title||s.room).localeCompare(r.title||r.room))}
function ns(e,t){let{[t]:n,...s}=e;return s}function pt({epoch:e,role:t}){return e!=null||t!=null}function T(e,t){return{...e,[t.room]:t}}function _({rooms:e,roomList:t,
me:n},s){let r=e[s],i=t[s],o=r?.kind??i?.kind??null,l=r?r.unread:i?.unread??0;return{id:s,kind:o,title:r?.title||i?.title||"",other:i?.other??mt(r,n),unread:l,mentions:o===
"direct"||o==="inbox"?l:r?.mentions??0,joined:r!==void 0,invited:r===void 0&&(i?.invited??!1),offered:r!==void 0&&(i?.invited??!1)&&["moderator","owner"].includes(
i.role),by:i?.by??null,exclusion:r?.exclusion!=null}}function ss(e){let t=[...new Set([...Object.keys(e.rooms),...Object.keys(e.roomList)])],n={invitations:[],open:[],
hidden:[],directs:[],elsewhere:[]};for(let s of t.map(r=>_(e,r)))n[ht(s)].push(s);for(let s of["invitations","hidden","directs","elsewhere"])n[s].sort((r,i)=>ve(
r).localeCompare(ve(i)));return n}function rs(e,t){if(e.roomList!==t.roomList||e.me!==t.me)return!1;let[n,s]=[Object.keys(e.rooms),Object.keys(t.rooms)],r=(o,l)=>JSON.
stringify(_(o,l)),i=o=>e.rooms[o]===t.rooms[o]||r(e,o)===r(t,o);return n.length===s.length&&s.every((o,l)=>o===n[l]&&i(o))}function ht(e){return e.invited?"invi\
tations":e.kind==="direct"?"directs":P(e)?"hidden":e.joined?"open":"elsewhere"}function ve({id:e,title:t,other:n}){return n?.name||t||e}function mt(e,t){return e?.
kind!=="direct"?null:[...Object.values(e.members??{}).map(({user:s})=>s),...Object.values(e.people)].find(s=>s.id!==t?.id)??null}var Ee="http://www.w3.org/2000/svg";function c(e,t={},...n){let s=document.createElement(e);for(let[r,i]of Object.entries(t))r==="on"?Object.entries(i).forEach(
([o,l])=>s.addEventListener(o,l)):r==="data"?Object.assign(s.dataset,i):i===!0?s.setAttribute(r,""):i!==!1&&i!=null&&s.setAttribute(r,i);return s.append(...n.flat().
filter(r=>r!=null&&r!==!1)),s}var gt={menu:"M4 7h16M4 12h16M4 17h16",people:"M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.6-3.6 3-5.5 6.500-5.500s5.900 1.\
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
a3 3 0 0 1-3-3zM8.500 8.500h7M8.500 12h4"};function G(e){let t=document.createElementNS(Ee,"svg");t.setAttribute("viewBox","0 0 24 24"),t.setAttribute("class","\
icon"),t.setAttribute("aria-hidden","true");let n=document.createElementNS(Ee,"path");return n.setAttribute("d",gt[e]),t.append(n),t}function ye(e,t,n,s={}){let{
class:r="",...i}=s,o={type:"button",class:`icon-button ${r}`.trim(),"aria-label":t,title:t};return c("button",{...o,...i,on:{click:n}},G(e))}function m(e,t){e.textContent!==
t&&(e.textContent=t)}var g=class{#t;#e;constructor({language:t},{id:n,label:s,hint:r=null,secret:i=!1,...o}){let l=`${n}-complaint`,u=`${n}-hint`;this.#e=c("p",{class:"complaint",id:l,
role:"alert"}),this.#t=c("input",{id:n,class:"field",type:i?"password":"text","aria-describedby":r?`${u} ${l}`:l,...i?{autocapitalize:"none",spellcheck:"false"}:
{dir:"auto"},...o,on:{input:()=>this.showError("")}}),this.element=c("div",{class:"labelled"},c("label",{for:n},s),i?c("div",{class:"secret"},this.#t,this.#n(t)):
this.#t,r&&c("p",{class:"field-hint",id:u},r),this.#e)}get value(){return this.#t.value}set value(t){this.#t.value=t}focus(){this.#t.focus()}select(){this.#t.select()}showError(t){
m(this.#e,t),this.#t.setAttribute("aria-invalid",String(t!==""))}#n(t){let n=()=>{let r=this.#t.type==="password";this.#t.type=r?"text":"password",s.setAttribute(
"aria-pressed",String(r))},s=ye("eye",t.t("password.show"),n,{"aria-pressed":"false"});return s}};function ke(){return c("input",{class:"visually-hidden",type:"\
text",name:"username",autocomplete:"username",readonly:!0,tabindex:"-1","aria-hidden":"true"})}var xt="o.operator",Mt=36e5,bt=[[/joins at most (\d+) rooms/,"error.full.rooms"],[/belong to at most (\d+) rooms/,"error.full.memberships"],[/a room has at most (\d+) members/,
"error.full.members"],[/at most (\d+) people can be ignored/,"error.full.ignored"],[/at most (\d+) mutes and bans/,"error.full.sanctions"],[/you may not invite this user or write to them/,
"error.contact"]];function wt(e,t){let{code:n,message:s="",until:r,retryAfter:i,field:o,id:l}=t,u=bt.map(([d,p])=>[d.exec(s),p]).find(([d])=>d);if(u)return e.t(
u[1],{count:Number(u[0][1])});if(n==="internal"&&l)return e.t("error.internal.id",{id:l});let a={message:o&&!s.startsWith(`${o}:`)?`${o}: ${s}`:s};if(r!=null&&e.
has(`error.${n}.until`)){let d=e.t(`error.${n}.until`,{until:e.until(r,Date.now())});return Oe(e,d,t)}if(i!=null&&e.has(`error.${n}.wait`))return e.t(`error.${n}\
.wait`,{seconds:Math.ceil(i/1e3)});let f=e.has(`error.${n}`)?e.t(`error.${n}`,a):s;return vt.has(n)?Oe(e,f,t):f}var vt=new Set(["muted","banned","kicked","filte\
red"]);function cs(e,{reason:t},n){return e.t(e.has(`connection.${t}`)?`connection.${t}`:"connection.now",{seconds:Math.max(n,0)})}function Se(e,{name:t,values:{
error:n,wait:s,...r}={}}){return n?wt(e,n):e.t(t,s===void 0?r:{...r,wait:e.left(s)})}function ds(e,t,n,s,r=""){if(n===null)return e.t(r?`${t}.${r}`:t);let i=n-s;
return i<Mt?e.t(`${t}.left`,{left:e.left(Math.max(i,1e3))}):e.t(`${t}.until`,{until:e.until(n,s)})}function Et(e,t,n){let s=yt(e,n);return s?e.t(n.by?"error.quo\
ted":"error.with",{text:t,reason:s}):t}function yt(e,{reason:t,by:n}){if(!t||!n)return t;let s=n.id===xt?e.t("reason.operator"):n.name;return e.t("reason.quoted",
{name:s,reason:t})}function Oe(e,t,n){return Et(e,t,we(n))}var x=class{#t;#e;#n;#r;#i=c("p",{class:"sheet-doubt",role:"alert"});#s=null;constructor({language:t},{name:n,fields:s,label:r,send:i,before:o=[],after:l=[],beside:u=[],
danger:a=!1}){this.#t=t,this.#e=s,this.#r=r,this.#n=c("button",{type:"submit",class:`button ${a?"danger":"primary"}`},r);let f=d=>{d.preventDefault(),this.#n.disabled||
i(this.values)};this.element=c("form",{class:"sheet",name:n,novalidate:!0,on:{submit:f}},o,Object.values(s).map(d=>d.element),this.#i,c("div",{class:"sheet-butt\
ons"},u,this.#n),l)}get values(){return Object.fromEntries(Object.entries(this.#e).map(([t,n])=>[t,n.value]))}focus(){let t=Object.values(this.#e);(t.find(({value:n})=>n===
"")??t[0])?.focus()}fill(t){for(let[n,s]of Object.entries(t))this.#e[n]&&(this.#e[n].value=s)}clear(){Object.values(this.#e).forEach(t=>t.value=""),this.showProblem(
null)}async waitFor(t,{leaving:n=!1}={}){let s=this.#t.t("loginPage.entering");this.setBusy(!0,s);let r=await t;return this.setBusy(n&&r===null,s),this.showProblem(
r),r}setBusy(t,n=this.#r){this.#n.disabled=t,m(this.#n,t?n:this.#r)}showProblem(t){if(t===this.#s)return;this.#s=t;let n=t===null?"":Se(this.#t,t),s=t&&this.#e[t.
field];Object.values(this.#e).forEach(r=>r.showError(r===s?n:"")),m(this.#i,s?"":n),s?.focus()}};var kt={private:"lock",announce:"horn",archived:"archive",direct:"person",inbox:"horn"};function Ot(e,{id:t,kind:n,title:s,other:r}){return r?r.name||e.t("nobod\
y"):s||(t.startsWith("~")?e.t(n==="direct"||n==="inbox"?`kind.${n}`:"room.untitled"):`#${t}`)}function Ms(e,t,n){return Ot(e,_(t,n))}function bs(e,t){let n=kt[t],
s=n?G(n):"#",r=n&&c("span",{class:"visually-hidden"},`${e.t(`kind.${t}`)}: `);return c("span",{class:"room-hash"},c("span",{class:"room-sign","aria-hidden":"tru\
e"},s),r)}function ys(e){return e!==void 0&&c("span",{class:"name-mark"},`·${e}`)}function ks(e){return c("span",{class:`avatar tint-${Z(e.id)}`,"aria-hidden":"true"},V(
e.name))}var qe={ArrowDown:1,ArrowUp:-1};function Ss(e,t){let n=[...t],s=n.findIndex(l=>l.contains(document.activeElement)),r={Home:0,End:n.length-1},i=s<0&&e.key==="Arr\
owUp"?n.length:s,o=r[e.key]??(e.key in qe?i+qe[e.key]:null);return o===null||n.length===0?!1:(n[Math.min(Math.max(o,0),n.length-1)].focus(),e.preventDefault(),!0)}
function St(e){return e.key==="Enter"&&!e.shiftKey&&!e.isComposing&&e.keyCode!==229}function qs(e){let t=e.ctrlKey||e.metaKey;return St(e)&&(t||!qt())}function qt(){
return globalThis.matchMedia("(pointer: coarse)").matches}function At(e,t){let n=[...t],s={ArrowRight:1,ArrowLeft:-1}[e.key],r=n.indexOf(document.activeElement);
if(s===void 0||r<0)return null;e.preventDefault();let i=n[(r+s+n.length)%n.length];return i.focus(),i}function As(e,t){At(e,t)?.click()}var j=100,Ae=class{#t;#e;#n;#r;#i=[];#s=j;#l=new Map;#u=()=>!1;constructor({language:t},n,{draw:s,id:r,state:i=o=>o}){this.#t=t,this.#e=s,this.#n=r,this.#r=i,this.
element=n;let o={type:"button",class:"button quiet list-more",hidden:!0,on:{click:()=>this.#o()}};this.more=c("button",o)}get rest(){return Math.max(0,this.#i.length-
this.#l.size)}show(t,{always:n=()=>!1}={}){this.#i=t,this.#u=n,this.#a()}reset(){this.#s=j}#o(){let t=this.element.lastElementChild,n=document.activeElement===this.
more;if(this.#s+=j,this.#a(),n&&this.more.hidden){let s=t?.nextElementSibling;(s?.matches("button")?s:s?.querySelector("button"))?.focus()}}#a(){let t=new Map,n=this.
element.firstElementChild;for(let[s,r]of this.#i.entries()){if(s>=this.#s&&!this.#u(r))continue;let i=this.#n(r),o=this.#r(r),l=this.#l.get(i),u=l?.state===o?l.
node:this.#e(r);t.set(i,{state:o,node:u}),l&&l.node!==u&&(n=n===l.node?u:n,l.node.replaceWith(u)),u===n?n=n.nextElementSibling:this.element.insertBefore(u,n)}for(;n;){
let s=n.nextElementSibling;n.remove(),n=s}this.#l=t,this.more.hidden=this.rest===0,m(this.more,this.rest>0?this.#t.t("list.more",{count:Math.min(j,this.rest)}):
"")}};function zs(e,t,n){return Tt[t](e,n??{})}var Tt={guest:_t,signIn:jt,register:Nt,reset:It};function _t(e,{accounts:t}){let{language:n,login:s}=e,r=l=>n.t(l),i=new g(
e,{id:"name",label:r("loginPage.name"),hint:t?r("loginPage.guest.hint"):null,name:"nickname",autocomplete:"nickname",maxlength:"64",placeholder:r("loginPage.pla\
ceholder"),enterkeyhint:"go"}),o=l=>s.enterAsGuest(l.name);return new x(e,{name:"guest",fields:{name:i},label:r("loginPage.enter"),send:o})}function jt(e){let{language:t,
login:n}=e,s=u=>t.t(u),r=new g(e,{id:"password",label:s("password"),secret:!0,name:"password",autocomplete:"current-password",enterkeyhint:"go"}),i=[c("p",{class:"\
gate-forgot"},s("loginPage.forgot"))],o=u=>n.signIn(u),l={name:Te(e),password:r};return new x(e,{name:"sign-in",fields:l,after:i,label:s("loginPage.signIn"),send:o})}
function Nt(e,t){let{language:n,login:s}=e,r={name:Te(e),password:_e(e,t)},i=o=>s.register(o);return new x(e,{name:"register",fields:r,label:n.t("loginPage.regi\
ster.do"),send:i})}function It(e,t){let{language:n,login:s}=e,r=l=>s.resetPassword(l),i=[c("button",{type:"button",class:"button quiet",on:{click:()=>s.discardLink()}},
n.t("cancel"))],o={password:_e(e,t,{label:"password.new"})};return new x(e,{name:"reset",before:[ke()],fields:o,beside:i,label:n.t("loginPage.reset.do"),send:r})}
function Te(e){return new g(e,{id:"name",label:e.language.t("loginPage.name"),name:"username",autocomplete:"username",autocapitalize:"none",spellcheck:"false",maxlength:"\
64",enterkeyhint:"next"})}function _e(e,{password_least:t=8}={},{id:n="password",label:s="password"}={}){let{language:r}=e;return new g(e,{id:n,label:r.t(s),hint:r.
t("password.least",{count:t}),secret:!0,name:"new-password",autocomplete:"new-password",enterkeyhint:"go"})}export{M as a,Pt as b,K as c,Ct as d,Lt as e,$t as f,Dt as g,Ut as h,Y as i,Q as j,Wt as k,Gt as l,h as m,k as n,$e as o,Kt as p,Ue as q,Vt as r,Zt as s,Yt as t,
Jt as u,y as v,P as w,O as x,en as y,tn as z,nn as A,sn as B,rn as C,on as D,ln as E,un as F,an as G,cn as H,dn as I,F as J,Ye as K,wn as L,vn as M,En as N,pn as O,
hn as P,mn as Q,gn as R,oe as S,He as T,w as U,Xe as V,et as W,An as X,Me as Y,Tn as Z,H as _,Rn as $,it as aa,ot as ba,zn as ca,Pn as da,Cn as ea,ct as fa,Ln as ga,
dt as ha,Dn as ia,Un as ja,be as ka,Fn as la,Gn as ma,Xn as na,we as oa,Zn as pa,Yn as qa,Jn as ra,Qn as sa,es as ta,ts as ua,ns as va,_ as wa,ss as xa,rs as ya,
c as za,G as Aa,ye as Ba,m as Ca,g as Da,ke as Ea,wt as Fa,cs as Ga,Se as Ha,ds as Ia,Et as Ja,yt as Ka,x as La,zs as Ma,_e as Na,Ot as Oa,Ms as Pa,bs as Qa,ys as Ra,
ks as Sa,Ss as Ta,St as Ua,qs as Va,qt as Wa,At as Xa,As as Ya,Ae as Za};
