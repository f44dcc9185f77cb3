<?php

declare(strict_types=1);

/**
 * A request to chatd was not carried out, or nobody knows whether it was.
 */
class ChatdException extends RuntimeException
{
}

/**
 * The server refuses. `problemCode` is one of the codes of the protocol, or empty if something else answered (a proxy);
 * `detail` the sentence for people, `field` what is wrong, `until` the end of a sanction (milliseconds since 1970),
 * `retryAfter` the milliseconds to wait, `status` the status of the answer, `document` all that was answered.
 */
class ChatdProblem extends ChatdException
{
    public readonly string $problemCode;
    public readonly string $detail;
    public readonly ?string $field;
    public readonly ?int $until;
    public readonly ?int $retryAfter;

    /** @param array<string, mixed> $document */
    public function __construct(public readonly array $document, public readonly int $status)
    {
        $this->problemCode = (string) ($document['code'] ?? '');
        $this->detail = (string) ($document['detail'] ?? $document['title'] ?? 'refused');
        $this->field = isset($document['field']) ? (string) $document['field'] : null;
        $this->until = isset($document['until']) ? (int) $document['until'] : null;
        $this->retryAfter = isset($document['retry_after']) ? max(0, (int) $document['retry_after']) : null;
        $about = trim("$status {$this->problemCode}");
        // The server's sentence mostly begins with the field.
        $named = $this->field === null || str_contains($this->detail, $this->field) ? '' : "{$this->field}: ";
        parent::__construct("$about: $named{$this->detail}", $status);
    }
}

/**
 * No answer, or none of chatd. A message that was sent may have been stored; the same key makes another attempt safe.
 */
class ChatdUnreachable extends ChatdException
{
}

/**
 * A request is no webhook of chatd with this secret, or an old one.
 */
class ChatdWebhookException extends RuntimeException
{
}

/**
 * A chatd server, as a back end sees it. One file, PHP 8.1, the extension curl.
 *
 *     $chat = new Chatd('https://chat.example', getenv('CHATD_KEY'));
 *     $chat->publish('news', 'Green!', data: ['build' => 4711]);
 *
 * All calls throw ChatdProblem when the server refuses, ChatdUnreachable when there is no answer, and
 * InvalidArgumentException for what cannot be sent.
 */
final class Chatd
{
    /** The server takes so many messages in one request. */
    public const BATCH_MAX = 100;
    /** No answer of chatd is as long as this. */
    private const BODY_MAX = 32 * 1024 * 1024;
    /** Statuses after which another attempt may succeed. */
    private const PASSING = [408, 429, 500, 502, 503, 504];
    /** chatd takes no shorter secret for HS256. */
    private const SECRET_BYTES = 32;

    private readonly string $base;
    private readonly ?string $socket;
    private readonly string $key;
    private ?CurlHandle $curl = null;

    /**
     * `url` is `http(s)://host[:port][/prefix]`, or `unix:/path` for a socket on this machine; `key` an API key, or the
     * token of a user. `caFile` names the certificates (PEM) of a private authority.
     *
     * An attempt may take `timeout` seconds. What fails for now (no connection, 429 and 503, which say how long to wait)
     * is tried again, with the same key, as long as the waiting takes no more than `patience` seconds in all; 0: never.
     * `sleep` is for tests: it is called with the seconds to wait.
     */
    public function __construct(
        private readonly string $url,
        #[\SensitiveParameter] string $key,
        private readonly float $timeout = 10.0,
        private readonly float $patience = 10.0,
        private readonly ?string $caFile = null,
        private readonly ?Closure $sleep = null,
    ) {
        $expected = 'expected a URL such as https://chat.example, http://127.0.0.1:8080 or unix:/run/chatd/chatd.sock';
        if (preg_match('#^unix:/*(/[^\0]+)$#D', $url, $found)) {
            [$this->base, $this->socket] = ['http://localhost', $found[1]];
        } elseif (preg_match('#^https?://(?:[^\s/?\#@\[\]:]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?(?:/[^\s?\#]*)?$#D', $url)) {
            [$this->base, $this->socket] = [rtrim($url, '/'), null];
        } else {
            // Not shown: it may have a password.
            throw new InvalidArgumentException("the address of chatd: $expected; give the key apart");
        }
        $this->key = trim($key);
        if (!preg_match('/^[\x21-\x7e]+$/D', $this->key)) {
            throw new InvalidArgumentException(
                'the key has to be visible ASCII characters, such as those that `chatd key create` prints'
            );
        }
    }

