import { ERRORS } from '../../domain/errors.ts';
import { html, type Markup } from '../html.ts';

/** Every code of the catalogue, by status. */
export function errorTable(): Markup {
  const rows = Object.entries(ERRORS).map(
    ([code, { status, message }]) => html`<div id="error-${code}">
<dt><code>${code}</code> <span class="status">${status}</span></dt><dd>${message}</dd></div>`,
  );
  return html`<dl class="codes">${rows}</dl>`;
}
