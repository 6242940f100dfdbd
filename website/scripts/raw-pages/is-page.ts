/**
 * Whether a key of the posts bucket is text that a build reads: a raw page or a talk's `talk.json`. Beside them lie
 * pictures, which readers get from the bucket itself (`/media/…`): so a build takes no longer for them.
 */
export const isPage = (key: string): boolean => key.endsWith(".md") || key === "talk.json" || key.endsWith("/talk.json");
