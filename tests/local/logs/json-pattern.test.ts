import fc from "fast-check";
import { compileFilterPattern } from "../../../local/services/logs/filter/filter-pattern.ts";

const event = {
  level: "error",
  status: 503,
  took: 10.5,
  ok: false,
  cause: null,
  user: { name: 'Ada "L"', roles: ["owner", "editor"], "a.b": 1 },
  "with-dash": "x",
};
const matches = (pattern: string, message: unknown = event) => compileFilterPattern(pattern)(JSON.stringify(message));

test.each([
  '{ $.level = "error" }',
  "{ $.level = error }",
  '{$.level="err*"}',
  "{ $.level = *rr* }",
  '{ $.level != "warn" }',
  "{ $.status = 503 }",
  "{ $.status = 5.03e2 }",
  "{ $.status = 5* }",
  "{ $.status >= 503 && $.status < 504 }",
  "{ $.took > 10 }",
  "{ $.ok IS FALSE }",
  "{ $.cause IS NULL }",
  "{ $.absent NOT EXISTS }",
  "{ $.user.roles[1] = editor }",
  '{ $.user.name = "Ada \\"L\\"" }',
  "{ $.user.['a.b'] = 1 }",
  "{ $['with-dash'] = x }",
  "{ ($.status = 1 || $.status = 503) && ($.level = error) }",
  "{ $.status = 503 || $.status = 1 && $.level = warn }",
])("%s matches", (pattern) => expect(matches(pattern)).toBe(true));

test.each([
  '{ $.level = "err" }',
  '{ $.level = "ERROR" }',
  '{ $.status = "503" }',
  "{ $.status != 503 }",
  "{ $.absent != 1 }",
  "{ $.absent = null }",
  "{ $.absent IS NULL }",
  "{ $.cause NOT EXISTS }",
  "{ $.level > 1 }",
  "{ $.ok IS TRUE }",
  "{ $.user.roles[2] = * }",
  "{ $.constructor = * }",
  "{ ($.status = 503 || $.status = 1) && $.level = warn }",
])("%s does not", (pattern) => expect(matches(pattern)).toBe(false));

test("a message that is not a JSON object matches none", () => {
  for (const message of ["plain", '"text"', "503", "null", `2026-11-23\tINFO\t${JSON.stringify(event)}`])
    expect(compileFilterPattern("{ $.level NOT EXISTS }")(message)).toBe(false);
});

test("any text equals itself when quoted, and no pattern breaks the reader", () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.includes("*")),
      (text) => {
        const quoted = text.replaceAll(/[\\"]/g, "\\$&");
        expect(matches(`{ $.text = "${quoted}" }`, { text })).toBe(true);
      },
    ),
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."{}()$.a[0]'=!<>&|*1 \"%IS") }), (text) => {
      try {
        compileFilterPattern(`{${text}`)("{}");
      } catch (error) {
        expect(error).toMatchObject({ code: "InvalidParameterException" });
      }
    }),
  );
});
