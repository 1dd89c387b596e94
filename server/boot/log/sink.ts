import { fstatSync, writeSync } from 'node:fs'
import { type Dress, dressFor } from './dress.ts'

/** Where log lines go. Nothing ever waits for it: a line that cannot be written is dropped and counted. */
interface LogSink {
  write(line: string): void
  /** Lines dropped since the start. */
  dropped(): number
}

/** What may wait for a reader who is slow, in bytes. */
const ROOM = 1024 * 1024

/**
 * Standard error: a file on a disk that may be full, or a pipe or socket whose reader may be slow or gone. People at a
 * terminal and the journal get the lines as they read them best.
 */
export async function standardError(): Promise<LogSink> {
  const kind = fstatSync(2)
  const isSlow = kind.isFIFO() || kind.isSocket() || process.stderr.isTTY
  return countingSink(isSlow ? toStream(process.stderr) : toFile(2), await dressFor(process.stderr.isTTY, kind))
}

/** Drops the lines that `put` does not take, and says how many they were once it takes one again. */
export function countingSink(put: (text: string) => boolean, dress: Dress = (line) => line): LogSink {
  let dropped = 0
  let untold = 0
  return {
    write(line) {
      const [time = '"time":null'] = /"time":"[^"]*"/.exec(line) ?? []
      const note = `{"level":"warn",${time},"lost":${untold},"msg":"log lines were lost: they could not be written"}\n`
      if (put(untold > 0 ? dress(note) + dress(line) : dress(line))) {
        untold = 0
      } else {
        dropped += 1
        untold += 1
      }
    },
    dropped: () => dropped,
  }
}

/** Writes to an open file at once; false if there is no room, or whatever else keeps it from being written. */
function toFile(descriptor: number): (text: string) => boolean {
  let isTorn = false
  return (text) => {
    let rest = Buffer.from(isTorn ? `\n${text}` : text)
    try {
      while (rest.length > 0) {
        rest = rest.subarray(writeSync(descriptor, rest))
        // Room for half a line: the next one begins on a line of its own.
        isTorn = rest.length > 0
      }
      return true
    } catch {
      return false
    }
  }
}

/** Node writes what the reader takes and keeps the rest for it; false if that has become too much, or nobody reads. */
function toStream(stream: NodeJS.WriteStream): (text: string) => boolean {
  let isBroken = false
  stream.on('error', () => {
    isBroken = true
  })
  return (text) => {
    if (isBroken || stream.writableLength > ROOM) return false
    stream.write(text)
    return true
  }
}
