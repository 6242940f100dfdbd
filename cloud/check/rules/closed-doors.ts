import type { Rule } from "../finding.ts";
import { at, ofType } from "../template.ts";

const BLOCKS = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

/** No bucket can be opened to everybody, and no policy gives everybody anything. */
export const closedDoors: Rule = {
  name: "closed-doors",
  *check({ template }) {
    for (const [id, { Properties }] of ofType(template, "AWS::S3::Bucket")) {
      const path = "Properties.PublicAccessBlockConfiguration";
      for (const block of BLOCKS)
        if (String(at(Properties, "PublicAccessBlockConfiguration", block)) !== "true")
          yield { id, path, text: `${block} is not true: set it.` };
      if (at(Properties, "AccessControl") !== undefined)
        yield { id, path: "Properties.AccessControl", text: "buckets have no access lists any more: take it out." };
    }
    for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
      const statements = [at(Properties, "PolicyDocument", "Statement"), at(Properties, "AssumeRolePolicyDocument", "Statement")];
      for (const statement of statements.flat())
        if (at(statement, "Effect") === "Allow" && isEverybody(at(statement, "Principal")))
          yield { id, path: "Properties", text: "allows something to everybody: name who may." };
      if (Type === "AWS::Lambda::Permission" && at(Properties, "Principal") === "*")
        yield { id, path: "Properties.Principal", text: "lets everybody invoke the function: name who may." };
      if (
        Type === "AWS::Lambda::Permission" &&
        SERVICES.test(String(at(Properties, "Principal"))) &&
        at(Properties, "SourceArn") === undefined
      )
        yield { id, path: "Properties", text: "lets a service invoke the function on anybody's behalf: add SourceArn." };
    }
  },
};
const SERVICES = /\.amazonaws\.com$/;

const isEverybody = (principal: unknown): boolean => principal === "*" || [at(principal, "AWS")].flat().includes("*");
