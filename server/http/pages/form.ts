import type { Context } from 'hono'
import { NOT_UTF8, UNSTORABLE } from '../../lib/input/bounds.ts'
import { isStorable, shorten } from '../../lib/text.ts'
import type { Env } from '../deps.ts'
import { limitBody } from '../middleware/body.ts'
import { isAskedAt } from '../middleware/notice-address.ts'
import { Problem } from '../middleware/problem.ts'

/** The values of a field, trimmed and without empty ones. */
export type Fields = (name: string) => string[]
/** With `raw`: as they were typed. */
export type TypedFields = Fields & { raw: Fields }

/**
 * The fields of a form as lists of texts, trimmed and without empty ones. Without a form there are none; one that cannot
 * be read is a 400 that names the field.
 */
export async function formFields(c: Context<Env>): Promise<TypedFields> {
  const byName = new Map(await formEntries(c))
  const raw = (name: string) => byName.get(name) ?? []
  const trimmed = (name: string) => raw(name).map((value) => value.trim())
  return Object.assign((name: string) => trimmed(name).filter((value) => value !== ''), { raw })
}

/** Every field with its values as they were typed. */
export async function formEntries(c: Context<Env>): Promise<[string, string[]][]> {
  const fields = await typedEntries(c)
  for (const [name, values] of fields) {
    if (![name, ...values].every(isStorable)) throw unreadable(name, UNSTORABLE)
    if ([name, ...values].some((text) => text.includes(REPLACED))) throw unreadable(name, NOT_UTF8)
  }
  return fields
}

/** The same, whatever it contains. */
export async function typedEntries(c: Context<Env>): Promise<[string, string[]][]> {
  await limitBody(c, async () => {})
  return textsOf(await readForm(c))
}

async function readForm(c: Context<Env>) {
  try {
    return await c.req.parseBody({ all: true })
  } catch {
    throw new Problem(400, 'invalid_form', 'The form cannot be read: its body does not fit its Content-Type.')
  }
}

/** What stands where bytes were no text. Nobody types it. */
const REPLACED = '\ufffd'

function unreadable(name: string, why: string): Problem {
  const field = shorten(name, 50)
  const errors = [{ parameter: field, detail: why }]
  return new Problem(400, 'invalid_form', `The field "${field}" ${why}.`, { errors })
}

function textsOf(form: Awaited<ReturnType<typeof readForm>>): [string, string[]][] {
  return Object.entries(form).map(([name, value]) => [
    name,
    [value].flat().filter((one): one is string => typeof one === 'string'),
  ])
}

/** What a form's boxes choose: "all" comes ticked, so it counts only where nothing narrower is ticked as well. */
export function narrowest(ticked: string[]): string[] {
  const narrower = ticked.filter((scope) => scope !== 'all')
  return [...new Set(narrower.length > 0 ? narrower : ticked)]
}

/**
 * Was the form sent from another site's page? Browsers tell it by two headers, and either is enough; a client that sends
 * neither is no browser. A page that is open at an address that is not its own is none of another site where the browser
 * says so, and the request was sent to that address.
 */
export function isForeign(c: Context<Env>, siteUrl: string): boolean {
  const [site, origin] = [c.req.header('sec-fetch-site'), c.req.header('origin')]
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  if (origin === undefined || origin === new URL(siteUrl).origin) return false
  return site !== 'same-origin' || !isAskedAt(c, origin)
}

/** The page that a form leads to, fetched anew: reloading it sends nothing again. `path` is one of ours. */
export function seeOther(c: Context<Env>, path: string): Response {
  c.header('Cache-Control', 'no-store')
  return c.redirect(path, 303)
}
