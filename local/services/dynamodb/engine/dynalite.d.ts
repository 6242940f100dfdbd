/** dynalite has no types of its own; these are the parts used here. */
declare module "dynalite" {
  import type { Server } from "node:http";
  /** Reads AWS_ACCOUNT_ID and AWS_REGION of the environment while it is called. */
  export default function dynalite(options: {
    path: string;
    createTableMs: number;
    deleteTableMs: number;
    updateTableMs: number;
  }): Server;
}

declare module "dynalite/validations/*" {
  /** The parameters that dynalite knows, by name. */
  export const types: Record<string, unknown>;
}

declare module "dynalite/db/index.js" {
  type Item = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  // biome-ignore lint/suspicious/noExplicitAny: the parser's tree, whose form expressions/evaluate.ts gives
  type Parsed = { readonly expression: any };
  /** A request whose expressions are parsed. */
  export interface OperationData {
    readonly _condition?: Parsed;
    readonly _filter?: Parsed;
    readonly _projection?: { readonly paths: readonly unknown[] };
    readonly Select?: unknown;
    readonly Expected?: unknown;
    readonly ReturnValuesOnConditionCheckFailure?: unknown;
  }
  export interface ConditionFailure {
    readonly body: Record<string, unknown>;
  }
  export interface QueryResult {
    readonly Items?: readonly Item[];
    readonly Count?: number;
  }
  type Callback = (error: unknown, result?: QueryResult) => void;
  interface Database {
    checkConditional(data: OperationData, existing: Item | undefined): ConditionFailure | null | undefined;
    queryTable(
      store: unknown,
      table: unknown,
      data: OperationData,
      options: unknown,
      isLocal: unknown,
      fetches: unknown,
      startKeyNames: unknown,
      callback: Callback,
    ): void;
    mapPaths(paths: readonly unknown[], item: Item): Item;
    /** Of two values; what the parser is given. */
    compare(operator: string, value: unknown, others: unknown): boolean;
  }
  /** Its operations look these up on each call. */
  const database: Database;
  export default database;
}

declare module "dynalite/db/conditionParser.js" {
  const parser: {
    /** The tree of an expression, or what is wrong with it as text. */
    // biome-ignore lint/suspicious/noExplicitAny: the parser's tree, whose form expressions/evaluate.ts gives
    parse(text: string, options: { context: object }): { readonly expression: any } | string;
  };
  export default parser;
}
