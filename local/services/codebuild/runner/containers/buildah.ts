/**
 * Containers by buildah, which needs no daemon. Its `chroot` isolation works where a machine does not let containers be
 * isolated further (in a container, without cgroups), and shares the machine's network and processes: so a build's
 * processes are found and ended like any other build's.
 */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type BuildContainer, type ContainerOrder, variableOptions, volumes } from "./container.ts";
import { logIn, openEngine, runEngine, tryEngine, withoutTls } from "./engine.ts";

/** @throws EngineFailed */
export async function createByBuildah(order: ContainerOrder): Promise<BuildContainer> {
  const { engine, name, image, folders, signal } = order;
  const buildah = (args: readonly string[]) => runEngine(engine, args, { signal });
  await tryEngine(engine, ["rm", name]); // of a former run of this very build
  await logIn(engine, image, order.password, signal);
  // Asks the registry each time: what is here already of an image is not sent again.
  await buildah(["from", "--pull-always", ...withoutTls(engine), "--quiet", "--name", name, image]);
  await removeOtherVersions(buildah, image);
  return {
    inside(command, directory, variables) {
      const options = ["--isolation", "chroot", ...volumes(folders), ...variableOptions(variables), "--workingdir", directory];
      return ["buildah", ...engine.options, "run", ...options, name, "--", ...command];
    },
    environment: engine.environment,
    remove: () => tryEngine(engine, ["rm", name]),
  };
}

/** Images are large: of each repository, only the one that was asked for last is kept here. The registry has the others. */
async function removeOtherVersions(buildah: (args: readonly string[]) => Promise<string>, image: string): Promise<void> {
  const all = (await buildah(["images", "--format", "{{.Name}}:{{.Tag}}"])).split("\n");
  const others = all.filter((other) => other !== image && repositoryOf(other) === repositoryOf(image));
  for (const other of others) await buildah(["rmi", other]).catch(() => {}); // one in use stays
}

/** Without the registry, whose port is another after each start, and without the tag. */
const repositoryOf = (image: string): string => image.replace(/^[^/]*\//, "").replace(/:[^:/]*$/, "");

/** Removes the containers that an earlier run of this cloud left in the storage. */
export async function sweepContainers(storage: string): Promise<void> {
  if (!existsSync(join(storage, "storage"))) return;
  await tryEngine(await openEngine("buildah", { storage, logins: storage }), ["rm", "--all"]);
  rmSync(join(storage, "run"), { recursive: true, force: true });
}
