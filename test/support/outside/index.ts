/** The world outside, on 127.0.0.1: it records what it is told and fails on demand. */
export { type MailProvider, type ProviderMail, startMailProvider } from './mail-provider.ts'
export { type Browser, type PushMessage, type PushService, startPushService } from './push-service.ts'
export type { Fault } from './stand-in.ts'
