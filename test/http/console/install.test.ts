import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { staffManifest } from '../../../server/publish/documents/manifest.ts'
import { site } from '../../support/site/samples.ts'

test('the desk is put on a home screen under its own name, opens on the board, and has icons that there are', async () => {
  const manifest = (await staffManifest({ site } as never)) as Record<string, unknown>
  expect(manifest).toMatchObject({ id: '/staff/', start_url: '/staff/', display: 'standalone', short_name: 'Desk' })
  expect(manifest.name).toBe('Northline Communications desk')
  const icons = manifest.icons as { src: string; purpose?: string }[]
  for (const { src } of icons) expect(existsSync(`public${src}`)).toBe(true)
  expect(icons.some(({ purpose }) => purpose === 'maskable')).toBe(true)
})
