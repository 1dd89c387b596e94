/** Keeps "open now" right on a page that stays open, or was made a while ago: the times of change are in the page. */
const LOOK = 20_000

function correct(): void {
  for (const desk of document.querySelectorAll<HTMLElement>('[data-changes]')) {
    const changes = (desk.dataset.changes ?? '').split(' ').map(Number)
    const passed = changes.filter((at) => at <= Date.now()).length
    if (passed === 0) continue
    // Each change turns it around. What was said of the first of them no longer holds.
    if (passed % 2 === 1) desk.classList.toggle('at-work')
    desk.dataset.changes = changes.slice(passed).join(' ')
    if (passed === changes.length) delete desk.dataset.changes
    const open = desk.classList.contains('at-work')
    const text = desk.querySelector('b')
    if (text) text.textContent = (open ? desk.dataset.open : desk.dataset.closed) ?? ''
    desk.querySelector('use')?.setAttribute('href', open ? '#i-operational' : '#i-clock')
    desk.querySelector('.next')?.remove()
  }
}

correct()
setInterval(correct, LOOK)
