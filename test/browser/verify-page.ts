import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { newVisitor, type VisitorOptions } from '../support/browser.ts';
import { fixtures, type StubServer } from './stub-server.ts';

export const FILE = join(fixtures, 'b1_1p.pdf');
export const SHA256 = createHash('sha256').update(readFileSync(FILE)).digest('hex');

/** A visitor on the page that checks files. */
export async function visitVerify(
  browser: Browser,
  server: StubServer,
  options: VisitorOptions = { language: 'en' },
) {
  const visitor = await newVisitor(browser, options);
  await visitor.page.goto(`${server.url}/verify`);
  await visitor.page.locator('input[type=file]').waitFor();
  return visitor;
}

/** Chooses a file and returns what the page says of it. */
export async function check(page: Page, file = FILE): Promise<string> {
  await page.locator('input[type=file]').setInputFiles(file);
  await page.locator('.result').waitFor();
  return page.locator('.result').innerText();
}
