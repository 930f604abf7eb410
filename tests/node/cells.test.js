// A cube of cells: every row that passes is counted once, whatever the size of the cells drawn.
import assert from "node:assert/strict";
import { test } from "node:test";
import { float64, int16, int32, int8, tableFromArrays, tableToIPC } from "@uwdata/flechette";
import { Cube } from "../../layers/static/cells/cube.js";
import { classOf, densities, drawCells, slotAt } from "../../layers/static/cells/paint.js";
import { linesOf } from "../../layers/static/cells/say.js";
import { METADATA } from "../../layers/static/contract.js";

const GRID = { west: 116, south: 39, width: 0.01, height: 0.01, columns: 10, rows: 6 };
const ABOUT = {
  grid: GRID,
  cell_m: 500,
  factors: [1, 2, 4],
  filters: ["sector", "status"],
  options: { sector: ["digital", "finance", "unstated"] },
  periods: [
    ["2020", 18262, 18627],
    ["2021-02", 18659, 18686],
  ],
  bounds: { density: [0, 20, 60] },
  about: { zh: "来源", en: "source" },
};
const TYPES = { sector: int8(), period: int8(), rows: int16(), stated: int16(), wan: float64() };
/** Two rows in no cell, two cells beside each other, one beyond the next cell of any size. */
const COLUMNS = {
  sector: [1, 0, 0, 1, 0, 2],
  period: [0, -1, 0, 1, 1, 1],
  rows: [7, 1, 10, 20, 5, 30],
  stated: [0, 1, 4, 20, 0, 3],
  wan: [0, 9, 2 ** 40, 1, 0, 8],
  cell: [-1, -1, 0, 0, 1, 59],
};

/** A cube of some of the columns. */
function cubeOf({ ...columns } = COLUMNS) {
  const table = tableFromArrays(columns, { types: { ...TYPES, cell: int32() } });
  table.schema.metadata = new Map([[METADATA, JSON.stringify(ABOUT)]]);
  return new Cube(tableToIPC(table, { format: "stream" }));
}

const sum = (numbers) => numbers.reduce((whole, one) => whole + one, 0);

for (const [name, filter, rows] of [
  ["nothing", {}, 73],
  ["a sector", { sector: [0] }, 16],
  ["several", { sector: [1, 2] }, 57],
  ["a period that touches a year known no closer", { to: 18300 }, 17],
  ["a period in a month", { from: 18660, to: 18661 }, 55],
  ["both", { sector: [0], from: 18660 }, 5],
  ["what it does not have", { status: [1], q: "x" }, 73],
]) {
  test(`filtered by ${name}, each row is in the totals once, and in a cell or off the grid`, async () => {
    const cube = cubeOf();
    await cube.filter(filter);
    const totals = cube.totals();
    assert.equal(totals.rows, rows);
    for (const factor of ABOUT.factors) {
      const sums = cube.sums(cube.level(factor));
      assert.equal(sum([...sums.rows]) + totals.offGrid, rows);
    }
  });
}

test("amounts are exact beyond 32 bits", async () => {
  const cube = cubeOf();
  assert.deepEqual(cube.totals(), { rows: 73, stated: 28, wan: 2 ** 40 + 18, offGrid: 8 });
});

test("coarser cells have the sums of the finer ones that lie in them", () => {
  const cube = cubeOf();
  const at = (factor) => {
    const { east, north } = cube.level(factor);
    const { rows } = cube.sums(cube.level(factor));
    return [...rows].map((count, slot) => [east[slot], north[slot], count]);
  };
  const [fine, coarse] = [at(1), at(2)];
  assert.deepEqual(fine, [
    [0, 0, 30],
    [1, 0, 5],
    [9, 5, 30],
  ]);
  assert.deepEqual(coarse, [
    [0, 0, 35],
    [4, 2, 30],
  ]);
});

test("it names the filters that it cannot answer", () => {
  const { period, ...undated } = COLUMNS;
  assert.equal(period.length, 6);
  const filter = { sector: [1], status: [0], factor: [2], from: 1, q: "x", shape: "circle" };
  assert.deepEqual(cubeOf().leftOut(filter), ["status", "q", "shape"]);
  assert.deepEqual(cubeOf(undated).leftOut(filter), ["status", "period", "q", "shape"]);
  assert.deepEqual(cubeOf().leftOut({ sector: [1], to: 2 }), []);
});

test("a cube without periods passes any", async () => {
  const { sector, rows, stated, wan, cell } = COLUMNS;
  const cube = cubeOf({ sector, rows, stated, wan, cell });
  await cube.filter({ from: 1, to: 2 });
  assert.equal(cube.totals().rows, 73);
});

