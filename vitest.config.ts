import { accessSync } from 'node:fs'
import { configDefaults, defineConfig } from 'vitest/config'
import { ClosingLine } from './test/support/run/closing-line.ts'

const ALL = 'test/**/*.test.ts'
/** What takes long says so in its name or folder. */
const LONG = '**/*.long.test.ts'
const SLOW = '**/*.slow.test.ts'
const PROCESSES = '**/*.process.test.ts'
const BROWSER = 'test/browser/**'

interface Run {
  leftOut: string[]
  /** What is there beside SQLite. */
  setups: string[]
  /** How much of the usual number of random cases is tried. */
  randomCases: number
  /** One in how many of the descriptions for each database has PostgreSQL, too. */
  onPostgres: number
}

const FAST: Run = { leftOut: [LONG, SLOW, PROCESSES, BROWSER], setups: ['site'], randomCases: 0.2, onPostgres: 1 }

/**
 * Runs by `--mode`: `fast` has neither PostgreSQL, nor a browser, nor processes or threads of its own, nor real clocks, nor
 * whole sites and demonstrations again and again; `mutants` has those as well; `postgres` has PostgreSQL beside what `fast` has.
 */
const RUNS: Record<string, Run> = {
  fast: FAST,
  mutants: { ...FAST, leftOut: [LONG, PROCESSES, BROWSER] },
  postgres: { ...FAST, setups: ['site', 'postgres'] },
}

const WHOLE = { leftOut: [], setups: ['site', 'browser', 'postgres'] }
/** What is fast, and a sample of everything else: six minutes on two cores. */
const GATE: Run = { ...WHOLE, randomCases: 0.2, onPostgres: 6 }
const EVERYTHING: Run = { ...WHOLE, randomCases: 4, onPostgres: 1 }

/** What the gate has of that which takes long: of each kind, what sees most in the least time. */
const SAMPLE = {
  alone: ['boot/following.process', 'docs/systemd.process', 'publish/engine/kill.process'],
  slow: ['boot/ladder/doubt.slow', 'publish/share.slow'],
  browser: [
    ...['console/board-moves', 'console/confirming', 'console/mailbox', 'console/second-factor', 'embed/copying'],
    ...['follow', 'look/face', 'look/targets', 'mails', 'open/home', 'open/live', 'print/months', 'push/installed'],
    ...['push/offline', 'staff/refused'],
  ].map((name) => `browser/${name}`),
}

/** The files of a sample; throws if one is not there any more. */
function filesOf(sample: readonly string[]): string[] {
  const files = sample.map((name) => `test/${name}.test.ts`)
  for (const file of files) accessSync(file)
  return files
}

/**
 * Starting a process and loading everything anew for each file takes half of the time, so files share one. In the gate and in
 * the long run those that start processes themselves, or take long, do not, and those with a browser share that, too.
 */
const EVERY_PROJECT = [
  { name: 'alone', include: [PROCESSES, LONG], isolate: true },
  { name: 'browser', include: [BROWSER], exclude: [LONG] },
  { name: 'shared', include: [ALL], exclude: [PROCESSES, LONG, BROWSER] },
]
const GATE_PROJECTS = [
  { name: 'alone', include: filesOf(SAMPLE.alone), isolate: true },
  { name: 'browser', include: filesOf(SAMPLE.browser) },
  { name: 'slow', include: filesOf(SAMPLE.slow) },
  { name: 'shared', include: [ALL], exclude: FAST.leftOut },
]
const asProjects = (projects: readonly object[]) => projects.map((test) => ({ extends: true as const, test }))

function runOf(mode: string) {
  if (mode === 'long') return { ...EVERYTHING, files: { projects: asProjects(EVERY_PROJECT) } }
  const run = RUNS[mode]
  return run ? { ...run, files: { include: [ALL] } } : { ...GATE, files: { projects: asProjects(GATE_PROJECTS) } }
}

const setup = (name: string) => `test/support/run/setup-${name}.ts`

export default defineConfig(({ mode }) => {
  const { files, leftOut, setups, randomCases, onPostgres } = runOf(mode)
  return {
    test: {
      ...files,
      exclude: [...configDefaults.exclude, ...leftOut],
      globalSetup: setups.map(setup),
      provide: { randomCases, onPostgres },
      setupFiles: [
        'server/lib/temporal.ts',
        ...['ending', 'console', 'zod', 'fast-check'].map((name) => `test/support/run/${name}.ts`),
      ],
      reporters: ['default', new ClosingLine()],
      pool: 'forks',
      isolate: false,
      maxWorkers: 2,
      // Both cores may be busy with something else.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      expect: { poll: { timeout: 15_000 } },
    },
  }
})
