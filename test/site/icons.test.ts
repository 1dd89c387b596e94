import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mediaOf } from '../../server/publish/store/media.ts'
import { render } from '../support/site/pages.ts'
import { home, pageContext } from '../support/site/samples.ts'

const icon = readFileSync(join(import.meta.dirname, '../../dist/client/favicon.ico'))

test('feed readers and link previews that ask for /favicon.ico get a small one, and no page asks for it', async () => {
  // An ICO of two pictures: reserved, type, count; then the sizes of the first and the second.
  expect([...icon.subarray(0, 8)]).toEqual([0, 0, 1, 0, 2, 0, 16, 16])
  expect([...icon.subarray(22, 24)]).toEqual([32, 32])
  expect(icon.length).toBeLessThan(2_000)
  expect(mediaOf('favicon.ico')?.type).toBe('image/x-icon')
  const html = await render(pageContext(home))
  expect(html).not.toContain('favicon.ico')
  expect(html.match(/<link rel="icon"/g)).toHaveLength(1)
})
