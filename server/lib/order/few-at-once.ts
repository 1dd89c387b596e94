/** Lets so many of each name in at a time; whoever comes then hears null at once. */
export function fewAtOnce(most: number): <T>(name: string, work: () => Promise<T>) => Promise<T | null> {
  const inside = new Map<string, number>()
  return async (name, work) => {
    const before = inside.get(name) ?? 0
    if (before >= most) return null
    inside.set(name, before + 1)
    try {
      return await work()
    } finally {
      const left = (inside.get(name) ?? 1) - 1
      if (left > 0) inside.set(name, left)
      else inside.delete(name)
    }
  }
}
