import type { TestProject } from 'vitest/node'
import { buildSite } from '../site/build.ts'

/** Once per run, and before each repetition while watching: the compiled pages, if they are older than their sources. */
export default async function setup(project: TestProject): Promise<void> {
  await buildSite()
  project.onTestsRerun(buildSite)
}
