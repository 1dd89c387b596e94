import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'

const UNIT = readFileSync('docs/deploy/signalpost.service', 'utf8')

/** The values of a setting of the unit. */
const valuesOf = (name: string) => [...UNIT.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value]) => value)

/** A part of `systemd-analyze`; what it says, or how it failed. */
async function analyze(...words: string[]): Promise<{ code: number; said: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)('systemd-analyze', words)
    return { code: 0, said: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, said: stdout + stderr }
  }
}

describe('the systemd unit', () => {
  test('starts what "npm start" starts', () => {
    const { start } = JSON.parse(readFileSync('package.json', 'utf8')).scripts as { start: string }
    const [, variable = '', command = ''] = /^exec env (\S+) node (.*)$/.exec(start) ?? []
    const [program, ...words] = valuesOf('ExecStart').join('').split(' ')
    expect(words.join(' ')).toBe(command)
    expect(valuesOf('Environment')).toEqual([variable])
    expect(existsSync(program?.replace('/opt/signalpost/', '') ?? '')).toBe(true)
  })

  test('gives it longer to stop than it takes itself, and does not repeat a wrong configuration', () => {
    const [, seconds] = /STOP_WITHIN = (\d+)_000/.exec(readFileSync('server/boot/run.ts', 'utf8')) ?? []
    expect(Number(valuesOf('TimeoutStopSec'))).toBeGreaterThan(Number(seconds))
    expect(valuesOf('RestartPreventExitStatus')).toEqual(['78'])
    expect(valuesOf('Restart')).toEqual(['on-failure'])
  })

  if (!['/usr/bin', '/bin'].some((folder) => existsSync(join(folder, 'systemd-analyze')))) {
    test.skip('is right, says systemd-analyze: it is not installed here', () => {})
    return
  }

  test('is right, says systemd-analyze', async () => {
    const folder = await temporaryFolder('systemd')
    const unit = join(folder, 'signalpost.service')
    // Whether there is such a program is asked where it lies here.
    await writeFile(unit, UNIT.replaceAll('/opt/signalpost', process.cwd()))
    expect(await analyze('verify', '--man=no', unit)).toEqual({ code: 0, said: '' })
    // Of 10; what it has is the network, and a compiler that writes what it runs.
    expect(await analyze('security', '--offline=true', '--threshold=20', unit)).toMatchObject({ code: 0 })
    await rm(folder, { recursive: true })
  })
})
