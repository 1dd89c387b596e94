export interface PlatformRef {
  id: string
  name: string
  url: string
}
