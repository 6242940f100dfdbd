import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { type Apis, idFrom } from "../apis.ts";
import { parseRouteKey } from "../routing/route-key.ts";

const properties = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string().transform((text, context) => {
    const key = parseRouteKey(text);
    if (key) return key;
    context.addIssue(`'${text}' is neither a method and a path nor $default`);
    return z.NEVER;
  }),
  Target: z.string().regex(/^integrations\/[^/]+$/),
  AuthorizationType: z.literal("NONE").optional(),
  ApiKeyRequired: z.literal(false).optional(),
  /** Changes nothing here. */
  OperationName: z.string().optional(),
});

/** AWS::ApiGatewayV2::Route. `Ref` is its id. */
export function routeType(apis: Apis): ResourceType<z.output<typeof properties>> {
  return {
    type: "AWS::ApiGatewayV2::Route",
    properties,
    apply({ properties: { ApiId, RouteKey: key, Target }, generatedName }) {
      const api = apis.get(ApiId);
      const integrationId = Target.slice("integrations/".length);
      if (!api.integrations.has(integrationId))
        throw new AwsError("BadRequestException", `Invalid integration ID specified: ${integrationId}`);
      if (api.routes.has(key.text))
        throw new AwsError("ConflictException", `Route with key ${key.text} already exists for this API`, 409);
      api.routes.set(key.text, { key, integrationId });
      const id = idFrom(generatedName);
      return { ref: id, attributes: { RouteId: id } };
    },
  };
}
