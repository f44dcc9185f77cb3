import{Ca as mt,Da as T,Ea as pt,Ga as C,Ha as ft,I as Y,K as dt,M as O,Ma as gt,N,Na as bt,O as P,Q as ut,oa as i,pa as J,q as ct,qa as D,ra as h,sa as x,ta as R,
ua as f,xa as S,za as F}from"./chunk-3FVHSLJB.js";function wt({action:r,detail:t=""},e){let s={role:`role.${t}`,resolve:`desk.${t==="done"?"done":"dismiss"}`}[r];return(s&&e(s))??t}function yt(r,t,e){let{language:s,model:o}=t,{author:a,by:n,text:l,reason:c,outcome:d,error:m,busy:g}=r,u=(w,_)=>s.t(w,_),b=s.when(r.time,Date.now()),p=(w,_,K,X="\
quiet")=>i("button",{type:"button",class:`button ${X}`,disabled:g,data:{act:w},on:{click:K}},_),v=d?[]:[p("done",u("desk.done"),()=>e.resolve(r,"done"),"small"),
p("dismiss",u("desk.dismiss"),()=>e.resolve(r,"dismissed"),"small")],L=d?[]:["mute","ban"].filter(w=>e.mayPunish(w,r));return i("li",{class:"desk-item report"},
i("div",{class:"report-by"},C(a),i("span",{class:"author",dir:"auto"},a.name||u("nobody")),i("span",{class:"report-room",dir:"auto"},T(s,o.state,r.room))),l===null?
i("p",{class:"report-text is-deleted"},u("deleted")):i("p",{class:"report-text",dir:"auto"},l),c&&i("p",{class:"report-why"},u("desk.why",{reason:c})),i("p",{class:"\
report-meta"},u("desk.by",{name:n.name||u("nobody"),time:b})),d&&i("p",{class:"report-meta"},St(r,s)),i("p",{class:"report-acts"},p("jump",u("desk.jump"),()=>e.
jump(r)),l!==null&&e.mayDelete(r)&&p("delete",u("delete"),()=>e.remove(r),"quiet danger"),L.map(w=>p(w,u(`act.${w}`),()=>e.penalty(w,r),"quiet danger")),v.length>
0&&i("span",{class:"report-end"},v)),m&&i("p",{class:"complaint",role:"alert"},f(s,m)))}function St({outcome:r,closed_by:t,closed:e},s){let o={name:t?.name||s.t(
"nobody"),time:s.when(e,Date.now())};return s.t(`desk.outcome.${r}`,o)}function kt(r,t,e){let{language:s}=t,{kind:o,user:a,name:n,address:l,until:c,reason:d,at:m,
error:g,busy:u}=r,b=Date.now(),p=(K,X)=>s.t(K,X),v=a===null?p("desk.address",{address:l}):n||p("nobody"),L=c===null?p(`desk.${o}.ever`):p(`desk.${o}`,{until:s.until(
c,b)}),w=()=>e.lift({...r,name:v}),_={type:"button",class:"button small",disabled:u,data:{act:"lift"}};return i("li",{class:"desk-item bound"},C({id:a??"",name:a===
null?"":n}),i("div",{class:"bound-words"},i("div",{class:"author"},i("bdi",{},v),a!==null&&l&&` · ${p("desk.address",{address:l})}`),i("p",{class:"report-meta"},
`${L} · ${p("desk.since",{time:s.when(m,b)})}`),d&&i("p",{class:"report-why"},p("desk.why",{reason:d})),g&&i("p",{class:"complaint",role:"alert"},f(s,g))),e.mayLift(
r)&&i("button",{..._,on:{click:w}},p("desk.lift")))}function vt(r,{language:t,model:e}){let{by:s,time:o,user:a,room:n,seq:l,until:c,reason:d,detail:m=""}=r,g=r.
action==="role"&&m==="none"?"audit.role.none":`audit.${r.action}`,u={by:s.name||s.id,user:a?a.name||a.id:"",room:n?T(t,e.state,n):t.t("audit.site"),seq:l??"",action:r.
action,detail:wt(r,w=>t.has(w)?t.t(w):null)},b=t.t(t.has(g)?g:"audit.other",u),v=(c==null?null:t.t("audit.until",{until:t.until(c,o)}))??(["mute","ban"].includes(
r.action)?t.t("audit.ever"):null),L={class:"time",datetime:new Date(o).toISOString(),title:t.exact(o)};return i("li",{class:"desk-item act"},i("time",L,t.when(o,
Date.now())),i("div",{},i("p",{},v?`${b} · ${v}`:b),d&&i("p",{class:"report-why"},t.t("desk.why",{reason:d}))))}var y=class{#s;#t=i("p",{class:"complaint",role:"alert"});#e;#i;#o=async()=>{};#n=t=>f(this.#s,t);#l=!1;#a=null;constructor({language:t},{name:e,fields:s,yes:o="",
danger:a=!1,extra:n=[]}){this.#s=t;let l=()=>this.element.close();this.#e=i("h2",{id:`${e}-title`}),this.#i=i("button",{type:"submit",class:`button ${a?"danger":
"primary"}`},o);let c=m=>{m.preventDefault(),this.#r()};this.form=i("form",{novalidate:!0,on:{submit:c,input:()=>this.complain("")}},...s,this.#t,i("div",{class:"\
dialog-buttons"},i("button",{type:"button",class:"button",on:{click:l}},t.t("cancel")),this.#i));let d={class:`dialog ${e}-dialog`,"aria-labelledby":`${e}-title`,
on:{close:()=>this.#h()}};this.element=i("dialog",d,this.#e,this.form,...n)}open({title:t,yes:e,submit:s,words:o,focus:a}){h(this.#e,t),h(this.#i,e??this.#i.textContent),
this.#o=s,this.#n=o??(n=>f(this.#s,n)),this.#c(!1),this.complain(""),this.#a=document.activeElement?.closest(".message")??null,this.element.showModal(),a?.focus()}close(){
this.element.open&&this.element.close()}complain(t){h(this.#t,t)}async#r(){if(!this.#l){this.#c(!0);try{let t=await this.#o();t!==!1&&(this.close(),t?.())}catch(t){
this.complain(this.#n(t))}this.#c(!1)}}#h(){document.activeElement===document.body&&this.#a?.focus({preventScroll:!0})}#c(t){this.#l=t,this.#i.disabled=t}};function q(r,t,e,{
chosen:s,change:o=()=>{}}={}){let a=e.map(({value:n,words:l,about:c})=>{let d={type:"radio",name:r,value:n,checked:n===s,class:"visually-hidden"},m=c&&i("span",
{class:"choice-about"},c);return i("label",{class:"choice"},i("input",{...d,on:{change:o}}),i("span",{},l),m)});return i("fieldset",{class:"choices"},i("legend",
{},t),i("div",{class:"choices-row"},a))}function j(r){return r.querySelector("input:checked")?.value}function E(r,t){for(let e of r.querySelectorAll("input"))e.
checked=e.value===t}function k(r,t,e={}){let s=i("input",{id:r,class:"field",type:"text",dir:"auto",autocomplete:"off",...e});return{input:s,all:[i("label",{for:r},
t),s]}}var $t={reports:yt,sanctions:kt,audit:vt},Q={reports:["review"],sanctions:["mute","ban"],audit:["audit"]},V=class{#s;#t=i("div",{class:"desk-tabs",role:"tablist"});#e;#i;#o=i(
"p",{class:"desk-status",role:"status"});#n;#l;#a=null;#r=null;constructor(t){this.#s=t;let{language:e,desk:s}=t,o=u=>e.t(u),a=["room","all"].map(u=>({value:u,words:o(
`desk.${u}`)})),n=({target:u})=>this.#h({room:u.value==="all"?null:this.#r.id});this.#e=q("desk-where",o("desk.where"),a,{change:n});let l=["open","closed"].map(
u=>({value:u,words:o(`desk.${u}`)})),c=({target:u})=>this.#h({closed:u.value==="closed"});this.#i=q("desk-which",o("desk.which"),l,{change:c});let d={type:"butt\
on",class:"button quiet search-more",on:{click:()=>s.more()}};this.#l=i("button",d,o("desk.more"));let m=this.#u();this.#n=new bt(t,i("ul",{class:"desk-list"}),
{draw:u=>$t[this.#a.tab](u,t,m),id:({id:u})=>`${this.#a.tab} ${u}`}),this.#t.setAttribute("aria-label",o("desk")),this.#t.addEventListener("keydown",u=>gt(u,this.#t.
children));let g=()=>this.element.close();this.element=i("dialog",{class:"dialog desk","aria-labelledby":"desk-title",on:{close:()=>s.close()}},i("div",{class:"\
desk-head"},i("h2",{id:"desk-title"},o("desk")),D("close",o("close"),g)),this.#t,i("div",{class:"desk-choices"},this.#e,this.#i),i("div",{class:"desk-scroll",role:"\
tabpanel",tabindex:"-1"},this.#o,this.#n.element,this.#n.more,this.#l))}open(t){let{model:e,desk:s}=this.#s;this.#r=e.room;let o=this.#r!==null&&Q[t].some(n=>O(
this.#r,n)),a=t==="reports"&&N(e.state,"review")&&!e.state.reports[this.#r?.id];s.turn({tab:t,room:o&&!a?this.#r.id:null}),this.render(e.state),this.element.showModal(),
this.#t.querySelector("[aria-selected=true]").focus()}render(t){let{desk:e}=t;if(e===null||e===this.#a)return;let s=this.#a?.tab!==e.tab||this.#a?.room!==e.room;
if(this.#a=e,s){this.#n.reset(),this.#c(e,t),E(this.#e,e.room===null?"all":"room");let o=this.#r!==null&&Q[e.tab].some(a=>O(this.#r,a));this.#e.hidden=!o||!Q[e.
tab].some(a=>N(t,a)),this.#i.hidden=e.tab!=="reports"}E(this.#i,e.closed?"closed":"open"),h(this.#o,this.#d(e)),this.#f(e),this.#l.hidden=!e.more||this.#n.rest>
0,this.#l.disabled=e.state==="busy"}#h(t){let{tab:e,room:s,closed:o}=this.#s.model.state.desk;this.#s.desk.turn({tab:e,room:s,closed:o,...t})}#c({tab:t},e){let{
language:s}=this.#s,o=this.#t.contains(document.activeElement),a=n=>{let l=n===t,c=()=>this.#h({tab:n,closed:!1}),d={type:"button",class:"desk-tab",role:"tab","\
aria-selected":String(l)};return i("button",{...d,tabindex:l?"0":"-1",on:{click:c}},s.t(`desk.${n}`))};this.#t.replaceChildren(...ut(this.#r,e).map(a)),o&&this.#t.
querySelector("[aria-selected=true]").focus()}#d({tab:t,closed:e,items:s,state:o,error:a}){let{language:n}=this.#s;return o==="failed"?f(n,a):s.length>0?"":n.t(
o==="busy"?"desk.busy":`desk.${e?"closed":t}.none`)}#f({items:t}){let{element:e}=this.#n,s=document.activeElement?.closest(".desk-item"),o=s?[...e.children].indexOf(
s):-1,a=s&&document.activeElement.dataset.act;if(this.#n.show(t),o>=0&&!s.isConnected){let n=e.children[Math.min(o,t.length-1)];(n?.querySelector(`[data-act="${a}\
"]`)??n?.querySelector("button")??this.#t.firstChild)?.focus()}}#u(){let{desk:t,journey:e,model:s,dialogs:o}=this.#s,a=n=>s.state.rooms[n]??null;return{jump:n=>{
this.element.close(),e.jump(n.room,n.seq)},remove:n=>t.remove(n),resolve:(n,l)=>t.resolve(n.id,l),lift:n=>t.lift(n),penalty:(n,l)=>o.penalty(n,l.author,a(l.room)),
mayDelete:n=>a(n.room)?.joined&&O(a(n.room),"delete_any"),mayPunish:(n,l)=>P(n,l.author,a(l.room),s.state).length>0,mayLift:({kind:n,room:l})=>l===null?N(s.state,
n):!0}}};var M=class{#s;#t;#e=i("p",{class:"fold-about",role:"status"});constructor(t){this.#s=t,this.#t=i("button",{type:"button",class:"button",on:{click:()=>this.#i()}}),
this.element=i("div",{},this.#e,this.#t),this.#o()}render(){}reset(){this.#o()}async#i(){this.#t.disabled=!0,await this.#s.alerts.turn(),this.#t.disabled=!1,this.#o()}#o(){
let{language:t,alerts:e}=this.#s,{state:s}=e;h(this.#e,t.t(Ot[s])),this.#t.hidden=s==="missing"||s==="denied",h(this.#t,t.t(s==="on"?"alerts.off.do":"alerts.on.\
do"))}},Ot={on:"alerts.on",off:"alerts.off",missing:"alerts.missing",denied:"alerts.denied"};var B=class{#s;#t;constructor(t){this.#s=t;let{language:e}=t,s=new x(t,{id:"account-name",label:e.t("gate.name"),name:"username",autocomplete:"username",maxlength:"\
64"}),o=F(t,t.model.state.door.site??{},{id:"account-password"});this.#t=new S(t,{name:"become",fields:{name:s,password:o},label:e.t("gate.register.do"),send:a=>this.#e(
a)}),this.element=i("div",{},i("p",{class:"fold-about"},e.t("become.about")),this.#t.element)}render(){}reset(){this.#t.clear()}open(){this.#t.fill({name:this.#s.
store.name}),this.#t.focus()}async#e(t){let{language:e,entry:s}=this.#s;this.#t.hold(!0,e.t("gate.entering"));let o=await s.become(t);this.#t.hold(o===null,e.t(
"gate.entering")),this.#t.tell(o)}};function $(r,t,{group:e,opened:s=()=>{}}){return i("details",{class:"fold",name:e,on:{toggle:({target:a})=>a.open&&s()}},i("summary",{},r),i("div",{class:"fold-\
inside"},t))}var I=class{#s;#t;#e;#i;#o;#n=i("p",{class:"complaint",role:"alert"});#l;#a;#r;constructor(t){this.#s=t;let{language:e}=t,s=n=>e.t(n);this.#t=i("button",{type:"\
button",class:"button quiet",on:{click:()=>this.#h()}},s("me.leave"));let o=new x(t,{id:"last-password",label:s("password"),secret:!0,name:"password",autocomplete:"\
current-password"});this.#i=R(),this.#o=new S(t,{name:"delete-account",before:[this.#i],fields:{password:o},label:s("remove.yes"),danger:!0,send:n=>this.#c(n)});
let a=i("p",{class:"fold-about"},s("remove.about"));this.#e=$(s("remove"),[a,this.#o.element],{group:"settings"}),this.#l=i("p",{class:"sure",hidden:!0},s("me.f\
orget.sure")),this.#a=i("button",{type:"button",class:"button quiet danger",on:{click:()=>this.#d()}}),this.#r=i("div",{},this.#l,this.#a),this.element=i("div",
{class:"farewell"},this.#e,this.#t,this.#n,this.#r)}render({account:t,me:e,login:s}){this.#i.value=s??e?.name??"";let o=t?.kind==="account";this.#t.hidden=!o,this.#e.
hidden=!o,this.#r.hidden=o}reset(){this.#o.clear(),this.#e.open=!1,this.#l.hidden=!0,h(this.#n,""),h(this.#a,this.#s.language.t("me.forget"))}async#h(){let{entry:t,
language:e}=this.#s;this.#t.disabled=!0;try{await t.leave()}catch(s){this.#t.disabled=!1,h(this.#n,f(e,s))}}async#c(t){let{language:e,profile:s,entry:o}=this.#s;
this.#o.hold(!0,e.t("gate.entering"));let a=await s.remove(t,n=>o.removed(n));this.#o.hold(a===null),this.#o.tell(a)}#d(){let{entry:t,language:e}=this.#s;this.#l.
hidden?(this.#l.hidden=!1,h(this.#a,e.t("me.forget.yes"))):t.forget()}};var W=class{#s;#t=i("ul",{class:"ignored"});#e;#i=null;constructor(t){this.#s=t;let{language:e}=t;this.#e=i("p",{class:"fold-about"},e.t("ignored.none")),this.element=
i("div",{},this.#e,this.#t)}render({ignored:t}){if(t!==this.#i){this.#i=t;let e=Object.entries(t).map(([s,o])=>({id:s,name:o}));this.#e.hidden=e.length>0,this.#t.
replaceChildren(...e.map(s=>this.#o(s)))}}reset(){}#o(t){let{language:e,ignoring:s}=this.#s,o=t.name||e.t("nobody"),a=e.t("unignore.of",{name:o}),n={type:"butto\
n",class:"button quiet","aria-label":a,title:a};return i("li",{class:"person"},C({...t,name:o}),i("span",{class:"person-name",dir:"auto",title:o},o),i("button",
{...n,on:{click:()=>s.unignore({...t,name:o})}},e.t("unignore")))}};var H=class{#s;#t=i("p",{class:"fold-about"});#e;#i=i("p",{class:"fold-note",role:"status"});constructor(t){this.#s=t;let{language:e}=t,s=new x(t,{id:"new-login",
label:e.t("login.new"),name:"username",autocomplete:"username",autocapitalize:"none",spellcheck:"false",maxlength:"64"}),o=new x(t,{id:"login-password",label:e.
t("password"),secret:!0,name:"password",autocomplete:"current-password"});this.#e=new S(t,{name:"change-login",fields:{login:s,password:o},label:e.t("login.do"),
send:a=>this.#o(a)}),this.element=i("div",{},this.#t,this.#e.element,this.#i)}render({login:t}){h(this.#t,t===null?"":this.#s.language.t("login.about",{name:t}))}reset(){
this.#e.clear(),h(this.#i,"")}async#o(t){let{language:e,profile:s}=this.#s;h(this.#i,""),this.#e.hold(!0,e.t("gate.entering"));let o=await s.changeLogin(t);this.#e.
hold(!1),o===null?(this.#e.clear(),h(this.#i,e.t("login.done"))):this.#e.tell(o)}};var U=class{#s;#t;#e;#i=i("p",{class:"fold-note",role:"status"});constructor(t){this.#s=t;let{language:e}=t;this.#t=R();let s=new x(t,{id:"old-password",label:e.
t("password.old"),secret:!0,name:"password",autocomplete:"current-password"});this.#e=new S(t,{name:"change-password",before:[this.#t],fields:{old:s,password:F(
t,t.model.state.door.site??{},{id:"next-password",label:"password.new"})},label:e.t("password.change"),send:o=>this.#o(o)}),this.element=i("div",{},i("p",{class:"\
fold-about"},e.t("password.about")),this.#e.element,this.#i)}render({me:t,login:e}){this.#t.value=e??t?.name??""}reset(){this.#e.clear(),h(this.#i,"")}async#o(t){
let{language:e,profile:s}=this.#s;h(this.#i,""),this.#e.hold(!0,e.t("gate.entering"));let o=await s.changePassword(t);this.#e.hold(!1),o===null?(this.#e.clear(),
h(this.#i,e.t("password.done"))):this.#e.tell(o)}};var qt=[["Edge",/\bEdg(?:A|iOS)?\//],["Opera",/\bOPR\//],["Samsung Internet",/\bSamsungBrowser\//],["Firefox",/\b(?:Firefox|FxiOS)\//],["Chrome",/\b(?:Chrome|CriOS|HeadlessChrome)\//],
["Safari",/\bSafari\//]],Et=[["Android",/\bAndroid\b/],["iPhone",/\biPhone\b/],["iPad",/\biPad\b/],["Windows",/\bWindows\b/],["macOS",/\bMac OS X\b|\bMacintosh\b/],
["ChromeOS",/\bCrOS\b/],["Linux",/\bLinux\b/]];function xt(r){let t=s=>s.find(([,o])=>o.test(r))?.[0]??"";return{browser:t(qt)||r.slice(0,40).trim(),system:t(Et)}}var z=class{#s;#t=i("ul",{class:"sessions"});#e=i("p",{class:"fold-note",role:"status"});#i;constructor(t){this.#s=t;let{language:e}=t,s={type:"button",class:"b\
utton",hidden:!0,on:{click:()=>this.#a()}};this.#i=i("button",s,e.t("sessions.others")),this.element=i("div",{},this.#t,this.#e,this.#i)}render(){}reset(){this.#t.
replaceChildren(),this.#i.hidden=!0,h(this.#e,"")}async open(){let{language:t,profile:e}=this.#s;this.#t.children.length===0&&h(this.#e,t.t("sessions.loading")),
await this.#r(async()=>this.#o(await e.sessions()))}#o(t){this.#t.replaceChildren(...t.map(e=>this.#n(e))),this.#i.hidden=t.every(({here:e})=>e),h(this.#e,"")}#n({
id:t,agent:e,used:s,here:o}){let{language:a,clock:n}=this.#s,{browser:l,system:c}=xt(e),d=a.t("sessions.unknown"),m=c?a.t("sessions.on",{browser:l||d,system:c}):
l||d,g=a.t("sessions.used",{when:a.when(s,n.time())}),u={type:"button",class:"button quiet danger",on:{click:()=>this.#l(t)}},b=a.t("sessions.end.of",{name:m});
return i("li",{class:"session"},i("div",{class:"session-words"},i("span",{class:"session-name"},m),i("span",{class:"session-when"},o?a.t("sessions.here"):g)),!o&&
i("button",{...u,"aria-label":b,title:b},a.t("sessions.end")))}#l(t){return this.#r(async()=>{await this.#s.profile.endSession(t),this.#o(await this.#s.profile.
sessions())})}#a(){return this.#r(async()=>{await this.#s.profile.endOthers(),this.#o(await this.#s.profile.sessions())})}async#r(t){try{await t()}catch(e){h(this.#e,
f(this.#s.language,e))}}};var G=class{#s;#t;#e=i("p",{class:"takeaway-status",role:"status"});constructor(t){this.#s=t;let{language:e}=t,s={type:"button",class:"button quiet",on:{click:()=>this.#i()}};
this.#t=i("button",s,e.t("export")),this.element=i("div",{class:"takeaway"},this.#t,this.#e)}reset(){this.#t.disabled||h(this.#e,"")}async#i(){let{language:t,takeOut:e,
surroundings:s,clock:o}=this.#s,a=(n,l)=>h(this.#e,t.t(n,l));this.#t.disabled=!0,this.#e.setAttribute("aria-live","off"),a("export.busy",{count:0});try{let{text:n,
count:l}=await e(m=>a("export.busy",{count:m})),d=`chatd-${new Date(o.time()).toISOString().slice(0,10)}.jsonl`;this.#e.setAttribute("aria-live","polite"),l>0&&
s.download(d,n,"application/jsonl"),a(l>0?"export.done":"export.none",{count:l,file:d})}catch(n){this.#e.setAttribute("aria-live","polite"),h(this.#e,f(t,n))}this.#t.
disabled=!1}};var A="settings",Z=class{#s;#t=i("span",{class:"self-face"});#e=i("span",{class:"self-name",dir:"auto"});#i=i("span",{class:"self-kind"});#o=i("span",{class:"se\
lf-kind"});#n;#l;#a;#r=null;constructor(t){this.#s=t;let e=p=>t.language.t(p),s=new x(t,{id:"new-name",label:e("me.name"),name:"nickname",autocomplete:"nickname",
maxlength:"64"});this.#n=new S(t,{name:"rename",fields:{name:s},label:e("me.save"),send:p=>this.#h(p)});let o=new z(t),a=new B(t),[n,l,c]=[new U(t),new M(t),new W(
t)],d=new H(t),m=new G(t),g=new I(t);this.#l=[o,a,d,n,l,c,m,g],this.#a={become:$(e("become"),a.element,{group:A,opened:()=>a.open()}),bells:$(e("alerts"),l.element,
{group:A}),ignored:$(e("ignored"),c.element,{group:A}),login:$(e("login.change"),d.element,{group:A}),secrets:$(e("password.change"),n.element,{group:A}),sessions:$(
e("sessions"),o.element,{group:A,opened:()=>o.open()})};let u=()=>this.element.close(),b=i("div",{class:"self-words"},this.#e,this.#i,this.#o);this.element=i("d\
ialog",{class:"dialog settings","aria-labelledby":"settings-title",on:{close:()=>this.#c()}},i("h2",{id:"settings-title",class:"visually-hidden"},e("me.settings")),
i("header",{class:"self"},this.#t,b,D("close",e("close"),u)),this.#n.element,i("div",{class:"folds"},Object.values(this.#a)),m.element,g.element),this.#c()}open(){
this.#n.fill({name:this.#s.store.name}),this.#s.profile.lookUp(),this.element.showModal(),this.element.querySelector("#new-name").select()}render(t){let{me:e,account:s,
door:o,login:a}=t,{language:n}=this.#s,l=s?.kind==="account";e!==this.#r&&(this.#r=e,this.#t.replaceChildren(...e?[C(e)]:[]),h(this.#e,e?.name??""));let c=l&&a!==
null&&a!==e?.name;h(this.#o,c?n.t("login.now",{name:a}):"");let d=s?.admin?"admin":l?"account":e?.id.startsWith("g.")?"guest":"other";h(this.#i,n.t(Tt[d])),this.#n.
element.hidden=d==="other",this.#a.become.hidden=d!=="guest"||o.site?.registration!=="open",this.#a.secrets.hidden=!l,this.#a.login.hidden=!l,this.#a.sessions.hidden=
!l,this.#l.forEach(m=>m.render?.(t))}close(){this.element.close()}async#h({name:t}){let{language:e,profile:s,intents:o}=this.#s;this.#n.hold(!0,e.t("gate.enteri\
ng"));let a=this.#s.model.state.me?.name,n=await s.rename(t);this.#n.hold(!1),this.#n.tell(n);let l=this.#s.model.state.me?.name;n===null&&(this.element.close(),
l!==a&&o.notice("me.renamed",{name:l}))}#c(){this.#l.forEach(t=>t.reset()),this.#n.tell(null),Object.values(this.#a).forEach(t=>t.open=!1)}},Tt={admin:"me.admin",
account:"me.account",guest:"me.guest",other:"me.other"};var Ct=250,Dt=400,tt=class{#s;#t;#e=i("p",{class:"browse-status",role:"status"});#i=i("ul",{class:"browse-list"});#o;#n;#l=null;#a=0;#r=!1;#h=()=>{};constructor(t){
this.#s=t;let{language:e}=t,s=l=>e.t(l);this.#t=i("input",{class:"field",id:"browse-search",type:"search",dir:"auto",autocomplete:"off",maxlength:"200",enterkeyhint:"\
search",placeholder:s("browse.search"),"aria-label":s("browse.search"),on:{input:()=>this.#c(),keydown:l=>this.#d(l)}});let o={type:"button",class:"button quiet\
 browse-more",hidden:!0};this.#o=i("button",{...o,on:{click:()=>this.#m()}},s("browse.more")),this.#n=i("div",{class:"browse-scroll",on:{scroll:()=>this.#b()}},
this.#i,this.#o),this.#i.addEventListener("keydown",l=>ft(l,this.#i.querySelectorAll("button")));let a=D("close",s("close"),()=>this.element.close()),n=i("div",
{class:"browse-head"},i("h2",{id:"browse-title"},s("browse.title")),a);this.element=i("dialog",{class:"dialog browse-dialog","aria-labelledby":"browse-title",on:{
close:()=>this.#f()}},n,i("div",{class:"browse-field"},J("search"),this.#t),this.#e,this.#n)}open(){this.#t.value="",this.element.showModal(),this.#t.focus(),this.#u()}#c(){
this.#h(),this.#h=this.#s.clock.after(Ct,()=>this.#u())}#d(t){t.key==="ArrowDown"?(this.#i.querySelector("button")?.focus(),t.preventDefault()):t.key==="Enter"&&
!t.isComposing&&(this.#h(),this.#u())}#f(){this.#a+=1,this.#h(),this.#l=null,this.#o.hidden=!0,this.#i.replaceChildren(),h(this.#e,"")}#u(){this.#a+=1,this.#p(!1),
this.#l=null,this.#m()}async#m(){if(this.#r)return;let{company:t,language:e}=this.#s,[s,o]=[this.#a,this.#l];this.#p(!0);try{let{rooms:a,more:n,next:l}=await t.
browse({text:this.#t.value,after:o});s===this.#a&&(this.#p(!1),this.#l=n?l:null,this.#g(a,o===null))}catch(a){s===this.#a&&(this.#p(!1),h(this.#e,f(e,a)))}}#p(t){
this.#r=t,this.#i.setAttribute("aria-busy",String(t))}#g(t,e){let{language:s}=this.#s,o=t.map(d=>this.#w(d)),a=document.activeElement===this.#o;e?(this.#i.replaceChildren(
...o),this.#n.scrollTop=0):this.#i.append(...o),this.#o.hidden=this.#l===null,a&&o[0]?.querySelector("button").focus();let n=this.#i.childElementCount,l=this.#t.
value.trim()===""?"browse.empty":"browse.none",c=this.#l===null?"browse.found":"browse.first";h(this.#e,n===0&&this.#l===null?s.t(l):s.t(c,{count:n}))}#b(){let{
scrollTop:t,clientHeight:e,scrollHeight:s}=this.#n;this.#l!==null&&s-t-e<Dt&&this.#m()}#w({room:t,kind:e,title:s,topic:o,count:a,member:n}){let{language:l,intents:c,
chosen:d,model:m}=this.#s,g=()=>{this.element.close(),c.open(t),d()},u=mt(l,{id:t,kind:e,title:s}).replace(/^#/,""),b=n||m.state.rooms[t]?.joined,p=[s!==""&&`#${t}`,
b&&l.t("browse.joined")].filter(Boolean).join(" · "),v=l.t("people.here",{count:a});return i("li",{},i("button",{type:"button",class:"browse-room",data:{room:t},
on:{click:g}},i("span",{class:"browse-name"},pt(l,e),i("bdi",{class:"browse-title"},u),p&&i("span",{class:"browse-about"},p)),i("span",{class:"browse-count",title:v},
J("people"),i("span",{"aria-hidden":"true"},String(a)),i("span",{class:"visually-hidden"},v)),o&&i("span",{class:"browse-topic",dir:"auto"},o)))}};var jt=["private","public","announce"],et=class{#s;#t;#e;#i;#o;#n;#l;#a=!1;constructor(t){this.#s=t;let{language:e}=t,s=n=>e.t(n),o=jt.map(n=>({value:n,words:s(
`kind.${n}`),about:s(`kind.${n}.about`)}));this.#t=q("create-kind",s("create.kind"),o,{chosen:"private",change:()=>this.#r()}),this.#t.classList.add("is-tall"),
this.#e=k("create-name",s("create.name"),{maxlength:"200",placeholder:s("create.name.hint"),on:{input:()=>this.#h()}}),this.#i=k("create-id",s("create.id"),{maxlength:"\
164",autocapitalize:"none",spellcheck:"false",on:{input:()=>this.#a=!0}}),this.#o=k("create-topic",s("create.topic"),{maxlength:"1000"}),this.#l=i("div",{class:"\
create-id",hidden:!0},this.#i.all);let a=[this.#t,...this.#e.all,this.#l,...this.#o.all];this.#n=new y(t,{name:"create",fields:a,yes:s("create.yes")}),this.element=
this.#n.element}open(){for(let{input:e}of[this.#e,this.#i,this.#o])e.value="";this.#a=!1,E(this.#t,"private"),this.#r();let t=this.#s.language.t("create.title");
this.#n.open({title:t,submit:()=>this.#c(),focus:this.#e.input})}#r(){this.#l.hidden=j(this.#t)==="private"}#h(){this.#a||(this.#i.input.value=ct(this.#e.input.
value).toLowerCase())}async#c(){let{company:t,intents:e,language:s,chosen:o}=this.#s,a=j(this.#t),n=this.#e.input.value,l=this.#i.input.value.trim().replace(/^#/,
"");if(n.trim()==="")return this.#n.complain(s.t("create.unnamed")),!1;let c=a==="private"?null:e.doubt(l);return c?(this.#n.complain(s.t(c.name,c.values)),this.#i.
input.focus(),!1):(await t.create({kind:a,room:l,title:n,topic:this.#o.input.value}),o)}};var st=class{#s;#t;#e=i("p",{class:"dialog-hint"});#i;constructor(t){this.#s=t;let e={maxlength:"64",autocapitalize:"none",spellcheck:"false"};this.#t=k("seek-n\
ame",t.language.t("find.name"),e),this.#i=new y(t,{name:"seek",fields:[this.#e,...this.#t.all]}),this.element=this.#i.element}direct(){let{company:t,language:e,
chosen:s}=this.#s,o={title:e.t("direct.title"),hint:e.t("direct.hint"),yes:e.t("direct.yes")};this.#o(o,async a=>(await t.direct(a),s))}invite(t){let{company:e,
language:s,model:o}=this.#s,n={title:s.t("invite.title",{room:T(s,o.state,t)}),hint:s.t("invite.hint"),yes:s.t("invite.yes")};this.#o(n,l=>e.invite(t,l))}#o({title:t,
hint:e,yes:s},o){let{company:a,language:n}=this.#s;this.#t.input.value="",h(this.#e,e);let l=async()=>this.#t.input.value.trim()===""?!1:o(await a.find(this.#t.
input.value)),c=m=>m.code==="not_found"||m.code==="invalid"&&m.field==="name",d=m=>c(m)?n.t("find.none"):f(n,m);this.#i.open({title:t,yes:s,submit:l,words:d,focus:this.#t.
input})}};var it=class{#s;#t=i("p",{class:"dialog-hint"});#e;constructor(t){this.#s=t;let e=t.language.t("room.resign.yes");this.#e=new y(t,{name:"resign",fields:[this.#t],
yes:e,danger:!0}),this.element=this.#e.element}open(t){let{language:e,company:s,model:o}=this.#s;h(this.#t,e.t("room.resign.sure",{room:T(e,o.state,t)})),this.#e.
open({title:e.t("room.resign"),submit:()=>s.resign(t)})}};var ot=class{#s;#t=i("blockquote",{class:"dialog-quote",dir:"auto"});#e;#i;constructor(t){this.#s=t;let{language:e}=t;this.#e=k("report-reason",e.t("report.reas\
on"),{maxlength:"500"});let s=i("p",{class:"dialog-hint"},e.t("report.about")),o=[this.#t,s,...this.#e.all];this.#i=new y(t,{name:"report",fields:o,yes:e.t("rep\
ort")}),this.element=this.#i.element}open(t,{seq:e,text:s,user:o}){let{language:a,order:n}=this.#s;this.#t.replaceChildren(i("bdi",{},o.name||a.t("nobody")),": ",
s),this.#e.input.value="";let l=()=>n.report(t,e,this.#e.input.value);this.#i.open({title:a.t("report.title"),submit:l,focus:this.#e.input})}};var At=[0,5e3,1e4,3e4,6e4,3e5,9e5,36e5],Lt=["forever","365d","30d","7d","1d","none"],_t={d:864e5,h:36e5,m:6e4,s:1e3},rt=class{#s;#t;#e;#i;#o;#n;#l;#a;#r;#h;#c;#d=null;constructor(t){
this.#s=t;let e=a=>t.language.t(a);this.#t=k("set-title",e("set.title"),{maxlength:"200"}),this.#e=k("set-topic",e("set.topic"),{maxlength:"1000"}),this.#i=nt("\
set-slow",e("set.slow")),this.#o=nt("set-kept",e("set.retention")),this.#n=nt("set-kind",e("set.kind")),this.#l=i("div",{class:"fields"},this.#t.all,this.#e.all);
let s=[this.#l,...this.#i.all,i("div",{class:"fields"},this.#o.all,this.#n.all)];this.#a=i("p",{class:"sure",hidden:!0,role:"status"},e("set.close.sure"));let o={
type:"button",class:"button quiet danger",on:{click:()=>this.#u()}};this.#r=i("button",o,e("set.close")),this.#h=i("div",{class:"closing"},i("hr"),this.#a,this.#r),
this.#c=new y(t,{name:"terms",fields:s,yes:e("me.save"),extra:[this.#h]}),this.element=this.#c.element}open(t){let{language:e}=this.#s;this.#d=t;let s=O(t,"set");
this.#l.hidden=!s,this.#o.input.closest(".fields").hidden=!s,this.#i.all.forEach(l=>l.hidden=!O(t,"slow")),this.#t.input.value=t.title,this.#e.input.value=t.topic,
at(this.#i.input,lt(At,t.slow),t.slow,l=>this.#p(l));let o=["",...lt(Lt,t.retention??"forever")];at(this.#o.input,o,t.retention??"forever",l=>this.#g(l));let a=dt(
t)?["private","archived"]:["public","announce","archived"];at(this.#n.input,lt(a,t.kind),t.kind,l=>e.t(`kind.${l}`)),this.#h.hidden=!O(t,"close")||t.kind==="arc\
hived",this.#m(!1);let n=s?this.#t.input:this.#i.input;this.#c.open({title:e.t("room.settings"),submit:()=>this.#f(),focus:n})}async#f(){let{slow:t,title:e,topic:s,
retention:o,kind:a}=this.#d,n={title:this.#t.input.value.trim(),topic:this.#e.input.value.trim(),slow:Number(this.#i.input.value),retention:this.#o.input.value,
kind:this.#n.input.value},l={title:e,topic:s,slow:t,retention:o??"forever",kind:a},c=Object.fromEntries(Object.entries(n).filter(([d,m])=>m!==l[d]));c.retention===
""&&(c.retention=null),Object.keys(c).length>0&&await this.#s.order.set(this.#d.id,c)}async#u(){if(this.#a.hidden){this.#m(!0);return}try{await this.#s.order.close(
this.#d.id),this.#c.close()}catch(t){this.#c.complain(f(this.#s.language,t))}}#m(t){this.#a.hidden=!t,h(this.#r,this.#s.language.t(t?"set.close.yes":"set.close"))}#p(t){
let{language:e}=this.#s;return t===0?e.t("set.slow.off"):e.span(t)}#g(t){let{language:e}=this.#s,s=t.match(/^(\d+)([dhms])$/);if(s)return e.t("set.retention.age",
{span:e.span(Number(s[1])*_t[s[2]])});let o={"":"site",forever:"forever",none:"none"};return t in o?e.t(`set.retention.${o[t]}`):t}};function nt(r,t){let e=i("s\
elect",{id:r,class:"field"});return{input:e,all:[i("label",{for:r},t),e]}}function at(r,t,e,s){r.replaceChildren(...t.map(o=>i("option",{value:String(o)},s(o)))),
r.value=String(e)}function lt(r,t){return r.includes(t)||t==null?r:[...r,t]}var ht=class{#s;#t=i("p",{class:"dialog-hint"});#e;#i;#o;#n=i("input",{type:"checkbox",id:"act-address"});#l;#a;constructor(t){this.#s=t;let{language:e}=t,s=l=>e.
t(l),o=l=>({value:String(l),words:l===null?s("act.ever"):e.span(l)});this.#e=q("act-length",s("act.length"),Y.map(o));let a=["room","site"].map(l=>({value:l,words:s(
`act.${l}`)}));this.#i=q("act-where",s("act.where"),a),this.#o=k("act-reason",s("act.reason"),{maxlength:"500"}),this.#l=i("label",{class:"check"},this.#n,i("sp\
an",{},s("act.address")));let n=[this.#t,this.#e,this.#i,...this.#o.all,this.#l];this.#a=new y(t,{name:"penalty",fields:n,danger:!0}),this.element=this.#a.element}open(t,e,s){
let{language:o,model:a}=this.#s,n=P(t,e,s,a.state);h(this.#t,o.t(`act.${t}.about`)),this.#e.hidden=t==="kick",this.#l.hidden=t==="kick",this.#i.hidden=n.length<
2,E(this.#e,String(Y[1])),E(this.#i,n[0]),this.#o.input.value="",this.#n.checked=!1;let l=()=>this.#r(t,e,s),c=t==="kick"?this.#o.input:this.#e.querySelector("i\
nput:checked"),d=o.t(`act.${t}.title`,{name:e.name});this.#a.open({title:d,yes:o.t(`act.${t}`),submit:l,focus:c})}async#r(t,e,s){let o=j(this.#e);await this.#s.
order.sanction({act:t,user:e,room:j(this.#i)==="site"?null:s.id,length:o==="null"?null:Number(o),reason:this.#o.input.value,address:this.#n.checked})}};export{tt as Browse,ot as Complaint,et as Create,V as DeskView,ht as Penalty,it as Resign,st as Seek,Z as Settings,rt as Terms};
