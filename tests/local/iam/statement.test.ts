/** Whatever a policy says that is not evaluated stops the boot by name. */
import { type PolicyKind, readPolicy } from "../../../local/iam/statement.ts";

const variable = ["$", "{aws:username}"].join("");
const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const problemsOf = (statement: object, kind: PolicyKind = "identity"): readonly string[] => {
  try {
    readPolicy({ Statement: [statement] }, kind, "Role");
    return [];
  } catch (error) {
    expect(error).toMatchObject({ name: "UnsupportedTemplate" });
    return (error as { problems: readonly string[] }).problems;
  }
};

it.each<[string, object, PolicyKind, string]>([
  ["NotAction", { ...allow, NotAction: "s3:*" }, "identity", "Role: Statement[0]: NotAction is not evaluated"],
  ["NotResource", { ...allow, NotResource: "x" }, "identity", "Role: Statement[0]: NotResource is not evaluated"],
  ["NotPrincipal", { ...allow, NotPrincipal: "*" }, "resource", "Role: Statement[0]: NotPrincipal is not evaluated"],
  [
    "another operator",
    { ...allow, Condition: { StringNotEquals: { "aws:SourceArn": "x" } } },
    "identity",
    "Role: Statement[0]: the condition StringNotEquals on aws:SourceArn is not evaluated",
  ],
  [
    "another key",
    { ...allow, Condition: { StringEquals: { "s3:prefix": "x" } } },
    "identity",
    "Role: Statement[0]: the condition StringEquals on s3:prefix is not evaluated",
  ],
  [
    "Bool on a text",
    { ...allow, Condition: { Bool: { "aws:SourceArn": "true" } } },
    "identity",
    "Role: Statement[0]: the condition Bool on aws:SourceArn is not evaluated",
  ],
  [
    "an operator that every object has",
    { ...allow, Condition: { toString: { "aws:SourceArn": "x" } } },
    "identity",
    "Role: Statement[0]: the condition toString on aws:SourceArn is not evaluated",
  ],
  [
    "a policy variable",
    { ...allow, Resource: `arn:aws:s3:::b/${variable}/*` },
    "identity",
    `Role: Statement[0]: the policy variable in Resource 'arn:aws:s3:::b/${variable}/*' is not evaluated`,
  ],
  [
    "a user",
    { ...allow, Principal: { AWS: "arn:aws:iam::123456789012:user/u" } },
    "resource",
    "Role: Statement[0]: the Principal 'arn:aws:iam::123456789012:user/u' is not evaluated",
  ],
  [
    "a Principal of a role's own policy",
    { ...allow, Principal: "*" },
    "identity",
    "Role: Statement[0]: a role's policy has no Principal",
  ],
  ["no Principal on a thing", allow, "resource", "Role: Statement[0]: Principal is missing"],
  ["no Resource", { Effect: "Allow", Action: "s3:*" }, "identity", "Role: Statement[0]: Resource is missing"],
  ["a Resource of a trust policy", { ...allow, Principal: "*" }, "trust", "Role: Statement[0]: a trust policy has no Resource"],
])("refuses %s", (_, statement, kind, problem) => {
  expect(problemsOf(statement, kind)).toEqual([problem]);
});

it.each([
  ["no Effect", { Action: "s3:*", Resource: "*" }, "Effect"],
  ["an Effect in small letters", { ...allow, Effect: "allow" }, "Effect"],
  ["no Action", { Effect: "Allow", Resource: "*" }, "Action"],
  ["a Federated principal", { ...allow, Principal: { Federated: "x" } }, "Principal.Federated"],
])("refuses %s", (_, statement, named) => {
  expect(problemsOf(statement, "resource").join()).toContain(named);
});

it("names every problem of a document at once", () => {
  const read = () =>
    readPolicy(
      { Statement: [{ ...allow, NotAction: "x" }, allow, { ...allow, Condition: { Null: { "aws:TokenIssueTime": "true" } } }] },
      "identity",
      "R",
    );
  expect(read).toThrow(
    expect.objectContaining({
      problems: [
        "R: Statement[0]: NotAction is not evaluated",
        "R: Statement[2]: the condition Null on aws:TokenIssueTime is not evaluated",
      ],
    }),
  );
});

it("reads the statement that a bucket for deployments carries", () => {
  const statement = {
    Action: "s3:*",
    Effect: "Deny",
    Principal: "*",
    Resource: ["arn:aws:s3:::deployments/*", "arn:aws:s3:::deployments"],
    Condition: { Bool: { "aws:SecureTransport": false } },
  };
  expect(problemsOf(statement, "resource")).toEqual([]);
});

it("refuses a document that is none", () => {
  expect(() => readPolicy({ Version: "2020-01-01", Statement: [] }, "identity", "R")).toThrow(/R: Version/);
});
