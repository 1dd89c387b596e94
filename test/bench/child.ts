import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A helper process that answers questions one after the other. */
export interface Child<Question, Answer> {
  ask(question: Question): Promise<Answer>
  stop(): Promise<void>
}

/** Starts `children/NAME.ts`: a process of its own, so that it takes no time from the one that is measured. */
export function startChild<Question extends object, Answer>(name: string): Child<Question, Answer> {
  const child = fork(fileURLToPath(new URL(`children/${name}.ts`, import.meta.url)), { stdio: 'inherit' })
  return {
    async ask(question) {
      const over = new AbortController()
      const { signal } = over
      const answered = Promise.race([once(child, 'message', { signal }), died(child, name, signal)])
      child.send(question)
      const [answer] = await answered.finally(() => over.abort())
      return answer as Answer
    },
    stop: () => stopped(child),
  }
}

async function died(child: ChildProcess, name: string, signal: AbortSignal): Promise<never> {
  await once(child, 'exit', { signal })
  throw new Error(`The helper process ${name} ended before it answered.`)
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

/** In the helper process: answers each question. */
export function answering<Question, Answer>(answer: (question: Question) => Promise<Answer>): void {
  // The measuring process is gone.
  process.once('disconnect', () => process.exit())
  process.on('message', async (question: Question) => {
    process.send?.(await answer(question))
  })
}

/** Seconds of processor time that a process has used so far, all its threads together (Linux). */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Megabytes of memory that a process holds (Linux). */
export function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(status.match(/^VmRSS:\s+(\d+) kB/m)?.[1] ?? Number.NaN) / 1024
}
