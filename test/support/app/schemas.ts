import type { z } from 'zod'
import { createApi } from '../../../server/http/api/index.ts'
import { createSubscribing } from '../../../server/http/api/subscription/subscribing.ts'
import type { AppDeps } from '../../../server/http/deps.ts'
import { createIdempotency } from '../../../server/http/middleware/idempotency.ts'

/** What a caller of one route can send, by where it stands: `POST /incidents body`. */
export function inputsOf(deps: AppDeps): { name: string; schema: z.ZodType }[] {
  const api = createApi(deps, createIdempotency(deps), createSubscribing(deps))
  return api.openAPIRegistry.definitions.flatMap((definition) => {
    if (definition.type !== 'route') return []
    const { method, path, request = {} } = definition.route
    const { query, params, headers, body } = request
    const content = body?.content['application/json']
    const json = content && 'schema' in content ? content.schema : undefined
    return Object.entries({ query, params, headers, body: json })
      .filter(([, schema]) => schema !== undefined)
      .map(([where, schema]) => ({
        name: `${method.toUpperCase()} ${path} ${where}`,
        schema: schema as unknown as z.ZodType,
      }))
  })
}

/** The places in a schema where a caller may send any number of characters, entries or keys. */
export function unboundedIn(schema: z.core.$ZodType, at: string, counted = false): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'string':
      return (schema as z.ZodString).maxLength === null ? [`${at}: a text`] : []
    // `list` and `record` count before anything looks at what is inside.
    case 'array':
      return [...(counted ? [] : [`${at}: a list`]), ...unboundedIn(def.element, `${at}[]`)]
    case 'record':
      return [
        ...(counted ? [] : [`${at}: keys`]),
        ...unboundedIn(def.keyType, `${at} key`),
        ...unboundedIn(def.valueType, `${at}{}`),
      ]
    case 'object':
      return Object.entries(def.shape).flatMap(([name, field]) => unboundedIn(field, `${at}/${name}`))
    case 'union':
      return def.options.flatMap((option) => unboundedIn(option, at))
    case 'tuple':
      return def.items.flatMap((item) => unboundedIn(item, at))
    case 'pipe':
      return def.in._zod.def.type === 'transform'
        ? unboundedIn(def.out, at, true)
        : // What comes after has only what passed.
          unboundedIn(def.in, at, counted)
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
    case 'nonoptional':
      return unboundedIn(def.innerType, at, counted)
    case 'any':
    case 'unknown':
    case 'custom':
    case 'map':
    case 'set':
    case 'lazy':
    case 'intersection':
      return [`${at}: ${def.type}`]
    default:
      return []
  }
}
