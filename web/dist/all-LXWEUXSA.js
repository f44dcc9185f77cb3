import{Aa as J,Ba as D,Ca as c,Da as x,Ea as P,Fa as p,Ka as S,Ma as M,Na as bt,Oa as O,Pa as wt,Qa as Z,Ra as A,Sa as yt,Xa as vt,Ya as L,g as mt,m as F,n as _,
o as I,q as pt,s as ft,u as Y,w as gt,za as i}from"./chunk-VOKX3562.js";function kt(l,t,e){let{language:s,store:o}=t,{author:r,by:n,text:a,reason:h,outcome:u,error:m,busy:g}=l,d=(w,C)=>s.t(w,C),v=s.when(l.time,Date.now()),b=(w,C,z,K="\
quiet")=>i("button",{type:"button",class:`button ${K}`,disabled:g,data:{act:w},on:{click:z}},C),f=u?[]:[b("done",d("queue.done"),()=>e.resolve(l,"done"),"small"),
b("dismiss",d("queue.dismiss"),()=>e.resolve(l,"dismissed"),"small")],N=u?[]:["mute","ban"].filter(w=>e.mayPunish(w,l));return i("li",{class:"desk-item report"},
i("div",{class:"report-by"},A(r),i("span",{class:"author",dir:"auto"},r.name||d("nobody")),Z(o.state.nameMarks[r.id]),i("span",{class:"report-room",dir:"auto"},
O(s,o.state,l.room))),a===null?i("p",{class:"report-text is-deleted"},d("deleted")):i("p",{class:"report-text",dir:"auto"},a),h&&i("p",{class:"report-why"},d("q\
ueue.why",{reason:h})),i("p",{class:"report-meta"},d("queue.by",{name:n.name||d("nobody"),time:v})),u&&i("p",{class:"report-meta"},Et(l,s)),i("p",{class:"report\
-acts"},b("jump",d("queue.jump"),()=>e.jump(l)),a!==null&&e.mayDelete(l)&&b("delete",d("delete"),()=>e.remove(l),"quiet danger"),N.map(w=>b(w,d(`act.${w}`),()=>e.
penalty(w,l),"quiet danger")),f.length>0&&i("span",{class:"report-end"},f)),m&&i("p",{class:"complaint",role:"alert"},p(s,m)))}function Et({outcome:l,closed_by:t,
closed:e},s){let o={name:t?.name||s.t("nobody"),time:s.when(e,Date.now())};return s.t(`queue.outcome.${l}`,o)}function xt(l,t,e){let{language:s,store:o}=t,{kind:r,
user:n,name:a,address:h,until:u,reason:m,at:g,error:d,busy:v}=l,b=Date.now(),f=(K,Tt)=>s.t(K,Tt),N=n===null?f("queue.address",{address:h}):a||f("nobody"),w=u===
null?f(`queue.${r}.ever`):f(`queue.${r}`,{until:s.until(u,b)}),C=()=>e.lift({...l,name:N}),z={type:"button",class:"button small",disabled:v,data:{act:"lift"}};return i(
"li",{class:"desk-item bound"},A({id:n??"",name:n===null?"":a}),i("div",{class:"bound-words"},i("div",{class:"author"},i("bdi",{},N),n!==null&&Z(o.state.nameMarks[n]),
n!==null&&h&&` · ${f("queue.address",{address:h})}`),i("p",{class:"report-meta"},`${w} · ${f("queue.since",{time:s.when(g,b)})}`),m&&i("p",{class:"report-why"},
f("queue.why",{reason:m})),d&&i("p",{class:"complaint",role:"alert"},p(s,d))),e.mayLift(l)&&i("button",{...z,on:{click:C}},f("queue.lift")))}function St(l,{language:t,
store:e}){let{by:s,time:o,user:r,room:n,seq:a,until:h,reason:u,detail:m=""}=l,g=l.action==="role"&&m==="none"?"audit.role.none":`audit.${l.action}`,d={by:s.name||
s.id,user:r?r.name||r.id:"",room:n?O(t,e.state,n):t.t("audit.site"),seq:a??"",action:l.action,detail:Ft(l,w=>t.has(w)?t.t(w):null)},v=t.t(t.has(g)?g:"audit.othe\
r",d),f=(h==null?null:t.t("audit.until",{until:t.until(h,o)}))??(["mute","ban"].includes(l.action)?t.t("audit.ever"):null),N={class:"time",datetime:new Date(o).
toISOString(),title:t.exact(o)};return i("li",{class:"desk-item act"},i("time",N,t.when(o,Date.now())),i("div",{},i("p",{},f?`${v} · ${f}`:v),u&&i("p",{class:"\
report-why"},t.t("queue.why",{reason:u}))))}function Ft({action:l,detail:t=""},e){let s={role:`role.${t}`,resolve:`queue.${t==="done"?"done":"dismiss"}`}[l];return(s&&
e(s))??t}var y=class{#e;#t=i("p",{class:"complaint",role:"alert"});#s;#i;#o=async()=>{};#n=t=>p(this.#e,t);#a=!1;#r=null;constructor({language:t},{name:e,fields:s,yes:o="",
danger:r=!1,extra:n=[]}){this.#e=t;let a=()=>this.element.close();this.#s=i("h2",{id:`${e}-title`}),this.#i=i("button",{type:"submit",class:`button ${r?"danger":
"primary"}`},o);let h=m=>{m.preventDefault(),this.#l()};this.form=i("form",{novalidate:!0,on:{submit:h,input:()=>this.showError("")}},...s,this.#t,i("div",{class:"\
dialog-buttons"},i("button",{type:"button",class:"button",on:{click:a}},t.t("cancel")),this.#i));let u={class:`dialog ${e}-dialog`,"aria-labelledby":`${e}-title`,
on:{close:()=>this.#c()}};this.element=i("dialog",u,this.#s,this.form,...n)}open({title:t,yes:e,submit:s,words:o,focus:r}){c(this.#s,t),c(this.#i,e??this.#i.textContent),
this.#o=s,this.#n=o??(n=>p(this.#e,n)),this.#h(!1),this.showError(""),this.#r=document.activeElement?.closest(".message")??null,this.element.showModal(),r?.focus()}close(){
this.element.open&&this.element.close()}showError(t){c(this.#t,t)}async#l(){if(!this.#a){this.#h(!0);try{let t=await this.#o();t!==!1&&(this.close(),t?.())}catch(t){
this.showError(this.#n(t))}this.#h(!1)}}#c(){document.activeElement===document.body&&this.#r?.focus({preventScroll:!0})}#h(t){this.#a=t,this.#i.disabled=t}};function q(l,t,e,{
chosen:s,change:o=()=>{}}={}){let r=e.map(({value:n,words:a,about:h})=>{let u={type:"radio",name:l,value:n,checked:n===s,class:"visually-hidden"},m=h&&i("span",
{class:"choice-about"},h);return i("label",{class:"choice"},i("input",{...u,on:{change:o}}),i("span",{},a),m)});return i("fieldset",{class:"choices"},i("legend",
{},t),i("div",{class:"choices-row"},r))}function $(l){return l.querySelector("input:checked")?.value}function T(l,t){for(let e of l.querySelectorAll("input"))e.
checked=e.value===t}function k(l,t,e={}){let s=i("input",{id:l,class:"field",type:"text",dir:"auto",autocomplete:"off",...e});return{input:s,all:[i("label",{for:l},
t),s]}}var $t={reports:kt,sanctions:xt,audit:St},tt={reports:["review"],sanctions:["mute","ban"],audit:["audit"]},et=class{#e;#t=i("div",{class:"desk-tabs",role:"tabli\
st"});#s;#i;#o=i("p",{class:"desk-status",role:"status"});#n;#a;#r=null;#l=null;constructor(t){this.#e=t;let{language:e,moderationQueue:s}=t,o=d=>e.t(d),r=["roo\
m","all"].map(d=>({value:d,words:o(`queue.${d}`)})),n=({target:d})=>this.#c({room:d.value==="all"?null:this.#l.id});this.#s=q("desk-where",o("queue.where"),r,{change:n});
let a=["open","closed"].map(d=>({value:d,words:o(`queue.${d}`)})),h=({target:d})=>this.#c({closed:d.value==="closed"});this.#i=q("desk-which",o("queue.which"),a,
{change:h});let u={type:"button",class:"button quiet search-more",on:{click:()=>s.loadMore()}};this.#a=i("button",u,o("queue.more"));let m=this.#d();this.#n=new L(
t,i("ul",{class:"desk-list"}),{draw:d=>$t[this.#r.tab](d,t,m),id:({id:d})=>`${this.#r.tab} ${d}`}),this.#t.setAttribute("aria-label",o("queue")),this.#t.addEventListener(
"keydown",d=>vt(d,this.#t.children));let g=()=>this.element.close();this.element=i("dialog",{class:"dialog desk","aria-labelledby":"desk-title",on:{close:()=>s.
close()}},i("div",{class:"desk-head"},i("h2",{id:"desk-title"},o("queue")),D("close",o("close"),g)),this.#t,i("div",{class:"desk-choices"},this.#s,this.#i),i("d\
iv",{class:"desk-scroll",role:"tabpanel",tabindex:"-1"},this.#o,this.#n.element,this.#n.more,this.#a))}open(t){let{store:e,moderationQueue:s}=this.#e;this.#l=e.
room;let o=this.#l!==null&&tt[t].some(n=>F(this.#l,n)),r=t==="reports"&&_(e.state,"review")&&!e.state.reports[this.#l?.id];s.show({tab:t,room:o&&!r?this.#l.id:null}),
this.render(e.state),this.element.showModal(),this.#t.querySelector("[aria-selected=true]").focus()}render(t){let{moderationQueue:e}=t;if(e===null||e===this.#r)
return;let s=this.#r?.tab!==e.tab||this.#r?.room!==e.room;if(this.#r=e,s){this.#n.reset(),this.#h(e,t),T(this.#s,e.room===null?"all":"room");let o=this.#l!==null&&
tt[e.tab].some(r=>F(this.#l,r));this.#s.hidden=!o||!tt[e.tab].some(r=>_(t,r)),this.#i.hidden=e.tab!=="reports"}T(this.#i,e.closed?"closed":"open"),c(this.#o,this.#u(
e)),this.#f(e),this.#a.hidden=!e.more||this.#n.rest>0,this.#a.disabled=e.state==="busy"}#c(t){let{tab:e,room:s,closed:o}=this.#e.store.state.moderationQueue;this.#e.
moderationQueue.show({tab:e,room:s,closed:o,...t})}#h({tab:t},e){let{language:s}=this.#e,o=this.#t.contains(document.activeElement),r=n=>{let a=n===t,h=()=>this.#c(
{tab:n,closed:!1}),u={type:"button",class:"desk-tab",role:"tab","aria-selected":String(a)};return i("button",{...u,tabindex:a?"0":"-1",on:{click:h}},s.t(`queue.${n}`))};
this.#t.replaceChildren(...pt(this.#l,e).map(r)),o&&this.#t.querySelector("[aria-selected=true]").focus()}#u({tab:t,closed:e,items:s,state:o,error:r}){let{language:n}=this.#e;
return o==="failed"?p(n,r):s.length>0?"":n.t(o==="busy"?"queue.busy":`queue.${e?"closed":t}.none`)}#f({items:t}){let{element:e}=this.#n,s=document.activeElement?.
closest(".desk-item"),o=s?[...e.children].indexOf(s):-1,r=s&&document.activeElement.dataset.act;if(this.#n.show(t),o>=0&&!s.isConnected){let n=e.children[Math.min(
o,t.length-1)];(n?.querySelector(`[data-act="${r}"]`)??n?.querySelector("button")??this.#t.firstChild)?.focus()}}#d(){let{moderationQueue:t,history:e,store:s,dialogs:o}=this.#e,
r=n=>s.state.rooms[n]??null;return{jump:n=>{this.element.close(),e.jump(n.room,n.seq)},remove:n=>t.deleteMessage(n),resolve:(n,a)=>t.resolve(n.id,a),lift:n=>t.lift(
n),penalty:(n,a)=>o.sanction(n,a.author,r(a.room)),mayDelete:n=>r(n.room)?.joined&&F(r(n.room),"delete_any"),mayPunish:(n,a)=>I(n,a.author,r(a.room),s.state).length>
0,mayLift:({kind:n,room:a})=>a===null?_(s.state,n):!0}}};var j=class{#e;#t;#s=i("p",{class:"fold-about",role:"status"});constructor(t){this.#e=t,this.#t=i("button",{type:"button",class:"button",on:{click:()=>this.#i()}}),
this.element=i("div",{},this.#s,this.#t),this.#o()}render(){}reset(){this.#o()}async#i(){this.#t.disabled=!0,await this.#e.notifications.toggle(),this.#t.disabled=
!1,this.#o()}#o(){let{language:t,notifications:e}=this.#e,{state:s}=e;c(this.#s,t.t(Ot[s])),this.#t.hidden=s==="missing"||s==="denied",c(this.#t,t.t(s==="on"?"n\
otifications.off.do":"notifications.on.do"))}},Ot={on:"notifications.on",off:"notifications.off",missing:"notifications.missing",denied:"notifications.denied"};var At=["everybody","shared","nobody"],B=class{#e;#t;#s=i("p",{class:"fold-note",role:"status"});constructor(t){this.#e=t;let{language:e}=t,s=At.map(n=>({value:n,
words:e.t(`contact.${n}`)})),o=()=>this.#i($(this.#t));this.#t=q("contact-rule",e.t("contact.who"),s,{change:o});let r=i("p",{class:"fold-about"},e.t("contact.a\
bout"));this.element=i("div",{},r,this.#t,this.#s),this.reset()}render(){}reset(){this.#t.disabled=!0,c(this.#s,"")}async open(){await this.#o(()=>this.#e.profile.
contactRule(),"")}async#i(t){await this.#o(()=>this.#e.profile.setContactRule(t),"contact.saved")}async#o(t,e){let{language:s}=this.#e;try{T(this.#t,await t()),
this.#t.disabled=!1,c(this.#s,e?s.t(e):"")}catch(o){c(this.#s,p(s,o))}}};var G=class{#e;#t;constructor(t){this.#e=t;let{language:e}=t,s=new x(t,{id:"account-name",label:e.t("loginPage.name"),name:"username",autocomplete:"username",maxlength:"\
64"}),o=M(t,t.store.state.loginForm.site??{},{id:"account-password"});this.#t=new S(t,{name:"become",fields:{name:s,password:o},label:e.t("loginPage.register.do"),
send:r=>this.#t.waitFor(t.login.upgradeGuest(r),{leaving:!0})}),this.element=i("div",{},i("p",{class:"fold-about"},e.t("createAccount.about")),this.#t.element)}render(){}reset(){
this.#t.clear()}open(){this.#t.fill({name:this.#e.storage.name}),this.#t.focus()}};function E(l,t,{group:e,opened:s=()=>{}}){return i("details",{class:"fold",name:e,on:{toggle:({target:r})=>r.open&&s()}},i("summary",{},l),i("div",{class:"fold-\
inside"},t))}var W=class{#e;#t;#s;#i;#o;#n=i("p",{class:"complaint",role:"alert"});#a;#r;#l;constructor(t){this.#e=t;let{language:e}=t,s=n=>e.t(n);this.#t=i("button",{type:"\
button",class:"button quiet",on:{click:()=>this.#c()}},s("me.leave"));let o=new x(t,{id:"last-password",label:s("password"),secret:!0,name:"password",autocomplete:"\
current-password"});this.#i=P(),this.#o=new S(t,{name:"delete-account",before:[this.#i],fields:{password:o},label:s("remove.yes"),danger:!0,send:n=>this.#h(n)});
let r=i("p",{class:"fold-about"},s("remove.about"));this.#s=E(s("remove"),[r,this.#o.element],{group:"settings"}),this.#a=i("p",{class:"sure",hidden:!0},s("me.f\
orget.sure")),this.#r=i("button",{type:"button",class:"button quiet danger",on:{click:()=>this.#u()}}),this.#l=i("div",{},this.#a,this.#r),this.element=i("div",
{class:"farewell"},this.#s,this.#t,this.#n,this.#l)}render({account:t,me:e,loginName:s}){this.#i.value=s??e?.name??"";let o=t?.kind==="account";this.#t.hidden=!o,
this.#s.hidden=!o,this.#l.hidden=o}reset(){this.#o.clear(),this.#s.open=!1,this.#a.hidden=!0,c(this.#n,""),c(this.#r,this.#e.language.t("me.forget"))}async#c(){
let{login:t,language:e}=this.#e;this.#t.disabled=!0;try{await t.signOut()}catch(s){this.#t.disabled=!1,c(this.#n,p(e,s))}}#h(t){let{profile:e,login:s}=this.#e,o=e.
deleteAccount(t,r=>s.accountDeleted(r));return this.#o.waitFor(o,{leaving:!0})}#u(){let{login:t,language:e}=this.#e;this.#a.hidden?(this.#a.hidden=!1,c(this.#r,
e.t("me.forget.yes"))):t.forgetPerson()}};var H=class{#e;#t;#s;#i=null;constructor(t){this.#e=t;let{language:e}=t;this.#s=i("p",{class:"fold-about"},e.t("ignored.none")),this.#t=new L(t,i("ul",{class:"i\
gnored"}),{draw:s=>this.#o(s),id:({id:s})=>s,state:({name:s})=>s}),this.element=i("div",{},this.#s,this.#t.element,this.#t.more)}render({ignored:t}){if(t!==this.#i){
this.#i=t;let e=Object.entries(t).map(([s,o])=>({id:s,name:o}));this.#s.hidden=e.length>0,this.#t.show(e)}}reset(){this.#t.reset()}#o(t){let{language:e,ignoreList:s}=this.#e,
o=t.name||e.t("ignored.unnamed"),r=e.t("unignore.of",{name:o}),n={type:"button",class:"button quiet","aria-label":r,title:r};return i("li",{class:"person"},A({...t,
name:o}),i("span",{class:"person-name",dir:"auto",title:o},o),i("button",{...n,on:{click:()=>s.unignore({...t,name:o})}},e.t("unignore")))}};var Q=class{#e;#t=i("p",{class:"fold-about"});#s;#i=i("p",{class:"fold-note",role:"status"});constructor(t){this.#e=t;let{language:e}=t,s=new x(t,{id:"new-login",
label:e.t("login.new"),name:"username",autocomplete:"username",autocapitalize:"none",spellcheck:"false",maxlength:"64"}),o=new x(t,{id:"login-password",label:e.
t("password"),secret:!0,name:"password",autocomplete:"current-password"});this.#s=new S(t,{name:"change-login",fields:{login:s,password:o},label:e.t("login.do"),
send:r=>this.#o(r)}),this.element=i("div",{},this.#t,this.#s.element,this.#i)}render({loginName:t}){c(this.#t,t===null?"":this.#e.language.t("login.about",{name:t}))}reset(){
this.#s.clear(),c(this.#i,"")}async#o(t){let{language:e,profile:s}=this.#e;c(this.#i,""),await this.#s.waitFor(s.changeLogin(t))===null&&(this.#s.clear(),c(this.#i,
e.t("login.done")))}};var U=class{#e;#t;#s;#i=i("p",{class:"fold-note",role:"status"});constructor(t){this.#e=t;let{language:e}=t;this.#t=P();let s=new x(t,{id:"old-password",label:e.
t("password.old"),secret:!0,name:"password",autocomplete:"current-password"});this.#s=new S(t,{name:"change-password",before:[this.#t],fields:{old:s,password:M(
t,t.store.state.loginForm.site??{},{id:"next-password",label:"password.new"})},label:e.t("password.change"),send:o=>this.#o(o)}),this.element=i("div",{},i("p",{
class:"fold-about"},e.t("password.about")),this.#s.element,this.#i)}render({me:t,loginName:e}){this.#t.value=e??t?.name??""}reset(){this.#s.clear(),c(this.#i,"")}async#o(t){
let{language:e,profile:s}=this.#e;c(this.#i,""),await this.#s.waitFor(s.changePassword(t))===null&&(this.#s.clear(),c(this.#i,e.t("password.done")))}};var Rt=[["Edge",/\bEdg(?:A|iOS)?\//],["Opera",/\bOPR\//],["Samsung Internet",/\bSamsungBrowser\//],["Firefox",/\b(?:Firefox|FxiOS)\//],["Chrome",/\b(?:Chrome|CriOS|HeadlessChrome)\//],
["Safari",/\bSafari\//]],Nt=[["Android",/\bAndroid\b/],["iPhone",/\biPhone\b/],["iPad",/\biPad\b/],["Windows",/\bWindows\b/],["macOS",/\bMac OS X\b|\bMacintosh\b/],
["ChromeOS",/\bCrOS\b/],["Linux",/\bLinux\b/]];function qt(l){let t=s=>s.find(([,o])=>o.test(l))?.[0]??"";return{browser:t(Rt)||l.slice(0,40).trim(),system:t(Nt)}}var V=class{#e;#t;#s=i("p",{class:"fold-note",role:"status"});#i;constructor(t){this.#e=t;let{language:e}=t,s={type:"button",class:"button",hidden:!0,on:{click:()=>this.#r()}};
this.#i=i("button",s,e.t("sessions.others")),this.#t=new L(t,i("ul",{class:"sessions"}),{draw:o=>this.#n(o),id:({id:o})=>o,state:o=>JSON.stringify(o)}),this.element=
i("div",{},this.#t.element,this.#t.more,this.#s,this.#i)}render(){}reset(){this.#t.reset(),this.#t.show([]),this.#i.hidden=!0,c(this.#s,"")}async open(){let{language:t,
profile:e}=this.#e;this.#t.element.children.length===0&&c(this.#s,t.t("sessions.loading")),await this.#l(async()=>this.#o(await e.sessions()))}#o(t){this.#t.show(
t),this.#i.hidden=t.every(({here:e})=>e),c(this.#s,"")}#n({id:t,agent:e,used:s,here:o}){let{language:r,clock:n}=this.#e,{browser:a,system:h}=qt(e),u=r.t("sessio\
ns.unknown"),m=h?r.t("sessions.on",{browser:a||u,system:h}):a||u,g=r.t("sessions.used",{when:r.when(s,n.time())}),d={type:"button",class:"button quiet danger",on:{
click:()=>this.#a(t)}},v=r.t("sessions.end.of",{name:m});return i("li",{class:"session"},i("div",{class:"session-words"},i("span",{class:"session-name"},m),i("s\
pan",{class:"session-when"},o?r.t("sessions.here"):g)),!o&&i("button",{...d,"aria-label":v,title:v},r.t("sessions.end")))}#a(t){return this.#l(async()=>{await this.#e.
profile.endSession(t),this.#o(await this.#e.profile.sessions())})}#r(){return this.#l(async()=>{await this.#e.profile.endOtherSessions(),this.#o(await this.#e.profile.
sessions())})}async#l(t){try{await t()}catch(e){c(this.#s,p(this.#e.language,e))}}};var X=class{#e;#t;#s=i("p",{class:"takeaway-status",role:"status"});constructor(t){this.#e=t;let{language:e}=t,s={type:"button",class:"button quiet",on:{click:()=>this.#i()}};
this.#t=i("button",s,e.t("export")),this.element=i("div",{class:"takeaway"},this.#t,this.#s)}reset(){this.#t.disabled||c(this.#s,"")}async#i(){let{language:t,exportMessages:e,
browser:s,clock:o}=this.#e,r=(n,a)=>c(this.#s,t.t(n,a));this.#t.disabled=!0,this.#s.setAttribute("aria-live","off"),r("export.busy",{count:0});try{let{text:n,count:a}=await e(
m=>r("export.busy",{count:m})),u=`chatd-${new Date(o.time()).toISOString().slice(0,10)}.jsonl`;this.#s.setAttribute("aria-live","polite"),a>0&&s.download(u,n,"a\
pplication/jsonl"),r(a>0?"export.done":"export.none",{count:a,file:u})}catch(n){this.#s.setAttribute("aria-live","polite"),c(this.#s,p(t,n))}this.#t.disabled=!1}};var R="settings",st=class{#e;#t=i("span",{class:"self-face"});#s=i("span",{class:"self-name",dir:"auto"});#i=i("span",{class:"self-kind"});#o=i("span",{class:"s\
elf-kind"});#n;#a;#r;#l=null;constructor(t){this.#e=t;let e=f=>t.language.t(f),s=new x(t,{id:"new-name",label:e("me.name"),name:"nickname",autocomplete:"nicknam\
e",maxlength:"64"});this.#n=new S(t,{name:"rename",fields:{name:s},label:e("me.save"),send:f=>this.#c(f)});let o=new V(t),r=new G(t),[n,a,h]=[new U(t),new j(t),
new H(t)],u=new B(t),m=new Q(t),g=new X(t),d=new W(t);this.#a=[o,r,m,n,a,u,h,g,d],this.#r={become:E(e("createAccount"),r.element,{group:R,opened:()=>r.open()}),
bells:E(e("notifications"),a.element,{group:R}),contact:E(e("contact"),u.element,{group:R,opened:()=>u.open()}),ignored:E(e("ignored"),h.element,{group:R}),login:E(
e("login.change"),m.element,{group:R}),secrets:E(e("password.change"),n.element,{group:R}),sessions:E(e("sessions"),o.element,{group:R,opened:()=>o.open()})};let v=()=>this.
element.close(),b=i("div",{class:"self-words"},this.#s,this.#i,this.#o);this.element=i("dialog",{class:"dialog settings","aria-labelledby":"settings-title",on:{
close:()=>this.#h()}},i("h2",{id:"settings-title",class:"visually-hidden"},e("me.settings")),i("header",{class:"self"},this.#t,b,D("close",e("close"),v)),this.#n.
element,i("div",{class:"folds"},Object.values(this.#r)),g.element,d.element),this.#h()}open(){this.#n.fill({name:this.#e.storage.name}),this.#e.profile.loadLoginName(),
this.element.showModal(),this.element.querySelector("#new-name").select()}render(t){let{me:e,account:s,loginForm:o,loginName:r}=t,{language:n}=this.#e,a=s?.kind===
"account";e!==this.#l&&(this.#l=e,this.#t.replaceChildren(...e?[A(e)]:[]),c(this.#s,e?.name??""));let h=a&&r!==null&&r!==e?.name;c(this.#o,h?n.t("login.now",{name:r}):
"");let u=s?.admin?"admin":a?"account":e?.id.startsWith("g.")?"guest":"other";c(this.#i,n.t(Dt[u])),this.#n.element.hidden=u==="other",this.#r.become.hidden=u!==
"guest"||o.site?.registration!=="open",this.#r.secrets.hidden=!a,this.#r.login.hidden=!a,this.#r.sessions.hidden=!a,this.#a.forEach(m=>m.render?.(t))}close(){this.
element.close()}async#c({name:t}){let{profile:e,roomActions:s}=this.#e,o=this.#e.store.state.me?.name,r=await this.#n.waitFor(e.rename(t)),n=this.#e.store.state.
me?.name;r===null&&(this.element.close(),n!==o&&s.showToast("me.renamed",{name:n}))}#h(){this.#a.forEach(t=>t.reset()),this.#n.showProblem(null),Object.values(this.#r).
forEach(t=>t.open=!1)}},Dt={admin:"me.admin",account:"me.account",guest:"me.guest",other:"me.other"};var Lt=250,Ct=400,it=class{#e;#t;#s=i("p",{class:"browse-status",role:"status"});#i=i("ul",{class:"browse-list"});#o;#n;#a=null;#r=0;#l=!1;#c=()=>{};constructor(t){
this.#e=t;let{language:e}=t,s=a=>e.t(a);this.#t=i("input",{class:"field",id:"browse-search",type:"search",dir:"auto",autocomplete:"off",maxlength:"200",enterkeyhint:"\
search",placeholder:s("browse.search"),"aria-label":s("browse.search"),on:{input:()=>this.#h(),keydown:a=>this.#u(a)}});let o={type:"button",class:"button quiet\
 browse-more",hidden:!0};this.#o=i("button",{...o,on:{click:()=>this.#m()}},s("browse.more")),this.#n=i("div",{class:"browse-scroll",on:{scroll:()=>this.#b()}},
this.#i,this.#o),this.#i.addEventListener("keydown",a=>yt(a,this.#i.querySelectorAll("button")));let r=D("close",s("close"),()=>this.element.close()),n=i("div",
{class:"browse-head"},i("h2",{id:"browse-title"},s("browse.title")),r);this.element=i("dialog",{class:"dialog browse-dialog","aria-labelledby":"browse-title",on:{
close:()=>this.#f()}},n,i("div",{class:"browse-field"},J("search"),this.#t),this.#s,this.#n)}open(){this.#t.value="",this.element.showModal(),this.#t.focus(),this.#d()}#h(){
this.#c(),this.#c=this.#e.clock.after(Lt,()=>this.#d())}#u(t){t.key==="ArrowDown"?(this.#i.querySelector("button")?.focus(),t.preventDefault()):t.key==="Enter"&&
!t.isComposing&&(this.#c(),this.#d())}#f(){this.#r+=1,this.#c(),this.#a=null,this.#o.hidden=!0,this.#i.replaceChildren(),c(this.#s,"")}#d(){this.#r+=1,this.#p(!1),
this.#a=null,this.#m()}async#m(){if(this.#l)return;let{members:t,language:e}=this.#e,[s,o]=[this.#r,this.#a];this.#p(!0);try{let{rooms:r,more:n,next:a}=await t.
browseRooms({text:this.#t.value,after:o});s===this.#r&&(this.#p(!1),this.#a=n?a:null,this.#g(r,o===null))}catch(r){s===this.#r&&(this.#p(!1),c(this.#s,p(e,r)))}}#p(t){
this.#l=t,this.#i.setAttribute("aria-busy",String(t))}#g(t,e){let{language:s}=this.#e,o=t.map(u=>this.#w(u)),r=document.activeElement===this.#o;e?(this.#i.replaceChildren(
...o),this.#n.scrollTop=0):this.#i.append(...o),this.#o.hidden=this.#a===null,r&&o[0]?.querySelector("button").focus();let n=this.#i.childElementCount,a=this.#t.
value.trim()===""?"browse.empty":"browse.none",h=this.#a===null?"browse.found":"browse.first";c(this.#s,n===0&&this.#a===null?s.t(a):s.t(h,{count:n}))}#b(){let{
scrollTop:t,clientHeight:e,scrollHeight:s}=this.#n;this.#a!==null&&s-t-e<Ct&&this.#m()}#w({room:t,kind:e,title:s,topic:o,count:r,member:n}){let{language:a,roomActions:h,
returnFocus:u,store:m}=this.#e,g=()=>{this.element.close(),h.open(t),u()},d=bt(a,{id:t,kind:e,title:s}).replace(/^#/,""),v=n||m.state.rooms[t]?.joined,b=[s!==""&&
`#${t}`,v&&a.t("browse.joined")].filter(Boolean).join(" · "),f=a.t("people.here",{count:r});return i("li",{},i("button",{type:"button",class:"browse-room",data:{
room:t},on:{click:g}},i("span",{class:"browse-name"},wt(a,e),i("bdi",{class:"browse-title"},d),b&&i("span",{class:"browse-about"},b)),i("span",{class:"browse-co\
unt",title:f},J("people"),i("span",{"aria-hidden":"true"},String(r)),i("span",{class:"visually-hidden"},f)),o&&i("span",{class:"browse-topic",dir:"auto"},o)))}};var _t=["private","public","announce"],ot=class{#e;#t;#s;#i;#o;#n;#a;#r=!1;constructor(t){this.#e=t;let{language:e}=t,s=n=>e.t(n),o=_t.map(n=>({value:n,words:s(
`kind.${n}`),about:s(`kind.${n}.about`)}));this.#t=q("create-kind",s("create.kind"),o,{chosen:"private",change:()=>this.#l()}),this.#t.classList.add("is-tall"),
this.#s=k("create-name",s("create.name"),{maxlength:"200",placeholder:s("create.name.hint"),on:{input:()=>this.#c()}}),this.#i=k("create-id",s("create.id"),{maxlength:"\
164",autocapitalize:"none",spellcheck:"false",on:{input:()=>this.#r=!0}}),this.#o=k("create-topic",s("create.topic"),{maxlength:"1000"}),this.#a=i("div",{class:"\
create-id",hidden:!0},this.#i.all);let r=[this.#t,...this.#s.all,this.#a,...this.#o.all];this.#n=new y(t,{name:"create",fields:r,yes:s("create.yes")}),this.element=
this.#n.element}open(){for(let{input:e}of[this.#s,this.#i,this.#o])e.value="";this.#r=!1,T(this.#t,"private"),this.#l();let t=this.#e.language.t("create.title");
this.#n.open({title:t,submit:()=>this.#h(),focus:this.#s.input})}#l(){this.#a.hidden=$(this.#t)==="private"}#c(){this.#r||(this.#i.input.value=mt(this.#s.input.
value).toLowerCase())}async#h(){let{members:t,roomActions:e,language:s,returnFocus:o}=this.#e,r=$(this.#t),n=this.#s.input.value,a=this.#i.input.value.trim().replace(
/^#/,"");if(n.trim()==="")return this.#n.showError(s.t("create.unnamed")),!1;let h=r==="private"?null:e.roomNameProblem(a);return h?(this.#n.showError(s.t(h.name,
h.values)),this.#i.input.focus(),!1):(await t.createRoom({kind:r,room:a,title:n,topic:this.#o.input.value}),o)}};var nt=class{#e;#t;#s=i("p",{class:"dialog-hint"});#i;constructor(t){this.#e=t;let e={maxlength:"64",autocapitalize:"none",spellcheck:"false"};this.#t=k("seek-n\
ame",t.language.t("find.name"),e),this.#i=new y(t,{name:"seek",fields:[this.#s,...this.#t.all]}),this.element=this.#i.element}direct(){let{members:t,language:e,
returnFocus:s}=this.#e,o={title:e.t("direct.title"),hint:e.t("direct.hint"),yes:e.t("direct.yes")};this.#o(o,async r=>(await t.openDirect(r),s))}invite(t){let{members:e,
language:s,store:o}=this.#e,n={title:s.t("invite.title",{room:O(s,o.state,t)}),hint:s.t("invite.hint"),yes:s.t("invite.yes")};this.#o(n,a=>e.invite(t,a))}#o({title:t,
hint:e,yes:s},o){let{members:r,language:n}=this.#e;this.#t.input.value="",c(this.#s,e);let a=async()=>this.#t.input.value.trim()===""?!1:o(await r.findAccount(this.#t.
input.value)),h=m=>m.code==="not_found"||m.code==="invalid"&&m.field==="name",u=m=>h(m)?n.t("find.none"):p(n,m);this.#i.open({title:t,yes:s,submit:a,words:u,focus:this.#t.
input})}};var rt=class{#e;#t=i("p",{class:"dialog-hint"});#s;constructor(t){this.#e=t;let e=t.language.t("room.resign.yes");this.#s=new y(t,{name:"resign",fields:[this.#t],
yes:e,danger:!0}),this.element=this.#s.element}open(t){let{language:e,members:s,store:o}=this.#e,{state:r}=o,n=ft(r.rooms[t],r.me)?"room.resign.last":"room.resi\
gn.sure";c(this.#t,e.t(n,{room:O(e,r,t)})),this.#s.open({title:e.t("room.resign"),submit:()=>s.resign(t)})}};var at=class{#e;#t=i("blockquote",{class:"dialog-quote",dir:"auto"});#s;#i;constructor(t){this.#e=t;let{language:e}=t;this.#s=k("report-reason",e.t("report.reas\
on"),{maxlength:"500"});let s=i("p",{class:"dialog-hint"},e.t("report.about")),o=[this.#t,s,...this.#s.all];this.#i=new y(t,{name:"report",fields:o,yes:e.t("rep\
ort")}),this.element=this.#i.element}open(t,{seq:e,text:s,user:o}){let{language:r,moderation:n}=this.#e;this.#t.replaceChildren(i("bdi",{},o.name||r.t("nobody")),
": ",s),this.#s.input.value="";let a=()=>n.report(t,e,this.#s.input.value);this.#i.open({title:r.t("report.title"),submit:a,focus:this.#s.input})}};var It=[0,5e3,1e4,3e4,6e4,3e5,9e5,36e5],Pt=["forever","365d","30d","7d","1d","none"],Mt={d:864e5,h:36e5,m:6e4,s:1e3},ut=class{#e;#t;#s;#i;#o;#n;#a;#r;#l;#c;#h;#u=null;constructor(t){
this.#e=t;let e=r=>t.language.t(r);this.#t=k("set-title",e("set.title"),{maxlength:"200"}),this.#s=k("set-topic",e("set.topic"),{maxlength:"1000"}),this.#i=lt("\
set-slow",e("set.slow")),this.#o=lt("set-kept",e("set.retention")),this.#n=lt("set-kind",e("set.kind")),this.#a=i("div",{class:"fields"},this.#t.all,this.#s.all);
let s=[this.#a,...this.#i.all,i("div",{class:"fields"},this.#o.all,this.#n.all)];this.#r=i("p",{class:"sure",hidden:!0,role:"status"},e("set.close.sure"));let o={
type:"button",class:"button quiet danger",on:{click:()=>this.#d()}};this.#l=i("button",o,e("set.close")),this.#c=i("div",{class:"closing"},i("hr"),this.#r,this.#l),
this.#h=new y(t,{name:"terms",fields:s,yes:e("me.save"),extra:[this.#c]}),this.element=this.#h.element}open(t){let{language:e}=this.#e;this.#u=t;let s=F(t,"set");
this.#a.hidden=!s,this.#o.input.closest(".fields").hidden=!s,this.#i.all.forEach(a=>a.hidden=!F(t,"slow")),this.#t.input.value=t.title,this.#s.input.value=t.topic,
ct(this.#i.input,ht(It,t.slow),t.slow,a=>this.#p(a));let o=["",...ht(Pt,t.retention??"forever")];ct(this.#o.input,o,t.retention??"forever",a=>this.#g(a));let r=gt(
t)?["private","archived"]:["public","announce","archived"];ct(this.#n.input,ht(r,t.kind),t.kind,a=>e.t(`kind.${a}`)),this.#c.hidden=!F(t,"close")||t.kind==="arc\
hived",this.#m(!1);let n=s?this.#t.input:this.#i.input;this.#h.open({title:e.t("room.settings"),submit:()=>this.#f(),focus:n})}async#f(){let{slow:t,title:e,topic:s,
retention:o,kind:r}=this.#u,n={title:this.#t.input.value.trim(),topic:this.#s.input.value.trim(),slow:Number(this.#i.input.value),retention:this.#o.input.value,
kind:this.#n.input.value},a={title:e,topic:s,slow:t,retention:o??"forever",kind:r},h=Object.fromEntries(Object.entries(n).filter(([u,m])=>m!==a[u]));h.retention===
""&&(h.retention=null),Object.keys(h).length>0&&await this.#e.moderation.changeSettings(this.#u.id,h)}async#d(){if(this.#r.hidden){this.#m(!0);return}try{await this.#e.
moderation.closeRoom(this.#u.id),this.#h.close()}catch(t){this.#h.showError(p(this.#e.language,t))}}#m(t){this.#r.hidden=!t,c(this.#l,this.#e.language.t(t?"set.\
close.yes":"set.close"))}#p(t){let{language:e}=this.#e;return t===0?e.t("set.slow.off"):e.span(t)}#g(t){let{language:e}=this.#e,s=t.match(/^(\d+)([dhms])$/);if(s)
return e.t("set.retention.age",{span:e.span(Number(s[1])*Mt[s[2]])});let o={"":"site",forever:"forever",none:"none"};return t in o?e.t(`set.retention.${o[t]}`):
t}};function lt(l,t){let e=i("select",{id:l,class:"field"});return{input:e,all:[i("label",{for:l},t),e]}}function ct(l,t,e,s){l.replaceChildren(...t.map(o=>i("o\
ption",{value:String(o)},s(o)))),l.value=String(e)}function ht(l,t){return l.includes(t)||t==null?l:[...l,t]}var dt=class{#e;#t=i("p",{class:"dialog-hint"});#s;#i;#o;#n=i("input",{type:"checkbox",id:"act-address"});#a;#r;constructor(t){this.#e=t;let{language:e}=t,s=a=>e.
t(a),o=a=>({value:String(a),words:a===null?s("act.ever"):e.span(a)});this.#s=q("act-length",s("act.length"),Y.map(o));let r=["room","site"].map(a=>({value:a,words:s(
`act.${a}`)}));this.#i=q("act-where",s("act.where"),r),this.#o=k("act-reason",s("act.reason"),{maxlength:"500"}),this.#a=i("label",{class:"check"},this.#n,i("sp\
an",{},s("act.address")));let n=[this.#t,this.#s,this.#i,...this.#o.all,this.#a];this.#r=new y(t,{name:"penalty",fields:n,danger:!0}),this.element=this.#r.element}open(t,e,s){
let{language:o,store:r}=this.#e,n=I(t,e,s,r.state);c(this.#t,o.t(`act.${t}.about`)),this.#s.hidden=t==="kick",this.#a.hidden=t==="kick",this.#i.hidden=n.length<
2,T(this.#s,String(Y[1])),T(this.#i,n[0]),this.#o.input.value="",this.#n.checked=!1;let a=()=>this.#l(t,e,s),h=t==="kick"?this.#o.input:this.#s.querySelector("i\
nput:checked"),u=o.t(`act.${t}.title`,{name:e.name});this.#r.open({title:u,yes:o.t(`act.${t}`),submit:a,focus:h})}async#l(t,e,s){let o=$(this.#s);await this.#e.
moderation.sanction({act:t,user:e,room:$(this.#i)==="site"?null:s.id,length:o==="null"?null:Number(o),reason:this.#o.input.value,address:this.#n.checked})}};export{it as BrowseRoomsDialog,ot as CreateRoomDialog,nt as FindPersonDialog,rt as LeaveRoomDialog,et as ModerationQueueDialog,at as ReportDialog,ut as RoomSettingsDialog,
dt as SanctionDialog,st as SettingsDialog};
