/** The way of one request through an API. */
import { randomBytes } from "node:crypto";
import type { Cloud } from "../../contracts.ts";
import { type Api, domainNameOf } from "./apis.ts";
import { lambdaEvent } from "./integration/event.ts";
import { invoke } from "./invoke.ts";
import { type ApiRequest, type ApiResponse, ownAnswer } from "./messages.ts";
import { preflightAnswer, withCors } from "./routing/cors.ts";
import { selectRoute } from "./routing/select-route.ts";
import { selectStage } from "./routing/select-stage.ts";

/** Answers every request, also one that fits no stage and no route. */
export async function serve(api: Api, request: ApiRequest, cloud: Cloud): Promise<ApiResponse> {
  const requestId = `${randomBytes(11).toString("base64url").slice(0, 15)}=`;
  const { cors } = api;
  const preflight = cors && preflightAnswer(cors, request.method, request.headers);
  const answer = preflight ?? (await answerFrom(api, request, requestId, cloud));
  const response = cors && !preflight ? withCors(cors, request.headers, answer) : answer;
  return { ...response, headers: { ...response.headers, "apigw-requestid": requestId } };
}

async function answerFrom(api: Api, request: ApiRequest, requestId: string, cloud: Cloud): Promise<ApiResponse> {
  try {
    const staged = selectStage(api.stages, request.path);
    const selected = staged && selectRoute([...api.routes.values()], request.method, staged.path);
    const integration = selected && api.integrations.get(selected.route.integrationId);
    if (!integration) return ownAnswer(404, "Not Found");
    const { stage } = staged;
    const { route, pathParameters } = selected;
    if (!stage.admits(route.key.text)) return ownAnswer(429, "Too Many Requests");
    const { accountId, region } = cloud;
    const event = lambdaEvent(request, {
      accountId,
      apiId: api.id,
      domainName: domainNameOf(api.id, region),
      requestId,
      routeKey: route.key.text,
      stage: stage.name,
      stageVariables: stage.variables,
      pathParameters,
      time: cloud.clock.now(),
    });
    const path = route.key.segments === undefined ? "$default" : `${request.method}${route.key.text.replace(/^\S+ /, "")}`;
    return await invoke(cloud, integration, event, `arn:aws:execute-api:${region}:${accountId}:${api.id}/${stage.name}/${path}`);
  } catch (error) {
    if (error instanceof URIError) return ownAnswer(400, "Bad Request");
    throw error;
  }
}
