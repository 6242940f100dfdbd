/** What is noted of the statements that decided something. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createIam, type LocalIam } from "../../../local/iam/iam.ts";

const accountId = "123456789012";
const arn = `arn:aws:iam::${accountId}:role/reader`;
const reader = { kind: "role", roleArn: arn, sessionName: "fn" } as const;
const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "iam-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(statements: readonly object[], recordUses = true): LocalIam {
  const operator = { accessKeyId: "local", secretAccessKey: "local" };
  const iam = createIam({ accountId, folder, operator, now: Date.now, recordUses });
  iam.putRole({ roleName: "reader", arn, trustPolicy: { Statement: [trust] }, policies: [{ Statement: statements }] });
  return iam;
}
/** `Effect action resource`, and `!` in front of what nothing used. */
const told = (iam: LocalIam) =>
  iam
    .permissions()
    .filter(({ kind }) => kind !== "trust")
    .map(({ effect, action, resource, use }) => `${use ? "" : "!"}${effect} ${action} ${resource}`);
const get = (resource: string, policyOwner = resource) => ({ principal: reader, action: "s3:GetObject", resource, policyOwner });

it("tells each action and each resource of a statement apart", () => {
  const iam = open([{ Effect: "Allow", Action: ["s3:Get*", "s3:PutObject"], Resource: ["arn:a", "arn:b"] }]);
  iam.authorize(get("arn:b"));
  expect(told(iam)).toEqual([
    "!Allow s3:Get* arn:a",
    "Allow s3:Get* arn:b",
    "!Allow s3:PutObject arn:a",
    "!Allow s3:PutObject arn:b",
  ]);
  expect(iam.permissions().find(({ use }) => use)?.use).toEqual({
    principal: `arn:aws:sts::${accountId}:assumed-role/reader/fn`,
    action: "s3:GetObject",
    resource: "arn:b",
  });
});

it("counts what was let in as Allow and what was denied as Deny, and nothing for what no statement allowed", () => {
  const iam = open([
    { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:*" },
    { Effect: "Deny", Action: "s3:GetObject", Resource: "arn:secret" },
  ]);
  expect(iam.allows(get("arn:secret"))).toBe(false);
  expect(iam.allows(get("other"))).toBe(false);
  expect(told(iam)).toEqual(["!Allow s3:GetObject arn:*", "Deny s3:GetObject arn:secret"]);
  iam.authorize(get("arn:a"));
  expect(told(iam)).toEqual(["Allow s3:GetObject arn:*", "Deny s3:GetObject arn:secret"]);
});

it("counts a resource's policy, and the role's beside it", () => {
  const iam = open([{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:b/*" }]);
  const statement = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:b/*" };
  iam.setResourcePolicy("arn:b", "policy", { Statement: [statement] });
  iam.authorize(get("arn:b/key", "arn:b"));
  expect(told(iam)).toEqual(["Allow s3:GetObject arn:b/*", "Allow s3:GetObject arn:b/*"]);
});

it("counts a role's being assumed", () => {
  const iam = open([]);
  const trusts = () => iam.permissions().map(({ kind, owner, action, use }) => [kind, owner, action, use?.principal]);
  expect(trusts()).toEqual([["trust", arn, "sts:AssumeRole", undefined]]);
  iam.assumeRole(arn, "lambda.amazonaws.com", "fn");
  expect(trusts()).toEqual([["trust", arn, "sts:AssumeRole", "lambda.amazonaws.com"]]);
});

it("counts no statement for the account's root, who needs none", () => {
  const iam = open([]);
  const statement = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:b" };
  iam.setResourcePolicy("arn:b", "policy", { Statement: [statement] });
  iam.authorize({ principal: { kind: "root" }, action: "s3:GetObject", resource: "arn:b" });
  expect(told(iam)).toEqual(["!Allow s3:GetObject arn:b"]);
});

it("notes nothing unless asked to", () => {
  const iam = open([{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }], false);
  iam.authorize(get("arn:b"));
  expect(told(iam)).toEqual(["!Allow s3:GetObject *"]);
});
