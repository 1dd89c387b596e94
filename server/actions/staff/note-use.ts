import { isContention, isDiskFull } from '../../lib/error-code.ts'

/** Notes that a token or a session was used: not important enough to refuse staff while the database is busy or the disk is full. */
export async function noteUse(touch: () => Promise<void>): Promise<void> {
  try {
    await touch()
  } catch (error) {
    if (!isDiskFull(error) && !isContention(error)) throw error
  }
}
