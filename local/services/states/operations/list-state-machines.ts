/** ListStateMachines */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import type { States } from "../states.ts";
import { checked, maxResults, page, seconds } from "./input.ts";

const schema = z.strictObject({ maxResults, nextToken: z.string().optional() });

export const listStateMachines = (states: States): Operation<z.input<typeof schema>> => ({
  action: "states:ListStateMachines",
  resource: () => "*",
  run(call) {
    const { items, ...next } = page(states.machines.list(), ({ arn }) => arn, checked(schema, call.input));
    const stateMachines = items.map(({ arn, name }) => ({
      stateMachineArn: arn,
      name,
      type: "STANDARD",
      creationDate: seconds(states.machines.createdAt(arn)),
    }));
    return { stateMachines, ...next };
  },
});
