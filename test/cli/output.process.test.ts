import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { expect, test } from 'vitest'

/** A command whose output goes where the test says; answers its exit code and what it complained of. */
function command(words: string[], stdout: 'pipe' | number): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['server/cli.ts', ...words], { stdio: ['ignore', stdout, 'pipe'] })
    let stderr = ''
    child.stderr?.on('data', (piece) => {
      stderr += piece
    })
    // As `head` does once it has enough.
    child.stdout?.destroy()
    child.on('close', (code) => resolve({ code, stderr }))
  })
}

test('a reader who has had enough does not make a command fail', async () => {
  expect(await command(['--help'], 'pipe')).toEqual({ code: 0, stderr: '' })
})

test.runIf(process.platform === 'linux')('output that gets lost does, in words', async () => {
  const full = openSync('/dev/full', 'w')
  const { code, stderr } = await command(['--help'], full)
  closeSync(full)
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^Writing the output failed: ENOSPC.*\n$/)])
})
