import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import type { Logo } from '../../domain/plan/brand.ts'
import { codeOf } from '../../lib/error-code.ts'

/** A logo as it is published. */
export interface LogoFile {
  logo: Logo
  content: Buffer
}

/** Bytes. */
const LARGEST = 64_000
/** A logo that is longer leaves no room for anything beside it on a phone. */
const LONGEST = 8

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Reads a logo; a string says what is wrong with it. */
export function readLogo(path: string): LogoFile | string {
  let content: Buffer
  try {
    if (statSync(path).size > LARGEST) return 'has more than 64 kB; a logo for a page needs a few'
    content = readFileSync(path)
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'is not there' : `cannot be read (${codeOf(error)})`
  }
  const isPng = content.subarray(0, 8).equals(PNG) && content.length > 32
  const size = isPng ? { width: content.readUInt32BE(16), height: content.readUInt32BE(20) } : sizeOfSvg(content)
  if (typeof size === 'string') return size
  const { width, height } = size
  if (!(width > 0 && height > 0) || width > 4_000 || height > 4_000) return 'has no size between 1 and 4000 each way'
  if (width > LONGEST * height || height > 2 * width)
    return 'is longer than eight times its height, or higher than twice its width'
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
  return { logo: { path: `/_astro/logo.${hash}.${isPng ? 'png' : 'svg'}`, width, height }, content }
}

/** What runs, or asks others for something, when the picture is opened by itself. In an <img> none of it does. */
const ACTIVE: readonly [RegExp, string][] = [
  [/<!(?:DOCTYPE|ENTITY)/i, 'a document type'],
  [/<\?(?!xml\s)/i, 'a processing instruction'],
  [/<(?:[\w-]+:)?script/i, 'a script'],
  [/<(?:[\w-]+:)?(?:foreignObject|iframe|object|embed|handler|listener)/i, 'a document inside'],
  [/<(?:[\w-]+:)?(?:set|animate\w*)\b/i, 'an animation'],
  [/[\s"'/]on\w+\s*=/i, 'something that runs on an event'],
  [/\bhref\s*=\s*(?!["'](?:#|data:image\/(?:png|jpeg|webp);))/i, 'a link'],
  [/url\(\s*["']?(?!#|["'])|@import/i, 'something from elsewhere'],
  [/\b(?:java|vb)script\s*:/i, 'a script'],
]

function sizeOfSvg(content: Buffer): { width: number; height: number } | string {
  const text = content.toString('utf8').replace(/^\uFEFF/, '')
  const [head = ''] = /^\s*(?:<\?xml[^>]*>\s*)?<svg\b[^>]*>/.exec(text.replaceAll(/<!--.*?(?:-->|$)/gs, '')) ?? []
  if (!/\sxmlns=["']http:\/\/www\.w3\.org\/2000\/svg["']/.test(head)) return 'is neither an SVG nor a PNG'
  // Written with entities or in another encoding, nothing could be found in it.
  if (/&#|\uFFFD/.test(text) || text.includes('\0') || /encoding=["'](?!utf-8)/i.test(head))
    return 'is an SVG with entities or in another encoding than UTF-8; save it as plain SVG'
  if (!/<\/svg>\s*$/.test(text)) return 'is an SVG that does not end with </svg>; save it once more'
  const found = ACTIVE.find(([kind]) => kind.test(text))
  if (found) return `is an SVG that holds ${found[1]}; save it as plain SVG, without`
  const box = /\sviewBox=["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)/.exec(head)
  const given = (name: string) => Number(new RegExp(`\\s${name}=["']([\\d.]+)(?:px)?["']`).exec(head)?.[1])
  return { width: Number(box?.[1] ?? given('width')), height: Number(box?.[2] ?? given('height')) }
}
