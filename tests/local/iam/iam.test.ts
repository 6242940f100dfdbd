/** Roles, sessions and denials, as services and clients meet them. */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createIam, type LocalIam } from "../../../local/iam/iam.ts";

const accountId = "123456789012";
const arn = `arn:aws:iam::${accountId}:role/app/reader`;
const day = 24 * 3600_000;

let folder: string;
let now = Date.UTC(2026, 0, 1);
let iam: LocalIam;
const open = () =>
  createIam({ accountId, folder, operator: { accessKeyId: "local", secretAccessKey: "secret" }, now: () => now });
function putReader(target = iam) {
  target.putRole({
    roleName: "reader",
    arn,
    trustPolicy: { Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] },
    policies: [
      { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::site/*" }] },
      { Statement: [{ Effect: "Deny", Action: "s3:GetObject", Resource: "arn:aws:s3:::site/secret" }] },
    ],
  });
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "iam-"));
  iam = open();
  putReader();
});
afterEach(() => rmSync(folder, { recursive: true }));

const reader = { kind: "role", roleArn: arn, sessionName: "fn" } as const;
const user = `User: arn:aws:sts::${accountId}:assumed-role/reader/fn is not authorized to perform:`;

describe("a denial", () => {
  it.each([
    [
      "s3:PutObject",
      "arn:aws:s3:::site/a",
      "AccessDenied",
      403,
      `${user} s3:PutObject on resource: "arn:aws:s3:::site/a" because no identity-based policy allows the s3:PutObject action`,
    ],
    [
      "s3:GetObject",
      "arn:aws:s3:::site/secret",
      "AccessDenied",
      403,
      `${user} s3:GetObject on resource: "arn:aws:s3:::site/secret" with an explicit deny in an identity-based policy`,
    ],
    [
      "sns:Publish",
      "arn:t",
      "AuthorizationError",
      403,
      `${user} SNS:Publish on resource: arn:t because no identity-based policy allows the SNS:Publish action`,
    ],
    [
      "sqs:SendMessage",
      "arn:q",
      "AccessDenied",
      403,
      `${user} sqs:sendmessage on resource: arn:q because no identity-based policy allows the sqs:sendmessage action`,
    ],
    [
      "cloudwatch:PutMetricData",
      "*",
      "AccessDenied",
      403,
      `${user} cloudwatch:PutMetricData because no identity-based policy allows the cloudwatch:PutMetricData action`,
    ],
    [
      "s3:ListAllMyBuckets",
      "arn:aws:s3:::*",
      "AccessDenied",
      403,
      `${user} s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action`,
    ],
    [
      "dynamodb:GetItem",
      "arn:t",
      "AccessDeniedException",
      400,
      `${user} dynamodb:GetItem on resource: arn:t because no identity-based policy allows the dynamodb:GetItem action`,
    ],
    [
      "lambda:InvokeFunction",
      "arn:f",
      "AccessDeniedException",
      403,
      `${user} lambda:InvokeFunction on resource: arn:f because no identity-based policy allows the lambda:InvokeFunction action`,
    ],
  ])("of %s on %s", (action, resource, code, status, message) => {
    const access = { principal: reader, action, resource };
    expect(() => iam.authorize(access)).toThrow(expect.objectContaining({ code, status, message }));
    expect(iam.allows(access)).toBe(false);
  });

  it("of a service names its source", () => {
    const principal = { kind: "service", service: "sns.amazonaws.com", sourceArn: "arn:t" } as const;
    expect(() => iam.authorize({ principal, action: "lambda:InvokeFunction", resource: "arn:f" })).toThrow(
      "Service: sns.amazonaws.com on behalf of arn:t is not authorized to perform: lambda:InvokeFunction on resource: arn:f because no resource-based policy allows the lambda:InvokeFunction action",
    );
  });
});

describe("resource policies", () => {
  const service = { kind: "service", service: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::b" } as const;
  const access = { principal: service, action: "lambda:InvokeFunction", resource: "arn:f" };
  const statement = {
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: "lambda:InvokeFunction",
    Resource: "arn:f",
  };

  it("come and go by their id", () => {
    iam.setResourcePolicy("arn:f", "one", { Statement: [statement] });
    iam.setResourcePolicy("arn:f", "two", { Statement: [statement] });
    iam.setResourcePolicy("arn:f", "one", undefined);
    expect(iam.allows(access)).toBe(true);
    iam.setResourcePolicy("arn:f", "two", { Statement: [] });
    expect(iam.allows(access)).toBe(false);
  });

  it("hang on the owner when the resource is a part of it", () => {
    const read = { ...statement, Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };
    iam.setResourcePolicy("arn:aws:s3:::b", "policy", { Statement: [read] });
    const get = { principal: service, action: "s3:GetObject", resource: "arn:aws:s3:::b/k" };
    expect(iam.allows({ ...get, policyOwner: "arn:aws:s3:::b" })).toBe(true);
    expect(iam.allows(get)).toBe(false);
  });
});

describe("sessions", () => {
  it("are given to whom the role trusts", () => {
    const credentials = iam.assumeRole(arn, "lambda.amazonaws.com", "fn");
    expect(credentials.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(iam.findKey(credentials.accessKeyId)).toEqual({
      secretAccessKey: credentials.secretAccessKey,
      sessionToken: credentials.sessionToken,
      principal: reader,
    });
  });

  it("are not given to others, nor of a role that is not there", () => {
    expect(() => iam.assumeRole(arn, "states.amazonaws.com", "x")).toThrow(expect.objectContaining({ code: "AccessDenied" }));
    expect(() => iam.assumeRole(`${arn}2`, "lambda.amazonaws.com", "x")).toThrow(
      expect.objectContaining({ code: "NoSuchEntity" }),
    );
  });

  it("of one name are one session, of two names two", () => {
    const first = iam.assumeRole(arn, "lambda.amazonaws.com", "fn");
    now += 2 * 3600_000;
    expect(iam.assumeRole(arn, "lambda.amazonaws.com", "fn")).toEqual(first);
    expect(iam.assumeRole(arn, "lambda.amazonaws.com", "other").accessKeyId).not.toBe(first.accessKeyId);
  });

  it("survive a restart, in a file that its owner alone may read", () => {
    const { accessKeyId } = iam.assumeRole(arn, "lambda.amazonaws.com", "fn");
    expect(statSync(join(folder, "sessions.json")).mode & 0o777).toBe(0o600);
    const again = open();
    expect(again.findKey(accessKeyId)).toBeUndefined();
    putReader(again);
    expect(again.findKey(accessKeyId)).toMatchObject({ principal: reader });
  });

  it("are forgotten after a week, unless they were given out again", () => {
    const old = iam.assumeRole(arn, "lambda.amazonaws.com", "old");
    const used = iam.assumeRole(arn, "lambda.amazonaws.com", "used");
    now += 6 * day;
    iam.assumeRole(arn, "lambda.amazonaws.com", "used");
    now += 2 * day;
    const again = open();
    putReader(again);
    expect(again.findKey(old.accessKeyId)).toBeUndefined();
    expect(again.findKey(used.accessKeyId)).toBeDefined();
  });
});

it("knows the operator as root", () => {
  expect(iam.findKey("local")).toEqual({ secretAccessKey: "secret", principal: { kind: "root" } });
  expect(iam.findKey("nobody")).toBeUndefined();
});
