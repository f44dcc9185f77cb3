/** Types of `chatd`, the client of a chatd server.  Each name is explained in docs/client.md. */

/** A user as others see them. */
export interface User {
  id: string;
  name: string;
}

/** A place in a room's log. */
export interface Position {
  epoch: string;
  seq: number;
}

/** An object of the application's own, which is stored and delivered with a message. */
export type Data = Record<string, unknown>;

export interface Message {
  type: "message";
  room: string;
  /** Missing in a room that keeps nothing. */
  seq: number;
  user: User;
  /** Null once the message is deleted. */
  text: string | null;
  data?: Data;
  time: number;
  key?: string | null;
  reply_to?: number | null;
  edited?: Change;
  deleted?: Partial<Change>;
}

export interface Change {
  seq: number;
  user: User;
  time: number;
}

export interface Edit {
  type: "edit";
  room: string;
  seq: number;
  /** The `seq` of the message. */
  target: number;
  /** Null in a replay, if the message was deleted later. */
  text: string | null;
  data?: Data | null;
  user: User;
  time: number;
}

export interface Delete {
  type: "delete";
  room: string;
  seq: number;
  target: number;
  user: User;
  time: number;
}

/** What has a place in a room's log. */
export type Entry = Message | Edit | Delete;

export interface Presence {
  type: "presence";
  room: string;
  joined: User[];
  left: string[];
  count: number;
}

export interface Signal {
  type: "signal";
  room: string;
  name: string;
  user: User;
  body: Record<string, unknown>;
}

/** The answer to a join. */
export interface Joined {
  room: string;
  kind: string;
  title: string;
  topic: string;
  slow: number;
  retention: unknown;
  epoch: string | null;
  seq: number | null;
  first: number | null;
  role: string | null;
  can: string[];
  seen: number | null;
  events: Entry[];
  gap: boolean;
  more: boolean;
  presence: { users?: User[]; count: number; more?: boolean; next?: string };
}

/** The detail of the event `joined`. */
export interface JoinedDetail extends Joined {
  /** The `events` replace what was shown of the room. */
  reset: boolean;
  /** The position that the `events` follow, unless `reset`. */
  since: Position | null;
  replayed: boolean;
}

export interface OutboxItem {
  key: string;
  text: string;
  data?: Data;
  reply_to?: number;
  time: number;
  state: "waiting" | "sending" | "failed";
  error: ChatError | null;
}

export interface Account {
  kind: string;
  admin: boolean;
  can: string[];
  expires?: number | null;
  inbox?: string | null;
}

export interface Login {
  user: User;
  /** Of guests: to come back as the same one. */
  token?: string;
  expires?: number | null;
  account: Account | null;
}

export interface Limits {
  text?: number;
  name?: number;
  rooms?: number;
  history?: number;
  message?: number;
  data?: number;
  [name: string]: number | undefined;
}

export type Transport = "websocket" | "sse";

export type Reason =
  | "offline"
  | "server_unreachable"
  | "server_busy"
  | "host_not_served"
  | "origin_not_allowed"
  | "upgrade_refused";

interface Waiting {
  /** Milliseconds until the next attempt, from when the state was set. */
  wait: number;
  /** When the next attempt is made, by the device's clock. */
  until: number;
  code: number;
  /** `credentials_failed`, if the function `credentials` is the cause. */
  error?: ChatError;
}

export type State =
  | { state: "idle" }
  | { state: "connecting"; reason?: Reason; message?: string }
  | { state: "online"; transport: Transport }
  | ({ state: "waiting"; reason: string } & Waiting)
  | ({ state: "unreachable"; reason: Reason; message: string } & Waiting)
  | { state: "refused"; error: ChatError }
  | { state: "ended"; code: number; reason: string };

export type Credentials = { token: string } | { guest: string } | null | undefined;

export interface CredentialsRequest {
  /** The token that the server has just refused. */
  refused?: string;
  /** The login is about to expire. */
  expiring?: true;
}

export interface ClientOptions {
  url?: string | URL;
  credentials?: Credentials | ((request: CredentialsRequest) => Credentials | Promise<Credentials>);
  exclusive?: <T>(work: () => Promise<T>) => Promise<T>;
  transports?: Transport[];
  /** A constructor like that of browsers, for instance of the package `ws`; null: there is none. */
  WebSocket?: unknown;
  fetch?: typeof globalThis.fetch | null;
  clock?: Clock;
  random?: () => number;
  key?: () => string;
}

/** For tests of programs that use the client. */
export interface Clock {
  now(): number;
  time(): number;
  after(ms: number, action: () => void): () => void;
}

export interface JoinOptions {
  limit?: number;
  since?: Position | null;
  far?: number;
  timeout?: number;
}

export interface SayOptions {
  data?: Data;
  reply_to?: number;
  key?: string;
  time?: number;
  error?: ChatError;
  timeout?: number;
}

export interface EditOptions {
  /** Undefined: the same as before; null: remove it. */
  data?: Data | null;
}

export interface HistoryOptions {
  before?: number;
  after?: number;
  limit?: number;
}

export interface Page {
  events: Entry[];
  more: boolean;
}

export interface HistoryPage extends Page {
  first: number | null;
}

export interface RoomLine {
  room: string;
  seq: number | null;
  seen: number | null;
  unread: number;
  [field: string]: unknown;
}

