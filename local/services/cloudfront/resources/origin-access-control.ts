import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import type { EdgeState } from "../edge-state.ts";
import { stableId } from "../names.ts";

const properties = z.strictObject({
  OriginAccessControlConfig: z.strictObject({
    Name: z.string().max(64),
    Description: z.string().optional(),
    OriginAccessControlOriginType: z.literal("s3"),
    /** Viewers can't sign requests to a bucket through this edge, so `no-override` is `always`. */
    SigningBehavior: z.enum(["always", "never", "no-override"]),
    SigningProtocol: z.literal("sigv4"),
  }),
});

/** AWS::CloudFront::OriginAccessControl. `Ref` is its id. */
export function originAccessControlType(state: EdgeState): ResourceType<z.infer<typeof properties>> {
  return {
    type: "AWS::CloudFront::OriginAccessControl",
    properties,
    apply({ logicalId, properties }, cloud) {
      const id = stableId("E", cloud.stackName, logicalId);
      state.originAccessControls.set(id, properties.OriginAccessControlConfig.SigningBehavior !== "never");
      return { ref: id, attributes: { Id: id } };
    },
  };
}
