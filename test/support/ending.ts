/** What is to be done when the file of tests ends. Files share a process, and what they load: a hook would be heard of once. */
const endings: (() => unknown)[] = []

/** Has something done when the file of tests ends; what was said last comes first. */
export function whenFileEnds(end: () => unknown): void {
  endings.push(end)
}

/** Does all of it. */
export async function endFile(): Promise<void> {
  for (const end of endings.splice(0).reverse()) await end()
}
