import { ChatError } from "./errors.js";

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Encode a command as a text frame.
 *
 * `limits` are those of the `welcome`. Throws a `ChatError` for what no server would accept: `invalid`, with the
 * `field`, for a lone surrogate and for what is not JSON; `too_large` for a text or a frame over its limit.
 */
export function encodeCommand(command, limits = {}) {
  const { type, text } = command;
  if ((type === "say" || type === "edit") && typeof text === "string") {
    const characters = codePoints(text);
    if (characters > limits.text) {
      const message = `it has ${characters} characters, and the server takes ${limits.text}`;
      throw new ChatError("too_large", message, { field: "text" });
    }
  }

  const frame = toJson(command);
  const bytes = bytesOf(frame);
  if (bytes > limits.message) {
    throw new ChatError("too_large", `the command has ${bytes} bytes, and the server takes ${limits.message}`);
  }
  return frame;
}

/** Number of code points: the server's unit for text limits. */
function codePoints(text) {
  let characters = 0;
  for (const _ of text) {
    characters += 1;
  }
  return characters;
}

function toJson(command) {
  let field = "";
  const check = (name, value) => {
    if (LONE_SURROGATE.test(name) || (typeof value === "string" && LONE_SURROGATE.test(value))) {
      field ||= name;
    }
    return value;
  };
  let frame;
  try {
    frame = JSON.stringify(command, check);
  } catch (error) {
    throw new ChatError("invalid", `it cannot be written as JSON: ${error.message}`);
  }
  if (field) {
    throw new ChatError("invalid", "half of a character (a lone surrogate) cannot be sent", { field });
  }
  return frame;
}

function bytesOf(frame) {
  return new TextEncoder().encode(frame).length;
}
