import { defineConfig } from 'vitest/config'
import { ClosingLine } from './test/support/run/closing-line.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/run/setup.ts',
    setupFiles: ['server/lib/temporal.ts', 'test/support/run/console.ts'],
    reporters: ['default', new ClosingLine()],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
