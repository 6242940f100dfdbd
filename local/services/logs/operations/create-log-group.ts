/** CreateLogGroup */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { streamArn } from "../access.ts";
import type { LogGroups } from "../store/log-groups.ts";
import { groupName, validate } from "../validate.ts";

const input = z.strictObject({
  logGroupName: groupName,
  logGroupClass: z.literal("STANDARD").optional(),
  /** Tags change nothing locally. */
  tags: z.record(z.string(), z.string()).optional(),
});
type Input = z.infer<typeof input>;

export const createLogGroup = (groups: LogGroups): Operation<Input> => ({
  action: "logs:CreateLogGroup",
  resource: ({ logGroupName }, cloud) => streamArn(cloud, logGroupName),
  run(call, cloud) {
    const { logGroupName } = validate(input, call.input);
    if (groups.find(logGroupName) !== undefined) {
      throw new AwsError("ResourceAlreadyExistsException", "The specified log group already exists");
    }
    groups.put(logGroupName, "client", cloud.clock.now());
    return {};
  },
});
