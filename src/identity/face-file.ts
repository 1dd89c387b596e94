import { createRequire } from 'node:module'

/** Where the type face of headings and figures lies with all its letters: pages have a part of it, share images are drawn with it. */
export const FACE_FILE = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/overpass/700Bold/Overpass_700Bold.ttf',
)
