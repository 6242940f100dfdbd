/** Containers by docker or podman, which know the same commands. */
import { type BuildContainer, type ContainerOrder, volumes } from "./container.ts";
import { type EngineName, runEngine, tryEngine } from "./engine.ts";

/** Waits in a container until it is removed. */
const WAIT = "while :; do sleep 3600; done";

/** @throws EngineFailed */
export async function createByDocker({
  engine,
  name,
  image,
  password,
  folders,
  signal,
}: ContainerOrder): Promise<BuildContainer> {
  // docker takes a registry on loopback without TLS by itself.
  const insecure = engine.name === "podman" ? ["--tls-verify=false"] : [];
  const registry = image.slice(0, image.indexOf("/"));
  await tryEngine(engine, ["rm", "--force", name]); // of a former run of this very build
  const login = ["login", ...insecure, "--username", "AWS", "--password-stdin", registry];
  await runEngine(engine, login, { signal, input: password });
  await runEngine(engine, ["pull", "--quiet", ...insecure, image], { signal });
  const options = ["--detach", "--name", name, "--network", "host", ...asThisUser(engine.name), ...volumes(folders)];
  await runEngine(engine, ["run", ...options, "--entrypoint", "/bin/sh", image, "-c", WAIT], { signal });
  return {
    inside(command, directory, variables) {
      const set = Object.entries(variables).flatMap(([variable, value]) => ["--env", `${variable}=${value}`]);
      return [engine.name, "exec", "--interactive", ...set, "--workdir", directory, name, ...command];
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
