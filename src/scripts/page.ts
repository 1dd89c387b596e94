import { countDown } from './home/countdown.ts'
import { goToDays } from './home/days.ts'
import { answerForMine, showMine } from './home/mine.ts'
import { settleIn } from './installed.ts'
import { follow } from './live.ts'
import { lookAfterSubscription } from './renew.ts'
import { sayHowLongAgo, showYourTimes } from './times.ts'

showYourTimes(document)
// What another script put in.
document.addEventListener('put', ({ target }) => showYourTimes(target as HTMLElement))
let ahead = 0
const count = () => {
  countDown(document, ahead)
  sayHowLongAgo(document, ahead)
}
answerForMine(document)
count()
setInterval(count, 10_000)
// Where nobody looked, timers slept.
document.addEventListener('visibilitychange', count)
follow(document, (clock) => {
  ahead = clock
  count()
  showMine(document)
})
goToDays(document)
settleIn(document)
lookAfterSubscription(document)
