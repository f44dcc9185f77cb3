const MAX_PAGE = 100;

/**
 * Export all messages of the person, in all rooms, as lines of JSON, room by room.
 *
 * `onProgress` is called with the number of lines so far. Promises `{text, count}`; rejected with a `ChatError`.
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

// An export can have many pages, and the server limits the rate of commands.
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
