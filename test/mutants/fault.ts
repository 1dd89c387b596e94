/** Text that occurs once in the file, what stands there instead, and what goes wrong then. */
export type Fault = readonly [find: string, instead: string, wrong: string]

/** Faults by the file that they are put into. */
export type Faults = Readonly<Record<string, readonly Fault[]>>

/** A file with a fault in it. Throws where the text is not there, or not only once. */
export function faulty(content: string, [find, instead]: Fault): string {
  const [before, after, ...more] = content.split(find)
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`occurs ${content.split(find).length - 1} times: ${find}`)
  }
  return before + instead + after
}
