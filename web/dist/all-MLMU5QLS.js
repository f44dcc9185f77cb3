import{Aa as Z,Ba as O,Ca as h,Da as v,Ea as P,Fa as p,La as S,Na as M,Oa as wt,Pa as N,Qa as yt,Ra as tt,Sa as R,Ta as kt,Ya as vt,Za as A,g as pt,m as $,n as _,
o as I,q as ft,s as gt,u as Y,w as bt,za as o}from"./chunk-5Y55P4ZJ.js";function xt(l,t,e){let{language:s,store:i}=t,{author:a,by:n,text:r,reason:c,outcome:d,error:m,busy:g}=l,u=(w,D)=>s.t(w,D),k=s.when(l.time,Date.now()),b=(w,D,J,K="\
quiet")=>o("button",{type:"button",class:`button ${K}`,disabled:g,data:{act:w},on:{click:J}},D),f=d?[]:[b("done",u("queue.done"),()=>e.resolve(l,"done"),"small"),
b("dismiss",u("queue.dismiss"),()=>e.resolve(l,"dismissed"),"small")],T=d?[]:["mute","ban"].filter(w=>e.mayPunish(w,l));return o("li",{class:"desk-item report"},
o("div",{class:"report-by"},R(a),o("span",{class:"author",dir:"auto"},a.name||u("nobody")),tt(i.state.nameMarks[a.id]),o("span",{class:"report-room",dir:"auto"},
N(s,i.state,l.room))),r===null?o("p",{class:"report-text is-deleted"},u("deleted")):o("p",{class:"report-text",dir:"auto"},r),c&&o("p",{class:"report-why"},u("q\
ueue.why",{reason:c})),o("p",{class:"report-meta"},u("queue.by",{name:n.name||u("nobody"),time:k})),d&&o("p",{class:"report-meta"},Ft(l,s)),o("p",{class:"report\
-acts"},b("jump",u("queue.jump"),()=>e.jump(l)),r!==null&&e.mayDelete(l)&&b("delete",u("delete"),()=>e.remove(l),"quiet danger"),T.map(w=>b(w,u(`act.${w}`),()=>e.
penalty(w,l),"quiet danger")),f.length>0&&o("span",{class:"report-end"},f)),m&&o("p",{class:"complaint",role:"alert"},p(s,m)))}function Ft({outcome:l,closed_by:t,
closed:e},s){let i={name:t?.name||s.t("nobody"),time:s.when(e,Date.now())};return s.t(`queue.outcome.${l}`,i)}function St(l,t,e){let{language:s,store:i}=t,{kind:a,
user:n,name:r,address:c,until:d,reason:m,at:g,error:u,busy:k}=l,b=Date.now(),f=(K,Et)=>s.t(K,Et),T=n===null?f("queue.address",{address:c}):r||f("nobody"),w=d===
null?f(`queue.${a}.ever`):f(`queue.${a}`,{until:s.until(d,b)}),D=()=>e.lift({...l,name:T}),J={type:"button",class:"button small",disabled:k,data:{act:"lift"}};return o(
"li",{class:"desk-item bound"},R({id:n??"",name:n===null?"":r}),o("div",{class:"bound-words"},o("div",{class:"author"},o("bdi",{},T),n!==null&&tt(i.state.nameMarks[n]),
n!==null&&c&&` · ${f("queue.address",{address:c})}`),o("p",{class:"report-meta"},`${w} · ${f("queue.since",{time:s.when(g,b)})}`),m&&o("p",{class:"report-why"},
f("queue.why",{reason:m})),u&&o("p",{class:"complaint",role:"alert"},p(s,u))),e.mayLift(l)&&o("button",{...J,on:{click:D}},f("queue.lift")))}function qt(l,{language:t,
store:e}){let{by:s,time:i,user:a,room:n,seq:r,until:c,reason:d,detail:m=""}=l,g=l.action==="role"&&m==="none"?"audit.role.none":`audit.${l.action}`,u={by:s.name||
s.id,user:a?a.name||a.id:"",room:n?N(t,e.state,n):t.t("audit.site"),seq:r??"",action:l.action,detail:$t(l,w=>t.has(w)?t.t(w):null)},k=t.t(t.has(g)?g:"audit.othe\
r",u),f=(c==null?null:t.t("audit.until",{until:t.until(c,i)}))??(["mute","ban"].includes(l.action)?t.t("audit.ever"):null),T={class:"time",datetime:new Date(i).
toISOString(),title:t.exact(i)};return o("li",{class:"desk-item act"},o("time",T,t.when(i,Date.now())),o("div",{},o("p",{},f?`${k} · ${f}`:k),d&&o("p",{class:"\
report-why"},t.t("queue.why",{reason:d}))))}function $t({action:l,detail:t=""},e){let s={role:`role.${t}`,resolve:`queue.${t==="done"?"done":"dismiss"}`}[l];return(s&&
e(s))??t}var y=class{#e;#t=o("p",{class:"complaint",role:"alert"});#s;#o;#i=async()=>{};#a=t=>p(this.#e,t);#n=!1;#r=null;constructor({language:t},{name:e,fields:s,yes:i="",
danger:a=!1,extra:n=[]}){this.#e=t;let r=()=>this.element.close();this.#s=o("h2",{id:`${e}-title`}),this.#o=o("button",{type:"submit",class:`button ${a?"danger":
"primary"}`},i);let c=m=>{m.preventDefault(),this.#l()};this.form=o("form",{novalidate:!0,on:{submit:c,input:()=>this.showError("")}},...s,this.#t,o("div",{class:"\
dialog-buttons"},o("button",{type:"button",class:"button",on:{click:r}},t.t("cancel")),this.#o));let d={class:`dialog ${e}-dialog`,"aria-labelledby":`${e}-title`,
on:{close:()=>this.#h()}};this.element=o("dialog",d,this.#s,this.form,...n)}open({title:t,yes:e,submit:s,words:i,focus:a}){h(this.#s,t),h(this.#o,e??this.#o.textContent),
this.#i=s,this.#a=i??(n=>p(this.#e,n)),this.#c(!1),this.showError(""),this.#r=document.activeElement?.closest(".message")??null,this.element.showModal(),a?.focus()}close(){
this.element.open&&this.element.close()}showError(t){h(this.#t,t)}async#l(){if(!this.#n){this.#c(!0);try{let t=await this.#i();t!==!1&&(this.close(),t?.())}catch(t){
this.showError(this.#a(t))}this.#c(!1)}}#h(){document.activeElement===document.body&&this.#r?.focus({preventScroll:!0})}#c(t){this.#n=t,this.#o.disabled=t}};function E(l,t,e,{
chosen:s,change:i=()=>{}}={}){let a=e.map(({value:n,words:r,about:c})=>{let d={type:"radio",name:l,value:n,checked:n===s,class:"visually-hidden"},m=c&&o("span",
{class:"choice-about"},c);return o("label",{class:"choice"},o("input",{...d,on:{change:i}}),o("span",{},r),m)});return o("fieldset",{class:"choices"},o("legend",
{},t),o("div",{class:"choices-row"},a))}function L(l){return l.querySelector("input:checked")?.value}function F(l,t){for(let e of l.querySelectorAll("input"))e.
checked=e.value===t}function x(l,t,e={}){let s=o("input",{id:l,class:"field",type:"text",dir:"auto",autocomplete:"off",...e});return{input:s,all:[o("label",{for:l},
t),s]}}var Ot={reports:xt,sanctions:St,audit:qt},et={reports:["review"],sanctions:["mute","ban"],audit:["audit"]},st=class{#e;#t=o("div",{class:"desk-tabs",role:"tabli\
st"});#s;#o;#i=o("p",{class:"desk-status",role:"status"});#a;#n;#r=null;#l=null;constructor(t){this.#e=t;let{language:e,moderationQueue:s}=t,i=u=>e.t(u),a=["roo\
m","all"].map(u=>({value:u,words:i(`queue.${u}`)})),n=({target:u})=>this.#h({room:u.value==="all"?null:this.#l.id});this.#s=E("desk-where",i("queue.where"),a,{change:n});
let r=["open","closed"].map(u=>({value:u,words:i(`queue.${u}`)})),c=({target:u})=>this.#h({closed:u.value==="closed"});this.#o=E("desk-which",i("queue.which"),r,
{change:c});let d={type:"button",class:"button quiet search-more",on:{click:()=>s.loadMore()}};this.#n=o("button",d,i("queue.more"));let m=this.#u();this.#a=new A(
t,o("ul",{class:"desk-list"}),{draw:u=>Ot[this.#r.tab](u,t,m),id:({id:u})=>`${this.#r.tab} ${u}`}),this.#t.setAttribute("aria-label",i("queue")),this.#t.addEventListener(
"keydown",u=>vt(u,this.#t.children));let g=()=>this.element.close();this.element=o("dialog",{class:"dialog desk","aria-labelledby":"desk-title",on:{close:()=>s.
close()}},o("div",{class:"desk-head"},o("h2",{id:"desk-title"},i("queue")),O("close",i("close"),g)),this.#t,o("div",{class:"desk-choices"},this.#s,this.#o),o("d\
iv",{class:"desk-scroll",role:"tabpanel",tabindex:"-1"},this.#i,this.#a.element,this.#a.more,this.#n))}open(t){let{store:e,moderationQueue:s}=this.#e;this.#l=e.
room;let i=this.#l!==null&&et[t].some(n=>$(this.#l,n)),a=t==="reports"&&_(e.state,"review")&&!e.state.reports[this.#l?.id];s.show({tab:t,room:i&&!a?this.#l.id:null}),
this.render(e.state),this.element.showModal(),this.#t.querySelector("[aria-selected=true]").focus()}render(t){let{moderationQueue:e}=t;if(e===null||e===this.#r)
return;let s=this.#r?.tab!==e.tab||this.#r?.room!==e.room;if(this.#r=e,s){this.#a.reset(),this.#c(e,t),F(this.#s,e.room===null?"all":"room");let i=this.#l!==null&&
et[e.tab].some(a=>$(this.#l,a));this.#s.hidden=!i||!et[e.tab].some(a=>_(t,a)),this.#o.hidden=e.tab!=="reports"}F(this.#o,e.closed?"closed":"open"),h(this.#i,this.#d(
e)),this.#m(e),this.#n.hidden=!e.more||this.#a.rest>0,this.#n.disabled=e.state==="busy"}#h(t){let{tab:e,room:s,closed:i}=this.#e.store.state.moderationQueue;this.#e.
moderationQueue.show({tab:e,room:s,closed:i,...t})}#c({tab:t},e){let{language:s}=this.#e,i=this.#t.contains(document.activeElement),a=n=>{let r=n===t,c=()=>this.#h(
{tab:n,closed:!1}),d={type:"button",class:"desk-tab",role:"tab","aria-selected":String(r)};return o("button",{...d,tabindex:r?"0":"-1",on:{click:c}},s.t(`queue.${n}`))};
this.#t.replaceChildren(...ft(this.#l,e).map(a)),i&&this.#t.querySelector("[aria-selected=true]").focus()}#d({tab:t,closed:e,items:s,state:i,error:a}){let{language:n}=this.#e;
return i==="failed"?p(n,a):s.length>0?"":n.t(i==="busy"?"queue.busy":`queue.${e?"closed":t}.none`)}#m({items:t}){let{element:e}=this.#a,s=document.activeElement?.
closest(".desk-item"),i=s?[...e.children].indexOf(s):-1,a=s&&document.activeElement.dataset.act;if(this.#a.show(t),i>=0&&!s.isConnected){let n=e.children[Math.min(
i,t.length-1)];(n?.querySelector(`[data-act="${a}"]`)??n?.querySelector("button")??this.#t.firstChild)?.focus()}}#u(){let{moderationQueue:t,history:e,store:s,dialogs:i}=this.#e,
a=n=>s.state.rooms[n]??null;return{jump:n=>{this.element.close(),e.jump(n.room,n.seq)},remove:n=>t.deleteMessage(n),resolve:(n,r)=>t.resolve(n.id,r),lift:n=>t.lift(
n),penalty:(n,r)=>i.sanction(n,r.author,a(r.room)),mayDelete:n=>a(n.room)?.joined&&$(a(n.room),"delete_any"),mayPunish:(n,r)=>I(n,r.author,a(r.room),s.state).length>
0,mayLift:({kind:n,room:r})=>r===null?_(s.state,n):!0}}};var j=class{#e;#t;#s=o("p",{class:"fold-about",role:"status"});constructor(t){this.#e=t,this.#t=o("button",{type:"button",class:"button",on:{click:()=>this.#o()}}),
this.element=o("div",{},this.#s,this.#t),this.#i()}render(){}reset(){this.#i()}async#o(){this.#t.disabled=!0,await this.#e.notifications.toggle(),this.#t.disabled=
!1,this.#i()}#i(){let{language:t,notifications:e}=this.#e,{state:s}=e;h(this.#s,t.t(At[s])),this.#t.hidden=s==="missing"||s==="denied",h(this.#t,t.t(s==="on"?"n\
otifications.off.do":"notifications.on.do"))}},At={on:"notifications.on",off:"notifications.off",missing:"notifications.missing",denied:"notifications.denied"};var Lt=["everybody","shared","nobody"],B=class{#e;#t;#s=o("p",{class:"fold-note",role:"status"});constructor(t){this.#e=t;let{language:e}=t,s=Lt.map(n=>({value:n,
words:e.t(`contact.${n}`)})),i=()=>this.#o(L(this.#t));this.#t=E("contact-rule",e.t("contact.who"),s,{change:i});let a=o("p",{class:"fold-about"},e.t("contact.a\
bout"));this.element=o("div",{},a,this.#t,this.#s),this.reset()}render(){}reset(){this.#t.disabled=!0,h(this.#s,"")}async open(){await this.#i(()=>this.#e.profile.
contactRule(),"")}async#o(t){await this.#i(()=>this.#e.profile.setContactRule(t),"contact.saved")}async#i(t,e){let{language:s}=this.#e;try{F(this.#t,await t()),
this.#t.disabled=!1,h(this.#s,e?s.t(e):"")}catch(i){h(this.#s,p(s,i))}}};var H=class{#e;#t;constructor(t){this.#e=t;let{language:e}=t,s=new v(t,{id:"account-name",label:e.t("loginPage.name"),name:"username",autocomplete:"username",maxlength:"\
64"}),i=M(t,t.store.state.loginForm.site??{},{id:"account-password"});this.#t=new S(t,{name:"become",fields:{name:s,password:i},label:e.t("loginPage.register.do"),
send:a=>this.#t.waitFor(t.login.upgradeGuest(a),{leaving:!0})}),this.element=o("div",{},o("p",{class:"fold-about"},e.t("createAccount.about")),this.#t.element)}render(){}reset(){
this.#t.clear()}open(){this.#t.fill({name:this.#e.storage.name}),this.#t.focus()}};function q(l,t,{group:e,opened:s=()=>{}}){return o("details",{class:"fold",name:e,on:{toggle:({target:a})=>a.open&&s()}},o("summary",{},l),o("div",{class:"fold-\
inside"},t))}var G=class{#e;#t;#s;#o;#i;#a=o("p",{class:"complaint",role:"alert"});#n;#r;#l;constructor(t){this.#e=t;let{language:e}=t,s=n=>e.t(n);this.#t=o("button",{type:"\
button",class:"button quiet",on:{click:()=>this.#h()}},s("me.leave"));let i=new v(t,{id:"last-password",label:s("password"),secret:!0,name:"password",autocomplete:"\
current-password"});this.#o=P(),this.#i=new S(t,{name:"delete-account",before:[this.#o],fields:{password:i},label:s("remove.yes"),danger:!0,send:n=>this.#c(n)});
let a=o("p",{class:"fold-about"},s("remove.about"));this.#s=q(s("remove"),[a,this.#i.element],{group:"settings"}),this.#n=o("p",{class:"sure",hidden:!0},s("me.f\
orget.sure")),this.#r=o("button",{type:"button",class:"button quiet danger",on:{click:()=>this.#d()}}),this.#l=o("div",{},this.#n,this.#r),this.element=o("div",
{class:"farewell"},this.#s,this.#t,this.#a,this.#l)}render({account:t,me:e,loginName:s}){this.#o.value=s??e?.name??"";let i=t?.kind==="account",a=i||t?.kind==="\
token";this.#t.hidden=!a,this.#s.hidden=!i,this.#l.hidden=a}reset(){this.#i.clear(),this.#s.open=!1,this.#n.hidden=!0,h(this.#a,""),h(this.#r,this.#e.language.t(
"me.forget"))}async#h(){let{login:t,language:e}=this.#e;this.#t.disabled=!0;try{await t.signOut()}catch(s){this.#t.disabled=!1,h(this.#a,p(e,s))}}#c(t){let{profile:e,
login:s}=this.#e,i=e.deleteAccount(t,a=>s.accountDeleted(a));return this.#i.waitFor(i,{leaving:!0})}#d(){let{login:t,language:e}=this.#e;this.#n.hidden?(this.#n.
hidden=!1,h(this.#r,e.t("me.forget.yes"))):t.forgetPerson()}};var W=class{#e;#t;#s;#o=null;constructor(t){this.#e=t;let{language:e}=t;this.#s=o("p",{class:"fold-about"},e.t("ignored.none")),this.#t=new A(t,o("ul",{class:"i\
gnored"}),{draw:s=>this.#i(s),id:({id:s})=>s,state:({name:s})=>s}),this.element=o("div",{},this.#s,this.#t.element,this.#t.more)}render({ignored:t}){if(t!==this.#o){
this.#o=t;let e=Object.entries(t).map(([s,i])=>({id:s,name:i}));this.#s.hidden=e.length>0,this.#t.show(e)}}reset(){this.#t.reset()}#i(t){let{language:e,ignoreList:s}=this.#e,
i=t.name||e.t("ignored.unnamed"),a=e.t("unignore.of",{name:i}),n={type:"button",class:"button quiet","aria-label":a,title:a};return o("li",{class:"person"},R({...t,
name:i}),o("span",{class:"person-name",dir:"auto",title:i},i),o("button",{...n,on:{click:()=>s.unignore({...t,name:i})}},e.t("unignore")))}};var Q=class{#e;#t=o("p",{class:"fold-about"});#s;#o=o("p",{class:"fold-note",role:"status"});constructor(t){this.#e=t;let{language:e}=t,s=new v(t,{id:"new-login",
label:e.t("login.new"),name:"username",autocomplete:"username",autocapitalize:"none",spellcheck:"false",maxlength:"64"}),i=new v(t,{id:"login-password",label:e.
t("password"),secret:!0,name:"password",autocomplete:"current-password"});this.#s=new S(t,{name:"change-login",fields:{login:s,password:i},label:e.t("login.do"),
send:a=>this.#i(a)}),this.element=o("div",{},this.#t,this.#s.element,this.#o)}render({loginName:t}){h(this.#t,t===null?"":this.#e.language.t("login.about",{name:t}))}reset(){
this.#s.clear(),h(this.#o,"")}async#i(t){let{language:e,profile:s}=this.#e;h(this.#o,""),await this.#s.waitFor(s.changeLogin(t))===null&&(this.#s.clear(),h(this.#o,
e.t("login.done")))}};var U=class{#e;#t;#s;#o=o("p",{class:"fold-note",role:"status"});constructor(t){this.#e=t;let{language:e}=t;this.#t=P();let s=new v(t,{id:"old-password",label:e.
t("password.old"),secret:!0,name:"password",autocomplete:"current-password"});this.#s=new S(t,{name:"change-password",before:[this.#t],fields:{old:s,password:M(
t,t.store.state.loginForm.site??{},{id:"next-password",label:"password.new"})},label:e.t("password.change"),send:i=>this.#i(i)}),this.element=o("div",{},o("p",{
class:"fold-about"},e.t("password.about")),this.#s.element,this.#o)}render({me:t,loginName:e}){this.#t.value=e??t?.name??""}reset(){this.#s.clear(),h(this.#o,"")}async#i(t){
let{language:e,profile:s}=this.#e;h(this.#o,""),await this.#s.waitFor(s.changePassword(t))===null&&(this.#s.clear(),h(this.#o,e.t("password.done")))}};var Nt=[["Edge",/\bEdg(?:A|iOS)?\//],["Opera",/\bOPR\//],["Samsung Internet",/\bSamsungBrowser\//],["Firefox",/\b(?:Firefox|FxiOS)\//],["Chrome",/\b(?:Chrome|CriOS|HeadlessChrome)\//],
["Safari",/\bSafari\//]],Rt=[["Android",/\bAndroid\b/],["iPhone",/\biPhone\b/],["iPad",/\biPad\b/],["Windows",/\bWindows\b/],["macOS",/\bMac OS X\b|\bMacintosh\b/],
["ChromeOS",/\bCrOS\b/],["Linux",/\bLinux\b/]];function Tt(l){let t=s=>s.find(([,i])=>i.test(l))?.[0]??"";return{browser:t(Nt)||l.slice(0,40).trim(),system:t(Rt)}}var z=class{#e;#t;#s=o("p",{class:"fold-note",role:"status"});#o;constructor(t){this.#e=t;let{language:e}=t,s={type:"button",class:"button",hidden:!0,on:{click:()=>this.#r()}};
this.#o=o("button",s,e.t("sessions.others")),this.#t=new A(t,o("ul",{class:"sessions"}),{draw:i=>this.#a(i),id:({id:i})=>i,state:i=>JSON.stringify(i)}),this.element=
o("div",{},this.#t.element,this.#t.more,this.#s,this.#o)}render(){}reset(){this.#t.reset(),this.#t.show([]),this.#o.hidden=!0,h(this.#s,"")}async open(){let{language:t,
profile:e}=this.#e;this.#t.element.children.length===0&&h(this.#s,t.t("sessions.loading")),await this.#l(async()=>this.#i(await e.sessions()))}#i(t){this.#t.show(
t),this.#o.hidden=t.every(({here:e})=>e),h(this.#s,"")}#a({id:t,agent:e,used:s,here:i}){let{language:a,clock:n}=this.#e,{browser:r,system:c}=Tt(e),d=a.t("sessio\
ns.unknown"),m=c?a.t("sessions.on",{browser:r||d,system:c}):r||d,g=a.t("sessions.used",{when:a.when(s,n.time())}),u={type:"button",class:"button quiet danger",on:{
click:()=>this.#n(t)}},k=a.t("sessions.end.of",{name:m});return o("li",{class:"session"},o("div",{class:"session-words"},o("span",{class:"session-name"},m),o("s\
pan",{class:"session-when"},i?a.t("sessions.here"):g)),!i&&o("button",{...u,"aria-label":k,title:k},a.t("sessions.end")))}#n(t){return this.#l(async()=>{await this.#e.
profile.endSession(t),this.#i(await this.#e.profile.sessions())})}#r(){return this.#l(async()=>{await this.#e.profile.endOtherSessions(),this.#i(await this.#e.profile.
sessions())})}async#l(t){try{await t()}catch(e){h(this.#s,p(this.#e.language,e))}}};var V=class{#e;#t;#s=o("p",{class:"takeaway-status",role:"status"});constructor(t){this.#e=t;let{language:e}=t,s={type:"button",class:"button quiet",on:{click:()=>this.#o()}};
this.#t=o("button",s,e.t("export")),this.element=o("div",{class:"takeaway"},this.#t,this.#s)}reset(){this.#t.disabled||h(this.#s,"")}async#o(){let{language:t,exportMessages:e,
browser:s,clock:i}=this.#e,a=(n,r)=>h(this.#s,t.t(n,r));this.#t.disabled=!0,this.#s.setAttribute("aria-live","off"),a("export.busy",{count:0});try{let{text:n,count:r}=await e(
m=>a("export.busy",{count:m})),d=`chatd-${new Date(i.time()).toISOString().slice(0,10)}.jsonl`;this.#s.setAttribute("aria-live","polite"),r>0&&s.download(d,n,"a\
pplication/jsonl"),a(r>0?"export.done":"export.none",{count:r,file:d})}catch(n){this.#s.setAttribute("aria-live","polite"),h(this.#s,p(t,n))}this.#t.disabled=!1}};var C="settings",ot=class{#e;#t=o("span",{class:"self-face"});#s=o("span",{class:"self-name",dir:"auto"});#o=o("span",{class:"self-kind"});#i=o("span",{class:"s\
elf-kind"});#a;#n;#r;#l;#h=null;constructor(t){this.#e=t;let e=T=>t.language.t(T),s=new v(t,{id:"new-name",label:e("me.name"),name:"nickname",autocomplete:"nick\
name",maxlength:"64"});this.#n=new S(t,{name:"rename",fields:{name:s},label:e("me.save"),send:T=>this.#c(T)});let i=new z(t),a=new H(t),[n,r,c]=[new U(t),new j(
t),new W(t)],d=new B(t),m=new Q(t),g=new V(t),u=new G(t);this.#r=[i,a,m,n,r,d,c,g,u],this.#l={become:q(e("createAccount"),a.element,{group:C,opened:()=>a.open()}),
bells:q(e("notifications"),r.element,{group:C}),contact:q(e("contact"),d.element,{group:C,opened:()=>d.open()}),ignored:q(e("ignored"),c.element,{group:C}),login:q(
e("login.change"),m.element,{group:C}),secrets:q(e("password.change"),n.element,{group:C}),sessions:q(e("sessions"),i.element,{group:C,opened:()=>i.open()})};let k=()=>this.
element.close(),b={href:"admin",target:"_blank",rel:"noopener"};this.#a=o("a",{class:"self-kind",...b,hidden:!0},e("me.operatorPage"));let f=o("div",{class:"sel\
f-words"},this.#s,this.#o,this.#i,this.#a);this.element=o("dialog",{class:"dialog settings","aria-labelledby":"settings-title",on:{close:()=>this.#d()}},o("h2",
{id:"settings-title",class:"visually-hidden"},e("me.settings")),o("header",{class:"self"},this.#t,f,O("close",e("close"),k)),this.#n.element,o("div",{class:"fol\
ds"},Object.values(this.#l)),g.element,u.element),this.#d()}open(){this.#n.fill({name:this.#e.storage.name}),this.#e.profile.loadLoginName(),this.element.showModal(),
this.element.querySelector("#new-name").select()}render(t){let{me:e,account:s,loginForm:i,loginName:a}=t,{language:n}=this.#e,r=s?.kind==="account";e!==this.#h&&
(this.#h=e,this.#t.replaceChildren(...e?[R(e)]:[]),h(this.#s,e?.name??""));let c=r&&a!==null&&a!==e?.name;h(this.#i,c?n.t("login.now",{name:a}):"");let d=s?.admin?
"admin":r?"account":e?.id.startsWith("g.")?"guest":"other";h(this.#o,n.t(Ct[d])),this.#a.hidden=d!=="admin",this.#n.element.hidden=d==="other",this.#l.become.hidden=
d!=="guest"||i.site?.registration!=="open",this.#l.secrets.hidden=!r,this.#l.login.hidden=!r,this.#l.sessions.hidden=!r,this.#r.forEach(m=>m.render?.(t))}close(){
this.element.close()}async#c({name:t}){let{profile:e,roomActions:s}=this.#e,i=this.#e.store.state.me?.name,a=await this.#n.waitFor(e.rename(t)),n=this.#e.store.
state.me?.name;a===null&&(this.element.close(),n!==i&&s.showToast("me.renamed",{name:n}))}#d(){this.#r.forEach(t=>t.reset()),this.#n.showProblem(null),Object.values(
this.#l).forEach(t=>t.open=!1)}},Ct={admin:"me.admin",account:"me.account",guest:"me.guest",other:"me.other"};var Dt=250,_t=400,it=class{#e;#t;#s=o("p",{class:"browse-status",role:"status"});#o=o("ul",{class:"browse-list"});#i;#a;#n=null;#r=0;#l=!1;#h=()=>{};constructor(t){
this.#e=t;let{language:e}=t,s=r=>e.t(r);this.#t=o("input",{class:"field",id:"browse-search",type:"search",dir:"auto",autocomplete:"off",maxlength:"200",enterkeyhint:"\
search",placeholder:s("browse.search"),"aria-label":s("browse.search"),on:{input:()=>this.#c(),keydown:r=>this.#d(r)}});let i={type:"button",class:"button quiet\
 browse-more",hidden:!0};this.#i=o("button",{...i,on:{click:()=>this.#f()}},s("browse.more")),this.#a=o("div",{class:"browse-scroll",on:{scroll:()=>this.#b()}},
this.#o,this.#i),this.#o.addEventListener("keydown",r=>kt(r,this.#o.querySelectorAll("button")));let a=O("close",s("close"),()=>this.element.close()),n=o("div",
{class:"browse-head"},o("h2",{id:"browse-title"},s("browse.title")),a);this.element=o("dialog",{class:"dialog browse-dialog","aria-labelledby":"browse-title",on:{
close:()=>this.#m()}},n,o("div",{class:"browse-field"},Z("search"),this.#t),this.#s,this.#a)}open(){this.#t.value="",this.element.showModal(),this.#t.focus(),this.#u()}#c(){
this.#h(),this.#h=this.#e.clock.after(Dt,()=>this.#u())}#d(t){t.key==="ArrowDown"?(this.#o.querySelector("button")?.focus(),t.preventDefault()):t.key==="Enter"&&
!t.isComposing&&(this.#h(),this.#u())}#m(){this.#r+=1,this.#h(),this.#n=null,this.#i.hidden=!0,this.#o.replaceChildren(),h(this.#s,"")}#u(){this.#r+=1,this.#p(!1),
this.#n=null,this.#f()}async#f(){if(this.#l)return;let{members:t,language:e}=this.#e,[s,i]=[this.#r,this.#n];this.#p(!0);try{let{rooms:a,more:n,next:r}=await t.
browseRooms({text:this.#t.value,after:i});s===this.#r&&(this.#p(!1),this.#n=n?r:null,this.#g(a,i===null))}catch(a){s===this.#r&&(this.#p(!1),h(this.#s,p(e,a)))}}#p(t){
this.#l=t,this.#o.setAttribute("aria-busy",String(t))}#g(t,e){let{language:s}=this.#e,i=t.map(d=>this.#w(d)),a=document.activeElement===this.#i;e?(this.#o.replaceChildren(
...i),this.#a.scrollTop=0):this.#o.append(...i),this.#i.hidden=this.#n===null,a&&i[0]?.querySelector("button").focus();let n=this.#o.childElementCount,r=this.#t.
value.trim()===""?"browse.empty":"browse.none",c=this.#n===null?"browse.found":"browse.first";h(this.#s,n===0&&this.#n===null?s.t(r):s.t(c,{count:n}))}#b(){let{
scrollTop:t,clientHeight:e,scrollHeight:s}=this.#a;this.#n!==null&&s-t-e<_t&&this.#f()}#w({room:t,kind:e,title:s,topic:i,count:a,member:n}){let{language:r,roomActions:c,
returnFocus:d,store:m}=this.#e,g=()=>{this.element.close(),c.open(t),d()},u=wt(r,{id:t,kind:e,title:s}).replace(/^#/,""),k=n||m.state.rooms[t]?.joined,b=[s!==""&&
`#${t}`,k&&r.t("browse.joined")].filter(Boolean).join(" · "),f=r.t("people.here",{count:a});return o("li",{},o("button",{type:"button",class:"browse-room",data:{
room:t},on:{click:g}},o("span",{class:"browse-name"},yt(r,e),o("bdi",{class:"browse-title"},u),b&&o("span",{class:"browse-about"},b)),o("span",{class:"browse-co\
unt",title:f},Z("people"),o("span",{"aria-hidden":"true"},String(a)),o("span",{class:"visually-hidden"},f)),i&&o("span",{class:"browse-topic",dir:"auto"},i)))}};var It=["private","public","announce"],nt=class{#e;#t;#s;#o;#i;#a;#n;#r=!1;constructor(t){this.#e=t;let{language:e}=t,s=n=>e.t(n),i=It.map(n=>({value:n,words:s(
`kind.${n}`),about:s(`kind.${n}.about`)}));this.#t=E("create-kind",s("create.kind"),i,{chosen:"private",change:()=>this.#l()}),this.#t.classList.add("is-tall"),
this.#s=x("create-name",s("create.name"),{maxlength:"200",placeholder:s("create.name.hint"),on:{input:()=>this.#h()}}),this.#o=x("create-id",s("create.id"),{maxlength:"\
164",autocapitalize:"none",spellcheck:"false",on:{input:()=>this.#r=!0}}),this.#i=x("create-topic",s("create.topic"),{maxlength:"1000"}),this.#n=o("div",{class:"\
create-id",hidden:!0},this.#o.all);let a=[this.#t,...this.#s.all,this.#n,...this.#i.all];this.#a=new y(t,{name:"create",fields:a,yes:s("create.yes")}),this.element=
this.#a.element}open(){for(let{input:e}of[this.#s,this.#o,this.#i])e.value="";this.#r=!1,F(this.#t,"private"),this.#l();let t=this.#e.language.t("create.title");
this.#a.open({title:t,submit:()=>this.#c(),focus:this.#s.input})}#l(){this.#n.hidden=L(this.#t)==="private"}#h(){this.#r||(this.#o.input.value=pt(this.#s.input.
value).toLowerCase())}async#c(){let{members:t,roomActions:e,language:s,returnFocus:i}=this.#e,a=L(this.#t),n=this.#s.input.value,r=this.#o.input.value.trim().replace(
/^#/,"");if(n.trim()==="")return this.#a.showError(s.t("create.unnamed")),!1;let c=a==="private"?null:e.roomNameProblem(r);return c?(this.#a.showError(s.t(c.name,
c.values)),this.#o.input.focus(),!1):(await t.createRoom({kind:a,room:r,title:n,topic:this.#i.input.value}),i)}};var at=class{#e;#t;#s=o("p",{class:"dialog-hint"});#o;constructor(t){this.#e=t;let e={maxlength:"64",autocapitalize:"none",spellcheck:"false"};this.#t=x("seek-n\
ame",t.language.t("find.name"),e),this.#o=new y(t,{name:"seek",fields:[this.#s,...this.#t.all]}),this.element=this.#o.element}direct(){let{members:t,language:e,
returnFocus:s}=this.#e,i={title:e.t("direct.title"),hint:e.t("direct.hint"),yes:e.t("direct.yes")};this.#i(i,async a=>(await t.openDirect(a),s))}invite(t){let{members:e,
language:s,store:i}=this.#e,n={title:s.t("invite.title",{room:N(s,i.state,t)}),hint:s.t("invite.hint"),yes:s.t("invite.yes")};this.#i(n,r=>e.invite(t,r))}#i({title:t,
hint:e,yes:s},i){let{members:a,language:n}=this.#e;this.#t.input.value="",h(this.#s,e);let r=async()=>this.#t.input.value.trim()===""?!1:i(await a.findAccount(this.#t.
input.value)),c=m=>m.code==="not_found"||m.code==="invalid"&&m.field==="name",d=m=>c(m)?n.t("find.none"):p(n,m);this.#o.open({title:t,yes:s,submit:r,words:d,focus:this.#t.
input})}};var rt=class{#e;#t=o("p",{class:"dialog-hint"});#s;constructor(t){this.#e=t;let e=t.language.t("room.resign.yes");this.#s=new y(t,{name:"resign",fields:[this.#t],
yes:e,danger:!0}),this.element=this.#s.element}open(t){let{language:e,members:s,store:i}=this.#e,{state:a}=i,n=gt(a.rooms[t],a.me)?"room.resign.last":"room.resi\
gn.sure";h(this.#t,e.t(n,{room:N(e,a,t)})),this.#s.open({title:e.t("room.resign"),submit:()=>s.resign(t)})}};var lt=class{#e;#t=o("blockquote",{class:"dialog-quote",dir:"auto"});#s;#o;constructor(t){this.#e=t;let{language:e}=t;this.#s=x("report-reason",e.t("report.reas\
on"),{maxlength:"500"});let s=o("p",{class:"dialog-hint"},e.t("report.about")),i=[this.#t,s,...this.#s.all];this.#o=new y(t,{name:"report",fields:i,yes:e.t("rep\
ort")}),this.element=this.#o.element}open(t,{seq:e,text:s,user:i}){let{language:a,moderation:n}=this.#e;this.#t.replaceChildren(o("bdi",{},i.name||a.t("nobody")),
": ",s),this.#s.input.value="";let r=()=>n.report(t,e,this.#s.input.value);this.#o.open({title:a.t("report.title"),submit:r,focus:this.#s.input})}};var X=class{#e;#t;#s=o("p",{class:"fold-note",role:"status"});#o;#i;#a;#n;#r;#l=null;constructor(t){this.#e=t;let e=c=>t.language.t(c);this.#t=new A(t,o("ul",{class:"\
sessions"}),{draw:c=>this.#c(c),id:({id:c})=>c,state:c=>JSON.stringify(c)});let s={autocapitalize:"none",spellcheck:"false",autocomplete:"off"};this.#o=new v(t,
{id:"hook-name",label:e("hooks.name"),hint:e("hooks.name.hint"),...s});let i=({name:c})=>this.#m(c.trim());this.#i=new S(t,{name:"hook",fields:{name:this.#o},label:e(
"hooks.create"),send:i}),this.#a=this.#g("hook-url",e("hooks.url"),e("hooks.url.copy")),this.#n=this.#g("hook-command",e("hooks.command"),e("hooks.command.copy"));
let a=o("p",{class:"fold-note",role:"status"});this.#r={note:a,element:o("div",{class:"hook-made",hidden:!0},a,this.#a.all,this.#n.all)};let r=[o("p",{class:"fo\
ld-about"},e("hooks.about")),this.#t.element,this.#t.more,this.#s,this.#r.element,this.#i.element];this.element=o("div",{class:"hooks"},r)}reset(t){this.#l=t,this.#t.
reset(),this.#t.show([]),this.#i.clear(),this.#i.element.hidden=t.kind==="archived",this.#p(),h(this.#s,"")}async open(){this.#t.element.children.length===0&&h(
this.#s,this.#e.language.t("hooks.loading")),await this.#b(()=>this.#h())}async#h(t=""){let e=this.#l,s=await this.#e.incomingHooks.list(e.id);e===this.#l&&(this.#t.
show(s),h(this.#s,t||(s.length===0?this.#e.language.t("hooks.none"):"")))}#c(t){let{language:e,clock:s}=this.#e,{name:i,used:a}=t,n=a===null?e.t("hooks.unused"):
e.t("hooks.used",{when:e.when(a,s.time())}),r=[o("span",{class:"session-name",dir:"auto"},i),o("span",{class:"session-when"},n)];return o("li",{class:"session"},
o("div",{class:"session-words"},r),this.#d(i))}#d(t){let{language:e}=this.#e,s=!1,i=c=>{s=c,h(r,e.t(c?"hooks.delete.sure":"hooks.delete")),r.setAttribute("aria-\
label",e.t(c?"hooks.delete.sure.of":"hooks.delete.of",{name:t}))},r=o("button",{type:"button",class:"button quiet danger",on:{click:()=>s?this.#u(t):i(!0),blur:()=>i(
!1)}});return i(!1),r}async#m(t){let{incomingHooks:e}=this.#e,s=this.#l;this.#p();let i=null;await this.#i.waitFor(e.create(s.id,t).then(n=>(i=n,null),n=>Pt(n)))===
null&&s===this.#l&&(this.#i.clear(),this.#f(t,i),await this.#b(()=>this.#h()))}#u(t){let{language:e,incomingHooks:s}=this.#e;return this.#b(async()=>{await s.delete(
this.#l.id,t),this.#p(),await this.#h(e.t("hooks.deleted",{name:t})),this.#o.focus()})}#f(t,e){h(this.#r.note,this.#e.language.t("hooks.made",{name:t})),this.#a.
input.value=e,this.#n.input.value=`curl -H 'Content-Type: application/json' -d '{"text":"Hello"}' '${e}'`,this.#r.element.hidden=!1,this.#a.button.focus()}#p(){
this.#r.element.hidden=!0,this.#a.input.value="",this.#n.input.value=""}#g(t,e,s){let i=o("input",{id:t,class:"field small",type:"text",readonly:!0,dir:"auto",spellcheck:"\
false"}),n=O("copy",s,async()=>{await this.#e.browser.copy(i.value)?h(this.#r.note,this.#e.language.t("copied")):i.select()});return{input:i,button:n,all:[o("la\
bel",{for:t},e),o("div",{class:"hook-line"},i,n)]}}async#b(t){try{await t()}catch(e){h(this.#s,p(this.#e.language,e))}}};function Pt(l){let t=l.field==="name"&&
{invalid:"hooks.name.invalid",conflict:"hooks.name.taken"}[l.code];return t?{field:"name",name:t}:{field:null,name:"",values:{error:l}}}var Mt=[0,5e3,1e4,3e4,6e4,3e5,9e5,36e5],jt=["forever","365d","30d","7d","1d","none"],Bt={d:864e5,h:36e5,m:6e4,s:1e3},ut=class{#e;#t;#s;#o;#i;#a;#n;#r;#l;#h;#c;#d;#m;#u=null;constructor(t){
this.#e=t;let e=r=>t.language.t(r);this.#t=x("set-title",e("set.title"),{maxlength:"200"}),this.#s=x("set-topic",e("set.topic"),{maxlength:"1000"}),this.#o=ht("\
set-slow",e("set.slow")),this.#i=ht("set-kept",e("set.retention")),this.#a=ht("set-kind",e("set.kind")),this.#n=o("div",{class:"fields"},this.#t.all,this.#s.all);
let s=[this.#n,...this.#o.all,o("div",{class:"fields"},this.#i.all,this.#a.all)];this.#r=o("p",{class:"sure",hidden:!0,role:"status"},e("set.close.sure"));let i={
type:"button",class:"button quiet danger",on:{click:()=>this.#p()}};this.#l=o("button",i,e("set.close")),this.#h=o("div",{class:"closing"},o("hr"),this.#r,this.#l),
this.#c=new X(t);let a=q(e("hooks"),this.#c.element,{opened:()=>this.#c.open()});this.#d=o("div",{class:"folds",hidden:!0},a);let n=[this.#d,this.#h];this.#m=new y(
t,{name:"terms",fields:s,yes:e("me.save"),extra:n}),this.element=this.#m.element}open(t){let{language:e}=this.#e;this.#u=t;let s=$(t,"set");this.#n.hidden=!s,this.#i.
input.closest(".fields").hidden=!s,this.#o.all.forEach(r=>r.hidden=!$(t,"slow")),this.#t.input.value=t.title,this.#s.input.value=t.topic,ct(this.#o.input,dt(Mt,
t.slow),t.slow,r=>this.#b(r));let i=["",...dt(jt,t.retention??"forever")];ct(this.#i.input,i,t.retention??"forever",r=>this.#w(r));let a=bt(t)?["private","archi\
ved"]:["public","announce","archived"];ct(this.#a.input,dt(a,t.kind),t.kind,r=>e.t(`kind.${r}`)),this.#h.hidden=!$(t,"close")||t.kind==="archived",this.#g(!1),this.#c.
reset(t),this.#d.hidden=!$(t,"hooks")||!this.#e.incomingHooks.available,this.#d.firstElementChild.open=!1;let n=s?this.#t.input:this.#o.input;this.#m.open({title:e.
t("room.settings"),submit:()=>this.#f(),focus:n})}async#f(){let{slow:t,title:e,topic:s,retention:i,kind:a}=this.#u,n={title:this.#t.input.value.trim(),topic:this.#s.
input.value.trim(),slow:Number(this.#o.input.value),retention:this.#i.input.value,kind:this.#a.input.value},r={title:e,topic:s,slow:t,retention:i??"forever",kind:a},
c=Object.fromEntries(Object.entries(n).filter(([d,m])=>m!==r[d]));c.retention===""&&(c.retention=null),Object.keys(c).length>0&&await this.#e.moderation.changeSettings(
this.#u.id,c)}async#p(){if(this.#r.hidden){this.#g(!0);return}try{await this.#e.moderation.closeRoom(this.#u.id),this.#m.close()}catch(t){this.#m.showError(p(this.#e.
language,t))}}#g(t){this.#r.hidden=!t,h(this.#l,this.#e.language.t(t?"set.close.yes":"set.close"))}#b(t){let{language:e}=this.#e;return t===0?e.t("set.slow.off"):
e.span(t)}#w(t){let{language:e}=this.#e,s=t.match(/^(\d+)([dhms])$/);if(s)return e.t("set.retention.age",{span:e.span(Number(s[1])*Bt[s[2]])});let i={"":"site",
forever:"forever",none:"none"};return t in i?e.t(`set.retention.${i[t]}`):t}};function ht(l,t){let e=o("select",{id:l,class:"field"});return{input:e,all:[o("lab\
el",{for:l},t),e]}}function ct(l,t,e,s){l.replaceChildren(...t.map(i=>o("option",{value:String(i)},s(i)))),l.value=String(e)}function dt(l,t){return l.includes(
t)||t==null?l:[...l,t]}var mt=class{#e;#t=o("p",{class:"dialog-hint"});#s;#o;#i;#a=o("input",{type:"checkbox",id:"act-address"});#n;#r;constructor(t){this.#e=t;let{language:e}=t,s=r=>e.
t(r),i=r=>({value:String(r),words:r===null?s("act.ever"):e.span(r)});this.#s=E("act-length",s("act.length"),Y.map(i));let a=["room","site"].map(r=>({value:r,words:s(
`act.${r}`)}));this.#o=E("act-where",s("act.where"),a),this.#i=x("act-reason",s("act.reason"),{maxlength:"500"}),this.#n=o("label",{class:"check"},this.#a,o("sp\
an",{},s("act.address")));let n=[this.#t,this.#s,this.#o,...this.#i.all,this.#n];this.#r=new y(t,{name:"penalty",fields:n,danger:!0}),this.element=this.#r.element}open(t,e,s){
let{language:i,store:a}=this.#e,n=I(t,e,s,a.state);h(this.#t,i.t(`act.${t}.about`)),this.#s.hidden=t==="kick",this.#n.hidden=t==="kick",this.#o.hidden=n.length<
2,F(this.#s,String(Y[1])),F(this.#o,n[0]),this.#i.input.value="",this.#a.checked=!1;let r=()=>this.#l(t,e,s),c=t==="kick"?this.#i.input:this.#s.querySelector("i\
nput:checked"),d=i.t(`act.${t}.title`,{name:e.name});this.#r.open({title:d,yes:i.t(`act.${t}`),submit:r,focus:c})}async#l(t,e,s){let i=L(this.#s);await this.#e.
moderation.sanction({act:t,user:e,room:L(this.#o)==="site"?null:s.id,length:i==="null"?null:Number(i),reason:this.#i.input.value,address:this.#a.checked})}};export{it as BrowseRoomsDialog,nt as CreateRoomDialog,at as FindPersonDialog,rt as LeaveRoomDialog,st as ModerationQueueDialog,lt as ReportDialog,ut as RoomSettingsDialog,
mt as SanctionDialog,ot as SettingsDialog};
