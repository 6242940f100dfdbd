/** From a buildspec's text to what is to be run. What is not run is refused here, before anything runs. */
import { type ArtifactsSpec, type Buildspec, BuildspecError, type CommandPhase, type PhaseSpec } from "./buildspec.ts";
import { readYaml, type Value } from "./yaml-reader.ts";

const COMMAND_PHASES: readonly CommandPhase[] = ["install", "pre_build", "build", "post_build"];
const RUN_AS = "builds run as the user who runs this cloud";
const NO_SECRETS = "there is no such store in this cloud; give plain variables";

/** @throws BuildspecError that names what is wrong, and its line */
export function parseBuildspec(text: string): Buildspec {
  const root = readYaml(text);
  if (root.empty) throw new BuildspecError("The buildspec is empty");
  const top = root.map(["version", "env", "phases", "artifacts", "cache"], {
    "run-as": RUN_AS,
    proxy: "builds reach the network as this machine does",
    batch: "batch builds are not run here",
    reports: "test reports are not collected here",
  });
  const version = top.version?.text();
  if (version !== "0.2") {
    throw new BuildspecError(
      version === undefined
        ? "Invalid buildspec version: there is none; 0.2 is needed"
        : `Invalid buildspec version ${version} at line ${top.version?.line}: 0.2 is needed`,
    );
  }
  const env = readEnv(top.env);
  if (top.phases === undefined) throw new BuildspecError("The buildspec has no phases");
  const phases = top.phases.map(COMMAND_PHASES);
  const install = phases.install && readPhase(phases.install, ["runtime-versions"]);
  return {
    ...env,
    runtimeVersions: install?.runtimeVersions ?? {},
    phases: Object.fromEntries(
      COMMAND_PHASES.flatMap((name) => {
        const phase = name === "install" ? install?.phase : phases[name] && readPhase(phases[name], []).phase;
        return phase === undefined ? [] : [[name, phase]];
      }),
    ),
    ...(top.artifacts !== undefined && { artifacts: readArtifacts(top.artifacts) }),
    cachePaths: readCache(top.cache),
  };
}

function readEnv(env: Value | undefined): Pick<Buildspec, "exportedVariables" | "shell" | "variables"> {
  const known = env?.map(["shell", "variables", "exported-variables", "git-credential-helper"], {
    "parameter-store": NO_SECRETS,
    "secrets-manager": NO_SECRETS,
  });
  const shell = known?.shell?.text() ?? "sh";
  // `git-credential-helper` changes nothing: git needs no credentials here.
  if (shell !== "bash" && shell !== "sh") {
    throw new BuildspecError(`env.shell at line ${known?.shell?.line} is not supported here: ${shell}; bash and sh are`);
  }
  const variables = known?.variables?.entries().map(([name, value]) => [name, value.empty ? "" : value.text()]) ?? [];
  return {
    shell,
    variables: Object.fromEntries(variables),
    exportedVariables: texts(known?.["exported-variables"]),
  };
}

type PhaseKey = "commands" | "finally" | "on-failure" | "runtime-versions";

function readPhase(
  phase: Value,
  more: readonly PhaseKey[],
): { phase: PhaseSpec; runtimeVersions: Readonly<Record<string, string>> } {
  const known = phase.map<PhaseKey>(["commands", "finally", "on-failure", ...more], { "run-as": RUN_AS });
  const onFailure = known["on-failure"]?.text();
  if (onFailure !== undefined && onFailure !== "ABORT" && onFailure !== "CONTINUE") {
    throw new BuildspecError(
      `${phase.path}.on-failure at line ${known["on-failure"]?.line} is not supported here: ${onFailure}; ABORT and CONTINUE are`,
    );
  }
  const runtimes = known["runtime-versions"]?.entries().map(([name, value]) => [name, value.text()]) ?? [];
  return {
    phase: {
      commands: commands(known.commands, "Commands"),
      finally: commands(known.finally, "Finally"),
      ...(onFailure !== undefined && { onFailure }),
    },
    runtimeVersions: Object.fromEntries(runtimes),
  };
}

/** The complaint about a command that is no string is CodeBuild's own, for it is often met: `- echo a: b`. */
function commands(list: Value | undefined, name: string): string[] {
  if (list === undefined || list.empty) return [];
  return list.list().map((command, index) => {
    try {
      return command.text();
    } catch {
      const found = command.empty ? "found an empty value" : "found subkeys instead";
      throw new BuildspecError(
        `Expected ${name}[${index}] to be of string type: ${found} at line ${command.line}, value of the key tag on line ${Math.max(1, command.line - 1)} might be empty`,
      );
    }
  });
}

function readArtifacts(artifacts: Value): ArtifactsSpec {
  const known = artifacts.map(["files", "exclude-paths", "base-directory", "discard-paths", "name"], {
    "secondary-artifacts": "one set of artifacts is made",
    "enable-symlinks": "links are followed",
    "s3-prefix": "give the project a Path",
  });
  // `name` counts only for projects with OverrideArtifactName, which are refused.
  const baseDirectory = known["base-directory"]?.text();
  return {
    files: texts(known.files),
    excludePaths: texts(known["exclude-paths"]),
    discardPaths: known["discard-paths"]?.text() === "yes" || known["discard-paths"]?.text() === "true",
    ...(baseDirectory !== undefined && { baseDirectory }),
  };
}

function readCache(cache: Value | undefined): string[] {
  const known = cache?.map(["paths"], {
    key: "a project has one cache",
    "fallback-keys": "a project has one cache",
    action: "the cache is restored and saved",
  });
  return texts(known?.paths);
}

function texts(list: Value | undefined): string[] {
  return list === undefined || list.empty ? [] : list.list().map((item) => item.text());
}
