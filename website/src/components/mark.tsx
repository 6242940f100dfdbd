/** Lectern's mark: a lectern with its microphone, and the light that says it is live. The word beside it names it. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <path className="mark-line" d="M17 10.5C17 7 18.2 5.2 21 4.6" />
      <circle className="mark-wood" cx="23.2" cy="4.2" r="2.2" />
      <path className="mark-wood" d="M4.6 10.5H27.4L25.4 15.5H6.6Z" />
      <path className="mark-wood" d="M9 17.2H23L21.2 29H10.8Z" />
      <circle className="mark-light" cx="16" cy="22.4" r="2" />
    </svg>
  );
}
