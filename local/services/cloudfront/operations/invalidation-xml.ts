/** An invalidation as the API shows it. */
import type { Invalidation } from "../invalidations.ts";

/** The `Invalidation` structure. It is done before it is answered, but like CloudFront's first answer that one says InProgress. */
export function invalidationXml(invalidation: Invalidation, status: "InProgress" | "Completed"): Record<string, unknown> {
  return {
    Id: invalidation.id,
    Status: status,
    CreateTime: invalidation.createTime,
    InvalidationBatch: {
      Paths: { Quantity: invalidation.paths.length, Items: { Path: invalidation.paths } },
      CallerReference: invalidation.callerReference,
    },
  };
}
