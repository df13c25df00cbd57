/** Text that is HTML already. Everything else is escaped by `html`. */
export type Markup = { markup: string };

/** What a template takes: text, which is escaped, markup, or a list of markup. */
type Part = string | number | Markup | readonly Markup[];

/** Nothing, for a part of a page that is not always there. */
export const NOTHING: Markup = { markup: '' };

/** A template tag for HTML: every value that is not markup is escaped. */
export function html(strings: TemplateStringsArray, ...values: Part[]): Markup {
  const shown = values.map((value) => {
    if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
    return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
  });
  return { markup: String.raw({ raw: strings }, ...shown) };
}

/** Text as HTML shows it, in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);
}
