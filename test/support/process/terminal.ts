import { rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { run } from '../../../server/cli/program.ts'
import type { SharedDatabase } from '../database.ts'
import { temporaryFolder } from '../folder.ts'
import { TEST_KEY } from './secret-key.ts'

/** What a command answered with. */
interface Said {
  code: number
  stdout: string
  stderr: string
}

/** The command line on a database, as a person at a terminal has it; publishes into a folder of its own. */
export async function terminal({ location }: SharedDatabase): Promise<(...words: string[]) => Promise<Said>> {
  const folder = await temporaryFolder('cli')
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  // A provider that speaks one language owes no translations.
  await writeFile(join(folder, 'config.json'), JSON.stringify({ languages: ['en'] }))
  if ('file' in location) await symlink(location.file, join(folder, 'signalpost.sqlite'))
  else vi.stubEnv('DATABASE_URL', location.url)
  vi.stubEnv('SECRET_KEY', TEST_KEY)
  return terminalAt(folder)
}

/** The command line where nothing need be yet, with its data in this folder. */
export function terminalAt(folder: string): (...words: string[]) => Promise<Said> {
  onTestFinished(() => void vi.unstubAllEnvs())
  vi.stubEnv('DATA_DIR', folder)
  vi.stubEnv('SEED', 'none')
  vi.stubEnv('PUBLIC_URL', 'https://status.example.com')
  return async (...words) => {
    const [stdout, stderr] = [heard(process.stdout), heard(process.stderr)]
    try {
      return { code: await run(words), stdout: stdout.text(), stderr: stderr.text() }
    } finally {
      stdout.end()
      stderr.end()
    }
  }
}

/** Listens to what is written until it is told to end. */
function heard(stream: NodeJS.WriteStream) {
  const pieces: string[] = []
  const write = vi.spyOn(stream, 'write').mockImplementation((piece, ...rest: unknown[]) => {
    pieces.push(String(piece))
    for (const done of rest) if (typeof done === 'function') done()
    return true
  })
  return { text: () => pieces.join(''), end: () => write.mockRestore() }
}

/** The id and the address that a command printed. */
export function printed({ stdout }: Said): [string, string] {
  const [id = '', url = ''] = stdout.split('\n')
  return [id, url]
}
