import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { FACE_FILE } from '../../../src/identity/face-file.ts'

/** Draws pictures, one after the other, beside the thread that serves. */

await initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')))
const fontBuffers = [readFileSync(FACE_FILE)]

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
