import fc from 'fast-check'
import { randomCases } from '../random-cases.ts'

fc.configureGlobal(randomCases(100))
