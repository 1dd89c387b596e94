import { settleIn } from './installed.ts'
import { follow } from './live.ts'
import { lookAfterSubscription } from './renew.ts'
import { showYourTimes } from './times.ts'

showYourTimes(document)
follow(document)
settleIn(document)
lookAfterSubscription(document)
