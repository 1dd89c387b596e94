import type { Fields } from './fields.ts'

/** How long an answer is waited for, in milliseconds. */
const PATIENCE = 20_000

/** A save that is given up by its signal, of other fields than there are now. */
export interface Save {
  signal?: AbortSignal | undefined
  fields?: Fields
}

/** The page that a form was answered with, if any. */
export type Answered = Promise<Document | null>

/** Sends a form's fields, and answers what the server does. */
export function askedOf(form: HTMLFormElement, fields: Fields, signal?: AbortSignal): Promise<Response> {
  return fetch(form.action, {
    method: 'POST',
    headers: { accept: 'text/html' },
    body: new URLSearchParams(fields),
    signal: AbortSignal.any([AbortSignal.timeout(PATIENCE), ...(signal ? [signal] : [])]),
  })
}

type Texts = Readonly<Record<string, string>>

/** Throws what is said of an answer by which nothing was taken. */
export function refuseFailed({ status }: Response, texts: Texts): void {
  const failed = status >= 500 ? texts.failed : { 413: texts.large, 429: texts.many }[status]
  if (failed !== undefined) throw new Error(failed)
}

/** What the server said; undefined: it was not reached. */
export function toldBy(error: unknown, { failed, large, many }: Texts): string | undefined {
  return [failed, large, many].find((text) => error instanceof Error && text === error.message)
}
