/** What somebody signs in with beside a password. */
interface Factors {
  /** Sealed; null: no authenticator app. */
  totp_secret: string | null
  hasPasskey: boolean
}

/**
 * Does somebody have a second factor? A passkey is one by itself: it is on a device that its owner has, and is used only
 * after the device has asked who they are.
 */
export function hasSecondFactor({ totp_secret, hasPasskey }: Factors): boolean {
  return totp_secret !== null || hasPasskey
}
