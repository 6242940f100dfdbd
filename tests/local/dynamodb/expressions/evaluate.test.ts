/** Conditions against items, by the developer guide's tables of operators and functions. */
import parser from "dynalite/db/conditionParser.js";
import database from "dynalite/db/index.js";
import fc from "fast-check";
import { type AttributeValue, equal, order } from "../../../../local/services/dynamodb/expressions/attribute-value.ts";
import { holds } from "../../../../local/services/dynamodb/expressions/evaluate.ts";

const item = {
  text: { S: "häuser" },
  empty: { S: "" },
  number: { N: "10" },
  huge: { N: "12345678901234567890123456789012345678" },
  bytes: { B: Buffer.from([200, 1, 2]).toString("base64") },
  yes: { BOOL: true },
  nothing: { NULL: true },
  words: { SS: ["a", "b"] },
  numbers: { NS: ["1", "2"] },
  list: { L: [{ S: "x" }, { M: { deep: { N: "1" } } }, { L: [] }] },
  map: { M: { one: { N: "1" }, set: { SS: ["a", "b"] } } },
};
const values: Record<string, AttributeValue> = {
  ":text": { S: "häuser" },
  ":start": { S: "hä" },
  ":ten": { N: "1.0e1" },
  ":nine": { N: "9" },
  ":eleven": { N: "11" },
  ":six": { N: "6" },
  ":zero": { N: "0" },
  ":three": { N: "3" },
  ":two": { N: "2" },
  ":more": { N: "12345678901234567890123456789012345679" },
  ":bytes": { B: Buffer.from([200]).toString("base64") },
  ":other": { B: Buffer.from([201]).toString("base64") },
  ":yes": { BOOL: true },
  ":null": { NULL: true },
  ":words": { SS: ["b", "a"] },
  ":fewer": { SS: ["b"] },
  ":b": { S: "b" },
  ":map": { M: { set: { SS: ["b", "a"] }, one: { N: "1.0" } } },
  ":list": { L: [{ S: "x" }, { M: { deep: { N: "1" } } }, { L: [] }] },
  ":turned": { L: [{ M: { deep: { N: "1" } } }, { S: "x" }, { L: [] }] },
  ":deep": { M: { deep: { N: "1" } } },
  ":S": { S: "S" },
  ":M": { S: "M" },
};

function evaluates(text: string): boolean {
  const unusedAttrVals = Object.fromEntries(Object.keys(values).map((name) => [name, true]));
  const context = {
    attrNames: {},
    attrVals: values,
    unusedAttrNames: {},
    unusedAttrVals,
    isReserved: () => false,
    compare: database.compare,
  };
  const parsed = parser.parse(text, { context });
  if (typeof parsed === "string") throw new Error(parsed);
  return holds(parsed.expression, item);
}

it.each([
  "text = :text",
  "number = :ten AND number > :nine AND number >= :ten AND number < :eleven AND number <= :ten AND number <> :nine",
  "huge < :more",
  "NOT text = :ten",
  "text <> :ten",
  "words = :words AND words <> :fewer",
  "map = :map",
  "list = :list AND list <> :turned",
  "yes = :yes AND nothing = :null",
  "number BETWEEN :nine AND :eleven",
  "number IN (:nine, :ten) AND map IN (:map, :ten)",
  "begins_with(text, :start) AND NOT begins_with(text, :b)",
  "begins_with(bytes, :bytes) AND NOT begins_with(bytes, :other)",
  "contains(text, :start) AND contains(words, :b) AND contains(numbers, :two) AND contains(bytes, :bytes)",
  "contains(list, :deep) AND NOT contains(list, :b) AND NOT contains(number, :ten)",
  "size(text) = :six AND size(empty) = :zero AND size(bytes) = :three AND size(list) = :three AND size(map) = :two AND size(words) = :two",
  "attribute_type(text, :S) AND attribute_type(map, :M) AND NOT attribute_type(text, :M)",
  "attribute_exists(map.one) AND attribute_exists(list[1].deep) AND attribute_exists(empty) AND attribute_exists(nothing)",
  "attribute_not_exists(map.two) AND attribute_not_exists(list[3]) AND attribute_not_exists(text.a) AND attribute_not_exists(map[0])",
  "attribute_not_exists(map.constructor)",
  "list[1].deep = map.one",
  "lost <> :ten AND lost <> text",
  "NOT (lost = gone OR lost = :ten OR lost < gone OR lost > :ten OR lost BETWEEN :nine AND :ten OR :ten BETWEEN lost AND gone)",
  "NOT (lost IN (gone, :ten) OR contains(lost, gone) OR begins_with(lost, gone) OR size(lost) = size(gone) OR size(number) > :zero)",
  "NOT (yes < :text OR words < :words OR map >= :map)",
])("%s", (text) => {
  expect(evaluates(text)).toBe(true);
  expect(evaluates(`NOT (${text})`)).toBe(false);
});

const number = fc.tuple(fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }), fc.integer({ min: -100, max: 80 }));
const leaf = fc.oneof(
  fc.string().map((S) => ({ S })),
  number.map(([digits, exponent]) => ({ N: `${digits}e${exponent}` })),
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 4 }).map((SS) => ({ SS })),
);
const { value } = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }).map((L) => ({ L })),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 3 }).map((M) => ({ M })),
  ),
}));

/** The same value, written in another way. */
function rewritten(given: AttributeValue): AttributeValue {
  const [[type, of] = ["", undefined]] = Object.entries(given);
  if (type === "N") return { N: String(of).replace(/e(.+)$/, (_, exponent) => `0e${Number(exponent) - 1}`) };
  if (type === "SS") return { SS: (of as string[]).toReversed() };
  if (type === "L") return { L: (of as AttributeValue[]).map(rewritten) };
  if (type !== "M") return structuredClone(given);
  const entries = Object.entries(of as Record<string, AttributeValue>).toReversed();
  return { M: Object.fromEntries(entries.map(([name, inner]) => [name, rewritten(inner)])) };
}

it("takes every value for the same as itself written in another way, and only for that", () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(equal(a, rewritten(a))).toBe(true);
      expect(equal(rewritten(b), a)).toBe(equal(a, b));
      expect(equal({ L: [a] }, { L: [a, b] })).toBe(false);
    }),
  );
});

it("orders numbers that no JavaScript number holds", () => {
  fc.assert(
    fc.property(number, number, ([a, e], [b, f]) => {
      const [left, right] = [a * 10n ** BigInt(e + 100), b * 10n ** BigInt(f + 100)];
      const expected = left < right ? -1 : left > right ? 1 : 0;
      expect(order({ N: `${a}e${e}` }, { N: `${b}e${f}` })).toBe(expected);
    }),
  );
});
