import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { type Fault, faulty } from './fault.ts'
import type { Room } from './rooms.ts'
import type { Question } from './tester.ts'

/** What is not copied: what is large, and what other programs keep in the tree. */
const LEFT = new Set(['node_modules', '.git', 'data', '.astro'])

/** Tests that hang have noticed something, too. */
const PATIENCE = 240_000
const HANGS = 'it hangs'

/** A copy of the tree in which faults may be put into files. */
export interface Workshop {
  /** The run of vitest that is asked. */
  mode: Mode
  /** The first test that fails, after its file and a blank; or null. */
  failing(question: Question): Promise<string | null>
  /** Does `work` while a fault is in a file. */
  withFault<T>(file: string, fault: Fault, work: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

type Mode = NonNullable<Room['mode']>

export async function openWorkshop(mode: Mode): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'signalpost-mutants-'))
  const filter = (source: string) => !LEFT.has(basename(source))
  await cp('.', folder, { recursive: true, preserveTimestamps: true, filter })
  await symlink(resolve('node_modules'), join(folder, 'node_modules'))
  let tester: Tester | undefined
  const end = () => {
    tester?.kill()
    tester = undefined
  }
  return {
    mode,
    async failing(question) {
      tester ??= await startTester(folder, mode)
      const failed = await tester.ask(question)
      if (failed === HANGS) end()
      return failed || null
    },
    async withFault(file, fault, work) {
      const path = join(folder, file)
      const [sound, { atime, mtime }] = await Promise.all([readFile(path, 'utf8'), stat(path)])
      await write(path, faulty(sound, fault), atime, mtime)
      try {
        return await work()
      } finally {
        await write(path, sound, atime, mtime)
      }
    },
    async close() {
      end()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** As old as before, or the pages would be compiled anew. */
async function write(path: string, content: string, atime: Date, mtime: Date): Promise<void> {
  await writeFile(path, content)
  await utimes(path, atime, mtime)
}

interface Tester {
  ask(question: Question): Promise<string>
  kill(): void
}

async function startTester(folder: string, mode: Mode): Promise<Tester> {
  // A group of its own: with it end the processes in which tests hang.
  const child = spawn(process.execPath, [join(folder, 'test/mutants/tester.ts'), mode], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Faulty code gives Node reason to warn.
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
    detached: true,
  })
  await answerOf(child)
  return {
    async ask(question) {
      child.send(question)
      return answerOf(child)
    },
    kill() {
      child.removeAllListeners()
      if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
    },
  }
}

/** What it says next. Throws when it ends instead. */
async function answerOf(child: ChildProcess): Promise<string> {
  const given = new AbortController()
  const { signal } = given
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([answer]: string[]) => answer ?? ''),
      once(child, 'exit', { signal }).then(() =>
        Promise.reject<string>(new Error('The process with the tests has ended.')),
      ),
      new Promise<string>((done) => setTimeout(done, PATIENCE, HANGS).unref()),
    ])
  } finally {
    given.abort()
  }
}
