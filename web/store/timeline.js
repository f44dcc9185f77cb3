import { isIgnoredMessage, entryKey } from "./ignored.js";
import { isMention } from "./unread.js";

/** Messages of one author within this time are grouped under one name. */
const GROUP_WITHIN = 5 * 60_000;

/**
 * The items of a room's timeline, from top to bottom: `{id, kind, …}` each; `id` is unique and stable.
 *
 * Kinds: `start`, `day` (`time`), `gap` (`reason`), `divider` (`missed`, `approximate`), `message` and `pending`
 * (`entry`, `lead`, `own`, `mentionsMe`, `quoted`, `veiled`, `mark`, `quotedMark`), `hidden` (`seqs`, messages of
 * ignored users).
 *
 * `lead` is whether the author's name is shown. `quoted` is the message that this one replies to, null if it does not
 * exist any more, undefined if it is not known here; `veiled` is whether its author is ignored. `mark` and `quotedMark`
 * tell look-alike names apart. `dayKey` returns the day of a time.
 */
export function timelineItems(room, { me, dayKey, ignored = {}, nameMarks = {} }) {
  const items = [];
  let last = null;
  // The divider's position is not loaded: it would stand in a wrong place.
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

// Consecutive ignored messages are one item.
function ignoredItem(entry, items) {
  const before = items.at(-1)?.kind === "hidden" ? items.pop() : { id: `h${entryKey(entry)}`, seqs: [] };
  return { ...before, kind: "hidden", seqs: [...before.seqs, entryKey(entry)] };
}

// The person's own messages keep the id of their pending item, so that the element stays the same.
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
