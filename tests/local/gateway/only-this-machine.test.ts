/** Nobody but this machine reaches the cloud, under no name but its own; and what it runs knows nothing of the operator. */
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { type RunningCloud, startCloud } from "../../../local/index.ts";
import { git } from "../codecommit/support/git-client.ts";

const trust = { Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] };
const ref = (Ref: string) => ({ Ref });
const att = (...path: string[]) => ({ "Fn::GetAtt": path });
/** One of everything that listens: a distribution, an API, a function. */
const Resources = {
  Repository: { Type: "AWS::CodeCommit::Repository", Properties: { RepositoryName: "notes" } },
  Bucket: { Type: "AWS::S3::Bucket", Properties: {} },
  Distribution: {
    Type: "AWS::CloudFront::Distribution",
    Properties: {
      DistributionConfig: {
        Enabled: true,
        Origins: [
          { Id: "o", DomainName: att("Bucket", "RegionalDomainName"), OriginAccessControlId: ref("Access"), S3OriginConfig: {} },
        ],
        DefaultCacheBehavior: { TargetOriginId: "o", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: ref("Policy") },
      },
    },
  },
  Access: {
    Type: "AWS::CloudFront::OriginAccessControl",
    Properties: {
      OriginAccessControlConfig: {
        Name: "a",
        OriginAccessControlOriginType: "s3",
        SigningBehavior: "always",
        SigningProtocol: "sigv4",
      },
    },
  },
  Policy: {
    Type: "AWS::CloudFront::CachePolicy",
    Properties: {
      CachePolicyConfig: {
        Name: "p",
        MinTTL: 0,
        DefaultTTL: 0,
        MaxTTL: 0,
        ParametersInCacheKeyAndForwardedToOrigin: {
          EnableAcceptEncodingGzip: false,
          HeadersConfig: { HeaderBehavior: "none" },
          CookiesConfig: { CookieBehavior: "none" },
          QueryStringsConfig: { QueryStringBehavior: "none" },
        },
      },
    },
  },
  Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "api", ProtocolType: "HTTP" } },
  Stage: { Type: "AWS::ApiGatewayV2::Stage", Properties: { ApiId: ref("Api"), StageName: "$default", AutoDeploy: true } },
  Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust } },
  Function: {
    Type: "AWS::Lambda::Function",
    Properties: {
      FunctionName: "tell",
      Handler: "index.handler",
      Runtime: "nodejs24.x",
      Role: att("Role", "Arn"),
      Code: { S3Bucket: "assets", S3Key: "tell.zip" },
    },
  },
};

/** What an operator has in the shell that starts the cloud. */
const operators = {
  AWS_PROFILE: "operators-profile",
  AWS_ACCESS_KEY_ID: "OPERATORSKEY",
  AWS_SECRET_ACCESS_KEY: "operators-secret",
  AWS_SESSION_TOKEN: "operators-token",
  AWS_CONFIG_FILE: "/operators/config",
  GITHUB_TOKEN: "operators-github",
  HOME: "/operators/home",
};
const before = { ...process.env };

let folder: string;
let cloud: RunningCloud;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "only-this-machine-"));
  Object.assign(process.env, operators);
  writeFileSync(join(folder, "tell.zip"), zipSync({ "index.mjs": strToU8("export const handler = () => process.env;") }));
  cloud = await startCloud({
    template: { Resources },
    assetsFolder: folder,
    stateFolder: join(folder, "state"),
    stackName: "test",
    gatewayPort: 0,
  });
});
afterAll(async () => {
  await cloud.stop();
  await rm(folder, { recursive: true });
  for (const name of Object.keys(operators)) {
    const value = before[name];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

async function tellEnvironment(): Promise<Record<string, string>> {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new LambdaClient({ region: "us-east-1", endpoint: cloud.endpoint, credentials });
  const { Payload } = await client.send(new InvokeCommand({ FunctionName: "tell" }));
  client.destroy();
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}

/** Address (hexadecimal, as the kernel writes it) and port of every TCP socket on which this process listens. */
function listening(): { address: string; port: number }[] {
  const own = new Set(readdirSync("/proc/self/fd").flatMap(socketOf));
  const LISTEN = "0A";
  return ["/proc/self/net/tcp", "/proc/self/net/tcp6"]
    .flatMap((file) => readFileSync(file, "utf8").trim().split("\n").slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === LISTEN && own.has(`socket:[${inode}]`))
    .map(([, local = ""]) => ({ address: local.split(":")[0] ?? "", port: Number.parseInt(local.split(":")[1] ?? "", 16) }));
}

function socketOf(descriptor: string): string[] {
  try {
    return [readlinkSync(`/proc/self/fd/${descriptor}`)];
  } catch {
    return []; // It was open while the folder was read.
  }
}

function get(port: number, host: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, headers: { host }, agent: false }, async (response) => {
      resolve({ status: response.statusCode ?? 0, body: (await buffer(response)).toString() });
    })
      .on("error", reject)
      .end();
  });
}

const onLinux = process.platform === "linux" ? it : it.skip;

onLinux("listens on 127.0.0.1 and nowhere else, and refuses on each port a name that was bound to it", async () => {
  await tellEnvironment();
  const sockets = listening();
  // The gateway, the distribution, the API, and what functions ask for their events.
  expect(sockets).toHaveLength(4);
  for (const { address, port } of sockets) {
    expect(address).toBe("0100007F");
    for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1.evil.example", "localhost.evil.example"]) {
      const { status } = await get(port, host);
      expect([403, 404]).toContain(status);
    }
  }
});

it.each(["evil.example", "localhost.evil.example"])("tells a page of %s nothing of the site or the API", async (host) => {
  for (const { url } of [...cloud.distributions, ...cloud.apis]) {
    const { status, body } = await get(Number(new URL(url).port), host);
    expect(status).toBe(403);
    expect(body).not.toContain("AccessDenied");
  }
});

it("serves its distribution under its own names", async () => {
  const port = Number(new URL(cloud.distributions[0]?.url ?? "").port);
  for (const host of ["127.0.0.1", `localhost:${port}`, `site.localhost:${port}`]) {
    // The bucket's own answer: there is no such object.
    expect(await get(port, host)).toMatchObject({ status: 403, body: expect.stringContaining("AccessDenied") });
  }
});

const nothingOfTheOperators = (environment: string) => {
  for (const value of Object.values(operators)) expect(environment).not.toContain(value);
};

it("runs functions without the operator's credentials and environment", async () => {
  nothingOfTheOperators(JSON.stringify(await tellEnvironment()));
});

it("runs git and its hooks without the operator's credentials and environment", async () => {
  const repository = readdirSync(join(folder, "state"), { recursive: true, encoding: "utf8" }).find((path) =>
    path.endsWith("pre-receive"),
  );
  const told = join(folder, "hook-environment");
  const hook = join(folder, "state", repository ?? "");
  writeFileSync(hook, readFileSync(hook, "utf8").replace("\n", `\nenv > ${told}\n`));

  const work = join(folder, "work");
  await git(folder, "init", "-q", "-b", "main", work);
  writeFileSync(join(work, "a"), "a");
  await git(work, "add", ".");
  await git(work, "commit", "-q", "-m", "one");
  await git(work, "push", "-q", `${cloud.endpoint}/v1/repos/notes`, "main");
  const environment = readFileSync(told, "utf8");
  expect(environment).toContain("PUSH_ID=");
  nothingOfTheOperators(environment);
});
