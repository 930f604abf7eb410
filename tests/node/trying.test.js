// Asking again for what did not come.
import assert from "node:assert/strict";
import { test } from "node:test";
import { untilItComes } from "../../layers/static/common/trying.js";

test("what fails at first is asked for until it comes", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let tries = 0;
  const ask = async () => {
    tries += 1;
    if (tries < 4) throw new TypeError("Failed to fetch");
    return "here";
  };
  const asked = untilItComes(ask);
  for (let turn = 0; turn < 20; turn += 1) {
    await Promise.resolve();
    context.mock.timers.tick(500);
  }
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
  let failed = "";
  asked.catch(({ message }) => (failed = message));
  for (let turn = 0; turn < 200 && !failed; turn += 1) {
    await Promise.resolve();
    context.mock.timers.tick(8000);
  }
  assert.equal(failed, `try ${tries}`);
  assert.ok(tries > 5);
});
