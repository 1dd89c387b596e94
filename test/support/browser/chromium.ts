import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { inflate } from '@sparticuz/chromium'

/** A Chromium to launch: its program, and the surroundings it needs. */
interface Chromium {
  program: string
  env: Record<string, string>
}

/** The Chromium that CHROMIUM_PATH names; otherwise the one from npm, which brings its libraries and is the same everywhere. */
export async function findChromium(): Promise<Chromium> {
  const { CHROMIUM_PATH } = process.env
  if (CHROMIUM_PATH) return { program: CHROMIUM_PATH, env: {} }
  const folder = await unpacked()
  const env = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') }
  return { program: join(folder, 'chromium'), env }
}

/** The unpacked archives, made once per installation. Of several at the same time the first one's stay. */
async function unpacked(): Promise<string> {
  const cache = resolve('node_modules', '.cache', 'signalpost')
  const folder = join(cache, 'chromium')
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  const made = await mkdtemp(join(cache, 'unpacking-'))
  await unpack(made)
  await writeFile(join(made, 'fonts.conf'), fontsIn(join(folder, 'fonts'), '/usr/share/fonts'))
  await rename(made, folder).catch(() => rm(made, { recursive: true }))
  return folder
}

async function unpack(folder: string): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const archives = join(dirname(entry), '..', 'bin')
  const names = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']
  const usual = process.env.TMPDIR
  // The package knows no other place than the temporary folder; it looks for it before its first wait.
  process.env.TMPDIR = folder
  const unpacking = names.map((name) => inflate(join(archives, name)))
  if (usual === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = usual
  await Promise.all(unpacking)
}

function fontsIn(...folders: string[]): string {
  const dirs = folders.map((folder) => `<dir>${folder}</dir>`).join('')
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs}</fontconfig>`
}
