/** Whether the panel stands below the documents and the bar at the foot leads through them. */
export function isSmallScreen(): boolean {
  // The same width as in the styles.
  return !window.matchMedia('(min-width: 60rem)').matches;
}
