/**
 * `aws` in a build that builds images, as CodeBuild's own image has it: `node aws.ts <folder> <arguments>`, with the folder
 * of the search path that it stands in. Does `aws ecr get-login-password` itself, since the machine's own may be missing, or
 * too old to know AWS_ENDPOINT_URL, and then would ask AWS; everything else is left to the machine's own.
 */
import { spawnSync } from "node:child_process";
import { delimiter } from "node:path";
import { requestSignature, scopeText, sha256Hex, signingKey } from "../../../../gateway/sigv4/signature.ts";
import { algorithm } from "../../../../gateway/sigv4/signed-request.ts";

const [ownFolder, ...args] = process.argv.slice(2);
const { env } = process;

if (args[0] === "ecr" && args[1] === "get-login-password") process.stdout.write(`${await loginPassword()}\n`);
else process.exitCode = askMachine();

async function loginPassword(): Promise<string> {
  const response = await signedCall("ecr", "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken", "{}");
  const answer = (await response.json()) as { message?: string; authorizationData?: { authorizationToken: string }[] };
  const token = answer.authorizationData?.[0]?.authorizationToken;
  if (token !== undefined) return Buffer.from(token, "base64").toString().replace(/^AWS:/, "");
  process.stderr.write(`An error occurred when calling the GetAuthorizationToken operation: ${answer.message}\n`);
  process.exit(254); // as the AWS CLI ends when a service refuses
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
async function signedCall(service: string, target: string, body: string): Promise<Response> {
  const endpoint = new URL(env.AWS_ENDPOINT_URL ?? "");
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = { date: time.slice(0, 8), region: env.AWS_REGION ?? "", service };
  const headers: Record<string, string> = {
    "content-type": "application/x-amz-json-1.1",
    host: endpoint.host,
    "x-amz-date": time,
    "x-amz-security-token": env.AWS_SESSION_TOKEN ?? "",
    "x-amz-target": target,
  };
  const names = Object.keys(headers).join(";"); // in alphabetical order already
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = ["POST", "/", "", lines.join(""), names, sha256Hex(body)].join("\n");
  const signature = requestSignature(signingKey(env.AWS_SECRET_ACCESS_KEY ?? "", scope), time, scope, canonical);
  const credential = `${env.AWS_ACCESS_KEY_ID}/${scopeText(scope)}`;
  const authorization = `${algorithm} Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
  const { host: _, ...sent } = headers;
  return fetch(endpoint, { method: "POST", headers: { ...sent, authorization }, body });
}

/** Runs the next `aws` on the search path: the first is this one. */
function askMachine(): number {
  const path = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== ownFolder);
  const { status, error } = spawnSync("aws", args, { env: { ...env, PATH: path.join(delimiter) }, stdio: "inherit" });
  if (error === undefined) return status ?? 1;
  process.stderr.write(
    `aws ${args.join(" ")}: this machine has no AWS CLI, and without it only ecr get-login-password is known.\n`,
  );
  return 127;
}
