import { changeMark } from '../../../../db/desk/change-mark.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import type { AppDeps } from '../../deps.ts'
import { boardContent, troublesOf } from './content.ts'

/** What nobody does but time — a promise comes due, a window nears, a message is lost — is seen after so long, in milliseconds. */
const BY_ITSELF = 5_000

/** The mark is the same whoever looks. */
const NOBODY = { actor: '', role: 'reporter' } as const

/** Looks at the board on behalf of all who have it open; the whole of it is read only where it may be otherwise. */
export class BoardMark {
  readonly #deps: AppDeps
  #seen: { cheap: string; at: Instant; mark: string } | null = null

  constructor(deps: AppDeps) {
    this.#deps = deps
  }

  /**
   * Is otherwise whenever the board is, and after the slash whenever anything was recorded or somebody begins to write, which open forms may show:
   * small enough to be told to every open page.
   */
  async look(): Promise<string> {
    const { recorded, drafts } = await changeMark(this.#deps.db)
    const cheap = [recorded, drafts, ...troublesOf(this.#deps)].join('\n')
    const at = this.#deps.clock()
    const seen = this.#seen
    if (seen?.cheap === cheap && Math.abs(at - seen.at) < BY_ITSELF) return seen.mark
    const mark = `${(await boardContent(this.#deps, NOBODY)).mark}/${recorded}/${drafts}`
    this.#seen = { cheap, at, mark }
    return mark
  }
}
