/** A machine of an .asl.yml, run in virtual time with stubs for its functions. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { type MachineOutcome, noAnswer, runMachine } from "../../../local/services/states/run-machine.ts";

export interface Definition {
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, Record<string, unknown>>>;
}

export type Answer<State> = (state: State) => State | typeof noAnswer;
/** For each function its answers, one a call; the last one is given for ever. */
export type Answers<State, FunctionName extends string> = Readonly<Record<FunctionName, readonly Answer<State>[]>>;

/** Answers with the state and these changes. */
export const giving =
  <State extends object>(changes: Partial<State>): Answer<State> =>
  (state) => ({ ...state, ...changes });

/** Fails as a Lambda function that throws an error of this name. */
export const throwing =
  (name: string, message = `${name} happened`) =>
  (): never => {
    throw Object.assign(new Error(message), { name });
  };

export const silent = (): typeof noAnswer => noAnswer;

export interface MachineRun<State, FunctionName> extends Omit<MachineOutcome, "output"> {
  readonly output?: State & { readonly noticeError?: unknown };
  /** What each function was called with, in order. */
  calls(name: FunctionName): readonly State[];
}

export interface TestMachine<State, FunctionName extends string> {
  readonly definition: Definition;
  /** Every state that any run has entered. */
  readonly enteredEver: ReadonlySet<string>;
  run(answers: Answers<State, FunctionName>): Promise<MachineRun<State, FunctionName>>;
}

const arnOf = (logicalId: string): string =>
  `arn:aws:lambda:us-east-1:123456789012:function:${logicalId.replace(/LambdaFunction\.Arn$/, "")}`;

/** @param path from the repository's root: its definition is read as CloudFormation would resolve it, a function's ARN for each `!GetAtt` */
export function machineOf<State extends object, FunctionName extends string>(
  path: string,
  input: State,
): TestMachine<State, FunctionName> {
  const definition = parse(readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8"), {
    customTags: [{ tag: "!GetAtt", resolve: arnOf }],
  }) as Definition;
  const enteredEver = new Set<string>();
  return {
    definition,
    enteredEver,
    async run(answers) {
      const calls: { name: FunctionName; state: State }[] = [];
      const outcome = await runMachine({
        definition,
        input: { ...input } as never,
        invoke: (functionArn, payload) => {
          const name = functionArn.split(":").at(-1) as FunctionName;
          const state = payload as unknown as State;
          const before = calls.filter((call) => call.name === name).length;
          calls.push({ name, state });
          const answer = answers[name][Math.min(before, answers[name].length - 1)];
          if (!answer) throw new Error(`No answer for ${name}`);
          return answer(state) as never;
        },
      });
      for (const state of outcome.entered) enteredEver.add(state);
      return {
        ...outcome,
        output: outcome.output as unknown as State,
        calls: (name) => calls.filter((call) => call.name === name).map(({ state }) => state),
      };
    },
  };
}
