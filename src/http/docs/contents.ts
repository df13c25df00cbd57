import { html, type Markup } from '../html.ts';
import { type ApiDocument, type Operation, operationsOf } from './document.ts';
import { headingsOf } from './markdown.ts';
import { breakable, methodLabel } from './operation.ts';

export type TagWithOperations = {
  id: string;
  name: string;
  description: string;
  operations: Operation[];
};

/** The tags in their order, each with its operations. */
export function operationsByTag(document: ApiDocument): TagWithOperations[] {
  const all = operationsOf(document);
  return document.tags.map(({ name, description }) => ({
    id: `tag-${name.toLowerCase()}`,
    name,
    description,
    operations: all.filter(({ tags }) => tags.includes(name)),
  }));
}

/**
 * The table of contents. It is folded at first; src/web/site/docs.ts unfolds it beside the text
 * where there is room, and shows the filter, which needs it.
 */
export function contents(document: ApiDocument): Markup {
  const guide = headingsOf(document.info.description).map(
    ({ id, text }) => html`<li><a href="#${id}">${text}</a></li>`,
  );
  const objects = Object.keys(document.components.schemas).map(
    (name) => html`<li><a href="#object-${name}">${name}</a></li>`,
  );
  return html`<nav class="contents" aria-label="Contents"><details><summary>Contents</summary>
<p class="filter" hidden><label for="filter">Find an operation</label>
<input id="filter" type="search" autocomplete="off" spellcheck="false">
<span class="small" role="status"></span></p>
<p class="group">Guide</p><ul>${guide}</ul>
${operationsByTag(document).map(tagGroup)}
<p class="group"><a href="#objects">Objects</a></p><ul>${objects}</ul>
<p class="group"><a href="#error-codes">Error codes</a></p>
</details></nav>`;
}

function tagGroup({ id, name, operations }: TagWithOperations): Markup {
  const links = operations.map(
    (each) =>
      html`<li><a href="#${each.operationId}"><span>${each.summary}</span> <span class="path">${methodLabel(each)} ${breakable(each.path)}</span></a></li>`,
  );
  return html`<div class="operations"><p class="group"><a href="#${id}">${name}</a></p><ul>${links}</ul></div>`;
}
