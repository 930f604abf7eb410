// Words, dates, details and the world's unit square.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf } from "../../layers/static/common/fetching.js";
import { bytesOf } from "../../layers/static/common/packed.js";
import { dateIn, wordsIn } from "../../layers/static/common/words.js";
import { Details } from "../../layers/static/engine/details.js";
import { latAt, lngAt, worldX, worldY } from "../../layers/static/engine/mercator.js";
import { bubbleRadius } from "../../layers/static/engine/radius.js";

const CATALOGUE = {
  en: {
    words: {
      date: { year: "{year}", month: "{month_name} {year}", day: "{day} {month_name} {year}" },
      panel: { undated: "no date", said: "{one} and {one} of {other}" },
    },
  },
};

test("a path of the server is found from where our scripts lie, with its query", () => {
  const { pathname } = new URL("../../twozones/find", import.meta.url);
  assert.equal(addressOf("/twozones/find"), pathname);
  assert.equal(addressOf("/twozones/find?q=a/../b&n=1"), `${pathname}?q=a/../b&n=1`);
});

test("facts are filled in wherever they stand, and are text", () => {
  const words = wordsIn(CATALOGUE, "en");
  const facts = { one: "<b>$&</b>", other: 2 };
  assert.equal(words("panel.said", facts), "<b>$&</b> and <b>$&</b> of 2");
});

test("a date is written as precisely as it is given", () => {
  const words = wordsIn(CATALOGUE, "en");
  const written = ["2021", "2021-02", "2021-02-03", "", null].map((date) => dateIn(words, date));
  assert.deepEqual(written, ["2021", "Feb 2021", "3 Feb 2021", "no date", "no date"]);
});

test("a page of details is fetched once, and rows come in the order asked", async () => {
  const fetched = [];
  const details = new Details({ prefix: "at/details-", rows: 2 }, async (url) => {
    fetched.push(url);
    const first = 2 * Number(url.match(/\d+/)[0]);
    return { id: [first, first + 1], name: ["even", "odd"] };
  });
  const rows = await details.of([3, 0, 2]);
  assert.deepEqual(rows, [
    { id: 3, name: "odd" },
    { id: 0, name: "even" },
    { id: 2, name: "even" },
  ]);
  await details.of([1]);
  assert.deepEqual(fetched, ["at/details-1.json", "at/details-0.json"]);
});

test("a page of details that did not come is fetched when it is asked for again", async () => {
  let up = false;
  const details = new Details({ prefix: "at/details-", rows: 2 }, async () => {
    if (!up) throw new Error("at/details-0.json: 500");
    return { id: [0, 1] };
  });
  await assert.rejects(details.of([1]), { message: "at/details-0.json: 500" });
  up = true;
  assert.deepEqual(await details.of([1]), [{ id: 1 }]);
});

test("degrees go to the world's unit square and back", () => {
  assert.deepEqual([worldX(-180), worldX(0), worldY(0)], [0, 0.5, 0.5]);
  assert.ok(worldY(85.0511287798) < 1e-9); // where the web map ends
  for (const [lng, lat] of [
    [116.3975, 39.9087],
    [-70, -33],
  ]) {
    assert.ok(Math.abs(lngAt(worldX(lng)) - lng) < 1e-12);
    assert.ok(Math.abs(latAt(worldY(lat)) - lat) < 1e-12);
  }
});

test("a bubble grows with what it counts, between two bounds", () => {
  const radii = [1, 5, 30, 60, 1e6].map(bubbleRadius);
  assert.deepEqual(
    [...radii].sort((a, b) => a - b),
    radii,
  );
  assert.deepEqual([radii[0], radii[4]], [11, 30]);
});

test("bytes come out of base64 as they went in", () => {
  assert.deepEqual([...bytesOf("AP+A")], [0, 255, 128]);
});