    /**
     * Says a message in a room; when this returns it is stored.
     *
     * `key` is your own id of the message: the same one again is the same message, also from another process. With a key
     * made with `--as`, `asUser` is the id of the user who says it, and `asName` their name.
     *
     * @param array<string, mixed>|object|null $data
     * @return array{seq: ?int, time: int, epoch: ?string, text: ?string, repeated: bool} its place in the log (null in a
     *     room that keeps nothing), when it was accepted (milliseconds since 1970), its text if a filter changed it, and
     *     whether an earlier request with this key stored it
     */
    public function publish(
        string $room,
        ?string $text = null,
        array|object|null $data = null,
        ?int $replyTo = null,
        ?string $key = null,
        ?string $asUser = null,
        ?string $asName = null,
    ): array {
        $author = $asUser === null ? null : array_filter(['id' => $asUser, 'name' => $asName], self::given(...));
        $message = ['text' => $text, 'data' => self::object($data), 'reply_to' => $replyTo, 'as' => $author];
        return $this->send('/api/rooms/' . self::segment($room) . '/messages', $message, $key);
    }

    /**
     * Writes to one user's inbox: to the devices where they are, and for later.
     *
     * @param array<string, mixed>|object|null $data
     * @return array{seq: ?int, time: int, epoch: ?string, text: ?string, repeated: bool}
     */
    public function notify(
        string $user,
        ?string $text = null,
        array|object|null $data = null,
        ?string $key = null,
    ): array {
        $message = ['text' => $text, 'data' => self::object($data)];
        return $this->send('/api/users/' . self::segment($user) . '/messages', $message, $key);
    }

    /**
     * Says up to 100 messages in one request, in their order. Each has `room` (or `user`, for an inbox) and `text`, `data`,
     * `key`, `reply_to`, `as` as in the HTTP API.
     *
     * @param list<array<string, mixed>> $messages
     * @return list<array<string, mixed>|ChatdProblem> for each, in order, what `publish` would return or throw
     */
    public function publishBatch(array $messages): array
    {
        $count = count($messages);
        if ($count < 1 || $count > self::BATCH_MAX) {
            throw new InvalidArgumentException("$count messages: from 1 to " . self::BATCH_MAX . ' go in one request');
        }
        $keyed = [];
        foreach ($messages as $message) {
            if (isset($message['data'])) {
                $message['data'] = self::object($message['data']);
            }
            // Each its own key, so that the request can be repeated.
            $keyed[] = $message + ['key' => bin2hex(random_bytes(16))];
        }
        [, $answer] = $this->ask('POST', '/api/messages', ['messages' => $keyed], null, true);
        $results = is_array($answer) ? $answer['results'] ?? null : null;
        if (!is_array($results) || count($results) !== $count) {
            throw self::unexpected($answer);
        }
        return array_map(
            fn ($one) => isset($one['status']) ? new ChatdProblem($one, (int) $one['status']) : self::receipt($one, false),
            $results,
        );
    }

    /**
     * Returns a page of what was said in a room: the newest, or what is `before` or `after` a `seq`.
     *
     * @return array{events: list<array<string, mixed>>, first: ?int, more: bool, epoch: ?string} the events as on the wire,
     *     oldest first
     */
    public function history(string $room, ?int $before = null, ?int $after = null, ?int $limit = null): array
    {
        $query = ['before' => $before, 'after' => $after, 'limit' => $limit];
        $answer = $this->request('GET', '/api/rooms/' . self::segment($room) . '/messages', $query);
        if (!is_array($answer) || !is_array($answer['events'] ?? null)) {
            throw self::unexpected($answer);
        }
        return $answer + ['first' => null, 'more' => false, 'epoch' => null];
    }

