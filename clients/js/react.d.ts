/** Types of `chatd-client/react`.  Each name is explained in docs/client.md. */
import type { ChatError, Client, Message, OutboxItem, Room, RoomState, SayOptions } from "./chatd.js";

export interface RoomInReact {
  readonly state: RoomState;
  /** In order, with their edits and deletions. */
  readonly messages: readonly Message[];
  /** What was said and is not acknowledged. */
  readonly outbox: readonly OutboxItem[];
  /** Why the room was left, or could not be joined. */
  readonly error: ChatError | null;
  readonly room: Room;
  say(text: string, options?: SayOptions): Promise<Message>;
}

/** Join a room as long as a component shows it. */
export function useRoom(client: Client, room: string): RoomInReact;
