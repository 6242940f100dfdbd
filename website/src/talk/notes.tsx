import { createElement, type ReactNode } from "react";
import type { Note, Notes as SafeNotes } from "../live/notes.ts";

/** The speaker's notes. They are elements, never HTML text: see ../live/notes.ts. */
export function Notes({ notes }: { notes: SafeNotes }) {
  return notes.length === 0 ? null : <div className="prose">{notes.map(shown)}</div>;
}

const shown = (note: Note, index: number): ReactNode =>
  typeof note === "string" ? note : createElement(note.tag, { ...note.attributes, key: index }, ...note.children.map(shown));
