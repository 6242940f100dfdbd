/** What a build finds around it: source, environment, credentials, cache, log; and where its artifacts go. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { createBuildLog } from "../../../local/services/codebuild/runner/build-log.ts";
import { git } from "../codecommit/support/git-client.ts";
import { context, createHarness, type Harness, spec, statuses } from "./support/harness.ts";

let harness: Harness;

beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.close());

const build = (...commands: string[]) => spec({ build: commands });

describe("source", () => {
  test("is a fresh clone at the commit, with its history", async () => {
    const first = await git(harness.repository, "rev-parse", "HEAD");
    const second = await harness.commit("index.md", "hello");
    await git(harness.repository, "tag", "v1");
    const show = build("git rev-parse HEAD", "git log --format=%s | wc -l | tr -d ' '", "ls index.md || true");
    const latest = await harness.run(show);
    expect(harness.printed(latest)).toEqual([second, "2", "index.md"]);
    const former = await harness.run(show, { sourceVersion: first });
    expect(former.resolvedSourceVersion).toBe(first);
    expect(former.sourceVersion).toBe(first);
    expect(harness.printed(former).slice(0, 2)).toEqual([first, "1"]);
    for (const sourceVersion of ["v1", "main", "refs/heads/main"]) {
      expect((await harness.run(show, { sourceVersion })).resolvedSourceVersion).toBe(second);
    }
  });

  test("is the build's own: what it commits, nobody else sees", async () => {
    const objects = () => git(harness.repository, "count-objects", "-v");
    const before = await objects();
    const result = await harness.run(
      build("git -c user.name=b -c user.email=b@example.com commit -q --allow-empty -m own", "git log --format=%s -1"),
    );
    expect(harness.printed(result)).toEqual(["own"]);
    expect(await objects()).toBe(before);
  });

  test("has the depth that the project wants", async () => {
    await harness.commit("a", "1");
    const commit = await harness.commit("a", "2");
    const Source = {
      Type: "CODECOMMIT",
      Location: "https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/site",
      GitCloneDepth: 1,
    };
    await harness.project({ Source });
    const result = await harness.run(build("git log --format=%H"));
    expect(harness.printed(result)).toEqual([commit]);
  });

  test.each([
    ["nope", "reference not found for primary source and source version nope"],
    ["--all", "reference not found for primary source and source version --all"],
  ])("the version %j is not there", async (sourceVersion, message) => {
    const result = await harness.build({ sourceVersion });
    expect(result.buildStatus).toBe("FAILED");
    expect(context(result, "DOWNLOAD_SOURCE")).toEqual({ statusCode: "CLIENT_ERROR", message });
    expect(Object.keys(statuses(result))).not.toContain("INSTALL");
  });

  test("needs the role's permission, and an existing repository", async () => {
    harness.fake.denied.add("codecommit:GitPull");
    const denied = await harness.build();
    expect(context(denied, "DOWNLOAD_SOURCE")).toMatchObject({ statusCode: "ACCESS_DENIED" });
    expect(harness.fake.asked.find(({ action }) => action === "codecommit:GitPull")).toMatchObject({
      resource: "arn:aws:codecommit:eu-central-1:123456789012:site",
      principal: { kind: "role", roleArn: "arn:aws:iam::123456789012:role/builder" },
    });
    harness.fake.denied.clear();
    await harness.project({
      Source: { Type: "CODECOMMIT", Location: "https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/gone" },
    });
    expect(context(await harness.build(), "DOWNLOAD_SOURCE")?.message).toContain("gone does not exist");
  });

  test("without a source the buildspec is the project's own", async () => {
    await harness.project({ Source: { Type: "NO_SOURCE", BuildSpec: build("ls -A | wc -l | tr -d ' '") } });
    const result = await harness.build();
    expect(harness.printed(result)).toEqual(["0"]);
    expect(result.resolvedSourceVersion).toBeUndefined();
  });

  test.each([
    ["missing.yml", "missing.yml: no such file or directory"],
    ["../../../../etc/passwd", "no such file or directory"],
    ["version: 0.2\nphases:\n  build:\n    commands:\n      - a: b", "Expected Commands[0] to be of string type"],
    ["version: 0.2\nphases: {install: {runtime-versions: {nodejs: 6}}}", "Unknown runtime version named '6' of nodejs"],
  ])("the buildspec %j fails in DOWNLOAD_SOURCE", async (buildspecOverride, message) => {
    const result = await harness.build({ buildspecOverride });
    expect(result.buildStatus).toBe("FAILED");
    expect(context(result, "DOWNLOAD_SOURCE")).toEqual({
      statusCode: "YAML_FILE_ERROR",
      message: expect.stringContaining(message),
    });
  });
});

describe("environment", () => {
  test("holds what CodeBuild gives, and nothing else of the machine's", async () => {
    process.env.SECRET_OF_THE_HOST = "leak";
    process.env.AWS_PROFILE = "mine";
    try {
      const result = await harness.run(build("env -0 | sort -z | tr '\\n\\0' ' \\n'"));
      const environment = Object.fromEntries(
        harness.printed(result).map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
      );
      const uuid = result.id?.split(":")[1];
      expect(environment).toMatchObject({
        AWS_ACCESS_KEY_ID: "ASIA-codebuild.amazonaws.com",
        AWS_SECRET_ACCESS_KEY: "arn:aws:iam::123456789012:role/builder",
        AWS_SESSION_TOKEN: `AWSCodeBuild-${uuid}`,
        AWS_DEFAULT_REGION: "eu-central-1",
        AWS_REGION: "eu-central-1",
        AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
        CODEBUILD_BUILD_ARN: result.arn,
        CODEBUILD_BUILD_ID: result.id,
        CODEBUILD_BUILD_IMAGE: "aws/codebuild/standard:7.0",
        CODEBUILD_BUILD_NUMBER: "1",
        CODEBUILD_BUILD_SUCCEEDING: "1",
        CODEBUILD_CI: "true",
        CODEBUILD_INITIATOR: "root",
        CODEBUILD_LOG_PATH: uuid,
        CODEBUILD_RESOLVED_SOURCE_VERSION: result.resolvedSourceVersion,
        CODEBUILD_SOURCE_REPO_URL: "https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/site",
        CODEBUILD_SRC_DIR: join(harness.fake.folder, "codebuild/work", uuid ?? "", "src"),
        CODEBUILD_START_TIME: String(result.startTime?.getTime()),
        HOME: join(harness.fake.folder, "codebuild/home"),
        LANG: "C.UTF-8",
        PWD: environment.CODEBUILD_SRC_DIR,
        TMPDIR: join(harness.fake.folder, "codebuild/work", uuid ?? "", "tmp"),
      });
      const allowed =
        /^(AWS_|CODEBUILD_|HOME$|LANG$|OLDPWD$|PATH$|PWD$|SHLVL$|TMPDIR$|_$|npm_config_|NPM_CONFIG_|https?_proxy$|no_proxy$|NODE_EXTRA_CA_CERTS$|SSL_CERT_)/i;
      expect(Object.keys(environment).filter((name) => !allowed.test(name))).toEqual([]);
      expect(environment.AWS_PROFILE).toBeUndefined();
      expect(environment.PATH?.split(":")).not.toContainEqual(expect.stringMatching(/node_modules\/\.bin$/));
    } finally {
      delete process.env.SECRET_OF_THE_HOST;
      delete process.env.AWS_PROFILE;
    }
  });

  test("runs this very Node", async () => {
    const result = await harness.run(build("node -p process.version"));
    expect(harness.printed(result)).toEqual([process.version]);
  });

  test("StartBuild goes before the project, the project before the buildspec, and CODEBUILD_ is CodeBuild's", async () => {
    await harness.project({
      Environment: {
        Type: "LINUX_CONTAINER",
        ComputeType: "X",
        Image: "aws/codebuild/standard:7.0",
        EnvironmentVariables: [
          { Name: "B", Value: "project" },
          { Name: "C", Value: "project" },
        ],
      },
    });
    const variables = { A: "buildspec", B: "buildspec", C: "buildspec", CODEBUILD_BUILD_ID: "forged", CODEBUILD_OWN: "forged" };
    const result = await harness.run(
      spec({ build: ['echo "$A $B $C $CODEBUILD_BUILD_ID $CODEBUILD_OWN."'] }, { env: { variables } }),
      {
        environmentVariablesOverride: [{ name: "C", value: "start", type: "PLAINTEXT" }],
      },
    );
    expect(harness.printed(result)).toEqual([`buildspec project start ${result.id} .`]);
    expect(result.environment?.environmentVariables).toEqual([
      { name: "B", value: "project", type: "PLAINTEXT" },
      { name: "C", value: "start", type: "PLAINTEXT" },
    ]);
  });

  test("one shell lasts over all phases; exported variables are in the answer", async () => {
    const result = await harness.run(
      spec(
        {
          install: ["mkdir d; cd d; export A='1 2'"],
          pre_build: ["f() { echo f; }"],
          build: ['echo "$A $(basename "$PWD")"; f'],
          post_build: ["true"],
        },
        { env: { "exported-variables": ["A", "NONE"] } },
      ),
    );
    expect(harness.printed(result)).toEqual(["1 2 d", "f"]);
    expect(result.exportedEnvironmentVariables).toEqual([
      { name: "A", value: "1 2" },
      { name: "NONE", value: "" },
    ]);
  });

  test("bash is there for who asks for it", async () => {
    const result = await harness.run(
      spec({ build: ['[[ a == a ]] && test -n "$BASH_VERSION" && echo bash'] }, { env: { shell: "bash" } }),
    );
    expect(harness.printed(result)).toEqual(["bash"]);
  });

  test("HOME lives on from build to build", async () => {
    await harness.run(build('echo kept > "$HOME/file"'));
    expect(harness.printed(await harness.run(build('cat "$HOME/file"')))).toEqual(["kept"]);
  });
});

describe("cache", () => {
  const cached = (commands: string[], phase = "build") =>
    spec({ [phase]: commands }, { cache: { paths: ["modules/**/*", "deep/*.bin", "/root/.npm/**/*"] } });
  const show = "cat modules/.hidden/a deep/x.bin deep/y.txt 2>/dev/null || true";
  const fill = "mkdir -p modules/.hidden deep; echo a > modules/.hidden/a; echo x > deep/x.bin; echo y > deep/y.txt";

  beforeEach(() => harness.project({ Cache: { Type: "LOCAL", Modes: ["LOCAL_CUSTOM_CACHE"] } }));

  test("is restored before the commands and saved after them", async () => {
    const first = await harness.run(cached([show, fill]));
    expect(harness.printed(first)).toEqual([]);
    const second = await harness.run(cached([show], "install"));
    expect(harness.printed(second)).toEqual(["a", "x"]);
    expect(harness.log(second).join()).toContain("/root/.npm/**/* is outside of the source");
    expect(harness.printed(await harness.run(cached([show])))).toEqual(["a", "x"]);
  });

  test("survives a failed BUILD, not a failed installation", async () => {
    await harness.run(cached([fill]));
    await harness.run(cached(["false"]));
    expect(harness.printed(await harness.run(cached([show])))).toEqual(["a", "x"]);
    await harness.run(cached(["false"], "install"));
    expect(harness.printed(await harness.run(cached([show])))).toEqual([]);
  });

  test("is whole or absent: what a dead build left half-saved or half-restored is swept", async () => {
    const folder = join(harness.fake.folder, "codebuild/cache/site");
    for (const name of ["saving-1", "taken-2", "former-3"]) {
      mkdirSync(join(folder, name, "0"), { recursive: true });
      writeFileSync(join(folder, name, "0/a"), "half");
    }
    mkdirSync(join(folder, "current/0"), { recursive: true });
    expect(harness.printed(await harness.run(cached([show])))).toEqual([]);
    await harness.service.start?.();
    expect(readdirSync(folder)).toEqual(["current"]);
  });

  test("of type S3 needs the role's permission", async () => {
    await harness.project({ Cache: { Type: "S3", Location: "bucket/prefix" } });
    let allowed = false;
    harness.fake.set({ iam: { ...harness.fake.cloud.iam, allows: () => allowed } });
    const denied = await harness.run(cached([fill]));
    expect(harness.log(denied).join()).toContain("may not s3:GetObject on arn:aws:s3:::bucket/prefix/cache");
    allowed = true;
    expect(harness.printed(await harness.run(cached([show, fill])))).toEqual([]);
    expect(harness.printed(await harness.run(cached([show])))).toEqual(["a", "x"]);
  });

  test("is not kept by a project without one", async () => {
    await harness.project();
    await harness.run(cached([fill]));
    expect(harness.printed(await harness.run(cached([show])))).toEqual([]);
  });
});

