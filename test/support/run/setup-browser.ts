import { findChromium } from '../browser/chromium.ts'

/** Once per run: unpacking a browser keeps both cores busy for a while, so not while tests wait for a page. */
export default async function setup(): Promise<void> {
  await findChromium()
}
