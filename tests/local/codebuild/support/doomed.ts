/**
 * A process with a CodeBuild that starts one build and waits to be killed:
 * `node doomed.ts <state folder> <repository> <StartBuild's input> <project's properties>`
 */
import { writeSync } from "node:fs";
import { join } from "node:path";
import { createCodeBuild } from "../../../../local/services/codebuild/index.ts";
import { createFakeCloud } from "../../codecommit/support/fake-cloud.ts";

const [folder = "", repository = "", input = "", properties = ""] = process.argv.slice(2);
const fake = createFakeCloud(folder);
fake.set({
  codecommit: { repositoryPath: () => join(repository, ".git") },
  emit: (event) => event.type === "build-log" && writeSync(1, `${event.line}\n`),
});
const service = createCodeBuild(fake.cloud, async () => undefined);
const [type] = service.resourceTypes;
await type?.apply(
  { logicalId: "Project", generatedName: "generated", properties: type.properties.parse(JSON.parse(properties)) },
  fake.cloud,
);
await service.start?.();
if (input !== "" && service.wire && "operations" in service.wire) {
  const call = { input: JSON.parse(input), principal: { kind: "root" }, requestId: "r" } as never;
  await service.wire.operations.StartBuild?.run(call, fake.cloud);
}
