/** The mark of Guichet: an arch over a counter. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 28 28" aria-hidden>
      <path d="M5.5 20V12.5a8.5 8.5 0 0 1 17 0V20" />
      <path d="M1.5 25h25" />
      <path d="M10.5 18.5h7" />
    </svg>
  )
}