export type Answer = Record<string, any>;

/** Events about one room, with their details. */
export interface RoomEvents {
  message: Message;
  edit: Edit;
  delete: Delete;
  inbox: Message;
  presence: Presence;
  signal: Signal;
  room: Answer;
  member: Answer;
  renamed: Answer;
  erase: { room: string; user: string };
  joined: JoinedDetail;
  entries: { room: string; entries: Entry[]; replayed: boolean };
  position: { room: string } & Position;
  outbox: { room: string; items: OutboxItem[] };
  left: { room: string; error?: ChatError };
  seen: { room: string; epoch: string; seq: number };
  activity: { room: string; seq: number };
  sanction: { room: string | null; action: string; until?: number | null; reason?: string; by?: User };
  role: Answer;
  invited: Answer;
  reported: Answer;
  standing: Answer;
}

/** All events of a client, with their details. */
export interface ClientEvents extends RoomEvents {
  state: State;
  login: Login;
  me: { user: User; account: Account };
  announcement: { text: string; time: number };
  welcome: Answer;
  expiring: Answer;
  bye: { code: number; reason: string; retry_after?: number };
}

/** As `RoomEvents`, and the state of the room itself. */
export interface RoomObjectEvents extends RoomEvents {
  state: { state: RoomState; error?: ChatError };
}

export type RoomState = "left" | "joining" | "joined";

type Listener<Detail> = ((event: CustomEvent<Detail>) => void) | { handleEvent(event: CustomEvent<Detail>): void };

/** An `EventTarget` whose events are known; there is no such class at run time. */
declare class Emitter<Events> extends EventTarget {
  addEventListener<Type extends keyof Events & string>(
    type: Type,
    listener: Listener<Events[Type]> | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Type extends keyof Events & string>(
    type: Type,
    listener: Listener<Events[Type]> | null,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** An error with a code; docs/client.md lists them. */
export class ChatError extends Error {
  constructor(
    code: string,
    message?: string,
    fields?: {
      field?: string;
      until?: number;
      retry_after?: number;
      reason?: string;
      by?: User;
      id?: string;
      request_id?: string;
    },
  );
  static from(frame: Answer): ChatError;
  code: string;
  /** The field that is wrong. */
  field?: string;
  /** The end of a sanction. */
  until?: number;
  /** Milliseconds to wait. */
  retryAfter?: number;
  reason?: string;
  by?: User;
  id?: string;
  /** Whether the same may succeed later. */
  get passing(): boolean;
}

export class Client extends Emitter<ClientEvents> {
  constructor(options?: ClientOptions);
  get state(): State;
  get user(): User | null;
  get inbox(): string | null;
  get account(): Account | null;
  get limits(): Limits;
  get joined(): string[];
  connect(): void;
  retry(): void;
  check(): Promise<boolean>;
  disconnect(): void;
  room(id: string): Room;
  position(room: string): Position | undefined;
  join(room: string, options?: JoinOptions): Promise<Joined>;
  leave(room: string): void;
  say(room: string, text: string, options?: SayOptions): Promise<Message>;
  outbox(room: string): OutboxItem[];
  sayAgain(room: string, key: string): void;
  unsay(room: string, key: string): boolean;
  edit(room: string, seq: number, text?: string, options?: EditOptions): Promise<Answer>;
  delete(room: string, seq: number): Promise<Answer>;
  history(room: string, options?: HistoryOptions): Promise<HistoryPage>;
  search(room: string, text: string, options?: { before?: number; limit?: number }): Promise<Page>;
  export(options?: { after?: { room: string; seq: number }; limit?: number }): Promise<Page>;
  signal(room: string, name: string, body?: Record<string, unknown>): Promise<Answer>;
  presence(room: string): Promise<{ users: User[]; count: number }>;
  seen(room: string, seq: number): Promise<Answer>;
  rooms(): Promise<{ rooms: RoomLine[] }>;
  directory(options?: {
    text?: string;
    after?: string;
    limit?: number;
  }): Promise<{ rooms: Answer[]; more: boolean; next?: string }>;
  list(type: "rooms" | "members" | "presence" | "sanctions" | "ignores", fields?: Answer): Promise<Answer>;
  rename(name: string): Promise<User>;
  command(type: string, fields?: Answer): Promise<Answer>;
}

/** One room of a client: `client.room(id)`. */
export class Room extends Emitter<RoomObjectEvents> {
  private constructor();
  readonly client: Client;
  readonly id: string;
  get state(): RoomState;
  get position(): Position | undefined;
  get outbox(): OutboxItem[];
  join(options?: JoinOptions): Promise<Joined>;
  leave(): void;
  say(text: string, options?: SayOptions): Promise<Message>;
  sayAgain(key: string): void;
  unsay(key: string): boolean;
  edit(seq: number, text?: string, options?: EditOptions): Promise<Answer>;
  delete(seq: number): Promise<Answer>;
  history(options?: HistoryOptions): Promise<HistoryPage>;
  search(text: string, options?: { before?: number; limit?: number }): Promise<Page>;
  signal(name: string, body?: Record<string, unknown>): Promise<Answer>;
  presence(): Promise<{ users: User[]; count: number }>;
  seen(seq: number): Promise<Answer>;
}

/** The address of the WebSocket beside a module's address. */
export function endpoint(base?: string | URL): string;

/** A random key for one message. */
export function newKey(): string;
