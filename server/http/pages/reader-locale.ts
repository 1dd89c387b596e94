import type { Context } from 'hono'
import { parseAccept } from 'hono/utils/accept'
import { type Locale, localeOf } from '../../../src/i18n/index.ts'
import type { Site } from '../../../src/views.ts'
import type { Env } from '../deps.ts'

/** No browser says so much: the rest is not read. */
const MOST = 1_000
/** Staff read the provider's own language. */
const OF_STAFF = ['staff', 'owed']

/**
 * The language of a page that has no address of its own in each: that of its reader or form, where it is known; else that
 * of the path; else what the browser likes best. Always one that the site speaks, its first if there is no better.
 */
export function readerLocale(c: Context<Env>, { languages }: Pick<Site, 'languages'>): Locale {
  const liked = parseAccept(c.req.header('accept-language')?.slice(0, MOST) ?? '').filter(({ q }) => q > 0)
  const [, folder = ''] = c.req.path.split('/')
  const tags = OF_STAFF.includes(folder) ? [] : [c.get('locale'), folder, ...liked.map(({ type }) => type)]
  const spoken = (tag = '') => languages.find((one) => one === tag.toLowerCase().split(/[-_]/)[0])
  return tags.map(spoken).find((one) => one !== undefined) ?? languages[0] ?? localeOf('en')
}
