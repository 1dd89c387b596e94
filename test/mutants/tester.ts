import { join } from 'node:path'
import { createVitest } from 'vitest/node'

/** Tests to run after a file has changed. */
export interface Question {
  changed: string
  /** Those whose path begins so; "related": all that know the file. */
  tests: string
  /** Not those whose path begins so: they have been asked. */
  except: readonly string[]
}

// A process that keeps vitest at hand, in the copy of the tree: starting it for every fault would cost more than the tests.
const root = process.cwd()
const vitest = await createVitest(
  {
    ...{ root, mode: process.argv[2] ?? 'mutants', watch: false, bail: 1 },
    ...{ testTimeout: 40_000, expect: { poll: { timeout: 8_000 } }, reporters: [{}] },
  },
  {},
)
// What is written about the product says nothing of what it does.
const all = (await vitest.globTestSpecifications()).filter(({ moduleId }) => !moduleId.includes('/test/docs/'))
const known = new Set(all.map(({ moduleId }) => moduleId))
const touched = new Set<string>()

process.on('message', async ({ changed, ...question }: Question) => {
  const file = join(root, changed)
  // Those before as well: they are sound again.
  touched.add(file)
  for (const path of touched) vitest.invalidateFile(path)
  process.send?.((await failing(question, file)) ?? '')
})
process.on('disconnect', () => process.exit())
process.send?.('ready')

/** The first test that fails, after its file and a blank; or null. */
async function failing({ tests, except }: Omit<Question, 'changed'>, file: string): Promise<string | null> {
  vitest.config.related = [file]
  const within = (paths: readonly string[], id: string) => paths.some((path) => id.startsWith(join(root, path)))
  const asked =
    tests === 'related'
      ? (await vitest.getRelevantTestSpecifications()).filter(({ moduleId }) => known.has(moduleId))
      : all.filter(({ moduleId }) => within([tests], moduleId))
  const chosen = asked.filter(({ moduleId }) => !within(except, moduleId))
  if (chosen.length === 0) return null
  // It also remembers how tests went that it does not run this time.
  vitest.state.filesMap.clear()
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(chosen)
  const module = testModules.find((one) => !one.ok())
  const [test] = module?.children.allTests('failed') ?? []
  if (module) return `${module.relativeModuleId} ${test?.name ?? 'as a whole'}`
  return unhandledErrors.length > 0 ? 'an error that no test expects' : null
}
