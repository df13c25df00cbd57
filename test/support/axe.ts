import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Finding = { id: string; impact: string | null; nodes: { target: unknown[]; html: string }[] };

/** What axe-core objects to on a page (WCAG 2.2 AA and good practice), a line a finding. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Evaluated and not as a script element, which the content security policy refuses.
  await page.evaluate(`{ const module = undefined; ${SOURCE} }`);
  const { violations } = await page.evaluate<{ violations: Finding[] }>(
    `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(TAGS)} } })`,
  );
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, html }) => `${id} (${impact}): ${target.join(' ')} ${html.slice(0, 160)}`),
  );
}
