/** Git over HTTP below `/v1/repos/<name>/`: who asks for what, and what a stranger is told. */
import { randomUUID } from "node:crypto";
import type { Cloud, RawRequest, RawResponse } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import type { HookEnvironment } from "../git/hooks.ts";
import type { Repositories } from "../repositories.ts";
import { type PushDelivery, reportLostDelivery } from "../triggers/deliver-pushes.ts";
import { runHttpBackend } from "./http-backend.ts";

export const PATH_PREFIX = "/v1/repos/";

const SMART_PATH = /^\/v1\/repos\/([^/]+)\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** The handler of everything below PATH_PREFIX. Pushes that end are handed to `delivery`. */
export function createGitHandler(cloud: Cloud, repositories: Repositories, delivery: PushDelivery) {
  return async (request: RawRequest): Promise<RawResponse> => {
    const [, encodedName = "", endpoint = ""] = SMART_PATH.exec(request.path) ?? [];
    if (endpoint === "") return refusal(404, `There is nothing at ${request.path}. A clone URL ends with the repository's name.`);
    const service = endpoint === "info/refs" ? request.query.get("service") : endpoint;
    if (service !== "git-upload-pack" && service !== "git-receive-pack") {
      return refusal(403, "This git client is too old: only the smart HTTP protocol is served.");
    }
    let name: string;
    try {
      name = repositories.get(decodeURIComponent(encodedName)).repositoryName;
      const action = service === "git-receive-pack" ? "codecommit:GitPush" : "codecommit:GitPull";
      cloud.iam.authorize({ principal: request.principal, action, resource: repositories.arn(name) });
    } catch (error) {
      if (error instanceof AwsError) return explain(error, encodedName, repositories);
      if (error instanceof URIError) return refusal(400, `The repository's name is badly encoded: ${encodedName}`);
      throw error;
    }
    if (endpoint !== "git-receive-pack") {
      return (await runHttpBackend(repositories.gitPath(name), endpoint, request, {})).response;
    }
    await delivery.takeUp(name);
    const push: HookEnvironment = { PUSH_JOURNAL: repositories.journalPath(name), PUSH_ID: randomUUID() };
    const { response, ended } = await runHttpBackend(repositories.gitPath(name), endpoint, request, push);
    ended.then(() => delivery.settle(name, push.PUSH_ID)).catch((error: unknown) => reportLostDelivery(cloud, name, error));
    return response;
  };
}

function explain(error: AwsError, name: string, repositories: Repositories): RawResponse {
  if (error.code !== "RepositoryDoesNotExistException") return refusal(error.status === 400 ? 404 : 403, error.message);
  const known = repositories.list().map(({ repositoryName }) => `  ${repositories.cloneUrl(repositoryName)}`);
  const list = known.length === 0 ? "There are no repositories." : `The repositories are:\n${known.join("\n")}`;
  return refusal(404, `There is no repository named ${name}. ${list}`);
}

/** git shows a refusal to its user when it is plain text. */
function refusal(status: number, message: string): RawResponse {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body: `${message}\n` };
}
