import * as errors from "../../src/errors.ts";

// Step Functions matches on the name, which a bundler's renaming of classes must not change.
it.each(Object.entries(errors))("%s carries its own name, and its cause", (name, Type) => {
  const error = new (Type as new (message: string, options?: ErrorOptions) => Error)("why");
  expect(error).toBeInstanceOf(Error);
  expect(error.name).toBe(name);
  expect(Object.hasOwn(error, "name")).toBe(true);
  expect(error.message).toContain("why");
});
