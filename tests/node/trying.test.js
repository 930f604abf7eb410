// Asking again for what did not come, also from a server that starts again behind a proxy.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fetchJson } from "../../layers/static/common/fetching.js";
import { untilItComes } from "../../layers/static/common/trying.js";

/** Let every pause pass until a promise has settled, so many milliseconds a turn. */
async function passTime(context, promise, ms = 8000, turns = 200) {
  let settled = false;
  promise.then(
    () => (settled = true),
    () => (settled = true),
  );
  for (let turn = 0; turn < turns && !settled; turn += 1) {
    await Promise.resolve();
    context.mock.timers.tick(ms);
  }
}

test("what fails at first is asked for until it comes", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let tries = 0;
  const asked = untilItComes(async () => {
    tries += 1;
    if (tries < 4) throw new TypeError("Failed to fetch");
    return "here";
  });
  await passTime(context, asked, 500, 20);
  assert.equal(await asked, "here");
  assert.equal(tries, 4);
});

test("what never comes fails in the end, as the last try did", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let tries = 0;
  const asked = untilItComes(async () => {
    tries += 1;
    throw new Error(`try ${tries}`);
  });
  await passTime(context, asked);
  await assert.rejects(asked, { message: `try ${tries}` });
  assert.ok(tries > 5);
});

/** Answer with one status after another, the last for good, and count how often was asked. */
function answering(context, ...statuses) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  return context.mock.method(globalThis, "fetch", async () => {
    const status = statuses.length > 1 ? statuses.shift() : statuses[0];
    return new Response('{"here": true}', { status });
  });
}

test("what a proxy could not get is asked for until it comes", async (context) => {
  const { mock } = answering(context, 502, 503, 504, 200);
  const asked = fetchJson("/data/index.json");
  await passTime(context, asked);
  assert.deepEqual(await asked, { here: true });
  assert.equal(mock.callCount(), 4);
});

test("what the server refuses is not asked for again", async (context) => {
  const { mock } = answering(context, 404);
  await assert.rejects(fetchJson("/data/index.json"), { message: "/data/index.json: 404" });
  assert.equal(mock.callCount(), 1);
});

test("a server that stays away is named by what was asked of it", async (context) => {
  answering(context, 502);
  const asked = fetchJson("/data/index.json");
  await passTime(context, asked);
  await assert.rejects(asked, { message: "/data/index.json: 502" });
});
