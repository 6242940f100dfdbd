import type { Problem, Rule } from "../finding.ts";
import { didYouMean } from "../nearest.ts";
import { at, callOf, isNode, type Node, nodesIn } from "../template.ts";

const ELEMENTS = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];
const PRINCIPALS = ["AWS", "Service", "Federated", "CanonicalUser"];
/** What a condition's operators are made of, but for `IfExists` and the set operators' prefix. */
const OPERATORS = [
  ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike"],
  ...["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan"],
  ...["NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan"],
  ...["DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress", "NotIpAddress"],
  ...["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Null"],
];

type Kind = "trust" | "identity" | "resource";

/** Every policy document is one that IAM reads: its elements, their values, and what each kind of policy has to say. */
export const policies: Rule = {
  name: "policies",
  *check({ template }) {
    for (const [id, { Type, Properties }] of Object.entries(template.Resources))
      for (const [path, node] of nodesIn(Properties, "Properties"))
        for (const [name, document] of Object.entries(node)) {
          const kind = kindOf(name, Type);
          if (!kind || typeof document === "string" || callOf(document)) continue;
          for (const { path: place, text } of problemsOf(document, kind)) yield { id, path: `${path}.${name}${place}`, text };
        }
  },
};

function kindOf(property: string, type: string): Kind | undefined {
  if (property === "AssumeRolePolicyDocument") return "trust";
  if (property !== "PolicyDocument") return undefined;
  return /^AWS::IAM::/.test(type) ? "identity" : "resource";
}

type Found = Omit<Problem, "id">;

function* problemsOf(document: unknown, kind: Kind): Generator<Found> {
  if (!isNode(document)) return yield { path: "", text: "a policy document is an object." };
  for (const name of Object.keys(document))
    if (!["Version", "Id", "Statement"].includes(name))
      yield { path: `.${name}`, text: `a policy has no such element${didYouMean(name, ["Version", "Id", "Statement"])}` };
  const { Version = "2008-10-17", Statement } = document;
  if (!["2012-10-17", "2008-10-17"].includes(String(Version)))
    yield { path: ".Version", text: "is 2012-10-17, the version of the policy language." };
  const statements = [Statement].flat().filter((one) => one !== undefined);
  if (statements.length === 0) yield { path: "", text: "a policy needs a Statement." };
  for (const [index, statement] of statements.entries())
    for (const { path, text } of isNode(statement)
      ? ofStatement(statement, kind)
      : [{ path: "", text: "a statement is an object." }])
      yield { path: `.Statement.${index}${path}`, text };
}

function* ofStatement(statement: Node, kind: Kind): Generator<Found> {
  for (const name of Object.keys(statement))
    if (!ELEMENTS.includes(name))
      yield { path: `.${name}`, text: `a statement has no such element${didYouMean(name, ELEMENTS)}` };
  if (!["Allow", "Deny"].includes(String(statement.Effect))) yield { path: ".Effect", text: "is Allow or Deny." };
  const has = (name: string): boolean => statement[name] !== undefined || statement[`Not${name}`] !== undefined;
  if (!has("Action")) yield { path: "", text: "needs an Action." };
  if (kind !== "trust" && !has("Resource")) yield { path: "", text: "needs a Resource." };
  if (kind !== "identity" && !has("Principal")) yield { path: "", text: "needs a Principal: whom it is about." };
  if (kind === "trust" && has("Resource")) yield { path: ".Resource", text: "a trust policy names no resource." };
  if (kind === "identity" && has("Principal")) yield { path: ".Principal", text: "a role's own policy names no principal." };
  for (const action of [statement.Action ?? []].flat())
    if (typeof action === "string" && !/^(\*|[a-z0-9-]+:[\w*?]+)$/.test(action))
      yield { path: ".Action", text: `${action} is no action: service:Name.` };
  if (isNode(statement.Principal) && !callOf(statement.Principal)) {
    const { Principal } = statement;
    if (Object.keys(Principal).length === 0) yield { path: ".Principal", text: "names nobody." };
    for (const name of Object.keys(Principal)) yield* ofList(`Principal.${name}`, Principal[name]);
    for (const name of Object.keys(Principal))
      if (!PRINCIPALS.includes(name))
        yield { path: `.Principal.${name}`, text: `is no kind of principal${didYouMean(name, PRINCIPALS)}` };
    for (const service of [at(Principal, "Service") ?? []].flat())
      if (typeof service === "string" && !/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(service))
        yield { path: ".Principal.Service", text: `${service} is no service: name.amazonaws.com.` };
  }
  for (const name of ["Action", "NotAction", "Resource", "NotResource"]) yield* ofList(name, statement[name]);
  yield* ofCondition(
    statement.Condition,
    [statement.Action ?? []].flat().map((action) => String(action).split(":")[0] ?? ""),
  );
}

/** One text or several; a function of CloudFormation's may give it. */
function* ofList(name: string, value: unknown): Generator<Found> {
  if (value === undefined || callOf(value)) return;
  const list = [value].flat();
  if (list.length === 0) yield { path: `.${name}`, text: "is an empty list." };
  if (!list.every((one) => typeof one !== "object" || callOf(one)))
    yield { path: `.${name}`, text: "is a text, or a list of texts." };
}

/** @param services those whose keys may be asked, besides IAM's own */
function* ofCondition(condition: unknown, services: readonly string[]): Generator<Found> {
  if (condition === undefined) return;
  if (!isNode(condition)) return yield { path: ".Condition", text: "is an object of operators." };
  for (const [operator, tests] of Object.entries(condition)) {
    const plain = operator.replace(/^For(Any|All)Values:/, "").replace(/IfExists$/, "");
    if (!OPERATORS.includes(plain))
      yield { path: `.Condition.${operator}`, text: `is no operator${didYouMean(plain, OPERATORS)}` };
    for (const [key, value] of Object.entries(isNode(tests) ? tests : {})) {
      yield* ofList(`Condition.${operator}.${key}`, value);
      if (!services.includes(key.split(":")[0] ?? "") && !GLOBAL_KEYS.includes(key.split("/")[0] ?? ""))
        yield { path: `.Condition.${operator}.${key}`, text: `IAM has no such key${didYouMean(key, GLOBAL_KEYS)}` };
    }
  }
}

/** IAM's global condition keys that a resource of a stack may ask for (reference_policies_condition-keys.html). */
const GLOBAL_KEYS = [
  ...["CalledVia", "CurrentTime", "EpochTime", "PrincipalAccount", "PrincipalArn", "PrincipalIsAWSService", "PrincipalOrgID"],
  ...["PrincipalServiceName", "PrincipalTag", "PrincipalType", "referer", "RequestedRegion", "RequestTag", "ResourceAccount"],
  ...["ResourceOrgID", "ResourceTag", "SecureTransport", "SourceAccount", "SourceArn", "SourceIp", "SourceOrgID", "SourceVpc"],
  ...["SourceVpce", "TagKeys", "UserAgent", "userid", "username", "ViaAWSService", "VpcSourceIp"],
].map((name) => `aws:${name}`);
