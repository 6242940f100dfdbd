/** The decision, as a table of AWS's rules, and what must be true of it whatever the statements. */
import fc from "fast-check";
import type { Principal } from "../../../local/contracts.ts";
import { decide } from "../../../local/iam/evaluate.ts";
import { readPolicy } from "../../../local/iam/statement.ts";

const accountId = "123456789012";
const roleArn = `arn:aws:iam::${accountId}:role/service/builder`;
const role: Principal = { kind: "role", roleArn, sessionName: "s1" };
const root: Principal = { kind: "root" };
const sns: Principal = { kind: "service", service: "sns.amazonaws.com", sourceArn: `arn:aws:sns:us-east-1:${accountId}:pushes` };
const topic = `arn:aws:sns:us-east-1:${accountId}:news`;

const identity = (...statements: object[]) => readPolicy({ Statement: statements }, "identity", "test");
const resource = (...statements: object[]) => readPolicy({ Statement: statements }, "resource", "test");
function decision(principal: Principal, own: object[], attached: object[], action = "sns:Publish", on = topic) {
  const result = decide({
    principal,
    action,
    resource: on,
    identity: identity(...own),
    attached: resource(...attached),
    accountId,
  });
  return result.allowed ? "allowed" : result.because;
}

const allow = { Effect: "Allow", Action: "sns:Publish", Resource: topic };
const deny = { Effect: "Deny", Action: "sns:Publish", Resource: topic };
const to = (Principal: unknown, statement: object = allow) => ({ ...statement, Principal });
const when = (Condition: object, statement: object) => ({ ...statement, Condition });

describe("a role", () => {
  it.each([
    ["no statement", [], [], "no-identity-allow"],
    ["its own Allow", [allow], [], "allowed"],
    ["an Allow on the topic to its ARN", [], [to({ AWS: roleArn })], "allowed"],
    ["an Allow on the topic to its session", [], [to({ AWS: `arn:aws:sts::${accountId}:assumed-role/builder/s1` })], "allowed"],
    [
      "an Allow on the topic to another session",
      [],
      [to({ AWS: `arn:aws:sts::${accountId}:assumed-role/builder/s2` })],
      "no-identity-allow",
    ],
    ["an Allow on the topic to everybody", [], [to("*")], "allowed"],
    ["an Allow on the topic to every AWS principal", [], [to({ AWS: ["*"] })], "allowed"],
    [
      "an Allow on the topic to its account, which leaves it to the account's policies",
      [],
      [to({ AWS: accountId })],
      "no-identity-allow",
    ],
    ["an Allow on the topic to another role", [], [to({ AWS: `${roleArn}2` })], "no-identity-allow"],
    ["an Allow on the topic to a service", [], [to({ Service: "sns.amazonaws.com" })], "no-identity-allow"],
    ["its own Deny beside its own Allow", [allow, deny], [to("*")], "explicit-identity-deny"],
    ["a Deny on the topic to everybody", [allow], [to("*", deny)], "explicit-resource-deny"],
    [
      "a Deny on the topic to its account",
      [allow],
      [to({ AWS: `arn:aws:iam::${accountId}:root` }, deny)],
      "explicit-resource-deny",
    ],
    ["a Deny on the topic to another role", [allow], [to({ AWS: `${roleArn}2` }, deny)], "allowed"],
  ])("with %s", (_, own, attached, expected) => {
    expect(decision(role, own, attached)).toBe(expected);
  });
});

describe("the root of the account", () => {
  it.each([
    ["no statement", [], "allowed"],
    ["a Deny on the topic to everybody", [to("*", deny)], "explicit-resource-deny"],
    ["a Deny on the topic to a role", [to({ AWS: roleArn }, deny)], "allowed"],
  ])("with %s", (_, attached, expected) => {
    expect(decision(root, [], attached)).toBe(expected);
  });
});

