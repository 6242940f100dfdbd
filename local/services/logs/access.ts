/** The ARNs that CloudWatch Logs asks IAM about. */
import type { Cloud, Principal } from "../../contracts.ts";

/** A group's ARN as GetAtt and the API show it, with the `:*` that stands for its streams. */
export const groupArn = (cloud: Cloud, group: string): string => `${bareGroupArn(cloud, group)}:*`;

export const bareGroupArn = ({ region, accountId }: Cloud, group: string): string =>
  `arn:aws:logs:${region}:${accountId}:log-group:${group}`;

/** What an action on a stream is on; the name is empty for an action on the whole group. */
export const streamArn = (cloud: Cloud, group: string, stream = ""): string =>
  `${bareGroupArn(cloud, group)}:log-stream:${stream}`;

/** @throws AccessDenied */
export function authorizeStream(cloud: Cloud, principal: Principal, action: string, group: string, stream: string): void {
  cloud.iam.authorize({ principal, action, resource: streamArn(cloud, group, stream) });
}
