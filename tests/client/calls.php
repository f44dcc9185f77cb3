<?php

declare(strict_types=1);

// Makes the calls that the standard input lists as JSON, and prints as JSON what came of each.

require $argv[1];

[$options, $calls] = json_decode(file_get_contents('php://stdin'), true, 512, JSON_THROW_ON_ERROR);
$waits = [];
$sleep = function (float $seconds) use (&$waits): void {
    $waits[] = $seconds;
};
$results = [];
$chat = null;
foreach ($calls as [$method, $arguments]) {
    try {
        if ($method === '__construct') {
            new Chatd(...$arguments);
            continue;
        }
        if (in_array($method, ['signToken', 'readWebhook'], true)) {
            $results[] = Chatd::$method(...$arguments);
            continue;
        }
        $chat ??= new Chatd(...$options, sleep: $sleep);
        if ($method === 'events') {
            foreach ($chat->events(...$arguments) as $id => $event) {
                $results[] = [$id, $event['event'], $event['data']];
            }
        }
        $results[] = array_map(
            fn ($one) => $one instanceof ChatdProblem ? ['problem' => $one->status, 'code' => $one->problemCode] : $one,
            (array) $chat->$method(...$arguments),
        );
    } catch (ChatdProblem $problem) {
        $results[] = [
            'raised' => 'ChatdProblem',
            'message' => $problem->getMessage(),
            'code' => $problem->problemCode,
            'field' => $problem->field,
            'until' => $problem->until,
            'retryAfter' => $problem->retryAfter,
        ];
    } catch (Exception $error) {
        $results[] = ['raised' => $error::class, 'message' => $error->getMessage()];
    }
}
ob_start();
var_dump($chat);
$shown = ob_get_clean();
echo json_encode(['results' => $results, 'waits' => $waits, 'shown' => $shown], JSON_THROW_ON_ERROR);
