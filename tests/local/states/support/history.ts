import type { MachineOutcome } from "../../../../local/services/states/run-machine.ts";

/** A history, an event a line: `<id> < <previous id> <type> <what it is about>`. */
export function lines({ history }: MachineOutcome): string[] {
  return history.map(({ id, previousEventId, type, timestamp: _at, ...details }) => {
    const [about = {}] = Object.values(details as Record<string, Record<string, unknown>>);
    const { name, index, length, error } = about;
    const told = [name, index, length, error].filter((part) => part !== undefined).join(" ");
    return `${id} < ${previousEventId} ${type} ${told}`.trimEnd();
  });
}

/** The types alone, without the execution's own. */
export function types(outcome: MachineOutcome): string[] {
  return outcome.history.map(({ type }) => type).filter((type) => !type.startsWith("Execution"));
}
