/** The functions that exist. */
import type { Cloud } from "../../contracts.ts";
import {
  defaultEventInvokeConfiguration,
  type EventInvokeConfiguration,
  type FunctionConfiguration,
  functionNameOf,
  functionNotFound,
} from "./function-configuration.ts";

/** The register of functions, their event configurations and their resource policies' statements. */
export class Functions {
  readonly #cloud: Cloud;
  readonly #functions = new Map<string, FunctionConfiguration>();
  readonly #eventInvoke = new Map<string, EventInvokeConfiguration>();
  readonly #statements = new Map<string, Map<string, Record<string, unknown>>>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  put(configuration: FunctionConfiguration): void {
    this.#functions.set(configuration.name, configuration);
  }

  /** The ARN of whatever `identifier` names, whether it exists or not. @throws AwsError ValidationException */
  arnOf(identifier: string): string {
    return `arn:aws:lambda:${this.#cloud.region}:${this.#cloud.accountId}:function:${functionNameOf(identifier)}`;
  }

  /** @throws AwsError ResourceNotFoundException */
  get(identifier: string): FunctionConfiguration {
    const found = this.#functions.get(functionNameOf(identifier));
    const arn = this.arnOf(identifier);
    if (!found || (identifier.startsWith("arn:") && !`${identifier}:`.startsWith(`${arn}:`))) throw functionNotFound(arn);
    return found;
  }

  find(name: string): FunctionConfiguration | undefined {
    return this.#functions.get(name);
  }

  all(): FunctionConfiguration[] {
    return [...this.#functions.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  configureEvents(name: string, configuration: EventInvokeConfiguration): void {
    this.#eventInvoke.set(name, configuration);
  }

  eventConfiguration(name: string): EventInvokeConfiguration {
    return this.#eventInvoke.get(name) ?? defaultEventInvokeConfiguration;
  }

  /** Adds a statement to the resource policy of a function and tells IAM. */
  addPermission(name: string, statement: Record<string, unknown> & { Sid: string }): void {
    const statements = this.#statements.get(name) ?? new Map();
    statements.set(statement.Sid, statement);
    this.#statements.set(name, statements);
    this.#cloud.iam.setResourcePolicy(this.get(name).arn, statement.Sid, { Version: "2012-10-17", Statement: [statement] });
  }

  /** The statements of a function's resource policy, in the order they came. */
  permissions(name: string): Record<string, unknown>[] {
    return [...(this.#statements.get(name)?.values() ?? [])];
  }
}
