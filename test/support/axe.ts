import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 at level AA with the versions before it, and what axe thinks good practice beyond. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Result = { violations: { id: string; impact: string; nodes: { target: unknown }[] }[] };

/** What axe-core finds fault with on a page as it stands: a line each, `id, impact, target`. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Evaluated and not put in as a script, which the page's policy would refuse.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<Result>(
    `axe.run({ runOnly: ${JSON.stringify(TAGS)}, resultTypes: ['violations'] })`,
  );
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target }) => `${id}, ${impact}, ${JSON.stringify(target)}`),
  );
}
