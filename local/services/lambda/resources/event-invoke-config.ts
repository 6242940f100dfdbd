import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import { defaultEventInvokeConfiguration } from "../function-configuration.ts";
import type { Functions } from "../functions.ts";

const properties = z.strictObject({
  FunctionName: z.string(),
  Qualifier: z.literal("$LATEST"),
  MaximumRetryAttempts: z.coerce.number().int().min(0).max(2).default(defaultEventInvokeConfiguration.maximumRetryAttempts),
  MaximumEventAgeInSeconds: z.coerce.number().int().min(60).max(21_600).default(defaultEventInvokeConfiguration.maximumEventAge),
});

/** AWS::Lambda::EventInvokeConfig, without destinations. */
export function eventInvokeConfigType(functions: Functions): ResourceType<z.infer<typeof properties>> {
  return {
    type: "AWS::Lambda::EventInvokeConfig",
    properties,
    apply({ properties, generatedName }) {
      functions.configureEvents(functions.get(properties.FunctionName).name, {
        maximumRetryAttempts: properties.MaximumRetryAttempts,
        maximumEventAge: properties.MaximumEventAgeInSeconds,
      });
      return { ref: generatedName, attributes: {} };
    },
  };
}
