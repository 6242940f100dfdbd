/** A build's log: on its way to CloudWatch Logs as the service role, and to whoever watches. */
import type { Cloud, Principal } from "../../../contracts.ts";
import type { Build } from "../builds/build.ts";

export interface BuildLog {
  /** A line that a command printed. */
  line(text: string): void;
  /** CodeBuild's own words, in its form; several lines (a command's text) are several lines of the log. */
  note(text: string): void;
  /** Hands over what is still held back. @throws AwsError when the role may not write its log. */
  flush(): void;
}

/** A log above this is cut: a build that prints without end must not fill the disk. */
const LARGEST_LOG = 20 * 1024 * 1024;
const BATCH_LINES = 200;
const BATCH_MS = 100;

export interface LogSettings {
  readonly build: Build;
  readonly principal: Principal;
  readonly largestLog?: number;
}

export function createBuildLog(cloud: Cloud, { build, principal, largestLog = LARGEST_LOG }: LogSettings): BuildLog {
  const { groupName, streamName } = build.logs;
  let held: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let size = 0;
  let lost = false;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const lines = held;
    held = [];
    if (lines.length === 0 || lost || groupName === undefined || streamName === undefined) return;
    try {
      cloud.logs.write({ group: groupName, stream: streamName, lines, principal });
    } catch (error) {
      lost = true; // said once; the build goes on
      throw error;
    }
  }

  function flushLater(): void {
    timer ??= setTimeout(flushQuietly, BATCH_MS);
    if (held.length >= BATCH_LINES) flushQuietly();
  }

  function flushQuietly(): void {
    try {
      flush();
    } catch (error) {
      cloud.emit({ type: "build-log", buildId: build.id, line: `The log can't be written: ${(error as Error).message}` });
    }
  }

  function add(text: string): void {
    held.push(text);
    cloud.emit({ type: "build-log", buildId: build.id, line: text });
    flushLater();
  }

  return {
    line(text) {
      const before = size;
      size += Buffer.byteLength(text) + 1;
      if (size <= largestLog) add(text);
      else if (before <= largestLog) {
        add(
          `${stamp(cloud.clock.now())} The build has printed more than ${largestLog} bytes: the rest of its output is not kept.`,
        );
      }
    },
    note(text) {
      for (const line of `${stamp(cloud.clock.now())} ${text}`.split("\n")) add(line);
    },
    flush,
  };
}

/** `[Container] 2026/11/23 17:12:45.625000`, as CodeBuild marks its own lines. */
function stamp(milliseconds: number): string {
  const [date = "", time = ""] = new Date(milliseconds).toISOString().split("T");
  return `[Container] ${date.replaceAll("-", "/")} ${time.replace("Z", "000")}`;
}
