/** `runtime-versions`: this machine is the image, so only what it has can be asked for. */
import { BuildspecError } from "./buildspec.ts";

/** @throws BuildspecError, in CodeBuild's words, for a runtime or version that is not here */
export function checkRuntimes(wanted: Readonly<Record<string, string>>, nodeVersion: string): void {
  const [here = ""] = nodeVersion.split(".");
  for (const [name, version] of Object.entries(wanted)) {
    if (name !== "nodejs") {
      throw new BuildspecError(
        `Unknown runtime named '${name}'. This build environment is the machine itself, with nodejs: ${here}`,
      );
    }
    const [major = ""] = version.split(".");
    if (major !== here && version !== "latest") {
      throw new BuildspecError(
        `Unknown runtime version named '${version}' of nodejs. This build image has the following versions: ${here}`,
      );
    }
  }
}
