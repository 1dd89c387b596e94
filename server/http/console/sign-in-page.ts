import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { KeptForm } from '../../../src/views.ts'
import type { AppDeps, Env } from '../deps.ts'
import { seal, unseal } from '../pages/sealed.ts'
import { consolePage } from './page.ts'

export const BOARD = '/staff/'
const KEPT = 'console form'

interface Asked {
  email?: string
  next?: string
  kept?: KeptForm | null
}

/** The page that asks who somebody is; what waits for that is sealed into it. */
export function signInPage(c: Context<Env>, deps: AppDeps, asked: Asked, status: ContentfulStatusCode = 200) {
  return consolePage(c, deps, contentOf(deps, asked), status)
}

/** What the page shows, the form that waits sealed. */
export function contentOf(deps: AppDeps, { email = '', next = BOARD, kept = null }: Asked) {
  const sealed = kept && seal(deps.linkSecret, KEPT, JSON.stringify(kept))
  return { kind: 'console/sign-in', email, next, kept: sealed } as const
}

/** The form that waits, as it came back. */
export function keptIn(deps: AppDeps, sealed: string | undefined): KeptForm | null {
  const text = sealed === undefined ? null : unseal(deps.linkSecret, KEPT, sealed)
  return text === null ? null : (JSON.parse(text) as KeptForm)
}
