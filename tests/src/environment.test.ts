import { required } from "../../src/environment.ts";
import { MissingConfiguration } from "../../src/errors.ts";

afterEach(() => {
  delete process.env.SOME_TABLE;
});

it("gives what the environment says", () => {
  process.env.SOME_TABLE = "table";
  expect(required("SOME_TABLE")).toBe("table");
});

it.each([undefined, ""])("names the variable that is %p", (value) => {
  if (value !== undefined) process.env.SOME_TABLE = value;
  expect(() => required("SOME_TABLE")).toThrow(MissingConfiguration);
  expect(() => required("SOME_TABLE")).toThrow(/SOME_TABLE/);
});
