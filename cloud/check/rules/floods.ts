import type { Rule } from "../finding.ts";
import { referencesIn } from "../references.ts";
import { at, ofType, type Template } from "../template.ts";

/**
 * What strangers can call, or what could go on by itself, has a limit: a flood must not cost money. A throttled API will do in
 * place of reserved concurrency, which an account whose quota is still small refuses to give.
 */
export const floods: Rule = {
  name: "floods",
  *check({ template }) {
    for (const [id, { Properties }] of ofType(template, "AWS::ApiGatewayV2::Stage"))
      for (const limit of ["ThrottlingRateLimit", "ThrottlingBurstLimit"])
        if (at(Properties, "DefaultRouteSettings", limit) === undefined)
          yield { id, path: "Properties.DefaultRouteSettings", text: `has no ${limit}: anybody can send what they like.` };
    for (const [id, { Properties }] of ofType(template, "AWS::Lambda::Url"))
      for (const name of functionsIn(at(Properties, "TargetFunctionArn"), template))
        if (at(template.Resources[name]?.Properties, "ReservedConcurrentExecutions") === undefined)
          yield { id, path: "", text: `anybody can start ${name} as often as they like: give it ReservedConcurrentExecutions.` };
    for (const [id, { Properties }] of ofType(template, "AWS::CodeBuild::Project"))
      for (const limit of ["TimeoutInMinutes", "QueuedTimeoutInMinutes"])
        if (at(Properties, limit) === undefined)
          yield { id, path: "Properties", text: `has no ${limit}: a build that hangs is paid for for hours.` };
    for (const [id, { Properties }] of ofType(template, "AWS::Lambda::Function"))
      if (at(Properties, "Timeout") === undefined) yield { id, path: "Properties", text: "has no Timeout: add it." };
  },
};

const functionsIn = (value: unknown, { Resources }: Template): string[] =>
  [...referencesIn({ value }, "")].map(({ target }) => target).filter((id) => Resources[id]?.Type === "AWS::Lambda::Function");
