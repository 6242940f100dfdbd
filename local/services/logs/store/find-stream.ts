/** A stream by the names a request gives. */
import { AwsError } from "../../../errors.ts";
import type { LogGroups } from "./log-groups.ts";
import type { LogStream } from "./log-stream.ts";

/** @throws ResourceNotFoundException */
export function findStream(groups: LogGroups, group: string, stream: string): LogStream {
  const found = groups.get(group).stream(stream);
  if (found === undefined) throw new AwsError("ResourceNotFoundException", "The specified log stream does not exist.");
  return found;
}
