/** A cloud of fakes for one service under test: what the service asks of the others is kept for the test to look at. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Access, Cloud, CloudEvent, Principal } from "../../../../local/contracts.ts";
import { AwsError } from "../../../../local/errors.ts";

export interface Published {
  readonly topicArn: string;
  readonly message: string;
  readonly subject?: string;
  readonly principal: Principal;
}

export interface FakeCloud {
  readonly cloud: Cloud;
  readonly events: CloudEvent[];
  readonly published: Published[];
  readonly logs: { group: string; stream: string; lines: readonly string[]; principal: Principal }[];
  readonly objects: Map<string, Uint8Array>;
  /** Actions that IAM denies. */
  readonly denied: Set<string>;
  /** What IAM was asked. */
  readonly asked: Access[];
  /** Errors that the next publishes throw, in this order. */
  readonly publishErrors: Error[];
  readonly folder: string;
  set(changes: Partial<Cloud>): void;
  remove(): void;
}

const unused = (name: string) => () => {
  throw new Error(`the service under test does not use ${name}`);
};

/** `folder`: the state of an earlier fake, to play a restart. */
export function createFakeCloud(folder = mkdtempSync(join(tmpdir(), "fake-cloud-"))): FakeCloud {
  const fake: Omit<FakeCloud, "cloud" | "remove" | "set"> = {
    events: [],
    published: [],
    logs: [],
    objects: new Map(),
    denied: new Set(),
    asked: [],
    publishErrors: [],
    folder,
  };
  const authorize = (access: Access) => {
    fake.asked.push(access);
    if (fake.denied.has(access.action))
      throw new AwsError("AccessDeniedException", `not authorized to perform: ${access.action}`, 403);
  };
  let overrides: Partial<Cloud> = {};
  const cloud: Cloud = {
    accountId: "123456789012",
    region: "eu-central-1",
    stackName: "test",
    stateFolder: (name) => join(folder, name),
    endpoint: "http://127.0.0.1:4566",
    distributionPort: 0,
    assetsFolder: folder,
    clock: {
      now: () => Date.now(),
      at(time, callback) {
        const timer = setTimeout(callback, Math.max(0, time - Date.now()));
        return () => clearTimeout(timer);
      },
    },
    iam: {
      authorize,
      allows: unused("iam.allows"),
      assumeRole: (roleArn, service, sessionName) => ({
        accessKeyId: `ASIA-${service}`,
        secretAccessKey: roleArn,
        sessionToken: sessionName,
      }),
      setResourcePolicy: unused("iam.setResourcePolicy"),
      putRole: unused("iam.putRole"),
    },
    lambda: { invoke: unused("lambda"), invokeAsync: unused("lambda") },
    sns: {
      async publish(message) {
        const error = fake.publishErrors.shift();
        if (error !== undefined) throw error;
        fake.published.push(message);
        return { messageId: String(fake.published.length) };
      },
    },
    sqs: { send: unused("sqs") },
    logs: {
      write(entry) {
        authorize({ principal: entry.principal, action: "logs:PutLogEvents", resource: entry.group });
        fake.logs.push(entry);
      },
    },
    metrics: { record: unused("metrics") },
    s3: {
      get: unused("s3.get"),
      async put({ bucket, key, body, principal }) {
        authorize({ principal, action: "s3:PutObject", resource: `arn:aws:s3:::${bucket}/${key}` });
        fake.objects.set(`${bucket}/${key}`, body);
      },
    },
    codecommit: { repositoryPath: unused("codecommit") },
    ecr: {
      registryHost: "123456789012.dkr.ecr.eu-central-1.amazonaws.com",
      address: async () => {
        throw new AwsError("ServerException", "no registry here");
      },
      password: unused("ecr"),
    },
    httpApis: { has: unused("httpApis.has"), fetch: unused("httpApis.fetch") },
    emit: (event) => fake.events.push(event),
  };
  return {
    ...fake,
    cloud: new Proxy(cloud, { get: (target, name: keyof Cloud) => overrides[name] ?? target[name] }),
    set: (changes) => {
      overrides = { ...overrides, ...changes };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
