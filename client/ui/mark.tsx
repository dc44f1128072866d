/** The mark: a stretched cord with two knots. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 12 32" width="12" height="32" aria-hidden="true">
      <path d="M6 1v30" stroke="var(--accent)" stroke-width="1.5" />
      <circle cx="6" cy="9" r="4" fill="var(--accent)" />
      <circle cx="6" cy="22" r="3.5" fill="var(--paper)" stroke="var(--accent)" stroke-width="1.5" />
    </svg>
  );
}
