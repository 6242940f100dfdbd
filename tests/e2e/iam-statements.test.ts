/** No policy of the packaged template gives more than it names: no wildcard actions, and the narrowest resource that AWS knows. */
import type { Permission } from "local-cloud";
import { resourceOf } from "./iam-service-authorization.ts";
import { startStack } from "./support/stack.ts";

let permissions: readonly Permission[];
beforeAll(async () => {
  const stack = await startStack();
  permissions = stack.cloud.permissions();
  await stack.stop();
}, 120_000);

const tooWide = ({ action, resource }: { action: string; resource: string }) => !resourceOf[action]?.test(resource);

test("every Allow names an action that is in the table of AWS's, on a resource of the kind that AWS has for it", () => {
  const allowed = permissions.filter(({ effect }) => effect === "Allow");
  expect(allowed.length).toBeGreaterThan(50);
  expect(new Set(allowed.map(({ kind }) => kind))).toEqual(new Set(["identity", "resource", "trust"]));
  expect(allowed.filter(tooWide).map(({ owner, action, resource }) => `${owner}: ${action} on ${resource}`)).toEqual([]);
});

test("the table has no action that no policy names", () => {
  const named = new Set(permissions.map(({ action }) => action));
  expect(Object.keys(resourceOf).filter((action) => !named.has(action))).toEqual([]);
});

test.each([
  ["a wildcard action", "s3:*", "arn:aws:s3:::site/*"],
  ["part of an action", "s3:Get*", "arn:aws:s3:::site/*"],
  ["every resource", "s3:GetObject", "*"],
  ["every bucket's objects", "s3:GetObject", "arn:aws:s3:::*"],
  ["some buckets' objects", "s3:GetObject", "arn:aws:s3:::site-*/*"],
  ["an object where the action is on the bucket", "s3:ListBucket", "arn:aws:s3:::site/*"],
  ["a bucket where the action is on objects", "s3:GetObject", "arn:aws:s3:::site"],
  ["every project", "codebuild:StartBuild", "arn:aws:codebuild:us-east-1:000000000000:project/*"],
  ["every region's table", "dynamodb:GetItem", "arn:aws:dynamodb:*:000000000000:table/builds"],
  ["another account's topic", "sns:Publish", "arn:aws:sns:us-east-1:123456789012:notices"],
  ["every log group", "logs:PutLogEvents", "arn:aws:logs:us-east-1:000000000000:log-group:*"],
])("%s is too wide", (_what, action, resource) => {
  expect(tooWide({ action, resource })).toBe(true);
});
