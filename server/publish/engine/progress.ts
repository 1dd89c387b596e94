import type { Folder } from '../store/folder.ts'
import type { RenderQueue } from './render-queue.ts'
import type { Report } from './report.ts'
import { hasState, isWhole, readState, type State, writeState } from './state.ts'

/** What the files are made by once everything has been made again. */
type Goal = Pick<State, 'renderer' | 'configuration'> & { event: number; reached: boolean }

/** How far the folder is, on the disk and off it. What it says there is true after any crash. */
export class Progress {
  readonly state: State
  readonly #folder: Folder
  readonly #queue: RenderQueue
  readonly #failing: () => string[]
  readonly #report: Report
  #goal: Goal | null = null
  #settling: Promise<void> | null = null
  #saved = false

  constructor(folder: Folder, queue: RenderQueue, failing: () => string[], report: Report, checkedAt: number) {
    this.#folder = folder
    this.#queue = queue
    this.#failing = failing
    this.#report = report
    this.state = readState(folder.root) ?? {
      ...{ cursor: 0, settled: 0, rendered: 0, shown: 0, renderer: '', configuration: '' },
      failing: [],
      checkedAt,
    }
  }

  /** Has somebody emptied the folder under us? Then every file of it is wanted again. */
  isCleared(): boolean {
    return this.#saved && !hasState(this.#folder.root)
  }

  /** Is there a file of everything that this version makes? Not before its first rendering has reached its end. */
  isComplete(): boolean {
    return this.#goal?.reached !== false && isWhole(this.state)
  }

  /** From now on everything is made again, with all that is known at `event`. */
  beginAnew(goal: Pick<State, 'renderer' | 'configuration'> & { event: number }): void {
    // Nothing is left of what was there before.
    if (this.isCleared()) Object.assign(this.state, { settled: 0, rendered: 0, renderer: '', configuration: '' })
    this.#goal = { ...goal, reached: false }
    Object.assign(this.state, { cursor: goal.event, shown: goal.event })
  }

  /** Everything was made again, or failed by itself. */
  reachGoal(): void {
    if (this.#goal) this.#goal.reached = true
  }

  /** A long rendering that broke off has left its goal behind. */
  brokeOff(): boolean {
    return this.#goal?.reached === false && this.#queue.waiting() === 0
  }

  /** Writes down which events are out; once nothing waits, how far the whole folder is. */
  save(): void {
    this.#write()
    this.#saved = true
    const report = (error: unknown) => this.#report(error, 'could not bring the folder to the disk')
    this.#settling ??= this.#settle().catch(report)
  }

  /** Resolves when all that was begun is on the disk. */
  async settled(): Promise<void> {
    await this.#queue.settled()
    await this.#settling
  }

  /** Where some of it failed, the next event asks again. */
  async #settle(): Promise<void> {
    const done = await this.#queue.settled()
    try {
      await this.#folder.sync()
    } finally {
      this.#settling = null
    }
    if (!done || this.#goal?.reached === false) return
    if (this.#goal) this.state.rendered = this.#goal.event
    if (this.#failing().length === 0) this.#conclude()
    this.#write()
  }

  #write(): void {
    this.state.failing = this.#failing()
    writeState(this.#folder.root, this.state)
  }

  #conclude(): void {
    this.state.settled = this.state.cursor
    if (this.#goal) {
      this.state.renderer = this.#goal.renderer
      this.state.configuration = this.#goal.configuration
    }
    this.#goal = null
  }
}
