/** Numbers of the command line. */
import { InvalidArgumentError } from "commander";

/** @throws InvalidArgumentError */
export function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw new InvalidArgumentError("a port is a number from 1 to 65535");
  return number;
}

/** From 0 to 999999. @throws InvalidArgumentError */
export function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("it has to be a whole number.");
  return Number(text);
}
