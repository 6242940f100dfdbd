/** Markdown that the build made into HTML. It comes from the repository, or from the speaker's own notes. */
export function Prose({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: this is the site's own content, rendered at build time
  return <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />;
}
