import { Moment } from "./date";
import { Prose } from "./prose";

export interface Entry {
  readonly html: string;
  readonly fields: {
    /** The entry's address: its talk's page, and its anchor there. */
    readonly path: string;
    readonly pictureAddress: string | null;
    readonly pictureFile: { readonly publicURL: string } | null;
  };
  readonly frontmatter: { readonly title: string; readonly date: string; readonly slide: number | null };
}

/** One slide of a talk: when it was shown, its picture, and what the speaker has to say to it. */
export function LiveEntry({ entry: { html, fields, frontmatter } }: { entry: Entry }) {
  const { title, date, slide } = frontmatter;
  const anchor = fields.path.split("#")[1];
  const picture = fields.pictureAddress ?? fields.pictureFile?.publicURL;
  return (
    <li id={anchor}>
      <article>
        <p className="meta">
          <a href={`#${anchor}`}>
            <Moment iso={date} />
          </a>
          {slide !== null && ` · slide ${slide}`}
        </p>
        <h2>{title}</h2>
        {picture && (
          <img className="slide" src={picture} alt={slide === null ? "The photograph" : `Slide ${slide}`} loading="lazy" />
        )}
        <Prose html={html} />
      </article>
    </li>
  );
}
