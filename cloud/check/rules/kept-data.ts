import type { Rule } from "../finding.ts";
import { ofType } from "../template.ts";

/** What holds what people made. */
const KEEPERS = ["AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::CodeCommit::Repository"];

/** What people made stays when the stack goes or a resource is replaced. RetainExceptOnCreate: a first deployment that fails leaves nothing. */
export const keptData: Rule = {
  name: "kept-data",
  *check({ template }) {
    for (const [id, { DeletionPolicy, UpdateReplacePolicy }] of KEEPERS.flatMap((type) => ofType(template, type))) {
      if (!["Retain", "RetainExceptOnCreate"].includes(DeletionPolicy ?? ""))
        yield { id, path: "DeletionPolicy", text: "is deleted with the stack: say Retain, or RetainExceptOnCreate." };
      if (UpdateReplacePolicy !== "Retain")
        yield { id, path: "UpdateReplacePolicy", text: "is deleted when a change replaces it: say Retain." };
    }
  },
};
