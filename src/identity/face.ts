import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import subset from 'subset-font'
import { FACE_FILE } from './face-file.ts'

/** The type face of headings and figures, drawn after the lettering of highway signs. Made at the build. */

/** What the pages' own languages are written with, and their typography. */
export const CHARACTERS = `${range(0x20, 0x7e)}${range(0xa0, 0xff)}ıŒœ–—‘’‚“”„•…‹›€−→←`
/** Figures of one width, and letters that keep their distance. */
const FEATURES = ['kern', 'tnum', 'ccmp', 'locl', 'mark']
/** Of the table of names: the licence goes with every copy. */
const LICENCE = [13, 14]
/** The face of the pages, under a name that changes with it. */
export async function webFace(): Promise<{ path: string; content: Buffer }> {
  const options = { targetFormat: 'woff2', keepFeatures: FEATURES, noHinting: true, preserveNameIds: LICENCE } as const
  const content = await subset(await readFile(FACE_FILE), CHARACTERS, options)
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8)
  return { path: `/_astro/overpass.${hash}.woff2`, content }
}

function range(from: number, to: number): string {
  return String.fromCharCode(...Array.from({ length: to - from + 1 }, (_, index) => from + index))
}
