import { html, type Markup, NOTHING } from '../html.ts';
import { curlExample } from './curl.ts';
import type { Content, Operation, Schema } from './document.ts';
import { fieldList, members, objectsIn } from './fields.ts';
import { markdown } from './markdown.ts';
import { typeLabel } from './type-label.ts';

/** One operation: what it does, what it takes, what it answers, and a call with curl. */
export function operationSection(operation: Operation): Markup {
  const { operationId, summary, description } = operation;
  return html`<section class="operation" aria-labelledby="${operationId}">
<h3 id="${operationId}"><a href="#${operationId}">${summary}</a></h3>
<p class="address">${methodLabel(operation)} <code>${breakable(operation.path)}</code></p>
${markdown(description)}
${credential(operation)}
${parameters(operation)}
${operation.requestBody ? body('Request body', operation.requestBody.content) : NOTHING}
${answers(operation)}
<h4>Example</h4>
<pre><code>${curlExample(operation)}</code></pre>
</section>`;
}

/** The method as a label, in a colour of its own. */
export function methodLabel({ method }: Operation): Markup {
  return html`<span class="method" data-method="${method}">${method}</span>`;
}

/** A path that may be broken before each slash. */
export function breakable(path: string): Markup {
  const [first = '', ...rest] = path.split('/');
  return html`${first}${rest.map((part) => html`<wbr>/${part}`)}`;
}

// Of a bearer credential the description says more: the scope.
function credential({ security }: Operation): Markup {
  const [first = {}] = security;
  if ('bearer' in first) return NOTHING;
  if ('session' in first) return html`<p>Credential: the cookie <code>signing_session</code>.</p>`;
  return html`<p>No credential.</p>`;
}

function parameters({ parameters: all }: Operation): Markup {
  const shown = [
    { title: 'In the path', fields: all.filter((each) => each.in === 'path') },
    { title: 'In the query', fields: all.filter((each) => each.in === 'query') },
  ].filter(({ fields }) => fields.length > 0);
  return html`${shown.map(({ title, fields }) => html`<h4>${title}</h4>${fieldList(fields, 'request')}`)}`;
}

function body(title: string, content: Content): Markup {
  const parts = Object.entries(content).map(([mediaType, { schema }]) => {
    const [only, ...others] = objectsIn(schema);
    const shown =
      only && others.length === 0 ? members(only, 'request') : html`<p>${typeLabel(schema)}</p>`;
    return html`<h4>${title} <code>${mediaType}</code></h4>${shown}`;
  });
  return html`${parts}`;
}

function answers({ responses }: Operation): Markup {
  const all = Object.entries(responses);
  const good = all
    .filter(([status]) => status < '400')
    .map(([status, answer]) => {
      const content = Object.entries(answer.content ?? {});
      return html`<h4>Answer <code>${status}</code></h4>
<p>${answer.description}${content.map(([, { schema }]) => answerType(schema))}</p>
${content.map(([, { schema }]) => (schema.properties ? foldedMembers(schema) : NOTHING))}`;
    });
  const bad = all
    .filter(([status]) => status >= '400')
    .map(([status, { content }]) => {
      const codes = Object.keys(content?.['application/json']?.examples ?? {});
      const links = codes.map(
        (code) => html`<li><a href="#error-${code}"><code>${code}</code></a></li>`,
      );
      return html`<dt>${status}</dt><dd><ul>${links}</ul></dd>`;
    });
  return html`${good}<h4>Errors</h4><dl class="errors">${bad}</dl>`;
}

function answerType(schema: Schema): Markup {
  return schema.format === 'binary' ? NOTHING : html`: ${typeLabel(schema)}`;
}

function foldedMembers(schema: Schema): Markup {
  return html`<details><summary>Members of the answer</summary>${members(schema, 'answer')}</details>`;
}