describe("artifacts", () => {
  const S3 = { Type: "S3", Location: "bucket", Path: "sites", Name: "site" };
  const files = { files: ["**/*"], "base-directory": "public", "exclude-paths": ["**/*.map"] };
  const make = "mkdir -p public/.well-known; echo 1 > public/index.html; echo 2 > public/.well-known/x; echo 3 > public/a.map";
  const keys = () => [...harness.fake.objects.keys()].sort();

  test("go to the bucket, file by file, as the role", async () => {
    await harness.project({ Artifacts: S3 });
    const result = await harness.run(spec({ build: [make] }, { artifacts: files }));
    expect(result.buildStatus).toBe("SUCCEEDED");
    expect(keys()).toEqual(["bucket/sites/site/.well-known/x", "bucket/sites/site/index.html"]);
    expect(result.artifacts).toMatchObject({ location: "arn:aws:s3:::bucket/sites/site" });
    expect(harness.fake.asked.find(({ action }) => action === "s3:PutObject")?.principal).toMatchObject({ kind: "role" });
  });

  test("or as a zip, below the build's id", async () => {
    await harness.project({ Artifacts: { ...S3, Packaging: "ZIP", NamespaceType: "BUILD_ID", Name: "site.zip" } });
    const result = await harness.run(spec({ build: [make] }, { artifacts: { ...files, "discard-paths": "yes" } }));
    const [key = ""] = keys();
    expect(key).toBe(`bucket/sites/${result.id?.split(":")[1]}/site.zip`);
    const zip = unzipSync(harness.fake.objects.get(key) ?? new Uint8Array());
    expect(Object.keys(zip).sort()).toEqual(["index.html", "x"]);
    expect(Buffer.from(zip["index.html"] ?? []).toString()).toBe("1\n");
  });

  test("are tried after a failed build too, and fail it when there are none or they are denied", async () => {
    await harness.project({ Artifacts: S3 });
    const failed = await harness.run(spec({ build: [make, "false"] }, { artifacts: files }));
    expect(statuses(failed)).toMatchObject({ BUILD: "FAILED", UPLOAD_ARTIFACTS: "SUCCEEDED" });
    expect(keys()).toHaveLength(2);
    const none = await harness.run(spec({ build: ["true"] }, { artifacts: files }));
    expect(none.buildStatus).toBe("FAILED");
    expect(context(none, "UPLOAD_ARTIFACTS")).toEqual({
      statusCode: "CLIENT_ERROR",
      message: "no matching artifact paths found",
    });
    harness.fake.denied.add("s3:PutObject");
    const denied = await harness.run(spec({ build: [make] }, { artifacts: files }));
    expect(context(denied, "UPLOAD_ARTIFACTS")?.message).toContain("not authorized to perform: s3:PutObject");
  });
});

