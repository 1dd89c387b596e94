import { dictionary } from '../../../src/i18n/index.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'

const icon = (src: string, sizes: string, more: object = {}) => ({ src, sizes, type: 'image/png', ...more })

/** What a browser needs to know to keep the page on a home screen. */
export async function manifest({ site }: PublishSnapshot): Promise<object> {
  return {
    id: '/',
    name: site.name,
    short_name: dictionary(site.locale).page.shortName,
    lang: site.locale,
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#f6f7f4',
    theme_color: '#f6f7f4',
    icons: [
      icon('/favicon.svg', 'any', { type: 'image/svg+xml' }),
      icon('/icon-192.png', '192x192'),
      icon('/icon-512.png', '512x512'),
      icon('/icon-maskable.png', '512x512', { purpose: 'maskable' }),
    ],
  }
}
