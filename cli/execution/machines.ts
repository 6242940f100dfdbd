import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  ExecutionDoesNotExist,
  type ExecutionStatus,
  ListExecutionsCommand,
  paginateListExecutions,
  type SFNClient,
} from "@aws-sdk/client-sfn";
import { NotFound, WrongUse } from "../errors.ts";
import type { FoundStack } from "../stack/find-stack.ts";
import type { Execution } from "./execution-lines.ts";

export const MACHINES = ["site-builder", "live-blogger"] as const;
export type Machine = (typeof MACHINES)[number];

/** Whose name is looked for among so many of each machine's last. */
const LOOKED_AT = 1_000;

const arnOf = ({ outputs }: Pick<FoundStack, "outputs">, machine: Machine): string =>
  (machine === "site-builder" ? outputs.SiteBuilderArn : outputs.LiveBloggerArn) ?? "";

/** An execution's ARN, of a machine's. */
export const executionArn = (stack: Pick<FoundStack, "outputs">, machine: Machine, name: string): string =>
  `${arnOf(stack, machine).replace(":stateMachine:", ":execution:")}:${name}`;

/** The ARN to start another execution of the machine with. */
export const machineArn = arnOf;

interface Wanted {
  readonly machines: readonly Machine[];
  readonly status?: ExecutionStatus;
  readonly most: number;
}

/** The machines' last executions, the newest first. */
export async function listExecutions(
  sfn: SFNClient,
  stack: FoundStack,
  { machines, status, most }: Wanted,
): Promise<Execution[]> {
  const lists = await Promise.all(
    machines.map(async (machine) => {
      const filter = status === undefined ? {} : { statusFilter: status };
      const command = new ListExecutionsCommand({ stateMachineArn: arnOf(stack, machine), maxResults: most, ...filter });
      const { executions = [] } = await sfn.send(command);
      return executions.map((one) => asExecution(machine, one));
    }),
  );
  return lists
    .flat()
    .sort((one, other) => other.startedAt.localeCompare(one.startedAt))
    .slice(0, most);
}

/** An execution with all that Step Functions tells of it. */
export interface FoundExecution extends Execution {
  readonly machine: Machine;
  readonly executionArn: string;
  readonly described: DescribeExecutionOutput;
}

/** Finds an execution by its name or the beginning of it. @throws NotFound, WrongUse when several begin so */
export async function findExecution(sfn: SFNClient, stack: FoundStack, name: string): Promise<FoundExecution> {
  for (const machine of MACHINES) {
    const found = await describe(sfn, stack, machine, name);
    if (found) return found;
  }
  const begins: { machine: Machine; name: string }[] = [];
  for (const machine of MACHINES)
    for (const one of await namesOf(sfn, arnOf(stack, machine))) if (one.startsWith(name)) begins.push({ machine, name: one });
  const [only, ...others] = begins;
  const found = only && others.length === 0 ? await describe(sfn, stack, only.machine, only.name) : undefined;
  if (found) return found;
  if (!only) throw new NotFound(`There is no execution ${name}: lectern execution list shows which there are.`);
  throw new WrongUse(`${begins.length} executions begin with ${name}: name more of it.`);
}

async function namesOf(sfn: SFNClient, stateMachineArn: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { executions = [] } of paginateListExecutions({ client: sfn }, { stateMachineArn })) {
    names.push(...executions.map(({ name = "" }) => name));
    if (names.length >= LOOKED_AT) break;
  }
  return names;
}

async function describe(sfn: SFNClient, stack: FoundStack, machine: Machine, name: string): Promise<FoundExecution | undefined> {
  const arn = executionArn(stack, machine, name);
  try {
    const described = await sfn.send(new DescribeExecutionCommand({ executionArn: arn }));
    return { ...asExecution(machine, described), machine, executionArn: arn, described };
  } catch (error) {
    const isNone = error instanceof ExecutionDoesNotExist || (error instanceof Error && error.name === "InvalidArn");
    if (isNone) return undefined;
    throw error;
  }
}

type Described = Partial<Pick<DescribeExecutionOutput, "name" | "status" | "startDate" | "stopDate">>;

const asExecution = (machine: Machine, { name = "", status = "RUNNING", startDate, stopDate }: Described): Execution => ({
  name,
  machine,
  status,
  startedAt: (startDate ?? new Date(0)).toISOString(),
  ...(stopDate && { endedAt: stopDate.toISOString() }),
});
