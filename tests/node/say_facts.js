// Says the facts of the records on its standard input, for a test in Python to compare.
import { readFileSync } from "node:fs";
import { factsOf, voiceIn } from "../../layers/static/common/facts.js";

const { catalogue, lang, where, records } = JSON.parse(readFileSync(0, "utf8"));
const voice = voiceIn(catalogue, lang);
process.stdout.write(JSON.stringify(records.map((record) => factsOf(record, where, voice))));
