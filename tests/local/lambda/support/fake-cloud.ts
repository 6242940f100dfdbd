/** A cloud of fakes for tests of one service: IAM by a list of what is denied, a log in memory, time that a test moves. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Access, Clock, Cloud, CloudEvent, Measurement, PolicyDocument } from "../../../../local/contracts.ts";
import { AwsError } from "../../../../local/errors.ts";

/** Time that stands still until it is moved. */
export class TestClock implements Clock {
  #now = Date.UTC(2026, 10, 23);
  #timers = new Set<{ time: number; callback: () => void }>();

  now(): number {
    return this.#now;
  }

  at(time: number, callback: () => void): () => void {
    const timer = { time, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    for (const timer of [...this.#timers]) {
      if (timer.time > this.#now || !this.#timers.delete(timer)) continue;
      timer.callback();
    }
  }

  /** Milliseconds until each timer, in order. */
  pending(): number[] {
    return [...this.#timers].map(({ time }) => time - this.#now).sort((one, other) => one - other);
  }
}

export interface FakeCloud {
  readonly cloud: Cloud;
  readonly clock: TestClock;
  readonly events: CloudEvent[];
  readonly asked: Access[];
  readonly logs: { group: string; stream: string; line: string }[];
  readonly resourcePolicies: Map<string, PolicyDocument | undefined>;
  readonly denied: Set<string>;
  readonly measurements: Measurement[];
  readonly folder: string;
  remove(): void;
}

/** `folder` is kept when it is given, so that a test can start a service over another one's state. */
export function fakeCloud(
  overrides: Partial<Cloud> = {},
  folder: string = mkdtempSync(join(tmpdir(), "local-cloud-")),
): FakeCloud {
  const clock = new TestClock();
  const events: CloudEvent[] = [];
  const asked: Access[] = [];
  const logs: { group: string; stream: string; line: string }[] = [];
  const resourcePolicies = new Map<string, PolicyDocument | undefined>();
  const denied = new Set<string>();
  const measurements: Measurement[] = [];
  const absent = () => {
    throw new Error("This test has no such port");
  };
  const cloud: Cloud = {
    accountId: "000000000000",
    region: "eu-central-1",
    stackName: "test",
    stateFolder(name) {
      const path = join(folder, "state", name);
      mkdirSync(path, { recursive: true });
      return path;
    },
    endpoint: "http://127.0.0.1:4566",
    distributionPort: 0,
    assetsFolder: join(folder, "assets"),
    clock,
    iam: {
      authorize(access) {
        asked.push(access);
        if (denied.has(access.action))
          throw new AwsError("AccessDeniedException", `not authorized to perform: ${access.action}`, 403);
      },
      allows: (access) => !denied.has(access.action),
      assumeRole(roleArn, service, sessionName) {
        if (denied.has("sts:AssumeRole")) throw new AwsError("AccessDenied", `${service} may not assume ${roleArn}`, 403);
        return { accessKeyId: "AKIATEST", secretAccessKey: "secret", sessionToken: `${roleArn}/${sessionName}` };
      },
      setResourcePolicy: (arn, policyId, document) => resourcePolicies.set(`${arn}#${policyId}`, document),
      putRole: absent,
    },
    lambda: { invoke: absent, invokeAsync: absent },
    sns: { publish: absent },
    sqs: { send: absent },
    logs: {
      write({ group, stream, lines }) {
        if (denied.has("logs:PutLogEvents")) throw new AwsError("AccessDeniedException", "no logs", 400);
        for (const line of lines) logs.push({ group, stream, line });
      },
    },
    metrics: { record: (measured) => void measurements.push(...measured) },
    s3: { get: absent, put: absent },
    codecommit: { repositoryPath: absent },
    ecr: { registryHost: "", address: absent, password: absent },
    httpApis: { has: () => false, fetch: absent },
    emit: (event) => events.push(event),
    ...overrides,
  };
  mkdirSync(cloud.assetsFolder, { recursive: true });
  return {
    cloud,
    clock,
    events,
    asked,
    logs,
    resourcePolicies,
    denied,
    measurements,
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
