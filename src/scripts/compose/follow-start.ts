/** The end of a window moves with its start, as long as the tick says so; whoever changes an end that was there unticks it. */
export function followStart(form: HTMLFormElement): void {
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement | null
  const [start, end, tick, was] = ['startsAt', 'endsAt', 'keepLength', 'endsAt.was'].map(field)
  if (!start || !end || !tick) return
  const at = ({ value }: HTMLInputElement) => Date.parse(`${value}Z`)
  let [begins, ends] = [Number.NaN, Number.NaN]
  start.addEventListener('focus', () => {
    begins = at(start)
    ends = at(end)
  })
  start.addEventListener('input', () => {
    const moved = ends + at(start) - begins
    if (tick.checked && Number.isFinite(moved)) end.value = new Date(moved).toISOString().slice(0, 16)
  })
  end.addEventListener('input', () => {
    if (was?.value && end.value !== was.value) tick.checked = false
  })
}
