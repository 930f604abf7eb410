// What the search box lists, and what Enter takes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SPELLING_START as START } from "../../layers/static/contract.js";
import { groupsOf, topOf } from "../../layers/static/page/matches.js";

/** @type {(key: string, kind: string, ...typed: string[]) => string[]} */
const row = (key, kind, ...typed) => [
  key,
  kind,
  typed[0],
  typed[0],
  typed.map((one) => START + one).join(""),
];
const INDEX = [
  row("cluster:chaoyang", "cluster.near", "朝阳组团", "chaoyang"),
  row("place:cbd", "place.near", "北京cbd", "国贸"),
  row("place:far", "place", "空港"),
  row("project:1", "project.finance", "国贸银行"),
  row("project:2", "project.finance", "国贸"),
  row("policy:1", "policy.landed", "金融开放"),
];
const BRIDGE = { key: "spot:1,2", name: "国贸桥", about: "", near: "circle:1,2,3" };
const CONDITIONS = { key: "conditions:金融", name: "金融", about: "" };
const TEXT = { key: "text:金融", name: "", about: "" };
/** @type {(typed: string, understood?: object | null) => ReturnType<typeof groupsOf>} */
const listed = (typed, understood = null) =>
  groupsOf(
    INDEX,
    typed,
    understood && { places: [], conditions: [TEXT], leads: false, ...understood },
    "zh",
    (name) => name,
  );

test("places come first, then projects, policies and conditions", () => {
  const groups = listed("国贸", { places: [BRIDGE] });
  assert.deepEqual(
    groups.map(({ name, rows }) => [name, ...rows.map(({ key }) => key)]),
    [
      ["places", "place:cbd", "spot:1,2"],
      ["projects", "project:2", "project:1"],
      ["conditions", "text:金融"],
    ],
  );
  assert.equal(topOf(groups)?.key, "place:cbd");
});

test("of two places that hold the text ours goes first, one that begins with it before both", () => {
  const [mall, cbd] = ["万达广场CBD店", "CBD大厦"].map((name) => ({ ...BRIDGE, name }));
  assert.equal(listed("cbd", { places: [mall] })[0].rows[0].key, "place:cbd");
  assert.equal(listed("cbd", { places: [cbd, mall] })[0].rows[0].key, "spot:1,2");
});

test("a word of a name counts as its beginning", () => {
  const policy = row("policy:2", "policy.landed", "cbd plan");
  const place = row("place:cbd", "place.near", "beijing cbd");
  const groups = groupsOf([policy, place], "CBD", null, "zh", (name) => name);
  assert.equal(topOf(groups)?.key, "place:cbd");
});

test("a project of the very name goes before a place that only begins so", () => {
  assert.equal(topOf(listed("国贸银行", { places: [BRIDGE] }))?.key, "project:1");
});

test("conditions lead where the server says so, and else any name goes before them", () => {
  const conditions = [CONDITIONS, TEXT];
  assert.equal(topOf(listed("金融", { conditions, leads: true }))?.key, "conditions:金融");
  assert.equal(topOf(listed("金融", { conditions }))?.key, "policy:1");
  assert.equal(topOf(listed("无此名", {}))?.key, "text:金融");
  assert.equal(topOf(listed("无此名")), undefined);
});

test("what lies around is asked of places that lie somewhere", () => {
  assert.equal(listed("朝阳组团")[0].rows[0].near, "near:cluster:chaoyang,3");
  assert.equal(listed("空港")[0].rows[0].near, undefined);
});
