import type { Rule } from "../finding.ts";
import { rendered } from "../rendered.ts";
import { at, callOf, ofType } from "../template.ts";

/** Every log ends some day: each group says when, and whatever writes logs has a group of the template's. */
export const logRetention: Rule = {
  name: "log-retention",
  *check({ template }) {
    const groups = ofType(template, "AWS::Logs::LogGroup");
    for (const [id, { Properties }] of groups)
      if (at(Properties, "RetentionInDays") === undefined)
        yield { id, path: "Properties", text: "is kept for ever: add RetentionInDays." };
    const names = groups.map(([, { Properties }]) => rendered(at(Properties, "LogGroupName")));
    for (const [id, { Properties }] of ofType(template, "AWS::Lambda::Function")) {
      const name = rendered(at(Properties, "FunctionName"));
      if (name === undefined || !names.includes(`/aws/lambda/${name}`))
        yield {
          id,
          path: "",
          text: `the template makes no log group /aws/lambda/${name ?? "<FunctionName>"}: Lambda would, and keep it for ever.`,
        };
    }
    for (const [id, { Properties }] of ofType(template, "AWS::CodeBuild::Project")) {
      const [call, target] = callOf(at(Properties, "LogsConfig", "CloudWatchLogs", "GroupName")) ?? [];
      if (call !== "Ref" || !groups.some(([group]) => group === target))
        yield {
          id,
          path: "Properties.LogsConfig",
          text: "writes to no log group of the template: CodeBuild would make one, and keep it for ever.",
        };
    }
  },
};
