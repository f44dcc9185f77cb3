/** The texts of the operator's page, by language. */
export const adminTexts = Object.freeze({
  en: {
    "operator.title": "Operator",
    "operator.signIn": "This page is for administrators. Sign in to the chat with an administrator’s account, then come back here.",
    "operator.signIn.link": "Sign in",
    "operator.forbidden": "This page is for administrators. Your account is not one.",
    "operator.chat": "Go to the chat",
    "operator.well": "Everything is well.",
    "operator.problems": "Needs attention: {problems}",
    "operator.unreachable": "No new figures: {why}",
    "operator.up": "up {span}",
    "operator.figures": "Figures",
    "operator.actions": "Actions",
    "operator.lists": "Lists",
    "operator.refused": "Refused most in the last hour",
    "operator.slow": "Slow readers",
    "operator.none": "None.",
    "operator.loading": "Loading…",
    "operator.more": "Show more",
    "operator.reload": "Reload",
    "operator.site": "the whole site",
    "operator.ever": "permanently",
    "operator.announce": "Announce",
    "operator.announce.label": "Say something to everybody who is online",
    "operator.announced": { one: "Announced to {count} session.", other: "Announced to {count} sessions." },
    "operator.drain": "Stop the server",
    "operator.drain.title": "Stop the server?",
    "operator.drain.about": "What was said is stored, everybody is told when to come back, and the process ends. This page cannot start it again.",
    "operator.drain.done": "The server is stopping.",
    "operator.archive": "Archive",
    "operator.archive.title": "Archive {room}?",
    "operator.archive.about": "Nobody can write there any more. Its messages stay.",
    "operator.archive.done": "{room} is archived.",
    "operator.signOut": "Sign out",
    "operator.signOut.title": "Sign out {name}?",
    "operator.signOut.about": "All their sessions end, and their connections are closed. They can sign in again; a guest comes back as another guest.",
    "operator.signOut.done": "{name} is signed out.",
    "figure.most": "at most {most}",
    "figure.connections": "Connections",
    "figure.users": "People online",
    "figure.open_rooms": "Rooms in use",
    "figure.messages": "Messages",
    "figure.deliveries": "Deliveries",
    "figure.bytes_sent": "Sent",
    "figure.accepted": "New connections",
    "figure.handshakes": "Handshakes under way",
    "figure.refusals": "Refusals",
    "figure.reactor_delay": "Reactor delay (p99)",
    "figure.commit": "Commit time (p99)",
    "figure.delivery": "Receipt to delivery (p99)",
    "figure.queue": "Waiting to be stored",
    "figure.slow_readers": "Slow readers",
    "figure.waiting_bytes": "Waiting for slow readers",
    "figure.cpu": "Processor",
    "figure.memory": "Memory",
    "figure.disk_used": "Database",
    "section.people": "People online",
    "section.connections": "Connections",
    "section.rooms": "Rooms",
    "section.keys": "Keys",
    "section.webhooks": "Webhooks",
    "section.sanctions": "Sanctions",
    "section.reports": "Reports",
    "section.audit": "Audit log",
    "section.config": "Configuration",
    "column.actions": "Actions",
    "column.user": "Person",
    "column.kind": "Kind",
    "column.sessions": "Sessions",
    "column.rooms": "Rooms",
    "column.address": "Address",
    "column.open": "Open for",
    "column.commands": "Commands",
    "column.id": "Id",
    "column.room": "Room",
    "column.here": "Here now",
    "column.members": "Members",
    "column.events": "Events",
    "column.retention": "Kept",
    "column.name": "Name",
    "column.state": "State",
    "column.allowed": "May do",
    "column.used": "Last used",
    "column.ends": "Ends",
    "column.by": "By",
    "column.url": "URL",
    "column.failures": "Failures",
    "column.why": "Why",
    "column.waiting": "Waiting",
    "column.oldest": "Oldest waits",
    "column.time": "Time",
    "column.until": "Until",
    "column.reason": "Reason",
    "column.author": "Author",
    "column.text": "Message",
    "column.action": "Action",
    "column.detail": "Detail",
    "column.setting": "Setting",
    "column.value": "Value",
    "column.source": "From",
    "column.times": "Times",
    "column.ago": "Last, ago",
    "column.since": "For",
    "login.admin": "Administrator",
    "login.account": "Account",
    "login.guest": "Guest",
    "login.token": "Token",
    "login.key": "Key",
    "roomKind.public": "Public",
    "roomKind.announce": "Announcements",
    "roomKind.private": "Private",
    "roomKind.archived": "Archived",
    "roomKind.direct": "Direct",
    "roomKind.inbox": "Inbox",
    "key.active": "Active",
    "key.expired": "Expired",
    "key.revoked": "Revoked",
    "webhook.enabled": "Enabled",
    "webhook.disabled": "Disabled",
    "webhook.gone": "Gone",
    "webhook.failing": "Failing",
    "sanction.mute": "Mute",
    "sanction.ban": "Ban",
    "sanction.kick": "Removal",
    "source.default": "default",
    "source.file": "file",
    "source.command_line": "command line",
  },
  zh: {
    "operator.title": "运维",
    "operator.signIn": "此页面仅供站点管理员使用。请先用管理员账号登录聊天，再回到这里。",
    "operator.signIn.link": "登录",
    "operator.forbidden": "此页面仅供站点管理员使用，您的账号不是管理员。",
    "operator.chat": "前往聊天",
    "operator.well": "一切正常。",
    "operator.problems": "需要处理：{problems}",
    "operator.unreachable": "没有新数据：{why}",
    "operator.up": "已运行 {span}",
    "operator.figures": "指标",
    "operator.actions": "操作",
    "operator.lists": "列表",
    "operator.refused": "最近一小时被拒绝最多",
    "operator.slow": "读取缓慢的连接",
    "operator.none": "无。",
    "operator.loading": "正在加载…",
    "operator.more": "显示更多",
    "operator.reload": "刷新",
    "operator.site": "整个站点",
    "operator.ever": "永久",
    "operator.announce": "发布公告",
    "operator.announce.label": "向所有在线的人发布公告",
    "operator.announced": { other: "已向 {count} 个会话发布。" },
    "operator.drain": "停止服务器",
    "operator.drain.title": "停止服务器？",
    "operator.drain.about": "已发送的消息会保存，所有人会被告知何时重新连接，然后进程结束。此页面无法再次启动它。",
    "operator.drain.done": "服务器正在停止。",
    "operator.archive": "归档",
    "operator.archive.title": "归档 {room}？",
    "operator.archive.about": "之后任何人都不能在其中发言，消息会保留。",
    "operator.archive.done": "{room} 已归档。",
    "operator.signOut": "强制退出",
    "operator.signOut.title": "让 {name} 退出登录？",
    "operator.signOut.about": "其所有会话都会结束，连接会被关闭。对方可以重新登录；访客回来后是另一位访客。",
    "operator.signOut.done": "{name} 已退出登录。",
    "figure.most": "最高 {most}",
    "figure.connections": "连接",
    "figure.users": "在线人数",
    "figure.open_rooms": "使用中的房间",
    "figure.messages": "消息",
    "figure.deliveries": "投递",
    "figure.bytes_sent": "发送",
    "figure.accepted": "新连接",
    "figure.handshakes": "握手进行中",
    "figure.refusals": "拒绝",
    "figure.reactor_delay": "反应器延迟 (p99)",
    "figure.commit": "提交时间 (p99)",
    "figure.delivery": "接收到投递 (p99)",
    "figure.queue": "等待存储",
    "figure.slow_readers": "读取缓慢的连接",
    "figure.waiting_bytes": "等待缓慢连接的数据",
    "figure.cpu": "处理器",
    "figure.memory": "内存",
    "figure.disk_used": "数据库",
    "section.people": "在线的人",
    "section.connections": "连接",
    "section.rooms": "房间",
    "section.keys": "密钥",
    "section.webhooks": "Webhook",
    "section.sanctions": "处罚",
    "section.reports": "举报",
    "section.audit": "审计日志",
    "section.config": "配置",
    "column.actions": "操作",
    "column.user": "用户",
    "column.kind": "类型",
    "column.sessions": "会话",
    "column.rooms": "房间",
    "column.address": "地址",
    "column.open": "已打开",
    "column.commands": "命令",
    "column.id": "编号",
    "column.room": "房间",
    "column.here": "当前在场",
    "column.members": "成员",
    "column.events": "事件",
    "column.retention": "保留",
    "column.name": "名称",
    "column.state": "状态",
    "column.allowed": "权限",
    "column.used": "最近使用",
    "column.ends": "到期",
    "column.by": "操作者",
    "column.url": "网址",
    "column.failures": "失败次数",
    "column.why": "原因",
    "column.waiting": "等待中",
    "column.oldest": "最久等待",
    "column.time": "时间",
    "column.until": "截止",
    "column.reason": "理由",
    "column.author": "作者",
    "column.text": "消息",
    "column.action": "动作",
    "column.detail": "详情",
    "column.setting": "设置",
    "column.value": "值",
    "column.source": "来源",
    "column.times": "次数",
    "column.ago": "距上次",
    "column.since": "持续",
    "login.admin": "管理员",
    "login.account": "账号",
    "login.guest": "访客",
    "login.token": "令牌",
    "login.key": "密钥",
    "roomKind.public": "公开",
    "roomKind.announce": "公告",
    "roomKind.private": "私有",
    "roomKind.archived": "已归档",
    "roomKind.direct": "私聊",
    "roomKind.inbox": "收件箱",
    "key.active": "有效",
    "key.expired": "已过期",
    "key.revoked": "已撤销",
    "webhook.enabled": "启用",
    "webhook.disabled": "停用",
    "webhook.gone": "目标已失效",
    "webhook.failing": "失败中",
    "sanction.mute": "禁言",
    "sanction.ban": "封禁",
    "sanction.kick": "移出",
    "source.default": "默认",
    "source.file": "文件",
    "source.command_line": "命令行",
  },
});

