import { html, raw } from 'hono/html'
import { STYLE } from './style.ts'

/** The parts of an OpenAPI 3.1 document that the page shows. */
interface Document {
  info: { title: string; description: string }
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}
interface Operation {
  summary: string
  description?: string
  tags: string[]
  'x-role': string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>
}
interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  schema: Schema
}
interface Schema {
  $ref?: string
  type?: string | string[]
  description?: string
  enum?: (string | null)[]
  const?: string
  format?: string
  default?: unknown
  maxLength?: number
  maximum?: number
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  oneOf?: Schema[]
  anyOf?: Schema[]
  allOf?: Schema[]
}
type Markup = ReturnType<typeof html>

const EXAMPLE = (url: string) => `curl ${url}/incidents \\
  -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -H "Idempotency-Key: $(uuidgen)" \\
  -d '{"title": "Calls fail", "priority": "P1G", "platforms": [{"id": "sip-trunking", "impact": "major_outage"}],
       "update": {"body": "Outbound calls fail for several organisations. We are investigating."}}'`

/** The API reference as one HTML page without scripts, from the OpenAPI document. */
export async function referencePage(json: string): Promise<string> {
  const api = JSON.parse(json) as Document
  const base = api.servers[0]?.url ?? ''
  const page = await html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${api.info.title}</title><style>${raw(STYLE)}</style></head><body>
${contents(api)}
<main>
<h1>${api.info.title}</h1>
<p>All paths are relative to <code>${base}</code>. The same description for programs: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
${api.info.description.split('\n\n').map((paragraph) => html`<p>${withCode(paragraph)}</p>`)}
<pre tabindex="0" role="region" aria-label="Example">${EXAMPLE(base)}</pre>
${api.tags.map((tag) => section(api, tag))}
<h2 id="problems">Problems</h2><article><ul>${problemList(api)}</ul></article>
<h2 id="schemas">Schemas</h2>
${Object.entries(api.components.schemas).map(([name, s]) => html`<article id="schema-${name}"><h3>${name}</h3>${shape(s)}</article>`)}
</main></body></html>`
  return String(page)
}

/** A list of all calls: beside the page on wide screens, above it on narrow ones. */
function contents(api: Document): Markup {
  const groups = api.tags.map(({ name }) => {
    const calls = operationsOf(api, name).map(
      ([method, path]) =>
        html`<li><a href="#${method}${path}"><b class="${method}">${method.toUpperCase()}</b><span>${path}</span></a></li>`,
    )
    return html`<strong><a href="#${name}">${name}</a></strong><ul>${calls}</ul>`
  })
  return html`<nav><a href="../../">Status page</a><details><summary>All calls</summary>${groups}<strong><a href="#problems">Problems</a></strong><strong><a href="#schemas">Schemas</a></strong></details></nav>`
}

function operationsOf(api: Document, tag: string): [string, string, Operation][] {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { tags }]) => tags.includes(tag))
      .map(([method, operation]): [string, string, Operation] => [method, path, operation]),
  )
}

function section(api: Document, { name, description }: Document['tags'][number]): Markup {
  const entries = operationsOf(api, name).map((one) => operationEntry(...one))
  return html`<h2 id="${name}">${name}</h2><p>${description}</p>${entries}`
}

function operationEntry(method: string, path: string, operation: Operation): Markup {
  const body = operation.requestBody?.content['application/json']?.schema
  return html`<article id="${method}${path}"><h3><b class="${method}">${method.toUpperCase()}</b> <code>${path}</code> <span class="role">${operation['x-role']}</span></h3>
<p><strong>${operation.summary}.</strong> ${withCode(operation.description ?? '')}</p>
${operation.parameters && html`<ul>${operation.parameters.map(parameter)}</ul>`}
${body && html`<p>Body: ${type(body)}</p>${shape(body)}`}
<p>${answers(operation)}Problems: ${problemsOf(operation)}</p></article>`
}

function answers({ responses }: Operation): Markup[] {
  return Object.entries(responses)
    .filter(([, { content }]) => content?.[PROBLEM] === undefined)
    .map(([status, { description, content = {} }]) => {
      const forms = Object.values(content).map(({ schema }) => html`: ${type(schema)}`)
      return html`<code>${status}</code> ${description}${forms}. `
    })
}

/** Headers are explained once, in the introduction. */
function parameter({ name, in: place, required, description = '', schema }: Parameter): Markup {
  const said = place === 'header' ? '' : description
  return field(name, { ...schema, description: said }, required === true, ` (${place})`)
}

const PROBLEM = 'application/problem+json'

function problemsOf({ responses }: Operation): Markup {
  const statuses = Object.keys(responses).filter((status) => responses[status]?.content?.[PROBLEM])
  return html`<a href="#problems">${statuses.length > 0 ? statuses.join(' ') : 'none of its own'}</a>`
}

/** Every status with its meaning; calls only give the numbers. */
function problemList(api: Document): Markup[] {
  const operations = Object.values(api.paths).flatMap((methods) => Object.values(methods))
  const responses = operations.flatMap((operation) => Object.entries(operation.responses))
  const meanings = new Map(
    responses.filter(([, { content }]) => content?.[PROBLEM]).map(([status, { description }]) => [status, description]),
  )
  return [...meanings]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([status, meaning]) => html`<li><code>${status}</code> ${withCode(meaning)}</li>`)
}

/** The fields of a schema, nested, without following references. */
function shape(schema: Schema): Markup | null {
  const alternatives = schema.oneOf ?? schema.anyOf ?? schema.allOf
  if (alternatives && !schema.properties) {
    return html`<ul>${alternatives.map((one) => html`<li>${type(one)}${shape(one)}</li>`)}</ul>`
  }
  if (schema.items) return shape(schema.items)
  if (typeof schema.additionalProperties === 'object') return shape(schema.additionalProperties)
  if (!schema.properties) return null
  const fields = Object.entries(schema.properties)
  return html`<ul>${fields.map(([name, one]) => field(name, one, schema.required?.includes(name) === true))}</ul>`
}

function field(name: string, schema: Schema, required: boolean, where = ''): Markup {
  return html`<li><code>${name}</code>${where} <span class="type">${type(schema)}${required ? '' : ', optional'}</span> ${withCode(described(schema))}${shape(schema)}</li>`
}

function type(schema: Schema): Markup {
  if (schema.$ref) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)
    return html`<a href="#schema-${name}">${name}</a>`
  }
  if (schema.const !== undefined) return html`"${schema.const}"`
  if (schema.enum) return html`${schema.enum.map(String).join(' | ')}${defaulting(schema)}`
  if (schema.items) return html`list of ${type(schema.items)}`
  if (schema.properties?.items) return html`page: ${type(schema.properties.items)}`
  if (schema.format === 'date-time') return html`instant`
  if (schema.oneOf ?? schema.anyOf) return html`one of`
  const name = [schema.type ?? 'any'].flat().join(' or ')
  const limit = schema.maxLength ? `, at most ${schema.maxLength}` : ''
  return html`${name}${schema.format ? ` (${schema.format})` : ''}${limit}${defaulting(schema)}`
}

/** The introduction describes the format of instants, so it is not repeated. */
function described({ description = '' }: Schema): string {
  return description === 'RFC 3339, UTC' ? '' : description
}

function defaulting({ default: value }: Schema): string {
  return value === undefined ? '' : `, default ${JSON.stringify(value)}`
}

function withCode(text: string) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))
}
