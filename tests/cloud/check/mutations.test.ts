/** The packaged template, wrong in two hundred ways: what AWS would refuse of them is noticed without AWS. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCloud } from "local-cloud";
import { checkTemplate } from "../../../cloud/check/check-template.ts";
import { readSpecification } from "../../../cloud/check/specification.ts";
import { readTemplate } from "../../../cloud/check/template.ts";
import { seededRandom } from "../../../liveblogger/seeded-random.ts";
import { packagedStack } from "../../e2e/support/stack.ts";
import { mutate } from "./mutate.ts";

const MUTATIONS = 200;
const SEED = "a template that AWS would take";

/** A port that is taken: a boot gets as far as listening only with a template that it would run. */
const taken = createServer();
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lectern-mutations-"));
  await new Promise<void>((done) => taken.listen(0, "127.0.0.1", done));
});
afterAll(() => {
  taken.close();
  rmSync(folder, { recursive: true, force: true });
});

async function bootRefuses(template: object): Promise<boolean> {
  const { port } = taken.address() as { port: number };
  const boot = startCloud({
    template,
    assetsFolder: folder,
    stateFolder: join(folder, "state"),
    stackName: "x",
    gatewayPort: port,
  });
  const name = await boot.then(
    () => "nothing",
    (error: Error) => error.name,
  );
  return name !== "PortInUse";
}

test(`of ${MUTATIONS} mutations, all that AWS would refuse are noticed by the check or by the boot`, async () => {
  const template = readTemplate((await packagedStack()).path);
  const specification = readSpecification();
  expect(checkTemplate({ template, specification, stage: "test" })).toEqual([]);
  expect(await bootRefuses(template)).toBe(false);
  const random = seededRandom(SEED);
  const counts = { refused: 0, byCheck: 0, byBoot: 0, accepted: 0, acceptedByCheck: 0 };
  const unnoticed: string[] = [];
  for (let count = 0; count < MUTATIONS; count++) {
    const mutation = mutate(template, random.next);
    const isFound = checkTemplate({ template: mutation.template, specification, stage: "test" }).length > 0;
    counts[mutation.isRefused ? "refused" : "accepted"]++;
    if (isFound) counts[mutation.isRefused ? "byCheck" : "acceptedByCheck"]++;
    else if (mutation.isRefused && (await bootRefuses(mutation.template))) counts.byBoot++;
    else if (mutation.isRefused) unnoticed.push(mutation.what);
  }
  process.stdout.write(
    `${counts.refused} AWS would refuse: ${counts.byCheck} noticed by check:template, ${counts.byBoot} more by the boot. ` +
      `${counts.accepted} it would accept: ${counts.acceptedByCheck} of them noticed all the same.\n`,
  );
  expect(unnoticed).toEqual([]);
  expect(counts.refused).toBeGreaterThan(MUTATIONS / 2);
}, 600_000);
