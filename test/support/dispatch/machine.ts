import { onTestFinished } from 'vitest'
import { openDatabase } from '../../../db/open.ts'
import { createChannels } from '../../../server/channels/index.ts'
import { createDispatcher, type Dispatcher } from '../../../server/dispatch/dispatcher.ts'
import { sharedTime, type Time } from '../../../server/dispatch/time.ts'
import type { SharedDatabase } from '../database.ts'
import type { TestDispatcher } from './dispatcher.ts'

/** A machine's clock, which somebody may set, and its stopwatch, which nobody can. */
export interface MachineClock {
  clock: () => number
  stopwatch: () => number
}

/** The real ones, the clock put forward by `ahead()` milliseconds. */
export function realClock(ahead: () => number = () => 0): MachineClock {
  return { clock: () => Date.now() + ahead(), stopwatch: () => performance.now() }
}

/** Ones that only the test moves. */
export interface ManualMachine extends MachineClock {
  /** Time goes by. */
  pass(ms: number): void
  /** Somebody sets the clock. */
  step(ms: number): void
}

export function manualMachine(start: number): ManualMachine {
  let [wall, stopwatch] = [start, 0]
  return {
    clock: () => wall,
    stopwatch: () => stopwatch,
    pass(ms) {
      wall += ms
      stopwatch += ms
    },
    step(ms) {
      wall += ms
    },
  }
}

/** A dispatcher as a process of its own has it: its own connections, its own clock, the database's time where that has one. */
export function dispatcherOn(
  { config, log }: TestDispatcher,
  location: SharedDatabase['location'],
  machine: MachineClock,
  change: (time: Time) => Partial<Time> = () => ({}),
): Dispatcher {
  const db = openDatabase(location)
  const made = sharedTime({ db, ...machine })
  const time = Object.create(made, Object.getOwnPropertyDescriptors(change(made))) as Time
  const level = (name: 'info' | 'warn' | 'error') => (fields: object, text: string) =>
    void log.push({ level: name, fields, text })
  const dispatcher = createDispatcher({
    ...{ db, time, clock: time.now, random: Math.random, channels: createChannels(config, time.now) },
    log: { info: level('info'), warn: level('warn'), error: level('error') },
  })
  onTestFinished(async () => {
    await dispatcher.stop()
    await db.destroy()
  })
  return dispatcher
}
