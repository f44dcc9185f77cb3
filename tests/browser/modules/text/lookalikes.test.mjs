import assert from "node:assert/strict";
import { test } from "node:test";
import { Namesakes, digits, likeness } from "../../web/text/lookalikes.js";

test("names that look alike are alike, and no others", () => {
  for (const other of ["ANN", "Ann ", "Аnn", "Ánn", "a\u200bnn"]) {
    assert.equal(likeness(other), likeness("Ann"), other);
  }
  assert.equal(likeness("Il1"), likeness("lIl"));
  for (const other of ["~Ann", "Anna", "An n", "Bob"]) {
    assert.notEqual(likeness(other), likeness("Ann"), other);
  }
});

test("only those who share a name have marks, the same at each time", () => {
  const one = new Namesakes();
  assert.equal(one.note({ id: "g.1", name: "~Ann" }), false);
  assert.equal(one.note({ id: "g.3", name: "~Bob" }), false);
  assert.equal(one.note({ id: "g.2", name: "~ANN" }), true);
  assert.deepEqual(Object.keys(one.marks).sort(), ["g.1", "g.2"]);
  assert.ok(digits("g.1").startsWith(one.marks["g.1"]));
  const { marks } = one;
  assert.equal(one.note({ id: "g.1", name: "~Ann" }), false);
  assert.equal(one.marks, marks);
  const later = new Namesakes();
  ["g.2", "g.1"].forEach((id) => later.note({ id, name: "~Ann" }));
  assert.deepEqual(later.marks, marks);
});

test("marks of many of one name differ", () => {
  const many = new Namesakes();
  const ids = Array.from({ length: 300 }, (_, at) => `g.${at}`);
  ids.forEach((id) => many.note({ id, name: "~Ann" }));
  assert.equal(new Set(Object.values(many.marks)).size, 300);
});

test("who takes another name has no mark any more", () => {
  const one = new Namesakes();
  ["g.1", "g.2"].forEach((id) => one.note({ id, name: "~Ann" }));
  assert.equal(one.note({ id: "g.2", name: "~Cleo" }), true);
  assert.equal("g.2" in one.marks, false);
});
