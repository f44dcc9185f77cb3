var K=class{#t=null;#e=null;#n=null;#r=[];#i=!1;#s=!1;#o=!1;#u=0;#l=new Map;#c=new Set;constructor(t){t&&(this.#a(t.epoch,t.seq),this.#i=!0)}get since(){return this.#t===
null?void 0:{epoch:this.#t,seq:this.#e}}get epoch(){return this.#t}get seq(){return this.#e}get behind(){return this.#n!==null&&!this.#s}get lost(){return this.#s}get age(){
return this.#u}join({epoch:t,seq:n,events:s,gap:r}){let i=this.#i,l=this.#o&&t===this.#t,o=t!=null,u=i&&!r&&!this.#s&&o&&t===this.#t;if(this.#i=!0,this.#r=[],u){
let c=this.#d(s);return this.#n=this.#e<n?n:null,{entries:c,reset:!1,gap:!1}}return o?(this.#a(t,n),{entries:s.map(c=>this.present(c)),reset:!0,gap:i&&!l}):(this.#a(
null,null),{entries:[],reset:!i,gap:i})}live(t){return this.#f(t),t.seq==null?[this.present(t)]:t.seq<=this.#e?[]:this.#n===null&&t.seq===this.#e+1?(this.#e=t.seq,
[this.present(t)]):(this.#r.push(t),this.#n??=t.seq-1,[])}page(t){let n=this.#e,s=this.#d(t);if(t.some(l=>l.seq>this.#e+1)||this.#e===n&&this.#e<this.#n)return this.#s=
!0,s;if(this.#e<this.#n)return s;this.#n=null;let i=this.#r;this.#r=[];for(let l of i)s.push(...this.live(l));return s}present(t){if(this.#c.has(t.user?.id))return t.
type==="message"?T(t):G(t);if(t.type!=="message")return t;let n=this.#l.get(t.seq);return n?z(t,n):t}forget(){this.#s=!0}skip(){this.#s=!0,this.#o=!0}erase(t){this.#c.
add(t)}#a(t,n){this.#t=t,this.#e=n,this.#n=null,this.#s=!1,this.#o=!1,this.#u+=1,this.#l.clear()}#d(t){let n=[];for(let s of t)s.seq===this.#e+1&&(this.#e=s.seq,
this.#f(s),n.push(this.present(s)));return n}#f(t){if(t.type!=="edit"&&t.type!=="delete")return;let n=this.#l.get(t.target);n&&n.seq>=t.seq||(this.#l.delete(t.target),
this.#l.set(t.target,t),this.#l.size>2e3&&this.#l.delete(this.#l.keys().next().value))}};function z(e,t){let{seq:n,user:s,time:r}=t,i=Math.max(e.edited?.seq??0,
e.deleted?.seq??0);return e.deleted||i>=n?e:t.type==="delete"?{...e,text:null,deleted:{seq:n,user:s,time:r}}:t.text==null?e:{...e,text:t.text,edited:{seq:n,user:s,
time:r}}}function T(e){return{...G(e),deleted:e.deleted??{}}}function G(e){return{...e,text:null,user:{id:e.user.id,name:""}}}function V({entries:e,quotes:t},n){let[s,r]=[0,e.length];for(;s<r;){let i=s+r>>1;[s,r]=e[i].seq<n?[i+1,r]:[s,i]}return e[s]?.seq===n?e[s]:t[n]}function Y(e,t){let n=$(
e,s=>s.seq===t.target?z(s,t):s);return t.type==="delete"?Z(n,t.target):n}function Tt(e,t){let{[t]:n,...s}=e.people,{[t]:r,...i}=e.typing,l=n?{...s,[t]:{...n,name:""}}:
e.people,o=e.entries.filter(c=>c.user.id===t),u=$({...e,people:l,typing:i},c=>c.user.id===t?T(c):c);return[...o,...e.search?.results??[]].filter(c=>c.user.id===
t).reduce((c,{seq:d})=>Z(c,d),u)}function $t(e,t){let n=u=>u?.user.id===t.id,s=u=>n(u)?{...u,user:t}:u,r=u=>n(u)||n(u.edited)||n(u.deleted)?{...u,user:n(u)?t:u.
user,edited:s(u.edited),deleted:s(u.deleted)}:u,{people:i,members:l,typing:o}=e;return $({...e,people:t.id in i?{...i,[t.id]:t}:i,members:l?.[t.id]?{...l,[t.id]:{
...l[t.id],user:t}}:l,typing:t.id in o?{...o,[t.id]:{...o[t.id],name:t.name}}:o},r)}function $(e,t){let n=Object.entries(e.quotes).map(([s,r])=>[s,r&&t(r)]);return{
...e,entries:e.entries.map(t),quotes:n.length>0?Object.fromEntries(n):e.quotes,reply:e.reply&&t(e.reply),search:e.search&&{...e.search,results:e.search.results.
map(t)}}}function Z(e,t){let{search:n,reply:s,editing:r,removing:i}=e;return{...e,search:n&&{...n,results:n.results.filter(l=>l.seq!==t)},reply:s?.seq===t?null:
s,editing:r?.seq===t?null:r,removing:i?.seq===t?null:i}}function Ct(e){return Object.freeze(Object.fromEntries(e.map(({id:t,name:n})=>[t,n??""])))}function Nt(e,{id:t,name:n}){return Object.freeze({...e,[t]:n??""})}function _t(e,t){
let{[t]:n,...s}=e;return Object.freeze(s)}function It(e,t){return{...e,revealed:{...e.revealed,...Object.fromEntries(t.map(n=>[n,!0]))}}}function J(e,{ignored:t={},
revealed:n={}}){return e.user.id in t&&!n[Ne(e)]}function Ne({seq:e,time:t}){return e??t}function M(e){let t,n=!1;return()=>(n||(t=e(),n=!0),t)}var _e=/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g,Ie=/^[A-Za-z0-9_\-=@,.;~]{1,164}$/,He=M(()=>new RegExp("^(?:\\p{Extended_Pictographic}(?:[\\u{1f3fb}-\\u{1f3ff}\
]|\\ufe0f|\\u200d\\p{Extended_Pictographic})*|\\p{RI}{2}|\\s){1,12}$","u")),Pe=/^[\x20-\x7e]*$/,Re=12;function Ft(e){let t=e.replace(/\r\n?/g,`
`).replace(_e,"");return(t.toWellFormed?t.toWellFormed():t).replace(/^\s*\n/,"").trimEnd()}var O=M(()=>globalThis.Intl?.Segmenter&&new Intl.Segmenter(void 0,{granularity:"\
grapheme"}));function X(e){return Pe.test(e)?[...e]:O()?Array.from(O().segment(e),({segment:t})=>t):e.match(new RegExp("\\P{M}\\p{M}*|\\p{M}","gsu"))??[]}function Ut(e,t){
if(O())return O().segment(e).containing(t)?.index??t;let n=e.charCodeAt(t);return n>=56320&&n<=57343?t-1:t}function Wt(e){let t=0;for(let n of e)t+=1;return t}function y(e){
let t=[],n="",s=0;for(let r of e){let i=r.normalize("NFKD").toLowerCase();for(let l=0;l<i.length;l+=1)t.push(s);n+=i,s+=r.length}return t.push(s),{folded:n,places:t}}
function Bt(e){return Ie.test(e)}function Dt(e){return e.normalize("NFKD").replace(new RegExp("\\p{M}","gu"),"").trim().replace(/^#+/,"").replace(/\s+/g,"-").replace(
/[^A-Za-z0-9_\-=@,.;~]/g,"").replace(/^~+/,"").slice(0,164)}function ee(e){let t=e.normalize("NFC").trim().split(/[\s._-]+/).filter(s=>/[\p{L}\p{N}]/u.test(s));
if(t.length===0)return X(e).find(s=>new RegExp("\\p{Extended_Pictographic}|\\p{RI}","u").test(s))??"?";let n=Q(t[0]);return t.length===1||/[\u2e80-\u9fff\uac00-\ud7af]/.
test(n)?n.toLocaleUpperCase():(n+Q(t.at(-1))).toLocaleUpperCase()}function Q(e){return X(e).find(t=>/[\p{L}\p{N}]/u.test(t))}function te(e){let t=2166136261;for(let n of e)
t=Math.imul(t^n.codePointAt(0),16777619)>>>0;return((t^t>>>15)>>>0)%Re}function Kt(e){return e.length<=40&&He().test(e)&&e.trim()!==""}var Fe={most:200,kept:120},Ue={most:150,kept:100};function b(e){return e.to<e.head}function ne(e){return e.entries.length>=200}function se(e,{open:t}){return L(
e,t?Fe:Ue)}function re(e){return e.entries.length<=200||e.entries[199].seq==null?e:C({...e,to:e.entries[199].seq},e.entries.slice(0,200))}function ie(e){return L(
e,{most:200,kept:200})}function le(e){let t={from:e.head+1,to:e.head,older:e.head>=e.first,loading:null};return b(e)?C({...e,...t},[]):oe(e)}function oe(e){return b(
e)?e:L(e,{most:100,kept:100})}function ue(e){return e.divider!==null&&e.from>e.divider+1}function L(e,{most:t,kept:n}){if(e.entries.length<=t)return e;let s=e.entries.
slice(-n),r=s[0].seq!=null;return C({...e,from:r?s[0].seq:e.from,older:r},s)}function C(e,t){let n={},s=[...t,...e.pending].map(({reply_to:r})=>r).filter(r=>r!=
null);if(s.length>0){let r=new Map(e.entries.map(i=>[i.seq,i]));for(let i of s){let l=r.get(i)??e.quotes[i];l!==void 0&&(n[i]=l)}}return{...e,entries:t,quotes:n}}var q="~",Be=8,De=80,ce=M(()=>/[\p{L}\p{N}\p{M}_]/u),N=M(()=>/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u);function _(e){return/[@＠﹫]/.
test(e)}function Ke(e,t){if(!_(e))return[];let{folded:n,places:s}=y(e),r=[...new Set(t)].map(w).filter(({word:l})=>l!=="");r.sort((l,o)=>o.word.length-l.word.length||
l.guest-o.guest);let i=[];for(let l=n.indexOf("@");l>=0;l=n.indexOf("@",l+1)){let o=n[l+1]===q,u=l+(o?2:1),c=({word:f,guest:p})=>(p||!o)&&n.startsWith(f,u)&&Ve(
n,u+f.length),d=de(n,l)&&r.find(c);d&&i.push({from:s[l],to:s[u+d.word.length],name:d.name})}return i}function ae(e,t,n){return!t?.name||!e?!1:Ke(e,[t.name,...n.
map(({name:s})=>s)]).some(({name:s})=>s===t.name)}function Zt(e,t,n){let s=e.slice(Math.max(0,t-De),t),r=Math.max(s.lastIndexOf("@"),s.lastIndexOf("＠"));if(r<
0||!de(s,r)||/^\s|\n/.test(s.slice(r+1)))return null;let{folded:i}=y(s.slice(r+1)),l=i.replace(/^~/,""),o=l===i?n:n.filter(({name:f})=>w(f).guest),u=o.filter(({
name:f})=>w(f).word.startsWith(l)),c=o.filter(({name:f})=>!u.some(p=>p.name===f)&&Ge(f,l)),d=[...u,...c].slice(0,Be);return d.length>0?{from:t-s.length+r,to:t,users:d}:
null}function Jt(e,{from:t,to:n},s,r){let i=w(s.name),l=r.some(({id:f,name:p})=>f!==s.id&&w(p).word===i.word),o=i.guest&&!l?s.name.slice(q.length):s.name,u=`${e.
slice(0,t)}@${o}`,c=e.slice(n),d=/^\s/.test(c)?"":" ";return{text:u+d+c,caret:u.length+1}}function Qt(e,{me:t,ignored:n,marks:s={}}){let r=e.entries.map(({user:u})=>u).
reverse(),i=Object.values(e.people).sort((u,c)=>u.name.localeCompare(c.name)),l=Object.values(e.members??{}).map(({user:u})=>u),o=new Map;for(let u of[...r,...i,
...l]){let c=e.people[u.id]??u;c.name!==""&&c.id!==t?.id&&!(c.id in n)&&!o.has(c.id)&&o.set(c.id,c.id in s?{...c,mark:s[c.id]}:c)}return[...o.values()]}function w(e){
let t=e.startsWith(q);return{name:e,guest:t,word:y(t?e.slice(q.length):e).folded}}function Ge(e,t){return w(e).word.split(/[\s._-]+/).some(n=>t!==""&&n.startsWith(
t))}function de(e,t){let n=/.?$/su.exec(e.slice(Math.max(0,t-2),t))[0];return!ce().test(n)||N().test(n)}function Ve(e,t){let n=/.$/su.exec(e.slice(Math.max(0,t-
2),t))?.[0]??"",s=/^./su.exec(e.slice(t,t+2))?.[0]??"";return new RegExp("\\p{M}","u").test(s)?!1:!ce().test(s)||N().test(s)||N().test(n)}function fe(e,t,n){let s=e.entries.filter(o=>E(o,n)&&o.seq>t).length,r=t+1<e.from&&e.head>t,i=r?e.head-t:s,l={...e,seen:t,unread:i,about:r,divider:i>0?t:null,missed:i};
return{...l,called:I(l,t,n)}}function pe(e,t,{watched:n,replayed:s,...r}){if(!E(t,r))return n?{...e,divider:null,missed:0,about:!1}:e;if(t.seq!=null&&t.seq<=e.seen||
n&&!s)return e;let l=s?e.missed===0:e.unread===0,o=l?(t.seq??e.head+1)-1:e.divider,u=s?e.missed+1:l?0:e.missed,c=e.called+(me(t,e,r)?1:0);return{...e,divider:o,
missed:u,...n?{unread:0,called:0}:{unread:e.unread+1,called:c}}}function he(e,t,n){if(t<=e.seen&&(e.unread===0||t<e.head))return e;let s=Math.max(e.seen,t);if(s>=
e.head)return{...e,seen:s,unread:0,called:0};let r=s+1<e.from?e.called:Math.min(e.called,I(e,s,n));return{...e,seen:s,called:r,unread:e.about?e.head-s:Je(e,s,n)}}
function Ye(e,t){let n=ue(e)?Math.max(e.missed,e.unread):e.missed;return he(n===e.missed?e:{...e,missed:n},e.head,t)}function me(e,t,{me:n}){return e.deleted||e.
user.id===n?.id?!1:Ze(e,t,n)||_(e.text)&&ae(e.text,n,Object.values(t.people))}function rn(e,t,n,s){let r={...e,quotes:{...e.quotes,[t]:n}};return e.unread===0||
n?.user.id!==s.me?.id?r:{...r,called:Math.max(e.called,I(r,e.seen,s))}}function Ze({reply_to:e},t,n){return e!=null&&n!=null&&V(t,e)?.user.id===n.id}function I(e,t,n){
return e.entries.filter(r=>r.seq>t&&E(r,n)).filter(r=>me(r,e,n)).length}function Je(e,t,n){let s=e.entries.filter(r=>E(r,n)&&r.seq>e.seen&&r.seq<=t);return Math.
max(0,Math.min(e.unread-s.length,e.head-t))}function E(e,{me:t,ignored:n}){return e.user.id!==t?.id&&!e.deleted&&!J(e,{ignored:n})}function Qe(e,t=null){if(e.can===null||e.can.includes("say"))return null;if(e.kind==="archived")return{why:"archived"};let n=t??e.muted;return n?{why:"muted",...n}:
{why:e.kind==="announce"?"announce":"forbidden"}}function on(e,t=null){let n=Qe(e,t),s=["moderator","owner","admin"].includes(e.role);return n?.why==="forbidden"||
n?.why==="announce"&&s}function un(e,t){return ge(e)?Math.max(0,e.pausedUntil-t):0}function ge({slow:e,can:t}){return e>0&&!(t?.includes("unslowed")??!1)}function cn(e,t){
return ge(e)&&t>e.pausedUntil?{...e,pausedUntil:t}:e}var Xe=new Set(["say","signal","edit_own","invite","set"]);function H(e,t){let n=t&&e.can?e.can.filter(s=>!Xe.
has(s)):e.can;return{...e,muted:t,can:n}}var xe=["guest","member","moderator","owner","admin","operator"],dn=Object.freeze([6e5,36e5,864e5,6048e5,null]),Me=Object.freeze(["mute","kick","ban"]);function v(e,t){
return xe.indexOf(e)>xe.indexOf(t)}function P({id:e,kind:t}){return t==="private"||t==="direct"||e.startsWith("~")}function R(e,t){let n=k(e,t),s=P(e)?null:t.id.
startsWith("g.")?"guest":"member";return v(s,n)?s:n}function k(e,t){return e.members?.[t?.id]?.role??null}function h(e,t){return e?.can?.includes(t)??!1}function S({account:e},t){return e?.can?.includes(t)??!1}function et(e,t,n,s){return!t.id||t.id===s.me?.id?[]:[n!==
null&&h(n,e)&&v(n.role,R(n,t))&&"room",S(s,e)&&"site"].filter(Boolean)}function tt(e,t,{me:n}){if(!h(t,"role")||e.id===n?.id||!v(t.role,R(t,e)))return[];let s=k(
t,e);return[...["owner","moderator","member"].filter(i=>i!=="owner"||!e.id.startsWith("g.")).filter(i=>i!==s&&!v(i,t.role)),...s===null?[]:[null]]}function hn(e,t,n){
if(!e.id||e.id===n.me?.id)return[];let s=r=>t?.sanctions?.some(i=>i.kind===r&&i.user===e.id)??!1;return[S(n,"create_direct")&&t?.kind!=="direct"&&"direct",t&&h(
t,"invite")&&k(t,e)===null&&"invite",...t?tt(e,t,n).map(r=>`role.${r??"none"}`):[],...Me.flatMap(r=>{let i=et(r,e,t,n),l=i.includes("room")&&s(r)&&`un${r}`;return i.
length===0?[]:[l||r]})].filter(Boolean)}function nt(e,t){let n=s=>h(e,s)||S(t,s);return[n("review")&&"reports",(n("mute")||n("ban"))&&"sanctions",n("audit")&&"a\
udit"].filter(Boolean)}function mn(e,t){let n=k(e,t.me),s=Object.values(e.members??{}).filter(({role:i,invited:l})=>i==="owner"&&!l),r=n==="owner"&&s.length<2;return[
h(e,"invite")&&"invite",(h(e,"set")||h(e,"slow"))&&"settings",...nt(e,t),n!==null&&e.kind!=="direct"&&!r&&"resign"].filter(Boolean)}function gn(e,t){return S(e,
"review")?Object.values(e.reports).reduce((n,s)=>n+s,0):e.reports[t?.id]??0}function be(e,t){if(!t)return e;let n=Object.fromEntries((t.users??[]).map(s=>[s.id,s]));return{...e,people:n,count:t.count??Object.keys(n).length}}function Mn(e,{
joined:t=[],left:n=[],count:s}){let r={...e.people};for(let l of t)r[l.id]=l;for(let l of n)delete r[l];return{...n.reduce((l,o)=>F(l,o),e),people:r,count:s??Object.
keys(r).length}}function bn(e,t,n){return{...e,typing:{...e.typing,[t.id]:{name:t.name,until:n+5e3}}}}function F(e,t){if(!(t in e.typing))return e;let{[t]:n,...s}=e.
typing;return{...e,typing:s}}function wn(e,t){let n=Object.entries(e.typing).filter(([,{until:s}])=>s>t);return n.length===Object.keys(e.typing).length?e:{...e,
typing:Object.fromEntries(n)}}function vn(e,t){return{...e,reply:t,editing:null,removing:null}}function kn(e,t){let n=t&&{seq:t.seq,text:t.text,busy:!1,error:null};return{...e,editing:n,removing:null}}
function On(e,t){let n=t&&{seq:t.seq,busy:!1,error:null};return{...e,removing:n,editing:t?null:e.editing}}function yn(e,{what:t,seq:n,...s}){return e[t]?.seq===
n?{...e,[t]:{...e[t],...s}}:e}function qn(e,t){let n={text:"",results:[],more:!1,state:"idle",error:null};return{...e,search:t?e.search??n:null}}function En(e,{
text:t}){let n=t==="";return U(e,{text:t,state:n?"idle":"busy",error:null,...n?{results:[],more:!1}:{}})}function Sn(e,{text:t,page:n,further:s}){if(e.search?.text!==
t)return e;let r=s?e.search.results:[],i=n.events.filter(l=>!l.deleted&&!r.some(({seq:o})=>o===l.seq));return U(e,{results:[...r,...i],more:n.more,state:"done",
error:null})}function jn(e,{text:t,error:n}){return e.search?.text===t?U(e,{state:"failed",error:n}):e}function we(e){return{...e,removing:null,search:null}}function U(e,t){
return e.search?{...e,search:{...e.search,...t}}:e}function W(e){return Object.freeze({id:e,kind:null,title:"",topic:"",slow:0,retention:null,joined:!1,role:null,can:null,members:null,muted:null,barred:null,pausedUntil:0,
sanctions:null,epoch:null,first:1,head:0,from:1,to:0,entries:[],quotes:{},older:!1,loading:null,pending:[],people:{},count:0,typing:{},seen:0,unread:0,called:0,
revealed:{},about:!1,divider:null,missed:0,gap:null,target:null,reply:null,editing:null,removing:null,search:null})}function Ln(e,t,{me:n,ignored:s,seen:r,watched:i}){
let l={...lt(e,t),joined:!0,barred:null,members:null,sanctions:null,typing:{}},o=be(l,t.presence);if(!t.reset){let Le=t.gap?{before:null,reason:"gap.none"}:o.gap,
Ce=e.epoch===null?rt(o,t,r):o;return ot({...Ce,gap:Le},t.events,{me:n,ignored:s,watched:i,replayed:!0})}let{epoch:u,seq:c,events:d}=t,f=u===e.epoch||u===r?.epoch?
"gap.older":"gap.text",p=d[0]?.seq??(c??0)+1,$e={...o,epoch:u,first:t.first??1,head:c??0,from:p,to:c??0,entries:d.filter(j),quotes:u===e.epoch?e.quotes:{},older:!!t.
more,loading:null,gap:t.gap?{before:p,reason:f}:null,target:null,editing:null,removing:null,reply:null};return fe($e,it(t,r,e),{me:n,ignored:s})}function rt(e,{
epoch:t,first:n,since:s,seen:r=0},i){if(!s)return e;let{seq:l}=s,o=Math.max(r,i?.epoch===t?i.seq:0);return{...e,epoch:t,first:n??1,head:l,from:l+1,to:l,older:l>=
(n??1),seen:o}}function it({epoch:e,seq:t,seen:n=0,gap:s,kind:r},i,l){let o=Math.max(i?.epoch===e?i.seq:0,l.epoch===e?l.seen:0),u=Math.max(n,o);return u>0||s||r===
"direct"?u:t??0}function lt(e,t){let{kind:n,title:s,topic:r,slow:i,retention:l,can:o,role:u}={...e,...t},c=o?.includes("say")?null:e.muted;return{...e,kind:n,title:s,
topic:r,slow:i,retention:l,can:o,role:u,muted:c}}function ot(e,t,{open:n=!1,following:s=!1,...r}){let i=n&&e.epoch!==null&&(!s||e.editing!==null||e.removing!==null),
l=t.reduce((o,u)=>ut(o,u,{...r,reads:i}),e);return i||b(l)?l:se(l,{open:n})}function ut(e,t,{reads:n,...s}){let r=t.type==="message",i=!b(e)&&!(n&&r&&ne(e)),l=i&&
!(t.seq!=null&&t.seq<=e.to),o=r?at(e,t,{...s,kept:l}):Y(e,t);return t.seq==null?o:ct(o,t.seq,{...s,follows:i})}function ct(e,t,{watched:n,follows:s}){let r=Math.
max(e.head,t);return{...e,head:r,to:s?r:e.to,seen:n&&s?Math.max(e.seen,t):e.seen}}function at(e,t,{kept:n,...s}){let r=n?[...e.entries,t]:e.entries,i=F({...e,entries:r},
t.user.id);return pe(i,t,s)}function Cn(e,{events:t,first:n=e.first,more:s,loading:r=null},i=e.from){if(i!==e.from)return{...e,loading:null};let l=t.filter(c=>c.
seq<e.from),o=l[0]?.seq??(s?e.from:n),u=[...l.filter(j),...e.entries];return re({...e,entries:u,from:o,first:n,older:!!s&&l.length>0,loading:r})}function Nn(e,{
events:t,more:n,loading:s=null},r=e.to){if(r!==e.to)return{...e,loading:null};let i=t.filter(u=>u.seq>e.to),l=i.at(-1)?.seq??(n?e.to:e.head),o=[...e.entries,...i.
filter(j)];return ie({...e,entries:o,to:l,head:Math.max(e.head,l),loading:s})}function _n(e,{events:t,first:n=e.first,more:s},{target:r=null}={}){if(t.length===
0)return{...e,loading:null};let[i,l]=[t[0].seq,t.at(-1).seq],o=Math.max(e.head,l);return{...e,entries:t.filter(j),from:i,to:l,head:o,first:n,older:s??i>n,loading:null,
target:dt(r)}}function dt(e){return e===null?null:Object.freeze({at:e})}function In(e){let t={...we(e),target:null,revealed:{}};return le(e.unread===0?{...t,divider:null,
missed:0,about:!1}:t)}function j(e){return e.type==="message"}function Un(e,t,{code:n,until:s=null,reason:r=""}){let i=e.rooms[t]??W(t),{title:l,topic:o,kind:u}=i,c=Object.freeze({...W(t),title:l,topic:o,kind:u,barred:Object.
freeze({code:n,until:s,reason:r})});return{...e,rooms:{...e.rooms,[t]:c}}}function Wn(e,t,n){let s=i=>t===null?{...H(i,n),muted:i.muted}:H(i,n),r=Object.entries(
e.rooms).map(([i,l])=>[i,t===null||i===t?s(l):l]);return{...e,rooms:Object.fromEntries(r),muted:t===null?n:e.muted}}function ve(e,t){let n=e.match(/^(?:you are (?:banned|muted)(?:: (.*))?|a filter of this room refused the text)$/s),
s=n?n[1]??"":e;return s===t?"":s}var ke="http://www.w3.org/2000/svg";function a(e,t={},...n){let s=document.createElement(e);for(let[r,i]of Object.entries(t))r==="on"?Object.entries(i).forEach(
([l,o])=>s.addEventListener(l,o)):r==="data"?Object.assign(s.dataset,i):i===!0?s.setAttribute(r,""):i!==!1&&i!=null&&s.setAttribute(r,i);return s.append(...n.flat().
filter(r=>r!=null&&r!==!1)),s}var ft={menu:"M4 7h16M4 12h16M4 17h16",people:"M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.6-3.6 3-5.5 6.500-5.500s5.900 1.\
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
a3 3 0 0 1-3-3zM8.500 8.500h7M8.500 12h4"};function B(e){let t=document.createElementNS(ke,"svg");t.setAttribute("viewBox","0 0 24 24"),t.setAttribute("class","\
icon"),t.setAttribute("aria-hidden","true");let n=document.createElementNS(ke,"path");return n.setAttribute("d",ft[e]),t.append(n),t}function Oe(e,t,n,s={}){let{
class:r="",...i}=s,l={type:"button",class:`icon-button ${r}`.trim(),"aria-label":t,title:t};return a("button",{...l,...i,on:{click:n}},B(e))}function m(e,t){e.textContent!==
t&&(e.textContent=t)}var g=class{#t;#e;constructor({language:t},{id:n,label:s,hint:r=null,secret:i=!1,...l}){let o=`${n}-complaint`,u=`${n}-hint`;this.#e=a("p",{class:"complaint",id:o,
role:"alert"}),this.#t=a("input",{id:n,class:"field",type:i?"password":"text","aria-describedby":r?`${u} ${o}`:o,...i?{autocapitalize:"none",spellcheck:"false"}:
{dir:"auto"},...l,on:{input:()=>this.complain("")}}),this.element=a("div",{class:"labelled"},a("label",{for:n},s),i?a("div",{class:"secret"},this.#t,this.#n(t)):
this.#t,r&&a("p",{class:"field-hint",id:u},r),this.#e)}get value(){return this.#t.value}set value(t){this.#t.value=t}focus(){this.#t.focus()}select(){this.#t.select()}complain(t){
m(this.#e,t),this.#t.setAttribute("aria-invalid",String(t!==""))}#n(t){let n=()=>{let r=this.#t.type==="password";this.#t.type=r?"text":"password",s.setAttribute(
"aria-pressed",String(r))},s=Oe("eye",t.t("password.show"),n,{"aria-pressed":"false"});return s}};function ye(){return a("input",{class:"visually-hidden",type:"\
text",name:"username",autocomplete:"username",readonly:!0,tabindex:"-1","aria-hidden":"true"})}var pt=36e5,ht=[[/joins at most (\d+) rooms/,"error.full.rooms"],[/belong to at most (\d+) rooms/,"error.full.memberships"],[/a room has at most (\d+) members/,
"error.full.members"],[/at most (\d+) people can be ignored/,"error.full.ignored"],[/at most (\d+) mutes and bans/,"error.full.sanctions"]];function mt(e,t){let{
code:n,message:s="",until:r,retryAfter:i,field:l}=t,o=ht.map(([d,f])=>[d.exec(s),f]).find(([d])=>d);if(o)return e.t(o[1],{count:Number(o[0][1])});let u={message:l&&
!s.startsWith(`${l}:`)?`${l}: ${s}`:s};if(r!=null&&e.has(`error.${n}.until`)){let d=e.t(`error.${n}.until`,{until:e.until(r,Date.now())});return qe(e,d,n,s)}if(i!=
null&&e.has(`error.${n}.wait`))return e.t(`error.${n}.wait`,{seconds:Math.ceil(i/1e3)});let c=e.has(`error.${n}`)?e.t(`error.${n}`,u):s;return gt.has(n)?qe(e,c,
n,s):c}var gt=new Set(["muted","banned","kicked","filtered"]);function Yn(e,{reason:t},n){return e.t(e.has(`link.${t}`)?`link.${t}`:"link.now",{seconds:Math.max(
n,0)})}function Ee(e,{name:t,values:{error:n,wait:s,...r}={}}){return n?mt(e,n):e.t(t,s===void 0?r:{...r,wait:e.left(s)})}function Zn(e,t,n,s,r=""){if(n===null)
return e.t(r?`${t}.${r}`:t);let i=n-s;return i<pt?e.t(`${t}.left`,{left:e.left(Math.max(i,1e3))}):e.t(`${t}.until`,{until:e.until(n,s)})}function qe(e,t,n,s=""){
let r=ve(s,n);return r?e.t("error.with",{text:t,reason:r}):t}var x=class{#t;#e;#n;#r;#i=a("p",{class:"sheet-doubt",role:"alert"});#s=null;constructor({language:t},{name:n,fields:s,label:r,send:i,before:l=[],after:o=[],beside:u=[],
danger:c=!1}){this.#t=t,this.#e=s,this.#r=r,this.#n=a("button",{type:"submit",class:`button ${c?"danger":"primary"}`},r);let d=f=>{f.preventDefault(),this.#n.disabled||
i(this.values)};this.element=a("form",{class:"sheet",name:n,novalidate:!0,on:{submit:d}},l,Object.values(s).map(f=>f.element),this.#i,a("div",{class:"sheet-butt\
ons"},u,this.#n),o)}get values(){return Object.fromEntries(Object.entries(this.#e).map(([t,n])=>[t,n.value]))}focus(){let t=Object.values(this.#e);(t.find(({value:n})=>n===
"")??t[0])?.focus()}fill(t){for(let[n,s]of Object.entries(t))this.#e[n]&&(this.#e[n].value=s)}clear(){Object.values(this.#e).forEach(t=>t.value=""),this.tell(null)}hold(t,n=this.#r){
this.#n.disabled=t,m(this.#n,t?n:this.#r)}tell(t){if(t===this.#s)return;this.#s=t;let n=t===null?"":Ee(this.#t,t),s=t&&this.#e[t.field];Object.values(this.#e).forEach(
r=>r.complain(r===s?n:"")),m(this.#i,s?"":n),s?.focus()}};function D({rooms:e,lines:t,me:n},s){let r=e[s],i=t[s],l=r?.kind??i?.kind??null,o=r?r.unread:i?.unread??0;return{id:s,kind:l,title:r?.title||i?.title||"",other:i?.
other??Mt(r,n),unread:o,called:l==="direct"?o:r?.called??0,joined:r!==void 0,invited:r===void 0&&(i?.invited??!1),by:i?.by??null,barred:r?.barred!=null}}function ns(e){
let t=[...new Set([...Object.keys(e.rooms),...Object.keys(e.lines)])],n={invitations:[],open:[],hidden:[],directs:[],elsewhere:[]};for(let s of t.map(r=>D(e,r)))
n[xt(s)].push(s);for(let s of["invitations","hidden","directs","elsewhere"])n[s].sort((r,i)=>Se(r).localeCompare(Se(i)));return n}function xt(e){return e.invited?
"invitations":e.kind==="direct"?"directs":P(e)?"hidden":e.joined?"open":"elsewhere"}function Se({id:e,title:t,other:n}){return n?.name||t||e}function Mt(e,t){return e?.
kind!=="direct"?null:[...Object.values(e.members??{}).map(({user:s})=>s),...Object.values(e.people)].find(s=>s.id!==t?.id)??null}var bt={private:"lock",announce:"horn",archived:"archive",direct:"person"};function wt(e,{id:t,kind:n,title:s,other:r}){return r?r.name||e.t("nobody"):s||(t.startsWith(
"~")?e.t(n==="direct"?"kind.direct":"room.untitled"):`#${t}`)}function ls(e,t,n){return wt(e,D(t,n))}function os(e,t){let n=bt[t],s=n?B(n):"#",r=n&&a("span",{class:"\
visually-hidden"},`${e.t(`kind.${t}`)}: `);return a("span",{class:"room-hash"},a("span",{class:"room-sign","aria-hidden":"true"},s),r)}function ds(e){return e!==void 0&&a("span",{class:"name-mark"},`·${e}`)}function fs(e){return a("span",{class:`avatar tint-${te(e.id)}`,"aria-hidden":"true"},ee(
e.name))}var je={ArrowDown:1,ArrowUp:-1};function hs(e,t){let n=[...t],s=n.findIndex(o=>o.contains(document.activeElement)),r={Home:0,End:n.length-1},i=s<0&&e.key==="Arr\
owUp"?n.length:s,l=r[e.key]??(e.key in je?i+je[e.key]:null);return l===null||n.length===0?!1:(n[Math.min(Math.max(l,0),n.length-1)].focus(),e.preventDefault(),!0)}
function vt(e){return e.key==="Enter"&&!e.shiftKey&&!e.isComposing&&e.keyCode!==229}function ms(e){let t=e.ctrlKey||e.metaKey;return vt(e)&&(t||!kt())}function kt(){
return globalThis.matchMedia("(pointer: coarse)").matches}function Ot(e,t){let n=[...t],s={ArrowRight:1,ArrowLeft:-1}[e.key],r=n.indexOf(document.activeElement);
if(s===void 0||r<0)return null;e.preventDefault();let i=n[(r+s+n.length)%n.length];return i.focus(),i}function gs(e,t){Ot(e,t)?.click()}var A=100,Ae=class{#t;#e;#n;#r;#i=[];#s=A;#o=new Map;#u=()=>!1;constructor({language:t},n,{draw:s,id:r,state:i=l=>l}){this.#t=t,this.#e=s,this.#n=r,this.#r=i,this.
element=n;let l={type:"button",class:"button quiet list-more",hidden:!0,on:{click:()=>this.#l()}};this.more=a("button",l)}get rest(){return Math.max(0,this.#i.length-
this.#o.size)}show(t,{always:n=()=>!1}={}){this.#i=t,this.#u=n,this.#c()}reset(){this.#s=A}#l(){let t=this.element.lastElementChild,n=document.activeElement===this.
more;if(this.#s+=A,this.#c(),n&&this.more.hidden){let s=t?.nextElementSibling;(s?.matches("button")?s:s?.querySelector("button"))?.focus()}}#c(){let t=new Map,n=this.
element.firstElementChild;for(let[s,r]of this.#i.entries()){if(s>=this.#s&&!this.#u(r))continue;let i=this.#n(r),l=this.#r(r),o=this.#o.get(i),u=o?.state===l?o.
node:this.#e(r);t.set(i,{state:l,node:u}),o&&o.node!==u&&(n=n===o.node?u:n,o.node.replaceWith(u)),u===n?n=n.nextElementSibling:this.element.insertBefore(u,n)}for(;n;){
let s=n.nextElementSibling;n.remove(),n=s}this.#o=t,this.more.hidden=this.rest===0,m(this.more,this.rest>0?this.#t.t("list.more",{count:Math.min(A,this.rest)}):
"")}};function Os(e,t,n){return yt[t](e,n??{})}var yt={guest:qt,signIn:Et,register:St,reset:jt};function qt(e,{accounts:t}){let{language:n,entry:s}=e,r=o=>n.t(o),i=new g(
e,{id:"name",label:r("gate.name"),hint:t?r("gate.guest.hint"):null,name:"nickname",autocomplete:"nickname",maxlength:"64",placeholder:r("gate.placeholder"),enterkeyhint:"\
go"}),l=o=>s.asGuest(o.name);return new x(e,{name:"guest",fields:{name:i},label:r("gate.enter"),send:l})}function Et(e){let{language:t,entry:n}=e,s=u=>t.t(u),r=new g(
e,{id:"password",label:s("password"),secret:!0,name:"password",autocomplete:"current-password",enterkeyhint:"go"}),i=[a("p",{class:"gate-forgot"},s("gate.forgot"))],
l=u=>n.signIn(u),o={name:ze(e),password:r};return new x(e,{name:"sign-in",fields:o,after:i,label:s("gate.signIn"),send:l})}function St(e,t){let{language:n,entry:s}=e,
r={name:ze(e),password:Te(e,t)},i=l=>s.register(l);return new x(e,{name:"register",fields:r,label:n.t("gate.register.do"),send:i})}function jt(e,t){let{language:n,
entry:s}=e,r=o=>s.reset(o),i=[a("button",{type:"button",class:"button quiet",on:{click:()=>s.decline()}},n.t("cancel"))],l={password:Te(e,t,{label:"password.new"})};
return new x(e,{name:"reset",before:[ye()],fields:l,beside:i,label:n.t("gate.reset.do"),send:r})}function ze(e){return new g(e,{id:"name",label:e.language.t("ga\
te.name"),name:"username",autocomplete:"username",autocapitalize:"none",spellcheck:"false",maxlength:"64",enterkeyhint:"next"})}function Te(e,{password_least:t=8}={},{
id:n="password",label:s="password"}={}){let{language:r}=e;return new g(e,{id:n,label:r.t(s),hint:r.t("password.least",{count:t}),secret:!0,name:"new-password",autocomplete:"\
new-password",enterkeyhint:"go"})}export{K as a,V as b,Tt as c,$t as d,Ct as e,Nt as f,_t as g,It as h,J as i,Ne as j,M as k,Ft as l,X as m,Ut as n,Wt as o,Bt as p,Dt as q,Kt as r,_ as s,Ke as t,
Zt as u,Jt as v,Qt as w,b as x,oe as y,he as z,Ye as A,me as B,rn as C,Qe as D,on as E,un as F,ge as G,cn as H,dn as I,v as J,P as K,k as L,h as M,S as N,et as O,
hn as P,nt as Q,mn as R,gn as S,Mn as T,bn as U,wn as V,vn as W,kn as X,On as Y,yn as Z,qn as _,En as $,Sn as aa,jn as ba,W as ca,Ln as da,lt as ea,ot as fa,Cn as ga,
Nn as ha,_n as ia,dt as ja,In as ka,Un as la,Wn as ma,ve as na,a as oa,B as pa,Oe as qa,m as ra,g as sa,ye as ta,mt as ua,Yn as va,Zn as wa,x as xa,Os as ya,Te as za,
D as Aa,ns as Ba,wt as Ca,ls as Da,os as Ea,ds as Fa,fs as Ga,hs as Ha,vt as Ia,ms as Ja,kt as Ka,Ot as La,gs as Ma,Ae as Na};
