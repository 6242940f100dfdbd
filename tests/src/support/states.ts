/** States of the site-builder machine, as they flow through it. */
import type { SiteBuilderState } from "../../../src/rules/site-builder-state.ts";

export const COMMIT = "5f6a956f2560836bb085a5d1bfdde4a0f9bc12a5";
export const LATER_COMMIT = "8212f68b310a885ce430dc5b702e280c02cab2e1";

export const stateWith = (changes: Partial<SiteBuilderState> = {}): SiteBuilderState => ({
  commitId: COMMIT,
  repository: "website",
  branch: "main",
  pushedAt: "2026-11-23T17:12:45.625Z",
  execution: "5f6a956-0123456789abcdef0123456789abcdef",
  ...changes,
});
