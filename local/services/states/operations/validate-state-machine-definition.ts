/** ValidateStateMachineDefinition: every reason why a definition is wrong or not run here. */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { InvalidDefinition } from "../asl/errors.ts";
import { loadValidMachine } from "../asl/load.ts";
import { checked, definitionText, machineType } from "./input.ts";

const schema = z.strictObject({
  definition: definitionText,
  type: machineType,
  /** There are no warnings here. */
  severity: z.enum(["ERROR", "WARNING"]).optional(),
  maxResults: z.number().int().min(0).max(100).default(0),
});

export const validateStateMachineDefinition = (): Operation<z.input<typeof schema>> => ({
  action: "states:ValidateStateMachineDefinition",
  resource: () => "*",
  run(call) {
    const { definition, maxResults, type } = checked(schema, call.input);
    const problems = [...(type === "EXPRESS" ? ["Express state machines are not run here"] : []), ...problemsOf(definition)];
    const most = maxResults || 100;
    return {
      result: problems.length === 0 ? "OK" : "FAIL",
      diagnostics: problems.slice(0, most).map((message) => ({ severity: "ERROR", code: "SCHEMA_VALIDATION_FAILED", message })),
      truncated: problems.length > most,
    };
  },
});

function problemsOf(definition: string): readonly string[] {
  try {
    loadValidMachine(definition);
    return [];
  } catch (error) {
    if (error instanceof InvalidDefinition) return error.problems;
    throw error;
  }
}
