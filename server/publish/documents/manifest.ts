import { pathIn } from '../../../src/i18n/address.ts'
import { dictionary } from '../../../src/i18n/index.ts'
import { PALETTE } from '../../../src/identity/palette.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'

const icon = (src: string, sizes: string, more: object = {}) => ({ src, sizes, type: 'image/png', ...more })

const SHARED = {
  display: 'standalone',
  // What surrounds a page while it loads.
  background_color: PALETTE.paper.light,
  theme_color: PALETTE.paper.light,
  icons: [
    icon('/favicon.svg', 'any', { type: 'image/svg+xml' }),
    icon('/icon-192.png', '192x192'),
    icon('/icon-512.png', '512x512'),
    icon('/icon-maskable.png', '512x512', { purpose: 'maskable' }),
  ],
}

/** What a browser needs to know to keep the page on a home screen. */
export async function manifest({ site }: PublishSnapshot): Promise<object> {
  const { page, language } = dictionary(site.locale)
  return {
    id: '/',
    name: site.name,
    short_name: page.shortName,
    lang: language.tag,
    start_url: pathIn(site, '/'),
    scope: '/',
    ...SHARED,
  }
}

/** The same for the desk, which opens on its board. It names nothing that is not public. */
export async function staffManifest({ site }: PublishSnapshot): Promise<object> {
  const { frame } = dictionary(site.locale).console
  return {
    ...{ id: '/staff/', name: frame.desk(site.name), short_name: frame.shortName, lang: site.locale },
    ...{ start_url: '/staff/', scope: '/staff/', ...SHARED },
    shortcuts: [{ name: frame.newIncident, url: '/staff/incidents/new/' }],
  }
}