    /**
     * Yields what happens in these rooms, or in all that the key's user is a member of, as it happens: for a program that
     * runs on its own, not for a page.
     *
     *     foreach ($chat->events('news', since: $last) as $id => $event) { … }
     *
     * First comes the event `joined`, whose `events` are the newest messages (`limit` of them at most), then each event;
     * `gap` means that what follows does not connect to what was before. It goes on through every loss of the connection,
     * after the last event. `since` is the `id` of an event: what came after it comes first. Other words of the API go into
     * `query`, as `['presence' => 1]`. A connection on which nothing came for `silence` seconds is given up.
     *
     * Throws ChatdProblem when the server wants no other attempt, and ChatdUnreachable when it was not there for
     * `patience` seconds since the last event.
     *
     * @param string|list<string> $rooms
     * @param array<string, scalar> $query
     * @return Generator<string, array{event: string, data: array<string, mixed>}> each under its `id`, which may be that of
     *     the event before
     */
    public function events(
        string|array $rooms = [],
        ?string $since = null,
        ?int $limit = null,
        array $query = [],
        float $silence = 60.0,
    ): Generator {
        $rooms = (array) $rooms;
        $query = array_filter($query + ['limit' => $limit], self::given(...));
        $words = http_build_query($query, '', '&', PHP_QUERY_RFC3986);
        if (count($rooms) === 1) {
            $target = '/api/rooms/' . self::segment(reset($rooms)) . "/events?$words";
        } else {
            $named = array_map(fn (string $room): string => 'room=' . self::segment($room), $rooms);
            $target = '/api/events?' . implode('&', array_filter([...$named, $words]));
        }
        if ($since !== null && !preg_match('/^[\x21-\x7e]+$/D', $since)) {
            throw new InvalidArgumentException('since: expected the id of an event');
        }
        $retry = 1.0;
        $waited = 0.0;
        for ($failures = 0; ; $failures++) {
            $wait = null;
            $failure = null;
            try {
                foreach ($this->entries($target, $since, $silence) as $entry) {
                    [$failures, $waited] = [0, 0.0];
                    $retry = isset($entry['retry']) ? (int) $entry['retry'] / 1000 : $retry;
                    $since = $entry['id'] ?? $since;
                    $data = json_decode($entry['data'] ?? '', true);
                    if (is_array($data)) {
                        yield (string) $since => ['event' => $entry['event'] ?? 'message', 'data' => $data];
                    }
                }
                $wait = $retry;
            } catch (ChatdProblem $failure) {
                if (!in_array($failure->status, self::PASSING, true) || $failure->problemCode === 'internal') {
                    throw $failure;
                }
                $wait = $failure->retryAfter === null ? null : $failure->retryAfter / 1000;
            } catch (ChatdUnreachable $failure) {
                if ($failure->getCode() === 0) {
                    throw $failure;
                }
            }
            $wait ??= $this->backoff($failures);
            $waited += $wait;
            if ($failure !== null && $waited > $this->patience) {
                throw $failure;
            }
            $this->pause($wait);
        }
    }

    /**
     * Any other request of the HTTP API: returns its JSON, objects as arrays, or null if there is none.
     *
     * `key` becomes its `Idempotency-Key`. It is tried again after a failure, but for a `POST` without a `key`.
     *
     * @param array<string, scalar|null> $query
     * @param array<string, mixed>|null $body
     */
    public function request(
        string $method,
        string $path,
        array $query = [],
        ?array $body = null,
        ?string $key = null,
    ): mixed {
        $given = array_filter($query, self::given(...));
        $target = $given ? "$path?" . http_build_query($given, '', '&', PHP_QUERY_RFC3986) : $path;
        return $this->ask($method, $target, $body, $key, $method !== 'POST' || $key !== null)[1];
    }

    /**
     * Returns a token (JWT, HS256) for one user of the site: `issuer` and `audience` are `iss` and `audience` of
     * `[[auth.issuers]]`, `secret` the content of its `secret_file`, `subject` the id of the user there.
     *
     * `rooms` are the only actions allowed, by pattern of rooms (null: as the permissions of the server say), `roles` the
     * roles, by pattern of rooms. The token ends after `seconds`.
     *
     * @param array<string, list<string>>|null $rooms
     * @param array<string, string>|null $roles
     */
    public static function signToken(
        #[\SensitiveParameter] string $secret,
        string $issuer,
        string $audience,
        string|int $subject,
        ?string $name = null,
        int $seconds = 3600,
        ?array $rooms = null,
        ?array $roles = null,
        ?int $now = null,
    ): string {
        $secret = rtrim($secret, "\r\n");
        if (strlen($secret) < self::SECRET_BYTES) {
            throw new InvalidArgumentException(
                'the secret has ' . strlen($secret) . ' bytes: chatd takes at least ' . self::SECRET_BYTES
            );
        }
        $now ??= time();
        $rights = array_filter(['rooms' => self::object($rooms), 'roles' => self::object($roles)], self::given(...));
        $claims = [
            'iss' => $issuer,
            'aud' => $audience,
            'sub' => (string) $subject,
            'jti' => bin2hex(random_bytes(12)),
            'iat' => $now,
            'nbf' => $now,
            'exp' => $now + $seconds,
            'name' => $name,
            'chatd' => $rights ?: null,
        ];
        $signed = self::base64url('{"alg":"HS256","typ":"JWT"}') . '.'
            . self::base64url(self::encode(array_filter($claims, self::given(...))));
        return $signed . '.' . self::base64url(hash_hmac('sha256', $signed, $secret, true));
    }

