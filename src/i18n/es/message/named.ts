import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'

// `who` may be one organisation or several: no verb may depend on it.
export const named: Translation['mail']['named'] = {
  more: (count) =>
    plural(count, {
      one: 'una organización más',
      many: '{n} de organizaciones más',
      other: '{n} organizaciones más',
    }),
  because: {
    master_case: (who) => `Recibe este mensaje porque figura como contacto de ${who} para casos maestros.`,
    maintenance: (who) => `Recibe este mensaje porque figura como contacto de ${who} para mantenimiento.`,
  },
  besides: {
    master_case: (who) => `Además, figura como contacto de ${who} para casos maestros.`,
    maintenance: (who) => `Además, figura como contacto de ${who} para mantenimiento.`,
  },
  backup: 'Es contacto suplente: recibe los avisos a la vez que los titulares.',
  ends: 'Ya no es un caso maestro: este es el último correo sobre él que recibe como contacto principal. Su evolución se publica en la página, donde puede seguirlo.',
  stays: 'Si se da de baja, pone fin a su propia suscripción, pero no a estos avisos.',
  entry: 'Comprobar o corregir sus datos',
  entryOf: (organisation) => `Comprobar o corregir sus datos para ${organisation}`,
  goesOn: (who) =>
    `Seguirá recibiendo los avisos que le corresponden como contacto de ${who}; la baja solo pone fin a su propia suscripción.`,
}
