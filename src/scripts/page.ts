import { follow } from './live.ts'
import { showYourTimes } from './times.ts'

showYourTimes(document)
follow(document)