describe("log", () => {
  test("is written as the service role, to the group that the project names", async () => {
    await harness.project({ LogsConfig: { CloudWatchLogs: { Status: "ENABLED", GroupName: "/builds", StreamName: "site" } } });
    const result = await harness.build();
    expect(result.logs).toMatchObject({ groupName: "/builds", streamName: `site/${result.id?.split(":")[1]}` });
    expect(harness.fake.logs[0]).toMatchObject({
      group: "/builds",
      principal: { kind: "role", roleArn: "arn:aws:iam::123456789012:role/builder" },
    });
    expect(harness.printed(result)).toEqual(["built"]);
  });

  test("of a project without one goes only to whoever watches", async () => {
    await harness.project({ LogsConfig: { CloudWatchLogs: { Status: "DISABLED" } } });
    const result = await harness.build();
    expect(result.buildStatus).toBe("SUCCEEDED");
    expect(harness.fake.logs).toEqual([]);
    expect(harness.fake.events).toContainEqual({ type: "build-log", buildId: result.id, line: "built" });
  });

  test("that the role may not write fails the build, as on AWS", async () => {
    harness.fake.denied.add("logs:PutLogEvents");
    const result = await harness.build();
    expect(result.buildStatus).toBe("FAILED");
    expect(context(result, "DOWNLOAD_SOURCE")).toEqual({
      statusCode: "ACCESS_DENIED",
      message: expect.stringContaining("does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams"),
    });
  });

  test("has a command of several lines line by line", async () => {
    const result = await harness.run(build("true\n# second\n\n# third\n"));
    const lines = harness.log(result);
    const first = lines.findIndex((line) => line.endsWith(" Running command true"));
    expect(lines.slice(first + 1, first + 4)).toEqual(["# second", "", "# third"]);
    const told = harness.fake.events.flatMap((event) => (event.type === "build-log" ? [event.line] : []));
    expect(told).toEqual(lines);
  });

  test("is cut, with a line that says so", async () => {
    const result = await harness.build();
    const log = createBuildLog(harness.fake.cloud, {
      build: { ...result, logs: { groupName: "g", streamName: "cut" } } as never,
      principal: { kind: "root" },
      largestLog: 100,
    });
    for (let index = 0; index < 50; index++) log.line("123456789");
    log.note("still told");
    log.flush();
    const lines = harness.fake.logs.filter(({ stream }) => stream === "cut").flatMap((entry) => entry.lines);
    expect(lines.filter((line) => line === "123456789")).toHaveLength(10);
    expect(lines).toHaveLength(12);
    expect(lines[10]).toContain("more than 100 bytes");
    expect(lines[11]).toContain("still told");
  });
});

