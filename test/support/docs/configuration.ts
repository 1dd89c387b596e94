import { z } from 'zod'
import { environment, SECRETS } from '../../../server/config/environment.ts'
import { planFileSchema } from '../../../server/config/plan-file.ts'
import { DEFAULT_PLAN, type Span } from '../../../server/domain/plan/plan.ts'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { code, madeFrom, page, table } from './markdown.ts'

/** `docs/configuration.md`: the environment and the plan file, as the code that checks them describes both. */
export function configurationPage(): string {
  return page(
    madeFrom('`server/config`'),
    '# Configuration',
    `From the environment, and a JSON file for the support plan. Nothing is required. Whatever is wrong stops the start with
one message that lists all of it and exit code 78; \`npm run -s signalpost -- doctor\` examines the rest.`,
    '## Environment',
    table(['variable', 'default', 'what'], Object.entries(VARIABLES).map(row)),
    `An empty variable counts as unset. Each secret can be given as a file instead, its path in the variable of that name:
${SECRETS.map((name) => code(`${name}_FILE`)).join(', ')}.`,
    `Set together they are refused: \`RESEND_API_KEY\` with \`SMTP_URL\`, and a secret with its file. Sending mail needs
\`EMAIL_FROM\` and \`PUBLIC_URL\`; one VAPID key needs the other.`,
    '## Plan file',
    `What the provider promises, in JSON. \`DATA_DIR/config.json\`, or the file that \`SIGNALPOST_CONFIG\` names. Each page
follows at the next start. Every field may be left out; one that is not known is a mistake. Editors complete it with the
schema, which the server has at \`/config.schema.json\`:`,
    EXAMPLE,
    table(['field', 'default', 'what'], fields(PLAN).map(row)),
    'A span is written as `"15 minutes"`, `"1 hour"` or `"2 business days"`; times of day are the provider\'s, in `zone`.',
    '### Priorities',
    'Without a word in the file, this is promised:',
    table(['priority', 'firstResponse', 'every', 'confirm'], Object.entries(DEFAULT_PLAN.priorities).map(priorityRow)),
    'On a P1G nothing extends `every`: neither an estimate nor a hold nor a vendor.',
  )
}

const EXAMPLE = `\`\`\`json
{
  "$schema": "http://127.0.0.1:8080/config.schema.json",
  "name": "Northline Communications",
  "brand": {
    "logo": { "light": "logo.svg", "dark": "logo-dark.svg" },
    "accent": { "light": "#0a5a73", "dark": "#7cc7e2" }
  },
  "supportUrl": "https://support.example.com",
  "holidays": ["2026-12-25"],
  "priorities": { "P2": { "every": "90 minutes" }, "P3": { "confirm": false } },
  "staff": { "leads": ["lead@example.com"], "desk": ["desk@example.com"] }
}
\`\`\``

/** As much of a JSON Schema as the page shows. */
interface Field {
  description?: string
  default?: unknown
  enum?: readonly string[]
  properties?: Record<string, Field>
  items?: Field
  anyOf?: readonly Field[]
}

const VARIABLES = (z.toJSONSchema(environment, { io: 'input' }) as Field).properties ?? {}
const PLAN = planFileSchema() as Field

/** Every field with its path, those of a list under `name[]`; those of a priority once for all. */
function fields({ properties = {} }: Field, prefix = ''): [path: string, field: Field][] {
  return Object.entries(properties).flatMap(([name, field]): [string, Field][] => {
    if (name === '$schema' || (prefix === 'priorities.' && name !== 'P1G')) return []
    const path = prefix + (prefix === 'priorities.' ? 'P1G … P4' : name)
    const item = field.items ?? field.anyOf?.find(({ items }) => items)?.items
    return [[path, field], ...fields(field, `${path}.`), ...fields(item ?? {}, `${path}[].`)]
  })
}

function row([path, { description = '', default: standard, enum: words }]: [string, Field]): string[] {
  const choice = words ? `One of ${words.map(code).join(', ')}.` : ''
  return [code(path), SPANS[path] ?? shown(standard), [description, choice].filter(Boolean).join(' ')]
}

function shown(standard: unknown): string {
  const empty = standard === undefined || JSON.stringify(standard) === '[]' || typeof standard === 'object'
  return empty ? '' : code(String(standard))
}

function priorityRow([priority, { firstResponse, every, confirm }]: [string, Policy]): string[] {
  return [priority, inWords(firstResponse), inWords(every), String(confirm)]
}
type Policy = (typeof DEFAULT_PLAN.priorities)['P1G']

/** Defaults that the schema keeps in another form than the file. */
const SPANS: Record<string, string> = {
  dueSoon: code(inWords({ ms: DEFAULT_PLAN.dueSoon })),
  noAnswer: code(inWords(DEFAULT_PLAN.noAnswer)),
  postmortem: code(JSON.stringify('never')),
}

function inWords(span: Span): string {
  if ('businessDays' in span) return plural(span.businessDays, 'business day')
  return span.ms % HOUR === 0 ? plural(span.ms / HOUR, 'hour') : plural(span.ms / MINUTE, 'minute')
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
