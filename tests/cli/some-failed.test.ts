import { NotFound, UserError } from "../../cli/errors.ts";
import { someFailed } from "../../cli/some-failed.ts";

const because = (code: string): Error => new Error("It can't be read.", { cause: Object.assign(new Error(code), { code }) });

test.each([
  [3, "none of them is there", [new NotFound("gone"), because("ENOENT")]],
  [1, "the other went well", [new NotFound("gone")]],
  [1, "one of them is there", [new NotFound("gone"), new UserError("refused")]],
  [1, "one may not be read", [new NotFound("gone"), because("EACCES")]],
  [1, "something is thrown that is no error", ["ENOENT", "ENOENT"]],
])("the status is %i when %s", (status, _, errors) => {
  expect(someFailed(errors, 2, "Some failed.")).toMatchObject({ status, message: "Some failed." });
});