    /**
     * Returns what a webhook says: its JSON, with `events`.
     *
     *     $told = Chatd::readWebhook($secret, getallheaders(), file_get_contents('php://input'));
     *
     * `secret` is what `chatd webhook add` printed, or several of which one is right; `head` are the header fields of the
     * request, `body` its bytes as they came. Throws ChatdWebhookException if it is not signed with the secret, or not within
     * `tolerance` seconds of now.
     *
     * @param string|list<string> $secret
     * @param array<string, string> $head
     * @return array<string, mixed>
     */
    public static function readWebhook(
        #[\SensitiveParameter] string|array $secret,
        array $head,
        string $body,
        int $tolerance = 300,
        ?int $now = null,
    ): array {
        $head = array_change_key_case($head);
        foreach (['webhook-id', 'webhook-timestamp', 'webhook-signature'] as $name) {
            if (!isset($head[$name])) {
                throw new ChatdWebhookException("the header field $name is missing");
            }
        }
        $stamp = $head['webhook-timestamp'];
        if (!preg_match('/^\d{1,12}$/D', $stamp)) {
            throw new ChatdWebhookException('webhook-timestamp: expected seconds since 1970');
        }
        $found = false;
        foreach ((array) $secret as $one) {
            $one = trim($one);
            $bytes = base64_decode(str_starts_with($one, 'whsec_') ? substr($one, 6) : $one, true);
            if ($bytes === false || $bytes === '') {
                throw new InvalidArgumentException(
                    'the secret of a webhook is `whsec_` and base64, as `chatd webhook add` prints it'
                );
            }
            $signed = hash_hmac('sha256', "{$head['webhook-id']}.$stamp.$body", $bytes, true);
            $right = 'v1,' . base64_encode($signed);
            foreach (explode(' ', $head['webhook-signature']) as $signature) {
                // All are compared: how long it takes tells nothing.
                $found = hash_equals($right, $signature) || $found;
            }
        }
        if (!$found) {
            throw new ChatdWebhookException('webhook-signature: it is not signed with this secret, or not these bytes are');
        }
        if (abs(($now ?? time()) - (int) $stamp) > $tolerance) {
            throw new ChatdWebhookException("webhook-timestamp: $stamp is more than $tolerance seconds from now");
        }
        $told = json_decode($body, true);
        if (!is_array($told)) {
            throw new ChatdWebhookException('the body is no JSON');
        }
        return $told;
    }

    /** Shows no key. */
    public function __debugInfo(): array
    {
        return ['url' => $this->url];
    }

    /** @return array{seq: ?int, time: int, epoch: ?string, text: ?string, repeated: bool} */
    private function send(string $path, array $message, ?string $key): array
    {
        $body = array_filter($message, self::given(...));
        [$status, $answer] = $this->ask('POST', $path, $body, $key ?? bin2hex(random_bytes(16)), true);
        return self::receipt($answer, $status === 200);
    }

    /** @return array{int, mixed} the status and the JSON */
    private function ask(string $method, string $target, ?array $body, ?string $key, bool $repeatable): array
    {
        $fields = ["Authorization: Bearer {$this->key}", 'Accept: application/json', 'Expect:'];
        if ($key !== null) {
            if (!preg_match('/^[\x20-\x7e]{1,64}$/D', $key)) {
                throw new InvalidArgumentException('key: expected 1 to 64 printable ASCII characters');
            }
            $fields[] = "Idempotency-Key: $key";
        }
        $payload = $body === null ? null : self::encode((object) $body);
        $fields[] = $payload === null ? 'Content-Type:' : 'Content-Type: application/json';
        $waited = 0.0;
        for ($failures = 0; ; $failures++) {
            $wait = null;
            try {
                return $this->attempt($method, $target, $fields, $payload, $repeatable);
            } catch (ChatdProblem $problem) {
                $passing = in_array($problem->status, self::PASSING, true) && $problem->problemCode !== 'internal';
                if (!$passing) {
                    throw $problem;
                }
                $failure = $problem;
                $wait = $problem->retryAfter === null ? null : $problem->retryAfter / 1000;
            } catch (ChatdUnreachable $lost) {
                if ($lost->getCode() === 0) {
                    // An answer, and none of chatd: another attempt would bring the same.
                    throw $lost;
                }
                $failure = $lost;
            }
            $wait ??= $this->backoff($failures);
            $waited += $wait;
            if (!$repeatable || $this->patience <= 0 || $waited > $this->patience) {
                throw $failure;
            }
            $this->pause($wait);
        }
    }

