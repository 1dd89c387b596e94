import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { PLATFORM_STATES } from '../../../server/domain/vocabulary.ts'
import { MASKABLE, MONOCHROME, PLAIN, stateTab, TAB, TILE } from '../../../src/identity/icons.ts'

let ready: Promise<void> | undefined

/** Every icon in `public`, by its file, as the one drawing makes it. */
export async function icons(): Promise<Record<string, Buffer>> {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')
  ready ??= initWasm(readFileSync(wasm))
  await ready
  const states = PLATFORM_STATES.filter((state) => state !== 'operational')
  return {
    'favicon.svg': Buffer.from(TAB),
    ...Object.fromEntries(states.map((state) => [`favicon-${state}.svg`, Buffer.from(stateTab(state))])),
    'favicon.ico': ico([16, 32]),
    'apple-touch-icon.png': png(TILE, 180),
    'icon-192.png': png(TAB, 192),
    'icon-512.png': png(TAB, 512),
    'icon-maskable.png': png(MASKABLE, 512),
    'share-plain.png': png(PLAIN, 1200),
    'badge.png': png(MONOCHROME, 96),
  }
}

function png(svg: string, width: number): Buffer {
  const drawing = new Resvg(svg, { fitTo: { mode: 'width', value: width } })
  const image = drawing.render()
  const content = Buffer.from(image.asPng())
  image.free()
  drawing.free()
  return content
}

/** An ICO is a list of pictures, PNG as well: a head, an entry of 16 bytes for each, the pictures. */
function ico(sizes: readonly number[]): Buffer {
  const pictures = sizes.map((size) => png(TAB, size))
  const head = Buffer.alloc(6 + 16 * sizes.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(sizes.length, 4)
  let at = head.length
  for (const [index, picture] of pictures.entries()) {
    const entry = 6 + 16 * index
    head.set([sizes[index] ?? 0, sizes[index] ?? 0], entry)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(picture.length, entry + 8)
    head.writeUInt32LE(at, entry + 12)
    at += picture.length
  }
  return Buffer.concat([head, ...pictures])
}
