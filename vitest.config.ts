import { configDefaults, defineConfig } from 'vitest/config'
import { ClosingLine } from './test/support/run/closing-line.ts'

const ALL = 'test/**/*.test.ts'
/** What takes long says so in its name or folder. */
const LONG = '**/*.long.test.ts'
const SLOW = '**/*.slow.test.ts'
const PROCESSES = '**/*.process.test.ts'
const BROWSER = 'test/browser/**'

/**
 * Runs by `--mode`: `fast` has neither PostgreSQL, nor a browser, nor processes or threads of its own, nor real clocks, nor
 * whole sites and demonstrations again and again; `mutants` has those as well; `postgres` has PostgreSQL beside what `fast` has; `long` has everything.
 */
const LEFT_OUT: Record<string, string[]> = {
  fast: [LONG, SLOW, PROCESSES, BROWSER],
  mutants: [LONG, PROCESSES, BROWSER],
  postgres: [LONG, SLOW, PROCESSES, BROWSER],
}
const RANDOM_CASES: Record<string, number> = { fast: 0.2, mutants: 0.2, postgres: 0.2, long: 4 }
/** What is there beside SQLite, where that is not all. */
const SETUPS: Record<string, string[]> = { fast: ['site'], mutants: ['site'], postgres: ['site', 'postgres'] }

/**
 * Starting a process and loading everything anew for each file takes half of the time, so files share one. In the gate and in
 * the long run those that start processes themselves, or take long, do not, and those with a browser share that, too.
 */
const GATE = [
  { name: 'alone', include: [PROCESSES, LONG], isolate: true },
  { name: 'browser', include: [BROWSER], exclude: [LONG] },
  { name: 'shared', include: [ALL], exclude: [PROCESSES, LONG, BROWSER] },
]
const projects = GATE.map((test) => ({ extends: true as const, test }))

const setup = (name: string) => `test/support/run/setup-${name}.ts`

export default defineConfig(({ mode }) => ({
  test: {
    // What projects say of files is added to what stands here.
    ...(mode in LEFT_OUT ? { include: [ALL] } : { projects }),
    exclude: [...configDefaults.exclude, ...(LEFT_OUT[mode] ?? (mode === 'long' ? [] : [LONG]))],
    globalSetup: (SETUPS[mode] ?? ['site', 'browser', 'postgres']).map(setup),
    provide: { randomCases: RANDOM_CASES[mode] ?? 1 },
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
}))
