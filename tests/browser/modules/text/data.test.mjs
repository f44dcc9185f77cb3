import assert from "node:assert/strict";
import { test } from "node:test";
import { dataFields, messageWords } from "../../web/text/data.js";

test("a message is told by its text, or by its data in one line", () => {
  assert.equal(messageWords({ text: "Green!", data: { build: 4711 } }), "Green!");
  assert.equal(messageWords({ text: "", data: { build: 4711, by: "Ann", ok: true, no: null } }), "build: 4711 · by: Ann · ok: true · no: null");
  assert.equal(messageWords({ text: "", data: {} }), "");
  assert.equal(messageWords({ text: null }), null);
});

test("only so much of it is shown", () => {
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, number) => [`name${number}`, { deep: [number] }]));
  const { fields, more } = dataFields(many);
  assert.deepEqual([fields.length, more], [12, 988]);
  assert.deepEqual(fields[3], { name: "name3", value: '{"deep":[3]}' });
  const [long] = dataFields({ ["n".repeat(5000)]: "v".repeat(5000) }).fields;
  assert.deepEqual([long.name.length, long.value.length], [201, 201]);
  assert.ok(messageWords({ text: "", data: many }).endsWith("…"));
});
