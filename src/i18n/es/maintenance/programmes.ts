import type { Translation } from '../../en.ts'

export const programmes: Translation['programmes'] = {
  monthly: {
    title: 'Mantenimiento mensual',
    description: 'Se instalan actualizaciones y correcciones de seguridad en nuestras plataformas.',
    reason: 'Las actualizaciones periódicas mantienen el servicio seguro y fiable.',
  },
  'skype-certificate': {
    title: 'Certificado de Skype for Business',
    description: 'Se comprueban y renuevan los certificados.',
    reason: 'Los certificados deben ser válidos para que funcionen las llamadas y el inicio de sesión.',
  },
  'connect-release': {
    title: 'Nueva versión de Connect',
    description: 'Se instala una nueva versión del portal Connect; el portal también lo anuncia.',
    reason: 'Las nuevas versiones traen mejoras y correcciones cada tres semanas.',
  },
  /** What a window says that says nothing itself. */
  unscheduled: {
    title: 'Mantenimiento',
    description: 'Se realizan trabajos de mantenimiento.',
    reason: 'Los trabajos son necesarios para que el servicio siga funcionando bien.',
  },
}
