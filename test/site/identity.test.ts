import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DRAWN } from '../../server/publish/share/picture.ts'
import { mediaOf } from '../../server/publish/store/media.ts'
import { dictionary, LOCALES } from '../../src/i18n/index.ts'
import { CHARACTERS, webFace } from '../../src/identity/face.ts'
import { FACE_FILE } from '../../src/identity/face-file.ts'
import { PALETTE, TONES } from '../../src/identity/palette.ts'
import { SHAPES } from '../../src/identity/shapes.ts'
import { icons } from '../support/identity/icons.ts'
import { render } from '../support/site/pages.ts'
import { home, pageContext } from '../support/site/samples.ts'

const root = join(import.meta.dirname, '../..')
const tokens = readFileSync(join(root, 'src/styles/tokens.css'), 'utf8')

describe('one drawing', () => {
  test('makes every icon there is, to the byte (`npm run icons` where it has changed)', async () => {
    const drawn = await icons()
    const files = readdirSync(join(root, 'public')).filter((file) => /\.(svg|png|ico)$/.test(file))
    expect(Object.keys(drawn).sort()).toEqual(files.sort())
    for (const [file, content] of Object.entries(drawn))
      expect([file, readFileSync(join(root, 'public', file)).equals(content)]).toEqual([file, true])
  })

  test('has the colours of the style sheet', () => {
    const [light = '', dark = ''] = tokens.split('@media (prefers-color-scheme: dark)')
    for (const [state, { solid }] of Object.entries(SHAPES))
      expect(tokens).toMatch(new RegExp(`\\.${state}[^{}]*\\{[^}]*--solid: ${solid};`))
    for (const [name, colour] of Object.entries(PALETTE)) {
      expect(light).toContain(`--${name}: ${colour.light};`)
      expect(dark).toContain(`--${name}: ${colour.dark};`)
    }
    const states = tokens + readFileSync(join(root, 'src/styles/phases.css'), 'utf8')
    for (const [state, tone] of Object.entries(TONES))
      expect(states).toMatch(
        new RegExp(`\\.${state}\\b[^{}]*\\{\\s*--solid: ${PALETTE[tone].light};\\s*--c: var\\(--${tone}\\);`),
      )
  })
})

describe('the type face', () => {
  test('is small, kept for good by whoever fetched it, and named by every page before its style is read', async () => {
    const { path, content } = await webFace()
    expect(content.length).toBeLessThan(20_000)
    expect(readFileSync(join(root, 'dist/client', path)).equals(content)).toBe(true)
    expect(mediaOf(path.slice(1))).toMatchObject({
      type: 'font/woff2',
      cacheControl: expect.stringContaining('immutable'),
    })
    const html = await render(pageContext(home))
    expect(html.indexOf(`<link rel="preload" href="${path}" as="font"`)).toBeGreaterThan(0)
    expect(html.indexOf(`<link rel="preload" href="${path}" as="font"`)).toBeLessThan(html.indexOf('<style>'))
    expect(html).toContain(`url(${path})`)
    expect(html).toContain("font-src 'self'")
  })

  test('has every character that the texts of the languages are written with', async () => {
    const texts = LOCALES.map((locale) => textOf(dictionary(locale))).join('')
    const there = charactersOf(readFileSync(FACE_FILE))
    const has = (character: string) => CHARACTERS.includes(character) && there.has(character.codePointAt(0) as number)
    expect([...new Set(texts)].filter((character) => !has(character))).toEqual([])
  })

  test('has every character that pictures are drawn with', () => {
    const there = charactersOf(readFileSync(FACE_FILE))
    const all = Array.from({ length: 0x2200 }, (_, code) => code).filter((code) =>
      DRAWN.test(String.fromCodePoint(code)),
    )
    expect(all.filter((code) => !there.has(code))).toEqual([])
  })
})

/** What a TrueType file has glyphs for: its table "cmap", in format 4. */
function charactersOf(font: Buffer): Set<number> {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, index) => 12 + 16 * index)
  const entry = tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap') as number
  const cmap = font.subarray(font.readUInt32BE(entry + 8))
  const maps = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) => cmap.readUInt32BE(8 + 8 * index))
  const at = maps.find((map) => cmap.readUInt16BE(map) === 4) as number
  const segments = cmap.readUInt16BE(at + 6) / 2
  const there = new Set<number>()
  for (let index = 0; index < segments; index++) {
    const last = cmap.readUInt16BE(at + 14 + 2 * index)
    const first = cmap.readUInt16BE(at + 16 + 2 * (segments + index))
    for (let code = first; code <= last; code++) there.add(code)
  }
  return there
}

/** All that a dictionary says without being asked for something. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value.normalize('NFC').replace(/\s/g, ' ')
  if (typeof value !== 'object' || value === null) return ''
  return Object.values(value).map(textOf).join('')
}
