/** Finds the Lectern that is meant by asking CloudFormation, so that nobody has to name a resource. */
import { CloudFormationClient, type Stack as Described, paginateDescribeStacks } from "@aws-sdk/client-cloudformation";
import { NothingThere, WrongUse } from "../errors.ts";
import { clientSettings, isLocal, type Place } from "../place.ts";
import { nameOf } from "./names.ts";

/** A Lectern's stack, as CloudFormation tells it. */
export interface FoundStack {
  readonly stage: string;
  readonly account: string;
  readonly region: string;
  /** By their names in cloud/outputs.yml. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** @throws NothingThere, WrongUse when there are several and no stage says which, and what AWS's client throws */
export async function findStack(place: Place): Promise<FoundStack> {
  const client = new CloudFormationClient(clientSettings(place));
  try {
    return chosen(await stacksAt(client, place.stage), place);
  } finally {
    client.destroy();
  }
}

async function stacksAt(client: CloudFormationClient, stage: string | undefined): Promise<FoundStack[]> {
  const found: FoundStack[] = [];
  try {
    for await (const { Stacks = [] } of paginateDescribeStacks(
      { client },
      stage === undefined ? {} : { StackName: nameOf(stage) },
    ))
      found.push(...Stacks.flatMap((stack) => asLectern(stack) ?? []));
  } catch (error) {
    const isUnknown = error instanceof Error && error.name === "ValidationError";
    if (!isUnknown) throw error;
  }
  return found;
}

/** A stack that is a Lectern's, by its name and outputs. Its id is `arn:aws:cloudformation:<region>:<account>:stack/<name>/…`. */
function asLectern({ StackName = "", StackId = "", Outputs = [] }: Described): FoundStack | undefined {
  const [, stage] = /^lectern-(.+)$/.exec(StackName) ?? [];
  const [, , , region, account] = StackId.split(":");
  const outputs = Object.fromEntries(Outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]));
  return stage && region && account && outputs.SiteUrl !== undefined ? { stage, region, account, outputs } : undefined;
}

function chosen(stacks: readonly FoundStack[], place: Place): FoundStack {
  const [first, ...others] = stacks;
  if (!first) throw new NothingThere(none(place));
  if (others.length === 0) return first;
  const stages = stacks.map(({ stage }) => stage).sort();
  throw new WrongUse(`There are several stages, ${stages.join(", ")}: say which with --stage ${stages[0]}.`);
}

function none(place: Place): string {
  if (isLocal(place)) return "What listens there is no Lectern. Start Lectern with npm start, or name its --port.";
  const { stage } = place;
  return stage === undefined
    ? "There is no Lectern in this account and region: npx sls deploy makes it, --region names another."
    : `There is no stage ${stage} in this account and region: npx sls deploy --stage ${stage} makes it, --region names another.`;
}
