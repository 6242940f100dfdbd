/** Lectern's mark: a reading desk, and on its page the dot of something live. The word beside it names it. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <path className="mark-desk" d="M3 13.5 25.5 4 29 11.5 6.5 21Z" />
      <path className="mark-line" d="M9 14.8 18.5 10.8M10.6 17.2 16 14.9" />
      <circle className="mark-dot" cx="23.2" cy="9.6" r="1.9" />
      <path className="mark-stand" d="M14.5 17.6V26.5M9 28.5H21" />
    </svg>
  );
}
