/** What CloudFormation itself knows of a stack. */
import { createHash } from "node:crypto";
import type { PseudoParameters } from "./resolver.ts";

/** `AWS::NoValue` is not among them: it is not a value (see `Resolver.ref`). */
export function pseudoParameters({
  accountId,
  region,
  stackName,
}: {
  accountId: string;
  region: string;
  stackName: string;
}): PseudoParameters {
  const hash = createHash("sha256").update(stackName).digest("hex");
  const id = [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join("-");
  return {
    "AWS::AccountId": accountId,
    "AWS::Region": region,
    "AWS::StackName": stackName,
    "AWS::StackId": `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/${id}`,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::NotificationARNs": [],
  };
}
