/** Markdown of the repository that the build made into HTML. (Speakers' notes are shown by ../talk/notes.tsx.) */
export function Prose({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: this is the site's own content, rendered at build time
  return <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />;
}
