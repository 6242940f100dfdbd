/**
 * ECR's registry as container engines reach it: asks who it is and IAM what they may, and hands the rest to the
 * registry's process. Listens on loopback, without TLS, which engines allow there.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream/promises";
import type { Cloud, Principal } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import type { ImageRepositories } from "../repositories.ts";
import { neededPermission, type RegistryRequest } from "./needed-permission.ts";
import type { Passwords } from "./passwords.ts";

export interface FrontParts {
  readonly cloud: Cloud;
  readonly repositories: ImageRepositories;
  readonly passwords: Passwords;
  /** Of the registry's process. */
  readonly socket: string;
  /** Whether the repository has an image with this tag. */
  hasTag(repositoryName: string, tag: string): Promise<boolean>;
}

export interface Front {
  /** `127.0.0.1:<port>` */
  readonly address: string;
  close(): Promise<void>;
}

/** An answer in the protocol's own form of errors. */
class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export async function openFront(parts: FrontParts): Promise<Front> {
  const server = createServer((request, response) => {
    answer(parts, request, response).catch((error: Error) => {
      if (response.headersSent) response.destroy(error);
      else refuse(request, response, error, parts.cloud);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function answer(parts: FrontParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://registry");
  const principal = ownerOf(request, parts.passwords);
  if (url.pathname !== "/v2/") await admit(parts, request, { principal, path: url.pathname });
  // Sharing a layer with another repository would need permissions on that one: it is uploaded again instead.
  for (const name of ["mount", "from"]) url.searchParams.delete(name);
  await passOn(request, response, { socket: parts.socket, path: `${url.pathname}${url.search}` });
}

/** @throws Refusal when nobody is logged in */
function ownerOf({ headers }: IncomingMessage, passwords: Passwords): Principal {
  const [scheme, encoded = ""] = (headers.authorization ?? "").split(" ");
  const [user, password = ""] = Buffer.from(encoded, "base64").toString().split(":");
  const principal = scheme === "Basic" && user === "AWS" ? passwords.ownerOf(password) : undefined;
  if (principal === undefined) throw new Refusal(401, "UNAUTHORIZED", "Not Authorized");
  return principal;
}

/** @throws Refusal, AwsError */
async function admit(
  { cloud, repositories, hasTag }: FrontParts,
  { method = "" }: IncomingMessage,
  { principal, path }: { principal: Principal; path: string },
): Promise<void> {
  const needed = neededPermission(method, path);
  if (needed === undefined) throw new Refusal(405, "UNSUPPORTED", `${method} ${path} is not done here`);
  const { action, repositoryName } = needed;
  cloud.iam.authorize({ principal, action, resource: repositories.arn(repositoryName) });
  const { imageTagMutability } = repositories.get(repositoryName);
  if (imageTagMutability === "IMMUTABLE" && (await overwrites(needed, hasTag))) {
    const message = `The image tag '${needed.reference}' already exists in the '${repositoryName}' repository and cannot be overwritten because the repository is immutable.`;
    throw new Refusal(400, "TAG_INVALID", message);
  }
}

async function overwrites(
  { action, repositoryName, reference = "" }: RegistryRequest,
  hasTag: FrontParts["hasTag"],
): Promise<boolean> {
  return action === "ecr:PutImage" && !reference.includes(":") && hasTag(repositoryName, reference);
}

async function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  { socket, path }: { socket: string; path: string },
): Promise<void> {
  const { authorization: _, ...headers } = request.headers;
  const passed = send({ socketPath: socket, method: request.method, path, headers });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    passed.once("response", resolve);
    passed.once("error", reject);
  });
  const sent = pipeline(request, passed);
  sent.catch(() => {}); // then there is no answer either, which is told
  const answer = await answered;
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  await pipeline(answer, response);
}

function refuse(request: IncomingMessage, response: ServerResponse, error: Error, cloud: Cloud): void {
  const { status, code } = refusalOf(error);
  if (status === 500) cloud.emit({ type: "internal-error", where: "ecr", message: error.message });
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "docker-distribution-api-version": "registry/2.0",
    ...(status === 401 && { "www-authenticate": `Basic realm="http://${request.headers.host}/",service="ecr.amazonaws.com"` }),
  });
  response.end(JSON.stringify({ errors: [{ code, message: error.message }] }));
}

function refusalOf(error: Error): { status: number; code: string } {
  if (error instanceof Refusal) return error;
  if (!(error instanceof AwsError)) return { status: 500, code: "UNKNOWN" };
  return error.code === "RepositoryNotFoundException" ? { status: 404, code: "NAME_UNKNOWN" } : { status: 403, code: "DENIED" };
}
