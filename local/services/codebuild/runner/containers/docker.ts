/** Containers by docker or podman, which know the same commands. */
import { type BuildContainer, type ContainerOrder, variableOptions, volumes } from "./container.ts";
import { type EngineName, logIn, runEngine, tryEngine, withoutTls } from "./engine.ts";

/** Waits in a container until it is removed. */
const WAIT = "while :; do sleep 3600; done";

/** @throws EngineFailed */
export async function createByDocker(order: ContainerOrder): Promise<BuildContainer> {
  const { engine, name, image, folders, signal } = order;
  await tryEngine(engine, ["rm", "--force", name]); // of a former run of this very build
  await logIn(engine, image, order.password, signal);
  await runEngine(engine, ["pull", "--quiet", ...withoutTls(engine), image], { signal });
  const options = ["--detach", "--name", name, "--network", "host", ...asThisUser(engine.name), ...volumes(folders)];
  await runEngine(engine, ["run", ...options, "--entrypoint", "/bin/sh", image, "-c", WAIT], { signal });
  return {
    inside(command, directory, variables) {
      const options = ["--interactive", ...variableOptions(variables), "--workdir", directory];
      return [engine.name, ...engine.options, "exec", ...options, name, ...command];
    },
    environment: engine.environment,
    remove: () => tryEngine(engine, ["rm", "--force", name]),
  };
}

/** docker's root would leave files that we may not remove; podman's is this user already. */
function asThisUser(engine: EngineName): string[] {
  const user = process.getuid?.() ?? 0;
  return engine === "docker" && user !== 0 ? ["--user", `${user}:${process.getgid?.() ?? user}`] : [];
}
