/** `npm run bench:local`: what the local cloud's services cost, through the wire with the SDK's own clients. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBenchCloud } from "./local/bench-cloud.ts";
import { measureExecutions, storeExecutions } from "./local/executions.ts";
import { measureInvocations } from "./local/invocations.ts";
import { measureObjects } from "./local/objects.ts";
import { type Measured, report } from "./report.ts";
import { timed } from "./timed.ts";

const STORED = 10_000;

const folder = mkdtempSync(join(tmpdir(), "local-cloud-bench-"));
const say = (line: string): void => void process.stderr.write(`${line}\n`);
try {
  const [first, empty] = await timed(() => startBenchCloud(folder));
  say("Invocations, objects, executions …");
  const figures: Measured[] = [
    ...(await measureInvocations(first)),
    ...(await measureObjects(first, folder)),
    ...(await measureExecutions(first)),
  ];
  say(`Storing ${STORED} executions …`);
  await storeExecutions(first, STORED);
  await first.running.stop();
  const [second, full] = await timed(() => startBenchCloud(folder));
  await second.running.stop();
  report([
    ...figures,
    { figure: "boot, empty", value: empty, unit: "s" },
    { figure: `boot with ${STORED} stored executions`, value: full, unit: "s", goal: 5 },
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
