/**
 * A program of its own: the local cloud over a packaged stack, to be killed. Its argument is JSON; it prints a line of
 * JSON for each event, and one when it is ready.
 */
import { flushCompileCache } from "node:module";
import { type CloudEvent, startCloud } from "local-cloud";

export interface ProcessOptions {
  readonly template: string;
  readonly assetsFolder: string;
  readonly stateFolder: string;
  readonly stackName: string;
  readonly gatewayPort: number;
  readonly distributionPort: number;
  readonly apiPort?: number;
}

export interface Addresses {
  readonly endpoint: string;
  readonly cloneUrl: string;
  readonly siteUrl: string;
  readonly apiUrl: string;
  readonly siteBucket: string;
  readonly stateMachineArn: string;
}

/** A line of the program's output. */
export type ProcessLine = { readonly ready: Addresses } | { readonly event: CloudEvent };

const say = (line: ProcessLine): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const options: ProcessOptions = JSON.parse(process.argv[2] ?? "{}");

const { endpoint, outputs, distributions, created } = await startCloud({ ...options, onEvent: (event) => say({ event }) });
say({
  ready: {
    endpoint,
    cloneUrl: outputs.CloneUrl ?? "",
    siteUrl: distributions[0]?.url ?? "",
    apiUrl: outputs.ApiUrl ?? "",
    siteBucket: created.SiteBucket?.ref ?? "",
    stateMachineArn: outputs.SiteBuilderArn ?? "",
  },
});
flushCompileCache();
