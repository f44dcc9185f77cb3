/** What the page remembers on this device. */
import assert from "node:assert/strict";
import test from "node:test";

import { DeviceStorage } from "../../web/app/device_storage.js";

function storage() {
  const held = new Map();
  return {
    held,
    getItem: (name) => held.get(name) ?? null,
    setItem: (name, text) => held.set(name, text),
    removeItem: (name) => held.delete(name),
  };
}

test("a reader in a frame is not the person of the page", () => {
  const [local, session] = [storage(), storage()];
  const person = new DeviceStorage({ local, session });
  const reader = new DeviceStorage({ local, session, prefix: "chatd.reader." });
  reader.name = "Reader";
  reader.token = "t1";
  assert.deepEqual([person.name, person.token, person.isReturning], ["", null, false]);
  assert.deepEqual([...local.held.keys()], ["chatd.reader.name", "chatd.reader.token"]);
  assert.equal(reader.isReturning, true);
});

test("without a storage, values are kept as long as the page is open", () => {
  const blocked = new DeviceStorage({ local: null, session: null });
  blocked.name = "Ann";
  blocked.token = "t1";
  assert.deepEqual([blocked.name, blocked.isReturning], ["Ann", true]);
});
