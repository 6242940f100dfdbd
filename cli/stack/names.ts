/** Names as serverless.yml makes them. */
export interface Names {
  readonly tables: Readonly<Record<"talks" | "slides" | "current" | "cameras" | "posts" | "builds", string>>;
  readonly buckets: Readonly<Record<"decks" | "posts" | "site", string>>;
  readonly functions: Readonly<Record<"buildSite" | "createDocument" | "isItBuilt" | "notify", string>>;
  /** The build project that publishes. */
  readonly siteProject: string;
}

/** The beginning of all names of a stage. */
export const nameOf = (stage: string): string => `lectern-${stage}`;

/** The names that serverless.yml gives a stage's resources. */
export function namesOf(stage: string, account: string, region: string): Names {
  const name = nameOf(stage);
  const bucket = (what: string): string => `${name}-${what}-${account}-${region}`;
  const of = <Key extends string>(...keys: readonly Key[]): Record<Key, string> =>
    Object.fromEntries(keys.map((key) => [key, `${name}-${key}`])) as Record<Key, string>;
  return {
    tables: of("talks", "slides", "current", "cameras", "posts", "builds"),
    buckets: { decks: bucket("decks"), posts: bucket("posts"), site: bucket("site") },
    functions: of("buildSite", "createDocument", "isItBuilt", "notify"),
    siteProject: `${name}-site`,
  };
}
