const font =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Helvetica, Arial, sans-serif";

/** The colours of the signing page (src/web/styles/base.css), light and dark. */
const light = {
  ground: '#f4f5f7',
  surface: '#ffffff',
  line: '#cfd4da',
  ink: '#1b1f24',
  muted: '#4d5661',
  accent: '#1d4f8f',
  onAccent: '#ffffff',
  calmGround: '#eef3f9',
};
const dark: typeof light = {
  ground: '#14171b',
  surface: '#1e2329',
  line: '#3a424c',
  ink: '#e9ebee',
  muted: '#aeb7c2',
  accent: '#8fb8ef',
  onAccent: '#10202f',
  calmGround: '#222c38',
};

/** What the card is wide, in pixels, where the window leaves it the room. */
export const CARD_WIDTH = 560;

// Long names break even where a client knows only the older of the two.
const breaks = { overflowWrap: 'anywhere', wordBreak: 'break-word' } as const;

/**
 * Inline styles: what every client shows, light. Room around things is padding of table cells and
 * margin of paragraphs: Outlook for Windows knows neither padding of other elements nor margins of
 * tables.
 */
export const styles = {
  page: { backgroundColor: light.ground, margin: '0', padding: '24px 12px', fontFamily: font },
  card: {
    maxWidth: `${CARD_WIDTH}px`,
    backgroundColor: light.surface,
    border: `1px solid ${light.line}`,
    borderRadius: '8px',
    borderCollapse: 'separate',
  },
  cardInside: { padding: '32px 32px 18px' },
  heading: {
    margin: '0 0 20px',
    fontSize: '22px',
    lineHeight: '28px',
    fontWeight: 600,
    color: light.ink,
  },
  text: { margin: '0 0 16px', fontSize: '16px', lineHeight: '24px', color: light.ink },
  fact: { margin: '0 0 6px', fontSize: '15px', lineHeight: '22px', color: light.ink, ...breaks },
  label: { color: light.muted },
  factsOutside: { padding: '4px 0 20px' },
  facts: {
    padding: '14px 18px 8px',
    backgroundColor: light.calmGround,
    border: `1px solid ${light.line}`,
    borderRadius: '8px',
  },
  list: { margin: '0 0 8px', paddingLeft: '20px' },
  quoteOutside: { padding: '0 0 20px' },
  quoteInside: { padding: '2px 0 2px 14px', borderLeft: `3px solid ${light.line}` },
  quote: { margin: '0', fontSize: '16px', lineHeight: '24px', color: light.ink, ...breaks },
  buttonOutside: { padding: '8px 0 20px' },
  buttonCell: { backgroundColor: light.accent, borderRadius: '8px' },
  button: {
    padding: '14px 28px',
    backgroundColor: light.accent,
    borderRadius: '8px',
    color: light.onAccent,
    fontSize: '16px',
    fontWeight: 600,
    textDecoration: 'none',
  },
  small: { margin: '0 0 12px', fontSize: '14px', lineHeight: '20px', color: light.muted },
  link: { color: light.accent, textDecoration: 'underline', wordBreak: 'break-all' },
  footer: { maxWidth: `${CARD_WIDTH}px` },
  footerInside: { padding: '0 8px' },
  footerText: { margin: '16px 0 0', fontSize: '13px', lineHeight: '19px', color: light.muted },
} as const;

/**
 * For clients that honour a style element: dark colours, and more room on a phone.
 * The Body component styles the cell inside <body> and gives it no class: hence the long selector.
 */
export const css = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) {
  .page > table > tbody > tr > td { padding: 12px 8px !important; }
  .card-inside { padding: 24px 18px 10px !important; }
  .button-table { width: 100% !important; }
  .button { display: block !important; text-align: center !important; }
}
@media (prefers-color-scheme: dark) {
  .page, .page > table > tbody > tr > td { background-color: ${dark.ground} !important; }
  .card { background-color: ${dark.surface} !important; border-color: ${dark.line} !important; }
  .facts-inside { background-color: ${dark.calmGround} !important; border-color: ${dark.line} !important; }
  .ink { color: ${dark.ink} !important; }
  .muted { color: ${dark.muted} !important; }
  .quote-inside { border-color: ${dark.line} !important; }
  .button-table-inside, .button { background-color: ${dark.accent} !important; color: ${dark.onAccent} !important; }
  .link { color: ${dark.accent} !important; }
}
`;

/**
 * For Outlook for Windows, which shows pages as Word does: it ignores `max-width`, and takes Times
 * where it does not know the first font. Everybody else reads a comment.
 */
export const outlookHead = `<!--[if mso]><style>
.card, .footer { width: ${CARD_WIDTH}px !important; }
table, td, h1, p, li, a, span { font-family: 'Segoe UI', Arial, sans-serif !important; }
</style><![endif]-->`;
