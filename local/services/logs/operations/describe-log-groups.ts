/** DescribeLogGroups */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { bareGroupArn, groupArn, streamArn } from "../access.ts";
import type { LogGroups } from "../store/log-groups.ts";
import { page, validate } from "../validate.ts";

const input = z.strictObject({
  logGroupNamePrefix: z.string().optional(),
  /** A part of the name. */
  logGroupNamePattern: z.string().optional(),
  logGroupClass: z.literal("STANDARD").optional(),
  /** There is one account. */
  includeLinkedAccounts: z.literal(false).optional(),
  limit: z.number().int().min(1).max(50).default(50),
  nextToken: z.string().optional(),
});

export const describeLogGroups = (groups: LogGroups): Operation<z.input<typeof input>> => ({
  action: "logs:DescribeLogGroups",
  resource: (_, cloud) => streamArn(cloud, ""),
  run(call, cloud) {
    const { logGroupNamePrefix, logGroupNamePattern, limit, nextToken } = validate(input, call.input);
    if (logGroupNamePrefix !== undefined && logGroupNamePattern !== undefined)
      throw new AwsError("InvalidParameterException", "logGroupNamePrefix and logGroupNamePattern exclude each other.");
    const found = groups
      .list()
      .filter(({ name }) => name.startsWith(logGroupNamePrefix ?? "") && name.includes(logGroupNamePattern ?? ""));
    const { items, ...next } = page(found, limit, nextToken);
    return {
      logGroups: items.map(({ name, creationTime, retentionInDays }) => ({
        logGroupName: name,
        arn: groupArn(cloud, name),
        logGroupArn: bareGroupArn(cloud, name),
        creationTime,
        logGroupClass: "STANDARD",
        metricFilterCount: 0,
        ...(retentionInDays !== undefined && { retentionInDays }),
      })),
      ...next,
    };
  },
});
