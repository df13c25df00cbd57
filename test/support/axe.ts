import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 at level AA with the versions before it, and what axe thinks good practice beyond. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Result = { violations: { id: string; impact: string; nodes: { target: unknown }[] }[] };

/** Those of these rules that look at colours (axe-core's category “color” without level AAA). */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe-core finds fault with on a page as it stands: a line each, `id, impact, target`. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Evaluated and not put in as a script, which the page's policy would refuse.
  await page.evaluate(AXE);
  return findings(page, { type: 'tag', values: TAGS });
}

/** The same by the rules on colours alone, on a page that `axeFindings` saw in other colours. */
export function axeColourFindings(page: Page): Promise<string[]> {
  return findings(page, { type: 'rule', values: COLOUR_RULES });
}

async function findings(
  page: Page,
  runOnly: { type: 'tag' | 'rule'; values: string[] },
): Promise<string[]> {
  const { violations } = await page.evaluate<Result>(
    `axe.run({ runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'] })`,
  );
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target }) => `${id}, ${impact}, ${JSON.stringify(target)}`),
  );
}
