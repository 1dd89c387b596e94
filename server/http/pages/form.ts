import type { Context } from 'hono'
import type { Env } from '../deps.ts'

export type Fields = (name: string) => string[]

/** The fields of a form as lists of texts, trimmed and without empty ones. Without a form there are none. */
export async function formFields(c: Context<Env>): Promise<Fields> {
  const fields = await readForm(c)
  return (name) =>
    [fields[name] ?? []]
      .flat()
      .filter((value) => typeof value === 'string')
      .map((value) => value.trim())
      .filter((value) => value !== '')
}

async function readForm(c: Context<Env>) {
  try {
    return await c.req.parseBody({ all: true })
  } catch {
    // The multipart body is malformed.
    return {}
  }
}

/** Was the form sent from another site's page? Browsers tell; a client that sends no such header is no browser. */
export function isForeign(c: Context<Env>, siteUrl: string): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site === 'same-origin' || site === 'none') return false
  const origin = c.req.header('origin')
  if (origin !== undefined) return origin !== new URL(siteUrl).origin
  return site !== undefined
}
