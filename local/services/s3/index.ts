/** S3: see README.md. */
import type { Cloud, S3Port, Service } from "../../contracts.ts";
import type { S3Context } from "./context.ts";
import { Notifications } from "./notifications/notifications.ts";
import { createPort } from "./port.ts";
import { bucketType } from "./resources/bucket.ts";
import { bucketPolicyType } from "./resources/bucket-policy.ts";
import { route } from "./router.ts";
import { parsePath } from "./rules/key.ts";
import { Buckets } from "./store/buckets.ts";

export function createS3(cloud: Cloud): Service & { port: S3Port } {
  const buckets = new Buckets(() => cloud.stateFolder("s3"));
  const notifications = new Notifications(cloud);
  const context: S3Context = { cloud, buckets, notifications };
  return {
    signingName: "s3",
    wire: {
      protocol: "rest",
      errorForm: "s3-xml",
      handle: async (request) => route({ ...request, ...parsePath(request.path) }, context),
    },
    resourceTypes: [bucketType(context), bucketPolicyType(buckets)],
    port: createPort(context),
    async start() {
      notifications.start();
    },
    stop: () => notifications.stop(),
  };
}
