/** Something that is wrong with a talk's folder, and what to do. */
export interface Problem {
  /** from the talk's folder; empty for the folder itself */
  readonly file: string;
  /** counted from 1; absent when it is about the file as a whole */
  readonly line?: number;
  readonly message: string;
}

/** As a terminal shows it: `talks/moon/talk.yml:3: …`. @param folder as its owner named it */
export function located(folder: string, { file, line, message }: Problem): string {
  const path = file === "" ? folder : `${folder.replace(/\/+$/, "")}/${file}`;
  return `${path}${line === undefined ? "" : `:${line}`}: ${message}`;
}
