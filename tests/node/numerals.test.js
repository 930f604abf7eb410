// The browser writes numbers as Python does: both are held to the same cases.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fixed, number, whole } from "../../layers/static/common/numerals.js";
import { moneyIn } from "../../layers/static/common/words.js";

const cases = JSON.parse(readFileSync(new URL("../cases/numerals.json", import.meta.url), "utf8"));

for (const [value, decimals, written] of cases.number) {
  test(`${value} with at most ${decimals} decimals is ${written}`, () => {
    assert.equal(number(value, decimals), written);
  });
}

for (const [value, decimals, written] of cases.fixed) {
  test(`${value} with ${decimals} decimals is ${written}`, () => {
    assert.equal(fixed(value, decimals), written);
  });
}

for (const [value, written] of cases.whole) {
  test(`${value} without decimals and separators is ${written}`, () => {
    assert.equal(whole(value), written);
  });
}

for (const [lang, yi, written] of cases.money) {
  test(`${yi} 亿元 in ${lang} are ${written}`, () => {
    assert.equal(moneyIn(lang, yi), written);
  });
}
