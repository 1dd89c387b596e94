import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { afterEach } from 'vitest'
import type { SharedDatabase } from '../support/database.ts'
import { temporaryFolder } from '../support/folder.ts'

/** What a command answered with. */
export interface Said {
  code: number
  stdout: string
  stderr: string
}

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** The real command line on a database, in a process of its own for each command. */
export async function terminal({ location }: SharedDatabase): Promise<(...words: string[]) => Promise<Said>> {
  const env = {
    PATH: process.env.PATH,
    SEED: 'none',
    PUBLIC_URL: 'https://status.example.com',
    ...(await placed(location)),
  }
  return (...words) =>
    new Promise((resolve) => {
      execFile(process.execPath, ['server/cli.ts', ...words], { env }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr })
      })
    })
}

async function placed(location: SharedDatabase['location']): Promise<Record<string, string>> {
  if ('file' in location) return { DATA_DIR: dirname(location.file) }
  const folder = await temporaryFolder('cli')
  folders.push(folder)
  return { DATA_DIR: folder, DATABASE_URL: location.url }
}

/** The id and the address that a command printed. */
export function printed({ stdout }: Said): [string, string] {
  const [id = '', url = ''] = stdout.split('\n')
  return [id, url]
}
