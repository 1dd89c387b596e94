import { expect, test } from 'vitest'
import { NO_BRAND } from '../../server/domain/plan/brand.ts'
import { contrast } from '../../src/identity/contrast.ts'
import { sqliteInMemory } from '../support/database.ts'
import { closeTestPublishers, testPublisher } from '../support/publish/publisher.ts'
import { SITE } from '../support/publish/site.ts'
import { headerPolicy } from '../support/site/pages.ts'

closeTestPublishers()

const logo = { path: '/_astro/logo.0123456789.svg', width: 120, height: 40 }
const content = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"/>')
const brand = {
  logo: { light: logo, dark: null },
  accent: { light: '#7a1fa2', dark: '#d9a6f0' },
  links: [{ text: 'Portal', url: 'https://portal.example.com/' }],
}

test('a brand is in the folder, whoever serves it, and on its pages', async () => {
  const { db, close } = await sqliteInMemory()
  const { publisher, file, ask } = await testPublisher(db, {
    site: async () => ({ ...SITE, brand }),
    logos: [{ logo, content }],
  })
  await publisher.settled()
  expect(file('_astro/logo.0123456789.svg')).toBe(content.toString())
  const { headers } = await ask(logo.path)
  expect(headers).toMatchObject({
    'content-type': 'image/svg+xml; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': expect.stringMatching(/^default-src 'none'.*sandbox$/),
  })
  const html = file('index.html') ?? ''
  // A wide logo has the name in it.
  expect(html).toContain(`<img src="${logo.path}" width="120" height="40" alt="${SITE.name}">`)
  expect(html).toContain('<a href="https://portal.example.com/">Portal</a>')
  expect(html).toContain('<style>html:root{--link:#7a1fa2}')
  expect(
    headerPolicy(html)
      .match(/style-src[^;]*/)?.[0]
      .match(/'sha256-/g),
  ).toHaveLength(html.match(/<style/g)?.length ?? 0)
  await close()
})

test('a colour that cannot be read is on no page: the nearest shade that can is', async () => {
  const { db, close } = await sqliteInMemory()
  const accent = { light: '#ffd400', dark: '#1b0a3c' }
  const { publisher, file } = await testPublisher(db, {
    site: async () => ({ ...SITE, brand: { ...NO_BRAND, accent } }),
  })
  await publisher.settled()
  const [, light = '', dark = ''] = /--link:(#\w+)\}.*?--link:(#\w+)\}/.exec(file('index.html') ?? '') ?? []
  expect(contrast(light, '#f6f7f4')).toBeGreaterThanOrEqual(4.5)
  expect(contrast(dark, '#161e1b')).toBeGreaterThanOrEqual(4.5)
  await close()
})