describe("a service", () => {
  const fromPushes = { ArnLike: { "aws:SourceArn": `arn:aws:sns:*:${accountId}:push*` } };
  it.each([
    ["no statement", [], "no-resource-allow"],
    ["an Allow to it", [to({ Service: "sns.amazonaws.com" })], "allowed"],
    ["an Allow to it among others", [to({ Service: ["s3.amazonaws.com", "sns.amazonaws.com"] })], "allowed"],
    ["an Allow to another service", [to({ Service: "s3.amazonaws.com" })], "no-resource-allow"],
    ["an Allow to the account", [to({ AWS: accountId })], "no-resource-allow"],
    ["an Allow for its source", [when(fromPushes, to({ Service: "sns.amazonaws.com" }))], "allowed"],
    ["an Allow for the exact source", [when({ ArnEquals: { "AWS:SourceArn": sns.sourceArn } }, to("*"))], "allowed"],
    [
      "an Allow for one of two sources",
      [when({ StringEquals: { "aws:sourcearn": ["arn:x", sns.sourceArn] } }, to("*"))],
      "allowed",
    ],
    [
      "an Allow for another source",
      [when({ ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:other" } }, to("*"))],
      "no-resource-allow",
    ],
    ["an Allow for the account", [when({ StringEquals: { "aws:SourceAccount": accountId } }, to("*"))], "allowed"],
    [
      "an Allow for another account",
      [when({ StringEquals: { "aws:SourceAccount": "999999999999" } }, to("*"))],
      "no-resource-allow",
    ],
    [
      "an Allow of which one condition holds and one does not",
      [when({ ...fromPushes, StringEquals: { "aws:SourceAccount": "999999999999" } }, to("*"))],
      "no-resource-allow",
    ],
    ["a Deny that holds", [to("*"), when(fromPushes, to("*", deny))], "explicit-resource-deny"],
  ])("with %s", (_, attached, expected) => {
    expect(decision(sns, [], attached)).toBe(expected);
  });

  it("has a source that nobody else has", () => {
    expect(decision(role, [], [when(fromPushes, to("*"))])).toBe("no-identity-allow");
  });
});

describe("actions and resources", () => {
  it.each([
    ["sns:Publish", "sns:Publish", true],
    ["SNS:publish", "sns:Publish", true],
    ["sns:*", "sns:Publish", true],
    ["*", "sns:Publish", true],
    ["sns:Pub*h", "sns:Publish", true],
    ["sns:Publis?", "sns:Publish", true],
    ["sns:Publish?", "sns:Publish", false],
    ["sns:Pub", "sns:Publish", false],
    ["sns.Publish", "sns:Publish", false],
  ])("the action %s covers %s: %s", (Action, asked, covered) => {
    expect(decision(role, [{ ...allow, Action }], [], asked)).toBe(covered ? "allowed" : "no-identity-allow");
  });

  it.each([
    ["*", topic, true],
    [topic, topic, true],
    [topic.toUpperCase(), topic, false],
    [`${topic}?`, topic, false],
    ["arn:aws:sns:*:*:news", topic, true],
    ["arn:aws:s3:::site/*", "arn:aws:s3:::site/a/b (1).html\nc", true],
    ["arn:aws:s3:::site/*", "arn:aws:s3:::site", false],
    ["arn:aws:s3:::site/😀?", "arn:aws:s3:::site/😀😀", true],
  ])("the resource %s covers %s: %s", (Resource, asked, covered) => {
    expect(decision(role, [{ ...allow, Resource }], [], "sns:Publish", asked)).toBe(covered ? "allowed" : "no-identity-allow");
  });

  it("are any of several", () => {
    expect(decision(role, [{ Effect: "Allow", Action: ["a:B", "sns:Publish"], Resource: ["x", topic] }], [])).toBe("allowed");
  });

  it("ask no permission for who one is, not even against a Deny", () => {
    const all = { Effect: "Deny", Action: "*", Resource: "*" };
    expect(decision(role, [all], [], "sts:GetCallerIdentity", "*")).toBe("allowed");
  });
});

it("takes this machine's own transport for secure", () => {
  const plainOnly = { Bool: { "aws:SecureTransport": "false" } };
  expect(decision(role, [allow], [when(plainOnly, to("*", deny))])).toBe("allowed");
  expect(decision(role, [when({ Bool: { "aws:SecureTransport": true } }, allow)], [])).toBe("allowed");
});

describe("whatever the statements", () => {
  const statements = fc.array(
    fc.record({
      Effect: fc.constantFrom("Allow", "Deny"),
      Action: fc.constantFrom("*", "sns:*", "sns:Publish", "s3:GetObject"),
      Resource: fc.constantFrom("*", topic, "arn:aws:s3:::b/*"),
      Principal: fc.constantFrom<unknown>("*", { AWS: roleArn }, { AWS: accountId }, { Service: "sns.amazonaws.com" }),
      Condition: fc.constantFrom<object>(
        {},
        { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:pushes" } },
        { StringEquals: { "aws:SourceAccount": accountId } },
        { Bool: { "aws:SecureTransport": "false" } },
      ),
    }),
    { maxLength: 5 },
  );
  const own = statements.map((list) => list.map(({ Principal: _, ...statement }) => statement));
  const anybody = fc.constantFrom(role, root, sns);
  const anything = fc.constantFrom(["sns:Publish", topic] as const, ["s3:GetObject", "arn:aws:s3:::b/k"] as const);

  it("one Allow more never takes access away", () => {
    fc.assert(
      fc.property(anybody, anything, own, statements, statements, (who, [action, on], mine, attached, more) => {
        const extra = more.map((statement) => ({ ...statement, Effect: "Allow" }));
        if (decision(who, mine, attached, action, on) === "allowed")
          expect(decision(who, mine, [...attached, ...extra], action, on)).toBe("allowed");
      }),
    );
  });

  it("one Deny more never gives access", () => {
    fc.assert(
      fc.property(anybody, anything, own, statements, statements, (who, [action, on], mine, attached, more) => {
        const extra = more.map((statement) => ({ ...statement, Effect: "Deny" }));
        if (decision(who, mine, attached, action, on) !== "allowed")
          expect(decision(who, mine, [...attached, ...extra], action, on)).not.toBe("allowed");
      }),
    );
  });

  it("a Deny of everything to everybody wins, wherever it stands", () => {
    fc.assert(
      fc.property(anybody, anything, own, statements, fc.nat(), (who, [action, on], mine, attached, at) => {
        const all = { Effect: "Deny", Principal: "*", Action: "*", Resource: "*" };
        const place = at % (attached.length + 1);
        expect(decision(who, mine, [...attached.slice(0, place), all, ...attached.slice(place)], action, on)).toMatch(
          /^explicit-/,
        );
      }),
    );
  });

  it("their order decides nothing", () => {
    fc.assert(
      fc.property(anybody, anything, own, statements, (who, [action, on], mine, attached) => {
        const reversed = decision(who, mine.toReversed(), attached.toReversed(), action, on);
        expect(decision(who, mine, attached, action, on)).toBe(reversed);
      }),
    );
  });
});
