import type { Site } from '../../../src/views.ts'

/** The provider of these tests. */
export const SITE: Site = {
  name: 'Northline',
  url: 'https://status.example.com',
  zone: 'America/Denver',
  locale: 'en',
  languages: ['en'],
  pushKey: 'BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM',
  pushChannel: 'webpush',
  demo: false,
  supportUrl: null,
  mailIsAnswered: true,
}
