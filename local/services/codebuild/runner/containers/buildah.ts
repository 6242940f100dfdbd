/**
 * Containers by buildah, which needs no daemon. Its `chroot` isolation works where a machine does not let containers be
 * isolated further (in a container, without cgroups), and shares the machine's network and processes: so a build's
 * processes are found and ended like any other build's.
 */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type BuildContainer, type ContainerOrder, volumes } from "./container.ts";
import { openEngine, runEngine, tryEngine } from "./engine.ts";

/** @throws EngineFailed */
export async function createByBuildah({
  engine,
  name,
  image,
  password,
  folders,
  signal,
}: ContainerOrder): Promise<BuildContainer> {
  const buildah = (args: readonly string[], input?: string) =>
    runEngine(engine, args, { signal, ...(input !== undefined && { input }) });
  await tryEngine(engine, ["rm", name]); // of a former run of this very build
  const registry = image.slice(0, image.indexOf("/"));
  await buildah(["login", "--tls-verify=false", "--username", "AWS", "--password-stdin", registry], password);
  // Asks the registry each time: what is here already of an image is not sent again.
  await buildah(["from", "--pull-always", "--tls-verify=false", "--quiet", "--name", name, image]);
  await removeOtherVersions(buildah, image);
  return {
    inside(command, directory, variables) {
      const set = Object.entries(variables).flatMap(([variable, value]) => ["--env", `${variable}=${value}`]);
      const options = ["--isolation", "chroot", ...volumes(folders), ...set, "--workingdir", directory];
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
