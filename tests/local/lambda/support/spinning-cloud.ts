/** A program of its own: runs a function that never ends, prints the ids of its process and of a child of that one, and waits to be killed. */
import { createLambda } from "../../../../local/services/lambda/index.ts";
import { deployFunction } from "./deployed.ts";
import { fakeCloud } from "./fake-cloud.ts";

const folder = process.argv[2] ?? "";
const fake = fakeCloud({}, folder);
const lambda = createLambda({
  ...fake.cloud,
  emit(event) {
    const pids = event.type === "function-log" && /pids (\d+ \d+)/.exec(event.line)?.[1];
    if (pids) process.stdout.write(`${pids}\n`);
  },
});
await deployFunction(
  lambda,
  fake.cloud,
  "subject",
  `import { spawn } from "node:child_process";
   export const handler = async () => { console.log("pids " + process.pid + " " + spawn("sleep", ["60"]).pid); for (;;) {} }`,
  { Timeout: 60 },
);
await lambda.port.invoke({ functionName: "subject", payload: "{}", principal: { kind: "root" } });
