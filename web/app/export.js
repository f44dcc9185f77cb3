const MAX_PAGE = 100;

/**
 * Everything the person has said, in all rooms, as lines of JSON: one message each, room by room.
 *
 * `tell` is called with the number of lines so far.  Promises `{text, count}`; rejected with a `ChatError`.
 */
export async function exportMessages({ client, clock, onProgress }) {
  const lines = [];
  const limit = Math.min(client.limits.history ?? MAX_PAGE, MAX_PAGE);
  for (let after, more = true; more;) {
    const page = await withRetry(() => client.export({ after, limit }), clock);
    const last = page.events.at(-1);
    lines.push(...page.events.map((event) => JSON.stringify(event)));
    onProgress(lines.length);
    after = last && { room: last.room, seq: last.seq };
    more = page.more && last !== undefined;
  }
  return { text: lines.map((line) => `${line}\n`).join(""), count: lines.length };
}

// A long life makes many pages, and the server allows only so many in a second.
async function withRetry(ask, clock) {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!error.passing) {
        throw error;
      }
      await new Promise((resolve) => clock.after(error.retryAfter ?? 1000, resolve));
    }
  }
}
