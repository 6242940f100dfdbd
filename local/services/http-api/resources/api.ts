import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import { type Apis, idFrom } from "../apis.ts";
import type { CorsConfiguration } from "../routing/cors.ts";
import { flag } from "./properties.ts";

const texts = z.array(z.string()).default([]);
const cors = z
  .strictObject({
    AllowOrigins: texts,
    AllowMethods: texts,
    AllowHeaders: texts,
    ExposeHeaders: texts,
    MaxAge: z.coerce.number().int().min(-1).max(86_400).optional(),
    AllowCredentials: flag.default(false),
  })
  .refine(
    ({ AllowCredentials, AllowOrigins }) => !(AllowCredentials && AllowOrigins.includes("*")),
    "allows credentials to everybody",
  )
  .transform(
    (given): CorsConfiguration => ({
      allowOrigins: given.AllowOrigins,
      allowMethods: given.AllowMethods,
      allowHeaders: given.AllowHeaders,
      exposeHeaders: given.ExposeHeaders,
      maxAge: given.MaxAge,
      allowCredentials: given.AllowCredentials,
    }),
  );

const properties = z.strictObject({
  Name: z.string().min(1).max(128),
  ProtocolType: z.literal("HTTP"),
  CorsConfiguration: cors.optional(),
  RouteSelectionExpression: z.literal("$request.method $request.path").optional(),
  DisableExecuteApiEndpoint: flag.refine((disabled) => !disabled, "leaves no way to reach the API").optional(),
  /** Change nothing here. */
  Description: z.string().optional(),
  Version: z.string().optional(),
  IpAddressType: z.enum(["ipv4", "dualstack"]).optional(),
  Tags: z.record(z.string(), z.string()).optional(),
});

/** AWS::ApiGatewayV2::Api. `Ref` is its id, ApiEndpoint where it listens. @param serve puts the API on a port and gives its address */
export function apiType(apis: Apis, serve: (id: string) => Promise<string>): ResourceType<z.output<typeof properties>> {
  return {
    type: "AWS::ApiGatewayV2::Api",
    properties,
    async apply({ properties: { CorsConfiguration }, generatedName }) {
      const id = idFrom(generatedName);
      apis.put(id, CorsConfiguration);
      return { ref: id, attributes: { ApiId: id, ApiEndpoint: await serve(id) } };
    },
  };
}
