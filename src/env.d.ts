type Context = import('./views.ts').PageContext

declare namespace App {
  interface Locals extends Context {}
}
