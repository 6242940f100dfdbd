import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import { type Apis, idFrom } from "../apis.ts";

/** A function's ARN, as it is or in the address by which API Gateway invokes it. */
const functionUri =
  /^(?:arn:aws:apigateway:[a-z0-9-]+:lambda:path\/2015-03-31\/functions\/)?(?<arn>arn:aws:lambda:[^/]+)(?:\/invocations)?$/;

const properties = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal("AWS_PROXY"),
  IntegrationUri: z
    .string()
    .transform((uri) => functionUri.exec(uri)?.groups?.arn ?? "")
    .refine((arn) => arn !== "", "is no function's ARN"),
  PayloadFormatVersion: z.literal("2.0"),
  TimeoutInMillis: z.coerce.number().int().min(50).max(30_000).default(30_000),
  /** Functions are invoked by POST, whatever the request's method. */
  IntegrationMethod: z.literal("POST").optional(),
  ConnectionType: z.literal("INTERNET").optional(),
  /** Changes nothing here. */
  Description: z.string().optional(),
});

/** AWS::ApiGatewayV2::Integration, of functions. `Ref` is its id. */
export function integrationType(apis: Apis): ResourceType<z.output<typeof properties>> {
  return {
    type: "AWS::ApiGatewayV2::Integration",
    properties,
    apply({ properties: { ApiId, IntegrationUri, TimeoutInMillis }, generatedName }) {
      const id = idFrom(generatedName);
      apis.get(ApiId).integrations.set(id, { functionArn: IntegrationUri, timeout: TimeoutInMillis });
      return { ref: id, attributes: { IntegrationId: id } };
    },
  };
}