test("a cell tells its sums, its sectors and its years", async () => {
  const cube = cubeOf();
  await cube.filter({ from: 18300 });
  const level = cube.level(2);
  const found = cube.within(level, slotAt(level, GRID, [116.005, 39.005]));
  assert.deepEqual(found.sums, { rows: 35, stated: 24, wan: 2 ** 40 + 1 });
  assert.deepEqual(
    [...found.sectors],
    [
      ["digital", 15],
      ["finance", 20],
    ],
  );
  assert.deepEqual(
    [...found.years],
    [
      ["2020", 10],
      ["2021", 25],
    ],
  );
});

test("a point lies in the cell that holds it, and beyond the grid in none", () => {
  const level = cubeOf().level(1);
  assert.equal(slotAt(level, GRID, [116.0101, 39.0001]), 1);
  assert.equal(slotAt(level, GRID, [116.0999, 39.0599]), 2);
  for (const beyond of [
    [115.999, 39.005],
    [116.005, 38.99],
    [117, 39.005],
    [116.035, 39.005],
  ])
    assert.equal(slotAt(level, GRID, beyond), undefined);
});

test("a class begins at its bound, and nothing is in none", () => {
  assert.deepEqual(
    [0, 0.1, 19.9, 20, 60, 1e9].map((one) => classOf(one, [0, 20, 60])),
    [-1, 0, 0, 1, 2, 2],
  );
  assert.deepEqual([...densities(Float64Array.of(10), 500)], [40]);
});

test("the cells in a view are drawn in their colours, beside each other without a seam", () => {
  const drawn = [];
  const context = { fillRect: (...box) => drawn.push([context.fillStyle, ...box]) };
  const cube = cubeOf();
  const level = cube.level(1);
  const scale = 2 ** 22;
  const view = { scale, left: (116 / 360 + 0.5) * scale, top: 0, width: 400, height: scale };
  const values = densities(cube.sums(level).rows, 500);
  const colours = ["pale", "middle", "deep"];
  const { density: bounds } = ABOUT.bounds;
  drawCells(context, view, { level, grid: GRID, values, bounds, colours, move: (point) => point });
  assert.deepEqual(
    drawn.map(([colour]) => colour),
    ["deep", "middle"],
  ); // the third lies beyond
  const [[, left, , width], [, next]] = drawn;
  assert.equal(left, 0);
  assert.equal(left + width, next);
});

test("a cell that the datum of the map moves into the view is drawn, one far from it is not", () => {
  const drawn = [];
  const context = { fillRect: (...box) => drawn.push(box) };
  const level = cubeOf().level(1);
  const scale = 2 ** 22;
  const view = { scale, left: (116.006 / 360 + 0.5) * scale, top: 0, width: 40, height: scale };
  const moved = [];
  const move = ([lon, lat]) => {
    moved.push(lon);
    return [lon + 0.0125, lat];
  };
  const values = new Float64Array(level.east.length).fill(1);
  const shown = { level, grid: GRID, values, bounds: [0], colours: ["pale"], move };
  drawCells(context, { ...view, left: view.left + 50 }, shown); // from some 116.0103
  assert.equal(drawn.length, 1);
  assert.ok(Math.max(...moved) < 116.05); // the cell at 116.09 was not looked at
});

test("what is said beside the legend has totals, what is left out, size, day and file", async () => {
  const cube = cubeOf();
  const words = (name, facts = {}) => `${name} ${Object.values(facts).join(" ")}`.trim();
  const filter = { q: "x", to: 18300 };
  await cube.filter(filter);
  const found = { totals: cube.totals(), place: null, side: 1000 };
  assert.deepEqual(linesOf(cube, filter, found, { lang: "en", words }), [
    "cells.total 17 cells.amounts 4 cells.amount 10,995,116,277.76cells.left_out cells.q",
    "cells.off_grid 7",
    "cells.whole_periods",
    "cells.side 1,000",
    "source",
  ]);
});

test("where no row states an amount it is said, and no sum of nothing", async () => {
  const cube = cubeOf({ ...COLUMNS, stated: [0, 0, 0, 0, 0, 0] });
  const words = (name, facts = {}) => `${name} ${Object.values(facts).join(" ")}`.trim();
  const said = (totals) =>
    linesOf(cube, {}, { totals, place: null, side: 500 }, { lang: "en", words })[0];
  assert.equal(said(cube.totals()), "cells.total 73 cells.no_amounts");
  await cube.filter({ sector: [] });
  assert.equal(said(cube.totals()), "cells.total 0");
});

test("a district in focus has totals of its own, other places have none", async () => {
  const cube = cubeOf();
  cube.about.options.district = ["110101", "110105"];
  cube.columns.district = Int8Array.of(-1, 1, 1, 0, 1, -1);
  await cube.filter({ sector: [0] });
  assert.deepEqual(cube.totalsIn("district:110105"), {
    rows: 16,
    stated: 5,
    wan: 2 ** 40 + 9,
    offGrid: 1,
  });
  assert.equal(cube.totalsIn("district:110101").rows, 0);
  for (const focus of ["city", "place:cbd", "cluster:etown", "district:1"])
    assert.equal(cube.totalsIn(focus), null);
});
