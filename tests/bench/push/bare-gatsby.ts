/** What Gatsby alone takes for the same commits: a clone of its own, its own modules and cache, no Lectern around it. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { git } from "../../../cli/git.ts";

/** A clone in which `gatsby build` is run by hand, as a person would. */
export class BareGatsby {
  readonly #clone: string;
  readonly #environment: NodeJS.ProcessEnv;

  /** Nothing is made yet. `folder` must be new. */
  constructor(folder: string, siteUrl: string) {
    this.#clone = join(folder, "clone");
    this.#environment = {
      ...process.env,
      // As empty as a build machine's at its first build.
      npm_config_cache: join(folder, "npm-cache"),
      CI: "true",
      FORCE_COLOR: "0",
      GATSBY_TELEMETRY_DISABLED: "1",
      GATSBY_SITE_URL: siteUrl,
    };
  }

  async checkOut(cloneUrl: string, commit: string): Promise<void> {
    if (!existsSync(this.#clone)) await git(".", "clone", "--quiet", cloneUrl, this.#clone);
    await git(this.#clone, "fetch", "--quiet", "origin");
    await git(this.#clone, "checkout", "--quiet", "--detach", commit);
  }

  install(): Promise<void> {
    return this.#run("npm", ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
  }

  build(): Promise<void> {
    return this.#run(join(this.#clone, "website/node_modules/.bin/gatsby"), ["build"]);
  }

  #run(program: string, args: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, {
        cwd: join(this.#clone, "website"),
        env: this.#environment,
        stdio: ["ignore", "ignore", "inherit"],
      });
      child.once("error", reject);
      child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with exit code ${code}`))));
    });
  }
}
