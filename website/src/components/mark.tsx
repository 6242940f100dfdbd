/** Lectern's mark: a lectern, on its desk a page and the light that says it is live. The word beside it names it. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <path className="mark-wood" d="M8.5 4H23.5L28.5 13.5H3.5Z" />
      <path className="mark-line" d="M10.6 7.4H16.4M9.2 10.2H15" />
      <circle className="mark-light" cx="20.8" cy="8.8" r="2" />
      <path className="mark-wood" d="M13 15.3H19L19.8 25.2H12.2Z" />
      <path className="mark-wood" d="M8 27H24V29.6H8Z" />
    </svg>
  );
}
