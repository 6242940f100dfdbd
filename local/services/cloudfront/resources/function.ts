import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import type { EdgeState } from "../edge-state.ts";
import { CloudFrontFunction } from "../functions/cloudfront-function.ts";
import { boolean, tags } from "./properties.ts";

const properties = z.strictObject({
  Name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
  AutoPublish: boolean.default(false),
  FunctionCode: z.string().min(1),
  FunctionConfig: z.strictObject({ Comment: z.string(), Runtime: z.literal("cloudfront-js-2.0") }),
  Tags: tags,
});

/** AWS::CloudFront::Function. `Ref` is its ARN. Only a published one can be associated with a behavior. */
export function functionType(state: EdgeState): ResourceType<z.infer<typeof properties>> {
  return {
    type: "AWS::CloudFront::Function",
    properties,
    apply({ properties: { Name, AutoPublish, FunctionCode } }, cloud) {
      const arn = `arn:aws:cloudfront::${cloud.accountId}:function/${Name}`;
      const compiled = new CloudFrontFunction(Name, arn, FunctionCode);
      if (AutoPublish) state.functions.set(arn, compiled);
      const Stage = AutoPublish ? "LIVE" : "DEVELOPMENT";
      return { ref: arn, attributes: { FunctionARN: arn, "FunctionMetadata.FunctionARN": arn, Stage } };
    },
  };
}
