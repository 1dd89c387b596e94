import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { brandFindings } from '../../server/cli/doctor/look/brand.ts'
import { readLogo } from '../../server/config/brand/logo.ts'
import { ConfigError, loadConfig } from '../../server/config/index.ts'
import { contrast, legible } from '../../src/identity/contrast.ts'

const made: string[] = []
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'signalpost-brand-'))
  made.push(folder)
  return folder
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><path d="M0 0h120v40z"/></svg>'

/** The configuration of a plan file that lies beside these files; its faults, where it has some. */
function configured(plan: object, files: Record<string, string | Buffer> = {}) {
  const folder = newFolder()
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  writeFileSync(join(folder, 'config.json'), JSON.stringify(plan))
  try {
    return { config: loadConfig({ DATA_DIR: folder }), faults: [] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { config: null, faults: error.problems }
  }
}

const logoOf = (content: string | Buffer) => {
  const folder = newFolder()
  writeFileSync(join(folder, 'logo'), content)
  return readLogo(join(folder, 'logo'))
}

describe('the brand of the plan file', () => {
  test('names logos beside it, colours, links; without it the page looks as Signalpost does', () => {
    const brand = {
      logo: { light: 'logo.svg', dark: 'dark.png' },
      accent: { light: '#7A1FA2', dark: '#d9a6f0' },
      links: [{ text: 'Portal', url: 'https://portal.example.com' }],
    }
    const { config } = configured({ brand }, { 'logo.svg': SVG, 'dark.png': readFileSync('public/icon-192.png') })
    expect(config?.brand).toMatchObject({
      logo: {
        light: { path: expect.stringMatching(/^\/_astro\/logo\.[0-9a-f]{10}\.svg$/), width: 120, height: 40 },
        dark: { path: expect.stringMatching(/^\/_astro\/logo\.[0-9a-f]{10}\.png$/), width: 192, height: 192 },
      },
      accent: { light: '#7a1fa2', dark: '#d9a6f0' },
    })
    expect(config?.logos).toHaveLength(2)
    expect(configured({}).config).toMatchObject({ brand: undefined, logos: [] })
  })

  test('tells all that is wrong with it in one message', () => {
    const { faults } = configured({
      brand: {
        logo: { light: 'none.svg', wide: 'x.svg' },
        accent: { light: 'teal' },
        links: [{ text: 'Portal', url: 'javascript:alert(1)' }],
      },
    })
    const all = faults.join('\n')
    for (const place of ['brand.logo', 'brand.accent.light', 'brand.accent.dark', 'brand.links.0.url'])
      expect(all).toContain(place)
    expect(all).toContain('six digits')
    const missing = configured({ brand: { logo: { light: 'none.svg', dark: 'text.png' } } }, { 'text.png': 'hello' })
    expect(missing.faults).toEqual([
      expect.stringContaining('brand.logo.light: none.svg is not there.'),
      expect.stringContaining('brand.logo.dark: text.png is neither an SVG nor a PNG.'),
    ])
  })
})

describe('a logo', () => {
  test.each([
    ['a script', SVG.replace('<path', '<script>alert(1)</script><path')],
    ['a script in a namespace', SVG.replace('<path', '<x:script>alert(1)</x:script><path')],
    ['a handler', SVG.replace('<svg ', '<svg onload="alert(1)" ')],
    ['a handler without a space', SVG.replace('<path ', '<path/onclick="alert(1)" ')],
    ['a page inside', SVG.replace('<path', '<foreignObject><b/></foreignObject><path')],
    ['a link', SVG.replace('<path', '<a href="https://evil.example"/><path')],
    ['a link to a script', SVG.replace('<path', '<a xlink:href="javascript:alert(1)"/><path')],
    ['a picture from elsewhere', SVG.replace('<path', '<image href="//evil.example/x.png"/><path')],
    ['a style from elsewhere', SVG.replace('<path', '<style>@import "//evil.example";</style><path')],
    ['a filter from elsewhere', SVG.replace('<path', '<path filter="url(//evil.example/x)"')],
    ['an animated link', SVG.replace('<path', '<set attributeName="href" to="javascript:alert(1)"/><path')],
    ['entities', SVG.replace('<svg', '<!DOCTYPE svg [<!ENTITY x "y">]><svg')],
    ['letters as numbers', SVG.replace('<path', '<a href="&#106;avascript:alert(1)"/><path')],
    ['a page', '<html><script>alert(1)</script></html>'],
    ['a picture of another kind', Buffer.from('GIF89a')],
    ['too much', SVG + ' '.repeat(70_000)],
    ['no end', SVG.slice(0, -8)],
    ['no size', SVG.replace(/viewBox="[^"]*"/, '')],
    ['a ribbon', SVG.replace('120 40', '900 40')],
  ])('with %s is refused', (_, content) => {
    expect(logoOf(content)).toBeTypeOf('string')
  })

  test('as programs save it is taken', () => {
    const saved = `<?xml version="1.0" encoding="UTF-8"?>\n<!-- Inkscape -->\n${SVG.replace('<path', '<defs><linearGradient id="g"/></defs><use href="#g"/><path fill="url(#g)"')}`
    expect(logoOf(saved)).toMatchObject({ logo: { width: 120, height: 40 } })
    expect(logoOf(SVG.replace(/viewBox="[^"]*"/, 'width="64px" height="32"'))).toMatchObject({ logo: { width: 64 } })
  })
})

describe('doctor', () => {
  test('says which colour cannot be read, and which one could', async () => {
    const { config } = configured(
      {
        brand: { logo: { light: 'logo.svg' }, accent: { light: '#ff9900', dark: '#7cc7e2' } },
      },
      { 'logo.svg': SVG },
    )
    if (!config) throw new Error('refused')
    const [light, dark, logo] = await brandFindings({ config })
    expect(light).toMatchObject({
      level: 'warn',
      text: expect.stringContaining('accent.light #ff9900 on light paper has a contrast of 1.9'),
    })
    const [, better = ''] = /"light": "(#[0-9a-f]{6})"/.exec(light?.mend ?? '') ?? []
    expect(contrast(better, '#f6f7f4')).toBeGreaterThanOrEqual(4.5)
    expect(dark).toMatchObject({ level: 'ok' })
    expect(logo).toMatchObject({ level: 'warn', mend: expect.stringContaining('brand.logo.dark') })
    expect(await brandFindings({ config: { ...config, brand: undefined } })).toEqual([])
  })

  test('proposes the nearest shade', () => {
    expect(legible('#0a5a73', ['#f6f7f4', '#fff'], 4.5)).toBe('#0a5a73')
    expect(contrast('#000000', '#fff')).toBe(21)
  })
})
