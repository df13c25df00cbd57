const font = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** Inline styles: what every client shows, light. */
export const styles = {
  page: { backgroundColor: '#f3f4f6', margin: '0', padding: '24px 12px', fontFamily: font },
  card: {
    maxWidth: '560px',
    backgroundColor: '#ffffff',
    border: '1px solid #e1e5ea',
    borderRadius: '10px',
    borderCollapse: 'separate',
  },
  cardInside: { padding: '32px 32px 18px' },
  heading: {
    margin: '0 0 20px',
    fontSize: '22px',
    lineHeight: '28px',
    fontWeight: 600,
    color: '#1b2430',
  },
  text: { margin: '0 0 16px', fontSize: '16px', lineHeight: '24px', color: '#1b2430' },
  fact: {
    margin: '0 0 6px',
    fontSize: '15px',
    lineHeight: '22px',
    color: '#1b2430',
    overflowWrap: 'anywhere',
  },
  label: { color: '#566172' },
  facts: {
    margin: '4px 0 20px',
    backgroundColor: '#f7f8fa',
    border: '1px solid #e1e5ea',
    borderRadius: '8px',
    borderCollapse: 'separate',
  },
  factsInside: { padding: '14px 18px 8px' },
  list: { margin: '0 0 8px', paddingLeft: '20px' },
  quote: {
    margin: '0 0 20px',
    padding: '2px 0 2px 14px',
    borderLeft: '3px solid #c3cad4',
    fontSize: '16px',
    lineHeight: '24px',
    color: '#1b2430',
    overflowWrap: 'anywhere',
  },
  button: {
    padding: '14px 28px',
    backgroundColor: '#1f4b8f',
    borderRadius: '8px',
    color: '#ffffff',
    fontSize: '16px',
    fontWeight: 600,
    textDecoration: 'none',
  },
  action: { margin: '8px 0 20px' },
  small: { margin: '0 0 12px', fontSize: '14px', lineHeight: '20px', color: '#566172' },
  link: { color: '#1f4b8f', textDecoration: 'underline', wordBreak: 'break-all' },
  footer: { maxWidth: '560px', padding: '0 8px' },
  footerText: { margin: '16px 0 0', fontSize: '12px', lineHeight: '18px', color: '#566172' },
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
  .button { display: block !important; text-align: center !important; }
}
@media (prefers-color-scheme: dark) {
  .page, .page > table > tbody > tr > td { background-color: #12151a !important; }
  .card { background-color: #1c2128 !important; border-color: #343c48 !important; }
  .facts { background-color: #242a33 !important; border-color: #343c48 !important; }
  .ink { color: #e9ecf1 !important; }
  .muted { color: #abb4c1 !important; }
  .quote { border-color: #566172 !important; }
  .button { background-color: #3868b8 !important; color: #ffffff !important; }
  .link { color: #93b8f5 !important; }
}
`;
