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
  export const types: Readonly<Record<string, unknown>>;
}
