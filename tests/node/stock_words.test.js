// Streamlit's own words, said in ours.
import assert from "node:assert/strict";
import { test } from "node:test";
import { said } from "../../layers/static/page/stock_words.js";

const SENTENCES = {
  Open: "展开",
  "Help for {name}": "{name}：说明",
  "{name} options available.": "{name} 个可选项",
  Upload: "浏览文件",
  "Upload {name}": "上传：{name}",
};

test("a sentence of Streamlit is said in ours", () => {
  assert.equal(said("Open", SENTENCES), "展开");
  assert.equal(said("Upload", SENTENCES), "浏览文件");
});

test("what it names stays as it is, whatever it is called", () => {
  assert.equal(said("Help for 行业", SENTENCES), "行业：说明");
  assert.equal(said("Help for $& {name}", SENTENCES), "$& {name}：说明");
  assert.equal(said("0 options available.", SENTENCES), "0 个可选项");
  assert.equal(said("Upload 名单.csv", SENTENCES), "上传：名单.csv");
});

test("what Streamlit did not write stays", () => {
  for (const ours of ["展开", "Opening", "open", "constructor", "", "Help"]) {
    assert.equal(said(ours, SENTENCES), ours);
  }
  assert.equal(said("Open", {}), "Open");
});
