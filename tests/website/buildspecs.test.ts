import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Buildspec, readBuildspec, runPhases } from "./support/run-phase.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";
let website: Buildspec;
let image: Buildspec;
beforeAll(async () => {
  website = await readBuildspec("website.yml");
  image = await readBuildspec("docker-image.yml");
});

describe("both buildspecs", () => {
  it("are of version 0.2, whose commands share a shell, and that shell is bash", () => {
    for (const { version, env } of [website, image]) {
      expect(version).toBe(0.2);
      expect(env.shell).toBe("bash");
    }
  });

  it("name only phases that CodeBuild has, and no variable it reserves", () => {
    for (const { phases, env } of [website, image]) {
      expect(["install", "pre_build", "build", "post_build"]).toEqual(expect.arrayContaining(Object.keys(phases)));
      for (const name of Object.keys(env.variables ?? {})) expect(name).not.toMatch(/^CODEBUILD_/);
    }
  });

  it("never end the shell that all commands share", () => {
    for (const { phases } of [website, image]) {
      const commands = Object.values(phases).flatMap((phase) => phase.commands);
      for (const command of commands) expect(command).not.toMatch(/^\s*(exit|exec|set -e)\b|\$\{\w+:\?/m);
    }
  });
});

describe("the site's buildspec", () => {
  const programs = { node: "echo v24.0.0", git: "echo 2026-11-23T17:05:00+00:00" };
  const environment = { CODEBUILD_RESOLVED_SOURCE_VERSION: commit, SITE_URL: "https://lectern.example" };

  it("asks for Node 24, keeps Gatsby's caches, and hands over the site", () => {
    expect(website.phases.install?.["runtime-versions"]).toEqual({ nodejs: 24 });
    expect(website.cache?.paths).toEqual(["website/.cache/**/*", "website/public/**/*", "website/node_modules/**/*"]);
    expect(website.artifacts?.files).toEqual(["website/public/**/*"]);
    expect(website.env.variables).toEqual({ CI: "true", FORCE_COLOR: "0", GATSBY_TELEMETRY_DISABLED: "1" });
  });

  it("installs, fetches the raw pages, builds, publishes: in that order", async () => {
    const { code, calls } = await runPhases(website, ["install", "pre_build"], environment, programs);
    expect(code).toBe(0);
    expect(calls.slice(1)).toEqual(["node website/scripts/modules.ts", "node website/scripts/raw-pages.ts"]);
    const { calls: last } = await runPhases(
      website,
      ["post_build"],
      { ...environment, CODEBUILD_BUILD_SUCCEEDING: "1" },
      programs,
    );
    expect(last).toEqual(["node website/scripts/publish.ts"]);
  });

  it("publishes nothing when the build failed", async () => {
    const { code, output, calls } = await runPhases(website, ["post_build"], { CODEBUILD_BUILD_SUCCEEDING: "0" }, programs);
    expect({ code, calls }).toEqual({ code: 0, calls: [] });
    expect(output).toContain("publishes nothing");
  });

  it("fails when publishing fails", async () => {
    const { code } = await runPhases(website, ["post_build"], { CODEBUILD_BUILD_SUCCEEDING: "1" }, { node: "exit 1" });
    expect(code).toBe(1);
  });

  it("fails with a reason when the source has no .git", async () => {
    const { code, output } = await runPhases(website, ["build"], environment, { git: "exit 128" });
    expect(code).toBe(1);
    expect(output).toContain("git cannot tell the commit's time");
  });

  it("builds in one and the same folder, tells Gatsby the commit and its time, and brings the site back", async () => {
    const home = await mkdtemp(join(tmpdir(), "home-"));
    const programs = { node: "env | grep ^GATSBY_; pwd", git: "mkdir website; echo 2026-11-23T17:05:00+00:00" };
    const { code, output, calls } = await runPhases(website, ["build"], { ...environment, HOME: home }, programs);
    await rm(home, { recursive: true });
    expect(code).toBe(0);
    expect(calls).toEqual(["git show -s --format=%cI HEAD", "node scripts/build.ts"]);
    expect(output).toContain(`GATSBY_COMMIT=${commit}\n`);
    expect(output).toContain("GATSBY_BUILDTIME=2026-11-23T17:05:00+00:00\n");
    expect(output.trim().split("\n").at(-1)).toBe(`${home}/website`);
  });

  it.each(["v20.1.0", "v2.4.0", "v4.24.0"])("fails on Node %s, which is too old, naming it", async (version) => {
    const { code, output, calls } = await runPhases(website, ["install"], environment, { node: `echo ${version}` });
    expect(code).toBe(1);
    expect(output).toContain(`the site needs Node 24, this is ${version}`);
    expect(calls.join("\n")).not.toContain("modules.ts");
  });

  it.each(["v24.0.0", "v25.1.0", "v30.2.1"])("takes Node %s", async (version) => {
    const { code, calls } = await runPhases(website, ["install"], environment, { node: `echo ${version}` });
    expect(code).toBe(0);
    expect(calls).toEqual(["node --version", "node website/scripts/modules.ts"]);
  });
});

describe("the image's buildspec", () => {
  const repository = "123456789012.dkr.ecr.us-east-1.amazonaws.com/lectern-website";
  const environment = {
    REPOSITORY_URI: repository,
    CONTENT_TAG: "content-1",
    CODEBUILD_RESOLVED_SOURCE_VERSION: commit,
    AWS_REGION: "us-east-1",
    CODEBUILD_BUILD_SUCCEEDING: "1",
  };
  // A docker that ends before it has read the password would have `aws` end by SIGPIPE.
  const programs = { aws: "echo password", docker: 'case "$1" in login) cat > /dev/null ;; esac' };

  it("logs in, builds under both tags, and pushes the content tag last, because it says that an image is there", async () => {
    const { code, calls } = await runPhases(image, ["pre_build", "build", "post_build"], environment, programs);
    expect(code).toBe(0);
    expect(calls.toSorted().filter((call) => call.includes("login"))).toEqual([
      "aws ecr get-login-password --region us-east-1",
      "docker login --username AWS --password-stdin 123456789012.dkr.ecr.us-east-1.amazonaws.com",
    ]);
    expect(calls.slice(2)).toEqual([
      `docker build --tag ${repository}:${commit} --tag ${repository}:content-1 website`,
      `docker push ${repository}:${commit}`,
      `docker push ${repository}:content-1`,
    ]);
  });

  it("builds on another base when the project gives one", async () => {
    const { calls } = await runPhases(image, ["build"], { ...environment, BASE_IMAGE: "node:24" }, programs);
    expect(calls).toEqual([
      `docker build --build-arg BASE_IMAGE=node:24 --tag ${repository}:${commit} --tag ${repository}:content-1 website`,
    ]);
  });

  it.each(["CONTENT_TAG", "REPOSITORY_URI"])("fails before anything else without %s", async (name) => {
    const { code, output, calls } = await runPhases(image, ["pre_build", "build"], { ...environment, [name]: "" }, programs);
    expect({ code, calls }).toEqual({ code: 1, calls: [] });
    expect(output).toContain(name);
  });

  it("fails when it may not log in", async () => {
    const { code } = await runPhases(image, ["pre_build"], environment, { ...programs, aws: "exit 254" });
    expect(code).toBe(1);
  });

  it("pushes nothing when the build failed", async () => {
    const { code, calls } = await runPhases(image, ["post_build"], { ...environment, CODEBUILD_BUILD_SUCCEEDING: "0" }, programs);
    expect({ code, calls }).toEqual({ code: 0, calls: [] });
  });

  it("does not push the content tag when the commit's push failed", async () => {
    const { code, calls } = await runPhases(image, ["post_build"], environment, { docker: "exit 1" });
    expect(code).toBe(1);
    expect(calls).toEqual([`docker push ${repository}:${commit}`]);
  });
});