    /** The seconds to wait. Full jitter: the clients of a server that is back do not all come at the same moment. */
    private function backoff(int $failures): float
    {
        return min(30.0, 0.5 * 2 ** min($failures, 30)) * mt_rand() / mt_getrandmax();
    }

    private function pause(float $seconds): void
    {
        $this->sleep === null ? usleep((int) ($seconds * 1_000_000)) : ($this->sleep)($seconds);
    }

    /**
     * Yields the entries of one stream of server-sent events, until it ends.
     *
     * @return Generator<array<string, string>> the fields of each
     */
    private function entries(string $target, ?string $since, float $silence): Generator
    {
        $fields = ["Authorization: Bearer {$this->key}", 'Accept: text/event-stream'];
        if ($since !== null) {
            $fields[] = "Last-Event-ID: $since";
        }
        $text = '';
        $heard = microtime(true);
        $curl = curl_init();
        curl_setopt_array($curl, array_filter([
            CURLOPT_URL => $this->base . $target,
            CURLOPT_UNIX_SOCKET_PATH => $this->socket,
            CURLOPT_HTTPHEADER => $fields,
            CURLOPT_USERAGENT => 'chatd-php',
            CURLOPT_CONNECTTIMEOUT_MS => (int) ceil($this->timeout * 1000),
            CURLOPT_NOSIGNAL => true,
            CURLOPT_PROTOCOLS => CURLPROTO_HTTP | CURLPROTO_HTTPS,
            CURLOPT_CAINFO => $this->caFile,
            CURLOPT_WRITEFUNCTION => function (CurlHandle $curl, string $part) use (&$text, &$heard): int {
                $heard = microtime(true);
                $text .= $part;
                return strlen($text) > self::BODY_MAX ? 0 : strlen($part);
            },
        ], self::given(...)));
        $multi = curl_multi_init();
        curl_multi_add_handle($multi, $curl);
        try {
            do {
                curl_multi_exec($multi, $running);
                if (curl_getinfo($curl, CURLINFO_RESPONSE_CODE) === 200) {
                    while (($end = strpos($text, "\n\n")) !== false) {
                        $entry = substr($text, 0, $end);
                        $text = substr($text, $end + 2);
                        yield self::entry($entry);
                    }
                }
                if (microtime(true) - $heard > $silence) {
                    throw new ChatdUnreachable("{$this->url}: nothing came for $silence seconds", CURLE_OPERATION_TIMEOUTED);
                }
                if ($running) {
                    curl_multi_select($multi, 1.0);
                }
            } while ($running);
            $number = (int) (curl_multi_info_read($multi)['result'] ?? 0);
            $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
            // A stream that breaks off is a connection that was lost.
            if ($number !== 0 && $status !== 200) {
                throw new ChatdUnreachable("{$this->url}: " . curl_strerror($number), $number);
            }
            if ($status !== 200) {
                throw self::problem($status, '', json_decode($text, true), $text);
            }
        } finally {
            curl_multi_remove_handle($multi, $curl);
        }
    }

    /** @return array<string, string> the fields of an entry; none of a comment */
    private static function entry(string $text): array
    {
        $fields = [];
        foreach (explode("\n", $text) as $line) {
            [$name, $value] = explode(':', $line, 2) + [1 => ''];
            if ($name !== '') {
                $value = str_starts_with($value, ' ') ? substr($value, 1) : $value;
                $fields[$name] = isset($fields[$name]) ? "{$fields[$name]}\n$value" : $value;
            }
        }
        return $fields;
    }

