var Ye=Object.defineProperty;var q=(s,e,t)=>()=>{if(t)throw t[0];try{return s&&(e=s(s=0)),e}catch(n){throw t=[n],n}};var Ue=(s,e)=>{for(var t in e)Ye(s,t,{get:e[t],enumerable:!0})};var fe,be=q(()=>{fe={more:"更多","act.mute":"禁言","act.kick":"移出","act.ban":"封禁","act.unmute":"解除禁言","act.unban":"解除封禁","act.mute.t\
itle":"禁言 {name}","act.kick.title":"移出 {name}","act.ban.title":"封禁 {name}","act.mute.about":"对方可以阅读，但不能发言。","act.kick.abou\
t":"对方会立即离开，但可以再次加入。","act.ban.about":"对方会立即离开，封禁结束前不能再加入。","act.length":"时长","act.eve\
r":"永久","act.reason":"原因（选填，会作为你说的话给对方看）","act.where":"范围","act.room":"在这个房间","act.site":"在全站","act.\
address":"同时处理使用同一 IP 地址的其他人","did.mute":"{name} 已被禁言","did.kick":"{name} 已被移出","did.ban":"{name} 已被封禁","did\
.unmute":"{name} 可以重新发言了","did.unban":"{name} 可以重新加入了","did.report":"谢谢，房间管理员会查看。",report:"举报","report.t\
itle":"举报一条消息","report.about":"房间管理员会看到这条消息，也会看到是你举报的。","report.reason":"有什么问题？（选填）",
queue:"房间管理","queue.waiting":{other:"{count} 条举报待处理"},"queue.reports":"举报","queue.sanctions":"封禁与禁言","queue.audit":"日志","q\
ueue.where":"范围","queue.room":"在这个房间","queue.all":"在全站","queue.open":"待处理","queue.closed":"已处理","queue.which":"举报状态","qu\
eue.busy":"正在加载…","queue.more":"显示更早的记录","queue.reports.none":"没有待处理的举报。","queue.closed.none":"还没有已处理的举报。",
"queue.sanctions.none":"没有人被禁言或封禁。","queue.audit.none":"日志为空。","queue.by":"{name} 举报于 {time}","queue.why":"“{reason}”","\
queue.jump":"查看消息","queue.done":"标为已处理","queue.dismiss":"无需处理","queue.outcome.done":"{name} 已处理，{time}","queue.outcome.dismiss\
ed":"{name} 认为无需处理，{time}","queue.mute":"禁言至 {until}","queue.ban":"封禁至 {until}","queue.mute.ever":"永久禁言","queue.ban.ever":"永久封\
禁","queue.since":"始于 {time}","queue.address":"{address} 的所有人","queue.lift":"立即解除","audit.say":"{by} 从命令行在 {room} 发言","audit.\
create_room":"{by} 新建了房间 {room}","audit.set":"{by} 更改了 {room}：{detail}","audit.close":"{by} 关闭了 {room}","audit.create_hook":"{by} 为 {roo\
m} 创建了传入 Webhook {detail}","audit.revoke_hook":"{by} 删除了 {room} 的传入 Webhook {detail}","audit.invite":"{by} 邀请 {user} 加入 {room}","a\
udit.role":"{by} 在 {room} 把 {user} 设为 {detail}","audit.role.none":"{by} 取消了 {user} 在 {room} 的身份","audit.resign":"{by} 退出了 {room}","a\
udit.kick":"{by} 把 {user} 移出了 {room}","audit.mute":"{by} 在 {room} 禁言了 {user}","audit.unmute":"{by} 在 {room} 解除了 {user} 的禁言","audit\
.ban":"{by} 在 {room} 封禁了 {user}","audit.unban":"{by} 在 {room} 解除了 {user} 的封禁","audit.delete":"{by} 删除了 {user} 在 {room} 的消息 {seq}",
"audit.resolve":"{by} 处理了关于 {user} 在 {room} 的举报：{detail}","audit.other":"{by}：{action} {user} {room} {detail}","audit.site":"全站","audi\
t.until":"直到 {until}","audit.ever":"永久"}});var ye,we=q(()=>{ye={"day.clock":"{day} {clock}","kind.public":"公开房间","kind.private":"私密房间","kind.announce":"公告房间","kind.archived":"已归档房\
间","kind.direct":"私信","kind.inbox":"通知","kind.public.about":"任何人都可以找到并发言。","kind.private.about":"只有受邀的人才能看到。",
"kind.announce.about":"所有人可读，仅房间管理员可发言。","kind.archived.about":"消息仍可查看，不能再发言。","room.removed":"你已不再是“{\
room}”的成员。","room.untitled":"私密房间","rooms.invitations":"邀请","rooms.private":"私密房间","rooms.direct":"私信","rooms.put":"收起 {room}，\
有新消息时再显示","rooms.barred":"你暂时不能进入","invited.by":"来自 {name}","invited.accept":"接受加入 {room} 的邀请","invited.decline":"\
拒绝加入 {room} 的邀请","invited.told":"{name} 邀请你加入“{room}”","invited.moderator":"{name} 邀请你担任“{room}”的房间管理员。请在房间列表中接受或拒绝。",
"invited.owner":"{name} 邀请你担任“{room}”的房主。请在房间列表中接受或拒绝。","invited.direct":"{name} 给你发起了私信","invited\
.done":"已邀请 {name}","browse.title":"浏览房间","browse.search":"搜索房间","browse.more":"显示更多房间","browse.joined":"已加入","browse.fo\
und":{other:"{count} 个房间"},"browse.first":{other:"前 {count} 个房间"},"browse.none":"没有符合搜索的房间。","browse.empty":"还没有公开房间。",
"create.title":"新建房间","create.kind":"房间类型","create.name":"名称","create.name.hint":"读书会","create.id":"地址","create.topic":"话题（选填）",
"create.yes":"创建房间","create.unnamed":"请填写房间名称。","direct.title":"发起私信","direct.hint":"只有你们两人能看到。","direct.yes":"\
开始","invite.title":"邀请他人加入 {room}","invite.hint":"对方会在房间列表里看到邀请。","invite.yes":"邀请","find.name":"账号名","fin\
d.none":"没有这个账号。","room.menu":"房间选项","room.settings":"房间设置","room.invite":"邀请他人","room.resign":"退出房间","room.resign\
.sure":"要退出 {room} 吗？之后你将不再是成员。","room.resign.last":"要退出 {room} 吗？你是唯一的房主：在站点管理员指定新房主之前，这个房间将没有房主。",
"room.resign.yes":"退出","room.link":"复制房间链接","set.title":"名称","set.topic":"话题","set.slow":"慢速模式：发言间隔","set.slow.off":"关\
闭","set.retention":"消息保留时间","set.retention.site":"跟随站点设置","set.retention.forever":"永久","set.retention.none":"不保留","set.reten\
tion.age":"{span}","set.kind":"房间类型",hooks:"传入 Webhook","hooks.about":"会向 Slack 发消息的程序（例如 Grafana、Sentry 或构建服务器）可以通过这样的地址向这个房间发消息。",
"hooks.loading":"正在加载…","hooks.none":"还没有传入 Webhook。","hooks.used":"上次使用：{when}","hooks.unused":"尚未使用","hooks.name":"新 W\
ebhook 的名称","hooks.name.hint":"在房间里显示的名称：a–z、0–9、_ 和 -","hooks.name.invalid":"请使用 1 到 32 个字符：a–z、0–9、_ 和 -，以字母或数字开头。",
"hooks.name.taken":"本站已有同名的 Webhook，请换一个名称。","hooks.create":"创建 Webhook","hooks.made":"“{name}”已创建。请现在复制地址：它不会再次显示。任何拥有该地址的人都可\
以向这个房间发消息。","hooks.url":"地址","hooks.url.copy":"复制地址","hooks.command":"在命令行中试用","hooks.command.copy":"复制命令",
"hooks.delete":"删除","hooks.delete.of":"删除 {name}","hooks.delete.sure":"确认删除","hooks.delete.sure.of":"确认删除：{name}","hooks.deleted":"“{n\
ame}”已删除，其地址不再有效。","set.close":"关闭这个房间","set.close.sure":"要为所有人关闭这个房间吗？已有消息仍可查看。",
"set.close.yes":"为所有人关闭","role.owner":"房主","role.moderator":"房间管理员","role.invited":"已邀请","role.muted":"已禁言","role.give.own\
er":"设为房主","role.give.moderator":"设为房间管理员","role.give.member":"设为普通成员","role.give.none":"移除成员","role.given":"{name} 更改\
了你在“{room}”的身份","role.given.moderator":"{name} 让你担任“{room}”的房间管理员。你可以随时退出房间。","role.given.owner":"\
{name} 让你担任“{room}”的房主。你可以随时退出房间。","role.done":"{name} 的身份已更改","people.online":"在线","people.away":"当前不在房\
间","person.menu":"{name} 的选项","person.direct":"发私信","person.invite":"邀请到这个房间","write.announce":"只有房间管理员可以在这里发言。",
"write.inbox":"这里是网站发给你的通知，只有你能看到。","write.closed":"这个房间已归档：可以查看，不能再发言。","write.mute\
d":"你在这里被禁言：可以查看，不能发言。","write.muted.until":"你在这里被禁言，直到 {until}。","write.muted.left":"你在这里还要被禁言 {left}\
。","write.slow":"{left}后可发下一条",unmuted:"你可以重新发言了。","excluded.banned":"你已被禁止进入 {room}","excluded.banned.ever":"封禁没有\
结束时间。","excluded.banned.until":"封禁持续到 {until}，届时会自动重新进入。","excluded.banned.left":"封禁将在{left}后结束，届时会自动重新进入。",
"excluded.kicked":"你已被移出 {room}","excluded.kicked.hint":"你可以重新加入。","excluded.return":"重新加入","excluded.reason":"原因：{reason}"}});var ve,ke=q(()=>{ve={"loginPage.come":"欢迎回来。","loginPage.join":"一个属于你的名字，在所有设备上通用。","loginPage.ways":"选择进入方式",
"loginPage.guest":"访客","loginPage.guest.hint":"访客的名字前带有 ~。","loginPage.signIn":"登录","loginPage.register":"注册","loginPage.register.\
do":"创建账号","loginPage.forgot":"忘记密码？站点管理员可以给你一个重设密码的链接。","loginPage.invited":"你收到了邀请：请为你的账号取名并设置密码。",
"loginPage.reset":"为你的账号设置新密码。","loginPage.reset.do":"设置密码","loginPage.reset.done":"{name}，新密码已设置，请用它登录。",
"loginPage.ended":"你的登录已过期，请重新登录。","loginPage.site":"通过 {name} 登录","loginPage.site.foreign":"这次登录不是从这个标签页开始的，请在这里重新开始。",
"embed.token":"登录没有成功：{message}","embed.reader":"读者","embed.signedOut":"登录后可查看聊天室","loginPage.cookies":"你已登录，但浏览器没有保存 Cookie\
。请允许本站使用 Cookie 后重试。","loginPage.members":"这里不允许访客进入，请登录。","loginPage.disabled":"这个账号已被停用。",
"loginPage.closed":"只有受邀者可以注册，或由站点管理员创建账号。","loginPage.invitation.over":"这个邀请已被使用或已过期，请索取新的邀请。",
"loginPage.link.over":"这个链接已被使用或已过期，请索取新的链接。","loginPage.wait":"尝试次数过多，请等待{wait}。","loginPage.fu\
ll":"服务器正忙，请稍后再试。","loginPage.offline":"你已离线。连接恢复后会自动继续。","loginPage.unreached":"无法连接服务器。",
"loginPage.foreign":"服务器无法确认这个页面属于它：{message}",password:"密码","password.show":"显示密码","password.new":"新密码","passwo\
rd.old":"当前密码","password.least":"至少 {count} 个字符。","password.empty":"请输入密码。","password.short":"密码至少需要 {least} 个字符。",
"password.long":"密码太长了。","password.wrong":"名字或密码不正确。","password.not":"当前密码不正确。","password.change":"修改密码","\
password.about":"其他设备上的登录都会退出。","password.done":"密码已修改。","name.taken":"这个名字（或看起来很像的名字）已被占用。",
"name.unfit":"不能用这个名字：{message}","field.invalid":"服务器未接受：{message}",siteBan:"你已被禁止进入本站","siteBan.until":"封禁持续到 {\
until}。","siteBan.left":"封禁将在{left}后结束。","siteBan.ever":"封禁没有结束时间。","siteBan.over":"封禁已结束。","siteBan.reason":"原因\
：{reason}","siteBan.again":"重新进入","login.change":"登录名","login.do":"更改登录名","login.new":"新的登录名","login.now":"登录名：{name}",
"login.about":"你的登录名是 {name}。别人看到的是显示名，修改显示名不会影响登录名。","login.done":"登录名已更改。","me.leave":"\
退出登录","me.admin":"站点管理员","me.operatorPage":"运维页面","me.account":"账号","me.guest":"这台设备上的访客","me.other":"通过其他网站登录",
createAccount:"创建账号","createAccount.about":"有了账号，你在所有设备上都使用同一个名字。以访客身份发送的消息仍属于那位访客；你的房间会保留。",
sessions:"已登录的设备","sessions.loading":"正在加载…","sessions.here":"当前浏览器","sessions.used":"上次使用：{when}","sessions.on":"{sys\
tem} 上的 {browser}","sessions.unknown":"未知浏览器","sessions.end":"退出","sessions.end.of":"退出 {name}","sessions.others":"退出其他所有登录",
remove:"删除我的账号","remove.about":"你的账号和名字会被删除，你发送的所有消息会对所有人移除。此操作无法撤销。","remov\
e.yes":"全部删除","remove.working":"你的账号已删除，你说过的内容正在移除。移除会自动完成，你可以关闭此页面。","remove.do\
ne":"你的账号已删除，你说过的所有内容也已移除。",notifications:"通知","notifications.on":"当你没在看这个页面时，如果有人提到你、回复你或给你发私信，这台设备会通知你。",
"notifications.off":"当你没在看这个页面时，如果有人提到你、回复你或给你发私信，可在这台设备上收到通知。","notifications\
.direct":"{name} 给你发了消息","notifications.on.do":"开启","notifications.off.do":"关闭","notifications.missing":"这个浏览器无法显示通知。",
"notifications.denied":"本站的通知已被阻止，可以在浏览器设置中允许。",contact:"谁可以联系我","contact.about":"适用于房间邀请和私信。其他人会被拒绝，且不会\
被告知原因。","contact.who":"谁可以邀请我、给我发私信","contact.everybody":"所有人","contact.shared":"与我同为房间成员的人","cont\
act.nobody":"没有人","contact.saved":"已保存。",ignored:"已屏蔽的人","ignored.unnamed":"此设备上没有对方的名字","ignored.none":"你没有屏蔽任何人。",
"ignored.done":"你不会再看到 {name} 的消息。","ignored.undone":"你又能看到 {name} 的消息了。",ignore:"屏蔽",unignore:"取消屏蔽","unign\
ore.of":"取消屏蔽 {name}",hidden:{other:"{count} 条来自已屏蔽的人的消息"},"hidden.show":"显示","mention.offer":{other:"{count} 个候选：方向键选择，Enter \
或 Tab 插入"},"pill.called":{other:"{count} 条给你的消息"}}});var xe={};Ue(xe,{default:()=>Qe});var Qe,Te=q(()=>{be();we();ke();Qe={tag:"zh-CN",texts:{...ye,...fe,...ve,tagline:"取个名字就能开聊。无需注册，无需安装。",
"loginPage.room":"即将进入 {room}","loginPage.room.private":"即将进入一个私密房间","loginPage.name":"你的名字","loginPage.placeholder":"别人会看到这\
个名字","loginPage.enter":"开始聊天","loginPage.entering":"请稍候…","name.empty":"请取一个名字。","name.long":"名字最多 {limit} 个字符。",
language:"语言",rooms:"房间","rooms.join":"加入房间","rooms.placeholder":"房间名","rooms.leave":"离开 {room}","rooms.hide":"隐藏 {room}","rooms.o\
thers":"其他房间","rooms.none":"你还没有加入任何房间，在下面加入一个吧。","room.invalid":"房间名只能用 A–Z、a–z、0–9 和 _ - = @ , . ; ~，不能有空格。",
"room.suggest":"房间名不能有空格或其他符号，试试“{room}”。","room.long":"房间名最多 164 个字符。","room.server":"以 ~ 开头的名字由服务器保留。",
"room.unknown":"这个房间不存在，或者你不是成员。","room.refused":"无法加入“{room}”：{reason}","room.lost":"你已不在“{room}”：{reason}",
people:"成员","people.here":{other:"{count} 人在线"},"list.more":{other:"再显示 {count} 个"},"people.more":{other:"还有 {count} 人"},you:"你",nobody:"\
已注销用户","open.rooms":"显示房间","open.people.of":"显示成员 {count}","open.people":"显示成员",close:"关闭","dialog.missing":"无法加载此内容。请检查网络\
后重试，或刷新页面。",messages:"{room} 的消息","message.label":"{name}，{time}：{text}","message.edited":"{name}，{time}，已编辑：{text}","\
empty.title":"还没有消息","empty.text":"打个招呼吧，房间里的人马上就能看到。","none.title":"未选择房间","none.text":"从列表中选择一个房间，或输入名\
字加入。","older.loading":"正在加载更早的消息…","older.start":"{room} 从这里开始。","older.direct":"你与 {room} 的对话从这里开始。",
"older.failed":"无法加载更早的消息。","divider.new":"新消息","divider.missed":{other:"你错过了 {count} 条消息"},"divider.about":{other:"你错过了\
大约 {count} 条消息"},"pill.unread":{other:"{count} 条新消息"},"pill.about":{other:"约 {count} 条新消息"},latest:"跳到最新消息","gap.text":"\
此处缺少部分消息：服务器无法从你上次的位置继续，更早的消息已不存在。","gap.older":"此处缺少部分消息：你离开期间的消息没有收到。",
"gap.none":"这个房间不保存历史消息：你离开期间的内容不会显示。",gone:"这条消息已不存在。",write:"输入消息","write.to":"发消息\
到 {room}",send:"发送","text.more":"展开","text.less":"收起","write.touch":"Enter 换行，按钮发送","write.hint":"按 Enter 发送，Shift+Enter 换行",
"write.left":{other:"还可输入 {count} 个字符"},"write.over":{other:"超出 {count} 个字符"},"typing.one":"{a} 正在输入…","typing.two":"{a} 和 {b}\
 正在输入…","typing.many":"多人正在输入…","state.pending":"发送中…","state.offline":"等待发送","state.held":"你发得太快了：稍后会按顺序自动发送",
"state.busy":"服务器暂时无法接收：稍后会自动发送","state.slow":"慢速模式：到时间会自动发送","state.failed":"未发送",retry:"重试",
discard:"放弃","copy.text":"复制文字","copy.link":"复制链接",copied:"已复制",reply:"回复","reply.to":"回复 {name}","reply.loading":"正在加载原消息…",
"reply.gone":"一条已不存在的消息","reply.jump":"跳到这条消息",edit:"编辑","edit.on":"正在编辑你的消息","edit.touch":"Enter 换行，按钮保存",
"edit.hint":"按 Enter 保存，Esc 取消","edit.late":"这条消息已不能再编辑。",cancel:"取消",edited:"已编辑",delete:"删除","delete.sure":"要删\
除这条消息吗？","delete.yes":"为所有人删除","delete.no":"保留消息",deleted:"这条消息已被删除。","you.name":"你",search:"在此房间中搜索",
"search.placeholder":"搜索","search.hint":"查找此房间中包含所有关键词的消息，最后一个词可以只输入开头。","search.busy":"正在搜索…",
"search.none":"没有找到与“{text}”匹配的消息。","search.found":{other:"{count} 条消息，最新的在前"},"search.first":{other:"最新的 {count} 条消\
息"},"search.more":"显示更早的结果","announcement.text":"站点公告：{text}","announcement.close":"关闭公告","connection.connecting":"正在连接…",
"connection.waiting":"连接已断开，{seconds} 秒后重试","connection.now":"连接已断开，正在重试…","connection.offline":"你已离线。输入的内容会保留，稍后发送。",
"connection.server_unreachable":"无法连接到服务器，{seconds} 秒后重试","connection.server_busy":"服务器暂时无法接受更多连接，{seconds} 秒后重试",
"connection.host_not_served":"服务器不在此地址提供服务。请告知站点管理员：需要把这个主机名加入 server.hosts。","connection.orig\
in_not_allowed":"服务器不允许此页面连接。请告知站点管理员：需要把本页地址加入 server.origins，或让代理转发 Host。","connec\
tion.upgrade_refused":"你与服务器之间的网络（可能是代理）阻止了聊天连接（WebSocket），正在重试…","connection.ended":"连接已关闭：{rea\
son}","connection.online":"已连接","connection.retry":"立即重试","me.settings":"你的设置","me.name":"显示名","me.save":"保存","me.renamed":"你现在叫\
 {name}",export:"导出我的数据","export.busy":{other:"正在收集你的消息：{count} 条…"},"export.done":{other:"{count} 条消息已保存为 {file}。"},
"export.none":"你还没有发送过消息。","me.forget":"以新身份重新开始","me.forget.sure":"要清除这台设备上保存的名字和房间吗？",
"me.forget.yes":"清除并重新开始","error.bad_frame":"服务器无法识别这条消息。","error.unknown_type":"服务器不支持这个操作，它的版本可能比本页旧。",
"error.invalid":"服务器未接受：{message}","error.login_required":"这里不允许访客进入，请用账号登录。","error.bad_token":"你的登录已失效，请重新登录。",
"error.expired":"你的登录已过期，请重新登录。","error.forbidden":"你没有权限在这里执行此操作，如有需要请联系房间管理员。",
"error.not_found":"内容不存在或已被删除。","error.not_joined":"你不在这个房间里，请重新打开它。","error.muted":"你在这里被禁言了：可以阅读，不能发言。",
"error.muted.until":"你在这里被禁言，直到 {until}，期间可以阅读。","error.banned":"你已被禁止进入这里。","error.banned.until":"你已被禁止\
进入这里，直到 {until}。","error.kicked":"你已被移出。","error.slow_mode":"慢速模式：请稍后再发。","error.slow_mode.wait":"慢速模式：请等 {sec\
onds} 秒再发下一条。","error.rate_limited":"操作太频繁，请稍候再试。","error.too_large":"内容太长了，请缩短后再试。","error.filt\
ered":"消息被过滤器拦截了，请修改后再试。","error.conflict":"已被占用，请换一个。","error.unavailable":"服务器暂时无法处理，请稍后再试。",
"error.internal":"服务器出错了。请再试一次，如果仍然出错，请告知网站维护者。","error.internal.id":"服务器出错了。请再试一次，如果仍然出错，请将错误编号 {id} \
告知网站维护者。","error.disconnected":"连接断开了，请在恢复连接后重试。","error.offline":"没有连接，请在恢复连接后重试。",
"error.closed":"连接已关闭，请刷新页面重新连接。","error.timeout":"服务器没有及时响应，请重试。","error.unanswered":"每次发送时连接都中断了。请\
重试，或分成几条发送。","error.stale":"房间已被重置，请重试。","error.discarded":"已取消。","error.rate_limited.wait":"操作太频繁，请在 {secon\
ds} 秒后再试。","error.unavailable.wait":"服务器暂时无法处理，请在 {seconds} 秒后再试。","error.full.rooms":"你打开的房间已达上限（{count} 个），请先离开一个再\
试。","error.full.memberships":"你加入的房间已达上限（{count} 个），请先退出一个再试。","error.full.members":"这个房间已满（{count} 名成员），有人退出后\
才能再加入。","error.full.ignored":"你屏蔽的人已达上限（{count} 人），请先取消屏蔽其中一人。","error.full.sanctions":"这个房间的禁言和封禁已达\
上限（{count} 个），请先解除一个。","error.with":"{text}原因：{reason}","error.contact":"你不能邀请对方，也不能给对方发私信。",
"error.quoted":"{text}{reason}","reason.quoted":"{name}：“{reason}”","reason.operator":"本站运营者"}}});function T(s){let e,t=!1;return()=>(t||(e=s(),t=!0),e)}var ze=/^[A-Za-z0-9_\-=@,.;~]{1,164}$/,qt=T(()=>new RegExp("^(?:\\p{Extended_Pictographic}(?:[\\u{1f3fb}-\\u{1f3ff}]|\\ufe0f|\\u200d\\p{Extended_Pictographic})*|\\p{RI\
}{2}|\\s){1,12}$","u"));var _t=T(()=>globalThis.Intl?.Segmenter&&new Intl.Segmenter(void 0,{granularity:"grapheme"}));function ne(s){return ze.test(s)}function oe(s){let[e="",t=""]=Fe(s.replace(/^#/,"")).split("/"),n=ne(e)?e:null,r=/^[1-9]\d{0,15}$/.test(t)?Number(t):null;return{room:n,seq:n===null?null:r,refused:n===
null&&e!==""?e:null}}function se(s){let[,e,t]=/^#\/login\/([0-9a-f]{32})\/([A-Za-z0-9_.-]{0,8192})$/.exec(s)??[];if(e)return{kind:"login",state:e,token:t};let[,
n,r]=/^#\/(invitation|reset)\/([A-Za-z0-9_-]{1,128})$/.exec(s)??[];return n?{kind:n,token:r}:null}function B({room:s,seq:e=null}){return e===null?`#${s}`:`#${s}\
/${e}`}function Fe(s){try{return decodeURIComponent(s)}catch{return s}}var _=class extends EventTarget{#e;#t;#n;constructor(e){super(),this.#e=e,this.#t=e.document;let t=n=>()=>this.dispatchEvent(new Event(n));e.addEventListener("p\
opstate",()=>{this.dispatchEvent(new CustomEvent("route",{detail:this.route()}))}),e.addEventListener("online",t("network")),e.addEventListener("offline",t("net\
work")),e.addEventListener("pageshow",({persisted:n})=>n&&t("back")()),e.addEventListener("pagehide",t("leave")),this.#t.addEventListener("resume",t("back")),this.#n=
this.frame===null,this.frame!==null&&new e.IntersectionObserver(([{isIntersecting:n}])=>{this.#n=n,t("visible")()}).observe(this.#t.documentElement),this.#t.addEventListener(
"visibilitychange",()=>{t("visible")(),this.visible&&t("back")()})}get visible(){return this.#t.visibilityState==="visible"&&this.#n}get mayTakeFocus(){return this.
frame===null||this.#t.hasFocus()}get online(){return this.#e.navigator.onLine}get document(){return this.#t}get base(){return this.#t.baseURI}get siteName(){return this.#o(
"application-name")??"chatd"}get siteLogo(){return this.#o("chatd-logo")}get frame(){let e=this.#o("chatd-frame-ancestors");if(e===null)return null;let{search:t}=this.#e.
location;return{window:this.#e,search:t,ancestors:e.split(" "),problem:this.#o("chatd-problem")}}#o(e){return this.#t.querySelector(`meta[name="${e}"]`)?.getAttribute(
"content")??null}get fetch(){return(...e)=>this.#e.fetch(...e)}languages(){return[...this.#e.navigator.languages??[]]}storages(){let e=t=>{try{return this.#e[t]}catch{
return null}};return{local:e("localStorage"),session:e("sessionStorage")}}exclusive(e){let{locks:t}=this.#e.navigator;return t?n=>t.request(e,n):n=>n()}route(){
return oe(this.#e.location.hash)}get link(){return se(this.#e.location.hash)}clearLink(){if(this.link){let{location:e,history:t}=this.#e;t.replaceState(null,"",
e.pathname+e.search)}}reload(){this.#e.location.reload()}painted(){return new Promise(e=>this.nextFrame(()=>this.#e.setTimeout(e,0)))}nextFrame(e){let t=this.#e;
if(this.visible){let r=t.requestAnimationFrame(()=>e());return()=>t.cancelAnimationFrame(r)}let n=t.setTimeout(e,0);return()=>t.clearTimeout(n)}idle(e){let t=this.#e;
t.requestIdleCallback?t.requestIdleCallback(()=>e()):t.setTimeout(e,500)}setRoute(e,{step:t=!1}={}){let{location:n,history:r}=this.#e,i=n.pathname+n.search,c=e.
room===null?i:i+B(e);t?r.pushState(null,"",c):r.replaceState(null,"",c)}address(e){return this.#e.location.href.split("#")[0]+B(e)}setTitle(e,t,n=null){let i=`${t>
0?`(@${t}) `:e>0?`(${e}) `:""}${n===null?"":`${n} · `}${this.siteName}`;this.#t.title!==i&&(this.#t.title=i)}setLanguage(e){this.#t.documentElement.lang=e}async copy(e){
try{return await this.#e.navigator.clipboard.writeText(e),!0}catch{return this.#s(e)}}download(e,t,n){let r=URL.createObjectURL(new Blob([t],{type:n})),i=this.#t.
createElement("a");i.href=r,i.download=e,i.click(),this.#e.setTimeout(()=>URL.revokeObjectURL(r),6e4)}#s(e){let t=this.#t.createElement("textarea");t.className=
"visually-hidden",t.value=e,(this.#t.querySelector("dialog[open]")??this.#t.body).append(t),t.select();let n=this.#t.execCommand("copy");return t.remove(),n}};var We="chatd.";var P=class{#e;#t;constructor({local:e,session:t,prefix:n=We}){this.#e=new A(e,n),this.#t=new A(t,n)}get name(){return this.#e.get("name","")}set name(e){this.#e.
set("name",e)}get token(){return this.#e.get("token",null)}set token(e){this.#e.set("token",e)}get loginKind(){return this.#e.get("kind",null)}set loginKind(e){
this.#e.set("kind",e)}get isReturning(){return["account","token"].includes(this.loginKind)||this.name!==""&&this.token!==null}get loginState(){return this.#t.get(
"login",null)}set loginState(e){this.#t.set("login",e)}get deletionTask(){return this.#t.get("removal",null)}set deletionTask(e){this.#t.set("removal",e)}get owner(){
return this.#e.get("owner",null)}set owner(e){this.#e.set("owner",e)}get notifications(){return this.#e.get("alerts",!1)===!0}set notifications(e){this.#e.set("\
alerts",e)}get language(){return this.#e.get("language",null)}set language(e){this.#e.set("language",e)}get rooms(){return ie(this.#e.get("rooms",[]))}set rooms(e){
this.#e.set("rooms",e)}get hidden(){return ie(this.#e.get("hidden",[]))}set hidden(e){this.#e.set("hidden",e.slice(-200))}get ignored(){let e=this.#e.get("ignor\
ed",{});return e!==null&&typeof e=="object"?e:{}}set ignored(e){this.#e.set("ignored",e)}get active(){return this.#t.get("active",null)??this.#e.get("active",null)}set active(e){
this.#t.set("active",e),this.#e.set("active",e)}draft(e){return this.#t.get(`draft.${e}`,null)??this.#e.get(`draft.${e}`,"")}setDraft(e,t){this.#t.set(`draft.${e}`,
t),this.#e.set(`draft.${e}`,t||null)}replyOrEdit(e){let t=this.#t.get(`hand.${e}`,null)??this.#e.get(`hand.${e}`,null),{epoch:n=null,reply:r=null,editing:i=null}=t??
{};return{epoch:n,reply:re(r)&&typeof r.user?.name=="string"?r:null,editing:re(i)?i:null}}setReplyOrEdit(e,t){this.#t.set(`hand.${e}`,t),this.#e.set(`hand.${e}`,
t)}seen(e){let{epoch:t,seq:n}=this.#e.get(`seen.${e}`,null)??{};return typeof t=="string"&&Number.isSafeInteger(n)&&n>=0?{epoch:t,seq:n}:null}setSeen(e,t){this.#e.
set(`seen.${e}`,t)}unsent(e){let t=this.#t.get(`unsent.${e}`,[]);return Array.isArray(t)?t.filter(Ge):[]}setUnsent(e,t){this.#t.set(`unsent.${e}`,t.length>0?t:null)}forget(){
let{language:e}=this;this.#e.clear(),this.#t.clear(),this.language=e}};function Ge(s){return typeof s?.text=="string"&&typeof s.key=="string"&&s.key!==""}function re(s){
return Number.isSafeInteger(s?.seq)&&typeof s.text=="string"}function ie(s){return Array.isArray(s)?s.filter(e=>typeof e=="string"):[]}var A=class{#e;#t;#n=new Map;constructor(e,t){
this.#e=e,this.#t=t}get(e,t){try{let n=this.#e.getItem(this.#t+e);return n===null?this.#n.get(e)??t:JSON.parse(n)}catch{return this.#n.get(e)??t}}set(e,t){this.#n.
delete(e);try{t===null?this.#e.removeItem(this.#t+e):this.#e.setItem(this.#t+e,JSON.stringify(t))}catch{this.#n.set(e,t)}}clear(){this.#n.clear();try{Object.keys(
this.#e).filter(t=>t.startsWith(this.#t)).forEach(t=>this.#e.removeItem(t))}catch{}}};var x=class s extends Error{constructor(e,t=e,{field:n,until:r,retry_after:i,reason:c,by:u,id:d,request_id:b}={}){super(t),this.name="ChatError",this.code=e,this.
field=n,this.until=r,this.retryAfter=i,this.reason=c,this.by=u,this.id=d??b}static from(e){return new s(e.code,e.message,e)}get passing(){return this.code==="ra\
te_limited"||this.code==="unavailable"||this.code==="slow_mode"}};var O=class{#e;#t;#n;constructor({fetch:e,base:t,cookies:n=!0}){this.#e=e,this.#t=t,this.#n=n}async site(){try{return{...await this.request("GET","site"),accounts:!0}}catch(e){
if(e.code!=="not_found")throw e;return{guests:!0,registration:"closed",accounts:!1,signed_in:null}}}signIn(e,t){return this.request("POST","session",{name:e,password:t})}signInWithToken(e){
return this.request("POST","session",{token:e})}signOut(){return this.request("DELETE","session")}register(e,t,n){return this.request("POST","account",{name:e,password:t,
invitation:n})}async rename(e){let{user:t}=await this.request("PATCH","account",{name:e});return t}async loginName(){let{login:e,user:t}=await this.request("GET",
"session");return e??t.name}async changeLogin(e,t){let{login:n}=await this.request("PATCH","account",{login:e,password:t});return n}changePassword(e,t){return this.
request("PUT","account/password",{old:e,new:t})}async resetPassword(e,t){let{user:n}=await this.request("POST","account/reset",{link:e,new:t});return n}deleteAccount(e){
return this.request("DELETE","account",{password:e})}async task(e){let{state:t}=await this.request("GET",`tasks/${encodeURIComponent(e)}`);return t}async sessions(){
let e=[];for(let t={more:!0,next:null};t.more;e.push(...t.sessions))t=await this.request("GET",t.next?`sessions?after=${encodeURIComponent(t.next)}`:"sessions");
return e}endSession(e){return this.request("DELETE",`sessions/${encodeURIComponent(e)}`)}endOtherSessions(){return this.request("DELETE","sessions?keep=here")}async request(e,t,n){
let r=await this.#o(new URL(`api/${t}`,this.#t),{method:e,headers:n?{"Content-Type":"application/json"}:{},body:n&&JSON.stringify(n),credentials:this.#n?"same-o\
rigin":"omit",cache:"no-store"});if(!r.ok)throw await Ke(r);return r.status===204?null:Be(r)}async#o(e,t){try{let n=this.#e;return await n(e.href,t)}catch{throw new x(
"offline")}}};async function Be(s){try{return await s.json()}catch{throw new x("unavailable")}}async function Ke(s){try{let{code:e,detail:t,...n}=await s.json();
if(typeof e=="string")return new x(e,t,n)}catch{}return new x(He[s.status]??(s.status>=500?"unavailable":"invalid"))}var He={401:"bad_token",403:"forbidden",404:"\
not_found",429:"rate_limited",500:"internal"};var N=class{#e;constructor(e){this.#e=e}snapshot(){return this.#e.request("GET","admin/snapshot")}people(e){return this.#t("admin/people","people",e)}connections(e){
return this.#t("admin/connections","connections",e)}rooms(e){return this.#t("admin/rooms","rooms",e)}sanctions(e){return this.#t("admin/sanctions","sanctions",e)}async reports(e){
let{reports:t,more:n}=await this.#e.request("GET",e?`reports?before=${e}`:"reports"),r=t.map(({report:i,text:c})=>({...i,text:c}));return{rows:r,next:n?r.at(-1).
id:null}}async audit(e){let{acts:t,more:n}=await this.#e.request("GET",e?`audit?before=${e}`:"audit");return{rows:t,next:n?t.at(-1).id:null}}async keys(){let{keys:e}=await this.#e.
request("GET","keys");return{rows:e,next:null}}async webhooks(){let{webhooks:e}=await this.#e.request("GET","webhooks");return{rows:e,next:null}}async settings(){
let{settings:e}=await this.#e.request("GET","admin/config");return{rows:e,next:null}}async announce(e){let{sessions:t}=await this.#e.request("POST","admin/annou\
ncements",{text:e});return t}archiveRoom(e){return this.#e.request("PATCH",`rooms/${encodeURIComponent(e)}`,{kind:"archived"})}signOutUser(e){return this.#e.request(
"DELETE",`users/${encodeURIComponent(e)}/sessions`)}drain(){return this.#e.request("POST","admin/drain")}async#t(e,t,n){let r=await this.#e.request("GET",n?`${e}\
?after=${encodeURIComponent(n)}`:e);return{rows:r[t],next:r.next??null}}};function le(s,e){let t=s.at(-1);return t&&e.uptime<t.uptime?[e]:t&&e.uptime===t.uptime?s:[...s,e].slice(-150)}var ce=Object.freeze([y("connections"),y("users"),
y("open_rooms"),R("messages"),R("deliveries"),R("bytes_sent","byte_rate"),R("accepted"),y("handshakes"),{name:"refusals",unit:"rate",series:s=>H(s,Xe)},K("react\
or_delay",.25),K("commit",.25),K("delivery",1),y("queue","count",1e3),y("slow_readers","count",50),y("waiting_bytes","bytes"),{name:"cpu",unit:"percent",high:.9,
series:s=>H(s,({cpu:e})=>e)},y("memory","bytes"),y("disk_used","bytes")]);function y(s,e="count",t=1/0){return{name:s,unit:e,high:t,series:n=>n.map(r=>r[s]??0)}}
function R(s,e="rate"){return{name:s,unit:e,high:1/0,series:t=>H(t,n=>n[s])}}function K(s,e){return{name:s,unit:"seconds",high:e,series:n=>n.slice(1).map((r,i)=>Je(
n[i][s],r[s],.99))}}function H(s,e){return s.slice(1).map((t,n)=>{let r=s[n];return(e(t)-e(r))/(t.uptime-r.uptime)})}function Xe({refusals:s}){return s.reduce((e,{
times:t})=>e+t,0)}function Je(s,e,t){let n=e.counts.map((u,d)=>u-s.counts[d]),r=n.reduce((u,d)=>u+d,0);if(r<=0)return 0;let i=0,c=n.findIndex(u=>(i+=u)>=t*r);return e.
bounds[Math.min(c,e.bounds.length-1)]}function ue(s,e,t,n){let r=t/Math.max(30,s.length-1),i=t-r*(s.length-1);return s.map((c,u)=>{let d=e>0?n-Math.min(c,e)/e*n:
n;return[ae(i+r*u),ae(d)]})}function ae(s){return Math.round(s*100)/100}var Ve=2e3,Ze=["login_required","bad_token","forbidden"],I=class extends EventTarget{#e;#t;#n;#o=!1;#s=()=>{};constructor({api:e,clock:t,browser:n}){super(),this.#e=
e,this.#t=t,this.#n=n,this.history=[],this.error=null,n.addEventListener("visible",()=>this.start())}get refused(){return Ze.includes(this.error?.code)}start(){
!this.#o&&this.#n.visible&&(this.#s(),this.#r())}async#r(){this.#o=!0;try{this.history=le(this.history,await this.#e.snapshot()),this.error=null}catch(e){this.error=
e}this.#o=!1,this.dispatchEvent(new Event("change")),this.#n.visible&&!this.refused&&(this.#s=this.#t.after(Ve,()=>this.start()))}};var X=Object.freeze({now:()=>globalThis.performance.now(),time:()=>Date.now(),after:(s,e)=>{let t=globalThis.performance.now()+s,n,r=c=>{n=c>2147483647?globalThis.
setTimeout(i,2147483647):globalThis.setTimeout(e,c)},i=()=>r(t-globalThis.performance.now());return r(s),()=>globalThis.clearTimeout(n)}});var he=Object.freeze({en:{"operator.title":"Operator","operator.signIn":"This page is for administrators. Sign in to the chat with an administrator’s account, t\
hen come back here.","operator.signIn.link":"Sign in","operator.forbidden":"This page is for administrators. Your account is not one.","operator.chat":"Go to th\
e chat","operator.well":"Everything is well.","operator.problems":"Needs attention: {problems}","operator.unreachable":"No new figures: {why}","operator.up":"up\
 {span}","operator.figures":"Figures","operator.actions":"Actions","operator.lists":"Lists","operator.refused":"Refused most in the last hour","operator.slow":"\
Slow readers","operator.none":"None.","operator.loading":"Loading…","operator.more":"Show more","operator.reload":"Reload","operator.site":"the whole site","o\
perator.ever":"permanently","operator.announce":"Announce","operator.announce.label":"Say something to everybody who is online","operator.announced":{one:"Annou\
nced to {count} session.",other:"Announced to {count} sessions."},"operator.drain":"Stop the server","operator.drain.title":"Stop the server?","operator.drain.a\
bout":"What was said is stored, everybody is told when to come back, and the process ends. This page cannot start it again.","operator.drain.done":"The server i\
s stopping.","operator.archive":"Archive","operator.archive.title":"Archive {room}?","operator.archive.about":"Nobody can write there any more. Its messages sta\
y.","operator.archive.done":"{room} is archived.","operator.signOut":"Sign out","operator.signOut.title":"Sign out {name}?","operator.signOut.about":"All their \
sessions end, and their connections are closed. They can sign in again; a guest comes back as another guest.","operator.signOut.done":"{name} is signed out.","f\
igure.most":"at most {most}","figure.connections":"Connections","figure.users":"People online","figure.open_rooms":"Rooms in use","figure.messages":"Messages","\
figure.deliveries":"Deliveries","figure.bytes_sent":"Sent","figure.accepted":"New connections","figure.handshakes":"Handshakes under way","figure.refusals":"Ref\
usals","figure.reactor_delay":"Reactor delay (p99)","figure.commit":"Commit time (p99)","figure.delivery":"Receipt to delivery (p99)","figure.queue":"Waiting to\
 be stored","figure.slow_readers":"Slow readers","figure.waiting_bytes":"Waiting for slow readers","figure.cpu":"Processor","figure.memory":"Memory","figure.dis\
k_used":"Database","section.people":"People online","section.connections":"Connections","section.rooms":"Rooms","section.keys":"Keys","section.webhooks":"Webhoo\
ks","section.sanctions":"Sanctions","section.reports":"Reports","section.audit":"Audit log","section.config":"Configuration","column.actions":"Actions","column.\
user":"Person","column.kind":"Kind","column.sessions":"Sessions","column.rooms":"Rooms","column.address":"Address","column.open":"Open for","column.commands":"C\
ommands","column.id":"Id","column.room":"Room","column.here":"Here now","column.members":"Members","column.events":"Events","column.retention":"Kept","column.na\
me":"Name","column.state":"State","column.allowed":"May do","column.used":"Last used","column.ends":"Ends","column.by":"By","column.url":"URL","column.failures":"\
Failures","column.why":"Why","column.waiting":"Waiting","column.oldest":"Oldest waits","column.time":"Time","column.until":"Until","column.reason":"Reason","col\
umn.author":"Author","column.text":"Message","column.action":"Action","column.detail":"Detail","column.setting":"Setting","column.value":"Value","column.source":"\
From","column.times":"Times","column.ago":"Last, ago","column.since":"For","login.admin":"Administrator","login.account":"Account","login.guest":"Guest","login.\
token":"Token","login.key":"Key","roomKind.public":"Public","roomKind.announce":"Announcements","roomKind.private":"Private","roomKind.archived":"Archived","roo\
mKind.direct":"Direct","roomKind.inbox":"Inbox","key.active":"Active","key.expired":"Expired","key.revoked":"Revoked","webhook.enabled":"Enabled","webhook.disab\
led":"Disabled","webhook.gone":"Gone","webhook.failing":"Failing","sanction.mute":"Mute","sanction.ban":"Ban","sanction.kick":"Removal","source.default":"defaul\
t","source.file":"file","source.command_line":"command line"},zh:{"operator.title":"运维","operator.signIn":"此页面仅供站点管理员使用。请先用管理员账号登录聊天，再回到这里。",
"operator.signIn.link":"登录","operator.forbidden":"此页面仅供站点管理员使用，您的账号不是管理员。","operator.chat":"前往聊天","ope\
rator.well":"一切正常。","operator.problems":"需要处理：{problems}","operator.unreachable":"没有新数据：{why}","operator.up":"已运行 {span}",
"operator.figures":"指标","operator.actions":"操作","operator.lists":"列表","operator.refused":"最近一小时被拒绝最多","operator.slow":"读取缓慢的连接",
"operator.none":"无。","operator.loading":"正在加载…","operator.more":"显示更多","operator.reload":"刷新","operator.site":"整个站点","operator\
.ever":"永久","operator.announce":"发布公告","operator.announce.label":"向所有在线的人发布公告","operator.announced":{other:"已向 {count} 个会话发布。"},
"operator.drain":"停止服务器","operator.drain.title":"停止服务器？","operator.drain.about":"已发送的消息会保存，所有人会被告知何时重新连接，然后进程结束。此页面无法再次启动它。",
"operator.drain.done":"服务器正在停止。","operator.archive":"归档","operator.archive.title":"归档 {room}？","operator.archive.about":"之后任何人都不能在其中发言\
，消息会保留。","operator.archive.done":"{room} 已归档。","operator.signOut":"强制退出","operator.signOut.title":"让 {name} 退出登录？","op\
erator.signOut.about":"其所有会话都会结束，连接会被关闭。对方可以重新登录；访客回来后是另一位访客。","operator.signOut.don\
e":"{name} 已退出登录。","figure.most":"最高 {most}","figure.connections":"连接","figure.users":"在线人数","figure.open_rooms":"使用中的房间",
"figure.messages":"消息","figure.deliveries":"投递","figure.bytes_sent":"发送","figure.accepted":"新连接","figure.handshakes":"握手进行中","figure\
.refusals":"拒绝","figure.reactor_delay":"反应器延迟 (p99)","figure.commit":"提交时间 (p99)","figure.delivery":"接收到投递 (p99)","figure.queue":"\
等待存储","figure.slow_readers":"读取缓慢的连接","figure.waiting_bytes":"等待缓慢连接的数据","figure.cpu":"处理器","figure.memory":"内存",
"figure.disk_used":"数据库","section.people":"在线的人","section.connections":"连接","section.rooms":"房间","section.keys":"密钥","section.webhooks":"\
Webhook","section.sanctions":"处罚","section.reports":"举报","section.audit":"审计日志","section.config":"配置","column.actions":"操作","column.user":"\
用户","column.kind":"类型","column.sessions":"会话","column.rooms":"房间","column.address":"地址","column.open":"已打开","column.commands":"命令",
"column.id":"编号","column.room":"房间","column.here":"当前在场","column.members":"成员","column.events":"事件","column.retention":"保留","column.\
name":"名称","column.state":"状态","column.allowed":"权限","column.used":"最近使用","column.ends":"到期","column.by":"操作者","column.url":"网址",
"column.failures":"失败次数","column.why":"原因","column.waiting":"等待中","column.oldest":"最久等待","column.time":"时间","column.until":"截止",
"column.reason":"理由","column.author":"作者","column.text":"消息","column.action":"动作","column.detail":"详情","column.setting":"设置","column.val\
ue":"值","column.source":"来源","column.times":"次数","column.ago":"距上次","column.since":"持续","login.admin":"管理员","login.account":"账号","\
login.guest":"访客","login.token":"令牌","login.key":"密钥","roomKind.public":"公开","roomKind.announce":"公告","roomKind.private":"私有","roomKind.\
archived":"已归档","roomKind.direct":"私聊","roomKind.inbox":"收件箱","key.active":"有效","key.expired":"已过期","key.revoked":"已撤销","webhook\
.enabled":"启用","webhook.disabled":"停用","webhook.gone":"目标已失效","webhook.failing":"失败中","sanction.mute":"禁言","sanction.ban":"封禁","\
sanction.kick":"移出","source.default":"默认","source.file":"文件","source.command_line":"命令行"}}),de=["byte","kilobyte","megabyte","gigabyte","terab\
yte"],C=class{#e;#t=new Map;constructor(e){this.#e=e}format(e,t){switch(e){case"count":return this.#r(t,{maximumFractionDigits:0});case"rate":return`${this.#r(t,
{maximumFractionDigits:t<10?1:0})}/s`;case"bytes":return this.#n(t);case"byte_rate":return`${this.#n(t)}/s`;case"seconds":return t<1?this.#s(t*1e3,"millisecond",
1):this.#s(t,"second",1);case"span":return this.#o(t);default:return this.#r(t,{style:"percent",maximumFractionDigits:0})}}#n(e){let t=0;for(;e>=1e3&&t<de.length-
1;t+=1)e/=1e3;return this.#s(e,de[t],e<10&&t?1:0)}#o(e){let t=[["day",86400],["hour",3600],["minute",60]],[n,r]=t.find(([,i])=>e>=2*i)??["second",1];return this.#s(
Math.floor(e/r),n,0)}#s(e,t,n){return this.#r(e,{style:"unit",unit:t,unitDisplay:"short",maximumFractionDigits:n})}#r(e,t){let n=JSON.stringify(t);return this.#t.
has(n)||this.#t.set(n,new Intl.NumberFormat(this.#e,t)),this.#t.get(n).format(e)}};var me={more:"More","act.mute":"Mute","act.kick":"Remove","act.ban":"Ban","act.unmute":"Unmute","act.unban":"Unban","act.mute.title":"Mute {name}","act.kick.tit\
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
"audit.ever":"permanently"};var pe={"day.clock":"{day} {clock}","kind.public":"Public room","kind.private":"Private room","kind.announce":"Announcements","kind.archived":"Archived room","k\
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
You can come back.","excluded.return":"Rejoin","excluded.reason":"Reason: {reason}"};var ge={"loginPage.come":"Welcome back.","loginPage.join":"A name of your own, on all your devices.","loginPage.ways":"How do you want to continue?","loginPage.\
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
nt} message for you",other:"{count} messages for you"}};var L={tag:"en",texts:{...pe,...me,...ge,tagline:"Pick a name and start talking. No account, nothing to install.","loginPage.room":"You are about to join {room}",
"loginPage.room.private":"You are about to join a private room","loginPage.name":"Your name","loginPage.placeholder":"How others will see you","loginPage.enter":"\
Start chatting","loginPage.entering":"Just a moment…","name.empty":"Please choose a name.","name.long":"A name can have at most {limit} characters.",language:"\
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
} {reason}","reason.quoted":"{name}: “{reason}”","reason.operator":"The operators of this site"}};var J=Object.freeze({en:"English",zh:"简体中文"}),et={zh:()=>Promise.resolve().then(()=>(Te(),xe))},Se={en:L};async function Ee(s){try{return Se[s]??=(await et[s]()).
default,s}catch{return"en"}}var Me=9e5,tt=2e3,$=[["week",6048e5],["day",864e5],["hour",36e5],["minute",6e4],["second",1e3]],nt=/[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
function ot(s){return typeof s=="string"&&nt.test(s)?`⁨${s}⁩`:s}function qe(s){return s.filter(Boolean).map(t=>t.toLowerCase().split("-")[0]).find(t=>Object.
hasOwn(J,t))??"en"}var D=class{#e;#t;#n;#o=new Map;constructor(e,{timeZone:t,wished:n=[],texts:r}={}){let{texts:i,tag:c}=Se[e],u=n.find(p=>p.toLowerCase().split(
"-")[0]===e)??c;this.code=e,this.tag=c,this.#e=r?{...i,...r}:i,this.#n=p=>new Intl.NumberFormat(u,{style:"unit",unit:p,unitDisplay:"long"});let d=p=>()=>new Intl.
DateTimeFormat(u,{...p,timeZone:t}),b=()=>({hour:st(u),minute:"2-digit"}),h=p=>()=>d({...p,...b()})();this.#t=it({plural:()=>new Intl.PluralRules(u),relative:()=>new Intl.
RelativeTimeFormat(u,{numeric:"auto"}),clock:h({}),day:d({weekday:"long",day:"numeric",month:"long"}),distant:d({day:"numeric",month:"long",year:"numeric"}),exact:d(
{dateStyle:"full",timeStyle:"medium"}),short:d({day:"numeric",month:"short"}),dated:d({day:"numeric",month:"short",year:"numeric"}),week:h({weekday:"long"}),year:h(
{day:"numeric",month:"long"}),ever:h({day:"numeric",month:"long",year:"numeric"}),key:()=>t?new Intl.DateTimeFormat("en-CA",{timeZone:t}):{format:rt}})}t(e,t={}){
let n=this.#e[e]??L.texts[e]??e;return(typeof n=="string"?n:n[this.#t.plural.select(t.count)]??n.other).replace(/\{(\w+)\}/g,(i,c)=>ot(t[c])??i)}has(e){return e in
L.texts}clock(e){return this.#t.clock.format(e)}brief(e){return this.#t.clock.formatToParts(e).filter(({type:n})=>n!=="dayPeriod").map(({value:n})=>n).join("").
trim()}exact(e){return this.#t.exact.format(e)}dayKey(e){let t=Math.floor(e/Me);return this.#o.has(t)||(this.#o.size>=tt&&this.#o.clear(),this.#o.set(t,this.#t.
key.format(t*Me))),this.#o.get(t)}when(e,t){return this.dayKey(e)===this.dayKey(t)?this.clock(e):this.#t[Math.abs(t-e)<300*864e5?"short":"dated"].format(e)}until(e,t){
let n=this.#s(e,t);if(n===0)return this.clock(e);if(n===1)return this.t("day.clock",{day:this.#t.relative.format(1,"day"),clock:this.clock(e)});let r=n<7?"week":
n<300?"year":"ever";return this.#t[r].format(e)}span(e){let[t,n]=$.find(([,r])=>e%r===0)??$.at(-1);return this.#n(t).format(e/n)}left(e){let[t,n]=$.find(([,r])=>e>=
2*r)??$.at(-1);return this.#n(t).format(Math.ceil(e/n))}day(e,t,{inSentence:n=!1}={}){let r=this.#s(e,t);if(r===0||r===-1){let i=this.#t.relative.format(r,"day");
return n?i:i.charAt(0).toLocaleUpperCase(this.tag)+i.slice(1)}return this.#t[r>-300&&r<300?"day":"distant"].format(e)}#s(e,t){return Math.round((Date.parse(this.
dayKey(e))-Date.parse(this.dayKey(t)))/864e5)}};function st(s){return new Intl.DateTimeFormat(s,{timeStyle:"short",timeZone:"UTC"}).format(Date.UTC(2e3,0,1,9,5)).
startsWith("0")?"2-digit":"numeric"}function rt(s){let e=new Date(s),t=n=>String(n).padStart(2,"0");return`${e.getFullYear()}-${t(e.getMonth()+1)}-${t(e.getDate())}`}
function it(s){let e=new Map,t=r=>e.get(r)??e.set(r,s[r]()).get(r),n=Object.keys(s).map(r=>[r,{get:()=>t(r)}]);return Object.defineProperties({},Object.fromEntries(
n))}var _e="http://www.w3.org/2000/svg";function a(s,e={},...t){let n=document.createElement(s);for(let[r,i]of Object.entries(e))r==="on"?Object.entries(i).forEach(
([c,u])=>n.addEventListener(c,u)):r==="data"?Object.assign(n.dataset,i):i===!0?n.setAttribute(r,""):i!==!1&&i!=null&&n.setAttribute(r,i);return n.append(...t.flat().
filter(r=>r!=null&&r!==!1)),n}var at={menu:"M4 7h16M4 12h16M4 17h16",people:"M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.6-3.6 3-5.5 6.500-5.500s5.900 1.\
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
a3 3 0 0 1-3-3zM8.500 8.500h7M8.500 12h4"};function Pe(s){let e=document.createElementNS(_e,"svg");e.setAttribute("viewBox","0 0 24 24"),e.setAttribute("class",
"icon"),e.setAttribute("aria-hidden","true");let t=document.createElementNS(_e,"path");return t.setAttribute("d",at[s]),e.append(t),e}function f(s,e){s.textContent!==e&&(s.textContent=e)}function V({siteLogo:s}){return s!==null?a("img",{class:"brand-logo",src:s,alt:""}):a("span",{class:"brand-mark"},Pe("wave"))}var yn=T(()=>/[\p{L}\p{N}\p{M}_]/u),wn=T(()=>/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u);function Ae({code:s,message:e="",reason:t,by:n=null}){return n!==null?{reason:t??"",by:n}:{reason:e===s||/^(?:you are (?:banned|muted)|a filter of this room refused the text)/.
test(e)?"":e,by:null}}var ut="o.operator";var dt=[[/joins at most (\d+) rooms/,"error.full.rooms"],[/belong to at most (\d+) rooms/,"error.full.memberships"],[/a room has at most (\d+) members/,"error.f\
ull.members"],[/at most (\d+) people can be ignored/,"error.full.ignored"],[/at most (\d+) mutes and bans/,"error.full.sanctions"],[/you may not invite this user or write to them/,
"error.contact"]];function v(s,e){let{code:t,message:n="",until:r,retryAfter:i,field:c,id:u}=e,d=dt.map(([p,l])=>[p.exec(n),l]).find(([p])=>p);if(d)return s.t(d[1],
{count:Number(d[0][1])});if(t==="internal"&&u)return s.t("error.internal.id",{id:u});let b={message:c&&!n.startsWith(`${c}:`)?`${c}: ${n}`:n};if(r!=null&&s.has(
`error.${t}.until`)){let p=s.t(`error.${t}.until`,{until:s.until(r,Date.now())});return Oe(s,p,e)}if(i!=null&&s.has(`error.${t}.wait`))return s.t(`error.${t}.wa\
it`,{seconds:Math.ceil(i/1e3)});let h=s.has(`error.${t}`)?s.t(`error.${t}`,b):n;return ht.has(t)?Oe(s,h,e):h}var ht=new Set(["muted","banned","kicked","filtered"]);function mt(s,e,t){let n=pt(s,t);return n?s.t(t.by?"error.quoted":"error.with",{text:e,reason:n}):e}function pt(s,{reason:e,by:t}){if(!e||!t)return e;let n=t.id===
ut?s.t("reason.operator"):t.name;return s.t("reason.quoted",{name:n,reason:e})}function Oe(s,e,t){return mt(s,e,Ae(t))}function Z(s,e,t,n){let r=t.map(({name:i})=>a("th",{scope:"col"},i?s.t(`column.${i}`):a("span",{class:"visually-hidden"},s.t("column.actions"))));return a("tabl\
e",{class:"operator-table"},a("caption",{class:"visually-hidden"},e),a("thead",{},a("tr",{},r)),a("tbody",{},n.map(i=>gt(s,t,i))))}function gt(s,e,t){let n=e.map(
({name:r,cell:i})=>{let c=i(t),u=c==null||c===""||c===!1;return a("td",{data:r?{label:s.t(`column.${r}`)}:{},class:u?"is-empty":"",dir:"auto"},u?"":c)});return a(
"tr",{},n)}var j=class{#e;#t;#n=[];#o=null;#s=a("div",{class:"operator-list"});#r=a("p",{class:"operator-hint",role:"status"});#i;#a=!1;constructor(e,t){this.#e=
e,this.#t=t;let{language:n}=e,r=(u,d)=>a("button",{type:"button",class:"button quiet",on:{click:d}},n.t(u));this.#i=r("operator.more",()=>this.#l(this.#o)),this.#i.
hidden=!0;let i=a("h2",{id:"section-title"},n.t(`section.${t.name}`)),c=a("div",{class:"operator-section-head"},i,r("operator.reload",()=>this.reload()));this.element=
a("section",{class:"operator-card","aria-labelledby":"section-title"},c,this.#s,this.#r,this.#i)}reload(){return this.#l(null)}close(){this.#a=!0}async#l(e){let{
language:t}=this.#e;f(this.#r,t.t("operator.loading"));try{let n=await this.#t.load(e);if(this.#a)return;this.#n=e===null?n.rows:[...this.#n,...n.rows],this.#o=
n.next,this.#c()}catch(n){f(this.#r,v(t,n))}}#c(){let{language:e}=this.#e,{name:t,columns:n}=this.#t;this.#i.hidden=this.#o===null,f(this.#r,this.#n.length?"":e.
t("operator.none")),this.#s.replaceChildren(...this.#n.length?[Z(e,e.t(`section.${t}`),n,this.#n)]:[])}};var Y=class{#e;#t=a("p",{class:"complaint",role:"alert"});#n;#o;#s=async()=>{};#r=e=>v(this.#e,e);#i=!1;#a=null;constructor({language:e},{name:t,fields:n,yes:r="",
danger:i=!1,extra:c=[]}){this.#e=e;let u=()=>this.element.close();this.#n=a("h2",{id:`${t}-title`}),this.#o=a("button",{type:"submit",class:`button ${i?"danger":
"primary"}`},r);let d=h=>{h.preventDefault(),this.#l()};this.form=a("form",{novalidate:!0,on:{submit:d,input:()=>this.showError("")}},...n,this.#t,a("div",{class:"\
dialog-buttons"},a("button",{type:"button",class:"button",on:{click:u}},e.t("cancel")),this.#o));let b={class:`dialog ${t}-dialog`,"aria-labelledby":`${t}-title`,
on:{close:()=>this.#c()}};this.element=a("dialog",b,this.#n,this.form,...c)}open({title:e,yes:t,submit:n,words:r,focus:i}){f(this.#n,e),f(this.#o,t??this.#o.textContent),
this.#s=n,this.#r=r??(c=>v(this.#e,c)),this.#u(!1),this.showError(""),this.#a=document.activeElement?.closest(".message")??null,this.element.showModal(),i?.focus()}close(){
this.element.open&&this.element.close()}showError(e){f(this.#t,e)}async#l(){if(!this.#i){this.#u(!0);try{let e=await this.#s();e!==!1&&(this.close(),e?.())}catch(e){
this.showError(this.#r(e))}this.#u(!1)}}#c(){document.activeElement===document.body&&this.#a?.focus({preventScroll:!0})}#u(e){this.#i=e,this.#o.disabled=e}};var ft="http://www.w3.org/2000/svg",Ne=150,U=36;function Q(s,e){let t=document.createElementNS(ft,s);return Object.entries(e).forEach(([n,r])=>t.setAttribute(n,
r)),t}var z=class{#e;#t;#n;#o=a("div",{class:"figure-value"});#s=a("div",{class:"figure-most"});#r=Q("polyline",{class:"figure-line"});#i=Q("polygon",{class:"fi\
gure-area"});constructor({language:e,quantities:t},n){this.#e=e,this.#t=t,this.#n=n;let r=Q("svg",{viewBox:`0 -1 ${Ne} ${U+2}`,preserveAspectRatio:"none",class:"\
figure-chart","aria-hidden":"true"});r.append(this.#i,this.#r);let i=a("h2",{class:"figure-name"},e.t(`figure.${n.name}`));this.element=a("li",{class:"figure",data:{
figure:n.name}},i,this.#o,r,this.#s)}render(e){let{unit:t,high:n,series:r}=this.#n,i=r(e),c=i.at(-1),u=Math.max(0,...i);f(this.#o,c===void 0?"–":this.#t.format(
t,c)),f(this.#s,i.length>1?this.#e.t("figure.most",{most:this.#t.format(t,u)}):""),this.element.classList.toggle("is-high",c>=n);let d=ue(i,u,Ne,U),b=d.map(p=>p.
join(",")).join(" ");this.#r.setAttribute("points",b);let h=d.length?` ${d.at(-1)[0]},${U} ${d[0][0]},${U}`:"";this.#i.setAttribute("points",b+h)}};function ee({language:s,setLanguage:e}){let t=Object.entries(J).map(([r,i])=>{let c=r===s.code;return a("option",{value:r,selected:c,lang:r},i)}),n=({target:r})=>e(
r.value);return a("label",{class:"language"},a("span",{class:"visually-hidden"},s.t("language")),a("select",{class:"select",name:"language",on:{change:n}},t))}var bt=["public","announce","private"];function Re({language:s,quantities:e,api:t,clock:n},r){let i=(o,m)=>s.t(o,m),c=o=>o&&a("time",{datetime:new Date(o).toISOString(),
title:s.exact(o)},`${s.when(o,n.time())} ${s.dayKey(o)===s.dayKey(n.time())?"":s.clock(o)}`.trim()),u=o=>o&&a("span",{class:"who"},a("bdi",{},o.name||o.id),o.name?
a("span",{class:"who-id"},o.id):null),d=(o,m)=>a("button",{type:"button",class:"button quiet danger",on:{click:m}},i(o)),b=o=>o??i("operator.site"),h=o=>e.format(
"count",o),p=o=>e.format("span",o),l=(o,m)=>({name:o,cell:m}),M=o=>r({title:i("operator.signOut.title",{name:o.user.name}),words:i("operator.signOut.about"),yes:i(
"operator.signOut"),run:()=>t.signOutUser(o.user.id),done:i("operator.signOut.done",{name:o.user.name})}),S=({room:o})=>r({title:i("operator.archive.title",{room:o}),
words:i("operator.archive.about"),yes:i("operator.archive"),run:()=>t.archiveRoom(o),done:i("operator.archive.done",{room:o})});return[{name:"people",load:o=>t.
people(o),columns:[l("user",({user:o})=>u(o)),l("kind",({kind:o,admin:m})=>i(m?"login.admin":`login.${o}`)),l("sessions",({sessions:o})=>h(o)),l("rooms",({rooms:o})=>h(
o)),l("address",({addresses:o})=>o.join(" ")),l("",o=>d("operator.signOut",()=>M(o)))]},{name:"connections",load:o=>t.connections(o),columns:[l("user",({user:o})=>u(
o)),l("address",({address:o})=>o),l("open",({seconds:o})=>p(o)),l("rooms",({rooms:o})=>h(o)),l("commands",({commands:o})=>h(o)),l("id",({id:o})=>a("code",{},o))]},
{name:"rooms",load:o=>t.rooms(o),columns:[l("room",({room:o,title:m})=>a("span",{class:"who"},a("bdi",{},m||o),m?a("span",{class:"who-id"},o):null)),l("kind",({
kind:o})=>i(`roomKind.${o}`)),l("here",o=>h(o.count)),l("members",({members:o})=>h(o)),l("events",({events:o})=>h(o)),l("retention",({retention:o})=>o),l("",o=>bt.
includes(o.kind)&&d("operator.archive",()=>S(o)))]},{name:"keys",load:()=>t.keys(),columns:[l("name",({name:o})=>o),l("state",({revoked:o,ends:m})=>i(o?"key.rev\
oked":m&&m<=n.time()?"key.expired":"key.active")),l("allowed",({rooms:o})=>Object.entries(o).map(([m,E])=>`${m}: ${E.join(", ")}`).join("; ")),l("used",({used:o})=>c(
o)),l("ends",({ends:o})=>c(o)),l("by",({by:o})=>o)]},{name:"webhooks",load:()=>t.webhooks(),columns:[l("url",({url:o})=>o),l("state",({state:o,failures:m})=>a("\
span",{class:m||o==="gone"?"is-bad":""},i(m&&o==="enabled"?"webhook.failing":`webhook.${o}`))),l("failures",({failures:o})=>h(o)),l("why",({error:o})=>o),l("wai\
ting",({waiting:o})=>h(o)),l("oldest",o=>o.waiting?p(o.oldest_seconds):""),l("events",({events:o})=>o.join(" "))]},{name:"sanctions",load:o=>t.sanctions(o),columns:[
l("time",({at:o})=>c(o)),l("kind",({kind:o})=>i(`sanction.${o}`)),l("user",o=>o.user?u({id:o.user,name:o.name}):null),l("address",({address:o})=>o),l("room",({room:o})=>b(
o)),l("until",({until:o})=>o===null?i("operator.ever"):c(o)),l("by",o=>o.by_name||o.by),l("reason",({reason:o})=>o)]},{name:"reports",load:o=>t.reports(o),columns:[
l("time",o=>c(o.time)),l("room",({room:o})=>o),l("author",({author:o})=>u(o)),l("text",({text:o})=>o),l("by",({by:o})=>u(o)),l("reason",({reason:o})=>o)]},{name:"\
audit",load:o=>t.audit(o),columns:[l("time",o=>c(o.time)),l("by",({by:o})=>u(o)),l("action",({action:o})=>a("code",{},o)),l("user",o=>u(o.user)),l("room",({room:o})=>o),
l("detail",({detail:o,reason:m})=>[o,m].filter(Boolean).join(" · "))]},{name:"config",load:()=>t.settings(),columns:[l("setting",({key:o})=>a("code",{},o)),l("\
value",({value:o})=>a("code",{},JSON.stringify(o))),l("source",({source:o})=>a("span",{class:o==="default"?"is-default":"is-set"},i(`source.${o.replace(" ","_")}`)))]}]}var yt=1e3,F=class{#e;#t=null;#n=null;#o="people";constructor(e){this.#e=e,e.poll.addEventListener("change",()=>this.#s())}draw(e){Object.assign(this.#e,e),this.#r(),
this.#s()}#s(){let{poll:e}=this.#e;if(e.refused){this.#r(),this.#a(e.error);return}e.history.length&&!this.#t&&this.#l(),this.#t?.render()}#r(){this.#n?.close(),
this.#n=this.#t=null}#i(){document.title=`${this.#e.language.t("operator.title")} · ${this.#e.browser.siteName}`}#a(e){let{language:t,setLanguage:n,browser:r}=this.#e;
this.#i();let i=e.code==="forbidden";document.body.replaceChildren(a("main",{class:"gate"},a("div",{class:"gate-card"},a("div",{class:"gate-brand"},V(r),a("h1",
{},t.t("operator.title"))),a("p",{},t.t(i?"operator.forbidden":"operator.signIn")),a("p",{},a("a",{href:"./"},t.t(i?"operator.chat":"operator.signIn.link"))),ee(
{language:t,setLanguage:n}))))}#l(){let{language:e,setLanguage:t,poll:n,browser:r}=this.#e;this.#i();let i=a("p",{class:"operator-status",role:"status"}),c=a("s\
pan",{class:"operator-version"}),u=ce.map(g=>new z(this.#e,g)),d=a("div",{}),b=a("div",{}),h=a("p",{class:"operator-notice",role:"status"}),p=g=>f(h,g),l=a("p",
{class:"dialog-hint"}),M=new Y({language:e},{name:"operator",fields:[l],danger:!0}),S=({title:g,words:w,yes:W,run:G,done:De})=>{f(l,w);let je=async()=>{await G(),
p(De),this.#n?.reload()};M.open({title:g,yes:W,submit:je})},o=Re(this.#e,S),m=a("div",{class:"operator-place"}),E=o.map(({name:g})=>a("button",{type:"button",class:"\
operator-tab",data:{section:g},on:{click:()=>te(g)}},e.t(`section.${g}`))),te=g=>{this.#o=g,this.#n?.close(),E.forEach(w=>w.setAttribute("aria-pressed",String(w.
dataset.section===g))),this.#n=new j(this.#e,o.find(w=>w.name===g)),m.replaceChildren(this.#n.element),this.#n.reload()};document.body.replaceChildren(a("header",
{class:"operator-header"},a("a",{class:"brand",href:"./"},V(r),a("span",{class:"brand-name"},r.siteName)),a("h1",{},e.t("operator.title")),c,ee({language:e,setLanguage:t})),
a("main",{class:"operator-main"},i,a("section",{"aria-label":e.t("operator.figures")},a("ul",{class:"figures"},u.map(({element:g})=>g))),this.#m(S,p),h,a("div",
{class:"operator-pair"},this.#d("operator.refused",b),this.#d("operator.slow",d)),a("nav",{class:"operator-tabs","aria-label":e.t("operator.lists")},E),m),M.element),
te(this.#o),this.#t={render:()=>{let g=n.history.at(-1),{words:w,state:W}=this.#c(g,n.error);f(i,w),i.dataset.state=W,f(c,`${g.version} · ${this.#u(g)}`),u.forEach(
G=>G.render(n.history)),this.#h(b,"operator.refused",wt(this.#e),g.refused),this.#h(d,"operator.slow",vt(this.#e),g.slow)}}}#c(e,t){let{language:n}=this.#e;if(t)
return{words:n.t("operator.unreachable",{why:v(n,t)}),state:"bad"};let r=[...e.problems,...e.backup_problem?[e.backup_problem]:[]];return r.length?{words:n.t("o\
perator.problems",{problems:r.join("; ")}),state:"bad"}:{words:n.t("operator.well"),state:"good"}}#u({uptime:e}){let{language:t,quantities:n}=this.#e;return t.t(
"operator.up",{span:n.format("span",e)})}#d(e,t){let{language:n}=this.#e,r=e.replace(".","-");return a("section",{class:"operator-card","aria-labelledby":r},a("\
h2",{id:r},n.t(e)),t)}#h(e,t,n,r){let{language:i}=this.#e,c=JSON.stringify(r);e.shown!==c&&(e.shown=c,e.replaceChildren(r.length?Z(i,i.t(t),n,r):a("p",{class:"o\
perator-hint"},i.t("operator.none"))))}#m(e,t){let{language:n,api:r}=this.#e,i=a("input",{class:"field",id:"announcement",name:"announcement",maxlength:yt,autocomplete:"\
off",dir:"auto"}),c=a("p",{class:"complaint",role:"alert"}),u=async b=>{b.preventDefault(),f(c,"");try{let h=await r.announce(i.value.trim());i.value="",t(n.t("\
operator.announced",{count:h}))}catch(h){f(c,v(n,h))}},d=()=>e({title:n.t("operator.drain.title"),words:n.t("operator.drain.about"),yes:n.t("operator.drain"),run:()=>r.
drain(),done:n.t("operator.drain.done")});return a("section",{class:"operator-card operator-actions","aria-label":n.t("operator.actions")},a("form",{class:"oper\
ator-announce",novalidate:!0,on:{submit:u}},a("label",{for:"announcement"},n.t("operator.announce.label")),a("div",{class:"operator-row"},i,a("button",{type:"su\
bmit",class:"button primary"},n.t("operator.announce"))),c),a("button",{type:"button",class:"button danger",on:{click:d}},n.t("operator.drain")))}},wt=({quantities:s})=>[
{name:"address",cell:({who:e})=>e},{name:"setting",cell:({kind:e})=>a("code",{},e)},{name:"times",cell:({times:e})=>s.format("count",e)},{name:"ago",cell:e=>s.format(
"span",e.seconds_ago)}],vt=({quantities:s})=>[{name:"user",cell:({user:e})=>e?.name},{name:"address",cell:({address:e})=>e},{name:"waiting",cell:({waiting:e})=>s.
format("bytes",e)},{name:"since",cell:({seconds:e})=>s.format("span",e)}];var k=new _(globalThis),Ie=new P(k.storages()),Ce=new N(new O({fetch:k.fetch,base:k.base})),Le=new I({api:Ce,clock:X,browser:k});async function kt(s){let e=await Ee(
qe(s));return k.setLanguage(e),new D(e,{wished:k.languages(),texts:he[e]})}async function $e(s){let e=await kt(s);Tt.draw({language:e,quantities:new C(e.tag)})}
function xt(s){Ie.language=s,$e([s])}var Tt=new F({api:Ce,poll:Le,clock:X,browser:k,setLanguage:xt});await $e([Ie.language,...k.languages()]);Le.start();
