import { isIgnoredMessage, entryKey } from "./ignored.js";
import { isMention } from "./unread.js";

/** Messages this close together by one person stand under one name. */
const GROUP_WITHIN = 5 * 60_000;

/**
 * What a room's timeline shows, from top to bottom: `{id, kind, …}` each, `id` unique and lasting.
 *
 * Kinds: `start`, `day` (`time`), `gap` (`reason`), `divider` (`missed`, `about`), `message` and `pending` (`entry`,
 * `lead`, `own`, `called`, `quoted`, and `mark` and `quotedMark` where names look alike), `hidden` (`seqs`).  `lead` is whether the author's name is shown; `called` whether
 * the person is called by name; `quoted` the message that this one answers, null if there is none any more, undefined if
 * it is not known here, and `veiled` if that is by somebody who is ignored.  What stands in the place of `hidden` is by people who are `ignored`.  `dayKey` tells the day of
 * a time.
 */
export function timelineItems(room, { me, dayKey, ignored = {}, nameMarks = {} }) {
  const items = [];
  let last = null;
  // A line whose place was not loaded would stand in a wrong one.
  let divided = room.divider === null || room.from > room.divider + 1;
  const known = new Map(room.entries.map((entry) => [entry.seq, entry]));
  const quoted = (seq) => (seq == null ? null : (known.get(seq) ?? room.quotes[seq]));
  let gapped = room.gap === null || room.gap.before === null;
  const put = (item) => {
    items.push(item);
    if (item.kind !== "message" && item.kind !== "pending") {
      last = null;
    }
  };

  if (!room.older && room.first <= 1 && room.from <= 1 && room.joined && room.entries.length > 0 && gapped) {
    put({ id: "start", kind: "start" });
  }
  let day = null;
  const days = new Set();
  for (const entry of room.entries) {
    if (!gapped && entry.seq >= room.gap.before) {
      gapped = true;
      put({ id: "gap", kind: "gap", reason: room.gap.reason });
    }
    const today = dayKey(entry.time);
    if (today !== day) {
      day = today;
      // A day comes twice if the server's clock was set back.
      put({ id: days.has(today) ? `d${today}.${entryKey(entry)}` : `d${today}`, kind: "day", time: entry.time });
      days.add(today);
    }
    const foreign = entry.user.id !== me?.id && !(entry.user.id in ignored);
    if (!divided && entry.seq > room.divider && foreign) {
      divided = true;
      put({ id: "divider", kind: "divider", missed: room.missed, approximate: room.approximate });
    }
    if (isIgnoredMessage(entry, { ignored, revealed: room.revealed })) {
      put(ignoredItem(entry, items));
      continue;
    }
    const original = quoted(entry.reply_to);
    const veiled = Boolean(original && isIgnoredMessage(original, { ignored, revealed: room.revealed }));
    const mark = nameMarks[entry.user.id];
    const quotedMark = original ? nameMarks[original.user.id] : undefined;
    put({ ...messageItem(entry, last, me), mark, quotedMark, mentionsMe: isMention(entry, room, { me }), quoted: original, veiled });
    last = entry;
  }
  if (!gapped || room.gap?.before === null) {
    put({ id: "gap", kind: "gap", reason: room.gap.reason });
  }

  if (room.to < room.head) {
    return items;
  }
  for (const item of room.pending) {
    const entry = { ...item, user: me ?? { id: "", name: "" } };
    const lead = !isGrouped(last, entry);
    put({ id: `k${item.key}`, kind: "pending", entry, lead, own: true, quoted: quoted(entry.reply_to) });
    last = entry;
  }
  return items;
}

// Those that follow one another are one line.
function ignoredItem(entry, items) {
  const before = items.at(-1)?.kind === "hidden" ? items.pop() : { id: `h${entryKey(entry)}`, seqs: [] };
  return { ...before, kind: "hidden", seqs: [...before.seqs, entryKey(entry)] };
}

// One's own keep the id they had while they were pending, so that they stay the same element.
function messageItem(entry, last, me) {
  const own = entry.user.id === me?.id;
  const id = own && entry.key ? `k${entry.key}` : `m${entry.seq ?? `${entry.user.id}.${entry.time}.${entry.key}`}`;
  return { id, kind: "message", entry, lead: !isGrouped(last, entry), own };
}

function isGrouped(last, entry) {
  return (
    last !== null &&
    last.user.id === entry.user.id &&
    last.user.name === entry.user.name &&
    Math.abs(entry.time - last.time) < GROUP_WITHIN &&
    entry.reply_to == null
  );
}
