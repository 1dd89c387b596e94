import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with one plain line that other programs can read: `120 passed, 0 failed`. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string) => tests.filter((test) => test.result().state === state).length
    // A file that could not run has no failed test to show for it.
    const broken = modules.filter((module) => !module.ok() && ![...module.children.allTests('failed')].length)
    const failed = count('failed') + broken.length + unhandled.length
    const skipped = count('skipped')
    process.stdout.write(`\n${count('passed')} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`)
  }
}
