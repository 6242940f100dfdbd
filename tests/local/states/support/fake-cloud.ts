/** A cloud with Step Functions alone: functions are closures, everything is allowed, time is virtual. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Call, Cloud, CloudEvent, LambdaRequest, LambdaResult, Operation, Service } from "../../../../local/contracts.ts";
import { createStates } from "../../../../local/services/states/index.ts";
import { VirtualClock } from "../../../../local/services/states/virtual-clock.ts";

export const roleArn = "arn:aws:iam::123456789012:role/machine";
export const work = "arn:aws:lambda:us-east-1:123456789012:function:work";

export interface FakeOptions {
  readonly folder?: string;
  readonly clock?: VirtualClock;
  invoke?(request: LambdaRequest): Promise<LambdaResult> | LambdaResult;
}

/** A service over a folder, with one machine named `machine`. */
export class FakeCloud {
  readonly events: CloudEvent[] = [];
  readonly folder: string;
  readonly clock: VirtualClock;
  readonly service: Service;
  readonly cloud: Cloud;

  constructor({ folder = mkdtempSync(join(tmpdir(), "states-")), clock = new VirtualClock(), invoke }: FakeOptions = {}) {
    this.folder = folder;
    this.clock = clock;
    const ports = {
      accountId: "123456789012",
      region: "us-east-1",
      clock,
      stateFolder: (name: string) => {
        mkdirSync(join(folder, name), { recursive: true });
        return join(folder, name);
      },
      iam: { assumeRole: () => ({}), authorize: () => {} },
      lambda: { invoke: async (request: LambdaRequest) => (invoke ?? (() => Promise.reject(new Error("no function"))))(request) },
      emit: (event: CloudEvent) => void this.events.push(event),
    };
    this.cloud = ports as unknown as Cloud;
    this.service = createStates(this.cloud);
  }

  /** Creates the machine `machine`, as its resource does. */
  async apply(definition: object, more: object = {}): Promise<string> {
    const [type] = this.service.resourceTypes;
    if (!type) throw new Error("There is no resource type");
    const properties = type.properties.parse({
      StateMachineName: "machine",
      DefinitionString: JSON.stringify(definition),
      RoleArn: roleArn,
      ...more,
    });
    const { ref } = await type.apply({ logicalId: "Machine", generatedName: "stack-Machine-1", properties }, this.cloud);
    return ref;
  }

  /** Calls an operation as a client would. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look at outputs of all shapes
  async call(name: string, input: object): Promise<any> {
    const { wire } = this.service;
    if (wire?.protocol !== "json-1.0") throw new Error("Step Functions speaks JSON 1.0");
    const operation = wire.operations[name] as Operation<object>;
    const call: Call<object> = { input, principal: { kind: "root" }, requestId: "1" };
    return operation.run(call, this.cloud);
  }

  /** Lets the execution go on, time passing whenever nothing else is waited for, until it has ended. */
  async ended(executionArn: string) {
    for (;;) {
      const execution = await this.call("DescribeExecution", { executionArn });
      if (execution.status !== "RUNNING") return execution;
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (this.clock.next !== undefined) this.clock.advanceTo(this.clock.next);
    }
  }

  /** Waits until something has happened that needs no time to pass. */
  async until(happened: () => boolean): Promise<void> {
    while (!happened()) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  /** Waits until the state is entered, durably. */
  async entered(state: string): Promise<void> {
    await this.until(() => this.events.some((event) => event.type === "state-entered" && event.state === state));
  }

  async remove(): Promise<void> {
    await this.service.stop?.();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
