/**
 * The one shell that all commands of a build share: variables, functions and the current directory last from
 * command to command and from phase to phase. Each command is sourced from a file, so its own syntax errors,
 * `return` and `break` stay its own. A command that ends the shell (`exit 1`, `set -e`) ends with the shell's
 * status; what comes after it runs in a new shell with the variables, the directory and, in bash, the functions
 * of the old one.
 */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { giveWay } from "../../../give-way.ts";
import type { BuildContainer } from "./containers/container.ts";
import { endProcessGroup, recordProcessGroup } from "./end-processes.ts";
import { quoted } from "./quoted.ts";
import { splitLines } from "./split-lines.ts";

export interface ShellSettings {
  readonly program: "bash" | "sh";
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** For the shell's own files; not seen by the commands. */
  readonly scratchFolder: string;
  /** Where the shell runs, when that is not the machine itself. */
  readonly container?: Pick<BuildContainer, "inside" | "environment"> | undefined;
  /** A line that a command printed, on either stream. */
  onLine(line: string): void;
}

export interface Shell {
  /** Runs one command and resolves with its exit status; 128 + n when signal n ended the shell. */
  run(command: string): Promise<number>;
  /** Ends the shell and everything that its commands started, also in the background. */
  end(): void;
}

/** The line that tells a command's status; only this build's shell knows the word before it. */
const statusLine = (word: string) => new RegExp(`${word}:(\\d+):$`);

const SIGNALS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGPIPE: 13, SIGTERM: 15 };
/** How long the last output of a shell that ended may still be on its way. */
const DRAIN_MS = 200;

/** A shell that starts with the first command. Whoever makes it ends it. */
export function createShell(settings: ShellSettings): Shell {
  const word = `status-${randomBytes(12).toString("hex")}`;
  const commandFile = join(settings.scratchFolder, "command.sh");
  const stateFile = join(settings.scratchFolder, "environment");
  const directoryFile = join(settings.scratchFolder, "directory");
  const status = statusLine(word);
  let child: ChildProcessWithoutNullStreams | undefined;
  /** One for each shell: a background command of a shell that ended lives on, until the end of the build. */
  const started: ChildProcessWithoutNullStreams[] = [];
  let finish: (status: number) => void = () => {};

  function onLine(line: string): void {
    const [found, exitStatus] = status.exec(line) ?? [];
    if (found === undefined) {
      if (!isOwnTrace(line, word)) settings.onLine(line);
      return;
    }
    const before = line.slice(0, -found.length);
    if (before !== "") settings.onLine(before);
    finish(Number(exitStatus));
  }

  function start(): ChildProcessWithoutNullStreams {
    const resumed = existsSync(stateFile) && existsSync(directoryFile);
    const formerly = resumed ? readFileSync(directoryFile, "utf8").replace(/\n$/, "") : "";
    const directory = existsSync(formerly) ? formerly : settings.directory;
    const { program, args, ...where } = launch(settings, directory);
    const shell = spawn(program, args, { ...where, stdio: "pipe", detached: true });
    started.push(shell);
    if (shell.pid !== undefined) {
      recordProcessGroup(settings.scratchFolder, shell.pid);
      giveWay(shell.pid, "build");
    }
    const drained = splitLines(shell.stdout, onLine);
    // Until the shell runs, and when it can't: what the engine says.
    if (settings.container) void splitLines(shell.stderr, (line) => isExit(line) || settings.onLine(line));
    shell.stdin.on("error", () => {}); // a shell that has ended reads no more
    shell.once("error", (error) => {
      settings.onLine(`${settings.program} could not be started: ${error.message}`);
      finish(127);
    });
    shell.once("exit", async (code, signal) => {
      child = undefined;
      const finishThis = finish; // while the last output is awaited, a next command may begin
      // A command left in the background may hold the pipe open for ever.
      await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, DRAIN_MS))]);
      finishThis(code ?? 128 + (SIGNALS[signal ?? ""] ?? 0));
    });
    const state = quoted(stateFile);
    const formerDirectory = quoted(directoryFile);
    const lines = [
      "exec 2>&1 3>&1",
      ...(settings.container ? [`. ${quoted(writeVariables(settings))}`] : []),
      ...(resumed ? [`. ${state} 2>/dev/null`, `cd "$(cat ${formerDirectory})" 2>/dev/null`] : []),
      `rm -f ${state} ${formerDirectory}`,
      "__codebuild_keep() {",
      `  export -p > ${state}`,
      ...(settings.program === "bash" ? [`  declare -f >> ${state}`] : []),
      `  pwd > ${formerDirectory}`,
      "}",
      "trap __codebuild_keep EXIT",
    ];
    shell.stdin.write(`${lines.join("\n")}\n`);
    return shell;
  }

  return {
    run(command) {
      writeFileSync(commandFile, `${command}\n`);
      return new Promise((resolve) => {
        finish = resolve;
        child ??= start();
        // The word and the status are put together by printf, so that `set -x` does not show them together.
        child.stdin.write(`. ${quoted(commandFile)} </dev/null 3>&-; printf '%s:%d:\\n' ${word} "$?" >&3\n`);
      });
    },
    end() {
      for (const { pid, stdout } of started.splice(0)) {
        if (pid !== undefined) endProcessGroup(pid);
        stdout.destroy();
      }
    },
  };
}

interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Record<string, string>;
}

/** How the shell is started: on the machine, or by the container's engine. */
function launch({ program: shell, environment, container }: ShellSettings, directory: string): Launch {
  const options = shell === "bash" ? ["--noprofile", "--norc", "-s"] : ["-s"];
  if (container === undefined) return { program: shell, args: options, cwd: directory, env: { ...environment, PWD: directory } };
  // By its id in their environment all processes of a build are found, so those get it that run before the shell's own do.
  const { CODEBUILD_BUILD_ID = "" } = environment;
  const [program = "", ...args] = container.inside([shell, ...options], directory, { CODEBUILD_BUILD_ID });
  return { program, args, cwd: "/", env: { ...container.environment, CODEBUILD_BUILD_ID } };
}

/** The build's variables for a shell in a container: on the engine's command line, everybody on this machine could read them. */
function writeVariables({ environment, scratchFolder }: ShellSettings): string {
  const file = join(scratchFolder, "variables");
  const names = Object.entries(environment).filter(([name]) => /^[A-Za-z_]\w*$/.test(name));
  writeFileSync(file, names.map(([name, value]) => `export ${name}=${quoted(value)}\n`).join(""), { mode: 0o600 });
  return file;
}

/** Whether an engine says no more than how the shell ended, which is told already. */
function isExit(line: string): boolean {
  return /^(Error: )?(subprocess )?exit(ed with)? status \d+$/.test(line.trim());
}

/** Whether the line is `set -x` showing what this file writes to the shell, not what the build runs. */
function isOwnTrace(line: string, word: string): boolean {
  return line.startsWith("+") && (line.includes(word) || /^\++ \. .*command\.sh'?$/.test(line));
}
