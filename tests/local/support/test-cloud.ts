/** A whole local cloud for a test, with real SDK clients in front of it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock, Cloud, CloudEvent, CreatedResource } from "../../../local/contracts.ts";
import { startCloud } from "../../../local/index.ts";

export interface TestCloudOptions {
  /** The `Resources` of the template. */
  readonly resources?: Readonly<Record<string, unknown>>;
  /** The template's `Outputs`. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** `test` unless said. */
  readonly stackName?: string;
  readonly assetsFolder?: string;
  /** Kept after `stop` when given, so that a test can start again on it. */
  readonly stateFolder?: string;
  readonly clock?: Clock;
}

export interface TestCloud {
  readonly cloud: Cloud;
  readonly endpoint: string;
  /** For the constructor of any SDK client: the account's root. */
  readonly clientConfig: ClientConfig;
  /** Everything that happened so far; grows. */
  readonly events: CloudEvent[];
  readonly created: Readonly<Record<string, CreatedResource>>;
  /** The client configuration of a session of a role that trusts `service` (default Lambda). */
  as(roleArn: string, service?: string): ClientConfig;
  stop(): Promise<void>;
}

export interface ClientConfig {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
}

/** Boots every service that `local/boot.ts` knows, on free ports. */
export async function startTestCloud(options: TestCloudOptions = {}): Promise<TestCloud> {
  const temporary = await mkdtemp(join(tmpdir(), "local-cloud-"));
  const events: CloudEvent[] = [];
  const running = await startCloud({
    template: { Resources: options.resources ?? {}, Outputs: options.outputs ?? {} },
    assetsFolder: options.assetsFolder ?? temporary,
    stateFolder: options.stateFolder ?? join(temporary, "state"),
    stackName: options.stackName ?? "test",
    gatewayPort: 0,
    distributionPort: 0,
    ...(options.clock && { clock: options.clock }),
    onEvent: (event) => void events.push(event),
  }).catch(async (error) => {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  });
  const { cloud, endpoint, created } = running;
  const config = (credentials: ClientConfig["credentials"]): ClientConfig => ({ region: cloud.region, endpoint, credentials });
  return {
    cloud,
    endpoint,
    created,
    events,
    clientConfig: config({ accessKeyId: "local", secretAccessKey: "local" }),
    as: (roleArn, service = "lambda.amazonaws.com") => config(cloud.iam.assumeRole(roleArn, service, "test-session")),
    async stop() {
      await running.stop();
      await rm(temporary, { recursive: true, force: true });
    },
  };
}
