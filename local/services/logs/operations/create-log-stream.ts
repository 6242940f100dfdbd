/** CreateLogStream */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { streamArn } from "../access.ts";
import type { LogGroups } from "../store/log-groups.ts";
import { groupName, streamName, validate } from "../validate.ts";

const input = z.strictObject({ logGroupName: groupName, logStreamName: streamName });
type Input = z.infer<typeof input>;

export const createLogStream = (groups: LogGroups): Operation<Input> => ({
  action: "logs:CreateLogStream",
  resource: ({ logGroupName, logStreamName }, cloud) => streamArn(cloud, logGroupName, logStreamName),
  run(call, cloud) {
    const { logGroupName, logStreamName } = validate(input, call.input);
    const group = groups.get(logGroupName);
    if (group.stream(logStreamName) !== undefined) {
      throw new AwsError("ResourceAlreadyExistsException", "The specified log stream already exists");
    }
    group.createStream(logStreamName, cloud.clock.now());
    return {};
  },
});
