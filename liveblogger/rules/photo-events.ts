/** What S3 says was put into the bucket of photographs, and what is to be started for it. */
import { MalformedInput } from "../../src/errors.ts";
import { type PhotoName, photoOf } from "../data/keys.ts";
import type { LiveBloggerInput } from "./live-blogger-state.ts";

/** The execution's name follows from the photograph's key, so that an event that comes twice starts nothing. At most 67 characters. */
export const executionOf = ({ talk, takenAt, hash }: Pick<PhotoName, "talk" | "takenAt" | "hash">): string =>
  `${talk}-${takenAt}-${hash}`;

/** Every key in an S3 → Lambda event. `s3:TestEvent`, sent when a notification is set up, has no records. @throws MalformedInput */
export function keysIn(event: unknown): string[] {
  if (isObject(event) && event.Event === "s3:TestEvent") return [];
  if (!isObject(event) || !Array.isArray(event.Records)) throw new MalformedInput("The event is no S3 event: it has no Records.");
  return event.Records.map((record: unknown) => {
    const s3 = isObject(record) ? record.s3 : undefined;
    const object = isObject(s3) ? s3.object : undefined;
    const key = isObject(object) ? object.key : undefined;
    if (typeof key !== "string") throw new MalformedInput("The record is not from S3: it has no s3.object.key.");
    return decoded(key);
  });
}

/** What the live blogger is started with for an object; undefined when its key is no photograph's. */
export function liveBloggerInput(key: string): LiveBloggerInput | undefined {
  const photo = photoOf(key);
  if (!photo) return undefined;
  return { image: key, talk: photo.talk, takenAt: new Date(photo.takenAt).toISOString(), execution: executionOf(photo) };
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;

/** Keys come as in a form: a space is a plus. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch {
    throw new MalformedInput(`The S3 event's key is not URL-encoded: ${key.slice(0, 80)}`);
  }
}
