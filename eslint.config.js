import js from "@eslint/js";
import jsdoc from "eslint-plugin-jsdoc";
import globals from "globals";

const functions = { max: 45, skipBlankLines: true, skipComments: true };

const ROOMS = [["common"], ["engine"], ["map"], ["cells", "ground", "tools"], ["mount", "page", "standalone"]];
const oneWay = ROOMS.flatMap((floor, at) => floor.map((room) => importing(room, ROOMS.slice(at))));

/** A module imports from its own room and from those below it, never from beside or above. */
function importing(room, floors) {
  const others = floors.flat().filter((other) => other !== room);
  const group = others.map((other) => `../${other}/*`);
  const patterns = [{ group, message: `${room}/ lies below these rooms, or beside them.` }];
  return {
    files: [`layers/static/${room}/*.js`],
    rules: { "no-restricted-imports": ["error", { patterns }] },
  };
}

export default [
  js.configs.recommended,
  {
    files: ["layers/static/**/*.js", "tests/node/**/*.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module" },
    plugins: { jsdoc },
    rules: {
      "prefer-const": "error",
      eqeqeq: "error",
      "no-var": "error",
      complexity: ["error", 10],
      "max-depth": ["error", 3],
      "max-lines": ["error", 350],
      "max-lines-per-function": ["error", functions],
      "no-shadow": "error",
      "jsdoc/check-param-names": "error",
      "jsdoc/check-tag-names": ["error", { typed: false }],
      "jsdoc/no-undefined-types": "off", // TypeScript knows them
    },
  },
  {
    files: ["layers/static/**/*.js"],
    languageOptions: { globals: globals.browser },
    rules: {
      "jsdoc/require-jsdoc": [
        "error",
        { publicOnly: true, require: { ClassDeclaration: false, MethodDefinition: true } },
      ],
    },
  },
  ...oneWay,
  { files: ["layers/static/contract.js"], rules: { "max-lines": "off" } },
  { files: ["tests/node/**/*.js"], languageOptions: { globals: globals.node } },
];