const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];

/** How a language writes the quantities of the operator's page. */
export class Quantities {
  #tag;
  #formats = new Map();

  constructor(tag) {
    this.#tag = tag;
  }

  /** `unit` is one of `count`, `rate` (a second), `bytes`, `byte_rate`, `seconds`, `span`, `percent`. */
  format(unit, value) {
    switch (unit) {
      case "count":
        return this.#number(value, { maximumFractionDigits: 0 });
      case "rate":
        return `${this.#number(value, { maximumFractionDigits: value < 10 ? 1 : 0 })}/s`;
      case "bytes":
        return this.#bytes(value);
      case "byte_rate":
        return `${this.#bytes(value)}/s`;
      case "seconds":
        return value < 1 ? this.#unit(value * 1000, "millisecond", 1) : this.#unit(value, "second", 1);
      case "span":
        return this.#span(value);
      default:
        return this.#number(value, { style: "percent", maximumFractionDigits: 0 });
    }
  }

  #bytes(value) {
    let place = 0;
    for (; value >= 1000 && place < BYTE_UNITS.length - 1; place += 1) {
      value /= 1000;
    }
    return this.#unit(value, BYTE_UNITS[place], value < 10 && place ? 1 : 0);
  }

  #span(seconds) {
    const spans = [["day", 86_400], ["hour", 3600], ["minute", 60]];
    const [unit, length] = spans.find(([, one]) => seconds >= 2 * one) ?? ["second", 1];
    return this.#unit(Math.floor(seconds / length), unit, 0);
  }

  #unit(value, unit, digits) {
    return this.#number(value, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: digits });
  }

  #number(value, options) {
    const key = JSON.stringify(options);
    if (!this.#formats.has(key)) {
      this.#formats.set(key, new Intl.NumberFormat(this.#tag, options));
    }
    return this.#formats.get(key).format(value);
  }
}
