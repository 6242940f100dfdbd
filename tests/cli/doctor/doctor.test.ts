import { createServer } from "node:net";
import { CodeCommitClient } from "@aws-sdk/client-codecommit";
import { GetAccountSettingsCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetSMSAttributesCommand, GetSMSSandboxAccountStatusCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { type Finding, findingsOf } from "../../../cli/doctor/finding.ts";
import { findingLines, verdict } from "../../../cli/doctor/finding-lines.ts";
import { checksOnAws } from "../../../cli/doctor/on-aws.ts";
import { checksHere } from "../../../cli/doctor/on-this-machine.ts";
import { plainPaint } from "../../../cli/paint.ts";
import { lectern } from "../support/lectern.ts";

const MINUTE = 60_000;
const named = (findings: readonly Finding[], what: string) => findings.find((one) => one.what === what);

test("of this machine: what is on the PATH, and what is not, with the command that mends it", async () => {
  const findings = await findingsOf(
    checksHere({ port: 4566 }, async (program) => (program === "git" ? undefined : `${program} 1.0`)),
  );
  expect(named(findings, "git")).toEqual({
    what: "git",
    state: "missing",
    found: "there is none on the PATH",
    mend: expect.stringMatching(/install git$/),
  });
  expect(named(findings, "bash")).toMatchObject({ state: "ok", found: "bash 1.0" });
  expect(named(findings, "container engine")).toMatchObject({ state: "ok", found: "docker, with docker-registry" });
  expect(named(findings, "Node")).toMatchObject({ state: "ok", found: process.versions.node });
});

test.each([
  ["docker", "docker, but no docker-registry", "docker-registry"],
  ["buildah", "buildah, but no docker-registry", "docker-registry"],
  ["none", "none; the site is built without an image", "podman"],
])("an engine (%s) without a registry is half of what an image needs", async (engine, found, mend) => {
  const findings = await findingsOf(checksHere({ port: 4566 }, async (program) => (program === engine ? "it runs" : undefined)));
  expect(named(findings, "container engine")).toEqual({
    what: "container engine",
    state: "advice",
    found: expect.stringContaining(found),
    mend: expect.stringContaining(mend),
  });
});

test(
  "a port that another program has is missing",
  async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    try {
      const findings = await findingsOf(checksHere({ port }, async () => undefined));
      expect(named(findings, "ports")).toMatchObject({
        state: "missing",
        found: expect.stringContaining(String(port)),
        mend: "end it, or npm start -- --port <another>",
      });
    } finally {
      server.close();
    }
  },
  MINUTE,
);

test("of an account: credentials, region, services, quotas, the sandbox of text messages", async () => {
  const elsewhere = Object.assign(new Error("getaddrinfo ENOTFOUND codecommit.eu-east-9.amazonaws.com"), { code: "ENOTFOUND" });
  const mocks = [
    mockClient(STSClient)
      .on(GetCallerIdentityCommand)
      .resolves({ Account: "123456789012", Arn: "arn:aws:iam::123456789012:user/ada" }),
    mockClient(LambdaClient)
      .on(GetAccountSettingsCommand)
      .resolves({ AccountLimit: { ConcurrentExecutions: 10 } }),
    mockClient(CodeCommitClient).onAnyCommand().rejects(elsewhere),
    mockClient(SNSClient)
      .on(GetSMSSandboxAccountStatusCommand)
      .resolves({ IsInSandbox: true })
      .on(GetSMSAttributesCommand)
      .resolves({ attributes: { MonthlySpendLimit: "1" } }),
  ];
  try {
    const place = { target: "aws", region: "eu-east-9", port: 4566 } as const;
    const names = ["credentials", "region", "concurrency", "sandbox", "spending"];
    const checks = checksOnAws(place).filter((check, i) => names.includes(check.name) || i === 2);
    const findings = await findingsOf(checks);
    expect(findings.map(({ what, state }) => [what, state])).toEqual([
      ["credentials", "ok"],
      ["region", "ok"],
      ["CodeCommit", "missing"],
      ["Lambda's quota", "advice"],
      ["text messages", "advice"],
      ["text messages' quota", "ok"],
    ]);
    expect(named(findings, "credentials")?.found).toBe("account 123456789012, as user/ada");
    expect(named(findings, "CodeCommit")?.mend).toBe("choose another: --region us-east-1");
    expect(named(findings, "text messages")?.mend).toMatch(/^aws sns create-sms-sandbox-phone-number/);
  } finally {
    for (const mock of mocks) mock.restore();
  }
});

test("findings in words", () => {
  const findings: Finding[] = [
    { what: "git", state: "ok", found: "git version 2" },
    { what: "browser", state: "advice", found: "none", mend: "npm ci" },
    { what: "bash", state: "missing", found: "none", mend: "apt" },
  ];
  expect(findingLines(findings, plainPaint)).toEqual([
    "✔ git      git version 2",
    "! browser  none",
    "           → npm ci",
    "✖ bash     none",
    "           → apt",
  ]);
  expect(verdict(findings)).toBe("1 thing that Lectern needs is missing.");
  expect(verdict(findings.slice(0, 2))).toMatch(/^Lectern runs; what is marked !/);
  expect(verdict(findings.slice(0, 1))).toBe("Nothing is missing.");
});

test("a check that breaks is one finding, not the end", async () => {
  const broken = async (): Promise<Finding> => {
    throw new Error("no such thing");
  };
  expect(await findingsOf([broken])).toEqual([{ what: "broken", state: "advice", found: "can't be told: no such thing" }]);
});

test(
  "without credentials the status is 1, and every finding is a line",
  async () => {
    const env = {
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
      AWS_ACCESS_KEY_ID: "x",
      AWS_SECRET_ACCESS_KEY: "y",
      AWS_MAX_ATTEMPTS: "1",
    };
    const { status, stdout, stderr } = await lectern(["doctor", "--target", "aws", "--region", "us-east-1", "--json"], { env });
    const findings = stdout
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    expect(named(findings, "credentials")).toMatchObject({ state: "missing", mend: "aws sso login, or set AWS_PROFILE" });
    expect(named(findings, "region")).toMatchObject({ state: "ok", found: "us-east-1" });
    expect(status).toBe(1);
    expect(JSON.parse(stderr.trim().split("\n").at(-1) ?? "").error.message).toBe("1 thing that Lectern needs is missing.");
  },
  MINUTE,
);
