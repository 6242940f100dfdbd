/** DynamoDB: see README.md. */
import type { Cloud, Service } from "../../contracts.ts";
import { Engine } from "./engine/engine.ts";
import { handle } from "./handle.ts";
import { tableType } from "./table-type.ts";

export function createDynamodb(cloud: Cloud): Service {
  const { accountId, region } = cloud;
  const engine = new Engine({ folder: () => cloud.stateFolder("dynamodb"), accountId, region });
  const context = { cloud, engine, tables: new Set<string>() };
  return {
    signingName: "dynamodb",
    wire: { protocol: "rest", errorForm: "json-1.0", handle: (request) => handle(request, context) },
    resourceTypes: [tableType(context)],
    stop: () => engine.stop(),
  };
}
