import { type MachineOutcome, type MachineRun, runMachine } from "../../../../local/services/states/run-machine.ts";

/** `runMachine` without the validation of the definition as a whole, which takes longer than most runs. */
export function run(options: MachineRun): Promise<MachineOutcome> {
  return runMachine({ validate: false, ...options });
}
