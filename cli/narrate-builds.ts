/**
 * What is said of builds. The log of a push's build is told as it comes. A build for live posts alone, of which a talk has one
 * after another, is told in a line, and its log only when it failed.
 */
import type { CloudEvent } from "local-cloud";

type BuildEvent = CloudEvent & { type: "build-phase" | "build-log" | "build-ended" };

/** A log's end that is kept until it is known whether it is wanted. */
const KEPT_LINES = 60;

export type BuildNarrator = (event: BuildEvent) => string[];

/** @param isForTalk whether a build that begins now is for live posts alone */
export function createBuildNarrator(isForTalk: () => boolean): BuildNarrator {
  /** By the build's id: undefined for one whose log is told, else the end of its log. */
  const kept = new Map<string, string[] | undefined>();

  return (event) => {
    if (!kept.has(event.buildId)) kept.set(event.buildId, isForTalk() ? [] : undefined);
    const held = kept.get(event.buildId);
    const lines = event.type === "build-ended" ? [] : linesOf(event);
    if (event.type === "build-ended") {
      kept.delete(event.buildId);
      if (!held) return [];
      return event.status === "SUCCEEDED" ? ["✔ the site holds the live posts"] : [...held, `✖ the site's build ${event.status}`];
    }
    if (!held) return lines;
    held.push(...lines);
    held.splice(0, Math.max(0, held.length - KEPT_LINES));
    return [];
  };
}

function linesOf(event: Exclude<BuildEvent, { type: "build-ended" }>): string[] {
  if (event.type === "build-log") return event.line.split("\n").map((line) => `    │ ${line}`);
  const { project, phase, status, seconds, message } = event;
  if (seconds === undefined) return [];
  return [`    ${project}: ${phase} ${status} (${seconds.toFixed(1)} s)${message ? ` ${message}` : ""}`];
}
