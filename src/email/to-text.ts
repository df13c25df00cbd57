import { toPlainText } from '@react-email/render';

// html-to-text, which does the work, brings no types: the part of them that is used here.
type Element = { attribs?: Record<string, string | undefined>; children: unknown[] };
type Builder = {
  addInline(text: string, options?: { noWordTransform: boolean }): void;
  addLineBreak(): void;
};
type Walk = (children: unknown[], builder: Builder) => void;
type Formatter = (element: Element, walk: Walk, builder: Builder) => void;

// "Read and sign:" and the link on its own line, so that every client can make it clickable.
const actionLink: Formatter = (element, _walk, builder) => {
  const { href = '', 'data-label': label } = element.attribs ?? {};
  if (label !== undefined) {
    builder.addInline(`${label}:`);
    builder.addLineBreak();
  }
  builder.addInline(href, { noWordTransform: true });
};

const legalLink: Formatter = (element, walk, builder) => {
  walk(element.children, builder);
  builder.addInline(`: ${element.attribs?.href ?? ''}`, { noWordTransform: true });
};

const oneLine = { leadingLineBreaks: 1, trailingLineBreaks: 1 };

const options = {
  wordwrap: false,
  formatters: { actionLink, legalLink },
  selectors: [
    { selector: 'h1', format: 'heading', options: { uppercase: false } },
    { selector: 'p.fact', format: 'paragraph', options: oneLine },
    { selector: 'ul', format: 'unorderedList', options: { ...oneLine, itemPrefix: '- ' } },
    {
      selector: 'table.facts',
      format: 'block',
      options: { leadingLineBreaks: 2, trailingLineBreaks: 2 },
    },
    { selector: 'a.action-link', format: 'actionLink' },
    { selector: 'a.legal', format: 'legalLink' },
  ],
};

/** Returns a mail's text part, made from its HTML: each link once, no decoration. */
export function toText(html: string): string {
  return `${toPlainText(html, options).trim()}\n`;
}
