import { Marked, type Tokens } from 'marked';
import { escapeHtml, type Markup } from '../html.ts';

/** A heading of a text, to be linked to. */
export type Heading = { id: string; text: string };

const marked = new Marked({
  renderer: {
    heading({ tokens, depth, text }: Tokens.Heading) {
      const inner = this.parser.parseInline(tokens);
      return `<h${depth} id="${headingId(text)}">${inner}</h${depth}>\n`;
    },
    html({ text }: Tokens.HTML | Tokens.Tag) {
      return escapeHtml(text);
    },
  },
});

/** Renders a text of ours: CommonMark and tables. Headings get ids; HTML in it stays text. */
export function markdown(text: string): Markup {
  return { markup: marked.parse(text, { async: false }) };
}

/** The same for a text within a line. */
export function inlineMarkdown(text: string): Markup {
  return { markup: marked.parseInline(text, { async: false }) };
}

/** The headings of the second level, in order. */
export function headingsOf(text: string): Heading[] {
  return marked
    .lexer(text)
    .filter((token): token is Tokens.Heading => token.type === 'heading' && token.depth === 2)
    .map((heading) => ({ id: headingId(heading.text), text: heading.text }));
}

function headingId(text: string): string {
  return `guide-${text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}`;
}
