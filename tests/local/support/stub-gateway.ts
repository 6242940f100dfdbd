/** A gateway in front of the services that a test gives it, with IAM and nothing else of the cloud. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../../local/clock.ts";
import { createCloud } from "../../../local/cloud.ts";
import type { Cloud, CloudEvent, Service } from "../../../local/contracts.ts";
import { listen } from "../../../local/gateway/gateway.ts";
import { createIam } from "../../../local/iam/iam.ts";
import type { ClientConfig } from "./test-cloud.ts";

export interface StubGateway {
  readonly cloud: Cloud;
  readonly port: number;
  readonly clientConfig: ClientConfig & { readonly maxAttempts: 1 };
  readonly events: CloudEvent[];
  /** The client configuration of a session of a role with these policy statements. */
  as(statements: readonly unknown[]): ClientConfig & { readonly maxAttempts: 1 };
  stop(): Promise<void>;
}

export async function startStubGateway(services: readonly Service[]): Promise<StubGateway> {
  const folder = await mkdtemp(join(tmpdir(), "stub-gateway-"));
  const events: CloudEvent[] = [];
  const operator = { accessKeyId: "local", secretAccessKey: "local" };
  const iam = createIam({ accountId: "000000000000", folder, operator, now: Date.now });
  const { cloud } = createCloud({
    accountId: "000000000000",
    region: "us-east-1",
    stackName: "stub",
    stateFolder: folder,
    assetsFolder: folder,
    distributionPort: 0,
    clock: systemClock,
    iam,
    onEvent: (event) => void events.push(event),
  });
  const gateway = await listen(0);
  gateway.open({ cloud, services, rules: { findKey: iam.findKey, region: cloud.region, now: Date.now } });
  const base = { region: cloud.region, endpoint: `http://127.0.0.1:${gateway.port}`, maxAttempts: 1 as const };
  return {
    cloud,
    port: gateway.port,
    events,
    clientConfig: { ...base, credentials: operator },
    as(statements) {
      const arn = "arn:aws:iam::000000000000:role/tester";
      const trustPolicy = {
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      };
      iam.putRole({ roleName: "tester", arn, trustPolicy, policies: [{ Statement: statements }] });
      return { ...base, credentials: iam.assumeRole(arn, "lambda.amazonaws.com", "session") };
    },
    async stop() {
      await gateway.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