test("a role that CodeBuild may not take on fails the build", async () => {
  const { AwsError } = await import("../../../local/errors.ts");
  const assumeRole = () => {
    throw new AwsError("AccessDenied", "the role does not trust codebuild.amazonaws.com", 403);
  };
  harness.fake.set({ iam: { ...harness.fake.cloud.iam, assumeRole } });
  expect(context(await harness.build(), "DOWNLOAD_SOURCE")).toMatchObject({ statusCode: "ACCESS_DENIED" });
});

test("what goes wrong on this side is a FAULT that says what", async () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  harness.fake.set({
    logs: {
      write() {
        throw full;
      },
    },
  });
  const result = await harness.build();
  expect(result.buildStatus).toBe("FAULT");
  expect(context(result, "DOWNLOAD_SOURCE")?.message).toBe("The disk is full. Free some space and build again.");
});

test.each([
  [{ Environment: { Type: "L", ComputeType: "X", Image: "i", Certificate: "c" } }, "Certificate"],
  [{ VpcConfig: {} }, "VpcConfig"],
  [{ Source: { Type: "GITHUB" } }, "Type"],
  [{ Source: { Type: "CODECOMMIT", Location: "https://github.com/a/b" } }, "Location"],
  [{ BadgeEnabled: true }, "BadgeEnabled"],
  [{ LogsConfig: { S3Logs: { Status: "ENABLED" } } }, "S3Logs"],
])("the project property %j is refused by name", async (properties, name) => {
  await expect(harness.project(properties)).rejects.toThrow(name);
  expect(existsSync(harness.repository)).toBe(true);
});
