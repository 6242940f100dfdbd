/** AWS::Logs::LogGroup */
import { z } from "zod";
import type { ResourceType } from "../../contracts.ts";
import { groupArn } from "./access.ts";
import type { LogGroups } from "./store/log-groups.ts";
import { groupName } from "./validate.ts";

const retentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

const properties = z.strictObject({
  LogGroupName: groupName.optional(),
  RetentionInDays: z.coerce
    .number()
    .refine((days) => retentions.includes(days), `not one of ${retentions.join(", ")}`)
    .optional(),
  /** The other classes lack GetLogEvents and filters. */
  LogGroupClass: z.literal("STANDARD").optional(),
  /** Tags change nothing locally. */
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
});
type LogGroupProperties = z.infer<typeof properties>;

export function logGroupType(groups: LogGroups): ResourceType<LogGroupProperties> {
  return {
    type: "AWS::Logs::LogGroup",
    properties,
    apply({ properties: { LogGroupName, RetentionInDays }, generatedName }, cloud) {
      const { name } = groups.put(LogGroupName ?? generatedName, "template", cloud.clock.now(), RetentionInDays);
      return { ref: name, attributes: { Arn: groupArn(cloud, name) } };
    },
  };
}