    /** @return array{int, mixed} */
    private function attempt(
        string $method,
        string $target,
        array $fields,
        ?string $payload,
        bool $repeatable,
    ): array {
        // One handle: its connection is kept open for the next request.
        $this->curl ??= curl_init();
        curl_reset($this->curl);
        $head = [];
        $text = '';
        $tooLong = false;
        curl_setopt_array($this->curl, array_filter([
            CURLOPT_URL => $this->base . $target,
            CURLOPT_UNIX_SOCKET_PATH => $this->socket,
            CURLOPT_CUSTOMREQUEST => $method,
            CURLOPT_POSTFIELDS => $payload,
            CURLOPT_HTTPHEADER => $fields,
            CURLOPT_USERAGENT => 'chatd-php',
            // On a kept connection that the server has closed meanwhile, curl would send it again by itself.
            CURLOPT_FRESH_CONNECT => !$repeatable,
            CURLOPT_TIMEOUT_MS => (int) ceil($this->timeout * 1000),
            CURLOPT_NOSIGNAL => true,
            CURLOPT_PROTOCOLS => CURLPROTO_HTTP | CURLPROTO_HTTPS,
            CURLOPT_CAINFO => $this->caFile,
            CURLOPT_HEADERFUNCTION => function (CurlHandle $curl, string $line) use (&$head): int {
                if (str_starts_with($line, 'HTTP/')) {
                    $head = [];
                } elseif (str_contains($line, ':')) {
                    [$name, $value] = explode(':', $line, 2);
                    $head[strtolower($name)] = trim($value);
                }
                return strlen($line);
            },
            CURLOPT_WRITEFUNCTION => function (CurlHandle $curl, string $part) use (&$text, &$tooLong): int {
                $text .= $part;
                $tooLong = strlen($text) > self::BODY_MAX;
                return $tooLong ? 0 : strlen($part);
            },
        ], self::given(...)));
        $done = curl_exec($this->curl);
        if ($tooLong) {
            $most = self::BODY_MAX;
            throw new ChatdUnreachable("the answer is longer than $most bytes: is this the address of chatd?");
        }
        if ($done === false) {
            $number = curl_errno($this->curl);
            throw new ChatdUnreachable("{$this->url}: " . (curl_error($this->curl) ?: curl_strerror($number)), $number);
        }
        $status = curl_getinfo($this->curl, CURLINFO_RESPONSE_CODE);
        $answer = json_decode($text, true);
        if ($status < 200 || $status >= 300) {
            throw self::problem($status, $head['retry-after'] ?? '', $answer, $text);
        }
        if ($answer === null && $text !== '') {
            $kind = $head['content-type'] ?? 'nothing';
            throw new ChatdUnreachable("the answer is $kind, and no JSON: is this the address of chatd?");
        }
        return [$status, $answer];
    }

    private static function problem(int $status, string $retryAfter, mixed $document, string $text): ChatdProblem
    {
        if (!is_array($document) || array_is_list($document)) {
            $words = trim((string) preg_replace('/(?:<[^>]*>|\s)+/', ' ', substr($text, 0, 2000)));
            $document = ['detail' => $words === '' ? 'refused without a word' : substr($words, 0, 200)];
        }
        if (preg_match('/^\d{1,9}$/D', $retryAfter)) {
            $document += ['retry_after' => (int) $retryAfter * 1000];
        }
        return new ChatdProblem($document, $status);
    }

    /** @return array{seq: ?int, time: int, epoch: ?string, text: ?string, repeated: bool} */
    private static function receipt(mixed $answer, bool $repeated): array
    {
        if (!is_array($answer) || !is_int($answer['time'] ?? null)) {
            throw self::unexpected($answer);
        }
        $found = ['seq' => $answer['seq'] ?? null, 'time' => $answer['time'], 'epoch' => $answer['epoch'] ?? null];
        return $found + ['text' => $answer['text'] ?? null, 'repeated' => $repeated];
    }

    private static function unexpected(mixed $answer): ChatdUnreachable
    {
        $shown = substr((string) json_encode($answer), 0, 100);
        return new ChatdUnreachable("an unexpected answer: $shown: is this the address of chatd?");
    }

    private static function segment(string $id): string
    {
        if ($id === '') {
            throw new InvalidArgumentException('the id of a room or of a user is empty');
        }
        return rawurlencode($id);
    }

    /** An empty array would be a list. */
    private static function object(array|object|null $value): ?object
    {
        return $value === null ? null : (object) $value;
    }

    private static function given(mixed $value): bool
    {
        return $value !== null;
    }

    private static function encode(mixed $value): string
    {
        try {
            return json_encode(
                $value,
                JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION,
            );
        } catch (JsonException $error) {
            throw new InvalidArgumentException("it cannot be sent as JSON: {$error->getMessage()}", 0, $error);
        }
    }

    private static function base64url(string $bytes): string
    {
        return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    }
}
