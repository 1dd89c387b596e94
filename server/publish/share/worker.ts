import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { initWasm, Resvg } from '@resvg/resvg-wasm'

/** Draws pictures, one after the other, beside the thread that serves. */

const FACES = join(import.meta.dirname, '../../../dist/server/faces')

await initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')))
const fontBuffers = readdirSync(FACES).map((file) => readFileSync(join(FACES, file)))

parentPort?.on('message', (svg: string) => {
  try {
    const drawing = new Resvg(svg, { font: { fontBuffers, defaultFontFamily: 'Overpass' } })
    const image = drawing.render()
    const png = image.asPng()
    image.free()
    drawing.free()
    parentPort?.postMessage({ png })
  } catch (error) {
    parentPort?.postMessage({ error: String(error) })
  }
})
