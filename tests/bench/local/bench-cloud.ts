/** A cloud with what is measured: a function that does nothing, machines of known length, a bucket. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { type CloudEvent, type RunningCloud, startCloud } from "local-cloud";

/** States of the machine `ten`: five of them tasks. */
export const TEN = 10;
/** States of the machine `passes`; each is two events and two transitions of the interpreter. */
export const PASSES = 200;

export interface BenchCloud {
  readonly running: RunningCloud;
  readonly clientConfig: {
    readonly region: string;
    readonly endpoint: string;
    readonly credentials: { accessKeyId: string; secretAccessKey: string };
  };
  machine(name: "ten" | "passes" | "short"): string;
  readonly bucket: string;
  /** Resolves when the execution has ended. @throws Error when it ended otherwise than well */
  ended(executionArn: string): Promise<void>;
}

const role = (service: string, Action: string[]) => ({
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
    },
    Policies: [
      { PolicyName: "p", PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] } },
    ],
  },
});

const machine = (StateMachineName: string, states: readonly object[]) => ({
  Type: "AWS::StepFunctions::StateMachine",
  Properties: {
    StateMachineName,
    RoleArn: { "Fn::GetAtt": ["MachineRole", "Arn"] },
    DefinitionString: {
      "Fn::Sub": [JSON.stringify(chain(states)), { function: { "Fn::GetAtt": ["Nothing", "Arn"] } }],
    },
  },
});

/** The states, one after another. */
function chain(states: readonly object[]): object {
  const named = states.map((state, at) => [`S${at}`, { ...state, ...(at + 1 < states.length && { Next: `S${at + 1}` }) }]);
  return { StartAt: "S0", States: { ...Object.fromEntries(named) } };
}

const task = { Type: "Task", Resource: `$\{function}` };
const pass = { Type: "Pass" };
const succeed = { Type: "Succeed" };

const resources = {
  FunctionRole: role("lambda.amazonaws.com", ["logs:CreateLogStream", "logs:PutLogEvents"]),
  MachineRole: role("states.amazonaws.com", ["lambda:InvokeFunction"]),
  Nothing: {
    Type: "AWS::Lambda::Function",
    Properties: {
      FunctionName: "nothing",
      Handler: "index.handler",
      Runtime: "nodejs24.x",
      Role: { "Fn::GetAtt": ["FunctionRole", "Arn"] },
      Code: { S3Bucket: "assets", S3Key: "serverless/nothing.zip" },
    },
  },
  Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: "bench" } },
  Ten: machine("ten", [task, pass, task, pass, task, pass, task, pass, task, succeed]),
  Passes: machine("passes", [...Array.from({ length: PASSES - 1 }, () => pass), succeed]),
  Short: machine("short", [succeed]),
};

/** Boots it over `folder`, which keeps its state. */
export async function startBenchCloud(folder: string): Promise<BenchCloud> {
  const assetsFolder = join(folder, "assets");
  mkdirSync(assetsFolder, { recursive: true });
  const source = strToU8("export const handler = async (event) => event;\n");
  writeFileSync(join(assetsFolder, "nothing.zip"), zipSync({ "index.mjs": source }));
  const ends = new Ends();
  const running = await startCloud({
    template: { Resources: resources },
    assetsFolder,
    stateFolder: join(folder, "state"),
    stackName: "bench",
    gatewayPort: 0,
    distributionPort: 0,
    onEvent: (event) => ends.hear(event),
  });
  return {
    running,
    clientConfig: {
      region: running.cloud.region,
      endpoint: running.endpoint,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    },
    machine: (name) => `arn:aws:states:${running.cloud.region}:${running.cloud.accountId}:stateMachine:${name}`,
    bucket: "bench",
    ended: (executionArn) => ends.of(executionArn),
  };
}

/** How executions ended, for whoever waits for them. */
class Ends {
  readonly #statuses = new Map<string, string>();
  readonly #waiting = new Map<string, () => void>();

  hear(event: CloudEvent): void {
    if (event.type !== "execution-ended") return;
    this.#statuses.set(event.executionArn, event.status);
    this.#waiting.get(event.executionArn)?.();
  }

  async of(executionArn: string): Promise<void> {
    if (!this.#statuses.has(executionArn)) {
      await new Promise<void>((resolve) => this.#waiting.set(executionArn, resolve));
    }
    const status = this.#statuses.get(executionArn);
    if (status !== "SUCCEEDED") throw new Error(`${executionArn} ended ${status}`);
  }
}
