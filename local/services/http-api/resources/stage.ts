import { z } from "zod";
import type { Clock, ResourceType } from "../../../contracts.ts";
import type { Apis, Stage } from "../apis.ts";
import { createThrottle } from "../routing/throttle.ts";
import { flag } from "./properties.ts";

const routeSettings = z
  .strictObject({
    ThrottlingBurstLimit: z.coerce.number().int().min(0).optional(),
    ThrottlingRateLimit: z.coerce.number().min(0).optional(),
    /** Changes nothing here: there are no metrics of APIs. */
    DetailedMetricsEnabled: flag.optional(),
  })
  .refine(
    ({ ThrottlingBurstLimit, ThrottlingRateLimit }) =>
      (ThrottlingBurstLimit === undefined) === (ThrottlingRateLimit === undefined),
    "has only one of ThrottlingBurstLimit and ThrottlingRateLimit",
  );
type RouteSettings = z.output<typeof routeSettings>;

const properties = z.strictObject({
  ApiId: z.string(),
  StageName: z.string().regex(/^(\$default|[\w-]{1,128})$/),
  /** What is in the template is deployed; there is nothing else. */
  AutoDeploy: flag.refine((deploys) => deploys, "is not on: deployments are not made by hand here"),
  StageVariables: z.record(z.string(), z.coerce.string()).default({}),
  DefaultRouteSettings: routeSettings.default({}),
  RouteSettings: z.record(z.string(), routeSettings).default({}),
  /** Change nothing here. */
  Description: z.string().optional(),
  Tags: z.record(z.string(), z.string()).optional(),
});

/** AWS::ApiGatewayV2::Stage. `Ref` is its name. */
export function stageType(apis: Apis): ResourceType<z.output<typeof properties>> {
  return {
    type: "AWS::ApiGatewayV2::Stage",
    properties,
    apply({ properties: { ApiId, StageName: name, StageVariables, DefaultRouteSettings, RouteSettings } }, { clock }) {
      const admits = admission(DefaultRouteSettings, RouteSettings, clock);
      apis.get(ApiId).stages.set(name, { name, variables: StageVariables, admits });
      return { ref: name, attributes: {} };
    },
  };
}

/** A bucket a route, with the route's own limits or the stage's. */
function admission(all: RouteSettings, byRoute: Readonly<Record<string, RouteSettings>>, { now }: Clock): Stage["admits"] {
  const throttles = new Map<string, () => boolean>();
  return (routeKey) => {
    const { ThrottlingBurstLimit: burst, ThrottlingRateLimit: rate } = { ...all, ...byRoute[routeKey] };
    if (burst === undefined || rate === undefined) return true;
    const throttle = throttles.get(routeKey) ?? createThrottle({ burst, rate }, now);
    throttles.set(routeKey, throttle);
    return throttle();
  };
}
