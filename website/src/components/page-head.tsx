import type { ReactNode } from "react";
import { siteMetadata } from "../../site/metadata.mjs";

interface Props {
  /** The page's own title; without it the page is the home page. */
  readonly title?: string;
  readonly description?: string;
  /** The page's path; without it the page has no address of its own (404). */
  readonly path?: string;
  readonly children?: ReactNode;
}

/*
 * The metadata is imported, not asked for by a static query: Gatsby can't fetch a static query's result in a build
 * whose cache comes from another folder, as every CodeBuild's does.
 */

/** What every page says of itself to browsers, search engines and whoever shares it. */
export function PageHead({ title, description, path, children }: Props) {
  const fullTitle = title ? `${title} · ${siteMetadata.title}` : siteMetadata.title;
  const summary = description ?? siteMetadata.description;
  const url = path === undefined ? undefined : siteMetadata.siteUrl + path;
  return (
    <>
      <html lang="en" />
      <title>{fullTitle}</title>
      <meta name="description" content={summary} />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content="#faf8f4" />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#15171c" />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      {url && <link rel="canonical" href={url} />}
      {url && <meta property="og:url" content={url} />}
      <meta property="og:site_name" content={siteMetadata.title} />
      <meta property="og:title" content={title ?? siteMetadata.title} />
      <meta property="og:description" content={summary} />
      {children}
    </>
  );
}
