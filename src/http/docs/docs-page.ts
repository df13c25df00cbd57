import { Router } from 'express';
import { html, type Markup } from '../html.ts';
import { openApiDocument } from '../openapi.ts';
import { type ReadyPage, readyPage, sendReadyPage } from '../send-page.ts';
import { type FramedPage, openFrame, type SiteOptions } from '../site/frame.ts';
import { contents, operationsByTag, type TagWithOperations } from './contents.ts';
import { type ApiDocument, readDocument, type Schema } from './document.ts';
import { errorTable } from './error-table.ts';
import { members, objectsIn } from './fields.ts';
import { inlineMarkdown, markdown } from './markdown.ts';
import { operationSection } from './operation.ts';
import { typeLabel } from './type-label.ts';

/**
 * The guide and the reference of the API, written from the OpenAPI document that this process
 * serves, so that neither can be older than the other. It is made once, at the first request.
 *
 * @param publicUrl where the API is reached, shown for the examples
 */
export function docsPage(options: SiteOptions, publicUrl: string): Router {
  const router = Router();
  const frame = openFrame(options, 'docs.html');
  let page: FramedPage | undefined;
  let last: { text: string; ready: ReadyPage } | undefined;
  router.get('/', (req, res) => {
    page ??= makePage(readDocument(openApiDocument()), `${publicUrl}/api/v1`);
    const text = frame(page);
    if (text !== last?.text) last = { text, ready: readyPage(text) };
    sendReadyPage(req, res, last.ready);
  });
  return router;
}

function makePage(document: ApiDocument, base: string): FramedPage {
  const { title, version, description } = document.info;
  const objects = Object.entries(document.components.schemas);
  const main = html`<article class="reference">
<h1>${title}</h1>
<dl class="facts"><dt>Version</dt><dd>${version}</dd>
<dt>Base address</dt><dd><code>${base}</code></dd>
<dt>Description</dt><dd><a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1)</dd></dl>
<div class="guide">${markdown(description)}</div>
${operationsByTag(document).map(tagSection)}
<h2 id="objects">Objects</h2>
<p>What several operations answer.</p>
${objects.map(([name, schema]) => objectSection(name, schema))}
<h2 id="error-codes">Error codes</h2>
<p>Every code, with its status. A code keeps its meaning; its sentence may change.</p>
${errorTable()}
</article>`;
  return {
    lang: 'en',
    title: `${title}: reference`,
    main,
    aside: contents(document),
    width: 'reference',
  };
}

function tagSection({ id, name, description, operations }: TagWithOperations): Markup {
  return html`<h2 id="${id}">${name}</h2>
<p>${inlineMarkdown(description)}</p>
${operations.map(operationSection)}`;
}

function objectSection(name: string, schema: Schema): Markup {
  const [only, ...others] = objectsIn(schema);
  const shown =
    only && others.length === 0 ? members(only, 'answer') : html`<p>${typeLabel(schema)}</p>`;
  return html`<section class="object" aria-labelledby="object-${name}">
<h3 id="object-${name}"><a href="#object-${name}">${name}</a></h3>
${shown}
</section>`;
}
