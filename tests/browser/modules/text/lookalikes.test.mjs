import assert from "node:assert/strict";
import { test } from "node:test";
import { LookalikeNames, idDigits, skeleton } from "../../web/text/lookalikes.js";

test("names that look alike are alike, and no others", () => {
  for (const other of ["ANN", "Ann ", "Аnn", "Ánn", "a\u200bnn"]) {
    assert.equal(skeleton(other), skeleton("Ann"), other);
  }
  assert.equal(skeleton("Il1"), skeleton("lIl"));
  for (const other of ["~Ann", "Anna", "An n", "Bob"]) {
    assert.notEqual(skeleton(other), skeleton("Ann"), other);
  }
});

test("only those who share a name have marks, the same at each time", () => {
  const one = new LookalikeNames();
  assert.equal(one.add({ id: "g.1", name: "~Ann" }), false);
  assert.equal(one.add({ id: "g.3", name: "~Bob" }), false);
  assert.equal(one.add({ id: "g.2", name: "~ANN" }), true);
  assert.deepEqual(Object.keys(one.nameMarks).sort(), ["g.1", "g.2"]);
  assert.ok(idDigits("g.1").startsWith(one.nameMarks["g.1"]));
  const { nameMarks } = one;
  assert.equal(one.add({ id: "g.1", name: "~Ann" }), false);
  assert.equal(one.nameMarks, nameMarks);
  const later = new LookalikeNames();
  ["g.2", "g.1"].forEach((id) => later.add({ id, name: "~Ann" }));
  assert.deepEqual(later.nameMarks, nameMarks);
});

test("marks of many of one name differ", () => {
  const many = new LookalikeNames();
  const ids = Array.from({ length: 300 }, (_, at) => `g.${at}`);
  ids.forEach((id) => many.add({ id, name: "~Ann" }));
  assert.equal(new Set(Object.values(many.nameMarks)).size, 300);
});

test("who takes another name has no mark any more", () => {
  const one = new LookalikeNames();
  ["g.1", "g.2"].forEach((id) => one.add({ id, name: "~Ann" }));
  assert.equal(one.add({ id: "g.2", name: "~Cleo" }), true);
  assert.equal("g.2" in one.nameMarks, false);
});
