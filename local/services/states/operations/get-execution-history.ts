/** GetExecutionHistory */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { checkArn } from "../arns.ts";
import { wireEvent, withoutData } from "../engine/wire-event.ts";
import type { States } from "../states.ts";
import { checked, maxResults, page } from "./input.ts";

const schema = z.strictObject({
  executionArn: z.string(),
  maxResults,
  nextToken: z.string().optional(),
  reverseOrder: z.boolean().default(false),
  includeExecutionData: z.boolean().default(true),
});

export const getExecutionHistory = (states: States): Operation<z.input<typeof schema>> => ({
  action: "states:GetExecutionHistory",
  resource: ({ executionArn }) => String(executionArn),
  run(call) {
    const { executionArn, reverseOrder, includeExecutionData, ...paging } = checked(schema, call.input);
    checkArn(executionArn, "execution");
    const { records } = states.executions.read(executionArn);
    const events = records.flatMap((record) => ("event" in record ? [record.event] : []));
    const { items, ...next } = page(reverseOrder ? events.reverse() : events, ({ id }) => String(id), paging);
    return { events: items.map((event) => wireEvent(includeExecutionData ? event : withoutData(event))), ...next };
  },
});
