var e={more:"更多","act.mute":"禁言","act.kick":"移出","act.ban":"封禁","act.unmute":"解除禁言","act.unban":"解除封禁","act.mute.title":"禁言 {nam\
e}","act.kick.title":"移出 {name}","act.ban.title":"封禁 {name}","act.mute.about":"对方可以阅读，但不能发言。","act.kick.about":"对方会立即离开，但可以再次加\
入。","act.ban.about":"对方会立即离开，封禁结束前不能再加入。","act.length":"时长","act.ever":"永久","act.reason":"原因（选填，会作为你说的话给对方看）",
"act.where":"范围","act.room":"在这个房间","act.site":"在全站","act.address":"同时处理使用同一 IP 地址的其他人","did.mute":"{name} 已被禁言",
"did.kick":"{name} 已被移出","did.ban":"{name} 已被封禁","did.unmute":"{name} 可以重新发言了","did.unban":"{name} 可以重新加入了","did.rep\
ort":"谢谢，房间管理员会查看。",report:"举报","report.title":"举报一条消息","report.about":"房间管理员会看到这条消息，也会看到是你举报的。",
"report.reason":"有什么问题？（选填）",queue:"房间管理","queue.waiting":{other:"{count} 条举报待处理"},"queue.reports":"举报","queue.sanct\
ions":"封禁与禁言","queue.audit":"日志","queue.where":"范围","queue.room":"在这个房间","queue.all":"在全站","queue.open":"待处理","queue.clo\
sed":"已处理","queue.which":"举报状态","queue.busy":"正在加载…","queue.more":"显示更早的记录","queue.reports.none":"没有待处理的举报。",
"queue.closed.none":"还没有已处理的举报。","queue.sanctions.none":"没有人被禁言或封禁。","queue.audit.none":"日志为空。","queue.by":"{n\
ame} 举报于 {time}","queue.why":"“{reason}”","queue.jump":"查看消息","queue.done":"标为已处理","queue.dismiss":"无需处理","queue.outcome.don\
e":"{name} 已处理，{time}","queue.outcome.dismissed":"{name} 认为无需处理，{time}","queue.mute":"禁言至 {until}","queue.ban":"封禁至 {until}","\
queue.mute.ever":"永久禁言","queue.ban.ever":"永久封禁","queue.since":"始于 {time}","queue.address":"{address} 的所有人","queue.lift":"立即解除",
"audit.say":"{by} 从命令行在 {room} 发言","audit.create_room":"{by} 新建了房间 {room}","audit.set":"{by} 更改了 {room}：{detail}","audit.close":"\
{by} 关闭了 {room}","audit.create_hook":"{by} 为 {room} 创建了传入 Webhook {detail}","audit.revoke_hook":"{by} 删除了 {room} 的传入 Webhook {detail}",
"audit.invite":"{by} 邀请 {user} 加入 {room}","audit.role":"{by} 在 {room} 把 {user} 设为 {detail}","audit.role.none":"{by} 取消了 {user} 在 {room} 的身份",
"audit.resign":"{by} 退出了 {room}","audit.kick":"{by} 把 {user} 移出了 {room}","audit.mute":"{by} 在 {room} 禁言了 {user}","audit.unmute":"{by} 在 {r\
oom} 解除了 {user} 的禁言","audit.ban":"{by} 在 {room} 封禁了 {user}","audit.unban":"{by} 在 {room} 解除了 {user} 的封禁","audit.delete":"{by} \
删除了 {user} 在 {room} 的消息 {seq}","audit.resolve":"{by} 处理了关于 {user} 在 {room} 的举报：{detail}","audit.other":"{by}：{action} {user} {\
room} {detail}","audit.site":"全站","audit.until":"直到 {until}","audit.ever":"永久"};var o={"day.clock":"{day} {clock}","kind.public":"公开房间","kind.private":"私密房间","kind.announce":"公告房间","kind.archived":"已归档房间","\
kind.direct":"私信","kind.inbox":"通知","kind.public.about":"任何人都可以找到并发言。","kind.private.about":"只有受邀的人才能看到。",
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
"excluded.kicked":"你已被移出 {room}","excluded.kicked.hint":"你可以重新加入。","excluded.return":"重新加入","excluded.reason":"原因：{reason}"};var n={"loginPage.come":"欢迎回来。","loginPage.join":"一个属于你的名字，在所有设备上通用。","loginPage.ways":"选择进入方式","login\
Page.guest":"访客","loginPage.guest.hint":"访客的名字前带有 ~。","loginPage.signIn":"登录","loginPage.register":"注册","loginPage.register.do":"创\
建账号","loginPage.forgot":"忘记密码？站点管理员可以给你一个重设密码的链接。","loginPage.invited":"你收到了邀请：请为你的账号取名并设置密码。",
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
或 Tab 插入"},"pill.called":{other:"{count} 条给你的消息"}};var u={tag:"zh-CN",texts:{...o,...e,...n,tagline:"取个名字就能开聊。无需注册，无需安装。","loginPage.room":"即将进入 {room}","loginPage.r\
oom.private":"即将进入一个私密房间","loginPage.name":"你的名字","loginPage.placeholder":"别人会看到这个名字","loginPage.enter":"开始聊天",
"loginPage.entering":"请稍候…","name.empty":"请取一个名字。","name.long":"名字最多 {limit} 个字符。",language:"语言",rooms:"房间","rooms\
.join":"加入房间","rooms.placeholder":"房间名","rooms.leave":"离开 {room}","rooms.hide":"隐藏 {room}","rooms.others":"其他房间","rooms.none":"你还没\
有加入任何房间，在下面加入一个吧。","room.invalid":"房间名只能用 A–Z、a–z、0–9 和 _ - = @ , . ; ~，不能有空格。","room.su\
ggest":"房间名不能有空格或其他符号，试试“{room}”。","room.long":"房间名最多 164 个字符。","room.server":"以 ~ 开头的名字由服务器保留。",
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
"error.quoted":"{text}{reason}","reason.quoted":"{name}：“{reason}”","reason.operator":"本站运营者"}};export{u as default};
