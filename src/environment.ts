/** A function's configuration. */
import { MissingConfiguration } from "./errors.ts";

/** The environment variable `name`. @throws MissingConfiguration when it is unset or empty. */
export function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new MissingConfiguration(name);
  return value;
}
