import { execFile } from 'node:child_process'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

const ENTRY = 'dist/server/entry.mjs'
const SOURCES = ['src', 'server/domain', 'astro.config.mjs', 'package-lock.json']
const LOCK = 'node_modules/.signalpost-building'

/**
 * Builds the pages' renderer if it is missing or older than what it is made from. Another run may be doing so.
 * Throws what the compiler says when it cannot.
 */
export async function buildSite(): Promise<void> {
  if (!(await stale())) return
  await alone(async () => {
    if (await stale()) await build()
  })
}

async function build(): Promise<void> {
  const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' }
  try {
    await promisify(execFile)('node_modules/.bin/astro', ['build'], { env })
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string }
    throw new Error(`The pages could not be compiled:\n${stdout ?? ''}${stderr ?? ''}`)
  }
}

async function stale(): Promise<boolean> {
  const built = await changedAt(ENTRY)
  const changes = await Promise.all(SOURCES.map(newest))
  return Math.max(...changes) > built
}

async function newest(path: string): Promise<number> {
  const inside = await readdir(path, { recursive: true }).catch(() => [])
  const changes = await Promise.all([path, ...inside.map((name) => join(path, name))].map(changedAt))
  return Math.max(...changes)
}

async function changedAt(path: string): Promise<number> {
  const stats = await stat(path).catch(() => undefined)
  return stats?.mtimeMs ?? 0
}

async function alone(work: () => Promise<void>): Promise<void> {
  while (
    !(await mkdir(LOCK).then(
      () => true,
      () => false,
    ))
  ) {
    if (Date.now() - (await changedAt(LOCK)) > 120_000) await rm(LOCK, { recursive: true, force: true })
    await wait(200)
  }
  try {
    await work()
  } finally {
    await rm(LOCK, { recursive: true, force: true })
  }
}
