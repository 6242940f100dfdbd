import fc from "fast-check";
import { readQueryInput } from "../../../local/gateway/protocols/query-input.ts";

const read = (text: string) => readQueryInput(new URLSearchParams(text));

it.each([
  ["nothing", "", {}],
  ["scalars as text", "Name=a&Count=1&Flag=true", { Name: "a", Count: "1", Flag: "true" }],
  ["structures", "Tag.Key=k&Tag.Value=v", { Tag: { Key: "k", Value: "v" } }],
  ["lists in the order of their numbers", "L.member.10=c&L.member.2=b&L.member.1=a", { L: ["a", "b", "c"] }],
  ["lists of structures", "T.member.1.Key=k&T.member.2.Key=l", { T: [{ Key: "k" }, { Key: "l" }] }],
  ["maps", "A.entry.1.key=k&A.entry.1.value=v", { A: { k: "v" } }],
  ["maps of Name and Value", "A.entry.1.Name=n&A.entry.1.Value.Type=t", { A: { n: { Type: "t" } } }],
  ["a structure that has a field called member", "S.member=x&S.other=y", { S: { member: "x", other: "y" } }],
])("reads %s", (_, text, input) => {
  expect(read(text)).toEqual(input);
});

it.each([
  ["a parameter given twice", "a=1&a=2"],
  ["a parameter that is both scalar and structure", "a=1&a.b=2"],
  ["an index that is no number", "a.member.x=1"],
  ["an index of nought", "a.member.0=1"],
  ["an entry without a key", "a.entry.1.value=v"],
  ["a nesting without end", `${"a.".repeat(30)}b=1`],
  ["parameters without end", Array.from({ length: 3000 }, (_, index) => `a${index}=1`).join("&")],
])("refuses %s", (_, text) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: "MalformedQueryString" }));
});

it("reaches no object but the input, whatever is sent", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.stringMatching(
            /^(__proto__|constructor|a|member|entry|1|key|value)(\.(__proto__|constructor|b|1|key|value|member|entry)){0,4}$/,
          ),
          fc.string(),
        ),
      ),
      (pairs) => {
        try {
          readQueryInput(new URLSearchParams(pairs));
        } catch (error) {
          expect(error).toMatchObject({ code: "MalformedQueryString" });
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      },
    ),
  );
});
